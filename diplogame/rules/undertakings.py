"""When an undertaking binds, and what it would take to be free of it (R6.6, R11.2).

Guarantees: reads what everybody knows and the undertaking itself, nothing else; rules, screens and minds
ask these same functions, so that all of them agree on who is bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from diplogame.rules.ids import Package
from diplogame.rules.records import Public, TextVersion, Understanding
from diplogame.rules.terms import (
    Amend,
    BallotRecord,
    ClauseStatus,
    DeferToAnnex,
    DivideTheQuestion,
    Motion,
    Outcome,
    Proviso,
    TablePackage,
    Term,
    TermKind,
    Trigger,
)

STANDS = (TermKind.SUPPORT, TermKind.ACQUIESCE)
"""Undertakings about an option."""

CONDITIONAL = (TermKind.SUPPORT, TermKind.ACQUIESCE, TermKind.PAY, TermKind.ADOPT)
"""Undertakings that may carry a condition: lifting is done at once, backing is open to all it concerns."""


def text_of(public: Public) -> Package:
    """The text as it stands; after the gavel, what was adopted."""
    return public.package or tuple(clause.leading for clause in public.clauses)


def binding(public: Public, entry: Understanding, term: Term) -> bool:
    """Whether an undertaking binds by the text as it stands (R6.6)."""
    # Few undertakings have a condition: for the others the text need not be read.
    return term.given is None or binds(public, entry, term, text_of(public))


def binds(
    public: Public, entry: Understanding, term: Term, package: Package, motion: Motion | None = None
) -> bool:
    """Whether an undertaking binds in view of a text (R6.6.1, R6.6.3).

    Args:
        public: The record before the motion's effect.
        entry: The understanding that holds the undertaking.
        term: The undertaking.
        package: The text that is judged: what a motion would leave, or what stands.
        motion: The motion before the house, where there is one: its mover still owes what it makes
            conditional on a text that it takes away.
    """
    if term.given is None or term.given.holds(package):
        return True
    if motion is not None and motion.by == term.by and term.given.holds(text_of(public)):
        return True
    return moved_away(public, entry, term)


def moved_away(public: Public, entry: Understanding, term: Term) -> bool:
    """Whether the text left the condition last by a motion of the one who undertook it (R6.6.3)."""
    given = term.given
    if given is None:
        return False
    for before, after in reversed(list(pairwise(public.versions))):
        if after.round < entry.round:
            return False
        if given.holds(before.package) and not given.holds(after.package):
            return any(_made(record, term, after) for record in public.votes)
    return False


def _made(record: BallotRecord, term: Term, version: TextVersion) -> bool:
    """Whether a carried motion of the one who undertook a term made a version of the text.

    Of a divided package the chair puts the parts; the one who moved the division moved them all. What
    leaders agree at a summit is nobody's motion.
    """
    motion, given = record.motion, term.given
    if given is None or not record.carried or motion.by != term.by:
        return False
    if motion.round != version.round:
        return False
    match motion.kind:
        case Amend(issue=issue) | DeferToAnnex(issue=issue):
            same = record.package[given.issue] == version.package[given.issue]
            return bool(version.issue) and issue == version.issue and same
        case TablePackage(package=package):
            return not version.issue and package == version.package
        case DivideTheQuestion(package=package):
            return bool(package) and package[given.issue] == version.package[given.issue]
        case _:
            return False


def payable(public: Public, entry: Understanding, term: Term) -> bool:
    """Whether a payment must now be made or refused: its moment has come and it binds (R11.2)."""
    if term.kind is not TermKind.PAY or not binding(public, entry, term):
        return False
    match term.trigger:
        case Trigger.SIGNATURE:
            return True
        case Trigger.CLAUSE:
            bought = [t for t in entry.bargain.terms if t.by == term.to and t.kind in STANDS]
            return bool(bought) and all(
                public.clauses[t.issue].status is ClauseStatus.CLOSED
                and public.clauses[t.issue].leading == t.option
                for t in bought
            )
        case Trigger.ADOPTION:
            return public.outcome is Outcome.ADOPTED


def exclusive(one: Term, other: Term) -> bool:
    """Whether two undertakings can never bind at once: their conditions exclude each other."""
    return one.given is not None and one.given.excludes(other.given)


def proviso_fault(public: Public, counts: Sequence[int], terms: Sequence[Term], term: Term) -> str:
    """Code of what is wrong with the condition of a term, or empty (R6.6.2).

    Args:
        public: What everybody knows.
        counts: Number of options by issue index.
        terms: All terms of the bargain.
        term: The term in question.
    """
    given = term.given
    if given is None:
        return ""
    if term.kind not in CONDITIONAL:
        return "term.unconditional"
    if not 0 <= given.issue < len(counts):
        return "term.condition-issue"
    if not 0 <= given.option < counts[given.issue]:
        return "term.condition-option"
    if term.kind in STANDS and given.issue == term.issue:
        return "term.condition-own"
    clause = public.clauses[given.issue]
    if clause.status is ClauseStatus.CLOSED and clause.leading != given.option:
        return "term.condition-closed"
    if any(_thwarts(other, given) for other in terms):
        return "bargain.condition"
    return ""


def _thwarts(term: Term, given: Proviso) -> bool:
    """Whether an undertaking works against a condition; who merely does not object does not."""
    same = term.kind is TermKind.SUPPORT and term.issue == given.issue
    return same and term.option != given.option

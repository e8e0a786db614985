"""What a delegation has done in roll-calls so far: the memory that keeps its conduct of one piece (R8.4).

Guarantees: pure; read from the public record alone, so anybody could hold it up to the delegation.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import OptionIndex, Package, SeatId
from diplogame.rules.records import Public
from diplogame.rules.terms import (
    Amend,
    BallotRecord,
    CloseClause,
    DeferToAnnex,
    Reopen,
    TablePackage,
)
from diplogame.rules.view import SeatView

FAVOURABLE = (Ballot.YES, Ballot.SILENT)


@dataclass(slots=True)
class Conduct:
    """One delegation's acts on the text, by issue index.

    Attributes:
        closed: Clauses whose last carried closing it voted for.
        closings: Option at which a clause was last closed by a vote.
        reopened: How often the house has reopened a clause.
        shut: Round in which the house last closed a clause.
        opened: Round in which the house last reopened a clause.
        unsettled: Clauses it has voted to reopen, carried or not.
        left: Options that it has voted to take out of the text.
        turned: Clauses on which it has already voted an option back in.
    """

    closed: set[int] = field(default_factory=set)
    closings: dict[int, OptionIndex] = field(default_factory=dict)
    reopened: dict[int, int] = field(default_factory=dict)
    shut: dict[int, int] = field(default_factory=dict)
    opened: dict[int, int] = field(default_factory=dict)
    unsettled: set[int] = field(default_factory=set)
    left: dict[int, set[OptionIndex]] = field(default_factory=dict)
    turned: set[int] = field(default_factory=set)


_KNOWN: dict[tuple[int, SeatId], tuple[tuple[BallotRecord, ...], Conduct]] = {}
"""Readings by the identity of the record: it grows a few times a round and is asked for often."""


def conduct_of(view: SeatView) -> Conduct:
    """What the view's own delegation has done; do not change the answer."""
    votes = view.public.votes
    known = _KNOWN.get((id(votes), view.seat))
    if known is not None and known[0] is votes:
        return known[1]
    if len(_KNOWN) > 256:
        _KNOWN.clear()
    found = _read(view)
    _KNOWN[id(votes), view.seat] = (votes, found)
    return found


def _read(view: SeatView) -> Conduct:
    found = Conduct()
    public = view.public
    text: Package = public.versions[0].package if public.versions else view.text
    round_ = 0
    for record in public.votes:
        if record.motion.round != round_:
            # Summits and events change the text between plenaries; the versions say so.
            round_ = record.motion.round
            text = text_before(public, round_) or text
        ballot = next((b for s, b, _r, _i in record.ballots if s == view.seat), Ballot.ABSENT)
        _note(view, found, record, text, ballot in FAVOURABLE)
        if record.carried and isinstance(record.motion.kind, Amend | TablePackage | DeferToAnnex):
            text = record.package
    return found


def text_before(public: Public, round_: int) -> Package:
    """The text as it stood when a round began; empty when no version is older."""
    found: Package = ()
    for version in public.versions:
        if version.round >= round_:
            break
        found = version.package
    return found


def _note(view: SeatView, found: Conduct, record: BallotRecord, text: Package, ours: bool) -> None:
    kind = record.motion.kind
    name = getattr(kind, "issue", "")
    issue = view.table.issue_index(name) if name else -1
    match kind:
        case Amend(option=option) if ours:
            if option in found.left.get(issue, ()):
                found.turned.add(issue)
            found.left.setdefault(issue, set()).add(text[issue])
        case TablePackage(package=package) if ours and record.carried:
            for k, option in enumerate(package):
                if option != text[k]:
                    found.left.setdefault(k, set()).add(text[k])
        case CloseClause() | DeferToAnnex() if record.carried:
            found.closings[issue] = record.package[issue]
            found.shut[issue] = record.motion.round
            if ours:
                found.closed.add(issue)
            else:
                found.closed.discard(issue)
        case Reopen():
            if ours:
                found.unsettled.add(issue)
            if record.carried:
                found.reopened[issue] = found.reopened.get(issue, 0) + 1
                found.opened[issue] = record.motion.round
        case _:
            pass

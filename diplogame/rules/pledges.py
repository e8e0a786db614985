"""Who gave their word on what, and how far to go by it, as one delegation can know it (R6.5, R7).

Guarantees: reads a view and nothing else; only promises that are pending, known to the reader and binding
by the text in question count; nobody's word is ever certain.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplogame.rules import ledger
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.records import Understanding
from diplogame.rules.terms import (
    AdoptPartial,
    Band,
    MotionKind,
    MoveToVote,
    Stance,
    StartSilence,
    Term,
    TermKind,
    TermState,
)
from diplogame.rules.undertakings import STANDS, binding, binds
from diplogame.rules.view import SeatView

WORD = 550
"""Chance per mille that a promise is kept by one who has neither our trust nor a name for keeping them."""

WORD_MOST = 960

BELIEVED = 650
"""Chance per mille from which a promised stance is taken for the stance."""


def keeping(view: SeatView, seat: SeatId) -> Band:
    """Chance per mille that a delegation keeps its word: its credibility, and our trust in it (R7)."""
    middle = WORD + 2 * view.public.credibility.get(seat, 50) + 2 * view.trust.get(seat, 50)
    return Band(middle - 150, min(WORD_MOST, middle + 100))


def _pending(view: SeatView, seat: SeatId) -> Iterator[tuple[Understanding, Term]]:
    for key in sorted(view.understandings):
        entry = view.understandings[key]
        for term, state in zip(entry.bargain.terms, entry.states, strict=True):
            if term.by == seat and state is TermState.PENDING:
                yield entry, term


def pledged_stance(view: SeatView, seat: SeatId, issue: int, option: int) -> Stance | None:
    """The stance that a delegation is bound to on an option, or None where its word is free."""
    found: Stance | None = None
    for entry, term in _pending(view, seat):
        here = term.kind in STANDS and (term.issue, term.option) == (issue, option)
        if here and binding(view.public, entry, term):
            if term.kind is TermKind.SUPPORT:
                return Stance.SUPPORT
            found = Stance.LIVE_WITH
    return found


def pledge(view: SeatView, seat: SeatId, motion: MotionKind, package: Package) -> int:
    """Whether a delegation's word binds it to let a motion pass (1), to stop it (-1), or neither (0).

    Args:
        view: Who asks.
        seat: Whose word.
        motion: What is moved.
        package: The text as the motion would leave it.
    """
    name = getattr(motion, "issue", "")
    issue = view.table.issue_index(name) if name else -1
    whole = isinstance(motion, MoveToVote | StartSilence | AdoptPartial)
    ways: set[int] = set()
    for entry, term in _pending(view, seat):
        if not binds(view.public, entry, term, package):
            continue
        if ledger.breaks(view.public, term, motion, issue, Ballot.NO):
            ways.add(1)
        if ledger.breaks(view.public, term, motion, issue, Ballot.YES):
            ways.add(-1)
        if whole and term.kind is TermKind.ADOPT and ledger.owes_adoption(entry, package):
            ways.add(1)
    return ways.pop() if len(ways) == 1 else 0


def with_pledge(chance: Band, way: int, word: Band) -> Band:
    """A chance per mille of a yes once the word given is reckoned in: kept, or as if it was not given."""
    if way > 0:
        low = chance.low + (1000 - chance.low) * word.low // 1000
        return Band(low, chance.high + (1000 - chance.high) * word.high // 1000)
    if way < 0:
        low = chance.low * (1000 - word.high) // 1000
        return Band(low, chance.high * (1000 - word.low) // 1000)
    return chance

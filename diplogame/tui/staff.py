"""The staff's advice at the table: bargains worth proposing, and what to think of one on offer.

Guarantees: works from one delegation's view, by the same judgement the minds use, so advice knows
nothing its reader could not; it advises, and never orders.
"""

from __future__ import annotations

from dataclasses import replace

from diplogame.ai.bargaining import offerable
from diplogame.ai.candidates import candidates
from diplogame.ai.chance import Dice
from diplogame.ai.counters import cheapest_change
from diplogame.ai.outlook import Outlook
from diplogame.ai.planning import make_plan, positions
from diplogame.ai.verdict import Judgement, judge
from diplogame.ai.word import secured
from diplogame.rules.appraisal import own_worth, their_worth
from diplogame.rules.ids import SeatId
from diplogame.rules.records import Meeting
from diplogame.rules.terms import Band, Bargain, Plan, Size, TermKind
from diplogame.rules.values import dataclass
from diplogame.rules.view import SeatView


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A bargain the staff would propose: what it is worth to us, and to the others as believed."""

    bargain: Bargain
    ours: int
    theirs: Band


def _outlook(view: SeatView) -> Outlook:
    # The staff do not gamble: their advice draws nothing from the game's dice.
    return Outlook(view, Dice(0, view.seat))


def day(view: SeatView) -> Plan:
    """Return the plan of the day that the staff propose."""
    # A mind declares its positions before it plans; here the two are separate decisions.
    said = {**view.public.stances, view.seat: positions(_outlook(view))}
    public = replace(view.public, stances=said)
    return make_plan(_outlook(replace(view, public=public))).plan


def suggestions(view: SeatView, meeting: Meeting, most: int = 6) -> tuple[Suggestion, ...]:
    """Return bargains worth proposing in a meeting, those that leave both sides best off first.

    Empty for a delegation without interests of its own in the text.
    """
    if not view.interests.points:
        return ()
    outlook = _outlook(view)
    others = tuple(p for p in meeting.parties if p != view.seat)
    found: list[tuple[int, Suggestion]] = []
    seen: set[frozenset[tuple[SeatId, TermKind, int, int, str]]] = set()
    for plain in candidates(outlook, meeting, others):
        # Where the other side's support may slip, the staff advise a condition as a mind would (R6.6).
        careful = secured(outlook, plain)
        safe = careful is not None and offerable(outlook, meeting, others, careful)
        bargain = careful if careful is not None and safe else plain
        key = frozenset((t.by, t.kind, t.issue, t.option, t.incentive) for t in bargain.terms)
        if key in seen or not offerable(outlook, meeting, others, bargain):
            continue
        seen.add(key)
        ours = own_worth(view, bargain)
        bands = [their_worth(view, other, bargain) for other in others]
        theirs = min(bands, key=lambda band: band.middle)
        found.append((min(ours, theirs.middle) * 2 + ours, Suggestion(bargain, ours, theirs)))
    found.sort(key=lambda pair: -pair[0])
    return tuple(suggestion for _, suggestion in found[:most])


def judgement(view: SeatView, meeting: Meeting, bargain: Bargain) -> Judgement | None:
    """Return what the staff think of a bargain on offer; None without interests of one's own."""
    if not view.interests.points:
        return None
    others = tuple(p for p in meeting.parties if p != view.seat)
    return judge(_outlook(view), bargain, others)


def counter(view: SeatView, meeting: Meeting, bargain: Bargain) -> Bargain | None:
    """Return the cheapest change to a bargain that would make it worth taking, or None."""
    if not view.interests.points or meeting.countered:
        return None
    others = tuple(p for p in meeting.parties if p != view.seat)
    return cheapest_change(_outlook(view), others, bargain)


def size_for(judged: Judgement | None) -> Size:
    """Return how far apart an offer leaves us, in the rules' words; moderate when nobody can tell."""
    return Size.MODERATE if judged is None else judged.size

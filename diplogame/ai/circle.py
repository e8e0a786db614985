"""Whom a mind keeps an eye on: in a large hall nobody reads 192 others (R20.4).

Guarantees: pure; reads the view only. In a hall of `CIRCLE` others or fewer that is everybody, in the pack's
order. In a larger one it is those with whom it has business or a history, then a sample spread evenly over
the roll-call - the same one all through the game, so that what it learns of them adds up. Counts over the
circle stand for counts over the house; what is asked of a majority is scaled with it.
"""

from __future__ import annotations

from diplogame.rules.ids import SeatId
from diplogame.rules.view import SeatView, Table

CIRCLE = 24
"""Other delegations that a mind reads at the most."""

CLOSE = 16
"""Of these, those that it has business or a history with at the most: the rest of the house is heard too."""


def circle_of(view: SeatView) -> tuple[SeatId, ...]:
    """The other voting delegations that a mind reads, in the pack's order."""
    others = tuple(s for s in view.table.seats if s != view.seat)
    if len(others) <= CIRCLE:
        return others
    voting = view.table.voting
    close = dict.fromkeys(s for s in _business(view) if s in voting and s != view.seat)
    chosen = set(tuple(close)[:CLOSE])
    chosen.update(_sample(view.table, view.seat, CIRCLE - len(chosen), chosen))
    return tuple(s for s in others if s in chosen)


def company(view: SeatView) -> tuple[SeatId, ...]:
    """Those whom a mind may think of seeing: its circle, and all without a vote."""
    if len(view.table.seats) <= CIRCLE + 1:
        return view.table.everybody
    circle = set(circle_of(view))
    return tuple(s for s in view.table.everybody if s in circle or s not in view.table.voting)


def _business(view: SeatView) -> list[SeatId]:
    """Those one deals with, the most pressing first; names may come twice."""
    found: list[SeatId] = []
    if view.meeting is not None:
        found.extend(view.meeting.parties)
    for threat in view.threats.values():
        if view.seat in (threat.sender, threat.target):
            found.extend((threat.sender, threat.target))
    for entry in reversed(tuple(view.understandings.values())):
        if view.seat in entry.parties:
            found.extend(entry.parties)
    found.extend(view.me.rivals)
    found.extend(item.delegation for item in view.me.agenda if item.delegation)
    found.extend(name for name, _level in view.me.trust)
    return found


def _sample(table: Table, seat: SeatId, count: int, without: set[SeatId]) -> list[SeatId]:
    """So many of the others, at even distances round the roll-call from one's own place."""
    seats = table.seats
    start = seats.index(seat) if seat in table.voting else 0
    rest = [s for s in (*seats[start:], *seats[:start]) if s != seat and s not in without]
    return [rest[k * len(rest) // count] for k in range(min(count, len(rest)))]

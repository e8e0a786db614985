"""What one delegation holds out for as time goes by (R20.2).

Guarantees: reads a view and nothing else; exact, since it is about nobody else's interests; never below
the walk-away.
"""

from __future__ import annotations

from diplogame.rules import tables
from diplogame.rules.terms import Stage
from diplogame.rules.view import SeatView

TOP_SHARE = 90
"""Per cent of the way from walk-away to the dream package where aspirations begin (R20.2)."""

_AFTER_MEETINGS = (Stage.PLENARY, Stage.VOTE, Stage.SUMMIT, Stage.RECKONING)
"""Stages that come when the slots of the round are over."""


def time_used(view: SeatView) -> int:
    """Time used, per mille of the calendar: rounds done and slots of this one."""
    calendar = view.table.calendar
    slots = len(calendar.slots) + 1
    slot = slots - 1 if view.public.stage in _AFTER_MEETINGS else view.public.slot
    done = (view.public.round - 1) * slots + min(slot, slots - 1)
    return max(0, min(1000, done * 1000 // max(1, calendar.rounds * slots - 1)))


def dream(view: SeatView) -> int:
    """The most that any text could be worth to us, points."""
    return sum(max(row) for row in view.interests.points)


def aspiration(view: SeatView) -> int:
    """What we hold out for now, points: Faratin's curve from near the dream to the walk-away (R20.2)."""
    top = view.walk_away + max(0, dream(view) - view.walk_away) * TOP_SHARE // 100
    held = tables.concession(time_used(view), view.beta)
    return view.walk_away + (top - view.walk_away) * held // 1000

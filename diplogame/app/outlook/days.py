"""What is left of one's plan of the day when an invitation comes.

Guarantees: reads a view and nothing else; a slot counts as taken only by what can still be done in it.
"""

from __future__ import annotations

from diplogame.rules.terms import Activity, Ending, Rest, SeekMediation, Sitting
from diplogame.rules.view import SeatView


def still_planned(view: SeatView, slot: int) -> Activity:
    """What our slot is still meant for; a mediation that never sat leaves it free (R14.2).

    Mediation is asked for before anybody is invited, so that an invitation may find it failed already.
    """
    if view.plan is None:
        return Rest()
    mine = view.plan.activities[slot]
    if isinstance(mine, SeekMediation) and any(
        m.by == view.seat
        and (m.round, m.slot) == (view.public.round, slot)
        and m.sitting is Sitting.OVER
        and m.ending is Ending.DECLINED
        for m in view.mediations.values()
    ):
        return Rest()
    return mine

"""What is left of a plan of the day when somebody asks for a meeting."""

from __future__ import annotations

from support import scene
from support import tables_for_three as med

from diplogame.app.outlook.days import still_planned
from diplogame.rules import commands as cmd
from diplogame.rules.terms import Ending, Reason, Rest, SeekMediation
from diplogame.rules.view import view_of


def test_a_mediation_that_is_still_awaited_takes_its_slot() -> None:
    state = med.sought("delta", mediator=med.CHAIR)
    assert isinstance(still_planned(view_of(state, "alder"), 0), SeekMediation)


def test_a_mediation_to_which_too_few_come_leaves_the_slot_free() -> None:
    state = med.sought("delta", mediator=med.CHAIR)
    key = med.the_one(state).id
    while med.the_one(state).ending is not Ending.DECLINED:
        seat = state.awaiting[0]
        state = scene.give(state, cmd.AnswerMediation(seat, key, False, Reason.DISTRUST))
    view = view_of(state, "alder")
    assert view.plan is not None
    assert isinstance(view.plan.activities[0], SeekMediation)
    assert still_planned(view, 0) == Rest()

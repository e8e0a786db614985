"""R3.3: "nothing is agreed until everything is agreed, unless the pack says otherwise"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diplogame.rules.desk import Desk
from diplogame.rules.flow import put_final_questions
from diplogame.rules.state import State
from diplogame.rules.terms import (
    AdoptPartial,
    BallotRecord,
    ClauseStatus,
    Motion,
    MotionKind,
    MoveToVote,
    Outcome,
)
from tests.support import scene


def _last_gavel(single: bool, closed: bool) -> State:
    """The end of a conference whose final questions were put and lost."""
    state = scene.plenary(scene.tiny(), "tarn", round_=3)
    conference = state.conference
    institution = replace(conference.institution, single_undertaking=single)
    chair = "chair"

    def lost(kind: MotionKind) -> BallotRecord:
        return BallotRecord(Motion("m", chair, kind, state.public.round), (), (), False, ())

    clauses = state.public.clauses
    if closed:
        clauses = (replace(clauses[0], status=ClauseStatus.CLOSED), *clauses[1:])
    return replace(
        state,
        conference=replace(conference, institution=institution),
        public=replace(
            state.public, clauses=clauses, votes=(lost(MoveToVote()), lost(AdoptPartial()))
        ),
    )


@pytest.mark.parametrize(
    ("single", "closed", "outcome"),
    [
        (True, True, Outcome.COLLAPSED),
        (False, True, Outcome.PARTIAL),
        (False, False, Outcome.COLLAPSED),
    ],
)
def test_closed_clauses_outlive_the_talks_only_where_each_stands_by_itself(
    single: bool, closed: bool, outcome: Outcome
) -> None:
    desk = Desk(_last_gavel(single, closed))
    put_final_questions(desk)
    assert desk.state.public.outcome is outcome

"""What the ledger says of an undertaking with a condition (R6.6)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import scene

from diplogame.app.narrate import provisos
from diplogame.rules.decisions import Ballot
from diplogame.rules.terms import Amend, Proviso, Term, TermKind, TermState

PLAIN = Term("harrow", TermKind.SUPPORT, 0, 1)
GIVEN = replace(PLAIN, given=Proviso(2, 0))


@pytest.mark.parametrize(
    ("mover", "says"),
    [
        ("", "pending, binds as the text stands"),
        ("lantern", "pending, does not bind as the text stands"),
        ("harrow", "pending, binds still: its giver moved the condition away"),
    ],
)
def test_the_ledger_says_whether_a_condition_is_met(mover: str, says: str) -> None:
    state, key = scene.agreed(scene.three(), GIVEN, PLAIN, parties=("bellwether", "harrow"), due=3)
    if mover:
        state = scene.plenary(state, mover, 2)
        state = scene.vote(
            state, mover, Amend("lamp", 2), **dict.fromkeys(state.conference.seats, Ballot.YES)
        )
    entry = state.understandings[key]
    pending = TermState.PENDING
    assert provisos.standing(state.public, entry, GIVEN, pending) == says
    assert provisos.sleeping(state.public, entry, GIVEN, pending) is (mover == "lantern")
    assert provisos.standing(state.public, entry, PLAIN, pending) == "pending"
    assert provisos.standing(state.public, entry, GIVEN, TermState.KEPT) == "kept"
    assert not provisos.sleeping(state.public, entry, GIVEN, TermState.LAPSED)

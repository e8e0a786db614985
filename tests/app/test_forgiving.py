"""A defect of a mind costs it its move, and nobody the evening."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplogame.app import session as shell
from diplogame.app.session import MindError, Session
from diplogame.packs.loader import load_pack
from diplogame.rules.commands import Command, PassFloor
from diplogame.rules.view import SeatView

TINY = Path(__file__).parents[1] / "data" / "packs" / "tiny"


def _foolish(view: SeatView, dice: object) -> Command:
    """A mind that wants to pass the floor whatever it is asked: refused nearly always."""
    return PassFloor(view.seat)


def test_a_mind_that_errs_stops_a_strict_game(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "think", _foolish)
    game = Session.new(load_pack(TINY), (), 3)
    with pytest.raises(MindError):
        game.run_minds()


def test_a_mind_that_errs_is_passed_over_in_front_of_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shell, "think", _foolish)
    game = Session.new(load_pack(TINY), (), 3)
    game.forgiving = True
    game.run_minds(limit=2000)
    assert game.over
    assert game.defects

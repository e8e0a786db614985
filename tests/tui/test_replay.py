"""Saved games on the shelf, and watching them again."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from diplogame.app import paths
from diplogame.app.session import Session
from diplogame.tui.app import DiplogameApp
from diplogame.tui.parts import Menu
from diplogame.tui.watching import watch
from tests.tui.playing import at, pack, session, text_of
from tests.tui.reaching import finish
from tests.tui.shots import until


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    return tmp_path


@lru_cache
def _played() -> Session:
    return finish(session("harrow", seed=3))


def _saved() -> Path:
    game = Session.new(pack(), ("harrow",), 3, folder=paths.saves_folder())
    finish(game)
    path = game.save_path
    game.close()
    assert path is not None
    return path


def test_with_all_cards_open_every_order_is_a_step() -> None:
    game = _played()
    steps = watch(game)
    assert len(steps) == len(game.history)
    assert [s.round for s in steps] == sorted(s.round for s in steps)
    assert {seat for seat, _w, _r in steps[0].values} == set(pack().conference.seats)


def test_through_a_chairs_eyes_nothing_is_seen_that_it_did_not_hear() -> None:
    game = _played()
    steps = watch(game, "lantern")
    assert len(steps) < len(game.history)
    assert all({seat for seat, _w, _r in s.values} <= {"lantern"} for s in steps)
    name = pack().phrasebook.name("lantern")
    assert all(not s.order or s.order.startswith(name) for s in steps)


async def test_a_game_is_watched_step_by_step_and_round_by_round() -> None:
    path = _saved()
    app = DiplogameApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "TitleScreen")
        await app.open("replay", path=path)
        await at(pilot, app, "ReplayScreen")
        await until(pilot, lambda: "Order 0 of" in text_of(app))
        await pilot.press("right", "right")
        await until(pilot, lambda: "Order 2 of" in text_of(app))
        await pilot.press("n")
        await until(pilot, lambda: "round 2" in text_of(app))
        await pilot.press("p", "p")
        await until(pilot, lambda: "Order 0 of" in text_of(app))
        await pilot.press("v")
        await until(pilot, lambda: type(app.screen).__name__ == "Picker")
        app.screen.query_one(Menu).go("lantern")
        await pilot.press("enter")
        await until(pilot, lambda: "Through the eyes of" in text_of(app))
        await pilot.press("c")
        await until(pilot, lambda: "agrees with the rules" in text_of(app), 60)


async def test_a_branch_from_a_replay_is_a_game_of_its_own() -> None:
    path = _saved()
    before = path.read_bytes()
    app = DiplogameApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "TitleScreen")
        await app.open("replay", path=path)
        await at(pilot, app, "ReplayScreen")
        await until(pilot, lambda: "Order 0 of" in text_of(app))
        await pilot.press("n", "b")
        await until(pilot, lambda: type(app.screen).__name__ == "Question")
        await pilot.press("y")
        await at(pilot, app, "FloorScreen", "InvitationScreen", "MeetingScreen", "TwistScreen")
        assert app.game is not None
        assert app.game.session.round == 2
    assert path.read_bytes() == before


async def test_the_shelf_tells_what_is_over_what_goes_on_and_what_is_broken() -> None:
    _saved()
    Session.new(pack(), ("lantern",), 8, folder=paths.saves_folder()).close()
    (paths.saves_folder() / "torn.diplogame").write_text("nonsense", encoding="utf-8")
    app = DiplogameApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "TitleScreen")
        await app.open("saves")
        await at(pilot, app, "SavesScreen")
        menu = app.screen.query_one("#menu", Menu)
        await until(pilot, lambda: menu.rows() == 3)
        signs = {Path(i.key).name.split("-")[0][:4]: i.sign for i in menu._items}
        assert sorted(i.sign for i in menu._items) == sorted("✗▶●")
        assert signs["torn"] == "✗"
        torn = next(i.key for i in menu._items if i.sign == "✗")
        menu.go(torn)
        await until(pilot, lambda: "not a saved game" in text_of(app))
        done = next(i.key for i in menu._items if i.sign == "●")
        menu.go(done)
        await pilot.press("v")
        await until(pilot, lambda: "agrees with the rules" in text_of(app), 60)

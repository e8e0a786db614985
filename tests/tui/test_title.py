"""The title: what can be chosen there, and going on with the last game."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplogame.app import paths
from diplogame.app.session import Session
from diplogame.tui.app import DiplogameApp
from diplogame.tui.parts import Menu
from tests.tui.playing import at, pack, text_of
from tests.tui.shots import until


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    return tmp_path


def _keys(app: DiplogameApp) -> list[str]:
    menu = app.screen.query_one("#menu", Menu)
    return [menu.item(k).key for k in ("continue", "new", "classroom", "saves") if menu.item(k)]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_the_title_shows_its_whole_menu_at_every_size(size: tuple[int, int]) -> None:
    app = DiplogameApp()
    async with app.run_test(size=size) as pilot:
        await at(pilot, app, "TitleScreen")
        await until(pilot, lambda: "Quit" in text_of(app) and "D I P L O G A M E" in text_of(app))
        for line in ("New game", "Classroom", "Saved games", "Conferences", "Settings"):
            assert line in text_of(app)


async def test_without_a_saved_game_there_is_nothing_to_go_on_with() -> None:
    app = DiplogameApp()
    async with app.run_test() as pilot:
        await at(pilot, app, "TitleScreen")
        await until(pilot, lambda: _keys(app) == ["new", "classroom", "saves"])


async def test_the_last_game_stands_first_and_goes_on_where_it_was_left() -> None:
    session = Session.new(pack(), ("harrow",), 7, folder=paths.saves_folder())
    steps = len(session.history)
    session.close()
    app = DiplogameApp()
    async with app.run_test() as pilot:
        await at(pilot, app, "TitleScreen")
        await until(pilot, lambda: app.screen.query_one("#menu", Menu).key() == "continue")
        await pilot.press("enter")
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        assert app.game.session.humans == ("harrow",)
        assert len(app.game.session.history) >= steps


async def test_a_save_that_makes_no_sense_is_said_and_stops_nothing(home: Path) -> None:
    folder = paths.saves_folder()
    folder.mkdir(parents=True)
    (folder / "odd.diplogame").write_text("{}\n")
    app = DiplogameApp()
    async with app.run_test() as pilot:
        await at(pilot, app, "TitleScreen")
        app.screen.resume(folder / "odd.diplogame")  # type: ignore[attr-defined]
        await until(pilot, lambda: "▽" in text_of(app))
        assert app.game is None


async def test_escape_leaves_the_program() -> None:
    app = DiplogameApp()
    async with app.run_test() as pilot:
        await at(pilot, app, "TitleScreen")
        await pilot.press("escape")
        await until(pilot, lambda: app._exit)

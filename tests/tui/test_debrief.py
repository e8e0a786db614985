"""The debrief: its pages, its files, and branching from it."""

from __future__ import annotations

import csv
import dataclasses
import io
from functools import lru_cache
from pathlib import Path

import pytest

from diplogame.app.debrief import Debrief, debrief
from diplogame.app.session import Session
from diplogame.tui import debrief_charts as charts
from diplogame.tui import debrief_files as files
from diplogame.tui import debriefing as pages
from diplogame.tui.app import DiplogameApp
from diplogame.tui.parts import Menu, Tabs
from diplogame.tui.screens.debrief import TABS, write
from tests.tui.playing import at, pack, session, text_of
from tests.tui.reaching import finish
from tests.tui.shots import until


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    return tmp_path


@lru_cache
def _game(name: str, seed: int) -> Session:
    seat = "harrow" if name == "first-steps" else "norden"
    return finish(session(seat, name=name, seed=seed))


@lru_cache
def _found(name: str, seed: int) -> Debrief:
    return debrief(_game(name, seed))


GAMES = [("first-steps", 1), ("first-steps", 5), ("port-meridian", 2), ("port-meridian", 1)]


@pytest.mark.parametrize(("name", "seed"), GAMES)
@pytest.mark.parametrize("width", [40, 76, 140])
def test_every_page_of_every_ending_fits_its_width(name: str, seed: int, width: int) -> None:
    found, words = _found(name, seed), pack(name).phrasebook
    for tab in TABS:
        for item in pages.choices(found, tab, words)[:3]:
            for line in pages.text(found, words, tab, item.key, width):
                assert line.cell_length <= width, (tab, line.plain)
    one, _, two = pages.choices(found, "frontier", words)[0].key.partition("|")
    for line in charts.swaps(found, words, one, two, width):
        assert line.cell_length <= width


@pytest.mark.parametrize(("name", "seed"), GAMES[:3])
def test_a_picture_shows_the_result_and_the_frontier_on_one_fixed_scale(
    name: str, seed: int
) -> None:
    found, words = _found(name, seed), pack(name).phrasebook
    for item in pages.choices(found, "frontier", words):
        one, _, two = item.key.partition("|")
        drawn = charts.picture(found, words, one, two)
        assert (drawn.x.low, drawn.x.high, drawn.y.low, drawn.y.high) == (0, 100, 0, 100)
        wanted = "agreed" if found.result.agreed else "text"
        assert any(f"point.{wanted}" and p.mark in "●○" for p in drawn.points)
        edge = drawn.paths[0].points if drawn.paths else ()
        assert [x for x, _ in edge] == sorted(x for x, _ in edge)
        assert [y for _, y in edge] == sorted((y for _, y in edge), reverse=True)


async def test_numbers_and_arrows_turn_the_pages() -> None:
    app = DiplogameApp.for_session(_game("first-steps", 1))
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "DebriefScreen")
        tabs = app.screen.query_one("#tabs", Tabs)
        await until(pilot, lambda: "C O U R I E R" in text_of(app))
        for number, tab in enumerate(TABS[:10], 1):
            await pilot.press(str(number % 10))
            await until(pilot, lambda wanted=tab: tabs.current == wanted)
        await pilot.press("right")
        await until(pilot, lambda: tabs.current == "questions")
        await pilot.press("right")  # around, and on from the page that scrolls
        await until(pilot, lambda: tabs.current == "front")
        await pilot.press("right")
        await until(pilot, lambda: tabs.current == "result")
        await pilot.press("left", "left")
        await until(pilot, lambda: tabs.current == "questions")
        await until(pilot, lambda: "1." in text_of(app))


@pytest.mark.parametrize("kind", files.FORMS)
def test_the_debrief_is_written_beside_the_save(kind: str, home: Path) -> None:
    found = _found("first-steps", 1)
    path = write(found, kind, home / "my game.diplogame")
    assert path.parent == home
    text = path.read_text(encoding="utf-8")
    assert "Harrow" in text
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(text)))
        assert rows[0][0] == "seat"
        assert {row[0] for row in rows[1:]} == {r.seat for r in found.result.seats}


def test_names_that_mean_harm_are_only_names_in_a_file() -> None:
    found = _found("first-steps", 1)
    seat = found.result.seats[0].seat
    evil = '=HYPERLINK("x")<script>alert(1)</script>[a](b)|\x1b[31m'
    names = tuple((s, evil if s == seat else n) for s, n in found.names)
    hostile = dataclasses.replace(found, names=names)
    web, _ = files.export(hostile, "html")
    assert "<script>" not in web
    assert "\x1b" not in web
    marked, _ = files.export(hostile, "markdown")
    assert "[a](b)" not in marked
    assert "\x1b" not in marked
    rows = list(csv.reader(io.StringIO(files.export(hostile, "csv")[0])))
    cells = [row[1] for row in rows[1:]]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    with pytest.raises(ValueError, match="no form"):
        files.export(hostile, "exe")


async def test_a_round_of_a_saved_game_can_be_played_again_as_a_branch(home: Path) -> None:
    game = Session.new(pack(), ("harrow",), 3, folder=home / "saves")
    finish(game)
    app = DiplogameApp.for_session(game)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "DebriefScreen")
        app.screen.query_one("#tabs", Tabs).go("whatif")
        menu = app.screen.query_one("#list", Menu)
        await until(pilot, lambda: menu.item("2") is not None and menu.display)
        menu.go("2")
        await pilot.press("enter")
        await until(pilot, lambda: type(app.screen).__name__ == "Question")
        await pilot.press("y")
        await until(pilot, lambda: app.game is not None and app.game.session is not game)
        await at(pilot, app, "FloorScreen", "InvitationScreen", "MeetingScreen", "TwistScreen")
        assert app.game is not None
        assert app.game.session is not game
        assert app.game.session.round == 2
        assert len(list((home / "saves").iterdir())) == 2

"""The application: where one lands, what a key does everywhere, and a whole game through the screens."""

from __future__ import annotations

import asyncio

import pytest
from textual.widgets import Input

from diplogame.rules.commands import MakePlan
from diplogame.rules.terms import Plan, Rest
from diplogame.tui import route, themes
from diplogame.tui.app import DiplogameApp
from diplogame.tui.base import GameScreen
from diplogame.tui.entry import Entry
from diplogame.tui.glossary import TERMS, GlossaryScreen
from diplogame.tui.palette import MOVES, GameCommands
from diplogame.tui.strings import catalogue, t, translate
from diplogame.tui.widgets.keybar import KeyBar
from tests.tui.playing import app_for, at, press, session, text_of, where
from tests.tui.shots import until

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_game_opens_on_the_floor_and_says_what_to_do(size: tuple[int, int]) -> None:
    app = app_for("harrow")
    async with app.run_test(size=size) as pilot:
        await at(pilot, app, "FloorScreen")
        await until(pilot, lambda: "press p" in text_of(app))
        assert "Harrow" in text_of(app)


async def test_every_duty_of_the_rules_has_a_screen_that_can_be_named() -> None:
    duties = {
        "twist", "plan", "invitation", "meeting", "offer", "probe", "threat", "plenary",
        "ballot", "night", "reckoning", "aftermath", "ended", "wait",
        "summons", "declaration", "caucus", "caucus-ballot",
        "mediation-request", "confide", "mediate", "blind",
    }  # fmt: skip
    assert duties == set(route.DUTIES)
    assert set(route.DUTIES.values()) <= set(route.PLACES)


async def test_a_threat_in_the_hall_and_one_at_the_table_are_answered_in_different_places() -> None:
    assert route.place_of("threat") == "threat"
    assert route.place_of("threat", in_meeting=True) == "meeting"


async def test_escape_goes_back_from_every_page_and_asks_before_it_leaves_the_game() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        for key, name in (("p", "PlanScreen"), ("l", "LedgerScreen"), ("t", "ThreatsScreen")):
            await press(pilot, app, key)
            await at(pilot, app, name)
            await press(pilot, app, "escape")
            await at(pilot, app, "FloorScreen")
        await press(pilot, app, "escape")
        await at(pilot, app, "Question")
        await press(pilot, app, "escape")
        await at(pilot, app, "FloorScreen")
        assert app.game is not None


async def test_screens_are_made_once_and_kept() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "p")
        first = app.screen
        await press(pilot, app, "escape", "p")
        await at(pilot, app, "PlanScreen")
        assert app.screen is first


async def test_a_caller_cancelled_while_a_screen_leaves_does_not_end_the_application() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        for turns in range(1, 9):
            await press(pilot, app, "p")
            await at(pilot, app, "PlanScreen")
            worker = app.run_worker(app.open("floor"))
            for _ in range(turns):
                await asyncio.sleep(0)
            worker.cancel()
            await pilot.pause(0.05)
            assert app.is_running
            await app.open("floor")
            await at(pilot, app, "FloorScreen")


async def test_a_refused_order_says_why_and_changes_nothing() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        before = app.game.session.digest()
        screen = app.screen
        assert isinstance(screen, GameScreen)
        assert not await screen.order(MakePlan("harrow", Plan((Rest(),))))
        await pilot.pause()
        assert "slot" in text_of(app).splitlines()[-2]
        assert app.game.session.digest() == before


async def test_the_palette_finds_every_shown_action_and_every_place() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await pilot.press("ctrl+p")
        await at(pilot, app, "CommandPalette")
        await pilot.press(*"ledger")
        await until(pilot, lambda: "Ledger" in text_of(app))
        await pilot.pause(0.3)
        await pilot.press("down", "enter")
        await at(pilot, app, "LedgerScreen")


async def test_the_mouse_reaches_every_key_through_the_last_line() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "FloorScreen")
        for place in ("floor", "plan", "package", "ledger", "threats", "positions"):
            await app.go(place)
            offered = {one.name for one in GameCommands(app.screen)._commands()}
            for _, binding, enabled, _ in app.screen.active_bindings.values():
                verb = binding.action.rpartition(".")[2].partition("(")[0]
                if enabled and binding.description and verb not in MOVES | {"place"}:
                    assert binding.description in offered, (place, binding)
        await app.go("floor")
        bar = app.screen.query_one(KeyBar)
        await pilot.click(bar, offset=(str(bar.render()).index("^p"), 0))
        await at(pilot, app, "CommandPalette")
        await pilot.press(*"ledger")
        await until(pilot, lambda: "Ledger" in text_of(app))


async def test_what_is_typed_is_seen() -> None:
    app = DiplogameApp(animation=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "TitleScreen")
        said: list[str | None] = []
        app.push_screen(Entry("Who sits there?"), said.append)
        await at(pilot, app, "Entry")
        await pilot.press(*"Ada")
        await until(pilot, lambda: "Ada" in text_of(app))
        keys = app.screen.query_one(".sheet-keys")
        await pilot.click(keys, offset=(2, 0))
        await at(pilot, app, "TitleScreen")
        assert said == ["Ada"]
        app.push_screen(Entry("Who sits there?", "Ada"), said.append)
        await at(pilot, app, "Entry")
        await pilot.click(app.screen.query_one(".sheet-keys"), offset=(22, 0))
        await at(pilot, app, "TitleScreen")
        assert said == ["Ada", None]


async def test_help_lists_the_keys_of_the_screen_below_it() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "question_mark")
        await at(pilot, app, "HelpScreen")
        await until(pilot, lambda: "Plan the day" in text_of(app))
        await press(pilot, app, "escape")
        await at(pilot, app, "FloorScreen")


async def test_the_glossary_narrows_as_one_types() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "f1")
        await at(pilot, app, "GlossaryScreen")
        await pilot.press(*"logroll")
        screen = app.screen
        assert isinstance(screen, GlossaryScreen)
        await until(pilot, lambda: screen.query_one(Input).value == "logroll")
        assert screen.found()[0] == "logrolling"
        await until(pilot, lambda: "Logrolling" in text_of(app))


def test_every_term_is_explained_in_a_sentence() -> None:
    for name, text in TERMS.values():
        assert name
        assert text.endswith((".", "”", ")"))
        assert len(text) > 30


def test_a_translation_replaces_sentences_and_gaps_do_no_harm() -> None:
    try:
        translate({"now.wait": "Die anderen sind am Zug.", "leave.yes": "{nobody}"})
        assert t("now.wait") == "Die anderen sind am Zug."
        assert t("leave.yes", other=1) == "{nobody}"
        assert t("leave.title").startswith("Leave")
    finally:
        translate({})
    assert t("no.such.key") == "no.such.key"
    assert len(catalogue()) > 300


@pytest.mark.parametrize("theme", themes.NAMES)
async def test_the_floor_shows_in_every_theme(theme: str) -> None:
    app = app_for("harrow", theme=theme)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await until(pilot, lambda: "Plan the day" in text_of(app))


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_game_can_be_played_through_the_screens(size: tuple[int, int]) -> None:
    app = app_for("harrow", seed=11)
    seen: set[str] = set()
    async with app.run_test(size=size) as pilot:
        for _ in range(200):
            await until(pilot, lambda: app.game is not None and not app.game.busy, 60)
            await pilot.pause()
            seen.add(where(app))
            screen, game = app.screen, app.game
            assert game is not None
            if where(app) == "DebriefScreen":
                break
            if not isinstance(screen, GameScreen) or game.busy:
                continue
            if screen.holds():
                keys = ("n",) if where(app) == "MeetingScreen" else ("s", "enter")
                await press(pilot, app, *keys)
                continue
            duty = game.legal.duty
            if where(app) == "FloorScreen":
                await press(pilot, app, "p" if duty == "plan" else "n")
                continue
            assert await screen.order(game.session.advise(game.seat)), (where(app), duty)
        await until(pilot, lambda: where(app) == "DebriefScreen", 30)
        await pilot.pause(0.5)
    assert {"FloorScreen", "PlanScreen", "MeetingScreen", "PlenaryScreen"} <= seen
    assert session("harrow").over is False

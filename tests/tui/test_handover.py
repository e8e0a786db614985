"""Several people at one terminal: the curtain, and nothing of one seat before another's eyes."""

from __future__ import annotations

import asyncio

from textual.pilot import Pilot

from diplogame.tui.app import Backdrop, DiplogameApp
from diplogame.tui.screens.floor import FloorScreen
from tests.tui.playing import app_for, at, press, text_of, where
from tests.tui.shots import until


async def lift(pilot: Pilot[None], app: DiplogameApp) -> None:
    """Lift the curtain: Enter counts after a quiet moment."""
    await at(pilot, app, "Curtain")
    for _ in range(20):
        await asyncio.sleep(0.65)
        await pilot.press("enter")
        await pilot.pause()
        if where(app) != "Curtain":
            return
    raise AssertionError("the curtain never lifted")


async def test_the_curtain_is_down_before_the_first_seat_is_shown() -> None:
    app = app_for("harrow", "lantern")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "Curtain")
        shown = text_of(app)
        assert "H A R R O W" in shown
        assert "brackets" not in shown
        assert "Slots" not in shown
        assert not any(isinstance(s, FloorScreen) for s in app.screen_stack)
        await lift(pilot, app)
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        assert app.game.seat == "harrow"


async def test_in_a_new_game_everybody_reads_their_own_instructions_once_behind_the_curtain() -> (
    None
):
    app = app_for("harrow", "lantern", fresh=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await lift(pilot, app)
        await at(pilot, app, "InstructionsScreen")
        assert "To the delegation of Harrow" in text_of(app)
        await press(pilot, app, "enter")
        await at(pilot, app, "FloorScreen")
        app.hand_over("lantern")
        await lift(pilot, app)
        await at(pilot, app, "InstructionsScreen")
        assert "To the delegation of Lantern" in text_of(app)
        await press(pilot, app, "escape")
        await at(pilot, app, "FloorScreen")
        app.hand_over("harrow")
        await lift(pilot, app)
        await at(pilot, app, "FloorScreen")


async def test_nothing_of_the_last_seat_is_left_when_the_next_one_sits_down() -> None:
    app = app_for("harrow", "lantern")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await lift(pilot, app)
        await at(pilot, app, "FloorScreen")
        first = app.screen
        app.copy_to_clipboard("the walk-away of Harrow")
        app.notify("a secret of Harrow")
        await press(pilot, app, "p", "1", "1", "c", "y")
        await at(pilot, app, "Curtain")
        assert "L A N T E R N" in text_of(app)
        assert app.game is not None
        assert app.game.seat == ""
        assert [type(s) for s in app.screen_stack[:-1]] == [Backdrop]
        assert not first.is_attached
        assert app.clipboard == ""
        assert not app._notifications
        await lift(pilot, app)
        await at(pilot, app, "FloorScreen")
        assert app.game.seat == "lantern"
        assert app.screen is not first
        assert "Lantern" in text_of(app).splitlines()[0]


async def test_keys_of_the_game_do_nothing_on_the_curtain() -> None:
    app = app_for("harrow", "lantern")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "Curtain")
        await pilot.press("p", "b", "l", "i", "escape", "ctrl+p", "question_mark", "f1")
        await pilot.pause()
        assert where(app) == "Curtain"


async def test_a_pin_is_asked_for_and_a_wrong_one_keeps_the_curtain_down() -> None:
    app = app_for("harrow", "lantern", pins={"harrow": "2480"})
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "Curtain")
        await pilot.press(*"1111")
        await asyncio.sleep(0.65)
        await pilot.press("enter")
        await until(pilot, lambda: "That is not the PIN" in text_of(app))
        await pilot.press(*"2480")
        await asyncio.sleep(0.65)
        await pilot.press("enter")
        await at(pilot, app, "FloorScreen")
        assert "2480" not in text_of(app)


async def test_each_seat_keeps_its_own_notes_and_sees_no_other() -> None:
    app = app_for("harrow", "lantern")
    async with app.run_test(size=(120, 40)) as pilot:
        await lift(pilot, app)
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        app.game.notes.kept["mine"] = "harrow's"
        await press(pilot, app, "p", "1", "1", "c", "y")
        await lift(pilot, app)
        await at(pilot, app, "FloorScreen", "InvitationScreen", "MeetingScreen")
        assert "mine" not in app.game.notes.kept


async def test_one_person_alone_never_meets_a_curtain() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "p", "1", "1", "c", "y")
        await at(pilot, app, "MeetingScreen", "InvitationScreen", seconds=60)
        assert where(app) != "Curtain"


async def test_a_seat_may_be_handed_over_out_of_turn_to_read_its_papers() -> None:
    app = app_for("harrow", "lantern")
    async with app.run_test(size=(120, 40)) as pilot:
        await lift(pilot, app)
        await at(pilot, app, "FloorScreen")
        app.hand_over("lantern")
        await lift(pilot, app)
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        assert app.game.seat == "lantern"


async def test_the_title_of_the_window_is_neutral() -> None:
    app = app_for("norden", "zafir", name="port-meridian")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "Curtain")
        assert app.title == "diplogame"
        assert not app.sub_title

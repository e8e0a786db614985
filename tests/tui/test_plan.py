"""The plan of the day: filled by number, free to change until it is confirmed."""

from __future__ import annotations

from dataclasses import replace

from diplogame.rules.commands import MakePlan
from diplogame.rules.conference import Envoy, Room
from diplogame.rules.records import Understanding
from diplogame.rules.terms import (
    Bargain,
    CableHome,
    Draft,
    Meet,
    Plan,
    Rest,
    Study,
    Term,
    TermKind,
    TermState,
)
from diplogame.tui import staff
from diplogame.tui.parts import Menu
from diplogame.tui.screens.plan import Order, PlanScreen
from tests.tui.playing import app_for, at, press, text_of
from tests.tui.shots import until


def test_an_order_says_what_its_activity_says() -> None:
    for activity in (
        Meet(("lantern",), Room.GREEN_ROOM, Envoy.EXPERT, "lamp"),
        Draft("lamp"),
        Study("bridge"),
        CableHome("herring", 2),
        Rest(),
    ):
        assert Order.of(activity).activity() == activity


def test_a_meeting_without_a_guest_is_not_finished() -> None:
    assert Order("meet").activity() is None
    assert Order("cable", issue="lamp").activity() is None
    assert Order().activity() == Rest()


async def test_three_keys_a_slot_and_one_to_confirm() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        await press(pilot, app, "p", "1", "1", "right", "1", "2", "c")
        await until(pilot, lambda: app.game.legal.duty != "plan", 30)  # type: ignore[union-attr]
        command = app.game.session.history[-1].command
        found = [
            entry.command
            for entry in app.game.session.history
            if isinstance(entry.command, MakePlan) and entry.command.seat == "harrow"
        ]
        assert command is not None
        first, second = found[0].plan.activities
        assert isinstance(first, Meet)
        assert isinstance(second, Meet)
        assert (first.guests, second.guests) == (("bellwether",), ("lantern",))


async def test_a_slot_can_be_taken_back_and_nothing_is_ordered_before_the_confirmation() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        before = app.game.session.digest()
        await press(pilot, app, "p", "1", "1")
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        assert screen.order_now.guests == ("bellwether",)
        await press(pilot, app, "backspace")
        assert screen.order_now.verb == ""
        assert app.game.session.digest() == before


async def test_the_room_and_the_envoy_change_with_a_letter_each() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "p", "1", "1", "r", "e")
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        assert screen.order_now.room is Room.GREEN_ROOM
        assert screen.order_now.envoy is Envoy.EXPERT


async def test_an_unfinished_slot_is_not_ordered_and_says_what_is_missing() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        await press(pilot, app, "p", "1", "c")
        await until(pilot, lambda: "pick at least one delegation" in text_of(app))
        assert app.game.legal.duty == "plan"


async def test_a_fourth_guest_is_refused_with_the_reason_and_nobody_is_dropped() -> None:
    app = app_for("norden", name="port-meridian")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "p", "1", "1", "2", "3")
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        three = screen.order_now.guests
        assert len(three) == 3
        await press(pilot, app, "4")
        assert screen.order_now.guests == three
        assert "three guests at most" in text_of(app)
        await press(pilot, app, "3", "4")
        assert screen.order_now.guests[:2] == three[:2]
        assert len(screen.order_now.guests) == 3
        assert screen.order_now.guests[2] != three[2]


async def test_only_the_arrow_leaves_a_slot_whatever_it_was_filled_with() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "p")
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        for verb in ("meet", "draft", "study", "campaign", "rest"):
            screen.action_clear()
            screen._pick(f"verb:{verb}")
            menu = screen.query_one(Menu)
            await pilot.pause()
            screen._pick(menu.key())
            assert screen.order_now.activity() is not None, verb
            assert screen.day.at == 0
        await press(pilot, app, "right")
        assert screen.day.at == 1


async def test_a_plan_survives_a_look_elsewhere() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "p", "1", "1", "escape", "l", "escape", "p")
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        assert screen.day.orders[0].guests == ("bellwether",)


async def test_the_staff_propose_a_plan_that_is_only_a_proposal() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        before = app.game.session.digest()
        await press(pilot, app, "p", "s")
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        await until(pilot, lambda: any(o.verb for o in screen.day.orders), 30)
        assert app.game.session.digest() == before
        shown = Plan(tuple(o.activity() or Rest() for o in screen.day.orders))
        assert shown == staff.day(app.game.view)


async def test_positions_begin_with_the_truth_and_mark_what_is_not_so() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "p", "d")
        await at(pilot, app, "PositionsScreen")
        await press(pilot, app, "h")
        await until(pilot, lambda: "(not so)" not in text_of(app))
        await press(pilot, app, "space")
        await until(pilot, lambda: "(not so)" in text_of(app))
        await press(pilot, app, "h")
        await until(pilot, lambda: "(not so)" not in text_of(app))


async def test_opposing_in_public_what_was_promised_is_asked_about_first() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        view = app.game.view
        promise = Bargain((Term("harrow", TermKind.SUPPORT, 0, 0),), due=4)
        two = ("harrow", "lantern")
        entry = Understanding("u-1", 1, two, promise, (TermState.PENDING,), two)
        app.game._view = replace(view, understandings={"u-1": entry})
        await press(pilot, app, "p", "d")
        await at(pilot, app, "PositionsScreen")
        for _ in range(4):
            await press(pilot, app, "space")
            if "breaks your word" in text_of(app):
                break
        assert "which was: Harrow supports" in text_of(app)
        await press(pilot, app, "c")
        await at(pilot, app, "Question")
        before = app.game.session.digest()
        await press(pilot, app, "enter")  # the safe answer has the cursor
        await at(pilot, app, "PositionsScreen")
        assert app.game.session.digest() == before


async def test_a_dossier_puts_a_meeting_into_the_plan() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await app.open("dossier", seat="lantern")
        await at(pilot, app, "DossierScreen")
        await press(pilot, app, "m")
        await at(pilot, app, "PlanScreen")
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        assert screen.day.orders[0].guests == ("lantern",)


async def test_an_empty_day_is_not_given_away_unasked() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        await press(pilot, app, "p", "c")
        await at(pilot, app, "Question")
        assert "Nothing is planned" in text_of(app)
        assert "Forenoon and " in text_of(app)
        await press(pilot, app, "enter")  # the safe answer has the cursor
        await at(pilot, app, "PlanScreen")
        assert app.game.legal.duty == "plan"
        await press(pilot, app, "c", "y")
        await until(pilot, lambda: app.game.legal.duty != "plan", 30)  # type: ignore[union-attr]


async def test_one_question_for_all_slots_left_and_none_for_a_slot_given_to_rest() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        await press(pilot, app, "p", "1", "1", "c")
        await at(pilot, app, "Question")
        assert "A slot is unspent" in text_of(app)
        await press(pilot, app, "escape", "right")
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        screen._pick("verb:rest")
        assert screen.unspent() == ()
        await press(pilot, app, "c")
        await until(pilot, lambda: app.game.legal.duty != "plan", 30)  # type: ignore[union-attr]


async def test_a_click_on_a_slot_goes_to_it() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "p")
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        await pilot.click("#slots", offset=(6, 3))
        await until(pilot, lambda: screen.day.at == 1)
        await pilot.click("#slots", offset=(6, 1))
        await until(pilot, lambda: screen.day.at == 0)

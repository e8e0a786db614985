"""The horseshoe, the key bar and the curtain."""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding
from textual.widgets import Button

from diplogame.tui.widgets import samples
from diplogame.tui.widgets.curtain import Curtain, Notice
from diplogame.tui.widgets.horseshoe import Horseshoe, SeatPlace
from diplogame.tui.widgets.keybar import Hint, KeyBar, shorten
from diplogame.tui.widgets.marks import Stance
from diplogame.tui.widgets.seating import Seat, plan
from tests.tui.shots import until
from tests.tui.widgets.bench import Bench


@given(st.integers(1, 14), st.booleans(), st.integers(10, 200), st.integers(3, 60))
def test_chairs_never_cover_each_other_and_stay_in_the_room(count, presided, width, height):
    seats = [Seat(str(i), f"S{i}", presides=presided and i == count // 2) for i in range(count)]
    found = plan(seats, width, height)
    boxes = [(x, y, x + found.width, y + found.height) for x, y in found.places]
    for index, (left, top, right, bottom) in enumerate(boxes):
        if not found.listed:
            assert left >= 0
            assert top >= 0
            assert right <= width
            assert bottom <= height
        for other in boxes[index + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart


def test_a_narrow_room_becomes_a_list():
    assert plan(samples.ROOM, 48, 30).listed
    assert not plan(samples.ROOM, 80, 20).listed


@pytest.mark.asyncio
async def test_arrows_tab_enter_and_mouse_reach_every_chair():
    room = Horseshoe(samples.ROOM, caption=("Plenary hall",))
    app = Bench(room)
    async with app.run_test(size=(100, 30), message_hook=app.heard.append) as pilot:
        assert room.focus_seat("ver")
        await pilot.press("right", "enter")
        await until(pilot, lambda: bool(app.heard_of(Horseshoe.SeatChosen)))
        assert app.heard_of(Horseshoe.SeatChosen)[0].key == "tel"
        await pilot.press("tab", "enter")
        await until(pilot, lambda: app.heard_of(Horseshoe.SeatChosen)[-1].key == "chair")
        kestral = next(p for p in app.screen.query(SeatPlace) if p.seat.key == "kes")
        region = kestral.region
        await pilot.click(offset=(region.x + 4, region.y))
        await until(pilot, lambda: app.heard_of(Horseshoe.SeatChosen)[-1].key == "kes")
        assert "Plenary hall" in app.text()


@pytest.mark.asyncio
async def test_a_resize_moves_the_chairs_and_keeps_the_focus():
    room = Horseshoe(samples.ROOM)
    app = Bench(room)
    async with app.run_test(size=(120, 40)) as pilot:
        room.focus_seat("sar")
        await pilot.pause()
        await pilot.resize_terminal(44, 20)
        await until(pilot, lambda: room.has_class("-listed"))
        lines = [line for line in app.text().split("\n") if line.strip()]
        assert next(line for line in lines if "▸" in line).split()[1] == "Sarova"
        await pilot.resize_terminal(100, 30)
        await until(pilot, lambda: not room.has_class("-listed"))
        assert app.focused.seat.key == "sar"


@pytest.mark.asyncio
async def test_a_stance_is_a_sign_and_a_letter_and_changes_without_new_widgets():
    room = Horseshoe(samples.ROOM)
    app = Bench(room)
    async with app.run_test(size=(100, 30)) as pilot:
        before = list(app.screen.query(SeatPlace))
        await until(pilot, lambda: "▼ O · 34" in app.text())
        changed = (Seat("nor", "Norland", Stance.SUPPORT, 40), *samples.ROOM[1:])
        await room.show(changed)
        await until(pilot, lambda: "▲ S · 40" in app.text())
        assert list(app.screen.query(SeatPlace)) == before


def test_the_key_bar_keeps_what_goes_on_with_the_day_before_the_pages_beside_it():
    hints = [Hint("t", "Threats", "t", True), Hint("z", "Mediation", "z", True)]
    hints += [Hint("p", "Plan the day", "p", True), Hint("?", "Help", "question_mark", True)]
    assert [hint.key for hint, _ in shorten(hints, 36)] == ["t", "p", "?"]


def test_the_key_bar_shortens_words_first_then_drops_from_the_end_but_never_help():
    hints = [
        Hint("o", "Offer a bargain", "o"),
        Hint("t", "Threaten someone", "t"),
        Hint("s", "Summit", "s"),
        Hint("?", "Help", "question_mark"),
    ]
    assert next(label for _, label in shorten(hints, 100)) == "Offer a bargain"
    assert [label for _, label in shorten(hints, 50)] == ["Offer", "Threaten", "Summit", "Help"]
    assert [hint.key for hint, _ in shorten(hints, 30)] == ["o", "?"]
    assert shorten(hints, 12)[-1][0].key == "?"


@pytest.mark.asyncio
async def test_a_click_on_a_key_presses_it():
    class Keyed(Bench):
        BINDINGS: ClassVar = [
            Binding("o", "offer", "Offer"),
            Binding("x", "secret", "Secret", show=False),
        ]
        offers = 0

        def action_offer(self):
            self.offers += 1

    app = Keyed(Button("one"), KeyBar())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "o Offer" in app.text())
        assert "Secret" not in app.text()
        await pilot.click(KeyBar, offset=(app.text().split("\n")[-1].index("Offer"), 0))
        await until(pilot, lambda: app.offers == 1)


@pytest.mark.asyncio
async def test_the_curtain_hides_everything_and_lifts_by_enter():
    class Game(Bench):
        BINDINGS: ClassVar = [Binding("q", "spy", "Spy"), Binding("o", "spy", "Spy")]
        spied = False

        def action_spy(self):
            self.spied = True

    app = Game(Horseshoe(samples.ROOM))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        lifted = []
        app.push_screen(Curtain(Notice("Sarova", ("Next chair.",)), quiet=0), lifted.append)
        await until(pilot, lambda: "S A R O V A" in app.text())
        assert "Norland" not in app.text()
        app.notify("Norland will walk out")
        await pilot.click(offset=(50, 15))
        await pilot.press("escape", "q", "ctrl+p", "tab")
        await pilot.pause(0.05)
        assert "walk out" not in app.text()
        assert lifted == []
        assert not app.spied
        await pilot.press("enter")
        await until(pilot, lambda: lifted == [True])
        await until(pilot, lambda: app.use_command_palette)
        await pilot.press("o")
        await until(pilot, lambda: app.spied)


@pytest.mark.asyncio
async def test_a_held_enter_does_not_lift_the_curtain():
    now = [0.0]
    app = Bench()
    async with app.run_test() as pilot:
        lifted = []
        app.push_screen(Curtain(Notice("Sarova"), quiet=0.6, clock=lambda: now[0]), lifted.append)
        await pilot.pause()
        for moment in (0.5, 0.55, 0.6, 1.1):
            now[0] = moment
            await pilot.press("enter")
        await pilot.pause(0.05)
        assert lifted == []
        now[0] = 2.0
        await pilot.press("enter")
        await until(pilot, lambda: lifted == [True])


@pytest.mark.asyncio
async def test_a_pin_is_asked_for_and_never_shown():
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        lifted = []
        curtain = Curtain(Notice("Sarova"), pin=lambda typed: typed == "4711", quiet=0)
        app.push_screen(curtain, lifted.append)
        await pilot.pause()
        await pilot.press("4", "7", "1", "2")
        await until(pilot, lambda: "●●●●" in app.text())
        assert "4712" not in app.text()
        await pilot.press("enter")
        await until(pilot, lambda: "not the PIN" in app.text())
        assert lifted == []
        await pilot.press("4", "7", "1", "2", "backspace", "1", "enter")
        await until(pilot, lambda: lifted == [True])

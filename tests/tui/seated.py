"""Somebody at the keyboard: plays a conference through the screens by pressing keys, nothing else.

The hand looks at the game only to know which key comes next; every order is given by real keys. It
waits for what it expects and never for a time, so that a busy machine makes it slow and not wrong.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

from diplogame.app import settings
from diplogame.rules.terms import Stage
from diplogame.tui import route
from diplogame.tui.app import DiplogameApp
from diplogame.tui.frames import Deciding
from diplogame.tui.game import Game
from diplogame.tui.parts import Menu, Tabs
from diplogame.tui.rollcalls import Reading
from diplogame.tui.screens.debrief import TABS
from diplogame.tui.screens.plan import PlanScreen
from diplogame.tui.strings import t
from tests.tui.playing import text_of, where
from tests.tui.shots import until

PATIENCE = 60.0
"""Seconds after which something that never happens is a failure."""

_FIRST_STANDS = {"threat": ("stall", "partly", "comply"), "night": ("give", "fudge", "firm")}


def quietly() -> settings.Settings:
    """Keep settings under which votes are not read out ballot by ballot; return them."""
    chosen = settings.Settings(animation="none", roll_call=False)
    assert not settings.save(chosen)
    return chosen


class Hand:
    """The hand on the keyboard.

    Attributes:
        seen: How often each screen was dealt with.
        pins: What the people remember: the PINs they chose.
        look: Called before every move; a test reads the screen there.
        vote_from: Round from which it moves to a vote whenever that is open.
    """

    def __init__(self, pilot: Pilot[Any], app: DiplogameApp, *, brisk: bool = False) -> None:
        """Take the running application; a `brisk` hand leaves a meeting as soon as it can."""
        self.pilot, self.app, self.brisk = pilot, app, brisk
        self.seen: Counter[str] = Counter()
        self.pins: dict[str, str] = {}
        self.look: Callable[[], None] = lambda: None
        self._tried: Counter[tuple[str, str]] = Counter()
        self._moved: set[int] = set()
        self.vote_from = 3
        self.quiet = 0.65

    # Keys --------------------------------------------------------------------------------------

    @property
    def game(self) -> Game:
        """The game that is played."""
        assert self.app.game is not None
        return self.app.game

    async def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        limit = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > limit:
                raise AssertionError(f"stuck on {where(self.app)}:\n{text_of(self.app)}")
            # Not the pilot's pause: that paints at every look.
            await asyncio.sleep(0.005)

    async def key(self, *keys: str) -> None:
        """Press keys, and wait until nobody is thinking."""
        for each in keys:
            await self.pilot.press(each)
            await self.wait(lambda: self.app.game is None or not self.app.game.busy)

    async def to(self, *names: str) -> str:
        """Wait until one of the screens is on top and at rest; return its name."""
        await self.wait(lambda: where(self.app) in names and self.app.screen.is_mounted)
        return where(self.app)

    async def order(self, *keys: str) -> None:
        """Press keys that give an order, and wait until the game has moved."""
        game, before = self.game, len(self.game.session.history)
        await self.key(*keys)
        await self.wait(lambda: len(game.session.history) > before and not game.busy)
        await self.wait(self.settled)

    def settled(self) -> bool:
        """Whether nobody thinks and no screen is about to change."""
        return (self.app.game is None or not self.app.game.busy) and not self.app._moving.locked()

    def passing(self) -> bool:
        """Whether the screen has had its duty and is about to give way to the next."""
        screen, game = self.app.screen, self.app.game
        if game is None or not game.seat or not isinstance(screen, Deciding) or screen.holds():
            return False
        in_meeting = game.view.meeting is not None
        return route.place_of(game.legal.duty, in_meeting=in_meeting) != screen.place

    def menu(self) -> Menu:
        """Return the list on the screen that has the keys."""
        focused = self.app.screen.focused
        if isinstance(focused, Menu):
            return focused
        return next(m for m in self.app.screen.query(Menu) if m.display)

    async def on(self, *wanted: str) -> str:
        """Walk with the arrows to the first of the lines that is open; return its key."""
        menu = self.menu()
        keys = [item.key for item in menu._items if item.key]
        want = next(w for w in wanted if (item := menu.item(w)) is not None and not item.why)
        step = keys.index(want) - keys.index(menu.key())
        await self.pilot.press(*(["down" if step > 0 else "up"] * abs(step)))
        await self.wait(lambda: menu.key() == want)
        return want

    async def choose(self, *wanted: str) -> str:
        """Walk to the first of the lines that is open, and press Enter."""
        found = await self.on(*wanted)
        await self.key("enter")
        return found

    # A whole game ------------------------------------------------------------------------------

    async def play(self, until_: Callable[[], bool] = lambda: False) -> None:
        """Play on until the debrief is open, or until something is so."""
        moves = 0
        while where(self.app) != "DebriefScreen" and not until_():
            await self.move()
            moves += 1
            assert moves < 900, f"the game never ends: {self.seen}"

    async def move(self) -> None:
        """Do what the screen on top asks for."""
        await self.wait(lambda: self.settled() and not self.passing())
        self.look()
        name = where(self.app)
        self.seen[name] += 1
        doing = getattr(self, "_" + name.removesuffix("Screen").lower(), None)
        assert doing is not None, f"nothing to do on {name}:\n{text_of(self.app)}"
        await doing()

    async def _curtain(self) -> None:
        # Only the seat that is called knows its PIN: the curtain says which one it is.
        curtain = self.app.screen
        called = self.called()
        await self.key(*self.pins.get(called, ""))
        while self.app.screen is curtain:
            # Enter counts only after a quiet moment: a key still held down must not lift it.
            await asyncio.sleep(self.quiet)
            await self.key("enter")
            await self.wait(self.settled)
        await self.wait(lambda: bool(self.game.seat))
        await self.wait(self.settled)
        assert self.game.seat == called

    def called(self) -> str:
        """Return the seat that the curtain calls, as it can be read there."""
        said = text_of(self.app)
        spaced = {
            seat: " ".join(self.game.name(seat).upper()[:12]) for seat in self.game.session.humans
        }
        return next(seat for seat, name in spaced.items() if name in said)

    async def _instructions(self) -> None:
        await self.key("enter")
        await self.wait(lambda: where(self.app) != "InstructionsScreen")

    async def _floor(self) -> None:
        duty = self.game.legal.duty
        assert duty != "wait" or self.game.session.over, "nobody is awaited"
        await self.key("p" if duty == "plan" else "n")
        await self.wait(lambda: where(self.app) != "FloorScreen")

    async def _plan(self) -> None:
        screen = self.app.screen
        assert isinstance(screen, PlanScreen)
        await self.key("s")
        await self.wait(lambda: all(order.verb for order in screen.day.orders))
        await self.order("c")  # the staff's day has no empty slot: nothing is asked

    async def _invitation(self) -> None:
        await self.order("a")

    async def _threat(self) -> None:
        await self.order_by(*_FIRST_STANDS["threat"])

    async def _twist(self) -> None:
        await self.order("enter")

    async def order_by(self, *wanted: str) -> None:
        """Choose a line that gives an order."""
        await self.on(*wanted)
        await self.order("enter")

    async def _meeting(self) -> None:
        screen, game = self.app.screen, self.game
        duty = game.legal.duty
        if screen.over():  # type: ignore[attr-defined]
            await self.key("n")
            await self.wait(
                lambda: self.app.screen is not screen or not screen.over()  # type: ignore[attr-defined]
            )
            return
        assert game.view.meeting is not None
        meeting = game.view.meeting.id
        match duty:
            case "offer":
                await self._answer(meeting)
            case "probe":
                await self.order("2")
            case "threat":
                await self.order_by(*(f"threat:{w}" for w in _FIRST_STANDS["threat"]))
            case "meeting":
                await self._talk(meeting)
            case _:
                raise AssertionError(f"{duty} at the table")

    async def _answer(self, meeting: str) -> None:
        """Take what the staff would take; else propose a change once, and then decline."""
        menu = self.menu()
        accept, counter = menu.item("accept:0"), menu.item("counter:")
        assert accept is not None
        assert counter is not None
        if accept.note == t("meeting.staff-yes") and not accept.why:
            await self.order_by("accept:0")
            return
        if not counter.why and not self.brisk and not self._tried["counter", ""]:
            self._tried["counter", ""] += 1
            await self.choose("counter:")
            await self.to("BargainScreen")
            await self.key("o")
        else:
            await self.choose("decline:")
        await self.to("Picker")
        await self.order("1")

    async def _talk(self, meeting: str) -> None:
        """Ask, then offer what the staff have drawn up, then leave."""
        allowed = {verb.name for verb in self.game.legal.verbs if verb.allowed}
        self._tried["talk", meeting] += 1
        turn = self._tried["talk", meeting] + 9 * self.brisk
        if turn == 1 and "probe" in allowed:
            await self.key("p")
            await self.to("Picker")
            await self.order("1")
        elif turn <= 2 and "offer" in allowed:
            await self.key("o")
            await self.to("BargainScreen")
            await self.key("s")
            await self.wait(lambda: where(self.app) == "Picker" or "▽" in text_of(self.app))
            if where(self.app) == "Picker":
                await self.key("1")
                await self.to("BargainScreen")
                await self.order("o")
            else:
                await self.key("escape")
                await self.to("MeetingScreen")
        else:
            await self.key("a")
            await self.to("Question")
            await self.order("y")

    async def _read(self) -> bool:
        """Read a vote that was taken, if there is one."""
        reading = self.app.screen.query_one("#reading", Reading)
        if not reading.display:
            return False
        screen = self.app.screen
        count = len(self.game.view.public.votes)
        seen = self.game.notes.kept.get("votes-read")
        await self.key("enter" if reading.finished else "s")
        if reading.finished:
            await self.wait(
                lambda: (
                    self.app.screen is not screen
                    or not reading.display
                    or not reading.finished
                    or self.game.notes.kept.get("votes-read") != seen
                    or len(self.game.view.public.votes) != count
                )
            )
        return True

    async def _plenary(self) -> None:
        if await self._read():
            return
        round_ = self.game.view.public.round
        allowed = {verb.name for verb in self.game.legal.motions if verb.allowed}
        if "MoveToVote" in allowed and round_ >= self.vote_from and round_ not in self._moved:
            self._moved.add(round_)
            await self.choose("move:MoveToVote")
            await self.to("Question")
            await self.order("y")
        else:
            await self.order_by("pass")

    async def _vote(self) -> None:
        if await self._read():
            return
        # The cursor does not begin on a ballot that would let a red line be crossed; this hand is bolder.
        await self.on(*(ballot.value for ballot in self.game.legal.ballots))
        await self.order("enter")

    async def _night(self) -> None:
        if self.menu().item("on") is not None:
            before = self.game.notes.kept.get("nights-read")
            await self.key("enter")
            await self.wait(lambda: self.game.notes.kept.get("nights-read") != before)
            return
        choice = await self.choose(*_FIRST_STANDS["night"])
        if choice in ("give", "fudge"):
            await self.order("enter")
        else:
            await self.wait(self.settled)

    async def _reckoning(self) -> None:
        menu = self.menu()
        due = [
            i.key for i in menu._items if i.key.startswith(("threat|", "payment|")) and not i.why
        ]
        if due:
            await self.choose(due[0])
            await self.order_by("back_down", "pay", "default")
        else:
            await self.order_by("close")

    async def _coalitions(self) -> None:
        match self.game.legal.duty:
            case "summons":
                await self.order_by("come")
            case "declaration":
                await self.choose("refuse")
                await self.wait(lambda: self.menu().key() == "busy")
                await self.order("enter")
            case "caucus-ballot":
                await self.order_by("vote:yes", "vote:silent")
            case "caucus" if self.game.legal.may("table"):
                await self.choose("table")
                await self.wait(lambda: self.menu().item("done") is not None)
                await self.choose(next(i.key for i in self.menu()._items if "." in i.key))
                await self.wait(lambda: not self.menu().item("done").why)  # type: ignore[union-attr]
                await self.order_by("done")
            case _:
                await self.order_by("pass")

    async def _aftermath(self) -> None:
        await self.key("enter")
        await self.to("Question")
        await self.order("y")

    # After the game ----------------------------------------------------------------------------

    async def turn_every_page(self) -> list[str]:
        """Turn every page of the debrief with the arrow; return what stood on each."""
        tabs = self.app.screen.query_one("#tabs", Tabs)
        await self.wait(lambda: getattr(self.app.screen, "_debrief", None) is not None)
        found = []
        for key in TABS:
            await self.wait(lambda key=key: tabs.current == key)  # type: ignore[misc]
            await self.pilot.pause()
            found.append(text_of(self.app))
            await self.key("right")
        await self.wait(lambda: tabs.current == TABS[0])
        return found

    async def home(self) -> None:
        """Leave the game for the title."""
        assert self.game.view.public.stage is Stage.ENDED
        await self.key("escape")
        await self.to("FloorScreen")
        await self.key("escape")
        await self.to("Question")
        await self.key("y")
        await self.to("TitleScreen")


__all__ = ["PATIENCE", "Hand", "quietly", "until"]

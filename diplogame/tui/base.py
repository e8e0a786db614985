"""What all screens inside a game share: the head line, the "what now" line, the keys, giving orders.

Guarantees: a screen reads `self.game` and gives orders through `order`; a refused order says why in
a sentence and changes nothing; while minds act the screen stays usable and shows what it waits for;
Escape always goes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from diplogame.app.narrate import words
from diplogame.app.narrate.refusal import refusal
from diplogame.rules.commands import Command
from diplogame.rules.decide import Refused
from diplogame.tui import strings_more, strings_play
from diplogame.tui.game import Game
from diplogame.tui.strings import has, t
from diplogame.tui.widgets.canvas import clip, fit, wrap
from diplogame.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from diplogame.tui.app import DiplogameApp

CATALOGUE = (strings_play, strings_more)
"""Modules that fill the catalogue when they are imported."""


def why_refused(game: Game, refused: Refused) -> str:
    """Return the sentence for a refused order: the first fault's, with names in place of ids."""
    return refusal(refused.code, refused.params, game.words)


class TopLine(Static):
    """One line: where one is on the left, whose chair it is on the right."""

    DEFAULT_CSS = """
    TopLine { dock: top; height: 1; background: $panel; color: $ink; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._parts = ("", "", "")

    def say(self, title: str, about: str, seat: str) -> None:
        """Show a title, something about it, and the seat."""
        self._parts = (title, about, seat)
        self._draw()

    def on_resize(self) -> None:
        """Fit the new width."""
        self._draw()

    def _draw(self) -> None:
        title, about, seat = self._parts
        width = max(0, self.size.width)
        right = clip(seat, max(0, width // 3))
        head = clip(title, max(0, width - len(right) - 2))
        rest = clip(f"   {about}" if about else "", max(0, width - len(head) - len(right) - 2))
        room = max(0, width - len(right))
        left = Content.assemble((head, "bold $brass"), (rest, "$muted"))
        gap = " " * max(0, room - left.cell_length)
        self.update(Content.assemble(left, gap, (right, "bold $ink")))


class NowLine(Static):
    """The line above the keys: what to do now, why an order was refused, or what is awaited.

    It is one line high, and grows to three where a sentence would be cut on a narrow screen.
    """

    DEFAULT_CSS = """
    NowLine { height: 1; background: $background; color: $ink; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._said = ("", "", "")
        self._lines = 1

    def say(self, text: str, tone: str = "$brass", sign: str = "▸") -> None:
        """Show a sentence with a sign before it."""
        self._said = (text, tone, sign)
        self._draw()

    def on_resize(self) -> None:
        """Break the sentence anew where the width has changed."""
        self._draw()

    def _draw(self) -> None:
        text, tone, sign = self._said
        mark = f"{sign} " if sign else ""
        broken = wrap(text, max(8, self.app.size.width - 2 - len(mark)), 3)
        if (lines := max(1, len(broken))) != self._lines:
            self._lines = lines
            self.styles.height = lines
        joined = ("\n" + " " * len(mark)).join(broken)
        self.update(Content.assemble((mark, f"bold {tone}"), (joined, "$ink")))


class GameScreen(Screen[None]):
    """A screen inside a game."""

    DEFAULT_CSS = """
    GameScreen { background: $background; color: $ink; layout: vertical; }
    GameScreen .frame-foot { dock: bottom; height: auto; }
    GameScreen .frame-foot KeyBar { dock: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("b", "place('package')", "Package", show=False),
        Binding("l", "place('ledger')", "Ledger", show=False),
        Binding("i", "place('instructions')", "Instructions", show=False),
        Binding("t", "place('threats')", "Threats", show=False),
        Binding("u", "place('coalitions')", "Coalitions", show=False),
        Binding("z", "place('mediation')", "Mediation", show=False),
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("f1", "glossary", "Glossary", show=False),
    ]

    AUTO_FOCUS = ""
    place: ClassVar[str] = ""
    """The name of the place in `route.PLACES`; also the page of the help."""

    @property
    def host(self) -> DiplogameApp:
        """The application, with its own type."""
        return cast("DiplogameApp", self.app)

    @property
    def game(self) -> Game:
        """The game that is played; only inside a game."""
        game = self.host.game
        assert game is not None
        return game

    # What subclasses say ---------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """Return the widgets between the head line and the keys; called once."""
        return ()

    def prepare(self, **about: Any) -> None:
        """Take what the screen is about, before it is shown (a seat, an issue)."""

    def refresh_view(self) -> None:
        """Write the present view into the widgets; called whenever the screen is shown or the game moved."""

    def holds(self) -> bool:
        """Whether the player has something here to read before the game takes them elsewhere.

        A screen that holds offers a key which calls `self.host.settle()` after it let go.
        """
        return False

    def heading(self) -> str:
        """Return the title in the head line."""
        return t(f"{self.place}.title")

    def now(self) -> str:
        """Return the sentence of the "what now" line."""
        return t(f"{self.place}.now") if has(f"{self.place}.now") else ""

    # The frame -------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Put the frame around the body."""
        yield TopLine()
        yield from self.body()
        yield Vertical(NowLine(), KeyBar(), classes="frame-foot")

    def on_mount(self) -> None:
        """Show the frame's texts."""
        self._resumed()

    def on_resize(self) -> None:
        """Fit the head line to another width."""
        if self.is_mounted and self.host.game is not None and self.game.seat:
            self.head()

    def on_screen_resume(self) -> None:
        """Show the present state whenever the screen comes to the front."""
        self._resumed()
        self.host.catch_up_notes()

    def _resumed(self) -> None:
        if self.host.game is None or not self.game.seat or not self.is_mounted:
            return
        with self.app.batch_update():
            self.head()
            self.refresh_view()
            self.remind()

    def head(self) -> None:
        """Write the head line again."""
        public = self.game.view.public
        rounds = self.game.view.table.calendar.rounds + public.clock_stopped
        about = t(
            "head.round" if self.size.width >= 100 else "head.short",
            round=public.round,
            rounds=rounds,
            phase=words.PHASES[public.phase],
            stage=words.STAGES[public.stage],
        )
        self.query_one(TopLine).say(self.heading(), about, self.game.name(self.game.seat))

    def remind(self) -> None:
        """Write the "what now" line again."""
        # A game that stops being saved says so wherever one is, once; the floor goes on saying it.
        unsaved = self.game.session.save_note
        if unsaved and not self.host.unsaved:
            self.app.notify(unsaved, severity="warning", timeout=8, markup=False)
        self.host.unsaved = unsaved
        note = self.host.waiting_note
        line = self.query_one(NowLine)
        if note:
            line.say(note, "$muted", "…")
        else:
            line.say(self.now())

    def say(self, text: str, tone: str = "$poor", sign: str = "▽") -> None:
        """Say something in the "what now" line until the game moves on."""
        self.query_one(NowLine).say(text, tone, sign)

    # Doing -----------------------------------------------------------------------------------

    async def order(self, command: Command, *, to: str = "") -> bool:
        """Give an order; return whether it was accepted.

        Refused: the reason is shown and nothing has changed. Accepted: the screen gives way to the
        place `to` if one is named, the others act in the background, and the game then goes where
        the next duty is.
        """
        if self.game.busy:
            self.say(t("order.busy"), "$muted", "…")
            return False
        result = self.game.session.submit(command)
        if isinstance(result, Refused):
            self.say(why_refused(self.game, result))
            return False
        self.game.changed()
        if to:
            await self.host.open(to)
        self.host.advance()
        return True

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.host.back()

    async def action_place(self, name: str) -> None:
        """Open a place; it is where one already is, or the conference has none: nothing happens."""
        if name == "coalitions" and not self.game.leagues:
            return
        if name == "mediation" and not self.game.mediated:
            return
        if name != self.place:
            await self.host.open(name)

    def action_help(self) -> None:
        """Explain this screen."""
        self.host.show_help(self.place)

    def action_glossary(self) -> None:
        """Explain the terms."""
        self.host.show_glossary()


def shown(widget: Widget, visible: bool) -> None:
    """Show or hide a widget without taking it away."""
    if widget.display is not visible:
        widget.display = visible


__all__ = ["Game", "GameScreen", "NowLine", "TopLine", "fit", "shown", "why_refused"]

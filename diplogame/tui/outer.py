"""The frame of places outside a game: the title, the shelf of packs, settings.

Guarantees: importing this module, and opening a screen made of it that composes itself, loads neither
rules nor minds nor packs - the title paints before the game is read from disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from diplogame.tui.backdrop import counted
from diplogame.tui.parts import Menu
from diplogame.tui.strings import has, t
from diplogame.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from diplogame.app.session import Session
    from diplogame.tui.app import DiplogameApp

STYLES = Path(__file__).parent / "screens"
"""Folder of the style sheets."""


class OuterScreen(Screen[None]):
    """A screen outside a game: the title, the shelf of packs, settings."""

    DEFAULT_CSS = """
    OuterScreen { background: $background; color: $ink; layout: vertical; }
    """
    CSS_PATH: ClassVar[list[str | PurePath]] = [STYLES / "pair.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("f1", "glossary", "Glossary", show=False),
    ]

    AUTO_FOCUS = ""
    place: ClassVar[str] = ""

    @property
    def host(self) -> DiplogameApp:
        """The application, with its own type."""
        return cast("DiplogameApp", self.app)

    def body(self) -> Iterable[Widget]:
        """Return the widgets between the head line and the keys."""
        return ()

    def fill(self) -> None:
        """Write what there is into the widgets; called whenever the screen comes to the front."""

    def about(self) -> str:
        """Return what the head line says beside the title."""
        return ""

    def compose(self) -> ComposeResult:
        """Put the frame around the body."""
        from diplogame.tui.base import NowLine, TopLine

        yield TopLine()
        yield from self.body()
        yield KeyBar()
        yield NowLine()

    def on_mount(self) -> None:
        """Show the texts."""
        self._front()

    def on_screen_resume(self) -> None:
        """Show the present state whenever the screen comes to the front."""
        self._front()

    def _front(self) -> None:
        from diplogame.tui.base import NowLine, TopLine

        if not self.is_mounted:
            return
        with self.app.batch_update():
            self.query_one(TopLine).say(t(f"{self.place}.title"), self.about(), "")
            self.query_one(NowLine).say(t(f"{self.place}.now") if has(f"{self.place}.now") else "")
            self.fill()

    def say(self, text: str, tone: str = "$poor", sign: str = "▽") -> None:
        """Say something in the "what now" line."""
        from diplogame.tui.base import NowLine

        self.query_one(NowLine).say(text, tone, sign)

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.host.back()

    def action_help(self) -> None:
        """Explain this screen."""
        self.host.show_help(self.place)

    def action_glossary(self) -> None:
        """Explain the terms."""
        self.host.show_glossary()

    def on_menu_barred(self, event: Menu.Barred) -> None:
        """Say why something cannot be chosen."""
        self.say(event.why)

    @work(exclusive=True, group="resume")
    async def resume(self, path: Path) -> None:
        """Take up a saved game; say it in a sentence where that cannot be done."""
        from diplogame.app import library
        from diplogame.app.session import Session
        from diplogame.packs.loader import PackFaults
        from diplogame.record import SaveError

        self.say(t("saves.opening"), "$muted", "…")
        try:
            session = await asyncio.to_thread(
                Session.resume, path, library.installed, counted(self._resuming)
            )
        except (SaveError, PackFaults) as error:
            self.say(str(error))
            return
        self.play(session)

    def _resuming(self, done: int, of: int) -> None:
        if self.is_mounted:
            self.say(t("saves.opening.orders", done=done, of=of), "$muted", "…")

    def play(
        self, session: Session, pins: Mapping[str, str] | None = None, *, fresh: bool = False
    ) -> None:
        """Give the terminal to a game; this screen is gone afterwards."""
        self.host.run_worker(self.host.play(session, pins=pins, fresh=fresh), group="play")

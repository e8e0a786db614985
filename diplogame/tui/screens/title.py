"""The title: go on with the last game, begin another, set up a class, look at what was.

Guarantees: paints before any pack or save is read; the last game stands first if there is one.
"""

from __future__ import annotations

import asyncio
from pathlib import PurePath
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import Static

from diplogame import __version__
from diplogame.app import library
from diplogame.record import SaveEntry
from diplogame.tui.outer import STYLES, OuterScreen
from diplogame.tui.parts import BLANK, Item, Menu
from diplogame.tui.shelf import playable, said
from diplogame.tui.strings import t
from diplogame.tui.widgets.keybar import KeyBar
from diplogame.tui.widgets.seal import Seal, Wordmark


class TitleScreen(OuterScreen):
    """The first screen."""

    place: ClassVar[str] = "title"
    CSS_PATH: ClassVar[list[str | PurePath]] = [STYLES / "title.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Quit", key_display="Esc"),
        Binding("q", "leave", "Quit", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._last: SaveEntry | None = None

    def compose(self) -> ComposeResult:
        """Seal, name, menu."""
        yield Vertical(
            Static("", classes="spring"),
            Center(Seal(id="seal")),
            Wordmark("Diplogame", t("title.motto")),
            Center(Menu(self._items(), id="menu")),
            Static("", classes="spring"),
            Static("", id="note", markup=False),
            id="title",
        )
        yield KeyBar()

    def _items(self) -> list[Item]:
        items: list[Item] = []
        if self._last is not None:
            items.append(Item("continue", t("title.continue"), note=said(self._last, short=True)))
        items += [
            Item("new", t("title.new")),
            Item("classroom", t("title.classroom")),
            Item("saves", t("title.saves")),
            Item("packs", t("title.packs")),
            BLANK,
            Item("settings", t("title.settings")),
            Item("help", t("title.help")),
            Item("quit", t("title.quit")),
        ]
        return items

    def on_mount(self) -> None:
        """Give the menu the focus, then look for saves."""
        self._front()

    def _front(self) -> None:
        if not self.is_mounted:
            return
        self.query_one("#menu", Menu).focus()
        self._look()
        self.note(t("title.version", version=__version__), "$faint")

    @work(exclusive=True, group="shelf")
    async def _look(self) -> None:
        entries = await asyncio.to_thread(library.saves)
        self._last = next((e for e in entries if playable(e)), None)
        menu = self.query_one("#menu", Menu)
        fresh = menu.item("continue") is None and self._last is not None
        menu.show(self._items(), "continue" if fresh else None)

    def note(self, text: str, tone: str = "$muted") -> None:
        """Say something below the menu."""
        width = self.size.width
        self.query_one("#note", Static).update(Content.styled(text.center(max(0, width - 2)), tone))

    def say(self, text: str, tone: str = "$poor", sign: str = "▽") -> None:
        """Say what went wrong."""
        self.note(f"{sign} {text}", tone)

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go where the line leads."""
        event.stop()
        match event.key:
            case "continue":
                if self._last is not None:
                    self.resume(self._last.path)
            case "new":
                await self.host.open("conferences", classroom=False)
            case "classroom":
                await self.host.open("conferences", classroom=True)
            case "packs":
                await self.host.open("conferences", shelf=True)
            case "saves" | "settings":
                await self.host.open(event.key)
            case "help":
                self.host.show_help(self.place)
            case _:
                self.action_leave()

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit()

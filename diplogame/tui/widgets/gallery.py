"""A gallery of all widgets with sample data: `python -m diplogame.tui.widgets.gallery`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from diplogame.tui import themes
from diplogame.tui.widgets import samples
from diplogame.tui.widgets.bands import Bands
from diplogame.tui.widgets.cables import Cables
from diplogame.tui.widgets.curtain import Curtain, Notice
from diplogame.tui.widgets.curves import Curves
from diplogame.tui.widgets.dialogue import Dialogue
from diplogame.tui.widgets.frontpage import FrontPage
from diplogame.tui.widgets.gauge import Gauges, GaugeStrip
from diplogame.tui.widgets.horseshoe import Horseshoe
from diplogame.tui.widgets.keybar import KeyBar
from diplogame.tui.widgets.matrix import Matrix
from diplogame.tui.widgets.rollcall import RollCall
from diplogame.tui.widgets.scatter import Scatter
from diplogame.tui.widgets.seal import Seal, Wordmark
from diplogame.tui.widgets.texttable import TextTable

PAGES: dict[str, Callable[[], Widget]] = {
    "title": lambda: Vertical(
        Static("", classes="spacer"),
        Center(Seal()),
        Wordmark("Diplogame", "Nothing is agreed until everything is agreed."),
        Static("", classes="spacer"),
        id="title",
    ),
    "text": lambda: Vertical(
        GaugeStrip(samples.METERS), TextTable(samples.ISSUES, samples.CHAIRS), id="text"
    ),
    "room": lambda: Vertical(
        Horseshoe(samples.ROOM, caption=("Plenary hall", "version 3 · 5 brackets")), id="room"
    ),
    "meeting": lambda: Vertical(
        Dialogue(samples.ANSWER),
        Static(""),
        Bands(samples.BANDS),
        Static(""),
        Gauges(samples.METERS),
        id="meeting",
    ),
    "cables": lambda: Vertical(Cables(samples.KINDS, samples.CABLES), id="cables"),
    "matrix": lambda: Vertical(Matrix(samples.package_board()), id="matrix"),
    "vote": lambda: Vertical(RollCall(samples.CALL), id="vote"),
    "frontier": lambda: Vertical(Scatter(samples.PICTURE), id="frontier"),
    "curves": lambda: Vertical(Curves(samples.CURVES), id="curves"),
    "paper": lambda: VerticalScroll(FrontPage(samples.PAPER), id="paper"),
    "floor": lambda: Vertical(
        GaugeStrip(samples.METERS),
        Horizontal(
            TextTable(samples.ISSUES, samples.CHAIRS),
            Vertical(
                Horseshoe(samples.ROOM, caption=("Plenary hall",)),
                Cables(samples.KINDS, samples.CABLES),
            ),
        ),
        id="floor",
    ),
}
"""Every page of the gallery by name."""


class Gallery(App[None]):
    """All widgets, one page after another."""

    CSS = """
    Screen { background: $background; color: $ink; layout: vertical; }
    #pages { height: 1fr; padding: 1 2 0 2; }
    #tabs { height: 1; padding: 0 2; color: $muted; dock: top; }
    .spacer { height: 1fr; }
    GaugeStrip { margin-bottom: 1; }
    FrontPage { max-width: 120; }
    #paper { scrollbar-size: 1 1; }
    #paper { align-horizontal: center; }
    #floor Horizontal > TextTable { width: 5fr; margin-right: 2; }
    #floor Horizontal > Vertical { width: 4fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "page(1)", "Next page"),
        Binding("p", "page(-1)", "Previous page"),
        Binding("t", "theme", "Theme"),
        Binding("c", "curtain", "Curtain"),
        Binding("q", "quit", "Quit"),
    ]

    def __init__(self, page: str = "title", theme: str | None = None) -> None:
        super().__init__()
        themes.register(self)
        self._page = page if page in PAGES else "title"
        self.theme = themes.choose(theme, self.no_color)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give every theme the game's own variables."""
        return themes.variable_defaults()

    def compose(self) -> ComposeResult:
        """Mount all pages, one visible."""
        yield Static(id="tabs", markup=False)
        with ContentSwitcher(id="pages", initial=self._page):
            for build in PAGES.values():
                yield build()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the first page."""
        self._turn(self._page)

    def _turn(self, page: str) -> None:
        self._page = page
        self.screen.query_one("#pages", ContentSwitcher).current = page
        parts = []
        for name in PAGES:
            parts.append((f"{name}  ", "bold $brass" if name == page else "$faint"))
        self.screen.query_one("#tabs", Static).update(Content.assemble(*parts))
        first = next((w for w in self.screen.query(f"#{page} *") if w.focusable), None)
        if first is not None:
            first.focus()

    def action_page(self, step: int) -> None:
        """Turn to another page."""
        names = list(PAGES)
        self._turn(names[(names.index(self._page) + step) % len(names)])

    def action_theme(self) -> None:
        """Try the next theme."""
        at = themes.NAMES.index(self.theme) if self.theme in themes.NAMES else -1
        self.theme = themes.choose(themes.NAMES[(at + 1) % len(themes.NAMES)], self.no_color)

    def action_curtain(self) -> None:
        """Draw the curtain."""
        notice = Notice("Norland", ("The next chair is Norland's.", "Everybody else looks away."))
        self.push_screen(Curtain(notice))


def main() -> None:
    """Run the gallery."""
    parser = argparse.ArgumentParser(description="All widgets of the game with sample data.")
    parser.add_argument("--page", choices=list(PAGES), default="title")
    parser.add_argument("--theme", choices=themes.NAMES)
    given = parser.parse_args()
    Gallery(given.page, given.theme).run()


if __name__ == "__main__":
    main()

"""The debrief: the front page, then all cards open, a page for each question worth asking.

Guarantees: everything shown comes from `app.debrief`, which reads the record; the pages are worked out
beside the screen; a branch is a new game, the old one stays as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from diplogame.app import paths
from diplogame.app.debrief import Debrief, debrief
from diplogame.app.session import Session
from diplogame.packs.loader import PackFaults
from diplogame.record import SaveError, slug
from diplogame.tui import debrief_charts as charts
from diplogame.tui import debrief_files as files
from diplogame.tui import debriefing as pages
from diplogame.tui.base import GameScreen
from diplogame.tui.help import Picker, Question
from diplogame.tui.parts import TAB_KEYS, Item, Menu, Page, Tabs
from diplogame.tui.strings import t
from diplogame.tui.widgets.curves import Curves
from diplogame.tui.widgets.frontpage import FrontPage, Paper
from diplogame.tui.widgets.scatter import Scatter

TABS = (
    "front",
    "result",
    "frontier",
    "curves",
    "trust",
    "threats",
    "information",
    "votes",
    "whatif",
    "years",
    "questions",
)
"""The pages, in order."""

_LISTED = ("frontier", "curves", "trust", "information", "whatif")


class DebriefScreen(GameScreen):
    """After the last gavel."""

    place: ClassVar[str] = "debrief"
    CSS_PATH: ClassVar[list[Any]] = ["debrief.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Page", key_display="←→", priority=True),
        Binding("right", "turn(1)", "Page", show=False, priority=True),
        Binding("e", "export", "Export"),
        *(
            Binding("minus" if key == "-" else key, f"page({n})", show=False)
            for n, key in enumerate(TAB_KEYS, 1)
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._debrief: Debrief | None = None
        self._of: Session | None = None
        self._picked: dict[str, str] = {}

    def body(self) -> Iterable[Widget]:
        """Tabs, a list where there is something to choose, and the page."""
        yield Tabs([(key, t(f"debrief.{key}")) for key in TABS], id="tabs")
        yield Horizontal(
            Menu(id="list"),
            ContentSwitcher(
                VerticalScroll(FrontPage(Paper("", "", "", "")), id="front"),
                Page(id="text"),
                Vertical(Scatter(id="scatter"), Page(id="below"), id="picture"),
                Vertical(Curves(id="lines"), Page(id="beside"), id="chart"),
                id="pages",
                initial="text",
            ),
            id="desk",
        )

    @property
    def session(self) -> Session:
        """The game the debrief is about."""
        return self.game.session

    def refresh_view(self) -> None:
        """Open the cards, once."""
        if self._of is not self.session:
            self._of = self.session
            self._debrief = None
            self.query_one("#text", Page).show(lambda width: [Content(t("debrief.busy"))])
            self._open()
        tabs = self.query_one("#tabs", Tabs)
        if self.focused is None:
            tabs.focus()

    @work(exclusive=True, group="debrief")
    async def _open(self) -> None:
        session = self.session
        found = await asyncio.to_thread(debrief, session)
        if self._of is session:
            self._debrief = found
            self._show(self.query_one("#tabs", Tabs).current)

    # Pages -----------------------------------------------------------------------------------

    def action_page(self, number: int) -> None:
        """Turn to a page by number; the key 0 is the tenth, the one after it the eleventh."""
        self.query_one("#tabs", Tabs).number(number)

    def action_turn(self, step: int) -> None:
        """Turn to the next or the previous page."""
        self.query_one("#tabs", Tabs).action_step(step)

    def on_tabs_changed(self, event: Tabs.Changed) -> None:
        """Show another page."""
        event.stop()
        self._show(event.key)

    def on_menu_highlighted(self, event: Menu.Highlighted) -> None:
        """Show what was picked from the list."""
        event.stop()
        tab = self.query_one("#tabs", Tabs).current
        self._picked[tab] = event.key
        self._page(tab)

    def _show(self, tab: str) -> None:
        if self._debrief is None:
            return
        menu = self.query_one("#list", Menu)
        listed = tab in _LISTED
        menu.display = listed
        self.set_class(listed, "-listed")
        if listed:
            menu.show(pages.choices(self._debrief, tab, self.game.words), self._picked.get(tab))
            self._picked[tab] = menu.key()
            menu.focus()
        self._page(tab)
        if not listed:
            switch = self.query_one("#pages", ContentSwitcher)
            target = switch.visible_content
            if isinstance(target, Page | VerticalScroll):
                target.focus()

    def _page(self, tab: str) -> None:
        found, words = self._debrief, self.game.words
        if found is None:
            return
        switch = self.query_one("#pages", ContentSwitcher)
        picked = self._picked.get(tab, "")
        if tab == "front":
            self.query_one(FrontPage).show(pages.paper(found, words))
            switch.current = "front"
        elif tab == "frontier":
            one, _, two = picked.partition("|")
            if one and two:
                self.query_one("#scatter", Scatter).show(charts.picture(found, words, one, two))
            self.query_one("#below", Page).show(
                lambda width: charts.swaps(found, words, one, two, width)
            )
            switch.current = "picture"
        elif tab in ("curves", "trust") and picked:
            chart = charts.curve if tab == "curves" else charts.trust_lines
            self.query_one("#lines", Curves).show(chart(found, words, picked))
            below = charts.curve_notes if tab == "curves" else charts.trust_events
            self.query_one("#beside", Page).show(lambda width: below(found, words, picked, width))
            switch.current = "chart"
        else:
            self.query_one("#text", Page).show(
                lambda width: pages.text(found, words, tab, picked, width)
            )
            switch.current = "text"

    # Branching and export --------------------------------------------------------------------

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """On the page of what-if, branch."""
        event.stop()
        if self.query_one("#tabs", Tabs).current == "whatif" and event.key.isdigit():
            self._branch(int(event.key))

    @work
    async def _branch(self, round_: int) -> None:
        path = self.session.save_path
        if path is None:
            self.say(t("debrief.branch.none"))
            return
        sure = await self.app.push_screen_wait(
            Question(
                t("debrief.branch.title", round=round_),
                t("debrief.branch.text"),
                t("debrief.branch.yes"),
            )
        )
        if not sure:
            return
        try:
            branch = await asyncio.to_thread(Session.branch, path, round_, paths.saves_folder())
        except (ValueError, SaveError, PackFaults) as error:
            self.say(str(error))
            return
        self.host.run_worker(self.host.play(branch), group="play")

    @work
    async def action_export(self) -> None:
        """Write the debrief to a file."""
        found = self._debrief
        if found is None:
            return
        items = [Item(kind, t(f"debrief.export.{kind}")) for kind in files.FORMS]
        kind = await self.app.push_screen_wait(Picker(t("debrief.export.now"), items))
        if not kind:
            return
        try:
            path = await asyncio.to_thread(write, found, kind, self.session.save_path)
        except (OSError, ValueError) as error:
            self.say(t("debrief.export.failed", why=str(error)))
            return
        self.say(t("debrief.exported", path=str(path)), "$good", "●")


def write(found: Debrief, kind: str, save: Path | None) -> Path:
    """Write a debrief beside the save, or into the folder of saves.

    Raises:
        OSError: The file cannot be written.
    """
    text, suffix = files.export(found, kind)
    folder = save.parent if save is not None else paths.saves_folder()
    stem = save.stem if save is not None else f"{slug(found.title)}-{found.seed}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stem}-debrief{suffix}"
    path.write_text(text, encoding="utf-8", newline="")
    return path

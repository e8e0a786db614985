"""The package board: build a whole text, and see at once what it does to you and who would take it.

Guarantees: one's own result is exact, all others are bands from one's own beliefs; swaps are suggested
by the staff from the same beliefs; drafts are kept by name and compared side by side; nothing is moved
until it is tabled in the plenary.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from diplogame.app.outlook import (
    Advice,
    advice,
)
from diplogame.rules.commands import MakeMotion
from diplogame.rules.forecasts import believed_stance, own_stance
from diplogame.rules.ids import Package
from diplogame.rules.terms import ClauseStatus, TablePackage
from diplogame.tui.base import GameScreen
from diplogame.tui.entry import Entry
from diplogame.tui.meaning import SIGNS
from diplogame.tui.parts import Menu, Page, Tabs
from diplogame.tui.screens import board_panes as panes
from diplogame.tui.strings import t
from diplogame.tui.widgets.packages import Choice, Packages, Row
from diplogame.tui.wording import difference

_CLOSED = (ClauseStatus.CLOSED, ClauseStatus.AGREED)
_PANES = ("board", "votes", "staff", "drafts")


class PackageScreen(GameScreen):
    """Build a text."""

    place: ClassVar[str] = "package"
    CSS_PATH: ClassVar[list[Any]] = ["board.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save", "Save draft"),
        Binding("m", "table", "Table it"),
        Binding("r", "reset", "The text", show=True),
        *(Binding(str(n), f"pane({n})", show=False) for n in range(1, 5)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._package: Package = ()
        self._advice: tuple[Advice, ...] = ()
        self._issue = 0

    def prepare(self, **about: Any) -> None:
        """Take a package to begin with, if one is given."""
        package = about.get("package")
        if package is not None:
            self._package = tuple(package)

    def now(self) -> str:
        """Return what the keys do on the pane that is open."""
        pane = self.query_one("#panes", Tabs).current if self.is_mounted else _PANES[0]
        return t(f"package.now.{pane}" if pane in ("staff", "drafts") else "package.now")

    def body(self) -> Iterable[Widget]:
        """Own result on top, the board on the left, the panes on the right."""
        yield Page(id="own")
        # Where only one pane has room, one begins with what one came to build.
        first = "votes" if self.app.size.width >= 100 else "board"
        yield Tabs([(key, t(f"package.{key}")) for key in _PANES], first, id="panes")
        yield Horizontal(
            Vertical(Packages(id="board"), Page(id="clause"), id="left"),
            Vertical(Page(id="info"), Menu(id="list", feet=3), id="right"),
            id="desk",
        )

    # The present package ---------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Show the package; closed clauses follow the text."""
        view = self.game.view
        kept = self.game.notes.kept.get("package")
        if not self._package:
            self._package = kept if isinstance(kept, tuple) else view.text
        self._package = tuple(
            clause.leading if clause.status in _CLOSED else option
            for clause, option in zip(view.public.clauses, self._package, strict=True)
        )
        self._draw()
        if self.focused is None or not self.focused.display:
            self.query_one("#board", Packages).focus()
        self._pane(self.query_one("#panes", Tabs).current)

    def _draw(self) -> None:
        view, words = self.game.view, self.game.words
        self.game.notes.kept["package"] = self._package
        lines = {
            issue
            for line in view.interests.red_lines
            if line.holds(self._package)
            for issue, _ in line.parts
        }
        rows = []
        for k, issue in enumerate(view.table.issues):
            clause = view.public.clauses[k]
            values = view.interests.values[k] if view.interests.values else ()
            best = max(range(len(values)), key=lambda o: (values[o], -o)) if values else -1
            choices = tuple(
                Choice(
                    words.option_short(k, o),
                    self._points(k, o),
                    ideal=o == best,
                    mandate=not view.mandate or view.mandate[k][o],
                    leading=o == clause.leading,
                    red=k in lines,
                    support=tuple(
                        SIGNS[
                            own_stance(view, k, o)
                            if s == view.seat
                            else believed_stance(view, s, k, o)
                        ]
                        for s in view.table.seats
                    ),
                )
                for o in range(len(issue.options))
            )
            rows.append(
                Row(words.issue_short(k), choices, self._package[k], clause.status in _CLOSED)
            )
        heads = [words.letter(s) for s in view.table.seats]
        self.query_one("#board", Packages).show(rows, heads)
        self.query_one("#own", Page).show(partial(panes.own, self.game, self._package))
        self.query_one("#clause", Page).show(
            partial(panes.clause, self.game, self._package, self._issue)
        )
        self._fill()

    def _points(self, issue: int, option: int) -> int | None:
        rows = self.game.view.interests.points
        return rows[issue][option] - rows[issue][self._package[issue]] if rows else None

    # Panes -----------------------------------------------------------------------------------

    def _fill(self) -> None:
        pane = self.query_one("#panes", Tabs).current
        info = self.query_one("#info", Page)
        menu = self.query_one("#list", Menu)
        if pane in ("votes", "board"):
            info.show(partial(panes.votes, self.game, self._package), top=False)
            menu.show([])
        elif pane == "staff":
            self._advice = advice(self.game.view, self._package)
            info.show(panes.swaps_head)
            menu.show(panes.swap_items(self.game, self._package, self._advice))
        else:
            info.show(partial(panes.drafts, self.game, self._package))
            menu.show(panes.draft_items(self.game))
        menu.display = pane in ("staff", "drafts")
        info.set_class(pane in ("staff", "drafts"), "-short")

    def _pane(self, key: str) -> None:
        for pane in _PANES:
            self.set_class(pane == key, f"pane-{pane}")
        self._fill()

    def action_pane(self, number: int) -> None:
        """Go to a pane by number."""
        self.query_one("#panes", Tabs).number(number)

    def on_tabs_changed(self, event: Tabs.Changed) -> None:
        """Show another pane."""
        event.stop()
        self._pane(event.key)
        self.remind()
        menu = self.query_one("#list", Menu)
        if event.key in ("staff", "drafts"):
            menu.focus()
        else:
            self.query_one("#board", Packages).focus()

    # Doing -----------------------------------------------------------------------------------

    def on_packages_changed(self, event: Packages.Changed) -> None:
        """Take the option into the package."""
        event.stop()
        self._issue = event.issue
        package = list(self._package)
        package[event.issue] = event.option
        self._package = tuple(package)
        self._draw()

    def on_packages_moved(self, event: Packages.Moved) -> None:
        """Show the wording of the clause under the cursor."""
        event.stop()
        self._issue = event.issue
        self.query_one("#clause", Page).show(
            partial(panes.clause, self.game, self._package, self._issue)
        )

    def on_packages_stuck(self, event: Packages.Stuck) -> None:
        """Say why the clause does not move."""
        event.stop()
        self.say(t("package.closed"))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Take a swap, or load, save or drop a draft."""
        event.stop()
        kind, _, name = event.key.partition("|")
        if kind == "save":
            self.action_save()
        elif kind == "load":
            self._package = self.game.notes.packages[name]
            self._draw()
        elif kind == "drop":
            self.game.notes.packages.pop(name, None)
            self._draw()
        elif event.key.isdigit() and int(event.key) < len(self._advice):
            self._package = self._advice[int(event.key)].package
            self._draw()
            self.say(t("package.taken"), "$good", "▲")

    @work
    async def action_save(self) -> None:
        """Keep the package under a name."""
        packages = self.game.notes.packages
        number = 1
        while t("package.name", number=number) in packages:
            number += 1
        name = await self.app.push_screen_wait(
            Entry(t("package.save.ask"), t("package.name", number=number), most=16)
        )
        if name:
            packages[name] = self._package
            self._draw()
            self.say(t("package.saved", name=name), "$good", "●")

    def action_reset(self) -> None:
        """Begin again from the chair's text."""
        self._package = self.game.view.text
        self._draw()

    @work
    async def action_table(self) -> None:
        """Table the package, where one may; else say where."""
        from diplogame.app.narrate.refusal import refusal
        from diplogame.tui.help import Question

        legal = self.game.legal
        verb = next((v for v in legal.motions if v.name == "TablePackage"), None)
        if legal.duty != "plenary" or verb is None:
            self.say(t("package.not-now"))
            return
        if not verb.allowed:
            said = refusal(verb.why, {}, self.game.words)
            first = f" {t('plenary.opens-in', round=verb.first)}" if verb.first else ""
            self.say(said + first)
            return
        if self._package == self.game.view.text:
            self.say(refusal("motion.no-change", {}, self.game.words))
            return
        text = "; ".join(difference(self.game.words, self.game.view.text, self._package))
        if await self.app.push_screen_wait(
            Question(t("package.table"), text, t("plenary.put.yes"))
        ):
            await self.order(MakeMotion(self.game.seat, TablePackage(self._package)))

"""The package board: build a whole text, and see at once what it does to you and who would take it.

Guarantees: one's own result is exact, all others are bands from one's own beliefs; swaps are suggested
by the staff from the same beliefs; drafts are kept by name and compared side by side; nothing is moved
until it is tabled in the plenary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from diplogame.app.outlook import (
    Advice,
    adoption_band,
    advice,
    chance_figures,
    chance_text,
    motion_band,
    objections,
    percent,
    ratification_band,
    surplus_band,
    vote_forecast,
)
from diplogame.rules.commands import MakeMotion
from diplogame.rules.forecasts import believed_stance, own_stance
from diplogame.rules.ids import Package
from diplogame.rules.terms import ClauseStatus, TablePackage
from diplogame.tui.base import GameScreen
from diplogame.tui.entry import Entry
from diplogame.tui.meaning import SIGNS, constraint_lines
from diplogame.tui.parts import Item, Menu, Page, Tabs, bullet, prose, table, title
from diplogame.tui.strings import t
from diplogame.tui.widgets.bands import band_bar
from diplogame.tui.widgets.canvas import fit
from diplogame.tui.widgets.marks import value_tone
from diplogame.tui.widgets.packages import Choice, Packages, Row
from diplogame.tui.wording import change, describe, difference, points

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
        self.query_one("#own", Page).show(self._own)
        self.query_one("#clause", Page).show(self._clause)
        self._fill()

    def _points(self, issue: int, option: int) -> int | None:
        rows = self.game.view.interests.points
        return rows[issue][option] - rows[issue][self._package[issue]] if rows else None

    def _own(self, width: int) -> Sequence[Content]:
        view = self.game.view
        package = self._package
        lines: list[Content] = []
        if view.interests.points:
            worth = view.interests.utility(package)
            margin = worth - view.walk_away
            most = sum(max(row) for row in view.interests.points)
            bar = max(10, min(44, width - 62))
            moved = worth - view.interests.utility(view.text)
            lines.append(
                Content.assemble(
                    (t("package.you") + "  ", "$muted"),
                    (points(worth), "bold $ink"),
                    ("  ", ""),
                    band_bar(
                        min(view.walk_away, worth),
                        max(view.walk_away, worth),
                        bar,
                        (0, most),
                        worth,
                        "$good" if margin >= 0 else "$bad",
                    ),
                    ("  " + change(margin), "bold $good" if margin >= 0 else "bold $bad"),
                    (" " + t("package.margin"), "$muted"),
                    ("   " + change(moved), value_tone(moved)),
                    (" " + t("package.moved"), "$muted"),
                ).truncate(width)
            )
        adopted = percent(adoption_band(view, package))
        home = percent(ratification_band(view, package))
        chances = Content.assemble(
            (t("package.adopted") + " ", "$muted"),
            band_bar(adopted.low, adopted.high, 16),
            (f" {chance_text(adoption_band(view, package))}", "bold $ink"),
            ("    " + t("package.home") + " ", "$muted"),
            band_bar(home.low, home.high, 12),
            (f" {chance_text(ratification_band(view, package))}", "bold $ink"),
        )
        lines.append(chances.truncate(width))
        lines += constraint_lines(self.game, package, width, 10)[:2]
        return lines[:4]

    def _clause(self, width: int) -> Sequence[Content]:
        words = self.game.words
        issue = min(self._issue, len(self._package) - 1)
        option = self._package[issue]
        head = Content.assemble(
            (words.issue(issue) + ": ", "$muted"), (words.option(issue, option), "bold $ink")
        ).truncate(width, ellipsis=True)
        return [
            Content.styled("─" * width, "$hairline"),
            head,
            *prose(words.clause(issue, option), width, "italic $ink")[:3],
        ]

    # Panes -----------------------------------------------------------------------------------

    def _fill(self) -> None:
        pane = self.query_one("#panes", Tabs).current
        info = self.query_one("#info", Page)
        menu = self.query_one("#list", Menu)
        if pane in ("votes", "board"):
            info.show(self._votes, top=False)
            menu.show([])
        elif pane == "staff":
            self._advice = advice(self.game.view, self._package)
            info.show(self._swaps_head)
            menu.show(self._swap_items())
        else:
            info.show(self._drafts)
            menu.show(self._draft_items())
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

    def _votes(self, width: int) -> Sequence[Content]:
        view, words = self.game.view, self.game.words
        package = self._package
        said = describe(self.game.session).rule(view.table.institution.adoption)
        head = t("package.votes")
        beside = cell_len(head) + cell_len(said) + 2 <= width
        lines = title(head, width, said if beside else "")
        if not beside:
            lines += prose(said, width, "$muted")
        votes = vote_forecast(view, package)
        doubtful = {o.seat: o for o in objections(view, package)}
        bar = max(8, min(22, width - 30))
        for seat in view.table.seats:
            band = percent(votes[seat])
            mine = seat == view.seat
            style = "$good" if band.low >= 50 else "$bad" if band.high < 50 else "$brass"
            lines.append(
                Content.assemble(
                    (fit(words.short(seat), 11), "bold $brass" if mine else "$ink"),
                    band_bar(band.low, band.high, bar, (0, 100), None, style),
                    (" " + chance_text(votes[seat]), "bold $ink"),
                ).truncate(width)
            )
            if not mine:
                surplus = surplus_band(view, seat, package)
                lines.append(
                    Content.styled(
                        " " * 11
                        + t("package.surplus", low=change(surplus.low), high=change(surplus.high)),
                        "$muted",
                    ).truncate(width)
                )
            objection = doubtful.get(seat)
            if objection is not None and objection.issue >= 0:
                said = t(
                    "package.objects",
                    issue=words.issue_short(objection.issue),
                    option=words.option_short(objection.issue, objection.option),
                )
                lines.append(
                    Content.assemble((" " * 11, ""), ("▽ " + said, "$poor")).truncate(
                        width, ellipsis=True
                    )
                )
        if package != view.text:
            motion = motion_band(view, package, view.table.institution.amendment)
            lines += [
                Content(""),
                Content.assemble(
                    (t("package.tabled") + " ", "$muted"), (chance_text(motion), "bold $ink")
                ).truncate(width),
            ]
            for line in difference(words, view.text, package):
                lines += bullet(line, width)
        return lines

    def _swaps_head(self, width: int) -> Sequence[Content]:
        return [
            *title(t("package.staff"), width),
            *prose(t("package.staff.about"), width, "$muted"),
        ]

    def _swap_items(self) -> list[Item]:
        words = self.game.words
        items: list[Item] = []
        for number, found in enumerate(self._advice):
            text = "; ".join(difference(words, self._package, found.package))
            theirs = ", ".join(
                f"{words.short(s)} {change(g)}"
                for s, g in zip(found.seats, found.theirs, strict=True)
            )
            names = ", ".join(words.short(s) for s in found.seats)
            items.append(
                Item(
                    str(number),
                    text,
                    note=change(found.own),
                    about=f"{t(f'package.{found.why}', names=names)} {text}. "
                    + t("package.believed", theirs=theirs),
                    sign="▲" if found.why == "wins" else "◆",
                    tone="$good",
                )
            )
        return items or [Item("", t("package.no-swap"), heading=True)]

    def _drafts(self, width: int) -> Sequence[Content]:
        view, words = self.game.view, self.game.words
        shown = [(t("package.this"), self._package), (t("package.text"), view.text)]
        shown += sorted(self.game.notes.packages.items())
        shown = shown[: max(2, (width - 12) // 11)]
        rows: list[list[tuple[str, str]]] = []
        for k in range(len(view.table.issues)):
            row = [(words.issue_short(k), "$muted")]
            for _name, package in shown:
                same = package[k] == view.text[k]
                row.append((words.option_short(k, package[k]), "$ink" if same else "bold $brass"))
            rows.append(row)
        if view.interests.points:
            worth = [(t("package.worth"), "$muted")]
            for _name, package in shown:
                gap = view.interests.utility(package) - view.walk_away
                worth.append((change(gap), "bold " + value_tone(gap)))
            rows.append(worth)
        odds = [(t("package.odds"), "$muted")]
        odds += [(chance_figures(adoption_band(view, p)), "bold $ink") for _n, p in shown]
        rows.append(odds)
        head = [t("package.draft"), *(name for name, _ in shown)]
        return [
            *title(t("package.drafts"), width),
            *table(rows, width, "l" + "l" * len(shown), head, 1),
        ]

    def _draft_items(self) -> list[Item]:
        items = [
            Item(f"load|{name}", name, note=t("package.load"))
            for name in sorted(self.game.notes.packages)
        ]
        items.append(Item("save", t("package.save"), sign="+"))
        items += [
            Item(f"drop|{name}", t("package.drop", name=name), sign="✗", tone="$faint")
            for name in sorted(self.game.notes.packages)
        ]
        return items

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
        self.query_one("#clause", Page).show(self._clause)

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

"""The composer of threats at the table: what is demanded, with what, by when, and the odds of it.

Guarantees: the odds are a band from your own knowledge with its breakdown; what it costs you, what it
is believed to cost them, and what backing down would cost are shown before it is said; nothing is
said before `o`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from diplogame.app.narrate import words
from diplogame.app.outlook import chance_text, percent, threat_forecast
from diplogame.rules import commands as cmd
from diplogame.rules.ids import SeatId
from diplogame.rules.levers import idle_demand, partners, press_fault, pressing_tools
from diplogame.rules.prospects import expected_points
from diplogame.rules.records import Meeting
from diplogame.rules.terms import ThreatTerms
from diplogame.tui.base import GameScreen
from diplogame.tui.help import Picker, Question, numbered
from diplogame.tui.parts import Item, Menu, Page, bullet, fact, prose, title
from diplogame.tui.strings import t
from diplogame.tui.widgets.bands import band_bar
from diplogame.tui.widgets.canvas import fit
from diplogame.tui.wording import points_band


class PressScreen(GameScreen):
    """A threat in the making."""

    CSS_PATH = "bargain.tcss"
    place = "press"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "put", "Say it"),
        Binding("space", "turn", "Change", key_display="Space"),
        *(Binding(str(n), f"pick({n})", show=False) for n in range(1, 8)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._meeting = ""
        self._target: SeatId = ""
        self._terms: ThreatTerms | None = None

    def prepare(self, **about: Any) -> None:
        """Take the meeting."""
        meeting = about.get("meeting")
        if isinstance(meeting, str):
            self._meeting = meeting
            self._begin()

    def _held(self) -> Meeting | None:
        return self.game.view.meetings.get(self._meeting)

    def _targets(self) -> tuple[SeatId, ...]:
        meeting, view = self._held(), self.game.view
        if meeting is None:
            return ()
        return tuple(p for p in meeting.parties if p != view.seat and not press_fault(view, p))

    def _begin(self) -> None:
        """Propose the threat that asks for what one wants most, as a plain warning."""
        targets, view = self._targets(), self.game.view
        self._target = targets[0] if targets else ""
        tools = pressing_tools(view, self._target) if targets else ()
        issue, option = self._want()
        deadline = min(view.public.round + 1, view.table.calendar.rounds + 1)
        tool = tools[0] if tools else ""
        self._terms = ThreatTerms(issue, option, tool, True, 2, deadline, self._backed())

    def _backed(self) -> tuple[SeatId, ...]:
        """Return those bound to back us: the threat names them (R10.1)."""
        return partners(self.game.view, self._target)

    def _want(self) -> tuple[int, int]:
        view = self.game.view
        if not view.interests.points:
            return 0, 0
        gains = [
            (row[o] - expected_points(view, k, row), -k, o)
            for k, row in enumerate(view.interests.points)
            for o in range(len(row))
        ]
        _, k, option = max(gains)
        return -k, option

    def body(self) -> Iterable[Widget]:
        """Lay the terms and the odds."""
        yield Horizontal(Menu(feet=2, id="terms"), Page(id="odds"), id="press")

    def on_mount(self) -> None:
        """Give the terms the focus."""
        super().on_mount()
        self.query_one(Menu).focus()

    # Showing -----------------------------------------------------------------------------------

    def heading(self) -> str:
        """Return whom one presses."""
        return t("press.title.of", name=self.game.name(self._target))

    def refresh_view(self) -> None:
        """Write the terms and the odds."""
        if self._terms is None:
            return
        self.query_one(Menu).show(numbered(self._rows(self._terms)))
        self.query_one(Page).show(self._odds)

    def _rows(self, terms: ThreatTerms) -> list[Item]:
        book = self.game.words
        rows = [
            ("instrument", book.instrument(terms.instrument)),
            ("issue", book.issue(terms.issue)),
            ("option", book.option(terms.issue, terms.option)),
            ("clear", t("press.clear" if terms.clear else "press.vague")),
            ("commitment", words.sentence(words.COMMITMENTS[terms.commitment]).rstrip(".")),
            ("deadline", t("bargain.round", round=terms.deadline)),
        ]
        items = [
            Item(key, t(f"press.{key}.row"), value, t(f"press.{key}.about")) for key, value in rows
        ]
        if terms.partners:
            names = words.join(self.game.name(p) for p in terms.partners)
            items.append(Item("partners", t("press.partners"), names, t("press.partners.about")))
        if len(self._targets()) > 1:
            items.insert(0, Item("target", t("press.target.row"), self.game.name(self._target)))
        return items

    def _odds(self, width: int) -> Sequence[Content]:
        game, terms = self.game, self._terms
        if terms is None or not self._target:
            return ()
        view = game.view
        found = threat_forecast(view, self._target, terms)
        text = game.tell.threat(view.seat, self._target, terms)
        lines = prose(words.sentence(text), width, "italic $ink")
        if idle_demand(view, self._target, terms.issue, terms.option):
            lines += bullet(t("press.idle"), width, "▽", "$poor")
        lines += [Content(""), *title(t("press.odds"), width)]
        odds, bar = percent(found.odds), max(10, min(36, width - 18))
        lines.append(
            Content.assemble(
                band_bar(odds.low, odds.high, bar, (0, 100), 50),
                (f"  {chance_text(found.odds)}", "bold $ink"),
            )
        )
        lines.append(Content.styled(f"  {t('press.even')}", "$muted"))
        for part in found.parts:
            middle = (part.low + part.high) // 2
            sign = "▲" if middle > 0 else "▼" if middle < 0 else "·"
            tone = "$good" if middle > 0 else "$bad" if middle < 0 else "$muted"
            strength = t(f"press.force.{min(3, abs(middle) // 500)}")
            lines.append(
                Content.assemble(
                    (f"  {sign} ", tone),
                    (fit(t(f"press.part.{part.key}"), max(10, width - 20)), "$ink"),
                    (strength, "$muted"),
                )
            )
        lines += [Content(""), *title(t("press.price"), width)]
        size = terms.commitment
        facts = [
            (t("press.cost"), t("press.points", points=points_band(found.cost))),
            (t("press.own"), t("press.points", points=found.own)),
            (t("press.at-once"), t("press.trust", trust=2 + 2 * size)),
            (t("press.back-down"), t("press.face", credibility=5 * size, gauge=3 * size)),
            (t("press.seen"), t("press.seen.all" if size >= 3 else "press.seen.them")),
        ]
        label = max(len(name) for name, _ in facts)
        for name, value in facts:
            lines += fact(name, value, width, label)
        return lines

    # Changing ----------------------------------------------------------------------------------

    def _items(self, key: str) -> tuple[list[Item], str]:
        game, terms = self.game, self._terms
        assert terms is not None
        view, book = game.view, game.words
        match key:
            case "target":
                return [Item(p, game.name(p)) for p in self._targets()], self._target
            case "instrument":
                items = [
                    Item(
                        tool,
                        book.instrument(tool),
                        t("press.points", points=view.table.instruments[tool].cost[self._target]),
                        book.instrument_about(tool),
                    )
                    for tool in pressing_tools(view, self._target)
                ]
                return items, terms.instrument
            case "issue":
                items = [
                    Item(str(k), book.issue(k), words.STATUSES[view.public.clauses[k].status])
                    for k in range(len(view.table.issues))
                ]
                return items, str(terms.issue)
            case "option":
                items = [
                    Item(
                        str(o),
                        book.option(terms.issue, o),
                        t("press.met") if idle_demand(view, self._target, terms.issue, o) else "",
                        book.clause(terms.issue, o),
                    )
                    for o in range(len(view.table.issues[terms.issue].options))
                ]
                return items, str(terms.option)
            case "clear":
                both = [Item("1", t("press.clear")), Item("", "")]
                both[1] = Item("0", t("press.vague"))
                return both, "1" if terms.clear else "0"
            case "commitment":
                items = [
                    Item(
                        str(n),
                        words.sentence(words.COMMITMENTS[n]).rstrip("."),
                        "",
                        t(f"press.commitment.{n}"),
                    )
                    for n in (1, 2, 3)
                ]
                return items, str(terms.commitment)
            case _:
                last = view.table.calendar.rounds + 1
                rounds = range(view.public.round, min(last, view.public.round + 5) + 1)
                items = [Item(str(n), t("bargain.round", round=n)) for n in rounds]
                return items, str(terms.deadline)

    def _set(self, key: str, value: str) -> None:
        terms = self._terms
        assert terms is not None
        issue, option = terms.issue, terms.option
        tool, clear = terms.instrument, terms.clear
        commitment, deadline = terms.commitment, terms.deadline
        match key:
            case "target":
                self._target = value
                tools = pressing_tools(self.game.view, value)
                tool = tool if tool in tools else (tools[0] if tools else "")
            case "instrument":
                tool = value
            case "issue":
                issue = int(value)
                row = self.game.view.interests.points
                option = max(range(len(row[issue])), key=lambda o: row[issue][o]) if row else 0
            case "option":
                option = int(value)
            case "clear":
                clear = value == "1"
            case "commitment":
                commitment = int(value)
            case "deadline":
                deadline = int(value)
        self._terms = ThreatTerms(issue, option, tool, clear, commitment, deadline, self._backed())
        self.refresh_view()
        self.head()
        self.remind()

    def action_turn(self) -> None:
        """Go to the next value of the line under the cursor."""
        key = self.query_one(Menu).key()
        if key:
            items, at = self._items(key)
            keys = [item.key for item in items]
            if keys:
                self._set(key, keys[(keys.index(at) + 1) % len(keys)] if at in keys else keys[0])

    def action_pick(self, number: int) -> None:
        """Change a line by its number."""
        rows = self._rows(self._terms) if self._terms is not None else []
        if number <= len(rows):
            self.query_one(Menu).go(rows[number - 1].key)
            self._change(rows[number - 1].key)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Change the line."""
        event.stop()
        self._change(event.key)

    @work(exclusive=True, group="pick")
    async def _change(self, key: str) -> None:
        items, at = self._items(key)
        picked = await self.app.push_screen_wait(Picker(t(f"press.{key}.row"), items, at))
        if picked:
            self._set(key, picked)

    @work(exclusive=True, group="pick")
    async def action_put(self) -> None:
        """Say it, after one more question."""
        game, terms = self.game, self._terms
        if terms is None or not self._target:
            return
        text = words.sentence(game.tell.threat(game.seat, self._target, terms))
        if await self.app.push_screen_wait(Question(t("press.sure"), text, t("press.yes"))):
            order = cmd.Press(game.seat, self._meeting, terms, self._target)
            await self.order(order, to="meeting")

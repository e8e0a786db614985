"""The ledger: what was agreed, promised, threatened and imposed, and what falls due when.

Guarantees: shows what this delegation knows and no more; the next things due come first; every entry
opens to its full terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from diplogame.app.narrate import words as plain
from diplogame.app.narrate.provisos import ASLEEP, sleeping, standing
from diplogame.rules.backing import PARTNER_PAYS
from diplogame.rules.ids import SeatId
from diplogame.rules.records import Understanding
from diplogame.rules.terms import Evidence, TermKind, TermState, ThreatState
from diplogame.tui.frames import Deciding, Step
from diplogame.tui.parts import BLANK, Item, Tabs, bullet, fact, heading, prose, title
from diplogame.tui.strings import t
from diplogame.tui.wording import capital, describe

_TABS = ("due", "agreed", "pressure", "evidence")

STATES = {
    TermState.PENDING: ("○", "$brass"),
    TermState.KEPT: ("●", "$good"),
    TermState.BROKEN: ("✗", "$bad"),
    TermState.LAPSED: ("·", "$muted"),
}
"""Sign and style of a promise's state."""

_THREATS = {
    ThreatState.STANDING: ("!", "$brass"),
    ThreatState.COMPLIED: ("●", "$good"),
    ThreatState.IMPOSED: ("■", "$bad"),
    ThreatState.BACKED_DOWN: ("▽", "$poor"),
    ThreatState.WITHDRAWN: ("·", "$muted"),
}


class LedgerScreen(Deciding):
    """What is owed."""

    place: ClassVar[str] = "ledger"
    digits: ClassVar[bool] = False  # they turn the pages

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"tab({n})", show=False) for n in range(1, 5)),
    ]

    def body(self) -> Iterable[Widget]:
        """Tabs above the list."""
        yield Tabs([(key, t(f"ledger.{key}")) for key in _TABS], id="tabs")
        yield Static("", classes="gap")
        yield from super().body()

    def action_tab(self, number: int) -> None:
        """Go to a tab by number."""
        self.query_one("#tabs", Tabs).number(number)

    def on_tabs_changed(self, event: Tabs.Changed) -> None:
        """Show another part of the ledger."""
        event.stop()
        self._seen = None
        self.refresh_view()

    def first(self) -> Step:
        """The entries of the present tab."""
        tab = self.query_one("#tabs", Tabs).current
        items = {
            "due": self._due,
            "agreed": self._agreed,
            "pressure": self._pressure,
            "evidence": self._evidence,
        }[tab]()
        if not any(item.key for item in items):
            items = [*items, Item("none", t(f"ledger.{tab}.none"))]
        return Step("", items, lambda key: None, self._explain_entry)

    # Lists -----------------------------------------------------------------------------------

    def _due(self) -> list[Item]:
        view = self.game.view
        say = describe(self.game.session)
        rows: list[tuple[int, int, Item]] = []
        for name in sorted(view.understandings):
            entry = view.understandings[name]
            for index, (term, state) in enumerate(
                zip(entry.bargain.terms, entry.states, strict=True)
            ):
                if state is not TermState.PENDING:
                    continue
                mine = term.by == view.seat
                rows.append(
                    (
                        entry.bargain.due,
                        0 if mine else 1,
                        Item(
                            f"entry|{name}|{index}",
                            capital(say.term(term)),
                            note=ASLEEP
                            if sleeping(view.public, entry, term, state)
                            else self.game.tell.until(entry.bargain.due),
                            sign="→" if mine else "←",
                            tone="$brass" if mine else "$muted",
                        ),
                    )
                )
        for name, threat in sorted(view.threats.items()):
            if threat.state is ThreatState.STANDING:
                key = "ledger.threat.mine" if threat.sender == view.seat else "ledger.threat.other"
                rows.append(
                    (
                        threat.terms.deadline,
                        2,
                        Item(
                            f"threat|{name}",
                            t(
                                key,
                                sender=self.game.short(threat.sender),
                                target=self.game.short(threat.target),
                            ),
                            note=t("ledger.by", round=threat.terms.deadline),
                            sign="!",
                            tone="$bad",
                        ),
                    )
                )
        rows.sort(key=lambda row: (row[0], row[1], row[2].key))
        items: list[Item] = []
        before = -1
        for due, _rank, item in rows:
            if due != before:
                if items:
                    items.append(BLANK)
                now = due <= view.public.round
                items.append(heading(t("ledger.due.now" if now else "ledger.due.round", round=due)))
                before = due
            items.append(item)
        return items

    def _agreed(self) -> list[Item]:
        view = self.game.view
        items: list[Item] = []
        order = sorted(view.understandings.values(), key=lambda e: (-e.round, e.id))
        for entry in order:
            others = [self.game.short(p) for p in entry.parties if p != view.seat]
            who = ", ".join(others)
            if view.seat not in entry.parties:
                who = t("ledger.between", names=who)
            states = "".join(STATES[s][0] for s in entry.states)
            items.append(
                Item(
                    f"entry|{entry.id}|-1",
                    t("ledger.with", round=entry.round, who=who),
                    note=states,
                    sign="◆" if view.seat in entry.parties else "◇",
                )
            )
        return items

    def _pressure(self) -> list[Item]:
        view = self.game.view
        items: list[Item] = []
        threats = sorted(view.threats.values(), key=lambda th: (-th.round, th.id))
        if threats:
            items.append(heading(t("ledger.threats")))
        for threat in threats:
            sign, tone = _THREATS[threat.state]
            items.append(
                Item(
                    f"threat|{threat.id}",
                    t(
                        "ledger.arrow",
                        sender=self.game.short(threat.sender),
                        target=self.game.short(threat.target),
                    ),
                    note=plain.THREAT_STATES[threat.state],
                    sign=sign,
                    tone=tone,
                )
            )
        if view.sanctions:
            items += [BLANK, heading(t("ledger.sanctions"))]
        for name, sanction in sorted(view.sanctions.items()):
            items.append(
                Item(
                    f"sanction|{name}",
                    t(
                        "ledger.arrow",
                        sender=self.game.short(sanction.sender),
                        target=self.game.short(sanction.target),
                    ),
                    note=self.game.words.instrument(sanction.instrument),
                    sign="■",
                    tone="$bad",
                )
            )
        return items

    def _evidence(self) -> list[Item]:
        view = self.game.view
        items: list[Item] = []
        for index, entry in reversed(list(enumerate(view.evidence))):
            issue = self.game.words.issue_short(entry.issue) if entry.issue >= 0 else ""
            items.append(
                Item(
                    f"evidence|{index}",
                    f"{self.game.short(entry.about)}: {issue}"
                    if issue
                    else self.game.short(entry.about),
                    note=f"{plain.SOURCES.get(entry.source, entry.source)} · R{entry.round}",
                )
            )
        return items[:200]

    # Entries ---------------------------------------------------------------------------------

    def _explain_entry(self, key: str, width: int) -> Sequence[Content]:
        view = self.game.view
        kind, _, rest = key.partition("|")
        if kind == "entry":
            name, _, index = rest.partition("|")
            return self._explain_understanding(view.understandings[name], int(index), width)
        if kind == "threat":
            threat = view.threats[rest]
            say = describe(self.game.session)
            text = capital(say.threat(threat.sender, threat.target, threat.terms)) + "."
            return [
                *prose(text, width),
                Content(""),
                *fact(t("threats.answer"), t(f"answered.{threat.answer or 'none'}"), width, 16),
                *fact(t("threats.state"), plain.THREAT_STATES[threat.state], width, 16),
                *fact(t("ledger.made"), t("ledger.round", round=threat.round), width, 16),
                *fact(t("threats.extensions"), str(threat.extensions), width, 16),
                *self._behind(threat.partners, threat.target, threat.terms.instrument, width),
            ]
        if kind == "sanction":
            sanction = view.sanctions[rest]
            lines = title(self.game.words.instrument(sanction.instrument), width)
            lines += prose(self.game.words.instrument_about(sanction.instrument), width)
            lines.append(Content(""))
            lines += fact(t("ledger.since"), t("ledger.round", round=sanction.since), width, 16)
            if view.seat == sanction.target:
                lines += fact(t("ledger.cost"), str(sanction.cost), width, 16, "$bad")
            if view.seat == sanction.sender:
                lines += fact(t("ledger.own-cost"), str(sanction.own_cost), width, 16, "$bad")
            if view.seat in sanction.partners:
                share = str(sanction.own_cost // PARTNER_PAYS)
                lines += fact(t("ledger.own-cost"), share, width, 16, "$bad")
            lines += self._behind(sanction.partners, sanction.target, sanction.instrument, width)
            return lines
        if kind == "evidence":
            return self._explain_evidence(view.evidence[int(rest)], width)
        return prose(t("ledger.none.about"), width, "$muted")

    def _behind(
        self, partners: Sequence[SeatId], target: SeatId, instrument: str, width: int
    ) -> list[Content]:
        """Return who stands behind pressure: partners, and the house (R10.1, R10.4)."""
        names = [self.game.name(p) for p in partners]
        if (target, instrument) in self.game.view.public.endorsed:
            names.append(t("ledger.house"))
        return fact(t("ledger.behind"), plain.join(names), width, 16) if names else []

    def _explain_understanding(
        self, entry: Understanding, index: int, width: int
    ) -> Sequence[Content]:
        say = describe(self.game.session)
        lines = title(
            t("reckoning.agreement", round=entry.round),
            width,
            self.game.tell.until(entry.bargain.due),
        )
        for number, (term, state) in enumerate(zip(entry.bargain.terms, entry.states, strict=True)):
            sign, tone = STATES[state]
            style = "bold $ink" if number == index else "$ink"
            how = standing(self.game.view.public, entry, term, state)
            text = f"{capital(say.term(term))} — {how}"
            for row, line in enumerate(bullet(text, width, sign, style)):
                lines.append(
                    line if row else Content.assemble((sign + " ", f"bold {tone}"), line[2:])
                )
            if term.kind is TermKind.PAY and term.incentive in self.game.view.table.incentives:
                price = self.game.view.table.incentives[term.incentive].price
                lines.append(Content.styled("  " + t("reckoning.price", price=price), "$muted"))
        lines.append(Content(""))
        known = ", ".join(self.game.short(s) for s in entry.known_to)
        lines += fact(t("ledger.known"), known, width, 14)
        return lines

    def _explain_evidence(self, entry: Evidence, width: int) -> Sequence[Content]:
        words = self.game.words
        lines = title(words.name(entry.about), width, t("ledger.round", round=entry.round))
        if entry.issue >= 0:
            lines += fact(t("ledger.on"), words.issue(entry.issue), width, 14)
            if entry.option >= 0:
                lines += fact(
                    t("ledger.option"), words.option(entry.issue, entry.option), width, 14
                )
        claim = t(f"claim.{entry.claim}")
        lines += fact(t("ledger.says"), claim, width, 14)
        lines += fact(t("ledger.source"), plain.SOURCES.get(entry.source, entry.source), width, 14)
        lines += fact(t("ledger.reliability"), f"{entry.reliability} %", width, 14)
        return lines


__all__ = ["STATES", "LedgerScreen"]

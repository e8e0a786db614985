"""A dossier: all that you know, believe and have between you and one delegation.

Guarantees: beliefs are bands with the evidence behind them, never points; what they may think of you
is marked as an estimate; rumours are marked as rumours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from diplogame.app.narrate import words
from diplogame.app.narrate.provisos import standing
from diplogame.app.outlook import chance_text, vote_forecast
from diplogame.rules import estimates
from diplogame.rules.conference import Kind
from diplogame.rules.ids import SeatId
from diplogame.tui import present
from diplogame.tui.base import GameScreen
from diplogame.tui.between import belief_lines
from diplogame.tui.parts import Page, bullet, fact, prose, title
from diplogame.tui.strings import t
from diplogame.tui.widgets.canvas import fit
from diplogame.tui.widgets.gauge import Meter, meter_bar, quality


class DossierScreen(GameScreen):
    """What you know of one delegation."""

    CSS_PATH = "pages.tcss"
    place = "dossier"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", "Next delegation", key_display="←→"),
        Binding("left", "turn(-1)", "Previous delegation", show=False),
        Binding("m", "meet", "Ask to meet"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._seat: SeatId = ""

    def prepare(self, **about: Any) -> None:
        """Take the delegation's id."""
        seat = about.get("seat")
        if isinstance(seat, str):
            self._seat = seat

    def body(self) -> Iterable[Widget]:
        """Lay two columns."""
        yield Horizontal(Page(id="one"), Page(id="two"), id="columns")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        super().on_mount()
        self.query_one("#one", Page).focus()

    def heading(self) -> str:
        """Return whose dossier it is."""
        return t("dossier.of", name=self.game.name(self._who()))

    def _who(self) -> SeatId:
        view = self.game.view
        if self._seat not in view.table.cards:
            others = [s for s in view.table.everybody if s != view.seat]
            self._seat = others[0]
        return self._seat

    def refresh_view(self) -> None:
        """Write both columns."""
        self._who()
        self.query_one("#one", Page).show(self._left)
        self.query_one("#two", Page).show(self._right)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A meeting is asked for while one plans."""
        game = self.host.game
        if action == "meet" and game is not None and game.seat and self._seat:
            return game.legal.duty == "plan" and self._seat in game.legal.guests
        return True

    def action_turn(self, step: int) -> None:
        """Turn to another delegation."""
        seats = self.game.view.table.everybody
        self._seat = seats[(seats.index(self._who()) + step) % len(seats)]
        self.head()
        self.refresh_view()
        self.refresh_bindings()

    async def action_meet(self) -> None:
        """Put a meeting with them into the plan of the day."""
        await self.host.go("plan", guest=self._who())

    # The left column: who they are and what they want ------------------------------------------

    def _left(self, width: int) -> Sequence[Content]:
        game, who = self.game, self._who()
        view, book = game.view, game.words
        card = view.table.cards[who]
        person, office = book.envoy(who)
        lines: list[Content] = []
        name = ", ".join(part for part in (person, office) if part)
        lines.append(Content.styled(name, "bold $ink"))
        if book.style(who):
            lines += prose(book.style(who), width, "italic $muted")
        lines.append(Content(""))
        facts = [(t("dossier.kind"), t(f"kind.{card.kind.value}"))]
        if card.kind is Kind.SEAT:
            facts.append((t("dossier.votes"), str(card.votes)))
        facts += [
            (t("dossier.slots"), str(card.slots)),
            (t("dossier.home"), t(f"ratification.{card.ratification}")),
        ]
        for label, value in facts:
            lines += fact(label, value, width, 16)
        lines.append(Content(""))
        if who != view.seat and view.beliefs.get(who) and view.beliefs[who].weights:
            lines += self._beliefs(width)
        lines += self._evidence(width)
        return lines

    def _beliefs(self, width: int) -> list[Content]:
        game, who = self.game, self._who()
        view = game.view
        belief = view.beliefs[who]
        lines = belief_lines(game, who, width)
        reserve = belief.reserve
        lines.append(Content(""))
        lines += fact(
            t("dossier.reserve"),
            f"{present.number(reserve.low)}–{present.number(reserve.high)}",
            width,
            16,
        )
        text = estimates.package_band(view, who, view.text)
        lines += fact(
            t("dossier.text"),
            f"{present.number(text.low)}–{present.number(text.high)}",
            width,
            16,
        )
        forecast = vote_forecast(view, view.text).get(who)
        if forecast is not None:
            lines += fact(t("dossier.vote"), chance_text(forecast), width, 16)
        return [*lines, Content("")]

    def _evidence(self, width: int) -> list[Content]:
        game, who = self.game, self._who()
        found = [e for e in game.view.evidence if e.about == who]
        if not found:
            return []
        lines = title(t("dossier.evidence"), width, str(len(found)))
        for entry in reversed(found[-12:]):
            issue = game.words.issue_short(entry.issue) if entry.issue >= 0 else t("dossier.walk")
            said = t(f"claim.{entry.claim}")
            if entry.option >= 0 and entry.issue >= 0:
                option = game.words.option_short(entry.issue, entry.option)
                said = f"{said} ({option})"
            source = words.SOURCES.get(entry.source, entry.source)
            line = t(
                "dossier.entry",
                round=entry.round,
                issue=issue,
                said=said,
                source=source,
                sure=entry.reliability,
            )
            lines += bullet(line, width)
        return [*lines, Content("")]

    # The right column: what is between you ------------------------------------------------------

    def _right(self, width: int) -> Sequence[Content]:
        game, who = self.game, self._who()
        view, book = game.view, game.words
        lines: list[Content] = []
        if who != view.seat and view.table.cards[who].kind is not Kind.CHAIR:
            lines += self._between(width)
        lines += self._ledger(width)
        rumours = [r for r in book.rumours(view.seat) if r.about == who]
        if rumours:
            lines += title(t("dossier.rumours"), width)
            for rumour in rumours:
                lines += bullet(rumour.text, width, "?")
            lines.append(Content(""))
        if book.dossier(who) or book.public_brief(who):
            lines += title(t("dossier.known"), width)
            lines += prose(book.dossier(who) or book.public_brief(who), width)
        return lines

    def _between(self, width: int) -> list[Content]:
        game, who = self.game, self._who()
        view = game.view
        lines = title(t("dossier.between"), width, present.contact_text(view, who))
        rows = [
            (t("dossier.regard"), view.regard.get(who, 50), t("dossier.estimate")),
            (t("dossier.trust"), view.trust.get(who, 50), ""),
            (t("meter.credibility"), view.public.credibility[who], ""),
            (t("dossier.standing"), view.public.standing[who], ""),
        ]
        for label, value, note in rows:
            meter = Meter(label, value, tone=quality(value))
            lines.append(
                Content.assemble(
                    (fit(label, 22), "$muted"),
                    (fit(str(value), 4, "right") + " ", f"bold {meter.tone.style}"),
                    meter_bar(meter, max(6, min(20, width - 40))),
                    (f"  {note}", "$muted"),
                )
            )
        contact = view.contacts[who]
        if contact.resentment:
            lines += fact(t("dossier.resentment"), str(contact.resentment), width, 22)
        declared = view.table.cards[who].declared
        if declared:
            lines += [Content(""), *title(t("dossier.declared"), width)]
            for k, (option, priority) in enumerate(declared):
                said = f"{game.words.option_short(k, option)}, {t(f'priority.{priority.value}')}"
                lines += fact(game.words.issue_short(k), said, width, 14)
        return [*lines, Content("")]

    def _ledger(self, width: int) -> list[Content]:
        game, who = self.game, self._who()
        view = game.view
        lines: list[Content] = []
        entries = [u for u in view.understandings.values() if who in u.parties]
        threats = [x for x in view.threats.values() if who in (x.sender, x.target)]
        sanctions = [x for x in view.sanctions.values() if who in (x.sender, x.target)]
        if not (entries or threats or sanctions):
            return lines
        lines += title(t("dossier.ledger"), width)
        for entry in entries:
            for term, state in zip(entry.bargain.terms, entry.states, strict=True):
                sign = {"pending": "○", "kept": "●", "broken": "▼", "lapsed": "·"}[state.value]
                text = f"{game.tell.term(term)} ({standing(view.public, entry, term, state)})"
                lines += bullet(words.sentence(text), width, sign)
        for threat in threats:
            text = game.tell.threat(threat.sender, threat.target, threat.terms)
            lines += bullet(f"{text} ({words.THREAT_STATES[threat.state]})", width, "▼")
        for sanction in sanctions:
            text = t(
                "dossier.sanction",
                sender=game.name(sanction.sender),
                target=game.name(sanction.target),
                what=game.words.instrument(sanction.instrument),
                round=sanction.since,
            )
            lines += bullet(text, width, "▼")
        return [*lines, Content("")]

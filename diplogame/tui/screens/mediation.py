"""Mediation: who mediates, what is told, what is proposed, and the answer in secret (R14.2).

Guarantees: every act is listed, closed ones with the reason; what it would cost and bring stands beside it
before it is ordered; a proposal is begun from what the mediator itself has heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from diplogame.app.outlook.mediation import (
    card_lines,
    duty_lines,
    history_lines,
    order_lines,
    suggestion,
)
from diplogame.rules import commands as cmd
from diplogame.rules.brokerage import mediator_of
from diplogame.rules.caucus import amended
from diplogame.rules.conference import Kind
from diplogame.rules.terms import Clauses, Frankness, Reason, Style
from diplogame.tui.frames import Deciding, Step
from diplogame.tui.parts import BLANK, Item, heading, prose, title
from diplogame.tui.strings import t
from diplogame.tui.wording import change, figures

REASONS = (
    Reason.BUSY,
    Reason.DISTRUST,
    Reason.HOLDING_OUT,
    Reason.NOTHING_NEW,
    Reason.RESENTMENT,
)
"""Reasons one may give for staying away."""

_DUTIES = ("mediation-request", "confide", "mediate", "blind")


class MediationScreen(Deciding):
    """What is asked of us, what we may do, and who mediates."""

    place: ClassVar[str] = "mediation"

    def __init__(self) -> None:
        super().__init__()
        self._draft: Clauses = ()
        self._style = Style.FORMULATE

    def lead(self, width: int) -> Sequence[Content]:
        """What a request, a talk or a proposal is about."""
        told = duty_lines(self.game.view, self.game.tell, self.game.legal)
        return [line for text in told for line in prose(figures(text), width)]

    def now(self) -> str:
        """What is awaited."""
        duty = self.game.legal.duty
        said = super().now()
        if self._steps and self._steps[-1].now:
            return said
        return t(f"mediation.now.{duty}") if duty in _DUTIES else said

    # --- the first question --------------------------------------------------------------------

    def first(self) -> Step:
        """What may be done now, the mediators, and what they brought about."""
        view = self.game.view
        acts = self._acts()
        items: list[Item] = []
        if acts:
            items += [heading(t("mediation.acts")), *acts, BLANK]
        if view.table.mediators:
            items.append(heading(t("mediation.all")))
        for card in view.table.mediators:
            chair = view.table.cards[card.id].kind is Kind.CHAIR
            note = t("mediation.chair") if chair else t("mediation.leverage", points=card.leverage)
            items.append(Item(f"see:{card.id}", self.game.name(card.id), note, sign="◇"))
        if view.mediations:
            items += [BLANK, Item("history", t("mediation.history"), str(len(view.mediations)))]
        if not items:
            items = [Item("back", t("mediation.none"))]
        return Step(t("mediation.title"), items, self._choose, self._explain_act)

    def _acts(self) -> list[Item]:
        now = self.game.legal
        match now.duty:
            case "mediation-request":
                return [
                    Item("come", t("mediation.come"), t("mediation.come.price")),
                    Item("away", t("mediation.away")),
                ]
            case "confide":
                return [Item(f.value, t(f"mediation.{f.value}")) for f in Frankness]
            case "mediate":
                return [self._way(style) for style in Style]
            case "blind":
                return [Item("yes", t("mediation.yes")), Item("no", t("mediation.no"))]
            case _:
                return []

    def _way(self, style: Style) -> Item:
        why = "" if style.value in self.game.legal.choices else t("mediation.style")
        price = t("mediation.press.price") if style is Style.PRESS else ""
        return Item(style.value, t(f"mediation.{style.value}"), price, why=why)

    # --- what a line means ---------------------------------------------------------------------

    def _command(self, key: str) -> cmd.Command | None:
        """The order that a line gives without another question."""
        seat, at = self.game.seat, self.game.legal.mediation
        match key:
            case "come":
                return cmd.AnswerMediation(seat, at, True)
            case "frank" | "guarded" | "closed":
                return cmd.Confide(seat, at, Frankness(key))
            case "facilitate":
                return cmd.Mediate(seat, at, Style.FACILITATE)
            case "yes" | "no":
                return cmd.AnswerBlind(seat, at, key == "yes")
            case _:
                return None

    def _told(self, command: cmd.Command, width: int) -> list[Content]:
        told = order_lines(self.game.view, self.game.tell, command)
        return [line for text in told for line in [*prose(figures(text), width), Content("")]]

    def _explain_act(self, key: str, width: int) -> Sequence[Content]:
        game = self.game
        kind, _, name = key.partition(":")
        if kind == "see":
            card = mediator_of(game.view.table, name)
            assert card is not None
            lines = title(game.name(name), width)
            told = card_lines(game.view, game.tell, card)
            return [
                *lines,
                *(line for text in told for line in [*prose(figures(text), width), Content("")]),
            ]
        if kind == "history":
            told = history_lines(game.view, game.tell)
            return [line for text in told for line in [*prose(figures(text), width), Content("")]]
        command = self._command(key)
        if key in ("formulate", "press"):
            command = self._proposal(Style(key), self._suggested())
        lines = title(t(f"mediation.{key}"), width) if key and key != "back" else []
        lines += prose(t(f"mediation.{key}.about"), width) if key in _ABOUT else []
        if command is not None:
            lines += [Content(""), *self._told(command, width)]
        return lines

    async def _choose(self, key: str) -> None:
        kind = key.partition(":")[0]
        match kind:
            case "away":
                self._ask_why()
            case "formulate" | "press":
                self._style, self._draft = Style(key), self._suggested()
                self._drafting("")
            case _:
                command = self._command(key)
                if command is not None:
                    await self.order(command)

    # --- reasons -------------------------------------------------------------------------------

    def _ask_why(self) -> None:
        items = [Item(r.value, t(f"reason.{r.value}")) for r in REASONS]
        self.take(Step(t("mediation.away"), items, self._say_no, lambda _k, _w: ()))

    async def _say_no(self, reason: str) -> None:
        at = self.game.legal.mediation
        await self.order(cmd.AnswerMediation(self.game.seat, at, False, Reason(reason)))

    # --- the proposal --------------------------------------------------------------------------

    def _suggested(self) -> Clauses:
        known = self.game.view.mediations.get(self.game.legal.mediation)
        return suggestion(self.game.view, known) if known is not None else ()

    def _proposal(self, style: Style, draft: Clauses) -> cmd.Mediate:
        return cmd.Mediate(self.game.seat, self.game.legal.mediation, style, draft)

    def _drafting(self, key: str) -> None:
        """A proposal in the making: begun from what was heard, changed clause by clause."""
        view, words = self.game.view, self.game.words
        known = view.mediations[self.game.legal.mediation]
        why = "" if self._draft else t("mediation.draft.empty")
        items = [Item("done", t("mediation.draft.done", count=len(self._draft)), why=why), BLANK]
        for k in known.issues:
            items.append(heading(words.issue(k)))
            rows = view.interests.points
            for o in range(len(view.table.issues[k].options)):
                note = change(rows[k][o] - rows[k][view.text[k]]) if rows else ""
                sign = "●" if (k, o) in self._draft else "○"
                about = words.clause(k, o)
                items.append(Item(f"{k}.{o}", words.option(k, o), note, about, sign=sign))
        crumb = t(f"mediation.{self._style.value}")
        step = Step(crumb, items, self._put, self._explain_draft, t("mediation.draft.now"))
        if len(self._steps) > 1:
            self._steps[-1] = step
            self._show_step(at=key)
        else:
            self.take(step)

    def _changed(self, key: str) -> Clauses:
        issue, _, option = key.partition(".")
        entry = (int(issue), int(option))
        return amended(self._draft, entry[0], -1 if entry in self._draft else entry[1])

    async def _put(self, key: str) -> None:
        if key != "done":
            self._draft = self._changed(key)
            self._drafting(key)
            return
        command = self._proposal(self._style, self._draft)
        if self._style is Style.PRESS:
            told = figures(" ".join(order_lines(self.game.view, self.game.tell, command)))
            self.grave(command, t("mediation.press.sure"), told, t("mediation.press.yes"))
            return
        await self.order(command)

    def _explain_draft(self, key: str, width: int) -> Sequence[Content]:
        """What the proposal is worth with the line under the cursor in it."""
        draft = self._draft
        if "." in key:
            issue, _, option = key.partition(".")
            draft = amended(draft, int(issue), int(option))
        return self._told(self._proposal(self._style, draft), width) if draft else []


_ABOUT = frozenset({"away", "frank", "guarded", "closed"})
"""Lines about which there is a sentence."""

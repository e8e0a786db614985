"""A threat is on the table: what it demands, what giving way and standing firm would cost.

Guarantees: one's own cost is exact as far as one's staff know it; each answer says what it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from diplogame.rules.commands import AnswerThreat
from diplogame.rules.records import Threat
from diplogame.rules.terms import Reason
from diplogame.tui.frames import Deciding, Step
from diplogame.tui.meaning import own_lines
from diplogame.tui.parts import Item, fact, prose, title
from diplogame.tui.screens.threats import ThreatsScreen
from diplogame.tui.strings import t
from diplogame.tui.wording import capital, describe

_REASON = {
    "comply": Reason.AGREED,
    "partly": Reason.AGREED,
    "stall": Reason.HOLDING_OUT,
    "counter": Reason.RESENTMENT,
    "patron": Reason.HOME,
}


class ThreatAnswerScreen(Deciding):
    """Somebody threatens us."""

    place: ClassVar[str] = "threat"

    def _threat(self) -> Threat | None:
        return self.game.view.threats.get(self.game.legal.threat)

    def lead(self, width: int) -> Sequence[Content]:
        """The threat in one sentence."""
        threat = self._threat()
        if threat is None:
            return ()
        say = describe(self.game.session)
        text = capital(say.threat(threat.sender, threat.target, threat.terms)) + "."
        return prose(text, width, "bold $ink")

    def first(self) -> Step:
        """The answers."""
        legal = self.game.legal
        threat = self._threat()
        if legal.duty != "threat" or threat is None:
            return Step(
                "",
                [Item("back", t("threat.none"))],
                lambda key: self.action_back(),
                lambda key, width: (),
            )
        items = [
            Item(verb.name, t(f"answer.{verb.name}"), note=t(f"answer.{verb.name}.price"))
            for verb in legal.verbs
        ]

        async def choose(key: str) -> None:
            if key == "patron":
                self._patron(threat)
            else:
                await self.order(AnswerThreat(self.game.seat, threat.id, key, _REASON[key]))

        return Step(
            t("threat.title"),
            items,
            choose,
            lambda key, width: [
                *title(t(f"answer.{key}"), width),
                *prose(t(f"answer.{key}.about"), width),
                Content(""),
                *self._numbers(threat, width),
            ],
        )

    def _numbers(self, threat: Threat, width: int) -> list[Content]:
        view = self.game.view
        terms = threat.terms
        cost = view.exposure.get(terms.instrument, 0)
        lines = title(t("threat.numbers"), width)
        lines += fact(t("threat.cost"), t("threat.per-round", points=cost), width, 18, "$bad")
        package = tuple(terms.option if k == terms.issue else o for k, o in enumerate(view.text))
        lines += fact(
            t("threat.demanded"),
            f"{self.game.words.issue(terms.issue)}: "
            f"{self.game.words.option(terms.issue, terms.option)}",
            width,
            18,
        )
        lines += own_lines(self.game, package, width, against=view.text)
        credibility = view.public.credibility.get(threat.sender, 50)
        lines += fact(t("threat.credibility"), f"{credibility}", width, 18)
        lines += fact(t("threats.deadline"), t("ledger.round", round=terms.deadline), width, 18)
        return lines

    def _patron(self, threat: Threat) -> None:
        view = self.game.view
        items = [
            Item(
                seat,
                self.game.name(seat),
                note=t("threat.trust", trust=view.regard.get(seat, 50)),
            )
            for seat in view.table.everybody
            if seat not in (view.seat, threat.sender) and seat in view.regard
        ]

        async def choose(key: str) -> None:
            await self.order(AnswerThreat(view.seat, threat.id, "patron", Reason.HOME, patron=key))

        self.take(
            Step(
                t("answer.patron"),
                items,
                choose,
                lambda key, width: [
                    *title(self.game.name(key), width),
                    *prose(t("answer.patron.about"), width),
                ],
                t("answer.patron.now"),
            )
        )


__all__ = ["ThreatAnswerScreen", "ThreatsScreen"]

"""Threats and incentives: what stands, what one could threaten or give, and what it would do.

Guarantees: a threat is composed step by step and shows its odds as a band, its cost to both sides and
what the others will think before it is made; where it cannot be made now, it says where it can.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.content import Content

from diplogame.app.narrate import words as plain
from diplogame.app.outlook import stake_band, threat_forecast
from diplogame.rules.appraisal import PRICE_POINTS
from diplogame.rules.commands import IssueUltimatum, Press
from diplogame.rules.forecasts import own_stance
from diplogame.rules.levers import idle_demand, partners, press_fault, pressing_tools
from diplogame.rules.terms import TermKind, ThreatState, ThreatTerms
from diplogame.tui.frames import Deciding, Step
from diplogame.tui.meaning import SIGNS, chance_line, stance_lines
from diplogame.tui.parts import BLANK, Item, bullet, fact, heading, prose, title
from diplogame.tui.screens.summit import breakdown
from diplogame.tui.strings import many, t
from diplogame.tui.wording import capital, describe, points_band


class ThreatsScreen(Deciding):
    """What one can press and give with."""

    place: ClassVar[str] = "threats"

    def __init__(self) -> None:
        super().__init__()
        self._target = ""

    def prepare(self, **about: Any) -> None:
        """Take the delegation it is about, if one is named."""
        self._target = str(about.get("target", ""))
        self._seen = None

    # Overview --------------------------------------------------------------------------------

    def first(self) -> Step:
        """Standing threats, instruments, incentives."""
        view, words = self.game.view, self.game.words
        items: list[Item] = []
        standing = [
            th for _k, th in sorted(view.threats.items()) if th.state is ThreatState.STANDING
        ]
        if standing:
            items.append(heading(t("threats.standing")))
            for threat in standing:
                mine = threat.sender == view.seat
                other = threat.target if mine else threat.sender
                key = (
                    "threats.mine"
                    if mine
                    else "threats.against"
                    if threat.target == view.seat
                    else "threats.third"
                )
                items.append(
                    Item(
                        f"threat|{threat.id}",
                        t(key, name=self.game.short(other), target=self.game.short(threat.target)),
                        note=t("ledger.by", round=threat.terms.deadline),
                        sign="!" if mine else "▼",
                        tone="$brass" if mine else "$bad",
                    )
                )
            items.append(BLANK)
        items.append(heading(t("threats.compose")))
        targets = [s for s in view.table.everybody if s != view.seat]
        if self._target in targets:
            targets.remove(self._target)
            targets.insert(0, self._target)
        any_tool = any(tool.sender == view.seat for tool in view.table.instruments.values())
        if not any_tool:
            items.append(Item("", t("threats.no-instrument"), heading=True))
        for seat in targets if any_tool else ():
            fault = press_fault(view, seat)
            tools = pressing_tools(view, seat)
            items.append(
                Item(
                    f"press|{seat}",
                    self.game.name(seat),
                    note=many("threats.means", len(tools)) if tools else "",
                    why="" if not fault else t(f"threats.{fault}"),
                )
            )
        gifts = [g for g in view.table.incentives.values() if g.giver == view.seat]
        items += [BLANK, heading(t("threats.incentives"))]
        items += [
            Item(f"gift|{g.id}", words.incentive(g.id), note=t("reckoning.price", price=g.price))
            for g in gifts
        ] or [Item("", t("threats.no-incentive"), heading=True)]
        return Step(t("threats.title"), items, self._choose, self._explain_root)

    def now(self) -> str:
        """Say from the beginning where a threat can be made, if it cannot be made here."""
        if len(self._steps) == 1 and self.game.legal.duty not in ("meeting", "plenary"):
            return t("threats.now.weigh")
        return super().now()

    def _choose(self, key: str) -> None:
        kind, _, name = key.partition("|")
        if kind == "press":
            self._ask_tool(name)
        elif kind == "gift":
            self.say(t("threats.gift-where"), "$muted", "·")
        else:
            self.say(t("threats.threat-where"), "$muted", "·")

    def _explain_root(self, key: str, width: int) -> Sequence[Content]:
        kind, _, name = key.partition("|")
        if kind == "threat":
            return self._explain_threat(name, width)
        if kind == "gift":
            return self._explain_gift(name, width)
        if kind == "press":
            view = self.game.view
            lines = title(self.game.name(name), width)
            lines += fact(t("threats.regard"), str(view.regard.get(name, 50)), width, 18)
            lines += fact(t("threats.our-word"), str(view.public.credibility[view.seat]), width, 18)
            lines.append(Content(""))
            for tool in pressing_tools(view, name):
                card = view.table.instruments[tool]
                lines += bullet(self.game.words.instrument(tool), width)
                lines += [
                    Content.styled(
                        "  " + t("threats.costs", theirs=card.cost.get(name, 0), own=card.own_cost),
                        "$muted",
                    )
                ]
            return lines
        return ()

    def _explain_threat(self, name: str, width: int) -> Sequence[Content]:
        threat = self.game.view.threats[name]
        say = describe(self.game.session)
        lines = prose(capital(say.threat(threat.sender, threat.target, threat.terms)) + ".", width)
        lines.append(Content(""))
        lines += fact(t("threats.answer"), t(f"answered.{threat.answer or 'none'}"), width, 16)
        lines += fact(t("threats.state"), plain.THREAT_STATES[threat.state], width, 16)
        lines += fact(t("threats.extensions"), str(threat.extensions), width, 16)
        return lines

    def _explain_gift(self, name: str, width: int) -> Sequence[Content]:
        view, words = self.game.view, self.game.words
        card = view.table.incentives[name]
        lines = [*title(words.incentive(name), width), *prose(words.incentive_about(name), width)]
        lines += [
            Content(""),
            *fact(
                t("threats.own-price"),
                t(
                    "threats.own-price.text",
                    price=card.price,
                    points=card.price * PRICE_POINTS,
                    left=view.budget,
                ),
                width,
                16,
            ),
        ]
        for seat, worth in sorted(card.worth.items()):
            taken = view.contacts[seat].gifts if seat in view.contacts else 0
            spread = worth * 25 // 100
            text = f"{worth - spread} … {worth + spread}"
            if taken:
                text += " " + t("threats.gift-again")
            lines += fact(self.game.short(seat), text, width, 16)
        for seat, minded in sorted(card.minded_by.items()):
            lines += fact(
                self.game.short(seat), t("threats.minded", trust=abs(minded)), width, 16, "$poor"
            )
        promised = sum(
            term.incentive == name and term.kind is TermKind.PAY
            for entry in view.understandings.values()
            for term in entry.bargain.terms
            if term.by == view.seat
        )
        if promised:
            lines += [Content(""), *prose(t("threats.promised", count=promised), width, "$poor")]
        return [*lines, Content(""), *prose(t("threats.gift-where"), width, "$muted")]

    # Composing -------------------------------------------------------------------------------

    def _ask_tool(self, target: str) -> None:
        view, words = self.game.view, self.game.words
        items = [
            Item(
                tool,
                words.instrument(tool),
                note=t(
                    "threats.tool",
                    theirs=view.table.instruments[tool].cost.get(target, 0),
                    own=view.table.instruments[tool].own_cost,
                ),
            )
            for tool in pressing_tools(view, target)
        ]
        self.take(
            Step(
                self.game.short(target),
                items,
                lambda tool: self._ask_issue(target, tool),
                lambda tool, width: [
                    *title(words.instrument(tool), width),
                    *prose(words.instrument_about(tool), width),
                    Content(""),
                    *prose(t("threats.tool.about"), width, "$muted"),
                ],
                t("threats.tool.now"),
            )
        )

    def _ask_issue(self, target: str, tool: str) -> None:
        view, words = self.game.view, self.game.words
        items = [
            Item(str(k), words.issue(k), note=words.option_short(k, view.text[k]))
            for k in range(len(view.table.issues))
        ]
        self.take(
            Step(
                words.instrument(tool),
                items,
                lambda issue: self._ask_option(target, tool, int(issue)),
                lambda issue, width: [
                    *title(words.issue(int(issue)), width),
                    *prose(words.question(int(issue)), width),
                    Content(""),
                    *stance_lines(self.game, int(issue), view.text[int(issue)], width),
                ],
                t("threats.issue.now"),
            )
        )

    def _ask_option(self, target: str, tool: str, issue: int) -> None:
        view, words = self.game.view, self.game.words
        items = [
            Item(
                str(o),
                words.option(issue, o),
                note=t("press.met") if idle_demand(view, target, issue, o) else "",
                sign=SIGNS[own_stance(view, issue, o)].sign,
                tone=SIGNS[own_stance(view, issue, o)].tone,
            )
            for o in range(len(view.table.issues[issue].options))
        ]
        self.take(
            Step(
                words.issue_short(issue),
                items,
                lambda option: self._ask_manner(target, tool, issue, int(option)),
                lambda option, width: self._explain_option(target, issue, int(option), width),
                t("threats.option.now"),
            )
        )

    def _explain_option(
        self, target: str, issue: int, option: int, width: int
    ) -> Sequence[Content]:
        view, words = self.game.view, self.game.words
        stake = stake_band(view, target, issue, option)
        return [
            *title(words.option(issue, option), width),
            *prose("§ " + words.clause(issue, option), width, "italic $ink"),
            Content(""),
            *fact(t("threats.stake", name=self.game.short(target)), points_band(stake), width, 24),
            Content(""),
            *stance_lines(self.game, issue, option, width),
        ]

    def _ask_manner(self, target: str, tool: str, issue: int, option: int) -> None:
        """Clarity and commitment together: six manners of saying it."""
        now = self.game.legal
        in_hall = now.duty == "plenary" and now.may("ultimatum")
        items: list[Item] = []
        for commitment in (1, 2, 3):
            for clear in (True, False):
                why = ""
                if in_hall and commitment == 1:
                    why = t("threats.hall-no-hint")
                items.append(
                    Item(
                        f"{commitment}|{int(clear)}",
                        capital(plain.COMMITMENTS[commitment]),
                        note=t("threats.clear" if clear else "threats.vague"),
                        why=why,
                    )
                )

        def terms(key: str, deadline: int) -> ThreatTerms:
            commitment, clear = key.split("|")
            backed = partners(self.game.view, target)
            return ThreatTerms(issue, option, tool, clear == "1", int(commitment), deadline, backed)

        self.take(
            Step(
                self.game.words.option_short(issue, option),
                items,
                lambda key: self._ask_deadline(target, key, terms),
                lambda key, width: self._explain_terms(
                    target, terms(key, self.game.view.public.round + 1), width
                ),
                t("threats.manner.now"),
            )
        )

    def _ask_deadline(self, target: str, manner: str, terms: Any) -> None:
        view = self.game.view
        last = view.table.calendar.rounds + 1
        rounds = list(range(view.public.round, last + 1))[:5]
        why = self._where(target)
        items = [Item(str(r), t("threats.by", round=r), why=why) for r in rounds]

        async def choose(key: str) -> None:
            said: ThreatTerms = terms(manner, int(key))
            text = describe(self.game.session).threat(view.seat, target, said)
            meeting = view.meeting
            if self.game.legal.duty == "plenary":
                command: IssueUltimatum | Press = IssueUltimatum(view.seat, target, said)
            else:
                assert meeting is not None
                command = Press(view.seat, meeting.id, said, target)
            self.grave(command, t("threats.make"), capital(text) + ".", t("threats.make.yes"))

        self.take(
            Step(
                t("threats.deadline"),
                items,
                choose,
                lambda key, width: self._explain_terms(target, terms(manner, int(key)), width),
                t("threats.deadline.now"),
            )
        )

    def _where(self, target: str) -> str:
        """Return why a threat cannot be made now; empty when it can."""
        now = self.game.legal
        meeting = self.game.view.meeting
        if now.duty == "plenary" and now.may("ultimatum"):
            return ""
        if now.duty == "meeting" and meeting is not None and target in meeting.parties:
            return "" if now.may("press") else t("threats.not-here")
        return t("threats.not-now")

    def _explain_terms(self, target: str, terms: ThreatTerms, width: int) -> Sequence[Content]:
        view = self.game.view
        found = threat_forecast(view, target, terms)
        repeats = view.contacts[target].threats if target in view.contacts else 0
        say = describe(self.game.session)
        lines = prose(capital(say.threat(view.seat, target, terms)) + ".", width, "bold $ink")
        if idle_demand(view, target, terms.issue, terms.option):
            lines += prose(t("press.idle"), width, "$poor")
        lines += [
            Content(""),
            chance_line(t("threats.odds"), found.odds, width, 18),
            *fact(
                t("threats.their-cost"),
                t("threats.per-round", band=points_band(found.cost)),
                width,
                18,
            ),
            *fact(
                t("threats.own-cost"),
                t("threats.per-round", band=str(found.own)),
                width,
                18,
                "$bad",
            ),
            *fact(t("threats.their-stake"), points_band(found.stake), width, 18),
            *fact(t("threats.our-word"), str(view.public.credibility[view.seat]), width, 18),
            *fact(
                t("threats.back-down"),
                t("threats.back-down.text", word=5 * terms.commitment, home=3 * terms.commitment),
                width,
                18,
                "$poor",
            ),
            *fact(
                t("threats.regard.after"),
                t("threats.regard.text", trust=2 + 2 * terms.commitment),
                width,
                18,
                "$poor",
            ),
        ]
        audience = "threats.seen.all" if terms.commitment >= 3 else "threats.seen.few"
        if self.game.legal.duty == "plenary":
            audience = "threats.seen.all"
        lines += fact(t("threats.seen"), t(audience), width, 18)
        if repeats:
            lines += prose(t("threats.repeated", count=repeats), width, "$poor")
        return [*lines, Content(""), *breakdown(found.parts, width)]


__all__ = ["ThreatsScreen"]

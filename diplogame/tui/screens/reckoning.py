"""The reckoning: threats that are due, payments that were promised, sanctions that may be lifted.

Guarantees: what is due is listed first and must be settled; what each way costs is said beside it; the
day is closed only by the last line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from diplogame.app.narrate import words as plain
from diplogame.app.narrate.refusal import refusal
from diplogame.rules.backing import PARTNER_TIRES
from diplogame.rules.commands import (
    CloseReckoning,
    LeaveSanction,
    LiftSanction,
    SettlePayment,
    SettleThreat,
)
from diplogame.rules.duties import Due
from diplogame.rules.threats import MOST_EXTENSIONS, PRETEXT_PRICE
from diplogame.tui.frames import Deciding, Step
from diplogame.tui.parts import BLANK, Item, bullet, fact, heading, prose, title
from diplogame.tui.strings import t
from diplogame.tui.wording import capital, describe


class ReckoningScreen(Deciding):
    """The end of the round."""

    place: ClassVar[str] = "reckoning"

    def first(self) -> Step:
        """What is due, what may be done, and closing the day."""
        legal = self.game.legal
        if legal.duty != "reckoning":
            return Step(
                "",
                [Item("back", t("reckoning.none"))],
                lambda key: self.action_back(),
                lambda key, width: (),
            )
        due = [d for d in legal.dues if d.kind not in ("sanction", "backing")]
        free = [d for d in legal.dues if d.kind in ("sanction", "backing")]
        items: list[Item] = []
        if due:
            items.append(heading(t("reckoning.due")))
            items += [self._item(d) for d in due]
            items.append(BLANK)
        if free:
            items.append(heading(t("reckoning.may")))
            items += [self._item(d) for d in free]
            items.append(BLANK)
        close = next((v for v in legal.verbs if v.name == "close"), None)
        why = refusal(close.why, {}, self.game.words) if close and close.why else ""
        items.append(Item("close", t("reckoning.close"), why=why))
        return Step(t("reckoning.title"), items, self._choose, self._explain_due)

    def _item(self, due: Due) -> Item:
        view = self.game.view
        key = f"{due.kind}|{due.id}|{due.term}"
        if due.kind == "threat":
            threat = view.threats[due.id]
            name = self.game.short(threat.target)
            return Item(key, t("reckoning.threat", name=name), sign="!", tone="$bad")
        if due.kind == "payment":
            term = view.understandings[due.id].bargain.terms[due.term]
            what = self.game.words.incentive(term.incentive)
            price = view.table.incentives[term.incentive].price
            return Item(
                key,
                t("reckoning.payment", what=what, name=self.game.short(term.to)),
                note=t("reckoning.price", price=price),
                sign="◆",
            )
        sanction = view.sanctions[due.id]
        return Item(
            key,
            t(
                f"reckoning.{due.kind}",
                what=self.game.words.instrument(sanction.instrument),
                name=self.game.short(sanction.target),
            ),
            sign="■",
            tone="$muted",
        )

    async def _choose(self, key: str) -> None:
        if key == "close":
            await self.order(CloseReckoning(self.game.seat))
            return
        kind, name, term = key.split("|")
        if kind == "threat":
            self._threat(name)
        elif kind == "payment":
            self._payment(name, int(term))
        elif kind == "backing":
            self.take(
                Step(
                    t("reckoning.drop-out"),
                    [Item("leave", t("reckoning.drop-out"))],
                    lambda _: self._done(LeaveSanction(self.game.seat, name)),
                    lambda _, width: prose(
                        t("reckoning.drop-out.about", rounds=PARTNER_TIRES), width
                    ),
                )
            )
        else:
            items = [Item("lift", t("reckoning.lift"))]
            self.take(
                Step(
                    t("reckoning.lift"),
                    items,
                    lambda _: self._done(LiftSanction(self.game.seat, name)),
                    lambda _, width: prose(t("reckoning.lift.about"), width),
                )
            )

    async def _done(
        self, command: SettleThreat | SettlePayment | LiftSanction | LeaveSanction
    ) -> None:
        if await self.order(command) and self.is_current:
            self._resumed()

    def _threat(self, name: str) -> None:
        view = self.game.view
        threat = view.threats[name]
        size = threat.terms.commitment
        more = (
            "" if threat.extensions < MOST_EXTENSIONS else refusal("threat.no-more-extensions", {})
        )
        poor = (
            ""
            if view.budget >= PRETEXT_PRICE
            else refusal("threat.pretext-price", {"price": PRETEXT_PRICE})
        )
        tool = view.table.instruments.get(threat.terms.instrument)
        own = 0 if tool is None else tool.own_cost
        items = [
            Item("impose", t("settle.impose"), note=t("settle.impose.price", own=own)),
            Item("extend", t("settle.extend"), note=t("settle.extend.price"), why=more),
            Item(
                "back_down", t("settle.back_down"), note=t("settle.back_down.price", size=5 * size)
            ),
            Item(
                "pretext",
                t("settle.pretext"),
                note=t("settle.pretext.price", price=PRETEXT_PRICE, size=2 * size),
                why=poor,
            ),
        ]

        async def choose(key: str) -> None:
            action = "back_down" if key == "pretext" else key
            await self._done(SettleThreat(view.seat, name, action, key == "pretext"))

        self.take(
            Step(
                self.game.short(threat.target),
                items,
                choose,
                lambda key, width: [
                    *title(t(f"settle.{key}"), width),
                    *prose(t(f"settle.{key}.about"), width),
                ],
                t("settle.now"),
            )
        )

    def _payment(self, name: str, index: int) -> None:
        view = self.game.view
        term = view.understandings[name].bargain.terms[index]
        price = view.table.incentives[term.incentive].price
        poor = "" if view.budget >= price else refusal("payment.insolvent", {"price": price})
        items = [
            Item("pay", t("settle.pay"), note=t("reckoning.price", price=price), why=poor),
            Item("default", t("settle.default"), note=t("settle.default.price")),
        ]

        async def choose(key: str) -> None:
            await self._done(SettlePayment(view.seat, name, index, key == "pay"))

        self.take(
            Step(
                self.game.words.incentive(term.incentive),
                items,
                choose,
                lambda key, width: [
                    *title(t(f"settle.{key}"), width),
                    *prose(t(f"settle.{key}.about"), width),
                    Content(""),
                    *fact(
                        t("reckoning.budget"),
                        f"{view.budget} → {view.budget - price if key == 'pay' else view.budget}",
                        width,
                        12,
                    ),
                ],
                t("settle.now"),
            )
        )

    def _explain_due(self, key: str, width: int) -> Sequence[Content]:
        view = self.game.view
        if key == "close":
            return [*title(t("reckoning.close"), width), *prose(t("reckoning.close.about"), width)]
        kind, name, at = key.split("|")
        say = describe(self.game.session)
        if kind == "threat":
            threat = view.threats[name]
            lines = title(t("reckoning.threat", name=self.game.name(threat.target)), width)
            lines += prose(
                capital(say.threat(threat.sender, threat.target, threat.terms)) + ".", width
            )
            answer = threat.answer or "none"
            lines += [Content(""), *fact(t("threats.answer"), t(f"answered.{answer}"), width, 18)]
            return lines
        if kind == "payment":
            entry = view.understandings[name]
            lines = title(t("reckoning.agreement", round=entry.round), width)
            pairs = zip(entry.bargain.terms, entry.states, strict=True)
            for number, (item, state) in enumerate(pairs):
                style = "bold $ink" if number == int(at) else "$ink"
                text = f"{capital(say.term(item))} ({plain.TERM_STATES[state]})"
                lines += bullet(text, width, "·", style)
            return lines
        sanction = view.sanctions[name]
        lines = title(self.game.words.instrument(sanction.instrument), width)
        lines += prose(self.game.words.instrument_about(sanction.instrument), width)
        lines += [
            Content(""),
            *fact(t("ledger.since"), t("ledger.round", round=sanction.since), width, 18),
            *fact(t("ledger.own-cost"), str(sanction.own_cost), width, 18),
        ]
        return lines

"""Putting a motion step by step: which clause, which option, what it would do, and the question before it.

Guarantees: a motion is put only after its clause and option were chosen and its effect shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from textual import work
from textual.content import Content

from diplogame.app.narrate import words as plain
from diplogame.app.narrate.refusal import refusal
from diplogame.app.outlook import rule_of
from diplogame.rules.commands import MakeMotion
from diplogame.rules.forecasts import own_stance
from diplogame.rules.levers import endorsable
from diplogame.rules.terms import (
    AccreditObserver,
    Amend,
    Clarity,
    ClauseStatus,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    DivideTheQuestion,
    Endorse,
    Goal,
    MotionKind,
    MoveToVote,
    ReferToExperts,
    Reopen,
    StartSilence,
    StopClock,
    Suspend,
    TablePackage,
)
from diplogame.tui.frames import Step
from diplogame.tui.hall import HallScreen
from diplogame.tui.meaning import SIGNS, motion_lines, option_lines
from diplogame.tui.parts import BLANK, Item, bullet, prose, title
from diplogame.tui.screens.summit import forecast_lines
from diplogame.tui.strings import t
from diplogame.tui.wording import capital, change, describe, difference

PLAIN: Final[dict[str, MotionKind]] = {
    "MoveToVote": MoveToVote(),
    "StartSilence": StartSilence(),
    "StopClock": StopClock(),
    "Suspend": Suspend(),
}
"""Motions that name nothing."""


class MotionsScreen(HallScreen):
    """A place of the hall where motions are put."""

    async def _move(self, name: str) -> None:
        view, words = self.game.view, self.game.words
        if name in PLAIN:
            self._put(PLAIN[name])
        elif name == "TablePackage":
            await self._table()
        elif name == "AccreditObserver":
            items = [Item(s, self.game.name(s)) for s in view.public.unaccredited]
            self._pick(name, items, AccreditObserver)
        elif name == "DivideTheQuestion":
            packages = self.game.notes.packages
            items = [Item("*", t("motion.DivideTheQuestion.text"))]
            items += [Item(key, key, why=self._barred(packages[key])) for key in sorted(packages)]
            self._pick(name, items, lambda key: DivideTheQuestion(packages.get(key, ())))
        elif name == "Endorse":
            items = [
                Item(f"{target}|{tool}", words.instrument(tool), self.game.short(target))
                for target, tool in endorsable(view)
            ]
            self._pick(name, items, lambda key: Endorse(*key.split("|")))
        elif name == "ConveneSummit":
            items = [Item(goal.value, capital(plain.GOALS[goal])) for goal in Goal]
            self.take(
                Step(
                    t("motion.ConveneSummit"),
                    items,
                    lambda key: self._put(ConveneSummit(Goal(key))),
                    lambda key, width: self._explain_summit(Goal(key), width),
                    t("motion.ConveneSummit.now"),
                )
            )
        else:
            closed = (ClauseStatus.CLOSED,)
            items = []
            for k, issue in enumerate(view.table.issues):
                clause = view.public.clauses[k]
                is_closed = clause.status in closed
                why = ""
                if name == "Reopen":
                    why = "" if is_closed else refusal("motion.not-closed", {}, words)
                elif name == "ReferToExperts":
                    why = "" if issue.technical else refusal("motion.not-technical", {}, words)
                    if k in view.public.referred:
                        why = refusal("motion.referred", {}, words)
                elif is_closed:
                    why = refusal("motion.closed", {}, words)
                items.append(
                    Item(
                        issue.id,
                        words.issue(k),
                        note=words.option_short(k, clause.leading),
                        why=why,
                    )
                )
            self.take(
                Step(
                    t(f"motion.{name}"),
                    items,
                    lambda key: self._with_issue(name, key),
                    lambda key, width: self._explain_issue(name, key, width),
                    t(f"motion.{name}.now"),
                )
            )

    def _pick(self, name: str, items: list[Item], motion: Callable[[str], MotionKind]) -> None:
        """Ask what a motion names, when that is all it takes."""
        self.take(
            Step(
                t(f"motion.{name}"),
                items,
                lambda key: self._put(motion(key)),
                lambda key, width: self._explain_motion(motion(key), width, ()),
                t(f"motion.{name}.now"),
            )
        )

    def _with_issue(self, name: str, issue: str) -> None:
        view, words = self.game.view, self.game.words
        index = view.table.issue_index(issue)
        if name == "Amend":
            items = [
                Item(
                    str(option),
                    words.option(index, option),
                    note=change(self._effect(index, option)),
                    why=refusal("motion.reads-so", {}, words) if option == view.text[index] else "",
                    sign=SIGNS[own_stance(view, index, option)].sign,
                    tone=SIGNS[own_stance(view, index, option)].tone,
                )
                for option in range(len(view.table.issues[index].options))
            ]
            self.take(
                Step(
                    words.issue_short(index),
                    items,
                    lambda key: self._put(Amend(issue, int(key))),
                    lambda key, width: self._explain_motion(
                        Amend(issue, int(key)),
                        width,
                        option_lines(self.game, index, int(key), width),
                    ),
                )
            )
        elif name == "CloseClause":
            items = [Item(c.value, t(f"clarity.{c.value}")) for c in Clarity]
            self.take(
                Step(
                    words.issue_short(index),
                    items,
                    lambda key: self._put(CloseClause(issue, Clarity(key))),
                    lambda key, width: self._explain_motion(
                        CloseClause(issue, Clarity(key)),
                        width,
                        [
                            *prose(t(f"clarity.{key}.about"), width),
                            Content(""),
                            *option_lines(self.game, index, view.text[index], width),
                        ],
                    ),
                )
            )
        elif name == "Reopen":
            self._put(Reopen(issue))
        elif name == "ReferToExperts":
            self._put(ReferToExperts(issue))
        elif name == "DeferToAnnex":
            self._put(DeferToAnnex(issue))

    def _effect(self, issue: int, option: int) -> int:
        view = self.game.view
        if not view.interests.points:
            return 0
        row = view.interests.points[issue]
        return row[option] - row[view.text[issue]]

    def _explain_issue(self, name: str, key: str, width: int) -> Sequence[Content]:
        view = self.game.view
        index = view.table.issue_index(key)
        if name == "DeferToAnnex":
            motion = DeferToAnnex(key)
            rule = rule_of(view.table, motion)
            return [
                *title(self.game.words.issue(index), width),
                *motion_lines(self.game, motion, rule, width),
            ]
        lines = [*prose(self.game.words.question(index), width, "$muted"), Content("")]
        if name == "Reopen":
            paid = view.public.clauses[index].paid
            said = ", ".join(self.game.name(s) for s in paid) or t("plenary.nobody")
            lines += [*prose(t("motion.Reopen.paid", names=said), width, "$poor"), Content("")]
        return [*lines, *option_lines(self.game, index, view.text[index], width)]

    def _explain_motion(
        self, motion: MotionKind, width: int, before: Sequence[Content]
    ) -> Sequence[Content]:
        rule = rule_of(self.game.view.table, motion)
        shown_above = isinstance(motion, Amend)
        after = motion_lines(self.game, motion, rule, width, own=not shown_above)
        return [*before, Content(""), *after]

    def _explain_summit(self, goal: Goal, width: int) -> Sequence[Content]:
        view = self.game.view
        summit = view.public.summit
        closed = sum(c.status is ClauseStatus.CLOSED for c in view.public.clauses)
        prepared = summit.preparation if summit is not None else min(100, closed * 4)
        return [
            *title(capital(plain.GOALS[goal]), width),
            *prose(t("motion.ConveneSummit.odds", preparation=prepared), width, "$muted"),
            Content(""),
            *forecast_lines(view, goal, prepared, width),
        ]

    async def _table(self) -> None:
        packages = self.game.notes.packages
        if not packages:
            await self.host.open("package")
            return
        view, words = self.game.view, self.game.words
        items = [
            Item(name, name, note=change(self._gap(package)), why=self._barred(package))
            for name, package in sorted(packages.items())
        ]
        items += [BLANK, Item("", t("plenary.drafts"), heading=True), Item("*", t("plenary.board"))]

        async def choose(key: str) -> None:
            if key == "*":
                await self.host.open("package")
            else:
                self._put(TablePackage(packages[key]))

        def explain(key: str, width: int) -> Sequence[Content]:
            if key == "*":
                return prose(t("plenary.board.about"), width, "$muted")
            motion = TablePackage(packages[key])
            rule = rule_of(view.table, motion)
            lines = title(key, width)
            for line in difference(words, view.text, packages[key]):
                lines += bullet(line, width)
            return [*lines, Content(""), *motion_lines(self.game, motion, rule, width)]

        self.take(Step(t("motion.TablePackage"), items, choose, explain))

    def _barred(self, package: tuple[int, ...]) -> str:
        """Return why the house would not hear of a package; empty when it may be moved (R8.1)."""
        view, words = self.game.view, self.game.words
        for clause, option in zip(view.public.clauses, package, strict=True):
            if clause.status is ClauseStatus.CLOSED and option != clause.leading:
                return refusal("motion.closed", {}, words)
        return refusal("motion.no-change", {}, words) if package == view.text else ""

    def _gap(self, package: tuple[int, ...]) -> int:
        view = self.game.view
        return view.interests.utility(package) - view.walk_away if view.interests.points else 0

    @work
    async def _put(self, motion: MotionKind) -> None:
        what = describe(self.game.session).motion(motion)
        if await self.ask(t("plenary.put"), t("plenary.put.text", what=what), t("plenary.put.yes")):
            await self.order(MakeMotion(self.game.seat, motion))

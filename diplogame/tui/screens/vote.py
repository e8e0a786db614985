"""The vote: cast a ballot with one's own numbers before one's eyes, then hear the roll-call.

Guarantees: what a ballot would break is said before it is cast; the explanation of vote is chosen, not
assumed; a ballot that would let a red line be crossed is never under the cursor by itself; the result is
read out one delegation after another and may be skipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from diplogame.app.narrate import words as plain
from diplogame.app.outlook import after, rule_of
from diplogame.rules.commands import CastBallot
from diplogame.rules.decisions import Ballot
from diplogame.rules.terms import (
    AdoptPartial,
    Amend,
    CloseClause,
    DeferToAnnex,
    DivideTheQuestion,
    MoveToVote,
    Reason,
    StartSilence,
    TablePackage,
)
from diplogame.tui.frames import Step
from diplogame.tui.hall import HallScreen
from diplogame.tui.meaning import motion_lines, outside_mandate, promises_touched
from diplogame.tui.parts import BLANK, Item, Menu, bullet, fact, heading, prose, title
from diplogame.tui.rollcalls import summary
from diplogame.tui.strings import t
from diplogame.tui.wording import capital, describe, difference

_AGAINST = (Ballot.NO, Ballot.OBJECTION)

_REASONS: dict[bool, tuple[Reason, ...]] = {
    True: (Reason.AGREED, Reason.PROMISED, Reason.HOME),
    False: (
        Reason.WORST_CLAUSE,
        Reason.RED_LINE,
        Reason.OUTSIDE_MANDATE,
        Reason.HOLDING_OUT,
        Reason.BOUND,
        Reason.HOME,
        Reason.RIVAL_GAINS,
        Reason.DISTRUST,
    ),
}

_WHOLE = (MoveToVote, StartSilence, AdoptPartial, TablePackage, DivideTheQuestion)
"""Motions about every clause at once."""

_CAREFUL = (Ballot.ABSTAIN, Ballot.OBJECTION, Ballot.NO)
"""Ballots that do not help a text across a red line, the mildest first."""

_NEEDS_ISSUE = (Reason.WORST_CLAUSE, Reason.RED_LINE, Reason.OUTSIDE_MANDATE)


class VoteScreen(HallScreen):
    """One's ballot, and the roll-call."""

    place: ClassVar[str] = "vote"

    # The ballot ------------------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Begin on the first ballot, or on a careful one where the motion would cross a red line of ours."""
        fresh = self._seen is not self.game.view or not self._steps
        super().refresh_view()
        if fresh and len(self._steps) == 1 and self._crossed():
            menu = self.query_one("#menu", Menu)
            any(menu.go(ballot.value) for ballot in _CAREFUL)

    def _touched(self) -> tuple[int, ...]:
        """Return the clauses that the motion before the house is about."""
        table, motion = self.game.view.table, self.game.view.public.motion
        if motion is None:
            return ()
        if isinstance(motion.kind, Amend | CloseClause | DeferToAnnex):
            return (table.issue_index(motion.kind.issue),)
        return tuple(range(len(table.issues))) if isinstance(motion.kind, _WHOLE) else ()

    def _crossed(self) -> tuple[int, ...]:
        """Return the clauses of our red lines that the motion would have us cross."""
        view, touched = self.game.view, self._touched()
        if not touched or view.public.motion is None:
            return ()
        package = after(view, view.public.motion.kind)
        found: set[int] = set()
        for line in view.interests.red_lines:
            about = {issue for issue, _ in line.parts}
            if line.holds(package) and about & set(touched):
                found |= about
        return tuple(sorted(found))

    def _outside(self) -> tuple[int, ...]:
        """Return the clauses the motion is about that would go beyond our mandate."""
        view = self.game.view
        if view.public.motion is None:
            return ()
        beyond = outside_mandate(view, after(view, view.public.motion.kind))
        return tuple(k for k in beyond if k in self._touched())

    def lead(self, width: int) -> Sequence[Content]:
        """The motion before the house."""
        view, words = self.game.view, self.game.words
        motion = view.public.motion
        if motion is None:
            return ()
        by = self.game.name(motion.by) if motion.by else t("vote.chair")
        what = describe(self.game.session).motion(motion.kind)
        lines = prose(t("vote.question", who=by, what=what), width, "bold $ink")
        if isinstance(motion.kind, Amend):
            issue = view.table.issue_index(motion.kind.issue)
            lines += prose("§ " + words.clause(issue, motion.kind.option), width, "italic $muted")
        elif isinstance(motion.kind, CloseClause):
            issue = view.table.issue_index(motion.kind.issue)
            lines += prose("§ " + words.clause(issue, view.text[issue]), width, "italic $muted")
        elif isinstance(motion.kind, TablePackage):
            for line in difference(words, view.text, motion.kind.package):
                lines += bullet(line, width)
        return lines[:8]

    def first(self) -> Step:
        """The ballots that may be cast."""
        legal = self.game.legal
        if legal.duty != "ballot":
            last = self.game.view.public.votes[-1:]
            return Step(
                "",
                [Item("back", t("vote.none"))],
                lambda key: self.action_back(),
                lambda key, width: [
                    line
                    for record in last
                    for line in bullet(summary(self.game, record), width, "▸")
                ],
            )
        items: list[Item] = [heading(t("vote.yours"))]
        items += [
            Item(
                b.value,
                capital(t(f"ballot.{b.value}")),
                sign="▼"
                if b in _AGAINST
                else "◇"
                if b in (Ballot.ABSTAIN, Ballot.CONCERN)
                else "▲",
                tone="$stance-oppose"
                if b in _AGAINST
                else "$stance-reserve"
                if b in (Ballot.ABSTAIN, Ballot.CONCERN)
                else "$stance-support",
            )
            for b in legal.ballots
        ]
        return Step(t("vote.yours"), items, self._choose, self._explain_ballot)

    def _explain_ballot(self, key: str, width: int) -> Sequence[Content]:
        if not key or self.game.view.public.motion is None:
            return ()
        motion = self.game.view.public.motion.kind
        cast = Ballot(key)
        lines: list[Content] = []
        for said in promises_touched(self.game, motion, cast):
            lines += bullet(said, width, "▼", "bold $bad")
        if lines:
            lines.append(Content(""))
        lines += prose(t(f"ballot.{cast.value}.about"), width, "$muted")
        lines.append(Content(""))
        rule = rule_of(self.game.view.table, motion)
        return [*lines, *motion_lines(self.game, motion, rule, width)]

    async def _choose(self, key: str) -> None:
        cast = Ballot(key)
        favourable = cast not in _AGAINST and cast not in (Ballot.ABSTAIN, Ballot.CONCERN)
        if favourable:
            await self.order(CastBallot(self.game.seat, cast))
            return
        view = self.game.view
        best = self._proposed()
        items: list[Item] = []
        for reason in _REASONS[False]:
            note = t("vote.fits") if reason is best else ""
            items.append(Item(reason.value, t(f"explain.{reason.value}"), note=note))
        ranked = [i for i in items if i.key == best.value] + [
            i for i in items if i.key != best.value
        ]
        ranked += [BLANK, Item(Reason.AGREED.value, t("explain.silent"))]

        async def choose(reason: str) -> None:
            chosen = Reason(reason)
            if chosen in _NEEDS_ISSUE:
                self._ask_issue(cast, chosen)
            else:
                await self.order(CastBallot(view.seat, cast, chosen))

        self.take(
            Step(
                capital(t(f"ballot.{cast.value}")),
                ranked,
                choose,
                lambda key, width: [
                    *title(t("vote.explain"), width),
                    *prose(t("vote.explain.about"), width),
                    Content(""),
                    *fact(t("vote.heard"), capital(plain.REASONS[Reason(key)]), width, 10),
                ],
                t("vote.explain.now"),
            )
        )

    def _proposed(self) -> Reason:
        view = self.game.view
        motion = view.public.motion
        if motion is None or not view.interests.points:
            return Reason.WORST_CLAUSE
        package = after(view, motion.kind)
        if self._crossed():
            return Reason.RED_LINE
        if view.interests.utility(package) >= view.walk_away and self._outside():
            return Reason.OUTSIDE_MANDATE
        if view.interests.utility(package) >= view.walk_away:
            return Reason.HOLDING_OUT
        return Reason.WORST_CLAUSE

    def _ask_issue(self, cast: Ballot, reason: Reason) -> None:
        view, words = self.game.view, self.game.words
        assert view.public.motion is not None
        kind = view.public.motion.kind
        package = after(view, kind)
        losses = {
            k: (max(row) - row[package[k]] if view.interests.points else 0)
            for k, row in enumerate(view.interests.points or ((0,),) * len(package))
        }
        named = getattr(kind, "issue", "")
        whole = isinstance(kind, _WHOLE)
        apt: tuple[int, ...] = ()
        if reason is Reason.RED_LINE:
            apt = self._crossed()
        elif reason is Reason.OUTSIDE_MANDATE:
            apt = self._outside()
        order = sorted(losses, key=lambda k: (k not in apt, -losses[k], k))
        if named and not whole:
            at = view.table.issue_index(named)
            order = [at, *(k for k in order if k != at)]
        items = [
            Item(str(k), words.issue(k), note=words.option_short(k, package[k])) for k in order
        ]
        self.take(
            Step(
                t(f"explain.{reason.value}"),
                items,
                lambda key: self._cast(cast, reason, int(key)),
                lambda key, width: [
                    *title(words.issue(int(key)), width),
                    *prose(words.clause(int(key), package[int(key)]), width, "italic $ink"),
                    Content(""),
                    *fact(t("vote.short-of-ideal"), f"{losses[int(key)]}", width, 18),
                ],
                t("vote.which-clause"),
            )
        )

    async def _cast(self, cast: Ballot, reason: Reason, issue: int) -> None:
        await self.order(CastBallot(self.game.seat, cast, reason, issue))

"""Blocs and clubs: who is in them and what binds them, the caucus, and declarations (R13).

Guarantees: every act is listed, closed ones with the reason; what it would cost and bring stands beside it
before it is ordered; what parts for good is asked about once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from diplogame.app.narrate.refusal import refusal
from diplogame.app.outlook.blocs import (
    coalition_lines,
    duty_lines,
    order_lines,
    position_lines,
    shown,
)
from diplogame.rules import commands as cmd
from diplogame.rules.caucus import amended
from diplogame.rules.coalitions import memberships
from diplogame.rules.decisions import Ballot
from diplogame.rules.legal import declare_why, joinable
from diplogame.rules.planning import closed_statuses
from diplogame.rules.terms import Clauses, Coalition, Reason
from diplogame.tui.frames import Deciding, Step
from diplogame.tui.parts import BLANK, Item, heading, prose, title
from diplogame.tui.strings import t
from diplogame.tui.wording import capital, change, figures

REASONS = (
    Reason.BUSY,
    Reason.WORST_CLAUSE,
    Reason.HOLDING_OUT,
    Reason.BOUND,
    Reason.DISTRUST,
    Reason.RESENTMENT,
)
"""Reasons one may give for staying away, or for not signing."""

_AGAINST = (Ballot.NO, Ballot.OBJECTION, Ballot.CONCERN)


class CoalitionsScreen(Deciding):
    """What is asked of us, what we may do, and what there is."""

    place: ClassVar[str] = "coalitions"

    def __init__(self) -> None:
        super().__init__()
        self._draft: Clauses = ()

    def lead(self, width: int) -> Sequence[Content]:
        """What a call, a caucus or a declaration is about."""
        told = duty_lines(self.game.view, self.game.tell, self.game.legal)
        return [line for text in told for line in prose(figures(text), width)]

    def now(self) -> str:
        """What is awaited."""
        duty = self.game.legal.duty
        said = super().now()
        if self._steps and self._steps[-1].now:
            return said
        known = duty in ("summons", "declaration", "caucus", "caucus-ballot")
        return t(f"coalitions.now.{duty}") if known else said

    # --- the first question --------------------------------------------------------------------

    def first(self) -> Step:
        """What may be done now, and the coalitions that there are."""
        self._draft = ()
        acts = self._acts()
        items: list[Item] = []
        if acts:
            items += [heading(t("coalitions.acts")), *acts, BLANK]
        found = shown(self.game.view)
        if found:
            items.append(heading(t("coalitions.all")))
            items += [
                Item(f"see:{c.id}", self.game.tell.coalition_cap(c.id), self._note(c), sign="◇")
                for c in found
            ]
        if not items:
            items = [Item("back", t("coalitions.none"))]
        return Step(t("coalitions.title"), items, self._choose, self._explain_act)

    def _note(self, coalition: Coalition) -> str:
        inside = self.game.seat in coalition.members
        return t("coalitions.ours" if inside else "coalitions.theirs")

    def _why(self, code: str) -> str:
        return refusal(code, {}, self.game.words) if code else ""

    def _acts(self) -> list[Item]:
        now = self.game.legal
        match now.duty:
            case "summons":
                return [
                    Item("come", t("coalitions.come"), t("coalitions.come.price")),
                    Item("away", t("coalitions.away"), t("coalitions.away.price")),
                ]
            case "declaration":
                return [
                    Item("sign", t("coalitions.sign"), t("coalitions.sign.price")),
                    Item("refuse", t("coalitions.refuse")),
                ]
            case "caucus":
                return self._caucus()
            case "caucus-ballot":
                return [
                    Item(f"vote:{b.value}", capital(t(f"ballot.{b.value}"))) for b in now.ballots
                ]
            case "plan":
                return self._morning()
            case _:
                return []

    def _caucus(self) -> list[Item]:
        whys = {verb.name: self._why(verb.why) for verb in self.game.legal.verbs}
        return [
            Item("table", t("coalitions.table"), why=whys["table"]),
            Item("amend", t("coalitions.amend"), why=whys["amend-draft"]),
            Item("strike", t("coalitions.strike"), why=whys["amend-draft"]),
            Item("stand", t("coalitions.stand"), t("coalitions.stand.price"), why=whys["stand"]),
            Item("pass", t("coalitions.pass")),
        ]

    def _morning(self) -> list[Item]:
        game, view = self.game, self.game.view
        found: list[Item] = []
        own = memberships(view.coalitions, view.seat)
        for c in own:
            name = game.tell.coalition(c.id)
            if not c.club:
                why = self._why(declare_why(view, c))
                found.append(Item(f"declare:{c.id}", t("coalitions.declare", name=name), why=why))
        for key in joinable(view):
            name = game.tell.coalition(key)
            found.append(Item(f"join:{key}", t("coalitions.join", name=name)))
        for c in own:
            name = game.tell.coalition(c.id)
            price = t("coalitions.leave.price")
            found.append(Item(f"leave:{c.id}", t("coalitions.leave", name=name), price))
        return found

    # --- what a line means ---------------------------------------------------------------------

    def _command(self, key: str) -> cmd.Command | None:
        """The order that a line gives without another question."""
        kind, _, name = key.partition(":")
        seat, at = self.game.seat, self.game.legal.coalition
        match kind:
            case "come":
                return cmd.AnswerSummons(seat, at, True)
            case "sign":
                return cmd.AnswerDeclaration(seat, at, True)
            case "stand":
                return cmd.StandForLeader(seat, at)
            case "pass":
                return cmd.PassCaucus(seat, at)
            case "declare":
                return cmd.DeclareCommon(seat, name)
            case "join":
                return cmd.JoinClub(seat, name)
            case "leave":
                return cmd.LeaveCoalition(seat, name)
            case "vote":
                ballot = Ballot(name)
                reason = Reason.WORST_CLAUSE if ballot in _AGAINST else Reason.AGREED
                return cmd.CastCaucusBallot(seat, at, ballot, reason, self._worst(ballot))
            case _:
                return None

    def _worst(self, ballot: Ballot) -> int:
        """The clause of the draft that gives us least, where a ballot is against it."""
        view = self.game.view
        coalition = view.coalitions.get(self.game.legal.coalition)
        caucus = coalition.caucus if coalition is not None else None
        rows = view.interests.points
        if caucus is None or not caucus.draft or not rows or ballot not in _AGAINST:
            return -1
        return max(caucus.draft, key=lambda c: (max(rows[c[0]]) - rows[c[0]][c[1]], -c[0]))[0]

    def _explain_act(self, key: str, width: int) -> Sequence[Content]:
        game = self.game
        kind, _, name = key.partition(":")
        if kind == "see" and name in game.view.coalitions:
            lines = title(game.tell.coalition_cap(name), width)
            about = game.words.bloc_about(name)
            if about:
                lines += [*prose(about, width, "$muted"), Content("")]
            told = coalition_lines(game.view, game.tell, game.view.coalitions[name])
            return [
                *lines,
                *(line for text in told for line in [*prose(figures(text), width), Content("")]),
            ]
        command = self._command(key)
        item = (
            next((i for i in self._steps[0].items if i.key == key), None) if self._steps else None
        )
        lines = title(item.title, width) if item is not None else []
        told = order_lines(game.view, game.tell, command) if command is not None else []
        about = f"coalitions.{kind}.about"
        lines += prose(t(about), width) if kind in _ABOUT else []
        for text in told:
            lines += [Content(""), *prose(figures(text), width)]
        if item is not None and item.why:
            lines += [Content(""), *prose(item.why, width, "$poor")]
        return lines

    async def _choose(self, key: str) -> None:
        kind, _, name = key.partition(":")
        match kind:
            case "back" | "see":
                return
            case "away" | "refuse":
                self._ask_why(kind)
            case "table":
                self._drafting(key="")
            case "amend":
                self._pick_clause()
            case "strike":
                self._pick_struck()
            case "leave" | "stand" | "sign":
                command = self._command(key)
                assert command is not None
                told = order_lines(self.game.view, self.game.tell, command)
                what = t(f"coalitions.{kind}.sure", name=self._named(name))
                text = figures(" ".join(told)) or t(f"coalitions.{kind}.about")
                self.grave(command, what, text, t(f"coalitions.{kind}.yes"))
            case _:
                command = self._command(key)
                if command is not None:
                    await self.order(command)

    def _named(self, name: str) -> str:
        return self.game.tell.coalition(name or self.game.legal.coalition)

    # --- reasons -------------------------------------------------------------------------------

    def _ask_why(self, kind: str) -> None:
        items = [Item(r.value, t(f"reason.{r.value}")) for r in REASONS]
        crumb = t(f"coalitions.{kind}")
        self.take(Step(crumb, items, lambda key: self._say_no(kind, key), lambda _k, _w: ()))

    async def _say_no(self, kind: str, reason: str) -> None:
        seat, at = self.game.seat, self.game.legal.coalition
        why = Reason(reason)
        if kind == "away":
            await self.order(cmd.AnswerSummons(seat, at, False, why))
        else:
            await self.order(cmd.AnswerDeclaration(seat, at, False, why))

    # --- drafts --------------------------------------------------------------------------------

    def _options(self, chosen: Clauses) -> list[Item]:
        """Every option of every open clause, with what it is worth to us above the text."""
        view, words = self.game.view, self.game.words
        found: list[Item] = []
        for k, issue in enumerate(view.table.issues):
            clause = view.public.clauses[k]
            if clause.status in closed_statuses():
                continue
            found.append(heading(words.issue(k)))
            for o in range(len(issue.options)):
                rows = view.interests.points
                moved = change(rows[k][o] - rows[k][clause.leading]) if rows else ""
                sign = "●" if (k, o) in chosen else "○"
                about = words.clause(k, o)
                found.append(Item(f"{k}.{o}", words.option(k, o), moved, about, sign=sign))
        return found

    def _drafting(self, key: str) -> None:
        """A draft in the making: lines are put in and taken out, and it is tabled at the end."""
        coalition = self.game.view.coalitions[self.game.legal.coalition]
        most = self.game.view.table.blocs[coalition.id].clauses
        why = "" if self._draft else t("coalitions.table.empty")
        done = Item("done", t("coalitions.table.done", count=len(self._draft), most=most), why=why)
        items = [done, BLANK, *self._options(self._draft)]
        now = t("coalitions.table.now", most=most)
        step = Step(t("coalitions.table"), items, self._put, self._explain_draft, now)
        if len(self._steps) > 1:
            self._steps[-1] = step
            self._show_step(at=key)
        else:
            self.take(step)

    async def _put(self, key: str) -> None:
        at = self.game.legal.coalition
        if key == "done":
            await self.order(cmd.TableDraft(self.game.seat, at, self._draft))
            return
        issue, _, option = key.partition(".")
        entry = (int(issue), int(option))
        then = amended(self._draft, entry[0], -1 if entry in self._draft else entry[1])
        most = self.game.view.table.blocs[at].clauses
        if len(then) > most:
            self.say(t("coalitions.table.most", most=most))
            return
        self._draft = then
        self._drafting(key)

    def _explain_draft(self, key: str, width: int) -> Sequence[Content]:
        """What the draft is worth with the line under the cursor in it."""
        draft = self._draft
        if "." in key:
            issue, _, option = key.partition(".")
            draft = amended(draft, int(issue), int(option))
        if not draft:
            return prose(t("coalitions.table.about"), width)
        command = cmd.TableDraft(self.game.seat, self.game.legal.coalition, draft)
        told = order_lines(self.game.view, self.game.tell, command)
        return [line for text in told for line in [*prose(figures(text), width), Content("")]]

    def _tabled(self) -> tuple[Coalition, Clauses]:
        coalition = self.game.view.coalitions[self.game.legal.coalition]
        assert coalition.caucus is not None
        return coalition, coalition.caucus.draft

    def _pick_clause(self) -> None:
        coalition, draft = self._tabled()
        items = [
            Item(i.key, i.title, i.note, i.about, self._amend_why(i.key, draft), i.sign, i.tone)
            if i.key
            else i
            for i in self._options(draft)
        ]

        def explain(key: str, width: int) -> Sequence[Content]:
            issue, _, option = key.partition(".")
            then = amended(draft, int(issue), int(option))
            told = position_lines(self.game.view, self.game.tell, coalition, then)
            return [line for text in told for line in [*prose(figures(text), width), Content("")]]

        self.take(Step(t("coalitions.amend"), items, self._amend, explain))

    def _amend_why(self, key: str, draft: Clauses) -> str:
        issue, _, option = key.partition(".")
        if (int(issue), int(option)) in draft:
            return self._why("caucus.same")
        most = self.game.view.table.blocs[self.game.legal.coalition].clauses
        full = len(amended(draft, int(issue), int(option))) > most
        return t("coalitions.table.most", most=most) if full else ""

    async def _amend(self, key: str) -> None:
        issue, _, option = key.partition(".")
        at = self.game.legal.coalition
        await self.order(cmd.AmendDraft(self.game.seat, at, int(issue), int(option)))

    def _pick_struck(self) -> None:
        coalition, draft = self._tabled()
        words = self.game.words
        last = t("coalitions.strike.last") if len(draft) == 1 else ""
        items = [
            Item(f"{k}.-1", words.option(k, o), words.issue_short(k), why=last) for k, o in draft
        ]

        def explain(key: str, width: int) -> Sequence[Content]:
            then = amended(draft, int(key.partition(".")[0]), -1)
            if not then:
                return ()
            told = position_lines(self.game.view, self.game.tell, coalition, then)
            return [line for text in told for line in [*prose(figures(text), width), Content("")]]

        self.take(Step(t("coalitions.strike"), items, self._amend, explain))


_ABOUT = frozenset(
    {"come", "away", "sign", "refuse", "table", "amend", "strike", "stand", "pass"}
    | {"declare", "join", "leave"}
)
"""Lines about which there is a sentence."""

"""The plenary: who has spoken, what may be said and moved, and what each would cost and do.

Guarantees: every motion is listed, closed ones with the reason and the round in which they open; a
motion is put only after its clause and option were chosen and its effect shown; votes taken since
one last looked are read out first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from diplogame.app.narrate import words as plain
from diplogame.app.narrate.refusal import refusal
from diplogame.app.outlook import rule_of
from diplogame.rules.appraisal import own_stance
from diplogame.rules.commands import LeaveHall, MakeMotion, MakeSpeech, PassFloor
from diplogame.rules.legal import Verb, endorsable
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
    Speech,
    StartSilence,
    StopClock,
    Suspend,
    TablePackage,
)
from diplogame.tui.base import shown
from diplogame.tui.frames import Deciding, Step
from diplogame.tui.kept import kept
from diplogame.tui.meaning import SIGNS, motion_lines, option_lines
from diplogame.tui.parts import BLANK, Item, bullet, heading, prose, title
from diplogame.tui.rollcalls import Reading, call_of, mark_read, unread
from diplogame.tui.screens.summit import forecast_lines
from diplogame.tui.strings import t
from diplogame.tui.wording import capital, change, describe, difference

TONES = ("appeal", "shame", "red-line", "rally")

_PLAIN: dict[str, MotionKind] = {
    "MoveToVote": MoveToVote(),
    "StartSilence": StartSilence(),
    "StopClock": StopClock(),
    "Suspend": Suspend(),
}


class PlenaryScreen(Deciding):
    """The hall."""

    place: ClassVar[str] = "plenary"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "pass", "Pass")]

    def __init__(self) -> None:
        super().__init__()
        self._read = ""

    def body(self) -> Iterable[Widget]:
        """The roll-call in front, the choices behind it."""
        yield Reading(id="reading")
        yield Vertical(*super().body(), id="desk")

    def now(self) -> str:
        """Say what is being read out, or what may be done."""
        if self.host.game is not None and self.game.seat and self.holds():
            return t("vote.reading")
        return super().now()

    # Votes read out ---------------------------------------------------------------------------

    def holds(self) -> bool:
        """Votes that were not read yet hold the player here."""
        return bool(unread(self.game))

    def refresh_view(self) -> None:
        """Read out what was voted on, then show what may be done."""
        reading = self.query_one("#reading", Reading)
        votes = unread(self.game)
        shown(reading, bool(votes))
        shown(self.query_one("#desk"), not votes)
        if votes:
            key = f"{len(self.game.view.public.votes) - len(votes)}"
            if self._read != key:
                self._read = key
                reading.read_out(call_of(self.game, votes[0]), at_once=not self.host_reads())
            reading.focus()
            return
        super().refresh_view()

    def host_reads(self) -> bool:
        """Whether roll-calls are read out one by one."""
        return kept(self.host).roll_call

    def on_reading_done(self, event: Reading.Done) -> None:
        """Go on after a vote was read."""
        mark_read(self.game)
        if unread(self.game):
            self.refresh_view()
        else:
            self._seen = None
            self.host.advance()
            self.refresh_view()

    # What may be done ------------------------------------------------------------------------

    def lead(self, width: int) -> Sequence[Content]:
        """The order of speakers."""
        public = self.game.view.public
        speaker = self.game.view.speaker
        parts: list[tuple[str, str]] = [(t("plenary.order") + "  ", "$muted")]
        everybody = (*public.spoken, *(s for s in public.order if s not in public.spoken))
        for seat in everybody or (self.game.seat,):
            name = self.game.short(seat)
            if seat == speaker:
                parts += [("▸ ", "bold $brass"), (name, "bold underline $ink")]
            elif seat in public.walked_out:
                parts += [("✗ ", "$bad"), (name, "$faint")]
            elif seat in public.order:
                parts += [("○ ", "$faint"), (name, "$ink")]
            else:
                parts += [("● ", "$muted"), (name, "$muted")]
            parts.append(("   ", ""))
        return [Content.assemble(*parts).truncate(width, ellipsis=True)]

    def first(self) -> Step:
        """Speak, move, press, leave or pass."""
        legal = self.game.legal
        if legal.duty != "plenary":
            return Step(
                "",
                [Item("back", t("plenary.waiting"), about="")],
                lambda key: self.action_back(),
                lambda key, width: prose(t("plenary.not-now"), width, "$muted"),
            )
        verbs = {verb.name: verb for verb in legal.verbs}
        items: list[Item] = [heading(t("plenary.speak"))]
        for tone in TONES:
            items.append(
                Item(
                    f"say:{tone}",
                    t(f"speech.{tone}"),
                    note=t(f"speech.{tone}.price"),
                    why=self.why(verbs["speech"]),
                )
            )
        items += [BLANK, heading(t("plenary.move"))]
        for verb in legal.motions:
            items.append(
                Item(
                    f"move:{verb.name}",
                    t(f"motion.{verb.name}"),
                    note=t("plenary.opens", round=verb.first) if verb.first else "",
                    why=self.why(verb),
                )
            )
        if not legal.motions:
            items.append(Item("", t("plenary.no-vote"), heading=True))
        items += [
            BLANK,
            heading(t("plenary.else")),
            Item("ultimatum", t("plenary.ultimatum"), why=self.why(verbs["ultimatum"])),
            Item("leave", t("plenary.leave"), note=t("plenary.leave.price")),
            Item("pass", t("plenary.pass")),
        ]
        return Step(t("plenary.floor"), items, self._choose, self._explain_root)

    def why(self, verb: Verb) -> str:
        """Return why a verb is closed, with the round in which it opens; empty when it is open."""
        if verb.allowed:
            return ""
        said = refusal(verb.why, {}, self.game.words)
        return f"{said} {t('plenary.opens-in', round=verb.first)}" if verb.first else said

    async def _choose(self, key: str) -> None:
        kind, _, name = key.partition(":")
        if kind == "say":
            self._speak(name)
        elif kind == "move":
            await self._move(name)
        elif kind == "ultimatum":
            await self.host.open("threats", floor=True)
        elif kind == "leave":
            self.grave(
                LeaveHall(self.game.seat),
                t("plenary.leave"),
                t("plenary.leave.about"),
                t("plenary.leave.yes"),
            )
        elif kind == "pass":
            await self.order(PassFloor(self.game.seat))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Passing is offered where the word is ours and no motion is being made."""
        if action == "pass":
            return len(self._steps) == 1 and self.game.legal.duty == "plenary"
        return super().check_action(action, parameters)

    async def action_pass(self) -> None:
        """Say nothing more."""
        await self.order(PassFloor(self.game.seat))

    def _explain_root(self, key: str, width: int) -> Sequence[Content]:
        kind, _, name = key.partition(":")
        item = next((i for i in self._steps[0].items if i.key == key), None)
        lines: list[Content] = []
        if kind == "say":
            lines = [
                *title(t(f"speech.{name}"), width, t(f"speech.{name}.price")),
                *prose(t(f"speech.{name}.about"), width),
            ]
            used = self.game.view.acts.get(f"spoke-{name}", 0)
            if used:
                lines += [Content(""), *prose(t("speech.worn", count=used), width, "$poor")]
        elif kind == "move":
            lines = [*title(t(f"motion.{name}"), width), *prose(t(f"motion.{name}.about"), width)]
            if name in _PLAIN and item is not None and not item.why:
                motion = _PLAIN[name]
                rule = rule_of(self.game.view.table, motion)
                lines += [Content(""), *motion_lines(self.game, motion, rule, width)]
        elif kind in ("ultimatum", "leave", "pass"):
            lines = [*title(t(f"plenary.{kind}"), width), *prose(t(f"plenary.{kind}.about"), width)]
        if item is not None and item.why:
            lines += [Content(""), *bullet(item.why, width, "▽", "$poor")]
        return lines

    # Speeches --------------------------------------------------------------------------------

    def _speak(self, tone: str) -> None:
        if tone == "rally":
            self._say(Speech("rally"))
            return
        view, words = self.game.view, self.game.words
        if tone == "red-line":
            items = [
                Item(issue.id, words.issue(k), note=words.option_short(k, view.text[k]))
                for k, issue in enumerate(view.table.issues)
            ]
            self.take(
                Step(
                    t("speech.red-line"),
                    items,
                    lambda key: self._say(Speech("red-line", issue=key)),
                    self._explain_line,
                    t("speech.red-line.now"),
                )
            )
            return
        items = [Item("*", t("speech.everybody"))] if tone == "appeal" else []
        items += [
            Item(seat, words.name(seat), note=self._trust_note(seat))
            for seat in view.table.everybody
            if seat != view.seat
        ]
        self.take(
            Step(
                t(f"speech.{tone}"),
                items,
                lambda key: self._say(Speech(tone, "" if key == "*" else key)),
                lambda key, width: self._explain_target(tone, key, width),
                t(f"speech.{tone}.now"),
            )
        )

    def _trust_note(self, seat: str) -> str:
        regard = self.game.view.regard.get(seat)
        return "" if regard is None else t("plenary.regard", trust=regard)

    def _explain_line(self, key: str, width: int) -> Sequence[Content]:
        view, words = self.game.view, self.game.words
        issue = view.table.issue_index(key)
        lines = [*title(words.issue(issue), width), *prose(words.question(issue), width)]
        lines.append(Content(""))
        for option in range(len(view.table.issues[issue].options)):
            sign = SIGNS[own_stance(view, issue, option)]
            here = "●" if view.text[issue] == option else " "
            lines.append(
                Content.assemble(
                    (here + " ", "$brass"),
                    (sign.sign + " ", f"bold {sign.tone}"),
                    (words.option(issue, option), "$ink"),
                ).truncate(width, ellipsis=True)
            )
        return [*lines, Content(""), *prose(t("speech.red-line.ties"), width, "$poor")]

    def _explain_target(self, tone: str, key: str, width: int) -> Sequence[Content]:
        if key == "*":
            return [
                *title(t("speech.everybody"), width),
                *prose(t("speech.everybody.about"), width),
            ]
        view = self.game.view
        lines = title(self.game.name(key), width)
        standing = view.public.standing.get(key, 50)
        lines += prose(t("plenary.standing", standing=standing), width)
        lines += [Content(""), *prose(t(f"speech.{tone}.target"), width, "$muted")]
        return lines

    @work
    async def _say(self, speech: Speech) -> None:
        if await self.order(MakeSpeech(self.game.seat, speech)) and self.is_current:
            self._resumed()

    # Motions ---------------------------------------------------------------------------------

    async def _move(self, name: str) -> None:
        view, words = self.game.view, self.game.words
        if name in _PLAIN:
            self._put(_PLAIN[name])
        elif name == "TablePackage":
            await self._table()
        elif name == "AccreditObserver":
            self.take(
                Step(
                    t("motion.AccreditObserver"),
                    [Item(s, self.game.name(s)) for s in view.public.unaccredited],
                    lambda key: self._put(AccreditObserver(key)),
                    lambda key, width: self._explain_motion(AccreditObserver(key), width, ()),
                    t("motion.AccreditObserver.now"),
                )
            )
        elif name == "DivideTheQuestion":
            packages = self.game.notes.packages
            self.take(
                Step(
                    t("motion.DivideTheQuestion"),
                    [Item("", t("motion.DivideTheQuestion.text"))]
                    + [Item(key, key) for key in sorted(packages)],
                    lambda key: self._put(DivideTheQuestion(packages.get(key, ()))),
                    lambda key, width: self._explain_motion(
                        DivideTheQuestion(packages.get(key, ())), width, ()
                    ),
                    t("motion.DivideTheQuestion.now"),
                )
            )
        elif name == "Endorse":
            pairs = endorsable(view)
            self.take(
                Step(
                    t("motion.Endorse"),
                    [
                        Item(f"{target}|{tool}", words.instrument(tool), self.game.short(target))
                        for target, tool in pairs
                    ],
                    lambda key: self._put(Endorse(*key.split("|"))),
                    lambda key, width: self._explain_motion(Endorse(*key.split("|")), width, ()),
                    t("motion.Endorse.now"),
                )
            )
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
            closed = (ClauseStatus.CLOSED, ClauseStatus.AGREED)
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
            Item(name, name, note=change(self._gap(package)))
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

    def _gap(self, package: tuple[int, ...]) -> int:
        view = self.game.view
        return view.interests.utility(package) - view.walk_away if view.interests.points else 0

    @work
    async def _put(self, motion: MotionKind) -> None:
        what = describe(self.game.session).motion(motion)
        if await self.ask(t("plenary.put"), t("plenary.put.text", what=what), t("plenary.put.yes")):
            await self.order(MakeMotion(self.game.seat, motion))


__all__ = ["PlenaryScreen"]

"""The plenary: who has spoken, what may be said and moved, and what each would cost and do.

Guarantees: every motion is listed, closed ones with the reason and the round in which they open; a
motion is put only after its clause and option were chosen and its effect shown; votes taken since
one last looked are read out first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from diplogame.app.narrate.refusal import refusal
from diplogame.app.outlook import rule_of
from diplogame.rules.commands import LeaveHall, MakeSpeech, PassFloor
from diplogame.rules.duties import Verb
from diplogame.rules.forecasts import own_stance
from diplogame.rules.planning import closed_statuses
from diplogame.rules.terms import (
    Speech,
)
from diplogame.tui.frames import Step
from diplogame.tui.meaning import SIGNS, motion_lines, option_lines
from diplogame.tui.parts import BLANK, Item, Menu, bullet, heading, prose, title
from diplogame.tui.screens.motions import PLAIN, MotionsScreen
from diplogame.tui.strings import t

TONES = ("appeal", "shame", "red-line", "rally")


class PlenaryScreen(MotionsScreen):
    """The hall."""

    place: ClassVar[str] = "plenary"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "pass", "Pass")]

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
            if name in PLAIN and item is not None and not item.why:
                motion = PLAIN[name]
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
        if tone == "red-line":
            self._draw_line()
            return
        view, words = self.game.view, self.game.words
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

    def _draw_line(self) -> None:
        """Ask on which clause, and then for which option of it, the line is drawn (R8.3)."""
        view, words = self.game.view, self.game.words
        items = [
            Item(
                issue.id,
                words.issue(k),
                note=words.option_short(k, view.text[k]),
                why=refusal("motion.closed", {}, words)
                if view.public.clauses[k].status in closed_statuses()
                else "",
            )
            for k, issue in enumerate(view.table.issues)
        ]
        now = t("speech.red-line.now")
        crumb = t("speech.red-line")
        self.take(Step(crumb, items, self._line_at, self._explain_line, now))

    def _line_at(self, issue: str) -> None:
        view, words = self.game.view, self.game.words
        index = view.table.issue_index(issue)
        items = [
            Item(
                str(option),
                words.option(index, option),
                note=t("speech.red-line.reads") if option == view.text[index] else "",
                sign=SIGNS[own_stance(view, index, option)].sign,
                tone=SIGNS[own_stance(view, index, option)].tone,
            )
            for option in range(len(view.table.issues[index].options))
        ]
        self.take(
            Step(
                words.issue_short(index),
                items,
                lambda key: self._say(Speech("red-line", issue=issue, option=int(key))),
                lambda key, width: [
                    *prose(t("speech.red-line.ties"), width, "$poor"),
                    Content(""),
                    *option_lines(self.game, index, int(key), width),
                ],
                t("speech.red-line.option"),
            )
        )
        values = view.interests.values[index] if view.interests.values else ()
        best = max(range(len(values)), key=lambda o: (values[o], -o), default=0)
        self.query_one("#menu", Menu).go(str(best))

    def next_line(self, used: str) -> str:
        """After a speech the first motion that is open, or to pass: never to walk out."""
        items = self._steps[-1].items
        motions = (i.key for i in items if i.key.startswith("move:") and not i.why)
        open_ = {item.key for item in items if not item.why}
        return next(motions, "pass" if "pass" in open_ else super().next_line(used))

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
        words = self.game.words
        what, price = t(f"speech.{speech.tone}"), t(f"speech.{speech.tone}.price")
        if speech.tone == "red-line":
            index = self.game.view.table.issue_index(speech.issue)
            what = f"{what}: ‘{words.option(index, speech.option)}’ ({words.issue_short(index)})"
            price = f"{price}. {t('speech.red-line.ties')}".rstrip(".")
        elif speech.tone != "rally":
            whom = self.game.name(speech.target) if speech.target else t("speech.everybody")
            what = f"{what}: {whom}"
        text = t("speech.sure.text", what=what, price=price)
        if not await self.ask(t("speech.sure"), text, t("speech.sure.yes")):
            return
        if await self.order(MakeSpeech(self.game.seat, speech)) and self.is_current:
            self._resumed()

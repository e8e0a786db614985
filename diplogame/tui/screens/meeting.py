"""A side-meeting: what has been said on one side, what one may do on the other.

Guarantees: whatever is asked - an offer, a question, a threat - is answered here before anything else,
with what it means to us beside it; after the last word the screen stays until it has been read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from diplogame.app.narrate import words
from diplogame.app.narrate.refusal import refusal
from diplogame.app.outlook import lines_crossed
from diplogame.rules import commands as cmd
from diplogame.rules.information import priority_of
from diplogame.rules.meetings import leak_risk
from diplogame.rules.records import Meeting
from diplogame.rules.terms import Reason
from diplogame.tui import staff, transcript
from diplogame.tui.base import GameScreen
from diplogame.tui.between import (
    bargain_lines,
    belief_lines,
    term_lines,
    variant_lines,
    worth_lines,
)
from diplogame.tui.help import Picker, Question, numbered
from diplogame.tui.parts import Item, Menu, Page, prose, title
from diplogame.tui.screens.meeting_asks import (
    decline_reasons,
    issue_items,
    option_items,
    patron_items,
    priority_items,
)
from diplogame.tui.screens.meeting_moves import moves
from diplogame.tui.strings import many, t


class MeetingScreen(GameScreen):
    """The table of a side-meeting."""

    CSS_PATH = "meeting.tcss"
    place = "meeting"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "verb('offer')", "Offer"),
        Binding("p", "verb('probe')", "Probe"),
        Binding("d", "verb('disclose')", "Disclose"),
        Binding("r", "verb('reassure')", "Reassure"),
        Binding("t", "verb('press')", "Press", show=False),
        Binding("y", "verb('yield')", "Let them speak", show=False),
        Binding("a", "verb('adjourn')", "Adjourn", show=False),
        Binding("n", "go_on", "Go on"),
        Binding("s", "staff", "Staff's advice"),
        Binding("f", "dossier", "Dossier", show=False),
        *(Binding(str(n), f"pick({n})", show=False) for n in range(1, 10)),
        # Before the moves, which are never longer than a page.
        Binding("pagedown", "turn(1)", "Scroll the paper", show=False, priority=True),
        Binding("pageup", "turn(-1)", "Scroll the paper back", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self._entries: list[transcript.Entry] = []

    def body(self) -> Iterable[Widget]:
        """Lay the table."""
        yield Horizontal(
            Page(id="said"),
            Vertical(
                Static(id="state", markup=False),
                Page(id="paper"),
                Menu(feet=3, id="moves"),
                id="side",
            ),
            id="table",
        )

    def on_mount(self) -> None:
        """Give the moves the focus."""
        super().on_mount()
        self.query_one(Menu).focus()

    # Which meeting -----------------------------------------------------------------------------

    def meeting(self) -> Meeting | None:
        """Return the meeting that is in session, or the one just over."""
        view = self.game.view
        now = view.meeting
        if now is not None and (not self._shown or self._shown == now.id or not self._unread()):
            self._shown = now.id
            self.game.notes.kept["meeting"] = now.id
            return now
        return view.meetings.get(self._shown)

    def _unread(self) -> bool:
        """Whether the meeting that was shown last is over and its end was not read."""
        meeting = self.game.view.meetings.get(self._shown)
        return meeting is not None and meeting.status != "open"

    def over(self) -> bool:
        """Whether the meeting shown is over."""
        meeting = self.meeting()
        return meeting is not None and meeting.status != "open"

    def holds(self) -> bool:
        """Stay until the end of a meeting has been read."""
        return bool(self._shown) and self._unread()

    def others(self) -> tuple[str, ...]:
        """Return the other parties."""
        meeting = self.meeting()
        return () if meeting is None else tuple(p for p in meeting.parties if p != self.game.seat)

    def heading(self) -> str:
        """Return with whom one sits."""
        names = words.join(self.game.name(p) for p in self.others())
        return t("meeting.with", name=names)

    def now(self) -> str:
        """Return what is asked."""
        duty = self.game.legal.duty
        if self.over():
            return t("meeting.over")
        if duty in ("offer", "probe", "threat", "meeting"):
            names = words.join(self.game.name(p) for p in self._addressing(duty))
            return t(f"meeting.now.{duty}", name=names)
        return t("meeting.now.wait")

    def _addressing(self, duty: str) -> tuple[str, ...]:
        """Return who waits for us: the one who put it, or all others when the floor is ours."""
        meeting, others = self.meeting(), self.others()
        if meeting is None or duty == "meeting":
            return others
        asks = meeting.offer.by if duty == "offer" and meeting.offer else meeting.lead
        return (asks,) if asks in others else others

    # Showing -----------------------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Write the transcript, the paper on the table and the moves."""
        meeting = self.meeting()
        if meeting is None:
            return
        self._entries = transcript.entries(self.game, meeting.id)
        self.query_one("#said", Page).show(self._said, end=True)
        self.query_one("#state", Static).update(Content(self._state(meeting)))
        self.query_one("#paper", Page).show(self._paper)
        self.set_class(self.game.legal.duty == "meeting" and not self.over(), "talking")
        self.query_one(Menu).show(numbered(moves(self.game, meeting, over=self.over())), "")
        self.refresh_bindings()

    def _said(self, width: int) -> Sequence[Content]:
        return transcript.lines(self.game, self._entries, width)

    def _state(self, meeting: Meeting) -> str:
        low, high = leak_risk(meeting, False), leak_risk(meeting, True)
        left = max(0, meeting.patience - meeting.exchanges)
        room = words.sentence(words.ROOMS[meeting.room]).rstrip(".")
        if self.over():
            return t("meeting.state.over", room=room)
        return many(
            "meeting.state",
            left,
            room=room,
            low=low // 10,
            high=-(-high // 10),
        )

    def _paper(self, width: int) -> Sequence[Content]:
        game, meeting = self.game, self.meeting()
        if meeting is None:
            return ()
        duty = game.legal.duty
        lines: list[Content] = []
        if not self.over() and duty == "offer" and meeting.offer is not None:
            count = len(meeting.offer.variants)
            if count > 1:
                # All of them are seen at once: what each is worth stands above what each says.
                lines += variant_lines(game, meeting.offer.variants, meeting.parties, width)
                one, *rest = meeting.offer.variants
                common = [x for x in one.terms if all(x in other.terms for other in rest)]
                if common:
                    lines += [Content(""), *title(t("meeting.variants.common"), width)]
                    lines += term_lines(game, common, meeting.parties, width)
                for number, bargain in enumerate(meeting.offer.variants, 1):
                    lines += [Content(""), *title(t("meeting.variant", number=number), width)]
                    lines += bargain_lines(game, bargain, meeting.parties, width, common)
                return lines
            bargain = meeting.offer.variants[0]
            lines += title(t("meeting.offer"), width)
            says = bargain_lines(game, bargain, meeting.parties, width)
            worth = worth_lines(game, bargain, meeting.parties, width, meeting.offer.by)
            # In a low window what it is worth comes first: the terms are in the transcript.
            first, then = (worth, says) if self.size.height < 30 else (says, worth)
            lines += [*first, Content(""), *then, Content("")]
            return lines
        if not self.over() and duty == "threat":
            threat = game.view.threats.get(game.legal.threat)
            if threat is not None:
                text = game.tell.threat(threat.sender, threat.target, threat.terms)
                lines += title(t("meeting.threat"), width)
                lines += prose(words.sentence(text), width, "bold $ink")
                cost = game.view.exposure.get(threat.terms.instrument, 0)
                lines += prose(t("meeting.threat.cost", cost=cost), width, "$muted")
                return lines
        for who in self.others():
            if len(self.others()) > 1:
                lines.append(Content.styled(game.name(who), "bold $ink"))
            lines += belief_lines(game, who, width)
            lines.append(Content(""))
        return lines

    # The moves ---------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what makes sense now."""
        game = self.host.game
        if game is None or not game.seat or not self._shown:
            return True
        if action == "verb":
            return game.legal.duty == "meeting" and not self.over()
        if action == "go_on":
            return self.over()
        if action == "staff":
            return game.legal.duty in ("meeting", "offer", "probe", "threat") and not self.over()
        return True

    def action_turn(self, direction: int) -> None:
        """Scroll the paper on the table, or what was said where the cursor is there."""
        page = self.focused if isinstance(self.focused, Page) else self.query_one("#paper", Page)
        page.action_page(direction)

    async def action_pick(self, number: int) -> None:
        """Pick a move by its number."""
        meeting = self.meeting()
        found = moves(self.game, meeting, over=self.over()) if meeting is not None else []
        if number <= len(found):
            item = found[number - 1]
            if item.why:
                self.say(item.why)
            else:
                await self._act(item.key)

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Do the move."""
        event.stop()
        await self._act(event.key)

    def on_menu_barred(self, event: Menu.Barred) -> None:
        """Say why a move is closed."""
        event.stop()
        self.say(event.why)

    async def action_verb(self, verb: str) -> None:
        """Do a move by its letter; a closed one says why."""
        found = next((v for v in self.game.legal.verbs if v.name == verb), None)
        if found is not None and not found.allowed:
            self.say(refusal(found.why, {}, self.game.words))
        elif found is not None:
            await self._act(f"verb:{verb}")

    async def _act(self, key: str) -> None:
        """Do a move. What opens a composer is awaited here: keys typed meanwhile are for the composer."""
        meeting = self.meeting()
        if meeting is None:
            return
        match key:
            case "verb:offer":
                await self.host.open("bargain", meeting=meeting.id)
            case "verb:press":
                await self.host.open("press", meeting=meeting.id)
            case "counter:" if meeting.offer is not None:
                answer = meeting.offer.variants[0]
                await self.host.open("bargain", meeting=meeting.id, answer=answer)
            case _:
                self._do(key)

    @work(exclusive=True, group="move")
    async def _do(self, key: str) -> None:
        kind, _, value = key.partition(":")
        meeting = self.meeting()
        if meeting is None:
            return
        match kind:
            case "go":
                await self.action_go_on()
            case "verb":
                await self._verb(value, meeting)
            case "accept":
                await self._accept(int(value), meeting)
            case "decline":
                await self._decline(meeting)
            case "tell":
                await self._disclose(meeting, meeting.probed)
            case "evade":
                await self.order(cmd.Evade(self.game.seat, meeting.id))
            case "threat":
                await self._answer_threat(value)

    async def _ask(self, heading: str, items: Sequence[Item], at: str = "", feet: int = 2) -> str:
        return await self.app.push_screen_wait(Picker(heading, items, at, feet)) or ""

    async def _verb(self, verb: str, meeting: Meeting) -> None:
        seat = self.game.seat
        match verb:
            case "probe":
                others, to = self.others(), ""
                if len(others) > 1:
                    items = [Item(s, self.game.name(s)) for s in others]
                    to = await self._ask(t("meeting.ask.whom"), items)
                    if not to:
                        return
                issue = await self._ask(
                    t("meeting.ask.probe"), issue_items(self.game, self.others())
                )
                if issue:
                    await self.order(cmd.Probe(seat, meeting.id, issue, to))
            case "disclose":
                issue = await self._ask(t("meeting.ask.disclose"), issue_items(self.game))
                if issue:
                    await self._disclose(meeting, issue)
            case "reassure":
                await self.order(cmd.Reassure(seat, meeting.id))
            case "yield":
                await self.order(cmd.YieldFloor(seat, meeting.id))
            case "adjourn":
                ask = Question(
                    t("meeting.adjourn"), t("meeting.adjourn.text"), t("meeting.adjourn.yes")
                )
                if await self.app.push_screen_wait(ask):
                    await self.order(cmd.Adjourn(seat, meeting.id))

    async def _disclose(self, meeting: Meeting, issue: str) -> None:
        game = self.game
        k = game.view.table.issue_index(issue)
        weights = game.view.interests.weights
        truth = priority_of(weights[k], len(weights)) if weights else None
        heading = t("meeting.ask.priority", issue=game.words.issue(k))
        level = await self._ask(heading, priority_items(truth), truth.value if truth else "")
        if not level:
            return
        values = game.view.interests.values
        best = max(range(len(values[k])), key=lambda o: (values[k][o], -o)) if values else 0
        heading = t("meeting.ask.option", issue=game.words.issue(k))
        option = await self._ask(heading, option_items(game, k, best), str(best))
        if option:
            priority = next(p for p in words.PRIORITIES if p.value == level)
            await self.order(cmd.Disclose(game.seat, meeting.id, issue, priority, int(option)))

    async def _accept(self, variant: int, meeting: Meeting) -> None:
        game = self.game
        assert meeting.offer is not None
        bargain = meeting.offer.variants[variant]
        crossed = lines_crossed(game.view, bargain)
        if crossed:
            names = "; ".join(game.words.red_line(game.seat, line) for line in crossed)
            ask = Question(t("meeting.red-line"), names, t("meeting.accept"))
            if not await self.app.push_screen_wait(ask):
                return
        await self.order(cmd.AcceptOffer(game.seat, meeting.id, variant))

    async def _decline(self, meeting: Meeting) -> None:
        game = self.game
        assert meeting.offer is not None
        judged = staff.judgement(game.view, meeting, meeting.offer.variants[0])
        items = decline_reasons(judged)
        reason = await self._ask(t("meeting.ask.reason"), items, feet=0)
        if not reason:
            return
        size = staff.size_for(judged)
        issue, option, rival = -1, -1, ""
        if judged is not None and judged.reason.value == reason:
            issue, option, rival = judged.issue, judged.option, judged.rival
        await self.order(
            cmd.DeclineOffer(game.seat, meeting.id, Reason(reason), size, issue, option, rival)
        )

    async def _answer_threat(self, answer: str) -> None:
        game = self.game
        threat = game.view.threats.get(game.legal.threat)
        if threat is None:
            return
        patron = ""
        if answer == "patron":
            items = patron_items(game, threat.sender)
            patron = await self._ask(t("meeting.ask.patron"), items)
            if not patron:
                return
        await self.order(cmd.AnswerThreat(game.seat, threat.id, answer, patron=patron))

    @work(exclusive=True, group="staff")
    async def action_staff(self) -> None:
        """Say what the staff would do."""
        game = self.game
        if game.busy:
            return
        self.say(t("plan.staff-thinks"), "$muted", "…")
        game.busy = True
        try:
            advice = await asyncio.to_thread(game.session.advise, game.seat)
        finally:
            game.busy = False
        self.say(t("meeting.staff-says", what=game.tell.command(advice)), "$brass", "▽")

    async def action_dossier(self) -> None:
        """Open the dossier of the other side."""
        if self.others():
            await self.host.open("dossier", seat=self.others()[0])

    async def action_go_on(self) -> None:
        """Leave the meeting that is over."""
        if self.over():
            self._shown = ""
            self.game.notes.kept.pop("meeting", None)
            await self.host.settle()

    def prepare(self, **about: Any) -> None:
        """Nothing is needed: the meeting in session is shown."""

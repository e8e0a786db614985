"""The composer of bargains: both sides' undertakings, with what each is worth, before it is put.

Guarantees: your own gain is exact, theirs a band from your staff's beliefs with their confidence;
drafts are kept until the meeting is over and can be put together as equals; nothing is proposed
before `o`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from diplogame.app.narrate import words
from diplogame.rules import appraisal
from diplogame.rules import commands as cmd
from diplogame.rules.ids import SeatId
from diplogame.rules.records import Meeting
from diplogame.rules.terms import Bargain, Reason, Term, TermKind, Trigger
from diplogame.tui import staff
from diplogame.tui.base import GameScreen
from diplogame.tui.between import bargain_lines, worth_lines
from diplogame.tui.drafting import Draft, DraftTable
from diplogame.tui.help import Picker
from diplogame.tui.parts import Item, Page, title
from diplogame.tui.screens.bargain_givens import GIVEN, condition_items, holder, put_condition
from diplogame.tui.screens.bargain_rows import cell_items, cycle, rows
from diplogame.tui.screens.bonds import speak, voice_key
from diplogame.tui.screens.meeting_asks import decline_reasons
from diplogame.tui.strings import many, t
from diplogame.tui.widgets.marks import value_tone
from diplogame.tui.wording import change, change_band


class BargainScreen(GameScreen):
    """Drawing up an offer, or a counter-offer."""

    CSS_PATH = "bargain.tcss"
    place = "bargain"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "put", "Put to them"),
        Binding("s", "suggest", "Staff's drafts"),
        Binding("d", "keep", "Keep draft"),
        Binding("w", "given", "As long as"),
        Binding("v", "visibility", "Public", show=False),
        Binding("plus,equals_sign", "due(1)", "Later", show=False),
        Binding("minus", "due(-1)", "Earlier", show=False),
        Binding("c", "clear", "Clear", show=False),
        Binding("1", "load(0)", "Draft 1", show=False),
        Binding("2", "load(1)", "Draft 2", show=False),
        Binding("3", "load(2)", "Draft 3", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._meeting = ""
        self._answers: Bargain | None = None
        self._draft = Draft(1)
        self._opened = True

    def prepare(self, **about: Any) -> None:
        """Take the meeting, and the offer that is answered when it is a counter-offer."""
        meeting = about.get("meeting")
        if not isinstance(meeting, str):
            return
        answers = about.get("answer")
        fresh = meeting != self._meeting
        self._meeting = meeting
        self._opened = True
        if isinstance(answers, Bargain):
            self._answers = answers
            held = self._held()
            advised = None if held is None else staff.counter(self.game.view, held, answers)
            self._draft = Draft.of(advised or answers)
        else:
            self._answers = None
            if fresh:
                view = self.game.view
                due = min(view.public.round + 3, view.table.calendar.rounds + 1)
                self._draft = Draft(due)
                self.game.notes.bargains.clear()

    def body(self) -> Iterable[Widget]:
        """Lay the table of undertakings, what it says, and what it is worth."""
        yield DraftTable(id="draft")
        yield Horizontal(Page(id="says"), Page(id="worth"), id="below")

    def on_mount(self) -> None:
        """Give the table the focus, before the next key is read."""
        super().on_mount()
        self.set_focus(self.query_one(DraftTable))

    # What there is -----------------------------------------------------------------------------

    def _held(self) -> Meeting | None:
        return self.game.view.meetings.get(self._meeting)

    def parties(self) -> tuple[SeatId, ...]:
        """Return the parties, oneself first."""
        meeting, seat = self._held(), self.game.seat
        if meeting is None:
            return (seat,)
        return (seat, *(p for p in meeting.parties if p != seat))

    def heading(self) -> str:
        """Return what is drawn up."""
        names = words.join(self.game.name(p) for p in self.parties()[1:])
        return t("bargain.counter" if self._answers is not None else "bargain.offer", name=names)

    def now(self) -> str:
        """Return what to do now."""
        if not self._draft.terms():
            return t("bargain.now.empty")
        return t("bargain.now")

    # Showing -----------------------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Write the draft."""
        game, parties = self.game, self.parties()
        names = [t("between.we") if p == game.seat else game.short(p) for p in parties]
        heads = (t("bargain.head"), t("bargain.ours"), t("bargain.theirs"))
        table = self.query_one(DraftTable)
        table.show(rows(game, self._draft, parties), names, heads)
        if self._opened:
            # Whatever was drawn up last: it opens on the same cell every time.
            self._opened = False
            table.start()
        self.query_one("#says", Page).show(self._says)
        self.query_one("#worth", Page).show(self._worth)

    def _says(self, width: int) -> Sequence[Content]:
        bargain = self._draft.bargain()
        if not bargain.terms:
            return [Content.styled(t("bargain.nothing"), "$muted")]
        return bargain_lines(self.game, bargain, self.parties(), width)

    def _worth(self, width: int) -> Sequence[Content]:
        game, parties = self.game, self.parties()
        bargain = self._draft.bargain()
        lines: list[Content] = []
        if bargain.terms:
            lines += worth_lines(game, bargain, parties, width)
        kept = game.notes.bargains
        if kept:
            lines += [Content(""), *title(t("bargain.kept"), width)]
            for number, one in enumerate(kept, 1):
                ours = appraisal.own_worth(game.view, one)
                theirs = appraisal.their_worth(game.view, parties[1], one)
                lines.append(
                    Content.assemble(
                        (f"{number}  ", "bold $brass"),
                        (f"{change(ours):>7}", f"bold {value_tone(ours)}"),
                        (f"   {change_band(theirs):<16} ", "$muted"),
                        (many("bargain.terms", len(one.terms)), "$ink"),
                    )
                )
        return lines

    def _moved(self) -> None:
        self.refresh_view()
        self.remind()

    # Drawing up --------------------------------------------------------------------------------

    @work(exclusive=True, group="cell")
    async def on_draft_table_picked(self, event: DraftTable.Picked) -> None:
        """Pick what goes into a cell."""
        event.stop()
        heading, items, at = cell_items(
            self.game, self._draft, self.parties(), event.key, event.party
        )
        if not items:
            self.say(heading)
            return
        picked = await self.app.push_screen_wait(Picker(heading, items, at))
        if picked == "given":
            await self._condition(event.key, event.party)
        elif picked:
            self._set(event.key, event.party, picked)

    @work(exclusive=True, group="cell")
    async def action_given(self) -> None:
        """Put the undertaking under the cursor under a condition, or free it of one (R6.6)."""
        table = self.query_one(DraftTable)
        await self._condition(table.key(), table.side)

    async def _condition(self, key: str, party: int) -> None:
        """Pick the clause and the option on which an undertaking is to depend."""
        row = key.removeprefix(GIVEN)
        heading, items, at = condition_items(self.game, self._draft, self.parties(), row, party)
        if not items:
            self.say(heading)
            return
        picked = await self.app.push_screen_wait(Picker(heading, items, at, feet=3))
        if picked:
            self._set(GIVEN + row, party, picked)

    def on_draft_table_cycled(self, event: DraftTable.Cycled) -> None:
        """Put the next value into a cell."""
        event.stop()
        value = cycle(self.game, self._draft, self.parties(), event.key, event.party)
        if value:
            self._set(event.key, event.party, value)

    def on_draft_table_wiped(self, event: DraftTable.Wiped) -> None:
        """Empty a cell."""
        event.stop()
        self._set(event.key, event.party, "none")

    def _set(self, key: str, party: int, value: str) -> None:
        kind, _, rest = key.partition(":")
        who = self.parties()[party]
        draft = self._draft
        if value == "none" and kind != "given":
            draft.givens.pop((key, holder(key, who)), None)
        match kind:
            case "given":
                put_condition(draft, rest, who, value)
            case "issue":
                if value == "none":
                    draft.stands.pop((who, int(rest)), None)
                else:
                    how, _, option = value.partition(".")
                    draft.stands[who, int(rest)] = (TermKind(how), int(option))
            case "pay":
                giver, incentive, to = rest.split("|")
                if value == "none":
                    draft.pays.pop((giver, incentive, to), None)
                else:
                    draft.pays[giver, incentive, to] = Trigger(value)
            case "adopt":
                draft.adopts.discard(who) if value == "none" else draft.adopts.add(who)
            case "lift":
                entry = (self._lifter(rest), rest)
                draft.lifts.discard(entry) if value == "none" else draft.lifts.add(entry)
            case "back":
                by, _, third = rest.partition("|")
                pair = (by, third)
                draft.backs.discard(pair) if value == "none" else draft.backs.add(pair)
            case "bond":
                how, by, coalition = rest.split("|")
                bond = (by, TermKind(how), coalition)
                draft.bonds.discard(bond) if value == "none" else draft.bonds.add(bond)
            case "voice":
                view, on = self.game.view, value != "none"
                speak(view, draft, self.parties(), voice_key(rest), on)
            case "due":
                draft.due = int(value) if value != "none" else draft.due
            case "public":
                draft.public = value == "yes"
        self._moved()

    def _lifter(self, key: str) -> SeatId:
        view = self.game.view
        found = view.threats.get(key) or view.sanctions.get(key)
        return found.sender if found is not None else ""

    def action_visibility(self) -> None:
        """Make it public, or keep it between the parties."""
        self._draft.public = not self._draft.public
        self._moved()

    def action_due(self, step: int) -> None:
        """Let it run a round longer or shorter."""
        view = self.game.view
        last = view.table.calendar.rounds + 2
        self._draft.due = max(view.public.round, min(last, self._draft.due + step))
        self._moved()

    def action_clear(self) -> None:
        """Begin again."""
        self._draft.clear()
        self._moved()

    def action_keep(self) -> None:
        """Keep the draft beside the others, at most three."""
        bargain = self._draft.bargain()
        kept = self.game.notes.bargains
        if not bargain.terms:
            self.say(t("bargain.nothing"))
        elif bargain in kept:
            kept.remove(bargain)
            self._moved()
            self.say(t("bargain.dropped"), "$muted", "·")
        elif len(kept) >= 3:
            self.say(t("bargain.three"))
        else:
            kept.append(bargain)
            self._moved()
            self.say(t("bargain.is-kept", number=len(kept)), "$good", "●")

    def action_load(self, index: int) -> None:
        """Take up a kept draft."""
        kept = self.game.notes.bargains
        if index < len(kept):
            self._draft = Draft.of(kept[index])
            self._moved()

    @work(exclusive=True, group="cell")
    async def action_suggest(self) -> None:
        """Pick one of the staff's drafts."""
        game, meeting = self.game, self._held()
        if meeting is None:
            return
        found = staff.suggestions(game.view, meeting)
        if not found:
            self.say(t("bargain.no-idea"))
            return
        items = [
            Item(
                str(index),
                self._short(each.bargain),
                t("bargain.idea", ours=change(each.ours), theirs=change_band(each.theirs)),
                game.tell.bargain(each.bargain, game.seat),
            )
            for index, each in enumerate(found)
        ]
        picked = await self.app.push_screen_wait(Picker(t("bargain.ideas"), items, feet=4))
        if picked:
            self._draft = Draft.of(found[int(picked)].bargain)
            self._moved()

    def _short(self, bargain: Bargain) -> str:
        book, seat = self.game.words, self.game.seat

        def say(term: Term) -> str:
            if term.given is not None:
                issue, option = term.given.issue, term.given.option
                return t(
                    "bargain.short.given",
                    term=say(replace(term, given=None)),
                    issue=book.issue_short(issue),
                    option=book.option_short(issue, option),
                )
            if term.issue >= 0:
                short = book.option_short(term.issue, term.option)
                return f"{book.issue_short(term.issue)}: {short}"
            if term.kind is TermKind.BACK:
                return t("term.back", name=self.game.short(term.to))
            if term.kind in (TermKind.LEAVE, TermKind.STAY):
                return t(f"term.{term.kind.value}", name=self.game.tell.coalition(term.to))
            return (
                book.incentive(term.incentive) if term.incentive else t(f"term.{term.kind.value}")
            )

        others = [p for p in self.parties() if p != seat]
        gives = words.join(say(x) for x in bargain.terms if x.by == seat)
        gives = gives or t("bargain.nothing-given")
        gets = {p: words.join(say(x) for x in bargain.terms if x.by == p) for p in others}
        if len(others) < 2:
            return t("bargain.short", gets="".join(gets.values()), gives=gives)
        # Around a table of several it says who does what; those who do the same are named together.
        asked: dict[str, list[str]] = {}
        for who in others:
            if gets[who]:
                asked.setdefault(gets[who], []).append(self.game.short(who))
        parts = [f"{words.join(names)}: {what}" for what, names in asked.items()]
        return t("bargain.short.group", gets="; ".join(parts), gives=gives)

    # Putting it --------------------------------------------------------------------------------

    @work(exclusive=True, group="cell")
    async def action_put(self) -> None:
        """Put the bargain to the other side, alone or with the kept ones as equals."""
        game = self.game
        bargain = self._draft.bargain()
        if not bargain.terms:
            self.say(t("bargain.nothing"))
            return
        if self._answers is not None:
            await self._put_counter(bargain)
            return
        others = [one for one in game.notes.bargains if one != bargain][:2]
        variants: tuple[Bargain, ...] = (bargain,)
        if others:
            worths = [appraisal.own_worth(game.view, one) for one in (bargain, *others)]
            spread = max(worths) - min(worths)
            about = t("bargain.equal" if spread <= 60 else "bargain.unequal", spread=spread)
            items = [
                Item("one", t("bargain.put.one"), "", t("bargain.put.one.about")),
                Item("all", many("bargain.put.all", len(others)), "", about),
            ]
            picked = await self.app.push_screen_wait(Picker(t("bargain.put"), items))
            if not picked:
                return
            if picked == "all":
                variants = (bargain, *others)
        if await self.order(cmd.MakeOffer(game.seat, self._meeting, variants), to="meeting"):
            game.notes.bargains.clear()
            self._draft.clear()

    async def _put_counter(self, bargain: Bargain) -> None:
        game, meeting = self.game, self._held()
        if meeting is None or self._answers is None:
            return
        judged = staff.judgement(game.view, meeting, self._answers)
        items = decline_reasons(judged)
        picked = await self.app.push_screen_wait(Picker(t("meeting.ask.reason"), items, feet=0))
        if not picked:
            return
        issue, option, rival = -1, -1, ""
        if judged is not None and judged.reason.value == picked:
            issue, option, rival = judged.issue, judged.option, judged.rival
        order = cmd.DeclineOffer(
            game.seat,
            self._meeting,
            Reason(picked),
            staff.size_for(judged),
            issue,
            option,
            rival,
            bargain,
        )
        if await self.order(order, to="meeting"):
            self._answers = None
            self._draft.clear()

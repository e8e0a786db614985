"""The plan of the day: what to do with each slot, with what it costs, until it is confirmed.

Guarantees: nothing is ordered before `c`; a slot is filled in two or three keys (a number for what, a
number for whom) and only an arrow or a click leaves it for another; prices and risks stand beside the
choices; a plan the rules refuse says why and stays as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from diplogame.app.narrate import words
from diplogame.rules.brokerage import mediator_of, most_clauses
from diplogame.rules.caucus import amended
from diplogame.rules.commands import MakePlan
from diplogame.rules.conference import Envoy, Room
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import (
    Activity,
    CableHome,
    Campaign,
    Circulate,
    Clauses,
    Draft,
    HoldCaucus,
    Meet,
    Plan,
    PrepareSummit,
    Rest,
    SeekMediation,
    Study,
)
from diplogame.tui import staff
from diplogame.tui.base import GameScreen
from diplogame.tui.between import belief_lines
from diplogame.tui.help import Question, numbered
from diplogame.tui.kept import kept
from diplogame.tui.parts import Item, Menu, Page
from diplogame.tui.screens.plan_lists import (
    activities,
    declaration_lines,
    declaration_lists,
    issues,
    mediation_lines,
    mediation_lists,
    meeting_lists,
    options_home,
    own_bloc,
)
from diplogame.tui.strings import many, t
from diplogame.tui.widgets.canvas import wrap
from diplogame.tui.wording import capital

MOST_GUESTS = 3
"""Delegations that one side-meeting may have as guests (R5.1)."""


@dataclass(slots=True)
class Order:
    """One slot while it is being filled: the verb, and what was picked for it so far."""

    verb: str = ""
    guests: tuple[SeatId, ...] = ()
    room: Room = Room.CORRIDOR
    envoy: Envoy = Envoy.DIPLOMAT
    issue: str = ""
    option: int = -1
    coalition: str = ""
    principles: Clauses = ()
    topics: tuple[int, ...] = ()
    shuttle: bool = False

    def activity(self) -> Activity | None:
        """Return the activity, or None while something is missing."""
        match self.verb:
            case "meet" if self.guests:
                return Meet(self.guests, self.room, self.envoy, self.issue)
            case "draft" if self.issue:
                return Draft(self.issue)
            case "study" if self.issue:
                return Study(self.issue)
            case "cable" if self.issue and self.option >= 0:
                return CableHome(self.issue, self.option)
            case "campaign":
                return Campaign()
            case "prepare":
                return PrepareSummit()
            case "caucus" if self.coalition:
                return HoldCaucus(self.coalition)
            case "circulate" if self.principles and self.guests:
                return Circulate(self.principles, self.guests)
            case "mediation" if self.coalition and self.guests and self.topics:
                return SeekMediation(self.coalition, self.guests, self.topics, self.shuttle)
            case "rest" | "":
                return Rest()
            case _:
                return None

    @classmethod
    def of(cls, activity: Activity) -> Order:
        """Return the order that stands for an activity."""
        match activity:
            case Meet(guests=guests, room=room, envoy=envoy, issue=issue):
                return cls("meet", guests, room, envoy, issue)
            case Draft(issue=issue):
                return cls("draft", issue=issue)
            case Study(issue=issue):
                return cls("study", issue=issue)
            case CableHome(issue=issue, option=option):
                return cls("cable", issue=issue, option=option)
            case Campaign():
                return cls("campaign")
            case PrepareSummit():
                return cls("prepare")
            case HoldCaucus(coalition=coalition):
                return cls("caucus", coalition=coalition)
            case Circulate(principles=principles, invited=invited):
                return cls("circulate", invited, principles=principles)
            case SeekMediation(mediator=mediator, parties=parties, issues=topics, shuttle=shuttle):
                return cls("mediation", parties, coalition=mediator, topics=topics, shuttle=shuttle)
            case _:
                return cls("rest")


@dataclass(slots=True)
class DayPlan:
    """The plan of a round in the making; kept in the seat's notes until it is ordered."""

    round: int
    orders: list[Order] = field(default_factory=list)
    at: int = 0


class PlanScreen(GameScreen):
    """The composer of a day."""

    CSS_PATH = "plan.tcss"
    place = "plan"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "confirm", "Confirm"),
        Binding("right", "slot(1)", "Next slot", key_display="←→"),
        Binding("left", "slot(-1)", "Previous slot", show=False),
        Binding("r", "cycle('room')", "Room", show=False),
        Binding("e", "cycle('envoy')", "Envoy", show=False),
        Binding("backspace", "clear", "Take back", key_display="⌫"),
        Binding("s", "staff", "Staff's plan"),
        Binding("d", "positions", "Positions"),
        *(Binding(str(n), f"pick({n})", show=False) for n in range(1, 10)),
    ]

    def body(self) -> Iterable[Widget]:
        """Lay the day and the list of what may be done."""
        yield Horizontal(
            Vertical(
                Static(id="slots", markup=False),
                Static(id="purse", markup=False),
                Page(id="brief"),
                id="day",
            ),
            Vertical(Static(id="question", markup=False), Menu(feet=4, id="menu"), id="choose"),
            id="plan",
        )

    def on_mount(self) -> None:
        """Give the list the focus."""
        super().on_mount()
        self.query_one(Menu).focus()

    def on_resize(self) -> None:
        """Lay the day anew where its height has changed."""
        super().on_resize()
        if self.is_mounted and self.host.game is not None and self.game.seat:
            self._day()

    # The plan in the making --------------------------------------------------------------------

    @property
    def day(self) -> DayPlan:
        """The plan of this round as it stands."""
        notes = self.game.notes
        found = notes.kept.get("plan")
        view = self.game.view
        if not isinstance(found, DayPlan) or found.round != view.public.round:
            found = DayPlan(
                view.public.round, [Order() for _ in range(len(view.table.calendar.slots))]
            )
            notes.kept["plan"] = found
        return found

    @property
    def order_now(self) -> Order:
        """The slot that is being filled."""
        return self.day.orders[self.day.at]

    def used(self) -> int:
        """Return the slots that are taken, virtual sessions over the first not counted."""
        busy = [o for o in self.day.orders if o.verb not in ("", "rest")]
        virtual = sum(o.verb == "meet" and o.room is Room.VIRTUAL for o in busy)
        return len(busy) - min(1, virtual)

    # Showing -----------------------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Write the day and the list."""
        self._day()
        self._list()

    def _day(self) -> None:
        game, day = self.game, self.day
        slots = game.view.table.calendar.slots
        tell = game.tell
        lines: list[Content] = []
        low = self.size.height < 30
        # The share of the style sheet: the widget has no size yet when the day is written first.
        room = self.size.width - 2 if self.size.width < 100 else (self.size.width - 5) * 2 // 5
        for index, (slot, order) in enumerate(zip(slots, day.orders, strict=True)):
            here = index == day.at
            activity = order.activity()
            head = Content.assemble(
                ("▸ " if here else "  ", "bold $brass"),
                (f"{index + 1}  ", "$muted"),
                (slot, "bold $brass" if here else "bold $ink"),
            )
            said = t("plan.empty")
            style = "$muted"
            if order.verb == "":
                said = t("plan.empty")
            elif activity is None:
                said, style = t(f"plan.half.{order.verb}"), "$poor"
            else:
                said, style = words.sentence(tell.activity(activity)), "$ink"
            indent = head.cell_length + 3 if low else 5
            told = [(" " * indent, line) for line in wrap(said, max(16, room - indent))]
            block = [Content.assemble(pad, (line, style)) for pad, line in told]
            if low:
                block[0] = Content.assemble(head, "   ", (told[0][1], style))
            else:
                block = [head, *block, Content("")]
            spot = Style.from_meta({"slot": index})
            lines += [line.stylize(spot) for line in block]
        self.query_one("#slots", Static).update(Content("\n").join(lines))
        view = game.view
        left = view.slots - self.used()
        parts = [many("plan.left", left, all=view.slots)]
        sent = sum(o.verb == "meet" and o.envoy is Envoy.MINISTER for o in day.orders)
        parts.append(t("plan.ministers", count=view.ministers - sent))
        declared = view.seat in view.public.stances
        parts.append(t("plan.declared" if declared else "plan.undeclared"))
        style = "$bad" if left < 0 else "$muted"
        self.query_one("#purse", Static).update(
            Content.assemble((parts[0], style), ("\n" + "\n".join(parts[1:]), "$muted"))
        )

    def _items(self) -> tuple[str, list[Item]]:
        game, order = self.game, self.order_now
        slot = game.view.table.calendar.slots[self.day.at].capitalize()
        match order.verb:
            case "meet":
                return t("plan.ask.meet", slot=slot), meeting_lists(game, order)
            case "draft" | "study":
                return t(f"plan.ask.{order.verb}", slot=slot), issues(game, order.verb, order.issue)
            case "cable":
                return t("plan.ask.cable", slot=slot), options_home(game, order.issue, order.option)
            case "circulate":
                return t("plan.ask.circulate", slot=slot), declaration_lists(game, order)
            case "mediation":
                return t("plan.ask.mediation", slot=slot), mediation_lists(game, order)
            case _:
                return t("plan.ask", slot=slot), activities(game, order.verb)

    def _list(self, at: str | None = None) -> None:
        question, items = self._items()
        self.query_one("#question", Static).update(Content(question))
        menu = self.query_one(Menu)
        menu.show(numbered(items), at)
        self._brief(menu.key())

    def on_menu_highlighted(self, event: Menu.Highlighted) -> None:
        """Show what is believed of the delegation under the cursor."""
        event.stop()
        self._brief(event.key)

    def _brief(self, key: str) -> None:
        """Show what matters to the delegation under the cursor, or to the first guest."""
        kind, _, value = key.partition(":")
        guests = self.order_now.guests
        who = value if kind == "guest" else guests[0] if guests else ""
        page = self.query_one("#brief", Page)
        if self.order_now.verb == "circulate" and self.order_now.principles:
            page.show(lambda width: declaration_lines(self.game, self.order_now, width))
            return
        if self.order_now.verb == "mediation" and self.order_now.coalition and kind != "guest":
            page.show(lambda width: mediation_lines(self.game, self.order_now, width))
            return
        if who and self.game.view.beliefs[who].weights:
            game = self.game

            def lines(width: int) -> list[Content]:
                return [
                    Content.styled(game.name(who), "bold $ink"),
                    *belief_lines(game, who, width),
                ]

            page.show(lines)
        else:
            page.show(None)

    def now(self) -> str:
        """Return what to do now."""
        left = self.game.view.slots - self.used()
        if any(order.activity() is None for order in self.day.orders):
            return t("plan.now.half")
        return t("plan.now.full") if left <= 0 else many("plan.now.left", left)

    # Doing -------------------------------------------------------------------------------------

    def _changed(self, at: str | None = None) -> None:
        self._day()
        self._list(at)
        self.remind()

    def on_click(self, event: events.Click) -> None:
        """A click on a slot of the day goes to it."""
        slot = event.style.meta.get("slot")
        if isinstance(slot, int):
            event.stop()
            self.action_slot(slot - self.day.at)

    def action_slot(self, step: int) -> None:
        """Go to the next or the previous slot."""
        day = self.day
        day.at = (day.at + step) % len(day.orders)
        self._changed("")

    def action_clear(self) -> None:
        """Take back what the slot holds: first the last pick, then the verb."""
        day = self.day
        day.orders[day.at] = Order()
        self._changed("")

    def action_cycle(self, what: str) -> None:
        """Go to the next room or envoy of a meeting."""
        order = self.order_now
        if order.verb != "meet":
            return
        if what == "room":
            two_only = (Room.BACK_CHANNEL, Room.VIRTUAL) if len(order.guests) > 1 else ()
            rooms = [room for room in Room if room not in two_only]
            order.room = rooms[(rooms.index(order.room) + 1) % len(rooms)]
        else:
            envoys = [e for e in Envoy if e is not Envoy.MINISTER or self.game.view.ministers > 0]
            order.envoy = envoys[(envoys.index(order.envoy) + 1) % len(envoys)]
        self._changed()

    def action_pick(self, number: int) -> None:
        """Pick a line by its number."""
        items = [item for item in self._items()[1] if item.key]
        if number <= len(items):
            item = items[number - 1]
            if item.why:
                self.say(item.why)
            else:
                self._pick(item.key)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Pick the line."""
        event.stop()
        self._pick(event.key)

    def on_menu_barred(self, event: Menu.Barred) -> None:
        """Say why the line is closed."""
        event.stop()
        self.say(event.why)

    def _pick(self, key: str) -> None:
        order = self.order_now
        kind, _, value = key.partition(":")
        match kind:
            case "verb":
                self.day.orders[self.day.at] = Order(value)
                if value == "caucus":
                    self.order_now.coalition = own_bloc(self.game)
                # What is complete keeps its line, what is not asks its first question.
                self._changed(key if self.order_now.activity() is not None else "")
                return
            case "guest":
                had = order.guests
                meets = order.verb in ("meet", "mediation")
                if meets and value not in had and len(had) >= MOST_GUESTS:
                    names = words.join(self.game.short(guest) for guest in had)
                    self.say(t("plan.three-guests", names=names))
                    return
                order.guests = (
                    tuple(g for g in had if g != value) if value in had else (*had, value)
                )
                if len(order.guests) > 1 and order.room in (Room.BACK_CHANNEL, Room.VIRTUAL):
                    order.room = Room.CORRIDOR
            case "principle":
                issue_, _, option_ = value.partition(".")
                entry = (int(issue_), int(option_))
                struck = entry in order.principles
                then = amended(order.principles, entry[0], -1 if struck else entry[1])
                clubs = self.game.view.table.clubs
                if clubs is not None and len(then) > clubs.clauses:
                    self.say(t("plan.most-principles", most=clubs.clauses))
                    return
                order.principles = then
            case "mediator":
                order.coalition = value
                order.guests = tuple(g for g in order.guests if g != value)
            case "topic":
                self._topic(int(value))
            case "rooms":
                order.shuttle = value == "shuttle"
                order.topics = order.topics[:1] if order.shuttle else order.topics
            case "room":
                order.room = Room(value)
            case "envoy":
                order.envoy = Envoy(value)
            case "about":
                order.issue = value
            case "issue":
                order.issue = value
            case "option":
                issue, _, option = value.rpartition(".")
                order.issue, order.option = issue, int(option)
        self._changed(key)

    def _topic(self, issue: int) -> None:
        """Put a clause among those to be mediated on, or take it out."""
        order = self.order_now
        had = order.topics
        card = mediator_of(self.game.view.table, order.coalition)
        most = most_clauses(card, order.shuttle) if card is not None else 1
        if issue not in had and len(had) >= most:
            self.say(t("plan.mediation.most", most=most))
            return
        order.topics = tuple(sorted(set(had) ^ {issue}))

    async def action_positions(self) -> None:
        """Go to the declaration of positions."""
        await self.host.open("positions")

    @work(exclusive=True, group="staff")
    async def action_staff(self) -> None:
        """Let the staff propose a plan; it stays a proposal until it is confirmed."""
        game = self.game
        if game.busy or game.legal.duty != "plan":
            return
        self.say(t("plan.staff-thinks"), "$muted", "…")
        plan = await asyncio.to_thread(staff.day, game.view)
        if game.legal.duty == "plan":
            self.day.orders = [Order.of(activity) for activity in plan.activities]
            self._changed("")
            self.say(t("plan.staff-says"), "$muted", "·")

    def unspent(self) -> tuple[str, ...]:
        """Return the names of empty slots that could still be used."""
        left = self.game.view.slots - self.used()
        slots = self.game.view.table.calendar.slots
        empty = [s for s, o in zip(slots, self.day.orders, strict=True) if not o.verb]
        return tuple(empty) if left > 0 else ()

    async def _sure(self) -> bool:
        """Ask once before slots that could be used are given away; a wholly empty day always asks."""
        unspent, day = self.unspent(), self.day
        bare = all(not order.verb for order in day.orders)
        if not unspent or not (bare or kept(self.host).confirm):
            return True
        named = words.join(unspent)
        left = min(len(unspent), self.game.view.slots - self.used())
        ask = Question(
            t("plan.bare") if bare else many("plan.unspent", left),
            many("plan.unspent.text", left, slots=words.sentence(named).rstrip(".")),
            t("plan.unspent.yes"),
            t("plan.unspent.no"),
        )
        answer: bool | None = await self.app.push_screen_wait(ask)
        return bool(answer)

    @work(exclusive=True, group="confirm")
    async def action_confirm(self) -> None:
        """Order the plan; slots left empty are asked about first."""
        game = self.game
        found: list[Activity] = []
        for index, order in enumerate(self.day.orders):
            activity = order.activity()
            if activity is None:
                self.day.at = index
                self._changed("")
                self.say(capital(t(f"plan.half.{order.verb}")))
                return
            found.append(activity)
        if game.legal.duty != "plan":
            self.say(t("plan.not-now"))
            return
        if await self._sure() and await self.order(MakePlan(game.seat, Plan(tuple(found)))):
            game.notes.kept.pop("plan", None)

    def prepare(self, **about: Any) -> None:
        """Take a delegation to meet, from its dossier."""
        guest = about.get("guest")
        if isinstance(guest, str):
            day = self.day
            empty = [i for i, order in enumerate(day.orders) if not order.verb]
            day.at = empty[0] if empty else day.at
            day.orders[day.at] = Order("meet", (guest,))

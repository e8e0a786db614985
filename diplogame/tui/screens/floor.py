"""The floor: the text, the room, the cables, and what to do now. Everything begins and ends here.

Guarantees: shows one seat's view; the "what now" line always names the next step and its key; below
100 columns the panes become tabs, nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from diplogame.rules.terms import Stage
from diplogame.tui import present
from diplogame.tui.base import GameScreen, shown
from diplogame.tui.help import Sheet
from diplogame.tui.parts import Tabs, prose
from diplogame.tui.strings import t
from diplogame.tui.widgets.cables import Cables
from diplogame.tui.widgets.gauge import GaugeStrip
from diplogame.tui.widgets.horseshoe import Horseshoe
from diplogame.tui.widgets.texttable import TextTable

PANES = ("text", "room", "cables")


class FloorScreen(GameScreen):
    """The main screen of a game."""

    CSS_PATH = "floor.tcss"
    place = "floor"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "go_on", "Go on"),
        Binding("p", "plan", "Plan the day"),
        Binding("b", "place('package')", "Package"),
        Binding("l", "place('ledger')", "Ledger"),
        Binding("i", "place('instructions')", "Instructions"),
        Binding("t", "place('threats')", "Threats"),
        Binding("u", "place('coalitions')", "Coalitions"),
        Binding("z", "place('mediation')", "Mediation"),
        Binding("x", "put_away", "Put the note away", show=False),
        Binding("X", "hints", "Coaching notes on or off", show=False),
        Binding("1", "pane('text')", "The text", show=False),
        Binding("2", "pane('room')", "The room", show=False),
        Binding("3", "pane('cables')", "The cables", show=False),
        Binding("escape", "back", "Leave the game", show=False),
    ]

    def body(self) -> Iterable[Widget]:
        """Lay the panes."""
        yield GaugeStrip(id="strip")
        yield Tabs([(pane, t(f"floor.{pane}")) for pane in PANES], "text", id="tabs")
        yield Horizontal(
            Vertical(TextTable(id="text"), id="left"),
            Vertical(Horseshoe(id="room"), Cables(id="cables"), id="right"),
            id="floor",
        )
        yield Static(id="coach", markup=False)

    def on_mount(self) -> None:
        """Give the text the focus."""
        super().on_mount()
        self.query_one(TextTable).focus()

    # Showing -----------------------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Write the view into the panes."""
        game = self.game
        present.remember_meters(game)
        self.query_one(GaugeStrip).show(present.meters(game))
        self.query_one(TextTable).show(present.text_issues(game), present.chairs(game))
        room = self.query_one(Horseshoe)
        self.call_later(room.show, present.room(game), present.room_caption(game))
        found = game.cables()
        rows = present.cable_rows(game, found)
        self.query_one(Cables).show(rows, present.cable_kinds(found))
        self._coach()

    def _coach(self) -> None:
        hint = self.game.hint()
        note = self.query_one("#coach", Static)
        shown(note, hint is not None)
        if hint is not None:
            head = f"{hint.title}  " if hint.title else ""
            note.update(
                Content.assemble(
                    (head, "bold $brass"), (hint.text, "$ink"), (f"   {t('coach.away')}", "$muted")
                )
            )

    def heading(self) -> str:
        """Return the conference's name."""
        return self.game.words.title

    def now(self) -> str:
        """Return what to do now."""
        game = self.game
        view, legal = game.view, game.legal
        if game.session.save_note:
            return game.session.save_note
        if legal.duty == "plan":
            return t("now.plan", slots=legal.slots, day=legal.day)
        if legal.duty == "wait" and view.public.stage is Stage.ENDED:
            return t("now.ended")
        return t(f"now.{legal.duty}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what makes sense now."""
        game = self.host.game
        if action == "place" and parameters == ("coalitions",):
            return game is not None and bool(game.seat) and not game.busy and game.leagues
        if action == "place" and parameters == ("mediation",):
            return game is not None and bool(game.seat) and not game.busy and game.mediated
        if action in {"plan", "go_on"} and game is not None and game.seat:
            duty = game.legal.duty
            return duty == "plan" if action == "plan" else duty not in {"plan", "wait"}
        return True

    # Doing -------------------------------------------------------------------------------------

    async def action_go_on(self) -> None:
        """Go to the present duty."""
        await self.host.do_duty()

    async def action_plan(self) -> None:
        """Go to the plan of the day."""
        await self.host.do_duty()

    def action_pane(self, pane: str) -> None:
        """Go to a pane."""
        self.query_one(Tabs).go(pane)
        self._show(pane)

    def on_tabs_changed(self, event: Tabs.Changed) -> None:
        """Show the pane whose tab was chosen."""
        self._show(event.key)

    def _show(self, pane: str) -> None:
        for each in PANES:
            self.set_class(each == pane, f"show-{each}")
        if pane == "room":
            room = self.query_one(Horseshoe)
            self.call_after_refresh(room.action_walk, 1)
            return
        self.query_one(f"#{pane}").focus()

    def action_put_away(self) -> None:
        """Put the coaching note away; the next one shows when its time comes."""
        hint = self.game.hint()
        if hint is not None:
            self.game.notes.dismissed.add(hint.id)
            self._coach()

    def action_hints(self) -> None:
        """Turn the coaching notes off, or on again."""
        self.game.hints = self.host.hints = not self.game.hints
        self._coach()
        self.say(t("coach.on" if self.game.hints else "coach.off"), "$muted", "·")

    async def on_horseshoe_seat_chosen(self, event: Horseshoe.SeatChosen) -> None:
        """Open the dossier of the delegation in the chair."""
        await self.host.open("dossier", seat=event.key)

    async def on_text_table_option_chosen(self, event: TextTable.OptionChosen) -> None:
        """Open the clause."""
        await self.host.open("clause", issue=event.issue)

    def on_cables_chosen(self, event: Cables.Chosen) -> None:
        """Read the cable in full."""
        cable = self.game.cables()[int(event.key)]
        who = self.game.name(cable.speaker) if cable.speaker else t("cable.nobody")
        text = "\n\n".join(part for part in (cable.text, cable.detail) if part)
        heading = t("cable.head", kind=t(f"cable.{cable.kind}"), who=who, round=cable.round)
        self.app.push_screen(Sheet(heading, lambda width: prose(text, width)))

    def on_screen_suspend(self) -> None:
        """What was on the screen counts as read."""
        game = self.host.game
        if game is not None and game.seat and not game.busy:
            game.notes.read = len(game.cables())

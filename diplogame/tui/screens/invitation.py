"""An invitation to a side-meeting: a card, and an answer with a reason (R4.2).

Guarantees: shows what the card would show - who, where, about what, who would come - and what the
staff know of the one who asks; declining always gives a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from diplogame.app.narrate import words
from diplogame.app.outlook.days import still_planned
from diplogame.rules.commands import AnswerInvitation
from diplogame.rules.conference import Room
from diplogame.rules.records import Meeting
from diplogame.rules.terms import Meet, Reason, Rest
from diplogame.tui.base import GameScreen
from diplogame.tui.help import Picker
from diplogame.tui.parts import Item, Menu, Page, fact, prose
from diplogame.tui.present import contact_text
from diplogame.tui.strings import t

REASONS = (
    Reason.BUSY,
    Reason.NOTHING_NEW,
    Reason.DISTRUST,
    Reason.RESENTMENT,
    Reason.HOLDING_OUT,
    Reason.BOUND,
)
"""Reasons one may decline a meeting with."""


class InvitationScreen(GameScreen):
    """The card and the two answers."""

    CSS_PATH = "pages.tcss"
    place = "invitation"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept"),
        Binding("d", "decline", "Decline"),
        Binding("c", "collide", "Decline all that collide"),
        Binding("o", "dossier", "Dossier"),
    ]

    def body(self) -> Iterable[Widget]:
        """Lay the card."""
        yield Page(id="letter")
        yield Menu(id="answers")

    def on_mount(self) -> None:
        """Give the answers the focus."""
        super().on_mount()
        self.query_one(Menu).focus()

    @property
    def meeting(self) -> Meeting | None:
        """The meeting one is asked to."""
        asked = self.game.legal.invitations
        return self.game.view.meetings.get(asked[0]) if asked else None

    def now(self) -> str:
        """Name the keys that there are: c only where the plan of the day is touched."""
        meeting = self.meeting
        collides = meeting is not None and self._collides(meeting)
        return t("invitation.now.collide" if collides else "invitation.now")

    def refresh_view(self) -> None:
        """Write the card."""
        meeting = self.meeting
        if meeting is None:
            return
        self.query_one(Page).show(self._lines)
        host = self.game.name(meeting.parties[0])
        self.query_one(Menu).show(
            [
                Item("a", t("invitation.accept", name=host), "a"),
                Item("d", t("invitation.decline"), "d"),
                *self._all_items(meeting),
            ]
        )
        self.refresh_bindings()

    def _lines(self, width: int) -> Sequence[Content]:
        game, meeting = self.game, self.meeting
        if meeting is None:
            return ()
        view, book = game.view, game.words
        host = meeting.parties[0]
        person, office = book.envoy(host)
        ink = "$paper-ink" if not self.app.current_theme.ansi else ""
        muted = "$paper-muted" if ink else ""
        others = [game.name(p) for p in meeting.parties[1:] if p != view.seat]
        slot = view.table.calendar.slots[meeting.slot]
        said = t(
            "invitation.text",
            name=game.name(host),
            seat=game.name(view.seat),
            room=words.ROOMS[meeting.room],
            slot=slot,
        )
        lines = [
            Content.styled(game.name(host).upper(), f"bold {ink}"),
            Content.styled(", ".join(p for p in (person, office) if p), muted),
            Content(""),
            *prose(said, width, ink),
            Content(""),
        ]
        about = t("invitation.open")
        if meeting.issue:
            about = book.issue(view.table.issue_index(meeting.issue))
        rows = [
            (t("invitation.about"), about),
            (t("invitation.with"), ", ".join(others) or t("invitation.alone")),
            (t("invitation.sends"), words.ENVOYS[meeting.envoys[0]]),
            (t("invitation.seen"), self._seen(meeting)),
            (t("invitation.time"), t("invitation.patience", count=meeting.patience)),
            (t("invitation.yours"), self._own_plan(meeting)),
        ]
        label = max(len(name) for name, _ in rows)
        for name, value in rows:
            for line in fact(name, value, width, label):
                lines.append(Content.styled(line.plain, ink))
        contact = view.contacts[host]
        lines += [Content(""), Content.styled("─" * min(width, 24), muted), Content("")]
        before = contact.met >= 1
        met = t("invitation.met", met=contact_text(view, host)) if before else t("invitation.never")
        note = t(
            "invitation.staff",
            regard=view.regard.get(host, 50),
            trust=view.trust.get(host, 50),
            met=met,
        )
        if contact.refusals:
            note += " " + t("invitation.refusals", count=contact.refusals)
        return [*lines, *prose(note, width, muted)]

    def _seen(self, meeting: Meeting) -> str:
        if meeting.room is Room.BACK_CHANNEL:
            return t("invitation.unseen")
        return t("invitation.public") if len(meeting.parties) < 3 else t("invitation.group")

    def _own_plan(self, meeting: Meeting) -> str:
        game = self.game
        activity = still_planned(game.view, meeting.slot)
        if isinstance(activity, Rest):
            return t("invitation.free")
        given_up = game.tell.activity(activity)
        key = "invitation.meets" if isinstance(activity, Meet) else "invitation.costs"
        return t(key, what=given_up)

    def _collides(self, meeting: Meeting) -> bool:
        return not isinstance(still_planned(self.game.view, meeting.slot), Rest)

    def _all_items(self, meeting: Meeting) -> list[Item]:
        """Return the line that declines whatever else collides with the plan today."""
        return [Item("c", t("invitation.collide"), "c")] if self._collides(meeting) else []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """To decline all that collide is offered where this one does."""
        game = self.host.game
        if action == "collide" and game is not None and game.seat:
            meeting = self.meeting
            return meeting is not None and self._collides(meeting)
        return super().check_action(action, parameters)

    # Doing -------------------------------------------------------------------------------------

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Answer."""
        event.stop()
        if event.key == "c":
            self.run_worker(self.action_collide(), exclusive=True, group="ask")
        else:
            self.run_worker(self.action_accept() if event.key == "a" else self._ask_why())

    async def action_accept(self) -> None:
        """Accept."""
        meeting = self.meeting
        if meeting is not None:
            await self.order(AnswerInvitation(self.game.seat, meeting.id, True))

    async def action_collide(self) -> None:
        """Decline this one, and each that collides with the plan of the day, as one who is engaged.

        The rules know no such answer: everybody who asks gets a courteous no of its own.
        """
        meeting = self.meeting
        if meeting is not None and self._collides(meeting):
            self.game.decline_collisions()
            await self.order(AnswerInvitation(self.game.seat, meeting.id, False, Reason.BUSY))

    def action_decline(self) -> None:
        """Ask for the reason, then decline."""
        self.run_worker(self._ask_why(), exclusive=True, group="ask")

    async def _ask_why(self) -> None:
        items = [Item(reason.value, t(f"reason.{reason.value}")) for reason in REASONS]
        reason = await self.app.push_screen_wait(Picker(t("invitation.why"), items, feet=0))
        meeting = self.meeting
        if reason and meeting is not None:
            await self.order(AnswerInvitation(self.game.seat, meeting.id, False, Reason(reason)))

    async def action_dossier(self) -> None:
        """Look at the dossier of the one who asks."""
        meeting = self.meeting
        if meeting is not None:
            await self.host.open("dossier", seat=meeting.parties[0])

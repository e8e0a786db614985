"""A game as the player at the keyboard sees it: one seat's view, its words, and its own notes.

Guarantees: reads the session through `view(seat)` and `heard(seat)` only, for the seat that has the
terminal; while minds think, the last view is served and nothing of the session is touched; what a
seat notes (drafts, what it has read) is kept apart from every other seat's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from diplogame.app.narrate import Cable, Narrator, Wire
from diplogame.app.outlook.days import still_planned
from diplogame.app.pins import Pins
from diplogame.packs.phrasebook import Phrasebook
from diplogame.rules.commands import AnswerInvitation
from diplogame.rules.conditions import evaluate
from diplogame.rules.duties import Legal
from diplogame.rules.events import (
    CableAnswered,
    Event,
    InvitationAnswered,
    Said,
    SlotSpent,
    ThreatAnswered,
)
from diplogame.rules.facts import ViewFacts
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.legal import legal
from diplogame.rules.terms import Bargain, Reason, Rest
from diplogame.rules.values import dataclass
from diplogame.rules.view import SeatView
from diplogame.tui.strings import t

if TYPE_CHECKING:
    from diplogame.app.session import Session
    from diplogame.app.summits import Hour


_LOST = ("engaged", "visited", "caucus", "no-caucus", "no-declaration")
"""How a slot is told to have gone otherwise than planned."""


@dataclass(slots=True)
class Notes:
    """What one seat has noted and read; kept while the program runs.

    Attributes:
        read: How many cables it has seen.
        announced: How many cables were looked through for news of its own plans; -1 before the first.
        dismissed: Coaching hints it has put away.
        bargains: Drafts of offers kept side by side.
        packages: Saved packages of the board by name.
        meters: Values last shown, for the arrows beside the meters.
        hours: How many hours of summit nights it has read.
        kept: Anything a screen wants to remember for this seat.
    """

    read: int = 0
    announced: int = -1
    dismissed: set[str] = field(default_factory=set)
    bargains: list[Bargain] = field(default_factory=list)
    packages: dict[str, Package] = field(default_factory=dict)
    meters: dict[str, int] = field(default_factory=dict)
    hours: int = 0
    kept: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hint:
    """A coaching hint: its id, title (may be empty) and text."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """One cable and the event it tells; None where the staff sum up or explain."""

    round: int
    event: Event | None
    cable: Cable


class _Noting(Narrator):
    """A narrator that notes which event each cable tells."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.pack, session.seed)
        self.noted: list[tuple[Event, Cable]] = []

    def cable(
        self, event: Event, seat: SeatId, round_: int, view: SeatView | None = None
    ) -> Cable | None:
        """Tell the event and note it."""
        found = super().cable(event, seat, round_, view)
        if found is not None:
            self.noted.append((event, found))
        return found


class _Recorder:
    """One seat's wire, with the events kept beside the cables."""

    def __init__(self, session: Session, seat: SeatId) -> None:
        self._session, self._seat = session, seat
        self._narrator = _Noting(session)
        self._wire = Wire(self._narrator, seat)
        self._since = 0
        self.told: list[Told] = []

    def catch_up(self, view: SeatView) -> None:
        """Take in what was learnt since the last time."""
        now = len(self._session.history)
        if now == self._since:
            return
        noted = self._narrator.noted
        noted.clear()
        found: list[Cable] = []
        for heard in self._session.heard_by_order(self._seat, self._since):
            found += self._wire.extend(heard, view)
        self._since = now
        # The wire drops and gathers: what was noted is looked up by what it says, not by its place.
        told: dict[tuple[str, ...], deque[Event]] = {}
        before: Cable | None = None
        for event, cable in noted:
            told.setdefault(_said(cable), deque()).append(event)
            if before is not None and before.speaker == cable.speaker:
                # A scripted line stands for the ordinary one of the act that it goes with.
                told.setdefault(_said(replace(cable, text=before.text)), deque()).append(event)
            before = cable if isinstance(event, Said) else None
        for cable in found:
            events = told.get(_said(cable))
            self.told.append(Told(cable.round, events.popleft() if events else None, cable))


def _said(cable: Cable) -> tuple[str, ...]:
    """Return what tells a cable from others: all but its effects, which gathering may change."""
    return (cable.kind, cable.speaker, cable.text, cable.detail)


class Game:
    """The session, and the seat that has the terminal."""

    def __init__(
        self,
        session: Session,
        *,
        hints: bool = True,
        pins: Mapping[SeatId, str] | None = None,
        fresh: bool = False,
    ) -> None:
        """Take a session; `pins` are the PINs of seats that have one.

        In a `fresh` game everybody reads the confidential instructions before anything else.
        """
        self.session = session
        from diplogame.app.narrate import Narrator
        from diplogame.app.narrate.describe import Describe

        self.narrator = Narrator(session.pack)
        self.tell = Describe(session.pack.phrasebook, session.pack.conference)
        self.hints = hints
        self.pins = Pins(pins)
        self.unbriefed: set[SeatId] = set(session.humans) if fresh else set()
        self.seat: SeatId = ""
        self.busy = False
        self._notes: dict[SeatId, Notes] = {}
        self._view: SeatView | None = None
        self._wires: dict[SeatId, _Recorder] = {}
        # Nights before this sitting were read when they happened.
        self._begun = len(session.history)
        self._hours: tuple[Hour, ...] = ()

    # The seat --------------------------------------------------------------------------------

    @property
    def words(self) -> Phrasebook:
        """The pack's texts."""
        return self.session.pack.phrasebook

    @property
    def shared(self) -> bool:
        """Whether several people share this terminal."""
        return len(self.session.humans) > 1

    @property
    def notes(self) -> Notes:
        """The notes of the seat that has the terminal."""
        return self._notes.setdefault(self.seat, Notes())

    def sit(self, seat: SeatId) -> None:
        """Give the terminal to another seat; nothing of the last one's view is kept."""
        self.seat = seat
        self._hours = ()
        self.changed()

    def rise(self) -> None:
        """Nobody has the terminal: forget the view until somebody sits down."""
        self.sit("")

    def changed(self) -> None:
        """The game moved on: the next look at the view is a fresh one."""
        self._view = None

    @property
    def view(self) -> SeatView:
        """The view of the seat that has the terminal."""
        if self._view is None:
            self._view = self.session.view(self.seat)
        return self._view

    @property
    def legal(self) -> Legal:
        """What the seat may do now."""
        return legal(self.view)

    @property
    def mediated(self) -> bool:
        """Whether anybody mediates at the conference."""
        return bool(self.view.table.mediators)

    @property
    def leagues(self) -> bool:
        """Whether the conference knows blocs or clubs."""
        table = self.view.table
        return bool(table.blocs) or table.clubs is not None

    # Words -----------------------------------------------------------------------------------

    def name(self, seat: SeatId) -> str:
        """Full name of a delegation."""
        return self.words.name(seat)

    def short(self, seat: SeatId) -> str:
        """Short name of a delegation."""
        return self.words.short(seat)

    # What the seat has learnt ----------------------------------------------------------------

    def told(self) -> tuple[Told, ...]:
        """What the seat has learnt with the events behind it, the oldest first."""
        wire = self._wires.get(self.seat)
        if wire is None:
            wire = self._wires[self.seat] = _Recorder(self.session, self.seat)
        if not self.busy:
            wire.catch_up(self.view)
        return tuple(wire.told)

    def cables(self) -> tuple[Cable, ...]:
        """What the seat has learnt, in words, the oldest first."""
        return tuple(each.cable for each in self.told())

    def news(self, most: int = 3) -> list[Told]:
        """What became of the seat's own plans since the last call: declined, lost, answered.

        The first call says nothing: what was before this sitting is in the cables.
        """
        told = self.told()
        since, self.notes.announced = self.notes.announced, len(told)
        if since < 0:
            return []
        mine = [
            each
            for each in told[since:]
            if (isinstance(each.event, InvitationAnswered) and not each.event.accepted)
            or (isinstance(each.event, SlotSpent) and each.event.result in _LOST)
            or isinstance(each.event, CableAnswered)
            or self._answers_floor(each.event)
        ]
        return mine[-most:]

    def _answers_floor(self, event: Event | None) -> bool:
        """Whether somebody answers what we threatened from the floor; at the table it is read there."""
        if not isinstance(event, ThreatAnswered) or self.view.meeting is not None:
            return False
        threat = self.view.threats.get(event.id)
        return threat is not None and threat.sender == self.seat

    # Invitations -----------------------------------------------------------------------------

    def decline_collisions(self) -> None:
        """Have every other invitation of this round that collides with the plan declined, too."""
        self.notes.kept["declining"] = self.view.public.round

    def courteous_no(self, seat: SeatId) -> AnswerInvitation | None:
        """The answer to an invitation that a seat wants declined unread, or None."""
        notes = self._notes.get(seat)
        if notes is None or "declining" not in notes.kept:
            return None
        view = self.session.view(seat)
        asked = legal(view).invitations
        if notes.kept["declining"] != view.public.round or not asked:
            return None
        meeting = view.meetings[asked[0]]
        if isinstance(still_planned(view, meeting.slot), Rest):
            return None
        return AnswerInvitation(seat, meeting.id, False, Reason.BUSY)

    # Summit nights ---------------------------------------------------------------------------

    def hours(self) -> tuple[Hour, ...]:
        """The hours of summit nights in this sitting; while minds act, those known before."""
        if not self.busy and self.view.public.summit is not None:
            from diplogame.app.summits import hours

            self._hours = hours(self.session.heard_by_order(self.seat, self._begun))
        return self._hours

    def hours_unread(self) -> tuple[Hour, ...]:
        """The hours that the seat has not read."""
        return self.hours()[self.notes.hours :]

    def hours_read(self) -> None:
        """All hours so far count as read."""
        self.notes.hours = len(self.hours())

    def hint(self) -> Hint | None:
        """The note to read now: of a game taken up again, or the coach's that fits; put away or none.

        What must be known of a game taken up is shown also where the coach is silent.
        """
        for number, notice in enumerate(self.session.notices):
            if f"notice {number}" not in self.notes.dismissed:
                return Hint(f"notice {number}", t("coach.notice"), notice)
        conference = self.session.pack.conference
        if not self.hints or conference.coached_seat != self.seat:
            return None
        facts = ViewFacts(self.view)
        for each in conference.coaching:
            if each.id in self.notes.dismissed or evaluate(each.when, facts) is not True:
                continue
            title, text = self.words.coaching(each.id)
            return Hint(each.id, title, text)
        return None

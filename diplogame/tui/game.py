"""A game as the player at the keyboard sees it: one seat's view, its words, and its own notes.

Guarantees: reads the session through `view(seat)` and `heard(seat)` only, for the seat that has the
terminal; while minds think, the last view is served and nothing of the session is touched; what a
seat notes (drafts, what it has read) is kept apart from every other seat's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diplogame.packs.phrasebook import Phrasebook
from diplogame.rules.conditions import evaluate
from diplogame.rules.events import Event
from diplogame.rules.facts import ViewFacts
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.legal import Legal, legal
from diplogame.rules.terms import Bargain
from diplogame.rules.view import SeatView

if TYPE_CHECKING:
    from diplogame.app.narrate import Cable
    from diplogame.app.session import Session


@dataclass(slots=True)
class Notes:
    """What one seat has noted and read; kept while the program runs.

    Attributes:
        read: How many cables it has seen.
        dismissed: Coaching hints it has put away.
        bargains: Drafts of offers kept side by side.
        packages: Saved packages of the board by name.
        meters: Values last shown, for the arrows beside the meters.
        kept: Anything a screen wants to remember for this seat.
    """

    read: int = 0
    dismissed: set[str] = field(default_factory=set)
    bargains: list[Bargain] = field(default_factory=list)
    packages: dict[str, Package] = field(default_factory=dict)
    meters: dict[str, int] = field(default_factory=dict)
    kept: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hint:
    """A coaching hint: its id, title (may be empty) and text."""

    id: str
    title: str
    text: str


class Game:
    """The session, and the seat that has the terminal."""

    def __init__(
        self,
        session: Session,
        *,
        hints: bool = True,
        pins: Mapping[SeatId, str] | None = None,
    ) -> None:
        """Take a session; `pins` are the PINs of seats that have one."""
        self.session = session
        from diplogame.app.narrate import Narrator

        self.narrator = Narrator(session.pack)
        self.hints = hints
        self.pins = dict(pins or {})
        self.seat: SeatId = ""
        self.busy = False
        self._notes: dict[SeatId, Notes] = {}
        self._view: SeatView | None = None
        self._heard: tuple[tuple[int, Event], ...] = ()
        self._cables: list[Cable] = []

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
        self.changed()
        self._cables = []
        self._heard = ()

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

    # Words -----------------------------------------------------------------------------------

    def name(self, seat: SeatId) -> str:
        """Full name of a delegation."""
        return self.words.name(seat)

    def short(self, seat: SeatId) -> str:
        """Short name of a delegation."""
        return self.words.short(seat)

    # What the seat has learnt ----------------------------------------------------------------

    @property
    def heard(self) -> tuple[tuple[int, Event], ...]:
        """All (round, event) the seat has learnt, the oldest first."""
        if not self.busy:
            self._heard = tuple(self.session.heard(self.seat))
        return self._heard

    def cables(self) -> tuple[Cable, ...]:
        """What the seat has learnt, in words, the oldest first."""
        heard = self.heard
        if len(self._cables) < len(heard) or not heard:
            self._cables = list(self.narrator.cables(self.session, self.seat))
        return tuple(self._cables)

    def hint(self) -> Hint | None:
        """The coaching hint that fits now and was not put away; None when hints are off."""
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

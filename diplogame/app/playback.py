"""A recorded game, watched: rounds, what was heard, what was seen, at any point of its course.

Guarantees: nothing is locked, written or decided; a game that somebody is playing may be watched, as
far as it had come when it was opened. Whose eyes may be borrowed is for the front end to decide: a
record holds every chair's secrets.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from pathlib import Path

from diplogame.app.saved import Entry, Restored, restore
from diplogame.packs.loader import LoadedPack
from diplogame.record import read_journal
from diplogame.rules.events import Event
from diplogame.rules.ids import SeatId
from diplogame.rules.state import State
from diplogame.rules.terms import Stage
from diplogame.rules.values import dataclass
from diplogame.rules.view import SeatView, sees, view_of


@dataclass(frozen=True, slots=True)
class Replay:
    """A game as recorded, with its state at every step.

    A *place* is a number of history entries from the beginning: 1 is the opening, `len(history)` the
    end. Every ``upto`` is such a place, and None means the end.

    Attributes:
        pack: The pack embedded in the save.
        humans: Delegations played by people.
        players: Names of the people by delegation.
        seed: Seed of the game, which also chooses the words.
        history: Every accepted command with its events; the first entry is the opening.
        notices: What the viewer must be told, such as a damaged end.
    """

    pack: LoadedPack
    humans: tuple[SeatId, ...]
    players: dict[SeatId, str]
    seed: int
    history: tuple[Entry, ...]
    notices: tuple[str, ...]
    _states: tuple[State, ...] = field(repr=False)

    @classmethod
    def open(cls, path: Path) -> Replay:
        """Read a save.

        Raises:
            SaveError: There is no game there, or it cannot be read.
        """
        reading = read_journal(path)
        restored = restore(path, reading.header, reading.records)
        return cls.of(restored, tuple(map(str, reading.notices)))

    @classmethod
    def of(cls, game: Restored, notices: tuple[str, ...] = ()) -> Replay:
        """The replay of a game that was read before."""
        setup = game.setup
        return cls(
            setup.pack,
            setup.humans,
            setup.players,
            setup.seed,
            game.history,
            (*notices, *game.notices),
            game.states,
        )

    @property
    def over(self) -> bool:
        """Whether the game was played to its end."""
        return self._states[-1].public.stage is Stage.ENDED

    @property
    def rounds(self) -> tuple[int, ...]:
        """The rounds the game has reached, from 1."""
        return tuple(range(1, self._states[-1].public.round + 1))

    def upto(self, round_: int) -> int:
        """The place where a round has been played, whole; 1 for round 0 and below.

        The order that ends a round also opens the next, so this is where the next round begins and
        where `Session.branch` would begin it.
        """
        # Rounds never go back, so the entries are in order.
        return max(1, bisect_right(self.history, round_, key=lambda entry: entry.round))

    def round_at(self, upto: int) -> int:
        """The round that is being played at a place."""
        return self.state(upto).public.round

    def heard(
        self, seat: SeatId | None = None, upto: int | None = None, since: int = 0
    ) -> list[tuple[int, Event]]:
        """(round, event) of all that a delegation has learnt, or of everything for None.

        Args:
            seat: Whose ears; None for all cards open.
            upto: The place to stop at.
            since: The place to begin from.
        """
        end = len(self.history) if upto is None else upto
        return [
            (entry.round, event)
            for entry in self.history[since:end]
            for event in entry.events
            if seat is None or sees(event, seat)
        ]

    def view(self, seat: SeatId, upto: int | None = None) -> SeatView:
        """What a delegation saw at a place; KeyError for an unknown one."""
        return view_of(self.state(upto), seat)

    def state(self, upto: int | None = None) -> State:
        """The whole state at a place, for the debrief and the application layer only.

        Places outside the game mean its nearest end.
        """
        last = len(self._states)
        place = last if upto is None else max(1, min(upto, last))
        return self._states[place - 1]

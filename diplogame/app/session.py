"""A game being played: the one imperative shell around the pure rules (architecture, "How a turn flows").

``view -> command -> decide -> journal append + fsync -> fold -> new views``. The same object serves the
screens, plain mode, ``watch`` and the lab.

Guarantees: an order is in the journal, on the drive, before it is shown as accepted; when the drive
refuses, the game goes on in memory, says so, and catches up as soon as it can; a front end is given
views and redacted events, never a state, while the game runs.

Notes: the save is locked from `new`, `resume` or `branch` until `close`, or until the session is
forgotten. What a save holds is told in :mod:`diplogame.app.saved`, whether it is in order in
:mod:`diplogame.app.verification`, and a game is watched without being taken up by
:class:`diplogame.app.playback.Replay`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from diplogame.ai.chance import Dice
from diplogame.ai.mind import decide as think
from diplogame.app import saved, verification
from diplogame.app.keeper import Keeper
from diplogame.app.saved import Entry, Installed, Setup
from diplogame.app.verification import Verification, verify
from diplogame.packs.loader import LoadedPack
from diplogame.record import (
    Journal,
    PackChange,
    SaveError,
    SaveReadOnly,
    SaveUnreadable,
    read_journal,
)
from diplogame.record.codec import Fingerprint
from diplogame.record.errors import shown
from diplogame.rules.commands import Command
from diplogame.rules.decide import Accepted, Decision, decide
from diplogame.rules.events import Event
from diplogame.rules.flow import begin
from diplogame.rules.ids import SeatId
from diplogame.rules.legal import legal
from diplogame.rules.passive import passive
from diplogame.rules.state import State
from diplogame.rules.terms import Difficulty, Stage
from diplogame.rules.view import SeatView, sees, view_of

__all__ = ["Entry", "MindError", "Session", "Verification", "verify"]


class MindError(RuntimeError):
    """A mind gave an order that the rules refuse: a defect, reported with the order and the code."""


class Session:
    """One game, from its opening to its debrief.

    Attributes:
        pack: The pack being played.
        humans: Delegations played by people, in the pack's order.
        players: Names of the people by delegation, for hot-seat games.
        seed: Seed of every draw.
        difficulty: How sharp the minds are now.
        history: Every accepted command with its events; the first entry is the opening.
        opening: The state before the opening events.
        notices: What the player must be told about a game that was taken up again.
        forgiving: Whether a mind that errs loses its move instead of stopping the game; front ends
            set it, tests and `watch` do not, so that defects are found.
        defects: What went wrong with minds in a forgiving game, to be reported.
        pack_change: How the installed pack differs from this game's own; None if nobody looked.
    """

    def __init__(self, setup: Setup) -> None:
        """Use `new`, `resume` or `branch`."""
        self.pack = setup.pack
        self.humans: tuple[SeatId, ...] = setup.humans
        self.players = setup.players
        self.seed = setup.seed
        self.difficulty = setup.levels[-1][1]
        self.opening = setup.opening
        self.state: State = setup.opening
        self.history: list[Entry] = []
        self.forgiving = False
        self.defects: tuple[str, ...] = ()
        self.notices: tuple[str, ...] = ()
        self.pack_change: PackChange | None = None
        self._setup = setup
        self._foreign: Path | None = None
        self._title = f"{self.pack.conference.id} {'-'.join(self.humans) or 'watch'} {self.seed}"
        self._keeper = Keeper()
        self._fingerprint = Fingerprint()
        self._views: dict[SeatId, SeatView] = {}

    # --- beginning, resuming, branching ---------------------------------------------------------

    @classmethod
    def new(
        cls,
        pack: LoadedPack,
        humans: Iterable[SeatId],
        seed: int,
        difficulty: Difficulty = Difficulty.ENVOY,
        folder: Path | None = None,
        players: Mapping[SeatId, str] | None = None,
    ) -> Session:
        """Open a conference; with a folder, the game is saved there after every order.

        A folder that cannot be written does not stop the game: `save_note` says so, and every order
        tries again.

        Raises:
            ValueError: A human delegation that the pack does not have, or that cannot be played.
        """
        setup = saved.new_setup(pack, humans, seed, ((0, difficulty),), players or {})
        session = cls(setup)
        session.state, events = begin(session.opening)
        session.history.append(Entry(None, events, 1))
        if folder is not None:
            session._keeper.begin(folder, session._title, saved.header_of(setup, events))
        return session

    @classmethod
    def resume(
        cls,
        path: Path,
        installed: Installed | None = None,
        progress: saved.Progress | None = None,
    ) -> Session:
        """Take up a saved game; a save that cannot be written is played on in memory, and says so.

        Args:
            path: The save.
            installed: Looks the installed pack up, to tell whether it has changed since; the game
                goes on with its own in any case.
            progress: Told how many orders of how many are taken up, in this thread.

        Raises:
            SaveError: There is no game there that can be taken up; it is in use, foreign, newer,
                hopelessly damaged, or makes no sense. Its bytes are untouched.
        """
        journal: Journal | None
        note = ""
        try:
            journal = Journal.open(path)
            header, records, notices = journal.header, journal.records, journal.notices
        except SaveReadOnly as error:
            reading = read_journal(path)
            journal, header, records, notices = (
                None,
                reading.header,
                reading.records,
                reading.notices,
            )
            note = f"{error.what} What you do from here is not saved."
        try:
            session = cls._restore(path, header, records, progress)
        except BaseException:
            if journal is not None:
                journal.close()
            raise
        if journal is not None:
            session._keeper.hold(journal)
        session.save_note = note
        session.notices = (*map(str, notices), *session.notices)
        if installed is not None:
            session.pack_change, sentence = saved.pack_change(session.pack, installed)
            session.notices += (sentence,) if sentence else ()
        return session

    @classmethod
    def _restore(
        cls,
        path: Path,
        header: Mapping[str, Any],
        records: Sequence[Mapping[str, Any]],
        progress: saved.Progress | None = None,
    ) -> Session:
        restored = saved.restore(path, header, records, progress)
        session = cls(restored.setup)
        session.state = restored.state
        session.history = list(restored.history)
        session.notices = restored.notices
        session._foreign = path
        return session

    @classmethod
    def branch(
        cls,
        path: Path,
        round_: int,
        folder: Path | None,
        humans: Iterable[SeatId] | None = None,
        difficulty: Difficulty | None = None,
        players: Mapping[SeatId, str] | None = None,
    ) -> Session:
        """A new game that shares the saved one's past up to the beginning of a round.

        The saved game is only read, also while somebody plays it.

        Args:
            path: The save to branch from.
            round_: The round to begin with; everything before it is kept as it happened.
            folder: Where the new game is saved, or None for a game in memory.
            humans: The chairs people take from here on; None for those of the saved game.
            difficulty: How sharp the minds are from here on; None for as sharp as they were.
            players: Names of the people; None for those of the saved game.

        Raises:
            ValueError: The saved game never reached that round, or a chair cannot be taken.
            SaveError: As `resume`; or the new save could not be made, and nothing is left of it.
        """
        reading = read_journal(path)
        header, records = saved.branched(path, reading, round_, humans, difficulty, players)
        session = cls._restore(path, header, records)
        session.notices = (*map(str, reading.notices), *session.notices)
        session._title += f" r{round_}"
        if folder is not None:
            past = [{k: v for k, v in r.items() if k != "n"} for r in records]
            session._keeper.move(folder, session._title, header, past)
        return session

    # --- playing --------------------------------------------------------------------------------

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return self.state.public.stage is Stage.ENDED

    @property
    def round(self) -> int:
        """The round that is played."""
        return self.state.public.round

    def view(self, seat: SeatId) -> SeatView:
        """What a delegation sees now; KeyError for an unknown one."""
        known = self._views.get(seat)
        if known is None:
            known = self._views[seat] = view_of(self.state, seat)
        return known

    def awaited(self) -> tuple[SeatId, ...]:
        """People the game waits for, in order; empty while minds must act or when it is over."""
        if any(seat not in self.humans for seat in self.state.awaiting):
            return ()
        return self.state.awaiting

    def submit(self, command: Command) -> Decision:
        """Give an order for a delegation: decided, journalled, applied; or refused with a code.

        Raises:
            SaveUnreadable: The game came from a save that does not follow the rules, and here they
                cannot go on.
        """
        try:
            decision = decide(self.state, command)
        except Exception as error:
            self._blame(error)
        if isinstance(decision, Accepted):
            self._remember(command, decision)
        return decision

    def step(self) -> bool:
        """Let one mind give one order; False when only people are awaited or the game is over.

        Raises:
            MindError: A mind gave an order that the rules refuse.
            SaveUnreadable: As `submit`.
        """
        for seat in self.state.awaiting:
            if seat not in self.humans:
                if self.forgiving:
                    self._think_or_stand_in(seat)
                else:
                    self._think(seat)
                return True
        return False

    def _think_or_stand_in(self, seat: SeatId) -> None:
        """In front of people a defect of a mind costs it its move, and nobody the evening."""
        try:
            self._think(seat)
        except SaveError:
            raise
        except Exception as error:
            self.defects += (f"{type(error).__name__}: {error}",)
            decision = self.submit(self.stand_in(seat))
            if not isinstance(decision, Accepted):
                raise

    def _think(self, seat: SeatId) -> None:
        command = self.advise(seat)
        decision = self.submit(command)
        if not isinstance(decision, Accepted):
            what = f"{seat}: {command!r} refused: {decision.code} {dict(decision.params)}"
            self._blame(MindError(what))

    def advise(self, seat: SeatId) -> Command:
        """What a mind in this chair would order now: the staff's suggestion.

        Raises:
            SaveUnreadable: As `submit`.
        """
        try:
            return think(self.view(seat), Dice(self.seed, seat))
        except Exception as error:
            self._blame(error)

    def stand_in(self, seat: SeatId) -> Command:
        """The quietest lawful order, for a chair whose time has run out."""
        return passive(self.view(seat))

    def run_minds(
        self, limit: int | None = None, on_step: Callable[[Session], None] | None = None
    ) -> int:
        """Let minds act until people are awaited, the game is over, or ``limit`` orders were given."""
        count = 0
        while (limit is None or count < limit) and self.step():
            count += 1
            if on_step is not None:
                on_step(self)
        return count

    def duty(self, seat: SeatId) -> str:
        """What is awaited of a delegation (see :class:`diplogame.rules.legal.Legal`)."""
        return legal(self.view(seat)).duty

    def heard(self, seat: SeatId, since: int = 0) -> list[tuple[int, Event]]:
        """(round, event) of all that a delegation has learnt, from history entry ``since`` on."""
        return [
            (entry.round, event)
            for entry in self.history[since:]
            for event in entry.events
            if sees(event, seat)
        ]

    def heard_by_order(self, seat: SeatId, since: int = 0) -> list[list[tuple[int, Event]]]:
        """As `heard`, order by order: what is gathered in the telling never spans two orders."""
        return [
            [(entry.round, event) for event in entry.events if sees(event, seat)]
            for entry in self.history[since:]
        ]

    @property
    def events(self) -> list[Event]:
        """Every event of the game: for the debrief, when the cards are open."""
        return [event for entry in self.history for event in entry.events]

    def states(self) -> list[State]:
        """The state after each history entry, from the opening on: for debrief and replay."""
        return saved.states_of(self._setup, self.history)

    # --- the record -----------------------------------------------------------------------------

    @property
    def save_path(self) -> Path | None:
        """Where the game is saved, or None."""
        return self._keeper.path

    @property
    def save_note(self) -> str:
        """Empty while the game is safely on the drive, or was never to be; else what is wrong."""
        return self._keeper.note

    @save_note.setter
    def save_note(self, note: str) -> None:
        self._keeper.note = note

    @property
    def seal(self) -> str:
        """The first eight characters of the record's digest, to write down; empty if unsaved.

        It stands for the orders that are on the drive; `unsaved` counts the others.
        """
        return self._keeper.seal

    @property
    def unsaved(self) -> int:
        """Orders that are only in memory although the game is to be saved."""
        return self._keeper.waiting

    def digest(self) -> str:
        """Digest of the state as it stands (SHA-256, hex)."""
        return self._fingerprint.of(self.state)

    def save(self) -> bool:
        """Try to write what is not on the drive yet; True when all of it is."""
        return self._keeper.save()

    def save_as(self, folder: Path) -> Path:
        """Save the whole game anew in a folder, and go on there; the way out when a save is broken.

        The old save, if there is one, is released and stays as it is.

        Raises:
            SaveError: It could not be written; the game is kept as before.
        """
        header = saved.header_of(self._setup, self.history[0].events)
        records = saved.records_of(self._setup, self.history)
        self._keeper.move(folder, self._title, header, records)
        assert self.save_path is not None
        return self.save_path

    def close(self) -> None:
        """Write what can be written and release the save. May be called twice."""
        self._keeper.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _remember(self, command: Command, decided: Accepted) -> None:
        """Take a decision into the history and, if the game is saved, onto the drive."""
        entry = Entry(command, decided.events, self.state.public.round)
        number = len(self.history)
        self.state = decided.state
        self._views = {}
        self.history.append(entry)
        if self._keeper.wanted:
            digest = self.digest()
            self._keeper.add(
                number, saved.record_of(command, decided.events, decided.state, digest)
            )

    def _blame(self, error: Exception) -> NoReturn:
        """A mishap is our defect, unless the game came from a save that breaks its own rules."""
        if self._foreign is not None:
            found = verification.recheck(self._setup, self.history)
            if not found.ok:
                raise SaveUnreadable(
                    "save.inconsistent",
                    f"{shown(self._foreign)} cannot be played on: at step {found.first} {found.what}.",
                    "It was changed, or made with other rules; branch from a round before that.",
                    self._foreign,
                ) from error
        raise error

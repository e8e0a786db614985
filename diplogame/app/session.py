"""A game being played: the one imperative shell around the pure rules (architecture, "How a turn flows").

``view -> command -> decide -> journal append + fsync -> fold -> new views``. The same object serves the
screens, plain mode, ``watch`` and the lab.

Guarantees: an order is in the journal, on the drive, before it is shown as accepted; when the drive
refuses, the game goes on in memory, says so, and catches up as soon as it can; a front end is given
views and redacted events, never a state, while the game runs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diplogame import __version__
from diplogame.ai.mind import Dice
from diplogame.ai.mind import decide as think
from diplogame.packs.loader import LoadedPack
from diplogame.record import (
    Journal,
    SaveBroken,
    SaveError,
    SaveReadOnly,
    SaveUnreadable,
    create_save,
    read_journal,
)
from diplogame.record.codec import (
    CodecError,
    Fingerprint,
    decode_command,
    decode_event,
    encode,
)
from diplogame.rules import RULES_VERSION
from diplogame.rules.commands import Command
from diplogame.rules.conference import Kind
from diplogame.rules.decide import Accepted, Decision, decide
from diplogame.rules.events import Event
from diplogame.rules.evolve import fold
from diplogame.rules.flow import begin
from diplogame.rules.ids import SeatId
from diplogame.rules.legal import legal
from diplogame.rules.passive import passive
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import Difficulty, Stage
from diplogame.rules.view import SeatView, sees, view_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted command and what followed; ``command`` is None for the opening of the game."""

    command: Command | None
    events: tuple[Event, ...]
    round: int


class MindError(RuntimeError):
    """A mind gave an order that the rules refuse: a defect, reported with the order and the code."""


class Session:
    """One game, from its opening to its debrief.

    Attributes:
        pack: The pack being played.
        humans: Delegations played by people.
        players: Names of the people by delegation, for hot-seat games.
        seed: Seed of every draw.
        difficulty: How sharp the minds are.
        history: Every accepted command with its events.
        opening: The state before the opening events.
        save_note: Empty while the game is safely on the drive, else a sentence saying what is wrong.
    """

    def __init__(
        self,
        pack: LoadedPack,
        humans: Iterable[SeatId],
        seed: int,
        difficulty: Difficulty = Difficulty.ENVOY,
        players: Mapping[SeatId, str] | None = None,
    ) -> None:
        self.pack = pack
        self.humans: tuple[SeatId, ...] = tuple(
            d.id for d in pack.conference.delegations if d.id in set(humans)
        )
        self.players = dict(players or {})
        self.seed = seed
        self.difficulty = difficulty
        self.opening = open_conference(pack.conference, seed, difficulty)
        self.state: State = self.opening
        self.history: list[Entry] = []
        self.save_note = ""
        self.notices: tuple[str, ...] = ()
        self._journal: Journal | None = None
        self._unsaved: list[dict[str, Any]] = []
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

        Raises:
            ValueError: A human delegation that the pack does not have, or that cannot be played.
        """
        wanted = tuple(humans)
        for seat in wanted:
            if seat not in pack.conference.everybody:
                raise ValueError(f"the pack has no delegation {seat!r}")
            if pack.conference.delegation(seat).kind is Kind.CHAIR:
                raise ValueError(f"{seat!r} is the chair, which cannot be played yet")
        session = cls(pack, wanted, seed, difficulty, players)
        session.state, events = begin(session.opening)
        session.history.append(Entry(None, events, 1))
        if folder is not None:
            try:
                session._journal = create_save(folder, session._title(), session._header())
            except SaveError as error:
                session.save_note = f"{error} The game goes on in memory."
        return session

    @classmethod
    def resume(cls, path: Path) -> Session:
        """Take up a saved game; a save that cannot be written is played on in memory, and says so.

        Raises:
            SaveError: There is no game there, it is in use, or it was written by a newer program.
            PackFaults: The embedded pack cannot be read any more.
        """
        journal: Journal | None
        note = ""
        try:
            journal = Journal.open(path)
            header, records = journal.header, journal.records
            notices = tuple(str(n) for n in journal.notices)
        except SaveReadOnly as error:
            reading = read_journal(path)
            journal, header, records = None, reading.header, reading.records
            notices = tuple(str(n) for n in reading.notices)
            note = f"{error} What you do from here is not saved."
        try:
            session = cls._restore(path, header, records)
        except BaseException:
            if journal is not None:
                journal.close()
            raise
        session._journal = journal
        session.save_note = note
        session.notices = notices
        return session

    @classmethod
    def _restore(
        cls, path: Path, header: Mapping[str, Any], records: Iterable[Mapping[str, Any]]
    ) -> Session:
        try:
            pack = LoadedPack.from_files(header["pack"]["embedded"], f"save {path.name}")
            session = cls(
                pack,
                tuple(str(s) for s in header["seats"]),
                int(header["seed"]),
                Difficulty(header.get("difficulty", "envoy")),
                {str(k): str(v) for k, v in dict(header.get("players", {})).items()},
            )
            opening = tuple(decode_event(e) for e in header.get("opening", []))
            session._remember(None, opening)
            for record in records:
                events = tuple(decode_event(e) for e in record["events"])
                session._remember(decode_command(record["command"]), events)
        except (CodecError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            if isinstance(error, SaveError) or type(error).__name__ == "PackFaults":
                raise
            raise SaveUnreadable(
                "save.malformed",
                f"{path.name} is not a game this program can read ({error}).",
                "If it came from somebody else, ask for it again.",
                path,
            ) from error
        return session

    @classmethod
    def branch(cls, path: Path, round_: int, folder: Path | None) -> Session:
        """A new game that shares the saved one's past up to the beginning of a round.

        Raises:
            ValueError: The saved game never reached that round.
            SaveError: As `resume`.
        """
        reading = read_journal(path)
        whole = cls._restore(path, reading.header, reading.records)
        if not 1 <= round_ <= whole.state.public.round:
            raise ValueError(
                f"the game has rounds 1 to {whole.state.public.round}; it cannot branch from {round_}"
            )
        kept = [
            r for r, e in zip(reading.records, whole.history[1:], strict=True) if e.round < round_
        ]
        # The command that opened the round belongs to the past: its events end with the round's opening.
        session = cls._restore(path, reading.header, kept)
        if session.state.public.round < round_ and len(kept) < len(reading.records):
            kept.append(reading.records[len(kept)])
            session = cls._restore(path, reading.header, kept)
        if folder is not None:
            header = {
                **{k: v for k, v in reading.header.items() if k not in ("format", "version")},
                "branched": {"from": path.name, "round": round_},
            }
            records = [{k: v for k, v in r.items() if k != "n"} for r in kept]
            session._journal = create_save(folder, f"{session._title()} r{round_}", header, records)
        return session

    def _title(self) -> str:
        return f"{self.pack.conference.id} {'-'.join(self.humans) or 'watch'} {self.seed}"

    def _header(self) -> dict[str, Any]:
        return {
            "engine": __version__,
            "rules_version": RULES_VERSION,
            "seed": self.seed,
            "seats": list(self.humans),
            "difficulty": self.difficulty.value,
            "players": dict(self.players),
            "opening": [encode(e) for e in self.history[0].events],
            "at": int(time.time()),
            "pack": {
                "id": self.pack.conference.id,
                "version": self.pack.conference.version,
                "rules_hash": self.pack.rules_hash,
                "text_hash": self.pack.text_hash,
                "embedded": dict(self.pack.files),
            },
        }

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
        """Give an order for a delegation: decided, journalled, applied; or refused with a code."""
        before = self.state
        decision = decide(self.state, command)
        if isinstance(decision, Accepted):
            self.state = decision.state
            self._views = {}
            entry = Entry(command, decision.events, before.public.round)
            self.history.append(entry)
            self._write(entry)
        return decision

    def step(self) -> bool:
        """Let one mind give one order; False when only people are awaited or the game is over.

        Raises:
            MindError: A mind gave an order that the rules refuse.
        """
        for seat in self.state.awaiting:
            if seat not in self.humans:
                self._think(seat)
                return True
        return False

    def _think(self, seat: SeatId) -> None:
        view = self.view(seat)
        command = think(view, Dice(self.seed, seat))
        decision = self.submit(command)
        if not isinstance(decision, Accepted):
            raise MindError(f"{seat}: {command!r} refused: {decision.code} {dict(decision.params)}")

    def advise(self, seat: SeatId) -> Command:
        """What a mind in this chair would order now: the staff's suggestion."""
        return think(self.view(seat), Dice(self.seed, seat))

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

    @property
    def events(self) -> list[Event]:
        """Every event of the game: for the debrief, when the cards are open."""
        return [event for entry in self.history for event in entry.events]

    def states(self) -> list[State]:
        """The state after each history entry, from the opening on: for debrief and replay."""
        found, state = [], self.opening
        for entry in self.history:
            state = fold(state, entry.events)
            found.append(state)
        return found

    # --- the record -----------------------------------------------------------------------------

    @property
    def save_path(self) -> Path | None:
        """Where the game is saved, or None."""
        return self._journal.path if self._journal is not None else None

    @property
    def seal(self) -> str:
        """The first eight characters of the record's digest, to write down; empty if unsaved."""
        return self._journal.seal if self._journal is not None else ""

    def digest(self) -> str:
        """Digest of the state as it stands (SHA-256, hex)."""
        return self._fingerprint.of(self.state)

    def _remember(self, command: Command | None, events: tuple[Event, ...]) -> None:
        round_ = self.state.public.round if command is not None else 1
        self.state = fold(self.state, events)
        self._views = {}
        self.history.append(Entry(command, events, round_))

    def _write(self, entry: Entry) -> None:
        if self._journal is None or entry.command is None:
            return
        self._unsaved.append(
            {
                "command": encode(entry.command),
                "events": [encode(e) for e in entry.events],
                "state": self.digest(),
                "at": int(time.time()),
                "summary": {
                    "round": self.state.public.round,
                    "stage": self.state.public.stage.value,
                    "outcome": self.state.public.outcome.value if self.state.public.outcome else "",
                },
            }
        )
        self.save()

    def save(self) -> bool:
        """Write what is not on the drive yet; True when all of it is."""
        if self._journal is None:
            return False
        try:
            while self._unsaved:
                self._journal.append(self._unsaved[0])
                del self._unsaved[0]
        except SaveBroken as error:
            self.save_note = f"{error}"
            return False
        except SaveError as error:
            self.save_note = f"{error} {len(self._unsaved)} order(s) are only in memory."
            return False
        self.save_note = ""
        return True

    def close(self) -> None:
        """Release the save. May be called twice."""
        if self._journal is not None:
            self.save()
            self._journal.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Verification:
    """Result of re-deciding a saved game: whether it agrees, and the first record that does not."""

    ok: bool
    records: int
    first: int = 0
    what: str = ""


def verify(path: Path, progress: Callable[[int, int], None] | None = None) -> Verification:
    """Re-decide every command of a save and compare events and state digests.

    Raises:
        SaveError: There is no game there, or it cannot be read.
    """
    reading = read_journal(path)
    session = Session._restore(path, reading.header, ())
    state, events = begin(session.opening)
    if events != session.history[0].events:
        return Verification(False, len(reading.records), 0, "the opening differs")
    fingerprint = Fingerprint()
    for number, record in enumerate(reading.records, 1):
        if progress is not None:
            progress(number, len(reading.records))
        try:
            decision = decide(state, decode_command(record["command"]))
        except CodecError as error:
            return Verification(False, len(reading.records), number, str(error))
        if not isinstance(decision, Accepted):
            return Verification(False, len(reading.records), number, f"refused: {decision.code}")
        if [encode(e) for e in decision.events] != record["events"]:
            return Verification(False, len(reading.records), number, "other events follow")
        state = decision.state
        if fingerprint.of(state) != record["state"]:
            return Verification(False, len(reading.records), number, "the state differs")
    if reading.notices:
        return Verification(
            False, len(reading.records), len(reading.records) + 1, str(reading.notices[0])
        )
    return Verification(True, len(reading.records))

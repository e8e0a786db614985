"""A game as its save tells it: what stands in the header and the records, and back to a game.

Guarantees: `restore` folds what was recorded and decides nothing again, so that a game outlives a
change of the rules. It trusts nothing: whatever a sound chain of digests may hold, the answer is a
game whose every chair can be looked at, or a `SaveError` that says what is wrong.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from diplogame import __version__
from diplogame.packs.clean import clean
from diplogame.packs.loader import LoadedPack, PackFaults
from diplogame.record import PackChange, SaveUnreadable, compare_pack
from diplogame.record.codec import CodecError, Fingerprint, decode_command, decode_event, encode
from diplogame.record.errors import shown
from diplogame.record.reading import Reading
from diplogame.rules import RULES_VERSION
from diplogame.rules.commands import Command
from diplogame.rules.conference import Kind
from diplogame.rules.events import Event
from diplogame.rules.evolve import fold
from diplogame.rules.ids import SeatId
from diplogame.rules.legal import legal
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import Difficulty, Stage
from diplogame.rules.values import dataclass
from diplogame.rules.view import view_of

Levels = tuple[tuple[int, Difficulty], ...]
"""From which record on the minds are how sharp: `(records before, difficulty)`, the first at 0."""

Installed = Callable[[str], LoadedPack | None]
"""Looks an installed pack up by its id; None if there is none that can be played."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted command and what followed; ``command`` is None for the opening of the game.

    ``round`` is the round the command was given in, although its events may open the next one.
    """

    command: Command | None
    events: tuple[Event, ...]
    round: int


@dataclass(frozen=True, slots=True)
class Setup:
    """What is settled before the first word of a game.

    Attributes:
        pack: The pack, as embedded in the save.
        humans: Delegations played by people, in the pack's order.
        players: Names of the people by delegation.
        seed: Seed of every draw.
        levels: Sharpness of the minds; a branch may change it on the way.
        opening: The state before the opening events.
    """

    pack: LoadedPack
    humans: tuple[SeatId, ...]
    players: dict[SeatId, str]
    seed: int
    levels: Levels
    opening: State


@dataclass(frozen=True, slots=True)
class Restored:
    """A game as recorded: its setup, its history, the state after each entry, and remarks."""

    setup: Setup
    history: tuple[Entry, ...]
    states: tuple[State, ...]
    notices: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """The state the game has come to."""
        return self.states[-1]


def seats_taken(pack: LoadedPack, humans: Iterable[SeatId]) -> tuple[SeatId, ...]:
    """The chairs that people take, in the pack's order.

    Raises:
        ValueError: A delegation that the pack does not have, or that cannot be played.
    """
    wanted = tuple(humans)
    for seat in wanted:
        if seat not in pack.conference.everybody:
            raise ValueError(f"the pack has no delegation {seat!r:.60}")
        if pack.conference.delegation(seat).kind is Kind.CHAIR:
            raise ValueError(f"{seat!r} is the chair, which cannot be played yet")
    return tuple(d.id for d in pack.conference.delegations if d.id in wanted)


def new_setup(
    pack: LoadedPack,
    humans: Iterable[SeatId],
    seed: int,
    levels: Levels,
    players: Mapping[SeatId, str],
) -> Setup:
    """The setup of a game; ValueError as `seats_taken`."""
    taken = seats_taken(pack, humans)
    names = {seat: clean(players[seat], 60, line=True) for seat in taken if seat in players}
    opening = open_conference(pack.conference, seed, levels[0][1])
    return Setup(pack, taken, names, seed, levels, opening)


def at_level(state: State, levels: Levels, records: int) -> State:
    """The state after so many records, with the minds as sharp as they are from there on."""
    for before, difficulty in levels:
        if before == records and state.difficulty is not difficulty:
            state = dataclasses.replace(state, difficulty=difficulty)
    return state


def states_of(setup: Setup, history: Iterable[Entry]) -> list[State]:
    """The state after each entry of a history."""
    found, state = [], setup.opening
    for number, entry in enumerate(history):
        state = at_level(fold(state, entry.events), setup.levels, number)
        found.append(state)
    return found


# --- writing --------------------------------------------------------------------------------------


def header_of(setup: Setup, opening: Iterable[Event]) -> dict[str, Any]:
    """Line 0 of a new game's save."""
    pack = setup.pack
    return {
        "engine": __version__,
        "rules_version": RULES_VERSION,
        "seed": setup.seed,
        "seats": list(setup.humans),
        "difficulty": setup.levels[-1][1].value,
        "levels": levels_in_json(setup.levels),
        "players": dict(setup.players),
        "opening": [encode(event) for event in opening],
        "at": int(time.time()),
        "pack": {
            "id": pack.conference.id,
            "version": pack.conference.version,
            "rules_hash": pack.rules_hash,
            "text_hash": pack.text_hash,
            "embedded": dict(pack.files),
        },
    }


def levels_in_json(levels: Levels) -> list[list[int | str]]:
    """Levels as the header has them."""
    return [[records, difficulty.value] for records, difficulty in levels]


def record_of(
    command: Command, events: Iterable[Event], state: State, digest: str
) -> dict[str, Any]:
    """A record: the command, what followed, and the digest of the state it led to."""
    public = state.public
    return {
        "command": encode(command),
        "events": [encode(event) for event in events],
        "state": digest,
        "at": int(time.time()),
        "summary": {
            "round": public.round,
            "stage": public.stage.value,
            "outcome": public.outcome.value if public.outcome else "",
        },
    }


def records_of(setup: Setup, history: Sequence[Entry]) -> list[dict[str, Any]]:
    """The records of a whole game, made anew."""
    fingerprint, found = Fingerprint(), []
    state = at_level(fold(setup.opening, history[0].events), setup.levels, 0)
    for number, entry in enumerate(history[1:], 1):
        assert entry.command is not None
        state = fold(state, entry.events)
        # The digest is taken before a level that begins where the record ends.
        digest = fingerprint.of(state)
        found.append(record_of(entry.command, entry.events, state, digest))
        state = at_level(state, setup.levels, number)
    return found


# --- reading --------------------------------------------------------------------------------------


Progress = Callable[[int, int], None]
"""Told how many steps of how many are done; may be called in a thread."""


def restore(
    path: Path,
    header: Mapping[str, Any],
    records: Sequence[Mapping[str, Any]],
    progress: Progress | None = None,
) -> Restored:
    """The game that a header and records tell; `progress` is told of every record.

    Raises:
        SaveUnreadable: `save.malformed` or `save.pack-broken`.
    """
    setup = read_setup(path, header)
    where = "the opening"
    try:
        events = _events(header.get("opening"))
        if not events:
            raise CodecError("it is empty")
        history = [Entry(None, events, 1)]
        state = at_level(fold(setup.opening, events), setup.levels, 0)
        states = [state]
        for number, record in enumerate(records, 1):
            where = f"step {number}"
            command, events = decode_command(record["command"]), _events(record["events"])
            history.append(Entry(command, events, state.public.round))
            state = at_level(fold(state, events), setup.levels, number)
            states.append(state)
            if progress is not None:
                progress(number, len(records))
        where = "the position reached"
        _look_around(state)
    except CodecError as error:
        raise malformed(path, f"{where}: {error}") from error
    except Exception as error:
        # Forged events may point at seats, issues and meetings that do not exist, and `evolve` does
        # not check: whatever it stumbles over, the save is at fault.
        raise malformed(path, f"{where} does not fit the conference") from error
    remarks = _remarks(path, records, state, setup)
    return Restored(setup, tuple(history), tuple(states), remarks)


def branched(
    path: Path,
    reading: Reading,
    round_: int,
    humans: Iterable[SeatId] | None,
    difficulty: Difficulty | None,
    players: Mapping[SeatId, str] | None,
) -> tuple[dict[str, Any], Sequence[Mapping[str, Any]]]:
    """Header and records of a game that shares a saved one's past up to the beginning of a round.

    Args:
        path: The save to branch from.
        reading: What was read there.
        round_: The round to begin with.
        humans: The chairs people take from here on; None for those of the saved game.
        difficulty: How sharp the minds are from here on; None for as sharp as they were.
        players: Names of the people; None for those of the saved game.

    Raises:
        ValueError: The saved game never reached that round, or a chair cannot be taken.
        SaveUnreadable: The save makes no sense.
    """
    whole = restore(path, reading.header, reading.records)
    reached = whole.state.public.round
    if not 1 <= round_ <= reached:
        raise ValueError(f"the game has rounds 1 to {reached}; it cannot branch from {round_}")
    # The order that opened the round was given in the one before, so it is kept.
    kept = sum(entry.round < round_ for entry in whole.history[1:])
    levels = tuple(level for level in whole.setup.levels if level[0] <= kept)
    if difficulty is not None and difficulty is not levels[-1][1]:
        levels = (*(level for level in levels if level[0] < kept), (kept, difficulty))
    setup = new_setup(
        whole.setup.pack,
        whole.setup.humans if humans is None else humans,
        whole.setup.seed,
        levels,
        whole.setup.players if players is None else players,
    )
    header = {
        **{k: v for k, v in reading.header.items() if k not in ("format", "version")},
        "seats": list(setup.humans),
        "players": setup.players,
        "difficulty": levels[-1][1].value,
        "levels": levels_in_json(levels),
        "branched": {"from": path.name, "round": round_, "records": kept},
    }
    return header, reading.records[:kept]


def read_setup(path: Path, header: Mapping[str, Any]) -> Setup:
    """The setup that a header tells.

    Raises:
        SaveUnreadable: `save.malformed` or `save.pack-broken`.
    """
    try:
        pack = LoadedPack.from_files(header["pack"]["embedded"], f"save {shown(path)}")
    except PackFaults as error:
        raise SaveUnreadable(
            "save.pack-broken",
            f"The conference inside {shown(path)} cannot be played: {clean(str(error), 300)}.",
            "It was not touched. It may need an older version of the game.",
            path,
        ) from error
    seats, seed, players = header.get("seats"), header.get("seed"), header.get("players", {})
    if not isinstance(seats, list) or not all(isinstance(seat, str) for seat in seats):
        raise malformed(path, "the seats are not a list of delegations")
    if type(seed) is not int:
        raise malformed(path, "the seed is not a number")
    if not isinstance(players, dict) or not all(isinstance(n, str) for n in players.values()):
        raise malformed(path, "the players' names are not text")
    try:
        levels = _levels(header)
        return new_setup(pack, seats, seed, levels, players)
    except ValueError as error:
        raise malformed(path, str(error)) from error


def malformed(path: Path, what: str) -> SaveUnreadable:
    """The error for a save whose bytes are undamaged and whose content makes no sense."""
    return SaveUnreadable(
        "save.malformed",
        f"{shown(path)} is undamaged, but it is not a game this program can read: "
        f"{clean(what, 200, line=True)}.",
        "It was not touched. If it came from somebody else, ask for it again.",
        path,
    )


def _levels(header: Mapping[str, Any]) -> Levels:
    found = header.get("levels", [[0, header.get("difficulty", Difficulty.ENVOY.value)]])
    if not isinstance(found, list) or not found or len(found) > 1000:
        raise ValueError("the levels are not a list")
    levels = []
    for item in found:
        if not isinstance(item, list) or len(item) != 2 or type(item[0]) is not int:
            raise ValueError("a level is not a step and a difficulty")
        levels.append((item[0], Difficulty(item[1])))
    steps = [records for records, _ in levels]
    if steps[0] != 0 or steps != sorted(set(steps)):
        raise ValueError("the levels are not in order")
    return tuple(levels)


def _events(data: Any) -> tuple[Event, ...]:
    if not isinstance(data, list):
        raise CodecError("the events are not a list")
    return tuple(decode_event(each) for each in data)


def _look_around(state: State) -> None:
    """Look at the position from every chair; raises whatever a senseless position makes it raise."""
    everybody = state.conference.everybody
    if any(seat not in everybody for seat in state.awaiting):
        raise CodecError("somebody is awaited who is not there")
    if not state.awaiting and state.public.stage is not Stage.ENDED:
        raise CodecError("nobody is awaited, though the game is not over")
    if len(state.public.clauses) != len(state.conference.issues):
        raise CodecError("the text has other clauses than the pack")
    for seat in everybody:
        if seat in state.private:
            legal(view_of(state, seat))


def _remarks(
    path: Path, records: Sequence[Mapping[str, Any]], state: State, setup: Setup
) -> tuple[str, ...]:
    """What to tell the player although the game can be played."""
    if not records:
        return ()
    # The last digest was taken before a level that begins where the record ends.
    level = [each for before, each in setup.levels if before < len(records)][-1]
    if Fingerprint().of(dataclasses.replace(state, difficulty=level)) == records[-1]["state"]:
        return ()
    remark = (
        f"{shown(path)} was recorded with other rules than today's, or was changed afterwards: "
        "the position differs from the one noted. The game goes on from what was recorded; "
        "`diplogame verify` finds the first step that differs."
    )
    return (remark,)


# --- the installed pack -----------------------------------------------------------------------------


def pack_change(pack: LoadedPack, installed: Installed) -> tuple[PackChange, str]:
    """How the installed pack differs from a save's own, which is the one that is played.

    Both are hashed by this program, so that a new way of hashing is no change of a pack.

    Returns:
        The kind of change and a sentence for the player, empty if there is none.
    """
    other = installed(pack.conference.id)
    found = compare_pack(_hashes(pack), None if other is None else _hashes(other))
    title = pack.manifest.title
    return found, {
        PackChange.NONE: "",
        PackChange.TEXT: f"The words of {title} have changed since this game began. "
        "It goes on with those it began with.",
        PackChange.RULES: f"{title} has changed since this game began: what may happen differs. "
        "It goes on with the conference it began with; start anew to play the changed one.",
        PackChange.MISSING: f"{title} is not installed, or cannot be played any more. "
        "The game goes on with the conference kept in its save.",
    }[found]


def _hashes(pack: LoadedPack) -> dict[str, str]:
    return {"rules_hash": pack.rules_hash, "text_hash": pack.text_hash}

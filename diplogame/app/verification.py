"""Whether a saved game is in order: every order is decided again and compared with what was noted.

Guarantees: nothing is written; a record that was changed and chained anew is found, because other
events or another state would follow from the rules. Somebody who plays a whole other game cannot be
found that way: against intent there is the seal, written down outside the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from diplogame.app.saved import Entry, Setup, at_level, read_setup
from diplogame.record import find_seal, read_journal
from diplogame.record.codec import CodecError, Fingerprint, decode_command, encode
from diplogame.rules import RULES_VERSION
from diplogame.rules.commands import Command
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.flow import begin
from diplogame.rules.state import State
from diplogame.rules.values import dataclass

Progress = Callable[[int, int], None]
"""Told how many records of how many have been looked at."""


@dataclass(frozen=True, slots=True)
class Verification:
    """Result of deciding a saved game again.

    Attributes:
        ok: Whether everything agrees.
        records: Orders in the save, as far as its bytes are sound.
        first: Number of the first that does not agree, 0 for the opening; meaningless if `ok`.
        what: What is wrong there, as the end of a sentence; empty if `ok`.
        sealed: Orders the game had when the seal asked about was written down, or None if no seal
            was asked about or it was never this game's.
    """

    ok: bool
    records: int
    first: int = 0
    what: str = ""
    sealed: int | None = None


def verify(path: Path, progress: Progress | None = None, seal: str = "") -> Verification:
    """Decide every order of a save again and compare events and digests.

    Args:
        path: The save; it may be in use.
        progress: Told how far it is.
        seal: A seal written down earlier, at least 8 characters; "" for none.

    Raises:
        SaveError: There is no game there, or it cannot be read.
    """
    reading = read_journal(path)
    total = len(reading.records)
    sealed = find_seal(reading.found, seal) if seal.strip() else None
    setup = read_setup(path, reading.header)
    fault = _recheck(setup, reading.header, reading.records, progress)
    if fault is None and reading.notices:
        # Damage at the end is no fault of the game before it, but the file is not in order.
        fault = total + 1, reading.notices[0].what.rstrip(".")
    if fault is None and seal.strip() and sealed is None:
        fault = total, "the seal is not one this game ever had"
    if fault is None:
        return Verification(True, total, sealed=sealed)
    first, what = fault
    if first <= total and reading.header.get("rules_version") != RULES_VERSION:
        what += " (the game was recorded under other rules)"
    return Verification(False, total, first, what, sealed)


def recheck(setup: Setup, history: Sequence[Entry]) -> Verification:
    """Decide the orders of a history again: whether its events follow from the rules."""
    state, events = begin(setup.opening)
    if events != history[0].events:
        return Verification(False, len(history) - 1, 0, "the opening differs")
    for number, entry in enumerate(history[1:], 1):
        assert entry.command is not None
        state = at_level(state, setup.levels, number - 1)
        decision = _decide(state, entry.command)
        if isinstance(decision, str):
            return Verification(False, len(history) - 1, number, decision)
        if decision.events != entry.events:
            return Verification(False, len(history) - 1, number, "other events follow")
        state = decision.state
    return Verification(True, len(history) - 1)


def _recheck(
    setup: Setup,
    header: Mapping[str, Any],
    records: Sequence[Mapping[str, Any]],
    progress: Progress | None,
) -> tuple[int, str] | None:
    """The first record at fault and what is wrong with it, or None."""
    state, events = begin(setup.opening)
    if [encode(event) for event in events] != header.get("opening"):
        return 0, "the opening differs"
    fingerprint = Fingerprint()
    for number, record in enumerate(records, 1):
        if progress is not None:
            progress(number, len(records))
        state = at_level(state, setup.levels, number - 1)
        try:
            command = decode_command(record["command"])
        except CodecError as error:
            return number, str(error)
        decision = _decide(state, command)
        if isinstance(decision, str):
            return number, decision
        if [encode(event) for event in decision.events] != record["events"]:
            return number, "other events follow"
        state = decision.state
        if fingerprint.of(state) != record["state"]:
            return number, "the state differs"
    return None


def _decide(state: State, command: Command) -> Accepted | str:
    """The decision, or why there is none."""
    try:
        decision = decide(state, command)
    except Exception as error:  # a forged order may be of any value; the rules should refuse it
        return f"the order makes no sense ({type(error).__name__})"
    if isinstance(decision, Accepted):
        return decision
    return f"the order is refused ({decision.code})"

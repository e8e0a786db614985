"""The real journal on a model file system that may lose power after every single call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from record_support import HEADER, ModelOs, numbered, record

from diplogame.record import Journal, SaveInUse, SaveUnreadable, read_journal
from diplogame.record._os import Lock
from diplogame.record.scan import scan

PATH = Path("/saves/game.diplogame")


class Lost(AssertionError):  # noqa: N818 - what happened, not a kind of error
    """A crash state broke a promise."""


class Forgetful(ModelOs):
    """A system on which some kind of sync does nothing: what a journal without that call would meet."""

    def __init__(self, forget: str, **rest: Any):
        super().__init__(**rest)
        self.forget = forget

    def fsync(self, fd: int) -> None:
        if self.forget != "fsync":
            super().fsync(fd)

    def fsync_dir(self, folder: Path) -> None:
        if self.forget != "fsync_dir":
            super().fsync_dir(folder)


class NoLinks(ModelOs):
    """A file system without hard links."""

    def link(self, source: Path, target: Path) -> None:
        raise PermissionError(1, "no hard links here")


def play(port: ModelOs, appends: int, torn_creation: bool = False) -> int:
    """Play a game, looking at every state a power cut may leave at every step; how many were seen."""
    confirmed = -1  # -1 while the game itself is not confirmed
    states = 0

    def look() -> None:
        nonlocal states
        for state in port.crash_states():
            states += 1
            expect_intact(state, confirmed, torn_creation)

    port.on_step = look
    with Journal.create(PATH, HEADER, port=port) as journal:
        confirmed = 0
        look()
        for number in range(1, appends + 1):
            journal.append(record(number))
            confirmed = number
            look()
    return states


def expect_intact(state: dict[Path, bytes], confirmed: int, torn_creation: bool) -> None:
    """All that was confirmed is there, nothing but the one record in flight more, and play goes on."""
    if PATH not in state:
        if confirmed >= 0:
            raise Lost(f"the save is gone after {confirmed} confirmations")
        return
    port = ModelOs(state)
    try:
        journal = Journal.open(PATH, port=port)
    except SaveUnreadable as error:
        if torn_creation and confirmed < 0:
            return
        raise Lost(str(error)) from error
    with journal:
        if journal.records not in (numbered(max(confirmed, 0)), numbered(confirmed + 1)):
            raise Lost(f"{confirmed} confirmed, {len(journal.records)} found")
        if bool(journal.notices) != (len(state[PATH]) != port.size(journal._fd)):
            raise Lost("bytes were cut without a notice, or a notice was given for nothing")
        journal.append(record(journal.count + 1))
    if len(read_journal(PATH, port=port).records) != len(journal.records) + 1:
        raise Lost("play does not go on")


@pytest.mark.parametrize("largest_write", [2**20, 250])
def test_a_power_cut_at_any_step_loses_no_confirmed_record(largest_write: int) -> None:
    assert play(ModelOs(largest_write=largest_write), appends=3) > 80


def test_a_power_cut_where_hard_links_are_missing_loses_no_confirmed_record() -> None:
    assert play(NoLinks(), appends=2, torn_creation=True) > 50


@pytest.mark.parametrize("forget", ["fsync", "fsync_dir"])
def test_of_the_test_a_missing_sync_is_caught(forget: str) -> None:
    with pytest.raises(Lost):
        play(Forgetful(forget), appends=2)


def damaged_file(damage: str) -> tuple[bytes, int]:
    """A save of four records with a damaged end, and how many of them are sound."""
    port = ModelOs()
    with Journal.create(PATH, HEADER, map(record, range(1, 5)), port=port):
        data = port.names[PATH].live
    lines = data.splitlines(keepends=True)
    if damage == "torn":
        return data[:-9], 3
    if damage == "zeros":
        return b"".join(lines[:4]) + bytes(500), 3
    return b"".join([*lines[:2], lines[2].replace(b"true", b"trUe"), *lines[3:]]), 1


def repair(port: ModelOs, data: bytes, sound: int) -> int:
    """Open a damaged save, looking at every crash state on the way; how many were seen."""
    states = 0
    opened = False

    def look() -> None:
        nonlocal states
        for state in port.crash_states():
            states += 1
            if data not in state.values():
                raise Lost("neither the damaged save nor a whole copy of it is left")
            if scan(state[PATH]).records != numbered(sound):
                raise Lost("a sound record was lost by repairing")
            if opened and state[PATH] != data[: len(state[PATH])]:
                raise Lost("bytes that were never there")
            expect_intact(state, sound, False)

    port.on_step = look
    with Journal.open(PATH, port=port) as journal:
        opened = True
        look()
        assert journal.records == numbered(sound)
    return states


@pytest.mark.parametrize("damage", ["torn", "zeros", "middle"])
def test_a_power_cut_during_repair_loses_neither_record_nor_evidence(damage: str) -> None:
    data, sound = damaged_file(damage)
    assert repair(ModelOs({PATH: data}), data, sound) > 20


@pytest.mark.parametrize("forget", ["fsync", "fsync_dir"])
def test_of_the_test_evidence_that_was_not_synced_is_caught(forget: str) -> None:
    data, sound = damaged_file("middle")
    with pytest.raises(Lost):
        repair(Forgetful(forget, files={PATH: data}), data, sound)


def test_an_interrupted_repair_does_not_pile_up_copies() -> None:
    data, _ = damaged_file("middle")
    copy = PATH.with_name(f"{PATH.name}.damaged-1")
    port = ModelOs({PATH: data, copy: data})
    Journal.open(PATH, port=port).close()
    assert sorted(port.names) == [PATH, copy]


def test_a_copy_left_by_an_interrupted_repair_is_synced_before_it_is_relied_on() -> None:
    data, sound = damaged_file("middle")
    copy = PATH.with_name(f"{PATH.name}.damaged-1")
    port = ModelOs({PATH: data})
    fd = port.create(copy)
    port.pwrite(fd, data, 0)
    port.close(fd)
    assert repair(port, data, sound) >= 8


def test_another_damage_is_kept_beside_the_first() -> None:
    data, _ = damaged_file("middle")
    first = PATH.with_name(f"{PATH.name}.damaged-1")
    port = ModelOs({PATH: data, first: b"an earlier one"})
    with Journal.open(PATH, port=port) as journal:
        assert f"{PATH.name}.damaged-2" in str(journal.notices[0])
    assert port.names[first].live == b"an earlier one"
    assert port.names[PATH.with_name(f"{PATH.name}.damaged-2")].live == data


def test_what_is_shown_as_saved_after_reopening_survives_a_power_cut() -> None:
    """A player killed between write and sync leaves a record that only memory holds."""
    port = ModelOs()
    with Journal.create(PATH, HEADER, port=port) as journal:
        journal.append(record(1))
        durable = port.names[PATH].durable
        journal.append(record(2))
    inode = port.names[PATH]
    inode.durable, inode.pending = durable, [(len(durable), inode.live[len(durable) :])]
    assert any(scan(state[PATH]).records == numbered(1) for state in port.crash_states())
    with Journal.open(PATH, port=port) as again:
        assert again.records == numbered(2)
        for state in port.crash_states():
            assert scan(state[PATH]).records == numbered(2)


def test_a_save_taken_up_again_does_not_vanish_with_the_name_its_creator_had_not_synced() -> None:
    port = ModelOs()
    Journal.create(PATH, HEADER, port=port).close()
    port.durable_names, port.pending_names = {}, [(PATH, port.names[PATH])]
    assert {} in list(port.crash_states())
    with Journal.open(PATH, port=port):
        assert all(PATH in state for state in port.crash_states())


TEMP = PATH.with_name(f".{PATH.name}.new")


def test_half_a_save_left_by_a_crash_during_creation_is_cleared_by_the_next_creation() -> None:
    port = ModelOs({TEMP: b"half a header"})
    Journal.create(PATH, HEADER, port=port).close()
    assert sorted(port.names) == [PATH]


def test_a_second_name_left_by_a_crash_during_creation_is_cleared_by_opening() -> None:
    port = ModelOs()
    Journal.create(PATH, HEADER, port=port).close()
    port.link(PATH, TEMP)
    Journal.open(PATH, port=port).close()
    assert sorted(port.names) == [PATH]


def test_opening_leaves_the_unfinished_save_of_somebody_else_alone() -> None:
    port = ModelOs()
    Journal.create(PATH, HEADER, port=port).close()
    port.create(TEMP)
    Journal.open(PATH, port=port).close()
    assert sorted(port.names) == [TEMP, PATH]


def test_two_programs_creating_the_same_save_do_not_mix() -> None:
    port = ModelOs()
    assert port.lock(port.create(TEMP)) is Lock.TAKEN
    with pytest.raises(SaveInUse):
        Journal.create(PATH, HEADER, port=port)
    assert sorted(port.names) == [TEMP]

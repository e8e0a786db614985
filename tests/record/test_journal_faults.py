"""Every call to the operating system fails once, or from then on: what was confirmed stays."""

# ruff: noqa: PT017 - a fault need not show; what it must look like if it does is asserted.

from __future__ import annotations

import errno
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from record_support import HEADER, FaultyOs, ModelOs, numbered, record

from diplogame.record import (
    Journal,
    RecordRefused,
    SaveBroken,
    SaveError,
    SaveNotWritten,
    SaveReadOnly,
    SaveUnreadable,
    Verdict,
    read_journal,
)
from diplogame.record._os import REAL, Lock
from diplogame.record.scan import scan

CODES = [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EINTR]


def every_fault(code: int, **how: Any) -> Iterator[FaultyOs]:
    """Systems failing their first, second, ... call, until one is not asked often enough to fail."""
    for number in itertools.count():
        port = FaultyOs(number, code, **how)
        yield port
        if not port.failed:
            assert number > 0
            return


def saved(path: Path) -> tuple[dict[str, Any], ...]:
    return read_journal(path).records


@pytest.mark.parametrize("for_good", [False, True])
@pytest.mark.parametrize("code", CODES)
def test_creation_that_fails_leaves_nothing(tmp_path: Path, code: int, for_good: bool) -> None:
    for number, port in enumerate(every_fault(code, for_good=for_good)):
        folder = tmp_path / str(number)
        folder.mkdir()
        try:
            Journal.create(folder / "game", HEADER, port=port).close()
        except SaveError as error:
            assert error.advice
            # If removing is what fails, a hidden leftover may stay; the next creation clears it.
            if not for_good:
                assert list(folder.iterdir()) == []
            Journal.create(folder / "next", HEADER).close()
        else:
            assert saved(folder / "game") == ()


@pytest.mark.parametrize("code", CODES)
def test_a_single_fault_while_playing_costs_no_confirmed_record(tmp_path: Path, code: int) -> None:
    """The player's program: go on after `SaveNotWritten`, reopen after `SaveBroken`."""
    broken = unwritten = 0
    for number, port in enumerate(every_fault(code)):
        path = tmp_path / f"{number}.diplogame"
        Journal.create(path, HEADER).close()
        try:
            journal = Journal.open(path, port=port)
        except SaveError:
            journal = Journal.open(path, port=port)
        step = 1
        while step <= 4:
            assert journal.count == step - 1
            try:
                assert journal.append(record(step)) == step
            except SaveNotWritten as error:
                unwritten += 1
                assert (error.code == "save.disk-full") == (code in (errno.ENOSPC, errno.EDQUOT))
                assert scan(path.read_bytes()).verdict is Verdict.WHOLE
                assert saved(path) == numbered(step - 1)
            except SaveBroken as error:
                broken += 1
                assert error.code == "save.io-error"
                with pytest.raises(SaveBroken) as again:
                    journal.append(record(step))
                assert again.value is error is journal.broken
                journal.close()
                journal = Journal.open(path)
                # The record in flight may have reached the disk all the same; nothing else may differ.
                assert journal.records in (numbered(step - 1), numbered(step))
                step = journal.count + 1
            else:
                step += 1
        journal.close()
        assert saved(path) == numbered(4)
    # A bad disk always breaks the journal, a full one never does; anything else depends on the call.
    assert (unwritten > 0) == (code != errno.EIO)
    assert (broken > 0) == (code not in (errno.ENOSPC, errno.EDQUOT))


@pytest.mark.parametrize("code", CODES)
def test_a_disk_that_stays_bad_costs_no_confirmed_record(tmp_path: Path, code: int) -> None:
    for number, port in enumerate(every_fault(code, for_good=True)):
        path = tmp_path / f"{number}.diplogame"
        Journal.create(path, HEADER).close()
        confirmed = 0
        try:
            with Journal.open(path, port=port) as journal:
                for step in range(1, 4):
                    confirmed = journal.append(record(step))
        except SaveError as error:
            assert error.what
        with Journal.open(path) as again:
            assert again.records in (numbered(confirmed), numbered(confirmed + 1))


@pytest.mark.parametrize("code", CODES)
def test_a_repair_that_fails_changes_nothing_or_is_complete(tmp_path: Path, code: int) -> None:
    for number, port in enumerate(every_fault(code)):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "game.diplogame"
        Journal.create(path, HEADER, [record(1), record(2)]).close()
        data = path.read_bytes()[:-5]
        path.write_bytes(data)
        try:
            Journal.open(path, port=port).close()
        except SaveError:
            copies = [p.read_bytes() for p in folder.iterdir() if ".damaged-" in p.name]
            assert path.read_bytes() == data or copies == [data]
        Journal.open(path).close()
        copies = [p.read_bytes() for p in folder.iterdir() if ".damaged-" in p.name]
        assert copies == [data]
        assert saved(path) == numbered(1)


def test_after_a_failed_sync_nothing_more_is_written(tmp_path: Path) -> None:
    """A failed sync may be reported once and forgotten; believing the next one loses records."""
    path = tmp_path / "game"
    port = FaultyOs(1, errno.EIO, only="fsync")  # the first is the one of opening
    Journal.create(path, HEADER).close()
    with Journal.open(path, port=port) as journal:
        with pytest.raises(SaveBroken, match=r"Reopen the save"):
            journal.append(record(1))
        before, calls = path.read_bytes(), port.calls
        with pytest.raises(SaveBroken):
            journal.append(record(1))
        assert (path.read_bytes(), port.calls) == (before, calls)


def test_no_room_noticed_only_at_the_sync_can_be_tried_again(tmp_path: Path) -> None:
    """Network drives take a write and find no room for it at the sync."""
    path = tmp_path / "game"
    Journal.create(path, HEADER).close()
    with Journal.open(path, port=FaultyOs(1, errno.ENOSPC, only="fsync")) as journal:
        with pytest.raises(SaveNotWritten):
            journal.append(record(1))
        assert journal.append(record(1)) == 1
    assert saved(path) == numbered(1)


def test_a_tail_that_cannot_be_cut_back_breaks_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "game"
    Journal.create(path, HEADER).close()
    port = FaultyOs(10**9, errno.ENOSPC, for_good=True)
    with Journal.open(path, port=port) as journal:
        port.fail_at = port.calls + 1  # after asking for the size: the write, and the cut
        with pytest.raises(SaveBroken) as caught:
            journal.append(record(1))
        assert caught.value.code == "save.io-error"
    with Journal.open(path) as again:
        assert [notice.code for notice in again.notices] == ["repaired.torn"]


@pytest.mark.parametrize("where", ["pwrite", "fsync", "same_file"])
def test_an_interruption_in_the_middle_of_a_record_leaves_no_trace(
    tmp_path: Path, where: str
) -> None:
    """Ctrl-C between the write and the sync; the next record is shorter than the interrupted one."""

    class Interrupted(FaultyOs):
        armed = False

        def __getattr__(self, name: str) -> Any:
            if name == where and self.armed:
                self.armed = False
                if name == "pwrite":
                    self.inner.pwrite(journal._fd, b"x" * 3000, len(path.read_bytes()))
                raise KeyboardInterrupt
            return getattr(self.inner, name)

    path = tmp_path / "game"
    port = Interrupted(0, 0)
    with Journal.create(path, HEADER, port=port) as journal:
        port.armed = True
        with pytest.raises(KeyboardInterrupt):
            journal.append(record(1, size=900))
        assert journal.append(record(1)) == 1
        assert saved(path) == numbered(1)
        port.armed = True
        with pytest.raises(KeyboardInterrupt):
            journal.append(record(2))
    assert scan(path.read_bytes()).verdict is Verdict.WHOLE
    assert saved(path) == numbered(1)


def test_a_write_that_makes_no_progress_is_a_failure_and_not_a_loop(tmp_path: Path) -> None:
    class Stuck(FaultyOs):
        def pwrite(self, fd: int, data: bytes, offset: int) -> int:
            return 0

    path = tmp_path / "game"
    Journal.create(path, HEADER).close()
    with Journal.open(path, port=Stuck(10**9, 0)) as journal, pytest.raises(SaveBroken):
        journal.append(record(1))


def test_short_writes_are_completed(tmp_path: Path) -> None:
    port = ModelOs(largest_write=7)
    path = tmp_path / "game"
    with Journal.create(path, HEADER, port=port) as journal:
        journal.append(record(1))
    assert read_journal(path, port=port).records == numbered(1)


def test_a_read_only_save_can_be_watched_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "game"
    Journal.create(path, HEADER, [record(1)]).close()

    class ReadOnly(FaultyOs):
        def open(self, path: Path, *, write: bool) -> int:
            if write:
                raise OSError(errno.EROFS, "Read-only file system")
            return REAL.open(path, write=False)

    port = ReadOnly(10**9, 0)
    with pytest.raises(SaveReadOnly, match="Watch it as a replay"):
        Journal.open(path, port=port)
    assert read_journal(path, port=port).records == numbered(1)


def test_a_damaged_save_without_room_for_the_evidence_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "game"
    Journal.create(path, HEADER, [record(1)]).close()
    path.write_bytes(path.read_bytes()[:-1])
    data = path.read_bytes()
    with pytest.raises(SaveNotWritten) as caught:
        Journal.open(path, port=FaultyOs(0, errno.ENOSPC, only="pwrite"))
    assert caught.value.code == "save.not-repaired"
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [data]


def test_a_folder_without_locks_is_played_in_with_a_warning(tmp_path: Path) -> None:
    class NoLocks(FaultyOs):
        def lock(self, fd: int) -> Lock:
            return Lock.UNSUPPORTED

    port = NoLocks(10**9, 0)
    with Journal.create(tmp_path / "game", HEADER, port=port) as journal:
        assert [notice.code for notice in journal.notices] == ["lock.unavailable"]
    with Journal.open(tmp_path / "game", port=port) as journal:
        assert journal.append(record(1)) == 1


def test_a_save_that_is_too_large_is_not_read_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diplogame.record._files.MAX_SAVE_BYTES", 2000)
    path = tmp_path / "game"
    with Journal.create(path, HEADER) as journal:
        with pytest.raises(RecordRefused, match="too large"):
            journal.append(record(1, size=2000))
        journal.append(record(1))
    with path.open("ab") as file:
        file.write(bytes(2000))
    for read in (Journal.open, read_journal):
        with pytest.raises(SaveUnreadable) as caught:
            read(path)
        assert caught.value.code == "save.too-large"

"""The journal of a game: one file that is save, replay and transcript at once.

Guarantees:
    * When `append` returns, the record survives a killed process and, as far as the drive honours a
      sync, a power cut. A crash at any instant loses at most the one record whose `append` had not
      returned.
    * Nothing is ever overwritten or cut without a trace: a new save never replaces a file, and the
      bytes of a damaged one are kept as `<name>.damaged-N` before it is cut back to its sound part
      - and the player is told.
    * If `append` raises `SaveNotWritten`, the file is as before, and the game may go on and try
      again. If the
      disk itself failed, the journal is broken and refuses every further record: after a failed
      sync nobody knows what is on the drive until the file is read again.
    * One program plays a save at a time, any number may watch. The lock dies with its process.
    * A save of a newer format, or of an older one, or a foreign or hopeless file is refused with
      its bytes untouched.

Notes:
    A single bad line at the end is either a record that was never confirmed or damage to one that
    was; nobody can tell, so it is never dropped silently. "Take back" is a new record, not a cut.
"""

from __future__ import annotations

import contextlib
import errno
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from diplogame.record import _files, migrate
from diplogame.record._os import REAL, Lock, Os
from diplogame.record.canonical import JsonObject, NotCanonical, encode
from diplogame.record.errors import (
    FULL,
    Notice,
    RecordRefused,
    SaveBroken,
    SaveError,
    SaveNotWritten,
    SaveOlder,
    from_os_error,
    shown,
)
from diplogame.record.layout import header_faults, record_faults
from diplogame.record.reading import read_journal, understand, unreadable, what_is_lost
from diplogame.record.scan import FORMAT, SEAL_LENGTH, VERSION, Scan, Verdict, line_of, scan
from diplogame.rules.values import dataclass

__all__ = ["Journal", "upgrade_copy"]


@dataclass(frozen=True, slots=True)
class _Tip:
    """Where the confirmed part ends; one value, so that no interruption can split it."""

    size: int
    digest: str
    count: int


class Journal:
    """A save that is being played, made by `create` or `open`; a context manager, for any thread.

    Attributes:
        path: The file.
        header: Line 0. Not to be changed.
        records: The records it held when it was opened. Not to be changed; appended ones are not
            added.
        notices: What the player must be told about the opening.
    """

    def __init__(
        self,
        port: Os,
        path: Path,
        fd: int,
        tip: _Tip,
        header: JsonObject,
        records: tuple[JsonObject, ...],
        notices: tuple[Notice, ...],
    ) -> None:
        """Use `create` or `open`."""
        self.path = path
        self.header = header
        self.records = records
        self.notices = notices
        self._port = port
        self._fd = fd
        self._tip = tip
        self._mutex = threading.Lock()
        self._broken: SaveBroken | None = None
        # Whether bytes of an unconfirmed record may follow the tip; they are cut before anything is
        # written.
        self._tail = False

    @classmethod
    def create(
        cls,
        path: Path,
        header: Mapping[str, Any],
        records: Iterable[Mapping[str, Any]] = (),
        *,
        port: Os = REAL,
    ) -> Journal:
        """Begin a game, or a branch that starts with the records given: all of it or nothing.

        Args:
            path: The file to make; its folder must exist.
            header: As `layout` describes; `format` and `version` are added.
            records: As for `append`; an `n` they carry must be their place.
            port: The operating system; other than the default only in tests.

        Raises:
            SaveExists: The name is taken.
            RecordRefused: Header or records are not what a journal may hold.
            SaveError: It could not be written; nothing is left behind.
        """
        whole = {**header, "format": FORMAT, "version": VERSION}
        if header.get("format", FORMAT) != FORMAT or header.get("version", VERSION) != VERSION:
            raise _refused(path, ["the header is of another format or version"])
        line, digest = line_of("", _body(path, whole, header_faults(whole)))
        lines, kept = [line], []
        for number, given in enumerate(records, 1):
            record, body = _numbered(path, given, number)
            line, digest = line_of(digest, body)
            lines.append(line)
            kept.append(record)
        data = b"".join(lines)
        if len(data) > _files.MAX_SAVE_BYTES:
            raise _refused(path, ["the save would be too large to be opened again"])
        fd, lock = _files.place(port, path, data)
        tip = _Tip(len(data), digest, len(kept))
        return cls(port, path, fd, tip, whole, tuple(kept), _lock_notices(lock))

    @classmethod
    def open(cls, path: Path, *, port: Os = REAL) -> Journal:
        """Take up a game where it stopped, repairing a damaged end; `notices` says what was lost.

        Raises:
            SaveInUse: Another program plays it.
            SaveReadOnly: It may not be written.
            SaveOlder, SaveNewer, SaveUnreadable: There is nothing here to continue; bytes
            untouched.
            SaveNotWritten: `save.not-repaired`; bytes untouched.
            SaveError: The operating system refused.
        """
        try:
            fd = port.open(path, write=True)
        except OSError as error:
            raise _unopened(error, path) from error
        try:
            lock = port.lock(fd)
            if lock is Lock.BUSY:
                raise _files.in_use(path)
            data = _files.read_all(port, fd, path)
            found = scan(data)
            header, records = understand(found, path)
            if header["version"] != VERSION or found.header is not header:
                raise _older(path)
            notices = _lock_notices(lock) + _repair(port, fd, path, data, found)
            # What is shown as saved must be saved: the last player may have died between write and
            # sync.
            port.fsync(fd)
            if port.same_file(fd, temp := _files.temporary(path)):
                port.unlink(temp)
            port.fsync_dir(path.parent)
        except BaseException as error:
            with contextlib.suppress(OSError):
                port.close(fd)
            if isinstance(error, OSError):
                raise _unopened(error, path) from error
            raise
        tip = _Tip(found.good_size, found.tip, len(records))
        return cls(port, path, fd, tip, header, records, notices)

    @property
    def tip(self) -> str:
        """The digest of the last confirmed line: 64 characters that stand for the whole game."""
        return self._tip.digest

    @property
    def seal(self) -> str:
        """The first 8 characters of the tip, to be written down; see `scan.find_seal`."""
        return self._tip.digest[:SEAL_LENGTH]

    @property
    def count(self) -> int:
        """How many records are confirmed."""
        return self._tip.count

    @property
    def broken(self) -> SaveBroken | None:
        """Why nothing more is written, or None while all is well."""
        return self._broken

    def append(self, record: Mapping[str, Any]) -> int:
        """Write a record and return its number when, and only when, it is on the drive.

        Args:
            record: As `layout` describes: `command`, `events`, `state`, perhaps `at`. `n` is added;
                if given it must be the next number.

        Raises:
            RecordRefused: The record is not plain canonical JSON of that shape; nothing was
                written.
            SaveNotWritten: No room, or the like: the file is as before, try again when that has
                changed.
            SaveBroken: This and every further record is refused; reopen the save.
        """
        with self._mutex:
            if self._broken is not None:
                raise self._broken
            tip = self._tip
            _, body = _numbered(self.path, record, tip.count + 1)
            line, digest = line_of(tip.digest, body)
            if tip.size + len(line) > _files.MAX_SAVE_BYTES:
                raise _refused(self.path, ["the save would be too large to be opened again"])
            self._write(line, tip)
            self._tip = _Tip(tip.size + len(line), digest, tip.count + 1)
            self._tail = False
            return self._tip.count

    def close(self) -> None:
        """Release the file. Everything confirmed is on the drive already. May be called twice."""
        with self._mutex:
            if self._fd < 0:
                return
            if self._tail:
                # Not needed for soundness, but it spares the player a notice about a record never
                # confirmed.
                with contextlib.suppress(OSError):
                    self._port.truncate(self._fd, self._tip.size)
            fd, self._fd = self._fd, -1
            with contextlib.suppress(OSError):
                self._port.close(fd)
            self._broken = self._broken or SaveBroken(
                "save.closed", f"{shown(self.path)} has been closed.", "Open it again.", self.path
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self, line: bytes, tip: _Tip) -> None:
        port, fd = self._port, self._fd
        syncing = False
        try:
            if self._tail:
                port.truncate(fd, tip.size)
            elif port.size(fd) != tip.size:
                self._break("save.changed", "was written to by somebody else")
            # An interruption from here on (Ctrl-C, a cancelled thread) leaves the flag up, and the
            # next call cuts.
            self._tail = True
            _files.write_all(port, fd, line, tip.size)
            syncing = True
            port.fsync(fd)
            if not port.same_file(fd, self.path):
                self._break("save.moved", "was removed or replaced")
        except OSError as error:
            self._undo(error, tip, syncing)

    def _undo(self, error: OSError, tip: _Tip, syncing: bool) -> NoReturn:
        """Cut the unconfirmed bytes and say how bad it is. Always raises."""
        reason = error.strerror or type(error).__name__
        try:
            self._port.truncate(self._fd, tip.size)
            self._tail = False
        except OSError:
            self._break("save.io-error", f"could not be saved ({reason}) nor cut back", error)
        # After a failed sync the system may have dropped the bytes and called them clean. Running
        # out of room is the exception: network drives report it only then, and nothing that was
        # confirmed is in doubt.
        if error.errno == errno.EIO or (syncing and error.errno not in FULL):
            self._break("save.io-error", f"could not be saved ({reason})", error)
        full = error.errno in FULL
        raise SaveNotWritten(
            "save.disk-full" if full else "save.not-written",
            f"The last step was not saved in {shown(self.path)}: {reason}.",
            f"The game goes on in memory; {'make room on the disk and ' if full else ''}try again.",
            self.path,
        ) from error

    def _break(self, code: str, what: str, cause: OSError | None = None) -> NoReturn:
        advice = (
            "Reopen the save: it holds everything that was confirmed before."
            if code == "save.io-error"
            else "Look for the file, or save this game under another name."
        )
        self._broken = SaveBroken(
            code,
            f"{shown(self.path)} {what} during the game.",
            f"Nothing more is written to it. {advice}",
            self.path,
        )
        raise self._broken from cause


def upgrade_copy(
    source: Path, target: Path, *, port: Os = REAL, steps: migrate.Steps = migrate.STEPS
) -> Journal:
    """Copy a game, also of an older format, into a new save of the current format and open that.

    Raises:
        SaveError: As `read_journal` and `Journal.create`.
    """
    reading = read_journal(source, port=port, steps=steps)
    return Journal.create(target, reading.header, reading.records, port=port)


def _repair(port: Os, fd: int, path: Path, data: bytes, found: Scan) -> tuple[Notice, ...]:
    """Keep the damaged bytes, then cut the file back to its sound part."""
    if found.verdict is Verdict.WHOLE:
        return ()
    copy = _files.keep_copy(port, path, data)
    port.truncate(fd, found.good_size)
    advice = (
        f"The game goes on from step {len(found.records)}; "
        f"the damaged file is kept as {shown(copy)}."
    )
    return (Notice(f"repaired.{found.verdict}", what_is_lost(found, path), advice),)


def _numbered(path: Path, given: Mapping[str, Any], number: int) -> tuple[JsonObject, bytes]:
    record = {**given, "n": number}
    faults = record_faults(record)
    if (claimed := given.get("n", number)) != number:
        faults.append(f"the record is number {number}, not {claimed!r}")
    return record, _body(path, record, faults)


def _body(path: Path, value: JsonObject, faults: list[str]) -> bytes:
    if faults:
        raise _refused(path, faults)
    try:
        return encode(value)
    except NotCanonical as error:
        raise _refused(path, [str(error)]) from error


def _refused(path: Path, faults: list[str]) -> RecordRefused:
    return RecordRefused(
        "record.refused",
        f"This cannot be saved: {'; '.join(faults)}.",
        "This is a fault of the program; the save is as it was.",
        path,
    )


def _older(path: Path) -> SaveOlder:
    return SaveOlder(
        "save.older",
        f"{shown(path)} was saved by an older version of the game.",
        "Play on in an upgraded copy; the old file stays as it is.",
        path,
    )


def _unopened(error: OSError, path: Path) -> SaveError:
    """Opening failed: no permission, no room for the repair, or a drive that cannot be read."""
    if error.errno in (errno.EIO, errno.EINVAL, errno.EISDIR):
        return unreadable(error, path)
    return from_os_error(error, path, "opened to play on")


def _lock_notices(lock: Lock) -> tuple[Notice, ...]:
    if lock is Lock.TAKEN:
        return ()
    return (
        Notice(
            "lock.unavailable",
            "This folder cannot tell who is playing a save.",
            "Make sure that nobody else opens this game at the same time.",
        ),
    )

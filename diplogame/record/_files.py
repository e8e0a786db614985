"""Whole files, for the journal: read one, place a new one atomically, keep a damaged one.

Guarantees:
    * `place` never overwrites: the name is given to a file that is already complete and synced
      (where hard links exist), or created exclusively (where not). If it raises, the name is as it
      was before.
    * `keep_copy` returns only when the copy and its name are on the drive.
"""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path

from diplogame.record._os import NO_HARD_LINKS, Lock, Os
from diplogame.record.errors import (
    SaveExists,
    SaveInUse,
    SaveNotWritten,
    SaveUnreadable,
    from_os_error,
    shown,
)

__all__ = ["MAX_SAVE_BYTES", "in_use", "keep_copy", "place", "read_all", "temporary", "write_all"]

MAX_SAVE_BYTES = 256 * 2**20
"""Largest file taken for a save; it must fit into memory. A long game is a thousandth of it."""


def temporary(path: Path) -> Path:
    """Where a new save is written before it gets its name; one per save, so leftovers are found."""
    return path.with_name(f".{path.name}.new")


def read_all(port: Os, fd: int, path: Path) -> bytes:
    """The content of an open file.

    Raises:
        SaveUnreadable: `save.too-large`.
        OSError: The operating system could not read it.
    """
    if port.size(fd) > MAX_SAVE_BYTES:
        raise SaveUnreadable(
            "save.too-large",
            f"{shown(path)} is larger than {MAX_SAVE_BYTES // 2**20} MiB.",
            "No game is that long; it is left as it is.",
            path,
        )
    parts: list[bytes] = []
    offset = 0
    # Bounded, because another program may be appending while we read.
    while offset < MAX_SAVE_BYTES and (part := port.pread(fd, 2**20, offset)):
        parts.append(part)
        offset += len(part)
    return b"".join(parts)


def write_all(port: Os, fd: int, data: bytes, offset: int) -> None:
    """Write all of `data` at `offset`, going on after short writes; else `OSError`."""
    done = 0
    while done < len(data):
        count = port.pwrite(fd, data[done:], offset + done)
        if count <= 0:
            raise OSError(errno.EIO, "the write made no progress")
        done += count


def place(port: Os, path: Path, data: bytes) -> tuple[int, Lock]:
    """Create a file with this content, durably; it is returned open, with the state of its lock.

    Raises:
        SaveExists: The name is taken.
        SaveInUse: Another program is creating the same save just now.
        SaveError: It could not be written; nothing is left behind.
    """
    try:
        fd, lock = _write_locked(port, path, data)
    except OSError as error:
        raise from_os_error(error, path, "created") from error
    named = False
    try:
        try:
            port.link(temporary(path), path)
        except FileExistsError:
            raise exists(path) from None
        except OSError as error:
            if error.errno not in NO_HARD_LINKS:
                raise
            port.close(fd)
            fd = -1
            port.unlink(temporary(path))
            fd, lock = _place_directly(port, path, data)
            named = True
        else:
            named = True
            port.unlink(temporary(path))
        port.fsync_dir(path.parent)
    except BaseException as error:
        # The name is ours to take back only if it was we who gave it.
        for name in ([path] if named else []) + [temporary(path)]:
            with contextlib.suppress(OSError):
                port.unlink(name)
        if fd >= 0:
            with contextlib.suppress(OSError):
                port.close(fd)
        if isinstance(error, OSError):
            raise from_os_error(error, path, "created") from error
        raise
    return fd, lock


def keep_copy(port: Os, path: Path, data: bytes) -> Path:
    """Keep the bytes of a damaged save beside it as `<name>.damaged-N` and return the copy's path.

    A copy of the same bytes that an interrupted repair has left is used again instead of making
    another.

    Raises:
        SaveNotWritten: `save.not-repaired`; the save itself was not touched.
    """
    try:
        for number in range(1, 1000):
            copy = path.with_name(f"{path.name}.damaged-{number}")
            try:
                fd = port.create(copy)
            except FileExistsError:
                try:
                    fd = port.open(copy, write=True)  # Windows syncs only what is open for writing
                except PermissionError:
                    continue
                try:
                    if port.size(fd) != len(data) or read_all(port, fd, copy) != data:
                        continue
                    port.fsync(fd)
                finally:
                    port.close(fd)
            else:
                try:
                    write_all(port, fd, data, 0)
                    port.fsync(fd)
                except BaseException:
                    with contextlib.suppress(OSError):
                        port.unlink(copy)
                    raise
                finally:
                    port.close(fd)
            port.fsync_dir(path.parent)
            return copy
        raise OSError(errno.EEXIST, "there are too many damaged copies already")
    except OSError as error:
        raise SaveNotWritten(
            "save.not-repaired",
            f"{shown(path)} is damaged at its end, and no copy of it could be kept: "
            f"{error.strerror or type(error).__name__}.",
            "It was not changed. Watch it as a replay, or make room, or copy it to another folder.",
            path,
        ) from error


def in_use(path: Path) -> SaveInUse:
    """The error for a save somebody else is playing."""
    return SaveInUse(
        "save.in-use",
        f"{shown(path)} is being played by another program.",
        "Watch it as a replay, or end the other game first.",
        path,
    )


def exists(path: Path) -> SaveExists:
    """The error for a name that is taken."""
    return SaveExists(
        "save.exists",
        f"There is already a save called {shown(path)}.",
        "It was not touched; choose another name.",
        path,
    )


def _write_locked(port: Os, path: Path, data: bytes) -> tuple[int, Lock]:
    """Write and sync the temporary file, locked before it has the name others look for."""
    temp = temporary(path)
    try:
        fd = port.create(temp)
    except FileExistsError:
        _clear_leftover(port, path)
        fd = port.create(temp)
    try:
        lock = port.lock(fd)
        if lock is Lock.BUSY:
            raise in_use(path)
        write_all(port, fd, data, 0)
        port.fsync(fd)
    except BaseException:
        with contextlib.suppress(OSError):
            port.unlink(temp)
        with contextlib.suppress(OSError):
            port.close(fd)
        raise
    return fd, lock


def _clear_leftover(port: Os, path: Path) -> None:
    """Remove a temporary file whose maker is dead; its lock, which dies with the maker, tells."""
    temp = temporary(path)
    fd = port.open(temp, write=True)
    try:
        if port.lock(fd) is Lock.BUSY:
            raise in_use(path)
        port.unlink(temp)
    finally:
        port.close(fd)


def _place_directly(port: Os, path: Path, data: bytes) -> tuple[int, Lock]:
    """Create a file in place, for file systems without hard links.

    A crash may leave an unfinished file here; it holds no game yet, and a scan calls it empty or
    headless.
    """
    try:
        fd = port.create(path)
    except FileExistsError:
        raise exists(path) from None
    try:
        lock = port.lock(fd)
        write_all(port, fd, data, 0)
        port.fsync(fd)
    except BaseException:
        with contextlib.suppress(OSError):
            port.close(fd)
        with contextlib.suppress(OSError):
            port.unlink(path)
        raise
    return fd, lock

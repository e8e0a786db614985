"""The journal's whole view of the operating system: one small port, and its real implementation.

The journal calls nothing else, so that tests can run the *real* journal on a file system that
crashes at every step, fails its k-th call, or forgets whatever was not synced.

Platform notes:
    Linux: `fsync` reaches the drive; a new name is durable only after its folder is synced too.
    macOS: `fsync` stops at the drive's own cache; `F_FULLFSYNC` is asked for first, and plain
        `fsync` where a file system does not offer it.
    Windows: folders cannot be synced (NTFS journals names by itself) and an open file's second name
        cannot be removed, so `link` reports itself unsupported and saves are created in place.
        There is no `flock`; one byte far behind the end of the file is locked instead, which the
        system also releases when the process dies.
    Everywhere: a lock belongs to the open file. It dies with its process, so there are no stale
        locks - except that a child made by `fork` without `exec` keeps it alive. Descriptors are
        not inherited through `exec`.
    NFS, SMB, FAT: locks or hard links may be missing; `lock` answers `UNSUPPORTED`, `link` raises,
        and the journal goes on without.
"""

from __future__ import annotations

import contextlib
import enum
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["NO_HARD_LINKS", "REAL", "Lock", "Os", "RealOs"]


class Lock(enum.Enum):
    """The answer to a request for the lock of a file."""

    TAKEN = "taken"
    BUSY = "busy"
    UNSUPPORTED = "unsupported"


NO_HARD_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK}
)
"""What `link` raises where hard links do not exist: FAT, some network folders, Windows."""


class Os(Protocol):
    """What a journal asks of an operating system. Every method may raise `OSError`."""

    def create(self, path: Path) -> int:
        """Open a new file, its owner's alone; `FileExistsError` if the name is taken."""

    def open(self, path: Path, *, write: bool) -> int:
        """Open an existing regular file; a folder, pipe or device is refused without waiting."""

    def close(self, fd: int) -> None:
        """Close a descriptor, releasing its lock."""

    def size(self, fd: int) -> int:
        """Size of an open file in bytes."""

    def pread(self, fd: int, count: int, offset: int) -> bytes:
        """Up to `count` bytes at `offset`; empty at the end of the file."""

    def pwrite(self, fd: int, data: bytes, offset: int) -> int:
        """Write at `offset`; returns how many bytes were written, which may be fewer."""

    def truncate(self, fd: int, size: int) -> None:
        """Cut an open file to `size` bytes."""

    def fsync(self, fd: int) -> None:
        """Return when the file's content and size are on the drive."""

    def fsync_dir(self, folder: Path) -> None:
        """Return when the folder's names are on the drive."""

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name; `FileExistsError` if the name is taken."""

    def unlink(self, path: Path) -> None:
        """Remove a name."""

    def lock(self, fd: int) -> Lock:
        """Take the file's exclusive lock, without waiting for whoever holds it."""

    def same_file(self, fd: int, path: Path) -> bool:
        """Whether the name still leads to the open file."""


class RealOs:
    """The operating system itself."""

    _flags = os.O_CLOEXEC if hasattr(os, "O_CLOEXEC") else 0
    _flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)

    def create(self, path: Path) -> int:
        # Saves hold every seat's secrets in clear, so other accounts of the machine may not read
        # them.
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | self._flags, 0o600)

    def open(self, path: Path, *, write: bool) -> int:
        # A pipe put where a save should be must not hang the list of saves.
        flags = self._flags | getattr(os, "O_NONBLOCK", 0)
        fd = os.open(path, (os.O_RDWR if write else os.O_RDONLY) | flags)
        try:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise OSError(errno.EINVAL, "not a regular file")
        except BaseException:
            os.close(fd)
            raise
        return fd

    def close(self, fd: int) -> None:
        os.close(fd)

    def size(self, fd: int) -> int:
        return os.fstat(fd).st_size

    def truncate(self, fd: int, size: int) -> None:
        os.ftruncate(fd, size)

    def unlink(self, path: Path) -> None:
        os.unlink(path)

    def same_file(self, fd: int, path: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(fd), os.stat(path))
        except FileNotFoundError:
            return False

    if sys.platform == "win32":

        def pread(self, fd: int, count: int, offset: int) -> bytes:
            os.lseek(fd, offset, os.SEEK_SET)
            return os.read(fd, count)

        def pwrite(self, fd: int, data: bytes, offset: int) -> int:
            os.lseek(fd, offset, os.SEEK_SET)
            return os.write(fd, data)

        def fsync(self, fd: int) -> None:
            os.fsync(fd)

        def fsync_dir(self, folder: Path) -> None:
            return

        def link(self, source: Path, target: Path) -> None:
            raise OSError(errno.ENOTSUP, "an open file's second name could not be removed")

        def lock(self, fd: int) -> Lock:
            for _ in _attempts():
                os.lseek(fd, 0x7FFF_0000, os.SEEK_SET)
                with contextlib.suppress(OSError):
                    msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
                    return Lock.TAKEN
            return Lock.BUSY

    else:

        def pread(self, fd: int, count: int, offset: int) -> bytes:
            return os.pread(fd, count, offset)

        def pwrite(self, fd: int, data: bytes, offset: int) -> int:
            return os.pwrite(fd, data, offset)

        def fsync(self, fd: int) -> None:
            full: int | None = getattr(fcntl, "F_FULLFSYNC", None)
            if full is not None:
                try:
                    fcntl.fcntl(fd, full)
                    return
                except OSError as error:
                    if error.errno not in _UNSUPPORTED:
                        raise
            os.fsync(fd)

        def fsync_dir(self, folder: Path) -> None:
            fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | self._flags)
            try:
                os.fsync(fd)
            except OSError as error:
                # Some network and FUSE file systems cannot sync a folder; a failing drive says
                # something else.
                if error.errno not in _UNSUPPORTED:
                    raise
            finally:
                os.close(fd)

        def link(self, source: Path, target: Path) -> None:
            os.link(source, target)

        def lock(self, fd: int) -> Lock:
            for _ in _attempts():
                try:
                    fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return Lock.TAKEN
                except BlockingIOError:
                    continue
                except OSError as error:
                    if error.errno in _UNSUPPORTED | {errno.ENOLCK}:
                        return Lock.UNSUPPORTED
                    raise
            return Lock.BUSY


_UNSUPPORTED = frozenset(
    {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY}
)


def _attempts() -> Iterator[None]:
    """Six tries over 50 ms.

    A list of saves holds each save's lock for a moment when it looks who plays.
    """
    yield
    for _ in range(5):
        time.sleep(0.01)
        yield


REAL: Os = RealOs()
"""The port every journal uses unless a test gives it another."""

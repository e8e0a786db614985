"""Shared by the journal's tests: sample games, a file system that crashes, and one that fails."""

from __future__ import annotations

import errno
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diplogame.record._os import REAL, Lock, Os

HEADER: dict[str, Any] = {
    "engine": "diplogame 0.1.0",
    "rules_version": 1,
    "seed": 2**63 + 5,
    "seats": ["north", "south"],
    "pack": {
        "id": "tiny",
        "version": "1.0",
        "rules_hash": "r" * 64,
        "text_hash": "t" * 64,
        "embedded": {"pack.toml": 'name = "Tiny"\n', "text/fr.toml": 'greet = "Salut, été"\n'},
    },
}


def record(number: int, size: int = 12) -> dict[str, Any]:
    """A record as the session writes it; its text depends on its number."""
    return {
        "command": {"type": "TableProposal", "seat": "north", "text": f"{number}:" + "é" * size},
        "events": [{"type": "ProposalTabled", "terms": [number, -number], "open": True}],
        "state": f"{number:064x}",
        "at": "2026-01-01T10:00:00Z",
        "summary": {"round": number},
    }


def numbered(count: int) -> tuple[dict[str, Any], ...]:
    """The records 1 to `count` as a journal gives them back."""
    return tuple({**record(n), "n": n} for n in range(1, count + 1))


@dataclass(eq=False)
class Inode:
    """A file of the model: what the drive surely holds, and what was written since."""

    durable: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes `(offset, data)` and truncations `(size, None)` since the last sync, in order."""
    live: bytes = b""
    holder: int | None = None


def _apply(content: bytes, change: tuple[int, bytes | None]) -> bytes:
    offset, data = change
    if data is None:
        return content[:offset].ljust(offset, b"\0")
    return content[:offset].ljust(offset, b"\0") + data + content[offset + len(data) :]


def _partly(change: tuple[int, bytes | None]) -> Iterator[tuple[int, bytes | None] | None]:
    """What of one change may have reached the drive: nothing, all, prefixes, holes of zeros."""
    yield None
    yield change
    offset, data = change
    if data is None:
        return
    for cut in sorted({1, 64, 65, len(data) // 2, len(data) - 1} & set(range(1, len(data)))):
        yield offset, data[:cut]
        yield offset, data[:cut] + bytes(len(data) - cut)
        yield offset, bytes(cut) + data[cut:]
    yield offset, bytes(len(data))


class ModelOs:
    """An operating system in memory that knows which states a power cut may leave behind.

    Only what was synced is sure: file content by `fsync`, names by `fsync_dir`. Everything since
    may have reached the drive in any subset, any write in part. `on_step` runs after every call
    that changes anything.
    """

    def __init__(self, files: dict[Path, bytes] | None = None, *, largest_write: int = 2**30):
        self.names = {path: Inode(data, [], data) for path, data in (files or {}).items()}
        self.durable_names = dict(self.names)
        self.pending_names: list[tuple[Path, Inode | None]] = []
        self.fds: dict[int, Inode] = {}
        self.largest_write = largest_write
        self.on_step: Callable[[], None] = lambda: None
        self.steps = 0

    def crash_states(self) -> Iterator[dict[Path, bytes]]:
        """Every content the folder may have after a power cut now."""
        seen = set()
        for chosen in itertools.product((False, True), repeat=len(self.pending_names)):
            names = dict(self.durable_names)
            for (path, inode), happened in zip(self.pending_names, chosen, strict=True):
                if happened and inode is not None:
                    names[path] = inode
                elif happened:
                    names.pop(path, None)
            inodes = list(dict.fromkeys(names.values()))
            for contents in itertools.product(*(self._contents(inode) for inode in inodes)):
                content = dict(zip(inodes, contents, strict=True))
                state = {path: content[inode] for path, inode in names.items()}
                key = tuple(sorted(state.items()))
                if key not in seen:
                    seen.add(key)
                    yield state

    def _contents(self, inode: Inode) -> list[bytes]:
        assert len(inode.pending) <= 3, "too many unsynced writes to enumerate"
        found: dict[bytes, None] = {}
        for parts in itertools.product(*(list(_partly(change)) for change in inode.pending)):
            content = inode.durable
            for part in parts:
                content = content if part is None else _apply(content, part)
            found[content] = None
        return list(found)

    def _changed(self) -> None:
        self.steps += 1
        self.on_step()

    def _new_fd(self, inode: Inode) -> int:
        fd = next(number for number in itertools.count(3) if number not in self.fds)
        self.fds[fd] = inode
        return fd

    def create(self, path: Path) -> int:
        if path in self.names:
            raise FileExistsError(errno.EEXIST, "exists")
        inode = Inode()
        self.names[path] = inode
        self.pending_names.append((path, inode))
        self._changed()
        return self._new_fd(inode)

    def open(self, path: Path, *, write: bool) -> int:
        if path not in self.names:
            raise FileNotFoundError(errno.ENOENT, "no such file")
        return self._new_fd(self.names[path])

    def close(self, fd: int) -> None:
        inode = self.fds.pop(fd)
        if inode.holder == fd:
            inode.holder = None

    def size(self, fd: int) -> int:
        return len(self.fds[fd].live)

    def pread(self, fd: int, count: int, offset: int) -> bytes:
        return self.fds[fd].live[offset : offset + count]

    def pwrite(self, fd: int, data: bytes, offset: int) -> int:
        data = data[: self.largest_write]
        self._change(fd, (offset, data))
        return len(data)

    def truncate(self, fd: int, size: int) -> None:
        self._change(fd, (size, None))

    def _change(self, fd: int, change: tuple[int, bytes | None]) -> None:
        inode = self.fds[fd]
        inode.live = _apply(inode.live, change)
        inode.pending.append(change)
        self._changed()

    def fsync(self, fd: int) -> None:
        inode = self.fds[fd]
        inode.durable, inode.pending = inode.live, []
        self._changed()

    def fsync_dir(self, folder: Path) -> None:
        self.durable_names, self.pending_names = dict(self.names), []
        self._changed()

    def link(self, source: Path, target: Path) -> None:
        if target in self.names:
            raise FileExistsError(errno.EEXIST, "exists")
        self.names[target] = self.names[source]
        self.pending_names.append((target, self.names[source]))
        self._changed()

    def unlink(self, path: Path) -> None:
        if path not in self.names:
            raise FileNotFoundError(errno.ENOENT, "no such file")
        del self.names[path]
        self.pending_names.append((path, None))
        self._changed()

    def lock(self, fd: int) -> Lock:
        inode = self.fds[fd]
        if inode.holder not in (None, fd):
            return Lock.BUSY
        inode.holder = fd
        return Lock.TAKEN

    def same_file(self, fd: int, path: Path) -> bool:
        return self.names.get(path) is self.fds[fd]


class FaultyOs:
    """Another operating system whose `fail_at`-th call (from 0) fails, or all calls from there on.

    A failing write has written half of its data first, which is what a full disk does. A failing
    `close` closes. `calls` counts them, `failed` names the one that failed first.
    """

    def __init__(
        self, fail_at: int, code: int, *, for_good: bool = False, only: str = "", inner: Os = REAL
    ):
        self.inner = inner
        self.fail_at = fail_at
        self.code = code
        self.for_good = for_good
        self.only = only
        self.calls = 0
        self.failed = ""

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.inner, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            if self.only and name != self.only:
                return method(*args, **kwargs)
            number, self.calls = self.calls, self.calls + 1
            if number == self.fail_at or (self.for_good and number > self.fail_at):
                self.failed = self.failed or name
                if name == "close":
                    method(*args, **kwargs)
                if name == "pwrite":
                    fd, data, offset = args
                    method(fd, data[: len(data) // 2], offset)
                raise OSError(self.code, f"injected into {name}")
            return method(*args, **kwargs)

        return call

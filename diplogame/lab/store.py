"""Records of games on the drive: JSON lines, added to and never rewritten.

The first line says which pack and which code the records belong to; every other line is one game. What
another pack or other code has left in a file is kept and not read; a torn last line is cut off.

Guarantees: what `add` has returned from is on the drive (fsync); a game is stored once, however often it
was played; two programs do not write to one file at a time.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Final

from diplogame.lab.lineup import engine_hash, pack_hash
from diplogame.lab.play import KEYS, Record
from diplogame.packs.loader import LoadedPack

FORMAT: Final = "diplogame-lab"
VERSION: Final = 1

SHORT: Final = 16
"""Hexadecimal digits of a hash that a file keeps: enough to tell one from another."""


class StoreError(ValueError):
    """A file that cannot be used; ``str()`` is a sentence or two."""


def identity(pack: LoadedPack) -> dict[str, Any]:
    """What records belong to: pack, texts, code."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "pack": pack.manifest.id,
        "rules": pack_hash(pack.conference)[:SHORT],
        "texts": pack.text_hash[:SHORT],
        "engine": engine_hash()[:SHORT],
    }


class Store:
    """The records of one pack, in one file.

    Attributes:
        path: The file.
        records: Games by key; of the pack and code in hand only.
        stale: Games in the file that belong to another pack or other code.
        torn: Whether an unfinished last line was cut off.
    """

    def __init__(self, path: Path, pack: LoadedPack) -> None:
        """Open a file, or begin one with the first game that is added.

        Raises:
            StoreError: It is no file of the lab, or another program writes to it.
            OSError: It cannot be read or written.
        """
        self.path = path
        self.records: dict[str, Record] = {}
        self.stale = 0
        self.torn = False
        self._identity = identity(pack)
        self._file: IO[bytes] | None = None
        self._current = False
        if path.exists():
            self._open()

    def _open(self) -> None:
        self._file = self.path.open("r+b")
        try:
            _lock(self._file)
            self._read(self._file.read())
        except BaseException:
            self.close()
            raise

    def _read(self, data: bytes) -> None:
        start = encode({"format": FORMAT})[:-1].encode()
        if data[: len(start)] != start[: len(data)]:
            raise StoreError(f"{self.path} is no file of the lab.")
        end = data.rfind(b"\n") + 1
        if end < len(data):
            self.torn = True
            assert self._file is not None
            self._file.truncate(end)
            data = data[:end]
        for number, line in enumerate(data.splitlines()):
            try:
                given = json.loads(line)
            except ValueError as error:
                raise StoreError(f"{self.path}: line {number + 1} is no JSON.") from error
            if not isinstance(given, dict):
                raise StoreError(f"{self.path}: line {number + 1} is no record.")
            if given.get("format") is not None:
                self._header(given)
            elif self._current:
                if not given.keys() >= KEYS or not isinstance(given["key"], str):
                    raise StoreError(f"{self.path}: line {number + 1} is no record of a game.")
                self.records.setdefault(given["key"], given)
            else:
                self.stale += 1

    def _header(self, given: dict[str, Any]) -> None:
        if given.get("format") != FORMAT:
            raise StoreError(f"{self.path} is no file of the lab.")
        if given.get("version") != VERSION:
            raise StoreError(f"{self.path} was written by another version of the lab.")
        self._current = all(given.get(key) == value for key, value in self._identity.items())

    def add(self, records: Iterable[Record]) -> int:
        """Write games that are not stored yet; how many were new. They are on the drive afterwards."""
        new = {r["key"]: r for r in records if r["key"] not in self.records}
        if not new:
            return 0
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("x+b")
            _lock(self._file)
        text = "" if self._current else encode(self._identity) + "\n"
        text += "".join(encode(record) + "\n" for record in new.values())
        self._file.seek(0, os.SEEK_END)
        self._file.write(text.encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        self._current = True
        self.records.update(new)
        return len(new)

    def close(self) -> None:
        """Release the file. May be called twice."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Record]:
        """All games of the pack and code in hand, in the order of their keys."""
        return iter([self.records[key] for key in sorted(self.records)])


def encode(record: Record) -> str:
    """A record as one line of JSON."""
    return json.dumps(record, ensure_ascii=True, separators=(",", ":"))


def _lock(file: IO[bytes]) -> None:
    """Hold the file for ourselves until it is closed, where the system knows how."""
    with contextlib.suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(f"{file.name} is in use by another program.") from None

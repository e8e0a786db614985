"""Keeping a game on the drive while it is played, whatever the drive does.

Guarantees: records reach the journal once each and in order; when the drive refuses, they wait in
memory, `note` says so, and the next call tries again - also when the save could not even be created.
The save's lock is held as long as the keeper lives, or until `close`.
"""

from __future__ import annotations

import weakref
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from diplogame.record import Journal, SaveBroken, SaveError, create_save

Record = dict[str, Any]


class Keeper:
    """Where a game is kept: nowhere, in a folder as soon as it lets us, or in a journal.

    Attributes:
        note: Empty while everything is on the drive (or nothing is to be), else a sentence.
    """

    def __init__(self) -> None:
        self.note = ""
        self._journal: Journal | None = None
        self._release: weakref.finalize[..., Keeper] | None = None
        self._create: Callable[[], Journal] | None = None
        # Each with its number: what the journal has, it is not given twice, wherever an interruption
        # struck.
        self._waiting: deque[tuple[int, Record]] = deque()

    @property
    def wanted(self) -> bool:
        """Whether the game is to be kept at all."""
        return self._journal is not None or self._create is not None

    @property
    def waiting(self) -> int:
        """Records that are only in memory."""
        return len(self._waiting)

    @property
    def path(self) -> Path | None:
        """The save, or None while there is none."""
        return self._journal.path if self._journal is not None else None

    @property
    def seal(self) -> str:
        """The seal of what is on the drive; empty while nothing is."""
        return self._journal.seal if self._journal is not None else ""

    def begin(self, folder: Path, title: str, header: Mapping[str, Any]) -> None:
        """Keep a new game in a folder, from now on or as soon as the folder lets us."""
        self._create = lambda: create_save(folder, title, header)
        self.save()

    def hold(self, journal: Journal) -> None:
        """Keep the game in this journal; another one is released and stays as it is."""
        if self._release is not None:
            self._release()
        self._journal = journal
        self._release = weakref.finalize(self, journal.close)
        self._create = None
        self._waiting.clear()
        self.note = ""

    def move(
        self, folder: Path, title: str, header: Mapping[str, Any], records: Iterable[Record]
    ) -> None:
        """Write the whole game into a new save and keep it there.

        Raises:
            SaveError: It could not be written; the game is kept as before.
        """
        self.hold(create_save(folder, title, header, records))

    def add(self, number: int, record: Record) -> None:
        """Keep a record, now or as soon as possible; ``number`` is its place, from 1."""
        self._waiting.append((number, record))
        self.save()

    def save(self) -> bool:
        """Write what is not on the drive yet; True when all of it is."""
        try:
            if self._journal is None:
                if self._create is None:
                    return False
                journal = self._create()
                waiting = list(self._waiting)
                self.hold(journal)
                self._waiting.extend(waiting)
            assert self._journal is not None
            while self._waiting:
                number, record = self._waiting[0]
                if number > self._journal.count:
                    self._journal.append(record)
                self._waiting.popleft()
        except SaveBroken as error:
            self.note = str(error)
            return False
        except SaveError as error:
            only = f" Only in memory: {self.waiting} order(s)." if self._waiting else ""
            self.note = f"{error}{only}"
            return False
        self.note = ""
        return True

    def close(self) -> None:
        """Write what can be written and release the save. May be called twice."""
        if self._release is not None and self._release.alive:
            self.save()
            self._release()

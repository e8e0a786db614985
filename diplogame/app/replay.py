"""A saved game, read for watching: nothing is locked and nothing is written.

Guarantees: a game that somebody is playing may be watched; a torn end is said, and what is whole is shown.
"""

from __future__ import annotations

from pathlib import Path

from diplogame.app.session import Session
from diplogame.record import read_journal


def read_game(path: Path) -> Session:
    """A session that only remembers: its history can be read, and no order given to it is saved.

    Raises:
        SaveError: There is no game there, or it cannot be read.
        PackFaults: The embedded pack cannot be read any more.
    """
    reading = read_journal(path)
    session = Session._restore(path, reading.header, reading.records)
    session.notices = tuple(str(notice) for notice in reading.notices)
    session.save_note = "This game is only watched; nothing is saved."
    return session

"""Reading a save without touching it.

Guarantees: no lock is taken and no byte changed; whatever the file holds, the answer is a `Reading`
in the current version's shape or a `SaveError`. While somebody plays, a read may end inside the
record being written; that shows as a torn end and is gone at the next read.
"""

from __future__ import annotations

from pathlib import Path

from diplogame.record import _files, migrate
from diplogame.record._os import REAL, Os
from diplogame.record.canonical import JsonObject
from diplogame.record.errors import (
    Notice,
    SaveError,
    SaveNewer,
    SaveUnreadable,
    from_os_error,
    shown,
)
from diplogame.record.scan import Scan, Verdict, scan
from diplogame.rules.values import dataclass

__all__ = ["Reading", "read_journal", "understand", "unreadable", "what_is_lost"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A save as read for watching, verifying or exporting, without taking its lock.

    Attributes:
        header: Line 0, brought to the current version.
        records: The sound records, brought to the current version.
        found: The scan of the bytes as they are on the disk; it has the tip, the seal and the
            verdict.
        notices: What the viewer must be told. While somebody plays, a torn end is only a record
            being written.
    """

    header: JsonObject
    records: tuple[JsonObject, ...]
    found: Scan
    notices: tuple[Notice, ...]


def read_journal(path: Path, *, port: Os = REAL, steps: migrate.Steps = migrate.STEPS) -> Reading:
    """Read a save without locking or changing it: for replays, for watching a game in progress, for `verify`.

    Raises:
        SaveMissing, SaveNewer, SaveUnreadable: There is no game here that this program can read.
    """
    try:
        fd = port.open(path, write=False)
        try:
            data = _files.read_all(port, fd, path)
        finally:
            port.close(fd)
    except OSError as error:
        raise unreadable(error, path) from error
    found = scan(data)
    header, records = understand(found, path, steps)
    notices: tuple[Notice, ...] = ()
    if found.verdict is not Verdict.WHOLE:
        code = f"read.{found.verdict}"
        notices = (Notice(code, what_is_lost(found, path), "Nothing was changed."),)
    return Reading(header, records, found, notices)


def understand(
    found: Scan, path: Path, steps: migrate.Steps = migrate.STEPS
) -> tuple[JsonObject, tuple[JsonObject, ...]]:
    """Header and records in the current version, or the error that says why there are none."""
    name = shown(path)
    if found.verdict is Verdict.NEWER:
        raise SaveNewer(
            "save.newer",
            f"{name} was saved by a newer version of the game.",
            "It was not touched; update the game to play on.",
            path,
        )
    if found.header is None:
        what, advice = _HOPELESS[found.verdict]
        raise SaveUnreadable(f"save.{found.verdict}", what.format(name=name), advice, path)
    try:
        return migrate.upcast(found.header, found.records, steps=steps)
    except SaveUnreadable as error:
        error.path = path
        raise


_HOPELESS = {
    Verdict.EMPTY: (
        "{name} is empty: making it was cut short.",
        "There is no game in it; delete it.",
    ),
    Verdict.FOREIGN: ("{name} is not a saved game.", "It was not touched."),
    Verdict.HEADLESS: (
        "The beginning of {name}, which says what game it is, is damaged.",
        "It was not touched; use a copy made earlier.",
    ),
}


def what_is_lost(found: Scan, path: Path) -> str:
    """One sentence for the player: how far the game is sound and what is gone."""
    sound = len(found.records)
    if found.verdict is Verdict.TORN:
        return f"In {shown(path)} the step after step {sound} was not saved completely."
    return (
        f"{shown(path)} is damaged after step {sound}; about {found.lost_records} steps are lost."
    )


def unreadable(error: OSError, path: Path) -> SaveError:
    """The error for a file that could not be read at all."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return from_os_error(error, path, "read")
    return SaveUnreadable(
        "save.unreadable",
        f"{shown(path)} could not be read: {error.strerror or type(error).__name__}.",
        "Try again, or use a copy.",
        path,
    )

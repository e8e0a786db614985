"""What can go wrong with a save, and how it is told.

Every error has a stable `code` (for programs and tests), a sentence saying what happened and a
sentence saying what to do. `str(error)` is both sentences. The tree:

    SaveError
    ├── SaveMissing      save.missing      there is no such file
    ├── SaveExists       save.exists       a save of that name is there; it was not touched
    ├── SaveInUse        save.in-use       another program is playing this save; it may be watched
    ├── SaveReadOnly     save.read-only    the file or its folder may not be written; it may be
    watched ├── SaveNewer        save.newer        written by a newer format; bytes untouched
    ├── SaveOlder        save.older        written by an older format; go on in an upgraded copy
    ├── SaveUnreadable   save.empty        nothing in it
    │                    save.foreign      some other kind of file
    │                    save.headless     our file, but its first line is damaged
    │                    save.malformed    undamaged bytes that do not say what a save must say
    │                    save.too-large    larger than `MAX_SAVE_BYTES`
    │                    save.unreadable   the operating system refused to read it
    ├── RecordRefused    record.refused    the record is not plain canonical JSON; nothing was
    written ├── SaveNotWritten   save.disk-full    this was not saved, nothing is torn, and a retry
    may succeed │                    save.not-written  the same, for any other reason
    │                    save.not-repaired a damaged save could not be repaired; it was not changed
    └── SaveBroken       save.io-error     the disk failed: nothing more is written through this
                         journal save.moved        the file was removed or replaced while it was
                         being played save.changed      somebody else wrote into the file while it
                         was being played save.closed       the journal has been closed

`SaveNotWritten` and `RecordRefused` leave the journal usable. After `SaveBroken` the journal
refuses every
further record with the same error: reopen the save, which reads what really reached the disk.
"""

# ruff: noqa: N818 - the names say what happened; "SaveInUseError" would say no more.

from __future__ import annotations

import errno
from pathlib import Path

from diplogame.rules.values import dataclass

__all__ = [
    "Notice",
    "RecordRefused",
    "SaveBroken",
    "SaveError",
    "SaveExists",
    "SaveInUse",
    "SaveMissing",
    "SaveNewer",
    "SaveNotWritten",
    "SaveOlder",
    "SaveReadOnly",
    "SaveUnreadable",
    "from_os_error",
    "shown",
]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the player must be told although the save could be opened.

    Attributes:
        code: `repaired.torn`, `repaired.damaged`, `read.torn`, `read.damaged` or
            `lock.unavailable`.
        what: One sentence: what was found, and what is lost.
        advice: One sentence: what has been done about it or can be.
    """

    code: str
    what: str
    advice: str

    def __str__(self) -> str:
        return f"{self.what} {self.advice}"


class SaveError(Exception):
    """Root of all errors about saves; see the module's tree.

    Attributes:
        code: Stable identifier, e.g. `save.in-use`.
        what: One sentence saying what happened.
        advice: One sentence saying what to do.
        path: The save it is about, if any.
    """

    def __init__(self, code: str, what: str, advice: str, path: Path | None = None) -> None:
        super().__init__(f"{what} {advice}")
        self.code = code
        self.what = what
        self.advice = advice
        self.path = path


class SaveMissing(SaveError):
    """There is no such save."""


class SaveExists(SaveError):
    """A save of that name exists and was not touched."""


class SaveInUse(SaveError):
    """Another program plays this save."""


class SaveReadOnly(SaveError):
    """The save can be read but not continued."""


class SaveNewer(SaveError):
    """The save was written in a newer format than this program knows."""


class SaveOlder(SaveError):
    """The save was written in an older format; it is continued in an upgraded copy."""


class SaveUnreadable(SaveError):
    """The file holds no game that could be read."""


class RecordRefused(SaveError):
    """The record given is not what a journal may hold; nothing was written."""


class SaveNotWritten(SaveError):
    """Nothing was saved and nothing is torn; the same call may be tried again."""


class SaveBroken(SaveError):
    """This journal no longer knows what is on the disk and writes nothing more."""


def shown(path: Path) -> str:
    """The file's name fit for a sentence: unprintable characters become `?`, long names are cut."""
    name = "".join(c if c.isprintable() else "?" for c in path.name)
    return name if len(name) <= 80 else name[:77] + "..."


FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Errors that mean "no room": nothing is wrong with the disk, and room can be made."""

DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""Errors that mean "you may not write here"."""


def from_os_error(error: OSError, path: Path, doing: str) -> SaveError:
    """Turn an operating system's error into ours, for calls that left nothing half done.

    Args:
        error: What the operating system said.
        path: The save it is about.
        doing: What was tried, as in "could not be {doing}".
    """
    name = shown(path)
    reason = error.strerror or type(error).__name__
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SaveMissing(
            "save.missing",
            f"There is no save called {name}.",
            "Look at the list of saves; it may have been moved or renamed.",
            path,
        )
    if error.errno in DENIED:
        return SaveReadOnly(
            "save.read-only",
            f"{name} could not be {doing}: {reason}.",
            "Watch it as a replay, or copy it to a folder of your own to play on.",
            path,
        )
    if error.errno in FULL:
        return SaveNotWritten(
            "save.disk-full",
            f"{name} could not be {doing}: {reason}.",
            "The game goes on in memory; make room on the disk and try again.",
            path,
        )
    return SaveNotWritten(
        "save.not-written",
        f"{name} could not be {doing}: {reason}.",
        "Nothing was lost; try again, or save in another folder.",
        path,
    )

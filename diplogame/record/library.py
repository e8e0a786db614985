"""The shelf of saves: what lies in a folder, what a new game's file is called, who is playing.

Guarantees:
    * Listing trusts nothing: it reads the first line and the last of each file, never a whole one,
      opens only regular files, and cleans and cuts every text it takes from them. One bad file is
      one entry with a problem; it never spoils the list.
    * An entry holds only what every seat may know: pack, seats, number of steps, time, the record's
      public `summary`. No command, event, seed or digest.
    * Names made here are plain ASCII, portable, and stay in their folder.
"""

from __future__ import annotations

import contextlib
import enum
import re
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from diplogame.record._os import REAL, Lock, Os
from diplogame.record.canonical import JsonObject, NotCanonical, decode
from diplogame.record.errors import SaveExists, SaveMissing, from_os_error, shown
from diplogame.record.journal import Journal
from diplogame.record.scan import Verdict, scan
from diplogame.rules.values import dataclass

__all__ = [
    "SUFFIX",
    "PackChange",
    "SaveEntry",
    "Use",
    "compare_pack",
    "create_save",
    "find_save",
    "list_saves",
    "new_path",
    "slug",
]

SUFFIX = ".diplogame"
"""What the name of a save ends with."""

_FIRST_LINE = 4 * 2**20
"""A header with its pack is some tens of kilobytes; a list reads no more than this of a file."""

_LAST_LINE = 2**18
_TEXT = 80
_MANY = 64


class Use(enum.Enum):
    """Whether somebody is playing a save just now."""

    FREE = "free"
    PLAYED = "in use"
    UNKNOWN = "unknown"
    """The folder has no locks, or the file may not be opened."""


class PackChange(enum.Enum):
    """How the installed pack differs from the one a save was begun with; the save's own is played."""

    NONE = "none"
    TEXT = "text"
    """Only wording differs: worth a remark."""
    RULES = "rules"
    """What may happen differs: the game goes on with its own pack; the new one needs a new game."""
    MISSING = "missing"
    """There is no such pack installed; the game goes on with its own."""


@dataclass(frozen=True, slots=True)
class SaveEntry:
    """One file of the shelf, as far as it can be said without reading it all.

    Attributes:
        path: The file.
        size: Bytes.
        modified: Seconds since 1970, as the file system says; for sorting and showing only.
        verdict: Of the header and the end; `WHOLE` means that nothing bad was seen at a glance.
        use: Whether somebody is playing it.
        version: The save format's version; 0 if unknown.
        pack_id: Cleaned text, as are all below; empty if unknown.
        pack_version: The pack's version.
        seats: Ids or names of seats.
        steps: The number of the last record; 0 for a game just begun or unknown.
        at: When the last record was written, as its writer said; may be empty.
        summary: Short public facts from the last record, e.g. `round`.
        problem: One sentence if it cannot be played as it is, else empty.
    """

    path: Path
    size: int
    modified: int
    verdict: Verdict
    use: Use
    version: int = 0
    pack_id: str = ""
    pack_version: str = ""
    seats: tuple[str, ...] = ()
    steps: int = 0
    at: str = ""
    summary: Mapping[str, str | int] = field(default_factory=dict)
    problem: str = ""


def slug(title: str) -> str:
    """A file name's stem for a title: lower-case ASCII letters, digits and hyphens, 1 to 60 characters."""
    plain = unicodedata.normalize("NFKD", title[:400]).encode("ascii", "ignore").decode("ascii")
    stem = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-")
    if not stem or re.fullmatch(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", stem):
        return f"game-{stem}".strip("-")
    return stem


def new_path(folder: Path, title: str) -> Path:
    """The first free name for a new save: `title`, `title-2`, ...; somebody may still be faster."""
    stem = slug(title)
    number = 1
    while True:
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}{SUFFIX}"
        if not path.exists() and not path.is_symlink():
            return path
        number += 1


def create_save(
    folder: Path,
    title: str,
    header: Mapping[str, Any],
    records: Iterable[Mapping[str, Any]] = (),
    *,
    port: Os = REAL,
) -> Journal:
    """Begin a game in a folder, which is made if need be, under the first free name for its title.

    Raises:
        SaveError: As `Journal.create`, but never `SaveExists`.
    """
    given = tuple(records)
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            port.fsync_dir(folder.parent)
    except OSError as error:
        raise from_os_error(error, folder, "created") from error
    while True:
        # Between the choice and the creation another game may have taken the name: choose again.
        with contextlib.suppress(SaveExists):
            return Journal.create(new_path(folder, title), header, given, port=port)


def find_save(folder: Path, name: str) -> Path:
    """The save a person means: a path to a file, or the name of a save in `folder`, suffix or not.

    Raises:
        SaveMissing: There is none.
    """
    candidates = []
    # A NUL inside, a name too long, the home of nobody: whatever it is, it leads to no save.
    with contextlib.suppress(ValueError, OSError, RuntimeError):
        candidates.append(Path(name).expanduser())
        if name == Path(name).name:
            candidates += [folder / name, folder / f"{name}{SUFFIX}"]
        for path in candidates:
            if path.is_file():
                return path
    wanted = Path(name.replace("\0", "?"))
    raise SaveMissing(
        "save.missing",
        f"There is no save called {shown(wanted)}.",
        "Look at the list of saves; it may have been moved or renamed.",
        wanted,
    )


def list_saves(folder: Path, *, port: Os = REAL) -> tuple[SaveEntry, ...]:
    """The saves of a folder, the latest first; empty if the folder is missing or closed to us."""
    entries = []
    try:
        paths = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))
    except OSError:
        return ()
    for path in paths:
        # Hidden files are saves still being made, or what a crash has left of one.
        if not path.name.startswith("."):
            with contextlib.suppress(_NotAFileError):
                entries.append(_entry(path, port))
    return tuple(sorted(entries, key=lambda entry: (-entry.modified, entry.path.name)))


def compare_pack(saved: Mapping[str, Any], installed: Mapping[str, Any] | None) -> PackChange:
    """Compare a save's `pack` with the installed pack's `rules_hash` and `text_hash`, or with None."""
    if installed is None:
        return PackChange.MISSING
    if saved.get("rules_hash") != installed.get("rules_hash"):
        return PackChange.RULES
    if saved.get("text_hash") != installed.get("text_hash"):
        return PackChange.TEXT
    return PackChange.NONE


class _NotAFileError(Exception):
    """A folder, pipe or device that happens to be called like a save: not listed."""


def _entry(path: Path, port: Os) -> SaveEntry:
    size = modified = 0
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _NotAFileError
        size, modified = status.st_size, int(status.st_mtime)
        use, head, tail = _glance(path, port)
    except OSError as error:
        problem = f"It could not be read: {error.strerror or type(error).__name__}."
        return SaveEntry(path, size, modified, Verdict.FOREIGN, Use.UNKNOWN, problem=problem)
    found = scan(head)
    header, verdict = found.header, found.verdict
    if header is None:
        return SaveEntry(path, size, modified, verdict, use, problem=_PROBLEMS[verdict])
    last: JsonObject = {}
    if verdict is not Verdict.NEWER:
        end = _last_record(tail) if size > found.good_size else {}
        verdict, last = (Verdict.TORN, {}) if end is None else (Verdict.WHOLE, end)
    pack = header.get("pack")
    pack = pack if isinstance(pack, dict) else {}
    return SaveEntry(
        path,
        size,
        modified,
        verdict,
        use,
        version=header["version"],
        pack_id=_clean(pack.get("id")),
        pack_version=_clean(pack.get("version")),
        seats=_seats(header.get("seats")),
        steps=_count(last.get("n")),
        at=_clean(last.get("at")),
        summary=_summary(last.get("summary")),
        # While somebody plays, an unfinished last line is being written this very moment.
        problem="" if use is Use.PLAYED and verdict is Verdict.TORN else _PROBLEMS[verdict],
    )


_PROBLEMS = {
    Verdict.WHOLE: "",
    Verdict.TORN: "Its end is damaged; opening it keeps a copy and goes on from the last good step.",
    Verdict.DAMAGED: "It is damaged; opening it keeps a copy and goes on from the last good step.",
    Verdict.EMPTY: "It is empty.",
    Verdict.FOREIGN: "It is not a saved game.",
    Verdict.HEADLESS: "Its beginning is damaged.",
    Verdict.NEWER: "It was saved by a newer version of the game.",
}


def _glance(path: Path, port: Os) -> tuple[Use, bytes, bytes]:
    """Who plays it, its first line, and its last bytes."""
    try:
        fd = port.open(path, write=True)  # network folders lock only what is open for writing
    except OSError:
        fd = port.open(path, write=False)
    try:
        lock = port.lock(fd)
        use = {Lock.TAKEN: Use.FREE, Lock.BUSY: Use.PLAYED, Lock.UNSUPPORTED: Use.UNKNOWN}[lock]
        head = port.pread(fd, _FIRST_LINE, 0)
        size = port.size(fd)
        tail = port.pread(fd, _LAST_LINE, max(0, size - _LAST_LINE))
    finally:
        port.close(fd)
    return use, head[: head.find(b"\n") + 1] or head, tail


def _last_record(tail: bytes) -> JsonObject | None:
    """The last line's object, unchecked but for its form; None if there is none to be had."""
    if not tail.endswith(b"\n"):
        return None
    line = tail[tail.rfind(b"\n", 0, -1) + 1 : -1]
    try:
        value = decode(line[65:])
    except NotCanonical:
        return None
    return value if isinstance(value, dict) else None


def _clean(value: object) -> str:
    """Text fit for a list: printable, one line, short. Numbers are shown as numbers, all else as nothing."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)[:_TEXT]
    if not isinstance(value, str):
        return ""
    return "".join(c for c in value[: 4 * _TEXT] if c.isprintable())[:_TEXT]


def _count(value: object) -> int:
    return value if type(value) is int and 0 <= value < 10**9 else 0


def _seats(value: object) -> tuple[str, ...]:
    """Seat ids: of an object its keys; of a list its strings, or the `id` of its objects."""
    if isinstance(value, dict):
        value = sorted(value)
    if not isinstance(value, list):
        return ()
    names = (_clean(seat.get("id") if isinstance(seat, dict) else seat) for seat in value[:_MANY])
    return tuple(name for name in names if name)


def _summary(value: object) -> dict[str, str | int]:
    if not isinstance(value, dict):
        return {}
    facts: dict[str, str | int] = {}
    for key in sorted(value)[:_MANY]:
        fact = value[key]
        if isinstance(fact, str):
            facts[_clean(key)] = _clean(fact)
        elif type(fact) is int and abs(fact) < 10**9:
            facts[_clean(key)] = fact
    return facts

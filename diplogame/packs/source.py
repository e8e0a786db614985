"""A pack's files in memory: from a folder, from a zip archive, or from a saved game.

Archives and folders are taken to be hostile. Guarantees: nothing is ever unpacked to disk; no link
is followed and no file outside the folder is read; at most `MAX_FILES` files of `MAX_FILE` bytes,
`MAX_TOTAL` bytes in all, are held, whatever an archive claims; names are plain portable ASCII and
unique without regard to capitals; only `.toml`, `.md` and `.txt` are read. Line ends become
newlines and a byte order mark at a file's start is dropped, so a checkout on another system gives
the same content.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from diplogame.packs.clean import clean
from diplogame.packs.diagnostics import Diagnostic, severity_of
from diplogame.rules.values import dataclass

MAX_FILE: Final = 2 * 1024 * 1024
"""Most bytes in one file."""
MAX_TOTAL: Final = 16 * 1024 * 1024
"""Most bytes in a pack, and in an archive as packed."""
MAX_FILES: Final = 2000
"""Most files in a pack, those that are not read included."""
SUFFIXES: Final = (".toml", ".md", ".txt")

_MAX_NAME: Final = 160
_MAX_FOLDERS: Final = 6
_PART: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_. -]*[A-Za-z0-9_-])?")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class SourceError(Exception):
    """Raised when a pack cannot be read; `diagnostics` says why, file by file."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(each.headline for each in diagnostics[:5]))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class PackSource:
    """The files of one pack.

    Attributes:
        origin: Where they came from, for people: a path, or what the caller says.
        files: Name inside the pack (with `/`) -> text; sorted by name.
        notes: Findings that do not keep the pack from being used.
    """

    origin: str
    files: Mapping[str, str]
    notes: tuple[Diagnostic, ...] = ()

    @property
    def digest(self) -> str:
        """Hash of all names and texts; equal for equal content from anywhere."""
        return canonical_hash(dict(self.files))


def canonical_hash(value: Any) -> str:
    """SHA-256, in hex, of a JSON-able value; key order and spacing do not matter.

    Raises:
        TypeError: The value holds something else than dicts with text keys, lists, tuples, texts,
            whole numbers, True, False and None. Floats are refused, since they print differently
            from one language to the next.
    """
    _check_plain(value)
    data = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(data.encode("ascii")).hexdigest()


def _check_plain(value: Any) -> None:
    if isinstance(value, Mapping):
        for key, each in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key must be a text, this is {type(key).__name__}")
            _check_plain(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            _check_plain(each)
    elif value is not None and not isinstance(value, (str, int)):
        raise TypeError(f"cannot be hashed: {type(value).__name__}")


def _finding(code: str, message: str, name: str, line: int = 0, column: int = 0) -> Diagnostic:
    shown = clean(name, 200, line=True)
    return Diagnostic(code, severity_of(code), message, shown, line, column, column)


def _name_fault(name: str) -> str:
    """Why a name inside a pack is refused, or ""."""
    parts = name.split("/")
    if len(name) > _MAX_NAME or len(parts) - 1 > _MAX_FOLDERS:
        return f"a name may have {_MAX_NAME} characters and {_MAX_FOLDERS} folders at most"
    for part in parts:
        if not _PART.fullmatch(part):
            return "a name is made of letters, digits, '_', '-', '.' and starts with none of '.- '"
        if _RESERVED.fullmatch(part):
            return f"'{part}' is a reserved name on some systems"
    return ""


def _is_clutter(name: str) -> bool:
    """Hidden files, and what systems leave behind: skipped without a word."""
    parts = name.split("/")
    return any(
        (part.startswith(".") and part not in {".", ".."}) or part in {"__MACOSX", "__pycache__"}
        for part in parts
    ) or parts[-1].lower() in {"thumbs.db", "desktop.ini"}


class _Collector:
    """Checks names, counts and sizes in the same way for every kind of source."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.files: dict[str, str] = {}
        self.faults: list[Diagnostic] = []
        self.notes: list[Diagnostic] = []
        self.folded: dict[str, str] = {}
        self.total = 0
        self.count = 0

    def fault(self, code: str, message: str, name: str, line: int = 0, column: int = 0) -> None:
        self.faults.append(_finding(code, message, name, line, column))

    def admit(self, name: str) -> bool:
        """Whether a file's content should be read."""
        self.count += 1
        if self.count > MAX_FILES:
            if self.count == MAX_FILES + 1:
                self.fault("source-limit", f"more than {MAX_FILES} files", self.origin)
            return False
        why = _name_fault(name)
        if why:
            self.fault("source-name", why, name)
            return False
        twin = self.folded.setdefault(name.casefold(), name)
        if twin != name or name in self.files:
            self.fault("source-duplicate", f"the same name as '{twin}'", name)
            return False
        if not name.endswith(SUFFIXES):
            note = _finding("source-ignored", f"not read: only {', '.join(SUFFIXES)} are", name)
            self.notes.append(note)
            return False
        return True

    def take(self, name: str, data: bytes) -> None:
        """Keeps a file's content; `data` may be one byte longer than allowed, never more."""
        self.total += len(data)
        if len(data) > MAX_FILE:
            self.fault("source-limit", f"larger than {MAX_FILE // 1024} KiB", name)
            return
        if self.total > MAX_TOTAL:
            if self.total - len(data) <= MAX_TOTAL:
                message = f"the pack is larger than {MAX_TOTAL // 1024 // 1024} MiB"
                self.fault("source-limit", message, name)
            return
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            start = data.rfind(b"\n", 0, error.start) + 1
            column = len(data[start : error.start].decode("utf-8", "replace")) + 1
            self.fault("source-encoding", "not UTF-8 from here on", name, line, column)
            return
        self.files[name] = text.removeprefix("\ufeff").replace("\r\n", "\n")

    def full(self) -> bool:
        return self.total > MAX_TOTAL or self.count > MAX_FILES

    def done(self) -> PackSource:
        if not self.files and not self.faults:
            self.fault("source-missing", "there are no files of a pack here", self.origin)
        if self.faults:
            raise SourceError(tuple(sorted(self.faults, key=lambda each: (each.file, each.code))))
        files = MappingProxyType(dict(sorted(self.files.items())))
        return PackSource(self.origin, files, tuple(self.notes))


def read_pack(path: Path) -> PackSource:
    """A pack from a folder or a `.zip`.

    Raises:
        SourceError: It is not there, or breaks one of the rules of this module.
    """
    if path.is_dir():
        return read_folder(path)
    if path.suffix.lower() == ".zip" and path.is_file():
        return read_zip(path)
    finding = _finding("source-missing", "neither a folder nor a .zip file", str(path))
    raise SourceError((finding,))


def read_folder(folder: Path) -> PackSource:
    """A pack from a folder. The folder itself may be a link; nothing inside may.

    Raises:
        SourceError: It cannot be read, or breaks one of the rules of this module.
    """
    collector = _Collector(str(folder))
    waiting: list[tuple[Path, str]] = [(folder, "")]
    while waiting and not collector.full():
        here, prefix = waiting.pop()
        try:
            with os.scandir(here) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            why = error.strerror or "cannot be read"
            collector.fault("source-missing", why, prefix.rstrip("/") or str(folder))
            continue
        for entry in entries:
            name = prefix + entry.name
            if _is_clutter(name):
                continue
            if entry.is_symlink():
                collector.fault("source-link", "a link; packs hold plain files only", name)
            elif entry.is_dir(follow_symlinks=False):
                why = _name_fault(name)
                if why:
                    collector.fault("source-name", why, name)
                else:
                    waiting.append((Path(entry.path), name + "/"))
            elif not entry.is_file(follow_symlinks=False):
                collector.fault("source-link", "no plain file", name)
            elif collector.admit(name):
                _read_file(collector, entry.path, name)
    return collector.done()


def _read_file(collector: _Collector, path: str, name: str) -> None:
    # The entry may have been replaced since it was listed: no link is followed (where the system
    # can refuse), a pipe does not block, and what was opened is looked at again.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                collector.fault("source-link", "no plain file", name)
                return
            collector.take(name, file.read(MAX_FILE + 1))
    except OSError as error:
        collector.fault("source-missing", error.strerror or "cannot be read", name)


def read_zip(archive: Path | bytes, origin: str = "archive") -> PackSource:
    """A pack from a zip archive, read in memory.

    One folder around everything, as file managers make it, is taken off.

    Args:
        archive: A path, or the archive itself.
        origin: For people, when the archive comes as bytes.

    Raises:
        SourceError: It cannot be read, or breaks one of the rules of this module.
    """
    if isinstance(archive, Path):
        origin = str(archive)
        try:
            with archive.open("rb") as file:
                archive = file.read(MAX_TOTAL + 1)
        except OSError as error:
            why = error.strerror or "cannot be read"
            raise SourceError((_finding("source-missing", why, origin),)) from error
    if len(archive) > MAX_TOTAL:
        message = f"the archive is larger than {MAX_TOTAL // 1024 // 1024} MiB"
        raise SourceError((_finding("source-limit", message, origin),))
    collector = _Collector(origin)
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            _read_entries(collector, opened)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError):
        collector.fault("source-damaged", "this is no sound zip archive", origin)
    return collector.done()


def _read_entries(collector: _Collector, opened: zipfile.ZipFile) -> None:
    # The name as stored: `filename` is cut at a NUL and has other separators replaced.
    entries = [(info, info.orig_filename) for info in opened.infolist()]
    entries = [each for each in entries if not _is_clutter(each[1].rstrip("/"))]
    prefix = _wrapping_folder(name for _, name in entries)
    for info, stored in entries:
        if collector.full():
            return
        name = stored.removeprefix(prefix)
        kind = stat.S_IFMT(info.external_attr >> 16)
        if stored.endswith("/"):
            why = _name_fault(name.rstrip("/")) if name else ""
            if why:
                collector.fault("source-name", why, stored)
        elif kind not in {0, stat.S_IFREG}:
            collector.fault("source-link", "packs hold plain files only", stored)
        elif info.flag_bits & 0x1:
            collector.fault("source-encrypted", "encrypted; a pack must be open", stored)
        elif info.compress_type not in _METHODS:
            collector.fault("source-damaged", "packed by a method that is not supported", stored)
        elif collector.admit(name):
            try:
                with opened.open(info) as file:
                    collector.take(name, file.read(MAX_FILE + 1))
            except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError):
                collector.fault("source-damaged", "damaged in the archive", stored)


def _wrapping_folder(names: Iterable[str]) -> str:
    """The one folder that holds everything, with its `/`, or ""."""
    tops = {name.partition("/")[0] if "/" in name else "" for name in names}
    only = tops.pop() if len(tops) == 1 else ""
    return f"{only}/" if only and _PART.fullmatch(only) else ""


def from_mapping(files: Mapping[str, Any], origin: str = "saved game") -> PackSource:
    """A pack from names and texts, as a saved game holds them; checked like any other source.

    Raises:
        SourceError: It breaks one of the rules of this module.
    """
    collector = _Collector(origin)
    for name, text in files.items():
        if collector.full():
            break
        if not isinstance(text, str):
            collector.fault("source-damaged", "no text", name)
        elif collector.admit(name):
            # One byte more than allowed is enough to be refused.
            data = text[: MAX_FILE + 1].encode("utf-8", "surrogatepass")[: MAX_FILE + 1]
            collector.take(name, data)
    return collector.done()

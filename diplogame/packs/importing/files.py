"""Reading files from elsewhere, which are taken to be hostile.

Guarantees: only regular files of limited size are read; a folder is not searched below its first
level; nothing is followed, executed or extracted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from diplogame.packs.clean import clean
from diplogame.packs.importing.problem import ImportFault

MAX_FILE: Final = 4 * 1024 * 1024
MAX_FILES: Final = 1000
"""Looked at in one folder."""


def shown(path: Path) -> str:
    """A path's name, fit to be shown."""
    return clean(path.name or str(path), 120, line=True)


def title_of(path: Path) -> str:
    """A title made of the name of a file or folder."""
    name = clean(path.resolve().stem if path.is_file() else path.resolve().name, 60, line=True)
    words = " ".join(name.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:] or "Imported talks"


def read_bytes(path: Path, most: int = MAX_FILE) -> bytes:
    """The bytes of a regular file.

    Raises:
        ImportFault: It cannot be read, or it is too large.
    """
    try:
        if not path.is_file():
            raise ImportFault(shown(path), "this is no file that can be read")
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ImportFault(shown(path), f"this cannot be read: {reason}") from None
    if len(data) > most:
        raise ImportFault(shown(path), f"larger than {most // 1024} KiB")
    return data


def read_text(path: Path, most: int = MAX_FILE) -> str:
    """The text of a file in UTF-8.

    Raises:
        ImportFault: As `read_bytes`, or it is not UTF-8.
    """
    data = read_bytes(path, most)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise ImportFault(shown(path), "this is not UTF-8", line, column) from None


def files_in(folder: Path, *suffixes: str) -> list[Path]:
    """The regular files of a folder with one of these suffixes, by name.

    Raises:
        ImportFault: The folder cannot be read, or holds more files than anybody means.
    """
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ImportFault(shown(folder), f"this cannot be read: {reason}") from None
    if len(entries) > MAX_FILES:
        raise ImportFault(shown(folder), f"there are more than {MAX_FILES} files in it")
    return [path for path in entries if path.suffix.lower() in suffixes and path.is_file()]

"""Where each key and value of a TOML text stands, found only when somebody asks.

The scanner follows TOML 1.1 as `tomli` accepts it and is meant for text that `tomli` has accepted.
Guarantees:

* For accepted text every path of the data has a `Place`, there are no others, and the text of each
  value span reads back as the same value (tested on random documents).
* For other text it never raises: the places before the first unreadable spot are known.
* Lines and columns count from 1, columns in characters. Windows line ends count as one newline.
"""

from __future__ import annotations

import bisect
import contextlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list indexes from the top of the document, as in pydantic's `loc`."""


class Span(NamedTuple):
    """A stretch of the text: offsets from 0, `end` exclusive."""

    start: int
    end: int


class Spot(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Place:
    """Where one path stands.

    Attributes:
        key: The key as written where it first occurs; for a list element the element itself, for
            an element of an array of tables its `[[header]]`'s last part.
        value: The value; None for tables made by headers or dotted keys.
    """

    key: Span
    value: Span | None = None


_BLANK: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE: Final = re.compile(r"[ \t]*")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_BASIC: Final = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_LITERAL: Final = re.compile(r"'([^'\n]*)'")
_LONG_BASIC: Final = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}', re.DOTALL)
_LONG_LITERAL: Final = re.compile(r"'''(?:[^']|'(?!''))*'{3,5}")
_SCALAR: Final = re.compile(r"[^,\]}#\n]+")
_ESCAPE: Final = re.compile(
    r"\\(?:[ \t]*\n[ \t\n]*"
    r"|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([\s\S]))"
)
_SIMPLE: Final = {
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    '"': '"',
    "\\": "\\",
}


class _UnreadableError(Exception):
    """The text is not what a TOML parser accepts here."""


def decode(raw: str) -> tuple[str, list[int]]:
    """The text meant by a TOML string, and where each of its characters comes from.

    Args:
        raw: The string with its quotes, any of the four kinds.

    Returns:
        The decoded text and, for each of its characters and for its end, the offset in `raw`.
    """
    quote = raw[:3] if raw[:3] in {'"""', "'''"} and len(raw) >= 6 else raw[:1]
    at, end = len(quote), len(raw) - len(quote)
    if len(quote) == 3 and raw[at : at + 1] == "\n":
        at += 1
    chars: list[str] = []
    offsets: list[int] = []
    while at < end:
        match = _ESCAPE.match(raw, at) if quote[0] == '"' and raw[at] == "\\" else None
        if match is None:
            chars.append(raw[at])
            offsets.append(at)
            at += 1
            continue
        digits = match[1] or match[2] or match[3]
        if digits is not None:
            code = int(digits, 16)
            chars.append(chr(code) if code <= 0x10FFFF else "\ufffd")
            offsets.append(at)
        elif match[4] is not None:
            chars.append(_SIMPLE.get(match[4], match[4]))
            offsets.append(at)
        at = match.end()
    return "".join(chars), [*offsets, end]


class Positions:
    """The places of one TOML text; the text is scanned at the first question."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")

    @cached_property
    def places(self) -> dict[Path, Place]:
        """Every path of the document and its place."""
        return _Scanner(self.text).run()

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def spot(self, offset: int) -> Spot:
        """Line and column of an offset into `text`."""
        line = bisect.bisect_right(self._starts, offset)
        return Spot(line, offset - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line counted from 1, or "" when there is none."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        stop = self.text.find("\n", start)
        return self.text[start:] if stop < 0 else self.text[start:stop]

    def key(self, path: Path) -> Span | None:
        """Where the path's key stands."""
        place = self.places.get(path)
        return None if place is None else place.key

    def value(self, path: Path) -> Span | None:
        """Where the path's value stands; for tables without a value of their own, their key."""
        place = self.places.get(path)
        return None if place is None else place.value or place.key

    def nearest(self, path: Path) -> Span:
        """Where the path or the closest thing around it stands; the file's start at worst."""
        while path:
            found = self.key(path)
            if found is not None:
                return found
            path = path[:-1]
        return Span(0, 0)

    def inside(self, path: Path, start: int, end: int) -> Span | None:
        """Where characters `start` to `end` of a string value stand, also past escapes.

        None when the path is no string of the file.
        """
        place = self.places.get(path)
        if place is None or place.value is None:
            return None
        raw = self.text[place.value.start : place.value.end]
        if raw[:1] not in {'"', "'"}:
            return None
        _, offsets = decode(raw)
        last = len(offsets) - 1
        first = offsets[min(max(start, 0), last)]
        if end <= start:
            return Span(place.value.start + first, place.value.start + first)
        # The end of the last character, so that an escape is marked as a whole.
        stop = offsets[min(end, last)]
        if 0 < end <= last and raw[offsets[end - 1]] != "\\":
            stop = offsets[end - 1] + 1
        return Span(place.value.start + first, place.value.start + max(stop, first))


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[Path, Place] = {}
        self.counts: dict[Path, int] = {}  # arrays of tables: how many elements so far
        self.last: tuple[Path, Span] | None = None  # the key or header read last

    def run(self) -> dict[Path, Place]:
        # What was found before the unreadable spot still helps.
        with contextlib.suppress(_UnreadableError, RecursionError):
            self.document()
        return self.places

    def take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise _UnreadableError
        self.at = match.end()
        return match.group()

    def expect(self, token: str) -> None:
        if not self.text.startswith(token, self.at):
            raise _UnreadableError
        self.at += len(token)

    def document(self) -> None:
        table: Path = ()
        while True:
            self.take(_BLANK)
            if self.at >= len(self.text):
                return
            if self.text.startswith("[[", self.at):
                table = self.header("[[", "]]")
            elif self.text[self.at] == "[":
                table = self.header("[", "]")
            else:
                self.pair(table)

    def header(self, opening: str, closing: str) -> Path:
        self.expect(opening)
        keys = self.dotted()
        self.last = (tuple(key for key, _ in keys), keys[-1][1])
        self.expect(closing)
        path: Path = ()
        for index, (key, span) in enumerate(keys):
            path = (*path, key)
            self.places.setdefault(path, Place(span))
            last = index == len(keys) - 1
            if last and opening == "[[":
                number = self.counts.get(path, 0)
                self.counts[path] = number + 1
                path = (*path, number)
                self.places[path] = Place(span)
            elif path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def dotted(self) -> list[tuple[str, Span]]:
        keys: list[tuple[str, Span]] = []
        while True:
            self.take(_SPACE)
            start = self.at
            char = self.text[start : start + 1]
            if char == '"':
                key = decode(self.take(_BASIC))[0]
            elif char == "'":
                key = self.take(_LITERAL)[1:-1]
            else:
                key = self.take(_BARE_KEY)
            keys.append((key, Span(start, self.at)))
            self.take(_SPACE)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def pair(self, table: Path) -> None:
        keys = self.dotted()
        self.expect("=")
        path = table
        for key, span in keys:
            path = (*path, key)
            self.places.setdefault(path, Place(span))
        place = self.places[path]
        self.take(_SPACE)
        place.value = self.value(path)
        self.last = (path, keys[-1][1])

    def value(self, path: Path) -> Span:
        start = self.at
        char = self.text[start : start + 1]
        if char == "[":
            self.array(path)
        elif char == "{":
            self.inline_table(path)
        elif char == '"':
            self.take(_LONG_BASIC if self.text.startswith('"""', start) else _BASIC)
        elif char == "'":
            self.take(_LONG_LITERAL if self.text.startswith("'''", start) else _LITERAL)
        else:
            found = self.take(_SCALAR).rstrip(" \t")
            if not found:
                raise _UnreadableError
            return Span(start, start + len(found))
        return Span(start, self.at)

    def array(self, path: Path) -> None:
        self.expect("[")
        index = 0
        while True:
            self.take(_BLANK)
            if self.text.startswith("]", self.at):
                break
            inner = (*path, index)
            # Registered before its contents, so that an outer path comes before an inner one.
            place = self.places.setdefault(inner, Place(Span(self.at, self.at)))
            place.value = place.key = self.value(inner)
            index += 1
            self.take(_BLANK)
            if not self.text.startswith(",", self.at):
                break
            self.at += 1
        self.expect("]")

    def inline_table(self, path: Path) -> None:
        self.expect("{")
        while True:
            self.take(_BLANK)
            if self.text.startswith("}", self.at):
                break
            self.pair(path)
            self.take(_BLANK)
            if not self.text.startswith(",", self.at):
                break
            self.at += 1
        self.expect("}")


def last_key(text: str) -> tuple[Path, Span, Span] | None:
    """The key or header that `text` ends with: its path, where it stands, where it stood first.

    Used for text cut off where a parser complained about a repetition.
    """
    scanner = _Scanner(text)
    places = scanner.run()
    if scanner.last is None:
        return None
    path, here = scanner.last
    while path and path not in places:
        path = path[:-1]
    return (path, here, places[path].key) if path else None

"""One TOML file of a pack: its data, and findings that point into it.

Guarantee: reading never raises for bad text; it returns None and leaves a finding. Positions are
scanned only when a finding needs one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

import tomli

from diplogame.packs.diagnostics import Diagnostic, Pointer, severity_of
from diplogame.packs.fault import Fault
from diplogame.packs.positions import Path, Positions, Span, last_key

MAX_NESTING: Final = 32
"""Deepest nesting of lists and tables in a pack's file."""

_HELP: Final = (
    ("Invalid value", "texts stand in quotes; True and False are written true and false"),
    ("Expected '=' after a key", "a line is `key = value`; texts stand in quotes"),
    ("Unescaped '\\'", "write \\\\ for a backslash, or use '...' quotes"),
    ("Unterminated string", "close the quote; texts over several lines stand in triple quotes"),
    ("Illegal character", "write control characters as escapes, or not at all"),
    ("Expected newline or end", "one `key = value` a line; a text with spaces stands in quotes"),
)


class TomlFile:
    """A file, its data once read, and its positions.

    Attributes:
        name: Path inside the pack, with `/`.
        text: With newlines as line ends.
        data: What `read` found; empty until then and after an error.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text.replace("\r\n", "\n")
        self.data: dict[str, Any] = {}

    @cached_property
    def positions(self) -> Positions:
        """The places of everything in the text: wanted when something is wrong with it."""
        return Positions(self.text)

    def read(self) -> list[Diagnostic]:
        """Parses the text into `data`; returns the findings, none when all is well."""
        try:
            data = tomli.loads(self.text)
        except tomli.TOMLDecodeError as error:
            return [self._syntax(error)]
        except RecursionError:
            return [self._too_deep(())]
        deep = _deepest(data)
        if deep is not None:
            return [self._too_deep(deep)]
        self.data = data
        return []

    def _too_deep(self, path: Path) -> Diagnostic:
        message = f"lists and tables may be nested at most {MAX_NESTING} deep"
        return self.spot("toml-syntax", message, self.positions.nearest(path))

    def _syntax(self, error: tomli.TOMLDecodeError) -> Diagnostic:
        message = error.msg[:1].lower() + error.msg[1:].rstrip(".")
        twice = error.msg.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate"))
        found = last_key(self.text[: error.pos]) if twice else None
        if found is not None:
            path, here, first = found
            also = None
            if first != here:
                spot = self.positions.spot(first.start)
                also = Pointer("first defined here", self.name, *spot)
            name = ".".join(str(part) for part in path)
            help_ = "merge the two, or give the second another name"
            return self.spot("toml-duplicate", f"'{name}' is defined twice", here, help_, also)
        help_ = next((text for start, text in _HELP if error.msg.startswith(start)), "")
        at = min(error.pos, len(self.text))
        return self.spot("toml-syntax", message, Span(at, at + 1), help_)

    def spot(
        self, code: str, message: str, span: Span, help_: str = "", also: Pointer | None = None
    ) -> Diagnostic:
        """A finding about a stretch of the text; a stretch over several lines ends with its first."""
        line, column = self.positions.spot(span.start)
        newline = self.text.find("\n", span.start)
        line_end = len(self.text) if newline < 0 else newline
        end = column + max(0, min(span.end, line_end) - span.start)
        severity = severity_of(code)
        return Diagnostic(
            code, severity, message, self.name, line, column, max(end, column), help_, also
        )

    def at_key(
        self, path: Path, code: str, message: str, help_: str = "", also: Pointer | None = None
    ) -> Diagnostic:
        """A finding at the path's key, or at the closest thing around it."""
        return self.spot(code, message, self.positions.nearest(path), help_, also)

    def at_value(
        self, path: Path, code: str, message: str, help_: str = "", also: Pointer | None = None
    ) -> Diagnostic:
        """A finding at the path's value, or at the closest thing around it."""
        span = self.positions.value(path) or self.positions.nearest(path)
        return self.spot(code, message, span, help_, also)

    def within(self, path: Path, fault: Fault) -> Diagnostic:
        """A finding inside the string at the path: a condition, a text."""
        span = self.positions.inside(path, fault.start, fault.end)
        if span is None:
            return self.at_value(path, fault.code, fault.message, fault.help)
        return self.spot(fault.code, fault.message, span, fault.help)

    def all_within(self, path: Path, faults: Iterable[Fault]) -> list[Diagnostic]:
        """`within` for each fault."""
        return [self.within(path, fault) for fault in faults]

    def pointer(self, path: Path, message: str) -> Pointer:
        """A second place, for another finding: where the path's key stands."""
        return Pointer(message, self.name, *self.positions.spot(self.positions.nearest(path).start))


def _deepest(data: dict[str, Any]) -> Path | None:
    """The path of something nested too deeply, if there is any; without recursion."""
    waiting: list[tuple[Path, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if len(path) > MAX_NESTING:
            return path
        if isinstance(value, dict):
            waiting.extend(((*path, key), each) for key, each in value.items())
        elif isinstance(value, list):
            waiting.extend(((*path, index), each) for index, each in enumerate(value))
    return None

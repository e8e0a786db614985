"""What is wrong with a pack, told so that its author can put it right.

A `Report` collects every finding and renders them as plain text (`file:line:col: error[code]:
message`, the source line, a caret, help), as JSON, or as annotations of a code host. Guarantees:
the order does not depend on the order of discovery; text from packs is cleaned before it is shown;
rendering never fails, also when a file or line is not there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any, Final, Literal, TypeAlias

from diplogame.packs.clean import clean
from diplogame.rules.values import dataclass

Severity: TypeAlias = Literal["error", "warning", "note"]
_RANK: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "note": 2}

LIMIT: Final = 50
"""Most findings shown; the rest is counted."""
REPEATS: Final = 3
"""How often the same finding in the same file is shown in full."""
EXCERPT_WIDTH: Final = 100
"""Longest piece of a source line that is shown, in characters."""


def severity_of(code: str) -> Severity:
    """How bad a finding of that code is; KeyError for a code that there is not."""
    # The list has a sample of every code: it is read when there is something to be said, not before.
    from diplogame.packs.pack_codes import CODES

    return CODES[code].severity


@dataclass(frozen=True, slots=True)
class Pointer:
    """A second place that explains a finding: 'first defined here', 'inherited from here'.

    Attributes:
        message: What that place is.
        file: Path inside the pack.
        line: From 1.
        column: From 1, in characters.
    """

    message: str
    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        code: A key of `diplogame.packs.codes.CODES`; stable between releases.
        severity: Errors keep a pack from loading; warnings and notes do not.
        message: One sentence without a full stop; lists everything needed without the excerpt.
        file: Path inside the pack, with `/`.
        line: From 1; 0 when the finding concerns the file as a whole.
        column: From 1, in characters; 0 with line 0.
        end: Column one past the marked stretch on the same line; at least `column`.
        help: What to do, or "".
        also: A second place, or None.
    """

    code: str
    severity: Severity
    message: str
    file: str
    line: int = 0
    column: int = 0
    end: int = 0
    help: str = ""
    also: Pointer | None = None

    @property
    def place(self) -> str:
        """`file:line:col`, or just the file."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def headline(self) -> str:
        """`file:line:col: error[code]: message`, cleaned for display."""
        return clean(f"{self.place}: {self.severity}[{self.code}]: {self.message}", 2000, line=True)


def _order(each: Diagnostic) -> tuple[str, int, int, int, str, str]:
    return (
        each.file,
        each.line,
        each.column,
        _RANK[each.severity],
        each.code,
        each.message,
    )


@dataclass(slots=True)
class Report:
    """All findings about one or more packs.

    Attributes:
        sources: Text of each file, for the excerpts.
    """

    sources: dict[str, str] = field(default_factory=dict)
    _found: set[Diagnostic] = field(default_factory=set)

    def add(self, *found: Diagnostic) -> None:
        """Takes findings; one that is already there is not counted twice."""
        self._found.update(found)

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Like `add`, for any iterable."""
        self._found.update(found)

    def include(self, sources: Mapping[str, str]) -> None:
        """Adds source texts, so that excerpts can be shown."""
        self.sources.update(sources)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every finding in order of file, line and column."""
        return tuple(sorted(self._found, key=_order))

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(each.severity == severity for each in self._found)

    @property
    def ok(self) -> bool:
        """Whether there are no errors."""
        return not self.count("error")

    def summary(self, files: int | None = None) -> str:
        """`checked 12 files: 2 errors, 1 warning`; always says something."""
        parts = [_plural(self.count("error"), "error"), _plural(self.count("warning"), "warning")]
        number = len(self.sources) if files is None else files
        return f"checked {_plural(number, 'file')}: {', '.join(parts)}"

    def render(self, limit: int = LIMIT) -> str:
        """Plain text for a terminal or a log, ending in a newline; "" when nothing was found.

        Errors are shown before anything else is dropped for the limit; what is shown is in order
        of file and place.

        Args:
            limit: Most findings shown in full.
        """
        groups: dict[tuple[str, str, str], list[Diagnostic]] = {}
        for each in self.diagnostics:
            groups.setdefault((each.file, each.code, each.message), []).append(each)
        folded = {
            group[REPEATS - 1]: group[REPEATS:] for group in groups.values() if group[REPEATS:]
        }
        full = [each for group in groups.values() for each in group[:REPEATS]]
        shown = sorted(sorted(full, key=lambda each: _RANK[each.severity])[:limit], key=_order)
        blocks = [self._block(each, folded.get(each, [])) for each in shown]
        hidden = len(full) - len(shown)
        if hidden:
            blocks.append(f"... and {hidden} more\n")
        return "".join(blocks)

    def _block(self, found: Diagnostic, same: list[Diagnostic]) -> str:
        lines = [found.headline, *self._excerpt(found)]
        if found.help:
            lines.append(clean(f"  = help: {found.help}", 1000, line=True))
        if found.also is not None:
            also = found.also
            text = f"  = note: {also.message}: {also.file}:{also.line}:{also.column}"
            lines.append(clean(text, 1000, line=True))
        if same:
            places = ", ".join(str(each.line) for each in same[:8]) + (", ..." * (len(same) > 8))
            where = "line" if len(same) == 1 else "lines"
            lines.append(f"  = note: and {len(same)} more of the same, {where} {places}")
        return "\n".join(lines) + "\n"

    def _excerpt(self, found: Diagnostic) -> list[str]:
        text = _line(self.sources.get(found.file, ""), found.line)
        if text is None:
            return []
        # One character for one, so that columns stay right.
        start = max(0, min(found.column - 1, len(text)))
        end = max(start + 1, min(found.end - 1, len(text)))
        low = 0
        if len(text) > EXCERPT_WIDTH:
            low = max(0, min(start - EXCERPT_WIDTH // 3, len(text) - EXCERPT_WIDTH))
        high = min(len(text), low + EXCERPT_WIDTH)
        shown, before = text[low:high], text[low:start]
        marked = text[start : min(end, high)] or " "
        lead = "…" if low else ""
        tail = "…" if high < len(text) else ""
        number = str(found.line)
        gutter = " " * len(number)
        indent = " " * (len(lead) + _cells(before))
        return [
            f"{gutter} |",
            f"{number} | {lead}{_tabs(shown)}{tail}",
            f"{gutter} | {indent}{'^' * max(1, _cells(marked))}",
        ]

    def to_json(self) -> dict[str, Any]:
        """A JSON-able form: `findings`, and how many there are of each severity."""
        return {
            "errors": self.count("error"),
            "warnings": self.count("warning"),
            "notes": self.count("note"),
            "findings": [_finding(each) for each in self.diagnostics],
        }

    def to_annotations(self) -> str:
        """Lines `::error file=..,line=..,col=..::message` that code hosts show beside the diff."""
        lines = []
        for each in self.diagnostics:
            kind = "notice" if each.severity == "note" else each.severity
            text = f"{each.message} ({each.help})" if each.help else each.message
            message = _escape(f"[{each.code}] {clean(text, 2000)}")
            where = f"file={_escape(clean(each.file, 300, line=True), ',:')}"
            if each.line:
                where += f",line={each.line},col={each.column}"
            lines.append(f"::{kind} {where}::{message}\n")
        return "".join(lines)


def _finding(each: Diagnostic) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": each.code,
        "severity": each.severity,
        "message": each.message,
        "file": each.file,
        "line": each.line,
        "column": each.column,
        "end": each.end,
    }
    if each.help:
        found["help"] = each.help
    if each.also is not None:
        found["also"] = {
            "message": each.also.message,
            "file": each.also.file,
            "line": each.also.line,
            "column": each.also.column,
        }
    return found


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def _escape(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _line(text: str, number: int) -> str | None:
    if number < 1:
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    if number > len(lines):
        return None
    line = lines[number - 1]
    # Tabs are spread when shown; everything else dangerous becomes one visible character.
    cleaned = "\t".join(clean(part, max(1, len(part)), line=True) for part in line.split("\t"))
    return cleaned if len(cleaned) == len(line) else None


def _tabs(text: str) -> str:
    return text.replace("\t", "    ")


def _cells(text: str) -> int:
    """Columns of a terminal that the text takes."""
    total = 0
    for char in text:
        if char == "\t":
            total += 4
        elif unicodedata.category(char) not in {"Mn", "Me", "Cf"}:
            total += 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
    return total

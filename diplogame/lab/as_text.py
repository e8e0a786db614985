"""A report for terminals: tables, bars and intervals in characters.

Guarantees: no control characters, no colour that would not be a table in black and white; lines fit the
width given, long cells are wrapped.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from typing import Final, assert_never

from diplogame.lab.document import Bars, Block, Document, Prose, Spans, Table
from diplogame.packs.clean import clean

_LEAST: Final = 8
"""Cells that the widest column keeps, however narrow the terminal."""

_LABEL: Final = 28
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def as_text(document: Document, width: int = 100) -> str:
    """The report as lines of text, the last one ended."""
    lines = [_c(document.title), "=" * cells(_c(document.title)), ""]
    lines += textwrap.wrap(_c(document.lede), width)
    for section in document.sections:
        lines += ["", _c(section.title), "-" * cells(_c(section.title))]
        for block in section.blocks:
            lines += ["", *_block(block, width)]
    return "\n".join(lines) + "\n"


def cells(text: str) -> int:
    """Cells of a terminal that a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _c(text: str) -> str:
    return clean(text, 2000, line=True)


def _pad(text: str, width: int, right: bool = False) -> str:
    space = " " * max(0, width - cells(text))
    return space + text if right else text + space


def _cut(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 1:
        text = text[:-1]
    return text + "…"


def _block(block: Block, width: int) -> list[str]:
    match block:
        case Prose(text=text):
            return textwrap.wrap(_c(text), width)
        case Table():
            return _table(block, width)
        case Bars(rows=rows):
            return _bars(rows, width)
        case Spans(rows=rows, mark=mark):
            return _spans(rows, mark, width)
        case _:
            assert_never(block)


def _number(cell: str) -> bool:
    figures = cell.lstrip("+-−").removesuffix("%").strip().replace(".", "", 1)
    return cell == "-" or figures.isdigit()


def _table(table: Table, width: int) -> list[str]:
    rows = [tuple(_c(cell) for cell in row) for row in (table.head, *table.rows)]
    count = len(table.head)
    widths = [max(cells(row[k]) for row in rows) for k in range(count)]
    while sum(widths) + 2 * (count - 1) > width and max(widths) > _LEAST:
        widest = max(range(count), key=lambda k: (widths[k], k))
        widths[widest] -= 1
    body = rows[1:]
    right = [all(_number(row[k]) for row in body) and bool(body) for k in range(count)]
    lines: list[str] = []
    for number, row in enumerate(rows):
        wrapped = [textwrap.wrap(cell, widths[k]) or [""] for k, cell in enumerate(row)]
        for at in range(max(len(part) for part in wrapped)):
            parts = [
                _pad(part[at] if at < len(part) else "", widths[k], right[k])
                for k, part in enumerate(wrapped)
            ]
            lines.append("  ".join(parts).rstrip())
        if number == 0:
            lines.append("  ".join("─" * w for w in widths))
    return lines


def _room(labels: Sequence[str], beside: Sequence[str], width: int) -> tuple[int, int]:
    """Cells for labels, and for what is drawn."""
    label = min(_LABEL, max((cells(text) for text in labels), default=0))
    text = max((cells(each) for each in beside), default=0)
    return label, max(10, min(60, width - label - text - 4))


def _bars(rows: Sequence[tuple[str, float, str]], width: int) -> list[str]:
    named = [(_c(label), value, _c(text)) for label, value, text in rows]
    label, room = _room([r[0] for r in named], [r[2] for r in named], width)
    top = max((value for _, value, _ in named), default=0.0) or 1.0
    lines = []
    for name, value, text in named:
        eighths = round(max(0.0, value) / top * room * 8)
        bar = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
        lines.append(f"{_pad(_cut(name, label), label)}  {_pad(bar, room)}  {text}".rstrip())
    return lines


def _spans(
    rows: Sequence[tuple[str, float, float, float, str]], mark: float | None, width: int
) -> list[str]:
    named = [(_c(label), low, mid, high, _c(text)) for label, low, mid, high, text in rows]
    if not named:
        return []
    label, room = _room([r[0] for r in named], [r[4] for r in named], width)
    marks = [] if mark is None else [mark]
    least = min([r[1] for r in named] + marks)
    span = (max([r[3] for r in named] + marks) - least) or 1.0

    def at(value: float) -> int:
        return min(room - 1, max(0, round((value - least) / span * (room - 1))))

    lines = []
    for name, low, mid, high, text in named:
        row = [" "] * room
        if mark is not None:
            row[at(mark)] = "┊"
        for k in range(at(low), at(high) + 1):
            row[k] = "─"
        row[at(low)], row[at(high)] = "├", "┤"
        row[at(mid)] = "●"
        lines.append(f"{_pad(_cut(name, label), label)}  {''.join(row)}  {text}".rstrip())
    left, right = f"{least:.0f}", f"{least + span:.0f}"
    scale = _pad(left, room - cells(right)) + right
    return [*lines, f"{' ' * label}  {scale}"]

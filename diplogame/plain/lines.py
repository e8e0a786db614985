"""Lines of text: wrapped, indented, and harmless whatever they were made from.

Guarantees: what leaves here holds no control, bidi or invisible characters but line feeds; a line is at
most `WIDTH` columns wide where its words allow it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TextIO

from diplogame.app.narrate import Cable
from diplogame.packs.clean import clean
from diplogame.packs.phrasebook import Phrasebook

WIDTH = 96
"""Columns of a line; a reader's ear does not mind, a narrow window wraps again."""

_LONGEST = 6000

MARKS = {
    "news": "News",
    "answer": "Answer",
    "meeting": "Meeting",
    "plenary": "Plenary",
    "vote": "Vote",
    "home": "Home",
    "threat": "Threat",
    "ledger": "Ledger",
    "staff": "Staff",
    "summit": "Summit",
}
"""A word for each kind of cable: what others show by colour."""


def harmless(text: str) -> str:
    """Text that may be written to any terminal."""
    return clean(text, _LONGEST)


def wrapped(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    """A paragraph as lines; line feeds in the text stay."""
    found: list[str] = []
    rest = indent if hanging is None else hanging
    for number, paragraph in enumerate(harmless(text).split("\n")):
        first = indent if number == 0 else rest
        found += textwrap.wrap(
            paragraph,
            WIDTH,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return found


def table(rows: Sequence[Sequence[str]], gap: str = "  ") -> list[str]:
    """Rows with their columns aligned; numbers (and signs before them) to the right."""
    if not rows:
        return []
    rows = [[harmless(cell).replace("\n", " ") for cell in row] for row in rows]
    widths = [max(len(row[k]) for row in rows if k < len(row)) for k in range(len(rows[0]))]
    found = []
    for row in rows:
        cells = [
            cell.rjust(width) if _is_number(cell) else cell.ljust(width)
            for cell, width in zip(row, widths, strict=False)
        ]
        found.append(gap.join(cells).rstrip())
    return found


def _is_number(cell: str) -> bool:
    return bool(cell) and cell.lstrip("+-").replace(" %", "").replace("-", "").isdigit()


def heading(text: str) -> list[str]:
    """A heading: plain words, underlined by equals signs."""
    text = harmless(text)
    return ["", text, "=" * min(len(text), WIDTH)]


def cable_lines(cable: Cable, book: Phrasebook) -> list[str]:
    """One cable: kind and speaker, what is said, what it means."""
    # In a pack without a chair among its delegations, the hall still has somebody who presides.
    presides = cable.kind in ("plenary", "vote")
    who = f", {book.name(cable.speaker)}" if cable.speaker else ", the chair" if presides else ""
    lines = wrapped(f"[{MARKS.get(cable.kind, cable.kind)}{who}] {cable.text}", "", "    ")
    if cable.detail:
        lines += wrapped(cable.detail, "    ")
    if cable.effects:
        lines += wrapped(f"-> {cable.effects}", "    ", "       ")
    return lines


def write(out: TextIO, lines: Iterable[str]) -> None:
    """Write lines and let them be read at once."""
    for line in lines:
        out.write(line + "\n")
    out.flush()

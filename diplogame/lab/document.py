"""A report as sections of tables and plots, before anybody decides how to show it.

Guarantees: plain data; every text is shown as it is by the two renderers, which clean and escape it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Table:
    """A table; cells are texts, numbers among them are set to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars to the right, one a row: (label, length, what is written beside it)."""

    rows: tuple[tuple[str, float, str], ...]


@dataclass(frozen=True, slots=True)
class Spans:
    """Intervals on one scale: (label, low, middle, high, what is written beside it).

    ``mark`` is a value of the scale that deserves a line, or None.
    """

    rows: tuple[tuple[str, float, float, float, str], ...]
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    text: str


Block: TypeAlias = Table | Bars | Spans | Prose


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a report."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    lede: str
    sections: tuple[Section, ...]

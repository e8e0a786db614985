"""Sentences of the screens outside the daily round, gathered from their parts.

Guarantees: loading twice changes nothing; every key used by those screens is here (tested).
"""

from __future__ import annotations

from diplogame.tui.strings import extend
from diplogame.tui.strings_debrief import DEBRIEF
from diplogame.tui.strings_hall import BOARD, HALL, MEANING
from diplogame.tui.strings_pressure import LATE, PRESSURE
from diplogame.tui.strings_setup import BOOKS, HELP, SETUP

PARTS: tuple[dict[str, str], ...] = (
    HELP,
    HALL,
    MEANING,
    BOARD,
    PRESSURE,
    LATE,
    SETUP,
    BOOKS,
    DEBRIEF,
)


def load() -> None:
    """Add these sentences to the catalogue."""
    for part in PARTS:
        extend(part)


load()

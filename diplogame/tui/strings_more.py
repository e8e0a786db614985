"""Sentences of the screens outside the daily round, and where they are read from when first asked for.

Guarantees: a part of the catalogue is read from disk when one of its sentences is wanted, so that the
title and the floor do not pay for the debrief; loading twice changes nothing; every key of a part
begins with a word that stands here beside its module (tested).
"""

from __future__ import annotations

from typing import Final

from diplogame.tui import strings

PARTS: Final[dict[str, str]] = {
    "strings_setup": "conferences difficulty entry help instructions keys replay saves seats settings title",
    "strings_hall": "ballot clarity explain meaning motion package plenary speech sure vote you",
    "strings_table": "answer bargain between cell meeting press say staff term trigger",
    "strings_pressure": "aftermath answer answered claim ledger night odds reckoning settle summit threat"
    " threats twist",
    "strings_blocs": "coalitions",
    "strings_mediation": "mediation",
    "strings_debrief": "debrief point",
}
"""Modules beside this one, and the first words of their keys."""


def load() -> None:
    """Put these sentences on the shelf of the catalogue."""
    for module, words in PARTS.items():
        strings.shelve(f"diplogame.tui.{module}", words.split())


load()

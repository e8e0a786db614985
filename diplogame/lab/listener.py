"""Which lines, stories and hints of a pack are reached: a phrasebook that remembers what it was asked.

Guarantees: says exactly what the pack's own phrasebook says; what was said is one bit for each variant of
each line, in an order that the texts alone fix.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from diplogame.app.narrate import Narrator, Wire
from diplogame.app.session import Entry
from diplogame.packs.loader import LoadedPack
from diplogame.packs.phrasebook import Phrasebook
from diplogame.rules.conditions import Expression, Facts, evaluate
from diplogame.rules.ids import SeatId


class Listener(Phrasebook):
    """A phrasebook that notes (sheet, key, variant) of every line it says."""

    heard: set[tuple[str, str, int]]

    @classmethod
    def on(cls, book: Phrasebook) -> Listener:
        """A fresh listener to a pack's words."""
        found = object.__new__(cls)
        found.__dict__.update(book.fresh().__dict__)
        found.heard = set()
        return found

    def fresh(self) -> Listener:
        """Itself: a listener serves one game."""
        return self

    def line(self, speaker: str, key: str, *, turn: tuple[int | str, ...], **params: Any) -> str:
        """As `Phrasebook.line`, and remembered."""
        text = super().line(speaker, key, turn=turn, **params)
        choice = self._said.get((speaker, key), {}).get(turn)
        if choice is not None:
            sheet = speaker if key in self._lines.get(speaker, {}) else "common"
            self.heard.add((sheet, key, choice))
        return text

    def catalogue(self) -> tuple[tuple[str, str, int], ...]:
        """Every (sheet, key, variant) of the pack, in order."""
        return tuple(
            (sheet, key, number)
            for sheet in sorted(self._lines)
            for key in sorted(self._lines[sheet])
            for number in range(len(self._lines[sheet][key]))
        )

    def stories(self, facts: Facts) -> list[int]:
        """Numbers of the epilogues that hold, in the pack's order."""
        return [
            number
            for number, (when, _text) in enumerate(self._epilogues)
            if when is None or evaluate(when, facts) is True
        ]

    def story_list(self) -> tuple[tuple[Expression | None, int, str], ...]:
        """(condition, years, first words) of every epilogue, in the pack's order."""
        return tuple((when, text.years, text.text[:60]) for when, text in self._epilogues)


def catalogue(pack: LoadedPack) -> tuple[tuple[str, str, int], ...]:
    """Every (sheet, key, variant) of a pack's lines, in the order of the bits of `spoken`."""
    return Listener.on(pack.phrasebook).catalogue()


def spoken(pack: LoadedPack, seed: int, history: list[Entry], readers: tuple[SeatId, ...]) -> str:
    """Tell a game to some readers; which lines were said, as a hexadecimal bit set.

    Args:
        pack: The pack that was played.
        seed: Seed of the game.
        history: The game.
        readers: Whom to tell it to; "" reads with all cards open.
    """
    listener = Listener.on(pack.phrasebook)
    narrator = Narrator(replace(pack, phrasebook=listener), seed)
    for reader in readers:
        wire = Wire(narrator, reader)
        for entry in history:
            wire.extend([(entry.round, event) for event in entry.events])
    return pack_bits(listener.heard, listener.catalogue())


def pack_bits(heard: set[tuple[str, str, int]], every: tuple[tuple[str, str, int], ...]) -> str:
    """A set of lines as a hexadecimal number, the first line in the lowest bit."""
    bits = sum(1 << place for place, line in enumerate(every) if line in heard)
    return f"{bits:x}"


def unpack_bits(text: str) -> int:
    """The bit set of `pack_bits`; 0 for what is no such number."""
    try:
        return int(text, 16)
    except ValueError:
        return 0

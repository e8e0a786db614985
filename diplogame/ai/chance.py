"""A mind's own dice: keyed draws on the stream of its delegation (R20.1).

Guarantees: pure; one delegation's draws tell nothing about another's, nor about the world's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from diplogame.rules import dice
from diplogame.rules.ids import SeatId
from diplogame.rules.values import dataclass

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Dice:
    """Dice of one delegation in one game.

    Attributes:
        seed: Seed of the game.
        seat: Whose dice; the stream is ``ai/<seat>``.
    """

    seed: int
    seat: SeatId

    @property
    def stream(self) -> str:
        """The stream that belongs to this delegation."""
        return f"ai/{self.seat}"

    def draw(self, *key: str | int, sides: int) -> int:
        """An integer from 0 to ``sides - 1``, keyed by what it is about."""
        return dice.draw(self.seed, self.stream, *key, sides=sides)

    def chance(self, *key: str | int, per_mille: int) -> bool:
        """Whether something of this chance happens."""
        return dice.chance(self.seed, self.stream, *key, per_mille=per_mille)

    def weighted(self, *key: str | int, items: Sequence[tuple[int, _T]]) -> _T:
        """One of the (weight, item) pairs, by weight; the first if all weights are nought.

        Raises:
            ValueError: There is nothing to choose from.
        """
        if not items:
            raise ValueError("nothing to choose from")
        total = sum(max(0, weight) for weight, _ in items)
        if total <= 0:
            return items[0][1]
        left = self.draw(*key, sides=total)
        for weight, item in items:
            left -= max(0, weight)
            if left < 0:
                return item
        return items[-1][1]

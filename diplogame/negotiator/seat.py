"""Sitting down: what everybody is told at a table of offers and in a plenary on one text alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from diplogame.negotiator.space import Issues, Outcome, Space, ranking


class Guest(Protocol):
    """Anybody who can be told what a table is about."""

    def start(
        self,
        issues: Issues,
        utility: Callable[[Outcome], float],
        reserved: float,
        rounds: int,
        me: str,
        parties: Sequence[str],
    ) -> None:
        """Learn the table; `parties` is the order of speaking, `utility` is one's own."""


class Seat:
    """A guest that ranks the table and forgets the last one; what it makes of that is `_settle`'s."""

    _space: Space
    _rounds: int
    _me: str
    _parties: tuple[str, ...]

    def start(
        self,
        issues: Issues,
        utility: Callable[[Outcome], float],
        reserved: float,
        rounds: int,
        me: str,
        parties: Sequence[str],
    ) -> None:
        """Learn the table and forget the last one.

        Args:
            issues: Name and values of each issue.
            utility: What an outcome is worth to this party.
            reserved: What no deal is worth, in the same unit.
            rounds: Rounds in which every party speaks once, at least 1.
            me: This party's name.
            parties: Everybody's names in the order of speaking.

        Raises:
            ValueError: No issue, an issue without values, no round, or `me` is not of the party.
        """
        if rounds < 1:
            raise ValueError(f"a table has a round at least, not {rounds}")
        if me not in parties:
            raise ValueError(f"{me!r} is not among the parties")
        self._space = ranking(issues, utility, reserved)
        self._rounds, self._me, self._parties = rounds, me, tuple(parties)
        self._settle()

    def _settle(self) -> None:
        """Begin with nothing heard and nothing given."""

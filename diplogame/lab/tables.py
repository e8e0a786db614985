"""Bargaining tables to measure negotiators on: generated ones, and problems read from files.

Generated tables (`generated`) are drawn from a seed and nothing else:

* 3 to 6 issues of 2 to 6 values, at most 8 000 outcomes. An issue is *ordered* (more is better for some and
  worse for others), a *place* (each has a favourite and minds the distance), or *open* (each likes what it
  likes).
* How much tastes are opposed is drawn per table: from tables at which most wishes can be traded to tables
  at which most are shares of one cake. Weights of issues are uneven and each party's own.
* A party's best outcome is worth 10 000, its worst 0; no deal is worth 0, 10, 20, 30 or 40 per cent of
  the best. Where no outcome would suit everybody, all these are cut by a quarter until one does; where
  even nought is too much, no deal is worth a hundredth less than the worst.

Guarantees: the same seed, number and count of parties give the same table, whatever else is drawn; every
generated table has an outcome that is worth more than no deal to everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Final

from diplogame.negotiator import Issues, Worth, additive
from diplogame.packs.importing import Problem
from diplogame.rules.dice import draw

BEST: Final = 10_000
MOST_OUTCOMES: Final = 8_000
MOST_COMPARED: Final = 200_000
"""Outcomes of a table that are gone through one by one."""

_RESERVES: Final = (0, 0, 10, 20, 30, 40)
_KINDS: Final = ("ordered", "ordered", "place", "open")


@dataclass(frozen=True, slots=True)
class Table:
    """A bargaining table.

    Attributes:
        name: What it is called.
        issues: Name and values of each issue.
        points: By party, issue and value.
        reserves: What no deal is worth, by party, in the same unit.
        biases: Added to every outcome, by party.
    """

    name: str
    issues: tuple[tuple[str, tuple[str, ...]], ...]
    points: tuple[tuple[tuple[float, ...], ...], ...]
    reserves: tuple[float, ...]
    biases: tuple[float, ...]

    @property
    def parties(self) -> int:
        """How many sit at it."""
        return len(self.points)

    @property
    def outcomes(self) -> int:
        """How many outcomes there are."""
        return prod(len(values) for _, values in self.issues)

    def worths(self) -> tuple[Worth, ...]:
        """Everybody's utility, ranked once for all its sessions."""
        issues: Issues = self.issues
        return tuple(
            Worth(issues, additive(issues, rows, bias), reserve)
            for rows, bias, reserve in zip(self.points, self.biases, self.reserves, strict=True)
        )

    def tops(self) -> tuple[float, ...]:
        """What the best outcome is worth, by party."""
        return tuple(
            bias + sum(max(row) for row in rows)
            for rows, bias in zip(self.points, self.biases, strict=True)
        )


def most_welfare(table: Table) -> float | None:
    """The largest sum of utilities of an outcome worth more than no deal to everybody.

    None where there is no such outcome.

    Raises:
        ValueError: The table has more than 200 000 outcomes.
    """
    if table.outcomes > MOST_COMPARED:
        raise ValueError(f"{table.name} has {table.outcomes} outcomes: too many to be compared")
    sums: list[tuple[float, ...]] = [table.biases]
    for issue, (_, values) in enumerate(table.issues):
        columns = [tuple(rows[issue][n] for rows in table.points) for n in range(len(values))]
        sums = [
            tuple([have + more for have, more in zip(each, column, strict=True)])
            for each in sums
            for column in columns
        ]
    suits = [
        sum(each)
        for each in sums
        if all(have > least for have, least in zip(each, table.reserves, strict=True))
    ]
    return max(suits, default=None)


def of_problem(problem: Problem) -> Table:
    """A problem from a file as a table.

    Raises:
        ValueError: It has fewer than two parties.
    """
    if len(problem.parties) < 2:
        raise ValueError(f"{problem.title} has one party: nobody to bargain with")

    def exactly(values: Sequence[Fraction]) -> tuple[float, ...]:
        return tuple(float(value) for value in values)

    return Table(
        problem.title,
        tuple((issue.name, _distinct(issue.values)) for issue in problem.issues),
        tuple(tuple(exactly(row) for row in party.points) for party in problem.parties),
        exactly([party.walk_away for party in problem.parties]),
        exactly([party.bias for party in problem.parties]),
    )


def _distinct(values: Sequence[str]) -> tuple[str, ...]:
    """The values, told apart where a file gives two the same name."""
    if len(set(values)) == len(values):
        return tuple(values)
    return tuple(f"{value} ({n + 1})" for n, value in enumerate(values))


def generated(seed: int, number: int, parties: int) -> Table:
    """A table of its own kind (see the module).

    Args:
        seed: Any whole number.
        number: Which of the seed's tables, from 0.
        parties: 2 or more.

    Raises:
        ValueError: Fewer than two parties.
    """
    if parties < 2:
        raise ValueError("a table needs two parties or more")
    dice = _Dice(seed, number, parties)
    sizes = [2 + dice(5, "size", k) for k in range(3 + dice(4, "issues"))]
    while prod(sizes) > MOST_OUTCOMES:
        sizes[sizes.index(max(sizes))] -= 1
    opposed = dice(101, "opposed")
    kinds = [_KINDS[dice(len(_KINDS), "kind", k)] for k in range(len(sizes))]
    points = []
    for party in range(parties):
        columns = [
            _tastes(dice, kind, size, k, party, opposed)
            for k, (kind, size) in enumerate(zip(kinds, sizes, strict=True))
        ]
        # The square makes weights uneven: something to trade.
        weights = [(1 + dice(10, "weight", k, party)) ** 2 for k in range(len(sizes))]
        points.append(
            tuple(
                tuple(BEST * weight * taste / (1_000 * sum(weights)) for taste in column)
                for weight, column in zip(weights, columns, strict=True)
            )
        )
    reserves = [BEST * _RESERVES[dice(len(_RESERVES), "reserve", p)] / 100 for p in range(parties)]
    issues = tuple(
        (f"issue {k + 1}", tuple(f"{kind} {n + 1}" for n in range(size)))
        for k, (kind, size) in enumerate(zip(kinds, sizes, strict=True))
    )
    while True:
        table = Table(
            f"{parties} parties, {seed}/{number}",
            issues,
            tuple(points),
            tuple(reserves),
            (0.0,) * parties,
        )
        if most_welfare(table) is not None:
            return table
        cut = [reserve * 3 // 4 for reserve in reserves]
        reserves = cut if any(reserves) else [-BEST / 100] * parties


class _Dice:
    def __init__(self, *table: int) -> None:
        self.table = table

    def __call__(self, sides: int, *what: str | int) -> int:
        return draw(self.table[0], "tables", *self.table[1:], *what, sides=sides)


def _tastes(
    dice: _Dice, kind: str, size: int, issue: int, party: int, opposed: int
) -> tuple[int, ...]:
    """What the values of an issue are worth to a party, 0 to 1 000; the best 1 000, the worst 0."""
    if kind == "ordered":
        steps = [1 + dice(10, "step", issue, party, n) for n in range(size - 1)]
        raw = [sum(steps[:n]) for n in range(size)]
        # The more the table is opposed, the more are on the other side than the first.
        often = opposed if party % 2 else opposed // 2
        if party and dice(100, "side", issue, party) < often:
            raw.reverse()
    elif kind == "place":
        own = dice(100, "own", issue, party) < opposed
        favourite = dice(size, "favourite", issue, party if own else -1)
        raw = [size - abs(n - favourite) for n in range(size)]
    else:
        common = [dice(1_000, "common", issue, n) for n in range(size)]
        sign = -1 if party % 2 else 1
        own_share = 100 - abs(2 * opposed - 100)
        raw = [
            (100 - own_share) * common[n] * (sign if opposed > 50 else 1)
            + own_share * dice(1_000, "open", issue, party, n)
            for n in range(size)
        ]
    low, span = min(raw), max(raw) - min(raw)
    if not span:
        return tuple(1_000 if n == 0 else 0 for n in range(size))
    return tuple(1_000 * (each - low) // span for each in raw)

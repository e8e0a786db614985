"""Every outcome of a bargaining table, ranked by what it is worth to one party.

Guarantees: whole numbers throughout; the ranking is total (ties go to the outcome that comes first
in the order of the issues), so that two runs rank alike; a table too large to list is thinned evenly
and by the same rule each time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import islice, product
from math import gcd, prod
from typing import TypeAlias

Outcome: TypeAlias = tuple[Hashable, ...]
"""One value for every issue, in the order of the issues."""

Issues: TypeAlias = Sequence[tuple[str, Sequence[Hashable]]]
"""Name and values of each issue."""

Code: TypeAlias = tuple[int, ...]
"""The same as numbers: the place of each value in its issue's list."""

WHOLE = 10_000
"""The gain of a party's best outcome; its reserve is a gain of 0."""

MOST_LISTED = 200_000
"""Outcomes of a table that are listed one by one; of a larger one an even sample of this size."""


class Space:
    """The outcomes worth more than no deal, best first.

    Attributes:
        sizes: Values per issue.
        codes: Outcomes by rank, as numbers.
        outcomes: The same in the table's own words.
        least_bad: The best outcome of all, for those to whom no outcome is worth a deal.
        gains: What each is worth, 1 to 10 000: the share of the way from the reserve to the best.
    """

    __slots__ = (
        "_falling",
        "_known",
        "_place",
        "_reserved",
        "_top",
        "_utility",
        "codes",
        "gains",
        "issues",
        "least_bad",
        "outcomes",
        "sizes",
    )

    def __init__(
        self,
        issues: Issues,
        utility: Callable[[Outcome], float],
        reserved: float,
    ) -> None:
        """List and rank the table.

        Args:
            issues: Name and values of each issue.
            utility: What an outcome is worth, in any unit.
            reserved: What no deal is worth, in the same unit.

        Raises:
            ValueError: An issue without values, or no issue at all.
        """
        self.issues = tuple(tuple(values) for _, values in issues)
        if not self.issues or not all(self.issues):
            raise ValueError("a table needs issues, each with at least one value")
        self.sizes = tuple(len(values) for values in self.issues)
        self._place = tuple({value: n for n, value in enumerate(values)} for values in self.issues)
        self._utility = utility
        worth = [(float(utility(self.outcome(code))), code) for code in _listed(self.sizes)]
        self._top = max(value for value, _ in worth)
        self._reserved = float(reserved)
        ranked = sorted([(-self._gain(value), code) for value, code in worth])
        self.least_bad = self.outcome(max(worth, key=lambda pair: pair[0])[1])
        self.codes = tuple(code for falling, code in ranked if falling < 0)
        self.outcomes = tuple(map(self.outcome, self.codes))
        self._falling = tuple(falling for falling, _ in ranked if falling < 0)
        self.gains = tuple(-falling for falling in self._falling)
        self._known = dict(zip(self.outcomes, self.gains, strict=True))

    def outcome(self, code: Code) -> Outcome:
        """An outcome in the table's own words."""
        return tuple(values[n] for values, n in zip(self.issues, code, strict=True))

    def code(self, outcome: Outcome) -> Code | None:
        """An outcome as numbers; None where a value is not on the table."""
        if len(outcome) != len(self.sizes):
            return None
        places = [place.get(value, -1) for place, value in zip(self._place, outcome, strict=True)]
        return None if min(places) < 0 else tuple(places)

    def gain(self, outcome: Outcome) -> int:
        """What an outcome is worth, in ten-thousandths of the way from the reserve to the best.

        Negative below the reserve.
        """
        known = self._known.get(outcome)
        if known is None:
            known = self._known[outcome] = self._gain(float(self._utility(outcome)))
        return known

    def above(self, gain: int) -> int:
        """How many ranked outcomes are worth at least this much."""
        return bisect_right(self._falling, -gain)

    def nearest(self, gain: int) -> Outcome:
        """The outcome that is worth least of those worth at least this much; the best if none is."""
        count = bisect_right(self._falling, -gain)
        return self.outcomes[count - 1 if count else 0] if self.outcomes else self.least_bad

    def _gain(self, value: float) -> int:
        span = self._top - self._reserved
        if span <= 0:
            return 0
        return int(
            (value - self._reserved) / span * WHOLE + (0.5 if value >= self._reserved else -0.5)
        )


class Worth:
    """One party's utility at a table, with its ranking made once and shared by every session.

    Attributes:
        utility: What an outcome is worth.
        reserved: What no deal is worth.
    """

    __slots__ = ("_known", "_space", "issues", "reserved", "utility")

    def __init__(
        self, issues: Issues, utility: Callable[[Outcome], float], reserved: float = 0.0
    ) -> None:
        """Keep the table's issues, a utility and a reserve in the same unit."""
        self.issues = issues
        self.utility = utility
        self.reserved = reserved
        self._space: Space | None = None
        self._known: dict[Outcome, float] = {}

    def __call__(self, outcome: Outcome) -> float:
        """What an outcome is worth; asked of the utility once only."""
        known = self._known.get(outcome)
        if known is None:
            known = self._known[outcome] = float(self.utility(outcome))
        return known

    @property
    def space(self) -> Space:
        """The ranking of the table by this utility."""
        if self._space is None:
            self._space = Space(self.issues, self.utility, self.reserved)
        return self._space


def ranking(issues: Issues, utility: Callable[[Outcome], float], reserved: float) -> Space:
    """The ranking of a table: the one already made, where the utility carries one."""
    if isinstance(utility, Worth):
        return utility.space
    return Space(issues, utility, reserved)


def _listed(sizes: Sequence[int]) -> list[Code]:
    total = prod(sizes)
    if total <= MOST_LISTED:
        return list(product(*(range(size) for size in sizes)))
    # A stride without a common factor with the total visits places all over the table, none twice.
    stride = int(total * 0.6180339887) | 1
    while gcd(stride, total) != 1:
        stride += 2
    return [_nth(n, sizes) for n in islice(_strides(total, stride), MOST_LISTED)]


def _strides(total: int, stride: int) -> Iterator[int]:
    place = 0
    while True:
        yield place
        place = (place + stride) % total


def _nth(number: int, sizes: Sequence[int]) -> Code:
    code = []
    for size in reversed(sizes):
        number, place = divmod(number, size)
        code.append(place)
    return tuple(reversed(code))

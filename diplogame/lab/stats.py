"""Means and shares with their 95 % intervals.

Means: Student's t on the games' values. Shares: Wilson's interval, which is right for few games and near 0
and 1 too. Differences between two ways to play are taken game by game, on the same seeds and chairs, so
that the luck of a seed is not counted as skill.

Guarantees: nothing is drawn at random; the same values in any order give the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

_T = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
"""Student's t for 95 %, both sides, by degrees of freedom from 1 to 30."""

_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its 95 % interval (Student's t); ``count`` values.

    With one value the interval is as wide as nothing is known: ``low`` and ``high`` are the value,
    and `certain` is False.
    """

    mean: float
    low: float
    high: float
    count: int

    @property
    def certain(self) -> bool:
        """Whether there are values enough for an interval."""
        return self.count > 1


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval (Wilson); ``part`` of ``count``."""

    share: float
    low: float
    high: float
    part: int
    count: int


def mean(values: Sequence[float]) -> Mean | None:
    """The mean of some values; None without any."""
    count = len(values)
    if not count:
        return None
    middle = fsum(values) / count
    if count == 1:
        return Mean(middle, middle, middle, 1)
    spread = sqrt(fsum((value - middle) ** 2 for value in values) / (count - 1))
    half = student(count - 1) * spread / sqrt(count)
    return Mean(middle, middle - half, middle + half, count)


def student(freedom: int) -> float:
    """Student's t for a 95 % interval; within two in a thousand above 30 degrees of freedom."""
    if freedom <= len(_T):
        return _T[freedom - 1]
    # Cornish-Fisher: the normal quantile with its first two corrections.
    z = _Z
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def share(part: int, count: int) -> Share | None:
    """A share of a count; None when the count is nought."""
    if not count:
        return None
    observed, z2 = part / count, _Z * _Z
    middle = (observed + z2 / (2 * count)) / (1 + z2 / count)
    half = (
        _Z * sqrt(observed * (1 - observed) / count + z2 / (4 * count * count)) / (1 + z2 / count)
    )
    return Share(observed, max(0.0, middle - half), min(1.0, middle + half), part, count)


def quantile(values: Sequence[float], per_cent: int) -> float:
    """The value below which so many per cent of the values lie, interpolated; ValueError for none."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    at = (len(ordered) - 1) * per_cent / 100
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)


# --- as JSON ----------------------------------------------------------------------------------------


def of_mean(found: Mean | None, digits: int = 1) -> dict[str, float | int] | None:
    """A mean as JSON: mean, low, high, games."""
    if found is None:
        return None
    figures = {"mean": found.mean, "low": found.low, "high": found.high}
    return {**{k: round(v, digits) for k, v in figures.items()}, "games": found.count}


def of_share(found: Share | None) -> dict[str, float | int] | None:
    """A share as JSON: share, low, high (0 to 1), part, games."""
    if found is None:
        return None
    figures = {"share": found.share, "low": found.low, "high": found.high}
    rounded = {k: round(v, 4) for k, v in figures.items()}
    return {**rounded, "part": found.part, "games": found.count}

"""How good forecasts were: Brier score, skill, and calibration by bins (debrief, difficulty).

A forecast is a pair: the chance that was given, per mille, and whether it came true. Where players
are shown bands, a forecast is a band and whether it came true (`band_calibration`).
"""

from collections.abc import Sequence
from itertools import pairwise
from math import comb
from typing import TypeAlias

from diplogame.rules.values import dataclass

Forecast: TypeAlias = tuple[int, bool]

BandForecast: TypeAlias = tuple[int, int, bool]
"""(lowest chance, highest chance, whether it came true), per mille."""


def _nearest(part: int, whole: int) -> int:
    """``part / whole`` rounded to the nearest, a half up; ``whole`` positive."""
    return (2 * part + whole) // (2 * whole)


def _check(forecasts: Sequence[Forecast]) -> None:
    if not forecasts:
        raise ValueError("there are no forecasts")
    if any(not 0 <= chance <= 1000 for chance, _ in forecasts):
        raise ValueError("a forecast is a chance of 0 to 1000 per mille")


def brier_score(forecasts: Sequence[Forecast]) -> int:
    """The mean squared error of forecasts, per mille.

    Returns:
        0 for a prophet, 250 for always saying "fifty-fifty", 1000 for always being surely wrong.

    Raises:
        ValueError: There are no forecasts, or a chance is out of range.
    """
    _check(forecasts)
    squares = sum((chance - 1000 * happened) ** 2 for chance, happened in forecasts)
    return _nearest(squares, 1000 * len(forecasts))


def brier_skill(forecasts: Sequence[Forecast]) -> int | None:
    """How much better than always giving the base rate, per mille.

    Returns:
        1000 for a prophet, 0 for no better than the base rate, negative for worse; None where the
        base rate is certain (nothing, or everything, came true) and skill has no meaning.

    Raises:
        ValueError: As `brier_score`.
    """
    _check(forecasts)
    count = len(forecasts)
    came_true = sum(happened for _, happened in forecasts)
    # The base rate's sum of squared errors, in millionths: n * p * (1 - p) with p = came_true / n.
    spread = came_true * (count - came_true) * 1_000_000
    if not spread:
        return None
    squares = sum((chance - 1000 * happened) ** 2 for chance, happened in forecasts)
    return 1000 - _nearest(1000 * squares * count, spread)


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Forecasts of about the same chance.

    Attributes:
        low: The lowest chance of the bin, per mille.
        high: The first chance above it (1001 for the last bin: certainty is included).
        count: How many forecasts.
        mean_forecast: Their mean chance, per mille; 0 without forecasts.
        observed: How many came true, per mille; 0 without forecasts.
    """

    low: int
    high: int
    count: int
    mean_forecast: int
    observed: int


def calibration(forecasts: Sequence[Forecast], bins: int = 10) -> tuple[CalibrationBin, ...]:
    """Forecasts sorted into bins of equal width: of what was called 70 %, did 70 % come true?

    Args:
        forecasts: At least one.
        bins: How many, 1 to 1000.

    Raises:
        ValueError: As `brier_score`, or the number of bins is out of range.
    """
    _check(forecasts)
    if not 1 <= bins <= 1000:
        raise ValueError("calibration takes 1 to 1000 bins")
    edges = [1000 * index // bins for index in range(bins)] + [1001]
    found: list[CalibrationBin] = []
    for low, high in pairwise(edges):
        inside = [(chance, happened) for chance, happened in forecasts if low <= chance < high]
        count = len(inside)
        found.append(
            CalibrationBin(
                low=low,
                high=high,
                count=count,
                mean_forecast=_nearest(sum(c for c, _ in inside), count) if count else 0,
                observed=_nearest(1000 * sum(h for _, h in inside), count) if count else 0,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class BandCalibration:
    """What became of the forecasts that gave one band.

    Attributes:
        low: The lowest chance given, per mille.
        high: The highest, per mille.
        count: How many forecasts gave this band.
        observed: How many came true, per mille.
        honest: Whether `observed` lies within the band (compared exactly).
        luck: Per mille, rounded down: the chance of missing the band at least so far on that side
            if the end nearest to what was observed were the truth. 1000 if it was not missed. A
            small number (below 50, say) with a missed band means that the band is wrong.
    """

    low: int
    high: int
    count: int
    observed: int
    honest: bool
    luck: int


def _tail(count: int, at_least: int, chance: int) -> int:
    """The chance per mille of so many or more of ``count``, each with ``chance`` per mille."""
    ways = sum(
        comb(count, k) * chance**k * (1000 - chance) ** (count - k)
        for k in range(at_least, count + 1)
    )
    return int(1000 * ways // 1000**count)


def band_calibration(forecasts: Sequence[BandForecast]) -> tuple[BandCalibration, ...]:
    """Forecasts by the band they gave: did what was called "60-80 %" happen that often?

    Args:
        forecasts: At least one.

    Returns:
        One entry for each band, in the order of their ends.

    Raises:
        ValueError: There are no forecasts, or a band is none (0 <= low <= high <= 1000).
    """
    if not forecasts:
        raise ValueError("there are no forecasts")
    if any(not 0 <= low <= high <= 1000 for low, high, _ in forecasts):
        raise ValueError("a band runs from one chance of 0 to 1000 per mille to another")
    counted: dict[tuple[int, int], tuple[int, int]] = {}
    for low, high, happened in forecasts:
        count, true = counted.get((low, high), (0, 0))
        counted[low, high] = (count + 1, true + happened)
    found: list[BandCalibration] = []
    for (low, high), (count, true) in sorted(counted.items()):
        below, above = 1000 * true < low * count, 1000 * true > high * count
        luck = 1000
        if above:
            luck = _tail(count, true, high)
        elif below:
            luck = _tail(count, count - true, 1000 - low)
        found.append(
            BandCalibration(
                low, high, count, _nearest(1000 * true, count), not (below or above), luck
            )
        )
    return tuple(found)

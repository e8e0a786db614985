"""What a text is worth to others, as believed, and what home will make of it."""

from __future__ import annotations

from math import isqrt

from diplogame.rules import tables
from diplogame.rules.capital import ratification_log_odds
from diplogame.rules.estimates import package_band
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.terms import Band
from diplogame.rules.view import SeatView


def believed_gain(view: SeatView, seat: SeatId, before: Package, after: Package) -> Band:
    """What a change of the text does to another delegation, points, from our beliefs.

    Only the changed clauses count: what stays the same is as unknown before as after.
    """
    belief = view.beliefs[seat]
    if not belief.weights:
        return Band(0, 0)
    scale = max(1, sum(band.middle for band in belief.weights))
    middle, spread = 0, 0
    for issue, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            continue
        weight = belief.weights[issue]
        was, now = belief.values[issue][old], belief.values[issue][new]
        step = now.middle - was.middle
        middle += weight.middle * step
        half = (weight.width * abs(step) + weight.middle * (was.width + now.width) // 2) // 200
        spread += half * half
    middle = middle * 100 // scale
    half = isqrt(spread) * 10_000 // scale
    return Band(middle - half, middle + half)


def ratification_band(view: SeatView, package: Package) -> Band:
    """Chance per mille that our own home ratifies a package.

    The middle is what the rules give for home as it is now (R12.3). The ends are a gauge that drops or
    rises by what an ordinary week at home moves it, and forces at home that weigh a third more or less
    than the staff think, as far as they move it either way: what is all but certain stays so.
    """
    if not view.interests.points:
        return Band(1000, 1000)
    issues = tuple(issue.id for issue in view.table.issues)

    def chance(gauge: int, share: int) -> int:
        return tables.logistic(
            ratification_log_odds(
                view.me,
                issues,
                view.interests,
                view.walk_away,
                gauge,
                view.mandate,
                tuple(weight * share // 100 for weight in view.veto_weights),
                package,
            )
        )

    low, high = chance(max(0, view.gauge - 6), 133), chance(min(100, view.gauge + 6), 67)
    middle = chance(view.gauge, 100)
    half = min(max(middle - low, high - middle), middle, 1000 - middle)
    return Band(middle - half, middle + half)


def surplus_band(view: SeatView, seat: SeatId, package: Package) -> Band:
    """What a package is worth to another above its walk-away, points, as believed."""
    worth, reserve = package_band(view, seat, package), view.beliefs[seat].reserve
    return Band(worth.low - reserve.high, worth.high - reserve.low)

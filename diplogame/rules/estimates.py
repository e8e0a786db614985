"""What another delegation's interests come to in points, as one's own beliefs have it (R2.1).

Guarantees: reads one's own beliefs and nothing of the truth behind them; an answer is a band, or
expressly the middle of one. Middles are kept by the identity of the belief: it is asked about in view
after view.
"""

from __future__ import annotations

from math import isqrt

from diplogame.rules.ids import Package, SeatId
from diplogame.rules.records import Belief
from diplogame.rules.terms import Band
from diplogame.rules.view import SeatView


def points_band(belief: Belief, issue: int, option: int) -> Band:
    """What an option of an issue is worth to another, points, as believed."""
    weight, value = belief.weights[issue], belief.values[issue][option]
    return Band(weight.low * value.low // 100, weight.high * value.high // 100)


def package_band(view: SeatView, other: SeatId, package: Package) -> Band:
    """What a package is worth to another delegation, points, from our beliefs.

    Middle values are scaled so that the believed weights add up; half-widths add in quadrature.
    """
    belief = view.beliefs[other]
    if not belief.weights:
        return Band(0, 0)
    scale = max(1, sum(band.middle for band in belief.weights))
    middle, spread = 0, 0
    for issue, option in enumerate(package):
        weight, value = belief.weights[issue], belief.values[issue][option]
        middle += weight.middle * value.middle
        half = (weight.width * value.middle + weight.middle * value.width) // 200
        spread += half * half
    middle = middle * 100 // scale
    half = isqrt(spread) * 10_000 // scale
    return Band(max(0, middle - half), min(10_000, middle + half))


Middles = tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]

_BANDS: dict[int, tuple[Belief, Middles]] = {}
"""Middles of the bands by the identity of a belief."""


def middles(belief: Belief) -> Middles:
    """The middles of a belief's weights, points, and of its values per issue and option, 0-100."""
    known = _BANDS.get(id(belief))
    if known is not None and known[0] is belief:
        return known[1]
    found = (
        tuple([band.middle for band in belief.weights]),
        tuple([tuple([(v.low + v.high) // 2 for v in row]) for row in belief.values]),
    )
    if len(_BANDS) > 1024:
        _BANDS.clear()
    _BANDS[id(belief)] = (belief, found)
    return found


_MIDDLES: dict[int, tuple[Belief, tuple[tuple[int, ...], ...]]] = {}
"""Middle points by the identity of a belief: the same belief is asked about in view after view."""


def middle_points(view: SeatView, other: SeatId) -> tuple[tuple[int, ...], ...]:
    """Believed points of another per issue and option, scaled to 10 000: the middle of the bands."""
    belief = view.beliefs[other]
    known = _MIDDLES.get(id(belief))
    if known is not None and known[0] is belief:
        return known[1]
    weights, values = middles(belief)
    scale = max(1, sum(weights))
    rows = tuple(
        [
            tuple([weight * value * 100 // scale for value in row])
            for weight, row in zip(weights, values, strict=True)
        ]
    )
    if len(_MIDDLES) > 1024:
        _MIDDLES.clear()
    _MIDDLES[id(belief)] = (belief, rows)
    return rows

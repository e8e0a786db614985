"""What an hour of a summit may bring, and the whole night.

Guarantees: reads a view and the announced figures of the summit; the odds are those of the rules (R15.2)
for each way in which the other leaders may choose, weighed by how often leaders choose so; whole numbers.
"""

from __future__ import annotations

from functools import lru_cache
from math import isqrt
from typing import TypeAlias

from diplogame.app.outlook.pressure import Part
from diplogame.app.outlook.weights import EASE, FUDGES, GIVES, WALKS
from diplogame.rules import tables
from diplogame.rules.estimates import package_band
from diplogame.rules.summit import BOLDNESS, HOURS, REACH, WEIGHT, breakthrough_log_odds
from diplogame.rules.terms import Band, Goal
from diplogame.rules.values import dataclass
from diplogame.rules.view import SeatView

MOST_COUNTED = 12
"""Leaders above whom only the likeliest mixture of choices is looked at: many are as their mean."""

TIRING = 15
"""Fatigue that each hour of the night adds (R15.2)."""

LEAST = 40
"""Per mille by which the chance of an hour may be off at the least, however the leaders choose."""

Counts: TypeAlias = tuple[int, int, int, int]
"""How many leaders give, fudge, hold firm and walk."""

Likely: TypeAlias = tuple[int, int, int]
"""One leader's chances per mille to give, to fudge and to walk; else it holds firm."""


@dataclass(frozen=True, slots=True)
class NightForecast:
    """What an hour of a summit may bring.

    Attributes:
        goal: The announced goal.
        odds: Chance per mille of a breakthrough in one hour.
        night: Chance per mille of a breakthrough in any of the hours that are left.
        reach: Clauses that a breakthrough would close.
        failure: Gauge points that a failure costs every delegation.
        parts: What raises and lowers the odds.
    """

    goal: Goal
    odds: Band
    night: Band
    reach: int
    failure: int
    parts: tuple[Part, ...]


def night_forecast(
    view: SeatView, goal: Goal, preparation: int, fatigue: int, hours: int, own: str = ""
) -> NightForecast:
    """What a night would bring; `own` is our own choice for the hour, or empty when still open.

    Args:
        view: Who asks.
        goal: The announced goal.
        preparation: 0-100.
        fatigue: With which the first of the hours begins.
        hours: How many hours to look at, the coming one first; 3 before the night.
        own: Our choice in the first of them: give, fudge, firm or walk.
    """
    summit = view.public.summit
    first = summit.hour if summit is not None and not summit.result else 0
    found = []
    for h in range(hours):
        ways = mixtures(_leaders(view, first + h, own if h == 0 else ""))
        found.append(_hour(ways, preparation, goal, fatigue + TIRING * h))
    odds = found[0] if found else Band(0, 0)
    choices = _weighed(mixtures(_leaders(view, first, own)))
    tired = fatigue + TIRING * max(0, hours - 1)
    parts = (
        Part("base", -2600, -2600),
        Part("preparation", preparation * 45, preparation * 45),
        Part("goal", -BOLDNESS[goal], -BOLDNESS[goal]),
        Part("fatigue", -tired * 10, -fatigue * 10),
        Part("choices", choices.low, choices.high),
    )
    return NightForecast(
        goal,
        odds,
        _any(found),
        REACH[goal],
        max(1, WEIGHT[goal] * (100 - preparation) // 20),
        parts,
    )


def _leaders(view: SeatView, hour: int, own: str) -> tuple[Likely, ...]:
    """How each leader may choose in an hour: chances per mille to give, to fudge and to walk.

    Who is better off with the text as it stands gives sooner; who left the table has walked; our own
    choice, still open, is as likely as that of a leader whom the text just contents.
    """
    summit = view.public.summit
    left = summit.left if summit is not None and not summit.result else ()
    rows: list[Likely] = []
    for seat in view.table.seats:
        surplus = 0
        if seat == view.seat and own:
            rows.append(tuple(1000 * (own == name) for name in ("give", "fudge", "walk")))  # type: ignore[arg-type]
            continue
        if seat in left:
            rows.append((0, 0, 1000))
            continue
        if seat == view.seat:
            if view.interests.points:
                surplus = view.interests.utility(view.text) - view.walk_away
        elif view.beliefs[seat].weights:
            worth = package_band(view, seat, view.text).middle
            surplus = worth - view.beliefs[seat].reserve.middle
        surplus = max(-2500, min(2500, surplus))
        gives = tables.logistic(GIVES[max(0, min(len(GIVES) - 1, hour))] + surplus * EASE // 1000)
        walks = WALKS if hour >= HOURS - 1 and surplus < 0 else 0
        rows.append((gives, (1000 - gives) * FUDGES // 1000, (1000 - gives) * walks // 1000))
    return tuple(rows)


@lru_cache(maxsize=256)
def mixtures(leaders: tuple[Likely, ...]) -> tuple[tuple[int, Counts], ...]:
    """The ways in which leaders may choose in an hour: (weight, how many give, fudge, hold and walk)."""
    if len(leaders) > MOST_COUNTED:
        give, fudge, walk = (
            (sum(row[k] for row in leaders) + 500) // 1000 for k in range(len(leaders[0]))
        )
        return ((1, (give, fudge, max(0, len(leaders) - give - fudge - walk), walk)),)
    ways: dict[Counts, int] = {(0, 0, 0, 0): 1}
    for give, fudge, walk in leaders:
        grown: dict[Counts, int] = {}
        firm = 1000 - give - fudge - walk
        for (g, f, h, w), weight in ways.items():
            for chance, counts in (
                (give, (g + 1, f, h, w)),
                (fudge, (g, f + 1, h, w)),
                (firm, (g, f, h + 1, w)),
                (walk, (g, f, h, w + 1)),
            ):
                if chance > 0:
                    grown[counts] = grown.get(counts, 0) + weight * chance
        ways = grown
    return tuple((weight, counts) for counts, weight in sorted(ways.items()))


def _hour(ways: tuple[tuple[int, Counts], ...], preparation: int, goal: Goal, fatigue: int) -> Band:
    """Chance per mille of a breakthrough in one hour: the mean over all ways, give or take."""
    total = sum(weight for weight, _counts in ways)
    mean = square = 0
    for weight, (gives, fudges, firms, walks) in ways:
        chance = 0
        if walks * 2 <= gives + fudges + firms + walks:
            # More than half walking ends the night (R15.3).
            chance = tables.logistic(
                breakthrough_log_odds(preparation, goal, fatigue, gives, fudges, firms, walks)
            )
        mean += weight * chance
        square += weight * chance * chance
    middle = (2 * mean + total) // (2 * total)
    spread = isqrt(max(0, square // total - middle * middle))
    half = min(max(LEAST, spread), middle, 1000 - middle)
    return Band(middle - half, middle + half)


def _weighed(ways: tuple[tuple[int, Counts], ...]) -> Band:
    """What the leaders' choices add to the log-odds, thousandths: the mean, give or take."""
    total = sum(weight for weight, _counts in ways)
    nothing = breakthrough_log_odds(0, Goal.MODEST, 0, 0, 0, 0, 0)
    mean = square = 0
    for weight, counts in ways:
        z = breakthrough_log_odds(0, Goal.MODEST, 0, *counts) - nothing
        mean += weight * z
        square += weight * z * z
    middle = mean // total
    spread = isqrt(max(0, square // total - middle * middle))
    return Band(middle - spread, middle + spread)


def _any(hours: list[Band]) -> Band:
    """Chance per mille that one of the hours brings it."""
    low = middle = high = 1000
    for band in hours:
        low = low * (1000 - band.low) // 1000
        middle = middle * (1000 - band.middle) // 1000
        high = high * (1000 - band.high) // 1000
    found = 1000 - middle
    half = min((low - high) // 2, found, 1000 - found)
    return Band(found - half, found + half)

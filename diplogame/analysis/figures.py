"""All figures of one bargaining problem at once, each with its definition.

Reference tools give different numbers under the same names; `DEFINITIONS` says what each number
here is, and whoever shows a number shows its definition beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isqrt
from types import MappingProxyType
from typing import Final

from .domain import Domain
from .feasible import feasible_share, unanimity
from .halves import work
from .pareto import FrontierTooLargeError, Outcome, coarser_frontier, pareto_frontier, worst_worth
from .points import SolutionPoints, solution_points

MILLION: Final = 1_000_000

MOST_COUNTED: Final = 50_000_000
"""Packages up to which the feasible ones are counted one by one: some ten seconds at worst."""

MOST_WORK: Final = 10_000_000
"""Steps up to which they are counted by halves: as long."""

DEFINITIONS: Final = MappingProxyType(
    {
        "outcomes": "all packages: one option for every issue, red lines or not",
        "feasible": (
            "packages adopted when exactly those vote yes who are content: worth at least the "
            "walk-away to them, across none of their red lines"
        ),
        "pareto_size": (
            "different worths of packages that nobody can better without somebody losing; "
            "walk-aways ignored, packages across anybody's red line left out"
        ),
        "pareto_in_zone": "those of the Pareto frontier that suit everybody",
        "nash": "largest product of gains over the walk-away, among packages that suit everybody",
        "kalai_smorodinsky": (
            "among packages that suit everybody: the smallest share of a party's largest possible "
            "gain there is largest, then the next smallest"
        ),
        "egalitarian": (
            "among packages that suit everybody: the smallest gain over the walk-away is largest, "
            "then the next smallest"
        ),
        "utilitarian": "largest sum of gains over the walk-away, among packages that suit everybody",
        "opposition": (
            "distance from everybody's best at once to the nearest package that suits everybody, "
            "each party's best being 1 and its worst, or 0 if that is lower, being 0; none if "
            "no package suits everybody"
        ),
        "opposition_share": (
            "1 less the largest share that some package gives to all at once, a party's worst "
            "package being 0 and its best 1; walk-aways and red lines ignored"
        ),
    }
)
"""What each figure is, by its key."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one problem; see `DEFINITIONS`.

    Attributes:
        outcomes: How many packages.
        feasible: How many are feasible under the rule; None if there are too many to count.
        frontier: The Pareto frontier, utilities in steps; None if it is too large.
        points: The four points, or None if no package suits everybody or the frontier is too large.
        zone: Whether some package suits everybody; None if that is not known.
        opposition: In millionths; None without a zone.
        opposition_share: In millionths; None if the frontier is too large.
        notes: What could not be worked out, in sentences.
    """

    outcomes: int
    feasible: int | None
    frontier: tuple[Outcome, ...] | None
    points: SolutionPoints | None
    zone: bool | None
    opposition: int | None
    opposition_share: int | None
    notes: tuple[str, ...] = ()


def analyse(
    domain: Domain,
    accepts: Callable[[frozenset[int]], bool] | None = None,
    *,
    step: int = 1,
    limit: int = 120_000,
    most_counted: int = MOST_COUNTED,
) -> Figures:
    """All figures of a problem.

    Args:
        domain: The problem.
        accepts: Which sets of content parties carry a text; monotone. Default: unanimity.
        step: Differences below this are noise: all utilities and walk-aways are rounded to whole
            steps before anything is compared, and given in steps. 1 for problems in whole points.
        limit: The most partial results to keep for the frontier.
        most_counted: Feasible packages are counted one by one if there are no more packages than
            this; otherwise if they can be counted by halves in reasonable time.
    """
    rounded = tuple((2 * least + step) // (2 * step) for least in domain.walk_aways)
    # Content with a rounded utility is content with the least utility that is rounded up to it.
    floor = tuple(-((step - 2 * least * step) // 2) for least in rounded)
    even = replace(domain, walk_aways=floor)
    notes: list[str] = []
    feasible: int | None = None
    if _countable(even, most_counted):
        feasible = feasible_share(even, accepts or unanimity(even))[0]
    else:
        notes.append("There are too many packages to count the feasible ones.")
    try:
        frontier = coarser_frontier(pareto_frontier(even, limit=limit), step)
        tastes = frontier
        if any(even.lines_of(party) for party in even.parties):
            tastes = coarser_frontier(pareto_frontier(even, red_lines=False, limit=limit), step)
    except FrontierTooLargeError as error:
        notes.append(f"No frontier: {error}.")
        return _without_frontier(even, feasible, rounded, step, limit, notes)
    points = solution_points(replace(domain, walk_aways=rounded), frontier)
    best = [max(column) for column in zip(*(o.utilities for o in tastes), strict=True)]
    worst = [(2 * low + step) // (2 * step) for low in worst_worth(even)]
    return Figures(
        outcomes=domain.size,
        feasible=feasible,
        frontier=frontier,
        points=points,
        zone=points is not None,
        opposition=_distance(points.frontier, best, worst) if points else None,
        opposition_share=_share(tastes, best, worst),
        notes=tuple(notes),
    )


def _countable(domain: Domain, most_counted: int) -> bool:
    """Whether counting the feasible packages ends in reasonable time."""
    if domain.size <= most_counted:
        return True
    steps = work(domain)
    return steps is not None and steps <= MOST_WORK


def _without_frontier(
    domain: Domain,
    feasible: int | None,
    rounded: tuple[int, ...],
    step: int,
    limit: int,
    notes: list[str],
) -> Figures:
    """What can be said when only the part of the frontier above the walk-aways fits, or none."""
    points: SolutionPoints | None = None
    zone: bool | None = None
    try:
        found = coarser_frontier(
            pareto_frontier(domain, floor=domain.walk_aways, limit=limit), step
        )
        points = solution_points(replace(domain, walk_aways=rounded), found)
        zone = points is not None
    except FrontierTooLargeError:
        notes.append("Above the walk-aways it is too large as well, so no points are known.")
    return Figures(domain.size, feasible, None, points, zone, None, None, tuple(notes))


def _distance(zone: tuple[Outcome, ...], best: list[int], worst: list[int]) -> int | None:
    """The least distance from everybody's best, in millionths."""
    spans = [top - min(0, low) for top, low in zip(best, worst, strict=True)]
    squares = [
        sum(
            ((top - have) * MILLION // span) ** 2
            for have, top, span in zip(outcome.utilities, best, spans, strict=True)
            if span
        )
        for outcome in zone
    ]
    return isqrt(min(squares)) if squares else None


def _share(frontier: tuple[Outcome, ...], best: list[int], worst: list[int]) -> int | None:
    """1 less the largest share for all at once, in millionths."""
    shares = [
        min(
            (
                (have - low) * MILLION // (top - low)
                for have, low, top in zip(outcome.utilities, worst, best, strict=True)
                if top > low
            ),
            default=MILLION,
        )
        for outcome in frontier
    ]
    return MILLION - max(shares) if shares else None

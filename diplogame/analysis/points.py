"""Fair and efficient points of a bargaining problem, each by its textbook definition.

All are taken over the *agreement zone of everybody*: packages that break no red line and are worth
at least the walk-away to every party. ``gain`` is utility minus walk-away. Each point lies on the
Pareto frontier, so each is an exact search over the frontier. Ties go to the higher of the sorted
row of gains, worst first (leximin), then to the lexicographically smallest package.
"""

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

from diplogame.rules.values import dataclass

from .domain import Domain
from .pareto import Outcome, pareto_frontier, worst_worth


def _zone(frontier: Sequence[Outcome], walk_aways: Sequence[int]) -> list[Outcome]:
    """The outcomes on the frontier that everybody prefers to no deal, or finds equal to it."""
    return [
        outcome
        for outcome in frontier
        if all(have >= least for have, least in zip(outcome.utilities, walk_aways, strict=True))
    ]


def _gains(outcome: Outcome, walk_aways: Sequence[int]) -> list[int]:
    return [have - least for have, least in zip(outcome.utilities, walk_aways, strict=True)]


def _best(
    frontier: Sequence[Outcome], walk_aways: Sequence[int], merit: Callable[[list[int]], Any]
) -> Outcome | None:
    """The outcome in the zone with the highest merit of its gains."""
    best: tuple[Any, list[int], Outcome] | None = None
    for outcome in sorted(_zone(frontier, walk_aways), key=lambda outcome: outcome.package):
        gains = _gains(outcome, walk_aways)
        rank = (merit(gains), sorted(gains))
        if best is None or rank > best[:2]:
            best = (*rank, outcome)
    return best[2] if best else None


def nash_point(frontier: Sequence[Outcome], walk_aways: Sequence[int]) -> Outcome | None:
    """The Nash bargaining solution: the largest product of all parties' gains.

    Args:
        frontier: What `pareto_frontier` gave.
        walk_aways: By party.

    Returns:
        The point, or None if no package suits everybody.
    """
    return _best(frontier, walk_aways, prod)


def kalai_smorodinsky_point(
    frontier: Sequence[Outcome], walk_aways: Sequence[int]
) -> Outcome | None:
    """The Kalai-Smorodinsky solution: the worst-off party's share of its dream is largest.

    A party's dream is its largest gain in the agreement zone, its share is gain / dream; shares are
    compared exactly, worst first (leximin, since with discrete packages shares are rarely equal). A
    party that can gain nothing anywhere in the zone is left out of account.

    Args:
        frontier: What `pareto_frontier` gave.
        walk_aways: By party.

    Returns:
        The point, or None if no package suits everybody.
    """
    zone = [_gains(outcome, walk_aways) for outcome in _zone(frontier, walk_aways)]
    if not zone:
        return None
    dreams = [max(column) for column in zip(*zone, strict=True)]
    whole = prod(dream for dream in dreams if dream)

    def merit(gains: list[int]) -> list[int]:
        # Shares over a common denominator: gain / dream = gain * (whole / dream) / whole.
        return sorted(
            gain * (whole // dream) for gain, dream in zip(gains, dreams, strict=True) if dream
        )

    return _best(frontier, walk_aways, merit)


def egalitarian_point(frontier: Sequence[Outcome], walk_aways: Sequence[int]) -> Outcome | None:
    """The egalitarian solution: the smallest gain is largest, then the next smallest (leximin).

    Args:
        frontier: What `pareto_frontier` gave.
        walk_aways: By party.

    Returns:
        The point, or None if no package suits everybody.
    """
    return _best(frontier, walk_aways, sorted)


def utilitarian_point(frontier: Sequence[Outcome], walk_aways: Sequence[int]) -> Outcome | None:
    """The utilitarian solution within the zone: the largest sum of gains.

    Args:
        frontier: What `pareto_frontier` gave.
        walk_aways: By party.

    Returns:
        The point, or None if no package suits everybody.
    """
    return _best(frontier, walk_aways, sum)


@dataclass(frozen=True, slots=True)
class SolutionPoints:
    """The four points of one problem.

    Attributes:
        frontier: The Pareto frontier within the zone they were taken from.
        nash: See `nash_point`.
        kalai_smorodinsky: See `kalai_smorodinsky_point`.
        egalitarian: See `egalitarian_point`.
        utilitarian: See `utilitarian_point`.
    """

    frontier: tuple[Outcome, ...]
    nash: Outcome
    kalai_smorodinsky: Outcome
    egalitarian: Outcome
    utilitarian: Outcome


def solution_points(
    domain: Domain, frontier: tuple[Outcome, ...] | None = None
) -> SolutionPoints | None:
    """All four points; None if no package suits everybody.

    Args:
        domain: The problem.
        frontier: Its frontier, if it is known already (whole, or within the walk-aways).

    Raises:
        FrontierTooLargeError: See `pareto_frontier`.
    """
    if frontier is None:
        frontier = pareto_frontier(domain, floor=domain.walk_aways)
    outcomes = tuple(_zone(frontier, domain.walk_aways))
    nash = nash_point(outcomes, domain.walk_aways)
    fair = kalai_smorodinsky_point(outcomes, domain.walk_aways)
    equal = egalitarian_point(outcomes, domain.walk_aways)
    total = utilitarian_point(outcomes, domain.walk_aways)
    if nash is None or fair is None or equal is None or total is None:
        return None
    return SolutionPoints(outcomes, nash, fair, equal, total)


def opposition(domain: Domain) -> int:
    """How far interests are opposed, per mille; of tastes alone, whatever walk-aways and red lines.

    Definition: 1000 minus the largest share that some package gives to all parties at once, a
    party's share being where the package lies between its worst package (0) and its best (1000,
    rounded down). 0: one package is everybody's best, so there is nothing to negotiate (a fault in
    a pack). 1000: whatever package, somebody gets its worst. Parties to whom all packages are worth
    the same are left out of account.

    Raises:
        FrontierTooLargeError: See `pareto_frontier`.
    """
    frontier = pareto_frontier(domain, red_lines=False)
    best = [max(column) for column in zip(*(o.utilities for o in frontier), strict=True)]
    spans = list(zip(worst_worth(domain), best, strict=True))
    shares = [
        min(
            (
                (have - low) * 1000 // (high - low)
                for have, (low, high) in zip(outcome.utilities, spans, strict=True)
                if high > low
            ),
            default=1000,
        )
        for outcome in frontier
    ]
    return 1000 - max(shares)

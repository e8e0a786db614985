"""The Pareto frontier, exactly.

With additive utilities the frontier of a package is found among combinations of the frontiers of
its parts, so issues are merged one at a time and dominated partial sums dropped at once: 10**9
packages take a fraction of a second where brute force takes hours. Linkages and red lines break
additivity across issues; the issues they join are therefore merged first, in full, into one big
issue within which nothing is assumed. The frontier itself, not the number of packages, is the
limit.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from operator import add, ge, sub

from diplogame.rules.values import dataclass

from .domain import Domain, Package, holds
from .dominance import undominated


class FrontierTooLargeError(ValueError):
    """The frontier (or a group of issues joined by linkages) is larger than was allowed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A package with what it is worth to each party."""

    package: Package
    utilities: tuple[int, ...]


def _groups(domain: Domain, red_lines: bool) -> list[list[int]]:
    """Issues joined by linkages (and red lines), smallest group first."""
    leader = list(domain.issues)

    def find(issue: int) -> int:
        while leader[issue] != issue:
            issue = leader[issue]
        return issue

    joined = [conditions for party in domain.parties for conditions, _ in domain.links_of(party)]
    if red_lines:
        joined += [line for party in domain.parties for line in domain.lines_of(party)]
    for conditions in joined:
        first = find(conditions[0][0])
        for issue, _ in conditions[1:]:
            leader[find(issue)] = first
    groups: dict[int, list[int]] = {}
    for issue in domain.issues:
        groups.setdefault(find(issue), []).append(issue)
    return sorted(groups.values(), key=lambda group: (len(group), group))


def _prune(found: Iterable[tuple[Package, tuple[int, ...]]]) -> dict[tuple[int, ...], Package]:
    """Undominated rows, each with the smallest package that gives it."""
    smallest: dict[tuple[int, ...], Package] = {}
    for package, row in found:
        known = smallest.get(row)
        if known is None or package < known:
            smallest[row] = package
    rows = list(smallest)
    return {rows[index]: smallest[rows[index]] for index in undominated(rows)}


def _joined(
    domain: Domain, group: list[int], red_lines: bool
) -> list[tuple[Package, tuple[int, ...]]]:
    """Every combination within a group that breaks no red line, with its worth.

    Packages are partial: issues outside the group read 0.
    """
    inside = set(group)
    links = [
        (party, conditions, points)
        for party in domain.parties
        for conditions, points in domain.links_of(party)
        if conditions[0][0] in inside
    ]
    lines = [line for party in domain.parties for line in domain.lines_of(party)]
    lines = [line for line in lines if line[0][0] in inside] if red_lines else []
    found: list[tuple[Package, tuple[int, ...]]] = []
    for options in product(*(range(domain.options[issue]) for issue in group)):
        package = [0] * len(domain.options)
        for issue, option in zip(group, options, strict=True):
            package[issue] = option
        whole = tuple(package)
        if any(holds(line, whole) for line in lines):
            continue
        row = [
            sum(domain.contributions[party][issue][whole[issue]] for issue in group)
            for party in domain.parties
        ]
        for party, conditions, points in links:
            if holds(conditions, whole):
                row[party] += points
        found.append((whole, tuple(row)))
    return found


def _parts(
    domain: Domain, red_lines: bool, limit: int
) -> list[list[tuple[Package, tuple[int, ...]]]]:
    """The combinations within each group of linked issues."""
    groups = _groups(domain, red_lines)
    for group in groups:
        size = prod(domain.options[issue] for issue in group)
        if size > limit:
            raise FrontierTooLargeError(f"linkages join {size} combinations, more than {limit}")
    return [_joined(domain, group, red_lines) for group in groups]


def _above(
    found: list[tuple[Package, tuple[int, ...]]],
    floor: Sequence[int] | None,
    elsewhere: Iterable[int],
) -> list[tuple[Package, tuple[int, ...]]]:
    """Those partial results which can still reach the floor with what is to be had elsewhere."""
    if floor is None:
        return found
    least = list(map(sub, floor, elsewhere))
    return [entry for entry in found if all(map(ge, entry[1], least))]


def pareto_frontier(
    domain: Domain,
    *,
    red_lines: bool = True,
    floor: Sequence[int] | None = None,
    limit: int = 120_000,
) -> tuple[Outcome, ...]:
    """The undominated packages: nobody can have more without somebody having less.

    Of packages worth the same to everybody only the lexicographically smallest is given. Walk-aways
    play no part, unless they are given as the floor.

    Args:
        domain: The problem.
        red_lines: Whether packages that break anybody's red line are left out from the start.
        floor: By party, the least a package must be worth; parts that cannot get there any more are
            dropped early, which makes a narrow agreement zone quick to map. Exact, since whatever
            dominates a package above the floor is above it too.
        limit: The most partial results to keep.

    Returns:
        Outcomes in the lexicographic order of their packages; empty if every package breaks a red
        line or falls below the floor.

    Raises:
        FrontierTooLargeError: The problem does not fit into ``limit``.
    """
    raw = _parts(domain, red_lines, limit)
    if not all(raw):
        return ()
    # The most each part can give each party, and what the parts still to come can add at most.
    tops = [[max(column) for column in zip(*(row for _, row in part), strict=True)] for part in raw]
    total = [sum(column) for column in zip(*tops, strict=True)]
    parts: list[dict[tuple[int, ...], Package]] = []
    for part, top in zip(raw, tops, strict=True):
        elsewhere = map(sub, total, top)
        parts.append(_prune(_above(part, floor, elsewhere)))
    frontier = {(0,) * len(domain.parties): (0,) * len(domain.options)}
    for pruned, top in zip(parts, tops, strict=True):
        total = list(map(sub, total, top))
        if len(frontier) * len(pruned) > 10 * limit:
            raise FrontierTooLargeError(f"the frontier outgrows {limit} partial packages")
        merged = [
            (tuple(map(add, package, other)), tuple(map(add, row, more)))
            for row, package in frontier.items()
            for more, other in pruned.items()
        ]
        frontier = _prune(_above(merged, floor, total))
        if len(frontier) > limit:
            raise FrontierTooLargeError(f"the frontier has more than {limit} packages")
    outcomes = [Outcome(package, row) for row, package in frontier.items()]
    return tuple(sorted(outcomes, key=lambda outcome: outcome.package))


def joined_worth(domain: Domain) -> list[list[tuple[int, ...]]]:
    """What every combination within each group of linked issues is worth, red lines ignored.

    A package is one row of each group, its worth the sum of those rows.
    """
    return [[row for _, row in _joined(domain, group, False)] for group in _groups(domain, False)]

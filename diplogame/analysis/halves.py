"""Counting feasible packages half by half: 10**9 of them in about a second.

The issues are put into two halves that no linkage and no red line joins. What a party needs of one
half follows from what the other gives it; so for each combination of the first half, and each
party, the combinations of the second that content it are those down to a place in a sorted list:
the bits of one integer. Who carries the text is asked of sets of combinations at once.

Exact; integers only.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from math import prod

from .domain import Domain
from .pareto import joined_issues

_BLOCK = 2048
_MOST = 200_000
"""Combinations of one half."""


def split(domain: Domain) -> tuple[list[int], list[int]] | None:
    """The issues in two halves of about as many combinations, the smaller first.

    Returns:
        None if linkages and red lines leave no useful halves, or they would be too large.
    """
    halves: list[list[int]] = [[], []]
    sizes = [1, 1]
    groups = joined_issues(domain, True)
    for group in sorted(groups, key=lambda g: (-prod(domain.options[i] for i in g), g)):
        smaller = sizes[1] < sizes[0]
        halves[smaller] += group
        sizes[smaller] *= prod(domain.options[i] for i in group)
    if min(sizes) < 8 or max(sizes) > _MOST:
        return None
    order = sorted((0, 1), key=lambda half: (sizes[half], half))
    return halves[order[0]], halves[order[1]]


def work(domain: Domain) -> int | None:
    """About how many steps `count` takes, in millionths of a second; None if it cannot."""
    found = split(domain)
    if found is None:
        return None
    few, many = (prod(domain.options[i] for i in half) for half in found)
    return few * -(-many // _BLOCK) * len(domain.parties) + 10 * (few + many)


def count(
    domain: Domain,
    accepts: Callable[[frozenset[int]], bool],
    halves: tuple[Sequence[int], Sequence[int]],
) -> int:
    """How many packages are feasible (see `diplogame.analysis.feasible`).

    Args:
        domain: The problem.
        accepts: Whether a set of content parties carries the rule; monotone.
        halves: What `split` gave.
    """
    few, many = (_combinations(domain, half) for half in halves)
    asking = _Asking(len(domain.parties), accepts)
    total = 0
    for start in range(0, len(many), _BLOCK):
        block = many[start : start + _BLOCK]
        columns = [_Column(block, party) for party in domain.parties]
        everything = (1 << len(block)) - 1
        for worth, broken in few:
            content = [
                0 if broken >> party & 1 else columns[party].at_least(least - worth[party])
                for party, least in enumerate(domain.walk_aways)
            ]
            total += asking.count(content, 0, everything, 0)
    return total


_Combination = tuple[tuple[int, ...], int]
"""What a combination of one half is worth to each party, and whose red lines it breaks (a mask)."""


def _combinations(domain: Domain, issues: Sequence[int]) -> list[_Combination]:
    """Every combination of some issues that nothing joins to the others."""
    inside = set(issues)
    found: list[tuple[tuple[int, ...], int, dict[int, int]]]
    found = [((0,) * len(domain.parties), 0, {})]
    # A linkage or red line is settled with the last of its issues.
    order = {issue: place for place, issue in enumerate(issues)}
    links: dict[int, list[tuple[int, tuple[tuple[int, int], ...], int]]] = {}
    lines: dict[int, list[tuple[int, tuple[tuple[int, int], ...]]]] = {}
    asked: set[int] = set()
    for party in domain.parties:
        for conditions, points in domain.links_of(party):
            if conditions[0][0] in inside:
                last = max((issue for issue, _ in conditions), key=order.__getitem__)
                links.setdefault(last, []).append((party, conditions, points))
                asked.update(issue for issue, _ in conditions)
        for line in domain.lines_of(party):
            if line[0][0] in inside:
                last = max((issue for issue, _ in line), key=order.__getitem__)
                lines.setdefault(last, []).append((party, line))
                asked.update(issue for issue, _ in line)
    for issue in issues:
        values = [domain.contributions[party][issue] for party in domain.parties]
        columns = list(zip(*values, strict=True))
        plain = issue not in asked
        grown: list[tuple[tuple[int, ...], int, dict[int, int]]] = []
        for worth, broken, chosen in found:
            for option, column in enumerate(columns):
                row = tuple(map(int.__add__, worth, column))
                if plain:
                    grown.append((row, broken, chosen))
                    continue
                now = {**chosen, issue: option}
                mask = broken
                for party, line in lines.get(issue, ()):
                    if all(now[i] == wanted for i, wanted in line):
                        mask |= 1 << party
                for party, conditions, points in links.get(issue, ()):
                    if all(now[i] == wanted for i, wanted in conditions):
                        row = (*row[:party], row[party] + points, *row[party + 1 :])
                grown.append((row, mask, now))
        found = grown
    return [(worth, broken) for worth, broken, _ in found]


class _Column:
    """What the combinations of a block are worth to one party, sorted."""

    def __init__(self, block: Sequence[_Combination], party: int) -> None:
        order = sorted((-worth[party], place) for place, (worth, _) in enumerate(block))
        self.values = [value for value, _ in order]
        self.sets = [0]
        found = 0
        for _, place in order:
            if not block[place][1] >> party & 1:
                found |= 1 << place
            self.sets.append(found)

    def at_least(self, least: int) -> int:
        """The combinations that give it so much and break none of its red lines."""
        return self.sets[bisect_right(self.values, -least)]


class _Asking:
    """The rule, asked once for each set of parties."""

    def __init__(self, parties: int, accepts: Callable[[frozenset[int]], bool]) -> None:
        self.parties = parties
        self.accepts = accepts
        self.known: dict[int, bool] = {}
        # Everybody from a party on.
        self.rest = [(1 << parties) - (1 << party) for party in range(parties + 1)]

    def carried(self, mask: int) -> bool:
        answer = self.known.get(mask)
        if answer is None:
            group = frozenset(p for p in range(self.parties) if mask >> p & 1)
            answer = self.known[mask] = self.accepts(group)
        return answer

    def count(self, content: Sequence[int], party: int, left: int, mask: int) -> int:
        """How many of the combinations left carry, given who is content before a party."""
        if not left or not self.carried(mask | self.rest[party]):
            return 0
        if self.carried(mask):
            return left.bit_count()
        inside = left & content[party]
        return self.count(content, party + 1, inside, mask | 1 << party) + self.count(
            content, party + 1, left & ~inside, mask
        )

"""The agreement zone: which packages would be adopted, and how many.

A package is *feasible* when the set of parties content with it (`Domain.is_content`) carries the
decision rule. The rule comes as a predicate on that set, so this module knows nothing of voting;
with `diplogame.rules.decisions.adopted_by`::

    def accepts(content: frozenset[int]) -> bool:
        return adopted_by(rule, members, {members[party].id for party in content})

Predicates have to be monotone (one more content party never loses a text), as all rules of R9 are:
subtrees are counted or skipped whole when the parties sure to be content carry the rule, or those
who still might be do not.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from .domain import Condition, Domain, Package
from .halves import count, split
from .lanes import Lanes

_SMALL = 10_000
"""Packages that are walked through sooner than they are sorted."""

_Settled: TypeAlias = dict[int, list[tuple[tuple[Condition, ...], int]]]
"""By option: (conditions on earlier issues, what to add or mark when they hold)."""


def unanimity(domain: Domain) -> Callable[[frozenset[int]], bool]:
    """The predicate for "everybody is content"."""
    everybody = frozenset(domain.parties)
    return lambda content: content == everybody


class _Search:
    """A domain prepared for walking its packages issue by issue.

    A partial package is a row of lanes, one for each party, holding what it has so far minus the
    walk-away; a lane's top bit says "not below zero". Beside it goes the mask of parties with a
    broken red line.
    """

    def __init__(self, domain: Domain, accepts: Callable[[frozenset[int]], bool]) -> None:
        self.domain = domain
        self.accepts = accepts
        issues, parties = domain.issues, domain.parties
        best = [[max(domain.contributions[p][i]) for p in parties] for i in issues]
        worst = [[min(domain.contributions[p][i]) for p in parties] for i in issues]
        links = [
            (p, conditions, points) for p in parties for conditions, points in domain.links_of(p)
        ]
        largest = max(
            abs(domain.walk_aways[p])
            + sum(max(abs(best[i][p]), abs(worst[i][p])) for i in issues)
            + sum(abs(points) for owner, _, points in links if owner == p)
            for p in parties
        )
        self.lanes = lanes = Lanes.for_values(len(parties), largest)
        self.tops = lanes.tops
        self.start = self.tops - lanes.pack(domain.walk_aways)
        self.rows = [
            [
                lanes.pack(domain.contributions[p][i][option] for p in parties)
                for option in range(domain.options[i])
            ]
            for i in issues
        ]
        # A linkage or red line is settled with the last of its issues, under that issue's option;
        # its other conditions look back at what was chosen before.
        self.links: list[_Settled] = [{} for _ in issues]
        self.lines: list[_Settled] = [{} for _ in issues]
        gain = [[0] * len(parties) for _ in range(len(issues) + 1)]
        loss = [[0] * len(parties) for _ in range(len(issues) + 1)]
        for p, conditions, points in links:
            *before, (issue, option) = sorted(conditions)
            entry = (tuple(before), lanes.pack(points if lane == p else 0 for lane in parties))
            self.links[issue].setdefault(option, []).append(entry)
            gain[issue][p] += max(points, 0)
            loss[issue][p] += min(points, 0)
        unsettled = [0] * (len(issues) + 1)
        for p in parties:
            for line in domain.lines_of(p):
                *before, (issue, option) = sorted(line)
                self.lines[issue].setdefault(option, []).append((tuple(before), lanes.top(p)))
                unsettled[issue] |= lanes.top(p)
        # What the issues from each depth on can still add at most and at least, and who still has
        # a red line ahead.
        self.most = [0] * (len(issues) + 1)
        self.least = [0] * (len(issues) + 1)
        self.ahead = [0] * (len(issues) + 1)
        for i in reversed(issues):
            self.most[i] = self.most[i + 1] + lanes.pack(best[i][p] + gain[i][p] for p in parties)
            self.least[i] = self.least[i + 1] + lanes.pack(
                worst[i][p] + loss[i][p] for p in parties
            )
            self.ahead[i] = self.ahead[i + 1] | unsettled[i]
        self.leaves = [1] * (len(issues) + 1)
        for i in reversed(issues):
            self.leaves[i] = self.leaves[i + 1] * domain.options[i]
        self.known: dict[int, bool] = {}

    def carried(self, mask: int) -> bool:
        """Whether the parties of a mask carry the rule; asked once for each set."""
        answer = self.known.get(mask)
        if answer is None:
            answer = self.known[mask] = self.accepts(frozenset(self.lanes.raised(mask)))
        return answer

    def children(
        self, depth: int, chosen: list[int], row: int, broken: int
    ) -> list[tuple[int, int]]:
        """The rows and broken masks for each option of the issue at this depth."""
        found = [(row + add, broken) for add in self.rows[depth]]
        for option, links in self.links[depth].items():
            for before, add in links:
                if all(chosen[issue] == wanted for issue, wanted in before):
                    found[option] = (found[option][0] + add, found[option][1])
        for option, lines in self.lines[depth].items():
            for before, top in lines:
                if all(chosen[issue] == wanted for issue, wanted in before):
                    found[option] = (found[option][0], found[option][1] | top)
        return found

    def count(self, depth: int, chosen: list[int], row: int, broken: int) -> int:
        """How many completions of a partial package are feasible."""
        tops = self.tops
        if not self.carried((row + self.most[depth]) & tops & ~broken):
            return 0
        sure = (row + self.least[depth]) & tops & ~broken & ~self.ahead[depth]
        if self.carried(sure):
            return self.leaves[depth]
        last = depth + 1 == len(self.rows)
        if last and not self.links[depth] and not self.lines[depth]:
            known = self.known
            total = 0
            keep = tops & ~broken
            for add in self.rows[depth]:
                mask = (row + add) & keep
                answer = known.get(mask)
                total += self.carried(mask) if answer is None else answer
            return total
        if last:
            return sum(
                self.carried(total & tops & ~lines)
                for total, lines in self.children(depth, chosen, row, broken)
            )
        total = 0
        for option, (next_row, lines) in enumerate(self.children(depth, chosen, row, broken)):
            chosen[depth] = option
            total += self.count(depth + 1, chosen, next_row, lines)
        return total

    def walk(self, depth: int, chosen: list[int], row: int, broken: int) -> Iterator[Package]:
        """The feasible completions of a partial package, in lexicographic order."""
        if not self.carried((row + self.most[depth]) & self.tops & ~broken):
            return
        if depth == len(self.rows):
            yield tuple(chosen)
            return
        for option, (next_row, lines) in enumerate(self.children(depth, chosen, row, broken)):
            chosen[depth] = option
            yield from self.walk(depth + 1, chosen, next_row, lines)


def feasible_packages(
    domain: Domain, accepts: Callable[[frozenset[int]], bool] | None = None
) -> Iterator[Package]:
    """Every feasible package, in lexicographic order.

    Args:
        domain: The problem.
        accepts: Whether a set of content parties carries the rule; monotone. Default: unanimity.
    """
    search = _Search(domain, accepts or unanimity(domain))
    return search.walk(0, [0] * len(domain.options), search.start, 0)


def feasible_share(
    domain: Domain, accepts: Callable[[frozenset[int]], bool] | None = None
) -> tuple[int, int]:
    """How many packages are feasible, and how many there are (R21: 1-5 % or 10-20 %).

    Args:
        domain: The problem.
        accepts: As in `feasible_packages`.

    Returns:
        (feasible, all); a share would be rounded, so the caller divides.
    """
    rule = accepts or unanimity(domain)
    # Small problems, and those that linkages hold together, are walked through.
    halves = split(domain) if domain.size >= _SMALL else None
    if halves is not None:
        return count(domain, rule, halves), domain.size
    search = _Search(domain, rule)
    return search.count(0, [0] * len(domain.options), search.start, 0), domain.size

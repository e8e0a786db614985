"""The Pareto frontier, exactly.

With additive utilities the frontier of a package is found among combinations of the frontiers of
its parts, so issues are merged one at a time and dominated partial sums dropped at once: 10**9
packages take a fraction of a second where brute force takes hours. Linkages and red lines break
additivity across the issues they join. Those issues are merged first, among themselves, and partial
sums are compared only where they agree on every issue that an unsettled linkage or red line still
asks about: what is to come adds the same to both, so dropping the dominated one is exact. The
frontier itself, not the number of packages, is the limit.

Partial results are packed (`Lanes`): what a partial package is worth to everybody is one integer,
and so is the package.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import TypeAlias

from .domain import Condition, Domain, Package
from .dominance import Patience, TooManyRowsError, undominated
from .lanes import Lanes

Row: TypeAlias = tuple[int, ...]
"""What a package is worth to each party."""

_Table: TypeAlias = dict[int, int]
"""Packed worths of partial packages, each with the smallest packed package that gives it."""


class FrontierTooLargeError(ValueError):
    """The frontier (or a group of issues joined by linkages) is larger than was allowed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A package with what it is worth to each party."""

    package: Package
    utilities: Row


def joined_issues(domain: Domain, red_lines: bool) -> list[list[int]]:
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


@dataclass(frozen=True, slots=True)
class _Term:
    """A linkage or red line.

    Attributes:
        conditions: What has to hold.
        points: Packed, added when it does; None for a red line, which forbids it.
    """

    conditions: tuple[Condition, ...]
    points: int | None


class _Merge:
    """The layout of packed partial results, and what is done with them.

    Everything is shifted so that the least is 0 to everybody: lanes are never negative. The first
    party has the highest lane, so rows sorted as integers are sorted as rows; the first issue has
    the highest place of a packed package, so packages compare as integers as well.
    """

    def __init__(
        self, domain: Domain, red_lines: bool, floor: Sequence[int] | None, limit: int
    ) -> None:
        self.domain = domain
        self.limit = limit
        self.patience = Patience(max(1_000_000, 150 * limit))
        values, parties, issues = domain.contributions, domain.parties, domain.issues
        least = [[min(values[p][i]) for p in parties] for i in issues]
        spans = [[max(values[p][i]) - least[i][p] for p in parties] for i in issues]
        links = [[points for _, points in domain.links_of(p)] for p in parties]
        # A penalty not incurred is a gain over the least.
        spared = [sum(max(0, -points) for points in row) for row in links]
        self.base = [sum(row[p] for row in least) - spared[p] for p in parties]
        total = [sum(row[p] for row in spans) + sum(map(abs, links[p])) for p in parties]
        self.count = len(total)
        self.lanes = lanes = Lanes(self.count, max(total).bit_length() + 1)
        self.tops = lanes.tops
        self.rows = [
            [self.pack(values[p][i][o] - least[i][p] for p in parties) for o in range(count)]
            for i, count in enumerate(domain.options)
        ]
        # The most that is still to come: everything, less what each merge has taken in.
        self.to_come = self.pack(total)
        self.spans = [self.pack(span) for span in spans]
        self.places = [prod(domain.options[i + 1 :]) for i in issues]
        self.terms = [
            _Term(conditions, self.pack(points * (p == other) for other in parties))
            for p in parties
            for conditions, points in domain.links_of(p)
        ]
        if red_lines:
            lines = dict.fromkeys(tuple(sorted(x)) for p in parties for x in domain.lines_of(p))
            self.terms += [_Term(line, None) for line in lines]
        self.need: int | None = None
        self.hopeless = False
        if floor is not None:
            need = [max(0, f - base) for f, base in zip(floor, self.base, strict=True)]
            # More than everything together: nothing is above the floor, and no lane holds it.
            self.hopeless = any(n > most for n, most in zip(need, total, strict=True))
            self.need = None if self.hopeless else self.pack(need)

    def pack(self, row: Iterable[int]) -> int:
        """A row with the first party in the highest lane; linear."""
        return self.lanes.pack(tuple(row)[::-1])

    def pruned(self, found: Iterable[int]) -> list[int]:
        """Undominated rows which can still reach the floor with what is to come."""
        if self.need is not None:
            # A lane's top bit stays if the lane is not below what it needs.
            offset, tops = self.to_come - self.need + self.tops, self.tops
            found = [code for code in found if (code + offset) & tops == tops]
        try:
            return undominated(found, self.count, self.lanes.width, self.patience)
        except TooManyRowsError:
            raise FrontierTooLargeError(
                f"with {self.count} parties, too many partial packages are undominated"
            ) from None

    def check(self, results: int) -> None:
        """Refuse to go on with too many partial results.

        Raises:
            FrontierTooLargeError: There are more than was allowed.
        """
        if results > self.limit:
            raise FrontierTooLargeError(f"the frontier has more than {self.limit} partial packages")

    def group(self, issues: Sequence[int]) -> _Table:
        """The frontier of issues that linkages or red lines join, or of one by itself."""
        terms = [term for term in self.terms if term.conditions[0][0] in issues]
        # What penalties could take is there from the start, so no lane is ever negative.
        start = sum(-term.points for term in terms if term.points is not None and term.points < 0)
        self.to_come -= start
        tables: dict[tuple[int, ...], _Table] = {(): {start: 0}}
        live: list[int] = []
        waiting = list(issues)
        while waiting:
            issue = min(waiting, key=lambda i: (self._width(live, waiting, i, terms), i))
            waiting.remove(issue)
            settled = [t for t in terms if not any(i in waiting for i, _ in t.conditions)]
            terms = [t for t in terms if any(i in waiting for i, _ in t.conditions)]
            asked = {i for term in terms for i, _ in term.conditions}
            now = [*live, issue]
            kept = [place for place, i in enumerate(now) if i in asked]
            self.to_come -= self.spans[issue]
            for term in settled:
                if term.points is not None:
                    self.to_come -= max(0, term.points)
            tables = self._with(issue, tables, now, kept, settled)
            live = [now[place] for place in kept]
        return tables.get((), {})

    def _width(
        self, live: Sequence[int], waiting: Sequence[int], issue: int, terms: Sequence[_Term]
    ) -> int:
        """How many contexts there are once an issue is merged."""
        rest = [i for i in waiting if i != issue]
        open_ = [t for t in terms if any(i in rest for i, _ in t.conditions)]
        asked = {i for term in open_ for i, _ in term.conditions}
        return prod(self.domain.options[i] for i in (*live, issue) if i in asked)

    def _with(
        self,
        issue: int,
        tables: dict[tuple[int, ...], _Table],
        now: Sequence[int],
        kept: Sequence[int],
        settled: Sequence[_Term],
    ) -> dict[tuple[int, ...], _Table]:
        """Partial results with one issue more.

        Args:
            issue: The issue.
            tables: By context (options of the issues that were still asked about), the results.
            now: Those issues, and this one.
            kept: Places in `now` of the issues that are still asked about.
            settled: Linkages and red lines that this issue decides.
        """
        place_of = {i: place for place, i in enumerate(now)}
        checks = [
            (tuple((place_of[i], option) for i, option in term.conditions), term.points)
            for term in settled
        ]
        self.check(sum(map(len, tables.values())) * len(self.rows[issue]) // 10)
        found: dict[tuple[int, ...], _Table] = {}
        for before, table in tables.items():
            for option, row in enumerate(self.rows[issue]):
                context = (*before, option)
                more: int | None = row
                for conditions, points in checks:
                    if all(context[place] == wanted for place, wanted in conditions):
                        if points is None:
                            more = None
                            break
                        more = points if more is None else more + points
                if more is None:
                    continue
                added = option * self.places[issue]
                target = found.setdefault(tuple(context[place] for place in kept), {})
                for code, package in table.items():
                    sum_, whole = code + more, package + added
                    known = target.get(sum_)
                    if known is None or whole < known:
                        target[sum_] = whole
        results: dict[tuple[int, ...], _Table] = {}
        for context, table in found.items():
            results[context] = {code: table[code] for code in self.pruned(table)}
        self.check(sum(map(len, results.values())))
        return results

    def both(self, one: _Table, two: _Table) -> _Table:
        """The undominated sums of two sets of partial packages.

        Packages are put together only for sums that stay; of equal sums the smallest is taken.
        """
        self.check(len(one) * len(two) // 10)
        if len(two) == 1:
            ((more, other),) = two.items()
            kept = self.pruned([code + more for code in one])
            return {code: one[code - more] + other for code in kept}
        kept = self.pruned({a + b for a in one for b in two})
        waiting = set(kept)
        found: _Table = {}
        for more, other in two.items():
            for code in waiting.intersection([code + more for code in one]):
                package = one[code - more] + other
                known = found.get(code)
                if known is None or package < known:
                    found[code] = package
        self.check(len(found))
        return found

    def outcome(self, code: int, package: int) -> Outcome:
        """A whole package with its worth."""
        width = self.lanes.width
        low = (1 << width) - 1
        worth = tuple(
            (code >> (self.count - 1 - party) * width & low) + base
            for party, base in enumerate(self.base)
        )
        options = []
        for place in self.places:
            option, package = divmod(package, place)
            options.append(option)
        return Outcome(tuple(options), worth)


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
        limit: The most partial results to keep; comparing them is limited in proportion.

    Returns:
        Outcomes in the lexicographic order of their packages; empty if every package breaks a red
        line or falls below the floor.

    Raises:
        FrontierTooLargeError: The problem does not fit into ``limit``.
    """
    merge = _Merge(domain, red_lines, floor, limit)
    if merge.hopeless:
        return ()
    # What is to come is counted down group by group, so the floor cuts each as late as is exact.
    everything = merge.to_come
    parts: list[tuple[_Table, int]] = []
    for group in joined_issues(domain, red_lines):
        merge.to_come = everything
        table = merge.group(group)
        parts.append((table, everything - merge.to_come))
    merge.to_come = everything
    frontier: _Table = {0: 0}
    for table, span in parts:
        merge.to_come -= span
        frontier = merge.both(frontier, table)
    outcomes = [merge.outcome(code, package) for code, package in frontier.items()]
    return tuple(sorted(outcomes, key=lambda outcome: outcome.package))


def coarser_frontier(frontier: Iterable[Outcome], step: int) -> tuple[Outcome, ...]:
    """The frontier of the same problem with utilities rounded to whole steps.

    Exact: rounding never turns an order round, so whatever is undominated among *all* packages with
    rounded utilities has the worth of a package on the finer frontier. This takes the noise out of
    problems given as decimals: a package ahead by less than a step is not ahead.

    Args:
        frontier: What `pareto_frontier` gave.
        step: At least 1.

    Returns:
        Outcomes with utilities in steps (rounded to the nearest, a half up), in the lexicographic
        order of their packages; of those worth the same, the smallest of the packages given.

    Raises:
        ValueError: The step is less than 1.
    """
    if step < 1:
        raise ValueError("a step is at least 1")
    smallest: dict[Row, Package] = {}
    for outcome in sorted(frontier, key=lambda outcome: outcome.package):
        row = tuple((2 * have + step) // (2 * step) for have in outcome.utilities)
        smallest.setdefault(row, outcome.package)
    if not smallest:
        return ()
    least = [min(column) for column in zip(*smallest, strict=True)]
    most = max(max(row) - min(least) for row in smallest)
    lanes = Lanes(len(least), most.bit_length() + 1)
    codes = {
        lanes.pack(have - low for have, low in zip(row, least, strict=True)): row
        for row in smallest
    }
    kept = [codes[code] for code in undominated(codes, lanes.count, lanes.width)]
    return tuple(sorted((Outcome(smallest[row], row) for row in kept), key=lambda o: o.package))


def worst_worth(domain: Domain) -> tuple[int, ...]:
    """By party, what its worst package is worth, linkages included and red lines ignored."""
    found = []
    for party in domain.parties:
        own = replace(domain.among([party]), red_lines=())
        upside_down = replace(
            own,
            contributions=tuple(
                tuple(tuple(-value for value in row) for row in rows) for rows in own.contributions
            ),
            linkages=tuple(
                tuple((conditions, -points) for conditions, points in links)
                for links in own.linkages
            ),
        )
        found.append(-pareto_frontier(upside_down)[0].utilities[0])
    return tuple(found)

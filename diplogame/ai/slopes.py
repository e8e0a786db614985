"""Hills of whole texts: what single steps from a text change, worked out without reckoning it anew (R20.2).

Guarantees: pure; climbing is deterministic (ties go to the first in order); a value is the same whichever
way a text was come to.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplogame.ai.outlook import Outlook
from diplogame.rules.ids import OptionIndex, Package
from diplogame.rules.terms import Combination, Interests

RED = 4000
"""Points by which a crossed red line spoils a package in our eyes."""

FLOOR_WEIGHT = 3
"""How much a point below our walk-away weighs against a point above it."""

LOWEST = -(10**9)
"""Points that any text is worth more than."""

MOST_STEPS = 16
"""Steps after which a climb ends wherever it is."""

Others = tuple[tuple[int, tuple[OptionIndex, ...]], ...]
Link = tuple[tuple[OptionIndex, ...], Others, int, int]
"""A combination as one of its issues sees it: options there, parts elsewhere, points, red line (1) or not."""

_LINKS: dict[int, tuple[Interests, dict[int, tuple[Link, ...]]]] = {}
"""Combinations by issue, by the identity of the interests: those of a delegation seldom change."""


def links_of(interests: Interests) -> dict[int, tuple[Link, ...]]:
    """Linkages and red lines by the issues that they are about."""
    known = _LINKS.get(id(interests))
    if known is not None and known[0] is interests:
        return known[1]
    found: dict[int, list[Link]] = {}
    for combinations, line in ((interests.linkages, 0), (interests.red_lines, 1)):
        for combination in combinations:
            for issue in dict.fromkeys(issue for issue, _ in combination.parts):
                found.setdefault(issue, []).append(_link(combination, issue, line))
    if len(_LINKS) > 256:
        _LINKS.clear()
    links = {issue: tuple(each) for issue, each in found.items()}
    _LINKS[id(interests)] = (interests, links)
    return links


def _link(combination: Combination, issue: int, line: int) -> Link:
    here = [options for k, options in combination.parts if k == issue]
    options = tuple(o for o in here[0] if all(o in each for each in here))
    others = tuple(part for part in combination.parts if part[0] != issue)
    return options, others, combination.points * (1 - line), line


class Slope:
    """What texts are worth to a mind: own worth, less what others are believed to lack.

    Own worth is less what is missing to the walk-away, and to the aspiration by as much as is held back;
    a red line spoils it. Others count by a weight per mille.
    """

    def __init__(self, outlook: Outlook, weight: int, holding: int) -> None:
        self.outlook = outlook
        self.weight = weight
        self.holding = holding
        issues = outlook.view.table.issues
        self.points = outlook.points or tuple((0,) * len(each.options) for each in issues)
        self.columns = outlook.columns
        self.floor, self.aim, self.needed = outlook.walk, outlook.aspiration, outlook.needed
        self.interests = outlook.view.interests
        self.links = links_of(self.interests)
        self.reckoned: dict[Package, tuple[int, int, list[int]]] = {}

    def value(self, package: Package) -> int:
        """What it is worth that the text reads so, points (may be negative)."""
        return self.total(*self._reckon(package))

    def _reckon(self, package: Package) -> tuple[int, int, list[int]]:
        """Points for us before clipping, red lines crossed, and what each of the others lacks."""
        known = self.reckoned.get(package)
        if known is None:
            known = self.reckoned[package] = self._count(package)
        return known

    def _count(self, package: Package) -> tuple[int, int, list[int]]:
        own = lines = 0
        lacks = list(self.outlook.goals)
        for row, column, option in zip(self.points, self.columns, package, strict=True):
            own += row[option]
            lacks = [lack - points for lack, points in zip(lacks, column[option], strict=True)]
        for linkage in self.interests.linkages:
            if linkage.holds(package):
                own += linkage.points
        for line in self.interests.red_lines:
            lines += line.holds(package)
        return own, lines, lacks

    def total(self, own: int, lines: int, lacks: list[int]) -> int:
        """The value of a package of which this is known."""
        return self.bound(own, lines) - self._pity(lacks)

    def bound(self, own: int, lines: int) -> int:
        """What a package is worth to us if nobody else counted: the most that its value can be."""
        own = 0 if own < 0 else 10_000 if own > 10_000 else own
        value = own - RED if lines else own
        if own < self.floor:
            value -= FLOOR_WEIGHT * (self.floor - own)
        if own < self.aim:
            value -= (self.aim - own) * self.holding // 1000
        return value

    def _pity(self, lacks: list[int]) -> int:
        """What the lacks of others take from it; never below nought."""
        short = [lack for lack in lacks if lack > 0]
        content = len(lacks) - len(short)
        if self.needed < len(lacks):
            short = sorted(short)[: max(0, self.needed - content)]
        return sum(short) * self.weight // 1000

    def _linked(self, here: Sequence[int], issue: int) -> tuple[int, int, list[Link]]:
        """What combinations with an issue bring and cross now, and those that only wait for it."""
        now = here[issue]
        points = lines = 0
        waiting = []
        for link in self.links.get(issue, ()):
            for k, options in link[1]:
                if here[k] not in options:
                    break
            else:
                waiting.append(link)
                if now in link[0]:
                    points += link[2]
                    lines += link[3]
        return points, lines, waiting

    def climb(self, start: Package, free: tuple[int, ...]) -> tuple[int, Package]:
        """The top that is reached by the steepest single steps: its value, and the package."""
        here = list(start)
        own, lines, lacks = self._reckon(start)
        value = self.total(own, lines, lacks)
        for _ in range(MOST_STEPS):
            best, found = value, None
            for issue in free:
                step = self._best_step(here, issue, own, lines, lacks, best)
                if step is not None:
                    best, found = step[0], (issue, *step)
            if found is None:
                break
            issue, value, option, own, lines = found
            old, new = self.columns[issue][here[issue]], self.columns[issue][option]
            lacks = [a + b - c for a, b, c in zip(lacks, old, new, strict=True)]
            here[issue] = option
        return value, tuple(here)

    def change(self, package: Package, issue: int, option: OptionIndex) -> int:
        """What another option of one clause would bring, points (may be negative)."""
        own, lines, lacks = self._reckon(package)
        now, row, column = package[issue], self.points[issue], self.columns[issue]
        points, crossed, waiting = self._linked(package, issue)
        mine, red = own - row[now] - points + row[option], lines - crossed
        for link in waiting:
            if option in link[0]:
                mine += link[2]
                red += link[3]
        short = [a + b - c for a, b, c in zip(lacks, column[now], column[option], strict=True)]
        return self.total(mine, red, short) - self.total(own, lines, lacks)

    def best_change(self, package: Package, issue: int) -> tuple[int, OptionIndex]:
        """What the best other option of one clause would bring, points (may be negative), and that option."""
        own, lines, lacks = self._reckon(package)
        found = self._best_step(list(package), issue, own, lines, lacks, LOWEST)
        if found is None:
            return 0, package[issue]
        return found[0] - self.total(own, lines, lacks), found[1]

    def _best_step(
        self, here: list[int], issue: int, own: int, lines: int, lacks: list[int], best: int
    ) -> tuple[int, int, int, int] | None:
        """The best step on one issue if it leads above ``best``: (value, option, own points, red lines)."""
        now, row, column = here[issue], self.points[issue], self.columns[issue]
        points, crossed, waiting = self._linked(here, issue)
        base, lines = own - row[now] - points, lines - crossed
        bound, total = self.bound, self.total
        others: list[int] | None = None
        found = None
        for option, mine in enumerate(row):
            if option == now:
                continue
            mine += base
            red = lines
            for link in waiting:
                if option in link[0]:
                    mine += link[2]
                    red += link[3]
            if bound(mine, red) <= best:
                continue
            if others is None:
                others = [lack + points for lack, points in zip(lacks, column[now], strict=True)]
            value = total(
                mine,
                red,
                [lack - points for lack, points in zip(others, column[option], strict=True)],
            )
            if value > best:
                best, found = value, (value, option, mine, red)
        return found


class Fair(Slope):
    """The broker's hill: the least believed surplus of all, ours among them."""

    def total(self, own: int, lines: int, lacks: list[int]) -> int:
        """The least surplus counts, the sum breaks ties and keeps the climb moving where it is stuck."""
        worth = own - (RED if lines else 0)
        cushion = self.outlook.temper.cushion
        surplus = [worth - self.floor, *(cushion - lack for lack in lacks)]
        return min(surplus) * 8 + sum(min(s, 2500) for s in surplus) // len(surplus)

    def bound(self, own: int, lines: int) -> int:
        """Nobody has less of a surplus than we have ourselves."""
        surplus = own - (RED if lines else 0) - self.floor
        return surplus * 8 + 2500

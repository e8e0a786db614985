"""A bargaining problem as plain data.

Parties, issues and options are numbered from 0 in the pack's order; a *package* is one option for
every issue. Points are interest in the units of R2.1 (0-10 000 for a whole package), but any
integers do, negative ones too.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import TypeAlias

from diplogame.rules.values import dataclass

Package: TypeAlias = tuple[int, ...]
"""One option per issue."""

Condition: TypeAlias = tuple[int, int]
"""(issue, option): the package has this option on this issue."""

Linkage: TypeAlias = tuple[tuple[Condition, ...], int]
"""Points added when all the conditions hold (R2.3)."""

RedLine: TypeAlias = tuple[Condition, ...]
"""A forbidden combination: the line is broken when all the conditions hold (R2.3).

"Never X" is one condition; "X only with at least Y" is one red line per option below Y.
"""


@dataclass(frozen=True, slots=True)
class Domain:
    """What is on the table, and what it is worth to whom.

    Attributes:
        options: How many options each issue has, at least 1.
        contributions: Points by party, issue, option.
        walk_aways: By party, what no deal is worth (R2.4). A party is *content* with a package
            that is worth at least that and breaks none of its red lines.
        linkages: By party; empty for none at all.
        red_lines: By party; empty for none at all.

    Raises:
        ValueError: The shapes do not fit together, or a condition names no option.
    """

    options: tuple[int, ...]
    contributions: tuple[tuple[tuple[int, ...], ...], ...]
    walk_aways: tuple[int, ...]
    linkages: tuple[tuple[Linkage, ...], ...] = ()
    red_lines: tuple[tuple[RedLine, ...], ...] = ()

    def __post_init__(self) -> None:
        parties = len(self.contributions)
        if not self.options or min(self.options) < 1:
            raise ValueError("a domain needs issues, each with at least one option")
        if not parties or len(self.walk_aways) != parties:
            raise ValueError("a domain needs parties, each with a walk-away")
        for party, issues in enumerate(self.contributions):
            if tuple(len(values) for values in issues) != self.options:
                raise ValueError(f"party {party} does not value every option of every issue")
        for name, lists in (("linkages", self.linkages), ("red lines", self.red_lines)):
            if len(lists) not in (0, parties):
                raise ValueError(f"{name} are given for every party or not at all")
        combinations = [line for lines in self.red_lines for line in lines]
        combinations += [conditions for links in self.linkages for conditions, _ in links]
        for conditions in combinations:
            issues_named = [issue for issue, _ in conditions]
            if not conditions or len(set(issues_named)) < len(issues_named):
                raise ValueError("a combination names one option each of one issue or more")
            for issue, option in conditions:
                if not (0 <= issue < len(self.options) and 0 <= option < self.options[issue]):
                    raise ValueError(f"there is no option {option} of issue {issue}")

    @property
    def parties(self) -> range:
        """The parties' numbers."""
        return range(len(self.contributions))

    @property
    def issues(self) -> range:
        """The issues' numbers."""
        return range(len(self.options))

    @property
    def size(self) -> int:
        """How many packages there are."""
        return prod(self.options)

    def packages(self) -> Iterator[Package]:
        """Every package, in lexicographic order."""
        return product(*(range(count) for count in self.options))

    def among(self, parties: Sequence[int]) -> "Domain":
        """The same table with only some of the parties, renumbered in the order given."""
        return Domain(
            options=self.options,
            contributions=tuple(self.contributions[party] for party in parties),
            walk_aways=tuple(self.walk_aways[party] for party in parties),
            linkages=tuple(self.links_of(party) for party in parties),
            red_lines=tuple(self.lines_of(party) for party in parties),
        )

    def links_of(self, party: int) -> tuple[Linkage, ...]:
        """A party's linkage terms."""
        return self.linkages[party] if self.linkages else ()

    def lines_of(self, party: int) -> tuple[RedLine, ...]:
        """A party's red lines."""
        return self.red_lines[party] if self.red_lines else ()

    def utility(self, party: int, package: Package) -> int:
        """What a package is worth to a party: its clauses plus its linkage terms (R2.1)."""
        values = self.contributions[party]
        worth = sum(values[issue][option] for issue, option in enumerate(package))
        for conditions, points in self.links_of(party):
            if holds(conditions, package):
                worth += points
        return worth

    def utilities(self, package: Package) -> tuple[int, ...]:
        """What a package is worth to each party."""
        return tuple(self.utility(party, package) for party in self.parties)

    def broken_lines(self, party: int, package: Package) -> tuple[RedLine, ...]:
        """The red lines of a party which a package breaks."""
        return tuple(line for line in self.lines_of(party) if holds(line, package))

    def is_content(self, party: int, package: Package) -> bool:
        """Whether a package is worth its walk-away to a party and breaks none of its red lines."""
        if any(holds(line, package) for line in self.lines_of(party)):
            return False
        return self.utility(party, package) >= self.walk_aways[party]

    def content(self, package: Package) -> frozenset[int]:
        """The parties that are content with a package."""
        return frozenset(party for party in self.parties if self.is_content(party, package))


def holds(conditions: tuple[Condition, ...], package: Package) -> bool:
    """Whether a package meets every condition."""
    return all(package[issue] == option for issue, option in conditions)

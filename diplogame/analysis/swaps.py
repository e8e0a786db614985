"""Changes of a clause or two: what would turn a refusal, and what was left on the table."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import TypeAlias

from diplogame.rules.values import dataclass

from .domain import Domain, Package, holds

Change: TypeAlias = tuple[int, int, int]
"""(issue, option before, option after)."""


@dataclass(frozen=True, slots=True)
class Swap:
    """A package with a clause or more changed.

    Attributes:
        changes: What changes, by rising issue; empty if nothing has to.
        package: The package afterwards.
        gains: What each party gains by it; negative for a loss.
    """

    changes: tuple[Change, ...]
    package: Package
    gains: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PairwiseSwap:
    """A swap that two parties would both have taken, whatever the others say."""

    parties: tuple[int, int]
    swap: Swap


@dataclass(frozen=True, slots=True)
class MissedSwaps:
    """What a package left on the table.

    Attributes:
        common: Swaps that hurt nobody and help somebody, the largest joint gain first.
        pairwise: Exchanges two parties would both have gained by at others' cost, the largest
            smaller gain of the two first.
    """

    common: tuple[Swap, ...]
    pairwise: tuple[PairwiseSwap, ...]


class _Changer:
    """Applies changes to one package and says who gains, recounting only what changes."""

    def __init__(self, domain: Domain, package: Package) -> None:
        self.domain = domain
        self.package = package
        self.linked = [self._links(party, package) for party in domain.parties]
        self.broken = [set(domain.broken_lines(party, package)) for party in domain.parties]

    def _links(self, party: int, package: Package) -> int:
        links = self.domain.links_of(party)
        return sum(points for conditions, points in links if holds(conditions, package))

    def swap(self, changes: tuple[Change, ...]) -> Swap:
        """The swap that makes these changes."""
        package = list(self.package)
        for issue, _, new in changes:
            package[issue] = new
        whole = tuple(package)
        values = self.domain.contributions
        gains = tuple(
            sum(
                values[party][issue][new] - values[party][issue][old] for issue, old, new in changes
            )
            + self._links(party, whole)
            - self.linked[party]
            for party in self.domain.parties
        )
        return Swap(changes, whole, gains)

    def breaks_anew(self, party: int, package: Package) -> bool:
        """Whether a package breaks a red line of a party that was not broken before."""
        return any(
            line not in self.broken[party] for line in self.domain.broken_lines(party, package)
        )

    def swaps(self, clauses: int) -> Iterator[Swap]:
        """Every change of exactly so many clauses, in a fixed order."""
        for issues in combinations(self.domain.issues, clauses):
            others = (
                [
                    (issue, self.package[issue], new)
                    for new in range(self.domain.options[issue])
                    if new != self.package[issue]
                ]
                for issue in issues
            )
            for changes in product(*others):
                yield self.swap(changes)


def worst_clause(domain: Domain, package: Package, party: int) -> tuple[int, int] | None:
    """The clause a party minds most ("worst clause" of R6.3).

    Returns:
        (issue, what changing this clause alone to its liking would gain it, linkages included); on
        a tie the first issue. None if no single change would gain it anything.
    """
    changer = _Changer(domain, package)
    best: tuple[int, int] | None = None
    for swap in changer.swaps(1):
        gain = swap.gains[party]
        if gain > 0 and (best is None or gain > best[1]):
            best = (swap.changes[0][0], gain)
    return best


def cheapest_swap(
    domain: Domain,
    package: Package,
    party: int,
    *,
    target: int | None = None,
    payers: Sequence[int] | None = None,
    clauses: int = 2,
) -> Swap | None:
    """The change that would turn a party's refusal at the least cost to others (R6.3).

    The party must afterwards have at least the target and no broken red line, and no red line of a
    payer may be broken that was not broken before. Of such changes the one with the smallest cost
    is taken (the sum of the payers' losses; their gains do not make up for losses), then the one
    with fewer clauses, then the one that gives the party most, then the first in the order of
    issues and options.

    Args:
        domain: The problem, as the asker sees it.
        package: The package refused.
        party: Who refused it.
        target: What would satisfy it; default: its walk-away.
        payers: Whose losses count; default: all others.
        clauses: The most clauses to change.

    Returns:
        The swap (without changes if the party is satisfied already), or None if no change of so few
        clauses does it.
    """
    wanted = domain.walk_aways[party] if target is None else target
    paying = [p for p in domain.parties if p != party] if payers is None else list(payers)
    changer = _Changer(domain, package)
    need = wanted - domain.utility(party, package)
    best: tuple[tuple[int, int, int], Swap] | None = None
    for count in range(clauses + 1):
        for swap in changer.swaps(count):
            if swap.gains[party] < need or domain.broken_lines(party, swap.package):
                continue
            cost = sum(max(0, -swap.gains[payer]) for payer in paying)
            rank = (cost, count, -swap.gains[party])
            if best is not None and rank >= best[0]:
                continue
            if not any(changer.breaks_anew(payer, swap.package) for payer in paying):
                best = (rank, swap)
        if best is not None and best[0][0] == 0:
            break
    return best[1] if best else None


def _helps(swap: Swap, changer: _Changer) -> bool:
    """Whether a swap hurts nobody, helps somebody, and breaks no red line anew."""
    if min(swap.gains) < 0 or max(swap.gains) <= 0:
        return False
    return not any(changer.breaks_anew(party, swap.package) for party in changer.domain.parties)


def missed_swaps(domain: Domain, package: Package) -> MissedSwaps:
    """Swaps of one or two clauses that were left on the table (for the debrief).

    *Common* swaps make nobody worse off and somebody better, and break no red line that was not
    broken already. A two-clause swap is listed only if neither of its halves is common by itself.

    *Pairwise* swaps are exchanges over two clauses: both parties gain, neither half alone would
    have been taken by both, no red line of either is broken anew, and somebody else loses (else it
    were common).
    """
    changer = _Changer(domain, package)
    singles = {swap.changes[0]: swap for swap in changer.swaps(1)}
    helpful = {change for change, swap in singles.items() if _helps(swap, changer)}
    common = [singles[change] for change in sorted(helpful)]
    pairwise: list[PairwiseSwap] = []
    for swap in changer.swaps(2):
        halves = [singles[change] for change in swap.changes]
        if min(swap.gains) >= 0:
            if not helpful.intersection(swap.changes) and _helps(swap, changer):
                common.append(swap)
            continue
        winners = [
            party
            for party in domain.parties
            if swap.gains[party] > 0 and not changer.breaks_anew(party, swap.package)
        ]
        pairwise.extend(
            PairwiseSwap((one, two), swap)
            for one, two in combinations(winners, 2)
            if not any(half.gains[one] >= 0 and half.gains[two] >= 0 for half in halves)
        )
    common.sort(key=lambda swap: (-sum(swap.gains), len(swap.changes), swap.changes))
    pairwise.sort(
        key=lambda found: (
            -min(found.swap.gains[party] for party in found.parties),
            found.parties,
            found.swap.changes,
        )
    )
    return MissedSwaps(tuple(common), tuple(pairwise))

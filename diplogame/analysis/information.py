"""The value of information: what it is worth to know before one acts.

Definition (expected value of information): what the best act in each case would give on average,
less what the one act gives that is best on average. It is never negative, and at most what perfect
information is worth. With a signal that only tells some cases from others, the best act is taken
for each signal.
"""

from collections.abc import Callable, Sequence

from diplogame.rules.values import dataclass

from .domain import Domain, Package
from .feasible import feasible_packages


@dataclass(frozen=True, slots=True)
class InformationValue:
    """What knowing is worth, in the units of the payoffs times `weight`.

    Attributes:
        weight: The sum of the cases' weights: divide by it for an average.
        blind: The best single act's payoffs, weighed and summed.
        informed: The same with the best act for each signal.
        blind_act: The best single act (the first of equals).
    """

    weight: int
    blind: int
    informed: int
    blind_act: int

    @property
    def value(self) -> int:
        """What the signal is worth on average, rounded down to whole units."""
        return (self.informed - self.blind) // self.weight


def value_of_information(
    payoffs: Sequence[Sequence[int]],
    weights: Sequence[int],
    signals: Sequence[int] | None = None,
) -> InformationValue:
    """The value of a signal for somebody who may choose among acts.

    Args:
        payoffs: By act and case, what the act gives.
        weights: By case, how likely it is, in any unit; not negative, not all 0.
        signals: By case, what would be seen: cases with the same number look alike. Default: all
            differ (perfect information).

    Raises:
        ValueError: There are no acts or cases, or the lengths or weights do not fit.
    """
    cases = range(len(weights))
    if not payoffs or not weights or any(len(row) != len(weights) for row in payoffs):
        raise ValueError("an act needs a payoff for every case, and there has to be one of both")
    if min(weights) < 0 or not sum(weights):
        raise ValueError("weights are not negative, and not all 0")
    seen = list(cases) if signals is None else list(signals)
    if len(seen) != len(weights):
        raise ValueError("every case gives a signal")
    sums = [sum(row[c] * weights[c] for c in cases) for row in payoffs]
    blind = max(range(len(payoffs)), key=lambda act: (sums[act], -act))
    informed = 0
    for signal in sorted(set(seen)):
        like = [c for c in cases if seen[c] == signal]
        informed += max(sum(row[c] * weights[c] for c in like) for row in payoffs)
    return InformationValue(sum(weights), sums[blind], informed, blind)


@dataclass(frozen=True, slots=True)
class ProposalValue:
    """What knowing the others' interests is worth to somebody who makes one proposal.

    Attributes:
        information: The value, in points.
        blind_package: What it would propose without knowing; None for proposing nothing.
        informed_packages: By case, what it would propose if it knew; None for nothing.
    """

    information: InformationValue
    blind_package: Package | None
    informed_packages: tuple[Package | None, ...]


def value_of_probing(
    cases: Sequence[Domain],
    weights: Sequence[int],
    proposer: int,
    accepts: Callable[[frozenset[int]], bool],
    signals: Sequence[int] | None = None,
) -> ProposalValue:
    """What it is worth to learn others' interests before a take-it-or-leave-it proposal.

    The proposer knows its own interests, which are the same in all cases. A proposal gives what it
    is worth if it is feasible, and the walk-away if not; proposing nothing gives the walk-away.

    Args:
        cases: The problem as it may be; same issues and options, same interests of the proposer.
        weights: How likely each is, in any unit.
        proposer: Who proposes.
        accepts: Whether a set of content parties carries the rule; monotone.
        signals: What an answer would tell apart; default: all.

    Raises:
        ValueError: The cases do not fit together, or see `value_of_information`.
    """
    if not cases or any(_own(case, proposer) != _own(cases[0], proposer) for case in cases):
        raise ValueError("the proposer's own interests are the same in all cases")
    least = cases[0].walk_aways[proposer]
    # Only packages of the same list of cases need to be told apart, the best of each list.
    passing: dict[Package, list[int]] = {}
    for number, case in enumerate(cases):
        for package in feasible_packages(case, accepts):
            passing.setdefault(package, []).append(number)
    best: dict[tuple[int, ...], tuple[int, Package]] = {}
    for package, numbers in sorted(passing.items()):
        worth = cases[0].utility(proposer, package)
        key = tuple(numbers)
        if not cases[0].is_content(proposer, package):
            continue
        if worth > least and (key not in best or worth > best[key][0]):
            best[key] = (worth, package)
    acts: list[Package | None] = [None]
    payoffs = [[least] * len(cases)]
    for numbers_, (worth, package) in sorted(best.items()):
        acts.append(package)
        payoffs.append([worth if n in numbers_ else least for n in range(len(cases))])
    found = value_of_information(payoffs, weights, signals)
    seen = list(range(len(cases))) if signals is None else list(signals)
    informed: list[Package | None] = []
    for signal in seen:
        like = [n for n in range(len(cases)) if seen[n] == signal]
        sums = [sum(row[n] * weights[n] for n in like) for row in payoffs]
        informed.append(acts[sums.index(max(sums))])
    return ProposalValue(found, acts[found.blind_act], tuple(informed))


def _own(case: Domain, party: int) -> tuple[object, ...]:
    return (
        case.options,
        case.contributions[party],
        case.walk_aways[party],
        case.links_of(party),
        case.lines_of(party),
    )

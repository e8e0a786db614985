"""The core: texts to which no coalition strong enough has anything better to say.

Definitions. A coalition is *decisive* if it carries a text under the decision rule. It *objects* to
a package if there is another which every one of its members is content with (worth its walk-away,
across none of its red lines) and prefers by more than noise (`least_gain`, 1 by default). The *core*
is the set of feasible packages to which no decisive coalition objects. Under unanimity that is
everything feasible that cannot be bettered for everybody at once; under a majority without anybody
to veto it is often empty, which is why majorities need an agenda and a chair.

Nobody is paid: interest is not handed over between parties, except as clauses (and incentives,
which are outside of the text).
"""

from collections.abc import Callable, Sequence

from diplogame.rules.values import dataclass

from .domain import Domain, Package
from .feasible import feasible_packages
from .pareto import Outcome, pareto_frontier
from .voting import winning_coalitions


class CoreTooLargeError(ValueError):
    """There are more feasible packages than were allowed."""


@dataclass(frozen=True, slots=True)
class Objection:
    """A coalition with something better.

    Attributes:
        coalition: Who objects; decisive.
        package: What they would rather adopt.
        gains: What each party gains by it, the outsiders too; negative for a loss.
    """

    coalition: frozenset[int]
    package: Package
    gains: tuple[int, ...]


def objection(
    domain: Domain,
    package: Package,
    accepts: Callable[[frozenset[int]], bool],
    *,
    least_gain: int = 1,
) -> Objection | None:
    """The strongest objection to a package: by it the least gain within the coalition is largest.

    Ties go to the smaller coalition, then to the one of lower numbers, then to the
    lexicographically smaller package.

    Args:
        domain: The problem, 1 to 16 parties.
        package: The package objected to.
        accepts: Whether a set of parties in favour carries the rule; monotone.
        least_gain: What every member has to gain at least, 1 or more.

    Returns:
        The objection, or None if there is none.

    Raises:
        FrontierTooLargeError: See `pareto_frontier`.
    """
    have = domain.utilities(package)
    best: tuple[int, frozenset[int], Package] | None = None
    for coalition in _decisive(domain, accepts):
        members = sorted(coalition)
        for outcome in _offers(domain, members):
            least = min(
                more - have[party] for party, more in zip(members, outcome.utilities, strict=True)
            )
            if least >= least_gain and (best is None or least > best[0]):
                best = (least, coalition, outcome.package)
    if best is None:
        return None
    after = domain.utilities(best[2])
    gains = tuple(now - was for now, was in zip(after, have, strict=True))
    return Objection(best[1], best[2], gains)


def core(
    domain: Domain,
    accepts: Callable[[frozenset[int]], bool],
    *,
    least_gain: int = 1,
    limit: int = 200_000,
) -> tuple[Package, ...]:
    """The core (see the module), in lexicographic order.

    Args:
        domain: The problem, 1 to 16 parties.
        accepts: Whether a set of parties in favour carries the rule; monotone.
        least_gain: What every member of an objecting coalition has to gain at least, 1 or more.
        limit: The most feasible packages to look at.

    Raises:
        CoreTooLargeError: There are more of them.
        FrontierTooLargeError: See `pareto_frontier`.
    """
    left: list[tuple[Package, tuple[int, ...]]] = []
    for package in feasible_packages(domain, accepts):
        if len(left) >= limit:
            raise CoreTooLargeError(f"more than {limit} packages are feasible")
        left.append((package, domain.utilities(package)))
    for coalition in _decisive(domain, accepts):
        if not left:
            break
        members = sorted(coalition)
        offers = [
            tuple(have - least_gain for have in outcome.utilities)
            for outcome in _offers(domain, members)
        ]
        if offers:
            left = _unbettered(left, members, offers)
    return tuple(package for package, _ in left)


def _decisive(
    domain: Domain, accepts: Callable[[frozenset[int]], bool]
) -> tuple[frozenset[int], ...]:
    """Minimal decisive coalitions: whatever a larger one prefers, its minimal part does too."""
    return tuple(group for group in winning_coalitions(len(domain.parties), accepts) if group)


def _offers(domain: Domain, members: Sequence[int]) -> tuple[Outcome, ...]:
    """What a coalition could agree on by itself, undominated among its members."""
    own = domain.among(members)
    return pareto_frontier(own, floor=own.walk_aways)


def _unbettered(
    packages: Sequence[tuple[Package, tuple[int, ...]]],
    members: Sequence[int],
    offers: Sequence[tuple[int, ...]],
) -> list[tuple[Package, tuple[int, ...]]]:
    """The packages that no offer, less what has to be gained, reaches for every member."""
    found: list[tuple[Package, tuple[int, ...]]] = []
    known: dict[tuple[int, ...], bool] = {}
    for entry in packages:
        row = tuple(entry[1][party] for party in members)
        stands = known.get(row)
        if stands is None:
            stands = known[row] = not any(
                all(more >= have for more, have in zip(offer, row, strict=True)) for offer in offers
            )
        if stands:
            found.append(entry)
    return found

"""From delegations as the rules know them to the plain data of a bargaining problem."""

from collections.abc import Sequence
from itertools import product

from diplogame.rules.terms import Combination, Interests

from .domain import Domain, Linkage, RedLine


def domain_of(
    options: Sequence[int], interests: Sequence[Interests], walk_aways: Sequence[int]
) -> Domain:
    """The bargaining problem of some delegations (R2).

    A combination over several options of an issue becomes one for each option. The bounds of R2.1
    (0 and 10 000 for a whole package) are left out: a package beyond them keeps its own worth.

    Args:
        options: By issue, how many options it has.
        interests: By party.
        walk_aways: By party.
    """
    return Domain(
        options=tuple(options),
        contributions=tuple(each.points for each in interests),
        walk_aways=tuple(walk_aways),
        linkages=tuple(
            tuple(link for combination in each.linkages for link in _links(combination))
            for each in interests
        ),
        red_lines=tuple(
            tuple(line for combination in each.red_lines for line in _lines(combination))
            for each in interests
        ),
    )


def _links(combination: Combination) -> list[Linkage]:
    return [(line, combination.points) for line in _lines(combination)]


def _lines(combination: Combination) -> list[RedLine]:
    if not combination.parts:
        return []
    return [
        tuple((issue, option) for (issue, _), option in zip(combination.parts, chosen, strict=True))
        for chosen in product(*(options for _, options in combination.parts))
    ]

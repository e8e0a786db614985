"""Voting power under any decision rule: who is needed how often."""

from collections.abc import Callable
from math import factorial

from diplogame.rules.values import dataclass

MOST_PARTIES = 16
"""All sets of parties are looked at, twice as many with each party more."""


@dataclass(frozen=True, slots=True)
class PowerIndex:
    """The power of one party.

    Attributes:
        swings: In how many sets of the others it turns failure into adoption.
        banzhaf: Its share of all parties' swings, per mille (normalised Banzhaf index).
        shapley: In what share of all orders of joining it is the one that carries the text, per
            mille (Shapley-Shubik index).
    """

    swings: int
    banzhaf: int
    shapley: int


def _per_mille(part: int, whole: int) -> int:
    """Rounded to the nearest, a half up; 0 of nothing."""
    return (2000 * part + whole) // (2 * whole) if whole else 0


def power_indices(
    parties: int, accepts: Callable[[frozenset[int]], bool]
) -> tuple[PowerIndex, ...]:
    """Banzhaf and Shapley-Shubik indices, exactly counted, then rounded per mille.

    Args:
        parties: How many, 1 to `MOST_PARTIES`.
        accepts: Whether a set of parties in favour carries the rule; monotone.

    Raises:
        ValueError: Too many parties, or none.
    """
    if not 1 <= parties <= MOST_PARTIES:
        raise ValueError(f"power is counted for 1 to {MOST_PARTIES} parties, not {parties}")
    sets = range(1 << parties)
    carried = [accepts(frozenset(p for p in range(parties) if s >> p & 1)) for s in sets]
    orders = [factorial(size) * factorial(parties - size - 1) for size in range(parties)]
    swings = [0] * parties
    pivots = [0] * parties
    for without in sets:
        if carried[without]:
            continue
        for party in range(parties):
            if not without >> party & 1 and carried[without | 1 << party]:
                swings[party] += 1
                pivots[party] += orders[without.bit_count()]
    return tuple(
        PowerIndex(
            swings=swings[party],
            banzhaf=_per_mille(swings[party], sum(swings)),
            shapley=_per_mille(pivots[party], factorial(parties)),
        )
        for party in range(parties)
    )

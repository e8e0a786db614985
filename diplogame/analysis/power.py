"""Voting power under any decision rule: who is needed how often.

Definitions (the two disagree on purpose: the first counts sets, the second orders of joining):

* A party *swings* a set of the others if the set fails and succeeds once the party joins it.
* Normalised Banzhaf index: a party's swings as a share of all parties' swings.
* Shapley-Shubik index: in what share of all orders of joining a party is the one that carries it.

`power_of_rule` counts with generating functions: the number of sets of each size and measure are
the coefficients of a product of one factor for each party, held as the digits of big integers. 35
parties with populations and 193 with votes take a fraction of a second. `power_indices` asks any
predicate about every set, for up to 16 parties.
"""

from collections.abc import Callable, Sequence
from math import factorial
from typing import TypeAlias

from diplogame.rules.decisions import DecisionRule, Member
from diplogame.rules.values import dataclass

from .voting import MOST_PARTIES, WeighedGame, carries, weighed

_MOST_BITS = 4_000_000_000
"""Of a table of coefficients: half a gigabyte."""


class PowerTooLargeError(ValueError):
    """The measure is in units too fine for so many parties."""


@dataclass(frozen=True, slots=True)
class PowerIndex:
    """The power of one party.

    Attributes:
        swings: In how many sets of the others it turns failure into adoption.
        banzhaf: Its share of all parties' swings, per mille (normalised Banzhaf index).
        shapley: In what share of all orders of joining it is the one that carries the text, per
            mille (Shapley-Shubik index).
        pivots: The number of those orders; all parties' add up to the number of all orders (or to
            none, if nothing can be adopted).
    """

    swings: int
    banzhaf: int
    shapley: int
    pivots: int = 0


def _per_mille(part: int, whole: int) -> int:
    """Rounded to the nearest, a half up; 0 of nothing."""
    return (2000 * part + whole) // (2 * whole) if whole else 0


def _indices(by_size: Sequence[Sequence[int]]) -> tuple[PowerIndex, ...]:
    """The indices from swings by party and size of the set joined."""
    parties = len(by_size)
    orders = [factorial(size) * factorial(parties - size - 1) for size in range(parties)]
    swings = [sum(sizes) for sizes in by_size]
    pivots = [sum(map(int.__mul__, sizes, orders)) for sizes in by_size]
    return tuple(
        PowerIndex(
            swings=swings[party],
            banzhaf=_per_mille(swings[party], sum(swings)),
            shapley=_per_mille(pivots[party], factorial(parties)),
            pivots=pivots[party],
        )
        for party in range(parties)
    )


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
    by_size = [[0] * parties for _ in range(parties)]
    for without in sets:
        if carried[without]:
            continue
        for party in range(parties):
            if not without >> party & 1 and carried[without | 1 << party]:
                by_size[party][without.bit_count()] += 1
    return _indices(by_size)


def power_of_rule(rule: DecisionRule, members: Sequence[Member]) -> tuple[PowerIndex, ...]:
    """Banzhaf and Shapley-Shubik indices under a rule of R9, for any number of members.

    Args:
        rule: Any decision rule that fits the members (see `decisions.faults`).
        members: At least one.

    Raises:
        PowerTooLargeError: The measure is given in units so fine that the table of coefficients
            would not fit into memory. Give it in coarser ones.
        ValueError: There are no members.
    """
    if not members:
        raise ValueError("power is counted for 1 party or more")
    games = weighed(rule, members)
    if len(games) > 1:
        merged = _both(games)
        if merged is None:
            return power_indices(len(members), carries(rule, members))
        games = (merged,)
    return _indices(_swings(games[0]))


def _both(games: Sequence[WeighedGame]) -> WeighedGame | None:
    """Several games in one, where that is possible: all weigh the same, or nothing."""
    must: frozenset[int] = frozenset().union(*(game.must for game in games))
    weighing = [game for game in games if any(game.count) or any(game.measure)]
    if not weighing:
        return games[0]
    first = weighing[0]
    if any((g.measure, any(g.count)) != (first.measure, any(first.count)) for g in weighing):
        # A quota of states beside a rule of states and weight: states are counted by both.
        return _counted_twice(weighing, must)

    def enough(count: int) -> int | None:
        needs = [game.enough(count) for game in weighing]
        return None if None in needs else max(need for need in needs if need is not None)

    return WeighedGame(first.count, first.measure, must, enough)


def _counted_twice(weighing: Sequence[WeighedGame], must: frozenset[int]) -> WeighedGame | None:
    """A quota of states and one game of states and measure as one game; None if they differ."""
    quotas = [game for game in weighing if not any(game.count)]
    others = [game for game in weighing if any(game.count)]
    if len(others) != 1 or any(quota.measure != others[0].count for quota in quotas):
        return None
    other = others[0]

    def enough(count: int) -> int | None:
        if any((quota.enough(0) or 0) > count for quota in quotas):
            return None
        return other.enough(count)

    return WeighedGame(other.count, other.measure, must, enough)


_Rows: TypeAlias = dict[tuple[int, int], int]
"""By size and count of a set: the numbers of such sets by measure, as digits of one integer."""


class _Table:
    """How many sets of the free parties there are of each size, count and measure.

    The digits of a row are running totals: digit ``m`` is the number of sets whose measure is at
    most ``m``.
    """

    def __init__(self, game: WeighedGame, free: Sequence[int]) -> None:
        self.measures = sum(game.measure[party] for party in free)
        self.width = -(-(len(free) + 2) // 8)  # bytes of a digit: it never exceeds 2 ** parties
        bits = 8 * self.width
        counts = {game.count[party] for party in free}
        rows_expected = (len(free) + 1) * (1 if len(counts) < 2 else len(free))
        if rows_expected * (self.measures + 1) * bits > _MOST_BITS:
            raise PowerTooLargeError(
                f"{len(free)} parties with {self.measures} units between them are too many: "
                "give the measure in coarser units"
            )
        rows: _Rows = {(0, 0): 1}
        # The heavy come last, so that rows stay short for long.
        for party in sorted(free, key=lambda p: game.measure[p]):
            shift = game.measure[party] * bits
            for (size, count), row in sorted(rows.items(), reverse=True):
                key = (size + 1, count + game.count[party])
                rows[key] = rows.get(key, 0) + (row << shift)
        length = (self.measures + 1) * bits
        mask = (1 << length) - 1
        self.rows: dict[tuple[int, int], bytes] = {}
        for key, row in rows.items():
            # Running totals: a product with 1 + x + x**2 + ..., by doubling.
            shift = bits
            while shift < length:
                row += row << shift & mask
                shift *= 2
            self.rows[key] = (row & mask).to_bytes(length // 8, "little")

    def up_to(self, size: int, count: int, measure: int) -> int:
        """How many sets of this size and count have at most this measure."""
        row = self.rows.get((size, count))
        if row is None or measure < 0:
            return 0
        start = min(measure, self.measures) * self.width
        return int.from_bytes(row[start : start + self.width], "little")

    def without(self, size: int, count: int, measure: int, mine: tuple[int, int]) -> int:
        """The same among sets that leave out one party of this count and measure.

        Sets without it are all sets less those with it, and those with it are sets without it of
        one size less: an alternating sum.
        """
        total, sign = 0, 1
        while size >= 0 and measure >= 0 and count >= 0:
            total += sign * self.up_to(size, count, measure)
            sign = -sign
            size, count, measure = size - 1, count - mine[0], measure - mine[1]
        return total


def _swings(game: WeighedGame) -> list[list[int]]:
    """By party and size of the set it joins, how many sets it swings."""
    parties = len(game.count)
    free = [party for party in range(parties) if party not in game.must]
    base_count = sum(game.count[party] for party in game.must)
    base_measure = sum(game.measure[party] for party in game.must)
    table = _Table(game, free)
    by_size = [[0] * parties for _ in range(parties)]
    needed = len(game.must)

    def losing(count: int) -> int:
        """The largest measure of free parties that fails with this count of theirs; -1 for none."""
        need = game.enough(base_count + count)
        return table.measures if need is None else min(table.measures, need - base_measure - 1)

    if game.must:
        # Who must be in favour swings every set that succeeds with it.
        winning = [0] * parties
        for size, count in sorted(table.rows):
            most = table.up_to(size, count, table.measures)
            winning[size + needed - 1] += most - table.up_to(size, count, losing(count))
        for party in game.must:
            by_size[party] = winning[:]
    known: dict[tuple[int, int], list[int]] = {}
    for party in free:
        mine = (game.count[party], game.measure[party])
        if mine not in known:
            sizes = [0] * parties
            for size, count in sorted(table.rows):
                if size == len(free):
                    continue
                upper = losing(count)
                lower = losing(count + mine[0]) - mine[1]
                if upper > lower:
                    sizes[size + needed] += table.without(size, count, upper, mine)
                    sizes[size + needed] -= table.without(size, count, lower, mine)
            known[mine] = sizes
        by_size[party] = known[mine]
    return by_size

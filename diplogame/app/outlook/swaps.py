"""Who would object to a package, and what the staff would change in it."""

from __future__ import annotations

from diplogame.analysis import Domain, Swap, cheapest_swap, missed_swaps
from diplogame.app.outlook.ballots import vote_forecast
from diplogame.rules.estimates import middle_points
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.terms import Band, ClauseStatus
from diplogame.rules.values import dataclass
from diplogame.rules.view import SeatView


@dataclass(frozen=True, slots=True)
class Objection:
    """Who would object to a package, and over which clause.

    Attributes:
        seat: The delegation.
        chance: Chance per mille that it lets the package pass.
        issue: Index of the clause it minds most, or -1 when none stands out.
        option: The option it would rather have there.
        gain: What that would be worth to it, points, as believed.
    """

    seat: SeatId
    chance: Band
    issue: int
    option: int
    gain: int


def objections(view: SeatView, package: Package, below: int = 600) -> tuple[Objection, ...]:
    """Those whose yes is in doubt, the most doubtful first.

    Args:
        view: Who asks.
        package: The text in question.
        below: Middle chance per mille under which a yes is in doubt.
    """
    found: list[Objection] = []
    for seat, chance in vote_forecast(view, package).items():
        if chance.middle >= below:
            continue
        rows = view.interests.points if seat == view.seat else middle_points(view, seat)
        best = (-1, -1, 0)
        for issue, row in enumerate(rows):
            option = max(range(len(row)), key=lambda o: (row[o], -o))
            gain = row[option] - row[package[issue]]
            if gain > best[2]:
                best = (issue, option, gain)
        found.append(Objection(seat, chance, *best))
    return tuple(sorted(found, key=lambda o: (o.chance.middle, o.seat)))


@dataclass(frozen=True, slots=True)
class Advice:
    """A change of the package that the staff suggest, from our beliefs.

    Attributes:
        package: The package with the change.
        changes: (issue, option before, option after).
        own: What it does to us, points; exact.
        seats: Whom it is for.
        theirs: What it does to each of those, points, as believed.
        why: `wins` when it would turn somebody, `both` when it suits both, `free` when nobody loses.
    """

    package: Package
    changes: tuple[tuple[int, int, int], ...]
    own: int
    seats: tuple[SeatId, ...]
    theirs: tuple[int, ...]
    why: str


def believed_domain(view: SeatView) -> tuple[Domain, tuple[SeatId, ...]]:
    """The bargaining problem as we see it: us exactly, the others by the middle of our bands."""
    voters = tuple(s for s in view.table.seats if s != view.seat)
    options = tuple(len(issue.options) for issue in view.table.issues)
    parties: list[SeatId] = []
    values: list[tuple[tuple[int, ...], ...]] = []
    reserves: list[int] = []
    lines: list[tuple[tuple[tuple[int, int], ...], ...]] = []
    if view.interests.points:
        parties.append(view.seat)
        values.append(view.interests.points)
        reserves.append(view.walk_away)
        lines.append(_own_lines(view))
    for seat in voters:
        if view.beliefs[seat].weights:
            parties.append(seat)
            values.append(middle_points(view, seat))
            reserves.append(view.beliefs[seat].reserve.middle)
            lines.append(())
    return Domain(options, tuple(values), tuple(reserves), (), tuple(lines)), tuple(parties)


def _own_lines(view: SeatView) -> tuple[tuple[tuple[int, int], ...], ...]:
    found: list[tuple[tuple[int, int], ...]] = []
    for line in view.interests.red_lines:
        combinations: list[tuple[tuple[int, int], ...]] = [()]
        for issue, options in line.parts:
            combinations = [(*c, (issue, o)) for c in combinations for o in options]
        found += combinations
    return tuple(found)


def advice(view: SeatView, package: Package, most: int = 5) -> tuple[Advice, ...]:
    """What the staff would change: first what wins a doubtful vote, then what suits us and another.

    Closed clauses are left alone.
    """
    domain, parties = believed_domain(view)
    if view.seat not in parties:
        return ()
    fixed = {
        k
        for k, clause in enumerate(view.public.clauses)
        if clause.status in (ClauseStatus.CLOSED, ClauseStatus.AGREED)
    }
    found: list[Advice] = []
    seen: set[tuple[tuple[int, int, int], ...]] = set()

    def add(swap: Swap, seats: tuple[SeatId, ...], why: str) -> None:
        touched = any(issue in fixed for issue, _, _ in swap.changes)
        if not swap.changes or swap.changes in seen or touched:
            return
        if view.interests.crossed(swap.package):
            return
        seen.add(swap.changes)
        own = view.interests.utility(swap.package) - view.interests.utility(package)
        theirs = tuple(swap.gains[parties.index(s)] for s in seats)
        found.append(Advice(swap.package, swap.changes, own, seats, theirs, why))

    for objection in objections(view, package):
        if objection.seat == view.seat or objection.seat not in parties:
            continue
        index = parties.index(objection.seat)
        target = domain.walk_aways[index] + 150
        swap = cheapest_swap(domain, package, index, target=target, payers=[0])
        if swap is not None:
            add(swap, (objection.seat,), "wins")
    missed = missed_swaps(domain, package)
    for swap in missed.common:
        others = tuple(p for p, gain in zip(parties, swap.gains, strict=True) if gain > 0)
        winners = tuple(p for p in others if p != view.seat)
        if swap.gains[0] > 0:
            add(swap, winners, "free")
        if len(found) >= most:
            break
    for pair in missed.pairwise:
        if 0 in pair.parties:
            other = pair.parties[1] if pair.parties[0] == 0 else pair.parties[0]
            add(pair.swap, (parties[other],), "both")
        if len(found) >= most:
            break
    return tuple(found[:most])

"""What a delegation may expect, from its own knowledge: bands for the screens, never single odds.

Guarantees: reads a view and nothing else; two games that differ only in what others keep secret give the
same bands; a band is rounded outward to steps of five per cent, so that no decimals promise more than the
staff know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import isqrt

from diplogame.analysis import Domain, Swap, cheapest_swap, missed_swaps
from diplogame.rules import tables
from diplogame.rules.appraisal import (
    middle_points,
    package_band,
    time_used,
    vote_forecast,
)
from diplogame.rules.backing import HOUSE_SHARE, backed_cost, backed_credibility
from diplogame.rules.capital import ratification_log_odds
from diplogame.rules.conference import Kind
from diplogame.rules.decisions import DecisionRule, Member, adopted_by
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.summit import BOLDNESS, REACH, breakthrough_log_odds
from diplogame.rules.terms import Band, ClauseStatus, Goal, ThreatTerms
from diplogame.rules.threats import MAJOR, threat_log_odds
from diplogame.rules.view import SeatView

COST_DOUBT = 30
"""Per cent by which a published cost may miss what a target truly feels."""

_MOST_COUNTED = 12


def percent(band: Band) -> Band:
    """Return a band of chances per mille in per cent, rounded outward to steps of five, 0 to 100."""
    low = max(0, band.low // 10 // 5 * 5)
    high = min(100, -(-band.high // 10) // 5 * 5 + (5 if -(-band.high // 10) % 5 else 0))
    return Band(low, max(low, high))


def percent_text(band: Band) -> str:
    """Return a band of chances per mille as `40–65 %`."""
    whole = percent(band)
    return f"{whole.low} %" if whole.low == whole.high else f"{whole.low}–{whole.high} %"


# --- votes ------------------------------------------------------------------------------------


def members_of(view: SeatView) -> tuple[Member, ...]:
    """The voting delegations as the decision rules count them."""
    return tuple(
        Member(c.id, c.votes, c.population)
        for c in view.table.cards.values()
        if c.kind is Kind.SEAT
    )


@lru_cache(maxsize=64)
def _passing(rule: DecisionRule, members: tuple[Member, ...]) -> tuple[int, ...]:
    """The coalitions, as bit sets over the members, with which a text passes."""
    found = []
    for mask in range(1 << len(members)):
        content = [m.id for k, m in enumerate(members) if mask >> k & 1]
        if adopted_by(rule, members, content):
            found.append(mask)
    return tuple(found)


def passing_chance(
    rule: DecisionRule, members: tuple[Member, ...], chances: Mapping[SeatId, int]
) -> int:
    """Chance per mille that a text passes when each member is for it with its own chance.

    The chances are taken as independent; above twelve members everybody's consent is asked for,
    which is the least that could be true.
    """
    if len(members) > _MOST_COUNTED:
        total = 1000
        for member in members:
            total = total * chances[member.id] // 1000
        return total
    sum_: int = 0
    scale: int = 1000 ** len(members)
    for mask in _passing(rule, members):
        part = 1
        for index, member in enumerate(members):
            chance = chances[member.id]
            part *= chance if mask >> index & 1 else 1000 - chance
        sum_ += part
    return sum_ * 1000 // scale


def adoption_band(view: SeatView, package: Package, rule: DecisionRule | None = None) -> Band:
    """Chance per mille that a package would be adopted under the rule in force, or another one."""
    votes = vote_forecast(view, package)
    members = members_of(view)
    chosen = rule if rule is not None else view.table.institution.adoption
    low = passing_chance(chosen, members, {s: b.low for s, b in votes.items()})
    high = passing_chance(chosen, members, {s: b.high for s, b in votes.items()})
    return Band(low, high)


def believed_gain(view: SeatView, seat: SeatId, before: Package, after: Package) -> Band:
    """What a change of the text does to another delegation, points, from our beliefs.

    Only the changed clauses count: what stays the same is as unknown before as after.
    """
    belief = view.beliefs[seat]
    if not belief.weights:
        return Band(0, 0)
    scale = max(1, sum(band.middle for band in belief.weights))
    middle, spread = 0, 0
    for issue, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            continue
        weight = belief.weights[issue]
        was, now = belief.values[issue][old], belief.values[issue][new]
        step = now.middle - was.middle
        middle += weight.middle * step
        half = (weight.width * abs(step) + weight.middle * (was.width + now.width) // 2) // 200
        spread += half * half
    middle = middle * 100 // scale
    half = isqrt(spread) * 10_000 // scale
    return Band(middle - half, middle + half)


def motion_band(view: SeatView, after: Package, rule: DecisionRule) -> Band:
    """Chance per mille that a change of the text is carried: everybody asks what it does to them.

    A motion that changes no wording (closing, referring, a summit) is judged by whether the text as
    it stands suits them.
    """
    before = view.text
    members = members_of(view)
    low: dict[SeatId, int] = {}
    high: dict[SeatId, int] = {}
    votes = vote_forecast(view, after) if after == before else {}
    for member in members:
        if member.id == view.seat:
            low[member.id] = high[member.id] = 1000
        elif after == before:
            band = votes[member.id]
            low[member.id], high[member.id] = (band.low + 500) // 2, (band.high + 1000) // 2
        else:
            gain = believed_gain(view, member.id, before, after)
            low[member.id] = tables.logistic((gain.low + gain.middle) * 3)
            high[member.id] = tables.logistic((gain.high + gain.middle) * 3)
    return Band(passing_chance(rule, members, low), passing_chance(rule, members, high))


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


# --- swaps from the staff ---------------------------------------------------------------------


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


# --- threats ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """One contribution to a forecast: what it is (a text key), and its weight in thousandths."""

    key: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ThreatForecast:
    """What a threat would do, before it is made.

    Attributes:
        odds: Chance per mille that the target gives way.
        cost: Points per round that it costs the target, as believed.
        own: Points per round that it costs us once imposed.
        stake: Points at issue for the target, as believed.
        parts: What raises and lowers the odds.
    """

    odds: Band
    cost: Band
    own: int
    stake: Band
    parts: tuple[Part, ...]


def threat_forecast(view: SeatView, target: SeatId, terms: ThreatTerms) -> ThreatForecast:
    """What a threat would do, from our knowledge; calibrated as in R10.2."""
    tool = view.table.instruments.get(terms.instrument)
    published = 0 if tool is None else tool.cost.get(target, 0)
    doubt = published * COST_DOUBT // 100
    behind = len(terms.partners)
    cost = Band(
        backed_cost(max(0, published - doubt), behind), backed_cost(published + doubt, behind)
    )
    stake = stake_band(view, target, terms.issue, terms.option)
    alone = view.public.credibility[view.seat]
    credibility = backed_credibility(alone, behind)
    economic = tool is not None and tool.economic
    repeats = sum(t.sender == view.seat and t.target == target for t in view.threats.values())

    def z(cost_: int, stake_: int) -> int:
        force = cost_ // (1 + repeats)
        return threat_log_odds(terms.clear, force, terms.commitment, economic, credibility, stake_)

    odds = Band(tables.logistic(z(cost.low, stake.high)), tables.logistic(z(cost.high, stake.low)))
    parts = [Part("clear" if terms.clear else "vague", *((1690,) * 2 if terms.clear else (0, 0)))]
    major = 1510 if cost.low // (1 + repeats) >= MAJOR else 0
    parts.append(Part("cost", major, 1510 if cost.high // (1 + repeats) >= MAJOR else 0))
    strength = 500 if terms.commitment >= 3 else -1110 if terms.commitment <= 1 else 0
    parts.append(Part(f"commitment{terms.commitment}", strength, strength))
    if economic:
        parts.append(Part("economic", 1120, 1120))
    belief = (alone - 50) * 25
    parts.append(Part("credibility", belief, belief))
    if behind:
        lent = (credibility - alone) * 25
        parts.append(Part("partners", lent, lent))
    parts.append(Part("stake", -stake.high * 3 // 2, -stake.low * 3 // 2))
    if (target, terms.instrument) in view.public.endorsed:
        # The house weighs when one acts, not when one threatens (field guide 4.1).
        imposed = Band(
            cost.low + published * HOUSE_SHARE // 100, cost.high + published * HOUSE_SHARE // 100
        )
        return ThreatForecast(odds, imposed, tool.own_cost if tool else 0, stake, tuple(parts))
    return ThreatForecast(odds, cost, 0 if tool is None else tool.own_cost, stake, tuple(parts))


def stake_band(view: SeatView, target: SeatId, issue: int, option: int) -> Band:
    """What giving way on an option would cost a delegation, points, from our beliefs."""
    belief = view.beliefs.get(target)
    if belief is None or not belief.weights or not 0 <= issue < len(belief.weights):
        return Band(0, 0)
    values, weight = belief.values[issue], belief.weights[issue]
    if not 0 <= option < len(values):
        return Band(0, 0)
    best = max(range(len(values)), key=lambda o: (values[o].middle, -o))
    high = max(0, values[best].high - values[option].low) * weight.high // 100
    low = max(0, values[best].low - values[option].high) * weight.low // 100
    middle = max(0, values[best].middle - values[option].middle) * weight.middle // 100
    # Both ends at once are as unlikely as all the staff being wrong together.
    return Band((low + middle) // 2, (high + middle) // 2)


# --- summit and home ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NightForecast:
    """What an hour of a summit may bring.

    Attributes:
        goal: The announced goal.
        odds: Chance per mille of a breakthrough in one hour.
        night: Chance per mille of a breakthrough in any of the hours that are left.
        reach: Clauses that a breakthrough would close.
        failure: Gauge points that a failure costs every delegation.
        parts: What raises and lowers the odds.
    """

    goal: Goal
    odds: Band
    night: Band
    reach: int
    failure: int
    parts: tuple[Part, ...]


def night_forecast(
    view: SeatView, goal: Goal, preparation: int, fatigue: int, hours: int, own: str = ""
) -> NightForecast:
    """What a night would bring; `own` is our own choice for the hour, or empty when still open.

    The others are unknown: at worst one in four walks and the rest stand firm, at best half of
    them give or fudge.
    """
    others = len(view.table.seats) - 1
    own_give, own_fudge = int(own == "give"), int(own == "fudge")
    own_firm, own_walk = int(own == "firm"), int(own == "walk")

    def z(helpers: int, walkers: int, tired: int) -> int:
        firms = max(0, others - helpers - walkers)
        gives = (helpers + 1) // 2
        return breakthrough_log_odds(
            preparation,
            goal,
            tired,
            gives + own_give,
            helpers - gives + own_fudge,
            firms + own_firm,
            walkers + own_walk,
        )

    worst = [tables.logistic(z(others // 4, others // 5, fatigue + 15 * h)) for h in range(hours)]
    best = [tables.logistic(z(-(-others * 3 // 5), 0, fatigue + 15 * h)) for h in range(hours)]
    parts = (
        Part("base", -2600, -2600),
        Part("preparation", preparation * 45, preparation * 45),
        Part("goal", -BOLDNESS[goal], -BOLDNESS[goal]),
        Part("fatigue", -(fatigue + 15 * (hours - 1)) * 10, -fatigue * 10),
        Part(
            "choices",
            z(others // 4, others // 5, 0) - z(0, 0, 0) - 300 * others,
            z(-(-others * 3 // 5), 0, 0) - z(0, 0, 0) - 300 * others,
        ),
    )
    weight = {Goal.MODEST: 1, Goal.SOLID: 2, Goal.BOLD: 3}[goal]
    return NightForecast(
        goal,
        Band(worst[0] if worst else 0, best[0] if best else 0),
        Band(_any(worst), _any(best)),
        REACH[goal],
        max(1, weight * (100 - preparation) // 20),
        parts,
    )


def _any(chances: list[int]) -> int:
    left = 1000
    for chance in chances:
        left = left * (1000 - chance) // 1000
    return 1000 - left


def ratification_band(view: SeatView, package: Package) -> Band:
    """Chance per mille that our own home ratifies a package.

    The end points are a gauge that drops or rises by what an ordinary week at home moves it, and
    forces at home that weigh a third more or less than the staff think.
    """
    if not view.interests.points:
        return Band(1000, 1000)
    issues = tuple(issue.id for issue in view.table.issues)

    def chance(gauge: int, share: int) -> int:
        return tables.logistic(
            ratification_log_odds(
                view.me,
                issues,
                view.interests,
                view.walk_away,
                gauge,
                view.mandate,
                tuple(weight * share // 100 for weight in view.veto_weights),
                package,
            )
        )

    return Band(chance(max(0, view.gauge - 6), 133), chance(min(100, view.gauge + 6), 67))


def surplus_band(view: SeatView, seat: SeatId, package: Package) -> Band:
    """What a package is worth to another above its walk-away, points, as believed."""
    worth, reserve = package_band(view, seat, package), view.beliefs[seat].reserve
    return Band(worth.low - reserve.high, worth.high - reserve.low)


def lateness(view: SeatView) -> int:
    """Time used, per cent of the calendar."""
    return time_used(view) // 10

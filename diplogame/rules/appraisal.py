"""What a text or a bargain is worth, as one delegation can know it (R2.1, R6.2, R16.1).

Guarantees: reads a view and nothing else; one's own worth is exact, another's is a band from one's own
beliefs. Players' forecasts and minds' decisions come from these same functions: one rule set for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt

from diplogame.rules import belonging, tables
from diplogame.rules.backing import PARTNER_PAYS
from diplogame.rules.coalitions import in_force
from diplogame.rules.conference import Kind
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.pledges import BELIEVED, keeping, pledge, pledged_stance, with_pledge
from diplogame.rules.records import Belief
from diplogame.rules.terms import (
    Band,
    Bargain,
    ClauseStatus,
    Coalition,
    MoveToVote,
    Proviso,
    Stage,
    Stance,
    Term,
    TermKind,
    TermState,
    ThreatState,
    Trigger,
)
from diplogame.rules.undertakings import binding
from diplogame.rules.view import SeatView

LIFT = {TermKind.SUPPORT: 400, TermKind.ACQUIESCE: 200}
"""How far, per mille, a voter's undertaking lifts an option toward being the one agreed."""

VOICE_LIFT = 80
MOST_LIFT = 750

TRIGGER_SHARE = {Trigger.SIGNATURE: 100, Trigger.CLAUSE: 75, Trigger.ADOPTION: 55}
"""Per cent of an incentive's worth that survives waiting for its condition (R11.1)."""

PRICE_POINTS = 45
"""Points that a unit of budget is worth to the one who spends it."""

TOP_SHARE = 90
"""Per cent of the way from walk-away to the dream package where aspirations begin (R20.2)."""


_AFTER_MEETINGS = (Stage.PLENARY, Stage.VOTE, Stage.SUMMIT, Stage.RECKONING)
"""Stages that come when the slots of the round are over."""


def time_used(view: SeatView) -> int:
    """Time used, per mille of the calendar: rounds done and slots of this one."""
    calendar = view.table.calendar
    slots = len(calendar.slots) + 1
    slot = slots - 1 if view.public.stage in _AFTER_MEETINGS else view.public.slot
    done = (view.public.round - 1) * slots + min(slot, slots - 1)
    return max(0, min(1000, done * 1000 // max(1, calendar.rounds * slots - 1)))


def dream(view: SeatView) -> int:
    """The most that any text could be worth to us, points."""
    return sum(max(row) for row in view.interests.points)


def aspiration(view: SeatView) -> int:
    """What we hold out for now, points: Faratin's curve from near the dream to the walk-away (R20.2)."""
    top = view.walk_away + max(0, dream(view) - view.walk_away) * TOP_SHARE // 100
    held = tables.concession(time_used(view), view.beta)
    return view.walk_away + (top - view.walk_away) * held // 1000


_Rows = dict[int, tuple[Sequence[Sequence[int]], tuple[int, ...]]]
_EXPECTED: list[tuple[SeatView, dict[tuple[int, int], tuple[Sequence[int], int]], _Rows]] = []
"""Expected points of the view that was looked at last, by the identity of rows, one by one or all."""


def expected_points(view: SeatView, issue: int, points: Sequence[int]) -> int:
    """What a clause is worth as the talks stand: its options weighted by who supports them."""
    # Held by a name of our own: another thread may look at another view meanwhile.
    last = _EXPECTED[0] if _EXPECTED else None
    if last is None or last[0] is not view:
        last = (view, {}, {})
        _EXPECTED[:] = [last]
    memo = last[1]
    known = memo.get((issue, id(points)))
    if known is not None and known[0] is points:
        return known[1]
    found = _expectation(view, issue, points)
    memo[issue, id(points)] = (points, found)
    return found


def expectations(view: SeatView, rows: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """What every clause is worth as the talks stand, by points per issue and option; kept for the view."""
    last = _EXPECTED[0] if _EXPECTED else None
    if last is None or last[0] is not view:
        last = (view, {}, {})
        _EXPECTED[:] = [last]
    known = last[2].get(id(rows))
    if known is not None and known[0] is rows:
        return known[1]
    found = tuple([_expectation(view, k, row) for k, row in enumerate(rows)])
    last[2][id(rows)] = (rows, found)
    return found


def _expectation(view: SeatView, issue: int, points: Sequence[int]) -> int:
    clause = view.public.clauses[issue]
    if clause.status in (ClauseStatus.CLOSED, ClauseStatus.AGREED):
        return points[clause.leading]
    total, weight = points[clause.leading] * 3, 3
    for option, sponsors in zip(clause.options, clause.sponsors, strict=True):
        total += points[option] * len(sponsors) * 2
        weight += len(sponsors) * 2
    return total // weight


_LIFTED: list[tuple[SeatView, dict[int, tuple[Bargain, dict[tuple[int, int], int]]]]] = []
"""Lifts by the view that was looked at last and the identity of the bargain: each is asked for often."""


def lifts(view: SeatView, bargain: Bargain) -> dict[tuple[int, int], int]:
    """How far a bargain lifts each (issue, option), per mille. Not to be changed."""
    last = _LIFTED[0] if _LIFTED else None
    if last is None or last[0] is not view:
        last = (view, {})
        _LIFTED[:] = [last]
    memo = last[1]
    known = memo.get(id(bargain))
    if known is not None and known[0] is bargain:
        return known[1]
    found = _lifted(view, bargain)
    memo[id(bargain)] = (bargain, found)
    return found


def _lifted(view: SeatView, bargain: Bargain) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = {}
    for term in bargain.terms:
        if term.kind not in LIFT:
            continue
        likely = likelihood(view, bargain, term.given)
        key = (term.issue, term.option)
        found[key] = min(MOST_LIFT, found.get(key, 0) + _lift(view, term, likely))
    return found


def _lift(view: SeatView, term: Term, likely: int) -> int:
    """How far an undertaking of this likelihood (per cent) lifts its option, per mille."""
    voter = view.table.cards[term.by].kind is Kind.SEAT
    lift = LIFT[term.kind] if voter else VOICE_LIFT
    return lift * _newness(view, term) * likely // 10_000


def unconditional_worth(view: SeatView, other: SeatId, term: Term) -> tuple[int, int]:
    """What one undertaking is worth to us and, as we believe, to another if it binds whatever happens.

    Of a bargain whose terms lift different options, without conditions, `own_worth` and `their_middle`
    are the sums of these.
    """
    own, theirs = _own_side(view, term), _their_side(view, other, term)
    if term.kind in LIFT:
        issue, option = term.issue, term.option
        lift = _lift(view, term, 100)
        if view.interests.points:
            rows = view.interests.points
            own += lift * (rows[issue][option] - expectations(view, rows)[issue]) // 1000
        rows = middle_points(view, other)
        theirs += lift * (rows[issue][option] - expectations(view, rows)[issue]) // 1000
    return own, theirs


LEADING, BACKER = 3, 2
"""What the text as it stands, and each delegation known to stand for it, weighs for an option."""

UNLIKELY = 5
"""Per cent at which a condition on an open clause is reckoned at the least."""


def likelihood(view: SeatView, bargain: Bargain, given: Proviso | None) -> int:
    """Per cent at which an undertaking with a condition counts, 0-100; 100 without one (R6.6).

    A closed clause meets the condition or does not. For an open one the option's share of what can be
    known is taken: what the text reads, who sponsors which wording, who is bound to it, and who would be
    by this very bargain.
    """
    if given is None:
        return 100
    clause = view.public.clauses[given.issue]
    if clause.status in (ClauseStatus.CLOSED, ClauseStatus.AGREED):
        return 100 if clause.leading == given.option else 0
    backers: set[tuple[SeatId, int]] = {
        (name, option)
        for option, names in zip(clause.options, clause.sponsors, strict=True)
        for name in names
    }
    backers |= {(by, option) for by, issue, option in _bindings(view) if issue == given.issue}
    backers |= {
        (t.by, t.option)
        for t in bargain.terms
        if t.kind is TermKind.SUPPORT and t.issue == given.issue and t.given is None
    }
    total = LEADING + BACKER * len(backers)
    weight = BACKER * sum(option == given.option for _by, option in backers)
    if clause.leading == given.option:
        weight += LEADING
    return max(UNLIKELY, weight * 100 // total)


def _newness(view: SeatView, term: Term) -> int:
    """Per cent of an undertaking that is news: support that is public or promised moves little."""
    if (term.by, term.issue, term.option) in _bindings(view):
        return 10
    declared = view.public.stances.get(term.by)
    if declared is None:
        return 100
    stance = declared[term.issue][term.option]
    if stance is Stance.SUPPORT:
        return 25
    if stance is Stance.LIVE_WITH:
        return 75 if term.kind is TermKind.SUPPORT else 25
    return 100


def own_worth(view: SeatView, bargain: Bargain) -> int:
    """What a bargain is worth to us, points; exact by our own interests, zero is indifference."""
    total = 0
    for (issue, option), lift in lifts(view, bargain).items():
        row = view.interests.points[issue] if view.interests.points else (0,) * 99
        total += lift * (row[option] - expected_points(view, issue, row)) // 1000
    for term in bargain.terms:
        gain = _own_side(view, term)
        if gain:
            total += gain * likelihood(view, bargain, term.given) // 100
    return total


def _own_side(view: SeatView, term: Term) -> int:
    if term.kind is TermKind.PAY:
        if term.by == view.seat:
            return -view.table.incentives[term.incentive].price * PRICE_POINTS
        if term.to == view.seat:
            worth = view.appetite.get(term.incentive, 0) * TRIGGER_SHARE[term.trigger] // 100
            repeats = view.contacts[term.by].gifts
            worth = worth * 100 // (100 + 50 * repeats)
            return worth * (40 + view.trust[term.by] * 60 // 100) // 100
        return 0
    if term.kind is TermKind.ADOPT:
        margin = view.interests.utility(view.text) - view.walk_away if view.interests.points else 0
        if term.by == view.seat:
            return min(0, margin) // 2
        return max(-150, min(150, margin // 4))
    if term.kind is TermKind.LIFT:
        return _lift_worth(view, term)
    if term.kind is TermKind.BACK:
        return _backing_worth(view, term)
    if term.kind in BELONGING:
        return _belonging(view, view.seat, term, view.interests.points)
    return 0


BELONGING = (TermKind.LEAVE, TermKind.STAY)
"""Undertakings about a coalition (R13.6)."""


def _belonging(view: SeatView, whom: SeatId, term: Term, rows: Sequence[Sequence[int]]) -> int:
    """What it is worth to somebody that a member leaves its coalition, or promises to stay."""
    coalition = view.coalitions.get(term.to)
    if coalition is None:
        return 0
    gains = position_gains(view, coalition, rows)
    return belonging.worth(coalition, whom, term, gains, view.public.round)


def position_gains(
    view: SeatView, coalition: Coalition, rows: Sequence[Sequence[int]]
) -> tuple[int, ...]:
    """What each clause of a position in force is worth above what is expected there, points."""
    return tuple(
        rows[k][o] - expected_points(view, k, rows[k])
        for k, o in in_force(coalition, view.public.round)
        if rows
    )


BACKING_GAIN = 90
"""Points that a partner in pressure is worth to the one who presses, if a threat of its stands."""


def _backing_worth(view: SeatView, term: Term) -> int:
    """What a promise to back pressure is worth to us: a partner won, or a bill and a quarrel (R10.1)."""
    if term.by == view.seat:
        # Who likes the target pays dearly for turning on it; who does not, only the bill.
        fondness = view.trust.get(term.to, 50)
        return -backing_bill(view, term) - 40 - max(0, fondness - 40) * 4
    if term.to == view.seat:
        return -BACKING_GAIN
    own = [t for t in view.threats.values() if t.sender == view.seat and t.target == term.to]
    pressing = any(t.state is ThreatState.STANDING for t in own) or any(
        s.sender == view.seat and s.target == term.to for s in view.sanctions.values()
    )
    reach = any(
        t.sender == view.seat and term.to in t.cost for t in view.table.instruments.values()
    )
    return BACKING_GAIN if pressing else BACKING_GAIN // 3 if reach else 0


def backing_bill(view: SeatView, term: Term) -> int:
    """What backing pressure may cost a partner, points: two rounds of half the dearest own cost."""
    bills = [
        t.own_cost
        for t in view.table.instruments.values()
        if t.sender != term.by and term.to in t.cost
    ]
    return max(bills, default=0) * 2 // PARTNER_PAYS


def _lift_worth(view: SeatView, term: Term) -> int:
    threat = view.threats.get(term.threat)
    if threat is not None:
        if threat.target == view.seat:
            return view.exposure.get(threat.terms.instrument, 0)
        return -60 if term.by == view.seat else 0
    sanction = view.sanctions.get(term.threat)
    if sanction is None:
        return 0
    left = max(1, view.table.calendar.rounds - view.public.round)
    if sanction.target == view.seat:
        return sanction.cost * min(left, 4)
    return sanction.own_cost * min(left, 4) - 40 if term.by == view.seat else 0


def points_band(belief: Belief, issue: int, option: int) -> Band:
    """What an option of an issue is worth to another, points, as believed."""
    weight, value = belief.weights[issue], belief.values[issue][option]
    return Band(weight.low * value.low // 100, weight.high * value.high // 100)


def package_band(view: SeatView, other: SeatId, package: Package) -> Band:
    """What a package is worth to another delegation, points, from our beliefs.

    Middle values are scaled so that the believed weights add up; half-widths add in quadrature.
    """
    belief = view.beliefs[other]
    if not belief.weights:
        return Band(0, 0)
    scale = max(1, sum(band.middle for band in belief.weights))
    middle, spread = 0, 0
    for issue, option in enumerate(package):
        weight, value = belief.weights[issue], belief.values[issue][option]
        middle += weight.middle * value.middle
        half = (weight.width * value.middle + weight.middle * value.width) // 200
        spread += half * half
    middle = middle * 100 // scale
    half = isqrt(spread) * 10_000 // scale
    return Band(max(0, middle - half), min(10_000, middle + half))


Middles = tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]

_BANDS: dict[int, tuple[Belief, Middles]] = {}
"""Middles of the bands by the identity of a belief."""


def middles(belief: Belief) -> Middles:
    """The middles of a belief's weights, points, and of its values per issue and option, 0-100."""
    known = _BANDS.get(id(belief))
    if known is not None and known[0] is belief:
        return known[1]
    found = (
        tuple([band.middle for band in belief.weights]),
        tuple([tuple([(v.low + v.high) // 2 for v in row]) for row in belief.values]),
    )
    if len(_BANDS) > 1024:
        _BANDS.clear()
    _BANDS[id(belief)] = (belief, found)
    return found


_MIDDLES: dict[int, tuple[Belief, tuple[tuple[int, ...], ...]]] = {}
"""Middle points by the identity of a belief: the same belief is asked about in view after view."""


def middle_points(view: SeatView, other: SeatId) -> tuple[tuple[int, ...], ...]:
    """Believed points of another per issue and option, scaled to 10 000: the middle of the bands."""
    belief = view.beliefs[other]
    known = _MIDDLES.get(id(belief))
    if known is not None and known[0] is belief:
        return known[1]
    weights, values = middles(belief)
    scale = max(1, sum(weights))
    rows = tuple(
        [
            tuple([weight * value * 100 // scale for value in row])
            for weight, row in zip(weights, values, strict=True)
        ]
    )
    if len(_MIDDLES) > 1024:
        _MIDDLES.clear()
    _MIDDLES[id(belief)] = (belief, rows)
    return rows


def their_worth(view: SeatView, other: SeatId, bargain: Bargain) -> Band:
    """What a bargain is worth to another, points, as a band from our beliefs."""
    belief = view.beliefs[other]
    if not belief.weights:
        return Band(0, 0)
    rows = middle_points(view, other)
    middle, spread = 0, 0
    for (issue, option), lift in lifts(view, bargain).items():
        change = rows[issue][option] - expected_points(view, issue, rows[issue])
        middle += lift * change // 1000
        doubt = points_band(belief, issue, option).width * lift // 2000
        spread += doubt * doubt
    for term in bargain.terms:
        gain = _their_side(view, other, term) * likelihood(view, bargain, term.given) // 100
        middle += gain
        spread += (abs(gain) // 3) ** 2
    half = isqrt(spread)
    return Band(middle - half, middle + half)


def their_middle(view: SeatView, other: SeatId, bargain: Bargain) -> int:
    """The middle of `their_worth`, for those who do not ask how sure it is."""
    if not view.beliefs[other].weights:
        return 0
    rows = middle_points(view, other)
    middle = 0
    for (issue, option), lift in lifts(view, bargain).items():
        row = rows[issue]
        middle += lift * (row[option] - expected_points(view, issue, row)) // 1000
    for term in bargain.terms:
        gain = _their_side(view, other, term)
        if gain:
            middle += gain * likelihood(view, bargain, term.given) // 100
    return middle


def _their_side(view: SeatView, other: SeatId, term: Term) -> int:
    if term.kind is TermKind.PAY:
        card = view.table.incentives[term.incentive]
        if term.by == other:
            return -card.price * PRICE_POINTS
        if term.to == other:
            worth = card.worth.get(other, 0) * TRIGGER_SHARE[term.trigger] // 100
            trusted = view.regard.get(term.by, 50) if term.by == view.seat else 50
            if term.by == view.seat:
                trusted = view.regard.get(other, 50)
            return worth * (40 + trusted * 60 // 100) // 100
    if term.kind is TermKind.ADOPT:
        margin = package_band(view, other, view.text).middle - view.beliefs[other].reserve.middle
        return min(0, margin) // 2 if term.by == other else max(-150, min(150, margin // 4))
    if term.kind is TermKind.BACK:
        if term.by == other:
            return -backing_bill(view, term) - 40
        tools = view.table.instruments.values()
        if any(t.sender == other and term.to in t.cost for t in tools):
            return BACKING_GAIN // 3
    if term.kind is TermKind.LIFT:
        threat = view.threats.get(term.threat)
        if threat is not None and threat.target == other:
            return view.table.instruments[threat.terms.instrument].cost.get(other, 0)
        sanction = view.sanctions.get(term.threat)
        if sanction is not None and sanction.target == other:
            return sanction.cost * 2
    if term.kind in BELONGING:
        return _belonging(view, other, term, middle_points(view, other))
    return 0


def believed_stance(view: SeatView, other: SeatId, issue: int, option: int) -> Stance:
    """The stance we expect: what is declared, unless we know more than what is said in public.

    A promise that we know of counts for more than what one believes they would like, as far as their
    word is good (R6.5).
    """
    if other == view.seat:
        return own_stance(view, issue, option)
    pledged = pledged_stance(view, other, issue, option)
    if pledged is not None and keeping(view, other).middle >= BELIEVED:
        return pledged
    declared = view.public.stances.get(other)
    belief = view.beliefs[other]
    if not belief.weights:
        return Stance.LIVE_WITH
    if declared is not None and belief.certainty[issue] < 45:
        return declared[issue][option]
    return stance_for(belief.values[issue][option].middle, belief.weights[issue].middle)


def stance_for(value: int, weight: int) -> Stance:
    """The stance that a value (0-100) of an option and the weight of its issue amount to (R8.2)."""
    if value >= 75:
        return Stance.SUPPORT
    light = weight < 700
    if value >= 45 or (light and value >= 25):
        return Stance.LIVE_WITH
    return Stance.RESERVE if value >= 20 or light else Stance.OPPOSE


def own_stance(view: SeatView, issue: int, option: int) -> Stance:
    """Our own honest stance on an option (R8.2)."""
    if not view.interests.values:
        return Stance.LIVE_WITH
    return stance_for(view.interests.values[issue][option], view.interests.weights[issue])


_BOUND: list[tuple[SeatView, frozenset[tuple[SeatId, int, int]]]] = []
"""Bindings of the view that was looked at last: one view is asked about many bargains."""


def _bindings(view: SeatView) -> frozenset[tuple[SeatId, int, int]]:
    """Who is bound to what by the pending understandings we know of: (delegation, issue, option).

    What is promised under a condition binds only while the text meets it (R6.6).
    """
    last = _BOUND[0] if _BOUND else None
    if last is not None and last[0] is view:
        return last[1]
    found = frozenset(
        (term.by, term.issue, term.option)
        for entry in view.understandings.values()
        if TermState.PENDING in entry.states
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
        if state is TermState.PENDING and term.kind in LIFT and binding(view.public, entry, term)
    )
    _BOUND[:] = [(view, found)]
    return found


def bound(view: SeatView, seat: SeatId, issue: int, option: int) -> bool:
    """Whether an understanding we know of binds a delegation to an option."""
    return (seat, issue, option) in _bindings(view)


def vote_forecast(view: SeatView, package: Package) -> dict[SeatId, Band]:
    """Chance per mille that each voter lets a package pass, as a band from our beliefs.

    Ourselves: whether the package is worth our walk-away and crosses no red line. Who promised to vote
    for a text that reads so is likelier to, as far as its word is good (R6.5).
    """
    found: dict[SeatId, Band] = {}
    for seat in view.table.seats:
        if seat == view.seat:
            ok = view.interests.utility(package) >= view.walk_away
            ok = ok and not view.interests.crossed(package)
            found[seat] = Band(1000, 1000) if ok else Band(0, 0)
            continue
        worth = package_band(view, seat, package)
        reserve = view.beliefs[seat].reserve
        late = time_used(view) * 500 // 1000
        low = tables.logistic((worth.low - reserve.high) - 400 + late)
        high = tables.logistic((worth.high - reserve.low) - 400 + late)
        middle = tables.logistic((worth.middle - reserve.middle) * 3 // 2 - 300 + late)
        chance = Band(
            max(10, min(middle, (low + middle) // 2)), min(990, max(middle, (high + middle) // 2))
        )
        way = pledge(view, seat, MoveToVote(), package)
        found[seat] = with_pledge(chance, way, keeping(view, seat)) if way else chance
    return found


def adoption_forecast(view: SeatView, package: Package) -> Band:
    """Chance per mille that everybody whose no would stop it lets a package pass: band product."""
    low, high = 1000, 1000
    for band in vote_forecast(view, package).values():
        low = low * band.low // 1000
        high = high * band.high // 1000
    return Band(low, high)

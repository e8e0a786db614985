"""What a bargain is worth, as one delegation can know it (R2.1, R6.2, R16.1).

Guarantees: reads a view and nothing else; one's own worth is exact, another's is a band from one's own
beliefs. Players' forecasts and minds' decisions come from these same functions: one rule set for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt

from diplogame.rules import belonging
from diplogame.rules.backing import PARTNER_PAYS
from diplogame.rules.estimates import middle_points, package_band, points_band
from diplogame.rules.ids import SeatId
from diplogame.rules.prospects import (
    LIFT,
    expectations,
    expected_points,
    lift_of,
    lifts,
    likelihood,
    position_gains,
)
from diplogame.rules.terms import Band, Bargain, Term, TermKind, ThreatState, Trigger
from diplogame.rules.view import SeatView

TRIGGER_SHARE = {Trigger.SIGNATURE: 100, Trigger.CLAUSE: 75, Trigger.ADOPTION: 55}
"""Per cent of an incentive's worth that survives waiting for its condition (R11.1)."""

PRICE_POINTS = 45
"""Points that a unit of budget is worth to the one who spends it."""


def unconditional_worth(view: SeatView, other: SeatId, term: Term) -> tuple[int, int]:
    """What one undertaking is worth to us and, as we believe, to another if it binds whatever happens.

    Of a bargain whose terms lift different options, without conditions, `own_worth` and `their_middle`
    are the sums of these.
    """
    own, theirs = _own_side(view, term), _their_side(view, other, term)
    if term.kind in LIFT:
        issue, option = term.issue, term.option
        lift = lift_of(view, term, 100)
        if view.interests.points:
            rows = view.interests.points
            own += lift * (rows[issue][option] - expectations(view, rows)[issue]) // 1000
        rows = middle_points(view, other)
        theirs += lift * (rows[issue][option] - expectations(view, rows)[issue]) // 1000
    return own, theirs


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

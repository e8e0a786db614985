"""What the text is expected to read as the talks stand, and how far undertakings move it (R6.6).

Guarantees: reads a view and nothing else - the text, who sponsors which wording, and the promises one
knows of; works for any row of points, one's own or those believed of another. What has been worked out
is kept for the view that was looked at last, by identity, and never changes an answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplogame.rules.coalitions import in_force
from diplogame.rules.conference import Kind
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import (
    Bargain,
    ClauseStatus,
    Coalition,
    Proviso,
    Stance,
    Term,
    TermKind,
    TermState,
)
from diplogame.rules.undertakings import binding
from diplogame.rules.view import SeatView

LIFT = {TermKind.SUPPORT: 400, TermKind.ACQUIESCE: 200}
"""How far, per mille, a voter's undertaking lifts an option toward being the one agreed."""

VOICE_LIFT = 80

MOST_LIFT = 750

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
        found[key] = min(MOST_LIFT, found.get(key, 0) + lift_of(view, term, likely))
    return found


def lift_of(view: SeatView, term: Term, likely: int) -> int:
    """How far an undertaking of this likelihood (per cent) lifts its option, per mille."""
    voter = view.table.cards[term.by].kind is Kind.SEAT
    lift = LIFT[term.kind] if voter else VOICE_LIFT
    return lift * _newness(view, term) * likely // 10_000


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
    backers |= {(by, option) for by, issue, option in bindings(view) if issue == given.issue}
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
    if (term.by, term.issue, term.option) in bindings(view):
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


def position_gains(
    view: SeatView, coalition: Coalition, rows: Sequence[Sequence[int]]
) -> tuple[int, ...]:
    """What each clause of a position in force is worth above what is expected there, points."""
    return tuple(
        rows[k][o] - expected_points(view, k, rows[k])
        for k, o in in_force(coalition, view.public.round)
        if rows
    )


_BOUND: list[tuple[SeatView, frozenset[tuple[SeatId, int, int]]]] = []
"""Bindings of the view that was looked at last: one view is asked about many bargains."""


def bindings(view: SeatView) -> frozenset[tuple[SeatId, int, int]]:
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
    return (seat, issue, option) in bindings(view)

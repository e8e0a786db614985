"""Bargains worth a thought: what we want of them, and what we could give for it (logrolling, R6.2).

Guarantees: a stand that is asked for is in reach, and neither refused too often nor known to be promised
away; what is given is still free and can be paid for; the order is fixed by worth and place. Whether a
candidate is worth entering is judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection

from diplogame.ai.bonds import blocks, bounded, overtures
from diplogame.ai.outlook import STANDS, Outlook
from diplogame.ai.packages import target, would_move
from diplogame.ai.promises import in_reach, off_table, vote_sold
from diplogame.ai.verdict import signing
from diplogame.rules.ids import SeatId
from diplogame.rules.levers import partners
from diplogame.rules.phases import opens_in
from diplogame.rules.prospects import expectations
from diplogame.rules.records import Meeting
from diplogame.rules.terms import Amend, Bargain, Term, TermKind, TermState, ThreatState, Trigger
from diplogame.rules.values import replace

PATIENCE = 3
"""Tenths of the calendar that an undertaking runs from when the clause can first be amended, a round or
more: whoever promised the wrong thing is free again before the end."""


def due_round(outlook: Outlook) -> int:
    """When our bargains fall due: when the clause will have been put, late ones with the last question."""
    calendar = outlook.view.table.calendar
    # The clock can be stopped for longer than a round.
    last = max(outlook.round, calendar.rounds + 1)
    if outlook.time >= 550:
        return last
    begin = max(outlook.round, opens_in(calendar, Amend))
    return min(begin + max(1, calendar.rounds * PATIENCE // 10), last)


def candidates(outlook: Outlook, meeting: Meeting, others: tuple[SeatId, ...]) -> list[Bargain]:
    """The candidates as bargains, bounded and with the day they fall due."""
    due = due_round(outlook)
    return [
        bounded(outlook, Bargain(terms, due), meeting.parties)
        for terms in combinations(outlook, meeting, others)
    ]


def combinations(
    outlook: Outlook, meeting: Meeting, others: tuple[SeatId, ...]
) -> list[tuple[Term, ...]]:
    """The terms of the candidates; a term that stands in many is one object."""
    view = outlook.view
    other = others[0]
    goal = target(outlook)
    rows = outlook.rows(other)
    bases = expectations(view, rows)
    known = bool(view.beliefs[other].weights)
    asks: list[tuple[int, Term]] = []
    gives: list[tuple[int, Term]] = []
    tired = refused_asks(outlook, meeting, other)
    done = off_table(outlook, others)
    for k in outlook.open:
        if k in done:
            continue
        own = outlook.points[k]
        gain = own[goal[k]] - outlook.expected[k]
        wanted = gain > 0 and (k, goal[k]) not in tired and would_move(outlook, k, goal[k])
        if wanted and in_reach(outlook, k, goal[k], other):
            asks.append((gain, Term(other, TermKind.SUPPORT, k, goal[k])))
        if k in outlook.promised or not known:
            continue
        base = bases[k]
        for option in range(len(own)):
            theirs = rows[k][option] - base
            loss = outlook.expected[k] - own[option]
            if theirs <= 0 or not in_reach(outlook, k, option, other):
                continue
            kind = TermKind.SUPPORT if option == goal[k] or loss < theirs else TermKind.ACQUIESCE
            gives.append((theirs - max(0, loss), Term(outlook.seat, kind, k, option)))
    asks.sort(key=lambda pair: (-pair[0], pair[1].issue))
    gives.sort(key=lambda pair: (-pair[0], pair[1].issue, pair[1].option))
    wants = [term for _, term in asks[:4]]
    presents = [term for _, term in gives[:6]]
    pays = _payments(outlook, other)
    lifts = _lifts(outlook, others)
    found: list[tuple[Term, ...]] = []
    for ask in wants:
        found.append((ask, Term(outlook.seat, TermKind.SUPPORT, ask.issue, ask.option)))
        found.extend((ask, give) for give in presents if give.issue != ask.issue)
        found.extend((ask, pay) for pay in pays)
        found.extend(
            (ask, give, pay) for give in presents[:3] for pay in pays if give.issue != ask.issue
        )
        found.extend((ask, *lift) for lift in lifts)
        found.extend((ask, give, *lift) for give in presents[:1] for lift in lifts)
        found.extend(
            (ask, one, two)
            for at, one in enumerate(presents[:4])
            for two in presents[at + 1 : 4]
            if len({ask.issue, one.issue, two.issue}) == 3
        )
    found.extend(
        (one, two, give)
        for at, one in enumerate(wants[:3])
        for two in wants[at + 1 : 3]
        for give in presents[:3]
        if give.issue not in (one.issue, two.issue)
    )
    for relief in _reliefs(outlook, other):
        found.extend((relief, give) for give in presents)
        found.extend((relief, pay) for pay in pays)
    found.extend(_closing_deals(outlook, other, gives[:3], pays))
    for backing in _alliances(outlook, other, others)[:1]:
        found.extend((backing, give) for _, give in gives[:2])
        found.extend((backing, pay) for pay in pays)
    if view.coalitions:
        found.extend(overtures(outlook, other, presents, pays))
        spoken = blocks(outlook, other, meeting.parties)
        found.extend((ask, *block) for block in spoken for ask in wants[:2])
    if len(others) > 1:
        found = [asked_of_all(terms, others, outlook.voters) for terms in found]
    return found


def _alliances(outlook: Outlook, other: SeatId, present: tuple[SeatId, ...]) -> list[Term]:
    """Their backing for pressure of ours that is in earnest, against one who is not here (R10.1)."""
    view = outlook.view
    pressed = [
        t.target
        for _key, t in sorted(view.threats.items())
        if t.sender == outlook.seat and t.state is ThreatState.STANDING
    ]
    pressed += [s.target for _k, s in sorted(view.sanctions.items()) if s.sender == outlook.seat]
    return [
        Term(other, TermKind.BACK, to=target)
        for target in dict.fromkeys(pressed)
        if target not in (*present, outlook.seat) and other not in partners(view, target)
    ]


def _closing_deals(
    outlook: Outlook, other: SeatId, gives: list[tuple[int, Term]], pays: list[Term]
) -> list[tuple[Term, ...]]:
    """Late, with a text we would sign: something for their vote on the whole of it (R6.2)."""
    voter = other in outlook.voters and outlook.seat in outlook.view.table.seats
    if (
        not voter
        or vote_sold(outlook, (other,), other)
        or outlook.time < 700
        or not signing(outlook, outlook.text, final=True).ok
    ):
        return []
    vote = Term(other, TermKind.ADOPT)
    found: list[tuple[Term, ...]] = [(vote, give) for _, give in gives]
    found.extend((vote, replace(pay, trigger=Trigger.ADOPTION)) for pay in pays)
    return found


def refused_asks(outlook: Outlook, meeting: Meeting, other: SeatId) -> set[tuple[int, int]]:
    """Options not to be asked for: refused in this meeting or twice before, or known to be promised away."""
    times: dict[tuple[int, int], int] = {}
    for weight, bargains in (
        (2, meeting.refused),
        (1, outlook.view.contacts[other].rejected),
    ):
        for bargain in bargains:
            for term in bargain.terms:
                if term.by == other and term.kind in STANDS:
                    key = (term.issue, term.option)
                    times[key] = times.get(key, 0) + weight
    tired = {key for key, count in times.items() if count >= 2}
    for entry in outlook.view.understandings.values():
        for term, state in zip(entry.bargain.terms, entry.states, strict=True):
            if term.by == other and term.kind in STANDS and state is TermState.PENDING:
                count = len(outlook.view.table.issues[term.issue].options)
                tired.update((term.issue, o) for o in range(count) if o != term.option)
    return tired


def asked_of_all(
    terms: tuple[Term, ...], others: tuple[SeatId, ...], voters: Collection[SeatId]
) -> tuple[Term, ...]:
    """The same terms asked of everybody at the table; a ballot of those who have one."""
    found: list[Term] = []
    for term in terms:
        if term.kind in (*STANDS, TermKind.ADOPT) and term.by in others:
            asked = [o for o in others if term.kind in STANDS or o in voters]
            found.extend(replace(term, by=o) for o in asked)
        else:
            found.append(term)
    return tuple(found)[:8]


def _payments(outlook: Outlook, other: SeatId) -> list[Term]:
    """Incentives of ours that we can still pay and are willing to spend (R11.1)."""
    view = outlook.view
    if outlook.temper.generosity + outlook.time // 20 < 30:
        return []
    return [
        Term(outlook.seat, TermKind.PAY, to=other, incentive=card.id, trigger=Trigger.CLAUSE)
        for card in view.table.incentives.values()
        if card.giver == outlook.seat
        and other in card.worth
        and card.price + outlook.spent <= view.budget
    ]


def _reliefs(outlook: Outlook, other: SeatId) -> list[Term]:
    """Their threats and sanctions against us, which we would have lifted - at a price below the damage."""
    view = outlook.view
    keys = [
        key
        for key, threat in sorted(view.threats.items())
        if (threat.sender, threat.target) == (other, outlook.seat)
        and threat.state is ThreatState.STANDING
    ]
    keys += [
        key
        for key, sanction in sorted(view.sanctions.items())
        if (sanction.sender, sanction.target) == (other, outlook.seat)
    ]
    return [Term(other, TermKind.LIFT, threat=key) for key in keys]


def _lifts(outlook: Outlook, others: tuple[SeatId, ...]) -> list[tuple[Term, ...]]:
    """Our threats and sanctions against them, which we could lift for something."""
    view = outlook.view
    found: list[tuple[Term, ...]] = [
        (Term(outlook.seat, TermKind.LIFT, threat=key),)
        for key, threat in sorted(view.threats.items())
        if threat.sender == outlook.seat
        and threat.target in others
        and threat.state is ThreatState.STANDING
    ]
    found += [
        (Term(outlook.seat, TermKind.LIFT, threat=key),)
        for key, sanction in sorted(view.sanctions.items())
        if sanction.sender == outlook.seat and sanction.target in others
    ]
    return found

"""Leading an exchange in a side-meeting: ask, offer, press, soothe, or leave it (R6.1, R6.2).

Guarantees: an offer is one this mind would itself accept from the same position (one judgement for
both), is believed to be worth something to the other side, has not been refused before in the same
terms, and can be paid for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from diplogame.ai.bonds import blocks, bounded, lawful, overtures
from diplogame.ai.outlook import STANDS, Outlook
from diplogame.ai.packages import target, would_move
from diplogame.ai.pricing import LEAST_GIFT, Prices
from diplogame.ai.promises import in_reach, off_table, vote_sold
from diplogame.ai.questions import best_question, first, worth_breath
from diplogame.ai.scripts import due_rule, promise_bargain
from diplogame.ai.threats import pressing
from diplogame.ai.verdict import judge, least_price, signing
from diplogame.ai.word import secured
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import their_middle
from diplogame.rules.conference import Envoy, Promise, Room
from diplogame.rules.ids import SeatId
from diplogame.rules.legal import partners
from diplogame.rules.phases import opens_in
from diplogame.rules.prospects import expectations
from diplogame.rules.records import Meeting
from diplogame.rules.terms import (
    Amend,
    Bargain,
    Reason,
    Term,
    TermKind,
    TermState,
    ThreatState,
    Trigger,
)
from diplogame.rules.values import replace

MOST_REFUSALS = 2
"""Refusals in one meeting after which a mind has nothing more to offer there."""

MOST_QUESTIONS = 2
"""Exchanges spent on questions after which a mind offers something or leaves."""


BARGAINS_ONLY = 5
"""The last of so many parts of the calendar, in whole rounds, is for bargains and not for questions."""


def winding_up(outlook: Outlook) -> bool:
    """Whether the conference is in its last rounds: what is not known by now is not asked (R6.1)."""
    return outlook.rounds_left < max(1, outlook.view.table.calendar.rounds // BARGAINS_ONLY)


def has_offer(outlook: Outlook, other: SeatId) -> bool:
    """Whether we would have something to offer a delegation today."""
    parties, envoys = (outlook.seat, other), (Envoy.DIPLOMAT, Envoy.DIPLOMAT)
    meeting = Meeting("", outlook.round, 0, parties, Room.CORRIDOR, envoys)
    ranked = worth_a_thought(outlook, meeting, (other,))
    return any(True for _ in _acceptable(outlook, meeting, (other,), ranked))


def lead(outlook: Outlook, meeting: Meeting) -> cmd.Command:
    """Open an exchange, or let the other side speak, or end the meeting."""
    seat = outlook.seat
    others = tuple(p for p in meeting.parties if p != seat)
    envoys = dict(zip(meeting.parties, meeting.envoys, strict=True))
    # Experts cannot commit: neither ours can offer nor theirs accept.
    commits = all(envoys[party] is not Envoy.EXPERT for party in (seat, *others))
    if commits:
        scripted = _scripted(outlook, meeting, others)
        if scripted is not None:
            return scripted
    threat = pressing(outlook, meeting, others)
    if threat is not None:
        return threat
    if meeting.exchanges == 0 and _soothes(outlook, others):
        return cmd.Reassure(seat, meeting.id)
    worth, question, asked = 0, "", ""
    asks = not commits and meeting.exchanges < 3
    asks |= meeting.exchanges < MOST_QUESTIONS and not winding_up(outlook)
    if asks:
        worth, question, asked = best_question(outlook, meeting, others)
    if question and (not commits or first(outlook, worth)):
        return cmd.Probe(seat, meeting.id, question, asked)
    if commits and len(meeting.refused) < MOST_REFUSALS:
        offers = best_offers(outlook, meeting, others)
        if offers:
            return cmd.MakeOffer(seat, meeting.id, offers)
    if question and worth_breath(outlook, worth):
        return cmd.Probe(seat, meeting.id, question, asked)
    if not meeting.exchanges and meeting.yields:
        # Neither side has business: then at least the visit was a courtesy.
        return cmd.Reassure(seat, meeting.id)
    if meeting.yields:
        return cmd.Adjourn(seat, meeting.id, Reason.NOTHING_NEW)
    return cmd.YieldFloor(seat, meeting.id)


def _scripted(outlook: Outlook, meeting: Meeting, others: tuple[SeatId, ...]) -> cmd.Command | None:
    rule = due_rule(outlook, Promise)
    while rule is not None:
        do = rule.do
        assert isinstance(do, Promise)
        if do.delegation in others:
            bargain = promise_bargain(outlook, do)
            if bargain is not None and offerable(outlook, meeting, others, bargain):
                return cmd.MakeOffer(outlook.seat, meeting.id, (bargain,), rule.id)
        rule = due_rule(outlook, Promise, after=rule)
    return None


def _soothes(outlook: Outlook, others: tuple[SeatId, ...]) -> bool:
    """Whether words come first: the other side is believed to be cool, and we have words left."""
    coolest = min(outlook.view.regard.get(o, 50) for o in others)
    return coolest < 42 and outlook.view.acts.get("reassured", 0) < 6


# --- offers ------------------------------------------------------------------------------------------


def same_terms(one: Bargain, other: Bargain) -> bool:
    """Whether two bargains say the same, whenever they are due."""
    return set(one.terms) == set(other.terms)


def offerable(
    outlook: Outlook, meeting: Meeting, others: tuple[SeatId, ...], bargain: Bargain
) -> bool:
    """Whether we may and would put a bargain on the table."""
    if frozenset(bargain.terms) in stale(outlook, meeting, others):
        return False
    if not judge(outlook, bargain, others).ok:
        return False
    return all(_pleases(outlook, other, bargain) for other in others)


def _pleases(outlook: Outlook, other: SeatId, bargain: Bargain) -> bool:
    if not outlook.view.beliefs[other].weights:
        return any(t.to == other for t in bargain.terms)
    return their_middle(outlook.view, other, bargain) >= LEAST_GIFT


def stale(outlook: Outlook, meeting: Meeting, others: tuple[SeatId, ...]) -> set[frozenset[Term]]:
    """Terms that have been refused to us, or agreed already: not to be put again."""
    bargains = [*meeting.refused, *(u.bargain for u in outlook.view.understandings.values())]
    for other in others:
        bargains.extend(outlook.view.contacts[other].rejected)
    return {frozenset(b.terms) for b in bargains}


PATIENCE = 3
"""Tenths of the calendar that an undertaking runs from when the clause can first be amended, a round or
more: whoever promised the wrong thing is free again before the end."""


def due_round(outlook: Outlook) -> int:
    """When our bargains fall due: when the clause will have been put, late ones with the last question."""
    calendar = outlook.view.table.calendar
    last = max(
        outlook.round, calendar.rounds + 1
    )  # the clock can be stopped for longer than a round
    if outlook.time >= 550:
        return last
    begin = max(outlook.round, opens_in(calendar, Amend))
    return min(begin + max(1, calendar.rounds * PATIENCE // 10), last)


def best_offers(
    outlook: Outlook, meeting: Meeting, others: tuple[SeatId, ...]
) -> tuple[Bargain, ...]:
    """The best offer to make, or two or three that are worth the same to us (R6.1); () if none."""
    ranked = worth_a_thought(outlook, meeting, others)
    acceptable = _acceptable(outlook, meeting, others, ranked)
    best = next(acceptable, None)
    if best is None:
        return ()
    guarded = secured(outlook, best[1])
    if guarded is not None and offerable(outlook, meeting, others, guarded):
        return (guarded,)
    chosen = [best[1]]
    if len(others) == 1 and meeting.offers == 0 and outlook.temper.variants > 1:
        close = [entry for entry in ranked if abs(entry[1] - best[0]) <= 30]
        for _net, bargain in _acceptable(outlook, meeting, others, close):
            if not any(_alike(bargain, c) for c in chosen):
                chosen.append(bargain)
                if len(chosen) >= outlook.temper.variants:
                    break
    return tuple(chosen)


def worth_a_thought(
    outlook: Outlook, meeting: Meeting, others: tuple[SeatId, ...]
) -> list[tuple[int, int, tuple[Term, ...]]]:
    """Candidates that bring us something and please the others, the best for both first.

    Each as (score, points for us, terms). Whether we would enter them is not asked here: a judgement
    costs more than all this.
    """
    if not outlook.points:
        return []
    share = 30 + outlook.temper.brokerage // 2 + outlook.time // 20
    share = share * outlook.temper.giving // 100
    found: list[tuple[int, int, tuple[Term, ...]]] = []
    prices = Prices(outlook, others, due_round(outlook))
    least = least_price(outlook, others)
    for terms in combinations(outlook, meeting, others):
        net, theirs = prices.of(terms)
        # Most candidates are too little for us, or nothing to them.
        if net >= least and theirs >= LEAST_GIFT:
            found.append((net + min(theirs, net + 200) * share // 100, net, terms))
    found.sort(key=lambda entry: -entry[0])
    return found


def _acceptable(
    outlook: Outlook,
    meeting: Meeting,
    others: tuple[SeatId, ...],
    ranked: list[tuple[int, int, tuple[Term, ...]]],
) -> Iterator[tuple[int, Bargain]]:
    """Those of the candidates that we would enter ourselves and have not put before, in their order."""
    if not ranked:
        return
    old = stale(outlook, meeting, others)
    due = due_round(outlook)
    for _score, net, terms in ranked:
        if frozenset(terms) not in old:
            bargain = bounded(outlook, Bargain(terms, due), meeting.parties)
            spoken = lawful(outlook, bargain, meeting.parties)
            if spoken and judge(outlook, bargain, others).ok:
                yield net, bargain


def _alike(one: Bargain, other: Bargain) -> bool:
    """Whether two bargains ask for or give the same issues: then a choice between them tells little."""
    issues = {t.issue for t in one.terms if t.kind in STANDS}
    return issues == {t.issue for t in other.terms if t.kind in STANDS}


def candidates(outlook: Outlook, meeting: Meeting, others: tuple[SeatId, ...]) -> list[Bargain]:
    """Bargains worth a thought: what we want of them, and what we could give for it (logrolling)."""
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

"""Leading an exchange in a side-meeting: ask, offer, press, soothe, or leave it (R6.1, R6.2).

Guarantees: an offer is one this mind would itself accept from the same position (one judgement for
both), is believed to be worth something to the other side, has not been refused before in the same
terms, and can be paid for.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplogame.ai.bonds import bounded, lawful
from diplogame.ai.candidates import combinations, due_round
from diplogame.ai.outlook import STANDS, Outlook
from diplogame.ai.pricing import LEAST_GIFT, Prices
from diplogame.ai.questions import best_question, first, worth_breath
from diplogame.ai.scripts import due_rule, promise_bargain
from diplogame.ai.threats import pressing
from diplogame.ai.verdict import judge, least_price
from diplogame.ai.word import secured
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import their_middle
from diplogame.rules.conference import Envoy, Promise, Room
from diplogame.rules.ids import SeatId
from diplogame.rules.records import Meeting
from diplogame.rules.terms import Bargain, Reason, Term

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

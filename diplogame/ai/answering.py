"""Answers: to offers, probes and invitations (R6.3, R4.2).

Guarantees: an offer is answered by the same judgement that makes offers; every refusal carries a reason,
a size and, when one change would turn it, that change as a counter-offer which its maker would accept;
without a counter, no single change this mind can think of would turn it and please the other side.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplogame.ai.bargaining import same_terms
from diplogame.ai.bonds import lawful
from diplogame.ai.outlook import STANDS, Outlook
from diplogame.ai.packages import target
from diplogame.ai.planning import interest
from diplogame.ai.pricing import LEAST_GIFT
from diplogame.ai.promises import in_reach
from diplogame.ai.verdict import (
    Judgement,
    applied,
    grievance,
    judge,
    least_price,
    size_of,
    uncovered,
)
from diplogame.ai.word import exposures, secured
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import own_worth, their_middle
from diplogame.rules.conference import Envoy, Priority
from diplogame.rules.ids import SeatId
from diplogame.rules.information import priority_of
from diplogame.rules.prospects import expected_points
from diplogame.rules.records import Meeting
from diplogame.rules.terms import (
    Bargain,
    CableHome,
    Meet,
    PrepareSummit,
    Proviso,
    Reason,
    Term,
    TermKind,
    TermState,
    Trigger,
)
from diplogame.rules.values import replace
from diplogame.rules.view import IncentiveCard

MOST_TERMS = 8
COLD = 45
"""Resentment, scaled by the grudge, from which a mind will not even meet."""


UNEASY = 40
"""Trust below which a broken promise keeps us from meeting the one who broke it."""

SHUNNED = 1
"""Rounds after its due day for which a broken promise is held against an invitation."""


def answer_offer(outlook: Outlook, meeting: Meeting) -> cmd.Command:
    """Accept the best variant, or decline with a reason and the cheapest change that would turn it."""
    offer = meeting.offer
    assert offer is not None  # the duty says so
    seat = outlook.seat
    others = tuple(p for p in meeting.parties if p != seat)
    judged = [judge(outlook, bargain, others) for bargain in offer.variants]
    if dict(zip(meeting.parties, meeting.envoys, strict=True))[seat] is Envoy.EXPERT:
        best = max(j.net for j in judged)
        return cmd.DeclineOffer(seat, meeting.id, Reason.NO_AUTHORITY, size_of(max(0, -best)))
    good = [(j.net, -n) for n, j in enumerate(judged) if j.ok]
    if good:
        return cmd.AcceptOffer(seat, meeting.id, -max(good)[1])
    order = sorted(range(len(judged)), key=lambda n: (judged[n].gap, n))
    found, bargain = judged[order[0]], offer.variants[order[0]]
    counter = None
    if not meeting.countered:
        turns = (cheapest_change(outlook, others, offer.variants[n]) for n in order)
        counter = next((changed for changed in turns if changed is not None), None)
    return decline(outlook, meeting, found, bargain, counter)


def decline(
    outlook: Outlook,
    meeting: Meeting,
    found: Judgement,
    bargain: Bargain,
    counter: Bargain | None,
) -> cmd.DeclineOffer:
    """A refusal in full (R6.3)."""
    reason = found.reason
    again = any(same_terms(bargain, old) for old in meeting.refused)
    if again and reason in (Reason.WORST_CLAUSE, Reason.HOLDING_OUT):
        reason = Reason.NOTHING_NEW
    return cmd.DeclineOffer(
        outlook.seat,
        meeting.id,
        reason,
        found.size,
        found.issue,
        found.option,
        found.rival,
        counter,
    )


def cheapest_change(
    outlook: Outlook, others: tuple[SeatId, ...], bargain: Bargain
) -> Bargain | None:
    """The single change that would turn our refusal at the least cost to the other side (R6.3)."""
    best: tuple[int, Bargain] | None = None
    if not _known(outlook, bargain):
        return None
    least = least_price(outlook, others)
    for changed in changes(outlook, others, bargain):
        if not changed.terms or len(changed.terms) > MOST_TERMS:
            continue
        if own_worth(outlook.view, changed) < least:
            continue
        pleased = _least_pleased(outlook, others, changed)
        if best is not None and pleased <= best[0]:
            continue
        if pleased >= LEAST_GIFT and judge(outlook, changed, others).ok:
            best = (pleased, changed)
    return None if best is None else best[1]


def _known(outlook: Outlook, bargain: Bargain) -> bool:
    """Whether we know every threat that is to be lifted: of one between others nobody may propose it."""
    named = [t.threat for t in bargain.terms if t.kind is TermKind.LIFT]
    return all(key in outlook.view.threats or key in outlook.view.sanctions for key in named)


def _least_pleased(outlook: Outlook, others: tuple[SeatId, ...], bargain: Bargain) -> int:
    worths = [
        their_middle(outlook.view, other, bargain)
        for other in others
        if outlook.view.beliefs[other].weights
    ]
    return min(worths, default=LEAST_GIFT)


def changes(outlook: Outlook, others: tuple[SeatId, ...], bargain: Bargain) -> Iterator[Bargain]:
    """Bargains one change away: a term dropped, softened, moved to another option, secured or added.

    A promise of ours is never changed into one that only its maker wants, and what was asked of us is
    never just struck out: who counters leaves the other side something of its own.
    """
    asked = any(t.by == outlook.seat for t in bargain.terms)
    for changed in _changes(outlook, others, bargain):
        if asked and not any(t.by == outlook.seat for t in changed.terms):
            continue
        if not lawful(outlook, changed, (outlook.seat, *others)):
            continue
        fresh = [t for t in changed.terms if t not in bargain.terms]
        if all(_welcome(outlook, others, t) for t in fresh if t.by == outlook.seat):
            yield changed


def _welcome(outlook: Outlook, others: tuple[SeatId, ...], term: Term) -> bool:
    """Whether an undertaking of ours about an option is believed to be worth something to somebody here."""
    known = [o for o in others if outlook.view.beliefs[o].weights]
    if term.kind not in STANDS or not known:
        return True
    rows = (outlook.rows(o)[term.issue] for o in known)
    return any(r[term.option] > expected_points(outlook.view, term.issue, r) for r in rows)


def _changes(outlook: Outlook, others: tuple[SeatId, ...], bargain: Bargain) -> Iterator[Bargain]:
    """All of them, gifts to oneself included."""
    view = outlook.view
    terms = bargain.terms
    for at, term in enumerate(terms):
        rest = (*terms[:at], *terms[at + 1 :])
        if term.by == outlook.seat:
            yield replace(bargain, terms=rest)
        if term.by == outlook.seat and term.kind is TermKind.SUPPORT:
            softer = replace(term, kind=TermKind.ACQUIESCE)
            yield replace(bargain, terms=(*terms[:at], softer, *terms[at + 1 :]))
        if term.by == outlook.seat and term.kind in STANDS:
            for present in _presents(outlook, others, bargain):
                yield replace(bargain, terms=(*terms[:at], present, *terms[at + 1 :]))
        if term.kind in STANDS and term.issue not in outlook.closed:
            for option in range(len(view.table.issues[term.issue].options)):
                if option != term.option:
                    yield replace(bargain, terms=_moved(terms, term.issue, option))
        if term.given is not None and term.by != outlook.seat:
            free = replace(term, given=None)
            yield replace(bargain, terms=(*terms[:at], free, *terms[at + 1 :]))
        if term.kind is TermKind.PAY and term.to == outlook.seat:
            if term.trigger is not Trigger.SIGNATURE:
                sure = replace(term, trigger=Trigger.SIGNATURE)
                yield replace(bargain, terms=(*terms[:at], sure, *terms[at + 1 :]))
            for other in _instead(outlook, term):
                swap = replace(term, incentive=other)
                yield replace(bargain, terms=(*terms[:at], swap, *terms[at + 1 :]))
    if any(t.by == outlook.seat and t.kind is TermKind.ADOPT for t in terms):
        # Our vote for the text as it reads on what we could never sign otherwise.
        held = {k: outlook.text[k] for k, _ in uncovered(outlook, bargain)}
        if held and others:
            keeps = [Term(others[0], TermKind.SUPPORT, k, option) for k, option in held.items()]
            yield replace(bargain, terms=(*terms, *keeps))
        yield from _vouched(outlook, bargain)
    conditional = secured(outlook, bargain)
    if conditional is not None:
        yield conditional
    yield from _additions(outlook, others, bargain)


MOST_PRESENTS = 3
"""Other undertakings that a mind thinks of in place of one that it refuses."""


def _presents(outlook: Outlook, others: tuple[SeatId, ...], bargain: Bargain) -> tuple[Term, ...]:
    """What we could support instead of what was asked of us, the best for both sides first.

    What the other side would have asked for, had it known that it is cheap for us.
    """
    known = [o for o in others if outlook.view.beliefs[o].weights]
    if not known or not outlook.points:
        return ()
    about = {t.issue for t in bargain.terms if t.kind in STANDS}
    about |= {t.given.issue for t in bargain.terms if t.given is not None}
    found: list[tuple[int, int, int]] = []
    for k in outlook.open:
        if k in about or k in outlook.promised:
            continue
        rows = [outlook.rows(o)[k] for o in known]
        for option, own in enumerate(outlook.points[k]):
            theirs = min(row[option] - expected_points(outlook.view, k, row) for row in rows)
            loss = max(0, outlook.expected[k] - own)
            if theirs > loss and in_reach(outlook, k, option, known[0]):
                found.append((theirs - loss, -k, -option))
    found.sort(reverse=True)
    return tuple(
        Term(outlook.seat, TermKind.SUPPORT, -k, -option)
        for _score, k, option in found[:MOST_PRESENTS]
    )


def _vouched(outlook: Outlook, bargain: Bargain) -> Iterator[Bargain]:
    """Our vote for the whole text as long as the clause reads so whose slip would cost us most (R6.6)."""
    then = applied(outlook, bargain)
    risks = [issue for issue, _ in uncovered(outlook, bargain)]
    risks += [issue for _short, issue, _option in exposures(outlook, bargain, then)]
    for issue in dict.fromkeys(risks[:2]):
        given = Proviso(issue, then[issue])
        terms = tuple(
            replace(t, given=given)
            if t.by == outlook.seat and t.kind is TermKind.ADOPT and t.given is None
            else t
            for t in bargain.terms
        )
        if terms != bargain.terms:
            yield replace(bargain, terms=terms)


def _moved(terms: tuple[Term, ...], issue: int, option: int) -> tuple[Term, ...]:
    """The same terms with everybody's undertaking on an issue, and conditions, moved to another option."""
    given = Proviso(issue, option)
    return tuple(
        replace(t, option=option)
        if t.kind in STANDS and t.issue == issue
        else replace(t, given=given)
        if t.given is not None and t.given.issue == issue
        else t
        for t in terms
    )


def _additions(outlook: Outlook, others: tuple[SeatId, ...], bargain: Bargain) -> Iterator[Bargain]:
    view = outlook.view
    terms = bargain.terms
    about = {t.issue for t in terms if t.kind in STANDS}
    about |= {t.given.issue for t in terms if t.given is not None}
    if outlook.points:
        goal = target(outlook)
        for other in others:
            for k in outlook.open:
                if k in about:
                    continue
                row = outlook.points[k]
                options = {goal[k], max(range(len(row)), key=lambda o, row=row: (row[o], -o))}  # type: ignore[misc]
                for option in sorted(options):
                    if row[option] > expected_points(view, k, row):
                        extra = Term(other, TermKind.SUPPORT, k, option)
                        yield replace(bargain, terms=(*terms, extra))
    for card in view.table.incentives.values():
        if card.giver in others and outlook.seat in card.worth and _solvent(outlook, card, terms):
            gift = Term(
                card.giver,
                TermKind.PAY,
                to=outlook.seat,
                incentive=card.id,
                trigger=Trigger.CLAUSE,
            )
            yield replace(bargain, terms=(*terms, gift))


def _instead(outlook: Outlook, term: Term) -> list[str]:
    """Other gifts of the same giver that cost it no more and are worth more to us."""
    cards, appetite = outlook.view.table.incentives, outlook.view.appetite
    offered = cards[term.incentive]
    return [
        card.id
        for card in cards.values()
        if card.giver == offered.giver
        and outlook.seat in card.worth
        and card.price <= offered.price
        and appetite.get(card.id, 0) > appetite.get(term.incentive, 0)
    ]


def _solvent(outlook: Outlook, card: IncentiveCard, terms: tuple[Term, ...]) -> bool:
    """Whether a delegation has the means for a gift that we would ask of it.

    Its purse is its own secret, and what it has promised elsewhere too: only what it has put on this
    very table itself, today, shows what it can pay (R6.2).
    """
    meeting = outlook.view.meeting
    if meeting is None or any(t.kind is TermKind.PAY and t.by == card.giver for t in terms):
        return False
    table = (*meeting.refused, *(meeting.offer.variants if meeting.offer is not None else ()))
    prices = [
        outlook.view.table.incentives[t.incentive].price
        for bargain in table
        for t in bargain.terms
        if t.kind is TermKind.PAY and t.by == card.giver
    ]
    return card.price <= max(prices, default=-1)


# --- probes ------------------------------------------------------------------------------------------


def answer_probe(outlook: Outlook, meeting: Meeting) -> cmd.Command:
    """Tell the truth, bluff, or evade: candour, trust and the room decide (R6.1, R16.2)."""
    view = outlook.view
    asker = next(p for p in meeting.parties if p != outlook.seat and p == meeting.lead)
    issue = view.table.issue_index(meeting.probed)
    if not view.interests.weights:
        return cmd.Evade(outlook.seat, meeting.id)
    open_ = outlook.temper.candour * 6 + view.trust[asker] * 5
    # One question, one answer: only more trust than there was changes it, not another meeting.
    key = ("probe", asker, issue)
    roll = outlook.dice.draw(*key, sides=1000)
    if roll < open_:
        return disclosure(outlook, meeting, issue)
    if outlook.dice.chance(*key, "bluff", per_mille=outlook.temper.bluff * 10):
        return _bluff(outlook, meeting, issue)
    return cmd.Evade(outlook.seat, meeting.id)


def disclosure(outlook: Outlook, meeting: Meeting, issue: int) -> cmd.Disclose:
    """What an issue is truly worth to us, and the option we want."""
    interests = outlook.view.interests
    row = interests.values[issue]
    return cmd.Disclose(
        outlook.seat,
        meeting.id,
        outlook.view.table.issues[issue].id,
        priority_of(interests.weights[issue], len(interests.weights)),
        max(range(len(row)), key=lambda o: (row[o], -o)),
    )


def _bluff(outlook: Outlook, meeting: Meeting, issue: int) -> cmd.Disclose:
    """Overstate what matters little, understate what matters much: a coin to trade with later."""
    true = disclosure(outlook, meeting, issue)
    low = true.priority in (Priority.NONE, Priority.LOW)
    told = (
        Priority.HIGH if low else Priority.LOW if true.priority is Priority.HIGH else Priority.HIGH
    )
    return replace(true, priority=told)


# --- invitations -------------------------------------------------------------------------------------


def answer_invitation(outlook: Outlook, meeting: Meeting) -> cmd.AnswerInvitation:
    """Come, or say why not (R4.2)."""
    seat = outlook.seat
    reason = _stays_away(outlook, meeting)
    return cmd.AnswerInvitation(seat, meeting.id, reason is None, reason or Reason.AGREED)


def _stays_away(outlook: Outlook, meeting: Meeting) -> Reason | None:
    view = outlook.view
    host = meeting.parties[0]
    if grievance(outlook, (host,)) > COLD:
        return Reason.RESENTMENT
    if _shunned(outlook, host):
        return Reason.DISTRUST
    seen = [
        m
        for m in view.meetings.values()
        if m.id != meeting.id and host in m.parties and m.status in ("over", "open")
    ]
    if seen and any(m.refused or not m.exchanges for m in seen):
        return Reason.NOTHING_NEW
    plan = view.plan
    activity = plan.activities[view.public.slot] if plan is not None else None
    if isinstance(activity, CableHome | PrepareSummit):
        return Reason.BUSY
    if isinstance(activity, Meet) and host not in activity.guests:
        return Reason.BUSY if _prefers(outlook, activity.guests, host) else None
    return None


def _shunned(outlook: Outlook, host: SeatId) -> bool:
    """Whether we would rather not be alone with a delegation that has lately broken its word to us."""
    if outlook.view.trust[host] >= UNEASY:
        return False
    return any(
        term.by == host and state is TermState.BROKEN
        for entry in outlook.view.understandings.values()
        if outlook.seat in entry.parties and outlook.round - entry.bargain.due <= SHUNNED
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
    )


def _prefers(outlook: Outlook, planned: tuple[SeatId, ...], host: SeatId) -> bool:
    """Whether what we had planned for the slot is worth more than the visitor at the door.

    Who asks us has something to say; who we would ask may not come.
    """
    ours = max(interest(outlook, guest) for guest in planned)
    return ours > interest(outlook, host) + 60

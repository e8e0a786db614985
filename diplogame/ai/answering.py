"""Answers: to offers, probes and invitations (R6.3, R4.2).

Guarantees: an offer is answered by the same judgement that makes offers; every refusal carries a reason,
a size and, when one change would turn it, that change as a counter-offer which its maker would accept;
without a counter, no single change this mind can think of would turn it and please the other side.
"""

from __future__ import annotations

from diplogame.ai.bargaining import same_terms
from diplogame.ai.counters import cheapest_change
from diplogame.ai.outlook import Outlook
from diplogame.ai.planning import interest
from diplogame.ai.verdict import Judgement, grievance, judge, size_of
from diplogame.rules import commands as cmd
from diplogame.rules.conference import Envoy, Priority
from diplogame.rules.ids import SeatId
from diplogame.rules.information import priority_of
from diplogame.rules.records import Meeting
from diplogame.rules.terms import Bargain, CableHome, Meet, PrepareSummit, Reason, TermState
from diplogame.rules.values import replace

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

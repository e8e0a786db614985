"""Side-meetings: exchanges, bargains, and what rooms and envoys do to them (R5, R6).

Guarantees: one exchange at a time; every offer, probe and threat is answered before the word passes;
a counter-offer is not countered again, so nobody haggles by tiny steps; the meeting ends when patience
does.
"""

from __future__ import annotations

from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.brokerage import MEDIATED
from diplogame.rules.coalitions import carry_out, led_by, spoken_for
from diplogame.rules.conference import Envoy, Room
from diplogame.rules.desk import Desk, Fault, clamp
from diplogame.rules.ids import SeatId
from diplogame.rules.information import accepted_clause, disclosed, picked, refused_clause
from diplogame.rules.ledger import MANDATE, expose, pending, reach, settle
from diplogame.rules.records import Meeting
from diplogame.rules.register import Understandings, row_of
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Bargain,
    ClauseStatus,
    Offer,
    Reason,
    Term,
    TermKind,
    TermState,
    ThreatState,
)
from diplogame.rules.threats import join
from diplogame.rules.undertakings import proviso_fault

LEAK_BASE = {
    Room.CORRIDOR: 20,
    Room.GREEN_ROOM: 30,
    Room.BACK_CHANNEL: 40,
    Room.VIRTUAL: 50,
}
"""Leak risk per mille per person beyond the first, before uses and stakes (R5.2)."""

MOST_TERMS = 8
"""Undertakings that one bargain holds (R6.2)."""

AD_REFERENDUM_GAUGE = -3
"""What undertaking something outside the mandate costs at home at once (R12.1)."""


def seated(state: State, seat: SeatId, meeting: str) -> list[Fault]:
    """Whether a delegation may move in a meeting now."""
    found = state.meetings.get(meeting)
    if found is None or seat not in found.parties:
        return [Fault("meeting.unknown", {"meeting": meeting})]
    if found.status != "open":
        return [Fault("meeting.not-open", {"meeting": meeting})]
    if found.floor != seat or seat not in state.awaiting:
        return [Fault("meeting.not-your-move", {"meeting": meeting})]
    return []


def owed_answer(meeting: Meeting) -> str:
    """What must be answered before anything else: ``offer``, ``probe``, ``threat`` or empty."""
    if meeting.offer is not None:
        return "offer"
    if meeting.threat:
        return "threat"
    return "probe" if meeting.probed else ""


def bargain_faults(state: State, meeting: Meeting, seat: SeatId, bargain: Bargain) -> list[Fault]:
    """Everything wrong with a bargain that somebody wants to propose (R6.2)."""
    faults: list[Fault] = []
    public = state.public
    if not bargain.terms or len(bargain.terms) > MOST_TERMS:
        faults.append(Fault("bargain.terms", {"most": MOST_TERMS}))
    if not public.round <= bargain.due <= state.conference.calendar.rounds + 2:
        faults.append(Fault("bargain.due", {"due": bargain.due}))
    stands: dict[tuple[SeatId, int], int] = {}
    for number, term in enumerate(bargain.terms):
        at: dict[str, str | int] = {"term": number}
        if term.by not in meeting.parties and not _represented(state, meeting, seat, term, bargain):
            faults.append(Fault("term.not-present", {**at, "name": term.by}))
            continue
        faults.extend(_term_faults(state, meeting, seat, term, at))
        counts = [len(issue.options) for issue in state.conference.issues]
        wrong = proviso_fault(public, counts, bargain.terms, term)
        if wrong:
            faults.append(Fault(wrong, at))
        if term.kind in (TermKind.SUPPORT, TermKind.ACQUIESCE):
            if stands.setdefault((term.by, term.issue), term.option) != term.option:
                faults.append(Fault("bargain.contradiction", at))
    for payer in meeting.parties:
        price = sum(
            _price(state, t.incentive)
            for t in bargain.terms
            if t.kind is TermKind.PAY and t.by == payer
        )
        # Only one's own purse is known; the other side answers for its own.
        if payer == seat and price and price + promised(state, payer) > state.private[payer].budget:
            faults.append(Fault("bargain.insolvent", {"price": price}))
    return faults


def _represented(
    state: State, meeting: Meeting, seat: SeatId, term: Term, bargain: Bargain
) -> bool:
    """Whether a leader at the table gives the word of a member that is not there (R13.4).

    Others can propose it only of a position that is known to all: an answer must not tell what it says.
    """
    coalitions = state.coalitions
    for leader in meeting.parties if coalitions else ():
        if leader == seat or any(c.declared for c in led_by(coalitions, leader)):
            known = coalitions
            if leader != seat:
                known = {k: c for k, c in coalitions.items() if c.declared}
            if spoken_for(known, leader, term, bargain.due, state.public.round):
                return True
    return False


def _price(state: State, incentive: str) -> int:
    gift = state.conference.roster.incentives.get(incentive)
    return gift.price if gift is not None else 0


def promised(state: State, seat: SeatId) -> int:
    """Budget already promised away."""
    return sum(
        _price(state, term.incentive)
        for entry in row_of(state.understandings, seat, Understandings.concerned).values()
        for term, settled in zip(entry.bargain.terms, entry.states, strict=True)
        if term.by == seat and term.kind is TermKind.PAY and settled is TermState.PENDING
    )


def _term_faults(
    state: State, meeting: Meeting, seat: SeatId, term: Term, at: dict[str, str | int]
) -> list[Fault]:
    conference = state.conference
    match term.kind:
        case TermKind.SUPPORT | TermKind.ACQUIESCE:
            if not 0 <= term.issue < len(conference.issues):
                return [Fault("term.issue", at)]
            if not 0 <= term.option < len(conference.issues[term.issue].options):
                return [Fault("term.option", at)]
            clause = state.public.clauses[term.issue]
            if clause.status is ClauseStatus.CLOSED and clause.leading != term.option:
                return [Fault("term.closed", at)]
            return []
        case TermKind.PAY:
            gift = conference.roster.incentives.get(term.incentive)
            if gift is None or gift.giver != term.by:
                return [Fault("term.incentive", {**at, "name": term.incentive})]
            receivers = {name for name, _ in gift.worth}
            if term.to not in meeting.parties or term.to == term.by or term.to not in receivers:
                return [Fault("term.payee", {**at, "name": term.to})]
            return []
        case TermKind.ADOPT:
            return [] if term.by in conference.seats else [Fault("term.no-vote", at)]
        case TermKind.LIFT:
            threat = state.threats.get(term.threat)
            sanction = state.sanctions.get(term.threat)
            # A threat one does not know of is no threat: a refusal must not tell that there is one.
            if threat is not None and threat.sender == term.by and seat in threat.known_to:
                ok = threat.state is ThreatState.STANDING and threat.target in meeting.parties
            else:
                ok = (
                    sanction is not None
                    and sanction.sender == term.by
                    and sanction.target in meeting.parties
                )
            return [] if ok else [Fault("term.threat", {**at, "name": term.threat})]
        case TermKind.LEAVE | TermKind.STAY:
            coalition = state.coalitions.get(term.to)
            inside = coalition is not None and coalition.standing and term.by in coalition.members
            others = [p for p in meeting.parties if p != term.by]
            fellow = any(coalition is not None and p in coalition.members for p in others)
            stranger = any(coalition is not None and p not in coalition.members for p in others)
            fits = stranger if term.kind is TermKind.LEAVE else fellow
            return [] if inside and fits else [Fault("term.coalition", {**at, "name": term.to})]
        case TermKind.BACK:
            if term.to not in conference.everybody or term.to in meeting.parties:
                return [Fault("term.third", {**at, "name": term.to})]
            reach_ = any(
                tool.sender in meeting.parties
                and tool.sender != term.by
                and term.to in dict(tool.cost)
                for tool in conference.instruments
            )
            return [] if reach_ else [Fault("term.no-pressure", {**at, "name": term.to})]


def expert_sent(meeting: Meeting, seat: SeatId) -> bool:
    """Whether a party is represented by an expert, who cannot commit (R5.3)."""
    return dict(zip(meeting.parties, meeting.envoys, strict=True))[seat] is Envoy.EXPERT


def minister_sent(meeting: Meeting, seat: SeatId) -> bool:
    """Whether a party is represented by a minister, who commits at once (R5.3)."""
    return dict(zip(meeting.parties, meeting.envoys, strict=True))[seat] is Envoy.MINISTER


def open_meeting(desk: Desk, meeting: Meeting) -> None:
    """Begin a matched meeting; those who can see it, see it (R5.2)."""
    desk.emit(ev.MeetingOpened(meeting.id, meeting.parties[0], meeting.parties))
    if meeting.room is not Room.BACK_CHANNEL:
        desk.emit(ev.MeetingSeen(meeting.parties, meeting.room.value, False))
    if meeting.room is Room.GREEN_ROOM:
        index = desk.conference.issue_index(meeting.issue) if meeting.issue else -1
        for outsider in desk.voters:
            if outsider in meeting.parties:
                continue
            sponsor = index >= 0 and any(
                outsider in names for names in desk.state.public.clauses[index].sponsors
            )
            for party in meeting.parties:
                desk.trust(outsider, party, -2 if sponsor else -1, "excluded")


def warm(desk: Desk, meeting: Meeting, delta: int, cause: str) -> None:
    """Trust moved on all sides by a meeting; rooms and envoys scale it (R5.2, R5.3)."""
    if meeting.room is Room.VIRTUAL:
        delta = delta // 2
    elif meeting.room is Room.BACK_CHANNEL:
        delta += 1 if delta > 0 else 0
    if Envoy.MINISTER in meeting.envoys and delta > 0:
        delta += 1
    for one in meeting.parties:
        for other in meeting.parties:
            if one != other:
                desk.trust(one, other, delta, cause)


def pass_word(desk: Desk, key: str, yielded: bool = False) -> None:
    """An exchange is over: end the meeting if patience is, else the word goes round."""
    meeting = desk.state.meetings[key]
    if meeting.status != "open":
        return
    exchanges = meeting.exchanges + (0 if yielded else 1)
    yields = meeting.yields + 1 if yielded else 0
    if exchanges >= meeting.patience or yields >= len(meeting.parties):
        end(desk, key, meeting.lead, Reason.NOTHING_NEW if yielded else Reason.AGREED)
        return
    at = meeting.parties.index(meeting.lead)
    lead = meeting.parties[(at + 1) % len(meeting.parties)]
    desk.emit(ev.FloorPassed(key, lead, lead, exchanges, yields, meeting.parties))


def end(desk: Desk, key: str, by: SeatId, reason: Reason) -> None:
    """End a meeting; a talk that happened warms a little (R6)."""
    meeting = desk.state.meetings[key]
    if meeting.exchanges or meeting.yields:
        warm(desk, meeting, 1, "talked")
    desk.emit(ev.MeetingEnded(key, by, reason, meeting.parties))


def do_probe(desk: Desk, c: cmd.Probe) -> None:
    """Ask what an issue is worth (R6.1)."""
    meeting = desk.state.meetings[c.meeting]
    others = [p for p in meeting.parties if p != c.seat]
    desk.emit(ev.Probed(c.meeting, c.seat, c.to or others[0], c.issue, meeting.parties))


def do_disclose(desk: Desk, c: cmd.Disclose) -> None:
    """Say what an issue is worth; in answer to a probe or unasked (R6.1)."""
    meeting = desk.state.meetings[c.meeting]
    asked = meeting.probed == c.issue
    desk.emit(ev.Disclosed(c.meeting, c.seat, c.issue, c.priority, c.option, meeting.parties))
    envoys = dict(zip(meeting.parties, meeting.envoys, strict=True))
    others = tuple(p for p in meeting.parties if p != c.seat)
    index = desk.conference.issue_index(c.issue)
    disclosed(desk, c.seat, others, index, c.priority, c.option, c.meeting, envoys)
    for other in others:
        desk.trust(other, c.seat, 1, "answered" if asked else "volunteered")
    pass_word(desk, c.meeting)


def do_evade(desk: Desk, c: cmd.Evade) -> None:
    """Decline to answer a probe: it costs a little trust."""
    meeting = desk.state.meetings[c.meeting]
    desk.emit(ev.Evaded(c.meeting, c.seat, meeting.probed, meeting.parties))
    # On a screen a shrug looks like contempt: virtual rooms are the more hostile ones (R5.2).
    price = -2 if meeting.room is Room.VIRTUAL else -1
    for other in meeting.parties:
        desk.trust(other, c.seat, price, "evaded")
    pass_word(desk, c.meeting)


def do_offer(desk: Desk, c: cmd.MakeOffer) -> None:
    """Put one bargain, or two or three equal ones, on the table (R6.1)."""
    meeting = desk.state.meetings[c.meeting]
    offer = Offer(f"{meeting.id}#{meeting.offers}", c.seat, c.variants)
    desk.emit(ev.OfferMade(c.meeting, offer, False, meeting.parties))


def do_accept(desk: Desk, c: cmd.AcceptOffer) -> None:
    """Accept; when all have, the bargain enters the ledger (R6.5)."""
    meeting = desk.state.meetings[c.meeting]
    offer = meeting.offer
    assert offer is not None  # checked by the caller
    bargain = offer.variants[c.variant] if c.variant < len(offer.variants) else offer.variants[0]
    desk.emit(ev.OfferAccepted(c.meeting, c.seat, offer.id, c.variant, c.reason, meeting.parties))
    for term in bargain.terms:
        if term.by == c.seat and term.kind in (TermKind.SUPPORT, TermKind.ACQUIESCE):
            accepted_clause(desk, offer.by, c.seat, term.issue, term.option)
        elif term.by == offer.by and term.kind in (TermKind.SUPPORT, TermKind.ACQUIESCE):
            accepted_clause(desk, c.seat, offer.by, term.issue, term.option)
    if len(offer.variants) > 1:
        for other in meeting.parties:
            if other != c.seat:
                left = tuple(one for one in offer.variants if one != bargain)
                picked(desk, other, c.seat, bargain, left)
    if desk.state.meetings[c.meeting].answering:
        return
    spoken = tuple(t.by for t in bargain.terms if t.by not in meeting.parties)
    parties = (*meeting.parties, *dict.fromkeys(spoken))
    reach(desk, f"u-{offer.id}", parties, bargain)
    join(desk, f"u-{offer.id}")
    carry_out(desk, f"u-{offer.id}")
    warm(desk, meeting, 2, "agreed")
    for term in bargain.terms:
        outside = (
            term.kind in (TermKind.SUPPORT, TermKind.ACQUIESCE)
            and term.by in desk.voters
            and term.by in meeting.parties
            and not desk.private(term.by).mandate[term.issue][term.option]
        )
        if outside and not minister_sent(meeting, term.by):
            desk.meter("gauge", term.by, AD_REFERENDUM_GAUGE, "ad-referendum")
    pass_word(desk, c.meeting)


def do_decline(desk: Desk, c: cmd.DeclineOffer) -> None:
    """Decline with a reason; a counter becomes the offer on the table (R6.3)."""
    meeting = desk.state.meetings[c.meeting]
    offer = meeting.offer
    assert offer is not None  # checked by the caller
    countered = meeting.countered
    desk.emit(
        ev.OfferDeclined(
            c.meeting,
            c.seat,
            offer.id,
            c.reason,
            c.size,
            c.issue,
            c.option,
            c.rival,
            c.counter,
            meeting.parties,
        )
    )
    if c.reason in (Reason.WORST_CLAUSE, Reason.RED_LINE):
        refused_clause(desk, offer.by, c.seat, c.issue, c.option)
    if c.counter is not None and not countered:
        meeting = desk.state.meetings[c.meeting]
        answer = Offer(f"{meeting.id}#{meeting.offers}", c.seat, (c.counter,))
        desk.emit(ev.OfferMade(c.meeting, answer, True, meeting.parties))
        return
    pass_word(desk, c.meeting)


def do_reassure(desk: Desk, c: cmd.Reassure) -> None:
    """Work on the relationship: less each time in a game (R6.1, R11.2)."""
    meeting = desk.state.meetings[c.meeting]
    times = desk.private(c.seat).acts.get("reassured", 0)
    effect = clamp(3 - times // 3, 1, 3)
    if meeting.room is Room.VIRTUAL:
        effect = (effect + 1) // 2
    desk.emit(ev.Reassured(c.meeting, c.seat, effect, meeting.parties))
    for other in meeting.parties:
        if other != c.seat:
            desk.trust(other, c.seat, effect, "reassured")
            desk.meter("resentment", other, -8, "reassured", c.seat, (other,))
    pass_word(desk, c.meeting)


def leak_risk(meeting: Meeting, agreed: bool) -> int:
    """Chance per mille that what was said comes out: people x uses x stakes (R5.2)."""
    people = len(meeting.parties) - 1
    stakes = 10 + meeting.exchanges * 2 + (8 if agreed else 0)
    return clamp(LEAK_BASE[meeting.room] * people * stakes // 14, 0, 600)


def surface_leaks(desk: Desk) -> None:
    """At the end of a round: what leaks, leaks (R4.5, R5.2)."""
    for meeting in list(desk.state.meetings.values()):
        if meeting.status != "over":
            continue
        host = meeting.parties[0]
        known = row_of(desk.state.understandings, host, Understandings.concerned)
        reached = [u for u in known if u.startswith(f"u-{meeting.id}#")]
        if not desk.chance("leak", meeting.id, per_mille=leak_risk(meeting, bool(reached))):
            continue
        if meeting.room is Room.BACK_CHANNEL:
            desk.emit(ev.MeetingSeen(meeting.parties, meeting.room.value, True))
            for party in meeting.parties:
                desk.meter("gauge", party, -4, "leak")
            for ally in desk.voters:
                if ally in meeting.parties:
                    continue
                for party in meeting.parties:
                    if desk.private(ally).trust.get(party, 0) >= 60:
                        desk.trust(ally, party, -6, "leak")
        for key in reached:
            expose(desk, key, leaked=True)
            join(desk, key)
    for name in sorted(desk.state.coalitions):
        coalition = desk.state.coalitions[name]
        caucus = coalition.caucus
        if caucus is None or coalition.declared or not coalition.mandate:
            continue
        risk = LEAK_BASE[Room.GREEN_ROOM] * max(0, len(caucus.present) - 1) * 18 // 14
        if desk.chance("leak", "caucus", name, desk.state.public.round, per_mille=risk):
            expose(desk, coalition.mandate, leaked=True)


def disown(desk: Desk) -> None:
    """Capitals may disown what was undertaken ad referendum this round (R12.1)."""
    for seat in desk.voters:
        private = desk.private(seat)
        for entry, index, term in pending(desk, seat):
            stands = term.kind in (TermKind.SUPPORT, TermKind.ACQUIESCE)
            if entry.round != desk.state.public.round or not stands:
                continue
            if entry.id.startswith((MANDATE, MEDIATED)):
                # What a coalition decides, or all announce, no single capital takes back (R13.3, R14.5).
                continue
            if private.mandate[term.issue][term.option]:
                continue
            meeting = desk.state.meetings.get(entry.id.split("#")[0].removeprefix("u-"))
            if meeting is not None and seat in meeting.parties and minister_sent(meeting, seat):
                continue
            chance = clamp(450 - private.gauge * 4, 50, 450)
            if desk.chance("disown", entry.id, index, per_mille=chance):
                desk.meter("gauge", seat, -2, "disowned")
                settle(desk, entry.id, index, TermState.BROKEN)

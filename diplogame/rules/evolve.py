"""Applying events to a state: total, no checks, no dice (architecture, "How a turn flows").

Guarantees: ``evolve`` never refuses and never draws; folding a game's events over its opening state
gives its state. Meters are clamped to their range here, so an event may carry any delta.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, assert_never

from diplogame.rules import events as ev
from diplogame.rules.conference import Envoy, Room
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import SeatId
from diplogame.rules.records import (
    Belief,
    Clause,
    Contact,
    Meeting,
    Sanction,
    Sighting,
    Summit,
    TextVersion,
    Threat,
    Understanding,
)
from diplogame.rules.setup import normalise, with_weights
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Amend,
    BallotRecord,
    Band,
    CableHome,
    Clarity,
    ClauseStatus,
    Draft,
    MoveToVote,
    NightChoice,
    ReferToExperts,
    Stage,
    Stance,
    StartSilence,
    TermState,
    ThreatState,
)

_T = TypeVar("_T")

EXPECTATIONS = {"modest": 20, "solid": 45, "bold": 75}
"""Expectations that announcing a goal raises (R15.1, field guide 1 row 12)."""


def fold(state: State, events: Iterable[ev.Event]) -> State:
    """Apply events one after another."""
    for event in events:
        state = evolve(state, event)
    return state


def _clamp(value: int, low: int = 0, high: int = 100) -> int:
    return max(low, min(high, value))


def _put(mapping: Mapping[str, _T], key: str, value: _T) -> dict[str, _T]:
    return {**mapping, key: value}


def _at(items: tuple[_T, ...], index: int, value: _T) -> tuple[_T, ...]:
    return (*items[:index], value, *items[index + 1 :])


def _public(state: State, **changes: Any) -> State:
    return replace(state, public=replace(state.public, **changes))


def _private(state: State, seat: SeatId, **changes: Any) -> State:
    return replace(
        state, private=_put(state.private, seat, replace(state.private[seat], **changes))
    )


def _contact(state: State, seat: SeatId, other: SeatId, **changes: Any) -> State:
    private = state.private[seat]
    contact = private.contacts.get(other, Contact())
    return _private(
        state, seat, contacts=_put(private.contacts, other, replace(contact, **changes))
    )


def _meeting(state: State, meeting: str, **changes: Any) -> State:
    return replace(
        state, meetings=_put(state.meetings, meeting, replace(state.meetings[meeting], **changes))
    )


def _act(state: State, seat: SeatId, act: str) -> State:
    acts = state.private[seat].acts
    return _private(state, seat, acts=_put(acts, act, acts.get(act, 0) + 1))


def evolve(state: State, event: ev.Event) -> State:
    """The state after an event."""
    match event:
        case (
            ev.RoundOpened()
            | ev.StageEntered()
            | ev.Awaited()
            | ev.Said()
            | ev.TwistHappened()
            | ev.TwistChosen()
            | ev.FlagSet()
            | ev.PlanMade()
            | ev.SlotSpent()
            | ev.PositionsDeclared()
            | ev.ScriptFired()
            | ev.ClockStopped()
        ):
            return _round(state, event)
        case ev.MeterMoved():
            return _meter(state, event)
        case ev.WeightShifted() | ev.BeliefMoved() | ev.EvidenceLogged() | ev.CableAnswered():
            return _knowledge(state, event)
        case (
            ev.MeetingAsked()
            | ev.InvitationAnswered()
            | ev.MeetingOpened()
            | ev.MeetingSeen()
            | ev.FloorPassed()
            | ev.Probed()
            | ev.Disclosed()
            | ev.Evaded()
            | ev.OfferMade()
            | ev.OfferAccepted()
            | ev.OfferDeclined()
            | ev.Reassured()
            | ev.MeetingEnded()
        ):
            return _side_meeting(state, event)
        case (
            ev.UnderstandingReached()
            | ev.UnderstandingLearnt()
            | ev.TermSettled()
            | ev.ThreatIssued()
            | ev.ThreatAnswered()
            | ev.ThreatSettled()
            | ev.SanctionImposed()
            | ev.SanctionLifted()
        ):
            return _ledger(state, event)
        case (
            ev.SpeechMade()
            | ev.FloorHeld()
            | ev.WalkedOut()
            | ev.MotionMade()
            | ev.BallotCast()
            | ev.MotionDecided()
            | ev.ClauseAmended()
            | ev.BracketAdded()
            | ev.ClauseClosed()
            | ev.ClauseReopened()
            | ev.ClauseAnnexed()
            | ev.TextReplaced()
        ):
            return _plenary(state, event)
        case (
            ev.SummitCalled()
            | ev.NightChosen()
            | ev.NightRevealed()
            | ev.SummitEnded()
            | ev.ConferenceEnded()
            | ev.RatificationDecided()
            | ev.AftermathChosen()
            | ev.GameScored()
        ):
            return _ending(state, event)
        case _:
            assert_never(event)


def _round(
    state: State,
    event: ev.RoundOpened
    | ev.StageEntered
    | ev.Awaited
    | ev.Said
    | ev.TwistHappened
    | ev.TwistChosen
    | ev.FlagSet
    | ev.PlanMade
    | ev.SlotSpent
    | ev.PositionsDeclared
    | ev.ScriptFired
    | ev.ClockStopped,
) -> State:
    public = state.public
    match event:
        case ev.RoundOpened():
            private = {
                seat: replace(
                    p,
                    plan=None,
                    extra_slots=0,
                    trust=_cooled(p.trust, state, seat, own=True),
                    regard=_cooled(p.regard, state, seat, own=False),
                )
                for seat, p in state.private.items()
            }
            state = replace(state, private=private, meetings={})
            return _public(
                state,
                round=event.round,
                phase=event.phase,
                slot=0,
                walked_out=(),
                motions_by={},
                drafted=(),
                order=(),
                spoken=(),
            )
        case ev.StageEntered():
            return _public(state, stage=event.stage, slot=event.slot)
        case ev.Awaited():
            return replace(state, awaiting=event.seats)
        case ev.Said():
            return state
        case ev.TwistHappened():
            return _public(
                state,
                twists=(*public.twists, event.twist),
                choosing=event.twist if event.chooser else public.choosing,
            )
        case ev.TwistChosen():
            return _public(state, choosing="")
        case ev.FlagSet():
            return _public(state, flags=tuple(sorted({*public.flags, event.flag})))
        case ev.PlanMade():
            return _private(state, event.seat, plan=event.plan)
        case ev.SlotSpent():
            state = _act(state, event.seat, event.result)
            public = state.public
            match event.activity:
                case CableHome(issue=issue, option=option):
                    k = state.conference.issue_index(issue)
                    cables = state.private[event.seat].cables
                    return _private(state, event.seat, cables=(*cables, (k, option)))
                case Draft(issue=issue):
                    k = state.conference.issue_index(issue)
                    return _public(state, drafted=tuple(sorted({*public.drafted, k})))
                case _:
                    return state
        case ev.PositionsDeclared():
            state = _public(state, stances=_put(public.stances, event.seat, event.stances))
            return _responsor(state, event.seat)
        case ev.ScriptFired():
            fired = state.private[event.seat].fired
            return _private(state, event.seat, fired=_put(fired, event.rule, public.round))
        case ev.ClockStopped():
            return _public(state, clock_stopped=public.clock_stopped + 1)
        case _:
            assert_never(event)


def _cooled(levels: Mapping[str, int], state: State, seat: SeatId, own: bool) -> dict[str, int]:
    """Trust one step closer to the history of the pair (R7.1); resentments fade with it."""
    history = dict(state.conference.delegation(seat).trust) if own else {}
    cooled = {}
    for other, level in levels.items():
        base = (
            history.get(other, 50)
            if own
            else dict(state.conference.delegation(other).trust).get(seat, 50)
        )
        step = 1 if level < base - 3 else -1 if level > base + 3 else 0
        cooled[other] = level + step
    return cooled


def _responsor(state: State, seat: SeatId) -> State:
    """Move a delegation's name in the brackets to the options it now supports in public."""
    if seat not in state.conference.seats:
        return state
    stances = state.public.stances[seat]
    clauses = []
    for k, clause in enumerate(state.public.clauses):
        if clause.status in (ClauseStatus.CLOSED, ClauseStatus.AGREED):
            clauses.append(clause)
            continue
        wanted = tuple(o for o, stance in enumerate(stances[k]) if stance is Stance.SUPPORT)
        options = tuple(sorted({*clause.options, *wanted}))
        sponsors = {o: list(s) for o, s in zip(clause.options, clause.sponsors, strict=True)}
        kept: list[int] = []
        rows: list[tuple[SeatId, ...]] = []
        for option in options:
            names = [s for s in sponsors.get(option, []) if s != seat]
            if option in wanted:
                names.append(seat)
            if names or option == clause.leading:
                kept.append(option)
                rows.append(tuple(names))
        status = ClauseStatus.BRACKETED if len(kept) > 1 else ClauseStatus.OPEN
        clauses.append(replace(clause, options=tuple(kept), sponsors=tuple(rows), status=status))
    return _public(state, clauses=tuple(clauses))


def _meter(state: State, event: ev.MeterMoved) -> State:
    public, seat, delta = state.public, event.seat, event.delta
    match event.meter:
        case "crisis":
            limit = state.conference.crisis.limit
            return _public(state, crisis=_clamp(public.crisis + delta, 0, limit))
        case "standing":
            value = _clamp(public.standing[seat] + delta)
            return _public(state, standing=_put(public.standing, seat, value))
        case "credibility":
            value = _clamp(public.credibility[seat] + delta)
            return _public(state, credibility=_put(public.credibility, seat, value))
        case "preparation" | "expectations" | "fatigue":
            if public.summit is None:
                return state
            summit = public.summit
            changed: dict[str, Any] = {event.meter: _clamp(getattr(summit, event.meter) + delta)}
            return _public(state, summit=replace(summit, **changed))
        case "trust":
            private = state.private[seat]
            value = _clamp(private.trust[event.toward] + delta)
            state = _private(state, seat, trust=_put(private.trust, event.toward, value))
            # The other side reads what it is told of; its estimate moves with what it learns.
            if event.toward in event.audience or "all" in event.audience:
                other = state.private[event.toward]
                seen = _clamp(other.regard[seat] + delta)
                state = _private(state, event.toward, regard=_put(other.regard, seat, seen))
            return state
        case "resentment":
            contact = state.private[seat].contacts.get(event.toward, Contact())
            return _contact(
                state, seat, event.toward, resentment=_clamp(contact.resentment + delta)
            )
        case "gift":
            contact = state.private[seat].contacts.get(event.toward, Contact())
            return _contact(state, seat, event.toward, gifts=contact.gifts + delta)
        case "walk_away":
            value = _clamp(state.private[seat].walk_away + delta, 0, 10_000)
            return _private(state, seat, walk_away=value)
        case "gauge":
            return _private(state, seat, gauge=_clamp(state.private[seat].gauge + delta))
        case "budget":
            return _private(state, seat, budget=max(0, state.private[seat].budget + delta))
        case "ministers":
            return _private(state, seat, ministers=max(0, state.private[seat].ministers + delta))
        case "side":
            return _private(state, seat, side=state.private[seat].side + delta)
        case "slots":
            return _private(state, seat, extra_slots=state.private[seat].extra_slots + delta)
        case _:
            return state


def _knowledge(
    state: State,
    event: ev.WeightShifted | ev.BeliefMoved | ev.EvidenceLogged | ev.CableAnswered,
) -> State:
    match event:
        case ev.WeightShifted():
            interests = state.private[event.seat].interests
            raw = list(interests.weights)
            raw[event.issue] = max(0, raw[event.issue] + event.points)
            return _private(state, event.seat, interests=with_weights(interests, normalise(raw)))
        case ev.BeliefMoved():
            private = state.private[event.holder]
            belief = private.beliefs[event.about]
            changed = _move_belief(belief, event)
            return _private(
                state, event.holder, beliefs=_put(private.beliefs, event.about, changed)
            )
        case ev.EvidenceLogged():
            log = state.private[event.holder].evidence
            return _private(state, event.holder, evidence=(*log, event.evidence))
        case ev.CableAnswered():
            private = state.private[event.seat]
            cables = tuple(c for c in private.cables if c != (event.issue, event.option))
            mandate = private.mandate
            if event.granted:
                row = _at(mandate[event.issue], event.option, True)
                mandate = _at(mandate, event.issue, row)
            return _private(state, event.seat, cables=cables, mandate=mandate)
        case _:
            assert_never(event)


def _move_belief(belief: Belief, event: ev.BeliefMoved) -> Belief:
    if event.issue < 0:
        return replace(belief, reserve=event.band)
    certainty = _at(belief.certainty, event.issue, event.certainty)
    if event.option < 0:
        weights = _at(belief.weights, event.issue, event.band)
        return replace(belief, weights=weights, certainty=certainty)
    row = _at(belief.values[event.issue], event.option, event.band)
    return replace(belief, values=_at(belief.values, event.issue, row), certainty=certainty)


def _side_meeting(
    state: State,
    event: ev.MeetingAsked
    | ev.InvitationAnswered
    | ev.MeetingOpened
    | ev.MeetingSeen
    | ev.FloorPassed
    | ev.Probed
    | ev.Disclosed
    | ev.Evaded
    | ev.OfferMade
    | ev.OfferAccepted
    | ev.OfferDeclined
    | ev.Reassured
    | ev.MeetingEnded,
) -> State:
    round_ = state.public.round
    match event:
        case ev.MeetingAsked():
            meeting = Meeting(
                id=event.meeting,
                round=round_,
                slot=event.slot,
                parties=event.parties,
                room=Room(event.room),
                envoys=tuple(Envoy(e) for e in event.envoys),
                issue=event.issue,
                invited=event.parties[1:],
                floor=event.parties[0],
                lead=event.parties[0],
                patience=event.patience,
            )
            state = replace(state, meetings=_put(state.meetings, event.meeting, meeting))
            for guest in event.parties[1:]:
                state = _contact(state, event.parties[0], guest, asked=round_)
            return state
        case ev.InvitationAnswered():
            meeting = state.meetings[event.meeting]
            invited = tuple(s for s in meeting.invited if s != event.seat)
            changes: dict[str, Any] = {"invited": invited}
            if not event.accepted and len(meeting.parties) > 2:
                left = tuple(p for p in meeting.parties if p != event.seat)
                envoys = dict(zip(meeting.parties, meeting.envoys, strict=True))
                changes |= {"parties": left, "envoys": tuple(envoys[p] for p in left)}
            elif not event.accepted:
                changes["status"] = "declined"
            state = _meeting(state, event.meeting, **changes)
            if not event.accepted:
                state = _contact(state, meeting.parties[0], event.seat, refused=round_)
            return state
        case ev.MeetingOpened():
            meeting = state.meetings[event.meeting]
            state = _meeting(
                state, event.meeting, status="open", floor=event.floor, lead=event.floor
            )
            for one in meeting.parties:
                state = _act(state, one, "met")
                for other in meeting.parties:
                    if other != one:
                        state = _contact(state, one, other, met=round_)
            return state
        case ev.MeetingSeen():
            sighting = Sighting(round_, event.parties, Room(event.room), event.leaked)
            return _public(state, sightings=(*state.public.sightings, sighting))
        case ev.FloorPassed():
            return _meeting(
                state,
                event.meeting,
                floor=event.floor,
                lead=event.lead,
                exchanges=event.exchanges,
                yields=event.yields,
            )
        case ev.Probed():
            state = _meeting(state, event.meeting, probed=event.issue, floor=event.to)
            state = _act(state, event.seat, "probed")
            known = state.private[event.seat].contacts[event.to].probed
            return _contact(state, event.seat, event.to, probed=(*known, event.issue))
        case ev.Disclosed() | ev.Evaded():
            return _meeting(state, event.meeting, probed="")
        case ev.OfferMade():
            meeting = state.meetings[event.meeting]
            others = tuple(p for p in meeting.parties if p != event.offer.by)
            state = _act(state, event.offer.by, "offered")
            return _meeting(
                state,
                event.meeting,
                offer=event.offer,
                answering=others,
                floor=others[0],
                offers=meeting.offers + 1,
                countered=event.counter,
            )
        case ev.OfferAccepted():
            meeting = state.meetings[event.meeting]
            left = tuple(p for p in meeting.answering if p != event.seat)
            offer = meeting.offer
            if offer is not None and len(offer.variants) > 1:
                offer = replace(offer, variants=(offer.variants[event.variant],))
            return _meeting(
                state,
                event.meeting,
                answering=left,
                offer=offer if left else None,
                floor=left[0] if left else meeting.floor,
            )
        case ev.OfferDeclined():
            return _declined(state, event)
        case ev.Reassured():
            return _act(state, event.seat, "reassured")
        case ev.MeetingEnded():
            return _meeting(
                state,
                event.meeting,
                status="declined" if event.reason.value == "busy" else "over",
                offer=None,
                answering=(),
                probed="",
            )
        case _:
            assert_never(event)


def _declined(state: State, event: ev.OfferDeclined) -> State:
    meeting = state.meetings[event.meeting]
    offer = meeting.offer
    if offer is None:
        return state
    refused = (*meeting.refused, *offer.variants)
    state = _meeting(
        state, event.meeting, refused=refused, offer=None, answering=(), floor=event.seat
    )
    contact = state.private[offer.by].contacts.get(event.seat, Contact())
    # Only the latest refusals matter for "nothing new"; a longer memory would only cost.
    return _contact(
        state,
        offer.by,
        event.seat,
        rejected=(*contact.rejected, *offer.variants)[-8:],
        refusals=contact.refusals + 1,
    )


def _ledger(
    state: State,
    event: ev.UnderstandingReached
    | ev.UnderstandingLearnt
    | ev.TermSettled
    | ev.ThreatIssued
    | ev.ThreatAnswered
    | ev.ThreatSettled
    | ev.SanctionImposed
    | ev.SanctionLifted,
) -> State:
    match event:
        case ev.UnderstandingReached():
            entry = Understanding(
                id=event.id,
                round=state.public.round,
                parties=event.parties,
                bargain=event.bargain,
                states=tuple(TermState.PENDING for _ in event.bargain.terms),
                known_to=event.parties,
            )
            for party in event.parties:
                state = _act(state, party, "agreed")
            return replace(state, understandings=_put(state.understandings, event.id, entry))
        case ev.UnderstandingLearnt():
            entry = state.understandings[event.id]
            known = tuple(sorted({*entry.known_to, *event.learnt_by}))
            entry = replace(entry, known_to=known)
            return replace(state, understandings=_put(state.understandings, event.id, entry))
        case ev.TermSettled():
            entry = state.understandings[event.understanding]
            entry = replace(entry, states=_at(entry.states, event.term, event.state))
            return replace(
                state, understandings=_put(state.understandings, event.understanding, entry)
            )
        case ev.ThreatIssued():
            known = state.conference.everybody if "all" in event.audience else event.audience
            threat = Threat(
                id=event.id,
                sender=event.sender,
                target=event.target,
                terms=event.terms,
                round=state.public.round,
                state=ThreatState.STANDING,
                answer="",
                known_to=tuple(known),
            )
            state = replace(state, threats=_put(state.threats, event.id, threat))
            state = _act(state, event.sender, "threatened")
            contact = state.private[event.sender].contacts.get(event.target, Contact())
            state = _contact(state, event.sender, event.target, threats=contact.threats + 1)
            for meeting in state.meetings.values():
                present = {event.sender, event.target} <= set(meeting.parties)
                if meeting.status == "open" and present:
                    state = _meeting(state, meeting.id, threat=event.id, floor=event.target)
            return state
        case ev.ThreatAnswered():
            threat = replace(state.threats[event.id], answer=event.answer)
            state = replace(state, threats=_put(state.threats, event.id, threat))
            for meeting in state.meetings.values():
                if meeting.threat == event.id:
                    state = _meeting(state, meeting.id, threat="")
            return state
        case ev.ThreatSettled():
            threat = state.threats[event.id]
            if event.extended:
                terms = replace(threat.terms, deadline=threat.terms.deadline + 1)
                threat = replace(threat, terms=terms, extensions=threat.extensions + 1)
            else:
                threat = replace(threat, state=event.state)
            return replace(state, threats=_put(state.threats, event.id, threat))
        case ev.SanctionImposed():
            sanction = Sanction(
                event.id,
                event.sender,
                event.target,
                event.instrument,
                state.public.round,
                event.cost,
                event.own_cost,
            )
            return replace(state, sanctions=_put(state.sanctions, event.id, sanction))
        case ev.SanctionLifted():
            left = {k: s for k, s in state.sanctions.items() if k != event.id}
            return replace(state, sanctions=left)
        case _:
            assert_never(event)


def _plenary(
    state: State,
    event: ev.SpeechMade
    | ev.FloorHeld
    | ev.WalkedOut
    | ev.MotionMade
    | ev.BallotCast
    | ev.MotionDecided
    | ev.ClauseAmended
    | ev.BracketAdded
    | ev.ClauseClosed
    | ev.ClauseReopened
    | ev.ClauseAnnexed
    | ev.TextReplaced,
) -> State:
    public = state.public
    match event:
        case ev.SpeechMade():
            state = _act(state, event.seat, "spoke")
            state = _act(state, event.seat, f"spoke-{event.speech.tone}")
            state = _public(state, spoken=(*public.spoken, event.seat))
            if event.speech.tone == "red-line" and event.speech.issue:
                k = state.conference.issue_index(event.speech.issue)
                stances = public.stances[event.seat][k]
                wanted = next((o for o, s in enumerate(stances) if s is Stance.SUPPORT), 0)
                committed = state.private[event.seat].committed
                state = _private(state, event.seat, committed=(*committed, (k, wanted)))
            return state
        case ev.FloorHeld():
            return _public(state, order=event.order)
        case ev.WalkedOut():
            return _public(state, walked_out=(*public.walked_out, event.seat))
        case ev.MotionMade():
            by = event.motion.by
            return _public(
                state,
                motion=event.motion,
                ballots={},
                explained={},
                motions=public.motions + 1,
                motions_by=_put(public.motions_by, by, public.motions_by.get(by, 0) + 1),
            )
        case ev.BallotCast():
            state = _act(state, event.seat, "voted")
            return _public(
                state,
                ballots=_put(public.ballots, event.seat, event.ballot),
                explained=_put(public.explained, event.seat, (event.reason, event.issue)),
            )
        case ev.MotionDecided():
            record = event.record
            if isinstance(record.motion.kind, ReferToExperts) and record.carried:
                index = state.conference.issue_index(record.motion.kind.issue)
                state = _public(state, referred=(*public.referred, index))
            failed = public.failed_votes
            if not record.carried and isinstance(record.motion.kind, MoveToVote | StartSilence):
                failed = (*failed, record.package)
            state = _learn_from_vote(state, record)
            return _public(
                state,
                motion=None,
                ballots={},
                explained={},
                votes=(*public.votes, record),
                failed_votes=failed,
            )
        case ev.ClauseAmended():
            clause = _bracket(public.clauses[event.issue], event.option, event.by)
            clause = replace(clause, leading=event.option)
            return _version(state, event.issue, clause, event.by, "amended")
        case ev.BracketAdded():
            clause = _bracket(public.clauses[event.issue], event.option, event.by)
            return _public(state, clauses=_at(public.clauses, event.issue, clause))
        case ev.ClauseClosed():
            clause = public.clauses[event.issue]
            clause = replace(
                clause, status=ClauseStatus.CLOSED, clarity=event.clarity, paid=event.paid
            )
            return _version(state, event.issue, clause, event.by, "closed")
        case ev.ClauseReopened():
            clause = replace(
                public.clauses[event.issue],
                status=ClauseStatus.BRACKETED,
                clarity=Clarity.CLEAR,
                annexed=False,
            )
            return _version(state, event.issue, clause, event.by, "reopened")
        case ev.ClauseAnnexed():
            clause = replace(public.clauses[event.issue], annexed=True, status=ClauseStatus.CLOSED)
            return _version(state, event.issue, clause, event.by, "annexed")
        case ev.TextReplaced():
            clauses = tuple(
                clause
                if clause.leading == option
                else replace(_bracket(clause, option, event.by), leading=option)
                for clause, option in zip(public.clauses, event.package, strict=True)
            )
            return _versions(state, clauses, "", event.by, "package")
        case _:
            assert_never(event)


def _learn_from_vote(state: State, record: BallotRecord) -> State:
    """Everybody reads a roll-call on an amendment: a yes speaks for the option, a no against it."""
    kind = record.motion.kind
    if not isinstance(kind, Amend):
        return state
    issue = state.conference.issue_index(kind.issue)
    private = dict(state.private)
    for voter, ballot, _reason, _about in record.ballots:
        shift = 6 if ballot is Ballot.YES else -6 if ballot in (Ballot.NO, Ballot.OBJECTION) else 0
        if not shift:
            continue
        for holder in sorted(private):
            belief = private[holder].beliefs.get(voter)
            if belief is None or not belief.values:
                continue
            band = belief.values[issue][kind.option]
            moved = (
                Band(min(band.low + shift, band.high), band.high)
                if shift > 0
                else Band(band.low, max(band.high + shift, band.low))
            )
            row = _at(belief.values[issue], kind.option, moved)
            belief = replace(belief, values=_at(belief.values, issue, row))
            private[holder] = replace(
                private[holder], beliefs=_put(private[holder].beliefs, voter, belief)
            )
    return replace(state, private=private)


def _bracket(clause: Clause, option: int, by: SeatId) -> Clause:
    """The clause with an option in its brackets, sponsored by somebody."""
    rows = dict(zip(clause.options, clause.sponsors, strict=True))
    rows[option] = tuple(dict.fromkeys((*rows.get(option, ()), *((by,) if by else ()))))
    options = tuple(sorted(rows))
    status = clause.status
    if status is ClauseStatus.OPEN and len(options) > 1:
        status = ClauseStatus.BRACKETED
    return replace(clause, options=options, sponsors=tuple(rows[o] for o in options), status=status)


def _version(state: State, issue: int, clause: Clause, by: SeatId, what: str) -> State:
    clauses = _at(state.public.clauses, issue, clause)
    return _versions(state, clauses, state.conference.issues[issue].id, by, what)


def _versions(
    state: State, clauses: tuple[Clause, ...], issue: str, by: SeatId, what: str
) -> State:
    public = state.public
    version = TextVersion(
        len(public.versions), public.round, tuple(c.leading for c in clauses), issue, by, what
    )
    return _public(state, clauses=clauses, versions=(*public.versions, version))


def _ending(
    state: State,
    event: ev.SummitCalled
    | ev.NightChosen
    | ev.NightRevealed
    | ev.SummitEnded
    | ev.ConferenceEnded
    | ev.RatificationDecided
    | ev.AftermathChosen
    | ev.GameScored,
) -> State:
    public = state.public
    match event:
        case ev.SummitCalled():
            expectations = EXPECTATIONS[event.goal.value]
            summit = Summit(event.by, event.round, event.goal, expectations=expectations)
            return _public(state, summit=summit)
        case ev.NightChosen():
            choice: tuple[NightChoice, int] = (event.choice, event.issue)
            return replace(state, night=_put(state.night, event.seat, choice))
        case ev.NightRevealed():
            state = replace(state, night={})
            if public.summit is None:
                return state
            return _public(state, summit=replace(public.summit, hour=event.hour))
        case ev.SummitEnded():
            if public.summit is None:
                return state
            return _public(state, summit=replace(public.summit, result=event.result))
        case ev.ConferenceEnded():
            clauses = public.clauses
            if event.outcome.value == "adopted":
                clauses = tuple(replace(c, status=ClauseStatus.AGREED) for c in clauses)
            return _public(state, outcome=event.outcome, package=event.package, clauses=clauses)
        case ev.RatificationDecided():
            return _public(state, ratified={**public.ratified, event.seat: event.ratified})
        case ev.AftermathChosen():
            return _public(state, aftermath=_put(public.aftermath, event.seat, event.choice))
        case ev.GameScored():
            return _public(
                state,
                survival=event.survival,
                joint_value=event.joint_value,
                scores=dict(event.scores),
                stage=Stage.ENDED,
            )
        case _:
            assert_never(event)


__all__ = ["EXPECTATIONS", "evolve", "fold"]

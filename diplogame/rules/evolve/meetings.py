"""Applying the events of side-meetings (R5, R6).

Guarantees: total; no checks, no dice.
"""

from __future__ import annotations

from typing import Any, assert_never

from diplogame.rules import events as ev
from diplogame.rules.conference import Envoy, Room
from diplogame.rules.evolve._parts import (
    count_act,
    on_contact,
    on_meeting,
    on_public,
    put,
)
from diplogame.rules.records import (
    Contact,
    Meeting,
    Sighting,
)
from diplogame.rules.state import State
from diplogame.rules.values import replace


def on_side_meeting(
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
    """Apply an event of a side-meeting."""
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
            state = replace(state, meetings=put(state.meetings, event.meeting, meeting))
            for guest in event.parties[1:]:
                state = on_contact(state, event.parties[0], guest, asked=round_)
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
            state = on_meeting(state, event.meeting, **changes)
            if not event.accepted:
                state = on_contact(state, meeting.parties[0], event.seat, refused=round_)
            return state
        case ev.MeetingOpened():
            meeting = state.meetings[event.meeting]
            state = on_meeting(
                state, event.meeting, status="open", floor=event.floor, lead=event.floor
            )
            for one in meeting.parties:
                state = count_act(state, one, "met")
                for other in meeting.parties:
                    if other != one:
                        state = on_contact(state, one, other, met=round_)
            return state
        case ev.MeetingSeen():
            sighting = Sighting(round_, event.parties, Room(event.room), event.leaked)
            return on_public(state, sightings=(*state.public.sightings, sighting))
        case ev.FloorPassed():
            return on_meeting(
                state,
                event.meeting,
                floor=event.floor,
                lead=event.lead,
                exchanges=event.exchanges,
                yields=event.yields,
            )
        case ev.Probed():
            state = on_meeting(state, event.meeting, probed=event.issue, floor=event.to)
            state = count_act(state, event.seat, "probed")
            known = state.private[event.seat].contacts[event.to].probed
            return on_contact(state, event.seat, event.to, probed=(*known, event.issue))
        case ev.Disclosed() | ev.Evaded():
            return on_meeting(state, event.meeting, probed="")
        case ev.OfferMade():
            meeting = state.meetings[event.meeting]
            others = tuple(p for p in meeting.parties if p != event.offer.by)
            state = count_act(state, event.offer.by, "offered")
            return on_meeting(
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
            return on_meeting(
                state,
                event.meeting,
                answering=left,
                offer=offer if left else None,
                floor=left[0] if left else meeting.floor,
            )
        case ev.OfferDeclined():
            return _declined(state, event)
        case ev.Reassured():
            return count_act(state, event.seat, "reassured")
        case ev.MeetingEnded():
            return on_meeting(
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
    state = on_meeting(
        state, event.meeting, refused=refused, offer=None, answering=(), floor=event.seat
    )
    contact = state.private[offer.by].contacts.get(event.seat, Contact())
    # Only the latest refusals matter for "nothing new"; a longer memory would only cost.
    return on_contact(
        state,
        offer.by,
        event.seat,
        rejected=(*contact.rejected, *offer.variants)[-8:],
        refusals=contact.refusals + 1,
    )

"""Applying the events of the ledger: understandings, threats, sanctions (R6.5, R10).

Guarantees: total; no checks, no dice.
"""

from __future__ import annotations

from typing import assert_never

from diplogame.rules import events as ev
from diplogame.rules.evolve._parts import (
    at,
    count_act,
    on_contact,
    on_meeting,
    put,
    reckoned,
)
from diplogame.rules.records import (
    Contact,
    Sanction,
    Threat,
    Understanding,
)
from diplogame.rules.state import State
from diplogame.rules.terms import (
    TermState,
    ThreatState,
)
from diplogame.rules.values import replace


def on_ledger(
    state: State,
    event: ev.UnderstandingReached
    | ev.UnderstandingLearnt
    | ev.TermSettled
    | ev.ThreatIssued
    | ev.ThreatAnswered
    | ev.ThreatSettled
    | ev.ThreatBacked
    | ev.SanctionImposed
    | ev.PartnerLeft
    | ev.SanctionLifted,
) -> State:
    """Apply an event of the ledger."""
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
                state = count_act(state, party, "agreed")
            return replace(state, understandings=put(state.understandings, event.id, entry))
        case ev.UnderstandingLearnt():
            entry = state.understandings[event.id]
            known = tuple(sorted({*entry.known_to, *event.learnt_by}))
            entry = replace(entry, known_to=known)
            return replace(state, understandings=put(state.understandings, event.id, entry))
        case ev.TermSettled():
            entry = state.understandings[event.understanding]
            entry = replace(entry, states=at(entry.states, event.term, event.state))
            return replace(
                state, understandings=put(state.understandings, event.understanding, entry)
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
                partners=event.terms.partners,
            )
            state = replace(state, threats=put(state.threats, event.id, threat))
            state = count_act(state, event.sender, "threatened")
            contact = state.private[event.sender].contacts.get(event.target, Contact())
            state = on_contact(state, event.sender, event.target, threats=contact.threats + 1)
            for meeting in state.meetings.values():
                present = {event.sender, event.target} <= set(meeting.parties)
                if meeting.status == "open" and present:
                    state = on_meeting(state, meeting.id, threat=event.id, floor=event.target)
            return state
        case ev.ThreatAnswered():
            threat = replace(state.threats[event.id], answer=event.answer)
            if event.answer == "patron" and event.patron not in threat.known_to:
                threat = replace(threat, known_to=(*threat.known_to, event.patron))
            state = replace(state, threats=put(state.threats, event.id, threat))
            for meeting in state.meetings.values():
                if meeting.threat == event.id:
                    state = on_meeting(state, meeting.id, threat="")
            return state
        case ev.ThreatSettled():
            threat = state.threats[event.id]
            if event.extended:
                terms = replace(threat.terms, deadline=threat.terms.deadline + 1)
                threat = replace(threat, terms=terms, extensions=threat.extensions + 1)
            else:
                threat = replace(threat, state=event.state)
            return replace(state, threats=put(state.threats, event.id, threat))
        case ev.SanctionImposed():
            sanction = Sanction(
                event.id,
                event.sender,
                event.target,
                event.instrument,
                state.public.round,
                event.cost,
                event.own_cost,
                event.partners,
            )
            return replace(state, sanctions=put(state.sanctions, event.id, sanction))
        case ev.ThreatBacked():
            threat = state.threats[event.id]
            threat = replace(threat, partners=tuple(sorted({*threat.partners, event.partner})))
            return replace(state, threats=put(state.threats, event.id, threat))
        case ev.PartnerLeft():
            sanction = state.sanctions[event.id]
            left = tuple(p for p in sanction.partners if p != event.partner)
            sanction = replace(sanction, partners=left)
            state = replace(state, sanctions=put(state.sanctions, event.id, sanction))
            return reckoned(state)
        case ev.SanctionLifted():
            return replace(
                state, sanctions={k: s for k, s in state.sanctions.items() if k != event.id}
            )
        case _:
            assert_never(event)

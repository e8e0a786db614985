"""Applying moved numbers and moved beliefs (R7, R12, R15, R16).

Guarantees: every meter is clamped to its range here, so an event may carry any delta.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from diplogame.rules import events as ev
from diplogame.rules.evolve._parts import (
    at,
    clamp,
    on_contact,
    on_private,
    on_public,
    put,
)
from diplogame.rules.records import (
    Belief,
    Contact,
)
from diplogame.rules.setup import normalise, with_weights
from diplogame.rules.state import State
from diplogame.rules.values import replace


def on_meter(state: State, event: ev.MeterMoved) -> State:
    """Move a number, within its range."""
    public, seat, delta = state.public, event.seat, event.delta
    match event.meter:
        case "crisis":
            limit = state.conference.crisis.limit
            return on_public(state, crisis=clamp(public.crisis + delta, 0, limit))
        case "standing":
            value = clamp(public.standing[seat] + delta)
            return on_public(state, standing=put(public.standing, seat, value))
        case "credibility":
            value = clamp(public.credibility[seat] + delta)
            return on_public(state, credibility=put(public.credibility, seat, value))
        case "preparation" | "expectations" | "fatigue":
            if public.summit is None:
                return state
            summit = public.summit
            changed: dict[str, Any] = {event.meter: clamp(getattr(summit, event.meter) + delta)}
            return on_public(state, summit=replace(summit, **changed))
        case "trust":
            private = state.private[seat]
            value = clamp(private.trust[event.toward] + delta)
            both = dict(state.private)
            both[seat] = replace(private, trust=put(private.trust, event.toward, value))
            # The other side reads what it is told of; its estimate moves with what it learns.
            if event.toward in event.audience or "all" in event.audience:
                other = both[event.toward]
                seen = clamp(other.regard[seat] + delta)
                both[event.toward] = replace(other, regard=put(other.regard, seat, seen))
            return replace(state, private=both)
        case "resentment":
            contact = state.private[seat].contacts.get(event.toward, Contact())
            return on_contact(
                state, seat, event.toward, resentment=clamp(contact.resentment + delta)
            )
        case "gift":
            contact = state.private[seat].contacts.get(event.toward, Contact())
            return on_contact(state, seat, event.toward, gifts=contact.gifts + delta)
        case "walk_away":
            value = clamp(state.private[seat].walk_away + delta, 0, 10_000)
            return on_private(state, seat, walk_away=value)
        case "gauge":
            return on_private(state, seat, gauge=clamp(state.private[seat].gauge + delta))
        case "budget":
            return on_private(state, seat, budget=max(0, state.private[seat].budget + delta))
        case "ministers":
            return on_private(state, seat, ministers=max(0, state.private[seat].ministers + delta))
        case "side":
            return on_private(state, seat, side=state.private[seat].side + delta)
        case "slots":
            return on_private(state, seat, extra_slots=state.private[seat].extra_slots + delta)
        case _:
            return state


def on_knowledge(
    state: State,
    event: ev.WeightShifted | ev.BeliefMoved | ev.EvidenceLogged | ev.CableAnswered,
) -> State:
    """Move weights, beliefs, evidence or the mandate."""
    match event:
        case ev.WeightShifted():
            interests = state.private[event.seat].interests
            raw = list(interests.weights)
            raw[event.issue] = max(0, raw[event.issue] + event.points)
            return on_private(state, event.seat, interests=with_weights(interests, normalise(raw)))
        case ev.BeliefMoved():
            private = state.private[event.holder]
            belief = private.beliefs[event.about]
            changed = _move_belief(belief, event)
            return on_private(
                state, event.holder, beliefs=put(private.beliefs, event.about, changed)
            )
        case ev.EvidenceLogged():
            log = state.private[event.holder].evidence
            return on_private(state, event.holder, evidence=(*log, event.evidence))
        case ev.CableAnswered():
            private = state.private[event.seat]
            cables = tuple(c for c in private.cables if c != (event.issue, event.option))
            mandate = private.mandate
            if event.granted:
                row = at(mandate[event.issue], event.option, True)
                mandate = at(mandate, event.issue, row)
            return on_private(state, event.seat, cables=cables, mandate=mandate)
        case _:
            assert_never(event)


def on_beliefs(state: State, events: Sequence[ev.BeliefMoved]) -> State:
    """Apply what one delegation learns of another at one time, as one event after another would."""
    holder, about = events[0].holder, events[0].about
    private = state.private[holder]
    belief = private.beliefs[about]
    for event in events:
        belief = _move_belief(belief, event)
    return on_private(state, holder, beliefs=put(private.beliefs, about, belief))


def _move_belief(belief: Belief, event: ev.BeliefMoved) -> Belief:
    if event.issue < 0:
        return replace(belief, reserve=event.band)
    certainty = at(belief.certainty, event.issue, event.certainty)
    if event.option < 0:
        weights = at(belief.weights, event.issue, event.band)
        return replace(belief, weights=weights, certainty=certainty)
    row = at(belief.values[event.issue], event.option, event.band)
    return replace(belief, values=at(belief.values, event.issue, row), certainty=certainty)

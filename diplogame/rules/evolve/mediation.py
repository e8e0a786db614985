"""Applying the events of mediation (R14.2).

Guarantees: total; no checks, no dice.
"""

from __future__ import annotations

from typing import Any, assert_never

from diplogame.rules import events as ev
from diplogame.rules.evolve._parts import clamp, count_act, on_private, put
from diplogame.rules.state import State
from diplogame.rules.terms import Ending, Mediation, Sitting, Style
from diplogame.rules.values import replace


def on_mediation(
    state: State,
    event: ev.MediationAsked
    | ev.MediationAnswered
    | ev.MediationOpened
    | ev.Confided
    | ev.GroundFound
    | ev.ProposalPut
    | ev.LeverageFelt
    | ev.LeverageFaded
    | ev.BlindAnswered
    | ev.ProposalAgreed
    | ev.MediationEnded,
) -> State:
    """Apply an event of mediation."""
    key = event.mediation
    if isinstance(event, ev.MediationAsked):
        state = count_act(state, event.by, "sought-mediation")
        made = Mediation(
            key,
            event.mediator,
            event.by,
            event.parties,
            event.issues,
            event.shuttle,
            state.public.round,
            event.slot,
            invited=event.invited,
        )
        return replace(state, mediations=put(state.mediations, key, made))
    known = state.mediations[key]
    match event:
        case ev.MediationAnswered():
            invited = tuple(s for s in known.invited if s != event.seat)
            gone = () if event.accepted else (event.seat,)
            parties = tuple(s for s in known.parties if s not in gone)
            away = (*known.away, *gone)
            return _with(state, known, invited=invited, parties=parties, away=away)
        case ev.MediationOpened():
            for seat in event.parties:
                state = count_act(state, seat, "mediated")
            return _with(state, known, sitting=Sitting.TELLING, telling=event.parties)
        case ev.Confided():
            left = tuple(s for s in known.telling if s != event.seat)
            return _with(
                state,
                known,
                telling=left,
                told=put(known.told, event.seat, event.frankness),
                sitting=Sitting.TELLING if left else Sitting.WEIGHING,
            )
        case ev.GroundFound():
            return _with(state, known, style=Style.FACILITATE, common=event.common)
        case ev.ProposalPut():
            return _with(
                state,
                known,
                style=event.style,
                proposal=event.proposal,
                sitting=Sitting.ANSWERING,
                answering=known.parties,
            )
        case ev.LeverageFelt():
            walk = clamp(state.private[event.seat].walk_away - event.points, 0, 10_000)
            state = on_private(state, event.seat, walk_away=walk)
            return _with(state, known, pressed=put(known.pressed, event.seat, event.points))
        case ev.LeverageFaded():
            back = known.pressed.get(event.seat, 0)
            walk = clamp(state.private[event.seat].walk_away + back, 0, 10_000)
            state = on_private(state, event.seat, walk_away=walk)
            pressed = {s: p for s, p in known.pressed.items() if s != event.seat}
            return _with(state, known, pressed=pressed)
        case ev.BlindAnswered():
            left = tuple(s for s in known.answering if s != event.seat)
            answers = put(known.answers, event.seat, event.yes)
            return _with(state, known, answering=left, answers=answers)
        case ev.ProposalAgreed():
            return _with(state, known, sitting=Sitting.OVER, ending=Ending.AGREED)
        case ev.MediationEnded():
            return _with(state, known, sitting=Sitting.OVER, ending=event.ending)
        case _:
            assert_never(event)


def _with(state: State, known: Mediation, **changes: Any) -> State:
    """The state with one mediation changed."""
    changed = replace(known, **changes)
    return replace(state, mediations=put(state.mediations, known.id, changed))

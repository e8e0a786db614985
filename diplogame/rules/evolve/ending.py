"""Applying the events of the summit, the ending and the aftermath (R15, R19).

Guarantees: total; no checks, no dice.
"""

from __future__ import annotations

from typing import assert_never

from diplogame.rules import events as ev
from diplogame.rules.evolve._parts import (
    on_public,
    put,
)
from diplogame.rules.records import (
    Summit,
)
from diplogame.rules.state import State
from diplogame.rules.terms import (
    ClauseStatus,
    NightChoice,
    Stage,
)
from diplogame.rules.values import replace

EXPECTATIONS = {"modest": 20, "solid": 45, "bold": 75}
"""Expectations that announcing a goal raises (R15.1, field guide 1 row 12)."""


def on_ending(
    state: State,
    event: ev.SummitCalled
    | ev.NightChosen
    | ev.NightRevealed
    | ev.SummitEnded
    | ev.ConferenceEnded
    | ev.RatificationDecided
    | ev.EntryDecided
    | ev.AftermathChosen
    | ev.GameScored,
) -> State:
    """Apply an event of the summit, the ending or the aftermath."""
    public = state.public
    match event:
        case ev.SummitCalled():
            expectations = EXPECTATIONS[event.goal.value]
            summit = Summit(event.by, event.round, event.goal, expectations=expectations)
            return on_public(state, summit=summit)
        case ev.NightChosen():
            choice: tuple[NightChoice, int] = (event.choice, event.issue)
            return replace(state, night=put(state.night, event.seat, choice))
        case ev.NightRevealed():
            state = replace(state, night={})
            if public.summit is None:
                return state
            left = tuple(s for s, choice, _ in event.choices if choice is NightChoice.WALK)
            return on_public(state, summit=replace(public.summit, hour=event.hour, left=left))
        case ev.SummitEnded():
            if public.summit is None:
                return state
            return on_public(state, summit=replace(public.summit, result=event.result))
        case ev.ConferenceEnded():
            clauses = public.clauses
            if event.outcome.value == "adopted":
                clauses = tuple(replace(c, status=ClauseStatus.AGREED) for c in clauses)
            return on_public(state, outcome=event.outcome, package=event.package, clauses=clauses)
        case ev.RatificationDecided():
            return on_public(state, ratified={**public.ratified, event.seat: event.ratified})
        case ev.EntryDecided():
            return on_public(state, in_force=event.in_force, pivotal=event.pivotal)
        case ev.AftermathChosen():
            return on_public(state, aftermath=put(public.aftermath, event.seat, event.choice))
        case ev.GameScored():
            return on_public(
                state,
                survival=event.survival,
                joint_value=event.joint_value,
                scores=dict(event.scores),
                stage=Stage.ENDED,
            )
        case _:
            assert_never(event)

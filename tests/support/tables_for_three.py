"""Scenes at the ford (`tests/data/packs/ford`): a biased mediator, and good offices.

Estuary mediates in every style (leverage 80, leaning to Delta by 60 and away from Alder by 20); the chair
facilitates and drafts. Issues: 0 tax, 1 forest, 2 dam, 3 fund, 4 school.
"""

from __future__ import annotations

from collections.abc import Mapping

from diplogame.rules import commands as cmd
from diplogame.rules.passive import passive
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Clauses,
    Frankness,
    Mediation,
    Plan,
    Rest,
    SeekMediation,
    Sitting,
    Stage,
    Style,
)
from diplogame.rules.view import view_of
from support import play, scene

BROKER, CHAIR = "estuary", "chair"
DAM: Clauses = ((2, 1),)
"""The dam to a joint board."""


def ford(seed: int = 1) -> State:
    """The conference, opened: everybody plans."""
    return play.opened(play.FORD, seed)


def sought(
    *others: str,
    by: str = "alder",
    mediator: str = BROKER,
    issues: tuple[int, ...] = (2,),
    shuttle: bool = False,
    seed: int = 1,
    start: State | None = None,
) -> State:
    """Somebody has asked for mediation in the first slot; whoever is asked first is awaited."""
    state = ford(seed) if start is None else start
    rest = (Rest(),) * (len(state.conference.calendar.slots) - 1)
    for seat in state.awaiting:
        seek = SeekMediation(mediator, tuple(others), issues, shuttle)
        plan = Plan((seek if seat == by else Rest(), *rest))
        state = scene.give(state, cmd.MakePlan(seat, plan))
    return state


def the_one(state: State) -> Mediation:
    """The latest mediation."""
    return max(state.mediations.values(), key=lambda m: (m.round, m.slot))


def sitting(*others: str, **how: object) -> State:
    """Everybody who was asked has come: the first party is awaited to say how it stands."""
    state = sought(*others, **how)  # type: ignore[arg-type]
    while the_one(state).sitting is Sitting.ASKED:
        seat = state.awaiting[0]
        state = scene.give(state, cmd.AnswerMediation(seat, the_one(state).id, True))
    return state


def told(*others: str, frankness: Mapping[str, Frankness] | None = None, **how: object) -> State:
    """The parties have spoken, frankly unless said: the mediator is awaited."""
    state = sitting(*others, **how)
    while the_one(state).sitting is Sitting.TELLING:
        seat = state.awaiting[0]
        how_ = (frankness or {}).get(seat, Frankness.FRANK)
        state = scene.give(state, cmd.Confide(seat, the_one(state).id, how_))
    return state


def put(
    *others: str, style: Style = Style.FORMULATE, proposal: Clauses = DAM, **how: object
) -> State:
    """Estuary has put a proposal: the first party is awaited to answer."""
    state = told(*others, **how)
    return scene.give(state, cmd.Mediate(BROKER, the_one(state).id, style, proposal))


def answered(state: State, **answers: bool) -> State:
    """All have answered; yes unless said."""
    while state.public.stage is Stage.MEDIATION and the_one(state).sitting is Sitting.ANSWERING:
        seat = state.awaiting[0]
        yes = answers.get(seat, True)
        state = scene.give(state, cmd.AnswerBlind(seat, the_one(state).id, yes))
    return state


def next_morning(state: State) -> State:
    """The planning of the next round, reached by the quietest orders."""
    after = state.public.round + 1
    while state.public.round < after or state.public.stage is not Stage.PLANNING:
        state = scene.give(state, passive(view_of(state, state.awaiting[0])))
    return state

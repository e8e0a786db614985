"""Scenes in the valley of `tests/data/packs/uplands`: a bloc of three, two towns, clubs of the willing.

Alder leads the Upland Three (with Birch and Cedar, two thirds of whom decide); Delta and Estuary are
outsiders. Issues: 0 tax, 1 forest, 2 dam, 3 fund, 4 school.
"""

from __future__ import annotations

from diplogame.rules import commands as cmd
from diplogame.rules.decide import Accepted, Decision, decide
from diplogame.rules.decisions import Ballot
from diplogame.rules.legal import legal
from diplogame.rules.passive import passive
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Activity,
    Circulate,
    Clauses,
    HoldCaucus,
    Plan,
    Rest,
    Stage,
)
from diplogame.rules.view import view_of
from support import play, scene

BLOC = "three"
MEMBERS = ("alder", "birch", "cedar")
OUTSIDERS = ("delta", "estuary")
DAM_UP: Clauses = ((2, 2),)
"""The dam to the villages: Alder, Birch and Cedar all like it best."""


def valley(seed: int = 1) -> State:
    """The conference, opened: everybody plans."""
    return play.opened(play.UPLANDS, seed)


def planned(state: State, **activities: Activity) -> State:
    """Everybody's day planned: one activity each in the first slot, nothing for the rest."""
    rest = (Rest(),) * (len(state.conference.calendar.slots) - 1)
    for seat in state.awaiting:
        plan = Plan((activities.get(seat, Rest()), *rest))
        state = scene.give(state, cmd.MakePlan(seat, plan))
    return state


def caucus(state: State, **activities: Activity) -> State:
    """A caucus of the bloc sits, called by its leader; the leader has the word."""
    return planned(state, **{"alder": HoldCaucus(BLOC), **activities})


def settled(state: State, position: Clauses, **ballots: Ballot) -> State:
    """A caucus has voted on a draft of the leader's; nobody amends, all say yes unless told."""
    state = scene.give(state, cmd.TableDraft("alder", BLOC, position))
    while state.public.stage is Stage.CAUCUS:
        seat = state.awaiting[0]
        now = legal(view_of(state, seat))
        if now.duty == "caucus":
            state = scene.give(state, cmd.PassCaucus(seat, BLOC))
        else:
            choice = ballots.get(seat, Ballot.YES)
            state = scene.give(state, cmd.CastCaucusBallot(seat, BLOC, choice))
    return state


def bound(seed: int = 1, position: Clauses = DAM_UP) -> State:
    """The first day: the bloc has a common position."""
    return settled(caucus(valley(seed)), position)


def quietly(state: State, until: Stage, round_: int = 0) -> State:
    """The game played on by the quietest orders, to a stage (of a round, if one is named)."""
    while state.awaiting:
        if state.public.stage is until and state.public.round >= round_:
            return state
        state = scene.give(state, passive(view_of(state, state.awaiting[0])))
    return state


def next_morning(state: State) -> State:
    """The planning of the next round."""
    return quietly(state, Stage.PLANNING, state.public.round + 1)


def declared(seed: int = 1, position: Clauses = DAM_UP) -> State:
    """The second morning: the leader has declared the position."""
    return scene.give(next_morning(bound(seed, position)), cmd.DeclareCommon("alder", BLOC))


def circulated(seed: int, principles: Clauses, *invited: str, by: str = "delta") -> State:
    """A declaration of principles waits for its first answer."""
    return planned(valley(seed), **{by: Circulate(principles, invited)})


def told(decision: Decision) -> Accepted:
    """A decision that must be accepted."""
    assert isinstance(decision, Accepted), decision
    return decision


def after(state: State, command: cmd.Command) -> Accepted:
    """What an order that must be accepted brings."""
    return told(decide(state, command))

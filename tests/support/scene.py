"""Setting a scene: a state brought to a moment, for tests that show one rule at work."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.conference import Room
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.desk import Desk
from diplogame.rules.ledger import reach
from diplogame.rules.records import Meeting, Threat
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Bargain,
    MotionKind,
    Stage,
    Term,
    TermKind,
    ThreatState,
    ThreatTerms,
)
from support import play


def tiny(seed: int = 1) -> State:
    """The tiny pack, opened: Tarn above the weir, Reed below it, the miller in the chair."""
    return play.opened(play.TINY, seed)


def three(seed: int = 1) -> State:
    """The first steps, opened: three seats, so that somebody can be left out."""
    return play.opened(play.FIRST_STEPS, seed)


def private(state: State, seat: str, **changes: Any) -> State:
    """The state with one delegation's own part changed."""
    return replace(state, private={**state.private, seat: replace(state.private[seat], **changes)})


def public(state: State, **changes: Any) -> State:
    """The state with the public record changed."""
    return replace(state, public=replace(state.public, **changes))


def plenary(state: State, seat: str, round_: int = 2, **changes: Any) -> State:
    """The plenary of a round, one delegation on the floor and the others still to come."""
    from diplogame.rules.phases import phase_of

    order = (seat, *(s for s in state.conference.seats if s != seat))
    state = public(
        state,
        round=round_,
        phase=phase_of(state.conference.calendar, round_),
        stage=Stage.PLENARY,
        order=order,
        **changes,
    )
    return replace(state, awaiting=(seat,))


def give(state: State, *commands: cmd.Command) -> State:
    """The state after orders that must all be accepted."""
    for command in commands:
        decision = decide(state, command)
        assert isinstance(decision, Accepted), (command, decision)
        state = decision.state
    return state


def events_of(state: State, command: cmd.Command) -> tuple[ev.Event, ...]:
    """What an order that must be accepted leads to."""
    decision = decide(state, command)
    assert isinstance(decision, Accepted), (command, decision)
    return decision.events


def code_of(state: State, command: cmd.Command) -> str:
    """The code with which an order is refused; empty if it is accepted."""
    decision = decide(state, command)
    return "" if isinstance(decision, Accepted) else decision.code


def vote(state: State, mover: str, motion: MotionKind, **ballots: Any) -> State:
    """The state after a motion and everybody's ballots."""
    state = give(state, cmd.MakeMotion(mover, motion))
    while state.public.stage is Stage.VOTE:
        seat = state.awaiting[0]
        state = give(state, cmd.CastBallot(seat, ballots[seat]))
    return state


def sitting(
    state: State, *parties: str, room: Room = Room.CORRIDOR, envoys: Any = None, patience: int = 6
) -> tuple[State, str]:
    """A meeting that is open, the first party having the word; and its id."""
    from diplogame.rules.conference import Envoy

    key = f"r{state.public.round}s0-{parties[0]}"
    meeting = Meeting(
        id=key,
        round=state.public.round,
        slot=0,
        parties=parties,
        room=room,
        envoys=envoys or tuple(Envoy.DIPLOMAT for _ in parties),
        status="open",
        floor=parties[0],
        lead=parties[0],
        patience=patience,
    )
    state = replace(state, meetings={**state.meetings, key: meeting}, awaiting=(parties[0],))
    return public(state, stage=Stage.MEETINGS, slot=0), key


def agreed(state: State, *terms: Term, parties: tuple[str, ...], **more: Any) -> tuple[State, str]:
    """The state with a bargain in the ledger, and its id."""
    desk = Desk(state)
    bargain = Bargain(terms, more.get("due", state.public.round), more.get("public", False))
    key = more.get("key", f"u-r{state.public.round}s0-{parties[0]}#0")
    reach(desk, key, parties, bargain)
    return desk.state, key


def threatened(
    state: State, sender: str, target: str, instrument: str, **more: Any
) -> tuple[State, str]:
    """The state with a threat that stands, answered with a stall; and its id."""
    commitment = more.get("commitment", 3)
    known = state.conference.everybody if commitment == 3 else (sender, target)
    terms = ThreatTerms(
        more.get("issue", 1),
        more.get("option", 1),
        instrument,
        True,
        commitment,
        more.get("deadline", state.public.round),
    )
    key = f"t{state.public.round}-{sender}-{target}-0"
    threat = Threat(
        key, sender, target, terms, state.public.round, ThreatState.STANDING, "stall", known
    )
    return replace(state, threats={**state.threats, key: threat}), key


def backed_sanction() -> State:
    """Harrow's ferries stay tied up against Bellwether, Lantern stands behind it and may drop out."""
    back = Term("lantern", TermKind.BACK, to="bellwether")
    state, _ = agreed(three(), back, parties=("harrow", "lantern"), due=9)
    state, key = threatened(state, "harrow", "bellwether", "ferry-stop")
    state = replace(public(state, stage=Stage.RECKONING), awaiting=("harrow",))
    state = give(state, cmd.SettleThreat("harrow", key, "impose"))
    return replace(state, awaiting=("harrow", "lantern"))

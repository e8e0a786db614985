"""Applying the events of blocs and clubs (R13).

Guarantees: total; no checks, no dice.
"""

from __future__ import annotations

from typing import Any, assert_never

from diplogame.rules import events as ev
from diplogame.rules.evolve._parts import count_act, on_public, put
from diplogame.rules.evolve.rounds import responsor
from diplogame.rules.ids import SeatId
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Caucus,
    Clauses,
    Coalition,
    Question,
    Stance,
)
from diplogame.rules.values import replace


def on_coalition(
    state: State,
    event: ev.CaucusCalled
    | ev.SummonsAnswered
    | ev.CaucusOpened
    | ev.CaucusTurned
    | ev.DraftTabled
    | ev.CaucusAsked
    | ev.CaucusVoted
    | ev.CaucusDecided
    | ev.LeaderChosen
    | ev.PositionAdopted
    | ev.CaucusClosed
    | ev.PositionDeclared
    | ev.PositionLapsed
    | ev.RanksBroken
    | ev.MemberLeft
    | ev.DeclarationCirculated
    | ev.DeclarationAnswered
    | ev.ClubFounded
    | ev.DeclarationFailed
    | ev.ClubJoined,
) -> State:
    """Apply an event of blocs and clubs."""
    key = event.coalition
    if isinstance(event, ev.DeclarationCirculated):
        state = count_act(state, event.by, "circulated")
        club = Coalition(
            key,
            True,
            (event.by,),
            event.by,
            position=event.principles,
            invited=event.invited,
            asked=event.invited,
            standing=False,
        )
        return replace(state, coalitions=put(state.coalitions, key, club))
    coalition = state.coalitions[key]
    match event:
        case ev.CaucusCalled():
            caucus = Caucus(event.by, event.slot, event.called, event.present)
            return _with(state, key, caucus=caucus)
        case (
            ev.SummonsAnswered()
            | ev.CaucusOpened()
            | ev.CaucusTurned()
            | ev.DraftTabled()
            | ev.CaucusAsked()
            | ev.CaucusVoted()
            | ev.CaucusDecided()
            | ev.CaucusClosed()
        ):
            return _on_caucus(state, key, event)
        case ev.LeaderChosen():
            return _with(state, key, leader=event.leader)
        case ev.PositionAdopted():
            return _with(
                state,
                key,
                position=event.position,
                expires=event.expires,
                mandate=event.mandate,
                declared=False,
            )
        case ev.PositionDeclared():
            state = _with(state, key, declared=True)
            return _stand_for(state, event.members, event.position)
        case ev.PositionLapsed():
            return _with(state, key, position=(), expires=0, mandate="", declared=False)
        case ev.RanksBroken():
            return count_act(state, event.seat, "wavered" if event.half else "broke-ranks")
        case ev.MemberLeft():
            members = tuple(m for m in coalition.members if m != event.seat)
            left = (*coalition.left, event.seat)
            if len(members) < 2:
                return _with(
                    state,
                    key,
                    members=members,
                    left=left,
                    leader=event.leader,
                    standing=False,
                    position=(),
                    mandate="",
                    expires=0,
                )
            return _with(state, key, members=members, left=left, leader=event.leader)
        case ev.DeclarationAnswered():
            invited = tuple(s for s in coalition.invited if s != event.seat)
            signed = (*coalition.members, event.seat) if event.signed else coalition.members
            return _with(state, key, invited=invited, members=signed)
        case ev.ClubFounded():
            state = _with(
                state,
                key,
                members=event.members,
                standing=True,
                declared=True,
                mandate=event.mandate,
                expires=event.expires,
            )
            return _stand_for(state, event.members, event.principles)
        case ev.DeclarationFailed():
            return replace(
                state, coalitions={k: c for k, c in state.coalitions.items() if k != key}
            )
        case ev.ClubJoined():
            joined = {*coalition.members, event.seat}
            members = tuple(s for s in state.conference.seats if s in joined)
            state = _with(state, key, members=members)
            return _stand_for(state, (event.seat,), coalition.position)
        case _:
            assert_never(event)


def _with(state: State, key: str, **changes: Any) -> State:
    """The state with one coalition changed."""
    changed = replace(state.coalitions[key], **changes)
    return replace(state, coalitions=put(state.coalitions, key, changed))


def _on_caucus(
    state: State,
    key: str,
    event: ev.SummonsAnswered
    | ev.CaucusOpened
    | ev.CaucusTurned
    | ev.DraftTabled
    | ev.CaucusAsked
    | ev.CaucusVoted
    | ev.CaucusDecided
    | ev.CaucusClosed,
) -> State:
    caucus = state.coalitions[key].caucus
    if caucus is None:
        return state
    match event:
        case ev.SummonsAnswered():
            called = tuple(s for s in caucus.called if s != event.seat)
            present = (*caucus.present, event.seat) if event.accepted else caucus.present
            return _with(state, key, caucus=replace(caucus, called=called, present=present))
        case ev.CaucusOpened():
            for seat in event.present:
                state = count_act(state, seat, "caucused")
            return _with(state, key, caucus=replace(caucus, open=True))
        case ev.CaucusTurned():
            return _with(state, key, caucus=replace(caucus, turns=event.turns))
        case ev.DraftTabled():
            return _with(state, key, caucus=replace(caucus, draft=event.draft))
        case ev.CaucusAsked():
            if event.question.kind is Question.LEAD:
                state = count_act(state, event.question.by, "stood")
            return _with(state, key, caucus=replace(caucus, question=event.question, ballots={}))
        case ev.CaucusVoted():
            ballots = put(caucus.ballots, event.seat, event.ballot)
            return _with(state, key, caucus=replace(caucus, ballots=ballots))
        case ev.CaucusDecided(record=record):
            draft = caucus.draft
            asked = record.question
            if asked.kind is Question.AMEND and record.carried:
                rest = [(k, o) for k, o in draft if k != asked.issue]
                added = [(asked.issue, asked.option)] if asked.option >= 0 else []
                draft = tuple(sorted([*rest, *added]))
            elif asked.kind is Question.ADOPT:
                draft = ()
            changed = replace(caucus, question=None, ballots={}, draft=draft)
            return _with(state, key, caucus=changed)
        case ev.CaucusClosed():
            return _with(state, key, caucus=replace(caucus, open=False, over=True))
        case _:
            assert_never(event)


def _stand_for(state: State, members: tuple[SeatId, ...], position: Clauses) -> State:
    """All members support a position in public; of its clauses nothing else (R13.4)."""
    for seat in members:
        rows = state.public.stances.get(seat)
        if rows is None:
            continue
        changed = list(rows)
        for issue, option in position:
            changed[issue] = tuple(
                Stance.SUPPORT
                if o == option
                else Stance.LIVE_WITH
                if stance is Stance.SUPPORT
                else stance
                for o, stance in enumerate(rows[issue])
            )
        state = on_public(state, stances=put(state.public.stances, seat, tuple(changed)))
        state = responsor(state, seat)
    return state

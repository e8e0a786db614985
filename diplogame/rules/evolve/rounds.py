"""Applying the events of the round's course: stages, plans, slots, twists, positions (R1, R4, R8.2).

Guarantees: total; no checks, no dice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from diplogame.rules import events as ev
from diplogame.rules.evolve._parts import (
    count_act,
    on_private,
    on_public,
    put,
)
from diplogame.rules.ids import SeatId
from diplogame.rules.register import Meetings
from diplogame.rules.state import State
from diplogame.rules.terms import (
    CableHome,
    ClauseStatus,
    Draft,
    Stance,
)
from diplogame.rules.values import replace


def on_round(
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
    """Apply an event of the round's course."""
    public = state.public
    match event:
        case ev.RoundOpened():
            roster = state.conference.roster
            private = {
                seat: replace(
                    p,
                    plan=None,
                    extra_slots=0,
                    trust=_cooled(p.trust, roster.trust[seat]),
                    regard=_cooled(p.regard, roster.regard[seat]),
                )
                for seat, p in state.private.items()
            }
            state = replace(state, private=private, meetings=Meetings())
            if state.coalitions:
                risen = {k: replace(c, caucus=None) for k, c in state.coalitions.items()}
                state = replace(state, coalitions=risen)
            return on_public(
                state,
                round=event.round,
                phase=event.phase,
                slot=0,
                walked_out=(),
                motions_by={},
                drafted=(),
                declared=(),
                order=(),
                spoken=(),
            )
        case ev.StageEntered():
            return on_public(state, stage=event.stage, slot=event.slot)
        case ev.Awaited():
            return replace(state, awaiting=event.seats)
        case ev.Said():
            return state
        case ev.TwistHappened():
            return on_public(
                state,
                twists=(*public.twists, event.twist),
                choosing=event.twist if event.chooser else public.choosing,
            )
        case ev.TwistChosen():
            return on_public(state, choosing="")
        case ev.FlagSet():
            return on_public(state, flags=tuple(sorted({*public.flags, event.flag})))
        case ev.PlanMade():
            return on_private(state, event.seat, plan=event.plan)
        case ev.SlotSpent():
            state = count_act(state, event.seat, event.result)
            public = state.public
            match event.activity:
                case CableHome(issue=issue, option=option):
                    k = state.conference.issue_index(issue)
                    cables = state.private[event.seat].cables
                    return on_private(state, event.seat, cables=(*cables, (k, option)))
                case Draft(issue=issue):
                    k = state.conference.issue_index(issue)
                    clause = public.clauses[k]
                    worked = replace(clause, drafted=clause.drafted + 1)
                    clauses = (*public.clauses[:k], worked, *public.clauses[k + 1 :])
                    drafted = tuple(sorted({*public.drafted, k}))
                    return on_public(state, drafted=drafted, clauses=clauses)
                case _:
                    return state
        case ev.PositionsDeclared():
            state = on_public(
                state,
                stances=put(public.stances, event.seat, event.stances),
                declared=(*public.declared, event.seat),
            )
            return responsor(state, event.seat)
        case ev.ScriptFired():
            fired = state.private[event.seat].fired
            return on_private(state, event.seat, fired=put(fired, event.rule, public.round))
        case ev.ClockStopped():
            return on_public(state, clock_stopped=public.clock_stopped + 1)
        case _:
            assert_never(event)


def _cooled(levels: Mapping[SeatId, int], history: Mapping[SeatId, int]) -> Mapping[SeatId, int]:
    """Trust one step closer to the history of the pair (R7.1); what is close enough is shared, not copied."""
    if levels is history:
        return levels
    changed = {
        other: level + (1 if level < history[other] else -1)
        for other, level in levels.items()
        if not -3 <= level - history[other] <= 3
    }
    return {**levels, **changed} if changed else levels


def responsor(state: State, seat: SeatId) -> State:
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
    return on_public(state, clauses=tuple(clauses))

"""Applying the events of the plenary to the text and the record of votes (R3, R8).

Guarantees: every change of what the text reads leaves a version behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from diplogame.rules import events as ev
from diplogame.rules.beliefs import Beliefs, RollCall
from diplogame.rules.decisions import Ballot
from diplogame.rules.evolve._parts import (
    at,
    count_act,
    on_private,
    on_public,
    put,
    reckoned,
)
from diplogame.rules.ids import SeatId
from diplogame.rules.records import (
    Belief,
    Clause,
    TextVersion,
)
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Amend,
    BallotRecord,
    Clarity,
    ClauseStatus,
    MoveToVote,
    ReferToExperts,
    Stance,
    StartSilence,
)
from diplogame.rules.values import replace


def on_plenary(
    state: State,
    event: ev.SpeechMade
    | ev.FloorHeld
    | ev.WalkedOut
    | ev.MotionMade
    | ev.BallotCast
    | ev.MotionDecided
    | ev.ClauseAmended
    | ev.BracketAdded
    | ev.ClauseClosed
    | ev.ClauseReopened
    | ev.ClauseAnnexed
    | ev.TextReplaced
    | ev.QuestionDivided
    | ev.ObserverAccredited
    | ev.PressureEndorsed,
) -> State:
    """Apply an event of the plenary."""
    public = state.public
    match event:
        case ev.SpeechMade():
            state = count_act(state, event.seat, "spoke")
            state = count_act(state, event.seat, f"spoke-{event.speech.tone}")
            state = on_public(state, spoken=(*public.spoken, event.seat))
            if event.speech.tone == "red-line" and event.speech.issue:
                k = state.conference.issue_index(event.speech.issue)
                wanted = event.speech.option
                if wanted < 0:
                    stances = public.stances[event.seat][k]
                    wanted = next((o for o, s in enumerate(stances) if s is Stance.SUPPORT), 0)
                committed = state.private[event.seat].committed
                state = on_private(state, event.seat, committed=(*committed, (k, wanted)))
            return state
        case ev.FloorHeld():
            return on_public(state, order=event.order)
        case ev.WalkedOut():
            return on_public(state, walked_out=(*public.walked_out, event.seat))
        case ev.MotionMade():
            by = event.motion.by
            return on_public(
                state,
                motion=event.motion,
                ballots={},
                explained={},
                motions=public.motions + 1,
                motions_by=put(public.motions_by, by, public.motions_by.get(by, 0) + 1),
            )
        case ev.BallotCast():
            state = count_act(state, event.seat, "voted")
            return on_public(
                state,
                ballots=put(public.ballots, event.seat, event.ballot),
                explained=put(public.explained, event.seat, (event.reason, event.issue)),
            )
        case ev.MotionDecided():
            record = event.record
            if isinstance(record.motion.kind, ReferToExperts) and record.carried:
                index = state.conference.issue_index(record.motion.kind.issue)
                state = on_public(state, referred=(*public.referred, index))
            failed = public.failed_votes
            if not record.carried and isinstance(record.motion.kind, MoveToVote | StartSilence):
                failed = (*failed, record.package)
            state = _learn_from_vote(state, record)
            return on_public(
                state,
                motion=None,
                ballots={},
                explained={},
                votes=(*public.votes, record),
                failed_votes=failed,
            )
        case ev.ClauseAmended():
            clause = _bracket(public.clauses[event.issue], event.option, event.by)
            clause = replace(clause, leading=event.option)
            return _version(state, event.issue, clause, event.by, "amended")
        case ev.BracketAdded():
            clause = _bracket(public.clauses[event.issue], event.option, event.by)
            return on_public(state, clauses=at(public.clauses, event.issue, clause))
        case ev.ClauseClosed():
            clause = public.clauses[event.issue]
            clause = replace(
                clause, status=ClauseStatus.CLOSED, clarity=event.clarity, paid=event.paid
            )
            return _version(state, event.issue, clause, event.by, "closed")
        case ev.ClauseReopened():
            clause = replace(
                public.clauses[event.issue],
                status=ClauseStatus.BRACKETED,
                clarity=Clarity.CLEAR,
                annexed=False,
            )
            return _version(state, event.issue, clause, event.by, "reopened")
        case ev.ClauseAnnexed():
            clause = replace(public.clauses[event.issue], annexed=True, status=ClauseStatus.CLOSED)
            return _version(state, event.issue, clause, event.by, "annexed")
        case ev.TextReplaced():
            clauses = tuple(
                clause
                if clause.leading == option
                else replace(_bracket(clause, option, event.by), leading=option)
                for clause, option in zip(public.clauses, event.package, strict=True)
            )
            return _versions(state, clauses, "", event.by, "package")
        case ev.QuestionDivided():
            return on_public(state, divided=event.parts)
        case ev.ObserverAccredited():
            left = tuple(s for s in public.unaccredited if s != event.seat)
            return on_public(state, unaccredited=left, order=(*public.order, event.seat))
        case ev.PressureEndorsed():
            pair = (event.target, event.instrument)
            return reckoned(on_public(state, endorsed=(*public.endorsed, pair)))
        case _:
            assert_never(event)


def _learn_from_vote(state: State, record: BallotRecord) -> State:
    """Everybody reads a roll-call on an amendment: a yes speaks for the option, a no against it."""
    kind = record.motion.kind
    if not isinstance(kind, Amend):
        return state
    issue = state.conference.issue_index(kind.issue)
    shifts = {
        voter: SPEAKS_FOR if ballot is Ballot.YES else SPEAKS_AGAINST
        for voter, ballot, _reason, _about in record.ballots
        if ballot in (Ballot.YES, Ballot.NO, Ballot.OBJECTION)
    }
    call = RollCall(issue, kind.option, shifts)
    private = {
        holder: replace(own, beliefs=_beliefs(own.beliefs).hearing(call))
        for holder, own in state.private.items()
    }
    return replace(state, private=private)


def _beliefs(held: Mapping[SeatId, Belief]) -> Beliefs:
    return held if isinstance(held, Beliefs) else Beliefs(held)


SPEAKS_FOR, SPEAKS_AGAINST = 6, -6
"""By how much a ballot on an amendment moves the value that everybody believes of its option (R8.4)."""


def _bracket(clause: Clause, option: int, by: SeatId) -> Clause:
    """The clause with an option in its brackets, sponsored by somebody."""
    rows = dict(zip(clause.options, clause.sponsors, strict=True))
    rows[option] = tuple(dict.fromkeys((*rows.get(option, ()), *((by,) if by else ()))))
    options = tuple(sorted(rows))
    status = clause.status
    if status is ClauseStatus.OPEN and len(options) > 1:
        status = ClauseStatus.BRACKETED
    return replace(clause, options=options, sponsors=tuple(rows[o] for o in options), status=status)


def _version(state: State, issue: int, clause: Clause, by: SeatId, what: str) -> State:
    clauses = at(state.public.clauses, issue, clause)
    return _versions(state, clauses, state.conference.issues[issue].id, by, what)


def _versions(
    state: State, clauses: tuple[Clause, ...], issue: str, by: SeatId, what: str
) -> State:
    public = state.public
    version = TextVersion(
        len(public.versions), public.round, tuple(c.leading for c in clauses), issue, by, what
    )
    return on_public(state, clauses=clauses, versions=(*public.versions, version))

"""The caucus: a bloc's members settle a common position among themselves (R13.2).

Guarantees: one caucus of a bloc a round; the leader has the first word, then each who came has it once, and
one thing is put at a time; the bloc decides by its own rule, members who stayed away are bound as well.
"""

from __future__ import annotations

from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.coalitions import (
    adopt,
    clauses_faults,
    fellows,
    in_force,
    option_counts,
    release,
)
from diplogame.rules.conference import Bloc, Conference
from diplogame.rules.decisions import (
    Ballot,
    Member,
    ballots_for,
    tally,
)
from diplogame.rules.desk import Desk, Fault
from diplogame.rules.ids import SeatId
from diplogame.rules.state import State
from diplogame.rules.terms import (
    CaucusQuestion,
    CaucusRecord,
    Clauses,
    Coalition,
    HoldCaucus,
    Question,
    Reason,
    Rest,
)

QUORUM = 2
"""Members without whom there is no caucus."""

REOPENED_TRUST, REOPENED_STANDING = -2, -2
"""What it costs a leader with each of the others, and if the position was declared in standing, that it is
opened again before its time (R13.3)."""

CONTEST_TRUST = -4
"""Trust of a leader in whoever stood against it (R13.2)."""

CONTEST_STANDING = 3
"""Standing that a contest moves from the old leader to the new one."""


def bloc_of(conference: Conference, key: str) -> Bloc | None:
    """A standing bloc by id, or None."""
    return next((b for b in conference.blocs if b.id == key), None)


# --- the call -----------------------------------------------------------------------------------------


def sits(state: State, seat: SeatId, slot: int) -> bool:
    """Whether a delegation is taken by a caucus in a slot."""
    return any(
        c.caucus is not None and c.caucus.slot == slot and seat in c.caucus.present
        for c in state.coalitions.values()
    )


def next_summons(desk: Desk, slot: int) -> SeatId | None:
    """Call the caucuses of a slot until a member must say whether it comes; None when all have."""
    for bloc in desk.conference.blocs:
        coalition = desk.state.coalitions[bloc.id]
        if coalition.standing and coalition.caucus is None:
            _call(desk, coalition, slot)
        caucus = desk.state.coalitions[bloc.id].caucus
        if caucus is not None and caucus.slot == slot and caucus.called:
            return caucus.called[0]
    return None


def _call(desk: Desk, coalition: Coalition, slot: int) -> None:
    """Whoever planned the caucus, the leader, and who has nothing else to do come; others are asked."""
    plans = {}
    for member in (s for s in desk.active if s in coalition.members):
        plan = desk.private(member).plan
        plans[member] = plan.activities[slot] if plan is not None else Rest()
    callers = [s for s, a in plans.items() if a == HoldCaucus(coalition.id)]
    if not callers:
        return
    by = coalition.leader if coalition.leader in callers else callers[0]
    free = [s for s, a in plans.items() if s in callers or s == coalition.leader or a == Rest()]
    called = tuple(s for s in plans if s not in free)
    desk.emit(ev.CaucusCalled(coalition.id, by, slot, called, tuple(free), coalition.members))


def summons_faults(state: State, seat: SeatId, key: str) -> list[Fault]:
    """Everything wrong with answering a call."""
    coalition = state.coalitions.get(key)
    caucus = coalition.caucus if coalition is not None else None
    if caucus is None or seat not in caucus.called:
        return [Fault("caucus.not-called", {"name": key})]
    return []


# --- the sitting --------------------------------------------------------------------------------------


def next_word(desk: Desk, slot: int) -> SeatId | None:
    """Let the caucuses of a slot go on until a member is awaited; None when all have risen."""
    for bloc in desk.conference.blocs:
        caucus = desk.state.coalitions[bloc.id].caucus
        if caucus is not None and caucus.slot == slot and not caucus.over:
            waiting = _proceed(desk, bloc)
            if waiting is not None:
                return waiting
    return None


def _proceed(desk: Desk, bloc: Bloc) -> SeatId | None:
    coalition = desk.state.coalitions[bloc.id]
    caucus = coalition.caucus
    assert caucus is not None  # asked by the caller
    if not caucus.open:
        if len(caucus.present) < QUORUM:
            desk.emit(ev.CaucusClosed(bloc.id))
            return None
        desk.emit(ev.CaucusOpened(bloc.id, caucus.present))
        desk.emit(ev.CaucusTurned(bloc.id, _order(desk, coalition), coalition.members))
    while True:
        coalition = desk.state.coalitions[bloc.id]
        caucus = coalition.caucus
        assert caucus is not None
        if caucus.question is not None:
            left = [s for s in _order(desk, coalition) if s not in caucus.ballots]
            if left:
                return left[0]
            _decide(desk, bloc)
        elif caucus.turns:
            return caucus.turns[0]
        elif caucus.draft and caucus.draft != in_force(coalition, desk.state.public.round):
            asked = CaucusQuestion(Question.ADOPT, coalition.leader)
            desk.emit(ev.CaucusAsked(bloc.id, asked, coalition.members))
        else:
            desk.emit(ev.CaucusClosed(bloc.id))
            return None


def _order(desk: Desk, coalition: Coalition) -> tuple[SeatId, ...]:
    """Who has the word in a caucus: the leader, then the others who came, by initiative."""
    assert coalition.caucus is not None
    others = [s for s in desk.active if s in coalition.caucus.present and s != coalition.leader]
    first = [coalition.leader] if coalition.leader in coalition.caucus.present else []
    return (*first, *others)


def amended(draft: Clauses, issue: int, option: int) -> Clauses:
    """A draft with one clause set, or struck where the option is -1."""
    rest = [(k, o) for k, o in draft if k != issue]
    return tuple(sorted([*rest, (issue, option)] if option >= 0 else rest))


def turn_faults(state: State, command: cmd.CaucusTurn) -> list[Fault]:
    """Everything wrong with what a member wants to do with its word, or its ballot."""
    coalition = state.coalitions.get(command.coalition)
    caucus = coalition.caucus if coalition is not None else None
    if coalition is None or caucus is None or not caucus.open or caucus.over:
        return [Fault("caucus.none", {"name": command.coalition})]
    if command.seat not in caucus.present:
        return [Fault("caucus.not-here", {"name": command.coalition})]
    bloc = bloc_of(state.conference, coalition.id)
    assert bloc is not None  # only blocs caucus
    if isinstance(command, cmd.CastCaucusBallot):
        if caucus.question is None:
            return [Fault("caucus.no-question")]
        allowed = ballots_for(bloc.rule)
        known = command.ballot in allowed
        faults = [] if known else [Fault("ballot.kind", {"name": command.ballot.value})]
        if not -1 <= command.issue < len(state.conference.issues):
            faults.append(Fault("reason.issue"))
        return faults
    if caucus.question is not None:
        return [Fault("caucus.question")]
    counts = option_counts(state)
    match command:
        case cmd.TableDraft(draft=draft):
            if caucus.draft:
                return [Fault("caucus.draft")]
            faults = clauses_faults(counts, state.public, draft, bloc.clauses)
            if not faults and draft == in_force(coalition, state.public.round):
                faults.append(Fault("caucus.same"))
            return faults
        case cmd.AmendDraft(issue=issue, option=option):
            if not caucus.draft:
                return [Fault("caucus.no-draft")]
            then = amended(caucus.draft, issue, option)
            if then == caucus.draft:
                return [Fault("caucus.same")]
            return clauses_faults(counts, state.public, then, bloc.clauses)
        case cmd.StandForLeader(seat=seat):
            return [Fault("caucus.leads")] if seat == coalition.leader else []
        case _:
            return []


def take_turn(desk: Desk, command: cmd.CaucusTurn) -> None:
    """What a member does with its word, or its ballot."""
    key, seat = command.coalition, command.seat
    coalition = desk.state.coalitions[key]
    caucus, members = coalition.caucus, coalition.members
    assert caucus is not None  # checked by the caller
    match command:
        case cmd.CastCaucusBallot(ballot=ballot, reason=reason, issue=issue):
            desk.emit(ev.CaucusVoted(key, seat, ballot, reason, issue, members))
            return
        case cmd.TableDraft(draft=draft):
            desk.emit(ev.DraftTabled(key, seat, draft, members))
        case cmd.AmendDraft(issue=issue, option=option):
            _put(desk, key, CaucusQuestion(Question.AMEND, seat, issue, option))
        case cmd.StandForLeader():
            _put(desk, key, CaucusQuestion(Question.LEAD, seat))
        case cmd.PassCaucus():
            pass
    desk.emit(ev.CaucusTurned(key, tuple(s for s in caucus.turns if s != seat), members))


def _put(desk: Desk, key: str, question: CaucusQuestion) -> None:
    """Put a question; whoever puts it is for it."""
    coalition = desk.state.coalitions[key]
    bloc = bloc_of(desk.conference, key)
    assert bloc is not None
    desk.emit(ev.CaucusAsked(key, question, coalition.members))
    yes = ballots_for(bloc.rule)[0]
    desk.emit(ev.CaucusVoted(key, question.by, yes, Reason.AGREED, -1, coalition.members))


def _decide(desk: Desk, bloc: Bloc) -> None:
    """Count the ballots by the bloc's own rule, and do what was decided."""
    coalition = desk.state.coalitions[bloc.id]
    caucus, members = coalition.caucus, coalition.members
    assert caucus is not None
    assert caucus.question is not None
    question, draft = caucus.question, caucus.draft
    ballots = {m: caucus.ballots.get(m, Ballot.ABSENT) for m in members}
    weights = [
        Member(d.id, d.votes, d.population) for d in desk.conference.delegations if d.id in members
    ]
    carried = tally(bloc.rule, weights, ballots).adopted
    rows = tuple((m, ballots[m]) for m in members)
    desk.emit(ev.CaucusDecided(bloc.id, CaucusRecord(question, rows, carried), members))
    match question.kind:
        case Question.LEAD:
            _contested(desk, coalition, question.by, carried)
        case Question.ADOPT if carried:
            _bind(desk, bloc, draft)
        case _:
            pass


def _contested(desk: Desk, coalition: Coalition, candidate: SeatId, won: bool) -> None:
    """What a contest for the lead leaves behind; a lost one stays among the members."""
    before = coalition.leader
    desk.trust(before, candidate, CONTEST_TRUST, "contest")
    if not won:
        return
    desk.emit(ev.LeaderChosen(coalition.id, candidate, before))
    desk.meter("standing", before, -CONTEST_STANDING, "contest")
    desk.meter("standing", candidate, CONTEST_STANDING, "contest")


def _bind(desk: Desk, bloc: Bloc, draft: Clauses) -> None:
    """The draft is the common position; an older one that still bound is given up at a price (R13.3)."""
    coalition = desk.state.coalitions[bloc.id]
    public = desk.state.public
    bound = bool(in_force(coalition, public.round))
    reopened = bound and coalition.expires > public.round
    if bound:
        release(desk, bloc.id, coalition.members)
    if reopened:
        for other in fellows(coalition, coalition.leader):
            desk.trust(other, coalition.leader, REOPENED_TRUST, "reopened-position")
        if coalition.declared:
            desk.meter("standing", coalition.leader, REOPENED_STANDING, "reopened-position")
    expires = public.round + bloc.mandate - 1
    mandate = f"c-{bloc.id}-r{public.round}"
    adopt(desk, bloc.id, draft, expires, mandate, coalition.members)
    desk.emit(ev.PositionAdopted(bloc.id, draft, expires, mandate, reopened, coalition.members))

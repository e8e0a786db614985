"""A working day of a conference of any size, played without minds: the same work for every delegation.

What a day ("round") is, whatever the size of the hall:

* every delegation declares its positions and makes a plan: to see one other, in the morning or in the
  afternoon, so that all of them meet in pairs; every sixteenth has experts study a clause besides;
* every meeting has a question and an answer, an offer and a yes, and is adjourned;
* every delegation is given the floor; every tenth speaks to all; the first four that may, move (an
  amendment or a closing), and every motion is put to all in a roll-call;
* what falls due is settled.

That is about ten commands a delegation and day, and every amendment, speech and closed clause reaches
everybody. Guarantees: pure; lawful; a function of the view and the day.
"""

from __future__ import annotations

from diplogame.rules import commands as cmd
from diplogame.rules.conference import Priority
from diplogame.rules.duties import Legal
from diplogame.rules.ids import SeatId
from diplogame.rules.legal import legal
from diplogame.rules.passive import passive
from diplogame.rules.terms import (
    Activity,
    Amend,
    Bargain,
    ClauseStatus,
    CloseClause,
    Meet,
    Plan,
    Reason,
    Rest,
    Speech,
    Stance,
    Study,
    Term,
    TermKind,
)
from diplogame.rules.view import SeatView

MOTIONS = 4
"""Motions a day: a plenary has as many hours for 193 delegations as for five."""

SPEAKERS = 10
"""One delegation in so many speaks each day."""

STUDIES = 16
"""One delegation in so many has experts study a clause each day."""


def clerk(view: SeatView) -> cmd.Command:
    """The order of a delegation that does its share of a day's work."""
    now = legal(view)
    seat, table = view.seat, view.table
    number = table.seats.index(seat)
    day = view.public.round
    match now.duty:
        case "plan":
            if seat not in view.public.declared:
                return cmd.DeclarePositions(seat, _positions(view, number))
            return cmd.MakePlan(seat, _plan(view, number))
        case "invitation":
            return cmd.AnswerInvitation(seat, now.invitations[0], True, Reason.AGREED)
        case "probe":
            return _answer(view)
        case "offer":
            assert view.meeting is not None
            return cmd.AcceptOffer(seat, view.meeting.id)
        case "meeting":
            return _lead(view)
        case "plenary":
            return _floor(view, now, number)
        case "ballot":
            favourable = (number + view.public.motions + day) % 4 > 0
            return cmd.CastBallot(seat, now.ballots[0] if favourable else now.ballots[1])
        case _:
            return passive(view)


def _positions(view: SeatView, number: int) -> tuple[tuple[Stance, ...], ...]:
    """What is declared moves by a step on one clause each day."""
    rows = list(view.public.stances[view.seat])
    k = (number + view.public.round) % len(rows)
    rows[k] = (*rows[k][1:], rows[k][0])
    return tuple(rows)


def _partner(view: SeatView, number: int) -> SeatId | None:
    seats = view.table.seats
    other = (2 * view.public.round - number) % len(seats)
    return None if other == number else seats[other]


def _plan(view: SeatView, number: int) -> Plan:
    other = _partner(view, number)
    issues = view.table.issues
    k = view.public.round % len(issues)
    study = (number + view.public.round) % STUDIES == 0
    meet: Activity = Rest() if other is None else Meet((other,), issue=issues[k].id)
    rest: Activity = Study(issues[k].id) if study else Rest()
    partner = number if other is None else view.table.seats.index(other)
    return Plan((meet, rest) if min(number, partner) % 2 else (rest, meet))


def _answer(view: SeatView) -> cmd.Command:
    meeting = view.meeting
    assert meeting is not None
    k = view.table.issue_index(meeting.probed)
    values = view.interests.values[k]
    return cmd.Disclose(
        view.seat, meeting.id, meeting.probed, Priority.MEDIUM, values.index(max(values))
    )


def _lead(view: SeatView) -> cmd.Command:
    meeting = view.meeting
    assert meeting is not None
    other = next(p for p in meeting.parties if p != view.seat)
    k = view.table.issue_index(meeting.issue)
    clause = view.public.clauses[k]
    if not meeting.exchanges:
        return cmd.Probe(view.seat, meeting.id, meeting.issue)
    if clause.status is ClauseStatus.CLOSED or meeting.exchanges > 1:
        return cmd.Adjourn(view.seat, meeting.id)
    terms = tuple(
        Term(by, TermKind.ACQUIESCE, k, clause.leading) for by in sorted((view.seat, other))
    )
    return cmd.MakeOffer(view.seat, meeting.id, (Bargain(terms, view.public.round + 1),))


def _floor(view: SeatView, now: Legal, number: int) -> cmd.Command:
    day = view.public.round
    if (number + day) % SPEAKERS == 0 and now.may("speech"):
        return cmd.MakeSpeech(view.seat, Speech("appeal"))
    open_ = {verb.name for verb in now.motions if verb.allowed}
    moved = sum(record.motion.round == day for record in view.public.votes)
    if moved < MOTIONS and "Amend" in open_:
        k = (day * MOTIONS + moved) % len(view.table.issues)
        clause, issue = view.public.clauses[k], view.table.issues[k]
        if clause.status is not ClauseStatus.CLOSED:
            if moved % MOTIONS == MOTIONS - 1 and "CloseClause" in open_:
                return cmd.MakeMotion(view.seat, CloseClause(issue.id))
            option = (clause.leading + 1) % len(issue.options)
            return cmd.MakeMotion(view.seat, Amend(issue.id, option))
    return cmd.PassFloor(view.seat)

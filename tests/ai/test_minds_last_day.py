"""The last day: what is saved of a failing text, who asks for time, and when it is better to part (R19.1)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from mind_games import play

from diplogame.ai.ballots import opinion
from diplogame.ai.chance import Dice
from diplogame.ai.clauses import closing_view, reopening
from diplogame.ai.outlook import Outlook
from diplogame.ai.plenary import take_floor
from diplogame.ai.procedure import saving, suspending
from diplogame.ai.rescue import kept_without_blame, objections, prospect, rescued, without
from diplogame.ai.verdict import signing
from diplogame.packs.loader import load_pack
from diplogame.rules import commands as cmd
from diplogame.rules.decide import Accepted
from diplogame.rules.decisions import Ballot
from diplogame.rules.legal import legal
from diplogame.rules.state import State
from diplogame.rules.terms import (
    AdoptPartial,
    BallotRecord,
    CloseClause,
    DivideTheQuestion,
    Motion,
    MoveToVote,
    Reason,
    StopClock,
)
from diplogame.rules.view import SeatView, view_of

PORT = Path(__file__).parents[2] / "content" / "port-meridian"


@cache
def late_floors() -> tuple[SeatView, ...]:
    """What voting delegations saw when they had the floor in the last two rounds of some games."""
    conference = load_pack(PORT).conference
    found: list[SeatView] = []

    def note(state: State, command: cmd.Command, _result: Accepted) -> None:
        if isinstance(command, cmd.MakeMotion | cmd.PassFloor) and command.seat in conference.seats:
            if state.public.round >= conference.calendar.rounds:
                found.append(view_of(state, command.seat))

    for seed in range(101, 113):
        play(conference, seed, watch=note)
    assert found
    return tuple(found)


def refused(view: SeatView, blamed: int = -1) -> SeatView:
    """The same hall on the last day, where the text that stands has just been voted down."""
    calendar = view.table.calendar
    seats = view.table.seats
    blocker = next(s for s in seats if s != view.seat)
    rows = tuple(
        (s, Ballot.OBJECTION if s == blocker else Ballot.YES, Reason.WORST_CLAUSE, blamed)
        for s in seats
    )
    motion = Motion("m", view.seat, MoveToVote(), view.public.round)
    record = BallotRecord(motion, view.text, rows, False, (blocker,))
    public = replace(
        view.public,
        clock_stopped=calendar.overtime,
        round=calendar.rounds + calendar.overtime,
        failed_votes=(*view.public.failed_votes, view.text),
        votes=(*view.public.votes, record),
    )
    return replace(view, public=public)


def outlooks() -> list[Outlook]:
    """Everybody's reckoning on the last day, after the text has failed."""
    return [Outlook(refused(v), Dice(1, v.seat)) for v in late_floors()]


def test_a_text_that_will_do_is_not_taken_apart() -> None:
    sure = 0
    for view in late_floors():
        outlook = Outlook(view, Dice(1, view.seat))
        if not outlook.last:
            assert rescued(outlook) == frozenset()
            sure += 1
    assert sure


def test_what_is_saved_is_worth_signing_and_is_less_than_the_whole() -> None:
    saving_ = 0
    for outlook in outlooks():
        kept = rescued(outlook)
        if not kept:
            continue
        saving_ += 1
        assert outlook.closed <= kept
        assert outlook.view.table.institution.partial_minimum <= len(kept) < len(outlook.text)
        assert signing(outlook, without(outlook, kept), final=True).ok
        for issue in outlook.open:
            view_, _reason, _issue = closing_view(outlook, issue)
            alone = [r for r in outlook.view.interests.red_lines if len(r.parts) == 1]
            crossed = any(outlook.text[issue] in o for r in alone for k, o in r.parts if k == issue)
            if not crossed and issue not in outlook.held_out:
                assert view_ == (1 if issue in kept else -1)
        for issue in kept & outlook.closed:
            assert reopening(outlook, issue)[0] <= 0
    assert saving_ >= 3


def test_the_question_is_divided_to_close_what_is_saved_and_not_twice_for_the_same() -> None:
    divided = 0
    for outlook in outlooks():
        missing = rescued(outlook) & set(outlook.open)
        motions = list(saving(outlook, {"DivideTheQuestion", "CloseClause"}))
        names = [outlook.view.table.issue_index(m.issue) for m in motions if hasattr(m, "issue")]
        assert set(names) == missing - set(objections(outlook))
        assert (DivideTheQuestion() in motions) == (len(names) > 1)
        divided += DivideTheQuestion() in motions
    assert divided


def test_who_objects_to_the_closing_of_a_clause_today_is_heard() -> None:
    view = refused(late_floors()[0])
    open_ = Outlook(view, Dice(1, view.seat)).open
    name = view.table.issues[open_[0]].id
    minding = next(s for s in view.table.seats if s != view.seat)
    rows = tuple(
        (s, Ballot.NO if s == minding else Ballot.YES, Reason.WORST_CLAUSE, open_[0])
        for s in view.table.seats
    )
    motion = Motion("c", view.seat, CloseClause(name), view.public.round)
    record = BallotRecord(motion, view.text, rows, False, (minding,))
    heard = replace(view, public=replace(view.public, votes=(*view.public.votes, record)))
    assert objections(Outlook(heard, Dice(1, view.seat)))[open_[0]] == (minding,)
    older = replace(motion, round=view.public.round - 1)
    stale = replace(
        view, public=replace(view.public, votes=(*view.public.votes, replace(record, motion=older)))
    )
    assert open_[0] not in objections(Outlook(stale, Dice(1, view.seat)))


def test_a_clause_that_is_blamed_for_the_failure_is_left_out() -> None:
    view = late_floors()[0]
    open_ = Outlook(view, Dice(1, view.seat)).open
    outlook = Outlook(refused(view, blamed=open_[0]), Dice(1, view.seat))
    assert kept_without_blame(outlook) == frozenset(range(len(outlook.text))) - {open_[0]}


def test_to_part_is_wanted_where_nothing_better_is_in_sight_and_nowhere_else() -> None:
    ways = set()
    for outlook in outlooks():
        way, reason, _issue = suspending(outlook)
        ways.add(way)
        if way > 0:
            assert prospect(outlook) < 60
        else:
            assert prospect(outlook) >= 60
            assert reason is Reason.NOTHING_NEW
    assert {1, -1} <= ways


def test_nobody_parts_before_the_last_day() -> None:
    early = [v for v in late_floors() if not Outlook(v, Dice(1, v.seat)).last]
    early += [replace(v, public=replace(v.public, round=4)) for v in late_floors()[:5]]
    for view in early:
        assert suspending(Outlook(view, Dice(1, view.seat)))[0] < 0


def test_a_partial_text_is_signed_by_those_to_whom_it_is_worth_the_walk_away() -> None:
    signed = set()
    for outlook in outlooks():
        motion = Motion("p", "chair", AdoptPartial(), outlook.round)
        choice, _reason, _issue = opinion(outlook, motion)
        package = without(
            outlook, frozenset(k for k in outlook.closed if not _annexed(outlook.view, k))
        )
        assert (choice > 0) == signing(outlook, package, final=True).ok
        signed.add(choice > 0)
    assert signed == {True, False}


def _annexed(view: SeatView, issue: int) -> bool:
    return view.public.clauses[issue].annexed


def test_more_time_is_asked_for_where_others_will_not_sign_though_we_would() -> None:
    asked = 0
    for view in late_floors():
        if view.public.clock_stopped or view.public.round != view.table.calendar.rounds:
            continue
        outlook = Outlook(view, Dice(1, view.seat))
        if not signing(outlook, outlook.text, final=True).ok:
            continue
        command = take_floor(outlook, legal(view))
        asked += isinstance(command, cmd.MakeMotion) and isinstance(command.motion, StopClock)
    assert asked

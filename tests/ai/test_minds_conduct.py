"""Conduct of one piece: what minds close, open again and vote back in (R8.1, R20.2)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from mind_games import made_up_game, play

from diplogame.ai.ballots import opinion
from diplogame.ai.chance import Dice
from diplogame.ai.clauses import closing_view
from diplogame.ai.conduct import conduct_of
from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import best_change
from diplogame.ai.plenary import _may as would_move
from diplogame.ai.word import PRICE_OF_A_BREACH, breaks_word, looseness
from diplogame.packs.loader import load_pack
from diplogame.rules import commands as cmd
from diplogame.rules.decide import Accepted
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import SeatId
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Amend,
    ClauseStatus,
    CloseClause,
    Motion,
    MotionKind,
    Reason,
    Reopen,
)
from diplogame.rules.view import SeatView, view_of

PORT_MERIDIAN = Path(__file__).parents[2] / "content" / "port-meridian"

SEEDS = range(10)
"""The first three are played on the large pack, where clauses are opened again; the rest are made up."""

LARGE = 3

Moves = tuple[tuple[State, cmd.Command, Accepted], ...]


@cache
def moves(seed: int) -> Moves:
    """A whole game, move by move."""
    if seed >= LARGE:
        return made_up_game(seed)[1]
    found: list[tuple[State, cmd.Command, Accepted]] = []

    def note(state: State, command: cmd.Command, result: Accepted) -> None:
        found.append((state, command, result))

    play(load_pack(PORT_MERIDIAN).conference, seed, watch=note)
    return tuple(found)


def stands(seed: int) -> list[tuple[State, SeatId, MotionKind, Reason]]:
    """Every yes of a game, movers' own among them: (state before, who, to what, why)."""
    found: list[tuple[State, SeatId, MotionKind, Reason]] = []
    for state, command, _result in moves(seed):
        if isinstance(command, cmd.MakeMotion):
            found.append((state, command.seat, command.motion, Reason.AGREED))
        elif isinstance(command, cmd.CastBallot) and command.ballot is Ballot.YES:
            motion = state.public.motion
            assert motion is not None
            found.append((state, command.seat, motion.kind, command.reason))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_votes_twice_to_open_the_same_clause_again(seed: int) -> None:
    seen: set[tuple[SeatId, str]] = set()
    for _state, seat, kind, _reason in stands(seed):
        if isinstance(kind, Reopen):
            assert (seat, kind.issue) not in seen
            seen.add((seat, kind.issue))


@pytest.mark.parametrize("seed", SEEDS)
def test_who_voted_to_close_a_clause_opens_it_again_only_for_a_reason_that_it_gives(
    seed: int,
) -> None:
    for state, seat, kind, reason in stands(seed):
        if not isinstance(kind, Reopen):
            continue
        view = view_of(state, seat)
        issue = view.table.issue_index(kind.issue)
        if issue in conduct_of(view).closed:
            outlook = Outlook(view, Dice(seed, seat))
            crossed = any(
                line.holds(view.text) and any(k == issue for k, _ in line.parts)
                for line in view.interests.red_lines
            )
            moved = state.public.motion is None
            assert crossed or (reason is Reason.WORST_CLAUSE and not moved)
            assert crossed or best_change(outlook, issue)[0] > 0


def _duty(view: SeatView, issue: int, seed: int, seat: SeatId) -> bool:
    """Whether its word may have decided, and not its own mind."""
    return issue in Outlook(view, Dice(seed, seat)).promised


@pytest.mark.parametrize("seed", SEEDS)
def test_an_option_that_was_voted_out_is_voted_in_again_at_most_once(seed: int) -> None:
    left: dict[tuple[SeatId, str], set[int]] = {}
    turns: dict[tuple[SeatId, str], int] = {}
    for state, seat, kind, reason in stands(seed):
        if not isinstance(kind, Amend):
            continue
        view = view_of(state, seat)
        issue = view.table.issue_index(kind.issue)
        key = (seat, kind.issue)
        if kind.option in left.get(key, set()):
            if reason is not Reason.PROMISED and not _duty(view, issue, seed, seat):
                turns[key] = turns.get(key, 0) + 1
                assert turns[key] <= 1, (key, state.public.round)
        left.setdefault(key, set()).add(view.text[issue])


def test_the_games_of_these_tests_close_open_again_and_turn() -> None:
    kinds = {type(kind) for seed in SEEDS for _state, _seat, kind, _reason in stands(seed)}
    assert {Amend, CloseClause, Reopen} <= kinds


def test_a_clause_that_it_had_opened_again_is_not_opened_twice() -> None:
    state, seat, issue = _reopened_once()
    outlook = Outlook(view_of(state, seat), Dice(1, seat))
    motion = Motion("", seat, Reopen(outlook.view.table.issues[issue].id), state.public.round)
    assert opinion(outlook, motion) == (-1, Reason.NOTHING_NEW, issue)


def test_who_had_a_clause_opened_again_does_not_close_it_as_it_was() -> None:
    state, seat, issue = _reopened_once()
    view = view_of(state, seat)
    clauses = list(view.public.clauses)
    was = conduct_of(view).closings[issue]
    clauses[issue] = replace(clauses[issue], leading=was, status=ClauseStatus.BRACKETED)
    rows = list(view.interests.points)
    rows[issue] = tuple(900 * (option == was) for option in range(len(rows[issue])))
    pleased = replace(view.interests, points=tuple(rows), linkages=(), red_lines=())
    public = replace(view.public, clauses=tuple(clauses))
    # Where no part of a text may be adopted, the last day is as any other.
    whole = replace(view.table.institution, partial_minimum=0)
    table = replace(view.table, institution=whole)
    again = replace(view, public=public, interests=pleased, table=table)
    first = replace(again, public=replace(public, votes=()))
    dice = Dice(1, seat)
    assert closing_view(Outlook(first, dice), issue, vague=True)[0] == 1
    said = (0, Reason.HOLDING_OUT, issue)
    assert closing_view(Outlook(again, dice), issue, vague=True) == said


def _reopened_once() -> tuple[State, SeatId, int]:
    """The last state of a game in which somebody had voted to open a clause again, who and which."""
    for seed in range(40):
        state = moves(seed)[-1][0]
        for seat in state.conference.seats:
            read = conduct_of(view_of(state, seat))
            for issue in sorted(read.unsettled):
                promised = Outlook(view_of(state, seat), Dice(1, seat)).promised
                if issue in read.closings and not promised.get(issue):
                    return state, seat, issue
    raise AssertionError("nobody ever voted to open a clause again")


def test_an_ambiguous_wording_asks_less_of_a_delegation_than_a_clear_one() -> None:
    eased = 0
    for seed in SEEDS:
        for state, command, _result in moves(seed):
            if isinstance(command, cmd.CastBallot) and state.public.motion is not None:
                kind = state.public.motion.kind
                if isinstance(kind, CloseClause):
                    outlook = Outlook(view_of(state, command.seat), Dice(seed, command.seat))
                    issue = outlook.view.table.issue_index(kind.issue)
                    clear = closing_view(outlook, issue)[0]
                    vague = closing_view(outlook, issue, vague=True)[0]
                    assert vague >= clear
                    eased += vague > clear
    assert eased


def test_nobody_moves_what_it_would_not_vote_for() -> None:
    seen = 0
    for seed in SEEDS:
        for state, command, _result in moves(seed):
            if isinstance(command, cmd.MakeMotion):
                if isinstance(command.motion, Amend | CloseClause | Reopen):
                    outlook = Outlook(view_of(state, command.seat), Dice(seed, command.seat))
                    assert would_move(outlook, command.motion)
                    seen += 1
    assert seen


def test_only_loose_temperaments_break_their_word_and_only_for_a_gain() -> None:
    state = made_up_game(3)[1][40][0]
    broken = kept = 0
    for seat in state.conference.seats:
        view = view_of(state, seat)
        for bluff, candour in ((90, 20), (10, 80)):
            me = replace(
                view.me, temperament=replace(view.me.temperament, bluff=bluff, candour=candour)
            )
            for seed in range(60):
                outlook = Outlook(replace(view, me=me), Dice(seed, seat))
                partner = outlook.voters[0]
                breaks = breaks_word(outlook, (partner,), PRICE_OF_A_BREACH + 900, "p", seed)
                assert not breaks_word(outlook, (partner,), PRICE_OF_A_BREACH - 1, "p", seed)
                assert looseness(outlook.temper) > 0 or not breaks
                broken += breaks
                kept += not breaks
    assert broken
    assert kept

"""Manners of minds: what they ask and tell, what they threaten and mean, and what they ask others to pay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from mind_games import made_up_game, play

from diplogame.ai.answering import answer_probe
from diplogame.ai.ballots import opinion
from diplogame.ai.chance import Dice
from diplogame.ai.outlook import Outlook
from diplogame.ai.procedure import expert_value
from diplogame.ai.questions import best_question, evaded, leaning, value_of_asking
from diplogame.ai.threats import ANSWERABLE
from diplogame.packs.loader import load_pack
from diplogame.rules import commands as cmd
from diplogame.rules.decide import Accepted
from diplogame.rules.flow import begin
from diplogame.rules.meetings import promised
from diplogame.rules.phases import last_round
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import Bargain, CableHome, Motion, ReferToExperts, TermKind, ThreatState
from diplogame.rules.view import SeatView, view_of

FIRST_STEPS = Path(__file__).parents[2] / "content" / "first-steps"
PORT = FIRST_STEPS.parent / "port-meridian"
SEEDS = range(8)

Moves = tuple[tuple[State, cmd.Command, Accepted], ...]


@cache
def first_steps(seed: int) -> Moves:
    """A whole game of First steps, move by move."""
    found: list[tuple[State, cmd.Command, Accepted]] = []
    conference = load_pack(FIRST_STEPS).conference
    play(conference, seed, watch=lambda *move: found.append(move))
    return tuple(found)


def games() -> Iterator[Moves]:
    """Made-up conferences, and towns with little money."""
    yield from (made_up_game(seed)[1] for seed in SEEDS)
    yield from (first_steps(seed) for seed in range(30))


# --- money -------------------------------------------------------------------------------------------


def test_nobody_is_asked_or_offered_what_a_purse_cannot_pay() -> None:
    asked = 0
    for moves in games():
        for state, command, _result in moves:
            bargains: tuple[Bargain, ...] = ()
            if isinstance(command, cmd.MakeOffer):
                bargains = command.variants
            elif isinstance(command, cmd.DeclineOffer) and command.counter is not None:
                bargains = (command.counter,)
            prices = {i.id: i.price for i in state.conference.incentives}
            for bargain in bargains:
                for payer in {t.by for t in bargain.terms if t.kind is TermKind.PAY}:
                    due = sum(
                        prices[t.incentive]
                        for t in bargain.terms
                        if t.by == payer and t.kind is TermKind.PAY
                    )
                    assert due + promised(state, payer) <= state.private[payer].budget
                    asked += payer != command.seat
    assert asked  # gifts that were on the table already are asked for


def test_nobody_cables_home_for_an_answer_that_comes_after_the_end() -> None:
    cabled = 0
    for moves in games():
        for state, command, _result in moves:
            if not isinstance(command, cmd.MakePlan):
                continue
            if any(isinstance(activity, CableHome) for activity in command.plan.activities):
                cabled += 1
                public = state.public
                assert public.round < last_round(state.conference.calendar, public.clock_stopped)
    assert cabled


# --- threats -----------------------------------------------------------------------------------------


def test_who_says_that_it_will_strike_back_does_so_soon() -> None:
    announced = 0
    for moves in (*games(), *(first_steps(seed) for seed in range(30, 90))):
        last = moves[-1][2].state
        for threat in last.threats.values():
            if threat.answer != "counter":
                continue
            announced += 1
            blows = [
                t.round
                for t in last.threats.values()
                if (t.sender, t.target) == (threat.target, threat.sender)
            ]
            assert any(0 <= r - threat.round <= ANSWERABLE for r in blows), threat
    assert announced


def test_threats_are_carried_out_far_oftener_than_backed_down_from() -> None:
    fates = Counter(t.state for moves in games() for t in moves[-1][2].state.threats.values())
    assert fates[ThreatState.IMPOSED] > 2 * fates[ThreatState.BACKED_DOWN]


def test_a_deadline_leaves_time_to_carry_a_threat_out() -> None:
    seen = 0
    for moves in games():
        for state, command, _result in moves:
            if isinstance(command, cmd.Press):
                end = state.conference.calendar.rounds + state.public.clock_stopped
                assert command.terms.deadline < end or state.public.round >= end - 1
                seen += 1
    assert seen


# --- questions ---------------------------------------------------------------------------------------


def _asked(moves: Moves) -> Iterator[tuple[SeatView, cmd.Command]]:
    for state, command, _result in moves:
        if isinstance(command, cmd.Disclose | cmd.Evade):
            yield view_of(state, command.seat), command


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_question_gets_the_same_answer_until_trust_has_grown(seed: int) -> None:
    seen = 0
    for view, command in _asked(made_up_game(seed)[1]):
        meeting = view.meeting
        assert meeting is not None
        later = replace(meeting, id=meeting.id + "again", round=meeting.round + 1)
        again = replace(view, meetings={later.id: later})
        answer = answer_probe(Outlook(again, Dice(seed, view.seat)), later)
        assert type(answer) is type(command)
        warmer = replace(again, trust={**again.trust, meeting.lead: 100})
        if isinstance(command, cmd.Disclose):
            told = answer_probe(Outlook(warmer, Dice(seed, view.seat)), later)
            assert isinstance(told, cmd.Disclose)
        seen += 1
    assert seen


def _shrugged_at() -> Iterator[tuple[Outlook, str]]:
    """Delegations that somebody has shrugged at: what they make of it at their next plan."""
    for seed in SEEDS:
        for state, command, _result in made_up_game(seed)[1]:
            if isinstance(command, cmd.MakePlan) and command.seat in state.conference.seats:
                outlook = Outlook(view_of(state, command.seat), Dice(seed, command.seat))
                for other in outlook.voters:
                    if evaded(outlook, other):
                        yield outlook, other


def test_who_would_not_answer_is_asked_less_and_trusted_less() -> None:
    seen = 0
    for outlook, other in _shrugged_at():
        view = outlook.view
        forgotten = replace(view.contacts[other], probed=())
        innocent = Outlook(
            replace(view, contacts={**view.contacts, other: forgotten}), outlook.dice
        )
        assert leaning(outlook, other) < leaning(innocent, other)
        for k in outlook.open:
            assert value_of_asking(outlook, other, k) <= value_of_asking(innocent, other, k)
            seen += value_of_asking(outlook, other, k) < value_of_asking(innocent, other, k)
    assert seen


def test_in_a_group_the_one_worth_asking_is_named() -> None:
    named: set[bool] = set()
    for moves in games():
        for state, command, _result in moves:
            if isinstance(command, cmd.Probe):
                meeting = state.meetings[command.meeting]
                outlook = Outlook(view_of(state, command.seat), Dice(state.seed, command.seat))
                others = tuple(p for p in meeting.parties if p != command.seat)
                _worth, issue, to = best_question(outlook, meeting, others)
                assert (command.issue, command.to) == (issue, to)
                trio = tuple(o for o in outlook.voters if o not in others)
                group = replace(meeting, parties=(*meeting.parties, *trio[:1]))
                _, _, chosen = best_question(outlook, group, (*others, *trio[:1]))
                named.add(chosen == others[0])
    assert named == {True, False}


def test_questions_are_about_many_things() -> None:
    asked: Counter[str] = Counter()
    for seed in SEEDS:
        for _state, command, _result in made_up_game(seed)[1]:
            if isinstance(command, cmd.Probe):
                asked[command.issue] += 1
    assert len(asked) == 6
    assert max(asked.values()) * 100 <= sum(asked.values()) * 30


# --- experts -----------------------------------------------------------------------------------------


def _first_morning(seed: int) -> Iterator[Outlook]:
    conference = load_pack(PORT).conference
    state, _opening = begin(open_conference(conference, seed))
    for seat in conference.seats:
        yield Outlook(view_of(state, seat), Dice(seed, seat))


def test_experts_are_not_wanted_where_all_is_known_nor_by_those_with_something_to_hide() -> None:
    votes: Counter[int] = Counter()
    for seed in SEEDS:
        for outlook in _first_morning(seed):
            view = outlook.view
            sure = {
                other: replace(
                    belief,
                    weights=tuple(replace(b, high=b.low) for b in belief.weights),
                    values=tuple(
                        tuple(replace(v, high=v.low) for v in row) for row in belief.values
                    ),
                )
                for other, belief in view.beliefs.items()
            }
            knowing = Outlook(replace(view, beliefs=sure), outlook.dice)
            for k in outlook.open:
                if not view.table.issues[k].technical:
                    continue
                assert expert_value(knowing, k) <= min(0, expert_value(outlook, k))
                name = view.table.issues[k].id
                motion = Motion("", outlook.voters[0], ReferToExperts(name), 1)
                votes[opinion(outlook, motion)[0]] += 1
                assert opinion(knowing, motion)[0] <= 0
    assert votes[1] > 0
    assert votes[0] + votes[-1] > 0

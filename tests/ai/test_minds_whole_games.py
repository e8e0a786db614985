"""Whole games of minds: they end, nothing they do is refused, and their books balance."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conferences import made_up
from mind_games import Game, made_up_game, play

from diplogame.ai.temperament import temper_of
from diplogame.ai.word import looseness
from diplogame.packs.loader import load_pack
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.conference import Kind
from diplogame.rules.terms import Difficulty, Meet, Outcome, Reason, TermState, ThreatState
from diplogame.rules.view import view_of

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "data" / "packs" / "tiny"
PORT = ROOT / "content" / "port-meridian"


@pytest.mark.parametrize("block", range(4))
@pytest.mark.parametrize("difficulty", list(Difficulty))
def test_made_up_conferences_are_played_to_an_end_without_a_refusal(
    block: int, difficulty: Difficulty
) -> None:
    for seed in range(block * 4, block * 4 + 4):
        game = play(made_up(seed), seed, difficulty)
        assert game.state.public.outcome is not None
        assert set(game.state.public.scores) >= set(game.state.conference.seats)


def test_the_tiny_pack_is_played_to_an_end_many_times() -> None:
    conference = load_pack(TINY).conference
    outcomes = Counter(play(conference, seed).state.public.outcome for seed in range(20))
    assert outcomes[Outcome.ADOPTED] > 0


def test_port_meridian_is_played_to_an_end_at_every_difficulty() -> None:
    conference = load_pack(PORT).conference
    for difficulty in Difficulty:
        for seed in range(1):
            assert play(conference, seed, difficulty).state.public.outcome is not None


@pytest.mark.parametrize("seed", range(6))
def test_every_threat_is_answered_and_settled_once(seed: int) -> None:
    game, _moves = made_up_game(seed)
    settled: Counter[str] = Counter()
    for event in game.events:
        if isinstance(event, ev.ThreatSettled) and not event.extended:
            settled[event.id] += 1
    for key, threat in game.state.threats.items():
        assert settled[key] <= 1
        assert threat.answer
        assert 0 <= threat.terms.deadline <= game.state.conference.calendar.rounds + 3
        over = threat.terms.deadline >= game.state.public.round
        assert threat.state is not ThreatState.STANDING or over


@pytest.mark.parametrize("seed", range(6))
def test_threats_use_an_instrument_of_the_sender_that_reaches_the_target(seed: int) -> None:
    game, _moves = made_up_game(seed)
    tools = {t.id: t for t in game.state.conference.instruments}
    for threat in game.state.threats.values():
        tool = tools[threat.terms.instrument]
        assert tool.sender == threat.sender
        assert threat.target in dict(tool.cost)


@pytest.mark.parametrize("seed", range(8))
def test_nobody_promises_more_than_the_purse_holds(seed: int) -> None:
    for state, _command, result in made_up_game(seed)[1]:
        prices = {i.id: i.price for i in state.conference.incentives}
        after = result.state
        for seat, private in after.private.items():
            owed = sum(
                prices[term.incentive]
                for entry in after.understandings.values()
                for term, settled in zip(entry.bargain.terms, entry.states, strict=True)
                if term.by == seat and term.incentive and settled is TermState.PENDING
            )
            # A pretext may eat into it, but nobody signs away what it has not got.
            if any(isinstance(e, ev.UnderstandingReached) for e in result.events):
                assert owed <= private.budget + 2


@pytest.mark.parametrize("seed", range(8))
def test_nobody_nags(seed: int) -> None:
    asked: dict[tuple[int, str], list[str]] = {}
    refused: dict[tuple[str, str], int] = {}

    for state, command, _result in made_up_game(seed)[1]:
        round_ = state.public.round
        if isinstance(command, cmd.MakePlan):
            guests = [g for a in command.plan.activities if isinstance(a, Meet) for g in a.guests]
            assert len(guests) == len(set(guests)), "two requests to one delegation in a round"
            for guest in guests:
                last = refused.get((command.seat, guest), -99)
                assert round_ - last > 2, f"{command.seat} asks {guest} again too soon"
            asked[round_, command.seat] = guests
        if isinstance(command, cmd.AnswerInvitation) and not command.accept:
            host = state.meetings[command.meeting].parties[0]
            refused[host, command.seat] = round_


@pytest.mark.parametrize("seed", range(8))
def test_nobody_puts_the_same_terms_again_after_a_refusal(seed: int) -> None:
    refused: set[tuple[str, str, frozenset[object]]] = set()

    for state, command, _result in made_up_game(seed)[1]:
        meeting = state.meetings.get(getattr(command, "meeting", ""))
        if meeting is None:
            continue
        if isinstance(command, cmd.MakeOffer):
            for other in meeting.parties:
                for bargain in command.variants:
                    key = (command.seat, other, frozenset(bargain.terms))
                    assert other == command.seat or key not in refused
        if isinstance(command, cmd.DeclineOffer) and meeting.offer is not None:
            for bargain in meeting.offer.variants:
                refused.add((meeting.offer.by, command.seat, frozenset(bargain.terms)))


def _reasons(game: Game) -> Counter[Reason]:
    return Counter(
        command.reason for command in game.commands if isinstance(command, cmd.DeclineOffer)
    )


def test_refusals_give_many_different_reasons() -> None:
    conference = load_pack(PORT).conference
    found: Counter[Reason] = Counter()
    for seed in range(2):
        found += _reasons(play(conference, seed))
    for seed in range(24):
        found += _reasons(made_up_game(seed)[0])
    wanted = {
        Reason.WORST_CLAUSE,
        Reason.RED_LINE,
        Reason.HOLDING_OUT,
        Reason.DISTRUST,
        Reason.OUTSIDE_MANDATE,
        Reason.BOUND,
        Reason.RESENTMENT,
        Reason.RIVAL_GAINS,
        Reason.OVERREACH,
    }
    assert wanted <= set(found), wanted - set(found)


@pytest.mark.parametrize("seed", range(8))
def test_a_payment_is_refused_only_by_the_loose_of_word_or_to_those_who_broke_their_part(
    seed: int,
) -> None:
    for state, command, _result in made_up_game(seed)[1]:
        if isinstance(command, cmd.SettlePayment) and not command.pay:
            entry = state.understandings[command.understanding]
            payee = entry.bargain.terms[command.term].to
            broken = [
                t.by
                for t, settled in zip(entry.bargain.terms, entry.states, strict=True)
                if settled is TermState.BROKEN
            ]
            price = next(
                i.price
                for i in state.conference.incentives
                if i.id == entry.bargain.terms[command.term].incentive
            )
            loose = looseness(temper_of(view_of(state, command.seat))) > 0
            assert loose or payee in broken or state.private[command.seat].budget < price


def test_scripts_of_every_kind_fire() -> None:
    fired: set[str] = set()
    for seed in range(12):
        for command in made_up_game(seed)[0].commands:
            name = getattr(command, "script", "")
            if name:
                fired.add(name.split("-")[1])
    kinds = {"seek", "speak", "promise", "press", "ultimatum", "soften", "summit", "vote", "walk"}
    assert kinds <= fired, kinds - fired


def test_a_once_only_rule_fires_once() -> None:
    for seed in range(8):
        game, _moves = made_up_game(seed)
        once = {r.id for d in game.state.conference.delegations for r in d.rules if r.once}
        counted = Counter(getattr(k, "script", "") for k in game.commands)
        assert all(counted[name] <= 1 for name in once)


def test_voices_and_chairs_never_vote() -> None:
    game, _moves = made_up_game(3)
    seats = {d.id for d in game.state.conference.delegations if d.kind is Kind.SEAT}
    assert {k.seat for k in game.commands if isinstance(k, cmd.CastBallot)} <= seats

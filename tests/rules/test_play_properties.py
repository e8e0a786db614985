"""Properties of whole games played at random (R1-R19): what must hold at every step of any game."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support import play, scene

from diplogame.record.codec import decode_command, decode_event, encode
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.conference import Kind
from diplogame.rules.decide import Accepted, Refused, decide
from diplogame.rules.evolve import fold
from diplogame.rules.flow import begin
from diplogame.rules.legal import legal
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import ClauseStatus, Outcome, Stage, TermState, ThreatState
from diplogame.rules.view import redact, view_of

GAMES = [(play.TINY, seed) for seed in range(30)] + [(play.FIRST_STEPS, seed) for seed in range(6)]
GAMES += [(play.UPLANDS, seed) for seed in range(5)] + [(play.FORD, seed) for seed in range(5)]
LONG_GAMES = [(play.PORT_MERIDIAN, seed) for seed in range(4)]


def name(value: object) -> str:
    return value.name if isinstance(value, Path) else str(value)


@pytest.mark.parametrize(("path", "seed"), GAMES + LONG_GAMES, ids=name)
def test_what_is_listed_is_accepted_and_what_is_greyed_is_refused_with_its_code(
    path: Path, seed: int
) -> None:
    """R1.3: each phase decides which verbs are open, and says so."""
    rng = Random(seed)
    for step in play.playout(play.opened(path, seed), rng):
        if seed >= 2 and rng.random() < 0.5:
            continue
        for seat in step.before.awaiting:
            view = view_of(step.before, seat)
            for command in play.lawful(view, rng):
                assert isinstance(decide(step.before, command), Accepted), command
            for code, command in play.greyed(view, rng):
                refusal = decide(step.before, command)
                assert isinstance(refusal, Refused), command
                assert refusal.code == code, (command, refusal)


@pytest.mark.parametrize(("path", "seed"), [*GAMES[:12], LONG_GAMES[0]], ids=name)
def test_wrong_orders_are_refused_with_a_code_and_never_crash(path: Path, seed: int) -> None:
    rng = Random(seed)
    codes: Counter[str] = Counter()
    for step in play.playout(play.opened(path, seed), rng):
        if path == play.PORT_MERIDIAN and rng.random() < 0.8:
            continue
        view = view_of(step.before, step.command.seat)
        for wrong in play.unlawful(view, step.command):
            refusal = decide(step.before, wrong)
            assert isinstance(refusal, Refused), wrong
            assert all(fault.code for fault in refusal.faults)
            codes[refusal.code] += 1
    assert len(codes) > 12


@pytest.mark.parametrize("seed", range(12))
def test_any_order_at_any_time_is_answered_and_what_is_accepted_can_be_played_on(
    seed: int,
) -> None:
    """Orders of one moment, given at another: accepted or refused, and the game still ends."""
    rng = Random(seed)
    known: list[cmd.Command] = [s.command for s in play.playout(play.opened(play.TINY, seed), rng)]
    state = play.opened(play.TINY, seed + 1)
    for command in rng.choices(known, k=400):
        decision = decide(state, command)
        if isinstance(decision, Accepted):
            state = decision.state
    for step in play.playout(state, rng):
        state = step.after
    assert state.public.stage is Stage.ENDED


@pytest.mark.parametrize(("path", "seed"), [*GAMES, *LONG_GAMES[:2]], ids=name)
def test_folding_the_events_gives_the_state_also_after_saving_and_loading_them(
    path: Path, seed: int
) -> None:
    """fold(opening, events) == state; save and load after every command changes nothing."""
    opening = open_conference(play.conference_of(path), seed)
    state, events = begin(opening)
    loaded = fold(opening, [decode_event(encode(e)) for e in events])
    assert loaded == state
    for step in play.playout(state, Random(seed)):
        assert fold(step.before, step.events) == step.after
        assert decode_command(encode(step.command)) == step.command
        again = tuple(decode_event(encode(e)) for e in step.events)
        assert again == step.events
        loaded = fold(loaded, again)
        # Comparing whole states is dear in the large pack: there once a round, at its beginning.
        if path != play.PORT_MERIDIAN or step.after.public.round != step.before.public.round:
            assert loaded == step.after
            assert encode(loaded) == encode(step.after)


@pytest.mark.parametrize(("path", "seed"), [*GAMES, *LONG_GAMES], ids=name)
def test_every_game_ends_and_the_books_are_closed(path: Path, seed: int) -> None:
    """R19.1: adopted, partial, suspended or collapsed; every promise and every threat is settled."""
    conference = play.conference_of(path)
    limit = play.MOST_COMMANDS_A_ROUND * (conference.calendar.rounds + conference.calendar.overtime)
    final = play.opened(path, seed)
    for orders, step in enumerate(play.playout(final, Random(seed))):
        assert orders < limit
        final = step.after
    public = final.public
    assert public.stage is Stage.ENDED
    assert public.outcome in tuple(Outcome)
    assert not final.awaiting
    assert public.round <= conference.calendar.rounds + conference.calendar.overtime
    assert all(s is not TermState.PENDING for u in final.understandings.values() for s in u.states)
    assert all(t.state is not ThreatState.STANDING for t in final.threats.values())
    assert all(t.answer for t in final.threats.values())
    assert set(public.scores) == {d.id for d in conference.delegations if d.kind is not Kind.CHAIR}
    decision = decide(final, cmd.PassFloor(conference.seats[0]))
    assert isinstance(decision, Refused)
    assert decision.code == "game.over"


@pytest.mark.parametrize(("path", "seed"), [*GAMES, *LONG_GAMES], ids=name)
def test_promises_and_threats_are_settled_exactly_once(path: Path, seed: int) -> None:
    """R6.5, R10.3: one state machine per promise and per threat, settled once, in public or not."""
    promises: Counter[tuple[str, int]] = Counter()
    threats: Counter[str] = Counter()
    made: set[tuple[str, int]] = set()
    issued: set[str] = set()
    for step in play.playout(play.opened(path, seed), Random(seed)):
        for event in step.events:
            match event:
                case ev.UnderstandingReached():
                    made |= {(event.id, n) for n in range(len(event.bargain.terms))}
                case ev.TermSettled():
                    assert event.state is not TermState.PENDING
                    promises[event.understanding, event.term] += 1
                case ev.ThreatIssued():
                    assert event.id not in issued
                    issued.add(event.id)
                case ev.ThreatSettled(extended=False):
                    threats[event.id] += 1
    assert promises == Counter(made)
    assert threats == Counter(issued)


@pytest.mark.parametrize(("path", "seed"), [*GAMES[:20], *LONG_GAMES[:2]], ids=name)
def test_numbers_stay_in_range_and_the_text_keeps_its_shape(path: Path, seed: int) -> None:
    for step in play.playout(play.opened(path, seed), Random(seed)):
        check_ranges(step.after)
        check_text(step.after)
        for seat in step.after.conference.everybody:
            legal(view_of(step.after, seat))


def check_ranges(state: State) -> None:
    public, conference = state.public, state.conference
    for meter in (public.standing, public.credibility):
        assert all(0 <= value <= 100 for value in meter.values())
    assert 0 <= public.crisis <= conference.crisis.limit
    for private in state.private.values():
        assert 0 <= private.gauge <= 100
        assert private.budget >= 0
        assert private.ministers >= 0
        assert 0 <= private.walk_away <= 10_000
        assert all(0 <= v <= 100 for m in (private.trust, private.regard) for v in m.values())
        assert not private.interests.weights or sum(private.interests.weights) == 10_000
        for belief in private.beliefs.values():
            assert all(0 <= band.low <= band.high <= 10_000 for band in belief.weights)
            assert all(0 <= b.low <= b.high <= 100 for row in belief.values for b in row)
            assert all(0 <= c <= 100 for c in belief.certainty)
    if public.summit is not None:
        summit = public.summit
        assert all(0 <= n <= 100 for n in (summit.preparation, summit.fatigue))
    assert all(0 <= score <= 10_000 for score in public.scores.values())


def check_text(state: State) -> None:
    public = state.public
    for clause, issue in zip(public.clauses, state.conference.issues, strict=True):
        assert clause.leading in clause.options
        assert tuple(sorted(set(clause.options))) == clause.options
        assert all(0 <= o < len(issue.options) for o in clause.options)
        assert len(clause.sponsors) == len(clause.options)
        if clause.status is ClauseStatus.OPEN:
            assert len(clause.options) == 1
    assert public.versions[-1].package == tuple(c.leading for c in public.clauses)
    assert [v.number for v in public.versions] == list(range(len(public.versions)))


def plain_values(value: Any, path: str = "state") -> Iterator[tuple[str, Any]]:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from plain_values(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield f"{path} key", key
            yield from plain_values(item, f"{path}[{key}]")
    elif isinstance(value, tuple):
        for item in value:
            yield from plain_values(item, f"{path}[]")
    else:
        yield path, value


@pytest.mark.parametrize("path", [play.TINY, play.PORT_MERIDIAN], ids=name)
def test_a_state_is_plain_data_without_a_single_float(path: Path) -> None:
    """Integers only: replays agree on every machine."""
    final = play.opened(path, 3)
    for step in play.playout(final, Random(3)):
        final = step.after
        for event in step.events:
            for where, value in plain_values(event, type(event).__name__):
                assert value is None or isinstance(value, int | str | Enum), where
    for where, value in plain_values(final):
        assert value is None or isinstance(value, int | str | Enum), where
        assert not isinstance(value, float), where


@pytest.mark.parametrize("path", [play.TINY, play.PORT_MERIDIAN], ids=name)
def test_every_event_that_names_a_hidden_thing_has_a_limited_audience(path: Path) -> None:
    """R16.3: beliefs, evidence, plans, budgets and gauges are nobody else's business."""
    for step in play.playout(play.opened(path, 5), Random(5)):
        for event in step.events:
            if isinstance(event, ev.BeliefMoved | ev.EvidenceLogged):
                assert event.audience == (event.holder,)
            if isinstance(event, ev.PlanMade | ev.CableAnswered | ev.ScriptFired):
                assert event.audience == (event.seat,)
            if isinstance(event, ev.MeterMoved) and event.meter in ("gauge", "budget", "walk_away"):
                assert event.audience == (event.seat,)
            if isinstance(event, ev.Awaited):
                assert not any(redact([event], s) for s in step.after.conference.everybody)


def test_random_play_reaches_every_command_and_every_event_of_the_game() -> None:
    """The generator is worth its name only if it gets everywhere."""
    commands: set[str] = set()
    events: set[str] = set()
    motions: set[str] = set()
    games = [(play.TINY, seed) for seed in range(90)] + [(play.FIRST_STEPS, s) for s in range(6)]
    starts = [(play.opened(path, seed), seed) for path, seed in games]
    starts += [(scene.backed_sanction(), seed) for seed in range(6)]
    starts += [(play.opened(play.UPLANDS, seed), seed) for seed in range(4)]
    starts += [(play.opened(play.FORD, seed), seed) for seed in range(6)]
    for start, seed in starts:
        for step in play.playout(start, Random(seed)):
            commands.add(type(step.command).__name__)
            events |= {type(e).__name__ for e in step.events}
            if isinstance(step.command, cmd.MakeMotion):
                motions.add(type(step.command.motion).__name__)
    assert commands == {kind.__name__ for kind in cmd.Command.__args__}
    missing = {kind.__name__ for kind in ev.Event.__args__} - events
    # Scripts belong to minds, weights to twists that these packs do not have, entry into force and
    # observers to institutions that they do not have; a public promise of backing is a rare thing.
    assert missing - {"ThreatBacked"} == {
        "Said",
        "ScriptFired",
        "WeightShifted",
        "EntryDecided",
        "ObserverAccredited",
    }
    assert motions >= {"Amend", "CloseClause", "Reopen", "TablePackage", "ReferToExperts"}
    assert motions >= {"DeferToAnnex", "MoveToVote", "StartSilence", "ConveneSummit", "StopClock"}
    assert motions >= {"Suspend", "Endorse", "DivideTheQuestion"}

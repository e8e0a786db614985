"""Minds and mediation: they ask where it may help, tell as much as they trust, and choose a style by time."""

from __future__ import annotations

import dataclasses
from collections import Counter
from itertools import combinations

import pytest
from support import play, scene
from support import tables_for_three as med

from diplogame.ai.chance import Dice
from diplogame.ai.mind import decide as think
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.brokerage import mediator_of, suggest
from diplogame.rules.conference import Conference
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.flow import begin
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import Frankness, Reason, SeekMediation, Style
from diplogame.rules.view import view_of

BROKER = med.BROKER


def played(conference: Conference, seed: int) -> tuple[State, Counter[str]]:
    """A game among minds, and what was told of mediation."""
    state = begin(open_conference(conference, seed))[0]
    told: Counter[str] = Counter()
    while state.awaiting:
        seat = state.awaiting[0]
        command = think(view_of(state, seat), Dice(seed, seat))
        decision = decide(state, command)
        assert isinstance(decision, Accepted), (command, decision)
        for event in decision.events:
            told[type(event).__name__] += 1
            if isinstance(event, ev.ProposalPut):
                told[event.style.value] += 1
            if isinstance(event, ev.MediationAnswered) and not event.accepted:
                told[event.reason.value] += 1
        state = decision.state
    return state, told


def trusting(state: State, seat: str, trust: int) -> State:
    return scene.private(
        state, seat, trust={**state.private[seat].trust, BROKER: trust, "birch": 90, "alder": 90}
    )


def test_over_some_games_minds_use_all_that_there_is() -> None:
    told: Counter[str] = Counter()
    for seed in range(10):
        state, more = played(play.conference_of(play.FORD), seed)
        assert state.public.outcome is not None
        told += more
    for name in ("GroundFound", "ProposalAgreed", "formulate", "press", "LeverageFaded", "busy"):
        assert told[name], name


@pytest.mark.parametrize(
    ("trust", "frankness"),
    [(95, Frankness.FRANK), (60, Frankness.GUARDED), (15, Frankness.CLOSED)],
)
def test_a_mind_tells_a_mediator_as_much_as_it_trusts_it(trust: int, frankness: Frankness) -> None:
    state = trusting(med.sitting("birch"), "alder", trust)
    given = think(view_of(state, "alder"), Dice(1, "alder"))
    assert isinstance(given, cmd.Confide)
    assert given.frankness is frankness


def test_a_mind_does_not_come_to_a_mediator_it_distrusts_and_says_so() -> None:
    state = trusting(med.sought("birch"), "birch", 5)
    given = think(view_of(state, "birch"), Dice(1, "birch"))
    assert isinstance(given, cmd.AnswerMediation)
    assert (given.accept, given.reason) == (False, Reason.DISTRUST)


def test_a_mediator_listens_early_and_drafts_or_presses_late() -> None:
    early = med.told("birch")
    given = think(view_of(early, BROKER), Dice(1, BROKER))
    assert isinstance(given, cmd.Mediate)
    assert given.style is Style.FACILITATE
    late = scene.public(early, round=6)
    given = think(view_of(late, BROKER), Dice(1, BROKER))
    assert isinstance(given, cmd.Mediate)
    assert given.style is Style.PRESS
    assert given.proposal


def test_where_nobody_mediates_minds_do_not_think_of_it() -> None:
    bare = dataclasses.replace(play.conference_of(play.FORD), mediators=())
    state, told = played(bare, 1)
    assert not [name for name in told if name.startswith("Mediation")]
    assert not state.mediations


def test_who_has_what_it_wants_already_holds_out_and_who_has_not_comes() -> None:
    """The trade-off: a party that the text favours only loses by being mediated with."""
    state = med.ford(1)
    points = state.private["birch"].interests.points[2]
    best, worst = points.index(max(points)), points.index(min(points))
    answers = {}
    for option in (best, worst):
        clause = dataclasses.replace(state.public.clauses[2], leading=option)
        clauses = (*state.public.clauses[:2], clause, *state.public.clauses[3:])
        asked = med.sought("birch", start=scene.public(state, clauses=clauses))
        given = think(view_of(trusting(asked, "birch", 80), "birch"), Dice(1, "birch"))
        assert isinstance(given, cmd.AnswerMediation)
        answers[option] = (given.accept, given.reason)
    assert answers[best] == (False, Reason.HOLDING_OUT)
    assert answers[worst][0]


def test_a_biased_mediator_drafts_for_its_friend_at_the_cost_of_the_other() -> None:
    """When accepting is a mistake: the same talk, with a mediator that leans and one that does not."""
    friend = rival = 0
    for other in ("alder", "birch", "cedar"):
        for issues in combinations(range(5), 3):
            state = med.told("delta", by=other, issues=issues)
            card = mediator_of(state.conference, BROKER)
            assert card is not None
            text = tuple(c.leading for c in state.public.clauses)
            beliefs = {s: state.private[BROKER].beliefs[s] for s in (other, "delta")}
            for sign, tilt in ((1, (("delta", card.toward("delta")),)), (-1, ())):
                draft = suggest(beliefs, dataclasses.replace(card, tilt=tilt), issues, text)
                for seat in (other, "delta"):
                    rows = state.private[seat].interests.points
                    points = sign * sum(rows[k][o] - rows[k][text[k]] for k, o in draft)
                    friend += points if seat == "delta" else 0
                    rival += points if seat == other else 0
    assert friend > 0
    assert rival < 0


def test_asking_is_one_wish_among_others() -> None:
    asked = planned = 0
    for seed in range(4):
        state = begin(open_conference(play.conference_of(play.FORD), seed))[0]
        while state.awaiting:
            seat = state.awaiting[0]
            command = think(view_of(state, seat), Dice(seed, seat))
            if isinstance(command, cmd.MakePlan):
                planned += len(command.plan.activities)
                asked += sum(isinstance(a, SeekMediation) for a in command.plan.activities)
            state = scene.give(state, command)
    assert 0 < asked < planned * 35 // 100

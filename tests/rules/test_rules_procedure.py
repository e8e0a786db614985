"""Dividing the question, observers, entry into force, whom one asks, crises (R8.1, R9, R6.1, R2.4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import play, scene

from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules import twists
from diplogame.rules.aftermath import conclude, own_value, survival
from diplogame.rules.conference import Effect
from diplogame.rules.decisions import Ballot, EntryIntoForce
from diplogame.rules.desk import Desk
from diplogame.rules.legal import legal
from diplogame.rules.state import State
from diplogame.rules.terms import (
    AccreditObserver,
    Clarity,
    ClauseStatus,
    DivideTheQuestion,
    Outcome,
    Speech,
    Stage,
)
from diplogame.rules.view import view_of

YES, NO, OBJECT = Ballot.YES, Ballot.NO, Ballot.OBJECTION


def ballot_by_ballot(state: State, choices: dict[str, list[Ballot]]) -> State:
    """The state after roll-calls in which everybody casts what is listed, one after another."""
    while state.public.stage is Stage.VOTE:
        seat = state.awaiting[0]
        state = scene.give(state, cmd.CastBallot(seat, choices[seat].pop(0)))
    return state


def test_r8_1_a_divided_text_is_put_clause_by_clause_and_what_carries_is_closed() -> None:
    """R8.1: divide the question."""
    state = scene.plenary(scene.three(), "harrow", round_=4)
    count = len(state.public.clauses)
    state = scene.give(state, cmd.MakeMotion("harrow", DivideTheQuestion()))
    assert state.public.motion is not None
    choices = {
        "bellwether": [YES, YES, *[NO] * (count - 1)],
        "lantern": [YES, YES, *[NO] * (count - 1)],
        "harrow": [YES] * count,  # the mover votes on the parts like everybody else
    }
    after = ballot_by_ballot(state, choices)
    closed = [c.status is ClauseStatus.CLOSED for c in after.public.clauses]
    assert closed == [True, *[False] * (count - 1)]
    assert after.public.divided == ()
    assert after.public.stage is Stage.PLENARY
    assert [len(left) for left in choices.values()] == [0, 0, 0]
    assert after.public.clauses[0].clarity is Clarity.CLEAR


def test_r8_1_a_divided_package_is_put_amendment_by_amendment() -> None:
    """R8.1: of a package every clause that it changes is put by itself."""
    state = scene.plenary(scene.three(), "harrow", round_=4)
    text = [c.leading for c in state.public.clauses]
    package = tuple((o + 1) % 2 if k < 2 else o for k, o in enumerate(text))
    state = scene.give(state, cmd.MakeMotion("harrow", DivideTheQuestion(package)))
    after = ballot_by_ballot(
        state,
        {"bellwether": [YES, NO, YES], "lantern": [YES, NO, YES], "harrow": [NO, YES]},
    )
    now = [c.leading for c in after.public.clauses]
    assert now == [text[0], package[1], *text[2:]]
    assert all(c.status is not ClauseStatus.CLOSED for c in after.public.clauses)


def test_r8_1_a_question_that_is_not_divided_stays_whole() -> None:
    """R8.1: the division is itself a motion."""
    state = scene.plenary(scene.three(), "harrow", round_=4)
    after = scene.vote(state, "harrow", DivideTheQuestion(), bellwether=NO, lantern=NO)
    assert after.public.divided == ()
    closed = tuple(replace(c, status=ClauseStatus.CLOSED) for c in state.public.clauses)
    rest = scene.public(state, clauses=(*closed[:-1], state.public.clauses[-1]))
    order = cmd.MakeMotion("harrow", DivideTheQuestion())
    assert scene.code_of(rest, order) == "motion.nothing-to-divide"


def port_meridian(accreditation: str = "majority") -> State:
    state = play.opened(play.PORT_MERIDIAN, 1)
    conference = state.conference
    institution = replace(conference.institution, accreditation=accreditation)
    return replace(state, conference=replace(conference, institution=institution))


def test_r8_1_an_observer_that_is_not_accredited_may_meet_and_not_speak() -> None:
    """R8.1: accredit an observer."""
    state = port_meridian()
    assert state.public.unaccredited == ("civicnet",)
    assert "civicnet" in legal(view_of(state, "norden")).guests
    for seat in state.awaiting:
        rest = play.passive_plan(view_of(state, seat))
        state = scene.give(state, rest)
    assert state.public.stage is Stage.PLENARY
    assert "civicnet" not in state.public.order
    while state.awaiting != ("norden",):
        state = scene.give(state, cmd.PassFloor(state.awaiting[0]))
    motion = AccreditObserver("civicnet")
    voters = [s for s in state.conference.seats if s != "norden"]
    out = scene.vote(state, "norden", motion, **dict.fromkeys(voters, NO))
    assert out.public.unaccredited == ("civicnet",)
    into = scene.vote(state, "norden", motion, **dict.fromkeys(voters, YES))
    assert into.public.unaccredited == ()
    assert into.private["civicnet"].trust["norden"] > state.private["civicnet"].trust["norden"]
    while into.awaiting != ("civicnet",):
        into = scene.give(into, cmd.PassFloor(into.awaiting[0]))
    assert scene.code_of(into, cmd.MakeSpeech("civicnet", Speech("rally"))) == ""
    again = scene.plenary(into, "norden", round_=2, motions_by={})
    assert scene.code_of(again, cmd.MakeMotion("norden", motion)) == "motion.accredited"


@pytest.mark.parametrize(
    ("accreditation", "admitted"), [("majority", True), ("no-objection", False)]
)
def test_r8_1_any_state_may_object_to_an_observer_where_the_institution_says_so(
    accreditation: str, admitted: bool
) -> None:
    """R8.1: any state can strike an observer from the list, where the pack's institution says so."""
    state = scene.plenary(port_meridian(accreditation), "norden")
    others = [s for s in state.conference.seats if s != "norden"]
    against = NO if accreditation == "majority" else OBJECT
    ballots = {s: against if s == "dromund" else YES for s in others}
    after = scene.vote(state, "norden", AccreditObserver("civicnet"), **ballots)
    assert (after.public.unaccredited == ()) is admitted


def signed(rule: EntryIntoForce | None, seed: int) -> State:
    """A text that was adopted, its ratifications drawn."""
    state = scene.three(seed)
    conference = state.conference
    institution = replace(conference.institution, entry_into_force=rule)
    state = replace(state, conference=replace(conference, institution=institution))
    desk = Desk(state)
    package = tuple(c.leading for c in state.public.clauses)
    desk.emit(ev.ConferenceEnded(Outcome.ADOPTED, package))
    conclude(desk)
    return desk.state


def test_r9_a_treaty_enters_into_force_only_if_its_ratifications_add_up() -> None:
    """R9: entry into force by number and share (the pivotal ratifier can sell)."""
    met = unmet = 0
    for seed in range(80):
        state = signed(EntryIntoForce(count=3), seed)
        yes = [s for s in state.conference.seats if state.public.ratified[s]]
        assert state.public.in_force is (len(yes) == 3)
        if state.public.in_force:
            met += 1
            assert survival(state) > 0
            assert state.public.pivotal == tuple(yes)
        else:
            unmet += 1
            assert survival(state) == 0
            assert state.public.stage is Stage.ENDED  # there is nothing to keep or to cheat on
            assert state.public.survival == state.public.joint_value == 0
            missing = {s for s in state.conference.seats if s not in yes}
            assert set(state.public.pivotal) == (missing if len(yes) == 2 else set())
            for seat in yes:
                worth = state.private[seat].walk_away + state.private[seat].side
                assert own_value(state, seat) == worth
    assert met
    assert unmet


def test_r9_without_a_rule_of_entry_each_ratification_binds_its_own() -> None:
    """R9: entry into force is the pack's to ask for."""
    state = signed(None, 3)
    assert state.public.in_force is None


def test_r6_1_a_question_in_a_small_group_is_put_to_whom_one_chooses() -> None:
    """R6.1: probe (ask what matters); of several guests the one that is named answers."""
    state, name = scene.sitting(scene.three(), "harrow", "bellwether", "lantern")
    issue = state.conference.issues[0].id
    for to, asked in (("lantern", "lantern"), ("bellwether", "bellwether"), ("", "bellwether")):
        after = scene.give(state, cmd.Probe("harrow", name, issue, to))
        assert after.awaiting == (asked,)
    for wrong in ("harrow", "nobody"):
        assert scene.code_of(state, cmd.Probe("harrow", name, issue, wrong)) == "meeting.not-here"


@pytest.mark.parametrize("amount", [10, -5])
def test_r2_4_a_crisis_that_jumps_moves_what_no_deal_is_worth(amount: int) -> None:
    """R2.4: it drifts with the crisis clock, whatever moves that."""
    state = scene.three()
    desk = Desk(state)
    twists.apply(desk, Effect("crisis", amount), "storm")
    for seat in state.conference.seats:
        felt = state.conference.delegation(seat).crisis_sensitivity
        moved = desk.private(seat).walk_away - state.private[seat].walk_away
        assert felt
        assert moved == (-(felt * amount // 10) if amount > 0 else felt * -amount // 10)

"""R6.6 by number: undertakings that bind only as long as a clause reads an option."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support import scene

from diplogame.record.codec import CodecError, decode_event, encode
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules import ledger
from diplogame.rules.appraisal import own_worth, their_worth
from diplogame.rules.decisions import Ballot
from diplogame.rules.desk import Desk
from diplogame.rules.legal import payments
from diplogame.rules.prospects import bound, lifts, likelihood
from diplogame.rules.records import Clause, TextVersion
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Amend,
    Bargain,
    ClauseStatus,
    CloseClause,
    DivideTheQuestion,
    MoveToVote,
    Outcome,
    Proviso,
    Reopen,
    Stance,
    TablePackage,
    Term,
    TermKind,
    TermState,
    Trigger,
)
from diplogame.rules.view import view_of

YES, NO = Ballot.YES, Ballot.NO
PARTIES = ("bellwether", "harrow")
# First steps: bridge reads 3, herring and lamp read 0; four options each.
ON_LAMP = Proviso(2, 0)
BRIDGE = Term("harrow", TermKind.SUPPORT, 0, 1, given=ON_LAMP)
FERRY = Term("harrow", TermKind.PAY, to="bellwether", incentive="market-ferry", given=ON_LAMP)


def promised(*terms: Term, seed: int = 1, due: int = 3) -> tuple[State, str]:
    """First steps with a promise of Harrow's to Bellwether in the ledger."""
    return scene.agreed(scene.three(seed), *terms, parties=PARTIES, due=due)


def reading(state: State, issue: int, option: int, *, closed: bool = False) -> State:
    """The state with a clause reading something else: moved by nobody at the table."""
    old = state.public.clauses[issue]
    status = ClauseStatus.CLOSED if closed else old.status
    new = Clause(option, tuple(sorted({*old.options, option})), ((),) * 0, status)
    new = replace(new, sponsors=tuple(() for _ in new.options))
    clauses = tuple(new if k == issue else c for k, c in enumerate(state.public.clauses))
    version = TextVersion(
        len(state.public.versions),
        state.public.round,
        tuple(c.leading for c in clauses),
        state.conference.issues[issue].id,
        "",
        "amended",
    )
    return scene.public(state, clauses=clauses, versions=(*state.public.versions, version))


def settled(state: State, key: str) -> tuple[TermState, ...]:
    return state.understandings[key].states


def moved(state: State, mover: str, kind: Any, round_: int = 2, **ballots: Ballot) -> State:
    """The state after a motion in a plenary; who is not named votes yes."""
    state = scene.plenary(state, mover, round_)
    every = dict.fromkeys(state.conference.seats, YES)
    return scene.vote(state, mover, kind, **{**every, **ballots})


# --- R6.6.1 while the condition does not hold, the term does not bind -----------------------------------


def test_r6_6_1_to_vote_against_what_was_promised_is_a_breach_while_the_condition_holds() -> None:
    state, key = promised(BRIDGE)
    state = moved(state, "bellwether", Amend("bridge", 1), harrow=NO)
    assert settled(state, key) == (TermState.BROKEN,)


def test_r6_6_1_and_none_while_it_does_not() -> None:
    state, key = promised(BRIDGE)
    state = moved(reading(state, 2, 1), "bellwether", Amend("bridge", 1), harrow=NO)
    assert settled(state, key) == (TermState.PENDING,)


def test_r6_6_1_of_a_package_the_text_that_is_voted_on_counts_not_the_one_that_stands() -> None:
    state, key = promised(Term("harrow", TermKind.SUPPORT, 0, 3, given=Proviso(2, 1)))
    without = moved(state, "bellwether", TablePackage((1, 0, 0)))  # lamp still reads 0
    assert settled(without, key) == (TermState.PENDING,)
    fulfilled = moved(state, "bellwether", TablePackage((1, 0, 1)))  # what it gave its word for
    assert settled(fulfilled, key) == (TermState.BROKEN,)


def test_r6_6_1_a_stance_is_judged_by_the_text_as_it_stands() -> None:
    for lamp, outcome in ((0, TermState.BROKEN), (1, TermState.PENDING)):
        state, key = promised(BRIDGE)
        desk = Desk(state if lamp == 0 else reading(state, 2, lamp))
        rows = [[Stance.LIVE_WITH] * 4 for _ in range(3)]
        rows[0][1] = Stance.OPPOSE
        desk.emit(ev.PositionsDeclared("harrow", tuple(map(tuple, rows))))
        ledger.judge_stances(desk, "harrow")
        assert settled(desk.state, key) == (outcome,)


def test_r6_6_1_a_promise_to_adopt_binds_only_the_text_it_was_given_for() -> None:
    for lamp, outcome in ((0, TermState.BROKEN), (1, TermState.PENDING)):
        state, key = promised(Term("harrow", TermKind.ADOPT, given=ON_LAMP), due=4)
        state = state if lamp == 0 else reading(state, 2, lamp)
        state = moved(state, "bellwether", MoveToVote(), round_=3, harrow=Ballot.OBJECTION)
        assert settled(state, key) == (outcome,)


def test_r6_6_1_nor_is_a_yes_to_another_text_the_promise_kept() -> None:
    state, key = promised(Term("harrow", TermKind.ADOPT, given=ON_LAMP), due=4)
    state = moved(reading(state, 2, 1), "bellwether", MoveToVote(), round_=3)
    assert TermState.KEPT not in settled(state, key)


# --- R6.6.2 what may be a condition ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "terms"),
    [
        ("term.condition-issue", (replace(BRIDGE, given=Proviso(3, 0)),)),
        ("term.condition-issue", (replace(BRIDGE, given=Proviso(-1, 0)),)),
        ("term.condition-option", (replace(BRIDGE, given=Proviso(2, 4)),)),
        ("term.condition-option", (replace(BRIDGE, given=Proviso(2, -1)),)),
        ("term.condition-own", (replace(BRIDGE, given=Proviso(0, 1)),)),
        ("term.condition-own", (replace(BRIDGE, given=Proviso(0, 2)),)),
        ("bargain.condition", (BRIDGE, Term("bellwether", TermKind.SUPPORT, 2, 3))),
        ("bargain.condition", (BRIDGE, Term("harrow", TermKind.SUPPORT, 2, 3))),
        ("", (BRIDGE,)),
        ("", (FERRY,)),
        ("", (Term("harrow", TermKind.ADOPT, given=ON_LAMP),)),
        ("", (replace(BRIDGE, kind=TermKind.ACQUIESCE),)),
        ("", (BRIDGE, Term("bellwether", TermKind.SUPPORT, 2, 0))),
        ("", (BRIDGE, Term("bellwether", TermKind.ACQUIESCE, 2, 3))),
        ("", (replace(BRIDGE, given=Proviso(2, 3)),)),
    ],
)
def test_r6_6_2_a_condition_is_about_another_clause_and_can_come_true(
    code: str, terms: tuple[Term, ...]
) -> None:
    state, key = scene.sitting(scene.three(), "harrow", "bellwether")
    offer = cmd.MakeOffer("harrow", key, (Bargain(terms, 3),))
    assert scene.code_of(state, offer) == code


def test_r6_6_2_a_closed_clause_that_reads_otherwise_is_no_condition() -> None:
    for option, code in ((0, "term.condition-closed"), (1, "")):
        state = reading(scene.three(), 2, 1, closed=True)
        state, key = scene.sitting(state, "harrow", "bellwether")
        term = replace(BRIDGE, given=Proviso(2, option))
        assert scene.code_of(state, cmd.MakeOffer("harrow", key, (Bargain((term,), 3),))) == code


def test_r6_6_2_what_is_done_at_once_has_no_condition() -> None:
    state, threat = scene.threatened(scene.three(), "harrow", "bellwether", "ferry-stop")
    state, key = scene.sitting(state, "harrow", "bellwether")
    lift = Term("harrow", TermKind.LIFT, threat=threat, given=ON_LAMP)
    back = Term("harrow", TermKind.BACK, to="lantern", given=ON_LAMP)
    for term in (lift, back):
        offer = cmd.MakeOffer("harrow", key, (Bargain((term,), 3),))
        assert "term.unconditional" in _codes(state, offer)


def _codes(state: State, command: cmd.Command) -> list[str]:
    from diplogame.rules.decide import Refused, decide

    decision = decide(state, command)
    assert isinstance(decision, Refused)
    return [fault.code for fault in decision.faults]


def test_r6_6_2_promises_whose_conditions_exclude_each_other_are_not_two_faced() -> None:
    first = replace(BRIDGE, given=Proviso(2, 0))
    second = replace(BRIDGE, option=2, given=Proviso(2, 1))
    assert not ledger._two_faced(first, second)
    assert ledger._two_faced(replace(first, given=None), second)
    assert ledger._two_faced(first, replace(second, given=Proviso(1, 1)))


# --- R6.6.3 who takes the condition away by its own motion still owes -----------------------------------


def test_r6_6_3_conditions_are_no_free_exit_the_mover_still_owes() -> None:
    for mover, outcome in (("harrow", TermState.BROKEN), ("lantern", TermState.PENDING)):
        state, key = promised(BRIDGE)
        state = moved(state, mover, Amend("lamp", 2))
        assert settled(state, key) == (TermState.PENDING,)  # to move the lamp breaks nothing itself
        state = moved(state, "bellwether", Amend("bridge", 1), round_=3, harrow=NO)
        assert settled(state, key) == (outcome,), mover


def test_r6_6_3_nor_can_one_package_take_away_both() -> None:
    term = Term("harrow", TermKind.SUPPORT, 0, 3, given=ON_LAMP)
    for mover, outcome in (("harrow", TermState.BROKEN), ("lantern", TermState.PENDING)):
        state, key = promised(term)
        state = moved(state, mover, TablePackage((1, 0, 2)))
        assert settled(state, key) == (outcome,), mover


def test_r6_6_3_a_vote_for_somebody_elses_motion_is_free() -> None:
    state, key = promised(BRIDGE)
    state = moved(state, "lantern", Amend("lamp", 2), harrow=YES)
    state = moved(state, "bellwether", Amend("bridge", 1), round_=3, harrow=NO)
    assert settled(state, key) == (TermState.PENDING,)


def test_r6_6_3_the_last_departure_counts() -> None:
    state, key = promised(BRIDGE)
    state = moved(state, "harrow", Amend("lamp", 2))
    state = moved(state, "lantern", Amend("lamp", 0), round_=3)
    state = reading(state, 2, 1)  # and now it is somebody else who moves it away
    state = moved(state, "bellwether", Amend("bridge", 1), round_=3, harrow=NO)
    assert settled(state, key) == (TermState.PENDING,)


def test_r6_6_3_what_was_moved_before_the_word_was_given_is_no_exit() -> None:
    state = moved(scene.three(), "harrow", Amend("lamp", 2))
    state, key = scene.agreed(scene.public(state, round=3), BRIDGE, parties=PARTIES, due=4)
    state = moved(state, "bellwether", Amend("bridge", 1), round_=3, harrow=NO)
    assert settled(state, key) == (TermState.PENDING,)


def test_r6_6_3_who_has_a_package_divided_has_moved_its_parts() -> None:
    for mover, outcome in (("harrow", TermState.BROKEN), ("lantern", TermState.PENDING)):
        state, key = promised(BRIDGE)
        state = moved(state, mover, DivideTheQuestion((3, 1, 2)), round_=3)
        assert state.public.clauses[2].leading == 2
        state = moved(state, "bellwether", Amend("bridge", 1), round_=3, harrow=NO)
        assert settled(state, key) == (outcome,), mover


# --- R6.6.4 settled once: kept, broken, or lapsed without credit or blame ------------------------------


def test_r6_6_4_a_term_whose_condition_never_held_lapses_at_its_due_round() -> None:
    state, key = promised(replace(BRIDGE, given=Proviso(2, 3)), due=2)
    state = moved(state, "bellwether", Amend("bridge", 1))  # harrow votes yes, and was not bound to
    before = state
    desk = Desk(state)
    ledger.judge_due(desk, final=False)
    assert settled(desk.state, key) == (TermState.LAPSED,)
    assert desk.private("bellwether").trust == before.private["bellwether"].trust
    assert desk.state.public.credibility == before.public.credibility


def test_r6_6_4_an_act_in_keeping_while_it_held_keeps_it() -> None:
    state, key = promised(BRIDGE, due=2)
    state = moved(state, "bellwether", Amend("bridge", 1))
    desk = Desk(state)
    ledger.judge_due(desk, final=False)
    assert settled(desk.state, key) == (TermState.KEPT,)


def test_r6_6_4_the_closing_of_the_clause_keeps_it_only_where_it_bound() -> None:
    for lamp, outcome in ((0, TermState.KEPT), (1, TermState.LAPSED)):
        state, key = promised(replace(BRIDGE, option=3))
        state = state if lamp == 0 else reading(state, 2, lamp)
        state = moved(state, "bellwether", CloseClause("bridge"))
        assert settled(state, key) == (outcome,)


def test_r6_6_4_what_was_kept_stays_kept_when_the_clause_is_reopened() -> None:
    state, key = promised(replace(BRIDGE, option=3))
    state = moved(state, "bellwether", CloseClause("bridge"))
    state = moved(state, "lantern", Reopen("bridge"), round_=3)
    assert settled(state, key) == (TermState.KEPT,)


# --- R6.6.5 payments ------------------------------------------------------------------------------------


def _due(state: State, seat: str) -> list[int]:
    found = [index for _e, index, _t in ledger.payments_due(Desk(state), seat)]
    # What the rules would take and what the delegation is told agree.
    assert found == [index for _e, index, _t in payments(view_of(state, seat))]
    return found


def test_r6_6_5_a_payment_falls_due_only_while_its_condition_holds() -> None:
    state, _key = promised(FERRY)
    assert _due(state, "harrow") == [0]
    away = reading(state, 2, 1)
    assert _due(away, "harrow") == []
    assert _due(reading(away, 2, 0), "harrow") == [0]


def test_r6_6_5_the_payer_who_moves_the_condition_away_still_pays() -> None:
    state, _key = promised(FERRY)
    assert _due(moved(state, "harrow", Amend("lamp", 1)), "harrow") == [0]
    assert _due(moved(state, "bellwether", Amend("lamp", 1)), "harrow") == []


def test_r6_6_5_what_may_still_come_waits_and_what_is_past_lapses_and_frees_the_budget() -> None:
    state, key = promised(replace(FERRY, trigger=Trigger.ADOPTION), due=1)
    waiting = Desk(state)
    ledger.judge_due(waiting, final=False)
    assert settled(waiting.state, key) == (TermState.PENDING,)
    over = Desk(reading(state, 2, 1))
    ledger.judge_due(over, final=False)
    assert settled(over.state, key) == (TermState.LAPSED,)


def test_r6_6_5_at_adoption_the_text_adopted_is_what_counts() -> None:
    state, _key = promised(replace(FERRY, trigger=Trigger.ADOPTION))
    for lamp, due in ((0, [0]), (1, [])):
        ended = scene.public(state, outcome=Outcome.ADOPTED, package=(3, 0, lamp))
        assert [i for _e, i, _t in ledger.payments_due(Desk(ended), "harrow")] == due


# --- R6.6.6 what it is worth ----------------------------------------------------------------------------


def test_r6_6_6_likelihood_is_of_what_can_be_known() -> None:
    state = reading(scene.three(), 2, 0)
    free = Bargain((BRIDGE,), 3)
    view = view_of(state, "bellwether")
    assert likelihood(view, free, None) == 100
    assert likelihood(view, free, Proviso(2, 0)) == 100  # nobody stands for anything else
    assert likelihood(view, free, Proviso(2, 1)) == 5
    won = Bargain((replace(BRIDGE, given=Proviso(2, 1)), Term("harrow", TermKind.SUPPORT, 2, 1)), 3)
    assert likelihood(view, won, Proviso(2, 1)) == 200 // 5
    shut = view_of(reading(state, 2, 0, closed=True), "bellwether")
    assert [likelihood(shut, free, Proviso(2, o)) for o in (0, 1)] == [100, 0]


def test_r6_6_6_a_condition_scales_what_is_given_and_what_is_got() -> None:
    view = view_of(reading(scene.three(), 2, 0), "bellwether")
    plain = Bargain((replace(FERRY, given=None),), 3)
    rare = Bargain((replace(FERRY, given=Proviso(2, 1)),), 3)
    assert own_worth(view, plain) > 0
    assert own_worth(view, rare) == own_worth(view, plain) * 5 // 100
    assert their_worth(view, "harrow", rare).middle > their_worth(view, "harrow", plain).middle
    support = Bargain((replace(BRIDGE, given=Proviso(2, 1)),), 3)
    sure = Bargain((replace(BRIDGE, given=None),), 3)
    assert lifts(view, support)[0, 1] == lifts(view, sure)[0, 1] * 5 // 100


def test_r6_6_6_a_condition_that_does_not_hold_binds_nobody_in_the_eyes_of_the_others() -> None:
    state, _key = promised(BRIDGE)
    assert bound(view_of(state, "bellwether"), "harrow", 0, 1)
    assert not bound(view_of(reading(state, 2, 1), "bellwether"), "harrow", 0, 1)


# --- the record -------------------------------------------------------------------------------------------


def test_a_condition_survives_the_journal_and_a_broken_one_is_refused() -> None:
    event = ev.UnderstandingReached("u", PARTIES, Bargain((BRIDGE, FERRY), 3), PARTIES)
    data = encode(event)
    assert decode_event(data) == event
    data["bargain"]["terms"][0]["given"]["issue"] = "lamp"
    with pytest.raises(CodecError):
        decode_event(data)

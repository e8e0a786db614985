"""What is settled stays settled: between two, on the floor, in a roll-call, in the last meetings (R6.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from mind_games import made_up_game, play

from diplogame.ai.answering import answer_invitation
from diplogame.ai.ballots import opinion, vote
from diplogame.ai.bargaining import winding_up
from diplogame.ai.chance import Dice
from diplogame.ai.counters import changes
from diplogame.ai.outlook import STANDS, Outlook
from diplogame.ai.promises import off_table, spoils, thwarted, vote_sold
from diplogame.ai.verdict import applied, judge
from diplogame.ai.word import CROSSED, breach_price, cost_of_keeping, exposures, too_dear
from diplogame.packs.loader import load_pack
from diplogame.rules import commands as cmd
from diplogame.rules.conference import Envoy, Room
from diplogame.rules.decide import Accepted
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import SeatId
from diplogame.rules.prospects import expected_points
from diplogame.rules.records import Meeting, Understanding
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Amend,
    Bargain,
    Motion,
    MoveToVote,
    Reason,
    Term,
    TermKind,
    TermState,
)
from diplogame.rules.view import SeatView, view_of

FIRST_STEPS = Path(__file__).parents[2] / "content" / "first-steps"

Moves = tuple[tuple[State, cmd.Command, Accepted], ...]


@cache
def towns(seed: int) -> Moves:
    """A whole game of First steps, move by move."""
    found: list[tuple[State, cmd.Command, Accepted]] = []
    conference = load_pack(FIRST_STEPS).conference
    play(conference, seed, watch=lambda *move: found.append(move))
    return tuple(found)


def games() -> Iterator[Moves]:
    """Games of the small pack and made-up ones."""
    yield from (towns(seed) for seed in range(12))
    yield from (made_up_game(seed)[1] for seed in range(8))


def outlook_of(state: State, seat: SeatId) -> Outlook:
    return Outlook(view_of(state, seat), Dice(state.seed, seat))


def offers() -> Iterator[tuple[Outlook, tuple[SeatId, ...], Bargain]]:
    """Every bargain that minds put on a table or named as their condition for a yes."""
    for moves in games():
        for state, command, _result in moves:
            match command:
                case cmd.MakeOffer(variants=bargains):
                    pass
                case cmd.DeclineOffer(counter=Bargain() as counter):
                    bargains = (counter,)
                case _:
                    continue
            others = tuple(p for p in state.meetings[command.meeting].parties if p != command.seat)
            for bargain in bargains:
                yield outlook_of(state, command.seat), others, bargain


# --- between two -------------------------------------------------------------------------------------


def test_a_pair_does_not_trade_the_same_clause_twice_a_day() -> None:
    settled = 0
    for outlook, others, bargain in offers():
        done = off_table(outlook, others)
        settled += bool(done)
        assert not done & {t.issue for t in bargain.terms if t.kind in STANDS}
    assert settled > 5


def test_nobody_deals_against_what_it_has_been_promised() -> None:
    for outlook, others, bargain in offers():
        assert thwarted(outlook, bargain, others) is None


def test_a_vote_for_the_whole_text_is_sold_once_to_a_partner() -> None:
    asked = 0
    for outlook, others, bargain in offers():
        for term in bargain.terms:
            if term.kind is TermKind.ADOPT:
                assert not vote_sold(outlook, others, term.by)
                asked += 1
    assert asked


def test_a_counter_offer_puts_no_promise_in_the_place_of_one_that_only_its_maker_wants() -> None:
    seen = 0
    for moves in games():
        for state, command, _result in moves:
            if not isinstance(command, cmd.DeclineOffer) or command.counter is None:
                continue
            offer = state.meetings[command.meeting].offer
            assert offer is not None
            outlook = outlook_of(state, command.seat)
            old = {t for b in offer.variants for t in b.terms}
            others = [p for p in state.meetings[command.meeting].parties if p != command.seat]
            known = [o for o in others if outlook.view.beliefs[o].weights]
            for term in command.counter.terms:
                if term in old or term.by != command.seat or term.kind not in STANDS or not known:
                    continue
                seen += 1
                rows = [outlook.rows(o)[term.issue] for o in known]
                assert any(
                    r[term.option] > expected_points(outlook.view, term.issue, r) for r in rows
                )
    assert seen


# --- on the floor ------------------------------------------------------------------------------------


def test_nobody_moves_the_text_past_what_it_has_promised_or_bought() -> None:
    moved = 0
    for moves in games():
        for state, command, _result in moves:
            if isinstance(command, cmd.MakeMotion) and not command.script:
                assert not spoils(outlook_of(state, command.seat), command.motion)
                moved += 1
    assert moved


def test_an_amendment_past_a_bought_option_is_seen_as_such() -> None:
    view, issue = _plenary()
    count = len(view.table.issues[issue].options)
    option, other = [o for o in range(count) if o != view.text[issue]][:2]
    partner = next(s for s in view.table.seats if s != view.seat)
    bought = _with_promise(view, Term(partner, TermKind.SUPPORT, issue, option))
    name = view.table.issues[issue].id
    assert spoils(Outlook(bought, Dice(1, view.seat)), Amend(name, other))
    assert not spoils(Outlook(bought, Dice(1, view.seat)), Amend(name, option))


# --- signatures --------------------------------------------------------------------------------------


def test_nobody_promises_to_adopt_a_text_that_one_amendment_would_put_far_below_its_walk_away() -> (
    None
):
    given = 0
    for moves in games():
        for state, command, _result in moves:
            if not isinstance(command, cmd.AcceptOffer):
                continue
            offer = state.meetings[command.meeting].offer
            assert offer is not None
            bargain = offer.variants[command.variant]
            mine = [t for t in bargain.terms if t.by == command.seat]
            if not any(t.kind is TermKind.ADOPT for t in mine):
                continue
            outlook = outlook_of(state, command.seat)
            if not outlook.points:
                continue
            given += 1
            risks = exposures(outlook, bargain, applied(outlook, bargain))
            conditional = all(t.given is not None for t in mine if t.kind is TermKind.ADOPT)
            assert not risks or (conditional and risks[0][0] <= 300)
    assert given


def test_a_blank_signature_is_answered_with_a_condition() -> None:
    found = 0
    for moves in games():
        for state, command, _result in moves[::7]:
            seat = command.seat
            outlook = outlook_of(state, seat)
            if not outlook.points or seat not in outlook.view.table.seats:
                continue
            other = outlook.voters[0]
            bargain = Bargain((Term(seat, TermKind.ADOPT),), outlook.round + 2)
            for _short, issue, _option in exposures(outlook, bargain, outlook.text)[:1]:
                assert not judge(outlook, bargain, (other,)).ok
                asked = {
                    t.given.issue
                    for changed in changes(outlook, (other,), bargain)
                    for t in changed.terms
                    if t.kind is TermKind.ADOPT and t.given is not None
                }
                assert issue in asked or len(asked) == 2
                found += 1
    assert found


def _plenary() -> tuple[SeatView, int]:
    """A voter's view of an early plenary, and an open clause with three options or more."""
    for seed in range(8):
        for state, command, _result in made_up_game(seed)[1]:
            if not isinstance(command, cmd.MakeMotion):
                continue
            view = view_of(state, command.seat)
            outlook = Outlook(view, Dice(seed, command.seat))
            for k in outlook.open:
                if len(view.table.issues[k].options) > 2:
                    return view, k
    raise AssertionError("no plenary with a clause to move")


def _with_promise(view: SeatView, *terms: Term) -> SeatView:
    others = (next(s for s in view.table.seats if s != view.seat),)
    parties = (view.seat, *others)
    states = tuple(TermState.PENDING for _ in terms)
    due = view.public.round + 3
    entry = Understanding("u", view.public.round, parties, Bargain(terms, due), states, parties)
    return replace(view, understandings={"u": entry})


def _whole(view: SeatView, walk_away: int) -> Outlook:
    """The chair's last question, put to a delegation that has promised to adopt."""
    motion = Motion("m", "chair", MoveToVote(), view.public.round)
    interests = replace(view.interests, red_lines=(), linkages=())
    view = _with_promise(view, Term(view.seat, TermKind.ADOPT))
    public = replace(view.public, motion=motion)
    home = replace(view.me.home, ratification="none")
    me = replace(view.me, home=home)
    changed = replace(view, public=public, interests=interests, walk_away=walk_away, me=me)
    return Outlook(changed, Dice(1, view.seat))


def test_a_promise_to_adopt_is_kept_at_a_loss_and_broken_openly_at_a_ruinous_one() -> None:
    view, _issue = _plenary()
    worth = Outlook(view, Dice(1, view.seat)).at_signature(view.text)
    near, far = _whole(view, worth + 200), _whole(view, worth + 2500)
    motion = near.view.public.motion
    assert motion is not None
    assert opinion(near, motion)[:2] == (1, Reason.PROMISED)
    choice, reason, issue = opinion(far, motion)
    assert choice == -1
    assert reason is Reason.WORST_CLAUSE
    assert issue >= 0


def test_keeping_a_promise_must_cost_more_than_its_price_and_the_candid_bear_more() -> None:
    view, issue = _plenary()
    held = _with_promise(view, Term(view.seat, TermKind.SUPPORT, issue, 0))
    entry = held.understandings["u"]
    outlook = Outlook(held, Dice(1, view.seat))
    price = breach_price(entry)
    assert price > 0
    assert not too_dear(outlook, entry, price)
    assert too_dear(outlook, entry, price * 3)
    known = replace(entry, known_to=held.table.everybody)
    assert breach_price(known) > price
    temper = replace(held.me.temperament, candour=0)
    frank = replace(held.me.temperament, candour=100)
    loose, candid = (
        Outlook(replace(held, me=replace(held.me, temperament=t)), Dice(1, view.seat))
        for t in (temper, frank)
    )
    between = price * 200 // 100
    assert too_dear(loose, entry, between)
    assert not too_dear(candid, entry, between)


def test_who_has_had_its_part_keeps_its_word_but_for_a_red_line() -> None:
    view, issue = _plenary()
    partner = next(s for s in view.table.seats if s != view.seat)
    mine = Term(view.seat, TermKind.SUPPORT, issue, 0)
    theirs = Term(partner, TermKind.SUPPORT, (issue + 1) % len(view.text), 0)
    held = _with_promise(view, mine, theirs)
    entry = replace(held.understandings["u"], states=(TermState.PENDING, TermState.KEPT))
    outlook = Outlook(held, Dice(1, view.seat))
    assert not too_dear(outlook, entry, CROSSED - 1)
    assert too_dear(outlook, entry, CROSSED)


def test_a_text_costs_nothing_that_is_no_worse_than_the_other() -> None:
    view, _issue = _plenary()
    outlook = Outlook(view, Dice(1, view.seat))
    assert cost_of_keeping(outlook, view.text, view.text) == 0


# --- meetings, and words that go with them ------------------------------------------------------------


def test_nobody_sits_down_to_ask_questions_in_the_last_rounds() -> None:
    late = 0
    for moves in games():
        for state, command, _result in moves:
            if isinstance(command, cmd.Probe | cmd.MakeOffer):
                if winding_up(outlook_of(state, command.seat)):
                    meeting = state.meetings[command.meeting]
                    assert isinstance(command, cmd.MakeOffer) or Envoy.EXPERT in meeting.envoys
                    late += 1
    assert late


def test_who_broke_its_word_to_us_is_not_met_alone_for_a_while() -> None:
    view, issue = _plenary()
    partner = next(s for s in view.table.seats if s != view.seat)
    broken = _with_promise(view, Term(partner, TermKind.SUPPORT, issue, 0))
    entry = broken.understandings["u"]
    due = replace(entry.bargain, due=view.public.round)
    entry = replace(entry, bargain=due, states=(TermState.BROKEN,))
    envoys = (Envoy.DIPLOMAT, Envoy.DIPLOMAT)
    meeting = Meeting("x", view.public.round, 0, (partner, view.seat), Room.CORRIDOR, envoys)
    for trust, stays in ((30, True), (60, False)):
        cool = replace(
            broken, understandings={"u": entry}, trust={**view.trust, partner: trust}, meetings={}
        )
        answer = answer_invitation(Outlook(cool, Dice(1, view.seat)), meeting)
        assert (answer.reason is Reason.DISTRUST) == stays


@pytest.mark.parametrize("margin", [50, 2000])
def test_a_sour_yes_is_a_yes_with_a_concern(margin: int) -> None:
    view, _issue = _plenary()
    worth = Outlook(view, Dice(1, view.seat)).at_signature(view.text)
    outlook = _whole(view, worth - margin)
    bare = replace(outlook.view, understandings={})
    allowed = (Ballot.YES, Ballot.CONCERN, Ballot.OBJECTION)
    ballots = {vote(Outlook(bare, Dice(seed, view.seat)), allowed).ballot for seed in range(20)}
    assert (Ballot.CONCERN in ballots) == (margin < 300)
    assert Ballot.OBJECTION not in ballots

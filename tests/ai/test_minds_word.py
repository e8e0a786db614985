"""A word that is given is meant to be kept: what is promised, what a ballot owes, what a counter leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from mind_games import made_up_game

from diplogame.ai.ballots import opinion, vote
from diplogame.ai.bargaining import lead
from diplogame.ai.chance import Dice
from diplogame.ai.clauses import reopening
from diplogame.ai.mind import decide
from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import target, would_move
from diplogame.ai.summit import night
from diplogame.ai.temperament import temper_of
from diplogame.ai.threats import answer, settle
from diplogame.ai.verdict import judge
from diplogame.ai.word import FAR, breach_price, cost_of_keeping, ruinous, too_dear
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.conference import Envoy, Room
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import SeatId
from diplogame.rules.ledger import breaks
from diplogame.rules.records import Meeting, Summit, Threat, Understanding
from diplogame.rules.terms import (
    Amend,
    BallotRecord,
    Bargain,
    CloseClause,
    Combination,
    Goal,
    Motion,
    NightChoice,
    Reason,
    Term,
    TermKind,
    TermState,
    ThreatState,
    ThreatTerms,
    Trigger,
)
from diplogame.rules.view import SeatView, view_of

SEEDS = range(12)
STANDS = (TermKind.SUPPORT, TermKind.ACQUIESCE)


def moments(*kinds: type) -> Iterator[tuple[SeatView, cmd.Command, Dice]]:
    """Views and the commands of these kinds that minds gave in them, in some whole games."""
    for seed in SEEDS:
        for state, command, _result in made_up_game(seed)[1]:
            if isinstance(command, kinds):
                yield view_of(state, command.seat), command, Dice(seed, command.seat)


def floors() -> Iterator[Outlook]:
    """What voters saw when they had the floor."""
    for view, command, dice in moments(cmd.MakeMotion, cmd.PassFloor):
        if command.seat in view.table.seats:
            yield Outlook(view, dice)


def others(outlook: Outlook) -> tuple[SeatId, ...]:
    return tuple(s for s in outlook.view.table.seats if s != outlook.seat)


def bound(view: SeatView, *entries: tuple[SeatId, Term]) -> SeatView:
    """A view in which these undertakings, each with a partner, are all that there are."""
    due = view.public.round + 3
    found = {}
    for n, (partner, term) in enumerate(entries):
        parties = (view.seat, partner)
        bargain = Bargain((term,), due)
        found[f"u{n}"] = Understanding(
            f"u{n}", view.public.round, parties, bargain, (TermState.PENDING,), parties
        )
    return replace(view, understandings=found)


# --- what is promised ---------------------------------------------------------------------------------


def test_nobody_promises_what_it_would_have_to_break() -> None:
    refused = given = 0
    for outlook in floors():
        partner = others(outlook)[0]
        for k in outlook.open:
            for option in range(len(outlook.points[k])):
                bargain = Bargain((Term(outlook.seat, TermKind.SUPPORT, k, option),), 9)
                kept = (*outlook.text[:k], option, *outlook.text[k + 1 :])
                loss = cost_of_keeping(outlook, kept, outlook.text, late=True)
                held = bound(outlook.view, (partner, bargain.terms[0])).understandings["u0"]
                dear = loss * 100 > breach_price(held) * (FAR + outlook.temper.candour)
                assert (ruinous(outlook, bargain) is not None) == dear
                if dear:
                    assert not judge(outlook, bargain, (partner,)).ok
                refused += dear
                given += not dear
    assert refused > 10
    assert given > 10


def test_what_the_others_promise_in_return_makes_a_dear_word_bearable() -> None:
    softened = 0
    for outlook in floors():
        partner = others(outlook)[0]
        for k in outlook.open:
            mine = Term(outlook.seat, TermKind.SUPPORT, k, 0)
            if ruinous(outlook, Bargain((mine,), 9)) is None:
                continue
            theirs = tuple(
                Term(partner, TermKind.SUPPORT, j, target(outlook)[j])
                for j in outlook.open
                if j != k
            )
            softened += ruinous(outlook, Bargain((mine, *theirs), 9)) is None
    assert softened


def test_what_is_owed_to_us_is_lost_with_a_breach() -> None:
    weighed = 0
    for outlook in floors():
        partner = others(outlook)[0]
        for k in outlook.open:
            row = outlook.points[k]
            best = max(range(len(row)), key=lambda o, row=row: (row[o], -o))  # type: ignore[misc]
            if row[best] - outlook.expected[k] < 800:
                continue
            bare = bound(outlook.view, (partner, Term(outlook.seat, TermKind.ADOPT)))
            entry = bare.understandings["u0"]
            terms = (*entry.bargain.terms, Term(partner, TermKind.SUPPORT, k, best))
            rich = replace(
                entry,
                bargain=replace(entry.bargain, terms=terms),
                states=(TermState.PENDING, TermState.PENDING),
            )
            loss = breach_price(entry) * (FAR + outlook.temper.candour) // 100 + 1
            assert too_dear(outlook, entry, loss)
            assert not too_dear(outlook, rich, loss)
            weighed += 1
    assert weighed


def test_nobody_complies_with_a_demand_that_it_would_come_to_refuse() -> None:
    tried = 0
    for outlook in floors():
        view = outlook.view
        tools = [t for t in view.table.instruments.values() if view.seat in t.cost]
        if not tools:
            continue
        for k in outlook.open:
            for option in range(len(outlook.points[k])):
                giving = Bargain((Term(view.seat, TermKind.SUPPORT, k, option),), outlook.round)
                if ruinous(outlook, giving) is None:
                    continue
                terms = ThreatTerms(k, option, tools[0].id, True, 3, outlook.round + 1)
                threat = Threat(
                    "t", tools[0].sender, view.seat, terms, 1, ThreatState.STANDING, "", ()
                )
                assert answer(outlook, threat).answer not in ("comply", "partly")
                tried += 1
    assert tried > 10


def test_support_is_asked_for_what_one_would_put_to_the_vote() -> None:
    asked = 0
    for view, command, dice in moments(cmd.MakeOffer):
        assert isinstance(command, cmd.MakeOffer)
        outlook = Outlook(view, dice)
        if not outlook.points or command.script:
            continue
        for bargain in command.variants:
            for term in bargain.terms:
                if term.by != view.seat and term.kind is TermKind.SUPPORT:
                    assert would_move(outlook, term.issue, term.option)
                    asked += 1
    assert asked > 20


# --- what a ballot owes -------------------------------------------------------------------------------


def test_who_is_bound_to_both_sides_stands_aside_and_breaks_neither_word() -> None:
    stood = 0
    for outlook in floors():
        one, two = others(outlook)[:2]
        for k in outlook.open:
            option = (outlook.text[k] + 1) % len(outlook.points[k])
            stays = Term(outlook.seat, TermKind.SUPPORT, k, outlook.text[k])
            lets = Term(outlook.seat, TermKind.ACQUIESCE, k, option)
            kind = Amend(outlook.view.table.issues[k].id, option)
            motion = Motion("m", one, kind, outlook.round)
            view = bound(outlook.view, (one, stays), (two, lets))
            view = replace(view, public=replace(view.public, motion=motion))
            ballot = vote(Outlook(view, outlook.dice), (Ballot.YES, Ballot.NO, Ballot.ABSTAIN))
            assert ballot.ballot is Ballot.ABSTAIN
            assert ballot.reason is Reason.BOUND
            for term in (stays, lets):
                assert not breaks(view.public, term, kind, k, ballot.ballot)
            stood += 1
    assert stood > 20


def test_an_amendment_away_from_our_word_is_never_voted_for_by_the_candid_early_on() -> None:
    seen, ways = 0, set()
    for outlook in floors():
        if outlook.time > 400 or outlook.temper.bluff > outlook.temper.candour:
            continue
        partner = others(outlook)[0]
        for k in outlook.open:
            for option in range(len(outlook.points[k])):
                if option == outlook.text[k]:
                    continue
                word = Term(outlook.seat, TermKind.SUPPORT, k, outlook.text[k])
                kind = Amend(outlook.view.table.issues[k].id, option)
                view = bound(outlook.view, (partner, word))
                motion = Motion("m", partner, kind, outlook.round)
                view = replace(view, public=replace(view.public, motion=motion))
                choice, reason, _issue = opinion(Outlook(view, outlook.dice), motion)
                ways.add(choice)
                if choice > 0:
                    # Only a text that it could not live with, where its own vote would save it.
                    kept, free = outlook.text, (*outlook.text[:k], option, *outlook.text[k + 1 :])
                    assert cost_of_keeping(outlook, kept, free) > breach_price(
                        view.understandings["u0"]
                    )
                else:
                    assert reason in (Reason.BOUND, Reason.RED_LINE)
                seen += 1
    assert seen > 20
    assert {-1, 0} <= ways


# --- what a counter leaves ----------------------------------------------------------------------------


def test_a_counter_never_just_strikes_out_what_was_asked() -> None:
    countered = 0
    for view, command, _dice in moments(cmd.DeclineOffer):
        assert isinstance(command, cmd.DeclineOffer)
        meeting = view.meeting
        if command.counter is None or meeting is None or meeting.offer is None:
            continue
        asked = all(any(t.by == view.seat for t in b.terms) for b in meeting.offer.variants)
        if asked:
            assert any(t.by == view.seat for t in command.counter.terms)
            countered += 1
    assert countered > 5


def test_a_promise_that_will_not_do_is_answered_with_another_one() -> None:
    """Somewhere a mind offers a clause that nobody had asked it for in place of the one that was asked."""
    swapped = 0
    for view, command, _dice in moments(cmd.DeclineOffer):
        assert isinstance(command, cmd.DeclineOffer)
        meeting = view.meeting
        if command.counter is None or meeting is None or meeting.offer is None:
            continue
        about = {t.issue for b in meeting.offer.variants for t in b.terms}
        mine = [t for t in command.counter.terms if t.by == view.seat and t.kind in STANDS]
        swapped += any(t.issue not in about for t in mine)
    assert swapped


def test_a_counter_asks_for_a_gift_that_was_on_the_table_before() -> None:
    """A yes that lacks little is had for what the other side has shown that it can pay."""
    priced = 0
    for view, command, dice in moments(cmd.DeclineOffer):
        assert isinstance(command, cmd.DeclineOffer)
        meeting = view.meeting
        if meeting is None or meeting.offer is None or meeting.countered or not view.appetite:
            continue
        maker = meeting.offer.by
        gifts = [
            Term(maker, TermKind.PAY, to=view.seat, incentive=card.id, trigger=Trigger.CLAUSE)
            for card in view.table.incentives.values()
            if card.giver == maker and view.seat in card.worth
        ]
        bargain = meeting.offer.variants[0]
        before = (*meeting.offer.variants, *meeting.refused)
        if not gifts or any(t.kind is TermKind.PAY for b in before for t in b.terms):
            continue
        shown = replace(meeting, refused=(*meeting.refused, Bargain((gifts[0],), bargain.due)))
        rich = replace(view, meetings={**view.meetings, meeting.id: shown})
        reply = decide(rich, dice)
        if isinstance(reply, cmd.DeclineOffer) and reply.counter is not None:
            priced += gifts[0] in reply.counter.terms
            poor = decide(view, dice)
            if isinstance(poor, cmd.DeclineOffer) and poor.counter is not None:
                assert gifts[0] not in poor.counter.terms
    assert priced


# --- meetings, clauses, deadlines, nights -------------------------------------------------------------


def test_a_meeting_in_which_nobody_has_business_is_a_courtesy_at_least() -> None:
    over = 0
    for seed in SEEDS:
        for _state, _command, result in made_up_game(seed)[1]:
            for event in result.events:
                if isinstance(event, ev.MeetingEnded):
                    meeting = result.state.meetings[event.meeting]
                    assert meeting.exchanges or meeting.offers
                    over += 1
    assert over > 50


def test_who_has_nothing_to_ask_or_offer_leaves_with_a_kind_word() -> None:
    view, _command, dice = next(moments(cmd.PassFloor))
    partner = next(s for s in view.table.seats if s != view.seat)
    envoys = (Envoy.DIPLOMAT, Envoy.DIPLOMAT)
    parties = (partner, view.seat)
    meeting = Meeting("x", view.public.round, 0, parties, Room.CORRIDOR, envoys, yields=1)
    asked = replace(view.contacts[partner], probed=tuple(i.id for i in view.table.issues))
    idle = replace(
        view,
        interests=replace(view.interests, points=()),
        contacts={**view.contacts, partner: asked},
    )
    assert isinstance(lead(Outlook(idle, dice), meeting), cmd.Reassure)
    again = replace(meeting, exchanges=1)
    assert isinstance(lead(Outlook(idle, dice), again), cmd.Adjourn)


def shut(outlook: Outlook, name: str, before: int) -> SeatView:
    """The same hall, in which a clause was closed some rounds ago and we did not care."""
    rows = tuple((s, Ballot.ABSTAIN, Reason.AGREED, -1) for s in outlook.view.table.seats)
    motion = Motion("c", others(outlook)[0], CloseClause(name), outlook.round - before)
    votes = (BallotRecord(motion, outlook.text, rows, True, ()),)
    return replace(outlook.view, public=replace(outlook.view.public, votes=votes))


def test_a_clause_is_not_opened_while_it_is_fresh_but_for_a_red_line() -> None:
    wanted = 0
    for outlook in floors():
        view = outlook.view
        for k in outlook.open:
            name = view.table.issues[k].id
            free = replace(view.interests, red_lines=())
            fresh, settled = (
                reopening(Outlook(replace(shut(outlook, name, n), interests=free), outlook.dice), k)
                for n in (1, 2)
            )
            assert fresh[0] == -1
            assert fresh[1] in (Reason.NOTHING_NEW, Reason.HOLDING_OUT)  # saved on the last day
            wanted += settled[0] >= 0
            line = Combination(((k, (outlook.text[k],)),))
            barred = replace(view.interests, red_lines=(line,))
            today = replace(shut(outlook, name, 0), interests=barred)
            crossed = reopening(Outlook(today, outlook.dice), k)
            assert crossed[:2] == (1, Reason.RED_LINE)
    assert wanted


@pytest.mark.parametrize("stalls", [True, False])
def test_who_is_trusted_and_asks_for_time_gets_another_round(stalls: bool) -> None:
    extended = 0
    for view, _command, dice in moments(cmd.MakePlan):
        outlook = Outlook(view, dice)
        tools = [t for t in view.table.instruments.values() if t.sender == view.seat]
        if not tools or outlook.rounds_left < 2 or not outlook.open or not outlook.points:
            continue
        victim = next(s for s in tools[0].cost if s in view.table.seats)
        terms = ThreatTerms(outlook.open[0], 0, tools[0].id, True, 2, outlook.round)
        reply = "stall" if stalls else "counter"
        threat = Threat(
            "t", view.seat, victim, terms, outlook.round, ThreatState.STANDING, reply, ()
        )
        public = replace(view.public, stances={})
        warm = replace(view, trust={**view.trust, victim: 70}, public=public, understandings={})
        found = settle(Outlook(warm, dice), threat)
        assert found.action in ("impose", "extend", "back_down")
        extended += found.action == "extend"
    assert bool(extended) == stalls


def test_a_proud_leader_walks_out_of_a_hopeless_night_and_a_mild_one_does_not() -> None:
    walks = {True: 0, False: 0}
    for view, _command, dice in moments(cmd.PassFloor, cmd.MakeMotion):
        for proud in (True, False):
            given = replace(view.me.temperament, pride=100 if proud else 0, brokerage=0)
            given = replace(given, aggression=100 if proud else 0)
            summit = Summit(view.seat, view.public.round, Goal.BOLD, preparation=0, hour=2)
            stage = replace(
                view,
                me=replace(view.me, temperament=given),
                public=replace(view.public, summit=summit),
            )
            assert temper_of(stage).pride == given.pride
            walks[proud] += night(Outlook(stage, dice)).choice is NightChoice.WALK
    assert walks[True] > walks[False] == 0

"""R14 by number: asking, frankness, styles, one room or several, the double-blind proposal, ownership."""

from __future__ import annotations

import dataclasses
import json

import pytest
from support import scene
from support import tables_for_three as med

from diplogame.record.codec import encode
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.aftermath import survival_log_odds
from diplogame.rules.brokerage import (
    SURVIVES,
    confidence,
    frank_reading,
    mediator_of,
    ownership,
    suggest,
)
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.facts import ViewFacts
from diplogame.rules.legal import legal
from diplogame.rules.mediation import (
    COLD_ROOM,
    LEVER,
    OPEN_ROOM,
    PRESSED_TRUST,
    THANKED_STANDING,
    THANKED_TRUST,
)
from diplogame.rules.passive import passive
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Ending,
    Frankness,
    Reason,
    SeekMediation,
    Sitting,
    Stage,
    Style,
    TermKind,
)
from diplogame.rules.view import redact, view_of

BROKER, CHAIR, DAM = med.BROKER, med.CHAIR, med.DAM
PAIRS = (("alder", "birch"), ("alder", "delta"), ("birch", "delta"), ("cedar", "delta"))
EVERYBODY = ("alder", "birch", "cedar", "delta", "estuary", "chair")


def seen(state: State, seat: str) -> str:
    """All that a delegation sees, as it would be written down."""
    return json.dumps(encode(view_of(state, seat)), sort_keys=True)


# --- asking -------------------------------------------------------------------------------------------


def test_mediation_is_asked_for_by_spending_a_slot_and_the_others_say_whether_they_come() -> None:
    state = med.sought("delta")
    assert state.awaiting == ("delta",)
    assert legal(view_of(state, "delta")).duty == "mediation-request"
    state = scene.give(state, cmd.AnswerMediation("delta", med.the_one(state).id, True))
    assert state.awaiting == (BROKER,), "the mediator is asked last"
    state = scene.give(state, cmd.AnswerMediation(BROKER, med.the_one(state).id, True))
    assert state.public.stage is Stage.MEDIATION
    assert med.the_one(state).telling == ("alder", "delta")


def test_who_declines_says_why_and_without_two_parties_nothing_sits() -> None:
    state = med.sought("delta")
    key = med.the_one(state).id
    decision = decide(state, cmd.AnswerMediation("delta", key, False, Reason.DISTRUST))
    assert isinstance(decision, Accepted)
    answer = next(e for e in decision.events if isinstance(e, ev.MediationAnswered))
    assert answer.reason is Reason.DISTRUST
    assert set(answer.audience) == {"alder", "delta", BROKER}
    known = decision.state.mediations[key]
    assert known.ending is Ending.DECLINED
    assert known.away == ("delta",)


def test_with_three_parties_mediation_goes_on_without_one_but_good_offices_need_all() -> None:
    state = med.sought("birch", "delta")
    first = state.awaiting[0]
    state = scene.give(state, cmd.AnswerMediation(first, med.the_one(state).id, False))
    assert med.the_one(state).sitting is Sitting.ASKED

    state = med.sought("birch", "delta", mediator=CHAIR)
    state = scene.give(state, cmd.AnswerMediation(state.awaiting[0], med.the_one(state).id, False))
    assert med.the_one(state).ending is Ending.DECLINED


def test_without_the_mediator_there_is_no_mediation() -> None:
    state = med.sought("delta")
    key = med.the_one(state).id
    state = scene.give(state, cmd.AnswerMediation("delta", key, True))
    state = scene.give(state, cmd.AnswerMediation(BROKER, key, False, Reason.BUSY))
    assert state.mediations[key].ending is Ending.DECLINED


@pytest.mark.parametrize(
    ("seek", "code"),
    [
        (SeekMediation("birch", ("delta",), (2,)), "mediation.nobody"),
        (SeekMediation(BROKER, (BROKER,), (2,)), "mediation.own-cause"),
        (SeekMediation(BROKER, (), (2,)), "mediation.parties"),
        (SeekMediation(BROKER, ("delta", "delta"), (2,)), "mediation.parties"),
        (SeekMediation(BROKER, (CHAIR,), (2,)), "mediation.parties"),
        (SeekMediation(BROKER, ("delta",), ()), "mediation.clauses"),
        (SeekMediation(BROKER, ("delta",), (3, 2)), "mediation.clauses"),
        (SeekMediation(BROKER, ("delta",), (9,)), "mediation.clauses"),
        (SeekMediation(BROKER, ("delta",), (0, 1), True), "mediation.clauses"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_its_code(seek: SeekMediation, code: str) -> None:
    from diplogame.rules.mediation import seek_faults

    assert code in [f.code for f in seek_faults(med.ford(), "alder", seek)]


def test_who_comes_to_a_mediation_has_no_other_visitor_in_the_slot() -> None:
    from diplogame.rules.planning import engaged

    state = med.sitting("delta")
    assert all(engaged(state, seat, 0) for seat in ("alder", "delta", BROKER))
    assert not engaged(state, "birch", 0)
    assert not engaged(state, "delta", 1)


# --- what is told -------------------------------------------------------------------------------------


def width(state: State, holder: str, about: str, issue: int = 2) -> int:
    belief = state.private[holder].beliefs[about]
    return belief.weights[issue].width + sum(b.width for b in belief.values[issue])


def test_the_franker_a_party_is_the_more_the_mediator_learns() -> None:
    before = width(med.sitting("delta", shuttle=True), BROKER, "alder")
    after = {}
    for frankness in Frankness:
        state = med.told("delta", shuttle=True, frankness={"alder": frankness})
        after[frankness] = width(state, BROKER, "alder")
    assert after[Frankness.CLOSED] == before
    assert after[Frankness.FRANK] < after[Frankness.GUARDED] < before


def test_parties_are_heard_the_better_the_safer_they_feel() -> None:
    card = mediator_of(med.ford().conference, BROKER)
    assert card is not None
    assert (
        confidence(50, card, "delta", ("alder",)) > 50 > confidence(50, card, "alder", ("delta",))
    )
    clear = [frank_reading(c, Frankness.FRANK, False) for c in (0, 40, 80, 100)]
    assert clear == sorted(set(clear))
    assert frank_reading(60, Frankness.FRANK, True) < frank_reading(60, Frankness.FRANK, False)
    assert frank_reading(100, Frankness.CLOSED, False) == 0


def test_in_separate_rooms_the_other_party_learns_nothing_in_one_room_it_does() -> None:
    apart = {"alder": Frankness.FRANK, "birch": Frankness.FRANK}
    start = med.sitting("birch", shuttle=True)
    state = med.told("birch", shuttle=True, frankness=apart)
    assert width(state, "birch", "alder") == width(start, "birch", "alder")
    assert "alder" not in view_of(state, "birch").mediations[med.the_one(state).id].told
    state = med.told("birch", frankness=apart)
    assert width(state, "birch", "alder") < width(start, "birch", "alder")
    assert (
        view_of(state, "birch").mediations[med.the_one(state).id].told["alder"] is Frankness.FRANK
    )


def test_in_one_room_trust_swings_both_ways_in_separate_rooms_not_at_all() -> None:
    mixed = {"alder": Frankness.FRANK, "birch": Frankness.CLOSED}
    start = med.ford()
    one = med.told("birch", frankness=mixed)
    moved = one.private["birch"].trust["alder"] - start.private["birch"].trust["alder"]
    assert moved == OPEN_ROOM
    moved = one.private["alder"].trust["birch"] - start.private["alder"].trust["birch"]
    assert moved == COLD_ROOM
    apart = med.told("birch", shuttle=True, frankness=mixed)
    assert apart.private["birch"].trust["alder"] == start.private["birch"].trust["alder"]
    assert apart.private["alder"].trust["birch"] == start.private["alder"].trust["birch"]


def test_a_biased_mediators_friend_may_hear_what_others_told_it_and_others_never() -> None:
    heard = {"delta": 0, "birch": 0}
    for seed in range(12):
        for other in heard:
            start = med.sitting(other, shuttle=True, seed=seed)
            state = med.told(other, shuttle=True, seed=seed)
            heard[other] += width(state, other, "alder") < width(start, other, "alder")
    assert 0 < heard["delta"] < 12
    assert heard["birch"] == 0


# --- styles -------------------------------------------------------------------------------------------


def test_a_facilitation_shows_only_what_parties_that_spoke_have_in_common() -> None:
    state = med.told("birch", issues=(0, 1, 2))
    key = med.the_one(state).id
    decision = decide(state, cmd.Mediate(BROKER, key, Style.FACILITATE))
    assert isinstance(decision, Accepted)
    found = next(e for e in decision.events if isinstance(e, ev.GroundFound))
    for issue, option in found.common:
        for seat in ("alder", "birch"):
            assert state.private[seat].interests.values[issue][option] >= 55
    assert decision.state.mediations[key].ending is Ending.FACILITATED

    silent = dict.fromkeys(("alder", "birch"), Frankness.CLOSED)
    state = med.told("birch", issues=(0, 1, 2), frankness=silent)
    told = decide(state, cmd.Mediate(BROKER, med.the_one(state).id, Style.FACILITATE))
    assert isinstance(told, Accepted)
    assert next(e for e in told.events if isinstance(e, ev.GroundFound)).common == ()


def test_a_mediator_uses_the_styles_it_has_and_drafts_on_its_clauses_only() -> None:
    state = med.told("delta")
    key = med.the_one(state).id
    facts = [
        (cmd.Mediate(BROKER, key, Style.FACILITATE, DAM), "mediation.no-draft"),
        (cmd.Mediate(BROKER, key, Style.FORMULATE), "mediation.draft"),
        (cmd.Mediate(BROKER, key, Style.FORMULATE, ((0, 1),)), "mediation.draft"),
        (cmd.Mediate(BROKER, key, Style.PRESS, ((2, 9),)), "mediation.draft"),
    ]
    for command, code in facts:
        assert scene.code_of(state, command) == code
    assert legal(view_of(state, BROKER)).choices == ("facilitate", "formulate", "press")


def test_the_chair_offers_its_good_offices_by_itself_first_listening_then_drafting() -> None:
    state = med.told("birch", mediator=CHAIR)
    assert med.the_one(state).ending is Ending.FACILITATED
    state = med.next_morning(state)
    state = med.told("birch", mediator=CHAIR, start=state)
    assert med.the_one(state).style is Style.FORMULATE
    assert med.the_one(state).sitting is Sitting.ANSWERING


def test_a_draft_from_what_was_told_serves_the_parties_better_than_one_from_hearsay() -> None:
    better = worse = 0
    for one, other in PAIRS:
        for issues in ((0, 1, 2), (1, 3, 4), (0, 3, 4)):
            least = []
            for frankness in (None, dict.fromkeys((one, other), Frankness.CLOSED)):
                state = med.told(other, by=one, issues=issues, frankness=frankness)
                card = mediator_of(state.conference, BROKER)
                assert card is not None
                fair = dataclasses.replace(card, tilt=())
                text = tuple(c.leading for c in state.public.clauses)
                beliefs = {s: state.private[BROKER].beliefs[s] for s in (one, other)}
                gains = []
                for seat in (one, other):
                    rows = state.private[seat].interests.points
                    draft = suggest(beliefs, fair, issues, text)
                    gains.append(sum(rows[k][o] - rows[k][text[k]] for k, o in draft))
                least.append(min(gains))
            better += least[0] > least[1]
            worse += least[0] < least[1]
    assert better >= 4
    assert better > 3 * worse


# --- the double-blind proposal ------------------------------------------------------------------------


def test_if_all_say_yes_it_is_announced_and_binds_each_to_support_it() -> None:
    start = med.put("delta")
    state = med.answered(start)
    known = med.the_one(state)
    assert known.ending is Ending.AGREED
    entry = next(u for u in state.understandings.values() if u.id.startswith("m-med-"))
    assert {(t.by, t.kind, t.issue, t.option) for t in entry.bargain.terms} == {
        (seat, TermKind.SUPPORT, 2, 1) for seat in ("alder", "delta")
    }
    assert set(entry.known_to) == set(EVERYBODY)
    assert view_of(state, "cedar").mediations[known.id].proposal == DAM
    gained = state.private["alder"].trust[BROKER] - start.private["alder"].trust[BROKER]
    assert gained == THANKED_TRUST
    rose = state.public.standing[BROKER] - start.public.standing[BROKER]
    assert rose == THANKED_STANDING


@pytest.mark.parametrize("style", [Style.FORMULATE, Style.PRESS])
@pytest.mark.parametrize("shuttle", [False, True])
def test_if_it_fails_who_refused_shows_nowhere(style: Style, shuttle: bool) -> None:
    """Two worlds: of three parties one refuses, a different one in each; all else is the same."""
    start = med.put("birch", "delta", style=style, shuttle=shuttle)
    worlds = []
    for refuser in ("alder", "birch"):
        state, told = start, {seat: [] for seat in EVERYBODY}
        orders = 0
        while med.the_one(state).sitting is Sitting.ANSWERING:
            seat = state.awaiting[0]
            command = cmd.AnswerBlind(seat, med.the_one(state).id, seat != refuser)
            decision = decide(state, command)
            assert isinstance(decision, Accepted)
            state, orders = decision.state, orders + 1
            for each in EVERYBODY:
                told[each] += redact(decision.events, each)
        # Played on to the next morning: neither meters nor beliefs may tell later.
        worlds.append((state, med.next_morning(state), told, orders))
    (one, one_later, one_told, one_orders), (two, two_later, two_told, two_orders) = worlds
    assert one_orders == two_orders == 3, "all answer, whatever was answered before"
    assert med.the_one(one).ending is med.the_one(two).ending is Ending.FAILED
    for seat in EVERYBODY:
        if seat in ("alder", "birch"):
            continue  # each of them knows its own answer
        assert seen(one, seat) == seen(two, seat)
        assert seen(one_later, seat) == seen(two_later, seat)
        assert one_told[seat] == two_told[seat]


def test_whoever_refuses_learns_nothing_of_what_the_other_answered() -> None:
    start = med.put("delta")
    other_yes = med.answered(start, alder=False, delta=True)
    other_no = med.answered(start, alder=False, delta=False)
    assert seen(other_yes, "alder") == seen(other_no, "alder")
    assert seen(other_yes, BROKER) == seen(other_no, BROKER)


def test_before_all_have_answered_nobody_sees_that_anybody_has() -> None:
    start = med.put("birch", "delta")
    first = start.awaiting[0]
    key = med.the_one(start).id
    yes = scene.give(start, cmd.AnswerBlind(first, key, True))
    no = scene.give(start, cmd.AnswerBlind(first, key, False))
    for seat in EVERYBODY:
        if seat != first:
            assert seen(yes, seat) == seen(no, seat)


def test_a_mediation_is_secret_from_all_others_until_something_is_announced() -> None:
    for state in (
        med.sought("delta"),
        med.told("delta"),
        med.answered(med.put("delta"), alder=False),
    ):
        for seat in ("birch", "cedar"):
            assert view_of(state, seat).mediations == {}


# --- pressure and ownership ---------------------------------------------------------------------------


def test_pressing_lowers_walk_aways_until_the_next_round_and_costs_the_mediator_trust() -> None:
    before = med.told("delta")
    state = med.put("delta", style=Style.PRESS)
    for seat in ("alder", "delta"):
        fell = before.private[seat].walk_away - state.private[seat].walk_away
        assert fell == 80 * LEVER
        trust = state.private[seat].trust[BROKER] - before.private[seat].trust[BROKER]
        assert trust == PRESSED_TRUST
    assert state.private[BROKER].gauge < before.private[BROKER].gauge
    later = med.next_morning(med.answered(state))
    calm = med.next_morning(med.answered(med.put("delta")))
    for seat in ("alder", "delta"):
        assert later.private[seat].walk_away == calm.private[seat].walk_away
    assert not med.the_one(later).pressed


def test_a_clause_that_was_pressed_for_lasts_less_than_one_that_was_drafted_or_found() -> None:
    odds = {}
    for style in (Style.FORMULATE, Style.PRESS):
        state = med.answered(med.put("delta", style=style))
        clause = dataclasses.replace(state.public.clauses[2], leading=1)
        clauses = (*state.public.clauses[:2], clause, *state.public.clauses[3:])
        text = tuple(c.leading for c in clauses)
        state = scene.public(med.next_morning(state), clauses=clauses, package=text)
        assert ownership(state) == SURVIVES[style]
        odds[style] = survival_log_odds(state, 10)
    assert odds[Style.PRESS] < odds[Style.FORMULATE]
    assert SURVIVES[Style.PRESS] < SURVIVES[Style.FORMULATE] < 0 < SURVIVES[Style.FACILITATE]


def test_what_a_mediation_left_counts_only_while_the_clause_reads_so() -> None:
    state = med.answered(med.put("delta"))
    clause = dataclasses.replace(state.public.clauses[2], leading=2)
    clauses = (*state.public.clauses[:2], clause, *state.public.clauses[3:])
    assert ownership(scene.public(state, clauses=clauses)) == 0


def test_pressed_proposals_pass_that_others_do_not_and_stand_for_less() -> None:
    """The trade-off: leant on, a mind takes what it would refuse; survival pays for it."""
    from diplogame.ai.chance import Dice
    from diplogame.ai.mind import decide as think

    only = {Style.FORMULATE: 0, Style.PRESS: 0}
    for one, other in PAIRS:
        for issue, option in ((0, 0), (0, 1), (1, 1), (3, 1), (4, 0), (4, 1)):
            agreed = {}
            for style in only:
                state = med.put(
                    other, by=one, style=style, issues=(issue,), proposal=((issue, option),)
                )
                while med.the_one(state).sitting is Sitting.ANSWERING:
                    seat = state.awaiting[0]
                    state = scene.give(state, think(view_of(state, seat), Dice(1, seat)))
                agreed[style] = med.the_one(state).ending is Ending.AGREED
            for style, rival in zip(only, reversed(tuple(only)), strict=True):
                only[style] += agreed[style] and not agreed[rival]
    assert only[Style.PRESS] >= 5
    assert only[Style.FORMULATE] == 0
    assert SURVIVES[Style.PRESS] < SURVIVES[Style.FORMULATE]


# --- conditions, passivity ----------------------------------------------------------------------------


def test_conditions_ask_what_was_mediated_as_far_as_one_knows() -> None:
    state = med.answered(med.put("delta"))
    outsider, party = ViewFacts(view_of(state, "cedar")), ViewFacts(view_of(state, "alder"))
    assert outsider.call("mediated", ("dam",)) is True
    assert outsider.call("mediated", ("tax",)) is False
    assert outsider.call("mediated_by", (BROKER,)) is True
    assert outsider.call("mediating", (BROKER,)) is False
    assert party.call("mediating", (BROKER,)) is True


def test_the_quietest_orders_bring_a_mediation_to_its_end() -> None:
    state = med.sitting("delta")
    while med.the_one(state).sitting is not Sitting.OVER:
        state = scene.give(state, passive(view_of(state, state.awaiting[0])))
    assert med.the_one(state).ending is Ending.FACILITATED

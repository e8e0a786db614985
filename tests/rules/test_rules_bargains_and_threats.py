"""Rules R5-R7, R10, R11 and R16 by number: each test quotes the rule and shows it at work."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import play, scene

from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules import information, ledger, meetings, threats
from diplogame.rules.conference import Envoy, Priority, Room
from diplogame.rules.desk import Desk
from diplogame.rules.levers import idle_demand
from diplogame.rules.planning import plan_faults
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Bargain,
    CloseClause,
    Meet,
    Plan,
    Reason,
    Rest,
    Stage,
    Study,
    Term,
    TermKind,
    TermState,
    ThreatState,
    ThreatTerms,
    Trigger,
)
from diplogame.rules.view import view_of

SUPPORT_SHUT = Term("tarn", TermKind.SUPPORT, 0, 2)  # outside Tarn's mandate
SUPPORT_OPEN = Term("reed", TermKind.SUPPORT, 0, 0)
SUPPORT_LOWER = Term("tarn", TermKind.SUPPORT, 1, 1)
SEED = Term("tarn", TermKind.PAY, to="reed", incentive="seed")


def bargained(*terms: Term, due: int = 3, public: bool = False) -> Bargain:
    return Bargain(terms, due, public)


# --- R5 ----------------------------------------------------------------------------------------------


def test_r5_2_leak_risk_grows_with_people_uses_and_stakes_and_depends_on_the_room() -> None:
    """R5.2: room decides ... leak risk people x uses x stakes."""
    state, key = scene.sitting(scene.tiny(), "tarn", "reed")
    meeting = state.meetings[key]

    def risk(agreed: bool = False, **changes: object) -> int:
        return meetings.leak_risk(replace(meeting, **changes), agreed)  # type: ignore[arg-type]

    three = {"parties": ("tarn", "reed", "chair")}
    assert risk() < risk(exchanges=4) < risk(agreed=True, exchanges=4)
    assert risk(**three) == 2 * risk()
    rooms = [
        risk(room=r) for r in (Room.CORRIDOR, Room.GREEN_ROOM, Room.BACK_CHANNEL, Room.VIRTUAL)
    ]
    assert rooms == sorted(rooms)
    assert len(set(rooms)) == 4


def test_r5_2_a_virtual_session_is_an_extra_slot_with_half_the_trust_and_more_hostility() -> None:
    """R5.2: virtual gives an extra slot, half the trust, more hostility."""
    state = scene.tiny()
    state = replace(
        state,
        conference=replace(
            state.conference,
            delegations=tuple(replace(d, slots=1) for d in state.conference.delegations),
        ),
    )
    meet, call = Meet(("reed",)), Meet(("reed",), Room.VIRTUAL)
    assert not plan_faults(state, "tarn", Plan((meet, call)))
    assert [f.code for f in plan_faults(state, "tarn", Plan((meet, meet)))] == ["plan.too-many"]
    moved = {}
    for room in (Room.CORRIDOR, Room.VIRTUAL):
        there, key = scene.sitting(scene.tiny(), "tarn", "reed", room=room)
        before = there.private["reed"].trust["tarn"]
        kind = scene.give(there, cmd.Reassure("tarn", key))
        asked = scene.give(there, cmd.Probe("tarn", key, "weir"))
        rude = scene.give(asked, cmd.Evade("reed", key))
        cooled = rude.private["tarn"].trust["reed"] - there.private["tarn"].trust["reed"]
        moved[room] = (kind.private["reed"].trust["tarn"] - before, cooled)
    assert moved == {Room.CORRIDOR: (3, -1), Room.VIRTUAL: (2, -2)}


def test_r5_2_a_green_room_angers_the_excluded_and_a_back_channel_is_not_seen() -> None:
    """R5.2: green rooms anger the excluded."""
    state = scene.three()
    host, guest, outsider = state.conference.seats
    for room, seen, anger in ((Room.GREEN_ROOM, 1, True), (Room.BACK_CHANNEL, 0, False)):
        there, key = scene.sitting(state, host, guest, room=room)
        desk = Desk(there)
        meetings.open_meeting(desk, there.meetings[key])
        assert sum(isinstance(e, ev.MeetingSeen) for e in desk.events) == seen
        colder = desk.private(outsider).trust[host] < state.private[outsider].trust[host]
        assert colder is anger


def test_r5_2_a_leaked_back_channel_costs_both_gauges_and_the_allys_trust() -> None:
    """R5.2: a leaked back-channel costs both gauges and the excluded ally's trust."""
    leaked = 0
    for seed in range(60):
        state = scene.three(seed)
        one, two, ally = state.conference.seats
        state = scene.private(state, ally, trust={**state.private[ally].trust, one: 70})
        state, key = scene.sitting(state, one, two, room=Room.BACK_CHANNEL)
        over = replace(state.meetings[key], status="over", exchanges=6)
        desk = Desk(replace(state, meetings={key: over}))
        meetings.surface_leaks(desk)
        if desk.events:
            leaked += 1
            for party in (one, two):
                assert desk.private(party).gauge == state.private[party].gauge - 4
            assert desk.private(ally).trust[one] == 64
    assert 1 <= leaked <= 30


def test_r5_3_an_expert_cannot_commit_and_a_minister_is_rare() -> None:
    """R5.3: experts cannot commit; ministers commit at once, and there are few of them."""
    envoys = (Envoy.EXPERT, Envoy.DIPLOMAT)
    state, key = scene.sitting(scene.tiny(), "tarn", "reed", envoys=envoys)
    offer = cmd.MakeOffer("tarn", key, (bargained(SUPPORT_OPEN),))
    assert scene.code_of(state, offer) == "meeting.expert-cannot-commit"
    minister = Meet(("reed",), Room.CORRIDOR, Envoy.MINISTER)
    faults = plan_faults(scene.tiny(), "tarn", Plan((minister, minister)))
    assert [f.code for f in faults] == ["plan.ministers"]


# --- R6 ----------------------------------------------------------------------------------------------


def test_r6_1_of_equivalent_offers_one_is_picked_and_the_pick_informs() -> None:
    """R6.1: equivalent offers (two or three packages worth the same to you: the pick informs)."""
    state, key = scene.sitting(scene.tiny(), "tarn", "reed")
    variants = (bargained(SUPPORT_OPEN), bargained(SUPPORT_LOWER, SUPPORT_OPEN))
    state = scene.give(state, cmd.MakeOffer("tarn", key, variants))
    picked = scene.give(state, cmd.AcceptOffer("reed", key, 1))
    entry = next(iter(picked.understandings.values()))
    assert entry.bargain == variants[1]
    log = picked.private["tarn"].evidence
    assert [(e.about, e.issue, e.claim) for e in log][:1] == [("reed", 0, "accepted")]


def test_r6_1_a_pick_says_what_weighs_more_and_what_weighs_less() -> None:
    """R6.1: what only the bargain taken gives weighs more than thought; what was left weighs less."""
    state, key = scene.sitting(scene.three(), "harrow", "bellwether")
    gives = [Term("harrow", TermKind.SUPPORT, issue, 1) for issue in (0, 1)]
    asks = Term("bellwether", TermKind.SUPPORT, 2, 1)
    variants = (bargained(gives[0], asks), bargained(gives[1], asks))
    state = scene.give(state, cmd.MakeOffer("harrow", key, variants))
    before = state.private["harrow"].beliefs["bellwether"].weights
    for index, (dear, light) in enumerate(((0, 1), (1, 0))):
        after = scene.give(state, cmd.AcceptOffer("bellwether", key, index))
        now = after.private["harrow"].beliefs["bellwether"].weights
        assert now[dear].low == min(before[dear].low + information.PICKED, before[dear].high)
        assert now[dear].high == before[dear].high
        assert now[light].low == before[light].low
        assert now[light].high == max(before[light].high - information.PICKED, before[light].low)
        assert now[2] == before[2]
        claims = {(e.issue, e.claim) for e in after.private["harrow"].evidence}
        assert {(dear, "picked"), (light, "passed-over")} <= claims
    one = scene.give(scene.sitting(scene.three(), "harrow", "bellwether")[0])
    one = scene.give(one, cmd.MakeOffer("harrow", key, variants[:1]))
    one = scene.give(one, cmd.AcceptOffer("bellwether", key))
    assert not any(e.claim == "picked" for e in one.private["harrow"].evidence)


def test_r6_1_what_only_the_offers_left_ask_weighs_more() -> None:
    """R6.1: to go out of one's way not to give something says that it is dear."""
    state, key = scene.sitting(scene.three(), "harrow", "bellwether")
    asks = [Term("bellwether", TermKind.SUPPORT, issue, 1) for issue in (0, 1)]
    variants = tuple(bargained(ask) for ask in asks)
    state = scene.give(state, cmd.MakeOffer("harrow", key, variants))
    after = scene.give(state, cmd.AcceptOffer("bellwether", key, 0))
    claims = {(e.issue, e.claim) for e in after.private["harrow"].evidence}
    assert {(1, "picked"), (0, "passed-over")} <= claims


def test_r6_1_a_counter_is_not_countered_again() -> None:
    """R6.1, R6.3: decline with a counter - the cheapest change that would turn it."""
    state, key = scene.sitting(scene.tiny(), "tarn", "reed")
    state = scene.give(
        state,
        cmd.MakeOffer("tarn", key, (bargained(SUPPORT_OPEN),)),
        cmd.DeclineOffer("reed", key, Reason.HOLDING_OUT, counter=bargained(SUPPORT_OPEN, SEED)),
    )
    assert state.meetings[key].offer is not None
    assert state.awaiting == ("tarn",)
    again = cmd.DeclineOffer("tarn", key, Reason.HOLDING_OUT, counter=bargained(SUPPORT_OPEN))
    assert scene.code_of(state, again) == "offer.counter-exhausted"
    done = scene.give(state, cmd.AcceptOffer("tarn", key))
    assert len(done.understandings) == 1


def test_r6_1_patience_ends_a_meeting() -> None:
    """R6.1: a few moves, bounded by patience."""
    state, key = scene.sitting(scene.tiny(), "tarn", "reed", patience=2)
    state = scene.give(state, cmd.Reassure("tarn", key))
    assert state.meetings[key].status == "open"
    assert state.meetings[key].floor == "reed"
    state = scene.give(state, cmd.Reassure("reed", key))
    assert state.meetings.get(key) is None or state.meetings[key].status == "over"


@pytest.mark.parametrize(("settled", "trust"), [(TermState.KEPT, 3), (TermState.BROKEN, -9)])
def test_r6_5_a_kept_promise_earns_three_and_a_broken_one_costs_nine(
    settled: TermState, trust: int
) -> None:
    """R6.5: Kept: trust +3. Broken: -9, credibility down, and everyone who learns of it reacts."""
    for public in (False, True):
        state, key = scene.agreed(
            scene.three(),
            Term("harrow", TermKind.SUPPORT, 0, 1),
            parties=("bellwether", "harrow"),
            public=public,
        )
        desk = Desk(state)
        ledger.settle(desk, key, 0, settled)
        ledger.settle(desk, key, 0, settled)  # once settled, always settled
        assert desk.private("bellwether").trust["harrow"] == (
            state.private["bellwether"].trust["harrow"] + trust
        )
        name = desk.state.public.credibility["harrow"] - state.public.credibility["harrow"]
        witness = desk.private("lantern").trust["harrow"] - state.private["lantern"].trust["harrow"]
        if settled is TermState.KEPT:
            assert (name, witness) == ((2, 0) if public else (0, 0))
        else:
            assert (name, witness) == ((-8, -3) if public else (0, 0))


def test_r6_5_a_promise_broken_in_secret_counts_when_it_comes_out() -> None:
    """R6.5: everyone who learns of it reacts."""
    term = Term("harrow", TermKind.SUPPORT, 0, 1)
    state, key = scene.agreed(scene.three(), term, parties=("bellwether", "harrow"))
    desk = Desk(state)
    ledger.settle(desk, key, 0, TermState.BROKEN)
    ledger.expose(desk, key, leaked=True)
    assert desk.state.public.credibility["harrow"] == state.public.credibility["harrow"] - 8
    assert desk.private("lantern").trust["harrow"] == state.private["lantern"].trust["harrow"] - 3


def test_r6_5_a_vote_against_what_was_promised_breaks_it_and_a_closed_clause_keeps_it() -> None:
    """R6.5: kept or broken is decided by acts (stance, vote, payment), not by words."""
    state, key = scene.agreed(
        scene.tiny(), Term("reed", TermKind.SUPPORT, 1, 0), parties=("tarn", "reed"), due=3
    )
    state = scene.plenary(state, "tarn")
    broken = scene.vote(state, "tarn", CloseClause("weir"), reed=play.Ballot.NO)
    assert broken.understandings[key].states == (TermState.BROKEN,)
    kept = scene.vote(state, "tarn", CloseClause("weir"), reed=play.Ballot.YES)
    assert kept.understandings[key].states == (TermState.KEPT,)


def test_r7_1_trust_decays_toward_the_history_of_the_pair() -> None:
    """R7.1: starts from the pack's history of relations, decays toward it."""
    state = scene.private(scene.tiny(), "tarn", trust={"reed": 80, "chair": 10})
    desk = Desk(state)
    desk.emit(ev.RoundOpened(2, state.public.phase))
    assert desk.private("tarn").trust == {"reed": 79, "chair": 11}


# --- R10 ---------------------------------------------------------------------------------------------


def test_r10_2_the_odds_of_a_threat_follow_the_logit() -> None:
    """R10.2: the threat logit of the field guide plus its stake and your credibility."""
    base = {
        "clear": False,
        "cost": 0,
        "commitment": 2,
        "economic": False,
        "credibility": 50,
        "stake": 0,
    }

    def odds(**changes: object) -> int:
        return threats.threat_log_odds(**{**base, **changes})  # type: ignore[arg-type]

    assert odds() == -2070
    assert odds(clear=True) - odds() == 1690
    assert odds(cost=threats.MAJOR) - odds() == 1510
    assert odds(commitment=3) > odds() > odds(commitment=1)
    assert odds(credibility=90) > odds() > odds(stake=400)


def test_r10_2_a_believed_threat_lowers_the_walk_away_and_rallies_home() -> None:
    """R10.2: believed cost lowers the target's walk-away; resentment lowers trust and lifts its gauge."""
    state = scene.plenary(scene.tiny(), "reed")
    terms = ThreatTerms(1, 1, "toll", True, 3, 3)
    after = scene.give(state, cmd.IssueUltimatum("reed", "tarn", terms))
    old, new = state.private["tarn"], after.private["tarn"]
    assert new.walk_away < old.walk_away
    assert new.trust["reed"] == old.trust["reed"] - 8
    assert new.gauge == old.gauge + 3
    assert after.awaiting == ("tarn",)
    again = cmd.IssueUltimatum("reed", "tarn", terms)
    answered = scene.give(after, cmd.AnswerThreat("tarn", "t2-reed-tarn-0", "stall"))
    back = scene.plenary(answered, "reed")
    assert scene.code_of(back, again) == "threat.standing-already"


def test_r10_3_a_composer_knows_which_demands_are_met_before_they_are_made() -> None:
    """R10.3: a demand that is met ends its threat; who composes one is told so beforehand."""
    state = scene.plenary(scene.tiny(), "reed")
    state = scene.give(
        state, cmd.IssueUltimatum("reed", "tarn", ThreatTerms(1, 1, "toll", True, 3, 3))
    )
    threat = next(iter(state.threats.values()))
    view = view_of(state, "reed")
    told = {}
    for issue, clause in enumerate(state.conference.issues):
        for option in range(len(clause.options)):
            asked = replace(threat, terms=replace(threat.terms, issue=issue, option=option))
            told[issue, option] = idle_demand(view, "tarn", issue, option)
            assert told[issue, option] == threats.demand_met(state, asked)
    assert set(told.values()) == {True, False}


def settling(commitment: int = 3) -> tuple[State, str]:
    state, key = scene.threatened(scene.tiny(), "reed", "tarn", "toll", commitment=commitment)
    return replace(scene.public(state, stage=Stage.RECKONING), awaiting=("reed",)), key


def test_r10_3_backing_down_costs_name_and_home_and_less_with_a_bought_pretext() -> None:
    """R10.3: backing down costs credibility and home support, less with a bought pretext."""
    state, key = settling()
    price = {}
    for pretext in (False, True):
        after = scene.give(state, cmd.SettleThreat("reed", key, "back_down", pretext))
        assert after.threats[key].state is ThreatState.BACKED_DOWN
        price[pretext] = (
            after.public.credibility["reed"] - state.public.credibility["reed"],
            after.private["reed"].gauge - state.private["reed"].gauge,
            after.private["reed"].budget - state.private["reed"].budget,
        )
    assert price == {False: (-15, -9, 0), True: (-6, -3, -2)}
    poor = scene.private(state, "reed", budget=1)
    assert scene.code_of(poor, cmd.SettleThreat("reed", key, "back_down", True)) == (
        "threat.pretext-price"
    )


def test_r10_3_extending_costs_a_little_and_not_for_ever() -> None:
    """R10.3: at the deadline: impose, extend, or back down."""
    state, key = settling()
    assert scene.code_of(state, cmd.CloseReckoning("reed")) == "reckoning.duties"
    later = scene.give(state, cmd.SettleThreat("reed", key, "extend"))
    assert later.threats[key].terms.deadline == state.threats[key].terms.deadline + 1
    assert later.public.credibility["reed"] == state.public.credibility["reed"] - 3
    tired = replace(
        state, threats={key: replace(state.threats[key], extensions=threats.MOST_EXTENSIONS)}
    )
    refused = scene.code_of(tired, cmd.SettleThreat("reed", key, "extend"))
    assert refused == "threat.no-more-extensions"


def test_r10_4_a_sanction_costs_both_every_round_until_it_is_lifted() -> None:
    """R10.4: imposed sanctions last until lifted; both pay, every round."""
    state, key = settling()
    state = scene.give(state, cmd.SettleThreat("reed", key, "impose"))
    assert state.public.credibility["reed"] == 65
    true_cost = state.private["tarn"].exposure["toll"]
    for _ in range(2):
        desk = Desk(state)
        threats.bite(desk)
        after = desk.state
        assert after.private["tarn"].side == state.private["tarn"].side - true_cost
        assert after.private["reed"].side == state.private["reed"].side - 40
        assert after.private["tarn"].walk_away < state.private["tarn"].walk_away
        state = after
    # Everybody reads the staff's figure, not what it truly costs (R16.3).
    assert next(iter(state.sanctions.values())).cost == 120
    lifted = scene.give(state, cmd.LiftSanction("reed", f"s-{key}"))
    assert not lifted.sanctions


def test_r10_3_a_threat_that_falls_due_on_the_last_day_is_settled_before_the_last_question() -> (
    None
):
    """R10.3: at the deadline - also when it is the last of the calendar."""
    state, key = scene.threatened(
        scene.public(scene.tiny(), round=3), "reed", "tarn", "toll", deadline=3, issue=0, option=2
    )
    state = scene.plenary(state, "tarn", round_=3)
    state = scene.give(state, cmd.PassFloor("tarn"), cmd.PassFloor("reed"))
    assert state.public.stage is Stage.RECKONING
    assert state.awaiting == ("reed",)
    state = scene.give(
        state, cmd.SettleThreat("reed", key, "back_down"), cmd.CloseReckoning("reed")
    )
    assert state.public.stage is Stage.VOTE
    assert state.public.motion is not None
    assert state.public.motion.by == "chair"


def test_r10_2_a_patron_shields_those_it_trusts_and_learns_of_the_threat() -> None:
    """R10.2: the target seeks a patron."""
    state = scene.three()
    target, sender, patron = state.conference.seats
    state = scene.private(state, patron, trust={**state.private[patron].trust, target: 70})
    state, key = scene.threatened(state, sender, target, "ferry-stop", commitment=1)
    waiting = replace(state.threats[key], answer="")
    state = replace(
        scene.public(state, stage=Stage.PLENARY), threats={key: waiting}, awaiting=(target,)
    )
    assert key not in view_of(state, patron).threats
    after = scene.give(state, cmd.AnswerThreat(target, key, "patron", patron=patron))
    assert after.private[target].walk_away > state.private[target].walk_away
    assert key in view_of(after, patron).threats
    own = cmd.AnswerThreat(target, key, "patron", patron=sender)
    assert scene.code_of(state, own) == "threat.patron"


def test_r16_3_a_guessed_threat_is_refused_like_one_that_does_not_exist() -> None:
    """R16.3: a seat's view is all that a player ever gets - a refusal must not say more."""
    base, key = scene.sitting(scene.three(), "bellwether", "harrow", "lantern")
    hidden, name = scene.threatened(base, "harrow", "lantern", "ferry-stop", commitment=1)
    answers = []
    for state in (base, hidden):
        term = Term("harrow", TermKind.LIFT, threat=name)
        command = cmd.MakeOffer("bellwether", key, (bargained(term),))
        answers.append(scene.code_of(state, command))
    assert answers == ["term.threat", "term.threat"]


# --- R11 ---------------------------------------------------------------------------------------------


def paying(**changes: object) -> tuple[State, str]:
    state, key = scene.agreed(scene.tiny(), SEED, parties=("tarn", "reed"))
    state = scene.private(state, "reed", appetite={"seed": 600})
    return replace(scene.public(state, stage=Stage.RECKONING), awaiting=("tarn",)), key


def test_r11_1_an_incentive_has_a_price_to_you_and_a_value_to_them() -> None:
    """R11.1: each has a price to you, a value to them; paid from a budget."""
    state, key = paying()
    after = scene.give(state, cmd.SettlePayment("tarn", key, 0, True))
    assert after.private["tarn"].budget == state.private["tarn"].budget - 2
    assert after.private["reed"].side == 600
    broke = scene.private(state, "tarn", budget=1)
    assert scene.code_of(broke, cmd.SettlePayment("tarn", key, 0, True)) == "payment.insolvent"


def test_r11_2_the_same_gift_again_is_worth_less() -> None:
    """R11.2: overpaying raises the price next time."""
    state, key = paying()
    spoilt = replace(state.private["reed"].contacts["tarn"], gifts=2)
    state = scene.private(
        state, "reed", contacts={**state.private["reed"].contacts, "tarn": spoilt}
    )
    after = scene.give(state, cmd.SettlePayment("tarn", key, 0, True))
    assert after.private["reed"].side == 300


def test_r11_2_an_unpaid_promise_becomes_a_public_grievance() -> None:
    """R11.2: an unpaid promise becomes a public grievance."""
    state, key = paying()
    after = scene.give(state, cmd.SettlePayment("tarn", key, 0, False))
    entry = after.understandings[key]
    assert entry.states == (TermState.BROKEN,)
    assert set(after.conference.everybody) <= set(entry.known_to)
    assert after.public.credibility["tarn"] == state.public.credibility["tarn"] - 8


def test_r11_2_the_same_promise_to_two_parties_comes_out() -> None:
    """R11.2: the same promise to two parties comes out."""
    out = 0
    for seed in range(40):
        state = scene.three(seed)
        for number, other in enumerate(("harrow", "lantern")):
            term = Term("bellwether", TermKind.PAY, to=other, incentive="corner-stalls")
            state, _ = scene.agreed(
                state, term, parties=("bellwether", other), key=f"u-{number}", due=4
            )
        desk = Desk(state)
        ledger.compare_notes(desk)
        if desk.events:
            out += 1
            for other in ("harrow", "lantern"):
                known = state.private[other].trust["bellwether"]
                assert desk.private(other).trust["bellwether"] == known - 3
    assert 8 <= out <= 32


def test_r11_1_a_payment_can_wait_for_its_clause_or_for_the_treaty() -> None:
    """R6.2, R11.1: conditional on acts."""
    term = replace(SEED, trigger=Trigger.CLAUSE)
    state, _ = scene.agreed(scene.tiny(), SUPPORT_OPEN, term, parties=("tarn", "reed"), due=3)
    state = scene.plenary(state, "tarn", round_=2)
    assert not ledger.payments_due(Desk(state), "tarn")
    state = scene.vote(state, "tarn", play.Amend("water", 0), reed=play.Ballot.YES)
    state = scene.plenary(state, "reed", round_=2, motions_by={})
    state = scene.vote(state, "reed", CloseClause("water"), tarn=play.Ballot.YES)
    assert [t.incentive for _, _, t in ledger.payments_due(Desk(state), "tarn")] == ["seed"]


# --- R16 ---------------------------------------------------------------------------------------------


def test_r16_2_the_truth_narrows_a_belief_and_earns_trust_and_a_caught_lie_costs_it() -> None:
    """R16.2: truthful disclosure helps trades and trust; a caught lie costs trust."""
    caught = 0
    for seed in range(60):
        state, key = scene.sitting(scene.tiny(seed), "tarn", "reed")
        true = scene.give(state, cmd.Disclose("tarn", key, "water", Priority.HIGH, 0))
        old, new = (s.private["reed"].beliefs["tarn"] for s in (state, true))
        assert new.certainty[0] > old.certainty[0]
        assert new.values[0][0].width <= old.values[0][0].width
        assert true.private["reed"].trust["tarn"] == state.private["reed"].trust["tarn"] + 1
        lie = scene.give(state, cmd.Disclose("tarn", key, "water", Priority.HIGH, 2))
        if lie.private["reed"].evidence[-1].claim == "caught-lie":
            caught += 1
            assert lie.private["reed"].trust["tarn"] < state.private["reed"].trust["tarn"]
            # The liar does not notice: what it thinks of Reed's trust has even risen.
            assert lie.private["tarn"].regard["reed"] > state.private["tarn"].regard["reed"]
    assert 1 <= caught <= 20


def test_r16_1_experts_read_the_truth_with_noise() -> None:
    """R16.1, R5.3: experts lower uncertainty on technical issues."""
    state = scene.tiny()
    plan = Plan((Study("water"), Rest()))
    after = scene.give(state, cmd.MakePlan("tarn", plan), cmd.MakePlan("reed", Plan((Rest(),) * 2)))
    old, new = (s.private["tarn"].beliefs["reed"] for s in (state, after))
    assert new.weights[0].width < old.weights[0].width
    assert after.private["reed"].beliefs == state.private["reed"].beliefs

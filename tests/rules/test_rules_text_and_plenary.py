"""Rules R1-R4, R8 and R9 by number: each test quotes the rule and shows it at work."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from support import play, scene

from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.aftermath import survival_log_odds
from diplogame.rules.conference import Range
from diplogame.rules.decisions import (
    Ballot,
    Consensus,
    CouncilVeto,
    DecisionRule,
    Majority,
    Unanimity,
)
from diplogame.rules.flow import begin
from diplogame.rules.setup import curve_values, open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Amend,
    Clarity,
    ClauseStatus,
    CloseClause,
    DeferToAnnex,
    Meet,
    MoveToVote,
    Outcome,
    Plan,
    ReferToExperts,
    Reopen,
    Rest,
    Speech,
    Stage,
    Stance,
    StartSilence,
    StopClock,
    TablePackage,
    Term,
    TermKind,
)
from diplogame.rules.view import view_of

YES, NO, ABSTAIN = Ballot.YES, Ballot.NO, Ballot.ABSTAIN
OBJECT, CONCERN, SILENT = Ballot.OBJECTION, Ballot.CONCERN, Ballot.SILENT


def under(state: State, **rules: DecisionRule) -> State:
    """The same conference under another rule of adoption or amendment."""
    institution = replace(state.conference.institution, **rules)
    return replace(state, conference=replace(state.conference, institution=institution))


def adopted(state: State) -> bool:
    return state.public.outcome is Outcome.ADOPTED


# --- R1, R2, R3, R4 ---------------------------------------------------------------------------------


def test_r1_3_a_phase_that_has_not_come_keeps_its_verbs_closed_and_says_when_they_open() -> None:
    """R1.3: each phase decides which verbs are open, and says so."""
    state = scene.plenary(scene.tiny(), "tarn", round_=1)
    refused = play.decide(state, cmd.MakeMotion("tarn", MoveToVote()))
    assert not isinstance(refused, play.Accepted)
    assert (refused.code, refused.params["opens"]) == ("motion.phase", 2)


def test_r2_1_worth_is_weight_times_value_plus_linkage() -> None:
    """R2.1: u_i(package) = sum over issues of weight * value(option) + linkage terms."""
    interests = scene.tiny().private["tarn"].interests
    half_and_lower = (1, 1)
    plain = sum(row[o] for row, o in zip(interests.points, half_and_lower, strict=True))
    assert interests.utility(half_and_lower) == plain - 200
    assert interests.utility((0, 1)) == interests.points[0][0] + interests.points[1][1]


def test_r2_2_the_middle_of_a_curve_is_worth_less_than_half() -> None:
    """R2.2: a convex fall-off, (1 - distance)^gamma; straight lines make the middle acceptable to all."""
    assert curve_values(3, 0, 25)[1] < 50
    assert curve_values(3, 0, 10)[1] == 50
    assert curve_values(5, 1000, 20)[-1] == 100


def test_r2_4_the_walk_away_falls_with_the_clock_and_differs_from_seed_to_seed() -> None:
    """R2.4: it drifts with the crisis clock; weights, ideals and walk-aways are drawn per game seed."""
    drawn = {scene.tiny(seed).private["tarn"].walk_away for seed in range(20)}
    assert len(drawn) > 5
    assert all(3800 <= value <= 4200 for value in drawn)
    state = scene.tiny()
    before = state.private["tarn"].walk_away
    for step in play.playout(state, Random(2)):
        if step.after.public.round == 2:
            fell = [
                e.delta
                for e in step.events
                if isinstance(e, ev.MeterMoved) and (e.meter, e.seat) == ("walk_away", "tarn")
            ]
            # drift -50, and 5 a step of ten for a sensitivity of 5.
            assert fell[0] == -50 - 5 * 10 // 10
            break
    assert before > 0


def test_r3_1_every_change_of_the_text_leaves_a_version() -> None:
    """R3.1: versions are kept; the diff between versions can be read."""
    state = scene.plenary(scene.tiny(), "tarn", round_=1)
    state = scene.vote(state, "tarn", Amend("water", 0), reed=YES)
    last = state.public.versions[-1]
    assert (last.what, last.issue, last.by) == ("amended", "water", "tarn")
    assert (state.public.versions[-2].package[0], last.package[0]) == (1, 0)
    clause = state.public.clauses[0]
    assert "tarn" in clause.sponsors[clause.options.index(0)]


def test_r3_2_an_ambiguous_clause_closes_but_costs_durability() -> None:
    """R3.2: constructively ambiguous: closes more easily; costs durability later, R19."""
    state = scene.plenary(scene.tiny(), "tarn", round_=2)
    clear = scene.vote(state, "tarn", CloseClause("weir"), reed=YES)
    vague = scene.vote(state, "tarn", CloseClause("weir", Clarity.AMBIGUOUS), reed=YES)
    assert vague.public.clauses[1].clarity is Clarity.AMBIGUOUS
    at = {"package": clear.public.versions[-1].package}
    assert survival_log_odds(scene.public(clear, **at), 10) > survival_log_odds(
        scene.public(vague, **at), 10
    )


def test_r4_2_the_loser_of_overlapping_requests_is_told_once() -> None:
    """R4.2: overlapping requests are resolved in an order of initiative and the loser is told."""
    state = scene.three()
    order = list(state.awaiting)
    first, second, third = order
    plans = {
        first: Meet((second,)),
        second: Meet((third,)),
        third: Rest(),
    }
    told: list[str] = []
    for seat in order:
        command = cmd.MakePlan(seat, Plan((plans[seat], Rest())))
        told += _engaged(scene.events_of(state, command))
        state = scene.give(state, command)
    while state.public.stage is Stage.INVITATIONS and state.public.slot == 0:
        seat = state.awaiting[0]
        asked = next(m.id for m in state.meetings.values() if seat in m.invited)
        command = cmd.AnswerInvitation(seat, asked, True)
        told += _engaged(scene.events_of(state, command))
        state = scene.give(state, command)
    # The first one's request went out first and was accepted; the second one's own came to nothing.
    assert told == [second]


def _engaged(events: tuple[ev.Event, ...]) -> list[str]:
    return [e.seat for e in events if isinstance(e, ev.SlotSpent) and e.result == "engaged"]


# --- R8 ----------------------------------------------------------------------------------------------


def test_r8_1_reopening_costs_nine_points_of_trust_with_those_who_paid() -> None:
    """R8.1: reopen (trust -9 with those who paid for it)."""
    state, _ = scene.agreed(
        scene.tiny(), Term("tarn", TermKind.SUPPORT, 1, 0), parties=("tarn", "reed"), due=3
    )
    state = scene.plenary(state, "tarn", round_=2)
    state = scene.vote(state, "tarn", CloseClause("weir"), reed=YES)
    state = scene.plenary(state, "reed", round_=3, motions_by={})
    before = state.private["tarn"].trust["reed"]
    after = scene.vote(state, "reed", Reopen("weir"), tarn=YES)
    assert after.public.clauses[1].status is ClauseStatus.BRACKETED
    assert after.private["tarn"].trust["reed"] == before - 9


def test_r8_1_a_clause_deferred_to_an_annex_leaves_the_package() -> None:
    """R8.1: defer to an annex."""
    state = scene.plenary(scene.tiny(), "reed", round_=2)
    after = scene.vote(state, "reed", DeferToAnnex("water"), tarn=YES)
    clause = after.public.clauses[0]
    assert clause.annexed
    assert clause.leading == after.conference.issues[0].status_quo


def test_r8_1_referring_to_experts_narrows_everybodys_uncertainty() -> None:
    """R8.1: refer to experts."""
    state = scene.plenary(scene.tiny(), "reed", round_=2)
    after = scene.vote(state, "reed", ReferToExperts("water"), tarn=YES)
    for holder, about in (("reed", "tarn"), ("tarn", "reed")):
        old, new = (s.private[holder].beliefs[about] for s in (state, after))
        assert new.weights[0].width < old.weights[0].width
        assert new.certainty[0] > old.certainty[0]


def test_r8_1_a_package_replaces_the_text_but_not_what_is_closed() -> None:
    """R8.1: table a package; a closed clause has to be reopened first."""
    state = scene.plenary(scene.tiny(), "tarn", round_=2)
    closed = scene.vote(state, "tarn", CloseClause("weir"), reed=YES)
    closed = scene.plenary(closed, "reed", round_=2, motions_by={})
    assert scene.code_of(closed, cmd.MakeMotion("reed", TablePackage((0, 1)))) == "motion.closed"
    after = scene.vote(closed, "reed", TablePackage((0, 0)), tarn=YES)
    assert view_of(after, "tarn").text == (0, 0)


def test_r8_1_the_clock_is_stopped_by_consensus_alone_and_gives_one_more_round() -> None:
    """R8.1: stop the clock (needs consensus)."""
    state = scene.plenary(scene.tiny(), "tarn", round_=3)
    assert scene.code_of(scene.plenary(state, "tarn", 2), cmd.MakeMotion("tarn", StopClock())) in (
        "motion.phase",
        "motion.too-early",
    )
    refused = scene.vote(state, "tarn", StopClock(), reed=OBJECT)
    assert refused.public.clock_stopped == 0
    won = scene.vote(state, "tarn", StopClock(), reed=CONCERN)
    assert won.public.clock_stopped == 1
    for seat in won.public.order:
        won = scene.give(won, cmd.PassFloor(seat))
    while won.public.stage is Stage.RECKONING:
        won = scene.give(won, cmd.CloseReckoning(won.awaiting[0]))
    assert won.public.round == 4
    assert won.public.outcome is None


def test_r8_3_a_speech_moves_home_shames_and_wears_off() -> None:
    """R8.3: a speech raises your own gauge, shames a blocker or moves the undecided."""
    state = scene.plenary(scene.tiny(), "tarn")
    shamed = scene.give(state, cmd.MakeSpeech("tarn", Speech("shame", "reed")))
    assert shamed.public.standing["reed"] < state.public.standing["reed"]
    assert shamed.private["reed"].trust["tarn"] == state.private["reed"].trust["tarn"] - 4
    lines = scene.give(state, cmd.MakeSpeech("tarn", Speech("red-line", issue="water")))
    assert lines.private["tarn"].gauge == state.private["tarn"].gauge + 4
    again = scene.public(lines, spoken=())
    again = scene.give(again, cmd.MakeSpeech("tarn", Speech("red-line", issue="weir")))
    assert again.private["tarn"].gauge - lines.private["tarn"].gauge == 2
    believed = lines.private["reed"].beliefs["tarn"].weights[0]
    assert believed.low > state.private["reed"].beliefs["tarn"].weights[0].low


def test_r8_3_a_red_line_is_drawn_at_the_option_that_is_named() -> None:
    """R8.3: whoever names an option of the clause is held to that one, and only to one it has."""
    state = scene.plenary(scene.tiny(), "tarn")
    spoken = scene.give(state, cmd.MakeSpeech("tarn", Speech("red-line", issue="weir", option=1)))
    assert spoken.private["tarn"].committed == ((1, 1),)
    for wrong in (
        Speech("red-line", issue="weir", option=9),
        Speech("red-line", issue="weir", option=-2),
        Speech("rally", issue="weir", option=1),
        Speech("appeal", option=0),
    ):
        assert scene.code_of(state, cmd.MakeSpeech("tarn", wrong)) == "speech.unknown-option"


@pytest.mark.parametrize("how", ["closed", "adopted"])
def test_r8_3_a_public_red_line_costs_you_if_you_cross_it(how: str) -> None:
    """R8.3: ties your hands: a public red line costs you if you cross it."""
    state = scene.plenary(scene.tiny(), "tarn")
    spoken = scene.give(state, cmd.MakeSpeech("tarn", Speech("red-line", issue="weir")))
    assert spoken.private["tarn"].committed == ((1, 0),)
    spoken, state = (
        scene.vote(scene.private(s, "tarn", gauge=60), "tarn", TablePackage((1, 1)), reed=YES)
        for s in (spoken, state)
    )
    motion = CloseClause("weir") if how == "closed" else MoveToVote()
    ballot = YES if how == "closed" else CONCERN
    lost = []
    for one in (spoken, state):
        one = scene.plenary(one, "reed", motions_by={})
        command = cmd.MakeMotion("reed", motion)
        voting = scene.give(one, command)
        events = scene.events_of(voting, cmd.CastBallot("tarn", ballot))
        lost.append(
            sum(
                e.delta
                for e in events
                if isinstance(e, ev.MeterMoved) and e.cause == "red-line-crossed"
            )
        )
    assert lost == [-8 - 5, 0]


def test_r8_4_a_vote_is_a_roll_call_with_explanations() -> None:
    """R8.4: a vote is a roll-call, one delegation after another, with explanations of vote."""
    from diplogame.rules.terms import Reason

    state = scene.plenary(scene.tiny(), "tarn")
    state = scene.give(
        state,
        cmd.MakeMotion("tarn", Amend("water", 0)),
        cmd.CastBallot("reed", NO, Reason.WORST_CLAUSE, 0),
    )
    record = state.public.votes[-1]
    assert record.ballots == (
        ("reed", NO, Reason.WORST_CLAUSE, 0),
        ("tarn", YES, Reason.AGREED, -1),
    )


# --- R9 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "ballot", "passes"),
    [
        (Consensus(), OBJECT, False),
        (Consensus(), CONCERN, True),
        (Consensus(), YES, True),
        (Unanimity(), ABSTAIN, False),
        (Unanimity(), YES, True),
        (Majority(), NO, False),
        (Majority(), ABSTAIN, True),
        (CouncilVeto(votes_needed=1, veto_holders=("reed",)), NO, False),
        (CouncilVeto(votes_needed=1, veto_holders=("reed",)), ABSTAIN, True),
    ],
)
def test_r9_a_text_is_adopted_under_the_packs_own_rule(
    rule: DecisionRule, ballot: Ballot, passes: bool
) -> None:
    """R9: unanimity; consensus (no stated objection; concerns can be minuted); majorities; vetoes."""
    state = scene.plenary(under(scene.tiny(), adoption=rule), "tarn")
    after = scene.vote(state, "tarn", MoveToVote(), reed=ballot)
    assert adopted(after) is passes
    if not passes:
        assert "reed" in after.public.votes[-1].blockers
        again = scene.plenary(after, "reed", motions_by={})
        assert scene.code_of(again, cmd.MakeMotion("reed", MoveToVote())) == "motion.same-text"


def test_r9_silence_is_consent_and_a_lone_objector_stands_alone() -> None:
    """R9: silence procedure (a lone objector weighs stake against isolation)."""
    state = scene.plenary(scene.tiny(), "tarn")
    assert adopted(scene.vote(state, "tarn", StartSilence(), reed=SILENT))
    conference = play.conference_of(play.PORT_MERIDIAN)
    big = begin(open_conference(conference, 1))[0]
    big = scene.plenary(big, "norden", round_=conference.calendar.rounds - 1)
    ballots = dict.fromkeys(conference.seats, SILENT) | {"dromund": OBJECT}
    after = scene.vote(big, "norden", StartSilence(), **ballots)
    assert not adopted(after)
    assert after.public.standing["dromund"] == big.public.standing["dromund"] - 4
    others = [s for s in conference.seats if s != "dromund"]
    for seat in others:
        old, new = (s.private[seat].trust["dromund"] for s in (big, after))
        assert new < old or old == 0


def test_r9_who_walked_out_is_absent_and_cannot_stop_a_consensus() -> None:
    """R9, R10.1: an objection has to be stated in the room; a walk-out is a signal, not a veto."""
    state = scene.plenary(scene.tiny(), "reed")
    left = scene.give(state, cmd.LeaveHall("reed"))
    assert left.public.walked_out == ("reed",)
    assert left.private["reed"].gauge == state.private["reed"].gauge + 2
    assert left.public.standing["reed"] == state.public.standing["reed"] - 4
    after = scene.give(left, cmd.MakeMotion("tarn", MoveToVote()))
    assert adopted(after)
    assert {s: b for s, b, _, _ in after.public.votes[-1].ballots}["reed"] is Ballot.ABSENT


def test_r8_2_opposing_in_public_what_one_promised_breaks_the_promise() -> None:
    """R6.5: kept or broken is decided by acts (stance, vote, payment), not by words."""
    state, key = scene.agreed(
        scene.tiny(), Term("reed", TermKind.SUPPORT, 0, 0), parties=("tarn", "reed"), due=3
    )
    rows = ((Stance.OPPOSE, Stance.SUPPORT, Stance.OPPOSE), (Stance.OPPOSE, Stance.SUPPORT))
    after = scene.give(state, cmd.DeclarePositions("reed", rows))
    assert after.understandings[key].states[0].value == "broken"
    assert scene.code_of(after, cmd.DeclarePositions("reed", rows)) == "positions.once"


def test_ranges_of_the_tiny_pack_are_what_these_tests_count_on() -> None:
    conference = scene.tiny().conference
    assert conference.delegation("tarn").walk_away == Range(3800, 4200)
    assert [d.id for d in conference.delegations if d.id in conference.seats] == ["reed", "tarn"]

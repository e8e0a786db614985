"""Rules R12, R15 and R19 by number: each test quotes the rule and shows it at work."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import play, scene

from diplogame.rules import aftermath, capital, meetings, summit, tables
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.conference import Envoy
from diplogame.rules.decisions import Ballot
from diplogame.rules.desk import Desk
from diplogame.rules.records import Clause, Summit
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Bargain,
    CableHome,
    Clarity,
    ClauseStatus,
    CloseClause,
    ConveneSummit,
    Goal,
    NightChoice,
    Outcome,
    Plan,
    PrepareSummit,
    Rest,
    Stage,
    Suspend,
    Term,
    TermKind,
    TermState,
)

REST = Plan((Rest(), Rest()))
SHUT = Term("tarn", TermKind.SUPPORT, 0, 2)  # outside Tarn's mandate


def metered(
    events: tuple[ev.Event, ...] | list[ev.Event], cause: str
) -> list[tuple[str, str, int]]:
    return [
        (e.meter, e.seat, e.delta)
        for e in events
        if isinstance(e, ev.MeterMoved) and e.cause == cause
    ]


# --- R12 ---------------------------------------------------------------------------------------------


def test_r12_1_a_cable_costs_a_slot_is_answered_next_round_and_may_be_refused() -> None:
    """R12.1: cable home (costs a slot, answer next round, may be no)."""
    answers = set()
    for seed in range(24):
        state = scene.tiny(seed)
        state = scene.give(
            state,
            cmd.MakePlan("tarn", Plan((CableHome("water", 2), Rest()))),
            cmd.MakePlan("reed", REST),
        )
        assert state.private["tarn"].cables == ((0, 2),)
        events: list[ev.Event] = []
        while state.public.round == 1:
            command = cmd.PassFloor(state.awaiting[0])
            events += scene.events_of(state, command)
            state = scene.give(state, command)
        answered = [e for e in events if isinstance(e, ev.CableAnswered)]
        assert len(answered) == 1
        assert state.private["tarn"].mandate[0][2] is answered[0].granted
        answers.add(answered[0].granted)
    assert answers == {True, False}
    inside = cmd.MakePlan("tarn", Plan((CableHome("water", 0), Rest())))
    assert scene.code_of(scene.tiny(), inside) == "plan.mandate-has-it"


@pytest.mark.parametrize(("envoy", "price"), [(Envoy.DIPLOMAT, -3), (Envoy.MINISTER, 0)])
def test_r12_1_signing_ad_referendum_costs_at_home_unless_a_minister_commits(
    envoy: Envoy, price: int
) -> None:
    """R12.1: or sign ad referendum and risk being disowned; R5.3: ministers commit at once."""
    disowned = 0
    for seed in range(40):
        state, key = scene.sitting(scene.tiny(seed), "reed", "tarn", envoys=(Envoy.DIPLOMAT, envoy))
        before = state.private["tarn"].gauge
        state = scene.give(
            state,
            cmd.MakeOffer("reed", key, (Bargain((SHUT,), 3),)),
            cmd.AcceptOffer("tarn", key),
        )
        assert state.private["tarn"].gauge == before + price
        desk = Desk(state)
        meetings.disown(desk)
        entry = next(iter(desk.state.understandings.values()))
        disowned += entry.states == (TermState.BROKEN,)
    assert (disowned == 0) if envoy is Envoy.MINISTER else (2 <= disowned <= 30)


def odds_of(state: State, package: tuple[int, ...], **changes: object) -> int:
    private = replace(state.private["tarn"], **changes)  # type: ignore[arg-type]
    return capital.ratification_log_odds(
        state.conference.delegation("tarn"),
        tuple(i.id for i in state.conference.issues),
        private.interests,
        private.walk_away,
        private.gauge,
        private.mandate,
        private.veto_weights,
        package,
    )


def test_r12_3_ratification_depends_on_gauge_veto_players_mandate_and_red_lines() -> None:
    """R12.2, R12.3: home veto players with partly hidden weights; the pack's rule per seat."""
    state = scene.tiny()
    row = [odds_of(state, (0, 0), gauge=gauge) for gauge in (20, 40, 60, 80)]
    assert row == sorted(row)
    assert row[1] - row[0] == 20 * 60
    # The meadow owners reject half a day of water.
    vetoed = odds_of(state, (1, 0)) - odds_of(state, (1, 0), veto_weights=(0,))
    assert vetoed == -60 * state.private["tarn"].veto_weights[0]
    # Shut in summer is outside the mandate, and a red line.
    wide = tuple(tuple(True for _ in r) for r in state.private["tarn"].mandate)
    assert odds_of(state, (2, 0)) - odds_of(state, (2, 0), mandate=wide) == -12 * 60
    free = replace(state.private["tarn"].interests, red_lines=())
    crossed = odds_of(state, (2, 0)) - odds_of(state, (2, 0), interests=free)
    assert crossed == -60 * capital.RED_LINE_COST


def ended(state: State, package: tuple[int, ...], **changes: object) -> State:
    ratified = changes.pop("ratified", {"tarn": True, "reed": True})
    return scene.public(
        state, outcome=Outcome.ADOPTED, package=package, ratified=ratified, **changes
    )


def test_r12_3_a_failed_ratification_is_worse_than_no_deal() -> None:
    """R12.3: a failed ratification is worse than no deal."""
    state = scene.tiny()
    for package in ((0, 0), (1, 1), (2, 0)):
        failed = ended(state, package, ratified={"tarn": False, "reed": True})
        none = scene.public(state, outcome=Outcome.COLLAPSED)
        assert aftermath.own_value(failed, "tarn") < aftermath.own_value(none, "tarn")


def test_r12_2_publics_feel_what_is_closed() -> None:
    """R12.2: gauge 0-100: home support."""
    state = scene.plenary(scene.tiny(), "reed")
    good = scene.vote(state, "reed", play.Amend("water", 0), tarn=Ballot.YES)
    bad = scene.vote(state, "reed", play.Amend("water", 2), tarn=Ballot.YES)
    gauges = []
    for one in (good, bad):
        at = scene.plenary(one, "reed", motions_by={})
        gauges.append(
            scene.vote(at, "reed", CloseClause("water"), tarn=Ballot.YES).private["tarn"].gauge
        )
    assert gauges[0] > state.private["tarn"].gauge > gauges[1]


# --- R15 ---------------------------------------------------------------------------------------------


def test_r15_2_the_odds_rise_with_preparation_and_fall_with_boldness_fatigue_and_walks() -> None:
    """R15.1, R15.2: preparation, expectations, goal, fatigue; odds shown before commitment."""

    def chance(preparation: int = 50, goal: Goal = Goal.SOLID, **nights: int) -> int:
        counts = {"fatigue": 0, "gives": 0, "fudges": 0, "firms": 0, "walks": 0, **nights}
        return tables.logistic(summit.breakthrough_log_odds(preparation, goal, **counts))

    row = [chance(p) for p in range(0, 101, 5)]
    assert row == sorted(row)
    assert row[-1] > row[0] + 500
    assert chance(goal=Goal.MODEST) > chance(goal=Goal.SOLID) > chance(goal=Goal.BOLD)
    assert chance(fatigue=40) < chance()
    assert chance(gives=1) > chance(fudges=1) > chance() > chance(firms=1) > chance(walks=1)


def test_r15_2_failure_costs_goal_times_what_was_not_prepared() -> None:
    """R15.2: failure cost is goal x (100 - preparation)."""
    for weight, goal in enumerate(Goal, 1):
        for preparation in (0, 40, 80, 100):
            called = Summit("tarn", 3, goal, preparation)
            assert summit.failure_cost(called) == max(1, weight * (100 - preparation) // 20)


def night(seed: int = 1, preparation: int = 0, goal: Goal = Goal.BOLD, **changes: object) -> State:
    called = Summit("tarn", 3, goal, preparation, expectations=75, **changes)  # type: ignore[arg-type]
    state = scene.public(scene.tiny(seed), round=3, stage=Stage.SUMMIT, summit=called)
    return replace(state, awaiting=state.conference.seats)


def choose(state: State, **choices: tuple[NightChoice, int]) -> tuple[State, list[ev.Event]]:
    events: list[ev.Event] = []
    for seat, (choice, issue) in choices.items():
        command = cmd.ChooseNight(seat, choice, issue)
        events += scene.events_of(state, command)
        state = scene.give(state, command)
    return state, events


FIRM, WALK = (NightChoice.FIRM, -1), (NightChoice.WALK, -1)


def test_r15_2_an_unprepared_summit_fails_and_everybody_pays_the_caller_most() -> None:
    """R15.2: outcomes: breakthrough, stage-managed, ambiguous, failure."""
    state = night()
    events: list[ev.Event] = []
    for _ in range(summit.HOURS):
        state, more = choose(state, tarn=FIRM, reed=FIRM)
        events += more
    assert state.public.summit is not None
    assert state.public.summit.result == "failure"
    assert sorted(metered(events, "summit-failed")) == sorted(
        [
            ("gauge", "reed", -15),
            ("gauge", "tarn", -15 - 7),
            ("standing", "tarn", -15),
            ("crisis", "", 15),
        ]
    )


def test_r15_3_who_walks_is_gone_and_is_not_asked_again() -> None:
    """R15.3: the night: extend, sign with an ambiguous clause, or walk."""
    state, events = choose(night(), tarn=FIRM, reed=WALK)
    assert ("standing", "reed", -5) in metered(events, "walked-from-summit")
    assert state.awaiting == ("tarn",)
    state, events = choose(state, tarn=FIRM)
    revealed = next(e for e in events if isinstance(e, ev.NightRevealed))
    assert {s: c for s, c, _ in revealed.choices}["reed"] is NightChoice.WALK
    assert not metered(events, "walked-from-summit")


def test_r15_2_a_prepared_summit_breaks_through_and_closes_what_leaders_named() -> None:
    """R15.2: breakthrough - or ambiguous, when leaders fudge."""
    results = set()
    for seed in range(8):
        for choice in (NightChoice.GIVE, NightChoice.FUDGE):
            state, _ = choose(night(seed, 100, Goal.MODEST), tarn=(choice, 0), reed=(choice, 0))
            assert state.public.summit is not None
            if not state.public.summit.result:
                continue
            results.add((choice, state.public.summit.result))
            clause = state.public.clauses[0]
            assert clause.status in (ClauseStatus.CLOSED, ClauseStatus.AGREED)
            vague = choice is NightChoice.FUDGE
            assert (clause.clarity is Clarity.AMBIGUOUS) is vague
    assert results == {(NightChoice.GIVE, "breakthrough"), (NightChoice.FUDGE, "ambiguous")}


def test_r15_2_a_red_line_bends_only_when_prepared_and_when_home_allows() -> None:
    """R15.2: leaders can cross a red line by one step if preparation is high enough and home allows."""
    state = night(1, 100, Goal.MODEST)
    # Reed wants nothing but a shut sluice, which Tarn never signs.
    keen = state.private["reed"].interests
    points = ((0, 0, 9000), keen.points[1])
    state = scene.private(state, "reed", interests=replace(keen, points=points))
    for preparation, gauge, bends in ((100, 60, True), (60, 60, False), (100, 30, False)):
        called = replace(state.public.summit, preparation=preparation)  # type: ignore[type-var]
        one = scene.private(scene.public(state, summit=called), "tarn", gauge=gauge)
        assert (summit.compromise(Desk(one), 0, {"tarn"}) == 2) is bends
        assert summit.compromise(Desk(one), 0, set()) != 2


def test_r15_1_closing_brackets_and_ministers_prepare_and_haste_tires() -> None:
    """R15.1: preparation (brackets left, ministerials held), fatigue, haste."""
    state = scene.plenary(scene.tiny(), "tarn")
    called = scene.vote(state, "tarn", ConveneSummit(Goal.SOLID), reed=Ballot.YES)
    assert called.public.summit is not None
    assert (called.public.summit.round, called.public.summit.expectations) == (3, 45)
    assert called.public.summit.fatigue == summit.HASTE
    closed = scene.plenary(called, "reed", motions_by={})
    closed = scene.vote(closed, "reed", CloseClause("weir"), tarn=Ballot.YES)
    assert closed.public.summit is not None
    assert closed.public.summit.preparation == called.public.summit.preparation + 4
    planning = replace(
        scene.public(called, stage=Stage.PLANNING, round=3), awaiting=("tarn", "reed")
    )
    worked = scene.give(
        planning,
        cmd.MakePlan("tarn", Plan((PrepareSummit(), Rest()))),
        cmd.MakePlan("reed", REST),
    )
    assert worked.public.summit is not None
    assert worked.public.summit.preparation == called.public.summit.preparation + 9
    no_summit = cmd.MakePlan("tarn", Plan((PrepareSummit(), Rest())))
    assert scene.code_of(scene.tiny(), no_summit) == "plan.no-summit"


# --- R19 ---------------------------------------------------------------------------------------------


def passed(state: State) -> State:
    """The plenary ends without another word."""
    for seat in state.public.order:
        state = scene.give(state, cmd.PassFloor(seat))
    return state


def test_r19_1_the_crisis_clock_can_end_a_conference_before_its_calendar() -> None:
    """R4.5, R19.1: the clock moves; when the crisis has run its course the chair puts the question."""
    state = scene.plenary(scene.tiny(), "tarn", round_=2, crisis=100)
    state = passed(state)
    assert state.public.stage is Stage.VOTE
    assert state.public.motion is not None
    assert type(state.public.motion.kind).__name__ == "MoveToVote"
    calm = passed(scene.plenary(scene.tiny(), "tarn", round_=2, crisis=20))
    assert calm.public.round == 3


def close(clause: Clause) -> Clause:
    return replace(clause, status=ClauseStatus.CLOSED)


@pytest.mark.parametrize(("closed", "outcome"), [(1, Outcome.PARTIAL), (0, Outcome.COLLAPSED)])
def test_r19_1_what_is_closed_can_be_saved_when_the_whole_is_not(
    closed: int, outcome: Outcome
) -> None:
    """R19.1: ends: adopted / partial agreement / suspended / collapsed."""
    state = scene.tiny()
    clauses = state.public.clauses
    if closed:
        clauses = (clauses[0], close(clauses[1]))
    state = passed(scene.plenary(state, "tarn", round_=3, clauses=clauses))
    state = scene.give(
        state,
        cmd.CastBallot(state.awaiting[0], Ballot.YES),
        cmd.CastBallot("tarn" if state.awaiting[0] == "reed" else "reed", Ballot.OBJECTION),
    )
    if closed:
        assert state.public.motion is not None
        assert type(state.public.motion.kind).__name__ == "AdoptPartial"
        for _ in range(2):
            state = scene.give(state, cmd.CastBallot(state.awaiting[0], Ballot.YES))
        # The closed clause as agreed, the status quo elsewhere.
        assert state.public.package == (2, clauses[1].leading)
    assert state.public.outcome is outcome


def test_r19_1_suspension_ends_the_talks_without_a_treaty() -> None:
    """R19.1: suspended - everybody is left with what no deal is worth."""
    state = scene.plenary(scene.tiny(), "tarn")
    after = scene.vote(state, "tarn", Suspend(), reed=Ballot.YES)
    assert after.public.outcome is Outcome.SUSPENDED
    assert after.public.stage is Stage.ENDED
    assert aftermath.own_value(after, "tarn") == after.private["tarn"].walk_away


def test_r19_1_survival_rises_with_clarity_verification_ownership_and_trust() -> None:
    """R19.1: survival rises with clarity, verification, ownership, inclusion and trust.

    It falls with temptation to cheat and grievances left.
    """
    state = ended(scene.tiny(), (1, 1))
    base = aftermath.survival_log_odds(state, 10)

    def odds(changed: State, horizon: int = 10) -> int:
        return aftermath.survival_log_odds(changed, horizon)

    vague = tuple(replace(c, clarity=Clarity.AMBIGUOUS) for c in state.public.clauses)
    assert odds(scene.public(state, clauses=vague)) < base
    assert odds(scene.public(state, aftermath={"tarn": "verify"})) > base
    assert odds(scene.public(state, aftermath={"tarn": "cheat"})) < base
    friends = scene.private(state, "tarn", trust={"reed": 90, "chair": 50})
    assert odds(friends) > base
    leading = state.public.clauses[0].leading
    owned, _ = scene.agreed(
        state, Term("reed", TermKind.SUPPORT, 0, leading), parties=("tarn", "reed")
    )
    assert odds(owned) > base
    grieved = scene.private(state, "tarn", walk_away=9999)
    happy = scene.private(state, "tarn", walk_away=0)
    assert odds(grieved) < odds(happy)
    assert odds(state, 1) > odds(state, 5) > odds(state, 10)
    alone = scene.public(state, ratified={"tarn": True, "reed": False})
    assert aftermath.survival(alone) < aftermath.survival(state)


def test_r9_a_minuted_concern_joins_the_consensus_and_is_remembered() -> None:
    """R9: consensus (no stated objection; concerns can be minuted); R19.1: grievances left."""
    state = scene.plenary(scene.tiny(), "tarn")
    glad, grudging = (
        scene.vote(state, "tarn", play.MoveToVote(), reed=ballot)
        for ballot in (Ballot.YES, Ballot.CONCERN)
    )
    assert glad.public.outcome is grudging.public.outcome is Outcome.ADOPTED
    lost = aftermath.survival_log_odds(glad, 10) - aftermath.survival_log_odds(grudging, 10)
    assert lost == aftermath.CONCERN_COST


def test_r19_2_taking_far_more_than_ones_share_costs_points() -> None:
    """R19.2: own value x survival, joint value, relations, mandate; minus a dominance penalty."""
    conference = play.conference_of(play.PORT_MERIDIAN)
    state = play.opened(play.PORT_MERIDIAN, 1)
    greedy = conference.seats[0]
    for seat in conference.seats:
        worth = state.private[seat].interests.utility(
            tuple(c.leading for c in state.public.clauses)
        )
        state = scene.private(state, seat, walk_away=0 if seat == greedy else worth)
    package = tuple(c.leading for c in state.public.clauses)
    done = scene.public(state, outcome=Outcome.ADOPTED, package=package)
    assert aftermath.dominance_penalty(done, greedy) > 0
    assert all(aftermath.dominance_penalty(done, s) == 0 for s in conference.seats[1:])
    partial = scene.public(done, outcome=Outcome.PARTIAL)
    assert aftermath.dominance_penalty(partial, greedy) == 0


def test_r19_2_cheating_pays_the_cheat_and_wears_the_treaty_down() -> None:
    """R19.1: one decision turn: comply, verify, or cheat."""
    state = ended(scene.tiny(), (1, 1))
    cheating = scene.public(state, aftermath={"tarn": "cheat"})
    assert aftermath.survival(cheating) < aftermath.survival(state)
    assert aftermath.own_value(cheating, "reed") < aftermath.own_value(state, "reed")
    asked = replace(scene.public(state, stage=Stage.AFTERMATH), awaiting=("tarn", "reed"))
    assert scene.code_of(asked, cmd.ChooseAftermath("tarn", "boast")) == "aftermath.choice"
    over = scene.give(
        asked, cmd.ChooseAftermath("tarn", "verify"), cmd.ChooseAftermath("reed", "comply")
    )
    assert over.public.stage is Stage.ENDED
    assert set(over.public.scores) == {"tarn", "reed"}

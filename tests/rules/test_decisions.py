"""Decision rules: the numbers of real institutions, and what must hold for every rule."""

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplogame.rules.decisions import (
    PRESETS,
    Ballot,
    Base,
    Consensus,
    ConsensusMinus,
    CoreAndOthers,
    CouncilVeto,
    DecisionRule,
    DoubleMajority,
    EntryIntoForce,
    Majority,
    Member,
    Pivot,
    Pivotal,
    Reason,
    RuleDataError,
    Share,
    SilenceProcedure,
    TacitAcceptance,
    Translation,
    Unanimity,
    adopted_by,
    could_still_fail,
    could_still_pass,
    faults,
    passes,
    pivotal,
    pivots,
    recount,
    rule_from_data,
    rule_to_data,
    tally,
)

YES, NO, ABSTAIN, ABSENT = Ballot.YES, Ballot.NO, Ballot.ABSTAIN, Ballot.ABSENT
CONCERN, OBJECTION, SILENT = Ballot.CONCERN, Ballot.OBJECTION, Ballot.SILENT


def council(*weights: int) -> tuple[Member, ...]:
    return tuple(Member(f"m{n}", weight) for n, weight in enumerate(weights))


def cast(members: tuple[Member, ...], *ballots: Ballot) -> dict[str, Ballot]:
    return {member.id: ballot for member, ballot in zip(members, ballots, strict=True)}


NINE = council(*[1] * 9)
FOUR = council(1, 1, 1, 1)

# Shares of the EU population per mille and a half or so (2024, rounded; sum 10 000).
EU_POPULATION = (
    1865, 1517, 1316, 1070, 813, 428, 398, 262, 240, 234, 235, 232, 213, 202, 144, 132, 125, 124,
    117, 86, 64, 47, 42, 30, 20, 15, 29,
)  # fmt: skip
EU = tuple(Member(f"e{n}", 1, people) for n, people in enumerate(EU_POPULATION))
QMV = PRESETS["qualified_majority"]
P5 = ("m0", "m1", "m2", "m3", "m4")
COUNCIL = council(*[1] * 15)
UNSC = CouncilVeto(9, P5)


class TestMajorities:
    def test_half_the_votes_are_no_majority(self) -> None:
        assert not passes(Majority(), FOUR, cast(FOUR, YES, YES, NO, NO))
        assert passes(Majority(), FOUR, cast(FOUR, YES, YES, NO, ABSTAIN))

    def test_exactly_two_thirds_suffice(self) -> None:
        result = tally(PRESETS["two_thirds"], NINE, cast(NINE, *[YES] * 6, *[NO] * 3))
        assert result.adopted
        assert result.needed == 6
        assert not passes(PRESETS["two_thirds"], NINE, cast(NINE, *[YES] * 5, *[NO] * 4))

    def test_abstentions_matter_only_where_they_are_in_the_base(self) -> None:
        ballots = cast(NINE, *[YES] * 4, *[NO] * 3, ABSTAIN, ABSENT)
        assert passes(Majority(of=Base.VOTING), NINE, ballots)
        assert not passes(Majority(of=Base.PRESENT), NINE, ballots)
        ballots["m4"] = YES
        assert passes(Majority(of=Base.PRESENT), NINE, ballots)
        assert passes(Majority(of=Base.MEMBERS), NINE, ballots)
        assert not passes(Majority(of=Base.MEMBERS), NINE, ballots | {"m4": ABSENT})

    def test_a_walk_out_breaks_the_quorum(self) -> None:
        rule = Majority(quorum=Share(1, 2))
        result = tally(rule, NINE, cast(NINE, *[YES] * 4, *[ABSENT] * 5))
        assert result.reason_code is Reason.NO_QUORUM
        assert result.blockers == ("m4", "m5", "m6", "m7", "m8")
        assert passes(rule, NINE, cast(NINE, *[YES] * 4, ABSTAIN, *[ABSENT] * 4))

    def test_an_all_abstaining_hall_adopts_nothing(self) -> None:
        for rule in (Majority(), Majority(share=Share(2, 3)), Majority(share=Share(0, 1))):
            assert not passes(rule, FOUR, cast(FOUR, *[ABSTAIN] * 4))

    def test_a_bloc_counts_for_all_its_states(self) -> None:
        members = council(5, 1, 1)
        result = tally(Majority(), members, cast(members, NO, YES, YES))
        assert not result.adopted
        assert (result.counts.yes, result.counts.no) == (2, 5)
        assert result.blockers == ("m0",)


class TestConsensus:
    def test_one_stated_objection_is_enough(self) -> None:
        result = tally(Consensus(), FOUR, cast(FOUR, YES, YES, YES, OBJECTION))
        assert result.reason_code is Reason.OBJECTION
        assert result.blockers == result.pivotal == ("m3",)

    def test_concerns_are_minuted_and_do_not_block(self) -> None:
        result = tally(Consensus(), FOUR, cast(FOUR, YES, CONCERN, YES, CONCERN))
        assert result.adopted
        assert result.concerns == ("m1", "m3")
        assert result.reason_code is Reason.ADOPTED

    def test_who_is_not_in_the_room_cannot_object_but_somebody_must_be(self) -> None:
        assert passes(Consensus(), FOUR, cast(FOUR, YES, ABSENT, ABSENT, ABSENT))
        empty = tally(Consensus(), FOUR, {})
        assert empty.reason_code is Reason.NO_QUORUM

    def test_consensus_minus_one_overrides_a_lone_objector(self) -> None:
        rule = PRESETS["consensus_minus_one"]
        result = tally(rule, FOUR, cast(FOUR, YES, YES, YES, OBJECTION))
        assert result.adopted
        assert result.opted_out == ("m3",)
        assert result.pivotal == ("m0", "m1", "m2")
        two = tally(rule, FOUR, cast(FOUR, YES, YES, OBJECTION, OBJECTION))
        assert not two.adopted
        assert two.blockers == ("m2", "m3")
        assert not passes(rule, FOUR, cast(FOUR, OBJECTION, ABSENT, ABSENT, ABSENT))

    def test_a_concerned_delegation_carries_a_consensus_minus_one(self) -> None:
        ballots = cast(FOUR, CONCERN, OBJECTION, ABSENT, ABSENT)
        assert passes(ConsensusMinus(1), FOUR, ballots)


class TestUnanimity:
    def test_everybody_says_yes(self) -> None:
        assert passes(Unanimity(), FOUR, cast(FOUR, *[YES] * 4))
        for other in (NO, ABSTAIN, ABSENT):
            result = tally(Unanimity(), FOUR, cast(FOUR, YES, YES, YES, other))
            assert result.reason_code is Reason.NOT_UNANIMOUS
            assert result.blockers == ("m3",)

    def test_abstention_can_be_made_harmless(self) -> None:
        rule = Unanimity(abstention_blocks=False)
        assert passes(rule, FOUR, cast(FOUR, YES, YES, YES, ABSTAIN))
        result = tally(rule, FOUR, cast(FOUR, YES, NO, ABSENT, ABSTAIN))
        assert result.blockers == ("m1", "m2")
        assert not passes(rule, FOUR, cast(FOUR, *[ABSTAIN] * 4))


class TestDoubleMajority:
    def test_fifteen_of_twenty_seven_states_are_needed(self) -> None:
        ballots = cast(EU, *[YES] * 15, *[NO] * 12)
        assert tally(QMV, EU, ballots).needed == 15
        assert passes(QMV, EU, ballots)
        result = tally(QMV, EU, ballots | {"e14": NO})
        assert result.reason_code is Reason.TOO_FEW_IN_FAVOUR

    def test_many_small_states_lack_the_population(self) -> None:
        result = tally(QMV, EU, cast(EU, *[NO] * 4, *[YES] * 23))
        assert result.reason_code is Reason.TOO_LITTLE_WEIGHT
        assert result.blockers == ("e0", "e1", "e2", "e3")
        weight = result.requirements[1]
        assert (weight.have, weight.need, weight.per_mille) == (423, 650, True)

    def test_three_big_states_alone_are_no_blocking_minority(self) -> None:
        # They hold 47 % of the population, but a blocking minority has at least four members.
        ballots = cast(EU, *[NO] * 3, *[YES] * 24)
        assert passes(QMV, EU, ballots)
        assert not passes(
            DoubleMajority(blocking_states=0, blocking_weight_per_mille=0), EU, ballots
        )

    def test_abstention_counts_as_no_where_the_rule_says_so(self) -> None:
        ballots = cast(EU, *[YES] * 14, *[ABSTAIN] * 13)
        assert not passes(QMV, EU, ballots)
        assert passes(DoubleMajority(abstention_counts_as_no=False), EU, ballots)

    def test_the_reinforced_majority_asks_for_seventy_two_per_cent_of_states(self) -> None:
        rule = PRESETS["reinforced_qualified_majority"]
        assert tally(rule, EU, cast(EU, *[YES] * 20, *[NO] * 7)).adopted
        assert not passes(rule, EU, cast(EU, *[YES] * 19, *[NO] * 8))

    def test_exactly_sixty_five_per_cent_suffice(self) -> None:
        members = tuple(Member(f"m{n}", 1, p) for n, p in enumerate([65, 0, 0, 0, 20, 15, 0, 0]))
        ballots = cast(members, YES, YES, YES, YES, NO, NO, NO, YES)
        assert passes(DoubleMajority(blocking_states=0), members, ballots)
        short = (Member("m0", 1, 64), *members[1:4], Member("m4", 1, 21), *members[5:])
        assert not passes(DoubleMajority(blocking_states=0), short, ballots)

    def test_exactly_the_blocking_weight_does_not_block(self) -> None:
        rule = DoubleMajority(500, 700, blocking_states=0, blocking_weight_per_mille=350)
        members = tuple(Member(f"m{n}", 1, people) for n, people in enumerate([40, 25, 20, 15]))
        assert passes(rule, members, cast(members, YES, YES, NO, NO))
        heavier = (*members[:3], Member("m3", 1, 16))
        assert not passes(rule, heavier, cast(heavier, YES, YES, NO, NO))


class TestCouncil:
    def test_one_permanent_no_kills_a_text_with_fourteen_yes(self) -> None:
        result = tally(UNSC, COUNCIL, cast(COUNCIL, NO, *[YES] * 14))
        assert result.reason_code is Reason.VETO
        assert result.blockers == result.pivotal == ("m0",)

    def test_abstention_is_no_veto(self) -> None:
        ballots = cast(COUNCIL, *[ABSTAIN] * 5, *[YES] * 9, NO)
        assert tally(UNSC, COUNCIL, ballots).adopted
        assert passes(UNSC, COUNCIL, ballots | {"m0": ABSENT})

    def test_eight_votes_are_too_few(self) -> None:
        result = tally(UNSC, COUNCIL, cast(COUNCIL, *[YES] * 8, *[ABSTAIN] * 7))
        assert result.reason_code is Reason.TOO_FEW_IN_FAVOUR
        assert result.pivotal == tuple(f"m{n}" for n in range(8, 15))


class TestSilenceAndTacitAcceptance:
    def test_silence_adopts_and_one_word_breaks_it(self) -> None:
        assert passes(SilenceProcedure(), FOUR, {})
        result = tally(SilenceProcedure(), FOUR, {"m2": OBJECTION})
        assert result.reason_code is Reason.SILENCE_BROKEN
        assert result.blockers == ("m2",)
        assert result.counts.silent == 3

    def test_a_third_of_objections_stops_tacit_acceptance(self) -> None:
        rule = TacitAcceptance()
        two = tally(rule, NINE, {"m0": OBJECTION, "m1": OBJECTION})
        assert two.adopted
        assert two.opted_out == ("m0", "m1")
        three = tally(rule, NINE, {f"m{n}": OBJECTION for n in range(3)})
        assert three.reason_code is Reason.TOO_MANY_OBJECTIONS


class TestCoreAndOthers:
    RULE = CoreAndOthers(core=("m0", "m1"), others_needed=3)
    SIX = council(1, 1, 1, 1, 1, 1)

    def test_both_belligerents_and_three_of_four_guarantors(self) -> None:
        assert passes(self.RULE, self.SIX, cast(self.SIX, YES, YES, YES, YES, YES, NO))
        core = tally(self.RULE, self.SIX, cast(self.SIX, YES, ABSTAIN, *[YES] * 4))
        assert core.reason_code is Reason.CORE_MISSING
        assert core.blockers == ("m1",)
        few = tally(self.RULE, self.SIX, cast(self.SIX, YES, YES, YES, YES, NO, ABSENT))
        assert few.reason_code is Reason.TOO_FEW_OTHERS
        assert few.blockers == ("m4", "m5")

    def test_named_others_leave_the_rest_out(self) -> None:
        rule = CoreAndOthers(core=("m0",), others_needed=1, others=("m1", "m2"))
        assert not passes(rule, self.SIX, cast(self.SIX, YES, NO, NO, YES, YES, YES))


class TestEntryIntoForce:
    """Kyoto: 55 parties and 55 % of Annex I emissions; the United States (36.1 %) declined."""

    RULE = EntryIntoForce(count=55, share_per_mille=550, measure="emissions")
    MEMBERS = (
        Member("usa", 1, 0, (("emissions", 361),)),
        Member("russia", 1, 0, (("emissions", 174),)),
        Member("europe", 15, 0, (("emissions", 242),)),
        Member("japan", 1, 0, (("emissions", 85),)),
        Member("others", 14, 0, (("emissions", 117),)),
        Member("australia", 1, 0, (("emissions", 21),)),
        Member("developing", 80),
    )
    RATIFIED = ("europe", "japan", "others", "developing")

    def test_the_head_count_was_met_long_before_the_emissions(self) -> None:
        result = tally(self.RULE, self.MEMBERS, dict.fromkeys(self.RATIFIED, YES))
        assert result.reason_code is Reason.TOO_LITTLE_SHARE
        assert result.requirements[0].met
        assert result.requirements[1].have == 444

    def test_the_last_ratification_is_russias_to_sell(self) -> None:
        ballots = dict.fromkeys(self.RATIFIED, YES) | {"usa": NO}
        sellers = pivotal(self.RULE, self.MEMBERS, ballots)
        assert sellers == Pivotal(completing=("russia",), indispensable=("russia",))
        assert tally(self.RULE, self.MEMBERS, ballots | {"russia": YES}).adopted
        done = pivotal(self.RULE, self.MEMBERS, ballots | {"russia": YES})
        assert done == Pivotal((), ())

    def test_while_the_biggest_hesitates_there_are_two_who_could_complete(self) -> None:
        ballots = dict.fromkeys(self.RATIFIED, YES)
        sellers = pivotal(self.RULE, self.MEMBERS, ballots)
        assert sellers == Pivotal(completing=("usa", "russia"), indispensable=())

    def test_a_seat_can_be_indispensable_before_it_is_last(self) -> None:
        sellers = pivotal(self.RULE, self.MEMBERS, {"usa": NO, "developing": YES})
        assert sellers.completing == ()
        assert "russia" in sellers.indispensable
        assert "australia" not in sellers.indispensable

    def test_nobody_can_sell_what_cannot_come_into_force(self) -> None:
        ballots = {"usa": NO, "russia": NO}
        assert pivotal(self.RULE, self.MEMBERS, ballots) == Pivotal((), ())


class TestRecount:
    def test_an_objection_in_consensus_is_a_no_in_a_vote_and_it_says_so(self) -> None:
        ballots = cast(NINE, *[YES] * 7, CONCERN, OBJECTION)
        consensus, majority, silence = recount(
            NINE, ballots, [Consensus(), Majority(), SilenceProcedure()]
        )
        assert not consensus.tally.adopted
        assert consensus.translations == ()
        assert majority.tally.adopted
        assert majority.translations == (
            Translation("m7", CONCERN, ABSTAIN),
            Translation("m8", OBJECTION, NO),
        )
        assert dict(majority.ballots)["m8"] is NO
        assert silence.tally.blockers == ("m8",)

    def test_a_tacit_recount_needs_adoption_first(self) -> None:
        rule = TacitAcceptance(adoption=Majority(share=Share(2, 3), of=Base.MEMBERS))
        ballots = cast(NINE, *[YES] * 5, *[ABSTAIN] * 4)
        (lost,) = recount(NINE, ballots, [rule])
        assert lost.tally.reason_code is Reason.TOO_FEW_IN_FAVOUR
        (won,) = recount(NINE, ballots | {"m5": YES, "m6": NO}, [rule])
        assert won.tally.adopted
        assert won.tally.opted_out == ("m6",)

    def test_abstention_passes_a_majority_but_not_the_qualified_one(self) -> None:
        ballots = cast(EU, *[YES] * 14, *[ABSTAIN] * 13)
        simple, qualified = recount(EU, ballots, [Majority(), QMV])
        assert (simple.tally.adopted, qualified.tally.adopted) == (True, False)


class TestRefusals:
    @pytest.mark.parametrize(
        ("rule", "fault"),
        [
            (CouncilVeto(3, ("zz",)), "veto holder 'zz' is not a member"),
            (CouncilVeto(5), "5 votes are needed, there are 4"),
            (CoreAndOthers(("m0",), 4), "4 others are needed, there are 3"),
            (CoreAndOthers(("q",), 1), "core member 'q' is not a member"),
            (EntryIntoForce(5), "5 ratifications are needed, there are 4 states"),
            (EntryIntoForce(2, 550, "tonnage"), "no member has any 'tonnage'"),
            (DoubleMajority(), "no member has any 'population'"),
            (ConsensusMinus(4), "consensus minus 4 among 4 states needs nobody"),
        ],
    )
    def test_a_rule_that_does_not_fit_says_why(self, rule: DecisionRule, fault: str) -> None:
        assert faults(rule, FOUR) == (fault,)
        with pytest.raises(ValueError, match=r"needed|member|nobody"):
            tally(rule, FOUR, {})

    def test_strangers_do_not_vote(self) -> None:
        with pytest.raises(ValueError, match="non-members: x"):
            tally(Majority(), FOUR, {"x": YES})
        assert faults(Majority(), ()) == ("there are no members",)
        assert faults(Majority(), (FOUR[0], FOUR[0])) == ("two members share an id",)


class TestData:
    @pytest.mark.parametrize("rule", [*PRESETS.values(), UNSC, TestCoreAndOthers.RULE])
    def test_rules_survive_a_round_trip_through_json(self, rule: DecisionRule) -> None:
        assert rule_from_data(json.loads(json.dumps(rule_to_data(rule)))) == rule

    def test_names_and_tables_are_read(self) -> None:
        assert rule_from_data("consensus") == Consensus()
        assert rule_from_data("two_thirds") == Majority(share=Share(2, 3))
        table = {"kind": "majority", "share": "3/5", "of": "members", "quorum": "1/2"}
        assert rule_from_data(table) == Majority(Share(3, 5), Base.MEMBERS, Share(1, 2))
        nested = {"kind": "tacit_acceptance", "adoption": {"kind": "council_veto"}}
        assert rule_from_data(nested) == TacitAcceptance(adoption=CouncilVeto())

    @pytest.mark.parametrize(
        ("data", "path"),
        [
            (5, ()),
            ("no_such", ("kind",)),
            ({"kind": "majority", "share": "5/3"}, ("share",)),
            ({"kind": "majority", "share": "1/0"}, ("share",)),
            ({"kind": "majority", "share": 0.5}, ("share",)),
            ({"kind": "majority", "of": "friends"}, ("of",)),
            ({"kind": "majority", "of": ["x"]}, ("of",)),
            ({"kind": "majority", "colour": 1}, ("colour",)),
            ({"kind": "consensus_minus", "k": True}, ("k",)),
            ({"kind": "consensus_minus", "k": 0}, ()),
            ({"kind": "council_veto", "veto_holders": "m0"}, ("veto_holders",)),
            ({"kind": "unanimity", "absence_blocks": 1}, ("absence_blocks",)),
            ({"kind": "double_majority", "measure": 1}, ("measure",)),
            (
                {"kind": "tacit_acceptance", "adoption": {"kind": "majority", "share": "x"}},
                ("adoption", "share"),
            ),
        ],
    )
    def test_what_is_no_rule_is_refused_with_the_place(
        self, data: object, path: tuple[str, ...]
    ) -> None:
        with pytest.raises(RuleDataError) as refusal:
            rule_from_data(data)
        assert refusal.value.path == path


# --- what must hold for every rule -----------------------------------------------------------

shares = st.integers(1, 5).flatmap(lambda d: st.integers(0, d).map(lambda n: Share(n, d)))
IDS = ("a", "b", "c", "d")


@st.composite
def rules(draw: st.DrawFn) -> DecisionRule:
    def number(low: int, high: int) -> int:
        return draw(st.integers(low, high))

    makers: list[Any] = [
        lambda: Unanimity(draw(st.booleans()), draw(st.booleans())),
        lambda: Consensus(draw(shares)),
        lambda: ConsensusMinus(number(1, 3), draw(shares)),
        lambda: Majority(draw(shares), draw(st.sampled_from(Base)), draw(shares)),
        lambda: DoubleMajority(
            number(0, 1000), number(0, 1000), "population", number(0, 4), number(0, 600),
            draw(st.booleans()),
        ),
        lambda: CouncilVeto(number(1, 4), ("a", "c")[: number(0, 2)]),
        lambda: SilenceProcedure(),
        lambda: TacitAcceptance(Majority(), Share(1, number(1, 4))),
        lambda: CoreAndOthers(("a",), number(0, 2), ("b", "c") if draw(st.booleans()) else ()),
        lambda: EntryIntoForce(number(1, 4), number(0, 1000)),
    ]  # fmt: skip
    rule: DecisionRule = makers[number(0, len(makers) - 1)]()
    return rule


@st.composite
def chambers(draw: st.DrawFn) -> tuple[Member, ...]:
    sizes = draw(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 50)), min_size=4, max_size=4))
    return tuple(
        Member(name, weight, people) for name, (weight, people) in zip(IDS, sizes, strict=True)
    )


ballots_of_four = st.fixed_dictionaries({name: st.sampled_from(Ballot) for name in IDS})
SCALES: dict[str, tuple[Ballot, ...]] = {
    "vote": (YES, ABSTAIN, ABSENT, NO),
    "consensus": (YES, CONCERN, ABSENT, OBJECTION),
    "silence": (SILENT, OBJECTION),
}


def scale_of(rule: DecisionRule) -> tuple[Ballot, ...]:
    match rule:
        case Consensus() | ConsensusMinus():
            return SCALES["consensus"]
        case SilenceProcedure() | TacitAcceptance():
            return SCALES["silence"]
        case _:
            return SCALES["vote"]


@given(rules(), chambers(), ballots_of_four, st.sampled_from(IDS))
def test_another_yes_never_loses_a_text(
    rule: DecisionRule, members: tuple[Member, ...], ballots: dict[str, Ballot], turned: str
) -> None:
    if passes(rule, members, ballots):
        assert passes(rule, members, {**ballots, turned: YES})


@given(rules(), chambers(), ballots_of_four, st.sets(st.sampled_from(IDS)))
def test_looking_ahead_agrees_with_trying_every_ballot(
    rule: DecisionRule, members: tuple[Member, ...], ballots: dict[str, Ballot], open_: set[str]
) -> None:
    if faults(rule, members):
        return
    partial = {name: ballot for name, ballot in ballots.items() if name not in open_}
    results = {
        passes(rule, members, partial | dict(zip(sorted(open_), rest, strict=True)))
        for rest in itertools.product(scale_of(rule), repeat=len(open_))
    }
    assert could_still_pass(rule, members, partial) == (True in results)
    assert could_still_fail(rule, members, partial) == (False in results)


def test_a_text_that_no_vote_can_stop_may_still_fail_by_a_walk_out() -> None:
    everybody_present = Majority(quorum=Share(1, 1))
    partial = {"m0": YES, "m1": YES, "m2": YES}
    assert could_still_fail(everybody_present, FOUR, partial)
    assert not could_still_fail(Majority(), FOUR, partial)


@given(rules(), chambers(), ballots_of_four)
def test_a_tally_is_consistent_with_itself(
    rule: DecisionRule, members: tuple[Member, ...], ballots: dict[str, Ballot]
) -> None:
    if faults(rule, members):
        return
    result = tally(rule, members, ballots)
    assert result.adopted == all(test.met for test in result.requirements)
    assert result.adopted == (result.reason_code is Reason.ADOPTED)
    assert bool(result.blockers) <= (not result.adopted)
    assert result.counts.total == sum(member.weight for member in members)
    turned = pivots(rule, members, ballots)
    assert tuple(pivot.member for pivot in turned) == result.pivotal
    for pivot in turned:
        changed = {**ballots, pivot.member: pivot.ballot}
        assert passes(rule, members, changed) is not result.adopted
    if not result.adopted:
        # Were all blockers to turn, the text would pass: nobody else stood in the way.
        best = scale_of(rule)[0]
        repaired = {**ballots, **dict.fromkeys(result.blockers, best)}
        assert passes(rule, members, repaired) or not could_still_pass(rule, members, {})


@given(rules(), chambers(), st.sets(st.sampled_from(IDS)))
def test_the_content_vote_yes_and_the_rest_no(
    rule: DecisionRule, members: tuple[Member, ...], content: set[str]
) -> None:
    ballots = {name: YES if name in content else NO for name in IDS}
    assert adopted_by(rule, members, content) == passes(rule, members, ballots)


@given(rules())
def test_every_rule_survives_being_written_down(rule: DecisionRule) -> None:
    assert rule_from_data(rule_to_data(rule)) == rule


def test_the_mildest_turning_ballot_is_named() -> None:
    ballots = cast(FOUR, YES, YES, NO, NO)
    assert pivots(Majority(), FOUR, ballots) == (Pivot("m2", ABSENT), Pivot("m3", ABSENT))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Share(3, 2),
        lambda: Share(0, 0),
        lambda: Member("x", 0),
        lambda: Member("x", 1, -1),
        lambda: ConsensusMinus(0),
        lambda: CoreAndOthers(),
        lambda: CoreAndOthers(("a",), 1, ("a",)),
        lambda: DoubleMajority(states_per_mille=1001),
        lambda: CouncilVeto(0),
        lambda: EntryIntoForce(0),
        lambda: TacitAcceptance(adoption=TacitAcceptance()),
        lambda: TacitAcceptance(objection_share=Share(0, 1)),
    ],
)
def test_nonsense_cannot_be_built(make: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make()

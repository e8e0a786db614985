"""Voting power: two ways of counting agree, and published figures come out."""

from fractions import Fraction
from itertools import combinations
from math import factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplogame.analysis import (
    PowerTooLargeError,
    blocking_coalitions,
    carries,
    power_indices,
    power_of_rule,
    winning_coalitions,
)
from diplogame.rules.decisions import (
    Consensus,
    ConsensusMinus,
    CoreAndOthers,
    CouncilVeto,
    DecisionRule,
    DoubleMajority,
    EntryIntoForce,
    Majority,
    Member,
    Share,
    SilenceProcedure,
    TacitAcceptance,
    Unanimity,
    adopted_by,
    tally,
)
from diplogame.rules.decisions.kinds import Ballot, faults


@st.composite
def houses(draw: st.DrawFn) -> list[Member]:
    """A few members, blocs and measures among them."""
    bloc = st.integers(1, 3) if draw(st.booleans()) else st.just(1)
    count = draw(st.integers(2, 6))
    return [Member(f"m{n}", draw(bloc), draw(st.integers(0, 12))) for n in range(count)]


@st.composite
def rules_for(draw: st.DrawFn, members: list[Member]) -> DecisionRule:
    """Any rule that fits."""
    names = [member.id for member in members]
    some = tuple(draw(st.lists(st.sampled_from(names), unique=True, max_size=2)))
    per_mille = st.sampled_from([0, 200, 350, 500, 550, 650, 1000])
    share = st.sampled_from([Share(1, 2), Share(1, 3), Share(2, 3), Share(3, 4), Share(1, 1)])
    simple: list[DecisionRule] = [
        Unanimity(),
        Consensus(),
        SilenceProcedure(),
        ConsensusMinus(draw(st.integers(1, 3))),
        Majority(share=draw(share)),
        DoubleMajority(
            draw(per_mille),
            draw(per_mille),
            blocking_states=draw(st.integers(0, 4)),
            blocking_weight_per_mille=draw(per_mille),
        ),
        CouncilVeto(draw(st.integers(1, 4)), some),
        CoreAndOthers(some, draw(st.integers(0 if some else 1, 3))),
        EntryIntoForce(draw(st.integers(1, 4)), draw(per_mille)),
    ]
    if len(some) < len(names):
        others = tuple(name for name in names if name not in some)[:2]
        simple.append(CoreAndOthers(some, 1, others))
    rule = draw(st.sampled_from(simple))
    if draw(st.booleans()):
        return TacitAcceptance(rule, draw(share))
    return rule


@settings(max_examples=300)
@given(st.data())
def test_counting_by_generating_functions_is_counting_every_set(data: st.DataObject) -> None:
    members = data.draw(houses())
    rule = data.draw(rules_for(members))
    if faults(rule, members):
        return
    assert power_of_rule(rule, members) == power_indices(len(members), carries(rule, members))


@given(st.data())
def test_power_is_what_its_definitions_say(data: st.DataObject) -> None:
    members = data.draw(houses())
    rule = data.draw(rules_for(members))
    if faults(rule, members):
        return
    accepts, n = carries(rule, members), len(members)
    found = power_of_rule(rule, members)
    for party in range(n):
        others = [p for p in range(n) if p != party]
        swings = pivots = 0
        for size in range(n):
            for chosen in combinations(others, size):
                if not accepts(frozenset(chosen)) and accepts(frozenset((*chosen, party))):
                    swings += 1
                    pivots += factorial(size) * factorial(n - size - 1)
        assert (found[party].swings, found[party].pivots) == (swings, pivots)
    everybody = frozenset(range(n))
    decided = accepts(everybody) and not accepts(frozenset())
    assert sum(each.pivots for each in found) == (factorial(n) if decided else 0)


@given(st.data())
def test_a_rule_carries_what_its_tally_adopts(data: st.DataObject) -> None:
    members = data.draw(houses())
    rule = data.draw(rules_for(members))
    if faults(rule, members):
        return
    content = data.draw(st.sets(st.sampled_from(range(len(members)))))
    ballots = {
        member.id: Ballot.YES if n in content else Ballot.NO for n, member in enumerate(members)
    }
    adopted = tally(rule, members, ballots).adopted
    if isinstance(rule, TacitAcceptance):
        adopted = adopted and tally(rule.adoption, members, ballots).adopted
    assert carries(rule, members)(frozenset(content)) == adopted


def test_a_text_is_not_accepted_tacitly_that_was_never_adopted() -> None:
    members = [Member(f"m{n}") for n in range(5)]
    rule = TacitAcceptance(adoption=Unanimity(), objection_share=Share(1, 2))
    assert adopted_by(rule, members, {"m0", "m1", "m2"})
    assert not carries(rule, members)(frozenset({0, 1, 2}))
    assert carries(rule, members)(frozenset(range(5)))


def test_the_security_council_of_fifteen_has_its_published_power() -> None:
    # Permanent five: Shapley-Shubik 421/2145 each, Banzhaf 848 swings of 5 * 848 + 10 * 84
    # (Straffin, "Power and stability in politics", 1994, gives .1963 and .1669).
    members = [Member(f"m{n}") for n in range(15)]
    rule = CouncilVeto(9, tuple(f"m{n}" for n in range(5)))
    found = power_of_rule(rule, members)
    assert [each.swings for each in found] == [848] * 5 + [84] * 10
    assert Fraction(found[0].pivots, factorial(15)) == Fraction(421, 2145)
    assert Fraction(found[9].pivots, factorial(15)) == Fraction(4, 2145)
    assert (found[0].shapley, found[0].banzhaf) == (196, 167)


def test_luxembourg_had_no_power_among_the_six() -> None:
    # Council of the EEC of 1958: votes 4, 4, 4, 2, 2, 1, quota 12; Banzhaf 5, 5, 5, 3, 3, 0 of 21,
    # Shapley-Shubik 14, 14, 14, 9, 9, 0 of 60 (Brams, "Game Theory and Politics", 1975).
    members = [Member(f"m{n}", votes) for n, votes in enumerate((4, 4, 4, 2, 2, 1))]
    found = power_of_rule(Majority(share=Share(12, 17)), members)
    swings = [each.swings for each in found]
    assert [Fraction(each, sum(swings)) for each in swings] == [
        Fraction(part, 21) for part in (5, 5, 5, 3, 3, 0)
    ]
    assert [Fraction(each.pivots, factorial(6)) for each in found] == [
        Fraction(part, 60) for part in (14, 14, 14, 9, 9, 0)
    ]


def test_a_house_of_193_is_counted_to_the_last_set() -> None:
    members = [Member(f"m{n}") for n in range(193)]
    found = power_of_rule(Majority(share=Share(2, 3)), members)
    # The 129th yes carries: a member swings every set of 128 of the other 192.
    ways = factorial(192) // (factorial(128) * factorial(64))
    assert {each.swings for each in found} == {ways}
    assert sum(each.pivots for each in found) == factorial(193)


def test_equal_members_have_equal_power_and_more_weight_has_no_less() -> None:
    members = [Member(f"m{n}", 1, (n * n) % 23) for n in range(35)]
    found = power_of_rule(DoubleMajority(), members)
    by_weight = sorted(zip((m.population for m in members), found, strict=True), key=lambda p: p[0])
    swings = [each.swings for _, each in by_weight]
    assert swings == sorted(swings)
    assert sum(each.pivots for each in found) == factorial(35)


def test_units_too_fine_are_refused_before_memory_is_filled() -> None:
    members = [Member(f"m{n}", 1, 10**9 + n) for n in range(40)]
    with pytest.raises(PowerTooLargeError, match="coarser"):
        power_of_rule(DoubleMajority(), members)


def test_power_among_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="1 party"):
        power_of_rule(Majority(), [])


# --- coalitions ----------------------------------------------------------------------------------


@given(st.data())
def test_minimal_coalitions_are_minimal_and_make_up_the_rule(data: st.DataObject) -> None:
    members = data.draw(houses())
    rule = data.draw(rules_for(members))
    accepts, n = carries(rule, members), len(members)
    sets = [frozenset(c) for size in range(n + 1) for c in combinations(range(n), size)]
    winning = winning_coalitions(n, accepts)
    assert set(winning) == {
        s for s in sets if accepts(s) and not any(accepts(s - {party}) for party in s)
    }
    everybody = frozenset(range(n))
    blocking = blocking_coalitions(n, accepts)
    if accepts(everybody):
        stops = {s for s in sets if not accepts(everybody - s)}
        assert set(blocking) == {s for s in stops if not any(s - {p} in stops for p in s)}
        # A blocking set meets every winning one.
        assert all(block & win for block in blocking for win in winning)
    else:
        assert winning == blocking == ()


def test_a_veto_is_a_blocking_coalition_of_one() -> None:
    members = [Member(name) for name in "abcd"]
    accepts = carries(CouncilVeto(3, ("a",)), members)
    assert blocking_coalitions(4, accepts) == (
        frozenset({0}),
        frozenset({1, 2}),
        frozenset({1, 3}),
        frozenset({2, 3}),
    )


@pytest.mark.parametrize("find", [winning_coalitions, blocking_coalitions])
def test_too_many_parties_are_refused(find: object) -> None:
    with pytest.raises(ValueError, match="1 to 16"):
        find(17, lambda content: True)  # type: ignore[operator]

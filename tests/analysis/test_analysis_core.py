"""The core and objections by their definitions."""

from itertools import combinations

import pytest
from analysis_domains import breaks, domains, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from diplogame.analysis import (
    CoreTooLargeError,
    Domain,
    carries,
    core,
    feasible_packages,
    objection,
    unanimity,
)
from diplogame.rules.decisions import CouncilVeto, Majority, Member, Share


def preferred(
    domain: Domain, package: tuple[int, ...], coalition: frozenset[int]
) -> dict[tuple[int, ...], int]:
    """What a coalition would rather have, with its least gain, spelled out."""
    table = rows(domain)
    found = {}
    for other, row in table.items():
        gains = [row[p] - table[package][p] for p in coalition]
        content = all(
            row[p] >= domain.walk_aways[p] and not breaks(domain, p, other) for p in coalition
        )
        if gains and min(gains) > 0 and content:
            found[other] = min(gains)
    return found


@settings(max_examples=150, deadline=None)
@given(domains(max_parties=3, max_issues=3), st.integers(1, 3))
def test_the_core_is_what_no_decisive_coalition_would_leave(domain: Domain, needed: int) -> None:
    def accepts(content: frozenset[int]) -> bool:
        return len(content) >= needed

    parties = domain.parties
    decisive = [
        frozenset(c)
        for size in range(1, len(parties) + 1)
        for c in combinations(parties, size)
        if size >= needed
    ]
    slow = []
    for package in feasible_packages(domain, accepts):
        better = [preferred(domain, package, coalition) for coalition in decisive]
        if not any(better):
            slow.append(package)
        best = max((gain for found in better for gain in found.values()), default=None)
        said = objection(domain, package, accepts)
        if best is None:
            assert said is None
            continue
        assert said is not None
        assert accepts(said.coalition)
        assert min(said.gains[p] for p in said.coalition) == best
        assert said.package in preferred(domain, package, said.coalition)
        table = rows(domain)
        assert said.gains == tuple(
            now - was for now, was in zip(table[said.package], table[package], strict=True)
        )
    assert list(core(domain, accepts)) == slow


# Three parties divide one thing; each option leaves one of them out.
CYCLE = Domain((3,), (((2, 1, 0),), ((0, 2, 1),), ((1, 0, 2),)), (0, 0, 0))
MEMBERS = [Member(name) for name in "abc"]


def test_majorities_that_chase_each_other_leave_an_empty_core() -> None:
    by_two = carries(Majority(share=Share(2, 3)), MEMBERS)
    assert core(CYCLE, by_two) == ()
    said = objection(CYCLE, (0,), by_two)
    assert said is not None
    assert (said.coalition, said.package, said.gains) == (frozenset({1, 2}), (2,), (-2, 1, 1))


def test_a_veto_makes_a_core() -> None:
    accepts = carries(CouncilVeto(2, ("a",)), MEMBERS)
    assert core(CYCLE, accepts) == ((0,),)


def test_under_unanimity_the_core_is_all_that_cannot_be_bettered_for_everybody() -> None:
    assert core(CYCLE, unanimity(CYCLE)) == ((0,), (1,), (2,))
    shared = Domain((2,), (((1, 2),), ((1, 2),)), (0, 0))
    assert core(shared, unanimity(shared)) == ((1,),)


def test_a_core_beyond_the_limit_is_refused() -> None:
    flat = Domain((9, 9), (((0,) * 9,) * 2,) * 2, (0, 0))
    assert len(core(flat, unanimity(flat))) == 81
    with pytest.raises(CoreTooLargeError, match="80"):
        core(flat, unanimity(flat), limit=80)


def test_a_gain_below_what_counts_is_no_objection() -> None:
    shared = Domain((2,), (((10, 12),), ((10, 13),)), (0, 0))
    assert core(shared, unanimity(shared), least_gain=2) == ((1,),)
    assert core(shared, unanimity(shared), least_gain=3) == ((0,), (1,))
    assert objection(shared, (0,), unanimity(shared), least_gain=3) is None

"""Swaps agree with trying every change of a clause or two."""

from itertools import combinations

from analysis_domains import breaks, domains, rows
from hypothesis import given
from hypothesis import strategies as st

from diplogame.analysis import (
    Domain,
    Package,
    PairwiseSwap,
    cheapest_swap,
    missed_swaps,
    worst_clause,
)

# Two parties, each caring for one of two issues, stuck with the wrong way round; a third cares for
# the third issue only.
STUCK = Domain(
    options=(2, 2, 2),
    contributions=(
        ((0, 100), (10, 0), (0, 0)),
        ((10, 0), (0, 100), (0, 0)),
        ((0, 0), (0, 0), (5, 0)),
    ),
    walk_aways=(50, 50, 5),
)


def distance(one: Package, two: Package) -> int:
    return sum(a != b for a, b in zip(one, two, strict=True))


def newly_broken(domain: Domain, party: int, before: Package, after: Package) -> bool:
    lines = domain.red_lines[party] if domain.red_lines else ()
    return any(
        all(after[i] == o for i, o in line) and not all(before[i] == o for i, o in line)
        for line in lines
    )


def test_a_missed_exchange_is_found_with_its_gains() -> None:
    missed = missed_swaps(STUCK, (0, 0, 0))
    assert [swap.changes for swap in missed.common] == [((0, 0, 1), (1, 0, 1))]
    assert missed.common[0].gains == (90, 90, 0)
    assert missed.pairwise == ()


def test_an_exchange_at_a_third_partys_cost_is_the_pairs_own() -> None:
    jealous = (((3, 0), (0, 0), (5, 0)),)
    domain = Domain(STUCK.options, STUCK.contributions[:2] + jealous, STUCK.walk_aways)
    missed = missed_swaps(domain, (0, 0, 0))
    assert missed.common == ()
    (found,) = missed.pairwise
    assert found.parties == (0, 1)
    assert found.swap.gains == (90, 90, -3)


def test_nothing_was_missed_in_an_efficient_package() -> None:
    missed = missed_swaps(STUCK, (1, 1, 0))
    assert (missed.common, missed.pairwise) == ((), ())


def test_the_worst_clause_is_the_one_that_would_gain_most() -> None:
    assert worst_clause(STUCK, (0, 0, 0), 0) == (0, 100)
    assert worst_clause(STUCK, (1, 1, 0), 0) == (1, 10)
    assert worst_clause(STUCK, (1, 0, 0), 0) is None


def test_the_cheapest_swap_spares_the_others() -> None:
    swap = cheapest_swap(STUCK, (0, 0, 0), 0)
    assert swap is not None
    # Issue 0 alone would cost the second party 10; with issue 1 in return it costs nobody.
    assert swap.changes == ((0, 0, 1), (1, 0, 1))
    alone = cheapest_swap(STUCK, (0, 0, 0), 0, clauses=1)
    assert alone is not None
    assert alone.changes == ((0, 0, 1),)
    uncaring = cheapest_swap(STUCK, (0, 0, 0), 0, payers=[2])
    assert uncaring is not None
    assert uncaring.changes == ((0, 0, 1),)


def test_who_is_satisfied_needs_no_swap_and_who_asks_too_much_gets_none() -> None:
    content = cheapest_swap(STUCK, (1, 1, 0), 0)
    assert content is not None
    assert content.changes == ()
    assert cheapest_swap(STUCK, (1, 1, 0), 0, target=500) is None


@given(domains(), st.data())
def test_the_cheapest_swap_is_the_cheapest(domain: Domain, data: st.DataObject) -> None:
    table = rows(domain)
    package = data.draw(st.sampled_from(sorted(table)))
    party = data.draw(st.sampled_from(domain.parties))
    others = [other for other in domain.parties if other != party]

    def cost(after: Package) -> int:
        return sum(max(0, table[package][o] - table[after][o]) for o in others)

    options = [
        (cost(after), distance(package, after), -table[after][party])
        for after in table
        if distance(package, after) <= 2
        and table[after][party] >= domain.walk_aways[party]
        and not breaks(domain, party, after)
        and not any(newly_broken(domain, other, package, after) for other in others)
    ]
    swap = cheapest_swap(domain, package, party)
    if swap is None:
        assert not options
        return
    after = swap.package
    assert (cost(after), distance(package, after), -table[after][party]) == min(options)
    assert swap.gains == tuple(b - a for a, b in zip(table[package], table[after], strict=True))
    assert swap.changes == tuple(
        (i, a, b) for i, (a, b) in enumerate(zip(package, after, strict=True)) if a != b
    )


@given(domains(), st.data())
def test_missed_swaps_are_all_there_are(domain: Domain, data: st.DataObject) -> None:
    table = rows(domain)
    package = data.draw(st.sampled_from(sorted(table)))

    def gains(after: Package) -> list[int]:
        return [b - a for a, b in zip(table[package], table[after], strict=True)]

    def common(after: Package) -> bool:
        return (
            min(gains(after)) >= 0
            and max(gains(after)) > 0
            and not any(newly_broken(domain, p, package, after) for p in domain.parties)
        )

    def halves(after: Package) -> list[Package]:
        changed = [i for i in domain.issues if package[i] != after[i]]
        return [
            tuple(after[i] if i == only else package[i] for i in domain.issues) for only in changed
        ]

    near = {
        after: distance(package, after) for after in table if distance(package, after) in (1, 2)
    }
    expected = {
        after
        for after, steps in near.items()
        if common(after) and (steps == 1 or not any(map(common, halves(after))))
    }
    pairs = {
        (one, two, after)
        for after, steps in near.items()
        if steps == 2 and min(gains(after)) < 0
        for one, two in combinations(domain.parties, 2)
        if min(gains(after)[one], gains(after)[two]) > 0
        and not newly_broken(domain, one, package, after)
        and not newly_broken(domain, two, package, after)
        and not any(min(gains(h)[one], gains(h)[two]) >= 0 for h in halves(after))
    }
    missed = missed_swaps(domain, package)
    assert {swap.package for swap in missed.common} == expected
    assert len(missed.common) == len(expected)
    assert {(*found.parties, found.swap.package) for found in missed.pairwise} == pairs
    joint = [sum(swap.gains) for swap in missed.common]
    assert joint == sorted(joint, reverse=True)

    def smaller(found: PairwiseSwap) -> int:
        return min(found.swap.gains[party] for party in found.parties)

    assert list(map(smaller, missed.pairwise)) == sorted(
        map(smaller, missed.pairwise), reverse=True
    )


@given(domains(), st.data())
def test_the_worst_clause_gains_most_of_all_single_changes(
    domain: Domain, data: st.DataObject
) -> None:
    table = rows(domain)
    package = data.draw(st.sampled_from(sorted(table)))
    party = data.draw(st.sampled_from(domain.parties))
    best = max(
        (table[a][party] - table[package][party] for a in table if distance(package, a) == 1),
        default=0,
    )
    worst = worst_clause(domain, package, party)
    assert (worst[1] if worst else 0) == max(best, 0)

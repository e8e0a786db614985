"""Utilities, the agreement zone and the frontier agree with trying everything."""

import itertools

import pytest
from analysis_domains import breaks, domains, dominates, rows, worth
from hypothesis import given, settings
from hypothesis import strategies as st

from diplogame.analysis import (
    Domain,
    FrontierTooLargeError,
    coarser_frontier,
    dominance,
    feasible_packages,
    feasible_share,
    halves,
    pareto_frontier,
)
from diplogame.analysis.dominance import undominated
from diplogame.analysis.lanes import Lanes
from diplogame.analysis.pareto import joined_issues, worst_worth
from diplogame.rules.decisions import Consensus, Majority, Member, Share, adopted_by

LIBRARY = Domain(
    options=(2, 2),
    contributions=(((10, 0), (0, 3)), ((0, 2), (9, 0))),
    walk_aways=(5, 5),
    linkages=(((((0, 0), (1, 1)), 4),), ()),
    red_lines=((), (((0, 1), (1, 1)),)),
)


def test_a_package_is_worth_its_clauses_and_its_linkages() -> None:
    assert LIBRARY.utilities((0, 1)) == (17, 0)
    assert LIBRARY.utilities((0, 0)) == (10, 9)
    assert LIBRARY.content((0, 0)) == {0, 1}
    assert LIBRARY.size == 4
    assert list(LIBRARY.packages()) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_a_broken_red_line_makes_nobody_content_who_drew_it() -> None:
    assert LIBRARY.broken_lines(1, (1, 1)) == (((0, 1), (1, 1)),)
    rich = Domain(LIBRARY.options, LIBRARY.contributions, (0, 0), (), LIBRARY.red_lines)
    assert rich.utility(1, (1, 1)) >= 0
    assert rich.content((1, 1)) == {0}


def test_a_domain_of_two_of_three_parties_keeps_what_is_theirs() -> None:
    part = LIBRARY.among([1])
    assert part.utilities((1, 1)) == (2,)
    assert part.broken_lines(0, (1, 1)) == LIBRARY.broken_lines(1, (1, 1))


@given(domains())
def test_utility_and_content_are_what_they_say(domain: Domain) -> None:
    for package in domain.packages():
        for party in domain.parties:
            value = worth(domain, party, package)
            assert domain.utility(party, package) == value
            content = value >= domain.walk_aways[party] and not breaks(domain, party, package)
            assert domain.is_content(party, package) == content


@given(domains(), st.integers(0, 4))
def test_the_zone_is_found_for_any_quorum_of_content_parties(domain: Domain, needed: int) -> None:
    def accepts(content: frozenset[int]) -> bool:
        return len(content) >= needed

    slow = [package for package in domain.packages() if accepts(domain.content(package))]
    assert list(feasible_packages(domain, accepts)) == slow
    assert feasible_share(domain, accepts) == (len(slow), domain.size)


@given(domains())
def test_unanimity_is_the_default(domain: Domain) -> None:
    slow = [p for p in domain.packages() if len(domain.content(p)) == len(domain.parties)]
    assert list(feasible_packages(domain)) == slow
    assert feasible_share(domain)[0] == len(slow)


@pytest.mark.parametrize("block", [1, 5, 2048])
@given(domain=domains(), needed=st.integers(0, 4), cut=st.integers(0, 4))
def test_counting_by_halves_is_counting_one_by_one(
    block: int, domain: Domain, needed: int, cut: int
) -> None:
    def accepts(content: frozenset[int]) -> bool:
        return len(content) >= needed

    groups = joined_issues(domain, True)
    one = [issue for group in groups[:cut] for issue in group]
    two = [issue for group in groups[cut:] for issue in group]
    slow = sum(accepts(domain.content(package)) for package in domain.packages())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(halves, "_BLOCK", block)
        assert halves.count(domain, accepts, (one, two)) == slow


def test_a_million_packages_are_counted_by_halves() -> None:
    # Ten issues of four options, worth 0 to 3: everybody wants 15 of 30, the second upside down.
    rising = ((0, 1, 2, 3),) * 10
    falling = ((3, 2, 1, 0),) * 10
    domain = Domain((4,) * 10, (rising, falling), (15, 15))
    parts = halves.split(domain)
    assert parts is not None
    assert sorted(map(len, parts)) == [5, 5]
    # The middle coefficient of (1 + x + x**2 + x**3) ** 10.
    ways = [1]
    for _ in range(10):
        ways = [sum(ways[max(0, k - 3) : k + 1]) for k in range(len(ways) + 3)]
    assert feasible_share(domain) == (ways[15], 4**10)
    assert feasible_share(domain, lambda content: bool(content)) == (4**10, 4**10)


def test_what_is_tied_together_has_no_halves() -> None:
    links = tuple((((i, 0), (i + 1, 1)), 1) for i in range(7))
    tied = Domain((4,) * 8, (((0, 1, 2, 3),) * 8,), (12,), (links,))
    assert halves.split(tied) is None
    assert halves.work(tied) is None


@given(domains(max_parties=3))
def test_decision_rules_plug_in_as_they_are(domain: Domain) -> None:
    members = [Member(f"p{party}") for party in domain.parties]
    for rule in (Consensus(), Majority(share=Share(2, 3))):

        def accepts(content: frozenset[int], rule: Consensus | Majority = rule) -> bool:
            return adopted_by(rule, members, {members[party].id for party in content})

        slow = sum(accepts(domain.content(package)) for package in domain.packages())
        assert feasible_share(domain, accepts) == (slow, domain.size)


@settings(max_examples=300)
@given(domains() | domains(most=1), st.booleans())
def test_the_frontier_is_exactly_the_undominated_packages(domain: Domain, lines: bool) -> None:
    everything = rows(domain)
    if lines:
        everything = {
            package: row
            for package, row in everything.items()
            if not any(breaks(domain, party, package) for party in domain.parties)
        }
    slow: dict[tuple[int, ...], tuple[int, ...]] = {}
    for package, row in sorted(everything.items()):
        if not any(dominates(other, row) for other in everything.values()):
            slow.setdefault(row, package)
    fast = pareto_frontier(domain, red_lines=lines)
    assert {outcome.utilities: outcome.package for outcome in fast} == slow
    assert [outcome.package for outcome in fast] == sorted(slow.values())


def test_of_equal_packages_the_smallest_stands_even_when_its_parts_come_late() -> None:
    # Issues 0 and 1 are linked, so issue 2 is merged first, and its option 0 seen before option 1.
    link = (((0, 0), (1, 0)), 0)
    domain = Domain(
        options=(1, 2, 2),
        contributions=(((0,), (1, 0), (1, 0)), ((0,), (0, 1), (0, 1))),
        walk_aways=(0, 0),
        linkages=((link,), ()),
    )
    assert domain.utilities((0, 1, 0)) == domain.utilities((0, 0, 1)) == (1, 1)
    assert [outcome.package for outcome in pareto_frontier(domain)] == [
        (0, 0, 0),
        (0, 0, 1),
        (0, 1, 1),
    ]


def test_a_billion_packages_are_no_obstacle_without_linkages() -> None:
    # 15 issues of 4 options, two parties: 4**15 packages, far beyond trying everything.
    values = tuple(
        (
            tuple((7 * i + 5 * o) % 23 for o in range(4)),
            tuple((11 * i + 13 * o) % 19 for o in range(4)),
        )
        for i in range(15)
    )
    domain = Domain((4,) * 15, (tuple(v[0] for v in values), tuple(v[1] for v in values)), (0, 0))
    frontier = pareto_frontier(domain)
    best = [sum(max(v[party]) for v in values) for party in (0, 1)]
    assert [max(o.utilities[party] for o in frontier) for party in (0, 1)] == best
    assert max(sum(o.utilities) for o in frontier) == sum(
        max(a + b for a, b in zip(*v, strict=True)) for v in values
    )
    assert all(domain.utilities(o.package) == o.utilities for o in frontier)


def test_a_frontier_beyond_the_limit_is_refused_not_sampled() -> None:
    # Nine options of each of two issues have to be kept apart until the third settles the link.
    joined = Domain((9,) * 3, (((0,) * 9,) * 3,), (0,), ((((((0, 0), (1, 0), (2, 0)), 5),)),))
    assert len(pareto_frontier(joined)) == 1
    with pytest.raises(FrontierTooLargeError, match="more than 70"):
        pareto_frontier(joined, limit=70)
    duel = tuple(tuple(o * 10**i for o in range(9)) for i in range(4))
    split = Domain((9,) * 4, (duel, tuple(tuple(-v for v in row) for row in duel)), (0, 0))
    assert len(pareto_frontier(split)) == 9**4
    with pytest.raises(FrontierTooLargeError, match="more than 100"):
        pareto_frontier(split, limit=100)


def test_a_chain_of_linkages_is_no_obstacle() -> None:
    # Thirty issues, each linked with the next: 3**30 packages in one group.
    links = tuple((((i, 1), (i + 1, 2)), 7 if i % 2 else -4) for i in range(29))
    values = tuple(tuple((i * 5 + o * 7) % 11 for o in range(3)) for i in range(30))
    against = tuple(tuple(10 - value for value in row) for row in values)
    domain = Domain((3,) * 30, (values, against), (0, 0), (links, ()))
    frontier = pareto_frontier(domain)
    assert all(domain.utilities(o.package) == o.utilities for o in frontier)
    assert max(o.utilities[1] for o in frontier) == sum(max(row) for row in against)
    best = max(frontier, key=lambda o: o.utilities[0])
    # Nobody can do better than the best of each issue and all bonuses, or worse than by greed.
    assert sum(max(row) for row in values) - 4 * 15 <= best.utilities[0]
    assert best.utilities[0] <= sum(max(row) for row in values) + 7 * 14


@pytest.mark.parametrize(
    ("columns", "block"), [(1, 1024), (2, 1024), (3, 1024), (4, 1), (4, 3), (5, 3), (5, 1024)]
)
@given(data=st.data())
def test_undominated_rows_are_found_whatever_the_columns(
    columns: int, block: int, data: st.DataObject
) -> None:
    rows = st.tuples(*[st.integers(0, 15)] * columns)
    table = data.draw(st.lists(rows, max_size=30))
    slow = {row for row in table if not any(dominates(other, row) for other in table)}
    lanes = Lanes(columns, 5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dominance, "_BLOCK", block)
        found = undominated([lanes.pack(row) for row in table], columns, 5)
    assert found == sorted((lanes.pack(row) for row in slow), reverse=True)


@given(domains(lines=False), st.integers(1, 9))
def test_a_coarser_frontier_is_that_of_rounded_utilities(domain: Domain, step: int) -> None:
    rounded = {
        tuple((2 * have + step) // (2 * step) for have in row) for row in rows(domain).values()
    }
    slow = {row for row in rounded if not any(dominates(other, row) for other in rounded)}
    coarse = coarser_frontier(pareto_frontier(domain), step)
    assert {outcome.utilities for outcome in coarse} == slow
    assert len(coarse) == len(slow)
    for outcome in coarse:
        exact = rows(domain)[outcome.package]
        assert outcome.utilities == tuple((2 * u + step) // (2 * step) for u in exact)


def test_a_step_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="step"):
        coarser_frontier((), 0)
    assert coarser_frontier((), 1) == ()


@given(domains())
def test_the_worst_worth_is_that_of_the_worst_package(domain: Domain) -> None:
    table = rows(domain).values()
    assert worst_worth(domain) == tuple(map(min, zip(*table, strict=True)))


@given(domains(), st.lists(st.integers(-40, 80), min_size=4, max_size=4))
def test_a_floor_keeps_exactly_the_part_of_the_frontier_above_it(
    domain: Domain, levels: list[int]
) -> None:
    floor = levels[: len(domain.parties)]
    above = [
        outcome
        for outcome in pareto_frontier(domain)
        if all(have >= least for have, least in zip(outcome.utilities, floor, strict=True))
    ]
    assert list(pareto_frontier(domain, floor=floor)) == above


@given(st.lists(st.integers(-99, 99), min_size=1), st.lists(st.integers(-99, 99), min_size=1))
def test_lanes_add_rows_at_once(one: list[int], two: list[int]) -> None:
    pairs = list(zip(one, two, strict=False))
    lanes = Lanes.for_values(len(pairs), 200)
    total = lanes.tops + lanes.pack(a for a, _ in pairs) + lanes.pack(b for _, b in pairs)
    assert lanes.raised(total) == tuple(n for n, (a, b) in enumerate(pairs) if a + b >= 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ((), (((),),), (0,)),
        ((2,), (), ()),
        ((2,), (((1, 2),),), (0, 0)),
        ((2,), (((1, 2, 3),),), (0,)),
        ((0,), (((),),), (0,)),
        ((2,), (((1, 2),),), (0,), ((), ())),
        ((2,), (((1, 2),),), (0,), (((((0, 2),), 5),),)),
        ((2,), (((1, 2),),), (0,), (((((-1, 0),), 5),),)),
        ((2,), (((1, 2),),), (0,), (), ((((0, 0), (0, 1)),),)),
        ((2,), (((1, 2),),), (0,), (), (((),),)),
    ],
)
def test_shapes_that_do_not_fit_are_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match=r"domain|party|parties|every|option|combination"):
        Domain(*arguments)  # type: ignore[arg-type]


def test_pruning_never_asks_about_more_sets_than_there_are() -> None:
    asked: list[frozenset[int]] = []

    def accepts(content: frozenset[int]) -> bool:
        asked.append(content)
        return len(content) >= 2

    values = tuple(
        tuple(tuple((p * 7 + i * 3 + o * o * (p + 2)) % 11 for o in range(4)) for i in range(5))
        for p in range(3)
    )
    feasible_share(Domain((4,) * 5, values, (25, 25, 25)), accepts)
    assert len(asked) == len(set(asked)) <= 8
    assert set(asked) <= {
        frozenset(c) for n in range(4) for c in itertools.combinations(range(3), n)
    }


def test_patience_ends_by_count_not_by_clock() -> None:
    rows = [sum((n * k) % 97 << 7 * k for k in range(1, 6)) for n in range(3000)]
    wide = [row >> 7 for row in rows]
    everything = undominated(wide, 5, 7)
    assert undominated(wide, 5, 7, dominance.Patience(10**6)) == everything
    with pytest.raises(dominance.TooManyRowsError, match="too many rows"):
        undominated(wide, 5, 7, dominance.Patience(100))


def test_a_crowd_that_agrees_on_nothing_is_refused() -> None:
    values = tuple(
        tuple(
            tuple((p * 37 + i * 101 + o * 53 + p * o * i * 7) % 211 for o in range(5))
            for i in range(9)
        )
        for p in range(12)
    )
    with pytest.raises(FrontierTooLargeError, match="12 parties"):
        pareto_frontier(Domain((5,) * 9, values, (0,) * 12), limit=30_000)

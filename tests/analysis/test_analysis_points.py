"""Solution points by their definitions, and the power of the parties behind them."""

from fractions import Fraction
from math import prod

import pytest
from analysis_domains import breaks, domains, rows
from hypothesis import given, settings

from diplogame.analysis import (
    Domain,
    Outcome,
    opposition,
    pareto_frontier,
    power_indices,
    solution_points,
)
from diplogame.rules.decisions import CouncilVeto, Member, adopted_by

# Dividing ten of one thing: the first party has u = x, the second a diminishing taste for the rest.
CAKE = Domain(
    options=(11,),
    contributions=((tuple(range(11)),), (tuple(100 - x * x for x in range(11)),)),
    walk_aways=(0, 0),
)


def test_the_textbook_cake_is_cut_at_the_textbook_places() -> None:
    points = solution_points(CAKE)
    assert points is not None
    # max x(100 - x^2): 6 * 64 = 384 beats 5 * 75 = 375; equal shares: x/10 against 1 - x^2/100.
    assert points.nash == Outcome((6,), (6, 64))
    assert points.kalai_smorodinsky == Outcome((6,), (6, 64))
    assert points.egalitarian == Outcome((9,), (9, 19))
    # 0 + 100 and 1 + 99 tie; the worse-off party decides.
    assert points.utilitarian == Outcome((1,), (1, 99))


def test_walk_aways_move_the_points() -> None:
    points = solution_points(Domain(CAKE.options, CAKE.contributions, (4, 0)))
    assert points is not None
    assert points.utilitarian == Outcome((4,), (4, 84))
    assert points.nash == Outcome((7,), (7, 51))


def test_without_a_zone_there_are_no_points() -> None:
    assert solution_points(Domain(CAKE.options, CAKE.contributions, (8, 50))) is None


@settings(max_examples=300)
@given(domains())
def test_each_point_is_the_best_of_all_packages_by_its_definition(domain: Domain) -> None:
    zone = {
        package: [have - least for have, least in zip(row, domain.walk_aways, strict=True)]
        for package, row in rows(domain).items()
        if not any(breaks(domain, party, package) for party in domain.parties)
    }
    zone = {package: gains for package, gains in zone.items() if min(gains) >= 0}
    points = solution_points(domain)
    if points is None:
        assert not zone
        return
    dreams = [max(column) for column in zip(*zone.values(), strict=True)]

    def shares(gains: list[int]) -> list[Fraction]:
        return sorted(Fraction(g, d) for g, d in zip(gains, dreams, strict=True) if d)

    assert prod(zone[points.nash.package]) == max(prod(gains) for gains in zone.values())
    assert sum(zone[points.utilitarian.package]) == max(sum(gains) for gains in zone.values())
    assert sorted(zone[points.egalitarian.package]) == max(sorted(g) for g in zone.values())
    assert shares(zone[points.kalai_smorodinsky.package]) == max(map(shares, zone.values()))
    for point in (points.nash, points.utilitarian, points.egalitarian, points.kalai_smorodinsky):
        assert point in points.frontier
        assert domain.utilities(point.package) == point.utilities


@given(domains())
def test_points_do_not_depend_on_how_much_of_the_frontier_is_given(domain: Domain) -> None:
    assert solution_points(domain, pareto_frontier(domain)) == solution_points(domain)


@given(domains())
def test_opposition_is_what_the_fairest_package_leaves_short(domain: Domain) -> None:
    table = list(rows(domain).values())
    low = [min(column) for column in zip(*table, strict=True)]
    high = [max(column) for column in zip(*table, strict=True)]

    def fairness(row: tuple[int, ...]) -> int:
        shares = [
            (have - least) * 1000 // (most - least)
            for have, least, most in zip(row, low, high, strict=True)
            if most > least
        ]
        return min(shares, default=1000)

    assert opposition(domain) == 1000 - max(map(fairness, table))


def test_opposition_tells_a_fight_from_a_non_issue() -> None:
    assert opposition(Domain((2,), (((0, 1),), ((0, 5),)), (0, 0))) == 0
    assert opposition(Domain((2,), (((0, 1),), ((5, 0),)), (0, 0))) == 1000
    assert opposition(CAKE) == 400


def test_power_in_the_textbook_weighted_game() -> None:
    # [51: 50, 49, 1]: the smallest is worth exactly as much as the second.
    weights = (50, 49, 1)
    indices = power_indices(3, lambda content: sum(weights[p] for p in content) >= 51)
    assert [index.swings for index in indices] == [3, 1, 1]
    assert [index.banzhaf for index in indices] == [600, 200, 200]
    assert [index.shapley for index in indices] == [667, 167, 167]


def test_power_in_the_security_council_is_the_vetoers() -> None:
    members = [Member(f"m{n}") for n in range(15)]
    rule = CouncilVeto(9, ("m0", "m1", "m2", "m3", "m4"))
    indices = power_indices(
        15, lambda content: adopted_by(rule, members, {f"m{party}" for party in content})
    )
    # Published values: Banzhaf 16.7 % and 1.65 %, Shapley-Shubik 19.6 % and 0.19 %.
    assert {(i.banzhaf, i.shapley) for i in indices[:5]} == {(167, 196)}
    assert {(i.banzhaf, i.shapley) for i in indices[5:]} == {(17, 2)}


def test_power_needs_somebody_and_not_too_many() -> None:
    with pytest.raises(ValueError, match="1 to 16"):
        power_indices(0, bool)
    with pytest.raises(ValueError, match="1 to 16"):
        power_indices(17, bool)

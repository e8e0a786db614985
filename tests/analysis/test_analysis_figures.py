"""All figures of a problem agree with their definitions, tried out on every package."""

from fractions import Fraction
from math import isqrt, prod

import pytest
from analysis_domains import breaks, domains, dominates, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from diplogame.analysis import DEFINITIONS, Domain, Figures, analyse, domain_of
from diplogame.rules.terms import Combination, Interests


def nearest(number: int, step: int) -> int:
    return (2 * number + step) // (2 * step)


@settings(max_examples=200, deadline=None)
@given(domains(), st.integers(1, 3), st.sampled_from([1, 2, 3, 7]))
def test_figures_are_what_their_definitions_say(domain: Domain, needed: int, step: int) -> None:
    def accepts(content: frozenset[int]) -> bool:
        return len(content) >= needed

    figures = analyse(domain, accepts, step=step)
    least = [nearest(w, step) for w in domain.walk_aways]
    everything = {p: tuple(nearest(u, step) for u in row) for p, row in rows(domain).items()}
    feasible, sound = 0, {}
    for package, row in everything.items():
        broken = [breaks(domain, party, package) for party in domain.parties]
        content = {p for p in domain.parties if row[p] >= least[p] and not broken[p]}
        feasible += accepts(frozenset(content))
        if not any(broken):
            sound[package] = row
    assert (figures.outcomes, figures.feasible) == (domain.size, feasible)
    assert figures.frontier is not None
    frontier = {r for r in sound.values() if not any(dominates(o, r) for o in sound.values())}
    assert sorted(o.utilities for o in figures.frontier) == sorted(frontier)
    zone = [r for r in sound.values() if all(u >= w for u, w in zip(r, least, strict=True))]
    assert figures.zone == bool(zone)
    assert (figures.points is None) == (not zone)
    best = [max(column) for column in zip(*everything.values(), strict=True)]
    worst = [min(column) for column in zip(*everything.values(), strict=True)]
    shares = [
        min(
            (
                Fraction(u - low, top - low)
                for u, low, top in zip(r, worst, best, strict=True)
                if top > low
            ),
            default=Fraction(1),
        )
        for r in everything.values()
    ]
    assert figures.opposition_share == 10**6 - int(10**6 * max(shares))
    if not zone:
        assert figures.opposition is None
        return
    assert figures.points is not None

    def product(row: tuple[int, ...]) -> int:
        return prod(u - w for u, w in zip(row, least, strict=True))

    assert product(figures.points.nash.utilities) == max(map(product, zone))
    assert sum(figures.points.utilitarian.utilities) == max(map(sum, zone))
    spans = [top - min(0, low) for top, low in zip(best, worst, strict=True)]
    distances = [
        sum(
            ((top - u) * 10**6 // span) ** 2
            for u, top, span in zip(r, best, spans, strict=True)
            if span
        )
        for r in zone
    ]
    assert figures.opposition == isqrt(min(distances))


def test_noise_below_a_step_makes_no_package_better() -> None:
    # A third and two thirds as decimals: 0.333 + 0.333 is 0.666, not 0.667.
    a = ((333, 0), (333, 667))
    noisy = Domain((2, 2), (a, ((500, 500), (500, 500))), (1000, 0))
    fine = analyse(noisy)
    rough = analyse(noisy, step=10)
    assert (fine.feasible, rough.feasible) == (1, 1)
    twins = Domain((2,), (((666, 667),), ((501, 500),)), (667, 0))
    assert (analyse(twins).feasible, analyse(twins, step=10).feasible) == (1, 2)
    assert [len(analyse(twins, step=s).frontier or ()) for s in (1, 10)] == [2, 1]


def test_what_is_too_large_is_said() -> None:
    duel = tuple(tuple(o * 10**i for o in range(9)) for i in range(4))
    against = tuple(tuple(-v for v in row) for row in duel)
    split = Domain((9,) * 4, (duel, against), (0, 0))
    figures = analyse(split, limit=100, most_counted=1000)
    # Above the walk-aways there is but one package left, and that part fits.
    # By halves it is counted all the same.
    assert (figures.feasible, figures.frontier, figures.zone) == (1, None, True)
    assert figures.points is not None
    assert figures.points.nash.utilities == (0, 0)
    assert [note[:9] for note in figures.notes] == ["No fronti"]
    chain = tuple((((i, 1), (i + 1, 1)), 1) for i in range(29))
    knotted = Domain((3,) * 30, (((0, 0, 1),) * 30,) * 2, (0, 0), (chain, ()))
    assert analyse(knotted).feasible is None
    assert analyse(knotted).notes == ("There are too many packages to count the feasible ones.",)
    lower = Domain(split.options, split.contributions, (-(10**6), -(10**6)))
    assert analyse(lower, limit=100).points is None
    assert len(analyse(lower, limit=100).notes) == 2


@pytest.mark.parametrize("name", ["outcomes", "feasible", "opposition", "opposition_share"])
def test_every_figure_has_its_definition(name: str) -> None:
    assert name in Figures.__dataclass_fields__
    assert len(DEFINITIONS[name]) > 30


def test_every_point_has_its_definition() -> None:
    for name in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "pareto_size"):
        assert len(DEFINITIONS[name]) > 30


def test_a_conference_becomes_a_problem() -> None:
    one = Interests(
        (6000, 4000),
        ((100, 0), (0, 50, 100)),
        ((6000, 0), (0, 2000, 4000)),
        linkages=(Combination(((0, (0,)), (1, (1, 2))), -300),),
        red_lines=(Combination(((1, (0,)),), 0, "line"), Combination((), 0, "none")),
    )
    two = Interests((5000, 5000), ((0, 100), (50, 50, 0)), ((0, 5000), (2500, 2500, 0)))
    domain = domain_of((2, 3), (one, two), (4000, 3000))
    for package in domain.packages():
        assert domain.utilities(package) == (one.utility(package), two.utility(package))
        assert bool(domain.broken_lines(0, package)) == ("line" in one.crossed(package))
    assert domain.walk_aways == (4000, 3000)

"""What knowing is worth, and how honest forecast bands were."""

from fractions import Fraction
from math import comb

import pytest
from analysis_domains import rows
from hypothesis import given
from hypothesis import strategies as st

from diplogame.analysis import (
    Domain,
    band_calibration,
    unanimity,
    value_of_information,
    value_of_probing,
)

TABLES = st.integers(1, 4).flatmap(
    lambda cases: st.tuples(
        st.lists(
            st.lists(st.integers(-20, 20), min_size=cases, max_size=cases), min_size=1, max_size=4
        ),
        st.lists(st.integers(1, 5), min_size=cases, max_size=cases),
        st.lists(st.integers(0, 2), min_size=cases, max_size=cases),
    )
)


@given(TABLES)
def test_information_never_hurts_and_a_signal_is_worth_no_more_than_all(
    given_: tuple[list[list[int]], list[int], list[int]],
) -> None:
    payoffs, weights, signals = given_
    perfect = value_of_information(payoffs, weights)
    partial = value_of_information(payoffs, weights, signals)
    useless = value_of_information(payoffs, weights, [7] * len(weights))
    assert perfect.informed >= partial.informed >= partial.blind == perfect.blind
    assert (useless.value, useless.informed) == (0, useless.blind)
    sums = [sum(p * w for p, w in zip(row, weights, strict=True)) for row in payoffs]
    assert perfect.blind == max(sums) == sums[perfect.blind_act]
    best = [max(row[c] for row in payoffs) * w for c, w in enumerate(weights)]
    assert perfect.informed == sum(best)
    assert perfect.value == (sum(best) - max(sums)) // sum(weights)


def test_the_umbrella_is_worth_a_look_out_of_the_window() -> None:
    # Take it or leave it; rain one day in four.
    found = value_of_information([[0, -2], [-9, 0]], [1, 3])
    assert (found.blind, found.informed, found.weight, found.blind_act) == (-6, 0, 4, 0)
    assert found.value == 1  # a point and a half, rounded down


@pytest.mark.parametrize(
    ("payoffs", "weights", "signals"),
    [
        ([], [1], None),
        ([[1]], [], None),
        ([[1, 2]], [1], None),
        ([[1]], [0], None),
        ([[1]], [-1], None),
        ([[1]], [1], [1, 2]),
    ],
)
def test_what_does_not_fit_together_is_refused(
    payoffs: list[list[int]], weights: list[int], signals: list[int] | None
) -> None:
    with pytest.raises(ValueError, match=r"act|weights|signal"):
        value_of_information(payoffs, weights, signals)


def test_a_probe_is_worth_what_a_better_proposal_brings() -> None:
    # We want the second option more; the other side takes it in one case of two.
    ours = ((2, 5),)
    soft = Domain((2,), (ours, ((3, 1),)), (0, 0))
    hard = Domain((2,), (ours, ((3, -1),)), (0, 0))
    found = value_of_probing([soft, hard], [1, 1], 0, unanimity(soft))
    # Blind: 2 for sure or 5 half of the time. Informed: 5 or 2.
    assert found.blind_package == (1,)
    assert found.informed_packages == ((1,), (0,))
    assert (found.information.blind, found.information.informed) == (5, 7)
    likely_hard = value_of_probing([soft, hard], [1, 9], 0, unanimity(soft))
    assert likely_hard.blind_package == (0,)
    alike = value_of_probing([soft, hard], [1, 1], 0, unanimity(soft), signals=[0, 0])
    assert alike.information.value == 0
    assert alike.informed_packages == ((1,), (1,))


OURS = st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=2, max_size=2)


@given(OURS, st.lists(OURS, min_size=1, max_size=3), st.integers(0, 9), st.data())
def test_the_value_of_a_probe_is_that_of_trying_every_proposal(
    ours: list[list[int]], theirs: list[list[list[int]]], least: int, data: st.DataObject
) -> None:
    weights = data.draw(
        st.lists(st.integers(1, 4), min_size=len(theirs), max_size=len(theirs)), label="weights"
    )
    cases = [
        Domain(
            (2, 2),
            (tuple(map(tuple, ours)), tuple(map(tuple, rival))),  # type: ignore[arg-type]
            (least, 8),
        )
        for rival in theirs
    ]
    found = value_of_probing(cases, weights, 0, unanimity(cases[0]))
    payoffs = [[least] * len(cases)]
    for package in cases[0].packages():
        worths = [rows(case)[package] for case in cases]
        payoffs.append([u[0] if u[0] >= least and u[1] >= 8 else least for u in worths])
    slow = value_of_information(payoffs, weights)
    assert found.information.blind == slow.blind
    assert found.information.informed == slow.informed


def test_somebody_else_in_the_second_case_is_refused() -> None:
    one = Domain((2,), (((2, 5),), ((3, 1),)), (0, 0))
    two = Domain((2,), (((2, 6),), ((3, 1),)), (0, 0))
    with pytest.raises(ValueError, match="own interests"):
        value_of_probing([one, two], [1, 1], 0, unanimity(one))


# --- bands ---------------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000), st.booleans()), min_size=1).map(
        lambda rows: [(min(a, b), max(a, b), true) for a, b, true in rows]
    )
)
def test_bands_are_judged_by_exact_counts(forecasts: list[tuple[int, int, bool]]) -> None:
    found = band_calibration(forecasts)
    assert sum(band.count for band in found) == len(forecasts)
    assert [(band.low, band.high) for band in found] == sorted({(a, b) for a, b, _ in forecasts})
    for band in found:
        mine = [true for low, high, true in forecasts if (low, high) == (band.low, band.high)]
        share = Fraction(1000 * sum(mine), len(mine))
        assert band.honest == (band.low <= share <= band.high)
        assert abs(band.observed - share) <= Fraction(1, 2)
        assert (band.luck == 1000) or not band.honest


def test_luck_is_the_tail_of_the_nearest_honest_chance() -> None:
    # Called 60-80 % ten times; it came three times. At 60 %: P(X <= 3) = 5.47 %.
    (band,) = band_calibration([(600, 800, n < 3) for n in range(10)])
    tail = sum(comb(10, k) * Fraction(6, 10) ** k * Fraction(4, 10) ** (10 - k) for k in range(4))
    assert (band.honest, band.observed, band.luck) == (False, 300, int(1000 * tail))
    (over,) = band_calibration([(100, 200, True)] * 4)
    assert (over.honest, over.luck) == (False, 1)  # 0.2 ** 4
    (right,) = band_calibration([(600, 800, n < 7) for n in range(10)])
    assert (right.honest, right.luck) == (True, 1000)


@pytest.mark.parametrize("forecasts", [[], [(300, 200, True)], [(-1, 2, True)], [(0, 1001, True)]])
def test_bands_that_are_none_are_refused(forecasts: list[tuple[int, int, bool]]) -> None:
    with pytest.raises(ValueError, match=r"band|no forecasts"):
        band_calibration(forecasts)

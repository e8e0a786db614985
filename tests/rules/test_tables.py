"""Curves as integers agree with the real ones and are exactly rounded."""

import math
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplogame.rules.tables import LOGIT_LIMIT, concession, logistic, logit, power


def test_the_logistic_agrees_with_the_real_one_everywhere() -> None:
    for z in range(-9000, 9001):
        assert logistic(z) == round(1000 / (1 + math.exp(-z / 1000))), z


def test_the_logistic_is_symmetric_and_saturates() -> None:
    assert logistic(0) == 500
    assert all(logistic(-z) == 1000 - logistic(z) for z in range(8000))
    assert (logistic(-(10**9)), logistic(10**9)) == (0, 1000)


def test_the_threat_logit_of_the_field_guide_comes_out() -> None:
    # Field guide 4.1: clear, strong, major cost on security 84 %; clear, moderate, minor 41 %;
    # vague, weak, minor 4 %.
    per_cent = [(logistic(z) + 5) // 10 for z in (-2070 + 1690 + 1510 + 500, -380, -2070 - 1110)]
    assert per_cent == [84, 41, 4]


def test_logit_undoes_logistic() -> None:
    assert all(logistic(logit(chance)) == chance for chance in range(1001))
    assert logit(500) == 0
    assert (logit(0), logit(1000)) == (-LOGIT_LIMIT, LOGIT_LIMIT)
    assert all(abs(logit(p) - 1000 * math.log(p / (1000 - p))) <= 0.5001 for p in range(1, 1000))
    with pytest.raises(ValueError, match="chance"):
        logit(1001)


def rounded_half_up(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


@given(st.integers(0, 1000), st.sampled_from([10, 20, 30, 40]))
def test_whole_powers_are_exactly_rounded(distance: int, gamma: int) -> None:
    exact = Fraction(1000 - distance, 1000) ** (gamma // 10) * 1000
    assert power(distance, gamma) == rounded_half_up(exact)


def test_a_tie_goes_up() -> None:
    assert power(50, 20) == 903  # exactly 902.5


@given(st.integers(0, 1000), st.integers(10, 40))
def test_powers_agree_with_the_real_ones(distance: int, gamma: int) -> None:
    real = 1000 * (1 - distance / 1000) ** (gamma / 10)
    assert abs(power(distance, gamma) - real) <= 0.5 + 1e-6


@given(st.integers(0, 999), st.integers(10, 40))
def test_value_falls_with_distance(distance: int, gamma: int) -> None:
    assert power(distance, gamma) >= power(distance + 1, gamma)
    assert (power(0, gamma), power(1000, gamma)) == (1000, 0)


@given(st.integers(1, 999), st.integers(5, 1000))
def test_concession_agrees_with_the_real_curve(t: int, beta: int) -> None:
    real = 1000 * (1 - (t / 1000) ** (100 / beta))
    assert abs(concession(t, beta) - real) <= 0.5 + 1e-6


@given(st.integers(-5, 1005), st.integers(5, 1000))
def test_a_delegation_never_takes_a_concession_back(t: int, beta: int) -> None:
    assert concession(t, beta) >= concession(t + 1, beta)


def test_the_ends_of_a_concession_curve() -> None:
    assert concession(0, 30) == concession(-4, 30) == 1000
    assert concession(1000, 30) == concession(1200, 30) == 0
    assert concession(500, 20) > concession(500, 100) == 500 > concession(500, 300)


@pytest.mark.parametrize(
    ("curve", "arguments"),
    [
        (power, (-1, 20)),
        (power, (1001, 20)),
        (power, (5, 9)),
        (power, (5, 41)),
        (concession, (5, 4)),
    ],
)
def test_arguments_out_of_range_are_refused(curve: object, arguments: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"is \d+ to"):
        curve(*arguments)  # type: ignore[operator]


def test_importing_the_tables_builds_nothing() -> None:
    code = (
        "import diplogame.rules.tables as t;"
        "assert t._thresholds.cache_info().currsize == 0;"
        "assert t.power.cache_info().currsize == t.concession.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)

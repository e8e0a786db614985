"""What makes a pack a puzzle, and how good forecasts were."""

import pytest
from analysis_domains import domains
from hypothesis import given
from hypothesis import strategies as st

from diplogame.analysis import (
    CompatibleIssue,
    Domain,
    LogrollingPair,
    all_middle,
    brier_score,
    brier_skill,
    calibration,
    compatible_issues,
    logrolling_pairs,
)

# Issue 0 matters to the first party, issue 1 to the second; both want option 2 of issue 2.
SALT = Domain(
    options=(3, 3, 3),
    contributions=(
        ((0, 30, 100), (20, 5, 0), (0, 1, 9)),
        ((25, 10, 0), (0, 40, 90), (0, 2, 7)),
    ),
    walk_aways=(60, 60),
)


def test_the_middle_of_everything() -> None:
    assert all_middle(Domain((1, 2, 3, 4, 5), (((0,), (0,) * 2, (0,) * 3, (0,) * 4, (0,) * 5),), (0,))) == (
        0, 0, 1, 1, 2,
    )  # fmt: skip
    assert all_middle(SALT) == all_middle(SALT, upper=True) == (1, 1, 1)
    assert all_middle(Domain((4,), (((0,) * 4,),), (0,)), upper=True) == (2,)


def test_who_cares_more_about_what_can_trade() -> None:
    # First wins issue 0 (100 at stake) for issue 1 (20); second the other way (90 for 25).
    assert logrolling_pairs(SALT) == (LogrollingPair((0, 1), (0, 1), 65),)


def test_a_pure_division_has_nothing_to_trade() -> None:
    same = ((0, 10), (0, 10))
    opposite = ((10, 0), (10, 0))
    assert logrolling_pairs(Domain((2, 2), (same, opposite), (0, 0))) == ()


@given(domains(lines=False))
def test_every_pair_really_gains_by_its_trade(domain: Domain) -> None:
    for pair in logrolling_pairs(domain):
        assert pair.gain > 0
        (one, two), (won, ceded) = pair.parties, pair.issues

        def clause(issue: int, winner: int, loser: int) -> int:
            values = domain.contributions[winner][issue]
            best = [o for o in range(domain.options[issue]) if values[o] == max(values)]
            return max(best, key=lambda o: domain.contributions[loser][issue][o])

        traded = ((won, clause(won, one, two)), (ceded, clause(ceded, two, one)))
        reverse = ((won, clause(won, two, one)), (ceded, clause(ceded, one, two)))
        gains = [
            sum(domain.contributions[party][i][o] for i, o in traded)
            - sum(domain.contributions[party][i][o] for i, o in reverse)
            for party in (one, two)
        ]
        assert min(gains) == pair.gain


def test_a_compatible_issue_looks_contested_only_by_what_is_declared() -> None:
    shared = CompatibleIssue(issue=2, option=2, parties=(0, 1), everybody=True, contested=False)
    assert compatible_issues(SALT) == (shared,)
    assert compatible_issues(SALT, [(2, 0, 2), (0, 2, None)]) == (shared,)
    (contested,) = compatible_issues(SALT, [(2, 0, 2), (0, 2, 0)])
    assert contested.contested


def test_who_does_not_care_neither_shares_a_wish_nor_spoils_it() -> None:
    values = (((0, 5),), ((0, 3),), ((2, 2),))
    (issue,) = compatible_issues(Domain((2,), values, (0, 0, 0)))
    assert issue.parties == (0, 1)
    assert issue.everybody
    assert compatible_issues(Domain((2,), values[1:], (0, 0))) == ()
    (pair,) = compatible_issues(Domain((2,), (*values[:2], ((4, 1),)), (0, 0, 0)))
    assert not pair.everybody


def test_brier_scores_of_known_forecasters() -> None:
    truth = [True, False, True, True]
    assert brier_score([(1000 * t, t) for t in truth]) == 0
    assert brier_score([(500, t) for t in truth]) == 250
    assert brier_score([(1000 - 1000 * t, t) for t in truth]) == 1000
    assert brier_score([(700, True), (700, False)]) == 290


def test_skill_is_measured_against_the_base_rate() -> None:
    truth = [True, False, True, True]
    assert brier_skill([(750, t) for t in truth]) == 0
    assert brier_skill([(1000 * t, t) for t in truth]) == 1000
    assert brier_skill([(250, t) for t in truth]) == -1333
    assert brier_skill([(900, True)]) is None


def test_calibration_sorts_forecasts_into_bins() -> None:
    forecasts = [(0, False), (740, True), (760, True), (1000, True), (720, False)]
    table = calibration(forecasts, bins=4)
    assert [(b.low, b.high) for b in table] == [(0, 250), (250, 500), (500, 750), (750, 1001)]
    assert [b.count for b in table] == [1, 0, 2, 2]
    assert (table[2].mean_forecast, table[2].observed) == (730, 500)
    assert (table[3].mean_forecast, table[3].observed) == (880, 1000)


@given(st.lists(st.tuples(st.integers(0, 1000), st.booleans()), min_size=1), st.integers(1, 1000))
def test_every_forecast_is_in_exactly_one_bin(forecasts: list[tuple[int, bool]], bins: int) -> None:
    table = calibration(forecasts, bins)
    assert len(table) == bins
    assert sum(b.count for b in table) == len(forecasts)
    assert all(b.low <= b.mean_forecast < b.high for b in table if b.count)
    assert 0 <= brier_score(forecasts) <= 1000


@pytest.mark.parametrize("forecasts", [[], [(1001, True)], [(-1, False)]])
def test_what_is_no_forecast_is_refused(forecasts: list[tuple[int, bool]]) -> None:
    for judge in (brier_score, brier_skill, calibration):
        with pytest.raises(ValueError, match="forecast"):
            judge(forecasts)

"""Rates by class: against R, and against the likelihood itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import number, rows

from nps._kernels.topics.value import rates

Z = 1.959963984540054
EVENTS, PEOPLE, POINTS = (np.array(x) for x in ([12.0, 24, 30], [250.0, 150, 100], [1.0, 0, -1]))
pairs = st.tuples(st.integers(1, 60), st.integers(0, 60)).map(lambda c: (min(c), max(c)))


def limits(x1, n1, x0, n0, z=Z):
    found = rates.koopman(*(np.array([float(k)]) for k in (x1, n1, x0, n0)), z)
    return tuple(float(end[0]) for end in found)


def test_ratios_are_those_of_r():
    low, high = rates.koopman(EVENTS, PEOPLE, EVENTS[0], PEOPLE[0], Z)
    for i, name in ((1, "passive"), (2, "detractor")):
        (row,) = rows("value", dataset="churn", model="koopman_score_ratio", term=name)
        assert_allclose([low[i], high[i]], [number(row["lower"]), number(row["upper"])], rtol=1e-8)


def profile(ratio, x1, n1, x0, n0):
    """Chi-squared at the most likely rates, found on a grid and then refined."""
    low, high = 0.0, min(1.0, 1.0 / ratio)
    for _ in range(12):
        p0 = np.linspace(low, high, 401)[1:-1]
        p1 = ratio * p0
        with np.errstate(divide="ignore", invalid="ignore"):
            likelihood = (
                x1 * np.log(p1) + (n1 - x1) * np.log1p(-p1)
                + x0 * np.log(p0) + (n0 - x0) * np.log1p(-p0)
            )  # fmt: skip
        best = int(np.nanargmax(likelihood))
        low, high = p0[max(best - 1, 0)], p0[min(best + 1, p0.size - 1)]
    q0, q1 = p0[best], p1[best]
    return (x1 - n1 * q1) ** 2 / (n1 * q1 * (1 - q1)) + (x0 - n0 * q0) ** 2 / (n0 * q0 * (1 - q0))


@pytest.mark.parametrize("counts", [(30, 100, 12, 250), (3, 9, 2, 40), (17, 20, 5, 11)])
def test_at_the_limits_the_statistic_is_critical(counts):
    for end in limits(*counts):
        assert profile(end, *counts) == pytest.approx(Z**2, rel=1e-4)


@given(pairs, pairs)
def test_ratios_turned_round_have_limits_turned_round(one, other):
    (x1, n1), (x0, n0) = one, other
    low, high = limits(x1, n1, x0, n0)
    back = limits(x0, n0, x1, n1)
    assert low == pytest.approx(1.0 / back[1] if np.isfinite(back[1]) else 0.0, rel=1e-6)
    assert back[0] == pytest.approx(1.0 / high if np.isfinite(high) else 0.0, rel=1e-6)
    if x1 and x0:
        assert low <= x1 / n1 / (x0 / n0) * (1.0 + 1e-9)
        assert high >= x1 / n1 / (x0 / n0) * (1.0 - 1e-9)


def test_ends_of_ratios():
    assert limits(0, 10, 3, 10)[0] == 0.0
    assert limits(3, 10, 0, 10)[1] == np.inf
    assert limits(0, 10, 0, 10) == (0.0, np.inf)
    assert np.isnan(limits(0, 0, 3, 10)).all()
    assert np.isnan(limits(1, 3, 0, 0)).all()
    low, high = limits(10, 10, 10, 10)
    assert low == pytest.approx(1.0 / high)
    assert limits(10, 10, 0, 10)[0] > 1.0


def test_the_trend_is_that_of_r():
    (row,) = rows("value", dataset="churn", model="prop_trend_test")
    assert rates.trend_chi2(EVENTS, PEOPLE, POINTS) == pytest.approx(number(row["value"]), rel=1e-9)
    (row,) = rows("value", dataset="churn", model="chisq_3x2")
    chi2, freedom = rates.pearson_chi2(EVENTS, PEOPLE)
    assert (chi2, freedom) == (pytest.approx(number(row["value"]), rel=1e-9), 2)
    (row,) = rows("value", dataset="churn", model="logit_linear_in_class")
    # glm scores detractors 1, passives 2, promoters 3: the same steps
    assert_allclose(
        rates.logit_slope(EVENTS, PEOPLE, POINTS),
        [number(row["value"]), number(row["se"])],
        rtol=1e-6,
    )


tables = st.lists(pairs, min_size=3, max_size=3).filter(
    lambda t: 0 < sum(x for x, _ in t) < sum(n for _, n in t)
)


@given(tables)
def test_the_trend_is_n_times_a_squared_correlation(table):
    x, n = np.array(table, dtype=np.float64).T
    happened = np.repeat([1.0, 0.0] * 3, np.array([x, n - x]).T.astype(int).ravel())
    points = np.repeat(POINTS, n.astype(int))
    r = np.corrcoef(happened, points)[0, 1]
    assert rates.trend_chi2(x, n, POINTS) == pytest.approx(n.sum() * r * r, abs=1e-8)
    assert rates.trend_chi2(x, n, POINTS) <= rates.pearson_chi2(x, n)[0] + 1e-8
    mirrored = rates.trend_chi2(n - x, n, POINTS)
    assert mirrored == pytest.approx(rates.trend_chi2(x, n, POINTS), abs=1e-8)


def test_without_spread_there_is_no_trend():
    assert np.isnan(rates.trend_chi2(np.zeros(3), PEOPLE, POINTS))
    assert np.isnan(rates.trend_chi2(np.array([3.0, 0, 0]), np.array([9.0, 0, 0]), POINTS))
    chi2, freedom = rates.pearson_chi2(np.zeros(3), PEOPLE)
    assert np.isnan(chi2)
    assert freedom == 2
    assert rates.pearson_chi2(np.array([3.0, 0, 0]), np.array([9.0, 0, 0]))[1] == 0


@given(pairs, pairs)
def test_of_two_classes_the_slope_is_the_log_odds_ratio(one, other):
    (x1, n1), (x0, n0) = one, other
    x, n = np.array([x1, 0.0, x0]), np.array([n1, 0.0, n0])
    found = rates.logit_slope(x, n, POINTS)
    if min(x1, n1 - x1, x0, n0 - x0) == 0:
        assert np.isnan(found).all()
        return
    odds = np.log(x1 / (n1 - x1)) - np.log(x0 / (n0 - x0))
    error = np.sqrt(1 / x1 + 1 / (n1 - x1) + 1 / x0 + 1 / (n0 - x0))
    assert_allclose(found, [odds / 2.0, error / 2.0], rtol=1e-7, atol=1e-9)


def test_what_classes_tell_apart_has_no_slope():
    assert np.isnan(rates.logit_slope(np.zeros(3), PEOPLE, POINTS)).all()
    assert np.isnan(rates.logit_slope(PEOPLE, PEOPLE, POINTS)).all()
    assert np.isnan(rates.logit_slope(np.array([0.0, 0, 9]), PEOPLE, POINTS)).all()
    assert np.isnan(rates.logit_slope(np.array([0.0, 5, 9]), np.array([9.0, 9, 9]), POINTS)).all()

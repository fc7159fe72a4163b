"""Control charts: the NIST and Laney examples, recursions written out, run rules by brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from reference_tables import examples
from scipy.stats import norm

from nps._kernels.numerics.moments import moments
from nps._kernels.series import charts

EXAMPLES = examples("wave_examples")


def test_nist_moving_average():
    given_, expected = EXAMPLES["nist_ewma"]["input"], EXAMPLES["nist_ewma"]["expected"]
    data = np.array(given_["data"])
    variances = np.full(data.size, given_["sigma"] ** 2)
    level, variance = charts.ewma(data, variances, given_["lam"], given_["start"])
    tolerance = EXAMPLES["nist_ewma"]["abs_tol"]  # two printed decimals, rounded by hand
    assert_allclose(level, expected["ewma"], atol=tolerance)
    # the handbook's limits are those that the exact ones tend to; after 20 points they are there
    half = given_["k"] * np.sqrt(variance[-1])
    assert given_["start"] + half == pytest.approx(expected["ucl"], abs=tolerance)
    assert given_["start"] - half == pytest.approx(expected["lcl"], abs=tolerance)


def test_laney_chart_of_scores():
    example = EXAMPLES["laney_nps_chart"]
    names = ("promoters", "passives", "detractors")
    cells = np.array([[g[name] for g in example["input"]["subgroups"]] for name in names], float)
    n, d, _ = moments(*cells)
    _, centre, one = moments(*cells.sum(axis=1))
    error = np.sqrt(one / n)
    factor = charts.moving_range_sigma((d - centre) / error)
    expected = example["expected"]
    assert centre == pytest.approx(expected["centre"], abs=0.5e-8)
    assert factor == pytest.approx(expected["sigma_z"], abs=0.5e-8)
    assert_allclose(centre + 3 * factor * error, expected["ucl"], atol=0.5e-6)  # printed decimals
    assert_allclose(centre - 3 * factor * error, expected["lcl"], atol=0.5e-6)


steps = st.lists(st.floats(-4, 4), min_size=1, max_size=30).map(np.array)


@given(steps, st.floats(0, 2))
def test_sums_are_those_of_the_recursion(z, drift):
    up = down = 0.0
    expected = []
    for value in z:
        up, down = max(0.0, up + value - drift), max(0.0, down - value - drift)
        expected.append((up, down))
    assert_allclose(np.array(charts.cusum(z, drift)).T, expected, atol=1e-12)


@given(steps, st.floats(0.01, 1.0), st.floats(-3, 3))
def test_moving_average_is_a_weighted_sum(z, smoothing, start):
    u = 1.0 + z**2
    level, variance = charts.ewma(z, u, smoothing, start)
    t = z.size - 1
    weights = smoothing * (1 - smoothing) ** np.arange(t, -1, -1.0)
    keep = (1 - smoothing) ** (t + 1.0)
    assert level[t] == pytest.approx(weights @ z + keep * start, abs=1e-12)
    assert variance[t] == pytest.approx(weights**2 @ u, rel=1e-12)


def test_moving_average_with_all_weight_on_the_last_is_the_value():
    z = np.array([0.3, -0.2, 0.9])
    level, variance = charts.ewma(z, z**2, 1.0, 7.0)
    assert_array_equal(level, z)
    assert_array_equal(variance, z**2)


def ends_run(z, length):
    return [
        i + 1 >= length
        and (all(z[i - length + 1 : i + 1] > 0) or all(z[i - length + 1 : i + 1] < 0))
        for i in range(z.size)
    ]


@given(st.lists(st.sampled_from([-2.5, -1.5, -0.5, 0.0, 0.5, 1.5, 2.5]), max_size=40))
def test_rules_by_brute_force(values):
    z = np.array(values, dtype=float)
    assert charts.run_on_one_side(z, 3).tolist() == ends_run(z, 3)
    climbs = [
        i >= 2 and bool((z[i - 2] < z[i - 1] < z[i]) or (z[i - 2] > z[i - 1] > z[i]))
        for i in range(z.size)
    ]
    assert charts.steady_climb(z, 3).tolist() == climbs
    for far, needed, window in ((2.0, 2, 3), (1.0, 4, 5)):
        expected = []
        for i in range(z.size):
            last = z[max(0, i - window + 1) : i + 1]
            up = z[i] > far and (last > far).sum() >= needed
            down = z[i] < -far and (last < -far).sum() >= needed
            expected.append(bool(up or down))
        assert charts.several_far_out(z, far, needed, window).tolist() == expected
    assert charts.beyond(z, 2.0).tolist() == [abs(x) > 2 for x in values]


def test_default_lengths_of_runs():
    assert np.flatnonzero(charts.run_on_one_side(np.ones(10))).tolist() == [8, 9]
    assert np.flatnonzero(charts.steady_climb(np.arange(7.0))).tolist() == [5, 6]


def test_a_point_exactly_on_a_limit_is_inside():
    # Western Electric (1956): a rule counts points that fall outside the limit
    out = np.nextafter(3.0, 4.0)
    z = np.array([3.0, -3.0, out, -out])
    assert charts.beyond(z, 3.0).tolist() == [False, False, True, True]
    on, over = np.full(5, 2.0), np.full(5, np.nextafter(2.0, 3.0))
    assert not charts.several_far_out(on, 2.0, 2, 3).any()
    assert not charts.several_far_out(-on, 2.0, 2, 3).any()
    assert charts.several_far_out(over, 2.0, 2, 3).tolist() == [False, True, True, True, True]
    assert charts.several_far_out(-over, 2.0, 2, 3).tolist() == [False, True, True, True, True]
    assert not charts.run_on_one_side(np.zeros(9)).any()
    assert not charts.steady_climb(np.zeros(9)).any()


# ------------------------------------------------------------ false alarms


@pytest.mark.parametrize("m", [2, 3, 12, 50])
def test_a_centre_that_is_a_mean_alarms_by_a_closed_form(m):
    rate, _ = charts.false_alarms(3.0, m, 12, centre_known=False, spread_known=True)
    assert rate == pytest.approx(2 * norm.sf(3 / np.sqrt(1 + 1 / m)), rel=2e-4)
    known = charts.false_alarms(3.0, m, 12, centre_known=True, spread_known=True)
    p = 2 * norm.sf(3)
    assert known == pytest.approx((p, 1 - (1 - p) ** 12), rel=1e-12)


@pytest.mark.parametrize(("m", "error"), [(5, 0.006), (12, 0.0015), (24, 0.0005)])
@pytest.mark.parametrize("centre_known", [False, True])
def test_alarms_are_as_often_as_in_samples(m, error, centre_known):
    # `error`: what taking the mean moving range as chi misses by, and four standard errors
    rng = np.random.default_rng(20_261_129)
    size, ahead = 40_000, 12
    old, new = rng.standard_normal((size, m)), rng.standard_normal((size, ahead))
    spread = np.abs(np.diff(old, axis=1)).mean(axis=1) / charts.D2
    centre = 0.0 if centre_known else old.mean(axis=1)[:, None]
    out = np.abs(new - centre) > 3.0 * spread[:, None]
    rate, ever = charts.false_alarms(3.0, m, ahead, centre_known=centre_known, spread_known=False)
    noise = 4 * np.std(out.mean(axis=1)) / np.sqrt(size)
    assert rate == pytest.approx(out.mean(), abs=error + noise)
    assert ever == pytest.approx(out.any(axis=1).mean(), abs=2 * error + 4 * 0.5 / np.sqrt(size))
    assert ever < 1 - (1 - rate) ** ahead  # alarms of one chart go together


@given(st.floats(2.5, 6), st.integers(2, 400), st.integers(1, 50))
def test_more_waves_miss_less_and_wider_limits_alarm_less(width, m, ahead):
    def alarms(width, m):
        return charts.false_alarms(width, m, ahead, centre_known=False, spread_known=False)

    rate, ever = alarms(width, m)
    assert 0 <= rate <= ever * (1 + 1e-12) <= 1 + 1e-9
    assert alarms(width, 2 * m)[0] < rate
    assert alarms(1.1 * width, m)[0] < rate
    if ahead == 1:
        assert ever == pytest.approx(rate, rel=1e-9)

"""Kernels for people seen twice, against enumeration, direct formulas and published examples."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import examples
from scipy import stats

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.same_people import paired, sign_flip
from nps._kernels.same_people.multinomial import multinomial_interval, multinomial_statistic

EXAMPLES = examples("paired_examples")

cell = st.just(0) | st.integers(0, 9) | st.integers(0, 10**5)
tables = st.lists(cell, min_size=9, max_size=9).map(lambda c: np.reshape(c, (3, 3)).astype(float))
changes = st.lists(cell, min_size=5, max_size=5).filter(any).map(lambda c: np.array(c, float))
few_changes = (
    st.lists(st.integers(0, 3), min_size=5, max_size=5)
    .filter(lambda c: 0 < sum(c) <= 10)
    .map(lambda c: np.array(c, float))
)
tails = st.sampled_from([0.005, 0.025, 0.05, 0.1, 0.25])


# ------------------------------------------------------------ differences


@given(tables)
def test_difference_counts_are_those_of_individual_people(table):
    expected = np.zeros(5)
    for i, j in itertools.product(range(3), range(3)):
        expected[(1 - j) - (1 - i) + 2] += table[i, j]  # sample score less reference score
    assert paired.difference_counts(table).tolist() == expected.tolist()


@given(st.lists(tables.filter(np.any), min_size=1, max_size=4))
def test_an_array_of_tables_is_a_loop_over_tables(many):
    x = paired.difference_counts(np.stack(many))
    for kernel in (paired.wald_limits, paired.t_limits, paired.null_limits):
        low, high = kernel(x, 0.025)
        for i, table in enumerate(many):
            one = kernel(paired.difference_counts(table), 0.025)
            np.testing.assert_array_equal((low[i], high[i]), one)


def test_people_without_answers_have_no_difference():
    x = np.zeros(5)
    for value in (paired.wald_error(x), paired.t_error(x), paired.null_statistic(x, 0.0)):
        assert np.isnan(value)


@given(few_changes, st.floats(-1.9, 1.9))
def test_moments_and_t_agree_with_scipy_on_individuals(x, theta):
    d = np.repeat(paired.DIFFERENCES, x.astype(int))
    n, mean, variance = paired.difference_moments(x)
    assert n == d.size
    assert mean == pytest.approx(d.mean(), abs=1e-15)
    assert variance == pytest.approx(d.var(), abs=1e-15)
    if d.size > 1 and np.ptp(d):
        expected = stats.ttest_1samp(d, theta)
        low, high = paired.t_limits(x, 0.025)
        interval = expected.confidence_interval(0.95)
        assert paired.t_statistic(x, theta) == pytest.approx(
            expected.statistic, rel=1e-9, abs=1e-12
        )
        assert paired.t_freedom(x) == d.size - 1
        assert (low, high) == pytest.approx(np.clip(interval, -2, 2), abs=1e-9)  # R's own accuracy
    else:
        assert np.isnan(paired.t_freedom(x))
        assert np.isnan(paired.t_limits(x, 0.025)).all()


@given(changes, tails)
def test_a_limit_put_back_into_its_test_gives_the_critical_value(x, tail):
    z = normal_quantile(tail)
    n, _, v = paired.difference_moments(x)
    for limits, statistic in (
        (paired.wald_limits, paired.wald_statistic),
        (paired.null_limits, paired.null_statistic),
    ):
        for end, expected in zip(limits(x, tail), (z, -z), strict=True):
            if abs(end) < 2.0 and v * n > 1e-9:
                # the interval of one person in 10^5 has ends that differ in few digits
                assert statistic(x, end) == pytest.approx(expected, rel=1e-6)


def test_the_null_variance_rejects_nothing_where_people_are_too_few():
    assert paired.null_limits([0, 0, 0, 3, 0], 0.025) == (-2.0, 2.0)
    assert abs(paired.null_statistic([0, 0, 0, 3, 0], -2.0)) < normal_quantile(0.025)


@pytest.mark.parametrize("example", EXAMPLES["mean_scores"], ids=lambda e: e["id"])
def test_published_differences_of_mean_scores(example):
    table, scores = np.array(example["table"], float), np.array(example["scores"], float)
    gaps = scores[:, None] - scores  # row less column
    values, inverse = np.unique(gaps, return_inverse=True)
    x = np.bincount(inverse.ravel(), weights=table.ravel())
    d = paired.difference_moments(x, values)[1]
    close = {"abs": example["tolerance"]}
    assert d == pytest.approx(example["estimate"], **close)
    assert paired.wald_statistic(x, 0.0, values) == pytest.approx(example["wald"], **close)
    assert paired.wald_limits(x, 0.025, values) == pytest.approx(example["wald_interval"], **close)
    # the printed interval of the null variance, which we do not offer, is d -+ 1.96 d / z
    half = normal_quantile(0.025) * d / paired.null_statistic(x, 0.0, values)
    assert half == pytest.approx(example["null_interval_half"], **close)
    if "null" in example:
        assert paired.null_statistic(x, 0.0, values) == pytest.approx(example["null"], **close)


def test_the_multinomial_score_example():
    example = EXAMPLES["multinomial_score"]
    x = paired.difference_counts(example["table"])[::-1]  # row less column
    close = {"abs": example["tolerance"]}
    z = multinomial_statistic(x, paired.DIFFERENCES, 0.0)
    low_high = multinomial_interval(x, paired.DIFFERENCES, 0.025)
    assert z == pytest.approx(example["statistic_at_0"], **close)
    assert low_high == pytest.approx(example["interval"], **close)


# ------------------------------------------------------------ exact laws


@given(few_changes)
def test_the_resampled_law_is_a_convolution(x):
    law = np.array([1.0])
    for _ in range(int(x.sum())):
        law = np.convolve(law, x / x.sum())
    net = int(x @ paired.DIFFERENCES)
    first, found = sign_flip.resampled_law(x)
    start = first + net + 2 * int(x.sum())
    # rounding of a short Fourier transform
    np.testing.assert_allclose(found, law[start : start + found.size], atol=1e-14)
    assert law[start : start + found.size].sum() == pytest.approx(1.0, abs=1e-14)


@given(changes)
def test_the_resampled_law_has_the_moments_of_a_mean(x):
    n, d, v = paired.difference_moments(x)
    first, law = sign_flip.resampled_law(x)
    mean = (round(x @ paired.DIFFERENCES) + first + np.arange(law.size)) / n
    # 1e-16 times the square root of the number of people, or the number where values are skipped
    assert law.sum() == pytest.approx(1.0, abs=1e-9)
    assert law @ mean == pytest.approx(d, abs=1e-9)
    assert law @ (mean - d) ** 2 == pytest.approx(v / n, rel=1e-8, abs=1e-15)


@given(changes, tails)
def test_a_percentile_interval_holds_what_its_tails_do_not_reject(x, tail):
    low, high = sign_flip.bootstrap_limits(x, tail)
    n = x.sum()
    step = 1.0 / n
    assert -2.0 <= low <= high <= 2.0
    for theta, inside in ((low, True), (high, True), (low - step, False), (high + step, False)):
        assert (min(sign_flip.bootstrap_tails(x, theta)) >= tail) is inside


@given(changes, tails)
def test_turning_the_changes_round_mirrors_the_percentile_interval(x, tail):
    low, high = sign_flip.bootstrap_limits(x, tail)
    assert sign_flip.bootstrap_limits(x[::-1], tail) == (-high, -low)


@pytest.mark.parametrize("n", range(2, 40, 2))
def test_rounding_does_not_decide_a_tie(n):
    x = np.array([0.0, n / 2, 0.0, n / 2, 0.0])
    # P(d* = -1) = P(d* = 1) = 0.5**n exactly, so that both ends are reached
    assert sign_flip.bootstrap_limits(x, 0.5**n) == (-1.0, 1.0)


def test_the_normal_law_of_many_resampled_people_continues_the_exact_one():
    exact = np.array([5e6, 2e7, 9e7, 4e7, 8e6])
    beyond = exact * 10.0
    for x in (exact, beyond):
        _, d, v = paired.difference_moments(x)
        error = np.sqrt(v / x.sum())
        low, high = sign_flip.bootstrap_limits(x, 0.025)
        # the skewness moves an end by 1e-4 standard errors, the lattice by half a step
        assert ((low - d) / error, (high - d) / error) == pytest.approx((-1.96, 1.96), abs=4e-4)
        above, below = sign_flip.bootstrap_tails(x, float(d + error))
        assert (above, below) == pytest.approx((stats.norm.sf(1), stats.norm.cdf(1)), abs=1e-4)


# ------------------------------------------------------------ homogeneity


# ------------------------------------------------------------ overlap

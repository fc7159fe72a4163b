"""The test of a factor: against textbook formulas, and in both ways the same where it must be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import special, stats
from segment_strategies import seeds

from nps._kernels.topics.segments import association as association_kernel
from nps._kernels.topics.segments.association import (
    Answered,
    association,
    level_sums,
    log_tail,
    log_tail_of_units,
    residuals,
)


def drawn(seed: int, n: int = 50) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    scores = rng.integers(-1, 2, n)
    scores[:2] = -1, 1
    codes = rng.integers(0, 4, n)
    codes[:4] = range(4)
    return scores, codes, rng.uniform(0.5, 2.0, n)


def verdict(codes, answered, basis=None):
    residual = residuals(answered)
    levels = level_sums(codes, 4, answered, residual)
    return association(codes, basis, levels, answered.clusters, residual)


@given(seeds)
def test_numbers_are_tested_by_their_correlation(seed):
    scores, codes, _ = drawn(seed)
    values = np.array([1.0, 2.0, 5.0, 11.0])
    r = np.corrcoef(values[codes], scores)[0, 1]
    statistic, freedom = verdict(codes, Answered(scores), values[:, np.newaxis])
    assert_allclose(statistic, (scores.size - 1) * r * r, rtol=1e-9, atol=1e-12)
    assert freedom == 1


@given(seeds)
def test_categories_are_tested_by_their_means(seed):
    scores, codes, _ = drawn(seed)
    groups = [scores[codes == level] for level in range(4)]
    between = sum(one.size * (one.mean() - scores.mean()) ** 2 for one in groups)
    statistic, freedom = verdict(codes, Answered(scores))
    assert_allclose(statistic, between / scores.var(ddof=1), rtol=1e-9, atol=1e-12)
    assert freedom == 3


@given(seeds)
def test_clusters_of_one_are_no_clusters_and_weights_have_no_unit(seed):
    scores, codes, weights = drawn(seed)
    alone = verdict(codes, Answered(scores, weights))
    each = verdict(codes, Answered(scores, weights, np.arange(scores.size)))
    scaled = verdict(codes, Answered(scores, 7.0 * weights))
    assert_allclose(each, alone, rtol=1e-9, atol=1e-12)
    assert_allclose(scaled, alone, rtol=1e-9, atol=1e-12)


@given(seeds)
def test_a_cluster_twice_counts_once_by_its_sum(seed):
    # the same people twice in one cluster: sums double, so do the roots of the variance
    scores, codes, weights = drawn(seed)
    once = verdict(codes, Answered(scores, weights))
    twice = Answered(np.tile(scores, 2), np.tile(weights, 2), np.tile(np.arange(50), 2))
    assert_allclose(verdict(np.tile(codes, 2), twice), once, rtol=1e-9, atol=1e-12)


def test_a_factor_that_does_not_vary_has_no_test():
    scores, _, _ = drawn(1)
    assert verdict(np.zeros(50, np.int64), Answered(scores)) == (0.0, 0)


@pytest.mark.parametrize("freedom", [1, 2, 5, 40])
@given(x=st.floats(0.01, 1200.0))
def test_tails_are_those_of_chi_squared(freedom, x):
    assert_allclose(log_tail(x, freedom), stats.chi2.logsf(x, freedom), rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("freedom", [2, 4, 100, 1300, 20_000])
@pytest.mark.parametrize("times", [1.02, 1.3, 2.0, 30.0, 900.0])
def test_tails_of_any_size_are_those_of_poisson(freedom, times):
    # chi-squared on 2 a degrees exceeds 2 x where a Poisson number of mean x stays below a
    x = 0.5 * times * freedom
    below = np.arange(0.5 * freedom)
    expected = special.logsumexp(below * np.log(x) - special.gammaln(below + 1.0)) - x
    assert_allclose(log_tail(2.0 * x, freedom), expected, rtol=1e-11)


def test_a_statistic_that_is_nothing_has_a_tail_of_1():
    assert log_tail(0.0, 4) == log_tail(3.0, 0) == 0.0


@given(seeds, st.integers(1, 3))
def test_few_units_have_the_law_of_hotelling(seed, freedom):
    # an independent way: T2 about the mean, turned to F
    terms = np.random.default_rng(seed).normal(size=(12, freedom))
    total = terms.sum(axis=0)
    statistic = float(total @ np.linalg.solve(terms.T @ terms, total))
    mean, scatter = terms.mean(axis=0), np.atleast_2d(np.cov(terms.T))
    t2 = 12 * mean @ np.linalg.solve(scatter, mean)
    expected = stats.f.logsf(t2 * (12 - freedom) / (freedom * 11), freedom, 12 - freedom)
    assert_allclose(log_tail_of_units(statistic, freedom, 12), expected, rtol=1e-7, atol=1e-10)


def test_many_units_have_the_law_of_chi_squared_and_too_few_say_nothing():
    assert_allclose(log_tail_of_units(9.0, 2, 10**9), log_tail(9.0, 2), rtol=1e-6)
    assert log_tail_of_units(3.0, 3, 3) == log_tail_of_units(0.0, 0, 9) == 0.0


def test_the_law_of_few_units_goes_on_to_its_end():
    # of 5 units and 1 degree of freedom: 1 - (3 g - g**3) / 2, g the root of a fifth of it
    for statistic in (1.0, 4.0, 4.9):
        g = math.sqrt(statistic / 5)
        expected = math.log(1 - (3 * g - g**3) / 2)
        assert_allclose(log_tail_of_units(statistic, 1, 5), expected, rtol=1e-9)
    near, end = (log_tail_of_units(x, 1, 5) for x in (4.999999, 5.0))
    assert end < near < -31.0
    assert end == log_tail_of_units(5.000001, 1, 5) > -80.0  # what rounding may have left


@pytest.mark.parametrize(("units", "freedom"), [(40, 1), (400, 3), (5000, 2), (10**6, 4)])
def test_where_the_tail_of_few_units_underflows_its_logarithm_does_not(monkeypatch, units, freedom):
    for statistic in np.array([0.3, 0.6, 0.9]) * min(units, 1200):
        known = log_tail_of_units(statistic, freedom, units)
        with monkeypatch.context() as patch:
            patch.setattr(association_kernel, "SMALLEST", 2.0)
            assert_allclose(log_tail_of_units(statistic, freedom, units), known, rtol=1e-8)
    # two degrees of freedom have a closed form: (1 - statistic/units)**((units - 2)/2)
    assert_allclose(log_tail_of_units(4500.0, 2, 5000), 2499.0 * math.log(0.1), rtol=1e-12)

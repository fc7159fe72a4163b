"""Intervals for shares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.special import betainc, gammaln, pdtr
from scipy.stats import binom

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.one_score.shares import (
    _chance_of_staying_within,
    clopper_pearson,
    goodman_shares,
    jeffreys,
    quesenberry_hurst,
    sison_glaz,
    wilson,
)

tails = st.floats(1e-5, 0.45)


@given(st.integers(0, 500), st.integers(0, 500), tails)
def test_wilson_limits_solve_their_equation(x, rest, tail):
    n = x + rest
    if n:
        p, z = x / n, normal_quantile(tail)
        for limit in wilson(x, n, tail):
            assert 0 <= limit <= 1
            assert_allclose(
                (p - limit) ** 2, z * z * limit * (1 - limit) / n, rtol=1e-9, atol=1e-15
            )


@given(st.integers(1, 500), st.integers(1, 500), tails)
def test_jeffreys_limits_are_posterior_quantiles(x, rest, tail):
    low, high = jeffreys(x, x + rest, tail)
    assert_allclose(betainc(x + 0.5, rest + 0.5, [low, high]), [tail, 1 - tail], rtol=1e-9)


@given(st.integers(0, 200), st.integers(0, 200), tails)
def test_clopper_and_pearson_reject_by_neither_tail(x, rest, tail):
    n = x + rest
    if n:
        low, high = clopper_pearson(x, n, tail)
        if x:
            assert binom.sf(x - 1, n, low) == pytest.approx(tail, rel=1e-8)
        if rest:
            assert binom.cdf(x, n, high) == pytest.approx(tail, rel=1e-8)


@pytest.mark.parametrize(
    "kernel", [wilson, jeffreys, clopper_pearson, goodman_shares, quesenberry_hurst]
)
def test_nobody_and_everybody_reach_the_ends_and_no_answers_give_nan(kernel):
    low, high = kernel(np.array([0.0, 8.0, 0.0]), np.array([8.0, 8.0, 0.0]), 0.025)
    assert_array_equal(low[0], 0.0)
    assert_array_equal(high[1], 1.0)
    assert 0 < high[0] < 1
    assert_allclose(low[1], 1 - high[0], rtol=1e-14)
    assert np.isnan(low[2])
    assert np.isnan(high[2])


def test_joint_intervals_are_wider():
    single, joint, all_contrasts = (
        np.subtract(*kernel(30, 100, 0.025)[::-1])
        for kernel in (wilson, goodman_shares, quesenberry_hurst)
    )
    assert single < joint < all_contrasts
    assert_array_equal(goodman_shares(30, 100, 0.025, classes=1), wilson(30, 100, 0.025))
    # Beyond one half nothing is left of a joint level.
    assert_array_equal(quesenberry_hurst(30, 100, 0.6), (0.3, 0.3))


def test_sison_glaz_agrees_with_printed_and_computed_values():
    # Manual of the R package CoinMinD, function SG, printed to four digits.
    low, high = sison_glaz([44, 55, 43, 32, 67, 78], 0.025)
    assert_allclose(low, [0.0846, 0.1191, 0.0815, 0.0470, 0.1567, 0.1912], atol=5.1e-5)
    assert_allclose(high, [0.1929, 0.2273, 0.1897, 0.1552, 0.2650, 0.2994], atol=5.1e-5)
    # statsmodels 0.15.0, multinomial_proportions_confint(counts, 0.05, method="sison-glaz"); it
    # takes moments about 0, which costs it digits as counts grow.
    for counts, first_low, first_high in (
        ([56, 72, 73, 59, 62, 87, 58], 0.07922912205567452, 0.164355734040258),
        ([50, 30, 20], 0.4, 0.6028250696295581),
        ([500, 300, 200], 0.467, 0.533347350119898),
        ([5, 5, 5], 0.1333333333333333, 0.6373315411056474),
        ([2, 1, 1], 0.25, 1.0),
    ):
        low, high = sison_glaz(counts, 0.025)
        assert_allclose([low[0], high[0]], [first_low, first_high], rtol=0, atol=1e-11)


def test_chance_of_staying_within_is_near_the_multinomial_sum():
    counts, n = np.array([9.0, 7.0, 6.0]), 22
    a, b = np.indices((n + 1, n + 1))
    c = n - a - b
    cells = np.stack([a, b, c])[:, c >= 0]
    log_chance = gammaln(n + 1) - gammaln(cells + 1).sum(0) + np.log(counts / n) @ cells
    for k in (2.0, 4.0, 6.0):
        inside = np.all(np.abs(cells - counts[:, None]) <= k, axis=0)
        exact = np.exp(log_chance[inside]).sum()
        ours = _chance_of_staying_within(np.array(k), counts, counts.sum())
        # The Edgeworth expansion is good to about a percentage point for counts this small.
        assert_allclose(ours, exact, atol=0.02)


def test_untruncated_counts_have_poisson_moments():
    # With k beyond every count only the expansion around a Poisson sum of mean n remains.
    counts = np.array([400.0, 300.0, 300.0])
    chance = _chance_of_staying_within(np.array(5000.0), counts, counts.sum())
    assert_allclose(chance, 1.0, atol=1e-5)
    assert pdtr(5400.0, 400.0) == 1.0


def test_sison_glaz_columns_corners_and_large_counts():
    counts = np.array([[0, 0, 0], [10, 0, 0], [1, 0, 0], [9, 1, 0], [600, 300, 100]])
    low, high = sison_glaz(counts, 0.025)
    assert np.isnan(low[0]).all()
    assert np.isnan(high[0]).all()
    share = counts[1:] / counts[1:].sum(axis=1, keepdims=True)
    assert np.all((low[1:] >= 0) & (low[1:] <= share) & (share <= high[1:]) & (high[1:] <= 1))
    assert_allclose(np.array(sison_glaz(counts[4], 0.025)), [low[4], high[4]], rtol=1e-14)
    # A million times the answers: widths shrink a thousandfold.
    large = np.subtract(*sison_glaz(counts[4] * 1_000_000, 0.025)[::-1])
    assert_allclose(large * 1000, high[4] - low[4], rtol=0.05)

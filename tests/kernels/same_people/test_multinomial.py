"""The score interval for any set of scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import minimize

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.one_score.score import score_interval, score_statistic
from nps._kernels.one_score.shares import wilson
from nps._kernels.same_people.multinomial import (
    multinomial_interval,
    multinomial_limits,
    multinomial_statistic,
)

PAIRED = np.array([2.0, 1.0, 0.0, -1.0, -2.0])
RATINGS = np.arange(11.0)
tails = st.floats(1e-6, 0.45)


def triples(largest):
    a, b, c = np.indices((largest + 1,) * 3).reshape(3, -1)
    keep = (a + b + c <= largest) & (a + b + c > 0)
    return np.stack([a, b, c], axis=1)[keep].astype(float)


@pytest.mark.parametrize("tail", [0.45, 0.24, 0.1, 0.025, 1e-5])
def test_three_scores_give_tangos_interval(tail):
    tables = triples(16)
    ours = multinomial_interval(tables, [1, 0, -1], tail)
    assert_allclose(ours, score_interval(*tables.T, tail), rtol=0, atol=2e-15)


def test_three_scores_give_tangos_statistic():
    tables = triples(8)
    theta = np.linspace(-1, 1, 41)
    ours = multinomial_statistic(tables[:, None, :], [1, 0, -1], theta)
    assert ours.shape == (tables.shape[0], 41)
    expected = score_statistic(*tables.T[:, :, None], theta)
    finite = np.isfinite(expected)
    assert_allclose(ours[finite], expected[finite], rtol=0, atol=1e-12)
    assert_array_equal(ours[~finite], expected[~finite])


@given(st.integers(0, 60), st.integers(0, 60), tails)
def test_two_scores_give_wilsons_interval(x, rest, tail):
    if x + rest:
        ours = multinomial_interval([x, rest], [5.0, 1.0], tail)
        assert_allclose(ours, 1 + 4 * np.array(wilson(x, x + rest, tail)), rtol=0, atol=1e-14)


@settings(deadline=None)
@given(st.lists(st.integers(0, 25), min_size=11, max_size=11).filter(any), tails)
def test_limits_are_where_the_statistic_reaches_its_critical_value(counts, tail):
    z = normal_quantile(tail)
    low, high = multinomial_interval(counts, RATINGS, tail)
    mean = np.dot(counts, RATINGS) / sum(counts)
    assert 0 <= low <= mean + 1e-14
    assert mean - 1e-14 <= high <= 10
    if low > 0:
        assert_allclose(multinomial_statistic(counts, RATINGS, low), z, rtol=1e-9, atol=1e-7)
    if high < 10:
        assert_allclose(multinomial_statistic(counts, RATINGS, high), -z, rtol=1e-9, atol=1e-7)
    mirrored = multinomial_interval(counts[::-1], RATINGS, tail)
    assert_allclose(mirrored, (10 - high, 10 - low), rtol=0, atol=1e-13)


@pytest.mark.parametrize(
    ("counts", "theta"),
    [
        ((3, 10, 60, 20, 10), 0.2),
        ((3, 10, 60, 20, 10), -1.3),
        ((0, 4, 9, 2, 1), 0.9),  # all of the missing mass on a score nobody gave
        ((0, 0, 5, 0, 0), -0.4),
        ((7, 0, 0, 0, 1), 0.0),
    ],
)
def test_statistic_uses_the_most_likely_shares(counts, theta):
    x = np.array(counts, dtype=float)

    def surprise(p):
        return -np.sum(x * np.log(np.maximum(p, 1e-300))) / x.sum()

    best = minimize(
        surprise,
        np.full(5, 0.2),
        method="SLSQP",
        bounds=[(0.0, 1.0)] * 5,
        constraints=[
            {"type": "eq", "fun": lambda p: p.sum() - 1.0},
            {"type": "eq", "fun": lambda p: p @ PAIRED - theta},
        ],
        options={"ftol": 1e-15, "maxiter": 500},
    )
    variance = best.x @ (PAIRED - theta) ** 2
    expected = (x @ PAIRED / x.sum() - theta) / np.sqrt(variance / x.sum())
    # What a general-purpose optimiser can do.
    assert_allclose(multinomial_statistic(x, PAIRED, theta), expected, rtol=2e-4)


def test_fleiss_levin_paik_pairs():
    # Fleiss, Levin & Paik (2003), Table 13.6, as differences of scores; interval and z from two
    # independent algorithms (dual root, constrained maximisation), printed to five digits.
    counts = [0, 10, 60, 20, 10]
    assert_allclose(multinomial_interval(counts, PAIRED, 0.025), (-0.46504, -0.15431), atol=5.1e-6)
    assert_allclose(multinomial_statistic(counts, PAIRED, 0.0), -3.87298, atol=5.1e-6)


def test_corners():
    low, high = multinomial_interval([[0, 0, 0], [4, 0, 0], [0, 4, 0], [0, 0, 4]], [0, 5, 10], 0.05)
    assert np.isnan(low[0])
    assert np.isnan(high[0])
    assert low[1] == 0.0
    assert high[3] == 10.0
    assert_allclose(low[2], 10 - high[2], rtol=1e-14)
    # Everybody at one score: the limit is drawn towards the end by z**2 answers given there.
    h = normal_quantile(0.05) ** 2 / 4
    assert_allclose(high[1:3], [10 * h / (1 + h), (5 + 10 * h) / (1 + h)], rtol=1e-14)
    assert np.isnan(multinomial_statistic([0, 0, 0], [0, 5, 10], 3.0))
    assert multinomial_statistic([0, 0, 4], [0, 5, 10], 10.0) == 0.0
    assert multinomial_statistic([0, 0, 4], [0, 5, 10], 0.0) == np.inf


def test_critical_values_of_zero_and_below():
    counts = [3, 4, 5]
    mean = 35 / 6
    assert_allclose(multinomial_limits(counts, [0, 5, 10], 0.0), (mean, mean), rtol=1e-15)
    low, high = multinomial_limits(counts, [0, 5, 10], 1.2)
    assert (high, low) == tuple(multinomial_limits(counts, [0, 5, 10], -1.2))

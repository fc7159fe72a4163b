"""The exact unconditional interval."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from nps._kernels.one_score.score import score_statistic
from nps._kernels.one_score.unconditional import RESOLUTION, unconditional, unconditional_p_value


def tables(n):
    a, c = (x.ravel() for x in np.indices((n + 1, n + 1)))
    a, c = a[a + c <= n], c[a + c <= n]
    return np.stack([a, n - a - c, c], axis=1)


def enumerated_p_value(counts, theta, grid=2001):
    """The same supremum from the full multinomial law on a fine grid of nuisance values."""
    n = sum(counts)
    every = tables(n)
    with np.errstate(invalid="ignore"):
        far = score_statistic(*every.T, theta) >= score_statistic(*counts, theta) - 1e-9
    minor = np.linspace(0, (1 - abs(theta)) / 2, grid)[:, None]
    shares = np.hstack(
        [minor + max(theta, 0), 1 - abs(theta) - 2 * minor, minor + max(-theta, 0)]
    ).clip(0, 1)
    shares /= shares.sum(axis=1, keepdims=True)
    chances = stats.multinomial.pmf(every[far][None], n, shares[:, None, :])
    return chances.sum(axis=1).max()


@pytest.mark.parametrize("counts", [(7, 2, 1), (0, 6, 0), (3, 4, 5), (1, 13, 7), (9, 0, 0)])
@pytest.mark.parametrize("theta", [-0.9, -0.31, 0.0, 0.2, 0.77])
def test_p_value_is_the_largest_over_the_nuisance_share(counts, theta):
    ours = unconditional_p_value(*counts, theta)
    grid = enumerated_p_value(counts, theta)
    # Both maximise over a grid; the refined one may find a little more.
    assert_allclose(ours, grid, rtol=1e-4, atol=1e-15)
    assert ours >= grid * (1 - 1e-6)


def test_published_p_value():
    # Fagerland, Lydersen & Laake (2013), doi:10.1186/1471-2288-13-91: airway data, .0353 two-sided,
    # which at zero is twice the one-sided value by symmetry.
    assert_allclose(2 * unconditional_p_value(7, 13, 1, 0.0), 0.0353, atol=5.1e-5)


def test_corners():
    low, high = unconditional([0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 3], 0.025)
    assert np.isnan(low[0])
    assert np.isnan(high[0])
    # One answer: P(promoter) is at most (1 + theta)/2 + ..., largest without passives.
    assert_allclose(low[1:], [-0.95, -0.975, -1.0], atol=2 * RESOLUTION)
    assert high[1] == 1.0
    # Three detractors: under theta the chance of three is largest, ((1 - theta)/2)**3 = tail.
    assert_allclose(high[3], 1 - 2 * 0.025 ** (1 / 3), atol=2 * RESOLUTION)


@pytest.mark.parametrize("n", [5, 8])
def test_coverage_is_at_least_nominal(n):
    every = tables(n)
    low, high = unconditional(*every.T, 0.05)
    for shares in np.random.default_rng(n).dirichlet([0.6, 0.6, 0.6], 400):
        chances = stats.multinomial.pmf(every, n, shares)
        truth = shares[0] - shares[2]
        # The supremum is searched on a grid: allow for what it may miss.
        assert chances[low > truth].sum() <= 0.05 * (1 + 1e-3)
        assert chances[high < truth].sum() <= 0.05 * (1 + 1e-3)


@pytest.mark.parametrize(
    ("counts", "tail"),
    # In the last two, p(theta) rises above the tail for a moment and falls again.
    [((7, 2, 1), 0.025), ((5, 30, 2), 0.025), ((16, 0, 8), 0.2), ((14, 19, 1), 0.05)],
)
def test_the_lower_limit_is_the_first_null_that_is_not_rejected(counts, tail):
    low = float(unconditional(*counts, tail)[0])
    below = np.append(np.linspace(-0.999, low, 60), np.linspace(low - 0.03, low, 250))
    assert max(unconditional_p_value(*counts, theta) for theta in below) <= tail
    assert unconditional_p_value(*counts, low + RESOLUTION) > tail


def test_repeated_samples_are_computed_once_and_put_back_in_place():
    low, high = unconditional([[7, 1], [7, 0]], [[2, 0], [2, 1]], [[1, 0], [1, 0]], 0.025)
    assert low.shape == (2, 2)
    assert low[0, 0] == low[1, 0]
    assert_allclose([low[0, 0], high[0, 0]], [0.023, 0.901], atol=6e-4)


def test_small_samples_are_ordered_mirrored_and_nested():
    every = np.vstack([tables(n) for n in (1, 2, 3)])
    d = (every[:, 0] - every[:, 2]) / every.sum(axis=1)
    outer = np.full(d.shape, -1.0), np.full(d.shape, 1.0)
    for tail in (0.025, 0.2, 0.49):
        low, high = unconditional(*every.T, tail)
        mirrored = unconditional(*every.T[::-1], tail)
        assert np.array_equal(mirrored[0], -high)
        assert np.array_equal(mirrored[1], -low)
        assert np.all((outer[0] <= low) & (low <= d) & (d <= high) & (high <= outer[1]))
        outer = low, high


def test_bounds_at_levels_far_below_one_half_stop_at_the_score():
    assert_allclose(unconditional(7, 2, 1, 0.95), (0.6, 0.6), rtol=1e-15)


def test_columns_broadcast():
    low, high = unconditional(np.arange(3)[:, None], np.arange(2), 1, 0.1)
    assert low.shape == high.shape == (3, 2)
    assert (low[2, 1], high[2, 1]) == tuple(unconditional(2, 1, 1, 0.1))
    assert unconditional([], [], [], 0.1)[0].shape == (0,)

"""Exact coverage, by enumerating every possible sample, against what was published or measured.

The expected figures come from another program and other random points of the simplex, so means
agree within the scatter of a mean over 3,000 points, and the least of the points within a band.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import gammaln, xlogy

import nps

pytestmark = pytest.mark.slow  # one Python is enough for simulations

POINTS = np.random.default_rng(20_260_101).dirichlet((1.0, 1.0, 1.0), size=3_000)

#: Mean over the simplex, probability of lying too far from 0, and too near to it.
ONE_SAMPLE = {
    ("wald", 10): (0.868, 0.084, 0.048), ("wald", 20): (0.912, 0.057, 0.031),
    ("wald", 50): (0.935, 0.040, 0.025), ("t", 10): (0.906, 0.062, 0.031),
    ("t", 20): (0.931, 0.046, 0.023), ("t", 50): (0.943, 0.036, 0.021),
    ("adjusted-wald", 10): (0.951, 0.009, 0.040), ("adjusted-wald", 20): (0.951, 0.014, 0.035),
    ("adjusted-wald", 50): (0.951, 0.018, 0.031), ("score", 10): (0.964, 0.009, 0.027),
    ("score", 20): (0.956, 0.017, 0.027), ("score", 50): (0.951, 0.022, 0.027),
}  # fmt: skip
#: The least over the simplex; where Wald fails it depends on how near a corner a point lies.
LEAST = {
    ("score", 10): 0.847, ("score", 20): 0.900, ("score", 50): 0.927,
    ("adjusted-wald", 10): 0.872, ("adjusted-wald", 20): 0.902, ("adjusted-wald", 50): 0.926,
}  # fmt: skip


def samples(n: int) -> np.ndarray:
    """Promoters, passives, detractors of every sample of n answers."""
    grid = np.indices((n + 1, n + 1)).reshape(2, -1)
    a, c = grid[:, grid.sum(axis=0) <= n]
    return np.stack([a, n - a - c, c])


def chances(table: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Multinomial probabilities: one row for each table, one column for each point."""
    n = table.sum(axis=0)
    ways = gammaln(n + 1.0) - gammaln(table + 1.0).sum(axis=0)
    return np.exp(
        ways[:, None] + sum(xlogy(k[:, None], p) for k, p in zip(table, shares.T, strict=True))
    )


@pytest.mark.parametrize(("method", "n"), ONE_SAMPLE)
def test_coverage_of_one_score(method, n):
    table = samples(n)
    cohorts = nps.Cohorts.from_counts(range(table.shape[1]), *table)
    low, high = (end[:, None] for end in nps.estimate(cohorts, method=method).confidence_interval)
    truth = 100.0 * (POINTS[:, 0] - POINTS[:, 2])
    weights = chances(table, POINTS)
    missing = np.isnan(low)  # no interval holds nothing, on neither side
    above = (weights * (low > truth + 1e-9)).sum(axis=0)
    below = (weights * (high < truth - 1e-9)).sum(axis=0)
    coverage = 1.0 - above - below - (weights * missing).sum(axis=0)
    far, near = np.where(truth > 0, above, below).mean(), np.where(truth > 0, below, above).mean()
    mean, far_expected, near_expected = ONE_SAMPLE[method, n]
    # three decimals, and the scatter of a mean over 3,000 points
    assert coverage.mean() == pytest.approx(mean, abs=0.002)
    if method != "t":
        assert far == pytest.approx(far_expected, abs=0.0015)
        assert near == pytest.approx(near_expected, abs=0.0015)
    if (method, n) in LEAST:
        # the least lies in small holes near the corners, which random points may miss
        assert LEAST[method, n] - 0.006 < coverage.min() < LEAST[method, n] + 0.035
    else:
        assert coverage.min() < 0.6


def test_where_surveys_are_the_score_interval_never_falls_far_below_its_level():
    a, b, c = POINTS.T
    usual = POINTS[(a >= 0.2) & (a <= 0.8) & (c >= 0.05) & (c <= 0.40) & (b >= 0.1)]
    truth = 100.0 * (usual[:, 0] - usual[:, 2])
    assert len(usual) > 900
    for n in (10, 20, 50):
        table = samples(n)
        cohorts = nps.Cohorts.from_counts(range(table.shape[1]), *table)
        low, high = (end[:, None] for end in nps.estimate(cohorts).confidence_interval)
        held = (low <= truth + 1e-9) & (truth - 1e-9 <= high)
        # .9435, .9436, .9443 over fewer points, so a little less over more
        assert 0.936 < (chances(table, usual) * held).sum(axis=0).min() < 0.945


def test_coverage_of_a_difference_of_ten_and_ten():
    # Random pairs, Dirichlet(1.5, 1.5, 1): means .956, .914, .946; least .940, .857, .886.
    rng = np.random.default_rng(20_260_102)
    first, second = (rng.dirichlet((1.5, 1.5, 1.0), size=150) for _ in range(2))
    table = samples(10)
    size = table.shape[1]
    one = nps.Cohorts.from_counts(range(size**2), *np.repeat(table, size, axis=1))
    two = nps.Cohorts.from_counts(range(size**2), *np.tile(table, size))
    truth = 100.0 * (first[:, 0] - first[:, 2] - second[:, 0] + second[:, 2])
    p, q = chances(table, first), chances(table, second)
    expected = {"score": (0.956, 0.940), "wald": (0.914, 0.857), "welch": (0.946, 0.886)}
    for method, (mean, least) in expected.items():
        low, high = nps.compare(one, two, method=method).confidence_interval
        low, high = low.reshape(size, size), high.reshape(size, size)
        coverage = np.array(
            [
                p[:, i] @ ((low <= t + 1e-7) & (t - 1e-7 <= high)) @ q[:, i]
                for i, t in enumerate(truth)
            ]
        )
        # 150 points, so their mean scatters by a tenth of their spread
        assert coverage.mean() == pytest.approx(mean, abs=0.004)
        assert coverage.min() == pytest.approx(least, abs=0.004 if method == "score" else 0.03)

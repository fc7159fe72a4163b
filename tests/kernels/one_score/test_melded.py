"""The melded exact interval."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import integrate, stats
from scipy.special import betaincinv

from nps._kernels.one_score.melded import melded


def chance(t, share, among):
    """P(T (2B - 1) <= t) by adaptive quadrature, for two frozen beta laws."""
    base = share.cdf(t) if t > 0 else 0.0
    cuts = share.ppf([1e-12, 1e-6, 0.01, 0.2, 0.5, 0.8, 0.99, 1 - 1e-6, 1 - 1e-12])
    points = [abs(t), *cuts[cuts > abs(t)], 1.0]
    return base + sum(
        integrate.quad(
            lambda x: among.cdf(0.5 + 0.5 * t / x) * share.pdf(x), u, v, epsabs=1e-14, limit=200
        )[0]
        for u, v in pairwise(points)
    )


@pytest.mark.parametrize(
    "counts",
    [(7, 2, 1), (1, 1, 0), (5, 1, 0), (1, 40, 3), (50, 30, 20), (4, 400, 4), (3000, 1500, 500)],
)
@pytest.mark.parametrize("tail", [0.2, 0.025, 1e-5])
def test_the_lower_limit_is_the_smaller_of_two_quantiles(counts, tail):
    a, b, c = counts
    m, n = a + c, a + b + c
    low, _ = (float(limit) for limit in melded(a, b, c, tail))
    among = stats.beta(a, c + 1)
    chances = [chance(low, stats.beta(m, b + 1), among), chance(low, stats.beta(m + 1, b), among)]
    # The cdf of each product is at most `tail` below its quantile: the larger one reaches it here.
    assert_allclose(max(chances), tail, rtol=1e-8)
    assert n == sum(counts)


def test_samples_with_one_class_only():
    for n in (1, 10, 77):
        one_sided = 1 - 0.025 ** (1 / n)  # Clopper-Pearson for nobody out of n
        assert_allclose(melded(0, n, 0, 0.025), (-one_sided, one_sided), rtol=1e-12)
        assert_allclose(melded(0, 0, n, 0.025)[0], -1.0)
        assert melded(n, 0, 0, 0.025)[1] == 1.0
    # All promoters, T_low ~ Beta(n, 1) and B_low ~ Beta(n, 1): compare with quadrature.
    low = melded(10, 0, 0, 0.025)[0]
    assert_allclose(chance(float(low), stats.beta(10, 1), stats.beta(10, 1)), 0.025, rtol=1e-9)


def test_without_passives_negative_limits_are_clopper_pearsons():
    low, _ = melded(4, 0, 6, 0.025)
    assert_allclose(low, 2 * betaincinv(4, 7, 0.025) - 1, rtol=1e-14)


def test_zero_is_excluded_exactly_when_the_sign_test_rejects():
    a, b, c = (x.ravel().astype(float) for x in np.indices((13, 3, 13)))
    keep = a + b + c > 0
    a, b, c = a[keep], b[keep], c[keep]
    low, high = melded(a, b, c, 0.025)
    assert np.array_equal(low > 0, stats.binom.sf(a - 1, a + c, 0.5) < 0.025)
    assert np.array_equal(high < 0, stats.binom.sf(c - 1, a + c, 0.5) < 0.025)


def test_coverage_is_at_least_nominal():
    n = 7
    a, c = (x.ravel() for x in np.indices((n + 1, n + 1)))
    keep = a + c <= n
    a, c = a[keep].astype(float), c[keep].astype(float)
    low, high = melded(a, n - a - c, c, 0.05)
    for shares in np.random.default_rng(7).dirichlet([0.7, 0.7, 0.7], 300):
        chances = stats.multinomial.pmf(np.stack([a, n - a - c, c], axis=1), n, shares)
        truth = shares[0] - shares[2]
        assert chances[low > truth].sum() <= 0.05 + 1e-12
        assert chances[high < truth].sum() <= 0.05 + 1e-12


def test_a_hundred_million_answers():
    counts = np.array([5e7, 3e7, 2e7])
    low, high = melded(*counts, 0.025)
    # Normal limits; the melded ones add about 1/n at each end.
    half = 1.959963984540054 * np.sqrt((0.3 * 0.7 + 4 * 0.5 * 0.2) / 1e8)
    assert_allclose([low, high], [0.3 - half, 0.3 + half], rtol=0, atol=5e-8)
    assert low < 0.3 - half
    assert high > 0.3 + half

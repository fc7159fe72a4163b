"""Size of the tests of two scores, by enumerating every pair of samples.

A test of a true difference errs exactly when the interval leaves it out, so coverage of the
interval is one minus the size of the test. The expected figures come from another program and other
random pairs of populations: means agree within the scatter of a mean over the pairs, and the least
coverage and the heavier tail lie on the safe side of theirs by the scatter of an extreme.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import gammaln, xlogy

import nps

pytestmark = pytest.mark.slow  # one Python is enough for simulations

PAIRS = 200
POPULATIONS = np.random.default_rng(20_260_102).dirichlet((1.5, 1.5, 1.0), size=(2, PAIRS))
SIZES = [(10, 10), (10, 30), (20, 20)]

#: Mean coverage, least coverage and heaviest tail (nominal .95 and .025).
EXPECTED = {
    "wald": [(0.914, 0.857, 0.124), (0.916, 0.820, 0.169), (0.933, 0.910, 0.079)],
    "welch": [(0.946, 0.886, 0.110), (0.942, 0.847, 0.150), (0.948, 0.924, 0.069)],
    "lewis-sauro": [(0.955, 0.805, 0.195), (0.954, 0.902, 0.098), (0.952, 0.904, 0.095)],
    "adjusted-wald": [(0.948, 0.933, 0.060), (0.946, 0.929, 0.054), (0.948, 0.942, 0.044)],
    "mover": [(0.962, 0.943, 0.052), (0.961, 0.950, 0.039), (0.954, 0.947, 0.042)],
    "score-mee": [(0.948, 0.936, 0.042), (0.956, 0.942, 0.038), (0.947, 0.942, 0.036)],
    "score": [(0.956, 0.940, 0.035), (0.959, 0.946, 0.037), (0.950, 0.944, 0.034)],
}


def samples(n: int) -> np.ndarray:
    """Promoters, passives, detractors of every sample of n answers."""
    grid = np.indices((n + 1, n + 1)).reshape(2, -1)
    a, c = grid[:, grid.sum(axis=0) <= n]
    return np.stack([a, n - a - c, c])


def chances(table: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Multinomial probabilities: one row for each table, one column for each population."""
    n = table.sum(axis=0)
    ways = gammaln(n + 1.0) - gammaln(table + 1.0).sum(axis=0)
    return np.exp(
        ways[:, None] + sum(xlogy(k[:, None], p) for k, p in zip(table, shares.T, strict=True))
    )


def all_pairs(n1: int, n2: int) -> tuple[nps.Cohorts, nps.Cohorts]:
    first, second = samples(n1), samples(n2)
    i, j = np.indices((first.shape[1], second.shape[1])).reshape(2, -1)
    labels = range(i.size)
    return (
        nps.Cohorts.from_counts(labels, *first[:, i]),
        nps.Cohorts.from_counts(labels, *second[:, j]),
    )


def errors(method: str, n1: int, n2: int) -> tuple[np.ndarray, np.ndarray]:
    """Chances that the interval lies above and below the true difference, for each population."""
    low, high = nps.compare(*all_pairs(n1, n2), method=method).confidence_interval
    shape = samples(n1).shape[1], samples(n2).shape[1]
    low, high = low.reshape(shape), high.reshape(shape)
    undefined = np.isnan(low)
    above, below = np.empty(PAIRS), np.empty(PAIRS)
    score = 100.0 * (POPULATIONS[..., 0] - POPULATIONS[..., 2])
    for k in range(PAIRS):
        p1 = chances(samples(n1), POPULATIONS[0, k : k + 1])[:, 0]
        p2 = chances(samples(n2), POPULATIONS[1, k : k + 1])[:, 0]
        truth = score[0, k] - score[1, k]
        # without an interval the difference is missed, half on either side
        above[k] = p1 @ ((low > truth) + 0.5 * undefined) @ p2
        below[k] = p1 @ ((high < truth) + 0.5 * undefined) @ p2
    return above, below


@pytest.mark.parametrize("place", range(3), ids=["10v10", "10v30", "20v20"])
@pytest.mark.parametrize("method", EXPECTED)
def test_size_for_random_populations(method, place):
    above, below = errors(method, *SIZES[place])
    coverage = 1.0 - above - below
    mean, least, tail = EXPECTED[method][place]
    # four standard errors of a mean over the pairs, in both programs, and half a printed unit
    band = 4.0 * np.sqrt(2.0) * coverage.std() / np.sqrt(PAIRS) + 0.0005
    assert coverage.mean() == pytest.approx(mean, abs=band)
    assert coverage.min() > least - 0.012
    assert max(above.max(), below.max()) < tail + 0.012


@pytest.mark.parametrize("method", ["permutation", "permutation-studentized"])
def test_permutation_tests_hold_their_level_where_both_populations_are_the_same(method):
    n1, n2 = 5, 7
    sample, reference = all_pairs(n1, n2)
    found = nps.compare(sample, reference, method=method)
    p_value = found.p_value.reshape(samples(n1).shape[1], -1)
    populations = np.random.default_rng(4).dirichlet((1.0, 1.0, 1.0), size=100)
    first, second = chances(samples(n1), populations), chances(samples(n2), populations)
    for level in (0.01, 0.05, 0.1, 0.3):
        size = np.einsum("ik,ij,jk->k", first, p_value <= level + 1e-12, second)
        assert size.max() <= level + 1e-12

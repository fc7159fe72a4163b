"""How often the intervals of weighted and clustered samples hold the true score."""

from __future__ import annotations

import numpy as np
import pytest

import nps

pytestmark = pytest.mark.slow  # one Python is enough for simulations

POPULATIONS, RUNS = 25, 60
#: Coverage of 95% intervals found by an independent program with 25 populations of its own and
#: 3,000 samples of each: linearised with z, with t, Tango on effective counts with t.
FOUND = {
    (15, 1, 0.7): (0.870, 0.893, 0.968),
    (30, 1, 0.7): (0.902, 0.912, 0.956),
    (60, 1, 0.7): (0.924, 0.929, 0.949),
    (5, 4, 0.5): (0.844, 0.916, 0.991),
    (10, 4, 0.5): (0.896, 0.927, 0.969),
}
#: Standard deviation of the coverage between populations: where the score lies matters.
BETWEEN = {"wald": 0.035, "wald-t": 0.03, "score": 0.008}


def band(coverage: float, method: str) -> float:
    """Four standard errors: of so many samples, and of two draws of 25 populations."""
    within = coverage * (1.0 - coverage) / (POPULATIONS * RUNS)
    return 4.0 * float(np.sqrt(within + 2.0 * BETWEEN[method] ** 2 / POPULATIONS))


def coverage(clusters: int, size: int, spread: float) -> dict[str, float]:
    """Share of intervals that hold the truth; clusters of one person are no clusters.

    Classes are drawn for each cluster from a Dirichlet law around the population, which gives a
    correlation of .2 within clusters; weights are lognormal. Each sample is a stratum of one large
    survey and a domain in it, which has the variance of the sample by itself.
    """
    rng = np.random.default_rng([clusters, size])
    hits = dict.fromkeys(BETWEEN, 0.0)
    sample = np.repeat(np.arange(RUNS), clusters * size)
    cluster = np.repeat(np.arange(RUNS * clusters), size)
    for _ in range(POPULATIONS):
        shares = rng.dirichlet([1.5, 1.5, 1.0])
        truth = 100.0 * (shares[0] - shares[2])
        chances = np.tile(shares, (RUNS * clusters, 1))
        if size > 1:
            chances = rng.dirichlet(4.0 * shares, RUNS * clusters)
        u, limits = rng.random(sample.size), np.cumsum(np.repeat(chances, size, axis=0), axis=1)
        cohorts = nps.survey_by(
            np.where(u < limits[:, 0], 9, np.where(u < limits[:, 1], 7, 2)),
            sample,
            weights=rng.lognormal(0.0, spread, sample.size),
            strata=sample,
            clusters=cluster if size > 1 else None,
        )
        for method in hits:
            low, high = nps.estimate(cohorts, method=method).confidence_interval
            hits[method] += float(np.mean((low <= truth) & (truth <= high))) / POPULATIONS
    return hits


@pytest.mark.parametrize("setting", FOUND, ids=str)
def test_coverage_is_as_found_elsewhere(setting):
    found = coverage(*setting)
    for method, expected in zip(("wald", "wald-t", "score"), FOUND[setting], strict=True):
        assert abs(found[method] - expected) < band(expected, method), (method, found)
    # which is why it is the default
    assert found["score"] > found["wald-t"] > found["wald"]

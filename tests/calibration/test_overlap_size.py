"""How often two waves that share people seem to differ when nothing changed."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from nps._kernels.same_people import overlap
from nps._kernels.same_people.strata_score import strata_inference

pytestmark = pytest.mark.slow  # one Python is enough for simulations

RUNS = 40_000
#: Four standard errors of a share of 5% in so many runs: exceeded once in 16,000 such tests.
BAND = 4.0 * np.sqrt(0.05 * 0.95 / RUNS)
SHARES = np.array([0.45, 0.33, 0.22])


def rejections(matched, new, lost, correlation, method):
    """Share of 5% tests that reject, for two waves with the same shares."""
    rng = np.random.default_rng([matched, new, lost, int(100 * correlation)])
    # everybody repeats the answer with this probability, else answers afresh
    joint = correlation * np.diag(SHARES) + (1 - correlation) * np.outer(SHARES, SHARES)
    found = getattr(overlap, method)(
        overlap.overlap(
            rng.multinomial(matched, joint.ravel(), size=RUNS).reshape(-1, 3, 3),
            rng.multinomial(new, SHARES, size=RUNS),
            rng.multinomial(lost, SHARES, size=RUNS),
        )
    )
    statistic = np.abs(found.value / found.error)
    if found.freedom is None:
        return np.mean(statistic > stats.norm.isf(0.025))
    return np.mean(statistic > stats.t.isf(0.025, found.freedom))


@pytest.mark.parametrize("method", ["wald", "gls", "t", "pooled"])
@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("people", [(200, 200, 200), (100, 50, 80)], ids=str)
def test_the_size_is_between_4_and_6_percent_whatever_the_correlation(people, correlation, method):
    size = rejections(*people, correlation, method)
    # certain up to the simulation's own error
    assert 0.04 + BAND < size < 0.06 - BAND


def score_rejections(matched, new, lost, correlation, shares, runs):
    """Share of 5% score tests that reject, for two waves with the same shares."""
    rng = np.random.default_rng([matched, new, lost, int(100 * correlation)])
    joint = correlation * np.diag(shares) + (1 - correlation) * np.outer(shares, shares)
    groups = overlap.strata(
        rng.multinomial(matched, joint.ravel(), size=runs).reshape(-1, 3, 3),
        rng.multinomial(new, shares, size=runs),
        rng.multinomial(lost, shares, size=runs),
    )
    z = strata_inference(*groups[:2], np.zeros(runs), stats.norm.isf(0.025), groups[2])[2]
    return np.mean(np.abs(z) > stats.norm.isf(0.025))


@pytest.mark.slow
@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("people", [(200, 200, 200), (100, 50, 80)], ids=str)
def test_the_score_test_has_its_size_too(people, correlation):
    runs = 4_000
    band = 4.0 * np.sqrt(0.05 * 0.95 / runs)
    assert abs(score_rejections(*people, correlation, SHARES, runs) - 0.05) < band


@pytest.mark.slow
@pytest.mark.sampled(3)
@pytest.mark.parametrize("correlation", [0.0, 0.6, 0.9])
@pytest.mark.parametrize("shares", [(0.45, 0.33, 0.22), (0.85, 0.12, 0.03)], ids=str)
@pytest.mark.parametrize("people", [(3, 3, 3), (8, 4, 4), (10, 40, 5), (15, 8, 8)], ids=str)
def test_the_score_test_does_not_exceed_its_level_in_small_waves(people, shares, correlation):
    runs = 4_000
    # six percent and four standard errors of a share of 6%
    limit = 0.06 + 4.0 * np.sqrt(0.06 * 0.94 / runs)
    assert score_rejections(*people, correlation, np.array(shares), runs) < limit


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.6, 0.9])
def test_a_handful_of_pairs_does_not_mislead_the_weights(correlation):
    # with weights from the correlation as it is, 8 to 49% of these tests would reject
    assert rejections(5, 50, 50, correlation, "gls") < 0.065


def test_ignoring_the_common_people_would_be_wrong():
    rng = np.random.default_rng(1)
    joint = 0.6 * np.diag(SHARES) + 0.4 * np.outer(SHARES, SHARES)
    tables = rng.multinomial(200, joint.ravel(), size=RUNS).reshape(-1, 3, 3)
    nobody = np.zeros((RUNS, 3))
    apart = overlap.wald(
        overlap.overlap(np.zeros_like(tables), tables.sum(axis=1), tables.sum(axis=2))
    )
    together = overlap.wald(overlap.overlap(tables, nobody, nobody))
    # 1 / sqrt(1 - 0.6): the standard error of independent samples is this much too wide
    assert np.mean(apart.error / together.error) == pytest.approx(1 / np.sqrt(0.4), rel=0.01)
    assert np.mean(np.abs(apart.value / apart.error) > 1.96) < 0.005

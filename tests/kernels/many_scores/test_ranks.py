"""Rank intervals against csranks, and the probability of being best against draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import examples
from scipy.stats import beta, multivariate_normal

from nps._kernels.many_scores import ranks
from nps._kernels.many_scores.ranks import marginal_ranks, probability_best, simultaneous_ranks
from nps._kernels.two_scores.score import Pairs, score_statistic

EXAMPLE = examples("many_examples")["rank_ci_simultaneous"]


def statistics(score: np.ndarray, variance: np.ndarray) -> np.ndarray:
    return (score[:, None] - score) / np.sqrt(variance[:, None] + variance)


@st.composite
def leagues(draw) -> tuple[np.ndarray, np.ndarray]:
    size = draw(st.integers(2, 8))
    score = draw(st.lists(st.floats(-1.0, 1.0), min_size=size, max_size=size))
    variance = draw(st.lists(st.floats(1e-4, 0.1), min_size=size, max_size=size))
    return np.array(score), np.array(variance)


def test_csranks() -> None:
    score, variance = np.array(EXAMPLE["input"]["nps"]), np.array(EXAMPLE["input"]["variance"])
    z = statistics(score, variance)
    low, high = simultaneous_ranks(z, 0.05)
    assert low.tolist() == EXAMPLE["expected"]["lower"]
    assert high.tolist() == EXAMPLE["expected"]["upper"]


@given(leagues(), st.sampled_from([0.01, 0.05, 0.2]))
def test_intervals_hold_the_observed_rank(league, alpha: float) -> None:
    score, variance = league
    z = statistics(score, variance)
    observed = 1 + (score > score[:, None]).sum(axis=1)
    together = simultaneous_ranks(z, alpha)
    alone = marginal_ranks(z, np.sqrt(variance), alpha)
    for low, high in (together, alone):
        assert ((low >= 1) & (low <= observed) & (observed <= high) & (high <= score.size)).all()
    wider = simultaneous_ranks(z, alpha / 4.0)
    assert (wider[0] <= together[0]).all()
    assert (wider[1] >= together[1]).all()


@given(leagues())
def test_a_mirror_turns_the_table_round(league) -> None:
    score, variance = league
    z, size = statistics(score, variance), score.size
    for low, high, low2, high2 in (
        (*simultaneous_ranks(z, 0.05), *simultaneous_ranks(-z, 0.05)),
        (
            *marginal_ranks(z, np.sqrt(variance), 0.05),
            *marginal_ranks(-z, np.sqrt(variance), 0.05),
        ),
    ):
        assert (low2 == size + 1 - high).all()
        assert (high2 == size + 1 - low).all()


@pytest.mark.parametrize("spread", [[1.0, 1.0, 1.0, 1.0], [1.0, 0.2, 0.5, 3.0]])
def test_marginal_critical_value_is_the_normal_integral(spread: list[float]) -> None:
    s = np.array(spread)
    ahead = np.array([[0, 1, 1, 0]] * 4, dtype=bool)
    behind = np.array([[0, 1, 0, 1]] * 4, dtype=bool)
    critical = ranks._critical_of_rows(ahead, behind, s, 0.05)[0]
    contrast = np.array([[1, -1, 0, 0], [1, 0, -1, 0], [1, 0, 0, -1]], dtype=np.float64)
    covariance = contrast @ np.diag(s**2) @ contrast.T
    scale = np.sqrt(np.diag(covariance))
    law = multivariate_normal(cov=covariance / np.outer(scale, scale), seed=1)
    law.abseps = 1e-8
    upper = np.array([critical, critical, np.inf])
    lower = np.array([-critical, -np.inf, -critical])
    # SciPy integrates by quasi-Monte Carlo
    assert law.cdf(upper, lower_limit=lower) == pytest.approx(0.95, abs=1e-4)


def test_large_leagues_fall_back_on_bonferroni(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    score, variance = rng.uniform(-0.5, 0.5, 12), np.full(12, 0.004)
    z, spread = statistics(score, variance), np.sqrt(variance)
    exact = marginal_ranks(z, spread, 0.05)
    monkeypatch.setattr(ranks, "LARGEST_FAMILY", 5)
    bounded = marginal_ranks(z, spread, 0.05)
    assert (bounded[0] <= exact[0]).all()
    assert (bounded[1] >= exact[1]).all()
    assert (bounded[1] - bounded[0]).sum() < 12 * 11  # it still tells some apart


def test_step_down_finds_more_than_one_step() -> None:
    # with the two outsiders settled, Bonferroni for what is left is below Tukey's value
    z = statistics(np.array([10.0, 1.0, 0.0, -10.0]), np.full(4, 0.5))
    z[1, 2], z[2, 1] = 2.5, -2.5
    low, high = simultaneous_ranks(z, 0.05)
    assert low.tolist() == [1, 2, 3, 4]
    assert high.tolist() == [1, 2, 3, 4]
    # by itself the same pair is undecided among four
    close = statistics(np.zeros(4), np.ones(4))
    close[1, 2], close[2, 1] = 2.5, -2.5
    assert simultaneous_ranks(close, 0.05)[0].tolist() == [1, 1, 1, 1]


def test_best_of_two_without_passives_is_a_beta_integral() -> None:
    grid = (np.arange(200_000) + 0.5) / 200_000
    expected = np.mean(beta.cdf(beta.ppf(grid, 7.5, 3.5), 5.5, 5.5))
    up, level, down = np.array([7.5, 5.5]), np.zeros(2), np.array([3.5, 5.5])
    found = probability_best(up, level, down)
    assert found[0] == pytest.approx(expected, abs=1e-3)
    assert found.sum() == pytest.approx(1.0)


def test_best_agrees_with_draws() -> None:
    rng = np.random.default_rng(8)
    law = np.array([[5, 3, 1], [50, 30, 20], [600_000, 100_000, 300_000], [0, 10, 0], [3, 0, 0]])
    law = law + 0.5
    draws = np.stack([rng.dirichlet(row, 100_000) @ [1.0, 0.0, -1.0] for row in law])
    expected = np.bincount(draws.argmax(axis=0), minlength=5) / 100_000
    # four standard errors of the draws, and the stated accuracy
    assert_allclose(probability_best(*law.T.copy()), expected, atol=4.0 * 0.0013 + 1e-3)


def test_hopeless_cohorts_have_no_chance() -> None:
    up, level, down = np.array([900.5, 10.5]), np.array([50.5, 100.5]), np.array([50.5, 890.5])
    assert probability_best(up, level, down).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(("last", "settled"), [(2.2413, False), (2.2415, True)])
def test_the_last_step_is_that_of_holm_for_what_is_left(last: float, settled: bool) -> None:
    # Holm (1979): with 4 of 6 one-sided hypotheses left the level is 0.05/4, of which the normal
    # quantile is 2.24140 (NIST, table of the normal distribution); with 5 it would be 2.3263
    z = np.array([[0.0, 3.0, 9.0], [-3.0, 0.0, last], [-9.0, -last, 0.0]])
    low, high = simultaneous_ranks(z, 0.05)
    assert low.tolist() == ([1, 2, 3] if settled else [1, 2, 2])
    assert high.tolist() == ([1, 2, 3] if settled else [1, 3, 3])


@given(st.lists(st.floats(-3.0, 3.0), min_size=2, max_size=6), st.floats(0.01, 0.99))
@example([0.1, -0.1], 0.95)
def test_at_no_level_is_anybody_both_ahead_and_behind(scores, alpha) -> None:
    at = np.array(scores)
    z = (at[:, None] - at) / np.sqrt(2.0)
    observed = 1 + (z < 0.0).sum(axis=1)
    for first, last in (ranks.simultaneous_ranks(z, alpha),
                        ranks.marginal_ranks(z, np.ones(at.size), alpha)):  # fmt: skip
        assert (first <= observed).all()
        assert (observed <= last).all()


def test_two_cohorts_are_two_one_sided_tests() -> None:
    for apart, first in ((1.9599, 1), (1.9601, 2)):
        z = np.array([[0.0, apart], [-apart, 0.0]])
        assert simultaneous_ranks(z, 0.05)[0].tolist() == [1, first]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["simultaneous", "marginal"])
def test_rank_intervals_keep_their_level(kind: str) -> None:
    """Six cohorts, three of them equal: every rank that the truth allows must be covered."""
    rng = np.random.default_rng(9)
    shares = np.array(
        [[0.7, 0.2, 0.1]] + [[0.5, 0.3, 0.2]] * 3 + [[0.4, 0.3, 0.3], [0.2, 0.3, 0.5]]
    )
    best, worst = np.array([1, 2, 2, 2, 5, 6]), np.array([1, 4, 4, 4, 5, 6])
    runs, n = 300, 60
    x = np.stack([rng.multinomial(n, p, size=runs) for p in shares], axis=1).astype(np.float64)
    one, other = x[:, :, None].repeat(6, axis=2), x[:, None].repeat(6, axis=1)
    pairs = Pairs(*np.moveaxis(one, -1, 0), *np.moveaxis(other, -1, 0))
    z = score_statistic(pairs, np.zeros((runs, 6, 6)))
    covered = []
    for i in range(runs):
        if kind == "simultaneous":
            low, high = simultaneous_ranks(z[i], 0.05)
        else:
            low, high = marginal_ranks(z[i], np.sqrt(x[i, :, [0, 2]].sum(axis=0)), 0.05)
        covered.append((low <= best) & (worst <= high))
    rate = np.mean(covered, axis=0) if kind == "marginal" else np.mean(np.all(covered, axis=1))
    # three binomial standard errors below 95%
    assert np.all(rate >= 0.95 - 3.0 * np.sqrt(0.95 * 0.05 / runs))

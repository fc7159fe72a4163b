"""Where to cut: the best of all cuts, tried one by one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal
from segment_strategies import seeds

from nps._kernels.topics.segments.association import Answered, Levels, level_sums, residuals
from nps._kernels.topics.segments.cuts import best_cut, by_mean


def held(seed: int, weighted: bool) -> tuple[np.ndarray, np.ndarray, Answered, Levels]:
    rng = np.random.default_rng(seed)
    scores, codes = rng.integers(-1, 2, 60), rng.integers(0, 5, 60)
    scores[:2] = -1, 1
    answered = Answered(scores, rng.uniform(0.5, 2.0, 60) if weighted else None)
    return scores, codes, answered, level_sums(codes, 5, answered, residuals(answered))


def standardized(scores: np.ndarray, inside: np.ndarray) -> float:
    """The two-sample statistic of permutation theory."""
    n, k = scores.size, inside.sum()
    variance = scores.var(ddof=1) * k * (n - k) / n
    return abs(scores[inside].sum() - k * scores.mean()) / np.sqrt(variance)


@given(seeds)
def test_the_best_cut_is_the_best_of_all(seed):
    scores, codes, _, levels = held(seed, weighted=False)
    cuts = [codes <= j for j in range(4)]
    values = [
        standardized(scores, inside) if min(inside.sum(), (~inside).sum()) >= 5 else -1.0
        for inside in cuts
    ]
    found = best_cut(levels, [np.arange(5)], [levels.n], 5)
    assert_allclose(found.statistic, max(values), rtol=1e-9)
    assert_allclose(standardized(scores, found.first[codes]), found.statistic, rtol=1e-9)


@given(seeds)
def test_the_order_of_means_holds_the_best_division_of_a_category(seed):
    scores, codes, _, levels = held(seed, weighted=False)
    divisions = [some for k in range(1, 5) for some in combinations(range(5), k)]
    values = [
        standardized(scores, np.isin(codes, some))
        for some in divisions
        if 0 < np.isin(codes, some).sum() < 60
    ]
    found = best_cut(levels, [by_mean(levels)], [levels.n], 1)
    assert_allclose(found.statistic, max(values), rtol=1e-9)


@given(seeds)
def test_weights_standardise_by_their_own_variance(seed):
    scores, codes, answered, levels = held(seed, weighted=True)
    w = answered.weights
    found = best_cut(levels, [np.arange(5)], [levels.n], 1)
    inside = found.first[codes]
    share = w[inside].sum() / w.sum()
    terms = w * (inside - share) * (scores - np.average(scores, weights=w))
    assert_allclose(found.statistic, abs(terms.sum()) / np.sqrt((terms**2).sum()), rtol=1e-9)


def test_of_cuts_that_are_equally_good_the_first_order_has_it():
    # both sides have the same mean wherever the cut is
    still = Levels(np.array([4, 4]), np.array([0.5, 0.5]), np.zeros(2), np.ones(2))
    found = best_cut(still, [np.array([1, 0]), np.arange(2)], [still.n], 1)
    assert_array_equal(found.first, [False, True])
    assert found.statistic == 0.0


def test_a_cut_keeps_enough_on_both_sides_of_both_halves():
    _, _, _, levels = held(3, weighted=False)
    assert best_cut(levels, [np.arange(5)], [levels.n], 31) is None
    thin = np.array([0, 0, 0, 3, 3])
    found = best_cut(levels, [np.arange(5)], [levels.n, thin], 3)
    assert_array_equal(found.first, [True, True, True, True, False])

"""Time the comparisons: python benchmarks/bench_compare.py, or pytest on this file."""

from __future__ import annotations

import time
import timeit
from collections.abc import Callable

import numpy as np
from scipy.stats import permutation_test

import nps

NOW, THEN = nps.Counts(5_120, 2_900, 1_980), nps.Counts(5_000, 2_950, 2_050)
RESAMPLES = 9_999


def answers(sample: nps.Counts) -> np.ndarray:
    return np.repeat([1, 0, -1], [sample.promoters, sample.passives, sample.detractors])


def mean_difference(first: np.ndarray, second: np.ndarray, axis: int) -> np.ndarray:
    return first.mean(axis=axis) - second.mean(axis=axis)


def scipy_permutation() -> float:
    found = permutation_test(
        (answers(NOW), answers(THEN)), mean_difference, n_resamples=RESAMPLES, vectorized=True,
        batch=500, rng=np.random.default_rng(1),
    )  # fmt: skip
    return float(found.pvalue)


def our_permutation() -> float:
    return nps.compare(NOW, THEN, method="permutation").p_value


def many_pairs(size: int) -> tuple[nps.Cohorts, nps.Cohorts]:
    columns = np.random.default_rng(2).integers(0, 300, size=(6, size))
    columns[1] += 1
    columns[4] += 1
    return (
        nps.Cohorts.from_counts(range(size), *columns[:3]),
        nps.Cohorts.from_counts(range(size), *columns[3:]),
    )


def seconds(function: Callable[[], object], times: int) -> float:
    """Return the least time of several runs."""
    function()
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        function()
        best = min(best, time.perf_counter() - start)
    return best


def test_exact_permutation_is_a_hundred_times_faster_than_resampling():
    start = time.perf_counter()
    sampled = scipy_permutation()
    theirs = time.perf_counter() - start
    ours = seconds(our_permutation, 5)
    exact = our_permutation()
    # five standard errors of a share of 9,999 resamples
    assert abs(sampled - exact) < 5 * (exact * (1 - exact) / RESAMPLES) ** 0.5 + 1e-3
    print(f"exact {1e3 * ours:.1f} ms, scipy {theirs:.2f} s, ratio {theirs / ours:.0f}")
    assert ours < 0.1
    assert theirs > 100 * ours


def test_a_hundred_thousand_pairs():
    pairs = many_pairs(100_000)
    taken = seconds(lambda: nps.compare(*pairs), 1)
    print(f"100,000 pairs by the score method: {taken:.2f} s")
    assert taken < 10.0


def ratio_to_estimate(method: str, rounds: int = 30, times: int = 20) -> tuple[float, float]:
    """Return the seconds of one comparison, and how many estimates of one sample that is.

    Both are timed by turns, so that a busy moment strikes both.
    """
    tasks = (lambda: nps.compare(NOW, THEN, method=method)), (lambda: nps.estimate(NOW))
    taken = [[timeit.timeit(task, number=times) for task in tasks] for _ in range(rounds)]
    ours, estimate = (min(column) for column in zip(*taken, strict=True))
    return ours / times, ours / estimate


def test_one_pair_takes_at_most_six_estimates():
    for method in ("score", "mover", "wald", "wald-pooled", "welch", "adjusted-wald"):
        taken, ratio = ratio_to_estimate(method)
        print(f"one pair, {method}: {1e6 * taken:.0f} us, {ratio:.1f} estimates")
        assert ratio < 6.0


if __name__ == "__main__":
    test_exact_permutation_is_a_hundred_times_faster_than_resampling()
    test_a_hundred_thousand_pairs()
    test_one_pair_takes_at_most_six_estimates()

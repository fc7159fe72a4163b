"""The exact bootstrap against simulation by others: python benchmarks/bench_bootstrap.py."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import numpy as np
from scipy import stats

from nps import Counts, bootstrap
from nps._kernels.laws.bootstrap import bootstrap_bca, bootstrap_percentile, bootstrap_studentized
from nps._kernels.laws.dirichlet import bayes_jeffreys

RESAMPLES = 9_999


def best_of(repeats: int, run: Callable[[], object]) -> float:
    """Return the shortest of some running times, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def rows_resampled(answers: np.ndarray, resamples: int) -> np.ndarray:
    """Resample rows one draw at a time, as scripts do."""
    rng = np.random.default_rng(1)
    return np.array([rng.choice(answers, answers.size).mean() for _ in range(resamples)])


def one_sample(n: int) -> None:
    """Compare the BCa interval of one sample."""
    sample = Counts(n // 2, n - n // 2 - n // 5, n // 5)
    answers = np.repeat(
        [100.0, 0.0, -100.0], [sample.promoters, sample.passives, sample.detractors]
    )

    def scipy_bca() -> object:
        return stats.bootstrap(
            (answers,), np.mean, method="BCa", n_resamples=RESAMPLES, batch=500, rng=1
        ).confidence_interval

    def drawn() -> object:
        return bootstrap(sample, n_resamples=RESAMPLES, rng=1).confidence_interval("bca")

    exact = best_of(20, lambda: bootstrap(sample).confidence_interval("bca"))
    table = best_of(20, lambda: bootstrap(sample).probabilities)
    print(f"one sample, n = {n:,}")
    print(f"  {'exact law, BCa interval':42s} {1e3 * exact:12.3f} ms")
    print(f"  {'exact law, all probabilities':42s} {1e3 * table:12.3f} ms")
    for name, seconds in (
        (f"multinomial draws of counts, {RESAMPLES:,}", best_of(3, drawn)),
        (f"scipy.stats.bootstrap BCa, {RESAMPLES:,}", best_of(1, scipy_bca)),
        (f"resampling rows, {RESAMPLES:,}", best_of(1, lambda: rows_resampled(answers, RESAMPLES))),
    ):
        print(f"  {name:42s} {1e3 * seconds:12.3f} ms  {seconds / exact:10,.0f} x")
    print(f"  intervals: exact {bootstrap(sample).confidence_interval('bca')}, scipy {scipy_bca()}")


def sizes() -> None:
    """Show that a value costs the same at any size."""
    print("\nexact law by size             BCa interval   all probabilities   peak memory")
    for n in (10, 10_000, 10**6, 10**8, 10**12):
        sample = Counts(n // 2, n - n // 2 - n // 5, n // 5)
        seconds = best_of(3, lambda: bootstrap(sample).confidence_interval("bca"))  # noqa: B023
        if n > 10**8:
            print(f"  n = {n:<20,} {1e3 * seconds:12.2f} ms")
            continue
        tracemalloc.start()
        table = best_of(3, lambda: bootstrap(sample).probabilities)  # noqa: B023
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        print(f"  n = {n:<20,} {1e3 * seconds:12.2f} ms {1e3 * table:15.2f} ms {peak:10.1f} MB")


def cohorts() -> None:
    """Time the interval kernels on many cohorts."""
    print("\nmicroseconds a cohort, 95% intervals        of 100 answers   of 10,000")
    for kernel, groups in (
        (bootstrap_percentile, 10_000),
        (bootstrap_bca, 10_000),
        (bayes_jeffreys, 10_000),
        (bootstrap_studentized, 200),
    ):
        times = []
        for n in (100, 10_000):
            draws = np.random.default_rng(1).multinomial(n, [0.5, 0.3, 0.2], groups)
            columns = draws.T.astype(np.float64)
            times.append(1e6 / groups * best_of(2, lambda: kernel(*columns, 0.025)))  # noqa: B023
        print(f"  {kernel.__name__:24s} {groups:10,} cohorts {times[0]:15.0f} {times[1]:12.0f}")


if __name__ == "__main__":
    one_sample(10_000)
    sizes()
    cohorts()

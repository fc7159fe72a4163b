"""Many cohorts: every pair of 1,000, and the same work as a loop over scipy on a part of them.

Run `python benchmarks/bench_many.py`. One core; the ratio is of times per pair in this one run.
"""

from __future__ import annotations

from itertools import combinations
from time import perf_counter

import numpy as np
from scipy.stats import false_discovery_control, ttest_ind

import nps

COHORTS, SIZE, LOOPED = 1_000, 100, 40


def main() -> None:
    x = np.random.default_rng(1).multinomial(SIZE, [0.5, 0.3, 0.2], size=COHORTS)
    cohorts = nps.Cohorts.from_counts(range(COHORTS), *x.T)
    seconds = {}
    for method, adjust in [
        ("score", "holm"),
        ("score", "max-z"),
        ("welch", "benjamini-hochberg"),
        ("wald", "none"),
    ]:
        start = perf_counter()
        result = nps.compare_many(cohorts, method=method, adjust=adjust)
        seconds[method] = perf_counter() - start
        print(f"{len(result):,} pairs, {method}, {adjust}: {seconds[method]:.2f} s")

    start = perf_counter()
    rows = [np.repeat([100.0, 0.0, -100.0], counts) for counts in x[:LOOPED]]
    tests = [ttest_ind(a, b, equal_var=False) for a, b in combinations(rows, 2)]
    false_discovery_control([test.pvalue for test in tests])
    _ = [test.confidence_interval() for test in tests]
    looped = perf_counter() - start
    per_pair = looped / len(tests)
    ours = seconds["welch"] / (COHORTS * (COHORTS - 1) / 2)
    print(f"scipy.stats.ttest_ind, one pair at a time: {1e6 * per_pair:,.0f} microseconds a pair")
    print(f"compare_many(method='welch'): {1e6 * ours:.1f} microseconds a pair")
    print(f"ratio {per_pair / ours:,.0f}")

    for name, function in [("rank", nps.rank), ("shrink", nps.shrink)]:
        start = perf_counter()
        function(cohorts)
        print(f"{name} of {COHORTS:,} cohorts: {perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()

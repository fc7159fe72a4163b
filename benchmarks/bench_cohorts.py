"""Intervals for a hundred thousand and a million cohorts, beside loops over other libraries.

    pip install statsmodels
    python benchmarks/bench_cohorts.py

The rivals take one sample or pair at a time, so they run on a part, in the same process; times are
per cohort. statsmodels has no method for three classes: its Wilson and Miettinen-Nurminen intervals
for two are the same work with one class less.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

import nps

PART = 300


def seconds(task: Callable[[], object], rounds: int = 3) -> float:
    """Return the least time of several runs."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return min(times)


def cohorts(size: int, seed: int) -> nps.Cohorts:
    """Cohorts of 1 to 500 answers with scores all over the scale."""
    rng = np.random.default_rng(seed)
    n = rng.integers(1, 500, size)
    shares = rng.dirichlet((2.0, 1.5, 1.0), size)
    promoters = rng.binomial(n, shares[:, 0])
    passives = rng.binomial(n - promoters, shares[:, 1] / (1.0 - shares[:, 0]))
    return nps.Cohorts.from_counts(range(size), promoters, passives, n - promoters - passives)


def miettinen_nurminen(one: nps.Counts, two: nps.Counts) -> object:
    """Return the rival's interval for promoters; its solver stops with NaN on some pairs."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    try:
        return confint_proportions_2indep(
            one.promoters, one.n, two.promoters, two.n, method="score"
        )
    except ValueError:
        return None


def report(name: str, size: int, taken: float) -> None:
    print(f"{name:<46}{size:>10,}{taken:>9.3f}{1e6 * taken / size:>12.2f}")


def main() -> None:
    from scipy.stats import bootstrap, ttest_ind_from_stats
    from statsmodels.stats.proportion import proportion_confint

    print(f"{'':<46}{'cohorts':>10}{'s':>9}{'us/cohort':>12}")
    many = cohorts(1_000_000, 1)
    for size in (100_000, 1_000_000):
        for method in ("score", "wald", "t", "adjusted-wald"):
            task = seconds(lambda s=size, m=method: nps.estimate(many[:s], method=m))
            report(f"nps.estimate, {method}", size, task)
    part = list(many[:PART].values())
    report(
        "  nps.estimate, score, one at a time",
        PART,
        seconds(lambda: [nps.estimate(x) for x in part]),
    )
    wilson = [(x.promoters, x.n) for x in part]
    report(
        "  statsmodels Wilson for one class, a loop", PART,
        seconds(lambda: [proportion_confint(k, n, method="wilson") for k, n in wilson]),
    )  # fmt: skip
    answers = [
        np.repeat([100.0, 0.0, -100.0], (x.promoters, x.passives, x.detractors)) for x in part
    ]
    few = [(x,) for x in answers[:5] if x.std() > 0]
    report(
        "  scipy.stats.bootstrap, BCa, a loop", len(few),
        seconds(lambda: [bootstrap(x, np.mean, rng=1) for x in few], rounds=1),
    )  # fmt: skip

    one, two = cohorts(100_000, 2), cohorts(100_000, 3)
    for method in ("score", "wald", "welch"):
        task = seconds(lambda m=method: nps.compare(one, two, method=m), rounds=1)
        report(f"nps.compare, {method}", 100_000, task)
    pairs = list(zip(one[:50].values(), two[:50].values(), strict=True))
    report(
        "  nps.compare, score, one at a time", len(pairs),
        seconds(lambda: [nps.compare(a, b) for a, b in pairs], rounds=1),
    )  # fmt: skip
    report(
        "  statsmodels Miettinen-Nurminen, a loop", len(pairs),
        seconds(lambda: [miettinen_nurminen(a, b) for a, b in pairs], rounds=1),
    )  # fmt: skip
    moments = [
        (a.score, a.variance**0.5, a.n, b.score, b.variance**0.5, b.n)
        for a, b in pairs
        if min(a.n, b.n) > 1
    ]
    report(
        "  scipy Welch test without interval, a loop", len(moments),
        seconds(lambda: [ttest_ind_from_stats(*x, equal_var=False) for x in moments]),
    )  # fmt: skip


if __name__ == "__main__":
    main()

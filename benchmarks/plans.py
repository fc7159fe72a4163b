"""Plans: what one costs exactly, and a thousand by formula beside loops over others and itself.

Run `python benchmarks/plans.py` on one core. Exact power is held against the library's own test of
every table, the only other way to that number; ratios are of times in this one run.
"""

from __future__ import annotations

from importlib.util import find_spec
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

import nps
from nps.planning import power, sample_size

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWN, OTHER = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.35, 0.35, 0.3)


def seconds(what: Callable[[], object], tries: int = 3) -> float:
    """The least time of some tries."""
    best = np.inf
    for _ in range(tries):
        start = perf_counter()
        what()
        best = min(best, perf_counter() - start)
    return best


def every_table(n: int) -> np.ndarray:
    """All counts of n answers, (3, tables)."""
    a, c = np.nonzero(np.add.outer(np.arange(n + 1), np.arange(n + 1)) <= n)
    return np.stack((a, n - a - c, c))


def by_enumeration(n: int) -> None:
    """Power of the test of a score of 10 by testing every table, as anybody would."""
    tables = every_table(n)
    nps.compare_benchmark(nps.Cohorts.from_counts(range(tables.shape[1]), *tables), 10.0)


def main() -> None:
    """Print the figures."""
    exact = seconds(lambda: power(KNOWN, n=1000, null=10, calculation="exact"))
    enumerated = seconds(lambda: by_enumeration(100), 1) * (1000 / 100) ** 2
    print(
        f"one sample of 1,000, exact: {exact:.3f} s; testing every table about {enumerated:.0f} s,"
    )
    print(f"  reckoned from 100 answers: {enumerated / exact:,.0f} times as long")
    pair = seconds(lambda: power(KNOWN, OTHER, n=50, n_reference=50, calculation="exact"))
    print(f"two samples of 50, exact: {pair:.3f} s")
    print(
        f"n of two samples near 100: {seconds(lambda: sample_size(KNOWN, OTHER, power=0.6)):.2f} s"
    )
    guesses = [nps.planning.ScoreGuess(score) for score in np.linspace(-60, 55, 1000)]
    asked = {"difference": 5, "calculation": "asymptotic"}
    columns = seconds(lambda: sample_size(guesses, guesses, **asked))
    one_by_one = 10 * seconds(lambda: [sample_size(g, g, **asked) for g in guesses[::10]], 1)
    print(f"1,000 plans by formula: {columns:.2f} s in one call, {one_by_one:.1f} s one by one")
    if find_spec("statsmodels"):
        from statsmodels.stats.power import NormalIndPower

        plan = NormalIndPower()
        looped = seconds(
            lambda: [plan.solve_power(0.01 + i / 5000, power=0.8, alpha=0.05) for i in range(1000)],
            1,
        )
        print(
            f"  statsmodels' NormalIndPower in a loop: {looped:.2f} s, {looped / columns:.1f} times"
        )


if __name__ == "__main__":
    main()

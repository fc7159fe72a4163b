"""Effects of twenty drivers on a million people, beside statsmodels, each in a process of its own.

    python benchmarks/drivers.py            # needs statsmodels for the ratio

Prints seconds and the memory beyond the data. Both use one core (OMP_NUM_THREADS=1).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time

PEOPLE, DRIVERS = 1_000_000, 20


def answers():
    """Ratings and drivers as whole numbers from 0 to 10, in one byte each."""
    import numpy as np

    rng = np.random.default_rng(1)
    happy = rng.normal(size=PEOPLE)

    def rated(noise: float):
        return np.clip(np.rint(5 + 2 * (happy + noise * rng.normal(size=PEOPLE))), 0, 10).astype(
            "i1"
        )

    return rated(1.0), {f"x{j}": rated(1.0) for j in range(DRIVERS)}


def peak() -> float:
    """Most memory that this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def with_nps() -> None:
    """Least squares with HC3 errors for score, promoters and detractors, and all else."""
    import nps

    ratings, factors = answers()
    nps.drivers.effects(ratings[:1000], {name: x[:1000] for name, x in factors.items()})
    before, start = peak(), time.perf_counter()
    found = nps.drivers.effects(ratings, factors)
    seconds = time.perf_counter() - start
    print(
        f"{seconds:.3f} {peak() - before:.0f} {found.effect[0]:.9f} {found.standard_error[0]:.9f}"
    )


def with_statsmodels() -> None:
    """The same for the score alone."""
    import numpy as np
    import statsmodels.api as sm

    ratings, factors = answers()
    before, start = peak(), time.perf_counter()
    y = 100.0 * ((ratings > 8).astype(float) - (ratings < 7))
    x = sm.add_constant(np.column_stack(list(factors.values())).astype(float))
    fit = sm.OLS(y, x).fit(cov_type="HC3")
    seconds = time.perf_counter() - start
    print(f"{seconds:.3f} {peak() - before:.0f} {fit.params[1]:.9f} {fit.bse[1]:.9f}")


def with_sums() -> None:
    """Adding up alone, as of chunks."""
    import nps

    ratings, factors = answers()
    nps.drivers.tally(ratings[:1000], {name: x[:1000] for name, x in factors.items()})
    before, start = peak(), time.perf_counter()
    nps.drivers.tally(ratings, factors)
    print(f"{time.perf_counter() - start:.3f} {peak() - before:.0f}")


def with_shares() -> None:
    """Shapley shares of fifteen drivers, without intervals."""
    import nps

    ratings, factors = answers()
    fifteen = {name: factors[name] for name in list(factors)[:15]}
    nps.drivers.importance(ratings[:100], {"x": ratings[:100] // 2}, n_resamples=0)
    tally = nps.drivers.tally(ratings, fifteen)
    before, start = peak(), time.perf_counter()
    nps.drivers.importance(tally)
    print(f"{time.perf_counter() - start:.3f} {peak() - before:.0f}")


TASKS = {
    "nps.drivers.effects": with_nps,
    "statsmodels OLS, HC3": with_statsmodels,
    "nps.drivers.tally": with_sums,
    "nps.drivers.importance, 15": with_shares,
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        TASKS[sys.argv[1]]()
        raise SystemExit
    one_core = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    seconds = {}
    for name in TASKS:
        run = subprocess.run(
            [sys.executable, __file__, name],
            capture_output=True,
            check=False,
            text=True,
            env=one_core,
        )
        if run.returncode:
            print(f"{name}: {run.stderr.strip().splitlines()[-1]}")
            continue
        taken, memory, *numbers = run.stdout.split()
        seconds[name] = float(taken)
        print(f"{name}: {taken} s, {memory} MB beside the data {' '.join(numbers)}")
    if "statsmodels OLS, HC3" in seconds:
        ratio = seconds["statsmodels OLS, HC3"] / seconds["nps.drivers.effects"]
        print(f"statsmodels takes {ratio:.1f} times as long")

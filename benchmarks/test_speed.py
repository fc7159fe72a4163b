"""Tables of times by pytest-benchmark: import, counting, 100,000 cohorts.

    nox -s bench

Rivals stand in the same group and the same run, so read the column of ratios: times of one machine
say little about another. The scripts beside this file go further, one topic each.
"""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import nps

RNG = np.random.default_rng(20250505)
RATINGS = RNG.integers(0, 11, size=1_000_000)
SAMPLES = RNG.multinomial(200, [0.5, 0.3, 0.2], size=100_000).T
REFERENCES = RNG.multinomial(300, [0.45, 0.3, 0.25], size=100_000).T
COHORTS = nps.Cohorts.from_counts(range(100_000), *SAMPLES)
EARLIER = nps.Cohorts.from_counts(range(100_000), *REFERENCES)


@pytest.mark.benchmark(group="import in a fresh interpreter")
@pytest.mark.parametrize("module", ["numpy", "nps", "scipy.stats"])
def test_import(benchmark, module):
    command = [sys.executable, "-c", f"import {module}"]
    benchmark.pedantic(subprocess.run, args=(command,), kwargs={"check": True}, rounds=5)


@pytest.mark.benchmark(group="count a million ratings")
@pytest.mark.parametrize(
    "task",
    [nps.count, np.max, lambda x: pd.Series(x).value_counts()],
    ids=["nps.count", "x.max()", "pandas value_counts"],
)
def test_count(benchmark, task):
    benchmark(task, RATINGS)


@pytest.mark.benchmark(group="100,000 cohorts")
@pytest.mark.parametrize("method", ["score", "wald", "skewness-corrected"])
def test_estimate(benchmark, method):
    benchmark.pedantic(nps.estimate, args=(COHORTS,), kwargs={"method": method}, rounds=3)


@pytest.mark.benchmark(group="100,000 pairs")
@pytest.mark.parametrize("method", ["score", "wald", "welch"])
def test_compare(benchmark, method):
    benchmark.pedantic(nps.compare, args=(COHORTS, EARLIER), kwargs={"method": method}, rounds=3)


@pytest.mark.benchmark(group="one call")
@pytest.mark.parametrize("task", ["estimate", "compare"])
def test_single(benchmark, task):
    sample, reference = nps.Counts(50, 30, 20), nps.Counts(45, 30, 25)
    if task == "estimate":
        benchmark(nps.estimate, sample)
    else:
        benchmark(nps.compare, sample, reference)

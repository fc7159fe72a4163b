"""Ten million ratings: counting beside `x.max()` and pandas' `value_counts`, and its memory.

    python benchmarks/bench_counting.py [ELEMENTS]

Times are the least of several runs that take turns. Memory is what NumPy allocates beyond the data.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable

import numpy as np
import pandas as pd

import nps

ROUNDS = 3


def least(tasks: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the least seconds of each task, taking turns."""
    found = dict.fromkeys(tasks, float("inf"))
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            start = time.perf_counter()
            task()
            found[name] = min(found[name], time.perf_counter() - start)
    return found


def peak(task: Callable[[], object]) -> float:
    """Return the largest memory that a task holds beyond what was there, in MB."""
    tracemalloc.start()
    task()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def main(size: int = 10_000_000) -> None:
    rng = np.random.default_rng(1)
    print(f"{size:,} ratings")
    print(f"{'dtype':<10}{'task':<18}{'ms':>9}{'to max':>9}{'peak MB':>10}")
    for dtype in (np.int8, np.int64, np.float32, np.float64):
        ratings = rng.integers(0, 11, size).astype(dtype)
        groups = rng.integers(0, 100, size)
        series = pd.Series(ratings)
        tasks: dict[str, Callable[[], object]] = {
            "x.max()": ratings.max,
            "nps.count": lambda x=ratings: nps.count(x),
            "np.bincount": lambda x=ratings: np.bincount(x.astype(np.int64)),
            "value_counts": series.value_counts,
        }
        if dtype is np.int8:
            tasks["nps.count_by"] = lambda x=ratings, g=groups: nps.count_by(x, g)
            tasks["groupby().size()"] = lambda s=series, g=groups: s.groupby([g, s]).size()
        found = least(tasks)
        for name, taken in found.items():
            ratio, memory = taken / found["x.max()"], peak(tasks[name])
            kind = np.dtype(dtype).name
            print(f"{kind:<10}{name:<18}{1e3 * taken:>9.1f}{ratio:>9.1f}{memory:>10.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""Counting beside `x.max()`, one read of the same memory, and beside what people use instead.

    python benchmarks/counting.py [--rows 1e8] [--rounds 3] [--only types groups nulls calls]

Tasks of one table take turns, and the least time of each counts, so that a busy machine disturbs
all alike. Read the ratios: times of one machine say little about another. Extra memory is the
largest resident set seen during a run of its own, less the one before, and for nps what Python's
tracemalloc saw.
"""

from __future__ import annotations

import argparse
import os
import threading
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

import nps
from nps._kernels.counting.levels import count_levels_by

Tasks = dict[str, Callable[[], object]]
TYPES = ("uint8", "int8", "int16", "int32", "int64", "float32", "float64")
GROUPS = (100, 100_000, 1_000_000)
STATM = Path("/proc/self/statm")


def least(tasks: Tasks, rounds: int, repeats: int = 1) -> dict[str, float]:
    """Return the least seconds of one call of each task, taking turns."""
    found = dict.fromkeys(tasks, float("inf"))
    for _ in range(rounds):
        for name, task in tasks.items():
            start = time.perf_counter()
            for _ in range(repeats):
                task()
            found[name] = min(found[name], (time.perf_counter() - start) / repeats)
    return found


def resident() -> float:
    """Return the resident memory of this process in MB, as far as the system tells."""
    pages = int(STATM.read_text().split()[1]) if STATM.exists() else 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def extra_memory(task: Callable[[], object]) -> float:
    """Return the largest growth of the resident memory while a task runs, in MB."""
    before, most, done = resident(), 0.0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.002):
            most = max(most, resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    result = task()
    most = max(most, resident())
    done.set()
    watcher.join()
    del result
    return max(most - before, 0.0)


def traced(task: Callable[[], object]) -> float:
    """Return the largest memory that Python and NumPy hold for a task, in MB."""
    tracemalloc.start()
    task()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def show(title: str, tasks: Tasks, rounds: int, unit: str = "x.max()") -> None:
    """Print a line for each task: milliseconds, ratio to the first task, extra memory."""
    found = least(tasks, rounds)
    print(f"\n{title}\n{'':26}{'ms':>10}{'ratio':>9}{'MB more':>10}")
    for name, taken in found.items():
        memory = f"{extra_memory(tasks[name]):.0f}"
        if name.startswith("nps"):
            memory += f" ({traced(tasks[name]):.1f})"
        ratio = taken / found[unit]
        print(f"{name:26}{1e3 * taken:>10.1f}{ratio:>9.1f}{memory:>14}", flush=True)


def by_type(rows: int, rounds: int) -> None:
    """Eleven counts with validation, for each type."""
    digits = np.random.default_rng(1).integers(0, 11, rows, dtype=np.uint8)
    for name in TYPES:
        x = digits.astype(name)
        tasks: Tasks = {"x.max()": x.max, "nps.count": lambda x=x: nps.count(x)}
        if name in ("uint8", "int8", "int64", "float64"):
            series, frame, table = pd.Series(x), pl.Series("x", x), pa.table({"x": x})
            tasks |= {
                "pandas value_counts": series.value_counts,
                "Polars value_counts": frame.value_counts,
                "PyArrow value_counts": table["x"].value_counts,
                "DuckDB GROUP BY": lambda t=table: duckdb.sql(
                    "SELECT x, count(*) FROM t GROUP BY x"
                ).fetchall(),
            }
        show(f"{rows:,} answers, {name}", tasks, rounds)


def by_group(rows: int, rounds: int) -> None:
    """Codes of 32 bits beside answers of 8 bits."""
    x = np.random.default_rng(1).integers(0, 11, rows, dtype=np.uint8)
    for groups in GROUPS:
        g = np.random.default_rng(2).integers(0, groups, rows, dtype=np.int32)
        series, frame = pd.DataFrame({"g": g, "x": x}, copy=False), pl.DataFrame({"g": g, "x": x})
        table = pa.table({"g": g, "x": x})
        tasks: Tasks = {
            "max of both": lambda x=x, g=g: (x.max(), g.max()),
            "nps, codes given": lambda g=g, n=groups: count_levels_by(g, n, x, 0, 10),
            "nps.count_by": lambda g=g: nps.count_by(x, g),
            "PyArrow group_by": lambda t=table: t.group_by(["g", "x"]).aggregate(
                [([], "count_all")]
            ),
            "DuckDB GROUP BY": lambda t=table: duckdb.sql(
                "SELECT g, x, count(*) AS n FROM t GROUP BY g, x"
            ).to_arrow_table(),
            "Polars group_by": lambda f=frame: f.group_by("g", "x").len(),
            "pandas groupby size": lambda f=series: f.groupby(["g", "x"]).size(),
        }
        show(f"{rows:,} rows, {groups:,} groups", tasks, rounds, "max of both")


def with_nulls(rows: int, rounds: int) -> None:
    """Columns of frames, without nulls and with 5% of them."""
    rng = np.random.default_rng(1)
    gone = rng.random(rows) < 0.05
    for name in ("int8", "int64", "float64"):
        x = rng.integers(0, 11, rows).astype(name)
        dtype = pd.ArrowDtype(pa.from_numpy_dtype(x.dtype))
        full, holed = pa.array(x), pa.array(x, mask=gone)
        tasks: Tasks = {}
        for kind, plain, nulls in (
            ("Arrow", full, holed),
            ("Polars", pl.Series(x), pl.from_arrow(holed)),
            ("pandas by Arrow", pd.Series(full, dtype=dtype), pd.Series(holed, dtype=dtype)),
            (
                "pandas nullable",
                pd.Series(x, dtype=name.title()),
                pd.Series(x, dtype=name.title()).mask(gone),
            ),
        ):
            tasks[f"nps, {kind}"] = lambda c=plain: nps.count(c)
            tasks[f"nps, {kind}, nulls"] = lambda c=nulls: nps.count(c)
        show(f"{rows:,} answers, {name}", tasks, rounds, "nps, Arrow")


def small_calls(_rows: int, rounds: int) -> None:
    """What a single small call costs, and a thousand of them from threads."""
    x = np.array([10, 9, 8, 7, 6, 0, 3, 10, 9, 9, 5, 2])
    small, listed, counts = x.astype(np.uint8), x.tolist(), nps.Counts(50, 30, 20)
    tasks: Tasks = {
        "np.bincount, int64": lambda: np.bincount(x),
        "np.bincount, uint8": lambda: np.bincount(small),
        "nps.count, int64": lambda: nps.count(x),
        "nps.count, uint8": lambda: nps.count(small),
        "nps.count, list": lambda: nps.count(listed),
        "nps.Counts(...)": lambda: nps.Counts(50, 30, 20),
        "counts + counts": lambda: counts + counts,
        "nps.score(counts)": lambda: nps.score(counts),
        "nps.estimate(counts)": lambda: nps.estimate(counts),
    }
    found = least(tasks, 100 * rounds, repeats=20)
    print(f"\nTwelve answers, or counts\n{'':26}{'us':>10}{'bincounts':>11}")
    for name, taken in found.items():
        print(f"{name:26}{1e6 * taken:>10.2f}{taken / found['np.bincount, int64']:>11.1f}")
    samples = [nps.Counts(i % 97, i % 31, i % 53 + 1) for i in range(1000)]
    with ThreadPoolExecutor(16) as pool:
        together: Tasks = {
            "a loop": lambda: [nps.estimate(s) for s in samples],
            "16 threads": lambda: list(pool.map(nps.estimate, samples)),
        }
        service = least(together, rounds)
    print(f"\nA thousand estimates\n{'':26}{'us each':>10}")
    for name, taken in service.items():
        print(f"{name:26}{1e3 * taken:>10.1f}")


PARTS = {"types": by_type, "groups": by_group, "nulls": with_nulls, "calls": small_calls}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=lambda text: int(float(text)), default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    options = parser.parse_args()
    for name in options.only:
        PARTS[name](options.rows, options.rounds)


if __name__ == "__main__":
    main()

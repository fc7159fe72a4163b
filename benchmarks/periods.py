"""Months counted by `nps.from_frame(period="month")` and by hand, in DuckDB and in Polars.

    python benchmarks/periods.py [--rows 1e7] [--rounds 5]

The table lies in memory. The contenders take turns and the least time of each counts; both must
find the same numbers of answers in each month.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import polars as pl

import nps

if TYPE_CHECKING:
    from collections.abc import Callable

START, END = 1_420_000_000, 1_735_700_000


def answers(rows: int) -> pl.DataFrame:
    """Return ratings at times of ten years, without a zone."""
    rng = np.random.default_rng(1)
    seconds = rng.integers(START, END, rows)
    return pl.DataFrame(
        {
            "rating": rng.integers(0, 11, rows, dtype=np.int8),
            "submitted": pl.Series(seconds * 1_000_000).cast(pl.Datetime("us")),
        }
    )


def polars_by_hand(frame: pl.LazyFrame) -> dict[str, int]:
    counted = frame.group_by(pl.col("submitted").dt.truncate("1mo"), "rating").len().collect()
    months = counted.group_by("submitted").agg(pl.col("len").sum())
    return {f"{month:%Y-%m}": n for month, n in months.iter_rows()}


def duckdb_by_hand(frame: duckdb.DuckDBPyRelation) -> dict[str, int]:
    counted = duckdb.sql(
        "SELECT date_trunc('month', submitted) AS month, rating, count(*) FROM frame GROUP BY ALL"
    ).fetchall()
    months: dict[str, int] = {}
    for month, _, n in counted:
        months[f"{month:%Y-%m}"] = months.get(f"{month:%Y-%m}", 0) + n
    return months


def by_nps(frame: object) -> dict[str, int]:
    found = nps.from_frame(frame, "rating", by="submitted", period="month")
    return dict(zip(found, found.n.tolist(), strict=True))


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=float, default=1e7)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    held = answers(int(options.rows))
    duckdb.sql("CREATE TABLE answers AS SELECT * FROM held")
    engines: dict[str, tuple[object, Callable[[], dict[str, int]]]] = {}
    lazy, table = held.lazy(), duckdb.table("answers")
    engines["polars"] = lazy, lambda: polars_by_hand(lazy)
    engines["duckdb"] = table, lambda: duckdb_by_hand(table)
    for name, (frame, by_hand) in engines.items():
        assert by_nps(frame) == by_hand()
        times = [(seconds(by_hand), seconds(lambda: by_nps(frame))) for _ in range(options.rounds)]  # noqa: B023  # called at once
        hand, ours = (min(column) for column in zip(*times, strict=True))
        print(f"{name}: by hand {hand:.3f} s, nps {ours:.3f} s, {ours / hand:.2f} times")


if __name__ == "__main__":
    main()

"""Count a Parquet file through `nps.from_frame` and by hand, in DuckDB and in Polars.

    python benchmarks/frames.py [--rows 1e7] [--cohorts 2e3] [--rounds 3] [--engines duckdb,polars]

Each measurement is a fresh process, so that its peak memory is its own; the contenders take turns
and the least time of each counts. The time is that of the counting alone, without imports. All must
find the same counts.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

BATCH = 1_000_000
INSIDE = "CASE WHEN rating BETWEEN 0 AND 10 THEN rating ELSE 12 END"
BUCKET = f"CASE WHEN rating IS NULL THEN 11 ELSE {INSIDE} END AS bucket"


def generate(path: Path, rows: int, cohorts: int) -> None:
    """Write ratings (2% null), a group, and two columns that nobody asks for."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(1)
    schema = pa.schema(
        {"rating": pa.int8(), "shop": pa.int32(), "respondent": pa.int64(), "spent": pa.float64()}
    )
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for start in range(0, rows, BATCH):
            size = min(BATCH, rows - start)
            ratings = pa.array(
                rng.integers(0, 11, size, dtype=np.int8), mask=rng.random(size) < 0.02
            )
            columns = [
                ratings,
                rng.integers(0, cohorts, size, dtype=np.int32),
                np.arange(start, start + size),
                rng.random(size).round(2),
            ]
            file.write_batch(pa.record_batch([pa.array(c) for c in columns], schema=schema))


def duckdb_by_hand(path: str) -> object:
    import duckdb

    return duckdb.sql(
        f"SELECT shop, bucket, count(*) AS n FROM (SELECT shop, {BUCKET} FROM '{path}') t"
        " GROUP BY shop, bucket"
    ).to_arrow_table()


def duckdb_by_nps(path: str) -> object:
    import duckdb

    import nps

    return nps.from_frame(duckdb.read_parquet(path), "rating", by="shop")


def polars_by_hand(path: str) -> object:
    import polars as pl

    rating = pl.col("rating")
    inside = pl.when(rating.is_between(0, 10)).then(rating).otherwise(12)
    bucket = pl.when(rating.is_null()).then(11).otherwise(inside).alias("bucket")
    rows = pl.scan_parquet(path).select("shop", bucket)
    return rows.group_by("shop", "bucket").agg(pl.len().alias("n")).collect(engine="streaming")


def polars_by_nps(path: str) -> object:
    import polars as pl

    import nps

    return nps.from_frame(pl.scan_parquet(path), "rating", by="shop")


def stream_by_nps(path: str) -> object:
    import nps

    return nps.count_stream(path, "rating", by="shop")


TASKS = {
    "duckdb": (duckdb_by_hand, duckdb_by_nps),
    "polars": (polars_by_hand, polars_by_nps),
    "stream": (stream_by_nps,),
}
BY_NAME = {task.__name__: task for tasks in TASKS.values() for task in tasks}


def checksum(result: object) -> list[int]:
    """Return promoters and missing of all cohorts, from either kind of result."""
    import nps

    if isinstance(result, nps.Cohorts):
        return [result.total.promoters, result.total.missing]
    table = {name: np.asarray(result[name]) for name in ("bucket", "n")}
    promoters, missing = np.isin(table["bucket"], (9, 10)), table["bucket"] == 11
    return [int(table["n"][promoters].sum()), int(table["n"][missing].sum())]


def measure(name: str, path: str) -> None:
    """Run one task in this process, and print what it took."""
    for module in ("pyarrow", "nps.frames", "nps.streams", "narwhals.stable.v2"):
        __import__(module)
    __import__(name.partition("_")[0].replace("stream", "pyarrow.parquet"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    result = BY_NAME[name](path)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {"s": seconds, "MiB": peak / 1024, "start": before / 1024, "sum": checksum(result)}
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=float, default=1e7)
    parser.add_argument("--cohorts", type=float, default=2e3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engines", default="duckdb,polars,stream")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(*options.measure)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.parquet"
        generate(path, int(options.rows), int(options.cohorts))
        size = path.stat().st_size / 2**20
        print(f"{int(options.rows):,} rows, {int(options.cohorts):,} cohorts, {size:,.0f} MiB")
        names = [task.__name__ for key in options.engines.split(",") for task in TASKS[key]]
        found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
        for _ in range(options.rounds):
            for name in names:
                command = [sys.executable, __file__, "--measure", name, str(path)]
                run = subprocess.run(command, check=True, capture_output=True, text=True)
                found[name].append(json.loads(run.stdout))
        sums = {str(one["sum"]) for runs in found.values() for one in runs}
        if len(sums) > 1:
            sys.exit(f"the results differ: {sums}")
        print(f"{'task':<18}{'s':>8}{'to hand':>9}{'peak MiB':>10}{'at start':>10}")
        for name, runs in found.items():
            least = min(one["s"] for one in runs)
            by_hand = name.partition("_")[0] + "_by_hand"
            hand = min((one["s"] for one in found.get(by_hand, [])), default=np.nan)
            peak, start = (max(one[k] for one in runs) for k in ("MiB", "start"))
            print(f"{name:<18}{least:>8.2f}{least / hand:>9.2f}{peak:>10.0f}{start:>10.0f}")


if __name__ == "__main__":
    main()

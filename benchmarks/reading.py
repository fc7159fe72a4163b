"""Count a CSV file through `nps.read_answers` and read the same columns with pandas and others.

    python benchmarks/reading.py [--rows 2e6] [--rounds 3] [--kinds narrow,wide] [--others polars]

A narrow file has four short columns, a wide one a quoted comment beside them. Each measurement is a
fresh process, so that its peak memory is its own; the contenders take turns and the least times
count: by the clock, and of the processor, which tells more on a machine that does other work. They
are given without what is imported and with it, from compiled files as where packages are installed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

BATCH = 500_000
COLUMNS = ["wave", "nps"]
SENTENCE = 'the staff was kind, but "next day" delivery took a week and nobody could say why'


def generate(path: Path, rows: int, kind: str) -> None:
    """Write answers in eight waves, and columns that nobody asks for."""
    rng, words = np.random.default_rng(1), SENTENCE.split()
    comments = ["", *(" ".join(rng.choice(words, k)) for k in rng.integers(1, 60, 5000))]
    quoted = ['"' + text.replace('"', '""') + '"' for text in comments]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("id,shop,wave,nps" + ",comment" * (kind == "wide") + "\r\n")
        for start in range(0, rows, BATCH):
            n = min(BATCH, rows - start)
            shops, waves = rng.integers(0, 60, n).tolist(), rng.integers(0, 8, n).tolist()
            ratings = rng.integers(-1, 11, n).tolist()
            texts = [f",{quoted[i]}" for i in rng.integers(0, len(quoted), n)]
            more = texts if kind == "wide" else [""] * n
            file.writelines(
                f"{start + i},shop {shops[i]},2024-W{waves[i]},"
                f"{'' if ratings[i] < 0 else ratings[i]}{more[i]}\r\n"
                for i in range(n)
            )


def by_nps(path: str) -> object:
    import nps

    return nps.read_answers(path, rating="nps").count(by="wave").n.tolist()


def by_command(path: str) -> object:
    from nps._command.main import main

    return main([path, "--rating", "nps", "--by", "wave", "--output", f"{path}.json"])


def by_pandas(path: str) -> object:
    import pandas as pd

    return len(pd.read_csv(path, usecols=COLUMNS))


def by_polars(path: str) -> object:
    import polars as pl

    lazy = pl.scan_csv(path, infer_schema=False).group_by(COLUMNS).len()
    return lazy.collect(engine="streaming").height


def by_pyarrow(path: str) -> object:
    from pyarrow import csv

    chosen = csv.ConvertOptions(include_columns=COLUMNS)
    return csv.read_csv(path, convert_options=chosen).num_rows


def by_duckdb(path: str) -> object:
    import duckdb

    found = f"SELECT wave, nps, count(*) FROM read_csv('{path}', all_varchar=true) GROUP BY ALL"
    return len(duckdb.sql(found).fetchall())


CONTENDERS = {
    "nps": by_nps, "command": by_command, "pandas": by_pandas, "polars": by_polars,
    "pyarrow": by_pyarrow, "duckdb": by_duckdb,
}  # fmt: skip
MODULES = {"command": "nps._command.main"}


def measure(name: str, path: str) -> None:
    """Print seconds by the clock and of the processor, with imports too, and mebibytes at most."""
    begun = times()
    __import__(MODULES.get(name, name))
    if name == "nps":  # what is loaded at the first call is loaded before
        import nps

        nps.read_answers([{"nps": 9, "wave": 1}]).count(by="wave")
    before, loaded = memory(), times()
    CONTENDERS[name](path)
    spent = times()
    print(json.dumps([*(spent - loaded), *(spent - begun), memory(), before]))


def times() -> np.ndarray:
    return np.array([time.perf_counter(), time.process_time()])


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=float, default=2e6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kinds", default="narrow,wide")
    parser.add_argument("--others", default="polars,pyarrow,duckdb")
    parser.add_argument("--make", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:  # in a process of its own, since memory at its peak is inherited
        generate(Path(options.make[1]), int(options.rows), options.make[0])
        return
    if options.one:
        measure(*options.one)
        return
    contenders = ["nps", "command", "pandas", *filter(None, options.others.split(","))]
    for kind in options.kinds.split(","):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{kind}.csv"
            compiled = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
            make = [
                sys.executable,
                __file__,
                "--make",
                kind,
                str(path),
                "--rows",
                str(options.rows),
            ]
            subprocess.run(make, check=True)
            found: dict[str, list[list[float]]] = {name: [] for name in contenders}
            for _ in range(options.rounds):
                for name in contenders:
                    command = [sys.executable, __file__, "--one", name, str(path)]
                    text = subprocess.run(
                        command, check=True, capture_output=True, text=True, env=compiled
                    )
                    found[name].append(json.loads(text.stdout.splitlines()[-1]))
            print(f"{kind}: {int(options.rows):,} rows, {path.stat().st_size / 2**20:,.0f} MiB")
        least = {name: np.min(runs, axis=0) for name, runs in found.items()}
        for name, (clock, processor, whole_clock, whole_processor, most, before) in least.items():
            ratio = least[name][:4] / least["pandas"][:4]
            print(
                f"  {name:8} {clock:6.2f} s {processor:6.2f} s of the processor; pandas x"
                f" {ratio[0]:.2f}, {ratio[1]:.2f}; with imports {whole_clock:6.2f} s"
                f" {whole_processor:6.2f} s, x {ratio[2]:.2f}, {ratio[3]:.2f};"
                f" {most:6,.0f} MiB, {most - before:6,.0f} new"
            )


if __name__ == "__main__":
    main()

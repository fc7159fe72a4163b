"""Impacts of fifty themes of a million comments, beside a crosstab of each with pandas.

    python benchmarks/themes.py            # needs pandas for the ratio

Prints seconds of one core (OMP_NUM_THREADS=1) and the ratio. Themes are mentioned independently,
which makes more distinct sets of them than comments do: the hardest case.
"""

from __future__ import annotations

import time

import numpy as np

import nps

COMMENTS, THEMES = 1_000_000, 50


def main() -> None:
    """Time both."""
    rng = np.random.default_rng(1)
    mentions = rng.random((COMMENTS, THEMES)) < 0.05
    ratings = rng.integers(0, 11, COMMENTS)
    themes = nps.comments.Themes(mentions)
    nps.comments.impacts(ratings[:1000], themes.rows(slice(1000)))
    start = time.process_time()
    found = nps.comments.impacts(ratings, themes)
    ours = time.process_time() - start
    print(f"impacts, intervals, tests, adjusted impacts: {ours:.2f} s")
    start = time.process_time()
    sums = nps.comments.tally(ratings, themes)
    print(f"sums of them: {time.process_time() - start:.2f} s")
    start = time.process_time()
    nps.comments.impacts(sums)
    print(f"impacts of sums: {time.process_time() - start:.3f} s")
    try:
        import pandas as pd
    except ModuleNotFoundError:
        return
    frame = pd.DataFrame(mentions, columns=list(themes))
    points = pd.Series(np.where(ratings > 8, 100.0, np.where(ratings > 6, 0.0, -100.0)))
    start = time.process_time()
    plain = []
    for name in frame:
        by = points.groupby(frame[name]).mean()
        plain.append(frame[name].mean() * (by[True] - by[False]))
    theirs = time.process_time() - start
    assert np.allclose(plain, found.impact)
    print(f"impacts alone, by groupby of pandas: {theirs:.2f} s; ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()

"""How often words that set nobody apart are found, by comments and by occurrences.

    python benchmarks/word_simulations.py            # two minutes

The table of docs/explanation/words-and-chance.md. Every row has a seed, so that it comes out the
same. Each comment has each word by chance, whatever its rating; words that are there are repeated
so many times more on average. What is found at 5% is a false alarm.
"""

from __future__ import annotations

import sys
import time
from typing import NamedTuple

import numpy as np

import nps

SEED = 20_261_129
#: Words of each row, one test each.
TESTS = 20_000
#: Words of one data set.
AT_ONCE = 1000
CLASSES = (10, 8, 3)
SHARES = (0.5, 0.2, 0.3)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Setting(NamedTuple):
    """Comments, the share of them that has a word, and repeats of a word on average."""

    n: int
    share: float
    repeats: float


SETTINGS = [
    Setting(n, share, repeats)
    for n in (300, 1000)
    for share in (0.02, 0.08, 0.3)
    for repeats in (0.0, 0.5, 1.0)
]


def names(k: int) -> np.ndarray:
    """Return so many words."""
    return np.array(["".join(LETTERS[i // 26**j % 26] for j in range(3)) for i in range(k)])


def alarms(setting: Setting, tests: int, seed: int) -> dict[str, float]:
    """Return how often each way finds a word at 5%."""
    rng = np.random.default_rng(seed)
    found: dict[str, list[float]] = {"comments": [], "tokens": [], "z": []}
    words = names(AT_ONCE)
    for _ in range(tests // AT_ONCE):
        table = rng.random((setting.n, AT_ONCE)) < setting.share
        times = table * (1 + rng.poisson(setting.repeats, table.shape))
        texts = [" ".join(np.repeat(words, row)) for row in times]
        ratings = rng.choice(CLASSES, setting.n, p=SHARES)
        by_comments = nps.comments.words(texts, ratings, min_comments=1)
        by_tokens = nps.comments.words(texts, ratings, min_comments=1, test="tokens")
        found["comments"] += (by_comments.p_value < 0.05).tolist()
        found["tokens"] += (by_tokens.p_value < 0.05).tolist()
        found["z"] += (np.abs(by_tokens.z) > 1.96).tolist()
    return {way: float(np.mean(hits)) for way, hits in found.items()}


def main() -> None:
    """Print the table."""
    print("| comments | word in | repeats | by comments | likelihood ratio | log-odds |")
    print("|---|---|---|---|---|---|")
    for number, setting in enumerate(SETTINGS):
        rate = alarms(setting, TESTS, SEED + number)
        print(
            f"| {setting.n:,} | {setting.share:.0%} | {setting.repeats:g} |"
            f" {rate['comments']:.3f} | {rate['tokens']:.3f} | {rate['z']:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    start = time.perf_counter()
    main()
    print(f"{time.perf_counter() - start:.0f} s", file=sys.stderr)

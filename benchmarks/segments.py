"""How long searching for segments takes: 100,000 people and thirty factors of five levels.

    OMP_NUM_THREADS=1 python benchmarks/segments.py

Times are those of the processor, best of three, beside that of counting the thirty factors once.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

import nps

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE, FACTORS, LEVELS = 100_000, 30, 5


def seconds(work: Callable[[], object]) -> float:
    """The best of three."""
    took = []
    for _ in range(3):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took)


def main() -> None:
    rng = np.random.default_rng(1)
    factors = {f"factor {j}": rng.integers(0, LEVELS, PEOPLE) for j in range(FACTORS)}
    ratings = np.clip(rng.integers(3, 11, PEOPLE) - (factors["factor 0"] == 1), 0, 10)
    clusters = rng.integers(0, 2000, PEOPLE)
    once = seconds(lambda: [nps.count_by(ratings, column) for column in factors.values()])
    print(f"counting thirty factors: {once:.2f} s")
    for name, work in {
        "screen, 999 permutations": lambda: nps.segments.screen(ratings, factors, rng=1),
        "screen in clusters, 999 sign flips": lambda: nps.segments.screen(
            ratings, factors, rng=1, clusters=clusters
        ),
        "find": lambda: nps.segments.find(ratings, factors, rng=1),
        "find in clusters": lambda: nps.segments.find(ratings, factors, rng=1, clusters=clusters),
    }.items():
        took = seconds(work)
        print(f"{name}: {took:.2f} s, {took / once:.1f} times")


if __name__ == "__main__":
    main()

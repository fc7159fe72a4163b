"""How often intervals of worth and of links hold the truth: tables of the page on value.

    python benchmarks/value_simulations.py          # some minutes; a number of samples as option

Every table has a seed, so that it comes out the same.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np

import nps

SEED = 20_261_129
#: The slope of the outcome on the true score of a unit, and the scatter of the outcome about it.
SLOPE, SCATTER = 0.10, 1.0
#: The promoters, passives and detractors of the table of coverage: as many of each.
CLASSES = (10, 8, 3)


class Spend(NamedTuple):
    """A law of spend: a share of nothing, else lognormal."""

    sigma: float
    zeros: float

    def draw(self, rng: np.random.Generator, n: int) -> np.ndarray:
        """Draw what n people spend."""
        return rng.lognormal(0.0, self.sigma, n) * (rng.random(n) >= self.zeros)

    @property
    def mean(self) -> float:
        """The true mean."""
        return float((1.0 - self.zeros) * np.exp(self.sigma**2 / 2.0))


class Units(NamedTuple):
    """A population of units: how many, how many answers each, how far true scores scatter."""

    k: int
    smallest: int
    largest: int
    spread: float

    def draw(self, rng: np.random.Generator) -> tuple[nps.Cohorts, np.ndarray]:
        """Draw units with their outcome."""
        score = np.clip(rng.normal(20.0, self.spread, self.k), -60.0, 60.0) / 100.0
        shares = np.array([0.35 + score / 2.0, np.full(self.k, 0.3), 0.35 - score / 2.0]).T
        n = rng.integers(self.smallest, self.largest + 1, self.k)
        counts = np.array([rng.multinomial(size, p) for size, p in zip(n, shares, strict=True)])
        outcome = 100.0 * SLOPE * score + SCATTER * rng.normal(size=self.k)
        return nps.Cohorts.from_counts(range(self.k), *counts.T), outcome


SPENDS = (
    (Spend(1.0, 0.3), 30), (Spend(1.0, 0.3), 100), (Spend(1.0, 0.3), 300), (Spend(1.5, 0.3), 100),
)  # fmt: skip
LINKS = (
    Units(20, 50, 50, 15.0), Units(20, 20, 200, 12.0), Units(50, 50, 50, 15.5),
    Units(50, 20, 200, 8.0), Units(100, 20, 100, 10.0),
)  # fmt: skip


def cover_means(law: Spend, n: int, samples: int) -> dict[str, tuple[float, float, float]]:
    """Return for each method how often its interval holds the mean, lies below and above it."""
    rng = np.random.default_rng(SEED + n + int(10 * law.sigma))
    ratings = np.repeat(CLASSES, n)
    sides: dict[str, list[np.ndarray]] = {"t": [], "studentized": []}
    for i in range(samples // len(CLASSES) + 1):
        spend = law.draw(rng, ratings.size)
        for method, seen in sides.items():
            low, high = nps.value.by_class(ratings, spend, method=method, rng=i).confidence_interval
            seen.append(np.array([low <= law.mean, high >= law.mean]).T)
    found = {}
    for method, seen in sides.items():
        all_low, all_high = np.concatenate(seen).T
        found[method] = (
            float((all_low & all_high).mean()), float((~all_high).mean()), float((~all_low).mean()),
        )  # fmt: skip
    return found


class Linked(NamedTuple):
    """How the slopes of one method came out."""

    median: float
    rmse: float
    coverage: float
    refused: float


def cover_slopes(units: Units, samples: int) -> tuple[float, dict[str, Linked]]:
    """Return the mean reliability, and how each method did."""
    rng = np.random.default_rng(SEED + units.k + units.smallest + units.largest)
    rows: dict[str, list[tuple[float, bool]]] = {"ols": [], "moment": [], "calibrated": []}
    reliability = []
    for _ in range(samples):
        cohorts, outcome = units.draw(rng)
        for method, seen in rows.items():
            link = nps.value.link_units(cohorts, outcome, method=method)
            low, high = link.confidence_interval
            seen.append((link.slope, bool(low <= SLOPE <= high)))
        reliability.append(link.reliability)
    found = {}
    for method, seen in rows.items():
        slope, held = (np.array(column) for column in zip(*seen, strict=True))
        known = ~np.isnan(slope)
        found[method] = Linked(
            float(np.median(slope[known])),
            float(np.sqrt(((slope[known] - SLOPE) ** 2).mean())),
            float(held[known].mean()),
            float((~known).mean()),
        )
    return float(np.mean(reliability)), found


def main(samples: int) -> None:
    """Print both tables."""
    print(f"Means of skewed spend, 95% intervals, {samples} samples of a class")
    for law, n in SPENDS:
        for method, (inside, below, above) in cover_means(law, n, samples).items():
            print(
                f"  sigma {law.sigma}, n = {n}, {method}: held {inside:.3f}, all of it below the"
                f" mean {below:.3f}, above {above:.3f}"
            )
    print(f"\nSlopes of units, the true one {SLOPE}, {samples // 3} samples")
    for units in LINKS:
        reliability, found = cover_slopes(units, samples // 3)
        print(f"  {units.k} units of {units.smallest} to {units.largest}, {reliability:.2f}")
        for method, one in found.items():
            print(
                f"    {method}: median {one.median:.3f}, held {one.coverage:.3f}, root mean square"
                f" error {one.rmse:.3f}, refused {one.refused:.3f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)

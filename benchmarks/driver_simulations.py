"""How well effects of drivers do where the truth is known: tables of the pages on drivers.

    python benchmarks/driver_simulations.py          # a few minutes

Every table has a seed, so that it comes out the same. Truth is computed on 400,000 people.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np
from scipy.special import expit

import nps

#: People of whom the true effects are computed.
MANY = 400_000
SEED = 20_260_301


class Population(NamedTuple):
    """Ratings of some people with their drivers, and the true effects in points."""

    ratings: np.ndarray
    factors: dict[str, np.ndarray]


def drivers(rng: np.random.Generator, n: int, k: int = 4, correlation: float = 0.5) -> np.ndarray:
    """Ratings from 0 to 10 of k drivers that correlate alike, (k, n)."""
    common, own = rng.normal(size=(1, n)), rng.normal(size=(k, n))
    z = np.sqrt(correlation) * common + np.sqrt(1 - correlation) * own
    return np.clip(np.rint(5 + 2 * z), 0, 10)


def answered(detractor: np.ndarray, promoter: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Ratings of people with these chances of being a detractor and a promoter."""
    u = rng.random(detractor.size)
    return np.where(u < detractor, 3, np.where(u > 1 - promoter, 10, 7))


def proportional(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Chances of detractor and promoter: proportional odds, effects as 9 : 5 : 2 : 0."""
    line = np.array([0.7, 0.39, 0.155, 0.0]) @ (x - 5)
    return expit(-0.8 - line), expit(-0.8 + line)


def two_sided(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first driver only prevents detractors, the second only makes promoters."""
    detractor = expit(-1.2 - 0.3 * (x[0] - 5))
    return detractor, (1 - detractor) * expit(-0.2 + 1.1 * (x[1] - 5))


def truth(chances, k: int = 4) -> np.ndarray:
    """Average derivative of the score by each driver, in points."""
    x = drivers(np.random.default_rng(SEED), MANY, k)
    effects = []
    for j in range(k):
        scores = []
        for step in (0.01, -0.01):
            moved = x.copy()
            moved[j] += step
            detractor, promoter = chances(moved)
            scores.append(100 * (promoter - detractor).mean())
        effects.append((scores[0] - scores[1]) / 0.02)
    return np.array(effects)


def table_of_methods(samples: int) -> None:
    """Bias, error and coverage of the three methods, where odds are proportional and are not."""
    print("\nMethods: bias, root mean square error, coverage of 95% intervals (worst of the four)")
    for name, chances in (("proportional odds", proportional), ("two-sided", two_sided)):
        true = truth(chances)
        print(f"{name}: true effects {np.round(true, 1)}")
        for n in (100, 400):
            rng = np.random.default_rng(SEED + n)
            found = {method: ([], []) for method in ("linear", "ordinal", "multinomial")}
            for _ in range(samples):
                x = drivers(rng, n)
                ratings = answered(*chances(x), rng)
                factors = {f"x{j}": column for j, column in enumerate(x)}
                for method, (effects, covers) in found.items():
                    one = nps.drivers.effects(ratings, factors, method=method)
                    if np.isnan(one.effect).any():
                        continue
                    low, high = one.confidence_interval
                    effects.append(one.effect)
                    covers.append((low <= true) & (true <= high))
            for method, (effects, covers) in found.items():
                off = np.array(effects) - true
                print(
                    f"  n = {n} {method:12s} bias {np.round(off.mean(axis=0), 1)}"
                    f" rmse {np.round(np.sqrt((off**2).mean(axis=0)), 2)}"
                    f" coverage {np.round(np.mean(covers, axis=0), 3)} ({len(effects)} samples)"
                )


def table_of_clusters(samples: int) -> None:
    """Coverage for a driver that varies between clusters, whose answers resemble each other."""
    print(
        "\nClusters: coverage of 95% intervals for a driver with an intra-class correlation of .25"
    )
    for clusters, size in ((10, 15), (20, 10), (50, 8)):
        rng = np.random.default_rng(SEED + clusters)
        n = clusters * size
        shop = np.repeat(np.arange(clusters), size)
        covers = {"HC3": [], "CR2": []}
        for _ in range(samples):
            x = np.sqrt(0.25) * rng.normal(size=clusters)[shop] + np.sqrt(0.75) * rng.normal(size=n)
            level = 0.6 * x + 0.5 * rng.normal(size=clusters)[shop] + rng.normal(size=n)
            ratings = np.where(level > 0.5, 10, np.where(level < -0.5, 3, 7))
            # a normal driver: the slope of least squares is the average derivative
            true = 100 * 0.6 * 2 * np.exp(-(0.25 / 1.61) / 2) / np.sqrt(2 * np.pi * 1.61)
            for name, options in (("HC3", {}), ("CR2", {"clusters": shop})):
                low, high = nps.drivers.effects(ratings, {"x": x}, **options)[
                    "x"
                ].confidence_interval
                covers[name].append(low <= true <= high)
        print(
            f"  {clusters} x {size}: "
            + ", ".join(f"{k} {np.mean(v):.3f}" for k, v in covers.items())
        )


def support(rng: np.random.Generator, n: int) -> tuple[np.ndarray, ...]:
    """Quality, whether support was called (the unhappier more often), and its rating."""
    happy = rng.normal(size=n)
    quality = np.clip(np.rint(3 + 0.7 * happy + 0.7 * rng.normal(size=n)), 1, 5)
    called = rng.random(n) < expit(-0.95 - 0.8 * happy)
    rated = np.clip(np.rint(3 + 0.5 * happy + 0.9 * rng.normal(size=n)), 1, 5)
    return quality, called, rated


def support_chances(quality, called, rated) -> tuple[np.ndarray, np.ndarray]:
    line = 0.85 * (quality - 3) + called * (0.8 * (rated - 3) - 0.55)
    return expit(-0.8 - line), expit(-0.8 + line)


def support_score(quality, called, rated) -> np.ndarray:
    detractor, promoter = support_chances(quality, called, rated)
    return 100 * (promoter - detractor)


def table_of_gaps(samples: int) -> None:
    """Codings of a question that three in ten were asked."""
    quality, called, rated = support(np.random.default_rng(SEED), MANY)
    step = 0.01
    moved = [support_score(quality + s * step, called, rated).mean() for s in (1, -1)]
    true_quality = (moved[0] - moved[1]) / (2 * step)
    moved = [support_score(quality, called, rated + s * step)[called].mean() for s in (1, -1)]
    true_slope = (moved[0] - moved[1]) / (2 * step)
    # of those who called, as they rated it: callers' ratings are nobody else's
    contact = (support_score(quality, True, rated) - support_score(quality, False, rated))[called]
    print(
        f"\nQuestions not asked ({called.mean():.0%} called), n = 400: true quality"
        f" {true_quality:.1f}, support {true_slope:.1f}, contact {contact.mean():.1f}"
    )
    rng = np.random.default_rng(SEED + 3)
    found = {name: [] for name in ("two terms", "mean fill", "listwise")}
    for _ in range(samples):
        quality, called, rated = support(rng, 400)
        ratings = answered(*support_chances(quality, called, rated), rng)
        seen = np.where(called, rated, np.nan)
        factors = {"quality": quality, "support": seen}
        two = nps.drivers.effects(ratings, factors, skipped="not-asked")
        filled = {"quality": quality, "support": np.where(called, rated, np.nanmean(seen))}
        fill = nps.drivers.effects(ratings, filled)
        listwise = nps.drivers.effects(ratings, factors, skipped="drop")
        found["two terms"].append(
            [two["quality"].effect, two["support"].effect, two["support: asked"].effect]
        )
        for name, one in (("mean fill", fill), ("listwise", listwise)):
            found[name].append([one["quality"].effect, one["support"].effect, np.nan])
    for name, rows in found.items():
        table = np.array(rows)
        print(
            f"  {name}: means {np.round(table.mean(axis=0), 1)},"
            f" standard deviations {np.round(table.std(axis=0), 1)}"
        )


def table_of_shares(samples: int) -> None:
    """Shares and effects of a driver without any effect."""
    print("\nA driver without an effect: mean share, intervals that exclude 0, tests that reject")
    for n in (100, 400):
        rng = np.random.default_rng(SEED + n)
        shares, excluded, rejected = [], [], []
        for i in range(samples):
            x = drivers(rng, n)
            ratings = answered(*proportional(x), rng)
            factors = {f"x{j}": column for j, column in enumerate(x)}
            one = nps.drivers.importance(ratings, factors, n_resamples=199, rng=i)["x3"]
            shares.append(one.share)
            excluded.append(one.confidence_interval.low > 0)
            rejected.append(nps.drivers.effects(ratings, factors)["x3"].p_value < 0.05)
        print(
            f"  n = {n}: share {np.mean(shares):.1%}, excluded 0 in {np.mean(excluded):.1%},"
            f" effect significant in {np.mean(rejected):.1%}"
        )


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    table_of_methods(size)
    table_of_clusters(2 * size)
    table_of_gaps(size)
    table_of_shares(max(size // 3, 1))

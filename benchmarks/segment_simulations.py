"""What searching for segments finds where the truth is known: tables of the page on searching.

    python benchmarks/segment_simulations.py          # half an hour
    python benchmarks/segment_simulations.py 200      # a tenth of the samples

Every table has a seed, so that it comes out the same.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np

import nps

SEED = 20_261_129
#: Ratings that stand for promoters, passives and detractors, and their shares for some scores.
RATINGS = (10, 8, 3)
SHARES = {30: (0.5, 0.3, 0.2), 0: (0.35, 0.3, 0.35), -20: (0.25, 0.3, 0.45)}


class People(NamedTuple):
    """Ratings with factors, the true score of each person, and clusters."""

    ratings: np.ndarray
    factors: dict[str, np.ndarray]
    truth: np.ndarray
    clusters: np.ndarray


def answered(truth: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Ratings of people with these true scores."""
    shares = np.array([SHARES[score] for score in sorted(SHARES)])[
        np.searchsorted(sorted(SHARES), truth)
    ]
    u = rng.random(truth.size)
    kind = (u > shares[:, 0]).astype(int) + (u > shares[:, 0] + shares[:, 1])
    return np.array(RATINGS)[kind]


def flags(rng: np.random.Generator, n: int, k: int, effect: int = 30) -> People:
    """Random flags of two in five people; who has the first may have another score than 30."""
    factors = {f"flag {j}": rng.random(n) < 0.4 for j in range(k)}
    truth = np.where(factors["flag 0"], effect, 30)
    return People(answered(truth, rng), factors, truth, np.arange(n))


def levels(rng: np.random.Generator, n: int, effect: int = 30, between: float = 0.0) -> People:
    """Twelve factors of two to five levels; a quarter, by two of them, may have another score.

    With `between` answers of a cluster of 15 are alike: that part of them is copied from the first.
    """
    sizes = [2, 2, 3, 4, 5, 2, 3, 4, 5, 2, 3, 4]
    factors = {f"factor {j}": rng.integers(0, size, n) for j, size in enumerate(sizes)}
    truth = np.where((factors["factor 0"] == 1) & (factors["factor 1"] == 1), effect, 30)
    ratings, clusters = answered(truth, rng), np.arange(n) // 15
    alike = rng.random(n) < np.sqrt(between)
    ratings[alike] = ratings[clusters * 15][alike]
    return People(ratings, factors, truth, clusters)


def generator(*key: int) -> np.random.Generator:
    return np.random.default_rng([SEED, *key])


def share(hits: list[bool]) -> float:
    return float(np.mean(hits)) if hits else float("nan")


# ------------------------------------------------------------------ screening


def best_of_thirty(samples: int) -> dict[str, float]:
    """The best of 30 random flags among 500 people, taken as if it had been the only one."""
    rng = generator(1)
    gap, naive, covered, found = [], [], [], []
    for _ in range(samples):
        people = flags(rng, 500, 30)
        screened = nps.segments.screen(people.ratings, people.factors, n_permutations=199, rng=rng)
        best = screened.labels[0]
        inside = people.factors[str(best).split(" = ")[0]] == (str(best).split(" = ")[1] == "True")
        alone = nps.compare(people.ratings[inside], people.ratings[~inside])
        gap.append(abs(alone.difference))
        naive.append(alone.p_value < 0.05)
        low, high = alone.confidence_interval
        covered.append(low <= 0.0 <= high)
        found.append(bool(screened.clear.any()))
    return {
        "points away, on average": float(np.mean(gap)),
        "taken alone: significant": share(naive),
        "taken alone: 95% interval holds the truth": share(covered),
        "screen finds something": share(found),
    }


def power(samples: int, n: int) -> dict[str, float]:
    """A flag that costs 30 points among 20: found by all people, or by one half and the other."""
    rng = generator(2, n)
    all_people, halves = [], []
    for _ in range(samples):
        people = flags(rng, n, 20, effect=0)
        screened = nps.segments.screen(people.ratings, people.factors, n_permutations=199, rng=rng)
        all_people.append(
            any(row.label.startswith("flag 0 ") for row in screened if row.p_max < 0.05)
        )
        half = rng.permutation(n) < n // 2
        mine = {name: column[half] for name, column in people.factors.items()}
        chosen = str(
            nps.segments.screen(people.ratings[half], mine, n_permutations=20, rng=rng).labels[0]
        ).split(" = ")[0]
        theirs = people.factors[chosen][~half]
        rest = people.ratings[~half]
        p = nps.compare(rest[theirs], rest[~theirs]).p_value
        halves.append(chosen == "flag 0" and p < 0.05)
    return {"all people, max-T": share(all_people), "one half chooses, one tests": share(halves)}


def together(samples: int, method: str) -> float:
    """How often all intervals hold the truth, where one group of 20% differs by 50 points."""
    rng = generator(3)
    hits = []
    for _ in range(samples):
        factors = {f"flag {j}": rng.random(800) < 0.2 for j in range(10)}
        truth = np.where(factors["flag 0"], -20, 30)
        screened = nps.segments.screen(
            answered(truth, rng), factors, n_permutations=199, rng=rng, method=method
        )
        low, high = screened.confidence_interval
        gaps = []
        for label in screened.labels:
            name, level = str(label).split(" = ")
            sign = 1.0 if level == "True" else -1.0
            gaps.append(-50.0 * sign if name == "flag 0" else 0.0)
        hits.append(bool(((low <= gaps) & (gaps <= high)).all()))
    return share(hits)


def clustered(samples: int) -> dict[str, float]:
    """No effect, 600 people in clusters of 15 whose answers are alike: who allows for it?"""
    rng = generator(4)
    found: dict[str, list[bool]] = {name: [] for name in ("screen", "screen, ignored", "find")}
    for _ in range(samples):
        people = levels(rng, 600, between=0.2)
        of_clusters = {
            name: rng.integers(0, int(column.max()) + 1, 40)[people.clusters]
            for name, column in people.factors.items()
        }
        given = {"n_permutations": 199, "rng": rng}
        found["screen"].append(
            bool(
                nps.segments.screen(
                    people.ratings, of_clusters, clusters=people.clusters, **given
                ).clear.any()
            )
        )
        found["screen, ignored"].append(
            bool(nps.segments.screen(people.ratings, of_clusters, **given).clear.any())
        )
        tree = nps.segments.find(people.ratings, of_clusters, clusters=people.clusters, rng=rng)
        found["find"].append(bool(tree.splits))
    return {name: share(hits) for name, hits in found.items()}


def weighted(samples: int) -> dict[str, float]:
    """No effect of any factor, weights from 1 to 5 that go with the answers."""
    rng = generator(5)
    screens, trees = [], []
    for _ in range(samples):
        people = levels(rng, 600)
        weights = rng.uniform(1.0, 2.0, 600) * np.where(people.ratings > 8, 1.0, 2.5)
        screened = nps.segments.screen(
            people.ratings, people.factors, weights=weights, n_permutations=199, rng=rng
        )
        screens.append(bool(screened.clear.any()))
        trees.append(
            bool(nps.segments.find(people.ratings, people.factors, weights=weights, rng=rng).splits)
        )
    return {"screen": share(screens), "find": share(trees)}


# ------------------------------------------------------------------ trees


def trees(samples: int, n: int, effect: int) -> dict[str, float]:
    """How often a tree splits, on a true factor, and how often its leaves hold the truth."""
    rng = generator(6, n, effect + 100)
    row: dict[str, float] = {}
    for name, honest in (("honest", True), ("same people", False)):
        splits, on_truth, covered, worst = [], [], [], []
        for _ in range(samples):
            people = levels(rng, n, effect)
            found = nps.segments.find(people.ratings, people.factors, honest=honest, rng=rng)
            splits.append(bool(found.splits))
            if not found.splits:
                continue
            on_truth.append(found.splits[0].variable in ("factor 0", "factor 1"))
            where = found.assign(people.factors)
            low, high = found.estimates.confidence_interval
            score = found.estimates.score
            # the truth of a leaf is the mean of the true scores of all who belong to it
            truth = np.array([people.truth[where == rule].mean() for rule in found.rules])
            covered += ((low <= truth) & (truth <= high)).tolist()
            lowest = int(np.argmin(score))
            worst.append(truth[lowest] - score[lowest])
        row |= {
            f"{name}: splits": share(splits),
            f"{name}: first on a true factor": share(on_truth) * share(splits),
            f"{name}: intervals of leaves hold": share(covered),
            f"{name}: worst leaf too low by": float(np.mean(worst)) if worst else float("nan"),
        }
    return row


def main(samples: int) -> None:
    def show(title: str, row: dict[str, float]) -> None:
        print(title, *(f"  {name}: {value:.3f}" for name, value in row.items()), sep="\n")
        sys.stdout.flush()

    show("No effect, 600 people", trees(samples, 600, 30))
    show("The best of 30 flags, 500 people, no effect", best_of_thirty(samples))
    for n in (600, 2000):
        show(f"A quarter at -20 in place of 30, {n} people", trees(samples, n, -20))
    for n in (500, 1000):
        show(f"A flag of 30 points among 20, {n} people", power(samples, n))
    for method in ("pooled", "mover"):
        print(f"All intervals hold, {method}: {together(samples, method):.3f}")
    show("Clusters, no effect", clustered(samples))
    show("Weights, no effect", weighted(samples))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)

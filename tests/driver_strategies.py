"""Surveys with drivers, from a seed: large enough to be regular, small enough to be quick."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)


class Survey(NamedTuple):
    """Ratings from 0 to 10 and what is known of the same people."""

    ratings: np.ndarray
    factors: dict[str, np.ndarray]
    clusters: np.ndarray
    weights: np.ndarray

    def rows(self, some) -> Survey:
        """Some of the people."""
        factors = {name: column[some] for name, column in self.factors.items()}
        return Survey(self.ratings[some], factors, self.clusters[some], self.weights[some])


def survey(seed: int, n: int = 60, *, gaps: bool = False) -> Survey:
    """A rating that depends on two ratings, a yes/no and a category of three levels."""
    rng = np.random.default_rng(seed)
    happy = rng.normal(size=n)
    clusters = rng.integers(0, 8, n)
    price = np.clip(np.rint(3 + happy + rng.normal(size=n)), 1, 5)
    staff = np.clip(np.rint(6 + 2 * happy + 2 * rng.normal(size=n)), 0, 10)
    if gaps:
        staff = np.where(rng.random(n) < 0.4, np.nan, staff)
    vip = rng.random(n) < 0.4
    region = rng.choice(["East", "North", "South"], n)
    level = 7 + 2 * happy + vip - (region == "South") + rng.normal(size=n)
    ratings = np.clip(np.rint(level), 0, 10).astype(np.int64)
    factors = {"price": price, "staff": staff, "vip": vip, "region": region}
    return Survey(ratings, factors, clusters, rng.uniform(0.5, 2.0, n))


surveys = seeds.map(survey)
surveys_with_gaps = seeds.map(lambda seed: survey(seed, 80, gaps=True))

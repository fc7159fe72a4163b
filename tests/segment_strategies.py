"""Surveys with factors to look for segments in, from a seed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)


class Asked(NamedTuple):
    """Ratings from 0 to 10 and what is known of the same people."""

    ratings: np.ndarray
    factors: dict[str, np.ndarray]
    clusters: np.ndarray
    weights: np.ndarray


def asked(seed: int, n: int = 300, *, unhappy: float = 1.0) -> Asked:
    """Answers of which those of old people on the basic plan are lower with a chance."""
    rng = np.random.default_rng(seed)
    plan = rng.choice(["basic", "pro", "team"], n)
    age = rng.integers(18, 80, n).astype(np.float64)
    low = (plan == "basic") & (age > 50) & (rng.random(n) < unhappy)
    ratings = np.where(low, rng.integers(0, 8, n), rng.integers(5, 11, n))
    age[rng.random(n) < 0.1] = np.nan
    region = np.where(rng.random(n) < 0.05, None, rng.choice(["East", "North", "South"], n))
    factors = {"plan": plan, "age": age, "region": region, "vip": rng.random(n) < 0.4}
    return Asked(ratings, factors, rng.integers(0, 40, n), rng.uniform(0.5, 2.0, n))


surveys = seeds.map(asked)

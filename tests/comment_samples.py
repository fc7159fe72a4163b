"""Ratings and themes from a seed, and from tables of counts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)
#: Promoters, passives and detractors; at least one of them.
classes = st.tuples(*[st.integers(0, 60)] * 3).filter(any)
RATING = np.array([10, 7, 0])


class Sample(NamedTuple):
    """Ratings, and a column of True and False for each theme."""

    ratings: np.ndarray
    themes: dict[str, np.ndarray]


def of_counts(theme: tuple[int, ...], rest: tuple[int, ...]) -> Sample:
    """Return respondents with these counts, those of the theme first."""
    ratings = np.repeat(np.tile(RATING, 2), (*theme, *rest))
    return Sample(ratings, {"price": np.arange(ratings.size) < sum(theme)})


def sample(seed: int, n: int = 120) -> Sample:
    """Return respondents who mention three themes, of which the first makes them unhappy."""
    rng = np.random.default_rng(seed)
    price, staff, app = (rng.random(n) < share for share in (0.3, 0.4, 0.15))
    ratings = np.clip(np.rint(rng.normal(8.5 - 2.0 * price + staff, 2.0, n)), 0, 10)
    return Sample(ratings.astype(int), {"price": price, "staff": staff, "app": app})

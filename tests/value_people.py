"""People with answers, values and outcomes, for the tests of what classes are worth."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st
from reference_tables import columns, rows

import nps

seeds = st.integers(0, 10**6)


class People(NamedTuple):
    """Answers, what the same people spend, and whether they left."""

    ratings: np.ndarray
    spend: np.ndarray
    left: np.ndarray
    weights: np.ndarray


def people(seed: int, n: int = 60) -> People:
    """Draw people who spend more, and leave less, the higher they rate."""
    draw = np.random.default_rng(seed)
    ratings = draw.choice(11, n, p=[0.05] * 7 + [0.1, 0.15, 0.2, 0.2])
    spend = draw.lognormal(3.0 + 0.1 * ratings, 0.8) * (draw.random(n) < 0.8)
    return People(
        ratings, spend.round(2), draw.random(n) < 0.4 - 0.03 * ratings, draw.random(n) + 0.5
    )


def of_class(ratings: np.ndarray, label: str) -> np.ndarray:
    """Return who is of a class."""
    low, high = {"promoter": (9, 10), "passive": (7, 8), "detractor": (0, 6)}[label]
    return (ratings >= low) & (ratings <= high)


def units() -> tuple[nps.Cohorts, np.ndarray]:
    """Return the twelve units of the reference values, and their growth."""
    table = rows("value_units")
    a, b, c, growth = columns(table, "promoters", "passives", "detractors", "growth")
    counts = (column.astype(int) for column in (a, b, c))
    return nps.Cohorts.from_counts(range(1, 13), *counts), growth

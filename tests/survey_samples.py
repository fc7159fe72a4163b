"""Small weighted samples, and what it takes for two to be the same."""

from __future__ import annotations

import numpy as np
from numpy.testing import assert_allclose

import nps

SMALL = nps.SurveySample(
    [10, 9, 3, 8, 9, 10, 7, 2],
    weights=[2, 1, 1, 3, 2, 1, 1, 1],
    clusters=["a", "a", "b", "b", "c", "c", "d", "d"],
)


BY_SEGMENT = nps.survey_by(
    [10, 9, 3, 8, 9, 10, 7, 2],
    ["new", "old", "new", "old", "new", "old", "new", "old"],
    weights=[2, 1, 1, 3, 2, 1, 1, 1],
    clusters=["a", "a", "b", "b", "c", "c", "d", "d"],
)


def numbers(sample: nps.SurveySample) -> np.ndarray:
    """All that `describe` says, as numbers."""
    about = sample.describe()
    names = (
        "score", "unweighted_score", "standard_error", "degrees_of_freedom", "design_effect",
        "design_effect_without_replacement", "effective_n", "kish_n", "sum_of_weights",
    )  # fmt: skip
    return np.array([getattr(about, name) for name in names] + list(about.shares))


def assert_same(mine: nps.SurveySample, theirs: nps.SurveySample) -> None:
    # A variance of 0 may come out as the square of a rounding error.
    assert mine.counts == theirs.counts
    assert_allclose(mine.standard_error, theirs.standard_error, rtol=1e-7, atol=1e-6)
    if theirs.standard_error > 1e-3:
        assert_allclose(numbers(mine), numbers(theirs), rtol=1e-9, atol=1e-9)


PAIRED = {
    "ratings": np.random.default_rng(8).integers(0, 11, 240),
    "strata": np.repeat(range(12), 20),
    "clusters": np.tile(np.repeat([1, 2], 10), 12),
}


LONELY = {
    "ratings": [10, 9, 3, 8, 9, 2], "strata": ["a"] * 4 + ["b"] * 2,
    "clusters": [1, 1, 2, 2, 1, 1],
}  # fmt: skip


class Poststratified:
    """Weights scaled so that each group has its total; residuals are distances from its mean."""

    def __init__(self, groups, base, totals):
        self.groups, base = np.asarray(groups), np.asarray(base, dtype=float)
        held = np.array([base[self.groups == g].sum() for g in range(len(totals))])
        self.base = base
        self.weights = base * (np.asarray(totals) / held)[self.groups]

    def _residuals(self, columns):
        fit = np.empty_like(columns)
        for g in np.unique(self.groups):
            mine = self.groups == g
            fit[mine] = np.average(columns[mine], axis=0, weights=self.base[mine])
        return columns - fit

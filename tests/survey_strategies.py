"""Hypothesis strategies for small surveys. Integers, so that failures shrink."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

import nps

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Survey:
    """Columns of a survey, one entry for each respondent."""

    ratings: list[int | None]
    weights: list[int]
    strata: list[str]
    clusters: list[int]

    def __len__(self) -> int:
        return len(self.ratings)

    def design(self, kind: str) -> dict[str, list[object]]:
        """Return the columns that a kind of design has."""
        given: dict[str, list[object]] = {"weights": list(self.weights)}
        if kind in ("strata", "both"):
            given["strata"] = list(self.strata)
        if kind in ("clusters", "both"):
            given["clusters"] = list(self.clusters)
        return given

    def sample(self, kind: str = "both", **options: object) -> nps.SurveySample:
        """Return the survey as one sample."""
        return nps.SurveySample(self.ratings, **self.design(kind), **options)

    def take(self, rows: np.ndarray | list[int]) -> Survey:
        """Return some of the respondents."""
        columns = (self.ratings, self.weights, self.strata, self.clusters)
        return Survey(*([column[i] for i in rows] for column in columns))

    def weighing(self, weights: list[int]) -> Survey:
        """Return the same respondents with other weights."""
        return replace(self, weights=weights)


KINDS = ("weights", "strata", "clusters", "both")
kinds = st.sampled_from(KINDS)


@st.composite
def surveys(draw, missing: bool = True, zero: bool = True) -> Survey:
    """Surveys of two strata with two to four clusters each, none of them empty."""
    ratings = st.integers(0, 10) | st.none() if missing else st.integers(0, 10)
    weight = st.integers(0 if zero else 1, 5)
    rows = []
    for stratum in ("north", "south"):
        for cluster in range(draw(st.integers(2, 4))):
            # a first respondent who answers and counts, so that each cluster is there
            rows.append((draw(st.integers(0, 10)), draw(st.integers(1, 5)), stratum, cluster))
            others = st.tuples(ratings, weight, st.just(stratum), st.just(cluster))
            rows += draw(st.lists(others, max_size=4))
    order = draw(st.permutations(range(len(rows))))
    return Survey(*map(list, zip(*(rows[i] for i in order), strict=True)))

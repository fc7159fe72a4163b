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
#: A segment for each respondent of the longest survey.
segments = st.lists(st.sampled_from(["x", "y", "z"]), min_size=40, max_size=40)


def split(survey: Survey, groups: object, kind: str = "both", **options: object):
    """Return a survey by one key, of which there may be more than needed, or by several."""
    keys = groups if isinstance(groups, dict) else groups[: len(survey)]
    return nps.survey_by(survey.ratings, keys, **survey.design(kind), **options)


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


@dataclass(frozen=True)
class Staged:
    """A survey whose clusters were sampled in turn: units in clusters, and people in units."""

    survey: Survey
    units: list[int]
    more: list[int]

    def columns(self, stages: int, people: bool) -> list[list[object]]:
        """Return the columns of clusters of so many stages, of which the last may draw `people`."""
        whole: list[list[object]] = [list(self.survey.clusters), list(self.units)]
        return whole[: stages - people]

    def paths(self, stages: int, people: bool) -> list[tuple[object, ...]]:
        """Return where each respondent was drawn: stratum, cluster and so on."""
        everybody: list[list[object]] = [list(range(len(self.survey)))] if people else []
        columns = [list(self.survey.strata), *self.columns(stages, people), *everybody]
        return list(zip(*columns, strict=True))

    def population(self, stages: int, people: bool) -> tuple[dict[object, int], ...]:
        """Return how many there are in each stratum, cluster and so on: a few more than drawn."""
        paths = [
            path
            for path, weight in zip(self.paths(stages, people), self.survey.weights, strict=True)
            if weight
        ]
        sizes = []
        for depth in range(1, stages + 1):
            drawn: dict[object, int] = {}
            for path in {path[: depth + 1] for path in paths}:
                drawn[path[:depth]] = drawn.get(path[:depth], 0) + 1
            more = [self.more[i % len(self.more)] for i in range(len(drawn))]
            sizes.append(
                {
                    key[0] if depth == 1 else key: drawn[key] + extra
                    for key, extra in zip(sorted(drawn), more, strict=True)
                }
            )
        return tuple(sizes)

    def design(self, stages: int, people: bool) -> dict[str, object]:
        """Return the design without the population."""
        names = ("cluster", "unit")[: stages - people]
        return {
            "weights": self.survey.weights,
            "strata": self.survey.strata,
            "clusters": dict(zip(names, self.columns(stages, people), strict=True)),
        }

    def sample(self, stages: int, people: bool, **options: object) -> nps.SurveySample:
        """Return the survey as one sample, of a population a little larger."""
        given = {"population": self.population(stages, people), **options}
        return nps.SurveySample(self.survey.ratings, **self.design(stages, people), **given)

    def take(self, rows: np.ndarray | list[int]) -> Staged:
        """Return some of the respondents."""
        return replace(self, survey=self.survey.take(rows), units=[self.units[i] for i in rows])


#: Stages, and whether the last of them draws people rather than labelled units.
STAGES = ((2, False), (2, True), (3, True))
stages = st.sampled_from(STAGES)


@st.composite
def staged_surveys(draw, missing: bool = True, zero: bool = True) -> Staged:
    """Surveys with up to three units in each cluster; some have but one."""
    survey = draw(surveys(missing, zero))
    units = st.lists(st.integers(0, 2), min_size=len(survey), max_size=len(survey))
    return Staged(survey, draw(units), draw(st.lists(st.integers(0, 4), min_size=1, max_size=6)))

"""The segments of two waves in one order, counted or weighted, as a decomposition takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import OptionError
from nps._base.labels.labels import Labels
from nps._inference.waves.series import time_key, with_keys
from nps._kernels.numerics.moments import moments, steady_variance
from nps._kernels.series.decomposition import Joint, Part, Wave, kitagawa
from nps._surveys.cells import cell_covariance

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray
    from nps._surveys.kinds import AnyCohorts, ManySamples
    from nps._surveys.samples import SurveySample
    from nps._surveys.summaries import SurveySummary

#: What each class counts in the score, among the promoters and among the detractors.
NET, UP, DOWN = (1.0, 0.0, -1.0), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One wave: answers (G,) and weight of each class (G, 3); a segment may have none."""

    n: IntArray
    weight: FloatArray

    @property
    def share(self) -> FloatArray:
        """Share of each segment."""
        return np.asarray(self.weight.sum(axis=1) / self.weight.sum())

    @property
    def score(self) -> FloatArray:
        """Score of each segment in points; NaN where there is no answer."""
        with np.errstate(invalid="ignore"):
            return np.asarray(100.0 * (self.weight @ NET) / self.weight.sum(axis=1))

    @property
    def total(self) -> float:
        """Score of all, on the scale from -1 to 1."""
        return float((self.weight @ NET).sum() / self.weight.sum())

    def wave(self, values: tuple[float, float, float]) -> Wave:
        """Return the wave with these values of the classes; variances are those of counts."""
        return _wave(self.weight, values)

    def total_variance(self) -> float:
        """Return the variance of the score of all, if each answer counts the same."""
        return float(_wave(self.weight.sum(axis=0, keepdims=True), NET).variance[0] / self.n.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Both waves by segment.

    Weighted ones have the `covariance` of the shares of all cells with its `freedom`, and what each
    `survey` is worth as a whole.
    """

    labels: Labels
    first: Side
    second: Side
    covariance: FloatArray | None = None
    freedom: float | None = None
    survey: tuple[SurveySummary, SurveySummary] | None = None

    @classmethod
    def read(cls, first: ManySamples, second: ManySamples) -> Segments:
        """Bring two waves of one kind together; segments that are new come last."""
        names = list(dict.fromkeys((*first, *second)))
        labels = Labels(names, first.key_names or second.key_names)
        where = [np.array([labels.position(label) for label in wave]) for wave in (first, second)]
        before, after = (
            _side(wave, rows, len(names)) for wave, rows in zip((first, second), where, strict=True)
        )
        previous, current = first._survey, second._survey
        if previous is None or current is None:
            return cls(labels, before, after)
        size = 3 * len(names)
        covariance = np.zeros((2 * size, 2 * size))
        cells = [
            (3 * rows[:, None] + np.arange(3)).ravel() + start
            for rows, start in zip(where, (0, size), strict=True)
        ]
        found = cell_covariance(previous, current)
        covariance[np.ix_(np.concatenate(cells), np.concatenate(cells))] = found
        one, two = previous.total, current.total
        survey = (one.describe(), two.describe())
        return cls(labels, before, after, covariance, _freedom(one, two), survey)

    def parts(self, values: tuple[float, float, float], *, interaction: bool) -> dict[str, Part]:
        """Return mix and rate of the mean of `values`, and their interaction if it is wanted."""
        joint = None
        if self.covariance is not None:
            joint = Joint(np.array(values), self.covariance)
        return kitagawa(
            self.first.wave(values), self.second.wave(values), interaction=interaction, joint=joint
        )

    def total_variance(self) -> float:
        """Return the variance of the change of the score of all."""
        if self.covariance is None:
            return self.first.total_variance() + self.second.total_variance()
        net = np.tile(NET, len(self.labels))
        slopes = np.concatenate((-net, net))
        return max(0.0, float(slopes @ self.covariance @ slopes))


def _freedom(first: SurveySample, second: SurveySample) -> float:
    """Return the degrees of freedom of one survey of both waves, or the fewer of two surveys."""
    if first._shares_design(second):
        return (first + second).degrees_of_freedom
    return min(first.degrees_of_freedom, second.degrees_of_freedom)


def _side(wave: ManySamples, rows: IntArray, size: int) -> Side:
    n, weight = np.zeros(size, dtype=np.int64), np.zeros((size, 3))
    n[rows], weight[rows] = wave.n, np.stack(wave._classes(), axis=1)
    return Side(n, weight)


def _wave(weight: FloatArray, values: tuple[float, float, float]) -> Wave:
    classes = [
        weight[:, [value == sign for value in values]].sum(axis=1) for sign in (1.0, 0.0, -1.0)
    ]
    n, mean, _ = moments(*classes)
    return Wave(n, mean, steady_variance(*classes)[0])


def split_waves(waves: AnyCohorts, time: object = None) -> tuple[dict[object, AnyCohorts], Labels]:
    """Return the segments of each wave, and the labels of the waves."""
    keyed = with_keys(waves._labels)
    if len(keyed.keys) < 2:
        by = "count_by" if waves._survey is None else "survey_by"
        raise OptionError(
            "waves must have a key for the wave and one for the segment: count with"
            f' nps.{by}(ratings, {{"wave": ..., "segment": ...}}).'
        )
    key = time_key(keyed, time)
    rows: dict[object, list[int]] = {}
    for i, label in enumerate(keyed.columns()[keyed.keys[key]]):
        rows.setdefault(label, []).append(i)
    named = Labels(
        list(rows),
        keyed.keys[key : key + 1],
        by_hand=keyed.by_hand,
        categories=keyed.categories[key : key + 1],
    )
    order = None if keyed.by_hand else named.in_order("appearance")
    named = named if order is None else named.take(order)
    segments = {
        wave: waves._relabelled(np.array(rows[wave]), keyed.without(key, rows[wave]))
        for wave in named
    }
    return segments, named

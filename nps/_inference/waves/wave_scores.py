"""The scores of waves and how they vary together: counted, of people who return, or weighted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import OptionError
from nps._base.text import label_text, shown
from nps._base.words.notes import Note
from nps._kernels.many_scores import pooling
from nps._kernels.series.trend import (
    between_waves,
    fit_line,
    joint_between_waves,
    joint_scatter,
    satterthwaite,
    scatter,
)

if TYPE_CHECKING:
    from nps._inference.waves.panel import Panel
    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._surveys.cohorts import SurveyCohorts
    from nps._surveys.kinds import ManySamples
    from nps._surveys.summaries import SurveySummaries

#: A correlation of two scores below this is rounding.
ROUNDING = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class WaveScores:
    """Scores of waves on the scale from -1 to 1.

    `variance` holds their squared standard errors, `covariance` the same or, where waves depend on
    each other, the matrix. `size` says how much each counts in a regression of answers, `unbiased`
    is their covariance there, and `freedom` the degrees of freedom of its slope. `survey` says what
    weighted waves are worth.
    """

    times: FloatArray
    score: FloatArray
    variance: FloatArray
    covariance: FloatArray
    size: FloatArray
    unbiased: FloatArray
    freedom: float
    unanimous: BoolArray
    returning: int = 0
    survey: SurveySummaries | None = None

    @classmethod
    def counted(cls, waves: ManySamples, times: FloatArray) -> WaveScores:
        """Return the scores of waves of different people."""
        variance, unanimous = waves._variance_of_one()
        n = waves._answers()
        u = variance / n
        unbiased = u * _unbiased(n, unanimous)
        freedom = satterthwaite(times, n, unbiased, n - 1.0)
        return cls(times, waves.score / 100.0, u, u, n, unbiased, freedom, unanimous)

    @classmethod
    def matched(
        cls, waves: ManySamples, times: FloatArray, panel: Panel, positions: IntArray
    ) -> WaveScores:
        """Return the scores of waves in which some people answered again."""
        alone = cls.counted(waves, times)
        covariance, once, people = panel.covariance(positions.tolist())
        np.fill_diagonal(covariance, alone.variance)
        factor = np.sqrt(_unbiased(alone.size, alone.unanimous))
        freedom = alone.freedom
        if people:
            freedom = (1.0 - once) * (people - 1.0) + once * freedom
        return cls(
            times, alone.score, alone.variance, covariance, alone.size,
            covariance * np.outer(factor, factor), freedom, alone.unanimous, people,
        )  # fmt: skip

    @classmethod
    def weighted(cls, waves: SurveyCohorts, times: FloatArray) -> WaveScores:
        """Return weighted scores, with the covariance of waves that asked the same clusters."""
        about = waves.describe()
        certain = np.flatnonzero(np.isinf(about.effective_n))
        if certain.size:
            raise OptionError(
                "the design leaves no uncertainty in"
                f" {shown(label_text(waves.labels[certain[0]]))}:"
                " everybody was asked, so there is nothing to infer a trend of. To take the people"
                " of each wave for a sample of those who might have been there, leave population"
                " out."
            )
        covariance = waves.covariance() / 1e4
        one, unanimous = waves._variance_of_one()
        varied = np.diag(covariance) > 0.0
        variance = np.where(varied, np.diag(covariance), one / about.effective_n)
        np.fill_diagonal(covariance, variance)
        freedom = satterthwaite(times, about.effective_n, variance, about.degrees_of_freedom)
        apart = np.abs(covariance - np.diag(variance))
        if (apart > ROUNDING * np.sqrt(np.outer(variance, variance))).any():
            freedom = waves._joint_freedom()
        return cls(
            times, waves.score / 100.0, variance, covariance, about.effective_n, covariance,
            freedom, unanimous & ~varied, survey=about,
        )  # fmt: skip

    def homogeneity(self) -> tuple[float, int]:
        """Return the scatter about a level line, and its degrees of freedom."""
        if self.covariance.ndim == 1:
            return pooling.scatter(self.score, self.variance), self.score.size - 1
        level = np.ones((self.score.size, 1))
        return joint_scatter(self.score, self.covariance, 1.0 / self.variance, level)[:2]

    def lack_of_fit(self) -> tuple[float, int]:
        """Return the scatter about a straight line, and its degrees of freedom."""
        rest = self.score.size - 2
        if not rest:
            return 0.0, 0
        weights = 1.0 / self.variance
        if self.covariance.ndim == 1:
            line = fit_line(self.times, self.score, self.variance, weights)
            return scatter(line, self.times, self.score, self.variance), rest
        return joint_scatter(self.score, self.covariance, weights, self._line())[:2]

    def between(self) -> float:
        """Return the variance of the true scores about the line, by moments."""
        if self.score.size == 2:
            return 0.0
        if self.covariance.ndim == 1:
            return between_waves(self.times, self.score, self.variance)
        return joint_between_waves(self.score, self.covariance, 1.0 / self.variance, self._line())

    def _line(self) -> FloatArray:
        return np.column_stack((np.ones_like(self.times), self.times - self.times.mean()))


def _unbiased(n: FloatArray, unanimous: BoolArray) -> FloatArray:
    """Return n/(n - 1); the variance of adjusted counts stays what it is."""
    return np.where(unanimous, 1.0, n / np.maximum(n - 1.0, 1.0))


def without_answer(empty: int, size: int) -> Note:
    """Say how many waves are empty."""
    return Note("Of {size:wave}, {empty:has|have} no valid answer.", empty=empty, size=size)

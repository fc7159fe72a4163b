"""What `trend` returns: a slope with its interval, tests beside it, a forecast."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from nps import _display
from nps._kernels.moments import normal_quantile
from nps._kernels.steady import steady_variance
from nps._labels import Labels, tidy
from nps._validation import check_whole
from nps.errors import OptionError
from nps.results import Columnar, ConfidenceInterval, Intervals, Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels.trend import Line
    from nps._times import Times
    from nps._typing import BoolArray, FloatArray
    from nps.cohorts import Cohorts
    from nps.results import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendTest(Result):
    """A test beside the slope.

    Attributes
    ----------
    statistic : float
        Chi-square, or z of the permutation test.
    degrees_of_freedom : int or None
        Of the chi-square law; None for z.
    p_value : float
        NaN where no degree of freedom is left.
    """

    statistic: float
    degrees_of_freedom: int | None
    p_value: float

    def __str__(self) -> str:
        freedom = self.degrees_of_freedom
        name = "z" if freedom is None else f"chi2({freedom})"
        return f"{name} = {self.statistic:.2f}, {_display.p_value(self.p_value)}"

    def _repr_html_(self) -> str:
        return _display.html_table((), [("test", str(self))])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trend(Result):
    """Slope of the score over time with its interval and tests.

    Attributes
    ----------
    slope : float
        Points per `time_unit`.
    standard_error : float
        Of the slope.
    confidence_interval : ConfidenceInterval
        ``low, high`` of the slope; infinite on the open side of a one-sided interval.
    confidence_level : float
        Probability with which such intervals contain the true slope.
    statistic, p_value : float
        z and its probability for a slope of 0, from the same standard error as the interval.
    intercept, intercept_standard_error : float
        Height of the line at time 0, in points: at the first wave for calendar times.
    time_unit : str
        What a unit of time is: "year", "quarter", "month", "week", "day", "wave" for the mere order
        of the waves, "unit of time" for times given as numbers.
    times : ndarray of float64
        Times of the waves in that unit, as the line used them.
    waves : Cohorts
        Waves with answers.
    permutation : TrendTest
        The linear trend test that permutes all answers over the waves: needs no variances.
    lack_of_fit : TrendTest
        Do the waves scatter more about the line than their answers explain?
    homogeneity : TrendTest
        Is there any change at all, linear or not (Cochran's Q)?
    between_wave_deviation : float
        Estimated standard deviation of the true scores about the line, in points.
    method, alternative : str
        As used.
    notes : tuple of str
        What the numbers alone would hide.
    """

    slope: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    confidence_level: float
    statistic: float
    p_value: float
    intercept: float
    intercept_standard_error: float
    time_unit: str
    times: FloatArray
    waves: Cohorts
    permutation: TrendTest
    lack_of_fit: TrendTest
    homogeneity: TrendTest
    between_wave_deviation: float
    method: str
    alternative: str
    notes: tuple[str, ...] = ()
    _line: Line = field(repr=False)
    _axis: Times = field(repr=False)

    def to_dict(self) -> dict[str, object]:
        """Return the result as plain Python that `json.dumps` takes; undefined numbers are None."""
        found = Result.to_dict(self)
        return {name: value for name, value in found.items() if not name.startswith("_")}

    def forecast(self, times: object, *, n: int | None = None) -> Forecast:
        """Extend the line to other times, with a band.

        Parameters
        ----------
        times : 1-D collection
            Times of the same kind as those of the waves: numbers (also for "wave": 5 is the fifth),
            or calendar times.
        n : int, optional
            Without it the band is for the line itself, the expected score. With it the band is for
            the score that a wave of n answers will show, so it is wider.

        Returns
        -------
        Forecast
            Cut off at -100 and 100. The confidence level is that of the trend; two-sided.
        """
        positions = self._axis.locate(times)
        labels = Labels(tidy(times))  # type: ignore[arg-type]  # a column by now
        height, variance = self._line.at(positions)
        if n is not None:
            answers = check_whole("n", n)
            if not answers:
                raise OptionError(
                    "n must be at least 1, got 0: a wave without answers has no score."
                )
            sizes = self.waves.n
            spread = float(sizes @ variance_of_one(self.waves)[0] / sizes.sum())
            tau = self.between_wave_deviation if self.method == "random-effects" else 0.0
            variance = variance + (tau / 100.0) ** 2 + spread / answers
        error = np.sqrt(variance)
        half = normal_quantile((1.0 - self.confidence_level) / 2.0) * error
        ends = [100.0 * np.clip(height + sign * half, -1.0, 1.0) for sign in (-1.0, 1.0)]
        beyond = bool(((positions < self.times.min()) | (positions > self.times.max())).any())
        outside = bool((np.abs(height) > 1.0).any())
        notes = [
            "Beyond the waves the line is an assumption, and its band does not know it."
        ] * beyond
        notes += ["The line leaves the scale of -100 to 100: it can't go on like this."] * outside
        return Forecast(
            _labels=labels,
            score=100.0 * height,
            standard_error=100.0 * error,
            confidence_interval=Intervals(ends[0], ends[1]),
            confidence_level=self.confidence_level,
            n=n,
            notes=tuple(notes),
        )

    def _signed(self, slope: float) -> str:
        """Return as many decimals as show two digits of the standard error."""
        decimals = max(1, 1 - math.floor(math.log10(self.standard_error)))
        return f"{slope:+.{decimals}f}"

    def __str__(self) -> str:
        return (
            f"slope {self._signed(self.slope)} points per {self.time_unit}"
            f"  [{', '.join(map(self._signed, self.confidence_interval))}]"
            f"  {_display.level(self.confidence_level, self.alternative)},"
            f" {_display.p_value(self.p_value)}"
            f"  {len(self.waves)} waves, n = {int(self.waves.n.sum()):,} ({self.method} method)"
        )

    def _repr_html_(self) -> str:
        rows = [
            (f"points per {self.time_unit}", self._signed(self.slope)),
            (
                _display.level(self.confidence_level, self.alternative),
                f"[{', '.join(map(self._signed, self.confidence_interval))}]",
            ),
            ("p-value", _display.p_value(self.p_value).removeprefix("p ").removeprefix("= ")),
            ("permutation test", str(self.permutation)),
            ("lack of fit", str(self.lack_of_fit)),
            ("any change at all", str(self.homogeneity)),
            ("waves", len(self.waves)),
            ("answers", int(self.waves.n.sum())),
            ("method", self.method),
        ]
        return _display.html_table((), rows, foot=" ".join(self.notes))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forecast(Columnar):
    """The line of a trend at given times, with a band, in points.

    Attributes
    ----------
    labels : tuple
        The times.
    score : ndarray of float64
        Height of the line.
    standard_error : ndarray of float64
        Of the line, or of the score of a new wave of `n` answers.
    confidence_interval : Intervals
        The band, cut off at -100 and 100, at each time on its own.
    confidence_level : float
        Probability with which such a band contains the score at one time.
    n : int or None
        Answers of the new wave that the band is for; None for the line itself.
    notes : tuple of str
        What the numbers alone would hide.
    """

    _labels: Labels
    score: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    confidence_level: float
    n: int | None
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the columns as plain Python that `json.dumps` takes, the times first."""
        found = Columnar.to_dict(self)
        del found["_labels"]
        return found

    def _columns(self) -> dict[str, Column]:
        return {
            "score": self.score,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
        }

    def _headline(self) -> str:
        what = "the expected score" if self.n is None else f"a wave of {self.n:,} answers"
        return f"Forecast of {what} with {_display.level(self.confidence_level)}"

    def __str__(self) -> str:
        low, high = self.confidence_interval
        rows = [
            f"{_display.label_text(label)}: NPS {_display.points(self.score[i])}"
            f"  {_display.interval(low[i], high[i])}"
            for i, label in enumerate(self.labels)
        ]
        return "\n".join([self._headline(), *rows, *self.notes])


def columns_of(waves: Cohorts) -> Sequence[FloatArray]:
    """Return promoters, passives and detractors as the kernels take them."""
    columns = (waves.promoters, waves.passives, waves.detractors)
    return [column.astype(np.float64) for column in columns]


def variance_of_one(waves: Cohorts) -> tuple[FloatArray, BoolArray]:
    """Return the variance of one answer of each wave, and where it is that of adjusted counts."""
    return steady_variance(*columns_of(waves))

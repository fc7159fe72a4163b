"""What `trend` returns: a slope with its interval, tests beside it, a forecast."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.checks import check_whole
from nps._base.errors import OptionError
from nps._base.labels.labels import Labels
from nps._base.labels.tidying import tidy
from nps._base.results import IF_ANY, SHOWN_ROWS, Columnar, ConfidenceInterval, Intervals, Result
from nps._base.tables import html
from nps._base.tables.measures import Measure, Measures
from nps._base.words.notes import Note
from nps._base.words.saying import USUAL_ALPHA, Method, limits_text
from nps._kernels.numerics.moments import upper_quantile
from nps._surveys.summaries import beside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.times import Times
    from nps._base.results import Column, MethodKey
    from nps._base.tests import Test
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray
    from nps._kernels.series.trend import Line
    from nps._surveys.kinds import AnyCohorts
    from nps._surveys.summaries import SurveySummaries


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trend(Measure, Result):
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
        Slope by standard error and its probability for a slope of 0, from the same standard error
        as the interval.
    degrees_of_freedom : float or None
        Of Student's t, for the method that uses it.
    intercept, intercept_standard_error : float
        Height of the line at time 0, in points: at the first wave for calendar times.
    time_unit : str
        What a unit of time is: "year", "quarter", "month", "week", "day", "wave" for the mere order
        of the waves, "unit of time" for times given as numbers.
    times : ndarray of float64
        Times of the waves in that unit, as the line used them.
    waves : Cohorts or SurveyCohorts
        Waves with answers.
    permutation : Test
        The linear trend test that permutes all answers over the waves: needs no variances. NaN
        where ids are given.
    lack_of_fit : Test
        Do the waves scatter more about the line than their answers explain?
    homogeneity : Test
        Is there any change at all, linear or not (Cochran's Q)?
    between_wave_deviation : float
        Estimated standard deviation of the true scores about the line, in points.
    method, alternative : str
        As used.
    survey : SurveySummaries or None
        For weighted waves the unweighted score, degrees of freedom, design effect and effective
        size of each.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> waves = nps.Cohorts.from_counts(
    ...     [2023, 2024, 2025], [50, 52, 70], [30, 29, 20], [20, 19, 10]
    ... )
    >>> print(nps.trend(waves))
    slope +15.0 points per unit of time  [+4.8, +25.2]  95% CI, p = 0.004  3 waves, n = 300
        (regression method)
    """

    _number: ClassVar[str] = "slope"
    _picture: ClassVar[str] = "waves"
    slope: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    confidence_level: float
    statistic: float
    p_value: float
    degrees_of_freedom: float | None
    intercept: float
    intercept_standard_error: float
    time_unit: str
    times: FloatArray
    waves: AnyCohorts
    permutation: Test
    lack_of_fit: Test
    homogeneity: Test
    between_wave_deviation: float
    method: str
    alternative: str
    survey: SurveySummaries | None = field(default=None, metadata=IF_ANY)
    notes: tuple[str, ...] = ()
    _line: Line = field(repr=False)
    _axis: Times = field(repr=False)

    def forecast(self, times: object, *, n: int | None = None) -> Forecast:
        """Extend the line to other times, with a band.

        Parameters
        ----------
        times : 1-D collection
            Times of the same kind as those of the waves: numbers (also for "wave": 5 is the fifth),
            or calendar times.
        n : int, optional
            Without it the band is for the line itself, the expected score. With it the band is for
            the score that a wave of n answers will show, so it is wider. Of weighted waves these
            are effective answers.

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
            sizes = self.waves._answers()
            spread = float(sizes @ self.waves._variance_of_one()[0] / sizes.sum())
            tau = self.between_wave_deviation if self.method == "random-effects" else 0.0
            variance = variance + (tau / 100.0) ** 2 + spread / answers
        error = np.sqrt(variance)
        tail = (1.0 - self.confidence_level) / 2.0
        freedom = self.degrees_of_freedom
        half = error * upper_quantile(tail, freedom)
        ends = [100.0 * np.clip(height + sign * half, -1.0, 1.0) for sign in (-1.0, 1.0)]
        beyond = bool(((positions < self.times.min()) | (positions > self.times.max())).any())
        outside = bool((np.abs(height) > 1.0).any())
        notes = [
            Note("Beyond the waves the line is an assumption, and its band does not know it.")
        ] * beyond
        notes += [
            Note("The line leaves the scale of -100 to 100: it can't go on like this.")
        ] * outside
        return Forecast(
            _labels=labels,
            score=100.0 * height,
            standard_error=100.0 * error,
            confidence_interval=Intervals(ends[0], ends[1]),
            confidence_level=self.confidence_level,
            n=n,
            notes=tuple(notes),
        )

    def _kind(self) -> str:
        return "waves" if self.survey is None else "weighted waves"

    def _signed(self, slope: float) -> str:
        """Return as many decimals as show two digits of the standard error."""
        decimals = max(1, 1 - math.floor(math.log10(max(self.standard_error, 1e-9))))
        return text.decimals(slope, decimals, signed=True)

    def __str__(self) -> str:
        line = (
            f"slope {self._signed(self.slope)} points per {self.time_unit}"
            f"  [{', '.join(map(self._signed, self.confidence_interval))}]"
            f"  {text.level(self.confidence_level, self.alternative)},"
            f" {text.p_value(self.p_value)}"
            f"  {len(self.waves)} {self._kind()}, n = {int(self.waves.n.sum()):,}"
            f" ({self.method} method)"
        )
        waves = [f"{label}: {wave}" if wave else label for label, wave in self._by_wave()]
        return "\n".join([line, *waves])

    def _by_wave(self) -> list[tuple[str, str]]:
        """Return what each weighted wave is worth."""
        if self.survey is None:
            return []
        shown = zip(self.survey.labels, self.survey._first(SHOWN_ROWS), strict=False)
        rows = [(text.label_text(label), beside(wave)) for label, wave in shown]
        return [*rows, *((line, "") for line in self.survey._rest())]

    def _rows(self) -> Sequence[tuple[object, ...]]:
        low, high = (end if np.isfinite(end) else np.nan for end in self.confidence_interval)
        bar = html.interval_bars([self.slope], [low], [high])
        return [
            (f"points per {self.time_unit}", self._signed(self.slope)),
            (
                text.level(self.confidence_level, self.alternative),
                f"[{', '.join(map(self._signed, self.confidence_interval))}]",
            ),
            ("", bar[0]),
            ("p-value", text.p_number(self.p_value)),
            ("permutation test", self.permutation._cell()),
            ("lack of fit", self.lack_of_fit._cell()),
            ("any change at all", self.homogeneity._cell()),
            (self._kind(), len(self.waves)),
            ("answers", int(self.waves.n.sum())),
            ("method", Method.of(self)),
            *self._by_wave(),
        ]

    def _sentence(self, say: Say) -> str:
        alpha = 1.0 - self.confidence_level
        low, high = (
            self._signed(end).removeprefix("+") if math.isfinite(end) else ""
            for end in self.confidence_interval
        )
        level = text.level_percent(self.confidence_level)
        verdict = "open"
        if self.p_value < alpha and self.slope:
            verdict = "above" if self.slope > 0.0 else "below"
        unit = f"unit.{self.time_unit}"
        said = say(
            f"trend.{verdict}",
            size=self._signed(abs(self.slope)).removeprefix("+"),
            signed=self._signed(self.slope),
            unit=say(unit) if unit in say.phrases else self.time_unit,
            k=len(self.waves),
            limits=say(self.alternative, level=level, low=low, high=high),
            p=text.p_value(self.p_value, alpha),
        )
        fit = self.lack_of_fit.p_value
        scatter = say("trend.scatter", p=text.p_value(fit)) if fit < USUAL_ALPHA else ""
        return say.joined(said, scatter)

    def _methods(self) -> list[MethodKey]:
        return [("trend", self.method), *([] if self.survey is None else [("survey", "wald-t")])]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forecast(Columnar, Measures):
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

    Examples
    --------
    >>> import nps
    >>> waves = nps.Cohorts.from_counts(
    ...     [2022, 2023, 2024, 2025], [50, 52, 58, 64], [30, 29, 27, 24], [20, 19, 15, 12]
    ... )
    >>> print(nps.trend(waves).forecast([2026]))
    Forecast of the expected score with 95% CI
    2026: NPS 58.5  [41.0, 76.0]
    Beyond the waves the line is an assumption, and its band does not know it.
    """

    _labels: Labels
    score: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    confidence_level: float
    n: int | None
    notes: tuple[str, ...] = ()

    def _columns(self) -> dict[str, Column]:
        return {
            "score": self.score,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
        }

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        low, high = (end[:rows] for end in self.confidence_interval)
        score = self.score[:rows]
        return {
            "NPS": list(score),
            text.level(self.confidence_level): [
                text.interval(*ends) for ends in zip(low, high, strict=True)
            ],
            "-100 to 100": html.interval_bars(score, low, high, reach=html.SCORES),
        }

    def _headline(self) -> str:
        what = (
            "the expected score" if self.n is None else f"a wave of {text.noun(self.n, 'answer')}"
        )
        return f"Forecast of {what} with {text.level(self.confidence_level)}"

    def __str__(self) -> str:
        low, high = self.confidence_interval
        rows = [
            f"{text.label_text(label)}: NPS {text.points(self.score[i])}"
            f"  {text.interval(low[i], high[i])}"
            for i, label in enumerate(self.labels)
        ]
        return "\n".join([self._headline(), *rows, *self.notes])

    def _sentence(self, say: Say) -> str:
        low, high = self.confidence_interval
        parts = [
            say(
                "forecast.at",
                score=text.points(float(self.score[i])),
                label=say.name(self.labels[i]),
                evidence=limits_text(say, (float(low[i]), float(high[i])), self.confidence_level),
            )
            for i in sorted({0, len(self) - 1} if len(self) else set())
        ]
        listed = say.listed(parts) if parts else say("none")
        if self.n is None:
            return say("forecast", parts=listed)
        return say("forecast.wave", n=self.n, parts=listed)

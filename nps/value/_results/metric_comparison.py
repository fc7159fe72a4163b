"""What `compare_metrics` returns: how closely each question goes with an outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import IF_ANY, ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.words.notes import BETWEEN
from nps._base.words.saying import Name, capital
from nps.value._results.metric_differences import called, digits, ends_text, limits_said, named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray
    from nps.value._results.metric_differences import MetricDifferences


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MetricFit(Result):
    """How closely one metric goes with the outcome.

    Attributes
    ----------
    label : str
        The metric.
    correlation : float or None
        With an outcome in numbers.
    auc : float or None
        With a yes/no outcome: chance that somebody to whom it happened has the higher value, ties
        counted half.
    standard_error : float
        Of this.
    confidence_interval : ConfidenceInterval
        Of this.
    confidence_level : float
        Of the interval.

    Examples
    --------
    >>> import nps
    >>> found = nps.value.compare_metrics(
    ...     [5, 1, 4, 9, 8, 2], {"csat": [3, 1, 3, 5, 4, 2], "ces": [1, 2, 5, 4, 4, 3]}
    ... )
    >>> print(found["csat"])
    correlation 0.976 [0.789, 0.997]
    """

    label: str
    correlation: float | None = field(default=None, metadata=IF_ANY)
    auc: float | None = field(default=None, metadata=IF_ANY)
    standard_error: float
    confidence_interval: ConfidenceInterval
    confidence_level: float

    @property
    def _value(self) -> float:
        return self.correlation if self.auc is None else self.auc  # type: ignore[return-value]  # one is known

    def __str__(self) -> str:
        what = "correlation" if self.auc is None else "auc"
        return f"{what} {digits(self._value)} {ends_text(self.confidence_interval)}"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("metric", Name(self.label)),
            ("correlation" if self.auc is None else "auc", digits(self._value)),
            (text.level(self.confidence_level), ends_text(self.confidence_interval)),
        ]

    def _sentence(self, say: Say) -> str:
        return say(
            "metric",
            label=say.name(self.label),
            what=say("metric.correlation" if self.auc is None else "metric.auc"),
            value=digits(self._value),
            limits=limits_said(say, self.confidence_interval, self.confidence_level),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MetricComparison(Table[MetricFit]):
    """How closely each metric goes with an outcome, on the same people; rows are `MetricFit`.

    ``result["rating"]`` is the row of one, ``result.differences["rating", "csat"]`` holds two of
    them against each other.

    Attributes
    ----------
    labels : tuple of str
        The metrics, in the order given.
    correlation, auc : ndarray of float64, shape (metrics,), or None
        As in `MetricFit`: one of them, by the kind of outcome.
    standard_error : ndarray of float64, shape (metrics,)
        Of this.
    confidence_interval : Intervals
        Of this; each holds by itself.
    differences : MetricDifferences
        Of each pair of metrics, those of which low values go with the outcome turned round.
    best : str
        The metric that goes with the outcome most closely in these data, whichever way.
    kind : {"numeric", "yes-no"}
        Of the outcome.
    n : int
        Respondents with an outcome and a value of each metric.
    confidence_level : float
        Of the intervals.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> found = nps.value.compare_metrics(
    ...     [5, 1, 4, 9, 8, 2], {"csat": [3, 1, 3, 5, 4, 2], "ces": [1, 2, 5, 4, 4, 3]}
    ... )
    >>> found.best, found.correlation.round(3).tolist()
    ('csat', [0.976, 0.391])
    """

    _ours: ClassVar[str] = "head"
    _picture: ClassVar[str] = "value"
    _labels: Labels
    correlation: FloatArray | None = field(default=None, metadata=IF_ANY)
    auc: FloatArray | None = field(default=None, metadata=IF_ANY)
    standard_error: FloatArray
    confidence_interval: Intervals
    differences: MetricDifferences
    best: str
    kind: str
    n: int
    confidence_level: float
    notes: tuple[str, ...] = ()

    @property
    def _values(self) -> np.ndarray:
        return np.asarray(self.correlation if self.auc is None else self.auc)

    def _columns(self) -> dict[str, Column]:
        return {
            "correlation" if self.auc is None else "auc": self._values,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
        }

    def _label_text(self, label: object) -> str:
        return named(str(label), list(map(str, self.labels)))

    def _headline(self) -> str:
        level = text.level(self.confidence_level)
        return f"What goes with the outcome most closely, n = {self.n:,}, {level}"

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        low, high = self.confidence_interval
        values, null = self._values[:rows], 0.0 if self.auc is None else 0.5
        return {
            "correlation" if self.auc is None else "auc": [digits(x) for x in values.tolist()],
            text.level(self.confidence_level): [
                ends_text(row.confidence_interval) for row in first
            ],
            "": html.interval_bars(values, low[:rows], high[:rows], null=null),
        }

    def _sentence(self, say: Say) -> str:
        row = self[self.best]
        behind = [
            called(say, label, self.labels)
            for label in self.labels
            if label != self.best
            and self.differences[self.best, label].adjusted_p_value < 1.0 - self.confidence_level
        ]
        said = say(
            "metrics",
            k=len(self),
            n=self.n,
            label=called(say, self.best, self.labels),
            what=say("metric.correlation" if self.auc is None else "metric.auc"),
            value=digits(row._value),
            limits=limits_said(say, row.confidence_interval, self.confidence_level),
        )
        comma = say.translated(BETWEEN)
        ahead = say("metrics.ahead", names=comma.join(behind)) if behind else say("metrics.open")
        parts = [said, ahead]
        null = 0.0 if self.auc is None else 0.5
        turned = [
            called(say, label, self.labels)
            for label, x in zip(self.labels, self._values.tolist(), strict=True)
            if x < null
        ]
        if turned:
            parts.append(say("metrics.turned", names=comma.join(turned)))
        return capital(say.joined(*parts))

    def _methods(self) -> list[MethodKey]:
        adjust = self.differences.adjust
        adjusted = [] if adjust == "none" or len(self) == 2 else [("adjust", adjust)]
        return [("metrics", self.kind), *adjusted]

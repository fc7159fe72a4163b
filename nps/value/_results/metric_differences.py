"""How two metrics differ: a part of what `compare_metrics` returns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from nps._base import text
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.tables.measures import Measure, Measures
from nps._base.words.notes import Note
from nps._base.words.saying import Name, capital

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray

#: What ratings are held against other metrics as.
OF_RATINGS = ("rating", "class", "top box")


def digits(x: float, *, signed: bool = False) -> str:
    """Return a correlation or an area with three digits; NaN reads n/a."""
    return text.decimals(x, 3, signed=signed)


def called(say: Say, label: object, labels: Collection[object]) -> str:
    """Return what a metric is called: its name, but those made of ratings in the language."""
    made = label in OF_RATINGS and set(OF_RATINGS) <= set(labels)
    return say(f"metric.{label}") if made else say.name(label)


def named(label: str, labels: Collection[str]) -> str:
    """Return a metric for a table, those made of ratings as words to translate."""
    return Note(label) if set(OF_RATINGS) <= set(labels) and label in OF_RATINGS else Name(label)


def ends_text(limits: ConfidenceInterval, *, signed: bool = False) -> str:
    if math.isnan(limits.low):
        return "[no interval]"
    low, high = (digits(end, signed=signed) for end in limits)
    return f"[{low}, {high}]"


def limits_said(say: Say, limits: ConfidenceInterval, level: float) -> str:
    if math.isnan(limits.low):
        return say("none")
    low, high = map(digits, limits)
    return say("two-sided", level=text.level_percent(level), low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MetricDifference(Measure, Result):
    """How much more closely one metric goes with the outcome than another, on the same people.

    Attributes
    ----------
    label : tuple of str
        The metric and the one that it is held against.
    difference : float
        Of the correlations or areas, the first less the second; each turned round where low values
        go with the outcome, so that above 0 the first goes more closely with it.
    confidence_interval : ConfidenceInterval
        Of the difference: by Zou for correlations, by DeLong for areas.
    statistic, p_value, adjusted_p_value : float
        Of "no difference": by Meng, Rosenthal and Rubin, or DeLong.
    confidence_level : float
        Of the interval.

    Examples
    --------
    >>> import nps
    >>> found = nps.value.compare_metrics(
    ...     [5, 1, 4, 9, 8, 2], {"csat": [3, 1, 3, 5, 4, 2], "ces": [1, 2, 5, 4, 4, 3]}
    ... )
    >>> print(found.differences["csat", "ces"])
    +0.585 [+0.093, +1.585], adjusted p = 0.014
    """

    label: tuple[str, str]
    difference: float
    confidence_interval: ConfidenceInterval
    statistic: float
    p_value: float
    adjusted_p_value: float
    confidence_level: float

    def __str__(self) -> str:
        ends = ends_text(self.confidence_interval, signed=True)
        p = text.p_value(self.adjusted_p_value)
        return f"{digits(self.difference, signed=True)} {ends}, adjusted {p}"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("metrics", Name(" / ".join(self.label))),
            ("difference", digits(self.difference, signed=True)),
            (
                text.level(self.confidence_level),
                ends_text(self.confidence_interval, signed=True),
            ),
            ("adjusted p", text.p_number(self.adjusted_p_value)),
        ]

    def _sentence(self, say: Say) -> str:
        said = say(
            "metric difference",
            first=say.name(self.label[0]),
            second=say.name(self.label[1]),
            difference=digits(self.difference, signed=True),
            limits=limits_said(say, self.confidence_interval, self.confidence_level),
            p=text.p_value(self.adjusted_p_value, 1.0 - self.confidence_level),
        )
        return capital(said)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MetricDifferences(Table[MetricDifference], Measures):
    """How the metrics differ, each pair; iterates as rows of `MetricDifference`.

    ``differences["rating", "csat"]`` is one; the pair turned round is there too.

    Attributes
    ----------
    labels : tuple of (str, str)
        Each pair of metrics, in their order.
    difference, statistic, p_value, adjusted_p_value : ndarray of float64, shape (pairs,)
        As in `MetricDifference`.
    confidence_interval : Intervals
        As in `MetricDifference`; each holds by itself.
    adjust : str
        How p-values are adjusted for the number of pairs.
    confidence_level : float
        Of the intervals.

    Examples
    --------
    >>> import nps
    >>> found = nps.value.compare_metrics(
    ...     [5, 1, 4, 9, 8, 2], {"csat": [3, 1, 3, 5, 4, 2], "ces": [1, 2, 5, 4, 4, 3]}
    ... )
    >>> found.differences.labels
    (('csat', 'ces'),)
    """

    _ours: ClassVar[str] = "head"
    _labels: Labels
    difference: FloatArray
    confidence_interval: Intervals
    statistic: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    adjust: str
    confidence_level: float

    def __getitem__(self, label: object) -> MetricDifference:
        """Return the row of a pair; turned round where the pair is."""
        turned = label[::-1] if isinstance(label, tuple) else label
        if label in self.labels or turned not in self.labels:
            return Table.__getitem__(self, label)
        row = Table.__getitem__(self, turned)
        low, high = row.confidence_interval
        return MetricDifference(
            label=(row.label[1], row.label[0]),
            difference=-row.difference,
            confidence_interval=ConfidenceInterval(-high, -low),
            statistic=-row.statistic,
            p_value=row.p_value,
            adjusted_p_value=row.adjusted_p_value,
            confidence_level=row.confidence_level,
        )

    def _columns(self) -> dict[str, Column]:
        return {
            "difference": self.difference,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "statistic": self.statistic,
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
        }

    def _label_text(self, label: object) -> str:
        labels = {name for pair in cast("Sequence[tuple[str, str]]", self.labels) for name in pair}
        sample, reference = (named(name, labels) for name in cast("tuple[str, str]", label))
        return Note("{sample} / {reference}", sample=sample, reference=reference)

    def _headline(self) -> str:
        return f"Differences between metrics with {text.level(self.confidence_level)}"

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        low, high = self.confidence_interval
        return {
            "difference": [digits(row.difference, signed=True) for row in first],
            text.level(self.confidence_level): [
                ends_text(row.confidence_interval, signed=True) for row in first
            ],
            "": html.interval_bars(self.difference[:rows], low[:rows], high[:rows]),
            "adjusted p": [text.p_number(row.adjusted_p_value) for row in first],
        }

    def _sentence(self, say: Say) -> str:
        names = {name for pair in self.labels for name in cast("tuple[str, str]", pair)}
        clear = [row for row in self if row.adjusted_p_value < 1.0 - self.confidence_level]
        if not clear:
            return capital(say("metric differences.none", k=len(self)))
        parts = [
            say(
                "metric differences.part",
                first=called(say, row.label[row.difference < 0.0], names),
                second=called(say, row.label[row.difference > 0.0], names),
            )
            for row in clear
        ]
        return capital(say("metric differences", parts=say.joined(*parts)))

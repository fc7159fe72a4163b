"""What `by_class` and `lifetime` return: what each class is worth."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import IF_ANY, ConfidenceInterval, Intervals, Result, Table
from nps._base.tables.measures import Measure, Measures
from nps._base.words.saying import capital
from nps.value._results.amounts import (
    amount,
    between,
    classes_of,
    limits_in_percent,
    limits_of,
    singular,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray
    from nps._samples.counts import Counts
    from nps.value._results.differences import ClassDifferences


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClassValue(Measure, Result):
    """What one class is worth, in the unit of the values.

    Attributes
    ----------
    label : str
        "promoter", "passive" or "detractor".
    statistic : {"mean", "median", "sum", "lifetime"}
        What `value` is of the class.
    n : int or None
        People of the class with a value.
    value, standard_error : float
        The statistic, and its error (NaN for medians).
    confidence_interval : ConfidenceInterval
        Of the value.
    total : float or None
        Sum of the values of the class, weighted.
    share, people_share : float or None
        Shares 0..1 of the total of all classes, and of the people. `share` is NaN where a value is
        negative or all are 0.
    share_interval : ConfidenceInterval or None
        Of `share`.
    skewness : float or None
        Of the values of the class; above 2 or so a few values make up much of the mean.
    confidence_level : float
        Of the intervals.

    Examples
    --------
    >>> import nps
    >>> found = nps.value.by_class(
    ...     [10, 9, 7, 3] * 8, [90, 80, 50, 30, 85, 75, 60, 45] * 4, method="t"
    ... )
    >>> print(found["promoter"])
    mean 82.50 [79.42, 85.58], n = 16, 50% of people, 64% of the total [46%, 79%]
    """

    _number: ClassVar[str] = "value"
    label: str
    statistic: str
    n: int | None = field(default=None, metadata=IF_ANY)
    value: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    total: float | None = field(default=None, metadata=IF_ANY)
    share: float | None = field(default=None, metadata=IF_ANY)
    share_interval: ConfidenceInterval | None = field(default=None, metadata=IF_ANY)
    people_share: float | None = field(default=None, metadata=IF_ANY)
    skewness: float | None = field(default=None, metadata=IF_ANY)
    confidence_level: float

    def __str__(self) -> str:
        parts = [f"{self.statistic} {amount(self.value)} {between(self.confidence_interval)}"]
        if self.n is not None and self.people_share is not None:
            parts += [f"n = {self.n:,}", f"{_percent(self.people_share)} of people"]
        if self.share is not None and self.share_interval is not None and self.share == self.share:
            low, high = map(_percent, self.share_interval)
            ends = "" if math.isnan(self.share_interval.low) else f" [{low}, {high}]"
            parts.append(f"{_percent(self.share)} of the total{ends}")
        return ", ".join(parts)

    def _rows(self) -> Sequence[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = [
            ("class", self.label),
            (self.statistic, amount(self.value)),
            (text.level(self.confidence_level), between(self.confidence_interval)),
        ]
        if self.n is not None and self.share is not None and self.people_share is not None:
            rows += [
                ("people", self.n),
                ("share of people", text.percent(self.people_share)),
                ("share of the total", text.percent(self.share)),
            ]
        return rows

    def _sentence(self, say: Say) -> str:
        return capital(say.joined(_said(say, self), say("class values.association")))


def _percent(share: float) -> str:
    return "n/a" if math.isnan(share) else f"{100.0 * share:.0f}%"


def _said(say: Say, row: ClassValue) -> str:
    limits = limits_of(say, row.confidence_interval, row.confidence_level)
    key = "class value.unknown" if math.isnan(row.value) else "class value"
    return say(
        key,
        what=say(f"class value.{row.statistic}"),
        name=classes_of(say, row.label),
        value=amount(row.value),
        limits=limits,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClassValues(Table[ClassValue], Measures):
    """What each class is worth, in the unit of the values; iterates as rows of `ClassValue`.

    ``result["promoter"]`` is the row of one class, ``result.differences["promoter", "detractor"]``
    how two of them differ.

    Attributes
    ----------
    labels : tuple of str
        "promoter", "passive", "detractor".
    n : ndarray of int64, shape (3,), or None
        People of each class with a value.
    value, standard_error : ndarray of float64, shape (3,)
        As in `ClassValue`.
    confidence_interval : Intervals
        Of the values; each holds by itself.
    total, share, people_share, skewness : ndarray of float64, shape (3,), or None
        As in `ClassValue`.
    share_interval : Intervals or None
        Of the shares of the total.
    differences : ClassDifferences
        Of each pair of classes: difference, ratio, p-values.
    statistic : {"mean", "median", "sum", "lifetime"}
        What `value` is.
    method : {"studentized", "t", "order", "markov"}
        How the intervals are made.
    ratio : {"mover", "fieller"} or None
        How the intervals of ratios are made.
    counts : Counts or None
        The people with a value; with the answers that are missing or invalid.
    confidence_level : float
        Of the intervals.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> found = nps.value.by_class(
    ...     [10, 9, 7, 3] * 8, [90, 80, 50, 30, 85, 75, 60, 45] * 4, method="t"
    ... )
    >>> for row in found:
    ...     print(row.label, row.value)
    promoter 82.5
    passive 55.0
    detractor 37.5
    """

    _ours: ClassVar[str] = "all"
    _picture: ClassVar[str] = "value"
    _labels: Labels
    n: IntArray | None = field(default=None, metadata=IF_ANY)
    value: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    total: FloatArray | None = field(default=None, metadata=IF_ANY)
    share: FloatArray | None = field(default=None, metadata=IF_ANY)
    share_interval: Intervals | None = field(default=None, metadata=IF_ANY)
    people_share: FloatArray | None = field(default=None, metadata=IF_ANY)
    skewness: FloatArray | None = field(default=None, metadata=IF_ANY)
    differences: ClassDifferences
    statistic: str
    method: str
    ratio: str | None = field(default=None, metadata=IF_ANY)
    counts: Counts | None = field(default=None, metadata=IF_ANY)
    confidence_level: float
    notes: tuple[str, ...] = ()

    def __getitem__(self, label: object) -> ClassValue:
        """Return the row of a class: "promoter", "passive" or "detractor"."""
        return Table.__getitem__(self, singular(label))

    def _columns(self) -> dict[str, Column]:
        columns: dict[str, Column] = {
            "value": self.value,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
        }
        if self.n is not None and self.total is not None and self.share_interval is not None:
            assert self.share is not None
            assert self.people_share is not None
            assert self.skewness is not None
            columns = {"n": self.n, "people_share": self.people_share, **columns}
            columns |= {
                "total": self.total,
                "share": self.share,
                "share_low": self.share_interval.low,
                "share_high": self.share_interval.high,
                "skewness": self.skewness,
            }
        return columns

    def _headline(self) -> str:
        what = {"mean": "Mean", "median": "Median", "sum": "Sum", "lifetime": "Lifetime value"}
        level = text.level(self.confidence_level)
        return f"{what[self.statistic]} by class with {level} ({self.method} method)"

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        columns: dict[str, Sequence[object]] = {
            self.statistic: [amount(row.value) for row in first],
            text.level(self.confidence_level): [between(row.confidence_interval) for row in first],
        }
        if self.n is not None and self.share is not None and self.people_share is not None:
            columns = {"people": list(self.n[:rows]), **columns}
            columns["share of people"] = [text.percent(x) for x in self.people_share[:rows]]
            columns["share of the total"] = [text.percent(x) for x in self.share[:rows]]
        return columns

    def _sentence(self, say: Say) -> str:
        known = [row for row in self if not math.isnan(row.value)]
        parts = [_said(say, row) for row in known]
        if self.share is not None and self.people_share is not None and self.share[0] >= 0.0:
            assert self.share_interval is not None
            parts.append(
                say(
                    "class values.share",
                    people=text.percent(float(self.people_share[0])),
                    share=text.percent(float(self.share[0])),
                    limits=limits_in_percent(
                        say, self.share_interval._at(0), self.confidence_level
                    ),
                )
            )
        most = self.differences._row(2)
        if not math.isnan(most.ratio):
            parts.append(
                say(
                    "class values.ratio",
                    ratio=amount(most.ratio),
                    limits=limits_of(say, most.ratio_interval, self.confidence_level),
                )
            )
        return capital(say.joined(*parts, say("class values.association")))

    def _methods(self) -> list[MethodKey]:
        ratios = [] if self.ratio is None else [("value ratio", self.ratio)]
        known = [] if bool(np.isnan(self.differences.ratio).all()) else ratios
        kind = "lifetime" if self.statistic == "lifetime" else "class values"
        return [(kind, self.method), *known]

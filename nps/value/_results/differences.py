"""How the worth of two classes differs: a part of what `by_class` and `lifetime` return."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from nps._base import text
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.tables.measures import Measure, Measures
from nps._base.words.notes import Note
from nps._base.words.saying import capital
from nps.value._results.amounts import amount, between, classes_of, limits_of, singular

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClassDifference(Measure, Result):
    """How much more one class is worth than another, in the unit of the values.

    Attributes
    ----------
    label : tuple of str
        The class and the one that it is held against.
    difference : float
        The first less the second.
    standard_error : float
        Of the difference.
    confidence_interval : ConfidenceInterval
        Of the difference, in the unit of the values.
    statistic : float
        Difference over standard error.
    p_value, adjusted_p_value : float
        Of "no difference", for itself and for the family of the three; NaN for medians.
    ratio : float
        The first over the second; NaN where a value is negative or the second is 0.
    ratio_interval : ConfidenceInterval
        Of the ratio; its high end is infinite where the second may be 0.
    confidence_level : float
        Of the intervals.

    Examples
    --------
    >>> import nps
    >>> found = nps.value.by_class(
    ...     [10, 9, 7, 3] * 8, [90, 80, 50, 30, 85, 75, 60, 45] * 4, method="t"
    ... )
    >>> print(found.differences["promoter", "detractor"])
    +45.00 [+37.98, +52.02], adjusted p < 0.001, 2.20 times as much [1.86, 2.69]
    """

    label: tuple[str, str]
    difference: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    statistic: float
    p_value: float
    adjusted_p_value: float
    ratio: float
    ratio_interval: ConfidenceInterval
    confidence_level: float

    def __str__(self) -> str:
        parts = [
            f"{amount(self.difference, signed=True)}"
            f" {between(self.confidence_interval, signed=True)}"
        ]
        if not math.isnan(self.p_value):
            parts.append(f"adjusted {text.p_value(self.adjusted_p_value)}")
        if not math.isnan(self.ratio):
            parts.append(f"{amount(self.ratio)} times as much {between(self.ratio_interval)}")
        return ", ".join(parts)

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("classes", _pair(self.label)),
            ("difference", amount(self.difference, signed=True)),
            (text.level(self.confidence_level), between(self.confidence_interval, signed=True)),
            ("adjusted p", text.p_number(self.adjusted_p_value)),
            ("ratio", amount(self.ratio)),
            ("its interval", between(self.ratio_interval)),
        ]

    def _sentence(self, say: Say) -> str:
        return capital(say.joined(_said(say, self), say("class values.association")))


def _pair(label: object) -> Note:
    sample, reference = map(Note, cast("tuple[str, str]", label))
    return Note("{sample} / {reference}", sample=sample, reference=reference)


def _said(say: Say, row: ClassDifference) -> str:
    first, second = (classes_of(say, label) for label in row.label)
    if math.isnan(row.difference):
        return say("class difference.unknown", first=first, second=second)
    return say(
        "class difference",
        first=first,
        second=second,
        difference=amount(row.difference, signed=True),
        limits=limits_of(say, row.confidence_interval, row.confidence_level),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClassDifferences(Table[ClassDifference], Measures):
    """How the classes differ in what they are worth; iterates as rows of `ClassDifference`.

    ``differences["promoter", "detractor"]`` is one.

    Attributes
    ----------
    labels : tuple of (str, str)
        ("promoter", "passive"), ("passive", "detractor"), ("promoter", "detractor").
    difference, standard_error, statistic, p_value, adjusted_p_value, ratio : ndarray, shape (3,)
        As in `ClassDifference`.
    confidence_interval, ratio_interval : Intervals
        As in `ClassDifference`; each holds by itself.
    adjust : str
        How p-values are adjusted for the three.
    confidence_level : float
        Of the intervals.

    Examples
    --------
    >>> import nps
    >>> found = nps.value.by_class(
    ...     [10, 9, 7, 3] * 8, [90, 80, 50, 30, 85, 75, 60, 45] * 4, method="t"
    ... )
    >>> found.differences.ratio.round(2).tolist()
    [1.5, 1.47, 2.2]
    """

    _ours: ClassVar[str] = "head"
    _labels: Labels
    difference: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    statistic: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    ratio: FloatArray
    ratio_interval: Intervals
    adjust: str
    confidence_level: float

    def __getitem__(self, label: object) -> ClassDifference:
        """Return the row of a pair of classes, such as ("promoter", "detractor")."""
        return Table.__getitem__(self, singular(label))

    def _columns(self) -> dict[str, Column]:
        return {
            "difference": self.difference,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
            "ratio": self.ratio,
            "ratio_low": self.ratio_interval.low,
            "ratio_high": self.ratio_interval.high,
        }

    def _label_text(self, label: object) -> str:
        return _pair(label)

    def _headline(self) -> str:
        return f"Differences between classes with {text.level(self.confidence_level)}"

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        low, high = self.confidence_interval
        return {
            "difference": [amount(row.difference, signed=True) for row in first],
            text.level(self.confidence_level): [
                between(row.confidence_interval, signed=True) for row in first
            ],
            "": html.interval_bars(self.difference[:rows], low[:rows], high[:rows]),
            "adjusted p": [text.p_number(row.adjusted_p_value) for row in first],
            "ratio": [amount(row.ratio) for row in first],
            "its interval": [between(row.ratio_interval) for row in first],
        }

    def _sentence(self, say: Say) -> str:
        parts = [_said(say, row) for row in self]
        return capital(say.joined(*parts, say("class values.association")))

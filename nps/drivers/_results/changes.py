"""What `compare` returns: a difference of two scores in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.words.saying import Name, limits_text, with_sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.tests import Test
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray

#: Drivers that a sentence names.
SAID = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DriverChange(Result):
    """What one driver has to do with the difference of two scores, in points.

    Attributes
    ----------
    label : str
        The driver; the level of a category.
    level_part : float
        Because its level changed.
    level_part_standard_error : float
        Of this part.
    level_part_interval : ConfidenceInterval
        Of this part.
    effect_part : float
        Because it goes with more or fewer points than before; it depends on where its scale has its
        0. With `level_part` it adds up to the change of its contribution.
    effect_part_standard_error : float
        Of this part.
    effect_part_interval : ConfidenceInterval
        Of this part.
    effect_change : float
        Change of the effect itself, in points per point.
    standard_error, statistic, p_value, adjusted_p_value : float
        Of the change of the effect; the adjusted p-value for the family of all rows.
    confidence_interval : ConfidenceInterval
        Of the change of the effect.

    Examples
    --------
    >>> import nps
    >>> before = nps.drivers.effects(
    ...     [10, 9, 3, 7, 8, 6, 9, 10], {"price": [5, 4, 2, 4, 3, 2, 4, 5]}
    ... )
    >>> after = nps.drivers.effects([10, 9, 3, 9, 8, 9, 9, 10], {"price": [5, 4, 2, 4, 3, 4, 5, 5]})
    >>> found = nps.drivers.compare(after, before)
    >>> print(found["price"])
    level +24.5 [-48.6, +97.7], effect changed by -5.9 [-59.6, +47.9], p = 0.831
    """

    label: str
    level_part: float
    level_part_standard_error: float
    level_part_interval: ConfidenceInterval
    effect_part: float
    effect_part_standard_error: float
    effect_part_interval: ConfidenceInterval
    effect_change: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    statistic: float
    p_value: float
    adjusted_p_value: float

    def __str__(self) -> str:
        level, change = (text.points(x, signed=True) for x in (self.level_part, self.effect_change))
        return (
            f"level {level} {text.interval(*self.level_part_interval, signed=True)}, effect changed"
            f" by {change} {text.interval(*self.confidence_interval, signed=True)},"
            f" {text.p_value(self.adjusted_p_value)}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("driver", Name(self.label)),
            ("from its level", text.points(self.level_part, signed=True)),
            ("level CI", text.interval(*self.level_part_interval, signed=True)),
            ("effect changed by", text.points(self.effect_change, signed=True)),
            ("effect CI", text.interval(*self.confidence_interval, signed=True)),
            ("adjusted p", text.p_number(self.adjusted_p_value)),
        ]

    def _sentence(self, say: Say) -> str:
        return say(
            "driver change",
            label=say.name(self.label),
            level=with_sign(self.level_part),
            change=with_sign(self.effect_change),
            p=text.p_value(self.adjusted_p_value),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DriverChanges(Table[DriverChange]):
    """A difference of two scores in parts, in points; iterates as rows of `DriverChange`.

    ``levels + effects == difference``.

    Attributes
    ----------
    labels : tuple of str
        The drivers; the levels of categories.
    level_part, level_part_standard_error, effect_part, effect_part_standard_error, effect_change, \
standard_error, statistic, p_value, adjusted_p_value : ndarray of float64, shape (rows,)
        As in `DriverChange`.
    level_part_interval, effect_part_interval, confidence_interval : Intervals
        As in `DriverChange`.
    difference : float
        Score of the sample less that of the reference.
    levels : float
        Part of it because drivers stand elsewhere on their scales.
    levels_standard_error : float
        Of this part.
    levels_interval : ConfidenceInterval
        Of this part.
    effects : float
        The rest: because the same level goes with another score, the intercept included.
    effects_standard_error : float
        Of this part.
    effects_interval : ConfidenceInterval
        Of this part.
    equal_effects : Test
        Of "no effect changed".
    names : tuple of two str, or None
        What sample and reference are called.
    n : tuple of int
        Respondents of sample and reference.
    adjust : str
        How p-values are adjusted for their number.
    confidence_level : float
        Of the intervals.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> before = nps.drivers.effects(
    ...     [10, 9, 3, 7, 8, 6, 9, 10], {"price": [5, 4, 2, 4, 3, 2, 4, 5]}
    ... )
    >>> after = nps.drivers.effects(
    ...     [10, 9, 3, 9, 8, 9, 9, 10], {"price": [5, 4, 2, 4, 3, 4, 5, 5]}
    ... )
    >>> found = nps.drivers.compare(after, before)
    >>> print(f"{found.difference:+.1f} = {found.levels:+.1f} {found.effects:+.1f}")
    +37.5 = +24.5 +13.0
    """

    _ours: ClassVar[str] = "head"
    _picture: ClassVar[str] = "driver_changes"
    _labels: Labels
    level_part: FloatArray
    level_part_standard_error: FloatArray
    level_part_interval: Intervals
    effect_part: FloatArray
    effect_part_standard_error: FloatArray
    effect_part_interval: Intervals
    effect_change: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    statistic: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    difference: float
    levels: float
    levels_standard_error: float
    levels_interval: ConfidenceInterval
    effects: float
    effects_standard_error: float
    effects_interval: ConfidenceInterval
    equal_effects: Test
    names: tuple[str, str] | None
    n: tuple[int, int]
    adjust: str
    confidence_level: float
    notes: tuple[str, ...] = ()

    def _columns(self) -> dict[str, Column]:
        return {
            "level_part": self.level_part,
            "level_part_low": self.level_part_interval.low,
            "level_part_high": self.level_part_interval.high,
            "effect_part": self.effect_part,
            "effect_part_low": self.effect_part_interval.low,
            "effect_part_high": self.effect_part_interval.high,
            "effect_change": self.effect_change,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
        }

    def _headline(self) -> str:
        parts = [
            f"{name} {text.points(value, signed=True)} {text.interval(*ends, signed=True)}"
            for name, value, ends in (
                ("levels", self.levels, self.levels_interval),
                ("effects", self.effects, self.effects_interval),
            )
        ]
        between = "" if self.names is None else f" from {self.names[1]} to {self.names[0]}"
        return (
            f"NPS {text.points(self.difference, signed=True)}{between}: {', '.join(parts)},"
            f" {text.level(self.confidence_level)}"
        )

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        return {
            "from its level": [row.level_part for row in first],
            "level CI": [text.interval(*row.level_part_interval, signed=True) for row in first],
            "effect changed by": [row.effect_change for row in first],
            "effect CI": [text.interval(*row.confidence_interval, signed=True) for row in first],
            "adjusted p": [text.p_number(row.adjusted_p_value) for row in first],
        }

    def _sentence(self, say: Say) -> str:
        between = say("driver changes.sides")
        if self.names is not None:
            new, old = map(say.name, self.names)
            between = say("driver changes.between", new=new, old=old)
        first = say(
            "driver changes",
            between=between,
            difference=with_sign(self.difference),
            levels=with_sign(self.levels),
            levels_limits=limits_text(say, self.levels_interval, self.confidence_level, null=0.0),
            effects=with_sign(self.effects),
            effects_limits=limits_text(say, self.effects_interval, self.confidence_level, null=0.0),
        )
        low, high = self.level_part_interval
        moved = np.flatnonzero((low > 0.0) | (high < 0.0))
        order = moved[np.argsort(-np.abs(self.level_part[moved]), kind="stable")][:SAID]
        if not order.size:
            return first
        parts = [
            say(
                "driver changes.part",
                label=say.name(self.labels[j]),
                part=with_sign(float(self.level_part[j])),
            )
            for j in map(int, order)
        ]
        return say.joined(first, say("driver changes.levels", parts=say.listed(parts)))

    def _methods(self) -> list[MethodKey]:
        adjusted = [] if self.adjust == "none" else [("adjust", self.adjust)]
        return [("driver changes", "oaxaca"), *adjusted]

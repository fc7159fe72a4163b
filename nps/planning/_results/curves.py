"""Power and margin along numbers of answers, and how such numbers are written."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from nps._base import text
from nps._base.results import Columnar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray


class CurvePoint(NamedTuple):
    """What a number of answers can show; NaN where it is not asked."""

    power: float
    power_low: float
    power_high: float
    margin_of_error: float
    margin_low: float


@dataclass(frozen=True, slots=True, eq=False)
class PlanCurve(Columnar):
    """Power and margin against the number of answers; the labels are the numbers.

    Attributes
    ----------
    labels : tuple of int
        Answers in the sample, or in each cohort.
    power, power_low, power_high : ndarray of float64, shape (G,)
        Power, and the least and the greatest that a guess leaves open; NaN where a margin is
        planned.
    margin_of_error, margin_low : ndarray of float64, shape (G,)
        Margin to expect, in points, and the least that a guess leaves open.

    Examples
    --------
    >>> import nps
    >>> plan = nps.planning.sample_size(nps.Shares(0.5, 0.3, 0.2), null=10)
    >>> print(plan.curve([100, 200]))
    2 numbers of answers
    n = 100: power 0.694, margin of error 15.2
    n = 200: power 0.939, margin of error 10.8
    """

    _ours: ClassVar[str] = "head"
    _picture: ClassVar[str] = "plan"
    _labels: Labels
    power: FloatArray
    power_low: FloatArray
    power_high: FloatArray
    margin_of_error: FloatArray
    margin_low: FloatArray

    def _columns(self) -> dict[str, Column]:
        names = "power", "power_low", "power_high", "margin_of_error", "margin_low"
        return {name: getattr(self, name) for name in names}

    def _headline(self) -> str:
        return f"{text.noun(len(self), 'number')} of answers"

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        *powers, margin, least = (column[:rows] for column in self._columns().values())
        names = "power", "power low", "power high"
        shown = {
            name: list(map(probability_text, p)) for name, p in zip(names, powers, strict=True)
        }
        margins = {"margin of error": margin, "margin low": least}
        return {**shown, **{name: list(map(text.points, m)) for name, m in margins.items()}}

    def __str__(self) -> str:
        rows = [
            f"n = {self._label_text(n)}: power {probability_text(self.power[i])}, margin of error"
            f" {text.points(self.margin_of_error[i])}"
            for i, n in enumerate(self.labels)
        ]
        return "\n".join([self._headline(), *rows])

    def _sentence(self, say: Say) -> str:
        first, last = self.labels[0], self.labels[-1]
        if math.isnan(self.power[0]):
            low, high = (text.points(self.margin_of_error[i]) for i in (0, -1))
            return say("plan curve.margin", first=first, last=last, low=low, high=high)
        power = {"low": percent_text(self.power[0]), "high": percent_text(self.power[-1])}
        return say("plan curve", first=first, last=last, **power)

    def _methods(self) -> list[MethodKey]:
        return []


def count_text(n: float) -> str:
    """Return a number of answers; where none is enough it is unlimited."""
    return "unlimited" if math.isinf(n) else text.Number(f"{int(n):,}", n, "#,##0")


def probability_text(p: float) -> str:
    """Return a probability with three digits, without reaching 1."""
    if math.isnan(p):
        return "n/a"
    shown = "> 0.999" if 0.9995 <= p < 1.0 else f"{p:.3f}"
    return text.Number(shown, p, "0.000")


def percent_text(p: float) -> str:
    """Return a probability in whole percent, with a digit more near both ends."""
    if math.isnan(p):
        return "n/a"
    percent = 100.0 * p
    if percent >= 99.95 and p < 1.0:
        return "> 99.9"
    return f"{percent:.0f}" if 5.0 <= percent <= 95.0 else f"{percent:.1f}"

"""What `outcomes` returns: what happened to how many of each class."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from nps._base import text
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
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
    from nps._base.tests import Test
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray
    from nps._samples.counts import Counts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClassOutcome(Result):
    """What happened to how many of one class; shares and rates from 0 to 1.

    Attributes
    ----------
    label : str
        "promoter", "passive" or "detractor".
    reference : str
        The class that it is held against.
    n, events : int
        People of the class, and of those to whom it happened.
    rate : float
        Their share; NaN for an empty class.
    rate_interval : ConfidenceInterval
        Of the rate, by Wilson.
    difference, standard_error : float
        Rate less that of the reference; NaN for the reference itself.
    confidence_interval : ConfidenceInterval
        Of the difference, by the score test of Miettinen and Nurminen.
    statistic, p_value, adjusted_p_value : float
        Of "no difference", for itself and for the family of both.
    risk_ratio : float
        Rate over that of the reference; infinite where that is 0.
    risk_ratio_interval : ConfidenceInterval
        Of the ratio, by Koopman.
    confidence_level : float
        Of the intervals.

    Examples
    --------
    >>> import nps
    >>> gone = nps.value.outcomes(nps.Counts(250, 150, 100), nps.Counts(12, 24, 30))
    >>> print(gone["detractor"])
    30.0% [21.9%, 39.6%] (30 of 100), 6.25 times the promoter rate [3.37, 11.61]
    """

    label: str
    reference: str
    n: int
    events: int
    rate: float
    rate_interval: ConfidenceInterval
    difference: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    statistic: float
    p_value: float
    adjusted_p_value: float
    risk_ratio: float
    risk_ratio_interval: ConfidenceInterval
    confidence_level: float

    def __str__(self) -> str:
        low, high = map(text.percent, self.rate_interval)
        ends = "" if math.isnan(self.rate) else f" [{low}, {high}]"
        said = f"{text.percent(self.rate)}{ends} ({self.events:,} of {self.n:,})"
        if math.isnan(self.risk_ratio):
            return said
        times = f"{amount(self.risk_ratio)} times the {self.reference} rate"
        return f"{said}, {times} {between(self.risk_ratio_interval)}"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("class", self.label),
            ("rate", text.percent(self.rate)),
            ("events", self.events),
            ("n", self.n),
            ("times the reference", amount(self.risk_ratio)),
            (text.level(self.confidence_level), between(self.risk_ratio_interval)),
            ("adjusted p", text.p_number(self.adjusted_p_value)),
        ]

    def _sentence(self, say: Say) -> str:
        return capital(say.joined(_said(say, self), say("class outcome.association")))


def _said(say: Say, row: ClassOutcome) -> str:
    name = classes_of(say, row.label)
    if math.isnan(row.rate):
        return say("class outcome.unknown", name=name)
    rate = say(
        "class outcome",
        name=name,
        rate=text.percent(row.rate),
        limits=limits_in_percent(say, row.rate_interval, row.confidence_level),
    )
    if math.isnan(row.risk_ratio) or math.isinf(row.risk_ratio):
        return rate
    return rate + say(
        "class outcome.ratio",
        ratio=amount(row.risk_ratio),
        reference=classes_of(say, row.reference),
        limits=limits_of(say, row.risk_ratio_interval, row.confidence_level),
        p=text.p_value(row.adjusted_p_value),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClassOutcomes(Table[ClassOutcome]):
    """What happened to how many of each class; iterates as rows of `ClassOutcome`.

    ``result["detractor"]`` is the row of one class.

    Attributes
    ----------
    labels : tuple of str
        "promoter", "passive", "detractor".
    n, events : ndarray of int64, shape (3,)
        As in `ClassOutcome`.
    rate, difference, standard_error, statistic, p_value, adjusted_p_value, risk_ratio : ndarray \
of float64, shape (3,)
        As in `ClassOutcome`.
    rate_interval, confidence_interval, risk_ratio_interval : Intervals
        As in `ClassOutcome`; each holds by itself.
    reference : str
        The class that the others are held against.
    trend : Test
        Of "the rates do not go along with the classes" (Cochran and Armitage).
    any_difference : Test
        Of "all classes have one rate", in whatever order (Pearson).
    log_odds_per_class, log_odds_standard_error : float
        Slope of the log odds from one class to the next better one, and its error; NaN where the
        classes tell outcomes apart without exception.
    auc : float
        Chance that somebody to whom it happened is of a better class than somebody to whom it did
        not, ties counted half: 0.5 tells nothing, below it goes with worse classes.
    auc_standard_error : float
        Of the chance (DeLong).
    auc_interval : ConfidenceInterval
        Of the chance.
    adjust : str
        How p-values are adjusted for the two comparisons.
    counts : Counts
        The people by class, with the answers that are missing or invalid.
    confidence_level : float
        Of the intervals.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> gone = nps.value.outcomes(nps.Counts(250, 150, 100), nps.Counts(12, 24, 30))
    >>> print(f"{gone.auc:.2f}; {gone.trend}")
    0.28; chi2(1) = 40.89, p < 0.001 (cochran-armitage)
    """

    _ours: ClassVar[str] = "all"
    _picture: ClassVar[str] = "value"
    _labels: Labels
    n: IntArray
    events: IntArray
    rate: FloatArray
    rate_interval: Intervals
    difference: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    statistic: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    risk_ratio: FloatArray
    risk_ratio_interval: Intervals
    reference: str
    trend: Test
    any_difference: Test
    log_odds_per_class: float
    log_odds_standard_error: float
    auc: float
    auc_standard_error: float
    auc_interval: ConfidenceInterval
    adjust: str
    counts: Counts
    confidence_level: float
    notes: tuple[str, ...] = ()

    def __getitem__(self, label: object) -> ClassOutcome:
        """Return the row of a class: "promoter", "passive" or "detractor"."""
        return Table.__getitem__(self, singular(label))

    def _columns(self) -> dict[str, Column]:
        ends: dict[str, Column] = {}
        for name in ("rate_interval", "confidence_interval", "risk_ratio_interval"):
            prefix = name.removesuffix("confidence_interval").removesuffix("interval")
            low, high = getattr(self, name)
            ends |= {f"{prefix}low": low, f"{prefix}high": high}
        return {
            "n": self.n,
            "events": self.events,
            "rate": self.rate,
            "rate_low": ends["rate_low"],
            "rate_high": ends["rate_high"],
            "difference": self.difference,
            "low": ends["low"],
            "high": ends["high"],
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
            "risk_ratio": self.risk_ratio,
            "risk_ratio_low": ends["risk_ratio_low"],
            "risk_ratio_high": ends["risk_ratio_high"],
        }

    def _headline(self) -> str:
        return f"What happened, by class, with {text.level(self.confidence_level)}"

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), f"trend: {self.trend}", *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        return {
            "people": list(self.n[:rows]),
            "rate": [text.percent(row.rate) for row in first],
            "times the reference": [amount(row.risk_ratio) for row in first],
            text.level(self.confidence_level): [between(row.risk_ratio_interval) for row in first],
            "adjusted p": [text.p_number(row.adjusted_p_value) for row in first],
        }

    def _sentence(self, say: Say) -> str:
        parts = [_said(say, row) for row in self if row.n]
        p = text.p_value(self.trend.p_value, 1.0 - self.confidence_level)
        if math.isnan(self.trend.p_value):
            trend = say("class outcomes.undefined")
        elif self.trend.p_value < 1.0 - self.confidence_level:
            ends = limits_of(say, self.auc_interval, self.confidence_level)
            trend = say("class outcomes.yes", auc=f"{self.auc:.2f}", limits=ends, p=p)
        else:
            trend = say("class outcomes.no", p=p)
        return capital(say.joined(*parts, trend))

    def _methods(self) -> list[MethodKey]:
        adjusted = [] if self.adjust == "none" else [("adjust", self.adjust)]
        return [("class outcomes", name) for name in ("rate", "ratio", "trend")] + adjusted

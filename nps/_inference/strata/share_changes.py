"""What `compare_shares` returns: how one share differs, and all three as one family."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from nps._base import text
from nps._base.results import IF_ANY, Result, Table
from nps._base.tables import html
from nps._base.tables.measures import Measure, Measures
from nps._base.words.saying import USUAL_ALPHA, apart, capital, interval_text, limits_text
from nps._inference.differences.sides import between, shown_names, told_by_name
from nps._inference.differences.telling import adjust_methods

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, ConfidenceInterval, Intervals, MethodKey
    from nps._base.words.saying import Limits, Say
    from nps._kernels import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShareChange(Measure, Result):
    """How the share of one class differs, ``sample - reference``; fractions, not percent.

    Attributes
    ----------
    share, reference_share : float
        Share of the class in the sample and in the reference, 0 to 1.
    difference : float
        share - reference_share.
    standard_error : float
        Of the difference, from the observed shares or from the design.
    confidence_interval : ConfidenceInterval
        ``low, high`` of the difference of the true shares.
    statistic, p_value : float
        Of the test that the shares are equal.
    adjusted_p_value : float or None
        Adjusted for the three classes, in a row of `ShareChanges`.
    degrees_of_freedom : float or None
        Of Student's t, for weighted answers.
    label : str or None
        The class, in a row of `ShareChanges`.

    Examples
    --------
    >>> import nps
    >>> moved = nps.what_moved(nps.Counts(60, 25, 15), nps.Counts(50, 30, 20))
    >>> print(moved.promoters)
    50.0% to 60.0%, +10.0 [-3.8, +23.4] percentage points, p = 0.156
    """

    share: float
    reference_share: float
    difference: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    statistic: float
    p_value: float
    adjusted_p_value: float | None = field(default=None, metadata=IF_ANY)
    degrees_of_freedom: float | None = field(default=None, metadata=IF_ANY)
    label: object = field(default=None, metadata=IF_ANY)

    def __str__(self) -> str:
        low, high = (100.0 * end for end in self.confidence_interval)
        return (
            f"{text.percent(self.reference_share)} to {text.percent(self.share)},"
            f" {text.points(100.0 * self.difference, signed=True)}"
            f" {text.interval(low, high, signed=True)} percentage points, {self._p()}"
        )

    def _p(self) -> str:
        if self.adjusted_p_value is None:
            return text.p_value(self.p_value)
        return f"adjusted {text.p_value(self.adjusted_p_value)}"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("share", f"{text.percent(self.reference_share)} to {text.percent(self.share)}"),
            ("difference", text.points(100.0 * self.difference, signed=True)),
            ("interval", text.interval(*self._percent_points(), signed=True)),
            ("p-value", text.p_number(self.p_value)),
            *(
                []
                if self.adjusted_p_value is None
                else [("adjusted p", text.p_number(self.adjusted_p_value))]
            ),
        ]

    def _sentence(self, say: Say) -> str:
        limits = interval_text(say, self._percent_points())
        return capital(self._within(say, say("class"), limits))

    def _percent_points(self) -> Limits:
        low, high = self.confidence_interval
        return 100.0 * low, 100.0 * high

    def _within(self, say: Say, subject: str, limits: str) -> str:
        """Return the part of a sentence on all that moved."""
        low, high = self.confidence_interval
        verdict = "above" if low > 0.0 else "below" if high < 0.0 else "open"
        p = self.p_value if self.adjusted_p_value is None else self.adjusted_p_value
        if math.isnan(low) and p < USUAL_ALPHA:  # a test without an interval
            verdict = "above" if self.difference > 0.0 else "below"
        p_text = text.p_value(p)
        if self.adjusted_p_value is not None:
            p_text = say("adjusted p", p=p_text)
        return say(
            f"class.{verdict}",
            subject=subject,
            size=apart(abs(100.0 * self.difference), 0.0),
            old=text.percent(self.reference_share),
            new=text.percent(self.share),
            evidence=say("comma").join([limits, say.translated(p_text)]),
        )

    def _methods(self) -> list[MethodKey]:
        return [("moved", "shares")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShareChanges(Table[ShareChange], Measures):
    """How the shares of the classes differ, ``sample - reference``; fractions, not percent.

    Iterates as rows of `ShareChange`; ``changes["promoters"]`` is one.

    Attributes
    ----------
    labels : tuple of str
        "promoters", "passives", "detractors".
    share, reference_share, difference, standard_error : ndarray of float64, shape (3,)
        As in `ShareChange`.
    confidence_interval : Intervals
        Arrays ``low`` and ``high``; they hold together unless `adjust` is "none". NaN for "mid-p".
    statistic, p_value : ndarray of float64, shape (3,)
        Of each test on its own.
    adjusted_p_value : ndarray of float64, shape (3,), or None
        Adjusted for the three; None if `adjust` is "none".
    degrees_of_freedom : ndarray of float64 or None
        Of Student's t, for weighted answers.
    confidence_level : float
        Of the three intervals together, or of each if `adjust` is "none".
    alternative, method, adjust : str
        As used.
    people : {"same"} or None
        Whether the same people answered both times.
    names : tuple of str or None
        What sample and reference are called, where they were given names.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> print(nps.compare_shares(nps.Counts(600, 250, 150), nps.Counts(500, 300, 200)))
    Differences of shares with simultaneous 95% CI (score method)
    promoters: 50.0% to 60.0%, +10.0 [+4.7, +15.3] percentage points, adjusted p < 0.001
    passives: 30.0% to 25.0%, -5.0 [-9.8, -0.2] percentage points, adjusted p = 0.012
    detractors: 20.0% to 15.0%, -5.0 [-9.1, -0.9] percentage points, adjusted p = 0.007
    """

    _ours: ClassVar[str] = "all"
    _labels: Labels
    share: FloatArray
    reference_share: FloatArray
    difference: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    statistic: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray | None = field(default=None, metadata=IF_ANY)
    degrees_of_freedom: FloatArray | None = field(default=None, metadata=IF_ANY)
    confidence_level: float
    alternative: str
    method: str
    adjust: str
    people: str | None = field(default=None, metadata=IF_ANY)
    names: tuple[str, str] | None = field(default=None, metadata=IF_ANY)
    notes: tuple[str, ...] = ()

    def _columns(self) -> dict[str, Column]:
        columns: dict[str, Column] = {
            "share": self.share,
            "reference_share": self.reference_share,
            "difference": self.difference,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "statistic": self.statistic,
            "p_value": self.p_value,
        }
        for name in ("adjusted_p_value", "degrees_of_freedom"):
            if getattr(self, name) is not None:
                columns[name] = getattr(self, name)
        return columns

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        low, high = (100.0 * end[:rows] for end in self.confidence_interval)
        change = 100.0 * self.difference[:rows]
        p, heading = self.p_value, "p"
        if self.adjusted_p_value is not None:
            p, heading = self.adjusted_p_value, "adjusted p"
        new, old = "share", "reference"
        if self.names is not None:
            new, old = (f"share ({name})" for name in shown_names(self.names))
        return {
            new: [text.percent(x) for x in self.share[:rows]],
            old: [text.percent(x) for x in self.reference_share[:rows]],
            "difference": [text.points(x, signed=True) for x in change],
            text.level(self.confidence_level): [
                text.interval(*ends, signed=True) for ends in zip(low, high, strict=True)
            ],
            "": html.interval_bars(change, low, high),
            heading: [text.p_number(x) for x in p[:rows]],
        }

    def _headline(self) -> str:
        together = "" if self.adjust == "none" else "simultaneous "
        level = text.level(self.confidence_level, self.alternative)
        how = f"{together}{level} ({self.method} method)"
        return f"Differences of shares with {how}{between(self.names)}"

    def _sentence(self, say: Say) -> str:
        parts = []
        for row in self:
            limits = limits_text(
                say, row._percent_points(), self.confidence_level, self.alternative, null=0.0
            )
            if self.adjust != "none" and self.method != "mid-p":
                limits = say("simultaneous", limits=limits)
            parts.append(row._within(say, say("class of", name=say(str(row.label))), limits))
        return told_by_name(say, self.names, capital(say.joined(*parts)))

    def _methods(self) -> list[MethodKey]:
        return [("share change", self.method), *adjust_methods(self.adjust)]

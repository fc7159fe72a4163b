"""What `compare_shares` returns: how the three shares differ, as one family."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nps._base import html, text
from nps._base.results import IF_ANY, Table
from nps._base.words.saying import capital, limits_text
from nps._inference.differences.telling import adjust_methods
from nps._inference.differences.what_moved import ShareChange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, Intervals, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShareChanges(Table[ShareChange]):
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
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> print(nps.compare_shares(nps.Counts(600, 250, 150), nps.Counts(500, 300, 200)))
    Differences of shares with simultaneous 95 % CI (score method)
    promoters: 50.0 % to 60.0 %, +10.0 [+4.7, +15.3] percentage points, adjusted p < 0.001
    passives: 30.0 % to 25.0 %, -5.0 [-9.8, -0.2] percentage points, adjusted p = 0.012
    detractors: 20.0 % to 15.0 %, -5.0 [-9.1, -0.9] percentage points, adjusted p = 0.007
    """

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
        return {
            "share": [text.percent(x) for x in self.share[:rows]],
            "reference": [text.percent(x) for x in self.reference_share[:rows]],
            "difference": [text.points(x, signed=True) for x in change],
            "interval": [text.interval(*ends, signed=True) for ends in zip(low, high, strict=True)],
            "": html.interval_bars(change, low, high),
            heading: [text.p_number(x) for x in p[:rows]],
        }

    def _headline(self) -> str:
        together = "" if self.adjust == "none" else "simultaneous "
        level = text.level(self.confidence_level, self.alternative)
        return f"Differences of shares with {together}{level} ({self.method} method)"

    def _sentence(self, say: Say) -> str:
        parts = []
        for row in self:
            limits = limits_text(
                say, row._percent_points(), self.confidence_level, self.alternative, null=0.0
            )
            if self.adjust != "none" and self.method != "mid-p":
                limits = say("simultaneous", limits=limits)
            parts.append(row._within(say, say("class of", name=say(str(row.label))), limits))
        return capital(say.joined(*parts))

    def _methods(self) -> list[MethodKey]:
        return [("share change", self.method), *adjust_methods(self.adjust)]

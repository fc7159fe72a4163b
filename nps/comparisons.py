"""What `compare` returns: one difference of scores, or many in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps import _display
from nps.estimates import TINY
from nps.results import ConfidenceInterval, Intervals, Result, Table

if TYPE_CHECKING:
    from nps._labels import Labels
    from nps._typing import FloatArray
    from nps.cohorts import Cohorts
    from nps.counts import Counts
    from nps.results import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Result):
    """Difference of two scores with its interval and test, ``sample - reference``, in points.

    Attributes
    ----------
    difference : float
        Score of the sample minus score of the reference, -200 to 200.
    standard_error : float
        Of the difference, from the observed shares. The score method does not use it: its test
        and interval rest on the variance under each null difference.
    confidence_interval : ConfidenceInterval
        ``low, high``; NaN where the method is undefined.
    confidence_level : float
        Probability with which such intervals contain the true difference.
    statistic : float
        Test statistic, without unit, positive where the difference is above `null`.
    p_value : float
        Probability, if the true difference were `null`, of a statistic at least as extreme in the
        direction of `alternative`. Below ``1 - confidence_level`` exactly when the interval leaves
        `null` out.
    null : float
        Difference under the null hypothesis, in points.
    alternative, method : str
        As used.
    degrees_of_freedom : float or None
        Of Student's t, for the methods that use it.
    sample, reference : Counts
        What was compared.
    label : object
        Label of the cohort, in a row of `Comparisons`.
    notes : tuple of str
        What the numbers alone would hide.
    """

    difference: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    confidence_level: float
    statistic: float
    p_value: float
    null: float
    alternative: str
    method: str
    degrees_of_freedom: float | None
    sample: Counts
    reference: Counts
    label: object = None
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        against = f" against {_display.points(self.null, signed=True)}" if self.null else ""
        return (
            f"difference {_display.points(self.difference, signed=True)}"
            f"  {_display.interval(*self.confidence_interval, signed=True)}"
            f"  {_display.level(self.confidence_level, self.alternative)},"
            f" {_display.p_value(self.p_value)}{against}"
            f"  NPS {_score_text(self.sample)} vs {_score_text(self.reference)},"
            f" n = {self.sample.n:,} vs {self.reference.n:,} ({self.method} method)"
        )

    def _repr_html_(self) -> str:
        level = _display.level(self.confidence_level, self.alternative)
        rows = [
            ("NPS", _score_text(self.sample), _score_text(self.reference)),
            ("n", f"{self.sample.n:,}", f"{self.reference.n:,}"),
            ("difference", _display.points(self.difference, signed=True), ""),
            (level, _display.interval(*self.confidence_interval, signed=True), ""),
            ("p-value", _display.p_value(self.p_value).removeprefix("p ").removeprefix("= "), ""),
            ("method", self.method, ""),
        ]
        return _display.html_table(("", "sample", "reference"), rows, foot=" ".join(self.notes))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparisons(Table[Comparison]):
    """Differences of many scores with intervals and tests, one array for each quantity, in points.

    Iterates as rows of `Comparison`; ``comparisons[label]`` is one row.

    Attributes
    ----------
    labels : tuple
        Labels of the compared cohorts.
    difference, standard_error, statistic, p_value : ndarray of float64, shape (G,)
        As in `Comparison`; NaN where either side has no valid answer. The p-values are those of
        single tests: nothing is adjusted for their number.
    degrees_of_freedom : ndarray of float64 or None
        Of Student's t, for the methods that use it.
    confidence_interval : Intervals
        Arrays ``low`` and ``high``.
    confidence_level, null, alternative, method
        As used for all.
    sample, reference : Cohorts
        What was compared, row by row.
    notes : tuple of str
        What holds for some of the rows.
    """

    difference: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    confidence_level: float
    statistic: FloatArray
    p_value: FloatArray
    null: float
    alternative: str
    method: str
    degrees_of_freedom: FloatArray | None
    sample: Cohorts
    reference: Cohorts
    notes: tuple[str, ...] = ()

    @property
    def _labels(self) -> Labels:  # type: ignore[override]  # the cohorts hold them
        return self.sample._labels

    def _row(self, position: int) -> Comparison:
        low, high = self.confidence_interval
        freedom = self.degrees_of_freedom
        sample, reference = self.sample._at(position), self.reference._at(position)
        p_value = float(self.p_value[position])
        return Comparison(
            difference=float(self.difference[position]),
            standard_error=float(self.standard_error[position]),
            confidence_interval=ConfidenceInterval(float(low[position]), float(high[position])),
            confidence_level=self.confidence_level,
            statistic=float(self.statistic[position]),
            p_value=p_value,
            null=self.null,
            alternative=self.alternative,
            method=self.method,
            degrees_of_freedom=None if freedom is None else float(freedom[position]),
            sample=sample,
            reference=reference,
            label=self.labels[position],
            notes=tuple(notes_on(sample, reference, self.method, p_value)),
        )

    def _columns(self) -> dict[str, Column]:
        return {
            "n": self.sample.n,
            "reference_n": self.reference.n,
            "score": self.sample.score,
            "reference_score": self.reference.score,
            "difference": self.difference,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "statistic": self.statistic,
            "p_value": self.p_value,
        }

    def _headline(self) -> str:
        level = _display.level(self.confidence_level, self.alternative)
        return f"{len(self):,} differences of NPS with {level} ({self.method} method)"


def _score_text(counts: Counts) -> str:
    return _display.points(counts.score) if counts.n else "n/a"


def notes_on(sample: Counts, reference: Counts, method: str, p_value: float) -> list[str]:
    """Say what the numbers alone would hide."""
    notes: list[str] = []
    for name, counts in (("sample", sample), ("reference", reference)):
        if not counts.n:
            notes.append(f"The {name} has no valid answer.")
        elif counts.n < TINY:
            notes.append(f"The {name} is tiny: n = {counts.n}.")
    if notes and not (sample.n and reference.n):
        return notes
    if np.isnan(p_value):
        notes.append(f'method="{method}" is undefined for these samples; method="score" is not.')
    elif method == "wald" and all(
        counts.n in (counts.promoters, counts.passives, counts.detractors)
        for counts in (sample, reference)
    ):
        notes.append(
            "Both samples are unanimous, so this method sees no uncertainty at all;"
            ' method="score" does.'
        )
    return notes

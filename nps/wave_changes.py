"""What `changes` returns: the scores of a series of waves and how they changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps import _display
from nps.results import SHOWN_ROWS, ConfidenceInterval, Intervals, Result, Table

if TYPE_CHECKING:
    from nps._labels import Labels
    from nps._typing import FloatArray
    from nps.cohorts import Cohorts
    from nps.counts import Counts
    from nps.results import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveChange(Result):
    """One wave, and its change from the wave it is held against; in points.

    Attributes
    ----------
    label : object
        Label of the wave.
    counts : Counts
        Its answers.
    score : float
        NaN without a valid answer.
    score_interval : ConfidenceInterval
        Of the score, by the score method.
    reference : object
        Label of the wave that it is held against; None if there is none.
    change, standard_error : float
        Wave minus reference; NaN if there is none.
    confidence_interval : ConfidenceInterval
        Of the change.
    statistic, p_value : float
        Of the single test that nothing changed.
    adjusted_p_value : float
        For the number of changes in the series.
    matched : int or None
        People who answered in both waves; None if ids were not given.
    """

    label: object
    counts: Counts
    score: float
    score_interval: ConfidenceInterval
    reference: object
    change: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    statistic: float
    p_value: float
    adjusted_p_value: float
    matched: int | None

    def __str__(self) -> str:
        text = f"NPS {_display.points(self.score)}"
        if np.isnan(self.change):
            return text
        matched = "" if self.matched is None else f", {self.matched:,} people in both"
        adjusted = _bare(self.adjusted_p_value)
        return (
            f"{text}, change {_display.points(self.change, signed=True)}"
            f" {_display.interval(*self.confidence_interval, signed=True)}"
            f" from {_display.label_text(self.reference)}, {_display.p_value(self.p_value)},"
            f" adjusted {adjusted}{matched}"
        )

    def _repr_html_(self) -> str:
        return _display.html_table((), [(_display.label_text(self.label), str(self))])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Changes(Table[WaveChange]):
    """The scores of a series of waves and their changes, one array for each quantity, in points.

    Iterates as rows of `WaveChange`; ``changes[label]`` is one wave.

    Attributes
    ----------
    labels : tuple
        Labels of the waves.
    waves : Cohorts
        The waves.
    score_interval : Intervals
        Of each score, by the score method.
    references : tuple
        Label of the wave that each is held against; None if there is none.
    change, standard_error, statistic, p_value, adjusted_p_value : ndarray of float64
        As in `WaveChange`.
    confidence_interval : Intervals
        Of each change, on its own.
    matched : tuple of (int or None), or None
        People who answered in both waves; None if ids were not given.
    confidence_level, alternative, method, adjust : float or str
        As used for all.
    notes : tuple of str
        What holds for some of the waves.
    """

    waves: Cohorts
    score_interval: Intervals
    references: tuple[object, ...]
    change: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    statistic: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    matched: tuple[int | None, ...] | None
    confidence_level: float
    alternative: str
    method: str
    adjust: str
    notes: tuple[str, ...] = ()

    @property
    def _labels(self) -> Labels:  # type: ignore[override]  # the cohorts hold them
        return self.waves._labels

    @property
    def score(self) -> FloatArray:
        """Score of each wave; NaN without a valid answer."""
        return self.waves.score

    def _row(self, position: int) -> WaveChange:
        def pair(ends: Intervals) -> ConfidenceInterval:
            return ConfidenceInterval(float(ends.low[position]), float(ends.high[position]))

        return WaveChange(
            label=self.labels[position],
            counts=self.waves._at(position),
            score=float(self.score[position]),
            score_interval=pair(self.score_interval),
            reference=self.references[position],
            change=float(self.change[position]),
            standard_error=float(self.standard_error[position]),
            confidence_interval=pair(self.confidence_interval),
            statistic=float(self.statistic[position]),
            p_value=float(self.p_value[position]),
            adjusted_p_value=float(self.adjusted_p_value[position]),
            matched=None if self.matched is None else self.matched[position],
        )

    def _columns(self) -> dict[str, Column]:
        columns: dict[str, Column] = {
            "n": self.waves.n,
            "score": self.score,
            "score_low": self.score_interval.low,
            "score_high": self.score_interval.high,
            "reference": self.references,
            "change": self.change,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "statistic": self.statistic,
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
        }
        return columns if self.matched is None else {**columns, "matched": self.matched}

    def _html_columns(self) -> dict[str, Column]:
        columns = self._columns()
        for name in ("p_value", "adjusted_p_value"):
            columns[name] = [_bare(p) for p in getattr(self, name)]
        return columns

    def _headline(self) -> str:
        level = _display.level(self.confidence_level, self.alternative)
        adjusted = "not adjusted" if self.adjust == "none" else f"adjusted by {self.adjust}"
        return (
            f"Changes of NPS over {len(self):,} waves with {level}, p {adjusted}"
            f" ({self.method} method)"
        )

    def __str__(self) -> str:
        rows = [
            f"{_display.label_text(label)}: {self._row(i)}"
            for i, label in enumerate(self.labels[:SHOWN_ROWS])
        ]
        return "\n".join([self._headline(), *rows, *self._rest(), *self.notes])


def _bare(p_value: float) -> str:
    return _display.p_value(p_value).removeprefix("p ").removeprefix("= ")

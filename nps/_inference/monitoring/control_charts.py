"""What `monitor` returns: a control chart in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.words.saying import NAMED, Name, are

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, ConfidenceInterval, Intervals, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import BoolArray, FloatArray
    from nps._samples.cohorts import Cohorts
    from nps._samples.counts import Counts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ChartPoint(Result):
    """One wave of a control chart.

    Attributes
    ----------
    label : object
        Label of the wave.
    counts : Counts
        Its answers.
    score : float
        In points; NaN without a valid answer.
    value, lower_value : float
        What is charted, as in `ControlChart`; `lower_value` is NaN but for "cusum".
    limits : ConfidenceInterval
        ``low, high`` of what is charted.
    signals : tuple of str
        Rules that the wave breaks; empty if it is in control.

    Examples
    --------
    >>> import nps
    >>> weeks = nps.Cohorts.from_counts(
    ...     [1, 2, 3, 4], [50, 52, 47, 20], [30, 29, 33, 30], [20, 19, 20, 50]
    ... )
    >>> print(nps.monitor(weeks)[4])
    NPS -30.0, charted -30.0 in [-43.5, 73.5], n = 100
    """

    label: object
    counts: Counts
    score: float
    value: float
    lower_value: float
    limits: ConfidenceInterval
    signals: tuple[str, ...]

    def __str__(self) -> str:
        sums = "" if np.isnan(self.lower_value) else f" and {text.points(self.lower_value)}"
        alarm = f"  SIGNAL: {', '.join(self.signals)}" if self.signals else ""
        return (
            f"NPS {text.points(self.score)}, charted {text.points(self.value)}{sums}"
            f" in {text.interval(*self.limits)}, n = {self.counts.n:,}{alarm}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        sums = [] if np.isnan(self.lower_value) else [("lower sum", text.points(self.lower_value))]
        return [
            ("wave", Name(text.label_text(self.label))),
            ("n", self.counts.n),
            ("NPS", text.points(self.score)),
            ("value", text.points(self.value)),
            *sums,
            ("limits", text.interval(*self.limits)),
            ("signals", ", ".join(self.signals)),
        ]

    def _sentence(self, say: Say) -> str:
        label = say.name(self.label)
        if not self.counts.n:
            return say("empty", subject=say("score of", label=label))
        score = text.points(self.score)
        if not self.signals:
            return say("point.quiet", label=label, score=score)
        rules = say("list comma").join(map(say.translated, self.signals))
        return say("point.signal", label=label, score=score, rules=rules)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ControlChart(Table[ChartPoint]):
    """A control chart of scores; iterates as rows of `ChartPoint`.

    Attributes
    ----------
    labels : tuple
        Labels of the waves.
    waves : Cohorts
        The waves.
    value : ndarray of float64
        What is charted, NaN for waves without a valid answer: the score ("laney", "shewhart") or
        its moving average ("ewma") in points, the upper sum in standard errors ("cusum").
    lower_value : ndarray of float64 or None
        The lower sum of "cusum", 0 or negative.
    limits : Intervals
        ``low, high`` of what is charted, in its unit.
    standardized : ndarray of float64
        Distance of what is charted from the centre in standard errors; for "cusum" that of the
        score.
    centre : float
        The score to be held, in points.
    dispersion_factor : float
        How much more waves vary than their answers explain, Laney's sigma_z; 1 for "sampling".
    signals : mapping from label to tuple of str
        The waves out of control, and the rules that say so ("up" and "down" for "cusum").
    method : str
        As used.
    width : float
        Half the distance between the limits, in standard errors.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> weeks = nps.Cohorts.from_counts(
    ...     [1, 2, 3, 4], [50, 52, 47, 20], [30, 29, 33, 30], [20, 19, 20, 50]
    ... )
    >>> print(nps.monitor(weeks))
    no signals in 4 waves, centre 15.0 (laney chart)
    1: NPS 30.0, charted 30.0 in [-43.5, 73.5], n = 100
    2: NPS 33.0, charted 33.0 in [-43.5, 73.5], n = 100
    3: NPS 27.0, charted 27.0 in [-43.5, 73.5], n = 100
    4: NPS -30.0, charted -30.0 in [-43.5, 73.5], n = 100
    """

    _picture: ClassVar[str] = "waves"
    waves: Cohorts
    value: FloatArray
    lower_value: FloatArray | None
    limits: Intervals
    standardized: FloatArray
    centre: float
    dispersion_factor: float
    signals: Mapping[object, tuple[str, ...]]
    method: str
    width: float
    notes: tuple[str, ...] = ()

    @property
    def _labels(self) -> Labels:
        return self.waves._labels

    @property
    def in_control(self) -> bool:
        """Whether there is no signal."""
        return not self.signals

    def _signal_column(self) -> list[str]:
        return [", ".join(self.signals.get(label, ())) for label in self.labels]

    def to_dict(self) -> dict[str, object]:
        """Return the columns as plain Python that `json.dumps` takes; one list of rules a wave."""
        rules = [list(self.signals.get(label, ())) for label in self.labels]
        return Table.to_dict(self) | {"signals": rules}

    def _parts(self) -> dict[str, object]:
        lower = np.full(len(self), np.nan) if self.lower_value is None else self.lower_value
        rules = tuple(self.signals.get(label, ()) for label in self.labels)
        scores = {"counts": self.waves, "score": self.waves.score}
        return Table._parts(self) | scores | {"lower_value": lower, "signals": rules}

    def _columns(self) -> dict[str, Column]:
        columns: dict[str, Column] = {
            "n": self.waves.n,
            "score": self.waves.score,
            "value": self.value,
            "low": self.limits.low,
            "high": self.limits.high,
            "standardized": self.standardized,
        }
        if self.lower_value is not None:
            columns["lower_value"] = self.lower_value
        return {**columns, "signals": self._signal_column()}

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        columns = {name: list(column[:rows]) for name, column in self._columns().items()}
        low, high = columns.pop("low"), columns.pop("high")
        columns = {"NPS" if name == "score" else name: x for name, x in columns.items()}
        columns["limits"] = [text.interval(*ends) for ends in zip(low, high, strict=True)]
        if self.method != "cusum":
            columns["bar"] = html.interval_bars(columns["value"], low, high, null=self.centre)
        return columns

    def _headline(self) -> str:
        found = len(self.signals)
        return (
            f"{found or 'no'} {'signal' if found == 1 else 'signals'} in"
            f" {text.noun(len(self), 'wave')}, centre {text.points(self.centre)}"
            f" ({self.method} chart)"
        )

    def _sentence(self, say: Say) -> str:
        values: dict[str, object] = {
            "k": len(self),
            "centre": text.points(self.centre),
            "method": say.translated(self.method),
        }
        s = len(self.signals)
        if not s:
            return say("chart.quiet", **values)
        labels = [say.name(label) for label in list(self.signals)[:NAMED]]
        if s > NAMED:
            labels.append(say("more", k=s - NAMED))
        return say("chart.signals", s=s, are=are(s), labels=say.listed(labels), **values)

    def _methods(self) -> list[MethodKey]:
        return [("chart", self.method)]


def spread_out(column: FloatArray, seen: BoolArray) -> FloatArray:
    """Return the column with NaN at the waves that have no answers."""
    full = np.full(seen.size, np.nan)
    full[seen] = column
    return full

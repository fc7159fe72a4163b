"""What `monitor` returns of segments: a control chart for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import SHOWN_ROWS, Columnar
from nps._base.words.saying import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._inference.monitoring.control_charts import ControlChart
    from nps._inference.waves.series import Series
    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ControlCharts(Columnar):
    """A control chart for each segment; one row for each wave of each.

    ``charts[segment]`` is the `ControlChart` of a segment, ``charts[label]`` one of its points.

    Attributes
    ----------
    labels : tuple
        All keys of each wave, one segment after the other in order of time.
    segments : tuple
        The segments.
    charts : tuple of ControlChart
        Their charts, as `nps.monitor` draws them of that segment alone.
    centre : ndarray of float64
        The score that each segment is to hold, in points.
    signals : mapping from label to tuple of str
        The waves out of control, by all keys, and the rules that say so.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> weeks = nps.Cohorts.from_counts(
    ...     [(week, shop) for shop in ("North", "South") for week in (2021, 2022, 2023, 2024)],
    ...     [50, 52, 47, 51, 40, 43, 41, 44],
    ...     [30, 29, 33, 28, 30, 29, 30, 28],
    ...     [20, 19, 20, 21, 30, 28, 29, 28],
    ...     keys=["year", "shop"],
    ... )
    >>> print(nps.monitor(weeks, method="shewhart"))
    no signals in 4 waves of 2 segments (shewhart chart)
    North: no signals in 4 waves, centre 30.0 (shewhart chart)
    South: no signals in 4 waves, centre 13.2 (shewhart chart)
    2 charts, each with false alarms of its own: the more charts, the more often one of them signals
    without a cause.
    """

    _picture: ClassVar[str] = "waves"
    _labels: Labels
    charts: tuple[ControlChart, ...]
    notes: tuple[str, ...] = ()
    _series: Series[Cohorts] = field(repr=False, compare=False)

    @property
    def segments(self) -> tuple[object, ...]:
        """The segments, in order."""
        return self._series.segments.values

    @property
    def centre(self) -> FloatArray:
        """The score that each segment is to hold, in points."""
        return np.array([chart.centre for chart in self.charts])

    @property
    def signals(self) -> Mapping[object, tuple[str, ...]]:
        """The waves out of control, by all keys, and the rules that say so."""
        rules = [chart.signals.get(label, ()) for chart in self.charts for label in chart.labels]
        return {label: rule for label, rule in zip(self.labels, rules, strict=True) if rule}

    @property
    def in_control(self) -> bool:
        """Whether there is no signal in any segment."""
        return all(chart.in_control for chart in self.charts)

    def __iter__(self) -> Iterator[ControlChart]:
        return iter(self.charts)

    def __getitem__(self, label: object) -> Any:
        """Return the chart of a segment, or the point of one wave of it."""
        if label in self._series and label not in self._labels:
            return self.charts[self._series.position(label)]
        rows = [(chart, row) for chart in self.charts for row in range(len(chart))]
        chart, row = rows[self._labels.position(label)]
        return chart._row(row)

    def _columns(self) -> dict[str, Column]:
        columns = [chart._columns() for chart in self.charts]
        return {
            name: np.concatenate([np.asarray(part[name]) for part in columns])
            for name in columns[0]
        }

    def _headline(self) -> str:
        found = len(self.signals)
        return (
            f"{found or 'no'} {'signal' if found == 1 else 'signals'} in"
            f" {text.noun(len(self._series.waves), 'wave')} of"
            f" {text.noun(len(self.charts), 'segment')}"
            f" ({self.charts[0].method} chart)"
        )

    def __str__(self) -> str:
        shown = zip(self.segments[:SHOWN_ROWS], self.charts, strict=False)
        rows = [f"{text.label_text(segment)}: {chart._headline()}" for segment, chart in shown]
        hidden = len(self.charts) - SHOWN_ROWS
        rest = [f"... and {hidden:,} more"] if hidden > 0 else []
        return "\n".join([self._headline(), *rows, *rest, *self.notes])

    def _sentence(self, say: Say) -> str:
        loud = [i for i, chart in enumerate(self.charts) if not chart.in_control]
        s = len(loud)
        said = say.some("charts", s, k=len(self.charts))
        named = [
            say("of segment", label=say.name(self.segments[i]), text=self.charts[i]._sentence(say))
            for i in loud[:NAMED]
        ]
        rest = [say("more", k=s - NAMED)] if s > NAMED else []
        return say.joined(said, *named, *rest)

    def _methods(self) -> list[MethodKey]:
        return self.charts[0]._methods()

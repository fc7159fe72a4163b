"""What `trend` returns of segments: a line for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import SHOWN_ROWS, Columnar, Intervals
from nps._base.tables import html
from nps._base.tables.measures import Measures
from nps._base.words.saying import NAMED
from nps._inference.differences.telling import adjust_methods, adjustment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._inference.waves.series import Series
    from nps._inference.waves.trend_results import Trend
    from nps._kernels import FloatArray, IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trends(Columnar, Measures):
    """The slope of each segment, one array for each quantity, in points per `time_unit`.

    Iterates as rows of `Trend`; ``trends[segment]`` is one of them.

    Attributes
    ----------
    labels : tuple
        The segments.
    trends : tuple of Trend
        The line of each, as `nps.trend` fits it to that segment alone.
    waves, n : ndarray of int64
        Waves with answers, and their valid answers.
    slope, standard_error, p_value : ndarray of float64
        As in `Trend`.
    confidence_interval : Intervals
        Of each slope, on its own.
    adjusted_p_value : ndarray of float64
        For the number of segments.
    adjust : str
        As used.
    time_unit, method, alternative, confidence_level : str or float
        As in `Trend`.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> waves = nps.Cohorts.from_counts(
    ...     [(2023, "shop"), (2024, "shop"), (2025, "shop"), (2023, "web"), (2025, "web")],
    ...     [50, 52, 70, 60, 61],
    ...     [30, 29, 20, 20, 20],
    ...     [20, 19, 10, 20, 19],
    ...     keys=["year", "channel"],
    ... )
    >>> print(nps.trend(waves))
    Slopes of 2 segments with 95% CI, p adjusted by holm (regression method)
    shop: +15.0 [+4.8, +25.2] points per unit of time, p = 0.004, adjusted 0.008
    web: +1.0 [-10.1, +12.1] points per unit of time, p = 0.860, adjusted 0.860
    """

    _picture: ClassVar[str] = "waves"
    _labels: Labels
    trends: tuple[Trend, ...]
    adjusted_p_value: FloatArray
    adjust: str
    notes: tuple[str, ...] = ()
    _series: Series[Any] = field(repr=False, compare=False)

    def __iter__(self) -> Iterator[Trend]:
        return iter(self.trends)

    def __getitem__(self, segment: object) -> Trend:
        """Return the line of one segment."""
        return self.trends[self._labels.position(segment)]

    def _each(self, name: str) -> FloatArray:
        return np.array([getattr(one, name) for one in self.trends], dtype=np.float64)

    @property
    def slope(self) -> FloatArray:
        """Points per `time_unit`."""
        return self._each("slope")

    @property
    def standard_error(self) -> FloatArray:
        """Of each slope."""
        return self._each("standard_error")

    @property
    def p_value(self) -> FloatArray:
        """Of each slope on its own."""
        return self._each("p_value")

    @property
    def confidence_interval(self) -> Intervals:
        """Of each slope on its own."""
        ends = np.array([one.confidence_interval for one in self.trends])
        return Intervals(ends[:, 0], ends[:, 1])

    @property
    def waves(self) -> IntArray:
        """Waves with answers of each segment."""
        return np.array([len(one.waves) for one in self.trends])

    @property
    def n(self) -> IntArray:
        """Valid answers of each segment."""
        return np.array([int(one.waves.n.sum()) for one in self.trends])

    @property
    def time_unit(self) -> str:
        """What a unit of time is, as in `Trend`."""
        return self.trends[0].time_unit

    @property
    def method(self) -> str:
        """How the lines were fitted."""
        return self.trends[0].method

    @property
    def alternative(self) -> str:
        """What was tested against."""
        return self.trends[0].alternative

    @property
    def confidence_level(self) -> float:
        """Of each interval."""
        return self.trends[0].confidence_level

    def _columns(self) -> dict[str, Column]:
        low, high = self.confidence_interval
        return {
            "waves": self.waves,
            "n": self.n,
            "slope": self.slope,
            "standard_error": self.standard_error,
            "low": low,
            "high": high,
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
        }

    def _intervals(self) -> list[str]:
        """Return the intervals with as many decimals as their slopes have."""
        return [f"[{', '.join(map(one._signed, one.confidence_interval))}]" for one in self.trends]

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        low, high = (
            np.where(np.isfinite(end), end, np.nan)[:rows] for end in self.confidence_interval
        )
        slope = self.slope[:rows]
        return {
            f"points per {self.time_unit}": [one._signed(one.slope) for one in self.trends[:rows]],
            text.level(self.confidence_level): self._intervals()[:rows],
            "bar": html.interval_bars(slope, low, high),
            "p": [text.p_number(p) for p in self.p_value[:rows].tolist()],
            "adjusted p": [text.p_number(p) for p in self.adjusted_p_value[:rows].tolist()],
            "waves": list(self.waves[:rows]),
            "n": list(self.n[:rows]),
        }

    def _headline(self) -> str:
        level = text.level(self.confidence_level, self.alternative)
        adjusted = "not adjusted" if self.adjust == "none" else f"adjusted by {self.adjust}"
        return (
            f"Slopes of {text.noun(len(self), 'segment')} with {level}, p {adjusted}"
            f" ({self.method} method)"
        )

    def __str__(self) -> str:
        rows = [
            f"{text.label_text(label)}: {one._signed(one.slope)} {ends} points per {one.time_unit},"
            f" {text.p_value(one.p_value)}, adjusted {text.p_number(p)}"
            for label, one, ends, p in zip(
                self.labels[:SHOWN_ROWS],
                self.trends,
                self._intervals(),
                self.adjusted_p_value.tolist(),
                strict=False,
            )
        ]
        return "\n".join([self._headline(), *rows, *self._rest(), *self.notes])

    def _sentence(self, say: Say) -> str:
        significant = np.flatnonzero(self.adjusted_p_value < 1.0 - self.confidence_level).tolist()
        s = len(significant)
        said = say.some(
            "trends",
            s,
            k=len(self),
            adjust=adjustment(say, self.adjust, len(self)),
        )
        named = [
            say("of segment", label=say.name(self.labels[i]), text=self.trends[i]._sentence(say))
            for i in significant[:NAMED]
        ]
        rest = [say("more", k=s - NAMED)] if s > NAMED else []
        return say.joined(said, *named, *rest)

    def _methods(self) -> list[MethodKey]:
        return [*self.trends[0]._methods(), *adjust_methods(self.adjust)]

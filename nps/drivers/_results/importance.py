"""What `importance` returns: shares of drivers in what they explain together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.tables.measures import Measure, Measures
from nps._base.words.saying import Name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray
    from nps._samples.counts import Counts

#: Drivers that a sentence names.
SAID = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DriverShare(Measure, Result):
    """Share of one driver in what all explain together.

    Attributes
    ----------
    label : str
        The driver, or the group.
    share : float
        Of R squared, 0 to 1; those of all drivers add up to 1.
    confidence_interval : ConfidenceInterval
        Percentile bootstrap. It never reaches 0, not even for a driver without any effect.
    share_without_effect : float
        The share that it would get if it had no effect of its own: borrowed from drivers that it
        goes along with.
    r_squared_part : float
        The share times R squared.
    rank : int
        1 for the largest share.
    rank_interval : ConfidenceInterval
        Ranks in the same resamples.

    Examples
    --------
    >>> import nps
    >>> found = nps.drivers.importance(
    ...     [10, 9, 3, 7, 8, 6, 9, 10],
    ...     {"price": [5, 4, 2, 4, 3, 2, 4, 5], "staff": [5, 5, 3, 3, 4, 4, 5, 4]},
    ...     n_resamples=0,
    ... )
    >>> print(found["staff"])
    33.3%  (without effect 11.8%)
    """

    _number: ClassVar[str] = "share"
    label: str
    share: float
    confidence_interval: ConfidenceInterval
    share_without_effect: float
    r_squared_part: float
    rank: int
    rank_interval: ConfidenceInterval

    def __str__(self) -> str:
        low, high = self.confidence_interval
        between = "" if np.isnan(low) else f"  {_limits(low, high)}"
        borrowed = text.percent(self.share_without_effect)
        return f"{text.percent(self.share)}{between}  (without effect {borrowed})"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("driver", Name(self.label)),
            ("share", text.percent(self.share)),
            ("interval", _limits(*self.confidence_interval)),
            ("without effect", text.percent(self.share_without_effect)),
            ("rank", self.rank),
        ]

    def _sentence(self, say: Say) -> str:
        return say(
            "driver share",
            label=say.name(self.label),
            share=text.percent(self.share),
            borrowed=text.percent(self.share_without_effect),
        )


def _limits(low: float, high: float) -> str:
    return "[no interval]" if np.isnan(low) else f"[{text.percent(low)}, {text.percent(high)}]"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DriverImportance(Table[DriverShare], Measures):
    """Shares of drivers in what they explain together; iterates as rows of `DriverShare`.

    There is no p-value: shares are never 0, so that excluding 0 says nothing. Whether a driver has
    an effect is what `effects` tests.

    Attributes
    ----------
    labels : tuple of str
        The drivers, or groups of them.
    share, share_without_effect, r_squared_part : ndarray of float64, shape (rows,)
        As in `DriverShare`.
    rank : ndarray of int64
        As in `DriverShare`.
    confidence_interval, rank_interval : Intervals
        As in `DriverShare`.
    r_squared : float
        Share of the variance of the outcome that all drivers account for.
    n : int
        Respondents.
    counts : Counts
        Their classes; with those asked in all whose answer is missing or invalid.
    method : {"shapley", "relative-weights"}
        As used.
    outcome : {"score", "rating"}
        What is explained.
    n_resamples : int
        0 without intervals.
    confidence_level : float
        Of the intervals.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> found = nps.drivers.importance(
    ...     [10, 9, 3, 7, 8, 6, 9, 10],
    ...     {"price": [5, 4, 2, 4, 3, 2, 4, 5], "staff": [5, 5, 3, 3, 4, 4, 5, 4]},
    ...     n_resamples=0,
    ... )
    >>> found.share.round(2).tolist()
    [0.67, 0.33]
    """

    _ours: ClassVar[str] = "head"
    _picture: ClassVar[str] = "importance"
    _labels: Labels
    share: FloatArray
    confidence_interval: Intervals
    share_without_effect: FloatArray
    r_squared_part: FloatArray
    rank: IntArray
    rank_interval: Intervals
    r_squared: float
    n: int
    counts: Counts
    method: str
    outcome: str
    n_resamples: int
    confidence_level: float
    notes: tuple[str, ...] = ()

    def _columns(self) -> dict[str, Column]:
        return {
            "share": self.share,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "share_without_effect": self.share_without_effect,
            "r_squared_part": self.r_squared_part,
            "rank": self.rank,
            "rank_low": self.rank_interval.low,
            "rank_high": self.rank_interval.high,
        }

    def _headline(self) -> str:
        name = "Shapley" if self.method == "shapley" else "relative"
        return (
            f"Shares in what drivers explain of the {self.outcome}, R squared"
            f" {self.r_squared:.3f}, n = {self.n:,}, {text.level(self.confidence_level)}"
            f" ({name} weights)"
        )

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        return {
            "share": [text.percent(row.share) for row in first],
            "": [html.part_bar(row.share) for row in first],
            text.level(self.confidence_level): [_limits(*row.confidence_interval) for row in first],
            "without effect": [text.percent(row.share_without_effect) for row in first],
            "rank": [row.rank for row in first],
            "could be": [
                "n/a" if np.isnan(low) else f"{low:.0f} to {high:.0f}"
                for low, high in (row.rank_interval for row in first)
            ],
        }

    def _sentence(self, say: Say) -> str:
        if np.isnan(self.r_squared):
            return say("drivers.unknown", n=self.n)
        order = np.argsort(-self.share, kind="stable")[:SAID]
        parts = [
            say(
                "importance.part",
                label=say.name(self.labels[j]),
                share=text.percent(float(self.share[j])),
                borrowed=text.percent(float(self.share_without_effect[j])),
            )
            for j in map(int, order)
        ]
        return say(
            "importance",
            explained=text.percent(self.r_squared),
            outcome=say(f"outcome.{self.outcome}"),
            parts=say.listed(parts),
            n=self.n,
        )

    def _methods(self) -> list[MethodKey]:
        return [("importance", self.method)]

"""What `rank` returns: league tables that admit how little they know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import Result, Table
from nps._base.tables import html
from nps._base.tables.measures import Sortable
from nps._base.words.saying import Name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts
    from nps._samples.counts import Counts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RankedCohort(Result):
    """Place of one cohort in a league table.

    Attributes
    ----------
    label : object
        Label of the cohort.
    counts : Counts
        Its answers.
    score : float
        Net Promoter Score in points; NaN without a valid answer.
    rank : int or None
        One more than the number of higher scores; None without a valid answer.
    low, high : int or None
        Best and worst rank that the data allow.
    probability_best : float
        Probability that its true score is the highest.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B", "C"], [50, 40, 70], [30, 30, 20], [20, 30, 10])
    >>> print(nps.rank(shops)["C"])
    rank 1  [1 to 1]  NPS 60.0, n = 100, best with probability 1.00
    """

    label: object
    counts: Counts
    score: float
    rank: int | None
    low: int | None
    high: int | None
    probability_best: float

    def __str__(self) -> str:
        if self.rank is None:
            return "no valid answer"
        return (
            f"rank {self.rank}  [{self.low} to {self.high}]"
            f"  NPS {text.points(self.score)}, n = {self.counts.n:,},"
            f" best with probability {self.probability_best:.2f}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        rows: list[tuple[str, object]] = [
            ("cohort", Name(text.label_text(self.label))),
            ("n", self.counts.n),
        ]
        if self.rank is None:
            return rows
        return [
            *rows,
            ("NPS", text.points(self.score)),
            ("rank", self.rank),
            ("could be", f"{self.low} to {self.high}"),
            ("best with probability", text.decimals(self.probability_best, 2)),
        ]

    def _sentence(self, say: Say) -> str:
        label = say.name(self.label)
        if self.rank is None:
            return say("rank.unknown", label=label)
        score, possible = text.points(self.score), self._possible(say)
        return say("rank", label=label, rank=self.rank, score=score, possible=possible)

    def _possible(self, say: Say) -> str:
        if self.low == self.high:
            return say("no other rank")
        return say("ranks", low=self.low, high=self.high)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ranking(Table[RankedCohort], Sortable):
    """A league table, best first; iterates as rows of `RankedCohort`.

    Attributes
    ----------
    labels : tuple
        Labels of the cohorts, best first; those without a valid answer last.
    cohorts : Cohorts
        The cohorts in this order.
    score : ndarray of float64
        In points.
    rank, low, high : ndarray of float64
        Whole numbers: observed rank, best and worst rank that the data allow; NaN without a valid
        answer.
    probability_best : ndarray of float64
        Probability that the true score is the highest; adds up to 1.
    confidence_level : float
        Of the rank intervals.
    intervals : {"simultaneous", "marginal"}
        Whether the intervals hold all at once or each for itself.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B", "C"], [50, 40, 70], [30, 30, 20], [20, 30, 10])
    >>> print(nps.rank(shops))
    Ranks of 3 cohorts with simultaneous 95% CI
    C: rank 1  [1 to 1]  NPS 60.0, n = 100, best with probability 1.00
    A: rank 2  [2 to 3]  NPS 30.0, n = 100, best with probability 0.00
    B: rank 3  [2 to 3]  NPS 10.0, n = 100, best with probability 0.00
    """

    _picture: ClassVar[str] = "ranks"
    cohorts: Cohorts
    rank: FloatArray
    low: FloatArray
    high: FloatArray
    probability_best: FloatArray
    confidence_level: float
    intervals: str
    notes: tuple[str, ...] = ()

    @property
    def _labels(self) -> Labels:
        return self.cohorts._labels

    @property
    def score(self) -> FloatArray:
        """Net Promoter Scores in points, highest first."""
        return self.cohorts.score

    def _parts(self) -> dict[str, object]:
        ranks = {name: _whole(getattr(self, name)) for name in ("rank", "low", "high")}
        return Table._parts(self) | {"counts": self.cohorts, **ranks}

    def _columns(self) -> dict[str, Column]:
        return {
            "n": self.cohorts.n,
            "score": self.score,
            "rank": self.rank,
            "low": self.low,
            "high": self.high,
            "probability_best": self.probability_best,
        }

    def _headline(self) -> str:
        return (
            f"Ranks of {text.noun(len(self), 'cohort')} with {self.intervals}"
            f" {text.level(self.confidence_level)}"
        )

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        ranked = self._first(rows)
        return {
            "n": [row.counts.n for row in ranked],
            "NPS": [row.score for row in ranked],
            "rank": ["n/a" if row.rank is None else row.rank for row in ranked],
            "could be": [
                "n/a" if row.rank is None else f"{row.low} to {row.high}" for row in ranked
            ],
            "best with probability": [text.decimals(row.probability_best, 3) for row in ranked],
            "": [html.part_bar(row.probability_best) for row in ranked],
        }

    def _sentence(self, say: Say) -> str:
        if not len(self) or np.isnan(self.rank[0]):
            return say("ranking.empty")
        first = self._row(0)
        said = say(
            "ranking",
            label=say.name(first.label),
            k=int((~np.isnan(self.rank)).sum()),
            score=text.points(first.score),
            possible=first._possible(say),
            level=text.level_percent(self.confidence_level),
            probability=f"{first.probability_best:.2f}",
        )
        return say.joined(said, say("ranking.tied", k=int((self.low == 1.0).sum())))

    def _methods(self) -> list[MethodKey]:
        return [("ranking", self.intervals)]


def _whole(column: FloatArray) -> tuple[int | None, ...]:
    return tuple(None if np.isnan(x) else int(x) for x in column.tolist())

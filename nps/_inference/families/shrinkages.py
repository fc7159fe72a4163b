"""What `shrink` returns: scores pulled towards the score of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from nps._base import text
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.tables.measures import Measure, Measures, Sortable
from nps._base.words.saying import Name, interval_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts
    from nps._samples.counts import Counts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShrunkenScore(Measure, Result):
    """Score of one cohort, drawn towards what all cohorts have in common; in points.

    Attributes
    ----------
    label : object
        Label of the cohort.
    counts : Counts
        Its answers.
    score : float
        As observed; NaN without a valid answer.
    shrunken_score : float
        The better guess: between `score` and the common score.
    confidence_interval : ConfidenceInterval
        Where the true score probably lies, given all cohorts.
    weight : float
        Of the cohort's own score, 0 to 1; the common score has the rest.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B", "C"], [50, 4, 70], [30, 3, 20], [20, 3, 10])
    >>> print(nps.shrink(shops)["B"])
    NPS 10.0, shrunken 38.1  [13.4, 60.2], n = 10
    """

    _number: ClassVar[str] = "shrunken_score"
    label: object
    counts: Counts
    score: float
    shrunken_score: float
    confidence_interval: ConfidenceInterval
    weight: float

    def __str__(self) -> str:
        return (
            f"NPS {text.points(self.score)}, shrunken {text.points(self.shrunken_score)}"
            f"  {text.interval(*self.confidence_interval)}, n = {self.counts.n:,}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("cohort", Name(text.label_text(self.label))),
            ("n", self.counts.n),
            ("NPS", text.points(self.score)),
            ("shrunken", text.points(self.shrunken_score)),
            ("interval", text.interval(*self.confidence_interval)),
        ]

    def _sentence(self, say: Say) -> str:
        label, shrunken = say.name(self.label), text.points(self.shrunken_score)
        if not self.counts.n:
            return say("shrunken.empty", label=label, shrunken=shrunken)
        return say(
            "shrunken",
            label=label,
            score=text.points(self.score),
            shrunken=shrunken,
            evidence=interval_text(say, self.confidence_interval, null=None),
            n=self.counts.n,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shrinkage(Table[ShrunkenScore], Measures, Sortable):
    """Scores of many cohorts, each drawn towards their common score; in points.

    Iterates as rows of `ShrunkenScore`.

    Attributes
    ----------
    labels : tuple
        Labels of the cohorts.
    cohorts : Cohorts
        The cohorts.
    score, shrunken_score, weight : ndarray of float64
        As in `ShrunkenScore`; NaN for cohorts without a valid answer.
    confidence_interval : Intervals
        Arrays ``low`` and ``high``.
    common_score : float
        What cohorts without answers of their own would be expected to have.
    spread : float
        Standard deviation of the true scores around the common score; 0 if the cohorts differ no
        more than samples of one population do.
    prior : tuple of float, or None
        Parameters of the Dirichlet law for promoters, passives and detractors. Their sum A is the
        number of answers that the common score is worth. None if everything is pooled, or if the
        method is "normal".
    confidence_level : float
        Of the intervals.
    method : {"dirichlet", "normal"}
        As used.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B", "C"], [50, 4, 70], [30, 3, 20], [20, 3, 10])
    >>> print(nps.shrink(shops))
    Shrunken NPS of 3 cohorts, common score 41.6, spread 8.3, 95% CI (dirichlet method)
    A: NPS 30.0, shrunken 35.2  [18.8, 50.5], n = 100
    B: NPS 10.0, shrunken 38.1  [13.4, 60.2], n = 10
    C: NPS 60.0, shrunken 51.8  [35.4, 66.3], n = 100
    """

    _picture: ClassVar[str] = "shrinkage"
    cohorts: Cohorts
    shrunken_score: FloatArray
    confidence_interval: Intervals
    weight: FloatArray
    common_score: float
    spread: float
    prior: tuple[float, float, float] | None
    confidence_level: float
    method: str
    notes: tuple[str, ...] = ()

    @property
    def _labels(self) -> Labels:
        return self.cohorts._labels

    @property
    def score(self) -> FloatArray:
        """Observed scores in points."""
        return self.cohorts.score

    def _parts(self) -> dict[str, object]:
        return Table._parts(self) | {"counts": self.cohorts}

    def _columns(self) -> dict[str, Column]:
        return {
            "n": self.cohorts.n,
            "score": self.score,
            "shrunken_score": self.shrunken_score,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "weight": self.weight,
        }

    def _headline(self) -> str:
        return (
            f"Shrunken NPS of {text.noun(len(self), 'cohort')}, common score"
            f" {text.points(self.common_score)}, spread {text.points(self.spread)},"
            f" {text.level(self.confidence_level)} ({self.method} method)"
        )

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        row = self._first(rows)
        shrunken = [one.shrunken_score for one in row]
        ends = [one.confidence_interval for one in row]
        return {
            "n": [one.counts.n for one in row],
            "NPS": [one.score for one in row],
            "shrunken": shrunken,
            text.level(self.confidence_level): [text.interval(*pair) for pair in ends],
            "-100 to 100": html.interval_bars(
                shrunken, [low for low, _ in ends], [high for _, high in ends], reach=html.SCORES
            ),
            "own weight": [text.decimals(one.weight, 2) for one in row],
        }

    def _sentence(self, say: Say) -> str:
        return say(
            "shrinkage" if self.spread else "shrinkage.none",
            k=int((self.cohorts.n > 0).sum()),
            common=text.points(self.common_score),
            spread=text.points(self.spread),
        )

    def _methods(self) -> list[MethodKey]:
        return [("shrinkage", self.method)]

"""What is known of the score of a survey beside the score."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np

from nps._base import text as display
from nps._base.results import Result, Table
from nps._base.tables import html
from nps._base.tables.measures import Sortable
from nps._base.typing import Scored
from nps._base.words.notes import Note
from nps._base.words.saying import subject_of
from nps._samples.counts import Shares

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray
    from nps._samples.cohorts import Cohorts
    from nps._samples.counts import Counts

Weighted = TypeVar("Weighted", bound=Result)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurveySummary(Result):
    """Say what a survey is worth: its weighted score, how sure it is, what its design costs.

    Attributes
    ----------
    score : float
        Weighted Net Promoter Score in points.
    unweighted_score : float
        Score of the answers as if each counted the same, in points.
    standard_error : float
        Of the weighted score under the design, in points.
    degrees_of_freedom : float
        Clusters (respondents, if there are none) less strata, counting those with valid answers;
        for replicate weights their rank less 1.
    design_effect : float
        Squared standard error over that of a random sample of as many answers, drawn with
        replacement. It does not depend on the scale of the weights.
    design_effect_without_replacement : float
        The same against a random sample without replacement from a population as large as the sum
        of the weights; infinite where that is the number of answers, NaN where it is less.
    effective_n : float
        Answers of a random sample that would be worth as much, at most n unless the population is
        finite. The "score" interval rests on it.
    kish_n : float
        ``(sum w)**2 / sum w**2``: what the unequal weights alone leave of n.
    sum_of_weights : float
        Of the valid answers.
    shares : Shares
        Weighted promoters, passives and detractors.
    counts : Counts
        Answers without their weights; those of weight zero are not among them.
    label : object
        Label of the cohort, in a row of `SurveySummaries`.

    Notes
    -----
    With v = sum w (s - score)**2 / sum w and n valid answers, the design effect is
    ``standard_error**2 / (v / (n - 1))``, as by ``deff="replace"`` in R's survey package; the
    other is that of ``deff=TRUE``.

    Examples
    --------
    >>> import nps
    >>> survey = nps.SurveySample([10, 9, 3, 8, 10], weights=[1, 2, 3, 1, 2]).describe()
    >>> print(survey)
    NPS 22.2 (unweighted 40.0)  SE 54.1, 4 df, n = 5 (effective 2.9), design effect 1.39
    """

    score: float
    unweighted_score: float
    standard_error: float
    degrees_of_freedom: float
    design_effect: float
    design_effect_without_replacement: float
    effective_n: float
    kish_n: float
    sum_of_weights: float
    shares: Shares
    counts: Counts
    label: object = None

    @property
    def n(self) -> int:
        """Number of valid answers."""
        return self.counts.n

    def __str__(self) -> str:
        return (
            f"NPS {display.points(self.score)} (unweighted"
            f" {display.points(self.unweighted_score)})"
            f"  SE {display.points(self.standard_error)}, {self.degrees_of_freedom:g} df,"
            f" n = {self.n:,} (effective {display.points(self.effective_n)}),"
            f" design effect {self.design_effect:.2f}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        parts = zip(Shares._fields, display.percentages(self.shares), strict=True)
        return [
            ("weighted NPS", display.points(self.score)),
            ("unweighted NPS", display.points(self.unweighted_score)),
            *((f"weighted {name}", part) for name, part in parts),
            ("", html.shares_bar(self.shares)),
            ("standard error", display.points(self.standard_error)),
            ("degrees of freedom", display.general(self.degrees_of_freedom)),
            ("design effect", display.decimals(self.design_effect, 2)),
            ("answers", self.n),
            ("effective answers", display.points(self.effective_n)),
            ("effective by weights alone (Kish)", display.points(self.kish_n)),
            ("missing", self.counts.missing),
            ("invalid", self.counts.invalid),
        ]

    def _sentence(self, say: Say) -> str:
        return survey_sentence(say, self, self.label)


class _Survey(Scored, Protocol):
    """What a sentence needs of a survey."""

    @property
    def unweighted_score(self) -> float:
        """Score without the weights."""


def survey_sentence(say: Say, found: _Survey, label: object = None) -> str:
    """Return what is said of a survey or of its summary."""
    subject = subject_of(say, label, "weighted score")
    if not found.n:
        return say("empty", subject=subject)
    score, unweighted = display.points(found.score), display.points(found.unweighted_score)
    return say("survey", subject=subject, score=score, n=found.n, unweighted=unweighted)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurveySummaries(Table[SurveySummary], Sortable):
    """What many weighted samples are worth, one array for each quantity.

    Iterates as rows of `SurveySummary`; ``summaries[label]`` is the row of one cohort.

    Attributes
    ----------
    labels : tuple
        Labels of the cohorts.
    score, unweighted_score, standard_error : ndarray of float64, shape (G,)
        In points, as in `SurveySummary`; NaN for cohorts without a valid answer.
    degrees_of_freedom, design_effect, design_effect_without_replacement : ndarray of float64
        As in `SurveySummary`.
    effective_n, kish_n, sum_of_weights : ndarray of float64
        As in `SurveySummary`.
    shares : ndarray of float64, shape (G, 3)
        Weighted promoters, passives and detractors.
    counts : Cohorts
        Answers without their weights.

    Examples
    --------
    >>> import nps
    >>> shops = nps.survey_by([10, 3, 9, 8], ["A", "A", "B", "B"], weights=[1, 2, 1, 1])
    >>> print(shops.describe())
    2 weighted samples
    A: NPS -33.3 (unweighted 0.0)  SE 72.6, 1 df, n = 2 (effective 1.7), design effect 0.59
    B: NPS 50.0 (unweighted 50.0)  SE 40.8, 1 df, n = 2 (effective 1.5), design effect 0.67
    """

    score: FloatArray
    unweighted_score: FloatArray
    standard_error: FloatArray
    degrees_of_freedom: FloatArray
    design_effect: FloatArray
    design_effect_without_replacement: FloatArray
    effective_n: FloatArray
    kish_n: FloatArray
    sum_of_weights: FloatArray
    shares: FloatArray
    counts: Cohorts

    @property
    def _labels(self) -> Labels:
        return self.counts._labels

    @property
    def n(self) -> IntArray:
        """Valid answers of each cohort."""
        return self.counts.n

    def _finish(self, row: dict[str, Any]) -> None:
        row["shares"] = Shares(*row["shares"].tolist())

    def _at(self, position: int) -> SurveySummary:
        return self._row(position)

    def _columns(self) -> dict[str, Column]:
        shares = {f"{name}_share": self.shares[:, i] for i, name in enumerate(Shares._fields)}
        return {"n": self.n, **self._numbers(), **shares}

    def _numbers(self) -> dict[str, Column]:
        return {name: getattr(self, name) for name in NUMBERS}

    def _bars(self, rows: int) -> list[html.Markup]:
        return [html.shares_bar(parts) for parts in self.shares[:rows].tolist()]

    def _design(self, rows: int) -> dict[str, Sequence[object]]:
        """Return the first rows of what stands beside scores, as a notebook shows them."""
        return {
            "unweighted": self.unweighted_score[:rows].tolist(),
            "df": [display.general(x) for x in self.degrees_of_freedom[:rows].tolist()],
            "design effect": [display.decimals(x, 2) for x in self.design_effect[:rows].tolist()],
            "effective n": self.effective_n[:rows].tolist(),
            "Kish n": self.kish_n[:rows].tolist(),
        }

    def _headline(self) -> str:
        return display.noun(len(self), "weighted sample")

    def _sentence(self, say: Say) -> str:
        effective = display.points(float(np.nansum(self.effective_n)))
        return say("survey.summaries", k=len(self), n=int(self.n.sum()), effective=effective)


#: Columns of a summary that hold one number for each sample.
NUMBERS = tuple(
    f.name for f in fields(SurveySummary) if f.name not in ("shares", "counts", "label")
)


#: Those that stand beside a weighted score.
BESIDE = ("unweighted_score", "degrees_of_freedom", "design_effect", "effective_n", "kish_n")

#: Column of the degrees of freedom of a difference, beside those of its sides.
DIFFERENCE_FREEDOM = "difference_degrees_of_freedom"


def beside(survey: SurveySummary) -> Note:
    """Return a weighted score and what stands beside it, in a line."""
    return Note(
        "NPS {score}, unweighted {unweighted}, n = {n} (effective {effective}, Kish {kish}),"
        " design effect {design}, {df} df",
        score=display.points(survey.score),
        unweighted=display.points(survey.unweighted_score),
        n=f"{survey.n:,}",
        effective=display.points(survey.effective_n),
        kish=display.points(survey.kish_n),
        design=f"{survey.design_effect:.2f}",
        df=f"{survey.degrees_of_freedom:g}",
    )


def without_design(columns: Mapping[str, Sequence[object]]) -> dict[str, Sequence[object]]:
    """Return the columns of differences as a notebook shows them: besides scores the unweighted."""
    names = [name.replace("_", " ") for name in (*BESIDE[1:], DIFFERENCE_FREEDOM)]
    hidden = {*names, *(f"reference {name}" for name in names)}
    return {name: column for name, column in columns.items() if name not in hidden}

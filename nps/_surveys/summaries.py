"""What is known of the score of a survey beside the score, and the results that carry it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from nps._base import html
from nps._base import text as display
from nps._base.results import ConfidenceInterval, Result, Table
from nps._inference.differences.comparisons import Comparison, Comparisons
from nps._inference.scores.estimates import TINY, Estimate, Estimates
from nps._samples.counts import Counts, Shares

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column
    from nps._kernels import FloatArray, IntArray
    from nps._samples.cohorts import Cohorts

Weighted = TypeVar("Weighted", bound=Result)


@dataclass(frozen=True, slots=True, kw_only=True)
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
    >>> survey = nps.SurveySample([10, 9, 3, 8, 10], weights=[1, 2, 3, 1, 1]).describe()
    >>> print(survey)
    NPS 12.5 (unweighted 40.0)  SE 55.9, 4 df, n = 5 (effective 2.8), design effect 1.45
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
        return _summary_rows(self)


def _summary_rows(summary: SurveySummary) -> list[tuple[str, str]]:
    parts = zip(Shares._fields, display.percentages(summary.shares), strict=True)
    return [
        ("weighted NPS", display.points(summary.score)),
        ("unweighted NPS", display.points(summary.unweighted_score)),
        *((f"weighted {name}", part) for name, part in parts),
        ("", html.shares_bar(summary.shares)),
        ("standard error", display.points(summary.standard_error)),
        ("degrees of freedom", f"{summary.degrees_of_freedom:g}"),
        ("design effect", f"{summary.design_effect:.2f}"),
        ("answers", f"{summary.n:,}"),
        ("effective answers", display.points(summary.effective_n)),
        ("effective by weights alone (Kish)", display.points(summary.kish_n)),
        ("missing", f"{summary.counts.missing:,}"),
        ("invalid", f"{summary.counts.invalid:,}"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurveySummaries(Table[SurveySummary]):
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
    def _labels(self) -> Labels:  # type: ignore[override]  # the cohorts hold them
        return self.counts._labels

    @property
    def n(self) -> IntArray:
        """Valid answers of each cohort."""
        return self.counts.n

    def _row(self, position: int) -> SurveySummary:
        numbers = {name: float(getattr(self, name)[position]) for name in NUMBERS}
        return SurveySummary(
            shares=Shares(*self.shares[position].tolist()),
            counts=self.counts._at(position),
            label=self.labels[position],
            **numbers,
        )

    _at = _row

    def _columns(self) -> dict[str, Column]:
        shares = {f"{name}_share": self.shares[:, i] for i, name in enumerate(Shares._fields)}
        return {"n": self.n, **{name: getattr(self, name) for name in NUMBERS}, **shares}

    def _headline(self) -> str:
        return display.noun(len(self), "weighted sample")


#: Columns of a summary that hold one number for each sample.
NUMBERS = tuple(
    f.name for f in fields(SurveySummary) if f.name not in ("shares", "counts", "label")
)


#: Those that stand beside a weighted score.
BESIDE = ("unweighted_score", "degrees_of_freedom", "design_effect", "effective_n", "kish_n")

#: Column of the degrees of freedom of a difference, beside those of its sides.
DIFFERENCE_FREEDOM = "difference_degrees_of_freedom"


def beside(survey: SurveySummary) -> str:
    """Return a weighted score and what stands beside it, in a line."""
    return (
        f"NPS {display.points(survey.score)}, unweighted"
        f" {display.points(survey.unweighted_score)}, n = {survey.n:,} (effective"
        f" {display.points(survey.effective_n)}, Kish {display.points(survey.kish_n)}),"
        f" design effect {survey.design_effect:.2f}, {survey.degrees_of_freedom:g} df"
    )


def without_design(columns: Mapping[str, Sequence[object]]) -> dict[str, Sequence[object]]:
    """Return the columns of differences as a notebook shows them: besides scores the unweighted."""
    names = [name.replace("_", " ") for name in (*BESIDE[1:], DIFFERENCE_FREEDOM)]
    hidden = {*names, *(f"reference {name}" for name in names)}
    return {name: column for name, column in columns.items() if name not in hidden}


def of_survey(kind: type[Weighted], found: Result, **more: object) -> Weighted:
    """Return a result as one of the class below its own that says more of a survey."""
    return kind(**{f.name: getattr(found, f.name) for f in fields(found)}, **more)  # type: ignore[arg-type]  # every result is a dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyEstimate(Estimate):
    """Weighted score with its interval, and what the design makes of it.

    Attributes
    ----------
    survey : SurveySummary
        Degrees of freedom, design effect, effective sample size, unweighted score. All that
        `Estimate` has is there too; its `counts` are those of the answers without weights.
    """

    survey: SurveySummary

    def __str__(self) -> str:
        survey = self.survey
        return (
            f"NPS {display.points(self.score)}  {display.interval(*self.confidence_interval)}"
            f"  {display.level(self.confidence_level, self.alternative)}, n = {survey.n:,}"
            f" (effective {display.points(survey.effective_n)}), unweighted"
            f" {display.points(survey.unweighted_score)} ({self.method} method)"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        ends = self.confidence_interval
        limits = (
            display.level(self.confidence_level, self.alternative),
            display.interval(*ends),
        )
        bar = ("", html.interval_bar(self.score, *ends, html.SCORES))
        weighted, *others = _summary_rows(self.survey)
        return [weighted, limits, bar, *others, ("method", self.method)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurveyEstimates(Estimates):
    """Weighted scores of many cohorts with their intervals.

    Iterates as rows of `SurveyEstimate`.

    Attributes
    ----------
    survey : SurveySummaries
        Degrees of freedom, design effects, effective sample sizes, unweighted scores. All that
        `Estimates` has is there too.
    """

    survey: SurveySummaries

    def _row(self, position: int) -> SurveyEstimate:
        low, high = self.confidence_interval
        limits = ConfidenceInterval(float(low[position]), float(high[position]))
        survey = self.survey._row(position)
        return SurveyEstimate(
            score=survey.score,
            standard_error=survey.standard_error,
            confidence_interval=limits,
            confidence_level=self.confidence_level,
            margin_of_error=float(self.margin_of_error[position]),
            method=self.method,
            alternative=self.alternative,
            counts=survey.counts,
            label=survey.label,
            notes=tuple(notes_on_survey(survey, limits, self.method)),
            survey=survey,
        )

    def _columns(self) -> dict[str, Column]:
        return Estimates._columns(self) | {name: getattr(self.survey, name) for name in NUMBERS}

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        survey = self.survey
        shares = [html.shares_bar(parts) for parts in survey.shares[:rows].tolist()]
        columns = dict(Estimates._html_columns(self, rows)) | {"shares": shares}
        left_out = {name: columns.pop(name) for name in ("missing", "invalid")}
        for name in (*Shares._fields, "n"):
            del columns[name]
        return {
            "n": survey.n[:rows].tolist(),
            **columns,
            "unweighted": survey.unweighted_score[:rows].tolist(),
            "df": [f"{x:g}" for x in survey.degrees_of_freedom[:rows]],
            "design effect": [f"{x:.2f}" for x in survey.design_effect[:rows]],
            "effective n": survey.effective_n[:rows].tolist(),
            "Kish n": survey.kish_n[:rows].tolist(),
            **left_out,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyComparison(Comparison):
    """Difference of two weighted scores with its interval and test.

    Attributes
    ----------
    sample, reference : SurveySummary
        What was compared with what: weighted and unweighted scores, degrees of freedom, design
        effects. All that `Comparison` has is there too.
    """

    sample: SurveySummary  # type: ignore[assignment]  # has what the text needs of counts
    reference: SurveySummary  # type: ignore[assignment]  # the same

    def __str__(self) -> str:
        method = f" ({self.method} method)"
        mine, theirs = (
            display.points(side.unweighted_score) for side in (self.sample, self.reference)
        )
        text = Comparison.__str__(self).removesuffix(method)
        return f"{text}, unweighted {mine} vs {theirs}{method}"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        sides = (self.sample, self.reference)

        def row(name: str, numbers: Sequence[float], form: str) -> tuple[object, ...]:
            return (name, *(format(x, form) for x in numbers))

        (score, size, _, *rest) = Comparison._rows(self)
        return [
            score,
            row("unweighted NPS", [side.unweighted_score for side in sides], ".1f"),
            size,
            row("effective answers", [side.effective_n for side in sides], ",.1f"),
            row("by weights alone (Kish)", [side.kish_n for side in sides], ",.1f"),
            row("degrees of freedom", [side.degrees_of_freedom for side in sides], "g"),
            row("design effect", [side.design_effect for side in sides], ".2f"),
            ("shares", *(html.shares_bar(side.shares) for side in sides)),
            *rest,
        ]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurveyComparisons(Comparisons):
    """Differences of many weighted scores with intervals and tests.

    Iterates as rows of `SurveyComparison`.

    Attributes
    ----------
    sample, reference : SurveySummaries
        What was compared with what, row by row.
    """

    sample: SurveySummaries  # type: ignore[assignment]  # has what the table needs of cohorts
    reference: SurveySummaries  # type: ignore[assignment]  # the same

    def _row(self, position: int) -> SurveyComparison:
        low, high = self.confidence_interval
        freedom = self.degrees_of_freedom
        sample, reference = self.sample._row(position), self.reference._row(position)
        p_value = float(self.p_value[position])
        return SurveyComparison(
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
            notes=tuple(notes_on_pair(sample, reference, p_value)),
        )

    def _columns(self) -> dict[str, Column]:
        columns = Comparisons._columns(self)
        if self.degrees_of_freedom is not None:
            columns[DIFFERENCE_FREEDOM] = self.degrees_of_freedom
        for prefix, side in (("", self.sample), ("reference_", self.reference)):
            columns |= {f"{prefix}{name}": getattr(side, name) for name in BESIDE}
        return columns

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        return without_design(Comparisons._html_columns(self, rows))


def notes_on_survey(survey: SurveySummary, limits: ConfidenceInterval, method: str) -> list[str]:
    """Say what the numbers alone would hide."""
    n = survey.n
    if n == 0:
        return ["No valid answer: there is no score."]
    notes = []
    if n < TINY:
        notes.append(f"A tiny sample: only {n} valid {'answer' if n == 1 else 'answers'}.")
    if survey.degrees_of_freedom < 1.0:
        notes.append("No degrees of freedom: there are no more clusters than strata.")
    elif survey.degrees_of_freedom < TINY:
        notes.append(
            f"Few clusters: {survey.degrees_of_freedom:g} degrees of freedom. The standard error"
            " is itself uncertain."
        )
    if n in (survey.counts.promoters, survey.counts.passives, survey.counts.detractors):
        notes.append(
            "All answers are in one class: the standard error is no guide, the interval is."
            if method == "score"
            else "All answers are in one class, so this method sees no uncertainty at all;"
            ' method="score" does.'
        )
    elif limits.low == limits.high:
        notes.append("The design leaves no uncertainty.")
    return notes


def notes_on_pair(sample: SurveySummary, reference: SurveySummary, p_value: float) -> list[str]:
    """Say what the numbers of a comparison alone would hide."""
    notes = []
    for name, side in (("sample", sample), ("reference", reference)):
        if not side.n:
            notes.append(f"The {name} has no valid answer.")
        elif side.n < TINY:
            notes.append(f"The {name} is tiny: n = {side.n}.")
    if np.isnan(p_value) and sample.n and reference.n:
        notes.append("There is no p-value here: no degrees of freedom, or no uncertainty at all.")
    return notes

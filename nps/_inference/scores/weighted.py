"""Weighted scores with intervals: Tango's on effective counts, or a t on the linearised variance.

The score method takes the effective counts n_eff p_c as if they were counts and its critical value
from Student's t with the degrees of freedom of the design. With large n_eff its interval becomes
d -+ t SE; near the ends of the scale it stays inside, and it is never of zero width for want of
variety in the answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base import html
from nps._base import text as display
from nps._base.checks import TINY, check_option
from nps._base.labels.labels import Labels
from nps._base.results import ConfidenceInterval, Intervals
from nps._base.words.saying import subject_of
from nps._inference.evidence import tail
from nps._inference.scores.estimates import Estimate, Estimates, notes_on_all
from nps._kernels.numerics.moments import normal_quantile, student_quantile
from nps._kernels.one_score.score import score_limits
from nps._samples.counts import Shares
from nps._surveys.cohorts import SurveyCohorts
from nps._surveys.samples import SurveySample
from nps._surveys.summaries import NUMBERS, summary_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray
    from nps._surveys.summaries import SurveySummaries, SurveySummary

SurveyMethodName: TypeAlias = Literal["score", "wald-t", "wald"]
METHODS = ("score", "wald-t", "wald")
#: Answers that a sample without uncertainty is taken to have.
CERTAIN = 1e60


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
        weighted, *others = summary_rows(self.survey)
        return [weighted, limits, bar, *others, ("method", self.method)]

    def _sentence(self, say: Say) -> str:
        subject, survey = subject_of(say, self.label, "weighted score"), self.survey
        if not survey.n:
            return say("empty", subject=subject)
        return say(
            "survey estimate",
            subject=subject,
            score=display.points(self.score),
            evidence=self._evidence(say),
            n=survey.n,
            effective=display.points(survey.effective_n),
            unweighted=display.points(survey.unweighted_score),
        )

    def _methods(self) -> list[MethodKey]:
        return [("survey", self.method)]


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

    def _sentence(self, say: Say) -> str:
        return self._range(say, "weighted score")

    def _methods(self) -> list[MethodKey]:
        return [("survey", self.method)]


def estimate_survey(
    sample: SurveySample | SurveyCohorts, method: object, level: float, alternative: str
) -> SurveyEstimate | SurveyEstimates:
    """Estimate the score of a weighted sample, or of many."""
    name = check_option("method", method, METHODS)
    if isinstance(sample, SurveySample):
        sample.counts._size("interval")
        return _estimate_all(alone(sample), name, level, alternative)._row(0)
    return _estimate_all(sample, name, level, alternative)


def alone(sample: SurveySample) -> SurveyCohorts:
    """Return one sample as cohorts."""
    return SurveyCohorts._make(Labels([None]), [sample])


def _estimate_all(
    cohorts: SurveyCohorts, method: str, level: float, alternative: str
) -> SurveyEstimates:
    survey = cohorts.describe()
    out = tail(alternative, 1.0 - level)
    error, score = survey.standard_error, survey.score
    if method == "score":
        critical = student_quantile(survey.degrees_of_freedom, out)
        promoters, passives, detractors = effective_counts(survey).T
        limits = score_limits(promoters, passives, detractors, critical)
        low, high = (100.0 * end for end in limits)
    else:
        t = (
            normal_quantile(out)
            if method == "wald"
            else student_quantile(survey.degrees_of_freedom, out)
        )
        low, high = (np.clip(score + side * t * error, -100.0, 100.0) for side in (-1.0, 1.0))
    if alternative == "greater":
        high = np.where(np.isnan(low), np.nan, 100.0)
    elif alternative == "less":
        low = np.where(np.isnan(high), np.nan, -100.0)
    margin = {"two-sided": (high - low) / 2.0, "greater": score - low, "less": high - score}
    return SurveyEstimates(
        score=score,
        standard_error=error,
        confidence_interval=Intervals(low, high),
        confidence_level=level,
        margin_of_error=np.abs(margin[alternative]),
        method=method,
        alternative=alternative,
        counts=survey.counts,
        notes=tuple(notes_on_all(survey.counts)),
        survey=survey,
    )


def effective_counts(survey: SurveySummaries) -> FloatArray:
    """Return n_eff p_c (G, 3); a sample that leaves no uncertainty counts as huge."""
    return survey.shares * np.minimum(survey.effective_n, CERTAIN)[:, None]


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

"""Weighted scores with intervals: Tango's on effective counts, or a t on the linearised variance.

The score method takes the effective counts n_eff p_c as if they were counts and its critical value
from Student's t with the degrees of freedom of the design. With large n_eff its interval becomes
d -+ t SE; near the ends of the scale it stays inside, and it is never of zero width for want of
variety in the answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_option
from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._inference.evidence import one_sided, reaching, tail
from nps._inference.scores.estimates import Estimate, Estimates, notes_on_all
from nps._inference.scores.methods import SURVEYS
from nps._kernels.numerics.moments import around, student_quantile, upper_quantile
from nps._kernels.one_score.score import score_limits
from nps._surveys.cohorts import SurveyCohorts
from nps._surveys.samples import SurveySample

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._surveys.summaries import SurveySummaries

#: Answers that a sample without uncertainty is taken to have.
CERTAIN = 1e60


def estimate_survey(
    sample: SurveySample | SurveyCohorts, method: object, level: float, alternative: str
) -> Estimate | Estimates:
    """Estimate the score of a weighted sample, or of many."""
    name = check_option("method", method, SURVEYS)
    if isinstance(sample, SurveySample):
        sample.counts._size("interval")
        return _estimate_all(alone(sample), name, level, alternative)._row(0)
    return _estimate_all(sample, name, level, alternative)


def alone(sample: SurveySample) -> SurveyCohorts:
    """Return one sample as cohorts."""
    return SurveyCohorts._make(Labels([None]), [sample])


def _estimate_all(cohorts: SurveyCohorts, method: str, level: float, alternative: str) -> Estimates:
    survey = cohorts.describe()
    out = tail(alternative, 1.0 - level)
    error, score = survey.standard_error, survey.score
    if method == "score":
        critical = student_quantile(survey.degrees_of_freedom, out)
        promoters, passives, detractors = effective_counts(survey).T
        limits = score_limits(promoters, passives, detractors, critical)
        low, high = (100.0 * end for end in limits)
    else:
        freedom = None if method == "wald" else survey.degrees_of_freedom
        low, high = around(score, upper_quantile(out, freedom) * error, 100.0)
    low, high = reaching(*one_sided(low, high, alternative, (-100.0, 100.0)), score)
    margin = {"two-sided": (high - low) / 2.0, "greater": score - low, "less": high - score}
    return Estimates(
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

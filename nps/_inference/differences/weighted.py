"""Differences of weighted scores with intervals and tests.

A difference of independent samples squares and adds their score intervals (MOVER), with the
degrees of freedom of Welch and Satterthwaite. Where samples share clusters or strata, their scores
vary together: then it is the linearised difference with Student's t.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from nps._base import html
from nps._base import text as display
from nps._base.checks import TINY, check_option, check_points
from nps._base.errors import OptionError
from nps._base.results import ConfidenceInterval, Intervals
from nps._inference.differences.comparisons import Comparison, Comparisons
from nps._inference.evidence import p_values, tail
from nps._inference.scores.weighted import METHODS, alone, effective_counts
from nps._kernels.numerics.moments import moments, normal_quantile, student_quantile
from nps._kernels.two_scores.mover import mover_limits, mover_statistic
from nps._kernels.two_scores.score import Pairs
from nps._samples.cohorts import Cohorts
from nps._surveys.cohorts import SurveyCohorts, as_survey
from nps._surveys.design.joining import add_scatters
from nps._surveys.summaries import BESIDE, DIFFERENCE_FREEDOM, without_design

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.results import Column, MethodKey
    from nps._kernels import FloatArray
    from nps._surveys.samples import SurveySample
    from nps._surveys.summaries import SurveySummaries, SurveySummary

#: A correlation of two scores below this is rounding.
ROUNDING = 1e-10
#: Note on the comparison of samples that vary together.
SHARED = (
    "The samples have clusters or strata in common: this is the difference under the design, with"
    " its covariance."
)


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

    def _methods(self) -> list[MethodKey]:
        return [("survey", self.method)]


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

    def _methods(self) -> list[MethodKey]:
        return [("survey", self.method)]


def compare_surveys(
    sample: object,
    reference: object,
    method: object,
    null: object,
    level: float,
    alternative: str,
) -> SurveyComparison | SurveyComparisons:
    """Compare weighted samples: one with one, many with one, or many label by label."""
    name = check_option("method", method, METHODS)
    against = check_points("null", null, 200.0)
    if isinstance(sample, (SurveyCohorts, Cohorts)):
        mine = _as_cohorts(sample)
        theirs = _matching(mine, reference)
        return _compare_all(mine, theirs, name, against, level, alternative)
    single, other = as_survey(sample), as_survey(reference, "reference")
    for side in (single, other):
        side.counts._size("difference")
    found = _compare_all(alone(single), alone(other), name, against, level, alternative)
    row = found._row(0)
    return replace(row, notes=(*row.notes, *found.notes))


def _as_cohorts(cohorts: SurveyCohorts | Cohorts) -> SurveyCohorts:
    return SurveyCohorts.from_dict(cohorts) if isinstance(cohorts, Cohorts) else cohorts


def _matching(sample: SurveyCohorts, reference: object) -> SurveyCohorts:
    """Return a reference for each cohort: the one of the same label, or one for all."""
    if isinstance(reference, (SurveyCohorts, Cohorts)):
        theirs = _as_cohorts(reference)
        for one, other in ((sample, theirs), (theirs, sample)):
            lacking = [label for label in one if label not in other]
            if lacking:
                raise OptionError(
                    f"cohorts are compared label by label, but {lacking[0]!r} is on one side only."
                    " Take the common labels with .select([...])."
                )
        return theirs.select(sample.labels)
    single = as_survey(reference, "reference")
    single.counts._size("difference")
    return SurveyCohorts._make(sample._labels, [single] * len(sample))


def _compare_all(
    sample: SurveyCohorts,
    reference: SurveyCohorts,
    method: str,
    null: float,
    level: float,
    alternative: str,
) -> SurveyComparisons:
    mine, theirs = sample.describe(), reference.describe()
    pairs = list(zip(sample._samples, reference._samples, strict=True))
    shared = np.array([one._shares_design(other) for one, other in pairs], dtype=np.bool_)
    covariance = np.array(
        [one._variance_with(other) if one.n and other.n else 0.0 for one, other in pairs]
    )
    errors = mine.standard_error, theirs.standard_error
    together = bool(np.any(np.abs(covariance) * 1e4 > ROUNDING * errors[0] * errors[1]))
    difference = mine.score - theirs.score
    squared = errors[0] ** 2 + errors[1] ** 2 - 2e4 * covariance
    error = np.sqrt(np.maximum(squared, 0.0))
    used = "wald-t" if method == "score" and together else method
    out = tail(alternative, 1.0 - level)
    freedom: FloatArray | None
    if used == "score":
        counts = [effective_counts(side) for side in (mine, theirs)]
        freedom = _welch(
            (_smoothed(counts[0]), mine.degrees_of_freedom),
            (_smoothed(counts[1]), theirs.degrees_of_freedom),
        )
        columns = Pairs(*counts[0].T, *counts[1].T)
        critical = student_quantile(freedom, out)
        low, high = (100.0 * end for end in mover_limits(columns, critical))
        statistic = mover_statistic(columns, np.full(len(sample), null / 100.0))
    else:
        joint = [
            _joint_freedom(one, other) if both else np.nan
            for (one, other), both in zip(pairs, shared, strict=True)
        ]
        welch = _welch(
            (errors[0] ** 2, mine.degrees_of_freedom), (errors[1] ** 2, theirs.degrees_of_freedom)
        )
        freedom = None if used == "wald" else np.where(shared, joint, welch)
        t = normal_quantile(out) if freedom is None else student_quantile(freedom, out)
        low, high = (np.clip(difference + side * t * error, -200.0, 200.0) for side in (-1.0, 1.0))
        with np.errstate(divide="ignore", invalid="ignore"):
            statistic = np.where(difference == null, 0.0 * error, (difference - null) / error)
    p_value = p_values(statistic, alternative, freedom)
    if alternative == "greater":
        high = np.where(np.isnan(low), np.nan, 200.0)
    elif alternative == "less":
        low = np.where(np.isnan(high), np.nan, -200.0)
    return SurveyComparisons(
        difference=difference,
        standard_error=error,
        confidence_interval=Intervals(low, high),
        confidence_level=level,
        statistic=statistic,
        p_value=p_value,
        null=null,
        alternative=alternative,
        method=used,
        degrees_of_freedom=freedom,
        sample=mine,
        reference=theirs,
        notes=(SHARED,) if together else (),
    )


def _smoothed(counts: FloatArray) -> FloatArray:
    """Return a variance of each score that is above 0 for unanimous answers too."""
    n, _, variance = moments(*counts.T)
    return (variance + 1.0 / n) / n


def _welch(
    mine: tuple[FloatArray, FloatArray], theirs: tuple[FloatArray, FloatArray]
) -> FloatArray:
    """Return the degrees of freedom of a difference, by Welch and Satterthwaite."""
    (v1, f1), (v2, f2) = mine, theirs
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = (v1 + v2) ** 2 / (v1**2 / f1 + v2**2 / f2)
    return np.asarray(np.where(v1 + v2 > 0.0, freedom, np.minimum(f1, f2)))


def _joint_freedom(sample: SurveySample, reference: SurveySample) -> float:
    """Return the degrees of freedom of two parts of one survey together."""
    mine, theirs = sample._scatter, reference._scatter
    if sample._freedom is not None:
        return sample._freedom
    if mine.parts & theirs.parts:
        return float(max(mine.freedom, theirs.freedom))
    return float(add_scatters(mine, theirs).freedom)


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

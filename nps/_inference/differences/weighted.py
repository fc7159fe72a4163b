"""Differences of weighted scores with intervals and tests.

A difference of independent samples squares and adds their score intervals (MOVER), with the
degrees of freedom of Welch and Satterthwaite. Where samples share clusters or strata, their scores
vary together: then it is the linearised difference with Student's t.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.checks import check_option, check_points
from nps._base.results import Intervals
from nps._base.words.notes import Note
from nps._inference.differences.comparisons import Comparison, Comparisons
from nps._inference.differences.questions import check_labels
from nps._inference.evidence import one_sided, p_values, reaching, tail
from nps._inference.scores.methods import SURVEYS
from nps._inference.scores.weighted import alone, effective_counts
from nps._kernels.numerics.moments import (
    around,
    moments,
    ratio,
    steady_variance,
    student_quantile,
    upper_quantile,
)
from nps._kernels.two_scores.mover import mover_limits, mover_statistic
from nps._kernels.two_scores.score import Pairs
from nps._surveys.cohorts import SurveyCohorts, as_survey, as_surveys
from nps._surveys.design.joining import add_scatters
from nps._surveys.kinds import is_many

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._surveys.samples import SurveySample

#: A correlation of two scores below this is rounding.
ROUNDING = 1e-10
#: Note on the comparison of samples that vary together.
SHARED = Note(
    "The samples have clusters or strata in common: this is the difference under the design, with"
    " its covariance."
)


def compare_surveys(
    sample: object,
    reference: object,
    method: object,
    null: object,
    level: float,
    alternative: str,
) -> Comparison | Comparisons:
    """Compare weighted samples: one with one, many with one, or many label by label."""
    name = check_option("method", method, SURVEYS)
    against = check_points("null", null, 200.0)
    if is_many(sample):
        mine = as_surveys(sample)
        theirs = _matching(mine, reference)
        return _compare_all(mine, theirs, name, against, level, alternative)
    single, other = as_survey(sample), as_survey(reference, "reference")
    for side in (single, other):
        side.counts._size("difference")
    found = _compare_all(alone(single), alone(other), name, against, level, alternative)
    row = found._row(0)
    return replace(row, notes=(*row.notes, *found.notes))


def _matching(sample: SurveyCohorts, reference: object) -> SurveyCohorts:
    """Return a reference for each cohort: the one of the same label, or one for all."""
    if is_many(reference):
        theirs = as_surveys(reference)
        check_labels(sample, theirs)
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
) -> Comparisons:
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
        low, high = around(difference, upper_quantile(out, freedom) * error, 200.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            statistic = np.where(difference == null, 0.0 * error, (difference - null) / error)
    p_value = p_values(statistic, alternative, freedom)
    low, high = reaching(*one_sided(low, high, alternative, (-200.0, 200.0)), difference)
    return Comparisons(
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


def difference_freedom(
    sample: SurveySample, reference: SurveySample, mine: FloatArray, theirs: FloatArray
) -> FloatArray:
    """Return the degrees of freedom of differences of two samples, by the variances of both."""
    if sample._shares_design(reference):
        return np.full(mine.shape, _joint_freedom(sample, reference))
    freedom = [np.full(mine.shape, side.degrees_of_freedom) for side in (sample, reference)]
    return _welch((mine, freedom[0]), (theirs, freedom[1]))


def _joint_freedom(sample: SurveySample, reference: SurveySample) -> float:
    """Return the degrees of freedom of two parts of one survey together."""
    mine, theirs = sample._scatter, reference._scatter
    if sample._freedom is not None:
        return sample._freedom
    if mine.parts & theirs.parts:
        return float(max(mine.freedom, theirs.freedom))
    return float(add_scatters(mine, theirs).freedom)


class ShareDifferences(NamedTuple):
    """The shares of both samples with the errors, statistics and freedom of their differences."""

    share: FloatArray
    reference_share: FloatArray
    error: FloatArray
    statistic: FloatArray
    freedom: FloatArray
    notes: tuple[Note, ...]


def share_differences(sample: SurveySample, reference: SurveySample) -> ShareDifferences:
    """Return how the shares of the classes differ under the design."""
    shares, others = np.array(sample.shares), np.array(reference.shares)
    variances = [np.diag(side._share_covariance(side)) for side in (sample, reference)]
    squared = sum(variances) - 2.0 * np.diag(sample._share_covariance(reference))
    same = np.isin(shares, (0.0, 1.0)) & np.isin(others, (0.0, 1.0))
    notes: tuple[Note, ...] = ()
    if same.any():
        steady = _steady(sample, shares) + _steady(reference, others)
        squared = np.where(same, steady, squared)
        notes = (
            Note(
                "{k:share} 0% or 100% on both sides: the variance there is that of counts with 3"
                " answers added.",
                k=int(same.sum()),
            ),
        )
    error = np.sqrt(np.maximum(squared, 0.0))
    freedom = difference_freedom(sample, reference, *variances)
    statistic = np.asarray(ratio(shares - others, error))
    return ShareDifferences(shares, others, error, statistic, freedom, notes)


def _steady(sample: SurveySample, shares: FloatArray) -> FloatArray:
    """Return the variance of shares that are 0 or 1, that of counts with answers added.

    A share is half a score plus one half; where everybody was asked there is none.
    """
    size = sample.describe().effective_n
    if math.isinf(size):
        return np.zeros(shares.shape)
    of_one = steady_variance(size * shares, np.zeros(shares.shape), size * (1.0 - shares))[0]
    return np.asarray(of_one / (4.0 * size))


def superiority(sample: SurveySample, reference: SurveySample) -> tuple[float, float, float]:
    """Return P(X > Y) + P(X = Y)/2 for the classes, its error and its degrees of freedom.

    It is linear in the shares of either sample, so its variance follows from their covariances.
    """
    mine, theirs = np.array(sample.shares), np.array(reference.shares)
    above = np.triu(np.ones((3, 3)), 1) + 0.5 * np.eye(3)  # the classes from promoters down
    chance = float(mine @ above @ theirs)
    slopes = above @ theirs, mine @ above
    own = [
        float(slope @ side._share_covariance(side) @ slope)
        for slope, side in zip(slopes, (sample, reference), strict=True)
    ]
    joint = float(slopes[0] @ sample._share_covariance(reference) @ slopes[1])
    freedom = difference_freedom(sample, reference, *(np.array([part]) for part in own))
    return chance, math.sqrt(max(sum(own) + 2.0 * joint, 0.0)), float(freedom[0])

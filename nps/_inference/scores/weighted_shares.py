"""Intervals for the weighted shares of a survey: those of counts, on the effective sample size."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.checks import check_option
from nps._kernels.numerics.moments import normal_quantile, student_quantile
from nps._kernels.one_score.shares import clopper_pearson, wilson
from nps._kernels.weights.effective import effective_size

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray
    from nps._surveys.samples import SurveySample

METHODS = ("wilson", "korn-graubard")


class WeightedShares(NamedTuple):
    """Columns with an entry for each sample and class."""

    share: FloatArray
    low: FloatArray
    high: FloatArray
    answers: IntArray
    n: IntArray
    standard_error: FloatArray
    degrees_of_freedom: FloatArray


def weighted_shares(
    samples: tuple[SurveySample, ...], method: object, level: float
) -> WeightedShares:
    """Return the shares of the classes in each sample with their intervals; NaN if it is empty."""
    name = check_option("method", method, METHODS)
    tail = (1.0 - level) / 2.0
    tables = [_shares(sample, name, tail) if sample.n else _unknown(sample) for sample in samples]
    return WeightedShares(*(np.concatenate(column) for column in zip(*tables, strict=True)))


def _unknown(sample: SurveySample) -> WeightedShares:
    nothing, none = np.full(3, np.nan), np.zeros(3, dtype=np.int64)
    return WeightedShares(nothing, nothing, nothing, none, none, nothing, nothing)


def _shares(sample: SurveySample, method: str, tail: float) -> WeightedShares:
    share = np.array(sample.shares)
    squared = np.maximum(np.diag(sample._share_covariance(sample)), 0.0)
    n, freedom = float(sample.n), sample.degrees_of_freedom
    # Korn and Graubard let a design be better than random sampling, as R does
    most = n if method == "wilson" else np.inf
    known = (most, sample.kish_n, share * (1.0 - share), squared, squared, 1.0)
    size = effective_size(*np.broadcast_arrays(*known))
    t = student_quantile(freedom, tail)
    if method == "wilson":
        size = size * (normal_quantile(tail) / t) ** 2
        low, high = wilson(size * share, size, tail)
    else:
        size = size * (student_quantile(n - 1.0, tail) / t) ** 2
        low, high = clopper_pearson(size * share, size, tail)
    counts = sample.counts
    count = np.array([counts.promoters, counts.passives, counts.detractors], dtype=np.int64)
    return WeightedShares(
        share,
        low,
        high,
        count,
        np.full(3, sample.n, dtype=np.int64),
        np.sqrt(squared),
        np.full(3, freedom),
    )

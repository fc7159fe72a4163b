"""Tell whether the difference between two scores is real."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, overload

import numpy as np

from nps._difference_methods import DIFFERENCES
from nps._kernels.two_sample import Pairs
from nps._validation import (
    check_alternative,
    check_confidence_level,
    check_option,
    check_points,
    did_you_mean,
)
from nps.cohorts import Cohorts
from nps.comparisons import Comparison, Comparisons, notes_on
from nps.counts import as_counts
from nps.errors import OptionError
from nps.results import ConfidenceInterval, Intervals

if TYPE_CHECKING:
    from nps._typing import Alternative, FloatArray
    from nps.counts import Counts

DifferenceMethodName: TypeAlias = Literal["score", "wald", "welch"]


@overload
def compare(  # type: ignore[overload-overlap]  # the general case is second
    sample: Cohorts,
    reference: object,
    *,
    method: DifferenceMethodName = "score",
    null: float = 0.0,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
) -> Comparisons: ...
@overload
def compare(
    sample: object,
    reference: object,
    *,
    method: DifferenceMethodName = "score",
    null: float = 0.0,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
) -> Comparison: ...
def compare(
    sample: object,
    reference: object,
    *,
    method: DifferenceMethodName = "score",
    null: float = 0.0,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
) -> Comparison | Comparisons:
    r"""Compare the scores of two independent samples.

    Parameters
    ----------
    sample, reference : ratings, Counts or Cohorts
        The difference is always ``sample - reference``. `Cohorts` are compared all at once: with
        one reference for all, or with the cohorts of the same label.
    method : {"score", "wald", "welch"}, default "score"
        "score": constrained maximum likelihood, holds its level from about ten answers on and also
        where a sample is unanimous. "wald": the textbook z test, too many false alarms in small
        samples. "welch": Welch's t test on -100/0/100, undefined where both samples are unanimous
        or one holds a single answer.
    null : float, default 0.0
        Difference under the null hypothesis, in points. A negative margin with
        ``alternative="greater"`` is a test of non-inferiority.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" asks whether the difference is above `null` and gives a lower bound (high is
        200), "less" whether it is below and gives an upper bound (low is -200).
    confidence_level : float, default 0.95
        Strictly between 0 and 1.

    Returns
    -------
    Comparison
        For `Cohorts`, `Comparisons` with a row for each.

    Raises
    ------
    EmptySampleError
        If a single sample or reference has no valid answer.
    OptionError
        If an option is not allowed, or the two sets of cohorts do not have the same labels.

    See Also
    --------
    estimate : One score with its interval.

    Notes
    -----
    With d_i the observed scores and p_i the shares most likely under the null difference delta,

    .. math:: z(\delta) = \frac{d_1 - d_2 - \delta}{\sqrt{\frac{N}{N-1}
              \left(\frac{v_1}{n_1} + \frac{v_2}{n_2}\right)}},

    where v_i is the variance under p_i and N = n_1 + n_2. The interval holds all delta that the
    test does not reject, so p-value and interval always agree. Without passives it is twice the
    interval of Miettinen and Nurminen [1]_ for two shares.

    References
    ----------
    .. [1] Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine
       4(2), 213-226. doi:10.1002/sim.4780040211
    .. [2] Welch BL (1947). The generalization of Student's problem when several different
       population variances are involved. Biometrika 34(1-2), 28-35. doi:10.1093/biomet/34.1-2.28

    Examples
    --------
    >>> import nps
    >>> this_year, last_year = nps.Counts(520, 290, 190), nps.Counts(460, 310, 230)
    >>> change = nps.compare(this_year, last_year)
    >>> print(f"{change.difference:+.1f} points, p = {change.p_value:.3f}")
    +10.0 points, p = 0.005
    """
    check_option("method", method, DIFFERENCES)
    null_points = check_points("null", null, 200.0)
    check_alternative(alternative)
    level = check_confidence_level(confidence_level)
    if isinstance(sample, Cohorts):
        return _compare_all(sample, reference, method, null_points, alternative, level)
    mine, theirs = as_counts(sample), as_counts(reference, "reference")
    for counts in (mine, theirs):
        counts._size("difference")
    found = _infer(_pairs(_row(mine), _row(theirs)), method, null_points, alternative, level)
    p_value = float(found.p_value[0])
    return Comparison(
        difference=mine.score - theirs.score,
        standard_error=float(found.standard_error[0]),
        confidence_interval=ConfidenceInterval(float(found.low[0]), float(found.high[0])),
        confidence_level=level,
        statistic=float(found.statistic[0]),
        p_value=p_value,
        null=null_points,
        alternative=alternative,
        method=method,
        degrees_of_freedom=None if found.freedom is None else float(found.freedom[0]),
        sample=mine,
        reference=theirs,
        notes=tuple(notes_on(mine, theirs, method, p_value)),
    )


def _compare_all(
    sample: Cohorts, reference: object, method: str, null: float, alternative: str, level: float
) -> Comparisons:
    if isinstance(reference, Cohorts):
        matched = _matched(sample, reference)
    else:
        counts = as_counts(reference, "reference")
        counts._size("difference")
        matched = Cohorts._repeat(counts, sample)
    found = _infer(_pairs(sample, matched), method, null, alternative, level)
    empty = int(((sample.n == 0) | (matched.n == 0)).sum())
    return Comparisons(
        difference=sample.score - matched.score,
        standard_error=found.standard_error,
        confidence_interval=Intervals(found.low, found.high),
        confidence_level=level,
        statistic=found.statistic,
        p_value=found.p_value,
        null=null,
        alternative=alternative,
        method=method,
        degrees_of_freedom=found.freedom,
        sample=sample,
        reference=matched,
        notes=(f"{empty:,} rows have a side without a valid answer.",) if empty else (),
    )


def _matched(sample: Cohorts, reference: Cohorts) -> Cohorts:
    """Return the reference cohorts in the order of the sample's labels."""
    for mine, theirs, name in ((sample, reference, "reference"), (reference, sample, "sample")):
        lacking = [label for label in mine if label not in theirs]
        if lacking:
            hint = did_you_mean(lacking[0], [x for x in theirs if isinstance(x, str)])
            raise OptionError(
                f"cohorts are compared label by label, but {name} has no {lacking[0]!r}"
                f"{f' and {len(lacking) - 1} others' if len(lacking) > 1 else ''}.{hint}"
                " Take the common labels with .select([...])."
            )
    return reference if sample.labels == reference.labels else reference.select(sample.labels)


def _row(counts: Counts) -> Cohorts:
    return Cohorts.from_dict({None: counts})


def _pairs(sample: Cohorts, reference: Cohorts) -> Pairs:
    columns = (
        sample.promoters, sample.passives, sample.detractors,
        reference.promoters, reference.passives, reference.detractors,
    )  # fmt: skip
    return Pairs(*(column.astype(np.float64) for column in columns))


@dataclass(frozen=True, slots=True)
class _Found:
    """What a method says, in points."""

    standard_error: FloatArray
    low: FloatArray
    high: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    freedom: FloatArray | None


def _infer(pairs: Pairs, method: str, null: float, alternative: str, level: float) -> _Found:
    from scipy.special import ndtr, stdtr

    chosen = DIFFERENCES[method]
    tail = (1.0 - level) / 2.0 if alternative == "two-sided" else 1.0 - level
    low, high = chosen.limits(pairs, tail)
    if alternative == "greater":
        high = np.where(np.isnan(low), np.nan, 2.0)
    elif alternative == "less":
        low = np.where(np.isnan(high), np.nan, -2.0)
    statistic = chosen.statistic(pairs, np.full(low.shape, null / 100.0))
    freedom = None if chosen.freedom is None else chosen.freedom(pairs)
    # the distance into the tail, so that small probabilities keep their digits
    distance = {"two-sided": -np.abs(statistic), "greater": -statistic, "less": statistic}
    sides = 2.0 if alternative == "two-sided" else 1.0
    x = distance[alternative]
    p_value = sides * (ndtr(x) if freedom is None else stdtr(freedom, x))
    return _Found(
        standard_error=100.0 * chosen.standard_error(pairs),
        low=100.0 * low,
        high=100.0 * high,
        statistic=statistic,
        p_value=p_value,
        freedom=freedom,
    )

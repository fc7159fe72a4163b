"""The score of a sample and its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

import numpy as np

from nps._base.checks import check_alternative, check_confidence_level, check_option
from nps._base.errors import OptionError
from nps._base.results import ConfidenceInterval, Intervals
from nps._inference.evidence import one_sided, reaching, tail
from nps._inference.scores.estimates import Estimate, Estimates, notes_on, notes_on_all
from nps._inference.scores.methods import INTERVALS, IntervalMethodName
from nps._kernels.numerics.moments import moments
from nps._samples.counts import as_counts
from nps._surveys.kinds import is_counted, is_many, is_weighted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import Alternative
    from nps._inference.scores.methods import SurveyMethodName
    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts
    from nps._surveys.kinds import ManySamples


@overload
def score(sample: ManySamples) -> FloatArray: ...  # type: ignore[overload-overlap]  # the general case is second
@overload
def score(sample: object) -> float: ...
def score(sample: object) -> float | FloatArray:
    """Compute the Net Promoter Score.

    Parameters
    ----------
    sample : ratings, Counts, Cohorts, SurveySample or SurveyCohorts
        Ratings from 0 to 10 in any 1-D container; for other scales count them first with
        ``nps.count(ratings, scale=...)``. The score of a survey sample is weighted.

    Returns
    -------
    float
        ``100 * (promoters - detractors) / n`` in points, -100 to 100; n counts valid answers only.
        For `Cohorts` an array, NaN where there is no valid answer.

    Raises
    ------
    EmptySampleError
        If a single sample has no valid answer.
    RatingError
        If an answer is off the scale.

    See Also
    --------
    estimate : The score with its interval.

    References
    ----------
    Reichheld FF (2003). The one number you need to grow. Harvard Business Review 81(12), 46-55.

    Examples
    --------
    >>> import nps
    >>> nps.score([10, 9, 8, 7, 3])
    20.0
    """
    if is_many(sample) or is_weighted(sample):
        return sample.score
    return as_counts(sample).score


@overload
def estimate(  # type: ignore[overload-overlap]  # the general case is second
    sample: ManySamples,
    *,
    confidence_level: float = 0.95,
    method: IntervalMethodName | SurveyMethodName = "score",
    alternative: Alternative = "two-sided",
    population: object = None,
) -> Estimates: ...
@overload
def estimate(
    sample: object,
    *,
    confidence_level: float = 0.95,
    method: IntervalMethodName | SurveyMethodName = "score",
    alternative: Alternative = "two-sided",
    population: int | None = None,
) -> Estimate: ...
def estimate(
    sample: object,
    *,
    confidence_level: float = 0.95,
    method: IntervalMethodName | SurveyMethodName = "score",
    alternative: Alternative = "two-sided",
    population: object = None,
) -> Estimate | Estimates:
    """Estimate the Net Promoter Score with a confidence interval.

    Parameters
    ----------
    sample : ratings, Counts, Cohorts, SurveySample or SurveyCohorts
        Ratings from 0 to 10 in any 1-D container, or counts. `Cohorts` are estimated all at once,
        and so are `SurveyCohorts`.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.
    method : str, default "score"
        "score": Tango's score interval, in closed form. Close to its level at every n, inside the
        scale, never of zero width. The Notes name the others.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" gives a lower bound that the true score exceeds with the confidence level (high
        is 100), "less" an upper bound (low is -100).
    population : int, optional
        Size N of the finite population that the sample was drawn from without replacement. For
        `Cohorts` also one for each, or a mapping from label to N.

    Returns
    -------
    Estimate
        For cohorts `Estimates` with a row for each; NaN where there is no valid answer. Of weighted
        answers `survey` says what they are worth.

    Raises
    ------
    EmptySampleError
        If a single sample has no valid answer.
    RatingError
        If an answer is off the scale.
    OptionError
        If an option is not allowed, or the population is smaller than the sample.

    See Also
    --------
    compare : Did the score change?
    score : The number alone.

    Notes
    -----
    With a promoters, b passives, c detractors, d = (a - c)/n and z the normal quantile, the score
    interval holds all theta with ``|d - theta| <= z sqrt((p_pro + p_det - theta**2)/n)``, where
    p_pro and p_det are the shares most likely under ``p_pro - p_det = theta`` [1]_. Its ends are
    the outer roots of a cubic. Without passives it is Wilson's interval for a share, ``2 p - 1``.

    Three methods are enough for most people:

    - "score" [1]_: the default.
    - "wald" [2]_: score -+ z SE, as in most old reports, to reproduce them. Covers too rarely below
      n = 100 or near the ends.
    - "skewness-corrected" [3]_: for one-sided and non-inferiority claims. Both tails are right from
      n = 20 on, at 2 to 4% more width. The whole scale for n = 1.

    Seventeen more are there to agree with other programs, papers and ways of thinking. The page of
    :doc:`methods </reference/methods>` says of each what it is, when to use it and where it comes
    from, :doc:`Which interval? </explanation/which-interval>` how well it covers: "t",
    "adjusted-wald", "bonett-price", "agresti-min", "goodman", "may-johnson", "mover-wilson",
    "mover-jeffreys", "exact", "exact-unconditional" (up to 200 answers), "bootstrap-percentile",
    "bootstrap-basic", "bootstrap-bca", "bootstrap-studentized", "bayes-jeffreys", "bayes-uniform",
    "bayes-perks".

    A `SurveySample` has three methods: "score", Tango's interval on the effective counts n_eff p,
    with n_eff = v / SE**2 at most n, v the weighted variance of one answer, SE the standard error
    under the design and Student's t for z; "wald-t", score -+ t SE with the degrees of freedom of
    the design, as R's survey package has it; and "wald" with z.

    The methods that add answers ("adjusted-wald", "bonett-price", "agresti-min", "bayes-...") pull
    towards 0, so their interval may leave the score itself out; a note says when. Their standard
    error is that of the counts with the answers added (of the posterior, for "bayes-..."); "t" has
    divisor n - 1, all others divisor n.

    For a finite population the intervals are those of the effective sample size
    ``n (N - 1)/(N - n)``, with the same shares: the standard error shrinks by
    ``sqrt((N - n)/(N - 1))``. "t" uses its usual factor ``sqrt(1 - n/N)``; the exact, bootstrap and
    Bayesian methods do not offer it. With n = N everybody has answered and the interval is the
    score itself.

    References
    ----------
    .. [1] Tango T (1998). Equivalence test and confidence interval for the difference in
       proportions for the paired-sample design. Statistics in Medicine 17(8), 891-908.
       doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B
    .. [2] Rocks B (2016). Interval estimation for the "Net Promoter Score". The American
       Statistician 70(4), 365-372. doi:10.1080/00031305.2016.1158124
    .. [3] Laud PJ (2017). Equal-tailed confidence intervals for comparison of rates. Pharmaceutical
       Statistics 16(5), 334-348. doi:10.1002/pst.1813

    Examples
    --------
    >>> import nps
    >>> print(nps.estimate(nps.Counts(50, 30, 20)))
    NPS 30.0  [14.0, 44.3]  95% CI, n = 100 (score method)

    Even five happy customers say little:

    >>> print(nps.estimate([10, 9, 10, 9, 9]))
    NPS 100.0  [13.1, 100.0]  95% CI, n = 5 (score method)
    """
    level = check_confidence_level(confidence_level)
    if is_weighted(sample):
        from nps._inference.scores.weighted import estimate_survey

        if population is not None:
            raise OptionError(
                "population belongs to the design of a survey: give it to nps.SurveySample."
            )
        return estimate_survey(sample, method, level, check_alternative(alternative))
    check_option("method", method, INTERVALS)
    check_alternative(alternative)
    if population is not None and INTERVALS[method].finite is None:
        raise OptionError(
            f'population is not available for method="{method}"; it is for '
            + ", ".join(f'"{name}"' for name, one in INTERVALS.items() if one.finite)
            + "."
        )
    if is_counted(sample):
        from nps._inference.scores.population import check_populations

        sizes = check_populations(population, sample)
        return _estimate_all(sample, level, method, alternative, sizes)
    counts = as_counts(sample)
    counts._size("interval")
    size = None
    if population is not None:
        from nps._inference.scores.population import check_population

        size = check_population(population, counts.n)
    columns = [np.float64(k) for k in (counts.promoters, counts.passives, counts.detractors)]
    numbers = None if size is None else np.float64(size)
    error, *ends = map(float, _limits(columns, counts.score, level, method, alternative, numbers))
    limits = ConfidenceInterval(*ends)
    return Estimate(
        score=counts.score,
        standard_error=error,
        confidence_interval=limits,
        confidence_level=level,
        margin_of_error=float(_margin(counts.score, *limits, alternative)),
        method=method,
        alternative=alternative,
        counts=counts,
        population=size,
        notes=tuple(notes_on(counts, limits, method, alternative, size)),
    )


def _estimate_all(
    cohorts: Cohorts,
    level: float,
    method: str,
    alternative: str,
    population: FloatArray | None,
) -> Estimates:
    points, columns = cohorts.score, cohorts._classes()
    error, low, high = _limits(columns, points, level, method, alternative, population)
    return Estimates(
        score=points,
        standard_error=error,
        confidence_interval=Intervals(low, high),
        confidence_level=level,
        margin_of_error=np.asarray(_margin(points, low, high, alternative)),
        method=method,
        alternative=alternative,
        counts=cohorts,
        population=None if population is None else population.astype(np.int64),
        notes=tuple(notes_on_all(cohorts)),
    )


def _limits(
    columns: Sequence[FloatArray | np.float64],
    points: FloatArray | float,
    level: float,
    method: str,
    alternative: str,
    population: FloatArray | np.float64 | None,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return standard error and limits in points."""
    chosen = INTERVALS[method]
    if chosen.largest is not None:
        size = moments(*columns)[0].max(initial=0.0)
        if size > chosen.largest:
            raise OptionError(
                f'method="{method}" is for samples of at most {chosen.largest:,} answers, got'
                f' {size:,.0f}. Use method="{chosen.beyond}" for larger ones.'
            )
    out = tail(alternative, 1.0 - level)
    if population is None:
        error, (low, high) = chosen.standard_error(*columns), chosen.limits(*columns, out)
    elif chosen.finite == "fraction":
        fraction = moments(*columns)[0] / population
        error = chosen.standard_error(*columns, fraction)
        low, high = chosen.limits(*columns, out, fraction)
    else:
        n, d, _ = moments(*columns)
        census = n == population
        larger = (population - 1.0) / np.where(census, np.nan, population - n)
        columns = [column * larger for column in columns]
        error = np.where(census, 0.0, chosen.standard_error(*columns))
        low, high = (np.where(census, d, end) for end in chosen.limits(*columns, out))
    low, high = one_sided(100.0 * low, 100.0 * high, alternative, (-100.0, 100.0))
    return 100.0 * error, *reaching(low, high, points)


def _margin(
    points: float | FloatArray,
    low: float | FloatArray,
    high: float | FloatArray,
    alternative: str,
) -> float | FloatArray:
    """Half the width, or the distance from the score to the one bound."""
    if alternative == "greater":
        return np.abs(points - low)
    if alternative == "less":
        return np.abs(high - points)
    return (high - low) / 2.0

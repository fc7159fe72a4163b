"""Tell whether the difference between two scores is real."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, overload

import numpy as np

from nps._base.checks import check_alternative, check_confidence_level
from nps._base.errors import InputTypeError, OptionError
from nps._inference.differences.questions import (
    Question,
    answer,
    answer_all,
    as_sample,
    check_labels,
    compositions,
    pairs_of,
)
from nps._inference.differences.sides import check_pair, named
from nps._samples.cohorts import Cohorts
from nps._samples.counts import as_counts
from nps._samples.published import PublishedScore
from nps._surveys.kinds import is_weighted

if TYPE_CHECKING:
    from nps._base.typing import Alternative, Rng
    from nps._inference.differences.comparisons import Comparison, Comparisons
    from nps._inference.differences.methods import DifferenceMethodName
    from nps._inference.scores.methods import SurveyMethodName
    from nps._surveys.kinds import ManySamples

Prior: TypeAlias = 'Literal["jeffreys", "uniform", "perks"] | tuple[float, float, float]'


@overload
def compare(  # type: ignore[overload-overlap]  # the general case is second
    sample: ManySamples,
    reference: object,
    *,
    names: tuple[str, str] | None = None,
    method: DifferenceMethodName | SurveyMethodName = "score",
    null: float = 0.0,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    mid_p: bool | None = None,
    n_resamples: int | None = None,
    rng: Rng = None,
    prior: Prior | None = None,
) -> Comparisons: ...
@overload
def compare(
    sample: object,
    reference: object,
    *,
    names: tuple[str, str] | None = None,
    method: DifferenceMethodName | SurveyMethodName = "score",
    null: float = 0.0,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    mid_p: bool | None = None,
    n_resamples: int | None = None,
    rng: Rng = None,
    prior: Prior | None = None,
) -> Comparison: ...
def compare(
    sample: object,
    reference: object,
    *,
    names: tuple[str, str] | None = None,
    method: DifferenceMethodName | SurveyMethodName = "score",
    null: float = 0.0,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    mid_p: bool | None = None,
    n_resamples: int | None = None,
    rng: Rng = None,
    prior: Prior | None = None,
) -> Comparison | Comparisons:
    r"""Compare the scores of two independent samples.

    Parameters
    ----------
    sample, reference : ratings, Counts, PublishedScore, Cohorts, SurveySample or SurveyCohorts
        The difference is always ``sample - reference``. `Cohorts` are compared all at once: with
        one reference for all, or with the cohorts of the same label. If either side is a survey
        sample, the other is taken as one of constant weights.
    names : tuple of two str, optional
        What sentences, tables and pictures call the two, such as ``("2025", "2024")``: the sample
        first.
    method : str, default "score"
        Where the interval comes from; the p-value always comes from the same statistic.

        - "score": constrained maximum likelihood. Holds its level from about ten answers on, and
          also where a sample is unanimous.
        - "score-mee": the same without the factor N/(N - 1), a little too eager in small samples.
        - "mover": square-and-add of two score intervals; slightly conservative.
        - "wald": the textbook z test; too many false alarms in small samples.
        - "wald-pooled": the z test with the pooled variance, for the question whether both come
          from one population. Its interval takes that standard error for all differences.
        - "welch": Welch's t test on -100/0/100; undefined where both samples are unanimous or one
          holds a single answer.
        - "student": Student's t test on -100/0/100, with one variance for both samples.
        - "adjusted-wald": Wald with 3/8, 3/4, 3/8 answers added to each sample: simple and good.
        - "lewis-sauro": Wald with 3/4, 3/2, 3/4 added to each, as MeasuringU does; misses large
          differences of small samples.
        - "permutation": the exact permutation test that both come from one population.
        - "permutation-studentized": the same with the standard error of each division, which in
          large samples makes it a test of the scores alone.
        - "bootstrap": percentiles of the exact bootstrap law; as narrow as "wald".
        - "bayes": posterior of the difference with Dirichlet priors.
    null : float, default 0.0
        Difference under the null hypothesis, in points. A negative margin with
        ``alternative="greater"`` is a test of non-inferiority.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" asks whether the difference is above `null` and gives a lower bound (high is
        200), "less" whether it is below and gives an upper bound (low is -200).
    confidence_level : float, default 0.95
        Strictly between 0 and 1.
    mid_p : bool, optional
        Permutation methods only: count divisions as extreme as the observed one half. Less
        conservative, no longer guaranteed to hold the level. Default False.
    n_resamples : int, optional
        Permutation methods only: draw so many random divisions, up to a million, instead of working
        out all. By default all are worked out up to about 100,000 answers, and 99,999 drawn beyond.
    rng : int, SeedSequence or Generator, optional
        Permutation methods only: source of random numbers where divisions are drawn, passed to
        `numpy.random.default_rng`. By default fresh entropy from the system.
    prior : {"jeffreys", "uniform", "perks"} or three numbers, optional
        "bayes" only: Dirichlet prior of the shares, as in `posterior`. Default "jeffreys".

    Returns
    -------
    Comparison
        For `Cohorts`, `Comparisons` with a row for each.

    Raises
    ------
    EmptySampleError
        If a single sample or reference has no valid answer.
    OptionError
        If an option is not allowed or not one of the method, or the two sets of cohorts do not have
        the same labels.

    See Also
    --------
    compare_benchmark : One sample against a fixed number.
    compare_part : A part against the whole that contains it.
    compare_many : Many cohorts as one family.
    equivalence : Is the difference too small to matter?
    what_moved : The shares behind the change of a score.

    Notes
    -----
    With d_i the observed scores and p_i the shares most likely under the null difference delta,

    .. math:: z(\delta) = \frac{d_1 - d_2 - \delta}{\sqrt{\frac{N}{N-1}
              \left(\frac{v_1}{n_1} + \frac{v_2}{n_2}\right)}},

    where v_i is the variance under p_i and N = n_1 + n_2. Without passives it is twice the test and
    interval of Miettinen and Nurminen [1]_ for two shares. With lambda the Lagrange multiplier of
    the constraint, (N/(N - 1)) z**2 = lambda (d_1 - d_2 - delta): both factors grow as delta moves
    away from the observed difference, so z is monotone and the interval holds exactly the delta
    that the test does not reject.

    That p < 1 - `confidence_level` exactly when the interval leaves `null` out holds for every
    method. "mover" has as its statistic the z whose interval ends at `null` [2]_. The permutation
    methods [3]_ hold (d_1 - d_2 - delta)/s against its law over all divisions of the answers,
    which is exact for delta = 0; p-values are good down to about 1e-18. "bootstrap" and "bayes"
    take twice the smaller of the chances of differences up to `null` and from `null` on, and give
    its normal quantile as the statistic.

    Survey samples have the methods "score", "wald-t" and "wald". Independent ones are compared by
    square-and-add of their score intervals on effective counts, with Student's t and the degrees of
    freedom of Welch [4]_ and Satterthwaite. Where they share clusters or strata, being groups of
    one survey, "score" gives way to "wald-t", the linearised difference with its covariance: square
    and add with a correlation need not widen with the level near the ends of the scale, so that
    interval and p-value could disagree. The result names the method used, and a note says why.

    Of a `PublishedScore` the variance is known only within bounds. Interval and p-value are the
    widest and largest over its extreme compositions, and the notes say so.

    References
    ----------
    .. [1] Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine
       4(2), 213-226. doi:10.1002/sim.4780040211
    .. [2] Zou GY, Donner A (2008). Construction of confidence limits about effect measures: a
       general approach. Statistics in Medicine 27(10), 1693-1702. doi:10.1002/sim.3095
    .. [3] Chung E, Romano JP (2013). Exact and asymptotically robust permutation tests. The Annals
       of Statistics 41(2), 484-507. doi:10.1214/13-AOS1090
    .. [4] Welch BL (1947). The generalization of Student's problem when several different
       population variances are involved. Biometrika 34(1-2), 28-35. doi:10.1093/biomet/34.1-2.28

    Examples
    --------
    >>> import nps
    >>> this_year, last_year = nps.Counts(520, 290, 190), nps.Counts(460, 310, 230)
    >>> change = nps.compare(this_year, last_year)
    >>> print(f"{change.difference:+.1f} points, p = {change.p_value:.3f}")
    +10.0 points, p = 0.005

    Is this year's score no worse than last year's by 3 points or more?

    >>> no_worse = nps.compare(this_year, last_year, null=-3, alternative="greater")
    >>> no_worse.p_value < 0.05
    True
    """
    called = check_pair(names)
    if is_weighted(sample) or is_weighted(reference):
        from nps._inference.differences.weighted import compare_surveys

        if not all(option is None for option in (mid_p, n_resamples, rng, prior)):
            raise OptionError(
                "mid_p, n_resamples, rng and prior are options of methods for counts, not for"
                " survey samples."
            )
        level = check_confidence_level(confidence_level)
        side = check_alternative(alternative)
        return named(compare_surveys(sample, reference, method, null, level, side), called)
    question = Question.read(
        method, null, alternative, confidence_level,
        mid_p=mid_p, n_resamples=n_resamples, rng=rng, prior=prior,
    )  # fmt: skip
    if isinstance(sample, Cohorts):
        theirs = matching(sample, reference)
        gap = sample.score - theirs.score
        rows = question.put_to(pairs_of(sample, theirs)).reaching(gap)
        return named(answer_all(question, rows, sample, theirs, gap), called)
    mine, other = as_sample(sample), as_sample(reference, "reference")
    found = question.put_to(compositions(mine, other, question.method))
    return named(answer(question, found, mine, other, mine.score - other.score), called)


def matching(sample: Cohorts, reference: object, name: str = "reference") -> Cohorts:
    """Return a reference for each cohort: the cohort of the same label, or one for all."""
    if isinstance(reference, PublishedScore):
        raise InputTypeError(
            "cohorts are compared with counts, not with a PublishedScore; compare them one by one."
        )
    if not isinstance(reference, Cohorts):
        counts = as_counts(reference, name)
        counts._size("difference")
        one = Cohorts.from_dict({None: counts})
        return one._relabelled(np.zeros(len(sample), dtype=np.int64), sample._labels)
    check_labels(sample, reference, name)
    return reference if sample.labels == reference.labels else reference.select(sample.labels)

"""One score of many cohorts whose true scores may differ."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import numpy as np

from nps._base import text
from nps._base.checks import check_confidence_level, check_option
from nps._base.errors import EmptySampleError, InputTypeError
from nps._base.results import Result
from nps._base.tables import html
from nps._base.tables.measures import Measure
from nps._base.text import shown_kind
from nps._base.words.notes import Note
from nps._base.words.saying import Method, limits_text, uncapital
from nps._inference.strata.designs import covariance_of_scores
from nps._inference.strata.methods import (
    Asked,
    heterogeneity,
    i_squared,
    normal_evidence,
    spread_limits,
)
from nps._kernels.many_scores import pooling
from nps._surveys.cohorts import as_surveys
from nps._surveys.kinds import is_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.results import ConfidenceInterval, MethodKey
    from nps._base.tests import Test
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray
    from nps._surveys.kinds import AnyCohorts

PoolingMethodName: TypeAlias = Literal["fixed", "dersimonian-laird", "reml"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pooled(Result, Measure):
    """One score of many cohorts, in points.

    Attributes
    ----------
    score : float
        Mean of the scores by their `weights`.
    standard_error : float
        Of the score.
    confidence_interval : ConfidenceInterval
        ``low, high``.
    confidence_level : float
        Probability with which such intervals contain the true mean.
    statistic, p_value : float
        Of the two-sided test that the true mean is 0.
    tau : float
        Standard deviation of the true scores about their mean, in points: by the method, and by
        that of DerSimonian and Laird for "fixed", which makes no use of it.
    tau_interval : ConfidenceInterval
        Where it lies, from the law of Q; NaN for a single cohort.
    heterogeneity : Test
        Cochran's Q: do the true scores differ?
    i_squared : float
        Part of the variance of the observed scores that chance does not explain, 0 to 1.
    weights : ndarray of float64, shape (G,)
        Of each cohort, 0 where nobody answered; they sum to 1.
    cohorts : Cohorts or SurveyCohorts
        As given.
    method : str
        As used.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B", "C"], [50, 42, 30], [30, 38, 40], [20, 20, 30])
    >>> print(nps.pool(shops, method="reml"))
    NPS 17.3  [-0.2, 34.9]  95% CI, 3 cohorts, tau = 13.4 (reml method)
    """

    _number: ClassVar[str] = "score"
    score: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    confidence_level: float
    statistic: float
    p_value: float
    tau: float
    tau_interval: ConfidenceInterval
    heterogeneity: Test
    i_squared: float
    weights: FloatArray
    cohorts: AnyCohorts
    method: str
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return (
            f"NPS {text.points(self.score)}  {text.interval(*self.confidence_interval)}"
            f"  {text.level(self.confidence_level)},"
            f" {text.noun(int((self.weights > 0).sum()), 'cohort')},"
            f" tau = {text.points(self.tau)} ({self.method} method)"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        low, high = self.confidence_interval
        bar = html.interval_bars(np.array([self.score]), np.array([low]), np.array([high]))[0]
        return [
            ("NPS", text.points(self.score), bar),
            (text.level(self.confidence_level), text.interval(low, high), ""),
            ("cohorts", int((self.weights > 0).sum()), ""),
            ("tau", text.points(self.tau), text.interval(*self.tau_interval)),
            ("I\N{SUPERSCRIPT TWO}", text.percent(self.i_squared), ""),
            ("heterogeneity", self.heterogeneity._cell(), ""),
            ("method", Method.of(self), ""),
        ]

    def _sentence(self, say: Say) -> str:
        limits = limits_text(say, self.confidence_interval, self.confidence_level)
        k = int((self.weights > 0).sum())
        said = say("pooled", k=k, score=text.points(self.score), limits=limits)
        alike = self.heterogeneity
        if k < 2:
            return said
        spread = say("pooled.spread", spread=text.points(self.tau)) if self.tau else ""
        return say.joined(said, spread, uncapital(alike._sentence(say)))

    def _methods(self) -> list[MethodKey]:
        return [("pool", self.method)]


def pool(
    cohorts: AnyCohorts,
    *,
    method: PoolingMethodName = "fixed",
    confidence_level: float = 0.95,
) -> Pooled:
    r"""Pool the scores of many cohorts into one.

    All answers together hide that cohorts differ. Here each cohort counts by how well its score is
    known, and the result says how far they agree; with a method for random effects the interval is
    about the mean of the population that the cohorts come from.

    Parameters
    ----------
    cohorts : Cohorts or SurveyCohorts
        At least one with a valid answer.
    method : {"fixed", "dersimonian-laird", "reml"}, default "fixed"
        "fixed": one mean for these very cohorts. "dersimonian-laird": the cohorts stand for a
        population of such, whose true scores differ; their spread by moments. "reml": by restricted
        maximum likelihood.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.

    Returns
    -------
    Pooled
        Score, interval, and how far the cohorts agree.

    Raises
    ------
    EmptySampleError
        If no cohort has a valid answer.
    OptionError
        If an option is not allowed.

    See Also
    --------
    shrink : The score of each cohort, drawn towards the common one.
    compare_strata : One difference over strata.
    standardize : The score at a fixed mix.

    Notes
    -----
    With scores d_i, their variances v_i and weights :math:`w_i = 1/(v_i + \tau^2)`,

    .. math:: \bar d = \frac{\sum w_i d_i}{\sum w_i}, \qquad
              \operatorname{se} = \frac{1}{\sqrt{\sum w_i}}, \qquad
              Q = \sum \frac{(d_i - \bar d_0)^2}{v_i},

    with the mean in Q that of "fixed", which takes tau for 0. DerSimonian and Laird [1]_ solve
    E Q = Q for tau, restricted maximum likelihood [2]_ takes the most likely. The interval of tau
    holds the values at which Q is not exceptional [3]_. Variances are plug-in ones, those of the
    design for weighted cohorts; a unanimous cohort takes that of its counts with 3/4, 3/2 and 3/4
    answers added.

    Weighted cohorts of one survey vary together, as far as they share clusters. With V their
    covariance matrix the weights are still those of the variances alone, but the variance of the
    mean is :math:`w'(V + \tau^2 I)w / (\sum w_i)^2`, and Q and the likelihood are about the mean by
    generalised least squares. Interval and test take the normal law, as metafor does by default,
    for weighted cohorts, too. With few clusters they are too sure; ``estimate(cohorts.total)`` has
    Student's t with the degrees of freedom of the design.

    References
    ----------
    .. [1] DerSimonian R, Laird N (1986). Meta-analysis in clinical trials. Controlled Clinical
       Trials 7(3), 177-188. doi:10.1016/0197-2456(86)90046-2
    .. [2] Viechtbauer W (2005). Bias and efficiency of meta-analytic variance estimators in the
       random-effects model. Journal of Educational and Behavioral Statistics 30(3), 261-293.
       doi:10.3102/10769986030003261
    .. [3] Viechtbauer W (2007). Confidence intervals for the amount of heterogeneity in
       meta-analysis. Statistics in Medicine 26(1), 37-52. doi:10.1002/sim.2514

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B", "C"], [50, 42, 30], [30, 38, 40], [20, 20, 30])
    >>> pooled = nps.pool(shops)
    >>> print(f"{pooled.score:.1f}, heterogeneity {pooled.heterogeneity}")
    17.3, heterogeneity chi2(2) = 8.02, p = 0.018 (Cochran's Q)
    """
    if not is_many(cohorts):
        raise InputTypeError(
            "cohorts must be nps.Cohorts, such as nps.count_by gives, or nps.SurveyCohorts, got"
            f" {shown_kind(cohorts)}."
        )
    check_option("method", method, pooling.METHODS)
    level = check_confidence_level(confidence_level)
    answered = np.flatnonzero(cohorts.n > 0)
    if not answered.size:
        raise EmptySampleError("cohorts have no valid answer at all, so there is no common score.")
    notes = []
    if answered.size < len(cohorts):
        empty = len(cohorts) - answered.size
        notes.append(Note("{empty:cohort has|cohorts have} no valid answer.", empty=empty))
    errors, adjusted = _errors(cohorts._take(answered))
    scores = cohorts.score[answered] / 100.0
    if adjusted:
        notes.append(
            Note(
                "{k:cohort} unanimous: the variance there is that of counts with 3 answers added.",
                k=adjusted,
            )
        )
    found = pooling.pool(scores, errors, method)
    spread = method if method != "fixed" else "dersimonian-laird"
    between = pooling.pool(scores, errors, spread).between
    weights = np.zeros(len(cohorts))
    weights[answered] = found.weights
    score, error = 100.0 * found.mean, 100.0 * math.sqrt(found.variance)
    statistic, p_value, limits = normal_evidence(
        score, error, Asked(0.0, "two-sided", level), 100.0
    )
    q, freedom = pooling.scatter(scores, errors), pooling.freedom(scores, errors)
    ends = pooling.between_limits(scores, errors, level)
    return Pooled(
        score=score,
        standard_error=error,
        confidence_interval=limits,
        confidence_level=level,
        statistic=statistic,
        p_value=p_value,
        tau=100.0 * math.sqrt(between),
        tau_interval=spread_limits(ends, 100.0),
        heterogeneity=heterogeneity("scores", q, freedom),
        i_squared=i_squared(q, freedom),
        weights=weights,
        cohorts=cohorts,
        method=method,
        notes=tuple(notes),
    )


def _errors(cohorts: AnyCohorts) -> tuple[FloatArray, int]:
    """Return variances, or a covariance matrix, and in how many cohorts they were adjusted."""
    if cohorts._survey is not None:
        return covariance_of_scores(as_surveys(cohorts))
    of_one, adjusted = cohorts._variance_of_one()
    return of_one / cohorts._answers(), int(adjusted.sum())

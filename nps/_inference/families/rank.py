"""League tables of many cohorts: which rank each may hold, and a better guess of each score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_confidence_level, check_option
from nps._base.columns.containers import weights_advice
from nps._base.errors import EmptySampleError, InputTypeError
from nps._base.results import Intervals
from nps._base.words.notes import Note
from nps._inference.families.family import standard_errors
from nps._inference.families.rankings import Ranking, Shrinkage
from nps._kernels.laws import dirichlet_multinomial
from nps._kernels.laws.dirichlet import JEFFREYS
from nps._kernels.many_scores import normal_normal
from nps._kernels.many_scores.ranks import marginal_ranks, probability_best, simultaneous_ranks
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.two_scores.score import Pairs, score_statistic
from nps._samples.cohorts import Cohorts

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray, IntArray

RankIntervals: TypeAlias = Literal["simultaneous", "marginal"]
ShrinkageMethod: TypeAlias = Literal["dirichlet", "normal"]


def rank(
    cohorts: Cohorts,
    *,
    confidence_level: float = 0.95,
    intervals: RankIntervals = "simultaneous",
) -> Ranking:
    r"""Rank cohorts by score, with the ranks that each may truly hold.

    In a league table of fifty equal shops somebody is first and somebody last, by chance. The
    interval of ranks says what the data allow: here 1 to 50, for everybody.

    Parameters
    ----------
    cohorts : Cohorts
        From `count_by`, `from_frame` or `Cohorts.from_counts`.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.
    intervals : {"simultaneous", "marginal"}, default "simultaneous"
        "simultaneous": with the confidence level all intervals hold at once, so the whole table
        may be read. "marginal": each holds for itself; for somebody who looks at one cohort that
        was chosen beforehand.

    Returns
    -------
    Ranking
        One row for each cohort, best first. Rank 1 is the highest score; equal scores share a
        rank. Cohorts without a valid answer come last, without a rank.

    Raises
    ------
    InputTypeError
        If `cohorts` are not `Cohorts`.
    OptionError
        If an option is not allowed.

    See Also
    --------
    compare_many : Which cohorts differ.
    shrink : A better guess of each score.

    Notes
    -----
    Rank j cannot be better than one more than the number of cohorts significantly ahead, and not
    worse than the number of cohorts less those significantly behind. The tests are of directed
    hypotheses, "i is not ahead of j", by the statistic of ``compare(method="score")``; their
    critical value falls step by step as hypotheses are rejected [1]_. It is computed, not
    simulated: an integral over one variable for each cohort (marginal, up to 100 cohorts), the
    smaller of Tukey's and Bonferroni's bounds otherwise. The bounds make intervals at most a
    little too long.

    `probability_best` is computed from independent Dirichlet posteriors with Jeffreys' prior,
    1/2 for each class, to about 0.001.

    References
    ----------
    .. [1] Mogstad M, Romano JP, Shaikh AM, Wilhelm D (2024). Inference for ranks with applications
       to mobility across neighbourhoods and academic achievement across countries. The Review of
       Economic Studies 91(1), 476-518. doi:10.1093/restud/rdad006

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(
    ...     ["North", "South", "West"], [50, 45, 20], [30, 35, 40], [20, 20, 40]
    ... )
    >>> print(nps.rank(shops))
    Ranks of 3 cohorts with simultaneous 95 % CI
    North: rank 1  [1 to 2]  NPS 30.0, n = 100, best with probability 0.68
    South: rank 2  [1 to 2]  NPS 25.0, n = 100, best with probability 0.32
    West: rank 3  [3 to 3]  NPS -20.0, n = 100, best with probability 0.00

    West is last beyond doubt; who is first is open.
    """
    _check_cohorts(cohorts)
    level = check_confidence_level(confidence_level)
    check_option("intervals", intervals, ("simultaneous", "marginal"))
    # empty cohorts have the score NaN, which sorts last
    table = cohorts._take(np.argsort(-cohorts.score, kind="stable"))
    answered = table.n > 0
    ahead = -table.score[answered]
    place = 1 + np.searchsorted(ahead, ahead)
    if place.size < 2:
        low, high, best = place, place, np.ones(place.size)
    else:
        columns = _columns(table)[:, answered]
        z, alpha = _statistics(columns), 1.0 - level
        if intervals == "simultaneous":
            low, high = simultaneous_ranks(z, alpha)
        else:
            low, high = marginal_ranks(z, standard_errors(table)[answered], alpha)
        best = probability_best(*(columns + JEFFREYS))
    return Ranking(
        cohorts=table,
        rank=_placed(place, answered),
        low=_placed(low, answered),
        high=_placed(high, answered),
        probability_best=_placed(best, answered),
        confidence_level=level,
        intervals=intervals,
        notes=tuple(_rank_notes(low, high, int((~answered).sum()))),
    )


def shrink(
    cohorts: Cohorts,
    *,
    confidence_level: float = 0.95,
    method: ShrinkageMethod = "dirichlet",
) -> Shrinkage:
    r"""Draw each cohort's score towards what all cohorts have in common.

    The best and the worst scores of many small cohorts are extreme by luck as well as by merit.
    A shrunken score takes out as much luck as the cohorts themselves show there is, and is closer
    to the truth on average; small cohorts move most.

    Parameters
    ----------
    cohorts : Cohorts
        From `count_by`, `from_frame` or `Cohorts.from_counts`.
    confidence_level : float, default 0.95
        Of the intervals, strictly between 0 and 1.
    method : {"dirichlet", "normal"}, default "dirichlet"
        "dirichlet": the shares of the three classes vary between cohorts by a Dirichlet law;
        fine for unanimous cohorts. "normal": the scores vary normally and are normal themselves
        with known variances; restricted maximum likelihood, as in meta-analysis.

    Returns
    -------
    Shrinkage
        One row for each cohort, in the order given; NaN without a valid answer.

    Raises
    ------
    EmptySampleError
        If no cohort has a valid answer.

    See Also
    --------
    rank : The ranks that each cohort may hold.

    Notes
    -----
    "dirichlet": the parameters alpha of the law maximise the Dirichlet-multinomial likelihood of
    all counts [1]_. With A their sum, s_i promoters less detractors,

    .. math:: \tilde\theta_i = \frac{s_i + \alpha_1 - \alpha_3}{n_i + A}
              = \frac{n_i}{n_i + A}\,d_i + \frac{A}{n_i + A}\,\theta_{common}.

    If the counts vary no more than those of samples from one population the likelihood grows with
    A without bound, and every cohort gets the score of all answers together.

    The interval is that of a Dirichlet law with the posterior mean and the posterior variance, to
    which the variance that comes from estimating alpha is added to first order [2]_.

    "normal": variances are those of counts with 3/4, 3/2, 3/4 added, so that none is 0.

    References
    ----------
    .. [1] Mosimann JE (1962). On the compound multinomial distribution, the multivariate
       beta-distribution, and correlations among proportions. Biometrika 49(1-2), 65-82.
       doi:10.1093/biomet/49.1-2.65
    .. [2] Kass RE, Steffey D (1989). Approximate Bayesian inference in conditionally independent
       hierarchical models (parametric empirical Bayes models). Journal of the American Statistical
       Association 84(407), 717-726. doi:10.1080/01621459.1989.10478825
    .. [3] Efron B, Morris C (1975). Data analysis using Stein's estimator and its generalizations.
       Journal of the American Statistical Association 70(350), 311-319.
       doi:10.1080/01621459.1975.10479864

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(
    ...     ["A", "B", "C", "D"], [12, 4, 60, 3], [5, 4, 10, 1], [3, 2, 10, 6]
    ... )
    >>> for row in nps.shrink(shops):
    ...     print(row)
    NPS 45.0, shrunken 40.0  [11.4, 64.9], n = 20
    NPS 20.0, shrunken 30.1  [-8.3, 63.6], n = 10
    NPS 62.5, shrunken 57.0  [39.5, 72.0], n = 80
    NPS -30.0, shrunken 13.5  [-40.5, 63.2], n = 10

    The ten answers of the last shop are too few to believe in -30.
    """
    _check_cohorts(cohorts)
    level = check_confidence_level(confidence_level)
    check_option("method", method, ("dirichlet", "normal"))
    answered = cohorts.n > 0
    if not answered.any():
        raise EmptySampleError("cohorts have no valid answer at all, so there is no common score.")
    tail = (1.0 - level) / 2.0
    prior = None
    if method == "dirichlet":
        counts = _columns(cohorts)[:, answered].T
        law = dirichlet_multinomial.fit(counts)
        mean, low, high, weight = dirichlet_multinomial.posterior(counts, law, tail)
        common, spread = float(law.mean[0] - law.mean[2]), dirichlet_multinomial.spread(law)
        if spread:
            prior = (float(law.alpha[0]), float(law.alpha[1]), float(law.alpha[2]))
    else:
        score, variance = cohorts.score[answered] / 100.0, standard_errors(cohorts)[answered] ** 2
        scatter = normal_normal.fit(score, variance)
        mean, deviation, weight = normal_normal.shrink(score, variance, scatter)
        half = normal_quantile(tail) * deviation
        low, high = np.clip(mean - half, -1.0, 1.0), np.clip(mean + half, -1.0, 1.0)
        common, spread = scatter.mean, float(np.sqrt(scatter.variance))
    points = [_placed(100.0 * column, answered) for column in (mean, low, high)]
    return Shrinkage(
        cohorts=cohorts,
        shrunken_score=points[0],
        confidence_interval=Intervals(points[1], points[2]),
        weight=_placed(weight, answered),
        common_score=100.0 * common,
        spread=100.0 * spread,
        prior=prior,
        confidence_level=level,
        method=method,
        notes=tuple(_shrink_notes(answered, spread)),
    )


def _check_cohorts(cohorts: object) -> None:
    if not isinstance(cohorts, Cohorts):
        raise InputTypeError(
            f"cohorts must be nps.Cohorts, such as nps.count_by gives, got {type(cohorts)!r}."
            f"{weights_advice(cohorts)}"
        )


def _columns(cohorts: Cohorts) -> FloatArray:
    columns = (cohorts.promoters, cohorts.passives, cohorts.detractors)
    return np.array(columns, dtype=np.float64)


def _statistics(columns: FloatArray) -> FloatArray:
    """Return the matrix of score statistics, positive where the row is ahead of the column."""
    size = columns.shape[1]
    first, second = np.triu_indices(size, 1)
    z = np.zeros((size, size))
    pairs = Pairs(*columns[:, first], *columns[:, second])
    z[first, second] = score_statistic(pairs, np.zeros(first.size))
    return z - z.T


def _placed(values: FloatArray | IntArray, answered: BoolArray) -> FloatArray:
    """Put values where there are answers, NaN elsewhere."""
    column = np.full(answered.size, np.nan)
    column[answered] = values
    return column


def _rank_notes(low: IntArray, high: IntArray, empty: int) -> list[Note]:
    notes = []
    last = low.size
    if empty:
        notes.append(Note("{empty} cohorts have no valid answer and no rank.", empty=empty))
    free = int(((low == 1) & (high == last)).sum())
    if last > 1 and free == last:
        notes.append(
            Note("They cannot be told apart: each could hold any rank from 1 to {last}.", last=last)
        )
    elif free:
        notes.append(
            Note(
                "{free} of {last} cohorts could hold any rank from 1 to {last}.",
                free=free,
                last=last,
            )
        )
    return notes


def _shrink_notes(answered: BoolArray, spread: float) -> list[Note]:
    notes = []
    empty = int((~answered).sum())
    if empty:
        notes.append(Note("{empty} cohorts have no valid answer.", empty=empty))
    if not spread:
        notes.append(
            Note(
                "The cohorts differ no more than samples of one population do, so the best guess"
                " for each is the score of all together."
            )
        )
    return notes

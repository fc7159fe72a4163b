"""Scores of small cohorts, pulled towards the score of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_confidence_level, check_option
from nps._base.errors import EmptySampleError
from nps._base.results import Intervals
from nps._base.words.notes import Note
from nps._inference.families.family import check_cohorts, columns_of, placed, standard_errors
from nps._inference.families.shrinkages import Shrinkage
from nps._kernels.laws import dirichlet_multinomial
from nps._kernels.many_scores import normal_normal
from nps._kernels.numerics.moments import around, normal_quantile

if TYPE_CHECKING:
    from nps._kernels import BoolArray
    from nps._samples.cohorts import Cohorts


ShrinkageMethod: TypeAlias = Literal["dirichlet", "normal"]


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
    check_cohorts(cohorts)
    level = check_confidence_level(confidence_level)
    check_option("method", method, ("dirichlet", "normal"))
    answered = cohorts.n > 0
    if not answered.any():
        raise EmptySampleError("cohorts have no valid answer at all, so there is no common score.")
    tail = (1.0 - level) / 2.0
    prior = None
    if method == "dirichlet":
        counts = columns_of(cohorts)[:, answered].T
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
        low, high = around(mean, half)
        common, spread = scatter.mean, float(np.sqrt(scatter.variance))
    points = [placed(100.0 * column, answered) for column in (mean, low, high)]
    return Shrinkage(
        cohorts=cohorts,
        shrunken_score=points[0],
        confidence_interval=Intervals(points[1], points[2]),
        weight=placed(weight, answered),
        common_score=100.0 * common,
        spread=100.0 * spread,
        prior=prior,
        confidence_level=level,
        method=method,
        notes=tuple(_notes(answered, spread)),
    )


def _notes(answered: BoolArray, spread: float) -> list[Note]:
    notes = []
    empty = int((~answered).sum())
    if empty:
        notes.append(Note("{empty:cohort has|cohorts have} no valid answer.", empty=empty))
    if not spread:
        notes.append(
            Note(
                "The cohorts differ no more than samples of one population do, so the best guess"
                " for each is the score of all together."
            )
        )
    return notes

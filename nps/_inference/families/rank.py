"""League tables of many cohorts: which rank each may truly hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_confidence_level, check_option
from nps._base.words.notes import Note
from nps._inference.families.family import check_cohorts, columns_of, placed, standard_errors
from nps._inference.families.rankings import Ranking
from nps._kernels.laws.dirichlet import JEFFREYS
from nps._kernels.many_scores.ranks import marginal_ranks, probability_best, simultaneous_ranks
from nps._kernels.two_scores.score import Pairs, score_statistic

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray
    from nps._samples.cohorts import Cohorts

RankIntervals: TypeAlias = Literal["simultaneous", "marginal"]


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
    Ranks of 3 cohorts with simultaneous 95% CI
    North: rank 1  [1 to 2]  NPS 30.0, n = 100, best with probability 0.68
    South: rank 2  [1 to 2]  NPS 25.0, n = 100, best with probability 0.32
    West: rank 3  [3 to 3]  NPS -20.0, n = 100, best with probability 0.00

    West is last beyond doubt; who is first is open.
    """
    check_cohorts(cohorts)
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
        columns = columns_of(table)[:, answered]
        z, alpha = _statistics(columns), 1.0 - level
        if intervals == "simultaneous":
            low, high = simultaneous_ranks(z, alpha)
        else:
            low, high = marginal_ranks(z, standard_errors(table)[answered], alpha)
        best = probability_best(*(columns + JEFFREYS))
    return Ranking(
        cohorts=table,
        rank=placed(place, answered),
        low=placed(low, answered),
        high=placed(high, answered),
        probability_best=placed(best, answered),
        confidence_level=level,
        intervals=intervals,
        notes=tuple(_notes(low, high, int((~answered).sum()))),
    )


def _statistics(columns: FloatArray) -> FloatArray:
    """Return the matrix of score statistics, positive where the row is ahead of the column."""
    size = columns.shape[1]
    first, second = np.triu_indices(size, 1)
    z = np.zeros((size, size))
    pairs = Pairs(*columns[:, first], *columns[:, second])
    z[first, second] = score_statistic(pairs, np.zeros(first.size))
    return z - z.T


def _notes(low: IntArray, high: IntArray, empty: int) -> list[Note]:
    notes = []
    last = low.size
    if empty:
        notes.append(
            Note("{empty:cohort has|cohorts have} no valid answer and no rank.", empty=empty)
        )
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

"""What those who did not answer leave open."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, overload

import numpy as np

from nps._base.checks import check_confidence_level, check_points
from nps._base.columns.containers import can_iterate
from nps._base.errors import InputTypeError, OptionError
from nps._base.results import ConfidenceInterval, Intervals
from nps._base.text import shown
from nps._inference.scores.estimates import notes_on_all
from nps._inference.scores.population import (
    ASKED,
    check_all_invited,
    check_invited,
    check_population,
    check_populations,
)
from nps._kernels.one_score.shares import wilson
from nps._kernels.topics.response import bounds as kernel
from nps._samples.counts import as_counts
from nps._surveys.kinds import is_counted
from nps.response._results.bounds import ResponseBounds, notes_on
from nps.response._results.many_bounds import ManyResponseBounds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts

#: What the silent may think where nothing else is known.
WHOLE_SCALE = (-100.0, 100.0)


@overload
def bounds(  # type: ignore[overload-overlap]  # the general case is second
    sample: Cohorts,
    *,
    invited: int | Sequence[int] | Mapping[object, int] | None = None,
    plausible: tuple[float, float] | None = None,
    population: int | Sequence[int] | Mapping[object, int] | None = None,
    confidence_level: float = 0.95,
) -> ManyResponseBounds: ...
@overload
def bounds(
    sample: object,
    *,
    invited: int | None = None,
    plausible: tuple[float, float] | None = None,
    population: int | None = None,
    confidence_level: float = 0.95,
) -> ResponseBounds: ...
def bounds(
    sample: object,
    *,
    invited: object = None,
    plausible: tuple[float, float] | None = None,
    population: object = None,
    confidence_level: float = 0.95,
) -> ResponseBounds | ManyResponseBounds:
    r"""Say what the score of all who were asked may be, whatever those think who did not answer.

    A margin of error speaks of chance alone. That four of five did not answer is not chance, and no
    number of answers cures it: a score of 40 from a fifth of the customers leaves all customers
    anywhere from -72 to 88. Nobody believes the ends; the result therefore has what may be argued
    about, too: the score of the silent at which the verdict tips, and what each 10 points cost by
    which they are below the others.

    Parameters
    ----------
    sample : ratings, Counts or Cohorts
        Those who answered. Ratings from 0 to 10; for other scales count them first.
    invited : int, optional
        People who were asked, the silent among them. By default those who answered and those who
        are counted missing or off the scale, where the sample counts anybody missing. For `Cohorts`
        also a sequence or a mapping by label.
    plausible : tuple of two floats, optional
        The least and the greatest score that the silent are thought to have, in points.
    population : int, optional
        Size of the population from which the invited were drawn, if it is not much larger. If all
        of it was asked, nothing is left to chance and the interval is the bounds. For `Cohorts`
        also a sequence or a mapping by label.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.

    Returns
    -------
    ResponseBounds
        Response rate, bounds, interval, and methods ``tipping_point(target)`` and
        ``score_if(silent)``. For `Cohorts` a `ManyResponseBounds` with arrays.

    Raises
    ------
    EmptySampleError
        If a single sample has no valid answer.
    OptionError
        If fewer were invited than answered, it is not known how many were, or an option is not
        allowed.

    See Also
    --------
    gap : Do late answers differ from early ones?
    nps.estimate : The score of those who answered.
    nps.rake, nps.poststratify : Weights from what is known of the silent.

    Notes
    -----
    With r the response rate and R the score of those who answered, the score of all is
    :math:`r R + (1 - r) S`, where S, the score of the silent, is anywhere from -100 to 100 [1]_. In
    counts: the score of (a, b, c + m), all m silent being detractors, to that of (a + m, b, c).
    So ``tipping_point(t)`` is :math:`(t - r R)/(1 - r)`, and `bias_per_10_points` is 10 (1 - r).

    The interval is that of Imbens and Manski [2]_: Tango's score limits of the two counts, of all N
    invited, so that it knows that the response rate is an estimate, too. Both ends cannot be missed
    at once, so the quantile is the C with :math:`\Phi(C + w) - \Phi(-C) = 1 - \alpha`, where w is
    the width of the bounds in the larger of the two standard errors: 1.645 where the bounds are
    wide, 1.96 where everybody answered, and then it is the interval of `estimate`. With the truth
    at one of the ends it covers 94 to 95%. For `plausible` the silent are a
    fourth class with its two ends as scores, and the score limits are those of such a mean.

    References
    ----------
    .. [1] Horowitz JL, Manski CF (2000). Nonparametric analysis of randomized experiments with
       missing covariate and outcome data. Journal of the American Statistical Association 95(449),
       77-84. doi:10.1080/01621459.2000.10473902
    .. [2] Imbens GW, Manski CF (2004). Confidence intervals for partially identified parameters.
       Econometrica 72(6), 1845-1857. doi:10.1111/j.1468-0262.2004.00555.x

    Examples
    --------
    >>> import nps
    >>> found = nps.response.bounds(nps.Counts(110, 60, 30), invited=1000)
    >>> print(found)
    NPS 40.0 of the 20.0% who answered; of all 1,000: -72.0 to 88.0  [-75.2, 89.9]  95% CI
    >>> found.bias_per_10_points
    8.0

    How the silent must score for the score of all to be 30, and what it is if they are no happier
    than those who answered, and no unhappier than an even crowd:

    >>> found.tipping_point(30)
    27.5
    >>> guess = nps.response.bounds(nps.Counts(110, 60, 30), invited=1000, plausible=(0, 40))
    >>> low, high = guess.plausible_interval
    >>> print(f"{low:.1f} to {high:.1f}")
    6.1 to 41.6
    """
    level = check_confidence_level(confidence_level)
    guess = _check_plausible(plausible)
    if is_counted(sample):
        return _bounds_of_all(sample, invited, guess, population, level)
    counts = as_counts(sample)
    counts._size("score")
    asked = check_invited(invited, counts)
    size = None if population is None else check_population(population, asked, those=ASKED)
    columns = [
        np.float64(k)
        for k in (counts.promoters, counts.passives, counts.detractors, asked - counts.n)
    ]
    numbers = None if size is None else np.float64(size)
    worst, interval = _found(columns, WHOLE_SCALE, numbers, level)
    within = None if guess is None else _found(columns, guess, numbers, level)
    rate, tail = counts.n / asked, 0.5 * (1.0 - level)
    shares = (rate, rate) if size == asked else wilson(counts.n, asked, tail)
    return ResponseBounds(
        score=counts.score,
        invited=asked,
        response_rate=rate,
        response_rate_interval=ConfidenceInterval(*map(float, shares)),
        bounds=_pair(worst),
        confidence_interval=_pair(interval),
        confidence_level=level,
        bias_per_10_points=10.0 * (asked - counts.n) / asked,
        plausible=guess,
        plausible_bounds=None if within is None else _pair(within[0]),
        plausible_interval=None if within is None else _pair(within[1]),
        population=size,
        counts=counts,
        notes=tuple(notes_on(counts, asked, guess, size)),
    )


def _bounds_of_all(
    cohorts: Cohorts,
    invited: object,
    guess: ConfidenceInterval | None,
    population: object,
    level: float,
) -> ManyResponseBounds:
    asked = check_all_invited(invited, cohorts)
    sizes = check_populations(population, cohorts, least=asked.astype(np.int64).tolist())
    n = cohorts.n
    columns = [
        column.astype(np.float64)
        for column in (cohorts.promoters, cohorts.passives, cohorts.detractors, asked - n)
    ]
    worst, interval = _found(columns, WHOLE_SCALE, sizes, level)
    within = None if guess is None else _found(columns, guess, sizes, level)
    with np.errstate(invalid="ignore"):
        rate, bias = n / asked, 10.0 * (asked - n) / asked
    share_low, share_high = wilson(n, asked, 0.5 * (1.0 - level))
    if sizes is not None:
        census = sizes == asked
        share_low = np.where(census, rate, share_low)
        share_high = np.where(census, rate, share_high)
    return ManyResponseBounds(
        score=cohorts.score,
        invited=asked.astype(np.int64),
        response_rate=rate,
        response_rate_interval=Intervals(share_low, share_high),
        bounds=Intervals(*worst),
        confidence_interval=Intervals(*interval),
        confidence_level=level,
        bias_per_10_points=bias,
        plausible=guess,
        plausible_bounds=None if within is None else Intervals(*within[0]),
        plausible_interval=None if within is None else Intervals(*within[1]),
        population=None if sizes is None else sizes.astype(np.int64),
        counts=cohorts,
        notes=tuple(notes_on_all(cohorts)),
    )


def _found(
    columns: Sequence[FloatArray | np.float64],
    silent: tuple[float, float],
    population: FloatArray | np.float64 | None,
    level: float,
) -> tuple[tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]:
    """Return the bounds and their interval in points, if the silent score within `silent`."""
    low, high = (end / 100.0 for end in silent)
    a, b, c, m = columns
    edges = kernel.ends(a, b, c, m, low, high)
    asked, alpha = a + b + c + m, 1.0 - level
    if population is None:
        limits = kernel.ends_interval(a, b, c, m, alpha, low, high)
    else:
        # as `estimate` has it: the interval of so many more answers with the same shares
        census = asked == population
        larger = (population - 1.0) / np.where(census, np.nan, population - asked)
        found = kernel.ends_interval(
            a * larger, b * larger, c * larger, m * larger, alpha, low, high
        )
        limits = np.where(census, edges[0], found[0]), np.where(census, edges[1], found[1])
    return (100.0 * edges[0], 100.0 * edges[1]), (100.0 * limits[0], 100.0 * limits[1])


def _pair(ends: tuple[FloatArray, FloatArray]) -> ConfidenceInterval:
    return ConfidenceInterval(*map(float, ends))


def _check_plausible(plausible: object) -> ConfidenceInterval | None:
    """Return the least and the greatest score of the silent."""
    if plausible is None:
        return None
    if not can_iterate(plausible) or len(pair := list(islice(plausible, 3))) != 2:
        raise InputTypeError(
            f"plausible must be two scores in points, such as (0, 40), got {shown(plausible)}."
        )
    low, high = (check_points("plausible", end, 100.0) for end in pair)
    if low > high:
        raise OptionError(
            f"plausible must be the lower score first, got {shown(plausible)}. Did you mean"
            f" ({high:g}, {low:g})?"
        )
    return ConfidenceInterval(low, high)

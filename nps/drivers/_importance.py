"""How what drivers explain together falls to each: `importance`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from nps._base.checks import check_confidence_level, check_option, check_rng, check_whole
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._base.words.notes import Note
from nps._kernels.topics.drivers.importance import relative_weights, shapley
from nps._samples.ratings import STANDARD
from nps.drivers._fitting.coding import read_groups
from nps.drivers._fitting.people import read_people
from nps.drivers._fitting.sharing import (
    notes_on,
    of_people,
    of_sums,
    percentiles,
    players_of,
    ranks_of,
    shared,
)
from nps.drivers._results.importance import DriverImportance
from nps.drivers._tally import Tally, refuse_beside_tally

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.typing import Invalid, Rng
    from nps._samples.ratings import Scale
    from nps.drivers._fitting.people import Skipped

ImportanceMethodName: TypeAlias = Literal["shapley", "relative-weights"]
METHODS = ("shapley", "relative-weights")
OUTCOMES = ("score", "rating")
#: Drivers whose subsets are still gone through one by one.
MOST_FOR_SHAPLEY = 15
MOST_RESAMPLES = 99_999


def importance(
    ratings: object,
    factors: object = None,
    *,
    weights: object = None,
    clusters: object = None,
    method: ImportanceMethodName = "shapley",
    outcome: Literal["score", "rating"] = "score",
    skipped: Skipped = "raise",
    groups: Mapping[str, Sequence[str]] | None = None,
    n_resamples: int = 999,
    rng: Rng = None,
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> DriverImportance:
    """Say how much of what drivers explain together falls to each.

    Practice calls this "key driver analysis". People must report it, and it can be done right; but
    it is not what a driver does. A share is never 0: a driver without any effect gets 10% if it
    correlates at 0.5 with three others that have one, and its interval excludes 0 all the same.
    So a column says what each would get without an effect, there is no p-value, and how many points
    go with a driver is what `effects` says.

    Parameters
    ----------
    ratings : 1-D collection, AnswerFile or Tally
        Answers as in `effects`. A `Tally` holds no rows, so there are no intervals.
    factors : mapping, data frame or list of str
        Drivers as in `effects`. All columns of a category, and "asked" with the answer, are one.
    weights : 1-D collection, optional
        Sampling weights.
    clusters : 1-D collection, optional
        Resample whole clusters, such as shops or accounts.
    method : {"shapley", "relative-weights"}, default "shapley"
        Shapley values of R squared (LMG), for up to 15 drivers; or Johnson's relative weights,
        which come close and are taken beyond 15.
    outcome : {"score", "rating"}, default "score"
        What is explained: 100, 0 and -100 by class, or the rating itself.
    skipped : {"raise", "not-asked", "drop"}, default "raise"
        Drivers that are missing for some, as in `effects`.
    groups : mapping from str to list of str, optional
        Drivers that share as one.
    n_resamples : int, default 999
        Bootstrap samples for the intervals; 0 for none, at most 99,999.
    rng : None, int, SeedSequence or Generator
        Source of random numbers; a whole number makes the result repeatable.
    confidence_level : float, default 0.95
        Of the percentile intervals.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted as ``invalid``.

    Returns
    -------
    DriverImportance
        A row for each driver or group.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    OptionError
        If a driver is missing for some and `skipped` is "raise", or an option is not one of those
        listed.

    See Also
    --------
    effects : How many points go with each driver, and how sure that is.

    Notes
    -----
    Shapley shares average what a driver adds to R squared over all orders of the p drivers [1]_;
    relative weights go through the uncorrelated variables closest to the drivers [2]_. The share
    without effect is that of the same correlations with the driver's slope set to 0 in a regression
    on the others. Percentile intervals cover best of the usual three, and do not reach 0 for
    shares that are bounded by it [3]_.

    References
    ----------
    .. [1] Grömping U (2007). Estimators of relative importance in linear regression based on
       variance decomposition. The American Statistician 61(2), 139-147.
       doi:10.1198/000313007X188252
    .. [2] Johnson JW (2000). A heuristic method for estimating the relative weight of predictor
       variables in multiple regression. Multivariate Behavioral Research 35(1), 1-19.
       doi:10.1207/S15327906MBR3501_1
    .. [3] Thomas DR, Zumbo BD, Kwan E, Schweitzer L (2014). On Johnson's (2000) relative weights
       method for assessing variable importance: a reanalysis. Multivariate Behavioral Research
       49(4), 329-338. doi:10.1080/00273171.2014.905766

    Examples
    --------
    >>> import nps
    >>> ratings = [10, 9, 3, 7, 8, 6, 9, 10]
    >>> shares = nps.drivers.importance(
    ...     ratings,
    ...     {"price": [5, 4, 2, 4, 3, 2, 4, 5], "staff": [5, 5, 3, 3, 4, 4, 5, 4]},
    ...     n_resamples=0,
    ... )
    >>> [
    ...     f"{row.label} {row.share:.0%}, without effect {row.share_without_effect:.0%}"
    ...     for row in shares
    ... ]
    ['price 67%, without effect 12%', 'staff 33%, without effect 12%']
    """
    check_option("method", method, METHODS)
    check_option("outcome", outcome, OUTCOMES)
    level = check_confidence_level(confidence_level)
    resamples = check_whole("n_resamples", n_resamples)
    if resamples > MOST_RESAMPLES:
        raise OptionError(f"n_resamples must be at most {MOST_RESAMPLES:,}, got {resamples:,}.")
    generator = check_rng(rng)
    if isinstance(ratings, Tally):
        refuse_beside_tally(factors=factors, weights=weights, clusters=clusters)
        data = of_sums(ratings._sums, outcome)
    else:
        if factors is None:
            raise InputTypeError(
                "importance needs factors: a mapping from name to column, or a data frame; only a"
                " Tally holds them beside the ratings."
            )
        people = read_people(
            ratings, factors, weights=weights, clusters=clusters, skipped=skipped, scale=scale,
            invalid=invalid,
        )  # fmt: skip
        data = of_people(people, outcome, resamples, generator)
    players = players_of(data.factors, read_groups(groups, data.factors))
    notes = list(data.notes)
    if method == "shapley" and len(players.labels) > MOST_FOR_SHAPLEY:
        method = "relative-weights"
        notes.append(
            Note(
                "With {k:driver} relative weights take the place of Shapley shares, which go"
                " through all subsets of up to {most}.",
                k=len(players.labels),
                most=MOST_FOR_SHAPLEY,
            )
        )
    found = shared(data, players, shapley if method == "shapley" else relative_weights)
    rank, rank_interval = ranks_of(found, level)
    share, low, high = found.share, *percentiles(found.draws, level, "linear")
    for column in (share, low, high, found.borrowed, rank, *rank_interval):
        column.flags.writeable = False
    parts = share * found.r_squared
    parts.flags.writeable = False
    return DriverImportance(
        _labels=Labels(players.labels, ("driver",)),
        share=share,
        confidence_interval=Intervals(low, high),
        share_without_effect=found.borrowed,
        r_squared_part=parts,
        rank=rank,
        rank_interval=Intervals(*rank_interval),
        r_squared=found.r_squared,
        n=data.counts.n,
        counts=data.counts,
        method=method,
        outcome=outcome,
        n_resamples=len(found.draws),
        confidence_level=level,
        notes=(*notes, *notes_on(data, players)),
    )

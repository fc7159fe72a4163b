"""What goes with the score: `effects`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from nps._base.checks import check_confidence_level, check_option
from nps._base.errors import InputTypeError, OptionError
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS
from nps._samples.ratings import STANDARD
from nps.drivers._assembly import Ways, effects_of_people, effects_of_tally
from nps.drivers._fitting.people import read_people
from nps.drivers._tally import Tally, refuse_beside_tally

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.typing import Invalid, Units
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps._samples.ratings import Scale
    from nps.drivers._fitting.people import Skipped
    from nps.drivers._results.effects import DriverEffects

EffectsMethodName: TypeAlias = Literal["linear", "ordinal", "multinomial"]
METHODS = ("linear", "ordinal", "multinomial")


def effects(
    ratings: object,
    factors: object = None,
    *,
    weights: object = None,
    clusters: object = None,
    strata: object = None,
    population: Units | None = None,
    method: EffectsMethodName = "linear",
    skipped: Skipped = "raise",
    factor_scales: Mapping[str, tuple[float, float]] | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
    adjust: AdjustmentName = "holm",
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> DriverEffects:
    """Say how many points go with each driver of the score, and how sure that is.

    A driver is anything that is known of the same respondents: their ratings of price or staff,
    whether they called support, where they live. Its effect is the average difference of the Net
    Promoter Score that goes with one point more of it, all other drivers held as they are, in
    points; beside it stands what goes with it in the shares of promoters and of detractors. That
    two things go together does not say that one causes the other: who is happy rates everything
    higher.

    Parameters
    ----------
    ratings : 1-D collection, AnswerFile or Tally
        Answers to "how likely are you to recommend us?", or a file of them as `nps.read_answers`
        gives it, or sums made by `tally`.
    factors : mapping from str to 1-D collection, or data frame, or list of str
        The drivers of the same respondents in the same order. Numbers are ratings, True and False
        is yes or no, text is a category: one row for each level but the first, which they are held
        against (in the order of a categorical column, else sorted). Beside a file the names of its
        columns, as are weights, clusters and strata; there words for yes and no of one language
        are yes/no, and values that all have names as labels a category unless `factor_scales` names
        it. Not needed beside a `Tally`.
    weights : 1-D collection, optional
        Sampling weights. Errors are then linearised, as `SurveySample` has them.
    clusters : 1-D collection, optional
        Shop, account or person of each respondent, whose answers resemble each other. Alone they
        give errors for few clusters (CR2).
    strata : 1-D collection, optional
        Stratum of each respondent.
    population : int or mapping from stratum to int, optional
        Clusters (respondents, if there are none) that there are in all.
    method : {"linear", "ordinal", "multinomial"}, default "linear"
        Least squares on 100, 0, -100: it needs no model to be right, and loses hardly anything
        where one is. Or average marginal effects of the ordinal (proportional odds) or multinomial
        logit of the three classes.
    skipped : {"raise", "not-asked", "drop"}, default "raise"
        What a driver that is missing for some means. "not-asked": a question that did not concern
        them, as of support for those who never called; being asked then is a row of its own, and
        the slope is that among the asked. "drop": a question that they left out; they are left out
        of the regression. By default an error, since the data do not say which.
    factor_scales : mapping from str to (low, high), optional
        Ends of the scale of a rating, where the lowest and highest answers seen are not those.
    groups : mapping from str to list of str, optional
        Drivers that move together, taken as one: the effect of all of them a point better.
    adjust : str, default "holm"
        Adjust p-values for the number of rows, as in `adjust_p_values`.
    confidence_level : float, default 0.95
        Of the intervals.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted as ``invalid``.

    Returns
    -------
    DriverEffects
        A row for each driver: effect, interval, level on its scale, potential and more.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    OptionError
        If a driver is missing for some and `skipped` is "raise", or there are no more answers than
        columns of drivers.
    InputTypeError
        If a driver is of a kind that it cannot be.

    See Also
    --------
    importance : How what drivers explain together falls to each.
    steps : Whether a bad rating costs more than a good one brings.
    compare : Whether levels or effects changed between two samples.
    screen : Which of hundreds of drivers are worth a look.

    Notes
    -----
    With y = 100, 0, -100 and columns x,

    ``b = (X'X)^-1 X'y``, ``effect_j = b_j``,

    which is linear in y, so that the effect is the one on the share of promoters less that on the
    share of detractors, exactly. Standard errors are HC3 [1]_, [2]_ with Student's t on n - k - 1
    degrees of freedom; with clusters CR2 with Satterthwaite's degrees of freedom [3]_; with
    weights, strata or a population those of a linearised survey design. The potential is the effect
    times what is missing to the top of the scale.

    Columns that never vary, or that others determine, have no effect (NaN) and are named in the
    notes; all others keep theirs. What one respondent alone determines has no error.

    References
    ----------
    .. [1] MacKinnon JG, White H (1985). Some heteroskedasticity-consistent covariance matrix
       estimators with improved finite sample properties. Journal of Econometrics 29(3), 305-325.
       doi:10.1016/0304-4076(85)90158-7
    .. [2] Long JS, Ervin LH (2000). Using heteroscedasticity consistent standard errors in the
       linear regression model. The American Statistician 54(3), 217-224.
       doi:10.1080/00031305.2000.10474549
    .. [3] Pustejovsky JE, Tipton E (2018). Small-sample methods for cluster-robust variance
       estimation and hypothesis testing in fixed effects models. Journal of Business and Economic
       Statistics 36(4), 672-683. doi:10.1080/07350015.2016.1247004

    Examples
    --------
    >>> import nps
    >>> ratings = [10, 9, 3, 7, 8, 6, 9, 10, 2, 7, 9, 4]
    >>> drivers = {
    ...     "price": [5, 4, 2, 4, 3, 2, 4, 5, 1, 3, 5, 2],
    ...     "called": [False, False, True, False, True, True] * 2,
    ... }
    >>> found = nps.drivers.effects(ratings, drivers, factor_scales={"price": (1, 5)})
    >>> print(found["price"])
    +55.4  [+33.0, +77.8]  p < 0.001 (promoters +31.1, detractors -24.3)
    >>> print(found["called"].summary())
    Yes instead of no for called goes with -24.3 points (promoters +1.8, detractors +26.1
    percentage points; p = 0.395).
    """
    check_option("method", method, METHODS)
    check_option("adjust", adjust, ADJUSTMENTS)
    level = check_confidence_level(confidence_level)
    if isinstance(ratings, Tally):
        refuse_beside_tally(
            factors=factors, weights=weights, clusters=clusters, strata=strata,
            population=population, factor_scales=factor_scales,
        )  # fmt: skip
        if method != "linear":
            raise OptionError(
                f'method="{method}" needs the rows of respondents; a Tally holds sums, which are'
                ' enough for method="linear".'
            )
        return effects_of_tally(ratings, groups, Ways(method, ratings.skipped, adjust, level))
    if factors is None:
        raise InputTypeError(
            "effects needs factors: a mapping from name to column, a data frame, or names of"
            " columns beside a file; only a Tally holds them beside the ratings."
        )
    people = read_people(
        ratings, factors, weights=weights, clusters=clusters, strata=strata, population=population,
        skipped=skipped, factor_scales=factor_scales, scale=scale, invalid=invalid,
    )  # fmt: skip
    return effects_of_people(people, groups, Ways(method, skipped, adjust, level))

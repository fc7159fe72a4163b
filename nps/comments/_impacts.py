"""How many points each theme of comments costs: `impacts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nps._base.checks import check_confidence_level, check_option
from nps._base.errors import InputTypeError
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS
from nps._samples.ratings import STANDARD
from nps.comments._counting.assembly import Ways, impacts_of_rows, impacts_of_sums
from nps.comments._counting.rows import BASES, check_aligned, read_rows
from nps.comments._tally import Tally, refuse_beside_tally
from nps.comments._themes import as_themes

if TYPE_CHECKING:
    from nps._base.typing import Invalid
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps._samples.ratings import Scale
    from nps.comments._counting.rows import Base
    from nps.comments._results.impacts import ThemeImpacts


def impacts(
    ratings: object,
    themes: object = None,
    *,
    base: Base = "commented",
    weights: object = None,
    clusters: object = None,
    validation: object = None,
    adjust: AdjustmentName = "holm",
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> ThemeImpacts:
    """Say how many points each theme of comments costs or brings, and how sure that is.

    The impact of a theme is the Net Promoter Score less what it would be if those who mention the
    theme were like the rest: share times difference. It is what vendors print as impact, in three
    forms that are one number, here with its interval and test. It does not say what the score would
    be if the problem were solved, since the same people would still answer; and that a theme goes
    with low ratings does not say that it causes them.

    Parameters
    ----------
    ratings : 1-D collection, or Tally
        Answers to "how likely are you to recommend us?", or sums made by `tally`.
    themes : Themes, or anything that makes them
        Which comment mentions which theme, in the same order: a mapping from theme to a column of
        True and False, lists of labels, text such as "price;staff". Not needed beside a `Tally`.
    base : {"commented", "all"}, default "commented"
        Whose score it is: of those whose comment was coded, or of all with a valid answer. With
        "all" those without a coded comment count as not mentioning any theme.
    weights : 1-D collection, optional
        Sampling weights.
    clusters : 1-D collection, optional
        Shop, account or person of each respondent, whose answers resemble each other.
    validation : Themes, or anything that makes them, optional
        Codes of people for a random part of the comments, aligned with `themes`, missing where
        nobody looked. What a machine coded in `themes` is then corrected by them.
    adjust : str, default "holm"
        Adjust p-values for the number of themes, as in `adjust_p_values`.
    confidence_level : float, default 0.95
        Of the intervals.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted as ``invalid``.

    Returns
    -------
    ThemeImpacts
        A row for each theme: share, score, difference with its test, impact with its interval,
        adjusted impact, shares of promoters and detractors who mention it.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    EmptySampleError
        If nobody has a valid answer and a coded comment.
    OptionError
        If `ratings`, `themes` and what stands beside them differ in length, or are pandas columns
        whose indexes hold the same labels in different orders; if something that needs rows stands
        beside a `Tally`.
    InputTypeError
        If `themes` is nothing that `Themes` reads.

    See Also
    --------
    Themes : Which comment mentions which theme.
    changes : Whether a theme is mentioned more, or by unhappier people.
    pairs : Themes that are mentioned together.
    tally : Sums in place of rows.
    nps.drivers.effects : The same question of ratings and other columns.

    Notes
    -----
    Of n respondents n_T mention the theme; q = n_T/n, d is their score less that of the rest. Then

    ``impact = q d = score - score of the rest = n_T (score_T - score) / (n - n_T)``,

    from -200 q to 200 q. The test is the score test of d as in `compare`; the interval squares and
    adds the distances to the ends of Wilson's interval of q and of the score interval of d [1]_, on
    the scale of logarithms where the latter excludes 0. So it excludes 0 exactly when the test
    rejects. `compare_part` takes the share as known, and is no interval of an impact.

    Themes overlap, so impacts do not add up. The adjusted ones do: in the least squares of 100, 0,
    -100 on all themes, ``score = intercept + sum_j q_j b_j`` exactly. Their errors are HC3 [2]_
    with that of the shares.

    With `validation` the codes g of the machine and t of people give the difference estimator [3]_,
    with s = +1, 0, -1 and u = s - score,

    ``L = mean_n(g u) + mean_m((t - g) u)``, ``q = mean_n(g) + mean_m(t - g)``,
    ``impact = L/(1 - q)``,

    which is right on average however the machine errs, if those m comments are a random part of
    all that the machine coded. With ``base="all"`` the second means count as much as the share of
    respondents whose comment was coded: the others are known not to mention anything. It needs 10
    mentions that people found, and should have 200 comments that they coded. The test is that of
    the impact over its linearised error, with Student's t on m - 1 degrees of freedom, and so is
    the interval.

    References
    ----------
    .. [1] Donner A, Zou GY (2012). Closed-form confidence intervals for functions of the normal
       mean and standard deviation. Statistical Methods in Medical Research 21(4), 347-359.
       doi:10.1177/0962280210383082
    .. [2] MacKinnon JG, White H (1985). Some heteroskedasticity-consistent covariance matrix
       estimators with improved finite sample properties. Journal of Econometrics 29(3), 305-325.
       doi:10.1016/0304-4076(85)90158-7
    .. [3] Angelopoulos AN, Bates S, Fannjiang C, Jordan MI, Zrnic T (2023). Prediction-powered
       inference. Science 382(6671), 669-674. doi:10.1126/science.adi6000

    Examples
    --------
    >>> import nps
    >>> ratings = [10, 9, 3, 7, 8, 6, 9, 10, 2, 7, 9, 4]
    >>> text = "staff,,price,price;staff,,price,staff,,price,,staff,price"
    >>> themes = text.split(",")
    >>> found = nps.comments.impacts(ratings, themes)
    >>> print(found["price"])
    -63.1  [-105.2, -19.1]  p = 0.008 (5 mentions, score -80.0, rest 71.4)
    >>> print(found.intercept + found.adjusted_impact.sum(), found.overall_score)
    8.33... 8.33...
    """
    check_option("adjust", adjust, ADJUSTMENTS)
    check_option("base", base, BASES)
    level = check_confidence_level(confidence_level)
    ways = Ways(base, adjust, level)
    if isinstance(ratings, Tally):
        refuse_beside_tally(
            scale, invalid, themes=themes, weights=weights, clusters=clusters,
            validation=validation,
        )  # fmt: skip
        return impacts_of_sums(ratings._sums_of(base), ways)
    if themes is None:
        raise InputTypeError(
            "impacts needs themes: nps.comments.Themes, or what makes them, such as"
            " ['price;staff', ''] or {'price': [True, False]}; only a Tally holds them beside the"
            " ratings."
        )
    check_aligned(
        ratings=ratings, themes=themes, validation=validation, weights=weights, clusters=clusters
    )
    human = None if validation is None else as_themes(validation, "validation")._coding()
    rows = read_rows(
        ratings, as_themes(themes)._coding(), base=base, weights=weights, clusters=clusters,
        validation=human, scale=scale, invalid=invalid,
    )  # fmt: skip
    return impacts_of_rows(rows, ways)

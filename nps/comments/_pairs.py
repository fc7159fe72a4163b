"""Themes that are mentioned together: `pairs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_confidence_level, check_option
from nps._base.errors import EmptySampleError, OptionError
from nps._base.labels.labels import Labels
from nps._base.text import shown
from nps._inference.evidence import p_values
from nps._inference.families.adjust_p_values import adjust_p_values
from nps._inference.scores.estimate import estimate
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS
from nps._samples.cohorts import Cohorts
from nps._samples.ratings import STANDARD, check_scale
from nps.comments._counting.rows import check_aligned, read_rows
from nps.comments._counting.sums import sums_of
from nps.comments._results.pairs import ThemePairs
from nps.comments._tally import Tally, refuse_beside_tally
from nps.comments._themes import as_themes

if TYPE_CHECKING:
    from nps._base.typing import Invalid
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps._samples.ratings import Scale


def pairs(
    themes: object,
    ratings: object = None,
    *,
    adjust: AdjustmentName = "holm",
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> ThemePairs:
    """Say which themes are mentioned together more often than by chance, and how happy that is.

    Parameters
    ----------
    themes : Themes, anything that makes them, or Tally
        Which comment mentions which theme; at least two themes.
    ratings : 1-D collection, optional
        Answers of the same respondents: then the score of those who mention both is there, and only
        comments of respondents with a valid answer count.
    adjust : str, default "holm"
        Adjust p-values for the number of pairs, as in `adjust_p_values`.
    confidence_level : float, default 0.95
        Of the intervals.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out.

    Returns
    -------
    ThemePairs
        A row for each two themes.

    Raises
    ------
    EmptySampleError
        If no comment was coded.
    OptionError
        If there is a single theme only; if `themes` and `ratings` are pandas columns whose indexes
        hold the same labels in different orders; if something that needs rows stands beside a
        `Tally`.

    See Also
    --------
    impacts : What each theme costs; its adjusted impacts allow for themes that overlap.

    Notes
    -----
    Of n comments n_a mention one theme, n_b the other and n_ab both:
    ``lift = n n_ab / (n_a n_b)``. Phi is their correlation, and ``phi sqrt(n - 1)`` the score
    statistic of "those who mention the one mention the other as often as all else do" [1]_.

    References
    ----------
    .. [1] Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine
       4(2), 213-226. doi:10.1002/sim.4780040211

    Examples
    --------
    >>> import nps
    >>> coded = nps.comments.Themes(["price;staff", "price;staff", "price", "", "", "staff"])
    >>> found = nps.comments.pairs(coded, [2, 4, 7, 10, 9, 9])
    >>> print(found["staff", "price"])
    2 together, 1.3 times as many as by chance, phi 0.33  p = 0.456  score -100.0
    """
    check_option("adjust", adjust, ADJUSTMENTS)
    level = check_confidence_level(confidence_level)
    if isinstance(themes, Tally):
        refuse_beside_tally(scale, invalid, ratings=ratings)
        sums = themes._sums_of("commented")
    else:
        check_scale(scale)
        check_aligned(themes=themes, ratings=ratings)
        coded = as_themes(themes)._coding()
        answers = np.full(coded.coded.size, 7) if ratings is None else ratings
        whose = STANDARD if ratings is None else scale
        rows = read_rows(answers, coded, scale=whose, invalid=invalid, may_be_empty=True)
        sums = sums_of(rows)[0]
    n, k = sums.counts.n, len(sums.names)
    if not n:
        raise EmptySampleError("pairs need coded comments, got none.")
    if k < 2:
        raise OptionError(f"pairs need at least two themes, got {shown(sums.names[0])} alone.")
    one, other = np.triu_indices(k, 1)
    both = sums.table[one, other]
    n_both, mentions = both.sum(axis=1), sums.themes.sum(axis=1).astype(np.float64)
    a, b = mentions[one], mentions[other]
    with np.errstate(invalid="ignore", divide="ignore"):
        lift = n * n_both / (a * b)
        phi = (n * n_both - a * b) / np.sqrt(a * (n - a) * b * (n - b))
    statistic = phi * np.sqrt(n - 1.0)
    p_value = p_values(statistic, "two-sided")
    names = [(sums.names[i], sums.names[j]) for i, j in zip(one, other, strict=True)]
    labels = Labels(names, ["theme", "other"])
    score = interval = None
    if ratings is not None or isinstance(themes, Tally):
        found = estimate(
            Cohorts.from_counts(names, *both.T, keys=["theme", "other"]), confidence_level=level
        )
        score, interval = found.score, found.confidence_interval
    return ThemePairs(
        _labels=labels,
        n_both=n_both,
        lift=lift,
        phi=phi,
        statistic=statistic,
        p_value=p_value,
        adjusted_p_value=adjust_p_values(p_value, method=adjust),
        n=n,
        adjust=adjust,
        confidence_level=level,
        score=score,
        score_interval=interval,
    )

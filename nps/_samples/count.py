"""Ratings in, counts out: the one pass that touches the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nps._samples.counts import Counts, count_answers
from nps._samples.ratings import STANDARD

if TYPE_CHECKING:
    from nps._base.typing import Invalid
    from nps._samples.ratings import Scale


def count(ratings: object, *, scale: Scale = STANDARD, invalid: Invalid = "raise") -> Counts:
    """Count promoters, passives and detractors in a collection of ratings.

    Parameters
    ----------
    ratings : 1-D collection
        List, tuple, range, iterator, NumPy array, pandas Series (also nullable or categorical),
        Polars Series, Arrow array. None, NaN, NA, null, NaT and blank text are missing.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale (11, -1, 8.5, infinity, True, text) are an error, or are left out
        and counted as `Counts.invalid`.

    Returns
    -------
    Counts
        With the distribution over the ratings of the scale.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise", or the collection can't hold
        ratings at all. Names values and positions.

    See Also
    --------
    count_by : The same for each group.
    audit : A report on what a column holds.

    Examples
    --------
    >>> import nps
    >>> counts = nps.count([10, 9, 8, 7, 6, 0, None])
    >>> counts
    Counts(promoters=2, passives=2, detractors=2, missing=1)
    >>> counts.distribution
    (1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1)
    """
    return count_answers(ratings, scale, invalid)

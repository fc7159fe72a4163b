"""Ratings as codes: 0..K-1 for the ratings of a scale, K for missing, K + 1 for off the scale."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast

from nps._containers import package_of, read_answers
from nps._validation import check_option
from nps.errors import OptionError
from nps.ratings import INVALID_OPTIONS, check_scale, coded, off_scale_error

if TYPE_CHECKING:
    import pandas as pd

    from nps._typing import IntArray
    from nps.ratings import Scale


def read_codes(ratings: object, name: str, scale: Scale, invalid: object) -> IntArray:
    """Return the codes of a column; an answer off the scale is an error unless it may be dropped.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    """
    check_option("invalid", invalid, INVALID_OPTIONS)
    known = check_scale(scale)
    answers = read_answers(ratings, name)
    codes = coded(answers, known)
    if invalid == "raise" and bool((codes == len(known.ratings) + 1).any()):
        raise off_scale_error(answers, codes, known, name)
    return codes


def check_same_order(sample: object, reference: object) -> None:
    """Refuse pandas columns whose indexes name the same people in another order."""
    if package_of(sample) != "pandas" or package_of(reference) != "pandas":
        return
    mine, theirs = (list(cast("pd.Series", column).index) for column in (sample, reference))
    if mine != theirs and Counter(mine) == Counter(theirs):
        raise OptionError(
            "sample and reference are read in the order in which they stand, but their indexes"
            " hold the same labels in different orders. Bring them into one, for example with"
            " sample.reindex(reference.index), or pass the indexes as ids to"
            " Transitions.from_ids."
        )


def refuse_beside_transitions(**given: bool) -> None:
    """Refuse options that say how to read ratings where transitions take the place of ratings."""
    names = [name for name, is_given in given.items() if is_given]
    if names:
        raise OptionError(
            f"{', '.join(names)}: nps.Transitions hold counts, which are not read again. Give"
            " such options to Transitions.from_ratings or Transitions.from_ids."
        )

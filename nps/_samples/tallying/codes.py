"""Ratings as codes: 0..K-1 for the ratings of a scale, K for missing, K + 1 for off the scale."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast

from nps._base.checks import check_option
from nps._base.columns.containers import read_answers
from nps._base.errors import OptionError
from nps._samples.ratings import INVALID_OPTIONS, check_scale, valid_codes

if TYPE_CHECKING:
    import pandas as pd

    from nps._kernels import IntArray
    from nps._samples.ratings import Scale


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
    return valid_codes(answers, known, str(invalid), name)


def check_same_order(**columns: object) -> None:
    """Refuse two pandas columns whose indexes name the same people in another order."""
    if not all(hasattr(column, "iloc") for column in columns.values()):
        return
    mine, theirs = (cast("pd.Series", column).index for column in columns.values())
    if not mine.equals(theirs) and Counter(mine) == Counter(theirs):
        one, other = columns
        raise OptionError(
            f"{one} and {other} are read in the order in which they stand, but their indexes"
            " hold the same labels in different orders. Bring them into one, for example with"
            f" {one}.reindex({other}.index)."
        )


def refuse_beside_transitions(**given: bool) -> None:
    """Refuse options that say how to read ratings where transitions take the place of ratings."""
    names = [name for name, is_given in given.items() if is_given]
    if names:
        raise OptionError(
            f"{', '.join(names)}: nps.Transitions hold counts, which are not read again. Give"
            " such options to Transitions.from_ratings or Transitions.from_ids."
        )

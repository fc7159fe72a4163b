"""Answers by name or in points: the class of each, in the container that came in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, overload

import numpy as np

from nps._base.checks import check_option
from nps._base.columns.containers import is_scalar, read_answers
from nps._base.columns.giving_back import with_labels, with_numbers
from nps._samples.ratings import INVALID_OPTIONS, STANDARD, check_scale, valid_codes

if TYPE_CHECKING:
    from nps._base.typing import ClassLabel, Invalid
    from nps._samples.ratings import Scale

#: From the unhappiest to the happiest, the order of an ordered categorical.
CLASS_LABELS: tuple[ClassLabel, ...] = ("detractor", "passive", "promoter")


@overload
def classify(
    ratings: float, *, scale: Scale = STANDARD, invalid: Invalid = "raise"
) -> ClassLabel | None: ...
@overload
def classify(
    ratings: list[float] | list[int] | list[float | None] | list[int | None],
    *,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> list[ClassLabel | None]: ...
@overload
def classify(
    ratings: tuple[object, ...], *, scale: Scale = STANDARD, invalid: Invalid = "raise"
) -> tuple[ClassLabel | None, ...]: ...
@overload
def classify(ratings: object, *, scale: Scale = STANDARD, invalid: Invalid = "raise") -> object: ...
def classify(ratings: object, *, scale: Scale = STANDARD, invalid: Invalid = "raise") -> object:
    """Label answers "promoter", "passive" or "detractor".

    Parameters
    ----------
    ratings : number or 1-D collection
        A single answer, or a list, tuple, NumPy array, pandas Series (also nullable or
        categorical), Polars Series, Arrow array. Missing answers (None, NaN, NA, null, NaT, blank
        text) stay missing.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        What to do with an answer off the scale, such as 11, -1, 8.5, infinity, True or text:
        an error, or a missing label.

    Returns
    -------
    label or collection of labels
        The container that came in: a str (or None) for a single answer; an ordered categorical
        with the same index for a pandas Series; an Enum for Polars; a dictionary array for Arrow;
        an object array for NumPy; a list or tuple.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise". Names values and positions.

    See Also
    --------
    count : How many of each.
    parse_ratings : From text to ratings.

    Examples
    --------
    >>> import nps
    >>> nps.classify(9)
    'promoter'
    >>> nps.classify([10, 7, 6, None])
    ['promoter', 'passive', 'detractor', None]
    """
    scale = check_scale(scale)
    check_option("invalid", invalid, INVALID_OPTIONS)
    if is_scalar(ratings):
        return classify((ratings,), scale=scale, invalid=invalid)[0]
    if isinstance(ratings, Iterator):
        ratings = list(ratings)
    codes = valid_codes(read_answers(ratings), scale, invalid, "ratings")
    classes = np.append(scale._class_codes(), (-1, -1))
    return with_labels(ratings, classes[codes], CLASS_LABELS)


@overload
def to_points(
    ratings: float, *, scale: Scale = STANDARD, invalid: Invalid = "raise"
) -> float | None: ...
@overload
def to_points(
    ratings: object, *, scale: Scale = STANDARD, invalid: Invalid = "raise"
) -> object: ...
def to_points(ratings: object, *, scale: Scale = STANDARD, invalid: Invalid = "raise") -> object:
    """Recode answers as 100 (promoter), 0 (passive) and -100 (detractor).

    The mean of these points is the Net Promoter Score, so any tool for means can go on with them: a
    regression on what respondents have in common, a mixed model, an experiment with covariates.

    Parameters
    ----------
    ratings : number or 1-D collection
        As in `classify`.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or become missing.

    Returns
    -------
    float or collection of float
        The container that came in: a Series of float64 with the same index for pandas, a Series
        for Polars, an array for Arrow and NumPy, a list or tuple; a float for a single answer.
        What was missing is missing: NaN for NumPy and pandas, null for Polars and Arrow, None else.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise". Names values and positions.

    See Also
    --------
    classify : The classes by name.
    score : The Net Promoter Score itself.

    Examples
    --------
    >>> import nps
    >>> nps.to_points([10, 7, 6, None])
    [100.0, 0.0, -100.0, None]
    """
    scale = check_scale(scale)
    check_option("invalid", invalid, INVALID_OPTIONS)
    if is_scalar(ratings):
        return to_points((ratings,), scale=scale, invalid=invalid)[0]  # type: ignore[index]  # a tuple comes back
    if isinstance(ratings, Iterator):
        ratings = list(ratings)
    codes = valid_codes(read_answers(ratings), scale, invalid, "ratings")
    points = np.append(100.0 * scale._class_codes() - 100.0, (np.nan, np.nan))
    return with_numbers(ratings, points[codes])

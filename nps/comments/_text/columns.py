"""Reading a column of comments beside one of ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.checks import check_same_length
from nps._base.columns.containers import as_column, as_objects, is_missing
from nps._base.errors import InputTypeError
from nps._base.text import shown
from nps._samples.counts import Counts
from nps._samples.tallying.codes import check_same_order, read_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import IntArray
    from nps._samples.ratings import Scale

#: Classes by their number, in the order of `Counts`; those without a valid answer have none.
PROMOTER, PASSIVE, DETRACTOR, MISSING, INVALID = range(5)


class Commented(NamedTuple):
    """Comments (None where there is none), ratings as codes, and the class of each."""

    comments: Sequence[str | None]
    codes: IntArray
    classes: IntArray


def read_comments(comments: object) -> list[str | None]:
    """Read a column of text; None, NaN and blank text are comments not given.

    A number among text is what somebody typed; a column of numbers is no column of comments.
    """
    if isinstance(comments, str):
        raise InputTypeError(
            f"comments must be a collection of text, one for each answer, got {shown(comments)}."
            " For a single comment write it in brackets."
        )
    cells = as_objects(as_column(comments, "comments"))
    read: list[str | None] = []
    typed: tuple[int, object] | None = None
    for position, cell in enumerate(cells):
        if isinstance(cell, str):
            read.append(str(cell) if cell.strip() else None)
        elif is_missing(cell):
            read.append(None)
        elif isinstance(cell, (int, float, np.number)) and not isinstance(cell, bool):
            typed = typed or (position, cell)
            read.append(shown(cell))
        else:
            raise _no_text(position, cell)
    if typed is not None and not any(isinstance(cell, str) for cell in cells):
        raise _no_text(*typed)
    return read


def _no_text(position: int, cell: object) -> InputTypeError:
    return InputTypeError(
        f"comments must hold text, got {shown(cell)} at position {position}. Pick the column with"
        " what people wrote."
    )


def read_commented(comments: object, ratings: object, scale: Scale, invalid: str) -> Commented:
    """Read comments and ratings of the same people."""
    texts = read_comments(comments)
    codes = read_codes(ratings, "ratings", scale, invalid)
    check_same_length("comments", len(texts), "ratings", codes.size)
    check_same_order(comments=comments, ratings=ratings)
    return Commented(texts, codes, classes_of(codes, scale))


def classes_of(codes: IntArray, scale: Scale) -> IntArray:
    """Return the class of each code of a rating."""
    return np.append(DETRACTOR - scale._class_codes(), (MISSING, INVALID))[codes]


def counted(classes: IntArray) -> Counts:
    """Return how many there are of each class."""
    promoters, passives, detractors, missing, invalid = np.bincount(classes, minlength=5).tolist()
    return Counts(promoters, passives, detractors, missing=missing, invalid=invalid)

"""From text to ratings: the ways in which survey tools write down an answer."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_option
from nps._base.columns.containers import (
    as_column,
    as_number,
    as_objects,
    as_series,
    is_missing,
    package_of,
)
from nps._base.errors import RatingError
from nps._base.text import shown

if TYPE_CHECKING:
    from nps._base.typing import Invalid

#: Cells that mean "no answer", compared after folding case and white space.
NO_ANSWER = frozenset(
    """na|n/a|n.a.|#n/a|<na>|nan|nat|null|none|nil|-|--|.|?|missing|blank|(blank)|skipped
    no answer|not answered|no response|not applicable|don't know|dont know
    prefer not to say|prefer not to answer|无|未回答|未填|缺失|不适用""".replace(
        "\n    ", "|"
    ).split("|")
)

#: A comma before three digits may separate thousands, so it is not read as a decimal comma.
_NUMBER = r"(?P<number>[+-]?\d+(?:\.\d+|,\d{1,2})?)"
_LABEL = r"[^\d]*"
#: "9", "9.0", "10 - Extremely likely", "0 (Not likely)", "10=best", "9分"
_LEADING = re.compile(rf"{_NUMBER}(?:|分|\s*[-–—:=,;|/.)(\[]+\s*{_LABEL}|\s+{_LABEL})")
#: "Extremely likely - 10", "Not likely (0)"; there must be a letter, for "- 1" may be negative
_TRAILING = re.compile(rf"{_LABEL}[^\W\d_]{_LABEL}[-–—:=|(\[\s]\s*(?P<number>\d+)\s*[)\]]?")
_SHOWN = 5


def parse_rating(text: str) -> int | float | None:
    """Return the number that a cell of text stands for, None if it says there is no answer.

    Numbers are returned as they stand, also off the scale (11, -1, 8.5), for `count` to judge.

    Raises
    ------
    ValueError
        If the text holds no number, or more than one.
    """
    cell = " ".join(
        unicodedata.normalize("NFKC", text).replace("−", "-").split()
    )  # the sign itself
    if not cell or cell.casefold().replace("’", "'") in NO_ANSWER:  # a typed apostrophe
        return None
    match = _LEADING.fullmatch(cell) or _TRAILING.fullmatch(cell)
    if match is None:
        raise ValueError(text)
    number = float(match["number"].replace(",", "."))
    if not math.isfinite(number):
        raise ValueError(text)
    return int(number) if number.is_integer() else number


def parse_ratings(values: object, *, invalid: Invalid = "raise") -> object:
    """Turn text as survey tools export it into ratings.

    Understood are plain numbers ("9", " 10 ", "9.0", "9,0", full-width digits), numbers with a
    label ("10 - Extremely likely", "0 (Not likely)", "Extremely likely (10)", "9分"), and the usual
    words for no answer ("", "NA", "N/A", "null", "-", "Don't know", "未回答"). Nothing is guessed:
    "9/10", "8-9" or "likely" are errors. Cells that are numbers already stay as they are.

    Parameters
    ----------
    values : 1-D collection
        Cells of text, possibly mixed with numbers and missing values.
    invalid : {"raise", "drop"}, default "raise"
        With "drop" a cell that can't be read is left as it is, for ``count(..., invalid="drop")``
        to count it as invalid.

    Returns
    -------
    collection of ratings
        A list (a tuple for a tuple) of int and None; for a pandas Series a Series with the same
        index, for a Polars Series a Series, for Arrow an array, for NumPy an array of float64 with
        NaN for missing. Where a cell could not be read, NumPy, pandas and Polars give dtype object
        and Arrow a list. A number off the scale is kept: `count` names it.

    Raises
    ------
    RatingError
        If a cell can't be read and `invalid` is "raise". Names the cells and their positions.

    See Also
    --------
    audit : What does a column hold?
    count : Counts the ratings.

    Examples
    --------
    >>> import nps
    >>> nps.parse_ratings(["9", " 10 ", "10 - Extremely likely", "0 (Not likely)", "N/A"])
    [9, 10, 10, 0, None]
    >>> nps.count(nps.parse_ratings(["9", "3", ""])).score
    0.0
    """
    check_option("invalid", invalid, ("raise", "drop"))
    column = as_column(values, "values")
    cells = as_objects(column)
    known: dict[object, object] = {}
    parsed: list[object] = []
    unreadable: list[int] = []
    for position, cell in enumerate(cells):
        if isinstance(cell, str):
            if cell not in known:
                try:
                    known[cell] = parse_rating(cell)
                except ValueError:
                    known[cell] = cell
            rating = known[cell]
            if isinstance(rating, str):
                unreadable.append(position)
        else:
            rating = _tidy_number(cell)
        parsed.append(rating)
    if unreadable and invalid == "raise":
        raise _unreadable_error(cells, unreadable)
    return _like(values, parsed, readable=not unreadable)


def _tidy_number(cell: object) -> object:
    """Whole numbers as int and missing as None, anything else untouched."""
    if is_missing(cell):
        return None
    number = as_number(cell)
    return int(number) if math.isfinite(number) else cell


def _unreadable_error(cells: Sequence[object], positions: list[int]) -> RatingError:
    named = ", ".join(f"{shown(cells[i])} at position {i}" for i in positions[:_SHOWN])
    more = f" and {len(positions) - _SHOWN} more" if len(positions) > _SHOWN else ""
    return RatingError(
        f"values: {len(positions)} of {len(cells)} cells can't be read as one rating:"
        f" {named}{more}."
        ' Read are cells such as "9", "10 - Extremely likely", "0 (Not likely)" and "N/A". Replace'
        ' the others, or pass invalid="drop" to leave them as text, to be counted as invalid.'
    )


def _like(container: object, parsed: list[object], *, readable: bool) -> object:
    """Put parsed ratings into a container like the one that came in."""
    package = package_of(container)
    kinds = set(map(type, parsed)) - {type(None)}
    fits = all(abs(rating) <= 2**53 for rating in parsed if type(rating) is int)
    numeric = readable and kinds <= {int, float} and fits
    if package == "pandas":
        import pandas as pd

        dtype = np.float64 if numeric else object
        series = as_series(container)
        return pd.Series(parsed, index=series.index, name=series.name, dtype=dtype)
    if package == "polars":
        import polars as pl

        name = getattr(container, "name", "")
        number = pl.Float64 if float in kinds else pl.Int64
        return pl.Series(name, parsed, dtype=number if numeric else pl.Object, strict=False)
    if package == "pyarrow" and numeric:
        import pyarrow as pa

        array = pa.array(parsed, pa.float64() if float in kinds else pa.int64())
        return pa.chunked_array([array]) if isinstance(container, pa.ChunkedArray) else array
    if package == "narwhals":
        import narwhals as nw

        native = container.to_native()  # type: ignore[attr-defined]  # a narwhals series
        like = _like(native, parsed, readable=readable)
        return nw.from_native(like, series_only=True, pass_through=True)
    if isinstance(container, np.ndarray):
        return np.array(parsed, dtype=np.float64 if numeric else object)
    return tuple(parsed) if isinstance(container, tuple) else parsed

"""When answers came, or by which way: the column that stands beside the ratings of a gap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np

from nps._base.columns.containers import as_objects, is_missing
from nps._base.columns.numbers import floats_of
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown, shown_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

Places: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.generic]]"
#: Kinds of arrays that have an order.
IN_ORDER = "biufMm"


def read_order(order: Any, *, ordered: bool) -> tuple[Places, Sequence[object] | None]:
    """Return where each answer stands, NaN or NaT if not known, and the names of the places.

    Places are numbers, dates or lengths of time, which are their own names (None).
    """
    if type(getattr(order, "dtype", None)).__name__ == "CategoricalDtype":
        return _of_categories(order, ordered=ordered)
    column = _column_of(order)
    if column.dtype.kind in "OUT":
        known = [x for x in column.tolist() if not is_missing(x)]
        if not ordered and known and all(isinstance(x, str) for x in known):
            return _of_names(column.tolist(), sorted(set(known)))
        column = _as_places(column, known)
    if column.dtype.kind not in IN_ORDER:
        raise InputTypeError(
            "order must hold numbers, or dates and times (of which all or none have a zone), one"
            f" for each rating, got {shown(order)}. For channels write ordered=False."
        )
    if column.dtype.kind in "Mm":  # others have no Python form
        column = column.astype(f"{column.dtype.kind}8[us]")
    return column, None


def _column_of(order: Any) -> np.ndarray:
    """Return an array with an entry for each answer; what is missing in a list is None."""
    given = as_objects(order) if isinstance(order, np.ma.MaskedArray) else order
    if isinstance(given, (list, tuple)):
        given = [None if is_missing(x) else x for x in given]
    try:
        found = np.empty(()) if isinstance(given, (str, bytes, Mapping)) else np.array(given)
    except ValueError:  # lists of several lengths in a list
        found = np.empty(())
    if found.ndim != 1:
        raise InputTypeError(f"order must be a 1-D collection, got {shown_kind(order)}.")
    return found


def labels_of(steps: Places) -> list[object]:
    """Return what places are called: whole numbers and dates where they are that."""
    if steps.dtype.kind == "M" and (steps == steps.astype("datetime64[D]")).all():
        return cast("list[object]", steps.astype("datetime64[D]").tolist())
    labels = cast("list[object]", steps.tolist())
    if all(isinstance(label, float) and label.is_integer() for label in labels):
        return [int(cast("float", label)) for label in labels]  # blanks beside them make floats
    return labels


def _as_places(column: np.ndarray, known: list[object]) -> np.ndarray:
    """Return numbers or times of objects, text where they are neither."""
    if all(isinstance(x, (int, float)) for x in known):
        try:
            return floats_of(column.tolist())
        except (TypeError, OverflowError):  # booleans, and beyond the largest float
            return np.array([""])
    zones = [isinstance(x, dt.datetime) and x.tzinfo is not None for x in known]
    if any(zones):
        if not all(zones):
            return np.array([""])
        column = np.array([_in_utc(x) for x in column.tolist()], dtype=object)
    try:
        return column.astype("datetime64[us]")
    except (TypeError, ValueError, OverflowError):
        return np.array([""])


def _in_utc(x: object) -> object:
    if isinstance(x, dt.datetime) and x == x:
        return x.astimezone(dt.UTC).replace(tzinfo=None)
    return None


def _of_names(column: list[object], names: list[str]) -> tuple[Places, Sequence[object]]:
    position = {name: float(k) for k, name in enumerate(names)}
    return np.array([position.get(cast("str", x), np.nan) for x in column]), names


def _of_categories(order: Any, *, ordered: bool) -> tuple[Places, Sequence[object]]:
    """Return the places of a pandas Categorical, and its categories."""
    held = getattr(order, "cat", order)
    if ordered and not held.ordered:
        raise OptionError(
            "order is a Categorical without an order: make it one with .as_ordered(), or write"
            " ordered=False."
        )
    codes = np.asarray(held.codes, dtype=np.float64)
    codes[codes < 0.0] = np.nan
    return codes, held.categories.tolist()

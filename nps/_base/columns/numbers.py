"""Numbers of any shape, as an array of floats; what is none is named and refused."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NoReturn, cast

import numpy as np

from nps._base.checks import NO_NUMBERS, as_float
from nps._base.columns.containers import as_column, is_missing, package_of
from nps._base.errors import InputTypeError
from nps._base.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nps._kernels import FloatArray

#: What has columns of its own.
PACKAGES = ("pandas", "polars", "pyarrow", "narwhals")
#: Kinds of arrays that hold numbers.
NUMBERS = "iuf"


def read_numbers(name: str, values: object, *, what: str = "numbers") -> FloatArray:
    """Return numbers, one or in lists, arrays, columns and tables, as a new array of floats.

    What is missing or masked is NaN, a number beyond the largest float infinite. Text, booleans,
    dates, complex numbers and ragged lists are refused.
    """
    if values is None:
        _refuse(name, values, what)
    array = _as_array(name, values, what)
    gone = None
    if isinstance(array, np.ma.MaskedArray):
        gone, array = np.ma.getmaskarray(array), np.asarray(array.data)
    if array.dtype.kind == "O":
        given = array.ravel().tolist()
        hidden = [False] * len(given) if gone is None else gone.ravel().tolist()
        pairs = zip(given, hidden, strict=True)
        numbers = [math.nan if out else _number(name, x, what) for x, out in pairs]
        return np.array(numbers, dtype=np.float64).reshape(array.shape)
    if array.dtype.kind not in NUMBERS and array.size:
        _refuse(name, values, what)
    with np.errstate(over="ignore"):  # a longer float beyond 1e308
        floats = array.astype(np.float64) if array.size else np.empty(array.shape)
    if gone is not None:
        floats[gone] = np.nan
    return floats


def floats_of(values: Iterable[object]) -> FloatArray:
    """Return real numbers as floats, NaN where one is missing.

    Raises
    ------
    TypeError
        At what is no real number: text and bytes of digits, complex numbers, arrays of one.
    OverflowError
        At a number beyond the largest float.
    """
    return np.array([math.nan if is_missing(x) else _float_of(x) for x in values], np.float64)


def _float_of(value: object) -> float:
    no_numbers = (str, bytes, bytearray, np.complexfloating, *NO_NUMBERS)
    if isinstance(value, no_numbers) or getattr(value, "ndim", 0) != 0:
        raise TypeError
    return float(cast("float", value))


def _as_array(name: str, values: object, what: str) -> np.ndarray:
    """Return an array, of objects where they are not all numbers of the machine."""
    if isinstance(values, np.ndarray):
        return values
    if type(values).__name__ == "DataFrame" and hasattr(values, "to_numpy"):
        return np.asarray(values.to_numpy())
    if package_of(values) in PACKAGES and hasattr(values, "__len__"):
        values = as_column(values, name)
    if isinstance(values, (list, tuple, range)):
        if values and set(map(type, values)) <= {int, float, np.float64}:
            try:
                return np.array(values, dtype=np.float64)
            except OverflowError:  # a whole number beyond 1e308
                pass
        try:
            return np.array(values, dtype=object)
        except ValueError:  # ragged, or nested too deeply
            _refuse(name, values, what)
    alone = np.empty((), dtype=object)
    alone[()] = values
    return values if isinstance(values, np.ndarray) else alone


def _number(name: str, value: object, what: str) -> float:
    if isinstance(value, (str, bytes, *NO_NUMBERS)):
        _refuse(name, value, what)
    if is_missing(value):
        return math.nan
    if not isinstance(value, (int, float, np.integer, np.floating, Decimal, Fraction)):
        _refuse(name, value, what)
    if isinstance(value, Decimal) and not value.is_finite():
        return math.inf if value > 0 else -math.inf
    return as_float(cast("float", value))


def _refuse(name: str, value: object, what: str) -> NoReturn:
    raise InputTypeError(f"{name} must be {what}, got {shown(value)}.")

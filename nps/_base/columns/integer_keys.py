"""Key columns as integers: rows with equal integers have equal labels, so no label is compared.

Categories have their codes, dates count days or microseconds, any other column of pandas and Arrow
is encoded by its own package.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

import numpy as np

from nps._base.columns.containers import (
    as_column,
    as_objects,
    as_series,
    package_of,
    refuse_what_is_no_column,
)
from nps._base.errors import InputTypeError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from numpy.typing import NDArray

    from nps._kernels import BoolArray, IntArray

    Take: TypeAlias = Callable[[IntArray], Sequence[object]]

#: Floats that fit into eight bytes, in either byte order.
_FLOATS = tuple(np.dtype(f"{order}f{size}") for order in "<>" for size in (2, 4, 8))
#: Integers that booleans and dates are seen as.
_KINDS = {"b": "u", "m": "i", "M": "i"}


class IntegerKeys(NamedTuple):
    """Integers in place of labels, which rows have none, and how to get the labels of some rows.

    `categories` are all labels in their order, where the column says that they have one.
    """

    numbers: NDArray[np.integer]
    missing: BoolArray | None
    labels_at: Take
    categories: Sequence[object] | None = None


def integer_keys(column: object, name: str) -> IntegerKeys | Sequence[object]:
    """Return a key column of numbers, dates or categories as integers, any other as its rows."""
    if isinstance(column, IntegerKeys):
        return column
    package = package_of(column)
    if package == "narwhals":
        return integer_keys(column.to_native(), name)  # type: ignore[attr-defined]  # a series
    if package == "pandas":
        refuse_what_is_no_column(column, name)
        return _from_pandas(as_series(column), name)
    if package == "polars" and hasattr(column, "to_physical") and hasattr(column, "__len__"):
        series = cast("pl.Series", column)
        if series.dtype.is_temporal() or str(series.dtype).startswith(("Categorical", "Enum")):
            numbers = as_column(series.to_physical(), name)
            keys = _from_array(numbers, lambda rows: _polars_labels(series.gather(rows)))
            return keys._replace(categories=_enum_categories(series))
    if package == "pyarrow" and hasattr(column, "dictionary_encode"):
        encoded = _encoded(cast("pa.Array | pa.ChunkedArray", column))
        if encoded is not None:
            return _from_arrow(encoded, name)
    values = as_column(column, name)
    if isinstance(values, np.ndarray):
        if values.dtype.kind in "biumM" or values.dtype in _FLOATS:
            return _from_array(values, lambda rows: as_objects(values[rows]))
        return as_objects(values)
    return values


def unhashable(name: str) -> InputTypeError:
    """Return the error for labels that no dictionary can hold."""
    return InputTypeError(f"{name} must hold hashable labels, such as text, numbers or dates.")


def _from_pandas(series: pd.Series, name: str) -> IntegerKeys:
    import pandas as pd

    def labels_at(rows: IntArray) -> Sequence[object]:
        return cast("list[object]", series.iloc[rows].tolist())

    if isinstance(series.dtype, pd.CategoricalDtype):
        keys = _from_array(series.cat.codes.to_numpy(), labels_at)
        known = series.dtype.categories.tolist() if series.dtype.ordered else None
        return keys._replace(categories=known)
    if isinstance(series.dtype, np.dtype) and series.dtype.kind in "biumM":
        return _from_array(series.to_numpy(), labels_at)
    try:
        codes, _ = pd.factorize(series, use_na_sentinel=False)
    except (TypeError, ArithmeticError, RecursionError):  # sNaN has no hash, nor has a deep tuple
        raise unhashable(name) from None
    return IntegerKeys(codes.astype(np.int64, copy=False), None, labels_at)


def _from_array(column: NDArray[np.generic] | Sequence[object], labels_at: Take) -> IntegerKeys:
    """View numbers and dates as integers; equal floats get equal bits."""
    array, missing = cast("NDArray[np.generic]", column), None
    if type(array).__name__ == "MaskedArray":
        masked = cast("np.ma.MaskedArray[tuple[int], np.dtype[np.generic]]", array)
        array, missing = np.asarray(masked.data), np.ma.getmaskarray(masked)
    if array.dtype.kind == "f":
        floats = array.astype(np.float64) + 0.0  # no negative zero
        floats[np.isnan(floats)] = np.nan  # one of many
        return IntegerKeys(floats.view(np.int64), missing, labels_at)
    native = array.astype(array.dtype.newbyteorder("="), copy=False)
    kind = native.dtype.kind if native.dtype.kind in "iu" else _KINDS[native.dtype.kind]
    return IntegerKeys(native.view(f"{kind}{native.itemsize}"), missing, labels_at)


def _enum_categories(series: pl.Series) -> Sequence[object] | None:
    """Return the categories of an Enum, which are in order; those of a Categorical are not."""
    import polars as pl

    dtype = series.dtype
    return dtype.categories.to_list() if isinstance(dtype, pl.Enum) else None


def _polars_labels(labels: pl.Series) -> Sequence[object]:
    """Return Python objects, but NumPy's of nanoseconds, which Python's cannot hold."""
    import polars as pl

    kind = labels.dtype
    if getattr(kind, "time_unit", None) == "ns" and getattr(kind, "time_zone", None) is None:
        numbers = labels.to_physical().fill_null(np.iinfo(np.int64).min)  # as NumPy writes NaT
        return list(numbers.to_numpy().view("m8[ns]" if kind == pl.Duration else "M8[ns]"))
    return labels.to_list()


def _encoded(column: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray | None:
    """Let Arrow number the labels; lists and the like it can't."""
    import pyarrow as pa

    try:
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        if isinstance(column, pa.ChunkedArray):
            column = column.unify_dictionaries().combine_chunks()
    except pa.ArrowNotImplementedError:
        return None
    return cast("pa.DictionaryArray", column)


def _from_arrow(encoded: pa.DictionaryArray, name: str) -> IntegerKeys:
    import pyarrow as pa

    numbers = as_column(encoded.indices, name)
    keys = _from_array(numbers, lambda rows: encoded.take(pa.array(rows)).to_pylist())
    return keys._replace(
        categories=encoded.dictionary.to_pylist() if encoded.type.ordered else None
    )

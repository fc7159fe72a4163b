"""Key columns as integers: rows with equal integers have equal labels, so no label is compared.

Categories have their codes, dates count days or microseconds, an Arrow column is encoded by Arrow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

import numpy as np

from nps._containers import as_column, as_objects, package_of

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa
    from numpy.typing import NDArray

    from nps._typing import BoolArray, IntArray

    Take: TypeAlias = Callable[[IntArray], Sequence[object]]

#: Floats that fit into eight bytes, in either byte order.
_FLOATS = tuple(np.dtype(f"{order}f{size}") for order in "<>" for size in (2, 4, 8))
#: Integers that booleans and dates are seen as.
_KINDS = {"b": "u", "m": "i", "M": "i"}


class IntegerKeys(NamedTuple):
    """Integers in place of labels, which rows have none, and how to get the labels of some rows."""

    numbers: NDArray[np.integer]
    missing: BoolArray | None
    labels_at: Take


def integer_keys(column: object, name: str) -> IntegerKeys | Sequence[object]:
    """Return a key column of numbers, dates or categories as integers, any other as its rows."""
    package = package_of(column)
    if package == "polars" and hasattr(column, "to_physical"):
        series = cast("pl.Series", column)
        if series.dtype.is_temporal() or str(series.dtype).startswith(("Categorical", "Enum")):
            numbers = as_column(series.to_physical(), name)
            return _from_array(numbers, lambda rows: series.gather(rows).to_list())
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


def _encoded(column: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray | None:
    """Let Arrow number the labels; lists and the like it can't."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        try:
            column = column.dictionary_encode()
        except pa.ArrowNotImplementedError:
            return None
    if isinstance(column, pa.ChunkedArray):
        column = column.unify_dictionaries().combine_chunks()
    return cast("pa.DictionaryArray", column)


def _from_arrow(encoded: pa.DictionaryArray, name: str) -> IntegerKeys:
    import pyarrow as pa

    numbers = as_column(encoded.indices, name)
    return _from_array(numbers, lambda rows: encoded.take(pa.array(rows)).to_pylist())

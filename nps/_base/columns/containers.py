"""What people keep answers in: any one-dimensional container in, plain NumPy out.

Nothing is imported here but NumPy: a pandas, Polars or Arrow column is recognised by the package
that its type comes from, which is loaded already if somebody holds one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeGuard, cast

import numpy as np

from nps._base.errors import RatingTypeError
from nps._base.text import shown

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    from numpy.typing import NDArray

    from nps._kernels import BoolArray

_NO_VALUE_TYPES = frozenset({"NAType", "NaTType", "MaskedConstant"})


@dataclass(slots=True)
class Answers:
    """Answers as numbers: NaN (or a mask) is missing, infinity stands for "not a number at all"."""

    values: NDArray[np.number]
    mask: BoolArray | None = None
    originals: Sequence[object] | None = None

    def __len__(self) -> int:
        return self.values.size

    def original(self, position: int) -> object:
        """Return the answer at `position` as it was given."""
        if self.originals is not None:
            return self.originals[position]
        if self.mask is not None and self.mask[position]:
            return None
        return self.values[position].item()


def package_of(value: object) -> str:
    """Return the top-level package that the type of `value` comes from."""
    return type(value).__module__.partition(".")[0]


def is_missing(value: object) -> bool:
    """Tell whether one value means "no answer": None, NaN, NA, NaT, masked, blank text."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Decimal):
        return value.is_nan()
    if type(value).__name__ in _NO_VALUE_TYPES:
        return True
    if isinstance(value, (float, np.floating)):
        return math.isnan(value)
    return isinstance(value, (np.datetime64, np.timedelta64)) and bool(np.isnat(value))


def is_scalar(value: object) -> bool:
    """Tell whether a value is one answer rather than a collection of them."""
    if isinstance(value, (int, float, Decimal, Fraction, np.generic)):
        return True
    return not isinstance(value, str) and is_missing(value)


def is_moderate(value: int | float | np.number | Decimal | Fraction) -> bool:
    """Tell whether a number is of a size that a scale may have, rather than huge or infinite."""
    size = float(value) if isinstance(value, np.floating) else value  # a float16 would overflow
    return bool(-(2**53) <= size <= 2**53)


def as_number(value: object) -> float:
    """Return one answer as a whole number, NaN if it is missing, infinity if it is neither."""
    if is_missing(value):
        return math.nan
    if isinstance(value, (bool, np.bool_, np.timedelta64)) or not isinstance(
        value, (int, float, np.integer, np.floating, Decimal, Fraction)
    ):
        return math.inf
    if not is_moderate(value):
        return math.inf
    whole = int(value)
    return float(whole) if whole == value else math.inf


def read_answers(ratings: object, name: str = "ratings") -> Answers:
    """Read a one-dimensional collection of answers without interpreting text."""
    column = as_column(ratings, name)
    return _read_array(column) if isinstance(column, np.ndarray) else _read_objects(column)


def as_column(values: object, name: str) -> NDArray[np.generic] | Sequence[object]:
    """Return a 1-D NumPy array where the container holds numbers, else a sequence of objects.

    Tables, text, sets, mappings and single values are refused with a way out.
    """
    if isinstance(values, np.ndarray):
        column: object = values
    else:
        refuse_what_is_no_column(values, name)
        read = _READERS.get(package_of(values))
        if read is not None and hasattr(values, "__len__") and not is_alone(values):
            column = read(values)
        elif hasattr(values, "__array__") or isinstance(values, memoryview):
            column = np.asarray(values)
        elif can_iterate(values):
            column = values if isinstance(values, (list, tuple)) else list(values)
        else:
            raise RatingTypeError(
                f"{name} must be a one-dimensional collection such as a list, an array or a "
                f"column, got {shown(values)}. For a single value write it in brackets."
            )
    if isinstance(column, np.ndarray) and column.ndim != 1:
        raise RatingTypeError(
            f"{name} must be one-dimensional, got an array of shape {column.shape}."
            " Pick one column, or flatten it with .ravel()."
        )
    return cast("NDArray[np.generic] | Sequence[object]", column)


def is_alone(value: object) -> bool:
    """Tell a single value of Arrow, which may have a length, from a column."""
    return type(value).__name__.endswith("Scalar")


def can_iterate(value: object) -> TypeGuard[Iterable[object]]:
    """Tell what gives its elements from what only looks so, such as text and an array of none."""
    text = isinstance(value, (str, bytes, bytearray))
    return not text and isinstance(value, Iterable) and getattr(value, "ndim", 1) != 0


def as_objects(column: NDArray[np.generic] | Sequence[object]) -> Sequence[object]:
    """Return the elements as Python objects, dates of NumPy as they are: .tolist() makes ints."""
    if not isinstance(column, np.ndarray):
        return column
    return list(column) if column.dtype.kind in "mM" else cast("list[object]", column.tolist())


#: What to do with a weighted sample where there is no method for it.
NO_WEIGHTS = (
    "There is no method for weights here: nps.score, estimate, estimate_shares, compare,"
    " equivalence, compare_many, changes, trend and decompose have one. Its .counts are the"
    " answers as if each counted the same."
)


def is_weighted(values: object) -> bool:
    """Tell survey samples and survey cohorts from all else."""
    return hasattr(type(values), "with_replicates")


def weights_advice(values: object) -> str:
    """Return the end of a message on a value of the wrong kind, if it is a weighted one."""
    return f" {NO_WEIGHTS}" if is_weighted(values) else ""


def refuse_what_is_no_column(values: object, name: str) -> None:
    """Refuse text, mappings, sets and whole tables, which could be iterated by accident."""
    kind = type(values).__name__
    if is_weighted(values):
        raise RatingTypeError(
            f"{name} must be a one-dimensional collection, got {kind}. {NO_WEIGHTS}"
        )
    if isinstance(values, (str, bytes, bytearray)):
        raise RatingTypeError(
            f"{name} must be a collection, got the text {shown(values)}."
            " For text use nps.parse_ratings on a list of cells."
        )
    if isinstance(values, Mapping):
        raise RatingTypeError(
            f"{name} must be a one-dimensional collection, got a mapping ({kind})."
            " For counts write nps.Counts(promoters, passives, detractors) or nps.Counts.from_dict."
        )
    if isinstance(values, Set):
        raise RatingTypeError(
            f"{name} must keep every answer, but a {kind} drops repeated ones. Pass a list."
        )
    if kind in ("DataFrame", "LazyFrame", "Table", "RecordBatch", "GroupBy", "DataFrameGroupBy"):
        raise RatingTypeError(
            f"{name} must be one column, got a whole {kind}. Pick a column: frame['rating']."
        )


def _read_array(column: NDArray[np.generic]) -> Answers:
    mask: BoolArray | None = None
    if type(column).__name__ == "MaskedArray":
        masked = cast("np.ma.MaskedArray[tuple[int], np.dtype[np.generic]]", column)
        mask, column = np.ma.getmaskarray(masked), np.asarray(masked.data)
    if column.dtype.kind in "iuf":
        return Answers(cast("NDArray[np.number]", column), mask)
    objects = as_objects(column)
    if mask is not None:
        objects = [None if gone else item for item, gone in zip(objects, mask, strict=True)]
    return _read_objects(objects)


def _read_objects(objects: Sequence[object]) -> Answers:
    """Read Python objects; the usual lists (numbers and None) go through NumPy at once."""
    kinds = set(map(type, objects))
    if kinds <= {int, float, type(None)}:
        try:
            dtype = np.int64 if kinds == {int} else np.float64
            return Answers(np.array(objects, dtype=dtype), originals=objects)
        except OverflowError:
            pass  # a whole number beyond the machine's: read one by one below
    numbers = np.fromiter(map(as_number, objects), dtype=np.float64, count=len(objects))
    return Answers(numbers, originals=objects)


def as_series(column: object) -> pd.Series:
    """Return any column of pandas as a Series; a MultiIndex as one of tuples."""
    import pandas as pd

    return pd.Series(column.to_flat_index() if isinstance(column, pd.MultiIndex) else column)


def _masked(values: NDArray[np.number], missing: BoolArray) -> NDArray[np.number]:
    """Return the values as they are, with what says that some are no values."""
    return np.ma.MaskedArray(values, mask=missing)


def _from_pandas(column: object) -> object:
    import pandas as pd

    series = as_series(column)
    if isinstance(series.dtype, pd.CategoricalDtype):
        return _from_categories(series)
    if not pd.api.types.is_numeric_dtype(series) or pd.api.types.is_bool_dtype(series):
        return series.tolist()
    if isinstance(series.dtype, np.dtype):
        return series.to_numpy()
    if isinstance(series.dtype, pd.ArrowDtype):
        return _from_arrow(series.array.__arrow_array__())
    if not hasattr(series.dtype, "numpy_dtype"):  # a sparse column
        return series.to_numpy(dtype=np.float64, na_value=np.nan)
    values, missing = _parts_of_nullable(series)
    return _masked(values, missing) if missing.any() else values


def _from_categories(series: pd.Series) -> object:
    """Return the numbers that the categories are, in as few bytes as hold them."""
    levels = series.cat.categories.to_numpy()
    if levels.dtype.kind not in "iuf" or not levels.size:
        return series.tolist()
    if levels.dtype.kind != "f":
        ends = map(np.min_scalar_type, (levels.min(), levels.max()))
        levels = levels.astype(np.result_type(*ends))
    codes = series.cat.codes.to_numpy()
    values, missing = levels[codes], codes < 0
    return _masked(values, missing) if missing.any() else values


def _parts_of_nullable(series: pd.Series) -> tuple[NDArray[np.number], BoolArray]:
    """Return the numbers of a nullable column, any where there is none, and where there is none.

    pandas keeps these two arrays, but in public it gives copies only, at thrice the time.
    """
    column = series.array
    try:
        return column._data, column._mask
    except AttributeError:
        kind = series.dtype.numpy_dtype  # type: ignore[union-attr]  # nullable columns have it
        return series.to_numpy(dtype=kind, na_value=0), series.isna().to_numpy()


def _from_polars(column: object) -> object:
    series = cast("pl.Series", column)
    number = series.dtype.is_integer() or series.dtype.is_float()
    if not number or str(series.dtype).endswith("128"):  # NumPy has no such integers
        return series.to_list()
    if not series.null_count():
        return series.to_numpy()
    try:
        return _from_arrow(series.to_arrow())  # in place
    except ImportError:  # there is no PyArrow
        return _masked(series.fill_null(0).to_numpy(), series.is_null().to_numpy())


def _from_arrow(column: object) -> object:
    import pyarrow as pa

    array = cast("pa.Array | pa.ChunkedArray", column)
    if pa.types.is_dictionary(array.type):
        array = array.cast(array.type.value_type)
    if not (pa.types.is_integer(array.type) or pa.types.is_floating(array.type)):
        return array.to_pylist()
    if not array.null_count:
        return array.to_numpy(zero_copy_only=False)
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0) if array.num_chunks == 1 else array.combine_chunks()
    bits, numbers = array.buffers()
    end = array.offset + len(array)
    gone = np.invert(np.frombuffer(bits, dtype=np.uint8))
    missing = np.unpackbits(gone, count=end, bitorder="little").view(np.bool_)
    values = np.frombuffer(numbers, dtype=array.type.to_pandas_dtype(), count=end)
    return _masked(values[array.offset :], missing[array.offset :])


def _from_narwhals(column: object) -> object:
    native = column.to_native()  # type: ignore[attr-defined]  # every narwhals series has it
    return as_column(native, "ratings")


_READERS: Mapping[str, Callable[[object], object]] = {
    "pandas": _from_pandas,
    "polars": _from_polars,
    "pyarrow": _from_arrow,
    "narwhals": _from_narwhals,
}

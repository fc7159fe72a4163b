"""Columns out: what was computed of a column, in the kind of container that came in."""

from __future__ import annotations

import math
from importlib import import_module
from typing import TYPE_CHECKING, cast

import numpy as np

from nps._base.columns.containers import package_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from nps._kernels import FloatArray, IntArray


def _in_narwhals(native: object, container: object) -> object:
    """Return a native series as one of narwhals, of the stable interface that `container` has."""
    home = type(container).__module__
    narwhals = import_module(home if ".stable." in home else "narwhals")
    return cast("object", narwhals.from_native(native, series_only=True))


def with_labels(container: object, codes: IntArray, labels: Sequence[str]) -> object:
    """Return `labels[code]` for each code, a negative one being missing, in a similar container.

    A categorical Series with the same index for pandas, an Enum for Polars, a dictionary array for
    Arrow, an object array for NumPy, a tuple for a tuple, else a list.
    """
    package = package_of(container)
    if package == "pandas":
        import pandas as pd

        values = pd.Categorical.from_codes(codes, categories=pd.Index(labels), ordered=True)
        index, name = getattr(container, "index", None), getattr(container, "name", None)
        if isinstance(container, pd.Series):
            return pd.Series(values, index=index, name=name)
        return pd.CategoricalIndex(values, name=name)
    words = [None if code < 0 else labels[code] for code in codes.tolist()]
    if package == "polars":
        import polars as pl

        name = cast("pl.Series", container).name
        return pl.Series(name, words, dtype=pl.Enum(labels))
    if package == "pyarrow":
        import pyarrow as pa

        coded = pa.DictionaryArray.from_arrays(
            pa.array(codes, pa.int8(), mask=codes < 0), pa.array(labels), ordered=True
        )
        return pa.chunked_array([coded]) if isinstance(container, pa.ChunkedArray) else coded
    if package == "narwhals":
        native = container.to_native()  # type: ignore[attr-defined]  # a narwhals series
        return _in_narwhals(with_labels(native, codes, labels), container)
    if isinstance(container, np.ndarray):
        return np.array(words, dtype=object)
    return tuple(words) if isinstance(container, tuple) else words


def with_numbers(container: object, numbers: FloatArray) -> object:
    """Return numbers, of which NaN is missing, in a similar container.

    A Series with the same index for pandas, a Series with nulls for Polars, an array with nulls for
    Arrow, an array for NumPy, a tuple for a tuple, else a list with None.
    """
    package = package_of(container)
    if package == "pandas":
        import pandas as pd

        name = getattr(container, "name", None)
        if isinstance(container, pd.Series):
            return pd.Series(numbers, index=container.index, name=name)
        return pd.Index(numbers, name=name)
    if package == "polars":
        import polars as pl

        return pl.Series(cast("pl.Series", container).name, numbers, nan_to_null=True)
    if package == "pyarrow":
        import pyarrow as pa

        array = pa.array(numbers, from_pandas=True)
        return pa.chunked_array([array]) if isinstance(container, pa.ChunkedArray) else array
    if package == "narwhals":
        native = container.to_native()  # type: ignore[attr-defined]  # a narwhals series
        return _in_narwhals(with_numbers(native, numbers), container)
    if isinstance(container, np.ndarray):
        return numbers
    listed = [None if math.isnan(number) else number for number in numbers.tolist()]
    return tuple(listed) if isinstance(container, tuple) else listed

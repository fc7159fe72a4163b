"""Factors as codes of levels: numbers, categories in order, categories; "missing" is a level."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, cast

import numpy as np

from nps._base.columns.containers import as_column, is_missing, package_of
from nps._base.columns.integer_keys import IntegerKeys, integer_keys
from nps._base.columns.numbers import floats_of
from nps._base.errors import OptionError
from nps._base.labels.keys import factorize
from nps._base.labels.labels import sorted_positions
from nps._base.labels.tidying import tidy
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._sources.frames.columns import named_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._kernels import BoolArray, FloatArray, IntArray

Kind: TypeAlias = Literal["number", "ordered", "category"]
#: Levels of a category beyond which it is taken for a name or a free text.
MOST_LEVELS = 100


@dataclass(frozen=True, slots=True)
class Factor:
    """What is known of a factor apart from its rows.

    Attributes
    ----------
    name : str
    kind : {"number", "ordered", "category"}
        "ordered" is a categorical column that says that its categories have an order.
    levels : tuple
        Numbers or labels in order, without "missing".
    missing : bool
        Whether some have none; "missing" then is the last level.
    """

    name: str
    kind: Kind
    levels: tuple[object, ...]
    missing: bool

    @property
    def n_levels(self) -> int:
        """Levels, "missing" among them."""
        return len(self.levels) + self.missing


class Column(NamedTuple):
    """A factor with the level of each respondent."""

    factor: Factor
    codes: IntArray

    def of(self, kept: BoolArray | None) -> Column:
        """Return the rows of some respondents, with the levels that these have."""
        if kept is None:
            return self
        codes, factor = self.codes[kept], self.factor
        there = np.flatnonzero(np.bincount(codes, minlength=factor.n_levels))
        place = np.zeros(max(factor.n_levels, 1), dtype=np.int64)
        place[there] = np.arange(there.size)
        known = [int(code) for code in there if code < len(factor.levels)]
        levels = tuple(factor.levels[code] for code in known)
        return Column(
            Factor(factor.name, factor.kind, levels, len(known) < there.size), place[codes]
        )


def read_factors(factors: object, size: int) -> list[Column]:
    """Read factors from a mapping of names to columns, or from a data frame."""
    found = []
    for name, values in named_columns(factors).items():
        column = read_factor(values, name)
        if column.codes.size != size:
            raise OptionError(
                f"ratings and factors must have the same length, but factor {shown(name)} has"
                f" {column.codes.size} rows and ratings {size}."
            )
        found.append(column)
    return found


def read_factor(values: object, name: str) -> Column:
    """Read one factor by what it holds."""
    numbers = numbers_of(values, name)
    if numbers is not None:
        gone = np.isnan(numbers)
        levels, codes = np.unique(numbers[~gone], return_inverse=True)
        placed = np.full(numbers.size, levels.size, dtype=np.int64)
        placed[~gone] = codes
        return Column(Factor(name, "number", tuple(levels.tolist()), bool(gone.any())), placed)
    labels, codes = labels_of(values, name)
    known = [label for label in labels if label is not None]
    if len(known) > MOST_LEVELS:
        raise OptionError(
            Note(
                "factor {name} has {k} different values, such as {value}: a category may have"
                " {most}. Leave out names, dates and free text, or group them first.",
                name=shown(name),
                k=len(known),
                value=shown(known[0]),
                most=MOST_LEVELS,
            )
        )
    order = _order(values, name)
    if order is None:
        levels_of = [known[i] for i in sorted_positions(known)]
    else:
        levels_of = [level for level in order if level in set(known)]
    place = {level: code for code, level in enumerate(levels_of)}
    turn = np.array([place.get(label, len(place)) for label in labels] or [0], dtype=np.int64)
    kind: Kind = "ordered" if order is not None and _is_ordered(values, name) else "category"
    return Column(Factor(name, kind, tuple(place), None in labels), turn[codes])


def numbers_of(values: object, name: str) -> FloatArray | None:
    """Return a column of numbers, NaN where there is none; None if it holds anything else."""
    where = f"factor {shown(name)}"
    column = as_column(values, where)
    if _order(values, name) is not None:
        return None
    if isinstance(column, np.ndarray) and column.dtype.kind in "iuf":
        numbers = np.array(column, dtype=np.float64)
        if type(column).__name__ == "MaskedArray":
            masked = cast("np.ma.MaskedArray[tuple[int], np.dtype[np.generic]]", column)
            numbers[np.ma.getmaskarray(masked)] = math.nan
    else:
        rows = column.tolist() if isinstance(column, np.ndarray) else column
        kinds = {type(value) for value in rows if not is_missing(value)}
        if not kinds or any(issubclass(kind, (str, bool, np.bool_)) for kind in kinds):
            return None
        try:
            numbers = floats_of(rows)
        except (TypeError, ValueError, OverflowError):
            return None
    infinite = np.isinf(numbers)
    if infinite.any():
        raise OptionError(
            f"{where} must hold finite numbers, got {numbers[infinite][0]} at position"
            f" {int(np.flatnonzero(infinite)[0])}."
        )
    return numbers


def labels_of(values: object, name: str) -> tuple[list[object], IntArray]:
    """Return the distinct labels of a category, None for blank text too, and codes of rows."""
    labels, codes = factorize(values, f"factor {shown(name)}")
    return [None if is_missing(label) else label for label in labels], codes


def _order(values: object, name: str) -> Sequence[object] | None:
    """Return the categories of a categorical column in their order; None for any other column."""
    package = package_of(values)
    if package == "narwhals":
        return _order(values.to_native(), name)  # type: ignore[attr-defined]  # a series has it
    dtype = getattr(values, "dtype", None)
    categories = getattr(dtype, "categories", None)
    if package == "pandas" and categories is not None:
        return tidy(categories.tolist())
    counted = package in ("polars", "pyarrow")
    keys = integer_keys(values, f"factor {shown(name)}") if counted else None
    if isinstance(keys, IntegerKeys) and keys.categories is not None:
        return tidy(keys.categories)
    return None


def _is_ordered(values: object, name: str) -> bool:
    keys = integer_keys(values, f"factor {shown(name)}")
    return isinstance(keys, IntegerKeys) and keys.categories is not None


def places_of(values: object, name: str, levels: Mapping[object, int]) -> IntArray:
    """Return the level of each row of a category, by its label; -1 where it is a new one."""
    labels, codes = labels_of(values, name)
    turn = np.array([levels.get(label, -1) for label in labels] or [-1], dtype=np.int64)
    return turn[codes]

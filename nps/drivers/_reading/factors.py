"""Reading drivers: ratings, yes/no and categories, from a mapping or a data frame."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, cast

import numpy as np

from nps._base.checks import check_number, did_you_mean
from nps._base.columns.containers import as_column, is_missing, package_of
from nps._base.columns.numbers import floats_of
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.keys import factorize
from nps._base.labels.labels import sorted_positions
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._sources.frames.columns import named_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import BoolArray

Kind: TypeAlias = Literal["rating", "yes-no", "category"]

#: Numbers are no larger than this, so that their squares can be added.
LARGEST = 1e100
#: Levels of a category beyond which it is taken for a name or a free text.
MOST_LEVELS = 100
#: Whole numbers within these limits are kept in one byte, or in two.
SMALL = (np.int8, np.int16)
_NUMBER = re.compile(r"\s*[+-]?\d+([.,]\d+)?\s*")


@dataclass(frozen=True, slots=True)
class Factor:
    """What is known of a driver apart from its rows.

    Attributes
    ----------
    name : str
    kind : {"rating", "yes-no", "category"}
    low, high : float
        Ends of its scale; 0 and 1 for yes/no, NaN for a category.
    declared : bool
        Whether the ends were given rather than observed.
    levels : tuple
        Of a category, the base first and None, that it was not asked, last.
    order : tuple
        The order in which a categorical column lists its levels; empty if they were sorted.
    gaps : bool
        Whether not everybody was asked, so that being asked is a term of its own.
    n_asked : int
        Respondents with an answer.
    """

    name: str
    kind: Kind
    low: float = 0.0
    high: float = 1.0
    declared: bool = False
    levels: tuple[object, ...] = ()
    order: tuple[object, ...] = ()
    gaps: bool = False
    n_asked: int = 0

    @property
    def n_columns(self) -> int:
        """Columns that it has in a regression."""
        return len(self.levels) - 1 if self.kind == "category" else 1 + self.gaps


class Column(NamedTuple):
    """A driver with its rows: numbers or codes, and who has none (None if nobody)."""

    factor: Factor
    values: np.ndarray
    missing: BoolArray | None

    def of(self, kept: BoolArray | None) -> Column:
        """Return the rows of some respondents, with what is known of them alone."""
        values, missing = self.values, self.missing
        if kept is not None:
            values = values[kept]
            missing = None if missing is None else missing[kept]
        if missing is not None and not missing.any():
            missing = None
        asked = values if missing is None else values[~missing]
        factor = replace(self.factor, n_asked=asked.size, gaps=missing is not None)
        if factor.kind == "rating" and not factor.declared:
            low, high = (asked.min(), asked.max()) if asked.size else (math.nan, math.nan)
            factor = replace(factor, low=float(low), high=float(high))
        if factor.kind == "category":
            return _with_levels_in_use(Column(factor, values, missing))
        return Column(factor, values, missing)

    def design(self) -> list[np.ndarray]:
        """Return the columns of a regression; with gaps "asked", and the answer or else 0."""
        if self.factor.kind == "category":
            codes = self.values
            if self.missing is not None:
                codes = np.where(self.missing, len(self.factor.levels) - 1, codes)
            return [codes == code for code in range(1, len(self.factor.levels))]
        if self.missing is None:
            return [self.values]
        filled = self.values.copy()
        filled[self.missing] = 0
        return [~self.missing, filled]


def _with_levels_in_use(column: Column) -> Column:
    """Leave out levels that nobody has; who was not asked has one of their own, the last."""
    factor, codes, missing = column
    used = codes if missing is None else codes[~missing]
    there = np.flatnonzero(np.bincount(used, minlength=len(factor.levels)))
    place = np.zeros(max(len(factor.levels), 1), dtype=np.int64)
    place[there] = np.arange(there.size)
    levels = tuple(factor.levels[i] for i in there) + ((None,) if missing is not None else ())
    small = place[codes].astype(np.int8 if len(levels) <= np.iinfo(np.int8).max else np.int16)
    return Column(replace(factor, levels=levels), small, missing)


def read_factors(
    factors: object, size: int, factor_scales: Mapping[str, tuple[float, float]] | None
) -> list[Column]:
    """Read drivers from a mapping of names to columns, or from a data frame."""
    columns = named_columns(factors)
    scales = check_scales(factor_scales, list(columns))
    found = []
    for name, values in columns.items():
        column = _read(values, name)
        if column.values.size != size:
            raise OptionError(
                f"ratings and factors must have the same length, but factor {shown(name)} has"
                f" {column.values.size} rows and ratings {size}."
            )
        found.append(_scaled(column, scales[name]) if name in scales else column)
    return found


def check_scales(scales: object, names: Sequence[str]) -> dict[str, tuple[float, float]]:
    if scales is None:
        return {}
    if not isinstance(scales, Mapping):
        raise InputTypeError(
            "factor_scales must be a mapping from the name of a factor to (low, high), such as"
            f" {{'price': (1, 5)}}, got {shown(scales)}."
        )
    checked = {}
    for name, ends in scales.items():
        if name not in names:
            raise OptionError(
                f"factor_scales names {shown(name)}, which is no factor; there are"
                f" {', '.join(map(shown, names))}.{did_you_mean(name, names)}"
            )
        if not isinstance(ends, (tuple, list)) or len(ends) != 2:
            raise InputTypeError(
                f"factor_scales[{shown(name)}] must be (low, high), got {shown(ends)}."
            )
        low, high = (check_number(f"factor_scales[{shown(name)}]", end) for end in ends)
        if not low < high:
            raise OptionError(
                f"factor_scales[{shown(name)}] must be (low, high) with low < high, got"
                f" {shown(ends)}."
            )
        checked[name] = (low, high)
    return checked


def _scaled(column: Column, ends: tuple[float, float]) -> Column:
    factor, values, missing = column
    known = values if missing is None else values[~missing]
    low, high = (known.min(), known.max()) if known.size else ends
    return Column(with_scale(factor, ends, float(low), float(high)), values, missing)


def with_scale(factor: Factor, ends: tuple[float, float], low: float, high: float) -> Factor:
    """Return a rating with its declared scale, which must hold the answers from `low` to `high`."""
    if factor.kind != "rating":
        raise OptionError(
            f"factor_scales is for ratings, but factor {shown(factor.name)} is"
            f" {'yes/no' if factor.kind == 'yes-no' else 'a category'}."
        )
    if low < ends[0] or high > ends[1]:
        raise OptionError(
            f"factor {shown(factor.name)} has values outside its scale from {ends[0]:g} to"
            f" {ends[1]:g},"
            f" such as {low if low < ends[0] else high:g}."
        )
    return replace(factor, low=ends[0], high=ends[1], declared=True)


def _read(values: object, name: str) -> Column:
    """Read one driver by what it holds: numbers, True and False, or text."""
    where = f"factor {shown(name)}"
    column = as_column(values, where)
    order = _categories(values)
    if isinstance(column, np.ndarray):
        missing: BoolArray | None = None
        if type(column).__name__ == "MaskedArray":
            masked = cast("np.ma.MaskedArray[tuple[int], np.dtype[np.generic]]", column)
            missing, column = np.ma.getmaskarray(masked), np.asarray(masked.data)
        if column.dtype.kind in "iuf":
            return _numbers(column, missing, name)
        if column.dtype.kind == "b":
            return Column(Factor(name, "yes-no"), np.array(column, dtype=np.bool_), missing)
        if column.dtype.kind in "mM":
            raise _refused(where, "dates or durations", "Make a number of them, such as days")
        column = column.tolist()
    present = [value for value in column if not is_missing(value)]
    kinds = {type(value) for value in present}
    if order is None and present and all(issubclass(k, (bool, np.bool_)) for k in kinds):
        gone = np.fromiter(map(is_missing, column), np.bool_, len(column))
        yes = np.array([not is_missing(value) and bool(value) for value in column])
        return Column(Factor(name, "yes-no"), yes, gone if gone.any() else None)
    if order is None and not any(issubclass(k, (str, bool, np.bool_)) for k in kinds):
        try:
            numbers = floats_of(column)
        except (TypeError, ValueError, OverflowError):
            odd = next(iter(kinds)).__name__
            raise _refused(where, f"values of type {odd}", "Make numbers or text of them") from None
        return _numbers(numbers, None, name)
    if order is None and not all(issubclass(k, str) for k in kinds):
        names = ", ".join(sorted(k.__name__ for k in kinds))
        raise _refused(where, f"values of several kinds ({names})", "Bring them to one")
    return _category(values, name, order)


def _refused(where: str, what: str, way: str) -> InputTypeError:
    return InputTypeError(
        f"{where} must hold numbers, True and False, or text, but holds {what}. {way}."
    )


def _numbers(values: np.ndarray, missing: BoolArray | None, name: str) -> Column:
    """Keep numbers in as few bytes as hold them, so that no column is held twice at full size."""
    if values.dtype.kind == "f":
        gone = np.isnan(values)
        missing = gone if missing is None else gone | missing
        if missing.any():
            values = np.where(missing, 0.0, values)
        huge = np.abs(values) > LARGEST
        if huge.any():
            allowed = "finite numbers" if np.isinf(values).any() else f"numbers up to {LARGEST:g}"
            raise OptionError(
                f"factor {shown(name)} must hold {allowed}, got {values[huge][0]} at position"
                f" {int(np.flatnonzero(huge)[0])}."
            )
    elif missing is not None:
        values = np.where(missing, 0, values)
    return Column(Factor(name, "rating"), _compact(values), missing)


def _compact(values: np.ndarray) -> np.ndarray:
    if values.size:
        low, high = values.min(), values.max()
        for kind in SMALL:
            limits = np.iinfo(kind)
            if limits.min <= low and high <= limits.max:
                small = values.astype(kind)
                if values.dtype.kind in "iu" or bool((small == values).all()):
                    return small
                break
    return values.astype(np.float64)


def _category(values: object, name: str, order: Sequence[object] | None) -> Column:
    """Code the levels of a category: in their own order if they have one, else sorted."""
    where = f"factor {shown(name)}"
    labels, codes = factorize(values, where)
    labels = [None if is_missing(label) else label for label in labels]
    known = [label for label in labels if label is not None]
    check_levels(known, name, categorical=order is not None)
    levels = (
        [known[i] for i in sorted_positions(known)]
        if order is None
        else [level for level in order if level in set(known)]
    )
    place = {level: code for code, level in enumerate(dict.fromkeys(levels))}
    turn = np.array([place.get(label, 0) for label in labels] or [0], dtype=np.int64)
    gone = np.array([label is None for label in labels] or [False])
    missing = gone[codes] if gone.any() else None
    factor = Factor(
        name, "category", math.nan, math.nan, levels=tuple(place), order=tuple(order or ())
    )
    return Column(factor, turn[codes], missing)


def check_levels(known: Sequence[object], name: str, *, categorical: bool) -> None:
    """Refuse text that is no category: numbers, and too many different values."""
    if not categorical and known and all(_NUMBER.fullmatch(str(label)) for label in known):
        raise OptionError(
            Note(
                "factor {name} holds text that reads as numbers, such as {value}: is it a rating or"
                " a category? Make numbers of it, for example with nps.parse_ratings, or a"
                " categorical column.",
                name=shown(name),
                value=shown(known[0]),
            )
        )
    if len(set(known)) > MOST_LEVELS:
        raise OptionError(
            Note(
                "factor {name} has {k} different values, such as {value}: a category may have"
                " {most}. Leave out names, numbers and free text, or group them first.",
                name=shown(name),
                k=len(set(known)),
                value=shown(known[0]),
                most=MOST_LEVELS,
            )
        )


def _categories(values: object) -> list[object] | None:
    """Return the categories of a categorical column of text in their order, None if it is none."""
    package = package_of(values)
    if package == "narwhals":
        return _categories(values.to_native())  # type: ignore[attr-defined]  # a series has it
    dtype = getattr(values, "dtype", None)
    categories = getattr(dtype, "categories", None)
    if package == "polars" and type(dtype).__name__ == "Enum":
        return list(cast("Sequence[object]", categories))
    if package == "pandas" and categories is not None:
        return list(cast("Sequence[object]", categories))
    return None

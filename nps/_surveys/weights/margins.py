"""Known margins of a population, read and held against respondents; base weights, too."""

from __future__ import annotations

import itertools
import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from nps._base.checks import check_number, check_same_length, did_you_mean
from nps._base.columns.containers import as_column, package_of
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.keys import factorize
from nps._base.labels.labels import Labels
from nps._base.labels.tidying import tidy
from nps._base.text import label_string, shown
from nps._surveys.design import drawing

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray
    from nps._kernels.weights.raking import Margin

_SHOWN = 8
#: How far shares may add up to something else than 1, and totals differ: rounding of sums.
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """Respondents by cell of all variables, and the totals that the categories are to have.

    `cell` is the cell of each respondent; ``margins[m]`` the category of each cell and the totals
    wanted; `labels` names the categories of all margins in order, as (variable, category).
    """

    labels: Labels
    cell: IntArray
    margins: tuple[Margin, ...]

    @property
    def cells(self) -> int:
        """How many cells have respondents."""
        return self.margins[0][0].size if self.margins else 1

    def sums(self, values: FloatArray | None = None) -> FloatArray:
        """Sum the respondents' values (or count them) by category of every margin, end to end."""
        by_cell = np.bincount(self.cell, values, self.cells).astype(np.float64)
        parts = [np.bincount(codes, by_cell, wanted.size) for codes, wanted in self.margins]
        return np.concatenate(parts) if parts else np.empty(0)

    def named(self, position: int) -> tuple[str, object]:
        """Return the variable and the category of a row."""
        return cast("tuple[str, object]", self.labels.values[position])

    @property
    def wanted(self) -> FloatArray:
        """The totals wanted, end to end."""
        parts = [wanted for _, wanted in self.margins]
        return np.concatenate(parts) if parts else np.empty(0)

    @classmethod
    def none(cls, size: int) -> Margins:
        """Return margins of nothing, for weights that were not calibrated."""
        return cls(Labels([], ("variable", "category")), np.zeros(size, dtype=np.int64), ())

    @classmethod
    def make(cls, variables: Sequence[Variable], wanted: Sequence[FloatArray]) -> Margins:
        """Cross the variables into cells."""
        cell = np.zeros(variables[0].codes.size, dtype=np.int64)
        for variable in variables:
            crossed = cell * len(variable.categories) + variable.codes
            _, first, inverse = np.unique(crossed, return_index=True, return_inverse=True)
            cell = inverse.astype(np.int64)  # dense again, so that many variables can't overflow
        labels = [(v.name, category) for v in variables for category in v.categories]
        codes = [variable.codes[first] for variable in variables]
        return cls(
            Labels(labels, ("variable", "category")), cell, tuple(zip(codes, wanted, strict=True))
        )


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """One variable of the respondents: its categories, and the code of each respondent."""

    name: str
    categories: tuple[object, ...]
    codes: IntArray

    def ordered(self, wanted: Sequence[object]) -> Variable:
        """Return the same with the categories in another order, which has them all."""
        place = {category: i for i, category in enumerate(wanted)}
        new = np.array([place[category] for category in self.categories], dtype=np.int64)
        return Variable(self.name, tuple(wanted), new[self.codes])


def read_variables(variables: object, names: Sequence[str] | None = None) -> list[Variable]:
    """Read the named columns (all, if none are named) of a mapping or a data frame."""
    columns = _columns(variables)
    read: list[Variable] = []
    for name in columns if names is None else names:
        if name not in columns:
            there = ", ".join(map(shown, columns))
            raise OptionError(
                f"variables has no column {shown(name)}; it has"
                f" {there}.{did_you_mean(name, columns)}"
            )
        where = f"variables[{shown(name)}]"
        categories, codes = factorize(variables[name], where)  # type: ignore[index]  # _columns looked
        if read:
            check_same_length(
                f"variables[{shown(read[0].name)}]", read[0].codes.size, where, codes.size
            )
        read.append(Variable(name, tuple(categories), codes))
    if not read:
        raise OptionError("variables must have at least one column, got none.")
    if not read[0].codes.size:
        raise OptionError("variables must have a row for each respondent, got no rows.")
    return read


def _columns(variables: object) -> list[str]:
    if isinstance(variables, Mapping):
        return list(variables)
    if type(variables).__name__ == "LazyFrame":
        raise InputTypeError("variables must be in memory, got a LazyFrame: collect it first.")
    names = getattr(
        variables, "column_names" if package_of(variables) == "pyarrow" else "columns", None
    )
    if names is None:
        raise InputTypeError(
            "variables must be a data frame, or a mapping from the name of each variable to its"
            f" column, got {shown(variables)}."
        )
    return list(names)


def cross(variables: Sequence[Variable]) -> Variable:
    """Cross several variables into one, whose categories are tuples; a single one stays."""
    if len(variables) == 1:
        return variables[0]
    made = Margins.make(variables, [np.empty(0)] * len(variables))
    rows = zip(
        *(
            [v.categories[i] for i in codes]
            for v, (codes, _) in zip(variables, made.margins, strict=True)
        ),
        strict=True,
    )
    return Variable(" / ".join(v.name for v in variables), tuple(rows), made.cell)


def read_targets(name: str, targets: object) -> dict[Hashable, float]:
    """Read the totals or shares of categories: none negative, none missing, one positive."""
    if package_of(targets) == "pandas" and hasattr(targets, "to_dict"):
        targets = targets.to_dict()  # a Series or a table
    if not isinstance(targets, Mapping):
        raise InputTypeError(
            f"{name} must be a mapping from category to population count or share, got"
            f" {shown(targets)}."
        )
    read: dict[Hashable, float] = {}
    keys = tidy(targets)
    for key, value in zip(keys, targets.values(), strict=True):
        where = f"{name}[{shown(key)}]"
        read[key] = check_number(where, value, meaning=" (a population count or share)")
        if read[key] < 0.0:
            raise OptionError(f"{where} must not be negative, got {shown(value)}.")
    if not sum(read.values()):
        raise OptionError(f"{name} must have a positive count or share for one category at least.")
    return read


def match(
    name: str, variable: Variable, wanted: Mapping[Hashable, float], base: FloatArray
) -> Variable:
    """Return the variable with its categories in the order of the targets; both must agree."""
    unknown = [c for c in variable.categories if c not in wanted]
    if unknown:
        code = variable.categories.index(unknown[0])
        rows = np.flatnonzero(variable.codes == code)
        raise OptionError(
            f"{name} has no target for {_category(unknown[0])} of {shown(variable.name)}, which"
            f" {rows.size:,} respondents have, the first at position {rows[0]};"
            f" it has {_some(wanted)}.{_advice(unknown[0], wanted)}"
        )
    ordered = variable.ordered(list(wanted))
    present = np.bincount(ordered.codes, base, len(wanted))
    for (category, value), weight in zip(wanted.items(), present.tolist(), strict=True):
        if value and not weight:
            raise OptionError(
                f"{name}[{shown(category)}] wants {value:g}, but no respondent with a positive"
                " weight is"
                f" in that category; there are {_some(variable.categories)}."
                f"{did_you_mean(category, [c for c in variable.categories if isinstance(c, str)])}"
                " Merge it with another category, or leave it out of the targets."
            )
    return ordered


def _advice(category: object, wanted: Mapping[Hashable, float]) -> str:
    """Say what was probably meant by a category that has no target."""
    if category is None:
        return (
            " Leave out or fill in respondents whose category is missing, or give them a target of"
            " their own under None."
        )
    twin = next((key for key in wanted if label_string(key) == label_string(category)), None)
    if twin is not None:
        return (
            f" Text never equals a number: {shown(twin)} is no {shown(category)}; convert one of"
            " them."
        )
    hint = did_you_mean(category, [key for key in wanted if isinstance(key, str)])
    return hint or " Add its target, or 0 to give these respondents no weight."


def _category(category: object) -> str:
    return "the missing category (None)" if category is None else shown(category)


def _some(categories: Mapping[Hashable, float] | Sequence[object]) -> str:
    names = [shown(category) for category in itertools.islice(categories, _SHOWN)]
    return ", ".join(names) + (", ..." if len(categories) > _SHOWN else "")


def scaled(
    targets: Mapping[str, Mapping[Hashable, float]], total: float | None, weight: float
) -> list[FloatArray]:
    """Return the totals of each margin, all with one sum.

    The sum is `total`; or that of the margins that are counts; or, if all are shares, `weight`.
    """
    arrays = {name: np.array(list(target.values())) for name, target in targets.items()}
    sums = {name: float(array.sum()) for name, array in arrays.items()}
    counts = {name: s for name, s in sums.items() if not math.isclose(s, 1.0, abs_tol=_ROUNDING)}
    if total is None:
        for name, s in counts.items():
            if arrays[name].max() <= 1.0 and s < 1.5:
                raise OptionError(
                    f"{name}: shares must add up to 1, got {s:g}. Correct them, or pass total= to"
                    " have every margin scaled to that total."
                )
        if counts and max(counts.values()) > min(counts.values()) * (1.0 + _ROUNDING):
            listed = ", ".join(f"{name} to {s:,.10g}" for name, s in counts.items())
            raise OptionError(
                f"the margins add up to different totals: {listed}. They must be of one population;"
                " if they differ by rounding only, pass total= to have each scaled to that total."
            )
        total = next(iter(counts.values()), weight)
    return [array * (total / sums[name]) for name, array in arrays.items()]


def read_weights(name: str, weights: object, size: int | None = None) -> FloatArray:
    """Read weights: numbers, none missing or negative, one positive; a copy of its own."""
    column = as_column(weights, name)
    if size is not None:
        check_same_length(name, len(column), "variables", size)
    values = drawing.read_weights(column, len(column), name)
    if not values.any():
        raise OptionError(f"{name} must have a positive weight at least once.")
    return values

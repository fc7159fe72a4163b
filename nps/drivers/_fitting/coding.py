"""The columns of a regression, and what the rows of a result are made of.

A rating or yes/no driver has one column, x. With gaps it has two, t for "asked" and t x, so that
its slope is that among the asked, and the effect of being asked is that of the average answer m
against none: the slope of t plus m times that of t x. A category has a column for each level but
the base. A group of drivers is one row: everything that belongs to it a point better at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import numpy as np

from nps._base.checks import did_you_mean
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import label_text, shown

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps.drivers._reading.factors import Factor

#: The level of those who were not asked about a category.
NOT_ASKED = "not asked"
RowKind: TypeAlias = Literal["rating", "yes-no", "category", "asked", "group"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a result.

    Attributes
    ----------
    label : str
        What it is called: the driver, with its level or that it was asked.
    drivers : tuple of int
        Which drivers it speaks of, by position; several for a group.
    kind : {"rating", "yes-no", "category", "asked", "group"}
    columns : tuple of int
        The columns whose slopes add up to the effect; for "asked" those of t and t x.
    own : tuple of int
        All columns of its drivers.
    base : str
        Of a category, the level that it is held against.
    """

    label: str
    drivers: tuple[int, ...]
    kind: RowKind
    columns: tuple[int, ...]
    own: tuple[int, ...]
    base: str = ""


def starts_of(factors: Sequence[Factor]) -> list[int]:
    """Return the first column of each driver, and one more than the last."""
    return [0, *np.cumsum([factor.n_columns for factor in factors]).tolist()]


def rows_of(factors: Sequence[Factor], groups: Mapping[str, tuple[int, ...]]) -> list[Row]:
    """Return the rows of a result, in the order of the drivers; a group where its first stands."""
    starts = starts_of(factors)
    grouped = {member: name for name, members in groups.items() for member in members}
    rows: list[Row] = []
    for position, factor in enumerate(factors):
        first, own = starts[position], tuple(range(*starts[position : position + 2]))
        if factor.kind == "category":
            base, *others = [_level_text(level) for level in factor.levels]
            rows += [
                Row(f"{factor.name}: {level}", (position,), "category", (first + i,), own, base)
                for i, level in enumerate(others)
            ]
            continue
        name = grouped.get(position)
        if name is None:
            rows.append(Row(factor.name, (position,), factor.kind, own[-1:], own))
        elif groups[name][0] == position:
            members = groups[name]
            columns = tuple(starts[j + 1] - 1 for j in members)
            every = tuple(c for j in members for c in range(starts[j], starts[j + 1]))
            rows.append(Row(name, members, "group", columns, every))
        if factor.gaps:
            rows.append(Row(f"{factor.name}: asked", (position,), "asked", own, own))
    labels = [row.label for row in rows]
    for label in labels:
        if labels.count(label) > 1:
            raise OptionError(
                f"two rows of the result would be called {shown(label)}: rename a factor."
            )
    return rows


def column_names(factors: Sequence[Factor]) -> tuple[str, ...]:
    """Return the names of the columns of a regression."""
    names: list[str] = []
    for factor in factors:
        if factor.kind == "category":
            levels = factor.levels[1:]
            names += [f"{factor.name}: {_level_text(x)}" for x in levels]
        else:
            names += [f"{factor.name}: asked"] * factor.gaps + [factor.name]
    return tuple(names)


def _level_text(level: object) -> str:
    return NOT_ASKED if level is None else label_text(level)


def read_groups(groups: object, factors: Sequence[Factor]) -> dict[str, tuple[int, ...]]:
    """Return the positions of the drivers of each group."""
    if groups is None:
        return {}
    if not isinstance(groups, Mapping):
        raise InputTypeError(
            "groups must be a mapping from the name of a group to its factors, such as"
            f" {{'service': ['speed', 'staff']}}, got {shown(groups)}."
        )
    names = [factor.name for factor in factors]
    places = {name: position for position, name in enumerate(names)}
    found: dict[str, tuple[int, ...]] = {}
    taken: dict[str, str] = {}
    for group, members in groups.items():
        if not isinstance(group, str):
            raise InputTypeError(f"groups must be named by text, got {shown(group)}.")
        if isinstance(members, str) or not isinstance(members, Sequence) or not members:
            raise InputTypeError(
                f"groups[{shown(group)}] must be a list of factors, got {shown(members)}."
            )
        for name in cast("Sequence[object]", members):
            if not isinstance(name, str) or name not in places:
                raise OptionError(
                    f"groups[{shown(group)}] names {shown(name)}, which is no factor; there are"
                    f" {', '.join(map(shown, names))}.{did_you_mean(name, names)}"
                )
            if name in taken:
                where = (
                    f"{shown(taken[name])} and {shown(group)}"
                    if taken[name] != group
                    else f"{shown(group)}"
                )
                raise OptionError(f"factor {shown(name)} is in groups twice: in {where}.")
            taken[name] = group
        if group in places and group not in taken:
            raise OptionError(
                f"group {shown(group)} is called as a factor outside of it: rename it."
            )
        found[group] = tuple(sorted(places[name] for name in members))
    return found


def refuse_categories(groups: Mapping[str, tuple[int, ...]], factors: Sequence[Factor]) -> None:
    """Refuse groups with a category, of which nobody can say what "a point better" is."""
    for group, members in groups.items():
        for position in members:
            if factors[position].kind == "category":
                raise OptionError(
                    f"groups[{shown(group)}] holds {shown(factors[position].name)}, a category:"
                    " the effect of"
                    " a group is that of all its ratings a point better, which a category has not."
                )


def contrasts_of(rows: Sequence[Row], mean: FloatArray) -> FloatArray:
    """Return for each row the combination of slopes (J, k) that is its effect."""
    contrasts = np.zeros((len(rows), mean.size))
    for row, combination in zip(rows, contrasts, strict=True):
        combination[list(row.columns)] = 1.0
        if row.kind == "asked":
            asked, answer = row.columns
            combination[answer] = mean[answer] / mean[asked] if mean[asked] > 0.0 else 0.0
    return contrasts


@dataclass(frozen=True, slots=True)
class Levels:
    """Linear functions of the means of the columns: how a driver stands, and what is left of it.

    `level` (J,) is 0 to 100 with the gradient `level_slopes` (J, k). `room` (k,) is how many points
    each column could rise on average, with `room_slopes` (k, k); NaN where that makes no sense.
    """

    level: FloatArray
    level_slopes: FloatArray
    room: FloatArray
    room_slopes: FloatArray
    mean: FloatArray


def levels_of(rows: Sequence[Row], factors: Sequence[Factor], mean: FloatArray) -> Levels:
    """Return where drivers stand on their scales, and how far they are from its top."""
    k = mean.size
    starts = starts_of(factors)
    answer, slopes = np.full(k, np.nan), np.zeros((k, k))  # mean answer of a slope's column
    room, room_slopes = np.full(k, np.nan), np.zeros((k, k))
    low, high = np.full(k, np.nan), np.full(k, np.nan)
    for factor, first in zip(factors, starts[:-1], strict=True):
        if factor.kind == "category":
            continue
        column = first + factor.gaps
        low[column], high[column] = factor.low, factor.high
        share = mean[first] if factor.gaps else 1.0
        answer[column] = mean[column] / share if share > 0.0 else np.nan
        room[column] = factor.high * share - mean[column]
        room_slopes[column, column] = -1.0
        if factor.gaps:
            room_slopes[column, first] = factor.high
            if share > 0.0:
                slopes[column, first] = -answer[column] / share
        slopes[column, column] = 1.0 / share if share > 0.0 else 0.0
    level, level_slopes = np.zeros(len(rows)), np.zeros((len(rows), k))
    with np.errstate(divide="ignore", invalid="ignore"):
        for j, row in enumerate(rows):
            if row.kind in ("category", "asked"):
                column = row.columns[0]
                level[j], level_slopes[j, column] = 100.0 * mean[column], 100.0
                continue
            members = list(row.columns)
            unit = 100.0 / ((high - low)[members] * len(members))
            level[j] = (unit * (answer - low)[members]).sum()
            level_slopes[j] = unit @ slopes[members]
    return Levels(level, level_slopes, room, room_slopes, mean)

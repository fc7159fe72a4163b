"""Square tables of people: checked, turned, added and summed into classes."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_whole
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown
from nps._samples.ratings import STANDARD, Scale

if TYPE_CHECKING:
    from nps._kernels import IntArray

Grid = tuple[tuple[int, ...], ...]
#: How many ratings a usual scale that begins at 1 has.
USUAL = (5, 7, 10)
#: Classes that a table without a scale may have.
LEVELS = 200


def turned(grid: Grid) -> Grid:
    """Exchange rows and columns."""
    return tuple(zip(*grid, strict=True))


def added(left: Grid, right: Grid) -> Grid:
    """Add two tables of the same size."""
    return tuple(tuple(map(operator.add, *lines)) for lines in zip(left, right, strict=True))


def by_class(grid: IntArray, scale: Scale) -> Grid:
    """Sum a K x K table of ratings into the 3 x 3 table of classes."""
    columns = np.stack(scale._classes(grid))  # sample class, reference rating
    return tuple(tuple(line.tolist()) for line in np.stack(scale._classes(columns)))


def usual_scale(size: int) -> Scale:
    """Return the scale that is usual for so many ratings."""
    if size == len(STANDARD.ratings):
        return STANDARD
    if size in USUAL:
        return Scale.conventional(1, size)
    cuts = f"({size}, {size}), passives=({size - 1}, {size - 1}), detractors=(1, {size - 2})"
    such = (
        f", such as scale=nps.Scale(promoters={cuts})" if size > 2 else " with scale=nps.Scale(...)"
    )
    classes = " Of the three classes, promoters first, it is nps.Transitions(table)."
    raise OptionError(
        f"table has {size} rows, and only 11 rows, 10, 7 and 5 have a usual scale: say which"
        f" ratings are which{such}. Tests that need no scale are at"
        f" nps.Transitions.homogeneity(table).{classes if size == 3 else ''}"
    )


def check_grid(name: str, value: object, size: int | None = None, *, ordered: bool = True) -> Grid:
    """Return a square table of counts as tuples; its classes have an order, or may be many."""
    lines = _line(name, value, ordered)
    if not ordered and len(lines) > LEVELS:
        raise OptionError(
            f"{name} may have at most {LEVELS} rows and columns, got {len(lines):,} rows."
        )
    rows = [_line(name, line, ordered) for line in lines]
    size = len(rows) if size is None else size
    if len(rows) != size or any(len(row) != size for row in rows):
        raise OptionError(
            f"{name} must have {size} rows and {size} columns, got rows of"
            f" {[len(row) for row in rows]}."
        )
    return tuple(
        tuple(check_whole(f"{name}[{i}][{j}]", entry) for j, entry in enumerate(row))
        for i, row in enumerate(rows)
    )


def _line(name: str, value: object, ordered: bool) -> Sequence[object]:
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if not isinstance(value, (list, tuple)):
        order, frame = (
            (
                "best class first",
                "A data frame may have them in another order: bring them into this one and pass",
            )
            if ordered
            else ("in the same order", "Of a data frame pass")
        )
        raise InputTypeError(
            f"{name} must be nested lists or an array with a row for each class in the reference"
            f" and a column for each in the sample, {order}, got {shown(value)}. {frame}"
            " .to_numpy()."
        )
    return value

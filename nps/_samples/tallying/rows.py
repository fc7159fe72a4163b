"""Rows of a GROUP BY: the keys, a rating and how many answers gave it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.checks import LARGEST_EXACT, check_option, check_same_length, check_whole
from nps._base.columns.containers import can_iterate, is_scalar, read_answers
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown
from nps._samples.ratings import INVALID_OPTIONS, check_scale, valid_codes

if TYPE_CHECKING:
    from nps._kernels import IntArray
    from nps._samples.ratings import Scale


class Rows(NamedTuple):
    """Columns of a counted table; codes are 0..K-1 for the levels, K missing, K + 1 invalid."""

    keys: list[Sequence[object]]
    codes: IntArray
    n: IntArray


def read_rows(rows: object, n_keys: int | None, scale: Scale, invalid: str) -> Rows:
    """Turn rows (key, ..., rating, n) into columns; `n_keys` None takes as many as there are."""
    check_scale(scale)
    check_option("invalid", invalid, INVALID_OPTIONS)
    if isinstance(rows, Mapping) or not can_iterate(rows):
        raise InputTypeError(f"rows must be the rows of a query's result, got {shown(rows)}.")
    table = [_check_row(row) for row in rows]
    least = "(rating, n)" if n_keys == 0 else "(key, ..., rating, n)"
    width = max(len(table[0]) if table else 0, 3) if n_keys is None else n_keys + 2
    for i, row in enumerate(table):
        if len(row) != width:
            shape = f"({n_keys} keys, rating, n)" if n_keys else least
            raise OptionError(f"rows[{i}] must be {shape}, got {shown(row)}.")
    *keys, ratings, n = zip(*table, strict=True) if table else [()] * width
    answers = read_answers(ratings)
    codes = valid_codes(answers, scale, invalid, "rows")
    sizes = [_size(i, k) for i, k in enumerate(n)]
    if sum(sizes) > LARGEST_EXACT:
        raise OptionError(
            f"rows: n must sum to at most 2**53 to stay exact, but it sums to {sum(sizes)}."
        )
    return Rows(list(keys), codes, np.array(sizes, dtype=np.int64))


def _check_row(row: object) -> tuple[object, ...]:
    if isinstance(row, Mapping) or not can_iterate(row):
        raise InputTypeError(f"rows must hold tuples such as (key, rating, n), got {shown(row)}.")
    return tuple(row)


def _size(position: int, n: object) -> int:
    if type(n) is int and 0 <= n <= LARGEST_EXACT:
        return n
    return check_whole(f"rows[{position}]: n", n)


def sum_codes(
    codes: IntArray, n: IntArray, scale: Scale, groups: IntArray | int = 0, n_groups: int = 1
) -> IntArray:
    """Add up `n` in a table with a row for each group and a column for each code."""
    width = len(scale.ratings) + 2
    table = np.zeros(n_groups * width, dtype=np.int64)
    np.add.at(table, groups * width + codes, n)
    return table.reshape(-1, width)


def count_column(name: str, column: object, size: int) -> IntArray:
    """Return a column of counts of answers, one for each label."""
    alone = is_scalar(column) or isinstance(column, (str, bytes))
    if alone or getattr(column, "ndim", None) == 0:  # one number for all cohorts
        return np.full(size, check_whole(name, column), dtype=np.int64)
    answers = read_answers(column, name)
    check_same_length("labels", size, name, len(answers))
    kind = answers.values.dtype.kind
    values = answers.values.astype(np.float64) if kind == "f" else answers.values
    whole = np.floor(values) == values
    fits = whole & (values >= 0) & (values <= LARGEST_EXACT)
    if answers.mask is not None:
        fits &= ~answers.mask
    found = np.where(fits, values, 0).astype(np.int64)
    for bad in np.flatnonzero(~fits).tolist():  # the first that is none raises, and says why
        found[bad] = check_whole(f"{name}[{bad}]", answers.original(bad))
    return found

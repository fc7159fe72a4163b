"""The answers of each group: which groups there are, and a table of their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.columns.integer_keys import IntegerKeys
from nps._base.labels.keys import KeyColumns, read_keys
from nps._base.labels.labels import Labels
from nps._base.labels.tidying import distinct
from nps._kernels.counting.factorizing import first_rows
from nps._kernels.counting.levels import count_levels_by

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nps._base.columns.containers import Answers
    from nps._kernels import IntArray
    from nps._samples.ratings import Scale

#: A range of integers is narrow if it has at most one value for so many rows, or so few values.
ROWS_PER_KEY, FEW_KEYS = 64, 256


def tally_by(answers: Answers, groups: object, scale: Scale) -> tuple[Labels, IntArray]:
    """Return the labels in order of appearance, and a row of counts for each.

    The columns are the levels of the scale, what is missing and what is off the scale. A single
    key of integers in a narrow range is counted as it stands, in one pass and without memory for
    each row; other keys are numbered first.
    """
    keys = read_keys(groups, len(answers))
    key = keys.columns[0]
    if len(keys.columns) == 1 and isinstance(key, IntegerKeys):
        low, width = _range(key)
        if width <= max(FEW_KEYS, len(answers) // ROWS_PER_KEY):
            table = _count(key.numbers, width, answers, scale, low)
            return _named(keys, key, table, low)
    labels, codes = keys.factorize()
    return labels, _count(codes, len(labels), answers, scale, 0)


def _range(key: IntegerKeys) -> tuple[int, int]:
    """Return the least value and how many there are up to the largest."""
    if not key.numbers.size or (key.missing is not None and key.missing.any()):
        return 0, 2**64  # what stands for missing labels is any number
    low = int(key.numbers.min())
    return low, int(key.numbers.max()) - low + 1


def _count(
    numbers: NDArray[np.integer], n_groups: int, answers: Answers, scale: Scale, first: int
) -> IntArray:
    return count_levels_by(
        numbers, n_groups, answers.values, scale.low, scale.high, answers.mask, first
    )


def _named(
    keys: KeyColumns, key: IntegerKeys, table: IntArray, low: int
) -> tuple[Labels, IntArray]:
    """Keep the groups that occur, in order of appearance, under their labels."""
    occurs = np.asarray(table.any(axis=1))
    rows = first_rows(key.numbers, low, occurs)
    order = np.argsort(rows)
    labels, numbers = distinct(key.labels_at(rows[order]), np.arange(order.size))
    table = table[np.flatnonzero(occurs)[order]]
    if len(labels) < numbers.size:  # several ways of saying "missing"
        merged = np.zeros((len(labels), table.shape[1]), dtype=np.int64)
        np.add.at(merged, numbers, table)
        table = merged
    return Labels(labels, keys.keys, categories=keys.categories()), table

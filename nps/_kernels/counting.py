"""How many answers at each level of the scale: one pass, in chunks that stay in the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nps._typing import BoolArray, IntArray

#: Elements handled at a time, so that temporaries stay small whatever the size of the data.
CHUNK = 1 << 16


def count_levels(values: NDArray[np.number], low: int, high: int) -> tuple[IntArray, int]:
    """Count each whole number low..high in a 1-D array, and the NaN.

    What is left, size - counts.sum() - nan, is off the scale. Comparing with each level needs no
    cast, so 8.5, 256.0, infinity or a negative number can't fall into a bin by accident.
    """
    counts = np.zeros(high - low + 1, dtype=np.int64)
    nan = 0
    hit = np.empty(min(CHUNK, values.size), dtype=np.bool_)
    for start in range(0, values.size, CHUNK):
        chunk = values[start : start + CHUNK]
        flags = hit[: chunk.size]
        for i in range(counts.size):
            counts[i] += np.count_nonzero(np.equal(chunk, low + i, out=flags))
        if chunk.dtype.kind == "f":
            nan += int(np.count_nonzero(np.not_equal(chunk, chunk, out=flags)))
    return counts, nan


def level_codes(values: NDArray[np.number], low: int, high: int) -> IntArray:
    """Code each answer: 0..K-1 for the K levels low..high, K for NaN, K + 1 off the scale."""
    levels = high - low + 1
    codes = np.full(values.size, levels + 1, dtype=np.int64)
    inside: BoolArray = (values >= low) & (values <= high)
    if values.dtype.kind == "f":
        codes[np.isnan(values)] = levels
        inside &= np.floor(values) == values
    codes[inside] = values[inside].astype(np.int64) - low
    return codes


def cross_count(groups: IntArray, codes: IntArray, n_groups: int, n_codes: int) -> IntArray:
    """Count pairs (group, code): an array of shape (n_groups, n_codes), updated in place."""
    table = np.zeros(n_groups * n_codes, dtype=np.int64)
    for start in range(0, codes.size, CHUNK):
        part = slice(start, start + CHUNK)
        np.add.at(table, groups[part] * n_codes + codes[part], 1)
    return table.reshape(n_groups, n_codes)

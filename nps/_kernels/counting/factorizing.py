"""Number the distinct values of an integer column in order of appearance, without sorting it.

A narrow range of values is looked up in a table. A wide one goes through a table of slots, into
which a multiplication scatters the values: the first value to come owns the slot, and values that
find another owner try again in a larger table with another multiplier. The multiplicative hash is
that of Knuth DE (1998), The Art of Computer Programming 3, 2nd edition, section 6.4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.chunks import parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nps._kernels import BoolArray, IntArray

#: Rows handled at a time, so that temporaries fit in the cache.
ROWS = 1 << 16
#: Slots of the first table, which stays in the cache; enough for some hundred thousand labels.
SLOTS = 1 << 18
#: 2**64 over the golden ratio spreads neighbours far apart; the step turns it into other factors.
FACTOR, STEP = 0x9E3779B97F4A7C15, 0xD1342543DE82EF95


def factorize_integers(
    values: NDArray[np.integer], missing: BoolArray | None = None
) -> tuple[IntArray, IntArray]:
    """Return the row at which each distinct value first appears, and each row's number of it.

    Rows that are `missing` count as one more value, whatever stands there.
    """
    if missing is not None and missing.any():
        there = np.flatnonzero(~missing)
        rows, found = factorize_integers(values[there])
        first = np.append(there[rows], np.argmax(missing))
        order = np.argsort(first)
        numbers = np.empty_like(order)
        numbers[order] = np.arange(order.size)
        codes = np.full(values.size, numbers[-1])
        codes[there] = numbers[found]
        return first[order], codes
    if not values.size:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    low, high = int(values.min()), int(values.max())
    if high - low < max(4 * values.size, 1024):
        return _by_table(values, low, high)
    return _by_hash(values.astype(np.int64 if values.dtype.kind == "i" else np.uint64, copy=False))


def _by_table(values: NDArray[np.integer], low: int, high: int) -> tuple[IntArray, IntArray]:
    numbers = np.full(high - low + 1, -1, dtype=np.int64)
    codes = np.empty(values.size, dtype=np.int64)
    firsts, known = [], 0
    for part in parts(values.size, ROWS):
        offsets = _offsets(values[part], low)
        found = numbers[offsets]
        if found.min() < 0:
            rows = np.flatnonzero(found < 0)
            new = _first_rows(numbers, offsets[rows])
            numbers[offsets[rows[new]]] = np.arange(known, known + new.size)
            firsts.append(part.start + rows[new])
            known += new.size
            found = numbers[offsets]
        codes[part] = found
    return np.concatenate(firsts), codes


def _offsets(values: NDArray[np.integer], low: int) -> IntArray:
    """Subtract modulo 2**bits: the range of a signed type is wider than its positive half."""
    offsets = np.subtract(values, values.dtype.type(low)).view(f"u{values.itemsize}")
    return np.asarray(offsets, dtype=np.int64)


def first_rows(values: NDArray[np.integer], low: int, wanted: BoolArray) -> IntArray:
    """Return the rows at which the values low + k first appear, for each k that is `wanted`.

    All values must lie in the range of `wanted`; reading stops when each has been seen.
    """
    rows = np.zeros(wanted.size, dtype=np.int64)
    waiting = wanted.copy()
    for part in parts(values.size, ROWS):
        if not waiting.any():
            break
        offsets = _offsets(values[part], low)
        new = np.flatnonzero(waiting[offsets])[::-1]  # backwards: the first row to come stays
        rows[offsets[new]] = part.start + new
        waiting[offsets[new]] = False
    return rows[wanted]


def _first_rows(table: IntArray, places: IntArray) -> IntArray:
    """Return which of the places are named for the first time, using the table at these places."""
    count = np.arange(places.size)
    table[places[::-1]] = count[::-1]  # where a place is named twice the first one stays
    return np.flatnonzero(table[places] == count)


def _by_hash(values: NDArray[np.integer]) -> tuple[IntArray, IntArray]:
    keys = values.view(np.uint64)
    first = np.empty(keys.size, dtype=np.int64)  # the first row with the same value
    rows = np.arange(keys.size)
    factor, slots = FACTOR, SLOTS
    while rows.size:
        rows = _one_round(keys, rows, first, factor, slots)
        factor = factor * STEP % 2**64
        slots = max(SLOTS, 1 << (2 * rows.size).bit_length())
    own = np.flatnonzero(first == np.arange(keys.size))
    numbers = np.empty(keys.size, dtype=np.int64)
    numbers[own] = np.arange(own.size)
    return own, numbers[first]


def _one_round(
    keys: NDArray[np.uint64], rows: IntArray, first: IntArray, factor: int, slots: int
) -> IntArray:
    """Find the first row of the values that own a slot, and return the rows of the others."""
    shift = np.uint64(64 - (slots.bit_length() - 1))
    owners, owned = np.full(slots, -1, dtype=np.int64), np.empty(slots, dtype=np.uint64)
    others = []
    for part in parts(rows.size, ROWS):
        row = rows[part]
        key = keys[row]
        slot = ((key * np.uint64(factor)) >> shift).view(np.int64)
        owner = owners[slot]
        if owner.min() < 0:
            free = np.flatnonzero(owner < 0)[::-1]  # backwards: the first row to come stays
            owners[slot[free]] = row[free]
            owner = owners[slot]
            owned[slot[free]] = keys[owner[free]]
        same = owned[slot] == key
        first[row[same]] = owner[same]
        others.append(row[~same])
    return np.concatenate(others)

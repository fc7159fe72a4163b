"""How many answers at each level of the scale: one pass, in chunks that stay in the cache.

Answers become offsets 0..K-1 from the lowest of the K levels, and what is off the scale is found on
the way: by the largest offset for integers, by casting back for floats. The offsets of a chunk are
then counted as bit planes, or by `bincount` where there are few answers or many levels. Whatever
the number of answers, less than 4 MB are needed beside them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from nps._kernels.counting.bit_planes import MOST_LEVELS, UNIT, PlaneCounter
from nps._kernels.numerics.chunks import parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nps._kernels import BoolArray, IntArray

#: Answers handled at a time, and answers of one byte, so that temporaries fit in the cache.
CHUNK, CHUNK_OF_BYTES = 1024 * UNIT, 3584 * UNIT
#: Up to this many answers a loop in Python needs less time than a dozen calls of NumPy.
A_HANDFUL = 1 << 6
#: Up to this many answers `bincount` needs less time than the forty steps of the bit planes.
FEW = 1 << 14
#: Pairs of group and code handled at a time.
PAIRS = 1 << 17
#: Up to this many bins `bincount` of a chunk is quicker than adding in place.
FEW_BINS = PAIRS >> 4


class Encoded(NamedTuple):
    """Answers as offsets from the lowest level, and the two kinds of answers that have none.

    Where `outside` is true the offset is arbitrary. `missing` is the part of `outside` that is no
    answer, the rest is off the scale. None stands for a mask that is false everywhere.
    """

    offsets: NDArray[np.number]
    outside: BoolArray | None
    missing: BoolArray | None


def count_levels(
    values: NDArray[np.number], low: int, high: int, absent: BoolArray | None = None
) -> tuple[list[int], int, int]:
    """Count each whole number low..high in a 1-D array, what is missing and what is off the scale.

    NaN is missing, and so is what is `absent`.
    """
    levels = high - low + 1
    if levels <= MOST_LEVELS and values.size <= A_HANDFUL and absent is None:
        return _count_by_hand(values, low, high)
    if values.size <= FEW or levels > MOST_LEVELS:
        return _count_by_bins(values, low, high, absent)
    capacity = CHUNK_OF_BYTES if values.itemsize == 1 else CHUNK
    buffer = np.empty(capacity, dtype=np.uint8)
    planes = PlaneCounter(levels, capacity)
    outside = missing = 0
    for part in parts(values.size, capacity):
        codes = buffer[: part.stop - part.start]
        without, gone = _fill(codes, encode(values, part, low, high, absent))
        outside += without
        missing += gone
        padded = -(-codes.size // UNIT) * UNIT
        buffer[codes.size : padded] = 0
        planes.add(buffer[:padded])
    above = planes.counts()
    lowest = values.size - outside - int(above.sum())
    return [lowest, *above.tolist()], missing, outside - missing


def _fill(codes: NDArray[np.uint8], found: Encoded) -> tuple[int, int]:
    """Set the codes, 0 for those without; return how many have none, and how many are missing."""
    np.copyto(codes, found.offsets, casting="unsafe")
    if found.outside is None:
        return 0, 0
    without = int(np.count_nonzero(found.outside))
    gone = without if found.missing is found.outside else _total(found.missing)
    codes *= ~found.outside
    return without, gone


def _count_by_hand(values: NDArray[np.number], low: int, high: int) -> tuple[list[int], int, int]:
    counts = dict.fromkeys(range(low, high + 1), 0)
    missing = invalid = 0
    for value in values.tolist():  # 9.0 is found as 9
        if value in counts:
            counts[value] += 1
        elif value != value:
            missing += 1
        else:
            invalid += 1
    return list(counts.values()), missing, invalid


def _count_by_bins(
    values: NDArray[np.number], low: int, high: int, absent: BoolArray | None
) -> tuple[list[int], int, int]:
    levels = high - low + 1
    counts = np.zeros(levels, dtype=np.int64)
    outside = missing = 0
    for part in parts(values.size, CHUNK):
        offsets, without, gone = encode(values, part, low, high, absent)
        if without is not None:
            offsets = offsets[~without]
            outside += int(np.count_nonzero(without))
            missing += _total(gone)
        counts += np.bincount(offsets.astype(np.intp, copy=False), minlength=levels)
    return counts.tolist(), missing, outside - missing


def _total(mask: BoolArray | None) -> int:
    return 0 if mask is None else int(np.count_nonzero(mask))


def level_codes(
    values: NDArray[np.number], low: int, high: int, absent: BoolArray | None = None
) -> IntArray:
    """Code each answer: 0..K-1 for the K levels low..high, K if missing, K + 1 off the scale."""
    codes = np.empty(values.size, dtype=np.int64)
    for part in parts(values.size, PAIRS):
        offsets, outside, missing = encode(values, part, low, high, absent)
        np.copyto(codes[part], offsets, casting="unsafe")
        if outside is not None:
            codes[part][outside] = high - low + 2
        if missing is not None:
            codes[part][missing] = high - low + 1
    return codes


def first_off_scale(
    values: NDArray[np.number], low: int, high: int, absent: BoolArray | None, most: int
) -> tuple[list[int], int]:
    """Return the positions of the first answers off the scale, at most so many, and how many."""
    positions: list[int] = []
    total = 0
    for part in parts(values.size, PAIRS):
        _, outside, missing = encode(values, part, low, high, absent)
        if outside is not None:
            off = np.flatnonzero(outside if missing is None else outside & ~missing)
            positions += (part.start + off[: most - len(positions)]).tolist()
            total += off.size
    return positions, total


def count_levels_by(
    groups: NDArray[np.integer],
    n_groups: int,
    values: NDArray[np.number],
    low: int,
    high: int,
    absent: BoolArray | None = None,
    first: int = 0,
) -> IntArray:
    """Count in each group the levels, what is missing and what is off the scale.

    The groups are `first`, `first` + 1, ...; the shape is (n_groups, K + 2). Adding in place needs
    no memory but the table, however groups and chunks relate, and narrow counters keep more groups
    in the cache.
    """
    levels = high - low + 1
    counter = np.dtype(np.uint32 if values.size < 2**32 else np.int64).type
    size = n_groups * levels
    table = np.zeros(size, dtype=counter)
    result = np.zeros((n_groups, levels + 2), dtype=np.int64)
    # narrow keys are made in half the time; what indexes must be wide
    work = np.dtype(np.int32 if groups.itemsize <= 4 and size < 2**31 else np.int64)
    origin = np.array(first).astype(work)
    narrow = np.empty(min(PAIRS, values.size), dtype=work)
    wide = narrow if work.itemsize == 8 else np.empty(narrow.size, dtype=np.int64)
    for part in parts(values.size, PAIRS):
        rows = slice(part.stop - part.start)
        keys = narrow[rows]
        np.subtract(groups[part], origin, out=keys, dtype=work, casting="unsafe")
        np.multiply(keys, work.type(levels), out=keys)
        offsets, outside, missing = encode(values, part, low, high, absent)
        np.add(keys, offsets, out=keys, dtype=work, casting="unsafe")
        np.copyto(wide[rows], keys)
        inside = wide[rows] if outside is None else wide[rows][~outside]
        if size <= FEW_BINS:
            table += np.bincount(inside, minlength=size).astype(counter)
        else:
            np.add.at(table, inside, counter(1))
        for column, mask in ((-2, missing), (-1, outside)):
            if mask is not None:
                rest = np.subtract(groups[part][mask], origin, dtype=work, casting="unsafe")
                np.add.at(result[:, column], rest, 1)
    result[:, -1] -= result[:, -2]
    result[:, :levels] = table.reshape(n_groups, levels)
    return result


def cross_count(groups: IntArray, codes: IntArray, n_groups: int, n_codes: int) -> IntArray:
    """Count pairs (group, code): an array of shape (n_groups, n_codes), updated in place."""
    table = np.zeros(n_groups * n_codes, dtype=np.int64)
    for part in parts(codes.size, PAIRS):
        np.add.at(table, groups[part] * n_codes + codes[part], 1)
    return table.reshape(n_groups, n_codes)


def encode(
    values: NDArray[np.number], part: slice, low: int, high: int, absent: BoolArray | None
) -> Encoded:
    """Take a part of the answers as offsets from the lowest level."""
    chunk = values[part]
    missing = None if absent is None or not absent[part].any() else absent[part]
    if chunk.dtype.kind == "f":
        offsets, outside = _float_offsets(cast("NDArray[np.floating]", chunk), low, high)
        if outside is not None:
            nan = np.not_equal(chunk, chunk)
            missing = nan if missing is None else nan | missing
    else:
        offsets, outside = _integer_offsets(cast("NDArray[np.integer]", chunk), low, high)
    if missing is not None:
        outside = missing if outside is None else outside | missing
    return Encoded(offsets, outside, missing)


def _integer_offsets(
    values: NDArray[np.integer], low: int, high: int
) -> tuple[NDArray[np.integer], BoolArray | None]:
    """Subtract modulo 2**bits: what is below becomes huge, so that one maximum proves the range."""
    if not values.dtype.isnative:
        values = values.astype(values.dtype.newbyteorder("="))
    unsigned, first, last = _reach(values.dtype, low, high)
    if first > last:
        return values, np.ones(values.size, dtype=np.bool_)
    offsets = values.view(unsigned)
    if first:
        values = offsets = offsets - unsigned.type(first % 2 ** (8 * unsigned.itemsize))
    outside = offsets > last - first if np.maximum.reduce(offsets) > last - first else None
    if first > low:  # levels below what the type can hold
        values = np.add(offsets, first - low, dtype=np.int64, casting="unsafe")
    return values, outside


@lru_cache
def _reach(dtype: np.dtype[np.integer], low: int, high: int) -> tuple[np.dtype[Any], int, int]:
    """Return the unsigned type of the same width, and the levels that values can have."""
    limits = np.iinfo(dtype)
    return np.dtype(f"u{dtype.itemsize}"), max(low, int(limits.min)), min(high, int(limits.max))


def _float_offsets(
    values: NDArray[np.floating], low: int, high: int
) -> tuple[NDArray[np.number], BoolArray | None]:
    """Cast to whole numbers and back: whatever a cast makes of 8.5, 256.0 or NaN, it differs."""
    span = high - low
    code: np.dtype[np.uint8 | np.uint64] = np.dtype("u1" if span < 256 else "u8")
    values = values.astype(_work_type(values.dtype, low, high), copy=False)
    with np.errstate(invalid="ignore", over="ignore"):
        offsets = (values - low if low else values).astype(code)
        back = offsets.astype(values.dtype)
    if low:
        back += low
    same = np.equal(back, values)
    if np.maximum.reduce(offsets) <= span and same.all():
        return offsets, None
    return offsets, (offsets > span) | ~same


@lru_cache
def _work_type(dtype: np.dtype[np.floating], low: int, high: int) -> np.dtype[Any]:
    """Return a type that holds the answers and the whole numbers low..high exactly."""
    ends = np.min_scalar_type(low), np.min_scalar_type(high)
    return np.result_type(dtype.newbyteorder("="), *ends)

"""Which bytes of a block stand outside quotation marks, 64 of them in one step.

Each byte is a bit of an integer. A bit of the running sum of quotation marks, modulo 2, tells
whether a byte lies within a quotation; six shifts make it for a whole integer, as in Langdale and
Lemire (2019), "Parsing gigabytes of JSON per second", https://doi.org/10.1007/s00778-019-00578-5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import BoolArray, IntArray

    Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]
    Bits = np.ndarray[tuple[int], np.dtype[np.uint64]]

#: Bytes that are the bits of one integer.
WORD_BITS = 64
_ONE, _LAST = np.uint64(1), np.uint64(WORD_BITS - 1)
#: Which bit of a byte is the lowest that is set.
_LOWEST = np.array([max((i & -i).bit_length() - 1, 0) for i in range(256)], dtype=np.intp)
_SHIFTS = [np.uint64(1 << k) for k in range(6)]


def outside_quotations(marks: Bits, ends: Bits, returns: Bits | None) -> IntArray | None:
    """Return where cells end outside, or None where a quotation mark is in the midst of a cell.

    Parameters
    ----------
    marks, ends, returns : arrays
        Which bytes are quotation marks, which end a cell, and which are the first half of a line
        end, if there are any. What ends a cell is lost.
    """
    between, found = ends, ends.copy()
    within, moved = marks.copy(), np.empty_like(marks)
    for k in _SHIFTS:
        within ^= np.left_shift(within, k, out=moved)
    np.right_shift(within, _LAST, out=moved)  # whether a quotation is open where a word ends
    np.bitwise_xor.accumulate(moved, out=moved)
    within[1:] ^= np.negative(moved[:-1], out=moved[:-1])
    between |= marks
    np.left_shift(between, _ONE, out=moved)  # what was true one byte before
    moved[1:] |= between[:-1] >> _LAST
    if misplaced(marks, moved, within):
        return None
    if returns is not None:
        between |= returns
    one_later(between, out=moved)
    np.invert(within, out=within)
    if misplaced(marks, moved, within):
        return None
    found &= within
    return _places(found.view(np.uint8))


def misplaced(marks: Bits, fine: Bits, side: Bits | None = None) -> bool:
    """Tell whether any mark (of one side) is where it is not fine; what is fine is lost."""
    np.invert(fine, out=fine)
    fine &= marks
    if side is not None:
        fine &= side
    return bool(fine.any())


def bits(mask: BoolArray) -> Bits:
    """Return as bits what is true of bytes, as many as whole integers have bits."""
    return np.packbits(mask, bitorder="little").view("<u8")


def one_later(which: Bits, out: Bits | None = None) -> Bits:
    """Return what is true one byte later."""
    later = np.right_shift(which, _ONE, out=out)
    later[:-1] |= which[1:] << _LAST
    return later


def _places(eights: Bytes) -> IntArray:
    """Return which bits are set, most of them being not."""
    some = np.flatnonzero(eights != 0)
    eights = eights.take(some)
    some <<= 3
    places = [some[:0]]
    while len(some):
        places.append(some + _LOWEST.take(eights))
        eights &= eights - np.uint8(1)
        more = np.flatnonzero(eights != 0)
        some, eights = some.take(more), eights.take(more)
    found = np.concatenate(places)
    found.sort(kind="stable")
    return found

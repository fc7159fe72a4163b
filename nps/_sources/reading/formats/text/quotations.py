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

_QUOTE = ord('"')
#: Bytes that are the bits of one integer.
WORD_BITS = 64
_ONE, _LAST = np.uint64(1), np.uint64(WORD_BITS - 1)
#: The bits of every byte, as eight bytes.
_UNPACKED = np.unpackbits(np.arange(256, dtype=np.uint8), bitorder="little").view("<u8")
_SHIFTS = [np.uint64(1 << k) for k in range(6)]


def rows_end(block: bytes) -> int:
    """Return where the last line ends that has an even number of quotation marks before its end.

    Where quotation marks stand as they should, no row goes on behind it. It is 0 if there is none.
    """
    end = len(block)
    if b'"' in block:
        marks = np.count_nonzero(np.frombuffer(block, dtype=np.uint8) == _QUOTE)
        while marks % 2:
            line = block.rfind(b"\n", 0, end - 1) + 1
            marks -= block.count(b'"', line, end)
            end = line
    return end


def outside_quotations(
    quotes: BoolArray, ends: BoolArray, returns: BoolArray | None
) -> IntArray | None:
    """Return where cells end outside, or None where a quotation mark is in the midst of a cell.

    Parameters
    ----------
    quotes, ends, returns : arrays
        Which bytes are quotation marks, which end a cell, and which are the first half of a line
        end, if there are any. As many as whole integers have bits.
    """
    marks, between = _bits(quotes), _bits(ends)
    found = between.copy()
    within, moved = marks.copy(), np.empty_like(marks)
    for k in _SHIFTS:
        within ^= np.left_shift(within, k, out=moved)
    np.right_shift(within, _LAST, out=moved)  # whether a quotation is open where a word ends
    np.bitwise_xor.accumulate(moved, out=moved)
    within[1:] ^= np.negative(moved[:-1], out=moved[:-1])
    between |= marks
    np.left_shift(between, _ONE, out=moved)  # what was true one byte before
    moved[1:] |= between[:-1] >> _LAST
    if _is_amiss(marks, within, moved):
        return None
    if returns is not None:
        between |= _bits(returns)
    np.right_shift(between, _ONE, out=moved)  # what is true one byte later
    moved[:-1] |= between[1:] << _LAST
    np.invert(within, out=within)
    if _is_amiss(marks, within, moved):
        return None
    found &= within
    return _places(found.view(np.uint8))


def _is_amiss(marks: Bits, side: Bits, fine: Bits) -> bool:
    """Tell whether any mark on one side of a quotation is where it is not fine; `fine` is lost."""
    np.invert(fine, out=fine)
    fine &= marks
    fine &= side
    return bool(fine.any())


def _bits(mask: BoolArray) -> Bits:
    return np.packbits(mask, bitorder="little").view("<u8")


def _places(eights: Bytes) -> IntArray:
    """Return which bits are set, most of them being not."""
    some = np.flatnonzero(eights != 0)
    bits = np.flatnonzero(_UNPACKED.take(eights.take(some)).view(np.bool_))
    places: IntArray = (some.take(bits >> 3) << 3) + (bits & 7)
    return places

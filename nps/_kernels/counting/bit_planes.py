"""Count small codes 64 at a time: turn bytes into bit planes, then count bits.

A code of four bits is spread over four planes, words in which the same bit of all codes stands
side by side. For a set m of bits, written as a number, the words ``AND of plane[i], i in m`` have a
one for each code that contains m. Codes below K contain no set m >= K, so the K - 1 counts for
m = 1..K-1 say everything, and inclusion and exclusion turns "contains m" into "equals m".

The transposition exchanges blocks of bits between words, as in Warren HS (2012), Hacker's Delight,
2nd edition, section 7-3; it moves half the bytes that `np.packbits` for each plane does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nps._kernels import IntArray

    Words = NDArray[np.uint64]

#: Codes 0..15 have four bits.
MOST_LEVELS = 16
#: Codes are taken by multiples of this: three words of 64 (see `_total_bits`).
UNIT = 3 * 64
#: The lower two of each four bits, the lower one of each two.
TWO_OF_FOUR = np.uint64(0x3333333333333333)
ONE_OF_TWO = np.uint64(0x5555555555555555)


class PlaneCounter:
    """Counts codes 0..levels - 1 in one workspace, up to `capacity` of them at a time.

    Asking the system for memory is slower than the arithmetic, hence the workspace.
    """

    def __init__(self, levels: int, capacity: int) -> None:
        words = capacity // 64
        self._containing = np.zeros(levels - 1, dtype=np.int64)  # m = 1..levels - 1
        self._planes = np.empty(4 * words, dtype=np.uint64)
        self._spare = np.empty(2 * words, dtype=np.uint64)
        self._rows = np.empty((levels - 1) * words, dtype=np.uint64)
        self._ones = np.empty((levels - 1) * words, dtype=np.uint8)

    def add(self, codes: NDArray[np.uint8]) -> None:
        """Count codes. Fill up with zeros, which are not counted, to a multiple of `UNIT`."""
        rows = self._subsets(self._transposed(codes.view(np.uint64)))
        ones = np.bitwise_count(rows, out=self._ones[: rows.size].reshape(rows.shape))
        # three words have at most 192 ones, so that bytes can hold their sums
        thirds = np.add.reduce(ones.reshape(len(rows), 3, -1), axis=1, dtype=np.uint8)
        self._containing += np.add.reduce(thirds, axis=1, dtype=np.int64)

    def counts(self) -> IntArray:
        """Return how often each code 1..levels - 1 was added."""
        counts = np.zeros(MOST_LEVELS, dtype=np.int64)
        counts[1 : self._containing.size + 1] = self._containing
        for bit in (1, 2, 4, 8):
            pairs = counts.reshape(-1, 2, bit)  # without the bit, with the bit
            pairs[:, 0] -= pairs[:, 1]
        return counts[1 : self._containing.size + 1]

    def _transposed(self, words: Words) -> Words:
        """Return the planes of bits 1, 2, 4, 8 as rows, from words of eight codes."""
        half = words.size // 2
        planes = np.left_shift(words[half:], 4, out=self._planes[:half])
        planes |= words[:half]  # two codes in each byte
        self._exchange(planes[: half // 2], planes[half // 2 :], 2, TWO_OF_FOUR)
        rows = planes.reshape(4, -1)
        self._exchange(rows[0], rows[1], 1, ONE_OF_TWO)
        self._exchange(rows[2], rows[3], 1, ONE_OF_TWO)
        return rows

    def _exchange(self, left: Words, right: Words, shift: int, mask: np.uint64) -> None:
        """Exchange, in place, the bits `mask << shift` of left with the bits `mask` of right."""
        spare = np.right_shift(left, shift, out=self._spare[: left.size])
        np.bitwise_xor(spare, right, out=spare)
        np.bitwise_and(spare, mask, out=spare)
        np.bitwise_xor(right, spare, out=right)
        np.left_shift(spare, shift, out=spare)
        np.bitwise_xor(left, spare, out=left)

    def _subsets(self, planes: Words) -> Words:
        """Return in row m - 1 the words with a one for each code that contains the bits of m."""
        levels, words = self._containing.size, planes.shape[1]
        rows = self._rows[: levels * words].reshape(levels, words)
        for m in range(1, levels + 1):
            lowest = m & -m
            if m == lowest:
                rows[m - 1] = planes[m.bit_length() - 1]
            else:
                np.bitwise_and(rows[lowest - 1], rows[(m ^ lowest) - 1], out=rows[m - 1])
        return rows

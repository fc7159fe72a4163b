"""Distinct sets of themes by class, and the themes that go together.

A million comments mention a few themes each, so they hold far fewer distinct sets: what a
regression needs of the rows is how often each set occurs in each class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.chunks import parts
from nps._kernels.topics.drivers.blocks import BLOCK as WIDTH
from nps._kernels.topics.drivers.blocks import design_block

if TYPE_CHECKING:
    from nps._kernels import BoolArray, IntArray

#: Themes that one word holds beside a number up to 3.
WORD = 62
#: Comments whose words are made at a time.
BLOCK = 1 << 15


class Cells(NamedTuple):
    """Distinct sets of themes: (k, P) mentions; (P, 3) promoters, passives and detractors."""

    mentions: BoolArray
    counts: IntArray


def cells_of(columns: BoolArray, classes: np.ndarray) -> Cells:
    """Return how often each set of themes (k, n) occurs with each class (n,) of 1, 0, -1."""
    k = columns.shape[0]
    which = 1 - classes
    if k <= WORD:
        values, times = np.unique(_words(columns, which), return_counts=True)
        words, codes = _runs(values >> np.uint64(2))
        return Cells(_bits(words, k), _spread(codes, values & np.uint64(3), times, words.size))
    number = np.zeros(classes.size, np.int64)
    pieces = []
    for start in range(0, k, WORD):
        part = columns[start : start + WORD]
        values, codes = np.unique(_words(part, 0 * which), return_inverse=True)
        pieces.append((_bits(values >> np.uint64(2), part.shape[0]), codes))
        # numbered afresh after each word, so that many words can't overflow
        _, number = np.unique(number * values.size + codes, return_inverse=True)
    _, rows = np.unique(number, return_index=True)
    mentions = np.concatenate([bits[:, codes[rows]] for bits, codes in pieces])
    return Cells(mentions, _spread(number, which, np.ones(which.size, np.int64), rows.size))


def _words(columns: BoolArray, low: np.ndarray) -> np.ndarray:
    """Return a word for each comment: a number up to 3, its themes from the third bit on."""
    words = np.empty(low.size, np.uint64)
    for part in parts(low.size, BLOCK):
        word = low[part].astype(np.uint64)
        for j, column in enumerate(columns):
            word |= column[part].astype(np.uint64) << np.uint64(j + 2)
        words[part] = word
    return words


def _runs(values: np.ndarray) -> tuple[np.ndarray, IntArray]:
    """Return the distinct values of a sorted column, and the number of that of each row."""
    new = np.ones(values.size, np.bool_)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return values[new], np.cumsum(new) - 1


def _bits(words: np.ndarray, k: int) -> BoolArray:
    """Return the themes (k, P) of words."""
    mentions = np.empty((k, words.size), np.bool_)
    for j in range(k):
        np.not_equal(words & np.uint64(1 << j), 0, out=mentions[j])
    return mentions


def _spread(codes: IntArray, which: np.ndarray, times: IntArray, size: int) -> IntArray:
    """Return how often each code occurs with each class, (size, 3)."""
    place = 3 * codes + which.astype(np.int64)
    return np.rint(np.bincount(place, times, 3 * size)).astype(np.int64).reshape(size, 3)


def together(cells: Cells) -> IntArray:
    """Return how many comments of each class mention both of two themes, (k, k, 3)."""
    k, size = cells.mentions.shape
    columns, nothing = list(cells.mentions), np.zeros(k)
    total = np.zeros((3, k, k))
    for part in parts(size, WIDTH):
        block = design_block(columns, nothing, part)[1:]
        for c in range(3):
            total[c] += (block * cells.counts[part, c]) @ block.T
    return np.moveaxis(np.rint(total).astype(np.int64), 0, 2)

"""Counts of overlapping windows from the first and last window that each answer is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import BoolArray, IntArray


def replaced_at(people: IntArray, when: IntArray, never: int) -> IntArray:
    """Return, for answers in order of time, when the same person answers next; `never` if not."""
    order = np.argsort(people, kind="stable")
    following = np.full(people.size, never, dtype=np.int64)
    same = people[order[1:]] == people[order[:-1]]
    following[order[:-1][same]] = when[order[1:][same]]
    return following


def count_windows(
    enter: IntArray, leave: IntArray, codes: IntArray, n_windows: int, n_codes: int
) -> IntArray:
    """Return how many answers of each code are in each window, shape (n_windows, n_codes).

    Answer i is in the windows enter[i], ..., leave[i] - 1, in none if leave[i] <= enter[i].
    """
    inside: BoolArray = leave > enter
    size = (n_windows + 1) * n_codes
    change = np.bincount(enter[inside] * n_codes + codes[inside], minlength=size)
    change -= np.bincount(leave[inside] * n_codes + codes[inside], minlength=size)
    table = np.cumsum(change.reshape(n_windows + 1, n_codes), axis=0)[:n_windows]
    return np.asarray(table, dtype=np.int64)

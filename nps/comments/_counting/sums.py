"""Sums over comments: themes by themes by classes, which add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.topics.comments.cells import Cells, cells_of, together

if TYPE_CHECKING:
    from nps._kernels import IntArray
    from nps._samples.counts import Counts
    from nps.comments._counting.rows import Rows


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What is known of themes and classes without the rows.

    Attributes
    ----------
    names : tuple of str
    table : (k, k, 3) int64
        Promoters, passives and detractors who mention both of two themes.
    counts : Counts
        Classes of the respondents whose comments count.
    respondents : Counts
        Of all with a valid answer, with the missing and invalid ones.
    n_uncoded : int
        Valid answers without a coded comment.
    """

    names: tuple[str, ...]
    table: IntArray
    counts: Counts
    respondents: Counts
    n_uncoded: int

    @property
    def themes(self) -> IntArray:
        """Promoters, passives and detractors who mention each theme, (k, 3)."""
        each = np.arange(len(self.names))
        return self.table[each, each]

    @property
    def total(self) -> IntArray:
        """All of them, (3,)."""
        return np.array([self.counts.promoters, self.counts.passives, self.counts.detractors])

    def __add__(self, other: Sums) -> Sums:
        names = tuple(dict.fromkeys((*self.names, *other.names)))
        table = np.zeros((len(names), len(names), 3), np.int64)
        for part in (self, other):
            at = [names.index(name) for name in part.names]
            table[np.ix_(at, at)] += part.table
        return Sums(
            names,
            table,
            self.counts + other.counts,
            self.respondents + other.respondents,
            self.n_uncoded + other.n_uncoded,
        )


def sums_of(rows: Rows) -> tuple[Sums, Cells]:
    """Return the sums of rows, and the distinct sets of themes that they are made of."""
    cells = cells_of(rows.columns, rows.classes)
    sums = Sums(rows.names, together(cells), rows.counts, rows.respondents, rows.n_uncoded)
    return sums, cells

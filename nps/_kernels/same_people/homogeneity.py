"""Did the shares of the classes change among people seen twice? Tests on one square table.

For a K x K table n_ij of (earlier class, later class), with d_i the row total less the column total
of class i, S_ii = row_i + column_i - 2 n_ii and S_ij = -(n_ij + n_ji),

    Stuart-Maxwell  W = d' S^-1 d, one class left out,    Bhapkar  W / (1 - W/n),
    Bowker          sum over i < j of (n_ij - n_ji)**2 / (n_ij + n_ji).

S is the Laplacian of the graph that joins two classes between which anybody moved. Within each
connected part d sums to 0, so that one class a part is left out, and the degrees of freedom are
the number of classes less the number of parts. A class that nobody entered or left is a part of its
own and drops out. Bowker's sum has one degree of freedom for each pair of classes between which
somebody moved.

References
----------
Stuart A (1955). A test for homogeneity of the marginal distributions in a two-way classification.
Biometrika 42(3-4), 412-416. doi:10.1093/biomet/42.3-4.412

Maxwell AE (1970). Comparing the classification of subjects by two independent judges. British
Journal of Psychiatry 116(535), 651-655. doi:10.1192/bjp.116.535.651

Bhapkar VP (1966). A note on the equivalence of two test criteria for hypotheses in categorical
data. JASA 61(313), 228-235. doi:10.1080/01621459.1966.10502021

Bowker AH (1948). A test for symmetry in contingency tables. JASA 43(244), 572-574.
doi:10.1080/01621459.1948.10483284
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray


def stuart_maxwell(table: FloatArray) -> tuple[float, int]:
    """Return W and its degrees of freedom; 0 and 0 where nobody moved."""
    change = table.sum(axis=1) - table.sum(axis=0)
    moved = table + table.T
    np.fill_diagonal(moved, 0.0)
    laplacian = np.diag(moved.sum(axis=1)) - moved
    linked = (moved > 0.0) | np.eye(change.size, dtype=np.bool_)
    for _ in range(change.size.bit_length()):  # paths of every length
        linked = linked @ linked
    kept = np.flatnonzero(linked.argmax(axis=1) < np.arange(change.size))
    d = change[kept]
    return float(d @ np.linalg.solve(laplacian[np.ix_(kept, kept)], d)), kept.size


def bhapkar(statistic: float, n: float) -> float:
    """Return W / (1 - W/n); infinite where W reaches n, as when all moved the same way."""
    rest = 1.0 - statistic / n
    return statistic / rest if rest > 1e-12 else np.inf


def bowker(table: FloatArray) -> tuple[float, int]:
    """Return the statistic for symmetry and its degrees of freedom."""
    rows, columns = np.triu_indices(len(table), 1)
    there, back = table[rows, columns], table[columns, rows]
    some = there + back > 0.0
    terms = (there[some] - back[some]) ** 2 / (there[some] + back[some])
    return float(terms.sum()), int(some.sum())

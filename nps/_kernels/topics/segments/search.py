"""The largest of many statistics when there is nothing to find: max-T by permutation.

Of thirty groups the best looks good by chance, so that it must be held against the best of thirty
under "no group differs": the largest of all |z| when the answers are dealt to the respondents
anew (Westfall & Young 1993). Two ways of dealing:

- *permutation*: the answers s are permuted; z of cell k against the rest is

      z_k = (T_k - n_k m) / sqrt(S2 n_k (N - n_k) / N),    T_k = sum of s in the cell;

- *sign flips*, for weights and clusters: with r = w (s - m) and W_k, W_0 the weights of the cell
  and of the rest, the difference of both scores is the sum over clusters of

      u_kc = (1/W_k + 1/W_0) sum_{i in c and k} r_i - 1/W_0 sum_{i in c} r_i,

  and the signs of all u_kc of a cluster are flipped together at random (Hemerik, Goeman & Finos
  2020). z_k is the sum over the root of the sum of squares, which flips do not change.

In both ways z of all cells is linear in what was drawn, so a block of draws times the matrix of who
is in which cell gives all z at once: a product of matrices, with whole numbers exactly.

References
----------
Hemerik J, Goeman JJ, Finos L (2020). Robust testing in generalized linear models by sign flipping
score contributions. Journal of the Royal Statistical Society B 82(3), 841-864.
doi:10.1111/rssb.12369

Westfall PH, Young SS (1993). Resampling-Based Multiple Testing. Wiley.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.chunks import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._kernels.topics.segments.association import Answered

#: Rows and cells of a block of the matrix of who is in which cell.
ROWS, CELLS = 1 << 12, 512
#: Numbers of draws held at a time.
HELD = 1 << 26
#: Whole numbers up to this are exact in single precision.
SINGLE = 1 << 24
#: Statistics nearer than this, relative to the size of the observed one, are equal.
TIE = 1e-9
#: Chances nearer to a level than this part of it are equal to it: 1 - 0.95 is not quite 0.05.
NEAR = 1e-9


class Piece(NamedTuple):
    """The cells of one factor, or of two crossed.

    `first` and `second` number columns of codes, -1 for none; `width` is the levels of the second;
    `cell` gives for each (crossed) level the number of the cell, -1 where it is none.
    """

    first: int
    second: int
    width: int
    cell: IntArray

    def codes(self, columns: Sequence[IntArray], rows: slice) -> IntArray:
        """Return the (crossed) levels of some rows."""
        codes = columns[self.first][rows].astype(np.int64)
        return codes if self.second < 0 else codes * self.width + columns[self.second][rows]


class Found(NamedTuple):
    """What many draws gave.

    `largest` (B,) is the largest |z| of each, in ascending order; `reached` (K,) in how many of
    them it is at least |z| of cell k, `above` (K,) in how many the largest among the cells that
    stand no higher is.
    """

    largest: FloatArray
    reached: IntArray
    above: IntArray

    def critical(self, alpha: float) -> float:
        """Return the end of the values with (1 + reached) / (1 + B) not below `alpha`.

        Infinite where there are too few draws to be below it.
        """
        place = math.ceil(alpha * (1.0 - NEAR) * (1 + self.largest.size)) - 1
        if place < 1:
            return math.inf
        return (float(self.largest[-place]) + TIE) / (1.0 - TIE)


def below(p_value: FloatArray | float, alpha: float) -> BoolArray:
    """Return where a chance is below a level, and not merely by rounding."""
    return np.less(p_value, alpha * (1.0 - NEAR))


def cell_sums(
    columns: Sequence[IntArray], pieces: Sequence[Piece], n_cells: int, values: np.ndarray
) -> FloatArray:
    """Return the sums (draws, n_cells) of values (draws, N) by cell."""
    n = values.shape[1]
    exact = values.dtype.kind != "f" and n < SINGLE
    kind = np.float32 if exact else np.float64
    sums = np.zeros((values.shape[0], n_cells), dtype=kind)
    groups = _groups(pieces)
    for rows in parts(n, ROWS):
        block = values[:, rows].astype(kind)
        at = np.arange(block.shape[1])
        for start, stop, some in groups:
            width = stop - start
            inside = np.zeros((at.size, width + 1), dtype=kind)  # the last column is for no cell
            for piece in some:
                cell = piece.cell[piece.codes(columns, rows)]
                inside[at, np.where(cell < 0, width, cell - start)] = 1
            sums[:, start:stop] += block @ inside[:, :width]
    return sums.astype(np.float64)


def _groups(pieces: Sequence[Piece]) -> list[tuple[int, int, list[Piece]]]:
    """Return pieces with about CELLS cells each: their first cell, the one after the last."""
    groups: list[tuple[int, int, list[Piece]]] = []
    for piece in pieces:
        if not (piece.cell >= 0).any():
            continue
        start, stop = int(piece.cell[piece.cell >= 0].min()), int(piece.cell.max()) + 1
        if groups and stop - groups[-1][0] <= CELLS:
            first, _, some = groups[-1]
            groups[-1] = first, stop, [*some, piece]
        else:
            groups.append((start, stop, [piece]))
    return groups


def permuted(
    scores: IntArray, n: IntArray, rng: np.random.Generator
) -> Callable[[int, Callable[[np.ndarray], FloatArray]], FloatArray]:
    """Return what gives z (draws, K) of so many permutations of the answers."""
    small, size = scores.astype(np.int8), scores.size
    mean = small.mean(dtype=np.float64)
    variance = ((small - mean) ** 2).sum() / (size - 1)
    error = np.sqrt(variance * n * (size - n) / size)

    def draw(draws: int, sums: Callable[[np.ndarray], FloatArray]) -> FloatArray:
        dealt = np.tile(small, (draws, 1))
        rng.permuted(dealt, axis=1, out=dealt)
        found: FloatArray = (sums(dealt) - n * mean) / error
        return found

    return draw


def flipped(
    residual: FloatArray,
    clusters: IntArray | None,
    inside: FloatArray,
    outside: FloatArray,
    error: FloatArray,
    rng: np.random.Generator,
) -> Callable[[int, Callable[[np.ndarray], FloatArray]], FloatArray]:
    """Return what gives z (draws, K) of so many sign flips; weights inside and outside are (K,)."""
    n_units = residual.size if clusters is None else int(clusters.max()) + 1

    def draw(draws: int, sums: Callable[[np.ndarray], FloatArray]) -> FloatArray:
        signs = 2.0 * rng.integers(0, 2, size=(draws, n_units)) - 1.0
        turned = (signs if clusters is None else signs[:, clusters]) * residual
        everybody = turned.sum(axis=1, keepdims=True)
        found = sums(turned) * (1.0 / inside + 1.0 / outside) - everybody / outside
        return np.asarray(found / error)

    return draw


def flip_errors(
    answered: Answered,
    residual: FloatArray,
    columns: Sequence[IntArray],
    pieces: Sequence[Piece],
    inside: FloatArray,
    outside: FloatArray,
) -> FloatArray:
    """Return the root of the sum of squares of the u_kc of each cell."""
    clusters, ends = answered.clusters, np.empty(inside.size)
    everybody = residual if clusters is None else np.bincount(clusters, weights=residual)
    total = everybody @ everybody
    for piece in pieces:
        codes, cell = piece.codes(columns, slice(None)), piece.cell
        size, there = cell.size, np.flatnonzero(cell >= 0)
        if clusters is None:
            own = cross = np.bincount(codes, weights=residual**2, minlength=size)
        else:
            sums = np.bincount(
                codes * everybody.size + clusters,
                weights=residual,
                minlength=size * everybody.size,
            ).reshape(size, -1)
            own, cross = np.square(sums).sum(axis=1), np.matmul(sums, everybody)
        k = cell[there]
        both, rest = 1.0 / inside[k] + 1.0 / outside[k], 1.0 / outside[k]
        ends[k] = both**2 * own[there] - 2.0 * both * rest * cross[there] + rest**2 * total
    return np.sqrt(np.maximum(ends, 0.0))


def search_law(
    draw: Callable[[int, Callable[[np.ndarray], FloatArray]], FloatArray],
    observed: FloatArray,
    columns: Sequence[IntArray],
    pieces: Sequence[Piece],
    n_draws: int,
) -> Found:
    """Return the law of the largest |z|, and how often each observed |z| (K,) is reached."""
    order = np.argsort(-observed, kind="stable")
    needed = observed[order] * (1.0 - TIE) - TIE
    largest, above = np.empty(n_draws), np.zeros(observed.size, dtype=np.int64)
    at_once = max(1, HELD // max(columns[0].size, observed.size))
    for some in parts(n_draws, at_once):
        size = np.abs(
            draw(
                some.stop - some.start,
                lambda dealt: cell_sums(columns, pieces, observed.size, dealt),
            )[:, order]
        )
        successive = np.maximum.accumulate(size[:, ::-1], axis=1)[:, ::-1]
        largest[some] = successive[:, 0]
        above += (successive >= needed).sum(axis=0)
    largest.sort()
    reached, stepwise = np.empty_like(above), np.empty_like(above)
    reached[order] = n_draws - np.searchsorted(largest, needed)
    stepwise[order] = np.maximum.accumulate(above)
    return Found(largest, reached, stepwise)

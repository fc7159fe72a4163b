"""Value over time where people move between classes.

With the margins m of a period, the shares r that stay customers and the moves T among those who
stay (rows sum to 1), a person of each class is worth v = m + d R T v, R = diag(r), d the discount:

    v = (I - d R T)**-1 m,    or the first h terms of its series, the first of them undiscounted.

Rows of T that are shares of n_i people have the covariance (diag(t_i) - t_i t_i')/n_i, and errors
of v follow by its derivatives.

Pfeifer PE, Carraway RL (2000). Modeling customer relationships as Markov chains. Journal of
Interactive Marketing 14(2), 43-55. doi:10.1002/(SICI)1520-6653(200021)14:2<43::AID-DIR4>3.0.CO;2-H
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray


class Worth(NamedTuple):
    """Values by class, with their derivatives.

    `by_margin[a, i]` is that of the value of a by the margin of i, `by_move[a, i, j]` by the share
    of i that moves to j.
    """

    value: FloatArray
    by_margin: FloatArray
    by_move: FloatArray


def lifetime(
    margin: FloatArray,
    retention: FloatArray,
    moves: FloatArray,
    discount: float,
    horizon: int | None,
) -> Worth:
    """Return the worth of each class over `horizon` periods, without end if it is None."""
    size = margin.size
    kept = discount * retention
    step = kept[:, np.newaxis] * moves
    one = np.eye(size)
    if horizon is None:
        by_margin: FloatArray = np.asarray(np.linalg.inv(one - step), dtype=np.float64)
        value = by_margin @ margin
        return Worth(value, by_margin, (by_margin * kept)[:, :, np.newaxis] * value)
    value, by_margin = np.zeros(size), np.zeros((size, size))
    by_move = np.zeros((size, size, size))
    for _ in range(horizon):
        new = np.zeros((size, size, size))
        new[np.arange(size), np.arange(size)] = kept[:, np.newaxis] * value
        by_move = new + np.einsum("ab,bij->aij", step, by_move)
        value, by_margin = margin + step @ value, one + step @ by_margin
    return Worth(value, by_margin, by_move)


def largest_root(retention: FloatArray, moves: FloatArray, discount: float) -> float:
    """Return the factor by which what is left shrinks each period in the long run."""
    step = discount * retention[:, np.newaxis] * moves
    return float(np.abs(np.linalg.eigvals(step)).max())


def covariance(
    found: Worth, moves: FloatArray, people: FloatArray | None, margin_errors: FloatArray | None
) -> FloatArray:
    """Return the covariance of the values: of moves that `people` made, of margins with errors."""
    size = found.value.size
    total = np.zeros((size, size))
    if margin_errors is not None:
        pulls = found.by_margin * margin_errors
        total += pulls @ pulls.T
    if people is not None:
        for i in range(size):
            row, by_move = moves[i], found.by_move[:, i]
            centred = by_move - (by_move @ row)[:, np.newaxis]
            total += (centred * row) @ centred.T / people[i]
    return total

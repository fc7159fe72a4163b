"""Raking: weights that meet several margins at once, and what a variable keeps beside them.

Respondents of one type (the same category on every margin, the same starting weight) stay together,
so that the work grows with the number of types rather than of respondents. A margin is a pair: the
category of each type as a code 0..C-1, and the total that each category is to have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import FloatArray, IntArray

Margin: TypeAlias = "tuple[IntArray, FloatArray]"


#: Passes after which the error must have fallen by a hundredth, or the margins count as impossible.
_PATIENCE = 100


class Raked(NamedTuple):
    """Weights by type, passes over all margins, largest miss of a total as a share of all."""

    weights: FloatArray
    iterations: int
    error: float


def rake(
    start: FloatArray,
    copies: FloatArray,
    margins: Sequence[Margin],
    *,
    low: float,
    high: float,
    tolerance: float,
    max_iterations: int,
) -> Raked:
    """Find weights ``clip(start * a_i * b_j * ..., low, high)`` whose sums meet every margin.

    Iterative proportional fitting: Deming & Stephan (1940), doi:10.1214/aoms/1177731829. Of all
    weights within the bounds that meet the margins these are nearest to `start` in the sum of
    ``w log(w/start) - w + start``: Deville & Sarndal (1992), doi:10.1080/01621459.1992.10475217,
    case 2, and with bounds by the conditions of Kuhn and Tucker. Each step multiplies the unbounded
    weights of a category by wanted/reached, which never oversteps, since bounds only dampen.
    Types with a start of 0 keep it. Impossible margins show by an error that stands still.
    """
    floor = np.where(start > 0.0, low, 0.0)
    total = margins[0][1].sum()
    free = start.copy()
    weights = np.clip(free, floor, high)
    iterations, error, earlier = 0, np.inf, np.inf
    with np.errstate(over="ignore"):  # totals out of reach of the bounds drive `free` to infinity
        while error > tolerance and iterations < max_iterations:
            for codes, wanted in margins:
                reached = np.bincount(codes, copies * weights, wanted.size)
                ratio = np.divide(wanted, reached, out=np.ones(wanted.size), where=reached > 0.0)
                free *= ratio[codes]
                weights = np.clip(free, floor, high)
            iterations += 1
            error = max(
                np.abs(np.bincount(codes, copies * weights, wanted.size) - wanted).max()
                for codes, wanted in margins
            )
            error /= total
            if iterations % _PATIENCE == 0:
                if error > 0.99 * earlier:
                    break
                earlier = error
    return Raked(weights, iterations, float(error))


def main_effects(mass: FloatArray, sums: FloatArray, margins: Sequence[Margin]) -> FloatArray:
    """Fit each variable by a sum of one effect for each margin; return the fit by type.

    `mass` is the weight of each type in the regression, `sums` (types, variables) the weighted sums
    of the variables there. Weighted least squares on the indicators of all categories, by the
    normal equations, whose matrix is the two-way tables of the margins; their rank is short by one
    for each margin but the first, which the minimum-norm solution takes care of.
    """
    sizes = [wanted.size for _, wanted in margins]
    ends = np.cumsum([0, *sizes])
    columns = [codes + start for (codes, _), start in zip(margins, ends, strict=False)]
    size = int(ends[-1])
    cross = np.zeros((size, size))
    right = np.zeros((size, sums.shape[1]))
    for a in columns:
        for b in columns:
            cross += np.bincount(a * size + b, mass, size * size).reshape(size, size)
        for k in range(sums.shape[1]):
            right[:, k] += np.bincount(a, sums[:, k], size)
    effects = np.linalg.lstsq(cross, right, rcond=1e-12)[0]
    fit = np.zeros_like(sums)
    for a in columns:
        fit += effects[a]
    return fit

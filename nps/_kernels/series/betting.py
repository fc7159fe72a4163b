"""Confidence sequences for the mean of a stream: intervals that hold at all times together.

An answer scored s = +1, 0, -1 becomes x = (s + 1)/2 in [0, 1]. Before each answer a gambler who
doubts that the mean is m stakes a part of the capital on it; if m is the mean, no strategy makes
the capital grow, and by Ville's inequality it ever reaches 1/alpha with probability alpha at most.
The values of m at which it has never done so are the confidence sequence.

The stakes are those of the predictable plug-in, from the answers before the i-th alone:

    lambda_i = sqrt(2 ln(2/alpha) / (s2_(i-1) i ln(1 + i))),
    s2_i = (1/4 + sum (x_j - mu_j)**2)/(i + 1),    mu_i = (1/2 + sum x_j)/(i + 1).

Hedged capital bets half on larger and half on smaller means,

    K+(m) = prod (1 + min(lambda_i, 1/(2m)) (x_i - m)),
    K-(m) = prod (1 - min(lambda_i, 1/(2(1 - m))) (x_i - m)),     max(K+, K-)/2 < 1/alpha;

K+ falls in m and K- rises, so the set is an interval. Empirical Bernstein is a closed form with
psi(l) = -ln(1 - l) - l and stakes of at most 1/2,

    low = (sum l_i x_i - ln(2/alpha) - sum psi(l_i)(x_i - xbar_(i-1))**2) / sum l_i,  xbar_0 = 0,

and its mirror image for the upper end.

References
----------
Waudby-Smith I, Ramdas A (2024). Estimating means of bounded random variables by betting. Journal of
the Royal Statistical Society B 86(1), 1-27. doi:10.1093/jrsssb/qkad009
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nps._kernels import FloatArray

#: Answers per block: a block times the grid stays within a few megabytes.
BLOCK = 64
#: No stake exceeds this part of the capital that could be lost, nor this in empirical Bernstein.
LARGEST_STAKE = 0.5


class Stakes(NamedTuple):
    """Running sums that the next stake depends on: answers, sum of x, sum of (x - mu)**2."""

    n: float = 0.0
    total: float = 0.0
    squares: float = 0.0


def place(x: FloatArray, alpha: float, past: Stakes) -> tuple[FloatArray, FloatArray, Stakes]:
    """Return lambda_i and the mean of all earlier answers before each x_i, and the new sums.

    Sums continue one answer at a time from the past ones, so that a stream gives the same stakes to
    the last digit however it is cut.
    """
    i = past.n + np.arange(1.0, x.size + 1.0)
    totals = np.cumsum(np.concatenate([[past.total], x]))
    mu = (0.5 + totals[1:]) / (i + 1.0)
    squares = np.cumsum(np.concatenate([[past.squares], (x - mu) ** 2]))
    variance = (0.25 + squares[:-1]) / i
    stakes = np.sqrt(2.0 * np.log(2.0 / alpha) / (variance * i * np.log1p(i)))
    before = totals[:-1] / np.maximum(i - 1.0, 1.0)
    return stakes, before, Stakes(past.n + x.size, float(totals[-1]), float(squares[-1]))


def log_capital(
    x: FloatArray, stakes: FloatArray, grid: FloatArray, up: FloatArray, down: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return ln K+ and ln K- after all answers, from `up` and `down` before, and the largest ever.

    One column for each m of the grid, which lies strictly between 0 and 1. The third array is the
    maximum of both over the new answers (minus infinity if there are none).
    """
    most = np.full(grid.size, -np.inf)
    cap_up, cap_down = LARGEST_STAKE / grid, LARGEST_STAKE / (1.0 - grid)
    for start in range(0, x.size, BLOCK):
        part = slice(start, start + BLOCK)
        gap = x[part, None] - grid
        bet = stakes[part, None]
        # factors lie between 1/2 and 3/2, so their products over a block cannot overflow
        gains = np.cumprod(1.0 + np.minimum(bet, cap_up) * gap, axis=0)
        losses = np.cumprod(1.0 - np.minimum(bet, cap_down) * gap, axis=0)
        highest = np.maximum(up + np.log(gains.max(axis=0)), down + np.log(losses.max(axis=0)))
        most = np.maximum(most, highest)
        up, down = up + np.log(gains[-1]), down + np.log(losses[-1])
    return up, down, most


class Bernstein(NamedTuple):
    """Running sums: of l, of l x, and of psi(l) (x - xbar)**2 for x and for 1 - x."""

    stakes: float = 0.0
    won: float = 0.0
    low_cost: float = 0.0
    high_cost: float = 0.0


def empirical_bernstein(
    x: FloatArray,
    stakes: FloatArray,
    before: FloatArray,
    first: bool,
    alpha: float,
    past: Bernstein,
) -> tuple[FloatArray, FloatArray, Bernstein]:
    """Return both ends after each answer, not yet intersected over time, and the new sums.

    `first` says that the stream begins here, where the mirrored mean before is 0 too.
    """
    bet = np.minimum(stakes, LARGEST_STAKE)
    cost = -np.log1p(-bet) - bet
    mirrored = 1.0 - before
    if first:
        mirrored[:1] = 0.0
    columns = (bet, bet * x, cost * (x - before) ** 2, cost * (1.0 - x - mirrored) ** 2)
    sums = [
        np.cumsum(np.concatenate([[start], column]))
        for start, column in zip(past, columns, strict=True)
    ]
    low, high = bernstein_limits((path[1:] for path in sums), alpha)
    return low, high, Bernstein(*(float(path[-1]) for path in sums))


def bernstein_limits(
    sums: Iterable[FloatArray | float], alpha: float
) -> tuple[FloatArray, FloatArray]:
    """Return both ends from running sums in the order of `Bernstein`."""
    total, won, low_cost, high_cost = sums
    fee = np.log(2.0 / alpha)
    low = np.asarray((won - fee - low_cost) / total)
    return low, np.asarray(1.0 - (total - won - fee - high_cost) / total)

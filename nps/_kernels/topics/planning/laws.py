"""The probability of every table of n answers.

With known shares p the table (a, b, c) of promoters, passives and detractors is multinomial. With
shares that a pilot leaves uncertain, Dirichlet(alpha), it is Dirichlet-multinomial. Both are

    n! exp(constant + f(a) + g(b) + h(c)),

so that a law is kept as three columns of n + 1 terms, and whatever is summed over tables serves
power (shares known) and assurance (power averaged over a posterior law) alike.

References
----------
Mosimann JE (1962). On the compound multinomial distribution, the multivariate beta-distribution,
and correlations among proportions. Biometrika 49(1-2), 65-82. doi:10.1093/biomet/49.1-2.65
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray


class Law(NamedTuple):
    """Logarithms: of the constant, and of what 0..n promoters, passives, detractors contribute."""

    constant: float
    promoters: FloatArray
    passives: FloatArray
    detractors: FloatArray

    @property
    def n(self) -> int:
        return self.promoters.size - 1


class Cells(NamedTuple):
    """Tables in rows of one net score s = a - c, with min(a, c) growing along a row.

    Counts and the `chance` of each have shape (S, J); a row ends at column `last`, and what stands
    beyond has no chance.
    """

    n: int
    net: IntArray
    last: IntArray
    promoters: IntArray
    passives: IntArray
    detractors: IntArray
    chance: FloatArray


def multinomial(n: int, shares: tuple[float, float, float]) -> Law:
    """Return the law of n answers with these shares."""
    from scipy.special import gammaln, xlogy

    k = np.arange(n + 1.0)
    ways = -gammaln(k + 1.0)
    return Law(float(gammaln(n + 1.0)), *(xlogy(k, share) + ways for share in shares))


def dirichlet_multinomial(n: int, alpha: tuple[float, float, float]) -> Law:
    """Return the law of n answers whose shares are Dirichlet(alpha)."""
    from scipy.special import gammaln

    k, total = np.arange(n + 1.0), sum(alpha)
    ways = -gammaln(k + 1.0)
    constant = float(gammaln(n + 1.0) + gammaln(total) - gammaln(n + total))
    return Law(constant, *(gammaln(k + one) - gammaln(one) + ways for one in alpha))


def rows(law: Law) -> FloatArray:
    """Return the chance of c detractors and a promoters, shape (n + 1, n + 1) by [c, a]."""
    k = np.arange(law.n + 1)
    others = law.n - k[:, np.newaxis] - k
    log = law.detractors[:, np.newaxis] + law.promoters + law.passives[np.maximum(others, 0)]
    return np.where(others >= 0, np.exp(law.constant + log), 0.0)


def cells(law: Law, dropped: float) -> Cells:
    """Return the likeliest tables; the rest have the probability `dropped` at most."""
    n = law.n
    net, least = np.arange(-n, n + 1)[:, np.newaxis], np.arange(n // 2 + 1)
    a, c = least + np.maximum(net, 0), least + np.maximum(-net, 0)
    b = n - a - c
    log = law.promoters[np.minimum(a, n)] + law.detractors[np.minimum(c, n)]
    log += law.passives[np.maximum(b, 0)]
    chance = np.where(b >= 0, np.exp(law.constant + log), 0.0)
    ordered = np.sort(chance, axis=None)
    rare = ordered[np.searchsorted(np.cumsum(ordered), dropped, side="right")]
    kept = (chance >= rare) & (chance > 0.0)
    row = np.flatnonzero(kept.any(axis=1))
    first = kept[row].argmax(axis=1)
    last = least.size - 1 - kept[row, ::-1].argmax(axis=1) - first
    column = first[:, np.newaxis] + np.arange(last.max() + 1)
    inside = column <= (first + last)[:, np.newaxis]
    place = row[:, np.newaxis], np.minimum(column, least.size - 1)
    a, b, c = (x[place] for x in (a, np.maximum(b, 0), c))
    return Cells(n, net[row, 0], last, a, b, c, np.where(inside, chance[place], 0.0))

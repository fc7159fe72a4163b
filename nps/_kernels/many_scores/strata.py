"""One difference of scores over strata: the score test and interval, and the permutation test.

With d_h the difference within stratum h and W_h its weight, sum W_h = 1, the difference is
D = sum W_h d_h. Under the null difference delta, which all strata share, the shares of each stratum
are estimated by maximum likelihood subject to it, and

    z(delta) = (D - delta) / sqrt(sum W_h**2 F_h V_h(delta)),

with V_h(delta) the variance that these shares imply and F_h = N_h/(N_h - 1), as in a single table.
Without passives it is twice the stratified test and interval of Miettinen & Nurminen (1985). The
weights n_1h n_2h / N_h, by which the sizes of both samples count, do not depend on the answers.

The permutation test divides the answers of each stratum anew among its two samples. As
sum (n_1h n_2h/N_h) d_h is T - E T, with T the net score of all samples together, its law is the
convolution of the laws of each stratum (Strasser & Weber 1999).

References
----------
Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine 4(2),
213-226. doi:10.1002/sim.4780040211

Strasser H, Weber C (1999). On the asymptotic theory of permutation statistics. Mathematical
Methods of Statistics 8, 220-250.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.moments import moments, ratio
from nps._kernels.numerics.roots import find_root
from nps._kernels.two_scores.permutation import Law, draw_net_scores, law_of_net_score
from nps._kernels.two_scores.score import Pairs, score_statistic

if TYPE_CHECKING:
    from nps._kernels import FloatArray

#: Differences nearer than this are equal.
ROUNDING = 1e-14
#: A step from a difference, larger than that and far smaller than any that is told apart.
BESIDE = 1e-12


def weights_by_size(pairs: Pairs) -> FloatArray:
    """Return n_1 n_2 / (n_1 + n_2) of each stratum, as parts of 1."""
    n1, n2 = (np.sum(side, axis=0) for side in (pairs[:3], pairs[3:]))
    size = n1 * n2 / (n1 + n2)
    return np.asarray(size / size.sum())


def differences(pairs: Pairs) -> tuple[FloatArray, FloatArray]:
    """Return the difference of each stratum and its plug-in variance."""
    n1, d1, v1 = moments(*pairs[:3])
    n2, d2, v2 = moments(*pairs[3:])
    return d1 - d2, v1 / n1 + v2 / n2


def constrained_variance(pairs: Pairs, null: float) -> FloatArray:
    """Return F V(null) of each stratum."""
    difference, observed = differences(pairs)
    n = sum(pairs)
    gap = difference - null
    z = score_statistic(pairs, np.full(gap.shape, null))
    with np.errstate(divide="ignore", invalid="ignore"):
        implied = (gap / z) ** 2
    return np.where(np.abs(gap) <= ROUNDING, observed * n / (n - 1.0), implied)


def score_inference(
    pairs: Pairs, weights: FloatArray, null: float, critical: float
) -> tuple[float, float, float]:
    """Return lower limit, upper limit and z(null)."""
    total = float(weights @ differences(pairs)[0])

    def error(delta: float) -> float:
        return float(np.sqrt(weights**2 @ constrained_variance(pairs, delta)))

    def end(side: float) -> float:
        """Return where z is `side` times the critical value."""
        last = 2.0 if side < 0.0 else -2.0

        def excess(delta: float) -> float:
            return side * (total - delta) - abs(critical) * error(delta)

        # unanimous samples all at one difference have no variance there, but beside it
        start = total if excess(total) < 0.0 else total - side * BESIDE
        if total == last or excess(start) >= 0.0:
            return total
        position = find_root(np.vectorize(excess, [float]), np.array([start]), np.array([last]))
        return float(position[0])

    gap = total - null if abs(total - null) > ROUNDING else 0.0
    z = float(ratio(np.array(gap), np.array(error(null))))
    low, high = end(1.0), end(-1.0)
    return (low, high, z) if critical >= 0.0 else (high, low, z)


def permutation_law(
    pairs: Pairs,
    alternative: str,
    mid_p: bool,
    n_resamples: int | None,
    rng: np.random.Generator,
) -> tuple[Law, float, bool]:
    """Return the law of the difference over its error, that error, and whether it was drawn.

    The law is folded so that large means extreme.
    """
    a1, b1, c1, a2, b2, c2 = pairs
    n1, n2 = a1 + b1 + c1, a2 + b2 + c2
    totals = np.stack((a1 + a2, b1 + b2, c1 + c2))
    n, mean, variance = moments(*totals)
    size = n1 * n2 / n
    deviation = np.sqrt((size * variance * n / np.maximum(n - 1.0, 1.0)).sum())
    columns = [tuple(map(int, column)) for column in (*totals, n1, n2)]
    tables = [((a, b, c), one, other) for a, b, c, one, other in zip(*columns, strict=True)]
    laws = [] if n_resamples is not None else [law_of_net_score(*table) for table in tables]
    known = [law for law in laws if law is not None]
    if len(known) < len(tables):
        draws = [draw_net_scores(all_, one, n_resamples, rng) for all_, one, _ in tables]
        net = np.append(sum(draws), (a1 - c1).sum())  # the division that happened is one of them
        chance = np.full(net.size, 1.0 / net.size)
    else:
        first, chance = 0, np.ones(1)
        for start, part in known:
            first, chance = first + start, np.convolve(chance, part)
        net = first + np.arange(chance.size)
    value = ratio(net - (n1 * mean).sum(), np.full(net.shape, deviation))
    law = Law.of(value, chance, alternative, mid_p)
    return law, float(deviation / size.sum()), len(known) < len(tables)

"""The studentized range: the largest of all pairwise differences over an estimated error.

With Z_1 ... Z_k standard normal and s**2 an independent chi-squared variable on f degrees of
freedom over f, Q = (max Z - min Z)/s. Given s its tail is that of the range of normal variables, so

    P(Q > q) = integral of g(u) R(q exp(u)/sqrt(2)) du,    R = range_tail,

where g is the density of u = log s, proportional to exp(f (u - (exp(2u) - 1)/2)): smooth, and with
tails that the trapezoidal rule takes in some hundred steps. No table is interpolated.

Tukey's honest significant difference divides each difference by its standard error under one
variance for all groups, on N - k degrees of freedom (Kramer 1956 where sizes differ); Games and
Howell take the standard error of the two groups, and Welch's degrees of freedom, pair by pair.

References
----------
Tukey JW (1953). The problem of multiple comparisons. Princeton University, mimeographed notes.

Kramer CY (1956). Extension of multiple range tests to group means with unequal numbers of
replications. Biometrics 12(3), 307-310. doi:10.2307/3001469

Games PA, Howell JF (1976). Pairwise multiple comparison procedures with unequal n's and/or
variances: a Monte Carlo study. Journal of Educational Statistics 1(2), 113-125.
doi:10.3102/10769986001002113
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.many_scores.simultaneous import range_tail
from nps._kernels.numerics.moments import student_quantile
from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from nps._kernels import FloatArray

#: Steps of the trapezoidal rule at least, and the longest of them.
STEPS, LONGEST = 120, 0.2
#: The density of log s is left where it falls below exp(-DEPTH).
DEPTH = 40.0
#: Degrees of freedom beyond which s is 1.
MANY = 1e12
#: Statistics that are taken in one go, and beyond which no range comes.
BLOCK, FARTHEST = 256, 1e3


def studentized_tail(largest: FloatArray, groups: int, freedom: FloatArray) -> FloatArray:
    """Return P(Q/sqrt(2) > largest), the range of `groups`; NaN where either is NaN.

    Divided by the root of 2 it is the largest of all |t|, t being differences over their errors.
    """
    found = np.full(largest.shape, np.nan)
    known = np.flatnonzero(~(np.isnan(largest) | np.isnan(freedom)))
    for start in range(0, known.size, BLOCK):
        rows = known[start : start + BLOCK]
        laws = [_law_of_log(f) for f in freedom[rows].tolist()]
        places = [
            np.minimum(max(q, 0.0) * np.exp(u), FARTHEST)
            for q, (u, _) in zip(largest[rows].tolist(), laws, strict=True)
        ]
        tails = range_tail(np.concatenate(places), groups)
        ends = np.cumsum([place.size for place in places])[:-1]
        for i, tail, (_, chance) in zip(rows.tolist(), np.split(tails, ends), laws, strict=True):
            found[i] = min(float(chance @ tail), 1.0)
    return found


def _law_of_log(freedom: float) -> tuple[FloatArray, FloatArray]:
    """Return values of log s and their chances."""
    if freedom >= MANY:
        return np.zeros(1), np.ones(1)
    depth = DEPTH / freedom
    far = depth + np.sqrt(depth)
    low, high = -far, 0.5 * np.log1p(2.0 * far)
    u = np.linspace(low, high, 1 + max(STEPS, int(np.ceil((high - low) / LONGEST))))
    chance = np.exp(freedom * (u - 0.5 * np.expm1(2.0 * u)))
    return u, chance / chance.sum()


def studentized_quantile(alpha: float, groups: int, freedom: FloatArray) -> FloatArray:
    """Return c with P(Q/sqrt(2) > c) = alpha for each number of degrees of freedom."""
    pairs = 0.5 * groups * (groups - 1.0)
    distinct, places = np.unique(freedom, return_inverse=True)
    known = ~np.isnan(distinct)
    found, f = np.full(distinct.shape, np.nan), distinct[known]
    # between Student's quantile of one pair and Bonferroni's of all
    low, high = (student_quantile(f, 0.5 * alpha / m) for m in (1.0, pairs))
    found[known] = find_root(
        lambda c, f: studentized_tail(c, groups, f) - alpha, low, high, f, absolute=1e-12
    )
    return np.asarray(found[places])

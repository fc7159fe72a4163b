"""The signed-rank test of people seen twice, with ties.

Who changed has the midrank r_k of the size of the change among all who changed; who did not change
is left out (Wilcoxon's rule). If the two answers of a person are exchangeable, each change had the
opposite sign with probability 1/2. So with u_k changes up and d_k changes down of size k, t_k in
all, the difference of the two rank sums, sum r_k (u_k - d_k), has mean 0 and variance
sum t_k r_k**2, which is that of Wilcoxon with its correction for ties, and the sum of the ranks of
changes up is sum r_k B_k with independent B_k binomial (t_k, 1/2): its law is a product of as many
polynomials as there are sizes (Streitberg & Roehmel 1986, Exact distributions for permutation and
rank tests: an introduction to some recently published algorithms. Statistical Software Newsletter
12(1), 10-17).

References
----------
Wilcoxon F (1945). Individual comparisons by ranking methods. Biometrics Bulletin 1(6), 80-83.
doi:10.2307/3001968

Conover WJ (1973). On methods of handling ties in the Wilcoxon signed-rank test. Journal of the
American Statistical Association 68(344), 985-988. doi:10.1080/01621459.1973.10481460
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.moments import ratio
from nps._kernels.same_people.sign_flip import fair_binomial

if TYPE_CHECKING:
    from nps._kernels import FloatArray


def changes_by_size(table: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return how many went up and down by 1, 2, ...: rows before, columns after, lowest first."""
    sizes = range(1, len(table))
    up = np.array([np.trace(table, k) for k in sizes], dtype=np.float64)
    down = np.array([np.trace(table, -k) for k in sizes], dtype=np.float64)
    return up, down


def signed_rank(up: FloatArray, down: FloatArray) -> float:
    """Return z, positive where changes up have the higher ranks; 0 if nobody changed."""
    changed = up + down
    ranks = np.cumsum(changed) - 0.5 * (changed - 1.0)
    return float(ratio(ranks @ (up - down), np.sqrt(changed @ ranks**2)))


def signed_rank_steps(up: FloatArray, down: FloatArray) -> float:
    """Return how many additions `signed_rank_tails` takes at most, about."""
    return float((up + down).sum()) ** 3


def signed_rank_tails(up: FloatArray, down: FloatArray) -> tuple[float, float]:
    """Return the chances of a sum of the ranks of changes up so small, and so large."""
    changed = (up + down).astype(np.int64)
    twice = 2 * np.cumsum(changed) - changed + 1  # twice the midranks
    law = np.ones(1)
    for t, rank in zip(changed.tolist(), twice.tolist(), strict=True):
        first, chances = fair_binomial(t)
        longer = np.zeros(law.size + t * rank)
        for j, chance in enumerate(chances.tolist(), first):
            longer[j * rank : j * rank + law.size] += chance * law
        law = longer
    seen = int(up @ twice)
    return min(1.0, float(law[: seen + 1].sum())), min(1.0, float(law[seen:].sum()))

"""What clusters, weights and a finite population do to a number of answers.

    deff = [1 + ((1 + cv_m**2) m - 1) rho] (1 + cv_w**2)

for clusters of m answers on average, whose sizes vary with coefficient cv_m, with intraclass
correlation rho, and weights that vary with coefficient cv_w.

References
----------
Kish L (1965). Survey Sampling. Wiley, New York.

Eldridge SM, Ashby D, Kerry S (2006). Sample size for cluster randomized trials: effect of
coefficient of variation of cluster size and analysis method. International Journal of Epidemiology
35(5), 1292-1300. doi:10.1093/ije/dyl129
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._kernels.topics.planning.claims import Number


def design_effect(
    cluster_size: Number, icc: Number, cluster_size_cv: Number, weights_cv: Number
) -> FloatArray:
    """Return by how much the variance of a score grows over that of a simple random sample."""
    size = (1.0 + np.square(cluster_size_cv)) * np.asarray(cluster_size)
    return np.asarray((1.0 + (size - 1.0) * icc) * (1.0 + np.square(weights_cv)))


def drawn_from(n: Number, population: Number) -> FloatArray:
    """Return the answers from `population` people worth `n` answers from a population without end.

    n / (1 + (n - 1)/N), at most N.
    """
    n, size = np.asarray(n, dtype=np.float64), np.asarray(population, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        found = n / (1.0 + (n - 1.0) / size)
    return np.where(np.isinf(n), size, found)


def worth(n: Number, population: Number) -> FloatArray:
    """Return the answers from a population without end worth `n` answers from `population` people.

    The inverse of `drawn_from`: n (N - 1)/(N - n); infinite where everybody answered.
    """
    n, size = np.asarray(n, dtype=np.float64), np.asarray(population, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = n * (1.0 - 1.0 / size) / (1.0 - n / size)
    return np.where(n >= size, np.inf, found)

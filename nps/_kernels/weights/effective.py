"""How many independent answers a survey is worth, and how much its design costs.

With v the variance of one answer in the population, as the weights estimate it, an unweighted
random sample would need n_eff = v / SE**2 answers for the standard error that the survey has.

References
----------
Kish L (1992). Weighting for unequal P_i. Journal of Official Statistics 8(2), 183-200.

Korn EL, Graubard BI (1998). Confidence intervals for proportions with small expected number of
positive counts estimated from survey data. Survey Methodology 24(2), 193-201.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray


def effective_size(
    n: FloatArray,
    kish: FloatArray,
    variance: FloatArray,
    squared_error: FloatArray,
    with_replacement: FloatArray,
    remaining: FloatArray,
) -> FloatArray:
    """Return the effective number of answers.

    It is min(v / SE0**2, n) / r with SE0 the standard error of sampling with replacement and
    r = SE**2 / SE0**2 what the finite population leaves of it: a design can be better than random
    sampling by luck, but is not believed to. Of several stages SE0 knows the first alone and may
    fall below SE by chance; then SE takes its place. Unanimous answers have no variance to go by:
    there Kish's (sum w)**2 / sum w**2 stands for the first factor and `remaining`, the mean share
    of the population not sampled, for r. Infinite where everybody was asked.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        with_replacement = np.maximum(with_replacement, squared_error)
        size = np.where(variance > 0.0, np.minimum(variance / with_replacement, n), kish)
        left = np.where(with_replacement > 0.0, squared_error / with_replacement, remaining)
        return np.asarray(size / left)


def design_effects(
    n: FloatArray, weight: FloatArray, variance: FloatArray, squared_error: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return SE**2 over that of a random sample of n, drawn with and without replacement.

    The random sample has n/(n - 1) v/n, times 1 - n/N without replacement, where the sum of the
    weights estimates the size N of the population. That is infinite where N = n, and NaN where
    N < n: the weights do not add up to a population.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = squared_error / (variance / (n - 1.0))
        unsampled = 1.0 - n / weight
        without = ratio / np.where(unsampled >= 0.0, unsampled, np.nan)
    return np.asarray(ratio), np.asarray(without)

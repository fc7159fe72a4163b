"""Whether the levels of the drivers changed, or what they do.

With means m, slopes b and scores d of two samples and bars for the mean of the two,

    d_2 - d_1 = sum_j bbar_j (m_2j - m_1j)  +  sum_j mbar_j (b_2j - b_1j) + (a_2 - a_1).

The parts of a column add up to the change of its contribution m_j b_j to the score. The levels'
part is the same wherever a scale has its 0, and so is the effects' part in sum; how that falls to
columns and intercept is not [3]_. With W the covariance of (a, b) and C that of the means,

    Cov(levels)  = bbar bbar' (C_1 + C_2) + (m_2 - m_1)(m_2 - m_1)' (W_1 + W_2) / 4,
    Cov(effects) = mbar mbar' (W_1 + W_2) + (b_2 - b_1)(b_2 - b_1)' (C_1 + C_2) / 4,

element by element, and for the effects in sum the quadratic form of (1, mbar) in W_1 + W_2.

References
----------
.. [1] Oaxaca R (1973). Male-female wage differentials in urban labor markets. International
   Economic Review 14(3), 693-709. doi:10.2307/2525981
.. [2] Blinder AS (1973). Wage discrimination: reduced form and structural estimates. Journal of
   Human Resources 8(4), 436-455. doi:10.2307/144855
.. [3] Oaxaca RL, Ransom MR (1999). Identification in detailed wage decompositions. Review of
   Economics and Statistics 81(1), 154-157.
.. [4] Jann B (2008). The Blinder-Oaxaca decomposition for linear regression models. Stata Journal
   8(4), 453-479.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray


class Wave(NamedTuple):
    """A sample as a decomposition needs it.

    `mean` (k,) and `mean_covariance` (k, k) of the columns, `slopes` (k,), and `covariance`
    (k + 1, k + 1) of the score at `mean` and the slopes.
    """

    score: float
    mean: FloatArray
    mean_covariance: FloatArray
    slopes: FloatArray
    covariance: FloatArray


class Parts(NamedTuple):
    """Parts of a difference, by driver with their covariance, and in sum with its variance.

    `levels` and `effects` have an entry for each driver (J,), and covariances (J, J); `in_sum` and
    `in_sum_variance` are two numbers each, of levels and of effects with the intercept.
    """

    levels: FloatArray
    levels_covariance: FloatArray
    effects: FloatArray
    effects_covariance: FloatArray
    in_sum: FloatArray
    in_sum_variance: FloatArray


def changed(sample: Wave, reference: Wave, groups: FloatArray) -> Parts:
    """Return the parts of the score of `sample` less that of `reference`.

    `groups` (J, k) adds columns up to the drivers whose parts are wanted: ones where a column
    belongs to a driver.
    """
    apart, middle = sample.mean - reference.mean, 0.5 * (sample.mean + reference.mean)
    turned, slopes = sample.slopes - reference.slopes, 0.5 * (sample.slopes + reference.slopes)
    wide = sample.mean_covariance + reference.mean_covariance
    steep = sample.covariance[1:, 1:] + reference.covariance[1:, 1:]
    levels = np.outer(slopes, slopes) * wide + 0.25 * np.outer(apart, apart) * steep
    effects = np.outer(middle, middle) * steep + 0.25 * np.outer(turned, turned) * wide
    # the score of each at the middle, half of the way from its own mean
    predicted = sum(
        float(row @ wave.covariance @ row)
        for wave, row in (
            (sample, np.append(1.0, -0.5 * apart)),
            (reference, np.append(1.0, 0.5 * apart)),
        )
    )
    by_levels = float(slopes @ apart)
    return Parts(
        levels=groups @ (slopes * apart),
        levels_covariance=groups @ levels @ groups.T,
        effects=groups @ (middle * turned),
        effects_covariance=groups @ effects @ groups.T,
        in_sum=np.array([by_levels, sample.score - reference.score - by_levels]),
        in_sum_variance=np.array([levels.sum(), predicted + 0.25 * float(turned @ wide @ turned)]),
    )

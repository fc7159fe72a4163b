"""Impact of a theme: its error, and an interval that keeps the sign of the difference.

Of n respondents n_T mention the theme and R do not; q = n_T/n, d is the score of the first less
that of the second. The impact is the score less what it would be without the first,

    score - score_R = q d = n_T (score_T - score)/(n - n_T).

With answers s of +1, 0, -1 the influence of a respondent on it is s - score for those who mention
the theme and s - score - (s - score_R)/(1 - q) for the rest, and the standard error the root of
the sum of its squares over n.

The interval of q d squares and adds the distances to the ends of the intervals of q and of d
(MOVER) [1]_. Where that of d contains 0 it adds them as they are, so that the end on the other side
of 0 lies beyond q times that of d; where it does not it adds them on the scale of logarithms, so
that no end crosses 0. So the interval of the impact excludes 0 exactly when that of d does.

References
----------
.. [1] Donner A, Zou GY (2012). Closed-form confidence intervals for functions of the normal mean
   and standard deviation. Statistical Methods in Medical Research 21(4), 347-359.
   doi:10.1177/0962280210383082
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray

#: What each class adds to the score.
POINTS = np.array([1.0, 0.0, -1.0])


def impact_error(theme: FloatArray, rest: FloatArray) -> FloatArray:
    """Return the standard error of the impact of counts (k, 3) of theme and rest; NaN if empty."""
    n_theme, n_rest = theme.sum(axis=1), rest.sum(axis=1)
    n = n_theme + n_rest
    with np.errstate(invalid="ignore", divide="ignore"):
        score = ((theme + rest) @ POINTS / n)[:, np.newaxis]
        of_rest = (rest @ POINTS / n_rest)[:, np.newaxis]
        apart = (n / n_rest)[:, np.newaxis]
        squares = theme * (POINTS - score) ** 2
        squares = squares + rest * (POINTS - score - apart * (POINTS - of_rest)) ** 2
        error = np.sqrt(squares.sum(axis=1)) / n
    return np.where((n_theme > 0.0) & (n_rest > 0.0), error, np.nan)


def sign_kept(
    factor: FloatArray,
    factor_low: FloatArray,
    factor_high: FloatArray,
    value: FloatArray,
    low: FloatArray,
    high: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Return limits of factor times value, of a factor above 0, from the limits of both."""
    ends = factor, factor_low, factor_high
    return _lower(*ends, value, low), -_lower(*ends, -value, -high)


def _lower(
    factor: FloatArray,
    factor_low: FloatArray,
    factor_high: FloatArray,
    value: FloatArray,
    low: FloatArray,
) -> FloatArray:
    with np.errstate(invalid="ignore", divide="ignore"):
        far = np.where(value < 0.0, factor_high, factor_low)
        added = factor * value - np.hypot(value * (factor - far), factor * (value - low))
        ratio = np.hypot(np.log(factor / factor_low), np.log(value / low))
        kept = factor * value * np.exp(-ratio)
        return np.asarray(np.where(low > 0.0, kept, added))

"""The maximum of a concave log-likelihood, or the news that there is none.

A likelihood of classes has no maximum where a combination of drivers separates them (Albert and
Anderson 1984): it grows for ever along some direction, and Newton's step along it tends to a
constant. With a maximum the steps shrink quadratically and a dozen are plenty.

References
----------
Albert A, Anderson JA (1984). On the existence of maximum likelihood estimates in logistic
regression models. Biometrika 71(1), 1-10. doi:10.1093/biomet/71.1.1
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from nps._kernels import FloatArray

#: Steps after which there is no maximum: a likelihood with a coefficient of 20 takes 22.
STEPS = 30
#: Relative change of a log-likelihood that is rounding.
LEVEL = 1e-12
#: The last step: what is left then is its square.
SMALL = 1e-8
#: Directions with less information than this share of the largest are taken as having that much.
FLAT = 1e-14


class Maximum(NamedTuple):
    """Where the log-likelihood is largest, with the observed information (minus its curvature).

    `step` is the last one; where `found` is False it points the way in which the likelihood grows.
    """

    at: FloatArray
    log_likelihood: float
    information: FloatArray
    found: bool
    step: FloatArray


def maximise(
    curve: Callable[[FloatArray], tuple[float, FloatArray, FloatArray]], start: FloatArray
) -> Maximum:
    """Climb from `start`; `curve` gives the log-likelihood, its gradient and minus its Hessian."""
    at = start
    value, gradient, information = curve(at)
    step = np.zeros(at.size)
    for _ in range(STEPS):
        step = inverse(information) @ gradient
        ahead = curve(at + step)
        # what rounding takes at the top is no way down
        while ahead[0] < value - LEVEL * abs(value) and np.abs(step).max() > SMALL:
            step = 0.5 * step
            ahead = curve(at + step)
        at = at + step
        value, gradient, information = ahead
        if np.abs(step).max() <= SMALL:
            return Maximum(at, value, information, True, step)
    return Maximum(at, value, information, False, step)


def inverse(information: FloatArray) -> FloatArray:
    """Return the inverse of a positive definite matrix, symmetric to the last digit."""
    values, vectors = np.linalg.eigh(information)
    return np.asarray((vectors / np.maximum(values, FLAT * values[-1])) @ vectors.T)

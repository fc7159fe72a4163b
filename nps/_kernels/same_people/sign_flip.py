"""Exact laws for people seen twice: sign flips and resampling, without drawing anything.

Sign flips. If the two answers of a person are exchangeable, each difference D had the opposite
sign with probability 1/2. Given how many people moved by one class (m1) and by two (m2), the sum
T of the differences is therefore T = (2 B1 - m1) + 2 (2 B2 - m2) with independent B1, B2 binomial
(m1, 1/2) and (m2, 1/2), and a tail of T is a sum over the values of B2.

Resampling. The sum S* of n differences drawn with replacement has the characteristic function
phi(t)^n with phi(t) = sum p_j exp(i t s_j). Centred at the observed sum S it stays inside a window
of M points but for a probability below 2 e^-38 (Bernstein), so that a Fourier transform of length M
gives its law. The error of a probability is about 1e-16 sqrt(n), but 1e-16 n where the differences
skip values, such as -2, 0 and 2 alone. Both functions take the counts of one comparison.

References
----------
Fisher RA (1935). The Design of Experiments, sec. 21.

Efron B, Tibshirani RJ (1993). An Introduction to the Bootstrap, ch. 13.
doi:10.1201/9780429246593

Abate J, Whitt W (1992). Numerical inversion of probability generating functions. Operations
Research Letters 12(4), 245-251. doi:10.1016/0167-6377(92)90050-D
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.same_people.paired import DIFFERENCES, difference_moments

if TYPE_CHECKING:
    from nps._kernels import FloatArray

LARGEST = 10**9
"""Beyond this variance of a sum the normal law takes over: laws by then have a million points."""
UNDERFLOW = 745.0
"""exp(-745) is the smallest positive number."""
EXPONENT = 38.0
"""Resampled sums with a probability below exp(-38) = 3e-17 are left out."""
TIE = 1e-12
"""Probabilities this close are equal: a tie must not be decided by rounding."""


def sign_flip_tails(counts: FloatArray) -> tuple[float, float, float]:
    """Return P(T <= t), P(T >= t) and P(T = t) at the observed sum t."""
    m1, m2 = int(counts[1] + counts[3]), int(counts[0] + counts[4])
    t = int(counts @ DIFFERENCES)
    if m1 + 4 * m2 > LARGEST:
        from scipy.special import ndtr

        z = t / math.sqrt(m1 + 4.0 * m2)
        return float(ndtr(z)), float(ndtr(-z)), 0.0
    above = _upper_tail(m1, m2, t)
    return _upper_tail(m1, m2, -t), above, above - _upper_tail(m1, m2, t + 1)


def _upper_tail(m1: int, m2: int, t: int) -> float:
    """Return P(T >= t), with small relative error also where it is tiny."""
    first1, p1 = fair_binomial(m1)
    first2, p2 = fair_binomial(m2)
    tail = np.append(np.cumsum(p1[::-1])[::-1], 0.0)
    # B1 must reach (t + m1 + 2 m2) / 2 - 2 B2
    needed = -((-t - m1) // 2) + m2 - 2 * (first2 + np.arange(p2.size))
    return float(p2 @ tail[np.clip(needed - first1, 0, p1.size)])


def fair_binomial(m: int) -> tuple[int, FloatArray]:
    """Return the law of the number of heads in m tosses, where it does not underflow."""
    width = math.ceil(math.sqrt(0.5 * UNDERFLOW * m))  # Hoeffding's bound
    first, last = max(0, m // 2 - width), min(m, m - m // 2 + width)
    j = np.arange(first, last, dtype=np.float64)
    log_ratio = np.concatenate(([0.0], np.cumsum(np.log((m - j) / (j + 1.0)))))
    weights = np.exp(log_ratio - log_ratio.max())
    return first, weights / weights.sum()


def resampled_law(counts: FloatArray) -> tuple[int, FloatArray]:
    """Return the lowest value of S* - S in the window, and the probability of each value."""
    n, d, v = (float(moment) for moment in difference_moments(counts))
    net = round(float(counts @ DIFFERENCES))
    given = DIFFERENCES[counts > 0.0]
    # Bernstein's inequality: beyond `half` the probability is below exp(-38) on each side.
    third = EXPONENT * float(np.abs(given - d).max()) / 3.0
    half = math.ceil(third + math.sqrt(third * third + 2.0 * EXPONENT * n * v))
    first = max(round(n * given.min()) - net, -half)
    last = min(round(n * given.max()) - net, half)
    size = last - first + 1
    t = 2.0 * np.pi / size * np.arange(size // 2 + 1)
    angle = np.outer(t, given - d)
    p = counts[counts > 0.0] / n
    # phi = 1 + u + iv; |phi|^2 = 1 + (2u + u^2 + v^2) keeps its digits near 1
    u, v_ = -2.0 * (np.sin(0.5 * angle) ** 2 @ p), np.sin(angle) @ p
    with np.errstate(divide="ignore"):
        log_modulus = 0.5 * np.log1p(np.maximum(2.0 * u + u * u + v_ * v_, -1.0))
    power = np.exp(n * log_modulus - 1j * (n * np.arctan2(v_, 1.0 + u)))
    wrapped = np.fft.irfft(power, size)
    return first, np.maximum(wrapped[np.arange(first, last + 1) % size], 0.0)


def bootstrap_limits(counts: FloatArray, tail: float) -> tuple[float, float]:
    """Return the smallest x with P(d* <= x) >= tail and the largest with P(d* >= x) >= tail."""
    n, d, v = (float(moment) for moment in difference_moments(counts))
    if n * v > LARGEST:
        half = normal_quantile(tail) * math.sqrt(v / n)
        return max(d - half, -2.0), min(d + half, 2.0)
    first, law = resampled_law(counts)
    below, above = np.cumsum(law), np.cumsum(law[::-1])
    low = first + int(np.searchsorted(below, tail - TIE))
    high = first + law.size - 1 - int(np.searchsorted(above, tail - TIE))
    net = round(float(counts @ DIFFERENCES))
    return (net + low) / n, (net + high) / n


def bootstrap_tails(counts: FloatArray, theta: float) -> tuple[float, float]:
    """Return P(d* >= theta) and P(d* <= theta); the interval holds where both reach `tail`."""
    n, d, v = (float(moment) for moment in difference_moments(counts))
    if n * v > LARGEST:
        from scipy.special import ndtr

        z = (d - theta) / math.sqrt(v / n)
        return float(ndtr(z)), float(ndtr(-z))
    first, law = resampled_law(counts)
    place = theta * n - round(float(counts @ DIFFERENCES)) - first
    if abs(place - round(place)) < 1e-14 * n:
        place = round(place)
    above = law[max(math.ceil(place), 0) :].sum()
    below = law[: max(math.floor(place) + 1, 0)].sum()
    return min(float(above) + TIE, 1.0), min(float(below) + TIE, 1.0)

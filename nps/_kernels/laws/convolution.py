"""The exact law of a resampled score: n draws from the observed answers, summed.

Drawing n answers with replacement from `a` promoters, `b` passives and `c` detractors gives a net
score S* (promoters minus detractors) whose law is the n-fold convolution of the three-point law
with probabilities p = a/n, r = b/n, q = c/n on +1, 0, -1. No draw is needed to know it. Its
characteristic function is the n-th power of phi(t) = p e^(it) + r + q e^(-it), and since S* stays
inside a window of M points around the observed s = a - c, except with probability below 2 e^-38,

    P(S* - s = y) = (1/M) sum_j phi(t_j)^n e^(-i t_j (s + y)),    t_j = 2 pi j / M.

|phi(t)|^n is below e^-38 unless t is within a few multiples of 1/sd(S*) of 0 or, where passives
are rare, of pi. So the sum has at most about a hundred terms whatever n is, a value of the
distribution function costs the same for ten answers and for 10**15, and laws of many samples are
rows of one array. The error of a probability is absolute, about 1e-15: far tails smaller than
that are not resolved.

Abate J, Whitt W (1992). Numerical inversion of probability generating functions. Operations
Research Letters 12(4), 245-251, doi:10.1016/0167-6377(92)90050-D.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray

EXPONENT = 38.0
"""Probabilities and terms below exp(-38) = 3e-17 are left out."""


@dataclass(frozen=True, slots=True)
class _Terms:
    """Terms of the Fourier sum near t = 0 or near t = pi, one law a row."""

    tau: FloatArray  # distance of t_j from 0 or from pi
    phase: FloatArray  # n arg(phi), centred at s
    mass: FloatArray  # weight |phi|^n / M, for probabilities
    step: FloatArray  # the same for sums of probabilities


@dataclass(frozen=True, slots=True)
class SumLaw:
    """Laws of S* - s, one a row: offsets from the observed net score s, in whole answers.

    `first` and `last` bound the window that holds all but 1e-16 of the probability (all of it
    while the window reaches the ends of the lattice).
    """

    first: FloatArray
    last: FloatArray
    period: FloatArray
    parity: FloatArray
    low: _Terms
    high: _Terms
    start: FloatArray  # the sum at `first`, where the law starts

    def cdf(self, offset: FloatArray) -> FloatArray:
        """Return P(S* - s <= offset), one offset a law (or many for a single law)."""
        inside = np.clip(offset, self.first - 1.0, self.last)
        total = _sum(inside + 1.0, self.period, self.parity, self.low, self.high)
        return np.clip(total - self.start, 0.0, 1.0)

    def quantile(self, threshold: FloatArray) -> FloatArray:
        """Return the smallest offset in the window whose cdf reaches `threshold`."""
        below, reached = np.broadcast_arrays(self.first - 1.0, self.last)
        while np.any(reached - below > 1.0):
            middle = np.floor((below + reached) / 2.0)
            enough = self.cdf(middle) >= threshold
            below, reached = np.where(enough, below, middle), np.where(enough, middle, reached)
        return reached

    def probabilities(self) -> FloatArray:
        """Return P(S* - s = y) for all y from first to last, of a single law, by FFT."""
        size = int(self.period[0])
        terms = np.zeros(size // 2 + 1, dtype=np.complex128)
        sign = (-1.0) ** self.parity[0]
        near_zero, near_pi = self.low, self.high
        terms[1 : 1 + near_zero.tau.shape[1]] = near_zero.mass * np.exp(-1j * near_zero.phase)
        terms[::-1][: near_pi.tau.shape[1]] = sign * near_pi.mass * np.exp(1j * near_pi.phase)
        terms *= 0.5 * size  # irfft counts each term with its conjugate and divides by the size
        terms[0] = 1.0
        terms[-1] *= 2.0  # its own conjugate
        wrapped = np.fft.irfft(terms, size)
        around = np.arange(int(self.first[0]), int(self.last[0]) + 1)
        return np.maximum(wrapped[around % size], 0.0)


def _sum(
    y: FloatArray, period: FloatArray, parity: FloatArray, low: _Terms, high: _Terms
) -> FloatArray:
    """Sum the periodic continuation of a law over offsets below y, up to a constant."""
    middle = y[:, None] - 0.5
    total: FloatArray = y / period + np.sum(low.step * np.sin(low.tau * middle - low.phase), axis=1)
    if high.tau.shape[1]:
        sign = 1.0 - 2.0 * ((parity + y) % 2.0)
        total -= sign * np.sum(high.step * np.cos(high.tau * middle - high.phase), axis=1)
    return total


def sum_law(promoters: FloatArray, passives: FloatArray, detractors: FloatArray) -> SumLaw:
    """Return the laws of the resampled net scores of samples given as 1-D arrays of counts."""
    a, b, c = promoters, passives, detractors
    n = a + b + c
    variance = (b * ((a + c) / n) + 4.0 * a * (c / n)) / n
    # Bernstein's inequality: beyond `half` the probability is below exp(-38) on each side.
    third = EXPONENT * (1.0 + np.abs(a - c) / n) / 3.0
    half = np.ceil(third + np.sqrt(third * third + 2.0 * EXPONENT * n * variance))
    lowest = np.where(c > 0.0, -(2.0 * a + b), np.where(b > 0.0, -a, 0.0))
    highest = np.where(a > 0.0, 2.0 * c + b, np.where(b > 0.0, c, 0.0))
    first, last = np.maximum(lowest, -half), np.minimum(highest, half)
    period = last - first + 1.0
    period += period % 2.0  # even, so that t = pi is one of the frequencies
    parity = np.where(b > a + c, 0.0, b % 2.0)
    low, high = _terms_near_zero(a, b, c, period, variance), _terms_near_pi(a, b, c, period)
    start = _sum(first, period, parity, low, high)
    return SumLaw(first, last, period, parity, low, high, start)


def _terms_near_zero(
    a: FloatArray, b: FloatArray, c: FloatArray, period: FloatArray, variance: FloatArray
) -> _Terms:
    """Return the terms 0 < t <= pi/2; that of t = 0 is the linear part of the sum."""
    n = a + b + c
    both = (a / n) * (c / n)
    # |phi|^n <= exp(-2 n h (v - 2pq)) with h = sin(t/2)^2 <= 1/2: beyond this h it is negligible.
    with np.errstate(divide="ignore"):
        enough = np.minimum(0.5 * EXPONENT / (n * (variance - 2.0 * both)), 0.5)
    j = 1.0 + np.arange(_count(enough, period, period // 4.0))
    inside = j <= (period // 4.0)[:, None]
    tau = np.minimum(2.0 * np.pi * j / period[:, None], np.pi / 2.0)
    h = np.sin(tau / 2.0) ** 2
    modulus = _modulus(n, 4.0 * h * (variance[:, None] - 4.0 * both[:, None] * h))
    mass = np.where(inside, 2.0, 0.0) * modulus / period[:, None]
    return _Terms(
        tau, _phase(a, b, c, tau, np.ones((1, 1))), mass, mass / (2.0 * np.sin(tau / 2.0))
    )


def _terms_near_pi(a: FloatArray, b: FloatArray, c: FloatArray, period: FloatArray) -> _Terms:
    """Return the terms pi/2 < t = pi - tau <= pi, needed where answers are few or passives rare.

    phi(pi - tau) = -conj(p e^(i tau) - r + q e^(-i tau)), so they look like the others, with an
    alternating sign. Where most are passives that bracket is near -1 and phi itself near 1:
    there the phase is taken from phi.
    """
    n = a + b + c
    both, rare = (a / n) * (c / n), b * ((a + c) / n)
    # |phi|^n <= exp(-n (mr + 4pqh)) with h = sin(tau/2)^2 <= 1/2 and nmr = `rare`.
    with np.errstate(divide="ignore", invalid="ignore"):
        enough = np.where(rare < EXPONENT, (EXPONENT - rare) / (4.0 * n * both), -1.0)
    quarter = period // 2.0 - period // 4.0
    i = np.arange(_count(np.minimum(enough, 0.5), period, quarter - 1.0, first=0.0))
    inside = i < quarter[:, None]
    tau = np.minimum(2.0 * np.pi * i / period[:, None], np.pi / 2.0)
    h = np.sin(tau / 2.0) ** 2
    gone = 4.0 * (1.0 - h) * (rare[:, None] / n[:, None] + 4.0 * both[:, None] * h)
    weight = np.where(inside, np.where(i == 0.0, 1.0, 2.0), 0.0)
    mass = weight * _modulus(n, gone) / period[:, None]
    sign = np.where(b > a + c, 1.0, -1.0)[:, None]
    phase = -sign * _phase(a, b, c, np.where(sign > 0.0, np.pi - tau, tau), sign)
    return _Terms(tau, phase, mass, mass / (2.0 * np.cos(tau / 2.0)))


def _count(
    enough: FloatArray, period: FloatArray, largest: FloatArray, *, first: float = 1.0
) -> int:
    """Return how many frequencies reach sin(t/2)^2 = `enough` in every row (none if negative)."""
    reach = np.ceil(period / np.pi * np.arcsin(np.sqrt(np.maximum(enough, 0.0))))
    needed = np.where(enough < 0.0, 0.0, np.minimum(reach, largest) + 1.0 - first)
    return int(np.max(needed, initial=0.0))


def _modulus(n: FloatArray, gone: FloatArray) -> FloatArray:
    """Return |phi|^n where |phi|^2 = 1 - gone."""
    with np.errstate(divide="ignore"):
        return np.exp(0.5 * n[:, None] * np.log1p(-np.minimum(gone, 1.0)))


def _phase(
    a: FloatArray, b: FloatArray, c: FloatArray, tau: FloatArray, sign: FloatArray
) -> FloatArray:
    """Return n arg(p e^(i tau) + sign r + q e^(-i tau)) - s tau, accurate also for huge n.

    Around the mean d the three points lie at 1 - d, -d and -1 - d. The terms linear in tau cancel
    (but for sign = -1, which leaves 2 r d tau) and are left out, so that n multiplies a small
    number instead of a difference of large ones.
    """
    n = (a + b + c)[:, None]
    up = ((b + 2.0 * c)[:, None] / n) * tau
    level = ((c - a)[:, None] / n) * tau
    down = (-(2.0 * a + b)[:, None] / n) * tau
    p, r, q = a[:, None] / n, sign * b[:, None] / n, c[:, None] / n
    imaginary = p * _sine_gap(up) + r * _sine_gap(level) + q * _sine_gap(down)
    imaginary += (sign - 1.0) * (b[:, None] / n) * level
    return n * np.arctan2(imaginary, p * np.cos(up) + r * np.cos(level) + q * np.cos(down))


def _sine_gap(x: FloatArray) -> FloatArray:
    """Return sin(x) - x without cancellation (Taylor series where |x| < 1)."""
    square = x * x
    series = np.ones_like(x)
    for k in (16.0, 14.0, 12.0, 10.0, 8.0, 6.0, 4.0):
        series = 1.0 - square / (k * (k + 1.0)) * series
    return np.where(np.abs(x) < 1.0, -x * square / 6.0 * series, np.sin(x) - x)

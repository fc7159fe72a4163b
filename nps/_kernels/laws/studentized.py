"""The exact law of the studentized resampled score t* = (d* - d)/se*, without resampling.

t* depends on two counts of the resample: the non-passives m* ~ Binomial(n, m/n) and, given m*, the
promoters a* ~ Binomial(m*, a/m). Given m*, t* increases with a*, so P(t* <= x) is a single sum
over m* of binomial distribution functions, over some 17 standard deviations of m*.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.laws.convolution import EXPONENT
from nps._kernels.numerics.moments import ADJUSTED_WALD, moments, normal_quantile

if TYPE_CHECKING:
    from typing import Self

    from nps._kernels import BoolArray, FloatArray

TIE = 1e-12
"""A distribution function within this of a probability has reached it."""


def error_variance(n: FloatArray, net: FloatArray, both: FloatArray) -> FloatArray:
    """Return the squared standard error v/n of resamples from net score and non-passives."""
    return (both / n - (net / n) ** 2) / n


def padded_error_variance(n: FloatArray, net: FloatArray, both: FloatArray) -> FloatArray:
    """Return v/n with the v after the pseudo-answers of the (3, T) rule; never 0."""
    up, _, down = ADJUSTED_WALD
    more = n + sum(ADJUSTED_WALD)
    return ((both + up + down) / more - (net / more) ** 2) / n


def central_moment(a: FloatArray, b: FloatArray, c: FloatArray, order: int) -> FloatArray:
    """Return a central moment of one answer, summed over the classes so that little cancels."""
    n = a + b + c
    up, level, down = (b + 2.0 * c) / n, (c - a) / n, -(2.0 * a + b) / n
    return (a * up**order + b * level**order + c * down**order) / n


def expanded_quantiles(
    a: FloatArray, b: FloatArray, c: FloatArray, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the quantiles of t* at tail and 1 - tail from a Cornish-Fisher expansion to 1/n.

    Beside terms of order n**-1.5 it leaves out that scores lie on a lattice. From some thousands
    of answers on, that puts the end of an interval off by about a hundredth of 1/n, or by up to
    half of it where nearly all or nearly none are passives.
    Hall P (1992). The Bootstrap and Edgeworth Expansion, sec. 2.5 and 2.6,
    doi:10.1007/978-1-4612-4384-7.
    """
    n, _, variance = moments(a, b, c)
    skewness = central_moment(a, b, c, 3) / variance**1.5
    kurtosis = central_moment(a, b, c, 4) / variance**2 - 3.0

    def quantile(z: float) -> FloatArray:
        first, slope = -skewness * (2.0 * z * z + 1.0) / 6.0, -skewness * 4.0 * z / 6.0
        second = z * (
            kurtosis * (z * z - 3.0) / 12.0
            - skewness**2 * (z**4 + 2.0 * z * z - 3.0) / 18.0
            - (z * z + 3.0) / 4.0
        )
        return z + first / np.sqrt(n) + (first * slope - z * first**2 / 2.0 - second) / n

    z = normal_quantile(tail)
    return quantile(-z), quantile(z)


def studentized_quantiles(
    a: FloatArray, b: FloatArray, c: FloatArray, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the quantiles of t* at tail and 1 - tail from its law, for samples with variance."""
    law = _law(a, b, c)
    spacing = 1.0 / np.sqrt((a + b + c) * moments(a, b, c)[2])
    low, high = expanded_quantiles(a, b, c, tail)
    slack = min(TIE, 0.5 * tail)  # so that a tail that is smaller still has an end
    return _search(law, low, spacing, tail - slack), _search(law, high, spacing, 1.0 - tail + slack)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Arrays with one sample a row."""

    def __getitem__(self, rows: BoolArray) -> Self:
        return type(self)(*(getattr(self, field.name)[rows] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class _Law(_Rows):
    """Laws of t*; along the columns of the first two, the likely numbers of non-passives."""

    number: FloatArray
    weight: FloatArray  # probability of the number
    n: FloatArray
    d: FloatArray
    up: FloatArray  # probability that a non-passive is a promoter
    point: FloatArray  # t* of resamples without variance: all passives, all up, all down
    point_weight: FloatArray


@dataclass(frozen=True, slots=True)
class _Bracket(_Rows):
    """Two values of x around the quantile, the largest a* with t* <= x, and probabilities."""

    low: FloatArray
    high: FloatArray
    at_low: FloatArray  # P(t* <= low)
    least: FloatArray  # largest a* at low, for each number of non-passives
    most: FloatArray  # the same at high
    mass_low: FloatArray  # P(m* = number, a* <= least)
    mass_high: FloatArray


def _law(a: FloatArray, b: FloatArray, c: FloatArray) -> _Law:
    n, both = (a + b + c)[:, None], (a + c)[:, None]
    third = EXPONENT / 3.0
    half = np.ceil(third + np.sqrt(third * third + 2.0 * EXPONENT * b[:, None] * (both / n)))
    start = np.where(both < n, np.maximum(both - half, 0.0), n)
    stop = np.minimum(both + half, n)
    number = start + np.arange(np.max(stop - start, initial=0.0) + 1.0)
    inside, number = number <= stop, np.minimum(number, stop)
    # Binomial(n, both/n) from the ratios of its probabilities; where both = n, all at number = n.
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (n - number[:, :-1]) / (n - both) * (both / number[:, 1:])
        logs = np.cumsum(np.where(inside[:, 1:], np.log(ratio), 0.0), axis=1)
    logs = np.pad(logs, ((0, 0), (1, 0)))
    weight = np.where(inside, np.exp(logs - logs.max(axis=1, keepdims=True)), 0.0)
    weight /= weight.sum(axis=1, keepdims=True)

    d, up = (a - c)[:, None] / n, a[:, None] / both
    net = np.concatenate([0.0 * n, n, -n], axis=1)
    nobody = np.sum(np.where(number == 0.0, weight, 0.0), axis=1, keepdims=True)
    everybody = np.sum(np.where(number == n, weight, 0.0), axis=1, keepdims=True)
    return _Law(
        number,
        weight,
        n,
        d,
        up,
        (net / n - d) / np.sqrt(padded_error_variance(n, net, np.abs(net))),
        np.concatenate([nobody, everybody * up**n, everybody * (1.0 - up) ** n], axis=1),
    )


def _search(law: _Law, guess: FloatArray, spacing: FloatArray, threshold: float) -> FloatArray:
    """Return the smallest x with P(t* <= x) >= threshold, searched around a guess.

    The bracket grows until it holds the quantile, then halves until it holds at most one value of
    a* for each m*. Those values of t* are sorted and their probabilities added up, so that the
    result is a value of t* and not an approximation to one.
    """
    found, rows = np.empty_like(guess), np.arange(guess.size)
    low, high = np.full_like(guess, -np.inf), np.full_like(guess, np.inf)
    least, most = np.where(law.number == law.n, 0.0, -1.0), _top(law)
    nothing = np.zeros_like(law.weight)
    varied = np.where(law.number == law.n, 1.0 - law.up**law.n - (1.0 - law.up) ** law.n, 1.0)
    mass_high = law.weight * np.where(law.number == 0.0, 0.0, varied)
    bracket = _Bracket(low, high, np.zeros_like(guess), least, most, nothing, mass_high)
    x, reach = guess - spacing, spacing
    while rows.size:
        last = _last_promoters(law, x)
        mass = law.weight * _regular(law, last)
        points = np.where(law.point <= x[:, None], law.point_weight, 0.0)
        reached = np.sum(mass, axis=1) + np.sum(points, axis=1)
        bracket = _closer(bracket, x, reached, last, mass, reached >= threshold)
        apart = np.where(law.weight > 0.0, bracket.most - bracket.least, 0.0)
        done = np.max(apart, axis=1) <= 1.0
        found[rows[done]] = _settle(law[done], bracket[done], threshold)
        rows, law, bracket, reach = rows[~done], law[~done], bracket[~done], 2.0 * reach[~done]
        low, high = bracket.low, bracket.high
        outwards = np.where(np.isinf(low), high - reach, low + reach)
        x = np.where(np.isinf(low) | np.isinf(high), outwards, 0.5 * (low + high))
    return found


def _closer(
    bracket: _Bracket,
    x: FloatArray,
    reached: FloatArray,
    last: FloatArray,
    mass: FloatArray,
    enough: BoolArray,
) -> _Bracket:
    """Return the bracket with x as its new upper end where that is `enough`, else as its lower."""
    wide = enough[:, None]
    return _Bracket(
        np.where(enough, bracket.low, x),
        np.where(enough, x, bracket.high),
        np.where(enough, bracket.at_low, reached),
        np.where(wide, bracket.least, last),
        np.where(wide, last, bracket.most),
        np.where(wide, bracket.mass_low, mass),
        np.where(wide, mass, bracket.mass_high),
    )


def _settle(law: _Law, bracket: _Bracket, threshold: float) -> FloatArray:
    """Return the quantile from the few values of t* inside the bracket."""
    net = 2.0 * bracket.most - law.number
    between = (law.point > bracket.low[:, None]) & (law.point <= bracket.high[:, None])
    weight = np.concatenate(
        [bracket.mass_high - bracket.mass_low, np.where(between, law.point_weight, 0.0)], axis=1
    )
    weight[:, : net.shape[1]][bracket.most == bracket.least] = 0.0
    inner = weight[:, : net.shape[1]] > 0.0
    square = np.where(inner, error_variance(law.n, net, law.number), 1.0)
    value = np.concatenate([(net / law.n - law.d) / np.sqrt(square), law.point], axis=1)
    order = np.argsort(np.where(weight > 0.0, value, np.inf), axis=1)
    weight, value = (np.take_along_axis(column, order, axis=1) for column in (weight, value))
    reached = bracket.at_low[:, None] + np.cumsum(weight, axis=1)
    # If rounding keeps the sum below the threshold, the quantile is the largest value.
    place = np.minimum(np.sum(reached < threshold, axis=1), np.sum(weight > 0.0, axis=1) - 1)
    return np.take_along_axis(value, place[:, None], axis=1)[:, 0]


def _top(law: _Law) -> FloatArray:
    """Return the largest a* that leaves some variance: all non-passives, if there are others."""
    return np.where(law.number == law.n, law.n - 1.0, law.number)


def _last_promoters(law: _Law, x: FloatArray) -> FloatArray:
    """Return the largest a* with t* <= x for each number of non-passives."""
    n, d, share, square = law.n, law.d, law.number / law.n, (x * x)[:, None]
    # t* <= x where the share difference u is at most the root of n (u - d)^2 = x^2 (share - u^2);
    # without a real root t* has the sign of -d throughout.
    inner = n * (share - d * d) + square * share
    root = (n * d + x[:, None] * np.sqrt(np.maximum(inner, 0.0))) / (n + square)
    last = np.floor((law.number + n * root) / 2.0)
    last = np.where(inner < 0.0, np.where(d > 0.0, law.number, -1.0), last)
    return np.clip(last, np.where(law.number == n, 0.0, -1.0), _top(law))


def _regular(law: _Law, last: FloatArray) -> FloatArray:
    """Return P(a* <= last and the resample has variance) given the number of non-passives."""
    from scipy.special import betaincc

    below = betaincc(np.maximum(last, 0.0) + 1.0, np.maximum(law.number - last, 1.0), law.up)
    below = np.where(last < 0.0, 0.0, np.where(last >= law.number, 1.0, below))
    below = np.where(law.number == law.n, below - (1.0 - law.up) ** law.n, below)
    return np.where(law.number == 0.0, 0.0, np.maximum(below, 0.0))

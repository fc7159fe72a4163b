"""The score test and interval for the difference of two independent scores.

Under a null difference delta the shares of both samples are estimated together, by maximum
likelihood subject to theta_1 - theta_2 = delta, and the observed difference d = d_1 - d_2 is held
against the variance that these estimates imply:

    z(delta) = (d - delta) / sqrt(F V),    V = (psi_1 - theta_1**2)/n_1 + (psi_2 - theta_2**2)/n_2

with psi the share of non-passives and F = N/(N - 1), N = n_1 + n_2 (F = 1 without the correction).
Without passives it is twice the binomial test and interval of Miettinen & Nurminen (1985), or of
Mee (1984) if F = 1; as a test, that of Farrington & Manning (1990).

The Lagrange conditions give the constrained shares as one family, traced by the multiplier lambda:

    p_1j (n_1 + lambda (s_j - theta_1)) = x_1j,    p_2j (n_2 - lambda (s_j - theta_2)) = x_2j

for the scores s_j = 1, 0, -1. Multiplied by s_j - theta and summed over j they say that the first
variance term is (d_1 - theta_1)/lambda and the second (theta_2 - d_2)/lambda, so that

    d - delta = lambda V,    F z(delta)**2 = lambda (d - delta).

As lambda grows from 0 the null difference falls from d towards -2 (the likelihood is concave), so
both factors of z**2 grow: z is monotone in delta, the interval is exactly the set of differences
that the test does not reject, and each end, like the test, is one equation in lambda whose sides
do not cancel.

References
----------
Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine 4(2),
213-226. doi:10.1002/sim.4780040211

Mee RW (1984). Confidence bounds for the difference between two probabilities. Biometrics 40(4),
1175-1176. doi:10.2307/2531174

Farrington CP, Manning G (1990). Test statistics and sample size formulae for comparative binomial
trials with null hypothesis of non-zero risk difference or non-unity relative risk. Statistics in
Medicine 9(12), 1447-1454. doi:10.1002/sim.4780091208
"""

from __future__ import annotations

from math import copysign, exp, inf, log, nan, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

import numpy as np

from nps._kernels.numerics import plain
from nps._kernels.numerics.chunks import BLOCK
from nps._kernels.numerics.moments import moments, moments_of
from nps._kernels.numerics.roots import find_increasing_root, find_root

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nps._kernels import FloatArray, Number

    Sample: TypeAlias = tuple[float, float, float, float]

#: Newton's method squares the error; the starting point is at most 16% off.
_NEWTON_STEPS = 4
#: Multipliers within exp(+-40) of the first guess are searched.
_FOLDS = 40.0
#: Keeps 0/0 at 0 where a sample cannot move at all.
_TINY = 1e-300


class Pairs(NamedTuple):
    """Counts of the samples and of their references, one element for each comparison."""

    promoters: FloatArray
    passives: FloatArray
    detractors: FloatArray
    reference_promoters: FloatArray
    reference_passives: FloatArray
    reference_detractors: FloatArray


def score_statistic(pairs: Pairs, null: FloatArray, *, corrected: bool = True) -> FloatArray:
    """Return z(null), positive where the sample is ahead of its reference by more than `null`.

    Where the null leaves no variance it is 0 if the observed difference equals it, else infinite.
    NaN where a sample is empty.
    """
    z: FloatArray = _solved(pairs, null, None, corrected)[0]
    return z


def score_limits(
    pairs: Pairs, critical: float, *, corrected: bool = True
) -> tuple[FloatArray, FloatArray]:
    """Return the differences at which z is `critical` and -`critical`; NaN where a sample is empty.

    A negative `critical`, as one-sided bounds have below a level of 1/2, exchanges them.
    """
    low, high = _solved(pairs, None, critical, corrected)
    return low, high


def score_inference(
    pairs: Pairs, null: FloatArray | float, critical: float, *, corrected: bool = True
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return lower limit, upper limit and statistic, solved together (quicker for a few pairs).

    Single numbers are worked out in Python's floats, which is quicker still.
    """
    if np.ndim(pairs.promoters) == np.ndim(null) == 0:
        found = _solve_one(pairs, float(null), critical, corrected)
        return cast("tuple[FloatArray, FloatArray, FloatArray]", found)
    z, low, high = _solved(pairs, null, critical, corrected)
    return low, high, z


def _solved(
    pairs: Pairs, null: FloatArray | float | None, critical: float | None, corrected: bool
) -> FloatArray:
    """Return, as rows, z (if `null` is given), then both limits (if `critical` is)."""
    columns = np.broadcast_arrays(*pairs, 0.0 if null is None else null)
    shape, flat = columns[0].shape, [column.reshape(-1) for column in columns]
    rows = (null is not None) + 2 * (critical is not None)
    found = np.empty((rows, flat[0].size))
    with np.errstate(all="ignore"):
        for start in range(0, flat[0].size, BLOCK):
            part = slice(start, start + BLOCK)
            *counts, delta = (column[part] for column in flat)
            found[:, part] = _solve(Pairs(*counts), delta, rows, critical, corrected)
    return found.reshape(rows, *shape)


def _solve(
    pairs: Pairs, null: FloatArray, rows: int, critical: float | None, corrected: bool
) -> FloatArray:
    n1, d1, v1 = moments(*pairs[:3])
    n2, d2, v2 = moments(*pairs[3:])
    observed = d1 - d2
    gap = observed - null
    ones = np.ones_like(n1)
    factor = (n1 + n2) / (n1 + n2 - 1.0) if corrected else ones
    # Where to look first: Wald's variance, kept above 0 as if an answer or two were unlike the rest
    guess = np.sqrt((v1 + 1.0 / n1) / n1 + (v2 + 1.0 / n2) / n2)
    # The first row asks for the lambda with lambda V = |gap|, the others for that with
    # lambda sqrt(V) = reach. The null difference is approached from above (side 1) or below.
    tests = n1.size if rows != 2 else 0
    side, target, start = [np.where(gap < 0.0, -1.0, 1.0)], [np.abs(gap)], [np.abs(gap) / guess]
    if critical is not None:
        reach, below = abs(critical) * np.sqrt(factor), np.copysign(ones, critical)
        side += [below, -below]
        target, start = [*target, reach, reach], [*start, reach, reach]
    sides = np.concatenate(side[-rows:])
    targets, starts = np.log(np.concatenate(target[-rows:])), np.concatenate(start[-rows:])
    starts /= np.tile(guess, rows)
    limit = np.where(np.arange(sides.size) < tests, 0.0, 1.0)
    a1, b1, c1, a2, b2, c2 = (np.tile(column, rows) for column in pairs)
    n1, n2 = np.tile(n1, rows), np.tile(n2, rows)
    down = sides > 0.0  # weight leaves the promoters of the sample, the detractors of the reference
    samples = (
        np.where(down, a1, c1) / n1, b1 / n1, np.where(down, c1, a1) / n1, n1,
        np.where(down, c2, a2) / n2, b2 / n2, np.where(down, a2, c2) / n2, n2,
    )  # fmt: skip

    def excess(position: FloatArray, *given: FloatArray) -> FloatArray:
        start, limit, target, *samples = given
        multiplier = start * np.exp(position)
        variance = _variance(multiplier, *samples)
        return np.log(multiplier * np.where(limit > 0.0, np.sqrt(variance), variance)) - target

    bounds = np.full_like(starts, -_FOLDS), np.full_like(starts, _FOLDS)
    position = find_root(excess, *bounds, starts, limit, targets, *samples)
    multiplier = starts * np.exp(position)
    variance = _variance(multiplier, *samples)
    multiplier, variance = (sides * multiplier).reshape(rows, -1), variance.reshape(rows, -1)
    found = np.clip(observed - multiplier * variance, -2.0, 2.0)
    if tests:
        z = sides[:tests] * np.sqrt(np.abs(multiplier[0] * gap) / factor)
        z = np.where(np.abs(null) < 2.0, z, gap / 0.0)
        found[0] = np.where(gap == 0.0, 0.0, z)
    return found


def _solve_one(
    pair: Pairs, null: float, critical: float, corrected: bool
) -> tuple[float, float, float]:
    """Return lower limit, upper limit and z of one pair of floats, as `_solve` does of many."""
    a1, b1, c1, a2, b2, c2 = map(float, pair)
    if not (a1 + b1 + c1 and a2 + b2 + c2):
        return nan, nan, nan
    n1, d1, v1 = moments_of(a1, b1, c1)
    n2, d2, v2 = moments_of(a2, b2, c2)
    observed = d1 - d2
    gap = observed - null
    factor = (n1 + n2) / (n1 + n2 - 1.0) if corrected else 1.0
    guess = sqrt((v1 + 1.0 / n1) / n1 + (v2 + 1.0 / n2) / n2)
    down = (a1 / n1, b1 / n1, c1 / n1, n1), (c2 / n2, b2 / n2, a2 / n2, n2)
    up = (c1 / n1, b1 / n1, a1 / n1, n1), (a2 / n2, b2 / n2, c2 / n2, n2)
    reach = abs(critical) * sqrt(factor)
    below, above = (
        reach * reach / _multiplier(samples, reach, reach / guess, 0.5)
        if reach and observed != end
        else 0.0
        for samples, end in ((down, -2.0), (up, 2.0))
    )
    low, high = max(observed - below, -2.0), min(observed + above, 2.0)
    if gap and abs(null) < 2.0:
        size = abs(gap)
        multiplier = _multiplier(down if gap > 0.0 else up, size, size / guess**2, 1.0)
        z = copysign(sqrt(multiplier * size / factor), gap)
    else:
        z = copysign(inf, gap) if gap else 0.0
    return (low, high, z) if critical >= 0.0 else (high, low, z)


def _multiplier(samples: Iterable[Sample], target: float, start: float, power: float) -> float:
    """Return the lambda at which lambda V**power is the target."""

    def excess(position: float) -> tuple[float, float]:
        multiplier = start * exp(position)
        variance, growth = _variance_and_growth(multiplier, samples)
        if variance <= 0.0:  # so small a multiplier does not move unanimous samples
            return -inf, 0.0
        value = log(multiplier / target) + power * log(variance)
        return value, 1.0 + power * (growth / variance - 1.0)

    return start * exp(find_increasing_root(excess, -_FOLDS, _FOLDS, 0.0))


def _variance_and_growth(multiplier: float, samples: Iterable[Sample]) -> tuple[float, float]:
    """Return V at a multiplier lambda, and the derivative of lambda V.

    With w_j = p_j**2/x_j the conditions give each sample's part of the derivative as
    sum w_j s_j**2 - (sum w_j s_j)**2 / sum w_j, with the s_j counted from any class: here from the
    one that gains, whose w_j has no bound where nobody chose it.
    """
    variance = growth = 0.0
    for away, stay, toward, n in samples:
        tilt = multiplier / n
        p_away, p_stay, p_toward, y = tilted_shares(away, stay, toward, tilt, on=plain)
        variance += (p_stay * (p_away + p_toward) + 4.0 * p_away * p_toward) / n
        w_away, w_stay = p_away / (y + 2.0 * tilt), p_stay / (y + tilt)
        first, second = 2.0 * w_away + w_stay, 4.0 * w_away + w_stay
        if y > 0.0:
            second -= first * first / (w_away + w_stay + p_toward / y)
        growth += second / n
    return variance, growth


def _variance(
    multiplier: FloatArray,
    away_1: FloatArray,
    stay_1: FloatArray,
    toward_1: FloatArray,
    n_1: FloatArray,
    away_2: FloatArray,
    stay_2: FloatArray,
    toward_2: FloatArray,
    n_2: FloatArray,
) -> FloatArray:
    """Return V at a multiplier; both samples in one sweep."""
    size = np.concatenate((n_1, n_2))
    v = tilted_variance(
        np.concatenate((away_1, away_2)),
        np.concatenate((stay_1, stay_2)),
        np.concatenate((toward_1, toward_2)),
        np.concatenate((multiplier, multiplier)) / size,
    )
    terms = v / size
    return terms[: n_1.size] + terms[n_1.size :]


def tilted_variance(
    away: FloatArray, stay: FloatArray, toward: FloatArray, tilt: FloatArray
) -> FloatArray:
    """Return the variance of one answer when weight moves from one extreme class to the other."""
    p_away, p_stay, p_toward, _ = tilted_shares(away, stay, toward, tilt)
    return p_stay * (p_away + p_toward) + 4.0 * p_away * p_toward


def tilted_shares(
    away: Number, stay: Number, toward: Number, tilt: Number, on: Any = np
) -> tuple[Number, Number, Number, Number]:
    """Return the shares when weight moves from one extreme class to the other, and y.

    With A, B, C the observed shares of the class that loses weight, of the passives and of the
    class that gains, the shares are A/(y + 2 l), B/(y + l) and C/y at the tilt l >= 0, where

        y (1 - A/(y + 2 l) - B/(y + l)) = C,    that is    y (y - up)(y + down) = 2 C l**2

    has one positive root y. Here up and -down are the roots of
    y**2 + (3 l - 1) y = l (1 + B + 2 C - 2 l), with discriminant (1 - l)**2 + 4 l (B + 2 C). Only
    where C = 0 and `up` <= 0 does y stay at 0, and the class that nobody chose gets what mass the
    other two leave.

    Leaving y out of the factor y + down gives a quadratic whose root is a little above the wanted
    one; from there Newton's method comes down. `on` has the functions: NumPy, or those for floats.
    """
    linear = 1.0 - 3.0 * tilt
    pull = stay + 2.0 * toward
    product = tilt * (1.0 + pull - 2.0 * tilt)
    root = on.sqrt((1.0 - tilt) ** 2 + 4.0 * tilt * pull)
    larger = 0.5 * (linear + on.copysign(root, linear))
    smaller = -product / larger
    up, down = on.maximum(larger, smaller), -on.minimum(larger, smaller)
    right = 2.0 * toward * tilt * tilt
    share = right / (down + _TINY)
    larger = 0.5 * (abs(up) + on.sqrt(up * up + 4.0 * share))
    y = on.where(up >= 0.0, larger, share / (larger + _TINY))
    for _ in range(_NEWTON_STEPS):
        first, second = y - up, y + down
        both = first * second
        y = y - (y * both - right) / (both + y * (first + second) + _TINY)
    p_away, p_stay = away / (y + 2.0 * tilt), stay / (y + tilt)
    return p_away, p_stay, on.where(y > 0.0, toward / (y + _TINY), 1.0 - p_away - p_stay), y

"""Power by the textbooks: Student's t, the analysis of variance and chi-squared.

Answers are taken for normal with a known standard deviation, and the statistic has a noncentral
law: t for one difference, F or chi-squared for several at once. The library's own tests have other
power in small or lopsided samples; these formulas are for reproducing plans made with them.

References
----------
Cohen J (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd edition.
doi:10.4324/9780203771587
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.topics.planning.claims import Errors, solve_size

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._kernels.topics.planning.claims import Claim, Null, Number

FEWEST = 2.0
"""Answers in each sample without which there is no test: fewer have no power."""
LARGEST = 11.0
"""Logarithm of the largest noncentrality tried: 60,000, where no power is short of 1."""


def freedom(n: Number, ratio: Number, v1: Number, v2: Number) -> FloatArray:
    """Return the degrees of freedom of two samples of n and `ratio` n answers.

    n_1 + n_2 - 2 where the variances of one answer are equal, else Satterthwaite's, which for
    v_2 = 0 are the n - 1 of a single sample. NaN where there is no test.
    """
    n, second = np.asarray(n, dtype=np.float64), np.multiply(n, ratio)
    w1, w2 = v1 / n, v2 / second
    with np.errstate(divide="ignore", invalid="ignore"):
        satterthwaite = (w1 + w2) ** 2 / (w1**2 / (n - 1.0) + w2**2 / (second - 1.0))
    found = np.where(np.equal(v1, v2), n + second - 2.0, satterthwaite)
    return np.where(np.minimum(n, second) >= FEWEST, found, np.nan)


def t_power(
    claim: Claim, upward: Errors, downward: Errors, n: Number, degrees: FloatArray, tail: float
) -> FloatArray:
    """Return the power of the t-test with n answers and so many degrees of freedom.

    Both tails count. Where a tail is too far out for the noncentral law it is 0.
    """
    from scipy.special import stdtrit

    root, critical = np.sqrt(n), np.asarray(-stdtrit(degrees, tail), dtype=np.float64)
    up = _beyond(claim.above, upward, root, degrees, critical, 1.0)
    down = _beyond(claim.below, downward, root, degrees, critical, -1.0)
    return claim.joined(up, down)


def _beyond(
    null: Null, errors: Errors, root: FloatArray, degrees: FloatArray, critical: FloatArray,
    side: float,
) -> FloatArray:  # fmt: skip
    from scipy.special import nctdtr

    if null is None:
        return np.zeros(np.broadcast_shapes(errors.gap.shape, root.shape))
    with np.errstate(divide="ignore", invalid="ignore"):
        ahead = side * errors.gap * root / errors.under_truth
        # P(T > t) as P(-T < -t): the tail itself rather than what the rest leaves of 1
        chance = nctdtr(degrees, -ahead, -critical)
    # NaN also where there is no test, and then no critical value
    return np.where(np.isnan(chance), np.where(ahead > critical, 1.0, 0.0), chance)


def t_sample_size(
    claim: Claim,
    upward: Errors,
    downward: Errors,
    target: Number,
    tail: float,
    samples: tuple[Number, Number, Number],
) -> FloatArray:
    """Return the n, not whole, whose power is `target`; `samples` are ratio, v_1 and v_2."""

    def excess(position: FloatArray, *columns: FloatArray) -> FloatArray:
        n, (wanted, ratio, v1, v2), rows = np.exp(position), columns[:4], columns[4:]
        degrees = freedom(n, ratio, v1, v2)
        return t_power(claim, Errors(*rows[:3]), Errors(*rows[3:]), n, degrees, tail) - wanted

    columns = np.broadcast_arrays(target, *samples, *upward, *downward)
    return solve_size(excess, *(np.ravel(column) for column in columns)).reshape(columns[0].shape)


def chi_squared_power(noncentrality: Number, degrees: float, alpha: float) -> FloatArray:
    """Return P(chi-squared > its upper `alpha` quantile) with this noncentrality."""
    from scipy.special import chdtri, chndtr

    return np.asarray(1.0 - chndtr(chdtri(degrees, alpha), degrees, noncentrality))


def needed_noncentrality(target: Number, degrees: float, alpha: float) -> FloatArray:
    """Return the noncentrality that gives chi-squared the power `target`."""
    wanted = np.atleast_1d(np.asarray(target, dtype=np.float64))
    found = solve_size(
        lambda position, goal: chi_squared_power(np.exp(position), degrees, alpha) - goal,
        wanted,
        most=LARGEST,
    )
    return found.reshape(np.shape(target))


def f_power(n: Number, groups: int, effect: Number, alpha: float) -> FloatArray:
    """Return the power of the analysis of variance of `groups` groups of n answers each.

    `effect` is the standard deviation of the groups' means over that within (Cohen's f).
    """
    from scipy.special import fdtri, ncfdtr

    n = np.asarray(n, dtype=np.float64)
    degrees = np.where(n >= FEWEST, groups * (n - 1.0), np.nan)
    critical = fdtri(groups - 1.0, degrees, 1.0 - alpha)
    noncentrality = groups * n * np.square(effect)
    power = 1.0 - ncfdtr(groups - 1.0, degrees, noncentrality, critical)
    # too large for the noncentral law, or there is no test
    certain = np.where(noncentrality > critical * (groups - 1.0), 1.0, 0.0)
    return np.where(np.isnan(power), certain, power)


def f_sample_size(target: Number, groups: int, effect: Number, alpha: float) -> FloatArray:
    """Return the answers per group, not whole, that give the analysis of variance its power."""
    goals, effects = np.broadcast_arrays(target, effect)

    def excess(position: FloatArray, goal: FloatArray, f: FloatArray) -> FloatArray:
        return f_power(np.exp(position) / (groups * f * f), groups, f, alpha) - goal

    # searched by noncentrality, which is the same for all effects
    found = solve_size(excess, goals.reshape(-1), effects.reshape(-1), most=LARGEST)
    return np.asarray(found.reshape(goals.shape) / (groups * np.square(effects)))

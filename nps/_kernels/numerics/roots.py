"""Bracketed root finding, for many equations at once and for one."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from nps._kernels import FloatArray

#: Newton's method leaves the square of this.
NEAR = 1e-8
#: A bracket of 80 is halved to nothing long before; what is open after so many steps is halved.
STEPS = 200
#: Between finite ends there are not so many halvings: exponents reach from -1074 to 1023.
HALVINGS = 2200
RELATIVE = 4.0 * float(np.finfo(np.float64).eps)


def find_root(
    function: Callable[..., FloatArray],
    low: FloatArray,
    high: FloatArray,
    *columns: FloatArray,
    absolute: float = 1e-15,
) -> FloatArray:
    """Return, element by element, an x in [low, high] at which `function(x, *columns)` is 0.

    Chandrupatla's method: inverse quadratic interpolation where it is safe, else bisection, so
    that every bracket closes. Elements that have converged leave the arrays, `columns` included,
    so `function` must work elementwise. Infinite values are allowed. Where the function has the
    same sign at both ends, the end nearer to zero is returned. All arrays are one-dimensional and
    equally long, the ends finite; the root is within `absolute` + 1e-15 |x| of a change of sign.

    Chandrupatla TR (1997). A new hybrid quadratic/bisection algorithm for finding the zero of a
    nonlinear function without using derivatives. Advances in Engineering Software 28(3), 145-149,
    doi:10.1016/S0965-9978(96)00051-8.
    """
    a, b = low.copy(), high.copy()
    fa, fb = function(a, *columns), function(b, *columns)
    root = np.where(np.abs(fa) <= np.abs(fb), a, b)
    active = np.flatnonzero(np.sign(fa) * np.sign(fb) < 0.0)
    a, b, fa, fb = a[active], b[active], fa[active], fb[active]
    columns = tuple(column[active] for column in columns)
    step = np.full(active.size, 0.5)
    for steps in range(STEPS + HALVINGS):
        if not active.size:
            break
        x = a + step * (b - a)
        fx = function(x, *columns)
        # Keep x as the newest point a, the other end of the bracket as b, the one let go as c.
        same = np.sign(fx) == np.sign(fa)
        c, fc = np.where(same, a, b), np.where(same, fa, fb)
        b, fb = np.where(same, b, a), np.where(same, fb, fa)
        a, fa = x, fx
        best = np.where(np.abs(fa) < np.abs(fb), a, b)
        smallest = (0.5 * absolute + RELATIVE * np.abs(best)) / np.abs(b - a)
        done = (smallest > 0.5) | (fa == 0.0)
        root[active] = best
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
            curve = fa / (fb - fa) * fc / (fb - fc) + (
                (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
            )
        safe = (phi * phi < xi) & ((1.0 - phi) ** 2 < 1.0 - xi) & (steps < STEPS)
        step = np.clip(np.where(safe, curve, 0.5), smallest, 1.0 - smallest)
        go = ~done
        active, a, b, fa, fb, step = active[go], a[go], b[go], fa[go], fb[go], step[go]
        columns = tuple(column[go] for column in columns)
    return root


def find_increasing_root(
    function: Callable[[float], tuple[float, float]], low: float, high: float, start: float
) -> float:
    """Return the x in [low, high] at which one increasing function is 0; else the nearer end.

    `function` returns its value, which may be infinite, and its slope. Newton's method squares the
    error, so that a step of 1e-8 from a value as small is the last. Where a step leaves the
    bracket, or is not half of the one before, the bracket is halved.
    """
    x, last = start, inf
    for _ in range(STEPS):
        value, slope = function(x)
        step = -value / slope if slope > 0.0 else inf
        if max(abs(step), abs(value)) <= NEAR:
            return min(max(x + step, low), high)
        low, high = (x, high) if value < 0.0 else (low, x)
        if not low < x + step < high or abs(step) > 0.5 * last:
            step = 0.5 * (low + high) - x
        if x + step == x:
            break
        x, last = x + step, abs(step)
    return x

"""The law of a score whose three shares have a Dirichlet law, exact and for any parameters.

Shares with a Dirichlet(A1, A2, A3) law are independent gamma variables G1, G2, G3 divided by their
sum, so the score (promoters minus detractors) exceeds t exactly if

    Q = (1 - t) G1 - t G2 - (1 + t) G3 > 0.

The moment generating function of Q is prod_j (1 - k_j s)^(-A_j) with k = (1 - t, -t, -1 - t), and

    P(score > t) = 1/(2 pi i) integral of prod_j (1 - k_j s)^(-A_j) / s ds

along a path that crosses the real axis between the pole at 0 and the branch point 1/k_1 and ends
at infinity. A hyperbola through the saddle point, bent the way in which the integrand falls,
makes the trapezoidal rule converge geometrically: some 30 to 100 nodes give a relative error of
about 1e-13 (more from the rounding of t itself where there are 10**10 answers), in the tails as
in the middle and for parameters of any size.

Rice SO (1980). Distribution of quadratic forms in normal random variables - evaluation by
numerical integration. SIAM J. Sci. Stat. Comput. 1(4), 438-448, doi:10.1137/0901032;
Weideman JAC, Trefethen LN (2007). Parabolic and hyperbolic contours for computing the Bromwich
integral. Math. Comp. 76, 1341-1356, doi:10.1090/S0025-5718-07-01945-X.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray

STEP = 0.09
"""Distance of the nodes of the trapezoidal rule."""
NEGLIGIBLE = 40.0
"""The path ends where the integrand has fallen by exp(-40)."""
DEPTHS = (4.0, 15.0, 25.0)
LARGEST_BEND, SLIGHT_BEND = 1.5, 0.3
"""Chosen by trial on parameters from 0.3 to 10**9 in all mixtures, up to 12 deviations out."""


def upper_tail(
    t: FloatArray, up: FloatArray, level: FloatArray, down: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return P(score > t) and the density at t, for t not below the mean.

    1-D arrays of one length; of the three parameters one may be 0.
    """
    from scipy.special import betainc

    weight = np.stack([up, level, down])
    rate = np.where(weight > 0.0, np.stack([1.0 - t, -t, -1.0 - t]), 0.0)
    largest = rate.max(axis=0)  # its class has the branch point that is nearest, at 1 / largest
    probability, density = np.zeros_like(t), np.zeros_like(t)
    some = np.flatnonzero((largest > 0.0) & (t < 1.0))
    weight, largest = weight[:, some], largest[some]
    path = _Path(weight, rate[:, some] / largest)
    # Rows that need a similar number of nodes go together.
    size = np.ceil(np.log2(np.maximum(path.length / STEP, 16.0)))
    for doublings in np.unique(size):
        rows = np.flatnonzero(size == doublings)
        integral, slope = path.integrate(rows)
        probability[some[rows]], density[some[rows]] = integral, slope / largest[rows]
    # Near 0 the path is long where both ends of the scale are rare, but at 0 itself only the
    # ratio of promoters to detractors counts, a Beta law.
    zero = (t == 0.0) & (up > 0.0) & (down > 0.0)
    probability[zero] = betainc(down[zero], up[zero], 0.5)
    density[zero & (up + down <= 1.0)] = np.inf
    return probability, density


class _Path:
    """Hyperbolas in the plane of s, one an integral, in units of the nearest branch point.

    s(y) = c + w (bend (cosh y - 1) + i sinh y), with c the saddle point of the integrand between
    the pole and the branch point and w its distance from the nearer of the two.
    """

    def __init__(self, weight: FloatArray, ratio: FloatArray) -> None:
        # In logit(c) the derivative of the logarithm of the integrand rises from -inf to inf.
        rest = 1.0 - ratio
        low, high = np.full(weight.shape[1], -50.0), np.full(weight.shape[1], 50.0)
        for _ in range(12):
            middle = 0.5 * (low + high)
            odds = np.exp(-middle)
            rising = np.einsum("jk,jk->k", weight, ratio / (rest + odds)) > 1.0
            low, high = np.where(rising, low, middle), np.where(rising, middle, high)
        odds = np.exp(-0.5 * (low + high))
        point = 1.0 / (1.0 + odds)
        left = (rest + odds) * point  # 1 - ratio c
        logs = np.where(left < 0.5, np.log(left), np.log1p(np.maximum(-ratio * point, -0.75)))
        self.height = np.exp(-np.sum(weight * logs, axis=0)) / point
        self.density_weight = weight / left
        # Around c every factor is 1 - slope (s - c); the pole is one more, of power 1.
        self.power = np.concatenate([weight, np.ones((1, point.size))])
        self.slope = np.concatenate([ratio / left, -1.0 / point[None]])
        self.point, self.width = point, np.minimum(point, odds * point)
        self.bend = np.zeros_like(point)
        ends = self._depth(NEGLIGIBLE, np.full_like(point, 100.0), 12)
        self.bend = self._bend(ends)
        self.length = self._depth(NEGLIGIBLE, ends, 6)

    def _bend(self, ends: FloatArray) -> FloatArray:
        """Return how far to bend, from the direction in which the integrand falls.

        The direction is taken at three depths on the vertical line. The least of the three bends
        is chosen, and at least a slight one in the direction of the farthest.
        """
        bends = []
        for depth in DEPTHS:
            far = self.width * np.sinh(self._depth(depth, ends, 7))
            fall = np.sum(self.power * self.slope / (1.0 - 1j * self.slope * far), axis=0)
            bends.append(np.clip(-fall.real / fall.imag, -LARGEST_BEND, LARGEST_BEND))
        agree = np.abs(np.sum(np.sign(bends), axis=0)) == len(DEPTHS)
        least = np.where(agree, np.min(np.abs(bends), axis=0), 0.0)
        largest = np.abs(bends[-1])
        bend: FloatArray = np.copysign(
            np.clip(least, np.minimum(SLIGHT_BEND, largest), largest), bends[-1]
        )
        return bend

    def _depth(self, depth: float, most: FloatArray, halvings: int) -> FloatArray:
        """Return the y up to `most` at which the integrand has fallen by exp(-depth), or more."""
        low, high = np.zeros_like(most), most
        for _ in range(halvings):
            y = 0.5 * (low + high)
            ahead = np.cosh(y)
            right = self.width * self.bend * (ahead - 1.0)
            square = right**2 + self.width**2 * (ahead - 1.0) * (ahead + 1.0)
            logs = np.log1p(self.slope * (self.slope * square - 2.0 * right))
            gone = 0.5 * np.einsum("jk,jk->k", self.power, logs) - np.log(ahead) > depth
            low, high = np.where(gone, low, y), np.where(gone, y, high)
        return high

    def integrate(self, rows: IntArray) -> tuple[FloatArray, FloatArray]:
        """Return the integral over the path, and that for the density."""
        y = STEP * np.arange(np.ceil(np.max(self.length[rows]) / STEP) + 1.0)
        width, bend, point = self.width[rows, None], self.bend[rows, None], self.point[rows, None]
        right, upward = width * bend * (np.cosh(y) - 1.0), width * np.sinh(y)
        fall, phase = np.zeros_like(upward), np.zeros_like(upward)
        rise = np.zeros(upward.shape, dtype=np.complex128)
        for j, power in enumerate(self.power):
            slope = self.slope[j, rows, None]
            x, v = slope * right, slope * upward
            fall += 0.5 * power[rows, None] * np.log1p(x * (x - 2.0) + v * v)
            phase += power[rows, None] * np.arctan2(v, 1.0 - x)
            if j < 3:
                rise += self.density_weight[j, rows, None] / (1.0 - x - 1j * v)
        fall[y > self.length[rows, None] + STEP] = np.inf
        step = width * (np.cosh(y) - 1j * bend * np.sinh(y))
        terms = np.exp(-fall) * np.exp(1j * phase) * step
        terms[:, 0] *= 0.5
        scale = self.height[rows] * STEP / np.pi
        slopes = terms * rise * (point + right + 1j * upward)
        return scale * terms.real.sum(axis=1), scale * slopes.real.sum(axis=1)

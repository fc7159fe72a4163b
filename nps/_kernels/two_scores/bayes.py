"""The law of the difference of two independent scores whose shares have Dirichlet laws.

    P(theta_1 - theta_2 > x) = integral of P(theta_1 > x + t) f_2(t) dt,

with the distribution and density of one score from `dirichlet`. The integrand is smooth except
where a score is -1, 0 or 1 and few answers tell against it. There the range is cut, and each piece
gets the double exponential rule, which does not mind what happens at its ends. Probabilities are
good to about 1e-12 relative to themselves, at the worst to 1e-10, and to 1e-9 with a prior of 1/3.

Takahasi H, Mori M (1974). Double exponential formulas for numerical integration. Publications of
the Research Institute for Mathematical Sciences 9(3), 721-741, doi:10.2977/prims/1195192451.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nps._kernels.laws.dirichlet import distribution, mean_and_deviation, upper_quantile
from nps._kernels.numerics.roots import find_increasing_root

if TYPE_CHECKING:
    from nps._kernels import FloatArray

    Shape: TypeAlias = tuple[float, float, float]

#: Probability left out at either end of the range of integration.
NEGLIGIBLE = 1e-16
#: With parameters above this in all, the law is smooth where the other class has everything.
_SMOOTH = 30.0
_STEP = 0.05
_INNER = 0.5 * np.pi * np.sinh(_STEP * np.arange(-62, 63))
#: Nodes on (0, 1) of the double exponential rule, and their weights.
_NODES = 1.0 / (1.0 + np.exp(-2.0 * _INNER))
_WEIGHTS = _STEP * np.pi * np.hypot(1.0, _INNER / (0.5 * np.pi)) * _NODES * _NODES[::-1]


class DifferenceLaw:
    """The law of theta_1 - theta_2, given the Dirichlet parameters of both samples."""

    def __init__(self, sample: Shape, reference: Shape) -> None:
        moments = [mean_and_deviation(*_columns(shape, 1)) for shape in (sample, reference)]
        (mean_1, deviation_1), (mean_2, deviation_2) = moments
        self.mean = float((mean_1 - mean_2)[0])
        self.deviation = float(np.hypot(deviation_1, deviation_2)[0])
        if deviation_1[0] < deviation_2[0]:
            # theta_1 - theta_2 = (-theta_2) - (-theta_1): integrate over the narrower of the two
            sample, reference = reference[::-1], sample[::-1]
        self._sample, self._reference = sample, reference
        self._low, self._high = _range(reference)
        self._edges = self._nodes = self._weight = np.zeros(0)
        self._kinks, self._other_kinks = _kinks(sample), _kinks(reference)

    def tails(self, x: float) -> tuple[float, float]:
        """Return P(theta_1 - theta_2 <= x) and P(theta_1 - theta_2 > x)."""
        if x == 0.0 and self._sample == self._reference:
            return 0.5, 0.5
        return self._at(x)[:2]

    def _at(self, x: float) -> tuple[float, float, float]:
        """Return both tails and the density."""
        cuts = np.concatenate((self._other_kinks, self._kinks - x))
        cuts = cuts[(cuts > self._low) & (cuts < self._high)]
        edges = np.unique(np.concatenate(([self._low, self._high], cuts)))
        nodes, weight = self._rule(edges)
        below, above, density = distribution(nodes + x, *_columns(self._sample, nodes.size))
        with np.errstate(invalid="ignore"):
            slope = float(weight @ density)
        return min(float(weight @ below), 1.0), min(float(weight @ above), 1.0), slope

    def _rule(self, edges: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the nodes between these edges and the chances of the reference there."""
        if not np.array_equal(edges, self._edges):
            width = np.diff(edges)[:, None]
            # The density may be infinite at an edge, where rounding would put the outermost nodes.
            first, last = np.nextafter(edges[:-1], 2.0), np.nextafter(edges[1:], -2.0)
            nodes = edges[:-1, None] + width * _NODES
            nodes = np.clip(nodes, first[:, None], last[:, None]).reshape(-1)
            weight = (width * _WEIGHTS).reshape(-1)
            weight = weight * distribution(nodes, *_columns(self._reference, nodes.size))[2]
            self._edges, self._nodes, self._weight = edges, nodes, weight
        return self._nodes, self._weight

    def upper_quantile(self, tail: float) -> float:
        """Return the x with P(theta_1 - theta_2 > x) = tail."""
        from scipy.special import ndtri

        wanted = float(ndtri(tail))

        def short(x: float) -> tuple[float, float]:
            """Return how far x is from it on the normal scale, where the law is nearly straight."""
            below, above, density = self._at(x)
            z = -float(ndtri(above)) if above < below else float(ndtri(below))
            slope = density / (math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi) or math.inf)
            return z + wanted, slope if math.isfinite(slope) else 0.0

        wide = 10.0 * max(1.0, abs(wanted)) * self.deviation
        low, high = max(self.mean - wide, -2.0), min(self.mean + wide, 2.0)
        start = min(max(self.mean - wanted * self.deviation, low), high)
        return find_increasing_root(short, low, high, start)


def _kinks(shape: Shape) -> FloatArray:
    """Return the scores at which the law of one score is not smooth."""
    up, level, down = shape
    against = ((-1.0, up + level), (0.0, up + down), (1.0, level + down))
    return np.array([score for score, weight in against if weight < _SMOOTH])


def _range(shape: Shape) -> tuple[float, float]:
    """Return where all but a negligible part of the law of one score lies."""
    up, level, down = shape
    columns = (np.array(pair) for pair in ((up, down), (level, level), (down, up)))
    high, low = upper_quantile(np.full(2, NEGLIGIBLE), *columns)
    return float(-low), float(high)


def _columns(shape: Shape, size: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    up, level, down = (np.full(size, float(parameter)) for parameter in shape)
    return up, level, down

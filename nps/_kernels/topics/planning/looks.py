"""Boundaries for a test that is looked at more than once while answers come in.

At look k, with a fraction t_k of the planned answers, S_k = Z_k sqrt(t_k) is a random walk with
independent normal steps of variance t_k - t_{k-1} and drift d (t_k - t_{k-1}); d is 0 under the
null and z_{1-a/2} + z_power for a single look of that power. Its density where no boundary has been
crossed yet is carried from look to look by integration over Gauss-Legendre nodes. The boundary of a
look is the z at which the chance of crossing it for the first time is what a spending function has
set aside: with s the level of one side,

    O'Brien-Fleming type    2 - 2 Phi(z_{1-s/2} / sqrt(t)),
    Pocock type             s log(1 + (e - 1) t).

References
----------
Armitage P, McPherson CK, Rowe BC (1969). Repeated significance tests on accumulating data. Journal
of the Royal Statistical Society A 132(2), 235-244. doi:10.2307/2343787

Lan KKG, DeMets DL (1983). Discrete sequential boundaries for clinical trials. Biometrika 70(3),
659-663. doi:10.2307/2336502

Jennison C, Turnbull BW (2000). Group Sequential Methods with Applications to Clinical Trials.
Chapman & Hall/CRC. doi:10.1201/9780367805326
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from nps._kernels import FloatArray

Spending: TypeAlias = Literal["obrien-fleming", "pocock"]

NODES = 200
FAR = 8.5
"""Standard deviations beyond which a walk is not followed."""
HIGHEST = 40.0
"""Largest boundary looked for: its probability is the smallest that a double can hold."""


class Crossing(NamedTuple):
    """Chance of crossing the upper and the lower boundary for the first time, by look."""

    upper: FloatArray
    lower: FloatArray


class _Walk(NamedTuple):
    """Density of the walk at a look, where no boundary was crossed, at nodes with weights."""

    nodes: FloatArray
    mass: FloatArray


def spent(information: FloatArray, tail: float, spending: Spending) -> FloatArray:
    """Return how much of one side's level `tail` is spent up to each fraction of the answers."""
    from scipy.special import ndtr

    if spending == "obrien-fleming":
        return np.asarray(2.0 * ndtr(-normal_quantile(0.5 * tail) / np.sqrt(information)))
    return tail * np.log1p((np.e - 1.0) * information)


def boundaries(information: FloatArray, levels: FloatArray, two_sided: bool) -> FloatArray:
    """Return the z of each look; `levels` is what one side has spent by then."""
    found = np.empty_like(information)
    walk = _START
    before, gone = 0.0, 0.0
    for k, (t, level) in enumerate(zip(information, levels, strict=True)):
        share = max(level - gone, np.finfo(np.float64).tiny)

        found[k] = _bound(walk, t, t - before, share)
        walk = _next(walk, t, t - before, found[k], 0.0, two_sided)
        before, gone = t, level
    return found


def crossing(
    information: FloatArray, bounds: FloatArray, drift: float, two_sided: bool
) -> Crossing:
    """Return the chance of stopping at each look, for a walk with this drift."""
    upper, lower = np.zeros_like(information), np.zeros_like(information)
    walk, before = _START, 0.0
    for k, (t, bound) in enumerate(zip(information, bounds, strict=True)):
        step, edge = t - before, bound * np.sqrt(t)
        upper[k] = _beyond(walk, edge, step, drift)
        if two_sided:
            lower[k] = _beyond(_Walk(-walk.nodes, walk.mass), edge, step, -drift)
        walk = _next(walk, t, step, bound, drift, two_sided)
        before = t
    return Crossing(upper, lower)


def drift_for(information: FloatArray, bounds: FloatArray, power: float, two_sided: bool) -> float:
    """Return the drift with which the walk crosses a boundary with probability `power`."""

    def excess(drift: FloatArray) -> FloatArray:
        return np.array([
            sum(chance.sum() for chance in crossing(information, bounds, float(d), two_sided))
            - power for d in drift
        ])  # fmt: skip

    return float(find_root(excess, np.array([0.0]), np.array([HIGHEST]), absolute=1e-9)[0])


_START = _Walk(np.zeros(1), np.ones(1))


def _bound(walk: _Walk, t: float, step: float, share: float) -> float:
    """Return the z that a walk without drift first exceeds with probability `share`."""

    def excess(z: FloatArray) -> FloatArray:
        with np.errstate(divide="ignore"):
            chance = [_beyond(walk, one * np.sqrt(t), step, 0.0) for one in z.tolist()]
            return np.asarray(np.log(chance) - np.log(share))

    return float(find_root(excess, np.array([-HIGHEST]), np.array([HIGHEST]))[0])


def _beyond(walk: _Walk, edge: float, step: float, drift: float) -> float:
    """Return the chance that the next step leads above `edge`."""
    from scipy.special import ndtr

    far = (walk.nodes + drift * step - edge) / np.sqrt(step)
    return float((walk.mass * ndtr(far)).sum())


def _next(walk: _Walk, t: float, step: float, bound: float, drift: float, two_sided: bool) -> _Walk:
    """Return the walk after one more step, inside the boundaries."""
    root = np.sqrt(t)
    reach = FAR * root
    high = min(bound * root, drift * t + reach)
    low = max(-bound * root if two_sided else -np.inf, drift * t - reach)
    x, w = _rule()
    nodes = 0.5 * (high + low) + 0.5 * (high - low) * x
    jump = (nodes[:, np.newaxis] - walk.nodes - drift * step) / np.sqrt(step)
    density = np.exp(-0.5 * jump * jump) @ walk.mass / np.sqrt(2.0 * np.pi * step)
    return _Walk(nodes, 0.5 * (high - low) * w * density)


@cache
def _rule() -> tuple[FloatArray, FloatArray]:
    return np.polynomial.legendre.leggauss(NODES)

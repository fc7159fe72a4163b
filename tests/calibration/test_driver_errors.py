"""Effects of drivers on samples of a population whose true effects are known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

import nps

pytestmark = pytest.mark.slow  # one Python is enough for simulations

SAMPLES = 300
#: How far a coverage of 94% may lie from itself in so many samples, one time in a thousand.
BAND = 3.3 * np.sqrt(0.94 * 0.06 / SAMPLES)
SLOPES = np.array([0.7, 0.4, 0.15, 0.0])


def drivers(rng, n):
    z = np.sqrt(0.5) * rng.normal(size=(1, n)) + np.sqrt(0.5) * rng.normal(size=(4, n))
    return np.clip(np.rint(5 + 2 * z), 0, 10)


def ratings(rng, x):
    line = SLOPES @ (x - 5)
    u = rng.random(line.size)
    return np.where(u < expit(-0.8 - line), 3, np.where(u > expit(0.8 - line), 10, 7))


def truth():
    """The average derivative of the score, on many people."""
    line = SLOPES @ (drivers(np.random.default_rng(1), 400_000) - 5)
    slope = expit(-0.8 - line) * expit(0.8 + line) + expit(-0.8 + line) * expit(0.8 - line)
    return 100 * slope.mean() * SLOPES


@pytest.mark.parametrize("method", ["linear", "ordinal", "multinomial"])
def test_intervals_cover_average_effects(method):
    true, rng = truth(), np.random.default_rng(5)
    covered, off = np.zeros(4), []
    for _ in range(SAMPLES):
        x = drivers(rng, 200)
        factors = {f"x{j}": column for j, column in enumerate(x)}
        found = nps.drivers.effects(ratings(rng, x), factors, method=method)
        low, high = found.confidence_interval
        covered += (low <= true) & (true <= high)
        off.append(found.effect - true)
    assert (covered / SAMPLES > 0.94 - BAND).all()
    assert (covered / SAMPLES < 0.94 + BAND).all()
    # least squares is off by up to half a point, from ends of the scales; the others by chance
    error = np.std(off, axis=0) / np.sqrt(SAMPLES)
    assert (np.abs(np.mean(off, axis=0)) < 3.3 * error + 0.5 * (method == "linear")).all()


def test_few_clusters_need_their_own_errors():
    """Ten shops of fifteen, and a driver that the people of a shop share in part."""
    rng = np.random.default_rng(6)
    shop = np.repeat(np.arange(10), 15)
    # the slope of least squares on a normal driver is the average derivative
    spread = 0.36 + 0.25 + 1.0
    true = 120 * np.exp(-(0.25 / spread) / 2) / np.sqrt(2 * np.pi * spread)
    covered = {"HC3": 0, "CR2": 0}
    for _ in range(SAMPLES):
        x = 0.5 * rng.normal(size=10)[shop] + np.sqrt(0.75) * rng.normal(size=150)
        level = 0.6 * x + 0.5 * rng.normal(size=10)[shop] + rng.normal(size=150)
        given = np.where(level > 0.5, 10, np.where(level < -0.5, 3, 7))
        for name, options in (("HC3", {}), ("CR2", {"clusters": shop})):
            low, high = nps.drivers.effects(given, {"x": x}, **options)["x"].confidence_interval
            covered[name] += low <= true <= high
    assert covered["CR2"] / SAMPLES > 0.94 - BAND
    assert covered["HC3"] < covered["CR2"]

"""Boundaries for several looks: published tables, and the chances they were made for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.special import ndtri

from nps._kernels.topics.planning import looks


def total(information: np.ndarray, bounds: np.ndarray, drift: float, two_sided: bool) -> float:
    return sum(side.sum() for side in looks.crossing(information, bounds, drift, two_sided))


@pytest.mark.parametrize(
    ("information", "expected"),
    [
        ([0.5, 0.75, 1.0], [2.9626, 2.3590, 2.0141]),  # gsDesign
        ([0.2, 0.4, 0.6, 0.8, 1.0], [4.8769, 3.3570, 2.6803, 2.2898, 2.0310]),  # Lan & DeMets
    ],
)
def test_boundaries_of_lan_and_demets(information, expected):
    t = np.array(information)
    found = looks.boundaries(t, looks.spent(t, 0.025, "obrien-fleming"), two_sided=True)
    assert_allclose(found, expected, atol=5.1e-5)


@pytest.mark.parametrize(
    ("k", "pocock", "obrien_fleming"),
    [(2, 2.178, 1.977), (3, 2.289, 2.004), (5, 2.413, 2.040), (10, 2.555, 2.087)],
)
def test_constants_of_pocock_and_obrien_fleming(k, pocock, obrien_fleming):
    """Jennison & Turnbull (2000), tables 2.1 and 2.3: two-sided tests at 5%."""
    t = np.arange(1.0, k + 1.0) / k
    # the constants are printed to 3 decimals: half a unit moves the level by .0005 * .12 at most
    assert_allclose(total(t, np.full(k, pocock), 0.0, True), 0.05, atol=1e-4)
    assert_allclose(total(t, obrien_fleming / np.sqrt(t), 0.0, True), 0.05, atol=1e-4)


@pytest.mark.parametrize(
    ("k", "level"), [(1, 0.05), (2, 0.083), (5, 0.142), (10, 0.193), (20, 0.248), (50, 0.320)]
)
def test_looking_again_at_the_same_boundary_spends_more(k, level):
    """Armitage, McPherson & Rowe (1969), table 2."""
    t = np.arange(1.0, k + 1.0) / k
    assert_allclose(total(t, np.full(k, -ndtri(0.025)), 0.0, True), level, atol=5.1e-4)


def test_a_walk_by_random_numbers_crosses_as_often():
    rng = np.random.default_rng(11)
    t, draws, drift = np.array([0.3, 0.6, 1.0]), 100_000, 2.5
    bounds = looks.boundaries(t, looks.spent(t, 0.025, "pocock"), two_sided=True)
    steps = np.diff(t, prepend=0.0)
    walk = np.cumsum(rng.normal(drift * steps, np.sqrt(steps), (draws, 3)), axis=1)
    z = walk / np.sqrt(t)
    first = np.argmax(np.abs(z) >= bounds, axis=1)
    crossed = (np.abs(z) >= bounds).any(axis=1)
    upper, _ = looks.crossing(t, bounds, drift, two_sided=True)
    for k in range(3):
        share = (crossed & (first == k) & (z[:, k] > 0.0)).mean()
        assert abs(share - upper[k]) < 4.0 * np.sqrt(upper[k] / draws)


information = (
    st.lists(st.integers(1, 12), min_size=1, max_size=8)
    .map(np.cumsum)
    .map(lambda parts: parts / parts[-1])
)


@given(information, st.sampled_from([0.0005, 0.005, 0.025, 0.05, 0.2]), st.booleans(),
       st.sampled_from(["obrien-fleming", "pocock"]))  # fmt: skip
def test_every_look_spends_what_was_set_aside(t, tail, two_sided, spending):
    levels = looks.spent(t, tail, spending)
    bounds = looks.boundaries(t, levels, two_sided)
    upper, lower = looks.crossing(t, bounds, 0.0, two_sided)
    assert_allclose(np.cumsum(upper), levels, rtol=1e-6, atol=1e-12)
    assert_allclose(lower, upper if two_sided else 0.0 * upper, rtol=1e-6, atol=1e-12)
    assert_allclose(levels[-1], tail, rtol=1e-12)


@given(information, st.sampled_from([0.5, 0.8, 0.95]), st.booleans())
def test_a_drift_has_its_power_and_one_look_its_formula(t, power, two_sided):
    bounds = looks.boundaries(t, looks.spent(t, 0.025, "obrien-fleming"), two_sided)
    drift = looks.drift_for(t, bounds, power, two_sided)
    assert_allclose(total(t, bounds, drift, two_sided), power, rtol=1e-7)
    # looking more than once never costs less than looking once
    single = -ndtri(0.025) + ndtri(power)
    assert drift >= single - 1e-3
    if t.size == 1:
        # a far tail of the two-sided test is left out of the formula
        assert_allclose(drift, single, rtol=1e-4)


def test_boundaries_too_high_to_compute_stay_finite():
    t = np.array([0.0005, 1.0])
    bounds = looks.boundaries(t, looks.spent(t, 0.025, "obrien-fleming"), two_sided=True)
    assert 30.0 < bounds[0] <= looks.HIGHEST
    assert_allclose(bounds[1], -ndtri(0.025), rtol=1e-9)

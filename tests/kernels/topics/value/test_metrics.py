"""Correlations and areas of the same people: against R, and pairs of people one by one."""

from __future__ import annotations

import numpy as np
import pytest
from driver_data import DATA, SETS
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import number, rows

from nps._kernels.topics.value import metrics

POINTS = np.array([1.0, 0.0, -1.0])
three = st.lists(st.integers(0, 9), min_size=3, max_size=3).map(lambda c: np.array(c, float))


@given(three, three)
def test_an_area_is_an_average_over_pairs(yes, no):
    found = metrics.area_of_counts(yes, no, POINTS)
    a, b = (np.repeat(POINTS, counts.astype(int)) for counts in (yes, no))
    if not a.size or not b.size:
        assert np.isnan(found).all()
        return
    wins = (a[:, None] > b) + 0.5 * (a[:, None] == b)
    assert found.value == pytest.approx(wins.mean())
    if min(a.size, b.size) > 1:
        squared = wins.mean(1).var(ddof=1) / a.size + wins.mean(0).var(ddof=1) / b.size
        assert found.error == pytest.approx(squared**0.5, abs=1e-9)
    turned = metrics.area_of_counts(no, yes, POINTS)
    assert turned.value == pytest.approx(1.0 - found.value)


Z = 1.959963984540054


def case(name):
    columns = DATA[name]
    score = columns["score"].astype(np.float64)
    points = (score > 8).astype(np.float64) - (score < 7)
    return columns["x1"].astype(np.float64), np.array([score, points])


def wanted(dataset, model, term):
    (row,) = rows("value", dataset=dataset, model=model, term=term)
    return {name: number(row[name]) for name in ("value", "se", "statistic", "lower", "upper")}


@pytest.mark.parametrize("name", SETS)
def test_correlations_are_those_of_r(name):
    x1, measures = case(name)
    r, between = metrics.correlations(x1, measures)
    assert_allclose(r, [np.corrcoef(x1, m)[0, 1] for m in measures])
    assert between[0, 1] == pytest.approx(np.corrcoef(measures)[0, 1])
    pair = metrics.correlated(r[0], r[1], between[0, 1], x1.size, Z)
    row = wanted(name, "zou2007_overlapping", "x1")
    assert_allclose(pair[:3], [row["value"], row["lower"], row["upper"]], rtol=1e-9)


def test_meng_rosenthal_and_rubin():
    # the example of their paper: .63 and -.03 with the outcome, -.19 between, 15 people
    pair = metrics.correlated(0.63, -0.03, -0.19, 15, Z)
    q = (0.63**2 + 0.03**2) / 2
    f = min((1 + 0.19) / (2 * (1 - q)), 1.0)
    h = (1 - f * q) / (1 - q)
    z = (np.arctanh(0.63) + np.arctanh(0.03)) * np.sqrt(12 / (2 * 1.19 * h))
    assert pair.z == pytest.approx(z)
    assert pair.z == pytest.approx(1.68, abs=0.005)  # as printed there


@pytest.mark.parametrize("name", SETS)
def test_areas_are_those_of_proc(name):
    x1, measures = case(name)
    found = metrics.areas(x1 > np.median(x1), measures)
    errors = np.sqrt(np.diag(found.covariance))
    for i, term in enumerate(("score", "nps_points")):
        row = wanted(name, "delong", term)
        assert_allclose([found.value[i], errors[i]], [row["value"], row["se"]], rtol=1e-9)
    row = wanted(name, "delong", "difference")
    squared = found.covariance[0, 0] + found.covariance[1, 1] - 2 * found.covariance[0, 1]
    gap = found.value[0] - found.value[1]
    assert_allclose([gap, gap / squared**0.5], [row["value"], row["statistic"]], rtol=1e-8)


@given(st.integers(0, 10**6))
def test_areas_of_rows_are_those_of_counts(seed):
    draw = np.random.default_rng(seed)
    points, happened = draw.choice(POINTS, 40), draw.random(40) < 0.5
    if not 2 <= happened.sum() <= 38:
        return
    found = metrics.areas(happened, points[None])
    yes, no = (
        np.array([(points[who] == point).sum() for point in POINTS], float)
        for who in (happened, ~happened)
    )
    counted = metrics.area_of_counts(yes, no, POINTS)
    assert found.value[0] == pytest.approx(counted.value)
    assert found.covariance[0, 0] == pytest.approx(counted.error**2, abs=1e-12)


def test_the_same_measure_twice_does_not_differ():
    assert metrics.correlated(0.5, 0.5, 1.0, 50, Z) == (0.0, 0.0, 0.0, 0.0)


@given(st.floats(-0.9, 0.9), st.integers(4, 1000))
def test_fisher(r, n):
    (low,), (high,) = metrics.fisher_limits(np.array([r]), n, Z)
    assert low < r < high
    reach = Z / (n - 3) ** 0.5
    assert_allclose(np.arctanh([low, high]), np.arctanh(r) + np.array([-reach, reach]), rtol=1e-6)

"""Bootstrap interval kernels."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from reference_tables import classes, rows

from nps._kernels.laws import bootstrap

KERNELS = {
    "percentile": bootstrap.bootstrap_percentile,
    "basic": bootstrap.bootstrap_basic,
    "bca": bootstrap.bootstrap_bca,
    "studentized": bootstrap.bootstrap_studentized,
}
every = pytest.mark.parametrize("name", KERNELS)
cell = st.integers(0, 12) | st.integers(0, 10**5)
cells = st.tuples(cell, cell, cell).filter(any)
tails = st.sampled_from([0.25, 0.1, 0.05, 0.025, 0.005]) | st.floats(1e-6, 0.495)


def resamples(a, b, c):
    """All resamples of a small sample that are possible, with their probabilities."""
    n = a + b + c
    found = [
        (
            up,
            n - up - down,
            down,
            comb(n, up) * comb(n - up, down) * a**up * b ** (n - up - down) * c**down / n**n,
        )
        for up in range(n + 1)
        for down in range(n + 1 - up)
    ]
    return np.array([one for one in found if one[3] > 0.0]).T


def by_hand(values, weights, tail):
    """Smallest value with tail at or below, largest with tail at or above; ties within 1e-12."""
    order = np.argsort(values)
    values, weights = values[order], weights[order]
    below = np.array([weights[values <= x + 1e-12].sum() for x in values])
    above = np.array([weights[values >= x - 1e-12].sum() for x in values])
    return values[below >= tail - 1e-12][0], values[above >= tail - 1e-12][-1]


def test_ends_are_those_enumerated_in_r():
    for row in rows("bootstrap"):
        abc = classes(row)
        tail = (1.0 - float(row["confidence_level"])) / 2.0
        for name in ("percentile", "bca"):
            expected = [float(row[f"{name}_{end}"]) for end in ("low", "high")]
            # scores printed with 15 digits
            assert_allclose(100.0 * np.array(KERNELS[name](*abc, tail)), expected, atol=1e-9)


@pytest.mark.parametrize("tail", [0.25, 0.1, 0.025, 0.004])
def test_small_samples_agree_with_enumeration(tail):
    for n in (1, 2, 3, 5, 8, 13):
        for a in range(n + 1):
            for c in range(n + 1 - a):
                b = n - a - c
                up, level, down, weight = resamples(a, b, c)
                d, score = (a - c) / n, (up - down) / n
                low, high = by_hand(score, weight, tail)
                # only rounding: both ends are multiples of 1/n
                assert_allclose(KERNELS["percentile"](a, b, c, tail), (low, high), atol=1e-14)
                reflected = np.clip([2 * d - high, 2 * d - low], -1, 1)
                assert_allclose(KERNELS["basic"](a, b, c, tail), reflected, atol=1e-14)

                v = (up + down) / n - score**2
                padded = (up + down + 1.5) / (n + 3) - ((up - down) / (n + 3)) ** 2
                constant = np.max([up, level, down], axis=0) == n
                t = (score - d) / np.sqrt(np.where(constant, padded, v) / n)
                low, high = by_hand(t, weight, tail)
                error = np.sqrt(((a + c) / n - d * d) / n)
                ends = np.clip([d - error * high, d - error * low], -1, 1)
                # one rounding of each t*, times a standard error below 1
                assert_allclose(KERNELS["studentized"](a, b, c, tail), ends, atol=1e-13)


@every
@given(cells, tails)
def test_ends_are_ordered_inside_the_scale_and_mirror(name, abc, tail):
    a, b, c = map(float, abc)
    low, high = KERNELS[name](a, b, c, tail)
    assert -1.0 <= low <= high <= 1.0
    mirrored = KERNELS[name](c, b, a, tail)
    # the lattice points are the same; a sum in another order may round differently
    assert_allclose(mirrored, (-high, -low), rtol=0, atol=1e-13)


@every
@given(cells, tails, tails)
def test_a_higher_level_gives_an_interval_that_contains_the_lower(name, abc, one, other):
    wide = KERNELS[name](*map(float, abc), min(one, other))
    narrow = KERNELS[name](*map(float, abc), max(one, other))
    assert wide[0] <= narrow[0]
    assert narrow[1] <= wide[1]


@every
def test_columns_equal_single_samples_across_blocks(name, monkeypatch):
    monkeypatch.setattr(bootstrap, "ROWS", 96)
    samples = np.array([(7, 2, 1), (0, 0, 0), (50, 30, 20), (9, 0, 991), (4, 0, 0), (1, 10**6, 2)])
    many = np.tile(samples, (30, 1)).astype(float).T
    low, high = KERNELS[name](*many, 0.025)
    alone = np.array([KERNELS[name](*map(float, abc), 0.025) for abc in samples]).T
    # rounding of sums in another order
    assert_allclose(low, np.tile(alone[0], 30), atol=1e-13)
    assert_allclose(high, np.tile(alone[1], 30), atol=1e-13)
    assert np.isnan(low[1])
    assert np.isnan(high[1])


@every
@pytest.mark.parametrize("abc", [(8, 0, 0), (0, 8, 0), (0, 0, 1)])
def test_one_class_only_gives_a_point(name, abc):
    d = (abc[0] - abc[2]) / sum(abc)
    assert_array_equal(KERNELS[name](*map(float, abc), 0.025), (d, d))


@every
def test_quadrillions_of_answers_give_the_wald_interval(name):
    a, b, c = 2.0**51, 2.0**52, 2.0**51
    half = 1.959963984540054 * np.sqrt(0.5 / 2.0**53)
    # skewness is 0; the lattice of step 1.1e-16 is 1e-8 of the width
    assert_allclose(KERNELS[name](a, b, c, 0.025), (-half, half), rtol=1e-7)


def test_bca_tails_past_the_pole_go_to_the_last_point():
    middle, bent = np.array([0.5]), np.array([0.6])
    low, high = bootstrap.bca_tails(middle, bent, 0.025)
    assert high[0] == 0.0
    assert 0.0 < low[0] < 0.5
    low, high = bootstrap.bca_tails(middle, -bent, 0.025)
    assert low[0] == 0.0
    assert 0.0 < high[0] < 0.5

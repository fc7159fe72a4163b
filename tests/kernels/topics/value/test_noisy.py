"""Noise taken out of scores: against R, and where there is none it is least squares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import columns, number, rows

from nps._kernels.topics.value import noisy
from nps._kernels.topics.value.noisy import Units

METHODS = ("ols", "moment", "calibrated")
#: metafor stops its search for the variance at about 1e-5 of it.
METAFOR = 1e-6


def of_r():
    a, b, c, growth = columns(rows("value_units"), "promoters", "passives", "detractors", "growth")
    n = a + b + c
    score = (a - c) / n
    variance = ((a + c) / n - score**2) / n
    return Units(100.0 * score, 1e4 * variance, growth, np.ones(n.size))


UNITS = of_r()
ALL = np.ones((1, UNITS.score.size))


def value(model, quantity=None, term="x"):
    (row,) = [
        row
        for row in rows("value", dataset="units", model=model)
        if row["term"] == term and quantity in (None, row["quantity"])
    ]
    return number(row["value"])


def test_slopes_are_those_of_r():
    for method, model in zip(
        METHODS, ("ols", "moment_corrected", "regression_calibration"), strict=True
    ):
        slope = noisy.fit(UNITS, ALL, method).slope[0]
        assert slope == pytest.approx(value(model, "slope"), rel=METAFOR)
    found = noisy.paule_mandel(UNITS.score, UNITS.variance, ALL)
    assert found.variance[0] == pytest.approx(value("paule_mandel", "tau2"), rel=METAFOR)
    assert found.mean[0] == pytest.approx(value("paule_mandel", "mu"), rel=METAFOR)
    assert noisy.reliability(UNITS, ALL)[0] == pytest.approx(value("reliability"), rel=1e-9)
    drawn = noisy.drawn_in(UNITS.score, UNITS.variance, found)[0]
    for i, score in enumerate(drawn):
        assert score == pytest.approx(value("blup", term=str(i + 1)), rel=METAFOR)
    error = noisy.jackknife(UNITS, "calibrated")
    assert error == pytest.approx(value("regression_calibration", "jackknife_se"), rel=METAFOR)
    (row,) = rows("value", dataset="units", model="ols")
    plain = noisy.fit(UNITS, ALL, "ols")
    assert noisy.least_squares_error(UNITS, plain) == pytest.approx(number(row["se"]), rel=1e-9)


def units(seed, k=9, noise=5.0):
    draw = np.random.default_rng(seed)
    score = draw.normal(20.0, 20.0, k)
    variance = noise * draw.random(k)
    return Units(score, variance, 0.1 * score + draw.normal(size=k), draw.random(k) + 0.5)


seeds = st.integers(0, 10**6)


@given(seeds)
def test_without_noise_all_are_least_squares(seed):
    exact = units(seed, noise=0.0)
    everybody = np.ones((1, 9))
    found = [noisy.fit(exact, everybody, method) for method in METHODS]
    polynomial = np.polyfit(exact.score, exact.outcome, 1, w=np.sqrt(exact.weight))
    for line in found:
        assert_allclose([line.slope[0], line.intercept[0]], polynomial, rtol=1e-6, atol=1e-9)
    assert noisy.reliability(exact, everybody)[0] == 1.0


@given(seeds, st.floats(0.1, 9.0), st.floats(-50.0, 50.0))
def test_units_of_measurement_do_not_matter(seed, factor, shift):
    one = units(seed)
    other = Units(
        factor * one.score + shift, factor**2 * one.variance, 3.0 * one.outcome - 7.0, one.weight
    )
    everybody = np.ones((1, 9))
    for method in METHODS:
        slopes = [noisy.fit(u, everybody, method).slope[0] for u in (one, other)]
        assert slopes[1] == pytest.approx(3.0 / factor * slopes[0], rel=1e-6, abs=1e-9)


@given(seeds)
def test_the_corrected_slope_is_the_plain_one_over_the_reliability(seed):
    found, everybody = units(seed), np.ones((1, 9))
    plain, moment = (noisy.fit(found, everybody, m).slope[0] for m in ("ols", "moment"))
    assert moment == pytest.approx(plain / noisy.reliability(found, everybody)[0], rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_the_jackknife_leaves_out_one_after_the_other(method, monkeypatch):
    found = units(3)
    slopes = []
    for i in range(9):
        left = Units(*(np.delete(column, i) for column in found))
        slopes.append(noisy.fit(left, np.ones((1, 8)), method).slope[0])
    gaps = np.array(slopes) - np.mean(slopes)
    error = np.sqrt(8 / 9 * (gaps**2).sum())
    assert noisy.jackknife(found, method) == pytest.approx(error, rel=1e-9)
    monkeypatch.setattr(noisy, "CELLS", 18)
    assert noisy.jackknife(found, method) == pytest.approx(error, rel=1e-9)


def test_scores_that_are_noise_have_no_slope():
    found = Units(np.array([1.0, 2.0, 3.0, 4.0]), np.full(4, 9.0), np.arange(4.0), np.ones(4))
    everybody = np.ones((1, 4))
    assert noisy.paule_mandel(found.score, found.variance, everybody).variance[0] == 0.0
    assert noisy.reliability(found, everybody)[0] == 0.0
    for method in ("moment", "calibrated"):
        assert np.isnan(noisy.fit(found, everybody, method).slope[0])
    assert noisy.fit(found, everybody, "ols").slope[0] == pytest.approx(1.0)


def test_scores_alike_have_no_slope():
    found = Units(np.full(4, 3.0), np.ones(4), np.arange(4.0), np.ones(4))
    for method in METHODS:
        assert np.isnan(noisy.fit(found, np.ones((1, 4)), method).slope[0])
    assert np.isnan(noisy.correlation(found))


@given(seeds)
def test_correlations(seed):
    found = units(seed)
    even = found._replace(weight=np.full(9, 2.0))
    r = np.corrcoef(found.score, found.outcome)[0, 1]
    assert noisy.correlation(even) == pytest.approx(r, abs=1e-9)
    # with weights the square is the share that the weighted line explains
    line = noisy.fit(found, np.ones((1, 9)), "ols")
    w = found.weight
    left = found.outcome - line.intercept[0] - line.slope[0] * found.score
    about = found.outcome - w @ found.outcome / w.sum()
    assert noisy.correlation(found) ** 2 == pytest.approx(
        1.0 - (w @ left**2) / (w @ about**2), abs=1e-7
    )

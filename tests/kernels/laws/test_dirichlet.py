"""The posterior law of the score, against R, Beta laws and numerical integration."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from reference_tables import columns, rows
from scipy.integrate import quad
from scipy.special import betainc, betaincinv, betaln, ndtr

from nps._kernels.laws import dirichlet

KERNELS = {
    "jeffreys": dirichlet.bayes_jeffreys,
    "uniform": dirichlet.bayes_uniform,
    "perks": dirichlet.bayes_perks,
}
#: What the module promises of a probability.
PROMISED = 1e-12

weights = st.floats(0.3, 50.0) | st.floats(0.3, 1e8)
parameters = st.tuples(weights, weights, weights)
tails = st.sampled_from([0.25, 0.1, 0.05, 0.025, 0.005]) | st.floats(1e-6, 0.495)
cell = st.integers(0, 12) | st.integers(0, 10**6)
cells = st.tuples(cell, cell, cell).filter(any)


def column(*values):
    return [np.array([float(value)]) for value in values]


def above(t, *shape):
    return float(dirichlet.distribution(*column(t, *shape))[1][0])


def integrated(t, up, level, down):
    """P(score > t) by conditioning on the share of non-passives, as a check of another kind."""

    def integrand(share):
        logs = (up + down - 1) * np.log(share) + (level - 1) * np.log1p(-share)
        conditional = betainc(down, up, (1 - np.clip(t / share, -1, 1)) / 2)
        return np.exp(logs - betaln(up + down, level)) * conditional

    cuts = betaincinv(up + down, level, [1e-15, 1e-8, 1e-3, 0.1, 0.5, 0.9, 0.999, 1 - 1e-8])
    cuts = np.unique(np.clip([0.0, abs(t), *cuts, 1.0], 0, 1))
    pieces = pairwise(cuts)
    return sum(quad(integrand, *piece, epsabs=1e-14, limit=200)[0] for piece in pieces)


def test_moments_ends_and_probabilities_are_those_of_r():
    table = rows("bayes")
    data = dict(zip(table[0], columns(table, *table[0]), strict=True))
    shape = [
        data[cell] + data[f"prior_{cell.removesuffix('s')}"]
        for cell in ("promoters", "passives", "detractors")
    ]
    tail = (1.0 - data["confidence_level"]) / 2.0
    mean, deviation = dirichlet.mean_and_deviation(*shape)
    assert_allclose(100.0 * mean, data["posterior_mean"], rtol=0, atol=1e-10)
    assert_allclose(100.0 * deviation, data["posterior_sd"], rtol=1e-9)
    # R's own integration is good to 1e-6 points; it agrees better than that
    high = 100.0 * dirichlet.upper_quantile(tail, *shape)
    low = -100.0 * dirichlet.upper_quantile(tail, *shape[::-1])
    assert_allclose(low, data["lower"], rtol=0, atol=1e-8)
    assert_allclose(high, data["upper"], rtol=0, atol=1e-8)
    for name, weight in (("jeffreys", 0.5), ("uniform", 1.0), ("perks", 1.0 / 3.0)):
        weights = (data["prior_promoter"], data["prior_passive"], data["prior_detractor"])
        rows_of = np.all(np.isclose(weights, weight), axis=0) & (data["confidence_level"] == 0.95)
        assert rows_of.sum() >= 10
        cells = [data[cell][rows_of] for cell in ("promoters", "passives", "detractors")]
        ends = 100.0 * np.array(KERNELS[name](*cells, 0.025))
        assert_allclose(ends, (data["lower"][rows_of], data["upper"][rows_of]), rtol=0, atol=1e-8)
    positive = dirichlet.distribution(np.zeros(tail.size), *shape)[1]
    assert_allclose(positive, data["prob_nps_positive"], rtol=0, atol=1e-8)


@pytest.mark.parametrize(
    "shape", [(50.5, 30.5, 20.5), (3.5, 1.5, 1.5), (1.5, 2.5, 4.5), (40.5, 2.0, 1.0), (2, 600, 3)]
)
def test_the_distribution_agrees_with_integration_over_the_share_of_passives(shape):
    mean, deviation = (x[0] for x in dirichlet.mean_and_deviation(*column(*shape)))
    for z in (-4.0, -2.0, -1.0, -0.1, 0.0, 0.5, 1.5, 3.0):
        t = mean + z * deviation
        if abs(t) < 1.0:
            # quad loses 5e-12 at the kink of its integrand (see the values in 25 digits below)
            assert above(t, *shape) == pytest.approx(integrated(t, *shape), rel=0, abs=2e-11)


@pytest.mark.parametrize(
    ("t", "shape", "exact"),
    [
        (0.99, (1000.5, 0.5, 0.5), 0.9977005651155991),
        (0.998, (1000.5, 0.5, 0.5), 0.7429327613345131),
        (0.01, (20.5, 3000.5, 3.5), 0.007194560015429646),
        (0.003, (20.5, 3000.5, 3.5), 0.9574592940135911),
        (0.25, (0.375, 1.25, 0.375), 0.20533894100887712),
        (-0.125, (1.25, 0.375, 0.375), 0.8692174928234823),
        (0.5, (50.5, 30.5, 20.5), 0.0026617716525309414),
        (0.0009765625, (0.5, 1000.5, 0.5), 0.10752843616776679),
        (-0.6003094037825162, (1.5, 2.5, 4.5), 0.8364967883964507),
    ],
)
def test_the_distribution_agrees_with_integration_in_twenty_digits(t, shape, exact):
    # by conditioning on the share of non-passives, mpmath 1.4.1
    assert above(t, *shape) == pytest.approx(exact, rel=1e-12, abs=0)


@pytest.mark.parametrize("t", [-0.7, -1e-3, 0.0, 1e-9, 0.4])
def test_absent_classes_leave_a_beta_law(t):
    two_sided = betainc(3.0, 4.5, (1.0 - t) / 2.0)
    assert above(t, 4.5, 0.0, 3.0) == pytest.approx(two_sided, rel=0, abs=PROMISED)
    no_detractors = 1.0 - betainc(4.5, 3.0, max(t, 0.0))
    assert above(t, 4.5, 3.0, 0.0) == pytest.approx(no_detractors, rel=0, abs=PROMISED)
    no_promoters = betainc(4.5, 3.0, max(-t, 0.0))
    assert above(t, 0.0, 3.0, 4.5) == pytest.approx(no_promoters, rel=0, abs=PROMISED)


@given(parameters)
def test_whether_the_score_is_positive_depends_on_promoters_and_detractors_alone(shape):
    up, _, down = shape
    # relative rounding of betainc, which for 1e8 answers is about 1e-12
    assert above(0.0, *shape) == pytest.approx(betainc(down, up, 0.5), rel=0, abs=1e-11)


@given(parameters, tails)
def test_quantiles_invert_the_distribution(shape, tail):
    t = dirichlet.upper_quantile(np.array([tail]), *column(*shape))[0]
    if abs(t) < 1.0 - 1e-12:  # nearer to the end a float cannot resolve the quantile
        _, over, density = (x[0] for x in dirichlet.distribution(*column(t, *shape)))
        # the quantile is a rounded number: allow for the mass of two units in its last place
        assert over == pytest.approx(tail, rel=1e-11, abs=4.0 * density * np.spacing(abs(t)))


def test_the_density_is_the_slope_of_the_distribution():
    for shape in ((50.5, 30.5, 20.5), (1.5, 0.5, 0.5), (2.0, 2000.0, 5.0)):
        mean, deviation = (x[0] for x in dirichlet.mean_and_deviation(*column(*shape)))
        for z in (-1.0, 0.3, 1.0):
            t, step = mean + z * deviation, 1e-4 * deviation
            slope = (above(t - step, *shape) - above(t + step, *shape)) / (2.0 * step)
            density = dirichlet.distribution(*column(t, *shape))[2][0]
            assert density == pytest.approx(slope, rel=1e-6)  # second-order difference


def test_a_billion_answers_are_normal():
    shape = (5e8, 3e8, 2e8)
    mean, deviation = (x[0] for x in dirichlet.mean_and_deviation(*column(*shape)))
    for z in (-3.0, -1.0, 0.0, 2.0):
        # skewness of order 1/sqrt(n) = 3e-5
        assert above(mean + z * deviation, *shape) == pytest.approx(ndtr(-z), abs=1e-5)


@pytest.mark.parametrize("name", KERNELS)
@settings(max_examples=20, deadline=None)
@given(cells, tails)
def test_intervals_are_ordered_inside_the_scale_and_mirror_exactly(name, abc, tail):
    a, b, c = map(float, abc)
    low, high = KERNELS[name](a, b, c, tail)
    assert -1.0 <= low < high <= 1.0
    assert KERNELS[name](c, b, a, tail) == (-high, -low)


@pytest.mark.parametrize("name", KERNELS)
def test_columns_equal_single_samples_across_blocks(name, monkeypatch):
    monkeypatch.setattr(dirichlet, "ROWS", 50)
    samples = np.array([(7, 2, 1), (0, 0, 0), (50, 30, 20), (9, 0, 991), (4, 0, 0), (1, 10**6, 2)])
    low, high = KERNELS[name](*np.tile(samples, (20, 1)).astype(float).T, 0.025)
    alone = np.array([KERNELS[name](*map(float, abc), 0.025) for abc in samples]).T
    # a row may get a few more nodes in company
    assert_allclose(low, np.tile(alone[0], 20), rtol=0, atol=1e-12)
    assert_allclose(high, np.tile(alone[1], 20), rtol=0, atol=1e-12)
    assert_array_equal(np.isnan(low), np.tile([False, True, False, False, False, False], 20))


def test_quantiles_at_the_ends_are_the_ends_of_what_is_possible():
    q = np.array([0.0, 0.3, 0.7, 1.0])
    full = dirichlet.quantile(q, *(np.full(4, x) for x in (3.0, 2.0, 1.0)))
    assert (full[0], full[-1]) == (-1.0, 1.0)
    assert np.all(np.diff(full) > 0.0)
    up_only = dirichlet.quantile(q, *(np.full(4, x) for x in (3.0, 2.0, 0.0)))
    assert (up_only[0], up_only[-1]) == (0.0, 1.0)
    down_only = dirichlet.quantile(q, *(np.full(4, x) for x in (0.0, 2.0, 3.0)))
    assert (down_only[0], down_only[-1]) == (-1.0, 0.0)


@settings(max_examples=10, deadline=None)
@given(st.tuples(*[st.floats(0.3, 40.0) | st.floats(1.0, 1e6)] * 3), st.floats(0.2, 0.99))
def test_the_shortest_interval_holds_its_mass_and_is_not_longer_than_any_other(shape, mass):
    low, high = dirichlet.shortest_interval(mass, *shape)
    _, over, density = dirichlet.distribution(
        np.array([low, high]), *(np.full(2, x) for x in shape)
    )
    resolution = 1e-10 + 4.0 * density.max() * np.spacing(1.0)
    assert over[0] - over[1] == pytest.approx(mass, rel=0, abs=resolution)
    left = (1.0 - mass) * np.linspace(0.0, 1.0, 23)
    others = [np.full(23, x) for x in shape]
    widths = -dirichlet.quantile(1.0 - mass - left, *others[::-1]) - dirichlet.quantile(
        left, *others
    )
    assert high - low <= widths.min() * (1.0 + 1e-9)
    if low > -1.0 and high < 1.0:
        assert density[0] == pytest.approx(density[1], rel=1e-5)


def test_the_density_is_equal_at_both_ends_of_the_shortest_interval():
    shape = (50.5, 30.5, 20.5)
    ends = np.array(dirichlet.shortest_interval(0.95, *shape))
    density = dirichlet.distribution(ends, *(np.full(2, x) for x in shape))[2]
    assert density[0] == pytest.approx(density[1], rel=1e-8)


def polynomial_probability():
    """P(2U - 1 > X) for U ~ Beta(3, 2) and X ~ Beta(4, 2), by integrating polynomials."""

    def below_x(power):  # integral of x^power * 20 x^3 (1 - x) over 0..1
        return Fraction(20, power + 4) - Fraction(20, power + 5)

    # P(U > (1 + x)/2) = 1 - 4 v^3 + 3 v^4 with v = (1 + x)/2
    total = Fraction(1)
    for power, factor in ((3, -4), (4, 3)):
        for k in range(power + 1):
            total += Fraction(factor * comb(power, k), 2**power) * below_x(k)
    return float(total)


def test_which_of_two_is_greater_agrees_with_exact_fractions():
    mine = dirichlet.probability_greater((3.0, 0.0, 2.0), (4.0, 2.0, 0.0))
    assert mine == pytest.approx(polynomial_probability(), rel=0, abs=1e-12)


def test_which_of_two_large_samples_is_greater_is_the_normal_answer():
    first, second = (5e7, 3e7, 2e7), (5.001e7, 3e7, 2.0e7)
    moments = [dirichlet.mean_and_deviation(*column(*one)) for one in (first, second)]
    z = (moments[0][0][0] - moments[1][0][0]) / np.hypot(moments[0][1][0], moments[1][1][0])
    # skewness of order 1e-4, of which most cancels in the difference
    assert dirichlet.probability_greater(first, second) == pytest.approx(ndtr(z), abs=1e-5)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((7.5, 2.5, 1.5), (3.5, 4.5, 3.5)),
        ((60.5, 10.5, 30.5), (2.5, 2.5, 1.5)),
        ((2.5, 3.5, 400.5), (1.5, 30.5, 900.5)),
    ],
)
def test_which_of_two_is_greater_agrees_with_integration_over_quantiles(first, second):
    node, weight = np.polynomial.legendre.leggauss(120)
    u, weight = (node + 1.0) / 2.0, weight / 2.0
    for one, other in ((first, second), (second, first)):
        score = dirichlet.quantile(u, *(np.full(u.size, x) for x in one))
        below = dirichlet.distribution(score, *(np.full(u.size, x) for x in other))[0]
        mine = dirichlet.probability_greater(one, other)
        # the rule is slow at the ends of the quantile scale, where scores are not polynomials
        assert mine == pytest.approx(weight @ below, rel=0, abs=2e-5)

"""The law of the resampled net score, against enumeration and 40-digit sums."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import comb

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reference_tables import classes, rows
from scipy.special import ndtr

from nps._kernels.laws.convolution import sum_law

#: Rounding of a sum of some hundred terms below 1; the claim is 1e-15 in each probability.
ROUNDING = 1e-15

cell = st.integers(0, 12) | st.integers(0, 10**7)
cells = st.tuples(cell, cell, cell).filter(any)


def law(a, b, c):
    return sum_law(*(np.array([float(k)]) for k in (a, b, c)))


@cache
def convolved(a, b, c):
    """Law of the net score on -n..n by n convolutions of fractions."""
    n = a + b + c
    step = [Fraction(c, n), Fraction(b, n), Fraction(a, n)]
    mass = [Fraction(1)]
    for _ in range(n):
        longer = [Fraction(0)] * (len(mass) + 2)
        for i, p in enumerate(mass):
            for k in range(3):
                longer[i + k] += p * step[k]
        mass = longer
    return np.array([float(p) for p in mass])


@pytest.mark.parametrize("n", range(1, 13))
def test_every_table_of_up_to_twelve_answers_agrees_with_enumeration(n):
    for a in range(n + 1):
        for c in range(n + 1 - a):
            exact, one = convolved(a, n - a - c, c), law(a, n - a - c, c)
            offsets = np.arange(int(one.first[0]), int(one.last[0]) + 1)
            mine = np.zeros(2 * n + 1)
            mine[offsets + (a - c) + n] = one.probabilities()
            np.testing.assert_allclose(mine, exact, rtol=0, atol=ROUNDING)
            everywhere = np.arange(-n - 1.0, n + 1.0) - (a - c)
            sums = np.concatenate([[0.0], np.cumsum(exact)])
            np.testing.assert_allclose(one.cdf(everywhere), sums, rtol=0, atol=ROUNDING)


@pytest.mark.parametrize(("a", "b", "c"), [(90, 0, 110), (60, 100, 40), (1, 198, 1), (0, 7, 193)])
def test_hundreds_of_answers_agree_with_the_multinomial_sum_in_whole_numbers(a, b, c):
    n, one = a + b + c, law(a, b, c)
    offsets = np.arange(int(one.first[0]), int(one.last[0]) + 1)
    for offset, mine in list(zip(offsets, one.probabilities(), strict=True))[::17]:
        net = int(offset) + a - c
        ways = sum(
            comb(n, up) * comb(n - up, up - net) * a**up * c ** (up - net) * b ** (n - 2 * up + net)
            for up in range(max(net, 0), (n + net) // 2 + 1)
        )
        assert mine == pytest.approx(float(Fraction(ways, n**n)), rel=0, abs=ROUNDING)


def test_large_samples_agree_with_sums_in_forty_digits():
    for row in rows("convolution"):
        one = law(*classes(row))
        offset, exact = int(row["offset"]), float(row["probability"])
        fourier = one.cdf(np.array([offset, offset - 1.0]))
        assert fourier[0] - fourier[1] == pytest.approx(exact, rel=0, abs=ROUNDING)
        place = offset - int(one.first[0])
        table = one.probabilities()
        mine = table[place] if 0 <= place < table.size else 0.0
        assert mine == pytest.approx(exact, rel=0, abs=ROUNDING)


@given(cells)
@example((1, 10**6, 1))
@example((5 * 10**6, 3, 5 * 10**6))
def test_moments_are_those_of_the_multinomial(abc):
    a, b, c = abc
    n, one = a + b + c, law(a, b, c)
    offsets = np.arange(int(one.first[0]), int(one.last[0]) + 1)
    p = one.probabilities()
    variance = (b * (a + c) + 4 * a * c) / n
    assert p.sum() == pytest.approx(1.0, rel=0, abs=1e-13)
    # errors of 1e-15 times a window of some 20 standard deviations (at least some 50 points)
    assert offsets @ p == pytest.approx(0.0, rel=0, abs=1e-11 * max(1.0, variance) ** 0.5)
    assert offsets**2 @ p == pytest.approx(variance, rel=1e-11, abs=1e-10)


@given(cells, st.floats(1e-6, 1 - 1e-6))
def test_quantile_and_cdf_are_inverse(abc, q):
    one = law(*abc)
    offset = one.quantile(np.array([q]))
    assert one.cdf(offset)[0] >= q
    assert one.cdf(offset - 1.0)[0] < q


@given(st.lists(cells, min_size=2, max_size=6), st.integers(-30, 30))
def test_rows_do_not_disturb_each_other(samples, offset):
    together = sum_law(*np.array(samples, dtype=float).T).cdf(np.full(len(samples), float(offset)))
    alone = [law(*abc).cdf(np.array([float(offset)]))[0] for abc in samples]
    # rows are padded with terms of weight 0, which changes the order of summation
    np.testing.assert_allclose(together, alone, rtol=0, atol=ROUNDING)


@pytest.mark.parametrize("n", [10**12, 2**53])
def test_trillions_of_answers_cost_nothing_and_are_normal(n):
    a, c = n // 2, n // 5
    b = n - a - c
    one = law(a, b, c)
    assert one.low.tau.size + one.high.tau.size < 100
    deviation = ((b * (a + c) + 4.0 * a * c) / n) ** 0.5
    at = np.round(np.array([-3.0, -1.0, 0.0, 0.5, 2.0]) * deviation)
    # half a step of the lattice and the skewness, both of order 1/deviation < 2e-6
    np.testing.assert_allclose(one.cdf(at), ndtr((at + 0.5) / deviation), rtol=0, atol=1e-6)

"""The score test of a sum of means: its special cases have kernels of their own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.one_score.score import score_interval
from nps._kernels.same_people.multinomial import multinomial_limits, multinomial_statistic
from nps._kernels.same_people.strata_score import strata_inference
from nps._kernels.two_scores.score import Pairs, score_inference

S = np.array([1.0, 0.0, -1.0])
Z = 1.959963984540054
cells = st.lists(st.integers(0, 60), min_size=3, max_size=3).filter(any)
# roots are found to about 1e-15 in each of two nested equations
CLOSE = {"rtol": 1e-9, "atol": 1e-10}


def infer(samples, scores, null, critical=Z, factor=1.0):
    counts = np.array([samples], dtype=float)
    found = strata_inference(
        counts, np.array([scores], dtype=float), np.array([null]), critical, np.array([factor])
    )
    return [float(x[0]) for x in found]


@given(cells, st.floats(-0.99, 0.99))
def test_one_sample_is_tango(x, null):
    low, high, z = infer([x], [S], null)
    wanted = score_interval(*(np.array([float(k)]) for k in x), 0.025)
    assert_allclose([low, high], np.concatenate(wanted), **CLOSE)
    assert_allclose(z, multinomial_statistic([x], S, null)[0], **CLOSE)


@given(st.lists(st.integers(0, 40), min_size=11, max_size=11).filter(any), st.floats(-1.0, 3.0))
def test_one_sample_of_many_scores_is_multinomial(x, critical):
    scores = np.arange(11.0)
    low, high, _ = infer([x], [scores], 5.5, critical)
    if abs(critical) > 1e-3:
        wanted = np.array(multinomial_limits([x], scores, critical)).ravel()
        assert_allclose([low, high], wanted, rtol=1e-8, atol=1e-8)


@given(cells, cells, st.floats(-1.99, 1.99))
def test_two_samples_are_those_of_miettinen_and_nurminen(x, y, null):
    n = sum(x) + sum(y)
    low, high, z = infer([x, y], [S, -S], null, factor=n / (n - 1.0))
    pairs = Pairs(*(np.array([float(k)]) for k in (*x, *y)))
    wanted = score_inference(pairs, np.array([null]), Z)
    assert_allclose([low, high, z], np.concatenate(wanted), **CLOSE)


@given(cells, cells, cells, st.floats(-1.0, 1.0))
def test_a_sample_without_answers_and_copies_of_a_score_change_nothing(x, y, other, null):
    scores = [0.5 * S, -0.7 * S]
    plain = infer([x, y], scores, null)
    more = infer([x, y, [0, 0, 0]], [*scores, S * 3], null)
    assert_allclose(more, plain, **CLOSE)
    wide = infer([[*x, 0], [*y, 0]], [[*row, row[1]] for row in scores], null)
    assert_allclose(wide, plain, **CLOSE)
    # many at a time are the same as one by one
    counts = np.array([[x, y], [other, y]], dtype=float)
    both = strata_inference(
        counts, np.array([scores, scores]), np.array([null, null]), Z, np.ones(2)
    )
    assert_allclose([float(column[0]) for column in both], plain, **CLOSE)


def test_ends_of_the_scale():
    everybody = [[5, 0, 0], [0, 0, 3]]
    low, high, z = infer(everybody, [S, -S], 2.0)
    assert (high, z) == (pytest.approx(2.0, abs=1e-12), 0.0)
    assert low < 1.2
    assert infer(everybody, [S, -S], -2.0)[2] == np.inf
    assert infer([[1, 2, 1], [1, 1, 1]], [S, -S], 2.0)[2] == -np.inf


def test_a_negative_critical_value_exchanges_the_limits():
    x = [[9, 3, 2], [4, 4, 7]]
    low, high, z = infer(x, [S, -S], 0.1)
    assert infer(x, [S, -S], 0.1, -Z) == [high, low, z]

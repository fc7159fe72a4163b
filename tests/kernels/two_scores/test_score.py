"""The score method for one pair, against its columns; tests/inference/differences has the rest."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from single_pairs import agree, column, nulls, samples, single, tails

from nps._kernels.numerics import plain
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.two_scores.score import score_inference, tilted_shares, tilted_variance


@given(samples, samples, nulls, tails, st.booleans())
@example((5, 0, 0), (0, 0, 5), 1.99, 0.025, True)  # lambda hardly moves the variance
@example((5, 0, 0), (5, 0, 0), 0.0, 0.025, True)
@example((0, 0, 5), (5, 0, 0), -2.0, 0.025, True)
@example((197, 297, 506), (99, 1, 0), 0.0, 0.001, False)  # Newton alone swings to and fro
def test_one_pair_has_the_numbers_of_columns(sample, reference, null, tail, corrected):
    infer = partial(score_inference, critical=normal_quantile(tail), corrected=corrected)
    pair = sample + reference
    agree(infer(single(pair), null), infer(column(pair), np.array([null])), pair, null)


@pytest.mark.parametrize("pair", [(0, 0, 0, 3, 2, 1), (3, 2, 1, 0, 0, 0)])
def test_a_side_without_answers_has_no_numbers(pair):
    assert all(math.isnan(x) for x in score_inference(single(pair), 0.0, 1.96))


@given(samples, st.floats(1e-3, 1e3))
def test_the_tilted_shares_are_most_likely(sample, tilt):
    n = sum(sample)
    away, stay, toward = (k / n for k in sample)
    *shares, _ = tilted_shares(away, stay, toward, tilt, on=plain)
    assert sum(shares) == pytest.approx(1.0, rel=1e-12)
    # Lagrange: x_j = p_j (1 - l (s_j - theta)), with +1 for the class that loses weight
    theta = shares[0] - shares[2]
    for x, p, s in zip((away, stay, toward), shares, (1.0, 0.0, -1.0), strict=True):
        assert x == pytest.approx(p * (1.0 + tilt * (s - theta)), rel=1e-9, abs=1e-12 * (1 + tilt))
    columns = (np.array([x]) for x in (away, stay, toward, tilt))
    second = shares[0] + shares[2]
    variance = tilted_variance(*columns)[0]
    assert variance == pytest.approx(second - theta**2, rel=1e-9, abs=1e-12)

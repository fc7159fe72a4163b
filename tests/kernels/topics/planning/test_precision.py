"""Margins to expect, and the answers that give a margin."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.one_score import wald
from nps._kernels.one_score.score import score_interval
from nps._kernels.topics.planning import design, precision
from nps._kernels.two_scores import score as two_scores
from nps._kernels.two_scores import wald as two_wald

INTERVALS = ["score", "wald", "t", "adjusted-wald"]
inner = st.tuples(*[st.integers(1, 20)] * 3).map(
    lambda weights: tuple(np.array([weight / sum(weights)]) for weight in weights)
)


def column(*shares: float) -> tuple[np.ndarray, ...]:
    return tuple(np.array([share]) for share in shares)


@pytest.mark.parametrize(
    ("shares", "interval", "sizes"),
    [
        (column(0.5, 0.3, 0.2), "wald", [59, 235, 938]),
        (column(0.5, 0.3, 0.2), "score", [58, 233, 936]),
        (column(0.8, 0.15, 0.05), "wald", [28, 111, 442]),
        (column(0.8, 0.15, 0.05), "score", [31, 115, 446]),
    ],
)
def test_sizes_agree_with_another_program(shares, interval, sizes):
    found = precision.sample_size([0.2, 0.1, 0.05], shares, None, 0.025, interval)
    assert np.ceil(found).tolist() == sizes


def test_krejcie_and_morgan_are_reproduced():
    """Their table of 1970, p = .5 within .05, is a score within 10 points at the worst variance.

    They take chi-squared as 3.841.
    """
    tail = 0.5 * math.erfc(math.sqrt(3.841 / 2.0))
    n = float(precision.sample_size([0.1], column(0.5, 0.0, 0.5), None, tail, "wald")[0])
    for population, expected in ((100, 80), (500, 217), (1000, 278), (10_000, 370), (10**6, 384)):
        assert round(float(design.drawn_from(n, population))) == expected


@given(inner, st.integers(2, 400), st.sampled_from(INTERVALS), st.sampled_from([-1, 0, 1]))
def test_margins_are_those_of_the_intervals(shares, n, interval, side):
    counts = tuple(n * share for share in shares)
    found = precision.margin(counts, None, 0.05, interval, side)
    d = (shares[0] - shares[2])[0]
    if interval == "score":
        low, high = (float(end[0]) for end in score_interval(*counts, 0.05))
    elif interval == "adjusted-wald":
        # MeasuringU's rule: the plain variance over n + 3
        v = (shares[0] + shares[2])[0] - d * d
        half = 1.6448536269514722 * math.sqrt(v / (n + 3))
        low, high = d - half, d + half
    else:
        low, high = (float(end[0]) for end in getattr(wald, interval)(*counts, 0.05))
        if low == -1.0 or high == 1.0:
            return  # the interval is cut off at the end of the scale, a margin is not
    expected = {0: 0.5 * (high - low), 1: d - low, -1: high - d}[side]
    assert_allclose(found, expected, rtol=1e-9)


@given(inner, inner, st.integers(2, 300), st.integers(2, 300), st.sampled_from([-1, 0, 1]))
def test_margins_of_differences_are_those_of_the_intervals(shares, other, n, m, side):
    first, second = tuple(n * x for x in shares), tuple(m * x for x in other)
    pairs = two_scores.Pairs(*first, *second)
    low, high = two_scores.score_limits(pairs, 1.6448536269514722)
    d = (shares[0] - shares[2]) - (other[0] - other[2])
    expected = {0: 0.5 * (high - low), 1: d - low, -1: high - d}[side]
    assert_allclose(precision.margin(first, second, 0.05, "score", side), expected, rtol=1e-9)
    welch = two_wald.welch(pairs)
    low, high = two_wald.limits(welch, 0.05)
    if low > -2.0 and high < 2.0:
        assert_allclose(
            precision.margin(first, second, 0.05, "t", side), 0.5 * (high - low), rtol=1e-9
        )


@given(
    inner, inner, st.floats(0.01, 0.3), st.sampled_from(INTERVALS), st.sampled_from([-1, 0, 1]),
    st.floats(0.3, 3.0), st.booleans(),
)  # fmt: skip
def test_a_size_has_its_margin(shares, other, wanted, interval, side, ratio, two):
    reference = tuple(ratio * share for share in other) if two else None
    n = precision.sample_size([wanted], shares, reference, 0.025, interval, side)
    if n[0] < 1e-3:
        return  # the margin is never as wide as that
    counts = tuple(n * share for share in shares)
    second = tuple(n * share for share in reference) if two else None
    assert_allclose(precision.margin(counts, second, 0.025, interval, side), wanted, rtol=1e-7)

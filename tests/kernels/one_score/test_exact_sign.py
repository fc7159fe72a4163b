"""The sign test, against the binomial law summed in whole numbers."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._kernels.one_score.exact_sign import sign_tails


def by_hand(k, others, mid_p):
    m = k + others
    ways = [Fraction(math.comb(m, i), 2**m) for i in range(m + 1)]
    half = ways[k] / 2 if mid_p else Fraction(0)
    return float(sum(ways[k:]) - half), float(sum(ways[: k + 1]) - half)


@given(st.integers(0, 80), st.integers(0, 80), st.booleans())
def test_tails_are_sums_of_the_binomial_law(k, others, mid_p):
    found = sign_tails(np.array([float(k)]), np.array([float(others)]), mid_p=mid_p)
    assert [float(tail[0]) for tail in found] == pytest.approx(by_hand(k, others, mid_p), rel=1e-12)


def test_columns_are_a_loop():
    a, c = np.array([0.0, 3.0, 7.0, 0.0]), np.array([0.0, 0.0, 2.0, 5.0])
    together = sign_tails(a, c, mid_p=False)
    alone = [sign_tails(a[i : i + 1], c[i : i + 1], mid_p=False) for i in range(4)]
    assert np.array(together).tolist() == np.concatenate(alone, axis=1).tolist()


def test_mid_p_values_of_the_literature():
    # Fagerland, Lydersen & Laake (2013): 1 against 7 gives .0703, mid-p .0391
    for mid_p, printed in ((False, 0.0703), (True, 0.0391)):
        _, less = sign_tails(np.array([1.0]), np.array([7.0]), mid_p=mid_p)
        assert 2.0 * float(less[0]) == pytest.approx(printed, abs=5.1e-5)

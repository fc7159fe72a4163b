"""Agreement of two who code the same."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.comments.agreement import confusion, kappa


def test_a_published_table():
    # Cohen (1960) by way of every textbook: 20 and 15 of 50 agree, kappa 0.4
    assert_allclose(kappa(np.array([[20.0, 5.0, 10.0, 15.0]])), [0.4])


@given(st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_kappa_is_a_correlation_where_margins_are_equal_and_one_where_all_agree(seed, m):
    rng = np.random.default_rng(seed)
    machine, human = rng.random((2, 3, m)) < 0.4
    table = confusion(machine, human)
    assert table.sum(axis=1).tolist() == [m] * 3
    assert table[:, :2].sum(axis=1).tolist() == machine.sum(axis=1).tolist()
    assert table[:, [0, 2]].sum(axis=1).tolist() == human.sum(axis=1).tolist()
    assert_allclose(kappa(table), kappa(confusion(human, machine)))
    varies = human.any(axis=1) & ~human.all(axis=1)
    assert_allclose(kappa(confusion(human, human))[varies], 1.0)
    turned = np.roll(human, 1, axis=1)
    expected = [np.corrcoef(a, b)[0, 1] for a, b in zip(human[varies], turned[varies], strict=True)]
    assert_allclose(kappa(confusion(human, turned))[varies], expected, atol=1e-9)


def test_where_nobody_finds_anything_there_is_none():
    assert np.isnan(kappa(confusion(np.zeros((1, 4), bool), np.zeros((1, 4), bool)))).all()

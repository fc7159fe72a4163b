"""The probability of every table of n answers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import dirichlet_multinomial, multinomial

from nps._kernels.topics.planning import laws

weights = st.tuples(*[st.integers(0, 12)] * 3).filter(any)


def shares(found: tuple[int, int, int]) -> tuple[float, float, float]:
    return tuple(weight / sum(found) for weight in found)


@given(st.integers(0, 30), weights)
def test_multinomial_probabilities(n, found):
    chance = laws.rows(laws.multinomial(n, shares(found)))
    for c in range(n + 1):
        for a in range(n - c + 1):
            expected = multinomial.pmf([a, n - a - c, c], n, shares(found)) if n else 1.0
            assert_allclose(chance[c, a], expected, rtol=1e-10, atol=1e-300)
    assert_allclose(chance.sum(), 1.0, rtol=1e-12)


@given(st.integers(1, 20), st.tuples(*[st.floats(0.5, 40.0)] * 3))
def test_dirichlet_multinomial_probabilities(n, alpha):
    law = laws.dirichlet_multinomial(n, alpha)
    chance = laws.rows(law)
    a, c = 0, n // 2
    expected = dirichlet_multinomial.pmf([a, n - a - c, c], alpha, n)
    assert_allclose(chance[c, a], expected, rtol=1e-9)
    assert_allclose(chance.sum(), 1.0, rtol=1e-11)


@given(st.integers(1, 60), weights, st.sampled_from([0.0, 1e-8, 1e-3]))
def test_cells_are_the_same_tables_by_net_score(n, found, dropped):
    law = laws.multinomial(n, shares(found))
    cells, table = laws.cells(law, dropped), laws.rows(law)
    total = cells.chance.sum()
    assert 1.0 - dropped - 1e-12 <= total <= 1.0 + 1e-12
    real = cells.chance > 0.0
    a, c = cells.promoters[real], cells.detractors[real]
    assert_allclose(cells.chance[real], table[c, a])
    assert (a + cells.passives[real] + c == n).all()
    net = np.broadcast_to(cells.net[:, np.newaxis], real.shape)[real]
    assert (a - c == net).all()
    assert law.n == n

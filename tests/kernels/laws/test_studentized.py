"""Studentized bootstrap laws: exact for small samples, an expansion for large ones."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from nps._kernels.laws import bootstrap, studentized

KERNELS = {
    "percentile": bootstrap.bootstrap_percentile,
    "basic": bootstrap.bootstrap_basic,
    "bca": bootstrap.bootstrap_bca,
    "studentized": bootstrap.bootstrap_studentized,
}


@pytest.mark.parametrize("n", [2000, 100_000])
def test_expanded_studentized_quantiles_are_near_the_exact_ones(n):
    a, b, c = (np.array([share * n]) for share in (0.85, 0.1, 0.05))
    error = np.sqrt((0.9 - 0.8**2) / n)
    for exact, expanded in zip(
        studentized.studentized_quantiles(a, b, c, 0.025),
        studentized.expanded_quantiles(a, b, c, 0.025),
        strict=True,
    ):
        # the documented error: about a hundredth of 1/n
        assert abs(exact - expanded) * error < 0.02 / n
        # and the correction for skewness is larger than that: normal quantiles would not do
        assert abs(abs(exact) - 1.959963984540054) * error > 0.2 / n


def test_the_switch_to_the_expansion_is_seamless(monkeypatch):
    abc = (30000.0, 60000.0, 10000.0)
    monkeypatch.setattr(bootstrap, "WIDEST", 1 << 14)
    exact = KERNELS["studentized"](*abc, 0.025)
    monkeypatch.setattr(bootstrap, "WIDEST", 1)
    assert_allclose(KERNELS["studentized"](*abc, 0.025), exact, rtol=0, atol=0.25e-5)
    assert KERNELS["studentized"](*abc, 0.025) != exact

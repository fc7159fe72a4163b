"""Areas under the curve: against pairs of people counted one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._kernels.topics.value import metrics

POINTS = np.array([1.0, 0.0, -1.0])
three = st.lists(st.integers(0, 9), min_size=3, max_size=3).map(lambda c: np.array(c, float))


@given(three, three)
def test_an_area_is_an_average_over_pairs(yes, no):
    found = metrics.area_of_counts(yes, no, POINTS)
    a, b = (np.repeat(POINTS, counts.astype(int)) for counts in (yes, no))
    if not a.size or not b.size:
        assert np.isnan(found).all()
        return
    wins = (a[:, None] > b) + 0.5 * (a[:, None] == b)
    assert found.value == pytest.approx(wins.mean())
    if min(a.size, b.size) > 1:
        squared = wins.mean(1).var(ddof=1) / a.size + wins.mean(0).var(ddof=1) / b.size
        assert found.error == pytest.approx(squared**0.5, abs=1e-9)
    turned = metrics.area_of_counts(no, yes, POINTS)
    assert turned.value == pytest.approx(1.0 - found.value)

"""The contour that probabilities are integrated along, against other contours and finer rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._kernels.laws import contour, dirichlet

#: What the module promises of a probability.
PROMISED = 1e-12
weights = st.floats(0.3, 50.0) | st.floats(0.3, 1e8)
parameters = st.tuples(weights, weights, weights)


def column(*values):
    return [np.array([float(value)]) for value in values]


@given(parameters, st.floats(-8.0, 8.0))
def test_a_finer_rule_and_a_straighter_path_change_nothing(shape, z):
    mean, deviation = dirichlet.mean_and_deviation(*column(*shape))
    t = np.clip(mean + z * deviation, -1.0, 1.0)
    below, over, density = dirichlet.distribution(t, *column(*shape))
    assert below[0] + over[0] == pytest.approx(1.0, rel=0, abs=1e-15)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contour, "STEP", 0.05)
        patch.setattr(contour, "LARGEST_BEND", 1.0)
        _, fine, fine_density = dirichlet.distribution(t, *column(*shape))
    assert over[0] == pytest.approx(fine[0], rel=0, abs=PROMISED)
    if abs(t[0]) > 1e-30:  # at 0 the density may be infinite
        expected = fine_density[0] * deviation[0]
        assert density[0] * deviation[0] == pytest.approx(expected, rel=1e-11, abs=1e-11)

"""What clusters, weights and finite populations do."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.planning import design


def test_design_effects_of_kish_and_of_eldridge_ashby_and_kerry():
    assert_allclose(design.design_effect(20.0, 0.05, 0.0, 0.0), 1.95)
    assert_allclose(design.design_effect(20.0, 0.05, 0.6, 0.0), 1.0 + (1.36 * 20.0 - 1.0) * 0.05)
    assert_allclose(design.design_effect(1.0, 0.3, 0.0, 0.5), 1.25)


@given(st.floats(1.0, 1e6), st.floats(1.0, 1e9))
def test_a_finite_population_and_back(n, population):
    drawn = design.drawn_from(n, population)
    assert drawn <= min(n, population) * (1.0 + 1e-12)
    if population > 1.0 and drawn < population * (1.0 - 1e-9):
        assert_allclose(design.worth(drawn, population), n, rtol=1e-5)


def test_asking_everybody_is_worth_any_number():
    assert design.worth(500, 500) == np.inf
    assert design.drawn_from(np.inf, 500) == 500

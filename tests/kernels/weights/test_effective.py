"""Effective sizes and design effects, by hand and in their special cases."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._kernels.weights.effective import design_effects, effective_size

numbers = st.floats(0.01, 100.0)


def size(**given_):
    usual = {"n": 100.0, "kish": 80.0, "variance": 0.5, "squared_error": 0.01,
             "with_replacement": 0.01, "remaining": 1.0}  # fmt: skip
    return float(effective_size(**{k: np.array([v]) for k, v in (usual | given_).items()})[0])


@given(numbers, st.floats(1e-4, 1.0))
def test_it_is_the_random_sample_with_the_same_error(variance, squared_error):
    found = size(variance=variance, squared_error=squared_error, with_replacement=squared_error)
    assert found == pytest.approx(min(variance / squared_error, 100.0), rel=1e-14)


@given(st.floats(0.05, 1.0))
def test_a_finite_population_leaves_a_part_of_the_error(left):
    # the same design with a share of the population asked: the error shrinks, n_eff grows as much
    found = size(squared_error=0.01 * left, with_replacement=0.01)
    assert found == pytest.approx(50.0 / left, rel=1e-14)


def test_a_design_is_never_believed_to_beat_random_sampling():
    assert size(squared_error=1e-6, with_replacement=1e-6) == 100.0


def test_unanimous_answers_go_by_their_weights():
    assert size(variance=0.0, squared_error=0.0, with_replacement=0.0) == 80.0
    assert size(variance=0.0, squared_error=0.0, with_replacement=0.0, remaining=0.5) == 160.0
    assert size(variance=0.0, squared_error=0.0, with_replacement=0.0, remaining=0.0) == np.inf


def test_several_stages_may_not_lie_below_the_error_of_all():
    assert size(squared_error=0.02, with_replacement=0.01) == pytest.approx(25.0)


@given(st.integers(2, 1000), numbers, st.floats(0.001, 1.0))
def test_the_effect_of_a_random_sample_is_one(n, variance, fraction):
    weight = n / fraction
    drawn = variance / (n - 1.0)
    ones = [np.array([float(x)]) for x in (n, weight, variance, drawn)]
    assert design_effects(*ones)[0] == pytest.approx(1.0)
    if fraction < 1.0:
        ones[3] = ones[3] * (1.0 - n / weight)
        assert design_effects(*ones)[1] == pytest.approx(1.0, rel=1e-9)


def test_weights_that_add_up_to_no_population():
    columns = [np.array(x) for x in ([10.0, 10.0], [10.0, 5.0], [0.5, 0.5], [0.1, 0.1])]
    without = design_effects(*columns)[1]
    assert without[0] == np.inf
    assert np.isnan(without[1])


def test_the_effect_without_replacement_is_never_below_0():
    # 1 - n/N by hand: N = 40, 11, 10 and 9 of n = 10
    n = np.full(4, 10.0)
    ratio, without = design_effects(n, np.array([40.0, 11.0, 10.0, 9.0]), n / n, n / 45.0)
    assert ratio == pytest.approx(2.0, rel=1e-12)
    assert without[:3].tolist() == pytest.approx([8.0 / 3.0, 22.0, np.inf], rel=1e-9)
    assert np.isnan(without[3])

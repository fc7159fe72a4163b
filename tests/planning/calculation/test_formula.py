"""Power by formula."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from planning_assumptions import (
    inner_shares,
)

import nps
from nps.planning import power

KNOWN, OTHER = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.3, 0.4, 0.3)


@pytest.mark.parametrize(
    ("options", "tolerance"),
    [
        ({"null": 20}, 0.02), ({"null": 20, "alternative": "greater"}, 0.02),
        ({"null": 40, "alternative": "less"}, 0.02), ({"margin": 40, "null": 30}, 0.02),
        ({"null": 20, "method": "t"}, 0.05), ({"null": 20, "method": "wald"}, 0.05),
        ({"reference": OTHER, "method": "t"}, 0.02), ({"reference": OTHER, "method": "wald"}, 0.02),
        ({"reference": KNOWN, "margin": 40}, 0.02),
        ({"reference": KNOWN, "margin": 20, "alternative": "greater"}, 0.02),
    ],
)  # fmt: skip
def test_every_way_comes_to_the_same(options, tolerance):
    given = {"n": 60, **options}
    reference = given.pop("reference", None)
    drawn = power(KNOWN, reference, calculation="simulation", rng=1, n_resamples=40_000, **given)
    summed = power(KNOWN, reference, calculation="exact", **given)
    formula = power(KNOWN, reference, calculation="asymptotic", **given)
    assert abs(drawn.power - summed.power) < 5.0 * 0.0025
    assert abs(formula.power - summed.power) < tolerance


@given(inner_shares, inner_shares, st.floats(0.0, 1.0), st.floats(-0.9, 0.9), st.integers(2, 500))
def test_overlap_without_correlation_changes_nothing(known, other, overlap, correlation, n):
    apart = power(known, other, n=n, method="wald")
    assume(overlap > 0.0)
    beside = power(known, other, n=n, overlap=overlap, method="wald")
    assert_allclose(beside.power, apart.power, rtol=1e-9)
    together = power(known, other, n=n, overlap=overlap, correlation=correlation, method="wald")
    better = together.power >= apart.power - 1e-9
    assert better == (correlation >= 0.0) or abs(together.power - apart.power) < 1e-6


def test_the_same_people_by_student_have_one_sample():
    panel = power(KNOWN, OTHER, n=30, overlap=1.0, correlation=0.4, method="t")
    by_score = power(KNOWN, OTHER, n=30, overlap=1.0, correlation=0.4)
    assert panel.power < by_score.power
    assert "correlation of 0.40" in panel.notes[0]
    assert panel.margin_of_error > by_score.margin_of_error

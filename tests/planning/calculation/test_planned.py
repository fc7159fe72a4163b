"""Plans that no number of answers fulfils."""

from __future__ import annotations

import math

from numpy.testing import assert_allclose

import nps
from nps.planning import sample_size

KNOWN = nps.Shares(0.5, 0.3, 0.2)


def test_what_the_test_tries_to_refute_is_never_found():
    for plan in (
        sample_size(KNOWN, null=30),
        sample_size(KNOWN, KNOWN),
        sample_size(KNOWN, KNOWN, overlap=1.0, correlation=0.3),
        sample_size(KNOWN, KNOWN, margin=5, difference=-5, alternative="greater"),
        sample_size(KNOWN, KNOWN, margin=5, difference=5),
    ):
        assert math.isinf(plan.n)
        assert math.isinf(plan.n_total)
        assert_allclose(plan.power, 0.05)
        assert plan.notes
        assert "No number of answers is enough" in plan.summary()
        assert plan.to_dict()["n"] is None


def test_a_pilot_may_leave_too_much_open():
    plan = sample_size(nps.Counts(20, 12, 8), null=10, assurance=0.97)
    assert math.isinf(plan.n)
    certain = nps.posterior(nps.Counts(20, 12, 8)).probability_above(10)
    assert_allclose(plan.assurance, certain, atol=1e-3)
    assert f"{1.0 - plan.assurance:.3f}" in plan.notes[-1]

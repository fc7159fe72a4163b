"""Margins of panels, differences and bounds."""

from __future__ import annotations

import math

from numpy.testing import assert_allclose

import nps
from nps.planning import sample_size

KNOWN = nps.Shares(0.5, 0.3, 0.2)


def test_a_panel_has_margins_too():
    z = 1.959963984540054
    plan = sample_size(KNOWN, KNOWN, overlap=1.0, correlation=0.5, margin_of_error=5)
    assert plan.n == math.ceil(z**2 * 0.61 / 0.05**2)
    student = sample_size(KNOWN, KNOWN, overlap=1.0, correlation=0.5, margin_of_error=5, method="t")
    assert 0 < student.n - plan.n < 6
    two = sample_size(KNOWN, KNOWN, margin_of_error=5, method="wald")
    assert two.n == math.ceil(z**2 * 1.22 / 0.05**2)
    assert two.n_total == 2 * two.n
    assert_allclose(two.curve([two.n]).margin_of_error, two.margin_of_error)


def test_one_sided_margins_are_distances_to_the_bound():
    above = sample_size(KNOWN, margin_of_error=5, alternative="greater")
    below = sample_size(nps.Shares(0.2, 0.3, 0.5), margin_of_error=5, alternative="less")
    both = sample_size(KNOWN, margin_of_error=5)
    assert above.n == below.n < both.n

"""Answers that count."""

from __future__ import annotations

import nps
from nps.planning import power

KNOWN, OTHER = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.3, 0.4, 0.3)


def test_everybody_in_a_population_leaves_nothing_open():
    plan = power(KNOWN, n=500, null=28, population=500)
    assert plan.power == 1.0
    assert plan.margin_of_error < 1e-3
    assert plan.notes == ("Everybody answers: nothing is left to estimate.",)

"""Searching numbers of answers; that they have the power is tested with `sample_size`."""

from __future__ import annotations

import math

import pytest

import nps
from nps.planning._calculation.solving import smallest_for_good


def test_the_search_goes_up_past_all_that_fall_short_and_down_again():
    powers = {n: 0.1 * n for n in range(1, 60)} | {9: 0.7, 12: 0.79, 40: 0.5}
    for start in (1, 5, 9, 13, 20):
        assert smallest_for_good(powers.__getitem__, 0.8, start, 10, 59) == 13
    assert smallest_for_good(powers.__getitem__, 0.8, 35, 10, 59) == 41
    assert smallest_for_good(powers.__getitem__, 99.0, 3, 10, 59) == 60
    assert smallest_for_good(powers.__getitem__, 0.05, 3, 3, 59) == 1


def test_no_assurance_where_there_is_nothing_to_find():
    pilot = nps.Counts(30, 40, 30)
    plan = nps.planning.sample_size(pilot, null=0, assurance=0.8)
    assert math.isinf(plan.n)
    assert plan.power == pytest.approx(0.05)
    assert "its power is its level" in plan.notes[-1]

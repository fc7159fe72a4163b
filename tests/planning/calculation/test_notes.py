"""What the numbers alone would hide."""

from __future__ import annotations

import nps
from nps.planning import sample_size

KNOWN = nps.Shares(0.5, 0.3, 0.2)


def test_more_tests_need_more_answers():
    one, ten = (sample_size(KNOWN, null=10, n_tests=k) for k in (1, 10))
    assert ten.n > one.n
    assert ten.notes[0].startswith("10 tests share the level: each is planned at 99.5%")
    strict = sample_size(KNOWN, null=10, confidence_level=0.995)
    assert ten.n == strict.n


def test_a_class_that_nobody_is_in_is_pointed_out():
    plan = sample_size(nps.Counts(30, 10, 0), null=40)
    assert "Nobody in the pilot is in one of the classes" in plan.notes[0]

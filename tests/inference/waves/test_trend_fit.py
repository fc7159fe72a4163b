"""The line of one series, held against a regression of single answers by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import counts

import nps


@given(st.lists(counts(min_n=2, max_n=60), min_size=2, max_size=5))
def test_the_slope_is_that_of_least_squares_over_single_answers(samples):
    assume(sum(sample.variance for sample in samples) > 0)
    waves = nps.Cohorts.from_dict(dict(enumerate(samples, start=1)))
    times = np.repeat(np.arange(1, len(samples) + 1), [sample.n for sample in samples])
    answers = np.concatenate(
        [
            np.repeat([100.0, 0.0, -100.0], [one.promoters, one.passives, one.detractors])
            for one in samples
        ]
    )
    slope, intercept = np.polyfit(times, answers, 1)
    found = nps.trend(waves)
    assert found.slope == pytest.approx(slope, rel=1e-9, abs=1e-9)
    assert found.intercept == pytest.approx(intercept, rel=1e-9, abs=1e-7)

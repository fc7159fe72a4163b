"""The groups of one survey as cells of one table: what the mix and the rates are worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from survey_strategies import kinds, surveys

import nps

SEGMENTS = st.lists(st.sampled_from(["x", "y", "z"]), min_size=40, max_size=40)


@pytest.mark.slow
@given(surveys(), surveys(), SEGMENTS, kinds)
def test_the_parts_together_vary_as_the_scores_of_all_do(one, other, segment, kind):
    waves = [
        nps.survey_by(survey.ratings, segment[: len(survey)], **survey.design(kind))
        for survey in (one, other)
    ]
    before, after = waves
    if before.total.n and after.total.n:
        found = nps.decompose(after, before).total
        alone = nps.compare(after.total, before.total, method="wald")
        assert found.change == pytest.approx(alone.difference, abs=1e-9)
        # of a sum and of its parts: rounding is of what is added up, points on a scale of 100
        assert found.standard_error**2 == pytest.approx(
            alone.standard_error**2, rel=1e-9, abs=1e-9, nan_ok=True
        )


def test_separate_surveys_are_no_segments_of_one():
    apart = nps.SurveyCohorts.from_dict({
        "a": nps.SurveySample([9, 3, 8], weights=[1, 2, 1]),
        "b": nps.SurveySample([9, 10, 2], weights=[1, 1, 1]),
    })  # fmt: skip
    before, after = (nps.survey_by([9, 3, 8, 9], list("aabb"), weights=np.ones(4)) for _ in "12")
    assert nps.decompose(after, before).total.change == 0.0
    with pytest.raises(nps.OptionError, match="must be the groups of one survey"):
        nps.decompose(apart, before)

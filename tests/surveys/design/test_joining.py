"""Samples of one survey, or of several, put together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from survey_samples import SMALL, Poststratified, assert_same
from survey_strategies import kinds, surveys

import nps


@given(surveys(), kinds, st.data())
def test_any_split_adds_up_to_the_whole(survey, kind, data):
    parts = [data.draw(st.integers(0, 2)) for _ in range(len(survey))]
    split = [
        survey.take(np.flatnonzero(np.array(parts) == part)).sample(kind)
        for part in range(3)
        if part in parts
    ]
    whole = survey.sample(kind)
    assert_same(sum(split), whole)
    # integer weights add without rounding, so the totals are equal, whatever the order
    assert sum(split) == sum(split[::-1]) == whole
    assert hash(sum(split)) == hash(whole)


def test_parts_add_also_where_they_have_no_error_of_their_own():
    parts = [nps.SurveySample([9, 3], clusters=[i, i]) for i in range(3)]
    with pytest.raises(nps.OptionError, match="the sample has a single cluster"):
        parts[0].standard_error  # noqa: B018
    assert sum(parts) == nps.SurveySample([9, 3] * 3, clusters=[0, 0, 1, 1, 2, 2])


def test_the_same_respondents_are_not_added_twice():
    for sample in (SMALL, nps.SurveySample([9, 3]), SMALL.with_replicates("jk1")):
        with pytest.raises(nps.OptionError, match="have respondents in common"):
            sample + sample


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (nps.SurveySample([9, 3]), "with clusters cannot be added to one without"),
        (nps.SurveySample([9, 3], clusters=[1, 2], lonely="adjust"), "the same lonely="),
        (nps.SurveySample([9, 3], clusters=[1, 2], degrees_of_freedom=7), "degrees_of_freedom="),
        (SMALL.with_replicates("jk1"), "with replicate weights cannot be added"),
        (nps.SurveySample([9, 3], clusters=[1, 2], population=9), "has two populations"),
    ],
)
def test_designs_that_do_not_add(other, message):
    for pair in ((SMALL, other), (other, SMALL)):
        with pytest.raises(nps.OptionError, match=message):
            pair[0] + pair[1]


def test_only_survey_samples_add():
    for other in (nps.Counts(1, 1, 1), 1, None):
        with pytest.raises(TypeError, match="unsupported operand"):
            SMALL + other
        with pytest.raises(TypeError, match="unsupported operand"):
            other + SMALL
    assert sum([SMALL]) is SMALL


def test_calibrated_samples_of_separate_files_add():
    rng = np.random.default_rng(12)
    files = [
        nps.SurveySample(
            rng.integers(0, 11, 30), weights=Poststratified([0, 1] * 15, [1] * 30, [40, 60])
        )
        for _ in range(2)
    ]
    both = files[0] + files[1]
    assert both.n == 60
    assert both.degrees_of_freedom == 59
    assert nps.SurveySample.from_dict(both.to_dict()) == both
    with pytest.raises(nps.OptionError, match="with clusters cannot be added"):
        both + nps.SurveySample([9])

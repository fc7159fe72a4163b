"""Weighted samples as dictionaries and back."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from numpy.testing import assert_allclose
from survey_samples import numbers
from survey_strategies import kinds, surveys

import nps


@given(surveys(), kinds)
def test_json_and_pickle_round_trip(survey, kind):
    sample = survey.sample(kind)
    copies = (
        nps.SurveySample.from_dict(json.loads(json.dumps(sample.to_dict()))),
        pickle.loads(pickle.dumps(sample)),
    )
    for copy in copies:
        assert copy == sample
        assert hash(copy) == hash(sample)
        assert_allclose(numbers(copy), numbers(sample))
    assert sample != nps.SurveySample([9])
    assert sample != 3


@pytest.mark.parametrize("state", [{}, {"design": {"kind": "clusters"}}, {"design": 3}])
def test_a_dictionary_that_is_no_sample(state):
    with pytest.raises(nps.OptionError, match=r"not what to_dict gave"):
        nps.SurveySample.from_dict(state)
    with pytest.raises(nps.InputTypeError, match="must be a mapping"):
        nps.SurveySample.from_dict([state])

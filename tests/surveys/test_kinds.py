"""Whether answers are weighted is asked once, and cohorts of both kinds then answer alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from strategies import cohorts, counts

import nps
from nps._surveys.kinds import is_counted, is_many, is_weighted

if TYPE_CHECKING:
    from nps._surveys.kinds import ManySamples

SAMPLE = nps.SurveySample([10, 9, 3, 8], weights=[1, 2, 1, 1])
MANY = nps.Cohorts.from_dict({"a": [10, 9, 3], "b": [8, 2]})
SURVEYS = nps.SurveyCohorts.from_dict({"a": SAMPLE, "b": nps.SurveySample([9, 2, 10])})


@pytest.mark.parametrize(
    ("value", "weighted", "many"),
    [
        (SAMPLE, True, False),
        (SURVEYS, True, True),
        (MANY, False, True),
        (nps.Counts(5, 3, 2), False, False),
        (nps.PublishedScore(30, 100), False, False),
        (nps.estimate(MANY), False, False),
        (SURVEYS.describe(), False, False),
        ([10, 9], False, False),
        ({"a": [10, 9]}, False, False),
        # a column of any name is no method
        (pd.DataFrame({"with_replicates": [1], "_relabelled": [2]}), False, False),
        (None, False, False),
    ],
)
def test_what_a_value_is(value, weighted, many):
    assert is_weighted(value) is weighted
    assert is_many(value) is many
    assert is_counted(value) is (many and not weighted)


@given(cohorts(min_n=2))
def test_constant_weights_answer_as_counts_do(many):
    """A weight of 1 makes an answer worth n - 1 of n: the variance of one is the same."""
    survey: ManySamples = nps.SurveyCohorts.from_dict(many)
    counted: ManySamples = many
    assert counted._survey is None
    assert survey._survey is survey
    assert (survey.n == counted.n).all()
    assert np.allclose(survey.score, counted.score, rtol=1e-12)
    for mine, theirs in zip(survey._classes(), counted._classes(), strict=True):
        assert (mine == theirs).all()
    assert (counted._answers() == counted.n).all()
    varied = [len({*row} - {0}) > 1 for row in np.stack(counted._classes(), axis=1).tolist()]
    assert np.allclose(survey._answers()[varied], (counted.n - 1.0)[varied], rtol=1e-12)
    mine, theirs = survey._variance_of_one()[0], counted._variance_of_one()[0]
    assert np.allclose(mine[varied], theirs[varied], rtol=1e-12)


@given(cohorts(min_n=1), counts(min_n=1))
def test_others_are_all_without_the_one(many, more):
    """Under other labels each stands beside the sum of the rest, weighted or not."""
    together = many + nps.Cohorts.from_dict({"more": more})
    survey = nps.SurveyCohorts.from_dict(together)
    for kind in (together, survey):
        rest = kind._others(kind._labels)
        assert (rest.n + kind.n == kind.n.sum()).all()
        for i in range(len(kind)):
            alone = kind._relabelled(np.array([i]), nps.Cohorts.from_dict({"x": more})._labels)
            assert alone.labels == ("x",)
            assert alone.n[0] == kind.n[i]

"""How weights and designs are read, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from survey_samples import assert_same
from survey_strategies import Survey, surveys

import nps


@given(surveys(), st.data())
def test_names_of_clusters_and_the_order_of_rows_mean_nothing(survey, data):
    names = data.draw(st.permutations(["p", "q", "r", "s"]))
    renamed = Survey(
        survey.ratings, survey.weights, survey.strata, [names[c] for c in survey.clusters]
    )
    rows = data.draw(st.permutations(range(len(survey))))
    assert_same(renamed.take(rows).sample(), survey.sample())


@given(surveys())
def test_clusters_are_nested_in_strata(survey):
    unique = [f"{h}/{c}" for h, c in zip(survey.strata, survey.clusters, strict=True)]
    renamed = Survey(survey.ratings, survey.weights, survey.strata, unique)
    assert_same(renamed.sample(), survey.sample())


@given(surveys(missing=False, zero=False))
def test_respondents_who_are_clusters_of_their_own(survey):
    alone = Survey(survey.ratings, survey.weights, survey.strata, list(range(len(survey))))
    assert_same(alone.sample("both"), survey.sample("strata"))


def test_containers():
    frame = pd.DataFrame({"r": [9, 3, None], "w": pd.array([1, 2, 3], "Int64"), "c": list("aab")})
    sample = nps.SurveySample(frame["r"], weights=frame["w"], clusters=frame["c"])
    assert sample == nps.SurveySample([9, 3, None], weights=[1.0, 2, 3], clusters=["a", "a", "b"])
    assert sample.weighted == (1.0, 0.0, 2.0)
    assert sample.counts.missing == 1


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1, -1, 2], "weights must be finite and not negative, got -1.0 at position 1"),
        ([1, 2, math.nan], "got nan at position 2"),
        ([math.inf, 2, -1], r"got inf at position 0 and at 1 more"),
        ([1, None, 2], "got nan at position 1"),
        (np.ma.masked_array([1.0, 2, 3], mask=[0, 0, 1]), "got nan at position 2"),
        ([1, 2], "must have the same length, got 3 and 2"),
        ([1e200, 1, 1], "got 1e"),
        ([1, 1e-200, 1], "got 1e-200 at position 1"),
    ],
)
def test_weights_that_are_refused(weights, message):
    with pytest.raises(nps.OptionError, match=message):
        nps.SurveySample([9, 3, 8], weights=weights)


@pytest.mark.parametrize("weights", [["a", 1, 2], [True, 1, 2], [1j, 1, 1], [10**400, 1, 1]])
def test_weights_that_are_no_numbers(weights):
    with pytest.raises(nps.InputTypeError, match="weights must be numbers"):
        nps.SurveySample([9, 3, 8], weights=weights)


REFUSED = [
    ({"strata": ["a", None, "b"]}, "strata must be known for each respondent, but the one at pos"),
    ({"clusters": [1, 2]}, "ratings and clusters must have the same length"),
    ({"population": 2}, "population must be at least .* but the sample has 3 of 2"),
    ({"population": 0}, "population must be at least .* but the sample has 3 of 0"),
    ({"population": 9.5}, "population must be a whole number"),
    ({"population": {"a": 9}}, "a mapping from strata, so strata must be given"),
    ({"population": 9, "strata": [1, 1, 2]}, "must say for each stratum"),
    ({"population": {1: 9}, "strata": [1, 1, 2]}, "no entry for the stratum 2"),
    ({"lonely": "remove"}, "lonely must be one of"),
    ({"degrees_of_freedom": 0}, "degrees_of_freedom must be above 0"),
    ({"replication": "brr"}, "replication describes replicate_weights"),
    ({"replicate_weights": np.ones((2, 4))}, "must have 3 rows"),
    ({"replicate_weights": np.ones(3)}, "must have 3 rows"),
    ({"replicate_weights": np.ones((3, 1))}, "at least two columns"),
    ({"replicate_weights": -np.ones((3, 2))}, "got -1.0 in row 0, column 0"),
    ({"replicate_weights": np.ones((3, 2)), "strata": [1, 1, 2]}, "strata cannot be given beside"),
    ({"replicate_weights": np.ones((3, 2)), "replication": "jkn"}, "scales must be given for kind"),
    ({"replicate_weights": np.ones((3, 2)), "replication": "x"}, "replication must be one of"),
    (
        {"replicate_weights": np.ones((3, 2)),
         "replication": nps.Replication(kind="jkn", scales=[0.5])},
        "scales must have one for each of 2 replicates, got 1",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("options", "message"), REFUSED)
def test_designs_that_are_refused(options, message):
    with pytest.raises(nps.OptionError, match=message):
        nps.SurveySample([9, 3, 8], **options)

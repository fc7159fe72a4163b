"""Groups of one survey: the whole, its files, and what must fit."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from survey_samples import BY_SEGMENT
from survey_strategies import kinds, segments, split, surveys

import nps

approx = pytest.approx


@pytest.mark.slow
@given(surveys(), segments, kinds)
def test_the_total_is_the_whole_survey(survey, segment, kind):
    cohorts = split(survey, segment, kind)
    whole = survey.sample(kind)
    assert cohorts.total.counts == whole.counts
    assert cohorts.total.score == approx(whole.score)
    assert cohorts.total.standard_error == approx(whole.standard_error, rel=1e-7, abs=1e-6)
    assert cohorts.total == whole
    assert cohorts.counts.total == whole.counts
    groups = segment[: len(survey.ratings)]
    if 0 not in survey.weights:
        assert cohorts.counts == nps.count_by(survey.ratings, groups).select(cohorts.labels)


def test_each_respondent_a_group_and_a_cluster():
    cohorts = nps.survey_by([9, 3] * 10, range(20), clusters=range(20))
    assert cohorts.total == nps.SurveySample([9, 3] * 10, clusters=range(20))


@given(surveys(), segments, kinds, st.data())
def test_files_of_one_survey_add_up(survey, segment, kind, data):
    part = np.array([data.draw(st.booleans()) for _ in range(len(survey))])
    assume(0 < part.sum() < part.size)
    files = [
        split(survey.take(rows), [segment[i] for i in rows], kind)
        for rows in (np.flatnonzero(part), np.flatnonzero(~part))
    ]
    whole, added = split(survey, segment, kind, order="sorted"), sum(files)
    added = added.select(whole.labels)
    assert added == whole
    assert_allclose(added.covariance(), whole.covariance(), rtol=1e-8, atol=1e-6)


def test_several_keys_and_text():
    cohorts = nps.survey_by(
        [9, 3, 8, 2], {"year": [2, 10, 2, 2], "shop": list("aabb")}, order="sorted"
    )
    assert cohorts.labels == ((2, "a"), (2, "b"), (10, "a"))
    assert cohorts.key_names == ("year", "shop")
    assert nps.SurveyCohorts.from_dict(json.loads(json.dumps(cohorts.to_dict()))) == cohorts
    assert str(cohorts).startswith("3 weighted cohorts, n = 4\n2 / a: weighted NPS 100.0")
    assert repr(cohorts) == "<SurveyCohorts: 3 labels, n = 4>"
    assert cohorts.sort_by("score").labels == ((10, "a"), (2, "b"), (2, "a"))
    assert cohorts.sort_by("n").labels == ((2, "a"), (10, "a"), (2, "b"))
    assert cohorts.sort_by(descending=True).labels == cohorts[::-1].labels
    frame = cohorts.to_pandas()
    assert list(frame.index.names) == ["year", "shop"]
    assert frame["sum_of_weights"].tolist() == [1.0, 2.0, 1.0]
    for result in (cohorts, nps.estimate(BY_SEGMENT), BY_SEGMENT.describe(),
                   nps.compare(BY_SEGMENT, [9, 3])):  # fmt: skip
        assert "<table" in result._repr_html_()
        json.dumps(result.to_dict())
        assert str(result)
    frame = nps.estimate(BY_SEGMENT).to_pandas()
    assert {"low", "design_effect", "kish_n", "unweighted_score"} <= set(frame.columns)
    assert isinstance(nps.estimate(BY_SEGMENT), nps.results.Estimates)
    assert isinstance(nps.estimate(BY_SEGMENT)["new"], nps.results.Estimate)
    assert isinstance(BY_SEGMENT.describe(), nps.results.SurveySummaries)


def test_groups_must_fit():
    with pytest.raises(nps.OptionError, match="must have the same length"):
        nps.survey_by([9, 3], ["a"])
    with pytest.raises(nps.RatingError, match="11 at position 1"):
        nps.survey_by([9, 11], ["a", "b"])
    assert nps.survey_by([9, 11], ["a", "b"], invalid="drop")["b"].counts.invalid == 1

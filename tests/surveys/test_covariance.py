"""The covariance of many scores is that of each pair, whatever the design."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from survey_strategies import kinds, staged_surveys, stages, surveys

import nps
from nps._surveys import covariance

segments = st.lists(st.sampled_from(["x", "y", "z"]), min_size=40, max_size=40)
lonely = st.sampled_from(["certainty", "adjust", "average"])


def assert_pairs(cohorts):
    """Compare with the sums over classes, strata and clusters that each pair of samples does."""
    found, samples = cohorts.covariance(), cohorts._samples
    expected = np.array(
        [
            [1e4 * one._variance_with(other) if one.n and other.n else np.nan for other in samples]
            for one in samples
        ]
    )
    error = np.sqrt(np.abs(np.diag(expected)))
    # sums in another order part by rounding, of what is added up: points on a scale of 100
    scale = np.fmax(np.outer(error, error), 1.0)
    assert_array_equal(np.isnan(found), np.isnan(expected))
    assert_allclose(found / scale, expected / scale, rtol=0.0, atol=1e-11)
    assert_array_equal(np.diag(found), np.diag(expected))
    assert_array_equal(found, found.T)


@given(surveys(), segments, kinds, lonely)
def test_groups_of_one_survey(survey, segment, kind, alone):
    groups = segment[: len(survey)]
    # a stratum with a single cluster, or respondent
    strata = [
        "east" if x == ("north", 0) else x[0]
        for x in zip(survey.strata, survey.clusters, strict=True)
    ]
    design = survey.design(kind)
    if "strata" in design:
        design["strata"] = strata
    cohorts = nps.survey_by(survey.ratings, groups, lonely=alone, **design)
    assert_pairs(cohorts)
    assert_pairs(nps.SurveyCohorts.from_dict({"all": cohorts.total, **cohorts}))


@given(staged_surveys(), stages, segments, lonely)
def test_groups_of_a_survey_in_stages(staged, stage, segment, alone):
    survey = staged.survey
    cohorts = nps.survey_by(
        survey.ratings, segment[: len(survey)], lonely=alone,
        population=staged.population(*stage), **staged.design(*stage),
    )  # fmt: skip
    assert_pairs(cohorts)
    assert_pairs(nps.SurveyCohorts.from_dict({"all": cohorts.total, **cohorts}))


@given(surveys(), segments, st.sampled_from(["mean", "estimate"]))
def test_groups_with_replicates(survey, segment, centre):
    cohorts = nps.survey_by(survey.ratings, segment[: len(survey)], **survey.design("both"))
    assert_pairs(cohorts.with_replicates("jkn", centre=centre))


@given(surveys(), surveys(), segments)
def test_surveys_side_by_side(one, other, segment):
    first, second = (
        nps.survey_by(x.ratings, segment[: len(x)], **x.design("both")) for x in (one, other)
    )
    both = {(i, label): x[label] for i, x in enumerate((first, second)) for label in x}
    cohorts = nps.SurveyCohorts.from_dict(both)
    assert_pairs(cohorts)
    answered = cohorts.n > 0
    apart = cohorts.covariance()[: len(first), len(first) :]
    assert (apart[np.ix_(answered[: len(first)], answered[len(first) :])] == 0.0).all()
    assert_pairs(first + second)
    # the second file's clusters come in the order of the first one's
    assert_pairs(
        nps.SurveyCohorts.from_dict({"one": first.total, "two": second.total}, shared=True)
    )


@pytest.mark.parametrize("size", [1, 7, 100])
def test_blocks_of_clusters_add_up(size, monkeypatch):
    rng = np.random.default_rng(4)
    cohorts = nps.survey_by(
        rng.integers(0, 11, 2_000), rng.integers(0, 5, 2_000), weights=rng.uniform(1.0, 3.0, 2_000),
        clusters=rng.integers(0, 90, 2_000), strata=rng.integers(0, 4, 2_000),
    )  # fmt: skip
    whole = cohorts.covariance()
    monkeypatch.setattr(covariance, "BLOCK", size)
    assert_allclose(cohorts.covariance(), whole, rtol=1e-12)
    assert_pairs(cohorts)


def test_strata_of_single_clusters_alone_have_no_average():
    cohorts = nps.survey_by(
        [10, 3, 9, 2], ["x", "y", "x", "y"], strata=[1, 1, 2, 2], clusters=[1, 1, 2, 2],
        lonely="average",
    )  # fmt: skip
    assert np.isnan(cohorts.covariance()).all()


def test_a_lonely_cluster_is_named():
    cohorts = nps.survey_by(
        [10, 3, 9, 2, 9], list("xyxyx"), strata=[1, 1, 1, 1, 2], clusters=[1, 1, 2, 2, 3]
    )
    with pytest.raises(nps.OptionError, match="stratum '2' has a single cluster"):
        cohorts.covariance()

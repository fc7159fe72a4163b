"""Replicates made of a sample: jackknife and bootstrap."""

from __future__ import annotations

import pytest
from hypothesis import given
from survey_samples import LONELY, PAIRED, SMALL
from survey_strategies import Survey, surveys

import nps

approx = pytest.approx


@given(surveys(missing=False, zero=False))
def test_the_jackknife_agrees_with_linearisation(survey):
    for kind, design in (("jk1", "clusters"), ("jkn", "both")):
        sample = survey.sample(design)
        made = sample.with_replicates(kind, centre="estimate")
        assert made.score == sample.score
        assert made.degrees_of_freedom == sample.degrees_of_freedom
    # With clusters of equal weight the score is a linear function of their totals: no difference.
    even = Survey(survey.ratings, [1] * len(survey), survey.strata, list(range(len(survey))))
    sample = even.sample("clusters")
    made = sample.with_replicates("jk1")
    assert made.standard_error == approx(sample.standard_error, rel=1e-9, abs=1e-6)


def test_the_bootstrap_can_be_repeated():
    sample = nps.SurveySample(**PAIRED)
    first, again, other = (
        sample.with_replicates("bootstrap", n_replicates=20, rng=rng) for rng in (1, 1, 2)
    )
    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("sample", "options", "message"),
    [
        (nps.SurveySample([9, 3]), {"kind": "jk1"}, "made of clusters, but the sample has none"),
        (nps.SurveySample(**PAIRED), {"kind": "jk1"}, 'is for samples without strata; use "jkn"'),
        (SMALL, {"kind": "brr"}, "needs two clusters in each stratum, but the sample has 4"),
        (SMALL, {"kind": "other"}, "kind must be one of"),
        (SMALL, {"kind": "fay", "rho": 1}, "rho must lie from 0 up to 1"),
        (SMALL, {"kind": "bootstrap", "n_replicates": 1}, "n_replicates must lie between 2"),
        (nps.SurveySample(**LONELY), {"kind": "jkn"}, "stratum 'b' has a single cluster, of which"),
        (
            nps.SurveySample([9, 3], clusters=[1, 2], population=9),
            {"kind": "bootstrap"},
            "takes no finite population",
        ),
    ],
)
def test_replicates_that_cannot_be_made(sample, options, message):
    with pytest.raises(nps.OptionError, match=message):
        sample.with_replicates(**options)


def test_a_seed_that_is_none():
    with pytest.raises(nps.InputTypeError, match="rng must be a whole number"):
        SMALL.with_replicates("bootstrap", rng="x")

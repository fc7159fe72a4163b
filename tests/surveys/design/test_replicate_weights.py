"""Replicate weights that came with the data."""

from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.testing import assert_allclose
from survey_samples import SMALL, assert_same, numbers

import nps

approx = pytest.approx


def test_replicate_weights_add_over_files():
    rng = np.random.default_rng(5)
    ratings, weights = rng.integers(0, 11, 40), rng.uniform(1, 3, (40, 6))
    fay = nps.Replication(kind="fay", rho=0.5, centre="estimate")
    files = [
        nps.SurveySample(ratings[rows], replicate_weights=weights[rows], replication=fay)
        for rows in (slice(0, 25), slice(25, 40))
    ]
    whole = nps.SurveySample(ratings, replicate_weights=weights, replication=fay)
    assert_same(sum(files), whole)
    assert whole.degrees_of_freedom == 5
    brr = nps.SurveySample(ratings, replicate_weights=weights, replication="brr")
    with pytest.raises(nps.OptionError, match="must have the same replication"):
        brr + whole
    made = [nps.SurveySample([9, 3, 9, 8], clusters=range(4)).with_replicates("jk1")] * 2
    made[1] = nps.SurveySample([9, 3, 9, 8], clusters=range(4)).with_replicates("jk1")
    with pytest.raises(nps.OptionError, match="made of different clusters"):
        made[0] + made[1]


def test_a_replicate_of_scale_0_does_not_count():
    factors = np.array([[1, 2, 9], [2, 1, 1], [1, 1, 1]])
    plans = [
        nps.Replication(kind="other", scale=1.0, scales=scales) for scales in ([2, 3, 0], [2, 3])
    ]
    with_it, without = (
        nps.SurveySample(
            [9, 3, 8], replicate_weights=factors[:, : len(plan.scales)], replication=plan
        )
        for plan in plans
    )
    assert with_it.standard_error == approx(without.standard_error)


def test_replicates_round_trip():
    for sample in (
        SMALL.with_replicates("jk1"),
        nps.SurveySample([9, 3, 8], replicate_weights=np.eye(3) + 1),
    ):
        copy = nps.SurveySample.from_dict(json.loads(json.dumps(sample.to_dict())))
        assert copy == sample
        assert_allclose(numbers(copy), numbers(sample))
        assert sample != SMALL


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"kind": "other"}, nps.OptionError, 'scale must be given for kind="other"'),
        ({"kind": "fay", "rho": 1.0}, nps.OptionError, "rho must lie from 0 up to 1"),
        ({"kind": "brr", "scale": -1}, nps.OptionError, "scale must not be negative"),
        ({"kind": "brr", "scales": 3}, nps.InputTypeError, "scales must be a sequence"),
        ({"kind": "brr", "combined": 1}, nps.InputTypeError, "combined must be True or False"),
        ({"kind": "brr", "centre": "median"}, nps.OptionError, "centre must be one of"),
    ],
)
def test_replications_that_are_refused(options, error, message):
    with pytest.raises(error, match=message):
        nps.Replication(**options)


def test_replicate_weights_of_text():
    with pytest.raises(nps.InputTypeError, match="must be a table of numbers"):
        nps.SurveySample([9, 3], replicate_weights=[["a", "b"], ["c", "d"]])

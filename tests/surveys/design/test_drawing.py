"""Replicates that are drawn agree with linearisation where the score is linear."""

from __future__ import annotations

import pytest
from survey_samples import PAIRED

import nps

approx = pytest.approx


@pytest.mark.parametrize(
    ("kind", "within"), [("brr", 1e-9), ("fay", 1e-9), ("jkn", 1e-9), ("bootstrap", 0.1)]
)
def test_replicates_of_a_linear_score_agree_with_linearisation(kind, within):
    # Clusters of equal size: half samples and the jackknife are exact. The bootstrap has 3,000
    # replicates, so its error is good to 1/sqrt(6000) = 1.3%.
    sample = nps.SurveySample(**PAIRED)
    made = sample.with_replicates(kind, n_replicates=3000, rng=1)
    assert made.standard_error == approx(sample.standard_error, rel=within)
    assert made.degrees_of_freedom == 12

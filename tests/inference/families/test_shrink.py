"""Shrunken scores: between a cohort's own score and that of all, small ones nearest to all."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from strategies import cohorts

import nps
from nps import shrink

shops = nps.Cohorts.from_counts(
    ["North", "South", "silent", "West"], [50, 45, 0, 20], [30, 35, 0, 40], [20, 20, 0, 40]
)


@pytest.mark.parametrize("seed", range(5))
def test_most_of_the_luck_of_equal_shops_is_taken_out(seed) -> None:
    answers = np.random.default_rng(seed).multinomial(30, [0.5, 0.3, 0.2], size=50)
    found = shrink(nps.Cohorts.from_counts(range(50), *answers.T))
    assert np.ptp(found.shrunken_score) < 0.35 * np.ptp(found.score)


@given(cohorts().filter(lambda sample: sample.n.any()), st.sampled_from(["dirichlet", "normal"]))
def test_shrunken_scores_lie_between_own_and_common(sample, method) -> None:
    found = shrink(sample, method=method)
    answered = sample.n > 0
    low, high = (end[answered] for end in found.confidence_interval)
    own, mean = sample.score[answered], found.shrunken_score[answered]
    assert (mean >= np.minimum(own, found.common_score) - 1e-6).all()
    assert (mean <= np.maximum(own, found.common_score) + 1e-6).all()
    assert ((low <= mean + 1e-9) & (mean - 1e-9 <= high)).all()
    assert (high > low).all()
    assert ((found.weight[answered] >= 0.0) & (found.weight[answered] <= 1.0)).all()
    assert np.isnan(found.shrunken_score[~answered]).all()
    assert found.labels == sample.labels


@settings(max_examples=30)
@given(cohorts(min_n=1), st.sampled_from(["dirichlet", "normal"]))
def test_a_mirror_turns_shrunken_scores(sample, method) -> None:
    mirrored = nps.Cohorts.from_counts(
        sample.labels, sample.detractors, sample.passives, sample.promoters
    )
    one, two = shrink(sample, method=method), shrink(mirrored, method=method)
    # a flat likelihood leaves the last digits of its top open
    assert_allclose(two.shrunken_score, -one.shrunken_score, atol=1e-2)
    assert_allclose(two.spread, one.spread, atol=1e-2)


def test_small_cohorts_move_most() -> None:
    x = nps.Cohorts.from_counts(["big", "small", "low"], [600, 6, 20], [200, 2, 30], [200, 2, 50])
    found = shrink(x)
    assert found["big"].weight > found["small"].weight
    assert abs(found["small"].shrunken_score - 40.0) > abs(found["big"].shrunken_score - 40.0)
    assert found.prior is not None
    alpha = np.array(found.prior)
    assert found.weight[0] == pytest.approx(1000.0 / (1000.0 + alpha.sum()))
    assert found.common_score == pytest.approx(100.0 * (alpha[0] - alpha[2]) / alpha.sum())


def test_normal_weights_are_those_of_adjusted_counts() -> None:
    found = shrink(shops, method="normal")
    for row in found:
        if row.counts.n:
            n = row.counts.n + 3.0
            up, down = row.counts.promoters + 0.75, row.counts.detractors + 0.75
            variance = 1e4 * ((up + down) / n - ((up - down) / n) ** 2) / row.counts.n
            expected = found.spread**2 / (found.spread**2 + variance)
            assert row.weight == pytest.approx(expected)


def test_one_population_is_pooled() -> None:
    same = nps.Cohorts.from_counts(["a", "b"], [50, 5], [30, 3], [20, 2])
    found = shrink(same)
    assert found.prior is None
    assert found.spread == 0.0
    assert_allclose(found.shrunken_score, 30.0)
    whole = nps.estimate(same.total).confidence_interval
    assert_allclose(found.confidence_interval.low, whole.low)
    assert_allclose(found.confidence_interval.high, whole.high)
    assert "no more than samples of one population" in str(found)


def test_refusals() -> None:
    with pytest.raises(nps.InputTypeError, match=r"must be nps\.Cohorts"):
        shrink([9, 10])
    with pytest.raises(nps.OptionError, match="method must be one of"):
        shrink(shops, method="reml")
    with pytest.raises(nps.EmptySampleError, match="no common score"):
        shrink(shops.select(["silent"]))


def test_how_they_read_and_leave() -> None:
    found = shrink(shops)
    assert "common score 10.6" in str(found)
    assert "NPS 30.0, shrunken 25.6" in str(found["North"])
    assert "own weight" in found._repr_html_()
    assert "shrunken" in found["North"]._repr_html_()
    assert json.dumps(found.to_dict())
    assert found.to_polars().height == 4
    hostile = shrink(nps.Cohorts.from_counts(["<b>"], [5], [1], [0]))
    for result in (hostile, hostile["<b>"]):
        assert "<b>" not in result._repr_html_()

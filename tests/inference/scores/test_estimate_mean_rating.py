from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import alternatives, levels, ratings, scales

import nps

samples = st.lists(ratings, min_size=1, max_size=50)


@given(samples, levels)
def test_the_mean_lies_in_its_interval_on_the_scale(answers, level):
    found = nps.estimate_mean_rating(answers, confidence_level=level)
    assert found.mean == pytest.approx(np.mean(answers), abs=1e-12)
    low, high = found.confidence_interval
    # the ends carry rounding of about 1e-15 of the scale, which matters when all gave 0 or 10
    assert -1e-12 <= low <= found.mean + 1e-12
    assert found.mean - 1e-12 <= high <= 10 + 1e-12


@given(samples)
def test_standard_error_is_that_of_the_answers(answers):
    found = nps.estimate_mean_rating(answers)
    assert found.standard_error == pytest.approx(np.std(answers) / len(answers) ** 0.5, abs=1e-12)


@given(samples, levels)
def test_turning_the_scale_turns_the_interval(answers, level):
    low, high = nps.estimate_mean_rating(answers, confidence_level=level).confidence_interval
    turned = nps.estimate_mean_rating([10 - r for r in answers], confidence_level=level)
    assert turned.confidence_interval == pytest.approx((10 - high, 10 - low), abs=1e-9)


@given(st.lists(st.sampled_from([9, 8, 7]), min_size=1, max_size=40), levels)
def test_three_ratings_give_the_score_interval(answers, level):
    """With ratings 1, 2, 3 only, the mean is 2 + NPS / 100 and so are the limits (Tango)."""
    three = nps.Scale(promoters=(9, 9), passives=(8, 8), detractors=(7, 7))
    counts = nps.count(answers, scale=three)
    found = nps.estimate_mean_rating(counts, scale=three, confidence_level=level)
    low, high = nps.estimate(counts, confidence_level=level).confidence_interval
    assert found.confidence_interval == pytest.approx((8 + low / 100, 8 + high / 100), abs=1e-9)


@given(samples, levels, alternatives)
def test_one_sided_intervals_reach_the_end_of_the_scale(answers, level, alternative):
    found = nps.estimate_mean_rating(answers, confidence_level=level, alternative=alternative)
    low, high = found.confidence_interval
    if alternative == "greater":
        assert high == 10.0
    if alternative == "less":
        assert low == 0.0


@given(scales(), st.data())
def test_any_scale(scale, data):
    answers = data.draw(st.lists(st.sampled_from(list(scale.ratings)), min_size=1, max_size=20))
    found = nps.estimate_mean_rating(nps.count(answers, scale=scale), scale=scale)
    assert found.mean == pytest.approx(np.mean(answers), abs=1e-12)


def test_counts_without_a_fitting_distribution_are_refused():
    with pytest.raises(nps.OptionError, match="have none"):
        nps.estimate_mean_rating(nps.Counts(5, 3, 2))
    with pytest.raises(nps.OptionError, match="11 bins but the scale 5"):
        nps.estimate_mean_rating(nps.count([9, 3]), scale=nps.Scale.conventional(1, 5))
    with pytest.raises(nps.EmptySampleError, match="mean rating"):
        nps.estimate_mean_rating([None])


def test_display():
    found = nps.estimate_mean_rating([10, 9, 3])
    assert str(found).startswith("mean rating 7.33  [")
    assert "7.33" in found._repr_html_()
    assert found.to_dict()["mean"] == pytest.approx(22 / 3)


@given(
    st.lists(st.integers(0, 10), min_size=3, max_size=40).filter(lambda x: len(set(x)) > 1),
    st.integers(0, 2**32),
)
def test_weighted_means_have_the_linearised_error(ratings, seed):
    rng = np.random.default_rng(seed)
    x, w = np.array(ratings, dtype=float), rng.uniform(0.5, 2.0, len(ratings))
    found = nps.estimate_mean_rating(ratings, weights=w)
    mean = w @ x / w.sum()
    assert found.mean == pytest.approx(mean, rel=1e-12, abs=1e-12)
    z, n = w * (x - mean) / w.sum(), x.size
    assert found.standard_error == pytest.approx(np.sqrt(n / (n - 1) * (z @ z)), rel=1e-9)
    assert found.degrees_of_freedom == n - 1
    low, high = found.confidence_interval
    assert 0.0 <= low <= mean + 1e-9
    assert mean - 1e-9 <= high <= 10.0
    missing = nps.estimate_mean_rating([*ratings, None], weights=[*w, 1.0])
    assert missing.mean == pytest.approx(mean)
    scaled = nps.estimate_mean_rating(ratings, weights=7 * w)
    assert scaled.confidence_interval == pytest.approx(found.confidence_interval, rel=1e-8)


def test_weighted_unanimous_ratings_and_the_ends():
    same = nps.estimate_mean_rating([7] * 8, weights=[1, 2] * 4)
    assert same.mean == 7.0
    assert same.standard_error == 0.0
    low, high = same.confidence_interval
    assert low < 7.0 < high
    everybody = nps.estimate_mean_rating([7, 9, 3], population=3)
    assert everybody.confidence_interval == pytest.approx((19 / 3, 19 / 3), abs=1e-9)
    bound = nps.estimate_mean_rating([7, 9, 3, 10], weights=[1, 2, 1, 1], alternative="greater")
    assert bound.confidence_interval.high == 10.0
    assert str(bound).endswith("n = 4 (score method)")
    assert "effective_n" in bound.to_dict()
    assert "effective_n" not in nps.estimate_mean_rating([7, 9]).to_dict()


def test_what_has_no_ratings_or_another_variance_is_refused():
    with pytest.raises(nps.InputTypeError, match="sample must be the ratings themselves"):
        nps.estimate_mean_rating(nps.SurveySample([9, 3]))
    with pytest.raises(nps.InputTypeError, match="weights goes with the ratings of single"):
        nps.estimate_mean_rating(nps.count([9, 3]), weights=[1, 2])
    raked = nps.rake({"old": [0, 1, 0, 1]}, {"old": {0: 3, 1: 1}})
    with pytest.raises(nps.OptionError, match=r"pass their \.weights"):
        nps.estimate_mean_rating([9, 3, 7, 8], weights=raked)
    fixed = nps.estimate_mean_rating([9, 3, 7, 8], weights=raked.weights)
    assert fixed.mean == pytest.approx(0.75 * 8 + 0.25 * 5.5)
    factors = np.array([[2.0, 0.0], [0.0, 2.0], [2.0, 0.0], [0.0, 2.0]])
    by_factor = nps.Replication(kind="bootstrap", combined=False)
    apart = nps.estimate_mean_rating([9, 3, 7, 8], replicate_weights=factors, replication=by_factor)
    joint = nps.estimate_mean_rating(
        [9, 3, 7, 8], replicate_weights=factors, replication="bootstrap"
    )
    assert apart.standard_error == pytest.approx(joint.standard_error)
    # the two replicates have the means 8 and 5.5
    assert apart.standard_error == pytest.approx(1.25 * 2**0.5, rel=1e-9)

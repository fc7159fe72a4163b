from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from strategies import cohorts, counts, levels, swap_tails

import nps

methods = st.sampled_from(
    ["wilson", "jeffreys", "clopper-pearson", "goodman", "quesenberry-hurst", "sison-glaz"]
)


@given(counts(), levels, methods)
def test_each_share_lies_in_its_interval_on_the_unit_scale(sample, level, method):
    found = nps.estimate_shares(sample, confidence_level=level, method=method)
    for row, share in zip(found, sample.shares, strict=True):
        low, high = row.confidence_interval
        assert 0.0 <= low <= share <= high <= 1.0
        assert row.share == share
        assert row.standard_error == pytest.approx(float(np.sqrt(share * (1 - share) / sample.n)))


@given(counts(), methods)
def test_the_three_shares_sum_to_one(sample, method):
    found = nps.estimate_shares(sample, method=method)
    assert found.share.sum() == pytest.approx(1.0, abs=1e-15)
    assert found.count.sum() == sample.n


@given(counts(), levels, st.sampled_from(["wilson", "goodman", "quesenberry-hurst"]))
def test_swapping_the_tails_swaps_the_rows(sample, level, method):
    found = nps.estimate_shares(sample, confidence_level=level, method=method)
    turned = nps.estimate_shares(swap_tails(sample), confidence_level=level, method=method)
    assert found["promoters"].confidence_interval == turned["detractors"].confidence_interval
    assert found["passives"].confidence_interval == turned["passives"].confidence_interval


@given(counts(), levels)
def test_joint_intervals_contain_the_single_ones(sample, level):
    alone = nps.estimate_shares(sample, confidence_level=level)
    for method in ("goodman", "quesenberry-hurst"):
        joint = nps.estimate_shares(sample, confidence_level=level, method=method)
        assert (joint.confidence_interval.low <= alone.confidence_interval.low).all()
        assert (joint.confidence_interval.high >= alone.confidence_interval.high).all()


@given(counts(), levels)
def test_wilson_without_passives_is_the_score_interval(sample, level):
    """NPS = 2 p - 1 when nobody is passive."""
    pair = nps.Counts(sample.promoters + 1, 0, sample.detractors)
    low, high = nps.estimate_shares(pair, confidence_level=level)["promoters"].confidence_interval
    expected = nps.estimate(pair, confidence_level=level).confidence_interval
    # 1e-9 points: the cubic and the square root agree to about 1e-13 on the unit scale
    assert (200 * low - 100, 200 * high - 100) == pytest.approx(expected, abs=1e-9)


@given(cohorts(), methods)
def test_cohorts_give_the_rows_of_single_samples(many, method):
    found = nps.estimate_shares(many, method=method)
    assert len(found) == 3 * len(many)
    for label, sample in many.items():
        rows = [found[label, name] for name in ("promoters", "passives", "detractors")]
        if sample.n:
            for row, alone in zip(rows, nps.estimate_shares(sample, method=method), strict=True):
                assert row.confidence_interval == alone.confidence_interval
        else:
            assert all(np.isnan(row.share) for row in rows)


def test_several_keys_stay_apart():
    many = nps.count_by([10, 3, 8], {"year": [1, 1, 2], "shop": ["a", "b", "a"]})
    found = nps.estimate_shares(many)
    assert found[1, "b", "detractors"].share == 1.0
    assert found.key_names == ("year", "shop", "class")
    assert list(found.to_pandas().index.names) == ["year", "shop", "class"]


def test_cohorts_of_one_key_keep_its_name_and_are_ordered_in_words():
    found = nps.estimate_shares(
        nps.Cohorts.from_counts(["a", "b", "c"], [5, 9, 1], [5, 0, 2], [0, 1, 7], keys=["shop"])
    )
    assert found.key_names == ("shop", "class")
    assert found["c", "promoters"].share == 0.1
    said = found.summary()
    assert "10.0% in c to 90.0% in b" in said
    assert "from 0.0% to 70.0%" in said


def test_shares_of_clusters_are_worked_out_by_hand():
    """Five clusters of four: promoters all or none, detractors nearly alike."""
    promoters, detractors = np.array([4, 0, 3, 2, 1]), np.array([0, 1, 1, 1, 1])
    ratings = [
        rating
        for p, d in zip(promoters, detractors, strict=True)
        for rating in [9] * p + [0] * d + [7] * (4 - p - d)
    ]
    sample = nps.SurveySample(ratings, clusters=np.repeat(np.arange(5), 4))
    for name, each in (("promoters", promoters / 4), ("detractors", detractors / 4)):
        share, variance = each.mean(), each.var(ddof=1) / 5
        size = share * (1 - share) / variance
        assert (size > 20) == (name == "detractors")
        t = stats.t(4).ppf(0.975)
        # Korn and Graubard (1998): exact limits of as many answers as the design is worth
        worth = size * (stats.t(19).ppf(0.975) / t) ** 2
        yes, no = worth * share, worth * (1 - share)
        exact = nps.estimate_shares(sample, method="korn-graubard")[name]
        low, high = stats.beta(yes, no + 1).ppf(0.025), stats.beta(yes + 1, no).ppf(0.975)
        assert exact.confidence_interval == pytest.approx((low, high), rel=1e-9)
        # Wilson's, of no more answers than there are
        wilson = nps.estimate_shares(sample)[name]
        h = t**2 / min(size, 20.0)
        half = np.sqrt(h * share * (1 - share) + h * h / 4)
        ends = [(share + h / 2 + side * half) / (1 + h) for side in (-1, 1)]
        assert wilson.confidence_interval == pytest.approx(tuple(ends), rel=1e-9)
        assert wilson.standard_error == pytest.approx(np.sqrt(variance))


def test_shares_read_as_percent_and_leave_as_fractions():
    found = nps.estimate_shares(nps.Counts(50, 30, 20), method="goodman")
    assert "simultaneous 95% CI" in str(found)
    assert "50.0%" in str(found)
    assert "50.0%" in found._repr_html_()
    assert "50.0%" in found["promoters"]._repr_html_()
    state = json.loads(json.dumps(found.to_dict()))
    assert state["share"] == [0.5, 0.3, 0.2]
    assert state["labels"] == ["promoters", "passives", "detractors"]
    assert found["passives"].to_dict()["share"] == 0.3
    empty = nps.estimate_shares(nps.Cohorts.from_counts(["x"], [0], [0], [0]))
    assert "n/a" in str(empty)


def test_an_empty_sample_has_no_shares():
    with pytest.raises(nps.EmptySampleError, match="shares"):
        nps.estimate_shares(nps.Counts(0, 0, 0))

"""Groups of one survey, and several surveys side by side."""

from __future__ import annotations

import json
import math
import pickle

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from survey_samples import BY_SEGMENT
from survey_strategies import kinds, segments, split, surveys

import nps

approx = pytest.approx


# ---------------------------------------------------------------- domains


@given(surveys(), segments)
def test_the_covariance_of_domains_is_that_of_their_clusters(survey, segment):
    """The formula written out over all clusters of the design."""
    cohorts = split(survey, segment)
    ratings, w = np.array(survey.ratings, dtype=float), np.array(survey.weights)
    points = np.where(ratings >= 9, 1.0, np.where(ratings >= 7, 0.0, -1.0))
    keys = sorted(set(zip(survey.strata, survey.clusters, strict=True)))
    z = np.zeros((len(keys), len(cohorts)))
    for g, label in enumerate(cohorts):
        mine = ~np.isnan(ratings) & (np.array(segment[: len(survey)]) == label) & (w > 0)
        assume(mine.any())
        d = np.average(points[mine], weights=w[mine])
        for row in np.flatnonzero(mine):
            place = keys.index((survey.strata[row], survey.clusters[row]))
            z[place, g] += w[row] * (points[row] - d) / w[mine].sum()
    expected = np.zeros((len(cohorts), len(cohorts)))
    for stratum in ("north", "south"):
        part = z[[key[0] == stratum for key in keys]]
        part = part - part.mean(axis=0)
        expected += len(part) / (len(part) - 1) * part.T @ part
    assert_allclose(cohorts.covariance(), 1e4 * expected, rtol=1e-9, atol=1e-7)


def test_covariance_agrees_with_replicates():
    # 40 clusters of different size: the jackknife and linearisation part by terms of order 1/40
    rng = np.random.default_rng(21)
    n = 4000
    clusters = rng.integers(0, 40, n)
    ratings = np.clip(rng.normal(7.5, 2, n) + rng.normal(0, 1, 40)[clusters], 0, 10).round()
    cohorts = nps.survey_by(
        ratings, rng.choice(["x", "y"], n), weights=rng.uniform(1, 3, n), clusters=clusters
    )
    made = cohorts.with_replicates("jk1")
    assert_allclose(made.covariance(), cohorts.covariance(), rtol=0.02)
    assert cohorts.covariance()[0, 1] > 0.3 * cohorts.covariance()[0, 0]
    first, second = (nps.compare(one["x"], one["y"]) for one in (cohorts, made))
    assert first.method == second.method == "wald-t"
    assert second.p_value == approx(first.p_value, rel=0.1)
    assert second.degrees_of_freedom == 39
    independent = math.hypot(*(cohorts[x].standard_error for x in "xy"))
    assert first.standard_error < 0.8 * independent


def test_a_group_has_the_freedom_of_its_own_clusters():
    cohorts = nps.survey_by([9] * 8, ["x"] * 2 + ["y"] * 6, clusters=np.repeat(range(4), 2))
    assert cohorts["x"].degrees_of_freedom == 0.0
    assert cohorts["y"].degrees_of_freedom == 2.0
    given = nps.survey_by([9] * 8, ["x"] * 2 + ["y"] * 6, degrees_of_freedom=11)
    assert list(given.describe().degrees_of_freedom) == [11.0, 11.0]
    assert nps.compare(given["x"], given["y"], method="wald-t").degrees_of_freedom == 11.0


def test_groups_without_an_answer():
    cohorts = nps.survey_by([9, 3, None], ["a", "a", "b"], weights=[1, 2, 3])
    found = nps.estimate(cohorts)
    assert np.isnan(found.score).tolist() == [False, True]
    assert np.isnan(found.confidence_interval.low[1])
    assert found["b"].notes == ("No valid answer: there is no score.",)
    assert "no valid answer" in found.notes[0]
    assert np.isnan(cohorts.covariance()).tolist() == [[False, True], [True, True]]
    compared = nps.compare(cohorts, cohorts["a"])
    assert np.isnan(compared.p_value[1])
    assert compared["b"].notes[0] == "The sample has no valid answer."
    assert compared["a"].p_value == 1.0


# ---------------------------------------------------------------- adding


@given(surveys(missing=False), st.sampled_from(["mean", "estimate"]))
def test_groups_of_everybody_and_replicates(survey, centre):
    whole = nps.survey_by(survey.ratings, [1] * len(survey), **survey.design("both"))
    assert whole.total == whole[1] == survey.sample()
    # a replicate of equal weights has no deviation, whatever the plan
    plan = nps.Replication(kind="other", scale=2.0, centre=centre, combined=False)
    flat = nps.SurveyCohorts.from_dict(
        {
            1: nps.SurveySample(
                survey.ratings,
                weights=survey.weights,
                replicate_weights=np.full((len(survey), 3), 2.0),
                replication=plan,
            )
        }
    )
    assert flat.covariance()[0, 0] == approx(0.0, abs=1e-20)
    assert flat[1].degrees_of_freedom == 0


def test_separate_surveys_stay_separate():
    waves = {2024: BY_SEGMENT["new"], 2025: nps.SurveySample([9, 3, 2], weights=[1, 2, 1])}
    cohorts = nps.SurveyCohorts.from_dict(waves)
    assert cohorts.covariance()[0, 1] == 0.0
    assert nps.compare(cohorts[2024], cohorts[2025]).method == "score"
    more = nps.SurveyCohorts.from_dict({2025: nps.SurveySample([10, 3]), 2026: [9, 3]})
    both = cohorts + more
    assert both.labels == (2024, 2025, 2026)
    assert both[2025].n == 5
    assert both[2024] == waves[2024]
    assert sum([both]) is both


def test_waves_in_the_same_clusters():
    rng = np.random.default_rng(4)
    shops = np.repeat(range(20), 15)
    level = rng.normal(0, 2, 20)[shops]
    waves = [np.clip(7.5 + level + rng.normal(0, 1, 300), 0, 10).round() for _ in range(2)]
    one_table = nps.survey_by(
        np.concatenate(waves), np.repeat(["first", "second"], 300), clusters=np.tile(shops, 2)
    )
    files = {
        name: nps.SurveySample(wave, clusters=shops)
        for name, wave in zip(("first", "second"), waves, strict=True)
    }
    panel = nps.SurveyCohorts.from_dict(files, shared=True)
    apart = nps.SurveyCohorts.from_dict(files)
    assert panel == one_table
    assert_allclose(panel.covariance(), one_table.covariance())
    first, second = (nps.compare(one["second"], one["first"]) for one in (panel, apart))
    assert first.difference == second.difference
    assert (first.method, second.method) == ("wald-t", "score")
    assert "in common" in first.notes[-1]
    assert first.standard_error < 0.7 * second.standard_error
    assert second.notes == ()


def test_waves_with_the_same_replicates():
    rng = np.random.default_rng(6)
    factors = rng.uniform(0.5, 1.5, (4, 8))
    waves = {
        i: nps.SurveySample(rng.integers(0, 11, 4), replicate_weights=factors) for i in range(3)
    }
    panel = nps.SurveyCohorts.from_dict(waves, shared=True)
    assert nps.compare(panel[0], panel[1]).method == "wald-t"
    assert panel.covariance()[0, 2] != 0.0


def test_what_cannot_be_shared():
    for sample in (nps.SurveySample([9, 3]), [9, 3]):
        with pytest.raises(nps.OptionError, match="shared=True is for samples with clusters or"):
            nps.SurveyCohorts.from_dict({1: sample, 2: sample}, shared=True)
    with pytest.raises(nps.InputTypeError, match="shared must be True or False"):
        nps.SurveyCohorts.from_dict({1: [9, 3]}, shared="yes")
    with pytest.raises(nps.InputTypeError, match="must be a mapping"):
        nps.SurveyCohorts.from_dict([9, 3])


def test_replicates_of_several_surveys_are_made_one_by_one():
    cohorts = nps.SurveyCohorts.from_dict(
        {i: nps.SurveySample([9, 3], clusters=[1, 2]) for i in range(2)}
    )
    with pytest.raises(nps.OptionError, match="of several surveys"):
        cohorts.with_replicates("jk1")


# ---------------------------------------------------------------- a mapping


def test_a_mapping():
    assert list(BY_SEGMENT) == ["new", "old"]
    assert "new" in BY_SEGMENT
    assert "none" not in BY_SEGMENT
    assert len(BY_SEGMENT[1:]) == 1
    assert BY_SEGMENT.select(["old"])["old"] is BY_SEGMENT["old"]
    assert BY_SEGMENT.n.tolist() == [4, 4]
    assert BY_SEGMENT.weighted.tolist() == [[4, 1, 1], [2, 3, 1]]
    with pytest.raises(KeyError, match="no cohort is labelled 'non'"):
        BY_SEGMENT["non"]
    with pytest.raises(nps.InputTypeError, match="must be a list of labels"):
        BY_SEGMENT.select("new")
    with pytest.raises(nps.InputTypeError, match="build survey cohorts with"):
        nps.SurveyCohorts({})
    with pytest.raises(AttributeError, match="immutable, cannot set"):
        BY_SEGMENT.labels = ()
    with pytest.raises(AttributeError, match="immutable, cannot delete"):
        del BY_SEGMENT._samples
    with pytest.raises(nps.OptionError, match="there are no cohorts"):
        BY_SEGMENT[:0].total  # noqa: B018
    with pytest.raises(TypeError, match="unsupported operand"):
        BY_SEGMENT + 1
    with pytest.raises(TypeError, match="unsupported operand"):
        1 + BY_SEGMENT


@given(surveys(), segments, kinds)
def test_round_trips(survey, segment, kind):
    cohorts = split(survey, segment, kind)
    copies = (
        nps.SurveyCohorts.from_dict(json.loads(json.dumps(cohorts.to_dict()))),
        pickle.loads(pickle.dumps(cohorts)),
    )
    for copy in copies:
        assert copy == cohorts
        assert copy.labels == cohorts.labels
        assert_allclose(copy.covariance(), cohorts.covariance())


# ---------------------------------------------------------------- shares


@given(surveys(), segments, kinds, st.sampled_from(["wilson", "korn-graubard"]))
def test_shares_of_groups(survey, segment, kind, method):
    cohorts = split(survey, segment, kind)
    found = nps.estimate_shares(cohorts, method=method)
    for label, sample in cohorts.items():
        rows = [found[label, name] for name in nps.Shares._fields]
        if not sample.n:
            assert all(np.isnan(row.share) and row.n == 0 for row in rows)
            continue
        alone = nps.estimate_shares(sample, method=method)
        for row, one, share in zip(rows, alone, sample.shares, strict=True):
            assert row.confidence_interval == approx(one.confidence_interval, nan_ok=True)
            assert row.share == share
            low, high = row.confidence_interval
            if sample.degrees_of_freedom > 0:
                assert 0.0 <= low <= share + 1e-12
                assert share - 1e-12 <= high <= 1.0
                assert (low == 0.0) == (share == 0.0) or method == "wilson"


def test_shares_of_constant_weights():
    # n_eff = n - 1, and Student's t: a little wider than Wilson's interval
    ratings = [9] * 50 + [7] * 30 + [2] * 20
    weighted, plain = (
        nps.estimate_shares(one) for one in (nps.SurveySample(ratings), nps.count(ratings))
    )
    for mine, theirs in zip(weighted, plain, strict=True):
        assert mine.share == approx(theirs.share)
        assert mine.count == theirs.count
        assert mine.confidence_interval == approx(theirs.confidence_interval, abs=2e-3)
        assert mine.confidence_interval.low < theirs.confidence_interval.low
    with pytest.raises(nps.OptionError, match="method must be one of 'wilson', 'korn-graubard'"):
        nps.estimate_shares(nps.SurveySample(ratings), method="goodman")
    with pytest.raises(nps.EmptySampleError):
        nps.estimate_shares(nps.SurveySample([None]))
    one_empty = nps.estimate_shares(nps.survey_by([9, 3, None], ["a", "a", "b"]))
    assert one_empty.n.tolist() == [2, 2, 2, 0, 0, 0]
    assert np.isnan(one_empty["b", "passives"].confidence_interval.low)
    with pytest.raises(nps.OptionError, match="method must be one of"):
        nps.estimate_shares(nps.count(ratings), method="korn-graubard")

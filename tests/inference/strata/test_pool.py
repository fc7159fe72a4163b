"""pool: one score of many cohorts."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import FIFTEEN_DIGITS, groups, number, rows
from strategies import small_counts

import nps

methods = st.sampled_from(["fixed", "dersimonian-laird", "reml"])
some = st.lists(small_counts, min_size=1, max_size=8).map(
    lambda all_: nps.Cohorts.from_dict({str(i): counts for i, counts in enumerate(all_)})
)


def test_interval_and_heterogeneity_are_those_of_metafor():
    for row in rows("trend", method="pooled_FE", term="pooled_nps"):
        columns = groups(row["counts"]).astype(np.int64)
        cohorts = nps.Cohorts.from_counts(range(columns.shape[1]), *columns)
        found = nps.pool(cohorts)
        assert found.confidence_interval == pytest.approx(
            (number(row["lower"]), number(row["upper"])), rel=FIFTEEN_DIGITS
        )
        assert found.p_value == pytest.approx(number(row["p_value"]), rel=1e-9, abs=1e-15)
        (about,) = rows("trend", case_id=row["case_id"], method="pooled_FE", term="heterogeneity")
        test = found.heterogeneity
        assert test.statistic == pytest.approx(number(about["statistic"]), rel=FIFTEEN_DIGITS)
        assert test.p_value == pytest.approx(number(about["p_value"]), rel=1e-9)
        assert 100 * found.i_squared == pytest.approx(number(about["extra"]), abs=1e-9)


@given(some, methods, st.floats(0.5, 0.99))
def test_a_mirror_and_an_empty_cohort_change_nothing_else(cohorts, method, level):
    found = nps.pool(cohorts, method=method, confidence_level=level)
    assert isinstance(found, nps.results.Pooled)
    turned = nps.Cohorts.from_counts(
        cohorts.labels, cohorts.detractors, cohorts.passives, cohorts.promoters
    )
    mirrored = nps.pool(turned, method=method, confidence_level=level)
    assert mirrored.score == pytest.approx(-found.score, abs=1e-9)
    assert mirrored.tau == pytest.approx(found.tau, rel=1e-6, abs=1e-6)
    more = nps.Cohorts.from_dict({**cohorts, "none": nps.Counts(0, 0, 0)})
    same = nps.pool(more, method=method, confidence_level=level)
    assert same.confidence_interval == found.confidence_interval
    assert same.weights[-1] == 0.0
    assert "1 cohort has no valid answer." in same.notes
    low, high = found.tau_interval
    assert np.isnan(low) if len(cohorts) == 1 else 0.0 <= low <= high <= 100.0


@given(some)
def test_random_effects_are_never_surer_than_fixed_ones(cohorts):
    fixed = nps.pool(cohorts)
    for method in ("dersimonian-laird", "reml"):
        assert nps.pool(cohorts, method=method).standard_error >= fixed.standard_error - 1e-9
    assert fixed.tau == nps.pool(cohorts, method="dersimonian-laird").tau


def test_it_reads_in_both_languages():
    shops = nps.Cohorts.from_counts(["A", "B", "C"], [50, 42, 30], [30, 38, 40], [20, 20, 30])
    found = nps.pool(shops, method="reml")
    assert found.summary() == (
        "3 cohorts together have a Net Promoter Score of 17.3 points (95% CI -0.2 to 34.9); their"
        " true scores spread about it by 13.4 points (standard deviation); the cohorts differ"
        " (Cochran's Q: p = 0.018)."
    )
    assert "标准差为 13.4 分" in found.summary("zh")
    assert str(found) == "NPS 17.3  [-0.2, 34.9]  95% CI, 3 cohorts, tau = 13.4 (reml method)"
    one = nps.pool(shops.select(["A"]))
    assert one.summary().endswith("(95% CI 14.7 to 45.3).")
    assert one.score == shops["A"].score
    assert json.loads(json.dumps(found.to_dict()))["i_squared"] == pytest.approx(found.i_squared)
    assert "chi2(2)" in found._repr_html_()
    unanimous = nps.Cohorts.from_counts(["A", "B"], [5, 2], [0, 2], [0, 3])
    assert nps.pool(unanimous).notes == (
        "1 cohort unanimous: the variance there is that of counts with 3 answers added.",
    )


def test_weighted_cohorts_take_the_errors_of_their_design():
    rng = np.random.default_rng(3)
    shops = nps.survey_by(
        rng.integers(0, 11, 300), rng.choice(["A", "B", "C"], 300), weights=rng.uniform(0.5, 2, 300)
    )
    found = nps.pool(shops)
    weights = 1 / shops.describe().standard_error ** 2
    assert found.score == pytest.approx(weights @ shops.score / weights.sum(), rel=1e-3)


def clustered(seed=1):
    """Three groups whose answers come from the same twelve clusters."""
    rng = np.random.default_rng(seed)
    cluster, mood = rng.integers(0, 12, 600), rng.normal(0, 2, 12)
    ratings = np.clip(np.round(7 + mood[cluster] + rng.normal(0, 2, 600)), 0, 10).astype(int)
    groups_, weights = rng.choice(["A", "B", "C"], 600), rng.uniform(0.5, 2, 600)
    return nps.survey_by(ratings, groups_, clusters=cluster, weights=weights)


def test_groups_of_one_survey_vary_together():
    shops = clustered()
    covariance = shops.covariance()
    w = 1.0 / covariance.diagonal()
    found = nps.pool(shops)
    assert found.standard_error == pytest.approx(np.sqrt(w @ covariance @ w) / w.sum(), rel=1e-9)
    # taken for independent, the same groups would seem much better known
    assert found.standard_error > 1.5 * w.sum() ** -0.5
    inverse = np.linalg.inv(covariance)
    gap = shops.score - inverse.sum(axis=0) @ shops.score / inverse.sum()
    assert found.heterogeneity.statistic == pytest.approx(gap @ inverse @ gap, rel=1e-8)
    random = nps.pool(shops, method="reml")
    matrix = covariance + random.tau**2 * np.eye(3)
    w = 1.0 / matrix.diagonal()
    assert random.standard_error == pytest.approx(np.sqrt(w @ matrix @ w) / w.sum(), rel=1e-9)


def test_weighted_unanimous_and_complete_groups():
    mixed = nps.SurveySample([9, 9, 3, 7, 8, 10, 0], weights=[1, 2, 1, 1, 1, 2, 1])
    cohorts = nps.SurveyCohorts.from_dict({"A": nps.SurveySample([9] * 5), "B": mixed})
    found = nps.pool(cohorts)
    assert 0.0 < found.standard_error < mixed.standard_error
    assert found.notes == (
        "1 cohort unanimous: the variance there is that of counts with 3 answers added.",
    )
    everybody = nps.SurveySample([9, 3, 7, 10], population=4)
    with pytest.raises(nps.OptionError, match="no uncertainty in 'A': everybody was asked"):
        nps.pool(nps.SurveyCohorts.from_dict({"A": everybody, "B": mixed}))


def test_what_cannot_be_pooled_is_refused():
    with pytest.raises(nps.InputTypeError, match=r"cohorts must be nps\.Cohorts"):
        nps.pool([1, 2])
    with pytest.raises(nps.EmptySampleError, match="no valid answer at all"):
        nps.pool(nps.Cohorts.from_counts(["A"], [0], [0], [0]))
    with pytest.raises(nps.OptionError, match="Did you mean 'reml'"):
        nps.pool(nps.Cohorts.from_counts(["A"], [1], [0], [0]), method="rmel")


def test_one_cohort_alone_has_a_score():
    one = nps.pool(nps.Cohorts.from_counts(["a"], [5], [3], [2])).summary()
    two = nps.pool(nps.Cohorts.from_counts(["a", "b"], [5, 6], [3, 3], [2, 2])).summary()
    assert one.startswith("1 cohort has a Net Promoter Score of 30.0 points")
    assert two.startswith("2 cohorts together have a Net Promoter Score of ")
    assert "Cochran's Q" in two

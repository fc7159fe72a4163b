"""compare_shares: the three shares of two samples, as one family."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import number, rows
from scipy.stats import binomtest, false_discovery_control
from strategies import alternatives, levels, small_counts

import nps
from nps import compare_shares

CLASSES = ("promoters", "passives", "detractors")
adjustments = st.sampled_from(["none", "holm", "bonferroni", "hommel", "benjamini-hochberg"])
moves = (
    st.lists(st.integers(0, 9), min_size=9, max_size=9)
    .filter(any)
    .map(lambda cells: nps.Transitions(np.reshape(cells, (3, 3)).tolist()))
)
S, R = nps.Counts(600, 250, 150), nps.Counts(500, 300, 200)


def test_the_same_people_are_tested_as_by_mcnemar_in_r():
    for row in rows("paired", method="mcnemar_promoters"):
        table = np.reshape([int(cell) for cell in row["table"].split()], (3, 3)).tolist()
        found = compare_shares(nps.Transitions(table))["promoters"]
        assert found.statistic**2 == pytest.approx(number(row["statistic"]), rel=1e-9)
        assert found.p_value == pytest.approx(number(row["p_value"]), rel=1e-9)


def test_the_airway_study_of_fagerland_lydersen_and_laake():
    """One child got better, 7 worse, of 21: chi-squared 4.5, exact p .0703, mid-p .0391."""
    table = nps.Transitions([[1, 7, 0], [1, 12, 0], [0, 0, 0]])
    expected = {"score": 0.0339, "exact": 0.0703, "mid-p": 0.0391}
    for method, p in expected.items():
        found = compare_shares(table, method=method)
        assert found.p_value[0] == pytest.approx(p, abs=5e-5)
    assert compare_shares(table).statistic[0] == pytest.approx(-2.121, abs=5e-4)


@given(moves)
def test_the_exact_test_of_the_same_people_is_binomial(table):
    found = compare_shares(table, method="exact", adjust="none")
    cells = np.array(table.table)
    for i, row in enumerate(found):
        entered, left = cells[:, i].sum() - cells[i, i], cells[i].sum() - cells[i, i]
        p = binomtest(int(entered), int(entered + left)).pvalue if entered + left else 1.0
        assert row.p_value == pytest.approx(p, rel=1e-9)


@given(moves, levels)
def test_shares_of_the_same_people_move_as_a_score_of_who_entered_and_left(table, level):
    found = compare_shares(table, adjust="none", confidence_level=level)
    cells = np.array(table.table)
    for i, row in enumerate(found):
        entered, left = cells[:, i].sum() - cells[i, i], cells[i].sum() - cells[i, i]
        score = nps.estimate(
            nps.Counts(entered, table.n - entered - left, left), confidence_level=level
        )
        assert 100 * row.difference == pytest.approx(score.score, abs=1e-12)
        limits = [100 * end for end in row.confidence_interval]
        assert limits == pytest.approx(list(score.confidence_interval), abs=1e-9)


@given(small_counts, small_counts, levels, adjustments, alternatives)
def test_independent_shares_are_halved_scores_in_one_family(mine, theirs, level, adjust, side):
    found = compare_shares(mine, theirs, confidence_level=level, adjust=adjust, alternative=side)
    assert isinstance(found, nps.results.ShareChanges)
    alone = level if adjust == "none" else 1 - (1 - level) / 3
    for row, name in zip(found, CLASSES, strict=True):
        k, m = getattr(mine, name), getattr(theirs, name)
        one = nps.compare(
            nps.Counts(k, 0, mine.n - k),
            nps.Counts(m, 0, theirs.n - m),
            confidence_level=alone,
            alternative=side,
        )
        assert row.p_value == pytest.approx(one.p_value, rel=1e-9, abs=1e-12)
        assert_allclose(
            np.array(row.confidence_interval) * 200, one.confidence_interval, rtol=1e-9, atol=1e-7
        )
        assert row.difference == pytest.approx(one.difference / 200, abs=1e-12)
        assert row.standard_error == pytest.approx(one.standard_error / 200, rel=1e-9, abs=1e-12)
    if adjust == "none":
        assert found.adjusted_p_value is None
    else:
        assert (found.adjusted_p_value >= found.p_value - 1e-15).all()
    assert found.difference.sum() == pytest.approx(0.0, abs=1e-12)
    if adjust == "benjamini-hochberg":
        assert_allclose(found.adjusted_p_value, false_discovery_control(found.p_value))


@given(small_counts, small_counts, alternatives)
def test_sides_change_the_sign(mine, theirs, side):
    other = {"greater": "less", "less": "greater"}.get(side, side)
    found = compare_shares(mine, theirs, alternative=side)
    turned = compare_shares(theirs, mine, alternative=other)
    assert_allclose(turned.difference, -found.difference, atol=1e-12)
    assert_allclose(turned.p_value, found.p_value, rtol=1e-6, atol=1e-9)
    low, high = found.confidence_interval
    assert_allclose(turned.confidence_interval.low, -high, atol=1e-7)
    assert_allclose(turned.confidence_interval.high, -low, atol=1e-7)


def test_what_moved_shows_the_same_differences():
    moved = nps.what_moved(S, R)
    found = compare_shares(S, R, adjust="none")
    for row, name in zip(found, CLASSES, strict=True):
        same = getattr(moved, name)
        assert row.p_value == same.p_value
        assert row.confidence_interval == pytest.approx(same.confidence_interval, rel=1e-12)
        assert row.standard_error == pytest.approx(same.standard_error, rel=1e-12)


def test_weighted_shares_go_by_their_design():
    rng = np.random.default_rng(8)
    ratings, region = rng.integers(0, 11, 600), rng.choice(["a", "b"], 600)
    regions = nps.survey_by(ratings, region, weights=rng.uniform(0.5, 2, 600))
    found = compare_shares(regions["a"], regions["b"])
    assert found.method == "wald-t"
    score = nps.compare(regions["a"], regions["b"], method="wald-t")
    # the score is the share of promoters less that of detractors
    assert 100 * (found.difference[0] - found.difference[2]) == pytest.approx(score.difference)
    assert_allclose(found.degrees_of_freedom, score.degrees_of_freedom)
    whole = compare_shares(nps.SurveySample(ratings[:300]), nps.SurveySample(ratings[300:]))
    counted = compare_shares(ratings[:300], ratings[300:])
    assert_allclose(whole.standard_error, counted.standard_error, rtol=0.01)
    assert_allclose(whole.p_value, counted.p_value, atol=0.02)
    assert "degrees_of_freedom" in whole.to_pandas().columns
    low, high = compare_shares(regions["a"], regions["b"], alternative="less").confidence_interval
    assert (low == -1.0).all()
    assert (high < 1.0).all()


def test_weighted_shares_of_nobody_and_everybody_have_an_interval():
    mine, theirs = nps.SurveySample([9] * 8), nps.SurveySample([0] * 6)
    found = compare_shares(mine, theirs, adjust="none")
    # a share is half a score: of n answers at one end, 3/4 more there, 3/2 between, 3/4 beyond
    squared = [((n + 1.5) / (n + 3) - (n / (n + 3)) ** 2) / 4 / n for n in (8.0, 6.0)]
    assert found.standard_error[0] == pytest.approx(np.sqrt(sum(squared)), rel=1e-9)
    low, high = found.confidence_interval
    assert_allclose(low, (1.0 + low[1], -high[1], -1.0))
    assert_allclose(high, (1.0, -low[1], -1.0 - low[1]))
    assert found.notes[0].startswith("3 shares 0% or 100% on both sides")
    same = compare_shares(mine, mine)
    assert (same.p_value == 1.0).all()
    assert (same.confidence_interval.low < -0.2).all()
    everybody = nps.SurveySample([9, 9, 10], population=3)
    assert_allclose(compare_shares(everybody, everybody).standard_error, 0.0)


def test_it_reads_in_both_languages():
    found = compare_shares(S, R)
    assert found.summary().startswith(
        "The share of promoters rose by 10.0 percentage points, from 50.0% to 60.0% (simultaneous"
        " 95% CI 4.7 to 15.3, adjusted p < 0.001); the share of passives fell by 5.0"
    )
    assert str(found["promoters"]).endswith("percentage points, adjusted p < 0.001")
    assert "推荐者占比上升了 10.0 个百分点" in found.summary("zh")
    assert json.loads(json.dumps(found.to_dict()))["labels"] == list(CLASSES)
    assert "+10.0" in found._repr_html_()
    apart = compare_shares(S, R, adjust="none")
    assert apart.notes == ("Each interval holds by itself, not the three together.",)
    assert str(apart).startswith("Differences of shares with 95% CI (score method)")
    assert "adjust" not in apart.explain()
    assert "adjusted" not in apart._repr_html_()
    assert list(apart.to_pandas())[-1] == "p_value"
    assert str(apart["promoters"]).endswith("percentage points, p < 0.001")
    gone = nps.Transitions([[0, 12, 0], [0, 5, 0], [0, 0, 3]])
    said = compare_shares(gone, method="mid-p")
    assert said.summary().startswith(
        "The share of promoters fell by 60.0 percentage points, from 60.0% to 0.0% (no interval"
    )
    back = nps.Transitions([[0, 0, 0], [12, 5, 0], [0, 0, 3]])
    assert "promoters rose by 60.0" in compare_shares(back, method="mid-p").summary()


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ((S, R, "exact"), nps.OptionError, "'exact' is not offered for independent samples"),
        ((S, R, "wald-t"), nps.OptionError, "they have 'score'"),
        ((nps.SurveySample([9, 3]), R, "mid-p"), nps.OptionError, "weighted samples; they have"),
        (
            (nps.Transitions([[1, 1, 0], [0, 1, 0], [0, 0, 1]]), R, "score"),
            nps.InputTypeError,
            "give no reference beside it",
        ),
        (
            (nps.Transitions([[1, 1, 0], [0, 1, 0], [0, 0, 1]]), None, "wald-t"),
            nps.OptionError,
            "the same people asked twice; they have 'score', 'exact', 'mid-p'",
        ),
        ((S, nps.Counts(0, 0, 0), "score"), nps.EmptySampleError, "without a valid answer"),
        ((S, None, "score"), nps.InputTypeError, "reference"),
        (
            (nps.Transitions([[0] * 3] * 3), None, "score"),
            nps.EmptySampleError,
            "nobody answered twice",
        ),
    ],
)
def test_bad_input_is_refused(arguments, error, said):
    sample, reference, method = arguments
    with pytest.raises(error, match=said):
        compare_shares(sample, reference, method=method)

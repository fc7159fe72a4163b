from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import alternatives, levels
from transition_tables import columns, nine, pairs, reference_rows, tables

import nps
from nps import Transitions, compare_paired
from nps._inference.people.compare_paired import METHODS
from nps._kernels.same_people.multinomial import multinomial_interval, multinomial_statistic

methods = st.sampled_from(sorted(METHODS))
full = tables.filter(lambda table: any(map(any, table)))
nulls = st.sampled_from([0.0, 5.0, -12.5, 100.0]) | st.floats(-199, 199)
SIDES = {"two.sided": "two-sided", "greater": "greater", "less": "less"}


def run(row, method, **options):
    return compare_paired(Transitions(nine(row)), method=method, **options)


# ------------------------------------------------------------ outside values


@pytest.mark.parametrize("row", reference_rows("change_wald", "change_sample"))
def test_differences_and_standard_errors_agree_with_r(row):
    method = "wald" if row["method"] == "change_wald" else "t"
    found = run(row, method)
    assert found.difference == pytest.approx(float(row["estimate"]), rel=1e-9)
    if float(row["se"]) or method == "wald":  # t calls a standard error of 0 undefined
        assert found.standard_error == pytest.approx(float(row["se"]), rel=1e-9)
    else:
        assert math.isnan(found.standard_error)


@pytest.mark.parametrize("row", reference_rows("paired_t"))
def test_the_t_test_agrees_with_r(row):
    level = float(row["conf_level"])
    found = run(row, "t", alternative=SIDES[row["alternative"]], confidence_level=level)
    assert found.statistic == pytest.approx(float(row["statistic"]), rel=1e-9, abs=1e-12)
    assert found.degrees_of_freedom == float(row["df"])
    assert found.p_value == pytest.approx(float(row["p_value"]), rel=1e-9)
    expected = np.clip([float(row["lower"]), float(row["upper"])], -200, 200)  # R's are unbounded
    assert found.confidence_interval == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("row", reference_rows("ct_wald_mean_scores"))
def test_wald_agrees_with_contingencytables(row):
    found = run(row, "wald", confidence_level=float(row["conf_level"]))
    assert found.statistic == pytest.approx(float(row["statistic"]), rel=1e-9, abs=1e-12)
    # p-values from R are 1 - p of the other tail
    assert found.p_value == pytest.approx(float(row["p_value"]), rel=1e-9, abs=1e-15)
    expected = np.clip([float(row["lower"]), float(row["upper"])], -200, 200)
    assert found.confidence_interval == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    "row",
    reference_rows("ct_score_mean_scores", "coin_mh_scores", "coin_paired_permutation_asymptotic"),
)
def test_the_null_variance_agrees_with_three_programs(row):
    found = run(row, "score-null", alternative=SIDES[row["alternative"]])
    assert found.statistic == pytest.approx(float(row["statistic"]), rel=1e-9, abs=1e-12)
    assert found.p_value == pytest.approx(float(row["p_value"]), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("row", reference_rows("exact_sign_flip"))
def test_sign_flips_agree_with_exact_rank_tests(row):
    found = run(row, "permutation", alternative=SIDES[row["alternative"]])
    # sums over up to a thousand people, and R takes 1 - p in the far tail
    assert found.p_value == pytest.approx(float(row["p_value"]), rel=1e-9, abs=1e-14)


# ------------------------------------------------------------ properties


@given(full, nulls, levels, alternatives)
def test_paired_is_the_one_sample_method_on_the_differences(table, null, level, alternative):
    found = compare_paired(
        Transitions(table), null=null, confidence_level=level, alternative=alternative
    )
    t = np.array(table)
    changes = [np.trace(t, offset=-k) for k in range(-2, 3)]
    scores = 100.0 * np.arange(-2, 3)
    tail = (1 - level) / 2 if alternative == "two-sided" else 1 - level
    low, high = map(float, multinomial_interval(changes, scores, tail))
    expected = {"two-sided": (low, high), "greater": (low, 200), "less": (-200, high)}[alternative]
    # solved on another scale: a few times the accuracy of the root, 1e-13 points
    assert found.confidence_interval == pytest.approx(expected, rel=1e-9, abs=1e-10)
    assert found.statistic == pytest.approx(
        float(multinomial_statistic(changes, scores, null)), rel=1e-7, abs=1e-7
    )


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), levels)
def test_single_steps_alone_give_the_score_of_one_sample_at_zero(up, stayed, down, level):
    if up + stayed + down == 0:
        return
    moves = Transitions([[stayed, down, 0], [up, 0, 0], [0, 0, 0]])
    found = compare_paired(moves, method="score-null", confidence_level=level)
    once = nps.compare(nps.Counts(up, stayed, down), nps.Counts(0, 1, 0), method="wald")
    assert found.difference == pytest.approx(once.difference)
    mcnemar = (up - down) / math.sqrt(up + down) if up + down else 0.0
    assert found.statistic == pytest.approx(mcnemar, rel=1e-9, abs=1e-12)


@given(full, methods, levels, alternatives, st.floats(-199, 199))
def test_a_p_value_is_below_alpha_exactly_when_the_interval_leaves_the_null_out(
    table, method, level, alternative, null
):
    if METHODS[method].limits is None:
        null = 0.0
    found = compare_paired(
        Transitions(table),
        method=method,
        null=null,
        confidence_level=level,
        alternative=alternative,
    )
    low, high = found.confidence_interval
    if math.isnan(low):
        assert METHODS[method].limits is None or method == "t"
        return
    alpha = 1.0 - level
    if abs(found.p_value - alpha) < 1e-9 * alpha or min(abs(low - null), abs(high - null)) < 1e-9:
        return  # at an end of the interval rounding decides
    assert (found.p_value < alpha) == (not low <= null <= high)


@given(full, methods, levels, alternatives, nulls)
def test_exchanging_the_waves_negates_everything(table, method, level, alternative, null):
    if METHODS[method].limits is None:
        null = 0.0
    options = {"method": method, "confidence_level": level}
    other = {"greater": "less", "less": "greater"}.get(alternative, alternative)
    there = compare_paired(Transitions(table), null=null, alternative=alternative, **options)
    back = compare_paired(Transitions(np.array(table).T), null=-null, alternative=other, **options)
    close = {"rel": 1e-9, "abs": 1e-9, "nan_ok": True}
    assert there.difference == -back.difference
    assert there.statistic == pytest.approx(-back.statistic, **close)
    assert there.p_value == pytest.approx(back.p_value, **close)
    low, high = back.confidence_interval
    assert there.confidence_interval == pytest.approx((-high, -low), **close)
    assert (there.sample, there.reference) == (back.reference, back.sample)


@given(full, methods)
def test_intervals_hold_the_difference_and_stay_in_range(table, method):
    found = compare_paired(Transitions(table), method=method)
    low, high = found.confidence_interval
    if not math.isnan(low):
        slack = 1e-9  # a point interval is rounded
        assert -200 <= low <= found.difference + slack
        assert found.difference - slack <= high <= 200


@given(full, st.sampled_from(["score", "bootstrap", "wald", "score-null"]))
def test_a_higher_level_holds_a_lower_one(table, method):
    narrow, wide = (
        compare_paired(Transitions(table), method=method, confidence_level=level)
        for level in (0.8, 0.95)
    )
    (a, b), (low, high) = narrow.confidence_interval, wide.confidence_interval
    assert low <= a + 1e-9
    assert high >= b - 1e-9


@given(pairs.filter(lambda rows: any(None not in row for row in rows)), methods)
def test_ratings_and_their_transitions_say_the_same(rows, method):
    mine, theirs = columns(rows)
    found = compare_paired(mine, theirs, method=method)
    same = compare_paired(Transitions.from_ratings(mine, theirs), method=method)
    assert found.to_dict() == same.to_dict()


@given(full)
def test_midp_lies_below_the_exact_p_value(table):
    exact, mid = (
        compare_paired(Transitions(table), method=method).p_value
        for method in ("permutation", "permutation-midp")
    )
    assert 0.0 <= mid <= exact <= 1.0
    sides = [
        compare_paired(
            Transitions(table), method="permutation-midp", alternative=alternative
        ).p_value
        for alternative in ("greater", "less")
    ]
    assert sum(sides) == pytest.approx(1.0, abs=1e-9)  # cumulated over many people


# ------------------------------------------------------------ what is said about it


def test_people_who_answered_once_are_left_out_and_counted():
    found = compare_paired(
        [9, 9, None, 3, None] + [8] * 10, [7, None, 9, 3, None] + [8] * 10, method="wald"
    )
    assert found.sample.n == found.reference.n == 12
    assert found.notes == (
        "3 people are left out: 1 answered in the sample only, 1 in the reference only,"
        " 1 in neither.",
    )


def test_notes_warn_of_what_a_method_cannot_see():
    alike = Transitions([[0, 4, 0], [0, 0, 0], [0, 0, 0]])

    def notes(method):
        return compare_paired(alike, method=method).notes

    assert notes("score")[:1] == ("The sample is tiny: n = 4.",)
    assert "undefined" in notes("t")[1]
    assert "sees no uncertainty" in notes("wald")[1]
    assert "sees no uncertainty" in notes("bootstrap")[1]
    assert "has no interval" in notes("permutation")[1]
    one = compare_paired([9], [3], method="t")
    assert math.isnan(one.p_value)
    assert math.isnan(one.standard_error)


def test_unanimous_changes_have_an_interval_by_score_only():
    alike = Transitions([[0, 0, 0], [20, 0, 0], [0, 0, 0]])
    low, high = compare_paired(alike).confidence_interval
    assert 0.0 < low < 100.0 < high < 200.0
    for method in ("wald", "bootstrap"):
        found = compare_paired(alike, method=method)
        assert found.confidence_interval == (100.0, 100.0)
        assert found.p_value == pytest.approx(0.0, abs=1e-11)  # the bootstrap's guard against ties
        assert compare_paired(alike, method=method, null=100.0).p_value == pytest.approx(1.0)


def test_options_and_data_are_checked():
    moves = Transitions(np.eye(3, dtype=int))
    with pytest.raises(nps.OptionError, match="Did you mean 'score-null'"):
        compare_paired(moves, method="score_null")
    with pytest.raises(nps.OptionError, match="null must be 0"):
        compare_paired(moves, method="permutation", null=5.0)
    with pytest.raises(nps.OptionError, match="between -200 and 200"):
        compare_paired(moves, null=201)
    with pytest.raises(nps.OptionError, match="alternative"):
        compare_paired(moves, alternative="larger")
    with pytest.raises(nps.OptionError, match="confidence_level"):
        compare_paired(moves, confidence_level=95)
    for arguments in ((moves, [9]), ([9],)):
        with pytest.raises(nps.InputTypeError, match=r"or one nps\.Transitions"):
            compare_paired(*arguments)
    with pytest.raises(nps.EmptySampleError, match=r"nobody answered twice.*1 in the sample only"):
        compare_paired([9, None], [None, None])


def test_other_scales_and_dropped_answers():
    stars = nps.Scale.conventional(1, 5)
    found = compare_paired([5, 5, 9], [4, 3, 5], scale=stars, invalid="drop")
    assert found.difference == 150.0
    assert found.transitions.invalid == 1


def test_the_result_reads_as_text_and_dictionary():
    found = compare_paired(Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]]))
    assert str(found).startswith("difference +30.0  [+15.4, +46.5]  95% CI, p < 0.001")
    assert str(found).endswith("n = 100 vs 100 (score method), same people")
    assert json.loads(json.dumps(found.to_dict()))["transitions"]["table"][1] == [15, 20, 5]
    assert "difference" in found._repr_html_()


def test_a_hundred_million_people_are_no_problem():
    moves = Transitions(np.array([[35, 5, 0], [15, 20, 5], [10, 5, 5]]) * 10**12)
    wald = compare_paired(moves, method="wald", null=30.0)
    for method in ("score", "bootstrap", "t", "score-null"):
        found = compare_paired(moves, method=method, null=30.0)
        assert found.confidence_interval == pytest.approx(wald.confidence_interval, abs=1e-9)
        assert found.p_value == pytest.approx(1.0, abs=1e-6)
    assert compare_paired(moves, method="permutation").p_value == 0.0


def test_pandas_columns_in_different_orders_of_the_same_people_are_refused():
    pd = pytest.importorskip("pandas")
    later = pd.Series([9, 3], index=["ann", "bob"])
    earlier = pd.Series([3, 9], index=["bob", "ann"])
    with pytest.raises(nps.OptionError, match=r"same labels in different orders.*reindex"):
        compare_paired(later, earlier)
    assert compare_paired(later, earlier.reindex(later.index)).difference == 0.0
    # other labels say nothing, and lists have none
    assert compare_paired(later, earlier.reset_index(drop=True)).difference == 0.0
    assert compare_paired(later, [3, 9]).difference == 0.0


@given(tables, st.sampled_from(["promoter", "passive", "detractor"]))
@example([[1, 1, 0], [0, 0, 0], [0, 0, 0]], "promoter")
@example([[0, 0, 0], [0, 1, 0], [0, 0, 0]], "passive")
def test_people_of_one_class_are_said_to_drift_back(table, name):
    one = ("promoter", "passive", "detractor").index(name)
    rows = [row if i == one else [0, 0, 0] for i, row in enumerate(table)]
    chosen, everybody = Transitions(rows), Transitions(table)
    for moves in (chosen, everybody):
        if moves.n:
            said = [
                note for note in compare_paired(moves).notes if "regression to the mean" in note
            ]
            alone = max(map(sum, moves.table)) == moves.n > 1
            assert len(said) == alone
    if chosen.n > 1:
        (said,) = (note for note in compare_paired(chosen).notes if "regression" in note)
        assert f"All {chosen.n:,} were {name}s in the reference." in said
        assert f'nps.Transitions.after("{name}")' in said

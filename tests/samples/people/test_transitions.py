from __future__ import annotations

import datetime as dt
import json
import math
import re

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import counts, scales
from transition_tables import columns, nine, pairs, reference_rows, tables

import nps
from nps import Transitions
from nps.results import Test

KINDS = ("stuart_maxwell", "bhapkar", "bowker")


# ------------------------------------------------------------ counting


@given(pairs)
def test_margins_are_the_counts_of_each_column(rows):
    mine, theirs = columns(rows)
    moves = Transitions.from_ratings(mine, theirs)
    both = [row for row in rows if None not in row]
    for found, alone, column, kept in (
        (moves.sample, moves.sample_only, mine, columns(both)[0]),
        (moves.reference, moves.reference_only, theirs, columns(both)[1]),
    ):
        assert (found, found.distribution) == ((one := nps.count(kept)), one.distribution)
        everybody = nps.count([x for x in column if x is not None])
        assert found + alone == everybody
        assert (found + alone).distribution == everybody.distribution
    assert moves.n == len(both)
    assert moves.unanswered == rows.count((None, None))


@given(pairs, scales())
def test_the_class_table_sums_the_rating_table(rows, scale):
    low, high = scale.low, scale.high
    mine, theirs = (
        [None if x is None else low + x % (high - low + 1) for x in column]
        for column in columns(rows)
    )
    moves = Transitions.from_ratings(mine, theirs, scale=scale)
    expected = np.zeros((3, 3), dtype=int)
    order = ("promoter", "passive", "detractor")
    for now, before in zip(mine, theirs, strict=True):
        if now is not None and before is not None:
            new, old = nps.classify(now, scale=scale), nps.classify(before, scale=scale)
            expected[order.index(old), order.index(new)] += 1
    assert np.array_equal(moves.table, expected)
    assert Transitions.from_rating_table(moves.rating_table, scale=scale).table == moves.table


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    before, after = (Transitions.from_ratings(*columns(order)) for order in (rows, shuffled))
    assert before == after
    assert before.rating_table == after.rating_table


@given(pairs, pairs)
def test_parts_add_up_to_the_whole(first, second):
    parts = [Transitions.from_ratings(*columns(rows)) for rows in (first, second)]
    whole = Transitions.from_ratings(*columns(first + second))
    assert sum(parts) == parts[0] + parts[1] == whole
    assert hash(sum(parts)) == hash(whole)
    assert sum(parts).rating_table == whole.rating_table


def test_adding_keeps_a_rating_table_only_where_both_sides_know_it():
    known = Transitions.from_ratings([9, 3], [8, 8])
    classes, nobody = Transitions(known.table), Transitions(np.zeros((3, 3), int))
    five = Transitions.from_ratings([5], [4], scale=nps.Scale.conventional(1, 5))
    assert (known + classes).rating_table is None
    assert (classes + known).rating_table is None
    assert (known + five).rating_table is None
    assert (known + nobody).rating_table == (nobody + known).rating_table == known.rating_table


def test_only_transitions_can_be_added():
    moves = Transitions([[1, 0, 0], [0, 0, 0], [0, 0, 0]])
    for other in (1, nps.Counts(1, 0, 0)):
        with pytest.raises(TypeError, match="unsupported operand"):
            moves + other
    with pytest.raises(TypeError, match="unsupported operand"):
        1 + moves


@given(tables, counts(min_n=0), counts(min_n=0), st.integers(0, 9), st.integers(0, 9))
def test_json_brings_everything_back(table, alone, gone, unanswered, invalid):
    moves = Transitions(
        table, sample_only=alone, reference_only=gone, unanswered=unanswered, invalid=invalid
    )
    assert Transitions.from_dict(json.loads(json.dumps(moves.to_dict()))) == moves


@given(pairs)
def test_json_brings_the_rating_table_back(rows):
    moves = Transitions.from_ratings(*columns(rows))
    back = Transitions.from_dict(json.loads(json.dumps(moves.to_dict())))
    assert (back, back.rating_table) == (moves, moves.rating_table)
    assert back.sample_only.distribution == moves.sample_only.distribution


def test_answers_off_the_scale_are_an_error_or_not_given():
    with pytest.raises(nps.RatingError, match=r"sample: 1 of 3 .* 11 at position 1"):
        Transitions.from_ratings([9, 11, 3], [9, 9, 9])
    with pytest.raises(nps.RatingError, match="reference: 1 of 3"):
        Transitions.from_ratings([9, 9, 3], [9, 9, "x"])
    moves = Transitions.from_ratings([9, 11, 3, 12], [9, 9, -1, None], invalid="drop")
    assert (moves.n, moves.sample_only.n, moves.reference_only.n) == (1, 1, 1)
    assert (moves.invalid, moves.unanswered) == (3, 1)


@pytest.mark.parametrize("container", [list, np.array, pd.Series, pl.Series])
def test_columns_come_in_any_container(container):
    moves = Transitions.from_ratings(container([9, 3, 7]), container([7, 8, 7]))
    assert moves.table == ((0, 0, 0), (1, 1, 1), (0, 0, 0))


# ------------------------------------------------------------ shares


def test_shares_say_who_stayed_and_who_moved():
    moves = Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]])
    assert (moves.kept, moves.lost, moves.won) == (35 / 40, 5 / 40, 25 / 60)
    assert (moves.up, moves.same, moves.down) == (0.3, 0.6, 0.1)


@given(tables)
def test_shares_are_complete_and_turn_round_with_time(table):
    moves, back = Transitions(table), Transitions(np.array(table).T)
    if not moves.n:
        assert math.isnan(moves.up)
        assert math.isnan(moves.kept)
        return
    assert moves.up + moves.same + moves.down == pytest.approx(1.0)
    assert (moves.up, moves.same, moves.down) == (back.down, back.same, back.up)
    if moves.reference.promoters:
        assert moves.kept + moves.lost == pytest.approx(1.0)


@pytest.mark.parametrize("row", reference_rows("wave1_nps", "wave2_nps", "correlation_pearson"))
def test_scores_and_correlation_agree_with_r(row):
    moves = Transitions(nine(row))
    value = float(row["estimate"])
    if row["method"] == "correlation_pearson":
        assert moves.correlation == pytest.approx(value, rel=1e-9, abs=1e-12)  # R's cor is exact
        return
    wave = moves.reference if row["method"] == "wave1_nps" else moves.sample
    assert wave.score == pytest.approx(value, rel=1e-9)
    assert wave.standard_error == pytest.approx(float(row["se"]), rel=1e-9)


def test_a_unanimous_wave_correlates_with_nothing():
    assert math.isnan(Transitions([[3, 0, 2], [0, 0, 0], [0, 0, 0]]).correlation)
    assert math.isnan(Transitions(np.zeros((3, 3), int)).correlation)


# ------------------------------------------------------------ ids


def test_people_are_found_by_their_id():
    moves = Transitions.from_ids(
        [9, 10, 3, None],
        [7, 8, 9],
        sample_ids=["ann", "bob", "cy", "eve"],
        reference_ids=["bob", "eve", "dan"],
    )
    assert moves.table == ((0, 0, 0), (1, 0, 0), (0, 0, 0))
    assert moves.sample_only == nps.Counts(1, 0, 1)
    assert moves.reference_only == nps.Counts(1, 1, 0)  # eve gave no answer in the sample


@given(pairs, st.randoms(use_true_random=False))
def test_the_same_ids_in_both_waves_are_the_same_order_of_people(rows, random):
    mine, theirs = columns(rows)
    order = list(range(len(rows)))
    random.shuffle(order)
    found = Transitions.from_ids(
        mine, [theirs[i] for i in order], sample_ids=range(len(rows)), reference_ids=order
    )
    assert found == Transitions.from_ratings(mine, theirs)


@pytest.mark.parametrize(
    "ids",
    [
        [1, 2, 3],
        ["a", "b", "c"],
        [("de", 1), ("de", 2), ("fr", 1)],
        np.array([1.0, 2.0, 3.0]),
        pd.Series(["a", "b", "c"], dtype="category"),
        pl.Series([1, 2, 3]),
        [dt.date(2024, 1, day) for day in (1, 2, 3)],
    ],
    ids=lambda ids: type(ids).__name__,
)
def test_ids_are_anything_hashable(ids):
    later = ids[::-1]
    moves = Transitions.from_ids([9, 8, 3], [3, 8, 9], sample_ids=ids, reference_ids=later)
    assert moves.table == ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def test_whole_ids_match_where_a_gap_made_one_column_floats():
    moves = Transitions.from_ids(
        [9, 8],
        [3, 8],
        sample_ids=[1, 2],
        reference_ids=np.array([2.0, np.nan]),
        missing_ids="unmatched",
    )
    assert moves.n == 1


def test_repeated_ids_are_named():
    with pytest.raises(
        nps.OptionError,
        match=r"sample_ids: 1 ids occur more than once: 'bob'\..*keep=\"latest\"",
    ):
        Transitions.from_ids([9, 8, 8], [9], sample_ids=["ann", "bob", "bob"], reference_ids=["a"])
    with pytest.raises(nps.OptionError, match=r"reference_ids: 6 ids .*: 0, 1, 2, 3, 4, \.\.\."):
        Transitions.from_ids([9], [9] * 12, sample_ids=[1], reference_ids=list(range(6)) * 2)


def test_missing_ids_are_an_error_or_people_of_one_wave():
    given_ids = {"sample_ids": ["a", None, None], "reference_ids": ["a", None]}
    with pytest.raises(nps.OptionError, match=r"sample_ids: 2 of 3 ids are missing.*position 1"):
        Transitions.from_ids([9, 8, 3], [9, 9], **given_ids)
    moves = Transitions.from_ids([9, 8, 3], [9, 9], **given_ids, missing_ids="unmatched")
    assert (moves.n, moves.sample_only.n, moves.reference_only.n) == (1, 2, 1)


def test_text_and_numbers_are_never_the_same_people():
    with pytest.raises(nps.InputTypeError, match=r"no id is in both waves.*'1'.*like 1"):
        Transitions.from_ids([9], [9], sample_ids=["1"], reference_ids=[1])
    apart = Transitions.from_ids([9], [9], sample_ids=[2], reference_ids=[1])
    nobody = Transitions.from_ids([], [9], sample_ids=[], reference_ids=[1])
    assert apart.n == nobody.n == 0


def test_ids_fit_the_ratings_in_length():
    with pytest.raises(nps.OptionError, match="sample and sample_ids must have the same length"):
        Transitions.from_ids([9, 8], [9], sample_ids=[1], reference_ids=[1])


TIMES = {
    "numbers": [3, 1, 2, 5],
    "dates": [dt.date(2024, 1, day) for day in (3, 1, 2, 5)],
    "numpy": np.array(["2024-01-03", "2024-01-01", "2024-01-02", "2024-01-05"], "datetime64[ns]"),
    "pandas": pd.to_datetime(["2024-01-03", "2024-01-01", "2024-01-02", "2024-01-05"]),
}


@pytest.mark.parametrize("times", TIMES.values(), ids=TIMES)
def test_the_latest_valid_answer_counts(times):
    moves = Transitions.from_ids(
        [9, 3, 8, None],  # ann: 9 on day 3; bob: 3 on day 1, 8 on day 2, nothing on day 5
        [10, 0],
        sample_ids=["ann", "bob", "bob", "bob"],
        reference_ids=["ann", "bob"],
        keep="latest",
        sample_times=times,
        reference_times=[1, 1],
    )
    assert moves.table == ((1, 0, 0), (0, 0, 0), (0, 1, 0))


def test_latest_keeps_somebody_without_a_valid_answer_as_such():
    moves = Transitions.from_ids(
        [11, 11, 9],
        [9, 9],
        sample_ids=[1, 2, 2],
        reference_ids=[1, 2],
        keep="latest",
        sample_times=[1, 2, 1],
        reference_times=[1, 1],
        invalid="drop",
    )
    assert (moves.n, moves.reference_only.n, moves.invalid) == (1, 1, 1)


def latest(sample, ids, times):
    return Transitions.from_ids(
        sample,
        [9],
        sample_ids=ids,
        reference_ids=[1],
        keep="latest",
        sample_times=times,
        reference_times=[1],
    )


def test_a_tie_of_times_is_no_matter_while_the_answers_agree():
    assert latest([3, 9, 9], [1, 1, 1], [1, 2, 2]).table[0] == (1, 0, 0)
    assert latest([3, 8, 9], [1, 1, 1], [1, 1, 2]).table[0] == (1, 0, 0)
    assert latest([], [], []).reference_only.n == 1
    with pytest.raises(nps.OptionError, match=r"1 people gave different answers at .*: 1.*Remove"):
        latest([3, 9, 9], [1, 1, 1], [2, 2, 2])


@pytest.mark.parametrize(
    ("times", "error", "message"),
    [
        (None, nps.OptionError, "needs sample_times"),
        ([1], nps.OptionError, "same length"),
        ([1, None], nps.OptionError, "1 answers have no time"),
        (["1/2/24", "1/3/24"], nps.InputTypeError, "got text such as '1/2/24'"),
        ([dt.date(2024, 1, 1), 2], nps.InputTypeError, "all of one kind"),
    ],
)
def test_times_must_tell_what_came_last(times, error, message):
    with pytest.raises(error, match=message):
        latest([9, 8], [1, 1], times)


# ------------------------------------------------------------ tests of the table


@pytest.mark.parametrize("row", reference_rows("coin_stuart_maxwell", "ct_stuart"))
def test_stuart_maxwell_agrees_with_r(row):
    found = Transitions(nine(row)).stuart_maxwell()
    assert found.statistic == pytest.approx(float(row["statistic"]), rel=1e-9)
    if found.statistic == 0.0 and row["method"] == "ct_stuart":
        return  # contingencytables stops early and reports 2 degrees of freedom for any table
    assert found.degrees_of_freedom == float(row["df"])
    # R takes 1 - p for the tail
    assert found.p_value == pytest.approx(float(row["p_value"]), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("row", reference_rows("ct_bhapkar"))
def test_bhapkar_agrees_with_r(row):
    found = Transitions(nine(row)).bhapkar()
    assert found.statistic == pytest.approx(float(row["statistic"]), rel=1e-9)
    assert found.p_value == pytest.approx(float(row["p_value"]), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("row", reference_rows("bowker", "ct_bowker"))
def test_bowker_agrees_with_r(row):
    found = Transitions(nine(row)).bowker()
    assert found.statistic == pytest.approx(float(row["statistic"]), rel=1e-9)
    if found.degrees_of_freedom == 3:  # with an empty pair R's packages count it all the same
        assert found.p_value == pytest.approx(float(row["p_value"]), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("row", reference_rows("mcnemar_promoters"))
def test_two_classes_alone_give_mcnemars_test(row):
    t = nine(row)
    two = [
        [t[0, 0], 0, t[0, 1:].sum()],
        [0, 0, 0],
        [t[1:, 0].sum(), 0, t[1:, 1:].sum()],
    ]
    for kind in ("stuart_maxwell", "bowker"):
        found = getattr(Transitions(two), kind)()
        assert found.statistic == pytest.approx(float(row["statistic"]), rel=1e-9)
        assert found.p_value == pytest.approx(float(row["p_value"]), rel=1e-9)


@given(tables.filter(lambda table: any(map(any, table))))
def test_bhapkar_is_a_transform_of_stuart_maxwell(table):
    moves = Transitions(table)
    w, b = moves.stuart_maxwell(), moves.bhapkar()
    if math.isnan(b.statistic):
        assert w.statistic == pytest.approx(moves.n)
        assert "undefined" in b.notes[0]
        assert math.isnan(b.p_value)
    else:
        assert b.statistic == pytest.approx(w.statistic / (1 - w.statistic / moves.n), rel=1e-9)
        assert b.p_value <= w.p_value


@given(tables.filter(lambda table: any(map(any, table))), st.sampled_from(KINDS))
def test_turning_time_round_changes_no_test(table, kind):
    there = getattr(Transitions(table), kind)()
    back = getattr(Transitions(np.array(table).T), kind)()
    # W is solved with another class left out
    assert there.statistic == pytest.approx(back.statistic, rel=1e-9, abs=1e-12, nan_ok=True)
    assert there.degrees_of_freedom == back.degrees_of_freedom


@given(pairs.filter(lambda rows: any(None not in row for row in rows)))
def test_single_ratings_can_be_tested_too(rows):
    moves = Transitions.from_ratings(*columns(rows))
    found = moves.stuart_maxwell(on="ratings")
    changed = {x for row in rows if None not in row and row[0] != row[1] for x in row}
    assert found.degrees_of_freedom <= max(len(changed) - 1, 0)
    assert moves.bowker(on="ratings").degrees_of_freedom == len(
        {frozenset(row) for row in rows if None not in row and row[0] != row[1]}
    )


def test_notes_say_what_a_test_rests_on():
    still = Transitions([[5, 0, 0], [0, 5, 0], [0, 0, 5]]).bhapkar()
    assert (still.statistic, still.degrees_of_freedom, still.p_value) == (0.0, 0, 1.0)
    assert still.notes == ("Nobody moved, so there is nothing to test.",)
    few = Transitions([[5, 2, 0], [0, 5, 0], [0, 0, 5]])
    assert "Only 2 people moved" in few.stuart_maxwell().notes[0]
    enough = Transitions([[5, 10, 0], [0, 5, 0], [0, 0, 5]])
    assert not enough.stuart_maxwell().notes[0].startswith("Only")
    assert "nobody entered or left: 1 instead of 2" in few.stuart_maxwell().notes[1]
    assert "pairs of classes between which nobody moved: 1 instead of 3" in few.bowker().notes[1]
    assert Transitions([[35, 5, 1], [15, 20, 5], [10, 5, 5]]).bowker().notes == ()


def test_a_table_without_people_or_ratings_is_not_tested():
    with pytest.raises(nps.EmptySampleError, match="nobody answered in both waves"):
        Transitions(np.zeros((3, 3), int)).bowker()
    with pytest.raises(nps.OptionError, match="needs the rating table"):
        Transitions(np.eye(3, dtype=int)).bowker(on="ratings")
    with pytest.raises(nps.OptionError, match="on must be one of"):
        Transitions(np.eye(3, dtype=int)).bowker(on="rating")


# ------------------------------------------------------------ construction and display


@pytest.mark.parametrize(
    ("table", "error", "message"),
    [
        ([[1, 2], [3, 4]], nps.OptionError, "3 rows and 3 columns"),
        ([[1, 2, 3]] * 2 + [[1]], nps.OptionError, r"got rows of \[3, 3, 1\]"),
        ([[1, 2, 3]] * 2 + [[1, 2, -3]], nps.OptionError, r"table\[2\]\[2\] must not be negative"),
        ([[1, 2, 3]] * 2 + [[1, 2, 0.5]], nps.OptionError, "whole number"),
        (np.full((3, 3), 2**52), nps.OptionError, "2\\*\\*53"),
        ("123", nps.InputTypeError, "nested lists"),
        (["123"] * 3, nps.InputTypeError, "nested lists"),
        (pd.DataFrame(np.eye(3)), nps.InputTypeError, r"to_numpy\(\)"),
    ],
)
def test_tables_are_checked(table, error, message):
    with pytest.raises(error, match=message):
        Transitions(table)


def test_other_fields_are_checked():
    eye = np.eye(3, dtype=int)
    with pytest.raises(nps.InputTypeError, match=r"sample_only must be an nps\.Counts"):
        Transitions(eye, sample_only=[9, 10])
    with pytest.raises(nps.OptionError, match="invalid must not be negative"):
        Transitions(eye, invalid=-1)
    with pytest.raises(nps.OptionError, match="must hold the 3 people of table, but it holds 2"):
        Transitions(eye, rating_table=np.eye(2, dtype=int))
    with pytest.raises(nps.OptionError, match=r"11 rows.*it is nps\.Transitions\(table\)"):
        Transitions.from_rating_table(eye)
    with pytest.raises(nps.InputTypeError, match="sample must be the ratings of known people"):
        Transitions.from_ratings(nps.Counts(1, 2, 3), [9])
    with pytest.raises(nps.OptionError, match="sample and reference must have the same length"):
        Transitions.from_ratings([9, 8], [9])


def test_dictionaries_are_checked():
    with pytest.raises(nps.InputTypeError, match="must be a mapping"):
        Transitions.from_dict([1])
    with pytest.raises(nps.OptionError, match="lacks table"):
        Transitions.from_dict({"invalid": 2})
    with pytest.raises(nps.OptionError, match="Did you mean 'table'"):
        Transitions.from_dict({"tabel": []})


def test_text_and_html_say_who_is_in_it():
    moves = Transitions.from_ratings([9, 9, 3, None, 5, None], [8, 9, 3, 9, None, None])
    assert str(moves) == (
        "3 people twice, 1 in the sample only, 1 in the reference only, 1 in neither, NPS 0.0 to"
        " 33.3: promoters kept 100.0%, won 50.0%; up 33.3%, down 0.0%"
    )
    assert str(Transitions(np.zeros((3, 3), int))) == "0 people twice"
    assert "kept n/a" in str(Transitions([[0, 0, 0], [1, 0, 0], [0, 0, 0]]))
    html = moves._repr_html_()
    assert "in the sample" in html
    assert "detractors" in html


def test_a_test_reads_as_text_html_and_dictionary():
    found = Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]]).bowker()
    assert isinstance(found, Test)
    assert str(found) == "chi2(3) = 15.00, p = 0.002 (bowker)"
    assert "chi2(3) = 15.00" in found._repr_html_()
    assert json.loads(json.dumps(found.to_dict()))["degrees_of_freedom"] == 3


def test_bhapkar_says_where_its_covariance_is_singular():
    """All moved, and all the same way: the observed differences do not vary."""
    everybody_left = nps.Transitions([[0, 0, 3], [0, 0, 0], [0, 0, 0]])
    found = everybody_left.bhapkar()
    assert math.isnan(found.statistic)
    assert any("singular" in note for note in found.notes)


@given(tables, counts(max_n=200))
def test_the_classes_of_the_reference_make_the_sample(table, once):
    moves = nps.Transitions(table, reference_only=once)
    after = [moves.after(name) for name in ("promoter", "passive", "detractor")]
    assert sum(after).n == moves.n
    assert [one.n for one in after] == [
        moves.reference.promoters, moves.reference.passives, moves.reference.detractors
    ]  # fmt: skip
    mine = moves.sample
    for name in ("promoters", "passives", "detractors"):
        assert sum(getattr(one, name) for one in after) == getattr(mine, name)
    # who did not answer again is missing
    assert [one.missing for one in after] == [once.promoters, once.passives, once.detractors]


def test_a_class_that_is_none():
    moves = nps.Transitions([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    with pytest.raises(nps.OptionError, match="Did you mean 'detractor'"):
        moves.after("detractors")
    with pytest.raises(nps.InputTypeError, match="class_ must be one of"):
        moves.after(2)


@pytest.mark.parametrize(
    ("size", "scale"),
    [
        (11, nps.STANDARD),
        (10, nps.Scale.conventional(1, 10)),
        (7, nps.Scale.conventional(1, 7)),
        (5, nps.Scale.conventional(1, 5)),
    ],
)
def test_square_tables_bring_their_usual_scale(size, scale):
    table = np.arange(size * size).reshape(size, size)
    found = Transitions.from_rating_table(table)
    assert found == Transitions.from_rating_table(table, scale=scale)
    assert found.rating_table == tuple(map(tuple, table.tolist()))
    with pytest.raises(nps.OptionError, match="table has 4 rows, and only 11 rows, 10, 7"):
        Transitions.from_rating_table(np.eye(4, dtype=int))


@given(st.integers(2, 14).flatmap(lambda k: st.lists(
    st.lists(st.integers(0, 30), min_size=k, max_size=k), min_size=k, max_size=k
)))  # fmt: skip
def test_any_square_table_is_tested_without_a_scale(table):
    if not np.any(table):
        with pytest.raises(nps.EmptySampleError, match="nobody is in the table"):
            Transitions.homogeneity(table)
        return
    size = len(table)
    order = np.random.default_rng(size).permutation(size)
    turned = np.array(table)[np.ix_(order, order)]
    for method in ("stuart-maxwell", "bhapkar", "bowker"):
        found = Transitions.homogeneity(table, method=method)
        other = Transitions.homogeneity(turned, method=method)
        assert found.statistic == pytest.approx(other.statistic, rel=1e-6, abs=1e-9, nan_ok=True)
        assert found.degrees_of_freedom == other.degrees_of_freedom
        assert found.method == method
    if size >= 3:
        scale = nps.Scale(promoters=(size, size), passives=(size - 1, size - 1),
                          detractors=(1, size - 2))  # fmt: skip
        rated = Transitions.from_rating_table(table, scale=scale)
        assert rated.bowker(on="ratings") == Transitions.homogeneity(table, method="bowker")
        assert rated.stuart_maxwell(on="ratings") == Transitions.homogeneity(table)
    else:
        (_, b), (c, _) = table
        z = (b - c) / math.sqrt(b + c) if b + c else 0.0
        assert Transitions.homogeneity(table).statistic == pytest.approx(z * z)


@pytest.mark.parametrize("size", [2, 3, 4, 6, 8, 9, 12, 20])
def test_what_is_said_of_other_sizes_can_be_typed(size):
    with pytest.raises(nps.OptionError, match=f"table has {size} rows, and only 11") as refused:
        Transitions.from_rating_table(np.eye(size, dtype=int))
    said = str(refused.value)
    assert "nps.Transitions.homogeneity(table)" in said
    assert ("nps.Transitions(table)" in said) == (size == 3)
    (cuts,) = re.findall(r"nps\.Scale\((.*?)\)\.", said)
    if size == 2:
        assert cuts == "..."
        return
    numbers = [tuple(map(int, pair)) for pair in re.findall(r"\((\d+), (\d+)\)", cuts + ")")]
    scale = nps.Scale(**dict(zip(("promoters", "passives", "detractors"), numbers, strict=True)))
    assert Transitions.from_rating_table(np.eye(size, dtype=int), scale=scale).n == size


def test_methods_and_tables_that_are_refused():
    with pytest.raises(nps.OptionError, match="method must be"):
        Transitions.homogeneity(np.eye(4, dtype=int), method="mcnemar")
    with pytest.raises(nps.OptionError, match="table must have 2 rows and 2 columns"):
        Transitions.homogeneity([[1, 2, 3], [4, 5, 6]])
    with pytest.raises(
        nps.OptionError, match="table may have at most 200 rows and columns, got 201"
    ):
        Transitions.homogeneity(np.eye(201, dtype=int))
    assert Transitions.homogeneity(np.eye(200, dtype=int), method="bowker").degrees_of_freedom >= 0
    with pytest.raises(
        nps.InputTypeError, match=r"in the same order, got 3\. Of a data frame pass"
    ):
        Transitions.homogeneity(3)
    with pytest.raises(nps.InputTypeError, match=r"best class first, got 3\. A data frame may"):
        Transitions.from_rating_table(3)

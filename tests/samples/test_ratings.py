from __future__ import annotations

import datetime as dt

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import nps


def test_the_standard_scale():
    by_hand = ["detractor"] * 7 + ["passive"] * 2 + ["promoter"] * 2
    assert nps.classify(list(range(11))) == by_hand
    assert nps.Scale() == nps.STANDARD
    assert (nps.STANDARD.low, nps.STANDARD.high, len(nps.STANDARD.ratings)) == (0, 10, 11)
    assert hash(nps.Scale()) == hash(nps.STANDARD)


@pytest.mark.parametrize(
    ("ends", "promoters", "passives", "detractors"),
    [
        ((0, 10), (9, 10), (7, 8), (0, 6)),
        ((1, 10), (9, 10), (7, 8), (1, 6)),
        ((1, 7), (6, 7), (5, 5), (1, 4)),
        ((1, 5), (5, 5), (4, 4), (1, 3)),
    ],
)
def test_conventional_scales(ends, promoters, passives, detractors):
    scale = nps.Scale.conventional(*ends)
    assert (scale.promoters, scale.passives, scale.detractors) == (promoters, passives, detractors)


@pytest.mark.parametrize("ends", [(0, 5), (10, 0), ("1", "5"), (1, None)])
def test_there_is_no_convention_for_other_scales(ends):
    said = "only 0-10, 1-10, 1-7 and 1-5|must be a whole number, got"
    with pytest.raises(nps.NPSError, match=said):
        nps.Scale.conventional(*ends)


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ({"passives": (7, 9)}, "without gap or overlap"),
        ({"passives": (8, 8)}, "without gap or overlap"),
        ({"detractors": (0, 5)}, "without gap or overlap"),
        ({"promoters": (10, 11)}, "without gap or overlap"),
        ({"promoters": (7, 8), "passives": (9, 10)}, "passives must lie between"),
        ({"promoters": (10, 9)}, r"promoters must be \(lowest, highest\), got \(10, 9\)"),
    ],
)
def test_cut_points_that_do_not_fit(bounds, message):
    with pytest.raises(nps.OptionError, match=message):
        nps.Scale(**bounds)


@pytest.mark.parametrize(
    "bad", [9, (9,), (9, 10, 11), "9-10", (9.0, 10), (True, 10), None, {9, 10}, (9, "10")]
)
def test_bounds_are_two_whole_numbers(bad):
    with pytest.raises(nps.InputTypeError, match="promoters must be two whole numbers"):
        nps.Scale(promoters=bad)


def test_bounds_become_plain():
    scale = nps.Scale(promoters=[np.int64(9), np.int8(10)])
    assert scale == nps.STANDARD
    assert all(type(bound) is int for bound in scale.promoters)


@pytest.mark.parametrize(
    ("answers", "shown", "advice"),
    [
        ([9, 11, -1], "11 at position 1, -1 at position 2", "which scale was asked"),
        ([8.5], "8.5 at position 0", "which scale was asked"),
        (["9"], "'9' at position 0", "call nps.parse_ratings first"),
        ([True], "True at position 0", "pick the column"),
        ([dt.date(2025, 1, 1)], "datetime.date", "pick the column"),
        (np.array(["2025-01-01"], dtype="M8[ns]"), "np.datetime64", "pick the column"),
        (np.array([3, 4], dtype="m8[D]"), "np.timedelta64", "Clean them"),
        (pd.Series(pd.to_datetime(["2025-01-01"])), "Timestamp", "pick the column"),
        (np.array([9 + 0j]), r"\(9\+0j\)", "Clean them"),
        (np.array([b"9"]), "b'9'", "pick the column"),
        ([11] * 100, "11 at position 4 and 95 more", "which scale was asked"),
        ([10**5000], "a number of thousands of digits", "which scale"),
        (["x" * 9999], r"\.\.\. \(10,001 characters\)", "call nps.parse_ratings"),
    ],
)
def test_an_error_names_values_positions_and_the_way_out(answers, shown, advice):
    with pytest.raises(nps.RatingError, match=shown) as error:
        nps.classify(answers)
    assert advice in str(error.value)
    assert 'invalid="drop"' in str(error.value)
    assert len(str(error.value)) < 700


def test_numbers_among_the_errors_make_it_a_matter_of_values():
    with pytest.raises(nps.RatingError) as mixed:
        nps.classify([11, "x"])
    assert not isinstance(mixed.value, nps.RatingTypeError)
    with pytest.raises(nps.RatingTypeError, match="'x'"):
        nps.classify([9, "x"])


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"a": [9]}), pl.DataFrame({"a": [9]}), pl.LazyFrame({"a": [9]}),
        pa.table({"a": [9]}), nw.from_native(pl.DataFrame({"a": [9]})),
        pd.DataFrame({"a": [9]}).groupby("a"),
    ],
)  # fmt: skip
def test_a_table_is_not_a_column(table):
    with pytest.raises(nps.RatingTypeError, match="must be one column, got a whole"):
        nps.classify(table)


@pytest.mark.parametrize(
    "thing", [pl.col("a"), pa.scalar(9), pd.NA, pd.Timestamp("2025-01-01"), object(), nps.STANDARD]
)
def test_an_expression_or_a_scalar_is_not_a_column(thing):
    with pytest.raises(nps.RatingTypeError, match="must be a one-dimensional collection"):
        nps.count(thing)


@pytest.mark.parametrize("things", [{9, 10}, frozenset([9]), {9: 1}.keys()])
def test_a_set_has_lost_answers(things):
    with pytest.raises(nps.RatingTypeError, match="drops repeated ones"):
        nps.count(things)


@pytest.mark.parametrize("shape", [(), (2, 2), (2, 1), (0, 3)])
def test_arrays_have_one_dimension(shape):
    with pytest.raises(nps.RatingTypeError, match="must be one-dimensional, got an array of shape"):
        nps.count(np.zeros(shape))


def test_a_scale_is_a_scale():
    with pytest.raises(nps.InputTypeError, match=r"scale must be an nps\.Scale, got \(1, 5\)"):
        nps.classify([5], scale=(1, 5))


def test_a_scale_of_numbers_that_floats_can_tell_apart():
    assert nps.Scale((2**53, 2**53), (2**53 - 1,) * 2, (2**53 - 2,) * 2).high == 2**53
    with pytest.raises(nps.OptionError, match=r"promoters must lie between -2\*\*53 and 2\*\*53"):
        nps.Scale((2**53, 2**53 + 1), (2**53 - 1,) * 2, (2**53 - 2,) * 2)

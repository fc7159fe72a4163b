from __future__ import annotations

import math
from decimal import Decimal

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import nps


@pytest.mark.parametrize(
    ("cell", "rating"),
    [
        ("9", 9), (" 10\n", 10), ("0", 0), ("+9", 9), ("-1", -1), ("−1", -1), ("11", 11),
        ("9.0", 9),
        ("9,0", 9), ("9,50", 9.5), ("8.5", 8.5), ("9.", 9), ("９", 9), ("٩", 9), ("9分", 9),
        ("９ 分", 9),
        ("10 - Extremely likely", 10), ("10-Extremely likely", 10), ("10 – best", 10),
        ("0 (Not likely)", 0), ("10=extremely likely", 10), ("9: likely", 9), ("9/", 9),
        ("5 stars", 5), ("9) likely", 9), ("7. rather", 7), ("9\u00a0- good", 9),
        ("Extremely likely - 10", 10), ("Not likely (0)", 0), ("Score: 9", 9), ("best [10]", 10),
        ("非常愿意 10", 10), ("9 - très probable", 9),
        ("(10) Extremely likely", 10), ("(0) Not at all likely", 0), ("[7] rather", 7),
        ("9 out of 10", 9), ("9 von 10", 9), ("10 sur 10", 10), ("9,0 su 10", 9), ("9 PTS", 9),
        ("9pts", 9), ("9 pts", 9), ("9점", 9), ("9点", 9), ("9 点", 9), ("9★", 9), ("9 Punkte", 9),
        ("(10) …", 10), ("10、非常可能", 10), ("10分（非常愿意）", 10), ("9 pts - good", 9),
        ("9 (out of 10)", 9), ("9 points out of 10", 9), ("9 von 10 Punkten", 9), ('="10"', 10),
        ("'9", 9), ("9⭐", 9), ("★★★★☆", 4), ("⭐️⭐️", 2), ("5颗星", 5), ("4 Sterne", 4),
        ("9️⃣", 9), ("🔟", 10), ("5 - Not sure", 5),
        ("\ufeff9", 9), ("9\u200b", 9), ("\u200e10\u200f", 10), ("1\u00ad0", 10),
    ],
)  # fmt: skip
def test_cells_that_can_be_read(cell, rating):
    (found,) = nps.parse_ratings([cell])
    assert found == rating
    assert type(found) is type(rating)


@pytest.mark.parametrize(
    "cell",
    ["", "  ", "NA", "n/a", "N.A.", "#N/A", "<NA>", "NaN", "NaT", "null", "NONE", "nil", "-", "--",
     ".", "?", "(blank)", "Don't know", "don’t know", "dont know", "No answer", "Not applicable",
     "Prefer not to say", "skipped", "未回答", "无", "不适用", "—", "–", "Refused", "DK",
     "No opinion", "98 - Don't know", "98 – don’t know", "Refused (99)", "99: N/A", "(跳过)",
     "不知道", "[no answer]", "weiß nicht", "Sans réponse", "No sabe", "não sei", "non so",
     "geen mening", "Vet ej", "ved ikke", "en osaa sanoa", "nie wiem", "bilmiyorum", "не знаю",
     "わからない", "모름", "\u200b", " " * 1000, "——", "‒", "Not sure / don't know",
     "Weet niet / geen mening", "11 - No opinion",
     "9 - No opinion", "6 - Not sure", "9 - 说不清", "\\N", '=""', "(空白)", "ne se prononce pas"],
)  # fmt: skip
def test_words_for_no_answer(cell):
    assert nps.parse_ratings([cell, "9"]) == [None, 9]


@pytest.mark.parametrize(
    "cell",
    ["9/10", "8-9", "9 - 10", "10 - 5", "likely", "ten", "1e1", "0x9", "inf", "True",
     "Ⅸ", "½", "8½", "1,000", "10,000", "1.000.000", "0 - 1 none", "--1", "- 1", "(9)", "[9]", "#9",
     "9%", "1st", "☆☆☆", "9点30分", "N/A / fine", "2025-01-01",
     "9" * 301, "10%", "9 out of 5", "10 of 100", "Q9 8",
     "9\x00"],
)  # fmt: skip
def test_nothing_is_guessed(cell):
    with pytest.raises(
        nps.RatingError, match=r"1 of 2 cells can't be read as one rating: .* at pos"
    ):
        nps.parse_ratings(["9", cell])
    assert nps.parse_ratings(["9", cell], invalid="drop") == [9, cell]
    assert nps.count(nps.parse_ratings(["9", cell], invalid="drop"), invalid="drop").invalid == 1


def test_the_error_shows_a_few_cells_and_counts_the_rest():
    with pytest.raises(nps.RatingError, match=r"7 of 8 cells .* 'x4' at position 5 and 2 more"):
        nps.parse_ratings(["9", *(f"x{i}" for i in range(7))])


def test_numbers_stay_and_gaps_become_none():
    cells = [9, 9.0, 8.5, np.int8(3), Decimal(4), None, math.nan, pd.NA, True, 10**400]
    assert nps.parse_ratings(cells) == [9, 9, 8.5, 3, 4, None, None, None, True, 10**400]
    assert nps.parse_ratings(("9", None)) == (9, None)
    assert nps.parse_ratings(iter(["9"])) == [9]
    assert nps.parse_ratings([b"9"]) == [b"9"]


def test_repeated_cells_are_read_once_and_put_everywhere():
    assert nps.parse_ratings(["9", "x", "9", "x"], invalid="drop") == [9, "x", 9, "x"]


def test_numpy():
    found = nps.parse_ratings(np.array(["9", "NA"]))
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, [9, np.nan])
    np.testing.assert_array_equal(nps.parse_ratings(np.array([9, 3])), [9.0, 3.0])
    np.testing.assert_array_equal(
        nps.parse_ratings(np.ma.array(["9", "3"], mask=[0, 1])), [9.0, np.nan]
    )
    kept = nps.parse_ratings(np.array(["9", "x"]), invalid="drop")
    assert kept.dtype == object
    assert kept.tolist() == [9, "x"]
    assert nps.parse_ratings(np.array([10**400, None], dtype=object)).tolist() == [10**400, None]


def test_dates_do_not_become_numbers():
    dates = np.array(["2025-01-01"], dtype="M8[ns]")
    assert nps.parse_ratings(dates).tolist() == list(dates)
    assert nps.count(nps.parse_ratings(dates), invalid="drop").invalid == 1


@pytest.mark.parametrize("dtype", [object, "string", "category", "string[pyarrow]"])
def test_pandas(dtype):
    cells = pd.Series(["9", "N/A", None], index=[5, 5, 2], name="q", dtype=dtype)
    found = nps.parse_ratings(cells)
    pd.testing.assert_series_equal(
        found, pd.Series([9.0, math.nan, math.nan], index=[5, 5, 2], name="q")
    )
    kept = nps.parse_ratings(cells.astype(object).replace("9", "nine"), invalid="drop")
    assert kept.dtype == object
    assert kept.tolist() == ["nine", None, None]


def test_other_pandas_columns_give_a_series():
    assert nps.parse_ratings(pd.Index(["9", "3"], name="q")).tolist() == [9.0, 3.0]


def test_polars():
    found = nps.parse_ratings(pl.Series("q", ["9", "N/A", None]))
    assert (found.name, found.dtype, found.to_list()) == ("q", pl.Int64, [9, None, None])
    assert nps.parse_ratings(pl.Series(["9", "8.5"])).to_list() == [9.0, 8.5]
    assert nps.parse_ratings(pl.Series(["-"])).dtype == pl.Int64
    kept = nps.parse_ratings(pl.Series("q", ["9", "x", None]), invalid="drop")
    assert (kept.dtype, kept.to_list()) == (pl.Object, [9, "x", None])
    assert nps.count(kept, invalid="drop") == nps.Counts(1, 0, 0, missing=1, invalid=1)
    assert nps.parse_ratings(pl.Series(["9", str(2**70)])).to_list() == [9, 2**70]


def test_arrow():
    found = nps.parse_ratings(pa.array(["9", "N/A", None]))
    assert (found.type, found.to_pylist()) == (pa.int64(), [9, None, None])
    assert nps.parse_ratings(pa.array(["9", "8.5"])).to_pylist() == [9.0, 8.5]
    chunked = nps.parse_ratings(pa.chunked_array([["9"], ["3"]]))
    assert isinstance(chunked, pa.ChunkedArray)
    assert chunked.to_pylist() == [9, 3]
    assert nps.parse_ratings(pa.array(["9", "x"]), invalid="drop") == [9, "x"]
    assert nps.parse_ratings(pa.array(["9", str(2**70)])) == [9, 2**70]


def test_narwhals():
    found = nps.parse_ratings(nw.from_native(pl.Series("q", ["9", "-"]), series_only=True))
    assert isinstance(found, nw.Series)
    assert found.to_list() == [9, None]
    arrow = nw.from_native(pa.chunked_array([["9", "x"]]), series_only=True)
    assert nps.parse_ratings(arrow, invalid="drop") == [9, "x"]


@pytest.mark.parametrize(
    "column", [[], (), np.array([]), pd.Series([], dtype=object), pl.Series([])]
)
def test_nothing_to_read(column):
    assert len(nps.parse_ratings(column)) == 0


def test_one_cell_is_not_a_column():
    with pytest.raises(nps.RatingTypeError, match="values must be a collection, got the text '9'"):
        nps.parse_ratings("9")


@pytest.mark.parametrize(
    "piece",
    ["9", "-", " ", "a", "(", "9 ", "- ", "a ", "9-", "(9", "٩", "分", "9,", "\u200b9", "\u0301"],
)
def test_long_cells_are_comments(piece):
    """A pattern that goes back over what it has read would not come back from the last one."""
    for size in (299, 13_000, 1_000_000):
        cell = (piece * size)[:size] + "x"
        assert nps.parse_ratings([cell], invalid="drop") == [cell]


def test_the_longest_cell():
    label = "x" * 298  # three hundred characters are read, with the rating and a blank
    assert nps.parse_ratings([f"9 {label}"]) == [9]
    with pytest.raises(nps.RatingError, match="can't be read as one rating"):
        nps.parse_ratings([f"9 {label}x"])

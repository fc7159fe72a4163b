"""The column of ratings in a frame is the one that `read_answers` finds in the same rows."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from engines import EAGER, LAZY
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._sources.frames import choosing

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")

DATA = {
    "id": [101, 102, 103, 104, 105, 106],
    "shop": ["N", "S", "N", "S", "N", None],
    "nps": [9.0, 3.0, 10.0, None, 8.0, 7.0],  # old SQLFrame writes every header small
    "satisfaction": [1, 2, 3, 4, 5, 5],
}
RATING = "nps"
EXPECTED = nps.Counts(2, 2, 1, missing=1)


FRAMES = EAGER | LAZY


def made(kind: str, data: dict[str, list[Any]]) -> Any:
    return FRAMES[kind](pa.table(data))


@pytest.mark.parametrize("kind", FRAMES)
def test_every_kind_of_frame(kind: str) -> None:
    frame = made(kind, DATA)
    assert nps.from_frame(frame) == EXPECTED == nps.from_frame(frame, RATING)
    assert nps.from_frame(frame, by="shop")["N"] == nps.Counts(2, 1, 0)


@pytest.mark.parametrize("kind", FRAMES)
def test_two_candidates_are_listed(kind: str) -> None:
    data = DATA | {"enps": [9, 9, 9, 8, 7, 6]}
    with pytest.raises(nps.OptionError, match="2 columns may hold the ratings") as caught:
        nps.from_frame(made(kind, data))
    assert f"rating={RATING!r}" in str(caught.value)
    assert "rating='enps'" in str(caught.value)


QUESTION = "How likely are you to recommend us?"
NAMES = ["NPS", "nps_group", "score", "rating", "id", "comment", QUESTION, "likely to stay"]
CELLS = [
    st.integers(0, 10),
    st.integers(1, 3),
    st.integers(-100, 100),
    st.sampled_from(["9/10", "Promoter", "fine", ""]),
    st.sampled_from([True, False]),
]


@given(st.data(), st.integers(1, 12))
def test_same_rules_as_for_files(data: st.DataObject, n: int) -> None:
    names = data.draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    columns = {
        name: data.draw(st.lists(data.draw(st.sampled_from(CELLS)), min_size=n, max_size=n))
        for name in names
    }
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    as_text = [{name: str(cell) for name, cell in row.items()} for row in rows]
    frame = pl.DataFrame(columns, strict=False)
    assert outcome(lambda: of_frame(frame)) == outcome(lambda: of_file(as_text))


def of_frame(frame: object) -> tuple[object, ...]:
    name, choice = choosing.choose_column(frame, nps.STANDARD)
    return name, choice.reason, choice.candidates


def of_file(rows: list[dict[str, str]]) -> tuple[object, ...]:
    file = nps.read_answers(rows)
    return file.rating, file.reason, file.candidates


def outcome(choose: Callable[[], tuple[object, ...]]) -> object:
    """Return what was found, or the message up to what is to be typed where it appears."""
    try:
        return choose()
    except nps.OptionError as error:
        return str(error).partition("read_answers(")[0]


def test_what_was_left_out_is_said() -> None:
    frame = pd.DataFrame({"nps": [9, 3, 10], "nps_score": [65.0, 70.5, 68.0]})
    with pytest.warns(UserWarning, match="from 'nps', not from 'nps_score': ") as caught:
        assert nps.from_frame(frame) == nps.Counts(2, 0, 1)
    assert caught[0].filename == __file__


def test_a_stronger_header_over_something_else_stops() -> None:
    frame = pd.DataFrame({"NPS": ["9/10", "8/10", "3/10"], "rating": [9, 8, 3]})
    with pytest.raises(nps.OptionError, match=r"'NPS' would be the column, but .*'9/10'"):
        nps.from_frame(frame)
    with pytest.raises(nps.OptionError, match="no column holds ratings 0 to 10"):
        nps.from_frame(pl.DataFrame({"colour": ["red"], "size": ["small"]}))
    with pytest.raises(nps.OptionError, match=r"frame has no columns\."):
        nps.from_frame(pl.DataFrame())


def test_text_is_not_guessed_at() -> None:
    frame = pl.DataFrame({"NPS": ["9", "3"], "shop": ["N", "S"]})
    with pytest.raises(nps.RatingTypeError, match=r"call nps\.parse_ratings on the column first"):
        nps.from_frame(frame)


def test_a_table_of_counts_is_recognised() -> None:
    frame = pl.DataFrame({"rating": list(range(11)), "count": [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]})
    with pytest.raises(nps.OptionError, match="is this a table of counts") as caught:
        nps.from_frame(frame)
    typed = "read_answers([a dictionary for each row], rating='rating').count(frequency='count')"
    assert typed in str(caught.value)
    assert nps.read_answers(frame.to_dicts(), rating="rating").count(frequency="count").n == 44


@pytest.mark.parametrize("kind", ["pandas", "polars", "duckdb"])
def test_the_whole_column_is_held_against_the_guess(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "SCANNED_ROWS", 10)
    frame = made(kind, {"shop": ["N"] * 30, "NPS": [9] * 10 + [70 + i for i in range(20)]})
    with pytest.raises(nps.OptionError, match="'NPS' would be the column, but 20 of 30 cells"):
        nps.from_frame(frame, invalid="drop")
    with pytest.raises(nps.OptionError, match="rating='NPS' takes it all the same"):
        nps.from_frame(frame, by="shop", invalid="drop")
    assert nps.from_frame(frame, "NPS", invalid="drop") == nps.Counts(10, 0, 0, invalid=20)


def test_codes_and_weights_are_no_reason_to_stop() -> None:
    codes = pl.DataFrame({"NPS": [9, 3, 99, 99, 99], "w": [1.0, 2.0, 1.0, 1.0, 1.0]})
    assert nps.from_frame(codes, invalid="drop").invalid == 3
    weighted = nps.from_frame(codes, weight="w", invalid="drop")
    assert isinstance(weighted, nps.SurveySample)


def test_names_that_are_numbers_and_times_that_python_cannot_hold() -> None:
    frame = pd.DataFrame({0: ["a", "b"], "NPS": [9, 3]})
    assert nps.from_frame(frame) == nps.Counts(1, 0, 1)
    connection = duckdb.connect()  # old ones close with the last that holds them
    relation = connection.sql("select 9 as nps, timestamp '294247-01-10' as at")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert nps.from_frame(relation) == nps.Counts(1, 0, 0)

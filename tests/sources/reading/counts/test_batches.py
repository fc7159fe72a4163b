"""Chosen columns, some rows at a time: what a whole table gives, in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._sources.reading.counts import batches
from nps._sources.reading.formats import tables

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    {"nps": 9, "speed": "4 - good", "shop": " N "},
    {"nps": "", "speed": "n/a", "shop": ""},
    {"nps": 3, "speed": 1, "shop": "S"},
]


def test_ratings_numbers_and_text() -> None:
    (batch,) = nps.read_answers(ROWS).batches(["speed"], text=["shop"])
    assert list(batch) == ["nps", "speed", "shop"]
    np.testing.assert_array_equal(batch["nps"], [9, np.nan, 3])
    np.testing.assert_array_equal(batch["speed"], [4, np.nan, 1])
    assert batch["shop"] == ["N", None, "S"]


def test_only_the_ratings_where_nothing_else_is_wanted() -> None:
    (batch,) = nps.read_answers(ROWS).batches()
    assert list(batch) == ["nps"]
    (twice,) = nps.read_answers(ROWS).batches("nps")
    np.testing.assert_array_equal(twice["nps"], batch["nps"])


def test_only_rows_that_were_chosen() -> None:
    (batch,) = nps.read_answers(ROWS, where={"shop": "S"}).batches("speed")
    np.testing.assert_array_equal(batch["speed"], [1])
    (none,) = nps.read_answers(ROWS, where={"shop": "nowhere"}).batches("speed", text="shop")
    assert (len(none["nps"]), len(none["speed"]), none["shop"]) == (0, 0, [])


def test_a_table_without_rows(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("nps,shop\n")
    (batch,) = nps.read_answers(tmp_path / "empty.csv").batches(text="shop")
    assert (len(batch["nps"]), batch["shop"]) == (0, [])


def test_ratings_off_the_scale() -> None:
    file = nps.read_answers([*ROWS, {"nps": 99, "speed": 2, "shop": "S"}])
    with pytest.raises(nps.RatingError, match=r"'nps' are no ratings from 0 to 10: 99\. Clean"):
        list(file.batches())
    (batch,) = file.batches(invalid="drop")
    np.testing.assert_array_equal(batch["nps"], [9, np.nan, 3, np.nan])


def test_cells_that_are_no_numbers() -> None:
    file = nps.read_answers(ROWS)
    with pytest.raises(
        nps.OptionError, match=r"'shop' must hold numbers, got 'N'; text=\['shop'\]"
    ):
        list(file.batches("shop"))
    with pytest.raises(nps.OptionError, match="'speed' is wanted both as numbers and as text"):
        list(file.batches("speed", text=["shop", "speed"]))
    with pytest.raises(nps.OptionError, match="no column 'sped'; did you mean 'speed'"):
        list(file.batches("sped"))
    with pytest.raises(nps.OptionError, match="invalid"):
        file.batches(invalid="count")  # type: ignore[arg-type]  # the error is wanted
    with pytest.raises(nps.InputTypeError, match="columns must be text, got 3"):
        file.batches([3])  # type: ignore[list-item]  # the error is wanted


@given(
    st.lists(st.tuples(st.integers(0, 10), st.sampled_from("NS")), min_size=1), st.integers(1, 9)
)
def test_pieces_are_the_whole(rows: list[tuple[int, str]], size: int) -> None:
    file = nps.read_answers([{"nps": rating, "shop": shop} for rating, shop in rows])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "BATCH_ROWS", size)
        patch.setattr(tables, "CHUNK_ROWS", 2)
        pieces = list(file.batches(text="shop"))
    found = [
        (r, shop) for piece in pieces for r, shop in zip(piece["nps"], piece["shop"], strict=True)
    ]
    assert found == rows

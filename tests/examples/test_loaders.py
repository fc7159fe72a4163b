"""The data sets of the pages, as columns that anything takes."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

LOADERS = {name: getattr(nps.examples, name) for name in nps.examples.__all__}
#: Columns of numbers; whatever else there is is text.
NUMBERS = {
    "rating", "rating_then", "weight", "population", "quality", "price", "app", "support",
    "months", "age", "logins", "exports", "satisfaction", "effort", "spend", "left", "mailing",
    "spring", "autumn",
}  # fmt: skip
TEXT = {"two_waves": NUMBERS, "weighted_panel": {"age"}}


@pytest.mark.parametrize("name", LOADERS)
def test_numbers_are_numbers_and_text_is_text(name):
    for head, column in LOADERS[name]().items():
        if head in NUMBERS - TEXT.get(name, set()):
            assert {type(cell) for cell in column} <= {int, float, type(None)}
            assert any(column)
        else:
            assert {type(cell) for cell in column} == {str}


@given(st.data())
def test_each_call_gives_columns_of_its_own(data):
    loaders = [
        nps.examples.callbacks, nps.examples.comments, nps.examples.four_waves,
        nps.examples.invitations, nps.examples.revenue, nps.examples.subscribers,
        nps.examples.support, nps.examples.two_waves, nps.examples.weighted_panel,
        nps.examples.weighted_panel_population,
    ]  # fmt: skip
    assert len(loaders) == len(LOADERS)
    loader = data.draw(st.sampled_from(loaders))
    columns = loader()
    head = data.draw(st.sampled_from(sorted(columns)))
    place = data.draw(st.integers(0, len(columns[head]) - 1))
    before = columns[head][place]
    columns[head][place] = "changed"
    assert loader()[head][place] == before


@pytest.mark.parametrize("name", LOADERS)
def test_frames_take_them_as_they_are(name):
    columns = LOADERS[name]()
    for frame in (pd.DataFrame(columns), pl.DataFrame(columns)):
        assert frame.shape == (len(next(iter(columns.values()))), len(columns))
        if "rating" in columns:
            assert nps.count(frame["rating"]) == nps.count(columns["rating"])

"""The order of cohorts: known, given by hand, or asked for; never that of the alphabet."""

from __future__ import annotations

import json

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

PHASE = ["Pro", "Con", "Con", "Pro", "Mid", None]  # words that no calendar knows
RATINGS = [9, 3, 8, 10, 2, 7]
ORDERED = {
    "pandas": pd.Series(pd.Categorical(PHASE, ["Pro", "Mid", "none", "Con"], ordered=True)),
    "polars": pl.Series(PHASE, dtype=pl.Enum(["Pro", "Mid", "none", "Con"])),
    "arrow": pa.DictionaryArray.from_arrays(
        pa.array([0, 3, 3, 0, 1, None]), ["Pro", "Mid", "none", "Con"], ordered=True
    ),
}
UNORDERED = {
    "pandas": pd.Series(pd.Categorical(PHASE, ["Pro", "Mid", "none", "Con"])),
    "polars": pl.Series(PHASE, dtype=pl.Categorical),
    "arrow": pa.array(PHASE).dictionary_encode(),
    "text": PHASE,
}


@pytest.mark.parametrize("library", ORDERED)
def test_ordered_categories_keep_their_order(library):
    keys = ORDERED[library]
    for order in ("appearance", "sorted"):
        assert list(nps.count_by(RATINGS, keys, order=order)) == ["Pro", "Mid", "Con", None]
    named = nps.count_by(RATINGS[:5], keys[:5])
    assert nps.changes(named).references == (None, "Pro", "Mid")
    assert list(named.sort_by("label", descending=True)) == ["Con", "Mid", "Pro"]
    assert list((named + named).sort_by("label")) == ["Pro", "Mid", "Con"]
    backwards = named.select(["Con", "Mid", "Pro"])
    with pytest.raises(nps.OptionError, match="in order of time, but 'Mid' stands after 'Con'"):
        nps.changes(backwards)
    frame = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "arrow": pa.table}[library]
    counted = nps.from_frame(frame({"r": RATINGS, "phase": keys}), "r", by="phase")
    assert list(counted) == ["Pro", "Mid", "Con", None]


@pytest.mark.parametrize("library", UNORDERED)
def test_without_an_order_nobody_guesses_one(library):
    waves = nps.count_by(RATINGS[:5], UNORDERED[library][:5])
    assert list(waves) == ["Pro", "Con", "Mid"]
    for verb in (nps.changes, nps.trend, nps.monitor, nps.plot.waves):
        with pytest.raises(nps.OptionError, match=r"order of the waves is not known: the labels"):
            verb(waves)
        with pytest.raises(nps.OptionError, match=r"waves\.select\(\['Con', 'Mid', 'Pro'\]\)"):
            verb(waves.sort_by("label"))
    assert len(nps.changes(waves.select(["Pro", "Mid", "Con"]))) == 3


def test_all_ways_to_give_an_order_by_hand():
    given_order = ["Pro", "Mid", "Con"]
    text = UNORDERED["text"]
    counted = nps.count_by(RATINGS, text, order=given_order)
    assert list(counted) == [*given_order, None]
    by_hand = [
        nps.count_by(RATINGS[:5], text[:5], order=given_order),
        nps.survey_by(RATINGS[:5], text[:5], weights=[1, 2, 1, 2, 3], order=given_order),
        nps.Cohorts.from_dict({label: [9, 3] for label in given_order}),
        nps.Cohorts.from_counts(given_order, [3, 2, 1], [1, 1, 1], [0, 1, 2]),
        nps.count_by(RATINGS[:5], text[:5]).select(given_order),
    ]
    for waves in by_hand:
        assert list(waves) == given_order
        assert len(nps.changes(waves)) == 3
        again = type(waves).from_dict(json.loads(json.dumps(waves.to_dict())))
        assert len(nps.changes(again)) == 3
        assert len(nps.changes(waves[1:])) == 2
        if isinstance(waves, nps.Cohorts):
            assert len(nps.changes(waves + waves)) == 3
        for lost in (waves.sort_by("n"), waves.sort_by("label")):
            with pytest.raises(nps.OptionError, match="not known"):
                nps.changes(lost)
    unknown = nps.count_by(RATINGS[:5], text[:5])
    with pytest.raises(nps.OptionError, match="not known"):
        nps.changes(nps.Cohorts.from_dict(unknown.to_dict()))


def test_an_order_names_every_label_once():
    for order, message in (
        (["Pro", "Con"], "leaves out 'Mid'"),
        (["Pro", "Mid", "Con", "Kon"], "names 'Kon', which nobody has.*Did you mean 'Con'"),
        (["Pro", "Mid", "Con", "Pro"], "once, but 'Pro' occurs twice"),
        ({"place": ["Pro"]}, "names 'place', but the keys are"),
        ("alphabet", "must be one of|must be 'appearance'"),
        (3, "order must be"),
    ):
        with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
            nps.count_by(RATINGS, PHASE, order=order)


def test_several_keys_each_have_their_order():
    shops = ["S", "N", "N", "S", "N", "S"]
    waves = ["Q1 2024", "Q4 2023", "Q1 2024", "Q4 2023", None, "Q4 2023"]
    counted = nps.count_by(RATINGS, {"shop": shops, "wave": waves})
    assert list(counted) == [
        ("S", "Q4 2023"), ("S", "Q1 2024"), ("N", "Q4 2023"), ("N", "Q1 2024"), ("N", None),
    ]  # fmt: skip
    assert list(nps.count_by(RATINGS, {"shop": shops, "wave": waves}, order="sorted")) == [
        ("N", "Q4 2023"), ("N", "Q1 2024"), ("N", None), ("S", "Q4 2023"), ("S", "Q1 2024"),
    ]  # fmt: skip
    by_hand = nps.count_by(
        RATINGS, {"shop": shops, "wave": waves}, order={"wave": ["Q1 2024", "Q4 2023"]}
    )
    assert [label[1] for label in by_hand] == ["Q1 2024", "Q4 2023", "Q1 2024", "Q4 2023", None]


def test_a_wave_that_names_no_category_comes_last():
    one = nps.count_by([9, 3], ORDERED["pandas"][:2])
    two = nps.count_by([9], ["Later"])
    assert list((one + two).sort_by("label")) == ["Con", "Later", "Pro"]  # no categories of both


@given(st.permutations(["2023-Q4", "2024-Q1", "2024-Q2", None]), st.data())
def test_times_come_in_their_order_whatever_the_rows(labels, data):
    rows = data.draw(st.lists(st.sampled_from(labels), min_size=1, max_size=20))
    there = [x for x in ("2023-Q4", "2024-Q1", "2024-Q2", None) if x in rows]
    counted = nps.count_by([9] * len(rows), rows)
    assert list(counted) == there
    assert counted == nps.count_by([9] * len(rows), sorted(rows, key=str))

"""Who mentions what: every form says the same, and what was not coded is not "no"."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

NAMES = ("price", "staff", "support")
LABELS = st.lists(
    st.one_of(st.none(), st.sets(st.sampled_from(NAMES)).map(sorted)), min_size=1, max_size=30
)


def read(rows, **options):
    return nps.comments.Themes(rows, names=list(NAMES), **options)


def forms(rows):
    """The same coding in every form in which people keep it."""
    flags = {name: [None if row is None else name in row for row in rows] for name in NAMES}
    numbers = np.array([[np.nan if v is None else v for v in flags[name]] for name in NAMES]).T
    text = [None if row is None else "; ".join(row) for row in rows]
    series = {name: pd.array(flags[name], dtype="boolean") for name in NAMES}
    return {
        "lists": rows,
        "sets": [None if row is None else set(row) for row in rows],
        "tuples": [np.nan if row is None else (*row, *row) for row in rows],
        "text": text,
        "full width": [None if cell is None else cell.replace(";", "\uff1b") for cell in text],
        "pandas text": pd.Series(text),
        "polars text": pl.Series(text, dtype=pl.String),
        "arrow text": pa.array(text, pa.string()),
        "array of text": np.array(text, dtype=object),
        "polars lists": pl.Series(rows, dtype=pl.List(pl.String)),
        "mapping": flags,
        "nullable": series,
        "pandas frame": pd.DataFrame(series),
        "polars frame": pl.DataFrame(flags, schema=dict.fromkeys(NAMES, pl.Boolean)),
        "lazy frame": pl.LazyFrame(flags, schema=dict.fromkeys(NAMES, pl.Boolean)),
        "matrix": numbers,
        "masked": np.ma.MaskedArray(np.nan_to_num(numbers), np.isnan(numbers)),
        "nested": [None if row is None else [name in row for name in NAMES] for row in rows],
        "themes": read(rows),
    }


@given(LABELS)
def test_every_form_says_the_same(rows):
    expected = np.array([[row is not None and name in row for name in NAMES] for row in rows])
    coded = [row is not None for row in rows]
    for form, mentions in forms(rows).items():
        found = read(mentions)
        assert found.names == NAMES, form
        assert found.coded.tolist() == coded, form
        assert found.mentions.tolist() == expected.tolist(), form
        assert found == nps.comments.Themes(rows, names=list(NAMES)), form
    assert found.n_coded == sum(coded)
    assert found.n_mentions.tolist() == expected.sum(axis=0).tolist()
    for name, column in zip(NAMES, expected.T, strict=True):
        assert found[name].tolist() == column.tolist()
    frame = found.to_pandas()
    assert frame.isna().all(axis=1).tolist() == [not known for known in coded]
    assert nps.comments.Themes(frame) == found


@given(LABELS, LABELS)
def test_parts_add_up_and_rows_take_them_apart(first, second):
    whole = read(first + second)
    assert read(first) + read(second) == whole
    assert sum([read(first), read(second)]) == whole
    n = len(first)
    assert whole.rows(slice(n)) == read(first)
    mask = np.arange(len(whole)) >= n
    assert whole.rows(mask) == read(second)
    assert whole.rows(np.flatnonzero(mask)) == read(second)
    assert len(whole) == len(first) + len(second)


@given(LABELS)
def test_merged_themes_are_mentioned_where_any_of_them_is(rows):
    whole = read(rows)
    merged = whole.merge({"service": ["staff", "support"]})
    assert merged.names == ("price", "service")
    assert merged["service"].tolist() == (whole["staff"] | whole["support"]).tolist()
    assert merged["price"].tolist() == whole["price"].tolist()
    assert merged.coded.tolist() == whole.coded.tolist()
    assert whole.merge({"cost": ["price"]}).names == ("cost", "staff", "support")
    assert whole.merge({"price": ["price", "staff"]}).names == ("price", "support")
    assert whole.select(["support", "price"]).names == ("support", "price")
    assert whole.select("price")["price"].tolist() == whole["price"].tolist()
    assert nps.comments.Themes(whole, names=["staff"]) == whole.select(["staff"])


def test_labels_come_as_they_appear_and_names_keep_what_nobody_mentions():
    assert nps.comments.Themes(["b;a", " c ;; b"]).names == ("b", "a", "c")
    kept = nps.comments.Themes(["", None], names=["price"])
    assert (kept.names, kept.n_mentions.tolist(), kept.n_coded) == (("price",), [0], 1)
    assert nps.comments.Themes(["a|b"], separator="|").names == ("a", "b")
    assert nps.comments.Themes(["a\uff0cb"], separator=",").names == ("a", "b")
    assert nps.comments.Themes(["a;b"], separator=",").names == ("a;b",)
    assert nps.comments.Themes(np.eye(2)).names == ("theme 1", "theme 2")
    assert len(nps.comments.Themes([], names=["price"])) == 0
    assert list(kept) == ["price"]
    assert "price" in kept
    assert "cost" not in kept


def test_a_part_may_know_other_themes():
    both = nps.comments.Themes(["a", None]) + nps.comments.Themes(["b;a"])
    assert both.names == ("a", "b")
    assert both.mentions.tolist() == [[True, False], [False, False], [True, True]]
    with pytest.raises(TypeError):
        both + 1
    with pytest.raises(TypeError):
        1 + both
    assert both != "a"


def test_a_comment_is_coded_if_all_of_it_is():
    found = nps.comments.Themes({"price": [True, None, True, None], "staff": [1, 0, None, None]})
    assert found.coded.tolist() == [True, False, False, False]
    assert found.n_mentions.tolist() == [1, 1]
    assert "Of 2 comments some themes are known and others missing" in found.notes[0]
    assert found.select("price").notes == found.notes
    near = nps.comments.Themes(["Price; price", "check-in", "Check in", "staff"])
    assert near.notes == (
        "These themes differ in spelling only: 'Price', 'price'.",
        "These themes differ in spelling only: 'check-in', 'Check in'.",
    )
    assert nps.comments.Themes(["staff"]).notes == ()


def test_what_it_holds_is_read_only_and_travels():
    rows = np.array([[True, False], [True, True]])
    found = nps.comments.Themes(rows, names=["a", "b"])
    rows[0] = False
    assert found["a"].tolist() == [True, True]
    for array in (found.mentions, found.coded, found["a"], found.n_mentions):
        assert not array.flags.writeable
    for again in (copy.copy(found), copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert again == found
        assert hash(again) == hash(found)
        assert not again.mentions.flags.writeable
    assert repr(found) == "Themes(a 2, b 1; 2 of 2 comments coded)"
    many = nps.comments.Themes(np.eye(10))
    assert "theme 8 1 and 2 more; 10 of 10 comments" in repr(many)


REFUSED = [
    (None, nps.InputTypeError, "mentions must be a mapping"),
    ("price;staff", nps.InputTypeError, "mentions must be a mapping"),
    (3, nps.InputTypeError, "mentions must be a mapping"),
    ([True, False], nps.InputTypeError, r"One theme alone needs its name: \{'price'"),
    ({"price": ["a"]}, nps.InputTypeError, r"mentions\['price'\] must hold True and False .* 'a'"),
    ({"price": [0.5]}, nps.InputTypeError, "got 0.5 at position 0"),
    ({"price": np.array([1, 2])}, nps.InputTypeError, "got 2 at position 1"),
    ({1: [True]}, nps.InputTypeError, "must name themes by text"),
    ({" ": [True]}, nps.InputTypeError, "must name themes by text"),
    ({}, nps.OptionError, "at least one theme"),
    (np.zeros((3, 0)), nps.OptionError, "at least one theme"),
    (np.zeros((2, 2, 2)), nps.InputTypeError, "must be one-dimensional"),
    ({"a": [True], "b": [True, False]}, nps.OptionError, "'a' has 1 and 'b' 2"),
    ([["a", 5]], nps.InputTypeError, "labels, which are text, got 5"),
    ([["a", ["b"]]], nps.InputTypeError, r"labels, which are text, got \['b'\]"),
    (["a", 5], nps.InputTypeError, "must hold text and nothing else, got 5"),
    ([["a"], 5], nps.InputTypeError, "must hold lists of labels and nothing else, got 5"),
    ([None, ""], nps.OptionError, "at least one theme, but no comment has a label"),
    ([None, None], nps.OptionError, "at least one theme, but no comment has a label"),
    ([[1, 0], [1]], nps.OptionError, "row 1 has 1 and others 2"),
    ([f"label {i}" for i in range(1001)], nps.OptionError, "the comments themselves"),
    (np.zeros((1, 1001)), nps.OptionError, "more than 1,000 different themes"),
]


@pytest.mark.parametrize(("mentions", "kind", "message"), REFUSED)
def test_what_is_no_coding_is_refused(mentions, kind, message):
    with pytest.raises(kind, match=message):
        nps.comments.Themes(mentions)


@pytest.mark.parametrize(
    ("mentions", "options", "message"),
    [
        (["price", "staf"], {"names": ["price", "staff"]}, "lacks 'staf'; .* mean 'staff'"),
        ({"price": [True]}, {"names": ["prise"]}, "got 'prise'; there are 'price'. Did you mean"),
        (np.eye(2), {"names": ["a"]}, "one name for each of the 2 columns"),
        (["a"], {"names": ["a", "a"]}, "names must be distinct names"),
        (["a"], {"names": 5}, "names must be a name or a list of names"),
        (["a"], {"separator": ""}, "separator must be what stands between labels"),
        (["a"], {"separator": None}, "separator must be what stands between labels"),
    ],
)
def test_options_that_do_not_fit_are_refused(mentions, options, message):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
        nps.comments.Themes(mentions, **options)


def test_themes_that_are_not_there_are_refused_by_name():
    found = nps.comments.Themes(["price;staff", "price"])
    with pytest.raises(nps.OptionError, match=r"theme must be one of .* Did you mean 'price'"):
        found["prices"]
    with pytest.raises(nps.InputTypeError, match="theme must be one of the themes, got 3"):
        found[3]
    with pytest.raises(nps.OptionError, match="names must be one of the themes, got 'x'"):
        found.select(["x"])
    for groups, message in [
        (["price"], "groups must be a mapping"),
        ({1: ["price"]}, "groups must be named by text"),
        ({"a": ["cost"]}, r"groups\['a'\] must be one of the themes, got 'cost'"),
        ({"a": ["price"], "b": ["price"]}, "'price' twice"),
        ({"staff": ["price"]}, "must not be called as a theme that is no part of them: 'staff'"),
    ]:
        with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
            found.merge(groups)
    for kept, message in [([5], "positions from 0 to 1"), ([0.5], "must be a slice"),
                          ([True], "must be a slice"), ("a", "must be a slice")]:  # fmt: skip
        with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
            found.rows(kept)
    assert len(found.rows([])) == 0


def test_masked_columns_and_one_by_one():
    yes = np.ma.MaskedArray([True, False, True], [False, False, True])
    numbers = np.ma.MaskedArray([1, 0, 7], [False, False, True])
    objects = np.ma.MaskedArray(np.array([1, 0, "x"], dtype=object), [False, False, True])
    for column in (yes, numbers, objects):
        found = nps.comments.Themes({"price": column})
        assert found.coded.tolist() == [True, True, False]
        assert found["price"].tolist() == [True, False, False]
    labels = np.ma.MaskedArray(np.array(["a", "b"], dtype=object), [False, True])
    assert nps.comments.Themes(labels).coded.tolist() == [True, False]

from __future__ import annotations

import datetime as dt
import json
import math

import numpy as np
import pytest
from hypothesis import given
from strategies import counts, levels

import nps
from nps._base.results import plain


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (math.nan, None), (-math.inf, None), (np.float64("nan"), None), (np.float32(1.5), 1.5),
        (np.int64(5), 5), (np.True_, True), (None, None), ("a", "a"), ((1, None), [1, None]),
        (np.array([1.0, np.nan]), [1.0, None]), (np.array([[1, 2]]), [[1, 2]]),
        ({1: math.nan, None: (2,)}, {"1": None, "None": [2]}), (dt.date(2025, 1, 1), "2025-01-01"),
        (np.datetime64(1, "ns"), "1970-01-01T00:00:00.000000001"), (np.timedelta64(1, "ns"),
        "1 nanoseconds"),
        (nps.ConfidenceInterval(1.0, math.nan), {"low": 1.0, "high": None}), (1j, "1j"),
        (nps.Counts(1, 0, 0), nps.Counts(1, 0, 0).to_dict()),
    ],
)  # fmt: skip
def test_everything_becomes_what_json_knows(value, expected):
    assert plain(value) == expected
    assert json.loads(json.dumps(plain(value), allow_nan=False)) == expected


def test_one_estimate_as_a_dictionary():
    saved = nps.estimate([9, 3], method="t").to_dict()
    assert saved["confidence_interval"].keys() == {"low", "high"}
    assert saved["counts"]["promoters"] == 1
    assert saved["method"] == "t"
    assert saved["population"] is None
    undefined = nps.estimate([9], method="t").to_dict()
    assert undefined["confidence_interval"] == {"low": None, "high": None}
    assert undefined["standard_error"] is None


def test_columns_as_a_dictionary():
    many = nps.Cohorts.from_dict({("a", None): [9, 3], ("b", 1): [None]}, keys=["shop", "wave"])
    saved = nps.estimate(many).to_dict()
    assert next(iter(saved)) == "labels"
    assert saved["labels"] == [["a", None], ["b", 1]]
    assert saved["score"] == [0.0, None]
    assert len(saved["confidence_interval"]["low"]) == 2
    saved = nps.compare(many, many, method="welch").to_dict()
    json.dumps(saved, allow_nan=False)
    assert saved["degrees_of_freedom"] == [2.0, None]
    assert saved["sample"]["keys"] == ["shop", "wave"]


def test_intervals_unpack():
    low, high = nps.results.Intervals(np.array([1.0]), np.array([2.0]))
    assert (low.tolist(), high.tolist()) == ([1.0], [2.0])


@given(counts(), levels)
def test_a_confidence_interval_is_its_two_ends(sample, level):
    found = nps.estimate(sample, confidence_level=level)
    low, high = found.confidence_interval
    assert found.confidence_interval == nps.ConfidenceInterval(low=low, high=high)
    assert (found.confidence_interval.low, found.confidence_interval.high) == (low, high)
    assert low <= high
    assert plain(found.confidence_interval) == {"low": low, "high": high}


def test_long_tables_stop():
    many = nps.Cohorts.from_counts(range(1_031), *np.ones((3, 1_031), dtype=int))
    for result in (nps.estimate(many), nps.compare(many, many)):
        assert len(str(result).splitlines()) == 32
        assert str(result).endswith("... and 1,001 more")
        page = result._repr_html_()
        assert page.count("<tr>") == 31
        assert "... and 1,001 more" in page
    assert len(str(nps.estimate(many[:30])).splitlines()) == 31


def test_headings_and_labels_of_tables():
    many = nps.count_by([9, 3], {"shop": ["<b>", None], "wave": [1, 2]})
    page = nps.estimate(many)._repr_html_()
    assert ">shop / wave<" in page
    assert ">&lt;b&gt; / 1<" in page
    assert ">(missing) / 2<" in page
    assert ">promoters<" in page
    assert ">cohort<" in nps.estimate(nps.count_by([9], ["a"]))._repr_html_()


def test_tuples_without_names_stay_one_column():
    many = nps.count_by([9, 3], [("a", 1), ("b", 2)])
    frame = nps.estimate(many).to_pandas()
    assert frame.index.tolist() == [("a", 1), ("b", 2)]
    assert frame.index.name == "cohort"


def test_the_pictures_are_loaded_when_the_first_is_asked_for(monkeypatch):
    import sys

    import nps.plot
    from nps._base import results

    held = dict(results.PICTURES)
    results.PICTURES.clear()
    monkeypatch.delitem(sys.modules, "nps.plot")
    try:
        ax = nps.estimate(nps.Counts(5, 3, 2)).plot()
        assert set(results.PICTURES) == set(held)
        assert ax.get_figure() is not None
    finally:
        results.PICTURES.update(held)

"""What an engine answers with: once, and in what is installed."""

from __future__ import annotations

import polars as pl
import pyarrow as pa
import pytest
from engines import LAZY

import nps
from nps._sources.frames import found as answers
from nps._sources.frames.found import collect as collected

#: Its support is moving to a package of its own; until then it works.
pytestmark = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")


def test_a_large_file_is_read_once(monkeypatch):
    fetched = []

    def collect(rows):
        fetched.append(rows)
        return collected(rows)

    monkeypatch.setattr(answers, "collect", collect)
    frame = pl.LazyFrame({"r": [9, 3, 11], "p": [1, None, None], "t": [1, 2, 3]})
    found = nps.from_frame(frame, "r", respondent="p", when="t", invalid="drop")
    assert found == nps.Counts(1, 0, 1, invalid=1)
    (plan,) = fetched
    assert plan.to_native().explain().count("DF [") == 1


@pytest.mark.parametrize(
    ("version", "engine"),
    [("1.0.0", "cpu"), ("1.24.0", "cpu"), ("1.25.2", "streaming"), ("2.1.0", "streaming")],
)
def test_polars_streams_from_the_version_that_knows_how(monkeypatch, version, engine):
    asked, given = [], pl.LazyFrame.collect
    monkeypatch.setattr(pl, "__version__", version)
    monkeypatch.setattr(
        pl.LazyFrame, "collect", lambda rows, **how: asked.append(how) or given(rows, **how)
    )
    assert nps.from_frame(pl.LazyFrame({"r": [9]}), "r") == nps.Counts(1, 0, 0)
    assert asked == [{"engine": engine}]


@pytest.mark.parametrize("installed", ["polars", "pandas"])
def test_an_answer_comes_back_in_what_is_installed(monkeypatch, installed):
    monkeypatch.setattr(answers, "find_spec", lambda name: name == installed or None)
    frame = LAZY["duckdb"](pa.table({"r": [9, 3, None], "k": ["a", "a", None]}))
    assert nps.from_frame(frame, "r", by="k")["a"] == nps.Counts(1, 0, 1)

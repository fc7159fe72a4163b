"""Sums in place of rows: they add, travel, and come from wherever the rows are."""

from __future__ import annotations

import json
import pickle

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from driver_strategies import seeds, survey
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

import nps

few = settings(max_examples=10)


def frame_of(data):
    columns = {name: column.tolist() for name, column in data.factors.items()}
    return pl.DataFrame({"score": data.ratings, **columns}).with_columns(
        pl.col("staff").fill_nan(None)
    )


NAMES = ["price", "staff", "vip", "region"]
GAPS = {"skipped": "not-asked"}


@given(seeds, st.integers(0, 80), st.integers(0, 80))
@few
def test_parts_add_up_to_the_whole(seed, first, second):
    data = survey(seed, 80, gaps=True)
    cuts = sorted((first, second))
    parts = []
    for start, stop in zip((0, *cuts), (*cuts, 80), strict=True):
        if start < stop:
            rows = data.rows(slice(start, stop))
            parts.append(nps.drivers.tally(rows.ratings, rows.factors, **GAPS))
    whole = nps.drivers.tally(data.ratings, data.factors, **GAPS)
    total = sum(parts)
    assert total == whole
    assert sum(reversed(parts)) == whole
    assert total.n == 80
    assert total.counts == whole.counts
    assert total.names == tuple(data.factors)
    back = nps.drivers.Tally.from_dict(json.loads(json.dumps(total.to_dict())))
    assert back == whole
    assert pickle.loads(pickle.dumps(back)) == whole
    assert not total._sums.matrix.flags.writeable


@given(seeds)
@few
def test_sums_have_the_effects_of_rows(seed):
    data = survey(seed, 90, gaps=True)
    rows = nps.drivers.effects(data.ratings, data.factors, **GAPS)
    sums = nps.drivers.effects(nps.drivers.tally(data.ratings, data.factors, **GAPS))
    assert sums.labels == rows.labels
    for name in ("effect", "promoter_effect", "level", "potential", "contribution", "correlation",
                 "vif", "n_asked", "effect_per_range"):  # fmt: skip
        assert_allclose(getattr(sums, name), getattr(rows, name), rtol=1e-6, atol=1e-8)
    assert_allclose([sums.r_squared, sums.score], [rows.r_squared, rows.score])
    assert (sums.n, sums.counts, sums.skipped) == (90, rows.counts, "not-asked")
    low, high = sums.level_interval
    assert_allclose([low, high], [*rows.level_interval], rtol=1e-6, atol=1e-8)


def sources(data, folder):
    frame = frame_of(data)
    path = folder / "answers.parquet"
    frame.write_parquet(path)
    parts = folder / "parts"
    parts.mkdir()
    frame[:50].write_parquet(parts / "1.parquet")
    frame[50:].write_parquet(parts / "2.parquet")
    return {
        "polars": frame,
        "pandas": frame.to_pandas(),
        "arrow": frame.to_arrow(),
        "lazy": frame.lazy(),
        "duckdb": duckdb.from_arrow(frame.to_arrow()),
        "parquet": path,
        "parquet as text": str(path),
        "directory": parts,
        "paths": [parts / "1.parquet", parts / "2.parquet"],
        "chunks": (frame[start : start + 9] for start in range(0, 80, 9)),
        "batches": frame.to_arrow().to_batches(max_chunksize=30),
    }


@pytest.mark.parametrize("skipped", ["not-asked", "drop"])
def test_sums_come_from_wherever_the_rows_are(tmp_path, skipped):
    data = survey(5, 80, gaps=True)
    region = data.factors["region"].astype(object)
    region[::9] = None
    region[4] = "  "
    data.factors["region"] = region
    ratings = data.ratings.astype(float)
    ratings[:2] = np.nan, 99
    data = data._replace(ratings=ratings)
    options = {"skipped": skipped, "invalid": "drop", "factor_scales": {"price": (1, 5)}}
    expected = nps.drivers.tally(ratings, data.factors, **options)
    assert (expected.counts.missing, expected.counts.invalid) == (1, 1)
    for name, source in sources(data, tmp_path).items():
        found = nps.drivers.tally(source, NAMES, rating="score", **options)
        assert found == expected, name
        assert found.n_dropped == expected.n_dropped


def test_engines_ask_what_gaps_mean_and_refuse_what_is_off_the_scale():
    data = survey(5, 80, gaps=True)
    gone = int(np.isnan(data.factors["staff"]).sum())
    lazy = frame_of(data).lazy()
    with pytest.raises(nps.OptionError, match=rf"'staff' \({gone} of 80\)"):
        nps.drivers.tally(lazy, NAMES, rating="score")
    whole = nps.drivers.tally(lazy, ["price", "vip"], rating="score")
    assert whole == nps.drivers.tally(
        data.ratings, {name: data.factors[name] for name in ("price", "vip")}
    )
    off = lazy.with_columns(pl.lit(12).alias("score"))
    with pytest.raises(nps.RatingError, match="12"):
        nps.drivers.tally(off, ["price"], rating="score")
    for frame in (lazy, lazy.collect()):
        with pytest.raises(
            nps.OptionError, match="factors must be a column of the frame, got 'prise'"
        ):
            nps.drivers.tally(frame, ["prise"], rating="score")
        dates = frame.with_columns(pl.lit("2024-01-01").str.to_date().alias("day"))
        with pytest.raises(nps.InputTypeError, match="factor 'day'"):
            nps.drivers.tally(dates, ["day"], rating="score")
        numbers = frame.with_columns(pl.col("price").cast(pl.Int64).cast(pl.String))
        with pytest.raises(nps.OptionError, match="text that reads as numbers"):
            nps.drivers.tally(numbers, ["price"], rating="score")
        far = frame.with_columns(pl.lit(float("inf")).alias("far"))
        with pytest.raises(nps.OptionError, match="'far' must hold finite numbers"):
            nps.drivers.tally(far, ["far"], rating="score")
        names = frame.with_row_index("i").with_columns(
            pl.concat_str(pl.lit("person "), pl.col("i")).alias("who")
        )
        assert nps.drivers.tally(names, ["who"], rating="score").n == 80
        many = pl.concat([names.collect() if frame is lazy else names] * 2).with_row_index("j")
        many = many.with_columns(pl.concat_str(pl.lit("row "), pl.col("j")).alias("who"))
        with pytest.raises(nps.OptionError, match="different values, such as 'row"):
            nps.drivers.tally(many.lazy() if frame is lazy else many, ["who"], rating="score")


def test_scales_are_checked_in_engines():
    lazy = frame_of(survey(5, 80)).lazy()
    with pytest.raises(nps.OptionError, match="outside its scale from 2 to 5, such as 1"):
        nps.drivers.tally(lazy, ["price"], rating="score", factor_scales={"price": (2, 5)})
    with pytest.raises(nps.OptionError, match="factor 'vip' is yes/no"):
        nps.drivers.tally(lazy, ["vip"], rating="score", factor_scales={"vip": (0, 1)})


def test_chunks_without_answers_are_no_obstacle():
    data = survey(5, 60)
    frame = frame_of(data)
    empty = frame[:5].with_columns(pl.lit(None, pl.Int64).alias("score"))
    gone = frame[:5].with_columns(
        pl.lit(None, pl.Float64).alias("staff"), pl.lit(None, pl.String).alias("region")
    )
    found = nps.drivers.tally([empty, frame, gone, frame[:0]], NAMES, rating="score", **GAPS)
    rows = pl.concat([frame, gone])
    expected = nps.drivers.tally(rows["score"], {name: rows[name] for name in NAMES}, **GAPS)
    assert_allclose(found._sums.matrix, expected._sums.matrix)
    assert found.counts.missing == 5
    assert (found.n, found._sums.factors[3].levels[-1]) == (65, None)
    effects = nps.drivers.effects(found)
    assert "region: not asked" in effects.labels
    with pytest.raises(nps.EmptySampleError, match="the source has none"):
        nps.drivers.tally([empty], NAMES, rating="score")
    with pytest.raises(nps.EmptySampleError, match="the source has none"):
        nps.drivers.tally([], NAMES, rating="score")


def test_a_driver_that_nobody_was_asked_about_stays_unknown():
    parts = [
        nps.drivers.tally([9, 3, 8, 10], {"gone": [None] * 4, "x": [1, 2, 4, 3]}, **GAPS)
        for _ in range(2)
    ]
    assert np.isnan(nps.drivers.effects(sum(parts))["gone"].effect)
    assert np.isnan(nps.drivers.effects(sum(parts))["gone"].level_range.low)


def test_categories_keep_their_order_where_all_agree():
    order = ["South", "North", "East"]
    data = survey(5, 60)

    def part(rows, order):
        region = pd.Categorical(data.factors["region"][rows], categories=order)
        return nps.drivers.tally(data.ratings[rows], {"region": region})

    first, second = part(slice(0, 7), order), part(slice(7, 60), order)
    assert (first + second)._sums.factors[0].levels == tuple(order)
    assert (first + second) == part(slice(0, 60), order)
    mixed = first + part(slice(7, 60), sorted(order))
    assert mixed._sums.factors[0].levels == tuple(sorted(order))


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"a": [1, 2, 3]}, "the same names"),
        ({"x": ["a", "b", "b"]}, "of kind 'rating' in one and 'category'"),
        ({"x": [True, False, True]}, "of kind 'rating' in one and 'yes-no'"),
        (("x", {"factor_scales": {"x": (1, 5)}}), "the same scale in all tallies"),
        (("x", {"skipped": "drop"}), "the same skipped, got 'raise' and 'drop'"),
        (("x", {"scale": nps.STANDARD.mirrored()}), "the same scale, got Scale"),
    ],
)
def test_what_does_not_fit_together_is_refused(other, words):
    one = nps.drivers.tally([10, 3, 8], {"x": [1, 2, 4]})
    if isinstance(other, tuple):
        two = nps.drivers.tally([10, 3, 8], {"x": [1, 2, 4]}, **other[1])
    else:
        two = nps.drivers.tally([10, 3, 8], other)
    with pytest.raises(nps.OptionError, match=words):
        one + two


def test_a_tally_is_no_number():
    one = nps.drivers.tally([10, 3, 8], {"x": [1, 2, 4]})
    assert repr(one) == "Tally(n=3, x)"
    assert one != 3
    assert (one == 3) is False
    with pytest.raises(TypeError):
        one + 3
    with pytest.raises(TypeError):
        3 + one
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_states_are_checked():
    state = nps.drivers.tally([10, 3, 8], {"x": [1, 2, 4], "y": ["a", "b", "b"]}).to_dict()
    with pytest.raises(nps.InputTypeError, match="mapping must be a mapping"):
        nps.drivers.Tally.from_dict([1])
    with pytest.raises(nps.OptionError, match="mapping lacks sums, scale"):
        nps.drivers.Tally.from_dict({k: v for k, v in state.items() if k not in ("sums", "scale")})
    for broken in (
        {"sums": [[1.0, 2.0], [3.0, 4.0]]},
        {"sums": np.arange(64.0).reshape(8, 8).tolist()},
    ):
        with pytest.raises(nps.OptionError, match="sums must be a symmetric table of 8 rows"):
            nps.drivers.Tally.from_dict({**state, **broken})
    kind = {**state, "factors": [{**state["factors"][0], "kind": "number"}]}
    with pytest.raises(nps.OptionError, match=r"not what Tally\.to_dict gives: the kind 'number'"):
        nps.drivers.Tally.from_dict(kind)
    with pytest.raises(nps.OptionError, match=r"not what Tally\.to_dict gives"):
        nps.drivers.Tally.from_dict({**state, "factors": [{"name": "x"}]})
    with pytest.raises(nps.OptionError, match="skipped must be one of"):
        nps.drivers.Tally.from_dict({**state, "skipped": "mean"})


def test_options_that_need_rows_are_refused_beside_sums():
    one = nps.drivers.tally([10, 3, 8, 9], {"x": [1, 2, 4, 5]})
    with pytest.raises(nps.OptionError, match=r"^factors, weights: a Tally holds sums"):
        nps.drivers.effects(one, {"x": [1]}, weights=[1])
    with pytest.raises(nps.OptionError, match='method="ordinal" needs the rows'):
        nps.drivers.effects(one, method="ordinal")
    with pytest.raises(nps.OptionError, match="4 answers are too few for 3 columns"):
        nps.drivers.effects(nps.drivers.tally([10, 3, 8, 9], {c: [1, 2, 4, 5] for c in "abc"}))


@pytest.mark.parametrize(
    ("source", "factors", "error", "words"),
    [
        ([[10, 9]], ["x"], nps.InputTypeError, "must be a source of rows"),
        (7, ["x"], nps.InputTypeError, "must be a source of rows"),
        ({"a": 1}, ["x"], nps.InputTypeError, "must be a source of rows"),
        (pl.DataFrame({"score": [1], "x": [1]}), {"x": [1]}, nps.InputTypeError, "list of names"),
        (pl.DataFrame({"score": [1], "x": [1]}), ["x", "x"], nps.OptionError, "distinct names"),
    ],
)
def test_sources_are_checked(source, factors, error, words):
    with pytest.raises(error, match=words):
        nps.drivers.tally(source, factors, rating="score")


def test_text_files_are_left_to_their_readers(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("score,x\n9,1\n")
    with pytest.raises(nps.OptionError, match=r"no Parquet file\. Read a file of text in chunks"):
        nps.drivers.tally(path, ["x"], rating="score")
    chunks = pd.read_csv(path, chunksize=1)
    assert nps.drivers.tally(chunks, ["x"], rating="score").n == 1


def test_parquet_needs_pyarrow(tmp_path, monkeypatch):
    path = tmp_path / "answers.parquet"
    frame_of(survey(1)).write_parquet(path)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    with pytest.raises(ModuleNotFoundError, match=r"nps\[parquet\]"):
        nps.drivers.tally(path, ["price"], rating="score")


def test_tables_of_arrow_with_dictionaries_hold_categories():
    data = survey(2)
    table = frame_of(data).to_arrow()
    place = table.column_names.index("region")
    coded = table.set_column(place, "region", table["region"].dictionary_encode())
    assert isinstance(coded["region"].type, pa.DictionaryType)
    assert nps.drivers.tally(coded, NAMES, rating="score") == nps.drivers.tally(
        data.ratings, data.factors
    )

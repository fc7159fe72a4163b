"""Periods of a frame: every engine gives the labels, the order and the counts of columns here."""

from __future__ import annotations

import datetime as dt

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pytest
from engines import ALL, EVERY
from hypothesis import given, settings
from hypothesis import strategies as st

import nps

#: Its support is moving to a package of its own; until then it works.
pytestmark = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")
IN_CONNECTION = ("duckdb", "ibis", "sqlframe")
RNG = np.random.default_rng(20241231)


def answers(seconds: list[int | None]) -> pa.Table:
    """Return answers at instants, without some, as a table with every kind of time."""
    times = [None if x is None else dt.datetime.fromtimestamp(x, dt.UTC) for x in seconds]
    aware = pa.array(times, pa.timestamp("us", "UTC"))
    size = len(times)
    return pa.table(
        {
            "r": pa.array(RNG.integers(0, 11, size)),
            "aware": aware,
            "naive": aware.cast(pa.timestamp("us")),
            "w": pa.array(RNG.integers(1, 5, size)),
            "who": pa.array(RNG.integers(0, max(size // 3, 1), size)),
        }
    )


YEAR_ENDS = [
    int(dt.datetime(year, month, day, hour, 30, tzinfo=dt.UTC).timestamp())
    for year in (2015, 2020, 2024)
    for month, day in ((12, 31), (1, 1), (2, 28), (3, 31), (10, 27))
    for hour in (0, 1, 23)
]
TABLE = answers([*YEAR_ENDS, *RNG.integers(1.3e9, 1.8e9, 300).tolist(), None, None])
WAYS = [
    ("naive", None, "month"), ("naive", None, "day"), ("naive", None, "quarter"),
    ("aware", None, "week"), ("aware", None, "year"), ("aware", "Asia/Kolkata", "month"),
    ("aware", "America/New_York", "week"),
]  # fmt: skip


def knows_zones(frame: object) -> bool:
    """Tell whether the installed narwhals knows the zone of an engine's times; old ones may not."""
    schema = nw.from_native(frame).collect_schema()
    return getattr(schema["aware"], "time_zone", None) not in (None, "<unknown>")


@pytest.mark.parametrize("engine", EVERY)
@pytest.mark.parametrize(("column", "zone", "period"), WAYS)
def test_all_engines_agree(engine, column, zone, period):
    options = {"period": period, "timezone": zone}
    wanted = nps.count_by(TABLE["r"], TABLE[column], order="sorted", **options)
    frame = ALL[engine](TABLE)
    if zone and not knows_zones(frame):
        with pytest.raises(nps.OptionError, match="those of column 'aware' have none"):
            nps.from_frame(frame, "r", by=column, **options)
        return
    found = nps.from_frame(frame, "r", by=column, **options)
    assert found == wanted
    assert list(found) == list(wanted)
    weighted = nps.from_frame(frame, "r", by=column, weight="w", **options)
    assert list(weighted) == list(wanted)
    assert weighted.n.tolist() == wanted.n.tolist()


@pytest.mark.parametrize("engine", [x for x in ALL if "dask" not in x])
def test_each_person_counts_once_in_each_period(engine):
    frame = ALL[engine](TABLE)
    by_person = {"respondent": "who", "when": "naive"}
    known = TABLE.filter(pa.compute.is_valid(TABLE["naive"]))
    rows = zip(
        known["who"].to_pylist(), known["naive"].to_pylist(), known["r"].to_pylist(), strict=True
    )
    last: dict[tuple[object, str], tuple[object, int]] = {}
    for who, when, rating in rows:
        key = (who, f"{when:%Y}")
        last[key] = max(last.get(key, (when, rating)), (when, rating), key=lambda x: (x[0], -x[1]))
    wanted = nps.count_by([r for _, r in last.values()], [year for _, year in last])
    found = nps.from_frame(ALL[engine](known), "r", by="naive", period="year", **by_person)
    assert found == wanted
    if engine in IN_CONNECTION:
        with pytest.raises(
            nps.OptionError,
            match=r"timezone cannot be combined with respondent|of column 'aware' have none",
        ):
            nps.from_frame(
                frame, "r", by="aware", period="year", timezone="Asia/Tokyo", **by_person
            )


@given(
    st.lists(st.integers(0, 2**32) | st.none(), min_size=1, max_size=20),
    st.sampled_from(["polars lazy", "duckdb"]),
    st.sampled_from(WAYS),
)
@settings(deadline=None)
def test_any_times_give_what_columns_give(seconds, engine, way):
    column, zone, period = way
    table = answers(seconds)
    options = {"period": period, "timezone": zone}
    wanted = nps.count_by(table["r"], table[column], order="sorted", **options)
    assert nps.from_frame(ALL[engine](table), "r", by=column, **options) == wanted


def test_options_that_do_not_fit():
    lazy = ALL["polars lazy"](TABLE.append_column("text", pa.array(["2024"] * len(TABLE))))
    for options, message in (
        ({"by": "naive", "timezone": "UTC"}, "timezone needs period"),
        ({"period": "month"}, "period needs by"),
        ({"by": ["w", "who"], "period": "month"}, "none does"),
        ({"by": ["naive", "aware"], "period": "month"}, "'naive', 'aware' do"),
        ({"by": "naive", "period": "month", "timezone": "UTC"}, "those of column 'naive'"),
        ({"by": "text", "period": "month"}, "column 'text' holds String, .* CAST it"),
        ({"by": "naive", "order": "appearance"}, "engines keep no order of rows"),
    ):  # fmt: skip
        with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
            nps.from_frame(lazy, "r", **options)
    two = nps.from_frame(lazy, "r", by=["w", "naive"], period="year")
    assert two.key_names == ("w", "naive")
    named = nps.from_frame(lazy, "r", by=["naive", "aware"], period={"aware": "year"})
    assert len(named) >= len(two.total.to_dict())
    taken = TABLE.append_column("naive by year", TABLE["r"])
    assert nps.from_frame(ALL["polars lazy"](taken), "r", by="naive", period="year") == (
        nps.from_frame(lazy, "r", by="naive", period="year")
    )


def test_an_order_by_hand():
    table = pa.table({"r": [9, 3, 8], "phase": ["Con", "Pro", "Mid"]})
    for frame in (table, ALL["polars lazy"](table)):
        found = nps.from_frame(frame, "r", by="phase", order=["Pro", "Mid", "Con"])
        assert list(found) == ["Pro", "Mid", "Con"]
        weighted = nps.from_frame(frame, "r", by="phase", weight="r", order=["Con", "Pro", "Mid"])
        assert list(weighted) == ["Con", "Pro", "Mid"]

"""Periods of a frame: every engine gives the labels, the order and the counts of columns here."""

from __future__ import annotations

import datetime as dt
import json
from zoneinfo import ZoneInfo

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pytest
from command_line import main
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


#: 20,000 instants, some missing, crowded round the ends of years, and no month of 2017 at all.
MANY = np.random.default_rng(20170101)
_INSTANTS = np.concatenate(
    [
        MANY.integers(1_420_000_000, 1_735_700_000, 16_000),
        *(
            dt.datetime(year, 1, 1, tzinfo=dt.UTC).timestamp() + MANY.integers(-90_000, 90_000, 400)
            for year in range(2015, 2025)
        ),
    ]
).astype(np.int64)
_OUTSIDE_2017 = [x for x in _INSTANTS.tolist() if dt.datetime.fromtimestamp(x, dt.UTC).year != 2017]
_FILL = len(_INSTANTS) - len(_OUTSIDE_2017)
LONG = answers([*_OUTSIDE_2017, *_OUTSIDE_2017[: _FILL - 50], *[None] * 50])


@pytest.fixture(scope="module")
def by_month() -> nps.Cohorts:
    """Months on the clock of New York, found by the standard library, row by row."""
    zone = ZoneInfo("America/New_York")
    months: dict[str | None, list[int]] = {}
    for rating, when in zip(LONG["r"].to_pylist(), LONG["aware"].to_pylist(), strict=True):
        month = None if when is None else f"{when.astimezone(zone):%Y-%m}"
        months.setdefault(month, []).append(rating)
    known = sorted(month for month in months if month is not None)
    return nps.Cohorts.from_dict({month: months[month] for month in [*known, None]})


@pytest.mark.parametrize("engine", EVERY)
def test_all_engines_put_20_000_times_into_the_same_months(engine, by_month):
    frame = ALL[engine](LONG)
    options = {"by": "aware", "period": "month", "timezone": "America/New_York"}
    if not knows_zones(frame):
        with pytest.raises(nps.OptionError, match="those of column 'aware' have none"):
            nps.from_frame(frame, "r", **options)
        return
    found = nps.from_frame(frame, "r", **options)
    assert list(found) == list(by_month)
    assert list(found.values()) == list(by_month.values())
    assert "2017-06" not in found
    assert len(found) > 100


@pytest.mark.parametrize("engine", ["columns", "file", "stream"])
def test_columns_files_and_streams_give_the_same_months(engine, by_month, tmp_path):
    zone = {"period": "month", "timezone": "America/New_York"}
    if engine == "columns":
        found = nps.count_by(LONG["r"], LONG["aware"], order="sorted", **zone)
    else:
        path = tmp_path / "long.csv"
        rows = zip(LONG["r"].to_pylist(), LONG["aware"].to_pylist(), strict=True)
        lines = [f"{'' if when is None else when.isoformat()},{rating}" for rating, when in rows]
        path.write_text("\n".join(["aware,nps", *lines]))
        if engine == "file":
            found = nps.read_answers(path).count(by="aware", **zone)
        else:
            found = nps.count_stream(path, "nps", by="aware", **zone)
    assert list(found) == list(by_month)
    assert dict(found) == dict(by_month)


def test_the_terminal_gives_the_same_months(by_month, tmp_path, capsys):
    path = tmp_path / "long.csv"
    rows = zip(LONG["r"].to_pylist(), LONG["aware"].to_pylist(), strict=True)
    lines = [f"{'' if when is None else when.isoformat()},{rating}" for rating, when in rows]
    path.write_text("\n".join(["aware,nps", *lines]))
    options = ["--wave", "aware", "--period", "month", "--timezone", "America/New_York", "--json"]
    assert main([str(path), *options]) == 0
    cohorts = json.loads(capsys.readouterr().out)["cohorts"]
    found = {one["wave"]: nps.Counts.from_dict(one["counts"]) for one in cohorts}
    known = [(month, one) for month, one in by_month.items() if month is not None]
    assert [(month, one) for month, one in found.items() if month in by_month and month] == known
    assert len(found) == len(by_month)

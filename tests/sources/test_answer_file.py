"""An `AnswerFile`: what it says of itself, and all the ways to count it."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from answer_files import ROWS, saved
from hypothesis import given
from hypothesis import strategies as st

import nps

if TYPE_CHECKING:
    from pathlib import Path

TABLE = [{"score": str(r), "count": str(k)} for r, k in [(0, 2), (5, 3), (8, 25), (10, 45)]]
TIMES = st.datetimes(
    min_value=datetime(2023, 12, 1), max_value=datetime(2025, 2, 1), timezones=st.timezones()
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(tmp_path, ROWS)


def test_what_a_file_says_of_itself(path: Path) -> None:
    file = nps.read_answers(path)
    assert isinstance(file, nps.results.AnswerFile)
    assert (file.name, file.format, file.encoding) == (str(path), "text", "utf-8")
    assert file.columns == ("id", "shop", "year", "nps", "w", "at")
    assert (file.rating, file.question, file.scale) == ("nps", "nps", nps.STANDARD)
    assert file.reason == "its header asks for a recommendation and its cells are ratings"
    taken = {c.column: (c.taken, c.reason) for c in file.candidates}
    assert taken["nps"] == (True, file.reason)
    assert taken["year"] == (False, "its header does not ask for a recommendation")
    assert "99 occurs once" in " ".join(file.notes)
    assert repr(file).startswith("AnswerFile(name=")
    with pytest.raises(AttributeError):
        file.rating = "other"  # type: ignore[misc]


def test_all_together_and_in_cohorts(path: Path) -> None:
    file = nps.read_answers(path)
    total = nps.Counts(2, 1, 1, missing=1, invalid=1)
    assert file.count(invalid="drop") == total
    shops = file.count(by="shop", invalid="drop")
    assert list(shops) == ["N", "S", None]
    assert shops.key_names == ("shop",)
    assert shops.total == total
    both = file.count(by=["shop"], wave="year", invalid="drop")
    assert both.key_names == ("shop", "year")
    assert both["S", "2024"] == nps.Counts(0, 0, 0, missing=1)
    with pytest.raises(nps.RatingError, match=r"column 'nps' are no ratings .*: 99\. Clean them"):
        file.count()


def test_missing_and_where(path: Path) -> None:
    assert nps.read_answers(path, missing=99).count() == nps.Counts(2, 1, 1, missing=2)
    assert nps.read_answers(path, missing=[-1, "99"]).count().missing == 2
    file = nps.read_answers(path, where={"shop": "N"})
    assert file.count() == nps.Counts(2, 1, 0)
    file = nps.read_answers(path, where={"shop": ["N", "S"], "year": 2023})
    assert file.count() == nps.Counts(1, 0, 1)
    assert nps.read_answers(path, where={"shop": ""}).count(invalid="drop").invalid == 1
    assert nps.read_answers(path, where={"shop": None}).count(invalid="drop").invalid == 1
    with pytest.raises(nps.OptionError, match="no column 'city'"):
        nps.read_answers(path, where={"city": "x"})


def test_one_answer_of_each_person(path: Path) -> None:
    file = nps.read_answers(path, missing=99)
    latest = file.count(respondent="id", when="at")
    assert latest == nps.Counts(1, 1, 1, missing=1)  # a: 10; b: 3, the only one; nobody: 8; c: none
    first = file.count(respondent="id", when="at", keep="first", by="year")
    assert first["2024"] == nps.Counts(1, 1, 0, missing=2)
    frame = pd.DataFrame(ROWS).replace({"": None})
    frame["nps"] = [9, 3, 10, None, 8, None]
    frame["at"] = pd.to_datetime(frame["at"])
    assert latest == nps.from_frame(frame, "nps", respondent="id", when="at")
    with pytest.raises(nps.OptionError, match="when: column 'shop' must hold numbers or times"):
        file.count(respondent="id", when="shop")


def test_of_several_at_the_same_time_the_least_favourable_counts() -> None:
    rows = [{"who": "a", "t": "1", "nps": r} for r in ("10", "x", "", "3", "9")]
    file = nps.read_answers(rows, rating="nps")
    assert file.count(respondent="who", when="t", invalid="drop") == nps.Counts(0, 0, 1)
    more = [{"who": "b", "t": "1", "nps": ""}, {"who": "b", "nps": "x"}]
    bad = nps.read_answers([*rows, *more], rating="nps")
    found = bad.count(respondent="who", when="t", invalid="drop")
    assert found == nps.Counts(0, 0, 1, invalid=1)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("9", "10.5"), ("2024-03-31", "2024-04-01 10:00"), ("2024-01-01T00:30:00+02:00",
      "2024-01-01T00:00:00Z"), ("2024-02-10 10:00:00 UTC", "2024-02-10T10:00:01Z")],
)  # fmt: skip
def test_times_of_all_usual_kinds(earlier: str, later: str) -> None:
    rows = [{"who": "a", "t": later, "nps": "10"}, {"who": "a", "t": earlier, "nps": "0"}]
    file = nps.read_answers(rows)
    assert file.count(respondent="who", when="t") == nps.Counts(1, 0, 0)
    assert file.count(respondent="who", when="t", keep="first") == nps.Counts(0, 0, 1)


def test_weights(path: Path) -> None:
    file = nps.read_answers(path, missing=99)
    sample = file.count(weight="w")
    assert isinstance(sample, nps.SurveySample)
    expected = nps.SurveySample([9, 3, 10, None, 8, None], weights=[1.5, 0.5, 1, 1, 2, 1])
    assert (sample.score, sample.n) == (expected.score, expected.n)
    assert sample.standard_error == pytest.approx(expected.standard_error, abs=1e-12)
    shops = file.count(weight="w", by="shop")
    assert isinstance(shops, nps.SurveyCohorts)
    assert shops["N"].score == pytest.approx(100 * 2.5 / 4.5)
    with pytest.raises(nps.OptionError, match="weight: must be a number in each row, got 'N'"):
        file.count(weight="shop")


def test_a_table_of_counts() -> None:
    with pytest.raises(
        nps.OptionError, match=r"is this a table of counts\? read_answers\(\.\.\., r"
    ):
        nps.read_answers(TABLE)
    file = nps.read_answers(TABLE, rating="score")
    with pytest.raises(nps.OptionError, match=r"\.count\(frequency='count'\) reads it"):
        file.count()
    assert file.count(frequency="count") == nps.Counts(45, 25, 5)
    by_region = [row | {"region": region} for region in "NS" for row in TABLE]
    found = nps.read_answers(by_region, rating="score").count(frequency="count", by="region")
    assert found == nps.Cohorts.from_dict({x: nps.Counts(45, 25, 5) for x in "NS"}, keys="region")
    with pytest.raises(nps.OptionError, match=r"must hold whole numbers from 0 on, got '2\.5'"):
        nps.read_answers([*TABLE, {"score": "9", "count": "2.5"}], rating="score").count(
            frequency="count"
        )


def test_several_columns_side_by_side() -> None:
    rows = [{"before": "3", "after": "9", "g": "x"}, {"before": "8", "after": "10", "g": "y"}]
    file = nps.read_answers(rows, rating=["before", "after"])
    assert file.rating == ("before", "after")
    found = file.count()
    assert found.key_names == ("question",)
    assert found["before"] == nps.Counts(0, 1, 1)
    assert found["after"] == nps.Counts(2, 0, 0)
    assert file.count(by="g")["after", "y"] == nps.Counts(1, 0, 0)


def test_classes_are_counted_when_asked() -> None:
    rows = [{"NPS": word} for word in ("Promoter", "Détracteur", "推荐者", "passive", "", "maybe")]
    with pytest.raises(nps.OptionError, match=r"can't be read|its cells are classes"):
        nps.read_answers(rows[:5])
    file = nps.read_answers(rows[:5], rating="NPS")
    counts = file.count()
    assert counts == nps.Counts(2, 1, 1, missing=1)
    assert counts.distribution is None


def test_scales() -> None:
    rows = [{"nps": str(r)} for r in [5, 5, 4, 2, 1] * 4]
    scale = nps.Scale.conventional(1, 5)
    file = nps.read_answers(rows, scale=scale)
    assert (file.scale, file.count()) == (scale, nps.Counts(8, 4, 8))


def test_rows_as_data_frames(path: Path) -> None:
    file = nps.read_answers(path, missing=99)
    frame = file.to_pandas()
    assert list(frame.columns) == list(file.columns)
    np.testing.assert_array_equal(frame["nps"], [9, 3, 10, np.nan, 8, np.nan])
    assert frame["shop"][5] is None or pd.isna(frame["shop"][5])
    assert file.to_polars()["nps"].to_list() == [9, 3, 10, None, 8, None]
    assert file.column("shop")[:2] == ["N", "S"]


def test_orders(path: Path) -> None:
    file = nps.read_answers(path, missing=99)
    assert list(file.count(by="shop", order="appearance")) == ["N", "S", None]
    assert list(file.count(by="shop", order=["S", None, "N"])) == ["S", None, "N"]
    with pytest.raises(nps.OptionError, match="order"):
        file.count(by="shop", order=["S", None])
    with pytest.raises(nps.OptionError, match="order must be one of"):
        file.count(order="alphabet")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"when": "at"}, "when needs respondent"),
        ({"keep": "first"}, "keep needs respondent"),
        ({"respondent": "id"}, "respondent needs when"),
        ({"respondent": "id", "when": "at", "weight": "w"}, "respondent and weight cannot be"),
        ({"weight": "w", "frequency": "w"}, "weight and frequency cannot be combined"),
        ({"keep": "last"}, "keep must be one of"),
        ({"invalid": "ignore"}, "invalid must be one of"),
        ({"by": "city"}, "no column 'city'"),
        ({"by": ["shop", "shop"]}, "by must be distinct names"),
    ],
)
def test_options_that_mean_nothing(path: Path, options: dict[str, str], message: str) -> None:
    with pytest.raises(nps.OptionError, match=message):
        nps.read_answers(path).count(**options)  # type: ignore[arg-type]


@given(
    st.lists(st.tuples(TIMES, st.integers(0, 10)), min_size=1, max_size=30),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
    st.sampled_from([None, "Asia/Shanghai", "America/New_York"]),
)
def test_periods_are_those_of_count_by(
    rows: list[tuple[datetime, int]], period: str, zone: str | None
) -> None:
    times = [moment.isoformat() for moment, _ in rows]
    ratings = [rating for _, rating in rows]
    expected = nps.count_by(ratings, {"at": times}, period=period, timezone=zone, order="sorted")
    records = [{"at": at, "NPS": r, "g": "x"} for at, r in zip(times, ratings, strict=True)]
    file = nps.read_answers(records, rating="NPS")
    assert file.count(by="at", period=period, timezone=zone) == expected
    assert file.count(by="g", wave="at", period=period, timezone=zone).total == expected.total
    assert list(file.count(by="at", period={"at": period}, timezone=zone)) == list(expected)


def test_cells_of_counts_and_weights() -> None:
    rows = [{"nps": "9", "n": " 2 "}, {"nps": "3", "n": "1.0"}, {"nps": "x", "n": ""}]
    file = nps.read_answers(rows, rating="nps")
    assert file.count(frequency="n", invalid="drop") == nps.Counts(2, 0, 1)
    rows = [{"nps": "9", "w": "2,5"}, {"nps": "x", "w": "1"}, {"nps": "11", "w": "1"}]
    file = nps.read_answers(rows, rating="nps")
    with pytest.raises(nps.RatingError, match=r"no ratings from 0 to 10: 11, 'x'"):
        file.count(weight="w")
    assert file.count(weight="w", invalid="drop").n == 1


cells = st.sampled_from(
    ["", "9", " 10 ", "0", "3 - low", "N/A", "11", "-1", "8.5", "maybe", "don't know", "7"]
)


@given(
    st.lists(st.tuples(cells, st.sampled_from(["x", "y ", "", "Z"])), min_size=1, max_size=40),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_a_file_gives_what_its_cells_give(rows: list[tuple[str, str]], delimiter: str) -> None:
    """Any file, by any delimiter: the counts of `parse_ratings` and `count_by`."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([["group", "NPS", "more"], *((g, cell, "1") for cell, g in rows)])
    stream = io.BytesIO(text.getvalue().encode())
    ratings = nps.parse_ratings([cell for cell, _ in rows], invalid="drop")
    groups = [g.strip() or None for _, g in rows]
    file = nps.read_answers(stream, rating="NPS")
    found = file.count(by="group", invalid="drop")
    assert found == nps.count_by(ratings, {"group": groups}, invalid="drop", order="sorted")
    assert isinstance(file, nps.results.AnswerFile)
    taken = [c for c in file.candidates if isinstance(c, nps.results.Candidate) and c.taken]
    assert [c.column for c in taken] == ["NPS"]

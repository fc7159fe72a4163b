"""From cells to counts: times that say which answer counts, filters, and the tally itself."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from command_line import main
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._sources.reading.cells import CellReader
from nps._sources.reading.counts import tally
from nps._sources.reading.counts.tally import People, Tally, make_filter, read_moment, reading_of

SPELLINGS = [
    "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%SZ", "%Y-%m-%d %H:%M:%S UTC", "%Y/%m/%d %H:%M:%S",
    "%d.%m.%Y %H:%M:%S", "%Y/%m/%d %I:%M:%S %p GMT", "%Y年%m月%d日 %H:%M:%S",
]  # fmt: skip
MOMENTS = st.datetimes(dt.datetime(1980, 1, 1), dt.datetime(2090, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)


@given(MOMENTS, st.sampled_from(SPELLINGS), st.integers(-12, 14))
def test_a_time_is_the_same_in_every_spelling(moment, spelling, offset):
    seconds = moment.replace(tzinfo=dt.UTC).timestamp()
    assert read_moment(moment.strftime(spelling), "when") == pytest.approx(seconds, abs=1e-3)
    for zone in (f"{offset:+03d}:00", f"{offset:+03d}00", f" GMT{offset:+d}"):
        written = f"{moment:%Y/%m/%d %H:%M:%S}{zone}"
        there = seconds - 3600 * offset
        assert read_moment(written, "when") == pytest.approx(there, abs=1e-3)


def test_days_and_months_are_told_apart_by_the_column_or_not_at_all():
    assert reading_of(["01/26/2024 10:00", "01/02/2024 10:00", ""]) == "month, day, year"
    assert reading_of(["26/01/2024 10:00", "01/02/2024 10:00"]) == "day, month, year"
    assert reading_of(["01/02/2024", "03/04/2024"]) == ""
    assert reading_of(["", " "]) == ""
    second = dt.datetime(2024, 1, 2, tzinfo=dt.UTC).timestamp()
    assert read_moment("01/02/2024 12:00:00 AM", "t", "month, day, year") == second
    assert read_moment("02/01/2024", "t", "day, month, year") == second
    with pytest.raises(
        nps.OptionError, match="can be read as day, month, year or as month, day, y"
    ):
        read_moment("01/02/2024", "t")
    for text in ("soon", "2024-03", "2024/03/31 25:00:00", "2024/03/31 13:00 PM", "0:00 AM"):
        with pytest.raises(nps.OptionError, match="column 't' must hold numbers or times such as"):
            read_moment(text, "t")


def test_the_latest_answer_of_a_file_by_clocks_of_a_form(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text(
        "who,Timestamp,nps\n"
        "a,2024/03/31 11:30:00 PM GMT+9,9\na,2024/03/31 3:00:00 PM GMT+0,3\n"
        "b,2024/03/31 12:10:00 AM GMT+1,9\nb,2024/03/30 11:00:00 AM GMT+1,0\n"
    )
    counted = nps.read_answers(path).count(respondent="who", when="Timestamp")
    assert counted == nps.Counts(1, 0, 1)


def test_people_count_once_and_those_without_a_name_each_time():
    tally = Tally(CellReader(), nps.STANDARD)
    people = People(tally, latest=False, when="t")
    for person, when, cell in (("a", "2", "0"), ("a", "1", "10"), ("", "", "5"), ("", "", "x")):
        people.add((), person, when, cell, 1)
    people.finish()
    assert tally.total() == nps.Counts(1, 0, 1, invalid=1)
    with pytest.raises(nps.RatingError, match="'nps' are no ratings from 0 to 10: 'x'"):
        tally.refuse_invalid("nps", "Clean them.")


@given(st.lists(st.integers(0, 10).map(str) | st.sampled_from(["", "n/a", "x", "11"])))
def test_a_tally_adds_up(cells):
    tally = Tally(CellReader(), nps.STANDARD)
    for cell in cells:
        tally.add((cell,), cell, 2)
    total = tally.total()
    assert total.n + total.missing + total.invalid == 2 * len(cells)
    if cells:
        assert tally.cohorts(["cell"]).total == total


def test_filters_take_numbers_text_and_labels():
    keep = make_filter([1, "N ", None, "02", 2**53 + 1, 0.5], {"7": "N"})
    assert not any(map(keep, ("01", "1.", "1e0", "+1", "2", str(2**53), ".5", "nan")))
    assert all(map(keep, ("1.00", "02", "0.50", f"{2**53 + 1}.0")))
    assert [keep(x) for x in ("1", "1.0", " N", "7", "", "2", "S")] == [
        True, True, True, True, True, False, False,
    ]  # fmt: skip


def test_names_of_invalid_values_are_bounded(tmp_path, monkeypatch):
    path = tmp_path / "survey.csv"
    path.write_text("nps\n9\n11\n12\n13\n" + "y" * 200, encoding="utf-8")
    monkeypatch.setattr(tally, "MOST_VALUES", 2)
    assert len(invalid_values_of(path)) == 2
    monkeypatch.undo()
    assert invalid_values_of(path) == {"11": 1, "12": 1, "13": 1, "y" * 100: 1}


def invalid_values_of(path):
    output = path.with_suffix(".json")
    assert main([str(path), "--rating", "nps", "--output", str(output)]) == 0
    found = json.loads(output.read_text(encoding="utf-8"))
    assert found["invalid"] == 4
    return found["invalid_values"]

"""`read_answers`: from where answers come, and what is refused."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from answer_files import ROWS, saved
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._sources.reading.counts import counting, tally
from nps._sources.reading.formats.text import blocks, delimited

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(tmp_path, ROWS)


def test_sources(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = nps.read_answers(str(path)).count(invalid="drop")
    with path.open("rb") as stream:
        file = nps.read_answers(stream)
        assert file.count(invalid="drop") == expected
        assert file.count(invalid="drop") == expected  # it is kept
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    assert nps.read_answers("-").count(invalid="drop") == expected
    document = tmp_path / "answers.json"
    document.write_text(json.dumps({"data": ROWS, "page": 1}), encoding="utf-8")
    file = nps.read_answers(document)
    assert (file.format, file.count(invalid="drop")) == ("json", expected)
    with pytest.raises(nps.InputTypeError, match="got one frame: DataFrame"):
        nps.read_answers(pd.DataFrame(ROWS))  # type: ignore[arg-type]
    with pytest.raises(nps.InputTypeError, match="record 0 must be a mapping, got 9"):
        nps.read_answers([9, 3])  # type: ignore[list-item]
    with pytest.raises(nps.InputTypeError, match="source must be the path of a file"):
        nps.read_answers(9)  # type: ignore[arg-type]
    with pytest.raises(nps.OptionError, match="is a directory"):
        nps.read_answers(tmp_path)
    with pytest.raises(FileNotFoundError, match="Give the files of a pattern"):
        nps.read_answers(tmp_path / "*.csv")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"missing": [True]}, "missing must be numbers or texts"),
        ({"missing": None}, "missing must be numbers or texts"),
        ({"where": ["a"]}, "where must be a mapping"),
        ({"where": {1: "a"}}, "where must name columns by text"),
        ({"rating": 5}, "rating must be a name"),
        ({"skip": "1"}, "skip must be a whole number"),
    ],
)
def test_wrong_kinds(path: Path, options: dict[str, object], message: str) -> None:
    with pytest.raises(nps.InputTypeError, match=message):
        nps.read_answers(path, **options)  # type: ignore[arg-type]


def test_options_for_other_files(path: Path) -> None:
    with pytest.raises(nps.OptionError, match="sheet is for spreadsheets; this file is text"):
        nps.read_answers(path, sheet="x")


def test_a_guess_is_held_against_the_whole_column(tmp_path: Path) -> None:
    """What the first million characters promise, the rest has to keep."""
    path = tmp_path / "large.csv"
    path.write_text("id,nps\n" + "7777777,9\n" * 110_000 + "7777777,x9\n" * 90_000)
    file = nps.read_answers(path)
    with pytest.raises(nps.OptionError, match=r"90,000 of 200,000 cells are off the scale, such"):
        file.count(invalid="drop")
    assert nps.read_answers(path, rating="nps").count(invalid="drop").invalid == 90_000


def test_periods_of_a_stream_and_of_many_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "MOST_DISTINCT", 2)
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 20)
    monkeypatch.setattr(counting, "MOST_KNOWN", 1)
    path = tmp_path / "survey.csv"
    days = [f"2024-0{1 + i % 4}-1{i % 7}" for i in range(40)]
    path.write_text("at,nps\n" + "".join(f"{day},9\n" for day in days) + ",3\n")
    found = nps.count_stream(path, "nps", by="at", period="month")
    assert found == nps.read_answers(path).count(by="at", period="month")
    assert list(found) == ["2024-01", "2024-02", "2024-03", "2024-04", None]
    assert found.n.tolist() == [10, 10, 10, 10, 1]
    frame = pd.DataFrame({"at": pd.to_datetime(days), "nps": 9})
    by_frame = nps.count_stream([frame, frame], "nps", by="at", period="month")
    assert by_frame["2024-01"] == nps.Counts(20, 0, 0)
    with pytest.raises(nps.OptionError, match="timezone needs period"):
        nps.read_answers(path).count(by="at", timezone="UTC")
    with pytest.raises(nps.OptionError, match="no column 'when'"):
        nps.read_answers(path).count(by="at", period={"when": "month"})


def test_many_labels_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_LABELS", 3)
    monkeypatch.setattr(tally, "MOST_VALUES", 2)
    rows = [{"g": str(i), "nps": str(11 + i)} for i in range(3)]
    file = nps.read_answers(rows, rating="nps")
    found = file._counted(file._plan(by=["g"]))
    assert len(found.tally.invalid_values) == 2
    with pytest.raises(nps.OptionError, match=r'by=\.\.\. has more than 3 .* period="month"'):
        nps.read_answers([*rows, {"g": "x", "nps": "9"}], rating="nps").count(by="g")
    words = nps.read_answers([{"c": "Promoter", "g": "a"}, {"c": "passive", "g": "b"}], rating="c")
    assert words.count(by="g")["a"] == nps.Counts(1, 0, 0)


def test_lines_above_the_header_and_damaged_text(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("Report; 2024; 5\nby; Jo; 7\nid;nps;x\n1;9;2\n2;3;2\n")
    assert nps.read_answers(path, skip=2).count() == nps.Counts(1, 0, 1)
    path.write_bytes("编号,您有多大可能推荐我们\n".encode() * 20 + b"9,\xff\n8,9\n")
    file = nps.read_answers(path, rating="推荐")
    assert file.notes[0].startswith("not quite valid UTF-8 (byte ")
    with pytest.raises(nps.InputTypeError, match="encoding must be a name"):
        nps.read_answers(path, encoding=5)  # type: ignore[arg-type]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    refusal = ""
    answers = rows = 0
    try:
        file = nps.read_answers(io.BytesIO(content))
        counts = file.count(invalid="drop")
        answers = counts.n + counts.missing + counts.invalid
        rows = len(file.column(file.rating))
    except (nps.OptionError, nps.TableError) as error:
        refusal = str(error)
    assert refusal or (answers == rows)

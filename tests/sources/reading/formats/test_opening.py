"""What is packed, what is no table, and what has to be installed."""

from __future__ import annotations

import gzip
import io
import zipfile
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from answer_files import ANSWERS, EXPECTED, by_xlsxwriter

import nps

if TYPE_CHECKING:
    from pathlib import Path


CSV = b"id,nps\n1,9\n2,3\n3,10\n"


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("r__", "r/"), content)
    return held.getvalue()


@pytest.mark.parametrize(
    "content",
    [gzip.compress(CSV), zipped(answers=CSV),
     zipped(folder__survey=CSV, **{"__MACOSX/._x": b"x", "x/": b""}),
     gzip.compress(b"\xef\xbb\xbf" + CSV)],
)  # fmt: skip
def test_what_is_packed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "survey.csv.gz"
    path.write_bytes(content)
    file = nps.read_answers(path)
    assert file.count() == nps.Counts(2, 0, 1)
    assert file.count() == nps.Counts(2, 0, 1)


def test_a_packed_file_of_another_format(tmp_path: Path) -> None:
    inner = tmp_path / "x.xlsx"
    by_xlsxwriter(inner)
    path = tmp_path / "survey.parquet.gz"
    held = io.BytesIO()
    pq.write_table(pa.table({"nps": ANSWERS}), held)
    path.write_bytes(gzip.compress(held.getvalue()))
    assert nps.read_answers(path).count() == EXPECTED
    with inner.open("rb") as stream:
        assert nps.read_answers(stream).count() == EXPECTED


def test_copies_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = nps.read_answers(io.BytesIO(gzip.compress(CSV)))
    assert len(list(tmp_path.iterdir())) == 1
    assert file.count().n == 3
    del file
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (zipped(a=CSV, b=CSV), "packed with zip, and it holds 'a', 'b': unpack it, give one file"),
        (zipped(), "and it holds nothing|damaged"),
        (b"PK\x03\x04" + bytes(100), "packed with zip, and damaged or protected"),
        (b"%PDF-1.7\n", "this is no table but a PDF document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "this is no table but a picture"),
        (b"SQLite format 3\0", "this is no table but an SQLite database"),
        (b"<!DOCTYPE html><table><tr><td>NPS</td></tr></table>", "this is a web page or XML"),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><Workbook/>", "this is a web page or XML"),
        (b"", "the file is empty"),
    ],
)
def test_what_is_no_table(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(content)
    with pytest.raises(nps.TableError, match=message):
        nps.read_answers(path)


def test_what_comes_out_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nps._sources.reading.formats.opening.LARGEST_UNPACKED", 2**20)
    path = tmp_path / "survey.csv.gz"
    path.write_bytes(gzip.compress(bytes(2**22)))
    with pytest.raises(nps.TableError, match="more than 0 GiB come out of it"):
        nps.read_answers(path)


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [("python_calamine", "a.xlsx", "excel"), ("pyreadstat", "a.sav", "spss"),
     ("pyarrow", "a.parquet", "parquet")],
)  # fmt: skip
def test_what_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, extra: str
) -> None:
    path = tmp_path / name
    if extra == "excel":
        by_xlsxwriter(path)
    else:
        path.write_bytes(b"PAR1" if extra == "parquet" else b"$FL2")
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(ModuleNotFoundError, match=rf"pip install \"nps\[{extra}\]\""):
        nps.read_answers(path)

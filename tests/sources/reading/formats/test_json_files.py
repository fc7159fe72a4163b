"""JSON: records, columns and lines, and what is none of these."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from answer_files import ANSWERS, EXPECTED

import nps
from nps._sources.reading.formats import json_files

if TYPE_CHECKING:
    from pathlib import Path


RECORDS = [{"id": i, "answers": {"nps": a, "why": None}} for i, a in enumerate(ANSWERS)]


@pytest.mark.parametrize(
    ("name", "text", "notes"),
    [
        ("a.json", json.dumps(RECORDS), ()),
        ("a.jsonl", "\n".join(map(json.dumps, RECORDS)) + "\n\n", ()),
        ("a.json", json.dumps({"page": 1, "responses": RECORDS}),
         ("the answers are the list 'responses' of the document",)),
        ("a.csv", json.dumps(RECORDS), ("the file holds JSON, whatever its name",)),
        ("a.ndjson", "\ufeff" + "\n".join(map(json.dumps, RECORDS)), ()),
    ],
)  # fmt: skip
def test_json(tmp_path: Path, name: str, text: str, notes: tuple[str, ...]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    file = nps.read_answers(path)
    assert (file.format, file.rating, file.count()) == ("json", "answers.nps", EXPECTED)
    assert file.notes == notes


COLUMNS = {"id": list(range(len(ANSWERS))), "nps": list(ANSWERS)}


@pytest.mark.parametrize(
    ("document", "held"),
    [
        (COLUMNS, "columns"),
        ({k: {str(2 * i): x for i, x in enumerate(xs)} for k, xs in COLUMNS.items()}, "columns"),
        ({"nps": {str(3 * i): a for i, a in enumerate(ANSWERS)}}, "columns"),
        ({str(i): {"id": i, "nps": a} for i, a in enumerate(ANSWERS)}, "rows"),
        ({"columns": ["id", "nps"], "index": [], "data": [[i, a] for i, a in enumerate(ANSWERS)]},
         "rows"),
        ([["id", "nps"], *([i, a] for i, a in enumerate(ANSWERS))], "rows"),
    ],
)  # fmt: skip
def test_tables_by_columns_and_under_names(tmp_path: Path, document: object, held: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document))
    file = nps.read_answers(path)
    assert (file.rating, file.count()) == ("nps", EXPECTED)
    assert file.notes == (f"the {held} of the document were read as records",)


def test_values_of_json_as_cells() -> None:
    rows = [{"nps": 9.0, "x": {"deep": {"er": [1, "a"]}}, "ok": True, "big": 1e300, "half": 0.5}]
    file = nps.read_answers(rows)
    held = {name: file.column(name)[0] for name in file.columns}
    assert held == {
        "nps": "9", "x.deep.er": '[1, "a"]', "ok": "True", "big": "1e+300", "half": "0.5",
    }  # fmt: skip
    deep: dict[str, object] = {"nps": 9}
    for _ in range(9):
        deep = {"a": deep, "nps": 9}
    assert nps.read_answers([deep], rating="nps").columns[-1] == "nps"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": [{"nps": 9}], "b": [{"nps": 3}]}', "this JSON holds several lists of records: 'a'"),
        ('{"a": 1,\n"b": 2}', "this JSON holds no list of records"),
        ('"nps"', "this JSON holds no list of records"),
        ("[]", "there are no rows"),
        ("{}", "there are no rows"),
        ('{"nps": []}', "there are no rows"),
        ('{"nps": {"0": 3, "9": 4, "10": 5}}', "3 columns may hold the ratings"),
        ('{"columns": 1, "data": 2}', "are in 'columns', 'data'"),
        ('{"a": {"0": 9, "1": 3}}', "whole numbers from 0 to 10 are in 'a.0', 'a.1'"),
        ('{"a": [9], "b": [1, 2]}', "there are 'a', 'b'"),
        ('{"a": [9, 3], "b": [1, [2]]}', "there are 'a', 'b'"),
        ('[["a", "b"], [1]]', "record 0 must be a mapping"),
        ("[[1]]", "record 0 must be a mapping"),
        ('[{"nps": 9}, {"nps"', "this looks like JSON, and it is damaged"),
        ('{"nps": 9}\n{"nps": 3\n', "line 2 is no JSON record; is the file damaged"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_json_that_is_no_table(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((nps.TableError, nps.OptionError, nps.InputTypeError), match=message):
        nps.read_answers(path)


def test_one_record_alone_and_encodings_of_json(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"nps": 9, "why": "gut"}', encoding="utf-8")
    assert nps.read_answers(path).count() == nps.Counts(1, 0, 0)
    path.write_bytes(json.dumps([{"推荐分数": 9}], ensure_ascii=False).encode("gbk"))
    assert nps.read_answers(path, encoding="gbk").count() == nps.Counts(1, 0, 0)
    with pytest.raises(nps.TableError, match=r"name the right encoding with encoding=\.\.\."):
        nps.read_answers(path, encoding="utf-8")
    with pytest.raises(nps.TableError, match="unknown encoding 'utf-88'"):
        nps.read_answers(path, encoding="utf-88")


def test_limits_of_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(RECORDS), encoding="utf-8")
    monkeypatch.setattr(json_files, "LARGEST", 10)
    with pytest.raises(nps.TableError, match="a file in JSON of more than 0 GiB"):
        nps.read_answers(path)
    monkeypatch.setattr(json_files, "_MOST_COLUMNS", 3)
    with pytest.raises(nps.TableError, match="the records have more than 3 different keys"):
        nps.read_answers([{str(i): 9} for i in range(9)])


@pytest.mark.parametrize(
    ("document", "where", "said"),
    [
        ({"results": {"responses": RECORDS, "total": len(RECORDS)}}, "results.responses", None),
        ({"data": {"items": {"edges": RECORDS, "pageInfo": {"hasNextPage": True}}}},
         "data.items.edges", "hasNextPage: true"),
        ({"data": RECORDS, "page": {"totalElements": 300}}, "data", "totalElements: 300"),
        ({"data": RECORDS, "next_page": None, "has_more": False}, "data", None),
        ({"data": RECORDS, "a": {"b": {"c": {"d": {"e": {"f": {"next": 2}}}}}}}, "data", None),
    ],
)  # fmt: skip
def test_lists_in_objects_and_pages_of_services(
    tmp_path: Path, document: object, where: str, said: str | None
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document))
    file = nps.read_answers(path)
    assert (file.rating, file.count()) == ("answers.nps", EXPECTED)
    page = f"the document says {said!r} beside {len(RECORDS)} records: is it one page of several?"
    assert file.notes == (
        f"the answers are the list {where!r} of the document", *([page] if said else [])
    )  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [
        {"nps": 9, "person": {"tags": [{"a": 1}]}},
        {"nps": 9, "x": {"a": [{"b": 1}, {"b": 2}]}, "y": {"a": [{"b": 1}, {"b": 2}]}},
        {"nps": 9, "a": {"b": {"c": {"d": {"e": {"f": [{"g": 1}, {"g": 2}]}}}}}},
    ],
)
def test_lists_within_one_record_are_none_of_records(tmp_path: Path, document: object) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document))
    assert nps.read_answers(path).count().n == 1

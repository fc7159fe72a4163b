"""JSON: a list of records, lines of records, or an object that holds one list of records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from nps._base.errors import InputTypeError, TableError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._sources.reading.formats.tables import CHUNK_ROWS, Row, RowTable
from nps._sources.reading.formats.text.encodings import find_encoding

if TYPE_CHECKING:
    from nps._sources.reading.formats.opening import Source

#: A larger file in JSON is refused, since all of it has to be in memory.
LARGEST = 2**30
#: Objects within objects are columns down to this depth; below it they are text.
DEEPEST = 4
_MOST_COLUMNS = 10_000
#: Keys by which services say how many records there are, and that others follow.
_TOTALS = frozenset(
    [
        "total",
        "totalitems",
        "totalcount",
        "totalresults",
        "totalrecords",
        "totalresponses",
        "totalelements",
        "totalsize",
        "recordstotal",
    ]
)
_NEXT = frozenset(
    [
        "next",
        "nextpage",
        "nextcursor",
        "nextpagetoken",
        "nexttoken",
        "nexturl",
        "nextlink",
        "nextpageurl",
        "hasmore",
        "hasnext",
        "hasnextpage",
        "morerecords",
        "odatanextlink",
    ]
)
#: No number above is a rating from 0 to 10.
_TOP = 10


def table_of_json(source: Source, encoding: str | None, option: str) -> RowTable:
    """Read a file.

    Raises
    ------
    TableError
        If it is damaged, too large, or holds no list of records.
    """
    if source.path.stat().st_size > LARGEST:
        raise TableError(
            f"a file in JSON of more than {LARGEST // 2**30} GiB; convert it to CSV or Parquet"
        )
    with source.stream() as stream:
        found = find_encoding(stream)
        name = encoding or (found.name if found else "utf-8")
        try:
            text = stream.read().decode(name)
        except UnicodeError as error:
            raise TableError(f"{error}; name the right encoding with {option}") from None
        except LookupError:
            raise TableError(f"unknown encoding {shown(name)}, try utf-8 or gbk") from None
    records, note = _records(text.removeprefix("\ufeff"))
    notes = list(source.notes)
    if not source.name.casefold().endswith((".json", ".jsonl", ".ndjson", ".gz", ".zip", "-")):
        notes.append(Note("the file holds JSON, whatever its name"))
    return table_of_records(records, [*notes, *note])


def _records(text: str) -> tuple[Sequence[object], list[Note]]:
    """Return the records of a document, or of lines."""
    try:
        document = json.loads(text)
    except RecursionError:
        raise TableError("this JSON is nested too deeply to be a table") from None
    except ValueError as error:
        return _lines(text, str(error)), []
    if (turned := _turned(document)) is not None:
        return turned[0], [turned[1]]
    if isinstance(document, list):
        return document, []
    lists = _lists(document)
    if len(lists) == 1:
        ((key, value),) = lists.items()
        note = Note("the answers are the list {name} of the document", name=shown(key))
        return value, [note, *_pages(document, len(value))]
    if lists:
        some = ", ".join(map(shown, lists))
        raise TableError(f"this JSON holds several lists of records: {some}; save one of them")
    if isinstance(document, dict) and text.strip().count("\n") == 0:
        return [document], []
    raise TableError("this JSON holds no list of records, such as [{...}, {...}]")


def _lists(document: object, depth: int = 0) -> dict[str, list[object]]:
    """Return the lists of records in a document by the keys that lead there, the highest ones.

    Objects are gone through as long as only one of them holds such lists, and of more than one
    record: what lies within a record is none.
    """
    if not isinstance(document, dict) or depth > DEEPEST:
        return {}
    lists = {key: value for key, value in document.items() if _are_records(value)}
    inner = {} if lists else {key: _lists(value, depth + 1) for key, value in document.items()}
    found = [(key, below) for key, below in inner.items() if below]
    if len(found) != 1:
        return lists
    ((key, below),) = found
    return {f"{key}.{name}": value for name, value in below.items() if len(value) > 1}


def _pages(document: Mapping[str, object], records: int) -> list[Note]:
    """Say that a document tells of more records than it holds, as one page of an answer does."""
    for name, value in _scalars(document):
        key = re.sub(r"[^a-z]", "", name.casefold())
        more = key in _NEXT and value not in (None, "", 0)
        if more or (key in _TOTALS and isinstance(value, int) and value > records):
            said = shown(f"{name}: {json.dumps(value)}")
            return [
                Note(
                    "the document says {said} beside {records} records: is it one page of several?",
                    said=said,
                    records=records,
                )
            ]
    return []


def _scalars(document: Mapping[str, object], depth: int = 0) -> Iterator[tuple[str, object]]:
    """Yield what stands in objects, but for what stands in lists."""
    for key, value in document.items():
        if isinstance(value, dict) and depth < DEEPEST:
            yield from _scalars(value, depth + 1)
        elif not isinstance(value, list):
            yield key, value


def _turned(document: object) -> tuple[list[object], Note] | None:
    """Return the records of a table that is kept by columns, or in rows that are no records.

    These are what pandas makes of a frame ("columns", "split", "index", a list for each column) and
    a list of rows below one of names.
    """
    by_rows = Note("the rows of the document were read as records")
    if isinstance(document, dict) and document.keys() >= {"columns", "data"}:
        names, below = document["columns"], document["data"]
        document = [names, *below] if isinstance(below, list) else document
    if isinstance(document, dict) and document:
        columns = list(document.values())
        if all(isinstance(column, dict) for column in columns):
            if all(map(str.isdecimal, document)):
                return columns, by_rows
            if _are_numbered(columns):
                columns = [list(column.values()) for column in columns]
        if all(isinstance(column, list) for column in columns):
            flat = not any(isinstance(cell, (dict, list)) for column in columns for cell in column)
            if flat and len({len(column) for column in columns}) == 1:
                return _records_of(document, zip(*columns, strict=True)), Note(
                    "the columns of the document were read as records"
                )
    if isinstance(document, list) and all(isinstance(row, list) for row in document[:2]):
        names, *rows = document or [[]]
        named = all(isinstance(name, str) for name in names) and len(set(names)) == len(names)
        if named and all(isinstance(row, list) and len(row) == len(names) for row in rows):
            return _records_of(names, rows), by_rows
    return None


def _are_numbered(columns: Sequence[Mapping[str, object]]) -> bool:
    """Tell whether columns have their cells under the same numbers of rows.

    Of one column alone these must go beyond 10, for else it may say how many gave each rating.
    """
    numbers = list(columns[0])
    return (
        all(map(str.isdecimal, numbers))
        and all(list(column) == numbers for column in columns)
        and (len(columns) > 1 or any(len(n) > 2 or int(n) > _TOP for n in numbers))
    )


def _records_of(names: Iterable[object], rows: Iterable[Iterable[object]]) -> list[object]:
    return [dict(zip(names, row, strict=True)) for row in rows]


def _are_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(x, dict) for x in value)


def _lines(text: str, why: str) -> list[object]:
    records = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            records.append(json.loads(line))
        except (ValueError, RecursionError):
            if number == 1 or not records:
                raise TableError(f"this looks like JSON, and it is damaged: {why}") from None
            raise TableError(f"line {number} is no JSON record; is the file damaged?") from None
    return records


def table_of_records(records: Sequence[object], notes: Sequence[Note] = ()) -> RowTable:
    """Return records as a table; objects within them become columns such as "answers.nps".

    Raises
    ------
    InputTypeError
        If a record is no mapping.
    TableError
        If there is none, or they have too many keys.
    """
    flat = []
    places: dict[str, int] = {}
    for i, record in enumerate(records):
        if not isinstance(record, Mapping):
            raise InputTypeError(
                Note("record {i} must be a mapping, got {record}.", i=i, record=shown(record))
            )
        row = dict(_flattened(record))
        for name in row:
            places.setdefault(name, len(places))
        if len(places) > _MOST_COLUMNS:
            raise TableError(f"the records have more than {_MOST_COLUMNS:,} different keys")
        flat.append(row)
    header = list(places)
    if not header:
        raise TableError(Note("there are no rows"))

    def rows() -> Iterator[list[Row]]:
        for i in range(0, len(flat), CHUNK_ROWS):
            yield [[row.get(name, "") for name in header] for row in flat[i : i + CHUNK_ROWS]]

    return RowTable(header, header, rows, len(flat), notes=notes)


def _flattened(record: Mapping[object, object], above: str = "") -> Iterator[tuple[str, str]]:
    depth = above.count(".")
    for key, value in record.items():
        name = f"{above}{key}"
        if isinstance(value, Mapping) and depth < DEEPEST:
            yield from _flattened(value, f"{name}.")
        else:
            yield name, cell_text(value)


def cell_text(value: object) -> str:
    """Return a value as a cell of text; None is blank, whole numbers have no point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (Mapping, list)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)

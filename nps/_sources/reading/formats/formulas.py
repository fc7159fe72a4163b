"""Formulas of a workbook that nobody has calculated, which readers take for blanks or for 0.

A program that writes a workbook cannot calculate. It stores a formula without its value, or with 0,
and asks the spreadsheet to calculate when the file is opened; until it is saved there, no value is
in the file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from posixpath import normpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PIECE = 1 << 20
_CELL = re.compile(
    rb"<c ([^<>]{1,200})>\s{0,9}<f(?:[^<>]{0,999}/>|[^<>]{0,999}>[^<]{0,9999}</f>)\s{0,9}"
    rb"(?:<v(?: [^<>]{0,99})?(?:/>|>([^<]{0,99})</v>)|(<v))?"
)
_PLACE = re.compile(rb'(?:^| )r="([A-Z]{1,3})(\d{1,7})"')
#: Formulas that give text, an error or yes and no have been calculated, though the text be blank.
_KIND = re.compile(rb'(?:^| )t="(?:str|e|b)"')
_ATTRIBUTE = re.compile(r'([\w:]{1,30}) ?= ?"([^"]{0,999})"')
_ON_OPENING = re.compile(r'fullCalcOnLoad ?= ?"(?:1|true)"')


def uncalculated(path: Path, sheet: str) -> dict[int, list[int]]:
    """Return the rows of formulas without a value, by their column, both counted from 0.

    Only workbooks of the kind that is packed XML are looked into. A 0 is none where the workbook
    asks to be calculated and no formula of its column has another value.
    """
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        held = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= held:
            return {}
        book = archive.read("xl/workbook.xml").decode(errors="replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode(errors="replace")
        target = _file_of(sheet, book, relations)
        if target not in held:
            return {}
        found: dict[int, list[tuple[int, bytes]]] = {}
        for row, column, value in _formulas(archive, target):
            found.setdefault(column, []).append((row, value))
    none = {b"", b"0"} if _ON_OPENING.search(book) else {b""}
    lacking: dict[int, list[int]] = {}
    for column, cells in found.items():
        blank = none if {value for _, value in cells} <= none else {b""}
        if rows := [row for row, value in cells if value in blank]:
            lacking[column] = rows
    return lacking


def _file_of(sheet: str, book: str, relations: str) -> str:
    """Return the file in which a sheet is kept, "" if it is not told."""
    ids = {unescape(told.get("name", "")): told.get("r:id") for told in _elements("sheet", book)}
    files = {told.get("Id"): told.get("Target") for told in _elements("Relationship", relations)}
    target = files.get(ids.get(sheet)) or ""
    return target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")


def _elements(name: str, text: str) -> Iterator[dict[str, str]]:
    for found in re.finditer(rf"<{name} ([^<>]{{1,2000}})>", text):
        yield dict(_ATTRIBUTE.findall(found[1]))


def _formulas(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[int, int, bytes]]:
    """Yield row, column and value of each formula of numbers, nothing where it has none."""
    with archive.open(name) as content:
        rest = b""
        while piece := content.read(_PIECE):
            rest += piece
            whole = rest.rfind(b"</c>") + 1
            for found in _CELL.finditer(rest, 0, whole) if b"<f" in rest else ():
                place = _PLACE.search(found[1])
                if place and not _KIND.search(found[1]):
                    yield int(place[2]) - 1, _number(place[1]), found[2] or found[3] or b""
            rest = rest[whole:][-_PIECE:]


def _number(letters: bytes) -> int:
    """Return which column is called so: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1

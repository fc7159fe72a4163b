"""Ratings, factors and the design of a sample from columns of a file of answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.checks import check_names, check_option
from nps._base.errors import InputTypeError, OptionError, RatingError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._samples.ratings import INVALID_OPTIONS, STANDARD
from nps._sources.reading.cells import fold
from nps._sources.reading.counts.tally import filters_of
from nps._sources.reading.naming import find_column, named

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from nps._kernels import IntArray
    from nps._samples.ratings import Scale
    from nps._sources.answer_file import AnswerFile
    from nps._sources.reading.cells import CellReader
    from nps._sources.reading.formats.tables import Row, Table

#: Words for yes and for no, folded, in one language each. A column that holds both and nothing else
#: is yes/no; one word alone may be a country: NO is Norway, SI Slovenia.
YES_NO = tuple(
    (frozenset(yes.split()), frozenset(no.split()))
    for yes, no in [
        ("yes y true", "no n false"), ("ja j wahr", "nein n falsch"), ("ja j", "nee n"),
        ("ja j", "nej n"), ("ja j", "nei n"), ("kyllä k", "ei e"), ("oui o vrai", "non n faux"),
        ("sí si s verdadero", "no n falso"), ("sì si s vero", "no n falso"),
        ("sim s verdadeiro", "não nao n falso"), ("tak t", "nie n"), ("evet e", "hayır h"),
        ("да д", "нет н"), ("はい", "いいえ"), ("예 네", "아니오 아니요"),
        ("是 是的 有 对 對 真", "否 不 不是 没有 沒有 没 沒 无 無 不对 不對 假"),
    ]
)  # fmt: skip
#: "Has", whose opposite is a usual word for no answer.
HAS = "有"
#: A decimal without its zero, as SAS and Stata write it.
SHORT = re.compile(r"[+\-−]?\.[0-9]{1,20}")
#: What a number may begin with; the third is the sign of typesetters and of Chinese keyboards.
SIGNS = "+-−＋－"
#: A column in which more answers than this are numbers is one of ratings, so text in it is odd.
MOSTLY = 0.5


class FromFile(NamedTuple):
    """What `read_people` takes, read from a file."""

    ratings: np.ndarray
    factors: dict[str, object]
    weights: object
    clusters: object
    strata: object
    scale: Scale


class _Codes(dict[str, int]):
    """Numbers cells as they come."""

    def __missing__(self, cell: str) -> int:
        code = self[cell] = len(self)
        return code


@dataclass(slots=True)
class _Cells:
    """The cells of a column: distinct ones, and which of them each row holds."""

    header: str
    labels: Mapping[str, str]
    known: _Codes = field(default_factory=_Codes)
    codes: list[IntArray] = field(default_factory=lambda: [np.empty(0, np.int32)])

    def add(self, cells: Sequence[str]) -> None:
        self.codes.append(np.fromiter(map(self.known.__getitem__, cells), np.int32, len(cells)))

    def of_rows(self, values: Sequence[object], dtype: type = np.float64) -> np.ndarray:
        """Return for each row what its cell stands for."""
        table: np.ndarray = np.empty(len(values), dtype=dtype)
        table[:] = values
        return table[np.concatenate(self.codes)]

    def answers(self, read: CellReader) -> list[float | str | None]:
        """Return what distinct cells hold: a number, text, or None for no answer."""
        reader = read.with_labels(self.labels)
        return [self._answer(reader, cell) for cell in self.known]

    def _answer(self, reader: CellReader, cell: str) -> float | str | None:
        if SHORT.fullmatch(cell.strip()):
            return float(cell.replace("−", "-"))
        answer = reader(cell)
        stands = reader.answers.get(cell, cell).strip()
        if answer is None or isinstance(answer, str) or stands[:1].isdigit() or stands[0] in SIGNS:
            return self.text(cell) if isinstance(answer, str) else answer
        return self.text(cell)  # a name that ends with a number

    def text(self, cell: str) -> str | None:
        """Return a cell as text, by the label of its value."""
        return self.labels.get(cell, cell).strip() or None

    @property
    def is_list(self) -> bool:
        """Whether each value has a label, none of which begins with a number: a list of names."""
        found = [self.labels.get(cell) for cell in self.known if cell.strip()]
        return bool(self.labels) and all(label and not label[:1].isdigit() for label in found)


def read_file(
    file: AnswerFile,
    factors: object,
    *,
    weights: object,
    clusters: object,
    strata: object,
    rated: Collection[str],
    scale: Scale,
    invalid: str,
) -> FromFile:
    """Read columns of a file, each once; `rated` names drivers that are ratings in any case."""
    check_option("invalid", invalid, INVALID_OPTIONS)
    if not isinstance(file.rating, str):
        raise OptionError(
            f"factors go with one column of ratings, got {len(file.rating)}; choose it with"
            " rating=... of read_answers."
        )
    if scale not in (STANDARD, file.scale):
        raise OptionError(f"scale={scale} contradicts the file, which was read as {file.scale}.")
    names = {"factors": check_names("factors", factors, distinct=True)}
    for option, given in (("weights", weights), ("clusters", clusters), ("strata", strata)):
        if given is not None and not isinstance(given, str):
            raise InputTypeError(
                f"beside a file, {option} must be the name of one of its columns, got"
                f" {shown(given)}."
            )
        names[option] = [given] if isinstance(given, str) else []
    with file._open() as table:
        held = _read_columns(table, file, [name for some in names.values() for name in some])
    found = {option: [held[name] for name in some] for option, some in names.items()}
    of_design = {
        "weights": [one.of_rows([np.nan if x is None else x for x in one.answers(file._read)],
                                object) for one in found["weights"]],
        "clusters": [one.of_rows([*map(one.text, one.known)], object) for one in found["clusters"]],
        "strata": [one.of_rows([*map(one.text, one.known)], object) for one in found["strata"]],
    }  # fmt: skip
    return FromFile(
        ratings=_ratings(held[file.rating], file, invalid),
        factors={
            name: _driver(one, name, file._read, rated=name in rated)
            for name, one in zip(names["factors"], found["factors"], strict=True)
        },
        scale=file.scale,
        **{option: arrays[0] if arrays else None for option, arrays in of_design.items()},
    )


def _read_columns(table: Table, file: AnswerFile, names: Sequence[str]) -> dict[str, _Cells]:
    """Return the cells of the ratings and of these columns, of the rows that `where` chose."""
    places = {str(file.rating): file._places[0]}
    for name in names:
        places[name] = find_column(table, name)
    columns = {
        place: _Cells(table.header[place], table.labels.get(place, {})) for place in places.values()
    }
    filters = filters_of(table, file._where)
    for rows in table.chunks():
        kept: Sequence[Row] = rows
        for i, keep in filters:
            kept = [row for row in kept if keep(row[i])]
        for place, cells in columns.items():
            cells.add([*map(itemgetter(place), kept)])
    return {name: columns[place] for name, place in places.items()}


def _ratings(cells: _Cells, file: AnswerFile, invalid: str) -> np.ndarray:
    """Return the ratings, NaN where there is none; what is off the scale stays so."""
    scale, values = file.scale, []
    for answer in map(file._read.with_labels(cells.labels), cells.known):
        off = answer is not None and answer not in scale.ratings
        if off and invalid == "raise":
            raise RatingError(
                f"ratings: cells in column {named(cells.header)} are no ratings from"
                f' {scale.low} to {scale.high}: {shown(answer)}. Name codes for "no answer"'
                ' with missing= of read_answers, or leave them out with invalid="drop".'
            )
        values.append(np.nan if answer is None else scale.high + 1.0 if off else float(answer))
    return cells.of_rows(values)


def _driver(cells: _Cells, name: str, read: CellReader, *, rated: bool) -> np.ndarray:
    """Return a driver by what its cells hold: numbers, yes and no, or text."""
    if cells.is_list and not rated:
        return cells.of_rows([*map(cells.text, cells.known)], object)
    answers = cells.answers(read)
    yes = _yes_or_no(cells, answers, read)
    if yes is not None:
        missing = cells.of_rows([said is None for said in yes], np.bool_)
        return np.ma.MaskedArray(cells.of_rows([bool(said) for said in yes], np.bool_), missing)
    texts = [answer for answer in answers if isinstance(answer, str)]
    if not texts:
        return cells.of_rows([np.nan if answer is None else answer for answer in answers])
    said = np.bincount(np.concatenate(cells.codes), minlength=len(answers))
    numbers = sum(int(k) for k, x in zip(said, answers, strict=True) if isinstance(x, (int, float)))
    words = sum(int(k) for k, x in zip(said, answers, strict=True) if isinstance(x, str))
    if rated or numbers > MOSTLY * (numbers + words):
        raise OptionError(
            Note(
                "factor {name} holds numbers, but also text such as {value}. Name codes for"
                ' "no answer" with missing=... where the file is read.',
                name=shown(name),
                value=shown(texts[0]),
            )
        )
    said_of = [None if answer is None else cells.text(cell)
               for cell, answer in zip(cells.known, answers, strict=True)]  # fmt: skip
    return cells.of_rows(said_of, object)


def _yes_or_no(
    cells: _Cells, answers: Sequence[float | str | None], read: CellReader
) -> list[bool | None] | None:
    """Return what distinct cells say if they say yes and no in one language, else None.

    无 is no answer by itself, and a no beside 有.
    """
    if any(isinstance(answer, (int, float)) for answer in answers):
        return None
    words = [
        fold(str(cells.text(cell) or "")) if answer is None else fold(str(answer))
        for cell, answer in zip(cells.known, answers, strict=True)
    ]
    said = {word for word, answer in zip(words, answers, strict=True) if answer is not None}
    unsaid = {*words} - said - read.texts
    for yes, no in YES_NO:
        denied = said & no or (unsaid & no if HAS in said else frozenset())
        if said & yes and denied and said <= yes | no:
            return [word in yes if word in said | denied else None for word in words]
    return None

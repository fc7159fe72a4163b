"""Any survey export in, the right column or a clear reason why not."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from nps._base.checks import NO_NUMBERS, as_float, check_names, check_path, check_whole
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown, shown_kind
from nps._base.words.notes import Note
from nps._samples.ratings import STANDARD, Scale, check_scale
from nps._samples.tallying.suspicions import suspicions
from nps._sources.answer_file import AnswerFile
from nps._sources.reading.cells import CellReader, fold
from nps._sources.reading.columns import choose_rating, named_ratings
from nps._sources.reading.doors import IN_PYTHON, Door
from nps._sources.reading.formats.opening import Source, open_source
from nps._sources.reading.formats.text.delimited import DelimitedFile
from nps._sources.reading.naming import find_column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nps._sources.reading.formats.tables import Table


def read_answers(
    source: str | os.PathLike[str] | BinaryIO | Sequence[Mapping[str, object]],
    *,
    rating: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    encoding: str | None = None,
    scale: Scale | None = None,
    missing: object = (),
    where: Mapping[str, object] | None = None,
    skip: int = 0,
) -> AnswerFile:
    """Read a survey export, and find the column that holds the ratings.

    Parameters
    ----------
    source : path, file or records
        CSV or TSV, JSON (records or lines), Parquet, Excel, SPSS, Stata or SAS, also packed with
        gzip or zip; "-" is standard input. Or a file opened for bytes, or a list of dictionaries as
        an API gives it. Parquet needs ``nps[parquet]``, Excel ``nps[excel]`` and the statistical
        formats ``nps[spss]``.
    rating : str or sequence of str, optional
        Header of the column with the answers, or a part of it that no other header has; several
        are counted side by side. By default it is found by its header and its cells.
    sheet : str or int, optional
        Name of a sheet, or its number from 1 on. By default the one that has a column of ratings.
    encoding : str, optional
        Of a text file, such as "cp1252" or "gbk". By default it is found by trying.
    scale : Scale, optional
        Which ratings belong to which class; by default 0-10.
    missing : number, str or sequence of these, optional
        Answers that mean "no answer", such as ``[-1, 99, "keine Angabe"]``.
    where : mapping, optional
        From column to a value or several: only these rows count. Cells are compared as text, but
        for spaces around them; 1 also stands for ``1.0``, though not for the code ``01``.
    skip : int, default 0
        Lines of a text file that are left out above the header.

    Returns
    -------
    AnswerFile
        What was read, which column and why; ``.count(...)`` counts it.

    Raises
    ------
    OptionError
        If no column holds ratings under a header that says so, several do, or what a header
        promises is not what the cells hold. The message says what was found and what to type.
    TableError
        If the file cannot be read as rows and columns.
    InputTypeError
        If an argument is of another kind.
    ModuleNotFoundError
        If an optional package is not installed.

    See Also
    --------
    from_frame : Data frames and engines.
    count_stream : Files that are counted while they pass by.
    parse_ratings : How cells are read.

    Notes
    -----
    A header is a strong sign if its words ask for a recommendation, in one of 16 languages, or say
    NPS, and no other word makes it a column of groups, reasons or dates. One strong header over
    ratings is taken. Two are listed. A strong header over something else (classes, scores,
    ``9/10``) stops, and so does a table of counts: a weaker sign never wins in silence. What was
    left out and why is in ``candidates`` and ``notes``.

    Examples
    --------
    >>> import nps
    >>> file = nps.read_answers([{"id": 1, "NPS": 9}, {"id": 2, "NPS": 3}, {"id": 3, "NPS": 10}])
    >>> file.rating
    'NPS'
    >>> file.count()
    Counts(promoters=2, passives=0, detractors=1)
    """
    return find_answers(
        source, rating=rating, sheet=sheet, encoding=encoding, scale=scale, missing=missing,
        where=where, skip=skip, door=IN_PYTHON,
    )  # fmt: skip


def find_answers(
    source: object,
    *,
    rating: str | Sequence[str] | None,
    sheet: str | int | None,
    encoding: str | None,
    scale: Scale | None,
    missing: object,
    where: Mapping[str, object] | None,
    skip: int,
    door: Door,
    frequency: bool = False,
) -> AnswerFile:
    """Do what `read_answers` does, with the words of a door."""
    if not isinstance(encoding, (str, type(None))):
        raise InputTypeError(f"encoding must be a name such as 'cp1252', got {shown(encoding)}.")
    lines = check_whole("skip", skip)
    known = check_scale(STANDARD if scale is None else scale)
    wanted = [] if rating is None else check_names("rating", rating, distinct=True)
    read = _check_missing(missing, known)
    rows = _check_where(where)
    name, kind, open_table = open_tables(
        source, sheet=sheet, encoding=encoding, skip=lines, door=door, scale=known, read=read
    )
    with open_table() as table:
        by = [find_column(table, column) for column in rows]
        if wanted:
            choice = named_ratings(table, wanted, known, door, read, by)
            if len(choice.profiles) == 1:
                read = read.of_cells(choice.profiles[0])
        else:
            choice = choose_rating(table, known, door, read, frequency=frequency, filtered=by)
        header = [table.header[i] for i in choice.columns]
        odd: list[Note] = []
        if table.complete and not door.in_terminal:
            for found in choice.profiles:
                values = Counter[object](found.numbers) + Counter(found.texts)
                odd += suspicions(found.levels, known, values, door.remedies)
        return AnswerFile(
            name,
            kind,
            tuple(table.header),
            header[0] if len(header) == 1 else tuple(header),
            table.questions[choice.columns[0]],
            choice.reason,
            choice.candidates,
            (*choice.notes, *table.notes, *odd),
            getattr(table, "encoding", None),
            known,
            choice.columns,
            open_table,
            read,
            rows,
            door,
            bool(wanted),
            choice.notes,
        )


def open_tables(
    source: object,
    *,
    sheet: str | int | None = None,
    encoding: str | None = None,
    skip: int = 0,
    door: Door = IN_PYTHON,
    scale: Scale = STANDARD,
    read: CellReader | None = None,
) -> tuple[str, str, Callable[[], Table]]:
    """Return what a source is called, its format, and what opens it for a pass."""
    if isinstance(source, Sequence) and not isinstance(source, (str, bytes)):
        from nps._sources.reading.formats.json_files import table_of_records

        if sheet is not None:
            raise OptionError(Note("sheet is for Excel files; records have none."))
        records = list(source)
        return "records", "records", lambda: table_of_records(records)
    if hasattr(type(source), "columns"):
        raise InputTypeError(
            f"source must be a file or records, got one frame: {shown_kind(source)}. Give it to"
            " nps.from_frame(frame)."
        )
    if not isinstance(source, (str, os.PathLike)) and not hasattr(source, "read"):
        raise InputTypeError(
            "source must be the path of a file, a file opened for bytes, or a list of"
            f" dictionaries, got {shown(source)}."
        )
    if isinstance(source, (str, os.PathLike)) and check_path("source", source).is_dir():
        raise OptionError(
            Note("source must be a file, but {path} is a directory.", path=shown(str(source)))
        )
    opened = open_source(source)  # type: ignore[arg-type]  # what has no bytes fails there
    if encoding is not None and opened.kind not in ("text", "json"):
        raise OptionError(
            Note("{name} is for files of text; this one says its own.", name="encoding")
        )
    if sheet is not None and opened.kind != "excel":
        raise OptionError(
            Note("{name} is for spreadsheets; this file is {kind}.", name="sheet", kind=opened.kind)
        )
    reader = read or CellReader()
    return opened.name, opened.kind, _format(opened, sheet, encoding, skip, door, scale, reader)


def _format(
    opened: Source,
    sheet: str | int | None,
    encoding: str | None,
    skip: int,
    door: Door,
    scale: Scale,
    read: CellReader,
) -> Callable[[], Table]:
    """Return what opens a file in its format."""
    if opened.kind == "json":
        from nps._sources.reading.formats.json_files import table_of_json

        table = table_of_json(opened, encoding, door.encoding)
        return lambda: table
    if opened.kind == "parquet":
        from nps._sources.reading.formats.parquet import ParquetTable

        return lambda: ParquetTable(opened.path)
    if opened.kind == "excel":
        from nps._sources.reading.formats.spreadsheets import choose_sheet

        def holds_ratings(candidate: Table) -> bool:
            try:
                choice = choose_rating(candidate, scale, door, read)
            except OptionError:
                return False
            return choice.profiles[0].n > 0

        found = choose_sheet(opened.path, sheet, door.sheet, holds_ratings)
        return lambda: found
    if opened.kind in ("spss", "stata", "sas"):
        from nps._sources.reading.formats.labelled import LabelledTable

        return lambda: LabelledTable(opened.path, opened.kind)
    with DelimitedFile(opened, encoding, option=door.encoding, skip=skip) as known:
        return known.again


def _check_missing(missing: object, scale: Scale) -> CellReader:
    values: Iterable[object] = (
        missing
        if isinstance(missing, Sequence) and not isinstance(missing, (str, bytes, bytearray))
        else [missing]
    )
    numbers: set[float] = set()
    texts: set[str] = set()
    for value in values:
        if isinstance(value, str):
            texts.add(fold(value))
        elif isinstance(value, NO_NUMBERS) or not isinstance(value, (int, float)):
            raise InputTypeError(
                f"missing must be numbers or texts that mean no answer, got {shown(value)}."
            )
        else:
            numbers.add(as_float(value))
    top = None if scale == STANDARD else scale.high
    return CellReader(
        numbers=frozenset(numbers), texts=frozenset(texts), top=top, middle=scale._middle
    )


def _check_where(where: object) -> dict[str, Sequence[object]]:
    if where is None:
        return {}
    if not isinstance(where, Mapping):
        raise InputTypeError(
            f"where must be a mapping from column to a value or several, got {shown(where)}."
        )
    found: dict[str, Sequence[object]] = {}
    for column, values in where.items():
        if not isinstance(column, str):
            raise InputTypeError(f"where must name columns by text, got {shown(column)}.")
        several = isinstance(values, (list, tuple, set, frozenset, range))
        found[column] = list(values) if several else [values]
    return found

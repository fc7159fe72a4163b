"""Sums of drivers from data frames, engines and files: what cannot or need not be in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nps._base.checks import check_names, check_path
from nps._base.columns.containers import can_iterate
from nps._base.errors import EmptySampleError, InputTypeError, OptionError, needing
from nps._base.text import shown
from nps._sources.frames.opened import OpenedTable
from nps._sources.reading.formats.opening import is_parquet, parquet_parts
from nps.drivers._fitting.people import read_people
from nps.drivers._fitting.sums import Wanted, sums_of_people

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

    from nps._base.typing import Invalid
    from nps._samples.ratings import Scale
    from nps.drivers._fitting.sums import Sums

PATH = (str, os.PathLike)
#: Rows of a file that are in memory at a time.
BATCH_ROWS = 1 << 18


def sums_of_source(
    source: object,
    rating: str,
    factors: object,
    *,
    skipped: str,
    factor_scales: Mapping[str, tuple[float, float]] | None,
    scale: Scale,
    invalid: Invalid,
) -> Sums:
    """Add up a frame, a relation, a file, or an iterable of these."""
    names = check_names("factors", factors, distinct=True)
    wanted = Wanted(rating, names, skipped, factor_scales, scale, invalid)
    total: Sums | None = None
    for part in _parts(source, wanted):
        total = part if total is None else total + part
    if total is None or total.counts.n == 0:
        raise EmptySampleError(
            "drivers need respondents with a valid answer, but the source has none."
        )
    return total


def _parts(source: object, wanted: Wanted, *, within: bool = False) -> Iterator[Sums]:
    if isinstance(source, PATH):
        yield from _of_path(check_path("ratings", source), wanted)
    elif hasattr(type(source), "columns"):
        yield _of_frame(source, wanted)
    elif within or isinstance(source, (Mapping, Set)) or not can_iterate(source):
        raise InputTypeError(
            "with rating=..., ratings must be a source of rows: a data frame or relation, the path"
            f" of a Parquet file, or an iterable of frames, got {shown(source)}."
        )
    else:
        for chunk in source:
            yield from _parts(chunk, wanted, within=True)


def _of_path(path: Path, wanted: Wanted) -> Iterator[Sums]:
    """Add up a Parquet file some rows at a time, or all of a directory."""
    if path.is_dir():
        for part in parquet_parts(path):
            yield from _of_path(Path(part), wanted)
        return
    if not is_parquet(path):
        raise OptionError(
            f"ratings: {shown(str(path))} is no Parquet file. Read a file of text in chunks, for"
            " example with pandas.read_csv(..., chunksize=100_000), and pass these."
        )
    with needing("parquet", "Parquet is read with PyArrow"):
        import pyarrow.parquet as pq
    columns = list(dict.fromkeys([wanted.rating, *wanted.factors]))
    with pq.ParquetFile(path) as file:
        _open(file.schema_arrow.empty_table(), wanted)  # checks the columns first
        for batch in file.iter_batches(BATCH_ROWS, columns=columns):
            yield _of_frame(batch, wanted)


def _open(source: object, wanted: Wanted) -> OpenedTable:
    table = OpenedTable.read(source, wanted.rating, wanted.scale, wanted.invalid)
    for name in wanted.factors:
        table.column("factors", name)
    return table


def _of_frame(source: object, wanted: Wanted) -> Sums:
    table = _open(source, wanted)
    if table.held is None:
        from nps.drivers._fitting.engine_sums import sums_in_engine

        return sums_in_engine(table, wanted)
    return _of_memory(table.held, wanted)


def _of_memory(frame: nw.DataFrame[Any], wanted: Wanted) -> Sums:
    people = read_people(
        frame.get_column(wanted.rating),
        {name: frame.get_column(name).to_native() for name in wanted.factors},
        skipped=wanted.skipped,
        factor_scales=wanted.factor_scales,
        scale=wanted.scale,
        invalid=wanted.invalid,
        may_be_empty=True,
    )
    return sums_of_people(people)

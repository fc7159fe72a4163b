"""Answers that come in chunks: large files, iterators of frames, batches of ratings."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set, Sized
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast, overload

import numpy as np

from nps._base.checks import (
    check_flag,
    check_name,
    check_names,
    check_option,
    check_path,
    did_you_mean,
)
from nps._base.columns.containers import can_iterate
from nps._base.errors import InputTypeError, OptionError, needing
from nps._base.labels.labels import Labels
from nps._base.text import shown, shown_kind
from nps._samples.cohorts import Cohorts
from nps._samples.count import count
from nps._samples.counts import Counts
from nps._samples.ratings import INVALID_OPTIONS, STANDARD, check_scale
from nps._sources.from_frame import count_frame
from nps._sources.read_answers import open_tables
from nps._sources.reading.cells import CellReader, profile
from nps._sources.reading.columns import choose_rating
from nps._sources.reading.counts.counting import Plan, count_table
from nps._sources.reading.counts.tally import check_labels
from nps._sources.reading.doors import IN_STREAMS
from nps._sources.reading.formats.opening import is_parquet, parquet_parts

if TYPE_CHECKING:
    from pathlib import Path

    from nps._base.labels.periods import Period
    from nps._base.typing import Invalid
    from nps._kernels import IntArray
    from nps._samples.ratings import Scale

PATH = (str, os.PathLike)
#: Rows of a Parquet file that are in memory at a time.
BATCH_ROWS = 1 << 20


@overload
def count_stream(
    source: object,
    rating: str | None = None,
    *,
    by: None = None,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
    encoding: str | None = None,
    progress: bool = False,
    period: Period = None,
    timezone: str | None = None,
) -> Counts: ...
@overload
def count_stream(
    source: object,
    rating: str | None = None,
    *,
    by: str | Sequence[str],
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
    encoding: str | None = None,
    progress: bool = False,
    period: Period = None,
    timezone: str | None = None,
) -> Cohorts: ...
def count_stream(
    source: object,
    rating: str | None = None,
    *,
    by: str | Sequence[str] | None = None,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
    encoding: str | None = None,
    progress: bool = False,
    period: Period = None,
    timezone: str | None = None,
) -> Counts | Cohorts:
    """Count answers that come in chunks, in memory that does not grow with their number.

    Parameters
    ----------
    source : path or iterable
        A file in Parquet or as text with a header (CSV, TSV, ..., also packed with gzip or zip),
        or in any other format of `read_answers`; a directory of Parquet files; an iterable of
        paths, or of data frames, as from ``pandas.read_csv(..., chunksize=...)``; or, without
        `rating`, of collections of ratings. Reading Parquet needs ``pip install "nps[parquet]"``.
    rating : str, optional
        Column with the answers. In a text file its cells are read by `parse_ratings`. Of a file it
        is found as `read_answers` finds it.
    by : str or sequence of str, optional
        Columns that say which cohort a row belongs to.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted as ``invalid``.
    encoding : str, optional
        Of text files, such as "cp1252" or "gbk". By default it is found by the bytes.
    progress : bool, default False
        Show a progress bar, in a notebook or a terminal. Needs tqdm: ``pip install
        "nps[progress]"``.

    period, timezone : optional
        Put the times of one key into periods, as in `count_by`.

    Returns
    -------
    Counts or Cohorts
        What `from_frame` gives for all chunks together: `Counts` without `by`, else `Cohorts`
        sorted by label. In a text file labels are text, and a blank one is the cohort None. There
        may be a million labels; more, as times without `period` have, are refused.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise", or text cannot be read.
    OptionError
        If there is no such column, no Parquet file in a directory, or more than a million labels.
    InputTypeError
        If `source` is one frame: that is for `from_frame`.
    ModuleNotFoundError
        If an optional package is not installed.

    See Also
    --------
    from_frame : One frame, or an engine that counts by itself.
    Counts.update, Cohorts.update : One batch at a time.

    Examples
    --------
    >>> import nps
    >>> nps.count_stream([[10, 9, 3], [8, None]])
    Counts(promoters=2, passives=1, detractors=1, missing=1)

    >>> import pandas as pd
    >>> chunks = (pd.DataFrame({"shop": [name], "rating": [9]}) for name in "SNS")
    >>> nps.count_stream(chunks, "rating", by="shop")["S"]
    Counts(promoters=2, passives=0, detractors=0)
    """
    check_scale(scale)
    check_option("invalid", invalid, INVALID_OPTIONS)
    progress = check_flag("progress", progress)
    if not isinstance(encoding, (str, type(None))):
        raise InputTypeError(f"encoding must be a name such as 'cp1252', got {shown(encoding)}.")
    keys = [] if by is None else check_names("by", by, distinct=True)
    if rating is None and by is not None and not isinstance(source, PATH):
        raise OptionError("rating must name the column that holds the answers.")
    check_name("rating", rating)
    if by is None and (period is not None or timezone is not None):
        option = "timezone" if period is None else "period"
        raise OptionError(f'{option} needs by: the column that holds the times, as by="when".')
    reader = _Reader(rating, keys, scale, invalid, encoding, period, timezone)
    if isinstance(source, PATH):
        parts = reader.file(check_path("source", source), progress)
    else:
        parts = reader.chunks(source, progress)
    if by is None:
        total: Counts | Cohorts = sum(cast("Iterator[Counts]", parts), Counts(0, 0, 0))
    else:
        total = _add_cohorts(cast("Iterator[Cohorts]", parts), keys, scale)
    for note in reader.notes:
        warnings.warn(note, stacklevel=2)
    return total


def _add_cohorts(parts: Iterable[Cohorts], keys: Sequence[str], scale: Scale) -> Cohorts:
    """Add up label by label, in a table that grows, so that each part costs its own rows alone."""
    rows: dict[object, int] = {}
    table = np.zeros((0, len(scale.ratings) + 2), dtype=np.int64)
    for part in parts:
        at = [rows.setdefault(label, len(rows)) for label in part]
        check_labels(len(rows))
        lacking = len(rows) - len(table)
        if lacking > 0:
            more = np.zeros((max(lacking, len(table)), table.shape[1]), dtype=np.int64)
            table = np.concatenate([table, more])
        bins = cast("IntArray", part.distribution)  # counted here, so they are known
        table[at] += np.column_stack([bins, part.missing, part.invalid])
    return Cohorts._from_table(Labels(list(rows), keys), table[: len(rows)], scale).sort_by("label")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Counts files and chunks, one part after the other; `notes` says what did not fit."""

    rating: str | None
    keys: Sequence[str]
    scale: Scale
    invalid: Invalid
    encoding: str | None
    period: Period = None
    timezone: str | None = None
    notes: list[str] = field(default_factory=list)

    def chunks(self, source: object, progress: bool) -> Iterator[Counts | Cohorts]:
        """Count what an iterable gives, one item after the other."""
        if hasattr(type(source), "columns"):
            raise InputTypeError(
                "source must be the path of a file or an iterable of chunks, got one frame:"
                f" {shown_kind(source)}. Give it to nps.from_frame(frame, rating)."
            )
        if isinstance(source, (Mapping, Set)) or not can_iterate(source):
            raise InputTypeError(
                "source must be the path of a file or an iterable of chunks, such as data frames,"
                f" lists of ratings or paths, got {shown(source)}."
            )
        size = len(source) if isinstance(source, Sized) else None
        with _bar(progress, size, "chunks") as advance:
            for i, chunk in enumerate(source):
                with _noted(f"in chunk {i} of source, counted from 0"):
                    if self.rating is not None and isinstance(chunk, PATH):
                        yield from self.file(check_path("source", chunk), progress=False)
                    else:
                        yield self._take(chunk)
                advance(1)

    def file(self, path: Path, progress: bool) -> Iterator[Counts | Cohorts]:
        """Count a file, or the Parquet files of a directory."""
        with _noted(f"in {path}"):
            if path.is_dir():
                if self.rating is None:
                    raise OptionError("rating must name the column that holds the answers.")
                yield from self.chunks(parquet_parts(path), progress)
            elif is_parquet(path) and self.rating is not None:
                yield from self._parquet(path, progress)
            else:
                yield from self._text(path, progress)

    def _take(self, chunk: object) -> Counts | Cohorts:
        if self.encoding is not None:
            raise OptionError("encoding is for files of text; Parquet and data frames have none.")
        if self.rating is None:
            return count(chunk, scale=self.scale, invalid=self.invalid)
        return count_frame(
            chunk, self.rating, self.keys or None, self.scale, self.invalid,
            period=self.period, timezone=self.timezone,
        )  # fmt: skip

    def _parquet(self, path: Path, progress: bool) -> Iterator[Counts | Cohorts]:
        """Count a Parquet file, of which only the columns named are read, some rows at a time."""
        with needing("parquet", "Parquet is read with PyArrow"):
            import pyarrow.parquet as pq
        columns = list(dict.fromkeys([self.rating, *self.keys]))
        with (
            pq.ParquetFile(path) as file,
            _bar(progress, file.metadata.num_rows, "rows") as advance,
        ):
            yield self._take(file.schema_arrow.empty_table())  # checks the columns first
            row = 0
            for batch in file.iter_batches(BATCH_ROWS, columns=columns):
                with _noted(f"in the {batch.num_rows:,} rows from row {row:,} on, counted from 0"):
                    yield self._take(batch)
                row += batch.num_rows
                advance(batch.num_rows)

    def _text(self, path: Path, progress: bool) -> Iterator[Counts | Cohorts]:
        """Count a file that holds text, by the distinct combinations of its cells."""
        open_table = open_tables(path, encoding=self.encoding)[2]
        read = CellReader(middle=self.scale._middle)
        with (
            open_table() as table,
            _bar(progress, table.size, "B") as advance,
        ):
            if self.rating is None:
                choice = choose_rating(table, self.scale, IN_STREAMS, read)
                rating = choice.columns[0]
                self.notes.extend(f"{path}: {note}" for note in choice.notes)
            else:
                rating = _place(table.header, self.rating)
                found = profile([row[rating] for row in table.sample], self.scale, read)
                read = read.of_cells(found)
            for name in self.keys:
                _place(table.header, name)
            plan = Plan(
                ratings=(rating,),
                scale=self.scale,
                read=read,
                by=tuple(self.keys),
                period=self.period,
                timezone=self.timezone,
            )
            counted = count_table(open_table, plan, advance)
            self.notes.extend(f"{path}: {note}" for note in counted.notes)
        if self.invalid == "raise":
            counted.tally.refuse_invalid(
                table.header[rating],
                'Clean them, or leave them out with invalid="drop", which counts them as invalid.',
            )
        yield cast("Counts | Cohorts", counted.sample)


def _place(header: Sequence[str], name: str) -> int:
    if name in header:
        return header.index(name)
    raise OptionError(
        f"the file has no column {shown(name)}, but {', '.join(map(shown, header))}."
        f"{did_you_mean(name, header)}"
    )


@contextmanager
def _bar(show: bool, total: int | None, unit: str) -> Iterator[Callable[[int], object]]:
    """Give what moves a progress bar on, in a notebook or a terminal; or nothing to be seen."""
    if not show:
        yield lambda _: None
        return
    with needing("progress", "a progress bar is drawn by tqdm"):
        from tqdm.auto import tqdm
    with tqdm(total=total, unit=f" {unit}", unit_scale=True) as bar:
        yield bar.update


@contextmanager
def _noted(where: str) -> Iterator[None]:
    """Let an error say where it came up."""
    try:
        yield
    except Exception as error:
        error.add_note(where)
        raise

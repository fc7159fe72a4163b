"""Answers that come in chunks: large files, iterators of frames, batches of ratings."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set, Sized
from contextlib import contextmanager
from functools import partial, reduce
from operator import add, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, overload

from nps._delimited import DelimitedFile
from nps._display import shown
from nps._validation import check_option, did_you_mean
from nps.cohorts import Cohorts
from nps.counts import Counts, count
from nps.errors import InputTypeError, OptionError, RatingError
from nps.frames import count_frame
from nps.parsing import parse_rating
from nps.ratings import INVALID_OPTIONS, STANDARD, check_scale

if TYPE_CHECKING:
    from nps._typing import Invalid
    from nps.ratings import Scale

    Take: TypeAlias = Callable[[object], Counts | Cohorts]

#: Names of Parquet files end so; all others are read as text.
PARQUET = (".parquet", ".pq")
#: Rows of a Parquet file that are in memory at a time.
BATCH_ROWS = 1 << 20
#: Distinct combinations of cells of a text file that are kept before they are added up.
MOST_DISTINCT = 1 << 16
_SHOWN = 5


@overload
def count_stream(
    source: object,
    rating: str | None = None,
    *,
    by: None = None,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
    progress: bool = False,
) -> Counts: ...
@overload
def count_stream(
    source: object,
    rating: str | None = None,
    *,
    by: str | Sequence[str],
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
    progress: bool = False,
) -> Cohorts: ...
def count_stream(
    source: object,
    rating: str | None = None,
    *,
    by: str | Sequence[str] | None = None,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
    progress: bool = False,
) -> Counts | Cohorts:
    """Count answers that come in chunks, in memory that does not grow with their number.

    Parameters
    ----------
    source : path or iterable
        A file in Parquet (``.parquet``, ``.pq``) or as text with a header (CSV, TSV, ...); or an
        iterable of data frames, as from ``pandas.read_csv(..., chunksize=...)``; or, without
        `rating`, an iterable of collections of ratings.
    rating : str, optional
        Column with the answers. In a text file its cells are read by `parse_ratings`.
    by : str or sequence of str, optional
        Columns that say which cohort a row belongs to.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted as ``invalid``.
    progress : bool, default False
        Show a progress bar, in a notebook or a terminal. Needs tqdm: ``pip install
        'nps[progress]'``.

    Returns
    -------
    Counts or Cohorts
        What `from_frame` gives for all chunks together: `Counts` without `by`, else `Cohorts`
        sorted by label. In a text file labels are text, and a blank one is the cohort None.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise", or text cannot be read.
    OptionError
        If there is no such column.

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
    if not isinstance(progress, bool):
        raise InputTypeError(f"progress must be True or False, got {shown(progress)}.")
    take = partial(count_frame, rating=rating or "", by=by, scale=scale, invalid=invalid)
    keys = [by] if isinstance(by, str) else list(by or ())
    if rating is None:
        if by is not None or isinstance(source, (str, Path)):
            raise OptionError("rating must name the column that holds the answers.")
        parts = _batches(source, partial(count, scale=scale, invalid=invalid), progress)
    elif not isinstance(source, (str, Path)):
        parts = _batches(source, take, progress)
    elif Path(source).suffix.casefold() in PARQUET:
        parts = _parquet(Path(source), [rating, *keys], take, progress)
    else:
        parts = _text(Path(source), rating, keys, scale, invalid, progress)
    nothing = Counts(0, 0, 0) if by is None else Cohorts.from_dict({}, keys=keys)
    total: Counts | Cohorts = reduce(add, parts, nothing)
    return total.sort_by("label") if isinstance(total, Cohorts) else total


def _batches(source: object, take: Take, progress: bool) -> Iterator[Counts | Cohorts]:
    """Count what an iterable gives, one item after the other."""
    if isinstance(source, (bytes, Mapping, Set)) or not isinstance(source, Iterable):
        raise InputTypeError(
            "source must be the path of a file or an iterable of chunks, such as data frames or"
            f" lists of ratings, got {shown(source)}."
        )
    size = len(source) if isinstance(source, Sized) else None
    with _bar(progress, size, "chunks") as advance:
        for chunk in source:
            yield take(chunk)
            advance(1)


def _parquet(
    path: Path, columns: Sequence[str], take: Take, progress: bool
) -> Iterator[Counts | Cohorts]:
    """Count a Parquet file, of which only these columns are read, some rows at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file, _bar(progress, file.metadata.num_rows, "rows") as advance:
        yield take(file.schema_arrow.empty_table())  # checks the columns, also of an empty file
        for batch in file.iter_batches(BATCH_ROWS, columns=list(dict.fromkeys(columns))):
            yield take(batch)
            advance(batch.num_rows)


def _text(
    path: Path, rating: str, keys: Sequence[str], scale: Scale, invalid: Invalid, progress: bool
) -> Iterator[Counts | Cohorts]:
    """Count a file of text, by the distinct combinations of its cells."""
    seen: Counter[tuple[str, ...]] = Counter()
    with DelimitedFile(str(path)) as table, _bar(progress, table.size, "B") as advance:
        places = [_place(table.header, name) for name in (*keys, rating)]
        pick = itemgetter(places[0], *places)  # one more, since one item alone would be no tuple
        position = 0
        for chunk in table.chunks():
            seen.update(map(pick, chunk))
            if len(seen) >= MOST_DISTINCT:
                yield _counted(seen, rating, keys, scale, invalid)
                seen.clear()
            advance(table.position - position)
            position = table.position
        yield _counted(seen, rating, keys, scale, invalid)
        for note in table.notes:
            warnings.warn(f"{path}: {note}", stacklevel=2)


def _place(header: Sequence[str], name: str) -> int:
    if name in header:
        return header.index(name)
    raise OptionError(
        f"the file has no column {name!r}, but {', '.join(map(repr, header))}."
        f"{did_you_mean(name, header)}"
    )


def _counted(
    seen: Mapping[tuple[str, ...], int],
    rating: str,
    keys: Sequence[str],
    scale: Scale,
    invalid: Invalid,
) -> Counts | Cohorts:
    """Parse the distinct cells and count them as often as they occurred."""
    rows = [
        (*(label.strip() or None for label in labels), _answer(cell), n)
        for (_, *labels, cell), n in seen.items()
    ]
    off_scale = {row[-2] for row in rows} - {None, *scale.ratings}
    if off_scale and invalid == "raise":
        some = ", ".join(map(shown, sorted(off_scale, key=str)[:_SHOWN]))
        more = ", ..." if len(off_scale) > _SHOWN else ""
        raise RatingError(
            f"rating: cells in column {rating!r} are no ratings from {scale.low} to {scale.high}:"
            f' {some}{more}. Clean them, or leave them out with invalid="drop", which counts them'
            " as invalid."
        )
    if not keys:
        return Counts.from_rows(rows, scale=scale, invalid=invalid)
    return Cohorts.from_rows(rows, keys=keys, scale=scale, invalid=invalid)


def _answer(cell: str) -> int | float | str | None:
    """Return the number in a cell, None if it says that there is no answer, else the cell."""
    try:
        return parse_rating(cell)
    except ValueError:
        return cell


@contextmanager
def _bar(show: bool, total: int | None, unit: str) -> Iterator[Callable[[int], object]]:
    """Give what moves a progress bar on, in a notebook or a terminal; or nothing to be seen."""
    if not show:
        yield lambda _: None
        return
    from tqdm.auto import tqdm

    with tqdm(total=total, unit=f" {unit}", unit_scale=True) as bar:
        yield bar.update

"""Counting inside a data frame engine: lazy expressions that mean the same in every one of them.

Columns are made first, then grouped and aggregated plainly: this is what all engines carry. Every
column gets a name of ours on the way in, so that no name of the user's can be in the way.
Floats are compared by equality, because engines disagree on where NaN stands.
"""

from __future__ import annotations

from functools import reduce
from importlib import import_module
from importlib.util import find_spec
from operator import or_
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeGuard

import numpy as np

from nps._base.checks import did_you_mean
from nps._base.columns.containers import package_of, read_answers
from nps._base.errors import InputTypeError, OptionError, RatingError, RatingTypeError
from nps._base.text import shown
from nps._samples.ratings import valid_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import narwhals.stable.v2 as nw

    from nps._kernels import IntArray
    from nps._samples.ratings import Scale

    Frame: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"
    Lazy: TypeAlias = nw.LazyFrame[Any]
    Answer: TypeAlias = nw.DataFrame[Any]

#: Libraries that an engine's answer may come back in, best first.
_CARRIERS: tuple[Literal["pyarrow", "polars", "pandas"], ...] = ("pyarrow", "polars", "pandas")
_SHOWN = 5
_ADVICE = {
    "String": "Text is not guessed at: {} first",
    "Boolean": "True and False are no ratings: pick the column that holds the answers",
}
#: The first Polars whose engine for data larger than memory goes by its name of today.
_STREAMING = (1, 25)


# ---------------------------------------------------------------- at the door


def open_frame(frame: object) -> Frame:
    """Return any supported data frame or relation as a narwhals one; nothing is computed."""
    try:
        import narwhals.stable.v2 as nw
        from narwhals.exceptions import DuplicateError
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "data frames are read through narwhals: pip install 'nps[frames]'", name=missing.name
        ) from missing
    native = nw.to_native(frame, pass_through=True)
    if type(native).__name__ == "RecordBatch" and package_of(native) == "pyarrow":
        native = import_module("pyarrow").Table.from_batches([native])
    try:
        opened: Frame = nw.from_native(native)
    except DuplicateError as error:
        raise OptionError(f"frame must have a name for each column. {error}") from None
    except TypeError:
        raise InputTypeError(
            "frame must be a data frame or relation, such as one of pandas, Polars, PyArrow,"
            f" DuckDB, PySpark, Dask or Ibis, got {shown(frame)}. For columns that are at hand use"
            " nps.count or nps.count_by."
        ) from None
    return opened


def in_memory(frame: Frame) -> TypeGuard[Answer]:
    """Tell whether this process holds the rows in columns, rather than an engine somewhere."""
    import narwhals.stable.v2 as nw

    return isinstance(frame, nw.DataFrame)


def check_column(option: str, name: object, frame: Frame) -> str:
    """Return `name` if the frame has such a column."""
    if not isinstance(name, str):
        raise InputTypeError(f"{option} must be the name of a column, got {shown(name)}.")
    names = frame.collect_schema().names()
    if name in names:
        return name
    some = ", ".join(map(repr, names[:8])) + (", ..." if len(names) > 8 else "")
    raise OptionError(
        f"{option} must be a column of the frame, got {name!r}; there are {some}."
        f"{did_you_mean(name, names)}"
    )


def check_key(option: str, name: object, frame: Frame) -> str:
    """Return `name` if the frame has such a column, whose values can be labels."""
    import narwhals.stable.v2 as nw

    column = check_column(option, name, frame)
    sql = frame.implementation.is_duckdb() or frame.implementation.is_ibis()
    if sql and frame.collect_schema()[column] == nw.Duration:
        raise InputTypeError(
            f"{option}: column {column!r} holds intervals, whose months have no fixed length."
            " Make numbers of them first, such as seconds."
        )
    return column


def key_roles(names: Sequence[str]) -> dict[str, str]:
    """Return key columns by what they are called in an engine."""
    return {f"key_{i}": name for i, name in enumerate(names)}


def check_rating(name: object, frame: Frame) -> str:
    """Refuse columns that cannot hold ratings: text, booleans, dates, lists.

    Columns in memory may also hold Python objects or categories: they are read one by one. A column
    without a single value has nothing to refuse.
    """
    column = check_column("rating", name, frame)
    dtype = frame.collect_schema()[column]
    if dtype.is_numeric() or _is_readable(frame, column):
        return column
    kind = str(dtype)
    advice = _ADVICE.get(kind, "Pick the column that holds the answers, or convert it first")
    way = "call nps.parse_ratings on the column" if in_memory(frame) else "CAST it to a number"
    advice = advice.format(way)
    raise RatingTypeError(f"rating: column {column!r} holds {kind}, not numbers. {advice}.")


def _is_readable(frame: Frame, column: str) -> bool:
    """Tell whether answers can be read off a column that is not declared to hold numbers."""
    import narwhals.stable.v2 as nw

    if in_memory(frame):
        present = frame.get_column(column).drop_nulls()  # pandas tells objects by the first hundred
        kinds = (nw.Object, nw.Categorical, nw.Enum, nw.Unknown)
        return present.is_empty() or isinstance(present.dtype, kinds)
    gone = frame.lazy().select(flag(nw.col(column).is_null()).alias("gone"))
    return collect(gone.filter(nw.col("gone") == 0).head(1)).is_empty()


def check_time(name: object, frame: Frame) -> str:
    """Refuse times that do not sort as time passes, such as text."""
    column = check_column("when", name, frame)
    dtype = frame.collect_schema()[column]
    if dtype.is_temporal() or dtype.is_numeric():
        return column
    way = " with pd.to_datetime" if frame.implementation.is_pandas() else ""
    raise InputTypeError(
        f"when must be a column of dates or numbers, but {column!r} holds {dtype}, which does not"
        f" sort by time. Convert it first{way}."
    )


# ---------------------------------------------------------------- rows


def select(frame: Frame, rating: str, scale: Scale, invalid: str, roles: dict[str, str]) -> Lazy:
    """Return the rows with a column ``bucket`` and one for each role, named after the role.

    The bucket is the rating itself, high + 1 where it is missing and high + 2 where it is invalid.
    """
    if in_memory(frame):
        bucket: nw.Expr | nw.Series[Any] = _read_bucket(frame, rating, scale, invalid)
    else:
        bucket = _bucket(frame, rating, scale)
    columns = [_tidied(frame, name).alias(role) for role, name in roles.items()]
    return frame.select(bucket, *columns).lazy()


def _read_bucket(frame: Answer, rating: str, scale: Scale, invalid: str) -> nw.Series[Any]:
    """Code a column in memory, where it is read by the rules of `count`."""
    import narwhals.stable.v2 as nw

    codes = valid_codes(read_answers(frame.get_column(rating)), scale, invalid, "rating")
    return nw.new_series("bucket", codes + scale.low, backend=frame.implementation)


def _bucket(frame: Frame, rating: str, scale: Scale) -> nw.Expr:
    """Code a column that an engine holds."""
    import narwhals.stable.v2 as nw

    dtype = frame.collect_schema()[rating]
    column = nw.col(rating)
    number: type[int | float] = float
    if dtype.is_float():
        column = column.cast(nw.Float64())  # Float32 has no number for each large level
        valid = column.is_in([float(level) for level in scale.ratings])
        if 0 in scale.ratings:
            valid |= column == 0.0  # Arrow finds no -0.0 in a list with 0.0
    elif dtype.is_integer():
        if frame.implementation.is_dask():  # over Arrow it takes no level that the type can't hold
            filled = nw.when(~column.is_null()).then(column).otherwise(nw.lit(0))
            column = filled.cast(nw.Float64())
        else:
            number = int
        low = max(scale.low, 0) if dtype.is_unsigned_integer() else scale.low  # Ibis checks types
        valid = (column >= low) & (column <= scale.high)
    elif dtype.is_numeric():  # decimals: compared as they are, then floats
        valid = reduce(or_, [column == level for level in scale.ratings])
        column = column.cast(nw.Float64())
    else:  # a column without a value
        number = int
        valid, column = column.is_null(), nw.lit(0)
    missing, off = nw.lit(number(scale.high + 1)), nw.lit(number(scale.high + 2))
    kept = nw.when(valid).then(column).otherwise(off)
    return nw.when(_absent(frame, rating)).then(missing).otherwise(kept).alias("bucket")


def _absent(frame: Frame, name: str) -> nw.Expr:
    """Tell where a column has no value; NaN is none, also where an engine knows null beside it."""
    import narwhals.stable.v2 as nw

    column = nw.col(name)
    is_float = frame.collect_schema()[name].is_float()
    return column.is_null() | column.is_nan() if is_float else column.is_null()


def _tidied(frame: Frame, name: str) -> nw.Expr:
    """Return a column with null for NaN, the largest number to some engines, and 0 for -0."""
    import narwhals.stable.v2 as nw

    if frame.collect_schema()[name].is_float():
        return nw.when(~_absent(frame, name)).then(nw.col(name) + 0.0)
    return nw.col(name)


# ---------------------------------------------------------------- counting


def count_rows(rows: Lazy, keys: Sequence[str]) -> Lazy:
    """Count the rows of each combination of keys and bucket."""
    import narwhals.stable.v2 as nw

    return rows.group_by(*keys, "bucket").agg(nw.len().alias("n"))


def count_people(rows: Lazy, keys: Sequence[str], scale: Scale, keep: str) -> Lazy:
    """Count people, and each row of nobody in particular.

    The answer of a person that counts is the latest (or first) valid one; of several at that time
    the least favourable. Who gave no valid answer counts once: as invalid if there is an invalid
    one, else as missing. Of the answer's columns ``n`` counts people, ``alone`` rows of nobody,
    ``invalid`` rows off the scale, and ``undated`` valid answers of a person without a time.
    """
    import narwhals.stable.v2 as nw

    rows = rows.with_columns(nw.col("bucket").cast(nw.Float64()))  # as it is once some are null
    if rows.implementation.is_pyarrow() and rows.collect_schema()["when"] == nw.Duration:
        rows = rows.with_columns(nw.col("when").cast(nw.Int64()))  # Arrow finds no longest duration
    nobody = nw.col("person").is_null()
    person = (*keys, "person", "apart")
    rating, at, best, chosen = (nw.col(name) for name in ("bucket", "at", "best", "chosen"))
    valid = rating <= scale.high
    sums = [nw.col(name).sum() for name in ("alone", "invalid", "undated")]

    def end(column: nw.Expr, *, last: bool) -> nw.Expr:
        return column.max() if last else column.min()

    answers = rows.with_columns(
        nw.when(nobody).then(rating).otherwise(nw.lit(0.0)).alias("apart"),  # each answer by itself
        flag(nobody).alias("alone"),
        flag(rating == scale.high + 2).alias("invalid"),
        flag(valid & nw.col("when").is_null() & ~nobody).alias("undated"),
    )
    answers = answers.group_by(*person, "bucket").agg(
        end(nw.col("when"), last=keep == "latest").alias("at"), *sums
    )
    answers = answers.with_columns(nw.when(valid).then(at).alias("at"))
    answers = answers.with_columns(end(at, last=keep == "latest").over(*person).alias("best"))
    answers = answers.with_columns(nw.when(at == best).then(rating).alias("chosen"))
    people = answers.group_by(*person).agg(
        end(chosen, last=scale.promoters < scale.detractors), rating.max().alias("worst"), *sums
    )
    decided = nw.when(chosen.is_null()).then(nw.col("worst")).otherwise(chosen).alias("bucket")
    people = people.select(*keys, "person", "alone", "invalid", "undated", decided)
    return people.group_by(*keys, "bucket").agg(nw.col("person").count().alias("n"), *sums)


def flag(condition: nw.Expr) -> nw.Expr:
    """Return 1 where a condition holds, as a number: not every engine can sum truth values."""
    import narwhals.stable.v2 as nw

    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


# ---------------------------------------------------------------- the answer


def collect(rows: Lazy) -> Answer:
    """Let the engine compute; its small answer comes back in what is installed here."""
    if str(rows.implementation) == "polars":
        version = import_module("polars").__version__.split(".")
        streams = tuple(map(int, version[:2])) >= _STREAMING
        return rows.collect(engine="streaming" if streams else "cpu")
    return rows.collect(backend=next((name for name in _CARRIERS if find_spec(name)), None))


def whole_numbers(table: Answer, name: str) -> IntArray:
    """Return a column of whole numbers, in whatever type the engine counts or adds."""
    return np.asarray(table.get_column(name).to_numpy()).astype(np.int64)


def count_off_scale(table: Answer, scale: Scale) -> int:
    """Return how many answers of a table of counts are off the scale."""
    n = whole_numbers(table, "n")
    return int(n[whole_numbers(table, "bucket") == scale.high + 2].sum())


def read_key(table: Answer, role: str, name: str) -> object:
    """Return the labels of column `name`, as they came back; Python must be able to hold them."""
    column = table.get_column(role)
    if column.dtype.is_temporal():
        try:
            column.to_list()
        except OverflowError:
            raise OptionError(
                f"column {name!r} holds a time that Python cannot: before the year 1, after 9999,"
                " or infinity. Leave such rows out."
            ) from None
    return column.to_native()


def engine_off_scale_error(frame: Frame, rating: str, scale: Scale, n: int) -> RatingError:
    """Say how many answers are off the scale, and show some that the engine finds."""
    import narwhals.stable.v2 as nw

    bucket = _bucket(frame, rating, scale)
    rows = frame.select(nw.col(rating).alias("rating"), bucket).lazy()
    off = collect(rows.filter(nw.col("bucket") == scale.high + 2).select("rating").head(_SHOWN))
    some = ", ".join(map(shown, off.get_column("rating").to_list()))
    more = ", ..." if n > _SHOWN else ""
    return RatingError(
        f"rating: {n} answers in column {rating!r} are not whole numbers from {scale.low} to"
        f" {scale.high}: {some}{more}. Clean them, say which scale was asked with"
        ' scale=nps.Scale(...), or leave them out with invalid="drop", which counts them as'
        " invalid."
    )

"""A data frame or relation, opened once: its columns, and the rows to be counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from nps._base.checks import check_option, did_you_mean
from nps._base.columns.containers import package_of, read_answers
from nps._base.errors import InputTypeError, OptionError, RatingError, RatingTypeError, needing
from nps._base.labels.days import ALIASES
from nps._base.labels.zones import read_moments
from nps._base.text import shown
from nps._samples.ratings import INVALID_OPTIONS, check_scale, valid_codes
from nps._sources.frames.counting import bucket_of, flag, tidied
from nps._sources.frames.found import collect

if TYPE_CHECKING:
    from collections.abc import Mapping

    import narwhals.stable.v2 as nw

    from nps._base.typing import Invalid
    from nps._samples.ratings import Scale
    from nps._sources.frames.counting import Lazy

    Frame: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"

_SHOWN = 5
_ADVICE = {
    "String": "Text is not guessed at: {} first",
    "Boolean": "True and False are no ratings: pick the column that holds the answers",
}


@dataclass(frozen=True, slots=True)
class OpenedTable:
    """A data frame or relation with a column of answers; nothing is computed before it is counted.

    `held` is the frame if this process holds its rows in columns, rather than an engine somewhere.
    """

    frame: Frame
    held: nw.DataFrame[Any] | None
    schema: Mapping[str, nw.dtypes.DType]
    rating: str
    scale: Scale
    invalid: Invalid

    @classmethod
    def read(cls, frame: object, rating: str, scale: Scale, invalid: Invalid) -> OpenedTable:
        """Open a frame, whose column `rating` can hold answers on the scale."""
        scale = check_scale(scale)
        check_option("invalid", invalid, INVALID_OPTIONS)
        table = cls._of(open_frame(frame), rating, scale, invalid)
        table._check_rating()
        return table

    @classmethod
    def _of(cls, frame: Frame, rating: str, scale: Scale, invalid: Invalid) -> OpenedTable:
        import narwhals.stable.v2 as nw

        held = frame if isinstance(frame, nw.DataFrame) else None
        return cls(frame, held, frame.collect_schema(), rating, scale, invalid)

    def with_columns(self, *columns: nw.Expr | nw.Series[Any]) -> OpenedTable:
        """Return the table with further columns."""
        return self._of(self.frame.with_columns(*columns), self.rating, self.scale, self.invalid)

    def in_memory(self, names: Sequence[str]) -> OpenedTable:
        """Return the table with its rows in memory; of what an engine has, these columns alone."""
        if self.held is not None:
            return self
        wanted = dict.fromkeys((self.rating, *names))
        rows = self.frame.lazy().select(*wanted)
        return self._of(collect(rows), self.rating, self.scale, self.invalid)

    # ------------------------------------------------------------ its columns

    def column(self, option: str, name: object) -> str:
        """Return `name` if there is such a column."""
        if not isinstance(name, str):
            raise InputTypeError(f"{option} must be the name of a column, got {shown(name)}.")
        names = list(self.schema)
        if name in names:
            return name
        some = ", ".join(map(shown, names[:8])) + (", ..." if len(names) > 8 else "")
        raise OptionError(
            f"{option} must be a column of the frame, got {shown(name)}; there are {some}."
            f"{did_you_mean(name, names)}"
        )

    def key(self, option: str, name: object) -> str:
        """Return `name` if there is such a column, whose values can be labels."""
        import narwhals.stable.v2 as nw

        column, kind = self.column(option, name), self.frame.implementation
        if (kind.is_duckdb() or kind.is_ibis()) and self.schema[column] == nw.Duration:
            raise InputTypeError(
                f"{option}: column {shown(column)} holds intervals, whose months have no fixed"
                " length. Make numbers of them first, such as seconds."
            )
        return column

    def keys(self, by: object) -> list[str]:
        """Return the columns that say which cohort a row belongs to."""
        if by is None:
            return []
        names = [by] if isinstance(by, str) else by
        if (every := getattr(by, "freq", None)) is not None:
            name = ALIASES.get(getattr(every, "freqstr", "").partition("-")[0])
            period = f", period={name!r}" if name else ""
            raise InputTypeError(
                "by takes names of columns, and no Grouper: write"
                f" by={shown(getattr(by, 'key', None))}{period}."
            )
        if not isinstance(names, Sequence) or isinstance(names, bytes):
            raise InputTypeError(f"by must be a column name or a list of them, got {shown(by)}.")
        columns = [self.key("by", name) for name in names]
        if not columns or len(set(columns)) < len(columns):
            raise OptionError(f"by must name distinct columns, got {shown(by)}.")
        return columns

    def timed(self, name: object) -> tuple[OpenedTable, str]:
        """Return a table and a column of it that sorts as time passes.

        Text in memory, such as "2024-03-31 10:00" or "31.3.2024", is read as `count_by` reads it;
        what an engine holds as text does not sort by time.
        """
        column = self.column("when", name)
        dtype = self.schema[column]
        if dtype.is_temporal() or dtype.is_numeric():
            return self, column
        if self.held is None:
            raise InputTypeError(
                f"when must be a column of dates or numbers, but {shown(column)} holds {dtype},"
                " which does not sort by time. CAST it to a timestamp first."
            )
        import narwhals.stable.v2 as nw

        clock = read_moments(self.native(column), f"when: column {shown(column)}")
        fresh = unused(f"{column} as time", set(self.schema))
        kind = self.held.implementation
        return self.with_columns(
            nw.new_series(fresh, clock.tolist(), nw.Datetime("us"), backend=kind)
        ), fresh

    def native(self, name: str) -> Any:
        """Return a column that is held, as its library has it."""
        assert self.held is not None
        return self.held.get_column(name).to_native()

    def _check_rating(self) -> None:
        """Refuse columns that cannot hold ratings: text, booleans, dates, lists.

        Columns in memory may also hold Python objects or categories: they are read one by one. A
        column without a single value has nothing to refuse.
        """
        column = self.column("rating", self.rating)
        dtype = self.schema[column]
        if dtype.is_numeric() or self._is_readable(column):
            return
        kind = str(dtype)
        advice = _ADVICE.get(kind, "Pick the column that holds the answers, or convert it first")
        way = "CAST it to a number" if self.held is None else "call nps.parse_ratings on the column"
        advice = advice.format(way)
        raise RatingTypeError(
            f"rating: column {shown(column)} holds {kind}, not numbers. {advice}."
        )

    def _is_readable(self, column: str) -> bool:
        """Tell whether answers can be read off a column that is not declared to hold numbers."""
        import narwhals.stable.v2 as nw

        if self.held is not None:
            present = self.held.get_column(column).drop_nulls()  # pandas reads the first hundred
            kinds = (nw.Object, nw.Categorical, nw.Enum, nw.Unknown)
            return present.is_empty() or isinstance(present.dtype, kinds)
        gone = self.frame.lazy().select(flag(nw.col(column).is_null()).alias("gone"))
        return collect(gone.filter(nw.col("gone") == 0).head(1)).is_empty()

    # ------------------------------------------------------------ its rows

    def rows(self, roles: Mapping[str, str]) -> Lazy:
        """Return the rows with a column ``bucket`` and one for each role, named after the role.

        The bucket is the rating itself, high + 1 where it is missing, high + 2 where it is invalid.
        """
        columns = [tidied(name, self.schema[name]).alias(role) for role, name in roles.items()]
        bucket = self._bucket() if self.held is None else self._read_bucket(self.held)
        return self.frame.select(bucket, *columns).lazy()

    def _bucket(self) -> nw.Expr:
        """Code a column that an engine holds."""
        dask = self.frame.implementation.is_dask()
        return bucket_of(self.rating, self.schema[self.rating], self.scale, dask=dask)

    def _read_bucket(self, held: nw.DataFrame[Any]) -> nw.Series[Any]:
        """Code a column in memory, where it is read by the rules of `count`."""
        import narwhals.stable.v2 as nw

        answers = read_answers(held.get_column(self.rating))
        codes = valid_codes(answers, self.scale, self.invalid, "rating")
        return nw.new_series("bucket", codes + self.scale.low, backend=held.implementation)

    def refuse_off_scale(self, n: int) -> None:
        """Say how many answers are off the scale, if it is an error, and show some of them."""
        import narwhals.stable.v2 as nw

        if not n or self.invalid != "raise":
            return
        low, high = self.scale.low, self.scale.high
        rows = self.frame.select(nw.col(self.rating).alias("rating"), self._bucket()).lazy()
        off = collect(rows.filter(nw.col("bucket") == high + 2).select("rating").head(_SHOWN))
        some = ", ".join(map(shown, off.get_column("rating").to_list()))
        more = ", ..." if n > _SHOWN else ""
        raise RatingError(
            f"rating: {n} answers in column {shown(self.rating)} are not whole numbers from {low}"
            f" to {high}: {some}{more}. Clean them, say which scale was asked with"
            ' scale=nps.Scale(...), or leave them out with invalid="drop", which counts them as'
            " invalid."
        )


def unused(name: str, taken: set[str]) -> str:
    """Return a name like this one that no column has."""
    while name in taken:
        name += "_"
    return name


def open_frame(frame: object) -> Frame:
    """Return any supported data frame or relation as a narwhals one."""
    with needing("frames", "data frames are read through narwhals"):
        import narwhals.stable.v2 as nw
        from narwhals.exceptions import DuplicateError
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

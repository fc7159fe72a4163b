"""Common ground of the results: frozen, readable as text and HTML, plain as a dictionary."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from itertools import islice
from types import MappingProxyType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    NamedTuple,
    TypeAlias,
    TypeVar,
    cast,
    get_args,
)

import numpy as np

from nps._base.columns.frozen import Frozen
from nps._base.columns.later import held
from nps._base.errors import InputTypeError
from nps._base.tables import html
from nps._base.tables.pasting import Pasted
from nps._base.text import is_unseen, label_string, label_text, outward
from nps._base.words.saying import Name, speaker

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from matplotlib.axes import Axes

    from nps._base.labels.labels import Labels
    from nps._base.tables.sheet import Sheet
    from nps._base.typing import LanguageName
    from nps._base.words.notes import Note
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray

Column: TypeAlias = "Sequence[object] | np.ndarray[tuple[int], np.dtype[np.generic]]"
#: A kind of method and its name, such as ("interval", "score").
MethodKey: TypeAlias = "tuple[str, str]"
Row = TypeVar("Row")
#: Pictures by name: a slot that `nps.plot` fills when it is loaded, since Matplotlib is optional.
PICTURES: dict[str, Callable[..., Axes]] = {}
#: Fields of a row that are not part of a column of the same name.
ROWS_OWN = {"label", "notes"}
#: Metadata of a field that `to_dict` leaves out where it is None, since there is nothing to say.
IF_ANY = MappingProxyType({"if_any": True})
#: Rows of a columnar result that text and HTML show before they stop.
SHOWN_ROWS = 30


class ConfidenceInterval(NamedTuple):
    """The two ends of an interval, in points; unpacks as ``low, high``.

    Attributes
    ----------
    low, high : float
        Ends in points, ``low <= high``. A one-sided interval keeps the end of the scale on its
        open side. Both are NaN where the method has no interval.

    Examples
    --------
    >>> import nps
    >>> low, high = nps.estimate(nps.Counts(50, 30, 20)).confidence_interval
    >>> print(f"{low:.1f} to {high:.1f}")
    14.0 to 44.3
    """

    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Intervals(Frozen):
    """The ends of many intervals; unpacks as ``low, high``.

    Attributes
    ----------
    low, high : ndarray of float64, shape (G,)
        Ends of each interval, NaN where there is none. In points, unless the result says otherwise.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B"], [50, 40], [30, 30], [20, 30])
    >>> low, high = nps.estimate(shops).confidence_interval
    >>> low.round(1).tolist()
    [14.0, -6.4]
    """

    low: FloatArray
    high: FloatArray

    def __iter__(self) -> Iterator[FloatArray]:
        return iter((self.low, self.high))

    def _at(self, position: int) -> ConfidenceInterval:
        return ConfidenceInterval(float(self.low[position]), float(self.high[position]))


def plain(value: object) -> object:
    """Turn a value into what JSON knows; NaN and infinity become None."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return str(value)  # of a note only its text
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (np.datetime64, np.timedelta64)):
        return str(value)
    if isinstance(value, (np.generic, np.ndarray)):
        return plain(value.tolist())
    if hasattr(value, "to_dict"):
        return cast("object", value.to_dict())
    if isinstance(value, (ConfidenceInterval, Intervals)):
        return {"low": plain(value.low), "high": plain(value.high)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    return label_string(value)


def parts_of(whole: object) -> Callable[[int], object]:
    """Return what gives the part of each row of what is known of all, or what holds for all."""
    if isinstance(whole, np.ndarray):
        return whole.item if whole.ndim == 1 else whole.__getitem__
    if isinstance(whole, tuple):
        return whole.__getitem__
    if hasattr(whole, "_at"):
        return cast("Callable[[int], object]", whole._at)
    if isinstance(whole, Mapping):
        columns = {name: parts_of(column) for name, column in whole.items()}
        return lambda position: {name: part(position) for name, part in columns.items()}
    return lambda _: whole


class Result(Pasted, Frozen):
    """What single and columnar results share: `to_dict`, sentences and the notebook display.

    A result speaks for itself: a class says by `_sentence` what was found, by `_methods` how, and
    by `_picture` which picture of `nps.plot` draws it.
    """

    __slots__ = ()

    _picture: ClassVar[str] = ""

    def to_dict(self) -> dict[str, object]:
        """Return the result as plain Python that `json.dumps` takes; undefined numbers are None."""
        known = ((f, getattr(self, f.name)) for f in fields(cast("Any", self)))
        return {
            f.name: plain(value)
            for f, value in known
            if not f.name.startswith("_") and (value is not None or "if_any" not in f.metadata)
        }

    def summary(self, language: LanguageName = "en") -> str:
        """Return the result as a sentence that may be pasted into a report.

        Parameters
        ----------
        language : str, default "en"
            Code of a language, such as "zh" for Chinese.

        Returns
        -------
        str
            What was found and how sure it is. Only what is significant is said to have risen or
            fallen; otherwise the sentence tells what the data are compatible with.

        Examples
        --------
        >>> import nps
        >>> print(nps.estimate(nps.Counts(50, 30, 20)).summary())
        The Net Promoter Score is 30.0 points (95% CI 14.0 to 44.3; 100 answers).
        """
        say = speaker(language)
        return say("sentence", text=self._sentence(say))

    def explain(self, language: LanguageName = "en") -> str:
        """Return the summary, the method with its source, and the notes: for an appendix.

        Parameters
        ----------
        language : str, default "en"
            Code of a language, such as "zh" for Chinese.

        Returns
        -------
        str
            A paragraph for each.

        Examples
        --------
        >>> import nps
        >>> print(nps.estimate(nps.Counts(50, 30, 20), method="wald").explain().splitlines()[2])
        Method: Wald interval. The score plus and minus normal quantile times standard error.
        """
        from nps._base.words.methods import about_method

        say, notes = speaker(language), getattr(self, "notes", ())
        paragraphs = [self.summary(language)]
        paragraphs += ["\n".join(about_method(say, *method)) for method in self._methods()]
        if notes:
            paragraphs.append(say("notes", notes=say.notes(notes)))
        return "\n\n".join(paragraphs)

    def plot(self, **options: object) -> Axes:
        """Draw the picture that fits the result.

        Parameters
        ----------
        **options
            Those of the function of `nps.plot` that draws it, such as ``ax`` and ``language``.

        Returns
        -------
        matplotlib.axes.Axes
            A notebook shows it as a picture; ``ax.figure.savefig("score.png")`` saves it.

        Raises
        ------
        InputTypeError
            If there is no picture of such a result; it says which part of it has one.
        """
        if not PICTURES:
            import_module("nps.plot")
        if not self._picture:
            raise InputTypeError(f"there is no picture of {self._instead()}")
        return PICTURES[self._picture](self, **options)

    def _instead(self) -> str:
        """Return the name of the result and what to draw in its place."""
        mine = type(self).__name__
        for table in Table.__subclasses__():
            if table._picture and table._kind is type(self):
                return f"{mine}: draw the {table.__name__} that it is a row of."
        for part in fields(cast("Any", self)):
            if getattr(getattr(self, part.name), "_picture", ""):
                return f"{mine}: draw a part of it, result.{part.name}.plot()."
        return f"{mine} or a part of it; nps.plot has {', '.join(PICTURES)}."

    def _sentence(self, say: Say) -> str:
        """Return what was found as a sentence without its full stop."""
        raise NotImplementedError(f"no sentence for {type(self).__name__}")

    def _methods(self) -> list[MethodKey]:
        """Return the methods that the result rests on."""
        return []

    def _rows(self) -> Sequence[tuple[object, ...]]:
        """Return the rows of the table that a notebook shows."""
        raise NotImplementedError

    def _header(self) -> Sequence[str]:
        """Return the head of that table, if it has one."""
        return ()

    def _caption(self) -> str:
        """Return what stands above it."""
        return ""

    def _foot(self) -> str:
        """Return what stands below it."""
        return " ".join(getattr(self, "notes", ()))

    def _sheet(self, say: Say) -> Sheet:
        from nps._base.tables.sheet import without_pictures

        head, rows = without_pictures(self._header(), self._rows())
        if not any(head):  # one thing after the other: one row
            values = [[x for x in row[1:] if x != ""] for row in rows]
            single = [row[0] if len(row) == 1 else " ".join(map(str, row)) for row in values]
            head, rows = [cast("str", row[0]) for row in rows], [single]
        return self._translated(say, head, rows)

    def _translated(
        self,
        say: Say,
        head: Sequence[str],
        rows: Iterable[Sequence[object]],
        *more: Note,
        spans: Sequence[str] = (),
    ) -> Sheet:
        """Return a table for a document in a language; a `Name` is nobody's to translate."""
        from nps._base.tables.sheet import Sheet, cell, heading

        return Sheet(
            tuple(heading(say, name) for name in head),
            tuple(tuple(cell(value, say) for value in row) for row in rows),
            self.summary(say.language),
            tuple(map(say.translated, (*more, *getattr(self, "notes", ())))),
            tuple(spans),
        )

    def _repr_html_(self) -> str:
        return html.wide(self._header(), self._rows(), self._caption(), self._foot())


class Columnar(Result):
    """A result in columns with labels: leaves as a data frame, shows itself as a table."""

    __slots__ = ()
    #: Words of ours in the first column: none, its "head" alone, or "all".
    _ours: ClassVar[str] = ""

    if TYPE_CHECKING:

        @property
        def _labels(self) -> Labels:
            """Labels with their keys: a field, or those of the cohorts that the result holds."""

    @property
    def labels(self) -> tuple[object, ...]:
        """Labels of the rows, in order; tuples where there are several keys."""
        return self._labels.values

    @property
    def key_names(self) -> tuple[str, ...]:
        """Names of the keys that the labels come from; empty if unknown."""
        return self._labels.keys

    def _columns(self) -> dict[str, Column]:
        """Return the data columns by name, without the labels."""
        raise NotImplementedError

    def _headline(self) -> str:
        raise NotImplementedError

    def to_dict(self) -> dict[str, object]:
        """Return the columns as plain Python that `json.dumps` takes, the labels first."""
        return {"labels": plain(self.labels), **Result.to_dict(self)}

    def __len__(self) -> int:
        return len(self._labels)

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas DataFrame with the labels as its index."""
        import pandas as pd

        return pd.DataFrame(self._outside(), index=self._labels.pandas_index())

    def to_polars(self) -> pl.DataFrame:
        """Return a Polars DataFrame with one leading column for each key.

        A key that is called like a column of the result, such as n, becomes n_label. Labels of
        kinds that have no type in common become text.
        """
        import polars as pl

        def series(name: str, column: Column) -> pl.Series:
            try:
                return pl.Series(name, column, strict=False)
            except (AttributeError, TypeError, OverflowError):  # an Enum beside numbers, 2**64
                return pl.Series(name, _texts(column))

        return pl.DataFrame([series(name, column) for name, column in self._table().items()])

    def to_arrow(self) -> pa.Table:
        """Return a PyArrow Table with the columns of `to_polars`.

        Labels of several kinds, such as numbers beside text, and whole numbers from 2**63 on
        become text.
        """
        import pyarrow as pa

        def array(column: Column) -> pa.Array:
            try:
                return pa.array(column)
            except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
                return pa.array(_texts(column))

        return pa.table({name: array(column) for name, column in self._table().items()})

    def _outside(self) -> dict[str, Column]:
        """Return the data columns as other libraries take them."""
        return {
            name: outward(column) if isinstance(column, (list, tuple)) else column
            for name, column in self._columns().items()
        }

    def _table(self) -> dict[str, Column]:
        """Return the labels and the data as columns with distinct names."""
        data = self._outside()
        keys = self._labels.outside()
        return {f"{key}_label" if key in data else key: keys[key] for key in keys} | data

    def _rest(self) -> list[str]:
        hidden = len(self) - SHOWN_ROWS
        return [f"... and {hidden:,} more"] if hidden > 0 else []

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        """Return the first rows of the columns as a notebook shows them, by heading."""
        return html.plain({name: list(x[:rows]) for name, x in self._columns().items()})

    def _label_text(self, label: object) -> str:
        text = label_text(label)
        return text if self._ours == "all" or is_unseen(label) else Name(text)

    def _header(self) -> Sequence[str]:
        kind = str if self._ours or not self._labels.keys else Name
        return [kind(" / ".join(self._labels.columns())), *self._shown(0)]

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return self._rows_to(SHOWN_ROWS)

    def _rows_to(self, stop: int) -> Sequence[tuple[object, ...]]:
        labels = list(map(self._label_text, self.labels[:stop]))
        return list(zip(labels, *self._shown(len(labels)).values(), strict=True))

    def _shown(self, rows: int) -> Mapping[str, Sequence[object]]:
        """Return the first rows as people see them, with arrows where there are tests."""
        from nps._base.tables.sheet import SIGNIFICANT, by_adjustment

        columns, found = by_adjustment(self, self._html_columns(rows)), self._marks()
        return columns if found is None else {**columns, SIGNIFICANT: found[:rows]}

    def _marks(self) -> Sequence[str] | None:
        """Return an arrow for each row whose finding is significant, None without tests."""
        from nps._base.tables.sheet import marks, terms

        return marks(self._columns(), *terms(self)[:2])

    def _sheet(self, say: Say) -> Sheet:
        from nps._base.tables.sheet import about_marks, terms, without_pictures

        head, rows = without_pictures(self._header(), self._rows_to(len(self)))
        legend = () if self._marks() is None else (about_marks(self._columns(), *terms(self)),)
        return self._translated(say, head, rows, *legend)

    def _caption(self) -> str:
        return self._headline()

    def _foot(self) -> str:
        return " ".join([*(f"{line}." for line in self._rest()), *getattr(self, "notes", ())])


def _texts(labels: Iterable[object]) -> list[str | None]:
    return [None if label is None else label_text(label) for label in labels]


class Table(Columnar, Generic[Row]):
    """A columnar result that iterates as rows.

    What table and row both have under one name is the same quantity, for all and for one. A
    subclass says in `_parts` what else a row is taken from, and in `_finish` what a row alone says.
    """

    __slots__ = ()

    #: What a row is, and the names that it shares with the table.
    _kind: ClassVar[Callable[..., Any]]
    _shared: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        (cls._kind,) = get_args(vars(cls)["__orig_bases__"][0])
        names = {f.name for f in fields(cast("Any", cls._kind))} - ROWS_OWN
        cls._shared = tuple(name for name in names if hasattr(cls, name))

    def _parts(self) -> dict[str, object]:
        """Return what the fields of the rows are taken from."""
        return {name: held(self, name) for name in self._shared} | {"label": self.labels}

    def _finish(self, row: dict[str, Any]) -> None:
        """Put to the fields of a row what is said of it alone."""

    def _rows_at(self, positions: Iterable[int]) -> Iterator[Row]:
        parts = {name: parts_of(whole) for name, whole in self._parts().items()}
        for position in positions:
            row = {name: part(position) for name, part in parts.items()}
            self._finish(row)
            yield self._kind(**row)

    def _row(self, position: int) -> Row:
        return next(self._rows_at([position]))

    def _first(self, rows: int) -> list[Row]:
        return list(islice(self, rows))

    def __iter__(self) -> Iterator[Row]:
        return self._rows_at(range(len(self)))

    def __getitem__(self, label: object) -> Row:
        """Return the row with this label."""
        return self._row(self._labels.position(label))

    def __str__(self) -> str:
        shown = zip(self.labels, self._first(SHOWN_ROWS), strict=False)
        rows = [f"{self._label_text(label)}: {row}" for label, row in shown]
        return "\n".join([self._headline(), *rows, *self._rest()])

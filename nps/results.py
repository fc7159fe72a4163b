"""Common ground of the results: frozen, readable as text and HTML, plain as a dictionary."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar, cast

import numpy as np

from nps._display import html_table, label_text

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from nps._labels import Labels
    from nps._typing import FloatArray

Column: TypeAlias = "Sequence[object] | np.ndarray[tuple[int], np.dtype[np.generic]]"
Row = TypeVar("Row")
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
class Intervals:
    """The ends of many intervals; unpacks as ``low, high``.

    Attributes
    ----------
    low, high : ndarray of float64, shape (G,)
        Ends of each interval, NaN where there is none. In points, unless the result says otherwise.
    """

    low: FloatArray
    high: FloatArray

    def __iter__(self) -> Iterator[FloatArray]:
        return iter((self.low, self.high))


def plain(value: object) -> object:
    """Turn a value into what JSON knows; NaN and infinity become None."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
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
    return str(value)


class Result:
    """What single and columnar results share: `to_dict` and the notebook display."""

    __slots__ = ()

    def to_dict(self) -> dict[str, object]:
        """Return the result as plain Python that `json.dumps` takes; undefined numbers are None."""
        return {f.name: plain(getattr(self, f.name)) for f in fields(self)}  # type: ignore[arg-type]  # every result is a dataclass

    def _repr_html_(self) -> str:
        raise NotImplementedError


class Columnar(Result):
    """A result in columns with labels: leaves as a data frame, shows itself as a table."""

    __slots__ = ()

    _labels: Labels

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

        return pd.DataFrame(self._columns(), index=self._labels.pandas_index())

    def to_polars(self) -> pl.DataFrame:
        """Return a Polars DataFrame with one leading column for each key.

        A key that is called like a column of the result, such as n, becomes n_label.
        """
        import polars as pl

        data = self._columns()
        keys = self._labels.columns()
        columns = {f"{key}_label" if key in data else key: keys[key] for key in keys} | data
        return pl.DataFrame(
            [pl.Series(name, column, strict=False) for name, column in columns.items()]
        )

    def _rest(self) -> list[str]:
        hidden = len(self) - SHOWN_ROWS
        return [f"... and {hidden:,} more"] if hidden > 0 else []

    def _html_columns(self) -> dict[str, Column]:
        """Return the columns as the notebook shows them."""
        return self._columns()

    def _repr_html_(self) -> str:
        columns = self._html_columns()
        rows = [
            [label_text(label), *(column[i] for column in columns.values())]
            for i, label in enumerate(self.labels[:SHOWN_ROWS])
        ]
        return html_table(
            [" / ".join(self._labels.columns()), *(name.replace("_", " ") for name in columns)],
            rows,
            caption=self._headline(),
            foot=" ".join(self._rest()),
        )


class Table(Columnar, Generic[Row]):
    """A columnar result that iterates as rows."""

    __slots__ = ()

    def _row(self, position: int) -> Row:
        raise NotImplementedError

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, range(len(self)))

    def __getitem__(self, label: object) -> Row:
        """Return the row with this label."""
        return self._row(self._labels.position(label))

    def __str__(self) -> str:
        rows = [
            f"{label_text(label)}: {self._row(i)}"
            for i, label in enumerate(self.labels[:SHOWN_ROWS])
        ]
        return "\n".join([self._headline(), *rows, *self._rest()])

"""The engines that data frames live in: the same columns, as each of them holds them."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import count
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

Builder = "Callable[[pa.Table], Any]"


def _nullable(table: pa.Table) -> pd.DataFrame:
    with np.errstate(invalid="ignore"):  # pandas 2 asks whether infinity is an integer
        return table.to_pandas().convert_dtypes()


def _dask(frame: pd.DataFrame) -> Any:
    import dask
    import dask.dataframe as dd

    dask.config.set(scheduler="synchronous")  # threads cost more than such small frames
    with dask.config.set({"dataframe.convert-string": False}):  # else dates become text
        return dd.from_pandas(frame, npartitions=2, sort=False)


def _ibis(table: pa.Table) -> Any:
    import ibis

    return ibis.memtable(table)


def _sqlframe(table: pa.Table) -> Any:
    from sqlframe.duckdb import DuckDBSession

    session = DuckDBSession(conn=_SHARED)  # there is one session, whatever it is given
    _SHARED.register("arrived", table)
    name = f"answers_{next(_NUMBERS)}"
    _SHARED.execute(f"CREATE TABLE {name} AS SELECT * FROM arrived")
    return session.table(name)


_SHARED, _NUMBERS = duckdb.connect(), count()
#: Columns in memory, counted where they lie.
EAGER: dict[str, Callable[[pa.Table], Any]] = {
    "pandas": lambda table: table.to_pandas(),
    "pandas nullable": _nullable,
    "pandas arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "polars": lambda table: pl.DataFrame(table),
    "pyarrow": lambda table: table,
}
#: Engines that count by themselves; those that are not installed are left out.
LAZY: dict[str, Callable[[pa.Table], Any]] = {
    "polars lazy": lambda table: pl.DataFrame(table).lazy(),
    "duckdb": lambda table: duckdb.from_arrow(table),
}
if find_spec("dask"):
    LAZY["dask"] = lambda table: _dask(table.to_pandas())
    LAZY["dask arrow"] = lambda table: _dask(table.to_pandas(types_mapper=pd.ArrowDtype))
if find_spec("ibis"):
    LAZY["ibis"] = _ibis
if find_spec("sqlframe"):
    LAZY["sqlframe"] = _sqlframe
ALL = EAGER | LAZY
#: Dask needs about a second for each question, so only some are asked in the gate.
DASK = [pytest.mark.slow, pytest.mark.sampled(3)]
EVERY = [pytest.param(x, marks=DASK if "dask" in x else ()) for x in ALL]
#: Engines that answer at once.
QUICK = [*EAGER, "polars lazy", "duckdb"]

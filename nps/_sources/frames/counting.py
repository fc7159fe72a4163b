"""Counting inside a data frame engine: lazy expressions that mean the same in every one of them.

Columns are made first, then grouped and aggregated plainly: this is what all engines carry. Every
column gets a name of ours on the way in, so that no name of the user's can be in the way.
Floats are compared by equality, because engines disagree on where NaN stands.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    import narwhals.stable.v2 as nw

    from nps._samples.ratings import Scale

    Lazy: TypeAlias = nw.LazyFrame[Any]


def key_roles(names: Sequence[str]) -> dict[str, str]:
    """Return key columns by what they are called in an engine."""
    return {f"key_{i}": name for i, name in enumerate(names)}


def bucket_of(name: str, dtype: nw.dtypes.DType, scale: Scale, *, dask: bool) -> nw.Expr:
    """Return the ratings of a column: high + 1 where one is missing, high + 2 where invalid."""
    import narwhals.stable.v2 as nw

    column = nw.col(name)
    number: type[int | float] = float
    if dtype.is_float():
        column = column.cast(nw.Float64())  # Float32 has no number for each large level
        valid = column.is_in([float(level) for level in scale.ratings])
        if 0 in scale.ratings:
            valid |= column == 0.0  # Arrow finds no -0.0 in a list with 0.0
    elif dtype.is_integer():
        if dask:  # over Arrow it takes no level that the type cannot hold
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
    return nw.when(_absent(name, dtype)).then(missing).otherwise(kept).alias("bucket")


def _absent(name: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """Tell where a column has no value; NaN is none, also where an engine knows null beside it."""
    import narwhals.stable.v2 as nw

    column = nw.col(name)
    return column.is_null() | column.is_nan() if dtype.is_float() else column.is_null()


def tidied(name: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """Return a column with null for NaN, the largest number to some engines, and 0 for -0."""
    import narwhals.stable.v2 as nw

    if dtype.is_float():
        return nw.when(~_absent(name, dtype)).then(nw.col(name) + 0.0)
    return nw.col(name)


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

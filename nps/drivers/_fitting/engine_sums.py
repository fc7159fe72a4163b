"""Sums of drivers that an engine adds up itself: only the small table of sums comes back.

Columns are made first, then their products, then sums of these: this is what all engines carry.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from nps._base.columns.containers import is_missing
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.labels import sorted_positions
from nps._base.text import shown
from nps._sources.frames.counting import flag
from nps._sources.frames.found import collect
from nps.drivers._fitting.people import gaps_error
from nps.drivers._fitting.sums import summed
from nps.drivers._reading.factors import MOST_LEVELS, Factor, check_levels, check_scales, with_scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    import narwhals.stable.v2 as nw

    from nps._kernels import FloatArray
    from nps._samples.ratings import Scale
    from nps._sources.frames.opened import Frame, OpenedTable

    Answer: TypeAlias = nw.DataFrame[Any]
    Lazy: TypeAlias = nw.LazyFrame[Any]
    from nps.drivers._fitting.sums import Sums, Wanted


class _Column(NamedTuple):
    """A column of a relation: its role in ours, and what it holds."""

    role: str
    factor: Factor
    blanks: tuple[object, ...] = ()

    @property
    def missing(self) -> nw.Expr:
        """Tell who has no value; blank text is none."""
        import narwhals.stable.v2 as nw

        gone = nw.col(self.role).is_null()
        for blank in self.blanks:
            gone |= nw.col(self.role) == blank
        return gone


def sums_in_engine(table: OpenedTable, wanted: Wanted) -> Sums:
    """Let an engine add up what a regression needs."""
    import narwhals.stable.v2 as nw

    scale = wanted.scale
    frame = table.frame
    roles = {f"factor_{i}": name for i, name in enumerate(wanted.factors)}
    rows = table.rows(roles)
    buckets = collect(rows.group_by("bucket").agg(nw.len().alias("n")))
    counted = dict(zip(buckets.get_column("bucket").to_list(), _floats(buckets, "n"), strict=True))
    invalid, missing = (int(counted.get(scale.high + k, 0)) for k in (2, 1))
    table.refuse_off_scale(invalid)
    rows = rows.filter(nw.col("bucket") <= scale.high)
    n = int(sum(counted.values())) - invalid - missing
    columns = [_described(frame, rows, role, name) for role, name in roles.items()]
    gaps = _count_gaps(rows, columns) if n else {}
    if gaps and wanted.skipped == "raise":
        raise gaps_error(gaps, n)
    n_dropped = 0
    if gaps and wanted.skipped == "drop":
        for column in columns:
            rows = rows.filter(~column.missing)
        kept = collect(rows.select(nw.len().alias("n")))
        n_dropped = n - int(_floats(kept, "n")[0])
    described = [_with_ends(column, rows) for column in columns]
    factors = _scaled([column.factor for column in described], wanted)
    made = _made(described, rows, scale)
    return summed(factors, made, missing, invalid, n_dropped)


def _floats(table: Answer, name: str) -> FloatArray:
    """Return a column of an answer as floats, null as 0."""
    values = table.get_column(name).to_list()
    return np.array([0.0 if value is None else float(value) for value in values])


def _described(frame: Frame, rows: Lazy, role: str, name: str) -> _Column:
    """Return what a column holds by its type; of text the levels, of which there must be few."""
    import narwhals.stable.v2 as nw

    dtype = frame.collect_schema()[name]
    if dtype.is_numeric():
        return _Column(role, Factor(name, "rating"))
    if dtype == nw.Boolean:
        return _Column(role, Factor(name, "yes-no"))
    if not isinstance(dtype, (nw.String, nw.Categorical, nw.Enum)):
        raise InputTypeError(
            f"factor {shown(name)} must hold numbers, True and False, or text, but holds {dtype}."
        )
    found = collect(rows.select(nw.col(role)).unique().head(MOST_LEVELS + 3))
    labels = found.get_column(role).to_list()
    known = [label for label in labels if not is_missing(label)]
    check_levels(known, name, categorical=not isinstance(dtype, nw.String))
    levels = tuple(known[i] for i in sorted_positions(known))
    blanks = tuple(label for label in labels if is_missing(label) and isinstance(label, str))
    return _Column(role, Factor(name, "category", math.nan, math.nan, levels=levels), blanks)


def _count_gaps(rows: Lazy, columns: Sequence[_Column]) -> dict[str, int]:
    """Return for how many rows each column has no value, where it has gaps."""
    import narwhals.stable.v2 as nw

    flags = rows.select(*(flag(column.missing).alias(column.role) for column in columns))
    found = collect(flags.select(*(nw.col(column.role).sum() for column in columns)))
    counts = {column.factor.name: int(_floats(found, column.role)[0]) for column in columns}
    return {name: count for name, count in counts.items() if count}


def _with_ends(column: _Column, rows: Lazy) -> _Column:
    """Add how many answers a column has, and between what."""
    import narwhals.stable.v2 as nw

    factor = column.factor
    asked = rows.filter(~column.missing)
    what = [nw.len().alias("n")]
    if factor.kind == "rating":
        value = nw.col(column.role).cast(nw.Float64())
        asked = asked.select(value.alias("value"))
        what += [nw.col("value").min().alias("low"), nw.col("value").max().alias("high")]
    found = collect(asked.select(*what))
    n_asked = int(_floats(found, "n")[0])
    low, high, levels = factor.low, factor.high, factor.levels
    if factor.kind == "rating":
        ends = [found.get_column(end).to_list()[0] for end in ("low", "high")]
        low, high = (math.nan if end is None else float(end) for end in ends)
        if math.isinf(low) or math.isinf(high):
            raise OptionError(
                f"factor {shown(factor.name)} must hold finite numbers, got infinity."
            )
    if factor.kind == "category":
        n = int(_floats(collect(rows.select(nw.len().alias("n"))), "n")[0])
        levels = (*levels, None) if n > n_asked else levels
    return column._replace(
        factor=Factor(factor.name, factor.kind, low, high, levels=levels, n_asked=n_asked)
    )


def _scaled(factors: Sequence[Factor], wanted: Wanted) -> tuple[Factor, ...]:
    scales = check_scales(wanted.factor_scales, wanted.factors)
    return tuple(
        with_scale(factor, scales[factor.name], factor.low, factor.high)
        if factor.name in scales
        else factor
        for factor in factors
    )


def _made(columns: Sequence[_Column], rows: Lazy, scale: Scale) -> FloatArray:
    """Return the sums of products of all columns, with 1, promoter, detractor and rating."""
    import narwhals.stable.v2 as nw

    def between(bounds: tuple[int, int]) -> nw.Expr:
        return flag((nw.col("bucket") >= bounds[0]) & (nw.col("bucket") <= bounds[1]))

    parts: list[nw.Expr] = [flag(nw.col("bucket") <= scale.high)]
    for column in columns:
        value, known = nw.col(column.role), ~column.missing
        kind = column.factor.kind
        if kind == "category":
            parts += [
                flag(column.missing if level is None else known & (value == level))
                for level in column.factor.levels
            ]
            continue
        number = flag(value) if kind == "yes-no" else value.cast(nw.Float64())
        parts += [flag(known), nw.when(known).then(number).otherwise(nw.lit(0))]
    parts += [between(scale.promoters), between(scale.detractors), nw.col("bucket")]
    k = len(parts)
    named = rows.select(*(p.cast(nw.Float64()).alias(f"c{i}") for i, p in enumerate(parts)))
    pairs = [(i, j) for i in range(k) for j in range(i, k)]
    products = named.select(
        *((nw.col(f"c{i}") * nw.col(f"c{j}")).alias(f"p{i}_{j}") for i, j in pairs)
    )
    found: Any = collect(products.select(*(nw.col(f"p{i}_{j}").sum() for i, j in pairs)))
    matrix = np.zeros((k, k))
    for i, j in pairs:
        matrix[i, j] = matrix[j, i] = _floats(found, f"p{i}_{j}")[0]
    return matrix

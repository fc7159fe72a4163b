"""A survey in a data frame: its columns as they are in memory, or its totals from an engine.

An engine adds up weights and their squares, and counts who has a weight, by what a row of a `Tally`
has in common: group, stratum, cluster and answer. What is wrong with a weight it can count but not
place, since it knows no order of rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._designs import WEIGHTS, read_keys
from nps._display import shown
from nps._engines import (
    check_column,
    check_rating,
    collect,
    engine_off_scale_error,
    flag,
    in_memory,
    select,
    whole_numbers,
)
from nps._labels import Labels, factorize_keys, sorted_positions
from nps._survey_reading import read_tally
from nps._validation import check_option
from nps.errors import InputTypeError, OptionError
from nps.ratings import INVALID_OPTIONS, check_scale
from nps.survey_cohorts import SurveyCohorts, survey_by
from nps.surveys import SurveySample, samples_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._engines import Answer, Frame, Lazy
    from nps._survey_reading import Keys
    from nps._typing import FloatArray, IntArray, Invalid
    from nps.ratings import Scale

#: Columns that say how the survey was drawn, by the name that messages give them.
DESIGN = ("strata", "clusters")


def survey_frame(
    table: Frame,
    rating: str,
    names: Sequence[str],
    weight: str | None,
    design: Mapping[str, str | None],
    scale: Scale,
    invalid: Invalid,
) -> SurveySample | SurveyCohorts:
    """Return the survey that a frame holds, or its groups by the columns `names`."""
    check_scale(scale)
    check_option("invalid", invalid, INVALID_OPTIONS)
    check_rating(rating, table)
    named = {role: check_column(role, name, table) for role, name in design.items() if name}
    if weight is not None:
        check_column("weight", weight, table)
    if in_memory(table):
        return _read_columns(table, rating, names, weight, named, scale, invalid)
    return _read_totals(table.lazy(), rating, names, weight, named, scale, invalid)


def _read_columns(
    table: Answer,
    rating: str,
    names: Sequence[str],
    weight: str | None,
    design: Mapping[str, str],
    scale: Scale,
    invalid: Invalid,
) -> SurveySample | SurveyCohorts:
    """Hand columns over that are in memory."""
    ratings, *groups = (table.get_column(name).to_native() for name in (rating, *names))
    weights, strata, clusters = (
        None if name is None else table.get_column(name).to_native()
        for name in (weight, *map(design.get, DESIGN))
    )
    if not names:
        return SurveySample(
            ratings, weights=weights, strata=strata, clusters=clusters, scale=scale, invalid=invalid
        )
    return survey_by(
        ratings, dict(zip(names, groups, strict=True)), weights=weights, strata=strata,
        clusters=clusters, scale=scale, invalid=invalid, order="sorted",
    )  # fmt: skip


def _read_totals(
    table: Lazy,
    rating: str,
    names: Sequence[str],
    weight: str | None,
    design: Mapping[str, str],
    scale: Scale,
    invalid: Invalid,
) -> SurveySample | SurveyCohorts:
    """Let an engine add up, and read its table."""
    keys = {f"key_{i}": name for i, name in enumerate(names)}
    rows = _select(table, rating, weight, keys | dict(design), scale, invalid)
    found = collect(_add_up(rows, [*keys, *design]))
    n, bucket = whole_numbers(found, "n"), whole_numbers(found, "bucket")
    off_scale = int(n[bucket == scale.high + 2].sum())
    if off_scale and invalid == "raise":
        raise engine_off_scale_error(table, rating, scale, off_scale)
    if refused := int(whole_numbers(found, "refused").sum()):
        raise _weight_error(rows, weight, refused)
    strata, clusters = (
        _design_keys(found, role, design[role], n) if role in design else None for role in DESIGN
    )
    labels, groups = _groups(found, keys, n.size)
    totals = read_tally(
        bucket - scale.low,
        groups,
        len(labels),
        weights=_numbers(found, "weight"),
        squares=_numbers(found, "square"),
        n=whole_numbers(found, "weighing"),
        strata=strata,
        clusters=clusters,
        scale=scale,
    )
    samples = [SurveySample._make(*one, "error", None) for one in samples_of(totals, scale)]
    return SurveyCohorts._make(labels, samples) if keys else samples[0]


# ---------------------------------------------------------------- in the engine


def _select(
    table: Lazy,
    rating: str,
    weight: str | None,
    roles: dict[str, str],
    scale: Scale,
    invalid: Invalid,
) -> Lazy:
    """Return the rows with a ``bucket``, a ``weight`` and a column for each role."""
    import narwhals.stable.v2 as nw

    if weight is None:
        rows = select(table, rating, scale, invalid, roles)
        return rows.with_columns(nw.lit(1.0).alias("weight"))
    dtype = table.collect_schema()[weight]
    if not dtype.is_numeric():
        raise InputTypeError(f"weights must be numbers, but column {weight!r} holds {dtype}.")
    return select(table, rating, scale, invalid, roles | {"weight": weight})


def _add_up(rows: Lazy, keys: Sequence[str]) -> Lazy:
    """Add weights and their squares up by keys and bucket, and count rows of three kinds.

    ``n`` counts all, ``weighing`` those with a weight above 0, and ``refused`` those whose weight
    `SurveySample` refuses, which add nothing.
    """
    import narwhals.stable.v2 as nw

    weight = nw.col("weight")
    rows = _judged(rows, keys)
    rows = rows.with_columns(nw.when(nw.col("refused") == 0).then(weight).otherwise(nw.lit(0.0)))
    rows = rows.with_columns(
        (weight * weight).alias("square"), flag(weight > 0.0).alias("weighing")
    )
    sums = (nw.col(name).sum() for name in ("weight", "square", "weighing", "refused"))
    return rows.group_by(*keys, "bucket").agg(nw.len().alias("n"), *sums)


def _judged(rows: Lazy, keys: Sequence[str]) -> Lazy:
    """Return weights as floats, -1 where there is none, and 1 in ``refused`` for the bad ones."""
    import narwhals.stable.v2 as nw

    weight, (least, most) = nw.col("weight"), WEIGHTS
    known = nw.when(weight.is_null()).then(nw.lit(-1.0)).otherwise(weight.cast(nw.Float64()))
    good = (weight == 0.0) | ((weight >= least) & (weight <= most))
    return rows.select(*keys, "bucket", known.alias("weight")).with_columns(
        flag(~good).alias("refused")
    )


def _weight_error(rows: Lazy, weight: str | None, n: int) -> OptionError:
    """Say how many weights are refused, and show one."""
    import narwhals.stable.v2 as nw

    given = rows.select("bucket", "weight", nw.col("weight").alias("given"))
    bad = _judged(given, ["given"]).filter(nw.col("refused") == 1).select("given").head(1)
    value = collect(bad).get_column("given").to_list()[0]
    more = f" and at {n - 1:,} more" if n > 1 else ""
    return OptionError(
        f"weights must be finite and not negative, got {np.nan if value is None else shown(value)}"
        f" in a row of column {weight!r}{more}; engines know no positions."
    )


# ---------------------------------------------------------------- from its answer


def _numbers(found: Answer, name: str) -> FloatArray:
    return np.asarray(found.get_column(name).to_numpy(), dtype=np.float64)


def _design_keys(found: Answer, role: str, name: str, n: IntArray) -> Keys:
    """Return the labels of strata or clusters in order, since an engine keeps none."""
    column = found.get_column(role)
    gone = int(n[np.asarray(column.is_null().to_numpy(), dtype=np.bool_)].sum())
    if gone:
        raise OptionError(
            f"{role} must be known for each respondent, but column {name!r} has none in {gone:,}"
            f" {'row' if gone == 1 else 'rows'}."
        )
    labels, codes = read_keys(column.to_native(), role, n.size)
    order = sorted_positions(labels)
    return [labels[i] for i in order], _moved(codes, order)


def _groups(found: Answer, keys: Mapping[str, str], size: int) -> tuple[Labels, IntArray]:
    """Return the labels of the groups in order, of which there is one if there are no keys."""
    if not keys:
        return Labels([None], []), np.zeros(size, dtype=np.int64)
    columns = {name: found.get_column(key).to_native() for key, name in keys.items()}
    labels, codes = factorize_keys(columns, size)
    order = sorted_positions(labels.values)
    return labels.take(order), _moved(codes, order)


def _moved(codes: IntArray, order: Sequence[int]) -> IntArray:
    """Return codes of labels that were put in another order."""
    place = np.empty(len(order), dtype=np.int64)
    place[list(order)] = np.arange(len(order))
    return np.asarray(place[codes])

"""A survey in a data frame: its columns in memory, or its totals from an engine.

An engine adds up weights and their squares, and counts who has a weight, by what a row of a `Tally`
has in common: group, stratum, cluster and answer. Of a column with the size of the population it
gives the least and the largest number, which must agree in a stratum. What is wrong with a weight
it can count but not place, since it knows no order of rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.keys import factorize_keys
from nps._base.labels.labels import Labels, sorted_positions
from nps._base.labels.periods import bin_groups
from nps._base.text import shown
from nps._sources.frames.counting import flag, key_roles
from nps._sources.frames.design import DESIGN
from nps._sources.frames.found import Found, collect
from nps._sources.frames.periods import FramePeriods
from nps._surveys.cohorts import SurveyCohorts
from nps._surveys.design.drawing import WEIGHTS, read_units, read_weights
from nps._surveys.reading import read_tally
from nps._surveys.samples import SurveySample
from nps._surveys.state import check_freedom, parts_of
from nps._surveys.survey_by import survey_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    import narwhals.stable.v2 as nw

    from nps._base.labels.periods import Period
    from nps._kernels import IntArray
    from nps._sources.frames.counting import Lazy
    from nps._sources.frames.design import FrameDesign
    from nps._sources.frames.opened import OpenedTable
    from nps._surveys.design.drawing import Keys

#: What stands for a number that is missing, where none is negative.
UNKNOWN = -1.0


def survey_frame(
    table: OpenedTable,
    names: Sequence[str],
    design: FrameDesign,
    period: Period,
    timezone: str | None,
) -> SurveySample | SurveyCohorts:
    """Return the survey that a frame holds, or its groups by the columns `names`.

    Stages of clusters and replicate weights are not added up by an engine: their columns, and no
    others, come into memory.
    """
    design = design.checked(table)
    if design.of_rows:
        table = table.in_memory([*names, *design.columns])
    periods = FramePeriods.read(table, names, period, timezone)
    read = _read_totals if table.held is None else _read_columns
    return read(table, names, design, periods)


def _read_columns(
    table: OpenedTable, names: Sequence[str], design: FrameDesign, periods: FramePeriods
) -> SurveySample | SurveyCohorts:
    """Hand columns over that are in memory."""
    ratings, *groups = map(table.native, (table.rating, *names))
    weights, strata = (
        None if name is None else table.native(name) for name in (design.weight, design.strata)
    )
    stages = design.stages
    clusters: object = None
    if stages is not None:
        clusters = {name: table.native(name) for name in stages}
        clusters = clusters if len(stages) > 1 else clusters[stages[0]]
    replicates = None
    if design.replicate_weights is not None:
        columns = [np.asarray(table.native(name)) for name in design.replicate_weights]
        replicates = np.column_stack(columns)
    population = design.population
    if isinstance(population, str):
        column = table.native(population)
        size = read_weights(column, len(column), "population")
        keys = None if strata is None else read_units(strata, "strata", size.size)
        population = design.sizes(size, size, keys)
    if not names:
        return SurveySample(
            ratings, weights=weights, strata=strata, clusters=clusters, population=population,
            replicate_weights=replicates, replication=design.replication,
            degrees_of_freedom=design.degrees_of_freedom, lonely=design.lonely, scale=table.scale,
            invalid=table.invalid,
        )  # fmt: skip
    keys_of = bin_groups(dict(zip(names, groups, strict=True)), periods.names or None,
                         periods.timezone)  # fmt: skip
    return survey_by(
        ratings, keys_of, weights=weights, strata=strata,
        clusters=clusters, population=population, replicate_weights=replicates,
        replication=design.replication, degrees_of_freedom=design.degrees_of_freedom,
        lonely=design.lonely, scale=table.scale, invalid=table.invalid, order="sorted",
    )  # fmt: skip


def _read_totals(
    table: OpenedTable, names: Sequence[str], design: FrameDesign, periods: FramePeriods
) -> SurveySample | SurveyCohorts:
    """Let an engine add up, and read its table."""
    cut, columns = periods.cut(table, names)
    keys = key_roles(columns)
    drawn, weight = design.drawn, design.weight
    sized = {} if design.size is None else {"size": design.size}
    for role, column in (("weights", weight), ("population", design.size)):
        dtype = None if column is None else table.schema[column]
        if dtype is not None and not dtype.is_numeric():
            raise InputTypeError(
                f"{role} must be numbers, but column {shown(column)} holds {dtype}."
            )
    rows = _weighted_rows(cut, weight, keys | drawn | sized)
    found = Found.of(_add_up(rows, [*keys, *drawn], sized=bool(sized)))
    n, bucket = found.whole("n"), found.whole("bucket")
    table.refuse_off_scale(found.off_scale(table.scale))
    if refused := int(found.whole("refused").sum()):
        raise _weight_error(rows, weight, refused)
    strata, clusters = (
        _design_keys(found, role, drawn[role], n) if role in drawn else None for role in DESIGN
    )
    population = design.population
    if isinstance(population, str):
        least, most = found.numbers("least"), found.numbers("most")
        if (least < 0.0).any():
            some = np.nan if least.min() == UNKNOWN else least.min()
            raise OptionError(
                f"population must be finite and not negative, got {some} in a row of column"
                f" {shown(population)}; engines know no positions."
            )
        population = design.sizes(least, most, strata)
    labels, groups = _groups(found, dict(zip(keys, names, strict=True)), n.size, periods)
    totals = read_tally(
        bucket - table.scale.low,
        groups,
        len(labels),
        weights=found.numbers("weight"),
        squares=found.numbers("square"),
        n=found.whole("weighing"),
        strata=strata,
        clusters=clusters,
        population=population,
        scale=table.scale,
    )
    freedom = check_freedom(design.degrees_of_freedom)
    parts = parts_of(totals, table.scale, design.lonely, freedom)
    samples = [*map(SurveySample._make, parts)]
    return SurveyCohorts._make(labels, samples) if keys else samples[0]


def _weighted_rows(table: OpenedTable, weight: str | None, roles: dict[str, str]) -> Lazy:
    """Return the rows with a ``bucket``, a ``weight`` and a column for each role."""
    import narwhals.stable.v2 as nw

    if weight is None:
        return table.rows(roles).with_columns(nw.lit(1.0).alias("weight"))
    return table.rows(roles | {"weight": weight})


def _add_up(rows: Lazy, keys: Sequence[str], *, sized: bool) -> Lazy:
    """Add weights and their squares up by keys and bucket, and count rows of three kinds.

    ``n`` counts all, ``weighing`` those with a weight above 0, and ``refused`` those whose weight
    `SurveySample` refuses, which add nothing. Of ``size``, if there is one, ``least`` and ``most``
    are the smallest and the largest.
    """
    import narwhals.stable.v2 as nw

    weight, size = nw.col("weight"), nw.col("size")
    rows = _judged(rows, [*keys, _known("size")] if sized else keys)
    rows = rows.with_columns(nw.when(nw.col("refused") == 0).then(weight).otherwise(nw.lit(0.0)))
    rows = rows.with_columns(
        (weight * weight).alias("square"), flag(weight > 0.0).alias("weighing")
    )
    sums = (nw.col(name).sum() for name in ("weight", "square", "weighing", "refused"))
    ends = (size.min().alias("least"), size.max().alias("most")) if sized else ()
    return rows.group_by(*keys, "bucket").agg(nw.len().alias("n"), *sums, *ends)


def _judged(rows: Lazy, columns: Sequence[str | nw.Expr]) -> Lazy:
    """Return weights as floats, -1 where there is none, and 1 in ``refused`` for the bad ones."""
    import narwhals.stable.v2 as nw

    weight, (least, most) = nw.col("weight"), WEIGHTS
    good = (weight == 0.0) | ((weight >= least) & (weight <= most))
    return rows.select(*columns, "bucket", _known("weight")).with_columns(
        flag(~good).alias("refused")
    )


def _known(name: str) -> nw.Expr:
    """Return a column as floats, -1 where there is no number."""
    import narwhals.stable.v2 as nw

    column = nw.col(name)
    number = column.cast(nw.Float64())
    return nw.when(column.is_null()).then(nw.lit(UNKNOWN)).otherwise(number).alias(name)


def _weight_error(rows: Lazy, weight: str | None, n: int) -> OptionError:
    """Say how many weights are refused, and show one."""
    import narwhals.stable.v2 as nw

    given = rows.select("bucket", "weight", nw.col("weight").alias("given"))
    bad = _judged(given, ["given"]).filter(nw.col("refused") == 1).select("given").head(1)
    value = collect(bad).get_column("given").to_list()[0]
    more = f" and at {n - 1:,} more" if n > 1 else ""
    return OptionError(
        f"weights must be finite and not negative, got {np.nan if value is None else shown(value)}"
        f" in a row of column {shown(weight)}{more}; engines know no positions."
    )


def _design_keys(found: Found, role: str, name: str, n: IntArray) -> Keys:
    """Return the labels of strata or clusters in order, since an engine keeps none."""
    column = found.table.get_column(role)
    gone = int(n[np.asarray(column.is_null().to_numpy(), dtype=np.bool_)].sum())
    if gone:
        raise OptionError(
            f"{role} must be known for each respondent, but column {shown(name)} has none in"
            f" {gone:,}"
            f" {'row' if gone == 1 else 'rows'}."
        )
    labels, codes = read_units(found.key(role, name), role, n.size)
    order = sorted_positions(labels)
    return [labels[i] for i in order], _moved(codes, order)


def _groups(
    found: Found, keys: Mapping[str, str], size: int, periods: FramePeriods
) -> tuple[Labels, IntArray]:
    """Return the labels of the groups in order, of which there is one if there are no keys."""
    if not keys:
        return Labels([None], []), np.zeros(size, dtype=np.int64)
    columns = {name: periods.labels(found, key, name) for key, name in keys.items()}
    labels, codes = factorize_keys(columns, size)
    order = labels.sorted()
    return labels.take(order), _moved(codes, order)


def _moved(codes: IntArray, order: Sequence[int]) -> IntArray:
    """Return codes of labels that were put in another order."""
    place = np.empty(len(order), dtype=np.int64)
    place[list(order)] = np.arange(len(order))
    return np.asarray(place[codes])

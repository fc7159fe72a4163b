"""A survey in a data frame: its columns as they are in memory, or its totals from an engine.

An engine adds up weights and their squares, and counts who has a weight, by what a row of a `Tally`
has in common: group, stratum, cluster and answer. Of a column with the size of the population it
gives the least and the largest number, which must agree in a stratum. What is wrong with a weight
it can count but not place, since it knows no order of rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_option, check_whole
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.keys import factorize_keys
from nps._base.labels.labels import Labels, sorted_positions
from nps._base.labels.periods import bin_groups
from nps._base.text import label_text, shown
from nps._samples.ratings import INVALID_OPTIONS, check_scale
from nps._sources.engines import (
    check_column,
    check_key,
    check_rating,
    collect,
    count_off_scale,
    engine_off_scale_error,
    flag,
    in_memory,
    key_roles,
    read_key,
    select,
    whole_numbers,
)
from nps._surveys.cohorts import SurveyCohorts
from nps._surveys.design.drawing import WEIGHTS, read_units, read_weights
from nps._surveys.reading import read_tally
from nps._surveys.samples import LONELY, SurveySample
from nps._surveys.state import check_freedom, parts_of
from nps._surveys.survey_by import survey_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    import narwhals.stable.v2 as nw

    from nps._base.typing import Invalid, Units
    from nps._kernels import FloatArray, IntArray
    from nps._samples.ratings import Scale
    from nps._sources.engines import Answer, Frame, Lazy
    from nps._sources.frame_periods import FramePeriods
    from nps._surveys.design.drawing import Keys
    from nps._surveys.samples import Lonely

#: Columns that say how the survey was drawn, by the name that messages give them.
DESIGN = ("strata", "clusters")
#: What stands for a number that is missing, where none is negative.
UNKNOWN = -1.0


@dataclass(frozen=True, slots=True)
class FrameDesign:
    """The columns of a frame that hold a survey, and what is said of its design beside them."""

    weight: str | None
    strata: str | None
    clusters: str | None
    population: str | Units | None
    degrees_of_freedom: float | None
    lonely: Lonely

    def checked(self, table: Frame) -> FrameDesign:
        """Return the design, whose columns the frame has."""
        if self.weight is not None:
            check_column("weight", self.weight, table)
        for role, name in self.drawn.items():
            check_key(role, name, table)
        if isinstance(self.population, (list, tuple)):
            raise InputTypeError(
                "population must be the name of a column, a number or a mapping from stratum to"
                f" number, got {shown(self.population)}. Sizes of several stages go with the"
                " columns into nps.SurveySample."
            )
        if self.size is not None:
            check_column("population", self.size, table)
        self._check_options()
        return self

    def _check_options(self) -> None:
        check_option("lonely", self.lonely, LONELY)
        check_freedom(self.degrees_of_freedom)

    def refuse_options(self) -> None:
        """Refuse what is said of a design where there is none."""
        self._check_options()
        given = {
            "population": self.population is not None,
            "degrees_of_freedom": self.degrees_of_freedom is not None,
            "lonely": self.lonely != "error",
        }
        for name in filter(given.__getitem__, given):
            raise OptionError(
                f"{name} belongs to a survey: give weight, strata or clusters too. The population"
                " of answers without these goes to nps.estimate."
            )

    @property
    def size(self) -> str | None:
        """The column that holds the size of the population."""
        return self.population if isinstance(self.population, str) else None

    @property
    def drawn(self) -> dict[str, str]:
        """The columns of strata and clusters, as far as there are any."""
        given = zip(DESIGN, (self.strata, self.clusters), strict=True)
        return {role: name for role, name in given if name is not None}

    def sizes(self, least: FloatArray, most: FloatArray, strata: Keys | None) -> Units | None:
        """Return the population, in which those of some stratum found from `least` to `most`."""
        if not least.size:
            return None
        labels, codes = strata or ([None], np.zeros(least.size, dtype=np.int64))
        low, high = np.full(len(labels), np.inf), np.full(len(labels), -np.inf)
        np.minimum.at(low, codes, least)
        np.maximum.at(high, codes, most)
        found: dict[object, int] = {}
        for label, a, b in zip(labels, low.tolist(), high.tolist(), strict=True):
            where = f"column {self.size!r}"
            if strata is not None:
                where += f" in stratum {label_text(label)!r}"
            if a != b:
                raise OptionError(
                    f"population must be one number in each stratum, but {where} has {shown(a)} and"
                    f" {shown(b)}."
                )
            found[label] = check_whole(f"population, {where},", a)
        return found if strata is not None else found[None]


def survey_frame(
    table: Frame,
    rating: str,
    names: Sequence[str],
    design: FrameDesign,
    scale: Scale,
    invalid: Invalid,
    periods: FramePeriods,
) -> SurveySample | SurveyCohorts:
    """Return the survey that a frame holds, or its groups by the columns `names`."""
    check_scale(scale)
    check_option("invalid", invalid, INVALID_OPTIONS)
    check_rating(rating, table)
    design = design.checked(table)
    if in_memory(table):
        return _read_columns(table, rating, names, design, scale, invalid, periods)
    return _read_totals(table.lazy(), rating, names, design, scale, invalid, periods)


def _read_columns(
    table: Answer,
    rating: str,
    names: Sequence[str],
    design: FrameDesign,
    scale: Scale,
    invalid: Invalid,
    periods: FramePeriods,
) -> SurveySample | SurveyCohorts:
    """Hand columns over that are in memory."""
    ratings, *groups = (table.get_column(name).to_native() for name in (rating, *names))
    weights, strata, clusters = (
        None if name is None else table.get_column(name).to_native()
        for name in (design.weight, design.strata, design.clusters)
    )
    population = design.population
    if isinstance(population, str):
        size = read_weights(table.get_column(population).to_native(), len(table), "population")
        keys = None if strata is None else read_units(strata, "strata", size.size)
        population = design.sizes(size, size, keys)
    if not names:
        return SurveySample(
            ratings, weights=weights, strata=strata, clusters=clusters, population=population,
            degrees_of_freedom=design.degrees_of_freedom, lonely=design.lonely, scale=scale,
            invalid=invalid,
        )  # fmt: skip
    keys_of = bin_groups(dict(zip(names, groups, strict=True)), periods.names or None,
                         periods.timezone)  # fmt: skip
    return survey_by(
        ratings, keys_of, weights=weights, strata=strata,
        clusters=clusters, population=population, degrees_of_freedom=design.degrees_of_freedom,
        lonely=design.lonely, scale=scale, invalid=invalid, order="sorted",
    )  # fmt: skip


def _read_totals(
    table: Lazy,
    rating: str,
    names: Sequence[str],
    design: FrameDesign,
    scale: Scale,
    invalid: Invalid,
    periods: FramePeriods,
) -> SurveySample | SurveyCohorts:
    """Let an engine add up, and read its table."""
    cut, columns = periods.cut(table, names)
    keys = key_roles(columns)
    drawn, weight = design.drawn, design.weight
    sized = {} if design.size is None else {"size": design.size}
    for role, column in (("weights", weight), ("population", design.size)):
        dtype = None if column is None else table.collect_schema()[column]
        if dtype is not None and not dtype.is_numeric():
            raise InputTypeError(f"{role} must be numbers, but column {column!r} holds {dtype}.")
    rows = _select(cut.lazy(), rating, weight, keys | drawn | sized, scale, invalid)
    found = collect(_add_up(rows, [*keys, *drawn], sized=bool(sized)))
    n, bucket = whole_numbers(found, "n"), whole_numbers(found, "bucket")
    off_scale = count_off_scale(found, scale)
    if off_scale and invalid == "raise":
        raise engine_off_scale_error(table, rating, scale, off_scale)
    if refused := int(whole_numbers(found, "refused").sum()):
        raise _weight_error(rows, weight, refused)
    strata, clusters = (
        _design_keys(found, role, drawn[role], n) if role in drawn else None for role in DESIGN
    )
    population = design.population
    if isinstance(population, str):
        least, most = _numbers(found, "least"), _numbers(found, "most")
        if (least < 0.0).any():
            some = np.nan if least.min() == UNKNOWN else least.min()
            raise OptionError(
                f"population must be finite and not negative, got {some} in a row of column"
                f" {population!r}; engines know no positions."
            )
        population = design.sizes(least, most, strata)
    labels, groups = _groups(found, dict(zip(keys, names, strict=True)), n.size, periods)
    totals = read_tally(
        bucket - scale.low,
        groups,
        len(labels),
        weights=_numbers(found, "weight"),
        squares=_numbers(found, "square"),
        n=whole_numbers(found, "weighing"),
        strata=strata,
        clusters=clusters,
        population=population,
        scale=scale,
    )
    freedom = check_freedom(design.degrees_of_freedom)
    parts = parts_of(totals, scale, design.lonely, freedom)
    samples = [*map(SurveySample._make, parts)]
    return SurveyCohorts._make(labels, samples) if keys else samples[0]


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
    return select(table, rating, scale, invalid, roles | {"weight": weight})


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
        f" in a row of column {weight!r}{more}; engines know no positions."
    )


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
    labels, codes = read_units(read_key(found, role, name), role, n.size)
    order = sorted_positions(labels)
    return [labels[i] for i in order], _moved(codes, order)


def _groups(
    found: Answer, keys: Mapping[str, str], size: int, periods: FramePeriods
) -> tuple[Labels, IntArray]:
    """Return the labels of the groups in order, of which there is one if there are no keys."""
    if not keys:
        return Labels([None], []), np.zeros(size, dtype=np.int64)
    columns = {name: periods.read_key(found, key, name) for key, name in keys.items()}
    labels, codes = factorize_keys(columns, size)
    order = labels.sorted()
    return labels.take(order), _moved(codes, order)


def _moved(codes: IntArray, order: Sequence[int]) -> IntArray:
    """Return codes of labels that were put in another order."""
    place = np.empty(len(order), dtype=np.int64)
    place[list(order)] = np.arange(len(order))
    return np.asarray(place[codes])

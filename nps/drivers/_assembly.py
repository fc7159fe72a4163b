"""From a regression to the columns of `DriverEffects`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.errors import OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._base.tests import Test
from nps._inference.evidence import p_values
from nps._inference.families.adjust_p_values import adjust_p_values
from nps._kernels.numerics.moments import normal_quantile, student_quantile
from nps._kernels.topics.drivers.two_waves import Wave
from nps.drivers._fitting import notes as said
from nps.drivers._fitting import quantities
from nps.drivers._fitting.coding import (
    contrasts_of,
    levels_of,
    read_groups,
    refuse_categories,
    rows_of,
)
from nps.drivers._fitting.regression import regress, regress_sums
from nps.drivers._fitting.sums import DETRACTOR, PROMOTER, SCORE
from nps.drivers._results.effects import DriverEffects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import FloatArray
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps._samples.counts import Counts
    from nps.drivers._fitting.coding import Row
    from nps.drivers._fitting.likelihood import ClassEffects
    from nps.drivers._fitting.people import People
    from nps.drivers._fitting.regression import Joint, Regression
    from nps.drivers._reading.factors import Factor
    from nps.drivers._tally import Tally


class Ways(NamedTuple):
    """The options that a result is made by, and carries."""

    method: str
    skipped: str
    adjust: AdjustmentName
    confidence_level: float


class Source(NamedTuple):
    """What a regression was made from."""

    rows: Sequence[Row]
    factors: tuple[Factor, ...]
    counts: Counts
    n: int
    people: People | None


def effects_of_people(people: People, groups: object, ways: Ways) -> DriverEffects:
    """Return the effects of drivers on respondents who have been read."""
    factors, columns = people.factors, people.design
    rows = _rows(factors, groups)
    check_enough(people.n, len(columns))
    found = regress(people, columns, lambda mean: contrasts_of(rows, mean))
    notes = []
    if people.n_dropped:
        notes.append(said.on_dropped(people.n_dropped))
    of_classes: ClassEffects | None = None
    if ways.method != "linear" and found.varied:
        from nps.drivers._fitting.likelihood import class_effects

        of_classes = class_effects(people, columns, rows, found.fit, ways.method)
        notes += said.on_classes(people, columns, found.fit, of_classes, ways.method)
    source = Source(rows, factors, people.counts, people.n, people)
    return _assembled(found, of_classes, source, notes, ways)


def effects_of_tally(tally: Tally, groups: object, ways: Ways) -> DriverEffects:
    """Return the effects of drivers from sums, with the errors of equal variances."""
    factors, sums = tally._sums.for_regression(SCORE, PROMOTER, DETRACTOR)
    rows = _rows(factors, groups)
    n_columns = len(sums) - 4
    check_enough(tally.n, n_columns)
    found = regress_sums(sums, n_columns, lambda mean: contrasts_of(rows, mean))
    source = Source(rows, factors, tally.counts, tally.n, None)
    return _assembled(found, None, source, [], ways)


def _rows(factors: Sequence[Factor], groups: object) -> list[Row]:
    chosen = read_groups(groups, factors)
    refuse_categories(chosen, factors)
    return rows_of(factors, chosen)


def check_enough(n: int, n_columns: int) -> None:
    """Refuse a regression that has no answer left over."""
    if n <= n_columns + 1:
        raise OptionError(
            f"{n:,} answers are too few for {n_columns:,} columns of drivers: there must be more"
            f" than {n_columns + 1:,}. Leave out drivers, or levels of categories."
        )


def _assembled(
    found: Regression,
    of_classes: ClassEffects | None,
    source: Source,
    notes: Sequence[str],
    ways: Ways,
) -> DriverEffects:
    """Return the result, in points."""
    rows, factors, fit = source.rows, source.factors, found.fit
    level = ways.confidence_level
    values, variances, freedom = _effects(found, of_classes)
    statistic = _ratio(values[0], np.sqrt(variances[0]))
    p = p_values(statistic, "two-sided", freedom)
    intervals = [_around(*pair, freedom, level) for pair in zip(values, variances, strict=True)]
    levels = levels_of(rows, factors, fit.mean)
    spread = np.einsum(
        "jk,kl,jl->j", levels.level_slopes, found.mean_covariance, levels.level_slopes
    )
    of_means = np.full(len(rows), found.mean_freedom)
    potential, of_potential = quantities.potential(found, of_classes, levels, rows)
    ends, per_range = quantities.ranges(
        rows, factors, values[0], fit.slopes[:, 0], found.column_known
    )
    joint = found.joint() if of_classes is None else of_classes.joint
    linear = of_classes is None and ways.method == "linear"
    columns = {
        "effect": 100.0 * values[0],
        "standard_error": 100.0 * np.sqrt(variances[0]),
        "statistic": statistic,
        "degrees_of_freedom": freedom,
        "p_value": p,
        "adjusted_p_value": adjust_p_values(p, method=ways.adjust),
        "promoter_effect": 100.0 * values[1],
        "detractor_effect": 100.0 * values[2],
        "effect_per_range": 100.0 * per_range,
        "level": levels.level,
        "potential": 100.0 * potential,
        "contribution": 100.0
        * (quantities.contribution(rows, factors, found) if linear else potential * np.nan),
        "correlation": quantities.correlation(rows, found),
        "vif": quantities.inflation(rows, found),
        "n_asked": np.array([min(factors[i].n_asked for i in row.drivers) for row in rows]),
    }
    pairs = {
        "confidence_interval": _scaled(intervals[0]),
        "promoter_effect_interval": _scaled(intervals[1]),
        "detractor_effect_interval": _scaled(intervals[2]),
        "level_interval": _around(levels.level, spread, of_means, level),
        "level_range": ends,
        "potential_interval": _scaled(_around(potential, of_potential, freedom, level)),
    }
    for column in columns.values():
        column.flags.writeable = False
    size = said.on_size(source.n, fit.mean.size, joint, level) if found.varied else []
    every = [
        *notes,
        *said.on_fit(found, rows, factors),
        *size,
        *said.on_levels(factors, levels, fit),
    ]
    return DriverEffects(
        **columns,
        **{name: _frozen(*pair) for name, pair in pairs.items()},  # type: ignore[arg-type]
        _labels=Labels([row.label for row in rows], ("driver",)),
        driver=tuple(", ".join(factors[i].name for i in row.drivers) for row in rows),
        kind=tuple(row.kind for row in rows),
        base=tuple(row.base for row in rows),
        score=100.0 * float(fit.outcome_mean[0]),
        intercept=_intercept(found) if linear else math.nan,
        r_squared=float(fit.r_squared[0]),
        omnibus=_omnibus(joint),
        n=source.n,
        counts=source.counts,
        method=ways.method,
        errors=found.errors if of_classes is None else of_classes.errors,
        skipped=ways.skipped,
        adjust=ways.adjust,
        confidence_level=level,
        notes=tuple(every),
        _factors=factors,
        _wave=_wave(found) if linear else None,
        _people=source.people,
    )


def _effects(
    found: Regression, of_classes: ClassEffects | None
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return effects and variances (3, J) and degrees of freedom (J,); NaN where unknown."""
    if of_classes is not None:
        return (
            of_classes.values,
            of_classes.variances,
            np.full(of_classes.values.shape[1], of_classes.freedom),
        )
    values = found.values
    if not found.varied:
        values = np.full(values.shape, np.nan)
    variances = np.diagonal(found.covariance(), axis1=1, axis2=2)
    return values, np.where(np.isnan(values), np.nan, np.maximum(variances, 0.0)), found.freedom


def _ratio(value: FloatArray, error: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return value / error


def quantiles(freedom: FloatArray, level: float) -> FloatArray:
    """Return the quantile of Student's law, or the normal one, that a two-sided interval takes."""
    tail = 0.5 * (1.0 - level)
    with np.errstate(invalid="ignore"):
        found = student_quantile(np.where(np.isfinite(freedom), freedom, np.nan), tail)
    return np.where(np.isinf(freedom), normal_quantile(tail), found)


def _around(
    value: FloatArray, variance: FloatArray, freedom: FloatArray, level: float
) -> tuple[FloatArray, FloatArray]:
    reach = quantiles(freedom, level) * np.sqrt(variance)
    return value - reach, value + reach


def _scaled(pair: tuple[FloatArray, FloatArray]) -> tuple[FloatArray, FloatArray]:
    return 100.0 * pair[0], 100.0 * pair[1]


def _frozen(low: FloatArray, high: FloatArray) -> Intervals:
    low.flags.writeable = high.flags.writeable = False
    return Intervals(low, high)


def _intercept(found: Regression) -> float:
    fit = found.fit
    if not (found.column_known.all() and found.varied):
        return math.nan
    return 100.0 * float(fit.outcome_mean[0] - fit.mean @ fit.slopes[:, 0])


def _omnibus(joint: Joint) -> Test:
    above = joint.denominator
    return Test(
        question="drivers",
        method="Wald",
        statistic=joint.statistic,
        degrees_of_freedom=joint.freedom,
        denominator_degrees_of_freedom=None if math.isnan(above) else above,
        p_value=joint.p_value,
    )


def _wave(found: Regression) -> Wave | None:
    """Return what `compare` needs; None where the data cannot tell all slopes."""
    fit = found.fit
    if not (found.column_known.all() and found.varied):
        return None
    return Wave(
        score=float(fit.outcome_mean[0]),
        mean=fit.mean,
        mean_covariance=found.mean_covariance,
        slopes=fit.slopes[:, 0],
        covariance=found.spread.covariance(np.eye(fit.mean.size + 1))[0],
    )

"""Pairwise tests that other programs print by name: pooled t, Tukey's HSD, Games and Howell's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import numpy as np

from nps._base.checks import check_option
from nps._base.errors import OptionError
from nps._base.results import Intervals
from nps._base.text import shown
from nps._inference.differences.compare import compare
from nps._inference.differences.telling import OF_FAMILIES
from nps._inference.evidence import one_sided, p_values, tail
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS
from nps._kernels.many_scores.studentized import studentized_quantile, studentized_tail
from nps._kernels.numerics.moments import around, moments, ratio, upper_quantile

if TYPE_CHECKING:
    from nps._base.typing import Alternative
    from nps._inference.differences.comparisons import Comparisons
    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts
    from nps._surveys.kinds import ManySamples

FamilyMethodName: TypeAlias = Literal["pooled-t", "tukey-hsd", "games-howell"]
#: Those that adjust by the studentized range.
STUDENTIZED = OF_FAMILIES[1:]
TUKEY = "tukey"


def check_adjust(adjust: object, method: object) -> str:
    """Return how p-values are adjusted: "holm" if nothing is said, or as the method has it."""
    if method in STUDENTIZED:
        if not (adjust is None or (isinstance(adjust, str) and adjust == TUKEY)):
            raise OptionError(
                f"method={method!r} adjusts by the studentized range itself: leave"
                f" adjust={shown(adjust)} out, or take method="
                f"{shown('pooled-t' if method == 'tukey-hsd' else 'welch')} with it."
            )
        return TUKEY
    if isinstance(adjust, str) and adjust == TUKEY:
        raise OptionError(
            f'adjust={shown(TUKEY)} belongs to method="tukey-hsd" and "games-howell"; for'
            f' method={method!r} the single-step adjustment is adjust="max-z".'
        )
    return check_option("adjust", "holm" if adjust is None else adjust, (*ADJUSTMENTS, "max-z"))


def check_family(method: str, kind: str, alternative: str) -> None:
    """Refuse what the studentized range is not about."""
    if method in STUDENTIZED and (kind != "pairs" or alternative != "two-sided"):
        raise OptionError(
            f"method={method!r} is about all pairs, two-sided; for other families and directions"
            ' take method="pooled-t" or "welch" with adjust="max-z".'
        )


def pooled_t(
    cohorts: Cohorts,
    sample: ManySamples,
    reference: ManySamples,
    alternative: Alternative,
    level: float,
) -> Comparisons:
    """Compare with one variance for all cohorts, on N - k degrees of freedom."""
    n, _, v = moments(*cohorts._classes())
    full = n > 0.0
    free = float(n.sum() - full.sum())
    within = float((n * v)[full].sum())
    variance = within / free if free > 0.0 and within > 0.0 else np.nan
    sides = [np.where(side.n > 0, side.n, np.nan) for side in (sample, reference)]
    error = 100.0 * np.sqrt(variance * (1.0 / sides[0] + 1.0 / sides[1]))
    freedom = np.where(np.isnan(error), np.nan, free)
    found = _plain(sample, reference, "wald", alternative, level)
    low, high = around(
        found.difference, upper_quantile(tail(alternative, 1.0 - level), freedom) * error, 200.0
    )
    statistic = ratio(found.difference, error)
    return replace(
        found,
        standard_error=error,
        confidence_interval=Intervals(*one_sided(low, high, alternative, (-200.0, 200.0))),
        statistic=statistic,
        p_value=p_values(statistic, alternative, freedom),
        degrees_of_freedom=freedom,
        method="pooled-t",
    )


def studentized(
    cohorts: Cohorts, sample: ManySamples, reference: ManySamples, method: str, level: float
) -> tuple[Comparisons, FloatArray]:
    """Compare all pairs by the studentized range, and return their adjusted p-values."""
    if method == "tukey-hsd":
        found = pooled_t(cohorts, sample, reference, "two-sided", level)
    else:
        found = _plain(sample, reference, "welch", "two-sided", level)
    groups = max(int((cohorts.n > 0).sum()), 2)  # with fewer nothing is known, nor its freedom
    freedom = cast("FloatArray", found.degrees_of_freedom)
    critical = studentized_quantile(1.0 - level, groups, freedom)
    limits = around(found.difference, critical * found.standard_error, 200.0)
    adjusted = studentized_tail(np.abs(found.statistic), groups, freedom)
    return replace(found, confidence_interval=Intervals(*limits), method=method), adjusted


def _plain(
    sample: ManySamples,
    reference: ManySamples,
    method: Literal["wald", "welch"],
    alternative: Alternative,
    level: float,
) -> Comparisons:
    return compare(
        cast("Cohorts", sample),
        cast("Cohorts", reference),
        method=method,
        alternative=alternative,
        confidence_level=level,
    )

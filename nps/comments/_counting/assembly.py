"""From rows or sums to `ThemeImpacts`."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.results import Intervals
from nps._inference.families.adjust_p_values import adjust_p_values
from nps._kernels.numerics.moments import student_quantile
from nps._kernels.one_score.shares import wilson
from nps._kernels.topics.comments.adjusted import Adjusted, of_cells, of_sums
from nps._kernels.topics.comments.agreement import confusion, kappa
from nps.comments._counting import notes
from nps.comments._counting.figures import (
    Figures,
    adjusted_of_design,
    labels_of,
    of_corrected,
    of_counts,
    of_design,
)
from nps.comments._counting.sums import sums_of
from nps.comments._results.agreements import ThemeAgreements
from nps.comments._results.impacts import ThemeImpacts

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps._kernels.topics.comments.corrected import Corrected
    from nps._samples.counts import Counts
    from nps.comments._counting.rows import Rows
    from nps.comments._counting.sums import Sums

#: Mentions that people must have coded before a theme is corrected.
LEAST_HUMAN = 10


class Ways(NamedTuple):
    """How themes are weighed: of whom, adjusted how, at which level."""

    base: str
    adjust: AdjustmentName
    level: float


class _Parts(NamedTuple):
    """What all ways of counting have in common."""

    names: tuple[str, ...]
    n: IntArray
    figures: Figures
    adjusted: Adjusted
    overall: float
    method: str
    errors: str
    counts: Counts
    respondents: Counts
    n_uncoded: int


def impacts_of_sums(sums: Sums, ways: Ways) -> ThemeImpacts:
    """Return the impacts of sums, with classical errors of the adjusted ones."""
    found = of_counts(sums.names, sums, ways.level)
    return _assembled(_of_sums(sums, found, of_sums(sums.table, sums.total), "classical"), ways)


def _of_sums(sums: Sums, found: Figures, adjusted: Adjusted, errors: str) -> _Parts:
    return _Parts(
        sums.names, sums.themes.sum(axis=1), found, adjusted, sums.counts.score, "score", errors,
        sums.counts, sums.respondents, sums.n_uncoded,
    )  # fmt: skip


def impacts_of_rows(rows: Rows, ways: Ways) -> ThemeImpacts:
    """Return the impacts of rows, by the way that they need."""
    if rows.checked is not None:
        return _corrected(rows, ways)
    if not rows.designed or rows.classes.size < 2:  # the weight of one alone changes nothing
        sums, cells = sums_of(rows)
        adjusted = of_cells(sums.table, sums.total, cells)
        found = _of_sums(sums, of_counts(sums.names, sums, ways.level), adjusted, "HC3")
        return _assembled(found, ways, rows.notes)
    mentions = np.array([np.count_nonzero(column) for column in rows.columns], np.int64)
    parts = _Parts(
        rows.names, mentions, of_design(rows, ways.level), adjusted_of_design(rows), _score(rows),
        "design", "linearized", rows.counts, rows.respondents, rows.n_uncoded,
    )  # fmt: skip
    return _assembled(parts, ways, rows.notes)


def _score(rows: Rows) -> float:
    return 100.0 * float(np.average(rows.classes, weights=rows.weights))


def _corrected(rows: Rows, ways: Ways) -> ThemeImpacts:
    """Return the impacts of machine codes as those of people correct them."""
    from nps._kernels.topics.comments.corrected import corrected

    checked = rows.checked
    assert checked is not None
    seen, human = checked.seen, checked.human
    agreement = _agreement(rows, ways.level)
    weights = np.ones(rows.classes.size) if rows.weights is None else rows.weights
    mentions = np.array([np.count_nonzero(column) for column in rows.columns], np.int64)
    few = agreement.n_human < LEAST_HUMAN
    units = int(seen.sum())
    if rows.clusters is not None:
        units = np.unique(rows.clusters[seen]).size
    score = _score(rows)

    def of(kept: BoolArray) -> Corrected:
        return corrected(
            rows.columns[kept], human[kept], seen, rows.classes, weights, rows.sampling,
            checked.coded,
        )  # fmt: skip

    found = of(np.ones_like(few))
    freedom = max(units - 1.0, 1.0)
    figures = _without(of_corrected(found, score, freedom, ways.level), few)
    gone = np.isnan(figures.share)
    # themes stand alone but for what they add beside the others, so these are fitted once more
    fitted = of(~gone) if gone.any() and not gone.all() else found
    adjusted = _adjusted(fitted, gone, freedom)
    parts = _Parts(
        rows.names, mentions, figures, adjusted, score, "validated", "linearized", rows.counts,
        rows.respondents, rows.n_uncoded,
    )  # fmt: skip
    said = [
        *rows.notes,
        *checked.notes,
        *notes.on_validation(rows.names, agreement),
        *notes.on_corrected(rows.names, few, gone, adjusted.impact),
    ]
    return _assembled(parts, ways, tuple(said), agreement)


def _adjusted(fitted: Corrected, gone: BoolArray, freedom: float) -> Adjusted:
    """Return what the themes that could be corrected add; NaN for the others."""
    impact, error = np.full((2, gone.size), np.nan)
    if gone.all():
        return Adjusted(impact, error, np.nan, freedom, [])
    impact[~gone], error[~gone] = fitted.adjusted, fitted.adjusted_error
    return Adjusted(impact, error, fitted.intercept, freedom, [])


def _without(figures: Figures, gone: np.ndarray) -> Figures:
    """Return figures without those of some themes."""

    def kept(value: object) -> object:
        if isinstance(value, Intervals):
            return Intervals(*(np.where(gone, np.nan, end) for end in value))
        return np.where(gone, np.nan, value)  # type: ignore[call-overload]  # an array

    parts = {field.name: kept(getattr(figures, field.name)) for field in fields(figures)}
    return Figures(**parts)  # type: ignore[arg-type]  # by their names


def _agreement(rows: Rows, level: float) -> ThemeAgreements:
    checked = rows.checked
    assert checked is not None
    table = confusion(rows.columns[:, checked.seen], checked.human)
    both, alone, missed, neither = table.T
    tail = (1.0 - level) / 2.0
    whole = table.astype(np.int64)
    with np.errstate(invalid="ignore", divide="ignore"):
        sensitivity, specificity = both / (both + missed), neither / (neither + alone)
    return ThemeAgreements(
        _labels=labels_of(rows.names),
        n=whole.sum(axis=1),
        n_human=whole[:, 0] + whole[:, 2],
        n_machine=whole[:, 0] + whole[:, 1],
        n_both=whole[:, 0],
        kappa=kappa(table),
        sensitivity=sensitivity,
        sensitivity_interval=Intervals(*wilson(both, both + missed, tail)),
        specificity=specificity,
        specificity_interval=Intervals(*wilson(neither, neither + alone, tail)),
        confidence_level=level,
    )


def _assembled(
    parts: _Parts,
    ways: Ways,
    said: tuple[str, ...] = (),
    agreement: ThemeAgreements | None = None,
) -> ThemeImpacts:
    figures, adjusted = parts.figures, parts.adjusted
    impact, error = 100.0 * adjusted.impact, 100.0 * adjusted.error
    half = _half(error, adjusted.freedom, ways.level)
    family = [
        adjust_p_values(p, method=ways.adjust)
        for p in (figures.p_value, figures.share_difference_p_value)
    ]
    columns = {field.name: getattr(figures, field.name) for field in fields(figures)}
    corrected = agreement is not None
    return ThemeImpacts(
        _labels=labels_of(parts.names),
        n=parts.n,
        adjusted_p_value=family[0],
        share_difference_adjusted_p_value=family[1],
        adjusted_impact=impact,
        adjusted_impact_interval=Intervals(impact - half, impact + half),
        adjusted_impact_standard_error=error,
        overall_score=parts.overall,
        intercept=100.0 * adjusted.intercept,
        base=ways.base,
        counts=parts.counts,
        respondents=parts.respondents,
        method=parts.method,
        errors=parts.errors,
        adjust=ways.adjust,
        confidence_level=ways.level,
        agreement=agreement,
        notes=(
            *notes.on_base(parts.counts, parts.respondents, parts.n_uncoded, ways.base),
            *notes.on_themes(parts.names, parts.n, parts.counts.n, adjusted.collinear, corrected),
            *said,
            *notes.on_untested(parts.names, figures.impact, figures.p_value),
        ),
        **columns,
    )


def _half(error: FloatArray, freedom: float, level: float) -> FloatArray:
    if freedom <= 0.0:
        return np.full(error.shape, np.nan)
    return np.asarray(student_quantile(freedom, (1.0 - level) / 2.0) * error)

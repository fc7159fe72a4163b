"""The figures of themes: from counts, from a weighted sample, or corrected by people's codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._inference.differences.compare import compare
from nps._inference.scores.estimate import estimate
from nps._inference.scores.estimate_shares import estimate_shares
from nps._kernels.numerics.moments import student_quantile
from nps._kernels.topics.comments.adjusted import Adjusted, impact_errors, of_rows
from nps._kernels.topics.comments.impact import impact_error, sign_kept
from nps._kernels.topics.drivers.blocks import column_means, gram
from nps._kernels.topics.drivers.least_squares import solve
from nps._samples.cohorts import Cohorts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.labels.labels import Labels as LabelsOf
    from nps._kernels import FloatArray, IntArray
    from nps._kernels.topics.comments.corrected import Corrected
    from nps._surveys.cohorts import SurveyCohorts
    from nps._surveys.samples import SurveySample
    from nps.comments._counting.rows import Rows
    from nps.comments._counting.sums import Sums


@dataclass(frozen=True, slots=True)
class Figures:
    """Columns of `ThemeImpacts` that do not depend on the other themes."""

    share: FloatArray
    share_interval: Intervals
    score: FloatArray
    score_interval: Intervals
    rest_score: FloatArray
    difference: FloatArray
    confidence_interval: Intervals
    standard_error: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    impact: FloatArray
    impact_interval: Intervals
    impact_standard_error: FloatArray
    promoter_share: FloatArray
    detractor_share: FloatArray
    share_difference: FloatArray
    share_difference_interval: Intervals
    share_difference_p_value: FloatArray


def of_counts(names: Sequence[str], sums: Sums, level: float) -> Figures:
    """Return the figures of independent respondents, all from promoters, passives, detractors."""
    theme, total = sums.themes, sums.total
    rest = total - theme
    sides = [Cohorts.from_counts(names, theme[:, c], 0, total[c] - theme[:, c]) for c in (0, 2)]
    mentions = theme.sum(axis=1)
    share = Cohorts.from_counts(names, mentions, 0, total.sum() - mentions)
    errors = 100.0 * impact_error(theme.astype(np.float64), rest.astype(np.float64))
    return _figures(
        Cohorts.from_counts(names, *theme.T), Cohorts.from_counts(names, *rest.T), share, sides,
        errors, level,
    )  # fmt: skip


def of_design(rows: Rows, level: float) -> Figures:
    """Return the figures of a weighted or clustered sample, under its design."""
    from nps._surveys.cohorts import SurveyCohorts

    labels = Labels(rows.names)
    ratings = np.choose(rows.classes + 1, (0, 7, 10))
    halves = [_halved(rows, column, ratings) for column in rows.columns]
    theme, rest = (SurveyCohorts._make(labels, side) for side in zip(*halves, strict=True))
    mentions = [_whole(rows, np.where(column, 10, 0)) for column in rows.columns]
    asked = rows.classes + 1
    by_class = [_by_class(rows, np.where(column, 10, 0), asked) for column in rows.columns]
    sides = [SurveyCohorts._make(labels, side) for side in zip(*by_class, strict=True)]
    weights = np.ones(rows.classes.size) if rows.weights is None else rows.weights
    errors = 100.0 * impact_errors(rows.columns, rows.classes, weights, rows.sampling)
    share = SurveyCohorts._make(labels, mentions)
    return _figures(theme, rest, share, sides, errors, level)


def _whole(rows: Rows, ratings: IntArray) -> SurveySample:
    from nps._surveys.samples import SurveySample

    return SurveySample(ratings, weights=rows.weights, clusters=rows.clusters)


def _halved(rows: Rows, column: np.ndarray, ratings: IntArray) -> tuple[SurveySample, SurveySample]:
    """Return who mentions a theme and who does not, as parts of one sample."""
    first, second, _ = _domains(rows, ratings, np.where(column, 0, 1))
    return first, second


def _by_class(
    rows: Rows, mentions: IntArray, asked: np.ndarray
) -> tuple[SurveySample, SurveySample]:
    """Return whether promoters, and whether detractors, mention a theme."""
    detractors, _, promoters = _domains(rows, mentions, asked)
    return promoters, detractors


def _domains(rows: Rows, ratings: IntArray, codes: np.ndarray) -> list[SurveySample]:
    """Return three groups of one sample, some of which may be empty."""
    from nps._samples.ratings import STANDARD
    from nps._surveys.reading import read_survey
    from nps._surveys.samples import SurveySample
    from nps._surveys.state import parts_of

    read = read_survey(
        ratings, codes.astype(np.int64), 3, weights=rows.weights, strata=None,
        clusters=rows.clusters, population=None, replicate_weights=None, replication=None,
        scale=STANDARD, invalid="raise",
    )  # fmt: skip
    return [*map(SurveySample._make, parts_of(read, STANDARD, "error", None))]


def _figures(
    theme: Cohorts | SurveyCohorts,
    rest: Cohorts | SurveyCohorts,
    mentions: Cohorts | SurveyCohorts,
    sides: Sequence[Cohorts | SurveyCohorts],
    errors: FloatArray,
    level: float,
) -> Figures:
    """Return the figures of themes against their rests, by the verbs that everybody has."""
    scores = estimate(theme, confidence_level=level)
    compared = compare(theme, rest, confidence_level=level)
    shares = estimate_shares(mentions, confidence_level=level)
    of_sides = compare(sides[0], sides[1], confidence_level=level)
    share = shares.share[::3]
    low, high = (end[::3] for end in shares.confidence_interval)
    impact = share * compared.difference
    ends = sign_kept(share, low, high, compared.difference, *compared.confidence_interval)
    with np.errstate(invalid="ignore"):
        promoters, detractors = ((100.0 + side.score) / 200.0 for side in sides)
    return Figures(
        share=share,
        share_interval=Intervals(low, high),
        score=scores.score,
        score_interval=scores.confidence_interval,
        rest_score=rest.score,
        difference=compared.difference,
        confidence_interval=compared.confidence_interval,
        standard_error=compared.standard_error,
        statistic=compared.statistic,
        p_value=compared.p_value,
        impact=impact,
        impact_interval=Intervals(*(np.clip(end, -200.0, 200.0) for end in ends)),
        impact_standard_error=errors,
        promoter_share=promoters,
        detractor_share=detractors,
        share_difference=of_sides.difference / 200.0,
        share_difference_interval=Intervals(*(e / 200.0 for e in of_sides.confidence_interval)),
        share_difference_p_value=of_sides.p_value,
    )


def adjusted_of_design(rows: Rows) -> Adjusted:
    """Return what each theme adds, the others held, with errors under the design."""
    n = rows.classes.size
    weights = np.ones(n) if rows.weights is None else rows.weights
    columns = list(rows.columns)
    centre = column_means(columns, rows.weights)
    sums = gram([*columns, rows.classes], n, rows.weights, np.append(centre, 0.0))
    return of_rows(rows.columns, rows.classes, weights, solve(sums, centre), rows.sampling)


def of_corrected(found: Corrected, score: float, freedom: float, level: float) -> Figures:
    """Return the figures of themes whose codes people corrected; t of `freedom` degrees."""
    from nps._inference.evidence import p_values

    t = float(student_quantile(freedom, (1.0 - level) / 2.0))
    low, high = (found.share + sign * t * found.share_error for sign in (-1, 1))
    # what is divided by a share that may be 0, or by 1 less one that may be 1, can be anything
    possible = (low > 0.0) & (high < 1.0)

    def known(value: FloatArray, by: float = 1.0) -> FloatArray:
        return np.where(possible, by * value, np.nan)

    def within(value: FloatArray, most: float, least: float | None = None) -> FloatArray:
        return known(np.clip(value, -most if least is None else least, most))

    def around(value: FloatArray, error: FloatArray, ends: tuple[float, float]) -> Intervals:
        return Intervals(
            known(np.clip(value - t * error, *ends)), known(np.clip(value + t * error, *ends))
        )

    share, impact = known(found.share), within(100.0 * found.impact, 200.0)
    ends = around(100.0 * found.impact, 100.0 * found.impact_error, (-200.0, 200.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        statistic = known(found.impact / found.impact_error)
        # the difference is the impact over the share, so its interval keeps the side of 0
        factors = 1.0 / share, 1.0 / known(high), 1.0 / known(low)
        difference_ends = sign_kept(*factors, impact, *ends)
    of_sides = found.promoter_share - found.detractor_share
    with np.errstate(invalid="ignore", divide="ignore"):
        side_statistic = known(of_sides / found.share_difference_error)
    return Figures(
        share=share,
        share_interval=Intervals(known(low), known(high)),
        score=within(100.0 * found.score, 100.0),
        score_interval=around(100.0 * found.score, 100.0 * found.score_error, (-100.0, 100.0)),
        rest_score=within(score - impact, 100.0),
        difference=within(100.0 * found.difference, 200.0),
        confidence_interval=Intervals(*(np.clip(end, -200.0, 200.0) for end in difference_ends)),
        standard_error=known(found.difference_error, 100.0),
        statistic=statistic,
        p_value=p_values(statistic, "two-sided", freedom),
        impact=impact,
        impact_interval=ends,
        impact_standard_error=known(found.impact_error, 100.0),
        promoter_share=within(found.promoter_share, 1.0, 0.0),
        detractor_share=within(found.detractor_share, 1.0, 0.0),
        share_difference=within(of_sides, 1.0),
        share_difference_interval=around(of_sides, found.share_difference_error, (-1.0, 1.0)),
        share_difference_p_value=p_values(side_statistic, "two-sided", freedom),
    )


def labels_of(names: Sequence[str]) -> LabelsOf:
    """Return themes as labels of the key "theme"."""
    return Labels(names, ["theme"])

"""Margins of error to expect, and the sizes that give one, for sure or with a chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.moments import normal_quantile, student_quantile
from nps._kernels.topics.planning import claims, precision
from nps.planning._calculation.formula import uncertain

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._kernels.topics.planning.claims import Number, Shares
    from nps._kernels.topics.planning.precision import Columns
    from nps.planning._calculation.formula import ManySizes, Sizes, Spread
    from nps.planning._calculation.question import Question


def margin_at(question: Question, sizes: Sizes | ManySizes, spread: Spread) -> FloatArray:
    """Return the margin of the interval at the expected counts, for each set of shares."""
    if question.is_panel:
        return _panel_margin(question, sizes.n, _panel_error(question, spread))
    counts = _columns(spread.sample, sizes.n)
    reference = None
    if spread.reference is not None and sizes.reference is not None:
        reference = _columns(spread.reference, sizes.reference)
    tail, method = question.interval_tail, question.method
    return precision.margin(counts, reference, tail, method, question.side)  # type: ignore[arg-type]  # one of four


def size_for_margin(question: Question, wanted: float, spread: Spread, ratio: Number) -> FloatArray:
    """Return the n, not whole, whose interval has the margin, for each set of shares."""
    if question.is_panel:
        error = _panel_error(question, spread)
        columns = np.full(error.shape, wanted).reshape(-1), error.reshape(-1)
        found = claims.solve_size(
            lambda position, goal, sd: goal - _panel_margin(question, np.exp(position), sd),
            *columns,
        )
        return found.reshape(error.shape)
    reference = None
    if spread.reference is not None:
        reference = _columns(spread.reference, ratio)
    return precision.sample_size(
        wanted, _columns(spread.sample, 1.0), reference,
        question.interval_tail, question.method, question.side,  # type: ignore[arg-type]  # one of four
    )  # fmt: skip


def chance_of_margin(question: Question, wanted: float, n: float) -> float:
    """Return the chance that n answers keep the margin, over what the pilots leave open."""
    needed = size_for_margin(question, wanted, uncertain(question), question.ratio)
    return float(np.mean(needed <= n * (1.0 + 1e-12)))


def size_for_chance(question: Question, wanted: float, chance: float) -> float:
    """Return the n, not whole, that keeps the margin with this chance."""
    needed = size_for_margin(question, wanted, uncertain(question), question.ratio)
    return float(np.quantile(needed, chance, method="inverted_cdf"))


def _columns(shares: Shares, n: Number) -> Columns:
    a, b, c = (np.asarray(n * np.asarray(share)) for share in shares)
    return a, b, c


def _panel_error(question: Question, spread: Spread) -> FloatArray:
    reference = spread.sample if spread.reference is None else spread.reference
    shared = question.overlap, question.correlation
    return claims.errors_of_change(spread.sample, reference, *shared, 0.0).under_truth


def _panel_margin(question: Question, n: Number, error: FloatArray) -> FloatArray:
    """Return quantile * error / sqrt(n); t is for people who are all in both waves."""
    if question.method != "t":
        return np.asarray(normal_quantile(question.interval_tail) * error / np.sqrt(n))
    freedom = np.maximum(np.subtract(n, 1.0), 1e-9)
    return np.asarray(student_quantile(freedom, question.interval_tail) * error / np.sqrt(freedom))

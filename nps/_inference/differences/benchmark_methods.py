"""What computes each test of one score against a fixed number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nps._inference.evidence import Evidence, Method, p_values, tail, two_tails
from nps._inference.scores.methods import plug_in_error, unbiased_error
from nps._kernels.numerics.moments import ADJUSTED_WALD, moments
from nps._kernels.one_score import score, skewness, unconditional, wald
from nps._kernels.one_score.exact_sign import sign_tails
from nps._kernels.one_score.melded import melded

if TYPE_CHECKING:
    from nps._kernels import FloatArray

Columns: TypeAlias = "tuple[FloatArray, FloatArray, FloatArray]"
Limits: TypeAlias = "tuple[FloatArray, FloatArray]"

#: Methods that test only whether the true score is 0.
AT_ZERO = ("sign", "mid-p")


def _normal(
    limits: Callable[..., Limits], statistic: Callable[..., FloatArray]
) -> Callable[..., Evidence]:
    def infer(counts: Columns, null: FloatArray, alternative: str, alpha: float) -> Evidence:
        z = statistic(*counts, null)
        return Evidence(*limits(*counts, tail(alternative, alpha)), z, p_values(z, alternative))

    return infer


def _wald_statistic(a: FloatArray, b: FloatArray, c: FloatArray, null: FloatArray) -> FloatArray:
    return _ratio(moments(a, b, c)[1] - null, plug_in_error(a, b, c))


def _adjusted(a: FloatArray, b: FloatArray, c: FloatArray) -> Columns:
    return wald.add_pseudo_counts(a, b, c, ADJUSTED_WALD)


def _adjusted_statistic(
    a: FloatArray, b: FloatArray, c: FloatArray, null: FloatArray
) -> FloatArray:
    return _wald_statistic(*_adjusted(a, b, c), null)


def _t(counts: Columns, null: FloatArray, alternative: str, alpha: float) -> Evidence:
    n, d, v = moments(*counts)
    statistic = np.where(v > 0.0, _ratio(d - null, unbiased_error(*counts)), np.nan)
    p_value = p_values(statistic, alternative, n - 1.0)
    return Evidence(*wald.t(*counts, tail(alternative, alpha)), statistic, p_value)


def _freedom(counts: Columns) -> FloatArray:
    return moments(*counts)[0] - 1.0


def _sign(mid_p: bool) -> Callable[..., Evidence]:
    def infer(counts: Columns, null: FloatArray, alternative: str, alpha: float) -> Evidence:
        a, b, c = counts
        some = np.where(a + b + c > 0.0, 1.0, np.nan)
        tails = zip(*sign_tails(a, c, mid_p=mid_p), strict=True)
        found = np.array([two_tails(*both, alternative) for both in tails]).reshape(-1, 2)
        p_value, statistic = some * found[:, 0], some * found[:, 1]
        if mid_p:
            none = np.full(a.shape, np.nan)
            return Evidence(none, none, statistic, p_value)
        return Evidence(*melded(a, b, c, tail(alternative, alpha)), statistic, p_value)

    return infer


def _unconditional(counts: Columns, null: FloatArray, alternative: str, alpha: float) -> Evidence:
    limits = unconditional.unconditional(*counts, tail(alternative, alpha))
    statistic = score.score_statistic(*counts, null)
    p_value = np.full(null.shape, np.nan)
    for i in np.flatnonzero(sum(counts) > 0.0).tolist():
        a, b, c = (int(column[i]) for column in counts)
        theta = float(null[i])
        above = _unconditional_tail(a, b, c, theta)
        below = _unconditional_tail(c, b, a, -theta)
        p_value[i], _ = two_tails(above, below, alternative)
    return Evidence(*limits, statistic, p_value)


def _unconditional_tail(a: int, b: int, c: int, theta: float) -> float:
    """Return the p-value against a score of at most theta, also at the ends of the scale."""
    if theta >= 1.0:
        return 1.0
    if theta <= -1.0:
        return 1.0 if c == a + b + c else 0.0
    return unconditional.unconditional_p_value(a, b, c, theta)


def _ratio(gap: FloatArray, error: FloatArray) -> FloatArray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where((gap == 0.0) & (error == 0.0), 0.0, gap / error)


def _plug_in(counts: Columns) -> FloatArray:
    return plug_in_error(*counts)


BENCHMARKS: Mapping[str, Method] = {
    "score": Method(
        infer=_normal(score.score_interval, score.score_statistic),
        standard_error=_plug_in,
    ),
    "skewness-corrected": Method(
        infer=_normal(skewness.skewness_interval, skewness.skewness_statistic),
        standard_error=_plug_in,
    ),
    "sign": Method(
        infer=_sign(mid_p=False),
        standard_error=_plug_in,
        whole=True,
    ),
    "mid-p": Method(
        infer=_sign(mid_p=True),
        standard_error=_plug_in,
        whole=True,
    ),
    "exact-unconditional": Method(
        infer=_unconditional,
        standard_error=_plug_in,
        whole=True,
    ),
    "wald": Method(
        infer=_normal(wald.wald, _wald_statistic),
        standard_error=_plug_in,
    ),
    "t": Method(
        infer=_t,
        standard_error=lambda counts: unbiased_error(*counts),
        freedom=_freedom,
    ),
    "adjusted-wald": Method(
        infer=_normal(wald.adjusted_wald, _adjusted_statistic),
        standard_error=lambda counts: plug_in_error(*_adjusted(*counts)),
    ),
}

"""What computes each test of one score against a fixed number; rarer kernels load when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nps._inference.evidence import Evidence, Method, p_values, tail, two_tails
from nps._inference.scores.methods import adjusted_error, plug_in_error, unbiased_error
from nps._kernels.numerics.moments import ADJUSTED_WALD, moments, ratio
from nps._kernels.one_score import score, wald

if TYPE_CHECKING:
    from nps._kernels import FloatArray

Columns: TypeAlias = "tuple[FloatArray, FloatArray, FloatArray]"
Limits: TypeAlias = "tuple[FloatArray, FloatArray]"

#: Methods that test only whether the true score is 0.
AT_ZERO = ("sign", "mid-p")


def _normal(
    limits: Callable[..., Limits],
    statistic: Callable[..., FloatArray],
    error: Callable[..., FloatArray] = plug_in_error,
) -> Callable[..., Evidence]:
    def test(counts: Columns, null: FloatArray, alternative: str, alpha: float) -> Evidence:
        z = statistic(*counts, null)
        low, high = limits(*counts, tail(alternative, alpha))
        return Evidence(low, high, z, p_values(z, alternative), error(*counts))

    return test


def _skewness(counts: Columns, null: FloatArray, alternative: str, alpha: float) -> Evidence:
    from nps._kernels.one_score.skewness import skewness_interval, skewness_statistic

    return _normal(skewness_interval, skewness_statistic)(counts, null, alternative, alpha)


def _wald_statistic(a: FloatArray, b: FloatArray, c: FloatArray, null: FloatArray) -> FloatArray:
    return ratio(moments(a, b, c)[1] - null, plug_in_error(a, b, c))


def _adjusted_statistic(
    a: FloatArray, b: FloatArray, c: FloatArray, null: FloatArray
) -> FloatArray:
    return _wald_statistic(*wald.add_pseudo_counts(a, b, c, ADJUSTED_WALD), null)


def _t(counts: Columns, null: FloatArray, alternative: str, alpha: float) -> Evidence:
    n, d, v = moments(*counts)
    error, freedom = unbiased_error(*counts), n - 1.0
    statistic = np.where(v > 0.0, ratio(d - null, error), np.nan)
    low, high = wald.t(*counts, tail(alternative, alpha))
    p_value = p_values(statistic, alternative, freedom)
    return Evidence(low, high, statistic, p_value, error, freedom)


def _sign(mid_p: bool) -> Callable[..., Evidence]:
    def test(counts: Columns, null: FloatArray, alternative: str, alpha: float) -> Evidence:
        from nps._kernels.one_score.exact_sign import sign_tails
        from nps._kernels.one_score.melded import melded

        a, b, c = counts
        some = np.where(a + b + c > 0.0, 1.0, np.nan)
        tails = zip(*sign_tails(a, c, mid_p=mid_p), strict=True)
        found = np.array([two_tails(*both, alternative) for both in tails]).reshape(-1, 2)
        p_value, statistic = some * found[:, 0], some * found[:, 1]
        none = np.full(a.shape, np.nan)
        low, high = (none, none) if mid_p else melded(a, b, c, tail(alternative, alpha))
        return Evidence(low, high, statistic, p_value, plug_in_error(a, b, c))

    return test


def _unconditional(counts: Columns, null: FloatArray, alternative: str, alpha: float) -> Evidence:
    statistic = score.score_statistic(*counts, null)
    p_value = np.full(null.shape, np.nan)
    for i in np.flatnonzero(sum(counts) > 0.0).tolist():
        a, b, c = (int(column[i]) for column in counts)
        theta = float(null[i])
        above = _unconditional_tail(a, b, c, theta)
        below = _unconditional_tail(c, b, a, -theta)
        p_value[i], _ = two_tails(above, below, alternative)
    none = np.full(null.shape, np.nan)
    return Evidence(none, none, statistic, p_value, plug_in_error(*counts))


def _unconditional_limits(
    counts: Columns, null: FloatArray, alternative: str, alpha: float
) -> Evidence:
    from nps._kernels.one_score.unconditional import unconditional

    none = np.full(null.shape, np.nan)
    return Evidence(*unconditional(*counts, tail(alternative, alpha)), none, none, none)


def _unconditional_tail(a: int, b: int, c: int, theta: float) -> float:
    """Return the p-value against a score of at most theta, also at the ends of the scale."""
    from nps._kernels.one_score.unconditional import unconditional_p_value

    if theta >= 1.0:
        return 1.0
    if theta <= -1.0:
        return 1.0 if c == a + b + c else 0.0
    return unconditional_p_value(a, b, c, theta)


BENCHMARKS: Mapping[str, Method] = {
    "score": Method(test=_normal(score.score_interval, score.score_statistic)),
    "skewness-corrected": Method(test=_skewness),
    "sign": Method(test=_sign(mid_p=False), whole=True),
    "mid-p": Method(test=_sign(mid_p=True), whole=True),
    "exact-unconditional": Method(test=_unconditional, whole=True),
    "wald": Method(test=_normal(wald.wald, _wald_statistic)),
    "t": Method(test=_t),
    "adjusted-wald": Method(
        test=_normal(
            wald.adjusted_wald, _adjusted_statistic, partial(adjusted_error, pseudo=ADJUSTED_WALD)
        )
    ),
}
#: Limits that take far longer than the test, and so are computed when they are read.
LIMITS_LATER: Mapping[str, Method] = {
    "exact-unconditional": Method(test=_unconditional_limits, whole=True)
}

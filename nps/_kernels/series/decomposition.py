"""How much of a change of the overall score is mix, how much is rate (Kitagawa).

Segments k have shares w and scores r in two waves. The overall score R = sum w r changes by

    two-way:    sum (w2 - w1)(r1 + r2)/2  +  sum (r2 - r1)(w1 + w2)/2
    three-way:  sum (w2 - w1) r1  +  sum w1 (r2 - r1)  +  sum (w2 - w1)(r2 - r1)

mix, rate and, in the three-way form, their interaction. A segment adds (w2 - w1)(r - R*) to the
mix, centred at the overall score R* (the average of both waves, or of the first): the sum is the
same since the shares sum to 1, and a growing segment counts as good only if it is better than
average.

Variances by the delta method. A quantity with derivatives a_k to w_k and b_k to r_k of one wave has
there the variance

    (sum w a**2 - (sum w a)**2) / n  +  sum b**2 v,      v_k = variance of an answer / n_k,

since shares are multinomial and scores independent of them. A segment that is empty in one wave
takes its score from the other: both derivatives to r then act on the score that was seen.

Of a survey with a design all is a function of the shares p_gc that the cells (segment g, class c)
have of a wave. With s_c what class c counts, the derivative to p_gc is a_g + b_g (s_c - r_g)/w_g,
and the variance the quadratic form of these derivatives in the covariance matrix of the shares of
both waves.

References
----------
Kitagawa EM (1955). Components of a difference between two rates. Journal of the American
Statistical Association 50(272), 1168-1194. doi:10.1080/01621459.1955.10501299
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray


class Wave(NamedTuple):
    """One wave by segment: answers, mean and variance of one answer (NaN where there are none)."""

    n: FloatArray
    mean: FloatArray
    variance: FloatArray


class Joint(NamedTuple):
    """How a survey varies: what each class counts, and the covariance of the shares of all cells.

    `values` has shape (3,), `covariance` (6 G, 6 G): the first wave before the second, and in each
    wave segment by segment.
    """

    values: FloatArray
    covariance: FloatArray


class Part(NamedTuple):
    """One part of the change: by segment, and summed, with variances."""

    contribution: FloatArray
    contribution_variance: FloatArray
    total: float
    total_variance: float


class _Slopes(NamedTuple):
    """Derivatives of a part in one wave: to shares, to scores, and to the overall score."""

    share: FloatArray
    score: FloatArray
    overall: FloatArray


def kitagawa(
    first: Wave, second: Wave, *, interaction: bool, joint: Joint | None = None
) -> dict[str, Part]:
    """Return the parts "mix" and "rate", and "interaction" if it is wanted on its own.

    Answers are independent and of equal weight, unless `joint` says how they vary; then the n of
    the waves are sums of weights and their variances are not looked at.
    """
    r1 = np.where(first.n > 0.0, first.mean, second.mean)
    r2 = np.where(second.n > 0.0, second.mean, first.mean)
    seen = (first.n > 0.0) | (second.n > 0.0)
    r1, r2 = np.where(seen, r1, 0.0), np.where(seen, r2, 0.0)
    w1, w2 = first.n / first.n.sum(), second.n / second.n.sum()
    dw, dr, zero = w2 - w1, r2 - r1, np.zeros_like(r1)
    if interaction:
        centre = w1 @ r1
        centred = r1 - centre
        return {
            "mix": _part(dw * centred, dw @ r1, first, second, joint, (r1, r2),
                         _Slopes(-centred, dw, -dw), _Slopes(centred, zero, zero)),
            "rate": _part(w1 * dr, w1 @ dr, first, second, joint, (r1, r2),
                          _Slopes(dr, -w1, zero), _Slopes(zero, w1, zero)),
            "interaction": _part(dw * dr, dw @ dr, first, second, joint, (r1, r2),
                                 _Slopes(-dr, -dw, zero), _Slopes(dr, dw, zero)),
        }  # fmt: skip
    wb, rb = (w1 + w2) / 2.0, (r1 + r2) / 2.0
    centred = rb - (w1 @ r1 + w2 @ r2) / 2.0
    return {
        "mix": _part(dw * centred, dw @ rb, first, second, joint, (r1, r2),
                     _Slopes(-centred, dw / 2.0, -dw / 2.0),
                     _Slopes(centred, dw / 2.0, -dw / 2.0)),
        "rate": _part(wb * dr, wb @ dr, first, second, joint, (r1, r2),
                      _Slopes(dr / 2.0, -wb, zero), _Slopes(dr / 2.0, wb, zero)),
    }  # fmt: skip


def _part(
    contribution: FloatArray,
    total: float,
    first: Wave,
    second: Wave,
    joint: Joint | None,
    scores: tuple[FloatArray, FloatArray],
    slopes1: _Slopes,
    slopes2: _Slopes,
) -> Part:
    # what a segment's score would have done in a wave without it, the score of the other wave does
    b1 = slopes1.score + np.where(second.n > 0.0, 0.0, slopes2.score)
    b2 = slopes2.score + np.where(first.n > 0.0, 0.0, slopes1.score)
    slopes1, slopes2 = slopes1._replace(score=b1), slopes2._replace(score=b2)
    if joint is not None:
        sides = zip((first, second), scores, (slopes1, slopes2), strict=True)
        slopes = np.concatenate([_cell_slopes(*side, joint.values) for side in sides], axis=1)
        variances = np.einsum("ki,ij,kj->k", slopes, joint.covariance, slopes)
        variances = np.maximum(variances, 0.0)
        return Part(contribution, variances[:-1], float(total), float(variances[-1]))
    one, total_one = _variances(first, scores[0], slopes1)
    two, total_two = _variances(second, scores[1], slopes2)
    return Part(contribution, one + two, float(total), total_one + total_two)


def _variances(wave: Wave, r: FloatArray, slopes: _Slopes) -> tuple[FloatArray, float]:
    """Return what a wave adds to the variance of each contribution and to that of their sum.

    The derivative to the overall score belongs to the contributions only: in the sum it cancels.
    For the contribution of segment k an answer s in segment g has the influence

        a (1[g = k] - w) + b 1[g = k](s - r)/w + c (s - R),

    with a, b, c the slopes; its variance is taken within and outside the segment.
    """
    n, (a, b, c) = wave.n.sum(), slopes
    w = wave.n / n
    v = np.where(wave.n > 0.0, wave.variance, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        own = np.where(wave.n > 0.0, b**2 * v / wave.n, 0.0)
        within = np.where(wave.n > 0.0, v / wave.n, 0.0)
        overall, square = w @ r, w @ (v + r**2)
        others = np.where(w < 1.0, (overall - w * r) / (1.0 - w), 0.0)
        spread = np.where(w < 1.0, (square - w * (v + r**2)) / (1.0 - w) - others**2, 0.0)
    inside = w * (a * (1.0 - w) + c * (r - overall)) ** 2
    outside = (1.0 - w) * ((c * (others - overall) - a * w) ** 2 + c**2 * spread)
    each = (b + c * w) ** 2 * within + (inside + outside) / n
    joint = (w @ a**2 - (w @ a) ** 2) / n + own.sum()
    return each, float(joint)


def _cell_slopes(wave: Wave, r: FloatArray, slopes: _Slopes, values: FloatArray) -> FloatArray:
    """Return the derivatives (G + 1, 3 G) of each contribution, and of their sum, to the cells."""
    a, b, c = slopes
    w = wave.n / wave.n.sum()
    per_share = np.where(w > 0.0, b / np.where(w > 0.0, w, 1.0), 0.0)
    own = a[:, None] + per_share[:, None] * (values - r[:, None])
    each = c[:, None, None] * values + np.eye(a.size)[:, :, None] * own
    return np.concatenate((each, own[None])).reshape(a.size + 1, -1)

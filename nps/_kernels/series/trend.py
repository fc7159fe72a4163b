"""Straight lines through scores whose sampling variances are known, and tests of a trend.

With times t_i, scores d_i, their variances u_i and weights w_i; sums over the waves:

    t_w = sum w t / sum w,   d_w = sum w d / sum w,   S = sum w (t - t_w)**2,
    slope = sum w (t - t_w)(d - d_w) / S.

The line is d_w + slope (t - t_w). As linear functions of the scores, its level d_w and its slope
have the variances sum (w/sum w)**2 u and sum (w (t - t_w)/S)**2 u; with w = 1/u they are 1/sum w
and 1/S, and uncorrelated.

References
----------
Cochran WG (1954). The combination of estimates from different experiments. Biometrics 10(1),
101-129. doi:10.2307/3001666

DerSimonian R, Laird N (1986). Meta-analysis in clinical trials. Controlled Clinical Trials 7(3),
177-188. doi:10.1016/0197-2456(86)90046-2

Armitage P (1955). Tests for linear trends in proportions and frequencies. Biometrics 11(3),
375-386. doi:10.2307/3001775
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.moments import moments

if TYPE_CHECKING:
    from nps._kernels import FloatArray


class Line(NamedTuple):
    """A fitted line by its level at a middle time and its slope, with their covariance."""

    middle: float
    level: float
    slope: float
    level_variance: float
    slope_variance: float
    covariance: float

    def at(self, times: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the height of the line at these times and its variance."""
        t = times - self.middle
        height = self.level + self.slope * t
        variance = self.level_variance + t * (2.0 * self.covariance + t * self.slope_variance)
        return height, variance


def fit_line(
    times: FloatArray, scores: FloatArray, variances: FloatArray, weights: FloatArray
) -> Line:
    """Return the line through the scores with these weights; at least two distinct times.

    `variances` are those of independent scores, or the covariance matrix of dependent ones.
    """
    share = weights / weights.sum()
    middle = float(share @ times)
    t = times - middle
    arm = share * t / (share @ t**2)
    level = float(share @ scores)
    return Line(
        middle=middle,
        level=level,
        slope=float(arm @ (scores - level)),
        level_variance=_product(share, variances, share),
        slope_variance=_product(arm, variances, arm),
        covariance=_product(share, variances, arm),
    )


def _product(left: FloatArray, variances: FloatArray, right: FloatArray) -> float:
    """Return left' C right; C a diagonal matrix if only its diagonal is given."""
    if variances.ndim == 1:
        return float((left * right) @ variances)
    return float(left @ variances @ right)


def satterthwaite(
    times: FloatArray, sizes: FloatArray, variances: FloatArray, freedom: FloatArray
) -> float:
    """Return the degrees of freedom of the slope's variance with weights n, from its parts.

    (sum c**2 u)**2 / sum (c**2 u)**2/f, with f those of each variance (1 at least) and c the
    weights of the scores in the slope: for two waves those of Welch.
    """
    share = sizes / sizes.sum()
    t = times - share @ times
    parts = (share * t) ** 2 * variances
    return float(parts.sum() ** 2 / (parts**2 @ (1.0 / np.maximum(freedom, 1.0))))


def joint_scatter(
    scores: FloatArray, covariance: FloatArray, weights: FloatArray, design: FloatArray
) -> tuple[float, int, FloatArray]:
    """Return the misfit of dependent scores, its degrees of freedom, and residual matrix M.

    With residuals r = M d of the weighted fit of the columns of `design`, the misfit
    r' (M C M')^- r is about chi-square; with C the inverse of the weights it is `scatter`. Its
    degrees of freedom are those in which M d varies at all.
    """
    inverse = np.linalg.inv(design.T @ (weights[:, None] * design))
    rest = np.eye(scores.size) - design @ inverse @ (design.T * weights)
    values, vectors = np.linalg.eigh(rest @ covariance @ rest.T)
    varied = values > 1e-10 * values.max(initial=0.0)
    along = vectors[:, varied].T @ (rest @ scores)
    return float(along**2 @ (1.0 / values[varied])), int(varied.sum()), rest


def joint_between_waves(
    scores: FloatArray, covariance: FloatArray, weights: FloatArray, design: FloatArray
) -> float:
    """Return the variance of the true scores about the line, for dependent scores.

    The same moments as `between_waves`: E r' W r = tr(W M C M') + tau**2 tr(W M M').
    """
    rest = joint_scatter(scores, covariance, weights, design)[2]
    r = rest @ scores
    excess = weights @ r**2 - weights @ np.diag(rest @ covariance @ rest.T)
    return max(0.0, float(excess / (weights @ (rest**2).sum(axis=1))))


def scatter(line: Line, times: FloatArray, scores: FloatArray, variances: FloatArray) -> float:
    """Return sum (d_i - line)**2 / u_i: about chi-square on k - 2 if the line holds."""
    return float((scores - line.at(times)[0]) ** 2 @ (1.0 / variances))


def between_waves(times: FloatArray, scores: FloatArray, variances: FloatArray) -> float:
    """Return the variance of the true scores about the line, by moments; 0 if there is none.

    tau**2 = (Q - (k - 2)) / (sum w - sum w**2/sum w - sum w**2 (t - t_w)**2/S) with w = 1/u, the
    estimate of DerSimonian and Laird with a slope in the model. Three waves or more.
    """
    w = 1.0 / variances
    line = fit_line(times, scores, variances, w)
    t = times - line.middle
    left = w.sum() - (w**2).sum() / w.sum() - (w**2 @ t**2) / (w @ t**2)
    excess = scatter(line, times, scores, variances) - (times.size - 2)
    return max(0.0, float(excess / left))


def permutation_trend(
    times: FloatArray, promoters: FloatArray, passives: FloatArray, detractors: FloatArray
) -> float:
    """Return z = U / sd(U) for U = sum n_i (t_i - t) d_i under permutation of all answers.

    var(U) = S2 sum n_i (t_i - t)**2, with t the mean time of an answer and S2 the variance of all
    answers pooled (divisor N - 1). Without passives it is the Cochran-Armitage statistic times
    sqrt((N - 1)/N). 0 where all answers of all waves agree.
    """
    n, d, _ = moments(promoters, passives, detractors)
    total, _, v = moments(promoters.sum(), passives.sum(), detractors.sum())
    if v == 0.0:
        return 0.0
    t = times - (n @ times) / total
    return float((n * t) @ d / np.sqrt(v * total / (total - 1.0) * (n @ t**2)))

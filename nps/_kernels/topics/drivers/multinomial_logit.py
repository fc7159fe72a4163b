"""The multinomial logit: each class but one has a line of its own.

With predictors eta_l for the classes other than the base,

    P(l) = exp(eta_l) / (1 + sum_m exp(eta_m)),    P(base) = 1 / (1 + sum_m exp(eta_m)).

With two classes it is the logistic regression, which the cumulative logit is then too.

References
----------
McFadden D (1974). Conditional logit analysis of qualitative choice behavior. In Zarembka P (ed.),
Frontiers in Econometrics, 105-142. Academic Press.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import FloatArray


def _shares(predictors: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return P of each class with a line (L, m), of the base (m,), and log of the latter."""
    top = np.maximum(predictors.max(axis=0), 0.0)
    raised = np.exp(predictors - top)
    base = np.exp(-top)
    total = base + raised.sum(axis=0)
    return raised / total, base / total, -top - np.log(total)


def likelihood(
    predictors: FloatArray, classes: np.ndarray, lines: Sequence[int]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return log P of each class, its gradient (L, m) and minus its Hessian (L, L, m).

    `lines` are the classes (of +1, 0, -1) that have a line; the base is the remaining one.
    """
    shares, _, log_base = _shares(predictors)
    chosen = np.stack([classes == line for line in lines]).astype(np.float64)
    value = (chosen * predictors).sum(axis=0) + log_base
    curvature = -shares[:, np.newaxis] * shares
    curvature[np.diag_indices(len(lines))] += shares
    return value, chosen - shares, curvature


def probabilities(
    predictors: FloatArray, lines: Sequence[int], base: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return P(promoter) and P(detractor) (2, m), their first and second derivatives."""
    shares, rest, _ = _shares(predictors)
    n = len(lines)
    found, first = np.zeros((2, predictors.shape[1])), np.zeros((2, *predictors.shape))
    second = np.zeros((2, n, *predictors.shape))
    same = np.eye(n)[:, :, np.newaxis]
    spread = shares[:, np.newaxis] * (same - shares)  # d P_l / d eta_m
    for k, class_ in enumerate((1, -1)):
        if class_ in lines:
            line = list(lines).index(class_)
            found[k], beside = shares[line], same[line] - shares
        elif class_ == base:
            found[k], beside = rest, -shares
        else:
            continue  # nobody is of this class
        first[k] = found[k] * beside
        second[k] = found[k] * (beside[:, np.newaxis] * beside - spread)
    return found, first, second

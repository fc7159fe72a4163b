"""Trim weights: between bounds, with the same total."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np

from nps._base.checks import check_option
from nps._base.errors import InputTypeError, OptionError
from nps._kernels.weights.trimming import trim
from nps._surveys.weights.margins import Margins, read_weights
from nps._surveys.weights.raked import CapUnit, read_caps
from nps._surveys.weights.weightings import Weighting, _frozen

Redistribution: TypeAlias = Literal["proportional", "equal"]


def trim_weights(
    weights: object,
    *,
    lower: float | None = None,
    upper: float | None = 5.0,
    unit: CapUnit = "mean",
    redistribute: Redistribution = "proportional",
) -> Weighting:
    """Cap weights and hand what is cut off to the other respondents, so that the total stays.

    A few huge weights make a score depend on a few people. Trimming buys a smaller variance with
    some bias, since margins are no longer met; to keep them, give bounds to `rake` instead.

    Parameters
    ----------
    weights : 1-D collection
        Weights, none negative. Weights of 0 stay 0.
    lower, upper : float, optional
        Bounds; by default five mean weights at most.
    unit : {"mean", "median", "quantile", "weight"}, default "mean"
        What the bounds are: multiples of the mean or median positive weight, probabilities whose
        quantiles are the bounds, or weights.
    redistribute : {"proportional", "equal"}, default "proportional"
        Multiply the weights between the bounds by one factor, or add one amount to each, as R's
        ``survey::trimWeights``; repeated until all weights are within the bounds.

    Returns
    -------
    Weighting
        With the weights as `base_weights` and no margins. Standard errors treat trimmed weights as
        given.

    Raises
    ------
    OptionError
        If a weight is missing or negative, or weights within the bounds cannot keep the total.
    InputTypeError
        If `weights` is a `Weighting`, whose margins would be lost.

    See Also
    --------
    rake : Meets margins within bounds.

    References
    ----------
    .. [1] Potter FJ (1990). A study of procedures to identify and trim extreme sampling weights.
       Proceedings of the Survey Research Methods Section, American Statistical Association,
       225-230.

    Examples
    --------
    >>> import nps
    >>> trimmed = nps.trim_weights([1, 1, 2, 12], upper=2)
    >>> print(trimmed.weights, trimmed.trimmed)
    [2. 2. 4. 8.] 1
    """
    check_option("redistribute", redistribute, ("proportional", "equal"))
    if isinstance(weights, Weighting):
        raise InputTypeError(
            "weights must be numbers, got a Weighting: trimming would undo its margins. Give lower"
            " and upper to the function that made it, or trim its .weights."
        )
    base = read_weights("weights", weights)
    low, high = read_caps(lower, upper, unit, base)
    positive = int(np.count_nonzero(base))
    total = float(base.sum())
    most = high * positive
    if not low * positive <= total * (1.0 + 1e-12) or not total <= most * (1.0 + 1e-12):
        raise OptionError(
            f"lower and upper leave no room: {positive:,} weights from {low:.6g} to {high:.6g} add"
            f" up to between {low * positive:,.6g} and {most:,.6g}, but the total is {total:,.6g}."
        )
    return Weighting(
        weights=_frozen(trim(base, low, high, equal=redistribute == "equal")),
        base_weights=_frozen(base),
        method="trimming",
        iterations=0,
        converged=True,
        lower=low,
        upper=high,
        notes=(),
        _margins=Margins.none(base.size),
    )

"""Priors of the shares, by name or as three weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, cast

import numpy as np

from nps._base.checks import check_number, check_option
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown
from nps._kernels.laws.dirichlet import JEFFREYS, PERKS, UNIFORM

PriorName: TypeAlias = Literal["jeffreys", "uniform", "perks", "haldane"]
PRIORS: Mapping[str, float] = {
    "jeffreys": JEFFREYS,
    "uniform": UNIFORM,
    "perks": PERKS,
    "haldane": 0.0,
}
#: A prior weight below this says no more than "haldane" and has no numerically tractable law.
SMALLEST_WEIGHT = 1e-3


def check_prior(prior: object) -> tuple[float, float, float]:
    """Return the weights that a prior gives to promoters, passives and detractors."""
    if isinstance(prior, str):
        weight = PRIORS[check_option("prior", prior, PRIORS)]
        return weight, weight, weight
    known = isinstance(prior, (tuple, list)) or (isinstance(prior, np.ndarray) and prior.ndim > 0)
    weights = list(cast("Sequence[object]", prior)) if known else []
    if len(weights) != 3:
        raise InputTypeError(
            "prior must be a name or three positive numbers (promoters, passives, detractors),"
            f" got {shown(prior)}."
        )
    up, level, down = (check_number("prior", weight) for weight in weights)
    if min(up, level, down) < SMALLEST_WEIGHT:
        raise OptionError(
            f"prior must be three numbers of at least {SMALLEST_WEIGHT:g}, got {shown(prior)};"
            ' for none at all use "haldane".'
        )
    return up, level, down


def check_proper_prior(prior: object) -> tuple[float, float, float]:
    """Return the weights of a prior that leaves no class out."""
    weights = check_prior(prior)
    if min(weights) == 0.0:
        raise OptionError(
            'prior="haldane" takes classes without answers to be impossible, which is not offered'
            ' for differences; use "jeffreys".'
        )
    return weights

"""What computes each interval method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._kernels.laws import bootstrap, dirichlet
from nps._kernels.numerics.moments import ADJUSTED_WALD, moments
from nps._kernels.one_score import melded, mover, score, skewness, unconditional, wald

if TYPE_CHECKING:
    from nps._kernels import FloatArray

Limits: TypeAlias = "tuple[FloatArray, FloatArray]"
IntervalMethodName: TypeAlias = Literal[
    "score",
    "skewness-corrected",
    "wald",
    "t",
    "adjusted-wald",
    "bonett-price",
    "agresti-min",
    "goodman",
    "may-johnson",
    "mover-wilson",
    "mover-jeffreys",
    "exact",
    "exact-unconditional",
    "bootstrap-percentile",
    "bootstrap-basic",
    "bootstrap-bca",
    "bootstrap-studentized",
    "bayes-jeffreys",
    "bayes-uniform",
    "bayes-perks",
]


def plug_in_error(a: FloatArray, b: FloatArray, c: FloatArray) -> FloatArray:
    """Return the standard error of the score with divisor n."""
    n, _, v = moments(a, b, c)
    with np.errstate(invalid="ignore"):
        return np.sqrt(v / n)


def unbiased_error(
    a: FloatArray, b: FloatArray, c: FloatArray, fraction: FloatArray | float = 0.0
) -> FloatArray:
    """Return the standard error with divisor n - 1; NaN for a single answer."""
    n, _, v = moments(a, b, c)
    return np.sqrt((1.0 - fraction) * v / np.where(n > 1.0, n - 1.0, np.nan))


def adjusted_error(
    a: FloatArray, b: FloatArray, c: FloatArray, *, pseudo: tuple[float, float, float]
) -> FloatArray:
    """Return the standard error of the counts with pseudo-answers added."""
    return plug_in_error(*wald.add_pseudo_counts(a, b, c, pseudo))


def posterior_error(a: FloatArray, b: FloatArray, c: FloatArray, *, prior: float) -> FloatArray:
    """Return the standard deviation of the posterior with `prior` added to each class."""
    counts = wald.add_pseudo_counts(a, b, c, (prior, prior, prior))
    return dirichlet.mean_and_deviation(*counts)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalMethod:
    """An interval for one score.

    `limits` takes promoters, passives, detractors and the probability left out at each end;
    `standard_error` takes the counts. `finite` says how they allow for a finite population: by an
    "effective" sample size, by the "fraction" sampled as a further argument, or not at all (None).
    `largest` is the largest sample for which the interval can be had.
    """

    limits: Callable[..., Limits]
    standard_error: Callable[..., FloatArray] = plug_in_error
    finite: Literal["effective", "fraction"] | None = "effective"
    largest: int | None = None


INTERVALS: Mapping[str, IntervalMethod] = {
    "score": IntervalMethod(
        limits=score.score_interval,
    ),
    "skewness-corrected": IntervalMethod(
        limits=skewness.skewness_interval,
    ),
    "wald": IntervalMethod(
        limits=wald.wald,
    ),
    "t": IntervalMethod(
        limits=wald.t,
        standard_error=unbiased_error,
        finite="fraction",
    ),
    "adjusted-wald": IntervalMethod(
        limits=wald.adjusted_wald,
        standard_error=partial(adjusted_error, pseudo=ADJUSTED_WALD),
    ),
    "bonett-price": IntervalMethod(
        limits=wald.bonett_price,
        standard_error=partial(adjusted_error, pseudo=wald.BONETT_PRICE),
    ),
    "agresti-min": IntervalMethod(
        limits=wald.agresti_min,
        standard_error=partial(adjusted_error, pseudo=wald.AGRESTI_MIN),
    ),
    "goodman": IntervalMethod(
        limits=wald.goodman,
    ),
    "may-johnson": IntervalMethod(
        limits=wald.may_johnson,
    ),
    "mover-wilson": IntervalMethod(
        limits=mover.mover_wilson,
    ),
    "mover-jeffreys": IntervalMethod(
        limits=mover.mover_jeffreys,
    ),
    "exact": IntervalMethod(
        limits=melded.melded,
        finite=None,
    ),
    "exact-unconditional": IntervalMethod(
        limits=unconditional.unconditional,
        finite=None,
        largest=unconditional.MAX_N,
    ),
    "bootstrap-percentile": IntervalMethod(
        limits=bootstrap.bootstrap_percentile,
        finite=None,
    ),
    "bootstrap-basic": IntervalMethod(
        limits=bootstrap.bootstrap_basic,
        finite=None,
    ),
    "bootstrap-bca": IntervalMethod(
        limits=bootstrap.bootstrap_bca,
        finite=None,
    ),
    "bootstrap-studentized": IntervalMethod(
        limits=bootstrap.bootstrap_studentized,
        finite=None,
    ),
    "bayes-jeffreys": IntervalMethod(
        limits=dirichlet.bayes_jeffreys,
        standard_error=partial(posterior_error, prior=dirichlet.JEFFREYS),
        finite=None,
    ),
    "bayes-uniform": IntervalMethod(
        limits=dirichlet.bayes_uniform,
        standard_error=partial(posterior_error, prior=dirichlet.UNIFORM),
        finite=None,
    ),
    "bayes-perks": IntervalMethod(
        limits=dirichlet.bayes_perks,
        standard_error=partial(posterior_error, prior=dirichlet.PERKS),
        finite=None,
    ),
}

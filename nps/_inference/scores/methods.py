"""What stands behind each interval method: the kernel, the verdict, the paper."""

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
    verdict: str
    source: str


_EFRON = "Efron & Tibshirani (1993), An Introduction to the Bootstrap"

INTERVALS: Mapping[str, IntervalMethod] = {
    "score": IntervalMethod(
        limits=score.score_interval,
        verdict="The default: close to its level at every n, inside the scale, never zero width.",
        source="Tango (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B",
    ),
    "skewness-corrected": IntervalMethod(
        limits=skewness.skewness_interval,
        verdict="For one-sided and non-inferiority claims: both tails right from n = 20 on, at 2 to"
        " 4 % more width; says nothing for n = 1.",
        source="Laud (2017), doi:10.1002/pst.1813",
    ),
    "wald": IntervalMethod(
        limits=wald.wald,
        verdict="To reproduce old reports; covers too rarely below n = 100 and near the ends.",
        source="Rocks (2016), doi:10.1080/00031305.2016.1158124",
    ),
    "t": IntervalMethod(
        limits=wald.t,
        standard_error=unbiased_error,
        finite="fraction",
        verdict="A t test on -100/0/100; fails where most agree, undefined where all do.",
        source="Student (1908), doi:10.1093/biomet/6.1.1",
    ),
    "adjusted-wald": IntervalMethod(
        limits=wald.adjusted_wald,
        standard_error=partial(adjusted_error, pseudo=ADJUSTED_WALD),
        verdict="To agree with MeasuringU; good two-sided coverage, lopsided tails, not for"
        " one-sided claims.",
        source="Rocks (2016), doi:10.1080/00031305.2016.1158124",
    ),
    "bonett-price": IntervalMethod(
        limits=wald.bonett_price,
        standard_error=partial(adjusted_error, pseudo=wald.BONETT_PRICE),
        verdict="The best one to do by hand: balanced tails, never far below its level.",
        source="Bonett & Price (2012), doi:10.3102/1076998611411915",
    ),
    "agresti-min": IntervalMethod(
        limits=wald.agresti_min,
        standard_error=partial(adjusted_error, pseudo=wald.AGRESTI_MIN),
        verdict="Like adjusted Wald with fewer pseudo-answers; use the score interval instead.",
        source="Agresti & Min (2005), doi:10.1002/sim.1781",
    ),
    "goodman": IntervalMethod(
        limits=wald.goodman,
        verdict="Only if all three differences of shares are reported together; else too wide, and"
        " of zero width where all agree.",
        source="Goodman (1965), doi:10.1080/00401706.1965.10490252",
    ),
    "may-johnson": IntervalMethod(
        limits=wald.may_johnson,
        verdict="To reproduce papers; covers almost never where nearly all are passive.",
        source="May & Johnson (1997),"
        " doi:10.1002/(SICI)1097-0258(19970930)16:18<2127::AID-SIM633>3.0.CO;2-W",
    ),
    "mover-wilson": IntervalMethod(
        limits=mover.mover_wilson,
        verdict="Square-and-add of two Wilson intervals; fair, but too high near the ends.",
        source="Newcombe (1998),"
        " doi:10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C",
    ),
    "mover-jeffreys": IntervalMethod(
        limits=mover.mover_jeffreys,
        verdict="Square-and-add of two Jeffreys intervals; shortest, but covers .82 in corners.",
        source="Zou & Donner (2008), doi:10.1002/sim.3095",
    ),
    "exact": IntervalMethod(
        limits=melded.melded,
        finite=None,
        verdict="Where coverage must be guaranteed and agree with the exact sign test; wide.",
        source="Fay & Lumbard (2021), doi:10.1002/sim.8829",
    ),
    "exact-unconditional": IntervalMethod(
        limits=unconditional.unconditional,
        finite=None,
        largest=unconditional.MAX_N,
        verdict="Guaranteed coverage, often shorter than exact, for one small sample at a time:"
        f" up to {unconditional.MAX_N} answers, which take seconds.",
        source="Hsueh, Liu & Chen (2001), doi:10.1111/j.0006-341X.2001.00478.x",
    ),
    "bootstrap-percentile": IntervalMethod(
        limits=bootstrap.bootstrap_percentile,
        finite=None,
        verdict="To agree with bootstraps, without their noise; a point where all answers agree.",
        source=_EFRON,
    ),
    "bootstrap-basic": IntervalMethod(
        limits=bootstrap.bootstrap_basic,
        finite=None,
        verdict="The percentile interval turned around; seldom better, cut off at the ends.",
        source="Davison & Hinkley (1997), doi:10.1017/CBO9780511802843",
    ),
    "bootstrap-bca": IntervalMethod(
        limits=bootstrap.bootstrap_bca,
        finite=None,
        verdict="The best of the percentile kind for n above 50; a point where all answers agree.",
        source="Efron (1987), doi:10.1080/01621459.1987.10478410",
    ),
    "bootstrap-studentized": IntervalMethod(
        limits=bootstrap.bootstrap_studentized,
        finite=None,
        verdict="Balanced tails for n above 50; erratic in small lopsided samples.",
        source="Efron (1981), doi:10.2307/3314608",
    ),
    "bayes-jeffreys": IntervalMethod(
        limits=dirichlet.bayes_jeffreys,
        standard_error=partial(posterior_error, prior=dirichlet.JEFFREYS),
        finite=None,
        verdict="A credible interval with half an answer in each class; the prior to prefer.",
        source="Jeffreys (1946), doi:10.1098/rspa.1946.0056",
    ),
    "bayes-uniform": IntervalMethod(
        limits=dirichlet.bayes_uniform,
        standard_error=partial(posterior_error, prior=dirichlet.UNIFORM),
        finite=None,
        verdict="A credible interval with one answer in each class; never covers in the corners.",
        source="Bayes (1763), doi:10.1098/rstl.1763.0053",
    ),
    "bayes-perks": IntervalMethod(
        limits=dirichlet.bayes_perks,
        standard_error=partial(posterior_error, prior=dirichlet.PERKS),
        finite=None,
        verdict="A credible interval with one answer spread over the classes; bold near the ends.",
        source="Perks (1947), doi:10.1017/S0020268100012270",
    ),
}

"""What computes each interval method, loaded when the method is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._kernels.numerics.moments import ADJUSTED_WALD, moments

if TYPE_CHECKING:
    from types import ModuleType

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


#: Methods for weighted answers, of one sample or of two.
SurveyMethodName: TypeAlias = Literal["score", "wald-t", "wald"]
SURVEYS: tuple[SurveyMethodName, ...] = ("score", "wald-t", "wald")


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
    a: FloatArray, b: FloatArray, c: FloatArray, pseudo: tuple[float, float, float]
) -> FloatArray:
    """Return the standard error of the counts with pseudo-answers added."""
    return plug_in_error(*_wald().add_pseudo_counts(a, b, c, pseudo))


def posterior_error(a: FloatArray, b: FloatArray, c: FloatArray, prior: float) -> FloatArray:
    """Return the standard deviation of the posterior with `prior` added to each class."""
    from nps._kernels.laws.dirichlet import mean_and_deviation

    return mean_and_deviation(*_wald().add_pseudo_counts(a, b, c, (prior, prior, prior)))[1]


@dataclass(frozen=True, slots=True)
class IntervalMethod:
    """An interval for one score.

    `kernels` loads the file of kernels, `kernel` is the name of one in it. It takes promoters,
    passives, detractors and the probability left out at each end; `standard_error` takes the
    counts. `finite` says how they allow for a finite population: by an "effective" sample size, by
    the "fraction" sampled as a further argument, or not at all (None). `largest` is the largest
    sample for which the interval can be had, `beyond` the method for larger ones.
    """

    kernels: Callable[[], ModuleType]
    kernel: str
    _: KW_ONLY
    standard_error: Callable[..., FloatArray] = plug_in_error
    finite: Literal["effective", "fraction"] | None = "effective"
    largest: int | None = None
    beyond: str = "exact"

    @property
    def limits(self) -> Callable[..., Limits]:
        """The kernel, which is loaded when it is first asked for."""
        kernel: Callable[..., Limits] = getattr(self.kernels(), self.kernel)
        return kernel


def _score() -> ModuleType:
    from nps._kernels.one_score import score

    return score


def _skewness() -> ModuleType:
    from nps._kernels.one_score import skewness

    return skewness


def _wald() -> ModuleType:
    from nps._kernels.one_score import wald

    return wald


def _mover() -> ModuleType:
    from nps._kernels.one_score import mover

    return mover


def _melded() -> ModuleType:
    from nps._kernels.one_score import melded

    return melded


def _unconditional() -> ModuleType:
    from nps._kernels.one_score import unconditional

    return unconditional


def _bootstrap() -> ModuleType:
    from nps._kernels.laws import bootstrap

    return bootstrap


def _dirichlet() -> ModuleType:
    from nps._kernels.laws import dirichlet

    return dirichlet


#: Above this many answers an exact unconditional interval takes seconds.
MAX_N = 200
#: Above this many answers the incomplete beta function lacks the digits for an exact interval.
MAX_EXACT = 10_000_000_000_000

INTERVALS: Mapping[str, IntervalMethod] = {
    "score": IntervalMethod(_score, "score_interval"),
    "skewness-corrected": IntervalMethod(_skewness, "skewness_interval"),
    "wald": IntervalMethod(_wald, "wald"),
    "t": IntervalMethod(_wald, "t", standard_error=unbiased_error, finite="fraction"),
    "adjusted-wald": IntervalMethod(
        _wald,
        "adjusted_wald",
        standard_error=lambda a, b, c: adjusted_error(a, b, c, ADJUSTED_WALD),
    ),
    "bonett-price": IntervalMethod(
        _wald,
        "bonett_price",
        standard_error=lambda a, b, c: adjusted_error(a, b, c, _wald().BONETT_PRICE),
    ),
    "agresti-min": IntervalMethod(
        _wald,
        "agresti_min",
        standard_error=lambda a, b, c: adjusted_error(a, b, c, _wald().AGRESTI_MIN),
    ),
    "goodman": IntervalMethod(_wald, "goodman"),
    "may-johnson": IntervalMethod(_wald, "may_johnson"),
    "mover-wilson": IntervalMethod(_mover, "mover_wilson"),
    "mover-jeffreys": IntervalMethod(_mover, "mover_jeffreys"),
    "exact": IntervalMethod(_melded, "melded", finite=None, largest=MAX_EXACT, beyond="score"),
    "exact-unconditional": IntervalMethod(
        _unconditional, "unconditional", finite=None, largest=MAX_N
    ),
    "bootstrap-percentile": IntervalMethod(_bootstrap, "bootstrap_percentile", finite=None),
    "bootstrap-basic": IntervalMethod(_bootstrap, "bootstrap_basic", finite=None),
    "bootstrap-bca": IntervalMethod(_bootstrap, "bootstrap_bca", finite=None),
    "bootstrap-studentized": IntervalMethod(_bootstrap, "bootstrap_studentized", finite=None),
    "bayes-jeffreys": IntervalMethod(
        _dirichlet,
        "bayes_jeffreys",
        standard_error=lambda a, b, c: posterior_error(a, b, c, _dirichlet().JEFFREYS),
        finite=None,
    ),
    "bayes-uniform": IntervalMethod(
        _dirichlet,
        "bayes_uniform",
        standard_error=lambda a, b, c: posterior_error(a, b, c, _dirichlet().UNIFORM),
        finite=None,
    ),
    "bayes-perks": IntervalMethod(
        _dirichlet,
        "bayes_perks",
        standard_error=lambda a, b, c: posterior_error(a, b, c, _dirichlet().PERKS),
        finite=None,
    ),
}

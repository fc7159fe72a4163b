"""What stands behind each interval method: the kernel, the verdict, the paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._kernels import score, wald
from nps._kernels.moments import moments

if TYPE_CHECKING:
    from nps._typing import FloatArray

Limits: TypeAlias = "tuple[FloatArray, FloatArray]"


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


def adjusted_error(a: FloatArray, b: FloatArray, c: FloatArray) -> FloatArray:
    """Return the standard error of the counts with the (3, T) pseudo-answers added."""
    return plug_in_error(*wald.add_pseudo_counts(a, b, c, wald.ADJUSTED_WALD))


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalMethod:
    """An interval for one score.

    `limits` takes promoters, passives, detractors and the probability left out at each end;
    `standard_error` takes the counts. `finite` says how they allow for a finite population: by an
    "effective" sample size, by the "fraction" sampled as a further argument, or not at all (None).
    """

    limits: Callable[..., Limits]
    standard_error: Callable[..., FloatArray] = plug_in_error
    finite: Literal["effective", "fraction"] | None = "effective"
    verdict: str
    source: str


INTERVALS: Mapping[str, IntervalMethod] = {
    "score": IntervalMethod(
        limits=score.score_interval,
        verdict="The default: close to its level at every n, inside the scale, never zero width.",
        source="Tango (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B",
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
        standard_error=adjusted_error,
        verdict="To agree with MeasuringU; good two-sided coverage, lopsided tails, not for"
        " one-sided claims.",
        source="Rocks (2016), doi:10.1080/00031305.2016.1158124",
    ),
}

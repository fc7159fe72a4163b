"""What stands behind each method of comparing two scores: the kernel, the verdict, the paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from nps._kernels import two_sample, two_sample_wald
from nps._kernels.moments import normal_quantile

if TYPE_CHECKING:
    from nps._kernels.two_sample import Pairs
    from nps._typing import FloatArray

Limits: TypeAlias = "tuple[FloatArray, FloatArray]"


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceMethod:
    """A test and interval for the difference of two scores, from one statistic.

    `limits` takes the pairs and the probability left out at each end; `statistic` the pairs and
    the null difference; `freedom` gives degrees of freedom where the reference law is Student's t.
    """

    limits: Callable[[Pairs, float], Limits]
    statistic: Callable[[Pairs, FloatArray], FloatArray]
    standard_error: Callable[[Pairs], FloatArray]
    freedom: Callable[[Pairs], FloatArray] | None = None
    verdict: str
    source: str


def _score_limits(pairs: Pairs, tail: float) -> Limits:
    return two_sample.score_limits(pairs, normal_quantile(tail))


def _wald_error(pairs: Pairs) -> FloatArray:
    return two_sample_wald.difference(pairs)[1]


DIFFERENCES: Mapping[str, DifferenceMethod] = {
    "score": DifferenceMethod(
        limits=_score_limits,
        statistic=two_sample.score_statistic,
        standard_error=_wald_error,
        verdict="The default: holds its level from ten answers on, unanimous samples included.",
        source="Miettinen & Nurminen (1985), doi:10.1002/sim.4780040211, extended to three classes",
    ),
    "wald": DifferenceMethod(
        limits=two_sample_wald.wald_limits,
        statistic=two_sample_wald.wald_statistic,
        standard_error=_wald_error,
        verdict="To reproduce old reports; too many false alarms in small samples.",
        source="Rocks (2016), doi:10.1080/00031305.2016.1158124",
    ),
    "welch": DifferenceMethod(
        limits=two_sample_wald.welch_limits,
        statistic=two_sample_wald.welch_statistic,
        standard_error=lambda pairs: two_sample_wald.welch_error(pairs)[0],
        freedom=lambda pairs: two_sample_wald.welch_error(pairs)[1],
        verdict="A t test on -100/0/100; fine for large samples, not for unanimous ones.",
        source="Welch (1947), doi:10.1093/biomet/34.1-2.28",
    ),
}

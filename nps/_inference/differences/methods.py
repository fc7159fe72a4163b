"""What computes each method of comparing two scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_rng
from nps._inference.evidence import Evidence, Method, p_values, tail, two_tails
from nps._inference.laws.resampled import Difference, lattice_steps, quantile
from nps._kernels.numerics.moments import moments, normal_quantile
from nps._kernels.two_scores import mover as two_sample_mover
from nps._kernels.two_scores import permutation
from nps._kernels.two_scores import score as two_sample
from nps._kernels.two_scores import wald as two_sample_wald
from nps._kernels.two_scores.bayes import DifferenceLaw
from nps._samples.counts import Counts

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._kernels.two_scores.permutation import Sample
    from nps._kernels.two_scores.score import Pairs
    from nps._kernels.two_scores.wald import Estimate

DifferenceMethodName: TypeAlias = Literal[
    "score",
    "score-mee",
    "mover",
    "wald",
    "wald-pooled",
    "welch",
    "adjusted-wald",
    "lewis-sauro",
    "permutation",
    "permutation-studentized",
    "bootstrap",
    "bayes",
]

#: Probabilities of resampled differences nearer than this are equal.
TIE = 1e-12


def _score(corrected: bool) -> Callable[..., Evidence]:
    def infer(pairs: Pairs, null: FloatArray, alternative: str, alpha: float) -> Evidence:
        critical = normal_quantile(tail(alternative, alpha))
        low, high, z = two_sample.score_inference(pairs, null, critical, corrected=corrected)
        return Evidence(low, high, z, p_values(z, alternative))

    return infer


def _mover(pairs: Pairs, null: FloatArray, alternative: str, alpha: float) -> Evidence:
    limits = two_sample_mover.mover_limits(pairs, normal_quantile(tail(alternative, alpha)))
    z = two_sample_mover.mover_statistic(pairs, null)
    return Evidence(*limits, z, p_values(z, alternative))


def _wald(kernel: Callable[[Pairs], Estimate]) -> Callable[..., Evidence]:
    def infer(pairs: Pairs, null: FloatArray, alternative: str, alpha: float) -> Evidence:
        estimate = kernel(pairs)
        limits = two_sample_wald.limits(estimate, tail(alternative, alpha))
        statistic = two_sample_wald.statistic(estimate, null)
        return Evidence(*limits, statistic, p_values(statistic, alternative, estimate.freedom))

    return infer


def _wald_error(pairs: Pairs) -> FloatArray:
    return two_sample_wald.wald(pairs).error


def _permutation(studentized: bool) -> Callable[..., Evidence]:
    def infer(
        pairs: Pairs,
        null: FloatArray,
        alternative: str,
        alpha: float,
        mid_p: bool = False,
        n_resamples: int | None = None,
        rng: object = None,
    ) -> Evidence:
        generator = check_rng(rng)
        error = _permutation_error(studentized)(pairs)
        gap = moments(*pairs[:3])[1] - moments(*pairs[3:])[1]
        statistic = permutation.ratio(gap - null, error)
        low, high, p_value = (np.full(null.shape, np.nan) for _ in range(3))
        drawn = False
        for i in _defined(pairs):
            law, random = permutation.permutation_law(
                *_whole(pairs, i), studentized=studentized, alternative=alternative,
                mid_p=mid_p, n_resamples=n_resamples, rng=generator,
            )  # fmt: skip
            drawn |= random
            t = float(statistic[i])
            p_value[i] = law.p_value({"two-sided": abs(t), "greater": t, "less": -t}[alternative])
            critical = law.critical(alpha)
            if alternative == "two-sided":
                critical = max(critical, 0.0)  # with mid-p even the observed difference may fail
            reach = critical * error[i] if np.isfinite(critical) else np.copysign(4.0, critical)
            low[i], high[i] = gap[i] - reach, gap[i] + reach
        return Evidence(np.clip(low, -2, 2), np.clip(high, -2, 2), statistic, p_value, drawn)

    return infer


def _permutation_error(studentized: bool) -> Callable[[Pairs], FloatArray]:
    def error(pairs: Pairs) -> FloatArray:
        found = np.full(pairs[0].shape, np.nan)
        for i in _defined(pairs):
            found[i] = permutation.standard_error(*_whole(pairs, i), studentized=studentized)
        return found

    return error


def _bootstrap(pairs: Pairs, null: FloatArray, alternative: str, alpha: float) -> Evidence:
    """Percentile interval: the ends of what is left when `tail` of the law is cut off."""
    out = tail(alternative, alpha)
    low, high, statistic, p_value = (np.full(null.shape, np.nan) for _ in range(4))
    for i in _defined(pairs):
        mine, theirs = (Counts(*side) for side in _whole(pairs, i))
        law, steps = Difference(mine, theirs), lattice_steps(mine, theirs)
        net = (mine.promoters - mine.detractors) * (steps // mine.n) - (
            theirs.promoters - theirs.detractors
        ) * (steps // theirs.n)
        low[i] = (net + quantile(law, out - TIE)) / steps
        high[i] = (net + quantile(law, 1.0 - out + TIE)) / steps
        at = float(null[i]) * steps - net
        slack = min(1e-9 + 1e-15 * steps, 0.49)
        k = np.array([np.floor(at + slack), np.ceil(at - slack) - 1.0])
        up_to, below = law.cdf(np.clip(k, law.first - 1, law.last).astype(np.int64)).tolist()
        p_value[i], statistic[i] = two_tails(
            min(up_to + TIE, 1.0), min(1.0 - below + TIE, 1.0), alternative
        )
    return Evidence(low, high, statistic, p_value)


def _bayes(
    pairs: Pairs,
    null: FloatArray,
    alternative: str,
    alpha: float,
    prior: tuple[float, float, float] = (0.5, 0.5, 0.5),
) -> Evidence:
    """Equal-tailed interval of the posterior law of the difference."""
    out = tail(alternative, alpha)
    low, high, statistic, p_value = (np.full(null.shape, np.nan) for _ in range(4))
    for i in _defined(pairs):
        law = _posterior(pairs, i, prior)
        low[i] = -2.0 if alternative == "less" else law.upper_quantile(1.0 - out)
        high[i] = 2.0 if alternative == "greater" else law.upper_quantile(out)
        p_value[i], statistic[i] = two_tails(*law.tails(float(null[i])), alternative)
    return Evidence(low, high, statistic, p_value)


def _bayes_error(pairs: Pairs) -> FloatArray:
    """Return the posterior standard deviation under the Jeffreys prior."""
    found = np.full(pairs[0].shape, np.nan)
    for i in _defined(pairs):
        found[i] = _posterior(pairs, i, (0.5, 0.5, 0.5)).deviation
    return found


def _posterior(pairs: Pairs, i: int, prior: tuple[float, float, float]) -> DifferenceLaw:
    a1, b1, c1, a2, b2, c2 = (float(column[i]) for column in pairs)
    up, level, down = prior
    return DifferenceLaw((a1 + up, b1 + level, c1 + down), (a2 + up, b2 + level, c2 + down))


def _defined(pairs: Pairs) -> Iterator[int]:
    """Yield the positions at which both samples have answers."""
    both = (sum(pairs[:3]) > 0.0) & (sum(pairs[3:]) > 0.0)
    yield from np.flatnonzero(both).tolist()


def _whole(pairs: Pairs, i: int) -> tuple[Sample, Sample]:
    a1, b1, c1, a2, b2, c2 = (int(column[i]) for column in pairs)
    return (a1, b1, c1), (a2, b2, c2)


DIFFERENCES: Mapping[str, Method] = {
    "score": Method(
        infer=_score(corrected=True),
        standard_error=_wald_error,
    ),
    "score-mee": Method(
        infer=_score(corrected=False),
        standard_error=_wald_error,
    ),
    "mover": Method(
        infer=_mover,
        standard_error=_wald_error,
    ),
    "wald": Method(
        infer=_wald(two_sample_wald.wald),
        standard_error=_wald_error,
    ),
    "wald-pooled": Method(
        infer=_wald(two_sample_wald.pooled),
        standard_error=lambda pairs: two_sample_wald.pooled(pairs).error,
    ),
    "welch": Method(
        infer=_wald(two_sample_wald.welch),
        standard_error=lambda pairs: two_sample_wald.welch(pairs).error,
        freedom=two_sample_wald.welch_freedom,
    ),
    "adjusted-wald": Method(
        infer=_wald(two_sample_wald.adjusted),
        standard_error=lambda pairs: two_sample_wald.adjusted(pairs).error,
    ),
    "lewis-sauro": Method(
        infer=_wald(two_sample_wald.lewis_sauro),
        standard_error=lambda pairs: two_sample_wald.lewis_sauro(pairs).error,
    ),
    "permutation": Method(
        infer=_permutation(studentized=False),
        standard_error=_permutation_error(studentized=False),
        options=("mid_p", "n_resamples", "rng"),
        whole=True,
    ),
    "permutation-studentized": Method(
        infer=_permutation(studentized=True),
        standard_error=_permutation_error(studentized=True),
        options=("mid_p", "n_resamples", "rng"),
        whole=True,
    ),
    "bootstrap": Method(
        infer=_bootstrap,
        standard_error=_wald_error,
        whole=True,
    ),
    "bayes": Method(
        infer=_bayes,
        standard_error=_bayes_error,
        options=("prior",),
    ),
}

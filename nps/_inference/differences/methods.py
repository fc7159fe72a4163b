"""What computes each method of comparing two scores; kernels few ask for load when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_rng
from nps._inference.evidence import Evidence, Method, p_values, tail, two_tails
from nps._kernels.numerics.moments import moments, normal_quantile, ratio
from nps._kernels.two_scores import score as two_sample
from nps._kernels.two_scores import wald as two_sample_wald
from nps._samples.counts import Counts

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._kernels.two_scores.bayes import DifferenceLaw
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
    "student",
    "adjusted-wald",
    "lewis-sauro",
    "permutation",
    "permutation-studentized",
    "bootstrap",
    "bayes",
]

#: The Jeffreys prior.
HALVES = (0.5, 0.5, 0.5)
#: Probabilities of resampled differences nearer than this are equal.
TIE = 1e-12


def _score(corrected: bool) -> Callable[..., Evidence]:
    def test(pairs: Pairs, null: FloatArray, alternative: str, alpha: float) -> Evidence:
        critical = normal_quantile(tail(alternative, alpha))
        low, high, z = two_sample.score_inference(pairs, null, critical, corrected=corrected)
        error = two_sample_wald.wald(pairs).error
        return Evidence(low, high, z, p_values(z, alternative), error)

    return test


def _mover(pairs: Pairs, null: FloatArray, alternative: str, alpha: float) -> Evidence:
    from nps._kernels.two_scores.mover import mover_inference

    critical = normal_quantile(tail(alternative, alpha))
    low, high, z = mover_inference(pairs, null, critical)
    return Evidence(low, high, z, p_values(z, alternative), two_sample_wald.wald(pairs).error)


def _wald(kernel: Callable[[Pairs], Estimate]) -> Callable[..., Evidence]:
    def test(pairs: Pairs, null: FloatArray, alternative: str, alpha: float) -> Evidence:
        estimate = kernel(pairs)
        _, error, freedom = estimate
        low, high = two_sample_wald.limits(estimate, tail(alternative, alpha))
        statistic = two_sample_wald.statistic(estimate, null)
        p_value = p_values(statistic, alternative, freedom)
        return Evidence(low, high, statistic, p_value, error, freedom)

    return test


def _permutation(studentized: bool) -> Callable[..., Evidence]:
    def test(
        pairs: Pairs,
        null: FloatArray,
        alternative: str,
        alpha: float,
        mid_p: bool = False,
        n_resamples: int | None = None,
        rng: object = None,
    ) -> Evidence:
        from nps._kernels.two_scores import permutation

        generator = check_rng(rng)
        gap = moments(*pairs[:3])[1] - moments(*pairs[3:])[1]
        low, high, p_value, error, statistic = _empty(null, 5)
        drawn = False
        for i in _defined(pairs):
            error[i] = permutation.standard_error(*_whole(pairs, i), studentized=studentized)
            if error[i] == 0.0 == gap[i]:  # all divisions are alike, so there is nothing to tell
                p_value[i], statistic[i] = 0.5 if mid_p else 1.0, 0.0
                reach = 2.0 if p_value[i] >= alpha else 0.0
                low[i], high[i] = -reach, reach
                continue
            statistic[i] = ratio(gap[i] - null[i], error[i])
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
        low, high = np.clip(low, -2.0, 2.0), np.clip(high, -2.0, 2.0)
        return Evidence(low, high, statistic, p_value, error, drawn=drawn)

    return test


def _bootstrap(pairs: Pairs, null: FloatArray, alternative: str, alpha: float) -> Evidence:
    """Percentile interval: the ends of what is left when `tail` of the law is cut off."""
    from nps._inference.laws.resampled import Difference, lattice_steps, quantile

    out = tail(alternative, alpha)
    low, high, statistic, p_value = _empty(null, 4)
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
    return Evidence(low, high, statistic, p_value, two_sample_wald.wald(pairs).error)


def _bayes(
    pairs: Pairs,
    null: FloatArray,
    alternative: str,
    alpha: float,
    prior: tuple[float, float, float] = HALVES,
) -> Evidence:
    """Equal-tailed interval of the posterior law of the difference."""
    out = tail(alternative, alpha)
    low, high, statistic, p_value, error = _empty(null, 5)
    for i in _defined(pairs):
        law = _posterior(pairs, i, prior)
        low[i] = -2.0 if alternative == "less" else law.upper_quantile(1.0 - out)
        high[i] = 2.0 if alternative == "greater" else law.upper_quantile(out)
        p_value[i], statistic[i] = two_tails(*law.tails(float(null[i])), alternative)
        error[i] = law.deviation
    return Evidence(low, high, statistic, p_value, error)


def _posterior(pairs: Pairs, i: int, prior: tuple[float, float, float]) -> DifferenceLaw:
    from nps._kernels.two_scores.bayes import DifferenceLaw

    a1, b1, c1, a2, b2, c2 = (float(column[i]) for column in pairs)
    up, level, down = prior
    return DifferenceLaw((a1 + up, b1 + level, c1 + down), (a2 + up, b2 + level, c2 + down))


def _empty(null: FloatArray, columns: int) -> FloatArray:
    """Return columns without values, one to be filled for each answer."""
    return np.full((columns, *null.shape), np.nan)


def _defined(pairs: Pairs) -> Iterator[int]:
    """Yield the positions at which both samples have answers."""
    both = (sum(pairs[:3]) > 0.0) & (sum(pairs[3:]) > 0.0)
    yield from np.flatnonzero(both).tolist()


def _whole(pairs: Pairs, i: int) -> tuple[Sample, Sample]:
    a1, b1, c1, a2, b2, c2 = (int(column[i]) for column in pairs)
    return (a1, b1, c1), (a2, b2, c2)


def _permuting(studentized: bool) -> Method:
    options = ("mid_p", "n_resamples", "rng")
    return Method(test=_permutation(studentized), options=options, whole=True, one_by_one=True)


DIFFERENCES: Mapping[str, Method] = {
    "score": Method(test=_score(corrected=True)),
    "score-mee": Method(test=_score(corrected=False)),
    "mover": Method(test=_mover),
    "wald": Method(test=_wald(two_sample_wald.wald)),
    "wald-pooled": Method(test=_wald(two_sample_wald.pooled)),
    "welch": Method(test=_wald(two_sample_wald.welch)),
    "student": Method(test=_wald(two_sample_wald.student)),
    "adjusted-wald": Method(test=_wald(two_sample_wald.adjusted)),
    "lewis-sauro": Method(test=_wald(two_sample_wald.lewis_sauro)),
    "permutation": _permuting(studentized=False),
    "permutation-studentized": _permuting(studentized=True),
    "bootstrap": Method(test=_bootstrap, whole=True, one_by_one=True),
    "bayes": Method(test=_bayes, options=("prior",), one_by_one=True),
}

"""The mean rating with its interval, for those who report it beside the score."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.checks import check_alternative, check_confidence_level, check_option
from nps._base.errors import InputTypeError, OptionError
from nps._base.results import IF_ANY, ConfidenceInterval, Result
from nps._base.tables.measures import Measure
from nps._base.words.saying import Method
from nps._inference.evidence import interval, tail
from nps._kernels.same_people.multinomial import multinomial_interval
from nps._samples.counts import as_counts
from nps._samples.ratings import STANDARD, check_scale
from nps._surveys.kinds import is_weighted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.results import MethodKey
    from nps._base.typing import Alternative, Population
    from nps._base.words.saying import Say
    from nps._samples.counts import Counts
    from nps._samples.ratings import Scale
    from nps._surveys.design.replicate_weights import ReplicateKind, Replication
    from nps._surveys.samples import Lonely

#: What may be done about strata of one cluster, as in `SurveySample`.
LONELY = ("error", "certainty", "adjust", "average")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeanRating(Result, Measure):
    """Mean rating of one sample with its interval, on the scale of the ratings.

    Attributes
    ----------
    mean : float
        Mean of the valid answers.
    standard_error : float
        Of the mean (divisor n), or under the design.
    confidence_interval : ConfidenceInterval
        ``low, high`` on the scale of the ratings, not in points.
    confidence_level : float
        Probability with which such intervals contain the true mean.
    method, alternative : str
        As used.
    counts : Counts
        The sample with its distribution, without weights.
    effective_n, degrees_of_freedom : float or None
        Of weighted ratings: how many equally weighted ones would be as sure, and Student's t.

    Examples
    --------
    >>> import nps
    >>> print(nps.estimate_mean_rating([10, 9, 8, 7, 3]))
    mean rating 7.40  [4.18, 8.86]  95% CI, n = 5 (score method)
    """

    _number: ClassVar[str] = "mean"
    mean: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    confidence_level: float
    method: str
    alternative: str
    counts: Counts
    effective_n: float | None = field(default=None, metadata=IF_ANY)
    degrees_of_freedom: float | None = field(default=None, metadata=IF_ANY)

    def __str__(self) -> str:
        low, high = self.confidence_interval
        return (
            f"mean rating {self.mean:.2f}  [{low:.2f}, {high:.2f}]"
            f"  {text.level(self.confidence_level, self.alternative)}, n = {self.counts.n:,}"
            f" ({self.method} method)"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        low, high = self.confidence_interval
        return [
            ("mean rating", text.decimals(self.mean, 2)),
            (text.level(self.confidence_level, self.alternative), f"[{low:.2f}, {high:.2f}]"),
            ("n", self.counts.n),
            ("method", Method.of(self)),
        ]

    def _sentence(self, say: Say) -> str:
        low, high = (f"{end:.2f}" for end in self.confidence_interval)
        level = text.level_percent(self.confidence_level)
        evidence = say(self.alternative, level=level, low=low, high=high)
        return say("mean", mean=f"{self.mean:.2f}", evidence=evidence, n=self.counts.n)

    def _methods(self) -> list[MethodKey]:
        return [("mean", self.method)]


def estimate_mean_rating(
    sample: object,
    *,
    scale: Scale = STANDARD,
    weights: object = None,
    strata: object = None,
    clusters: object = None,
    population: Population = None,
    replicate_weights: object = None,
    replication: Replication | ReplicateKind | None = None,
    lonely: Lonely = "error",
    confidence_level: float = 0.95,
    alternative: Alternative = "two-sided",
) -> MeanRating:
    """Estimate the mean rating with the score interval for a mean of finite scores.

    Parameters
    ----------
    sample : ratings or Counts
        Counts must have their distribution, as `count` gives it.
    scale : Scale, default STANDARD
        Scale of the ratings; its bins are those of the distribution.
    weights, strata, clusters, population, replicate_weights, replication, lonely : optional
        The design of weighted ratings, as in `SurveySample`. Such a sample itself keeps the three
        classes alone, so the ratings are given with their design here.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" gives a lower bound (high is the end of the scale), "less" an upper bound.

    Returns
    -------
    MeanRating
        On the scale of the ratings. The interval never leaves the scale and has a width even where
        all answers agree.

    Raises
    ------
    EmptySampleError
        If there is no valid answer.
    OptionError
        If the counts have no distribution, or one of another scale.
    InputTypeError
        If a design is given beside counts, or the sample is a `SurveySample`.

    See Also
    --------
    estimate : The Net Promoter Score.

    Notes
    -----
    Holds the theta with ``|mean - theta| <= z sqrt(sum_j p_j (s_j - theta)**2 / n)``, where the
    shares p_j of the ratings s_j maximise the multinomial likelihood under mean theta (an empirical
    likelihood with mass allowed at the ends of the scale) [1]_. With three ratings it is Tango's
    interval [2]_, with two Wilson's.

    Weighted ratings take the linearised (or replicated) variance of their mean, with it an
    effective number of answers, and Student's t in place of z.

    References
    ----------
    .. [1] Owen AB (1988). Empirical likelihood ratio confidence intervals for a single functional.
       Biometrika 75(2), 237-249. doi:10.1093/biomet/75.2.237
    .. [2] Tango T (1998). Equivalence test and confidence interval for the difference in
       proportions for the paired-sample design. Statistics in Medicine 17(8), 891-908.
       doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B

    Examples
    --------
    >>> import nps
    >>> print(nps.estimate_mean_rating([10, 9, 9, 8, 7, 10, 3, 9, 6, 10]))
    mean rating 8.10  [5.85, 9.02]  95% CI, n = 10 (score method)
    """
    scale = check_scale(scale)
    level = check_confidence_level(confidence_level)
    check_alternative(alternative)
    if is_weighted(sample):
        raise InputTypeError(
            "sample must be the ratings themselves, with weights=, clusters= and so on beside them:"
            " a survey sample keeps the three classes alone."
        )
    design = {
        "weights": weights, "strata": strata, "clusters": clusters, "population": population,
        "replicate_weights": replicate_weights, "replication": replication,
    }  # fmt: skip
    check_option("lonely", lonely, LONELY)
    if lonely != "error" or any(value is not None for value in design.values()):
        from nps._inference.scores.weighted_mean import weighted_mean

        found = weighted_mean(sample, scale, lonely, design, tail(alternative, 1.0 - level))
        return MeanRating(
            mean=found.mean,
            standard_error=found.error,
            confidence_interval=interval(*found.limits, alternative, (scale.low, scale.high)),
            confidence_level=level,
            method="score",
            alternative=alternative,
            counts=found.counts,
            effective_n=found.effective_n,
            degrees_of_freedom=found.freedom,
        )
    counts = as_counts(sample)
    counts._size("mean rating")
    bins = counts.distribution
    if bins is None:
        raise OptionError(
            "the mean rating needs the distribution over the ratings, but these counts have none."
            " Pass the ratings, or counts made by nps.count."
        )
    ratings = np.array(scale.ratings, dtype=np.float64)
    if len(bins) != ratings.size:
        raise OptionError(
            f"the distribution has {len(bins)} bins but the scale {ratings.size} ratings."
            " Pass the scale that the ratings were counted with."
        )
    weights = np.array(bins, dtype=np.float64)
    mean = float(weights @ ratings) / counts.n
    variance = float(weights @ (ratings - mean) ** 2) / counts.n
    out = tail(alternative, 1.0 - level)
    low, high = (float(end[0]) for end in multinomial_interval(weights[None, :], ratings, out))
    return MeanRating(
        mean=mean,
        standard_error=float(np.sqrt(variance / counts.n)),
        confidence_interval=interval(low, high, alternative, (scale.low, scale.high)),
        confidence_level=level,
        method="score",
        alternative=alternative,
        counts=counts,
    )

"""What `compare_strata` returns: one difference over strata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import Result
from nps._base.tables import html
from nps._base.tables.measures import Measure
from nps._base.words.notes import Note
from nps._base.words.saying import Name, limits_text, uncapital
from nps._inference.differences.sides import against, between
from nps._inference.differences.telling import Difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.results import ConfidenceInterval, MethodKey
    from nps._base.tests import Test
    from nps._base.words.saying import Say
    from nps._inference.differences.comparisons import Comparisons
    from nps._kernels import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StrataComparison(Result, Measure):
    """One difference of scores over strata, ``sample - reference``, in points.

    Attributes
    ----------
    difference : float
        Mean of the differences within strata by their `weights`, -200 to 200.
    standard_error : float
        Of the difference. The score method gives that of the observed shares and does not use it.
    confidence_interval : ConfidenceInterval
        ``low, high``.
    confidence_level : float
        Probability with which such intervals contain the true difference.
    statistic, p_value : float
        Of the test that the difference, the same in all strata, is `null`.
    null : float
        Difference under the null hypothesis, in points.
    alternative, method : str
        As used.
    degrees_of_freedom : float or None
        Of Student's t, for weighted cohorts.
    strata : Comparisons
        The difference within each stratum, each tested on its own; of those that count.
    weights : ndarray of float64, shape (H,)
        Of each stratum in the difference; they sum to 1.
    heterogeneity : Test
        Cochran's Q: do the true differences differ between strata? NaN for a single stratum.
    tau : float
        Standard deviation of the true differences about their mean, in points: by the method, and
        by that of DerSimonian and Laird where the method has none.
    tau_interval : ConfidenceInterval
        Where it lies, from the law of Q.
    i_squared : float
        Part of the variance of the observed differences that chance within strata does not explain,
        0 to 1.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> now = nps.Cohorts.from_counts(["app", "shop"], [90, 20], [60, 10], [50, 10])
    >>> before = nps.Cohorts.from_counts(["app", "shop"], [10, 60], [20, 50], [20, 30])
    >>> print(nps.compare_strata(now, before))
    difference +24.1  [+5.4, +41.5]  95% CI, p = 0.012  2 strata (score method)
    """

    _picture: ClassVar[str] = ""
    difference: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    confidence_level: float
    statistic: float
    p_value: float
    null: float
    alternative: str
    method: str
    degrees_of_freedom: float | None
    strata: Comparisons
    weights: FloatArray
    heterogeneity: Test
    tau: float
    tau_interval: ConfidenceInterval
    i_squared: float
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, str] | None:
        """What sample and reference are called, where they were given names."""
        return self.strata.names

    @property
    def score(self) -> float:
        """Score of the sample at the weights of the strata."""
        return float(self.weights @ self.strata.sample.score)

    @property
    def reference_score(self) -> float:
        """Score of the reference at the weights of the strata: `score` less the difference."""
        return self.score - self.difference

    def __str__(self) -> str:
        level = text.level(self.confidence_level, self.alternative)
        against = f" against {text.points(self.null, signed=True)}" if self.null else ""
        return (
            f"difference {text.points(self.difference, signed=True)}"
            f"  {text.interval(*self.confidence_interval, signed=True)}  {level},"
            f" {text.p_value(self.p_value)}{against}"
            f"  {text.noun(len(self.strata), 'stratum', 'strata')}{between(self.names)}"
            f" ({self.method} method)"
        )

    def _header(self) -> Sequence[str]:
        compared = "NPS" if self.names is None else Note("NPS, {names}", names=against(self.names))
        return ("stratum", "n", compared, "difference", "interval", "", "weight")

    def _rows(self) -> Sequence[tuple[object, ...]]:
        strata, limits = self.strata, self.confidence_interval
        assert not isinstance(strata.reference, float)
        low, high = (
            np.append(ends, end)
            for ends, end in zip(strata.confidence_interval, limits, strict=True)
        )
        difference = np.append(strata.difference, self.difference)
        bars = html.interval_bars(difference, low, high, null=self.null)
        sizes = zip(strata.sample.n.tolist(), strata.reference.n.tolist(), strict=True)
        scores = zip(strata.sample.score.tolist(), strata.reference.score.tolist(), strict=True)
        names = [
            *(
                (Name(text.label_text(label)), f"{mine:,} vs {other:,}")
                for label, (mine, other) in zip(strata.labels, sizes, strict=True)
            ),
            ("all", f"{strata.sample.n.sum():,} vs {strata.reference.n.sum():,}"),
        ]
        pairs = [*scores, (self.score, self.reference_score)]
        weights = [*self.weights.tolist(), 1.0]
        return [
            (
                *names[i],
                " vs ".join(map(text.points, pairs[i])),
                text.points(difference[i], signed=True),
                text.interval(low[i], high[i], signed=True),
                bars[i],
                text.percent(weights[i]),
            )
            for i in range(len(names))
        ]

    def _sentence(self, say: Say) -> str:
        alpha = 1.0 - self.confidence_level
        called: tuple[str, str] | None = None
        subject, other = say("strata score", k=len(self.strata)), say("reference")
        if self.names is not None:
            called = say.name(self.names[0]), say.name(self.names[1])
            subject = say("strata score of", k=len(self.strata), label=called[0])
            other = say("place", label=called[1])
        said = Difference(
            story="compare",
            subject=subject,
            other=other,
            new=self.score,
            old=self.reference_score,
            difference=self.difference,
            null=self.null,
            p_value=self.p_value,
            alpha=alpha,
            alternative=self.alternative,
            limits=limits_text(
                say,
                self.confidence_interval,
                self.confidence_level,
                self.alternative,
                null=self.null,
            ),
            ends=self.confidence_interval,
            p=text.p_value(self.p_value, alpha),
            called=called,
        ).sentence(say)
        if len(self.strata) < 2:
            return said
        return say.joined(said, uncapital(self.heterogeneity._sentence(say)))

    def _methods(self) -> list[MethodKey]:
        return [("strata", self.method)]

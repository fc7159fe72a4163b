"""What a sample says about the true score, as a posterior distribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, overload

import numpy as np

from nps._base import text
from nps._base.checks import (
    TINY,
    check_confidence_level,
    check_option,
    check_rng,
    check_whole,
)
from nps._base.columns.numbers import read_numbers
from nps._base.errors import OptionError
from nps._base.results import ConfidenceInterval, Result
from nps._base.tables import html
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._base.words.saying import end_texts
from nps._inference.laws.priors import check_prior
from nps._inference.laws.resampled import like
from nps._kernels.laws import dirichlet
from nps._samples.counts import Counts, as_counts

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._base.results import MethodKey
    from nps._base.typing import Rng
    from nps._base.words.saying import Say
    from nps._inference.laws.priors import PriorName
    from nps._kernels import FloatArray

KINDS = ("equal-tailed", "highest-density")
#: True scores drawn at once, in some 500 MB.
MOST_DRAWS = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posterior(Result):
    """Posterior distribution of the true score, in points; made by `posterior`.

    Attributes
    ----------
    mean, standard_deviation : float
        Of the true score, in points.
    parameters : tuple of float
        Of the Dirichlet posterior of the shares: promoters, passives, detractors.
    prior : tuple of float
        What the prior contributed to them.
    counts : Counts
        The sample.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> belief = nps.posterior(nps.Counts(50, 30, 20))
    >>> print(belief)
    NPS posterior mean 29.6  [14.0, 44.3]  95% credible, n = 100
    >>> round(belief.probability_above(20), 3)
    0.89
    """

    _picture: ClassVar[str] = "density"
    mean: float
    standard_deviation: float
    parameters: tuple[float, float, float]
    prior: tuple[float, float, float]
    counts: Counts
    notes: tuple[str, ...] = ()

    @overload
    def cdf(self, x: float) -> float: ...
    @overload
    def cdf(self, x: ArrayLike) -> float | FloatArray: ...
    def cdf(self, x: ArrayLike) -> float | FloatArray:
        """Return the probability that the true score is at most x.

        Parameters
        ----------
        x : float or array
            In points.

        Returns
        -------
        float or ndarray
        """
        points = _points(x)
        if self._constant:
            return like(points, (points.ravel() >= self.mean).astype(np.float64))
        return like(points, self._distribution(points)[0])

    @overload
    def pdf(self, x: float) -> float: ...
    @overload
    def pdf(self, x: ArrayLike) -> float | FloatArray: ...
    def pdf(self, x: ArrayLike) -> float | FloatArray:
        """Return the density of the true score at x, per point.

        Parameters
        ----------
        x : float or array
            In points.

        Returns
        -------
        float or ndarray
            0 at and beyond the ends of the scale; infinite at the only possible score if all
            shares are known (a "haldane" prior and one class).
        """
        points = _points(x)
        if self._constant:
            return like(points, np.where(points.ravel() == self.mean, np.inf, 0.0))
        return like(points, self._distribution(points)[2] / 100.0)

    @overload
    def quantile(self, q: float) -> float: ...
    @overload
    def quantile(self, q: ArrayLike) -> float | FloatArray: ...
    def quantile(self, q: ArrayLike) -> float | FloatArray:
        """Return the score below which the true one lies with probability q.

        Parameters
        ----------
        q : float or array
            Probabilities from 0 to 1.

        Returns
        -------
        float or ndarray
            In points.
        """
        levels = read_numbers("q", q)
        if not np.all((levels >= 0.0) & (levels <= 1.0)):
            raise OptionError(f"q must be between 0 and 1, got {shown(q)}.")
        if self._constant:
            return like(levels, np.full(levels.size, self.mean))
        flat = levels.ravel()
        return like(levels, 100.0 * dirichlet.quantile(flat, *self._columns(flat)))

    @overload
    def probability_above(self, benchmark: float | Posterior) -> float: ...
    @overload
    def probability_above(self, benchmark: ArrayLike) -> float | FloatArray: ...
    def probability_above(self, benchmark: ArrayLike | Posterior) -> float | FloatArray:
        """Return the probability that the true score is above a benchmark or another score.

        Parameters
        ----------
        benchmark : float, array or Posterior
            Points, or the posterior of an independent sample.

        Returns
        -------
        float or ndarray
            P(self > other) and P(other > self) sum to 1, unless both scores are known for certain.

        Examples
        --------
        >>> import nps
        >>> now = nps.posterior(nps.Counts(55, 25, 20))
        >>> before = nps.posterior(nps.Counts(45, 30, 25))
        >>> print(f"{now.probability_above(before):.3f}")
        0.906
        """
        if not isinstance(benchmark, Posterior):
            points = _points(benchmark, "benchmark")
            if self._constant:
                return like(points, (points.ravel() < self.mean).astype(np.float64))
            return like(points, self._distribution(points)[1])
        if benchmark._constant:
            return self.probability_above(benchmark.mean)
        if self._constant:
            return benchmark.cdf(self.mean)
        return dirichlet.probability_greater(self.parameters, benchmark.parameters)

    def credible_interval(
        self,
        confidence_level: float = 0.95,
        kind: Literal["equal-tailed", "highest-density"] = "equal-tailed",
    ) -> ConfidenceInterval:
        """Return an interval that holds the true score with the given probability.

        Parameters
        ----------
        confidence_level : float, default 0.95
            Posterior probability inside, strictly between 0 and 1.
        kind : {"equal-tailed", "highest-density"}, default "equal-tailed"
            With the same probability on each side, or the shortest interval. The latter is the
            region of highest density where the density has one mode; with a handful of answers
            and a prior below 1 it can rise at the ends of the scale, too.

        Returns
        -------
        ConfidenceInterval
            ``low, high`` in points; a point if the posterior is one.

        Examples
        --------
        >>> import nps
        >>> low, high = nps.posterior(nps.Counts(9, 1, 0)).credible_interval(kind="highest-density")
        >>> print(f"{low:.1f} to {high:.1f}")
        50.4 to 99.4
        """
        level = check_confidence_level(confidence_level)
        check_option("kind", kind, KINDS)
        if self._constant:
            return ConfidenceInterval(self.mean, self.mean)
        if kind == "highest-density":
            low, high = dirichlet.shortest_interval(level, *self.parameters)
        else:
            tail = np.array([(1.0 - level) / 2.0])
            up, middle, down = self._columns(tail)
            low = -float(dirichlet.upper_quantile(tail, down, middle, up)[0])
            high = float(dirichlet.upper_quantile(tail, up, middle, down)[0])
        return ConfidenceInterval(100.0 * low, 100.0 * high)

    def sample(self, size: int, *, rng: Rng = None) -> FloatArray:
        """Draw true scores from the posterior.

        Parameters
        ----------
        size : int
            How many, up to ten million.
        rng : int, SeedSequence or Generator, optional
            Source of random numbers, passed to `numpy.random.default_rng`. By default fresh
            entropy from the system.

        Returns
        -------
        ndarray of float64, shape (size,)
            In points.
        """
        number = check_whole("size", size, largest=MOST_DRAWS)
        gammas = check_rng(rng).standard_gamma(self.parameters, (number, 3))
        drawn: FloatArray = 100.0 * ((gammas[:, 0] - gammas[:, 2]) / gammas.sum(axis=1))
        return drawn

    def __str__(self) -> str:
        low, high = self.credible_interval()
        return (
            f"NPS posterior mean {text.points(self.mean)}  {text.interval(low, high)}"
            f"  95% credible, n = {self.counts.n:,}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        low, high = self.credible_interval()
        return [
            ("posterior mean", text.points(self.mean)),
            ("standard deviation", text.points(self.standard_deviation)),
            ("95% credible interval", text.interval(low, high)),
            ("", html.interval_bar(self.mean, low, high, html.SCORES)),
            ("P(NPS > 0)", text.decimals(self.probability_above(0.0), 3)),
            ("n", self.counts.n),
        ]

    @property
    def _constant(self) -> bool:
        return sum(weight > 0.0 for weight in self.parameters) == 1

    def _columns(self, like: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        up, level, down = (np.full_like(like, weight) for weight in self.parameters)
        return up, level, down

    def _distribution(self, points: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        t = np.clip(points.ravel() / 100.0, -1.0, 1.0)
        below, above, density = dirichlet.distribution(t, *self._columns(t))
        return below, above, density

    def _sentence(self, say: Say) -> str:
        low, high = end_texts(self.credible_interval())
        return say("posterior", low=low, high=high, mean=text.points(self.mean), n=self.counts.n)

    def _methods(self) -> list[MethodKey]:
        return [("posterior", "posterior")]


def posterior(
    sample: object,
    *,
    prior: PriorName | tuple[float, float, float] = "jeffreys",
) -> Posterior:
    """Compute the posterior distribution of the true score.

    Parameters
    ----------
    sample : ratings or Counts
        At least one valid answer.
    prior : {"jeffreys", "uniform", "perks", "haldane"} or three numbers, default "jeffreys"
        Dirichlet prior of the shares: 1/2, 1, 1/3 or 0 for each class, or a positive number for
        promoters, passives and detractors: what earlier data are worth in answers. "jeffreys" is
        recommended: near the ends of the scale its intervals cover best. "uniform" never reaches
        the ends. "haldane" is the Bayesian bootstrap [1]_: classes that do not occur are taken to
        be impossible.

    Returns
    -------
    Posterior
        With `cdf`, `quantile`, `credible_interval`, `probability_above` and `sample`.

    Raises
    ------
    EmptySampleError
        If there is no valid answer.
    OptionError
        If the prior is not allowed.

    See Also
    --------
    bootstrap : How the score varies over repeated samples.
    estimate : Confidence intervals, with ``method="bayes-jeffreys"`` also this one.

    Notes
    -----
    With a, b, c answers and prior weights w the shares have the Dirichlet posterior with
    A = (a + w1, b + w2, c + w3) and A0 = A1 + A2 + A3. The true score has mean (A1 - A3)/A0 and
    variance ((A1 + A3)/A0 - mean**2)/(A0 + 1), times 100 and 100**2. Its distribution function is
    not simulated but computed by contour integration of the law of Q,
    ``P(score > t) = P(Q > 0)`` with ``Q = (1 - t) G1 - t G2 - (1 + t) G3`` for independent gamma
    variables of shapes A, to about 1e-13. P(one score > another) is a one-dimensional integral of
    one density times the other distribution function.

    With "haldane" and all answers in one class the posterior is a point; a note says so.

    References
    ----------
    .. [1] Rubin DB (1981). The Bayesian bootstrap. The Annals of Statistics 9(1), 130-134.
       doi:10.1214/aos/1176345338

    Examples
    --------
    >>> import nps
    >>> belief = nps.posterior(nps.Counts(50, 30, 20))
    >>> print(belief)
    NPS posterior mean 29.6  [14.0, 44.3]  95% credible, n = 100

    Is the true score above 20?

    >>> print(f"{belief.probability_above(20):.2f}")
    0.89
    """
    counts = as_counts(sample)
    counts._size("posterior distribution")
    weights = check_prior(prior)
    a, b, c = (
        count + weight
        for count, weight in zip(
            (counts.promoters, counts.passives, counts.detractors), weights, strict=True
        )
    )
    mean, deviation = dirichlet.mean_and_deviation(np.array([a]), np.array([b]), np.array([c]))
    notes = []
    if counts.n < TINY:
        notes.append(Note("A tiny {side}: n = {n}.", side=Note("sample"), n=counts.n))
    if 0.0 in (a, b, c):
        notes.append(
            Note(
                'The "haldane" prior takes two classes without answers to be impossible;'
                ' prior="jeffreys" does not.'
            )
            if (a, b, c).count(0.0) == 2
            else Note(
                'The "haldane" prior takes a class without answers to be impossible;'
                ' prior="jeffreys" does not.'
            )
        )
    return Posterior(
        mean=100.0 * float(mean[0]),
        standard_deviation=100.0 * float(deviation[0]),
        parameters=(a, b, c),
        prior=weights,
        counts=counts,
        notes=tuple(notes),
    )


def _points(x: ArrayLike, name: str = "x") -> FloatArray:
    points = read_numbers(name, x, what="a number in points")
    if np.isnan(points).any():
        raise OptionError(f"{name} must be a number in points, got NaN.")
    return points

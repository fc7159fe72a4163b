"""What `bootstrap` returns: the law of a resampled score or difference, exact or simulated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, overload

import numpy as np

from nps._base import text
from nps._base.checks import check_alternative, check_confidence_level, check_option
from nps._base.columns.numbers import read_numbers
from nps._base.errors import OptionError
from nps._base.results import ConfidenceInterval, Result
from nps._base.tables import html
from nps._base.words.saying import end_texts, with_sign
from nps._inference.evidence import interval, tail
from nps._inference.laws.resampled import (
    Law,
    columns,
    groups,
    lattice_steps,
    like,
    net,
    plug_in_error,
    quantile,
)
from nps._kernels.laws.bootstrap import acceleration, bca_tails, bootstrap_studentized
from nps._kernels.laws.studentized import TIE, central_moment
from nps._kernels.numerics.moments import moments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from nps._base.results import MethodKey
    from nps._base.typing import Alternative
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray
    from nps._samples.counts import Counts


Kind: TypeAlias = Literal["percentile", "basic", "bca", "studentized"]
KINDS = ("percentile", "basic", "bca", "studentized")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BootstrapDistribution(Result):
    """Law of the score, or of a difference, over bootstrap samples; everything in points.

    Made by `bootstrap`. A bootstrap sample is drawn with replacement, as many as there are answers.

    Attributes
    ----------
    observed : float
        The score of the sample, or its difference from that of the reference.
    mean, standard_error : float
        Of the resampled values; for the exact law the observed value and
        ``100 sqrt(v/n)``, v the variance of one answer with divisor n.
    sample : Counts
        What was resampled.
    reference : Counts or None
        The sample that was subtracted.
    n_resamples : int or None
        Number of simulated bootstrap samples; None for the exact law.
    notes : tuple of str
        What the numbers alone would hide.

    Notes
    -----
    The exact law has an absolute error of about 1e-15 in each probability. Probabilities below
    that, beyond some 8 standard errors, are not resolved: there the support ends.

    Examples
    --------
    >>> import nps
    >>> law = nps.bootstrap(nps.Counts(50, 30, 20))
    >>> print(law)
    NPS 30.0  bootstrap SE 7.8 (exact)
    >>> print("{:.1f} to {:.1f}".format(*law.confidence_interval(kind="bca")))
    14.0 to 45.0
    """

    _picture: ClassVar[str] = "density"
    observed: float
    mean: float
    standard_error: float
    sample: Counts
    reference: Counts | None
    n_resamples: int | None
    notes: tuple[str, ...]
    _law: Law
    _studentized: FloatArray | None = None

    @property
    def support(self) -> FloatArray:
        """Values that occur, in points, ascending.

        Raises
        ------
        OptionError
            If there are more than four million.
        """
        return self._to_points(self._law.table()[0])

    @property
    def probabilities(self) -> FloatArray:
        """Probabilities of the values in `support`."""
        return self._law.table()[1]

    @overload
    def cdf(self, x: float) -> float: ...
    @overload
    def cdf(self, x: ArrayLike) -> float | FloatArray: ...
    def cdf(self, x: ArrayLike) -> float | FloatArray:
        """Return the probability that a resampled value is at most x.

        Parameters
        ----------
        x : float or array
            In points.

        Returns
        -------
        float or ndarray
            Values within rounding of a possible one count as that one.
        """
        points = read_numbers("x", x)
        k = np.floor(self._to_steps(points.ravel()) + self._rounding())
        return like(points, self._law.cdf(self._inside(k)))

    @overload
    def pmf(self, x: float) -> float: ...
    @overload
    def pmf(self, x: ArrayLike) -> float | FloatArray: ...
    def pmf(self, x: ArrayLike) -> float | FloatArray:
        """Return the probability that a resampled value is x; 0 between possible values.

        Parameters
        ----------
        x : float or array
            In points.

        Returns
        -------
        float or ndarray
        """
        points = read_numbers("x", x)
        exact = self._to_steps(points.ravel())
        inside = self._inside(np.round(exact))
        mass = np.maximum(self._law.cdf(inside) - self._law.cdf(inside - 1), 0.0)
        here = np.abs(exact - inside) <= self._rounding()
        return like(points, np.where(here, mass, 0.0))

    @overload
    def probability_above(self, x: float) -> float: ...
    @overload
    def probability_above(self, x: ArrayLike) -> float | FloatArray: ...
    def probability_above(self, x: ArrayLike) -> float | FloatArray:
        """Return the probability that a resampled value is greater than x.

        It says how often samples like this one would show more than x, not how probable it is
        that the true score does; that is `Posterior.probability_above`.

        Parameters
        ----------
        x : float or array
            In points.

        Returns
        -------
        float or ndarray
            One minus `cdf`.
        """
        return 1.0 - self.cdf(x)

    @overload
    def quantile(self, q: float) -> float: ...
    @overload
    def quantile(self, q: ArrayLike) -> float | FloatArray: ...
    def quantile(self, q: ArrayLike) -> float | FloatArray:
        """Return the smallest value whose cdf reaches q.

        Parameters
        ----------
        q : float or array
            Probabilities from 0 to 1. A cdf within 1e-12 of q has reached it.

        Returns
        -------
        float or ndarray
            In points; the ends of the support at 0 and 1.
        """
        levels = read_numbers("q", q)
        if not np.all((levels >= 0.0) & (levels <= 1.0)):
            raise OptionError(f"q must be between 0 and 1, got {text.shown(q)}.")
        k = np.array([quantile(self._law, float(level) - TIE) for level in levels.ravel()])
        return like(levels, self._to_points(k))

    def confidence_interval(
        self,
        kind: Kind = "percentile",
        confidence_level: float = 0.95,
        alternative: Alternative = "two-sided",
    ) -> ConfidenceInterval:
        """Return a bootstrap confidence interval.

        Parameters
        ----------
        kind : {"percentile", "basic", "bca", "studentized"}, default "percentile"
            "percentile": the smallest value with at least alpha/2 of the law at or below it, and
            the largest with as much at or above it. "basic": that interval reflected at the
            observed value. "bca": bias-corrected and accelerated, the best of the four for one
            score. "studentized": from the law of (resampled - observed) / (its standard error);
            for a difference it needs `n_resamples`.
        confidence_level : float, default 0.95
            Strictly between 0 and 1.
        alternative : {"two-sided", "greater", "less"}, default "two-sided"
            "greater" gives a lower bound (the other end is that of the scale), "less" an upper.

        Returns
        -------
        ConfidenceInterval
            ``low, high`` in points, cut off at the ends of the scale (-100 and 100; for a
            difference -200 and 200). A point where all answers agree.

        Raises
        ------
        OptionError
            If an option is not allowed, or "studentized" is asked of the exact law of a
            difference.

        Notes
        -----
        BCa leaves the probabilities ``ndtr(z0 + w/(1 - acc w))``, ``w = z0 -+ z``, below its ends.
        z0 is the normal quantile of P(below the observed) + P(equal to it)/2: counting half of the
        ties keeps the lattice of scores from shifting the interval. The acceleration is
        ``acc = sum_g s_g mu3_g/n_g**2 / (6 (sum_g v_g/n_g)**1.5)``, where mu3 is the third central
        moment of one answer and s_g is -1 for the reference: the jackknife value in closed form
        [1]_ [2]_.

        References
        ----------
        .. [1] Efron B (1987). Better bootstrap confidence intervals. JASA 82(397), 171-185.
           doi:10.1080/01621459.1987.10478410
        .. [2] DiCiccio TJ, Efron B (1996). Bootstrap confidence intervals. Statistical Science
           11(3), 189-228. doi:10.1214/ss/1032280214

        Examples
        --------
        >>> import nps
        >>> low, high = nps.bootstrap(nps.Counts(50, 30, 20)).confidence_interval("bca")
        >>> print(f"{low:.0f} to {high:.0f}")
        14 to 45
        """
        check_option("kind", kind, KINDS)
        level = check_confidence_level(confidence_level)
        check_alternative(alternative)
        ends = self._ends(kind, tail(alternative, 1.0 - level))
        end = 100.0 if self.reference is None else 200.0
        low, high = (min(max(x, -end), end) for x in ends)
        return interval(low, high, alternative, (-end, end))

    def __str__(self) -> str:
        what, signed = ("NPS", False) if self.reference is None else ("difference", True)
        how = "exact" if self.n_resamples is None else f"{self.n_resamples:,} resamples"
        error = text.points(self.standard_error)
        return f"{what} {text.points(self.observed, signed=signed)}  bootstrap SE {error} ({how})"

    def __repr__(self) -> str:
        return f"<BootstrapDistribution: {self}>"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        low, high = self.confidence_interval("bca")
        signed = self.reference is not None
        name, reach = ("difference", html.DIFFERENCES) if signed else ("NPS", html.SCORES)
        return [
            (name, text.points(self.observed, signed=signed)),
            ("bootstrap standard error", text.points(self.standard_error)),
            ("95% BCa interval", text.interval(low, high, signed=signed)),
            ("", html.interval_bar(self.observed, low, high, reach)),
            ("resamples", "exact" if self.n_resamples is None else f"{self.n_resamples:,}"),
        ]

    def _ends(self, kind: str, tail: float) -> tuple[float, float]:
        if kind == "studentized":
            return self._studentized_ends(tail)
        lower, upper = tail, tail
        if kind == "bca":
            below, up_to = self._law.cdf(np.array([-1, 0]))
            middle = np.array([0.5 * (below + up_to)])
            tails = bca_tails(middle, self._acceleration(), tail)
            lower, upper = (float(one[0]) for one in tails)
        ends = quantile(self._law, lower - TIE), quantile(self._law, 1.0 - upper + TIE)
        low, high = (float(self._to_points(np.array(k))) for k in ends)
        if kind == "basic":
            return 2.0 * self.observed - high, 2.0 * self.observed - low
        return low, high

    def _acceleration(self) -> FloatArray:
        cube, square = np.zeros(1), np.zeros(1)
        for counts, sign in groups(self.sample, self.reference):
            n, _, variance = moments(*columns(counts))
            cube = cube + sign * central_moment(*columns(counts), 3) / n**2
            square = square + variance / n
        return acceleration(cube, square)

    def _studentized_ends(self, tail: float) -> tuple[float, float]:
        if self._studentized is not None:
            t, size = self._studentized, self._studentized.size
            rank = max(int(np.ceil((tail - TIE) * size)), 1)
            error = plug_in_error(self.sample, self.reference)
            lower, upper = float(t[rank - 1]), float(t[size - rank])
            return self.observed - error * upper, self.observed - error * lower
        if self.reference is not None:
            raise OptionError(
                'kind="studentized" is not available for the exact law of a difference; give'
                ' n_resamples, or use kind="bca".'
            )
        low, high = bootstrap_studentized(*columns(self.sample), tail)
        return 100.0 * float(low[0]), 100.0 * float(high[0])

    def _to_points(self, k: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> FloatArray:
        steps = lattice_steps(self.sample, self.reference)
        return 100.0 * ((net(self.sample, self.reference, steps) + k) / steps)

    def _to_steps(self, points: FloatArray) -> FloatArray:
        if np.isnan(points).any():
            raise OptionError("x must be a number in points, got NaN.")
        steps = lattice_steps(self.sample, self.reference)
        return points * (steps / 100.0) - net(self.sample, self.reference, steps)

    def _rounding(self) -> float:
        """Return how far from a lattice point, in steps, rounding may put a value in points."""
        return min(1e-9 + 1e-15 * lattice_steps(self.sample, self.reference), 0.49)

    def _inside(self, k: FloatArray) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        return np.clip(k, self._law.first - 1.0, self._law.last + 1.0).astype(np.int64)

    def _sentence(self, say: Say) -> str:
        low, high = end_texts(self.confidence_interval("bca"))
        values = {"error": text.points(self.standard_error), "low": low, "high": high}
        n, observed, other = self.sample.n, self.observed, self.reference
        if other is None:
            return say("bootstrap", value=text.points(observed), n=n, **values)
        return say("bootstrap.difference", value=with_sign(observed), n=n, m=other.n, **values)

    def _methods(self) -> list[MethodKey]:
        return [("bootstrap", "bootstrap"), ("interval", "bootstrap-bca")]

"""The bootstrap of a score or a difference, exact or simulated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, overload

import numpy as np

from nps._base import html, text
from nps._base.checks import (
    TINY,
    check_alternative,
    check_confidence_level,
    check_option,
    check_rng,
    check_whole,
)
from nps._base.errors import OptionError
from nps._base.results import ConfidenceInterval, Result
from nps._base.words.notes import Note
from nps._base.words.saying import end_texts, with_sign
from nps._inference.evidence import interval, tail
from nps._inference.laws.resampled import (
    Difference,
    Law,
    OneSample,
    Simulated,
    columns,
    lattice_steps,
    quantile,
)
from nps._kernels.laws.bootstrap import acceleration, bca_tails, bootstrap_studentized
from nps._kernels.laws.studentized import TIE, central_moment, error_variance, padded_error_variance
from nps._kernels.numerics.moments import moments
from nps._samples.counts import Counts, as_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from nps._base.results import MethodKey
    from nps._base.typing import Alternative, Rng
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray

Kind: TypeAlias = Literal["percentile", "basic", "bca", "studentized"]
KINDS = ("percentile", "basic", "bca", "studentized")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BootstrapDistribution(Result):
    """Law of the score, or of a difference, over bootstrap samples; everything in points.

    Made by `bootstrap`. A bootstrap sample has as many answers as the sample, drawn from it with
    replacement.

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
        points = np.asarray(x, dtype=np.float64)
        k = np.floor(self._to_steps(points.ravel()) + self._rounding())
        return _like(points, self._law.cdf(self._inside(k)))

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
        points = np.asarray(x, dtype=np.float64)
        exact = self._to_steps(points.ravel())
        k = np.round(exact)
        inside = self._inside(k)
        mass = np.maximum(self._law.cdf(inside) - self._law.cdf(inside - 1), 0.0)
        here = (np.abs(exact - k) <= self._rounding()) & (k == inside)
        return _like(points, np.where(here, mass, 0.0))

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
        levels = np.asarray(q, dtype=np.float64)
        if not np.all((levels >= 0.0) & (levels <= 1.0)):
            raise OptionError(f"q must be between 0 and 1, got {q!r}.")
        k = np.array([quantile(self._law, float(level) - TIE) for level in levels.ravel()])
        return _like(levels, self._to_points(k))

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
        what = "NPS" if self.reference is None else "difference"
        how = "exact" if self.n_resamples is None else f"{self.n_resamples:,} resamples"
        return (
            f"{what} {text.points(self.observed, signed=self.reference is not None)}"
            f"  bootstrap SE {text.points(self.standard_error)} ({how})"
        )

    def __repr__(self) -> str:
        return f"<BootstrapDistribution: {self}>"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        low, high = self.confidence_interval("bca")
        signed = self.reference is not None
        reach = html.DIFFERENCES if signed else html.SCORES
        return [
            ("difference" if signed else "NPS", text.points(self.observed, signed=signed)),
            ("bootstrap standard error", text.points(self.standard_error)),
            ("95 % BCa interval", text.interval(low, high, signed=signed)),
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
        for counts, sign in _groups(self.sample, self.reference):
            n, _, variance = moments(*columns(counts))
            cube = cube + sign * central_moment(*columns(counts), 3) / n**2
            square = square + variance / n
        return acceleration(cube, square)

    def _studentized_ends(self, tail: float) -> tuple[float, float]:
        if self._studentized is not None:
            t, size = self._studentized, self._studentized.size
            rank = max(int(np.ceil((tail - TIE) * size)), 1)
            error = _plug_in_error(self.sample, self.reference)
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
        return 100.0 * ((_net(self.sample, self.reference, steps) + k) / steps)

    def _to_steps(self, points: FloatArray) -> FloatArray:
        if np.isnan(points).any():
            raise OptionError("x must be a number in points, got NaN.")
        steps = lattice_steps(self.sample, self.reference)
        return points * (steps / 100.0) - _net(self.sample, self.reference, steps)

    def _rounding(self) -> float:
        """Return how far from a lattice point, in steps, rounding may put a value in points."""
        return min(1e-9 + 1e-15 * lattice_steps(self.sample, self.reference), 0.49)

    def _inside(self, k: FloatArray) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        return np.clip(k, self._law.first - 1.0, self._law.last + 1.0).astype(np.int64)

    def _sentence(self, say: Say) -> str:
        low, high = end_texts(self.confidence_interval("bca"))
        values = {"error": text.points(self.standard_error), "low": low, "high": high}
        n, observed = self.sample.n, self.observed
        if self.reference is None:
            return say("bootstrap", value=text.points(observed), n=n, **values)
        m = self.reference.n
        return say("bootstrap.difference", value=with_sign(observed), n=n, m=m, **values)

    def _methods(self) -> list[MethodKey]:
        return [("bootstrap", "bootstrap"), ("interval", "bootstrap-bca")]


def bootstrap(
    sample: object,
    reference: object = None,
    *,
    n_resamples: int | None = None,
    rng: Rng = None,
) -> BootstrapDistribution:
    """Compute the bootstrap distribution of a score, or of the difference of two.

    Drawing n answers with replacement is one multinomial draw of the three counts, so the law of
    the resampled score can be computed: no random numbers are needed, and none are used unless
    asked for. It takes about a millisecond for ten answers and for a billion.

    Parameters
    ----------
    sample : ratings or Counts
        What is resampled.
    reference : ratings or Counts, optional
        A second, independent sample: the law is then that of sample - reference, both resampled.
    n_resamples : int, optional
        Simulate so many bootstrap samples (at least 2) instead of computing the law.
    rng : int, SeedSequence or Generator, optional
        Source of random numbers for the simulation, passed to `numpy.random.default_rng`. By
        default fresh entropy from the system.

    Returns
    -------
    BootstrapDistribution
        With `confidence_interval`, `cdf`, `quantile`, `pmf` and `probability_above`.

    Raises
    ------
    EmptySampleError
        If a sample has no valid answer.
    OptionError
        If `rng` is given without `n_resamples`, or two samples are so large that the lattice of
        their differences cannot be told apart.

    See Also
    --------
    estimate : The score with a better interval, by default Tango's.
    posterior : What the sample says about the true score.

    Notes
    -----
    With p, r, q the shares of promoters, passives and detractors, the sum of n resampled answers
    has the n-fold convolution of the law (p, r, q) on (1, 0, -1). It is computed from the n-th
    power of the characteristic function, by fast Fourier transform or as a sum of some hundred
    terms, on a window that holds all but 1e-16 of the probability; the error is about 1e-15 in
    each probability. The law of a difference is that of two such sums on the lattice of step
    1/lcm(n1, n2), and each value of its cdf one sum over the likely values of the first.

    The bootstrap sees only classes that occur. If all answers are in one class, every bootstrap
    sample is the same: the law is a point, standard error and intervals have no width, and a note
    says so. ``estimate`` gives a proper interval there.

    References
    ----------
    .. [1] Efron B (1979). Bootstrap methods: another look at the jackknife. The Annals of
       Statistics 7(1), 1-26. doi:10.1214/aos/1176344552
    .. [2] DiCiccio TJ, Efron B (1996). Bootstrap confidence intervals. Statistical Science 11(3),
       189-228. doi:10.1214/ss/1032280214

    Examples
    --------
    >>> import nps
    >>> law = nps.bootstrap(nps.Counts(50, 30, 20))
    >>> law
    <BootstrapDistribution: NPS 30.0  bootstrap SE 7.8 (exact)>
    >>> low, high = law.confidence_interval("percentile")
    >>> print(f"{low:.0f} to {high:.0f}")
    14 to 45

    The same sample again would show a score above 20 nine times out of ten:

    >>> print(f"{law.probability_above(20):.2f}")
    0.89
    """
    mine = as_counts(sample)
    mine._size("bootstrap distribution")
    theirs = None if reference is None else as_counts(reference, "reference")
    if theirs is not None:
        theirs._size("bootstrap distribution")
    steps = lattice_steps(mine, theirs)
    observed = 100.0 * _net(mine, theirs, steps) / steps
    notes = tuple(_notes(mine, theirs))
    if n_resamples is None:
        if rng is not None:
            raise OptionError("rng is used only with n_resamples; leave it out or give both.")
        return BootstrapDistribution(
            observed=observed,
            mean=observed,
            standard_error=_plug_in_error(mine, theirs),
            sample=mine,
            reference=theirs,
            n_resamples=None,
            notes=notes,
            _law=OneSample(mine) if theirs is None else Difference(mine, theirs),
        )
    size = check_whole("n_resamples", n_resamples)
    if size < 2:
        raise OptionError(f"n_resamples must be at least 2, got {n_resamples!r}.")
    k, studentized = _simulate(mine, theirs, size, check_rng(rng))
    values = 100.0 * (k / steps)
    return BootstrapDistribution(
        observed=observed,
        mean=observed + float(np.mean(values)),
        standard_error=float(np.std(values, ddof=1)),
        sample=mine,
        reference=theirs,
        n_resamples=size,
        notes=notes,
        _law=Simulated(k),
        _studentized=studentized,
    )


def _groups(sample: Counts, reference: Counts | None) -> list[tuple[Counts, int]]:
    return [(sample, 1)] if reference is None else [(sample, 1), (reference, -1)]


def _net(sample: Counts, reference: Counts | None, steps: int) -> int:
    """Return the observed score or difference in lattice steps, a whole number."""
    return sum(
        sign * (counts.promoters - counts.detractors) * (steps // counts.n)
        for counts, sign in _groups(sample, reference)
    )


def _plug_in_error(sample: Counts, reference: Counts | None) -> float:
    return float(
        np.sqrt(sum(counts.variance / counts.n for counts, _ in _groups(sample, reference)))
    )


def _simulate(
    sample: Counts, reference: Counts | None, size: int, rng: np.random.Generator
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], FloatArray]:
    """Draw counts; return the sorted lattice offsets and the sorted studentized values."""
    steps = lattice_steps(sample, reference)
    k = np.zeros(size, dtype=np.int64)
    plain, padded = np.zeros(size), np.zeros(size)
    for counts, sign in _groups(sample, reference):
        cells = np.array([counts.promoters, counts.passives, counts.detractors])
        up, _, down = rng.multinomial(counts.n, cells / counts.n, size=size).T
        net = up - down
        k += sign * (net - (counts.promoters - counts.detractors)) * (steps // counts.n)
        n, balance, both = np.full(size, float(counts.n)), net * 1.0, (up + down) * 1.0
        plain += error_variance(n, balance, both)
        padded += padded_error_variance(n, balance, both)
    error = np.sqrt(np.where(plain > 0.0, plain, padded))
    return np.sort(k), np.sort(k / steps / error)


def _notes(sample: Counts, reference: Counts | None) -> list[Note]:
    """Say what the numbers alone would hide."""
    notes = []
    for counts, name in ((sample, "sample"), (reference, "reference")):
        if counts is None:
            continue
        if counts.n < TINY:
            notes.append(Note("A tiny {side}: n = {n}.", side=Note(name), n=counts.n))
        if counts.n in (counts.promoters, counts.passives, counts.detractors):
            notes.append(
                Note(
                    "All answers of the {side} are in one class, so every bootstrap sample of it is"
                    " the same and shows no uncertainty; {better} does.",
                    side=Note(name),
                    better='nps.estimate(..., method="score")'
                    if reference is None
                    else "nps.compare",
                )
            )
    return notes


def _like(shape: FloatArray, values: FloatArray) -> float | FloatArray:
    return float(values[0]) if shape.ndim == 0 else values.reshape(shape.shape)

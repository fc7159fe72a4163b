"""The bootstrap of a score or a difference, exact or simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import TINY, check_rng, check_whole
from nps._base.errors import OptionError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._inference.laws.distributions import BootstrapDistribution
from nps._inference.laws.resampled import (
    Difference,
    OneSample,
    Simulated,
    groups,
    lattice_steps,
    net,
    plug_in_error,
)
from nps._kernels.laws.studentized import error_variance, padded_error_variance
from nps._samples.counts import Counts, as_counts

if TYPE_CHECKING:
    from nps._base.typing import Rng
    from nps._kernels import FloatArray

#: Samples that are enough for every level; more take all memory.
MOST_RESAMPLES = 1_000_000


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
        Simulate so many bootstrap samples (2 to a million) instead of computing the law.
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
    observed = 100.0 * net(mine, theirs, steps) / steps
    notes = tuple(_notes(mine, theirs))
    if n_resamples is None:
        if rng is not None:
            raise OptionError("rng is used only with n_resamples; leave it out or give both.")
        return BootstrapDistribution(
            observed=observed,
            mean=observed,
            standard_error=plug_in_error(mine, theirs),
            sample=mine,
            reference=theirs,
            n_resamples=None,
            notes=notes,
            _law=OneSample(mine) if theirs is None else Difference(mine, theirs),
        )
    size = check_whole("n_resamples", n_resamples, largest=MOST_RESAMPLES)
    if size < 2:
        raise OptionError(f"n_resamples must be at least 2, got {shown(n_resamples)}.")
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


def _simulate(
    sample: Counts, reference: Counts | None, size: int, rng: np.random.Generator
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], FloatArray]:
    """Draw counts; return the sorted lattice offsets and the sorted studentized values."""
    steps = lattice_steps(sample, reference)
    k = np.zeros(size, dtype=np.int64)
    plain, padded = np.zeros(size), np.zeros(size)
    for counts, sign in groups(sample, reference):
        cells = np.array([counts.promoters, counts.passives, counts.detractors])
        up, _, down = rng.multinomial(counts.n, cells / counts.n, size=size).T
        score = up - down
        k += sign * (score - (counts.promoters - counts.detractors)) * (steps // counts.n)
        n, balance, both = np.full(size, float(counts.n)), score * 1.0, (up + down) * 1.0
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

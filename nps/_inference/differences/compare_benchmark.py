"""Compare one score with a fixed number: a target, last decade's record, an industry figure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from nps._base.checks import check_alternative, check_confidence_level, check_option, check_points
from nps._base.columns.later import Later
from nps._base.errors import OptionError
from nps._base.results import Intervals
from nps._base.text import shown
from nps._inference.differences.benchmark_methods import AT_ZERO, BENCHMARKS, LIMITS_LATER
from nps._inference.differences.comparisons import Comparison, Comparisons
from nps._inference.differences.sides import CAVEATS, check_pair, named
from nps._inference.scores.estimates import without_answer
from nps._inference.scores.methods import MAX_EXACT, MAX_N
from nps._samples.cohorts import Cohorts
from nps._samples.counts import as_counts

if TYPE_CHECKING:
    from nps._base.typing import Alternative
    from nps._inference.evidence import Evidence, Method

BenchmarkMethodName: TypeAlias = Literal[
    "score",
    "skewness-corrected",
    "sign",
    "mid-p",
    "exact-unconditional",
    "wald",
    "t",
    "adjusted-wald",
]


@overload
def compare_benchmark(  # type: ignore[overload-overlap]  # the general case is second
    sample: Cohorts,
    benchmark: float,
    *,
    names: tuple[str, str] | None = None,
    method: BenchmarkMethodName = "score",
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
) -> Comparisons: ...
@overload
def compare_benchmark(
    sample: object,
    benchmark: float,
    *,
    names: tuple[str, str] | None = None,
    method: BenchmarkMethodName = "score",
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
) -> Comparison: ...
def compare_benchmark(
    sample: object,
    benchmark: float,
    *,
    names: tuple[str, str] | None = None,
    method: BenchmarkMethodName = "score",
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
) -> Comparison | Comparisons:
    r"""Compare a score with a benchmark that is known exactly.

    A benchmark is a number, such as a target. A score that someone measured in a sample of known
    size is not: it is uncertain, too, and `compare` takes it as a `PublishedScore`.

    Parameters
    ----------
    sample : ratings, Counts or Cohorts
        `Cohorts` are compared one by one, all with the same benchmark.
    benchmark : float
        In points, -100 to 100.
    names : tuple of two str, optional
        What sentences, tables and pictures call the two, such as ``("2025", "target")``: the sample
        first.
    method : str, default "score"
        - "score": Tango's score test; close to its level at every n. At 0 it is McNemar's test.
        - "skewness-corrected": the score test with equal tails; best for one-sided claims.
        - "sign": exact test of a benchmark of 0 from promoters against detractors; conservative.
        - "mid-p": the same with ties counted half; it has no interval.
        - "exact-unconditional": exact for any benchmark, up to 200 answers. Its interval takes
          seconds, and is computed when it is first read, shown or compared.
        - "wald": score +- z SE; too many false alarms below n = 100.
        - "t": one-sample t test on -100/0/100, undefined where all agree.
        - "adjusted-wald": Wald after adding 3/4, 3/2, 3/4 answers. One-sided ("greater") it is
          MeasuringU's benchmark test; it pulls towards 0, so beware of one-sided claims.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" asks whether the score is above the benchmark.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.

    Returns
    -------
    Comparison
        Of ``score - benchmark``; its `reference` is the benchmark as a float. For `Cohorts`,
        `Comparisons`.

    Raises
    ------
    EmptySampleError
        If a single sample has no valid answer.
    OptionError
        If an option is not allowed, the benchmark is not 0 for "sign" or "mid-p", or a sample is
        too large for "exact-unconditional".

    See Also
    --------
    compare : Against another sample, or a `PublishedScore`.
    estimate : The score with its interval.

    Notes
    -----
    With theta the benchmark, d the observed score (both on the scale of -1 to 1) and p the shares
    most likely under theta, the score test [1]_ is

    .. math:: z = \frac{d - \theta}{\sqrt{(p_{pro} + p_{det} - \theta^2)/n}}.

    The interval is that of `estimate` by the same method, minus the benchmark; "sign" has the exact
    interval that agrees with it at 0 [2]_. The p-value is below 1 - `confidence_level` exactly when
    the interval leaves 0 out, for "skewness-corrected" at confidence levels above 0.68 and for
    "exact-unconditional" to 1e-5 points.

    References
    ----------
    .. [1] Tango T (1998). Equivalence test and confidence interval for the difference in
       proportions for the paired-sample design. Statistics in Medicine 17(8), 891-908.
       doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B
    .. [2] Fay MP, Lumbard K (2021). Confidence intervals for difference in proportions for matched
       pairs compatible with exact McNemar's or sign tests. Statistics in Medicine 40(5),
       1147-1159. doi:10.1002/sim.8829

    Examples
    --------
    >>> import nps
    >>> result = nps.compare_benchmark(nps.Counts(50, 30, 20), 15, alternative="greater")
    >>> print(f"{result.difference:+.0f} points, p = {result.p_value:.3f}")
    +15 points, p = 0.033
    """
    called = check_pair(names)
    check_option("method", method, BENCHMARKS)
    target = check_points("benchmark", benchmark, 100.0)
    if method in AT_ZERO and target:
        raise OptionError(
            f'method="{method}" can only test whether the score is 0, got'
            f" benchmark={shown(benchmark)};"
            ' use method="score".'
        )
    check_alternative(alternative)
    level = check_confidence_level(confidence_level)
    if isinstance(sample, Cohorts):
        return named(_compare_all(sample, target, method, alternative, level), called)
    counts = as_counts(sample)
    counts._size("difference")
    alone = Cohorts.from_dict({None: counts})
    return named(_compare_all(alone, target, method, alternative, level), called)._row(0)


def _compare_all(
    sample: Cohorts, benchmark: float, method: str, alternative: str, level: float
) -> Comparisons:
    _check_sizes(sample, method)
    asked = benchmark, alternative, level
    found = _found(BENCHMARKS[method], *asked, sample)
    limits: Any = Intervals(found.low, found.high)
    if method in LIMITS_LATER:
        limits = Later(partial(_limits, LIMITS_LATER[method], *asked), sample)
    empty = int((sample.n == 0).sum())
    notes = [CAVEATS[method]] if method in CAVEATS else []
    if empty:
        notes.insert(0, without_answer(empty, len(sample)))
    return Comparisons(
        difference=sample.score - benchmark,
        standard_error=found.standard_error,
        confidence_interval=limits,
        confidence_level=level,
        statistic=found.statistic,
        p_value=found.p_value,
        null=0.0,
        alternative=alternative,
        method=method,
        degrees_of_freedom=found.freedom,
        sample=sample,
        reference=benchmark,
        notes=tuple(notes),
    )


def _check_sizes(sample: Cohorts, method: str) -> None:
    """Refuse samples that are too large for an exact method."""
    largest = int(sample.n.max()) if len(sample) else 0
    if method == "exact-unconditional" and largest > MAX_N:
        raise OptionError(
            f'method="exact-unconditional" takes samples of up to {MAX_N} answers, got'
            f' {largest:,}; use method="score", or "sign" for a benchmark of 0.'
        )
    if method == "sign" and largest > MAX_EXACT:
        raise OptionError(
            f'method="sign" has an interval for samples of up to {MAX_EXACT:,} answers, got'
            f' {largest:,}; use method="score".'
        )


def _found(
    method: Method, benchmark: float, alternative: str, level: float, sample: Cohorts
) -> Evidence:
    """Return what the method says about score - benchmark."""
    found = method.in_points(sample._classes(), benchmark, alternative, level, 100.0, {})
    moved = found._replace(low=found.low - benchmark, high=found.high - benchmark)
    return moved.reaching(sample.score - benchmark)


def _limits(
    method: Method, benchmark: float, alternative: str, level: float, sample: Cohorts
) -> Intervals:
    found = _found(method, benchmark, alternative, level, sample)
    return Intervals(found.low, found.high)

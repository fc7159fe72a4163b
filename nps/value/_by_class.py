"""What each class is worth: means, medians and sums with intervals for skewed values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_confidence_level, check_option, check_rng, check_whole
from nps._base.errors import OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._base.words.notes import Note
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS, adjusted
from nps._kernels.numerics.moments import ratio as ratio_of
from nps._samples.ratings import STANDARD
from nps.value._estimating import UNKNOWN, Estimating
from nps.value._reading import CLASSES, PAIRS, POSITIONS, read_valued
from nps.value._results.class_values import ClassValues
from nps.value._results.differences import ClassDifferences

if TYPE_CHECKING:
    from nps._base.typing import Invalid, Rng
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps._samples.ratings import Scale
    from nps.value._estimating import Estimate, Limits
    from nps.value._reading import Valued

Statistic: TypeAlias = Literal["mean", "median", "sum"]
ValueMethod: TypeAlias = Literal["studentized", "t"]
RatioMethod: TypeAlias = Literal["mover", "fieller"]

STATISTICS = ("mean", "median", "sum")
METHODS = ("studentized", "t")
RATIOS = ("mover", "fieller")
#: Values of a class below which skewness is told, and how much of it.
FEW, SKEWED = 100, 3.0
#: Draws that are enough for every level; more take all memory.
MOST_RESAMPLES = 1_000_000
#: Values of a class below which it is tiny.
TINY = 10
#: What differences between classes are, and what they are not.
ASSOCIATION = Note(
    "Classes differ in more than their answer, so these are associations: winning somebody over"
    " brings as much at best, unless a test has shown it."
)


def by_class(
    ratings: object,
    values: object,
    *,
    weights: object = None,
    statistic: Statistic = "mean",
    method: ValueMethod = "studentized",
    ratio: RatioMethod = "mover",
    adjust: AdjustmentName = "holm",
    confidence_level: float = 0.95,
    n_resamples: int = 1999,
    rng: Rng = None,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> ClassValues:
    r"""Tell what promoters, passives and detractors spend, order or bring in, with intervals.

    Money is skewed: a few customers make up much of the mean, and the usual interval misses the
    true mean too often, nearly always because it lies higher. The default interval corrects for
    that.

    Parameters
    ----------
    ratings : 1-D collection
        Answers of the respondents.
    values : 1-D collection of numbers
        Spend, orders, margin of the same respondents, in the same order. Missing values (None, NaN)
        are left out and counted; who bought nothing has the value 0.
    weights : 1-D collection of numbers, optional
        What each respondent stands for; not for medians.
    statistic : {"mean", "median", "sum"}, default "mean"
        What is told of each class. "sum" is the total of the class among those who answered, with
        the chance that its members answered in the error.
    method : {"studentized", "t"}, default "studentized"
        - "studentized": the bootstrap-t [1]_, for skewed values.
        - "t": Student's t, with Welch's degrees of freedom for differences [2]_.

        Medians have "order", the interval of order statistics, whatever is asked.
    ratio : {"mover", "fieller"}, default "mover"
        Interval of the ratio of two classes.

        - "mover": made of the limits of both classes [3]_.
        - "fieller": made of both standard errors [4]_; for sums always, for medians never.
    adjust : str, default "holm"
        How the p-values of the three differences are adjusted, as in `adjust_p_values`.
    confidence_level : float, default 0.95
        Of each interval.
    n_resamples : int, default 1999
        Draws of the bootstrap; at least ``2 / (1 - confidence_level) - 1``, at most a million.
    rng : int, Generator or None
        Seed or source of random numbers; by default fresh ones.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted.

    Returns
    -------
    ClassValues
        A row for each class; ``.differences`` has one for each pair.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    EmptySampleError
        If nobody has both an answer and a value.
    InputTypeError, OptionError
        If values are no finite numbers, or an option is not allowed.

    See Also
    --------
    outcomes : What happened to each class: churn, renewal, referral.
    per_point : What a point of the score is worth by these values.

    Notes
    -----
    With the mean :math:`m` and its error :math:`e` of a class, and :math:`m^*, e^*` of samples
    drawn from it with replacement, the limits are :math:`m - t^*_{1-\alpha/2}\,e` and :math:`m -
    t^*_{\alpha/2}\,e`, :math:`t^*` the quantiles of :math:`(m^* - m)/e^*`. Classes of 20,000 and
    more are drawn by the expansion of that law, which is as good as it is quick. Where draws do not
    tell, because most of them hold one value only, it is "t" for that class, with a note.

    The share of a class in the total has its linearised error, on the logit scale.

    References
    ----------
    .. [1] Efron B, Tibshirani RJ (1993). An Introduction to the Bootstrap. Chapman & Hall, section
       12.5.
    .. [2] Welch BL (1947). The generalization of Student's problem when several different
       population variances are involved. Biometrika 34(1-2), 28-35. doi:10.1093/biomet/34.1-2.28
    .. [3] Donner A, Zou GY (2012). Closed-form confidence intervals for functions of the normal
       mean and standard deviation. Statistical Methods in Medical Research 21(4), 347-359.
       doi:10.1177/0962280210383082
    .. [4] Fieller EC (1954). Some problems in interval estimation. Journal of the Royal Statistical
       Society B 16(2), 175-185. doi:10.1111/j.2517-6161.1954.tb00159.x

    Examples
    --------
    >>> import nps
    >>> import numpy as np
    >>> draw = np.random.default_rng(5)
    >>> ratings = draw.integers(0, 11, 400)
    >>> spend = draw.lognormal(3 + 0.1 * ratings, 1)
    >>> found = nps.value.by_class(ratings, spend, rng=5)
    >>> print(found["promoter"])
    mean 76.83 [62.00, 97.13], n = 67, 17% of people, 25% of the total [19%, 32%]
    >>> print(found.differences["promoter", "detractor"])
    +34.41 [+18.32, +54.74], adjusted p = 0.003, 1.81 times as much [1.42, 2.35]
    """
    check_option("statistic", statistic, STATISTICS)
    check_option("method", method, METHODS)
    check_option("ratio", ratio, RATIOS)
    check_option("adjust", adjust, ADJUSTMENTS)
    level = check_confidence_level(confidence_level)
    tail = (1.0 - level) / 2.0
    resamples = check_resamples(n_resamples, level)
    source = check_rng(rng)
    if weights is not None and statistic == "median":
        raise OptionError("weights have no interval for medians: take the mean, or no weights.")
    people = read_valued(ratings, values, "values", weights=weights, scale=scale, invalid=invalid)
    used = "order" if statistic == "median" else method
    work = Estimating(people, used, tail, resamples, source)
    rows, pairs = {"mean": work.means, "median": work.medians, "sum": work.sums}[statistic]()
    used_ratio = {"mean": ratio, "median": "mover", "sum": "fieller"}[statistic]
    positive = bool((people.values >= 0.0).all()) and bool((people.values > 0.0).any())
    quotients = [work.quotient(used_ratio, statistic, rows, *pair) for pair in POSITIONS]
    if not positive:
        quotients = [(np.nan, UNKNOWN)] * len(PAIRS)
    gaps, errors, p = (
        np.array(column)
        for column in zip(*((pair.value, pair.error, pair.p_value) for pair in pairs), strict=True)
    )
    totals, people_share = work.totals()
    share, share_limits = work.shares() if positive else (np.full(3, np.nan), [UNKNOWN] * 3)
    return ClassValues(
        _labels=Labels(CLASSES, ("class",)),
        n=np.bincount(people.codes, minlength=3),
        value=np.array([row.value for row in rows]),
        standard_error=np.array([row.error for row in rows]),
        confidence_interval=as_intervals(row.limits for row in rows),
        total=totals,
        share=share,
        share_interval=as_intervals(share_limits),
        people_share=people_share,
        skewness=work.skewness(),
        differences=ClassDifferences(
            _labels=Labels(PAIRS, ("class", "reference")),
            difference=gaps,
            standard_error=errors,
            confidence_interval=as_intervals(pair.limits for pair in pairs),
            statistic=ratio_of(gaps, errors),
            p_value=p,
            adjusted_p_value=adjusted(p, adjust, int((~np.isnan(p)).sum())),
            ratio=np.array([quotient for quotient, _ in quotients]),
            ratio_interval=as_intervals(limits for _, limits in quotients),
            adjust=adjust,
            confidence_level=level,
        ),
        statistic=statistic,
        method=used,
        ratio=used_ratio,
        counts=people.counts,
        confidence_level=level,
        notes=tuple(_notes(people, work, rows, positive=positive)),
    )


def check_resamples(value: object, level: float) -> int:
    """Return how many draws there are: enough for limits of that level."""
    least = int(np.ceil(2.0 / (1.0 - level) - 1e-9)) - 1
    n_resamples = check_whole("n_resamples", value, largest=MOST_RESAMPLES)
    if n_resamples < least:
        raise OptionError(
            f"n_resamples must be at least {least} for a confidence level of {level:g}, got"
            f" {n_resamples}."
        )
    return n_resamples


def as_intervals(limits: Iterable[Limits]) -> Intervals:
    """Return many limits as columns."""
    low, high = np.array(list(limits), dtype=np.float64).T
    return Intervals(low, high)


def _names(positions: Iterable[int]) -> tuple[Note, ...]:
    names = (Note("promoters"), Note("passives"), Note("detractors"))
    return tuple(names[i] for i in positions)


def _notes(people: Valued, work: Estimating, rows: list[Estimate], *, positive: bool) -> list[Note]:
    notes = [ASSOCIATION]
    if people.n_dropped:
        notes.append(
            Note(
                "{k:answer} without a value left out: where nothing was bought the value is 0, not"
                " missing.",
                k=people.n_dropped,
            )
        )
    sizes, skewness = work.sizes, work.skewness()
    tiny = [i for i in range(3) if sizes[i] < TINY]
    if tiny:
        notes.append(Note("Fewer than ten values: {classes}.", classes=_names(tiny)))
    skewed = [i for i in range(3) if TINY <= sizes[i] < FEW and skewness[i] > SKEWED]
    if skewed and work.method != "order":
        notes.append(
            Note(
                "Few and very skewed values, of which even these intervals miss the true one too"
                " often: {classes}.",
                classes=_names(skewed),
            )
        )
    by_t = [i for i in range(3) if rows[i].by_t]
    if by_t:
        notes.append(
            Note(
                "Too few different values to draw from, so the interval is Student's: {classes}.",
                classes=_names(by_t),
            )
        )
    if not positive:
        notes.append(
            Note("Shares of the total and ratios need values that are not negative and not all 0.")
        )
    return notes

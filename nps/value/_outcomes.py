"""What happened to each class: churn, renewal, referral as rates, ratios and a trend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_confidence_level, check_option, check_same_length
from nps._base.columns.containers import as_column, as_objects, is_missing, refuse_what_is_no_column
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.results import ConfidenceInterval, Intervals
from nps._base.tests import Test
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._inference.differences.compare import compare
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS, adjusted
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.one_score.shares import wilson
from nps._kernels.topics.value import metrics, rates
from nps._samples.cohorts import Cohorts
from nps._samples.counts import Counts
from nps._samples.ratings import STANDARD
from nps._samples.tallying.codes import check_same_order
from nps.value._reading import CLASSES, check_class, counted, read_classes
from nps.value._results.class_outcomes import ClassOutcomes

if TYPE_CHECKING:
    from nps._base.typing import Invalid
    from nps._kernels import FloatArray, IntArray
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps._samples.ratings import Scale

#: Scores of the classes.
POINTS = np.array([1.0, 0.0, -1.0])
#: Events in all below which little can be told.
FEW = 10


def outcomes(
    ratings: object,
    happened: object,
    *,
    reference: str = "promoter",
    adjust: AdjustmentName = "holm",
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> ClassOutcomes:
    r"""Tell to how many promoters, passives and detractors something happened afterwards.

    Churn, renewal, an order, a referral: rates of each class with intervals, how many times the
    rate of promoters, and whether the rates go along with the classes.

    Parameters
    ----------
    ratings : 1-D collection, or Counts
        Answers of the respondents; or all of them as counts.
    happened : 1-D collection of True/False or 1/0, or Counts
        Whether it happened to each, in the same order; missing values are left out and counted.
        With counts: those to whom it happened.
    reference : {"promoter", "passive", "detractor"}, default "promoter"
        The class that the others are held against.
    adjust : str, default "holm"
        How the two p-values are adjusted, as in `adjust_p_values`.
    confidence_level : float, default 0.95
        Of each interval.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted.

    Returns
    -------
    ClassOutcomes
        A row for each class.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    EmptySampleError
        If nobody has both an answer and an outcome.
    InputTypeError, OptionError
        If the outcome is no yes or no, or it happened to more than there are.

    See Also
    --------
    by_class : What each class spends.
    compare_metrics : Which question tells the outcome best.

    Notes
    -----
    Rates have Wilson's interval [1]_, differences the score test and interval of Miettinen and
    Nurminen [2]_, ratios the score interval of Koopman [3]_, the trend over detractors, passives
    and promoters the test of Cochran and Armitage [4]_, and the chance that somebody to whom it
    happened is of a better class the error of DeLong [5]_.

    The answer has to come before what happened. Who was gone when the question was asked did not
    answer, and somebody who answers on the way out is no prediction.

    References
    ----------
    .. [1] Wilson EB (1927). Probable inference, the law of succession, and statistical inference.
       Journal of the American Statistical Association 22(158), 209-212.
       doi:10.1080/01621459.1927.10502953
    .. [2] Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine
       4(2), 213-226. doi:10.1002/sim.4780040211
    .. [3] Koopman PAR (1984). Confidence intervals for the ratio of two binomial proportions.
       Biometrics 40(2), 513-517. doi:10.2307/2531405
    .. [4] Armitage P (1955). Tests for linear trends in proportions and frequencies. Biometrics
       11(3), 375-386. doi:10.2307/3001775
    .. [5] DeLong ER, DeLong DM, Clarke-Pearson DL (1988). Comparing the areas under two or more
       correlated receiver operating characteristic curves. Biometrics 44(3), 837-845.
       doi:10.2307/2531595

    Examples
    --------
    Of 250 promoters 12 left within the year, of 150 passives 24, of 100 detractors 30:

    >>> import nps
    >>> for row in nps.value.outcomes(nps.Counts(250, 150, 100), nps.Counts(12, 24, 30)):
    ...     print(f"{row.label}: {row}")
    promoter: 4.8% [2.8%, 8.2%] (12 of 250)
    passive: 16.0% [11.0%, 22.7%] (24 of 150), 3.33 times the promoter rate [1.74, 6.40]
    detractor: 30.0% [21.9%, 39.6%] (30 of 100), 6.25 times the promoter rate [3.37, 11.61]
    """
    base = CLASSES.index(check_class("reference", reference))
    check_option("adjust", adjust, ADJUSTMENTS)
    level = check_confidence_level(confidence_level)
    counts, events, dropped = _read(ratings, happened, scale, invalid)
    n = np.array([counts.promoters, counts.passives, counts.detractors])
    tail = (1.0 - level) / 2.0
    critical = normal_quantile(tail)
    people, yes = n.astype(np.float64), events.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = yes / people
        ratio = rate / rate[base]
    low, high = rates.koopman(yes, people, yes[base], people[base], critical)
    apart = compare(
        _as_cohorts(events, n),
        _as_cohorts(events[[base] * 3], n[[base] * 3]),
        confidence_level=level,
    )
    ends = [end / 200.0 for end in apart.confidence_interval]
    columns = [
        ratio, low, high, rate - rate[base], apart.standard_error / 200.0, *ends, apart.statistic,
        apart.p_value,
    ]  # fmt: skip
    columns = [np.array(column, dtype=np.float64) for column in columns]
    for column in columns:
        column[base] = np.nan
    ratio, low, high, difference, error, down, up, statistic, p_value = columns
    slope = rates.logit_slope(yes, people, POINTS)
    auc = metrics.area_of_counts(yes, people - yes, POINTS)
    reach = critical * auc.error
    chi2, freedom = rates.pearson_chi2(yes, people)
    return ClassOutcomes(
        _labels=Labels(CLASSES, ("class",)),
        n=n,
        events=events,
        rate=rate,
        rate_interval=Intervals(*wilson(yes, people, tail)),
        difference=difference,
        standard_error=error,
        confidence_interval=Intervals(down, up),
        statistic=statistic,
        p_value=p_value,
        adjusted_p_value=adjusted(p_value, adjust, int((~np.isnan(p_value)).sum())),
        risk_ratio=ratio,
        risk_ratio_interval=Intervals(low, high),
        reference=CLASSES[base],
        trend=_test("class trend", "cochran-armitage", rates.trend_chi2(yes, people, POINTS), 1),
        any_difference=_test("class rates", "pearson", chi2, freedom),
        log_odds_per_class=slope.value,
        log_odds_standard_error=slope.error,
        auc=auc.value,
        auc_standard_error=auc.error,
        auc_interval=ConfidenceInterval(max(auc.value - reach, 0.0), min(auc.value + reach, 1.0))
        if auc.error > 0.0
        else ConfidenceInterval(np.nan, np.nan),
        adjust=adjust,
        counts=counts,
        confidence_level=level,
        notes=tuple(_notes(n, events, dropped)),
    )


def _test(question: str, method: str, chi2: float, freedom: int) -> Test:
    """Return a chi-squared test; undefined where there is nothing to compare."""
    from scipy.special import chdtrc

    known = freedom > 0
    return Test(
        question=question,
        method=method,
        statistic=chi2 if known else np.nan,
        degrees_of_freedom=freedom,
        p_value=float(chdtrc(freedom, chi2)) if known else np.nan,
    )


def _as_cohorts(events: IntArray, n: IntArray) -> Cohorts:
    """Return rates as scores: a rate is half a score of yes against no, plus one half."""
    return Cohorts.from_counts(CLASSES, events, [0] * len(CLASSES), n - events)


def _read(
    ratings: object, happened: object, scale: Scale, invalid: str
) -> tuple[Counts, IntArray, int]:
    """Return who there is, to whom it happened, and how many answers have no outcome."""
    if isinstance(ratings, Counts) or isinstance(happened, Counts):
        if not (isinstance(ratings, Counts) and isinstance(happened, Counts)):
            one, other = (
                ("happened", "ratings") if isinstance(ratings, Counts) else ("ratings", "happened")
            )
            raise InputTypeError(f"{one} must be nps.Counts where {other} is.")
        pairs = [(getattr(ratings, f"{c}s"), getattr(happened, f"{c}s"), c) for c in CLASSES]
        for total, events, name in pairs:
            if events > total:
                raise OptionError(
                    f"happened must be some of ratings, but it happened to {events:,} of"
                    f" {total:,} {name}s."
                )
        if not ratings.n:
            raise EmptySampleError("ratings must hold an answer, got none.")
        return ratings, np.array([events for _, events, _ in pairs], dtype=np.int64), 0
    codes, missing, off_scale = read_classes(ratings, scale, invalid)
    yes = _read_events(happened)
    check_same_length("ratings", codes.size, "happened", yes.size)
    check_same_order(ratings=ratings, happened=happened)
    answered = codes >= 0
    known = answered & ~np.isnan(yes)
    if not known.any():
        raise EmptySampleError(
            Note(
                "ratings and happened must hold a respondent who has both, a valid answer and an"
                " outcome; there is none."
            )
        )
    counts = counted(codes[known], missing, off_scale)
    events = np.bincount(codes[known & (yes == 1.0)], minlength=3).astype(np.int64)
    return counts, events, int((answered & ~known).sum())


def _read_events(happened: object) -> FloatArray:
    """Return 1 for yes, 0 for no, NaN for not known."""
    refuse_what_is_no_column(happened, "happened")
    objects = as_objects(as_column(happened, "happened"))
    found = np.full(len(objects), np.nan)
    for i, value in enumerate(objects):
        if is_missing(value) or type(value).__name__ == "MaskedConstant":
            continue
        number = isinstance(value, (bool, np.bool_, int, float, np.number))
        if not number or value not in (0, 1):
            kind = OptionError if number else InputTypeError
            raise kind(
                f"happened must be True or False, or 1 or 0, got {shown(value)} at position {i}."
            )
        found[i] = float(bool(value))
    return found


def _notes(n: IntArray, events: IntArray, dropped: int) -> list[Note]:
    notes = [
        Note(
            "These are associations. The answer has to come before what happened: leave out who was"
            " gone when the question was asked."
        )
    ]
    if dropped:
        notes.append(Note("{k:answer} without an outcome left out.", k=dropped))
    total = int(events.sum())
    if min(total, int(n.sum()) - total) < FEW:
        notes.append(
            Note(
                "It happened to {events} of {n}: too few of one kind to tell much.",
                events=total,
                n=int(n.sum()),
            )
        )
    return notes

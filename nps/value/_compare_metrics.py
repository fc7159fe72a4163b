"""Which question goes with what customers do afterwards: metrics of the same people compared."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from nps._base.checks import (
    check_confidence_level,
    check_names,
    check_option,
    check_same_length,
    did_you_mean,
)
from nps._base.errors import OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._inference.evidence import p_values
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS, adjusted
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.numerics.moments import ratio as ratio_of
from nps._kernels.topics.value import metrics as kernels
from nps._samples.ratings import INVALID_OPTIONS, STANDARD, check_scale
from nps._samples.tallying.codes import check_same_order, read_codes
from nps.value._reading import read_metrics, read_outcome
from nps.value._results.metric_comparison import MetricComparison
from nps.value._results.metric_differences import OF_RATINGS, MetricDifferences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import Invalid
    from nps._kernels import FloatArray
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps._samples.ratings import Scale

OutcomeKind: TypeAlias = Literal["numeric", "yes-no"]

KINDS = ("numeric", "yes-no")
#: Respondents below which a correlation has no interval.
LEAST = 4
YES_OR_NO = 2


class _Fits(NamedTuple):
    """Each metric with its error and limits, and each pair."""

    values: FloatArray
    errors: FloatArray
    low: FloatArray
    high: FloatArray
    pairs: list[kernels.Pair]


def compare_metrics(
    outcome: object,
    metrics: Mapping[str, object],
    *,
    ratings: object = None,
    kind: OutcomeKind | None = None,
    reverse: str | Sequence[str] = (),
    adjust: AdjustmentName = "holm",
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> MetricComparison:
    r"""Tell which question goes most closely with what customers do, asked of the same people.

    NPS, its three classes, satisfaction, effort: each has its creed. Held against one outcome of
    the same respondents their fits vary together, and so do their errors, so the differences are
    known better than two separate intervals would suggest.

    Parameters
    ----------
    outcome : 1-D collection of numbers, or of True/False
        What came afterwards: spend, growth, visits; renewed or not.
    metrics : mapping from name to 1-D collection of numbers
        Answers of the same respondents, in the same order: satisfaction, effort, a top box as 0 and
        1. Respondents with a missing value are left out, of all.
    ratings : 1-D collection, optional
        Answers to the NPS question; they join as "rating" (0 to 10), "class" (+1, 0, -1, as the
        score counts them) and "top box" (the highest rating or not).
    kind : {"numeric", "yes-no"}, optional
        Of the outcome; by default "yes-no" where it holds True and False, or 0 and 1 only.
    reverse : str or sequence of str, default ()
        Metrics of which low is good, such as effort; their sign is turned. It does not change
        which metric is closest, since those that go the other way are turned for that anyhow.
    adjust : str, default "holm"
        How the p-values of all pairs are adjusted, as in `adjust_p_values`.
    confidence_level : float, default 0.95
        Of each interval.
    scale : Scale, default STANDARD
        Of the ratings.
    invalid : {"raise", "drop"}, default "raise"
        Ratings off the scale are an error, or count as missing.

    Returns
    -------
    MetricComparison
        A row for each metric; ``.differences`` has one for each pair.

    Raises
    ------
    RatingError
        If a rating is off the scale and `invalid` is "raise".
    InputTypeError, OptionError
        If there are fewer than two metrics, or fewer than four respondents with all values.

    See Also
    --------
    outcomes : What happened to each class.
    nps.drivers.effects : What moves the rating.

    Notes
    -----
    Numbers: Pearson's correlation with Fisher's interval; differences have the interval of Zou for
    two correlations that share a variable [1]_ and the test of Meng, Rosenthal and Rubin [2]_. Yes
    or no: the area under the curve with the error of DeLong, which also holds pairs against each
    other [3]_. What is compared is how closely metrics go with the outcome, whichever way: one with
    a correlation below 0, or an area below 0.5, is turned round for it. Studies differ over which
    metric is ahead [4]_, so it is asked of the data, with intervals.

    References
    ----------
    .. [1] Zou GY (2007). Toward using confidence intervals to compare correlations. Psychological
       Methods 12(4), 399-413. doi:10.1037/1082-989X.12.4.399
    .. [2] Meng XL, Rosenthal R, Rubin DB (1992). Comparing correlated correlation coefficients.
       Psychological Bulletin 111(1), 172-175. doi:10.1037/0033-2909.111.1.172
    .. [3] DeLong ER, DeLong DM, Clarke-Pearson DL (1988). Comparing the areas under two or more
       correlated receiver operating characteristic curves. Biometrics 44(3), 837-845.
       doi:10.2307/2531595
    .. [4] De Haan E, Verhoef PC, Wiesel T (2015). The predictive ability of different customer
       feedback metrics for retention. International Journal of Research in Marketing 32(2),
       195-206. doi:10.1016/j.ijresmar.2015.02.004

    Examples
    --------
    >>> import nps
    >>> import numpy as np
    >>> draw = np.random.default_rng(8)
    >>> mood = draw.normal(size=400)
    >>> ratings = np.clip(np.rint(7 + 2 * mood + draw.normal(size=400)), 0, 10)
    >>> csat = np.clip(np.rint(3 + mood + draw.normal(size=400)), 1, 5)
    >>> spend = np.exp(3 + 0.4 * mood + 0.5 * draw.normal(size=400))
    >>> found = nps.value.compare_metrics(np.log(spend), {"csat": csat}, ratings=ratings)
    >>> for row in found:
    ...     print(f"{row.label}: {row}")
    rating: correlation 0.557 [0.486, 0.621]
    class: correlation 0.505 [0.428, 0.574]
    top box: correlation 0.363 [0.275, 0.445]
    csat: correlation 0.443 [0.361, 0.519]
    >>> print(found.differences["rating", "class"])
    +0.053 [+0.016, +0.091], adjusted p = 0.014
    """
    check_option("adjust", adjust, ADJUSTMENTS)
    if kind is not None:
        check_option("kind", kind, KINDS)
    check_option("invalid", invalid, INVALID_OPTIONS)
    check_scale(scale)
    level = check_confidence_level(confidence_level)
    y, is_yes_no = read_outcome(outcome)
    chosen = kind or ("yes-no" if is_yes_no else "numeric")
    columns = read_metrics(outcome, metrics, y.size)
    if ratings is not None:
        columns = _of_ratings(ratings, outcome, y.size, scale, invalid, columns) | columns
    if len(columns) < 2:
        raise OptionError(
            "metrics must be at least two, so that there is something to compare; ratings= adds"
            " three."
        )
    turned = _read_reverse(reverse, list(columns))
    table = np.array([-x if name in turned else x for name, x in columns.items()])
    known = ~np.isnan(y) & ~np.isnan(table).any(axis=0)
    table, y, dropped = table[:, known], y[known], int((~known).sum())
    _check_enough(y, chosen)
    critical = normal_quantile((1.0 - level) / 2.0)
    found = (_areas if chosen == "yes-no" else _correlations)(y, table, critical)
    closeness = np.abs(found.values - (0.5 if chosen == "yes-no" else 0.0))
    names = list(columns)
    z = np.array([pair.z for pair in found.pairs])
    p = np.asarray(p_values(z, "two-sided"))
    difference, low, high, _ = (np.array(part) for part in zip(*found.pairs, strict=True))
    return MetricComparison(
        _labels=Labels(names, ("metric",)),
        correlation=found.values if chosen == "numeric" else None,
        auc=found.values if chosen == "yes-no" else None,
        standard_error=found.errors,
        confidence_interval=Intervals(found.low, found.high),
        differences=MetricDifferences(
            _labels=Labels(list(combinations(names, 2)), ("metric", "reference")),
            difference=difference,
            confidence_interval=Intervals(low, high),
            statistic=z,
            p_value=p,
            adjusted_p_value=adjusted(p, adjust, int((~np.isnan(p)).sum())),
            adjust=adjust,
            confidence_level=level,
        ),
        best=names[int(np.argmax(np.nan_to_num(closeness, nan=-np.inf)))],
        kind=chosen,
        n=y.size,
        confidence_level=level,
        notes=tuple(_notes(names, found, chosen, dropped, y.size)),
    )


def _correlations(y: FloatArray, table: FloatArray, critical: float) -> _Fits:
    n = y.size
    r, between = kernels.correlations(y, table)
    low, high = kernels.fisher_limits(r, n, critical)
    side = np.where(r < 0.0, -1.0, 1.0)
    near, between = side * r, side[:, np.newaxis] * side * between
    pairs = [
        kernels.correlated(float(near[i]), float(near[j]), float(between[i, j]), n, critical)
        for i, j in combinations(range(r.size), 2)
    ]
    return _Fits(r, (1.0 - r * r) / np.sqrt(n - 3.0), low, high, pairs)


def _areas(y: FloatArray, table: FloatArray, critical: float) -> _Fits:
    found = kernels.areas(y == 1.0, table)
    # one value for everybody tells nobody apart, which is no area known without error
    same = table.min(axis=1) == table.max(axis=1)
    value = np.where(same, np.nan, found.value)
    errors = np.where(same, np.nan, np.sqrt(np.diag(found.covariance)))
    reach = critical * errors
    side = np.where(value < 0.5, -1.0, 1.0)
    near, spread = side * (value - 0.5), side[:, np.newaxis] * side * found.covariance
    pairs = []
    for i, j in combinations(range(errors.size), 2):
        gap = float(near[i] - near[j])
        error = float(np.sqrt(max(spread[i, i] + spread[j, j] - 2.0 * spread[i, j], 0.0)))
        half = critical * error
        pairs.append(kernels.Pair(gap, gap - half, gap + half, float(ratio_of(gap, error))))
    low, high = np.clip(value - reach, 0.0, 1.0), np.clip(value + reach, 0.0, 1.0)
    return _Fits(value, errors, low, high, pairs)


def _of_ratings(
    ratings: object,
    outcome: object,
    size: int,
    scale: Scale,
    invalid: str,
    others: Mapping[str, object],
) -> dict[str, FloatArray]:
    """Return what ratings are held against the others as."""
    codes = read_codes(ratings, "ratings", check_scale(scale), invalid)
    check_same_length("outcome", size, "ratings", codes.size)
    check_same_order(outcome=outcome, ratings=ratings)
    taken = [name for name in OF_RATINGS if name in others]
    if taken:
        raise OptionError(
            f"metrics must not be called {shown(taken[0])} beside ratings, which join under"
            " that name."
        )
    levels = len(scale.ratings)
    values = np.arange(levels) + float(scale.low)
    classes = scale._class_codes() - 1.0
    promoters_above = classes[-1] > classes[0]
    top = np.zeros(levels)
    top[-1 if promoters_above else 0] = 1.0
    columns = {"rating": values if promoters_above else -values, "class": classes, "top box": top}
    return {name: np.append(x, (np.nan, np.nan))[codes] for name, x in columns.items()}


def _read_reverse(reverse: object, names: list[str]) -> list[str]:
    if isinstance(reverse, (tuple, list)) and not reverse:
        return []
    turned = check_names("reverse", reverse, distinct=True)
    for name in turned:
        if name not in names:
            raise OptionError(
                f"reverse names {shown(name)}, which is no metric; there are"
                f" {', '.join(map(repr, names))}.{did_you_mean(name, names)}"
            )
    return turned


def _check_enough(y: FloatArray, kind: str) -> None:
    if kind == "yes-no":
        if not set(np.unique(y).tolist()) <= {0.0, 1.0}:
            raise OptionError("outcome must be True or False, or 1 or 0, where kind is 'yes-no'.")
        yes = int(y.sum())
        if min(yes, y.size - yes) < YES_OR_NO:
            raise OptionError(
                "outcome must have happened to two respondents and not to two, who have all"
                f" metrics; it happened to {yes} of {y.size}."
            )
    elif y.size < LEAST:
        raise OptionError(
            f"outcome and metrics must have {LEAST} respondents with all values, got {y.size}."
        )


def _notes(names: list[str], found: _Fits, kind: str, dropped: int, n: int) -> list[Note]:
    notes = [
        Note(
            "Going with an outcome is an association, and what goes with it most closely here need"
            " not do so elsewhere."
        )
    ]
    if dropped:
        notes.append(
            Note(
                "{k:respondent} without an outcome or a value of each metric left out; {n} are"
                " compared.",
                k=dropped,
                n=n,
            )
        )
    null = 0.5 if kind == "yes-no" else 0.0
    turned = [name for name, x in zip(names, found.values.tolist(), strict=True) if x < null]
    if turned:
        notes.append(
            Note(
                "Low values go with the outcome: {names}. Held against other metrics, such a one is"
                " turned round. If low is good there, write reverse=[...].",
                names=tuple(turned),
            )
        )
    constant = [name for name, x in zip(names, found.values.tolist(), strict=True) if x != x]
    if constant:
        notes.append(
            Note("Everybody has one value, so there is no fit: {names}.", names=tuple(constant))
        )
    return notes

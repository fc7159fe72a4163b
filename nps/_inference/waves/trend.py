"""Is the score going anywhere? A straight line through waves, with its interval and tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from nps._base.checks import check_alternative, check_confidence_level, check_option
from nps._base.errors import OptionError
from nps._base.labels.times import read_times
from nps._base.text import label_text
from nps._base.words.notes import Note
from nps._inference.families.adjust_p_values import adjust_p_values
from nps._inference.waves.panel import Panel, as_waves
from nps._inference.waves.series import read_series
from nps._inference.waves.trend_fit import Asked, fit
from nps._inference.waves.trends import Trends
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS
from nps._samples.people.matching import MISSING_IDS_OPTIONS
from nps._samples.ratings import STANDARD

if TYPE_CHECKING:
    from nps._base.labels.times import Times, TimeUnit
    from nps._base.typing import Alternative, Invalid
    from nps._inference.waves.trend_fit import TrendMethodName
    from nps._inference.waves.trend_results import Trend
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps._samples.ratings import Scale
    from nps._surveys.kinds import AnyCohorts

METHODS = ("regression", "wls", "random-effects", "contrast")
#: Segments that a note names.
SHOWN = 5


def trend(
    waves: AnyCohorts | Mapping[object, object],
    *,
    time: str | None = None,
    times: object = None,
    per: TimeUnit | None = None,
    ids: Mapping[object, object] | None = None,
    missing_ids: Literal["raise", "unmatched"] = "raise",
    method: TrendMethodName = "regression",
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    adjust: AdjustmentName = "holm",
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> Trend | Any:
    r"""Fit a straight line through the scores of a series of waves, or of each segment.

    Parameters
    ----------
    waves : Cohorts, SurveyCohorts, or mapping from label to ratings
        The waves, in any order; those without a valid answer are left out. Of cohorts with several
        keys one is the time and the others are segments, each with a line of its own. Weighted
        ones come from `survey_by` if they asked the same clusters, and as a mapping from label to
        `SurveySample` if not. With `ids` a mapping from wave to its ratings.
    time : str, optional
        Name of the key that is the time, where `waves` have several; by default as in `changes`.
    times : 1-D collection or mapping from label to time, optional
        When each wave was taken: numbers, or calendar times (dates, datetimes, ``datetime64``,
        pandas timestamps or periods, text such as "2024", "2024-Q1", "2024-03", "2024-W05",
        "2024-03-31"). Without it the labels are the times if all of them are numbers or calendar
        times; else the waves count 1, 2, 3, ...
    per : {"year", "quarter", "month", "week", "day"}, optional
        Unit of time of the slope for calendar times. By default the unit of the times themselves,
        and "year" for dates. A year has 365.2425 days, a month the twelfth of it.
    ids : mapping from label to ids, optional
        Who gave each answer of each wave. The answers of one person then count as dependent; by
        default all answers are taken as of different people. Not for weighted waves: there the
        people are the clusters of `survey_by`.
    missing_ids : {"raise", "unmatched"}, default "raise"
        Answers without an id are an error, or of people who are in that wave only.
    method : {"regression", "wls", "random-effects", "contrast"}, default "regression"
        "regression": every answer counts the same, as in the regression of single answers on time;
        Student's t. Holds its level in small waves too.
        "wls": weighted least squares, each wave by the inverse of its sampling variance, taken as
        known; the most precise if the line holds and waves are large.
        "random-effects": the true scores wobble about the line with a variance of their own,
        estimated by moments, so that waves count more equally and the interval is honest where
        `lack_of_fit` is bad. "contrast": all waves count the same, a linear contrast of the scores.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" asks whether the score is rising.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.
    adjust : str, default "holm"
        For the number of segments, as in `adjust_p_values`; of one line nothing is adjusted.
    scale : Scale, default STANDARD
        Which ratings belong to which class, where `waves` are ratings.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or count as not given.

    Returns
    -------
    Trend
        The slope in points per unit of time. ``trend(...).forecast(times)`` extends the line. Of
        weighted waves `survey` says what each of them is worth. Of cohorts with several keys it is
        `nps.results.Trends`, a row for each segment: ``trend(...)[segment]`` is its `Trend`.

    Raises
    ------
    OptionError
        If there are fewer than two different times with answers, a time is missing, ids repeat
        within a wave or are missing, a weighted wave is a census without sampling error, or an
        option is not allowed.

    See Also
    --------
    changes : From one wave to the next.
    monitor : Control charts.

    Notes
    -----
    With times t_i, scores d_i, sampling variances u_i = V_i/n_i and weights w_i,

    .. math:: \hat\beta = \sum c_i d_i, \quad
              c_i = \frac{w_i (t_i - \bar t_w)}{\sum w_j (t_j - \bar t_w)^2}, \qquad
              \mathrm{SE}^2 = \sum c_i^2 u_i.

    "regression" has w_i = n_i, u_i = V_i/(n_i - 1) and Student's t with the degrees of freedom of
    Welch and Satterthwaite; for two waves it is ``compare(method="welch")``. "wls" has
    w_i = 1/u_i, "random-effects" adds to u_i the moment estimate of the variance between waves
    [2]_, "contrast" has w_i = 1. The lack of fit is the sum of squared residuals weighted by 1/u_i,
    about chi-square on k - 2 degrees of freedom [1]_; homogeneity the same about a level line, on
    k - 1. The permutation test has U = sum n_i (t_i - t) d_i with its variance under permutation
    of all answers over the waves; without passives it is the test of Cochran and Armitage [3]_ up
    to sqrt((N - 1)/N). Where all answers of a wave agree its observed variance is 0; it is then
    taken from its counts plus 3/4 promoter, 3/2 passives, 3/4 detractor.

    Known variances are an idealisation, and weights by estimated ones favour the waves that happen
    to agree. With six equal waves of 100 answers (50% promoters, 20% detractors) and no trend,
    the test of "wls" rejects at 5% in 5.4% of samples, with 30 answers each in 7.2%, with 10 in
    13% and with 5 in 17%; that of "regression" in 4.9, 5.1, 5.0 and 4.1%. Where nearly all
    answers agree, 95% promoters and 1% detractors in waves of 100, "wls" errs in 10% and
    "regression" in 5%.

    Of weighted waves n_i is the effective number of answers, and u_i or their covariance matrix is
    that of the design; so are the degrees of freedom. The permutation test is left out.

    With ids the variance of the slope is that of independent people, each of whom adds
    :math:`(\sum_i c_i (s_i - d_i)/n_i)^2` over their answers s_i of all waves, and likewise for the
    tests beside it. The degrees of freedom lie between those of Welch and the number of people less
    one, by the share of answers from people who answered once. The line itself is the same.

    References
    ----------
    .. [1] Cochran WG (1954). The combination of estimates from different experiments. Biometrics
       10(1), 101-129. doi:10.2307/3001666
    .. [2] DerSimonian R, Laird N (1986). Meta-analysis in clinical trials. Controlled Clinical
       Trials 7(3), 177-188. doi:10.1016/0197-2456(86)90046-2
    .. [3] Armitage P (1955). Tests for linear trends in proportions and frequencies. Biometrics
       11(3), 375-386. doi:10.2307/3001775

    Examples
    --------
    >>> import nps
    >>> waves = nps.Cohorts.from_counts(
    ...     ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"],
    ...     [250, 275, 300, 310],
    ...     [150, 140, 125, 130],
    ...     [100, 85, 75, 60],
    ... )
    >>> found = nps.trend(waves)
    >>> print(found)
    slope +6.7 points per quarter  [+3.8, +9.6]  95% CI, p < 0.001  4 waves, n = 2,000 ...
    >>> print(found.forecast(["2025-Q1"], n=500))
    Forecast of a wave of 500 answers with 95% CI
    2025-Q1: NPS 57.5  [47.4, 67.6]
    Beyond the waves the line is an assumption, and its band does not know it.
    """
    check_option("method", method, METHODS)
    check_alternative(alternative)
    level = check_confidence_level(confidence_level)
    check_option("missing_ids", missing_ids, MISSING_IDS_OPTIONS)
    panel = None
    if ids is not None:
        panel = Panel.read(waves, ids, missing_ids=missing_ids, scale=scale, invalid=invalid)
    cohorts = as_waves(waves, scale, invalid)
    series = read_series(cohorts, time, times=times, per=per)
    asked = Asked(method, alternative, level)
    if series is None:
        check_option("adjust", adjust, ADJUSTMENTS)
        rows = np.arange(len(cohorts))
        return fit(cohorts, read_times(times, cohorts, per), panel, rows, asked)
    fitted = {
        line.segment: fit(line.waves, line.axis, panel, np.array(line.rows), asked)
        for line in series
        if _times_with_answers(line.waves, line.axis) > (asked.method == "random-effects") + 1
    }
    if not fitted:
        raise OptionError(
            "a trend needs waves with answers at two different times at least (three of them for"
            ' method="random-effects"), which no segment has.'
        )
    lost = [str(label_text(line.segment)) for line in series if line.segment not in fitted]
    found, kept = list(fitted.values()), series.of(list(fitted))
    return Trends(
        _labels=kept.segments,
        trends=tuple(found),
        adjusted_p_value=adjust_p_values([one.p_value for one in found], method=adjust),
        adjust=adjust,
        notes=(
            Note(
                "Left out, with answers at fewer times than a line needs: {segments}.",
                segments=", ".join(lost[:SHOWN]) + (", ..." if len(lost) > SHOWN else ""),
            ),
        )
        * bool(lost),
        _series=kept,
    )


def _times_with_answers(waves: AnyCohorts, axis: Times) -> int:
    return int(np.unique(axis.position[waves.n > 0]).size)

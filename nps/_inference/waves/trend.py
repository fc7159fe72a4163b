"""Is the score going anywhere? A straight line through waves, with its interval and tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_alternative, check_confidence_level, check_option
from nps._base.errors import OptionError
from nps._base.labels.times import read_times
from nps._base.tests import Test
from nps._base.words.notes import Note
from nps._inference.evidence import interval, p_values, tail
from nps._inference.waves.panel import Panel, as_waves
from nps._inference.waves.trend_results import Trend
from nps._inference.waves.wave_scores import WaveScores, without_answer
from nps._kernels.numerics.moments import ratio, upper_quantile
from nps._kernels.series.trend import fit_line, permutation_trend
from nps._samples.ratings import STANDARD

if TYPE_CHECKING:
    from nps._base.labels.times import TimeUnit
    from nps._base.typing import Alternative, Invalid
    from nps._kernels.series.trend import Line
    from nps._samples.ratings import Scale
    from nps._surveys.kinds import AnyCohorts, ManySamples

TrendMethodName: TypeAlias = Literal["regression", "wls", "random-effects", "contrast"]
METHODS = ("regression", "wls", "random-effects", "contrast")
#: Fewer waves than this say little about how much true scores wobble.
FEW_WAVES = 10
#: In smaller waves estimated variances make poor weights.
SMALL_WAVE = 50
#: What rounding may leave of a standard error of 0.
NO_ERROR = 1e-12


def trend(
    waves: AnyCohorts | Mapping[object, object],
    *,
    times: object = None,
    per: TimeUnit | None = None,
    ids: Mapping[object, object] | None = None,
    missing_ids: Literal["raise", "unmatched"] = "raise",
    method: TrendMethodName = "regression",
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> Trend:
    r"""Fit a straight line through the scores of a series of waves.

    Parameters
    ----------
    waves : Cohorts, SurveyCohorts, or mapping from label to ratings
        The waves, in any order; those without a valid answer are left out. Weighted ones come from
        `survey_by` if they asked the same clusters, and as a mapping from label to `SurveySample`
        if not. With `ids` a mapping from wave to its ratings.
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
    scale : Scale, default STANDARD
        Which ratings belong to which class, where `waves` are ratings.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or count as not given.

    Returns
    -------
    Trend
        The slope in points per unit of time. ``trend(...).forecast(times)`` extends the line. Of
        weighted waves `survey` says what each of them is worth.

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
    to agree. With six equal waves of 100 answers (50 % promoters, 20 % detractors) and no trend,
    the test of "wls" rejects at 5 % in 5.4 % of samples, with 30 answers each in 7.2 %, with 10 in
    13 % and with 5 in 17 %; that of "regression" in 4.9, 5.1, 5.0 and 4.1 %. Where nearly all
    answers agree, 95 % promoters and 1 % detractors in waves of 100, "wls" errs in 10 % and
    "regression" in 5 %.

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
    slope +6.7 points per quarter  [+3.8, +9.6]  95 % CI, p < 0.001  4 waves, n = 2,000 ...
    >>> print(found.forecast(["2025-Q1"], n=500))
    Forecast of a wave of 500 answers with 95 % CI
    2025-Q1: NPS 57.5  [47.4, 67.6]
    Beyond the waves the line is an assumption, and its band does not know it.
    """
    check_option("method", method, METHODS)
    check_alternative(alternative)
    level = check_confidence_level(confidence_level)
    panel = None
    if ids is not None:
        panel = Panel.read(waves, ids, missing_ids=missing_ids, scale=scale, invalid=invalid)
    cohorts = as_waves(waves, scale, invalid)
    axis = read_times(times, cohorts, per)
    kept = np.flatnonzero(cohorts.n > 0)
    used, t = cohorts._take(kept), axis.position[kept]
    if np.unique(t).size < 2:
        raise OptionError(
            "a trend needs waves with answers at two different times at least, got"
            f" {len(used)} with answers at {np.unique(t).size}."
        )
    if method == "random-effects" and len(used) < 3:
        raise OptionError('method="random-effects" needs three waves with answers, got 2.')
    survey = used._survey
    if survey is not None:
        scores = WaveScores.weighted(survey, t)
    elif panel is None:
        scores = WaveScores.counted(used, t)
    else:
        scores = WaveScores.matched(used, t, panel, kept)
    tau2 = scores.between()
    line, freedom = _fitted(scores, method, tau2)
    error = float(np.sqrt(line.slope_variance))
    statistic = float(ratio(np.array(line.slope), np.array(error)))
    half = float(upper_quantile(tail(alternative, 1.0 - level), freedom)) * error
    height, variance = (float(x[0]) for x in line.at(np.zeros(1)))
    lack_of_fit = _chi2_test("lack of fit", *scores.lack_of_fit())
    z = float("nan")
    if survey is None and panel is None:
        z = permutation_trend(t, *used._classes())
    return Trend(
        slope=100.0 * line.slope,
        standard_error=100.0 * error,
        confidence_interval=interval(
            100.0 * (line.slope - half), 100.0 * (line.slope + half), alternative, (-np.inf, np.inf)
        ),
        confidence_level=level,
        statistic=statistic,
        p_value=float(p_values(statistic, alternative, freedom)),
        degrees_of_freedom=freedom,
        intercept=100.0 * height,
        intercept_standard_error=100.0 * float(np.sqrt(variance)),
        time_unit=axis.unit,
        times=t,
        waves=used,
        permutation=Test(
            question="trend",
            method="permutation",
            statistic=z,
            p_value=float(p_values(z, alternative)),
        ),
        lack_of_fit=lack_of_fit,
        homogeneity=_chi2_test("homogeneity", *scores.homogeneity()),
        between_wave_deviation=100.0 * float(np.sqrt(tau2)),
        method=method,
        alternative=alternative,
        survey=scores.survey,
        notes=tuple(_notes(len(cohorts), used, scores, method, lack_of_fit, error)),
        _line=line,
        _axis=axis,
    )


def _fitted(scores: WaveScores, method: str, tau2: float) -> tuple[Line, float | None]:
    """Return the line, and the degrees of freedom of Student's t where it is used."""
    t, d, u, c = scores.times, scores.score, scores.variance, scores.covariance
    if method == "wls":
        return fit_line(t, d, c, 1.0 / u), None
    if method == "contrast":
        return fit_line(t, d, c, np.ones_like(u)), None
    if method == "random-effects":
        wobble = tau2 * (np.ones_like(u) if c.ndim == 1 else np.eye(u.size))
        return fit_line(t, d, c + wobble, 1.0 / (u + tau2)), None
    return fit_line(t, d, scores.unbiased, scores.size), scores.freedom


def _chi2_test(method: str, statistic: float, freedom: int) -> Test:
    from scipy.special import chdtrc

    p_value = float(chdtrc(freedom, statistic)) if freedom else float("nan")
    return Test(
        question="trend",
        method=method,
        statistic=statistic,
        degrees_of_freedom=freedom,
        p_value=p_value,
    )


def _notes(
    given: int,
    used: ManySamples,
    scores: WaveScores,
    method: str,
    lack_of_fit: Test,
    error: float,
) -> list[Note]:
    """Say what the numbers alone would hide."""
    unanimous = int(scores.unanimous.sum())
    notes: list[Note] = []
    if len(used) < given:
        notes.append(without_answer(given - len(used), given))
    if unanimous:
        notes.append(
            Note(
                "All answers agree in {unanimous} of {size} waves: their variances are those of"
                " adjusted counts.",
                unanimous=unanimous,
                size=len(used),
            )
        )
    small = int((used.n < SMALL_WAVE).sum())
    if small and method == "wls":
        notes.append(
            Note(
                "{small} of {size} waves have fewer than {few} answers, where weights by estimated"
                ' variances find too many trends; method="regression" does not.',
                small=small,
                size=len(used),
                few=SMALL_WAVE,
            )
        )
    if scores.returning:
        notes.append(
            Note(
                "{returning} people answered in two waves or more; the permutation test, which"
                " takes all answers as of different people, is left out.",
                returning=scores.returning,
            )
        )
    if error < NO_ERROR:
        notes.append(Note("Everybody changed alike, so there is no telling how sure the slope is."))
    if len(used) == 2:
        notes.append(Note("Two waves always lie on a line: nothing says whether it is one."))
    if method != "random-effects" and lack_of_fit.p_value < 0.05:
        notes.append(
            Note(
                "The waves scatter more about the line than their answers explain ({test}):"
                ' method="random-effects" allows for it.',
                test=lack_of_fit._numbers(),
            )
        )
    if method == "random-effects" and len(used) < FEW_WAVES:
        notes.append(
            Note(
                "{size} waves say little about how much true scores wobble, so the interval is"
                " rough.",
                size=len(used),
            )
        )
    return notes

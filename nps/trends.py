"""Is the score going anywhere? A straight line through waves, with its interval and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._display import shown
from nps._kernels.moments import normal_quantile
from nps._kernels.trend import between_waves, fit_line, permutation_trend, pooled, scatter
from nps._times import read_times
from nps._validation import check_alternative, check_confidence_level, check_option
from nps.cohorts import Cohorts
from nps.errors import InputTypeError, OptionError
from nps.results import ConfidenceInterval
from nps.trend_results import Trend, TrendTest, columns_of, variance_of_one

if TYPE_CHECKING:
    from nps._times import TimeUnit
    from nps._typing import Alternative

TrendMethodName: TypeAlias = Literal["wls", "random-effects", "contrast"]
METHODS = ("wls", "random-effects", "contrast")
#: Fewer waves than this say little about how much true scores wobble.
FEW_WAVES = 10
#: In smaller waves estimated variances make poor weights.
SMALL_WAVE = 50


def trend(
    waves: Cohorts,
    *,
    times: object = None,
    per: TimeUnit | None = None,
    method: TrendMethodName = "wls",
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
) -> Trend:
    r"""Fit a straight line through the scores of independent waves.

    Parameters
    ----------
    waves : Cohorts
        The waves, in any order; those without a valid answer are left out.
    times : 1-D collection or mapping from label to time, optional
        When each wave was taken: numbers, or calendar times (dates, datetimes, ``datetime64``,
        pandas timestamps or periods, text such as "2024", "2024-Q1", "2024-03", "2024-W05",
        "2024-03-31"). Without it the labels are the times if all of them are numbers or calendar
        times; else the waves count 1, 2, 3, ...
    per : {"year", "quarter", "month", "week", "day"}, optional
        Unit of time of the slope for calendar times. By default the unit of the times themselves,
        and "year" for dates. A year has 365.2425 days, a month the twelfth of it.
    method : {"wls", "random-effects", "contrast"}, default "wls"
        "wls": weighted least squares, each wave by the inverse of its sampling variance; the most
        precise if the line holds. "random-effects": the true scores wobble about the line with a
        variance of their own, estimated by moments, so that waves count more equally and the
        interval is honest where `lack_of_fit` is bad. "contrast": all waves count the same, a
        linear contrast of the scores.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" asks whether the score is rising.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.

    Returns
    -------
    Trend
        The slope in points per unit of time. ``trend(...).forecast(times)`` extends the line.

    Raises
    ------
    OptionError
        If there are fewer than two different times with answers, a time is missing, or an option is
        not allowed.

    See Also
    --------
    changes : From one wave to the next.
    monitor : Control charts.

    Notes
    -----
    With times t_i, scores d_i, sampling variances u_i = V_i/n_i and weights w_i = 1/u_i,

    .. math:: \hat\beta = \frac{\sum w_i (t_i - \bar t_w)(d_i - \bar d_w)}
              {\sum w_i (t_i - \bar t_w)^2}, \qquad
              \mathrm{SE} = \Big(\sum w_i (t_i - \bar t_w)^2\Big)^{-1/2}.

    "random-effects" adds to u_i the moment estimate of the variance between waves [2]_, "contrast"
    has w_i = 1 and the variance that follows from the u_i. The lack of fit is the weighted sum of
    squared residuals, about chi-square on k - 2 degrees of freedom [1]_; homogeneity the same about
    a level line, on k - 1. The permutation test has U = sum n_i (t_i - t) d_i with its variance
    under permutation of all answers over the waves; without passives it is the test of Cochran and
    Armitage [3]_ up to sqrt((N - 1)/N). Where all answers of a wave agree its observed variance
    is 0; it is then taken from its counts plus 3/4 promoter, 3/2 passives, 3/4 detractor.

    Known variances are an idealisation: with six equal waves of 100 answers (50 % promoters, 20 %
    detractors) and no trend, the test of "wls" rejects at 5 % in 5.6 % of samples, with 30 answers
    each in 7.5 % and with 10 in 14 %, that of `permutation` in 5.0 to 5.5 %.

    Waves are taken as independent. If the same people answer again and again, standard errors of
    the slope are too large rather than too small, as a rule.

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
    slope +6.7 points per quarter  [+3.8, +9.6]  95 % CI, p < 0.001  4 waves, n = 2,000 (wls method)
    >>> print(found.forecast(["2025-Q1"], n=500))
    Forecast of a wave of 500 answers with 95 % CI
    2025-Q1: NPS 57.4  [47.3, 67.5]
    Beyond the waves the line is an assumption, and its band does not know it.
    """
    if not isinstance(waves, Cohorts):
        raise InputTypeError(f"waves must be nps.Cohorts, got {shown(waves)}.")
    check_option("method", method, METHODS)
    check_alternative(alternative)
    level = check_confidence_level(confidence_level)
    axis = read_times(times, waves, per)
    kept = np.flatnonzero(waves.n > 0)
    used, t = waves._take(kept), axis.position[kept]
    if np.unique(t).size < 2:
        raise OptionError(
            "a trend needs waves with answers at two different times at least, got"
            f" {len(used)} with answers at {np.unique(t).size}."
        )
    one, unanimous = variance_of_one(used)
    d, u = used.score / 100.0, one / used.n
    lack, freedom, tau2 = 0.0, len(used) - 2, 0.0
    straight = fit_line(t, d, u, 1.0 / u)
    if freedom:
        lack, tau2 = scatter(straight, t, d, u), between_waves(t, d, u)
    elif method == "random-effects":
        raise OptionError('method="random-effects" needs three waves with answers, got 2.')
    if method == "wls":
        line = straight
    elif method == "random-effects":
        line = fit_line(t, d, u + tau2, 1.0 / (u + tau2))
    else:
        line = fit_line(t, d, u, np.ones_like(u))
    error = float(np.sqrt(line.slope_variance))
    statistic = line.slope / error
    tail = (1.0 - level) / 2.0 if alternative == "two-sided" else 1.0 - level
    half = normal_quantile(tail) * error
    height, variance = (float(x[0]) for x in line.at(np.zeros(1)))
    lack_of_fit = _chi2_test(lack, freedom)
    homogeneity = _chi2_test(pooled(d, u)[2], len(used) - 1)
    z = permutation_trend(t, *columns_of(used))
    return Trend(
        slope=100.0 * line.slope,
        standard_error=100.0 * error,
        confidence_interval=ConfidenceInterval(
            -np.inf if alternative == "less" else 100.0 * (line.slope - half),
            np.inf if alternative == "greater" else 100.0 * (line.slope + half),
        ),
        confidence_level=level,
        statistic=statistic,
        p_value=_normal_p(statistic, alternative),
        intercept=100.0 * height,
        intercept_standard_error=100.0 * float(np.sqrt(variance)),
        time_unit=axis.unit,
        times=t,
        waves=used,
        permutation=TrendTest(
            statistic=z, degrees_of_freedom=None, p_value=_normal_p(z, alternative)
        ),
        lack_of_fit=lack_of_fit,
        homogeneity=homogeneity,
        between_wave_deviation=100.0 * float(np.sqrt(tau2)),
        method=method,
        alternative=alternative,
        notes=tuple(_notes(len(waves), used, int(unanimous.sum()), method, lack_of_fit)),
        _line=line,
        _axis=axis,
    )


def _normal_p(z: float, alternative: str) -> float:
    from scipy.special import ndtr

    if alternative == "two-sided":
        return float(2.0 * ndtr(-abs(z)))
    return float(ndtr(-z if alternative == "greater" else z))


def _chi2_test(statistic: float, freedom: int) -> TrendTest:
    from scipy.special import chdtrc

    p_value = float(chdtrc(freedom, statistic)) if freedom else float("nan")
    return TrendTest(statistic=statistic, degrees_of_freedom=freedom, p_value=p_value)


def _notes(
    given: int, used: Cohorts, unanimous: int, method: str, lack_of_fit: TrendTest
) -> list[str]:
    """Say what the numbers alone would hide."""
    notes: list[str] = []
    if len(used) < given:
        notes.append(f"{given - len(used)} of {given} waves have no valid answer.")
    if unanimous:
        notes.append(
            f"All answers agree in {unanimous} of {len(used)} waves: their variances are those of"
            " adjusted counts."
        )
    small = int((used.n < SMALL_WAVE).sum())
    if small and method == "wls":
        notes.append(
            f"{small} of {len(used)} waves have fewer than {SMALL_WAVE} answers, where weights by"
            " estimated variances find too many trends: look at the permutation test."
        )
    if len(used) == 2:
        notes.append("Two waves always lie on a line: nothing says whether it is one.")
    if method != "random-effects" and lack_of_fit.p_value < 0.05:
        notes.append(
            "The waves scatter more about the line than their answers explain"
            f' ({lack_of_fit}): method="random-effects" allows for it.'
        )
    if method == "random-effects" and len(used) < FEW_WAVES:
        notes.append(
            f"{len(used)} waves say little about how much true scores wobble, so the interval is"
            " rough."
        )
    return notes

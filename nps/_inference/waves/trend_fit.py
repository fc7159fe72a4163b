"""The line through the waves of one series, its tests and what there is to say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from nps._base.errors import OptionError
from nps._base.tests import Test
from nps._base.words.notes import Note
from nps._inference.evidence import interval, p_values, tail
from nps._inference.waves.trend_results import Trend
from nps._inference.waves.wave_scores import WaveScores, without_answer
from nps._kernels.numerics.moments import ratio, upper_quantile
from nps._kernels.series.trend import fit_line, permutation_trend

if TYPE_CHECKING:
    from nps._base.labels.times import Times
    from nps._base.typing import Alternative
    from nps._inference.waves.panel import Panel
    from nps._kernels import IntArray
    from nps._kernels.series.trend import Line
    from nps._surveys.kinds import AnyCohorts, ManySamples

TrendMethodName: TypeAlias = Literal["regression", "wls", "random-effects", "contrast"]
#: Fewer waves than this say little about how much true scores wobble.
FEW_WAVES = 10
#: In smaller waves estimated variances make poor weights.
SMALL_WAVE = 50
#: What rounding may leave of a standard error of 0.
NO_ERROR = 1e-12


class Asked(NamedTuple):
    """What was asked of each line."""

    method: TrendMethodName
    alternative: Alternative
    level: float


def fit(
    cohorts: AnyCohorts, axis: Times, panel: Panel | None, rows: IntArray, asked: Asked
) -> Trend:
    """Fit the line of one series, which stands at these rows of the panel."""
    method, alternative, level = asked
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
        scores = WaveScores.matched(used, t, panel, rows[kept])
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
                "Of {size:wave}, {small:has|have} fewer than {few} answers, where weights by"
                ' estimated variances find too many trends; method="regression" does not.',
                small=small,
                size=len(used),
                few=SMALL_WAVE,
            )
        )
    if scores.returning:
        notes.append(
            Note(
                "{returning:person|people} answered in two waves or more; the permutation test,"
                " which takes all answers as of different people, is left out.",
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
                "{size:wave says|waves say} little about how much true scores wobble, so"
                " the interval is"
                " rough.",
                size=len(used),
            )
        )
    return notes

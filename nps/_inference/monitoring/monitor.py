"""Control charts: tell a signal from the noise in scores that come in regularly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import numpy as np

from nps._base import text
from nps._base.checks import check_number, check_option, check_points, check_whole
from nps._base.columns.containers import can_iterate, weights_advice
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.times import check_order, read_times
from nps._base.results import Intervals
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._inference.monitoring.chart_notes import false_alarms, notes_on_limits
from nps._inference.monitoring.chart_series import ControlCharts
from nps._inference.monitoring.control_charts import ControlChart, spread_out
from nps._inference.waves.series import read_series
from nps._kernels.numerics.moments import moments, steady_variance
from nps._kernels.series import charts
from nps._samples.cohorts import Cohorts

if TYPE_CHECKING:
    from nps._inference.waves.series import Series
    from nps._kernels import BoolArray, FloatArray

ChartMethodName: TypeAlias = Literal["laney", "shewhart", "ewma", "cusum"]
Rule: TypeAlias = Literal["limit", "run", "climb", "two-of-three", "four-of-five"]
METHODS = ("laney", "shewhart", "ewma", "cusum")
RULES = ("limit", "run", "climb", "two-of-three", "four-of-five")
DISPERSIONS = ("sampling", "moving-range")
#: Segments that a note names.
SHOWN = 5
_DEFAULT_WIDTH = {"laney": 3.0, "shewhart": 3.0, "ewma": 3.0, "cusum": 5.0}


def monitor(
    waves: Cohorts,
    *,
    time: str | None = None,
    method: ChartMethodName = "laney",
    centre: float | None = None,
    baseline: int | None = None,
    width: float | None = None,
    smoothing: float = 0.2,
    drift: float = 0.5,
    dispersion: Literal["sampling", "moving-range"] | None = None,
    rules: Sequence[Rule] = ("limit",),
) -> ControlChart | Any:
    r"""Draw a control chart of scores with unequal sample sizes, or one for each segment.

    Parameters
    ----------
    waves : Cohorts
        Days, weeks or months in order of time; those without a valid answer stay blank. Of cohorts
        with several keys one is the time and the others are segments, each with a chart of its own.
    time : str, optional
        Name of the key that is the time, where `waves` have several; by default as in `changes`.
    method : {"laney", "shewhart", "ewma", "cusum"}, default "laney"
        "laney": limits widened (or narrowed) by how much waves really vary from one to the next,
        since large waves vary by more than their answers explain. "shewhart": limits from the
        answers alone. "ewma": exponentially weighted moving average, for small lasting shifts.
        "cusum": cumulative sums of standardised scores, up and down, for the same.
    centre : float, optional
        The score to be held, in points. By default that of all answers of the baseline.
    baseline : int, optional
        Number of first waves that set the centre and the variation: those known to be in order.
        By default all waves, so that a shift is judged by itself too.
    width : float, optional
        Half the distance between the limits in standard errors, 3 by default; for "cusum" the
        decision interval h in standard errors, 5 by default.
    smoothing : float, default 0.2
        Weight of the newest wave in "ewma", above 0 and up to 1; with 1 it is the score itself.
    drift : float, default 0.5
        Half the shift that "cusum" is tuned to, in standard errors (k).
    dispersion : {"sampling", "moving-range"}, optional
        Standard errors from the answers alone, or times Laney's factor. By default "moving-range"
        for "laney" and "sampling" for the others.
    rules : sequence of str, default ("limit",)
        What counts as a signal for "laney" and "shewhart": "limit": a point beyond the limits;
        "run": nine in a row on one side; "climb": six in a row rising or falling; "two-of-three"
        beyond two thirds of the width on one side; "four-of-five" beyond one third. Each further
        rule brings further false alarms.

    Returns
    -------
    ControlChart
        One row for each wave: score, charted value, limits, signals. Of cohorts with several keys
        it is `nps.results.ControlCharts`: ``monitor(...)[segment]`` is its `ControlChart`.

    Raises
    ------
    OptionError
        If the baseline has no answers, too few waves, labels that are times are not in order, or an
        option is not allowed.

    See Also
    --------
    ConfidenceSequence : An interval that may be looked at after every answer.
    trend : A line through all waves.

    Notes
    -----
    With d_i the scores, V the variance of one answer in all of the baseline and
    :math:`z_i = (d_i - c)/\sqrt{V/n_i}`, the limits are
    :math:`c \pm w \sigma_z \sqrt{V/n_i}`, cut off at -100 and 100, with :math:`\sigma_z = 1` for
    "sampling" and :math:`\sigma_z = \overline{|z_i - z_{i-1}|}/1.128` over the baseline for
    "moving-range" [1]_. The moving average is :math:`E_i = \lambda d_i + (1-\lambda)E_{i-1}`
    from :math:`E_0 = c`, with its exact variance
    :math:`\lambda^2 u_i + (1-\lambda)^2 \mathrm{var} E_{i-1}`, u being that of d [2]_. The sums are
    :math:`C^+_i = \max(0, C^+_{i-1} + z_i - k)` and the same for -z, against h [3]_; they go on
    after a signal.

    For normal scores and a known centre, "limit" alone gives a false alarm every 370 waves on
    average, and so does "cusum" with k = 0.5 and h = 4.77; with h = 5 every 465. Limits that are
    estimated miss, and so alarm more often: with centre and variation from twelve waves 2% of
    later waves are false alarms rather than 0.27%. A note says how often it is here, for the rule
    "limit", from the laws of a mean and of a mean moving range of m normal scores [5]_.

    References
    ----------
    .. [1] Laney DB (2002). Improved control charts for attributes. Quality Engineering 14(4),
       531-537. doi:10.1081/QEN-120003555
    .. [2] Roberts SW (1959). Control chart tests based on geometric moving averages. Technometrics
       1(3), 239-250. doi:10.1080/00401706.1959.10489860
    .. [3] Page ES (1954). Continuous inspection schemes. Biometrika 41(1-2), 100-115.
       doi:10.1093/biomet/41.1-2.100
    .. [4] Nelson LS (1984). The Shewhart control chart: tests for special causes. Journal of
       Quality Technology 16(4), 237-239. doi:10.1080/00224065.1984.11978921
    .. [5] Quesenberry CP (1993). The effect of sample size on estimated limits for X-bar and X
       control charts. Journal of Quality Technology 25(4), 237-247.

    Examples
    --------
    >>> import nps
    >>> weeks = nps.Cohorts.from_counts(
    ...     range(1, 9),
    ...     [52, 55, 50, 53, 51, 54, 30, 52],
    ...     [30, 28, 31, 29, 30, 28, 30, 31],
    ...     [18, 17, 19, 18, 19, 18, 40, 17],
    ... )
    >>> chart = nps.monitor(weeks, method="shewhart", baseline=6)
    >>> chart.signals
    {7: ('limit',)}
    """
    if not isinstance(waves, Cohorts):
        raise InputTypeError(
            f"waves must be nps.Cohorts in order of time, got {text.shown(waves)}."
            f"{weights_advice(waves)}"
        )
    series = read_series(waves, time)
    if series is None:
        check_order(read_times(None, waves, None), waves)
    check_option("method", method, METHODS)
    if dispersion is None:
        dispersion = "moving-range" if method == "laney" else "sampling"
    check_option("dispersion", dispersion, DISPERSIONS)
    if (method, dispersion) in (("laney", "sampling"), ("shewhart", "moving-range")):
        other = "shewhart" if method == "laney" else "laney"
        raise OptionError(
            f'method="{method}" with dispersion="{dispersion}" is the other chart: write'
            f' method="{other}".'
        )
    chosen = _check_rules(rules)
    if method in ("ewma", "cusum") and chosen != ["limit"]:
        raise OptionError(
            f'rules={shown(list(rules))} are for method="laney" and "shewhart": what "{method}"'
            " charts is a sum over the past, so its points are not independent."
        )
    wide = _DEFAULT_WIDTH[method] if width is None else _check_positive("width", width)
    weight = _check_positive("smoothing", smoothing)
    if weight > 1.0:
        raise OptionError(f"smoothing must be above 0 and at most 1, got {shown(smoothing)}.")
    slack = check_number("drift", drift)
    if slack < 0.0:
        raise OptionError(f"drift must not be negative, got {shown(drift)}.")
    mean = None if centre is None else check_points("centre", centre, 100.0) / 100.0
    first = None if baseline is None else check_whole("baseline", baseline)
    asked = _Asked(method, mean, first, wide, weight, slack, dispersion, chosen)
    if series is None:
        return _chart(waves, asked)
    return _charts(waves, series, asked)


class _Asked(NamedTuple):
    """What was asked of each chart, on the scale from -1 to 1."""

    method: ChartMethodName
    centre: float | None
    baseline: int | None
    width: float
    smoothing: float
    drift: float
    dispersion: str
    rules: list[str]


def _charts(waves: Cohorts, series: Series[Cohorts], asked: _Asked) -> ControlCharts:
    """Draw a chart of each segment that has waves enough."""
    fewest = 2 if asked.dispersion == "moving-range" else 1
    answered = {line.segment: int((line.waves[: asked.baseline].n > 0).sum()) for line in series}
    kept = series.of([segment for segment, k in answered.items() if k >= fewest])
    if not len(kept):
        raise OptionError(
            f"no segment has {text.noun(fewest, 'wave')} with answers in its baseline, which a"
            f' chart by method="{asked.method}" needs.'
        )
    charts = []
    for line in kept:
        try:
            charts.append(_chart(line.waves, asked))
        except OptionError as error:
            raise OptionError(f"{text.label_text(line.segment)}: {error}") from None
    notes: list[Note] = []
    lost = [text.label_text(segment) for segment, k in answered.items() if k < fewest]
    if lost:
        some = ", ".join(lost[:SHOWN]) + (", ..." if len(lost) > SHOWN else "")
        notes.append(Note("Left out, too short for a chart: {segments}.", segments=some))
    if len(kept) > 1:
        notes.append(
            Note(
                "{k} charts, each with false alarms of its own: the more charts, the more often"
                " one of them signals without a cause.",
                k=len(kept),
            )
        )
    return ControlCharts(
        _labels=waves._labels.take(kept.rows()),
        _series=kept,
        charts=tuple(charts),
        notes=tuple(notes),
    )


def _chart(waves: Cohorts, asked: _Asked) -> ControlChart:
    """Draw the chart of one series."""
    method, centre, baseline, wide, weight, slack, dispersion, chosen = asked
    first = waves[:baseline]
    if not first.n.any():
        raise OptionError("the waves of the baseline have no valid answer to set the centre.")
    standard = first.total
    # on the unit scale, where equal waves and their total are the same to the last digit
    c = (standard.promoters - standard.detractors) / standard.n
    if centre is not None:
        c = centre

    seen = waves.n > 0
    n, d, _ = moments(waves.promoters[seen], waves.passives[seen], waves.detractors[seen])
    one = steady_variance(*np.array([[standard.promoters], [standard.passives],
                                     [standard.detractors]], dtype=np.float64))[0]  # fmt: skip
    error = np.sqrt(one / n)
    z = (d - c) / error
    factor = 1.0
    if dispersion == "moving-range":
        factor = _moving_range(z[: int((first.n > 0).sum())])
    error, z = factor * error, z / factor

    lower: FloatArray | None = None
    if method == "cusum":
        value, down = charts.cusum(z, slack)
        marks = {"up": value > wide, "down": down > wide}
        lower, low, high = -down, np.full_like(value, -wide), np.full_like(value, wide)
    else:
        value, spread = d, error
        if method == "ewma":
            value, variance = charts.ewma(d, error**2, weight, c)
            spread = np.sqrt(variance)
            z = (value - c) / spread
        marks = {rule: _MARKS[rule](z, wide) for rule in chosen}
        value = 100.0 * value
        low = 100.0 * np.maximum(c - wide * spread, -1.0)
        high = 100.0 * np.minimum(c + wide * spread, 1.0)
    return ControlChart(
        waves=waves,
        value=spread_out(value, seen),
        lower_value=None if lower is None else spread_out(lower, seen),
        limits=Intervals(spread_out(low, seen), spread_out(high, seen)),
        standardized=spread_out(z, seen),
        centre=100.0 * c,
        dispersion_factor=factor,
        signals=_signals(waves, seen, marks),
        method=method,
        width=wide,
        notes=(
            *notes_on_limits(waves, first, factor, dispersion),
            *false_alarms(int((first.n > 0).sum()), wide, chosen, method, centre is not None),
        ),
    )


_MARKS: Mapping[str, Callable[[FloatArray, float], BoolArray]] = {
    "limit": charts.beyond,
    "run": lambda z, width: charts.run_on_one_side(z),
    "climb": lambda z, width: charts.steady_climb(z),
    "two-of-three": lambda z, width: charts.several_far_out(z, width * 2.0 / 3.0, 2, 3),
    "four-of-five": lambda z, width: charts.several_far_out(z, width / 3.0, 4, 5),
}


def _check_rules(rules: object) -> list[str]:
    names = list(rules) if can_iterate(rules) else []
    if not names:
        raise InputTypeError(
            f'rules must be a list of names such as ["limit", "run"], got {text.shown(rules)}.'
        )
    return [check_option("rules", rule, RULES) for rule in names]


def _check_positive(name: str, value: object) -> float:
    number = check_number(name, value)
    if number <= 0.0:
        raise OptionError(f"{name} must be positive, got {shown(value)}.")
    return number


def _moving_range(z: FloatArray) -> float:
    if z.size < 2:
        raise OptionError(
            'moving ranges need two waves with answers in the baseline; method="shewhart" and'
            ' dispersion="sampling" do without.'
        )
    factor = charts.moving_range_sigma(z)
    if not factor:
        raise OptionError(
            "the waves of the baseline do not vary at all, so moving ranges give no limits;"
            ' method="shewhart" and dispersion="sampling" take them from the answers.'
        )
    return factor


def _signals(
    waves: Cohorts, seen: BoolArray, marks: Mapping[str, BoolArray]
) -> dict[object, tuple[str, ...]]:
    positions = np.flatnonzero(seen)
    found: dict[object, list[str]] = {}
    for rule, marked in marks.items():
        for position in positions[marked].tolist():
            found.setdefault(waves.labels[position], []).append(rule)
    return {label: tuple(found[label]) for label in waves if label in found}

"""What is said of waves: changes, trends, charts, and what a change is made of."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from nps._base import text as display
from nps._base.words.saying import (
    NAMED,
    TWO_SIDED,
    USUAL_ALPHA,
    Say,
    apart,
    are,
    interval_text,
    limits_text,
    statistic_text,
    with_sign,
)
from nps._sentences.differences import Difference, adjustment

if TYPE_CHECKING:
    from nps._inference.mix.parts import (
        ChangePart,
        ChangeParts,
        Decomposition,
        Decompositions,
        SegmentChange,
    )
    from nps._inference.monitoring.control_charts import ChartPoint, ControlChart
    from nps._inference.monitoring.rolling import Rolling
    from nps._inference.waves.change_results import Changes, WaveChange
    from nps._inference.waves.trend_results import Forecast, Trend, TrendTest
    from nps._kernels import FloatArray


def _wave_difference(
    say: Say, row: WaveChange, level: float | None, alternative: str, adjust: str
) -> str:
    before = row.score - row.change
    ends = row.confidence_interval
    if level is None:
        limits, alpha = interval_text(say, ends), USUAL_ALPHA
    else:
        limits, alpha = limits_text(say, ends, level, alternative, null=0.0), 1.0 - level
    p = display.p_value(row.adjusted_p_value, alpha)
    return Difference(
        story="change",
        subject=say("nps" if row.survey is None else "weighted nps"),
        other=say("between", before=say.name(row.reference), after=say.name(row.label)),
        new=row.score,
        old=before,
        difference=row.change,
        null=0.0,
        p_value=row.adjusted_p_value,
        alpha=alpha,
        alternative=alternative,
        limits=limits,
        ends=ends,
        p=p if adjust == "none" else say("adjusted p", p=p),
    ).sentence(say)


def _wave(say: Say, found: WaveChange) -> str:
    if math.isnan(found.change):
        subject = say("score of", label=say.name(found.label))
        if not found.counts.n:
            return say("empty", subject=subject)
        evidence = interval_text(say, found.score_interval, null=None)
        score = display.points(found.score)
        return say("estimate", subject=subject, score=score, evidence=evidence, n=found.counts.n)
    return _wave_difference(say, found, None, TWO_SIDED, "series")


def _changes(say: Say, found: Changes) -> str:
    tested = np.flatnonzero(~np.isnan(found.adjusted_p_value))
    k = int(tested.size)
    if not k:
        return say("changes.one", c=len(found))
    significant = tested[found.adjusted_p_value[tested] < 1.0 - found.confidence_level]
    s = int(significant.size)
    adjust = adjustment(say, found.adjust, k)
    text = say("changes", k=k, c=len(found), s=s or say("zero"), are=are(s), adjust=adjust)
    shown = significant if s else tested[-1:]
    named = [
        _wave_difference(
            say, found._row(int(i)), found.confidence_level, found.alternative, found.adjust
        )
        for i in shown[:NAMED]
    ]
    rest = [say("more", k=s - NAMED)] if s > NAMED else []
    return say.joined(text, *named, *rest)


def _trend(say: Say, found: Trend) -> str:
    alpha = 1.0 - found.confidence_level
    low, high = (
        found._signed(end).removeprefix("+") if math.isfinite(end) else ""
        for end in found.confidence_interval
    )
    verdict = "open"
    if found.p_value < alpha and found.slope:
        verdict = "above" if found.slope > 0.0 else "below"
    unit = f"unit.{found.time_unit}"
    text = say(
        f"trend.{verdict}",
        size=found._signed(abs(found.slope)).removeprefix("+"),
        signed=found._signed(found.slope),
        unit=say(unit) if unit in say.phrases else found.time_unit,
        k=len(found.waves),
        limits=say(
            found.alternative,
            level=display.level_percent(found.confidence_level),
            low=low,
            high=high,
        ),
        p=display.p_value(found.p_value, alpha),
    )
    fit = found.lack_of_fit.p_value
    return say.joined(
        text, say("trend.scatter", p=display.p_value(fit)) if fit < USUAL_ALPHA else ""
    )


def _forecast(say: Say, found: Forecast) -> str:
    low, high = found.confidence_interval
    parts = [
        say(
            "forecast.at",
            score=display.points(float(found.score[i])),
            label=say.name(found.labels[i]),
            evidence=limits_text(say, (float(low[i]), float(high[i])), found.confidence_level),
        )
        for i in sorted({0, len(found) - 1} if len(found) else set())
    ]
    listed = say.listed(parts) if parts else say("none")
    if found.n is None:
        return say("forecast", parts=listed)
    return say("forecast.wave", n=found.n, parts=listed)


def _chart(say: Say, found: ControlChart) -> str:
    values: dict[str, object] = {
        "k": len(found),
        "centre": display.points(found.centre),
        "method": say.translated(found.method),
    }
    s = len(found.signals)
    if not s:
        return say("chart.quiet", **values)
    labels = [say.name(label) for label in list(found.signals)[:NAMED]]
    if s > NAMED:
        labels.append(say("more", k=s - NAMED))
    return say("chart.signals", s=s, are=are(s), labels=say.listed(labels), **values)


def _point(say: Say, found: ChartPoint) -> str:
    label = say.name(found.label)
    if not found.counts.n:
        return say("empty", subject=say("score of", label=label))
    score = display.points(found.score)
    if not found.signals:
        return say("point.quiet", label=label, score=score)
    rules = say("comma").join(map(say.translated, found.signals))
    return say("point.signal", label=label, score=score, rules=rules)


def _rolling(say: Say, found: Rolling) -> str:
    last = found.cohorts._at(len(found) - 1)
    return say(
        "rolling",
        k=len(found),
        window=say.translated(found.window),
        rule=say.translated(found.rule),
        label=say.name(found.labels[-1]),
        score=display.points(last.score) if last.n else "n/a",
        n=last.n,
    )


# ---------------------------------------------------------------- parts of a change


def _part(say: Say, found: ChangePart, level: float | None, key: str = "part") -> str:
    ends = found.confidence_interval
    evidence = (
        interval_text(say, ends) if level is None else limits_text(say, ends, level, null=0.0)
    )
    return say(key, signed=with_sign(found.change), evidence=evidence)


def _change_part(say: Say, found: ChangePart) -> str:
    return _part(say, found, None, "part.alone")


def _change_parts(say: Say, found: ChangeParts) -> str:
    return say("parts", k=int(found.change.size), signed=with_sign(float(found.change.sum())))


def _segment(say: Say, found: SegmentChange) -> str:
    parts = [say(f"segment.{k}", signed=with_sign(part.change)) for k, part in found.parts.items()]
    signed = with_sign(found.change)
    return say("segment", label=say.name(found.label), signed=signed, parts=say.listed(parts))


def _decomposition(say: Say, found: Decomposition) -> str:
    level, total = found.confidence_level, found.total
    low, high = total.confidence_interval
    verdict = "above" if low > 0.0 else "below" if high < 0.0 else "open"
    text = say(
        f"parted.{verdict}",
        old=display.points(_overall(found.previous_share, found.previous_score)),
        new=display.points(_overall(found.share, found.score)),
        size=apart(abs(total.change), 0.0),
        signed=with_sign(total.change),
        evidence=limits_text(say, total.confidence_interval, level, null=0.0),
    )
    mix, rate = _part(say, found.mix, level), _part(say, found.rate, level)
    text = say("decomposition", total=text, mix=mix, rate=rate)
    if found.interaction is None:
        return text
    both = _part(say, found.interaction, level)
    return say("comma").join([text, say("decomposition.interaction", interaction=both)])


def _overall(share: FloatArray, score: FloatArray) -> float:
    return float(np.nansum(share * score))


def _decompositions(say: Say, found: Decompositions) -> str:
    low, high = found.total.confidence_interval
    detected = np.flatnonzero((low > 0.0) | (high < 0.0))
    s = int(detected.size)
    text = say("decompositions", k=len(found), s=s or say("zero"), are=are(s))
    steps = [
        say(
            "decompositions.step",
            label=say.name(found.labels[i]),
            reference=say.name(found.references[i]),
            sentence=_decomposition(say, found.steps[i]),
        )
        for i in (detected.tolist() or [len(found) - 1])[:NAMED]
    ]
    return say.joined(text, *steps)


def _significance(say: Say, p_value: float) -> str:
    if math.isnan(p_value):
        return say("undefined")
    return say("significant" if p_value < USUAL_ALPHA else "not significant")


def _trend_test(say: Say, found: TrendTest) -> str:
    freedom = found.degrees_of_freedom
    return say(
        "trend test",
        verdict=_significance(say, found.p_value),
        name="z" if freedom is None else f"chi2({freedom})",
        statistic=statistic_text(found.statistic, 2),
        p=display.p_value(found.p_value, USUAL_ALPHA),
    )


SERIES: Mapping[str, Callable[..., str]] = {
    "ChangePart": _change_part,
    "ChangeParts": _change_parts,
    "Changes": _changes,
    "ChartPoint": _point,
    "ControlChart": _chart,
    "Decomposition": _decomposition,
    "Decompositions": _decompositions,
    "Forecast": _forecast,
    "Rolling": _rolling,
    "SegmentChange": _segment,
    "Trend": _trend,
    "TrendTest": _trend_test,
    "WaveChange": _wave,
}

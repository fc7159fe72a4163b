"""The chart of a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

import numpy as np

from nps._base.checks import check_option
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.results import Intervals, Result
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps._base.words.pictures import picture_words
from nps._inference.differences.comparisons import Comparisons
from nps._inference.families.comparisons import ManyComparisons
from nps._inference.families.rankings import Ranking
from nps._inference.monitoring.rolling_results import Rolling
from nps._inference.scores.estimate import estimate
from nps._inference.scores.estimate_shares import ShareEstimates
from nps._inference.scores.estimates import Estimate, Estimates
from nps._samples.counts import Counts
from nps._samples.ratings import STANDARD, check_scale
from nps._surveys.kinds import is_many
from nps.comments._results.impacts import ThemeImpacts
from nps.drivers._results.effects import DriverEffects
from nps.plot._distribution import bars_of
from nps.plot._drawing.rows import axis_of_differences, estimated, row_order
from nps.plot._drawing.style import DEFAULT
from nps.plot._interactive import rows as _rows
from nps.plot._interactive.marks import Chart, columns, dots, stacked
from nps.plot._interactive.timeline import OVER_TIME, waves
from nps.segments._results.screen import SegmentScreen

if TYPE_CHECKING:
    from nps._base.typing import LanguageName
    from nps._base.words.pictures import Words
    from nps._samples.ratings import Scale

Kind: TypeAlias = Literal["forest", "waves", "shares"]
#: Which charts cohorts and their estimates have, the usual one first.
KINDS = ("forest", "waves", "shares")
#: The grammar that charts are written in; later versions read it, too.
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def spec(
    result: object,
    *,
    kind: Kind | None = None,
    time: str | None = None,
    scale: Scale = STANDARD,
    language: LanguageName = "en",
) -> dict[str, Any]:
    """Return an interactive chart of a result: a Vega-Lite specification that `json.dumps` takes.

    Where the pointer is, it tells the answers and the interval. The numbers, their order and the
    colours are those of the picture; nothing needs to be installed to make it.

    Parameters
    ----------
    result : Estimates, Comparisons, Cohorts, Changes, Trend, ControlChart, Counts, Estimate, ...
        What is drawn: rows with intervals, in points, of scores, differences, impacts of themes,
        effects of drivers and groups against the rest, and of ranks; scores over time, with their
        trend or the limits of their control chart; shares of the classes; the ratings of one
        sample.
    kind : {"forest", "waves", "shares"}, optional
        Of cohorts and estimates: rows with intervals, scores over time, or shares of the classes.
        By default shares of cohorts, and a forest of estimates and of weighted cohorts.
    time : str, optional
        Name of the key that is the time, where there are several, as in `nps.changes`.
    scale : Scale, default STANDARD
        Which ratings belong to which class, for the ratings of one sample.
    language : str, default "en"
        Of the words in the chart: a code, such as "zh" for Chinese.

    Returns
    -------
    dict
        With a title and a description for those who cannot see it.

    Raises
    ------
    InputTypeError
        If there is no chart of such a result; the message names its parts that have one.
    OptionError
        If `kind` or `time` is asked of something else, or shares of weighted answers; or the waves
        are not in order of time.
    EmptySampleError
        If there is nothing to draw.

    See Also
    --------
    nps.plot.forest, nps.plot.waves, nps.plot.shares, nps.plot.distribution : The pictures.

    Notes
    -----
    ``altair.Chart.from_dict(spec)`` makes an Altair chart of it (``pip install "nps[altair]"``),
    which a notebook shows; web pages show it with vega-embed. The grammar is Vega-Lite [1]_.

    References
    ----------
    .. [1] Satyanarayan A, Moritz D, Wongsuphasawat K, Heer J (2017). Vega-Lite: a grammar of
       interactive graphics. IEEE Transactions on Visualization and Computer Graphics 23(1),
       341-350. doi:10.1109/TVCG.2016.2599030

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["North", "South"], [50, 40], [30, 30], [20, 30])
    >>> chart = nps.plot.spec(nps.estimate(shops))
    >>> [(row["label"], row["value"], row["n"]) for row in chart["data"]["values"]]
    [('North', 30.0, 100), ('South', 10.0, 100)]
    """
    words = picture_words(language)
    if kind is not None:
        check_option("kind", kind, KINDS)
        if not (is_many(result) or isinstance(result, Estimates)):
            raise OptionError(
                f"kind is of cohorts and estimates, but the result is {shown_kind(result)}."
            )
    if time is not None and kind != "waves" and not isinstance(result, Rolling):
        raise OptionError('time is for cohorts over time: take kind="waves".')
    check_scale(scale)
    chart, part = _drawn(result, kind, time, scale, words)
    if not chart.rows:
        raise EmptySampleError("there is nothing to draw.")
    told = _estimated(result) if is_many(result) or isinstance(result, Counts) else result
    return {
        "$schema": SCHEMA,
        "title": words.titles[chart.title],
        "description": cast("Any", told).summary(language),
        "data": {"values": list(chart.rows)},
        **part,
    }


def _drawn(
    result: object, kind: Kind | None, time: str | None, scale: Scale, words: Words
) -> tuple[Chart, dict[str, Any]]:
    """Return what the chart of a result shows, and how."""
    if isinstance(result, OVER_TIME) or kind == "waves":
        return waves(result, time, words)
    if isinstance(result, Estimates) or is_many(result):
        found = _estimated(result)
        weighted = found.survey is not None
        if (kind or ("forest" if isinstance(result, Estimates) or weighted else "shares")) == (
            "forest"
        ):
            return _forest(result, found, words)
        if weighted:
            raise OptionError(
                'shares count people, but these answers are weighted: take kind="forest".'
            )
        return _shares(found, words)
    if isinstance(result, (Counts, Estimate)):
        return _ratings(_estimated(result), scale, words)
    for types, draw in _OTHERS:
        if isinstance(result, types):
            return draw(result, words)
    raise InputTypeError(_without(result))


def _estimated(result: object) -> Any:
    """Return the estimate of a sample or of cohorts, or what is one already."""
    if isinstance(result, (Estimate, Estimates)):
        return result
    return estimated(result) if is_many(result) else estimate(cast("Counts", result))


def _alternative(found: Any) -> str:
    return getattr(found, "alternative", "two-sided")


def _level(words: Words, found: Any) -> str:
    return pictures.level(words, found.confidence_level, _alternative(found))


def _forest(result: object, found: Estimates, words: Words) -> tuple[Chart, dict[str, Any]]:
    known = found.counts.n.any() and (is_many(result) or found.survey is None)
    total = (result if is_many(result) else found.counts).total.score if known else None
    level = _level(words, found)
    chart = Chart(
        title="forest",
        rows=_rows.scores(found),
        axis=words.listed(words.score_axis, level),
        interval=level,
        alternative=_alternative(found),
        line=total,
        words=words,
        label=_rows.text_of(found),
    )
    return chart, dots(chart)


def _shares(found: Estimates, words: Words) -> tuple[Chart, dict[str, Any]]:
    order = row_order("score", found.labels, found.score, found.counts.n.astype(np.float64))
    chart = Chart(
        title="shares",
        rows=_rows.shares(found, order.tolist(), words),
        axis=words.share_axis,
        interval=_level(words, found),
        alternative=_alternative(found),
        words=words,
        label=_rows.text_of(found),
    )
    return chart, stacked(chart)


def _ratings(found: Estimate, scale: Scale, words: Words) -> tuple[Chart, dict[str, Any]]:
    if found.survey is not None:
        raise OptionError(
            "columns count people, but these answers are weighted: draw their cohorts, in which"
            " scores have rows."
        )
    if not found.counts.n:
        raise EmptySampleError("a sample without a valid answer has no chart.")
    told = (words.promoters, words.passives, words.detractors)
    bars = [(bar.name, bar.answers, told[bar.kind]) for bar in bars_of(found.counts, scale)]
    chart = Chart(
        title="distribution",
        rows=_rows.ratings(bars, found.counts.n),
        axis=words.share_axis,
        words=words,
        label=words.rating if found.counts.distribution is not None else "",
    )
    return chart, columns(chart)


def _comparisons(
    result: Comparisons | ManyComparisons, words: Words
) -> tuple[Chart, dict[str, Any]]:
    if isinstance(result, ManyComparisons):
        found, names, label = result.comparisons, _rows.pairs(result), ""
    else:
        found, names, label = result, _rows.named(result.labels), _rows.text_of(result)
    level = _level(words, found)
    chart = Chart(
        title="forest of differences",
        rows=_rows.intervals(names, found.difference, found.confidence_interval, found.sample.n),
        axis=words.listed(axis_of_differences(found, words), level),
        interval=level,
        alternative=_alternative(found),
        signed=True,
        line=found.null,
        words=words,
        label=label,
    )
    return chart, dots(chart)


def _ranks(found: Ranking, words: Words) -> tuple[Chart, dict[str, Any]]:
    """Return intervals of ranks, as the picture has them: those who have one."""
    order = np.flatnonzero(~np.isnan(found.rank))
    names, level = _rows.named(found.labels), _level(words, found)
    ends = Intervals(found.low, found.high)
    chart = Chart(
        title="ranks",
        rows=_rows.intervals(names, found.rank, ends, found.cohorts.n, order),
        axis=words.listed(words.rank_axis, level), interval=level, words=words, whole=True,
        label=_rows.text_of(found),
    )  # fmt: skip
    return chart, dots(chart)


def _impacts(found: ThemeImpacts, words: Words) -> tuple[Chart, dict[str, Any]]:
    order = [int(i) for i in np.argsort(found.impact, kind="stable")]
    known = [i for i in order if not np.isnan(found.impact[i])]
    names, level = _rows.named(found.labels), _level(words, found)
    chart = Chart(
        title="impacts",
        rows=_rows.intervals(names, found.impact, found.impact_interval, found.n, known),
        axis=words.listed(words.impact_axis, level), interval=level, signed=True, line=0.0,
        words=words,
    )  # fmt: skip
    return chart, dots(chart)


def _effects(found: DriverEffects, words: Words) -> tuple[Chart, dict[str, Any]]:
    known = np.flatnonzero(~np.isnan(found.effect))
    names, level = _rows.named(found.labels), _level(words, found)
    chart = Chart(
        title="drivers",
        rows=_rows.intervals(names, found.effect, found.confidence_interval, found.n_asked, known),
        axis=words.listed(words.effect_axis, level), interval=level, signed=True, line=0.0,
        words=words,
    )  # fmt: skip
    return chart, dots(chart)


def _segments(found: SegmentScreen, words: Words) -> tuple[Chart, dict[str, Any]]:
    """Return all groups held against the rest; those that chance explains are grey."""
    order = np.argsort(found.difference, kind="stable").tolist()
    names, level = _rows.named(found.labels), _level(words, found)
    kinds = {
        words.below_rest: DEFAULT.detractors,
        words.above_rest: DEFAULT.promoters,
        words.by_chance: DEFAULT.passives,
    }
    rows = _rows.intervals(names, found.difference, found.confidence_interval, found.n, order)
    for i, row in zip(order, rows, strict=True):
        row["score"] = float(found.score[i])
        side = words.above_rest if found.difference[i] > 0.0 else words.below_rest
        row["class"] = side if found.clear[i] else words.by_chance
    chart = Chart(
        title="segments",
        rows=rows, axis=words.listed(words.rest_axis, level), interval=level, signed=True, line=0.0,
        words=words, colours=kinds,
    )  # fmt: skip
    return chart, dots(chart)


_OTHERS: tuple[tuple[Any, Callable[..., tuple[Chart, dict[str, Any]]]], ...] = (
    ((Comparisons, ManyComparisons), _comparisons),
    (Ranking, _ranks),
    (ThemeImpacts, _impacts),
    (DriverEffects, _effects),
    (SegmentScreen, _segments),
)
_DRAWN = (*OVER_TIME, Estimates, Counts, Estimate, Comparisons, ManyComparisons, Ranking,
          ThemeImpacts, DriverEffects, SegmentScreen)  # fmt: skip


def _without(result: object) -> str:
    """Say that there is no chart, and which parts of the result have one."""
    names = [f.name for f in fields(result)] if is_dataclass(result) else []
    parts = []
    for name in names:
        part = None if name.startswith("_") else getattr(result, name)
        if isinstance(part, tuple) and part and isinstance(part[0], _DRAWN):
            parts.append(f"spec(result.{name}[0])")
        elif isinstance(part, _DRAWN) or is_many(part):
            parts.append(f"spec(result.{name})")
    hint = f" Its parts have a chart: {', '.join(parts)}." if parts else ""
    if isinstance(result, Result) and result._picture:
        hint += " It has a picture: result.plot()."
    elif isinstance(result, ShareEstimates):
        hint += " Draw the counts that they are shares of."
    kinds = ", ".join(sorted(kind.__name__ for kind in _DRAWN))
    return f"result must be cohorts or one of {kinds}, got {shown_kind(result)}.{hint}"

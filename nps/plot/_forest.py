"""Scores, or differences of scores, one below the other with their intervals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import numpy as np

from nps._base.checks import check_flag
from nps._base.errors import OptionError
from nps._base.words import pictures
from nps._inference.differences.comparisons import Comparisons
from nps._inference.families.comparisons import ManyComparisons
from nps._inference.scores.estimates import Estimates
from nps._surveys.kinds import is_many
from nps.plot._drawing.bars import written
from nps.plot._drawing.canvas import clear_spines, drawing, ink, short
from nps.plot._drawing.rows import (
    against,
    axis_of_differences,
    check_target,
    draw_intervals,
    estimates_of,
    kept_rows,
    label_rows,
    row_order,
    say_nobody,
    say_target,
    size_for,
)
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._base.words.pictures import Words
    from nps._kernels import FloatArray, IntArray
    from nps.plot._drawing.rows import Aim, RowOrder
    from nps.plot._drawing.style import Look


@dataclass(frozen=True, slots=True)
class _Forest:
    """What is drawn: a value with its interval for each label, and a line to hold it against."""

    labels: Sequence[object]
    names: Sequence[str]
    value: FloatArray
    low: FloatArray
    high: FloatArray
    n: FloatArray
    line: float
    line_name: str
    axis: str
    level: str
    signed: bool
    result: Estimates | Comparisons | ManyComparisons


def forest(
    cohorts: object,
    *,
    ax: Axes | None = None,
    order: RowOrder = "given",
    most: int | None = None,
    target: float | None = None,
    verdict: bool = True,
    total: bool = True,
    language: LanguageName = "en",
) -> Axes:
    """Draw the score of each cohort with its interval, and the total as a line.

    Parameters
    ----------
    cohorts : Cohorts, SurveyCohorts, Estimates, Comparisons, ManyComparisons, or mapping to samples
        Scores, held against that of all cohorts together; or differences, held against the null
        hypothesis. For another method or level give the result. Weighted estimates do not know
        the total; give the cohorts to have it.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``, that grows with the cohorts.
    order : {"given", "score", "label", "n"}, default "given"
        From the top: as given, highest first, sorted by label, most answers first.
    most : int, optional
        With more cohorts than this, the first in this order are drawn, and the picture says how
        many are left out.
    target : float, optional
        A score that is aimed at, in points, -100 to 100: a dotted line, with how many of the
        intervals that are drawn lie above and below it. Only for scores.
    verdict : bool, default True
        Whether to say which intervals reach the target: not where adjusted tests decide instead.
    total : bool, default True
        Whether to draw, with scores, that of all cohorts together: not where it is no one score,
        such as that of several questions.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    EmptySampleError
        If there are no cohorts.
    OptionError
        If `most` is less than 1, `target` is no score, or differences are held against it.

    See Also
    --------
    shares : What the scores are made of.
    nps.estimate, nps.compare, nps.compare_many : The numbers.

    Notes
    -----
    That two intervals overlap does not mean that the scores agree, and an interval that leaves the
    total out is no test: the total contains the cohort. `nps.compare_many` tests.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["North", "South"], [50, 40], [30, 30], [20, 30])
    >>> ax = nps.plot.forest(shops, order="score")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['North (n = 100)', 'South (n = 100)']
    """
    look = check_look(None, False, language)
    found = _read(cohorts, look.words)
    if not check_flag("total", total) and not found.signed:
        found = replace(found, line=float("nan"))
    aim = check_target(target, verdict)
    places = row_order(order, found.labels, found.value, found.n)
    places, rest = kept_rows(places, most, order, look)
    value, low, high = (column[places] for column in (found.value, found.low, found.high))
    rows = np.arange(float(len(places)))
    names = [found.names[i] for i in places]
    beside = {"": written(look.words, value, low, high, signed=found.signed)}
    with drawing(
        ax,
        *size_for(names, beside, 0.28),
        look.about("forest of differences" if found.signed else "forest", found.result),
    ) as axes:
        axes.set_xlabel(look.words.listed(found.axis, found.level) + rest)
        axes.set_xlim(*_limits(found, aim, places))
        if aim is not None:
            _draw_target(axes, aim, found, places, look)
        draw_intervals(axes, rows, value, low, high, "_values")
        say_nobody(axes, value, axes.get_xlim()[0], look)
        head = label_rows(axes, names, beside, look)
        if not np.isnan(found.line):
            axes.axvline(found.line, linestyle="--", linewidth=1.2, color="0.45", label="_line")
            axes.annotate(
                found.line_name,
                (found.line, head),
                (3.0, 0.0),
                textcoords="offset points",
                verticalalignment="center",
                fontsize="small",
                bbox={"facecolor": axes.get_facecolor(), "edgecolor": "none", "pad": 0.5},
            )
        axes.xaxis.set_major_formatter(pictures.signed_tick if found.signed else pictures.tick)
        axes.grid(axis="x", color=ink(), alpha=0.12, linewidth=0.6)
        clear_spines(axes, "top", "right", "left")
    return axes


def _draw_target(ax: Axes, aim: Aim, found: _Forest, places: IntArray, look: Look) -> None:
    """Draw what is aimed at as a dotted line, and say below the axis who reached it."""
    if not isinstance(found.result, Estimates):
        raise OptionError("target is a score, but what is drawn are differences: leave it out.")
    side = against(found.result, aim.score)[places]
    ax.axvline(aim.score, linestyle=":", linewidth=1.6, color=ink(), label="_target")
    ax.set_xlabel(f"{ax.get_xlabel()}\n{look.words.dotted}{say_target(aim, side, look)}")


def _limits(found: _Forest, aim: Aim | None, places: IntArray) -> tuple[float, float]:
    """Show all of the intervals and the lines; one-sided ones go on to the edge."""
    seen = [found.line, *([] if aim is None else [aim.score])]
    for column in (found.value, found.low, found.high):
        seen += column[places].tolist()
    finite = [x for x in seen if not np.isnan(x)] or [-100.0, 100.0]
    low, high = min(finite), max(finite)
    margin = max(0.04 * (high - low), 1.0)
    return low - margin, high + margin


def _read(cohorts: object, words: Words) -> _Forest:
    if isinstance(cohorts, ManyComparisons):
        pairs = cast("tuple[tuple[object, object], ...]", cohorts.labels)
        names = [f"{short(one)} {pictures.MINUS} {short(other)}" for one, other in pairs]
        return _differences(cohorts.comparisons, cohorts, names, words)
    if isinstance(cohorts, Comparisons):
        return _differences(cohorts, cohorts, [short(x) for x in cohorts.labels], words)
    found = estimates_of(cohorts)
    low, high = found.confidence_interval
    n, total = found.counts.n, _total(cohorts, found)
    return _Forest(
        labels=found.labels,
        names=[
            short(x) + words.bracketed.format(f"n = {k:,}")
            for x, k in zip(found.labels, n, strict=True)
        ],
        value=found.score,
        low=low,
        high=high,
        n=n.astype(np.float64),
        line=total,
        line_name=f"{words.all} {pictures.points(total)}",
        axis=words.score_axis,
        level=pictures.level(words, found.confidence_level, found.alternative),
        signed=False,
        result=found,
    )


def _total(cohorts: object, found: Estimates) -> float:
    """Return the score of all together; NaN where there is none, or where it is not known.

    Weighted estimates do not carry the weights that their total would need.
    """
    if not found.counts.n.any():
        return float("nan")
    if is_many(cohorts):
        return cohorts.total.score
    return float("nan") if found.survey is not None else found.counts.total.score


def _differences(
    found: Comparisons, shown: Comparisons | ManyComparisons, names: Sequence[str], words: Words
) -> _Forest:
    low, high = found.confidence_interval
    n = found.sample.n
    sizes = [f"{k:,}" for k in n]
    if not isinstance(found.reference, float):
        sizes = [f"{k}, {j:,}" for k, j in zip(sizes, found.reference.n, strict=True)]
    return _Forest(
        labels=shown.labels,
        names=[
            name + words.bracketed.format(f"n = {size}")
            for name, size in zip(names, sizes, strict=True)
        ],
        value=found.difference,
        low=low,
        high=high,
        n=n.astype(np.float64),
        line=found.null,
        line_name=pictures.signed_tick(found.null),
        axis=axis_of_differences(found, words),
        level=pictures.level(words, found.confidence_level, found.alternative),
        signed=True,
        result=shown,
    )

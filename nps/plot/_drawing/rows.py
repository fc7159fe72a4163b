"""One row for each cohort: where it stands, what is written beside it, how many fit."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from nps._base.checks import check_flag, check_option, check_points, check_whole
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.labels.labels import sorted_positions
from nps._base.text import shown
from nps._base.words import pictures
from nps._inference.scores.estimate import estimate
from nps._inference.scores.estimates import Estimates
from nps._samples.cohorts import Cohorts
from nps._surveys.kinds import is_many
from nps.plot._drawing.canvas import (
    TITLE,
    column_width,
    cut,
    font_size,
    ink,
    inner_width,
    legend_columns,
    remember_inner,
    room,
    scale,
    short,
    step,
    text_width,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.words.pictures import Words
    from nps._inference.differences.comparisons import Comparisons
    from nps._kernels import FloatArray, IntArray
    from nps._surveys.kinds import ManySamples
    from nps.plot._drawing.style import Look

RowOrder: TypeAlias = Literal["given", "score", "label", "n"]
ORDERS = ("given", "score", "label", "n")
#: As many ticks as Matplotlib sets at most.
MOST_TICKS = 9
#: A new figure is no taller than this, in inches; then only some rows are labelled.
TALLEST = 30.0
#: How wide axes are in their part of the figure before they are laid out.
_PART_OF_FIGURE = 0.775


def estimates_of(cohorts: object, name: str = "cohorts") -> Estimates:
    """Return the estimates of cohorts, or of what becomes cohorts."""
    if isinstance(cohorts, Estimates):
        found = cohorts
    elif is_many(cohorts):
        found = estimated(cohorts)
    elif isinstance(cohorts, Mapping):
        found = estimated(Cohorts.from_dict(cohorts))
    else:
        raise InputTypeError(
            f"{name} must be nps.Cohorts, a mapping from label to counts or ratings, or the result"
            f" of a function of cohorts, got {shown(cohorts)}."
        )
    if not len(found):
        raise EmptySampleError("there are no cohorts to draw.")
    return found


def estimated(cohorts: ManySamples, confidence_level: float = 0.95) -> Estimates:
    """Estimate cohorts, whether their answers are weighted or not."""
    return estimate(cohorts, confidence_level=confidence_level)


def row_order(
    order: object, labels: Sequence[object], value: FloatArray, n: FloatArray
) -> IntArray:
    """Return the positions of the rows from the top: highest score first, largest first."""
    check_option("order", order, ORDERS)
    if order == "given":
        return np.arange(len(labels))
    if order == "label":
        return np.array(sorted_positions(labels), dtype=np.int64)
    return np.argsort(-(value if order == "score" else n), kind="stable")


def kept_rows(order: IntArray, most: object, how: str, look: Look) -> tuple[IntArray, str]:
    """Return the first rows of an order, and what an axis says of those left out.

    `how` tells by what the rows are ordered.
    """
    if most is None:
        return order, ""
    if (kept := check_whole("most", most)) < 1:
        raise OptionError(f"most must be at least 1, got {shown(most)}.")
    rest = len(order) - kept
    if rest <= 0:
        return order, ""
    return order[:kept], "\n" + look.words.more_rows[how].format(shown=kept, rest=rest)


def axis_of_differences(found: Comparisons, words: Words) -> str:
    """Return what differences are measured in, and what was subtracted where both have names."""
    if found.names is None:
        return words.difference_axis
    sample, reference = map(short, found.names)
    return f"{words.difference_axis}{words.comma}{sample} {pictures.MINUS} {reference}"


class Aim(NamedTuple):
    """A score that is aimed at, in points, and whether to say which intervals reach it."""

    score: float
    verdict: bool


def check_target(target: object, verdict: object) -> Aim | None:
    """Return what is aimed at, if anything is."""
    told = check_flag("verdict", verdict)
    return None if target is None else Aim(check_points("target", target, 100.0), told)


def against(found: Estimates, target: float) -> FloatArray:
    """Return 1 for scores above a target, -1 for those below, 0 where it is open, NaN for nobody.

    The intervals that are drawn decide.
    """
    low, high = found.confidence_interval
    side = (low > target).astype(np.float64) - (high < target)
    return np.where(np.isnan(found.score), np.nan, side)


def say_target(aim: Aim, side: FloatArray, look: Look, *, last: bool = False) -> str:
    """Return the target with how many are above and below, or with what holds for the last."""
    words, known = look.words, side[~np.isnan(side)]
    target = words.target.format(target=pictures.tick(aim.score))
    if not aim.verdict:
        return target
    names = {1.0: "above", -1.0: "below", 0.0: "open"}
    if not known.size:
        verdict = words.verdicts["none"]
    elif last:
        verdict = words.verdicts[names[float(known[-1])]]
    else:
        counted = {name: int((known == one).sum()) for one, name in names.items()}
        verdict = words.verdicts["many"].format(**counted)
    return words.held_against.format(target=target, verdict=verdict)


def size_for(
    labels: Sequence[str], beside: Mapping[str, Sequence[str]], each: float
) -> tuple[float, float]:
    """Return width and height of a figure with rows of `each` inches and these texts beside."""
    texts = text_width(labels) + sum(text_width([*beside[name], name]) for name in beside)
    height = (1.4 + each * len(labels)) * scale()
    return 5.2 * scale() + texts / 72.0, min(height, TALLEST - TITLE * scale())


def label_rows(
    ax: Axes,
    labels: Sequence[str],
    beside: Mapping[str, Sequence[str]],
    look: Look,
    legend: Sequence[str] = (),
) -> float:
    """Name the rows on the left and write columns on the right, as far as there is room.

    Parameters
    ----------
    beside : mapping from heading to texts
        Columns of text on the right of the axes; left out where the axes are too small.
    legend : sequence of str
        What the legend above the first row names.

    Returns
    -------
    float
        Where the headings stand, above the first row.
    """
    wide = room(ax)[0] / _PART_OF_FIGURE
    taken = sum(font_size() + text_width([*beside[name], name]) for name in beside)
    if taken > 0.35 * wide:
        beside, taken = {}, 0.0
    labels = [cut(label, int((0.7 * wide - taken) / column_width())) for label in labels]
    rows, size = len(labels), font_size()
    remember_inner(ax, max(wide - taken - text_width(labels) - 2.0 * size, size))
    head_lines = math.ceil(len(legend) / legend_columns(ax, legend)) if legend else 1
    tall = room(ax)[1] / 1.1
    above = (0.6 + 1.6 * head_lines) * size
    head = max(0.7, above * rows / max(tall - above, 0.3 * tall))
    every = step(rows, tall * rows / (rows + head), 1.3 * size)
    shown_rows = range(0, rows, every)
    ax.set_yticks(shown_rows, [labels[i] for i in shown_rows])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(rows - 0.4, -0.4 - head)
    heading_row, offset = -0.4 - 0.55 * head, 0.0
    for heading, texts in beside.items():
        column = [heading, *(texts[i] for i in shown_rows)]
        offset += size + text_width(column)
        for row, text in zip([heading_row, *shown_rows], column, strict=True):
            ax.annotate(
                text,
                (1.0, row),
                (offset, 0.0),
                xycoords=ax.get_yaxis_transform(),
                textcoords="offset points",
                horizontalalignment="right",
                verticalalignment="center",
                fontsize=size,
                annotation_clip=False,
            )
    if every > 1:
        ax.set_xlabel(f"{ax.get_xlabel()}\n({look.words.thinned})")
    return heading_row


def fit_ticks(ax: Axes, tick: Callable[..., str]) -> None:
    """Set as many ticks as have room beside the names of rows."""
    each = text_width(tick(x) for x in ax.get_xlim()) + 2.0 * font_size()
    fit = int(inner_width(ax) / each)
    if fit < MOST_TICKS:
        ax.locator_params(axis="x", nbins=max(fit, 1))


def draw_intervals(
    ax: Axes, rows: FloatArray, value: FloatArray, low: FloatArray, high: FloatArray, name: str
) -> None:
    """Draw a dot with its interval in each row; rows without one stay blank."""
    colour, thin = ink(), min(1.0, room(ax)[1] / rows.size / 12.0)
    ax.hlines(rows, low, high, color=colour, linewidth=1.6 * thin, label="_intervals", zorder=3)
    ax.plot(value, rows, "o", color=colour, markersize=5.0 * thin, label=name, zorder=4)


def say_nobody(ax: Axes, value: FloatArray, at: float, look: Look, lines: float = 1.0) -> None:
    """Say in the rows of cohorts without a score that there are no answers, if text fits there.

    A row must hold so many lines.
    """
    if room(ax)[1] / value.size < lines * font_size():
        return
    for row in np.flatnonzero(np.isnan(value)).tolist():
        ax.text(
            at,
            row,
            f"  {look.words.nobody}",
            horizontalalignment="left",
            verticalalignment="center",
            style="italic",
            alpha=0.75,
            fontsize=font_size(),
        )

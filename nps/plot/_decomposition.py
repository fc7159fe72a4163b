"""Why the score changed: a waterfall from the score of one wave to that of the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_whole
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import Amount
from nps._base.words import pictures
from nps._inference.differences.sides import shown_names
from nps._inference.mix.decompose import decompose
from nps._inference.mix.decompositions import Decomposition
from nps._samples.cohorts import Cohorts
from nps.plot._drawing.canvas import clear_spines, drawing, ink, short
from nps.plot._drawing.rows import label_rows, size_for
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps.plot._drawing.style import Colours, Look


@dataclass(frozen=True, slots=True)
class _Step:
    """One bar of the waterfall; without an interval where segments are taken together."""

    name: str
    change: float
    low: float = float("nan")
    high: float = float("nan")


def decomposition(
    decomposition: object,
    previous: object = None,
    *,
    ax: Axes | None = None,
    most: int = 12,
    palette: Colours = None,
    hatch: bool = False,
    language: LanguageName = "en",
) -> Axes:
    """Draw a change of the score as a waterfall: mix and rate of each segment.

    Parameters
    ----------
    decomposition : Decomposition, or Cohorts
        What `nps.decompose` returns; or the segments of the current wave.
    previous : Cohorts, optional
        The segments of the previous wave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``, that grows with the segments.
    most : int, default 12
        With more segments than this, those with the largest parts are drawn, and the others as one.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`: gains have the colour of promoters, losses that of
        detractors.
    hatch : bool, default False
        Hatch the losses, for print without colour.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        From the top: the score before, the parts with their intervals, the score after.

    Raises
    ------
    OptionError
        If `most` is 0, or the waves have no segment in common.

    See Also
    --------
    nps.decompose : The numbers.

    Notes
    -----
    The scores are dots and not bars, so that the axis need not begin at 0, where small parts of a
    large score could not be seen. The line across the end of a bar is the interval of that part.

    Examples
    --------
    >>> import nps
    >>> last_year = nps.Cohorts.from_counts(["shop", "web"], [410, 90], [240, 60], [150, 50])
    >>> this_year = nps.Cohorts.from_counts(["shop", "web"], [210, 260], [120, 180], [70, 160])
    >>> ax = nps.plot.decomposition(this_year, last_year)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['before', 'shop: mix', 'shop: rate', 'web: mix', 'web: rate', 'after']
    """
    look = check_look(palette, hatch, language)
    found = _read(decomposition, previous)
    kept = check_whole("most", most)
    if not kept:
        raise OptionError("most must be at least 1, got 0.")
    steps = _steps(found, kept, look)
    start = float(np.nansum(found.previous_share * found.previous_score))
    changes = np.array([step.change for step in steps])
    levels = start + np.concatenate([[0.0], np.cumsum(changes)])
    after, before = shown_names(found.names, (look.words.after, look.words.before))
    names = [short(before), *(step.name for step in steps), short(after)]
    values = [
        pictures.points(levels[0]),
        *(pictures.points(change, signed=True) for change in changes.tolist()),
        pictures.points(levels[-1]),
    ]
    beside, rows = {look.words.scores: values}, len(names)
    level = pictures.level(look.words, found.confidence_level)
    with drawing(ax, *size_for(names, beside, 0.3), look.about("decomposition", found)) as axes:
        for row, (step, base) in enumerate(zip(steps, levels, strict=False), start=1):
            colour, hatching = look.gain(step.change)
            axes.barh(
                row,
                step.change,
                left=base,
                height=0.6,
                color=colour,
                hatch=hatching or None,
                edgecolor="white",
                linewidth=0.0,
                label="_step",
            )
        at = np.arange(1.0, rows - 1.0)
        low, high = (
            levels[:-1] + np.array([getattr(step, end) for step in steps])
            for end in ("low", "high")
        )
        axes.hlines(at, low, high, color=ink(), linewidth=1.2, label="_intervals", zorder=3)
        axes.vlines(
            levels, np.arange(rows - 1.0), np.arange(1.0, rows), color="0.5", linewidth=0.8,
            label="_levels", zorder=2,
        )  # fmt: skip
        axes.plot(levels[[0, -1]], [0, rows - 1], "D", color=ink(), markersize=7.0, label="_scores")
        axes.set_xlabel(look.words.listed(look.words.score_axis, level))
        label_rows(axes, names, beside, look)
        axes.xaxis.set_major_formatter(pictures.tick)
        axes.grid(axis="x", color=ink(), alpha=0.12, linewidth=0.6)
        axes.set_axisbelow(True)
        clear_spines(axes, "top", "right", "left")
    return axes


def _read(decomposition: object, previous: object) -> Decomposition:
    if isinstance(decomposition, Decomposition):
        if previous is not None:
            raise InputTypeError("previous is in the decomposition already: leave it out.")
        return decomposition
    if isinstance(decomposition, Cohorts) and isinstance(previous, Cohorts):
        return decompose(decomposition, previous)
    raise InputTypeError(
        "decomposition must be what nps.decompose returns, or two nps.Cohorts of segments: current"
        " and previous."
    )


def _steps(found: Decomposition, most: int, look: Look) -> list[_Step]:
    """Return the parts of the segments in order, small segments taken together at the end."""
    parts = {name: part.change for name, part in found.segments.items()}
    largest = np.max(np.abs(list(parts.values())), axis=0)
    order = np.argsort(-largest, kind="stable")
    kept = np.sort(order[:most]) if largest.size > most else np.arange(largest.size)
    rest = np.setdiff1d(np.arange(largest.size), kept)
    steps = []
    for row in kept.tolist():
        for name, part in found.segments.items():
            low, high = part.confidence_interval
            text = f"{short(found.labels[row])}{look.words.colon}{look.words.parts[name]}"
            steps.append(_Step(text, *map(float, (part.change[row], low[row], high[row]))))
    if rest.size:
        others = look.words.others.format(Amount(rest.size))
        steps += [
            _Step(f"{others}{look.words.colon}{look.words.parts[name]}", float(change[rest].sum()))
            for name, change in parts.items()
        ]
    return steps

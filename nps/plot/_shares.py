"""The composition of cohorts: passives astride of zero, detractors left, promoters right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import InputTypeError
from nps._base.words import pictures
from nps.plot._drawing.canvas import (
    clear_spines,
    drawing,
    font_size,
    legend_inside,
    room,
    short,
)
from nps.plot._drawing.rows import (
    draw_intervals,
    estimates_of,
    kept_rows,
    label_rows,
    row_order,
    say_nobody,
    size_for,
)
from nps.plot._drawing.style import backing, check_look, ink_on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._kernels import FloatArray
    from nps.plot._drawing.rows import RowOrder
    from nps.plot._drawing.style import Colours, Look

#: Bars and intervals lie one below the other in their row, so neither hides the other.
BAR, DOT = -0.12, 0.31


def shares(
    cohorts: object,
    *,
    ax: Axes | None = None,
    order: RowOrder = "score",
    most: int | None = None,
    palette: Colours = None,
    hatch: bool = False,
    language: LanguageName = "en",
) -> Axes:
    """Draw the composition of cohorts as diverging bars, with the score and its interval below.

    Parameters
    ----------
    cohorts : Cohorts, Estimates, or mapping from label to Counts or ratings
        What to draw. For another method or level give `Estimates`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``, that grows with the cohorts.
    order : {"score", "given", "label", "n"}, default "score"
        From the top: highest score first, as given, sorted by label, most answers first.
    most : int, optional
        With more cohorts than this, the first in this order are drawn, and the picture says how
        many are left out.
    palette : mapping or sequence of colours, optional
        Colours of promoters, passives and detractors, as in `nps.plot.distribution`.
    hatch : bool, default False
        Hatch the detractors, for print without colour.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        The axis counts per cent of the answers for the bars, and points for the scores. The middle
        of the passives is at 0, so a bar reaches as much further to the right than to the left as
        there are more promoters than detractors, which is its score.

    Raises
    ------
    EmptySampleError
        If there are no cohorts.
    OptionError
        If `most` is less than 1.

    See Also
    --------
    forest : Scores alone, with the total.

    Notes
    -----
    The score alone hides the composition: half promoters and half detractors have the same score,
    0, as nothing but passives. Percentages in a bar are rounded so that they add up to 100.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["North", "South"], [50, 40], [30, 30], [20, 30])
    >>> ax = nps.plot.shares(shops)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['North', 'South']
    """
    look = check_look(palette, hatch, language)
    found = estimates_of(cohorts)
    if found.survey is not None:
        raise InputTypeError(
            "the bars of shares count people, but these answers are weighted: draw the scores with"
            " nps.plot.forest."
        )
    held = found.counts
    places = row_order(order, found.labels, found.score, held.n.astype(np.float64))
    places, rest = kept_rows(places, most, order, look)
    with np.errstate(invalid="ignore"):
        parts = np.stack([held.promoters, held.passives, held.detractors]) / held.n
    promoters, passives, detractors = 100.0 * parts[:, places]
    low, high = (end[places] for end in found.confidence_interval)
    score, n = found.score[places], held.n[places]
    rows = np.arange(float(len(places)))
    labels = [short(found.labels[i]) for i in places]
    beside = {
        "n": [f"{k:,}" for k in n],
        look.words.scores: [
            pictures.points(x) if k else look.words.no_score
            for x, k in zip(score.tolist(), n, strict=True)
        ],
    }
    with drawing(ax, *size_for(labels, beside, 0.42), look.about("shares", found)) as axes:
        widths = np.stack([promoters, passives, detractors])
        starts = side_by_side(widths)
        axes.set_xlabel(f"{look.words.share_axis} · {look.words.score_axis}{rest}")
        axes.set_xlim(*_limits(widths, low, high))
        draw_bars(axes, rows, widths, starts, look)
        draw_intervals(axes, rows + DOT, score, low, high, look.words.scores)
        say_nobody(axes, score, 0.0, look, 1.6)
        write_shares(axes, widths, starts, look)
        label_rows(axes, labels, beside, look, legend=[*look.names(), look.words.scores])
        axes.vlines(0.0, -0.5, rows.size - 0.4, color="0.4", linewidth=0.8, zorder=2.5)
        axes.xaxis.set_major_formatter(pictures.tick)
        legend_inside(axes)
        clear_spines(axes, "top", "right", "left")
    return axes


def side_by_side(widths: FloatArray) -> FloatArray:
    """Return where bars of promoters, passives and detractors begin: passives astride of 0."""
    _, passives, detractors = widths
    return np.stack([passives / 2.0, -passives / 2.0, -passives / 2.0 - detractors])


def _limits(widths: FloatArray, low: FloatArray, high: FloatArray) -> tuple[float, float]:
    promoters, passives, detractors = widths
    left = np.nanmax([0.0, *(detractors + passives / 2.0), *-low])
    right = np.nanmax([0.0, *(promoters + passives / 2.0), *high])
    return -left - 3.0, right + 3.0


def draw_bars(
    ax: Axes, rows: FloatArray, widths: FloatArray, starts: FloatArray, look: Look
) -> None:
    """Draw the shares (3, rows) of promoters, passives and detractors in per cent."""
    for kind in (2, 1, 0):
        ax.barh(
            rows + BAR,
            widths[kind],
            left=starts[kind],
            height=0.5,
            color=look.palette[kind],
            hatch=look.hatches[kind] or None,
            edgecolor="white",
            linewidth=0.0,
            label=look.names()[kind],
        )


def write_shares(ax: Axes, widths: FloatArray, starts: FloatArray, look: Look) -> None:
    """Write whole per cent into the parts of the bars that are wide enough, if rows are tall."""
    across, down = room(ax)
    rows = widths.shape[1]
    low, high = ax.get_xlim()
    size = min(font_size(), 0.42 * down / rows)
    if size < 5.0:
        return
    narrowest = 2.2 * size * (high - low) / (0.7 * across)
    for row in np.flatnonzero(~np.isnan(widths[0])):
        for kind, width in enumerate(widths[:, row].tolist()):
            if width >= narrowest:
                colour = look.palette[kind]
                ax.text(
                    starts[kind, row] + width / 2.0,
                    row + BAR,
                    str(round(width)),
                    color=ink_on(colour),
                    fontsize=size,
                    horizontalalignment="center",
                    verticalalignment="center_baseline",
                    bbox=backing(colour, look.hatches[kind]),
                    label="_percent",
                )

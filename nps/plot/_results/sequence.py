"""A confidence sequence, look by look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_whole
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps._inference.monitoring.confidence_sequence import ConfidenceSequence
from nps._samples.count import count
from nps._samples.ratings import STANDARD
from nps.plot._drawing.canvas import clear_spines, drawing, font_size, ink, scaled
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._samples.ratings import Scale
    from nps.plot._drawing.style import Colours


def sequence(
    sequence: ConfidenceSequence | Sequence[ConfidenceSequence],
    ratings: object = None,
    *,
    scale: Scale = STANDARD,
    looks: int = 60,
    ax: Axes | None = None,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw the path of a confidence sequence: score and interval against the answers so far.

    Parameters
    ----------
    sequence : ConfidenceSequence, or sequence of them
        A sequence remembers where it stands and not how it came there: give those of several looks
        at one stream, in order, or one with `ratings`.
    ratings : 1-D collection, optional
        Answers that follow the (last) sequence, in the order in which they came, as in
        `ConfidenceSequence.update`.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    looks : int, default 60
        How often `ratings` are looked at, at most.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`: the path has the colour of promoters.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        The interval is the region that the true score never leaves, at all looks together.

    Raises
    ------
    EmptySampleError
        If there is no answer yet.
    InputTypeError
        If `sequence` is something else.
    OptionError
        If looks have different levels or methods, or are not in order; or `looks` is less than 1.

    See Also
    --------
    nps.ConfidenceSequence : The numbers.

    Examples
    --------
    >>> import nps
    >>> ratings = [9, 8, 10, 9, 3, 7, 10, 9, 10, 4] * 20
    >>> ax = nps.plot.sequence(nps.ConfidenceSequence(method="empirical-bernstein"), ratings)
    >>> ax.get_xlabel()
    'answers'
    """
    look = check_look(palette, False, language)
    looks = check_whole("looks", looks)
    if looks < 1:
        raise OptionError(f"looks must be at least 1, got {looks}.")
    path = _in_order(sequence)
    if ratings is not None:
        path += _followed(path[-1], ratings, scale, looks)
    path = [one for one in path if one.n]
    if not path:
        raise EmptySampleError("there is no path to draw: no answer has come in yet.")
    words, colour = look.words, look.palette.promoters
    n = np.array([one.n for one in path], dtype=np.float64)
    score = np.array([one.score for one in path])
    low, high = np.array([one.confidence_interval for one in path]).T
    last = path[-1]
    with drawing(ax, *scaled(7.0, 4.4), look.about("sequence", last)) as axes:
        if n[-1] > n[0]:
            axes.fill_between(
                n, low, high, color=colour, alpha=0.18, linewidth=0.0, label="_ribbon"
            )
        else:
            axes.vlines(n, low, high, color=colour, linewidth=2.0, label="_interval")
        axes.plot(
            n, score, "-o", color=colour, markersize=3.0 if len(path) > 12 else 5.0,
            label=words.scores,
        )  # fmt: skip
        level = pictures.level(words, last.confidence_level).partition("%")[0]
        axes.set_xlim(0.0, 1.04 * n[-1])
        axes.locator_params(axis="x", integer=True)
        bottom, top = np.nanmin([*score, *low]), np.nanmax([*score, *high])
        axes.set_ylim(bottom - 3.0, top + 0.22 * max(top - bottom, 10.0))
        axes.set_xlabel(words.answers_axis)
        axes.set_ylabel(words.score_axis)
        axes.yaxis.set_major_formatter(pictures.tick)
        axes.grid(axis="y", color=ink(), alpha=0.12, linewidth=0.6)
        axes.text(
            0.99, 0.98, f"{pictures.points(last.score)}"
            f"  {pictures.interval(words, low[-1], high[-1])}\n"
            f"{level}% {words.sequence}{words.comma}n = {last.n:,}",
            transform=axes.transAxes, horizontalalignment="right", verticalalignment="top",
            fontsize=font_size(),
        )  # fmt: skip
        clear_spines(axes, "top", "right")
    return axes


def _in_order(found: object) -> list[ConfidenceSequence]:
    """Return the looks at one stream."""
    if isinstance(found, np.ndarray):
        found = np.atleast_1d(found).tolist()
    looks = list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]
    for one in looks:
        if not isinstance(one, ConfidenceSequence):
            raise InputTypeError(
                "sequence must be an nps.ConfidenceSequence, or several looks at one, got"
                f" {shown_kind(one)}."
            )
    known = [one for one in looks if isinstance(one, ConfidenceSequence)]
    if not known:
        raise EmptySampleError("there is no path to draw: no sequence was given.")
    if len({(one.confidence_level, one.method) for one in known}) > 1:
        raise OptionError("sequence must have looks of one confidence level and one method.")
    classes = np.array([[c.promoters, c.passives, c.detractors] for c in (x.counts for x in known)])
    if np.any(np.diff(classes, axis=0) < 0):
        raise OptionError(
            "sequence must have looks at one stream in order: each with the answers before it."
        )
    return known


def _followed(
    start: ConfidenceSequence, ratings: object, scale: Scale, looks: int
) -> list[ConfidenceSequence]:
    """Return the sequence after some more answers each time, the last time after all."""
    if isinstance(ratings, Iterator):
        ratings = list(ratings)
    count(ratings, scale=scale)  # checks them as one
    column = np.asarray(ratings, dtype=object)
    ends = np.unique(np.linspace(0, column.size, min(looks, column.size) + 1).astype(np.int64))
    path, here = [], start
    for first, last in pairwise(ends.tolist()):
        here = here.update(column[first:last].tolist(), scale=scale)
        path.append(here)
    return path

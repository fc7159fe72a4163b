"""Two scores side by side, and their difference on an axis of its own, aligned with theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base import text as display
from nps._base.errors import InputTypeError
from nps._base.words import pictures
from nps._inference.differences.compare import compare
from nps._inference.differences.comparisons import Comparison
from nps._inference.differences.equivalence import Equivalence
from nps._inference.differences.sides import check_pair, shown_names
from nps._inference.scores.estimate import estimate
from nps._samples.counts import Counts
from nps.plot._drawing.canvas import (
    clear_spines,
    drawing,
    font_size,
    ink,
    legend_inside,
    room,
    scaled,
    short,
    text_width,
)
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._inference.differences.sides import Side
    from nps.plot._drawing.style import Colours, Look


@dataclass(frozen=True, slots=True)
class _Point:
    """A dot with an interval, what is written about it, and where its end is open."""

    name: str
    value: float
    low: float
    high: float
    text: str
    colour: str
    arrow: str = ""


def difference(
    sample: object,
    reference: object = None,
    *,
    ax: Axes | None = None,
    names: tuple[str, str] | None = None,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    r"""Draw two scores with their intervals, and the difference with its own on an aligned axis.

    An estimation plot: zero of the axis on the right lies at the score of the reference, so the
    difference stands as high as the score of the sample.

    Parameters
    ----------
    sample : Comparison, Equivalence, or what `nps.compare` takes
        A result stands for both sides. An `Equivalence` brings its margin along.
    reference : what `nps.compare` takes, optional
        The other side, if the first is no result.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    names : tuple of two str, optional
        What to call sample and reference; by default what the result calls them.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`: the difference has the colour of promoters where its interval
        lies above zero, of detractors where it lies below, else that of the text.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        That of the scores; the axis of the difference is a secondary axis of it.

    Raises
    ------
    InputTypeError
        If there is nothing to compare with.

    See Also
    --------
    nps.compare, nps.equivalence : The numbers.

    Notes
    -----
    Each score has a score interval of its own at the level of the comparison. Whether these two
    overlap says little; the interval of the difference says whether it may be zero.

    Examples
    --------
    >>> import nps
    >>> before, after = nps.Counts(460, 310, 230), nps.Counts(520, 290, 190)
    >>> ax = nps.plot.difference(after, before, names=("2025", "2024"))
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['2024\nn = 1,000', '2025\nn = 1,000', 'difference']
    """
    look = check_look(palette, False, language)
    words = look.words
    found = _read(sample, reference)
    fixed = isinstance(found.reference, float)
    usual = words.sample, words.benchmark if fixed else words.reference
    after, before = map(short, shown_names(check_pair(names) or found.names, usual))
    level, alternative = found.confidence_level, getattr(found, "alternative", "two-sided")
    base = _score_of(found.reference)
    points = [
        _score_point(before, found.reference, level),
        _score_point(after, found.sample, level),
        _difference_point(words.difference, found, alternative, base, look),
    ]
    with drawing(ax, *scaled(7.0, 4.6), look.about("difference", found)) as axes:
        smaller, end = _fit(axes, points)
        for at, point in enumerate(points):
            _draw_point(axes, at, point, smaller * font_size())
        for at, height in ((0, base), (1, base + found.difference)):
            axes.hlines(height, at, 2.0, color="0.6", linewidth=0.8, linestyle=":", label="_level")
        axes.margins(y=0.12)
        low, high = axes.get_ylim()
        if isinstance(found, Equivalence):
            axes.fill_between(
                [1.7, 2.9], base - found.margin, base + found.margin, color="0.5", alpha=0.15,
                linewidth=0.0, label=f"{words.margin} ±{pictures.points(found.margin)}",
            )  # fmt: skip
            low, high = axes.get_ylim()
            high += 0.1 * (high - low)
            legend_inside(axes)
        axes.set_ylim(low, high)
        axes.set_xlim(-0.4, end)
        axes.set_xticks(range(3), [point.name for point in points])
        axes.tick_params(axis="x", length=0, labelsize=smaller * font_size())
        axes.set_yticks(_ticks(low, high, 100.0))
        axes.set_ylabel(words.listed(words.score_axis, pictures.level(words, level)))
        axes.yaxis.set_major_formatter(pictures.tick)
        right = axes.secondary_yaxis(
            "right", functions=(lambda y: np.subtract(y, base), lambda d: np.add(d, base))
        )
        right.set_yticks(_ticks(low - base, high - base, 200.0))
        right.yaxis.set_major_formatter(pictures.signed_tick)
        right.set_ylabel(
            words.listed(words.difference_axis, pictures.level(words, level, alternative))
        )
        clear_spines(axes, "top", "right")
    return axes


def _draw_point(ax: Axes, at: int, point: _Point, size: float) -> None:
    kind = "_difference" if at == 2 else "_score"
    ax.vlines(
        at, point.low, point.high, color=point.colour, linewidth=2.0, label=f"{kind}_interval"
    )
    ax.plot(
        at, point.value, "D" if at == 2 else "o", color=point.colour, markersize=7.0, label=kind
    )
    if point.arrow:
        end = point.high if point.arrow == "^" else point.low
        ax.plot(at, end, point.arrow, color=point.colour, markersize=7.0, label="_open_end")
    ax.annotate(
        point.text,
        (at, point.value),
        (9.0, 0.0) if at == 2 else (7.0, 5.0),
        textcoords="offset points",
        verticalalignment="center" if at == 2 else "bottom",
        fontsize=size,
    )


def _fit(ax: Axes, points: list[_Point]) -> tuple[float, float]:
    """Return how much smaller texts must be, and where the axis ends, so that all find room.

    Three names stand below the axis, and what is said of the difference to the right of it.
    """
    across = 0.75 * room(ax)[0]
    beside = text_width(points[-1].text.split("\n")) + 14.0
    names = text_width(line for point in points for line in point.name.split("\n")) + font_size()
    smaller = min(1.0, across / (2.4 * names + beside))
    beside *= smaller
    return smaller, max(2.9, (2.0 * across + 0.4 * beside) / (across - beside))


def _ticks(low: float, high: float, largest: float) -> list[float]:
    """Return round values in view that are possible at all."""
    from matplotlib.ticker import MaxNLocator

    values = MaxNLocator(8, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return [float(x) for x in values if low <= x <= high and abs(x) <= largest]


def _read(sample: object, reference: object) -> Comparison | Equivalence:
    if isinstance(sample, (Comparison, Equivalence)):
        if reference is not None:
            raise InputTypeError("reference is in the result already: leave it out.")
        return sample
    if reference is None:
        raise InputTypeError(
            "difference needs a sample and a reference, or what nps.compare returns."
        )
    found = compare(sample, reference)
    if isinstance(found, Comparison):
        return found
    raise InputTypeError("sample must be one sample; for many draw nps.plot.forest(comparisons).")


def _score_of(side: Side | float) -> float:
    return side if isinstance(side, float) else side.score


def _score_point(name: str, side: Side | float, level: float) -> _Point:
    """Return a score with its interval, where the answers behind it are known."""
    score = _score_of(side)
    low, high = score, score
    if isinstance(side, Counts):
        low, high = estimate(side, confidence_level=level).confidence_interval
    label = name if isinstance(side, float) else f"{name}\nn = {side.n:,}"
    return _Point(label, score, low, high, pictures.points(score), ink())


def _difference_point(
    name: str, found: Comparison | Equivalence, alternative: str, base: float, look: Look
) -> _Point:
    """Return the difference with its interval, as high as the score of the sample."""
    low, high = found.confidence_interval
    text = (
        f"{pictures.points(found.difference, signed=True)}\n"
        f"{pictures.interval(look.words, low, high, signed=True)}\n{display.p_value(found.p_value)}"
    )
    sign = 1.0 if low > 0.0 else -1.0 if high < 0.0 else 0.0
    colour = look.gain(sign)[0] if sign else ink()
    # the open side of a one-sided interval is an arrow, longer than the other side
    if alternative == "greater":
        high = found.difference + 1.5 * max(found.difference - low, 1.0)
    elif alternative == "less":
        low = found.difference - 1.5 * max(high - found.difference, 1.0)
    arrow = {"greater": "^", "less": "v"}.get(alternative, "")
    return _Point(name, found.difference + base, low + base, high + base, text, colour, arrow)

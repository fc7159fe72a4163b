"""The picture of one sample: how many gave which rating, and the score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import EmptySampleError, OptionError
from nps._base.text import shown
from nps._base.words import pictures
from nps._inference.scores.estimate import estimate
from nps._inference.scores.estimates import Estimate
from nps._samples.count import count
from nps._samples.counts import as_counts
from nps._samples.ratings import STANDARD, check_scale
from nps._surveys.kinds import is_weighted
from nps.plot._drawing.canvas import (
    clear_spines,
    drawing,
    font_size,
    ink,
    room,
    scaled,
    text_width,
)
from nps.plot._drawing.style import Palette, check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._samples.counts import Counts
    from nps._samples.ratings import Scale
    from nps.plot._drawing.style import Colours, Look


#: How high the names of the classes stand, as a part of the axes.
CLASSES = 0.74


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: what stands under it, its answers, and the position of its class."""

    name: str
    answers: int
    kind: int


def distribution(
    sample: object,
    *,
    ax: Axes | None = None,
    scale: Scale = STANDARD,
    palette: Colours = None,
    hatch: bool = False,
    language: LanguageName = "en",
) -> Axes:
    """Draw how many gave each rating, coloured by class, with the score and its interval on top.

    Parameters
    ----------
    sample : 1-D collection of ratings, Counts, SurveySample or Estimate
        Counts without a distribution over the ratings give three bars, one for each class. So do
        weighted answers: bars are the weighted shares, and dotted lines in them those without
        weights. For another method or level give an `Estimate`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    palette : mapping or sequence of colours, optional
        Colours of promoters, passives and detractors: ``{"promoters": "navy"}``, or three in this
        order. By default blue, grey and vermilion, which everybody can tell apart.
    hatch : bool, default False
        Hatch the detractors, for print without colour.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    EmptySampleError
        If there is no valid answer.
    OptionError
        If the distribution does not fit the scale.

    See Also
    --------
    nps.estimate : The numbers.

    Examples
    --------
    >>> import nps
    >>> ax = nps.plot.distribution([10, 9, 9, 8, 7, 10, 3, 9, 6, 10])
    >>> ax.figure.savefig("distribution.png")  # doctest: +SKIP
    """
    look = check_look(palette, hatch, language)
    found = _estimate(sample, scale)
    counts, survey = found.counts, found.survey
    shares = counts.shares if survey is None else survey.shares
    bars = bars_of(counts, scale) if survey is None else _classes(counts)
    with drawing(ax, *scaled(7.0, 4.6), look.about("distribution", found)) as axes:
        heights = [100.0 * bar.answers / counts.n for bar in bars]
        if survey is not None:
            heights = [100.0 * shares[bar.kind] for bar in bars]
        for kind, name in enumerate(look.names()):
            rows = [i for i, bar in enumerate(bars) if bar.kind == kind]
            drawn = axes.bar(
                rows,
                [heights[i] for i in rows],
                width=0.84,
                color=look.palette[kind],
                hatch=look.hatches[kind] or None,
                edgecolor="white",
                linewidth=0.0,
                label=name,
            )
            axes.bar_label(drawn, [_percent(heights[i]) for i in rows], padding=2)
            said = f"{name}\n{100.0 * shares[kind]:.1f}%"
            if survey is not None:
                plain = 100.0 * counts.shares[kind]
                said += f"\n{look.words.without_weights.format(plain)}"
                axes.hlines(
                    plain, rows[0] - 0.42, rows[0] + 0.42, color=ink(), linewidth=1.6,
                    linestyle=":", label="_unweighted",
                )  # fmt: skip
            axes.text(
                (rows[0] + rows[-1]) / 2.0,
                CLASSES,
                said,
                fontsize=font_size() * _shrink(axes, bars, said),
                transform=axes.get_xaxis_transform(),
                horizontalalignment="center",
                verticalalignment="center",
            )
        for i in range(1, len(bars)):
            if bars[i].kind != bars[i - 1].kind:
                axes.axvline(i - 0.5, ymax=0.8, linewidth=0.8, color="0.7", linestyle=":")
        axes.set_xticks(range(len(bars)), [bar.name for bar in bars])
        axes.tick_params(axis="x", length=0)
        axes.set_xlim(-0.6, len(bars) - 0.4)
        top = max(heights)
        lines = 3.6 if survey is None else 4.3
        clear = CLASSES - (0.6 * lines * font_size() + 2.0) / room(axes)[1]
        axes.set_ylim(0.0, top / min(max(clear, 0.2), 0.625))
        axes.set_yticks([tick for tick in axes.get_yticks() if tick <= top])
        axes.spines["left"].set_bounds(0.0, top)
        axes.yaxis.set_major_formatter(pictures.tick)
        if len(bars) > len(Palette._fields):
            axes.set_xlabel(look.words.rating)
        axes.set_ylabel(look.words.share_axis)
        _draw_score(axes, found, look)
        clear_spines(axes, "top", "right")
    return axes


def _shrink(ax: Axes, bars: Sequence[_Bar], said: str) -> float:
    """Return how much smaller the names of classes must be to stand beside each other."""
    middles = [np.mean([i for i, bar in enumerate(bars) if bar.kind == kind]) for kind in (2, 1, 0)]
    apart = float(np.min(np.diff(middles))) * 0.85 * room(ax)[0] / len(bars)
    return min(1.0, apart / text_width(said.split("\n")))


def _estimate(sample: object, scale: Scale) -> Estimate:
    check_scale(scale)
    if isinstance(sample, Estimate):
        found = sample
    elif is_weighted(sample):
        found = estimate(sample)
    else:
        ready = hasattr(sample, "promoters") or scale is STANDARD
        found = estimate(as_counts(sample) if ready else count(sample, scale=scale))
    if not found.counts.n:
        raise EmptySampleError("a sample without a valid answer has no picture.")
    return found


def _classes(counts: Counts) -> Sequence[_Bar]:
    """Return a bar for each class."""
    answers = (counts.promoters, counts.passives, counts.detractors)
    return [_Bar("", answers[kind], kind) for kind in (2, 1, 0)]


def bars_of(counts: Counts, scale: Scale) -> Sequence[_Bar]:
    """Return a bar for each rating, or for each class where only these are known."""
    if counts.distribution is None:
        return _classes(counts)
    levels = np.array(counts.distribution, dtype=np.int64)
    ratings = scale.ratings
    if len(levels) != len(ratings):
        raise OptionError(
            f"scale has {len(ratings)} ratings, but the sample was counted on {len(levels)}: give"
            " scale=... as it was counted."
        )
    held = counts.promoters, counts.passives, counts.detractors
    if tuple(map(int, scale._classes(levels))) != held:
        raise OptionError(
            f"scale sorts the ratings into other classes than the sample's, {shown(counts)}: give"
            " scale=... as it was counted."
        )
    kinds = np.argmax(scale._classes(np.eye(len(levels), dtype=np.int64)), axis=0)
    return [
        _Bar(pictures.tick(rating), k, kind)
        for rating, k, kind in zip(ratings, levels.tolist(), kinds.tolist(), strict=True)
    ]


def _percent(share: float) -> str:
    return "" if share == 0.0 else "<1" if share < 0.5 else f"{share:.0f}"


def _draw_score(ax: Axes, found: Estimate, look: Look) -> None:
    """Write the score above the bars and draw it with its interval on a scale of its own."""
    ax.text(
        0.5,
        0.975,
        _headline(found, look),
        transform=ax.transAxes,
        horizontalalignment="center",
        verticalalignment="center",
        weight="bold",
    )
    strip = ax.inset_axes((0.15, 0.88, 0.7, 0.05))
    strip.hlines(0.0, *found.confidence_interval, color=ink(), linewidth=2.0, label="_interval")
    strip.plot(found.score, 0.0, "o", color=ink(), markersize=6.0, label="_score")
    strip.set_xlim(-100.0, 100.0)
    strip.set_ylim(-1.0, 1.0)
    strip.set_yticks([])
    strip.set_xticks([-100.0, -50.0, 0.0, 50.0, 100.0])
    strip.xaxis.set_major_formatter(pictures.tick)
    strip.tick_params(axis="x", labelsize="x-small", pad=1.0, length=2.0)
    strip.patch.set_visible(False)
    for artist in strip.lines:
        artist.set_clip_on(False)
    clear_spines(strip, "top", "right", "left")


def _headline(found: Estimate, look: Look) -> str:
    level = pictures.level(look.words, found.confidence_level, found.alternative)
    limits = pictures.interval(look.words, *found.confidence_interval)
    score = pictures.points(found.score)
    return f"{look.words.scores} {score}  {limits}  {level}{look.words.comma}n = {found.counts.n:,}"

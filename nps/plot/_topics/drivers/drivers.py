"""Effects of drivers: against their level, with their parts, or as a potential."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_option
from nps._base.errors import EmptySampleError, InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps._base.words.saying import speaker
from nps.drivers._results.effects import DriverEffects
from nps.plot._drawing.bars import Bars, Dots, Rows, draw_rows, written
from nps.plot._drawing.canvas import short
from nps.plot._drawing.style import check_look
from nps.plot._topics.drivers.quadrant import CROSSHAIRS, draw_quadrant

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._kernels import IntArray
    from nps.plot._drawing.style import Colours, Look

Picture: TypeAlias = Literal["quadrant", "effects", "potential"]
PICTURES = ("quadrant", "effects", "potential")


def drivers(
    effects: DriverEffects,
    *,
    kind: Picture = "quadrant",
    ax: Axes | None = None,
    crosshairs: Literal["none", "mean", "median"] = "none",
    palette: Colours = None,
    hatch: bool = False,
    language: LanguageName = "en",
) -> Axes:
    """Draw what goes with the drivers of a score.

    Parameters
    ----------
    effects : DriverEffects
        What `nps.drivers.effects` gave.
    kind : {"quadrant", "effects", "potential"}, default "quadrant"
        "quadrant": the level of each driver from left to right and the effect of a point of it
        upwards, with intervals on both axes. "effects": a row for each, with the parts of promoters
        and detractors as bars and the effect with its interval below. "potential": what it would
        bring if everybody rated it at the top, largest first.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    crosshairs : {"none", "mean", "median"}, default "none"
        Lines through the quadrant. Medians make half of the drivers weak by construction, so there
        are none by default.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`.
    hatch : bool, default False
        Hatch the part of detractors, for print without colour.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    EmptySampleError
        If there is no driver to draw.

    See Also
    --------
    nps.drivers.effects : The numbers.

    References
    ----------
    Martilla JA, James JC (1977). Importance-performance analysis. Journal of Marketing 41(1),
    77-79. doi:10.1177/002224297704100112

    Examples
    --------
    >>> import nps
    >>> found = nps.drivers.effects([10, 9, 3, 7, 8, 6, 9, 10], {"price": [5, 4, 2, 4, 3, 2, 4, 5]})
    >>> ax = nps.plot.drivers(found, kind="effects")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['price']
    """
    look = check_look(palette, hatch, language)
    check_option("kind", kind, PICTURES)
    check_option("crosshairs", crosshairs, CROSSHAIRS)
    if not isinstance(effects, DriverEffects):
        raise InputTypeError(
            f"effects must be what nps.drivers.effects gave, got {shown_kind(effects)}."
        )
    values = effects.potential if kind == "potential" else effects.effect
    known = np.flatnonzero(~np.isnan(values))
    if not known.size:
        what = "potential" if kind == "potential" else "effect"
        raise EmptySampleError(f"there is no driver to draw: nothing is known of any {what}.")
    if kind == "quadrant":
        return draw_quadrant(ax, effects, look, crosshairs)
    found = _parts(effects, known, look) if kind == "effects" else _potential(effects, known, look)
    return draw_rows(ax, found, look, look.about("drivers", effects))


def _names(effects: DriverEffects, rows: IntArray, look: Look) -> list[str]:
    """Return what these rows are called, cut short; "asked" is a word of ours."""
    say = speaker(look.language)
    return [short(say.translated(effects._label_text(effects.labels[i]))) for i in rows]


def _parts(effects: DriverEffects, known: IntArray, look: Look) -> Rows:
    """Return rows of effects in the order given, with what promoters and detractors add."""
    words = look.words
    low, high = (end[known] for end in effects.confidence_interval)
    value = effects.effect[known]
    return Rows(
        names=_names(effects, known, look),
        axis=words.listed(words.effect_axis, pictures.level(words, effects.confidence_level)),
        bars=(
            Bars(words.more_promoters, effects.promoter_effect[known], look.palette.promoters),
            Bars(
                words.fewer_detractors,
                -effects.detractor_effect[known],
                look.palette.detractors,
                look.hatches.detractors,
            ),
        ),
        dots=(Dots(words.together, value, low, high),),
        beside={"": written(look.words, value, low, high)},
    )


def _potential(effects: DriverEffects, known: IntArray, look: Look) -> Rows:
    """Return rows of potentials, the largest first."""
    words = look.words
    order = known[np.argsort(-effects.potential[known], kind="stable")]
    low, high = (end[order] for end in effects.potential_interval)
    value = effects.potential[order]
    return Rows(
        names=_names(effects, order, look),
        axis=words.listed(words.potential_axis, pictures.level(words, effects.confidence_level)),
        bars=(Bars("_potential", value, look.palette.promoters),),
        dots=(Dots("_values", value, low, high),),
        beside={"": written(look.words, value, low, high)},
    )

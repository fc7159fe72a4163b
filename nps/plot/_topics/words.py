"""Words of comments: how distinctive they are against how often they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_whole
from nps._base.errors import EmptySampleError, InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps.comments._results.words import Words
from nps.plot._drawing.canvas import (
    clear_spines,
    drawing,
    font_size,
    legend_inside,
    room,
    scaled,
    short,
)
from nps.plot._drawing.names import name_dots
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._kernels import BoolArray
    from nps.plot._drawing.style import Colours

#: Room for a legend of two lines, in letters.
LEGEND = 3.0


def words(
    found: Words,
    *,
    ax: Axes | None = None,
    named: int = 12,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw words of comments, those of promoters above and those of detractors below.

    From left to right they are written more often; the further from 0, the more one side has of
    them. Colour is for words beyond chance, after adjustment for the number of words. No comment
    is shown.

    Parameters
    ----------
    found : Words
        What `nps.comments.words` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    named : int, default 12
        Words of each side that are written out at most, as far as there is room; words within
        chance only where nothing is beyond it.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`.
    language : str, default "en"
        Of the texts in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    EmptySampleError
        If there is no word to draw.

    See Also
    --------
    nps.comments.words : The numbers.

    References
    ----------
    Monroe BL, Colaresi MP, Quinn KM (2008). Fightin' words: lexical feature selection and
    evaluation for identifying the content of political conflict. Political Analysis 16(4), 372-403.
    doi:10.1093/pan/mpn018

    Examples
    --------
    >>> import nps
    >>> comments = ["easy"] * 20 + ["slow"] * 20 + ["I say"] * 40
    >>> found = nps.comments.words(comments, [10] * 20 + [2] * 20 + [9, 3] * 20)
    >>> ax = nps.plot.words(found)
    >>> sorted(text.get_text() for text in ax.texts)
    ['easy', 'slow']
    """
    look = check_look(palette, False, language)
    from matplotlib.ticker import LogLocator

    most = check_whole("named", named)
    if not isinstance(found, Words):
        raise InputTypeError(
            f"found must be what nps.comments.words gave, got {shown_kind(found)}."
        )
    if not len(found):
        raise EmptySampleError("there is no word to draw: none is in enough comments.")
    x, z = found.n.astype(np.float64), found.z
    sides = [found._beyond_chance(sign) for sign in (1, -1)]
    chance = ~(sides[0] | sides[1])
    with drawing(ax, *scaled(6.4, 4.8), look.about("words", found)) as axes:
        axes.set_xscale("log")
        axes.axhline(0.0, color="0.4", linewidth=0.8, label="_zero")
        axes.plot(x[chance], z[chance], "o", color=look.palette.passives, markersize=3.0,
                  label="_chance")  # fmt: skip
        for side, colour, marker, name in zip(
            sides,
            (look.palette.promoters, look.palette.detractors),
            "^v",
            (look.words.promoters, look.words.detractors),
            strict=True,
        ):
            if side.any():
                label = look.words.beyond_chance.format(name)
                axes.plot(x[side], z[side], marker, color=colour, markersize=5.0, label=label)
        axes.margins(0.08, 0.15)
        axes.set_xlabel(look.words.word_axis)
        axes.set_ylabel(look.words.word_z_axis)
        axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        axes.xaxis.set_major_formatter(pictures.tick)
        axes.xaxis.set_minor_formatter("")
        axes.yaxis.set_major_formatter(pictures.signed_tick)
        named_words = _named(found, sides, most)
        axes.autoscale_view()
        if not chance.all():
            low, high = axes.get_ylim()
            axes.set_ylim(low, high + LEGEND * font_size() / room(axes)[1] * (high - low))
        names = [short(found.labels[i]) for i in named_words]
        name_dots(axes, x[named_words], z[named_words], names, off_dots=True)
        if not chance.all():
            legend_inside(axes)
        clear_spines(axes, "top", "right")
    return axes


def _named(found: Words, sides: list[BoolArray], most: int) -> list[int]:
    """Return the words that are written out, in their order, both sides in turn."""
    beyond = any(side.any() for side in sides)
    chosen: list[int] = []
    for side, sign in zip(sides, (1.0, -1.0), strict=True):
        among = side if beyond else np.sign(found.z) == sign
        chosen += np.flatnonzero(among)[:most].tolist()
    return sorted(chosen)

"""Shares of drivers, beside those that they would have without an effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base import text
from nps._base.errors import EmptySampleError, InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps.drivers._results.importance import DriverImportance
from nps.plot._drawing.bars import Bars, Dots, Rows, draw_rows
from nps.plot._drawing.canvas import short
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps.plot._drawing.style import Colours


def importance(
    shares: DriverImportance,
    *,
    ax: Axes | None = None,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw the share of each driver, and the mark that it would reach without any effect.

    Parameters
    ----------
    shares : DriverImportance
        What `nps.drivers.importance` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`; the bars have the colour of promoters.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        The largest share on top.

    Raises
    ------
    EmptySampleError
        If nothing is known of any share.

    See Also
    --------
    nps.drivers.importance : The numbers.

    Examples
    --------
    >>> import nps
    >>> found = nps.drivers.importance(
    ...     [10, 9, 3, 7, 8, 6, 9, 10],
    ...     {"staff": [5, 5, 3, 3, 4, 4, 5, 4], "price": [5, 4, 2, 4, 3, 2, 4, 5]},
    ...     n_resamples=0,
    ... )
    >>> ax = nps.plot.importance(found)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['price', 'staff']
    """
    look = check_look(palette, False, language)
    words = look.words
    if not isinstance(shares, DriverImportance):
        raise InputTypeError(
            f"shares must be what nps.drivers.importance gave, got {shown_kind(shares)}."
        )
    if not len(shares) or np.isnan(shares.share).all():
        raise EmptySampleError("there is no share to draw: nothing is known of any driver.")
    order = np.argsort(-shares.share, kind="stable")
    value, borrowed = 100.0 * shares.share[order], 100.0 * shares.share_without_effect[order]
    low, high = (100.0 * end[order] for end in shares.confidence_interval)
    level = pictures.level(words, shares.confidence_level)
    drawn = () if np.isnan(low).all() else (Dots("_values", value, low, high),)
    found = Rows(
        names=[short(shares.labels[i]) for i in order],
        axis=words.listed(words.explained_axis, level) if drawn else words.explained_axis,
        bars=(Bars("_shares", value, look.palette.promoters),),
        dots=drawn,
        marks=Dots(words.without_effect, borrowed, borrowed, borrowed),
        beside={"": [text.percent(share) for share in shares.share[order]]},
        tick=pictures.tick,
    )
    return draw_rows(ax, found, look, look.about("importance", shares))

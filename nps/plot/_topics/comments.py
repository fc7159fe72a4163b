"""Themes of comments: what they cost, who mentions them, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_option
from nps._base.errors import EmptySampleError, InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps.comments._results.changes import ThemeChanges
from nps.comments._results.impacts import ThemeImpacts
from nps.plot._drawing.bars import Bars, Dots, Rows, draw_rows, written
from nps.plot._drawing.canvas import short
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._kernels import FloatArray, IntArray
    from nps.plot._drawing.style import Colours, Look

Kind: TypeAlias = Literal["impacts", "shares"]
KINDS = ("impacts", "shares")


def impacts(
    found: ThemeImpacts,
    *,
    kind: Kind = "impacts",
    ax: Axes | None = None,
    palette: Colours = None,
    hatch: bool = False,
    language: LanguageName = "en",
) -> Axes:
    """Draw what themes of comments cost and bring, or which class mentions them.

    No comment is shown.

    Parameters
    ----------
    found : ThemeImpacts
        What `nps.comments.impacts` gave.
    kind : {"impacts", "shares"}, default "impacts"
        "impacts": a row for each theme from the costliest down, with the impact and its interval,
        and below it the adjusted impact, the other themes held. "shares": the share of detractors
        who mention it to the left and that of promoters to the right, with the difference and its
        interval below.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
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
        If there is no theme to draw.
    InputTypeError
        If `found` is something else.

    See Also
    --------
    nps.comments.impacts : The numbers.

    Examples
    --------
    >>> import nps
    >>> themes = ["", "staff", "price", "price", "", "price", "staff", ""]
    >>> found = nps.comments.impacts([10, 9, 3, 7, 8, 6, 9, 10], themes)
    >>> ax = nps.plot.impacts(found)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['price', 'staff']
    """
    look = check_look(palette, hatch, language)
    check_option("kind", kind, KINDS)
    if not isinstance(found, ThemeImpacts):
        raise InputTypeError(
            f"found must be what nps.comments.impacts gave, got {shown_kind(found)}."
        )
    values = found.impact if kind == "impacts" else found.share_difference
    order = _from_the_lowest(values)
    if not order.size:
        raise EmptySampleError("there is no theme to draw: nothing is known of any.")
    rows = _impacts(found, order, look) if kind == "impacts" else _shares(found, order, look)
    return draw_rows(ax, rows, look, look.about("impacts", found))


def _from_the_lowest(values: FloatArray) -> IntArray:
    """Return the positions of known values, the lowest first."""
    order = np.argsort(values, kind="stable")
    return np.asarray(order[~np.isnan(values[order])])


def _impacts(found: ThemeImpacts, order: IntArray, look: Look) -> Rows:
    words = look.words
    low, high = (end[order] for end in found.impact_interval)
    value = found.impact[order]
    dots = [Dots(words.unadjusted, value, low, high)]
    if len(found) > 1 and not np.isnan(found.adjusted_impact[order]).all():
        below, above = (end[order] for end in found.adjusted_impact_interval)
        adjusted = found.adjusted_impact[order]
        dots.append(Dots(words.other_themes, adjusted, below, above, look.palette.passives))
    return Rows(
        names=[short(found.labels[i]) for i in order],
        axis=words.listed(words.impact_axis, pictures.level(words, found.confidence_level)),
        dots=dots,
        beside={"": written(look.words, value, low, high)},
    )


def _shares(found: ThemeImpacts, order: IntArray, look: Look) -> Rows:
    words = look.words
    low, high = (100.0 * end[order] for end in found.share_difference_interval)
    value = 100.0 * found.share_difference[order]
    return Rows(
        names=[short(found.labels[i]) for i in order],
        axis=words.listed(words.mention_axis, pictures.level(words, found.confidence_level)),
        bars=(
            Bars(
                words.of_detractors,
                -100.0 * found.detractor_share[order],
                look.palette.detractors,
                look.hatches.detractors,
            ),
            Bars(words.of_promoters, 100.0 * found.promoter_share[order], look.palette.promoters),
        ),
        dots=(Dots(words.difference, value, low, high),),
        beside={"": written(look.words, value, low, high)},
        tick=_size,
    )


def _size(value: float, position: object = None) -> str:
    """Return a share to either side as what it is."""
    return pictures.tick(abs(value), position)


def theme_changes(
    changes: ThemeChanges,
    *,
    ax: Axes | None = None,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw how the impacts of themes changed: by volume, by tone, and together.

    Parameters
    ----------
    changes : ThemeChanges
        What `nps.comments.changes` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        A row for each theme, that which lost most on top: volume and tone as bars end to end, the
        change with its interval below.

    Raises
    ------
    EmptySampleError
        If there is no change to draw.
    InputTypeError
        If `changes` is something else.

    See Also
    --------
    nps.comments.changes : The numbers.

    Examples
    --------
    >>> import nps
    >>> before = nps.comments.impacts([10, 9, 3, 8, 10, 9], ["", "", "price", "price", "", ""])
    >>> after = nps.comments.impacts([10, 3, 3, 2, 10, 9], ["", "price", "price", "price", "", ""])
    >>> ax = nps.plot.theme_changes(nps.comments.changes(after, before))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['price']
    """
    look = check_look(palette, False, language)
    words = look.words
    if not isinstance(changes, ThemeChanges):
        raise InputTypeError(
            f"changes must be what nps.comments.changes gave, got {shown_kind(changes)}."
        )
    order = _from_the_lowest(changes.change)
    if not order.size:
        raise EmptySampleError("there is no change to draw: nothing is known of any theme.")
    low, high = (end[order] for end in changes.confidence_interval)
    value = changes.change[order]
    found = Rows(
        names=[short(changes.labels[i]) for i in order],
        axis=words.listed(
            words.impact_change_axis, pictures.level(words, changes.confidence_level)
        ),
        bars=(
            Bars(words.volume, changes.volume[order], look.palette.passives),
            Bars(words.tone, changes.tone[order], look.palette.promoters),
        ),
        dots=(Dots(words.together, value, low, high),),
        beside={"": written(look.words, value, low, high)},
    )
    return draw_rows(ax, found, look, look.about("theme_changes", changes))

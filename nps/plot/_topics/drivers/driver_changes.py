"""A difference of two scores in the parts of levels and effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps.drivers._results.changes import DriverChanges
from nps.plot._drawing.bars import Dots, Rows, draw_rows, written
from nps.plot._drawing.canvas import short
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName


def driver_changes(
    changes: DriverChanges,
    *,
    ax: Axes | None = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw what levels and effects of drivers have to do with a difference of two scores.

    Parameters
    ----------
    changes : DriverChanges
        What `nps.drivers.compare` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        From the top: the part of all effects, that of all levels, and what each driver has of that.

    Raises
    ------
    InputTypeError
        If `changes` is something else.

    See Also
    --------
    nps.drivers.compare : The numbers.

    Examples
    --------
    >>> import nps
    >>> before = nps.drivers.effects(
    ...     [10, 9, 3, 7, 8, 6, 9, 10], {"price": [5, 4, 2, 4, 3, 2, 4, 5]}
    ... )
    >>> after = nps.drivers.effects([10, 9, 3, 9, 8, 9, 9, 10], {"price": [5, 4, 2, 4, 3, 4, 5, 5]})
    >>> ax = nps.plot.driver_changes(nps.drivers.compare(after, before))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['effects', 'levels', 'price']
    """
    look = check_look(None, False, language)
    words = look.words
    if not isinstance(changes, DriverChanges):
        raise InputTypeError(
            f"changes must be what nps.drivers.compare gave, got {shown_kind(changes)}."
        )
    sums = [changes.effects, changes.levels], [changes.effects_interval, changes.levels_interval]
    value = np.array([*sums[0], *changes.level_part])
    low = np.array([*(ends.low for ends in sums[1]), *changes.level_part_interval.low])
    high = np.array([*(ends.high for ends in sums[1]), *changes.level_part_interval.high])
    new, old = changes.names or (words.sample, words.reference)
    pair = f"{short(new)} {pictures.MINUS} {short(old)}"
    whole = pictures.points(changes.difference, signed=True)
    level = pictures.level(words, changes.confidence_level)
    found = Rows(
        names=[words.effects, words.levels, *(short(label) for label in changes.labels)],
        axis=f"{words.difference_axis}{words.comma}{pair}{words.colon}{whole}{words.comma}{level}",
        dots=(Dots("_parts", value, low, high),),
        beside={"": written(look.words, value, low, high)},
    )
    return draw_rows(ax, found, look, look.about("driver_changes", changes))

"""What bad and good ratings of each driver go with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import EmptySampleError, InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps.drivers._results.steps import DriverSteps
from nps.plot._drawing.bars import Dots, Rows, draw_rows
from nps.plot._drawing.canvas import short
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps.plot._drawing.style import Colours


def steps(
    found: DriverSteps,
    *,
    ax: Axes | None = None,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw the penalty of a bad and the reward of a good rating of each driver.

    Parameters
    ----------
    found : DriverSteps
        What `nps.drivers.steps` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`: rewards have the colour of promoters, penalties that of
        detractors.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        Beside each driver its kind: that of a must-have or a delighter only beyond chance.

    Raises
    ------
    EmptySampleError
        If there is no step to draw.

    See Also
    --------
    nps.drivers.steps : The numbers.

    Examples
    --------
    >>> import nps
    >>> ratings, price = [10, 9, 3, 7, 8, 6, 9, 10] * 5, [5, 4, 2, 4, 3, 2, 4, 5] * 5
    >>> found = nps.drivers.steps(ratings, {"price": price}, low={"price": 2}, high={"price": 5})
    >>> ax = nps.plot.steps(found)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['price']
    """
    look = check_look(palette, False, language)
    words = look.words
    if not isinstance(found, DriverSteps):
        raise InputTypeError(f"found must be what nps.drivers.steps gave, got {shown_kind(found)}.")
    if np.isnan(found.penalty).all():
        raise EmptySampleError("there is no step to draw: nothing is known of any driver.")
    bad, good = found.penalty_interval, found.reward_interval
    rows = Rows(
        names=[short(label) for label in found.labels],
        axis=words.listed(words.difference_axis, pictures.level(words, found.confidence_level)),
        dots=(
            Dots(words.bad_rating, found.penalty, bad.low, bad.high, look.palette.detractors),
            Dots(words.good_rating, found.reward, good.low, good.high, look.palette.promoters),
        ),
        beside={"": [words.kinds[kind] for kind in found.kind]},
    )
    return draw_rows(ax, rows, look, look.about("steps", found))

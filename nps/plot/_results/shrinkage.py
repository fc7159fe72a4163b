"""Scores drawn towards what all have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps._inference.families.shrinkages import Shrinkage
from nps.plot._drawing.bars import Dots, Rows, draw_rows, written
from nps.plot._drawing.canvas import short
from nps.plot._drawing.rows import kept_rows, row_order
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps.plot._drawing.rows import RowOrder


def shrinkage(
    shrunken: Shrinkage,
    *,
    ax: Axes | None = None,
    order: RowOrder = "given",
    most: int | None = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw each score as it was observed, and an arrow to the better guess.

    Parameters
    ----------
    shrunken : Shrinkage
        What `nps.shrink` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``, that grows with the cohorts.
    order : {"given", "score", "label", "n"}, default "given"
        From the top: as given, highest shrunken score first, sorted by label, most answers first.
    most : int, optional
        With more cohorts than this, the first in this order are drawn, and the picture says how
        many are left out.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        A row for each cohort: a grey dot for the observed score, a dark one with its interval for
        the shrunken score. The line is the common score.

    Raises
    ------
    InputTypeError
        If `shrunken` is something else.
    OptionError
        If `most` is less than 1.

    See Also
    --------
    nps.shrink : The numbers.

    References
    ----------
    Efron B, Morris C (1975). Data analysis using Stein's estimator and its generalizations. Journal
    of the American Statistical Association 70(350), 311-319. doi:10.1080/01621459.1975.10479864

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B", "C"], [50, 4, 70], [30, 3, 20], [20, 3, 10])
    >>> ax = nps.plot.shrinkage(nps.shrink(shops))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['A (n = 100)', 'B (n = 10)', 'C (n = 100)']
    """
    look = check_look(None, False, language)
    words = look.words
    if not isinstance(shrunken, Shrinkage):
        raise InputTypeError(f"shrunken must be what nps.shrink gave, got {shown_kind(shrunken)}.")
    n = shrunken.cohorts.n
    places = row_order(order, shrunken.labels, shrunken.shrunken_score, n.astype(np.float64))
    rows, rest = kept_rows(places, most, order, look)
    before, after = shrunken.score[rows], shrunken.shrunken_score[rows]
    low, high = (end[rows] for end in shrunken.confidence_interval)
    level = pictures.level(words, shrunken.confidence_level)
    common = words.common_score.format(pictures.points(shrunken.common_score))
    found = Rows(
        names=[short(shrunken.labels[i]) + words.bracketed.format(f"n = {n[i]:,}") for i in rows],
        axis=words.listed(words.score_axis, level) + rest,
        dots=(
            Dots(words.shrunken, after, low, high),
            Dots(words.as_observed, before, before, before, "0.55"),
        ),
        beside={"": written(words, after, low, high, signed=False)},
        tick=pictures.tick,
        null=shrunken.common_score,
        null_name=common,
        apart=0.0,
    )
    axes = draw_rows(ax, found, look, look.about("shrinkage", shrunken))
    for row, (start, end) in enumerate(zip(before.tolist(), after.tolist(), strict=True)):
        if np.isfinite(start) and start != end:
            axes.annotate(
                "", (end, row), (start, row),
                arrowprops={"arrowstyle": "-|>", "color": "0.55", "shrinkA": 0.0, "shrinkB": 2.0},
            )  # fmt: skip
    return axes

"""Ranks with the range that the data allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import EmptySampleError, InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps._inference.families.rankings import Ranking
from nps.plot._drawing.bars import Dots, Rows, draw_rows
from nps.plot._drawing.canvas import short
from nps.plot._drawing.rows import kept_rows
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName


def ranks(
    ranking: Ranking,
    *,
    ax: Axes | None = None,
    most: int | None = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw the rank of each cohort with the best and the worst that the data allow.

    Parameters
    ----------
    ranking : Ranking
        What `nps.rank` gave. Cohorts without a valid answer have no rank and are left out.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``, that grows with the cohorts.
    most : int, optional
        With more cohorts than this, the best ones are drawn, and the picture says how many are
        left out.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        A row for each cohort, the best on top, rank 1 on the left.

    Raises
    ------
    EmptySampleError
        If there is no rank to draw.
    InputTypeError
        If `ranking` is something else.
    OptionError
        If `most` is less than 1.

    See Also
    --------
    nps.rank : The numbers.
    forest : The scores.

    References
    ----------
    Goldstein H, Spiegelhalter DJ (1996). League tables and their limitations. Journal of the Royal
    Statistical Society A 159(3), 385-409. doi:10.2307/2983325

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B", "C"], [50, 40, 70], [30, 30, 20], [20, 30, 10])
    >>> ax = nps.plot.ranks(nps.rank(shops))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['C (n = 100)', 'A (n = 100)', 'B (n = 100)']
    """
    look = check_look(None, False, language)
    if not isinstance(ranking, Ranking):
        raise InputTypeError(f"ranking must be what nps.rank gave, got {shown_kind(ranking)}.")
    known = np.flatnonzero(~np.isnan(ranking.rank))
    if not known.size:
        raise EmptySampleError("there is no rank to draw: nobody gave a valid answer.")
    rows, rest = kept_rows(known, most, "score", look)
    rank, low, high = (column[rows] for column in (ranking.rank, ranking.low, ranking.high))
    level = pictures.level(look.words, ranking.confidence_level)
    labels, n = ranking.labels, ranking.cohorts.n
    found = Rows(
        names=[short(labels[i]) + look.words.bracketed.format(f"n = {n[i]:,}") for i in rows],
        axis=look.words.listed(look.words.rank_axis, level) + rest,
        dots=(Dots("_ranks", rank, low, high),),
        beside={look.words.scores: [pictures.points(x) for x in ranking.score[rows].tolist()]},
        tick=pictures.tick,
        null=float("nan"),
        whole=True,
    )
    return draw_rows(ax, found, look, look.about("ranks", ranking))

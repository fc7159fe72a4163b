"""Mix and rate of each wave of a series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nps._base.errors import InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps._inference.mix.decompositions import Decompositions
from nps.plot._drawing.bars import Bars, Dots, Rows, draw_rows, written
from nps.plot._drawing.canvas import short
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps.plot._drawing.style import Colours


def mix_and_rate(
    changes: Decompositions,
    *,
    ax: Axes | None = None,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw what each change of a series of waves is made of.

    Parameters
    ----------
    changes : Decompositions
        What `nps.decompose_series` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``, that grows with the waves.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`: the mix has the colour of passives, the rate that of
        promoters, and an interaction that of detractors.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        A row for each wave in order of time: its parts as bars end to end, the whole change with
        its interval below.

    Raises
    ------
    InputTypeError
        If `changes` is something else.

    See Also
    --------
    nps.decompose_series : The numbers.
    decomposition : One change, segment by segment.

    Examples
    --------
    >>> import nps
    >>> before = nps.Cohorts.from_counts(["new", "old"], [20, 60], [20, 20], [20, 10])
    >>> now = nps.Cohorts.from_counts(["new", "old"], [50, 35], [30, 10], [20, 5])
    >>> ax = nps.plot.mix_and_rate(nps.decompose_series({2024: before, 2025: now}))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['2025 − 2024']
    """
    look = check_look(palette, False, language)
    words = look.words
    if not isinstance(changes, Decompositions):
        raise InputTypeError(
            f"changes must be what nps.decompose_series gave, got {shown_kind(changes)}."
        )
    colours = look.palette.passives, look.palette.promoters, look.palette.detractors
    parts = {"mix": changes.mix, "rate": changes.rate, "interaction": changes.interaction}
    total, (low, high) = changes.total.change, changes.total.confidence_interval
    pairs = zip(changes.labels, changes.references, strict=True)
    found = Rows(
        names=[f"{short(now)} {pictures.MINUS} {short(before)}" for now, before in pairs],
        axis=words.listed(words.difference_axis, pictures.level(words, changes.confidence_level)),
        bars=[
            Bars(words.parts[name], part.change, colour)
            for (name, part), colour in zip(parts.items(), colours, strict=True)
            if part is not None
        ],
        dots=(Dots(words.together, total, low, high),),
        beside={"": written(words, total, low, high)},
    )
    return draw_rows(ax, found, look, look.about("mix_and_rate", changes))

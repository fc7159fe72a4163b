"""Who moved where between two waves: a table with shades, up in one colour and down in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import EmptySampleError, InputTypeError
from nps._base.words import pictures
from nps._samples.people.transitions import Transitions
from nps.plot._drawing.canvas import clear_spines, drawing, font_size, room, scaled, text_width
from nps.plot._drawing.style import backing, check_look, ink_on, tint

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._samples.counts import Counts
    from nps.plot._drawing.style import Colours


def transitions(
    transitions: object,
    reference: object = None,
    *,
    ax: Axes | None = None,
    palette: Colours = None,
    hatch: bool = False,
    language: LanguageName = "en",
) -> Axes:
    """Draw how people moved between the classes from one wave to another.

    Parameters
    ----------
    transitions : Transitions, or 1-D collection of ratings
        Who moved where; or the later answers.
    reference : 1-D collection of ratings, optional
        The earlier answers of the same people in the same order.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`: moves up have the colour of promoters, moves down that of
        detractors, and who stayed that of passives.
    hatch : bool, default False
        Hatch the moves down, for print without colour.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        Rows are the classes before, columns those after. A cell has the number of people and
        their share of the row; the shade goes by the share of all.

    Raises
    ------
    EmptySampleError
        If nobody answered twice.

    See Also
    --------
    nps.Transitions, nps.compare_paired : The numbers.

    Examples
    --------
    >>> import nps
    >>> moves = nps.Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]])
    >>> ax = nps.plot.transitions(moves)
    >>> ax.get_xlabel()
    'after: NPS 50.0'
    """
    look = check_look(palette, hatch, language)
    moves = _read(transitions, reference)
    if not moves.n:
        raise EmptySampleError("nobody answered twice: there are no transitions to draw.")
    words, table = look.words, np.array(moves.table, dtype=np.float64)
    strength = 0.12 + 0.88 * table / table.max()
    with drawing(ax, *scaled(6.0, 5.0), look.about("transitions", moves)) as axes:
        for row, column in np.ndindex(3, 3):
            colour, hatching = look.gain(row - column)
            shade = tint(colour, strength[row, column])
            axes.bar(
                column,
                0.96,
                bottom=row - 0.48,
                width=0.96,
                color=shade,
                edgecolor="white",
                linewidth=0.0,
                hatch=hatching or None,
                label=f"_cell_{row}_{column}",
            )
            people, total = moves.table[row][column], sum(moves.table[row])
            axes.text(
                column,
                row,
                f"{people:,}\n{100.0 * people / total:.1f}%" if total else f"{people:,}",
                color=ink_on(shade),
                horizontalalignment="center",
                verticalalignment="center",
                bbox=backing(shade, hatching),
            )
        names = look.names()
        axes.set_xticks(range(3), _with_totals(names, moves.sample))
        axes.set_yticks(range(3), _with_totals(names, moves.reference))
        axes.set_xlim(-0.5, 2.5)
        axes.set_ylim(2.5, -0.85)
        axes.tick_params(length=0)
        axes.set_xlabel(
            f"{words.after}{words.colon}{words.scores} {pictures.points(moves.sample.score)}"
        )
        axes.set_ylabel(
            f"{words.before}{words.colon}{words.scores} {pictures.points(moves.reference.score)}"
        )
        moved = (
            f"{words.up} {100.0 * moves.up:.1f}% · {words.same} {100.0 * moves.same:.1f}% ·"
            f" {words.down} {100.0 * moves.down:.1f}% · n = {moves.n:,}"
        )
        axes.text(
            1.0,
            -0.7,
            moved,
            fontsize=font_size() * min(1.0, 0.8 * room(axes)[0] / text_width([moved])),
            horizontalalignment="center",
            verticalalignment="center",
        )
        clear_spines(axes, "top", "right", "left", "bottom")
    return axes


def _read(transitions: object, reference: object) -> Transitions:
    if isinstance(transitions, Transitions):
        if reference is not None:
            raise InputTypeError("reference is in the transitions already: leave it out.")
        return transitions
    if reference is None:
        raise InputTypeError(
            "transitions must be nps.Transitions, or two collections of ratings of the same people"
            " in the same order."
        )
    return Transitions.from_ratings(transitions, reference)


def _with_totals(names: tuple[str, ...], counts: Counts) -> list[str]:
    totals = (counts.promoters, counts.passives, counts.detractors)
    return [f"{name}\nn = {total:,}" for name, total in zip(names, totals, strict=True)]

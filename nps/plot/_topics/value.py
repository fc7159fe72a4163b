"""What classes, points and scores of units go with."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nps._base import text
from nps._base.errors import EmptySampleError, InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps.plot._drawing.bars import Dots, Rows, draw_rows
from nps.plot._drawing.canvas import clear_spines, drawing, ink, scaled, short
from nps.plot._drawing.style import check_look
from nps.value._results.amounts import amount
from nps.value._results.class_outcomes import ClassOutcomes
from nps.value._results.class_values import ClassValues
from nps.value._results.metric_comparison import MetricComparison
from nps.value._results.metric_differences import digits
from nps.value._results.point_value import ROUTES, PointValue
from nps.value._results.unit_link import UnitLink

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._kernels import FloatArray
    from nps.plot._drawing.style import Colours, Look

Worth: TypeAlias = ClassValues | ClassOutcomes | PointValue | MetricComparison

#: Marks of units are as large as this at most, in points squared, by how sure their score is.
LARGEST = 90.0


def value(
    found: Worth,
    *,
    ax: Axes | None = None,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw what classes are worth, what happened to them, routes to a point, or metrics.

    A dot with its interval for each class, route or metric. All of it is association.

    Parameters
    ----------
    found : ClassValues, ClassOutcomes, PointValue or MetricComparison
        What `nps.value.by_class`, `lifetime`, `outcomes`, `per_point` or `compare_metrics` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`; classes have their colours.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputTypeError
        If it is none of these.
    EmptySampleError
        If nothing is known of any row.

    See Also
    --------
    nps.value.by_class, nps.value.per_point, nps.value.compare_metrics : The numbers.

    Examples
    --------
    >>> import nps
    >>> gone = nps.value.outcomes(nps.Counts(250, 150, 100), nps.Counts(12, 24, 30))
    >>> ax = nps.plot.value(gone)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['promoters', 'passives', 'detractors']
    """
    look = check_look(palette, False, language)
    if isinstance(found, ClassValues):
        rows = _of_values(found, look)
    elif isinstance(found, ClassOutcomes):
        rows = _of_outcomes(found, look)
    elif isinstance(found, PointValue):
        rows = _of_routes(found, look)
    elif isinstance(found, MetricComparison):
        rows = _of_metrics(found, look)
    else:
        raise InputTypeError(
            "found must be what nps.value.by_class, lifetime, outcomes, per_point or"
            f" compare_metrics gave, got {shown_kind(found)}."
        )
    if all(np.isnan(dots.value).all() for dots in rows.dots):
        raise EmptySampleError("there is nothing to draw: no row has a value.")
    return draw_rows(ax, rows, look, look.about("value", found))


def _classes(look: Look) -> tuple[list[str], list[str]]:
    """Return names and colours of the classes."""
    words, colours = look.words, look.palette
    names = [words.promoters, words.passives, words.detractors]
    return names, [colours.promoters, colours.passives, colours.detractors]


def _one_by_one(
    value: FloatArray, low: FloatArray, high: FloatArray, colours: list[str]
) -> tuple[Dots, ...]:
    """Return dots of which each row has its own, in the colour of its class."""
    rows = np.arange(value.size)

    def alone(column: FloatArray, row: int) -> FloatArray:
        return np.where(rows == row, column, np.nan)

    return tuple(
        Dots(f"_{row}", alone(value, row), alone(low, row), alone(high, row), colour)
        for row, colour in enumerate(colours)
    )


def _of_values(found: ClassValues, look: Look) -> Rows:
    names, colours = _classes(look)
    beside = {"": [amount(x).replace("-", pictures.MINUS) for x in found.value.tolist()]}
    if found.share is not None and not np.isnan(found.share).any():
        beside[look.words.of_total] = [text.percent(x) for x in found.share.tolist()]
    what = look.words.worth[found.statistic]
    low, high = found.confidence_interval
    return Rows(
        names=names,
        axis=look.words.listed(what, pictures.level(look.words, found.confidence_level)),
        dots=_one_by_one(found.value, low, high, colours),
        beside=beside,
        tick=_amount_tick,
        apart=0.0,
    )


def _of_outcomes(found: ClassOutcomes, look: Look) -> Rows:
    names, colours = _classes(look)
    low, high = (100.0 * end for end in found.rate_interval)
    return Rows(
        names=names,
        axis=look.words.listed(
            look.words.happened_axis, pictures.level(look.words, found.confidence_level)
        ),
        dots=_one_by_one(100.0 * found.rate, low, high, colours),
        beside={"": [f"{k:,} / {n:,}" for k, n in zip(found.events, found.n, strict=True)]},
        tick=pictures.tick,
        apart=0.0,
    )


def _of_routes(found: PointValue, look: Look) -> Rows:
    ends = np.array([getattr(found, f"{route}_interval") for route in ROUTES])
    value = np.array([getattr(found, route) for route in ROUTES])
    axis = look.words.point_axis.format(f"{found.customers:,}")
    if not np.isnan(ends).all():
        axis = look.words.listed(axis, pictures.level(look.words, found.confidence_level))
    return Rows(
        names=[look.words.routes[route] for route in ROUTES],
        axis=axis,
        dots=(Dots("_routes", value, ends[:, 0], ends[:, 1], look.palette.promoters),),
        beside={"": [amount(x, signed=True).replace("-", pictures.MINUS) for x in value.tolist()]},
        tick=_amount_tick,
    )


def _of_metrics(found: MetricComparison, look: Look) -> Rows:
    values, words = found._values, look.words
    low, high = found.confidence_interval
    areas = found.auc is not None
    axis = words.auc_axis if areas else words.correlation_axis
    return Rows(
        names=[short(str(label)) for label in found.labels],
        axis=words.listed(axis, pictures.level(words, found.confidence_level)),
        dots=(Dots("_metrics", values, low, high, look.palette.promoters),),
        beside={"": [digits(x).replace("-", pictures.MINUS) for x in values.tolist()]},
        tick=pictures.tick,
        null=0.5 if areas else 0.0,
    )


def _amount_tick(value: float, position: object = None) -> str:
    """Label a tick of an axis of amounts: thousands apart and a real minus sign."""
    return f"{value:,.10g}".replace("-", pictures.MINUS)


def unit_link(
    link: UnitLink,
    *,
    ax: Axes | None = None,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw an outcome of units against their scores, with the line that takes out their noise.

    Each unit is a dot at its score as it stands, and a line leads to its score drawn towards the
    mean as far as it is noise; the surer a score the larger the dot. The dashed line is that of
    least squares on the scores as they stand, which is too flat.

    Parameters
    ----------
    link : UnitLink
        What `nps.value.link_units` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`; line and dots have the colour of promoters.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        Without the line where the scores are too noisy for one.

    Raises
    ------
    InputTypeError
        If it is no link of units.

    See Also
    --------
    nps.value.link_units : The numbers.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(
    ...     list("ABCDE"), [30, 22, 41, 15, 50], [20, 18, 25, 20, 30], [10, 25, 14, 25, 12]
    ... )
    >>> ax = nps.plot.unit_link(nps.value.link_units(shops, [6.1, 2.0, 5.2, -0.5, 7.4]))
    >>> ax.get_xlabel()
    'NPS (points)'
    """
    if not isinstance(link, UnitLink):
        raise InputTypeError(
            f"link must be what nps.value.link_units gave, got {shown_kind(link)}."
        )
    look = check_look(palette, False, language)
    colour, words = look.palette.promoters, look.words
    x, y = link.score, link.outcome
    with drawing(ax, *scaled(7.0, 4.6), look.about("unit_link", link)) as axes:
        axes.hlines(y, x, link.shrunken_score, color=colour, alpha=0.5, linewidth=1.0,
                    label="_drawn in")  # fmt: skip
        axes.scatter(x, y, s=_sizes(link), color=colour, linewidth=0.0, label=words.units)
        ends = np.array([x.min(), x.max()])
        middle = float(x.mean()), float(y.mean())
        flat = middle[1] + link.ols_slope * (ends - middle[0])
        axes.plot(ends, flat, "--", color=ink(), linewidth=1.4, label=words.as_they_stand)
        if link.method != "ols" and not np.isnan(link.slope):
            line = link.intercept + link.slope * ends
            axes.plot(ends, line, color=ink(), linewidth=2.2, label=words.noise_out)
        axes.set_xlabel(words.score_axis)
        axes.set_ylabel(words.outcome_axis)
        axes.xaxis.set_major_formatter(pictures.tick)
        axes.yaxis.set_major_formatter(_amount_tick)
        rising = link.ols_slope >= 0.0
        axes.legend(
            loc="upper left" if rising else "upper right",
            title=words.too_noisy if np.isnan(link.slope) else None,
            frameon=False,
            fontsize="small",
            title_fontsize="small",
        )
        axes.margins(0.06, 0.2)
        clear_spines(axes, "top", "right")
    return axes


def _sizes(link: UnitLink) -> FloatArray:
    """Return the areas of the dots: large where the sampling error is small."""
    error = link.score_standard_error
    positive = error[error > 0.0]
    if not positive.size:
        return np.full(error.size, LARGEST / 2.0)
    least = float(positive.min())
    return np.maximum(LARGEST * (least / np.maximum(error, least)) ** 2, 8.0)

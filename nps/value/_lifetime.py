"""What each class is worth over time, where people move between classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_confidence_level, check_number, check_option, check_whole
from nps._base.columns.numbers import read_numbers
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._inference.evidence import p_values
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS, adjusted
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.topics.value import lifetimes, ratios
from nps._samples.people.transitions import Transitions
from nps.value._reading import CLASSES, PAIRS, POSITIONS, read_by_class
from nps.value._results.class_values import ClassValues
from nps.value._results.differences import ClassDifferences

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._kernels.many_scores.multiplicity import AdjustmentName

#: Periods that are added up one by one.
LONGEST = 10_000
#: What has to be lost each period so that the sum has an end.
LEAST_LOSS = 1e-9
#: How far the shares of a row may be from adding up to 1.
ROUNDING = 1e-6
ASSOCIATION = Note(
    "Margins, retention and moves of the classes are associations: a detractor who is won over need"
    " not behave as promoters do."
)


def lifetime(
    margin: object,
    retention: object,
    transitions: object = None,
    *,
    discount: float,
    horizon: int | None = None,
    adjust: AdjustmentName = "holm",
    confidence_level: float = 0.95,
) -> ClassValues:
    r"""Tell what the classes are worth over time, the moves between them included.

    The usual formula, margin over one less retention, takes everybody to stay of one class for
    life. But many are of another class the year after, so classes are worth more alike than that:
    in the example below a promoter is worth 234 more than a detractor, and 1,445 by the formula.

    Parameters
    ----------
    margin : ClassValues, mapping from class to number, three numbers, or number
        What a customer brings in a period, by class; from `by_class` with its errors.
    retention : mapping from class to number, three numbers, or number
        Shares (0..1) of customers who stay for the next period, by class.
    transitions : Transitions or 3 x 3 table of shares, optional
        How those who stay move between the classes from one period to the next; by default nobody
        does. Rows are the earlier class, both in the order promoters, passives, detractors.
    discount : float
        What a value of the next period is worth now, above 0 and at most 1.
    horizon : int, optional
        Periods that count, the first one undiscounted; by default all of them.
    adjust : str, default "holm"
        How the p-values of the three differences are adjusted, as in `adjust_p_values`.
    confidence_level : float, default 0.95
        Of each interval.

    Returns
    -------
    ClassValues
        A row for each class; ``.differences`` has one for each pair.

    Raises
    ------
    InputTypeError, OptionError
        If a class lacks a number, shares are not from 0 to 1, nobody of a class was seen twice, or
        the sum has no end.

    See Also
    --------
    by_class : What each class brings in a period.
    per_point : What a point of the score is worth by these values.
    nps.Transitions : Who moved where.

    Notes
    -----
    With margins :math:`m`, retention :math:`R = \mathrm{diag}(r)`, moves :math:`T` and discount
    :math:`\delta`, :math:`v = (I - \delta R T)^{-1} m` [1]_; with a horizon the first terms of the
    series. Errors come from the numbers of people behind `Transitions` and from the errors of
    margins out of `by_class`, by the delta method; retention is taken as known.

    References
    ----------
    .. [1] Pfeifer PE, Carraway RL (2000). Modeling customer relationships as Markov chains. Journal
       of Interactive Marketing 14(2), 43-55.
       doi:10.1002/(SICI)1520-6653(200021)14:2<43::AID-DIR4>3.0.CO;2-H

    Examples
    --------
    >>> import nps
    >>> moves = nps.Transitions([[80, 15, 5], [15, 70, 15], [5, 25, 70]])
    >>> worth = nps.value.lifetime([50, 40, 30], [0.98, 0.95, 0.88], moves, discount=0.99)
    >>> worth.value.round().tolist()
    [755.0, 644.0, 520.0]
    >>> print(worth.differences["promoter", "detractor"])
    +234.2 [+173.6, +294.7], adjusted p < 0.001, 1.45 times as much [1.34, 1.57]
    >>> static = nps.value.lifetime([50, 40, 30], [0.98, 0.95, 0.88], discount=0.99)
    >>> print(round(static.differences["promoter", "detractor"].difference))
    1445
    """
    check_option("adjust", adjust, ADJUSTMENTS)
    level = check_confidence_level(confidence_level)
    factor = check_number("discount", discount)
    if not 0.0 < factor <= 1.0:
        raise OptionError(
            f"discount must be above 0 and at most 1, got {shown(discount)}: a rate of 3% a period"
            " is a discount of 0.97."
        )
    margins, errors = _read_margin(margin)
    staying = _read_retention(retention)
    moves, people = _read_moves(transitions)
    periods = None if horizon is None else check_whole("horizon", horizon, largest=LONGEST)
    if periods == 0:
        raise OptionError("horizon must be at least 1, got 0.")
    if periods is None and not lifetimes.largest_root(staying, moves, factor) < 1.0 - LEAST_LOSS:
        raise OptionError(
            "horizon must be given where nobody leaves and nothing is discounted: the sum has no"
            " end."
        )
    found = lifetimes.lifetime(margins, staying, moves, factor, periods)
    spread = lifetimes.covariance(found, moves, people, errors)
    if people is None and errors is None:
        spread = np.full((3, 3), np.nan)
    notes = [ASSOCIATION]
    if transitions is None:
        notes.append(
            Note(
                "Nobody changes class here, which sets the classes further apart than they are:"
                " give transitions."
            )
        )
    return _as_values(found.value, spread, adjust, level, notes)


def _as_values(
    value: FloatArray,
    spread: FloatArray,
    adjust: AdjustmentName,
    level: float,
    notes: list[Note],
) -> ClassValues:
    """Return values with their covariance as a result."""
    critical = normal_quantile((1.0 - level) / 2.0)
    error = np.sqrt(np.diag(spread))
    first, second = (np.array(column) for column in zip(*POSITIONS, strict=True))
    gap = value[first] - value[second]
    squared = spread[first, first] + spread[second, second] - 2.0 * spread[first, second]
    gap_error = np.sqrt(np.maximum(squared, 0.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        statistic = np.where(gap_error > 0.0, gap / gap_error, np.nan)
    p = np.asarray(p_values(statistic, "two-sided"))
    ratio = np.where((value[first] >= 0.0) & (value[second] > 0.0), 1.0, np.nan)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        ratio = ratio * value[first] / value[second]
    limits = [
        ratios.fieller(value[i], value[j], (spread[i, i], spread[j, j]), spread[i, j], critical)
        if known == known
        else (np.nan, np.nan)
        for i, j, known in zip(first, second, ratio, strict=True)
    ]
    low, high = np.array(limits).T
    return ClassValues(
        _labels=Labels(CLASSES, ("class",)),
        value=value,
        standard_error=error,
        confidence_interval=Intervals(value - critical * error, value + critical * error),
        differences=ClassDifferences(
            _labels=Labels(PAIRS, ("class", "reference")),
            difference=gap,
            standard_error=gap_error,
            confidence_interval=Intervals(gap - critical * gap_error, gap + critical * gap_error),
            statistic=statistic,
            p_value=p,
            adjusted_p_value=adjusted(p, adjust, int((~np.isnan(p)).sum())),
            ratio=ratio,
            ratio_interval=Intervals(low, high),
            adjust=adjust,
            confidence_level=level,
        ),
        statistic="lifetime",
        method="markov",
        ratio="fieller",
        confidence_level=level,
        notes=tuple(notes),
    )


def _read_margin(margin: object) -> tuple[FloatArray, FloatArray | None]:
    """Return the margins, with their errors where they come from `by_class`."""
    if not isinstance(margin, ClassValues):
        return read_by_class("margin", margin), None
    if margin.statistic != "mean":
        raise OptionError(
            "margin must be the mean of a period, but these values are"
            f' {margin.statistic!r}: take by_class(..., statistic="mean").'
        )
    if np.isnan(margin.value).any():
        raise OptionError("margin must have a number for each class, but one is unknown.")
    known = not np.isnan(margin.standard_error).any()
    return np.array(margin.value), np.array(margin.standard_error) if known else None


def _read_retention(retention: object) -> FloatArray:
    staying = read_by_class("retention", retention)
    outside = [x for x in staying.tolist() if not 0.0 <= x <= 1.0]
    if outside:
        hint = f" Did you mean {outside[0] / 100:g}?" if 1.0 < outside[0] <= 100.0 else ""
        raise OptionError(f"retention must be shares from 0 to 1, got {outside[0]:g}.{hint}")
    return staying


def _read_moves(transitions: object) -> tuple[FloatArray, FloatArray | None]:
    """Return the shares that move, and the people behind each row where they were counted."""
    if transitions is None:
        return np.eye(3), None
    if isinstance(transitions, Transitions):
        table = np.array(transitions.table, dtype=np.float64)
        people = table.sum(axis=1)
        if not people.all():
            name = CLASSES[int(np.argmin(people))]
            raise OptionError(
                f"transitions must have people of each class, but nobody was a {name} before."
            )
        return table / people[:, np.newaxis], people
    shares = read_numbers(
        "transitions", transitions, what="nps.Transitions, or three rows of three shares"
    )
    if shares.shape != (3, 3):
        raise InputTypeError(
            "transitions must be nps.Transitions, or three rows of three shares, got"
            f" {shown(transitions)}."
        )
    if (
        not ((shares >= 0.0) & (shares <= 1.0)).all()
        or (np.abs(shares.sum(axis=1) - 1.0) > ROUNDING).any()
    ):
        raise OptionError(
            "transitions must have rows of shares that add up to 1. For numbers of people write"
            " nps.Transitions(table)."
        )
    return shares, None

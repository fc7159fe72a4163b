"""What a point of the score is worth: by three routes, for there is no single one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_whole
from nps._base.errors import InputTypeError, OptionError
from nps._base.results import ConfidenceInterval
from nps._base.text import shown
from nps._base.words.notes import Note
from nps.value._reading import POSITIONS, read_by_class
from nps.value._results.class_values import ClassValues
from nps.value._results.point_value import ROUTES, PointValue

if TYPE_CHECKING:
    from nps._kernels import FloatArray

#: The pair of classes of each route, and customers in 100 who have to take it for a point.
PAIRS = {"detractor_to_passive": (1, 1.0), "passive_to_promoter": (0, 1.0),
         "detractor_to_promoter": (2, 0.5)}  # fmt: skip
ROUTES_DIFFER = Note(
    "There is no one worth of a point: it depends on who moves. These are associations, and an"
    " upper bound of what moving people brings, unless a test has shown it."
)


def per_point(
    values: ClassValues | Mapping[str, float],
    *,
    customers: int = 1,
) -> PointValue:
    r"""Tell what goes with one point more of the score, by each route to it.

    A score is a point higher if 1 in 100 detractors becomes a passive, or 1 in 100 passives a
    promoter, or 1 in 200 detractors a promoter. They are worth different amounts, and a line
    through the three classes hides that.

    Parameters
    ----------
    values : ClassValues, or mapping from class to number
        From `by_class` or `lifetime`; or values of "promoter", "passive" and "detractor", which
        come without intervals.
    customers : int, default 1
        How many customers the score is of: the worth is that of all of them together.

    Returns
    -------
    PointValue
        Three routes with their intervals.

    Raises
    ------
    InputTypeError, OptionError
        If a class lacks a value, values are sums, or `customers` is not above 0.

    See Also
    --------
    by_class : What each class spends.
    lifetime : What each class is worth over time.

    Notes
    -----
    With the values :math:`v` and the number of customers :math:`N`,

    .. math:: N\,(v_{passive} - v_{detractor})/100, \quad N\,(v_{promoter} - v_{passive})/100,
              \quad N\,(v_{promoter} - v_{detractor})/200,

    the third of which is the mean of the other two. Per customer who is won over it is their sum.

    Examples
    --------
    >>> import nps
    >>> ratings = [10, 9, 9, 10, 7, 8, 7, 3, 2, 6] * 20
    >>> spend = [90, 80, 85, 105, 50, 55, 60, 30, 40, 50] * 20
    >>> values = nps.value.by_class(ratings, spend, method="t")
    >>> print(nps.value.per_point(values, customers=5_000).summary())  # doctest: +ELLIPSIS
    For 5,000 customers a point more of the score goes with +750.0 ... as an association only.
    """
    number = check_whole("customers", customers)
    if not number:
        raise OptionError(f"customers must be above 0, got {shown(customers)}.")
    if isinstance(values, ClassValues):
        if values.statistic == "sum":
            raise OptionError(
                "values must be of one customer, but these are sums: take"
                ' by_class(..., statistic="mean").'
            )
        found = values.differences
        gaps, errors = found.difference, found.standard_error
        low, high = found.confidence_interval
        statistic, level = values.statistic, values.confidence_level
    elif isinstance(values, Mapping):
        worth = read_by_class("values", values)
        gaps = np.array([worth[i] - worth[j] for i, j in POSITIONS])
        errors = low = high = np.full(3, np.nan)
        statistic, level = "given", 0.95
    else:
        raise InputTypeError(
            "values must be what by_class or lifetime return, or a mapping such as"
            f" {{'promoter': 120, 'passive': 80, 'detractor': 60}}, got {shown(values)}."
        )
    parts: dict[str, object] = {}
    for route in ROUTES:
        pair, people = PAIRS[route]
        factor = number * people / 100.0
        parts[route] = _at(gaps, pair, factor)
        parts[f"{route}_standard_error"] = _at(errors, pair, factor)
        parts[f"{route}_interval"] = ConfidenceInterval(
            _at(low, pair, factor), _at(high, pair, factor)
        )
    return PointValue(
        **parts,  # type: ignore[arg-type]  # numbers and intervals by name
        customers=number,
        statistic=statistic,
        confidence_level=level,
        notes=(ROUTES_DIFFER,),
    )


def _at(column: FloatArray, position: int, factor: float) -> float:
    return float(column[position]) * factor

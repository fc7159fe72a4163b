"""Periods of the calendar: the one of a date, and the same a year before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from nps._base.labels.readings import Moment

_EPOCH_MONDAY = date(1970, 1, 5).toordinal()
_EPOCH = date(1970, 1, 1).toordinal()


def year_before(moments: Sequence[Moment]) -> list[Moment | None]:
    """Return the same month, quarter or ISO week one year earlier, None where there is none.

    Dates stand for their months.
    """
    return [_year_before(period_of(moment)) for moment in moments]


def period_of(moment: Moment) -> Moment:
    """Return the month of a date, and any other period as it is."""
    if moment.unit != "day":
        return moment
    day = date.fromordinal(_EPOCH + int(moment.position // 1))
    return Moment("month", 12.0 * (day.year - 1970) + day.month - 1)


def _year_before(period: Moment) -> Moment | None:
    if period.unit != "week":
        steps = {"month": 12.0, "quarter": 4.0, "half": 2.0, "year": 1.0}[cast("str", period.unit)]
        return Moment(period.unit, period.position - steps)
    monday = date.fromordinal(_EPOCH_MONDAY + 7 * int(period.position))
    year, week, _ = monday.isocalendar()
    try:
        earlier = date.fromisocalendar(year - 1, week, 1)
    except ValueError:  # that year had no week 53
        return None
    return Moment("week", (earlier.toordinal() - _EPOCH_MONDAY) / 7.0)

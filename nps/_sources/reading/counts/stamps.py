"""Numbers that stand for times: seconds since 1970, as services write them, and spreadsheet days.

A workbook whose dates have no format shows 45300 for 2024-01-09, and an interface of a service
writes 1704758400, or a thousand times as much. All cells of a column have to be such numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

#: Seconds and milliseconds from 2001 to 2033, and days from 1982 to 2064.
_FORMS = {
    "seconds": re.compile(r"1\d{9}(?:\.\d{1,9})?"),
    "milliseconds": re.compile(r"1\d{12}"),
    "days": re.compile(r"[345]\d{4}(?:\.\d{1,16})?"),
}
#: Day 0 of spreadsheets, from March 1900 on.
_DAY_ZERO = datetime(1899, 12, 30)  # spreadsheets know no zone


def unit_of_stamps(cells: Iterable[str | None]) -> str | None:
    """Return what the numbers of a column count, None if they are no times or not all of them."""
    held = [cell for cell in cells if cell]
    for unit, form in _FORMS.items():
        if held and all(map(form.fullmatch, held)):
            return unit
    return None


def time_of(cell: str | None, unit: str | None) -> datetime | str | None:
    """Return the time that a number stands for; what is no such number stays as it is."""
    if not cell or unit is None or not _FORMS[unit].fullmatch(cell):
        return cell
    if unit == "days":
        return _DAY_ZERO + timedelta(seconds=round(86_400.0 * float(cell)))
    seconds = float(cell) / (1000.0 if unit == "milliseconds" else 1.0)
    return datetime.fromtimestamp(seconds, UTC)

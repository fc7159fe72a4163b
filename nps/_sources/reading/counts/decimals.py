"""Numbers as people and their programs write them: 0.85, 0,85, 1,250.5, 1.250,50 € or 1 250,50.

``1,250`` is a thousand and more, or one and a quarter. The other cells of the column say which, or
it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nps._base.errors import OptionError
from nps._base.text import shown
from nps._base.words.notes import Note

_LONGEST = 400
#: A number with a point before decimals, and commas between thousands or none.
_WITH_POINT = re.compile(
    r"[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,4})?)",
    re.IGNORECASE | re.ASCII,
)
_SWAP = str.maketrans(",.", ".,")
#: One point before three digits, which may also stand between thousands.
_SPLIT = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
#: Spaces of all widths, signs and apostrophes, as they are typed.
_TYPED = str.maketrans("\u00a0\u2007\u2009\u202f\u2212\u2019", "    -'")
#: Signs and codes of currencies.
_CURRENCY = (
    r"[€$£¥￥₽₺₩₹₴₪₫]|(?:US|CA|AU|NZ|HK|NT|A|C|R|S)\$|EUR|USD|GBP|CHF|JPY|CNY|RMB|CAD|AUD|NZD|SEK|NOK"
    r"|DKK|ISK|PLN|CZK|HUF|RON|BGN|TRY|RUB|UAH|BRL|MXN|ARS|CLP|COP|INR|KRW|TWD|HKD|SGD|ZAR|ILS|AED"
    r"|kr\.?|zł|Kč|Ft|lei|Fr\.?|руб\.?|元|円|원"
)
#: Other signs and codes of the same.
_ALSO = {"EUR": "€", "GBP": "£", "US$": "USD", "￥": "¥", "元": "CNY", "RMB": "CNY", "円": "JPY",
         "원": "KRW", "₩": "KRW", "zł": "PLN", "Kč": "CZK", "Ft": "HUF", "R$": "BRL", "lei": "RON",
         "₺": "TRY", "₹": "INR", "₪": "ILS", "руб": "RUB", "₽": "RUB", "₴": "UAH", "Fr": "CHF",
         "S$": "SGD", "HK$": "HKD", "NT$": "TWD", "CA$": "CAD", "C$": "CAD", "AU$": "AUD",
         "A$": "AUD", "NZ$": "NZD"}  # fmt: skip
_AMOUNT = re.compile(
    rf"(?P<minus>-?) ?(?P<before>{_CURRENCY})? ?(?P<sign>[-+]?)"
    r"(?P<number>\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?|[\d.,]+(?:[eE][+-]?\d+)?)"
    rf" ?(?P<after>{_CURRENCY})?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Decimals:
    """The numbers in the cells of a column, and what had to be decided.

    Attributes
    ----------
    numbers : dict
        From each cell to its number.
    decided : str
        A cell that would be another number, or none, were its comma or point read the other way;
        "" if there is none.
    """

    numbers: dict[str, float]
    decided: str


def read_decimals(cells: Iterable[str], column: str, *, typed: bool = False) -> Decimals:
    """Return the number in each distinct cell of a column.

    A comma or a point is read one way in the whole column: the way that all cells allow. Where both
    are left and differ, it is refused; but that points are decimal where each number has one before
    three digits, as programs write them.

    Parameters
    ----------
    cells : iterable of str
    column : str
        What messages call it.
    typed : bool, default False
        People wrote amounts of money: such do not all have three decimals.

    Raises
    ------
    OptionError
        If a cell is no number, may be two, or contradicts another.
    """
    distinct = list(dict.fromkeys(cells))
    by_point = {cell: _number(cell.strip()) for cell in distinct}
    by_comma = {cell: _number(cell.strip().translate(_SWAP)) for cell in distinct}
    for cell in distinct:
        if by_point[cell] is by_comma[cell] is None:
            raise OptionError(Note("must be a number in each row, got {cell}.", cell=shown(cell)))
    pointed = [cell for cell in distinct if by_comma[cell] is None]
    with_comma = [cell for cell in distinct if by_point[cell] is None]
    if pointed and with_comma:
        raise OptionError(
            Note(
                "column {column} holds {pointed}, where the point is decimal, and {other}, where"
                " the comma is. Write them one way.",
                column=repr(column),
                pointed=shown(pointed[0]),
                other=shown(with_comma[0]),
            )
        )
    either = [cell for cell in distinct if by_point[cell] != by_comma[cell]]
    settled = pointed or with_comma or not either
    split = all(_SPLIT.fullmatch(cell.strip()) or by_point[cell] == 0 for cell in distinct)
    if not settled and (typed or not split):
        cell = either[0]
        low, high = sorted((float(by_point[cell] or 0), float(by_comma[cell] or 0)), key=abs)
        raise OptionError(
            Note(
                "{cell} in column {column} may be {low} or {high}, and no other cell says which."
                " Write {low} or {plain}.",
                cell=shown(cell),
                column=repr(column),
                low=f"{low:g}",
                high=f"{high:,.0f}",
                plain=f"{high:.0f}",
            )
        )
    found = by_comma if with_comma else by_point
    decided = with_comma or ([] if settled else either)
    return Decimals(
        {cell: value for cell, value in found.items() if value is not None},
        decided[0] if decided else "",
    )


def _number(text: str) -> float | None:
    """Return a number written with a decimal point, None if the text is none."""
    if len(text) > _LONGEST or not _WITH_POINT.fullmatch(text):
        return None
    return float(text.replace(",", ""))


def bare_amount(cell: str) -> tuple[str, str]:
    """Return an amount without what can mean one thing only, and its currency by one name.

    That is the currency, spaces and apostrophes between thousands, and how a minus is typed. A cell
    that is no amount stays as it is.

    Examples
    --------
    >>> bare_amount("-€ 1'250.50"), bare_amount("1 250,50 kr"), bare_amount("B 12")
    (('-1250.50', '€'), ('1250,50', 'kr'), ('B 12', ''))
    """
    text = cell.strip().translate(_TYPED)
    found = _AMOUNT.fullmatch(text) if len(text) <= _LONGEST else None
    if not found or (found["before"] and found["after"]):
        return cell, ""
    number = re.sub("[ ']", "", found["number"])
    currency = (found["before"] or found["after"] or "").removesuffix(".")
    return found["minus"] + found["sign"] + number, _ALSO.get(currency, currency)


def is_number(text: str) -> bool:
    """Tell whether a text is a number, whichever mark is the decimal one."""
    return any(_number(x) is not None for x in (text, text.translate(_SWAP)))

"""What one text can mean as a time: a rule for each kind of spelling, a name for each reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from nps._base.labels.calendar_words import (
    COUNTED,
    MONTHS,
    NUMERALS,
    SEASONS,
    STORIES,
    fold,
    plain,
)

#: A longer text is a name, not a time.
LONGEST = 48
#: Years that are taken for years where a text has no other sign of a time.
YEARS = (1900, 2100)
#: Two digits from here on are of the last century.
_PIVOT = 70
#: The reading of what is a number and nothing else.
NUMBERS = "a number"
_EPOCH = date(1970, 1, 1).toordinal()
_EPOCH_MONDAY = date(1970, 1, 5).toordinal()
#: In which half of the world, and whether the season that holds New Year bears the later year.
_SEASON_READINGS = {
    "north, winter begins the year": (1, 2, 3, 0),
    "north, winter ends the year": (0, 1, 2, 3),
    "south, summer begins the year": (3, 0, 1, 2),
    "south, summer ends the year": (2, 3, 0, 1),
}


class Moment(NamedTuple):
    """A time as a count of its own unit since 1970.

    `unit` is None for a plain number and "order" for what is earlier or later and no more.
    """

    unit: str | None
    position: float


Readings = dict[str, Moment]


def readings(text: str) -> Readings:
    """Return all that one text can mean, by the name of the reading; the likeliest first."""
    if len(text) > LONGEST:
        return {}
    folded = plain(text)
    return {name: moment for rule in _RULES for name, moment in rule(folded)}


# ---------------------------------------------------------------- one rule for each kind of time

_Rule = Callable[[str], Iterator[tuple[str, Moment]]]
_INSTANT = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:[t ](\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?"
    r"(?: ?(?:z|utc|gmt|[+-]\d{2}(?::?\d{2})?))?)?"
)
#: A day in numbers and a clock as survey tools and spreadsheets write them.
_STAMP = re.compile(
    r"(\d{1,4}([-/.])\d{1,2}\2\d{1,4})[日일]?(?:,? |t)(?:(上午|下午|午前|午後|오전|오후) ?)?"
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?"
    r"(?: ?(?:z|(?:utc|gmt)?(?:[+-]\d{1,2}(?::?\d{2})?)?))?"
)
_AFTERNOON = frozenset(["下午", "午後", "오후", "p"])
_NUMBERS = re.compile(r"(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})")
_TWO_NUMBERS = re.compile(r"(\d{1,4})([-/.m])(\d{1,4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_WORDED = re.compile(r"[^\W\d_]+|\d+")
_FISCAL = re.compile(
    r"(?:fy|gj|fiscal year|fiscal|financial year) ?'?(\d{2}|\d{4})(?:[-/](\d{2}|\d{4}))?"
)
_SPLIT_YEAR = re.compile(r"(\d{4})[-/](\d{2}|\d{4})")
_UNIT_WORDS = {
    "quarter": "q t quarter quartal trimestre trimester kwartał kwartaal kvartal çeyrek квартал",
    "half": "h s half halbjahr semestre semester",
    "week": "w s wk kw cw week woche semaine semana settimana vecka uge uke",
}
_UNITS = {unit: frozenset(map(fold, words.split())) for unit, words in _UNIT_WORDS.items()}
_PART = r"(?:([^\W\d_]+)[ .-]?(\d{1,2})|(\d{1,2})(?:\.|st|nd|rd|er|e|eme|o|a)? ?([^\W\d_]+))"
_YEAR = r"(?:'?(\d{2})|(\d{4}))"
_PART_FIRST = re.compile(_PART + r"(?:[ ,/.-]{1,3}|(?='))?(fy ?)?" + _YEAR)
_YEAR_FIRST = re.compile(r"(fy ?)?(?(1)'?(\d{4}|\d{2})|(\d{4}))[ ,/.-]{0,3}" + _PART)
_PART_ALONE = re.compile(_PART)
_EAST = re.compile(
    r"(?:(\d{4})[-年년]? ?)?"
    r"(?:第? ?([1-4一二三四]) ?(?:季度?|四半期|분기)|([上下])半[年期]?|第? ?(\d{1,2}) ?[周週주]차?)"
)
_COUNT = re.compile(
    r"([^\W\d_]+)[ .#_:-]*(\d{1,6})|(\d{1,6})(?:\.|st|nd|rd|th|e|eme|ª|º|er)? ?([^\W\d_]+)"
)
_EAST_COUNT = re.compile(
    r"第 ?(\d{1,4}|[一二三四五六七八九十]) ?(?:[波轮輪次期回周週]|调查|調査|차)?"
)
_EAST_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
_SEASON = re.compile(r"(\d{4})?[ -]*([^\W\d_]+)[ -]*(?:'?(\d{2,4})(?:[/-](\d{2,4}))?)?")
_PLAIN = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?")


def _days(text: str) -> Iterator[tuple[str, Moment]]:
    if found := _INSTANT.fullmatch(text):
        clock = _clock(found)
        if clock is not None and (day := _day(int(found[1]), int(found[2]), int(found[3]))):
            yield "a date", Moment("day", day.position + clock)
    elif found := _STAMP.fullmatch(text):
        clock = _clock(found, found[3] or found[8])
        if clock is not None:
            for name, day in _days(found[1]):
                yield name, Moment("day", day.position + clock)
    elif found := _NUMBERS.fullmatch(text):
        yield from _three_numbers(found[1], found[2], found[3], found[4])
    elif (found := _COMPACT.fullmatch(text)) and found[3]:
        year = int(found[1])
        if YEARS[0] <= year <= YEARS[1] and (day := _day(year, int(found[2]), int(found[3]))):
            yield "a date", day


def _clock(found: re.Match[str], half: str | None = None) -> float | None:
    """Return the time of the written clock as a part of a day; None if no clock shows it.

    `half` says which half of the day it is, where the clock has twelve hours.
    """
    hour, minute, second = (int(found[i] or 0) for i in (4, 5, 6))
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half in _AFTERNOON)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return (3600 * hour + 60 * minute + second + float(f"0.{found[7] or 0}")) / 86400


def _three_numbers(a: str, mark: str, b: str, c: str) -> Iterator[tuple[str, Moment]]:
    if len(a) > 2:
        orders = {"a date": (a, b, c)} if len(a) == 4 and len(c) < 3 else {}
    elif len(c) in (2, 4):
        orders = {"day, month, year": (c, b, a)}
        if mark != ".":
            orders["month, day, year"] = (c, a, b)
        if len(c) == 2 and len(a) == 2 and mark == "-":
            orders["year, month, day"] = (a, b, c)
    else:
        orders = {}
    for name, (year, month, day) in orders.items():
        if moment := _day(_year(year), int(month), int(day)):
            yield name, moment


def _months(text: str) -> Iterator[tuple[str, Moment]]:
    """Numbers alone: 2024-03, 03/2024, 12.2023, 202403."""
    if (found := _COMPACT.fullmatch(text)) and not found[3]:
        if YEARS[0] <= int(found[1]) <= YEARS[1]:
            yield from _month("a month", int(found[1]), int(found[2]))
    elif found := _TWO_NUMBERS.fullmatch(text):
        one, mark, other = found.groups()
        if len(one) == 4 and len(other) <= 2:
            yield from _month("a month", int(one), int(other))
        elif len(other) == 4 and len(one) <= 2 and mark != "m":
            yield from _month("a month", int(other), int(one))


def _month(name: str, year: int, month: int) -> Iterator[tuple[str, Moment]]:
    if 1 <= month <= 12 and year:
        yield name, Moment("month", 12.0 * (year - 1970) + month - 1)


def _worded(text: str) -> Iterator[tuple[str, Moment]]:
    """Names of months: Jan 2024, 13-Nov-23, Nov 13, 2023, 2024 March, 5. März, and 3月."""
    if re.search(r"[^\w\s.,'/ª°-]", text):
        return
    words = [word for word in _WORDED.findall(text) if word not in ("de", "of", "del", "di")]
    words = [w for i, w in enumerate(words) if not (i and w in ("st", "nd", "rd", "th"))]
    named = [i for i, word in enumerate(words) if word in MONTHS]
    if re.fullmatch(r"\d{1,2}[月월]", text):
        words, named = ["march", text[:-1]], []
        yield from _bare_month(int(text[:-1]))
    if len(named) != 1 or not 1 <= len(words) <= 3:
        return
    month = MONTHS[words.pop(named[0])]
    numbers = [word for word in words if word.isdecimal()]
    if len(numbers) < len(words):
        return
    if not numbers:
        yield from _bare_month(month)
    elif len(numbers) == 1:
        yield from _month_beside(month, numbers[0], marked="'" in text)
    else:
        first, second = numbers
        day, year = (second, first) if len(first) == 4 else (first, second)
        if len(day) <= 2 and len(year) in (2, 4) and (moment := _day(_year(year), month, int(day))):
            yield "a date", moment


def _bare_month(month: int) -> Iterator[tuple[str, Moment]]:
    if 1 <= month <= 12:
        yield "months of one year", Moment("month", month - 1.0)


def _month_beside(month: int, number: str, *, marked: bool) -> Iterator[tuple[str, Moment]]:
    if len(number) == 4 or len(number) == 2:
        yield from _month("a month", _year(number), month)
    if len(number) <= 2 and not marked and (moment := _day(1972, month, int(number))):
        yield "days of one year", Moment("day", moment.position - 730.0)


def _parts(text: str) -> Iterator[tuple[str, Moment]]:
    """Quarters, halves and weeks: Q1 2024, 2024-Q1, H1 24, W05 2024, 2024年第1季度, and Q1."""
    fiscal, year = "", None
    if found := _EAST.fullmatch(text):
        year, (word, number) = int(found[1]) if found[1] else None, _eastern(*found.groups()[1:])
    elif found := _PART_FIRST.fullmatch(text):
        word, number = found[1] or found[4], int(found[2] or found[3])
        fiscal, year = found[5] or "", _year(found[6] or found[7])
    elif found := _YEAR_FIRST.fullmatch(text):
        fiscal, year = found[1] or "", _year(found[2] or found[3])
        word, number = found[4] or found[7], int(found[5] or found[6])
    elif found := _PART_ALONE.fullmatch(text):
        word, number = found[1] or found[4], int(found[2] or found[3])
        if word in ("t", "s"):  # T1 is a wave, too
            return
    else:
        return
    for unit, words in _UNITS.items():
        if word in words and (moment := _part(unit, year, number)):
            whole = f"a {'fiscal ' if fiscal else ''}{unit}"
            yield whole if year is not None else f"{_PLURAL[unit]} of one year", moment


def _eastern(quarter: str | None, half: str | None, week: str | None) -> tuple[str, int]:
    if quarter:
        return "q", _EAST_DIGITS.get(quarter) or int(quarter)
    return ("h", 1 + "上下".index(half)) if half else ("w", int(week or 0))


def _part(unit: str, year: int | None, number: int) -> Moment | None:
    """Return a part of a year, or of no year in particular."""
    if unit == "week":
        return None if year is None else _week(year, number)
    size = {"quarter": 4, "half": 2}[unit]
    if not 1 <= number <= size:
        return None
    return Moment(unit, float(size * ((1970 if year is None else year) - 1970) + number - 1))


_PLURAL = {"quarter": "quarters", "half": "halves"}


def _week(year: int, week: int) -> Moment | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:  # a fifty-fourth week
        return None
    return Moment("week", (monday.toordinal() - _EPOCH_MONDAY) / 7.0)


def _years(text: str) -> Iterator[tuple[str, Moment]]:
    """Years and fiscal years: 2024, FY24, 2023/24."""
    if re.fullmatch(r"\d{4}", text):
        if YEARS[0] <= int(text) <= YEARS[1]:
            yield "a year", Moment("year", int(text) - 1970.0)
    elif found := _FISCAL.fullmatch(text):
        yield "a fiscal year", Moment("year", _year(found[2] or found[1]) - 1970.0)
    elif (found := _SPLIT_YEAR.fullmatch(text)) and _year(found[2]) == int(found[1]) + 1:
        yield "a fiscal year", Moment("year", _year(found[2]) - 1970.0)


def _seasons(text: str) -> Iterator[tuple[str, Moment]]:
    """Spring 2024, 2024 Winter, Winter 2023/24: each half of the world has its own order."""
    found = _SEASON.fullmatch(text)
    if found is None or (found[1] and found[3]):
        return
    season = SEASONS.get(found[2].replace("fall", "autumn"))
    if season is None:
        return
    written, later = found[1] or found[3], found[4]
    for name, order in _SEASON_READINGS.items():
        if name.startswith("south") and found[2] == "fall":
            continue
        place, year = order[season - 1], _year(written) if written else 1970
        if later:  # the one that holds New Year, as the later year's first or the earlier's last
            year = _year(later)
            if year != _year(written) + 1 or order[season - 1] not in (0, 3):
                continue
            year -= order[season - 1] == 3
        yield name, Moment("quarter", 4.0 * (year - 1970) + place)


def _counts(text: str) -> Iterator[tuple[str, Moment]]:
    """Numbered waves and the like: Wave 2, T0, 3rd round, 第2波, and plain numbers."""
    if _PLAIN.fullmatch(text):
        yield NUMBERS, Moment(None, float(text))
    elif (found := _COUNT.fullmatch(text)) and (found[1] or found[4]) in COUNTED | {"w", "m", "d"}:
        yield f"numbers of a {found[1] or found[4]}", Moment("order", float(found[2] or found[3]))
    elif found := _EAST_COUNT.fullmatch(text):
        number = _EAST_DIGITS.get(found[1]) or int(found[1])
        yield "numbers of a wave", Moment("order", float(number))
    else:
        word, _, spelled = text.rpartition(" ")
        if word in COUNTED and spelled in NUMERALS:
            yield f"numbers of a {word}", Moment("order", float(NUMERALS[spelled]))


def _stories(text: str) -> Iterator[tuple[str, Moment]]:
    """Read before and after, pre and post."""
    word = re.sub(r"[ _-]", "", text)
    for i, story in enumerate(STORIES):
        if word in story:
            yield f"story {i}", Moment("order", float(story[word]))


_RULES: tuple[_Rule, ...] = (
    _days, _months, _worded, _parts, _years, _seasons, _counts, _stories,
)  # fmt: skip


# ---------------------------------------------------------------- helpers


def _year(digits: str) -> int:
    """Return a year of four or two digits."""
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= _PIVOT else 2000)


def _day(year: int, month: int, day: int) -> Moment | None:
    try:
        return Moment("day", float(date(year, month, day).toordinal() - _EPOCH))
    except ValueError:  # 30 February
        return None

"""Spellings of times: what columns of labels mean together, and what nobody can tell."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._base.labels.readings import NUMBERS
from nps._base.labels.spellings import Ambiguous, Column, read_spellings

#: Labels in the order of time, and the unit they count in.
IN_ORDER = {
    "quarters first": (["Q4 2023", "Q1 2024", "Q2 2024"], "quarter"),
    "quarters in every way": (
        ["2023-Q4", "Q1'24", "Q2-24", "Q3/2024", "2024 Q4", "2025Q1", "2Q25", "3. Quartal 2025"],
        "quarter",
    ),
    "fiscal quarters": (["Q4 FY23", "Q1 FY24", "FY2024 Q2", "FY24 Q3", "FY24Q4"], "quarter"),
    "quarters in French": (["T4 2023", "1er trimestre 2024", "T2 2024"], "quarter"),
    "quarters in Chinese": (["2023年第四季度", "2024年第1季度", "2024年2季度"], "quarter"),
    "quarters of a year": (["Q1", "Q2", "Q3", "Q4"], "quarter"),
    "halves": (["H2 23", "H1 2024", "2H24", "2025-H1", "2. Halbjahr 2025"], "half"),
    "halves in Chinese": (["2023下半年", "2024年上半年"], "half"),
    "weeks": (["W51 2023", "2023-W52", "KW 1 2024", "Week 10, 2024", "2024年第11周"], "week"),
    "months by name": (["Nov 2023", "December 2023", "Jan 2024", "2024 Feb", "Mar-24"], "month"),
    "months by year": (["12.2023", "1.2024"], "month"),
    "months in numbers": (
        ["2023-12", "01/2024", "2/2024", "2024/03", "202404", "2024_05"], "month",
    ),
    "months in a row": (["Dec 23", "Jan 24", "Feb 24"], "month"),
    "months of a year": (["jan", "February", "Mar"], "month"),
    "months in Spanish": (["diciembre 2023", "enero 2024", "feb 2024"], "month"),
    "months in German": (["Dezember 2023", "Jänner 2024", "März 2024", "Mai 2024"], "month"),
    "months in Polish": (["grudzień 2023", "stycznia 2024"], "month"),
    "months in Chinese": (["2023年11月", "2023年12月", "2024年3月", "2024年十月"], "month"),
    "months without a year in Chinese": (["一月", "十月", "十一月"], "month"),
    "months of an era": (["令和元年12月", "令和6年3月"], "month"),
    "months in Korean": (["2023년 11월", "2024년 3월"], "month"),
    "months without a year in Japanese": (["3月", "4月", "11月"], "month"),
    "days by name": (["13-Nov-23", "14 November 2023", "Nov 15, 2023", "1 de enero, 2024"], "day"),
    "days with an ordinal": (["March 4th, 2024", "5. März 2024"], "day"),
    "days in numbers": (["2024-01-31", "2024/2/1", "20240202", "2024年2月3日"], "day"),
    "days before months": (["31/12/2023", "05/01/2024"], "day"),
    "months before days": (["12/31/2023", "01/05/2024"], "day"),
    "days with points": (["31.12.2023", "01.01.2024", "1.2.24"], "day"),
    "weeks by a day": (["Week of 2024-03-04", "w/c 11 Mar 2024", "semaine du 18 mars 2024"], "day"),
    "days without a year": (["Jan 24", "Jan 31", "Feb 7"], "day"),
    "clocks": (
        ["2024-01-31T23:30:00Z", "2024-02-01T00:30:00+02:00", "2024-02-10 10:00:00 UTC"], "day",
    ),
    "clocks of forms": (
        ["2024/01/31 11:30:00 AM GMT+1", "2024/1/31 12:05:00 pm GMT+1", "2024/2/1 1:00 PM GMT+2"],
        "day",
    ),
    "clocks of exports": (
        ["01/26/2024 11:39:53 AM", "02/01/2024 12:00:07 AM", "02/01/2024 12:01:00 PM"], "day",
    ),
    "clocks with points": (["31.01.2024 9:05", "01.02.2024 14:05:30"], "day"),
    "clocks in Chinese": (
        ["2024/1/31 上午 9:05", "2024年1月31日 14:05", "2024/1/31 下午2:06"], "day",
    ),
    "years": (["1999", "2023", "2024年"], "year"),
    "fiscal years": (["FY23", "FY 2024", "2024/25", "GJ26"], "year"),
    "winters": (["Winter 2022/23", "Spring 2023", "Autumn 2023", "Winter 2023/24"], "quarter"),
    "falls": (["Fall 2022", "Fall 2023"], "quarter"),
    "waves": (["Wave II", "wave_3", "Wave Four", "Wave 10"], "order"),
    "times of a trial": (["T0", "T1", "T12"], "order"),
    "waves in Chinese": (["第一波", "第二波", "第10波"], "order"),
    "rounds": (["1st round", "2nd round", "10th round"], "order"),
    "before and after": (["Pre", "Post"], "order"),
    "with a middle": (["Baseline", "midpoint", "Follow-up"], "order"),
    "vorher": (["vorher", "nachher"], "order"),
    "avant": (["Avant", "Après"], "order"),
    "前后": (["前", "后"], "order"),
    "numbers": (["2", "10", "33.5"], None),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_ORDER)
def test_every_usual_spelling(name):
    texts, unit = IN_ORDER[name]
    found = read_spellings(texts)
    assert isinstance(found, Column)
    places = [moment.position for moment in found.moments]
    assert places == sorted(set(places))
    assert {moment.unit for moment in found.moments} == {unit}
    cohorts = nps.count_by([9] * len(texts), texts[::-1])
    assert list(cohorts) == (texts if unit else texts[::-1])
    loud = [f"  {text.upper()}" for text in texts]
    assert read_spellings(loud) == found or "CET" in loud[0]


@pytest.mark.parametrize(
    "texts",
    [
        ["03/04/2024", "05/06/2024"],
        ["03/04/24", "05/06/24"],
        ["Nov", "Dec", "Jan"],
        ["Q4", "Q1"],
        ["Winter 2024", "Spring 2024"],
        ["Spring 2024", "Autumn 2024"],
        ["Spring", "Summer"],
    ],
    ids=str,
)
def test_two_readings_are_refused_and_named(texts):
    found = read_spellings(texts)
    assert isinstance(found, Ambiguous)
    assert " can be read as " in str(found)
    waves = nps.count_by([9, 3] * len(texts), texts * 2)
    assert list(waves) == texts  # as they appear
    with pytest.raises(nps.OptionError, match=r"order of the waves is not known: .* can be read"):
        nps.changes(waves)
    assert len(nps.changes(waves.select(texts[::-1]))) == len(texts)
    with pytest.raises(nps.OptionError, match=r"^times: .* can be read as .*Write dates as 2024"):
        nps.trend(waves, times=texts)


@pytest.mark.parametrize(
    "texts",
    [
        ["Shop", "Phone"], ["2024-13"], ["2024-02-30"], ["2023-W53"], ["Q5 2024"], ["H3 2024"],
        ["32/01/2024"], ["12-34-56-78"], ["January", "Store"], ["Q1 2024", "total"], [""], [],
        ["2024-01-01T25:00"], ["x" * 60], ["2024 Spring 2025"], ["Winter 2023/25"], ["Mai & Mars"],
        ["1 2 January 3"], ["May be"], ["W 54 2024"], ["FY"], ["2024-W00"], ["0/2024"], ["Jan 123"],
        ["123/1/1"], ["Week of rain"],
        ["Group I"], ["1/1/123"], ["99999999"], ["189912"], ["Juneteenth"], ["2023-2025"], ["13月"],
    ],
    ids=str,
)  # fmt: skip
def test_names_are_no_times(texts):
    found = read_spellings(texts)
    assert found is None or not found.is_time


def test_a_set_of_labels_settles_what_one_label_leaves_open():
    assert read_spellings(["03/04/2024", "31/12/2024"]).reading == "day, month, year"
    assert read_spellings(["03/04/2024", "12/31/2024"]).reading == "month, day, year"
    assert read_spellings(["2024", "10"]).reading == NUMBERS
    assert read_spellings(["2024", "2023"]).reading == "a year"
    assert read_spellings(["T1", "T12"]).reading == "numbers of a t"


dates = st.dates(dt.date(1971, 1, 1), dt.date(2068, 12, 31))
FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%b %d, %Y", "%d-%b-%y", "%Y年%m月%d日", "%Y%m%d")


@given(dates, st.sampled_from(FORMATS))
def test_a_date_is_read_as_it_was_written(day, style):
    (found,) = read_spellings([day.strftime(style)]).moments
    assert found == ("day", (day - dt.date(1970, 1, 1)).days)


@given(st.lists(dates, min_size=1, max_size=12, unique_by=lambda d: (d.year, d.month)))
def test_months_come_in_the_order_of_time_whatever_the_rows(days):
    texts = [day.strftime("%B %Y") for day in days]
    expected = [day.strftime("%B %Y") for day in sorted(days)]
    assert list(nps.count_by([9] * len(texts), texts)) == expected
    assert list(nps.count_by([9] * len(texts), texts, order="sorted")) == expected

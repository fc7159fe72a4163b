"""Tables that are no lists of answers: refused, and what is odd about them said."""

from __future__ import annotations

import pytest

import nps
from nps._sources.reading.doors import IN_PYTHON
from nps._sources.reading.formats.json_files import table_of_records
from nps._sources.reading.suspects import impossible_scores, recurring, refuse_totals


def results(score: object, n: object) -> list[str]:
    return impossible_scores(table_of_records([{"NPS": score, "n": n}]), 0)


def test_scores_that_no_sample_of_their_size_has():
    assert results("57.8", "97") == ["no sample of n = 97 has 57.8"]
    assert results("57.7", "97") == []
    assert results("58", "97") == []
    assert results("-33.4", "1,203") == []
    assert results("-33.4", "12") == ["no sample of n = 12 has -33.4"]
    for score, n in (("good", "97"), ("57.8", "many"), ("57.8", "0"), ("157.8", "97")):
        assert results(score, n) == []


def test_only_the_first_two_are_said_and_only_of_one_size():
    rows = [{"NPS": x, "n": 10} for x in (12.3, 10, 45.6, 78.9)]
    assert impossible_scores(table_of_records(rows), 0) == [
        "no sample of n = 10 has 12.3",
        "no sample of n = 10 has 45.6",
    ]
    assert impossible_scores(table_of_records([{"NPS": 1.5, "n": 3, "count": 4}]), 0) == []
    with pytest.raises(nps.OptionError, match=r"scores already.*; no sample of n = 97 has 57.8$"):
        nps.read_answers([{"NPS": 57.8, "n": 97}, {"NPS": 41.2, "n": 51}, {"NPS": 20.5, "n": 88}])


def test_totals_are_refused():
    table = table_of_records([{"shop": "N", "nps": 9}, {"shop": "Total", "nps": 9}])
    with pytest.raises(nps.OptionError, match="the last row says 'Total'"):
        refuse_totals(table, 1, IN_PYTHON)
    for shops in (["N", "S"], ["Total"], ["Total", "S"]):
        fine = table_of_records([{"shop": shop, "nps": 9} for shop in shops])
        assert refuse_totals(fine, 1, IN_PYTHON) is None


def test_people_who_recur_are_noted():
    people = ["a@x.org", "b@x.org", "c@x.org", "d@x.org", "e@x.org", "a@x.org"]
    (note,) = recurring(table_of_records([{"who": x, "nps": 9} for x in people]), IN_PYTHON)
    assert note.startswith("1 of 6 rows are of somebody in 'who' who answered before: respondent=")
    distinct = [f"{x}@y.org" for x in range(6)]
    assert recurring(table_of_records([{"who": x} for x in distinct]), IN_PYTHON) == []
    shops = ["N", "N", "N", "S", "S", "S"]
    assert recurring(table_of_records([{"customer": x} for x in shops]), IN_PYTHON) == []

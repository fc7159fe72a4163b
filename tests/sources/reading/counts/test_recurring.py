"""People who answered more than once."""

from __future__ import annotations

from nps._sources.reading.counts.recurring import recurring
from nps._sources.reading.doors import IN_PYTHON, TERMINAL
from nps._sources.reading.formats.json_files import table_of_records


def test_people_who_recur_are_noted():
    people = ["a@x.org", "b@x.org", "c@x.org", "d@x.org", "e@x.org", "a@x.org"]
    (note,) = recurring(table_of_records([{"who": x, "nps": 9} for x in people]), IN_PYTHON, {})
    assert note.startswith("1 of 6 rows are of somebody in 'who' who answered before: respondent=")
    distinct = [f"{x}@y.org" for x in range(6)]
    assert recurring(table_of_records([{"who": x} for x in distinct]), IN_PYTHON, {}) == []
    shops = ["N", "N", "N", "S", "S", "S"]
    assert recurring(table_of_records([{"customer": x} for x in shops]), IN_PYTHON, {}) == []


def test_only_rows_that_are_counted_are_of_somebody_twice():
    rows = [{"id": i, "question": q, "answer": 9} for i in range(8) for q in ("nps", "csat")]
    table = table_of_records(rows)
    (note,) = recurring(table, TERMINAL, {})
    assert note.startswith("8 of 16 rows are of somebody in 'id' who answered before: --respondent")
    assert recurring(table, TERMINAL, {"question": ["nps"]}) == []


def test_what_recurs_is_nobody_unless_its_header_says_so():
    names = ["Ann", "Bo", "Cy", "Di", "Ed", "Ann"]
    assert recurring(table_of_records([{"street": x} for x in names]), TERMINAL, {}) == []

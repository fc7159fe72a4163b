"""People who answered more than once."""

from __future__ import annotations

import json

import pytest
from command_line import main


@pytest.fixture
def notes(tmp_path, capsys):
    """What the command notes about people in records."""

    def say(records, *options):
        path = tmp_path / "a.json"
        path.write_text(json.dumps(records))
        assert main([str(path), "--json", *options]) == 0
        said = json.loads(capsys.readouterr().out)["notes"]
        return [note for note in said if "who answered before" in note]

    return say


def test_people_who_recur_are_noted(notes):
    people = ["a@x.org", "b@x.org", "c@x.org", "d@x.org", "e@x.org", "a@x.org"]
    (note,) = notes([{"who": x, "nps": 9} for x in people])
    assert note.startswith("1 of 6 rows are of somebody in 'who' who answered before: --respondent")
    (note,) = notes([{"customer": x[0], "nps": 9} for x in people])
    assert note.startswith("1 of 6 rows are of somebody in 'customer'")


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("who", [f"{x}@y.org" for x in range(6)]),
        ("customer", ["N", "N", "N", "S", "S", "S"]),
        ("street", ["Ann", "Bo", "Cy", "Di", "Ed", "Ann"]),
        ("who", ["a@x.org", "a@x.org"]),
    ],
)
def test_what_recurs_may_be_nobody(notes, column, cells):
    assert notes([{column: cell, "nps": 9} for cell in cells]) == []


def test_only_rows_that_are_counted_are_of_somebody_twice(notes):
    rows = [{"id": i, "question": q, "answer": 9} for i in range(8) for q in ("nps", "csat")]
    (note,) = notes(rows, "--rating", "answer")
    assert note.startswith("8 of 16 rows are of somebody in 'id' who answered before")
    assert notes(rows, "--rating", "answer", "--where", "question=nps") == []

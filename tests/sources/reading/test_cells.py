"""What the cells of a column are, and why they are no ratings: in every language."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._base.words.languages import load
from nps._base.words.notes import Note
from nps._sources.reading.cells import CellReader, class_of, label_answers, objection, profile

REASONS = [
    (["", " "], "all cells are blank"),
    ([], "there are no rows"),
    (["Promoter", "Passive"], "its cells are classes: 'Promoter', 'Passive'"),
    (["100", "0", "-100"], "-100, 0 or 100 are the points of classes rather than ratings"),
    (["1", "0"] * 3, "all 6 cells are 0 or 1: yes and no, or classes?"),
    (["1", "0", "-1"] * 2, "all 6 cells are -1, 0 or 1: yes and no, or classes?"),
    (["1", "2", "3"] * 2, "all 6 cells are 1, 2 or 3: are these classes?"),
    (["1", "11", "11", "10", "9", "8", "7", "6", "5", "4"],
     "11 occurs 2 times and 0 never: are these positions, 1 for a rating of 0?"),
    (["9/10", "3/10"], "2 of 2 cells can't be read: '9/10', '3/10'"),
    (["90", "20", "100"],
     "90, 20, 100 are no ratings from 0 to 10: was the question asked on 0-100?"),
    (["8.5", "9.25"], "8.5, 9.25 are no whole numbers: are these averages?"),
    (["65", "72", "-8"], "65, 72, -8 are no ratings: are these scores already?"),
    (["9", "22"], "1 of 2 cells is off the scale: 22"),
    (["9", "22", "33"], "2 of 3 cells are off the scale: 22, 33"),
    (["9", "3", "10"], ""),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "reason"), REASONS, ids=[reason for _, reason in REASONS])
def test_why_a_column_holds_no_ratings(cells, reason):
    found = objection(profile(cells, nps.STANDARD, CellReader()))
    assert found == reason
    if reason:
        assert isinstance(found, Note)
        said = found.said_by(load("zh", "notes").PARTS)
        assert not re.search("[a-z]{2}", re.sub("'[^']*'", "", said))


@given(
    st.lists(
        st.sampled_from(["0", "1", "5", "6", "9", "10", "11", "99", "n/a", "abc", "8.5"])
        | st.just("")
    )
)
def test_every_cell_is_counted_once(cells):
    found = profile(cells, nps.STANDARD, CellReader())
    assert found.n + found.missing == len(cells)
    assert found.valid + found.numbers.total() + found.texts.total() == found.n


def test_words_for_classes_and_labels_that_are_positions():
    assert [class_of(x) for x in ("Détracteur", " 推荐者 ", "Passives", "10", "promoter" * 9)] == [
        "detractor", "promoter", "passive", None, None,
    ]  # fmt: skip
    assert label_answers({"1": "0 - not at all", "2": "1", "99": "Don't know"}) == {
        "1": "0", "2": "1", "99": "",
    }  # fmt: skip
    assert label_answers({"0": "0", "10": "10"}) == {}

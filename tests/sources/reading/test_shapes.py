"""Tables whose rows are no respondents, as `read_answers` and frames meet them."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

QUESTIONS = ("How likely are you to recommend us?", "How satisfied are you?", "Age group")


def below_each_other(ratings, names=QUESTIONS):
    return [
        {"who": f"p{i}", "asked": name, "score": value}
        for i, rating in enumerate(ratings)
        for name, value in zip(names, (rating, rating // 2, i % 5), strict=True)
    ]


@given(st.lists(st.integers(0, 10), min_size=8, max_size=30).filter(lambda x: max(x) > 7))
def test_answers_to_several_questions_are_never_mixed(ratings):
    rows = below_each_other(ratings)
    with pytest.raises(nps.OptionError, match=r"where=\{'asked': 'How likely .*'\} takes one"):
        nps.read_answers(rows)
    chosen = nps.read_answers(rows, where={"asked": QUESTIONS[0]})
    assert chosen.count() == nps.count(ratings)
    named = nps.read_answers(rows, rating="score")
    assert any("several questions" in note for note in named.notes)
    with pytest.raises(nps.OptionError, match="several questions"):
        nps.from_frame(pd.DataFrame(rows))


def test_in_every_language_and_by_short_names():
    for asked in (
        "您有多大可能推荐我们？",
        "NPS",
        "LTR",
        "Würden Sie uns einem Freund weiterempfehlen?",
    ):
        rows = below_each_other(range(11), (asked, "CSAT", "CES"))
        with pytest.raises(nps.OptionError, match="several questions"):
            nps.read_answers(rows)


def test_comments_that_recur_are_no_questions():
    comments = ["would recommend", "good", "would recommend", "slow"] * 6
    rows = [{"comment": text, "score": i % 11} for i, text in enumerate(comments)]
    assert nps.read_answers(rows).count().n == 24


def test_a_header_that_asks_needs_no_question_beside_it():
    rows = [
        {"asked": name, "nps": i % 11} for i in range(20) for name in ("NPS mail", "In the app")
    ]
    assert nps.read_answers(rows).count().n == 40


@pytest.mark.parametrize(
    "header", ["responses", "n", "Number of responses", "Häufigkeit", "样本量"]
)
def test_groups_with_their_sizes_are_no_answers(header):
    rows = [
        {"shop": shop, "NPS": x, header: 40 + x} for shop, x in zip("NSW", (5, 8, 3), strict=True)
    ]
    with pytest.raises(nps.OptionError, match="is a row a group with its score"):
        nps.read_answers(rows)
    assert nps.read_answers(rows, rating="NPS").count(frequency=header).n == 136
    for row in rows:
        row[header] = 1
    assert nps.read_answers(rows).count().n == 3
    for row in rows:
        row[header] = "many"
    assert nps.read_answers(rows).count().n == 3


@pytest.mark.parametrize(
    ("labels", "unit"),
    [
        (["2024-01", "2024-02", "2024-03", "2024-04"], "month"),
        (["Apr 2024", "Mar 2024", "Feb 2024", "Jan 2024"], "month"),
        (["2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2"], "quarter"),
        (["2024-W01", "2024-W02", "2024-W03", "2024-W04"], "week"),
    ],
)
def test_a_row_for_each_period_is_no_answer(labels, unit):
    rows = [{"when": label, "nps": x} for label, x in zip(labels, (5, 8, 3, 9), strict=True)]
    with pytest.raises(nps.OptionError, match=f"each row is another {unit} in column 'when'"):
        nps.read_answers(rows)
    assert nps.read_answers(rows, rating="nps").count().n == 4
    assert nps.read_answers(rows, where={"when": labels}).count().n == 4


@pytest.mark.parametrize(
    "labels",
    [
        ["2024-01", "2024-02", "2024-03"],
        ["2024-01", "2024-02", "2024-03", "2024-03"],
        ["2024-01", "2024-02", "2024-03", "2024-05"],
        ["2024-01", "2024-02", "2024-03", ""],
        ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"],
        ["2021", "2022", "2023", "2024"],
        ["N", "S", "W", "E"],
    ],
)
def test_what_may_be_the_times_of_answers(labels):
    rows = [{"when": label, "nps": 9} for label in labels]
    assert nps.read_answers(rows).count().n == len(labels)


@pytest.mark.parametrize(
    ("header", "labels"),
    [
        ("year", ["2019", "2020", "2021", "2022"]),
        ("Jahr", ["2022", "2021", "2020", "2018"]),
        ("Fiscal year", ["2016", "2018", "2020", "2022", "2024"]),
        ("年份", ["2019", "2020", "2021", "2022", "2023"]),
        ("period", ["FY2019", "FY2020", "FY2021", "FY2022"]),
    ],
)
@pytest.mark.parametrize("name", ["score", "nps"])
def test_a_score_for_each_year_is_no_answer(header, labels, name):
    rows = [{header: label, name: x} for label, x in zip(labels, (8, 9, 7, 6, 8), strict=False)]
    with pytest.raises(nps.OptionError, match=f"each row is another year in column '{header}'"):
        nps.read_answers(rows)
    assert nps.read_answers(rows, rating=name).count().n == len(labels)


@pytest.mark.parametrize(
    ("header", "labels"),
    [
        ("year", ["2019", "2020", "2021"]),
        ("year", ["2019", "2020", "2021", "2021"]),
        ("year", ["2020", "2019", "2022", "2021"]),
        ("birth year", ["1971", "1972", "1980", "1991"]),
        ("#", ["2001", "2002", "2003", "2004"]),
        ("year", ["2020", "2021", "2022", "2024-01"]),
    ],
)
def test_years_of_people_and_numbers_of_rows_are_no_table_of_scores(header, labels):
    rows = [{header: label, "nps": 9} for label in labels]
    assert nps.read_answers(rows).count().n == len(labels)


def test_what_may_be_years_is_noted_where_no_answer_is_at_an_end():
    scores = [8, 7, 7, 8, 6, 7, 8, 8, 7, 6]
    rows = [{"season": 2010 + i, "wave": 2010 + i, "nps": x} for i, x in enumerate(scores)]
    kept = [{"wave": row["wave"], "nps": row["nps"]} for row in rows]
    (note,) = nps.read_answers(kept).notes
    assert note.startswith("each row is another year in column 'wave', and none is left out: are")
    assert nps.read_answers([{**row, "wave": "2010"} for row in kept]).notes == ()
    with pytest.raises(nps.OptionError, match="each row is another year in column 'season'"):
        nps.read_answers(rows)


LONG = [
    {"who": f"P{i}", "question": q, "answer": a}
    for i in range(9)
    for q, a in (("How likely are you to recommend us?", i), ("Why?", "so"))
]


def test_rows_for_each_question_are_refused_with_the_way_to_the_one():
    with pytest.raises(nps.OptionError, match="the rows answer several questions") as refused:
        nps.read_answers(LONG)
    way = "rating='answer', where={'question': 'How likely are you to recommend us?'} takes one"
    assert str(refused.value).endswith(way)
    asked = {"question": "How likely are you to recommend us?"}
    assert nps.read_answers(LONG, rating="answer", where=asked).count().n == 9
    both = [row | {"points": int(row["who"][1:])} for row in LONG]
    with pytest.raises(nps.OptionError, match=r"; where=\{'question': .*\} takes one$"):
        nps.read_answers(both)


def test_a_number_as_the_name_of_a_column_may_be_an_answer():
    rows = [{"a": f"x{i}", "8": i} for i in range(9)]
    said = "the column is called '8': if the first row is an answer, write a header above it"
    with pytest.raises(nps.OptionError, match=said):
        nps.read_answers(rows)
    assert said in nps.read_answers(rows, rating="8").notes
    for name in ("x", "11", "008"):
        file = nps.read_answers([{"a": "x", name: 9}], rating=name)
        assert not any(note.startswith("the column is called") for note in file.notes)


@pytest.mark.parametrize("mark", [",", ";", "|"])
def test_lines_in_quotation_marks_are_refused(tmp_path, mark):
    lines = [mark.join(cells) for cells in (("id", "NPS", "why"), *[("1", "9", "so")] * 5)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(f'"{line}"' for line in lines))
    with pytest.raises(nps.OptionError, match=r"whole lines, such as .*split them at"):
        nps.read_answers(path)


@pytest.mark.parametrize(
    "cells", [["9"], ["9,0", "8"], ["9,0", "9," + "x" * 20_000], ["9,\n", "8,", "7,"]]
)
def test_cells_with_marks_are_no_lines(cells):
    with pytest.raises(nps.OptionError) as refused:
        nps.read_answers([{"mood,": cell} for cell in ["so,", *cells, "so, so"]])
    assert "whole lines" not in str(refused.value)


@pytest.mark.parametrize("mark", [",", "\u202f", "’"])
def test_sizes_of_groups_may_have_marks_between_thousands(mark):
    rows = [{"shop": f"S{i}", "NPS": 5 + i, "n": f"1{mark}2{i}4"} for i in range(5)]
    with pytest.raises(nps.OptionError, match="is a row a group with its score"):
        nps.read_answers(rows)

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

"""Which rows are the header: titles above, questions below, answers in columns, none at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._sources.reading.formats.headers import Spread, find_heading

LIKELY = "How likely are you to recommend us?"
BODY = [[str(100 + i), str(i % 11), "N"] for i in range(12)]
HEAD = ["id", "nps", "region"]


@pytest.mark.parametrize(
    ("above", "first"),
    [
        ([], 1),
        ([["Survey 2024"]], 2),
        ([["Survey 2024", "", ""], ["", "", ""]], 3),
        ([["Survey"], ["by Jo"], ["2024-03-01"]], 4),
    ],
)
def test_titles_above_the_header(above: list[list[str]], first: int) -> None:
    heading = find_heading([*above, HEAD, *BODY])
    assert (heading.first, heading.names) == (first, HEAD)
    assert len(heading.notes) == bool(above)


@pytest.mark.parametrize(
    "rows",
    [
        [["nps", ""], ["9", "good"], ["3", "bad"]],  # the second header is blank
        [["nps"], ["9"], ["3"]],
        [["id", "nps", ""], ["1", "9", "x"], ["2", "3", "y"]],
        [["What"], ["9", "3", "4"], ["3", "5", "6"]],  # nothing below it names columns
    ],
)
def test_a_header_with_blanks_is_no_title(rows: list[list[str]]) -> None:
    assert find_heading(rows).first == 1


def test_two_cells_above_a_wider_header() -> None:
    wide = [["a", "b", "c", "d", "e", "nps"], *[["1"] * 5 + ["9"]] * 5]
    assert find_heading([["Survey", "2024"], *wide]).first == 2
    assert find_heading([["", "", "x", "y"], ["a", "b", "", "", "e", "nps"], *wide[1:]]).first == 1


def test_three_rows_of_qualtrics() -> None:
    rows = [
        ["StartDate", "Q7", "Q7_NPS_GROUP"],
        ["Start Date", LIKELY, f"{LIKELY} - Group"],
        ['{"ImportId":"startDate"}', "{'ImportId': 'QID7'}", '{"ImportId":"QID7_NPS_GROUP"}'],
        ["2024-03-01", "9", "3"],
    ]
    heading = find_heading(rows)
    assert (heading.first, heading.names, heading.questions) == (3, rows[0], rows[1])
    two = find_heading([rows[0], rows[2], rows[3]])
    assert (two.first, two.questions) == (2, rows[0])


def test_text_over_numbers_is_a_second_row() -> None:
    rows = [["Q1", "Q2"], ["How old are you", LIKELY], ["34", "9"], ["20", "3"], ["55", "10"]]
    heading = find_heading(rows)
    assert (heading.first, heading.questions[1]) == (2, f"Q2 / {LIKELY}")
    for second in (["n/a", "missing"], ["34", "ok"], ["", ""]):
        assert find_heading([rows[0], second, *rows[2:]]).first == 1
    assert find_heading([["Q1", "nps"], ["x", "9"], ["y", "3"], ["z", "4"], ["w", "5"]]).first == 1


def spread_rows(choices: list[str], marks: list[tuple[int, str]]) -> list[list[str]]:
    head = ["id", LIKELY, *[""] * (len(choices) - 1), "why"]
    body = []
    for i, (place, mark) in enumerate(marks):
        row = [str(i), *[""] * len(choices), "so"]
        row[1 + place] = mark
        body.append(row)
    return [head, ["", *choices, "Open-Ended Response"], *body]


RATINGS = [str(i) for i in range(11)]


def test_one_column_for_each_answer() -> None:
    heading = find_heading(spread_rows(RATINGS, [(9, "9"), (3, "3"), (10, "10")]))
    (spread,) = heading.spreads
    assert (spread.name, spread.start, spread.by_text) == (LIKELY, 1, True)
    assert heading.names[1] == f"{LIKELY} / 0"
    ticked = find_heading(spread_rows(RATINGS, [(9, "1"), (3, "1"), (10, "1")])).spreads[0]
    assert not ticked.by_text
    assert ticked.cell(["a", *[""] * 9, "1", "", ""]) == "9"


@pytest.mark.parametrize(
    "choices",
    [
        ["Yes", "No", "Maybe"],
        RATINGS[:5],
        [*RATINGS[:5], "Other", *RATINGS[5:]],  # torn apart
        ["red", "9", "blue"],
        ["no answer", "x", "y"],
    ],
)
def test_choices_that_are_no_ratings_stay_apart(choices: list[str]) -> None:
    heading = find_heading(spread_rows(choices, [(1, choices[1])]))
    assert (heading.spreads, heading.first) == ((), 2)


def test_several_marks_are_no_answer_that_can_be_read() -> None:
    spread = Spread("q", 1, ("0", "1", "2"), by_text=False)
    assert spread.cell(["id", "1", "0", "1"]) == "0 | 2"
    assert spread.cell(["id", "0", "no", ""]) == ""


@pytest.mark.parametrize(
    ("rows", "headless"),
    [
        ([["9"], ["10"], ["3"]], True),
        ([["1", "2024-03-01", "9"], ["2", "2024-03-02", "3"]], True),
        ([["2023", "2024"], ["9", "8"], ["3", "4"]], False),  # years above ratings
        ([["9"]], False),
        ([["", ""], ["9", "x"]], False),
        ([["2024-03-01"], ["2024-03-02"]], False),
        ([["9", "x"], ["3", "y"]], False),
        ([["9"], ["good"], ["bad"]], False),
    ],
)
def test_no_header_at_all(rows: list[list[str]], headless: bool) -> None:
    heading = find_heading(rows)
    assert (heading.first == 0) == headless
    assert len(heading.notes) == headless


cells = st.sampled_from(["", "9", "10", "x", "nps", LIKELY, "2024-01-01", "Response", "0 - no"])


@given(st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=8))
def test_every_column_has_a_name_of_its_own(rows: list[list[str]]) -> None:
    heading = find_heading(rows)
    assert 0 <= heading.first <= len(rows)
    assert len(set(heading.names)) == len(heading.names) == len(heading.questions)


def test_no_more_titles_than_are_looked_for():
    from nps._sources.reading.formats.headers import MOST_TITLES, _titles

    titles = [["About", "", ""]] * MOST_TITLES
    rows = [*titles, ["id", "nps", "shop"], *[["1", "9", "N"]] * 200]
    assert _titles(rows) == MOST_TITLES


def test_words_that_recur_are_answers_and_no_header():
    rows = [[str(i), str(i % 11), "ab"[i % 2]] for i in range(20)]
    found = find_heading(rows)
    assert (found.first, found.names) == (0, ["(column 1)", "(column 2)", "(column 3)"])
    assert find_heading([["0", "8", "once"], *rows]).names == ["0", "8", "once"]


def test_names_with_values_above_the_question_are_titles():
    rows = [
        ["Acme report", "", ""], ["Exported", "2024-05-01", ""], ["Filter", "Region = N", ""],
        ["Person", "Region", "NPS score"], *([f"P{i}", "N", str(i)] for i in range(9)),
    ]  # fmt: skip
    found = find_heading(rows)
    assert (found.first, found.names) == (4, ["Person", "Region", "NPS score"])
    assert find_heading(rows[3:]).names == ["Person", "Region", "NPS score"]


def test_a_second_byte_order_mark_is_no_part_of_a_name():
    assert find_heading([["\ufeffNPS", "x"], ["9", "a"], ["3", "b"]]).names == ["NPS", "x"]


def test_a_header_that_is_too_narrow_is_none():
    rows = [
        ["Report", "", "", "", ""], ["Exported", "2024-05-01", "", "", ""],
        ["a", "b", "c", "", ""], *[["1", "2", "3", "4", "5"]] * 9,
    ]  # fmt: skip
    assert find_heading(rows).names[0] == "Report"

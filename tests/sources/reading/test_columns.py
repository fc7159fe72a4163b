"""Which column holds the ratings, and why the others do not."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._sources.reading.cells import CellReader, class_of, label_answers, objection, profile
from nps._sources.reading.formats.tables import RowTable
from nps._sources.reading.naming import find_column, listed, named

if TYPE_CHECKING:
    from pathlib import Path

LIKELY = "How likely are you to recommend us?"
MIXED = [str(i) for i in (10, 9, 9, 8, 7, 6, 3, 0, 10, 9, 10, 5)]


def rows_of(**columns: list[object]) -> list[dict[str, object]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def why(name: str, **columns: list[object]) -> str:
    file = nps.read_answers(rows_of(**columns))
    (reason,) = [c.reason for c in file.candidates if c.column == name]
    return reason


CLASSES = ["3" if int(x) > 8 else "2" if int(x) > 6 else "1" for x in MIXED]


def test_each_column_says_why_it_was_left_out() -> None:
    columns: dict[str, list[object]] = {
        "nps": [*MIXED],
        "nps_group": [*CLASSES],
        "band": [*CLASSES],
        "age": [*range(20, 32)],
        "mood": ["fine"] * 12,
        "csat": [*MIXED],
        "blank": [""] * 12,
    }
    assert why("nps_group", **columns) == "it holds the classes of 'nps'"
    assert why("band", **columns) == "it holds the classes of 'nps'"
    for name in ("age", "mood", "csat", "blank"):
        assert why(name, **columns) == "its header does not ask for a recommendation"
    other = {"nps": [*MIXED], "nps_date": [*MIXED]}
    assert why("nps_date", **other) == "its header says 'date'"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["9", "3", ""], ""),
        ([], "there are no rows"),
        (["", "n/a"], "all cells are blank"),
        (["Promoter", "passive"], "its cells are classes: 'Promoter', 'passive'"),
        (["100", "-100"], "-100 or 100 are the points of classes rather than ratings"),
        (["1", "0"] * 3, "all 6 cells are 0 or 1: yes and no, or classes?"),
        (["1"] * 6, "all 6 cells are 1: yes and no, or classes?"),
        (["1", "0", "-1"] * 2, "all 6 cells are -1, 0 or 1: yes and no, or classes?"),
        (["0", "1", "2"] * 2, "all 6 cells are 0, 1 or 2: are these classes?"),
        (["2"] * 6, ""),
        (["11", "11", *"123456789"], "11 occurs 2 times and 0 never: are these positions, 1 for a"
                                     " rating of 0?"),
        (["11", *"123456789", "10"], ""),
        (["a", "b", "c", "d"], "4 of 4 cells can't be read: 'a', 'b', 'c', ..."),
        (["9", "70", "80"], "2 of 3 cells are off the scale: 70, 80"),
        (["50", "70", "0"], "50, 70 are no ratings from 0 to 10: was the question asked on 0-100?"),
        (["8.5", "7.25", "9"], "8.5, 7.25 are no whole numbers: are these averages?"),
        (["31.5", "42"], "31.5, 42 are no ratings: are these scores already?"),
        (["9", "-1", "-1", "-1"], ""),  # a code in most rows explains itself
        (["-1", "-1"], "2 of 2 cells are off the scale: -1"),
    ],
)  # fmt: skip
def test_what_speaks_against_a_column(cells: list[str], said: str) -> None:
    found = objection(profile(cells, nps.STANDARD, CellReader()))
    assert found.partition(" (")[0] == said


def test_other_scales_are_not_judged_as_0_to_10() -> None:
    stars = nps.Scale.conventional(1, 5)
    assert objection(profile(["1", "2", "3"] * 4, stars, CellReader())) == ""


def test_one_strong_header_wins_and_the_others_are_noted() -> None:
    file = nps.read_answers(rows_of(NPS=[*MIXED], eNPS=["x"] * 12, score=[*MIXED]))
    assert file.rating == "NPS"
    assert file.notes == (
        "the ratings are taken from 'NPS', not from 'eNPS': 12 of 12 cells can't be read: 'x'",
        "the ratings are taken from 'NPS', not from 'score': its header does not ask for a"
        " recommendation",
    )


def test_a_header_that_does_not_ask_is_taken_with_a_note() -> None:
    """Goals, marks and credit are numbers from 0 to 10, too."""
    doubt = (
        "is taken for the answers from 0 to 10, though its header does not say how likely people"
    )
    told = {
        "score": f"'score' {doubt} are to recommend; rating=COLUMN names another column",
        "Recommendation Seaview": f"'Recommendation Seaview' {doubt} are to recommend; rating=COL",
        "NPS": "",
        "Recommendation score": "",
    }
    for name, said in told.items():
        file = nps.read_answers(rows_of(player=[*"abcdefghijkl"], **{name: [*MIXED]}))
        assert file.rating == name
        assert [note.startswith(said) for note in file.notes] == ([True] if said else [])
        alone = nps.read_answers(rows_of(**{name: [*MIXED]}))
        assert [note.endswith("are to recommend") for note in alone.notes] == [True] * bool(said)
        named_one = nps.read_answers(rows_of(player=[*MIXED], **{name: [*MIXED]}), rating=name)
        assert named_one.notes == ()


def test_a_made_up_name_says_nothing_against_a_column() -> None:
    file = nps.read_answers(io.BytesIO("\n".join(MIXED).encode()))
    assert (file.rating, len(file.notes)) == ("(column 1)", 1)
    assert file.notes[0].startswith("the file has no header")


def test_a_blank_column_of_a_strong_header_gives_nothing() -> None:
    file = nps.read_answers(rows_of(nps=[""] * 6, score=[*MIXED[:6]]))
    assert (file.rating, file.count().missing) == ("nps", 6)
    assert file.reason.endswith("though its cells are blank")
    file = nps.read_answers(rows_of(id=[*range(6)], score=[""] * 6))
    assert (file.rating, file.reason) == (
        "score", "its header speaks of a rating, though its cells are blank"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"score": MIXED, "rating": MIXED}, "2 columns may hold the ratings; say which:\n  rati"),
        ({"id": MIXED, "score": ["a", "b"] * 6}, "'score' would be the column, but 12 of 12"),
        ({"NPS": ["Promoter", "Passive"] * 6}, "classes: .*; rating='NPS' counts the words"),
        ({"NPS": ["a", "b"] * 6, "score": MIXED}, "'NPS' would be the column, but 12 of 12 cells"),
        ({"age": [*range(30, 42)], "nps_group": [*CLASSES]},
         r"'nps_group' is left out \(its header says 'group'\)"),
        ({"a": ["x"] * 12, "b": ["y"] * 12}, "there are 'a', 'b'"),
        ({"visits": MIXED, "b": ["y"] * 12}, "whole numbers from 0 to 10 are in 'visits'"),
        ({"How many visits did you make?": MIXED, "b": ["y"] * 12},
         r"\n  rating='How many visits did you make\?'"),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_refused(columns: dict[str, list[object]], message: str) -> None:
    with pytest.raises(nps.OptionError, match=message):
        nps.read_answers(rows_of(**columns))


def test_another_scale_is_advised_only_where_it_holds_all_answers() -> None:
    for cells, ways in {
        ("1", "5", "4", "2") * 3: ["rating='x', scale=nps.Scale.conventional(1, 5) takes it so"],
        ("0", "5", "7", "6") * 3: [],
    }.items():
        with pytest.raises(nps.OptionError, match="'x' would be the column, but no") as refused:
            nps.read_answers(rows_of(x=[*cells]))
        _, *told = str(refused.value).split("; ")
        assert told == [*ways, "rating='x' takes it as 0-10"]


def test_not_sure_is_a_rating_at_the_middle_of_the_scale_alone() -> None:
    cells = ["9 - not sure", "5 - Not sure", "3 - no opinion", "10", "6", "8", "0", "2"]
    found = nps.read_answers(rows_of(nps=[*cells]))
    assert (found.count().n, found.count().missing) == (6, 2)
    assert found.notes[-1].startswith("'5 - Not sure' counts as the middle of the scale: is it no")
    left = nps.read_answers(rows_of(nps=[*cells]), missing="5 - not sure")
    assert (left.count().missing, left.notes) == (3, ())
    stars = nps.Scale.conventional(1, 5)
    cells = ["1", "5", "3 - Not sure", "6 - Not sure", "5 - No opinion"]
    found = nps.read_answers(rows_of(nps=[*cells]), scale=stars)
    assert (found.count().n, found.count().missing, found.count().invalid) == (3, 2, 0)


def test_comments_under_a_strong_header_are_passed_over() -> None:
    columns: dict[str, list[object]] = {
        "What would you recommend?": [f"thing {i}" for i in range(12)],
        "Would you recommend us, and why?": [f"yes, since {i}" for i in range(12)],
        "score": [*MIXED],
    }
    assert nps.read_answers(rows_of(**columns)).rating == "score"


def test_a_question_beside_its_name() -> None:
    table = RowTable(["Q1", "Q2"], ["Age", LIKELY], lambda: iter([[["30", "9"]]]), 1)
    assert find_column(table, "Q2") == find_column(table, "recommend us") == 1
    with pytest.raises(nps.OptionError, match="no column 'Q22'; did you mean 'Q2'"):
        find_column(table, "Q22")


def test_names_in_messages_are_short_and_few() -> None:
    assert named("x" * 200) == repr("x" * 97 + "...")
    assert named("a\x1b[31m") == r"'a\\x1b[31m'"
    assert listed(str(i) for i in range(40)).endswith("'29' and 10 more")


def test_labels_of_values() -> None:
    assert label_answers({"1": "North", "2": "South"}) == {}
    assert label_answers({"98": "Don't know", "0": "Not likely"}) == {"98": ""}
    positions = {str(i + 1): f"{i}" for i in range(11)}
    assert label_answers(positions)["11"] == "10"
    assert label_answers({str(i): f"{i} points" for i in range(11)}) == {}
    reader = CellReader(texts=frozenset({"weiß nicht"})).with_labels({"5": "Weiß nicht", "9": "9"})
    assert (reader("5"), reader("9"), reader("weiß  NICHT")) == (None, 9, None)


def test_class_words() -> None:
    assert [class_of(x) for x in (" Promoter ", "Détracteur", "中立者", "x", "y" * 99)] == [
        "promoter", "detractor", "passive", None, None
    ]  # fmt: skip


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60), st.permutations(range(3)))
def test_the_column_is_found_wherever_it_stands(ratings: list[int], order: list[int]) -> None:
    columns = [("id", [*range(100, 100 + len(ratings))]), (LIKELY, ratings), ("why", ["so"] * 99)]
    rows = [{columns[k][0]: columns[k][1][i] for k in order} for i in range(len(ratings))]
    try:
        file = nps.read_answers(rows)
    except nps.OptionError as refused:
        assert len(set(ratings)) <= 3
        assert "would be the column, but all" in str(refused)  # noqa: PT017
        return
    assert (file.rating, file.count()) == (LIKELY, nps.count(ratings))


def test_what_a_named_column_holds_instead_is_noted() -> None:
    points = [100, 0, -100, 100, 0, 100]
    (note, *_) = nps.read_answers(rows_of(nps=points), rating="nps").notes
    assert note == "in 'nps' -100, 0 or 100 are the points of classes rather than ratings"
    places = [*range(1, 12), 11, 11, 11]
    (note, *_) = nps.read_answers(rows_of(q=places, id=[*range(14)]), rating="q").notes
    assert note.startswith("in 'q' 11 occurs 4 times and 0 never: are these positions")


def test_ratings_that_a_header_rules_out_are_noted() -> None:
    file = nps.read_answers(rows_of(**{"NPS now": MIXED, "NPS previous": MIXED[::-1]}))
    assert file.rating == "NPS now"
    (note,) = file.notes
    assert note.endswith("not from 'NPS previous': its header says 'previous'")


def test_blank_cells_of_the_column_point_to_those_of_another() -> None:
    rows = rows_of(Score=[""] * 12, Answer=MIXED, id=[*range(100, 112)])
    assert "whole numbers from 0 to 10 are in 'Answer'" in nps.read_answers(rows).notes
    assert nps.read_answers(rows_of(Score=[""] * 12, why=["so"] * 12)).notes == ()


def test_words_of_classes_below_a_header_of_classes_can_be_counted() -> None:
    words = ["Promoter", "Passive", "Detractor", "Promoter", "Total"]
    with pytest.raises(nps.OptionError, match=r"rating='nps_class' counts the words"):
        nps.read_answers(rows_of(nps_class=words, id=[*"abcde"]))
    counts = nps.read_answers(rows_of(nps_class=words), rating="nps_class").count(invalid="drop")
    assert counts == nps.Counts(2, 1, 1, invalid=1)


def test_ratings_out_of_ten_are_read_where_they_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,NPS\n" + "\n".join(f"{i},{x} / 10" for i, x in enumerate(MIXED)))
    with pytest.raises(nps.OptionError, match=r"rating='NPS' takes it as 0-10"):
        nps.read_answers(path)
    read = nps.read_answers(path, rating="NPS").count()
    assert read == nps.count(list(map(int, MIXED)))
    assert nps.count_stream(path, "NPS") == read


def test_a_refusal_says_how_the_file_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("имя;порекомендуете ли вы нас?\n".encode("koi8-r") + b"a;9\nb;3\n" * 9)
    for options in ({}, {"rating": "имя"}):
        with pytest.raises(nps.OptionError, match="not valid UTF-8"):
            nps.read_answers(path, **options)


def test_ratings_out_of_five_are_read_on_their_scale() -> None:
    stars = [f"{1 + i % 5}/5" for i in range(12)]
    with pytest.raises(nps.OptionError, match=r"rating='Rating', scale=nps.Scale.conv.* takes it"):
        nps.read_answers(rows_of(Rating=stars, id=[*range(12)]))
    five = nps.Scale.conventional(1, 5)
    assert nps.read_answers(rows_of(Rating=stars), rating="Rating", scale=five).count().n == 12

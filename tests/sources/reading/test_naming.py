"""Columns by their names: found by a part of them, which is said."""

from __future__ import annotations

import pytest
from command_line import main
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._sources.reading.formats.json_files import table_of_records
from nps._sources.reading.formats.tables import RowTable
from nps._sources.reading.naming import find_column, listed, named, parts_of_names

TABLE = table_of_records([{"wave": 1, "Store name": "N", "store region": "S", "nps": 9}])


def test_a_column_is_found_by_its_name_or_the_only_name_with_a_part():
    assert [find_column(TABLE, x) for x in ("wave", "WAVE ", "av", "region", "Store  name")] == [
        0, 0, 0, 2, 1,
    ]  # fmt: skip
    with pytest.raises(nps.OptionError, match="2 columns match 'store': 'Store name', 'store reg"):
        find_column(TABLE, "store")
    with pytest.raises(nps.OptionError, match="no column 'waev'; did you mean 'wave'"):
        find_column(TABLE, "waev")
    with pytest.raises(nps.OptionError, match="no column 'xyz'; there are 'wave', 'Store name'"):
        find_column(TABLE, "xyz")


def test_parts_of_names_are_said_and_whole_names_are_not():
    assert parts_of_names(TABLE, ["wave", "Wave ", "store  NAME"]) == []
    assert parts_of_names(TABLE, ["wav", "region", "wav"]) == [
        "'wav' is read as the column 'wave'",
        "'region' is read as the column 'store region'",
    ]


@pytest.mark.parametrize(
    "options",
    ["--by lac", "--where lac=N", "--respondent per --when da", "--weight we", "--frequency ti"],
)
def test_each_option_of_the_terminal_says_it(options, tmp_path, capsys):
    path = tmp_path / "answers.csv"
    path.write_text("place,person,day,weight,times,nps\nN,a,1,1,2,9\nN,b,2,2,3,3\nS,c,3,1,1,8\n")
    assert main([str(path), *options.split()]) == 0
    printed = capsys.readouterr().out
    for word in options.replace("=N", "").split():
        if not word.startswith("--"):
            assert f"Note: '{word}' is read as the column '" in printed


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=40))
def test_names_are_listed_on_one_line(names):
    text = listed(names)
    assert "\n" not in text
    assert text.startswith(named(names[0]))
    assert ("more" in text.split()) >= (len(names) > 30)


def table_of(header: list[str]) -> RowTable:
    return RowTable(header, header, lambda: iter([]), 0)


@pytest.mark.parametrize(
    ("wanted", "column"),
    [("nps", 0), ("NPS", 1), ("Nps Score", 2), ("country", 3), ("COUNTRY  OF res", 3), ("x", 5)],
)
def test_columns_are_found(wanted: str, column: int) -> None:
    header = ["nps", "NPS", "nps score", "Country of Residence", "max x", "x"]
    assert find_column(table_of(header), wanted) == column


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("resid", "2 columns match 'resid': 'Residence', 'Resident'"),
        ("a", "2 columns match 'a': 'A (column 4)', 'A (column 5)'"),
        ("region", "no column 'region'; did you mean 'Regoin'?"),
        ("residense", "no column 'residense'; did you mean 'Residence', 'Resident'?"),
        ("colum", "2 columns match 'colum': 'A (column 4)', 'A (column 5)'"),
        ("colunm", "no column 'colunm'; did you mean 'A (column 5)', 'A (column 4)'?"),
        ("zzz", "no column 'zzz'; there are 'Residence', 'Resident', 'Regoin', 'A (column 4)'"),
        ("Id", "2 columns match 'Id': 'ID', 'id'"),
    ],
)
def test_columns_that_are_not_found(wanted: str, message: str) -> None:
    header = ["Residence", "Resident", "Regoin", "A (column 4)", "A (column 5)"]
    if wanted == "Id":
        header = ["ID", "id"]
    with pytest.raises(nps.OptionError) as caught:
        find_column(table_of(header), wanted)
    assert str(caught.value).startswith(message)

"""How characters form cells: the delimiter that gives even rows, and quotation marks."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nps._sources.reading.formats.text.layouts import Layout, sniff_layout


def test_commas_are_quoted_even_if_each_quoted_cell_has_one_comma() -> None:
    layout, rows = sniff_layout('"a, b",c\n"x, y",1\n"z, w",2\n')
    assert layout == Layout(",", quoted=True)
    assert rows == [["a, b", "c"], ["x, y", "1"], ["z, w", "2"]]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b\n1,5;2\n2,5;3\n", ";"),
        ("How likely, from 0 to 10;why\n9;good, cheap\n3;slow\n", ";"),
        ("a, b, c\td\n1, 2\t3\n", "\t"),
        ("a|b;c|d\n1|2|3\n", "|"),
        ("name,nps\n", ","),
    ],
)
def test_the_delimiter_that_gives_even_rows_wins(text: str, delimiter: str) -> None:
    assert sniff_layout(text)[0].delimiter == delimiter


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(
                st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"]))
                | st.sampled_from(["", "10", 'a "b"', "c,d", "e\nf", "g;h|i"]),
                min_size=width,
                max_size=width,
            ),
            min_size=1,
            max_size=8,
        )
    ),
    st.sampled_from([",", ";", "|"]),
)
@example([["", "", ""], [";", "e\nf", ";"]], ";")  # as many cells without quotation, by accident
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    """With every cell quoted there is nothing left to guess but the delimiter."""
    header = [f"column {i}" for i in range(len(rows[0]))]
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    layout, found = sniff_layout(held.getvalue())
    assert layout == Layout(delimiter, quoted=True)
    assert found == [header, *rows]

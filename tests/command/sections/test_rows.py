"""What sections about the rows of one file share, as the command refuses it."""

from __future__ import annotations

import pytest
from command_line import main

FILE = "examples/revenue.csv"
OTHER = "examples/support.csv"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([FILE, "--frequency", "effort"], "counts of answers do not say who gave them"),
        ([FILE, "--respondent", "customer"], "all rows of a person would count"),
        ([FILE, OTHER], "--value reads one file; put the files into one first"),
        ([FILE, "--format", "csv"], "--format csv holds one table, and --value adds another"),
        ([FILE, "--rating", "rating", "effort"], "--value takes one column of ratings"),
        ([FILE, "--rating", "rating", "--weight", "rating"], "must be columns of their own"),
    ],
)
def test_what_is_of_other_rows_is_refused(words: list[str], why: str, capsys) -> None:
    assert main([*words, "--value", "spend"]) == 2
    assert why in capsys.readouterr().err

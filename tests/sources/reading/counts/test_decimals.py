"""Amounts with commas and points: one way in a column, or refused; without their currency."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from command_line import main
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, *cells: str) -> int:
    """Read the amounts of a promoter, a passive and a detractor, of two each."""
    rows = [f"{nps}\t{cell}" for nps, cell in zip((10, 8, 3) * 2, cells * 2, strict=True)]
    (path / "amounts.tsv").write_text("\n".join(["nps\tspent", *rows]), encoding="utf-8")
    return main([str(path / "amounts.tsv"), "--value", "spent", "--json"])


@pytest.mark.parametrize(
    ("cells", "numbers", "read_as"),
    [
        (["12,50", "980", "7"], [12.5, 980, 7], "'12,50' in column 'spent' is read as 12.5"),
        (["1.234", "1.234,56 €", "2"], [1234, 1234.56, 2], "'1.234,56 €' in column 'spent' is"),
        (["1,234.56", "1,234", "2"], [1234.56, 1234, 2], ""),
        (["1.5", "-2", "1e3"], [1.5, -2, 1000], ""),
        (["1.250", "2.125", "0"], [1.25, 2.125, 0], "'1.250' in column 'spent' is read as 1.25"),
        (["€12,50", "- € 5", "€-5,0"], [12.5, -5, -5], "'€12,50' in column 'spent' is read as"),
        (["\u221212,5\u00a0EUR", "300 EUR", "EUR 1"], [-12.5, 300, 1], "'\u221212,5\\xa0EUR'"),
        (["1\u202f234\u202f567,8", "12 500", "3"], [1234567.8, 12500, 3], "'1\\u202f234"),
        (["CHF 1’234.50", "1'000 CHF", "3"], [1234.5, 1000, 3], ""),
        (["R$ 1.234,56", "R$ 2", "3"], [1234.56, 2, 3], "'R$ 1.234,56' in column"),
        (["300 kr.", "1.5e3", "2 kr"], [300, 1500, 2], ""),
        (["12 €", "EUR 1", "3"], [12, 1, 3], ""),
        (["￥12", "¥1.5", "3"], [12, 1.5, 3], ""),
    ],
)
def test_a_column_is_read_one_way_and_what_had_to_be_decided_is_said(
    cells: list[str],
    numbers: list[float],
    read_as: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert read(tmp_path, *cells) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["value"]["value"] == pytest.approx(numbers, rel=1e-12)
    said = [note for note in told["notes"] if note.startswith("--value: ")]
    assert [note.startswith(f"--value: {read_as}") for note in said] == [True] * bool(read_as)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1,234", "2,500", "0"], "'1,234' in column 'spent' may be 1.234 or 1,234, and no other"),
        (["-1,234", "5", "6"], "may be -1.234 or -1,234"),
        (["1.250 €", "2.125 €", "0"], "'1.250' in column 'spent' may be 1.25 or 1,250"),
        (["980", "1.250", "3"], "'1.250' in column 'spent' may be 1.25 or 1,250"),
        (
            ["12,50", "12.5", "3"],
            "'12.5', where the point is decimal, and '12,50', where the comma",
        ),
        (["12 €", "$12", "3"], "holds '12 €' and '$12', which are of two currencies"),
        (["-€-5", "1", "2"], "holds '-€-5', which is no amount"),
        (["€ 5 €", "1", "2"], "holds '€ 5 €', which is no amount"),
        (["12 34", "1", "2"], "holds '12 34', which is no amount"),
        (["INV001", "1", "2"], "holds 'INV001', which is no amount"),
        (["٣", "1", "2"], "which is no amount"),
        (["9" * 401, "1", "2"], "which is no amount"),
    ],
)
def test_what_may_be_two_numbers_or_none_is_refused(
    cells: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read(tmp_path, *cells) == 2
    told = capsys.readouterr().err
    assert "--value: " in told
    assert said in told


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(st.decimals(2, 10**7, places=2), min_size=3, max_size=3),
    marks=st.sampled_from([",.", ".,", " ,", " .", "'.", "\u00a0,"]),
    currency=st.sampled_from(["", " €", " USD"]),
)
def test_amounts_are_what_was_written_in_any_style(
    values: list[object],
    marks: str,
    currency: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    style = str.maketrans(",.", marks)
    cells = [f"{value:,.2f}".translate(style) + currency for value in values]
    assert read(tmp_path, *cells) == 0
    found = json.loads(capsys.readouterr().out)["value"]["value"]
    assert found == pytest.approx([float(str(value)) for value in values], rel=1e-12)

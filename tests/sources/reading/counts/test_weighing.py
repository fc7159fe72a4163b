"""How weights are written: one way in a column, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps


def weights_of(cells):
    """Return the weight of each row of a file."""
    rows = [{"nps": 9, "row": str(i), "w": cell} for i, cell in enumerate(cells)]
    cohorts = nps.read_answers(rows).count(by="row", weight="w")
    return [cohorts[str(i)].sum_of_weights for i in range(len(cells))]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["0,85", "1,250"], [0.85, 1.25]),
        (["0,850", "1,250", " 2 "], [0.85, 1.25, 2]),
        (["1.250,5", "980"], [1250.5, 980]),
        (["1,250.5", "980"], [1250.5, 980]),
        (["1,250,000", "1,250"], [1250000, 1250]),
        (["0.85", "1,250"], [0.85, 1250]),
        (["1.250", "2.125", "0"], [1.25, 2.125, 0]),
        (["1.250", "1.5"], [1.25, 1.5]),
        (["980", "1e3", "+.5", "3."], [980, 1000, 0.5, 3]),
        (["01", "1"], [1, 1]),
    ],
)
def test_weights_are_read_the_one_way_that_all_of_them_allow(cells, values):
    assert weights_of(cells) == values


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (["1,250"], "'1,250' in column 'w' may be 1.25 or 1,250, .* Write 1.25 or 1250"),
        (["1,250", "980"], "may be 1.25 or 1,250"),
        (["980", "1.250"], "'1.250' in column 'w' may be 1.25 or 1,250"),
        (["0,85", "0.9"], "holds '0.9', where the point is decimal, and '0,85'"),
        (["", "1"], "must be a number in each row, got ''"),
        (["nan"], "got 'nan'"),
        (["1_000"], "got '1_000'"),
        (["1,25,0"], "got '1,25,0'"),
        (["9" * 401], "must be a number"),
    ],
)
def test_what_may_be_two_numbers_or_is_none_is_refused(cells, says):
    with pytest.raises(nps.OptionError, match=rf"weight: .*{says}"):
        weights_of(cells)


@given(
    st.lists(st.decimals(1, 10**6, places=2), min_size=1, max_size=8),
    st.sampled_from(["point", "comma"]),
)
def test_weights_with_two_decimals_are_what_was_written_in_either_style(values, mark):
    english = [f"{value:,.2f}" for value in values]
    swapped = str.maketrans(",.", ".,")
    cells = english if mark == "point" else [cell.translate(swapped) for cell in english]
    assert weights_of(cells) == [float(x) for x in values]


def test_a_file_with_such_weights_is_refused(tmp_path):
    path = tmp_path / "weights.csv"
    path.write_text('nps,w\n9,"1,250"\n3,980\n10,"2,100"\n', encoding="utf-8")
    with pytest.raises(nps.OptionError, match=r"may be 1\.25 or 1,250,"):
        nps.read_answers(path).count(weight="w")
    path.write_text('nps;w\n9;"1,250"\n3;0,980\n10;"2,100"\n', encoding="utf-8")
    sample = nps.read_answers(path).count(weight="w")
    assert sample.sum_of_weights == pytest.approx(1.25 + 0.98 + 2.1)

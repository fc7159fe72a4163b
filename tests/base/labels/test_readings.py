"""All that one text can mean as a time; most texts mean nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._base.labels.readings import readings


@given(st.text(max_size=60))
def test_any_text_is_read_or_left(text):
    assert isinstance(readings(text), dict)


@pytest.mark.parametrize("part", ["1", "a", "Q", "-", " ", "第", "2024-", "Jan ", "年"])
def test_long_texts_are_names(part):
    assert readings(part * 100_000) == {}


def test_numbers_that_are_no_years_and_no_days():
    assert "a year" not in readings("0999")
    assert readings("5 January 123") == {}
    assert readings("99 99 January") == {}
    assert readings("1/2/345") == {}
    assert "year, month, day" in readings("24-03-05")

"""Sheets that cannot be read."""

from __future__ import annotations

import pytest

import nps
from nps._sources.reading.formats.spreadsheets import _table


def test_a_damaged_sheet_is_named():
    class Book:
        def get_sheet_by_name(self, name):
            raise OSError("unexpected end")

    with pytest.raises(nps.TableError, match="the sheet 'Answers' is damaged: unexpected end"):
        _table(Book(), "Answers")

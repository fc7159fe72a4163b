"""Files that are moved into place when they are whole: what fails leaves the old one."""

from __future__ import annotations

import os

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import counts

import nps


@given(st.lists(counts(max_n=100), min_size=1, max_size=3))
def test_the_last_of_several_files_is_there_and_nothing_beside_it(tmp_path_factory, samples):
    folder = tmp_path_factory.mktemp("saved")
    for sample in samples:
        nps.estimate(sample).to_excel(folder / "score.xlsx")
    assert [path.name for path in folder.iterdir()] == ["score.xlsx"]
    cells = [c for row in openpyxl.load_workbook(folder / "score.xlsx").active.values for c in row]
    score = pytest.approx(nps.score(samples[-1]), rel=1e-14)  # Excel keeps sixteen digits
    assert score in [cell for cell in cells if isinstance(cell, (int, float))]


def test_a_failure_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "score.xlsx"
    found = nps.estimate(nps.Counts(50, 30, 20))
    found.to_excel(path)
    old = path.read_bytes()

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space left on device: .*score\.xlsx"):
        nps.estimate(nps.Counts(1, 1, 1)).to_excel(path)
    assert path.read_bytes() == old
    assert [one.name for one in tmp_path.iterdir()] == ["score.xlsx"]

"""Files of SPSS, Stata and SAS as their own writers make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from answer_files import EXPECTED, QUESTION

import nps
from nps._sources.reading.formats import labelled

if TYPE_CHECKING:
    from pathlib import Path


def frame_with(values: list[float | None]) -> pd.DataFrame:
    return pd.DataFrame({"ID": np.arange(len(values), dtype=float), "Q7": values,
                         "REGION": [1.0, 2.0] * (len(values) // 2)})  # fmt: skip


def test_spss_with_labels_and_missing_values(tmp_path: Path) -> None:
    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(
        frame_with([10, 9, 98, 3, 99, None]),
        path,
        column_labels=["Respondent", QUESTION, "Region"],
        variable_value_labels={
            "Q7": {0: "Not at all likely", 10: "Extremely likely", 98: "Don't know"},
            "REGION": {1: "North", 2: "South"},
        },
        missing_ranges={"Q7": [99]},
    )
    file = nps.read_answers(path)
    assert (file.format, file.rating, file.question) == ("spss", "Q7", QUESTION)
    assert file.count() == nps.Counts(2, 0, 1, missing=3)
    regions = file.count(by="REGION")
    assert list(regions) == ["North", "South"]
    assert file.column("REGION") == ["North", "South"] * 3
    assert nps.read_answers(path, where={"REGION": "South"}).count().n == 2
    assert nps.read_answers(path, where={"REGION": 2}).count().n == 2


def test_a_code_that_no_label_explains_is_pointed_at(tmp_path: Path) -> None:
    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(frame_with([10, 9, 98, 3, 8, 98]), path)
    file = nps.read_answers(path, rating="Q7")
    assert file.count(invalid="drop").invalid == 2
    assert file.notes[0].startswith("98 occurs 2 times: often a code")
    labels = {"Q7": {98.0: "keine Angabe", 3.0: "3"}}
    pyreadstat.write_sav(frame_with([10, 9, 98, 3, 8, 98]), path, variable_value_labels=labels)
    assert nps.read_answers(path, rating="Q7").count().missing == 2


def test_positions_whose_labels_are_the_answers(tmp_path: Path) -> None:
    """Stored 1 to 11 for the answers 0 to 10: the labels are right."""
    path = tmp_path / "survey.sav"
    labels = {i + 1.0: f"{i} points" for i in range(11)} | {99.0: "no answer"}
    pyreadstat.write_sav(
        frame_with([11, 10, 10, 9, 1, 99]),
        path,
        column_labels=["", QUESTION, ""],
        variable_value_labels={"Q7": labels},
    )
    assert nps.read_answers(path).count() == nps.Counts(3, 1, 1, missing=1)


def test_stata(tmp_path: Path) -> None:
    path = tmp_path / "survey.dta"
    pyreadstat.write_dta(
        frame_with([10, 9, 9, 8, 3, None]), path, column_labels=["", QUESTION, ""],
        variable_value_labels={"REGION": {1: "North", 2: "South"}},
    )  # fmt: skip
    file = nps.read_answers(path)
    assert (file.format, file.count()) == ("stata", EXPECTED)
    assert list(file.count(by="REGION")) == ["North", "South"]


def test_sas_transport(tmp_path: Path) -> None:
    path = tmp_path / "survey.xpt"
    pyreadstat.write_xport(
        frame_with([10, 9, 9, 8, 3, None]), path, column_labels=["", QUESTION, ""],
        file_format_version=8,
    )  # fmt: skip
    file = nps.read_answers(path)
    assert (file.format, file.count()) == ("sas", EXPECTED)


def test_labelled_files_pass_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(frame_with([10, 9, 9, 8, 3, None] * 5), path)
    whole = nps.read_answers(path, rating="Q7").count()
    for rows in (1, 7, 30):
        monkeypatch.setattr(labelled, "BATCH_ROWS", rows)
        assert nps.read_answers(path, rating="Q7").count() == whole
    assert whole.n == 25


@pytest.mark.parametrize("name", ["survey.sav", "survey.dta", "survey.sas7bdat"])
def test_damaged_labelled_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"$FL2" + bytes(300) if name.endswith("sav") else b"\x72" * 300)
    with pytest.raises(nps.TableError, match="this file is damaged"):
        nps.read_answers(path)

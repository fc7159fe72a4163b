"""The files that ship: the same in a wheel and in a checkout, as columns."""

from __future__ import annotations

import csv
import tomllib

import pytest
from house import PACKAGE, ROOT

import nps

FILES = {file.stem: file for file in (ROOT / "examples").glob("*.csv")}


def test_every_file_has_a_loader_and_is_in_the_wheel():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert set(nps.examples.__all__) == FILES.keys()
    assert shipped == {f"examples/{name}.csv": f"nps/examples/{name}.csv" for name in FILES}


def test_a_wheel_has_them_and_a_checkout_does_not_have_them_twice():
    beside = {file.stem for file in (PACKAGE / "examples").glob("*.csv")}
    assert beside == (set() if (ROOT / "nps").is_dir() else set(FILES))


@pytest.mark.parametrize("name", FILES)
def test_cells_are_those_of_the_file(name):
    with FILES[name].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = getattr(nps.examples, name)()
    assert list(columns) == list(rows[0])
    for head, column in columns.items():
        assert len(column) == len(rows)
        for cell, row in zip(column, rows, strict=True):
            if isinstance(cell, (int, float)):
                assert cell == float(row[head])
            else:
                assert (cell or "") == row[head]


def test_where_the_file_is_found(tmp_path, monkeypatch):
    # what stands beside the module, as in a wheel, comes before the folder of a checkout
    columns_of = nps.examples.callbacks.__globals__["columns_of"]
    (tmp_path / "callbacks.csv").write_text("customer,spring,called,autumn\n7,10,no,\n")
    monkeypatch.setitem(columns_of.__globals__, "PLACES", (tmp_path / "none", tmp_path))
    expected = {"customer": ["7"], "spring": [10], "called": ["no"], "autumn": [None]}
    assert nps.examples.callbacks() == expected
    monkeypatch.setitem(columns_of.__globals__, "PLACES", (tmp_path, ROOT / "examples"))
    assert nps.examples.callbacks() == expected

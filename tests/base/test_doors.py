"""Public doors: names read from stubs, from a folder or from an archive."""

from __future__ import annotations

import subprocess
import sys
from zipfile import ZipFile

import pytest
from house import PACKAGE
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._base.doors import open_door, read_homes

NAMES = st.from_regex(r"[A-Za-z_]\w{0,80}", fullmatch=True).filter(
    lambda name: name not in {"from", "import", "as"}
)


def stub_line(home: str, name: str) -> str:
    """Write an import as the formatter leaves it: in one line where it fits, else in brackets."""
    line = f"from {home} import {name} as {name}"
    return line if len(line) <= 100 else f"from {home} import (\n    {name} as {name},\n)"


@given(st.dictionaries(NAMES, st.lists(NAMES, min_size=1, max_size=3).map(".".join)))
def test_every_import_of_a_stub_is_read(homes):
    lines = [stub_line(home, name) for name, home in homes.items()]
    text = "\n".join(["# From here as from there.", *lines, "", "__version__: str", ""])
    assert read_homes(text) == homes


def test_names_are_loaded_once_and_stay():
    load, show, names = open_door("nps")
    assert show() is names
    assert load("count") is nps.count is vars(nps)["count"]
    assert load("plot") is sys.modules["nps.plot"]


@pytest.mark.parametrize("name", ["tango", "__wrapped__", "", "nps"])
def test_what_is_not_on_the_list_is_no_attribute(name):
    load, _, _ = open_door("nps.results")
    with pytest.raises(AttributeError, match=f"^module 'nps.results' has no attribute '{name}'$"):
        load(name)


def test_the_package_works_from_an_archive(tmp_path):
    archive = tmp_path / "packed.zip"
    with ZipFile(archive, "w") as packed:
        for path in PACKAGE.rglob("*.py*"):
            if path.suffix in {".py", ".pyi"}:
                packed.write(path, path.relative_to(PACKAGE.parent))
    program = (
        f"import sys; sys.path.insert(0, {str(archive)!r}); import nps;"
        "assert nps.__file__.startswith(sys.path[0]), nps.__file__;"
        "print(isinstance(nps.estimate([10, 9, 3]), nps.results.Estimate), dir(nps)[:2])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert run.stdout == "True ['Cohorts', 'ConfidenceInterval']\n"

"""The house: versions agree, imports stay light, links lead somewhere."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from house import MODULES, PACKAGE, PUBLIC, ROOT, imported

import nps

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield what runs on import: not functions, not what only type checkers see."""
    for node in body:
        if isinstance(node, ast.If):
            if "TYPE_CHECKING" not in ast.unparse(node.test):
                yield from statements(node.body)
            yield from statements(node.orelse)
        elif isinstance(node, ast.Try | ast.With | ast.ClassDef):
            yield from statements(node.body)
        else:
            yield node


def test_one_version():
    # How the installed package gets it: hatchling reads the same line that `import nps` does.
    assert PROJECT["dynamic"] == ["version"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^version: (.+)$", citation, re.MULTILINE) == [nps.__version__]


def test_run_time_needs_numpy_and_scipy_only():
    assert PROJECT["dependencies"] == ["numpy>=2.0", "scipy>=1.13"]
    assert PROJECT["requires-python"] == ">=3.11"


def test_the_package_says_that_it_is_typed():
    assert (PACKAGE / "py.typed").is_file()


def test_import_loads_next_to_nothing():
    program = "import sys; before = set(sys.modules); import nps; print(*set(sys.modules) - before)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(run.stdout.split())
    assert {name for name in loaded if name.partition(".")[0] not in sys.stdlib_module_names} == {
        "nps", "nps._base", "nps._base.doors"
    }  # fmt: skip
    assert not loaded & {"typing", "re", "enum"}, "as slow as all of the above"


def test_one_estimate_loads_what_it_needs():
    # A method's kernel comes when its method is asked for, cohorts and surveys when they come.
    program = (
        "import sys, nps; nps.estimate(nps.Counts(50, 30, 20));"
        "print(*(name for name in sys.modules if name.partition('.')[0] == 'nps'))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert len(run.stdout.split()) <= 35


@pytest.mark.parametrize("name", sorted(MODULES.keys() - {"nps.__main__"}))
def test_every_module_can_be_imported(name):
    assert import_module(name).__name__ == name


@pytest.mark.parametrize("name", sorted(MODULES))
def test_modules_import_only_numpy_ours_and_the_standard_library(name):
    for target in imported(statements(MODULES[name].body)):
        top = target.partition(".")[0]
        assert top in {"nps", "numpy"} | sys.stdlib_module_names, target


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(MODULES))
def test_nothing_evaluates_text_or_unpickles(name):
    tree = MODULES[name]
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not called & {"eval", "exec", "compile", "__import__"}
    assert not imported(ast.walk(tree)) & {"pickle", "marshal", "shelve"}


def test_the_api_page_lists_exactly_the_public_names():
    page = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    listings = re.findall(
        r"^\.\. autosummary::\n(?: +:.*\n)*\n((?: +[\w.]+\n)+)", page, re.MULTILINE
    )
    listed = list(chain.from_iterable(block.split() for block in listings))
    listed += re.findall(r"^\.\. data:: (\w+)$", page, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == set(PUBLIC) | {name for name in nps.__all__ if f"nps.{name}" in MODULES}


@pytest.mark.slow
def test_errors_name_extras_that_exist():
    calls = [node for tree in MODULES.values() for node in ast.walk(tree) if is_needing(node)]
    extras = {call.args[0].value for call in calls}
    assert {"excel", "frames", "parquet", "plot", "progress", "spss", "tables"} <= extras
    assert extras <= PROJECT["optional-dependencies"].keys()


def is_needing(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "needing"


@pytest.mark.parametrize("name", [n for n in PUBLIC if inspect.isfunction(PUBLIC[n])])
def test_every_function_teaches(name):
    sections = re.findall(r"^(.+)\n-+$", inspect.getdoc(PUBLIC[name]) or "", re.MULTILINE)
    taken = {"Parameters", "Raises"} if inspect.signature(PUBLIC[name]).parameters else set()
    assert taken | {"Returns", "See Also", "Examples"} <= set(sections)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_field_is_documented(name):
    thing = PUBLIC[name]
    kinds = thing.__mro__ if inspect.isclass(thing) else (type(thing),)
    text = "\n".join(inspect.getdoc(kind) or "" for kind in kinds)
    documented = re.findall(r"^([\w, ]+) : ", text, re.MULTILINE)
    names = set(re.split(r"\W+", " ".join(documented)))
    fields = [*getattr(thing, "_fields", ()), *getattr(thing, "__dataclass_fields__", ())]
    assert {field for field in fields if not field.startswith("_")} <= names


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text):
        assert (page.parent / target).exists(), target


def test_the_readme_has_two_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("\n## Two commands\n")[2].partition("\n## ")[0]
    assert section.count("\n```console\n") == 2

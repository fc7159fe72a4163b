"""What a release is made with: a recipe that agrees with pyproject.toml, pinned workflows."""

from __future__ import annotations

import re
import tomllib

import pytest
from house import ROOT

import nps

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RECIPE = (ROOT / "docs/conda/recipe.yaml").read_text(encoding="utf-8")
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FOR_USERS = PROJECT["optional-dependencies"].keys() - {"test", "docs", "dev"}
#: Packages that conda-forge calls otherwise.
CONDA_NAMES = {"matplotlib": "matplotlib-base"}


def entry(key: str) -> str:
    (value,) = re.findall(rf"^ *{key}: \"?(.+?)\"?$", RECIPE, re.MULTILINE)
    return value


def listed(key: str) -> set[str]:
    """Return the lines of a list of requirements, without blanks."""
    block = re.search(rf"^ +{key}:\n((?: +- .*\n)+)", RECIPE, re.MULTILINE)
    return {line.strip(" -").replace(" ", "") for line in block[1].splitlines()}


def test_the_recipe_has_our_version():
    assert f'  version: "{nps.__version__}"\n' in RECIPE
    assert PROJECT["requires-python"] == f">={entry('python_min')}"


def test_the_recipe_has_our_requirements():
    assert listed("run") - {"python>=${{python_min}}"} == set(PROJECT["dependencies"])
    assert "hatchling>=1.27" in listed("host")


def test_the_recipe_holds_extras_at_their_floors():
    extras = PROJECT["optional-dependencies"]
    floors = {requirement for extra in FOR_USERS for requirement in extras[extra]}
    for name, conda in CONDA_NAMES.items():
        floors = {re.sub(rf"^{name}(?=>)", conda, floor) for floor in floors}
    assert listed("run_constraints") == floors


def test_the_recipe_tells_the_same_of_the_project():
    assert entry("license") == PROJECT["license"]
    (command,) = PROJECT["scripts"].items()
    assert f"      - {' = '.join(command)}\n" in RECIPE


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_readmes_show_how_each_extra_is_typed(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = re.findall(r'^\| .* \| `pip install "nps\[(\w+)\]"` \| `(.*)` \|$', text, re.MULTILINE)
    assert sorted(rows) == sorted((name, f'pip install -e ".[{name}]"') for name in FOR_USERS)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_and_may_only_read(path):
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", one)] == []
    assert "\npermissions:\n  contents: read\n" in text
    assert re.findall(r"(\S+): write", text) == ["id-token"] * (path.name == "release.yml")

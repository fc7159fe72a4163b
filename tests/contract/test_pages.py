"""The pages: notebooks run anywhere, and no page is missing from its side bar."""

from __future__ import annotations

import ast
import json
import re
import sys

import pytest
from house import PUBLIC, ROOT

DOCS = ROOT / "docs"
sys.path.append(str(DOCS))

import _groups  # noqa: E402
import _notebooks  # noqa: E402

NOTEBOOKS = sorted((DOCS / "notebooks").glob("*.md"))
ALL = [path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md")]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    _notebooks.make(folder)
    return folder


@pytest.mark.parametrize("page", NOTEBOOKS, ids=lambda page: page.stem)
def test_a_notebook_runs_where_there_is_nothing_else(page, written, monkeypatch, tmp_path):
    notebook = json.loads((written / f"{page.stem}.ipynb").read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), page.stem, "exec"), names)  # as Jupyter does
    assert not list(tmp_path.iterdir())
    assert names["frame"].shape[0] in (862, 1408)


@pytest.mark.parametrize("page", NOTEBOOKS, ids=lambda page: page.stem)
def test_a_notebook_has_what_its_page_has(page, written):
    text = page.read_text(encoding="utf-8")
    notebook = json.loads((written / f"{page.stem}.ipynb").read_text(encoding="utf-8"))
    cells = notebook["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert len(code) == text.count("```{code-cell}")
    for source in code:
        ast.parse(source)
        assert source in text
        assert "../" not in source
    said = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    assert said.startswith("# ")
    assert not re.search(r"\]\((?!https?:)|\{\w+\}|^---$|:::", said, re.MULTILINE)
    assert len({cell["id"] for cell in cells}) == len(cells)
    assert f"{{download}}`{page.stem}.ipynb <../generated/{page.stem}.ipynb>`" in text


@pytest.mark.parametrize("index", sorted(set(_groups.LISTED_BY.values())))
def test_every_page_is_in_one_group(index):
    groups = _groups.groups_of(index, (DOCS / f"{index}.md").read_text(encoding="utf-8"))
    pages = [page for group in groups for page, _ in group.pages]
    assert len(pages) == len(set(pages))
    if index == "reference/api":
        names = {words for group in groups for _, words in group.pages}
        assert names == PUBLIC.keys() - {"STANDARD"}
    else:
        # pages in a folder of their own are listed by its index
        there = {one for one in ALL if _groups.index_of(one) == index and one.count("/") == 1}
        assert {page for page in pages if not page.endswith("/index")} == there - {index}
        for page in pages:
            assert (DOCS / f"{page}.md").is_file()


def test_a_page_belongs_to_the_group_of_its_folder():
    assert _groups.is_part("how-to/exports/spss", "how-to/exports/index")
    assert _groups.is_part("how-to/files", "how-to/files")
    assert not _groups.is_part("how-to/files", "how-to/exports/index")
    assert _groups.index_of("tutorial/pandas") is None

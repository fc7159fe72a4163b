"""The notebooks to take away: the pages that run while building, as files for Jupyter."""

from __future__ import annotations

import json
import re
from pathlib import Path

NOTEBOOKS = Path(__file__).with_name("notebooks")
CELL = re.compile(r"^```\{code-cell\} python\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
#: What only the page needs: where it is, and the way to this file.
PAGE_ONLY = re.compile(r"\A---\n.*?^---\n|^:::\{only\} html\n.*?^:::\n", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")


def as_notebook(page: str) -> dict[str, object]:
    """Return a page as a notebook (nbformat 4.5); links to other pages become their words."""
    text = LINK.sub(r"\1", PAGE_ONLY.sub("", page))
    cells: list[dict[str, object]] = []
    for i, part in enumerate(CELL.split(text)):  # text and code in turn
        if source := part.strip():
            cell = {"id": f"cell-{i}", "metadata": {}, "source": source.splitlines(keepends=True)}
            code = {"cell_type": "code", "execution_count": None, "outputs": []}
            cells.append(cell | (code if i % 2 else {"cell_type": "markdown"}))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {
        "nbformat": 4, "nbformat_minor": 5, "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
    }  # fmt: skip


def make(folder: Path) -> None:
    """Write every notebook into a folder."""
    for page in sorted(NOTEBOOKS.glob("*.md")):
        notebook = as_notebook(page.read_text(encoding="utf-8"))
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        (folder / f"{page.stem}.ipynb").write_text(text, encoding="utf-8")

"""Run the examples of README.md and docs/ as tests: `pytest README.md docs`."""

from __future__ import annotations

import shlex
import subprocess
import sys
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from typing import TYPE_CHECKING

from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

if TYPE_CHECKING:
    from sybil import Example

PROGRAM = "python -m nps "


def check_console(example: Example) -> str | None:
    """Compare what `$ python -m nps ...` prints with the lines below it."""
    for shown in f"\n{example.parsed}".split("\n$ ")[1:]:
        command, _, expected = shown.partition("\n")
        if not command.startswith(PROGRAM):
            continue  # setting up, testing: not an example
        run = subprocess.run(
            [sys.executable, *shlex.split(command)[1:]],
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        printed = run.stdout + run.stderr
        if printed.split() != expected.split():
            return f"{command}\nshould print\n{expected}\nbut prints\n{printed}"
    return None


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE),
        CodeBlockParser(language="console", evaluator=check_console),
        SkipParser(),
    ],
    patterns=["*.md"],
).pytest()

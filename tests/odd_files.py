"""Odd files as people have them, and how the command takes them at the first try."""

from __future__ import annotations

import json
import re
import runpy
import signal
import sys
from dataclasses import dataclass

import pytest

#: Sixteen answers, and their score.
R = (10, 9, 9, 8, 7, 3, 0, 10, 6, 2, 9, 10, 5, 8, 1, 4)
SCORE = 100 * (6 - 7) / 16
#: Twelve answers, two points more.
T = R[:12]
SCORE_OF_T = 100 * (6 - 4) / 12
ASKED = "How likely are you to recommend us to a friend?"
OTHERS = (1, 5, 9, 4, 7, 2)


@dataclass(frozen=True)
class File:
    """A file, and what comes of it: a score from so many answers, or what is said."""

    content: bytes | str
    score: float | None = None
    n: int = 16
    says: str = ""
    status: int = 2
    options: tuple[str, ...] = ()
    name: str = "survey.csv"


def table(header, *rows, mark=",", end="\n"):
    """Write rows as text."""

    def cell(value):
        text = str(value)
        return '"' + text.replace('"', '""') + '"' if set(text) & {mark, '"', "\n"} else text

    return "".join(mark.join(map(cell, row)) + end for row in (header, *rows))


def one(header, cells, **options):
    """Write a column beside one of shops."""
    return table(["shop", header], *(("NS"[i % 2], x) for i, x in enumerate(cells)), **options)


def check(file, folder, monkeypatch, capsys):
    """Give the command nothing but the name of a file; it prints the score, or says why not."""
    monkeypatch.chdir(folder)
    content = file.content if isinstance(file.content, bytes) else file.content.encode()
    (folder / file.name).write_bytes(content)
    monkeypatch.delitem(sys.modules, "nps.__main__", raising=False)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["nps", file.name, "--json", *file.options])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("nps", run_name="__main__")
    status = ended.value.code
    out, told = capsys.readouterr()
    if file.score is None:
        assert (status, out) == (file.status, "")
        assert re.search(file.says, told)
        return
    assert status == 0, told
    report = json.loads(out)
    total, counts = report["total"], report["total"]["counts"]
    assert total["score"] == pytest.approx(file.score)
    assert sum(counts[kind] for kind in ("promoters", "passives", "detractors")) == file.n
    assert any(re.search(file.says, note) for note in report["notes"]) or not file.says

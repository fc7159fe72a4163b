"""`nps FILE --segments COLUMN...`: which groups stand out, printed, written and drawn."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from house import ROOT
from terminal import main

import nps

if TYPE_CHECKING:
    from pathlib import Path

FILE = str(ROOT / "examples" / "subscribers.csv")
NAMED = ["--rating", "rating", "--segments", "plan", "months"]
#: Groups that are shown to readers.
SHOWN = 12


@pytest.fixture(scope="module")
def screen():
    return nps.segments.screen(nps.read_answers(FILE), ["plan", "months"], depth=2, rng=1)


def test_table(screen, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([FILE, *NAMED]) == 0
    above, told = capsys.readouterr().out.split("Which groups stand out\n")
    assert above.splitlines()[3].startswith("2,400 ")
    head, *lines = told.splitlines()
    assert head.split()[:5] == ["group", "answers", "NPS", "difference", "from"]
    for line, row in zip(lines[:SHOWN], screen, strict=False):
        assert line.startswith(row.label)
        assert f" {row.n:,} " in line
        assert f"{row.difference:+.1f}" in line
    assert screen.summary() in lines
    assert f"And {len(screen) - SHOWN} groups more, which are closer to chance." in lines
    assert "does not say why" in told
    assert "seed 1" in told


def test_few_groups_hide_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([FILE, "--segments", "plan", "--language", "zh"]) == 0
    told = capsys.readouterr().out
    assert "哪些群体突出" in told
    assert "另有" not in told


def test_json_markdown_and_workbook(
    screen, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([FILE, *NAMED, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["segments"] == screen.to_dict()
    assert main([FILE, "--json"]) == 0
    assert "segments" not in json.loads(capsys.readouterr().out)
    assert main([FILE, *NAMED, "--drivers", "logins", "--format", "markdown"]) == 0
    _, drivers, table = capsys.readouterr().out.split("\n| --- |")
    assert drivers.startswith(" ---: | ---: |")
    assert "\n| logins | " in drivers
    assert table.count("\n| ") == SHOWN
    path = tmp_path / "found.xlsx"
    assert main([FILE, *NAMED, "--output", str(path)]) == 0
    head, *rows = openpyxl.load_workbook(path)["Segments"].values
    assert head[0] == "group"
    assert [row[0] for row in rows] == list(screen.labels)
    assert [row[head.index("p_max")] for row in rows] == pytest.approx(screen.p_max.tolist())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page(screen, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.html"
    assert main([FILE, *NAMED, "--language", language, "--html", str(path)]) == 0
    told = path.read_text(encoding="utf-8")
    section = told[told.index({"en": "Which groups", "zh": "哪些群体"}[language]) :]
    first = re.search(r"<tr><t[dh][^>]*>plan = basic &amp; months.*?</tr>", section, re.DOTALL)[0]
    assert "<div" in first  # the interval drawn beside its numbers
    assert f"{screen.difference[0]:+.1f}" in first
    drawn = re.search(r"<figure.*?</figure>", section, re.DOTALL)[0]
    assert {"en": "below the rest", "zh": "低于其余回答"}[language] in drawn
    assert {"en": "max-T by permutation", "zh": "置换检验"}[language] in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--format", "csv"], "--format csv holds one table"),
        (["--frequency", "age"], "--segments cannot be combined with --frequency"),
        (["--respondent", "respondent"], "--segments cannot be combined with --respondent"),
        (["--rating", "rating", "age"], "--segments takes one column of ratings"),
        ([FILE.replace("subscribers", "support")], "--segments reads one file"),
    ],
)
def test_what_cannot_be_combined(words, message, capsys: pytest.CaptureFixture[str]) -> None:
    named = ["--segments=plan"] if words[0] == FILE.replace("subscribers", "support") else NAMED
    assert main([FILE, *words, *named]) == 2
    assert message in capsys.readouterr().err


def test_columns_without_groups(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("nps,plan\n9,a\n3,b\n10,a\n", encoding="utf-8")
    assert main([str(path), "--segments", "plan"]) == 2
    assert "--segments: no group of the factors" in capsys.readouterr().err

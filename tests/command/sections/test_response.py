"""`nps FILE --invited N`: what those who did not answer leave open, printed, written and drawn."""

from __future__ import annotations

import json
import runpy
import signal
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest
from house import ROOT

import nps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[[list[str]], int]

INVITATIONS = str(ROOT / "examples" / "invitations.csv")
ASKED = [INVITATIONS, "--invited", "rows"]


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return what runs the command as `python -m nps` does, and gives its exit status."""

    def run(words: list[str]) -> int:
        monkeypatch.setattr(signal, "signal", lambda *_: None)
        monkeypatch.setattr(sys, "argv", ["nps", *words])
        with pytest.raises(SystemExit) as ended:
            runpy.run_module("nps", run_name="__main__")
        return int(ended.value.code or 0)

    return run


@pytest.fixture
def bounds():
    return nps.response.bounds(nps.Counts(292, 192, 111), invited=2500)


def test_text(main: Command, bounds, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ASKED) == 0
    rows = capsys.readouterr().out
    assert main([INVITATIONS, "--invited", "2500"]) == 0
    assert capsys.readouterr().out == rows
    above, told = rows.split("\nWho did not answer\n")
    assert above.splitlines()[3].startswith("595 ")
    assert told.splitlines()[0] == bounds.summary()
    assert main([*ASKED, "--language", "zh"]) == 0
    chinese = capsys.readouterr().out
    assert "\n未作答者\n" in chinese
    assert bounds.summary("zh") in chinese
    assert main([INVITATIONS]) == 0
    assert "Who did not answer" not in capsys.readouterr().out


def test_json_markdown_and_workbook(
    main: Command, bounds, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*ASKED, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["response"]
    assert found["bounds"] == bounds.to_dict()["bounds"]
    assert found["invited"] == 2500
    assert main([*ASKED, "--format", "markdown"]) == 0
    assert bounds.summary() in capsys.readouterr().out
    path = tmp_path / "nps.xlsx"
    assert main([*ASKED, "--output", str(path)]) == 0
    head, row = openpyxl.load_workbook(path)["Response"].iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert (told["low"], told["high"]) == pytest.approx(bounds.bounds)
    assert (told["interval_low"], told["interval_high"]) == pytest.approx(
        bounds.confidence_interval
    )
    assert told["tipping_point"] == pytest.approx(bounds.tipping_point())


def test_page(main: Command, bounds, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "page.html"
    assert main([*ASKED, "--html", str(path)]) == 0
    page = path.read_text(encoding="utf-8")
    section = page.partition("Who did not answer")[2].partition("<h2")[0]
    assert bounds.summary() in section
    assert "<svg" in section
    assert "worst-case bounds" in page
    assert main([INVITATIONS, "--html", str(path)]) == 0
    assert "Who did not answer" not in path.read_text(encoding="utf-8")


def test_everybody_answered(
    main: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers, path = tmp_path / "answers.csv", tmp_path / "page.html"
    answers.write_text("rating\n" + "9\n" * 30, encoding="utf-8")
    assert main([str(answers), "--invited", "30", "--html", str(path)]) == 0
    assert "all of the 30 people who were asked answered" in capsys.readouterr().out
    section = path.read_text(encoding="utf-8").partition("Who did not answer")[2]
    assert "Everybody who was asked answered" in section
    assert "<svg" not in section.partition("<h2")[0]
    assert main([str(answers), "--invited", "30", "--format", "markdown"]) == 0
    assert "all of the 30 people who were asked answered" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--invited", "20%"], "--invited takes how many people were asked, such as 2500"),
        (["--invited", "-5"], "--invited takes how many people"),
        (["--invited", "0.2"], "or the word rows if every row is one of them, got '0.2'"),
        (["--invited", "594"], "--invited must be at least the number of valid answers, 595"),
        (["--invited", "rows", "--weight", "customer"], "cannot be combined with --weight"),
        (["--invited", "rows", "--format", "csv"], "--format csv holds one table"),
        (["--invited", "9" * 5000], "or the word rows if every row is one of them, got '999"),
        (["--invited", "9" * 30], "--invited must be at most 2**53 to stay exact"),
    ],
)
def test_what_is_refused(
    main: Command, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([INVITATIONS, *words]) == 2
    assert message in capsys.readouterr().err

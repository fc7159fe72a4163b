"""`nps FILE --drivers COLUMN...`: what goes with the score, printed, written and drawn."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from command_line import figures, main
from house import ROOT

import nps

if TYPE_CHECKING:
    from pathlib import Path

SUPPORT = str(ROOT / "examples" / "support.csv")
NAMED = [
    "--rating",
    "rating",
    "--drivers",
    "quality",
    "support",
    "region",
    "--skipped",
    "not-asked",
]


@pytest.fixture
def effects():
    return nps.drivers.effects(
        nps.read_answers(SUPPORT), ["quality", "support", "region"], skipped="not-asked"
    )


def test_table(effects, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([SUPPORT, *NAMED]) == 0
    above, told = capsys.readouterr().out.split("What goes with a point more of each driver")
    assert above.splitlines()[3].startswith("600 ")
    head, *lines = told.splitlines()[1:8]
    assert head.split() == [
        "driver", "effect", "95%", "CI", "adjusted", "p", "promoters", "detractors", "level",
        "potential",
    ]  # fmt: skip
    parts = [f"{effects.promoter_effect[0]:+.1f}", f"{effects.detractor_effect[0]:+.1f}"]
    assert lines[0].split()[-4:-2] == parts
    for line, row in zip(lines, effects, strict=False):
        assert f"{row.effect:+.1f}" in line
        assert f"{row.level:.1f}" in line
    assert lines[0].startswith("quality ")
    assert lines[2].startswith("support: asked ")
    assert lines[3].startswith("region: South (not North) ")
    assert lines[5] == effects.omnibus.summary()
    assert "does not say that it causes" in told
    assert told.rstrip().endswith("Not counted: 0 missing, 0 invalid.")


def test_notes_do_not_tell_what_to_write_in_python(capsys: pytest.CaptureFixture[str]) -> None:
    for language, note in (
        ("en", "lowest to highest: quality, support.\n"),
        ("zh", "最低至最高值"),
    ):
        assert main([SUPPORT, *NAMED, "--language", language]) == 0
        told = capsys.readouterr().out
        assert note in told
        assert "factor_scales" not in told
    assert "support：被问及" in told
    assert "region: South（对比 North）" in told


def test_json_holds_all_of_it(effects, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([SUPPORT, *NAMED, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["drivers"] == effects.to_dict()
    assert main([SUPPORT, "--json"]) == 0
    assert "drivers" not in json.loads(capsys.readouterr().out)


def test_markdown_and_workbook(effects, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([SUPPORT, *NAMED, "--format", "markdown"]) == 0
    _, scores, title, table, notes = capsys.readouterr().out.split("\n\n", 4)
    assert scores.startswith("| n |")
    assert title.startswith("What goes with")
    assert table.splitlines()[2].startswith(f"| quality | {effects['quality'].effect:+.1f} |")
    assert notes.startswith("The drivers together")
    path = tmp_path / "found.xlsx"
    assert main([SUPPORT, *NAMED, "--output", str(path)]) == 0
    head, *rows = openpyxl.load_workbook(path)["Drivers"].values
    assert head[:2] == ("driver", "effect")
    assert [row[1] for row in rows] == pytest.approx(effects.effect.tolist(), rel=1e-15)
    assert rows[2][head.index("potential")] in ("", None)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page(effects, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.html"
    assert main([SUPPORT, *NAMED, "--language", language, "--html", str(path)]) == 0
    told = path.read_text(encoding="utf-8")
    section = told[told.index({"en": "What goes with", "zh": "与得分相伴"}[language]) :]
    assert effects.summary(language) in section.replace("&nbsp;", " ")
    assert section.index("<table") < section.index("<svg")
    first = re.search(r"<tr><t[dh][^>]*>quality.*?</tr>", section, re.DOTALL)[0]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", first, re.DOTALL)[-7:]
    assert "<div" in cells[1]  # the interval drawn beside its numbers
    assert cells[3] == f"{effects.promoter_effect[0]:+.1f}"
    drawn = re.search(r"<figure.*?</figure>", section, re.DOTALL)[0]
    assert "quality" in drawn
    assert {"en": "more promoters", "zh": "推荐者增加"}[language] in drawn
    assert "factor_scales" not in told


def test_page_without_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(figures, "find_spec", lambda name: None)
    path = tmp_path / "page.html"
    assert main([SUPPORT, *NAMED, "--html", str(path)]) == 0
    assert "<svg" not in path.read_text(encoding="utf-8")


def test_weights_and_groups(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "answers.csv"
    lines = [f"{3 + i % 8},{1 + i * 7 % 5},{'yes' if i % 3 else 'no'},{1 + i % 2},{i % 4}"
             for i in range(60)]  # fmt: skip
    path.write_text("nps,price,called,weight,shop\n" + "\n".join(lines), encoding="utf-8")
    columns = ["price", "called"]
    options = ["--weight", "weight", "--by", "shop", "--json", "--drivers", *columns]
    assert main([*options, str(path)]) == 0  # the file last, after names of columns
    found = json.loads(capsys.readouterr().out)
    effects = nps.drivers.effects(nps.read_answers(path), columns, weights="weight")
    assert found["drivers"] == effects.to_dict()
    assert len(found["cohorts"]) == 4
    assert main([str(path), "--drivers", *columns]) == 0
    assert "\ncalled: yes " in capsys.readouterr().out


def test_no_effect_is_no_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, written = tmp_path / "answers.csv", tmp_path / "page.html"
    path.write_text("nps,same\n" + "9,4\n3,4\n" * 20, encoding="utf-8")
    assert main([str(path), "--drivers", "same", "--html", str(written)]) == 0
    assert "<svg" not in written.read_text(encoding="utf-8")


def test_a_driver_without_an_effect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(
        "nps,price,same\n" + "".join(f"{3 + i % 8},{1 + i * 7 % 5},4\n" for i in range(60)),
        encoding="utf-8",
    )
    assert main([str(path), "--drivers", "price", "same"]) == 0
    line = next(x for x in capsys.readouterr().out.splitlines() if x.startswith("same "))
    assert line.split() == ["same", "n/a", "n/a"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--drivers", "qualty"], "--drivers: no column 'qualty'; did you mean 'quality'"),
        (["--drivers", "support"], "write --skipped not-asked: being asked"),
        (["--drivers", "rating"], "holds the ratings themselves"),
        (["--skipped", "drop"], "name their columns with --drivers"),
        (["--drivers", "price", "--format", "csv"], "--format csv holds one table"),
        (["--drivers", "price", "--frequency", "app"], "cannot be combined with --frequency"),
        (["--drivers", "price", "--respondent", "respondent"], "combined with --respondent"),
        (["--drivers", "price", "--rating", "rating", "app"], "one column of ratings"),
        ([str(ROOT / "examples" / "two_waves.csv"), "--drivers", "price"], "reads one file"),
    ],
)
def test_bad_usage(options: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([SUPPORT, *options]) == 2
    told = capsys.readouterr()
    assert message in told.err
    assert told.out == ""

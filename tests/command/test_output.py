"""What the command writes for other programs."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest
from command_line import main

import nps

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    "shop,year,nps\n" + "=A1,2023,9\n" * 6 + "=A1,2024,3\n" * 5 + "N|x,2023,8\n" * 5
    + "N|x,2024,\n"
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "survey.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


def test_csv(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(path), "--by", "shop", "--wave", "year", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(r["shop"], r["year"]) for r in rows] == [
        ("(all)", "2023"), ("(all)", "2024"), ("'=A1", "2023"), ("'=A1", "2024"),
        ("N|x", "2023"), ("N|x", "2024"), ("(all)", "(all)"),
    ]  # fmt: skip
    change = nps.compare(nps.Counts(0, 0, 5), nps.Counts(6, 0, 0))
    assert float(rows[3]["change"]) == change.difference == -200.0
    assert (rows[3]["before"], rows[3]["verdict"]) == ("2023", "clear")
    assert float(rows[3]["p_value"]) == change.p_value
    both = nps.adjust_p_values([float(rows[i]["p_value"]) for i in (1, 3)])
    assert [float(rows[i]["adjusted_p_value"]) for i in (1, 3)] == both.tolist()
    assert rows[5]["score"] == rows[5]["low"] == rows[5]["change"] == ""
    assert main([str(path), "--by", "shop", "--format", "csv", "--raw-labels"]) == 0
    assert "\n=A1," in capsys.readouterr().out


def test_long_labels_stay_whole_for_programs_and_different_in_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shops = [f"Customer service centre Hamburg {way}" for way in ("North", "South")]
    path = tmp_path / "survey.csv"
    path.write_text("shop,nps\n" + f"{shops[0]},9\n{shops[1]},3\n" * 9, encoding="utf-8")
    argv = [str(path), "--by", "shop", "--target", "30"]
    assert main([str(path), "--by", "shop", "--format", "csv"]) == 0
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert [row["shop"] for row in rows] == [*shops, "(all)"]
    assert main([*argv, "--output", str(tmp_path / "nps.xlsx")]) == 0
    book = openpyxl.load_workbook(tmp_path / "nps.xlsx")
    for name in ("NPS", "Target"):
        assert set(shops) <= {row[0] for row in book[name].values}
    assert main([*argv, "--html", str(tmp_path / "page.html")]) == 0
    out, page = capsys.readouterr().out, (tmp_path / "page.html").read_text(encoding="utf-8")
    for shop in shops:
        assert out.count(f"Customer serv...{shop[-14:]} ") == 2
        assert f">{shop}<" in page


def test_markdown(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(path), "--by", "shop", "--format", "markdown"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith(": 17 rows, ratings in 'nps'")
    assert lines[2].startswith("| shop | n | promoters |")
    assert lines[3].startswith("| --- | ---: |")
    assert lines[5].startswith(r"| N\|x | 5 | 0.0% | 100.0% | 0.0% | 0.0 | \[")
    assert any(line.startswith("Not counted: 1 missing") for line in lines)


def test_markdown_is_what_the_terminal_shows(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = [str(path), "--by", "shop", "--wave", "year", "--target", "30", "--language", "zh"]
    assert main(argv) == 0
    shown = capsys.readouterr().out
    assert main([*argv, "--format", "markdown"]) == 0
    document = capsys.readouterr().out
    marks = re.compile(r"^\|[-:| ]+\|$|^\| | \|$|^- |\\(?=[\W_])", re.MULTILINE)
    plain = marks.sub("", document.replace(" | ", " "))
    assert plain.split() == shown.split()
    assert "| shop | year | 回答数 | 推荐者 |" in document
    assert "| 结论 |\n" in document
    assert "\n- =A1，2023 -\\> 2024：-200.0 " in document
    assert "：变化明确\n" in document


def test_json_two_ways(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(path), "--json"]) == 0
    first = capsys.readouterr().out
    assert main([str(path), "--format", "json"]) == 0
    assert capsys.readouterr().out == first
    found = json.loads(first)
    assert list(found) == [
        "file", "rows", "rating", "by", "wave", "total", "cohorts", "changes", "missing",
        "invalid", "invalid_values", "notes",
    ]  # fmt: skip
    assert main([str(path), "--json", "--format", "csv"]) == 2
    assert "contradict each other" in capsys.readouterr().err


def test_a_workbook(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "scores.xlsx"
    assert main([str(path), "--by", "shop", "--output", str(target)]) == 0
    assert capsys.readouterr().out == ""
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["NPS", "Notes"]
    rows = list(book["NPS"].values)
    assert rows[0][:3] == ("shop", "n", "promoters")
    assert rows[1][:3] == ("=A1", 11, 6)
    assert book["NPS"]["A2"].data_type == "s"  # a label, no formula
    assert main([str(path), "--format", "xlsx"]) == 2
    assert "--format xlsx needs --output" in capsys.readouterr().err


def test_a_workbook_without_its_library(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert main([str(path), "--output", str(tmp_path / "x.xlsx")]) == 2
    assert (
        'pip install "nps[excel]", in a checkout pip install -e ".[excel]"'
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("name", "begins"), [("a.csv", "n,"), ("a.md", ""), ("a.json", "{"), ("a", "")]
)
def test_the_name_of_the_output_says_its_format(
    path: Path, tmp_path: Path, name: str, begins: str
) -> None:
    assert main([str(path), "--output", str(tmp_path / name)]) == 0
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.replace("\\", "").startswith(begins or f"{path}: 17 rows")
    assert ("| n |" in text) == (name == "a.md")


def test_in_chinese(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(path), "--wave", "year", "--language", "zh"]) == 0
    out = capsys.readouterr().out
    assert "与上一期相比的变化" in out
    assert "未计入：缺失 1 份，无效 0 份" in out
    assert "注：" in out


def test_several_files(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = path.with_name("later.csv")
    other.write_text("nps\n9\n9\n3\n", encoding="utf-8")
    assert main([str(path), str(other), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["wave"], found["rows"]) == ("file", 20)
    assert [x["wave"] for x in found["cohorts"]] == ["survey", "later"]
    assert main([str(path), str(other), "--append", "--json"]) == 0
    together = json.loads(capsys.readouterr().out)
    assert (together["wave"], together["total"]["counts"]) == (None, found["total"]["counts"])
    assert main([str(path), str(other), "--wave", "year"]) == 2
    assert "several files are waves; with --wave put them together" in capsys.readouterr().err
    assert main([str(path), str(other), "--order", "later,survey", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(x["before"], x["after"]) for x in found["changes"]] == [("later", "survey")]


def test_several_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("Q1,Q2,g\n9,3,a\n8,10,b\n", encoding="utf-8")
    assert main([str(path), "--rating", "Q1", "Q2", "--by", "g", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["rating"], found["by"]) == ("Q1, Q2", ["question", "g"])
    assert next(x["group"] for x in found["cohorts"]) == {"question": "Q1", "g": "a"}


def test_columns_that_are_no_columns_of_the_file_are_called_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, other, page = (tmp_path / name for name in ("one.csv", "two.csv", "page.html"))
    path.write_text("Q1,Q2\n9,3\n8,10\n", encoding="utf-8")
    argv = [str(path), "--rating", "Q1", "Q2", "--target", "30", "--html", str(page)]
    assert main([*argv, "--language", "zh"]) == 0
    assert capsys.readouterr().out.count("\n题目") == 2  # of scores, and against the target
    assert page.read_text(encoding="utf-8").count(">题目</th>") == 2
    other.write_text("nps,file\n9,x\n99,x\n3,y\n77,y\n77,z\n", encoding="utf-8")
    assert main([str(other), "--by", "file", "--language", "zh"]) == 0
    out = capsys.readouterr().out
    assert "\nfile " in out  # a column that is called so
    assert "无效 3 份（'77' 2 次、'99' 1 次）" in out
    path.write_text("nps\n9\n8\n", encoding="utf-8")
    assert main([str(path), str(other), "--language", "zh"]) == 0
    assert "\n文件 " in capsys.readouterr().out
    assert main([str(path), str(other), "--language", "zh", "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("file,n,")


def test_weights(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "survey.csv"
    cells = [(9, 1.5, 2023), (3, 0.5, 2023), (8, 2.0, 2024), (10, 1.0, 2024), (99, 1.0, 2024)]
    path.write_text("nps,w,year\n" + "".join(f"{a},{w},{y}\n" for a, w, y in cells))
    argv = [str(path), "--weight", "w", "--wave", "year", "--missing", "99"]
    assert main([*argv, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    ratings = [None if a == 99 else a for a, _, _ in cells]
    sample = nps.SurveySample(ratings, weights=[w for _, w, _ in cells])
    whole = nps.estimate(sample)
    assert found["total"]["score"] == pytest.approx(whole.score)
    assert found["total"]["confidence_interval"]["low"] == pytest.approx(
        whole.confidence_interval.low
    )
    assert main(argv) == 0
    out = capsys.readouterr().out
    assert "50.0%" in out
    assert main([*argv, "--html", str(tmp_path / "page.html")]) == 0


@pytest.mark.slow
def test_noise_is_not_called_clear(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sixty stores over ten months in which nothing ever changes: next to no change is clear."""
    import numpy as np

    rng = np.random.default_rng(20240301)
    path = tmp_path / "survey.csv"
    rows = [
        f"{store},2024-{month:02},{rating}\n"
        for store in range(60)
        for month in range(1, 11)
        for rating in rng.integers(0, 11, 30)
    ]
    path.write_text("store,month,nps\n" + "".join(rows))
    assert main([str(path), "--by", "store", "--wave", "month"]) == 0
    out = capsys.readouterr().out
    assert "Changes from the wave before (549 as one family" in out
    assert out.count(": a clear change") == 0

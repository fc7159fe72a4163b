"""`nps FILE --value COLUMN`: what each class was worth since, printed, written and drawn."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from command_line import main
from house import ROOT

import nps

if TYPE_CHECKING:
    from pathlib import Path

FILE = str(ROOT / "examples" / "revenue.csv")
NAMED = [FILE, "--rating", "rating", "--value"]


@pytest.fixture(scope="module")
def customers():
    return nps.examples.revenue()


@pytest.fixture(scope="module")
def spent(customers):
    return nps.value.by_class(customers["rating"], customers["spend"], rng=1)


@pytest.fixture(scope="module")
def gone(customers):
    return nps.value.outcomes(customers["rating"], customers["left"])


def written(path: Path, *rows: str) -> str:
    path.write_text("\n".join(["nps,worth,w", *rows]), encoding="utf-8")
    return str(path)


def test_amounts_as_text_json_and_markdown(spent, capsys) -> None:
    assert main([*NAMED, "spend"]) == 0
    told = capsys.readouterr().out.split("What each class was worth\n")[1]
    head, *rows = told.splitlines()
    assert head.split("  ")[0] == "class"
    assert re.split(r"\s{2,}", rows[0]) == [
        "Promoters", "499", "41.6%", "134.7", "[119.1, 154.5]", "49.6%",
    ]  # fmt: skip
    said = "".join(rows[3:])
    warning = "; differences between classes are associations, not what winning people over would"
    for found in (spent, spent.differences):
        before, _, after = found.summary().partition(warning)
        assert f"{before}." in said
        assert after
    assert said.count("associations") == 1
    assert "1,999 random draws, from seed 1" in rows[5]
    assert main([*NAMED, "spend", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["value"] == spent.to_dict()
    assert main([*NAMED, "spend", "--format", "markdown"]) == 0
    table = capsys.readouterr().out.split("\n\n")[3]
    assert [line.split(" | ")[0] for line in table.splitlines()[2:]] == [
        "| Promoters", "| Passives", "| Detractors",
    ]  # fmt: skip


def test_what_happened_as_text_and_workbook(gone, tmp_path: Path, capsys) -> None:
    assert main([*NAMED, "left"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"Detractors +293 +23\.5% +\[19\.1%, 28\.7%\] +4\.35 +\[2\.87, 6\.62\]", told)
    assert gone.summary() in told
    assert gone.any_difference.summary() in told
    path = tmp_path / "found.xlsx"
    assert main([*NAMED, "left", "--output", str(path)]) == 0
    head, *rows = openpyxl.load_workbook(path)["Value"].values
    assert [row[head.index("rate")] for row in rows] == pytest.approx(gone.rate.tolist())
    assert rows[0][head.index("risk_ratio")] is None


@pytest.mark.parametrize(("column", "language"), [("spend", "en"), ("left", "zh")])
def test_page(column: str, language: str, spent, gone, tmp_path: Path, capsys) -> None:
    path = tmp_path / "page.html"
    assert main([*NAMED, column, "--language", language, "--html", str(path)]) == 0
    capsys.readouterr()
    title = {"en": "What each class was worth", "zh": "各类受访者的价值"}[language]
    told = path.read_text(encoding="utf-8")
    section = re.search(f"<h2>{title}</h2>(.*?)</section>", told, re.DOTALL)[1]
    found = {"spend": spent, "left": gone}[column]
    assert found.summary(language)[:20] in section
    assert "<figure" in section
    assert {"en": "bootstrap", "zh": "Koopman"}[language] in told


def test_words_for_yes_and_no_and_what_says_nothing(tmp_path: Path, capsys) -> None:
    rows = ["10,yes,1", "9,no,1", "3,Yes,1", "7,,1", "2,n/a,1", "11,yes,1"] * 3
    file = written(tmp_path / "words.csv", *rows)
    assert main([file, "--rating", "nps", "--value", "worth", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["value"]
    assert found["n"] == [6, 0, 3]
    assert found["events"] == [3, 0, 3]
    assert main([file, "--rating", "nps", "--value", "worth"]) == 0
    assert re.search(r"Passives +0 +n/a", capsys.readouterr().out)


@pytest.mark.parametrize(("cell", "other"), [("1", "0"), ("1.0", "0"), ("Yes", "no"), ("是", "否")])
def test_a_column_that_names_only_those_to_whom_it_happened_is_no_rate_of_all(
    cell: str, other: str, tmp_path: Path, capsys
) -> None:
    file = written(
        tmp_path / "ticked.csv", f"10,{cell},1", "9,,1", f"3,{cell},1", "2,n/a,1", "8,,1"
    )
    words = [file, "--rating", "nps", "--value", "worth"]
    assert main(words) == 2
    refused = f"'worth' says {cell} or nothing, so nobody is known to whom it did not happen"
    assert f"{refused}: write {other} for them" in capsys.readouterr().err
    assert main([*words, "--language", "zh"]) == 2
    assert f"请为未发生者填写 {other}" in capsys.readouterr().err
    full = written(tmp_path / "full.csv", f"10,{cell},1", f"3,{cell},1")
    assert main([full, *words[1:]]) == 0


def test_weights_and_a_high_level(tmp_path: Path, capsys) -> None:
    rows = [f"{rating},{10.5 * i}e0,{1 + i % 3}" for i in range(30) for rating in (10, 8, 3)]
    file = written(tmp_path / "weighted.csv", *rows)
    options = [file, "--rating", "nps", "--value", "worth", "--weight", "w"]
    assert main([*options, "--confidence-level", "0.9995"]) == 0
    assert re.search(r"4,00[01] random draws", capsys.readouterr().out)
    assert main([*options, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["value"]
    w = [1 + i % 3 for i in range(30)]
    mean = sum(10.5 * i * w[i] for i in range(30)) / sum(w)
    assert found["value"] == pytest.approx([mean] * 3)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["branch"], "column 'branch' holds 'branch 1', which is no amount such as 1250.5"),
        (
            ["spend", "--confidence-level", "0.999999999"],
            "--confidence-level 0.999999999 would take 2,000,000,057 random draws for --value: at"
            " most 0.999998 is possible",
        ),
        (["rating"], "wanted both as numbers and as text"),
        (["left", "--weight", "spend"], "rates are of people"),
        (["spend", "--min-n", "294"], "would tell of 293 people of one class"),
    ],
)
def test_what_it_refuses(words: list[str], message: str, capsys) -> None:
    assert main([*NAMED, *words]) == 2
    assert message in capsys.readouterr().err


EUROPEAN = ["1.234,56 €", "12,50 €", "980 €", "n/a", "1 000,00 €", "0"]


def test_amounts_with_decimal_commas_are_read_and_it_is_said(tmp_path: Path, capsys) -> None:
    path = tmp_path / "shop.csv"
    rows = [f"{(10, 8, 3)[i % 3]};{cell}" for i, cell in enumerate(EUROPEAN * 3)]
    path.write_text("\n".join(["nps;spent", *rows]), encoding="utf-8")
    words = [str(path), "--value", "spent", "--json"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["value"]["value"] == pytest.approx([1234.56, (12.5 + 1000) / 2, 490])
    assert told["notes"].count("--value: '1.234,56 €' in column 'spent' is read as 1234.56") == 1
    assert main([*words[:-1], "--language", "zh"]) == 0
    assert "'spent' 列中的 '1.234,56 €' 读作 1234.56" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["1,234", "2,500"], "'1,234' in column 'spent' may be 1.234 or 1,234, and no other cell"),
        (["12,50 €", "$ 12,50"], "'12,50 €' and '$ 12,50', which are of two currencies"),
        (["12,50", "12.5"], "'12.5', where the point is decimal, and '12,50', where the comma is"),
    ],
)
def test_amounts_that_may_be_others_are_refused(
    cells: list[str], why: str, tmp_path: Path, capsys
) -> None:
    path = tmp_path / "shop.csv"
    rows = [f"{(10, 8, 3)[i % 3]};{cell}" for i, cell in enumerate(cells * 3)]
    path.write_text("\n".join(["nps;spent", *rows]), encoding="utf-8")
    assert main([str(path), "--value", "spent"]) == 2
    assert f"--value: {why}" in capsys.readouterr().err.replace("column 'spent' holds ", "")


def test_small_classes_and_waves_are_not_told_of(tmp_path: Path, capsys) -> None:
    assert main([*NAMED, "spend", "--min-n", "293"]) == 0
    assert "Detractors" in capsys.readouterr().out
    rows = [f"{rating},{i},2024" for i in range(20) for rating in (10, 8, 3)]
    file = written(tmp_path / "waves.csv", *rows, "10,5,2025")
    options = [file, "--rating", "nps", "--value", "worth", "--wave", "w"]
    assert main([*options, "--min-n", "10"]) == 2
    assert "--value counts people of waves that --min-n leaves out" in capsys.readouterr().err

"""`--target SCORE`: everybody and each group against it, as one family, in every format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import openpyxl
import pytest
from command_line import main
from house import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nps

if TYPE_CHECKING:
    from pathlib import Path

WAVES = str(ROOT / "examples" / "four_waves.csv")
NAMED = [WAVES, "--wave", "wave", "--by", "segment"]
LATEST = nps.read_answers(WAVES, where={"wave": "2025"}).count(by="segment")


def test_everybody_and_each_group_in_the_latest_wave(capsys):
    assert main([*NAMED, "--target", "20", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["target"]
    assert found["target"] == 20.0
    rows = found["comparisons"]
    assert [row["group"] for row in rows] == [
        {}, {"segment": "App"}, {"segment": "Phone"}, {"segment": "Shop"},
    ]  # fmt: skip
    assert [row["verdict"] for row in rows] == ["unclear", "above", "below", "above"]
    assert not any("label" in row["comparison"] for row in rows)
    assert {row["wave"] for row in rows} == {"2025"}
    alone = nps.compare_benchmark(LATEST, 20.0, confidence_level=0.95**0.25)
    together = nps.compare_benchmark(LATEST.total, 20.0)
    told = [row["comparison"] for row in rows]
    assert [one["difference"] for one in told[1:]] == pytest.approx(alone.difference)
    assert [one["confidence_interval"]["low"] for one in told[1:]] == pytest.approx(
        alone.confidence_interval.low
    )
    p = [together.p_value, *alone.p_value]
    assert [one["adjusted_p_value"] for one in told] == pytest.approx(
        nps.adjust_p_values(p, method="holm")
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Against the target", "The target is 20.", "not clear", "above", "below"]),
        ("zh", ["与目标相比", "目标为 20 分。", "不明确", "高于目标", "低于目标"]),
    ],
)
def test_words_in_the_terminal_and_on_the_page(language, words, tmp_path: Path, capsys):
    page = tmp_path / "page.html"
    assert main([*NAMED, "--target", "20", "--language", language, "--html", str(page)]) == 0
    told, shown = capsys.readouterr().out, page.read_text(encoding="utf-8")
    for word in [*words, "+37.4", "-44.8"]:
        assert word in told
        assert word in shown
    assert "(missing)" not in told
    assert "Tango" in shown


def test_one_sample_is_no_family(capsys, tmp_path: Path):
    assert main([WAVES, "--target", "30", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["target"]["comparisons"]
    found = nps.compare_benchmark(nps.read_answers(WAVES).count(), 30.0)
    assert row["comparison"]["p_value"] == pytest.approx(found.p_value)
    assert "adjusted_p_value" not in row["comparison"]
    assert main([WAVES, "--target", "30"]) == 0
    told = capsys.readouterr().out
    assert found.summary().replace("the benchmark", "the target") in told
    assert "benchmark" not in told
    assert "one family" not in told


@pytest.mark.parametrize("method", ["wald", "t", "mover-wilson", "score"])
def test_the_test_goes_with_the_method(method, capsys):
    assert main([WAVES, "--target", "30", "--json", "--method", method]) == 0
    (row,) = json.loads(capsys.readouterr().out)["target"]["comparisons"]
    expected = method if method in {"wald", "t"} else "score"
    assert row["comparison"]["method"] == expected


def test_workbooks_and_markdown(tmp_path: Path, capsys):
    book = tmp_path / "nps.xlsx"
    assert main([*NAMED, "--target", "20", "--output", str(book)]) == 0
    sheet = openpyxl.load_workbook(book)["Target"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert head[:4] == ["segment", "wave", "target", "difference"]
    assert [row[:2] for row in rows][:2] == [["(all)", "2025"], ["App", "2025"]]
    assert [row[-1] for row in rows] == ["unclear", "above", "below", "above"]
    assert main([*NAMED, "--target", "20", "--format", "markdown", "--language", "zh"]) == 0
    told = capsys.readouterr().out
    assert "| segment | wave | NPS | 与目标之差 |" in told
    assert "| 不明确 |" in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--target", "150"], "--target must be a score, -100 to 100, such as 30, got 150"),
        (["--target", "nan"], "--target must be a score"),
        (["--target", "30", "--format", "csv"], "--format csv holds one table"),
        (["--target", "30", "--weight", "weight"], "--target cannot be combined with --weight"),
    ],
)
def test_what_cannot_be(words, message, capsys):
    assert main([WAVES, *words]) == 2
    assert message in capsys.readouterr().err


def test_without_a_test_it_says_so(tmp_path: Path, capsys):
    file = tmp_path / "answers.csv"
    file.write_text("nps\n" + "10\n" * 20, encoding="utf-8")
    assert main([str(file), "--target", "30", "--method", "t"]) == 0
    assert "no test" in capsys.readouterr().out


def test_a_wave_without_a_name_is_not_the_latest(tmp_path: Path, capsys):
    rows = [f"{10 - i % 5},{2024 + i % 2},a" for i in range(60)] + ["0,,a"] * 9 + ["0,,b"] * 9
    file = tmp_path / "answers.csv"
    file.write_text("nps,year,shop\n" + "\n".join(rows), encoding="utf-8")
    assert main([str(file), "--wave", "year", "--by", "shop", "--target", "0", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["target"]["comparisons"]
    assert [(row["group"], row["wave"]) for row in found] == [
        ({}, "2025"), ({"shop": "a"}, "2025"), ({"shop": "b"}, ""),
    ]  # fmt: skip


def written(path: Path, head: str, rows: list[str]) -> str:
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return str(path)


def test_questions_are_not_tested_together(tmp_path: Path, capsys):
    rows = [f"{10 - i % 3},{i % 9}" for i in range(60)]
    file = written(tmp_path / "answers.csv", "Q1,Q2", rows)
    argv = [file, "--rating", "Q1", "Q2", "--target", "20"]
    assert main([*argv, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["target"]["comparisons"]
    assert [row["group"] for row in found] == [{"question": "Q1"}, {"question": "Q2"}]
    both = nps.read_answers(file, rating=["Q1", "Q2"]).count()
    alone = nps.compare_benchmark(both, 20.0, confidence_level=0.95**0.5)
    assert [row["comparison"]["confidence_interval"]["low"] for row in found] == pytest.approx(
        alone.confidence_interval.low
    )
    assert main(argv) == 0
    told = capsys.readouterr().out
    assert "The target is 20. Above: 1, below: 1, not clear: 0." in told
    assert "All questions together are not tested" in told
    assert "The 2 tests are one family" in told


def test_one_group_is_everybody_and_tested_once(tmp_path: Path, capsys):
    file = written(tmp_path / "answers.csv", "nps,shop", [f"{i % 11},a" for i in range(60)])
    assert main([file, "--by", "shop", "--target", "0", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["target"]["comparisons"]
    assert row["group"] == {}
    assert row["comparison"].get("adjusted_p_value") is None
    found = nps.compare_benchmark(nps.count([i % 11 for i in range(60)]), 0.0)
    assert row["comparison"]["confidence_interval"]["low"] == found.confidence_interval.low


def test_only_tests_with_a_p_value_are_counted(tmp_path: Path, capsys):
    rows = [f"{i % 11},a" for i in range(60)] + ["10,b"] * 20
    file = written(tmp_path / "answers.csv", "nps,shop", rows)
    argv = [file, "--by", "shop", "--target", "30", "--method", "t"]
    assert main([*argv, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["target"]["comparisons"]
    assert [row["verdict"] == "no test" for row in found] == [False, False, True]
    sample = nps.count([i % 11 for i in range(60)])
    alone = nps.compare_benchmark(sample, 30.0, method="t", confidence_level=0.95**0.5)
    low = found[1]["comparison"]["confidence_interval"]["low"]
    assert low == pytest.approx(alone.confidence_interval.low)
    assert main(argv) == 0
    assert "The 2 tests are one family" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("promoters", "passives", "detractors", "target", "shown"),
    [(321, 300, 379, 33.33, "-5.8"), (321, 300, 379, -0.15, "-5.8"), (6, 594, 200, 20.2, "-24.2")],
)
def test_the_score_is_rounded_as_everywhere(
    tmp_path: Path, capsys, promoters, passives, detractors, target, shown
):
    rows = ["10"] * promoters + ["8"] * passives + ["0"] * detractors
    file = written(tmp_path / "answers.csv", "nps", rows)
    assert main([file, "--target", str(target)]) == 0
    above, _, below = capsys.readouterr().out.partition("difference from the target")
    assert below.splitlines()[1].split()[0] == shown
    assert f" {shown} " in above


def test_the_sentence_names_the_wave_and_the_target(capsys):
    assert main([*NAMED, "--target", "20"]) == 0
    told = capsys.readouterr().out
    assert "NPS of 2025 " in told
    assert "benchmark" not in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--target", "200"], "--target 须为"),
        (["--target", "30", "--weight", "w"], "--target 不能与 --weight 同用"),
        (["--target", "30", "--format", "csv"], "CSV 格式只能放一张表"),
        (["--wave", "segment"], "各期 'App'、'Phone'、'Shop' 不是时间；请用 --order A,B"),
        (["--wave", "segment", "--order", "App,Shop"], "--order 须列出每一期，缺少 'Phone'"),
    ],
)
def test_refusals_in_chinese(words, message, capsys):
    assert main([WAVES, *words, "--language", "zh"]) == 2
    assert message in capsys.readouterr().err


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=30), st.integers(-100, 100))
def test_the_verdict_is_that_of_the_interval(tmp_path, capsys, ratings, target):
    file = tmp_path / "answers.csv"
    file.write_text("nps\n" + "\n".join(map(str, ratings)) + "\n", encoding="utf-8")
    capsys.readouterr()
    assert main([str(file), "--target", str(target)]) == 0
    told = capsys.readouterr().out
    low, high = nps.estimate(ratings).confidence_interval
    row = told.partition("difference from the target")[2].splitlines()[1]
    if low > target + 1e-9:
        assert row.endswith("above")
    elif high < target - 1e-9:
        assert row.endswith("below")
    elif low < target - 1e-9 and high > target + 1e-9:
        assert row.endswith("not clear")
    assert np.isfinite(low + high)

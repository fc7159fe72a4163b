"""What is refused says which option was meant, and in which language."""

from __future__ import annotations

import pytest
from command_line import main

#: One refusal of each door, and words that it has in English and in Chinese.
REFUSED = (
    (["--method", "Wald"], "--method must be one of 'score', 'skewness", "--method 须为 'score'、"),
    (["--confidence-level", "95"],
     "--confidence-level must be strictly between 0 and 1, got 95.0. Did you mean 0.95?",
     "--confidence-level 须严格介于 0 与 1 之间，给定的是 95.0。是否指 0.95？"),
    (["--confidence-level", "nan"], "--confidence-level must be a finite number, got nan.",
     "--confidence-level 须为有限的数，给定的是 nan。"),
    (["--wave", "year", "--period", "30D"], "--period: invalid choice: '30D'", "--period 须为 "),
    (["--by", "region", "region"], "key names must be distinct", "各键的名称不能重复"),
    (["--invited", "5"], "--invited must be at least the number of valid answers, 80, got 5",
     "--invited 不能小于有效回答数 80，给定的是 5"),
    (["--drivers", "nosuch"], "--drivers: no column 'nosuch'", "--drivers：没有 'nosuch' 这一列"),
    (["--drivers", "gap"], "write --skipped not-asked: being", "请写 --skipped not-asked："),
    (["--segments", "nps"], "--segments: factor 'nps' tells", "--segments：因素 'nps' 与每位"),
    (["--when", "year"], "--when needs --respondent: it says", "--when 须与 --respondent 同用"),
    (["--weight", "gap", "--frequency", "gap"], "--weight and --frequency cannot be combined",
     "--weight 与 --frequency 不能同用"),
    (["--sheet", "2"], "--sheet is for spreadsheets", "--sheet 只用于电子表格"),
    (["--weight", "huge"], "--weight must be finite and not negative, got 1e+300 at position 0",
     "--weight 须为有限的非负数，位置 0 处为 1e+300，另有 79 处"),
    (["--value", "huge"], "--value: values must be at most 1e+50", "--value：values 的绝对值不能"),
    (["--value", "none"], "has both, a valid answer and an outcome",
     "没有既有有效回答又有结果的受访者"),
    (["--comments", "none"], "words need comments with", "没有既有评论又有有效回答的受访者"),
    (["--drivers", "mixed"], "with --missing where the", "用 --missing 指明"),
    (["--comments", "nosuch"], "--comments: no column", "--comments：没有 'nosuch' 这一列"),
)  # fmt: skip
PLANS = (
    (["--score", "30", "--margin-of-error", "0"], "--margin-of-error must be above 0 points, got",
     "--margin-of-error 须大于 0 分，给定的是"),
    (["--score", "30", "--target", "50", "--power", "x"], "--power: must be a share such as 0.2",
     "--power 须为占比，如 0.2 或 20%"),
    (["--score", "30", "--shares", "5:3:2", "--n", "9"], "? --shares and --score say it twice",
     "--shares、--score 重复给出"),
    (["--score", "30", "--margin-of-error", "5", "--target", "9"], "-error and --target are two",
     "--margin-of-error 与 --target 是两个计划"),
    (["--score", "30", "--difference", "5", "--n-reference", "9"], "--n-reference says nothing",
     "--n-reference 在此须与 --n 同用"),
    (["--score", "30", "--difference", "1", "--calculation", "exact"], "--calculation exact goes",
     "--calculation exact 在此至多计算"),
    (["--score", "30", "--difference", "5", "--tests", "0"], "--tests must be at least 1, got 0",
     "--tests 不能小于 1，给定的是 0"),
)  # fmt: skip


def status(argv: list[str]) -> object:
    try:
        return main(argv)
    except SystemExit as end:
        return end.code


@pytest.mark.parametrize("language", ["en", "zh"])
def test_refusals_name_the_option_in_every_language(language, tmp_path, capsys):
    path = tmp_path / "answers.csv"
    rows = "".join(
        f"{10 - i % 9},{'NS'[i % 2]},{2023 + i % 2},{i % 5 or ''},1e300,,{i or 'inf'}\n"
        for i in range(80)
    )
    path.write_text(f"nps,region,year,gap,huge,none,mixed\n{rows}", encoding="utf-8")
    cases = [([str(path), *argv], *said) for argv, *said in REFUSED]
    for argv, english, chinese in [*cases, *((["plan", *argv], *said) for argv, *said in PLANS)]:
        assert status([*argv, "--language", language]) == 2
        assert (english if language == "en" else chinese) in capsys.readouterr().err


def test_a_dictionary_that_is_none_says_why(tmp_path, capsys):
    path, themes = tmp_path / "answers.csv", tmp_path / "themes.json"
    path.write_text("nps,why\n9,dear\n3,slow\n", encoding="utf-8")
    argv = [str(path), "--comments", "why", "--dictionary", str(themes), "--language", "zh"]
    for given, why in (
        ("[1", "第 1 行第 3 列不符合 JSON 格式"),
        ("[" * 9**5, "无法读取（"),
        ("[1]", "文件内容为 'list'"),
        ("{}", "给定的是 {}"),
    ):
        themes.write_text(given, encoding="utf-8")
        assert main(argv) == 2
        assert why in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "message"), [
    ("--period month", "--period needs the column of times: name it with --wave or --by"),
    ("--by when --timezone UTC", "--timezone needs period, such as --period month"),
    ("--order A,B", "--order is of the waves: name their column with --wave"),
    ("--skip -1", "--skip must not be negative, got -1"),
])  # fmt: skip
def test_options_that_mean_nothing_by_themselves(typed, message, tmp_path, capsys):
    path = tmp_path / "answers.csv"
    path.write_text("nps,when\n9,2024-01-05\n3,2024-02-05\n", encoding="utf-8")
    assert status([str(path), *typed.split()]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "--wave when --period month --timezone UTC",
        "--wave when --order 2024-02-05T10:00Z,2024-01-05T10:00Z",
    ],
)
def test_options_that_go_together(typed, tmp_path, capsys):
    path = tmp_path / "answers.csv"
    path.write_text("nps,when\n9,2024-01-05T10:00Z\n3,2024-02-05T10:00Z\n", encoding="utf-8")
    assert status([str(path), *typed.split()]) == 0
    assert capsys.readouterr().err == ""

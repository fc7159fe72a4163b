"""Options as they are typed: what their values mean, and which option was meant."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from command_line import main
from hypothesis import given
from hypothesis import strategies as st
from languages import english_words

import nps
from nps._base.words.languages import languages, load
from nps._command import options
from nps._command.options import UsageError, read_codes, read_order, read_scale, read_where
from nps._command.planning import options as planning

if TYPE_CHECKING:
    from pathlib import Path

#: What is typed as it stands, in any language.
TYPED = {
    "Asia", "Excel", "Parquet", "Shanghai", "Stata", "adjusted-wald", "asymptotic", "auto", "both",
    "csv", "detractors-to-passives", "exact", "greater", "gzip", "html", "json", "less",
    "not-asked", "obrien-fleming", "optimal", "passives-to-promoters", "plan", "pocock", "rows",
    "score", "table", "two-sided", "wald", "zip",
}  # fmt: skip
ROWS = "shop,year,nps\n" + "N,2023,9\n" * 6 + "S,2024,3\n" * 5


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "survey.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


def test_values_that_begin_with_a_dash(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text("-w,nps\n-a,9\n-b,3\n-b,-1\n", encoding="utf-8")
    argv = [str(path), "--missing", "-1,99", "--wave", "-w", "--order", "-b,-a", "--json"]
    assert main(argv) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["missing"], found["wave"]) == (1, "-w")
    assert [(x["before"], x["after"]) for x in found["changes"]] == [("-b", "-a")]
    assert main([str(path), "--by", "-w", "--where", "-w=-a", "--missing=-1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["counts"]["promoters"] == 1


def test_an_option_that_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["survey.csv", "--waev", "year"])
    assert "did you mean --wave?" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["survey.csv", "--zzzzzzzz"])
    assert "did you mean" not in capsys.readouterr().err


def test_the_file_may_come_last(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--by", "shop", str(path)]) == 0
    assert main(["--rating", "nps", str(path)]) == 0
    with pytest.raises(SystemExit, match="2"):
        main(["--by", "shop", "year"])
    assert "the following arguments are required: FILE" in capsys.readouterr().err


def test_scales() -> None:
    assert read_scale(None) is None
    assert read_scale("1-5") == nps.Scale.conventional(1, 5)
    assert read_scale("0-4,5,6-7") == nps.Scale((6, 7), (5, 5), (0, 4))
    for wrong in ("five", "1-5-7", "1-2,3-4", "", "1,2,3,4", "a-b", "1-9"):
        with pytest.raises(UsageError, match="--scale must be such as 1-5, or three ranges"):
            read_scale(wrong)


def test_codes_rows_and_orders() -> None:
    assert read_codes("-1, 99,,keine Angabe") == [-1.0, 99.0, "keine Angabe"]
    assert read_codes(None) == []
    assert read_where(["a=1", "a=2", "b=", "c=x=y"]) == {"a": ["1", "2"], "b": [""], "c": ["x=y"]}
    with pytest.raises(UsageError, match="--where must be COLUMN=VALUE, got 'a'"):
        read_where(["a"])
    assert read_order("b, a,") == ["b", "a"]
    assert read_order(None) == []


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--wave", "year", "--order", "2023"], "--order must name every wave, it lacks '2024'"),
        (["--wave", "shop"], "are no times; say which comes first with --order"),
        (["--scale", "5"], "--scale must be such as 1-5, or three ranges"),
        (["--where", "shop"], "--where must be COLUMN=VALUE"),
        (["--respondent", "shop"], "--respondent needs --when"),
        (["--sheet", "1"], "--sheet is for spreadsheets"),
    ],
)
def test_what_means_nothing(
    path: Path, capsys: pytest.CaptureFixture[str], argv: list[str], message: str
) -> None:
    assert main([str(path), *argv]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.search(message, err)


@given(st.lists(st.integers(-999, 999)), st.lists(st.text("abc ", min_size=1)))
def test_what_is_joined_with_commas_comes_apart(numbers, words):
    assert read_codes(",".join(map(str, numbers))) == numbers
    assert read_order(",".join(words)) == [word.strip() for word in words if word.strip()]


@given(st.integers(0, 9), st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_cut_points_are_the_scale_they_say(low, first, second, third):
    a, b, c = low + first, low + first + second, low + first + second + third
    text = f"{low}-{a - 1},{a}-{b - 1},{b}-{c - 1}"
    assert read_scale(text) == nps.Scale((b, c - 1), (a, b - 1), (low, a - 1))


REFUSED = {
    "--foo": "无法识别的参数：--foo；您是指 --format 吗？",
    "--format yaml": "--format 须为 .*json.* 之一，给定的是 'yaml'",
    "--min-n x": "--min-n 须为数字，给定的是 'x'",
    "--confidence-level x": "--confidence-level 须为数字，给定的是 'x'",
    "--rating": "--rating 缺少取值",
    "--wave": "--wave 缺少取值",
    "--json=1": "--json 不带取值，给定的是 '1'",
    "--s 1": "--s 可能是 .*--sheet.* 中的任何一个",
}


@pytest.mark.parametrize("typed", REFUSED)
@pytest.mark.parametrize("language", ["--language zh", "--language=zh"])
def test_what_is_typed_wrong_is_said_in_chinese(typed, language, capsys):
    with pytest.raises(SystemExit) as ended:
        options.read_options(["survey.csv", *language.split(), *typed.split()])
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()  # without all the options above it
    assert re.search(f"：错误：{REFUSED[typed]}$", line)


def test_a_file_that_is_lacking_and_words_of_another_version_in_chinese(capsys):
    with pytest.raises(SystemExit):
        options.read_options(["--language", "zh"])
    assert "缺少参数：FILE" in capsys.readouterr().err
    parser = options.Parser(prog="nps")
    parser.language = "zh"
    with pytest.raises(SystemExit):
        parser.error("something new")
    assert capsys.readouterr().err == "nps：错误：something new\n"


@pytest.mark.parametrize(("typed", "language"), [
    (["--language", "zh"], "zh"), (["--language=zh"], "zh"), (["--language", "fr"], "en"),
    (["--language"], "en"), (["zh"], "en"), ([], "en"),
])  # fmt: skip
def test_the_language_that_was_typed(typed, language):
    assert options.typed_language(typed) == language


@pytest.mark.parametrize("language", [name for name in languages() if name != "en"])
def test_help_is_said_in_every_language(language):
    known = load(language, "help").HELP
    asked, english = {"usage: ", ":\n"}, {}
    for parser in (options._parser(), planning._parser()):
        for name, owner, where in parser.texts():
            own = f"{parser.prefix}{name}"
            text = getattr(owner, where)
            if text is not None:
                key = own if own in known else name
                assert english.setdefault(key, text) == text  # else it needs a text of its own
                asked.add(key)
        plain, parser.language = parser.format_help(), language
        said = parser.format_help()
        assert plain.startswith("usage: ")
        assert said.startswith(known["usage: "])
        assert all(option in said for option in re.findall("--[a-z-]+", plain))
    assert asked == known.keys()


def test_help_is_chinese_throughout(capsys):
    for argv in (["--help"], ["plan", "--help"]):
        with pytest.raises(SystemExit, match="0"):
            main([*argv, "--language", "zh"])
        _, *paragraphs = capsys.readouterr().out.split("\n\n")
        known = r"python -m nps|\{[a-z,-]+\}|\b[A-Z:=]+\b|gunzip.*"
        assert set(english_words(re.sub(known, " ", "\n".join(paragraphs)))) <= TYPED

"""`nps FILE --comments COLUMN`: what themes cost, or words of either side."""

from __future__ import annotations

import json
import re
import runpy
import sys
from pathlib import Path
from unittest import mock

import openpyxl
import pytest
from house import ROOT

import nps

SURVEY = str(ROOT / "examples" / "comments.csv")
NAMED = ["--comments", "comment", "--themes", "model", "--rating", "rating"]
ENTRIES = {"price": ["expensive", "price*", "not worth"], "late": ["late"], "never": ["zebra"]}


def main(argv: list[str]) -> int:
    """Run the program as a terminal does."""
    with mock.patch.object(sys, "argv", ["nps", *argv]), pytest.raises(SystemExit) as end:
        runpy.run_module("nps", run_name="__main__")
    return int(end.value.code or 0)


@pytest.fixture
def dictionary(tmp_path: Path) -> str:
    path = tmp_path / "dictionary.json"
    path.write_text(json.dumps(ENTRIES), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def impacts() -> nps.results.ThemeImpacts:
    rows = nps.read_answers(SURVEY).to_pandas()
    labels = rows["model"].fillna("").where(rows["comment"].notna(), None)
    return nps.comments.impacts(rows["rating"], nps.comments.Themes(labels))


def test_table(impacts, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([SURVEY, *NAMED]) == 0
    above, told = capsys.readouterr().out.split("What each theme costs or brings")
    assert above.splitlines()[3].startswith("1,600 ")
    head, *lines = told.splitlines()[1:8]
    assert head.split() == [
        "theme", "impact", "95%", "CI", "adjusted", "p", "comments", "NPS", "rest", "adjusted",
        "promoters", "detractors",
    ]  # fmt: skip
    assert [line.split()[0] for line in lines[:4]] == ["price", "delivery", "range", "staff"]
    for line in lines[:4]:
        row = impacts[line.split()[0]]
        assert f"{row.impact:+.1f}" in line
        assert f"{row.n} " in line
        assert f"{row.adjusted_impact:+.1f}" in line
    assert lines[4] == impacts.summary()
    assert lines[5].startswith("Base: the 1,097 respondents with a coded comment")
    assert told.rstrip().endswith("Not counted: 0 missing, 0 invalid.")


def test_other_formats(impacts, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([SURVEY, *NAMED, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["comments"] == json.loads(json.dumps(impacts.to_dict()))
    assert main([SURVEY, *NAMED, "--format", "markdown"]) == 0
    markdown = capsys.readouterr().out
    assert "| theme | impact | 95% CI |" in markdown
    book = tmp_path / "nps.xlsx"
    assert main([SURVEY, *NAMED, "--output", str(book)]) == 0
    sheet = openpyxl.load_workbook(book)["Comments"]
    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert table[0][:2] == ["theme", "n"]
    assert {row[0]: row[1] for row in table[1:]} == dict(
        zip(impacts.labels, impacts.n.tolist(), strict=True)
    )


def pictures(page: str) -> list[str]:
    return re.findall(r"<figure.*?</figure>", page, re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_shows_no_comment(language: str, tmp_path: Path) -> None:
    for i, options in enumerate((NAMED, NAMED[:2])):
        path = tmp_path / f"{i}.html"
        assert main([SURVEY, *options, "--html", str(path), "--language", language]) == 0
        page = path.read_text(encoding="utf-8")
        heading = {"en": ("What themes of comments cost", "Words of promoters"),
                   "zh": ("评论主题的影响", "推荐者与贬损者的用词")}[language][i]  # fmt: skip
        assert heading in page
        for text in ("far too expensive", "it came three days late", "all fine"):
            assert text not in page
            assert not any(text in picture for picture in pictures(page))
        assert len(pictures(page)) == 2 - i
        assert ("Donner" in page) == (i == 0)


def test_dictionary(dictionary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--comments", "comment", "--dictionary", dictionary]
    assert main([SURVEY, *options]) == 0
    told = capsys.readouterr().out
    assert "Reached by no entry" in told
    assert "Mentioned by nobody or by everybody, so there is nothing to compare: never." in told
    lines = [line for line in told.splitlines() if line.startswith(("price ", "late ", "never "))]
    assert [line.split()[0] for line in lines] == ["price", "late", "never"]
    assert lines[2].split()[1] == "n/a"
    assert main([SURVEY, *options, "--html", str(tmp_path / "page.html")]) == 0
    for content in ("[1]", "{", '{"a": 5}', "{}", '{"a": []}', "\udcff"):
        (tmp_path / "bad.json").write_bytes(content.encode("utf-8", "surrogateescape"))
        assert (
            main([SURVEY, "--comments", "comment", "--dictionary", str(tmp_path / "bad.json")]) == 2
        )
        assert re.match(r"nps: (error: )?--(dictionary|comments)", _told(capsys))
    (tmp_path / "large.json").write_bytes(b" " * ((1 << 22) + 1))
    assert (
        main([SURVEY, "--comments", "comment", "--dictionary", str(tmp_path / "large.json")]) == 2
    )
    assert "at most 4 MB" in _told(capsys)
    if Path("/dev/zero").exists():  # never ends, and has no size
        assert main([SURVEY, "--comments", "comment", "--dictionary", "/dev/zero"]) == 2
        assert "at most 4 MB" in _told(capsys)
    assert main([SURVEY, "--comments", "comment", "--dictionary", str(tmp_path / "none.json")]) == 2


def test_the_dictionary_is_never_written_over(
    dictionary: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ["--comments", "comment", "--dictionary", dictionary]
    for option in ("--output", "--html"):
        assert main([SURVEY, *options, option, dictionary]) == 2
        assert f"{option} {dictionary} would overwrite a file that is read" in _told(capsys)
    with Path(dictionary).open("a") as appended:
        monkeypatch.setattr(sys, "stdout", appended)
        assert main([SURVEY, *options]) == 2
    assert json.loads(Path(dictionary).read_text()) == ENTRIES


def _told(capsys: pytest.CaptureFixture[str]) -> str:
    return re.sub(
        r"^.*?(nps|__main__\.py|pytest|python -m nps): ", "nps: ", capsys.readouterr().err
    )


def test_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([SURVEY, "--comments", "comment"]) == 0
    told = capsys.readouterr().out
    head, *lines = told.split("Words of comments, ")[1].splitlines()[1:]
    assert head.split() == ["word", "comments", "promoters", "detractors", "adjusted", "p"]
    rows = nps.read_answers(SURVEY).to_pandas()
    found = nps.comments.words(rows["comment"], rows["rating"])
    assert [line.split()[0] for line in lines[:20]] == [*found.labels[:20]]
    assert lines[20] == found.summary()
    assert main([SURVEY, "--comments", "comment", "--format", "markdown"]) == 0
    assert "| word | " in capsys.readouterr().out
    few = tmp_path / "few.csv"
    few.write_text("rating,why\n10,good\n3,bad\n", encoding="utf-8")
    page = tmp_path / "few.html"
    assert main([str(few), "--comments", "why", "--html", str(page)]) == 0
    assert pictures(page.read_text(encoding="utf-8")) == []


def test_weights_and_what_is_off_the_scale(tmp_path: Path, capsys) -> None:
    path = tmp_path / "weighted.csv"
    lines = ["rating,why,codes,w"]
    rows = [(10, "", 1), (9, "staff", 2), (2, "price", 1), (3, "price;staff", 2), (8, "", 1),
            (99, "price", 1), ("", "price", 1)]  # fmt: skip
    lines += [f"{rating},text,{codes},{w}" for rating, codes, w in rows * 4]
    path.write_text("\n".join(lines), encoding="utf-8")
    options = [str(path), "--comments", "why", "--themes", "codes", "--weight", "w", "--json"]
    assert main([*options, "--missing", "99"]) == 0
    told = json.loads(capsys.readouterr().out)["comments"]
    assert told["method"] == "design"
    assert told["counts"]["detractors"] == 8
    assert told["n"] == [8, 8]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--themes", "model"], "--themes is about comments"),
        (["--dictionary", "d.json"], "--dictionary is about comments"),
        ([*NAMED, "--dictionary", "d.json"], "choose one"),
        ([*NAMED, "--respondent", "respondent"], "cannot be combined with --respondent"),
        ([*NAMED, "--frequency", "respondent"], "cannot be combined with --frequency"),
        ([*NAMED, "--format", "csv"], "--format csv holds one table"),
        ([*NAMED, "--rating", "rating", "respondent"], "--comments takes one column of ratings"),
        ([*NAMED[:2], "--weight", "rating"], "words of comments are counted without weights"),
        (["--comments", "komment"], "komment"),
        (["--comments", "comment", "--themes", "respondent"], "are these the comments themselves"),
        ([*NAMED, "--where", "comment="], "--themes model names no theme of any comment"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused(options, message, capsys) -> None:
    assert main([SURVEY, *options]) == 2
    assert message in capsys.readouterr().err


def test_several_files_are_refused(capsys) -> None:
    assert main([SURVEY, str(ROOT / "examples" / "support.csv"), "--comments", "comment"]) == 2
    assert "--comments reads one file" in capsys.readouterr().err

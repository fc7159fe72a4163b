"""Files as people have them: each gives its score, or one clear line that says why not."""

from __future__ import annotations

import json
import re
import runpy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from command_line import main
from house import ROOT

import nps

if TYPE_CHECKING:
    from pathlib import Path

CASES = ROOT / "tests" / "cases"


@dataclass(frozen=True)
class Case:
    """What a command gives: a score from so many answers, and notes; or a message."""

    folder: str
    argv: str
    score: float | None = None
    n: int = 0
    rating: str = ""
    says: tuple[str, ...] = ()
    status: int = 0
    left_out: tuple[int, int] = (0, 0)


LIKELY = "How likely are you to recommend us?"
MUSEUM = "How likely is it that you would recommend the museum?"
TABLE = [
    Case("enps-header", "input.csv", 25.0, 8, "eNPS"),
    Case("five-stars-small", "input.csv", -100.0, 40, says=(
        r"no answer of 40 is above 5: was the question asked on a shorter scale\?",
        r"with --scale: 1-5",
    )),
    Case("five-stars-small", "input.csv --scale 1-5", 20.0, 40),
    Case("frequency-table", "input.csv", status=2, says=(
        r"every rating occurs once and there is a column 'count' of whole numbers",
        r"is this a table of counts\? --rating score --frequency count reads it",
    )),
    Case("frequency-table", "input.csv --frequency count", 160 / 3, 75, "score"),
    Case("frequency-table", "input.csv --rating score --frequency count", 160 / 3, 75),
    Case("gbk-error-without-hint", "input.csv", 100 / 3, 3, "推荐分数", says=(
        r"not valid UTF-8 \(byte 0\), so read as GB18030; .* with --encoding, such as",
    )),
    Case("gbk-error-without-hint", "input.csv --rating 推荐分数", 100 / 3, 3),
    Case("integer-minimum", "input.csv", -20.0, 10, "nps_value", left_out=(0, 2), says=(
        r"-2147483648 occurs 2 times: this is what a missing number becomes as an integer\."
        r" --missing -2147483648 leaves it out",
    )),
    Case("integer-minimum", "input.csv --missing -2147483648", -20.0, 10, left_out=(2, 0)),
    Case("labels-of-tools", "input.csv", 60.0, 5, LIKELY, left_out=(5, 0)),
    Case("last-digit-of-shares", "input.csv", 0.0, 3),
    Case("month-from-timestamps", "input.csv --wave submitted_at", status=2, says=(
        r"6 waves of 6 rows: are these times\? --period month puts them into months",
    )),
    Case("month-from-timestamps", "input.csv --wave submitted_at --period month", 50.0, 6),
    Case("notes-without-options", "stars.csv", -100.0, 300, says=(r"with --scale: 1-5",)),
    Case("notes-without-options", "stars.csv --scale 1-5", 20.0, 300),
    Case("notes-without-options", "codes.csv", 500 / 7, 7, left_out=(0, 1), says=(
        r"99 occurs once: .* --missing 99 leaves it out if it is",
    )),
    Case("notes-without-options", "codes.csv --missing 99", 500 / 7, 7, left_out=(1, 0)),
    Case("ordered-categories", "input.csv --wave phase --order Pre,Post", 20.0, 10, "rating"),
    Case("qualtrics-group-column", "input.csv", 125 / 3, 12, "Q7", says=(
        r"3 rows were read as the header",
    )),
    Case("quarter-before-year", "input.csv --wave quarter", 100 / 9, 18),
    *(
        Case("question-in-other-languages", f"{language}.csv", 100 / 3, 3)
        for language in ("es", "it", "nl", "pl", "sv", "tr")
    ),
    Case("recommend-column-passed-over", "input.csv", 50.0, 6, "nps", left_out=(0, 4), says=(
        r"-1 occurs 4 times: often a code",
    )),
    Case("second-header-row", "one-column.csv", 50.0, 8, MUSEUM),
    Case("second-header-row", "one-column-per-answer.csv", 50.0, 8, MUSEUM),
    Case("sep-line", "input.csv", 100 / 3, 3, LIKELY),
    Case("times-with-zone", "input.csv", 25.0, 4, "score"),
    Case("two-files-two-waves", "spring.csv autumn.csv", 12.5, 16, "score"),
    Case("why-was-it-rejected", "out-of-ten.csv", status=2, says=(
        r"'nps' would be the column, but 3 of 3 cells can't be read: '9/10', '10/10', '3/10'",
    )),
    Case("why-was-it-rejected", "monthly-scores.csv", status=2, says=(
        r"'NPS' would be the column, but 65, 70, 68 are no ratings: are these scores already\?",
    )),
    Case("why-was-it-rejected", "classes.csv", status=2, says=(
        r"'NPS' .* its cells are classes: 'Promoter', 'Passive', 'Detractor'; --rating NPS counts",
    )),
    Case("why-was-it-rejected", "classes.csv --rating NPS", 0.0, 3),
    Case("why-was-it-rejected", "total.csv", status=2, says=(
        r"'nps' would be the column, but 1 of 4 cells is off the scale: 22",
    )),
    Case("word-inside-a-word", "input.csv", status=2, says=(
        r"no column holds ratings 0 to 10 under a header that says so; name it with --rating",
    )),
]  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], case: Case, *more: str) -> tuple[int, str, str]:
    words = [str(CASES / case.folder / w) if w.endswith(".csv") else w for w in case.argv.split()]
    status = main([*words, *more])
    return status, *capsys.readouterr()


@pytest.mark.parametrize("case", TABLE, ids=lambda case: f"{case.folder}: {case.argv}")
def test_what_each_case_gives(capsys: pytest.CaptureFixture[str], case: Case) -> None:
    status, out, err = run(capsys, case, *(["--json"] if case.score is not None else []))
    assert status == case.status
    if case.score is None:
        assert out == ""
        for said in case.says:
            assert re.search(said, err)
        return
    found = json.loads(out)
    counts = nps.Counts.from_dict(found["total"]["counts"])
    assert counts.n == case.n
    assert found["total"]["score"] == pytest.approx(case.score, abs=1e-9)
    assert (found["missing"], found["invalid"]) == case.left_out
    assert case.rating in ("", found["rating"])
    assert found["rows"] == case.n + sum(case.left_out) or "--frequency" in case.argv
    for said in case.says:
        assert any(re.search(said, note) for note in found["notes"])


def test_every_case_is_in_the_table() -> None:
    assert {case.folder for case in TABLE} == {x.name for x in CASES.iterdir() if x.is_dir()}


def test_shares_are_printed_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, Case("last-digit-of-shares", "input.csv"))[1]
    assert "33.3%     33.3%       33.3%" in out
    assert nps.Counts(1, 1, 1).summary().count("33.3%") == 3


def changes(capsys: pytest.CaptureFixture[str], case: Case) -> list[tuple[str, str, float]]:
    found = json.loads(run(capsys, case, "--json")[1])["changes"]
    return [(x["before"], x["after"], x["comparison"]["difference"]) for x in found]


def test_quarters_before_their_year_are_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    found = changes(capsys, Case("quarter-before-year", "input.csv --wave quarter"))
    assert found == [
        ("Q4 2023", "Q1 2024", pytest.approx(-250 / 3)),
        ("Q1 2024", "Q2 2024", pytest.approx(-50.0)),
    ]


def test_months_of_timestamps(capsys: pytest.CaptureFixture[str]) -> None:
    case = Case("month-from-timestamps", "input.csv --wave submitted_at --period month")
    assert changes(capsys, case) == [("2024-01", "2024-02", pytest.approx(100 / 3))]


def test_before_and_after_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    case = Case("ordered-categories", "input.csv --wave phase --order Pre,Post")
    assert changes(capsys, case) == [("Pre", "Post", pytest.approx(120.0))]


def test_each_file_is_a_wave(capsys: pytest.CaptureFixture[str]) -> None:
    case = Case("two-files-two-waves", "spring.csv autumn.csv")
    assert changes(capsys, case) == [("spring", "autumn", pytest.approx(-75.0))]


def test_labels_of_tools_as_cells() -> None:
    cells = pd.read_csv(CASES / "labels-of-tools" / "input.csv")[LIKELY]
    assert nps.parse_ratings(list(cells)) == [10, 0, 9, None, None, None, None, None, 9, 9]


def test_suspicions_in_python() -> None:
    stars = pd.read_csv(CASES / "five-stars-small" / "input.csv")["NPS Score"]
    assert nps.audit(stars).suspicions[0].startswith("no answer of 40 is above 5: was the question")
    values = pd.read_csv(CASES / "integer-minimum" / "input.csv")["nps_value"]
    (found,) = nps.audit(values).suspicions
    assert found.endswith("as an integer. Replace it with None if it is.")


@pytest.mark.parametrize("case", [c for c in TABLE if " " not in c.argv], ids=lambda c: c.folder)
def test_python_reads_as_the_terminal_does(case: Case) -> None:
    path = CASES / case.folder / case.argv
    if case.score is None:
        with pytest.raises(nps.OptionError) as caught:
            nps.read_answers(path)
        assert "--" not in str(caught.value)
        return
    file = nps.read_answers(path)
    assert case.rating in ("", file.rating)
    counts = file.count(invalid="drop")
    assert (counts.n, counts.missing, counts.invalid) == (case.n, *case.left_out)
    assert counts.score == pytest.approx(case.score, abs=1e-9)


PAGE = ROOT / "docs" / "how-to" / "exports" / "kinds.md"


def gives(capsys: pytest.CaptureFixture[str], case: Case) -> str:
    """What the page says that a case gives: a score, or what stops it."""
    _, out, err = run(capsys, case, *(["--json"] if case.score is not None else []))
    if case.score is None:
        said = err.partition("error: ")[2].partition(";")[0].strip()
        return f"stops: {said}".replace(str(CASES / case.folder) + "/", "")
    total = json.loads(out)["total"]
    return f"NPS {total['score']:.1f} of {nps.Counts.from_dict(total['counts']).n} answers"


def test_the_page_of_kinds_says_what_each_gives(capsys: pytest.CaptureFixture[str]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z-]+) \| `([^`]*)` \| (.*) \|$", page, re.MULTILINE)
    assert rows == [(case.folder, case.argv, gives(capsys, case)) for case in TABLE]


def test_the_exports_that_ship_all_hold_the_same_survey(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    made = runpy.run_path(str(ROOT / "examples" / "make_exports.py"))
    made["main"].__globals__["FOLDER"] = tmp_path
    made["main"]()
    shipped = ROOT / "examples" / "exports"
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in shipped.iterdir()}
    for path in shipped.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()
        status = main([str(path), "--json"])
        out = capsys.readouterr().out
        if path.name == "no_question.csv":
            assert status == 2
        else:
            counts = json.loads(out)["total"]["counts"]
            assert nps.Counts.from_dict(counts) == nps.Counts(7, 3, 2)

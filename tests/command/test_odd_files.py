"""Dull and hostile files of every make: the score that their owner would take, or one clear line.

Each file is generated, and the command is given nothing but its name, as people try first.
"""

from __future__ import annotations

import gzip
import json
import re
import runpy
import signal
import sys

import pytest
from odd_files import ASKED, OTHERS, SCORE, SCORE_OF_T, File, R, T, check, one, table


def numbered(*rows):
    return table(["id", "nps"], *enumerate(T), *rows)


def questions(*columns):
    """Write a row for each question and respondent."""
    asked = ((ASKED, 1), ("How satisfied are you?", 2), ("Age group", 3))
    rows = [(i, text, x // by) for i, x in enumerate(R) for text, by in asked]
    return table(columns, *rows)


def metrics():
    rows = [(i, name, x // k) for i, x in enumerate(R) for k, name in enumerate(("NPS", "CSAT"), 1)]
    return table(["respondent", "metric", "score"], *rows)


def beside(header):
    """Write a column of small whole numbers that are no ratings."""
    return table(["who", header], *zip("abcdef", OTHERS, strict=True))


NO_COLUMN = "no column holds ratings 0 to 10 under a header that says so"
FILES = {
    # one column, cells in every spelling
    "decimal commas": File(one("nps", [f"{x},0" for x in R], mark=";"), SCORE),
    "points and noughts": File(one("nps", [f"{x}.0" for x in R]), SCORE),
    "full width": File(one("nps", ["９", "１０", "３"] * 4), 100 / 3, 12),
    "arabic digits": File(one("nps", ["٩", "١٠", "٣"] * 4), 100 / 3, 12),
    "stars beside": File(one("nps", ["9 ⭐", "10 ⭐", "3 ⭐"] * 4), 100 / 3, 12),
    "of ten": File(one("nps", ["8 von 10", "9 von 10"] * 3), 50.0, 6),
    "errors of a spreadsheet": File(one("nps", [*T, "#N/A", "#REF!"]), SCORE_OF_T, 12),
    "a minus sign": File(one("nps", ["−1", *R]), SCORE, says="-1 occurs once: often a code"),
    "percent": File(one("nps", [f"{10 * x}%" for x in R]), says="can't be read: '100%'"),
    "0-100": File(one("nps", [10 * x for x in R]), says="was the question asked on 0-100"),
    "words": File(one(ASKED, ["Very likely", "Unlikely"] * 5), says="can't be read: 'Very likely'"),
    "stars": File(
        one("nps", ["⭐⭐⭐⭐", "⭐"] * 4),
        says="are stars such as '⭐⭐⭐⭐', none above 5: --scale 1-5 reads",
    ),
    "stars of five": File(
        one("rating", ["★★★★★", "★★★☆☆"] * 4), 0.0, 8, options=("--scale", "1-5")
    ),
    "stars by name": File(
        one("nps", ["5 stars", "3 stars"] * 4), -100.0, 8, "are stars", options=("--rating", "nps")
    ),
    "out of five": File(one("nps", ["5/5", "4/5"] * 4), says="--rating nps --scale 1-5 takes it"),
    "out of five, as said": File(
        one("nps", ["5/5", "4 out of 5"] * 4), 50.0, 8, options=("--scale", "1-5")
    ),
    "out of another": File(
        one("nps", ["5/5", "4/7"] * 4), 100.0, 4, options=("--rating", "nps", "--scale", "1-5")
    ),
    "1 to 5 unsaid": File(one("nps", [1, 3, 4, 5] * 4), -100.0, 16, "no answer of 16 is above 5"),
    "ranges": File(one("nps", ["0-6", "7-8", "9-10"] * 4), says="can't be read: '0-6'"),
    "ranges as dates": File(one("nps", [*T[:6], "9-Oct", "10-Sep"]), says="can't be read: '9-Oct'"),
    "months before": File(one("nps", [*T[:6], "Okt-09", "set/10"]), says="can't be read: 'Okt-09'"),
    "more than": File(one("nps", ["9+", "10+", "3"] * 5), says="can't be read: '9.'"),
    "class and range": File(one("nps", ["Detractor (0-6)"] * 4), says="can't be read"),
    "yes and no": File(one("Would you recommend us?", ["Yes", "No"] * 4), says="'Yes', 'No'"),
    "one and nought": File(one("Would you recommend us?", [1, 0, 1]), says="yes and no"),
    "one and two": File(one("Would you recommend us? 1=Yes 2=No", [1, 2, 1]), says="1 is the best"),
    "three codes": File(one("nps", [1, 2, 3]), says="are these classes"),
    "positions": File(one("nps", [x + 1 for x in R]), says="are these positions"),
    "points of classes": File(one("nps", [100, 0, -100, 100]), says="points of classes"),
    "scores": File(one("NPS", [45, 30, -10, 60]), says="are these scores already"),
    "averages": File(one("nps", [8.2, 7.9, 8.0]), says="are these averages"),
    "turned labels": File(
        one("nps", ["1 - very likely", "10 - not at all"] * 4), says="1 is the be"
    ),
    # headers
    "last year": File(table(["NPS", "NPS last year"], *zip(R, R[::-1], strict=True)), SCORE),
    "a goal beside": File(table(["NPS", "NPS goal"], (8, 9), (9, 9), (3, 9)), 0.0, 3),
    "an id": File(table(["NPS Survey ID", "Score"], (1, 9), (2, 3), (3, 10)), 100 / 3, 3),
    "classes beside": File(
        table(["nps_type", "score"], ("Promoter", 9), ("Detractor", 3), ("Passive", 8)), 0.0, 3
    ),
    "class codes beside": File(
        table(["nps", "ltr"], (1, 9), (3, 3), (2, 8), (1, 10), (3, 2)),
        0.0,
        5,
        "it holds the classes",
    ),
    "satisfied": File(one("How satisfied are you with us? 0-10", R), says=NO_COLUMN),
    "effort": File(one("How easy was it? 1-7", [1 + x % 7 for x in R]), says=NO_COLUMN),
    "stay": File(one("How likely are you to renew your contract? (0-10)", R), says=NO_COLUMN),
    "buy": File(one("How likely are you to buy from us again?", R), says=NO_COLUMN),
    "received": File(one("Recommendations received", R), says=NO_COLUMN),
    "predicted": File(one("Predicted NPS", R), says="its header says 'predicted'"),
    "target": File(one("NPS target", [8, 9, 7]), says="its header says 'target'"),
    "unlikely": File(one("How unlikely are you to recommend us?", R), says="says 'unlikely'"),
    "twice": File(table(["nps", "nps"], *zip(R, R, strict=True)), says="2 columns may hold"),
    "a matrix": File(table([f"{ASKED} [A]", f"{ASKED} [B]"], (9, 3), (4, 5)), says="2 columns"),
    "years side by side": File(
        table(["NPS 2023", "NPS 2024"], (9, 3), (4, 5)), says="2 columns may"
    ),
    "0-6": File(one(f"{ASKED} 0=Very unlikely, 6=Very likely", [1, 6]), says="says 0 to 6, which"),
    **{
        f"no rating: {header}": File(beside(header), says=NO_COLUMN)
        for header in (
            "days_since_nps",
            "nps_attempts",
            "nps_page",
            "nps_tier",
            "nps_survey_version",
            "nps_responses",
            "hours to NPS",
            "NPS comment length",
            "NPS position",
            "nps sent",
            "NPS Region",
            "NPS Unit",
            "NPS index",
            "is_promoter",
            "LTR months",
        )
    },
    # other things than surveys
    "reviews": File(
        beside("rating").replace("9", "5").replace("7", "4"), says="no answer of 6 is above 5"
    ),
    "reviews to 7": File(beside("score").replace("9", "6"), says="above 7.*takes it so"),
    "films": File(table(["film", "rating"], ("a", 7.1), ("b", 9.0), ("c", 5.5)), says="averages"),
    "shares": File(table(["x", "likelihood"], ("a", 0.1), ("b", 0.9)), says="averages"),
    "revenue": File(table(["who", "LTR"], ("a", 120.5), ("b", 99.0)), says="off the scale"),
    # tables whose rows are no respondents
    "a row for each shop": File(
        table(["shop", "NPS", "responses"], ("N", 5, 100), ("S", 8, 120), ("W", 3, 80)),
        says="is a row a group with its score rather than an answer",
    ),
    "a row for each month": File(
        table(["month", "NPS"], *((f"2024-0{i}", i) for i in range(1, 6))), says="another month in"
    ),
    "questions below each other": File(
        questions("respondent", "question", "score"), says="the rows answer several questions"
    ),
    "metrics below each other": File(metrics(), says="--where metric=NPS takes one"),
    "metrics, one chosen": File(metrics(), SCORE, options=("--where", "metric=NPS")),
    "metrics, column named": File(
        metrics(), 100 * (6 - 23) / 32, 32, "several questions", options=("--rating", "score")
    ),
    "a column for each rating": File(
        table(["month", *range(11)], *[(f"2024-0{i}", *range(11)) for i in (1, 2)]), says=NO_COLUMN
    ),
    "a row for each question": File(
        table(["question", "r1", "r2"], (ASKED, 9, 10), ("Satisfaction", 4, 5)), says=NO_COLUMN
    ),
    # below the answers
    "a total": File(numbered(("Total", 73)), says="the last row says 'Total'"),
    "a mean": File(numbered(("Average NPS", 7)), says="the last row says 'Average NPS'"),
    "a deviation": File(numbered(("Std. dev.", 3)), says="the last row says 'Std. dev.'"),
    "statistics": File(numbered(("Median", 8), ("Min", 0), ("Max", 10)), says="says 'Median'"),
    "statistics and a blank": File(numbered(("Median", 8), ("", "")), says="says 'Median'"),
    "a mean in words": File(numbered(("", "Mean: 6.9")), SCORE_OF_T, 12),
    "a footnote": File(numbered(("Generated 2024-03-01", "")), SCORE_OF_T, 12),
    "somebody called Max": File(numbered(("Max", 9)), 100 * 3 / 13, 13),
    "a header inside": File(numbered(("id", "nps"), *enumerate(T)), SCORE_OF_T, 24),
    # bytes
    "packed": File(gzip.compress(one("nps", R).encode()), SCORE, name="survey.csv.gz"),
    "UTF-16": File(one("nps", R).encode("utf-16"), SCORE),
    "UTF-16, no mark": File(one("nps", R).encode("utf-16-le"), SCORE),
    "old line ends": File(one("nps", R, end="\r"), SCORE),
    "all line ends": File("shop,nps\r\nN,9\nS,3\rW,10\r\n", 100 / 3, 3),
    "delimiters at the end": File("id,nps,,\n" + "".join(f"1,{x},,\n" for x in R), SCORE),
    "blank lines": File("\n\nid,nps\n" + "".join(f"1,{x}\n\n" for x in R), SCORE),
    "blanks before quotes": File('id, "nps"\n' + "".join(f'1, "{x}"\n' for x in R), SCORE),
    "no header": File("".join(f"{x}\n" for x in R), SCORE, says="the file has no header"),
    "no header, two": File("".join(f"{x},{x}\n" for x in R), says=NO_COLUMN),
    "single quotes": File("'nps','id'\n" + "'9','1'\n" * 5, says="can't be read"),
    "backslashes": File(
        "id,comment,nps\n" + '1,"said \\"no\\", twice",9\n' * 5,
        status=1,
        says="5 rows with more than 3",
    ),
    "zero bytes": File(b"shop,nps\nN,9\0\nS,3\0\nN,10\0\n", says="looks like a binary file"),
    "nothing": File(b"", says="the file is empty"),
    "a header": File("id,nps\n", status=1, says="there is no row below the header"),
    # other formats
    "JSON by another name": File(
        json.dumps([{"nps": 9}, {"nps": 3}]), 0.0, 2, "the file holds JSON"
    ),
    "JSON within JSON": File(json.dumps([{"a": {"nps": 9}}, {"a": {"nps": 3}}]), 0.0, 2),
    "JSON in columns": File(json.dumps({"nps": [9, 3, 10]}), 100 / 3, 3, "read as records"),
    "JSON in rows": File(json.dumps([["nps"], [9], [10]]), 100.0, 2, "read as records"),
    "JSON without names": File(json.dumps([[1], [9]]), says="record 0 must be a mapping"),
    "JSON without records": File("[]", says="there are no rows"),
    "text as a workbook": File(one("nps", R), SCORE, name="survey.xlsx"),
    "a page as a workbook": File("<html><table><tr><td>nps", says="a web page", name="survey.xls"),
    "a letter": File("{\\rtf1 nps 9}", says="a text document", name="survey.doc"),
}


@pytest.mark.parametrize("name", FILES)
def test_the_score_of_its_owner_or_one_clear_line(name, tmp_path, monkeypatch, capsys):
    check(FILES[name], tmp_path, monkeypatch, capsys)


def test_there_are_as_many_as_it_takes():
    assert len(FILES) >= 90


def test_what_stops_is_said_in_chinese(tmp_path, monkeypatch, capsys):
    """No word of English is left but names, options and what the file itself says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "nps.__main__", raising=False)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    for name, file in FILES.items():
        if file.score is not None or not name.isascii():
            continue
        content = file.content if isinstance(file.content, bytes) else file.content.encode()
        (tmp_path / file.name).write_bytes(content)
        monkeypatch.setattr(sys, "argv", ["nps", file.name, "--language", "zh", *file.options])
        with pytest.raises(SystemExit) as ended:
            runpy.run_module("nps", run_name="__main__")
        told = capsys.readouterr().err
        assert ended.value.code == file.status
        assert re.match(r"nps：错误：.*[\u4e00-\u9fff]", told), (name, told)


def test_a_file_that_is_not_there(monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "nps.__main__", raising=False)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    for language, says in (("en", "error: no.csv: No such file"), ("zh", "错误：no.csv：没有这个")):
        monkeypatch.setattr(sys, "argv", ["nps", "no.csv", "--language", language])
        with pytest.raises(SystemExit):
            runpy.run_module("nps", run_name="__main__")
        assert says in capsys.readouterr().err

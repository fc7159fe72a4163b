"""Files of every make, hostile and dull: no command prints a number that nobody asked for.

Each is written here, as a survey tool, a spreadsheet, a database or a person in a hurry would write
it. What is expected is the score of the answers it was made from, or one line that says why not.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from command_line import main

import nps

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = [10, 9, 9, 8, 7, 6, 3, 0, 10, 9, 10, 5]
SCORE = nps.Counts(6, 2, 4)
LIKELY = "How likely are you to recommend us to a friend or colleague?"


@dataclass(frozen=True)
class File:
    """A file, and what comes of it."""

    content: bytes
    expected: nps.Counts | None = SCORE
    says: str = ""
    options: tuple[str, ...] = ()
    name: str = "survey.csv"


Rows = Sequence[Sequence[object]]


def text(rows: Rows, delimiter: str = ",", **more: object) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, **more).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def answers(
    header: str = LIKELY, cells: Sequence[object] = ANSWERS, **columns: Sequence[object]
) -> Rows:
    """A table with an id, the answers and more columns."""
    more = list(columns.values())
    head = ["id", header, *columns]
    return [head, *([100 + i, x, *(m[i] for m in more)] for i, x in enumerate(cells))]


def table(rows: Rows, encoding: str = "utf-8", **more: object) -> bytes:
    return text(rows, **more).encode(encoding)


def refused(content: bytes, says: str, *options: str, name: str = "survey.csv") -> File:
    return File(content, None, says, options, name)


def spread(marks: Callable[[int, int], object]) -> bytes:
    """One column for each answer, under two header rows."""
    head = ["Respondent ID", LIKELY, *[""] * 10, "Why?"]
    sub = ["", "0 - Not at all likely", *map(str, range(1, 10)), "10 - Extremely likely",
           "Open-Ended Response"]  # fmt: skip
    body = [[1000 + i, *(marks(a, k) for k in range(11)), "so"] for i, a in enumerate(ANSWERS)]
    return table([head, sub, *body])


CLASS = [3 if a > 8 else 2 if a > 6 else 1 for a in ANSWERS]
PAIRS = [*zip(ANSWERS, CLASS, strict=True)]
WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789"}
WORDS = {3: "Promoter", 2: "Passive", 1: "Detractor"}
MAILS = [f"p{i % 9}@example.org" for i in range(12)]

FILES: dict[str, File] = {
    # ------------------------------------------------------------ what tools export
    "google forms": File(table([
        ["Timestamp", "Email Address", LIKELY, "What could we do better?"],
        *([f"3/{1 + i}/2024 9:0{i % 10}:00", f"x{i}@example.org", a, "More, please"]
          for i, a in enumerate(ANSWERS))])),
    "typeform": File(table([
        ["#", "How likely is it that you'd recommend *Acme*?", "Why?", "Start Date (UTC)",
         "Network ID"],
        *([f"a{i:06x}", a, "", "2024-03-01 09:00:00", "ff"] for i, a in enumerate(ANSWERS))])),
    "limesurvey": File(table([
        ["Antwort ID", "Datum Abgeschickt", "G01Q02. Wie wahrscheinlich ist es, dass Sie uns"
         " weiterempfehlen?", "Warum?"],
        *([i, "2024-03-01 00:00:00", f"{a}", "N/A"] for i, a in enumerate(ANSWERS))],
        delimiter=";")),
    "delighted": File(table([
        ["Person ID", "Name", "Email", "Score", "Comment", "Sent At", "Responded At"],
        *([i, "A", f"b{i}@c.de", a, "", "2024-01-01", "2024-01-02"]
          for i, a in enumerate(ANSWERS))])),
    "hubspot": File(table([
        ["Response ID", "Survey Name", "NPS Score", "NPS Group", "Response"],
        *([i, "Q1", a, WORDS[c], "x"] for i, (a, c) in enumerate(PAIRS))])),
    "qualtrics as text": File(table([
        ["StartDate", "Q7_NPS_GROUP", "Q7"],
        ["Start Date", f"{LIKELY} - Group", LIKELY],
        ['{"ImportId":"startDate"}', '{"ImportId":"QID7_NPS_GROUP"}', '{"ImportId":"QID7"}'],
        *(["2024-03-01", WORDS[c], a] for a, c in PAIRS)], delimiter="\t",
        encoding="utf-16")),
    "qualtrics before 2017": File(table([
        ["V1", "Q7_NPS_GROUP", "Q7", "Q9"], ["ResponseID", f"{LIKELY}-Group", LIKELY, "Age"],
        *([f"R_{i}", c, a, 20 + i] for i, (a, c) in enumerate(PAIRS))])),
    "surveymonkey, one column": File(table([
        ["Respondent ID", LIKELY, "Comments"], ["", "Response", "Open-Ended Response"],
        *([i, a, "x"] for i, a in enumerate(ANSWERS))])),
    "surveymonkey, columns with texts": File(spread(
        lambda a, k: "" if a != k else
        {0: "0 - Not at all likely", 10: "10 - Extremely likely"}.get(k, str(k)))),
    "surveymonkey, columns with ones": File(spread(lambda a, k: int(a == k) or "")),
    "surveymonkey, columns with ones and zeros": File(spread(lambda a, k: int(a == k))),
    "surveymonkey, columns with ticks": File(spread(lambda a, k: "x" if a == k else "")),
    "wenjuanxing in gbk": File(table([
        ["序号", "提交答卷时间", "所用时间", "1、您向朋友推荐我们的可能性有多大？", "2、原因"],
        *([i, "2024/3/1 9:00:00", "60秒", f"{a}", "很好"] for i, a in enumerate(ANSWERS))],
        encoding="gbk")),
    "tencent in gb18030": File(table([
        ["编号", "开始答题时间", "您有多大可能推荐腾讯会议", "IP"],
        *([i, "2024-03-01", f"{a}分", "1.1.1.1"] for i, a in enumerate(ANSWERS))],
        encoding="gb18030")),
    "taiwan in big5": File(table([
        ["編號", "您向朋友推薦我們的可能性", "意見"],
        *([i, a, "服務很好"] for i, a in enumerate(ANSWERS))], encoding="big5")),
    "japan in shift-jis": File(table([
        ["番号", "友人に薦める可能性", "理由"],
        *([i, a, "とても良い"] for i, a in enumerate(ANSWERS))], encoding="cp932")),
    "korea in euc-kr": File(table([
        ["번호", "추천 의향", "의견"], *([i, f"{a}점", "좋아요"] for i, a in enumerate(ANSWERS))],
        encoding="euc_kr")),
    "france in cp1252, semicolons": File(table([
        ["n°", "Recommanderiez-vous l'école ?", "Région"],
        *([i, a, "Île-de-France"] for i, a in enumerate(ANSWERS))],
        encoding="cp1252", delimiter=";")),
    "poland in cp1250": File(table([
        ["id", "Jak prawdopodobne jest, że polecisz nas znajomym?"],
        *([i, a] for i, a in enumerate(ANSWERS))], encoding="cp1250", delimiter=";")),
    "russia in cp1251": File(table([
        ["номер", "Вероятность рекомендации", "город"],
        *([i, a, "Москва"] for i, a in enumerate(ANSWERS))], encoding="cp1251")),
    "turkey in cp1254": File(table([
        ["no", "Bizi tavsiye etme olasılığınız", "şehir"],
        *([i, a, "İzmir"] for i, a in enumerate(ANSWERS))], encoding="cp1254")),
    # ------------------------------------------------------------ what spreadsheets leave
    "sep line and mark": File(b"\xef\xbb\xbfsep=;\r\n" + table(answers(), delimiter=";")),
    "sep line with tabs": File(b"sep=\\t\n" + table(answers(), delimiter="\t")),
    "titles above": File(table([["Survey 2024"], [], ["Exported by Jo"], [], *answers()])),
    "titles with commas": File(table([["Survey 2024", "", ""], ["", "", ""],
                                      *answers(shop=["N"] * 12)])),
    "two title cells": File(table([["Survey", "2024"],
                                   *answers(a=[1] * 12, b=[2] * 12, c="x" * 12)])),
    "blank lines between": File(table(answers()).replace(b"\r\n", b"\r\n\r\n")),
    "blank header": File(table([["", LIKELY, ""], *([i, a, "x"] for i, a in enumerate(ANSWERS))])),
    "old macintosh": File(table(answers()).replace(b"\r\n", b"\r")),
    "trailing delimiters": File(table(answers()).replace(b"\r\n", b",,\r\n")),
    "non-breaking spaces": File(table(answers("NPS", [f"\u00a0{a}\u00a0" for a in ANSWERS]))),
    "zero-width marks": File(table(answers("NPS\u200b", [f"\ufeff{a}" for a in ANSWERS]))),
    "full-width digits": File(table(answers("NPS", [str(a).translate(WIDE) for a in ANSWERS]))),
    "decimals of a database": File(table(answers("nps", [f"{a}.0" for a in ANSWERS]))),
    "decimal commas": File(table(answers("nps", [f"{a},0" for a in ANSWERS]), delimiter=";")),
    "labels": File(table(answers(cells=[f"({a}) label" for a in ANSWERS]))),
    "labels behind": File(table(answers(cells=[f"Likely ({a})" for a in ANSWERS]))),
    "out of ten": File(table(answers(cells=[f"{a} out of 10" for a in ANSWERS]))),
    "points": File(table(answers(cells=[f"{a} pts" for a in ANSWERS]))),
    "no header, one column": File("\n".join(map(str, ANSWERS)).encode()),
    "header of digits": File(table([["id", "2024 NPS"], *([i, a] for i, a in enumerate(ANSWERS))])),
    # ------------------------------------------------------------ columns beside the question
    "classes in words beside": File(table(answers(segment=[WORDS[c] for c in CLASS]))),
    "classes in numbers beside": File(table(answers("NPS", nps_class=CLASS))),
    "classes under the same word": File(table(answers("NPS score", NPS=CLASS))),
    "csat beside": File(table(answers("nps", csat=[5, 4] * 6, score=[1, 2] * 6))),
    "comment about recommending": File(table(answers(
        "NPS", why=[f"I would recommend it, {i}" for i in range(12)]))),
    "question about what to recommend": File(table([
        ["What would you recommend we improve?", "NPS"],
        *([f"thing {i}", a] for i, a in enumerate(ANSWERS))])),
    "received recommendations": File(table(answers("nps", recommendations_received=[1, 2, 3] * 4))),
    "weight and date": File(table(answers("NPS", weight=[1.5] * 12, nps_date=["2024-01-01"] * 12))),
    "comments with everything": File(table(answers(
        why=['He said "9, or 10";\nthen\tleft | so'] * 12))),
    # ------------------------------------------------------------ codes
    "codes for none": File(table(answers("nps", [*ANSWERS, -1, -1, 99, "DK", ""])),
                           nps.Counts(6, 2, 4, missing=2, invalid=3)),
    "codes named": File(table(answers("nps", [*ANSWERS, -1, -1, 99])),
                        nps.Counts(6, 2, 4, missing=3), options=("--missing", "-1,99")),
    "word for none named": File(table(answers("nps", [*ANSWERS, "ohne"])),
                                nps.Counts(6, 2, 4, missing=1), options=("--missing", "ohne")),
    "rows picked": File(table(answers("nps", [*ANSWERS, 0, 0], land=["FR"] * 12 + ["DE"] * 2)),
                        options=("--where", "land=FR")),
    "people twice": File(table(answers("nps", [0] * 12 + ANSWERS, mail=[*"abcdefghijkl"] * 2,
                                       at=[f"2024-01-{i:02}" for i in range(1, 25)])),
                         options=("--respondent", "mail", "--when", "at")),
    "weights": File(table(answers("nps", w=["1"] * 12)), options=("--weight", "w")),
    "counts": File(table([["score", "n"], *([a, ANSWERS.count(a)] for a in sorted({*ANSWERS}))]),
                   options=("--frequency", "n")),
    "cut points": File(table(answers("nps")), options=("--scale", "0-6,7-8,9-10")),
    "json in disguise": File(json.dumps([{"nps": a} for a in ANSWERS]).encode()),
    # ------------------------------------------------------------ what must be refused
    "two questions": refused(table([
        ["How likely are you to recommend A?", "How likely are you to recommend B?"],
        *([a, a] for a in ANSWERS)]), r"2 columns may hold the ratings; say which:\n  --rating"),
    "only classes in numbers": refused(table(answers("NPS", CLASS)),
                                       "1, 2 or 3: are these classes"),
    "only yes and no": refused(table(answers("Would you recommend us?", [1, 0] * 6)),
                               "all 12 cells are 0 or 1: yes and no"),
    "points of classes": refused(table(answers("nps", [100, 0, -100] * 4)), "points of classes"),
    "signs of classes": refused(table(answers("nps", [1, 0, -1] * 4)), "-1, 0 or 1: yes and no"),
    "out of a hundred": refused(table(answers("nps", [a * 10 for a in ANSWERS])), "on 0-100"),
    "positions": refused(table(answers("nps", [a + 1 for a in ANSWERS if a] * 2)),
                         "11 occurs 6 times and 0 never: are these positions"),
    "fractions": refused(table(answers("nps", [a - 0.5 for a in ANSWERS])), "are these averages"),
    "monthly scores": refused(table(answers("NPS", [31.5, 42, 38, -3])), "scores already"),
    "a total below": refused(table([["region", "nps"], ["N", 9], ["S", 3], ["W", 7],
                                    ["Total", 6]]), "the last row says 'Total'"),
    "a table of counts": refused(table([["rating", "respondents"],
                                        *([r, 3 + r] for r in range(11))]),
                                 "is this a table of counts"),
    "a table of counts without a name": refused(table([["nps", "x"],
                                                       *([r, (7 * r) % 5] for r in range(11))]),
                                                "is this a table of counts"),
    "stars under a weak header": refused(table(answers("rating", [5, 4, 5, 3, 5, 5, 1] * 5)),
                                         "no answer of 35 is above 5"),
    "no such question": refused(table(answers("How satisfied are you?")),
                                "no column holds ratings"),
    "likely to stay": refused(table(answers("How likely are you to stay?")),
                              r"no column holds ratings(.|\n)*--rating 'How likely are you to s"),
    "grades out of ten": refused(table(answers("nps", [f"{a}/10" for a in ANSWERS])),
                                 "12 of 12 cells can't be read"),
    "words": refused(table(answers("NPS", ["Very likely", "Likely", "Unlikely"] * 4)),
                     "12 of 12 cells can't be read: 'Very likely'"),
    "header only": File(
        b"id,nps\n", None, "no valid answer in column 'nps': there is no row below the header"
    ),
    "empty": refused(b"", "the file is empty"),
    "blank lines only": refused(b"\n\n\n", "the file is empty"),
    "all blank": File(table(answers("nps", [""] * 12)), None, "no valid answer in column 'nps'"),
    "an unclosed quotation": refused(table(answers()) + b'1,"9\n2,8\n', "never closed"),
    "a web page": refused(b"<html><body>Log in to see NPS</body></html>", "web page"),
    "random bytes": refused(random.Random(1).randbytes(5000), "binary file|damaged|never closed"),
    "a wrong encoding named": refused(table([["nps"], ["9"], ["é"]], encoding="cp1252"),
                                      "name the right encoding with --encoding",
                                      "--encoding", "utf-8"),
    "waves without order": refused(table(answers("nps", phase=["alpha", "beta"] * 6)),
                                   "are no times; say which comes first with --order",
                                   "--wave", "phase"),
    "each row a wave": refused(table(answers("nps", at=[f"2024-01-{10 + i}" for i in range(12)])),
                               "are these times", "--wave", "at"),
    "an unknown row": refused(table(answers("nps")), "no column 'land'", "--where", "land=FR"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_every_kind_of_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    file = FILES[kind]
    path = tmp_path / file.name
    path.write_bytes(file.content)
    status = main([str(path), *file.options, *(["--json"] if file.expected else [])])
    out, err = capsys.readouterr()
    if file.expected is None:
        assert (out, status) == ("", 1 if "no valid answer" in file.says else 2)
        assert re.search(file.says, err)
        assert err.startswith("python -m nps: error: ")
        return
    assert status == 0, err
    counts = nps.Counts.from_dict(json.loads(out)["total"]["counts"])
    assert counts == file.expected


def test_there_are_enough_of_them() -> None:
    assert len(FILES) > 80


def test_addresses_that_recur_are_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(table(answers("nps", email=MAILS)))
    assert main([str(path)]) == 0
    note = "3 of 12 rows are of somebody in 'email' who answered before: --respondent 'email'"
    assert note in capsys.readouterr().out

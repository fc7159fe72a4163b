"""Make exports/: one small survey as eight tools export it.

Run `python examples/make_exports.py`; the same files come out every time. Twelve people answered:
seven promoters, three passives, two detractors, NPS 41.7. The layouts are those of the tools, with
what people stumble over: three header rows, a column of groups beside the ratings, a column for
each answer, answers as text, Chinese in GB 18030.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

RATINGS = (10, 9, 8, 10, 9, 7, 3, 10, 9, 8, 6, 10)
QUESTION = "How likely are you to recommend the library to a friend?"
CHINESE = "您有多大可能向朋友推荐我们的图书馆？"
WHY = {0: "quick", 6: "closed on Sundays", 10: "too loud"}
CHINESE_WHY = {0: "很快", 6: "周日不开门", 10: "太吵"}
FOLDER = Path(__file__).parent / "exports"


def day(i: int) -> str:
    return f"2024-03-{i + 1:02d}"


def group(rating: int) -> int:
    return 1 + (rating > 6) + (rating > 8)


def qualtrics() -> list[list[object]]:
    """Three header rows, and the column of groups that Qualtrics adds by itself."""
    names = ["StartDate", "Finished", "ResponseId", "Q7_NPS_GROUP", "Q7", "Q8"]
    questions = ["Start Date", "Finished", "Response ID", f"{QUESTION} - Group", QUESTION, "Why?"]
    ids = [json.dumps({"ImportId": name}) for name in names]
    people = [
        [f"{day(i)} 09:00:00", 1, f"R_{i:02d}", group(x), x, WHY.get(i, "")]
        for i, x in enumerate(RATINGS)
    ]
    return [names, questions, ids, *people]


def surveymonkey() -> list[list[object]]:
    """Two header rows; a column for each answer, of which only the first has the question."""
    answers = ["0 - Not at all likely", *map(str, range(1, 10)), "10 - Extremely likely"]
    head = ["Respondent ID", "Start Date", QUESTION, *[""] * 10, "Why?"]
    people = [
        [100 + i, f"03/{i + 1:02d}/2024", *["" if x != k else a for k, a in enumerate(answers)],
         WHY.get(i, "")]
        for i, x in enumerate(RATINGS)
    ]  # fmt: skip
    return [head, ["", "", *answers, "Open-Ended Response"], *people]


def typeform() -> list[list[object]]:
    """One header row of questions, and a token for each person."""
    people = [
        [f"t{i:04x}", x, WHY.get(i, ""), f"{day(i)}T09:00:00Z"] for i, x in enumerate(RATINGS)
    ]
    return [["#", QUESTION, "Why?", "Submit Date (UTC)"], *people]


def google_forms() -> list[list[object]]:
    """Time first, with the clock of the form, then the questions."""
    people = [
        [f"{day(i).replace('-', '/')} 9:00:00 AM GMT+1", x, WHY.get(i, "")]
        for i, x in enumerate(RATINGS)
    ]
    return [["Timestamp", QUESTION, "Why?"], *people]


def limesurvey() -> list[list[object]]:
    """Codes of the questions, their texts behind them."""
    head = ["id. Response ID", "submitdate. Date submitted", f"NPS. {QUESTION}", "why. Why?"]
    people = [[i + 1, f"{day(i)} 09:00:00", x, WHY.get(i, "")] for i, x in enumerate(RATINGS)]
    return [head, *people]


def wenjuanxing() -> list[list[object]]:
    """Numbered questions in Chinese."""
    people = [
        [i + 1, f"2024/3/{i + 1} 9:00:00", f"{x}分", CHINESE_WHY.get(i, "(跳过)")]
        for i, x in enumerate(RATINGS)
    ]
    return [["序号", "提交答卷时间", f"1、{CHINESE}", "2、为什么？"], *people]


def write(name: str, rows: list[list[object]], **options: str) -> None:
    with (FOLDER / name).open("w", newline="", encoding=options.get("encoding", "utf-8")) as file:
        csv.writer(file, delimiter=options.get("delimiter", ","), lineterminator="\n").writerows(
            rows
        )


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    write("qualtrics.csv", qualtrics())
    write("surveymonkey.csv", surveymonkey())
    write("typeform.csv", typeform())
    write("google_forms.csv", google_forms())
    write("limesurvey.csv", limesurvey(), delimiter=";", encoding="utf-8-sig")
    write("wenjuanxing.csv", wenjuanxing(), encoding="gb18030")
    write("no_question.csv", [["name", "visits", "age"], ["Ann", 3, 40], ["Ben", 12, 31]])
    answers = [
        {"id": i, "submitted": f"{day(i)}T09:00:00Z", "answers": {"nps": x, "why": WHY.get(i)}}
        for i, x in enumerate(RATINGS)
    ]
    text = json.dumps({"page": 1, "responses": answers}, indent=1) + "\n"
    (FOLDER / "api.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

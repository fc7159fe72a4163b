"""Exports of many more makes, and tables that only look like answers: no number without a note."""

from __future__ import annotations

import json

import pytest
from odd_files import ASKED, SCORE, SCORE_OF_T, File, R, T, check, table

N = range(16)
MAIL = [f"a{i}@x.org" for i in N]
DAY = [f"2024-03-{i + 1:02}" for i in N]
TEXT = ["fine", "", "so, so", 'said "no"'] * 4
CLASS = ["Promoter" if x > 8 else "Passive" if x > 6 else "Detractor" for x in R]
NO_COLUMN = "no column holds ratings 0 to 10 under a header that says so"
SEVERAL = "columns may hold the ratings"
RESULTS = "are these results rather than answers"


def columns(header, *cells, **options):
    """Write columns side by side."""
    return table(header.split("|"), *zip(*cells, strict=True), **options)


def below(*lines, header="id,nps"):
    """Write twelve answers, and lines below them."""
    return header + "\n" + "".join(f"{i},{x}\n" for i, x in enumerate(T)) + "\n".join(lines)


def ticks(title, tick, blank=""):
    """Write a column for each rating, ticked where it was given."""
    rows = [[i, *(tick(x) if k == x else blank for k in range(11))] for i, x in enumerate(R)]
    return table(["id", *(title.format(k) for k in range(11))], *rows)


FILES = {
    # tools
    "Google Forms, a grid": File(
        columns(f"Timestamp|{ASKED} [Shop]|{ASKED} [Support]", DAY, R, R[::-1]), says=SEVERAL
    ),
    "Google Forms, a noun in the grid": File(
        columns(f"Timestamp|{ASKED} [Product]|{ASKED} [Support]", DAY, R, R[::-1]), says=SEVERAL
    ),
    "Google Forms, one of a grid": File(
        columns(f"Timestamp|Rate [{ASKED}]|Rate [Ease of use]|Age", DAY, R, R[::-1], N), SCORE
    ),
    "Typeform": File(
        columns(
            "#|How likely are you to recommend *Acme* to a friend?|Why?|Start Date (UTC)|Tags",
            MAIL,
            R,
            TEXT,
            DAY,
            [""] * 16,
        ),
        SCORE,
    ),
    "Medallia": File(
        columns(
            "SurveyID|Likelihood to Recommend (LTR)|LTR Segment|Overall Satisfaction|Unit",
            N,
            R,
            CLASS,
            R[::-1],
            "AB" * 8,
        ),
        SCORE,
    ),
    "Medallia, results": File(
        table(
            ["Unit", "NPS", "Promoters %", "Responses"],
            ("N", "45.0", "60.0", 100),
            ("S", 20, 50, 8),
        ),
        says="are these scores already",
    ),
    "Delighted": File(
        columns(
            "person_id|person_email|score|comment|survey_type|created_at",
            N,
            MAIL,
            R,
            TEXT,
            ["nps"] * 16,
            DAY,
        ),
        SCORE,
    ),
    "Delighted, two surveys": File(
        columns("person_id|score|comment|survey_type", N, R, TEXT, ["nps", "csat"] * 8),
        says="--where survey_type=nps takes one",
    ),
    "AskNicely": File(
        columns("name|email|answer|segment", MAIL, MAIL, R, "AB" * 8), says=NO_COLUMN
    ),
    "AskNicely, scores": File(
        columns("Name|NPS Score|NPS Category|Comment", MAIL, R, CLASS, TEXT), SCORE
    ),
    "Zendesk": File(
        columns("Recipient Email|Rating|Rating Category|Comment|Date", MAIL, R, CLASS, TEXT, DAY),
        SCORE,
    ),
    "Zendesk, times": File(columns("User ID|NPS Rating|Responded At|Sent", N, R, DAY, DAY), SCORE),
    "HubSpot": File(
        columns(
            "Contact ID|Rating|Survey type|Response|Sentiment", N, R, ["NPS"] * 16, TEXT, CLASS
        ),
        SCORE,
    ),
    "HubSpot, properties": File(
        columns(
            "Record ID|Most recent NPS survey rating|Last NPS survey date|NPS follow up",
            N,
            R,
            DAY,
            TEXT,
        ),
        SCORE,
    ),
    "Salesforce": File(
        columns("Account Name|NPS__c|NPS_Category__c|CreatedDate", MAIL, R, CLASS, DAY), SCORE
    ),
    "Salesforce, averages": File(
        table(["Account Name", "Average NPS__c", "Record Count"], ("A", 7, 10), ("B", 8, 20)),
        says="'Average NPS__c' is left out",
    ),
    "Salesforce, a report": File(
        columns("Account Name|NPS Score", MAIL, R)
        + '"Grand Totals (16 records)",101\n\n"Copyright (c) 2000-2024 salesforce.com"\n',
        SCORE,
        says="1 row with fewer than 2 cells",
    ),
    "问卷星": File(
        columns(
            "序号|提交答卷时间|所用时间|来自IP|1、您有多大可能向朋友或同事推荐我们？|2、您的性别",
            N,
            DAY,
            ["30秒"] * 16,
            ["1.1.1.1"] * 16,
            R,
            [1, 2] * 8,
        ),
        SCORE,
    ),
    "问卷星, positions": File(
        columns("序号|1、您向朋友推荐我们的可能性有多大？(NPS)", N, [x + 1 for x in R]),
        says="are these positions",
    ),
    "问卷星, points beside": File(
        columns("序号|1、您向朋友推荐我们的可能性有多大？(0-10)|总分", N, R, [x + 5 for x in R]),
        SCORE,
    ),
    "腾讯问卷": File(
        columns(
            "编号|开始答题时间|1.您向好友推荐本产品的可能性有多大？|2.原因:",
            N,
            DAY,
            [f"{x}分" for x in R],
            TEXT,
        ),
        SCORE,
    ),
    "金数据": File(columns("序号|您愿意把我们推荐给朋友吗|提交人", N, R, MAIL), SCORE),
    "金数据, stars": File(
        columns(
            "序号|您愿意把我们推荐给朋友吗|提交人", range(48), [1 + x % 5 for x in R] * 3, MAIL * 3
        ),
        -100.0,
        48,
        says="no answer of 48 is above 5",
    ),
    "a Japanese tool": File(
        columns(
            "回答ID|この商品を友人に薦める可能性はどのくらいありますか|性別",
            N,
            [f"{x}点" for x in R],
            ["男性", "女性"] * 8,
        ),
        SCORE,
    ),
    "a Japanese tool, codes": File(columns("No|Q1_推奨度|Q2_満足度", N, R, R[::-1]), SCORE),
    "a Korean tool": File(
        columns(
            "타임스탬프|저희 서비스를 지인에게 추천할 의향이 얼마나 있으신가요?|성별",
            DAY,
            [f"{x}점" for x in R],
            "남여" * 8,
        ),
        SCORE,
    ),
    "a Korean tool, codes": File(columns("응답자|추천점수|만족도점수", N, R, R[::-1]), SCORE),
    "LimeSurvey, codes": File(
        columns("id|Q1[SQ001]. How likely are you to recommend us? [ ]", N, [f"A{x}" for x in R]),
        says="can't be read: 'A10'",
    ),
    "SurveyMonkey, ticked": File(ticks(ASKED + " - {}", str), says=SEVERAL),
    # German spreadsheets
    "German, a weight beside": File(
        columns("Nr|Weiterempfehlung (0-10)|Gewicht", N, R, ["1,5"] * 16, mark=";", end="\r\n"),
        SCORE,
    ),
    "German, commas all over": File(
        columns(
            "Nr|Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?",
            N,
            [f"{x},00" for x in R],
            mark=";",
        ),
        SCORE,
    ),
    "German, results": File(
        table(
            ["Filiale", "NPS", "Anzahl"],
            ("Nord", "45,5", "1.200"),
            ("Süd", "20,1", "800"),
            mark=";",
        ),
        says="are these scores already",
    ),
    "German, averages": File(
        table(
            ["Filiale", "NPS", "Anzahl"], ("Nord", "8,5", "1.200"), ("Süd", "7,1", "800"), mark=";"
        ),
        says="are these averages",
    ),
    # pivot tables, and columns of ticks
    "thousands": File(
        table(
            ["score", "count"], *enumerate(["1,200", 300, 20, 30, 400, 500, "1,000", 7, 8, 9, 5])
        ),
        says="is this a table of counts",
    ),
    "a total for each month": File(
        table(["Month", *range(11), "Total"], ("Jan", *range(11), 55), ("Feb", *range(11), 55)),
        says=NO_COLUMN,
    ),
    "counts by month": File(
        table(["NPS", "Jan", "Feb"], *((i, 5 + i * i, 90 - i) for i in range(11))),
        says="is this a table of counts",
    ),
    "row labels": File(
        table(["Row Labels", "Count of NPS"], *enumerate(range(5, 16)), ("Grand Total", 110)),
        says="'Count of NPS' is left out",
    ),
    **{
        f"{kind} of NPS": File(
            table(["Row Labels", f"{kind} of NPS"], ("N", 8), ("S", 7), ("W", 9)),
            says="is left out",
        )
        for kind in ("Average", "Sum", "Max", "Min", "StdDev", "Var", "Median")
    },
    "ticks": File(ticks("NPS_{}", lambda _: 1, 0), says="yes and no"),
    "ticks in words": File(ticks(ASKED + " [{}]", lambda _: "Yes"), says="can't be read: 'Yes'"),
    "ticked ratings": File(ticks("Recommend {}", int), says=SEVERAL),
    "ticked classes": File(
        table(
            ["id", "NPS Promoter", "NPS Detractor"], *((i, x > 8, x < 7) for i, x in enumerate(R))
        ),
        says="'NPS Promoter' is left out",
    ),
    "percent": File(
        columns("id|NPS", N, [f"{10 * x} %" for x in R]), says="can't be read: '100 %'"
    ),
    "from 0 to 1": File(columns("id|NPS", N, [x / 10 for x in R]), says="are these averages"),
    "a slider": File(columns("id|NPS slider 0-100", N, [10 * x for x in R]), says="on 0-100"),
    # other things that are called NPS
    **{
        f"no rating: {header}": File(columns(f"who|{header}", "abcdefgh", OTHER), says=NO_COLUMN)
        for OTHER in [(1, 2, 3, 4, 0, 5, 6, 2)]
        for header in (
            "NPS rank",
            "NPS vs last year",
            "NPS stdev",
            "NPS variance",
            "NPS max",
            "lowest NPS",
            "nps_id",
            "How likely are you NOT to recommend us?",
            "I would never recommend them",
            "Ich würde uns nicht weiterempfehlen",
            "Je ne recommanderais pas",
            "您不会推荐我们的可能性",
            "No recomendaría la marca",
            "Non raccomanderei il prodotto",
            "薦めない理由の強さ",
        )
    },
    "would or would not": File(columns("序号|您会不会推荐我们给朋友", N, R), SCORE),
    "its ends in words": File(
        columns("id|Recommend us? (0 = would not recommend, 10 = would)", N, R), SCORE
    ),
    "a target beside": File(columns("eNPS target|eNPS", R, R[::-1]), SCORE),
    "two brands": File(
        columns("How likely are you to recommend A?|... to recommend B?", R, R[::-1]), says=SEVERAL
    ),
    "two waves": File(columns("id|nps_pre|nps_post", N, R, R[::-1]), says=SEVERAL),
    "lists": File(columns("id|NPS", N, [f"[{x}]" for x in R]), says=r"can't be read: '\[10\]'"),
    "JSON in cells": File(
        columns("id|NPS", N, [json.dumps({"score": x}) for x in R]), says="can't be read"
    ),
    "a group's code beside": File(
        columns("id|nps_group|nps_score", N, [len(x) for x in CLASS], R), SCORE
    ),
    # rows that are no answers
    "a title and a day above": File(
        "Report 2024\nGenerated;2024-05-01\n\n" + columns("id|NPS|shop", N, R, "ab" * 8, mark=";"),
        SCORE,
        says="2 rows above the header left out",
    ),
    "a day above no question": File(
        "Report\nGenerated;2024-05-01\n\n" + columns("id|a|b", N, R, R, mark=";"),
        says=f"{NO_COLUMN}.*in 'a', 'b'",
    ),
    "a day above a gap": File(
        "Report\nGenerated;2024-05-01\n" + columns("|NPS|shop", N, R, "ab" * 8, mark=";"), SCORE
    ),
    "a day above gaps": File(
        "Report\nGenerated;2024-05-01\n" + columns("|NPS||shop", N, R, N, "ab" * 8, mark=";"),
        says="no valid answer in column 'Report'",
        status=1,
    ),
    "lines of names and values": File(
        "".join(f"- id: {i}\n  nps: {x}\n" for i, x in enumerate(R)),
        says="the lines are names with values, such as 'nps: 4', rather than rows",
    ),
    "NPS below": File(below("NPS,8"), says=f"the last row says 'NPS': {RESULTS}"),
    "n below": File(below("N,8"), says=f"the last row says 'N': {RESULTS}"),
    "count below": File(below("Count,8"), says=f"the last row says 'Count': {RESULTS}"),
    "Ergebnis below": File(below("Gesamtergebnis,8"), says=f"says 'Gesamtergebnis': {RESULTS}"),
    "a mean below, in Chinese": File(
        below("平均分,6", header="序号,推荐分"), says=f"says '平均分': {RESULTS}"
    ),
    "a shop called N": File(columns("shop|nps", ["S"] * 11 + ["N"], T), SCORE_OF_T, 12),
    "a number alone": File(
        below(",7"), 100 * 2 / 13, 13, "the last row holds nothing but '7' in 'nps': is it a result"
    ),
    "another table below": File(below("", "id,csat", "0,5", "1,4"), says="says 'csat' below 'id'"),
    "subtotals": File(
        table(
            ["shop", "nps"], *(("N", x) for x in T[:6]), ("N Average", 8), *(("S", x) for x in T)
        ),
        says="a row says 'N Average': are there other rows than answers",
    ),
    "subtotals in front": File(
        table(["shop", "nps"], ("Total N", 8), *(("N", x) for x in T)), says="a row says 'Total N'"
    ),
    "a score a day": File(
        columns("date|NPS", DAY, [5, 6, 7, 8] * 4), -50.0, says="each row is another day in column"
    ),
    "classes a shop": File(
        table(["shop", "promoters", "passives", "detractors"], ("N", 5, 9, 7), ("S", 4, 3, 0)),
        says="columns 'promoters' and 'detractors' hold whole numbers: are these results",
    ),
    "an answer a day": File(columns("date|NPS", DAY, R), SCORE),
    "a score an agent": File(
        columns("agent|NPS|surveys", MAIL, R, [20] * 16), says="is a row a group with its score"
    ),
    "an id twice": File(
        columns("response_id|product|nps", [i // 2 for i in N], "ab" * 8, R),
        SCORE,
        says="of somebody in 'response_id' who answered before",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_no_number_without_a_reason(name, tmp_path, monkeypatch, capsys):
    check(FILES[name], tmp_path, monkeypatch, capsys)


def test_there_are_as_many_as_it_takes():
    assert len(FILES) >= 60

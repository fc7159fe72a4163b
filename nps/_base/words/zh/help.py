"""What --help says in Chinese, by the English of the options."""

from __future__ import annotations

from collections.abc import Mapping

HELP: Mapping[str, str] = {
    # argparse's own
    "usage: ": "用法：",
    ":\n": "：\n",
    "%(prog)s [FILE] [options]": "%(prog)s [FILE] [选项]",
    "positional arguments": "文件",
    "options": "选项",
    "show this help message and exit": "显示本帮助并退出",
    "show program's version number and exit": "显示版本号并退出",
    # nps
    """\
Read answers to "how likely are you to recommend us, 0 to 10?" from a survey export and print the
Net Promoter Score with its confidence interval: for everybody, for groups, and for survey waves
with the change from one to the next. CSV and TSV files of any size pass by as a stream; JSON,
Parquet, Excel, SPSS, Stata and SAS files are read too, also packed with gzip or zip.
""": """\
从问卷导出文件中读取“您有多大可能推荐我们？（0 至 10 分）”的回答，输出净推荐值（NPS）
及其置信区间：全体、各群组，以及各期调查与相邻两期之间的变化。CSV 与 TSV 文件不论多大都
以流式读取；也可读取 JSON、Parquet、Excel、SPSS、Stata 和 SAS 文件，以及 gzip 或 zip 压缩包。
""",
    """\
examples:
  %(prog)s survey.csv
  %(prog)s survey.csv --by segment country
  %(prog)s survey.csv --wave year --by segment
  %(prog)s survey.csv --wave submitted_at --period month
  %(prog)s spring.csv autumn.csv
  %(prog)s survey.xlsx --sheet Answers --missing -1,99
  %(prog)s counts.csv --rating score --frequency count
  %(prog)s survey.csv --rating "How likely are you to recommend us?" --json > nps.json
  %(prog)s survey.csv --wave year --by segment --html report.html
  %(prog)s survey.csv --wave year --by segment --target 30
  %(prog)s survey.csv --drivers price staff support --skipped not-asked
  %(prog)s survey.csv --comments why --themes codes --html report.html
  %(prog)s survey.csv --segments plan region age
  %(prog)s survey.csv --value spend
  gunzip -c survey.csv.gz | %(prog)s - --rating nps
  %(prog)s plan --score 30 --difference 5     (how many answers? see %(prog)s plan --help)

Columns are found by their exact header, or by any part of it that no other header has.
A blank cell is a missing answer and so is NA; 99, 11 or 8.5 are invalid. Both are counted and
shown, and enter no score. A change is called clear when its p-value, adjusted for the number of
changes, says so.

exit status: 0 scores printed, 1 no valid answer in the file, 2 bad usage, an unreadable file, or a
question that is not clear: no column of ratings, two of them, waves in no order
""": """\
示例：
  %(prog)s 问卷.csv
  %(prog)s 问卷.csv --by 区域 产品
  %(prog)s 问卷.csv --wave 年份 --by 区域
  %(prog)s 问卷.csv --wave 提交时间 --period month
  %(prog)s 春季.csv 秋季.csv
  %(prog)s 问卷.xlsx --sheet 答卷 --missing -1,99
  %(prog)s 频数.csv --rating 分数 --frequency 人数
  %(prog)s 问卷.csv --rating "您有多大可能推荐我们？" --json > nps.json
  %(prog)s 问卷.csv --wave 年份 --by 区域 --html 报告.html
  %(prog)s 问卷.csv --wave 年份 --by 区域 --target 30
  %(prog)s 问卷.csv --drivers 价格 员工 售后 --skipped not-asked
  %(prog)s 问卷.csv --comments 原因 --themes 编码 --html 报告.html
  %(prog)s 问卷.csv --segments 产品 区域 年龄
  %(prog)s 问卷.csv --value 消费额
  gunzip -c 问卷.csv.gz | %(prog)s - --rating 推荐
  %(prog)s plan --score 30 --difference 5     （需要多少份回答？见 %(prog)s plan --help）

列按完整表头查找，也可只写表头中其他列没有的一部分。
空白单元格和 NA 算作缺失；99、11、8.5 等算作无效。两者均计数并显示，但不计入得分。
变化是否明确，以按变化次数校正后的 p 值为准。

退出状态：0 已输出得分；1 文件中没有有效回答；2 用法有误、文件无法读取，或问题不明确
（没有评分列、有两个评分列、各期先后不明）
""",
    "survey export; - is the input. Several: waves": "问卷导出文件；- 为标准输入；多个即多期",
    "which answers": "哪些回答",
    "answers; several stand side by side": "评分列；多列则并列显示",
    "only rows with this value": "只取该列为此值的行",
    'what means "no answer", such as -1,99': "表示“未作答”的代码，如 -1,99",
    "1-5, 1-7, 1-10, or cut points such as 0-6,7-8,9-10": "如 1-5，或分界点 0-6,7-8,9-10",
    "how many gave the answer: a table of counts": "给出该回答的人数（频数表）",
    "weights of the respondents": "受访者的权重",
    "who answered: each person counts once": "答题人；每人只计一次",
    "when each answered, with --respondent": "作答时间，与 --respondent 同用",
    "with --respondent": "计入最近或最早一次（--respondent）",
    "groups and waves": "群组与期次",
    "columns of groups": "群组列",
    "survey wave, such as a year: adds the changes in time": "期次列，如年份；并给出变化",
    "times by day, week, month, and so on": "把时间按日、周、月等归期",
    "whose calendar counts, such as Europe/Berlin": "以何地日历为准，如 Asia/Shanghai",
    "the waves in order of time": "各期的先后次序",
    "put several files together": "把多个文件合并",
    "put groups with fewer answers together": "合并回答较少的群组",
    "hold the latest scores against it": "将最近一期与目标比较",
    "what goes with the score": "与得分相关的因素",
    "ratings, yes/no or categories of the same people": "同一批人的评分、是否或类别",
    "a blank driver is a question that did not concern them, or leaves them out of this": (
        "空白的因素：未被问及，或该行不计"
    ),
    "what comments go with": "评论",
    "what people wrote; alone: words of either side": "评论列；单用时比较双方用词",
    "codes of the comments, such as price;staff": "评论的编码，如 价格;员工",
    'JSON such as {"price": ["expensive", "pric*"]}': 'JSON，如 {"价格": ["太贵", "涨价"]}',
    "who did not answer": "未作答者",
    "people who were asked, or: rows": "受邀人数；或写 rows",
    "which groups stand out": "突出的群体",
    "what is known of people: all groups of one or two of these": "受访者信息：逐一或两两分组",
    "what each class was worth since": "各类别此后的价值",
    "amounts, such as spend, or 0 and 1: left": "金额，如消费额；或 0 和 1，如流失",
    "how files are read": "如何读取文件",
    "of a workbook, or its number": "工作表的名称或序号",
    "lines above the header": "表头以上的行数",
    "of a text file (default: found by trying)": "文本文件的编码（默认自动判断）",
    "what is printed": "输出",
    "default: 0.95": "默认 0.95",
    "as of nps.estimate, default: score": "同 nps.estimate，默认 score",
    "default: table, or by the name of --output": "默认 table，或依 --output 的文件名",
    "the same as --format json": "同 --format json",
    "write there instead of printing": "写入文件而不显示",
    "csv: no ' before labels such as =A1": "csv：=A1 之类的标签前不加 '",
    "also write a page with tables and pictures, for a browser": "另存带图表的网页",
    "title of the page": "网页的标题",
    "author of the page": "网页的作者",
    "of all that is printed": "输出所用的语言",
    # nps plan
    """\
Say how many answers it takes, with the power of the test that will be used: to know a score within
a margin, to see whether it is above a target, or to see it change from one wave to the next. With
--n say what so many answers can show.
""": """\
按将要使用的检验的功效，算出需要多少份回答：使得分的误差不超过某个幅度、判断得分是否高于
目标，或发现两期之间的变化。加上 --n，则说明这么多份回答能说明什么。
""",
    """\
examples:
  %(prog)s --score 30 --margin-of-error 5
  %(prog)s --score 0 20 40 60 --passives 15-45%% --margin-of-error 5
  %(prog)s --shares 80:15:5 --target 60
  %(prog)s --shares 40:35:25 --difference 8 --looks 5
  %(prog)s --pilot 20:12:8 --target 10 --assurance 0.8
  %(prog)s survey.csv --difference 5 --response-rate 20%%
  %(prog)s survey.csv --n 400
  %(prog)s --score 30 --difference 5 --curve --format csv

A score alone leaves open how much answers vary: the plan counts with the worst and says what the
best would do. A file of the name plan is read as ./plan.
""": """\
示例：
  %(prog)s --score 30 --margin-of-error 5
  %(prog)s --score 0 20 40 60 --passives 15-45%% --margin-of-error 5
  %(prog)s --shares 80:15:5 --target 60
  %(prog)s --shares 40:35:25 --difference 8 --looks 5
  %(prog)s --pilot 20:12:8 --target 10 --assurance 0.8
  %(prog)s 问卷.csv --difference 5 --response-rate 20%%
  %(prog)s 问卷.csv --n 400
  %(prog)s --score 30 --difference 5 --curve --format csv

仅凭得分无法确定回答的离散程度：规划按最坏的情形计算，并说明最好的情形需要多少。
名为 plan 的文件请写作 ./plan。
""",
    "what is known: one of these": "已知信息（任选其一）",
    "answers of a pilot or the last wave": "预调查或上一期的回答",
    "promoters, passives, detractors that were counted": "推荐者、被动者、贬损者的人数",
    "their shares, such as 50:30:20": "三者的占比，如 50:30:20",
    "a guess; several: a plan for each": "估计的得分；多个则逐一规划",
    "with --score: share of passives, such as 15-45%%": "被动者占比，如 15-45%%（--score）",
    "what the answers are for": "回答的用途",
    "to know the score within E points": "使得分的误差不超过 E 分",
    "to see whether the score differs from T": "判断得分是否不同于 T",
    "to see a change of D points between waves": "发现两期之间 D 分的变化",
    "to show that two scores differ by less than M": "证明两个得分相差不到 M 分",
    "what can N answers show?": "N 份回答能说明什么",
    "answers in the other wave, with --n": "另一期的回答数，与 --n 同用",
    "the test": "检验",
    "chance to see what is there (default: 0.8)": "检出真实差异的概率（默认 0.8）",
    "the same averaged over a pilot": "同上，对预调查取平均",
    "two-sided (default), greater or less": "two-sided（默认）、greater 或 less",
    "score (default), wald, t or adjusted-wald": "score（默认）、wald、t 或 adjusted-wald",
    "auto (default), exact or asymptotic": "auto（默认）、exact 或 asymptotic",
    "both, detractors-to-passives or passives-to-promoters": (
        "both、detractors-to-passives 或 passives-to-promoters"
    ),
    "tests that share the level": "共用显著性水平的检验数",
    "looks at the test: 5, or shares such as 0.5,0.75,1": "中期查看：5，或比例 0.5,0.75,1",
    "with --looks: obrien-fleming (default) or pocock": "obrien-fleming（默认）或 pocock",
    "how answers are gathered": "回答如何收集",
    "share of the invited who answer": "受邀者中作答的比例",
    "people there are": "总人数",
    "of clusters and weights": "整群与加权的设计效应",
    "answers in the other wave for each; or optimal": "另一期与本期回答数之比；或 optimal",
    "with --ratio optimal: cost of one of them": "其每份回答的相对成本（--ratio optimal）",
    "share of each wave that is in both": "每期中两期都在的人的比例",
    "between the two answers of a person": "同一个人两次回答的相关系数",
    "how the file is read": "如何读取文件",
    "column of the answers": "评分列",
    "1-5, or cut points such as 0-6,7-8,9-10": "如 1-5，或分界点 0-6,7-8,9-10",
    "how many gave the answer": "给出该回答的人数",
    "of a text file": "文本文件的编码",
    "power or margin for other numbers": "其他回答数下的功效或误差",
    "default: table, or by --output": "默认 table，或依 --output",
}

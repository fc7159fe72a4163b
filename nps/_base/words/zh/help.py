"""What --help says in Chinese: of options by their names, of groups by their first option."""

from __future__ import annotations

from collections.abc import Mapping

HELP: Mapping[str, str] = {
    # argparse's own
    "usage: ": "用法：",
    ":\n": "：\n",
    # nps
    "description": """\
从问卷导出文件中读取“您有多大可能推荐我们？（0 至 10 分）”的回答，输出净推荐值（NPS）
及其置信区间：全体、各群组，以及各期调查与相邻两期之间的变化。CSV 与 TSV 文件不论多大都
以流式读取；也可读取 JSON、Parquet、Excel、SPSS、Stata 和 SAS 文件，以及 gzip 或 zip 压缩包。
""",
    "epilog": """\
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
    "files:": "文件",
    "files": "问卷导出文件；- 为标准输入；多个即多期",
    "help:": "选项",
    "help": "显示本帮助并退出",
    "rating:": "哪些回答",
    "rating": "评分列；多列则并列显示",
    "where": "只取该列为此值的行",
    "missing": "表示“未作答”的代码，如 -1,99",
    "scale": "如 1-5，或分界点 0-6,7-8,9-10",
    "frequency": "给出该回答的人数（频数表）",
    "weight": "受访者的权重",
    "respondent": "答题人；每人只计一次",
    "when": "作答时间，与 --respondent 同用",
    "keep": "计入最近或最早一次（--respondent）",
    "by:": "群组与期次",
    "by": "群组列",
    "wave": "期次列，如年份；并给出变化",
    "period": "把时间按日、周、月等归期",
    "timezone": "以何地日历为准，如 Asia/Shanghai",
    "order": "各期的先后次序",
    "append": "把多个文件合并",
    "min_n": "合并回答较少的群组",
    "target": "将最近一期与目标比较",
    "drivers:": "与得分相关的因素",
    "drivers": "同一批人的评分、是否或类别",
    "skipped": "空白的因素：未被问及，或该行不计",
    "comments:": "评论",
    "comments": "评论列；单用时比较双方用词",
    "themes": "评论的编码，如 价格;员工",
    "dictionary": 'JSON，如 {"价格": ["太贵", "涨价"]}',
    "invited:": "未作答者",
    "invited": "受邀人数；或写 rows",
    "segments:": "突出的群体",
    "segments": "受访者信息：逐一或两两分组",
    "value:": "各类别此后的价值",
    "value": "金额，如消费额；或 0 和 1，如流失",
    "sheet:": "如何读取文件",
    "sheet": "工作表的名称或序号",
    "skip": "表头以上的行数",
    "encoding": "文本文件的编码（默认自动判断）",
    "confidence_level:": "输出",
    "confidence_level": "默认 0.95",
    "method": "同 nps.estimate，默认 score",
    "format": "默认 table，或依 --output 的文件名",
    "json": "同 --format json",
    "output": "写入文件而不显示",
    "raw_labels": "csv：=A1 之类的标签前不加 '",
    "html": "另存带图表的网页",
    "title": "网页的标题",
    "author": "网页的作者",
    "language": "输出所用的语言",
    "version": "显示版本号并退出",
    # nps plan; what nps says otherwise has plan before it
    "usage": "%(prog)s [FILE] [选项]",
    "plan.description": """\
按将要使用的检验的功效，算出需要多少份回答：使得分的误差不超过某个幅度、判断得分是否高于
目标，或发现两期之间的变化。加上 --n，则说明这么多份回答能说明什么。
""",
    "plan.epilog": """\
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
    "file:": "已知信息（任选其一）",
    "file": "预调查或上一期的回答",
    "pilot": "推荐者、被动者、贬损者的人数",
    "shares": "三者的占比，如 50:30:20",
    "score": "估计的得分；多个则逐一规划",
    "passives": "被动者占比，如 15-45%%（--score）",
    "margin_of_error:": "回答的用途",
    "margin_of_error": "使得分的误差不超过 E 分",
    "plan.target": "判断得分是否不同于 T",
    "difference": "发现两期之间 D 分的变化",
    "margin": "证明两个得分相差不到 M 分",
    "n": "N 份回答能说明什么",
    "n_reference": "另一期的回答数，与 --n 同用",
    "power:": "检验",
    "power": "检出真实差异的概率（默认 0.8）",
    "assurance": "同上，对预调查取平均",
    "alternative": "two-sided（默认）、greater 或 less",
    "plan.method": "score（默认）、wald、t 或 adjusted-wald",
    "calculation": "auto（默认）、exact 或 asymptotic",
    "shift": "both、detractors-to-passives 或 passives-to-promoters",
    "tests": "共用显著性水平的检验数",
    "looks": "中期查看：5，或比例 0.5,0.75,1",
    "spending": "obrien-fleming（默认）或 pocock",
    "response_rate:": "回答如何收集",
    "response_rate": "受邀者中作答的比例",
    "population": "总人数",
    "design_effect": "整群与加权的设计效应",
    "ratio": "另一期与本期回答数之比；或 optimal",
    "cost_ratio": "其每份回答的相对成本（--ratio optimal）",
    "overlap": "每期中两期都在的人的比例",
    "correlation": "同一个人两次回答的相关系数",
    "plan.rating:": "如何读取文件",
    "plan.rating": "评分列",
    "plan.frequency": "给出该回答的人数",
    "plan.encoding": "文本文件的编码",
    "curve:": "输出",
    "curve": "其他回答数下的功效或误差",
    "plan.format": "默认 table，或依 --output",
}

"""What the pictures say: one table of labels in each language, and how numbers look on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nps._base import text

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Every text that a picture shows, in one language."""

    promoters: str
    passives: str
    detractors: str
    rating: str
    share_axis: str
    score_axis: str
    difference_axis: str
    sums_axis: str
    all: str
    nobody: str
    no_score: str
    sample: str
    reference: str
    benchmark: str
    difference: str
    bounds: Mapping[str, str]
    margin: str
    before: str
    after: str
    changed: str
    adjusted: str
    signal: str
    centre: str
    limits: str
    moving_average: str
    trend: str
    per: Mapping[str, str]
    scores: str
    upper_sum: str
    lower_sum: str
    total: str
    parts: Mapping[str, str]
    others: str
    thinned: str
    up: str
    same: str
    down: str


ENGLISH = Words(
    promoters="promoters",
    passives="passives",
    detractors="detractors",
    rating="rating",
    share_axis="share of answers (%)",
    score_axis="NPS (points)",
    difference_axis="difference of NPS (points)",
    sums_axis="cumulative sum (standard errors)",
    all="all",
    nobody="no answers",
    no_score="n/a",
    sample="sample",
    reference="reference",
    benchmark="benchmark",
    difference="difference",
    bounds={"two-sided": "CI", "greater": "lower bound", "less": "upper bound"},
    margin="margin",
    before="before",
    after="after",
    changed="changed ({test} < {level})",
    adjusted="{} p",
    signal="signal",
    centre="centre",
    limits="control limits",
    moving_average="moving average",
    trend="trend {} {}",
    per={
        "year": "a year",
        "quarter": "a quarter",
        "month": "a month",
        "week": "a week",
        "day": "a day",
        "wave": "a wave",
        "unit of time": "per unit of time",
    },
    scores="NPS",
    upper_sum="upper sum",
    lower_sum="lower sum",
    total="total",
    parts={"mix": "mix", "rate": "rate", "interaction": "interaction"},
    others="{:other}",
    thinned="not every label is shown",
    up="up",
    same="same",
    down="down",
)

CHINESE = Words(
    promoters="推荐者",
    passives="被动者",
    detractors="贬损者",
    rating="评分",
    share_axis="回答占比（%）",
    score_axis="净推荐值（分）",
    difference_axis="净推荐值之差（分）",
    sums_axis="累积和（标准误）",
    all="总体",
    nobody="无回答",
    no_score="无",
    sample="样本",
    reference="参照",
    benchmark="基准",
    difference="差值",
    bounds={"two-sided": "置信区间", "greater": "置信下限", "less": "置信上限"},
    margin="界值",
    before="之前",
    after="之后",
    changed="有变化（{test} < {level}）",
    adjusted="{} 校正后 p",
    signal="信号",
    centre="中心线",
    limits="控制限",
    moving_average="移动平均",
    trend="趋势：{1} {0} 分",
    per={
        "year": "每年",
        "quarter": "每季",
        "month": "每月",
        "week": "每周",
        "day": "每天",
        "wave": "每次调查",
        "unit of time": "每单位时间",
    },
    scores="净推荐值",
    upper_sum="上累积和",
    lower_sum="下累积和",
    total="合计",
    parts={"mix": "结构", "rate": "得分", "interaction": "交互"},
    others="其他 {} 项",
    thinned="未显示全部标签",
    up="上升",
    same="不变",
    down="下降",
)

WORDS: Mapping[str, Words] = {"en": ENGLISH, "zh": CHINESE}


def points(value: float, *, signed: bool = False) -> str:
    """Return points with one digit and a real minus sign; NaN reads n/a."""
    return text.points(value, signed=signed).replace("-", MINUS)


def interval(low: float, high: float, *, signed: bool = False) -> str:
    """Return [low, high] with real minus signs."""
    return text.interval(low, high, signed=signed).replace("-", MINUS)


def level(words: Words, confidence_level: float, alternative: str = "two-sided") -> str:
    """Return "95 % CI", in the language of the words."""
    percent = text.level(confidence_level).partition("%")[0]
    return f"{percent}% {words.bounds[alternative]}"


def tick(value: float, position: object = None) -> str:
    """Label a tick: few digits and a real minus sign."""
    return f"{value:g}".replace("-", MINUS)


def signed_tick(value: float, position: object = None) -> str:
    """Label a tick of an axis of differences: always with its sign, but for 0."""
    return tick(value) if value == 0.0 else f"{value:+g}".replace("-", MINUS)

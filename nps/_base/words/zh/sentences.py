"""What the summaries say in Chinese; the same keys and numbers as in English."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    "language tag": "zh-Hans",
    # pieces
    "comma": "，",
    "list comma": "、",
    "semicolon": "；",
    "and": "{first}、{last}",
    "sentence": "{text}。",
    "none": "无区间",
    "two-sided": "{level}% 置信区间 {low} 至 {high}",
    "greater": "{level}% 置信下限 {low}",
    "less": "{level}% 置信上限 {high}",
    "simultaneous": "同时 {limits}",
    "credible": "{level}% 可信区间 {low} 至 {high}",
    "interval": "区间 {low} 至 {high}",
    "adjusted p": "校正后 {p}",
    "posterior p": "后验尾部概率 {p}",
    "against null": "对原假设 {null} 的 {p}",
    "zero": "无一",
    "items": "{n} 个",
    "few": "仅有 {n} 份回答",
    "missing label": "（缺失）",
    "blank label": "（空白）",
    "lower than": "低 {size} 分",
    "higher than": "高 {size} 分",
    "level with": "无差异",
    "fall": "下降 {size} 分",
    "rise": "上升 {size} 分",
    "still": "无变化",
    "adjust.none": "未作多重检验校正",
    "adjust": "以 {name} 法对 {k} 次检验作多重校正",
    # one sample
    "score": "净推荐值（NPS）",
    "score of": "{label} 的净推荐值（NPS）",
    "empty": "{subject}未知：没有有效回答",
    "estimate": "{subject}为 {score} 分（{evidence}；{n} 份回答）",
    "estimate.tiny": "{subject}为 {score} 分（{evidence}），但仅有 {n} 份回答",
    "estimates": (
        "{k} 个群组有有效回答：{subject}最低为 {bottom} 的 {lowest} 分（{bottom_evidence}），"
        "最高为 {top} 的 {highest} 分（{top_evidence}）"
    ),
    "estimates.empty": "{k} 个群组没有有效回答",
    "counts": (
        "{subject}为 {score} 分，共 {n} 份回答：推荐者 {promoters} 人、被动者 {passives} 人、"
        "贬损者 {detractors} 人（{shares}）"
    ),
    "cohorts": "{k} 个群组合计的净推荐值（NPS）为 {score} 分，共 {n} 份回答",
    "published": (
        "公布的净推荐值（NPS）为 {score} 分，共 {n} 份回答；推荐者、被动者、贬损者的构成未知"
    ),
    "mean": "平均评分为 {mean}（{evidence}；{n} 份回答）",
    "share": "占比为 {share}（{evidence}；{n} 份回答中的 {count} 份）",
    "share of": "{name} {share}（{evidence}）",
    "shares": "在 {n} 份回答中：{parts}",
    "shares of cohorts": (
        "{k} 个群组有有效回答：推荐者占比从 {bottom} 的 {lowest} 到 {top} 的 {highest}，"
        "贬损者占比从 {least} 到 {most}"
    ),
    "promoters": "推荐者",
    "passives": "被动者",
    "detractors": "贬损者",
    "audit": "在 {total} 份回答中，有效 {valid} 份，缺失 {missing} 份，无效 {invalid} 份",
    "audit.suspicions": "有 {k} 处可疑之处需要核查",
    "bootstrap": (
        "净推荐值（NPS）为 {value} 分，自助法标准误为 {error}"
        "（95% BCa 区间 {low} 至 {high}；{n} 份回答）"
    ),
    "bootstrap.difference": (
        "NPS 之差为 {value} 分，自助法标准误为 {error}"
        "（95% BCa 区间 {low} 至 {high}；{n} 份对 {m} 份回答）"
    ),
    "posterior": (
        "真实的净推荐值（NPS）以 95% 的概率介于 {low} 与 {high} 分之间"
        "（后验均值 {mean}；{n} 份回答）"
    ),
    "sequence": (
        "收到 {n} 份回答后，净推荐值（NPS）为 {score} 分；无论查看多少次，真实得分以 {level}% 的"
        "置信度介于 {low} 与 {high} 之间"
    ),
    "sequence.outside": (
        "得分本身落在区间之外，因为较早的回答与后来的不同，或出于偶然，或因得分已经变动"
    ),
    "sequence.none": (
        "收到 {n} 份回答后，净推荐值（NPS）为 {score} 分；以 {level}% 的置信度，"
        "真实得分并非始终不变"
    ),
    "sequence.empty": "尚无回答，得分可能是任何值",
    "standardized": (
        "在固定构成下净推荐值（NPS）为 {score} 分（{evidence}），按回答的实际构成为 {crude} 分"
        "（{n} 份回答）"
    ),
    "weighted score": "加权净推荐值（NPS）",
    "weighted score of": "{label} 的加权净推荐值（NPS）",
    "survey estimate": (
        "{subject}为 {score} 分（{evidence}；{n} 份回答，相当于随机样本的 {effective} 份；"
        "未加权为 {unweighted} 分）"
    ),
    "survey": "{subject}为 {score} 分，共 {n} 份回答（未加权为 {unweighted} 分）",
    "survey.cohorts": "{k} 个加权群组合计的加权净推荐值（NPS）为 {score} 分，共 {n} 份回答",
    "survey.summaries": "{k} 个加权群组共 {n} 份回答，相当于随机样本的 {effective} 份",
    "weighting": (
        "{n} 名受访者的权重（{method}）介于 {smallest} 与 {largest} 之间；"
        "相当于 {effective} 名等权受访者（设计效应 {design}）"
    ),
    "weighting.missed": "未能满足边际分布",
    # two samples
    "nps": "NPS ",
    "nps of": "{label} 的 NPS ",
    "weighted nps": "加权 NPS ",
    "weighted nps of": "{label} 的加权 NPS ",
    "without weights": "未加权为 {new}，对 {old}",
    "reference": "参照组",
    "benchmark": "基准",
    "benchmark of": " {label} ",
    "place": " {label} ",
    "scored": "{label}：{score}",
    "by name": "{sample} 对比 {reference}：{said}",
    "nothing": "无从比较：有一方没有有效回答",
    "compare.above": "{subject}比{other}高 {size} 分（{new} 对 {old}；{evidence}）",
    "compare.below": "{subject}比{other}低 {size} 分（{new} 对 {old}；{evidence}）",
    "compare.open": (
        "{subject}与{other}相比未检出差异（{new} 对 {old}，相差 {signed} 分，{p}）；"
        "数据与从{least}到{most}的任何情形都相容（{limits}）"
    ),
    "compare.open.bare": (
        "{subject}与{other}相比未检出差异（{new} 对 {old}，相差 {signed} 分；{evidence}）"
    ),
    "compare.open.greater": (
        "未能证明 {subject}高于{other}（{new} 对 {old}，相差 {signed} 分；{evidence}）"
    ),
    "compare.open.less": (
        "未能证明 {subject}低于{other}（{new} 对 {old}，相差 {signed} 分；{evidence}）"
    ),
    "compare.undefined": (
        "{subject}为 {new} 分，{other}为 {old} 分，相差 {signed} 分；此方法无法对这些数据作检验"
    ),
    "benchmark.above": "{subject}比{other}高 {size} 分（{new} 对 {old}；{evidence}）",
    "benchmark.below": "{subject}比{other}低 {size} 分（{new} 对 {old}；{evidence}）",
    "benchmark.open": (
        "{subject}与{other}相比未检出差异（{new} 对 {old}，相差 {signed} 分，{p}）；"
        "数据与从{least}到{most}的任何情形都相容（{limits}）"
    ),
    "benchmark.open.bare": (
        "{subject}与{other}相比未检出差异（{new} 对 {old}，相差 {signed} 分；{evidence}）"
    ),
    "benchmark.open.greater": (
        "未能证明 {subject}高于{other}（{new} 对 {old}，相差 {signed} 分；{evidence}）"
    ),
    "benchmark.open.less": (
        "未能证明 {subject}低于{other}（{new} 对 {old}，相差 {signed} 分；{evidence}）"
    ),
    "benchmark.undefined": (
        "{subject}为 {new} 分，{other}为 {old} 分，相差 {signed} 分；此方法无法对这些数据作检验"
    ),
    "change.above": "{other}{subject}上升了 {size} 分，从 {old} 升至 {new}（{evidence}）",
    "change.below": "{other}{subject}下降了 {size} 分，从 {old} 降至 {new}（{evidence}）",
    "change.open": (
        "{other}{subject}未检出变化（从 {old} 到 {new}，变动 {signed} 分，{p}）；"
        "数据与从{least}到{most}的任何情形都相容（{limits}）"
    ),
    "change.open.bare": (
        "{other}{subject}未检出变化（从 {old} 到 {new}，变动 {signed} 分；{evidence}）"
    ),
    "change.open.greater": (
        "{other}未能证明 {subject}有所提高（从 {old} 到 {new}，变动 {signed} 分；{evidence}）"
    ),
    "change.open.less": (
        "{other}未能证明 {subject}有所降低（从 {old} 到 {new}，变动 {signed} 分；{evidence}）"
    ),
    "change.undefined": (
        "{other}{subject}从 {old} 到 {new}，变动 {signed} 分；此方法无法对这些数据作检验"
    ),
    "null.above": "{subject}之差 {signed} 分（{new} 对 {old}）显著高于 {null}（{evidence}）",
    "null.below": "{subject}之差 {signed} 分（{new} 对 {old}）显著低于 {null}（{evidence}）",
    "null.open": "{subject}之差 {signed} 分（{new} 对 {old}）与 {null} 无法区分（{evidence}）",
    "null.open.greater": (
        "未能证明 {subject}之差 {signed} 分（{new} 对 {old}）高于 {null}（{evidence}）"
    ),
    "null.open.less": (
        "未能证明 {subject}之差 {signed} 分（{new} 对 {old}）低于 {null}（{evidence}）"
    ),
    "between": "从 {before} 到 {after}，",
    "same people": "在两次都回答的 {n} 人中，",
    "some people": "在有 {n} 人两次都回答的两期调查之间，",
    "equivalent": (
        "两个得分（{new} 与 {old}）相差不到 {margin} 分：差值 {signed}（{limits}，{p}）"
    ),
    "not equivalent": (
        "未能证明两个得分（{new} 与 {old}）相差不到 {margin} 分：差值 {signed}（{limits}，{p}）"
    ),
    "transitions": (
        "在两次都回答的 {n} 人中，{up} 转入更好的类别，{down} 转入更差的类别，{same} 不变；"
        "NPS 第一次为 {old}，第二次为 {new}"
    ),
    "transitions.empty": "没有人两次都回答",
    # many comparisons
    "comparisons.none": ("{k} 个 NPS 差值均未显著高于或低于 {null}（{level}% 水平，各自单独检验）"),
    "comparisons": (
        "在 {k} 个 NPS 差值中，{up}显著高于 {null}，{down}显著低于 {null}"
        "（{level}% 水平，各自单独检验）"
    ),
    "banner.above": "显著高于同一维度的其余各组：{names}",
    "banner.below": "显著低于同一维度的其余各组：{names}",
    "banner.none": "没有任何一组与同一维度的其余各组有显著差异",
    "banner.undefined": "没有任何一组可以与同一维度的其余各组作检验",
    "banner.group": "{group}（{of}）",
    "banner.more": "另外 {k} 组",
    "many.none": (
        "{c} 个群组之间的 {k} 个 NPS 差值均不显著（{adjust}）；总体是否有差异：{omnibus}"
    ),
    "many": (
        "在 {c} 个群组之间的 {k} 个 NPS 差值中，{s} 个显著（{adjust}）；总体是否有差异：{omnibus}"
    ),
    "many.undefined": ("{c} 个群组之间的 NPS 差值用此方法均无法检验；总体是否有差异：{omnibus}"),
    "many.largest": "最大者：{sentence}",
    "changes.none": "{c} 期调查的 {k} 次变动均不显著（{adjust}）",
    "changes": "在 {c} 期调查的 {k} 次变动中，{s} 次显著（{adjust}）",
    "changes.one": "{c} 期调查，无从比较",
    # over time
    "trend.above": "{k} 期调查中，NPS 每{unit}上升 {size} 分（{limits}，{p}）",
    "trend.below": "{k} 期调查中，NPS 每{unit}下降 {size} 分（{limits}，{p}）",
    "trend.open": "{k} 期调查中未检出趋势：斜率为每{unit} {signed} 分（{limits}，{p}）",
    "trends.none": "{k} 个细分群体均未检出趋势（{adjust}）",
    "trends": "{k} 个细分群体中，{s} 个有可检出的趋势（{adjust}）",
    "of segment": "{label}：{text}",
    "trend.scatter": "各期围绕直线的波动大于回答本身所能解释的程度（{p}）",
    "unit.year": "年",
    "unit.quarter": "季度",
    "unit.month": "月",
    "unit.week": "周",
    "unit.day": "日",
    "unit.wave": "期",
    "unit.unit of time": "单位时间",
    "forecast": "趋势线的取值：{parts}",
    "forecast.wave": "预计一期 {n} 份回答的得分：{parts}",
    "forecast.at": "{label} 为 {score} 分（{evidence}）",
    "chart.quiet": "{k} 期调查均在控制之中，中心线为 {centre} 分（{method} 控制图）",
    "charts.none": "{k} 张控制图均在控制之中",
    "charts": "{k} 张控制图中，{s} 张失控",
    "chart.signals": (
        "{k} 期调查中有 {s} 期失控，中心线为 {centre} 分（{method} 控制图）：{labels}"
    ),
    "more": "另外 {k} 项",
    "point.quiet": "{label} 在控制之中，得分 {score} 分",
    "point.signal": "{label} 失控，得分 {score} 分（{rules}）",
    "rolling": (
        "{k} 个窗口：{window}；{rule}。最后一个窗口 {label} 的净推荐值（NPS）为 {score} 分，"
        "共 {n} 份回答"
    ),
    "rolling.few": (
        "{k} 个窗口：{window}；{rule}。最后一个窗口 {label} 仅有 {n} 份回答，不足以计算得分"
    ),
    # parts of a change
    "parted.above": "NPS 上升了 {size} 分，从 {old} 升至 {new}（{evidence}）",
    "parted.below": "NPS 下降了 {size} 分，从 {old} 降至 {new}（{evidence}）",
    "parted.open": "NPS 未检出变化，从 {old} 到 {new}，变动 {signed} 分（{evidence}）",
    "decomposition": "{total}；其中构成变化贡献 {mix}，细分群体内得分变化贡献 {rate}",
    "decomposition.interaction": "二者共同作用贡献 {interaction}",
    "part": "{signed} 分（{evidence}）",
    "part.alone": "这一部分对变动贡献 {signed} 分（{evidence}）",
    "parts": "{k} 个细分群体合计对变动贡献 {signed} 分",
    "segment": "{label} 对 NPS 变动贡献 {signed} 分：{parts}",
    "segment.mix": "占比变化 {signed}",
    "segment.rate": "得分变化 {signed}",
    "segment.interaction": "共同作用 {signed}",
    "decompositions.none": "{k} 次 NPS 变动均未检出（各自单独检验）",
    "decompositions": "在 {k} 次 NPS 变动中，{s} 次可检出（各自单独检验）",
    "decompositions.step": "{label} 与 {reference} 相比：{sentence}",
    # league tables
    "rank": "{label} 以 {score} 分排名第 {rank}；{possible}",
    "ranks": "可能的名次为第 {low} 至第 {high}",
    "no other rank": "不可能是其他名次",
    "rank.unknown": "{label} 没有有效回答，没有名次",
    "ranking": (
        "{k} 个群组中 {label} 以 {score} 分排名第一；{possible}"
        "（{level}%），确为最佳的概率为 {probability}"
    ),
    "ranking.tied": "有 {k} 个群组可能位居第一",
    "ranking.empty": "没有群组有有效回答",
    "shrunken": (
        "{label} 自身得分为 {score} 分，向全体收缩后为 {shrunken} 分（{evidence}；{n} 份回答）"
    ),
    "shrunken.empty": "{label} 没有有效回答；预期得分为 {shrunken} 分",
    "shrinkage": (
        "{k} 个有回答的群组的共同得分为 {common} 分，真实得分围绕它的标准差为 {spread} 分"
    ),
    "shrinkage.none": "{k} 个有回答的群组之间的差异不超过抽样波动；共同得分为 {common} 分",
    # tests
    "significant": "在 5% 水平上显著",
    "not significant": "在 5% 水平上不显著",
    "undefined": "在此无定义",
    "trend test": "检验{verdict}（{name} = {statistic}，{p}）",
    "omnibus.yes": "各群组之间存在差异（{method}：{p}）",
    "omnibus.no": "各群组之间未检出差异（{method}：{p}）",
    "omnibus.undefined": "总体差异检验在此无定义（{method}）",
    "omnibus.others": "另有 {welch}（Welch）和 {ratio}（似然比）",
    "strata score": "在 {k} 个层内比较，NPS ",
    "strata score of": "在 {k} 个层内比较，{label} 的 NPS ",
    "groups test.yes": "各组的回答并不相同（{test}）",
    "groups test.no": "未检出各组的回答有所不同（{test}）",
    "groups test.undefined": "各组的回答是否相同，无法检验",
    "strata test.yes": "各层之间的差值并不相同（{test}）",
    "strata test.no": "未检出各层之间的差值有所不同（{test}）",
    "strata test.undefined": "没有其他层可供比较",
    "pooled": "{k} 个群组合并后的净推荐值（NPS）为 {score} 分（{limits}）",
    "pooled.spread": "各群组的真实得分围绕它的标准差为 {spread} 分",
    "no test": "此方法无法对这些数据作检验（{test}）",
    "bowker.yes": "类别之间的转移不对称（{test}）",
    "bowker.no": "未检出类别之间的转移不对称（{test}）",
    "homogeneity.yes": "各类别的占比发生了变化（{test}）",
    "homogeneity.no": "各类别的占比未检出变化（{test}）",
    "chi2": "{method}：卡方值 {statistic}，自由度 {k}，{p}",
    "ordinal.sample": "样本",
    "ordinal.reference": "参照组",
    "ordinal.above": "评分整体更高：{sample}的回答高于{reference}回答的概率为 {chance}（{p}）",
    "ordinal.below": "评分整体更低：{sample}的回答高于{reference}回答的概率为 {chance}（{p}）",
    "ordinal.open": "评分整体未检出差异：{sample}的回答高于{reference}回答的概率为 {chance}（{p}）",
    "paired.above": (
        "同一批人的评分整体上升（变化按幅度排秩）：后一次回答高于前一次的概率为 {chance}（{p}）"
    ),
    "paired.below": (
        "同一批人的评分整体下降（变化按幅度排秩）：后一次回答高于前一次的概率为 {chance}（{p}）"
    ),
    "paired.open": "同一批人的评分整体未检出变化：后一次回答高于前一次的概率为 {chance}（{p}）",
    "class": "占比",
    "class of": "{name}占比",
    "class.above": "{subject}上升了 {size} 个百分点，从 {old} 升至 {new}（{evidence}）",
    "class.below": "{subject}下降了 {size} 个百分点，从 {old} 降至 {new}（{evidence}）",
    "class.open": "{subject}未检出变化，从 {old} 到 {new}（{evidence}）",
    # drivers
    "driver.rating": "{label} 每高一分，净推荐值相应变动 {effect} 分（{shares}；{p}）",
    "driver.yes-no": "{label} 为“是”而非“否”时，净推荐值相应变动 {effect} 分（{shares}；{p}）",
    "driver.category": "与 {base} 相比，{label} 的净推荐值相应变动 {effect} 分（{shares}；{p}）",
    "driver.asked": (
        "被问及 {label} 且给出平均评分者，净推荐值相应变动 {effect} 分（{shares}；{p}）"
    ),
    "driver.group": "{label} 中各项同时高一分，净推荐值相应变动 {effect} 分（{shares}；{p}）",
    "driver.shares": "推荐者 {promoters}、贬损者 {detractors} 个百分点",
    "driver.not asked": "未被问及 {label}",
    "driver.unknown": "数据无法说明与 {label} 相伴的变动",
    "drivers": "{of} 个效应中有 {k} 个超出偶然：{parts}（{n} 份回答）",
    "drivers.rating": "{label} 每高一分相应变动 {effect} 分（{limits}）",
    "drivers.yes-no": "{label} 为“是”相应变动 {effect} 分（{limits}）",
    "drivers.category": "{label} 与 {base} 相比相应变动 {effect} 分（{limits}）",
    "drivers.asked": "被问及 {label} 相应变动 {effect} 分（{limits}）",
    "drivers.group": "{label} 中各项同时高一分相应变动 {effect} 分（{limits}）",
    "drivers.none": "{k} 个效应均未超出偶然（{n} 份回答）",
    "drivers.unknown": "数据无法说明与各驱动因素相伴的变动（{n} 份回答）",
    "drivers test.yes": "各驱动因素合起来与得分相关（{test}）",
    "drivers test.no": "各驱动因素合起来与得分的相关未超出偶然（{test}）",
    "drivers test.undefined": "各驱动因素合起来是否与得分相关，无法检验",
    "driver effects test.yes": "驱动因素的效应有变化（{test}）",
    "driver effects test.no": "未检出驱动因素效应的变化（{test}）",
    "driver effects test.undefined": "驱动因素的效应是否变化，无法检验",
    "driver share": (
        "在各驱动因素共同解释的部分中，{label} 占 {share}；若其自身没有效应，也会占 {borrowed}"
    ),
    "importance": "各驱动因素共解释{outcome}方差的 {explained}（{n} 份回答）；其中{parts}",
    "importance.part": "{label} 占 {share}（若自身没有效应则为 {borrowed}）",
    "outcome.score": "得分",
    "outcome.rating": "评分",
    "step.must-have": (
        "{label} 是必备因素：差评相应变动 {penalty} 分，好评相应变动 {reward} 分（{p}）"
    ),
    "step.delighter": (
        "{label} 是惊喜因素：差评相应变动 {penalty} 分，好评相应变动 {reward} 分（{p}）"
    ),
    "step.performance": (
        "{label} 双向起作用：差评相应变动 {penalty} 分，好评相应变动 {reward} 分，"
        "两者大小之差未超出偶然（{p}）"
    ),
    "step.unknown": "数据无法说明与 {label} 的差评和好评相伴的变动",
    "steps": "{k} 个驱动因素中，{parts}（{n} 份回答）",
    "steps.must-have": "必备因素是 {names}",
    "steps.delighter": "惊喜因素是 {names}",
    "steps.none": "{k} 个驱动因素均非超出偶然的必备因素或惊喜因素（{n} 份回答）",
    # comments: words
    "word.comments": (
        "推荐者的评论中有 {promoters} 写到 {label}，贬损者的评论中有 {detractors}（{p}）"
    ),
    "word.tokens": "{label} 占推荐者用词的 {promoters}，占贬损者用词的 {detractors}（{p}）",
    "words": (
        "{of} 个词中有 {k} 个在一方出现得更多，超出偶然：{parts}（推荐者评论 {promoters} 条，"
        "贬损者评论 {detractors} 条）"
    ),
    "words.none": (
        "{of} 个词中没有一个在一方出现得更多而超出偶然（推荐者评论 {promoters} 条，"
        "贬损者评论 {detractors} 条）"
    ),
    "words.untested": (
        "{of} 个词均无法检验是否超出偶然（推荐者评论 {promoters} 条，贬损者评论 {detractors} 条）"
    ),
    "words.nothing": (
        "没有词出现在足够多的评论中（推荐者评论 {promoters} 条，贬损者评论 {detractors} 条）"
    ),
    "words.quoted": "“{word}”",
    "words.between": "、",
    "words.promoters": "推荐者更常写{words}",
    "words.promoters.some": "推荐者更常写的词有 {n} 个，首先是{words}",
    "words.detractors": "贬损者更常写{words}",
    "words.detractors.some": "贬损者更常写的词有 {n} 个，首先是{words}",
    "quote": "位置 {position} 处的评论对应评分 {rating}",
    "driver change": (
        "差异中有 {level} 分与 {label} 的水平相伴；其每一分所对应的变动改变了 {change} 分（{p}）"
    ),
    "driver changes": (
        "{between}，得分相差 {difference} 分：{levels} 分（{levels_limits}）"
        "与驱动因素的水平相伴，{effects} 分（{effects_limits}）与其余一切（包括其效应）相伴"
    ),
    "driver changes.between": "从 {old} 到 {new}",
    "driver changes.sides": "从参照到样本",
    "driver changes.levels": "超出偶然的水平变动有 {parts}",
    "driver changes.part": "{label}（{part}）",
    # segments
    "screened": "{part}，偏离程度超过偶然情形下的最大偏离（净推荐值 {score}；{n} 份回答；{p}）",
    "screened.open": (
        "{part}，偏离程度未超过偶然情形下的最大偏离（净推荐值 {score}；{n} 份回答；{p}）"
    ),
    "screened.above": "{label} 的净推荐值比其余回答高 {gap} 分（{limits}）",
    "screened.below": "{label} 的净推荐值比其余回答低 {gap} 分（{limits}）",
    "screen": (
        "{of} 个群体中有 {k} 个偏离其余回答的程度超过偶然情形下的最大偏离：{parts}（{n} 份回答）"
    ),
    "screen.many": (
        "{of} 个群体中有 {k} 个偏离其余回答的程度超过偶然情形下的最大偏离，"
        "其中最突出的是：{parts}（{n} 份回答）"
    ),
    "screen.none": "{k} 个群体偏离其余回答的程度均未超过偶然情形下的最大偏离（{n} 份回答）",
    "segment split": "{first} 与 {second} 的回答有差异（{p}；{n} 份回答）",
    "segment split.within": "在 {within} 中，{first} 与 {second} 的回答有差异（{p}；{n} 份回答）",
    "segments.found": (
        "{k} 个细分群体有差异：最低的是 {worst}，净推荐值为 {worst_score}（{worst_limits}）；"
        "最高的是 {best}，净推荐值为 {best_score}（{best_limits}；{n} 份回答）"
    ),
    "segments.none found": "没有突出的细分群体：{k} 个因素与得分的相关均未超出偶然（{n} 份回答）",
    # themes of comments
    "theme": (
        "{share} 的受访者提及 {label}：其净推荐值为 {score}，其余为 {rest}，"
        "对总体净推荐值的影响为 {impact} 分（{p}）"
    ),
    "theme.unknown": "数据无法说明 {label} 影响多少分",
    "themes": "{of} 个主题中有 {k} 个超出偶然：{parts}（{n} 名受访者）",
    "themes.one": "{label} 影响 {impact} 分（{limits}）",
    "themes.none": "{k} 个主题均未超出偶然（{n} 名受访者）",
    "themes.unknown": "数据无法说明各主题影响多少分（{n} 名受访者）",
    "agreement": (
        "就 {label} 而言，机器与人工编码的 kappa 为 {kappa}：找出人工所见提及的 {sensitivity}，"
        "排除其余评论的 {specificity}（{n} 条评论）"
    ),
    "agreements": (
        "就 {k} 个主题而言，机器与人工编码的 kappa 为 {low} 至 {high}，"
        "最低的是 {label}（{n} 条评论）"
    ),
    "agreements.unknown": "机器与人工编码的一致程度无从得知（{n} 条评论）",
    "theme change": (
        "{label} 的影响由 {before} 分变为 {after} 分：其中提及量变化占 {volume} 分，"
        "提及者评价变化占 {tone} 分（{p}）"
    ),
    "theme change.unknown": "数据无法说明 {label} 的影响如何变化",
    "theme changes": "{of} 个主题中有 {k} 个的变化超出偶然：{parts}",
    "theme changes.one": "{label} 变动 {change} 分（提及量 {volume}，评价 {tone}）",
    "theme changes.none": "{k} 个主题的影响均无超出偶然的变化",
    "theme changes.unknown": "数据无法说明各主题的影响如何变化",
    "pair": "{n} 条评论同时提及 {one} 与 {other}，是偶然情形的 {lift} 倍（{p}）",
    "pair.unknown": "{one} 与 {other} 无法比较",
    "pairs": "{told}（{n} 条评论）",
    "pairs.more": "{of} 对主题中有 {k} 对同时被提及的次数高于偶然：{parts}",
    "pairs.less": "{of} 对主题中有 {k} 对同时被提及的次数低于偶然：{parts}",
    "pairs.one": "{one} 与 {other}（{count} 条，{lift} 倍）",
    "pairs.none": "{k} 对主题同时被提及的次数均不高于也不低于偶然（{n} 条评论）",
    "pairs.unknown": "主题是否同时被提及，无法判断（{n} 条评论）",
    # the report of a file
    "report.title": "净推荐值（NPS）",
    "report.source": "{file}：{rows} 行，评分列为“{rating}”",
    "report.findings": "主要结果",
    "report.group": "{group}：{sentence}",
    "report.groups": "细分群体",
    "report.wave": "最近一期",
    "report.all waves": "各期合计",
    "report.others": "其余 {k} 行",
    "report.score of n": "{score}（{n} 份回答）",
    "report.clear more": "另有 {k} 项明确的变化，见变化表",
    "report.no clear change": "其余 {k} 项均无明确变化",
    "report.none clear": "{k} 项变化均不明确",
    "report.cohorts": "得分",
    "report.interval": "{level}% 置信区间",
    "report.all": "（全部）",
    "report.n": "回答数",
    "report.shares": "构成",
    "report.nps": "NPS",
    "report.scale": "-100 至 100",
    "report.missing": "缺失",
    "report.invalid": "无效",
    "report.ratings": "评分分布",
    "report.rating": "评分",
    "report.share": "占比",
    "report.changes": "与上一期相比的变化",
    "report.step": "期次",
    "report.change": "变化",
    "report.p": "p 值",
    "report.verdict": "结论",
    "report.clear": "明确",
    "report.unclear": "不明确",
    "report.no test": "无检验",
    "report.single": "{k} 项变化作为一族检验：各区间同时成立，p 值经 Holm 校正。"
    "校正后的 p 值足够小即为明确。",
    "terminal.source": "{file}：{rows} 行，评分列“{rating}”",
    "terminal.error": "{program}：错误：{message}",
    "terminal.note": "注：{note}",
    "terminal.n": "回答数",
    "terminal.one change": "与上一期相比的变化（{level}，{name}）",
    "terminal.changes": "与上一期相比的变化（{k} 项作为一族：{level}同时成立，p 值经 Holm 校正；"
    "{name}）",
    "terminal.no answers": "无，有一期没有有效回答",
    "terminal.clear": "{difference} {interval}，{p}：变化明确",
    "terminal.unclear": "{difference} {interval}，{p}：变化不明确",
    "terminal.no test": "{difference} {interval}，{p}：该方法无法判断",
    "report.one wave": "只有一期调查，没有变化可言。",
    "report.target": "与目标相比",
    "report.from the target": "与目标之差",
    "report.above": "高于目标",
    "report.below": "低于目标",
    "target.said": "目标为 {target} 分。{sentence}",
    "target.read": "{k} 项检验作为一族：各区间同时成立，p 值经 Holm 校正。"
    "校正后的 p 值足够小才称高于或低于目标。",
    "target.other": "目标",
    "target.counted": "高于目标：{above}；低于目标：{below}；不明确：{unclear}。",
    "target.questions": "不检验各题合计：合计中每人每题各计一次。",
    "report.response": "未作答者",
    "report.drivers": "与得分相伴的因素",
    "report.driver": "驱动因素",
    "report.effect": "效应",
    "report.adjusted p": "校正后的 p 值",
    "report.level": "水平",
    "report.potential": "潜力",
    "report.asked": "{label}：被问及",
    "report.yes": "{label}：是",
    "report.against": "{label}（对比 {base}）",
    "report.drivers read": (
        "效应：其他因素不变时，某一驱动因素每高一分，得分相应变动的分数；相伴并不说明因果。"
        "推荐者和贬损者：同一变动，以百分点计。水平：平均回答在其量表上的位置，0 至 100。"
        "潜力：人人给出最高评分时得分相应变动的分数。"
    ),
    "terminal.drivers": "各驱动因素每高一分，得分相应变动的分数（{n} 份回答；不说明因果）",
    "report.themes": "评论主题的影响",
    "report.words": "推荐者与贬损者的用词",
    "report.theme": "主题",
    "report.word": "词",
    "report.comments": "评论数",
    "report.impact": "影响",
    "report.rest": "其余",
    "report.adjusted impact": "调整后影响",
    "report.themes read": (
        "影响：净推荐值减去假如提及者与其余受访者相同时的净推荐值；两者相伴并不说明因果。"
        "净推荐值：提及者的净推荐值。调整后影响：固定其他主题后的影响。"
        "推荐者和贬损者：其中提及该主题者的占比。"
    ),
    "terminal.themes": "各主题对净推荐值的影响，以分计（{n} 名受访者；不说明因果）",
    "terminal.words": "评论用词，最能区分推荐者与贬损者的在前（{n} 条评论）",
    "report.segments": "哪些群体突出",
    "report.segment": "群体",
    "report.from the rest": "与其余回答之差",
    "report.p of the best": "相对于偶然最大偏离的 p 值",
    "report.more segments": "另有 {k} 个群体，更接近偶然。",
    "report.segments read": (
        "每个群体与其余所有回答比较；"
        "p 值是在各群体均无差异时，{k} 个群体中的最大偏离达到这一程度的概率"
        "（{draws} 次随机抽取，种子 {seed}）。群体突出并不说明原因。"
    ),
    "report.value": "各类受访者的价值",
    "report.class": "类别",
    "report.people": "人数",
    "report.share of people": "人数占比",
    "report.share of the total": "总额占比",
    "report.rate": "发生率",
    "report.times promoters": "相对推荐者的倍数",
    "report.value seed": "区间由 {draws} 次随机抽取得出，种子 {seed}。",
    "report.outcomes read": (
        "发生率：该类受访者中发生此事者的占比。相对推荐者的倍数：该发生率与推荐者发生率之比。"
    ),
    "report.data": "数据",
    "report.left out": "未计入：缺失 {missing} 份，无效 {invalid} 份{values}。",
    "report.nothing to add": "数据中未见异常。",
    "report.methods": "方法",
    "report.pictures": "图",
    "report.more": "…… 另有 {k} 项",
    "report.more notes": "另有 {k} 条，见 --json",
    "report.made by": "由 nps {version} 生成。",
    # planning
    "guess": "假定净推荐值为 {score} 分，被动者占 {least}",
    "guess.range": "假定净推荐值为 {score} 分，被动者占 {least} 至 {most}",
    "plan.size": " {n} 份回答",
    "plan.each": "每个样本各 {n} 份回答",
    "plan.each cohort": "每个群组各 {n} 份回答",
    "plan.people": " {n} 人两次都作答",
    "plan.two sizes": "样本 {n} 份、参照 {m} 份回答",
    "plan.invite": "{sizes}：按 {rate}% 的应答率需邀请 {n} 人",
    "plan.rise": "上升 {size} 分",
    "plan.fall": "下降 {size} 分",
    "plan.apart": "相差 {size} 分",
    "plan.any": "差异",
    "plan.above": "得分比 {null} 高 {size} 分",
    "plan.below": "得分比 {null} 低 {size} 分",
    "plan.against": "{moved}（原假设 {null}）",
    "plan.at": "（得分实际相差 {signed}）",
    "plan.equivalence": "两个得分相差不到 {margin} 分{at}",
    "plan.non-inferiority": "得分没有差 {margin} 分以上{at}",
    "plan.omnibus": "相差 {size} 分的群组并不相同",
    "plan.trend": "每单位时间 {size} 分的趋势",
    "plan.n": "要以 {power}% 的概率看出{aim}，需要{sizes}",
    "plan.power": "有{sizes}时，检验以 {power}% 的概率看出{aim}",
    "plan.difference": "有{sizes}时，检验以 {power}% 的概率看出{aim}",
    "plan.difference.never": "有{sizes}时，没有哪个差异能以所要的概率看出",
    "plan.never": "多少回答都不足以看出{aim}",
    "plan.never.assured": "多少回答都不足以有所要的把握看出{aim}",
    "plan.margin": "要把得分的误差控制在 {margin} 分以内（置信水平 {level}%），需要{sizes}",
    "plan.range": "视回答的分散程度，在 {low}% 到 {high}% 之间",
    "plan.n range": "若回答较为集中，{n} 份也许就够",
    "plan.assurance": "对预调查未能确定之处取平均为 {assurance}%",
    "plan.chance": "误差不超过该值的概率为 {assurance}%",
    "plans.n": "{k} 个方案：需要 {least} 至 {most} 份回答",
    "plans.one n": "{k} 个方案：需要 {least} 份回答",
    "plans.some never": "其中 {k} 个多少回答都不够",
    "plans.never": "{k} 个方案：多少回答都不够",
    "plans.power": "{k} 个方案：功效在 {low}% 到 {high}% 之间",
    "plan curve": "回答从 {first} 份增至 {last} 份，功效从 {low}% 变为 {high}%",
    "plan curve.margin": "回答从 {first} 份增至 {last} 份，误差从 {low} 分变为 {high} 分",
    # nps plan
    "plan.of score": "得分",
    "plan.of n": "回答数",
    "plan.of n_reference": "参照的回答数",
    "plan.of n_total": "合计",
    "plan.of n_invited": "邀请人数",
    "plan.of n_low": "回答数（最好情形）",
    "plan.of n_high": "回答数（最坏情形）",
    "plan.of power": "功效",
    "plan.of power_low": "功效（最坏情形）",
    "plan.of power_high": "功效（最好情形）",
    "plan.of assurance": "把握度",
    "plan.of margin_of_error": "误差",
    "plan.of margin_low": "误差（最好情形）",
    "plan.of difference": "差异",
    "plan.of null": "原假设",
    "plan.of margin": "界值",
    "plan.of look": "查看",
    "plan.of information": "信息量",
    "plan.of z": "z",
    "plan.of p": "p",
    "plan.how": "{level}%，{alternative}，{name}，{calculation}",
    "plan.two-sided": "双侧",
    "plan.greater": "单侧（大于）",
    "plan.less": "单侧（小于）",
    "plan.exact": "精确计算",
    "plan.asymptotic": "按公式",
    "looks": (
        "共 {k} 次查看：z 在第一次须达到 {first}，最后一次须达到 {last}；比只看一次多需 {more}%"
        " 的回答，但若确有所计划的差异，平均少需 {fewer}%"
    ),
    "look.stop": "第 {k} 次查看（共 {of} 次）：z = {z}，达到界限 {boundary}，可以停止：差异成立",
    "look.go on": "第 {k} 次查看（共 {of} 次）：z = {z}，未达到界限 {boundary}，继续进行",
    "look.end": (
        "第 {k} 次查看（共 {of} 次）：z = {z}，未达到界限 {boundary}；检验结束，未显示差异"
    ),
    # those who did not answer
    "response": (
        "在 {invited} 名受邀者中，有 {rate}% 作答，{subject}为 {score} 分；无论其余的人怎么想，"
        "全体受邀者的得分在 {low} 与 {high} 之间（{evidence}）"
    ),
    "response.asked": "受邀",
    "response.answered": "作答",
    "response.of all": "全体受邀者的 NPS",
    "response.everybody": "{subject}为 {score} 分（{evidence}），{invited} 名受邀者全部作答",
    "response.nobody": "{subject}未知：{invited} 名受邀者中无人给出有效回答",
    "response.plausible": (
        "若他们的得分在 {least} 与 {most} 之间，则全体得分在 {low} 与 {high} 之间（{evidence}）"
    ),
    "response.bias": "未作答者的得分每低于作答者 10 分，全体得分就低 {bias} 分",
    "response.below": "若未作答者的得分低于 {tipping}，全体得分就低于 0",
    "response.above": "若未作答者的得分高于 {tipping}，全体得分就高于 0",
    "response.sure above": "无论他们怎么想，全体得分都高于 0",
    "response.sure below": "无论他们怎么想，全体得分都低于 0",
    "responses": (
        "{k} 个群组：应答率最低为 {lowest}%（{bottom}），最高为 {highest}%（{top}），前者留下"
        " {wide} 分的不确定，后者留下 {narrow} 分"
    ),
    # value
    "value.open": "{level}% 置信区间不低于 {low}",
    "class value": "{name}的{what}为 {value}（{limits}）",
    "class value.unknown": "{name}的{what}未知",
    "class value.mean": "平均价值",
    "class value.median": "价值中位数",
    "class value.sum": "总额",
    "class value.lifetime": "生命周期价值",
    "class values.share": "推荐者占人数的 {people}，占总额的 {share}（{limits}）",
    "class values.ratio": "推荐者的价值是贬损者的 {ratio} 倍（{limits}）",
    "class values.association": "各类之间的差异只是关联，并不等于争取到这些人所能带来的收益",
    "class difference": "{first}与{second}的价值相差 {difference}（{limits}）",
    "class difference.unknown": "{first}与{second}相差多少未知",
    "class outcome": "{name}中有 {rate} 发生（{limits}）",
    "class outcome.unknown": "没有{name}可供说明",
    "class outcome.ratio": "，为{reference}的 {ratio} 倍（{limits}；{p}）",
    "class outcome.association": "这只是关联",
    "class outcomes.yes": (
        "发生率与类别次序存在关联"
        "（趋势检验：{p}；发生者的类别优于未发生者的概率为 {auc}，{limits}）"
    ),
    "class outcomes.no": "未显示发生率与类别次序存在关联（趋势检验：{p}）",
    "class outcomes.undefined": "发生率与类别的关联无法检验",
    "class trend test.yes": "发生率与类别次序存在关联（{test}）",
    "class trend test.no": "未显示发生率与类别次序存在关联（{test}）",
    "class trend test.undefined": "发生率与类别的关联无法检验",
    "class rates test.yes": "发生率与类别存在关联（{test}）",
    "class rates test.no": "未显示发生率与类别存在关联（{test}）",
    "class rates test.undefined": "发生率与类别的关联无法检验",
    "point value": "以 {customers} 名客户计，得分每高一分：{parts}；这只是关联",
    "point value.detractor_to_passive": "若由贬损者变为被动者，相应为 {value}（{limits}）",
    "point value.passive_to_promoter": "若由被动者变为推荐者，相应为 {value}（{limits}）",
    "point value.detractor_to_promoter": "若由贬损者变为推荐者，相应为 {value}（{limits}）",
    "metric": "{label} 与结果存在关联（{what} {value}，{limits}）",
    "metric.correlation": "相关系数",
    "metric.auc": "曲线下面积",
    "metrics": (
        "{k} 个指标中，{label} 与结果的关联最密切（{what} {value}，{limits}；{n} 名受访者）"
    ),
    "metric.rating": "评分",
    "metric.class": "类别",
    "metric.top box": "最高分",
    "metrics.turned": "以下指标是低值与结果相随，已反转后比较：{names}",
    "metrics.ahead": "它领先于 {names}，且超出偶然",
    "metrics.open": "它对其他指标的领先均未超出偶然",
    "metric difference": ("{first} 和 {second} 与结果的关联相差 {difference}（{limits}；{p}）"),
    "metric differences": "关联更密切且超出偶然：{parts}",
    "metric differences.part": "{first} 领先于 {second}",
    "metric differences.none": "{k} 对指标与结果的关联，差异均未超出偶然",
    "earned growth": (
        "口碑增长为 {growth}（{limits}）：净收入留存率 {retention}，"
        "由推荐而来的新客户贡献 {earned}；后者依客户自述，只是与推荐的关联"
    ),
    "unit link": (
        "就 {units} 个单元而言，得分每高一分，结果相应变动 {slope}，这只是关联（{limits}；{p}）"
    ),
    "unit link.unknown": "就 {units} 个单元而言，得分的噪声过大，无法估计其与结果的关联",
    "unit link.ols": "若直接采用原得分则为 {slope}（{limits}）",
    "unit link.reliability": "得分的信度为 {reliability}",
    "unit link.reliability.none": "得分没有信度可言",
    "gap.lower": (
        "较晚的回答更差：{early} 的得分为 {first} 分，{late} 为 {last} 分，低 {size} 分"
        "（{evidence}，{p}）"
    ),
    "gap.higher": (
        "较晚的回答更好：{early} 的得分为 {first} 分，{late} 为 {last} 分，高 {size} 分"
        "（{evidence}，{p}）"
    ),
    "gap.alike": (
        "较晚与较早的回答无可察觉的差异：{early} 的得分为 {first} 分，{late} 为 {last} 分"
        "（差异：{evidence}，{p}）"
    ),
    "gap.slope": "在 {k} 组中，直线每组变动 {slope} 分（{p}）",
    "gap.like last": (
        "若未作答者与最后作答者相同，全体受邀者的得分为 {score} 分，而非 {answered} 分"
    ),
    "gap.differ": "{k} 组的得分不全相同（{p}）",
    "gap.no telling": "{k} 组之间无可察觉的差异（{p}）",
    "gap.representative": "R 指标为 {r}（各组应答率相同时为 1）",
    # the appendix
    "method": "方法：{name}。{words}",
    "source": "文献：{source}。",
    "notes": "说明：{notes}",
    "between notes": "",
}

"""Each method in a sentence in Chinese; sources are those of the English notes."""

from __future__ import annotations

from collections.abc import Mapping

from nps._base.words.methods import MethodNote

#: 由多个值合成一个：各层的差值，或各群组的得分。
POOLING: Mapping[str, MethodNote] = {
    "fixed": MethodNote("固定效应", "各值按其方差的倒数加权。"),
    "dersimonian-laird": MethodNote(
        "随机效应（DerSimonian-Laird）", "各方差再加上由矩法估计的真实值方差。"
    ),
    "reml": MethodNote("随机效应（REML）", "同上，真实值方差由限制最大似然估计。"),
}

METHODS: Mapping[str, Mapping[str, MethodNote]] = {
    "interval": {
        "score": MethodNote(
            "得分区间",
            "所有未被检验拒绝的得分，检验使用该得分下的方差。",
        ),
        "skewness-corrected": MethodNote(
            "偏度校正得分区间",
            "对统计量作偏度校正的得分区间。",
        ),
        "wald": MethodNote(
            "Wald 区间",
            "得分加减正态分位数乘以标准误。",
        ),
        "t": MethodNote(
            "t 区间",
            "得分加减 t 分位数乘以标准误（除数 n - 1）。",
        ),
        "adjusted-wald": MethodNote(
            "调整 Wald 区间",
            "三个类别分别加上 3/4、3/2、3/4 份回答后的 Wald 区间。",
        ),
        "bonett-price": MethodNote(
            "Bonett-Price 区间",
            "加上一名推荐者和一名贬损者后的 Wald 区间。",
        ),
        "agresti-min": MethodNote(
            "Agresti-Min 区间",
            "三个类别分别加上 1/2、1、1/2 份回答后的 Wald 区间。",
        ),
        "goodman": MethodNote(
            "Goodman 区间",
            "足以同时覆盖三个占比之差的 Wald 区间。",
        ),
        "may-johnson": MethodNote(
            "May-Johnson 区间",
            "保持观测到的非被动回答占比不变的得分区间。",
        ),
        "mover-wilson": MethodNote(
            "MOVER（Wilson）区间",
            "由推荐者与贬损者的 Wilson 区间按平方和（含相关）合成。",
        ),
        "mover-jeffreys": MethodNote(
            "MOVER（Jeffreys）区间",
            "由推荐者与贬损者的 Jeffreys 区间按平方和（含相关）合成。",
        ),
        "exact": MethodNote(
            "精确融合区间",
            "将非被动回答的占比及其方向的精确界限融合而成。",
        ),
        "exact-unconditional": MethodNote(
            "精确无条件区间",
            "对任何被动者占比都精确的检验所不拒绝的全部得分。",
        ),
        "bootstrap-percentile": MethodNote(
            "精确自助法百分位区间",
            "全部自助样本得分的分位数，直接计算而非模拟。",
        ),
        "bootstrap-basic": MethodNote(
            "精确基本自助法区间",
            "得分的两倍减去自助分布的分位数。",
        ),
        "bootstrap-bca": MethodNote(
            "精确 BCa 自助法区间",
            "经偏差与加速度校正的自助法分位数。",
        ),
        "bootstrap-studentized": MethodNote(
            "学生化自助法区间",
            "自助 t 统计量的分位数乘以标准误。",
        ),
        "bayes-jeffreys": MethodNote(
            "贝叶斯区间（Jeffreys 先验）",
            "Dirichlet 后验下得分的等尾分位数，每类加 1/2。",
        ),
        "bayes-uniform": MethodNote(
            "贝叶斯区间（均匀先验）",
            "Dirichlet 后验下得分的等尾分位数，每类加 1。",
        ),
        "bayes-perks": MethodNote(
            "贝叶斯区间（Perks 先验）",
            "Dirichlet 后验下得分的等尾分位数，每类加 1/3。",
        ),
    },
    "difference": {
        "score": MethodNote(
            "得分检验与区间",
            "方差取每个原假设差值下最可能的占比，并乘以 N/(N - 1)。",
        ),
        "score-mee": MethodNote(
            "Mee 得分检验与区间",
            "方差取每个原假设差值下最可能的占比。",
        ),
        "mover": MethodNote(
            "MOVER 区间",
            "由两个得分区间到其界限的距离按平方和合成。",
        ),
        "wald": MethodNote(
            "Wald 检验与区间",
            "差值除以标准误，按正态分布判断。",
        ),
        "wald-pooled": MethodNote(
            "合并方差 z 检验",
            "同 Wald，但方差由两个样本合并求得。",
            source="教科书中的合并方差 z 检验",
        ),
        "welch": MethodNote(
            "Welch t 检验",
            "将回答记为 +100、0、-100 的不等方差 t 检验。",
        ),
        "student": MethodNote(
            "Student t 检验",
            "将回答记为 +100、0、-100，两个样本共用一个方差的 t 检验。",
        ),
        "adjusted-wald": MethodNote(
            "调整 Wald 检验与区间",
            "每个样本的三个类别加上 3/8、3/4、3/8 份回答后的 Wald 方法。",
        ),
        "lewis-sauro": MethodNote(
            "Lewis-Sauro 检验与区间",
            "每个样本的三个类别加上 3/4、3/2、3/4 份回答后的 Wald 方法。",
        ),
        "permutation": MethodNote(
            "置换检验",
            "将全部回答按样本量重新划分，得到差值的分布。",
        ),
        "permutation-studentized": MethodNote(
            "学生化置换检验",
            "在全部划分中考察差值与标准误之比。",
        ),
        "bootstrap": MethodNote(
            "精确自助法",
            "两个独立自助分布之差的百分位数，精确计算。",
        ),
        "bayes": MethodNote(
            "贝叶斯比较",
            "Dirichlet 先验下两个得分之差的后验分布。",
        ),
    },
    "benchmark": {
        "score": MethodNote(
            "得分检验",
            "与基准的距离，方差按基准成立时计算。",
        ),
        "skewness-corrected": MethodNote(
            "偏度校正得分检验",
            "经偏度校正的得分检验。",
        ),
        "sign": MethodNote(
            "精确符号检验",
            "在推荐者与贬损者中，以二分之一的概率检验推荐者人数。",
        ),
        "mid-p": MethodNote(
            "mid-p 符号检验",
            "观察值的概率只计一半的符号检验。",
        ),
        "exact-unconditional": MethodNote(
            "精确无条件检验",
            "对任何被动者占比都精确。",
        ),
        "wald": MethodNote(
            "Wald 检验",
            "与基准的距离除以标准误。",
        ),
        "t": MethodNote(
            "t 检验",
            "将回答记为 +100、0、-100 的单样本 t 检验。",
        ),
        "adjusted-wald": MethodNote(
            "调整 Wald 检验",
            "加上 3/4、3/2、3/4 份回答后的 Wald 检验。",
        ),
    },
    "paired": {
        "score": MethodNote(
            "配对得分检验与区间",
            "个人差值（-2 至 2）的均值，方差按每个原假设差值计算。",
        ),
        "wald": MethodNote(
            "配对 Wald 检验与区间",
            "个人差值均值除以标准误。",
        ),
        "t": MethodNote(
            "配对 t 检验",
            "个人差值均值，按 t 分布判断。",
        ),
        "score-null": MethodNote(
            "Fleiss-Levin-Paik 检验",
            "个人差值均值，方差按原假设计算。",
        ),
        "permutation": MethodNote(
            "精确符号翻转检验",
            "在个人差值的全部符号组合下考察其和。",
        ),
        "permutation-midp": MethodNote(
            "符号翻转检验（mid-p）",
            "相同结果只计一半的精确符号翻转检验。",
        ),
        "bootstrap": MethodNote(
            "精确配对自助法",
            "重抽样个人差值均值的百分位数，精确计算。",
        ),
    },
    "overlap": {
        "score": MethodNote(
            "部分重叠样本得分检验与区间",
            "同 z 检验，方差取每个原假设差值下最可能的占比。",
        ),
        "wald": MethodNote(
            "部分重叠样本 z 检验",
            "全部回答之差，方差扣除两次都回答者的协方差。",
        ),
        "gls": MethodNote(
            "有效合并估计",
            "以方差最小的权重合并配对差值与非配对差值。",
        ),
        "t": MethodNote(
            "部分重叠样本 t 检验",
            "同 z 检验，按 t 分布判断。",
        ),
        "pooled": MethodNote(
            "部分重叠样本 z 检验（合并方差）",
            "同 z 检验，方差由两期合并求得。",
        ),
    },
    "many": {
        "pooled-t": MethodNote(
            "合并方差 t 检验",
            "每一对的 Student t 检验，所有群组共用一个方差，自由度为 N - k。",
        ),
        "tukey-hsd": MethodNote(
            "Tukey 真实显著差异检验",
            "合并方差的 t 统计量与全部群组的学生化极差分布比较。",
        ),
        "games-howell": MethodNote(
            "Games-Howell 检验",
            "Welch 的统计量与自由度，与学生化极差分布比较。",
        ),
    },
    "homogeneity": {
        "chi-squared": MethodNote(
            "Pearson 卡方检验",
            "各计数与占比相同时期望计数之差的平方，除以期望计数，再求和。",
        ),
        "fisher": MethodNote(
            "Fisher 精确检验",
            "合计相同而概率不大于现有表的所有表的概率之和。",
        ),
        "kruskal-wallis": MethodNote(
            "Kruskal-Wallis 检验",
            "各组类别平均秩之间的距离平方，并校正同秩。",
        ),
        "anova": MethodNote(
            "方差分析",
            "将回答记为 +100、0、-100，组间方差与组内方差之比。",
        ),
        "cochran-q": MethodNote(
            "Cochran Q 检验",
            "各得分到其均值的距离平方除以代入法方差之和。",
        ),
        "rao-scott": MethodNote(
            "Rao-Scott 检验（二阶）",
            "加权占比的 Pearson 卡方除以各设计效应之和，与 F 分布比较。",
        ),
        "rao-scott-first-order": MethodNote(
            "Rao-Scott 检验（一阶）",
            "加权占比的 Pearson 卡方除以设计效应的均值。",
        ),
    },
    "adjust": {
        "holm": MethodNote(
            "Holm 校正",
            "m 个 p 值中第 i 小者乘以 m - i + 1，并保持不减。",
        ),
        "hochberg": MethodNote(
            "Hochberg 校正",
            "从最大的 p 值起逐步应用 Holm 的系数。",
        ),
        "hommel": MethodNote(
            "Hommel 校正",
            "包含该检验的所有检验集合的 Simes p 值中的最大者。",
        ),
        "bonferroni": MethodNote(
            "Bonferroni 校正",
            "p 值乘以检验次数。",
        ),
        "benjamini-hochberg": MethodNote(
            "Benjamini-Hochberg 校正",
            "控制错误发现率：第 i 小的 p 值乘以 m/i。",
        ),
        "benjamini-yekutieli": MethodNote(
            "Benjamini-Yekutieli 校正",
            "Benjamini-Hochberg 再乘以 1 + 1/2 + ... + 1/m，适用于任何相依情形。",
        ),
        "max-z": MethodNote(
            "max-z 校正",
            "每个统计量与全部统计量最大值的分布比较。",
        ),
        "tukey": MethodNote(
            "Tukey 校正",
            "每个统计量与全部群组的学生化极差分布比较。",
        ),
    },
    "shares": {
        "wilson": MethodNote(
            "Wilson 区间",
            "得分检验不拒绝的全部占比，各类别单独计算。",
        ),
        "jeffreys": MethodNote(
            "Jeffreys 区间",
            "Beta(1/2, 1/2) 先验下的等尾后验区间，各类别单独计算。",
        ),
        "clopper-pearson": MethodNote(
            "Clopper-Pearson 区间",
            "二项分布两侧尾概率均不拒绝的全部占比，各类别单独计算。",
        ),
        "goodman": MethodNote(
            "Goodman 区间",
            "尾概率取三分之一的 Wilson 区间，对三个类别同时成立。",
        ),
        "quesenberry-hurst": MethodNote(
            "Quesenberry-Hurst 区间",
            "采用卡方分位数的 Wilson 区间，对类别的任何组合同时成立。",
        ),
        "sison-glaz": MethodNote(
            "Sison-Glaz 区间",
            "逐步加宽，直到多项分布的近似达到置信水平。",
        ),
        "korn-graubard": MethodNote(
            "Korn-Graubard 区间",
            "以各占比的有效样本量计算的 Clopper-Pearson 精确区间。",
        ),
    },
    "mean": {
        "score": MethodNote(
            "多项得分区间",
            "在该均值下取最可能占比的检验所不拒绝的全部均值。",
        ),
    },
    "moved": {
        "shares": MethodNote(
            "两个占比的得分检验",
            "对每个类别使用 Miettinen 与 Nurminen 的检验与区间。",
        ),
        "ratings": MethodNote(
            "Mann-Whitney 检验",
            "一个样本的回答高于另一样本回答的概率，相同者计一半。",
        ),
        "paired ratings": MethodNote(
            "Wilcoxon 符号秩检验",
            "按变化幅度排秩，比较上升与下降的秩和；没有变化的人不计入。",
        ),
    },
    "equivalence": {
        "tost": MethodNote(
            "双单侧检验（TOST）",
            "若“差值不大于 -界值”与“差值不小于界值”均被拒绝，则判为等效。",
        ),
    },
    "transitions": {
        "stuart-maxwell": MethodNote(
            "Stuart-Maxwell 检验",
            "行列合计之差，协方差按无变化计算。",
        ),
        "bhapkar": MethodNote(
            "Bhapkar 检验",
            "行列合计之差，采用观测协方差。",
        ),
        "bowker": MethodNote(
            "Bowker 检验",
            "比较各类别之间的往返转移人数。",
        ),
    },
    "trend": {
        "regression": MethodNote(
            "单个回答对时间的回归",
            "每份回答权重相同，标准误由各期内的方差求得。",
        ),
        "wls": MethodNote(
            "加权最小二乘",
            "以已知抽样方差为权重的得分直线。",
        ),
        "random-effects": MethodNote(
            "随机效应直线",
            "加入期间方差的加权最小二乘。",
        ),
        "contrast": MethodNote(
            "线性对比",
            "普通最小二乘，标准误由抽样方差求得。",
        ),
    },
    "decomposition": {
        "two-way": MethodNote(
            "Kitagawa 分解",
            "占比变化乘以平均得分，加上得分变化乘以平均占比。",
        ),
        "three-way": MethodNote(
            "三项分解",
            "以前期数值计算构成与得分的贡献，交互作用单列。",
        ),
    },
    "standardization": {
        "score": MethodNote(
            "直接标准化（得分区间合成）",
            "细分群体的加权平均，区间由各自的得分区间按平方和合成。",
        ),
        "wald": MethodNote(
            "直接标准化（Wald 区间）",
            "细分群体的加权平均及其标准误。",
        ),
    },
    "chart": {
        "laney": MethodNote(
            "Laney 控制图",
            "由回答得出的控制限，再乘以各期实际波动的倍数。",
        ),
        "shewhart": MethodNote(
            "Shewhart 控制图",
            "中心线加减各期三倍标准误。",
        ),
        "ewma": MethodNote(
            "EWMA 控制图",
            "指数加权移动平均及其精确控制限。",
        ),
        "cusum": MethodNote(
            "CUSUM 控制图",
            "标准化偏差的上下累积和，与决策区间比较。",
        ),
    },
    "sequence": {
        "betting": MethodNote(
            "对冲下注置信序列",
            "资本从未增长到 2/alpha 的全部得分。",
        ),
        "empirical-bernstein": MethodNote(
            "经验 Bernstein 置信序列",
            "加权均值加上由观测方差得出的界，任何时刻都成立。",
        ),
    },
    "ranking": {
        "simultaneous": MethodNote(
            "同时名次区间",
            "对所有配对逐步检验，数出显著领先与落后的群组。",
        ),
        "marginal": MethodNote(
            "单独名次区间",
            "对每个群组单独逐步检验，数出显著领先与落后的群组。",
        ),
    },
    "share change": {
        "score": MethodNote(
            "两个占比的得分检验",
            "对各类别采用 Miettinen 与 Nurminen 的检验和区间；同一批人则采用 McNemar 检验与"
            " Tango 区间。",
        ),
        "exact": MethodNote(
            "McNemar 精确检验",
            "在进入或离开该类别的人中，进入者人数的二项分布。",
        ),
        "mid-p": MethodNote(
            "McNemar mid-p 检验",
            "同上，观察到的结果只计一半概率。",
        ),
        "wald-t": MethodNote(
            "线性化占比差值",
            "差值除以抽样设计的标准误，并用 t 分布。",
        ),
    },
    "strata": {
        "score": MethodNote(
            "分层得分检验",
            "差值按 n1 n2/(n1 + n2) 加权；各层取原假设下最可能的占比。",
        ),
        "permutation": MethodNote(
            "分层置换检验",
            "在各层之内，将回答在两个样本间的所有划分逐一计算，结果精确。",
        ),
        **POOLING,
    },
    "strata test": {
        "strata test": MethodNote(
            "Cochran Q 检验",
            "各差值到其均值的距离平方除以各自方差之和。",
        ),
    },
    "pool": POOLING,
    "shrinkage": {
        "dirichlet": MethodNote(
            "Dirichlet-多项收缩",
            "各群组计数加上由全体拟合的先验计数。",
        ),
        "normal": MethodNote(
            "正态收缩",
            "按方差在各自得分与共同得分之间加权。",
        ),
    },
    "bootstrap": {
        "bootstrap": MethodNote(
            "自助法",
            "从回答中有放回抽样所得得分的分布。",
        ),
    },
    "posterior": {
        "posterior": MethodNote(
            "Dirichlet 后验",
            "各类别计数加先验计数即为占比分布的参数。",
        ),
    },
    "omnibus": {
        "omnibus": MethodNote(
            "总体检验",
            "一次检验全部群组：置换卡方、Welch F 与似然比。",
        ),
        "wald": MethodNote(
            "抽样设计的 Wald F 检验",
            "一次检验全部加权得分：以抽样设计协方差矩阵的逆对其差值加权。",
        ),
    },
    "trend test": {
        "trend test": MethodNote(
            "趋势的附带检验",
            "Cochran Q（拟合与同质性）以及线性趋势的置换检验。",
        ),
    },
    "survey": {
        "score": MethodNote(
            "基于有效计数的得分区间",
            "对有效样本量下的加权占比使用得分方法，并采用 t 分位数。",
        ),
        "wald-t": MethodNote(
            "线性化 t 区间",
            "加权得分加减 t 分位数乘以抽样设计的标准误。",
        ),
        "wald": MethodNote(
            "线性化 Wald 区间",
            "加权得分加减正态分位数乘以抽样设计的标准误。",
        ),
    },
    "plan": {
        "score": MethodNote(
            "得分检验的功效",
            "检验的方差取原假设下最可能的占比，真实方差取假定的占比。",
        ),
        "wald": MethodNote(
            "Wald 检验的功效",
            "原假设与真实情形共用假定占比的标准误。",
        ),
        "t": MethodNote(
            "t 检验的功效",
            "将回答记为 +100、0、-100，以其标准差代入非中心 t 分布。",
        ),
        "adjusted-wald": MethodNote(
            "MeasuringU 的经验法则",
            "Wald 公式减去三份回答，即调整区间所加的虚拟回答。",
        ),
    },
    "family": {
        "omnibus": MethodNote(
            "整体检验的功效",
            "各得分之差与组内方差之比服从非中心卡方分布。",
        ),
        "trend": MethodNote(
            "趋势检验的功效",
            "斜率除以每期回答数下的标准误。",
        ),
    },
    "margin": {
        "score": MethodNote(
            "得分区间的误差",
            "期望计数下的得分区间。",
        ),
        "wald": MethodNote(
            "Wald 区间的误差",
            "正态分位数乘以期望计数的标准误。",
        ),
        "t": MethodNote(
            "t 区间的误差",
            "t 分位数乘以标准误（除数 n - 1）。",
        ),
        "adjusted-wald": MethodNote(
            "MeasuringU 的经验法则",
            "正态分位数乘以多三份回答时的标准误。",
        ),
    },
    "calculation": {
        "exact": MethodNote(
            "精确计算",
            "将检验得出结论的全部结果的概率相加。",
        ),
        "asymptotic": MethodNote(
            "公式计算",
            "采用大样本的正态分布。",
        ),
        "simulation": MethodNote(
            "模拟计算",
            "随机抽取的样本中检验得出结论的比例。",
        ),
    },
    "looks": {
        "obrien-fleming": MethodNote(
            "O'Brien-Fleming 型 alpha 消耗",
            "早期几乎不消耗显著性水平，最后一次的 z 与通常相近。",
        ),
        "pocock": MethodNote(
            "Pocock 型 alpha 消耗",
            "显著性水平随回答数大致均匀地消耗。",
        ),
    },
    "counting": {
        "score": MethodNote(
            "净推荐值（NPS）",
            "评分 9、10 的占比减去评分 0 至 6 的占比，再乘以 100。",
        ),
    },
    "drivers": {
        "linear": MethodNote(
            "线性驱动分析",
            "对 100、0、-100 作最小二乘：斜率即每一分所对应的得分变动。",
        ),
        "ordinal": MethodNote(
            "有序驱动分析",
            "三个类别的比例优势模型的平均边际效应。",
        ),
        "multinomial": MethodNote(
            "多项驱动分析",
            "三个类别的多项对数几率模型的平均边际效应。",
        ),
    },
    "driver errors": {
        "HC3": MethodNote(
            "HC3 标准误",
            "斜率的刀切离散程度，适用于受访者方差不等的情形。",
        ),
        "CR2": MethodNote(
            "CR2 标准误",
            "针对群组并按其数量少而校正的标准误，各效应有各自的自由度。",
        ),
        "linearized": MethodNote(
            "抽样设计的标准误",
            "残差乘以驱动因素，按群组相加，并在层内比较。",
        ),
        "classical": MethodNote(
            "经典标准误",
            "所有受访者方差相同：仅凭合计量只能如此。",
        ),
        "likelihood": MethodNote(
            "似然的标准误",
            "基于观测信息的 delta 法，驱动因素视为给定。",
        ),
    },
    "importance": {
        "shapley": MethodNote(
            "Shapley 份额",
            "驱动因素对 R 平方的增量，在所有次序上取平均；百分位自助法。",
        ),
        "relative-weights": MethodNote(
            "相对权重",
            "借助与驱动因素最接近的不相关变量分解 R 平方；百分位自助法。",
        ),
    },
    "impacts": {
        "score": MethodNote(
            "主题的影响",
            "提及占比乘以得分之差；以得分检验判断差异，区间由平方相加法求得并保持其符号。",
        ),
        "design": MethodNote(
            "抽样设计下的影响",
            "加权或整群样本中提及占比与得分之差的乘积，由两者的区间求得。",
        ),
        "validated": MethodNote(
            "校正后的影响",
            "差值估计：机器为全部评论编码，再以人工对其中一部分的编码校正。",
        ),
    },
    "theme errors": {
        "HC3": MethodNote(
            "调整后影响的 HC3 标准误",
            "对全部主题作最小二乘；斜率的刀切离散程度与占比的离散程度合并计算。",
        ),
        "linearized": MethodNote(
            "调整后影响的线性化标准误",
            "对全部主题作最小二乘；每名受访者的贡献按群组相加。",
        ),
        "classical": MethodNote(
            "调整后影响的经典标准误",
            "对全部主题作最小二乘，方差相同：仅凭合计量只能如此。",
        ),
    },
    "agreement": {
        "kappa": MethodNote(
            "一致程度",
            "Cohen 的 kappa：超出偶然的一致程度；占比用 Wilson 区间。",
        ),
    },
    "theme changes": {
        "mover": MethodNote(
            "提及量与评价",
            "占比之变乘以平均差异，加上差异之变乘以平均占比；区间由两次影响的区间平方相加求得。",
        ),
    },
    "pairs": {
        "score": MethodNote(
            "同时提及",
            "检验提及其一者提及另一主题的占比是否与其余相同的得分检验。",
        ),
    },
    "words": {
        "comments": MethodNote(
            "评论的 Score 检验",
            "含有该词的评论份额之差，除以两方份额相同时的标准误。",
        ),
        "tokens": MethodNote(
            "词频的似然比",
            "两方词频各自的对数似然与共同词频的对数似然之差的两倍。",
        ),
    },
    "word order": {
        "log-odds": MethodNote(
            "带先验的对数优势比",
            "以全体用词为 Dirichlet 先验，两方对数优势之差除以其标准误；仅用于排序。",
        ),
    },
    "steps": {
        "steps": MethodNote(
            "惩罚与奖励",
            "对每个驱动因素的差评与好评作最小二乘；对两者之和作 Wald 检验。",
        ),
    },
    "driver changes": {
        "oaxaca": MethodNote(
            "水平与效应",
            "用两个回归对称地分解两个得分之差。",
        ),
    },
    "screen": {
        "pooled": MethodNote(
            "最大统计量的置换检验",
            "按合并方差将各群体与其余回答比较，以置换回答后所有群体中最大的 |z| 为参照。",
        ),
        "mover": MethodNote(
            "最大统计量检验与平方相加区间",
            "以置换进行检验；区间由两侧的 Score 区间得出，临界值取最大 |z| 的分位数。",
        ),
        "sign-flip": MethodNote(
            "最大统计量的符号翻转检验",
            "将加权残差按群组相加，以随机翻转符号后所有群体中最大的 |z| 为参照。",
        ),
    },
    "segments": {
        "honest": MethodNote(
            "诚实树",
            "用一半受访者以置换检验进行划分，用另一半估计得分；"
            "有权重或群组时以霍特林分布代替卡方分布。",
        ),
        "full": MethodNote(
            "基于同一批回答的树",
            "以置换检验进行划分，得分来自同一批受访者；有权重或群组时以霍特林分布代替卡方分布。",
        ),
    },
    "joint": {
        "drivers": MethodNote(
            "驱动因素的联合检验",
            "对所有效应均为 0 的 Wald 检验，标准误与各效应相同。",
        ),
        "driver effects": MethodNote(
            "效应变化的联合检验",
            "对两个独立样本的效应均无差异的 Wald 检验。",
        ),
    },
    "response": {
        "bounds": MethodNote(
            "最坏情形界限",
            "把未作答者全部当作贬损者、全部当作推荐者所得的两个得分；取两者的得分检验限，"
            "所用分位数覆盖得分本身，而非同时覆盖两端。",
        ),
        "gap": MethodNote(
            "早晚回答之比较",
            "最后一组减去第一组；假定未作答者与最后一组相同。",
        ),
    },
    "class values": {
        "studentized": MethodNote(
            "学生化自助法",
            "在各类内有放回抽样，取均值偏差除以标准误的分位数。",
            when="默认方法：适用于金额等偏态数值。",
        ),
        "t": MethodNote(
            "学生 t",
            "均值加减学生 t 分位数乘以标准误；差值采用 Welch 自由度。",
            when="没有长尾的数值，或数值很多时。",
        ),
        "order": MethodNote(
            "次序统计量",
            "按二项分布，用排序后的两个数值界定中位数；差值用平方相加法。",
            when="中位数。",
        ),
    },
    "value ratio": {
        "mover": MethodNote(
            "MOVER 比值",
            "由两类各自的界限合成差值的界限，取其恰好越过 0 的比值。",
            when="默认方法；沿用了界限对偏态的校正。",
        ),
        "fieller": MethodNote(
            "Fieller 比值",
            "使一类数值减去 r 倍另一类数值与 0 无法区分的比值 r。",
            when="没有长尾的数值；以及各类彼此相关的总额。",
        ),
    },
    "class outcomes": {
        "rate": MethodNote(
            "发生率及其差值",
            "发生率采用 Wilson 区间；差值采用 Miettinen 与 Nurminen 的得分检验与区间。",
        ),
        "ratio": MethodNote("Koopman 比值", "得分检验不予拒绝的发生率之比。"),
        "trend": MethodNote(
            "随类别的趋势",
            "Cochran-Armitage 检验；类别较优的概率采用 DeLong 标准误。",
        ),
    },
    "point value": {
        "routes": MethodNote(
            "一分的价值",
            "每 100 名客户中有 1 名上移一类，或每 200 名中有 1 名上移两类时，两类数值之差。",
            source="教科书",
        ),
    },
    "lifetime": {
        "markov": MethodNote(
            "类别的马尔可夫链",
            "将客户留存期间所经过各类别的毛利相加；标准误按变动所依据的人数由德尔塔法得出。",
        ),
    },
    "metrics": {
        "numeric": MethodNote(
            "共有一个结果的相关系数",
            "各自采用 Fisher 区间，差值采用 Zou 区间；检验采用 Meng、Rosenthal 与 Rubin 的方法。",
        ),
        "yes-no": MethodNote(
            "曲线下面积",
            "发生者的数值较高的概率；标准误与差值采用 DeLong 方法。",
        ),
    },
    "earned growth": {
        "account": MethodNote(
            "口碑增长",
            "净收入留存率加上口碑带来的新客户，再减 1；口碑占比采用 Wilson 区间。",
        ),
    },
    "unit link": {
        "calibrated": MethodNote(
            "回归校准",
            "将得分按其噪声程度向均值收缩后作最小二乘；标准误由逐个剔除单元的刀切法得出。",
            when="默认方法。",
        ),
        "moment": MethodNote(
            "矩校正",
            "从得分的方差中扣除已知的噪声；标准误由逐个剔除单元的刀切法得出。",
            when="与默认方法相近，单元少时不够稳定。",
        ),
        "ols": MethodNote(
            "最小二乘",
            "直接采用含噪声的原得分，斜率因而偏平。",
            source="教科书",
            when="没有噪声的得分，例如全体客户的得分。",
        ),
    },
}

"""The notes of the results in Chinese, by their English templates."""

from __future__ import annotations

from collections.abc import Mapping

#: Notes; each is made somewhere in the library, and each that is made stands here.
NOTES: Mapping[str, str] = {
    # tables
    "↑ significantly higher, ↓ significantly lower (p < {alpha}).": (
        "↑ 显著更高，↓ 显著更低（p < {alpha}）。"
    ),
    "↑ significantly above {null}, ↓ significantly below {null} (p < {alpha}).": (
        "↑ 显著高于 {null}，↓ 显著低于 {null}（p < {alpha}）。"
    ),
    "↑ significantly higher, ↓ significantly lower (adjusted p < {alpha}).": (
        "↑ 显著更高，↓ 显著更低（校正后 p < {alpha}）。"
    ),
    "Letters: groups of the same key that score significantly lower"
    " (p < {alpha}, each pair tested on its own).": (
        "字母：同一维度中得分显著更低的组（p < {alpha}，各对单独检验）。"
    ),
    "Letters below promoters and detractors: the same of these shares, by the score test of two"
    " proportions.": "推荐者和贬损者下方的字母：对该占比作同样的比较，用两个比例的得分检验。",
    "↑ ↓: significantly above or below all answers, tested against the rest"
    " (p < {alpha}, each group on its own).": (
        "↑ ↓：显著高于或低于总计，与其余回答比较检验（p < {alpha}，各组单独检验）。"
    ),
    "Letters: groups of the same key that score significantly lower"
    " (p < {alpha}, adjusted for all pairs of the key, {adjust}).": (
        "字母：同一维度中得分显著更低的组（p < {alpha}，按该维度各对校正，{adjust} 法）。"
    ),
    "↑ ↓: significantly above or below all answers, tested against the rest"
    " (p < {alpha}, adjusted for all groups of the key, {adjust}).": (
        "↑ ↓：显著高于或低于总计，与其余回答比较检验"
        "（p < {alpha}，按该维度各组校正，{adjust} 法）。"
    ),
    # one sample
    "No valid answer: there is no score.": "没有有效回答，因此没有得分。",
    "A tiny sample: only {n:valid answer}.": "样本极小：只有 {n} 份有效回答。",
    'The interval by method="{method}" needs two answers; method="score" gives one.': (
        'method="{method}" 的区间至少需要两份回答；method="score" 可以给出区间。'
    ),
    'The interval by method="{method}" does not exist where all answers are in one class;'
    ' method="score" gives one.': (
        '所有回答同属一类时，method="{method}" 的区间不存在；method="score" 可以给出区间。'
    ),
    "All answers are in one class, so this method sees no uncertainty at all;"
    ' method="score" does.': (
        '所有回答同属一类，此方法因而无法反映任何不确定性；method="score" 可以反映。'
    ),
    "All answers are in one class: the standard error is no guide, the interval is.": (
        "所有回答同属一类：标准误没有参考意义，请以区间为准。"
    ),
    "The interval was cut off at the end of the scale.": "区间在得分范围的端点处截断。",
    "This method pulls towards 0: the interval leaves the score itself out.": (
        "此方法将估计拉向 0，以致区间不包含得分本身。"
    ),
    "Everybody in the population of {population} answered: nothing is left to estimate.": (
        "总体 {population} 人全部作答，没有什么需要估计。"
    ),
    "Finite population of {population}: the sample is {share} of it.": (
        "有限总体共 {population} 人，样本占其 {share}。"
    ),
    "Of {size:cohort}, {empty:has|have} no valid answer.": (
        "{size} 个群组中有 {empty} 个没有有效回答。"
    ),
    "Of {size:group}, {empty:has|have} no valid answer.": (
        "{size} 个组中有 {empty} 个没有有效回答。"
    ),
    "Of {size:group}, {tiny:has|have} fewer than {few} valid answers.": (
        "{size} 个组中有 {tiny} 个的有效回答不足 {few} 份。"
    ),
    "Of {size:cohort}, {tiny:has|have} fewer than {few} valid answers.": (
        "{size} 个群组中有 {tiny} 个的有效回答不足 {few} 份。"
    ),
    'The "haldane" prior takes two classes without answers to be impossible;'
    ' prior="jeffreys" does not.': (
        '有两个类别没有回答，"haldane" 先验视其为不可能出现；prior="jeffreys" 则不然。'
    ),
    'The "haldane" prior takes a class without answers to be impossible;'
    ' prior="jeffreys" does not.': (
        '有一个类别没有回答，"haldane" 先验视其为不可能出现；prior="jeffreys" 则不然。'
    ),
    "A tiny {side}: n = {n}.": "{side}极小：n = {n}。",
    "All answers of the {side} are in one class, so every bootstrap sample of it is the same and"
    " shows no uncertainty; {better} does.": (
        "{side}的所有回答同属一类，其自助样本全都相同，无法反映不确定性；{better} 可以反映。"
    ),
    "The score of all answers lies outside the interval, which keeps what earlier answers ruled"
    " out: they were unlike the later ones, by chance or because the score has moved.": (
        "全部回答的得分落在区间之外，因为区间保留了早先回答已排除的得分：早先的回答与后来的不同，"
        "或出于偶然，或因为得分发生了变化。"
    ),
    "No score fits the whole stream: it has moved while the answers came in, or they were not fed"
    " in the order of their coming.": (
        "没有任何得分与整个回答序列相符：收集回答期间得分发生了变化，或回答未按到达的先后顺序输入。"
    ),
    "The level of {level}% holds for the three together.": (
        "{level}% 的置信水平对三个区间同时成立。"
    ),
    "The level of {level}% holds for each interval alone.": (
        "{level}% 的置信水平对每个区间单独成立。"
    ),
    "Shares are weighted, the numbers of answers are not.": "占比经过加权，回答数未加权。",
    "{out:segment has|segments have} no share in the mix; their {lost} answers are unused.": (
        "{out} 个细分群体在固定构成中没有占比，其 {lost} 份回答未被使用。"
    ),
    "All answers agree in {unanimous} of {size} segments: the standard error takes their variance"
    " from adjusted counts.": (
        "{size} 个细分群体中有 {unanimous} 个的回答同属一类：计算标准误时，其方差取自调整后的计数。"
    ),
    # two samples
    "The {side} has no valid answer.": "{side}没有有效回答。",
    "The {side} is tiny: n = {n}.": "{side}极小：n = {n}。",
    "Of the {side} only the score is known: the interval is as wide and the p-value as large"
    " as any composition of its answers allows.": (
        "{side}仅得分已知：在其回答的各种可能构成中，区间取最宽者，p 值取最大者。"
    ),
    "No sample of n = {n} has a score of {score}; the nearest are {low} and {high}. Was it"
    " weighted, or is n another?": (
        "n = {n} 的样本不可能得 {score} 分；最接近的可能得分为 {low} 和 {high}。"
        "是加权得分，还是 n 有误？"
    ),
    'method="t" is undefined for these people; method="score" is not.': (
        'method="t" 对这些受访者无定义；method="score" 有定义。'
    ),
    'method="{method}" is undefined for these answers; method="score" is not.': (
        'method="{method}" 对这些回答无定义；method="score" 有定义。'
    ),
    'method="{method}" is undefined here; method="score" is not.': (
        'method="{method}" 在此无定义；method="score" 有定义。'
    ),
    "All answers are in one class, so all divisions of them look alike and this method can tell"
    ' nothing; method="score" can.': (
        '所有回答同属一类，任何重新划分都没有差别，此方法因而无从判断；method="score" 可以判断。'
    ),
    "In each stratum all answers are in one class, so all divisions of them look alike and this"
    ' method can tell nothing; method="score" can.': (
        '各层的所有回答同属一类，任何重新划分都没有差别，此方法因而无从判断；method="score"'
        " 可以判断。"
    ),
    'Both samples are unanimous, so this method sees no uncertainty at all; method="score" does.': (
        '两个样本的回答各自同属一类，此方法因而无法反映任何不确定性；method="score" 可以反映。'
    ),
    'The sample is unanimous, so this method sees no uncertainty at all; method="score" does.': (
        '样本的回答同属一类，此方法因而无法反映任何不确定性；method="score" 可以反映。'
    ),
    "This recipe adds the pseudo-answers of one sample to both: where the true difference is large,"
    " its interval misses on one side far too often (up to 19.5% instead of 2.5% at 10 v 10"
    ' answers). method="adjusted-wald" adds half as many.': (
        "此方法把单个样本所用的虚拟回答同时加到两个样本上：真实差值较大时，区间在一侧遗漏真值过于频繁"
        "（10 份对 10 份回答时最高达 19.5%，而非 2.5%）。"
        'method="adjusted-wald" 只加一半。'
    ),
    'The mid-p test has no interval of its own; method="score" gives one.': (
        'mid-p 检验本身没有区间；method="score" 可以给出区间。'
    ),
    "The p-value is a posterior probability (twice the smaller one if two-sided).": (
        "p 值为后验概率（双侧时为较小一侧概率的两倍）。"
    ),
    "The p-value and interval rest on random divisions of the answers; with rng=... in nps.compare"
    " they can be reproduced.": (
        "p 值与区间由回答的随机划分得出；在 nps.compare 中指定 rng=... 即可重现。"
    ),
    "Exact for a null difference of 0 only: for this one the law of all divisions was moved along,"
    ' which means little in small samples. method="score" has no such limit.': (
        "仅当原假设差值为 0 时精确：此处将全部划分的分布随原假设差值平移，在小样本中意义不大。"
        'method="score" 没有这一限制。'
    ),
    "{rows:row has|rows have} a side without a valid answer.": "有 {rows} 行的一方没有有效回答。",
    "{same} parts are the whole: there is no rest to compare them with.": (
        "有 {same} 个部分就是整体本身，没有其余部分可供比较。"
    ),
    "Everybody in the population of {population} answered: the difference is known.": (
        "总体 {population} 人全部作答，差值是已知的。"
    ),
    "Finite population of {population}: the whole is {share} of it.": (
        "有限总体共 {population} 人，整体的回答占其 {share}。"
    ),
    "{total:person is|people are} left out: {parts}.": "未计入 {total} 人：{parts}。",
    'Everybody changed alike, so this method sees no uncertainty at all; method="score" does.': (
        '每个人的变动都相同，此方法因而无法反映任何不确定性；method="score" 可以反映。'
    ),
    'A permutation test has no interval; method="score" has one.': (
        '置换检验没有区间；method="score" 有区间。'
    ),
    "Nobody answered in both waves: these are independent samples.": (
        "没有人两期都作答：这是两个独立样本。"
    ),
    "Only {matched:person|people} answered in both waves, too few to gain by weights.": (
        "只有 {matched} 人两期都作答，人数太少，加权无益。"
    ),
    "Nothing varies in these answers, so this method sees no uncertainty at all;"
    ' method="score" does.': (
        '这些回答毫无变异，此方法因而无法反映任何不确定性；method="score" 可以反映。'
    ),
    "Nobody moved, so there is nothing to test.": "没有人改变类别，无从检验。",
    "The statistic is undefined: the observed covariance is singular.": (
        "统计量无定义：观测协方差矩阵是奇异的。"
    ),
    "Only {moved:person|people} moved, too few for the chi-squared law to be exact.": (
        "只有 {moved} 人改变类别，人数太少，卡方分布并不精确。"
    ),
    "Without pairs of classes between which nobody moved: {freedom} instead of {most} degrees of"
    " freedom.": "略去无人往来的类别对：自由度为 {freedom}，而非 {most}。",
    "Without classes that nobody entered or left: {freedom} instead of {most} degrees of"
    " freedom.": "略去无人转入或转出的类别：自由度为 {freedom}，而非 {most}。",
    "The ratings themselves are not known, so the three classes are ranked.": (
        "评分本身未知，因此按三个类别排序。"
    ),
    "Only {changed:person|people} changed, too few for the normal law to be exact: exact=True"
    " takes the exact one.": (
        "只有 {changed} 人的回答有变化，人数太少，正态分布并不精确：exact=True 采用精确分布。"
    ),
    "The scores cannot be told apart, but the ratings can.": (
        "两个得分之间未检出差异，但评分之间可检出差异。"
    ),
    "The scores can be told apart, but the ratings as a whole cannot.": (
        "两个得分之间可检出差异，但评分整体未检出差异。"
    ),
    "The score moved one way and the ratings as a whole the other.": (
        "得分与评分整体的变动方向相反。"
    ),
    # many comparisons and ranks
    "Left out, without a valid answer: {empty} of {size:cohort}.": (
        "{size} 个群组中有 {empty} 个没有有效回答，未计入。"
    ),
    "There is nothing to compare: it takes two sides with answers.": (
        "无从比较：至少需要双方都有回答。"
    ),
    "Expected counts below 5: {few} of {cells}, so that chi-squared is a rough guide;"
    ' method="fisher" is exact.': (
        "{cells} 个期望频数中有 {few} 个低于 5：卡方分布在此只是粗略近似，"
        'method="fisher" 则是精确的。'
    ),
    "Answers within the groups vary too little for a design effect, so the test is undefined.": (
        "各组内部的回答变化太小，无从得出设计效应，因此检验无定义。"
    ),
    '{undefined:comparison is|comparisons are} undefined by this method, not by "score".': (
        '{undefined} 个比较用此方法无定义，用 "score" 则有定义。'
    ),
    "None of these differences stands out from chance, though {raw} of {tests} single tests do.": (
        "这些差值均未超出偶然波动的范围，尽管 {tests} 次单独检验中有 {raw} 次显著。"
    ),
    "None of these differences stands out from chance.": "这些差值均未超出偶然波动的范围。",
    "{empty:cohort has|cohorts have} no valid answer and no rank.": (
        "{empty} 个群组没有有效回答，也没有名次。"
    ),
    "They cannot be told apart: each could hold any rank from 1 to {last}.": (
        "各群组无法区分：每个群组的名次都可能是第 1 至第 {last} 中的任何一个。"
    ),
    "{free} of {last} cohorts could hold any rank from 1 to {last}.": (
        "{last} 个群组中有 {free} 个的名次可能是第 1 至第 {last} 中的任何一个。"
    ),
    "{k:stratum|strata} without answers on both sides left out: {names}.": (
        "有 {k} 个层并非两侧都有回答，未予计入：{names}。"
    ),
    "{k:stratum|strata} unanimous on both sides: the variance there is that of counts with 3"
    " answers added.": "有 {k} 个层两侧各自完全一致：其方差取计数加 3 份回答之后的方差。",
    "{k:share} 0% or 100% on both sides: the variance there is that of counts with 3 answers"
    " added.": "有 {k} 个占比两侧均为 0% 或 100%：其方差取计数加 3 份回答之后的方差。",
    "The p-value rests on random tables with the same totals; with rng=... it can be reproduced.": (
        "p 值基于合计相同的随机表；给定 rng=... 即可重现。"
    ),
    "{k:cohort} unanimous: the variance there is that of counts with 3 answers added.": (
        "有 {k} 个群组的回答完全一致：其方差取计数加 3 份回答之后的方差。"
    ),
    "Weighted cohorts: the difference under the design, strata weighed by their effective sizes,"
    " with Student's t.": "加权群组：按抽样设计计算差值，各层按有效样本量加权，并用 t 分布。",
    "Each interval holds by itself, not the three together.": (
        "各区间分别成立，并非三者同时成立。"
    ),
    "{empty:cohort has|cohorts have} no valid answer.": "{empty} 个群组没有有效回答。",
    "The cohorts differ no more than samples of one population do, so the best guess for each is"
    " the score of all together.": (
        "各群组之间的差异不超过来自同一总体的样本，因此对每个群组的最佳估计就是全体的共同得分。"
    ),
    # over time
    "Of {size:wave}, {empty:has|have} no valid answer.": (
        "{size} 期调查中有 {empty} 期没有有效回答。"
    ),
    "Of {size:wave}, {tiny:has|have} fewer than {few} valid answers.": (
        "{size} 期调查中有 {tiny} 期的有效回答不足 {few} 份。"
    ),
    "Of {size:segment}, {k:has|have} no answer in the wave {label}, so their changes from it are"
    " unknown.": (
        "{size} 个细分群体中有 {k} 个在 {label} 这一期没有回答，相对这一期的变动因此未知。"
    ),
    "{k} charts, each with false alarms of its own: the more charts, the more often one of them"
    " signals without a cause.": (
        "共 {k} 张控制图，每张都可能误报：图越多，越容易有某一张无缘无故地发出信号。"
    ),
    "{k} of {size} windows have fewer than {min_n} valid answers and no score.": (
        "{size} 个窗口中有 {k} 个的有效回答少于 {min_n} 份，不给出得分。"
    ),
    "Left out, and out of the totals: {k:wave} with fewer than {n:answer}.": (
        "{k} 期的回答少于 {n} 份，未列出，也不计入合计。"
    ),
    "{k} groups with fewer than {n:answer}, or needed to hide those, are put together as {name}.": (
        "{k} 个群体（回答少于 {n} 份，或为避免推算而并入）合并为{name}。"
    ),
    "--min-n cannot be combined with {option}: its section tells of groups that --min-n hides": (
        "--min-n 不能与 {option} 同用：后者的内容会透露 --min-n 所隐藏的群体"
    ),
    "there are fewer than {n:answer} in all, so --min-n hides everything": (
        "回答总数少于 {n} 份，--min-n 会隐藏全部内容"
    ),
    "no group can be shown without showing one of fewer than {n:answer}: leave --by out, or take a"
    " smaller --min-n": (
        "无论显示哪个群体，都会透露少于 {n} 份回答的群体：请去掉 --by，或取较小的 --min-n"
    ),
    "Left out, with answers at fewer times than a line needs: {segments}.": (
        "未纳入（有回答的时点太少，无法拟合直线）：{segments}。"
    ),
    "Left out, too short for a chart: {segments}.": (
        "未纳入（期数太少，无法作控制图）：{segments}。"
    ),
    "Left out, shorter than one window: {segments}.": "未纳入（不足一个窗口）：{segments}。",
    "No wave has its counterpart one year earlier.": "没有一期调查在上一年有对应的一期。",
    "All answers agree in {unanimous} of {size} waves: their variances are those of"
    " adjusted counts.": "{size} 期调查中有 {unanimous} 期的回答同属一类：其方差取自调整后的计数。",
    "Of {size:wave}, {small:has|have} fewer than {few} answers, where weights by estimated"
    " variances"
    ' find too many trends; method="regression" does not.': (
        "{size} 期调查中有 {small} 期的回答不足 {few} 份，此时按估计方差加权会过多地检出趋势；"
        'method="regression" 则不会。'
    ),
    "{returning:person|people} answered in two waves or more; the permutation test, which takes all"
    " answers as of different people, is left out.": (
        "有 {returning} 人在两期或更多期调查中作答；置换检验把所有回答视为来自不同的人，因此略去。"
    ),
    "Everybody changed alike, so there is no telling how sure the slope is.": (
        "每个人的变动都相同，无法判断斜率的不确定性。"
    ),
    "Two waves always lie on a line: nothing says whether it is one.": (
        "两期调查总在一条直线上：无从判断变化是否为直线。"
    ),
    "The waves scatter more about the line than their answers explain ({test}):"
    ' method="random-effects" allows for it.': (
        "各期围绕直线的波动大于回答本身所能解释的程度（{test}）："
        'method="random-effects" 会考虑这一点。'
    ),
    "{size:wave says|waves say} little about how much true scores wobble, so the interval"
    " is rough.": ("仅凭 {size} 期调查难以了解真实得分的波动有多大，因此区间较为粗略。"),
    "Beyond the waves the line is an assumption, and its band does not know it.": (
        "超出各期调查的时间范围，直线只是假设，其区间并未反映这一点。"
    ),
    "The line leaves the scale of -100 to 100: it can't go on like this.": (
        "直线超出了 -100 至 100 的范围：这种趋势不可能一直持续。"
    ),
    "The limits rest on {used:wave}; below {few} they are themselves uncertain.": (
        "控制限仅由 {used} 期调查得出；不足 {few} 期时，控制限本身也不确定。"
    ),
    "The centre comes from all waves, a shift among them included: set a baseline of waves in order"
    " to watch new ones.": (
        "中心线由所有各期得出，其中的变动也包括在内：要监测新的各期，请设定作为基线的各期。"
    ),
    "Waves vary less than their answers explain (factor {factor}): with few waves this is chance,"
    " and the limits are too narrow.": (
        "各期的波动小于回答本身所能解释的程度（倍数 {factor}）："
        "期数少时这只是偶然，控制限因而过窄。"
    ),
    "Windows overlap: neighbouring scores share answers and are not independent.": (
        "窗口相互重叠：相邻的得分含有相同的回答，并不独立。"
    ),
    "{k:answer has|answers have} no id: each counts as of somebody else.": (
        "{k} 份回答没有编号：每份都视为来自不同的人。"
    ),
    "In no window, without a date: {k:answer}.": ("{k} 份回答没有日期，不在任何窗口之内。"),
    # parts of a change
    "There are notes on {waves}.": "{waves} 另有说明。",
    "Weighted answers; intervals by Student's t with {freedom} degrees of freedom.": (
        "回答经过加权；区间采用自由度为 {freedom} 的 t 分布。"
    ),
    "{status}: {names} and {more} more. With no score in the other wave, that of the"
    " {wave} one stands in, and all their effect is mix.": (
        "{status}：{names} 等（另有 {more} 个）。它们在另一期没有得分，以{wave}的得分代替，"
        "其影响全部计入构成变化。"
    ),
    "{status}: {names}. With no score in the other wave, that of the {wave} one stands in,"
    " and all their effect is mix.": (
        "{status}：{names}。它们在另一期没有得分，以{wave}的得分代替，其影响全部计入构成变化。"
    ),
    "Of {size:segment}, {tiny:has|have} fewer than {few} answers in a wave, where the"
    " delta method is"
    " rough.": (
        "{size} 个细分群体中有 {tiny} 个在某一期的回答不足 {few} 份，此时 delta 法较为粗略。"
    ),
    # weighted samples
    "The samples have clusters or strata in common: this is the difference under the design, with"
    " its covariance.": "两个样本有共同的群或层：差值按抽样设计计算，并考虑其协方差。",
    "No degrees of freedom: there are no more clusters than strata.": (
        "没有自由度：群的数目不多于层的数目。"
    ),
    "Few clusters: {freedom} degrees of freedom. The standard error is itself uncertain.": (
        "群的数目少：自由度为 {freedom}。标准误本身也不确定。"
    ),
    "The design leaves no uncertainty.": "此抽样设计不留任何不确定性。",
    "There is no p-value here: no degrees of freedom, or no uncertainty at all.": (
        "此处没有 p 值：没有自由度，或没有任何不确定性。"
    ),
    "NOT CONVERGED: {problem}": "未收敛：{problem}",
    "{lost} respondents are in a category with a target of 0 and have no weight.": (
        "有 {lost} 名受访者所在的类别目标为 0，没有权重。"
    ),
    "False alarms: with limits from {used:wave}, {rate} of later waves lie beyond them though"
    " nothing has changed, and {ever} of charts show one within {ahead} waves (with limits that are"
    " known, {least} and {never}).": (
        "误报：控制限由 {used} 期得出时，即使毫无变化，此后也有 {rate} 的期超出控制限，"
        "{ever} 的控制图在 {ahead} 期内至少误报一次（控制限已知时为 {least} 与 {never}）。"
    ),
    "The response rate is {new} in {wave} and {old} in {before}; no score of those who did not"
    " answer explains the change by that alone.": (
        "{wave} 的应答率为 {new}，{before} 为 {old}；无论未作答者得分如何，"
        "仅此都不足以解释这一变化。"
    ),
    "The response rate is {new} in {wave} and {old} in {before}: if those who did not answer are"
    " {bias} points {side} those who did, in both, the score of all who were asked did not"
    " change.": (
        "{wave} 的应答率为 {new}，{before} 为 {old}：若两期未作答者的得分都比作答者{side}"
        " {bias} 分，则全体受邀者的得分并无变化。"
    ),
    "In {k} more changes the response rates differ by more than {apart} points.": (
        "另有 {k} 处变化的应答率相差超过 {apart} 个百分点。"
    ),
    # those who did not answer
    "Left out, without a valid answer: {empty} of {size:group}.": (
        "{size} 组中有 {empty} 组没有有效回答，未计入。"
    ),
    "{k:answer} missing and of no group, so left out.": (
        "有 {k} 个缺失的回答不属于任何一组，未计入。"
    ),
    "Asked were {n}: those who answered, and those who are counted missing.": (
        "受邀者按 {n} 人计：回答者，加上计为缺失者。"
    ),
    "That those who did not answer are like the last who did is an assumption, which these answers"
    " cannot check.": "未作答者与最后作答者相同只是假定，这些回答无法检验。",
    "Everybody who was asked answered: the bounds are the score itself.": (
        "受邀者全部作答：界限即得分本身。"
    ),
    "Answers off the scale count as not given: {k}.": "有 {k} 份超出量表的回答按未作答计。",
    "Everybody in the population of {population} was asked: what is open is what the silent think,"
    " and nothing is left to chance.": (
        "总体 {population} 人全部受邀：不确定的只是未作答者的看法，与抽样无关。"
    ),
    "Finite population of {population}: {share} of it were asked.": (
        "有限总体共 {population} 人，其中 {share} 受邀。"
    ),
    "The range that is thought possible for the silent leaves out {score}, the score of those who"
    " answered.": "对未作答者设想的得分范围不包括作答者的得分 {score}。",
    "All {k} were {them} in the reference. If they were chosen for that, they drift back by"
    " themselves (regression to the mean), whatever was done: compare"
    ' nps.Transitions.after("{one}") with that of people who were left alone.': (
        "{k} 人在参照组中均为{them}。若因此而入选，则无论采取何种措施，他们都会自行回落或回升"
        '（均值回归）：请将 nps.Transitions.after("{one}") 与未受干预者的结果比较。'
    ),
    # the report of a file
    "the ratings are taken from {chosen}, not from {other}: {reason}": (
        "评分取自 {chosen} 列，而非 {other} 列：{reason}"
    ),
    "{again} of {rows} rows are of somebody in {column} who answered before: {way} counts each"
    " once": "{rows} 行中有 {again} 行来自 {column} 列中已回答过的人：{way} 可使每人只计一次",
    "{part} is read as the column {column}": "{part} 按 {column} 列读取",
    "{k:row} above the header left out": "表头之上的 {k} 行未计入",
    "the file has no header: its first row was read as an answer": ("文件没有表头：首行按回答读取"),
    "{k:row} were read as the header": "前 {k} 行按表头读取",
    "unpacked {member}": "已解压 {member}",
    "the file holds JSON, whatever its name": "无论文件名如何，文件内容是 JSON",
    "the document says {said} beside {records} records: is it one page of several?": (
        "文档写有 {said}，却只有 {records} 条记录：这是多页中的一页吗？"
    ),
    "the answers are the list {name} of the document": "回答取自文档中的列表 {name}",
    "the answers are on the sheet {sheet} of {k}": "回答位于 {k} 个工作表中的 {sheet}",
    "not quite valid UTF-8 (byte {position}): what stands for no letter was read as \ufffd; if"
    " other letters look wrong, name the encoding with {option}": (
        "并非完全有效的 UTF-8（第 {position} 字节）：无法对应文字的字节读作 \ufffd；"
        "如其他文字有误，请用 {option} 指定编码"
    ),
    "{k:row} with fewer than {width} cells: the cells missing at the end were read as blank": (
        "有 {k} 行少于 {width} 个单元格：末尾缺少的单元格按空白读取"
    ),
    "{k:row} with more than {width} cells left out, because the answers may stand in the wrong"
    " column": "有 {k} 行多于 {width} 个单元格，因回答可能错列而未计入",
    "not valid UTF-8 (byte {position}), so read as {name}; if letters look wrong, name the"
    " encoding with {option}, such as cp1252 or gbk": (
        "不是有效的 UTF-8（第 {position} 字节），因此按 {name} 读取；如有乱码，"
        "请用 {option} 指定编码，例如 cp1252 或 gbk"
    ),
    "fractions occur {times}: averages of several answers? The score needs the answers"
    " themselves.": "小数出现 {times}：是若干回答的平均值吗？计算得分需要回答本身。",
    "{cells} cells are text that reads as ratings: nps.parse_ratings turns them into numbers.": (
        "{cells} 个单元格是可读作评分的文字：nps.parse_ratings 可将其转换为数字。"
    ),
    "True or False occurs {times}: is this the right column?": (
        "True 或 False 出现 {times}：这一列对吗？"
    ),
    '{value} occurs {times}: often a code for "no answer". {remedy}': (
        "{value} 出现 {times}：常用作“未作答”的代码。{remedy}"
    ),
    "{value} occurs {times}: this is what a missing number becomes as an integer. {remedy}": (
        "{value} 出现 {times}：缺失值转换为整数时会变成这个数。{remedy}"
    ),
    "no answer of {n} is above {top}: was the position on a list stored, one less than the"
    " answer?": "{n} 份回答都不高于 {top}：存下的是选项的序号（比回答小 1）吗？",
    "no answer of {n} is above 9, and 0 occurs {times}: was 10 cut to one digit, or the position on"
    " a list stored, one less than the answer? The score is wrong if so.": (
        "{n} 份回答都不高于 9，而 0 出现 {times}：10 是否被截成了一位数，"
        "或存下的是选项的序号（比回答小 1）？若是，得分有误。"
    ),
    "by the {said} of {column} {low} is the best answer and {high} the worst: {way} reads them"
    " so": ("根据 {column} 的{said}，{low} 为最好的回答，{high} 为最差的回答：{way} 可按此读取"),
    "the rows answer several questions: {column} says {asking} and {other}; {way} takes one": (
        "各行回答的不是同一个问题：{column} 列中既有 {asking} 也有 {other}；{way} 可只取其一"
    ),
    "nobody of {n} gave a 0: was the question asked on 1-{high}? The classes stay the same then,"
    " but the scores do not compare with 0-10 surveys.": (
        "{n} 人中没有人打 0 分：问卷的评分范围是 1-{high} 吗？若是，类别不变，"
        "但得分不能与 0-10 的调查相比。"
    ),
    "no answer of {n} is above {top}: was the question asked on a shorter scale? {remedy}": (
        "{n} 份回答都不高于 {top}：问卷用的是更短的量表吗？{remedy}"
    ),
    "all {n} valid answers are {rating}: a default or a test file?": (
        "全部 {n} 份有效回答都是 {rating}：是默认值，还是测试文件？"
    ),
    # errors of the reader and the command
    "{said}; {more}": "{said}；{more}",
    "{name}: {error}": "{name}：{error}",
    "{said}{ways}": "{said}：{ways}",
    "No such file or directory": "没有这个文件或目录",
    "Permission denied": "没有权限",
    "Is a directory": "是目录而不是文件",
    "several files are waves; with --wave put them together with --append": (
        "多个文件各为一期；如要同时使用 --wave，请用 --append 将它们合并"
    ),
    "{waves} waves of {rows} rows: are these times? --period month puts them into months; or"
    " choose another column than {column}": (
        "{rows} 行中有 {waves} 期：这是时间吗？--period month 可按月归并；"
        "也可换用 {column} 以外的列"
    ),
    "{groups} groups of {rows} rows: choose --by columns with fewer values": (
        "{rows} 行中有 {groups} 组：请为 --by 选择取值较少的列"
    ),
    "no valid answer in column {columns}: there is no row below the header": (
        "{columns} 列中没有有效回答：表头下面没有数据行"
    ),
    "no valid answer in column {columns}: {missing} missing, {invalid} invalid{values}": (
        "{columns} 列中没有有效回答：缺失 {missing}，无效 {invalid}{values}"
    ),
    "{k} columns match {wanted}: {names}": "有 {k} 列与 {wanted} 相符：{names}",
    "did you mean {names}?": "是否指 {names}？",
    "there are {names}": "现有的列为 {names}",
    "no column {wanted}; {hint}": "没有 {wanted} 这一列；{hint}",
    "\n  {way} takes them side by side": "\n  {way} 可将它们并列",
    "{k} columns may hold the ratings; say which:{each}{both}": (
        "有 {k} 列可能是评分，请指明：{each}{both}"
    ),
    "{name} would be the column, but {why}": "{name} 本应是评分列（{why}）",
    "{way} counts the words": "{way} 可按类别计数",
    "{way} takes it so": "{way} 可按此读取",
    "{way} takes it as {scale}": "{way} 把它当作 {scale} 的评分",
    "{cell} counts as the middle of the scale: is it no answer? {remedy}": (
        "{cell} 计为量表的中点：它是否表示没有回答？{remedy}"
    ),
    "name another column with {way}": "请用 {way} 指明另一列",
    "no column holds ratings 0 to 10 under a header that says so; name it with {way}": (
        "没有哪一列的表头表明是 0 至 10 的评分；请用 {way} 指明"
    ),
    "{name} is left out ({why})": "{name} 未采用（{why}）",
    "the cells of the only column are whole lines, such as {line}: split them at {mark}, and"
    " leave out quotation marks around them": (
        "唯一一列的单元格是整行文字，如 {line}：请按 {mark} 拆分，并去掉整行外的引号"
    ),
    "the {end} row says {said}: is it a result rather than an answer?": (
        "{end}行写着 {said}：这是结果而不是回答吗？"
    ),
    "in {column} {reason}": "{column} 列：{reason}",
    "the column is called {name}: if the first row is an answer, write a header above it": (
        "此列名为 {name}：若首行是回答，请在其上加一行表头"
    ),
    "whole numbers from 0 to 10 are in {names}": "含有 0 至 10 整数的列为 {names}",
    "no answer of {n} is above {top}, and its header does not say that it asks for a"
    " recommendation": "{n} 份回答都不高于 {top}，而表头并未表明询问的是推荐意愿",
    "{way} reads all rows": "{way} 可读取所有行",
    "beside {name} there is a column {other} of whole numbers: is a row a group with its score"
    " rather than an answer? {counting} counts each so often; {way} reads rows as answers": (
        "{name} 旁有一列整数 {other}：每一行是否为一个群组的得分，而不是一份回答？"
        "{counting} 可按其次数计数；{way} 可将各行读作回答"
    ),
    "each row is another {unit} in column {other}: are these scores or averages rather than"
    " answers? {way} reads rows as answers": (
        "{other} 列中每一行各为一{unit}：这是得分或平均值，而不是回答吗？{way} 可将各行读作回答"
    ),
    "{way} takes the column as it stands": "{way} 可照原样采用这一列",
    "the {end} row says {said}: are these results rather than answers? {way} takes {name} all the"
    " same": "{end}行写着 {said}：这是结果，而不是回答吗？{way} 可仍然采用 {name}",
    "the header {name} says {words}, which is not 0-10: {scale} reads them so": (
        "表头 {name} 写明 {words}，而不是 0-10：{scale} 可按此读取"
    ),
    "the cells of {name} are stars such as {cell}, none above 5: {scale} reads them so": (
        "{name} 的单元格是星级，如 {cell}，且都不超过 5 星：{scale} 可按此读取"
    ),
    "every rating occurs once and there is a column {name} of whole numbers: is this a table of"
    " counts? {way} reads it": (
        "每个评分恰好出现一次，并有一列整数 {name}：这是频数表吗？{way} 可按频数读取"
    ),
    "{way} reads rows as answers": "{way} 可将各行读作回答",
    "no sample of n = {n} has {score}": "n = {n} 的样本不可能得到 {score}",
    "this looks like a binary file; export the answers as CSV": (
        "这似乎是二进制文件；请将回答导出为 CSV"
    ),
    "its first row never ends": "第一行没有结尾",
    "the file is empty": "文件是空的",
    "the columns of the document were read as records": "文档按列存放，已转成逐条记录读取",
    "the rows of the document were read as records": "文档按行存放，已转成逐条记录读取",
    "a quotation mark is opened and never closed in or after row {row}; close it, or the rows"
    " below it are lost": ("第 {row} 行或其后有引号未闭合；请将其闭合，否则下面的各行会丢失"),
    "{error}: a longer cell is no answer; is a quotation mark opened and never closed?": (
        "{error}：再长的单元格不会是回答；是否有引号未闭合？"
    ),
    "{column} holds {k:formula} that nobody has calculated, read as blank: open the workbook in a"
    " spreadsheet, save it there, and read it again": (
        "{column} 中有 {k} 个公式从未计算过，按空白处理："
        "请用电子表格软件打开并保存该工作簿，再重新读取"
    ),
    "what stands in merged cells was read for each of their rows": (
        "合并单元格中的内容已读作其中每一行的内容"
    ),
    "only some values of {column} have labels, and by these {value} is stored for {label}: the"
    " others were read so, too": (
        "{column} 只有部分取值带标签，由标签可知 {value} 代表 {label}：其余取值也已照此读取"
    ),
    "{option} is of the page: add --html PAGE": ("{option} 用于网页：请加上 --html"),
    "a plan is no workbook: --output plan.csv, .md, .json or .txt": (
        "计划不能写成工作簿：请用 --output 写成 CSV、JSON 或文本文件"
    ),
    "--json and --format {form} contradict each other": "--json 与 --format {form} 互相矛盾",
    "--format xlsx needs --output, such as --output nps.xlsx": (
        "--format xlsx 需要 --output，例如 --output nps.xlsx"
    ),
    "a workbook that unpacks to more than {limit} GB; save the answers as CSV": (
        "工作簿解压后超过 {limit} GB；请把回答另存为 CSV"
    ),
    "a sheet of {rows} rows by {columns} columns, and {most} cells are the most; delete what stands"
    " far from the answers, or save them as CSV": (
        "工作表有 {rows} 行 {columns} 列，最多只能有 {most} 个单元格；"
        "请删除远离回答的内容，或另存为 CSV"
    ),
    "{option} {path} would overwrite a file that is read": "{option} {path} 会覆盖要读取的文件",
    "standard output would be written into a file that is read": "标准输出会写进要读取的文件",
    "{first} and {second} are one file, {path}": "{first} 与 {second} 是同一个文件：{path}",
    "{asked} cannot be combined with {option}: {why}": "{asked} 不能与 {option} 同用：{why}",
    "counts of answers do not say who gave them": "频数不能说明回答是谁给出的",
    "all rows of a person would count": "同一个人的所有行都会被计入",
    "{option} reads one file; put the files into one first": (
        "{option} 只读一个文件；请先把各文件合成一个"
    ),
    "--format csv holds one table, and {option} adds another: try xlsx or json": (
        "CSV 格式只能放一张表，而 {option} 会另加一张：请试 xlsx 或 JSON"
    ),
    "{option} takes one column of ratings; choose it with --rating": (
        "{option} 只用一列评分；请用 --rating 选定"
    ),
    "--skipped is about drivers: name their columns with --drivers": (
        "--skipped 用于驱动因素：请用 --drivers 指明各列"
    ),
    "{option} is about comments: name their column with --comments": (
        "{option} 用于评论：请用 --comments 指明评论列"
    ),
    "--themes holds the codes that --dictionary would give: choose one": (
        "--themes 已是编码，--dictionary 也会给出编码：请择其一"
    ),
    "words of comments are counted without weights: name --themes, too": (
        "评论用词不按权重计数：请同时指明 --themes"
    ),
    "--themes {column} names no theme of any comment": "--themes {column} 没有给任何评论标出主题",
    "--invited takes how many people were asked, such as 2500, or the word {word} if every"
    " row is one of them, got {given}": (
        "--invited 须为受邀人数，如 2500；若每行是一位受邀者，则写 {word}；给定的是 {given}"
    ),
    "--invited cannot be combined with --weight: weights say already what is known of those"
    " who did not answer": ("--invited 不能与 --weight 同用：权重已经反映了对未回答者的了解"),
    "(others)": "（其他）",
    "--target must be a score, -100 to 100, such as 30, got {given}": (
        "--target 须为 -100 到 100 之间的得分，如 30，给定的是 {given}"
    ),
    "--target cannot be combined with --weight: no test of a target knows weights": (
        "--target 不能与 --weight 同用：与目标比较的检验不支持权重"
    ),
    "{option} counts people of waves that --min-n leaves out": (
        "{option} 的人数包含已被 --min-n 略去的各期的人"
    ),
    "--value with 0 and 1 cannot be combined with --weight: rates are of people": (
        "--value 列只有 0 和 1 时不能与 --weight 同用：发生率按人计算"
    ),
    "--value: column {name} holds {cell}, which is no amount such as 1250.5, 1.250,50 or 12,50 €:"
    " write it so, or save the file as .xlsx, whose numbers are plain": (
        "--value：{name} 列中的 {cell} 不是 1250.5、1.250,50 或 12,50 € 这样的金额：请这样书写，"
        "或将文件另存为 .xlsx，其中的数字不带格式"
    ),
    "--value: column {name} holds {one} and {other}, which are of two currencies: take one with"
    " --where, or write all in one": (
        "--value：{name} 列中有 {one} 和 {other} 两种货币：请用 --where 只取其一，或统一为一种货币"
    ),
    "--value: {cell} in column {name} is read as {number}": (
        "--value：{name} 列中的 {cell} 读作 {number}"
    ),
    "--value: column {name} says {yes} or nothing, so nobody is known to whom it did not happen:"
    " write {no} for them": (
        "--value：{name} 列只有 {yes} 或空白，因而不知道谁未发生：请为未发生者填写 {no}"
    ),
    "--confidence-level {level} would take {draws} random draws for --value: at most {most} is"
    " possible": (
        "--confidence-level {level} 会使 --value 需要 {draws} 次随机抽样：最高可用 {most}"
    ),
    "--min-n {n} leaves no table of --value: it would tell of {least:person|people} of one class": (
        "--min-n {n} 使 --value 的表无法列出：表中会透露某一类的 {least} 人"
    ),
    "{columns} must be columns of their own, beside that of the ratings": (
        "{columns} 必须是评分列之外各自独立的列"
    ),
    "the waves {waves} are no times": "各期 {waves} 不是时间",
    "{reason}; say which comes first with --order A,B": "{reason}；请用 --order A,B 指明先后",
    "--order must name every wave, it lacks {waves}": "--order 须列出每一期，缺少 {waves}",
    "(others {k})": "（其他 {k}）",
    "--min-n must be a whole number of 2 or more, got {n}": (
        "--min-n 须为不小于 2 的整数，给定的是 {n}"
    ),
    "{option} must be promoters:passives:detractors, such as 50:30:20, got {text}": (
        "{option} 须为“推荐者:被动者:贬损者”，如 50:30:20，给定的是 {text}"
    ),
    "--shares must add to 100 (or 1), got {text}, which adds to {total}": (
        "--shares 之和须为 100（或 1），给定的是 {text}，其和为 {total}"
    ),
    "--passives must be a share or a range, such as 0.3 or 15-45%, got {text}": (
        "--passives 须为占比或区间，如 0.3 或 15-45%，给定的是 {text}"
    ),
    "no valid answer in {name}": "{name} 中没有有效回答",
    "{options} say it twice": "{options} 重复给出",
    "nothing says it": "没有给出",
    "what is known of the answers? {said}: give a FILE, --pilot 20:12:8, --shares 50:30:20"
    " or --score 30": (
        "关于回答的已知信息：{said}；请给出文件、--pilot 20:12:8、--shares 50:30:20 或 --score 30"
    ),
    "{option} goes with {other}": "{option} 须与 {other} 同用",
    "--pilot are people, whole numbers, some at least: {given}": (
        "--pilot 是人数，须为整数且不全为 0：{given}"
    ),
    "{option} says nothing with --n here": "{option} 在此不能与 --n 同用",
    "{option} says nothing without --n here": "{option} 在此须与 --n 同用",
    "--curve is a table of one plan by itself: leave out --looks, or scores": (
        "--curve 是单个计划的表：请去掉 --looks 或多余的得分"
    ),
    "--margin-of-error and {option} are two plans: ask for one at a time": (
        "--margin-of-error 与 {option} 是两个计划：请一次只问一个"
    ),
    "--n with several scores needs --target, --difference or --margin": (
        "--n 配多个得分时需要 --target、--difference 或 --margin"
    ),
    "--looks are at one test: of a --target, or of a --difference": (
        "--looks 针对一项检验：--target 或 --difference"
    ),
    "--looks must be such as 5 or 0.5,0.75,1, got {typed}": (
        "--looks 须如 5 或 0.5,0.75,1，给定的是 {typed}"
    ),
    'calculation="exact" goes up to {limit} answers here, got {largest}. Use "auto" or'
    ' "asymptotic".': (
        'calculation="exact" 在此至多计算 {limit} 份回答，需要的是 {largest} 份；请用 "auto" 或'
        ' "asymptotic"。'
    ),
    'calculation="exact" goes up to {most} pairs of tables, got {pairs}. Use "auto" or'
    ' "asymptotic".': (
        'calculation="exact" 至多计算 {most} 对频数表，需要的是 {pairs} 对；请用 "auto" 或'
        ' "asymptotic"。'
    ),
    "factor {name} has {k} different values, such as {value}: a category may have {most}. Leave out"
    " names, dates and free text, or group them first.": (
        "因素 {name} 有 {k} 个不同的值，如 {value}；类别至多 {most} 个。请去掉姓名、日期和"
        "自由文本，或先归并为组。"
    ),
    "factor {name} holds text that reads as numbers, such as {value}: is it a rating or a category?"
    " Make numbers of it, for example with nps.parse_ratings, or a categorical column.": (
        "因素 {name} 含有可读作数字的文本，如 {value}：是评分还是类别？请转换为数字"
        "（例如用 nps.parse_ratings）或类别列。"
    ),
    "factor {name} has {k} different values, such as {value}: a category may have {most}. Leave out"
    " names, numbers and free text, or group them first.": (
        "因素 {name} 有 {k} 个不同的值，如 {value}；类别至多 {most} 个。请去掉姓名、数字和"
        "自由文本，或先归并为组。"
    ),
    "words need comments with a valid answer, got none.": "没有既有评论又有有效回答的受访者。",
    "themes need respondents with a valid answer, got none.": "没有给出有效回答的受访者。",
    "themes need respondents with a valid answer and a coded comment, got none.": (
        "没有既给出有效回答、评论又经过编码的受访者。"
    ),
    "{where} has an entry without a letter, digit or sign (an emoji): {entry}.": (
        "{where} 的词条 {entry} 不含字母、数字或符号（表情）。"
    ),
    'factor {name} holds numbers, but also text such as {value}. Name codes for "no answer" with'
    " missing=... where the file is read.": (
        "因素 {name} 含有数字，也含有文本，如 {value}。如为“未作答”的代码，请在读取文件时用"
        " missing=... 指明。"
    ),
    "{name} must be finite and not negative, got {value} at position {i}{more}.": (
        "{name} 须为有限的非负数，位置 {i} 处为 {value}{more}。"
    ),
    " and at {k} more": "，另有 {k} 处",
    "ratings and {name} must hold a respondent who has both, a valid answer and a value; there is"
    " none.": "没有既有有效回答又有数值（{name}）的受访者。",
    "{name} must be at most {most} in size, got {value} at position {i}.": (
        "{name} 的绝对值不能大于 {most}，位置 {i} 处为 {value}。"
    ),
    "ratings and happened must hold a respondent who has both, a valid answer and an outcome; there"
    " is none.": "没有既有有效回答又有结果的受访者。",
    "sheet is for Excel files; records have none.": ("工作表选项用于电子表格；记录没有工作表。"),
    "source must be a file, but {path} is a directory.": "来源须为文件，而 {path} 是目录。",
    "{name} is for files of text; this one says its own.": (
        "{name} 只用于文本文件；此文件自带编码。"
    ),
    "{name} is for spreadsheets; this file is {kind}.": (
        "{name} 只用于电子表格（此文件的格式：{kind}）。"
    ),
    'timezone needs period, such as period="month".': ("指定时区时还须指定周期，例如按月。"),
    "{option} needs {other}: it says which answer of a person counts.": (
        "{option} 须与 {other} 同用：它说明同一个人的哪份回答计入。"
    ),
    "{name} needs {other}: the column that says when each answered.": (
        "{name} 须与 {other} 同用：后者是说明各人何时回答的列。"
    ),
    "{first} and {second} cannot be combined.": "{first} 与 {second} 不能同用。",
    "frequency: {cell} in column {column} may be a thousand or one; write whole numbers"
    " without a point.": (
        "频数：{column} 列中的 {cell} 可能是一千，也可能是一；请写成不带点的整数。"
    ),
    "{cell} in {column} is read as {read}": "{column} 列中的 {cell} 读作 {read}",
    "{cell} is read as {number}": "{cell} 读作 {number}",
    "frequency: column {column} must hold whole numbers from 0 on, got {cell}.": (
        "频数：{column} 列须为不小于 0 的整数，出现了 {cell}。"
    ),
    "when: {text} in column {column} can be read as {readings}. Write times as 2024-03-31 10:00.": (
        "时间：{column} 列中的 {text} 可读作 {readings}。请把时间写成 2024-03-31 10:00。"
    ),
    "when: column {column} must hold numbers or times such as 2024-03-31 10:00, also with Z"
    " or an offset, beside each valid answer of a named person; got {text}.": (
        "时间：{column} 列在每位具名者的有效回答旁须为数字或如 2024-03-31 10:00 的时间（可带 "
        "Z 或时差）；出现了 {text}。"
    ),
    "weight: {said}": "权重：{said}",
    "must be a number in each row, got {cell}.": "每行须为数字，出现了 {cell}。",
    "column {column} holds {pointed}, where the point is decimal, and {other}, where the comma is."
    " Write them one way.": (
        "{column} 列中 {pointed} 的小数点是点，而 {other} 的是逗号。请统一写法。"
    ),
    "every rating occurs once and column {column} adds up to {whole}: are these shares of"
    " answers rather than answers? nps.Counts.from_shares takes shares": (
        "每个评分恰好出现一次，且 {column} 列之和为 "
        "{whole}：这些是回答的占比而不是回答吗？nps.Counts.from_shares 接受占比"
    ),
    "the lines are names with values, such as {line}, rather than rows of a table: export the"
    " answers as CSV or JSON": (
        "各行是名称与取值，如 {line}，而不是表格的行：请将回答导出为 CSV 或 JSON"
    ),
    "columns {first} and {second} hold whole numbers: are these results rather than answers?"
    " nps.Cohorts.from_counts takes them": (
        "{first} 和 {second} 两列都是整数：这些是汇总结果而不是回答吗？"
        "nps.Cohorts.from_counts 接受它们"
    ),
    "{k} sheets may hold the ratings: {held}; name one with {option}": (
        "有 {k} 个工作表可能是评分：{held}；请用 {option} 指明一个"
    ),
    "no sheet holds ratings: {held}; name one with {option}": (
        "没有工作表含评分：{held}；请用 {option} 指明一个"
    ),
    "the workbook is empty": "工作簿是空的",
    "this workbook is damaged or protected: {error}": "工作簿已损坏或受保护：{error}",
    "the sheet {sheet} is empty": "工作表 {sheet} 是空的",
    "the sheet {sheet} is damaged: {error}": "工作表 {sheet} 已损坏：{error}",
    "{option}: no sheet {sheet}; there are {held}.{meant}": (
        "{option}：没有工作表 {sheet}；现有的是 {held}。{meant}"
    ),
    "this file is damaged: {error}": "文件已损坏：{error}",
    "packed with {packer}, and damaged or protected: {error}": (
        "用 {packer} 压缩，且已损坏或受保护：{error}"
    ),
    "packed with zip, and it holds {held}: unpack it, give one file": (
        "用 Zip 压缩，内含 {held}：请解压后给出一个文件"
    ),
    "unrecognized arguments: {words}": "无法识别的参数：{words}",
    "{option} must be one of {choices}, got {word}": (
        "{option} 须为 {choices} 之一，给定的是 {word}"
    ),
    "{option} must be a number, got {word}": "{option} 须为数字，给定的是 {word}",
    "{option} needs a value": "{option} 缺少取值",
    "{option} takes no value, got {word}": "{option} 不带取值，给定的是 {word}",
    "{word} may be any of {options}": "{word} 可能是 {options} 中的任何一个",
    "something is missing: {names}": "缺少参数：{names}",
    "did you mean {option}?": "您是指 {option} 吗？",
    "--skip must not be negative, got {n}": "--skip 不能为负数，给定的是 {n}",
    "--period needs the column of times: name it with --wave or --by": (
        "--period 需要时间列：请用 --wave 或 --by 指明"
    ),
    "--timezone needs period, such as --period month": (
        "--timezone 需要 --period，例如 --period month"
    ),
    "--order is of the waves: name their column with --wave": (
        "--order 用于各期：请用 --wave 指明期次列"
    ),
    "a row says {said}": "有一行写着 {said}",
    "a row says {said} below {where} once more": "有一行再次出现列名 {where}，并写着 {said}",
    "{said}: are there other rows than answers? {way} takes {name} all the same": (
        "{said}：是否有些行不是回答？{way} 仍然读取 {name}"
    ),
    "the last row holds nothing but {cell} in {name}: is it a result rather than an answer?": (
        "最后一行除 {name} 中的 {cell} 外没有内容：它是汇总结果而不是回答吗？"
    ),
    "each row is another {unit} in column {other}, and none is left out: are these scores or"
    " averages rather than answers?": (
        "{other} 列中每一行各为一{unit}，且没有间断：这些是得分或平均值，而不是回答吗？"
    ),
    "{name} is taken for the answers from {low} to {high}, though its header does not say how"
    " likely people are to recommend": (
        "{name} 被当作 {low} 到 {high} 的回答，但其表头没有询问推荐的可能性"
    ),
    "{way} names another column": "{way} 可指定另一列",
    "{error}; name the right encoding with {way}": "{error}；请用 {way} 指明正确的编码",
    "unknown encoding {name}, try utf-8, cp1252 or gbk": (
        "未知的编码 {name}，请试 UTF-8、cp1252 或 gbk"
    ),
    "this is a web page or XML, whatever its name: open it in a spreadsheet and save it as CSV or"
    " .xlsx": "无论文件名是什么，这是网页或 XML：请用电子表格软件打开，另存为 CSV 或 .xlsx",
    "{cell} in column {column} may be {low} or {high}, and no other cell says which. Write {low} or"
    " {plain}.": (
        "{column} 列中的 {cell} 可能是 {low}，也可能是 {high}，其他单元格无法说明是哪一个。"
        "请写成 {low} 或 {plain}。"
    ),
    "--where must be COLUMN=VALUE, got {part}": "--where 须为 COLUMN=VALUE，给定的是 {part}",
    "--scale must be such as 1-5, or three ranges such as 0-6,7-8,9-10, got {text}": (
        "--scale 须如 1-5，或如 0-6,7-8,9-10 的三个区间，给定的是 {text}"
    ),
    "this is no table but {what}": "这不是表格，而是{what}",
    "a PDF document": "PDF 文档",
    "a text document (RTF)": "文字文档（RTF）",
    "a picture": "图片",
    "packed with 7-Zip: unpack it first": "7-Zip 压缩包：请先解压",
    "packed with RAR: unpack it first": "RAR 压缩包：请先解压",
    "packed with bzip2: unpack it first": "bzip2 压缩包：请先解压",
    "packed with xz: unpack it first": "xz 压缩包：请先解压",
    "packed with Zstandard: unpack it first": "Zstandard 压缩包：请先解压",
    "an SQLite database: query it, see nps.counts_query": (
        "SQLite 数据库：请查询其中的数据，参见 nps.counts_query"
    ),
    "record {i} must be a mapping, got {record}.": "第 {i} 条记录须为映射，给定的是 {record}。",
    "first": "第一",
    "last": "最后一",
    # planning
    "A score alone leaves open how much answers vary: the plan counts with the largest variance"
    " that the guess allows.": ("仅凭得分无法得知回答的分散程度：计划按假定所允许的最大方差计算。"),
    "Nobody in the pilot is in one of the classes: a single such answer would change the plan.": (
        "预调查中有一个类别无人：只要出现一份这样的回答，计划就会改变。"
    ),
    "Equivalence is planned for a difference of exactly 0, the best case; difference=... plans"
    " for another.": ("等效性按差值恰为 0 的最有利情形计划；difference=... 可按其他差值计划。"),
    "The assumed difference is at the margin: the test never claims more often than its level.": (
        "假定的差值恰在界值上：检验得出结论的概率不会超过其水平。"
    ),
    "The truth is assumed to be what the test tries to refute: its power is its level, however"
    " many answer.": ("假定的真值正是检验要否定的情形：无论多少人作答，功效都只等于其水平。"),
    "Everybody answers: nothing is left to estimate.": "人人作答，没有什么需要估计。",
    "drawn from a population of {population}": ("抽自 {population} 人的总体"),
    "at a design effect of {effect}": ("设计效应为 {effect}"),
    "{n:answer} {steps}: worth {effective} of a simple random sample.": (
        "{n} 份回答（{steps}）：相当于简单随机样本的 {effective} 份。"
    ),
    "{n:answer} at a response rate of {rate}%: {invited:invitation}. More invitations make the"
    " score more precise, not less biased by who answers.": (
        "{n} 份回答，应答率 {rate}%：需发出 {invited} 份邀请。多发邀请使得分更精确，但不会减少"
        "由谁作答带来的偏差。"
    ),
    "That is more than there are people: at this response rate {most:answer} at most.": (
        "邀请数超过总人数：按此应答率至多有 {most} 份回答。"
    ),
    "{k:test} share the level: each is planned at {level}% (Bonferroni).": (
        "{k} 项检验共用置信水平：每项按 {level}% 计划（Bonferroni）。"
    ),
    "Rests on a correlation of {correlation} between two answers of one person, and {overlap}%"
    " of each wave in both.": (
        "假定同一人两次回答的相关为 {correlation}，每期有 {overlap}% 的人两期都作答。"
    ),
    "The sample is assumed to have {promoters}% promoters, {passives}% passives and"
    ' {detractors}% detractors (shift="{shift}").': (
        "假定样本中推荐者占 {promoters}%，被动者占 {passives}%，贬损者占 {detractors}%（shif"
        't="{shift}"）。'
    ),
    'With these answers the score test (method="score") has a power of {power}; this is what'
    ' method="{method}" promises.': (
        '按这些回答，得分检验（method="score"）的功效为 {power}；此处为 method="{method}" 所承'
        "诺的功效。"
    ),
    "Power from {draws:drawn sample}: its standard error is {error}.": (
        "功效由 {draws} 个模拟样本求得，标准误为 {error}。"
    ),
    "Planned for the difference between {first} and all others together.": (
        "按 {first} 与其余全体之差计划。"
    ),
    "Planned for the difference between {first} and {second}.": (
        "按 {first} 与 {second} 之差计划。"
    ),
    "Not with any number of answers: the pilot leaves a chance of {chance} that there is"
    " nothing to find.": ("多少回答都做不到：按预调查，有 {chance} 的概率并无可发现之处。"),
    "Not reachable: even the largest difference that these answers can move to, {largest}"
    " points, has a power of {power}.": (
        "无法达到：即使是这些回答所能达到的最大差值 {largest} 分，功效也只有 {power}。"
    ),
    "With other moves between the classes: {parts}.": ("若各类别之间的变动不同：{parts}。"),
    '{points} points by shift="{rule}"': ('按 shift="{rule}" 为 {points} 分'),
    "In the other direction: {points} points.": ("反方向：{points} 分。"),
    # value
    "Classes differ in more than their answer, so these are associations: winning somebody over"
    " brings as much at best, unless a test has shown it.": (
        "各类客户的差别不止于回答，因此这些只是关联：除非有试验证实，争取到一名客户至多带来这么多。"
    ),
    "{k:answer} without a value left out: where nothing was bought the value is 0, not missing.": (
        "有 {k} 份回答没有数值，未计入：没有购买时，数值应为 0，而非缺失。"
    ),
    "Fewer than ten values: {classes}.": "数值不足十个：{classes}。",
    "Few and very skewed values, of which even these intervals miss the true one too often:"
    " {classes}.": "数值少而偏态严重，即使这样的区间也会过多地遗漏真值：{classes}。",
    "Too few different values to draw from, so the interval is Student's: {classes}.": (
        "不同的数值过少，无从抽样，区间改用学生 t：{classes}。"
    ),
    "Shares of the total and ratios need values that are not negative and not all 0.": (
        "总额占比与比值要求数值不为负且不全为 0。"
    ),
    "These are associations. The answer has to come before what happened: leave out who was gone"
    " when the question was asked.": (
        "这些只是关联。回答必须早于所发生的事：提问时已经离开的人应予剔除。"
    ),
    "{k:answer} without an outcome left out.": "有 {k} 份回答没有结果，未计入。",
    "It happened to {events} of {n}: too few of one kind to tell much.": (
        "{n} 人中有 {events} 人发生：其中一方人数过少，能说明的不多。"
    ),
    "There is no one worth of a point: it depends on who moves. These are associations, and an"
    " upper bound of what moving people brings, unless a test has shown it.": (
        "一分并没有唯一的价值，取决于谁发生了变动。这些只是关联；除非有试验证实，"
        "它们只是促成变动所获收益的上限。"
    ),
    "Units with higher scores may differ in much else: the slope is an association, not what a"
    " higher score brings.": (
        "得分较高的单元在其他许多方面也可能不同：斜率只是关联，并不是提高得分所带来的结果。"
    ),
    "{k:unit} without a score, an outcome or a weight left out.": (
        "有 {k} 个单元缺少得分、结果或权重，未计入。"
    ),
    "The scores have no reliability: they differ by no more than noise does, so there is no"
    " estimate. Take larger units, or more answers.": (
        "得分没有信度可言：其差异不超过噪声本身，因此不作估计。请采用更大的单元或更多的回答。"
    ),
    "The reliability is {reliability}, below {least}: these scores differ by little but noise, so"
    " there is no estimate. Take larger units, or more answers.": (
        "信度为 {reliability}，低于 {least}：这些得分的差异几乎全是噪声，因此不作估计。"
        "请采用更大的单元或更多的回答。"
    ),
    "Margins, retention and moves of the classes are associations: a detractor who is won over need"
    " not behave as promoters do.": (
        "各类的毛利、留存与变动只是关联：争取过来的贬损者未必像推荐者那样行事。"
    ),
    "Nobody changes class here, which sets the classes further apart than they are: give"
    " transitions.": "此处假定无人改变类别，各类的差距因而被夸大：请提供变动情况。",
    "That customers were earned is what they say: an association of growth with recommendation, not"
    " the growth that recommending caused.": (
        "客户是否因口碑而来，依其自述：这只是增长与推荐的关联，并非推荐所带来的增长。"
    ),
    "Going with an outcome is an association, and what goes with it most closely here need not do"
    " so elsewhere.": "与结果相随只是关联；在此处最密切者，在别处未必如此。",
    "{k:respondent} without an outcome or a value of each metric left out; {n} are compared.": (
        "有 {k} 名受访者缺少结果或某项指标，未计入；参与比较的有 {n} 名。"
    ),
    "Low values go with the outcome: {names}. Held against other metrics, such a one is turned"
    " round. If low is good there, write reverse=[...].": (
        "与结果相随的是低值：{names}。与其他指标比较时已将其反转。如果该指标以低为好，请写"
        " reverse=[...]。"
    ),
    "Everybody has one value, so there is no fit: {names}.": (
        "所有人的数值相同，因此没有拟合：{names}。"
    ),
    "Only {k:unit}: the interval rests on very little.": "只有 {k} 个单元：区间的依据很少。",
    # drivers
    "All answers are of one class, so there is nothing that drivers could go with.": (
        "所有回答同属一类，没有什么可与驱动因素相伴。"
    ),
    "The same for everybody, so nothing can be said of it: {names}.": (
        "所有人都相同，因此无从说起：{names}。"
    ),
    "These cannot be told apart, so none has an effect of its own: {names}.": (
        "以下因素无法区分，因此都没有各自的效应：{names}。"
    ),
    "These cannot be told apart, so their shares are no more than a convention: {names}."
    " groups=... takes them as one.": (
        "以下因素无法区分，其份额只是约定：{names}。可用 groups=... 合为一项。"
    ),
    "These move together, which makes the effect of each uncertain: {names}. groups=... takes them"
    " as one.": "以下因素同升同降，各自的效应因而不确定：{names}。可用 groups=... 合为一项。",
    "Without an error, since it rests on a single {what}: {names}.": (
        "仅取决于单个{what}，因此没有标准误：{names}。"
    ),
    "Less than 4 degrees of freedom, too few clusters to trust the test: {names}.": (
        "自由度不足 4，群组过少，检验不可信：{names}。"
    ),
    "No degrees of freedom are left for errors: too few clusters for the drivers.": (
        "没有剩余自由度可估计标准误：相对于驱动因素，群组过少。"
    ),
    "Errors take the variance to be the same for all respondents; those that do not, and those of"
    " clusters, need the rows.": (
        "标准误假定所有受访者方差相同；不作此假定的以及群组的标准误需要逐行数据。"
    ),
    "Scale taken from the answers seen, lowest to highest: {names}. factor_scales=... declares"
    " it.": ("量表取自所见回答的最低至最高值：{names}。可用 factor_scales=... 声明。"),
    "Hardly anybody rates near the top, so the potential goes beyond the answers seen: {names}.": (
        "几乎无人给出接近最高的评分，潜力因而超出所见回答的范围：{names}。"
    ),
    "Only {n:answer} for {k:column} of drivers: effects are hardly known.": (
        "{k} 列驱动因素仅有 {n} 份回答：效应几乎无从得知。"
    ),
    "All drivers together go with the score no more than by chance ({p}), so the effect of a single"
    " one says nothing.": (
        "所有驱动因素合起来与得分的相关未超出偶然（{p}），因此单个效应说明不了什么。"
    ),
    "Left out because a driver is missing: {n:respondent}.": (
        "因驱动因素缺失而排除：{n} 名受访者。"
    ),
    "The {method} model has no estimate, since classes are separated completely by: {names}. The"
    " linear method has one.": (
        "{method} 模型没有估计值，因为以下因素把各类别完全分开：{names}。线性方法可以给出估计。"
    ),
    "Only two classes occur, so the model is a logistic regression.": (
        "只出现两个类别，模型即为逻辑回归。"
    ),
    "Proportional odds, which the ordinal method takes for granted, do not hold: the multinomial"
    " model fits better by a likelihood ratio test ({p}).": (
        "有序方法所假定的比例优势不成立：似然比检验表明多项模型拟合更好（{p}）。"
    ),
    "Nothing speaks against proportional odds, which the ordinal method takes for granted:"
    " likelihood ratio test against the multinomial model ({p}).": (
        "没有证据反对有序方法所假定的比例优势：与多项模型的似然比检验（{p}）。"
    ),
    "Without intervals, since resampling needs the rows of respondents.": (
        "没有区间，因为重抽样需要受访者的逐行数据。"
    ),
    "With {k:driver} relative weights take the place of Shapley shares, which go through all"
    " subsets of up to {most}.": (
        "驱动因素有 {k} 个，故以相对权重代替 Shapley 份额；后者遍历至多 {most} 个因素的所有子集。"
    ),
    "Only {n:answer} for {k:driver}: steps need about twenty for each.": (
        "{k} 个驱动因素仅有 {n} 份回答：每个约需二十份。"
    ),
    "Everybody's rating is bad, so there is no step: {names}.": (
        "所有人都给差评，因此没有台阶：{names}。"
    ),
    "Nobody's rating is in the middle, so the penalty is against the good ratings and there is no"
    " reward: {names}.": ("无人给出中间评分，惩罚因而是相对于好评而言，没有奖励：{names}。"),
    "No rating is above the middle, so there is no reward: {names}.": (
        "没有高于中间的评分，因此没有奖励：{names}。"
    ),
    # segments
    "Left out without a valid answer: {n:respondent}.": "因没有有效回答而排除：{n} 名受访者。",
    "Left out with a weight of 0: {n:respondent}.": "因权重为 0 而排除：{n} 名受访者。",
    "All answers are in one class, so no group can differ.": (
        "所有回答都属于同一类别，各群体不可能有差异。"
    ),
    "Only {n:cluster}: with so few there are {k} ways to flip signs, so that no group can be told"
    " from chance at this confidence level.": (
        "仅有 {n} 个群组：只有 {k} 种翻转符号的方式，在此置信水平下不可能把任何群体与偶然区分开来。"
    ),
    "Only {n:cluster}: with so few there are {k} ways to flip signs, so p-values are coarse.": (
        "仅有 {n} 个群组：数量如此之少，只有 {k} 种翻转符号的方式，p 值因而粗略。"
    ),
    "The same respondents chose the splits and give the scores: leaves look more different than"
    " they are, and intervals are too narrow.": (
        "划分与得分来自同一批受访者：各群体看上去的差异大于实际，区间过窄。"
    ),
    "Halves of {n:respondent} find little: below 1,000 nps.segments.screen, which needs no halves,"
    " finds more.": (
        "将 {n} 名受访者对半分开后能发现的不多：不足 1,000 名时，"
        "无需对半分开的 nps.segments.screen 能发现更多。"
    ),
    "Found among {k:row} on {n:respondent}, by a false discovery rate of {rate}; effects are those"
    " of the other {others}.": (
        "在 {n} 名受访者的 {k} 行中按错误发现率 {rate} 选出；效应来自其余 {others} 名受访者。"
    ),
    "Found, but nobody in the other half has it: {names}.": (
        "已选出，但另一半中无人具有：{names}。"
    ),
    # comments: words
    "{n:answer} without a comment.": "{n} 份回答没有评论。",
    "{n:comment} without a valid answer, left out.": "{n} 条评论没有有效回答，未计入。",
    "Only one side commented: there is nothing to test words against.": (
        "只有一方写了评论：无从比较用词。"
    ),
    "Neither promoters nor detractors commented: there are no words to test.": (
        "推荐者和贬损者都没有写评论：没有可比较的用词。"
    ),
    "No word is in {n:comment} or more.": "没有词出现在 {n} 条或更多评论中。",
    "{n:comment} in {languages}, which has no blanks between words: give a tokenizer.": (
        "{n} 条评论为{languages}，词间没有空格：请用 tokenizer=... 提供分词函数。"
    ),
    "Chinese and Japanese are counted in pairs of characters; a tokenizer gives words.": (
        "中文和日文按相邻两字计数；用 tokenizer=... 提供分词函数可按词计数。"
    ),
    "Occurrences in one comment are not independent: these p-values are too small."
    ' test="comments" keeps its level.': (
        '同一条评论中的词并不独立：这些 p 值偏小。test="comments" 能保持检验水平。'
    ),
    "Reached by no entry: {k} of {n:comment}.": "{n} 条评论中有 {k} 条未被任何词条匹配。",
    "Entries in no comment: {entries}.": "没有评论包含的词条：{entries}。",
    # comments
    "Of {n:comment} some themes are known and others missing: taken as not coded.": (
        "{n} 条评论只有部分主题有编码，其余缺失：按未编码处理。"
    ),
    "Base: all {n:respondent}. Of these {k:respondent} have no coded comment, and are taken not to"
    " mention any theme.": (
        "基数：全部 {n} 名受访者。其中 {k} 名没有经过编码的评论，视为未提及任何主题。"
    ),
    "Base: the {n:respondent} with a coded comment, whose score is {score}; that of all {all} is"
    " {whole} ({p}).": (
        "基数：评论经过编码的 {n} 名受访者，其净推荐值为 {score}；"
        "全部 {all} 名的净推荐值为 {whole}（{p}）。"
    ),
    "Mentioned by nobody or by everybody, so there is nothing to compare: {names}.": (
        "无人提及或人人提及，无从比较：{names}。"
    ),
    "Few mentions, fewer than {few}: {names}.": "提及过少（少于 {few} 次）：{names}。",
    "These are mentioned together in such a way that none has an adjusted impact of its own:"
    " {names}.": "以下主题的提及方式相互纠缠，因此都没有各自的调整后影响：{names}。",
    "{name} {kappa}": "{name} 为 {kappa}",
    "People coded {m:comment}, which must be a random part of all. Agreement of the machine with"
    " them (kappa): {kappas}.": (
        "人工编码了 {m} 条评论，这些评论须为全部评论的随机一部分。"
        "机器与人工的一致程度（kappa）：{kappas}。"
    ),
    "People found fewer than 10 mentions, too few to correct the machine: {names}.": (
        "人工所见提及不足 10 次，不足以校正机器编码：{names}。"
    ),
    "With fewer than {enough} comments coded by people intervals are too narrow.": (
        "人工编码的评论少于 {enough} 条时，区间偏窄。"
    ),
    "Not among the themes of validation, so that people are taken to have looked for them and found"
    " none: {names}.": "人工编码中没有以下主题，视为查看后未见提及：{names}。",
    "In validation only, and left out: {names}.": "仅见于人工编码，未计入：{names}。",
    "Corrected by people, the share of respondents who mention these may be 0 or 1, so that nothing"
    " else is known of them: {names}.": (
        "经人工校正后，提及以下主题的受访者占比可能为 0 或 1，因此其余数值无从得知：{names}。"
    ),
    "Adjusted impacts hold only themes that could be corrected, not these: {names}.": (
        "调整后影响只含可以校正的主题，不含以下主题：{names}。"
    ),
    "Too few comments were coded by people to tell the themes apart, so there are no adjusted"
    " impacts.": "人工编码的评论过少，无法区分各主题，因此没有调整后影响。",
    "Too few respondents or clusters, or answers too much alike, to test these: {names}.": (
        "受访者或群过少，或回答过于一致，以下主题无法检验：{names}。"
    ),
    "In one of the two only: {names}.": "仅见于其中一方：{names}。",
    "These themes differ in spelling only: {names}.": "以下主题仅写法不同：{names}。",
    # what is refused
    " Did you mean {value}?": "是否指 {value}？",
    " Write {period}.": "请写 {period}。",
    " 0.95 means 95%.": "0.95 即 95%。",
    " For windows of so many days that overlap use nps.rolling(ratings, dates,"
    ' window="30 days").': (
        '若要若干天的重叠窗口，请用 nps.rolling(ratings, dates, window="30 days")。'
    ),
    "{name} must be one of {options}, got {value}.{hint}": (
        "{name} 须为 {options} 之一，给定的是 {value}。{hint}"
    ),
    "{name} must be strictly between 0 and 1, got {value}.{hint}": (
        "{name} 须严格介于 0 与 1 之间，给定的是 {value}。{hint}"
    ),
    "{name} is in points and must lie between {least} and {most}, got {value}.": (
        "{name} 以分为单位，须在 {least} 与 {most} 之间，给定的是 {value}。"
    ),
    "{name} must be a finite number{meaning}, got {value}.": (
        "{name} 须为有限的数{meaning}，给定的是 {value}。"
    ),
    "{name} must not be negative, got {value}.": "{name} 不能为负数，给定的是 {value}。",
    "{name} must be at most {most}, got {value}.": "{name} 不能大于 {most}，给定的是 {value}。",
    "{name} must be at least {least}, got {value}.": "{name} 不能小于 {least}，给定的是 {value}。",
    "{name} must be above 0, got {value}.": "{name} 须大于 0，给定的是 {value}。",
    "{name} must be above 0 points, got {value}.": "{name} 须大于 0 分，给定的是 {value}。",
    "{name} must be above 0.5 to plan a one-sided test, got {value}.": (
        "规划单侧检验时 {name} 须大于 0.5，给定的是 {value}。"
    ),
    "{name} must lie between {least} and 1, got {value}.": (
        "{name} 须在 {least} 与 1 之间，给定的是 {value}。"
    ),
    "{name} is a share and must lie between 0 and 1, got {value}.{hint}": (
        "{name} 是占比，须在 0 与 1 之间，给定的是 {value}。{hint}"
    ),
    "{name} is a share and must be at most 1, got {value}.{hint}": (
        "{name} 是占比，不能大于 1，给定的是 {value}。{hint}"
    ),
    "{name} belongs to {other}.": "{name} 须与 {other} 同用。",
    "{name} must be at most {most} where the score is {score}, since only they are no promoters or"
    " detractors; got {value}.": (
        "得分为 {score} 时 {name} 不能大于 {most}，因为其余的人都是推荐者或贬损者；"
        "给定的是 {value}。"
    ),
    "{name} must have at most {most} looks.": "{name} 最多包含 {most} 次查看。",
    "{name} must grow from above 0 to 1, the share of all planned answers at the last look, got"
    " {value}.": (
        "{name} 须从大于 0 逐次增至 1，即最后一次查看时占全部计划回答的比例，给定的是 {value}。"
    ),
    "{name} averages over what a pilot leaves open: give the pilot's nps.Counts as sample or"
    " reference.": (
        "{name} 对预调查未能确定之处取平均：请以预调查的 nps.Counts 作为样本或参照组。"
    ),
    "{name} is between two answers of one person: say with {other} which share of each wave is in"
    " both (1 for the same people).": (
        "{name} 是同一个人两次回答之间的相关：请用 {other} 指明每期有多大比例的人两期都在"
        "（同一批人为 1）。"
    ),
    "a margin of {margin} cannot be shown to hold, since the assumed difference is {difference}"
    " points already.": "无法证明差异在界值 {margin} 之内，因为假定的差异已为 {difference} 分。",
    "{name} must be at least the number of {those}, {n}, got {value}.": (
        "{name} 不能小于{those} {n}，给定的是 {value}。"
    ),
    '{name} must be a name such as "UTC" or "Europe/Berlin", got {value}.{hint}': (
        '{name} 须为时区名称，如 "UTC" 或 "Asia/Shanghai"，给定的是 {value}。{hint}'
    ),
    "{name} moves times that have a zone, but {lack}. Leave {name} out, or say first in which zone"
    " they are.": "{name} 用于换算带时区的时间，而{lack}。请去掉 {name}，或先说明时间所在的时区。",
    "key names must be distinct, got {keys}.": "各键的名称不能重复，给定的是 {keys}。",
    "promoters, passives and detractors must follow each other without gap or overlap, got"
    " {bounds}.": "推荐者、被动者与贬损者的区间须首尾相接，既无空隙也不重叠，给定的是 {bounds}。",
    "passives must lie between detractors and promoters, got {bounds}.": (
        "被动者的区间须在贬损者与推荐者之间，给定的是 {bounds}。"
    ),
    "more than {most} groups; choose --by or --wave columns with fewer values": (
        "超过 {most} 个群组；请为 --by 或 --wave 选取取值较少的列"
    ),
    "{option} must be a share such as 0.2 or 20%, got {word}": (
        "{option} 须为占比，如 0.2 或 20%，给定的是 {word}"
    ),
    "say what the answers are for: --margin-of-error 5 (to know the score), --target 50 (is it"
    " above or below?), --difference 5 (does it change from one wave to the next?), or --n 400"
    " (what can so many show?)": (
        "请说明回答的用途：--margin-of-error 5（了解得分）、--target 50（高于还是低于它？）、"
        "--difference 5（两期之间是否有变化？）或 --n 400（这么多回答能说明什么？）"
    ),
    "{option}: {said}": "{option}：{said}",
    "--dictionary {path} must be JSON such as {such}: {why}": (
        "--dictionary {path} 须为 JSON，如 {such}：{why}"
    ),
    "it must have at most {most} MB": "文件不能大于 {most} 兆字节",
    "it holds {kind}": "文件内容为 {kind}",
    "line {line}, column {column} is not JSON": "第 {line} 行第 {column} 列不符合 JSON 格式",
    "it cannot be read: {error}": "无法读取（{error}）",
    "{name} must be a mapping from theme to a list of entries, such as {such}, got {value}.": (
        "{name} 须由主题对应到词条列表，如 {such}，给定的是 {value}。"
    ),
    "{where} has an entry without a word: {value}.": "{where} 中有不含任何词的词条：{value}。",
    "{where}: a star stands for any ending, at the end of a word, got {value}.": (
        "{where}：星号只能在词尾，代表任意词尾，给定的是 {value}。"
    ),
    "dictionary must name themes by text, got the name {value}.": (
        "词典中主题的名称须为文字，给定的是 {value}。"
    ),
    "{where} must be a list of entries, got {value}.": "{where} 须为词条列表，给定的是 {value}。",
    "{where} has no entry.": "{where} 没有词条。",
    "{where} must hold text, got the entry {value}.": "{where} 的词条须为文字，给定的是 {value}。",
    "factors have no value for some respondents: {some}. If these were not asked, because a"
    " question did not concern them, write {not_asked}: being asked is then a term of its own. If"
    " they did not answer, {drop} leaves them out.": (
        "有些受访者没有驱动因素的数值：{some}。如果是因为问题与其无关而未被问及，"
        "请写 {not_asked}：是否被问及将单独成为一项。如果是没有作答，用 {drop} 即可不计。"
    ),
    "factor {name} holds the ratings themselves; a driver is something else that goes with them.": (
        "驱动因素 {name} 就是评分本身；驱动因素须是与评分相关的其他事项。"
    ),
    "factor {name} tells the class of every respondent, so it holds the ratings or was made of"
    " them; a segment is something else that is known of people.": (
        "因素 {name} 与每位受访者的类别完全对应，可见它就是评分或由评分得出；"
        "细分须依据受访者的其他信息。"
    ),
    "no group of the factors has min_n={least} respondents inside and outside, of {n:respondent} in"
    " all.": "共 {n} 名受访者，按这些因素划分，没有一组在组内和组外都有 min_n={least} 名受访者。",
}

#: Words within notes and sentences.
PARTS: Mapping[str, str] = {
    "Thai": "泰文",
    "Lao": "老挝文",
    "Burmese": "缅甸文",
    "Khmer": "高棉文",
    ", ": "、",
    "question": "题目",
    "file": "文件",
    "{value} x {k}": "{value} {k} 次",
    " ({values})": "（{values}）",
    "{values} and {k} other values": "{values} 以及其他 {k} 种值",
    "sample": "样本",
    "reference": "参照组",
    'sample "{name}"': "样本“{name}”",
    'reference "{name}"': "参照组“{name}”",
    "header": "表头",
    "labels": "选项标签",
    "New": "新增",
    "Gone": "消失",
    "current": "本期",
    "previous": "前期",
    "Replace it with None if it is.": "如果是，请替换为 None。",
    "missing=[{value}] leaves it out if it is.": "如果是，用 missing=[{value}] 即可不计。",
    "--missing {value} leaves it out if it is.": "如果是，用 --missing {value} 即可不计。",
    "Say which with scale=nps.Scale.conventional(...).": (
        "请用 scale=nps.Scale.conventional(...) 指明。"
    ),
    "Say which with --scale: 1-5, 1-7, or cut points.": "请用 --scale 指明：1-5、1-7 或分界点。",
    "it holds the classes of {column}": "它是 {column} 列的类别",
    "its header says {word}": "表头含有 {word}",
    "its header does not ask for a recommendation": "表头没有询问推荐意愿",
    "{first} or {last}": "{first} 或 {last}",
    "{first} and {last}": "{first}、{last}",
    "all cells are blank": "所有单元格为空",
    "there are no rows": "没有数据行",
    "its cells are classes: {values}": "单元格是类别：{values}",
    "{values} are the points of classes rather than ratings": "{values} 是类别的分值，不是评分",
    "all {n:cell} are {values}: yes and no, or classes?": (
        "{n} 个单元格全为 {values}：是“是/否”，还是类别？"
    ),
    "all {n:cell} are {values}: are these classes?": "{n} 个单元格全为 {values}：这是类别吗？",
    "11 occurs {times} times and 0 never: are these positions, 1 for a rating of 0?": (
        "11 出现 {times} 次而 0 从未出现：这是选项序号（1 代表 0 分）吗？"
    ),
    "{k} of {n:cell} can't be read: {values}": "{n} 个单元格中有 {k} 个无法读取：{values}",
    "{values} are no ratings from 0 to 10: was the question asked on 0-100?": (
        "{values} 不是 0 到 10 的评分：题目是否采用 0-100 量表？"
    ),
    "{values} are no whole numbers: are these averages?": "{values} 不是整数：这是平均分吗？",
    "{values} are no ratings: are these scores already?": "{values} 不是评分：这已经是得分了吗？",
    "1 of {n:cell} is off the scale: {values}": "{n} 个单元格中有 1 个超出量表：{values}",
    "{k} of {n:cell} are off the scale: {values}": "{n} 个单元格中有 {k} 个超出量表：{values}",
    "once": "1 次",
    "{k} times": "{k} 次",
    "{k} answered in the sample only": "{k} 人仅在样本中作答",
    "{k} in the reference only": "{k} 人仅在参照组中作答",
    "{k} in neither": "{k} 人两次均未作答",
    "{margins} cannot be met together: after {iterations} iterations {category} of {variable}"
    " adds up to {reached} instead of {wanted}. Some combination of categories has no respondents"
    " or the caps are too tight: merge small categories, drop a margin, or widen the caps.": (
        "无法同时满足{margins}：迭代 {iterations} 次后，{variable} 的类别 {category} 合计为"
        " {reached}，而非 {wanted}。某些类别组合没有受访者，或权重界限过紧："
        "请合并小类别、去掉一个边际分布或放宽界限。"
    ),
    # windows
    "every answer": "计入全部回答",
    "the latest valid answer of each person": "每人只计最近一次有效回答",
    "the last {k} valid answers up to {each}": "截至{each}的最近 {k} 份有效回答",
    "the last {k:period} up to each": "截至每一期的最近 {k} 期",
    "each answer": "每份回答",
    "each {k}th answer": "每第 {k} 份回答",
    "the {length} up to {each}": "截至{each}的 {length}",
    "each day": "每天",
    "the end of each {unit}": "每{unit}最后一天",
    "day": "天",
    "week": "周",
    "half-year": "半年",
    "month": "月",
    "quarter": "季度",
    "year": "年",
    "the margins": "各边际分布",
    "{k:day}": "{k} 天",
    "{k:week}": "{k} 周",
    "{k:month}": "{k} 个月",
    "{k:quarter}": "{k} 个季度",
    "{k:year}": "{k} 年",
    # signals of a control chart
    "limit": "超出控制限",
    "run": "连续多期位于中心线同侧",
    "climb": "连续多期上升或下降",
    "two-of-three": "三期中有两期偏离较远",
    "four-of-five": "五期中有四期偏离较远",
    # methods that a sentence names
    "holm": "Holm",
    "tukey": "Tukey",
    "hochberg": "Hochberg",
    "hommel": "Hommel",
    "Cochran's Q": "Cochran Q",
    "bonferroni": "Bonferroni",
    "benjamini-hochberg": "Benjamini-Hochberg",
    "benjamini-yekutieli": "Benjamini-Yekutieli",
    "laney": "Laney",
    "shewhart": "Shewhart",
    "ewma": "EWMA",
    "cusum": "CUSUM",
    "stuart-maxwell": "Stuart-Maxwell",
    "bhapkar": "Bhapkar",
    "bowker": "Bowker",
    "permutation chi-square": "置换卡方",
    "Welch F": "Welch F",
    "likelihood-ratio chi-square": "似然比卡方",
    "Wald F of the design": "抽样设计的 Wald F",
    "for independent answers of equal weight only": "仅适用于权重相等的独立回答",
    "raking": "迭代比例加权",
    "post-stratification": "事后分层",
    "trimming": "截尾",
    "calibration": "校准",
    # of refusals
    "those of {column} have none": "{column} 的时间没有时区",
    "{value} in {column} has none": "{column} 中的 {value} 没有时区",
    " in points": "（以分为单位）",
    " from 0 to 1": "（0 到 1）",
    "2**53 to stay exact": "2**53 才能保持精确",
    "valid answers": "有效回答数",
    "people who were asked": "受邀人数",
    "{name} ({gap} of {n})": "{name}（{n} 名中的 {gap} 名）",
    # words of tables
    "{sample} vs {reference}": "{sample} 对 {reference}",
    "{sample} against {reference}": "{sample} 对比 {reference}",
    "{sample} / {reference}": "{sample} 对 {reference}",
    "{cohort} / {name}": "{cohort}：{name}",
    "promoter": "推荐者",
    "passive": "被动者",
    "detractor": "贬损者",
    "{keys} / class": "{keys} / 类别",
    "cohort": "群组",
    "rating": "评分",
    "class": "类别",
    "top box": "最高分",
    "{law}, {p}": "{law}，{p}",
    "NPS, {names}": "NPS，{names}",
    "within {margin} points": "相差不到 {margin} 分",
    "not shown to be within {margin} points": "未能证明相差不到 {margin} 分",
    "adjusted p ({method})": "校正 p（{method}）",
    "all together, {level}% CI": "{level}% 同时置信区间",
    "if the silent score {low} to {high}": "若未作答者得分为 {low} 至 {high}",
    "higher with probability {chance}": "更高的概率为 {chance}",
    "{driver}: asked": "{driver}：被问及",
    "{driver}: not asked": "{driver}：未被问及",
    "NPS {score}, unweighted {unweighted}, n = {n} (effective {effective}, Kish {kish}),"
    " design effect {design}, {df} df": (
        "NPS {score}，未加权 {unweighted}，n = {n}（有效 {effective}，仅按权重 {kish}），"
        "设计效应 {design}，自由度 {df}"
    ),
    # sides
    "below": "低",
    "above": "高",
    # classes
    "promoters": "推荐者",
    "passives": "被动者",
    "detractors": "贬损者",
    # what cannot be known
    "n/a": "无",
    "[no interval]": "无区间",
    "p = n/a": "p 值无定义",
    # drivers
    "{names} and {k} more": "{names} 等，另有 {k} 个",
    "cluster": "群组",
    "respondent": "受访者",
    "ordinal": "有序",
    "multinomial": "多项",
}

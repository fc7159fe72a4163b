"""Each method in a sentence, with its source; where one may choose, also when to use it."""

from __future__ import annotations

from collections.abc import Mapping

from nps._base.words.methods import MethodNote

TANGO = "Tango (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B"
LAUD = "Laud (2017), doi:10.1002/pst.1813"
ROCKS = "Rocks (2016), doi:10.1080/00031305.2016.1158124"
STUDENT = "Student (1908), doi:10.1093/biomet/6.1.1"
GOODMAN = "Goodman (1965), doi:10.1080/00401706.1965.10490252"
ZOU = "Zou & Donner (2008), doi:10.1002/sim.3095"
FAY = "Fay & Lumbard (2021), doi:10.1002/sim.8829"
HSUEH = "Hsueh, Liu & Chen (2001), doi:10.1111/j.0006-341X.2001.00478.x"
EFRON = "Efron & Tibshirani (1993), An Introduction to the Bootstrap"
JEFFREYS = "Jeffreys (1946), doi:10.1098/rspa.1946.0056"
FAGERLAND = "Fagerland, Lydersen & Laake (2013), doi:10.1186/1471-2288-13-91"
DERRICK = "Derrick et al. (2017), doi:10.22237/jmasm/1493597280"
COCHRAN = "Cochran (1954), doi:10.2307/3001666"
KITAGAWA = "Kitagawa (1955), doi:10.1080/01621459.1955.10501299"
WAUDBY = "Waudby-Smith & Ramdas (2024), doi:10.1093/jrsssb/qkad009"
RANKS = "Mogstad, Romano, Shaikh & Wilhelm (2024), doi:10.1093/restud/rdad006"
FARRINGTON = "Farrington & Manning (1990), doi:10.1002/sim.4780091208"
LAN = "Lan & DeMets (1983), doi:10.2307/2336502"
COHEN = "Cohen (1988), doi:10.4324/9780203771587"
BINDER = "Binder (1983), doi:10.2307/1402588"
KRAMER = "Kramer (1956), doi:10.2307/3001469"
GAMES = "Games & Howell (1976), doi:10.3102/10769986001002113"
RAO = "Rao & Scott (1984), doi:10.1214/aos/1176346391"
MIETTINEN = "Miettinen & Nurminen (1985), doi:10.1002/sim.4780040211"
DERSIMONIAN = "DerSimonian & Laird (1986), doi:10.1016/0197-2456(86)90046-2"
VIECHTBAUER = "Viechtbauer (2005), doi:10.3102/10769986030003261"

#: One value of many: of the differences within strata, or of the scores of cohorts.
POOLING: Mapping[str, MethodNote] = {
    "fixed": MethodNote(
        "fixed effect",
        "The values weighed by the inverse of their variances.",
        source=COCHRAN,
        when="One mean of these very strata or cohorts.",
    ),
    "dersimonian-laird": MethodNote(
        "random effects, DerSimonian-Laird",
        "The same with the variance of the true values, by moments, added to each.",
        source=DERSIMONIAN,
        when="They stand for a population of such, and its mean is sought.",
    ),
    "reml": MethodNote(
        "random effects, REML",
        "The same with that variance by restricted maximum likelihood.",
        source=VIECHTBAUER,
        when="As before; less biased with many.",
    ),
}

METHODS: Mapping[str, Mapping[str, MethodNote]] = {
    "interval": {
        "score": MethodNote(
            "score interval",
            "All scores that a test with the variance under that score does not reject.",
            source=TANGO,
            when="The default: close to its level at every n, inside the scale, never zero width.",
        ),
        "skewness-corrected": MethodNote(
            "skewness-corrected score interval",
            "The score interval with its statistic corrected for skewness.",
            source=LAUD,
            when="For one-sided and non-inferiority claims: both tails right from n = 20 on, at"
            " 2 to 4% more width; says nothing for n = 1.",
        ),
        "wald": MethodNote(
            "Wald interval",
            "The score plus and minus normal quantile times standard error.",
            source=ROCKS,
            when="To reproduce old reports; covers too rarely below n = 100 and near the ends.",
        ),
        "t": MethodNote(
            "t interval",
            "The score plus and minus Student's quantile times standard error with divisor n - 1.",
            source=STUDENT,
            when="A t test on -100/0/100; fails where most agree, undefined where all do.",
        ),
        "adjusted-wald": MethodNote(
            "adjusted Wald interval",
            "The Wald interval after adding 3/4, 3/2 and 3/4 answers to the three classes.",
            source=ROCKS,
            when="To agree with MeasuringU; good two-sided coverage, lopsided tails, not for"
            " one-sided claims.",
        ),
        "bonett-price": MethodNote(
            "Bonett-Price interval",
            "The Wald interval after adding one promoter and one detractor.",
            source="Bonett & Price (2012), doi:10.3102/1076998611411915",
            when="The best one to do by hand: balanced tails, never far below its level.",
        ),
        "agresti-min": MethodNote(
            "Agresti-Min interval",
            "The Wald interval after adding 1/2, 1 and 1/2 answers to the three classes.",
            source="Agresti & Min (2005), doi:10.1002/sim.1781",
            when="Like adjusted Wald with fewer pseudo-answers; use the score interval instead.",
        ),
        "goodman": MethodNote(
            "Goodman interval",
            "The Wald interval, wide enough for all three differences of shares together.",
            source=GOODMAN,
            when="Only if all three differences of shares are reported together; else too wide,"
            " and of zero width where all agree.",
        ),
        "may-johnson": MethodNote(
            "May-Johnson interval",
            "A score interval that keeps the observed share of answers that are not passive.",
            source="May & Johnson (1997),"
            " doi:10.1002/(SICI)1097-0258(19970930)16:18<2127::AID-SIM633>3.0.CO;2-W",
            when="To reproduce papers; covers almost never where nearly all are passive.",
        ),
        "mover-wilson": MethodNote(
            "MOVER of Wilson intervals",
            "Wilson intervals of promoters and detractors, squared and added with correlation.",
            source="Newcombe (1998),"
            " doi:10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C",
            when="Square-and-add of two Wilson intervals; fair, but too high near the ends.",
        ),
        "mover-jeffreys": MethodNote(
            "MOVER of Jeffreys intervals",
            "Jeffreys intervals of promoters and detractors, squared and added with correlation.",
            source=ZOU,
            when="Square-and-add of two Jeffreys intervals; shortest, but covers .82 in corners.",
        ),
        "exact": MethodNote(
            "exact melded interval",
            "Exact limits for the answers that are not passive and for their direction, melded.",
            source=FAY,
            when="Where coverage must be guaranteed and agree with the exact sign test; wide.",
        ),
        "exact-unconditional": MethodNote(
            "exact unconditional interval",
            "All scores not rejected by a test that is exact for every share of passives.",
            source=HSUEH,
            when="Guaranteed coverage, often shorter than exact, for one small sample at a time:"
            " up to 200 answers, which take seconds.",
        ),
        "bootstrap-percentile": MethodNote(
            "exact bootstrap percentile interval",
            "Quantiles of the score over all bootstrap samples, computed, not simulated.",
            source=EFRON,
            when="To agree with bootstraps, without their noise; a point where all answers agree.",
        ),
        "bootstrap-basic": MethodNote(
            "exact basic bootstrap interval",
            "Twice the score less the quantiles of its bootstrap law.",
            source="Davison & Hinkley (1997), doi:10.1017/CBO9780511802843",
            when="The percentile interval turned around; seldom better, cut off at the ends.",
        ),
        "bootstrap-bca": MethodNote(
            "exact BCa bootstrap interval",
            "Bootstrap quantiles corrected for bias and acceleration.",
            source="Efron (1987), doi:10.1080/01621459.1987.10478410",
            when="The best of the percentile kind for n above 50; a point where all answers agree.",
        ),
        "bootstrap-studentized": MethodNote(
            "studentized bootstrap interval",
            "Quantiles of the bootstrapped t statistic times the standard error.",
            source="Efron (1981), doi:10.2307/3314608",
            when="Balanced tails for n above 50; erratic in small lopsided samples.",
        ),
        "bayes-jeffreys": MethodNote(
            "Bayesian interval, Jeffreys prior",
            "Equal-tailed quantiles of the score under a Dirichlet posterior, 1/2 added to each"
            " class.",
            source=JEFFREYS,
            when="A credible interval with half an answer in each class; the prior to prefer.",
        ),
        "bayes-uniform": MethodNote(
            "Bayesian interval, uniform prior",
            "Equal-tailed quantiles of the score under a Dirichlet posterior, 1 added to each"
            " class.",
            source="Bayes (1763), doi:10.1098/rstl.1763.0053",
            when="A credible interval with one answer in each class; never covers in the corners.",
        ),
        "bayes-perks": MethodNote(
            "Bayesian interval, Perks prior",
            "Equal-tailed quantiles of the score under a Dirichlet posterior, 1/3 added to each"
            " class.",
            source="Perks (1947), doi:10.1017/S0020268100012270",
            when="A credible interval with one answer spread over the classes; bold near the ends.",
        ),
    },
    "difference": {
        "score": MethodNote(
            "score test and interval",
            "Variance from the shares most likely under each null difference, times N/(N - 1).",
            source="Miettinen & Nurminen (1985), doi:10.1002/sim.4780040211, extended to three"
            " classes",
            when="The default: holds its level from ten answers on, unanimous samples included.",
        ),
        "score-mee": MethodNote(
            "score test and interval of Mee",
            "Variance from the shares most likely under each null difference.",
            source="Mee (1984), doi:10.2307/2531174, extended to three classes",
            when="The same without the factor N/(N - 1): a little too eager below 20 answers.",
        ),
        "mover": MethodNote(
            "MOVER interval",
            "Distances to the limits of two score intervals, squared and added.",
            source=ZOU,
            when="Square and add two score intervals: closed form, slightly conservative.",
        ),
        "wald": MethodNote(
            "Wald test and interval",
            "The difference divided by its standard error, against the normal law.",
            source=ROCKS,
            when="To reproduce old reports; too many false alarms in small samples.",
        ),
        "wald-pooled": MethodNote(
            "pooled z test",
            "As Wald, with the variance of both samples together.",
            source="Textbook z test with pooled variance",
            when="A z test that both come from one population; its interval takes the pooled"
            " standard error for every difference.",
        ),
        "welch": MethodNote(
            "Welch's t test",
            "A t test for unequal variances on answers scored +100, 0, -100.",
            source="Welch (1947), doi:10.1093/biomet/34.1-2.28",
            when="A t test on -100/0/100; fine for large samples, not for unanimous ones.",
        ),
        "student": MethodNote(
            "Student's t test",
            "A t test with one variance for both samples on answers scored +100, 0, -100.",
            source=STUDENT,
            when="To reproduce tables of other programs; Welch's needs no equal variances.",
        ),
        "adjusted-wald": MethodNote(
            "adjusted Wald test and interval",
            "Wald after adding 3/8, 3/4 and 3/8 answers to each sample.",
            source="Agresti & Caffo (2000), doi:10.1080/00031305.2000.10474560, with Rocks' (3, T)",
            when="Wald with 3/8, 3/4, 3/8 answers added to each: a good formula for hand or sheet.",
        ),
        "lewis-sauro": MethodNote(
            "Lewis-Sauro test and interval",
            "Wald after adding 3/4, 3/2 and 3/4 answers to each sample.",
            source=f"{ROCKS}; MeasuringU (2021)",
            when="To agree with MeasuringU; adds 3/4, 3/2, 3/4 to each, and so misses large"
            " differences of small samples.",
        ),
        "permutation": MethodNote(
            "permutation test",
            "The difference over all divisions of the answers into samples of these sizes.",
            source="Fisher (1935); Strasser & Weber (1999)",
            when="The exact test that both come from one population, at a null of 0; no more, so"
            " its interval is only as good as that.",
        ),
        "permutation-studentized": MethodNote(
            "studentized permutation test",
            "The difference divided by its standard error, over all divisions of the answers.",
            source="Chung & Romano (2013), doi:10.1214/13-AOS1090",
            when="As exact where both come from one population, and in large samples a test of"
            " the scores alone.",
        ),
        "bootstrap": MethodNote(
            "exact bootstrap",
            "Percentiles of the difference of two independent bootstrap laws, computed exactly.",
            source="Efron & Tibshirani (1993)",
            when="Percentiles of the exact bootstrap law; as narrow as Wald in small samples.",
        ),
        "bayes": MethodNote(
            "Bayesian comparison",
            "Posterior law of the difference of two scores under Dirichlet priors.",
            source=JEFFREYS,
            when="Posterior of the difference under Dirichlet priors; probabilities one can say"
            " out loud.",
        ),
    },
    "benchmark": {
        "score": MethodNote(
            "score test",
            "The distance from the benchmark with the variance under it.",
            source=TANGO,
            when="The default: close to its level at every n, unanimous samples included.",
        ),
        "skewness-corrected": MethodNote(
            "skewness-corrected score test",
            "The score test corrected for skewness.",
            source=LAUD,
            when="The score test with equal tails: best for one-sided claims.",
        ),
        "sign": MethodNote(
            "exact sign test",
            "Promoters among promoters and detractors, against a chance of one half.",
            source=FAY,
            when="Exact test of a score of 0 from promoters and detractors alone; conservative.",
        ),
        "mid-p": MethodNote(
            "mid-p sign test",
            "The sign test with the probability of the observed number counted half.",
            source=FAGERLAND,
            when="The sign test with ties counted half: hardly ever above its level; no interval.",
        ),
        "exact-unconditional": MethodNote(
            "exact unconditional test",
            "Exact for every share of passives.",
            source=HSUEH,
            when="Exact and less conservative, for up to 200 answers: takes seconds.",
        ),
        "wald": MethodNote(
            "Wald test",
            "The distance from the benchmark divided by the standard error.",
            source=ROCKS,
            when="To reproduce old reports; too many false alarms below n = 100.",
        ),
        "t": MethodNote(
            "t test",
            "A one-sample t test on answers scored +100, 0, -100.",
            source=STUDENT,
            when="A t test on -100/0/100; undefined where all agree.",
        ),
        "adjusted-wald": MethodNote(
            "adjusted Wald test",
            "The Wald test after adding 3/4, 3/2 and 3/4 answers.",
            source=ROCKS,
            when="MeasuringU's benchmark test (they take it one-sided); pulls towards 0.",
        ),
    },
    "paired": {
        "score": MethodNote(
            "paired score test and interval",
            "The mean of the personal differences -2 to 2, variance under each null difference.",
            source=TANGO,
        ),
        "wald": MethodNote(
            "paired Wald test and interval",
            "The mean personal difference divided by its standard error.",
            source=TANGO,
        ),
        "t": MethodNote(
            "paired t test",
            "The mean personal difference against Student's law.",
            source=STUDENT,
        ),
        "score-null": MethodNote(
            "test of Fleiss, Levin and Paik",
            "The mean personal difference with the variance under the null difference.",
            source="Fleiss, Levin & Paik (2003), doi:10.1002/0471445428",
        ),
        "permutation": MethodNote(
            "exact sign-flip test",
            "The sum of the personal differences over all choices of their signs.",
            source="Fisher (1935), The Design of Experiments",
        ),
        "permutation-midp": MethodNote(
            "sign-flip test, mid-p",
            "The exact sign-flip test with ties counted half.",
            source=FAGERLAND,
        ),
        "bootstrap": MethodNote(
            "exact paired bootstrap",
            "Percentiles of the resampled mean personal difference, computed exactly.",
            source=EFRON,
        ),
    },
    "overlap": {
        "score": MethodNote(
            "partially overlapping score test and interval",
            "As the z test, with the variance of the shares most likely under each null"
            " difference.",
            source=TANGO,
        ),
        "wald": MethodNote(
            "partially overlapping z test",
            "The difference of all answers, less the covariance of those who answered twice.",
            source=DERRICK,
        ),
        "gls": MethodNote(
            "efficient combination",
            "Paired and unpaired differences with the weights of least variance.",
            source="Patterson (1950), Journal of the Royal Statistical Society B 12(2), 241-255",
        ),
        "t": MethodNote(
            "partially overlapping t test",
            "As the z test, against Student's law.",
            source=DERRICK,
        ),
        "pooled": MethodNote(
            "partially overlapping z test, pooled",
            "As the z test, with the variance of both waves together.",
            source=DERRICK,
        ),
    },
    "many": {
        "pooled-t": MethodNote(
            "pooled t tests",
            "Student's t of each pair, with one variance for all cohorts, on N - k degrees of"
            " freedom.",
            source=STUDENT,
            when="To reproduce tables of other programs.",
        ),
        "tukey-hsd": MethodNote(
            "Tukey's honest significant difference",
            "Pooled t statistics held against the studentized range of all cohorts.",
            source=KRAMER,
            when="To reproduce tables of other programs; all cohorts of one variance.",
        ),
        "games-howell": MethodNote(
            "Games and Howell's test",
            "Welch's statistics and degrees of freedom held against the studentized range.",
            source=GAMES,
            when="To reproduce tables of other programs; large cohorts of unequal variances.",
        ),
    },
    "homogeneity": {
        "chi-squared": MethodNote(
            "Pearson's chi-squared test",
            "Squared distances of the counts from those expected of equal shares, over these.",
            source="Pearson (1900), doi:10.1080/14786440009463897",
            when="The three classes of plain groups, five answers or more expected in each cell.",
        ),
        "fisher": MethodNote(
            "Fisher's exact test",
            "The chance of all tables with the same totals that are no likelier than this one.",
            source="Freeman & Halton (1951), doi:10.1093/biomet/38.1-2.141",
            when="The same with few answers.",
        ),
        "kruskal-wallis": MethodNote(
            "Kruskal-Wallis test",
            "Squared distances of the mean ranks of the classes from each other, corrected for"
            " ties.",
            source="Kruskal & Wallis (1952), doi:10.1080/01621459.1952.10483441",
            when="The classes as ranks.",
        ),
        "anova": MethodNote(
            "analysis of variance",
            "The variance between groups over that within, of answers scored +100, 0, -100.",
            source="Fisher (1925), Statistical Methods for Research Workers",
            when="To reproduce tables of other programs.",
        ),
        "cochran-q": MethodNote(
            "Cochran's Q",
            "Squared distances of the scores from their mean over their plug-in variances.",
            source=COCHRAN,
            when="Large groups, as in meta-analysis.",
        ),
        "rao-scott": MethodNote(
            "Rao-Scott test, second order",
            "Pearson's chi-squared of the weighted shares over the sum of its design effects, held"
            " against F.",
            source=RAO,
            when="Weighted groups.",
        ),
        "rao-scott-first-order": MethodNote(
            "Rao-Scott test, first order",
            "Pearson's chi-squared of the weighted shares over the mean of its design effects.",
            source=RAO,
            when="To reproduce tables of other programs.",
        ),
    },
    "adjust": {
        "holm": MethodNote(
            "Holm adjustment",
            "The i-th smallest of m p-values times m - i + 1, never decreasing.",
            source="Holm (1979), Scandinavian Journal of Statistics 6(2), 65-70",
        ),
        "hochberg": MethodNote(
            "Hochberg adjustment",
            "Holm's factors applied from the largest p-value downwards.",
            source="Hochberg (1988), doi:10.1093/biomet/75.4.800",
        ),
        "hommel": MethodNote(
            "Hommel adjustment",
            "The largest of Simes' p-values of all sets of tests that contain the test.",
            source="Hommel (1988), doi:10.1093/biomet/75.2.383",
        ),
        "bonferroni": MethodNote(
            "Bonferroni adjustment",
            "Each p-value times the number of tests.",
            source="Dunn (1961), doi:10.1080/01621459.1961.10482090",
        ),
        "benjamini-hochberg": MethodNote(
            "Benjamini-Hochberg adjustment",
            "Bounds the expected share of false findings: the i-th smallest p-value times m/i.",
            source="Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x",
        ),
        "benjamini-yekutieli": MethodNote(
            "Benjamini-Yekutieli adjustment",
            "As Benjamini-Hochberg times 1 + 1/2 + ... + 1/m, under any dependence.",
            source="Benjamini & Yekutieli (2001), doi:10.1214/aos/1013699998",
        ),
        "max-z": MethodNote(
            "max-z adjustment",
            "Each statistic against the law of the largest of all.",
            source="Hothorn, Bretz & Westfall (2008), doi:10.1002/bimj.200810425",
        ),
        "tukey": MethodNote(
            "Tukey's adjustment",
            "Each statistic held against the studentized range of all cohorts.",
            source=KRAMER,
        ),
    },
    "shares": {
        "wilson": MethodNote(
            "Wilson interval",
            "All shares that a score test does not reject, each class alone.",
            source="Wilson (1927), doi:10.1080/01621459.1927.10502953",
        ),
        "jeffreys": MethodNote(
            "Jeffreys interval",
            "Equal-tailed posterior interval under Beta(1/2, 1/2), each class alone.",
            source="Brown, Cai & DasGupta (2001), doi:10.1214/ss/1009213286",
        ),
        "clopper-pearson": MethodNote(
            "Clopper-Pearson interval",
            "All shares that neither binomial tail rejects, each class alone.",
            source="Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404",
        ),
        "goodman": MethodNote(
            "Goodman interval",
            "Wilson intervals at a third of the tail, for the three classes together.",
            source=GOODMAN,
        ),
        "quesenberry-hurst": MethodNote(
            "Quesenberry-Hurst interval",
            "Wilson intervals with a chi-squared quantile, for all combinations of the classes.",
            source="Quesenberry & Hurst (1964), doi:10.1080/00401706.1964.10490163",
        ),
        "sison-glaz": MethodNote(
            "Sison-Glaz interval",
            "Widened until an approximation of the multinomial law reaches the level.",
            source="Sison & Glaz (1995), doi:10.1080/01621459.1995.10476521",
        ),
        "korn-graubard": MethodNote(
            "Korn-Graubard interval",
            "Clopper and Pearson's exact interval on the effective sample size of each share.",
            source="Korn & Graubard (1998), Survey Methodology 24(2), 193-201",
        ),
    },
    "mean": {
        "score": MethodNote(
            "multinomial score interval",
            "All means that a test with the most likely shares under that mean does not reject.",
            source="Owen (1988), doi:10.1093/biomet/75.2.237; " + TANGO,
        ),
    },
    "moved": {
        "shares": MethodNote(
            "score test of two shares",
            "Miettinen and Nurminen's test and interval for each class.",
            source=MIETTINEN,
        ),
        "ratings": MethodNote(
            "Mann-Whitney test",
            "Chance that an answer of one sample is higher than one of the other, ties half.",
            source="Mann & Whitney (1947), doi:10.1214/aoms/1177730491",
        ),
        "paired ratings": MethodNote(
            "Wilcoxon's signed-rank test",
            "Rank sums of changes up and down by their size; who did not change is left out.",
            source="Wilcoxon (1945), doi:10.2307/3001968",
        ),
    },
    "equivalence": {
        "tost": MethodNote(
            "two one-sided tests",
            "Equivalent if a difference of -margin or less and one of margin or more are rejected.",
            source="Schuirmann (1987), doi:10.1007/BF01068419",
        ),
    },
    "transitions": {
        "stuart-maxwell": MethodNote(
            "Stuart-Maxwell test",
            "Differences of row and column totals with their covariance if nothing changed.",
            source="Stuart (1955), doi:10.1093/biomet/42.3-4.412",
        ),
        "bhapkar": MethodNote(
            "Bhapkar test",
            "Differences of row and column totals with their observed covariance.",
            source="Bhapkar (1966), doi:10.1080/01621459.1966.10502021",
        ),
        "bowker": MethodNote(
            "Bowker test",
            "Moves from each class to each other one against the moves back.",
            source="Bowker (1948), doi:10.1080/01621459.1948.10483284",
        ),
    },
    "trend": {
        "regression": MethodNote(
            "regression of single answers on time",
            "Every answer counts the same; standard error from the variances within the waves.",
            source=COCHRAN,
        ),
        "wls": MethodNote(
            "weighted least squares",
            "A line through the scores, weighted by their known sampling variances.",
            source=COCHRAN,
        ),
        "random-effects": MethodNote(
            "random-effects line",
            "Weighted least squares with a variance between waves added.",
            source=DERSIMONIAN,
        ),
        "contrast": MethodNote(
            "linear contrast",
            "Ordinary least squares with the standard error from the sampling variances.",
            source=COCHRAN,
        ),
    },
    "decomposition": {
        "two-way": MethodNote(
            "Kitagawa decomposition",
            "Change of share times mean score, and change of score times mean share.",
            source=KITAGAWA,
        ),
        "three-way": MethodNote(
            "three-way decomposition",
            "Mix and rate at the earlier values, and their interaction by itself.",
            source=KITAGAWA,
        ),
    },
    "standardization": {
        "score": MethodNote(
            "direct standardisation, score intervals combined",
            "Weighted mean of the segments; their score intervals squared and added.",
            source=ZOU,
        ),
        "wald": MethodNote(
            "direct standardisation, Wald interval",
            "Weighted mean of the segments with its standard error.",
            source=ZOU,
        ),
    },
    "chart": {
        "laney": MethodNote(
            "Laney chart",
            "Limits from the answers, times how much more the waves really vary.",
            source="Laney (2002), doi:10.1081/QEN-120003555",
        ),
        "shewhart": MethodNote(
            "Shewhart chart",
            "The centre plus and minus three standard errors of each wave.",
            source="Nelson (1984), doi:10.1080/00224065.1984.11978921",
        ),
        "ewma": MethodNote(
            "EWMA chart",
            "An exponentially weighted moving average with its exact limits.",
            source="Roberts (1959), doi:10.1080/00401706.1959.10489860",
        ),
        "cusum": MethodNote(
            "CUSUM chart",
            "Sums of standardised deviations, up and down, against a decision interval.",
            source="Page (1954), doi:10.1093/biomet/41.1-2.100",
        ),
    },
    "sequence": {
        "betting": MethodNote(
            "hedged betting confidence sequence",
            "All scores against which no capital has ever grown to 2/alpha.",
            source=WAUDBY,
        ),
        "empirical-bernstein": MethodNote(
            "empirical Bernstein confidence sequence",
            "A weighted mean with a bound from the observed variance, valid at all times.",
            source=WAUDBY,
        ),
    },
    "ranking": {
        "simultaneous": MethodNote(
            "simultaneous rank intervals",
            "Cohorts significantly ahead and behind, by stepwise tests over all pairs.",
            source=RANKS,
        ),
        "marginal": MethodNote(
            "marginal rank intervals",
            "Cohorts significantly ahead and behind, by stepwise tests for each cohort alone.",
            source=RANKS,
        ),
    },
    "share change": {
        "score": MethodNote(
            "score test of two shares",
            "Miettinen and Nurminen's test and interval for each class; McNemar's and Tango's for"
            " the same people.",
            source=MIETTINEN,
            when="The default, but for weights.",
        ),
        "exact": MethodNote(
            "McNemar's exact test",
            "The binomial law of those who entered the class among those who entered or left it.",
            source=FAGERLAND,
            when="The same people; never above its level, and so cautious.",
        ),
        "mid-p": MethodNote(
            "McNemar's mid-p test",
            "The same with the observed outcome counted half.",
            source=FAGERLAND,
            when="The same people, few of whom changed.",
        ),
        "wald-t": MethodNote(
            "linearised difference of shares",
            "The difference over the design's standard error, with Student's t.",
            source=BINDER,
            when="Weighted samples.",
        ),
    },
    "strata": {
        "score": MethodNote(
            "stratified score test",
            "Differences weighed by n1 n2/(n1 + n2); in each stratum the shares most likely under"
            " the null.",
            source=MIETTINEN,
            when="The default: weights that do not depend on the answers.",
        ),
        "permutation": MethodNote(
            "stratified permutation test",
            "All divisions of the answers of each stratum among its two samples, exactly.",
            source="Strasser & Weber (1999)",
            when="Few answers in each stratum, and the question whether there is any difference.",
        ),
        **POOLING,
    },
    "strata test": {
        "strata test": MethodNote(
            "Cochran's Q",
            "Squared distances of the differences from their mean over their variances.",
            source=COCHRAN,
        ),
    },
    "pool": POOLING,
    "shrinkage": {
        "dirichlet": MethodNote(
            "Dirichlet-multinomial shrinkage",
            "Each cohort's counts plus the counts of a prior fitted to all of them.",
            source="Mosimann (1962), doi:10.1093/biomet/49.1-2.65",
        ),
        "normal": MethodNote(
            "normal shrinkage",
            "Each score weighted against the common one by their variances.",
            source="Efron & Morris (1975), doi:10.1080/01621459.1975.10479864",
        ),
    },
    "bootstrap": {
        "bootstrap": MethodNote(
            "bootstrap",
            "The law of the score over samples drawn with replacement from the answers.",
            source="Efron (1979), doi:10.1214/aos/1176344552",
        ),
    },
    "posterior": {
        "posterior": MethodNote(
            "Dirichlet posterior",
            "Counts of the classes plus those of the prior are the parameters of their shares.",
            source=JEFFREYS,
        ),
    },
    "omnibus": {
        "omnibus": MethodNote(
            "omnibus tests",
            "All cohorts at once: permutation chi-squared, Welch's F and likelihood ratio.",
            source="Welch (1951), doi:10.1093/biomet/38.3-4.330",
        ),
        "wald": MethodNote(
            "Wald F test of the design",
            "All weighted scores at once: their differences weighed by the inverse of the"
            " design's covariance matrix.",
            source="Korn & Graubard (1990), doi:10.1080/00031305.1990.10475737",
        ),
    },
    "trend test": {
        "trend test": MethodNote(
            "tests beside a trend",
            "Cochran's Q for fit and homogeneity; the permutation test of a linear trend.",
            source="Armitage (1955), doi:10.2307/3001775",
        ),
    },
    "survey": {
        "score": MethodNote(
            "score interval on effective counts",
            "The score method on weighted shares of an effective sample, with Student's quantile.",
            source=TANGO,
        ),
        "wald-t": MethodNote(
            "linearised t interval",
            "Weighted score plus and minus Student's quantile times the design's standard error.",
            source=BINDER,
        ),
        "wald": MethodNote(
            "linearised Wald interval",
            "Weighted score plus and minus normal quantile times the design's standard error.",
            source=BINDER,
        ),
    },
    "plan": {
        "score": MethodNote(
            "power of the score test",
            "The test's variance is that of the shares most likely under the null, the truth's its"
            " own.",
            source=FARRINGTON,
            when="The default: the power of the test that the library will make.",
        ),
        "wald": MethodNote(
            "power of the Wald test",
            "One standard error, that of the assumed shares, for null and truth.",
            source="Chow, Shao & Wang (2008), Sample Size Calculations in Clinical Research",
            when="To reproduce what most calculators print; promises too much for lopsided shares.",
        ),
        "t": MethodNote(
            "power of the t test",
            "The noncentral t law with the standard deviation of answers scored +100, 0, -100.",
            source=COHEN,
            when="To reproduce plans made with G*Power and its like.",
        ),
        "adjusted-wald": MethodNote(
            "MeasuringU's rule",
            "The Wald formula less three answers, the pseudo-answers of the adjusted interval.",
            source=ROCKS,
            when="To reproduce plans made with MeasuringU's tables.",
        ),
    },
    "family": {
        "omnibus": MethodNote(
            "power of the omnibus test",
            "The noncentral chi-squared law of the scores' differences over the variance within.",
            source=COHEN,
        ),
        "trend": MethodNote(
            "power of the test of a trend",
            "The slope over the standard error that it has with so many answers in each wave.",
            source="Armitage (1955), doi:10.2307/3001775",
        ),
    },
    "margin": {
        "score": MethodNote(
            "margin of the score interval",
            "The score interval at the expected counts.",
            source=TANGO,
            when="The default: the interval that the library will give.",
        ),
        "wald": MethodNote(
            "margin of the Wald interval",
            "Normal quantile times the standard error of the expected counts.",
            source=ROCKS,
            when="To reproduce what most calculators print.",
        ),
        "t": MethodNote(
            "margin of the t interval",
            "Student's quantile times the standard error with divisor n - 1.",
            source=STUDENT,
            when="To reproduce plans for a t interval.",
        ),
        "adjusted-wald": MethodNote(
            "MeasuringU's rule",
            "Normal quantile times the standard error of three answers more.",
            source=ROCKS,
            when="To reproduce plans made with MeasuringU's tables.",
        ),
    },
    "calculation": {
        "exact": MethodNote(
            "exact calculation",
            "The probabilities of all outcomes in which the test finds the difference, summed.",
            source="Suissa & Shuster (1985), J. R. Stat. Soc. A 148(4), 317-327",
        ),
        "asymptotic": MethodNote(
            "calculation by formula",
            "The normal law of a large sample.",
            source=FARRINGTON,
        ),
        "simulation": MethodNote(
            "calculation by simulation",
            "The share of randomly drawn samples in which the test finds the difference.",
            source="Metropolis & Ulam (1949), doi:10.1080/01621459.1949.10483310",
        ),
    },
    "looks": {
        "obrien-fleming": MethodNote(
            "alpha spending of the O'Brien-Fleming type",
            "Hardly any of the level is spent early, so that the last look takes nearly the usual"
            " z.",
            source=LAN,
            when="The default: stop early for large differences only.",
        ),
        "pocock": MethodNote(
            "alpha spending of the Pocock type",
            "The level is spent nearly evenly over the answers.",
            source=LAN,
            when="Where stopping early matters more than the answers that it takes in the end.",
        ),
    },
    "counting": {
        "score": MethodNote(
            "Net Promoter Score",
            "The share of ratings 9 and 10 less the share of ratings 0 to 6, times 100.",
            source="Reichheld (2003), Harvard Business Review 81(12), 46-54",
        ),
    },
    "drivers": {
        "linear": MethodNote(
            "linear drivers",
            "Least squares on 100, 0 and -100: slopes are points of the score per point.",
            source="Long & Ervin (2000), doi:10.1080/00031305.2000.10474549",
            when="The default: no model need hold, and hardly anything is lost where one does.",
        ),
        "ordinal": MethodNote(
            "ordinal drivers",
            "Average marginal effects of the proportional odds model of the three classes.",
            source="McCullagh (1980), doi:10.1111/j.2517-6161.1980.tb01109.x",
            when="A little sharper where odds are proportional; wrong where they are not.",
        ),
        "multinomial": MethodNote(
            "multinomial drivers",
            "Average marginal effects of the multinomial logit of the three classes.",
            source="McFadden (1974), Conditional logit analysis of qualitative choice behavior",
            when="For scores near the ends of the scale, where straight lines leave it.",
        ),
    },
    "driver errors": {
        "HC3": MethodNote(
            "HC3 errors",
            "The jackknife's spread of the slopes, for variances that differ between respondents.",
            source="MacKinnon & White (1985), doi:10.1016/0304-4076(85)90158-7",
        ),
        "CR2": MethodNote(
            "CR2 errors",
            "Errors for clusters, corrected for their small number, with degrees of freedom for"
            " each effect.",
            source="Pustejovsky & Tipton (2018), doi:10.1080/07350015.2016.1247004",
        ),
        "linearized": MethodNote(
            "errors of the design",
            "Residuals times drivers, added up by cluster and held together within strata.",
            source=BINDER,
        ),
        "classical": MethodNote(
            "classical errors",
            "One variance for all respondents: all that sums can tell.",
            source="Searle (1971), Linear Models",
        ),
        "likelihood": MethodNote(
            "errors of the likelihood",
            "The delta method on the observed information, drivers as they are.",
            source="McCullagh & Nelder (1989), Generalized Linear Models",
        ),
    },
    "importance": {
        "shapley": MethodNote(
            "Shapley shares",
            "What a driver adds to R squared, averaged over all orders of the drivers; percentile"
            " bootstrap.",
            source="Grömping (2007), doi:10.1198/000313007X188252",
            when="The default, for up to 15 drivers.",
        ),
        "relative-weights": MethodNote(
            "relative weights",
            "R squared divided by way of the uncorrelated variables closest to the drivers;"
            " percentile bootstrap.",
            source="Johnson (2000), doi:10.1207/S15327906MBR3501_1",
            when="For more than 15 drivers; close to Shapley shares.",
        ),
    },
    "impacts": {
        "score": MethodNote(
            "impact of a theme",
            "Share times difference; the score test of the difference, and an interval by square"
            " and add that keeps its sign.",
            source="Donner & Zou (2012), doi:10.1177/0962280210383082",
        ),
        "design": MethodNote(
            "impact under a design",
            "Share times difference of a weighted or clustered sample, from the intervals of both.",
            source="Donner & Zou (2012), doi:10.1177/0962280210383082",
        ),
        "validated": MethodNote(
            "corrected impact",
            "The difference estimator: codes of a machine for all, corrected by those of people for"
            " some.",
            source="Angelopoulos et al. (2023), doi:10.1126/science.adi6000",
        ),
    },
    "theme errors": {
        "HC3": MethodNote(
            "HC3 errors of adjusted impacts",
            "Least squares on all themes; the jackknife's spread with that of the shares.",
            source="MacKinnon & White (1985), doi:10.1016/0304-4076(85)90158-7",
        ),
        "linearized": MethodNote(
            "linearised errors of adjusted impacts",
            "Least squares on all themes; what each respondent adds, added up by cluster.",
            source=BINDER,
        ),
        "classical": MethodNote(
            "classical errors of adjusted impacts",
            "Least squares on all themes with one variance: all that sums can tell.",
            source="Searle (1971), Linear Models",
        ),
    },
    "agreement": {
        "kappa": MethodNote(
            "agreement",
            "Cohen's kappa: agreement beyond that of chance; Wilson intervals of the shares.",
            source="Cohen (1960), doi:10.1177/001316446002000104",
        ),
    },
    "theme changes": {
        "mover": MethodNote(
            "volume and tone",
            "The change of the share at the average difference, and the change of the difference at"
            " the average share; the interval squares and adds those of both impacts.",
            source="Kitagawa (1955), doi:10.1080/01621459.1955.10501299",
        ),
    },
    "pairs": {
        "score": MethodNote(
            "themes together",
            "The score test that one theme is mentioned as often with the other as without it.",
            source="Miettinen & Nurminen (1985), doi:10.1002/sim.4780040211",
        ),
    },
    "words": {
        "comments": MethodNote(
            "score test of comments",
            "The difference of the shares of comments with the word by its error if both are the"
            " same.",
            source=MIETTINEN,
            when="The default: the words of one comment may go together.",
        ),
        "tokens": MethodNote(
            "likelihood ratio of occurrences",
            "Twice the log-likelihood of the word's rate on each side over that of one rate.",
            source="Dunning (1993)",
            when="To reproduce keyness of other software; false alarms two to four times as often"
            " as they should be.",
        ),
    },
    "word order": {
        "log-odds": MethodNote(
            "log-odds with a prior",
            "The difference of the log-odds of a word on both sides, with what everybody writes as"
            " a Dirichlet prior, by its standard error; for order only.",
            source="Monroe, Colaresi & Quinn (2008), doi:10.1093/pan/mpn018",
        ),
    },
    "steps": {
        "steps": MethodNote(
            "penalty and reward",
            "Least squares on a bad and a good rating of each driver; a Wald test of their sum.",
            source="Mikulić & Prebežac (2011), doi:10.1108/09604521111100243",
        ),
    },
    "driver changes": {
        "oaxaca": MethodNote(
            "levels and effects",
            "The difference of two scores divided by two regressions, symmetric in the samples.",
            source="Oaxaca (1973), doi:10.2307/2525981",
        ),
    },
    "screen": {
        "pooled": MethodNote(
            "max-T by permutation",
            "Each group against the rest by the pooled variance, held against the largest |z| of"
            " all groups after permuting the answers.",
            source="Westfall & Young (1993)",
            when="The default: intervals agree with the test.",
        ),
        "mover": MethodNote(
            "max-T with square-and-add intervals",
            "The test by permutation; intervals from both score intervals at the quantile of the"
            " largest |z|.",
            source="Westfall & Young (1993); Zou & Donner (2008), doi:10.1002/sim.3095",
            when="For groups whose answers spread far more or less than the rest.",
        ),
        "sign-flip": MethodNote(
            "max-T by sign flips",
            "Weighted residuals added up by cluster, held against the largest |z| of all groups"
            " after flipping their signs at random.",
            source="Hemerik, Goeman & Finos (2020), doi:10.1111/rssb.12369",
            when="For weights and clusters, where it is taken by itself.",
        ),
    },
    "segments": {
        "honest": MethodNote(
            "honest tree",
            "Splits by permutation tests on one half of the respondents, scores from the other;"
            " with weights or clusters Hotelling's law takes the place of chi-squared.",
            source="Hothorn, Hornik & Zeileis (2006), doi:10.1198/106186006X133933; Athey & Imbens"
            " (2016), doi:10.1073/pnas.1510489113",
            when="The default: what leaves say holds for others as well.",
        ),
        "full": MethodNote(
            "tree on the same answers",
            "Splits by permutation tests, and scores from the same respondents; with weights or"
            " clusters Hotelling's law takes the place of chi-squared.",
            source="Hothorn, Hornik & Zeileis (2006), doi:10.1198/106186006X133933",
            when="To find where to look; not to report scores.",
        ),
    },
    "joint": {
        "drivers": MethodNote(
            "joint test of drivers",
            "A Wald test that all effects are 0, with the same errors as each of them.",
            source="Korn & Graubard (1990), doi:10.1080/00031305.1990.10475737",
        ),
        "driver effects": MethodNote(
            "joint test of changed effects",
            "A Wald test that no effect differs between two independent samples.",
            source="Oaxaca (1973), doi:10.2307/2525981",
        ),
    },
    "response": {
        "bounds": MethodNote(
            "worst-case bounds",
            "The scores with all of the silent as detractors and as promoters; score limits of"
            " both, at a quantile that covers the score rather than both ends.",
            source="Imbens & Manski (2004), doi:10.1111/j.1468-0262.2004.00555.x",
        ),
        "gap": MethodNote(
            "late against early answers",
            "The last group minus the first; the silent are taken to be like the last.",
            source="Lin & Schaeffer (1995), doi:10.1086/269471",
        ),
    },
    "class values": {
        "studentized": MethodNote(
            "studentized bootstrap",
            "Quantiles of the mean over its standard error in samples drawn with replacement, class"
            " by class.",
            source="Efron & Tibshirani (1993)",
            when="The default: skewed values, such as money.",
        ),
        "t": MethodNote(
            "Student's t",
            "The mean plus and minus Student's quantile times standard error; Welch's degrees of"
            " freedom for differences.",
            source="Welch (1947), doi:10.1093/biomet/34.1-2.28",
            when="Values without long tails, or many of them.",
        ),
        "order": MethodNote(
            "order statistics",
            "Two of the sorted values hold the median by the binomial law; differences by square"
            " and add.",
            source="Zou & Donner (2008), doi:10.1002/sim.3095",
            when="Medians.",
        ),
    },
    "value ratio": {
        "mover": MethodNote(
            "MOVER ratio",
            "The ratios at which the limits of the difference, made of those of both classes, pass"
            " 0.",
            source="Donner & Zou (2012), doi:10.1177/0962280210383082",
            when="The default; takes over what the limits know about skewness.",
        ),
        "fieller": MethodNote(
            "Fieller ratio",
            "The ratios r for which one value less r times the other is not clear of 0.",
            source="Fieller (1954), doi:10.1111/j.2517-6161.1954.tb00159.x",
            when="Values without long tails; sums, whose classes depend on each other.",
        ),
    },
    "class outcomes": {
        "rate": MethodNote(
            "rates and their differences",
            "Wilson intervals for rates; the score test and interval of Miettinen and Nurminen for"
            " differences.",
            source="Wilson (1927), doi:10.1080/01621459.1927.10502953; Miettinen & Nurminen (1985),"
            " doi:10.1002/sim.4780040211",
        ),
        "ratio": MethodNote(
            "Koopman ratio",
            "The ratios of rates that the score test does not reject.",
            source="Koopman (1984), doi:10.2307/2531405",
        ),
        "trend": MethodNote(
            "trend over the classes",
            "Cochran-Armitage test; the chance of the better class with the error of DeLong.",
            source="Armitage (1955), doi:10.2307/3001775; DeLong, DeLong & Clarke-Pearson (1988),"
            " doi:10.2307/2531595",
        ),
    },
    "point value": {
        "routes": MethodNote(
            "worth of a point",
            "The difference of two classes for 1 in 100 customers, or 1 in 200 who move up by two.",
            source="Textbook",
        ),
    },
    "lifetime": {
        "markov": MethodNote(
            "Markov chain of the classes",
            "Margins added up over the classes that customers pass through while they stay;"
            " errors by the delta method from the people behind the moves.",
            source="Pfeifer & Carraway (2000),"
            " doi:10.1002/(SICI)1520-6653(200021)14:2<43::AID-DIR4>3.0.CO;2-H",
        ),
    },
    "metrics": {
        "numeric": MethodNote(
            "correlations that share an outcome",
            "Fisher's interval for each, Zou's for differences; the test of Meng, Rosenthal and"
            " Rubin.",
            source="Zou (2007), doi:10.1037/1082-989X.12.4.399; Meng, Rosenthal & Rubin (1992),"
            " doi:10.1037/0033-2909.111.1.172",
        ),
        "yes-no": MethodNote(
            "areas under the curve",
            "Chances that somebody to whom it happened has the higher value; errors and differences"
            " by DeLong.",
            source="DeLong, DeLong & Clarke-Pearson (1988), doi:10.2307/2531595",
        ),
    },
    "earned growth": {
        "account": MethodNote(
            "earned growth",
            "Net revenue retention plus earned new customers, less 1; Wilson for the earned share.",
            source="Reichheld, Darnell & Burns (2021)",
        ),
    },
    "unit link": {
        "calibrated": MethodNote(
            "regression calibration",
            "Least squares on scores drawn towards their mean as far as they are noise; jackknife"
            " over units.",
            source="Carroll et al. (2006), doi:10.1201/9781420010138; Paule & Mandel (1982),"
            " doi:10.6028/jres.087.022",
            when="The default.",
        ),
        "moment": MethodNote(
            "moment correction",
            "The known noise taken out of the variance of the scores; jackknife over units.",
            source="Fuller (1987), doi:10.1002/9780470316665",
            when="Close to the default, less steady with few units.",
        ),
        "ols": MethodNote(
            "least squares",
            "The scores as they are, noise included, which flattens the slope.",
            source="Textbook",
            when="Scores without noise, such as those of all customers.",
        ),
    },
}

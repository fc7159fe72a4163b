"""What the summaries say in English; `{n:answer}` gives "1 answer" or "2 answers"."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    "language tag": "en",
    # pieces
    "comma": ", ",
    "list comma": ", ",
    "semicolon": "; ",
    "and": "{first} and {last}",
    "sentence": "{text}.",
    "none": "no interval",
    "two-sided": "{level}% CI {low} to {high}",
    "greater": "{level}% lower bound {low}",
    "less": "{level}% upper bound {high}",
    "simultaneous": "simultaneous {limits}",
    "credible": "{level}% credible interval {low} to {high}",
    "interval": "interval {low} to {high}",
    "adjusted p": "adjusted {p}",
    "posterior p": "posterior tail probability {p}",
    "against null": "{p} against {null}",
    "zero": "none",
    "items": "{n}",
    "few": "there {are} only {n:answer}",
    "missing label": "(missing)",
    "blank label": "(blank)",
    "lower than": "{size} points lower",
    "higher than": "{size} points higher",
    "level with": "no difference",
    "fall": "a fall of {size}",
    "rise": "a rise of {size}",
    "still": "no change",
    "adjust.none": "without adjustment for the number of tests",
    "adjust": "after adjustment for {k:test} ({name})",
    # one sample
    "score": "The Net Promoter Score",
    "score of": "The Net Promoter Score of {label}",
    "empty": "{subject} is unknown: there is no valid answer",
    "estimate": "{subject} is {score} points ({evidence}; {n:answer})",
    "estimate.tiny": "{subject} is {score} points ({evidence}), but there {are} only {n:answer}",
    "estimates": (
        "{k:cohort} with answers: {subject} runs from {lowest} points in {bottom}"
        " ({bottom_evidence}) to {highest} in {top} ({top_evidence})"
    ),
    "estimates.empty": "{k:cohort} without a valid answer",
    "counts": (
        "{subject} is {score} points from {n:answer}: {promoters:promoter}, {passives:passive} and"
        " {detractors:detractor} ({shares})"
    ),
    "cohorts": "{k:cohort}; together the Net Promoter Score is {score} points from {n:answer}",
    "published": (
        "The published Net Promoter Score is {score} points from {n:answer}; how they divide into"
        " promoters, passives and detractors is not known"
    ),
    "mean": "The mean rating is {mean} ({evidence}; {n:answer})",
    "share": "The share is {share} ({evidence}; {count} of {n:answer})",
    "share of": "{share} {name} ({evidence})",
    "shares": "Of {n:answer} there are {parts}",
    "shares of cohorts": (
        "{k:cohort} with answers: the share of promoters runs from {lowest} in {bottom} to"
        " {highest} in {top}, that of detractors from {least} to {most}"
    ),
    "promoters": "promoters",
    "passives": "passives",
    "detractors": "detractors",
    "audit": "Of {total:answer}, {valid} {are} valid, {missing} missing and {invalid} invalid",
    "audit.suspicions": "there {are} {k:oddity|oddities} to look into",
    "bootstrap": (
        "The Net Promoter Score is {value} points with a bootstrap standard error of {error}"
        " (95% BCa interval {low} to {high}; {n:answer})"
    ),
    "bootstrap.difference": (
        "The difference in NPS is {value} points with a bootstrap standard error of {error}"
        " (95% BCa interval {low} to {high}; {n:answer} against {m})"
    ),
    "posterior": (
        "The true Net Promoter Score lies between {low} and {high} points with a probability of"
        " 95% (posterior mean {mean}; {n:answer})"
    ),
    "sequence": (
        "After {n:answer} the Net Promoter Score is {score} points; with {level}% confidence the"
        " true score lies between {low} and {high}, however often one looks"
    ),
    "sequence.outside": (
        "the score itself lies outside, since earlier answers were unlike the later ones, by chance"
        " or because the score has moved"
    ),
    "sequence.none": (
        "After {n:answer} the Net Promoter Score is {score} points, and with {level}% confidence"
        " there was not one true score all along"
    ),
    "sequence.empty": "There is no answer yet, so the score may be anything",
    "standardized": (
        "At the fixed mix the Net Promoter Score is {score} points ({evidence}), at the mix of the"
        " answers {crude} ({n:answer})"
    ),
    "weighted score": "The weighted Net Promoter Score",
    "weighted score of": "The weighted Net Promoter Score of {label}",
    "survey estimate": (
        "{subject} is {score} points ({evidence}; {n:answer}, worth {effective} of a random"
        " sample; {unweighted} points without weights)"
    ),
    "survey": ("{subject} is {score} points from {n:answer} ({unweighted} points without weights)"),
    "survey.cohorts": (
        "{k:weighted cohort}; together the weighted Net Promoter Score is {score} points from"
        " {n:answer}"
    ),
    "survey.summaries": (
        "{k:weighted cohort} with together {n:answer}, worth {effective} of random samples"
    ),
    "weighting": (
        "Weights of {n:respondent} by {method} run from {smallest} to {largest}; the respondents"
        " are worth {effective} of equal weight (design effect {design})"
    ),
    "weighting.missed": "the margins are not met",
    # two samples
    "nps": "NPS",
    "nps of": "NPS of {label}",
    "weighted nps": "NPS (weighted)",
    "weighted nps of": "NPS (weighted) of {label}",
    "without weights": "without weights {new} against {old}",
    "reference": "in the reference",
    "benchmark": "the benchmark",
    "benchmark of": "{label}",
    "place": "in {label}",
    "scored": "{score} in {label}",
    "by name": "{sample} against {reference}: {said}",
    "nothing": "There is nothing to compare: a side has no valid answer",
    "compare.above": (
        "{subject} is {size} points higher than {other} ({new} against {old}; {evidence})"
    ),
    "compare.below": (
        "{subject} is {size} points lower than {other} ({new} against {old}; {evidence})"
    ),
    "compare.open": (
        "{subject} does not differ detectably from that {other} ({new} against {old}, a"
        " difference of {signed} points, {p}); the data are compatible with anything from"
        " {least} to {most} ({limits})"
    ),
    "compare.open.bare": (
        "{subject} does not differ detectably from that {other} ({new} against {old}, a"
        " difference of {signed} points; {evidence})"
    ),
    "compare.open.greater": (
        "{subject} was not shown to be higher than {other} ({new} against {old}, a difference of"
        " {signed} points; {evidence})"
    ),
    "compare.open.less": (
        "{subject} was not shown to be lower than {other} ({new} against {old}, a difference of"
        " {signed} points; {evidence})"
    ),
    "compare.undefined": (
        "{subject} is {new} against {old} {other}, a difference of {signed} points; the method"
        " has no test for these data"
    ),
    "benchmark.above": "{subject} is {size} points above {other} ({new} against {old}; {evidence})",
    "benchmark.below": "{subject} is {size} points below {other} ({new} against {old}; {evidence})",
    "benchmark.open": (
        "{subject} does not differ detectably from {other} ({new} against {old}, a difference of"
        " {signed} points, {p}); the data are compatible with anything from {least} to {most}"
        " ({limits})"
    ),
    "benchmark.open.bare": (
        "{subject} does not differ detectably from {other} ({new} against {old}, a difference of"
        " {signed} points; {evidence})"
    ),
    "benchmark.open.greater": (
        "{subject} was not shown to be above {other} ({new} against {old}, a difference of"
        " {signed} points; {evidence})"
    ),
    "benchmark.open.less": (
        "{subject} was not shown to be below {other} ({new} against {old}, a difference of"
        " {signed} points; {evidence})"
    ),
    "benchmark.undefined": (
        "{subject} is {new} against {other} of {old}, a difference of {signed} points; the method"
        " has no test for these data"
    ),
    "change.above": "{subject} rose by {size} points, from {old} to {new}{other} ({evidence})",
    "change.below": "{subject} fell by {size} points, from {old} to {new}{other} ({evidence})",
    "change.open": (
        "{subject} did not change detectably{other} ({old} to {new}, a change of {signed} points,"
        " {p}); the data are compatible with anything from {least} to {most} points ({limits})"
    ),
    "change.open.bare": (
        "{subject} did not change detectably{other} ({old} to {new}, a change of {signed} points;"
        " {evidence})"
    ),
    "change.open.greater": (
        "A rise of {subject} was not shown{other} ({old} to {new}, a change of {signed} points;"
        " {evidence})"
    ),
    "change.open.less": (
        "A fall of {subject} was not shown{other} ({old} to {new}, a change of {signed} points;"
        " {evidence})"
    ),
    "change.undefined": (
        "{subject} went from {old} to {new}{other}, a change of {signed} points; the method has"
        " no test for these data"
    ),
    "null.above": (
        "The difference in {subject} of {signed} points ({new} against {old}) is detectably above"
        " {null} ({evidence})"
    ),
    "null.below": (
        "The difference in {subject} of {signed} points ({new} against {old}) is detectably below"
        " {null} ({evidence})"
    ),
    "null.open": (
        "The difference in {subject} of {signed} points ({new} against {old}) cannot be told apart"
        " from {null} ({evidence})"
    ),
    "null.open.greater": (
        "The difference in {subject} of {signed} points ({new} against {old}) was not shown to be"
        " above {null} ({evidence})"
    ),
    "null.open.less": (
        "The difference in {subject} of {signed} points ({new} against {old}) was not shown to be"
        " below {null} ({evidence})"
    ),
    "between": " between {before} and {after}",
    "same people": " among the {n:person|people} who answered twice",
    "some people": " with {n:person|people} in both waves",
    "equivalent": (
        "The two scores ({new} and {old}) differ by less than {margin} points: a difference of"
        " {signed} ({limits}, {p})"
    ),
    "not equivalent": (
        "It was not shown that the two scores ({new} and {old}) differ by less than {margin}"
        " points: a difference of {signed} ({limits}, {p})"
    ),
    "transitions": (
        "Of {n:person|people} who answered twice, {up} moved to a better class, {down} to a worse"
        " one and {same} stayed; NPS {old} the first time and {new} the second"
    ),
    "transitions.empty": "Nobody answered twice",
    # many comparisons
    "comparisons.none": (
        "Of {k:difference} in NPS, none is detectably above or below {null} ({level}% level, each"
        " tested on its own)"
    ),
    "comparisons": (
        "Of {k:difference} in NPS, {up} {are} detectably above and {down} below {null} ({level}%"
        " level, each tested on its own)"
    ),
    "banner.above": "significantly above the rest of their key: {names}",
    "banner.below": "significantly below the rest of their key: {names}",
    "banner.none": "no group stands out from the rest of its key",
    "banner.undefined": "no group could be tested against the rest of its key",
    "banner.group": "{group} ({of})",
    "banner.more": "{k} more",
    "many.none": (
        "Of {k:difference} in NPS between {c:cohort}, none is significant {adjust};"
        " any difference at all: {omnibus}"
    ),
    "many": (
        "Of {k:difference} in NPS between {c:cohort}, {s} {are} significant {adjust};"
        " any difference at all: {omnibus}"
    ),
    "many.undefined": (
        "None of the differences in NPS between {c:cohort} can be tested this way; any difference"
        " at all: {omnibus}"
    ),
    "many.largest": "the largest: {sentence}",
    "changes.none": "Of {k:change} over {c:wave}, none is significant {adjust}",
    "changes": "Of {k:change} over {c:wave}, {s} {are} significant {adjust}",
    "changes.one": "Over {c:wave} there is nothing to compare",
    # over time
    "trend.above": "NPS rose by {size} points per {unit} over {k:wave} ({limits}, {p})",
    "trend.below": "NPS fell by {size} points per {unit} over {k:wave} ({limits}, {p})",
    "trend.open": (
        "There is no detectable trend over {k:wave}: a slope of {signed} points per {unit}"
        " ({limits}, {p})"
    ),
    "trends.none": "Of {k:segment}, none is going up or down detectably {adjust}",
    "trends": "Of {k:segment}, {s} {are} going up or down detectably {adjust}",
    "of segment": "{label}: {text}",
    "trend.scatter": "the waves scatter more about the line than their answers explain ({p})",
    "unit.year": "year",
    "unit.quarter": "quarter",
    "unit.month": "month",
    "unit.week": "week",
    "unit.day": "day",
    "unit.wave": "wave",
    "unit.unit of time": "unit of time",
    "forecast": "The line stands at {parts}",
    "forecast.wave": "A wave of {n:answer} is expected to score {parts}",
    "forecast.at": "{score} points in {label} ({evidence})",
    "chart.quiet": (
        "None of {k:wave} is out of control about the centre of {centre} points ({method} chart)"
    ),
    "charts.none": "Of {k:chart}, none is out of control",
    "charts": "Of {k:chart}, {s} {are} out of control",
    "chart.signals": (
        "{s} of {k:wave} {are} out of control about the centre of {centre} points ({method}"
        " chart): {labels}"
    ),
    "more": "{k} more",
    "point.quiet": "{label} is in control with {score} points",
    "point.signal": "{label} is out of control with {score} points ({rules})",
    "rolling": (
        "{k:window}: {window}; {rule}. In the last window, {label}, the Net Promoter Score is"
        " {score} points from {n:answer}"
    ),
    "rolling.few": (
        "{k:window}: {window}; {rule}. The last window, {label}, holds {n:answer}, too few for a"
        " score"
    ),
    # parts of a change
    "parted.above": "NPS rose by {size} points, from {old} to {new} ({evidence})",
    "parted.below": "NPS fell by {size} points, from {old} to {new} ({evidence})",
    "parted.open": (
        "NPS did not change detectably, {old} to {new}, a change of {signed} points ({evidence})"
    ),
    "decomposition": "{total}; of this the mix contributes {mix}, scores within segments {rate}",
    "decomposition.interaction": "both together {interaction}",
    "part": "{signed} points ({evidence})",
    "part.alone": "This part contributes {signed} points to the change ({evidence})",
    "parts": "{k:segment} together contribute {signed} points to the change",
    "segment": "{label} contributes {signed} points to the change of NPS: {parts}",
    "segment.mix": "{signed} by its share",
    "segment.rate": "{signed} by its score",
    "segment.interaction": "{signed} by both together",
    "decompositions.none": "Of {k:change} of NPS, none is detectable, each on its own",
    "decompositions": "Of {k:change} of NPS, {s} {are} detectable, each on its own",
    "decompositions.step": "{label} against {reference}: {sentence}",
    # league tables
    "rank": "{label} ranks {rank} with {score} points; {possible}",
    "ranks": "ranks {low} to {high} are possible",
    "no other rank": "no other rank is possible",
    "rank.unknown": "{label} has no valid answer and no rank",
    "ranking": (
        "{label} ranks first of {k:cohort} with {score} points; {possible}"
        " ({level}%), and it is the best with a probability of {probability}"
    ),
    "ranking.tied": "{k:cohort} may hold the first rank",
    "ranking.empty": "No cohort has a valid answer",
    "shrunken": (
        "{label} has {score} points of its own and {shrunken} when drawn towards all cohorts"
        " ({evidence}; {n:answer})"
    ),
    "shrunken.empty": "{label} has no valid answer; {shrunken} points would be expected",
    "shrinkage": (
        "{k:cohort} with answers have {common} points in common and differ from it by {spread}"
        " points (standard deviation of the true scores)"
    ),
    "shrinkage.none": (
        "{k:cohort} with answers differ no more than samples of one population do; the common"
        " score is {common} points"
    ),
    # tests
    "significant": "significant at the 5% level",
    "not significant": "not significant at the 5% level",
    "undefined": "undefined here",
    "trend test": "The test is {verdict} ({name} = {statistic}, {p})",
    "omnibus.yes": "The cohorts differ ({method}: {p})",
    "omnibus.no": "No difference between the cohorts is detectable ({method}: {p})",
    "omnibus.undefined": "The test of any difference between the cohorts is undefined ({method})",
    "omnibus.others": "beside it {welch} (welch) and {ratio} (likelihood-ratio)",
    "strata score": "NPS within {k:stratum|strata}",
    "strata score of": "NPS of {label} within {k:stratum|strata}",
    "groups test.yes": "The groups do not answer alike ({test})",
    "groups test.no": "The groups do not answer detectably otherwise than each other ({test})",
    "groups test.undefined": "Whether the groups answer alike cannot be tested",
    "strata test.yes": "The difference is not the same in all strata ({test})",
    "strata test.no": "The strata do not differ detectably in it ({test})",
    "strata test.undefined": "There is no other stratum to compare it with",
    "pooled": (
        "{k:cohort has|cohorts together have} a Net Promoter Score of {score} points ({limits})"
    ),
    "pooled.spread": "their true scores spread about it by {spread} points (standard deviation)",
    "no test": "The method has no test for these data ({test})",
    "bowker.yes": "Moves between the classes are lopsided ({test})",
    "bowker.no": "Moves between the classes are not detectably lopsided ({test})",
    "homogeneity.yes": "The shares of the classes changed ({test})",
    "homogeneity.no": "The shares of the classes did not change detectably ({test})",
    "chi2": "{method}: chi-squared {statistic} on {k:degree of freedom|degrees of freedom}, {p}",
    "ordinal.sample": "the sample",
    "ordinal.reference": "the reference",
    "ordinal.above": (
        "ratings are higher: an answer of {sample} beats one of {reference} with a probability"
        " of {chance} ({p})"
    ),
    "ordinal.below": (
        "ratings are lower: an answer of {sample} beats one of {reference} with a probability"
        " of {chance} ({p})"
    ),
    "ordinal.open": (
        "ratings as a whole do not differ detectably: an answer of {sample} beats one of"
        " {reference} with a probability of {chance} ({p})"
    ),
    "paired.above": (
        "ratings of the same people rose, changes ranked by their size: a later answer beats the"
        " earlier one with a probability of {chance} ({p})"
    ),
    "paired.below": (
        "ratings of the same people fell, changes ranked by their size: a later answer beats the"
        " earlier one with a probability of {chance} ({p})"
    ),
    "paired.open": (
        "ratings of the same people as a whole did not change detectably: a later answer beats the"
        " earlier one with a probability of {chance} ({p})"
    ),
    "class": "the share",
    "class of": "the share of {name}",
    "class.above": "{subject} rose by {size} percentage points, from {old} to {new} ({evidence})",
    "class.below": "{subject} fell by {size} percentage points, from {old} to {new} ({evidence})",
    "class.open": "{subject} did not change detectably, {old} to {new} ({evidence})",
    # drivers
    "driver.rating": "A point more of {label} goes with {effect} points ({shares}; {p})",
    "driver.yes-no": "Yes instead of no for {label} goes with {effect} points ({shares}; {p})",
    "driver.category": "{label} instead of {base} goes with {effect} points ({shares}; {p})",
    "driver.asked": (
        "Having been asked about {label}, and an average answer, goes with {effect} points"
        " ({shares}; {p})"
    ),
    "driver.group": "A point more of all in {label} goes with {effect} points ({shares}; {p})",
    "driver.shares": "promoters {promoters}, detractors {detractors} percentage points",
    "driver.not asked": "not having been asked about {label}",
    "driver.unknown": "The data do not tell what goes with {label}",
    "drivers": "{k} of {of:effect} {are} clear of chance: {parts} ({n:answer})",
    "drivers.rating": "a point more of {label} goes with {effect} points ({limits})",
    "drivers.yes-no": "yes for {label} goes with {effect} points ({limits})",
    "drivers.category": "{label} instead of {base} goes with {effect} points ({limits})",
    "drivers.asked": "having been asked about {label} goes with {effect} points ({limits})",
    "drivers.group": "a point more of all in {label} goes with {effect} points ({limits})",
    "drivers.none": "None of {k:effect} is clear of chance ({n:answer})",
    "drivers.unknown": "The data do not tell what goes with the drivers ({n:answer})",
    "drivers test.yes": "The drivers together go with the score ({test})",
    "drivers test.no": "The drivers together go with the score no more than by chance ({test})",
    "drivers test.undefined": "Whether the drivers together go with the score cannot be tested",
    "driver effects test.yes": "What goes with the drivers changed ({test})",
    "driver effects test.no": "What goes with the drivers did not change detectably ({test})",
    "driver effects test.undefined": "Whether the effects of the drivers changed cannot be tested",
    "driver share": (
        "{label} takes {share} of what the drivers account for together; without an effect of its"
        " own it would take {borrowed}"
    ),
    "importance": (
        "The drivers account for {explained} of the variance of the {outcome} ({n:answer}); of that"
        " {parts}"
    ),
    "importance.part": "{label} takes {share} (without an effect of its own {borrowed})",
    "outcome.score": "score",
    "outcome.rating": "rating",
    "step.must-have": (
        "{label} is a must-have: a bad rating goes with {penalty} points, a good one with {reward}"
        " ({p})"
    ),
    "step.delighter": (
        "{label} is a delighter: a bad rating goes with {penalty} points, a good one with {reward}"
        " ({p})"
    ),
    "step.performance": (
        "{label} counts both ways: a bad rating goes with {penalty} points, a good one with"
        " {reward}, and the two do not differ in size beyond chance ({p})"
    ),
    "step.unknown": "The data do not tell what a bad and a good rating of {label} go with",
    "steps": "Of {k:driver}, {parts} ({n:answer})",
    "steps.must-have": "must-haves are {names}",
    "steps.delighter": "delighters are {names}",
    "steps.none": "None of {k:driver} is a must-have or a delighter beyond chance ({n:answer})",
    # comments: words
    "word.comments": (
        "{label} is in {promoters} of the comments of promoters and in {detractors} of those of"
        " detractors ({p})"
    ),
    "word.tokens": (
        "{label} is {promoters} of the words of promoters and {detractors} of those of detractors"
        " ({p})"
    ),
    "words": (
        "{k} of {of:word} {are} more frequent on one side than chance would have it: {parts}"
        " ({promoters:comment} of promoters, {detractors} of detractors)"
    ),
    "words.none": (
        "None of {of:word} is more frequent on one side than chance would have it"
        " ({promoters:comment} of promoters, {detractors} of detractors)"
    ),
    "words.untested": (
        "None of {of:word} can be tested against chance ({promoters:comment} of promoters,"
        " {detractors} of detractors)"
    ),
    "words.nothing": (
        "No word is in enough comments ({promoters:comment} of promoters, {detractors} of"
        " detractors)"
    ),
    "words.quoted": "“{word}”",
    "words.between": ", ",
    "words.promoters": "promoters more often write {words}",
    "words.promoters.some": "promoters more often write {n:word}, first of all {words}",
    "words.detractors": "detractors more often write {words}",
    "words.detractors.some": "detractors more often write {n:word}, first of all {words}",
    "quote": "The comment at position {position} goes with a rating of {rating}",
    "driver change": (
        "{level} points of the difference go with the level of {label}; what goes with a point of"
        " it changed by {change} points ({p})"
    ),
    "driver changes": (
        "{between} the score differs by {difference} points: {levels} ({levels_limits})"
        " go with the levels of the drivers, {effects} ({effects_limits}) with all else, their"
        " effects among it"
    ),
    "driver changes.between": "From {old} to {new}",
    "driver changes.sides": "From reference to sample",
    "driver changes.levels": "clear of chance are the levels of {parts}",
    "driver changes.part": "{label} ({part})",
    # segments
    "screened": (
        "{part}, further than the best of all groups by chance (NPS {score}; {n:answer}; {p})"
    ),
    "screened.open": (
        "{part}, no further than the best of all groups by chance (NPS {score}; {n:answer}; {p})"
    ),
    "screened.above": "{label} is {gap} points above the rest ({limits})",
    "screened.below": "{label} is {gap} points below the rest ({limits})",
    "screen": (
        "{k} of {of:group} {are} further from the rest than the best by chance: {parts}"
        " ({n:answer})"
    ),
    "screen.many": (
        "{k} of {of:group} {are} further from the rest than the best by chance, above all: {parts}"
        " ({n:answer})"
    ),
    "screen.none": (
        "None of {k:group} is further from the rest than the best by chance ({n:answer})"
    ),
    "segment split": "{first} and {second} answer differently ({p}; {n:answer})",
    "segment split.within": (
        "Within {within}, {first} and {second} answer differently ({p}; {n:answer})"
    ),
    "segments.found": (
        "{k:segment} differ: lowest is {worst} with an NPS of {worst_score} ({worst_limits}),"
        " highest {best} with {best_score} ({best_limits}; {n:answer})"
    ),
    "segments.none found": (
        "No segment stands out: none of {k:factor} goes with the score beyond chance ({n:answer})"
    ),
    # themes of comments
    "theme": (
        "{share} mention {label}: their score is {score}, that of the rest {rest}, an impact of"
        " {impact} points ({p})"
    ),
    "theme.unknown": "The data do not tell how many points go with {label}",
    "themes": "{k} of {of:theme} {are} clear of chance: {parts} ({n:respondent})",
    "themes.one": "{label} goes with {impact} points ({limits})",
    "themes.none": "None of {k:theme} is clear of chance ({n:respondent})",
    "themes.unknown": "The data do not tell how many points go with the themes ({n:respondent})",
    "agreement": (
        "For {label} the machine agrees with people by a kappa of {kappa}: it finds {sensitivity}"
        " of the mentions that they find and leaves out {specificity} of all else ({n:comment})"
    ),
    "agreements": (
        "For {k:theme} the machine agrees with people by a kappa of {low} to {high}, worst for"
        " {label} ({n:comment})"
    ),
    "agreements.unknown": "How well the machine agrees with people is unknown ({n:comment})",
    "theme change": (
        "The impact of {label} went from {before} to {after} points: {volume} by how often it is"
        " mentioned, {tone} by how those who mention it answer ({p})"
    ),
    "theme change.unknown": "The data do not tell how the impact of {label} changed",
    "theme changes": "{k} of {of:theme} {are} clear of chance: {parts}",
    "theme changes.one": "{label} changed by {change} points (volume {volume}, tone {tone})",
    "theme changes.none": "The impact of none of {k:theme} changed beyond chance",
    "theme changes.unknown": "The data do not tell how the impacts of themes changed",
    "pair": "{n:comment} mention both {one} and {other}, {lift} times as many as by chance ({p})",
    "pair.unknown": "{one} and {other} cannot be compared",
    "pairs": "{told} ({n:comment})",
    "pairs.more": "{k} of {of:pair} {are} mentioned together more often than by chance: {parts}",
    "pairs.less": "{k} of {of:pair} {are} mentioned together less often than by chance: {parts}",
    "pairs.one": "{one} with {other} ({count}, {lift} times as many)",
    "pairs.none": (
        "None of {k:pair} is mentioned together more often, or less often, than by chance"
        " ({n:comment})"
    ),
    "pairs.unknown": "Whether themes are mentioned together cannot be told ({n:comment})",
    # the report of a file
    "report.title": "Net Promoter Score",
    "report.source": "{file}: {rows:row}, ratings in “{rating}”",
    "report.findings": "Findings",
    "report.group": "{group}: {sentence}",
    "report.groups": "Segments",
    "report.wave": "latest wave",
    "report.all waves": "all waves",
    "report.others": "{k} more rows",
    "report.score of n": "{score} ({n:answer})",
    "report.clear more": "{k:more clear change}: see the table of changes",
    "report.no clear change": "No clear change in {k:other}",
    "report.none clear": "None of {k:change} is clear",
    "report.cohorts": "Scores",
    "report.interval": "{level}% CI",
    "report.all": "(all)",
    "report.n": "answers",
    "report.shares": "shares",
    "report.nps": "NPS",
    "report.scale": "-100 to 100",
    "report.missing": "missing",
    "report.invalid": "invalid",
    "report.ratings": "Ratings",
    "report.rating": "rating",
    "report.share": "share",
    "report.changes": "Changes from the wave before",
    "report.step": "waves",
    "report.change": "change",
    "report.p": "p-value",
    "report.verdict": "verdict",
    "report.clear": "clear",
    "report.unclear": "not clear",
    "report.no test": "no test",
    "report.single": "The {k:change} are one family: intervals hold all at once, and p-values are"
    " adjusted (Holm). Clear: the adjusted p-value says so.",
    "terminal.source": "{file}: {rows:row}, ratings in '{rating}'",
    "terminal.error": "{program}: error: {message}",
    "terminal.note": "Note: {note}",
    "terminal.n": "n",
    "terminal.one change": "Change from the wave before ({level}, {method} method)",
    "terminal.changes": "Changes from the wave before ({k} as one family: {level} of all at once,"
    " p adjusted by Holm; {method} method)",
    "terminal.no answers": "n/a, a wave without a valid answer",
    "terminal.clear": "{difference} {interval}, {p}: a clear change",
    "terminal.unclear": "{difference} {interval}, {p}: no clear change",
    "terminal.no test": "{difference} {interval}, {p}: the method has no answer",
    "report.one wave": "There is only one wave, so there is no change.",
    "report.target": "Against the target",
    "report.from the target": "difference from the target",
    "report.above": "above",
    "report.below": "below",
    "target.said": "The target is {target}. {sentence}",
    "target.read": "The {k:test} are one family: intervals hold all at once, and p-values are"
    " adjusted (Holm). Above or below: the adjusted p-value says so.",
    "target.other": "the target",
    "target.counted": "Above: {above}, below: {below}, not clear: {unclear}.",
    "target.questions": "All questions together are not tested: each person would count once for"
    " each question.",
    "report.response": "Who did not answer",
    "report.drivers": "What goes with the score",
    "report.driver": "driver",
    "report.effect": "effect",
    "report.adjusted p": "adjusted p",
    "report.level": "level",
    "report.potential": "potential",
    "report.asked": "{label}: asked",
    "report.yes": "{label}: yes",
    "report.against": "{label} (not {base})",
    "report.drivers read": (
        "Effect: points of the score that go with a point more of a driver, all others the same;"
        " that they go together does not say that one causes the other. Promoters and detractors:"
        " the same in percentage points. Level: where the average answer stands on its scale, 0 to"
        " 100. Potential: points that go with everybody giving the best rating."
    ),
    "terminal.drivers": (
        "What goes with a point more of each driver, in points of the score ({n:answer}; this does"
        " not say that it causes them)"
    ),
    "report.themes": "What themes of comments cost and bring",
    "report.words": "Words of promoters and detractors",
    "report.theme": "theme",
    "report.word": "word",
    "report.comments": "comments",
    "report.impact": "impact",
    "report.rest": "rest",
    "report.adjusted impact": "adjusted",
    "report.themes read": (
        "Impact: the score less what it would be if those who mention the theme were like the rest;"
        " that both go together does not say that one causes the other. NPS: of those who mention"
        " it. Adjusted: the impact with the other themes held. Promoters and detractors: the share"
        " of either who mention it."
    ),
    "terminal.themes": (
        "What each theme costs or brings, in points of the score ({n:respondent}; this does not say"
        " that it causes them)"
    ),
    "terminal.words": "Words of comments, those that tell promoters from detractors first"
    " ({n:comment})",
    "report.segments": "Which groups stand out",
    "report.segment": "group",
    "report.from the rest": "difference from the rest",
    "report.p of the best": "p against the best by chance",
    "report.more segments": "And {k:group} more, which are closer to chance.",
    "report.segments read": (
        "Each group is held against all others, and p is the chance that the best of {k:group}"
        " looks as far away if none differs ({draws:random draw} from seed {seed}). That a group"
        " stands out does not say why."
    ),
    "report.value": "What each class was worth",
    "report.class": "class",
    "report.people": "people",
    "report.share of people": "share of people",
    "report.share of the total": "share of the total",
    "report.rate": "rate",
    "report.times promoters": "times promoters",
    "report.value seed": "Intervals from {draws:random draw}, from seed {seed}.",
    "report.outcomes read": (
        "Rate: the share of a class to whom it happened. Times promoters: that rate over that of"
        " promoters."
    ),
    "report.data": "Data",
    "report.left out": "Not counted: {missing} missing, {invalid} invalid{values}.",
    "report.nothing to add": "Nothing in the data looked odd.",
    "report.methods": "Methods",
    "report.pictures": "Pictures",
    "report.more": "... and {k} more",
    "report.more notes": "and {k} more, see --json",
    "report.made by": "Made by nps {version}.",
    # planning
    "guess": "A Net Promoter Score of {score} points with {least} passives is assumed",
    "guess.range": (
        "A Net Promoter Score of {score} points is assumed, with {least} to {most} passives"
    ),
    "plan.size": "{n:answer}",
    "plan.each": "{n:answer} in each sample",
    "plan.each cohort": "{n:answer} in each cohort",
    "plan.people": "{n:person|people} who answer both times",
    "plan.two sizes": "{n:answer} in the sample and {m} in the reference",
    "plan.invite": "{sizes}: at a response rate of {rate}% invite {n:person|people}",
    "plan.rise": "a rise of {size} points",
    "plan.fall": "a fall of {size} points",
    "plan.apart": "a difference of {size} points",
    "plan.any": "a difference",
    "plan.above": "a score {size} points above {null}",
    "plan.below": "a score {size} points below {null}",
    "plan.against": "{moved} (against {null})",
    "plan.at": " while the scores differ by {signed}",
    "plan.equivalence": "that two scores differ by less than {margin} points{at}",
    "plan.non-inferiority": "that a score is no worse by {margin} points or more{at}",
    "plan.omnibus": "that cohorts {size} points apart are not alike",
    "plan.trend": "a trend of {size} points per unit of time",
    "plan.n": "To see {aim} with {power}% probability you need {sizes}",
    "plan.power": "With {sizes} the test sees {aim} with {power}% probability",
    "plan.difference": "With {sizes} the test sees {aim} with {power}% probability",
    "plan.difference.never": "With {sizes} no difference is seen with the wanted probability",
    "plan.never": "No number of answers is enough to see {aim}",
    "plan.never.assured": "No number of answers makes it as sure as wanted to see {aim}",
    "plan.margin": (
        "To know the score within {margin} points ({level}% confidence) you need {sizes}"
    ),
    "plan.range": "between {low} and {high}%, depending on how much answers vary",
    "plan.n range": "{n} may do if answers vary less",
    "plan.assurance": "averaged over what the pilot leaves open, {assurance}%",
    "plan.chance": "the chance that the margin is kept is {assurance}%",
    "plans.n": "{k:plan}: from {least} to {most} answers",
    "plans.one n": "{k:plan}: {least:answer}",
    "plans.some never": "for {k} of them no number is enough",
    "plans.never": "{k:plan}: no number of answers is enough",
    "plans.power": "{k:plan}: the power goes from {low} to {high}%",
    "plan curve": "From {first} to {last} answers the power goes from {low} to {high}%",
    "plan curve.margin": (
        "From {first} to {last} answers the margin of error goes from {low} to {high} points"
    ),
    # nps plan
    "plan.of score": "score",
    "plan.of n": "answers",
    "plan.of n_reference": "of the reference",
    "plan.of n_total": "together",
    "plan.of n_invited": "invitations",
    "plan.of n_low": "answers at best",
    "plan.of n_high": "answers at worst",
    "plan.of power": "power",
    "plan.of power_low": "power at worst",
    "plan.of power_high": "power at best",
    "plan.of assurance": "assurance",
    "plan.of margin_of_error": "margin of error",
    "plan.of margin_low": "margin at best",
    "plan.of difference": "difference",
    "plan.of null": "null",
    "plan.of margin": "margin",
    "plan.of look": "look",
    "plan.of information": "share",
    "plan.of z": "z",
    "plan.of p": "p",
    "plan.how": "{level}% {alternative}, {method} method, {calculation}",
    "plan.two-sided": "two-sided",
    "plan.greater": "greater",
    "plan.less": "less",
    "plan.exact": "exact",
    "plan.asymptotic": "by formula",
    "looks": (
        "{k:look}: z must reach {first} at the first and {last} at the last; the test takes"
        " {more}% more answers than one with a single look, but {fewer}% fewer on average if"
        " there is what was planned for"
    ),
    "look.stop": (
        "Look {k} of {of}: z = {z} reaches the boundary of {boundary}, so stop: the difference is"
        " shown"
    ),
    "look.go on": "Look {k} of {of}: z = {z} does not reach the boundary of {boundary}, so go on",
    "look.end": (
        "Look {k} of {of}: z = {z} does not reach the boundary of {boundary}; the test ends and no"
        " difference is shown"
    ),
    # those who did not answer
    "response": (
        "{subject} is {score} points among the {rate}% of {invited:person|people} who answered;"
        " of all who were asked it is between {low} and {high}, whatever the others think"
        " ({evidence})"
    ),
    "response.asked": "asked",
    "response.answered": "answered",
    "response.of all": "NPS of all who were asked",
    "response.everybody": (
        "{subject} is {score} points ({evidence}), and all of the {invited:person|people} who were"
        " asked answered"
    ),
    "response.nobody": "{subject} is unknown: none of {invited:person|people} gave a valid answer",
    "response.plausible": (
        "if they score between {least} and {most} it is between {low} and {high} ({evidence})"
    ),
    "response.bias": (
        "for each 10 points that they are below those who answered it is {bias} points lower"
    ),
    "response.below": "it is below 0 if they score below {tipping}",
    "response.above": "it is above 0 if they score above {tipping}",
    "response.sure above": "whatever they think it stays above 0",
    "response.sure below": "whatever they think it stays below 0",
    "responses": (
        "{k:cohort}: from {lowest}% ({bottom}) to {highest}% ({top}) answered, which leaves"
        " {wide} points open in the one and {narrow} in the other"
    ),
    # value
    "value.open": "{level}% CI {low} and up",
    "class value": "the {what} of {name} is {value} ({limits})",
    "class value.unknown": "the {what} of {name} is unknown",
    "class value.mean": "mean value",
    "class value.median": "median value",
    "class value.sum": "total value",
    "class value.lifetime": "lifetime value",
    "class values.share": (
        "promoters are {people} of the people and bring {share} of the total ({limits})"
    ),
    "class values.ratio": "promoters are worth {ratio} times as much as detractors ({limits})",
    "class values.association": (
        "differences between classes are associations, not what winning people over would bring"
    ),
    "class difference": "{first} are worth {difference} against {second} ({limits})",
    "class difference.unknown": "how {first} and {second} differ is unknown",
    "class outcome": "it happened to {rate} of {name} ({limits})",
    "class outcome.unknown": "there are no {name} to tell of",
    "class outcome.ratio": ", {ratio} times the rate of {reference} ({limits}; {p})",
    "class outcome.association": "this is an association",
    "class outcomes.yes": (
        "the rates are associated with the order of the classes (trend: {p}; of two people, one to"
        " whom it happened is of the better class with a chance of {auc}, {limits})"
    ),
    "class outcomes.no": (
        "no association of the rates with the order of the classes is shown (trend: {p})"
    ),
    "class outcomes.undefined": "an association of the rates with the classes cannot be tested",
    "class trend test.yes": "The rates are associated with the order of the classes ({test})",
    "class trend test.no": (
        "No association of the rates with the order of the classes is shown ({test})"
    ),
    "class trend test.undefined": "An association of the rates with the classes cannot be tested",
    "class rates test.yes": "The rates are associated with the classes ({test})",
    "class rates test.no": "No association of the rates with the classes is shown ({test})",
    "class rates test.undefined": "An association of the rates with the classes cannot be tested",
    "point value": (
        "for {customers:customer} a point more of the score goes with {parts}; as an association"
        " only"
    ),
    "point value.detractor_to_passive": "{value} if detractors become passives ({limits})",
    "point value.passive_to_promoter": "{value} if passives become promoters ({limits})",
    "point value.detractor_to_promoter": "{value} if detractors become promoters ({limits})",
    "metric": "{label} goes with the outcome, as an association ({what} {value}, {limits})",
    "metric.correlation": "correlation",
    "metric.auc": "area under the curve",
    "metrics": (
        "of {k:metric} {label} goes with the outcome most closely, as an association ({what}"
        " {value}, {limits}; {n:respondent})"
    ),
    "metric.rating": "rating",
    "metric.class": "class",
    "metric.top box": "top box",
    "metrics.turned": "low values go with the outcome, and are compared turned round: {names}",
    "metrics.ahead": "it is ahead of {names} beyond chance",
    "metrics.open": "it is ahead of no other beyond chance",
    "metric difference": (
        "the associations of {first} and {second} with the outcome differ by {difference}"
        " ({limits}; {p})"
    ),
    "metric differences": "ahead beyond chance, as an association: {parts}",
    "metric differences.part": "{first} of {second}",
    "metric differences.none": "none of {k:pair} differs beyond chance in its association",
    "earned growth": (
        "earned growth is {growth} ({limits}): net revenue retention of {retention}, and {earned}"
        " from new customers who were earned, an association with recommendation as they tell it"
    ),
    "unit link": (
        "over {units:unit} a point more of the score goes with {slope} of the outcome, as an"
        " association ({limits}; {p})"
    ),
    "unit link.unknown": (
        "over {units:unit} the scores are too noisy to estimate their association with the outcome"
    ),
    "unit link.ols": "as the scores stand it would be {slope} ({limits})",
    "unit link.reliability": "their reliability is {reliability}",
    "unit link.reliability.none": "they have no reliability",
    "gap.lower": (
        "Late answers are worse: the score is {first} points in {early} and {last} in {late},"
        " {size} points lower ({evidence}, {p})"
    ),
    "gap.higher": (
        "Late answers are better: the score is {first} points in {early} and {last} in {late},"
        " {size} points higher ({evidence}, {p})"
    ),
    "gap.alike": (
        "Late answers do not differ detectably from early ones: the score is {first} points in"
        " {early} and {last} in {late} (difference: {evidence}, {p})"
    ),
    "gap.slope": "over {k:group} the line changes by {slope} points a group ({p})",
    "gap.like last": (
        "if those who did not answer are like the last who did, the score of all who were asked is"
        " {score} rather than {answered}"
    ),
    "gap.differ": "The {k:group} do not all have the same score ({p})",
    "gap.no telling": "No difference between the {k:group} is detectable ({p})",
    "gap.representative": "R-indicator {r} (1 where all answer alike)",
    # the appendix
    "method": "Method: {name}. {words}",
    "source": "Source: {source}.",
    "notes": "Notes: {notes}",
    "between notes": " ",
}

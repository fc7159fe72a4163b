"""A call of every public callable, into which tests put values that break things."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from hostile import KINDS
from house import PUBLIC

import nps

if TYPE_CHECKING:
    from collections.abc import Callable

RATINGS = [10, 9, 9, 8, 7, 3]
SAMPLE = nps.count(RATINGS)
WAVES = nps.Cohorts.from_counts([2023, 2024, 2025], [50, 52, 60], [30, 29, 25], [20, 19, 15])
RAW = {2023: [9, 3, 8, 10], 2024: [9, 9, 2, 8]}
IDS = {2023: ["a", "b", "c", "d"], 2024: ["b", "c", "d", "e"]}
GROUPS = ["a", "b", "a", "b", "a", "b"]
WEIGHTS = [1.0, 2.0, 1.5, 1.0, 1.0, 3.0]
FACTORS = {"price": [5, 4, 5, 3, 4, 1]}
DAYS = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-02-01", "2024-02-02", "2024-02-03"]
FRAME = pl.DataFrame(
    {
        "rating": RATINGS,
        "shop": GROUPS,
        "day": DAYS,
        "weight": WEIGHTS,
        "id": list("uvwxyz"),
        "people": [3, 1, 2, 5, 1, 4],
    }
)
ROWS = FRAME.to_dicts()
EFFECTS = nps.drivers.effects(RATINGS, FACTORS)
MOVES = nps.Transitions.from_ratings([9, 10, 3, 8], [9, 8, 3, 6])
SURVEY = nps.SurveySample(RATINGS, weights=WEIGHTS, clusters=list("uvwxyz"))
SHOPS = nps.survey_by(RATINGS, GROUPS, weights=WEIGHTS, clusters=list("uvwxyz"))
PEOPLE = {
    "sample": [9, 10, 3], "reference": [9, 8, 3],
    "sample_ids": ["a", "b", "c"], "reference_ids": ["b", "c", "d"],
}  # fmt: skip
TIMES = {"keep": "latest", "sample_times": [1, 2, 3], "reference_times": [1, 2, 3]}
MARGINS = {"variables": {"age": ["y", "o", "o"]}, "targets": {"age": {"y": 0.4, "o": 0.6}}}
DESIGN = {"weights": WEIGHTS, "strata": list("ssttss"), "clusters": list("uvwxyz")}
PAIRED = {"sample": [9, 10, 3], "reference": [9, 8, 3]}
TWO = {"sample": SAMPLE, "reference": nps.Counts(40, 30, 30)}
COMMENTS = ["easy", "so easy", "easy", None, "slow", "so slow"]
THEMES = nps.comments.Themes({"price": [1, 0, 1, 0, 0, 1], "staff": [0, 1, 1, 0, 0, 0]})
IMPACTS = nps.comments.impacts(RATINGS, THEMES)
UNITS = nps.Cohorts.from_counts(range(4), [9, 7, 5, 3], [2, 2, 2, 2], [1, 3, 5, 7])
SHOPS_AND_AGES = {"shop": ["a", "b"] * 60, "age": ["x", "x", "y"] * 40}
MANY_RATINGS = RATINGS * 20
BOUNDS = nps.response.bounds(SAMPLE, invited=20)
SCREEN = {"ratings": MANY_RATINGS, "factors": SHOPS_AND_AGES, "n_permutations": 20, "rng": 1}
TREE = nps.segments.find(MANY_RATINGS, SHOPS_AND_AGES, rng=1)
#: A call of every public callable: its arguments, in one way or in several where not all go
#: together. What is not named here is left at its default until something hostile takes its place.
ARGUMENTS: dict[str, list[dict[str, object]]] = {
    "Cohorts.from_counts": [
        {"labels": ["a", "b"], "promoters": [1, 2], "passives": [1, 2], "detractors": [1, 2],
         "missing": [0, 1], "invalid": [0, 1], "keys": ["shop"]},
    ],
    "Cohorts.from_dict": [{"mapping": {"a": SAMPLE}, "keys": ["shop"]}],
    "Cohorts.from_rows": [{"rows": [("a", 9, 5), ("b", 3, 2)], "keys": ["shop"]}],
    "Cohorts.select": [{"labels": [2024, 2023]}],
    "Cohorts.sort_by": [{"key": "score"}],
    "Cohorts.update": [{"ratings": RATINGS, "groups": GROUPS}],
    "Cohorts.summary": [{}],
    "Cohorts.explain": [{}],
    "ConfidenceInterval": [{"low": 1.0, "high": 2.0}],
    "ConfidenceSequence": [{}],
    "ConfidenceSequence.from_dict": [{"mapping": nps.ConfidenceSequence().to_dict()}],
    "ConfidenceSequence.update": [{"ratings": RATINGS}],
    "Counts": [{"promoters": 5, "passives": 3, "detractors": 2}],
    "Counts.from_dict": [{"mapping": SAMPLE.to_dict()}],
    "Counts.from_rows": [{"rows": [(9, 5), (3, 2)]}],
    "Counts.from_shares": [{"promoters": 0.5, "detractors": 0.2, "n": 100}],
    "Counts.update": [{"ratings": RATINGS}],
    "PublishedScore": [{"score": 20, "n": 100}],
    "Replication": [{"kind": "brr"}, {"kind": "fay", "rho": 0.5}, {"kind": "jk1", "scale": 0.5}],
    "Replication.plan": [{"n_replicates": 4}],
    "Scale": [{}],
    "Scale.conventional": [{"low": 1, "high": 5}],
    "Shares": [{"promoters": 0.5, "passives": 0.3, "detractors": 0.2}],
    "SurveyCohorts.from_dict": [{"mapping": {"a": SURVEY, "b": SURVEY}}],
    "SurveyCohorts.with_replicates": [{"kind": "bootstrap", "n_replicates": 5, "rng": 1}],
    "SurveySample": [{"ratings": RATINGS, **DESIGN},
                     {"ratings": RATINGS, "replicate_weights": np.ones((6, 4)),
                      "replication": nps.Replication(kind="brr")},
                     {"ratings": RATINGS, "clusters": list("uvwxyz"), "population": 40}],
    "SurveySample.from_dict": [{"mapping": SURVEY.to_dict()}],
    "SurveySample.with_replicates": [{"kind": "bootstrap", "n_replicates": 5, "rng": 1}],
    "Transitions": [{"table": MOVES.table, "sample_only": SAMPLE}],
    "Transitions.bhapkar": [{}],
    "Transitions.bowker": [{}],
    "Transitions.stuart_maxwell": [{}],
    "Transitions.from_dict": [{"mapping": MOVES.to_dict()}],
    "Transitions.from_ids": [PEOPLE, PEOPLE | TIMES],
    "Transitions.from_rating_table": [{"table": np.ones((11, 11), dtype=int)}],
    "Transitions.from_ratings": [PAIRED],
    "Weighting.from_weights": [{"weights": [1, 2, 1], "variables": MARGINS["variables"]}],
    "Weighting.replicates": [{"replicate_weights": np.ones((3, 4))}],
    "account_weights": [{"ratings": RATINGS, "accounts": GROUPS, "revenue": [5, 8, 5, 8, 5, 8]}],
    "adjust_p_values": [{"p_values": [0.01, 0.04], "n_tests": 3}],
    "audit": [{"ratings": RATINGS}],
    "bootstrap": [{**TWO, "n_resamples": 20, "rng": 1}],
    "changes": [{"waves": WAVES, "times": [1, 2, 4]}, {"waves": RAW, "ids": IDS}],
    "classify": [{"ratings": RATINGS}],
    "compare": [TWO, TWO | {"method": "permutation", "n_resamples": 20, "rng": 1},
                TWO | {"method": "bayes", "prior": "jeffreys"}],
    "compare_benchmark": [{"sample": SAMPLE, "benchmark": 20}],
    "compare_many": [{"cohorts": WAVES}, {"cohorts": WAVES, "method": "permutation", "rng": 1}],
    "compare_overlapping": [PEOPLE, PEOPLE | TIMES],
    "compare_paired": [PAIRED],
    "compare_part": [{"part": nps.Counts(6, 3, 2), "whole": nps.Counts(60, 30, 20)}],
    "compare_shares": [TWO],
    "compare_strata": [{"sample": WAVES, "reference": WAVES},
                       {"sample": WAVES, "reference": WAVES, "method": "permutation",
                        "n_resamples": 20, "rng": 1}],
    "count": [{"ratings": RATINGS}],
    "count_by": [{"ratings": RATINGS, "groups": GROUPS},
                 {"ratings": RATINGS, "groups": DAYS, "period": "month"}],
    "count_stream": [{"source": [[10, 9], [3, None]]},
                     {"source": [FRAME], "rating": "rating", "by": "day", "period": "month"}],
    "counts_query": [{"table": "answers", "rating": "rating", "by": "shop"}],
    "decompose": [{"current": WAVES, "previous": WAVES}],
    "decompose_series": [{"waves": {2024: WAVES, 2025: WAVES}}],
    "equivalence": [TWO | {"margin": 10}],
    "estimate": [{"sample": SAMPLE}],
    "estimate_mean_rating": [{"sample": RATINGS}],
    "estimate_shares": [{"sample": SAMPLE}],
    "from_frame": [{"frame": FRAME, "rating": "rating", "by": "day", "period": "month"},
                   {"frame": FRAME, "rating": "rating", "weight": "weight", "strata": "shop",
                    "clusters": "id", "population": {"a": 40, "b": 40}},
                   {"frame": FRAME, "rating": "rating", "respondent": "id", "when": "weight"}],
    "monitor": [{"waves": WAVES}, {"waves": WAVES, "method": "ewma", "centre": 20}],
    "parse_ratings": [{"values": ["10", "9"]}],
    "pool": [{"cohorts": WAVES}],
    "posterior": [{"sample": SAMPLE}],
    "poststratify": [{"variables": MARGINS["variables"], "targets": {"y": 0.4, "o": 0.6}}],
    "rake": [MARGINS],
    "rank": [{"cohorts": WAVES}],
    "read_answers": [{"source": ROWS, "rating": "rating"}],
    "rolling": [{"ratings": RATINGS, "window": 2},
                {"ratings": RATINGS, "dates": DAYS, "window": "7 days", "ids": list("uvwxyz")}],
    "score": [{"sample": SAMPLE}],
    "shrink": [{"cohorts": WAVES}],
    "standardize": [{"cohorts": WAVES, "to": {2023: 0.5, 2024: 0.3, 2025: 0.2}}],
    "survey_by": [{"ratings": RATINGS, "groups": GROUPS, **DESIGN},
                  {"ratings": RATINGS, "groups": DAYS, "period": "month", "weights": WEIGHTS},
                  {"ratings": RATINGS, "groups": GROUPS, "replicate_weights": np.ones((6, 4)),
                   "replication": nps.Replication(kind="brr")}],
    "to_points": [{"ratings": RATINGS}],
    "trend": [{"waves": WAVES, "times": [1, 2, 4]}, {"waves": RAW, "ids": IDS}],
    "trim_weights": [{"weights": WEIGHTS}],
    "what_moved": [PAIRED, {"sample": MOVES}],
    "homogeneity": [{"cohorts": WAVES},
                    {"cohorts": WAVES, "method": "fisher", "n_resamples": 20, "rng": 1}],
    "value.by_class": [{"ratings": RATINGS, "values": [90, 80, 85, 50, 55, 30],
                        "n_resamples": 40, "rng": 1}],
    "value.compare_metrics": [{"outcome": [5, 1, 4, 9, 8, 2], "ratings": RATINGS,
                               "metrics": {"csat": [3, 1, 3, 5, 4, 2]}}],
    "value.earned_growth": [{"revenue_then": 100, "revenue_now": 96, "revenue_now_new": 20,
                             "earned_share": (60, 100)}],
    "value.lifetime": [{"margin": [50, 40, 30], "retention": [0.98, 0.95, 0.88],
                        "transitions": MOVES, "discount": 0.9}],
    "value.link_units": [{"cohorts": UNITS, "outcome": [5, 6, 8, 9]}],
    "value.outcomes": [{"ratings": RATINGS, "happened": [True, True, False, True, False, False]}],
    "value.per_point": [{"values": {"promoter": 120, "passive": 80, "detractor": 60}}],
    "Transitions.after": [{"class_": "promoter"}],
    "comments.Themes": [{"mentions": {"price": [1, 0, 1], "staff": [0, 1, 1]}},
                        {"mentions": ["price; staff", None, "price"], "separator": ";"}],
    "comments.Themes.merge": [{"groups": {"all": ["price", "staff"]}}],
    "comments.Themes.rows": [{"kept": [0, 1, 2]}],
    "comments.Themes.select": [{"names": ["price"]}],
    "comments.code": [{"comments": COMMENTS, "dictionary": {"slow": ["slow*"]}}],
    "comments.Tally.from_dict": [{"mapping": nps.comments.tally(RATINGS, THEMES).to_dict()}],
    "comments.changes": [{"sample": IMPACTS, "reference": IMPACTS}],
    "comments.impacts": [{"ratings": RATINGS, "themes": THEMES},
                         {"ratings": RATINGS, "themes": THEMES, "weights": WEIGHTS,
                          "clusters": list("uvwxyz")}],
    "comments.pairs": [{"themes": THEMES, "ratings": RATINGS}],
    "comments.tally": [{"ratings": RATINGS, "themes": THEMES}],
    "comments.quotes": [{"comments": COMMENTS, "ratings": RATINGS, "min_length": 1},
                        {"comments": COMMENTS, "ratings": RATINGS, "themes": THEMES,
                         "theme": "price"}],
    "comments.words": [{"comments": COMMENTS, "ratings": RATINGS, "min_comments": 2}],
    "drivers.Tally.from_dict": [{"mapping": nps.drivers.tally(RATINGS, FACTORS).to_dict()}],
    "drivers.compare": [{"sample": EFFECTS, "reference": EFFECTS}],
    "drivers.effects": [{"ratings": RATINGS, "factors": FACTORS, "weights": WEIGHTS},
                        {"ratings": RATINGS, "factors": FACTORS, **DESIGN},
                        {"ratings": RATINGS, "factors": FACTORS, "clusters": list("uvwxyz"),
                         "population": 50}],
    "drivers.importance": [{"ratings": RATINGS, "factors": FACTORS, "n_resamples": 3, "rng": 1}],
    "drivers.screen": [{"ratings": RATINGS, "factors": FACTORS, "rng": 1}],
    "drivers.steps": [{"ratings": RATINGS, "factors": FACTORS},
                      {"ratings": RATINGS, "factors": FACTORS, **DESIGN}],
    "drivers.tally": [{"ratings": RATINGS, "factors": FACTORS},
                      {"ratings": FRAME, "factors": ["weight"], "rating": "rating"}],
    "examples.callbacks": [{}],
    "examples.comments": [{}],
    "examples.four_waves": [{}],
    "examples.invitations": [{}],
    "examples.revenue": [{}],
    "examples.subscribers": [{}],
    "examples.support": [{}],
    "examples.two_waves": [{}],
    "examples.weighted_panel": [{}],
    "examples.weighted_panel_population": [{}],
    "planning.ScoreGuess": [{"score": 30, "passives": 0.3}],
    "planning.assurance": [{"pilot": SAMPLE, "n": 50}],
    "planning.cohorts": [{"cohorts": WAVES}, {"cohorts": WAVES, "test": "trend"}],
    "planning.design_effect": [{"cluster_size": 10, "icc": 0.1}],
    "planning.detectable_difference": [{"sample": SAMPLE, "n": 50}],
    "planning.looks": [{}],
    "planning.power": [{"sample": SAMPLE, "n": 50},
                       {"sample": SAMPLE, "n": 20, "calculation": "simulation",
                        "n_resamples": 100, "rng": 1},
                       {"sample": SAMPLE, "n": 50, "difference": 5}],
    "planning.sample_size": [{"sample": SAMPLE, "difference": 20}],
    "plot.decomposition": [{"decomposition": nps.decompose(WAVES, WAVES)}],
    "plot.difference": [TWO],
    "plot.distribution": [{"sample": SAMPLE}],
    "plot.driver_changes": [{"changes": nps.drivers.compare(EFFECTS, EFFECTS)}],
    "plot.drivers": [{"effects": EFFECTS}],
    "plot.forest": [{"cohorts": WAVES}],
    "plot.importance": [{"shares": nps.drivers.importance(RATINGS, FACTORS, n_resamples=0)}],
    "plot.impacts": [{"found": IMPACTS}],
    "plot.theme_changes": [{"changes": nps.comments.changes(IMPACTS, IMPACTS)}],
    "plot.plan": [{"plan": nps.planning.power(SAMPLE, n=50)}],
    "plot.response": [{"bounds": BOUNDS}],
    "plot.words": [{"found": nps.comments.words(COMMENTS, RATINGS, min_comments=2)}],
    "plot.shares": [{"cohorts": WAVES}],
    "plot.steps": [{"found": nps.drivers.steps(RATINGS, FACTORS)}],
    "plot.unit_link": [{"link": nps.value.link_units(UNITS, [5, 6, 8, 9])}],
    "plot.value": [{"found": nps.value.by_class(RATINGS, WEIGHTS, n_resamples=40, rng=1)}],
    "plot.segment_tree": [{"tree": TREE}],
    "plot.segments": [{"screen": nps.segments.screen(**SCREEN)}],
    "plot.transitions": [{"transitions": MOVES}],
    "plot.waves": [{"waves": WAVES}],
    "response.bounds": [{"sample": SAMPLE, "invited": 20, "plausible": (-50, 50)}],
    "response.gap": [{"sample": WAVES, "invited": 400},
                     {"sample": RATINGS, "order": [1, 1, 1, 2, 2, 2]}],
    "results.ManyResponseBounds.score_if": [{"silent": 10}],
    "results.ManyResponseBounds.tipping_point": [{}],
    "results.Quote.to_dict": [{}],
    "results.ResponseBounds.score_if": [{"silent": 10}],
    "results.ResponseBounds.tipping_point": [{}],
    "results.SegmentTree.assign": [{"factors": SHOPS_AND_AGES}],
    "results.AnswerFile.batches": [{"columns": ["shop"]}],
    "results.AnswerFile.column": [{"name": "shop"}],
    "results.AnswerFile.count": [{"by": "shop"}, {"wave": "day", "period": "month"},
                                 {"respondent": "id", "when": "day"}, {"weight": "weight"},
                                 {"frequency": "people"}],
    "results.BootstrapDistribution.cdf": [{"x": 1.0}],
    "results.BootstrapDistribution.confidence_interval": [{}],
    "results.BootstrapDistribution.pmf": [{"x": 1.0}],
    "results.BootstrapDistribution.probability_above": [{"x": 1.0}],
    "results.BootstrapDistribution.quantile": [{"q": 0.5}],
    "results.LookDecision.summary": [{}],
    "results.LookPlan.answers": [{"plan": 900}],
    "results.LookPlan.decide": [{"look": 1, "statistic": 1.0}],
    "results.Plan.curve": [{"n": [50, 80]}],
    "results.Posterior.cdf": [{"x": 1.0}],
    "results.Posterior.credible_interval": [{}],
    "results.Posterior.pdf": [{"x": 1.0}],
    "results.Posterior.probability_above": [{"benchmark": 1.0}],
    "results.Posterior.quantile": [{"q": 0.5}],
    "results.Posterior.sample": [{"size": 3, "rng": 1}],
    "results.Trend.forecast": [{"times": [2026]}],
    "segments.find": [{"ratings": MANY_RATINGS, "factors": SHOPS_AND_AGES, "rng": 1}],
    "segments.screen": [SCREEN],
}  # fmt: skip
#: Kinds of hostile values that may get an answer, by what checks an argument. Every other kind must
#: be refused, by an error of ours that names the argument.
NUMBERS = {"empty", "numbers", "odd numbers", "masked numbers", "iterator"}
COLUMN = NUMBERS | {"objects"}
NAMED = COLUMN | {"bools", "complexes", "texts", "dates", "durations"}
ONE = {"number", "other number"}
TAKES: dict[str, set[str]] = {
    "anything": KINDS,
    "axes": set(),
    "by class": {"mapping", "number", *COLUMN},
    "codes": {"number", "text", "texts", *NUMBERS},
    "counts": COLUMN | ONE | {"scalar array"},
    "ends": {"numbers", "odd numbers"},
    "factors": {"mapping", "table"},
    "file": {"text", "texts", *COLUMN},
    "flag": {"bool"},
    "frame": {"table"},
    "function": {"object"},
    "groups": NAMED | {"mapping"},
    "known labels": NAMED | {"mapping", "table"},
    "happened": COLUMN | {"bools"},
    "labels": NAMED,
    "list of numbers": NUMBERS,
    "mapping": {"mapping"},
    "mentions": NAMED | {"mapping", "table"},
    "name": {"text"},
    "names": {"empty", "text", "texts"},
    "number": {"number"},
    "number or mapping": {"number", "mapping"},
    "number or two": {"number", *NUMBERS},
    "numbers": {"missing", "scalar array", "table", *ONE, *COLUMN},
    "one of our results": set(),
    "option": {"text"},
    "option or label": KINDS,
    "option or labels": {"text", "mapping", *NAMED},
    "option or number": {"other number", "text", "number"},
    "option or numbers": {"text", *NUMBERS},
    "palette": {"text", "texts", "mapping"},
    "period": {"text", "mapping"},
    "plan": {"number"},
    "population": {"mapping", *ONE, *COLUMN},
    "random": {"number", "numbers", "odd numbers", "object"},
    "ratings": COLUMN,
    "ratings or file": COLUMN | {"text", "table"},
    "ratings or one": COLUMN | ONE | {"missing", "none"},
    "rows": COLUMN | {"set", "table"},
    "rows kept": COLUMN | {"bools", "object"},
    "sample": COLUMN,
    "sample or several": COLUMN | {"mapping"},
    "samples": {"mapping"},
    "scale": set(),
    "table": {"objects", "table"},
    "text cells": NAMED,
    "times": COLUMN | {"texts", "dates", "mapping"},
    "two numbers": NUMBERS | {"set"},
    "unit values": COLUMN | {"mapping"},
    "weights": COLUMN,
    "validation": {"mapping", "table"},
    "whole": ONE,
    "words": {"empty", "iterator", "set", "text", "texts"},
    "window": {"duration", "number", "text"},
}
#: What checks an argument, by its name, or by that of one callable and its name. The errors of a
#: checker name the argument; what it takes stands in `TAKES`.
CHECKERS: dict[str, str] = {
    "accounts": "labels",
    "adjust": "option",
    "against": "option or label",
    "alpha": "number",
    "alternative": "option",
    "assurance": "number",
    "ax": "axes",
    "base": "option",
    "base_weights": "weights",
    "baseline": "whole",
    "benchmark": "number",
    "bounds": "one of our results",
    "by": "names",
    "calculation": "option",
    "centre": "option or number",
    "changes": "one of our results",
    "chart": "one of our results",
    "class_": "option",
    "cluster_size": "number",
    "cluster_size_cv": "number",
    "clusters": "labels",
    "cohorts": "samples",
    "columns": "names",
    "combined": "flag",
    "comments": "text cells",
    "confidence_level": "number",
    "correlation": "number",
    "cost_ratio": "number",
    "crosshairs": "option",
    "current": "samples",
    "customers": "whole",
    "dates": "times",
    "decomposition": "one of our results",
    "degrees_of_freedom": "number",
    "depth": "whole",
    "descending": "flag",
    "design_effect": "number",
    "detractors": "whole",
    "dialect": "option",
    "dictionary": "mapping",
    "difference": "number",
    "discount": "number",
    "dispersion": "number",
    "distribution": "counts",
    "drift": "number",
    "earned_share": "number or two",
    "effects": "one of our results",
    "encoding": "option",
    "every": "option or number",
    "exact": "flag",
    "factor_scales": "mapping",
    "factors": "factors",
    "false_discovery_rate": "number",
    "found": "one of our results",
    "frame": "frame",
    "frequency": "name",
    "groups": "groups",
    "happened": "happened",
    "hatch": "flag",
    "high": "whole",
    "honest": "flag",
    "horizon": "whole",
    "icc": "number",
    "ids": "labels",
    "incomplete": "option",
    "information": "list of numbers",
    "intervals": "option",
    "invalid": "option",
    "invited": "population",
    "keep": "option",
    "kept": "rows kept",
    "key": "option",
    "keys": "names",
    "kind": "option",
    "labels": "known labels",
    "language": "option",
    "link": "one of our results",
    "lonely": "option",
    "look": "whole",
    "looks": "whole",
    "low": "whole",
    "lower": "numbers",
    "mapping": "mapping",
    "margin": "number",
    "margin_of_error": "number",
    "max_depth": "whole",
    "max_length": "whole",
    "mentions": "mentions",
    "method": "option",
    "metrics": "factors",
    "mid_p": "flag",
    "min_comments": "whole",
    "min_length": "whole",
    "min_n": "whole",
    "missing": "whole",
    "missing_ids": "option",
    "most": "whole",
    "n": "whole",
    "n_permutations": "whole",
    "n_reference": "whole",
    "n_replicates": "whole",
    "n_resamples": "whole",
    "n_tests": "whole",
    "name": "name",
    "named": "whole",
    "names": "names",
    "ngrams": "whole",
    "null": "number",
    "on": "option",
    "order": "option or labels",
    "ordered": "flag",
    "outcome": "option",
    "overlap": "number",
    "p_values": "numbers",
    "pair": "one of our results",
    "palette": "palette",
    "part": "sample",
    "parts": "whole",
    "passives": "whole",
    "per": "option",
    "per_class": "whole",
    "period": "period",
    "pilot": "sample",
    "plan": "plan",
    "plausible": "two numbers",
    "population": "population",
    "power": "number",
    "previous": "samples",
    "prior": "option or numbers",
    "progress": "flag",
    "promoters": "whole",
    "q": "numbers",
    "rating": "name",
    "rating_table": "table",
    "ratings": "ratings",
    "ratio": "option or number",
    "redact": "function",
    "redistribute": "option",
    "reference": "sample",
    "reference_ids": "labels",
    "reference_only": "one of our results",
    "reference_times": "times",
    "replicate_weights": "numbers",
    "replication": "one of our results",
    "residuals": "option",
    "respondent": "name",
    "response_rate": "number",
    "retention": "by class",
    "revenue": "numbers",
    "revenue_now": "number",
    "revenue_now_new": "number",
    "revenue_then": "number",
    "reverse": "names",
    "rho": "number",
    "rng": "random",
    "rows": "rows",
    "rules": "names",
    "sample": "sample",
    "sample_ids": "labels",
    "sample_only": "one of our results",
    "sample_times": "times",
    "scale": "scale",
    "scales": "numbers",
    "score": "number",
    "screen": "one of our results",
    "separator": "name",
    "shared": "flag",
    "shares": "one of our results",
    "sheet": "option or number",
    "shift": "option",
    "silent": "number",
    "size": "whole",
    "skip": "whole",
    "skipped": "option",
    "smoothing": "number",
    "source": "file",
    "spending": "option",
    "standard_errors": "unit values",
    "statistic": "option",
    "stopwords": "words",
    "strata": "labels",
    "table": "table",
    "target": "option",
    "targets": "mapping",
    "test": "option",
    "text": "names",
    "theme": "name",
    "themes": "mentions",
    "time": "name",
    "times": "times",
    "timezone": "option",
    "to": "mapping",
    "tokenizer": "function",
    "total": "number",
    "transitions": "one of our results",
    "tree": "one of our results",
    "unanswered": "whole",
    "unconverged": "option",
    "unit": "option",
    "upper": "numbers",
    "validation": "validation",
    "values": "text cells",
    "variables": "factors",
    "wave": "name",
    "waves": "samples",
    "weight": "name",
    "weights": "weights",
    "weights_cv": "number",
    "when": "name",
    "where": "mapping",
    "whole": "sample",
    "width": "number",
    "window": "window",
    "x": "numbers",
    "Cohorts.from_counts.detractors": "counts",
    "Cohorts.from_counts.invalid": "counts",
    "Cohorts.from_counts.labels": "labels",
    "Cohorts.from_counts.missing": "counts",
    "Cohorts.from_counts.passives": "counts",
    "Cohorts.from_counts.promoters": "counts",
    "ConfidenceInterval.high": "anything",
    "ConfidenceInterval.low": "anything",
    "Counts.from_shares.detractors": "number",
    "Counts.from_shares.passives": "number",
    "Counts.from_shares.promoters": "number",
    "Counts.invalid": "whole",
    "Replication.scale": "number",
    "Scale.detractors": "ends",
    "Scale.passives": "ends",
    "Scale.promoters": "ends",
    "Shares.detractors": "anything",
    "Shares.passives": "anything",
    "Shares.promoters": "anything",
    "Transitions.invalid": "whole",
    "account_weights.revenue": "weights",
    "audit.ratings": "text cells",
    "classify.ratings": "ratings or one",
    "comments.Themes.merge.groups": "mapping",
    "comments.Themes.names": "names",
    "comments.Themes.rows.kept": "rows kept",
    "comments.Themes.select.names": "names",
    "comments.changes.reference": "one of our results",
    "comments.changes.sample": "one of our results",
    "comments.pairs.themes": "mentions",
    "comments.quotes.themes": "mentions",
    "comments.words.prior": "option or number",
    "comments.words.test": "option",
    "counts_query.table": "names",
    "drivers.compare.reference": "one of our results",
    "drivers.compare.sample": "one of our results",
    "drivers.effects.groups": "mapping",
    "drivers.importance.groups": "mapping",
    "drivers.steps.high": "number or mapping",
    "drivers.steps.low": "number or mapping",
    "drivers.tally.factors": "names",
    "drivers.tally.ratings": "ratings or file",
    "from_frame.clusters": "names",
    "from_frame.strata": "names",
    "from_frame.weight": "name",
    "monitor.centre": "number",
    "planning.ScoreGuess.passives": "number or two",
    "planning.detectable_difference.sample": "sample or several",
    "planning.power.sample": "sample or several",
    "planning.sample_size.sample": "sample or several",
    "plot.plan.plan": "one of our results",
    "plot.transitions.transitions": "sample",
    "poststratify.lower": "number",
    "poststratify.upper": "number",
    "rake.lower": "number",
    "rake.upper": "number",
    "read_answers.missing": "codes",
    "read_answers.rating": "names",
    "read_answers.scale": "scale",
    "response.gap.order": "times",
    "response.gap.sample": "sample or several",
    "results.LookPlan.answers.plan": "whole",
    "results.LookPlan.decide.statistic": "number",
    "results.ManyResponseBounds.tipping_point.target": "number",
    "results.Plan.curve.n": "list of numbers",
    "results.Posterior.probability_above.benchmark": "numbers",
    "results.Quote.to_dict.text": "flag",
    "results.ResponseBounds.tipping_point.target": "number",
    "results.Trend.forecast.n": "whole",
    "to_points.ratings": "ratings or one",
    "trim_weights.lower": "number",
    "trim_weights.upper": "number",
    "value.by_class.ratio": "option",
    "value.by_class.values": "weights",
    "value.compare_metrics.kind": "option",
    "value.compare_metrics.outcome": "happened",
    "value.lifetime.margin": "by class",
    "value.lifetime.transitions": "one of our results",
    "value.link_units.outcome": "unit values",
    "value.link_units.weights": "unit values",
    "value.outcomes.reference": "option",
    "value.per_point.values": "mapping",
}
#: What methods belong to.
HELD: dict[str, object] = {
    "Cohorts": WAVES,
    "ConfidenceSequence": nps.ConfidenceSequence(),
    "Counts": SAMPLE,
    "Replication": nps.Replication(kind="brr"),
    "SurveyCohorts": SHOPS,
    "SurveySample": SURVEY,
    "Transitions": MOVES,
    "Weighting": nps.rake(**MARGINS),
    "comments.Themes": THEMES,
    "results.AnswerFile": nps.read_answers(ROWS, rating="rating"),
    "results.BootstrapDistribution": nps.bootstrap(SAMPLE, n_resamples=50, rng=1),
    "results.ManyResponseBounds": nps.response.bounds(WAVES, invited=200),
    "results.Quote": nps.comments.quotes(COMMENTS, RATINGS, min_length=1)[0],
    "results.ResponseBounds": BOUNDS,
    "results.SegmentTree": TREE,
    "results.LookDecision": nps.planning.looks(3).decide(1, 1.0),
    "results.LookPlan": nps.planning.looks(3),
    "results.Plan": nps.planning.power(SAMPLE, n=50),
    "results.Posterior": nps.posterior(SAMPLE),
    "results.Trend": nps.trend(WAVES),
}
#: Classes that only the library makes: their methods are public, they themselves are not called.
MADE = {"Weighting", "drivers.Tally", "comments.Tally"}


class Call(NamedTuple):
    """A public callable with one set of arguments, and the arguments to be tried on it."""

    function: Callable[..., object]
    given: dict[str, object]
    tried: tuple[str, ...]


def takes(function: object) -> list[str]:
    """Return the arguments of a callable that somebody gives."""
    parameters = inspect.signature(function).parameters.values()  # type: ignore[arg-type]
    return [
        p.name
        for p in parameters
        if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)
        and p.name not in ("self", "cls")
        and not p.name.startswith("_")
    ]


@functools.cache
def public_callables() -> dict[str, Callable[..., object]]:
    """Return every public callable that takes arguments, methods of public classes included.

    A method that many classes have stands with one of them; what classes have of `str`, `tuple`
    and mappings is Python's.
    """
    found: dict[str, Callable[..., object]] = {}
    seen: set[object] = set()
    for name, value in PUBLIC.items():
        if not callable(value) or (isinstance(value, type) and issubclass(value, Exception)):
            continue
        if not isinstance(value, type):
            found[name] = value
            continue
        if not name.startswith("results.") and name not in MADE:
            found[name] = value
        for method in dir(value):
            member = getattr(value, method)
            owner = getattr(member, "__func__", member)
            home = getattr(owner, "__module__", None) or ""
            if method.startswith("_") or not home.startswith("nps.") or owner in seen:
                continue
            seen.add(owner)
            if callable(member):
                held = HELD.get(name)
                found[f"{name}.{method}"] = member if held is None else getattr(held, method)
    return {name: function for name, function in found.items() if takes(function)}


def calls() -> dict[str, list[Call]]:
    """Return the calls of each callable; each argument is tried on the first that names it."""
    found: dict[str, list[Call]] = {}
    for name, function in public_callables().items():
        ways = ARGUMENTS.get(name, [])
        left = takes(function)
        of_name = []
        for way in reversed(ways):
            tried = tuple(a for a in left if a in way or way is ways[0])
            of_name.append(Call(function, way, tried))
        found[name] = of_name
    return found


#: What messages call an argument that another verb reads.
CALLED = {"source": "record", "themes": "mentions", "validation": "mentions"}


def checker_of(name: str, argument: str) -> str | None:
    """Return what checks an argument of a callable."""
    return CHECKERS.get(f"{name}.{argument}", CHECKERS.get(argument))

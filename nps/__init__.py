"""Net Promoter Scores that are right: classify, count, estimate, compare.

Ratings from 0 to 10 become counts of promoters (9-10), passives (7-8) and detractors (0-6), and
counts become scores in points, -100 to 100, with intervals and tests that keep their level.

>>> import nps
>>> print(nps.estimate([10, 9, 9, 8, 7, 10, 3, 9, 6, 10]))
NPS 40.0  [-15.3, 75.3]  95 % CI, n = 10 (score method)

One answer:       `Scale`, `STANDARD`, `classify`, `parse_ratings`, `audit`
One sample:       `Counts`, `count`, `PublishedScore`
Many samples:     `Cohorts`, `count_by`
The score:        `score`, `estimate`, `estimate_shares`, `estimate_mean_rating`
Its distribution: `bootstrap`, `posterior`
A difference:     `compare`, `compare_benchmark`, `compare_part`, `equivalence`, `what_moved`
Many at once:     `compare_many`, `adjust_p_values`, `rank`, `shrink`
The same people:  `compare_paired`, `compare_overlapping`, `Transitions`
Waves in time:    `changes`, `trend`, `decompose`, `standardize`, `monitor`, `ConfidenceSequence`,
                  `rolling`
Pictures:         `plot`
Errors:           `NPSError` and its children

Importing the package loads nothing else; each name loads what it needs when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from nps import plot
    from nps._base.errors import (
        EmptySampleError,
        InputTypeError,
        NPSError,
        OptionError,
        RatingError,
        RatingTypeError,
    )
    from nps._base.results import ConfidenceInterval, Intervals
    from nps._inference.differences.compare import compare
    from nps._inference.differences.compare_benchmark import compare_benchmark
    from nps._inference.differences.compare_part import compare_part
    from nps._inference.differences.comparisons import Comparison, Comparisons
    from nps._inference.differences.equivalence import Equivalence, equivalence
    from nps._inference.differences.weighted import SurveyComparison, SurveyComparisons
    from nps._inference.differences.what_moved import Movement, OrdinalTest, ShareChange, what_moved
    from nps._inference.families.adjust_p_values import adjust_p_values
    from nps._inference.families.compare_many import compare_many
    from nps._inference.families.comparisons import (
        AdjustedComparison,
        ManyComparisons,
        OmnibusTest,
        OmnibusTests,
    )
    from nps._inference.families.rank import rank, shrink
    from nps._inference.families.rankings import RankedCohort, Ranking, Shrinkage, ShrunkenScore
    from nps._inference.laws.bootstrap import BootstrapDistribution, bootstrap
    from nps._inference.laws.posterior import Posterior, posterior
    from nps._inference.mix.decompose import decompose, decompose_series
    from nps._inference.mix.parts import (
        ChangePart,
        ChangeParts,
        Decomposition,
        Decompositions,
        SegmentChange,
        SurveyDecomposition,
    )
    from nps._inference.mix.standardize import Standardized, standardize
    from nps._inference.monitoring.confidence_sequence import ConfidenceSequence
    from nps._inference.monitoring.control_charts import ChartPoint, ControlChart
    from nps._inference.monitoring.monitor import monitor
    from nps._inference.monitoring.rolling import Rolling, rolling
    from nps._inference.people.compare_overlapping import OverlappingComparison, compare_overlapping
    from nps._inference.people.compare_paired import PairedComparison, compare_paired
    from nps._inference.scores.estimate import estimate, score
    from nps._inference.scores.estimate_mean_rating import MeanRating, estimate_mean_rating
    from nps._inference.scores.estimate_shares import ShareEstimate, ShareEstimates, estimate_shares
    from nps._inference.scores.estimates import Estimate, Estimates
    from nps._inference.scores.weighted import SurveyEstimate, SurveyEstimates
    from nps._inference.waves.change_results import Changes, WaveChange
    from nps._inference.waves.changes import changes
    from nps._inference.waves.trend import trend
    from nps._inference.waves.trend_results import Forecast, SurveyTrend, Trend, TrendTest
    from nps._samples.audit import Audit, audit
    from nps._samples.cohorts import Cohorts, count_by
    from nps._samples.counts import Counts, Shares, count
    from nps._samples.parsing import parse_ratings
    from nps._samples.people.homogeneity import TransitionTest
    from nps._samples.people.transitions import Transitions
    from nps._samples.published import PublishedScore
    from nps._samples.ratings import STANDARD, Scale, classify, to_points
    from nps._sources.frames import from_frame
    from nps._sources.sql import counts_query
    from nps._sources.streams import count_stream
    from nps._surveys.cohorts import SurveyCohorts, survey_by
    from nps._surveys.design.replicate_weights import Replication
    from nps._surveys.samples import SurveySample
    from nps._surveys.summaries import SurveySummaries, SurveySummary
    from nps._surveys.weights.accounts import account_weights
    from nps._surveys.weights.weighting import poststratify, rake, trim_weights
    from nps._surveys.weights.weightings import Weighting

#: Where each public name lives; what has its own name for a home is a module.
_HOMES = {
    "AdjustedComparison": "_inference.families.comparisons",
    "Audit": "_samples.audit",
    "BootstrapDistribution": "_inference.laws.bootstrap",
    "ChangePart": "_inference.mix.parts",
    "ChangeParts": "_inference.mix.parts",
    "Changes": "_inference.waves.change_results",
    "ChartPoint": "_inference.monitoring.control_charts",
    "Cohorts": "_samples.cohorts",
    "Comparison": "_inference.differences.comparisons",
    "Comparisons": "_inference.differences.comparisons",
    "ConfidenceInterval": "_base.results",
    "ConfidenceSequence": "_inference.monitoring.confidence_sequence",
    "ControlChart": "_inference.monitoring.control_charts",
    "Counts": "_samples.counts",
    "Decomposition": "_inference.mix.parts",
    "Decompositions": "_inference.mix.parts",
    "EmptySampleError": "_base.errors",
    "Equivalence": "_inference.differences.equivalence",
    "Estimate": "_inference.scores.estimates",
    "Estimates": "_inference.scores.estimates",
    "Forecast": "_inference.waves.trend_results",
    "InputTypeError": "_base.errors",
    "Intervals": "_base.results",
    "ManyComparisons": "_inference.families.comparisons",
    "MeanRating": "_inference.scores.estimate_mean_rating",
    "Movement": "_inference.differences.what_moved",
    "NPSError": "_base.errors",
    "OmnibusTest": "_inference.families.comparisons",
    "OmnibusTests": "_inference.families.comparisons",
    "OptionError": "_base.errors",
    "OrdinalTest": "_inference.differences.what_moved",
    "OverlappingComparison": "_inference.people.compare_overlapping",
    "PairedComparison": "_inference.people.compare_paired",
    "Posterior": "_inference.laws.posterior",
    "PublishedScore": "_samples.published",
    "RankedCohort": "_inference.families.rankings",
    "Ranking": "_inference.families.rankings",
    "RatingError": "_base.errors",
    "RatingTypeError": "_base.errors",
    "Replication": "_surveys.design.replicate_weights",
    "Rolling": "_inference.monitoring.rolling",
    "STANDARD": "_samples.ratings",
    "Scale": "_samples.ratings",
    "SegmentChange": "_inference.mix.parts",
    "ShareChange": "_inference.differences.what_moved",
    "ShareEstimate": "_inference.scores.estimate_shares",
    "ShareEstimates": "_inference.scores.estimate_shares",
    "Shares": "_samples.counts",
    "Shrinkage": "_inference.families.rankings",
    "ShrunkenScore": "_inference.families.rankings",
    "Standardized": "_inference.mix.standardize",
    "SurveyCohorts": "_surveys.cohorts",
    "SurveyComparison": "_inference.differences.weighted",
    "SurveyComparisons": "_inference.differences.weighted",
    "SurveyDecomposition": "_inference.mix.parts",
    "SurveyEstimate": "_inference.scores.weighted",
    "SurveyEstimates": "_inference.scores.weighted",
    "SurveySample": "_surveys.samples",
    "SurveySummaries": "_surveys.summaries",
    "SurveySummary": "_surveys.summaries",
    "SurveyTrend": "_inference.waves.trend_results",
    "TransitionTest": "_samples.people.homogeneity",
    "Transitions": "_samples.people.transitions",
    "Trend": "_inference.waves.trend_results",
    "TrendTest": "_inference.waves.trend_results",
    "WaveChange": "_inference.waves.change_results",
    "Weighting": "_surveys.weights.weightings",
    "account_weights": "_surveys.weights.accounts",
    "adjust_p_values": "_inference.families.adjust_p_values",
    "audit": "_samples.audit",
    "bootstrap": "_inference.laws.bootstrap",
    "changes": "_inference.waves.changes",
    "classify": "_samples.ratings",
    "compare": "_inference.differences.compare",
    "compare_benchmark": "_inference.differences.compare_benchmark",
    "compare_many": "_inference.families.compare_many",
    "compare_overlapping": "_inference.people.compare_overlapping",
    "compare_paired": "_inference.people.compare_paired",
    "compare_part": "_inference.differences.compare_part",
    "count": "_samples.counts",
    "count_by": "_samples.cohorts",
    "count_stream": "_sources.streams",
    "counts_query": "_sources.sql",
    "decompose": "_inference.mix.decompose",
    "decompose_series": "_inference.mix.decompose",
    "equivalence": "_inference.differences.equivalence",
    "estimate": "_inference.scores.estimate",
    "estimate_mean_rating": "_inference.scores.estimate_mean_rating",
    "estimate_shares": "_inference.scores.estimate_shares",
    "from_frame": "_sources.frames",
    "monitor": "_inference.monitoring.monitor",
    "parse_ratings": "_samples.parsing",
    "plot": "plot",
    "posterior": "_inference.laws.posterior",
    "poststratify": "_surveys.weights.weighting",
    "rake": "_surveys.weights.weighting",
    "rank": "_inference.families.rank",
    "rolling": "_inference.monitoring.rolling",
    "score": "_inference.scores.estimate",
    "shrink": "_inference.families.rank",
    "standardize": "_inference.mix.standardize",
    "survey_by": "_surveys.cohorts",
    "to_points": "_samples.ratings",
    "trend": "_inference.waves.trend",
    "trim_weights": "_surveys.weights.weighting",
    "what_moved": "_inference.differences.what_moved",
}

__all__ = [
    "STANDARD",
    "AdjustedComparison",
    "Audit",
    "BootstrapDistribution",
    "ChangePart",
    "ChangeParts",
    "Changes",
    "ChartPoint",
    "Cohorts",
    "Comparison",
    "Comparisons",
    "ConfidenceInterval",
    "ConfidenceSequence",
    "ControlChart",
    "Counts",
    "Decomposition",
    "Decompositions",
    "EmptySampleError",
    "Equivalence",
    "Estimate",
    "Estimates",
    "Forecast",
    "InputTypeError",
    "Intervals",
    "ManyComparisons",
    "MeanRating",
    "Movement",
    "NPSError",
    "OmnibusTest",
    "OmnibusTests",
    "OptionError",
    "OrdinalTest",
    "OverlappingComparison",
    "PairedComparison",
    "Posterior",
    "PublishedScore",
    "RankedCohort",
    "Ranking",
    "RatingError",
    "RatingTypeError",
    "Replication",
    "Rolling",
    "Scale",
    "SegmentChange",
    "ShareChange",
    "ShareEstimate",
    "ShareEstimates",
    "Shares",
    "Shrinkage",
    "ShrunkenScore",
    "Standardized",
    "SurveyCohorts",
    "SurveyComparison",
    "SurveyComparisons",
    "SurveyDecomposition",
    "SurveyEstimate",
    "SurveyEstimates",
    "SurveySample",
    "SurveySummaries",
    "SurveySummary",
    "SurveyTrend",
    "TransitionTest",
    "Transitions",
    "Trend",
    "TrendTest",
    "WaveChange",
    "Weighting",
    "__version__",
    "account_weights",
    "adjust_p_values",
    "audit",
    "bootstrap",
    "changes",
    "classify",
    "compare",
    "compare_benchmark",
    "compare_many",
    "compare_overlapping",
    "compare_paired",
    "compare_part",
    "count",
    "count_by",
    "count_stream",
    "counts_query",
    "decompose",
    "decompose_series",
    "equivalence",
    "estimate",
    "estimate_mean_rating",
    "estimate_shares",
    "from_frame",
    "monitor",
    "parse_ratings",
    "plot",
    "posterior",
    "poststratify",
    "rake",
    "rank",
    "rolling",
    "score",
    "shrink",
    "standardize",
    "survey_by",
    "to_points",
    "trend",
    "trim_weights",
    "what_moved",
]


if not TYPE_CHECKING:  # a type checker sees the imports above, and typos

    def __getattr__(name: str) -> object:
        """Load a public name when it is first asked for (PEP 562)."""
        if name not in _HOMES:
            raise AttributeError(f"module 'nps' has no attribute {name!r}")
        from importlib import import_module

        home = import_module(f"nps.{_HOMES[name]}")
        value: object = home if name == _HOMES[name] else getattr(home, name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__

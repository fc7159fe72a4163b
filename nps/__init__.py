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
    from nps.accounts import account_weights
    from nps.auditing import Audit, audit
    from nps.bayes import Posterior, posterior
    from nps.benchmarking import compare_benchmark
    from nps.cohorts import Cohorts, count_by
    from nps.comparison import compare
    from nps.comparisons import Comparison, Comparisons
    from nps.control_charts import ChartPoint, ControlChart
    from nps.counts import Counts, Shares, count
    from nps.decomposition import decompose, decompose_series
    from nps.decomposition_results import (
        ChangePart,
        ChangeParts,
        Decomposition,
        Decompositions,
        SegmentChange,
        SurveyDecomposition,
    )
    from nps.errors import (
        EmptySampleError,
        InputTypeError,
        NPSError,
        OptionError,
        RatingError,
        RatingTypeError,
    )
    from nps.estimates import Estimate, Estimates
    from nps.estimation import estimate, score
    from nps.frames import from_frame
    from nps.homogeneity import TransitionTest
    from nps.many import compare_many
    from nps.many_comparisons import AdjustedComparison, ManyComparisons, OmnibusTest, OmnibusTests
    from nps.mean_rating import MeanRating, estimate_mean_rating
    from nps.monitoring import monitor
    from nps.movement import Movement, OrdinalTest, ShareChange, what_moved
    from nps.multiplicity import adjust_p_values
    from nps.overlapping import OverlappingComparison, compare_overlapping
    from nps.paired import PairedComparison, compare_paired
    from nps.parsing import parse_ratings
    from nps.parts import compare_part
    from nps.published import PublishedScore
    from nps.ranking import rank, shrink
    from nps.rankings import RankedCohort, Ranking, Shrinkage, ShrunkenScore
    from nps.ratings import STANDARD, Scale, classify, to_points
    from nps.replication import Replication
    from nps.resampling import BootstrapDistribution, bootstrap
    from nps.results import ConfidenceInterval, Intervals
    from nps.sequences import ConfidenceSequence
    from nps.shares import ShareEstimate, ShareEstimates, estimate_shares
    from nps.sql import counts_query
    from nps.standardization import Standardized, standardize
    from nps.streams import count_stream
    from nps.survey_cohorts import SurveyCohorts, survey_by
    from nps.survey_results import (
        SurveyComparison,
        SurveyComparisons,
        SurveyEstimate,
        SurveyEstimates,
        SurveySummaries,
        SurveySummary,
    )
    from nps.surveys import SurveySample
    from nps.tost import Equivalence, equivalence
    from nps.transitions import Transitions
    from nps.trend_results import Forecast, SurveyTrend, Trend, TrendTest
    from nps.trends import trend
    from nps.wave_changes import Changes, WaveChange
    from nps.waves import changes
    from nps.weighting import poststratify, rake, trim_weights
    from nps.weightings import Weighting
    from nps.windows import Rolling, rolling

#: Where each public name lives; what has its own name for a home is a module.
_HOMES = {
    "AdjustedComparison": "many_comparisons",
    "Audit": "auditing",
    "BootstrapDistribution": "resampling",
    "ChangePart": "decomposition_results",
    "ChangeParts": "decomposition_results",
    "Changes": "wave_changes",
    "ChartPoint": "control_charts",
    "Cohorts": "cohorts",
    "Comparison": "comparisons",
    "Comparisons": "comparisons",
    "ConfidenceInterval": "results",
    "ConfidenceSequence": "sequences",
    "ControlChart": "control_charts",
    "Counts": "counts",
    "Decomposition": "decomposition_results",
    "Decompositions": "decomposition_results",
    "EmptySampleError": "errors",
    "Equivalence": "tost",
    "Estimate": "estimates",
    "Estimates": "estimates",
    "Forecast": "trend_results",
    "InputTypeError": "errors",
    "Intervals": "results",
    "ManyComparisons": "many_comparisons",
    "MeanRating": "mean_rating",
    "Movement": "movement",
    "NPSError": "errors",
    "OmnibusTest": "many_comparisons",
    "OmnibusTests": "many_comparisons",
    "OptionError": "errors",
    "OrdinalTest": "movement",
    "OverlappingComparison": "overlapping",
    "PairedComparison": "paired",
    "Posterior": "bayes",
    "PublishedScore": "published",
    "RankedCohort": "rankings",
    "Ranking": "rankings",
    "RatingError": "errors",
    "RatingTypeError": "errors",
    "Replication": "replication",
    "Rolling": "windows",
    "STANDARD": "ratings",
    "Scale": "ratings",
    "SegmentChange": "decomposition_results",
    "ShareChange": "movement",
    "ShareEstimate": "shares",
    "ShareEstimates": "shares",
    "Shares": "counts",
    "Shrinkage": "rankings",
    "ShrunkenScore": "rankings",
    "Standardized": "standardization",
    "SurveyCohorts": "survey_cohorts",
    "SurveyComparison": "survey_results",
    "SurveyComparisons": "survey_results",
    "SurveyDecomposition": "decomposition_results",
    "SurveyEstimate": "survey_results",
    "SurveyEstimates": "survey_results",
    "SurveySample": "surveys",
    "SurveySummaries": "survey_results",
    "SurveySummary": "survey_results",
    "SurveyTrend": "trend_results",
    "TransitionTest": "homogeneity",
    "Transitions": "transitions",
    "Trend": "trend_results",
    "TrendTest": "trend_results",
    "WaveChange": "wave_changes",
    "Weighting": "weightings",
    "account_weights": "accounts",
    "adjust_p_values": "multiplicity",
    "audit": "auditing",
    "bootstrap": "resampling",
    "changes": "waves",
    "classify": "ratings",
    "compare": "comparison",
    "compare_benchmark": "benchmarking",
    "compare_many": "many",
    "compare_overlapping": "overlapping",
    "compare_paired": "paired",
    "compare_part": "parts",
    "count": "counts",
    "count_by": "cohorts",
    "count_stream": "streams",
    "counts_query": "sql",
    "decompose": "decomposition",
    "decompose_series": "decomposition",
    "equivalence": "tost",
    "estimate": "estimation",
    "estimate_mean_rating": "mean_rating",
    "estimate_shares": "shares",
    "from_frame": "frames",
    "monitor": "monitoring",
    "parse_ratings": "parsing",
    "plot": "plot",
    "posterior": "bayes",
    "poststratify": "weighting",
    "rake": "weighting",
    "rank": "ranking",
    "rolling": "windows",
    "score": "estimation",
    "shrink": "ranking",
    "standardize": "standardization",
    "survey_by": "survey_cohorts",
    "to_points": "ratings",
    "trend": "trends",
    "trim_weights": "weighting",
    "what_moved": "movement",
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

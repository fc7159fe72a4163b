"""Net Promoter Scores that are right: classify, count, estimate, compare.

Ratings from 0 to 10 become counts of promoters (9-10), passives (7-8) and detractors (0-6), and
counts become scores in points, -100 to 100, with intervals and tests that keep their level.

>>> import nps
>>> print(nps.estimate([10, 9, 9, 8, 7, 10, 3, 9, 6, 10]))
NPS 40.0  [-15.3, 75.3]  95 % CI, n = 10 (score method)

One answer:    `Scale`, `STANDARD`, `classify`, `parse_ratings`, `audit`
One sample:    `Counts`, `count`
Many samples:  `Cohorts`, `count_by`
The score:     `score`, `estimate`, `estimate_shares`, `estimate_mean_rating`
A difference:  `compare`
Errors:        `NPSError` and its children

Importing the package loads nothing else; each name loads what it needs when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from nps.auditing import Audit, audit
    from nps.cohorts import Cohorts, count_by
    from nps.comparison import compare
    from nps.comparisons import Comparison, Comparisons
    from nps.counts import Counts, Shares, count
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
    from nps.mean_rating import MeanRating, estimate_mean_rating
    from nps.parsing import parse_ratings
    from nps.ratings import STANDARD, Scale, classify
    from nps.results import ConfidenceInterval, Intervals
    from nps.shares import ShareEstimate, ShareEstimates, estimate_shares

#: Where each public name lives.
_HOMES = {
    "estimate_mean_rating": "mean_rating",
    "MeanRating": "mean_rating",
    "estimate_shares": "shares",
    "ShareEstimates": "shares",
    "ShareEstimate": "shares",
    "Audit": "auditing",
    "Cohorts": "cohorts",
    "Comparison": "comparisons",
    "Comparisons": "comparisons",
    "ConfidenceInterval": "results",
    "Counts": "counts",
    "EmptySampleError": "errors",
    "Estimate": "estimates",
    "Estimates": "estimates",
    "InputTypeError": "errors",
    "Intervals": "results",
    "NPSError": "errors",
    "OptionError": "errors",
    "RatingError": "errors",
    "RatingTypeError": "errors",
    "STANDARD": "ratings",
    "Scale": "ratings",
    "Shares": "counts",
    "audit": "auditing",
    "classify": "ratings",
    "compare": "comparison",
    "count": "counts",
    "count_by": "cohorts",
    "estimate": "estimation",
    "parse_ratings": "parsing",
    "score": "estimation",
}

__all__ = [
    "STANDARD",
    "Audit",
    "Cohorts",
    "Comparison",
    "Comparisons",
    "ConfidenceInterval",
    "Counts",
    "EmptySampleError",
    "Estimate",
    "Estimates",
    "InputTypeError",
    "Intervals",
    "MeanRating",
    "NPSError",
    "OptionError",
    "RatingError",
    "RatingTypeError",
    "Scale",
    "ShareEstimate",
    "ShareEstimates",
    "Shares",
    "__version__",
    "audit",
    "classify",
    "compare",
    "count",
    "count_by",
    "estimate",
    "estimate_mean_rating",
    "estimate_shares",
    "parse_ratings",
    "score",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'nps' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"nps.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__

"""Net Promoter Scores that are right: classify, count, estimate, compare.

Ratings from 0 to 10 become counts of promoters (9-10), passives (7-8) and detractors (0-6), and
counts become scores in points, -100 to 100, with intervals and tests that keep their level.

>>> import nps
>>> print(nps.estimate([10, 9, 9, 8, 7, 10, 3, 9, 6, 10]))
NPS 40.0  [-15.3, 75.3]  95% CI, n = 10 (score method)

One answer:       `Scale`, `STANDARD`, `classify`, `parse_ratings`, `audit`
One sample:       `Counts`, `count`, `PublishedScore`
Many samples:     `Cohorts`, `count_by`
The score:        `score`, `estimate`, `estimate_shares`, `estimate_mean_rating`
Its distribution: `bootstrap`, `posterior`
A difference:     `compare`, `compare_benchmark`, `compare_part`, `equivalence`, `what_moved`
Many at once:     `compare_many`, `adjust_p_values`, `rank`, `shrink`, `banner`
The same people:  `compare_paired`, `compare_overlapping`, `Transitions`
Waves in time:    `changes`, `trend`, `decompose`, `standardize`, `monitor`, `ConfidenceSequence`,
                  `rolling`
Beforehand:       `planning`
Pictures:         `plot`
Data to try:      `examples`
Errors:           `NPSError` and its children

Importing the package loads nothing else; each name loads what it needs when it is first used.
"""

from nps._base.doors import open_door

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = open_door(__name__)

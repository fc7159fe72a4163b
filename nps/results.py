"""The types of results, for annotations and `isinstance`.

Nobody builds a result by hand: verbs return them. What people build or pass on (`Counts`,
`Cohorts`, `SurveySample`, `Transitions`, ...) is at the front door.

>>> import nps
>>> isinstance(nps.estimate([10, 9, 3, 8]), nps.results.Estimate)
True
"""

from __future__ import annotations

from nps._base.doors import open_door

__getattr__, __dir__, __all__ = open_door(__name__)

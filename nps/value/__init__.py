"""What the classes are worth, and what the score goes with: associations, with their intervals.

>>> import nps
>>> gone = nps.value.outcomes(nps.Counts(250, 150, 100), nps.Counts(12, 24, 30))
>>> print(f"{gone['detractor'].risk_ratio:.2f} times the rate of promoters")
6.25 times the rate of promoters
"""

from __future__ import annotations

from nps._base.doors import open_door

__getattr__, __dir__, __all__ = open_door(__name__)

"""Which groups of customers stand out, among all that could be looked at, and how sure that is.

>>> import nps
>>> ratings = [10, 9, 9, 10, 8, 9, 10, 9, 3, 6, 7, 2, 5, 8, 0, 6]
>>> found = nps.segments.screen(ratings, {"plan": ["pro"] * 8 + ["basic"] * 8}, min_n=5, rng=1)
>>> print(f"{found['plan = basic'].difference:+.1f} points")
-162.5 points
"""

from __future__ import annotations

from nps._base.doors import open_door

__getattr__, __dir__, __all__ = open_door(__name__)

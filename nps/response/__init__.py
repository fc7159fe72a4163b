"""Who did not answer: what the score may be all the same, and whether late answers differ.

>>> import nps
>>> found = nps.response.bounds(nps.Counts(110, 60, 30), invited=1000)
>>> print(f"{found.bounds.low:.1f} to {found.bounds.high:.1f}")
-72.0 to 88.0
"""

from __future__ import annotations

from nps._base.doors import open_door

__getattr__, __dir__, __all__ = open_door(__name__)

"""What moves the score: what goes with it, by how many points, and how sure that is.

>>> import nps
>>> answers = nps.drivers.effects([10, 9, 3, 7, 8, 6, 9, 10], {"price": [5, 4, 2, 4, 3, 2, 4, 5]})
>>> print(f"{answers['price'].effect:+.1f} points")
+68.4 points
"""

from __future__ import annotations

from nps._base.doors import open_door

__getattr__, __dir__, __all__ = open_door(__name__)

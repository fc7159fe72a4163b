"""Comments: which themes cost how many points.

Themes come from people, a dictionary or a model; the library counts, tests and corrects.

>>> import nps
>>> coded = nps.comments.Themes(["price;staff", "price", "", None, "staff"])
>>> coded.names, coded.n_coded
(('price', 'staff'), 4)
"""

from __future__ import annotations

from nps._base.doors import open_door

__getattr__, __dir__, __all__ = open_door(__name__)

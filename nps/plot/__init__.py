"""Pictures of scores, drawn with Matplotlib (``pip install "nps[plot]"``).

Each function takes samples or the results of the library, draws on the axes that it is given or on
a new figure, and returns the axes. Nothing global is read but Matplotlib's style, and nothing is
changed; `matplotlib.pyplot` is not needed. A notebook shows the axes of a new figure as a picture,
and ``ax.figure.savefig("score.png")`` saves it.

One sample:    `distribution`
Many samples:  `shares`, `forest`
Two samples:   `difference`, `transitions`
Over time:     `waves`, `decomposition`

Results draw themselves by their method ``plot``, with the same options.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from nps._base.errors import InputTypeError
from nps.plot._decomposition import decomposition
from nps.plot._difference import difference
from nps.plot._distribution import distribution
from nps.plot._forest import forest
from nps.plot._shares import shares
from nps.plot._transitions import transitions
from nps.plot._waves import waves

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "decomposition",
    "difference",
    "distribution",
    "forest",
    "shares",
    "transitions",
    "waves",
]

#: The picture of each kind of result; a kind that is derived from another shares its picture.
PICTURES: Mapping[str, Callable[..., Axes]] = {
    "Counts": distribution,
    "Estimate": distribution,
    "Cohorts": shares,
    "SurveyCohorts": forest,
    "Estimates": forest,
    "Comparisons": forest,
    "ManyComparisons": forest,
    "Comparison": difference,
    "Equivalence": difference,
    "Transitions": transitions,
    "Changes": waves,
    "ControlChart": waves,
    "Trend": waves,
    "Rolling": waves,
    "Decomposition": decomposition,
}


def picture_of(result: object) -> Callable[..., Axes]:
    """Return the function that draws a result."""
    for kind in type(result).__mro__:
        if kind.__name__ in PICTURES:
            return PICTURES[kind.__name__]
    raise InputTypeError(
        f"there is no picture of {type(result).__name__}; there are of {', '.join(PICTURES)}."
    )


def __dir__() -> list[str]:
    return __all__

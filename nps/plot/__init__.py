"""Pictures of scores, drawn with Matplotlib (``pip install "nps[plot]"``).

Each function takes samples or the results of the library, draws on the axes that it is given or on
a new figure, and returns the axes. Nothing global is read but Matplotlib's style, and nothing is
changed; `matplotlib.pyplot` is not needed. A notebook shows the axes of a new figure as a picture,
and ``ax.figure.savefig("score.png")`` saves it.

One sample:    `distribution`, `density`
Many samples:  `shares`, `forest`, `ranks`, `shrinkage`
Two samples:   `difference`, `transitions`
Over time:     `waves`, `decomposition`, `mix_and_rate`, `sequence`
Beforehand:    `plan`
Segments:      `segments`, `segment_tree`
Drivers:       `drivers`, `importance`, `steps`, `driver_changes`
The silent:    `response`
Comments:      `impacts`, `theme_changes`, `words`
Value:         `value`, `unit_link`

Interactive:   `spec`, for Vega-Lite and Altair

Results draw themselves by their method ``plot``, with the same options.
"""

from __future__ import annotations

from nps._base.results import PICTURES
from nps.plot._decomposition import decomposition
from nps.plot._difference import difference
from nps.plot._distribution import distribution
from nps.plot._forest import forest
from nps.plot._interactive.spec import spec
from nps.plot._results.density import density
from nps.plot._results.mix_and_rate import mix_and_rate
from nps.plot._results.ranks import ranks
from nps.plot._results.sequence import sequence
from nps.plot._results.shrinkage import shrinkage
from nps.plot._shares import shares
from nps.plot._topics.comments import impacts, theme_changes
from nps.plot._topics.drivers.driver_changes import driver_changes
from nps.plot._topics.drivers.drivers import drivers
from nps.plot._topics.drivers.importance import importance
from nps.plot._topics.drivers.steps import steps
from nps.plot._topics.plan import plan
from nps.plot._topics.response import response
from nps.plot._topics.segments import segment_tree, segments
from nps.plot._topics.value import unit_link, value
from nps.plot._topics.words import words
from nps.plot._transitions import transitions
from nps.plot._waves import waves

__all__ = [
    "decomposition",
    "density",
    "difference",
    "distribution",
    "driver_changes",
    "drivers",
    "forest",
    "impacts",
    "importance",
    "mix_and_rate",
    "plan",
    "ranks",
    "response",
    "segment_tree",
    "segments",
    "sequence",
    "shares",
    "shrinkage",
    "spec",
    "steps",
    "theme_changes",
    "transitions",
    "unit_link",
    "value",
    "waves",
    "words",
]

#: The slot of the results, which name their picture themselves; a chart for a page is none.
PICTURES |= {name: globals()[name] for name in __all__ if name != "spec"}


def __dir__() -> list[str]:
    return __all__

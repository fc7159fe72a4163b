"""Pictures of scores, drawn with Matplotlib (``pip install "nps[plot]"``).

Each function takes samples or the results of the library, draws on the axes that it is given or on
a new figure, and returns the axes. Nothing global is read but Matplotlib's style, and nothing is
changed; `matplotlib.pyplot` is not needed. A notebook shows the axes of a new figure as a picture,
and ``ax.figure.savefig("score.png")`` saves it.

One sample:    `distribution`
Many samples:  `shares`, `forest`
Two samples:   `difference`, `transitions`
Over time:     `waves`, `decomposition`
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
    "difference",
    "distribution",
    "driver_changes",
    "drivers",
    "forest",
    "impacts",
    "importance",
    "plan",
    "response",
    "segment_tree",
    "segments",
    "shares",
    "spec",
    "steps",
    "theme_changes",
    "transitions",
    "unit_link",
    "value",
    "waves",
    "words",
]

#: The slot of the results, which name their picture themselves.
PICTURES |= {
    "decomposition": decomposition,
    "difference": difference,
    "distribution": distribution,
    "driver_changes": driver_changes,
    "drivers": drivers,
    "forest": forest,
    "impacts": impacts,
    "importance": importance,
    "plan": plan,
    "response": response,
    "segment_tree": segment_tree,
    "segments": segments,
    "shares": shares,
    "steps": steps,
    "theme_changes": theme_changes,
    "transitions": transitions,
    "unit_link": unit_link,
    "value": value,
    "waves": waves,
    "words": words,
}


def __dir__() -> list[str]:
    return __all__

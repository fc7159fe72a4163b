"""Effect against level of each driver, with intervals on both axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.words import pictures
from nps.plot._drawing.canvas import clear_spines, drawing, ink, scaled, short
from nps.plot._drawing.names import name_dots

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps.drivers._results.effects import DriverEffects
    from nps.plot._drawing.style import Look

CROSSHAIRS = ("none", "mean", "median")


def draw_quadrant(ax: Axes | None, found: DriverEffects, look: Look, crosshairs: str) -> Axes:
    """Draw the level of each driver from left to right, what goes with a point of it upwards."""
    words = look.words
    known = ~np.isnan(found.effect)
    x, y = found.level[known], found.effect[known]
    left, right = (end[known] for end in found.level_interval)
    low, high = (end[known] for end in found.confidence_interval)
    names = [short(label) for label, k in zip(found.labels, known, strict=True) if k]
    with drawing(ax, *scaled(6.4, 4.8), look.about("drivers", found)) as axes:
        axes.hlines(y, left, right, color=ink(), linewidth=1.0, alpha=0.55, label="_levels")
        axes.vlines(x, low, high, color=ink(), linewidth=1.0, alpha=0.55, label="_effects")
        axes.plot(x, y, "o", color=look.palette.promoters, markersize=6.0, label="_drivers")
        axes.axhline(0.0, color="0.4", linewidth=0.8, label="_zero")
        if crosshairs != "none":
            middle = np.mean if crosshairs == "mean" else np.median
            for line, at in ((axes.axvline, middle(x)), (axes.axhline, middle(y))):
                line(float(at), color="0.6", linewidth=0.8, linestyle=":", label="_crosshairs")
        level = pictures.level(words, found.confidence_level)
        axes.margins(0.12)
        axes.set_xlabel(words.listed(words.level_axis, level))
        axes.set_ylabel(words.listed(words.effect_axis, level))
        if name_dots(axes, x, y, names) < len(names):
            axes.set_xlabel(f"{axes.get_xlabel()}\n({words.thinned})")
        axes.xaxis.set_major_formatter(pictures.tick)
        axes.yaxis.set_major_formatter(pictures.signed_tick)
        clear_spines(axes, "top", "right")
    return axes

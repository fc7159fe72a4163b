"""Effect against level of each driver, with intervals on both axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.words import pictures
from nps.plot._drawing.canvas import (
    clear_spines,
    column_width,
    drawing,
    font_size,
    ink,
    room,
    short,
    width,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from nps._kernels import FloatArray
    from nps.drivers._results.effects import DriverEffects
    from nps.plot._drawing.style import Look

CROSSHAIRS = ("none", "mean", "median")
#: How far a name stands from its dot, in points.
AWAY = (6.0, 4.0)


class _Box(NamedTuple):
    """Where a text stands, in points from the lower left corner of the axes."""

    left: float
    bottom: float
    right: float
    top: float

    def free_of(self, other: _Box) -> bool:
        return (
            self.right < other.left
            or other.right < self.left
            or self.top < other.bottom
            or other.top < self.bottom
        )


def draw_quadrant(ax: Axes | None, found: DriverEffects, look: Look, crosshairs: str) -> Axes:
    """Draw the level of each driver from left to right, what goes with a point of it upwards."""
    words = look.words
    known = ~np.isnan(found.effect)
    x, y = found.level[known], found.effect[known]
    left, right = (end[known] for end in found.level_interval)
    low, high = (end[known] for end in found.confidence_interval)
    names = [short(label) for label, k in zip(found.labels, known, strict=True) if k]
    with drawing(ax, 6.4, 4.8) as axes:
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
        axes.set_xlabel(f"{words.level_axis}, {level}")
        axes.set_ylabel(f"{words.effect_axis}, {level}")
        _name(axes, x, y, names, look)
        axes.xaxis.set_major_formatter(pictures.tick)
        axes.yaxis.set_major_formatter(pictures.signed_tick)
        clear_spines(axes, "top", "right")
    return axes


def _name(ax: Axes, x: FloatArray, y: FloatArray, names: Sequence[str], look: Look) -> None:
    """Write names beside the dots, where they stand clear of each other; the rest stay out."""
    across, up = room(ax)
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    size = font_size()
    written: list[_Box] = []
    for name, at, height in zip(names, x.tolist(), y.tolist(), strict=True):
        dot = (at - left) / (right - left) * across, (height - low) / (high - low) * up
        long = column_width() * width(name)
        for to_right, above in ((1, 1), (0, 1), (1, 0), (0, 0)):
            start = dot[0] + AWAY[0] if to_right else dot[0] - AWAY[0] - long
            base = dot[1] + AWAY[1] if above else dot[1] - AWAY[1] - 1.2 * size
            box = _Box(start, base, start + long, base + 1.2 * size)
            inside = box.left > 0.0 and box.right < across and box.bottom > 0.0 and box.top < up
            if inside and all(box.free_of(other) for other in written):
                written.append(box)
                ax.annotate(
                    name,
                    (at, height),
                    (AWAY[0] if to_right else -AWAY[0], AWAY[1] if above else -AWAY[1]),
                    textcoords="offset points",
                    horizontalalignment="left" if to_right else "right",
                    verticalalignment="bottom" if above else "top",
                    fontsize=size,
                    label="_name",
                )
                break
    if len(written) < len(names):
        ax.set_xlabel(f"{ax.get_xlabel()}\n({look.words.thinned})")

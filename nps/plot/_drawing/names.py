"""Names beside dots, where they stand clear of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps.plot._drawing.canvas import column_width, font_size, room, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from nps._kernels import FloatArray

#: How far a name stands from its dot, in points.
AWAY = (6.0, 4.0)
#: Half of how wide a dot is.
DOT = 2.5
#: Where a name may stand: right or left; above, below or level with its dot.
PLACES = (
    (True, 1, "bottom"), (False, 1, "bottom"), (True, -1, "top"), (False, -1, "top"),
    (True, 0, "center"), (False, 0, "center"),
)  # fmt: skip


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


def name_dots(
    ax: Axes, x: FloatArray, y: FloatArray, names: Sequence[str], *, off_dots: bool = False
) -> int:
    """Write names beside dots, the first first, and return how many found a place.

    The limits of the axes must stand. Names stand clear of each other, `off_dots` of dots as well.
    """
    across, up = room(ax)
    places = (ax.transScale + ax.transLimits).transform(np.column_stack([x, y])) * (across, up)
    size = font_size()
    dots = [_Box(a - DOT, b - DOT, a + DOT, b + DOT) for a, b in places.tolist() if off_dots]
    written: list[_Box] = []
    for name, dot, at in zip(names, places.tolist(), zip(x, y, strict=True), strict=True):
        long = column_width() * width(name)
        for to_right, up_by, align in PLACES:
            start = dot[0] + AWAY[0] if to_right else dot[0] - AWAY[0] - long
            base = dot[1] + up_by * AWAY[1] + 0.6 * (up_by - 1) * size
            box = _Box(start, base, start + long, base + 1.2 * size)
            inside = box.left > 0.0 and box.right < across and box.bottom > 0.0 and box.top < up
            if inside and all(box.free_of(other) for other in (*written, *dots)):
                written.append(box)
                ax.annotate(
                    name,
                    at,
                    (AWAY[0] if to_right else -AWAY[0], up_by * AWAY[1]),
                    textcoords="offset points",
                    horizontalalignment="left" if to_right else "right",
                    verticalalignment=align,
                    fontsize=size,
                    label="_name",
                )
                break
    return len(written)

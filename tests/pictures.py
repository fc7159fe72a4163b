"""What the tests see in a picture: its elements by name, its texts where they stand, its pixels."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from nps.plot._drawing.style import BLACK as BLACK
from nps.plot._drawing.svg import as_svg as as_svg

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox


def elements(ax: Axes) -> list[str]:
    """Names of what was drawn."""
    return [str(artist.get_label()) for artist in [*ax.get_children(), *ax.containers]]


def element(ax: Axes, name: str) -> Artist:
    """The one element with this name."""
    (found,) = [artist for artist in ax.get_children() if artist.get_label() == name]
    return found


def bars(ax: Axes, name: str) -> list[tuple[float, float, float, float]]:
    """Left, bottom, width and height of the bars of one name."""
    (found,) = [container for container in ax.containers if container.get_label() == name]
    return [(*bar.get_xy(), bar.get_width(), bar.get_height()) for bar in found]


def segments(ax: Axes, name: str) -> np.ndarray:
    """Both ends of each line of a bundle, shape (lines, 2 ends, x and y)."""
    return np.array([path.vertices for path in element(ax, name).get_paths()])


def pixels(ax: Axes) -> np.ndarray:
    """The picture in red, green and blue, 0 to 255."""
    return np.asarray(_drawn(ax).buffer_rgba())[..., :3]


def _drawn(ax: Axes) -> FigureCanvasAgg:
    """The canvas of a picture, drawn once however often it is looked at."""
    canvas = ax.figure.canvas
    if not isinstance(canvas, FigureCanvasAgg):
        canvas = FigureCanvasAgg(ax.figure)
        canvas.draw()
    return canvas


def has_colour(picture: np.ndarray, colour: str) -> bool:
    """Whether a good number of pixels have a colour."""
    distance = np.abs(picture.astype(int) - np.round(255 * np.array(to_rgb(colour)))).max(axis=-1)
    return int((distance <= 2).sum()) >= 30


def shown_texts(ax: Axes) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, with its box in pixels."""
    _drawn(ax)
    hidden = set()
    for panel in [ax, *ax.child_axes]:
        for axis in (panel.xaxis, panel.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                if not low <= tick.get_loc() <= high:
                    hidden |= {tick.label1, tick.label2}
    return [
        (text.get_text(), text.get_window_extent())
        for text in ax.findobj(Text)
        if text.get_text().strip() and text.get_visible() and text not in hidden
    ]


def words(ax: Axes) -> str:
    """All texts of a picture in one."""
    return "\n".join(text for text, _ in shown_texts(ax))


def unreadable(ax: Axes) -> list[tuple[str, ...]]:
    """Pairs of texts that run into each other by more than a pixel, and texts that are cut off."""
    texts, frame = shown_texts(ax), ax.figure.bbox
    found: list[tuple[str, ...]] = []
    for (one, a), (other, b) in combinations(texts, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        if across > 1.0 and down > 1.0:
            found.append((one, other))
    for text, box in texts:
        if box.x0 < -1 or box.y0 < -1 or box.x1 > frame.x1 + 1 or box.y1 > frame.y1 + 1:
            found.append((text,))
    return found

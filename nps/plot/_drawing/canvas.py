"""Where the pictures are drawn: axes without global state, texts that stay as they are written."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from nps._base.errors import InputTypeError
from nps._base.text import is_wide, label_text, shown
from nps.plot._drawing.fonts import give_fonts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

#: A label is cut off beyond this many columns; a Chinese character takes two.
LONGEST_LABEL = 36
#: Size of text, in points, for which the sizes of figures are made.
USUAL_SIZE = 10.0
#: Height of a title with its distance, in inches.
TITLE = 0.3
#: Where axes remember what they show.
_ABOUT = "_nps_about"
#: Where axes with names of rows remember how wide they will be beside these, in points.
_INNER = "_nps_inner"
#: What files call a description, by their kind; what reads SVG aloud reads its title.
ALTERNATIVE = {"png": "Description", "pdf": "Subject", "svg": "Title", "svgz": "Title"}


class About(NamedTuple):
    """What a picture shows: its title, and what says it to those who do not see it."""

    title: str
    said: Callable[[], str]


@contextmanager
def drawing(ax: Axes | None, width: float, height: float, about: About) -> Iterator[Axes]:
    """Provide axes, of a new figure of this size in inches, with a title, if none are given.

    Afterwards the texts that were drawn show literally, in a font that has their characters; a
    warning says so if there is none.
    Nothing global is touched, not even for a moment, so threads may draw at the same time.
    """
    axes = _new_axes(width, height) if ax is None else _check_axes(ax)
    setattr(axes, _ABOUT, about)
    theirs = {text for text in _texts(axes) if text.get_text()}
    if ax is None:
        axes.set_title(about.title)
    yield axes
    _fit_labels(axes)
    ours = [text for text in _texts(axes) if text.get_text() and text not in theirs]
    for text in ours:
        if text is not axes.title:  # which holds no label, and may be the reader's own afterwards
            _make_literal(text)
    give_fonts(ours)


def _fit_labels(ax: Axes) -> None:
    """Break labels of axes into lines that fit; below rows they may reach under the names."""
    across, up = room(ax)
    inner = inner_width(ax)
    text = wrapped(ax.get_xlabel(), int(0.84 * across / column_width()))
    if text_width(text.split("\n")) > inner < across:
        ax.set_xlabel(text, loc="right")
    else:
        ax.set_xlabel(text)
    for one in (ax, *ax.child_axes):  # a second axis on the right
        one.set_ylabel(wrapped(one.get_ylabel(), int(0.95 * up / column_width())))


def wrapped(text: str, columns: int) -> str:
    """Return a text in lines of so many columns at most, broken at blanks."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines.append("")
        for word in line.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1] and width(longer) > columns:
                lines.append(word)
            else:
                lines[-1] = longer
    return "\n".join(lines)


def alternative_text(ax: Axes) -> str:
    """Return what a picture says, for those who do not see it; nothing of axes of others."""
    about: About | None = getattr(ax, _ABOUT, None)
    return f"{about.title}. {about.said()}" if about is not None else ""


def written_about(figure: Figure, kind: str) -> dict[str, str]:
    """Return title and alternative text as files of a kind, such as "png", carry them."""
    text = alternative_text(figure.axes[0]) if figure.axes else ""
    if not text or kind not in ALTERNATIVE:
        return {}
    return {"Title": figure.axes[0].get_title(), ALTERNATIVE[kind]: text}


def _new_axes(width: float, height: float) -> Axes:
    size = width, height + TITLE * scale()
    figure = _picture_figure()(figsize=size, layout="constrained")
    return figure.add_subplot(axes_class=_picture_axes())


def _check_axes(ax: object) -> Axes:
    from matplotlib.axes import Axes

    if isinstance(ax, Axes):
        return ax
    raise InputTypeError(f"ax must be Matplotlib axes, got {shown(ax)}.")


@functools.cache
def _picture_axes() -> type[Axes]:
    """Return axes that a notebook shows as a picture; the figure is not pyplot's to show."""
    from matplotlib.axes import Axes

    class PictureAxes(Axes):
        def _repr_png_(self) -> bytes:
            picture = BytesIO()
            cast("Figure", self.figure).savefig(picture, format="png")
            return picture.getvalue()

        def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, bytes], dict[str, object]]:
            about = {"alt": self.alternative_text()}
            return {"image/png": self._repr_png_()}, {"image/png": about}

        def alternative_text(self) -> str:
            """Return what the picture says, for those who do not see it."""
            return alternative_text(self)

    return PictureAxes


@functools.cache
def _picture_figure() -> type[Figure]:
    """Return figures whose files carry a title and an alternative text."""
    from matplotlib import rcParams
    from matplotlib.figure import Figure

    class PictureFigure(Figure):
        def savefig(self, fname: Any, **options: Any) -> None:
            kind = options.get("format") or PurePath(str(fname)).suffix[1:]
            known = written_about(self, str(kind or rcParams["savefig.format"]).lower())
            if known:
                options["metadata"] = known | (options.get("metadata") or {})
            super().savefig(fname, **options)

    return PictureFigure


def _texts(ax: Axes) -> list[Text]:
    from matplotlib.text import Text

    return cast("list[Text]", ax.findobj(Text))


def _make_literal(text: Text) -> None:
    """Show a text as it is: dollars begin no formula."""
    text.set_parse_math(False)
    text.set_usetex(False)


def short(label: object) -> str:
    """Return a label as text that is not too long for a picture."""
    return cut(label_text(label), LONGEST_LABEL)


def cut(text: str, columns: int) -> str:
    """Return a text that takes no more than so many columns, with an ellipsis if it was longer."""
    if width(text) <= columns:
        return text
    while text and width(text) >= columns:
        text = text[:-1]
    return f"{text.rstrip()}\N{HORIZONTAL ELLIPSIS}"


def width(text: str) -> int:
    """Return how many columns a text takes: one for each character, two for a Chinese one."""
    return sum(2 if is_wide(character) else 1 for character in text)


def text_width(texts: Iterable[str]) -> float:
    """Return about how wide the widest of these tick labels is, in points."""
    return column_width() * max(map(width, texts), default=0)


def column_width() -> float:
    """Return about how wide a character of a tick label is, in points."""
    return 0.58 * font_size()


def ink() -> str:
    """Return the colour of text in the style that is in force."""
    from matplotlib import rcParams
    from matplotlib.colors import to_hex

    return to_hex(rcParams["text.color"])


def room(ax: Axes) -> tuple[float, float]:
    """Return width and height of axes in points (1/72 inch), before they are laid out."""
    box = ax.get_window_extent()
    dots = ax.figure.dpi / 72.0
    return box.width / dots, box.height / dots


def font_size() -> float:
    """Return the size of tick labels in points."""
    from matplotlib import rcParams
    from matplotlib.font_manager import FontProperties

    return float(FontProperties(size=rcParams["ytick.labelsize"]).get_size_in_points())


def scale() -> float:
    """Return how much larger a figure is where its text is larger than usual."""
    return max(1.0, font_size() / USUAL_SIZE)


def scaled(width: float, height: float) -> tuple[float, float]:
    """Return the size of a new figure, in inches, that has room for text as large as it is."""
    return width * scale(), height * scale()


def step(items: int, available: float, each: float) -> int:
    """Return k so that every k-th of the items has `each` points of the `available` ones."""
    return max(1, -int(-items * each // max(available, 1.0)))


def legend_columns(ax: Axes, names: Iterable[str]) -> int:
    """Return how many columns a legend of these names may have in the axes: 4, 2 or 1."""
    widest, across = _entry_width(names), inner_width(ax)
    return next((columns for columns in (4, 2) if columns * widest < across), 1)


def _entry_width(names: Iterable[str]) -> float:
    return 0.85 * text_width(names) + 3.4 * font_size()


def remember_inner(ax: Axes, inner: float) -> None:
    """Note how much width, in points, names of rows and columns beside them leave."""
    setattr(ax, _INNER, inner)


def inner_width(ax: Axes) -> float:
    """Return how wide axes will be, in points, beside the names of rows and their columns."""
    return float(getattr(ax, _INNER, room(ax)[0]))


def legend_inside(ax: Axes) -> None:
    """Put a flat legend along the upper edge, inside, so that a title may stand above."""
    names = ax.get_legend_handles_labels()[1]
    wider = _entry_width(names) > inner_width(ax)
    ax.legend(
        loc="upper right" if wider else "upper left",
        ncols=legend_columns(ax, names),
        frameon=False,
        borderaxespad=0.0,
        borderpad=0.2,
        fontsize="small",
        handlelength=1.4,
        columnspacing=1.2,
    )


def clear_spines(ax: Axes, *sides: str) -> None:
    """Leave the frame out on these sides."""
    for side in sides:
        ax.spines[side].set_visible(False)

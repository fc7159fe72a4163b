"""A picture for a page: SVG whose texts are texts, with no setting of Matplotlib's touched.

``rc_context({"svg.fonttype": "none"})`` would change, and then put back, the settings of the whole
process, under the hands of threads that draw at the same time.
"""

from __future__ import annotations

import functools
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, Any

from nps.plot._drawing.canvas import written_about

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def as_svg(figure: Figure) -> bytes:
    """Return a figure as SVG without a date in it; its texts need no font here."""
    drawn = BytesIO()
    canvas = _canvas()(figure)
    metadata = {"Date": None, **written_about(figure, "svg")}
    canvas.print_figure(drawn, format="svg", bbox_inches="tight", metadata=metadata)
    return drawn.getvalue()


@functools.cache
def _canvas() -> Any:
    """Return what writes texts where Matplotlib's own settings would draw their outlines."""
    from matplotlib.backends import backend_mixed, backend_svg

    both: Any = backend_mixed.MixedModeRenderer
    renderer: Any = backend_svg.RendererSVG
    canvas: Any = backend_svg.FigureCanvasSVG

    class Renderer(renderer):  # type: ignore[misc]  # comes without types
        def _draw_text_as_path(self, *args: Any, **options: Any) -> None:
            self._draw_text_as_text(*args, **options)

    class Canvas(canvas):  # type: ignore[misc]  # likewise
        texts_stay = True

        def print_svg(
            self,
            filename: BytesIO,
            *,
            bbox_inches_restore: Any = None,
            metadata: Any = None,
            **_: object,  # such as the orientation of paper
        ) -> None:
            """Draw as the parent does, with the renderer above."""
            figure, dpi = self.figure, self.figure.dpi
            figure.dpi = 72
            size = figure.get_size_inches()
            file = TextIOWrapper(filename, encoding="utf-8")
            inner = Renderer(*(72 * size), file, image_dpi=dpi, metadata=metadata)
            outer = both(figure, *size, dpi, inner, bbox_inches_restore=bbox_inches_restore)
            figure.draw(outer)
            outer.finalize()
            file.detach()

    return Canvas

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest

import nps

matplotlib = pytest.importorskip("matplotlib")

from nps.plot._drawing.svg import as_svg  # noqa: E402 - needs Matplotlib


def picture(label: str) -> matplotlib.figure.Figure:
    cohorts = nps.Cohorts.from_counts([label, "South"], [70, 50], [20, 30], [10, 20])
    return nps.estimate(cohorts).plot().figure


def without_names(drawn: bytes) -> str:
    """An SVG without the names that Matplotlib draws by lot."""
    return re.sub(r'(id="|url\(#|href="#)[^")]*', r"\1", drawn.decode("utf-8"))


def test_it_is_what_the_setting_of_matplotlib_gives():
    held = BytesIO()
    with matplotlib.rc_context({"svg.fonttype": "none"}):
        picture("North & co").savefig(
            held, format="svg", bbox_inches="tight", metadata={"Date": None}
        )
    drawn = as_svg(picture("North & co"))
    assert without_names(drawn) == without_names(held.getvalue())
    assert "North &amp; co" in drawn.decode("utf-8")
    assert "</text>" in drawn.decode("utf-8")


@pytest.mark.filterwarnings("ignore::nps.FontWarning")
def test_texts_without_a_font_stay_what_they_are(no_chinese_font):
    assert "上海" in as_svg(picture("上海")).decode("utf-8")


def test_settings_of_others_stay_while_it_draws():
    figures = [picture(f"shop {i}") for i in range(6)]
    before = dict(matplotlib.rcParams)
    with ThreadPoolExecutor(3) as threads:
        drawn = list(threads.map(as_svg, figures))
        outlines = BytesIO()
        picture("alone").savefig(outlines, format="svg")
    assert all(f"shop {i}" in one.decode("utf-8") for i, one in enumerate(drawn))
    assert b"</text>" not in outlines.getvalue()
    assert dict(matplotlib.rcParams) == before

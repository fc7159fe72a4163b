"""Every result has a picture, or says in one line which part of it has one."""

from __future__ import annotations

import re

import pytest
from every_result import RESULTS

import nps

pytest.importorskip("matplotlib")
#: One of each kind, the last, which has most to show.
EACH = {type(result): result for result in RESULTS}
PART = re.compile(r"draw a part of it, result\.(\w+)\.plot\(\)\.$")
WHOLE = re.compile(r"draw the (\w+) that it is a row of\.$")


@pytest.mark.parametrize("kind", [kind for kind in EACH if not kind._picture])
def test_a_result_without_a_picture_says_what_to_draw(kind):
    result = EACH[kind]
    with pytest.raises(nps.InputTypeError, match=f"no picture of {kind.__name__}\\b") as caught:
        result.plot()
    (said,) = str(caught.value).splitlines()
    if part := PART.search(said):
        assert getattr(result, part[1])._picture
    elif whole := WHOLE.search(said):
        (table,) = [one for one in EACH if one.__name__ == whole[1]]
        assert table._picture
        assert table._kind is kind
    else:
        assert all(name in said for name in set(nps.plot.__all__) - {"spec"})
        held = (getattr(result, name) for name in dir(result) if not name.startswith("_"))
        assert not any(getattr(type(one), "_picture", "") for one in held)


@pytest.mark.filterwarnings("ignore::nps.FontWarning")
@pytest.mark.parametrize("kind", [kind for kind in EACH if kind._picture])
def test_a_picture_has_a_title_and_says_what_it_shows(kind):
    ax = _drawn(kind)
    assert ax.get_title()
    said = ax.alternative_text()
    assert said.startswith(f"{ax.get_title()}. ")
    assert len(said) > len(ax.get_title()) + 10


def _drawn(kind):
    """Draw the last result of a kind that has something to show."""
    for result in reversed(RESULTS):
        if type(result) is kind:
            try:
                return result.plot()
            except nps.EmptySampleError:
                continue
    raise AssertionError(f"no {kind.__name__} has a picture")

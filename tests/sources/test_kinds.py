"""Whether answers stand in a file is told by what they are."""

from __future__ import annotations

import numpy as np
import pytest

import nps


def test_files_are_told_from_columns():
    file = nps.read_answers([{"nps": 10 - i % 6, "side": "ab"[i % 2]} for i in range(80)])
    by_name = nps.segments.screen(file, ["side"], rng=1)
    ratings = [10 - i % 6 for i in range(80)]
    given = nps.segments.screen(ratings, {"side": ["ab"[i % 2] for i in range(80)]}, rng=1)
    assert by_name == given


class Batches(list):
    """A list that could be taken for a file by what it can do."""

    def batches(self) -> None:
        raise AssertionError


def test_what_only_looks_like_a_file_is_a_column():
    ratings = Batches([10, 9, 3, 7] * 20)
    found = nps.segments.screen(ratings, {"side": np.arange(80) % 2}, rng=1)
    assert found.n_respondents == 80
    with pytest.raises(nps.InputTypeError, match="factors must be a mapping"):
        nps.segments.screen(ratings, ["side"], rng=1)

"""Letters: shared if and only if two cohorts cannot be told apart."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nps._kernels.many_scores.letters import letter_groups


@st.composite
def relations(draw) -> np.ndarray:
    size = draw(st.integers(1, 9))
    upper = draw(st.lists(st.booleans(), min_size=size * size, max_size=size * size))
    different = np.triu(np.array(upper).reshape(size, size), 1)
    return different | different.T


@given(relations())
def test_sharing_a_letter_means_not_different(different: np.ndarray) -> None:
    groups = letter_groups(different).astype(int)
    shared = groups.T @ groups > 0
    assert (shared == ~different).all()


@given(relations())
def test_no_letter_is_contained_in_another(different: np.ndarray) -> None:
    groups = letter_groups(different)
    for i, one in enumerate(groups):
        others = np.delete(groups, i, axis=0)
        assert not (others | ~one).all(axis=1).any()


def test_piephos_chain() -> None:
    # neighbours are alike, the ends differ: a, ab, b
    different = np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0]], dtype=bool)
    assert letter_groups(different).tolist() == [[True, True, False], [False, True, True]]

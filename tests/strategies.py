"""Hypothesis strategies for what people hand to the library. Integers, so that failures shrink."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pandas as pd
from hypothesis import strategies as st

import nps

#: Levels that people use, and some that nobody does.
levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999]) | st.floats(0.01, 0.9999)
alternatives = st.sampled_from(["two-sided", "greater", "less"])
adjustments = st.sampled_from(["holm", "hochberg", "bonferroni", "benjamini-hochberg", "none"])

ratings = st.integers(0, 10)
missing = st.sampled_from([None, float("nan"), pd.NA, pd.NaT, "", "  "])
off_scale = st.sampled_from(
    [
        11,
        -1,
        99,
        8.5,
        10.000001,
        float("inf"),
        -float("inf"),
        True,
        False,
        "9",
        "abc",
        10**30,
        Decimal("8.5"),
        3 + 0j,
        (9,),
        np.bool_(True),
        np.float32(7.5),
    ]
)
rating_lists = st.lists(ratings, max_size=60)
lists_with_missing = st.lists(ratings | missing, max_size=60)
hostile_lists = st.lists(ratings | missing | off_scale, max_size=40)


def counts(min_n: int = 1, max_n: int = 10**6) -> st.SearchStrategy[nps.Counts]:
    """Samples with three classes: small ones, lopsided ones, some in the millions."""
    small, large = st.integers(0, 12), st.integers(0, max_n)
    cell = st.just(0) | small | large
    made = st.tuples(cell, cell, cell).filter(lambda abc: min_n <= sum(abc) <= 3 * max_n)
    return made.map(lambda abc: nps.Counts(*abc))


small_counts = counts(max_n=30)


def swap_tails(sample: nps.Counts) -> nps.Counts:
    """The sample seen in a mirror: promoters and detractors change places."""
    return nps.Counts(
        sample.detractors,
        sample.passives,
        sample.promoters,
        missing=sample.missing,
        invalid=sample.invalid,
    )


@st.composite
def scales(draw: Callable[..., int]) -> nps.Scale:
    """Any valid scale, in either direction."""
    low = draw(st.integers(-5, 5))
    first, second, third = (draw(st.integers(1, 6)) for _ in range(3))
    lower = (low, low + first - 1)
    middle = (lower[1] + 1, lower[1] + second)
    upper = (middle[1] + 1, middle[1] + third)
    scale = nps.Scale(promoters=upper, passives=middle, detractors=lower)
    return scale.mirrored() if draw(st.booleans()) else scale


labels = st.one_of(
    st.integers(-50, 50), st.sampled_from(["a", "b", "North", "", "10", "2"]), st.none()
)


@st.composite
def cohorts(draw: Callable[..., object], max_size: int = 8, min_n: int = 0) -> nps.Cohorts:
    """Labelled samples, some of them empty."""
    names = draw(st.lists(labels, unique=True, min_size=1, max_size=max_size))
    assert isinstance(names, list)
    return nps.Cohorts.from_dict({name: draw(counts(min_n=min_n)) for name in names})

"""Mix and rate wave after wave: the single decompositions, and people who come back."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mix_waves import LATER, SHOPS
from numpy.testing import assert_allclose

import nps
from nps import decompose, decompose_series


def test_series():
    years = {
        (2023, "shop"): nps.Counts(400, 250, 150),
        (2023, "web"): nps.Counts(90, 60, 50),
        (2024, "shop"): nps.Counts(210, 120, 70),
        (2024, "web"): nps.Counts(260, 180, 160),
        (2025, "web"): nps.Counts(420, 210, 170),
    }
    waves = nps.Cohorts.from_dict(years, keys=["year", "channel"])
    found = decompose_series(waves, method="three-way", confidence_level=0.9)
    assert found.labels == (2024, 2025)
    assert found.references == (2023, 2024)
    assert found.total.change.sum() == pytest.approx(
        nps.Counts(420, 210, 170).score - SHOPS.total.score
    )
    one = decompose(LATER, SHOPS, method="three-way", confidence_level=0.9)
    assert found[2024].to_dict() == one.to_dict()
    assert found.interaction.change[0] == one.interaction.change
    assert found.rate.confidence_interval.low[0] == one.rate.confidence_interval.low
    assert found.mix.standard_error[0] == one.mix.standard_error
    assert found[2024].labels == ("shop", "web")
    assert found[2024].key_names == ("channel",)
    assert found.notes == ("There are notes on 2025.",)
    base = decompose_series(
        {2023: SHOPS, 2024: LATER, 2025: SHOPS}, against="base", confidence_level=0.9
    )
    assert base.references == (2023, 2023)
    assert base.total.change[1] == 0.0
    assert base.interaction is None
    assert str(base).splitlines()[0] == "2 changes of NPS in parts (two-way), 90% CI"
    assert "reference" in base.to_pandas()
    assert "mix" in base._repr_html_()
    assert json.loads(json.dumps(base.to_dict(), allow_nan=False))["labels"] == [2024, 2025]
    deep = nps.count_by(
        [10, 9, 3, 8], {"wave": [1, 1, 2, 2], "shop": list("abab"), "sex": list("mmff")}
    )
    with pytest.raises(nps.OptionError, match="no segment in common"):
        decompose_series(deep)


def test_a_series_out_of_order_is_refused():
    part = nps.Cohorts.from_counts(["a", "b"], [5, 6], [3, 2], [1, 4])
    with pytest.raises(nps.OptionError, match=r"'2023' stands after '2024'"):
        decompose_series({"2024": part, "2023": part})
    assert decompose_series({"late": part, "early": part}).labels == ("early",)


def with_people(earlier, later, people):
    """Return the change of ratings in segments, with people as the clusters of both waves."""
    waves = nps.survey_by(
        [*earlier[0], *later[0]],
        {"wave": [1] * len(earlier[0]) + [2] * len(later[0]), "segment": [*earlier[1], *later[1]]},
        clusters=[*people[0], *people[1]],
    )
    return decompose_series(waves)[2]


@given(
    st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10), st.sampled_from("abc")), min_size=2)
)
def test_the_same_people_in_the_same_segments_are_pairs(rows):
    before, after, segment = zip(*rows, strict=True)
    people = range(len(rows))
    found = with_people((before, segment), (after, segment), (people, people))
    pairs = nps.compare_paired(after, before, method="t")
    assert found.total.change == pytest.approx(pairs.difference, abs=1e-9)
    # where all changed alike "t" has no error, and here rounding is left of the variance
    error = np.nan_to_num(pairs.standard_error)
    assert found.total.standard_error == pytest.approx(error, rel=1e-7, abs=1e-5)
    assert found.degrees_of_freedom == len(rows) - 1
    # nobody changed segment, so the mix is known to be the same
    assert found.mix.standard_error == pytest.approx(0.0, abs=1e-5)


@given(st.integers(60, 180), st.integers(0, 180), st.integers(0, 2**32 - 1))
def test_people_in_both_waves_are_allowed_for(n, common, seed):
    rng = np.random.default_rng(seed)
    common = min(common, n)
    # a promoter, a passive and a detractor in each segment: no variance of adjusted counts
    one, two = (
        (
            np.append(rng.integers(0, 11, n - 6), [9, 7, 0] * 2),
            np.append(rng.choice(["a", "b"], n - 6), ["a"] * 3 + ["b"] * 3),
        )
        for _ in range(2)
    )
    people = np.arange(n), np.arange(n) + n - common
    found = with_people(one, two, people)
    counted = decompose(nps.count_by(*two), nps.count_by(*one))
    size = 2 * n - common
    each = np.zeros(size)
    for who, (ratings, _), sign in zip(people, (one, two), (-1, 1), strict=True):
        points = np.select([ratings >= 9, ratings >= 7], [100.0, 0.0], -100.0)
        each[who] += sign * (points - points.mean()) / n
    error = np.sqrt(size / (size - 1) * each @ each)
    assert found.total.standard_error == pytest.approx(error, rel=1e-9)
    assert found.mix.change == pytest.approx(counted.mix.change, abs=1e-10)
    assert found.degrees_of_freedom == size - 1
    if not common:  # independent samples, with the divisor n - 1
        widening = np.sqrt(size / (size - 1))
        for name in ("mix", "rate"):
            mine, theirs = (result.segments[name].standard_error for result in (found, counted))
            assert_allclose(mine, widening * theirs, rtol=1e-9)


def test_errors_name_argument_value_and_way_out():
    with pytest.raises(nps.OptionError, match="two waves at least, got 1"):
        decompose_series({1: SHOPS})
    with pytest.raises(nps.OptionError, match="one for the segment"):
        decompose_series(SHOPS)
    with pytest.raises(nps.InputTypeError, match="waves must be"):
        decompose_series([SHOPS, LATER])
    with pytest.raises(nps.OptionError, match="against must be"):
        decompose_series({1: SHOPS, 2: LATER}, against="first")

"""Waves of known people: who answered when, and ids that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from strategies import adjustments, ratings

import nps
from nps import changes, compare_overlapping, trend

people = st.lists(
    st.dictionaries(st.integers(0, 12), ratings, min_size=1, max_size=10), min_size=2, max_size=4
)


@given(people, st.sampled_from(["wald", "score", "gls", "t", "pooled"]), adjustments)
def test_panels_are_compared_by_their_people(panel, method, adjust):
    answers = {i: list(wave.values()) for i, wave in enumerate(panel)}
    ids = {i: list(wave) for i, wave in enumerate(panel)}
    found = changes(answers, ids=ids, method=method, adjust=adjust)
    if adjust != "none":  # intervals on their own are those of single comparisons
        p_value = found.p_value
        found = changes(answers, ids=ids, method=method, adjust="none")
        assert_array_equal(found.p_value, p_value)
    for i in range(1, len(panel)):
        alone = compare_overlapping(
            answers[i], answers[i - 1], sample_ids=ids[i], reference_ids=ids[i - 1], method=method
        )
        row = found[i]
        assert row.matched == alone.matched == len(panel[i].keys() & panel[i - 1].keys())
        assert row.change == alone.difference
        assert row.confidence_interval == pytest.approx(alone.confidence_interval, nan_ok=True)
        assert row.p_value == pytest.approx(alone.p_value, nan_ok=True)
    assert found[0].matched is None


def test_a_panel_without_common_people_is_independent():
    answers = {1: [10, 9, 3, 7, 8], 2: [10, 4, 9, 9, 8, 2]}
    found = changes(answers, ids={1: range(5), 2: range(100, 106)})
    alone = changes(answers, method="wald")
    assert found.p_value[1] == pytest.approx(alone.p_value[1], rel=1e-12)
    assert found.matched == (None, 0)
    assert "0 people in both" in str(found)
    assert "matched" in found.to_pandas()
    assert changes({1: [10], 2: []}, ids={1: ["a"], 2: []}).references == (None, None)


def test_answers_without_an_id_may_stay():
    answers = {1: [10, 9, 2], 2: [9, 3]}
    ids = {1: ["a", None, None], 2: ["a", None]}
    with pytest.raises(nps.OptionError, match="wave 1: 2 of 3 are missing"):
        changes(answers, ids=ids)
    found = changes(answers, ids=ids, missing_ids="unmatched")
    assert found.matched == (None, 1)
    assert found.waves.n.tolist() == [3, 2]
    alone = compare_overlapping(
        answers[2], answers[1], sample_ids=ids[2], reference_ids=ids[1], missing_ids="unmatched"
    )
    assert (alone.new, alone.lost) == (1, 2)  # everybody without an id is somebody else
    assert found[2].standard_error == alone.standard_error
    assert found[2].change == alone.difference


def test_ids_of_waves_are_checked():
    answers = {1: [10, 8, 3], 2: [9, 9, 1], 3: [7, 7]}
    ids = {1: ["a", "b", "c"], 2: ["a", "b", "d"], 3: ["a", None]}
    with pytest.raises(nps.OptionError, match=r"ids of the wave 3: 1 of 2 are missing.*unmatched"):
        trend(answers, ids=ids)
    found = trend(answers, ids=ids, missing_ids="unmatched")
    assert "2 people answered in two waves or more" in " ".join(found.notes)
    with pytest.raises(nps.OptionError, match=r"wave 2: 1 occur more than once: 'a'"):
        trend(answers, ids={**ids, 2: ["a", "a", "d"]}, missing_ids="unmatched")
    with pytest.raises(nps.OptionError, match="same length"):
        trend(answers, ids={**ids, 2: ["a"]})
    with pytest.raises(nps.OptionError, match="no entry for the wave 3"):
        trend(answers, ids={1: ids[1], 2: ids[2]})
    with pytest.raises(nps.InputTypeError, match="text never equals a number"):
        trend(answers, ids={1: [1, 2, 3], 2: ["1", "2", "3"], 3: ["4", "5"]})
    with pytest.raises(nps.InputTypeError, match="counts do not know who"):
        trend(nps.Cohorts.from_dict(answers), ids=ids)
    with pytest.raises(nps.InputTypeError, match="must be ratings of known people"):
        trend({**answers, 1: nps.Counts(1, 1, 1)}, ids=ids)
    with pytest.raises(nps.InputTypeError, match="ids must be a mapping"):
        trend(answers, ids=[1])
    with pytest.raises(nps.OptionError, match="missing_ids must be one of"):
        trend(answers, ids=ids, missing_ids="drop")
    with pytest.raises(nps.OptionError, match=r"scale, invalid: nps\.Cohorts hold counts"):
        trend(nps.Cohorts.from_dict(answers), scale=nps.Scale.conventional(1, 5), invalid="drop")

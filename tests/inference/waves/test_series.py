"""Segments in time: which key is the time, and that no segment is held against another."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from strategies import counts

import nps

CELLS = nps.Cohorts.from_counts(
    [
        (2022, "Shop"), (2023, "Shop"), (2024, "Shop"),
        (2023, "Phone"), (2024, "Phone"), (2024, "App"),
    ],
    [76, 81, 66, 74, 39, 46],
    [48, 54, 52, 72, 53, 20],
    [30, 26, 20, 35, 48, 4],
    keys=["wave", "segment"],
)  # fmt: skip
VERBS = {
    "changes": nps.changes,
    "trend": nps.trend,
    "monitor": lambda cells, **options: nps.monitor(cells, method="shewhart", **options),
    "rolling": lambda cells, **options: nps.rolling(cells, window=2, **options),
}
cells = st.dictionaries(
    st.tuples(st.integers(2015, 2025), st.sampled_from(["Shop", "Phone", "App"])),
    counts(min_n=1, max_n=300),
    min_size=1,
).map(lambda samples: nps.Cohorts.from_dict(dict(sorted(samples.items())), keys=["year", "where"]))


@given(cells, st.sampled_from(["previous", "base"]))
def test_each_segment_has_the_changes_that_it_has_alone(waves, against):
    found = nps.changes(waves, against=against)
    assert set(found.labels) == set(waves)
    alone = []
    for segment in dict.fromkeys(where for _, where in waves):
        own = nps.changes(waves[segment], against=against)
        assert found[segment] == own
        for row in own:
            same = found[(row.label, segment)]
            assert same.reference == (None if row.reference is None else (row.reference, segment))
            assert_allclose(same.change, row.change, equal_nan=True)
            assert_allclose(same.p_value, row.p_value, rtol=1e-12, equal_nan=True)
            alone.append(row.p_value)
    tested = np.array([p for p in alone if not np.isnan(p)])
    # one family: of all segments together
    together = found.adjusted_p_value[~np.isnan(found.p_value)]
    assert_allclose(np.sort(together), np.sort(nps.adjust_p_values(tested)), rtol=1e-12)


@given(cells)
def test_lines_and_charts_are_those_that_segments_have_alone(waves):
    segments = list(dict.fromkeys(where for _, where in waves))
    charts = nps.monitor(waves, method="shewhart")
    assert isinstance(charts, nps.results.ControlCharts)
    assert [charts[s] for s in segments] == [
        nps.monitor(waves[s], method="shewhart") for s in segments
    ]
    long = [s for s in segments if len(waves[s]) > 1]
    if long:
        lines = nps.trend(waves)
        assert isinstance(lines, nps.results.Trends)
        assert [lines[s] for s in long] == [nps.trend(waves[s]) for s in long]


@pytest.mark.slow
@given(cells, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_keys_changes_nothing(waves, random):
    ratings, years, places = [], [], []
    for (year, where), sample in waves.items():
        for rating, k in ((10, sample.promoters), (8, sample.passives), (3, sample.detractors)):
            ratings += [rating] * k
            years += [year] * k
            places += [where] * k
    order = list(range(len(ratings)))
    random.shuffle(order)
    mixed = nps.count_by(
        [ratings[i] for i in order],
        {"where": [places[i] for i in order], "year": [years[i] for i in order]},
    )
    one, other = nps.changes(waves), nps.changes(mixed)
    for year, where in waves:
        left, right = one[(year, where)], other[(where, year)]
        assert (left.change, left.adjusted_p_value) == pytest.approx(
            (right.change, right.adjusted_p_value), nan_ok=True
        )


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_takes_segments_apart(verb):
    waves = CELLS[:5]
    found = VERBS[verb](waves)
    for segment in ("Shop", "Phone"):
        assert found[segment] == VERBS[verb](waves[segment])
        assert VERBS[verb](waves, time="wave")[segment] == found[segment]
    for again in (copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert again == found
        assert again["Phone"] == found["Phone"]
    assert found.to_dict()["labels"]
    assert found.to_pandas().index.names[-1] == "segment"


@pytest.mark.parametrize("verb", [*VERBS, "decompose_series"])
def test_a_key_that_is_not_the_time_is_refused_by_name(verb):
    ask = VERBS.get(verb, nps.decompose_series)
    with pytest.raises(nps.OptionError, match=r"one of \['wave', 'segment'\], got 'segmnt'.*mean"):
        ask(CELLS, time="segmnt")
    with pytest.raises(nps.InputTypeError, match=r"got 5\. When each wave was taken is told"):
        ask(CELLS, time=5)


def test_one_key_is_the_time_and_may_be_named():
    assert nps.changes(CELLS["Shop"], time="wave") == nps.changes(CELLS["Shop"])
    with pytest.raises(nps.OptionError, match=r"one of \['wave'\], got 'segment'"):
        nps.trend(CELLS["Shop"], time="segment")


def test_dates_outrank_numbers_and_two_numbers_are_asked_about():
    numbered = nps.count_by([9, 3, 10, 8], {"size": [1, 2, 1, 2], "when": [2023, 2023, 2024, 2024]})
    assert nps.changes(numbered)[(1, 2024)].reference == (1, 2023)
    bare = nps.count_by([9, 3, 10, 8], {"size": [1, 2, 1, 2], "round": [1, 1, 2, 2]})
    with pytest.raises(nps.OptionError, match="'size' and 'round' can be: say time='size'"):
        nps.changes(bare)
    assert nps.changes(bare, time="round")[(1, 2)].reference == (1, 1)


def test_an_order_of_categories_is_one_and_names_have_none():
    pd = pytest.importorskip("pandas")
    when = pd.Categorical(["old", "new"] * 2, ["old", "new"], ordered=True)
    waves = nps.count_by([9, 3, 10, 8], {"phase": when, "shop": list("NNSS")})
    assert nps.changes(waves)[("new", "S")].reference == ("old", "S")
    names = nps.count_by([9, 3, 10, 8], {"phase": ["old", "new"] * 2, "shop": list("NNSS")})
    with pytest.raises(nps.OptionError, match=r"None of \['phase', 'shop'\] holds times"):
        nps.changes(names)
    with pytest.raises(nps.OptionError, match=r"order=\{'phase': \['old', 'new'\]\} in the order"):
        nps.changes(names, time="phase")
    by_hand = nps.count_by(
        [9, 3, 10, 8],
        {"phase": ["old", "new"] * 2, "shop": list("NNSS")},
        order={"phase": ["old", "new"]},
    )
    assert nps.changes(by_hand, time="phase")[("new", "N")].reference == ("old", "N")


def test_an_order_by_hand_that_goes_back_in_time_is_refused():
    with pytest.raises(nps.OptionError, match="must be in order of time, but 2022 stands after"):
        nps.changes(CELLS.select([(2023, "Shop"), (2022, "Shop")]))


def test_labels_without_names_of_keys_are_told_apart_too():
    waves = nps.Cohorts.from_counts(
        [(2023, "N"), (2024, "N"), (2024, "S")], [5, 6, 7], [1] * 3, [2] * 3
    )
    assert [row.reference for row in nps.changes(waves)] == [None, (2023, "N"), None]


def test_times_are_those_of_the_waves():
    when = {2022: "2022-03", 2023: "2023-04", 2024: "2024-03"}
    found = nps.trend(CELLS, times=when)
    assert found["Shop"] == nps.trend(CELLS["Shop"], times=when)
    assert found == nps.trend(CELLS, times=["2022-03", "2023-04", "2024-03"])
    assert found.time_unit == "month"
    changes = nps.changes(CELLS, times=[*when.values()], against="same-period-last-year")
    assert changes[(2024, "Shop")].reference is None
    assert changes["Shop"] == nps.changes(
        CELLS["Shop"], times=when, against="same-period-last-year"
    )


def test_several_keys_make_a_segment_together():
    waves = nps.count_by(
        [9, 3, 10, 8] * 2,
        {"land": list("DDFFDDFF"), "year": [2023] * 4 + [2024] * 4, "shop": list("abab") * 2},
    )
    found = nps.changes(waves)
    assert found[("D", 2024, "a")].reference == ("D", 2023, "a")
    assert found[("D", "a")].labels == (2023, 2024)
    assert list(waves["D"]) == [(2023, "a"), (2023, "b"), (2024, "a"), (2024, "b")]


def test_weighted_segments_too():
    rng = np.random.default_rng(5)
    keys = {"year": np.repeat([2023, 2024], 60), "shop": np.tile(["N", "S"], 60)}
    waves = nps.survey_by(
        rng.integers(0, 11, 120),
        keys,
        weights=rng.uniform(0.5, 2.0, 120),
        clusters=[*range(30)] * 4,
    )
    assert list(waves["N"]) == [2023, 2024]
    found = nps.changes(waves)
    assert found[(2024, "N")].change == pytest.approx(nps.changes(waves["N"])[2024].change)
    assert "NPS (weighted) of N" in found[(2024, "N")].summary()
    assert nps.trend(waves)["S"].slope == pytest.approx(nps.trend(waves["S"]).slope)


def test_a_label_of_two_keys_does_not_select():
    waves = nps.Cohorts.from_counts(
        [("a", "b"), ("b", "a")], [1, 1], [1, 1], [1, 1], keys=["x", "y"]
    )
    with pytest.raises(KeyError, match="'a' is a label of 'x' and of 'y'"):
        waves["a"]
    with pytest.raises(KeyError, match="no cohort is labelled 'c'"):
        waves["c"]
    with pytest.raises(KeyError, match="no cohort is labelled"):
        waves[["c"]]


def test_a_segment_alone_knows_who_was_asked():
    asked = {label: 400 if label[0] == 2022 else 900 for label in CELLS}
    found = nps.changes(CELLS, invited=asked)
    alone = nps.changes(CELLS["Shop"], invited={2022: 400, 2023: 900, 2024: 900})
    assert alone.notes
    assert found["Shop"] == alone


def test_waves_are_counted_not_cells_and_no_change_is_picked_at_random():
    found = nps.changes(CELLS, confidence_level=0.9999999)
    assert str(found).startswith("Changes of NPS over 3 waves of 3 segments with")
    assert found.summary() == (
        "Of 3 changes over 3 waves, none is significant after adjustment for 3 tests (holm)."
    )

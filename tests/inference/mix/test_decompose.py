"""Mix and rate: exact sums always, segments new and gone, no change."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mix_waves import LATER, SHOPS, segments
from strategies import levels, swap_tails

import nps
from nps import decompose
from nps.results import ChangePart, ChangeParts, Decomposition

methods = st.sampled_from(["two-way", "three-way"])


def overlapping(pair):
    return any(label in pair[1] for label in pair[0])


pairs = st.tuples(segments(), segments()).filter(overlapping)


def parts(found):
    named = {"mix": found.mix, "rate": found.rate}
    return named if found.interaction is None else {**named, "interaction": found.interaction}


@given(pairs, methods)
def test_parts_sum_to_the_change_of_the_score(pair, method):
    previous, current = pair
    found = decompose(current, previous, method=method)
    change = current.total.score - previous.total.score
    exact = {"abs": 1e-12 * 200}  # 1e-12 of the widest change there can be
    assert found.total.change == pytest.approx(change, **exact)
    assert sum(part.change for part in parts(found).values()) == pytest.approx(change, **exact)
    for name, part in parts(found).items():
        assert found.segments[name].change.sum() == pytest.approx(part.change, **exact)
        of_classes = found.promoters[name].change + found.detractors[name].change
        assert of_classes == pytest.approx(part.change, **exact)
    up = 100 * (current.total.shares.promoters - previous.total.shares.promoters)
    assert sum(part.change for part in found.promoters.values()) == pytest.approx(up, **exact)
    assert sum(row.change for row in found) == pytest.approx(change, **exact)
    assert found.share.sum() == pytest.approx(1.0)
    assert found.previous_share.sum() == pytest.approx(1.0)


@given(pairs, methods, st.randoms(use_true_random=False))
def test_order_of_segments_does_not_matter(pair, method, random):
    previous, current = pair
    shuffled = []
    for wave in pair:
        order = list(wave)
        random.shuffle(order)
        shuffled.append(wave.select(order))
    one = decompose(current, previous, method=method)
    two = decompose(shuffled[1], shuffled[0], method=method)
    for label in one.labels:
        for name, part in one[label].parts.items():
            other = two[label].parts[name]
            assert other.change == pytest.approx(part.change, abs=1e-10)
            assert other.standard_error == pytest.approx(part.standard_error, abs=1e-9)


@given(pairs, methods)
def test_mirror(pair, method):
    turned = [nps.Cohorts.from_dict({x: swap_tails(c) for x, c in w.items()}) for w in pair]
    one = decompose(pair[1], pair[0], method=method)
    two = decompose(turned[1], turned[0], method=method)
    for name, part in parts(one).items():
        other = parts(two)[name]
        assert other.change == pytest.approx(-part.change, abs=1e-10)
        assert other.standard_error == pytest.approx(part.standard_error, abs=1e-9)
        low, high = part.confidence_interval
        assert other.confidence_interval == pytest.approx((-high, -low), abs=1e-8)
        assert two.promoters[name].change == pytest.approx(-one.detractors[name].change, abs=1e-10)


@given(pairs)
def test_going_back_negates_the_two_way_parts(pair):
    there, back = decompose(pair[1], pair[0]), decompose(pair[0], pair[1])
    for name, part in parts(there).items():
        assert parts(back)[name].change == pytest.approx(-part.change, abs=1e-10)
        assert parts(back)[name].standard_error == pytest.approx(part.standard_error, abs=1e-9)


@given(segments(), methods, st.integers(1, 20))
def test_no_change_is_nothing_whatever_the_size(wave, method, k):
    more = nps.Cohorts.from_dict(
        {x: nps.Counts(k * c.promoters, k * c.passives, k * c.detractors) for x, c in wave.items()}
    )
    found = decompose(more, wave, method=method)
    for part in (found.total, *parts(found).values()):
        assert part.change == pytest.approx(0.0, abs=1e-10)


@given(segments(min_n=1), segments(min_n=1), levels)
def test_one_segment_is_all_rate(one, two, level):
    previous, current = (nps.Cohorts.from_dict({"all": c.total}) for c in (one, two))
    found = decompose(current, previous, confidence_level=level)
    assert found.mix.change == 0.0
    assert found.mix.standard_error == pytest.approx(0.0, abs=1e-7)
    assert found.rate.change == pytest.approx(found.total.change, abs=1e-11)
    assert found.rate.standard_error == pytest.approx(found.total.standard_error, rel=1e-9)
    wave = {"method": "wald", "confidence_level": level}
    alone = nps.compare(current.total, previous.total, **wave)
    if current.total.variance and previous.total.variance:
        assert found.total.standard_error == pytest.approx(alone.standard_error, rel=1e-9)


@given(pairs)
def test_three_way_parts_make_the_two_way_ones(pair):
    two, three = (decompose(pair[1], pair[0], method=m) for m in ("two-way", "three-way"))
    half = three.interaction.change / 2
    assert two.mix.change == pytest.approx(three.mix.change + half, abs=1e-10)
    assert two.rate.change == pytest.approx(three.rate.change + half, abs=1e-10)


def test_example_by_hand():
    found = decompose(LATER, SHOPS)
    # shop 31.25 -> 35 at 80 -> 40%, web 20 -> 16.667 at 20 -> 60%
    assert found.mix.change == pytest.approx(-0.4 * 33.125 + 0.4 * 18.3333333333, abs=1e-8)
    assert found.rate.change == pytest.approx(0.6 * 3.75 - 0.4 * 3.3333333333, abs=1e-8)
    # centred at (29 + 24) / 2
    assert found["web"].parts["mix"].change == pytest.approx(0.4 * (18.33333333333 - 26.5))
    assert found["web"].status == "both"
    assert found.method == "two-way"
    assert found.interaction is None
    low, high = found.rate.confidence_interval
    assert high - low == pytest.approx(2 * 1.959963984540054 * found.rate.standard_error)


def test_new_gone_and_empty_segments_are_said():
    previous = SHOPS + nps.Cohorts.from_dict({"fax": nps.Counts(8, 5, 4), "none": []})
    current = LATER + nps.Cohorts.from_dict({"app": nps.Counts(40, 5, 4), "none": []})
    found = decompose(current, previous)
    assert dict(zip(found.labels, found.status, strict=True)) == {
        "shop": "both", "web": "both", "fax": "gone", "none": "empty", "app": "new",
    }  # fmt: skip
    for label in ("fax", "app", "none"):
        assert found[label].parts["rate"].change == 0.0
        assert found[label].parts["rate"].standard_error == 0.0
    assert np.isnan(found["app"].previous_score)
    assert np.isnan(found["fax"].score)
    assert found["none"].change == 0.0
    assert "New: app. With no score in the other wave, that of the current one" in found.notes[0]
    assert "Gone: fax. With no score in the other wave, that of the previous one" in found.notes[1]
    assert "(new)" in str(found)
    many = nps.Cohorts.from_dict({f"s{i}": nps.Counts(9, 1, 0) for i in range(8)})
    assert "and 3 more" in decompose(SHOPS + many, SHOPS).notes[0]
    assert "fewer than 10" in decompose(nps.Cohorts.from_dict({"shop": [10]}), SHOPS).notes[-1]


def test_unanimous_segments_are_not_certain():
    sure = nps.Cohorts.from_counts(["a", "b"], [20, 0], [0, 0], [0, 20])
    found = decompose(sure, sure)
    assert found.rate.standard_error > 0
    assert found.total.standard_error > 0


def test_errors_name_argument_value_and_way_out():
    with pytest.raises(nps.InputTypeError, match=r"current must be nps\.Cohorts"):
        decompose([10], SHOPS)
    with pytest.raises(nps.InputTypeError, match=r"previous must be nps\.Cohorts"):
        decompose(SHOPS, nps.Counts(1, 2, 3))
    with pytest.raises(nps.EmptySampleError, match="previous has no valid answer"):
        decompose(SHOPS, nps.Cohorts.from_dict({"shop": []}))
    with pytest.raises(nps.OptionError, match="no segment in common"):
        decompose(SHOPS, nps.Cohorts.from_dict({"Shop": [10]}))
    with pytest.raises(nps.OptionError, match="Did you mean 'two-way'"):
        decompose(SHOPS, SHOPS, method="two_way")


def test_leaves_as_text_html_and_frames():
    found = decompose(LATER, SHOPS, method="three-way")
    assert isinstance(found, Decomposition)
    document = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert document["labels"] == ["shop", "web"]
    assert document["segments"]["mix"]["change"][1] == pytest.approx(0.4 * (20 - 29))
    frame = found.to_pandas()
    assert frame.loc["web", ["mix", "rate", "interaction"]].sum() == pytest.approx(
        frame.loc["web", "change"]
    )
    assert found.to_polars()["status"].to_list() == ["both", "both"]
    assert "80.0%" in found._repr_html_()
    assert "interaction" in found["web"]._repr_html_()
    assert isinstance(found.mix, ChangePart)
    assert "-" in found.mix._repr_html_()
    assert isinstance(found.segments["mix"], ChangeParts)
    assert str(found.segments["rate"]) == "2 segments, together +2.3 points"
    assert ">segments<" in found.segments["rate"]._repr_html_()

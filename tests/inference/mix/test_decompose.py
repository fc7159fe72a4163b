"""Mix and rate: exact sums always, segments new and gone, series, standardisation."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from strategies import counts, levels, swap_tails

import nps
from nps import decompose, decompose_series, standardize
from nps.results import ChangePart, ChangeParts, Decomposition

methods = st.sampled_from(["two-way", "three-way"])
NAMES = ["north", "south", "east", "west", "web"]


def segments(min_n=0):
    chosen = st.dictionaries(st.sampled_from(NAMES), counts(min_n=min_n, max_n=500), min_size=1)
    return chosen.map(nps.Cohorts.from_dict).filter(lambda c: c.total.n > 0)


def overlapping(pair):
    return any(label in pair[1] for label in pair[0])


pairs = st.tuples(segments(), segments()).filter(overlapping)
SHOPS = nps.Cohorts.from_counts(["shop", "web"], [400, 90], [250, 60], [150, 50])
LATER = nps.Cohorts.from_counts(["shop", "web"], [210, 260], [120, 180], [70, 160])


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
    # shop 31.25 -> 35 at 80 -> 40 %, web 20 -> 16.667 at 20 -> 60 %
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
    assert str(base).splitlines()[0] == "2 changes of NPS in parts (two-way), 90 % CI"
    assert "reference" in base.to_pandas()
    assert "mix" in base._repr_html_()
    assert json.loads(json.dumps(base.to_dict(), allow_nan=False))["labels"] == [2024, 2025]
    deep = nps.count_by(
        [10, 9, 3, 8], {"wave": [1, 1, 2, 2], "shop": list("abab"), "sex": list("mmff")}
    )
    with pytest.raises(nps.OptionError, match="no segment in common"):
        decompose_series(deep)


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
    with pytest.raises(nps.OptionError, match="two waves at least, got 1"):
        decompose_series({1: SHOPS})
    with pytest.raises(nps.OptionError, match="one for the segment"):
        decompose_series(SHOPS)
    with pytest.raises(nps.InputTypeError, match="waves must be"):
        decompose_series([SHOPS, LATER])
    with pytest.raises(nps.OptionError, match="against must be"):
        decompose_series({1: SHOPS, 2: LATER}, against="first")


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
    assert "80.0 %" in found._repr_html_()
    assert "interaction" in found["web"]._repr_html_()
    assert isinstance(found.mix, ChangePart)
    assert "-" in found.mix._repr_html_()
    assert isinstance(found.segments["mix"], ChangeParts)
    assert str(found.segments["rate"]) == "2 segments, together +2.3 points"
    assert "together" in found.segments["rate"]._repr_html_()


# ---------------------------------------------------------------- standardisation


@given(segments(min_n=1), st.sampled_from(["score", "wald"]))
def test_own_mix_gives_the_own_score(wave, method):
    found = standardize(wave, to=wave, method=method)
    assert found.score == pytest.approx(wave.total.score, abs=1e-10)
    assert found.crude_score == wave.total.score
    low, high = found.confidence_interval
    assert -100 <= low <= found.score + 1e-9
    assert found.score - 1e-9 <= high <= 100


@given(counts(), levels)
def test_one_segment_has_its_score_interval(sample, level):
    wave = nps.Cohorts.from_dict({"all": sample})
    found = standardize(wave, to={"all": 7}, confidence_level=level)
    alone = nps.estimate(sample, confidence_level=level)
    assert found.confidence_interval == pytest.approx(alone.confidence_interval, abs=1e-9)
    if sample.variance:
        assert found.standard_error == pytest.approx(alone.standard_error, rel=1e-9)


@given(segments(min_n=1), segments(min_n=1), st.floats(0.01, 1e6))
def test_shares_have_no_scale_and_rate_is_the_change_at_a_fixed_mix(one, two, scale):
    labels = [x for x in one if x in two]
    if not labels:
        return
    one, two = one.select(labels), two.select(labels)
    shares = {x: n / scale for x, n in zip(labels, one.n.tolist(), strict=True)}
    at_old_mix = [standardize(wave, to=shares).score for wave in (two, one)]
    rate = decompose(two, one, method="three-way").rate
    assert at_old_mix[0] - at_old_mix[1] == pytest.approx(rate.change, abs=1e-9)


def test_standardisation_by_hand():
    found = standardize(LATER, to={"shop": 0.8, "web": 0.2, "fax": 0}, method="wald")
    assert found.score == pytest.approx(0.8 * 35 + 0.2 * 50 / 3)
    variance = 0.64 * LATER["shop"].variance / 400 + 0.04 * LATER["web"].variance / 600
    assert found.standard_error == pytest.approx(np.sqrt(variance))
    half = 1.959963984540054 * np.sqrt(variance)
    assert found.confidence_interval == pytest.approx((found.score - half, found.score + half))
    assert found.shares == {"shop": pytest.approx(0.8), "web": pytest.approx(0.2)}
    low, high = nps.estimate(LATER).confidence_interval
    by_squares = standardize(LATER, to=SHOPS).confidence_interval
    weights = np.array([0.8, 0.2])
    below = np.sqrt((weights**2 * (LATER.score - low) ** 2).sum())
    above = np.sqrt((weights**2 * (high - LATER.score) ** 2).sum())
    assert by_squares == pytest.approx((found.score - below, found.score + above), rel=1e-12)
    sampled = standardize(LATER, to=SHOPS, target="sample", method="wald")
    mix = (0.8 * 35**2 + 0.2 * (50 / 3) ** 2 - found.score**2) / 1000
    assert sampled.standard_error == pytest.approx(np.sqrt(variance + mix))
    wider = standardize(LATER, to=SHOPS, target="sample").confidence_interval
    fixed = standardize(LATER, to=SHOPS).confidence_interval
    assert wider.low < fixed.low
    assert fixed.high < wider.high
    squares = (fixed.high - found.score) ** 2 + 1.959963984540054**2 * mix
    assert wider.high == pytest.approx(found.score + np.sqrt(squares))


def test_standardisation_says_what_it_left_out():
    more = LATER + nps.Cohorts.from_dict({"fax": nps.Counts(5, 0, 0), "app": [10, 9]})
    found = standardize(more, to={"shop": 1, "fax": 1})
    assert "2 segments have no share in the mix; their 602 answers are unused." in found.notes
    assert any("All answers agree in 1 of 2" in note for note in found.notes)
    document = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert document["shares"] == [
        {"label": "shop", "share": 0.5},
        {"label": "fax", "share": 0.5},
    ]
    assert "shop" in found._repr_html_()


def test_standardisation_errors():
    with pytest.raises(nps.InputTypeError, match=r"cohorts must be nps\.Cohorts"):
        standardize(nps.Counts(1, 2, 3), to=SHOPS)
    with pytest.raises(nps.InputTypeError, match="to must be"):
        standardize(SHOPS, to=[0.5, 0.5])
    with pytest.raises(nps.OptionError, match=r"'Shop', which is no segment.*Did you mean 'shop'"):
        standardize(SHOPS, to={"Shop": 1})
    with pytest.raises(nps.OptionError, match="must not be negative, got -1"):
        standardize(SHOPS, to={"shop": -1})
    with pytest.raises(nps.OptionError, match="positive share"):
        standardize(SHOPS, to={"shop": 0})
    with pytest.raises(nps.InputTypeError, match="must be a number"):
        standardize(SHOPS, to={"shop": "80 %"})
    with pytest.raises(nps.EmptySampleError, match="'fax' has no valid answer"):
        standardize(SHOPS + nps.Cohorts.from_dict({"fax": []}), to={"fax": 1})
    with pytest.raises(nps.OptionError, match="needs the answers that the mix comes from"):
        standardize(SHOPS, to={"shop": 1}, target="sample")
    with pytest.raises(nps.OptionError, match="target must be"):
        standardize(SHOPS, to=SHOPS, target="census")
    with pytest.raises(nps.OptionError, match="method must be"):
        standardize(SHOPS, to=SHOPS, method="t")


@pytest.mark.slow
def test_coverage_of_the_standardised_interval():
    rng = np.random.default_rng(31)
    shares = np.array([[0.6, 0.25, 0.15], [0.3, 0.4, 0.3], [0.85, 0.1, 0.05]])
    weights = {"a": 0.5, "b": 0.3, "c": 0.2}
    truth = 100 * (shares @ [1, 0, -1]) @ list(weights.values())
    covered, runs = 0, 2000
    for cells in np.stack([rng.multinomial(20, p, size=runs) for p in shares], axis=1):
        wave = nps.Cohorts.from_counts(list("abc"), *cells.T)
        low, high = standardize(wave, to=weights).confidence_interval
        covered += low <= truth <= high
    # four standard deviations of 95 % in 2000 runs are 1.95 %
    assert_allclose(covered / runs, 0.95, atol=0.0195)


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

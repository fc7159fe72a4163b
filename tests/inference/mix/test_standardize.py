"""Scores at another mix: by hand, at its own mix, and as part of a decomposition."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mix_waves import LATER, SHOPS, segments
from numpy.testing import assert_allclose
from strategies import counts, levels

import nps
from nps import decompose, standardize


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
        standardize(SHOPS, to={"shop": "80%"})
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
    # four standard deviations of 95% in 2000 runs are 1.95%
    assert_allclose(covered / runs, 0.95, atol=0.0195)

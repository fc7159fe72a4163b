"""What a plan may assume."""

from __future__ import annotations

import pytest
from hypothesis import given
from numpy.testing import assert_allclose
from planning_assumptions import guesses, score_of

import nps
from nps.planning import ScoreGuess, power

KNOWN, OTHER = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.3, 0.4, 0.3)


@given(guesses)
def test_guesses_span_the_variances_they_allow(guess):
    for shares, variance in zip(guess.shares_bounds, guess.variance_bounds, strict=True):
        assert_allclose(sum(shares), 1.0)
        assert_allclose(score_of(shares), guess.score, atol=1e-9)
        p, _, d = shares
        assert_allclose(1e4 * (p + d - (p - d) ** 2), variance, atol=1e-6)
    least, most = guess.variance_bounds
    assert least <= most
    if guess.passives is None:
        assert guess.variance_bounds == nps.PublishedScore(guess.score, 10).variance_bounds


def test_guesses_speak():
    known, band, any_ = (ScoreGuess(30, passives=p) for p in (0.3, (0.15, 0.9), None))
    assert str(known) == "NPS 30.0 (assumed), 30.0% passives"
    assert str(band) == "NPS 30.0 (assumed), 15.0% to 70.0% passives"
    assert str(any_) == "NPS 30.0 (assumed), any share of passives"
    assert "assumed score" in known._repr_html_()
    assert known.summary() == (
        "A Net Promoter Score of 30.0 points with 30.0% passives is assumed."
    )
    assert any_.summary() == (
        "A Net Promoter Score of 30.0 points is assumed, with 0.0% to 70.0% passives."
    )
    assert known.summary("zh") == "假定净推荐值为 30.0 分，被动者占 30.0%。"
    assert band.summary("zh") == "假定净推荐值为 30.0 分，被动者占 15.0% 至 70.0%。"
    assert known.explain() == known.summary()
    assert ScoreGuess(30, passives=(0.15, 0.45)) == ScoreGuess(30.0, passives=[0.15, 0.45])
    assert hash(known) == hash(ScoreGuess(30, passives=0.3))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"score": 130}, "between -100 and 100"),
        ({"passives": 30}, r"between 0 and 1, got 30\. Did you mean 0.3\?"),
        ({"passives": -0.1}, "between 0 and 1, got -0.1"),
        ({"passives": 0.8}, "at most 0.7 where the score is 30"),
        ({"passives": (0.75, 0.9)}, "at most 0.7 where the score is 30"),
        ({"passives": (0.5, 0.2)}, r"passives must be \(least, largest\)"),
        ({"passives": (0.1, 0.2, 0.3)}, "a pair of the least and the largest"),
        ({"passives": "0.3"}, "passives must be a number"),
        ({"passives": (0.1, "b")}, "passives must be a number"),
    ],
)
def test_guesses_that_cannot_be_are_refused(options, message):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
        ScoreGuess(**{"score": 30, **options})


def test_a_guess_moves_with_the_difference():
    plan = power(ScoreGuess(30), ScoreGuess(30), n=500, difference=10)
    apart = power(ScoreGuess(40), ScoreGuess(30), n=500)
    assert_allclose(plan.power, apart.power)
    band = power(ScoreGuess(60, passives=(0.1, 0.4)), n=100, null=60, difference=30)
    assert_allclose(band.difference, 30.0)
    assert band.power_range is None or band.power_range[0] <= band.power
    with pytest.raises(nps.OptionError, match=r"the largest in that direction is \+60.0 points"):
        power(ScoreGuess(30, passives=(0.1, 0.2)), n=10, null=30, difference=65)
    fixed = power(ScoreGuess(30, passives=0.3), n=100, null=30, difference=10)
    assert_allclose(fixed.power, power(KNOWN, n=100, null=30, difference=10).power)

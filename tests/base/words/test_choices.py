from __future__ import annotations

import pytest

import nps


@pytest.mark.parametrize(
    ("given", "meant"),
    [("Wald", "wald"), (" SCORE ", "score"), ("adjusted_wald", "adjusted-wald"),
    ("scroe", "score")],
)  # fmt: skip
def test_a_near_miss_is_recognised(given, meant):
    with pytest.raises(nps.OptionError, match=f"method must be one of .* Did you mean '{meant}'"):
        nps.estimate([9, 3], method=given)


@pytest.mark.parametrize("given", ["zzz", "", 3, None])
def test_what_is_far_off_gets_no_guess(given):
    with pytest.raises(nps.NPSError, match=r"method must be one of .* got [^.]*\.$"):
        nps.estimate([9, 3], method=given)


def test_a_wrong_kind_is_a_type_error_and_a_wrong_word_a_value_error():
    with pytest.raises(TypeError, match="got 3"):
        nps.estimate([9, 3], method=3)
    with pytest.raises(ValueError, match="got '3'"):
        nps.estimate([9, 3], method="3")


def test_a_share_in_percent_is_recognised():
    shares = nps.Counts.from_shares
    with pytest.raises(nps.OptionError, match=r"got 50\. Did you mean 0\.5\?$"):
        shares(promoters=50, detractors=0.2, n=90)
    with pytest.raises(nps.OptionError, match=r"got 500\.$"):
        shares(promoters=500, detractors=0.2, n=90)

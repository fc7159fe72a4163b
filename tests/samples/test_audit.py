from __future__ import annotations

import json
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import nps


def test_every_answer_is_accounted_for():
    report = nps.audit([10, 9, 99, None, 3, 99, True, "9", 8.5, -1, [1], float("inf")])
    assert (report.total, report.valid, report.missing, report.invalid) == (12, 3, 1, 8)
    assert report.invalid_values == {
        99: 2,
        True: 1,
        "9": 1,
        8.5: 1,
        -1: 1,
        "[1]": 1,
        float("inf"): 1,
    }
    assert next(iter(report.invalid_values)) == 99
    assert report.examples[0] == (2, 99)
    assert report.distribution == (0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1)
    assert "\n! 99 occurs 2 times" in str(report)


def test_equal_keys_that_are_different_answers_stay_apart():
    two_to_five = nps.Scale(promoters=(5, 5), passives=(4, 4), detractors=(2, 3))
    report = nps.audit([1, True, Decimal(1), True, 1], scale=two_to_five)
    assert sorted(report.invalid_values.values()) == [1, 2, 2]
    assert set(map(str, report.invalid_values)) == {"1", "True", "Decimal('1')"}


@pytest.mark.parametrize("code", [77, 88, 99, -1, 999, 99.0, Decimal(99), np.int16(-99)])
def test_codes_for_no_answer(code):
    (found,) = nps.audit([9, 10, code]).suspicions
    assert found.startswith(f"{code} occurs once: often a code for")


@pytest.mark.parametrize("fraction", [8.5, np.float16(7.5), Decimal("8.5"), Fraction(17, 2)])
def test_fractions(fraction):
    (found,) = nps.audit([9, 10, fraction, fraction]).suspicions
    assert found.startswith("fractions occur 2 times: averages")


@pytest.mark.parametrize("answer", [12, float("inf"), 10**400, Decimal("1E+99"), "likely", 9 + 0j])
def test_other_invalid_answers_need_no_comment(answer):
    assert nps.audit([9, 10, answer]).suspicions == ()


def test_text_that_reads_as_ratings():
    (found,) = nps.audit(["9", "10 - best", "likely", "n/a"]).suspicions
    assert found.startswith("2 cells are text that reads as ratings: nps.parse_ratings")


def test_booleans():
    (found,) = nps.audit([True] * 1_500 + [False]).suspicions
    assert found.startswith("True or False occurs 1,501 times")


@pytest.mark.parametrize("bits", [8, 16, 32, 64])
def test_a_missing_number_that_was_cast_to_an_integer(bits):
    least = -(2 ** (bits - 1))
    (found,) = nps.audit([9, 10, least, least]).suspicions
    assert found == (
        f"{least} occurs 2 times: this is what a missing number becomes as an integer. Replace it"
        " with None if it is."
    )


@pytest.mark.parametrize(("value", "times"), [(55, 2), (-11, 2), (21, 3), (10**6, 2)])
def test_what_recurs_far_off_the_scale_is_a_code(value, times):
    (found,) = nps.audit([9, 10, *[value] * times]).suspicions
    assert found.startswith(f"{value} occurs {times} times: often a code for")
    assert nps.audit([9, 10, value]).suspicions == ()


def test_near_the_scale_it_may_be_a_slip():
    assert nps.audit([9, 10, 11, 11, 12, 20, 20, -4, -4]).suspicions == ()


def test_nobody_gave_the_lowest_rating():
    """From 24 answers of 1 to 3 on: 0.8**24 < 0.005 < 0.8**23."""
    answers = [1] * 10 + [2] * 7 + [3] * 7 + [9, 10] * 30
    (found,) = nps.audit(answers).suspicions
    assert found == (
        "nobody of 84 gave a 0: was the question asked on 1-10? The classes stay the same"
        " then, but the scores do not compare with 0-10 surveys."
    )
    assert 0.8**24 < 0.005 < 0.8**23  # the level of the test
    assert nps.audit(answers[1:]).suspicions == ()
    assert nps.audit([4, *answers[1:]]).suspicions == ()  # a 4 does not count
    assert nps.audit([*answers, 0]).suspicions == ()
    assert nps.audit([5, 6, 9, 10] * 10_000).suspicions == ()  # few are unhappy, so few gave a 0
    assert nps.audit(answers, scale=nps.Scale.conventional(1, 10)).suspicions == ()


def test_nobody_used_the_upper_half():
    stars = [5] * 10 + [1, 2, 3, 4] * 3
    (found,) = nps.audit(stars).suspicions
    assert found == (
        "no answer of 22 is above 5: was the question asked on a shorter scale? Say which with"
        " scale=nps.Scale.conventional(...)."
    )
    assert nps.audit([*stars, 8]).suspicions == ()
    for scale in (nps.STANDARD, nps.Scale.conventional(1, 10)):  # 10 is 0 in a field of one digit
        doubts = nps.audit([0, 0, 3, *[9] * 20], scale=scale).suspicions
        assert any("above 9, and 0 occurs 2 times: was 10 cut to one digit" in x for x in doubts)
    (found,) = nps.audit([0, 3, *[9] * 20]).suspicions  # the position was stored, 0 for 1
    assert found.startswith("no answer of 22 is above 9: was the position on a list stored")
    likert = nps.Scale.conventional(1, 5)
    assert nps.audit([1, 2] * 300, scale=likert).suspicions == ()


def test_everybody_gave_the_same_answer():
    assert nps.audit([10] * 29).suspicions == ()
    assert nps.audit([10] * 30).suspicions == (
        "all 30 valid answers are 10: a default or a test file?",
    )


def test_the_picture_scales_with_the_largest_bin():
    lines = str(nps.audit([0] * 60 + [10] * 30 + [5])).splitlines()
    assert lines[0] == "91 answers: 91 valid, 0 missing, 0 invalid"
    assert lines[1] == "  0         60  " + "#" * 30
    assert lines[11] == " 10         30  " + "#" * 15
    assert lines[6] == "  5          1"
    assert len(lines) == 12


def test_an_empty_column():
    report = nps.audit([])
    assert (report.total, report.valid, report.suspicions) == (0, 0, ())
    assert len(str(report).splitlines()) == 12


def test_the_dictionary_is_json():
    huge = 10**5000
    report = nps.audit([9, huge, "<b>", 99, 99, Decimal("8.5")])
    saved = json.loads(json.dumps(report.to_dict()))
    assert saved["invalid_values"] == [
        [99, 2], ["a number of thousands of digits", 1], ["<b>", 1], ["8.5", 1],
    ]  # fmt: skip
    tricky = nps.audit([True, "99", 99, 8.5, 8.5, math.inf]).to_dict()
    found = json.loads(json.dumps(tricky, allow_nan=False))["invalid_values"]
    assert sorted(map(str, found)) == sorted(
        map(str, [[True, 1], ["99", 1], [99, 1], [8.5, 2], ["inf", 1]])
    )
    assert saved["examples"][:2] == [[1, "a number of thousands of digits"], [2, "<b>"]]
    assert saved["distribution"]["9"] == 1
    assert saved["valid"] == 1


def test_html_escapes_what_was_found():
    page = nps.audit(["<script>", 77])._repr_html_()
    assert "<script" not in page
    assert "77 occurs once" in page
    assert "2 answers: 0 valid" in page


def test_only_what_is_no_column_is_refused():
    assert nps.audit(np.array(["2025"], dtype="M8[Y]")).invalid == 1
    with pytest.raises(nps.RatingTypeError, match="must be one-dimensional"):
        nps.audit(np.zeros((2, 2)))

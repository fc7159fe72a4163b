from __future__ import annotations

import json
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import nps
from nps._samples.audit import LARGE


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


def test_nobody_gave_the_lowest_rating():
    spread = [*range(1, 11)] * (LARGE // 10)
    (found,) = nps.audit(spread).suspicions
    assert found == (
        f"nobody of {LARGE} gave a 0: was the question asked on 1-10? The classes stay the same"
        " then, but the scores do not compare with 0-10 surveys."
    )
    assert nps.audit(spread[:-1]).suspicions == ()
    assert nps.audit([*spread, 0]).suspicions == ()
    assert nps.audit(spread, scale=nps.Scale.conventional(1, 10)).suspicions == ()


def test_nobody_used_the_upper_half():
    five = [*range(6)] * LARGE
    (found,) = nps.audit(five).suspicions
    assert "is above 5: was the question asked on a shorter scale?" in found
    assert nps.audit([*five, 8]).suspicions == ()
    (found,) = nps.audit([*five, 7]).suspicions
    assert "is above 7" in found
    likert = nps.Scale.conventional(1, 5)
    assert nps.audit([1, 2] * LARGE, scale=likert).suspicions == ()


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

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest

import nps
from nps._base import checks as check
from nps._base import errors


@pytest.mark.parametrize("value", [0.5, 1e-9, 1 - 1e-12, np.float32(0.5), np.float64(0.9)])
def test_levels_inside_their_range(value):
    level = check.check_confidence_level(value)
    assert type(level) is float
    assert level == value


def test_a_percentage_is_recognised():
    with pytest.raises(errors.OptionError, match=r"got 95. Did you mean 0.95\?"):
        check.check_confidence_level(95)
    with pytest.raises(errors.OptionError, match=r"0.95 means 95%"):
        check.check_confidence_level(100)
    with pytest.raises(errors.OptionError, match=r"0.95 means 95%"):
        check.check_confidence_level(1)


def test_a_level_that_is_zero_to_double_precision_is_refused():
    # Its complement is 1, which has no quantile.
    with pytest.raises(errors.OptionError, match="strictly between 0 and 1, got 1e-17"):
        check.check_confidence_level(1e-17)


@pytest.mark.parametrize("value", [200, -200.0, np.int8(5), 0])
def test_points_up_to_the_largest(value):
    assert check.check_points("null", value, 200.0) == value


def test_points_beyond_the_scale():
    with pytest.raises(errors.OptionError, match=r"lie between -200 and 200, got 200.5"):
        check.check_points("null", 200.5, 200.0)
    with pytest.raises(errors.OptionError, match="null must be a finite number in points"):
        check.check_points("null", -math.inf, 200.0)


@pytest.mark.parametrize("value", [5, 5.0, np.uint64(5), np.float16(5), np.array(5), Decimal(5)])
def test_whole_numbers(value):
    whole = check.check_whole("n", value)
    assert type(whole) is int
    assert whole == 5


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (5.5, ValueError, "must be a whole number, got 5.5"),
        (math.inf, ValueError, "must be a whole number, got inf"),
        (math.nan, ValueError, "must be a whole number, got nan"),
        (-1, ValueError, "must not be negative, got -1"),
        (-1.0, ValueError, "must not be negative, got -1.0"),
        (2**53 + 1, ValueError, r"at most 2\*\*53 to stay exact, got 9007199254740993"),
        (1e300, ValueError, r"at most 2\*\*53 to stay exact, got 1e\+300"),
        pytest.param(10**5000, ValueError, "got a number of thousands of digits", id="huge"),
        (True, TypeError, "got the boolean True"),
        ("5", TypeError, "got '5'"),
        (np.timedelta64(5, "D"), TypeError, "whole number"),
        (Decimal("5.5"), ValueError, "must be a whole number, got Decimal"),
        (Decimal("NaN"), ValueError, "must be a whole number, got Decimal"),
        (Decimal("-Infinity"), ValueError, "must be a whole number, got Decimal"),
        (Decimal(-1), ValueError, "must not be negative, got Decimal"),
        (Decimal(2**53 + 1), ValueError, r"at most 2\*\*53 to stay exact"),
    ],
)
def test_what_is_not_a_whole_number(value, error, message):
    with pytest.raises(error, match=message):
        check.check_whole("n", value)


def test_whole_numbers_go_up_to_2_to_the_53():
    assert check.check_whole("n", 2**53) == 2**53
    assert check.check_whole("n", 0) == 0
    with pytest.raises(errors.OptionError, match="n must be at most 10,000, got 1000000000000"):
        check.check_whole("n", 10**12, largest=10_000)


def test_names():
    assert check.check_names("by", "shop", distinct=True) == ["shop"]
    assert check.check_names("by", ("shop", "wave"), distinct=True) == ["shop", "wave"]
    assert check.check_names("table", ("a", "a"), distinct=False) == ["a", "a"]
    for wrong in (5, b"shop", {"shop"}, iter(["shop"]), None):
        with pytest.raises(errors.InputTypeError, match="by must be a name or a list of names"):
            check.check_names("by", wrong, distinct=True)
    with pytest.raises(errors.InputTypeError, match="by must be text, got 5"):
        check.check_names("by", ["shop", 5], distinct=True)
    with pytest.raises(errors.OptionError, match=r"by must be at least one name, got \[\]"):
        check.check_names("by", [], distinct=True)
    with pytest.raises(errors.OptionError, match=r"by must be distinct names, got \['a', 'a'\]"):
        check.check_names("by", ["a", "a"], distinct=True)


def test_columns_of_one_length():
    check.check_same_length("ratings", 3, "groups", 3)
    with pytest.raises(
        ValueError, match="ratings and groups must have the same length, got 3 and 4"
    ):
        check.check_same_length("ratings", 3, "groups", 4)


def test_sources_of_random_numbers():
    seed = np.random.SeedSequence(5)
    assert check.check_rng(5).integers(1000) == np.random.default_rng(5).integers(1000)
    assert check.check_rng(seed).integers(9) == np.random.default_rng(seed).integers(9)
    generator = np.random.default_rng()
    assert check.check_rng(generator) is generator
    assert check.check_rng(None) is not check.check_rng(None)
    with pytest.raises(nps.OptionError, match=r"^rng must be a whole number of at least 0"):
        check.check_rng(-1)
    for wrong in ("seed", 1.5, True, object()):
        with pytest.raises(nps.InputTypeError, match=r"^rng must be a whole number of at least 0"):
            nps.compare([9, 3], [9, 8], method="permutation", n_resamples=9, rng=wrong)
        with pytest.raises(nps.InputTypeError, match=r"^rng must be"):
            nps.posterior([9, 3]).sample(2, rng=wrong)
        with pytest.raises(nps.InputTypeError, match=r"^rng must be"):
            nps.bootstrap([9, 3], n_resamples=9, rng=wrong)


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        (99, "Did you mean 0.99?"), (90, "Did you mean 0.9?"), (99.9, "Did you mean 0.999?"),
        (1.5, "Did you mean 0.015?"), (1, "0.95 means 95%."), (100, "0.95 means 95%."),
        (0, "0.95 means 95%."), (-5, "0.95 means 95%."), (250, "0.95 means 95%."),
    ],
)  # fmt: skip
def test_a_level_in_per_cent_is_recognised(given, hint):
    with pytest.raises(errors.OptionError) as raised:
        check.check_confidence_level(given)
    assert str(raised.value).endswith(hint)

from __future__ import annotations

import copy
import dataclasses
import json
import pickle

import numpy as np
import pytest

import nps


def test_a_survey_by_hand():
    sample = nps.Counts(50, 30, 20, missing=3, invalid=1)
    assert sample.n == 100
    assert sample.score == 30.0
    assert sample.shares == (0.5, 0.3, 0.2)
    assert sample.shares.detractors == 0.2
    assert sample.variance == pytest.approx(6100.0)  # 10**4 (0.7 - 0.09)
    assert sample.standard_error == pytest.approx(61.0**0.5)


def test_only_the_five_numbers_matter_for_equality():
    sample = nps.count([9, 3])
    assert sample == nps.Counts(1, 0, 1)
    assert hash(sample) == hash(nps.Counts(1, 0, 1))
    assert sample != nps.Counts(1, 0, 1, missing=1)
    assert sample != (1, 0, 1)


def test_numbers_are_plain():
    sample = nps.Counts(np.int64(5), 3.0, np.uint8(2), missing=np.int8(1))
    assert all(type(getattr(sample, f.name)) is int for f in dataclasses.fields(sample)[:5])
    assert type(sample.score) is type(sample.variance) is type(sample.standard_error) is float


def test_exact_up_to_2_to_the_53():
    almost = nps.Counts(2**53 - 1, 0, 1)
    assert almost.n == 2**53
    assert almost.score == 100.0 * (2**53 - 2) / 2**53
    assert almost.variance == pytest.approx(4e4 * (2**53 - 1) / 2**106, rel=1e-15)
    for more in (nps.Counts(1, 0, 0), nps.Counts(0, 1, 0)):
        with pytest.raises(nps.OptionError, match=r"at most 2\*\*53"):
            almost + more
    with pytest.raises(nps.OptionError, match=r"counts must sum to at most 2\*\*53"):
        nps.Counts(2**52, 2**52, 1)


@pytest.mark.parametrize("what", ["score", "shares", "variance", "standard_error"])
def test_nothing_is_known_of_an_empty_sample(what):
    does = "do" if what == "shares" else "does"
    said = f"without a valid answer {does} not exist: no data"
    with pytest.raises(nps.EmptySampleError, match=said):
        getattr(nps.Counts(0, 0, 0), what)
    with pytest.raises(nps.EmptySampleError, match=r"\(only 5 missing and 2 invalid\)"):
        getattr(nps.Counts(0, 0, 0, missing=5, invalid=2), what)


@pytest.mark.parametrize("other", [1, 0.0, "0", None, [nps.Counts(1, 0, 0)]])
def test_only_counts_add(other):
    with pytest.raises(TypeError, match="unsupported operand"):
        nps.Counts(1, 0, 0) + other
    with pytest.raises(TypeError, match=r"unsupported operand|can only concatenate"):
        other + nps.Counts(1, 0, 0)


def test_the_distribution_travels_along_where_it_can():
    seen, unseen, nobody = nps.count([9, 3]), nps.Counts(1, 0, 0), nps.Counts(0, 0, 0, missing=2)
    assert (seen + seen).distribution == (0, 0, 0, 2, 0, 0, 0, 0, 0, 2, 0)
    assert (seen + unseen).distribution is None
    assert (unseen + seen).distribution is None
    assert (seen + nobody).distribution == seen.distribution
    assert (nobody + seen).distribution == seen.distribution
    assert (nobody + nobody).distribution is None
    assert (seen + nps.count([5], scale=nps.Scale.conventional(1, 5))).distribution is None


@pytest.mark.parametrize(
    ("distribution", "error", "message"),
    [
        ([1, 1], nps.OptionError, "must sum to the 1 valid answers, but it sums to 2"),
        ([], nps.OptionError, "sums to 0"),
        ([2, -1], nps.OptionError, r"distribution\[1\] must not be negative"),
        ([0.5, 0.5], nps.OptionError, r"distribution\[0\] must be a whole number"),
        ("1", nps.InputTypeError, "must be a sequence of counts, got '1'"),
        (1, nps.InputTypeError, "must be a sequence of counts, got 1"),
        ({1}, nps.InputTypeError, "must be a sequence of counts"),
    ],
)
def test_a_distribution_must_fit(distribution, error, message):
    with pytest.raises(error, match=message):
        nps.Counts(1, 0, 0, distribution=distribution)


def test_a_distribution_may_be_an_array():
    sample = nps.Counts(1, 0, 0, distribution=np.array([0, 1]))
    assert sample.distribution == (0, 1)
    assert all(type(k) is int for k in sample.distribution)


def test_text():
    sample = nps.Counts(1_000, 300, 200, missing=1_234, invalid=3)
    assert str(sample) == (
        "NPS 53.3  n = 1,500 (1,000 promoters, 300 passives, 200 detractors, 1,234 missing,"
        " 3 invalid)"
    )
    assert repr(sample) == (
        "Counts(promoters=1000, passives=300, detractors=200, missing=1234, invalid=3)"
    )
    assert str(nps.Counts(0, 0, 0)).startswith("no valid answer  n = 0")
    page = sample._repr_html_()
    assert "66.7%" in page
    assert "1,000" in page
    assert "n/a" in nps.Counts(0, 0, 0)._repr_html_()


def test_dictionaries():
    sample = nps.count([9, 3, None])
    saved = json.loads(json.dumps(sample.to_dict()))
    assert saved == {
        "promoters": 1, "passives": 0, "detractors": 1, "missing": 1, "invalid": 0,
        "distribution": [0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0],
    }  # fmt: skip
    assert nps.Counts.from_dict(saved).distribution == sample.distribution


@pytest.mark.parametrize(
    ("mapping", "error", "message"),
    [
        ({"promoters": 1, "passives": 1, "detractor": 1}, nps.OptionError, "mean 'detractors'"),
        ({"promoters": 1, "passives": 1, "detractors": 1, "n": 3},
        nps.OptionError, "unknown key 'n'"),
        ({1: 2}, nps.OptionError, "unknown key 1"),
        ({"promoters": 1}, nps.OptionError, "mapping lacks passives, detractors"),
        ({"promoters": None, "passives": 1, "detractors": 1},
        nps.InputTypeError, "promoters must be"),
        ([1, 2, 3], nps.InputTypeError, "mapping must be a mapping"),
    ],
)  # fmt: skip
def test_dictionaries_that_do_not_fit(mapping, error, message):
    with pytest.raises(error, match=message):
        nps.Counts.from_dict(mapping)


def test_a_fixed_score_is_compared_as_a_benchmark():
    with pytest.raises(nps.InputTypeError, match=r"use nps\.compare_benchmark\(sample, 30\)"):
        nps.compare(nps.Counts(5, 3, 2), 30)
    with pytest.raises(nps.RatingTypeError, match="For a single value write it in brackets"):
        nps.compare(30, nps.Counts(5, 3, 2))


def test_errors_name_the_argument():
    with pytest.raises(nps.RatingError, match=r"^reference: 1 of 2 answers"):
        nps.compare([9, 10], [9, 11])
    with pytest.raises(nps.RatingError, match=r"^sample: 1 of 2 answers"):
        nps.score([9, 11])
    with pytest.raises(nps.RatingError, match=r"^'b': 1 of 1 answers"):
        nps.Cohorts.from_dict({"a": [9], "b": [11]})


def test_copies():
    sample = nps.count([9, 3])
    for twin in (copy.copy(sample), copy.deepcopy(sample), pickle.loads(pickle.dumps(sample))):
        assert twin == sample
        assert twin.distribution == sample.distribution
    assert dataclasses.replace(nps.Counts(1, 2, 3), promoters=4) == nps.Counts(4, 2, 3)

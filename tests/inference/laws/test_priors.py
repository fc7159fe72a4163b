"""Priors by name and as weights."""

from __future__ import annotations

import pytest

import nps
from nps._inference.laws.priors import PRIORS, check_prior, check_proper_prior


def test_a_name_stands_for_one_weight_in_each_class():
    assert {name: check_prior(name) for name in PRIORS} == {
        name: (weight, weight, weight) for name, weight in PRIORS.items()
    }
    assert check_prior([1, 2.0, 3]) == (1.0, 2.0, 3.0)


@pytest.mark.parametrize(
    ("prior", "error", "words"),
    [
        ("jefreys", nps.OptionError, "Did you mean 'jeffreys'"),
        ((1, 2), nps.InputTypeError, "three positive numbers"),
        (3.0, nps.InputTypeError, "three positive numbers"),
        ((1, 0, 1), nps.OptionError, 'use "haldane"'),
        ((1, float("nan"), 1), nps.OptionError, "finite number"),
    ],
)
def test_what_is_no_prior_is_refused(prior, error, words):
    with pytest.raises(error, match=words):
        check_prior(prior)


def test_a_proper_prior_leaves_no_class_out():
    assert check_proper_prior("perks") == check_prior("perks")
    with pytest.raises(nps.OptionError, match="haldane"):
        check_proper_prior("haldane")

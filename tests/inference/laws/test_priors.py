"""Priors by name and as weights."""

from __future__ import annotations

import pytest

import nps
from nps import Counts, posterior

SAMPLE = Counts(50, 30, 20)


def test_named_priors_weigh_what_they_should():
    for name, weight in (("jeffreys", 1 / 2), ("uniform", 1), ("perks", 1 / 3), ("haldane", 0)):
        belief = posterior(SAMPLE, prior=name)
        assert belief.prior == (weight, weight, weight)
        assert belief.parameters == (50 + weight, 30 + weight, 20 + weight)


def test_data_worth_of_a_prior_can_be_moved_into_the_counts():
    moved = posterior(Counts(55, 33, 22), prior=(1, 1, 1))
    assert posterior(SAMPLE, prior=(6, 4, 3)).parameters == moved.parameters
    assert posterior(SAMPLE, prior=[6, 4, 3]).mean == moved.mean


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
        posterior(SAMPLE, prior=prior)


def test_a_difference_has_priors_that_leave_no_class_out():
    other = Counts(40, 30, 30)
    named, written = (
        nps.compare(SAMPLE, other, method="bayes", prior=prior) for prior in ("perks", [1 / 3] * 3)
    )
    assert named.p_value == written.p_value
    with pytest.raises(nps.OptionError, match="haldane"):
        nps.compare(SAMPLE, other, method="bayes", prior="haldane")

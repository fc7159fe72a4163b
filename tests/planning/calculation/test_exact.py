"""Where power is exact, and how far it may be."""

from __future__ import annotations

import pytest
from numpy.testing import assert_allclose

import nps
from nps.planning import assurance, power

KNOWN, OTHER = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.3, 0.4, 0.3)


def test_auto_is_exact_where_it_is_quick():
    assert power(KNOWN, n=1000, null=25).calculation == "exact"
    assert power(KNOWN, n=1001, null=25).calculation == "asymptotic"
    assert power(KNOWN, OTHER, n=110).calculation == "exact"
    assert power(KNOWN, OTHER, n=400).calculation == "asymptotic"
    assert power(KNOWN, OTHER, n=5000).calculation == "asymptotic"
    assert power(KNOWN, n=20, method="wald").calculation == "asymptotic"
    larger = power(KNOWN, n=3000, null=28, calculation="exact")
    formula = power(KNOWN, n=3000, null=28)
    assert_allclose(larger.power, formula.power, atol=2e-3)


@pytest.mark.parametrize(
    ("reference", "n", "method", "message"),
    [
        (None, 100_001, "score", "goes up to 100,000 answers"),
        (None, 2_001, "wald", "goes up to 2,000 answers"),
        (OTHER, 2_001, "score", "goes up to 2,000 answers"),
        (OTHER, 1_500, "score", "pairs of tables"),
        (OTHER, 600, "t", "pairs of tables"),
    ],
)
def test_what_is_too_long_to_sum_is_said(reference, n, method, message):
    with pytest.raises(nps.OptionError, match=message):
        power(KNOWN, reference, n=n, method=method, calculation="exact")


def test_samples_too_small_for_a_test_have_no_power():
    assert power(KNOWN, n=1, calculation="exact").power == 0.0
    assert power(KNOWN, n=1, method="t", calculation="exact").power == 0.0
    assert power(KNOWN, OTHER, n=1, method="t", calculation="exact").power == 0.0
    # less than one answer that counts
    assert power(KNOWN, n=1, design_effect=3).power == 0.0
    assert power(KNOWN, OTHER, n=1, design_effect=3).power == 0.0


def test_assurance_is_exact_in_small_samples_only():
    pilot = nps.Counts(20, 12, 8)
    # summed over all tables up to 500 answers
    small, large = (assurance(pilot, n=n, null=10).assurance for n in (500, 501))
    assert_allclose(small, large, atol=2e-3)
    two = assurance(pilot, nps.Counts(10, 12, 18), n=30)
    more = assurance(pilot, nps.Counts(10, 12, 18), n=300)
    assert two.assurance < more.assurance < 1.0
    assert assurance(pilot, OTHER, n=30).assurance > 0.0
    assert assurance(pilot, n=30, null=10, method="wald", calculation="exact").assurance > 0.0

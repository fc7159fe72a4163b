"""Wald's intervals of two samples with pseudo-answers, against R."""

from __future__ import annotations

import numpy as np
import pytest
import reference_tables
from reference_tables import Row, classes, number
from single_pairs import pairs_of

import nps
from nps._kernels.two_scores import wald as two_sample_wald


def rows(method: str) -> list[Row]:
    return reference_tables.rows("two_sample_methods", method=method)


def samples(row: Row) -> tuple[nps.Counts, nps.Counts]:
    return nps.Counts(*classes(row, "_1")), nps.Counts(*classes(row, "_2"))


def test_pseudo_counts_of_any_size_agree_with_r():
    for row in rows("pseudo-1-0-1"):
        estimate = two_sample_wald.with_pseudo_counts(pairs_of(*samples(row)), (1.0, 0.0, 1.0))
        assert 100.0 * estimate.error[0] == pytest.approx(number(row["standard_error"]), rel=1e-9)
        assert 100.0 * estimate.centre[0] == pytest.approx(
            number(row["difference"]), rel=1e-9, abs=1e-12
        )


@pytest.mark.parametrize(
    ("sample", "reference"),
    [((50, 30, 20), (7, 2, 11)), ((3, 0, 1), (0, 9, 4)), ((1, 0, 0), (0, 0, 2))],
)
def test_the_pooled_error_is_that_of_all_answers_in_one_urn(sample, reference):
    # Student's two-sample error with the divisor of the whole, on the answers themselves
    points = [100.0, 0.0, -100.0]
    urn = np.repeat(points * 2, [*sample, *reference])
    expected = np.sqrt(np.var(urn) * (1.0 / sum(sample) + 1.0 / sum(reference)))
    found = two_sample_wald.pooled(pairs_of(nps.Counts(*sample), nps.Counts(*reference)))
    assert 100.0 * found.error[0] == pytest.approx(expected, rel=1e-12)
    mean = np.average(points, weights=sample) - np.average(points, weights=reference)
    assert 100.0 * found.centre[0] == pytest.approx(mean, rel=1e-12)


def test_the_pooled_error_needs_answers_on_both_sides():
    found = two_sample_wald.pooled(pairs_of(nps.Counts(5, 3, 2), nps.Counts(0, 0, 0)))
    assert np.isnan(found.error[0])

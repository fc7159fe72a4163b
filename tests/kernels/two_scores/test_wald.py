"""Wald's intervals of two samples with pseudo-answers, against R."""

from __future__ import annotations

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

"""What a service needs: calls from many threads, and single calls that equal those on columns."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from strategies import counts

import nps

RNG = np.random.default_rng(20251124)
SAMPLES = [nps.Counts(*map(int, row)) for row in RNG.integers(1, 200, (1000, 3))]


def test_a_thousand_estimates_from_threads():
    serial = [nps.estimate(sample) for sample in SAMPLES]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(nps.estimate, SAMPLES)) == serial


def test_counting_in_threads():
    columns = [RNG.integers(0, 11, 50_000).astype(kind) for kind in ("u1", "i4", "f8", ">i8")] * 8
    keys = RNG.integers(-(2**60), 2**60, 50)[RNG.integers(0, 50, 50_000)]
    serial = [(nps.count(x), nps.count_by(x, keys)) for x in columns]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda x: (nps.count(x), nps.count_by(x, keys)), columns))
    assert together == serial
    assert [c.distribution for c, _ in together] == [c.distribution for c, _ in serial]


@given(st.lists(counts(), min_size=1, max_size=20))
def test_one_sample_is_a_column_of_one(samples):
    cohorts = nps.Cohorts.from_dict(dict(enumerate(samples)))
    for sample, row in zip(samples, nps.estimate(cohorts), strict=True):
        alone = nps.estimate(sample)
        assert alone.score == row.score
        assert alone.standard_error == row.standard_error
        assert alone.confidence_interval == row.confidence_interval
        assert alone.notes == row.notes


@given(counts(), counts(), st.lists(st.integers(0, 10), max_size=30))
def test_sums_are_as_good_as_counts_that_were_checked(a, b, ratings):
    total = a + b + nps.count(ratings)
    assert total == nps.Counts(
        total.promoters, total.passives, total.detractors, missing=0, invalid=0
    )
    assert nps.Counts.from_dict(nps.count(ratings).to_dict()) == nps.count(ratings)
    kinds = {type(k) for k in (total.promoters, total.passives, total.detractors, total.missing)}
    assert kinds == {int}

"""Nothing changes after it is made, so threads need no locks."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import nps

SAMPLE = nps.count([10, 9, 9, 8, 7, 3])
MANY = nps.count_by([10, 9, 9, 8, 7, 3], ["a", "b", "a", "b", "a", "c"])
RESULTS = [
    SAMPLE, nps.STANDARD, nps.audit([9, 99]), nps.estimate(SAMPLE), nps.compare(SAMPLE, SAMPLE),
    nps.estimate(MANY), nps.compare(MANY, SAMPLE), nps.estimate(MANY).confidence_interval,
]  # fmt: skip


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: type(result).__name__)
def test_results_are_frozen(result):
    for field in dataclasses.fields(result):
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field"):
            setattr(result, field.name, None)
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field"):
            delattr(result, field.name)
    assert not hasattr(result, "__dict__")
    # slotted dataclasses differ in how they refuse a name that they do not know
    with pytest.raises((AttributeError, TypeError)):
        result.remark = "better than last year"


def test_columns_of_cohorts_are_read_only():
    for name in ("promoters", "passives", "detractors", "missing", "invalid", "distribution"):
        column = getattr(MANY, name)
        with pytest.raises(ValueError, match="read-only"):
            column[...] = 0
    for part in (MANY[1:], MANY.sort_by("n"), MANY.select(["a"]), MANY + MANY):
        assert not part.promoters.flags.writeable


def test_what_went_in_stays_as_it_was():
    answers, groups = np.array([9.0, 3.0, np.nan]), np.array([1, 2, 1])
    answers.flags.writeable = groups.flags.writeable = False
    nps.audit(answers)
    nps.classify(answers)
    nps.estimate(nps.count_by(answers, groups))
    assert np.array_equal(answers, [9.0, 3.0, np.nan], equal_nan=True)
    assert answers.dtype == np.float64


def work(seed: int) -> tuple[object, ...]:
    promoters, passives, detractors = (seed * k % 97 + 1 for k in (31, 57, 71))
    sample = nps.Counts(promoters, passives, detractors)
    method = ("score", "wald", "t", "adjusted-wald")[seed % 4]
    estimate = nps.estimate(sample, method=method, confidence_level=0.8 + seed % 19 / 100)
    # a comparison by score takes milliseconds, so a few of them will do
    comparison = nps.compare(sample, SAMPLE) if seed % 40 == 0 else None
    many = nps.estimate(nps.count_by([9, 3, seed % 11], [seed % 5, 1, 2]))
    return str(estimate), estimate, comparison, many.confidence_interval.low.tolist()


def test_sixteen_threads_get_what_one_gets():
    alone = [work(seed) for seed in range(1000)]
    with ThreadPoolExecutor(16) as threads:
        together = list(threads.map(work, range(1000)))
    assert together == alone

"""Tables that every engine has to count alike, and what they have to give."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

import nps

INF, NAN = math.inf, math.nan
#: Columns of answers that have gone wrong in every way that their type allows.
RATINGS = {
    "float64": pa.array([10, 9.0, 8.5, None, NAN, -1, 11, 12, INF, -INF, 0, -0.0, 6, 7]),
    "float32": pa.array(
        [10, 9, 8.5, None, NAN, -1, 11, 12, INF, -INF, 0, -0.0, 6, 7], pa.float32()
    ),
    "int64": pa.array([10, 9, 8, None, None, -1, 11, 12, 2**62, -(2**62), 0, 0, 6, 7]),
    "int8": pa.array([10, 9, 8, None, None, -1, 11, 12, 127, -128, 0, 0, 6, 7], pa.int8()),
    "uint8": pa.array([10, 9, 8, None, None, 1, 11, 12, 255, 128, 0, 0, 6, 7], pa.uint8()),
    "uint64": pa.array([10, 9, 8, None, None, 1, 11, 12, 2**63, 13, 0, 0, 6, 7], pa.uint64()),
    "whole": pa.array([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 6, 7], pa.int32()),
    "nothing": pa.array([None] * 14, pa.int64()),
}


START = dt.datetime(2024, 2, 28, 23, 59, 59)


KEYS = {
    "text": ["a", "b", None, "", " a", "A", "'; DROP t; --", "a\nb", "é", "中", "1", "2", "%", "a"],
    "numbers": [1, 2, None, -5, 0, 10, 2, 1, None, 7, 7, 7, 7, 7],
    "floats": [1.0, 2.5, None, NAN, INF, -0.0, 0.0, 1.0, 1e300, None, 2.5, 3.0, 3.0, 3.0],
    "whole floats": [1.0, 2.0, None, NAN, 0.0, -0.0, 2.0, 1.0, 1.0, None, 2.0, 3.0, 3.0, 3.0],
    "truth": [True, False, None] * 4 + [True, True],
    "dates": [START.date() + dt.timedelta(days=i % 3) for i in range(13)] + [None],
    "times": [START + dt.timedelta(seconds=i % 4) for i in range(13)] + [None],
    "zoned times": pa.array(
        [START + dt.timedelta(seconds=i % 4) for i in range(13)] + [None],
        pa.timestamp("us", "Europe/Paris"),
    ),
    "nanoseconds": pa.array([1, 2, None, 1001, 0, 2, 1] * 2, pa.timestamp("ns")),
    "durations": [dt.timedelta(days=i % 3, microseconds=i % 2) for i in range(13)] + [None],
    "hours": [dt.time(i % 3) for i in range(13)] + [None],
    "decimals": pa.array(
        [*map(Decimal, ["1.5", "2", "1.50", "-3"] * 3), None, None], pa.decimal128(20, 2)
    ),
    "nothing": pa.nulls(14),
}  # fmt: skip


def expected(table: pa.Table, rating: str, by: list[str]) -> nps.Cohorts:
    """Count the same columns as plain Python lists."""
    keys = {name: table[name].to_pylist() for name in by}
    return nps.count_by(table[rating].to_pylist(), keys, invalid="drop", order="sorted")


def assert_same(found: nps.Cohorts, wanted: nps.Cohorts) -> None:
    assert found.labels == wanted.labels
    assert [type(x) is bool for x in found] == [type(x) is bool for x in wanted]
    assert found.key_names == wanted.key_names
    for name in ("promoters", "passives", "detractors", "missing", "invalid", "distribution"):
        np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name))


def one_answer_each(rows, keep: str) -> nps.Counts:
    """Say the rule again in plain Python: (key, person, time, rating) to counts by key."""
    people: dict[object, list[tuple[object, object]]] = {}
    for i, (key, person, time, rating) in enumerate(rows):
        people.setdefault((key, i) if person is None else (key, person, ""), []).append(
            (time, rating)
        )
    chosen: dict[object, list[object]] = {}
    for (key, *_), answers in people.items():
        valid = [(t, r) for t, r in answers if r is not None and r in range(11)]
        if valid:
            best = (
                (max if keep == "latest" else min)(t for t, _ in valid)
                if len(answers) > 1
                else valid[0][0]
            )
            rating = min(r for t, r in valid if t == best)
        else:
            rating = max((99 for _, r in answers if r is not None), default=None)
        chosen.setdefault(key, []).append(rating)
    return nps.Cohorts.from_dict(
        {key: nps.count(ratings, invalid="drop") for key, ratings in chosen.items()}, keys=["k"]
    ).sort_by("label")


#: Ties, people without a valid answer, answers of nobody, the same person in two cohorts.
PEOPLE = [
    ("a", 1, 0, 10), ("a", 1, 3, 3), ("b", 1, 1, None), (None, 2, 2, 11), ("a", None, 2, 9),
    ("b", None, 0, 8), ("b", 3, 1, 7), ("a", 3, 1, None), (None, 2, 2, 10), (None, 2, 1, 9),
    ("a", 1, 3, 0), ("a", 1, 3, 5), ("b", 1, 0, 6), (None, 2, 1, 11), ("a", None, 1, 12),
    ("b", None, 1, 7), ("b", 3, 2, None), ("a", 3, 2, 8), (None, 2, 2, 9), (None, 2, 0, 10),
]  # fmt: skip


#: Each design of a survey, by the arguments that name its columns.
DESIGNS = {
    "weights": {"weight": "w"},
    "clusters": {"clusters": "c"},
    "strata": {"weight": "w", "strata": "s"},
    "both": {"weight": "w", "strata": "s", "clusters": "c"},
}


#: Zero weights, a cluster (4) and a stratum (z) of them alone, a cluster without an answer (6).
SURVEY = {
    "r": [10, 9, 3, 8, 9, 10, None, 2, 11, None, 7, 5, 9],
    "w": [2.0, 1.0, 1.5, 3.0, 2.0, 1.0, 0.0, 1.0, 1.0, 2.5, 0.0, 0.7, 0.1],
    "s": ["x", "x", "x", "x", "y", "y", "x", "y", "y", "y", "z", "y", "x"],
    "c": [1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 7, 3, 2],
    "k": ["a", "b", "a", None, "a", "b", "a", "b", "a", "b", "z", None, "b"],
    "j": [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 3, 1, None],
    "all": [20] * 13,
    "size": [8, 8, 8, 8, 9, 9, 8, 9, 9, 9, 7, 9, 8],
}


def columns_of(table: pa.Table, options: dict[str, str]) -> dict[str, object]:
    """Return the columns that the options name, under the names that `SurveySample` has."""
    names = {"weight": "weights", "strata": "strata", "clusters": "clusters"}
    return {names[option]: table[column].to_pylist() for option, column in options.items()}


def assert_same_survey(found: nps.SurveySample, wanted: nps.SurveySample) -> None:
    """Sums are in another order, so floats agree but for rounding."""
    assert found.counts == wanted.counts
    assert found.counts.distribution == wanted.counts.distribution
    assert found.degrees_of_freedom == wanted.degrees_of_freedom
    assert repr(found) == repr(wanted)
    np.testing.assert_allclose(found.weighted, wanted.weighted, rtol=1e-12)
    if not wanted.n:
        return
    assert found.score == pytest.approx(wanted.score, rel=1e-12, abs=1e-12)
    assert found.kish_n == pytest.approx(wanted.kish_n, rel=1e-12)
    # a variance is a difference of sums of up to 10,000 squared points
    wanted_variance = pytest.approx(variance(wanted), rel=1e-12, abs=1e-8, nan_ok=True)
    assert variance(found) == wanted_variance


def variance(sample: nps.SurveySample) -> float:
    """Return the variance in squared points, or -1 if a stratum has a single cluster."""
    try:
        return sample.standard_error**2
    except nps.OptionError:
        return -1.0

"""What an analyst types: every line must pass `mypy --strict`, with the types that are claimed."""

from __future__ import annotations

from typing import assert_type

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import nps

frame = pd.DataFrame({"nps": [10, 9, 3, 8], "shop": ["a", "b", "a", "b"]})

labels = nps.classify([10, 9, 3, None])
first = labels[0]
if first is not None:
    assert_type(first.upper(), str)

counts = nps.count(frame["nps"])
assert_type(counts, nps.Counts)
assert_type(counts + counts, nps.Counts)
assert_type(counts.shares.promoters, float)
assert_type(nps.score(counts), float)
assert_type(nps.score([10, 9, 3]), float)

one = nps.estimate(counts, confidence_level=0.9, method="wald")
assert_type(one, nps.results.Estimate)
low, high = one.confidence_interval
assert_type(low, float)
assert_type(one.confidence_interval.high, float)

shops = nps.count_by(frame["nps"], frame["shop"], order="sorted")
assert_type(shops, nps.Cohorts)
assert_type(shops["a"], nps.Counts)
assert_type(shops[:1], nps.Cohorts)
assert_type(nps.score(shops), NDArray[np.float64])

many = nps.estimate(shops, alternative="greater")
assert_type(many, nps.results.Estimates)
assert_type(many["a"], nps.results.Estimate)
assert_type([row.score for row in many], list[float])
lower, upper = many.confidence_interval
assert_type(lower, NDArray[np.float64])
assert_type(many.to_pandas(), pd.DataFrame)

change = nps.compare(shops["a"], shops["b"], null=-5)
assert_type(change, nps.results.Comparison)
assert_type(change.p_value, float)
assert_type(nps.compare(shops, counts), nps.results.Comparisons)

likert = nps.Scale.conventional(1, 5)
assert_type(nps.count([5, 4, 1], scale=likert).score, float)
assert_type(nps.audit(frame["nps"]).suspicions, tuple[str, ...])

assert_type(nps.from_frame(frame, "nps"), nps.Counts)
assert_type(nps.from_frame(frame, "nps", by="shop"), nps.Cohorts)
survey = nps.from_frame(frame, "nps", weight="weight")
assert_type(survey, nps.SurveySample)
assert_type(survey.score, float)
assert_type(nps.from_frame(frame, "nps", by=["shop"], strata="shop"), nps.SurveyCohorts)

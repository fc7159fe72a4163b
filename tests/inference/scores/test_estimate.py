from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_array_equal

import nps

SHOPS = nps.Cohorts.from_counts(["a", "b", "empty"], [50, 3, 0], [30, 0, 0], [20, 0, 0])


def test_text_of_one_estimate():
    found = nps.estimate(nps.Counts(50, 30, 20))
    assert str(found) == "NPS 30.0  [14.0, 44.3]  95% CI, n = 100 (score method)"
    lower = nps.estimate(nps.Counts(50, 30, 20), alternative="greater", confidence_level=0.9)
    assert str(lower).endswith("100.0]  90% lower bound, n = 100 (score method)")
    undefined = nps.estimate([9], method="t")
    assert str(undefined) == "NPS 100.0  [no interval]  95% CI, n = 1 (t method)"


def test_html_of_one_estimate():
    page = nps.estimate(nps.Counts(5_000, 30, 20, missing=7, invalid=8))._repr_html_()
    for text in ("<td", "5,000", ">7<", ">8<", "95% CI", "standard error", "score"):
        assert text in page


def test_ratings_and_counts_are_the_same_sample():
    answers = [10, 9, 8, 7, 3, None]
    assert nps.estimate(answers) == nps.estimate(nps.count(answers))
    assert nps.score(answers) == 20.0
    assert nps.score(np.array([9])) == 100.0


@pytest.mark.parametrize(
    ("counts", "options", "words"),
    [
        ((1, 0, 0), {}, ["only 1 valid answer.", "standard error is no guide"]),
        ((4, 3, 2), {}, ["only 9 valid answers."]),
        ((4, 3, 3), {}, []),
        ((1, 0, 0), {"method": "t"}, ["only 1 valid answer.", 'method="t" needs two answers']),
        ((2, 0, 0), {"method": "t"},
        ["only 2", "does not exist where all answers are in one class"]),
        ((0, 20, 0), {"method": "wald"}, ["this method sees no uncertainty"]),
        ((0, 20, 0), {}, ["the standard error is no guide"]),
        ((20, 0, 0), {"method": "adjusted-wald"}, ["standard error is no guide"]),
        ((19, 0, 1), {"method": "wald", "confidence_level": 0.5}, []),
        ((19, 0, 1), {"method": "wald"}, ["cut off at the end"]),
        ((1, 0, 19), {"method": "wald"}, ["cut off at the end"]),
        ((50, 30, 20), {"alternative": "greater"}, []),
        ((50, 30, 20), {"alternative": "less"}, []),
        ((19, 0, 1), {"method": "wald", "alternative": "less"}, ["cut off at the end"]),
        ((1, 0, 19), {"method": "wald", "alternative": "greater"}, ["cut off at the end"]),
        ((399, 1, 0), {"method": "adjusted-wald", "confidence_level": 0.2},
        ["leaves the score itself"]),
        ((50, 30, 20), {"population": 400},
        ["Finite population of 400: the sample is 25.0% of it"]),
        ((50, 30, 20), {"population": 100}, ["Everybody in the population of 100 answered"]),
        ((20, 0, 0), {"population": 20}, ["Everybody in the population of 20 answered"]),
        ((20, 0, 0), {"population": 20, "method": "wald"}, ["Everybody in the population of 20"]),
    ],
)  # fmt: skip
def test_notes_say_what_the_number_hides(counts, options, words):
    notes = nps.estimate(nps.Counts(*counts), **options).notes
    assert len(notes) == len(words), notes
    for note, part in zip(notes, words, strict=True):
        assert part in note


def test_columns():
    found = nps.estimate(SHOPS)
    assert found.labels == ("a", "b", "empty")
    assert len(found) == 3
    assert found["b"].counts == nps.Counts(3, 0, 0)
    assert found["b"].label == "b"
    assert found.notes == (
        "Of 3 cohorts, 1 has no valid answer.",
        "Of 3 cohorts, 1 has fewer than 10 valid answers.",
    )
    assert nps.estimate(SHOPS[:1]).notes == ()
    assert_array_equal(np.isnan(found.score), [False, False, True])
    assert_array_equal(np.isnan(found.confidence_interval.low), [False, False, True])
    low, high = found.confidence_interval
    assert_array_equal(found.margin_of_error[:2], (high - low)[:2] / 2)
    with pytest.raises(KeyError, match="no cohort is labelled 'c'"):
        found["c"]


def test_text_of_columns():
    found = nps.estimate(SHOPS, confidence_level=0.9, method="wald")
    assert str(found).splitlines() == [
        "NPS of 3 cohorts with 90% CI (wald method)",
        "a: NPS 30.0  [17.2, 42.8]  90% CI, n = 100 (wald method)",
        "b: NPS 100.0  [100.0, 100.0]  90% CI, n = 3 (wald method)",
        "empty: NPS n/a  [no interval]  90% CI, n = 0 (wald method)",
    ]
    frame = found.to_pandas()
    assert frame.loc["a", ["n", "score"]].tolist() == [100.0, 30.0]
    assert frame.columns[-2:].tolist() == ["low", "high"]


def test_the_least_coherent_levels():
    for level in (1e-9, 0.52, 1 - 1e-12):
        for counts in ((1, 0, 0), (0, 1, 0), (1, 1, 0), (2, 1, 0), (5, 3, 2)):
            low, high = nps.estimate(
                nps.Counts(*counts), confidence_level=level
            ).confidence_interval
            assert -100 <= low <= high <= 100


def test_frames_of_ratings_go_straight_in():
    frame = pd.DataFrame({"q": pd.array([9, None, 3], dtype="Int64")})
    assert nps.estimate(frame["q"]).counts.missing == 1

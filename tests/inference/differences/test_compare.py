from __future__ import annotations

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import alternatives, counts, levels

import nps

NOW, THEN = nps.Counts(520, 290, 190), nps.Counts(460, 310, 230)
WAVES = nps.Cohorts.from_counts(["a", "b", "empty"], [50, 3, 0], [30, 0, 0], [20, 0, 0])


def test_the_difference_is_sample_minus_reference():
    found = nps.compare(NOW, THEN)
    assert found.difference == 10.0
    assert (found.sample, found.reference) == (NOW, THEN)
    low, high = found.confidence_interval
    assert 0 < low < 10 < high
    assert found.p_value < 0.05


def test_a_real_change_between_two_surveys():
    # R Community Surveys of 2019 and 2018: counted and compared by two other programs.
    change = nps.compare(nps.Counts(1386, 351, 58), nps.Counts(2294, 577, 130), method="wald")
    assert change.difference == pytest.approx(1.8740, abs=5.1e-5)  # printed to four decimals
    assert change.standard_error == pytest.approx(1.5464, abs=5.1e-5)


def test_wald_by_hand():
    found = nps.compare(nps.Counts(5, 3, 2), nps.Counts(3, 4, 3), method="wald")
    by_hand = math.sqrt(6100.0 / 10 + 6000.0 / 10)
    assert found.standard_error == pytest.approx(by_hand)
    assert found.statistic == pytest.approx(30.0 / by_hand)


def test_text():
    text = str(nps.compare(NOW, THEN))
    assert text.startswith("difference +10.0  [+")
    assert "95% CI, p = 0.00" in text
    assert text.endswith("NPS 33.0 vs 23.0, n = 1,000 vs 1,000 (score method)")
    shifted = str(nps.compare(NOW, THEN, null=-5, alternative="greater", confidence_level=0.975))
    assert "97.5% lower bound, p < 0.001 against -5.0" in shifted
    undefined = nps.compare([9], [9], method="welch")
    assert "[no interval]  95% CI, p = n/a" in str(undefined)


def test_html():
    page = nps.compare(NOW, THEN)._repr_html_()
    for part in (">33.0<", ">23.0<", "+10.0", "p-value", ">0.005<", "95% CI", "1,000"):
        assert part in page
    assert ">&lt; 0.001<" in nps.compare(NOW, THEN, null=-50)._repr_html_()


@pytest.mark.parametrize(
    ("sample", "reference", "method", "words"),
    [
        ((5, 3, 2), (5, 3, 2), "score", []),
        ((1, 0, 0), (5, 3, 2), "score", ["The sample is tiny: n = 1."]),
        ((5, 3, 2), (4, 3, 2), "score", ["The reference is tiny: n = 9."]),
        (
            (1, 0, 0),
            (5, 3, 2),
            "welch",
            ["The sample is tiny: n = 1.", 'method="welch" is undefined'],
        ),
        ((20, 0, 0), (0, 0, 20), "welch", ['method="welch" is undefined']),
        ((20, 0, 0), (0, 0, 20), "wald", ["Both samples are unanimous"]),
        ((20, 0, 0), (0, 0, 20), "score", []),
        ((20, 0, 0), (1, 0, 20), "wald", []),
    ],
)
def test_notes_say_what_the_numbers_hide(sample, reference, method, words):
    notes = nps.compare(nps.Counts(*sample), nps.Counts(*reference), method=method).notes
    assert len(notes) == len(words), notes
    for note, part in zip(notes, words, strict=True):
        assert part in note


def test_unanimous_samples_by_wald():
    same = nps.compare(nps.Counts(20, 0, 0), nps.Counts(10, 0, 0), method="wald")
    assert (same.statistic, same.p_value) == (0.0, 1.0)
    opposed = nps.compare(nps.Counts(20, 0, 0), nps.Counts(0, 0, 10), method="wald")
    assert (opposed.statistic, opposed.p_value) == (math.inf, 0.0)
    assert opposed.confidence_interval == (200.0, 200.0)


#: On the scale -2 to 2, each from two independent algorithms.
EDGES = [
    ((10, 0, 0), (0, 0, 10), (1.327, 2.0)),
    ((10, 0, 0), (10, 0, 0), (-0.576, 0.576)),
    ((0, 10, 0), (0, 10, 0), (-0.336, 0.336)),
    ((1, 0, 0), (0, 0, 1), (-1.174, 2.0)),
]


@pytest.mark.parametrize(("sample", "reference", "limits"), EDGES)
def test_the_table_of_degenerate_pairs(sample, reference, limits):
    found = nps.compare(nps.Counts(*sample), nps.Counts(*reference))
    low, high = found.confidence_interval
    assert (low / 100, high / 100) == pytest.approx(limits, abs=5.1e-4)  # three decimals


@pytest.mark.parametrize("null", [-200.0, 200.0])
def test_nulls_at_the_ends_of_the_scale(null):
    found = nps.compare(NOW, THEN, null=null)
    assert math.isinf(found.statistic)
    assert found.p_value == 0.0
    ends = nps.Counts(5, 0, 0), nps.Counts(0, 0, 5)
    there = nps.compare(*(ends if null > 0 else ends[::-1]), null=null)
    assert (there.statistic, there.p_value) == (0.0, 1.0)


def test_small_p_values_keep_their_digits():
    found = nps.compare(nps.Counts(900, 50, 50), nps.Counts(500, 250, 250), method="wald")
    z = found.statistic
    # the tail of the normal law by its asymptotic series
    tail = (
        math.exp(-z * z / 2) / (z * math.sqrt(2 * math.pi)) * (1 - z**-2 + 3 * z**-4 - 15 * z**-6)
    )
    assert 0 < found.p_value < 1e-30
    assert found.p_value == pytest.approx(2 * tail, rel=1e-6)


def test_columns_against_one_reference_and_against_each_other():
    found = nps.compare(WAVES, THEN)
    assert found.labels == ("a", "b", "empty")
    assert found.reference.promoters.tolist() == [460] * 3
    assert found.notes == ("1 row has a side without a valid answer.",)
    assert found["a"].difference == 7.0
    assert found["empty"].notes == ("The sample has no valid answer.",)
    assert "NPS n/a vs 23.0" in str(found["empty"])
    turned = WAVES[::-1]
    paired = nps.compare(WAVES, turned)
    assert paired.reference.labels == paired.sample.labels == WAVES.labels
    assert paired.difference[:2].tolist() == [0.0, 0.0]
    assert nps.compare(WAVES[:2], THEN).notes == ()
    both = nps.compare(WAVES, WAVES)["empty"].notes
    assert both == ("The sample has no valid answer.", "The reference has no valid answer.")


def test_text_of_columns():
    found = nps.compare(WAVES[:2], THEN, method="welch", alternative="less")
    lines = str(found).splitlines()
    assert lines[0] == "2 differences of NPS with 95% upper bound (welch method)"
    assert lines[1].startswith("a: difference +7.0  [-200.0, +")
    frame = found.to_pandas()
    assert frame["reference_n"].tolist() == [1000, 1000]
    assert frame["difference"].tolist() == [7.0, 77.0]
    assert np.array_equal(frame["p_value"], found.p_value, equal_nan=True)
    assert found.degrees_of_freedom.shape == (2,)
    assert found["a"].degrees_of_freedom == found.degrees_of_freedom[0]
    assert nps.compare(WAVES, THEN).degrees_of_freedom is None


@pytest.mark.parametrize(
    ("sample", "reference", "message"),
    [
        (WAVES, WAVES[:2], "reference has no 'empty'"),
        (WAVES[:1], WAVES, "sample has no 'b' and 1 other\\."),
        (
            WAVES[:1],
            nps.Cohorts.from_dict({"A": [9]}),
            r"reference has no 'a'\. Did you mean 'A'\?",
        ),
    ],
)
def test_cohorts_need_the_same_labels(sample, reference, message):
    with pytest.raises(nps.OptionError, match=message) as error:
        nps.compare(sample, reference)
    assert ".select([...])" in str(error.value)


@pytest.mark.parametrize(
    ("sample", "reference"), [([], [9]), ([9], []), ([None], [9]), (WAVES, [])]
)
def test_empty_samples(sample, reference):
    with pytest.raises(nps.EmptySampleError, match="difference of a sample without a valid answer"):
        nps.compare(sample, reference)


def test_cohorts_as_a_reference_need_cohorts_as_a_sample():
    with pytest.raises(nps.InputTypeError, match="reference must be ratings"):
        nps.compare([9], WAVES)
    with pytest.raises(nps.InputTypeError, match="sample must be ratings"):
        nps.compare({"a": [9]}, [9])


CLOSED = ["score", "score-mee", "mover", "wald", "wald-pooled", "welch", "adjusted-wald"]


@given(
    counts(), counts(), st.sampled_from(CLOSED), alternatives, levels,
    st.sampled_from([0.0, -5.0, 20.0]),
)  # fmt: skip
def test_one_pair_has_the_numbers_of_columns(a, b, method, alternative, level, null):
    options = {"method": method, "alternative": alternative, "null": null}
    options["confidence_level"] = level
    alone = nps.compare(a, b, **options)
    sample, reference = (nps.Cohorts.from_dict({"x": side}) for side in (a, b))
    row = nps.compare(sample, reference, **options)["x"]
    solved = method in ("score", "score-mee", "mover")
    near = partial(pytest.approx, rel=1e-9 if solved else 1e-12, nan_ok=True)
    assert alone.confidence_interval == near(row.confidence_interval, abs=1e-9)
    assert alone.statistic == near(row.statistic, abs=1e-12)
    # an error of z is one of z times as much in the p-value
    assert alone.p_value == near(row.p_value, abs=1e-300) or abs(row.statistic) > 10.0
    assert (alone.degrees_of_freedom is None) == (method != "welch")
    if method == "welch":
        assert alone.degrees_of_freedom == near(row.degrees_of_freedom)
    for name in ("difference", "standard_error"):
        assert getattr(alone, name) == near(getattr(row, name), abs=1e-12)
    assert alone.notes == row.notes

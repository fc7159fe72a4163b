"""Both ends of an interval, the number of a result as text, and rows in another order."""

import numpy as np
import pytest
from every_result import RESULTS
from hypothesis import given
from hypothesis import strategies as st
from strategies import cohorts, counts

import nps

SHOPS = nps.Cohorts.from_counts(["a", "b"], [60, 45], [25, 30], [15, 25])
FIXED = nps.Cohorts.from_counts(["a", "b"], [1, 1], [1, 1], [1, 1])
#: A result and the field that `format` writes.
NUMBERS = [
    (nps.estimate(nps.Counts(50, 30, 20)), "score"),
    (nps.compare(nps.Counts(50, 30, 20), nps.Counts(5, 3, 2)), "difference"),
    (nps.equivalence(nps.Counts(50, 30, 20), nps.Counts(5, 3, 2), margin=5), "difference"),
    (nps.compare_strata(SHOPS, FIXED), "difference"),
    (nps.pool(SHOPS), "score"),
    (nps.standardize(SHOPS, to=FIXED), "score"),
    (nps.estimate_mean_rating([9, 10, 3]), "mean"),
    (nps.estimate_shares(nps.Counts(50, 30, 20))["promoters"], "share"),
]

#: The number of an interval, of results with several numbers that each have one.
OTHERS = {
    "ChangeParts": "change",
    "ClassOutcome": "difference",
    "DriverChange": "effect_change",
    "DriverStep": "asymmetry",
    "EarnedGrowth": "earned_growth",
    "Forecast": "score",
    "ResponseBounds": "score",
    "ResponseGap": "score",
    "ThemeChange": "change",
    "ThemeImpact": "difference",
    "UnitLink": "slope",
    "Word": "share_difference",
}


@pytest.mark.parametrize(("found", "number"), NUMBERS)
def test_a_result_is_written_as_its_number(found, number):
    assert f"{found:.1f}" == f"{getattr(found, number):.1f}"
    assert f"{found:+.3f}" == f"{getattr(found, number):+.3f}"
    assert f"{found}" == format(found, "") == str(found)
    assert (found.low, found.high) == tuple(found.confidence_interval)
    for spec in ("abc", ".1g1", "d", "s", ".1"[::-1]):
        with pytest.raises(nps.OptionError, match=rf"format writes the {number} as a number, such"):
            format(found, spec)


@given(sample=counts(min_n=1), digits=st.integers(0, 9))
def test_format_rounds_as_floats_do(sample, digits):
    assert format(nps.estimate(sample), f".{digits}f") == format(sample.score, f".{digits}f")


@pytest.mark.parametrize(
    "found",
    [nps.estimate(SHOPS), nps.compare(SHOPS, FIXED), nps.estimate_shares(nps.Counts(5, 3, 2))],
)
def test_the_ends_of_many_are_columns(found):
    assert np.array_equal(found.low, found.confidence_interval.low)
    assert np.array_equal(found.high, found.confidence_interval.high)
    assert [row.low for row in found] == found.low.tolist()


@given(
    sample=cohorts(min_n=0),
    key=st.sampled_from(["label", "score", "n", "low", "missing"]),
    descending=st.booleans(),
)
def test_rows_come_in_the_order_asked_for(sample, key, descending):
    found = nps.estimate(sample)
    rows = found.sort_by(key, descending=descending)
    assert sorted(map(str, rows.labels)) == sorted(map(str, found.labels))
    for label in found.labels:
        assert rows[label] == found[label]
    if key == "label":
        assert rows.labels == tuple(sample.sort_by("label", descending=descending))
        return
    values = rows.to_pandas()[key].to_numpy(dtype=float)
    known = values[~np.isnan(values)]
    assert np.isnan(values[known.size :]).all()
    assert (np.diff(known) * (-1 if descending else 1) >= 0).all()
    places = {label: i for i, label in enumerate(found.labels)}
    for first, second in zip(range(known.size), range(1, known.size), strict=False):
        if known[first] == known[second]:  # rows of the same value stay in their order
            assert places[rows.labels[first]] < places[rows.labels[second]]


def test_all_that_belongs_to_a_row_goes_with_it():
    found = nps.compare(SHOPS, FIXED, names=("now", "then")).sort_by("difference")
    assert found.labels == ("b", "a") == tuple(found.reference)
    assert found.names == ("now", "then")
    assert found["a"] == nps.compare(SHOPS, FIXED, names=("now", "then"))["a"]
    weighted = nps.survey_by([10, 9, 9, 8, 7, 3], list("ababab"), weights=[1, 2, 1, 2, 1, 2])
    rows = nps.estimate(weighted).sort_by("score", descending=True)
    assert rows.survey.labels == rows.labels
    assert rows.survey.shares.shape == (2, 3)
    assert rows["b"] == nps.estimate(weighted)["b"]
    finite = nps.estimate(SHOPS, population=[1000, 2000]).sort_by("n")
    assert finite["b"].population == 2000


def number_of(found):
    """The number that the interval of a result is of, by the name that its page gives it."""
    name = type(found).__name__
    if name in {"MetricFit", "MetricComparison"}:
        return found.correlation if found.auc is None else found.auc
    if hasattr(found, "_number"):
        return getattr(found, found._number)
    if name in OTHERS:
        return getattr(found, OTHERS[name])
    return np.array([number_of(row) for row in found])


def test_every_number_lies_in_its_interval():
    kinds = set()
    for found in RESULTS:
        limits = getattr(found, "confidence_interval", None)
        if limits is None or callable(limits) or type(found).__name__ == "ConfidenceSequence":
            continue  # a sequence keeps what earlier answers ruled out: its score may lie outside
        low, number, high = np.broadcast_arrays(limits.low, number_of(found), limits.high)
        known = np.isfinite(number) & ~np.isnan(low)
        assert (low <= number + 1e-9)[known].all(), type(found)
        assert (number <= high + 1e-9)[known].all(), type(found)
        if known.any():
            kinds.add(type(found))
    assert len(kinds) > 50


@pytest.mark.parametrize("find", [nps.rank, nps.shrink])
def test_ranked_and_shrunken_cohorts_come_in_the_order_asked_for(find):
    found = find(nps.Cohorts.from_counts([*"abcd"], [60, 45, 52, 9], [5] * 4, [15, 25, 30, 9]))
    numbers = [
        name for name, part in found._columns().items() if np.asarray(part).dtype.kind in "if"
    ]
    for key in ("label", *numbers):
        rows = found.sort_by(key, descending=True)
        assert sorted(rows.labels) == sorted(found.labels)
        assert all(rows[label] == found[label] for label in found.labels)
        assert rows.summary()


def test_no_other_key_is_taken():
    with pytest.raises(nps.OptionError, match=r"key must be one of 'label', 'n'.*mean 'score'"):
        nps.estimate(SHOPS).sort_by("scores")
    with pytest.raises(nps.OptionError, match="key must be one of"):
        nps.compare_benchmark(SHOPS, 10).sort_by("names")
    with pytest.raises(nps.InputTypeError, match="descending must be True or False"):
        nps.estimate(SHOPS).sort_by("n", descending="yes")
    series = nps.Cohorts.from_dict({None: nps.Counts(1, 1, 1), "a": nps.Counts(2, 1, 1)})
    assert nps.estimate(series).sort_by("label", descending=True).labels == ("a", None)


@pytest.mark.parametrize("descending", [False, True])
def test_missing_parts_of_labels_come_last_either_way(descending):
    names = [("a", None), (None, "x"), ("a", "x"), ("b", "x"), ("a", "y"), (None, None)]
    shops = nps.Cohorts.from_counts(names, *[[5] * 6] * 3, keys=["region", "shop"])
    known = {
        False: [("a", "x"), ("a", "y"), ("a", None), ("b", "x")],
        True: [("b", "x"), ("a", "y"), ("a", "x"), ("a", None)],
    }[descending]
    expected = (*known, (None, "x"), (None, None))
    assert shops.sort_by("label", descending=descending).labels == expected
    assert nps.estimate(shops).sort_by("label", descending=descending).labels == expected


def test_a_score_just_below_zero_is_not_minus_zero():
    found = nps.estimate(nps.Counts(49999, 0, 50000))
    assert [f"{found:{spec}}" for spec in (".1f", "+.1f", ".4f")] == ["0.0", "+0.0", "-0.0010"]

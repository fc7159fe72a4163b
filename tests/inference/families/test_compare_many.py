"""compare_many: one family of comparisons, its tests, intervals and letters."""

from __future__ import annotations

import json
from itertools import combinations, groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from offered import offered
from reference_tables import examples, rows
from scipy.special import gammaln
from strategies import alternatives, cohorts

import nps
from nps import InputTypeError, OptionError, compare_many

EXAMPLES = examples("many_examples")
ADJUST = offered(
    lambda adjust: compare_many(nps.Cohorts.from_dict({"a": [9], "b": [3]}), adjust=adjust)
)
IN_R = {
    "holm": "p_holm",
    "hochberg": "p_hochberg",
    "bonferroni": "p_bonferroni",
    "benjamini-hochberg": "p_BH",
    "benjamini-yekutieli": "p_BY",
}

adjustments = st.sampled_from(ADJUST)
quick = st.sampled_from(["score", "wald", "welch"])
families = st.sampled_from(["pairs", "rest", "previous"])
shops = nps.Cohorts.from_counts(
    ["North", "South", "West", "East"], [50, 45, 30, 60], [30, 35, 40, 25], [20, 20, 30, 15]
)


def from_groups(groups: str) -> nps.Cohorts:
    shops = [nps.Counts(*map(int, shop.split(":"))) for shop in groups.split("|")]
    return nps.Cohorts.from_dict({str(i + 1): shop for i, shop in enumerate(shops)})


@pytest.mark.parametrize(
    ("test", "method"), [("pairwise_z_wald", "wald"), ("pairwise_welch_t", "welch")]
)
def test_pairs_agree_with_r(test: str, method: str) -> None:
    cases = 0
    for groups, found in groupby(rows("k_sample", test=test), key=lambda row: row["groups"]):
        table, sample = list(found), from_groups(groups)
        complete = len(table) == len(sample) * (len(sample) - 1) // 2
        cases += 1
        result = compare_many(sample, method=method, adjust="none")
        for row in table:
            ours = result[tuple(row["comparison"].split("-"))]
            assert ours.difference == pytest.approx(float(row["estimate"]), abs=1e-9)
            assert ours.standard_error == pytest.approx(float(row["se"]), rel=1e-9)
            # R takes some tails as 1 - p
            assert ours.p_value == pytest.approx(float(row["p_value"]), rel=1e-8, abs=1e-14)
            limits = np.clip([float(row["lower"]), float(row["upper"])], -200.0, 200.0)
            assert_allclose(ours.confidence_interval, limits, rtol=1e-9, atol=1e-9)
        for adjust, column in IN_R.items():
            if complete:  # rows where R had no p-value are not here
                many = compare_many(sample, method=method, adjust=adjust)
                expected = [float(row[column]) for row in table]
                order = [many._labels.position(tuple(r["comparison"].split("-"))) for r in table]
                assert_allclose(many.adjusted_p_value[order], expected, rtol=1e-8, atol=1e-12)
    assert cases > 15


@pytest.mark.parametrize(
    ("test", "method", "digits"),
    [
        ("pairwise_pooled_t", "pooled-t", 1e-9),
        # R's qtukey is good to about 1e-4, ptukey to 1e-8 or so
        ("tukey_hsd", "tukey-hsd", 1e-4),
        ("games_howell", "games-howell", 1e-4),
    ],
)
def test_tables_of_other_programs(test: str, method: str, digits: float) -> None:
    cases = 0
    for text, found in groupby(rows("k_sample_named", test=test), key=lambda row: row["groups"]):
        cases += 1
        adjust = "none" if method == "pooled-t" else None
        result = compare_many(from_groups(text), method=method, adjust=adjust)
        assert result.adjust == (adjust or "tukey")
        for row in found:
            ours = result[tuple(row["comparison"].split("-"))]
            assert ours.difference == pytest.approx(float(row["estimate"]), abs=1e-9)
            p = ours.p_value if method == "pooled-t" else ours.adjusted_p_value
            assert p == pytest.approx(float(row["p_value"]), rel=1e-8, abs=3e-8)
            limits = np.clip([float(row["lower"]), float(row["upper"])], -200.0, 200.0)
            assert_allclose(ours.confidence_interval, limits, rtol=digits, atol=digits)
            if row["df1"] not in ("", "NA"):
                assert ours.degrees_of_freedom == pytest.approx(float(row["df1"]), rel=1e-9)
    assert cases > 9


def test_named_tests_of_two_cohorts_are_those_of_two_samples() -> None:
    two = shops.select(["North", "South"])
    student = nps.compare(two["North"], two["South"], method="student")
    welch = nps.compare(two["North"], two["South"], method="welch")
    for method, one in [("pooled-t", student), ("tukey-hsd", student), ("games-howell", welch)]:
        row = compare_many(two, method=method)["North", "South"]
        assert row.p_value == pytest.approx(one.p_value, rel=1e-10)
        assert row.adjusted_p_value == pytest.approx(one.p_value, rel=1e-8)
        assert row.confidence_interval == pytest.approx(one.confidence_interval, rel=1e-8)
        assert row.method == method
    one_sided = compare_many(two, method="pooled-t", alternative="less")["North", "South"]
    expected = nps.compare(two["North"], two["South"], method="student", alternative="less")
    assert one_sided.confidence_interval == pytest.approx(expected.confidence_interval)


def test_named_tests_stay_within_what_they_are_about() -> None:
    with pytest.raises(nps.OptionError, match="adjusts by the studentized range itself"):
        compare_many(shops, method="tukey-hsd", adjust="holm")
    with pytest.raises(nps.OptionError, match=r'belongs to method="tukey-hsd"'):
        compare_many(shops, adjust="tukey")
    with pytest.raises(nps.OptionError, match="is about all pairs, two-sided"):
        compare_many(shops, against="rest", method="games-howell")
    with pytest.raises(nps.OptionError, match="is about all pairs, two-sided"):
        compare_many(shops, method="tukey-hsd", alternative="less")
    against = compare_many(shops, against="North", method="pooled-t", adjust="max-z")
    assert against.comparisons.degrees_of_freedom is not None
    unanimous = nps.Cohorts.from_counts(["a", "b", "c"], [3, 4, 0], [0, 0, 0], [0, 0, 0])
    for method in ("pooled-t", "tukey-hsd", "games-howell"):
        result = compare_many(unanimous, method=method)
        assert np.isnan(result.p_value).all()
        assert np.isnan(result.adjusted_p_value).all()
    said = compare_many(shops, method="tukey-hsd").explain()
    assert "Tukey's honest significant difference" in said
    assert "真实显著差异" in compare_many(shops, method="tukey-hsd").explain("zh")


def test_dunnett_and_tukey_against_multcomp() -> None:
    dunnett = EXAMPLES["k4_dunnett_maxz"]["expected"]
    result = compare_many(shops, against="North", method="wald", adjust="max-z")
    # multcomp integrates by quasi-Monte Carlo, and takes the shares as observed
    assert_allclose(result.adjusted_p_value, dunnett["p_adj"], atol=1.5e-3)
    assert result.critical_value == pytest.approx(dunnett["crit95"], abs=1e-3)
    tukey = EXAMPLES["k4_tukey_maxz"]["expected"]
    result = compare_many(shops, method="wald", adjust="max-z")
    # for unequal standard errors ours is an upper bound, and multcomp's quantile is off by 0.003
    pairs = [("North", "South"), ("North", "West"), ("North", "East")]
    pairs += [("South", "West"), ("South", "East"), ("West", "East")]
    ours = [result[pair].adjusted_p_value for pair in pairs]
    expected = np.array(tukey["p_adj"])[[0, 1, 2, 3, 4, 5]]
    assert_allclose(ours, expected, atol=5e-4)
    assert_allclose([-result[pair].statistic for pair in pairs], tukey["z"], atol=5e-5)
    assert result.critical_value == pytest.approx(tukey["crit95"], abs=5e-3)


@given(cohorts(min_n=1), alternatives, quick)
def test_pairs_are_compare_for_each_pair(sample, alternative, method) -> None:
    result = compare_many(sample, method=method, alternative=alternative, adjust="none")
    assert result.labels == tuple(combinations(sample.labels, 2))
    for row in result:
        one, other = row.label
        single = nps.compare(sample[one], sample[other], method=method, alternative=alternative)
        # a block of rows and a single row may round differently
        assert row.difference == pytest.approx(single.difference)
        assert row.p_value == pytest.approx(single.p_value, rel=1e-6, abs=1e-300, nan_ok=True)
        assert row.adjusted_p_value == pytest.approx(row.p_value, nan_ok=True)
        assert_allclose(row.confidence_interval, single.confidence_interval, atol=1e-6)
        assert str(row)[:20] == str(single)[:20]


@given(cohorts(), families, adjustments, alternatives, quick)
def test_a_family_is_never_sharper_than_its_tests(
    sample, against, adjust, alternative, method
) -> None:
    options = {"against": against, "alternative": alternative, "method": method}
    single = compare_many(sample, adjust="none", **options)
    family = compare_many(sample, adjust=adjust, **options)
    known = ~np.isnan(single.p_value)
    assert_array_equal(np.isnan(family.adjusted_p_value), ~known)
    assert_array_equal(family.p_value, single.p_value)
    assert (family.adjusted_p_value[known] >= single.p_value[known] * (1 - 1e-14)).all()
    assert (family.confidence_interval.low[known] <= single.confidence_interval.low[known]).all()
    assert (family.confidence_interval.high[known] >= single.confidence_interval.high[known]).all()
    assert not family.significant[~known].any()
    assert family.critical_value >= single.critical_value - 1e-12


@given(cohorts(min_n=1), families | st.just("first"), alternatives)
def test_max_z_agrees_with_the_intervals(sample, against, alternative) -> None:
    against = [sample.labels[0]] if against == "first" else against
    result = compare_many(sample, against=against, adjust="max-z", alternative=alternative)
    low, high = result.confidence_interval
    outside = (low > 0.0) | (high < 0.0)
    near = np.abs(result.adjusted_p_value - 0.05) < 1e-6
    assert_array_equal(result.significant[~near], outside[~near])


@given(cohorts(min_n=1), st.randoms(use_true_random=False), adjustments)
def test_order_of_cohorts_only_turns_signs(sample, random, adjust) -> None:
    labels = list(sample.labels)
    random.shuffle(labels)
    one, two = (compare_many(x, adjust=adjust) for x in (sample, sample.select(labels)))
    for row in one:
        turned = row.label not in two.labels
        other = two[row.label[::-1] if turned else row.label]
        assert other.difference == pytest.approx(-row.difference if turned else row.difference)
        assert other.adjusted_p_value == pytest.approx(row.adjusted_p_value, rel=1e-6, abs=1e-12)


@given(cohorts(min_n=1), adjustments)
def test_a_mirror_turns_all_signs(sample, adjust) -> None:
    mirrored = nps.Cohorts.from_counts(
        sample.labels, sample.detractors, sample.passives, sample.promoters
    )
    one, two = compare_many(sample, adjust=adjust), compare_many(mirrored, adjust=adjust)
    assert_allclose(two.difference, -one.difference, atol=1e-9)
    assert_allclose(two.adjusted_p_value, one.adjusted_p_value, rtol=1e-6, atol=1e-12)
    assert_allclose(two.confidence_interval.low, -one.confidence_interval.high, atol=1e-6)


@given(cohorts(max_size=6))
def test_letters_say_what_the_tests_say(sample) -> None:
    result = compare_many(sample)
    letters = result.letters()
    assert list(letters) == list(sample.labels)
    for (one, other), significant in zip(result.labels, result.significant, strict=True):
        if sample[one].n and sample[other].n:
            assert bool(set(letters[one]) & set(letters[other])) != significant
    for label, counts in sample.items():
        assert bool(letters[label]) == bool(counts.n)
    answered = [label for label, counts in sample.items() if counts.n]
    if answered:
        best = max(answered, key=lambda label: sample[label].score)
        assert "a" in letters[best]


def test_the_rest_is_everybody_else() -> None:
    result = compare_many(shops, against="rest", adjust="none")
    assert result.labels == tuple((label, "rest") for label in shops)
    for label in shops:
        others = nps.compare(shops[label], sum(shops[x] for x in shops if x != label))
        assert result[label, "rest"].difference == pytest.approx(others.difference)
        assert result[label, "rest"].p_value == pytest.approx(others.p_value)


def test_previous_and_reference() -> None:
    result = compare_many(shops, against="previous")
    assert result.labels == (("South", "North"), ("West", "South"), ("East", "West"))
    assert_allclose(result.difference, [-5.0, -25.0, 45.0])
    assert result.family == "previous"
    result = compare_many(shops, against="West")
    assert result.labels == (("North", "West"), ("South", "West"), ("East", "West"))
    assert_allclose(result.difference, [30.0, 25.0, 45.0])
    assert result.family == "reference"


def test_against_is_understood_or_refused() -> None:
    with pytest.raises(OptionError, match="Did you mean 'previous'"):
        compare_many(shops, against="prevoius")
    with pytest.raises(OptionError, match="Did you mean 'North'"):
        compare_many(shops, against="north")
    with pytest.raises(OptionError, match="label of a cohort, got 7"):
        compare_many(shops, against=7)
    with pytest.raises(OptionError, match="one reference cohort"):
        compare_many(shops, against=["North", "South"])
    with pytest.raises(InputTypeError, match=r"must be nps\.Cohorts"):
        compare_many({"a": [9, 10]})
    with pytest.raises(OptionError, match="adjust must be one of"):
        compare_many(shops, adjust="fdr")
    named = nps.Cohorts.from_counts(["rest", None, ("a", 1)], [5, 6, 7], [1, 1, 1], [2, 2, 2])
    with pytest.raises(OptionError, match=r"Write against=\['rest'\]"):
        compare_many(named, against="rest")
    assert compare_many(named, against=["rest"]).labels == ((None, "rest"), (("a", 1), "rest"))
    assert compare_many(named, against=None).labels[0] == ("rest", None)
    assert compare_many(named, against=("a", 1)).labels[0] == ("rest", ("a", 1))


def test_cohorts_without_answers_stay_and_do_not_count() -> None:
    gap = nps.Cohorts.from_counts(["silent"], [0], [0], [0])
    result, full = compare_many(shops + gap), compare_many(shops)
    assert len(result) == 10
    assert result.critical_value == full.critical_value
    assert result.omnibus.permutation.p_value == pytest.approx(full.omnibus.permutation.p_value)
    for row in full:
        assert result[row.label].adjusted_p_value == pytest.approx(row.adjusted_p_value)
    assert np.isnan(result["North", "silent"].adjusted_p_value)
    assert "Left out, without a valid answer: 1 of 5 cohorts." in result.notes
    assert result.letters()["silent"] == ""
    silent = compare_many(shops + gap, against="silent", adjust="max-z")
    assert np.isnan(silent.adjusted_p_value).all()
    assert "nothing to compare" in " ".join(silent.notes)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_few_cohorts(size: int) -> None:
    for against in ("pairs", "rest", "previous"):
        result = compare_many(shops[:size], against=against)
        if size == 2:
            single = nps.compare(shops["North"], shops["South"])
            # against the rest there are two rows, one test in two guises, and they count as two
            tests = 2 if against == "rest" else 1
            assert len(result) == tests
            assert result.adjusted_p_value[0] == pytest.approx(min(1.0, tests * single.p_value))
            low, high = result.confidence_interval
            width = single.confidence_interval.high - single.confidence_interval.low
            assert high[0] - low[0] >= width - 1e-9
        else:
            assert "nothing to compare" in " ".join(result.notes)
            assert np.isnan(result.omnibus.permutation.p_value)
            assert "undefined" in str(result.omnibus)
    assert compare_many(shops[:1]).letters() == {"North": "a"}
    assert compare_many(shops[:0]).letters() == {}


def test_single_tests_rest_on_the_usual_quantiles() -> None:
    assert compare_many(shops, adjust="none").critical_value == pytest.approx(1.959964, abs=1e-6)
    one_sided = compare_many(shops[:2], alternative="less")
    assert one_sided.critical_value == pytest.approx(1.644854, abs=1e-6)


def test_fifty_equal_shops_cannot_be_told_apart() -> None:
    x = np.random.default_rng(4).multinomial(30, [0.5, 0.3, 0.2], size=50)
    equal = nps.Cohorts.from_counts(range(50), *x.T)
    result = compare_many(equal)
    assert not result.significant.any()
    assert (result.p_value < 0.05).sum() > 30
    assert "stands out from chance, though" in " ".join(result.notes)
    assert set(result.letters().values()) == {"a"}


def test_undefined_comparisons_are_named() -> None:
    unanimous = nps.Cohorts.from_counts(list("abc"), [5, 5, 3], [0, 0, 3], [0, 0, 3])
    result = compare_many(unanimous, method="welch")
    assert '1 comparison is undefined by this method, not by "score".' in result.notes
    assert np.isfinite(compare_many(unanimous).adjusted_p_value).all()


def test_too_many_letters_are_refused() -> None:
    n = 10**6
    step = np.arange(60) * 10_000
    ladder = nps.Cohorts.from_counts(range(60), step, n - step, np.zeros(60, dtype=int))
    with pytest.raises(OptionError, match="60 letters"):
        compare_many(ladder, adjust="max-z").letters()
    with pytest.raises(OptionError, match="letters need all pairs"):
        compare_many(shops, against="rest").letters()


def test_levels_near_certainty_still_have_intervals() -> None:
    result = compare_many(shops, confidence_level=float(np.nextafter(1.0, 0.0)))
    assert (result.confidence_interval.low < result.difference).all()
    assert (result.confidence_interval.high <= 200.0).all()


def test_how_it_reads() -> None:
    result = compare_many(shops)
    text = str(result)
    assert "6 differences of NPS between 4 cohorts, 2 significant" in text
    assert "Any difference at all? chi2(3) = 17.10, p < 0.001 (permutation chi-square)" in text
    assert "North vs West: difference +30.0  [+1.1, +57.4]  simultaneous 95% CI" in text
    assert "(score method, adjust = holm)" in text
    assert "F(3, 220) = 5.94, p < 0.001 (Welch F)" in str(result.omnibus)
    assert "(95% lower bound" in str(compare_many(shops, alternative="greater"))
    hostile = nps.Cohorts.from_counts(["<b>", "&"], [9, 2], [1, 1], [1, 9])
    page = compare_many(hostile)._repr_html_()
    assert "&lt;b&gt; vs &amp;" in page
    assert "<b>" not in page
    assert "↑" in page
    assert "p-value" in result.omnibus._repr_html_()
    assert ">Welch F<" in result.omnibus.welch._repr_html_()
    many = compare_many(nps.Cohorts.from_counts(range(10), [5] * 10, [1] * 10, [2] * 10))
    assert "... and 15 more" in str(many)
    assert "None of these differences stands out from chance." in str(many)


def test_how_it_leaves() -> None:
    result = compare_many(shops)
    saved = json.loads(json.dumps(result.to_dict()))
    assert saved["labels"][0] == ["North", "South"]
    assert saved["adjusted_p_value"] == result.adjusted_p_value.tolist()
    assert saved["omnibus"]["permutation"]["statistic"] == pytest.approx(17.1)
    assert json.dumps(result["North", "West"].to_dict())
    frame = result.to_pandas()
    assert frame.index.names == ["cohort", "reference"]
    assert frame.loc[("North", "West"), "significant"]
    assert result.to_polars().columns[:2] == ["cohort", "reference"]
    assert result.standard_error.shape == result.statistic.shape == (6,)
    assert result.alternative == "two-sided"
    assert result.method == "score"


def test_random_numbers_only_where_asked() -> None:
    big = nps.Cohorts.from_counts(list("ab"), [90_000, 90_500], [30_000, 30_000], [30_000, 29_000])
    one, two = (compare_many(big, method="permutation", rng=7) for _ in range(2))
    assert_array_equal(one.p_value, two.p_value)
    assert any("drawn" in note or "random" in note for note in one.notes)


@pytest.mark.slow
@pytest.mark.parametrize(
    "shares", [(0.5, 0.3, 0.2), (0.33, 0.34, 0.33), (0.8, 0.15, 0.05), (0.1, 0.8, 0.1)]
)
def test_familywise_error_by_exact_enumeration(shares) -> None:
    """Three equal cohorts of ten answers: the chance of any false finding, all tables summed."""
    n = 10
    a, c = np.indices((n + 1, n + 1))
    a, c = a[a + c <= n], c[a + c <= n]
    x = np.stack([a, n - a - c, c]).astype(np.float64)
    p = np.exp(gammaln(n + 1) - gammaln(x + 1).sum(axis=0) + np.log(shares) @ x)
    i, j = np.indices((a.size, a.size)).reshape(2, -1)
    one, other = (nps.Cohorts.from_counts(range(k.size), *x[:, k].astype(int)) for k in (i, j))
    z = np.abs(nps.compare(one, other).statistic).reshape(a.size, a.size)
    probability = p[:, None, None] * p[:, None] * p
    reference = np.maximum(z[:, :, None], z[:, None, :])
    every_pair = np.maximum(reference, z)
    equal = nps.Cohorts.from_counts(list("abc"), [5] * 3, [3] * 3, [2] * 3)
    # the score test itself is at most 5.9% here; the family must not be worse than one test
    for largest, against in ((every_pair, "pairs"), (reference, "a")):
        critical = compare_many(equal, against=against).critical_value
        assert probability[largest > critical].sum() <= 0.059


@pytest.mark.parametrize("method", ["pooled-t", "tukey-hsd", "games-howell"])
@pytest.mark.parametrize("n", [[30, 0, 0], [0, 0], [9]])
def test_by_name_nothing_is_known_of_fewer_than_two_cohorts(method, n):
    result = compare_many(nps.Cohorts.from_counts(range(len(n)), n, n, n), method=method)
    assert np.isnan(result.adjusted_p_value).all()
    assert np.isnan(result.confidence_interval.low).all()
    assert "There is nothing to compare: it takes two sides with answers." in result.notes


@pytest.mark.parametrize("method", ["pooled-t", "tukey-hsd", "games-howell"])
def test_what_cannot_be_tested_is_not_said_to_be_chance(method):
    unanimous = nps.Cohorts.from_counts(list("abc"), [30, 0, 0], [0, 30, 0], [0, 0, 30])
    result = compare_many(unanimous, method=method)
    assert np.isnan(result.adjusted_p_value).all()
    assert result.notes == ('3 comparisons are undefined by this method, not by "score".',)
    assert result.summary() == (
        "None of the differences in NPS between 3 cohorts can be tested this way; any difference at"
        " all: p < 0.001."
    )
    assert "用此方法均无法检验" in result.summary("zh")
    pair = compare_many(unanimous.select(["a", "b"]), method=method)
    assert pair.notes[0] == '1 comparison is undefined by this method, not by "score".'

"""homogeneity: do groups answer alike?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import FIFTEEN_DIGITS, groups, number, rows
from strategies import small_counts

import nps
from nps import homogeneity

IN_R = {
    "chisq_kx3": "chi-squared",
    "kruskal": "kruskal-wallis",
    "anova": "anova",
    "wald_chisq_k": "cochran-q",
}
some = st.lists(small_counts, min_size=1, max_size=5).map(
    lambda all_: nps.Cohorts.from_dict({str(i): counts for i, counts in enumerate(all_)})
)
SHOPS = nps.Cohorts.from_counts(["A", "B", "C"], [50, 42, 30], [30, 38, 40], [20, 20, 30])


@pytest.mark.parametrize("in_r", IN_R)
def test_it_agrees_with_r(in_r):
    table = rows("k_sample_named", test=in_r)
    for row in table:
        columns = groups(row["groups"]).astype(np.int64)
        found = homogeneity(
            nps.Cohorts.from_counts(range(columns.shape[1]), *columns), method=IN_R[in_r]
        )
        assert found.statistic == pytest.approx(number(row["statistic"]), rel=FIFTEEN_DIGITS)
        assert found.p_value == pytest.approx(number(row["p_value"]), rel=1e-8, abs=1e-15)
        assert found.degrees_of_freedom == number(row["df1"])
        assert found.denominator_degrees_of_freedom in (None, number(row["df2"]))
    assert len(table) > 20


@pytest.mark.parametrize(
    ("in_r", "method"), [("chisq_2x3", "chi-squared"), ("fisher_2x3", "fisher")]
)
def test_two_groups_agree_with_r(in_r, method):
    for row in rows("two_sample_tables", test=in_r):
        sides = {
            side: [int(row[f"{name}_{side}"]) for name in ("promoters", "passives", "detractors")]
            for side in "12"
        }
        cohorts = nps.Cohorts.from_dict({side: nps.Counts(*x) for side, x in sides.items()})
        found = homogeneity(cohorts, method=method)
        # FEXACT has some seven digits where it merges paths
        assert found.p_value == pytest.approx(number(row["p_value"]), rel=1e-7)
        if method == "chi-squared":
            assert found.statistic == pytest.approx(number(row["statistic"]), rel=FIFTEEN_DIGITS)


@given(some, st.sampled_from(["chi-squared", "fisher", "kruskal-wallis", "anova", "cochran-q"]))
def test_neither_order_nor_empty_groups_count(cohorts, method):
    found = homogeneity(cohorts, method=method)
    assert isinstance(found, nps.results.Test)
    more = nps.Cohorts.from_dict(
        {"none": nps.Counts(0, 0, 0), **dict(reversed(list(cohorts.items())))}
    )
    again = homogeneity(more, method=method)
    assert again.p_value == pytest.approx(found.p_value, rel=1e-9, abs=1e-12, nan_ok=True)
    turned = nps.Cohorts.from_counts(
        cohorts.labels, cohorts.detractors, cohorts.passives, cohorts.promoters
    )
    mirrored = homogeneity(turned, method=method)
    assert mirrored.p_value == pytest.approx(found.p_value, rel=1e-9, abs=1e-12, nan_ok=True)
    if method == "cochran-q":
        pooled = nps.pool(cohorts).heterogeneity
        assert pooled.p_value == pytest.approx(found.p_value, rel=1e-9, nan_ok=True)


def test_weighted_groups_go_by_their_design():
    rng = np.random.default_rng(4)
    ratings, region = rng.integers(0, 11, 900), rng.choice(["a", "b", "c"], 900)
    plain = nps.survey_by(ratings, region)
    found = homogeneity(plain)
    assert found.method == "rao-scott"
    assert found.p_value == pytest.approx(
        homogeneity(nps.count_by(ratings, region)).p_value, abs=0.01
    )
    only = nps.survey_by(ratings[:5] * 0, region[:5])
    assert np.isnan(homogeneity(only).p_value)
    assert homogeneity(nps.survey_by([9, 9, 9], ["a", "b", "b"])).degrees_of_freedom == 0.0
    first = homogeneity(plain, method="rao-scott-first-order")
    assert first.p_value == pytest.approx(found.p_value, abs=0.01)


def test_it_reads_in_both_languages():
    found = homogeneity(SHOPS)
    assert found.summary() == (
        "The groups do not answer detectably otherwise than each other (chi2(4) = 9.40, p = 0.052)."
    )
    assert "未检出各组的回答有所不同" in found.summary("zh")
    exact = homogeneity(SHOPS, method="fisher")
    assert str(exact) == "p = 0.052 (fisher)"
    assert "(p = 0.052)" in exact.summary()
    assert "Fisher's exact test" in exact.explain()
    assert (
        homogeneity(SHOPS, method="fisher", n_resamples=99).notes[0].startswith("The p-value rests")
    )
    assert homogeneity(SHOPS, method="fisher", n_resamples=99, rng=1).notes == ()
    assert homogeneity(SHOPS.select(["A"])).summary() == (
        "Whether the groups answer alike cannot be tested."
    )
    differ = nps.Cohorts.from_counts(["A", "B"], [50, 10], [30, 10], [20, 80])
    assert (
        homogeneity(differ, method="anova").summary().startswith("The groups do not answer alike")
    )


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"cohorts": [1, 2]}, nps.InputTypeError, r"cohorts must be nps\.Cohorts"),
        ({"method": "chi2"}, nps.OptionError, "method must be one of"),
        ({"method": "rao-scott"}, nps.OptionError, "not offered for cohorts of equal weights"),
        ({"rng": 1}, nps.OptionError, 'rng is an option of method="fisher"'),
        ({"method": "anova", "n_resamples": 9}, nps.OptionError, "n_resamples is an option"),
        (
            {"cohorts": nps.Cohorts.from_dict({"a": nps.Counts(10**7, 1, 1)}), "method": "fisher"},
            nps.OptionError,
            "up to 10,000,000 answers, got 10,000,002",
        ),
        ({"method": "fisher", "n_resamples": 0}, nps.OptionError, "1 to 10,000,000, got 0"),
        (
            {"cohorts": nps.survey_by([9, 3], ["a", "b"]), "method": "fisher"},
            nps.OptionError,
            "not offered for weighted cohorts; they have 'rao-scott'",
        ),
    ],
)
def test_bad_input_is_refused(arguments, error, said):
    with pytest.raises(error, match=said):
        homogeneity(**{"cohorts": SHOPS} | arguments)


@pytest.mark.parametrize("method", ["rao-scott", "rao-scott-first-order"])
@pytest.mark.parametrize(
    ("ratings", "labels"), [([9] * 10 + [2] * 10, "a" * 10 + "b" * 10), ([9, 7, 2], "abc")]
)
def test_groups_that_do_not_vary_within_have_no_design_effect(ratings, labels, method):
    frame = pd.DataFrame(
        {"rating": ratings, "group": list(labels), "weight": np.arange(1.0, len(ratings) + 1.0)}
    )
    groups = nps.from_frame(frame, "rating", by="group", weight="weight")
    found = homogeneity(groups, method=method)
    assert np.isnan([found.statistic, found.p_value]).all()
    assert found.degrees_of_freedom == (len(groups) - 1.0) * (len(set(ratings)) - 1.0)
    (note,) = found.notes
    assert "vary too little for a design effect" in note


def test_two_large_groups_are_still_worked_out_exactly():
    # near its limit the test is that of chi-squared
    table = [2600, 2500], [2600, 2750], [2500, 2500]
    large = nps.Cohorts.from_counts(["A", "B"], *([n // 4 for n in row] for row in table))
    exact = homogeneity(large, method="fisher")
    assert exact.notes == ()
    assert exact.p_value == pytest.approx(homogeneity(large).p_value, abs=1e-3)


@pytest.mark.parametrize("n_resamples", [0, 10_000_001, 10**12])
def test_random_tables_have_a_ceiling(n_resamples):
    with pytest.raises(nps.OptionError, match="n_resamples must be 1 to 10,000,000, got"):
        homogeneity(SHOPS, method="fisher", n_resamples=n_resamples)


def test_small_expected_counts_are_told():
    few = nps.Cohorts.from_counts(["A", "B", "none"], [5, 9, 0], [1, 0, 0], [0, 7, 0])
    (note,) = homogeneity(few).notes
    # 6 and 16 answers of 22; 14, 1 and 7 in a class: 3.8, .3, 1.9 and 10.2, .7, 5.1
    assert note == (
        "Expected counts below 5: 4 of 6, so that chi-squared is a rough guide;"
        ' method="fisher" is exact.'
    )
    assert homogeneity(SHOPS).notes == homogeneity(few, method="kruskal-wallis").notes == ()
    assert homogeneity(few.select(["A"])).notes == ()


def test_one_class_is_undefined_or_a_chance_of_one():
    one = nps.Cohorts.from_counts(["A", "B"], [5, 9], [0, 0], [0, 0])
    for method in ("chi-squared", "kruskal-wallis", "anova"):
        assert np.isnan(homogeneity(one, method=method).p_value)
    for method in ("fisher", "cochran-q"):
        assert homogeneity(one, method=method).p_value == 1.0

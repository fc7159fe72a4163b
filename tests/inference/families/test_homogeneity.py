"""homogeneity: do groups answer alike?"""

from __future__ import annotations

import numpy as np
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
        ({"method": "fisher", "n_resamples": 0}, nps.OptionError, "at least 1, got 0"),
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
